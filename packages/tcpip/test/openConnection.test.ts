import { once } from "node:events";
import { connect, createServer } from "node:net";
import { expect, test } from "vitest";
import { isSelfConnection } from "../src/openConnection.ts";

const host = "127.0.0.1";

/** A port that nobody listens on, a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen({ host, port: 0 });
  await once(server, "listening");
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

test("a socket that the system has connected to itself is recognised", async () => {
  const port = await freePort();
  const socket = connect({ host, port, localPort: port });
  await once(socket, "connect");
  expect(isSelfConnection(socket)).toBe(true);
  socket.destroy();
});

test("a connection to somebody else on this machine is not taken for one", async () => {
  const server = createServer((accepted) => accepted.destroy()).listen({ host, port: 0 });
  await once(server, "listening");
  const address = server.address();
  const socket = connect({ host, port: typeof address === "object" && address !== null ? address.port : 0 });
  await once(socket, "connect");
  expect(isSelfConnection(socket)).toBe(false);
  socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});
