// The commanding side: sends a command, waits for its acknowledgement, and so on; the same for all servers.
import { once } from "node:events";
import { connect } from "node:net";
import { ACK_BYTES, COMMAND_BYTES } from "../commands.ts";
import { COUNTER_OFFSET } from "../frame.ts";
import { quantile } from "../measure.ts";
import { answerRequests } from "./answering.ts";

interface Request {
  port: number;
  rounds: number;
  /** Pause between an acknowledgement and the next command, in milliseconds; 0: back to back. */
  pauseMs: number;
}

async function command({ port, rounds, pauseMs }: Request): Promise<object> {
  const socket = connect({ host: "127.0.0.1", port, noDelay: true });
  await once(socket, "connect");
  const message = Buffer.alloc(COMMAND_BYTES);
  const timesUs = new Float64Array(rounds);
  await new Promise<void>((resolve, reject) => {
    const ack = Buffer.alloc(ACK_BYTES);
    let have = 0;
    let round = 0;
    let sentNs = 0n;
    const send = (): void => {
      message.writeUInt32LE(round, COUNTER_OFFSET);
      sentNs = process.hrtime.bigint();
      socket.write(message);
    };
    socket.on("data", (chunk) => {
      have += chunk.copy(ack, have);
      if (have < ACK_BYTES) return;
      timesUs[round] = Number(process.hrtime.bigint() - sentNs) / 1000;
      have = 0;
      if (ack.readUInt32LE(COUNTER_OFFSET) !== round) reject(new Error(`round ${round}: wrong acknowledgement`));
      round++;
      if (round === rounds) resolve();
      else if (pauseMs === 0) send();
      else setTimeout(send, pauseMs);
    });
    socket.on("error", reject).on("close", () => reject(new Error("the server closed the connection")));
    send();
  }).finally(() => socket.destroy());
  return {
    p50Us: quantile(timesUs, 0.5),
    p99Us: quantile(timesUs, 0.99),
    // Not the maximum: one pause of the whole machine says nothing about the code.
    p999Us: quantile(timesUs, 0.999),
    stalls: timesUs.filter((us) => us > 35_000).length,
  };
}

answerRequests<{ command: Request }>({ command });
