// One process that monitors many hexapods: `monitor.js <ours|bare>`. Both read the same four values of each frame.

import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { MTHexapodClient } from "@obswire/hexrotcomm";
import { answerRequests } from "../../tcpip/children/answering.ts";
import { CONFIG_BYTES, FIELDS, FRAME_BYTES, HEADER_BYTES } from "../frame.ts";
import { CostMeter } from "./costMeter.ts";

/** Connections that are opened at the same time. */
const AT_ONCE = 25;

const [way = ""] = process.argv.slice(2);
const meter = new CostMeter();
/** What is done with a frame; summed up, so that nothing of it can be left out. */
let sum = 0;

/** A parser by hand: a configuration once, then frames of telemetry, cut as TCP likes. */
async function connectBare(port: number): Promise<Socket> {
  const socket = connect({ host: "127.0.0.1", port, noDelay: true });
  let kept = Buffer.alloc(0);
  let wanted = HEADER_BYTES + CONFIG_BYTES;
  socket.on("data", (chunk) => {
    const data = kept.length === 0 ? chunk : Buffer.concat([kept, chunk]);
    const view = new DataView(data.buffer, data.byteOffset, data.length);
    let at = 0;
    for (; at + wanted <= data.length; wanted = FRAME_BYTES) {
      if (wanted === FRAME_BYTES) take(view, at + HEADER_BYTES);
      at += wanted;
    }
    kept = data.subarray(at);
  });
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket;
}

function take(view: DataView, at: number): void {
  sum += view.getFloat64(at + FIELDS.state, true) + view.getFloat64(at + FIELDS.measuredX, true);
  sum += view.getUint32(at + FIELDS.applicationStatus, true) + view.getFloat64(at + FIELDS.strut5, true);
  meter.count();
}

async function connectOurs(port: number): Promise<MTHexapodClient> {
  return await MTHexapodClient.connect({
    name: "camera",
    port,
    telemetryCallback: ({ telemetry }) => {
      sum += telemetry.state + telemetry.measuredXyz[0];
      sum += telemetry.applicationStatus + telemetry.strutCommandedDeltaPosM[5];
      meter.count();
    },
  });
}

const open: { close(): void }[] = [];

answerRequests<{ open: { ports: number[] }; begin: object; end: object; close: object }>({
  open: async ({ ports }) => {
    for (let i = 0; i < ports.length; i += AT_ONCE) {
      const some = ports.slice(i, i + AT_ONCE);
      if (way === "ours") {
        const clients = await Promise.all(some.map(connectOurs));
        open.push(...clients.map((client) => ({ close: () => void client.close() })));
      } else {
        const sockets = await Promise.all(some.map(connectBare));
        open.push(...sockets.map((socket) => ({ close: () => void socket.destroy() })));
      }
    }
    return {};
  },
  begin: () => {
    meter.begin();
    return {};
  },
  end: () => ({ ...meter.end(), sum }),
  close: () => {
    for (const one of open.splice(0)) one.close();
    return {};
  },
});
