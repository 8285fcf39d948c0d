/**
 * An echo server and a client for it: run it with `node examples/tcpip-echo.ts` (Node.js 22.18 or later), or with tsx.
 *
 * The server reads by itself for as long as a client is connected; what it does with an item is one method.
 */
import { pathToFileURL } from "node:url";
import { Client, OneClientReadLoopServer } from "@obswire/tcpip";

/** Writes back each line that it reads. */
export class EchoServer extends OneClientReadLoopServer {
  override async readAndDispatch(): Promise<void> {
    await this.writeStr(await this.readStr());
  }
}

/** Sends three lines through an echo server and prints what comes back. */
export async function echoThreeLines(print: (line: string) => void): Promise<void> {
  await using server = await EchoServer.listen({
    port: 0,
    connectCallback: ({ connected }) => print(connected ? "a client has come" : "the client has gone"),
  });
  {
    await using client = await Client.connect({ host: server.host, port: server.port });
    await server.waitConnected({ timeoutMs: 1000 });
    for (const line of ["one", "two", "naïve ℏ"]) {
      await client.writeStr(line);
      print(`echo: ${await client.readStr({ timeoutMs: 1000 })}`);
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await echoThreeLines(console.log);
