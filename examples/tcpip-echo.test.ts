import { Client } from "@obswire/tcpip";
import { expect, test } from "vitest";
import { EchoServer, echoThreeLines } from "./tcpip-echo.ts";

const limit = { timeoutMs: 2000 };

test("the echo example prints three echoes in order, and the coming and going of the client", async () => {
  const lines: string[] = [];
  await echoThreeLines((line) => void lines.push(line));
  expect(lines).toEqual(["a client has come", "echo: one", "echo: two", "echo: naïve ℏ", "the client has gone"]);
});

test("the echo server echoes three strings in order; the client is closed, then the server", async () => {
  const server = new EchoServer({ port: 0 });
  await server.start();
  const client = new Client({ host: server.host, port: server.port });
  await client.start();
  await Promise.all([client.startTask, server.connectedTask]);
  const sent = ["first", "second", "third"];
  for (const line of sent) await client.writeStr(line);
  const received: string[] = [];
  while (received.length < sent.length) received.push(await client.readStr(limit));
  expect(received).toEqual(sent);
  await client.close();
  await server.close();
  expect(client.connected || server.connected).toBe(false);
});
