// A server that acknowledges commands: `acknowledge.js <bare|ours>`. Command: 24 + 100 bytes; acknowledgement: 24 + 40.
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { startServer, writeFrom } from "@obswire/tcpip";
import { Header } from "../../frames.ts";
import { ACK_BODY_BYTES, COMMAND_BODY_BYTES, COMMAND_BYTES } from "../commands.ts";
import { COUNTER_OFFSET, HEADER_BYTES } from "../frame.ts";
import { answerRequests } from "./answering.ts";

const HOST = "127.0.0.1";
const [way = ""] = process.argv.slice(2);

async function startBare(): Promise<number> {
  const server = createServer({ noDelay: true }, (socket) => {
    const command = Buffer.alloc(COMMAND_BYTES);
    let have = 0;
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      for (let at = 0; at < chunk.length; ) {
        const copied = chunk.copy(command, have, at);
        have += copied;
        at += copied;
        if (have < COMMAND_BYTES) return;
        have = 0;
        const ack = Buffer.alloc(HEADER_BYTES + ACK_BODY_BYTES);
        ack.writeUInt32LE(command.readUInt32LE(COUNTER_OFFSET), COUNTER_OFFSET);
        socket.write(ack);
      }
    });
  });
  await once(server.listen(0, HOST), "listening");
  return (server.address() as AddressInfo).port;
}

async function startOurs(): Promise<number> {
  const { port } = await startServer({
    host: HOST,
    port: 0,
    onConnection: async ({ reader, writer }) => {
      const header = new Header();
      const ackHeader = new Header();
      const command = { bytes: new Uint8Array(COMMAND_BODY_BYTES) };
      const ack = { bytes: new Uint8Array(ACK_BODY_BYTES) };
      while (!reader.atEof) {
        await reader.readInto(header);
        await reader.readInto(command);
        ackHeader.counter = header.counter;
        // Two structs: a naive port writes them one by one and meets Nagle's 40 ms.
        await writeFrom(writer, ackHeader, ack);
      }
    },
  });
  return port;
}

const port = way === "bare" ? await startBare() : await startOurs();

answerRequests<{ listen: object }>({ listen: () => ({ port }) });
