import { FaultProxy } from "@obswire/tcpip/testkit";
import { describe, expect, it } from "vitest";
import { type Command, Communicator, commands, type Reply, replies } from "../../src/index.ts";
import { join, LIMIT, LOOPBACK } from "../support/pairs.ts";
import { type AnyMessage, kindsOf } from "../support/randomMessages.ts";

/** One message of every kind, all fields without a default filled in somehow. */
function oneOfEach(table: Readonly<Record<string, unknown>>): AnyMessage[] {
  const values = {
    ...{ positionDeg: 1.5, velocityDegPerSec: -1e-7, taiUnixSec: 1.7e9, azimuthDeg: -0, elevationDeg: 1e16 },
    ...{ azimuthVelocityDegPerSec: 0.1, elevationVelocityDegPerSec: Number.NaN, temperatureDegC: -4.25, drive: 3 },
    ...{ on: true, deploy: false, what: "été", sequenceId: 7, explanation: "", active: true, code: 9, subsystem: "å" },
    ...{ description: "ok", inPosition: true, extraData: ["", "x"] },
  };
  return kindsOf(table).map((kind) => kind(kind.kind === "InPositionReply" ? { ...values, what: 1 } : values));
}

describe("messages of every kind, through a network that", () => {
  const seeds = { splitBytes: { min: 1, max: 9 } } as const;
  it.each([
    ["sends every byte on its own", { splitBytes: 1 }],
    ["splits anywhere", seeds],
    ["glues everything together", { coalesceMs: 20 }],
  ])("%s, arrive whole", async (_, faults) => {
    await using csc = new Communicator({ ...LOOPBACK, readReplies: true });
    await using controller = new Communicator({ ...LOOPBACK, readReplies: false });
    await Promise.all([csc.start(), controller.start()]);
    await using there = await FaultProxy.listen({
      target: { port: controller.serverPort },
      clientToServer: faults,
      seed: 4,
    });
    await using back = await FaultProxy.listen({ target: { port: csc.serverPort }, clientToServer: faults, seed: 5 });
    await Promise.all([csc.connect({ port: there.port, ...LIMIT }), controller.connect({ port: back.port, ...LIMIT })]);

    const sentCommands = oneOfEach(commands);
    const sentReplies = oneOfEach(replies);
    for (const command of sentCommands) await csc.write(command as unknown as Command);
    for (const reply of sentReplies) await controller.write(reply as unknown as Reply);
    for (const command of sentCommands) expect(command.equals(await controller.read(LIMIT))).toBe(true);
    for (const reply of sentReplies) expect(reply.equals(await csc.read(LIMIT))).toBe(true);
  });
});

describe("restarts", () => {
  type Step = "stop csc" | "stop controller" | "start csc" | "start controller";
  const orders: [string, Step[]][] = [
    ["the controller restarts", ["stop controller", "start controller"]],
    ["the control software restarts", ["stop csc", "start csc"]],
    ["both stop, the control software comes first", ["stop controller", "stop csc", "start csc", "start controller"]],
    ["both stop, the controller comes first", ["stop csc", "stop controller", "start controller", "start csc"]],
    ["one after the other restarts", ["stop csc", "start csc", "stop controller", "start controller"]],
  ];

  it.each(orders)("%s: both are connected again as soon as both are told to connect", async (_, steps) => {
    const first = {
      csc: new Communicator({ ...LOOPBACK, readReplies: true }),
      controller: new Communicator({ ...LOOPBACK, readReplies: false }),
    };
    const ends: { csc: Communicator; controller: Communicator } = first;
    await Promise.all([ends.csc.start(), ends.controller.start()]);
    await join({ first: ends.csc, second: ends.controller });
    const ports = { csc: ends.csc.serverPort, controller: ends.controller.serverPort };
    try {
      for (const step of steps) {
        const which = step.endsWith("csc") ? "csc" : "controller";
        if (step.startsWith("stop")) await ends[which].close();
        else {
          const peerPort = which === "csc" ? ports.controller : ports.csc;
          const options = { ...LOOPBACK, clientPort: peerPort, serverPort: ports[which] };
          ends[which] = new Communicator({ ...options, readReplies: which === "csc" });
          await ends[which].start(LIMIT);
        }
      }
      await join({ first: ends.csc, second: ends.controller });
      expect([ends.csc.connected, ends.controller.connected]).toEqual([true, true]);
    } finally {
      await Promise.all([ends.csc.close(), ends.controller.close()]);
    }
  });
});
