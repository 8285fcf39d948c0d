import { describe, expect, it } from "vitest";
import {
  CommandTelemetryClient,
  type CommandTelemetryClientOptions,
  gen1,
  gen4,
  isCommandFailedError,
  isHexrotcommError,
} from "../src/index.ts";
import { LIMIT, RawController } from "./support/rawController.ts";

const { ACK, NO_ACK } = gen4.CommandStatusCode;
const simple = { ConfigClass: gen4.SimpleConfig, TelemetryClass: gen4.SimpleTelemetry };

type Options = Partial<CommandTelemetryClientOptions<gen4.SimpleConfig, gen4.SimpleTelemetry>>;

/** A client and the raw end of its controller. */
async function connected(options: Options = {}) {
  const controller = await RawController.listen("gen4");
  const client = await CommandTelemetryClient.connect({ ...simple, port: controller.port, ...options });
  await controller.waitConnected();
  return {
    controller,
    client,
    [Symbol.asyncDispose]: async () => {
      await client.close();
      await controller[Symbol.asyncDispose]();
    },
  };
}

const move = (param1: number): gen4.Command => new gen4.Command({ code: gen4.SimpleCommandCode.MOVE, param1 });

describe("runCommand", () => {
  it("sends the command with counter and commander, and resolves to the duration in seconds", async () => {
    await using link = await connected();
    const command = move(3.5);
    const done = link.client.runCommand(command);
    const received = await link.controller.readCommand();
    expect(received.toJSON()).toMatchObject({ commander: 2, counter: 0, code: 4, param1: 3.5, param6: 0 });
    await link.controller.answer(0, { duration: 3.14 });
    expect(await done).toBe(3.14);
    expect([command.counter, command.commander]).toEqual([0, 2]);
  });

  it("rejects with the reason of a NO_ACK, and says that the command was refused", async () => {
    await using link = await connected({ CommandCode: gen4.SimpleCommandCode });
    const done = link.client.runCommand(move(99));
    await link.controller.answer((await link.controller.readCommand()).counter, {
      status: NO_ACK,
      reason: "out of range",
    });
    const error = await done.catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      name: "CommandFailedError",
      code: "ERR_HEXROTCOMM_NO_ACK",
      message: "MOVE (counter 0) was refused: out of range",
      reason: "out of range",
      outcome: "refused",
      commandCode: 4,
      counter: 0,
    });
    expect(isCommandFailedError(error) && isHexrotcommError(error, "ERR_HEXROTCOMM_NO_ACK")).toBe(true);
    expect(link.client.connected).toBe(true);
  });

  it("takes a reason that fills its 50 bytes, without a NUL", async () => {
    await using link = await connected();
    const reason = "x".repeat(49).concat("!");
    const done = link.client.runCommand(move(1));
    await link.controller.answer((await link.controller.readCommand()).counter, {
      status: NO_ACK,
      duration: 3.14,
      reason,
    });
    await expect(done).rejects.toMatchObject({ reason });
  });

  it("takes any other status for a failure whose outcome is unknown", async () => {
    await using link = await connected();
    const done = link.client.runCommand(move(1));
    await link.controller.answer((await link.controller.readCommand()).counter, { status: 7 });
    await expect(done).rejects.toMatchObject({ code: "ERR_HEXROTCOMM_UNKNOWN_STATUS", outcome: "unknown" });
  });

  it("ignores answers to other commands, and those nobody waits for", async () => {
    const warnings: string[] = [];
    await using link = await connected({
      log: ({ level, message }) => void (level === "warn" && warnings.push(message)),
    });
    const telemetry = link.client.nextTelemetry(LIMIT);
    await link.controller.answer(17, { status: NO_ACK, reason: "nobody asked" });
    await link.controller.send(new gen4.SimpleTelemetry(), gen4.FrameId.TELEMETRY);
    await telemetry;
    const done = link.client.runCommand(move(1));
    const { counter } = await link.controller.readCommand();
    await link.controller.answer(counter + 1, { status: NO_ACK, reason: "not this one" });
    await link.controller.answer(counter, { duration: 1 });
    expect(await done).toBe(1);
    expect(warnings).toEqual(["an answer to another command was ignored"]);
  });

  it("gives up after its limit, and ignores the late answer", async () => {
    await using link = await connected();
    await expect(link.client.runCommand(move(1), { timeoutMs: 20 })).rejects.toMatchObject({
      code: "ERR_HEXROTCOMM_ACK_TIMEOUT",
      message: "command 4 (counter 0) was not answered within 20 ms",
      outcome: "unknown",
      counter: 0,
    });
    const next = link.client.runCommand(move(2));
    await link.controller.readCommand();
    const { counter } = await link.controller.readCommand();
    await link.controller.answer(0, { status: NO_ACK, reason: "late" });
    await link.controller.answer(counter, { duration: 2 });
    expect(await next).toBe(2);
  });

  it("sends one command at a time, in order", async () => {
    await using link = await connected();
    const all = [1, 2, 3].map((position) => link.client.runCommand(move(position)));
    for (const position of [1, 2, 3]) {
      const { counter, param1 } = await link.controller.readCommand();
      expect(param1).toBe(position);
      await expect(link.controller.command.readExactly(1, { timeoutMs: 5 })).rejects.toMatchObject({
        code: "ERR_TCPIP_TIMEOUT",
      });
      await link.controller.answer(counter, { duration: position });
    }
    expect(await Promise.all(all)).toEqual([1, 2, 3]);
  });

  it("with interrupt goes before those that wait, and after the answer to the one under way", async () => {
    await using link = await connected();
    const all = [
      link.client.runCommand(move(1)),
      link.client.runCommand(move(2)),
      link.client.runCommand(move(3), { interrupt: true }),
    ];
    const order: number[] = [];
    for (let i = 0; i < 3; i++) {
      const { counter, param1 } = await link.controller.readCommand();
      order.push(param1);
      await link.controller.answer(counter);
    }
    await Promise.all(all);
    expect(order).toEqual([1, 3, 2]);
  });

  it("that was aborted before is never sent", async () => {
    await using link = await connected();
    const reason = new Error("before");
    await expect(link.client.runCommand(move(1), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const next = link.client.runCommand(move(2));
    expect((await link.controller.readCommand()).param1).toBe(2);
    await link.controller.answer(0);
    await next;
  });

  it("that is aborted while it waits for its turn is never sent", async () => {
    await using link = await connected();
    const first = link.client.runCommand(move(1));
    const abort = new AbortController();
    const second = link.client.runCommand(move(2), { signal: abort.signal });
    const third = link.client.runCommand(move(3));
    abort.abort(new Error("changed my mind"));
    await expect(second).rejects.toThrow("changed my mind");
    for (const position of [1, 3]) {
      const { counter, param1 } = await link.controller.readCommand();
      expect(param1).toBe(position);
      await link.controller.answer(counter);
    }
    await Promise.all([first, third]);
  });

  it("that is aborted while it waits for the answer lets the next one go", async () => {
    await using link = await connected();
    const abort = new AbortController();
    const first = link.client.runCommand(move(1), { signal: abort.signal });
    await link.controller.readCommand();
    abort.abort(new Error("no time"));
    await expect(first).rejects.toThrow("no time");
    const second = link.client.runCommand(move(2));
    await link.controller.answer((await link.controller.readCommand()).counter);
    expect(await second).toBe(0);
  });
});

describe("runCommands", () => {
  it("runs commands as one, and the first that fails ends it", async () => {
    await using link = await connected();
    const both = link.client.runCommands([move(1), move(2)]);
    const other = link.client.runCommand(move(3));
    const order: number[] = [];
    for (let i = 0; i < 3; i++) {
      const { counter, param1 } = await link.controller.readCommand();
      order.push(param1);
      await link.controller.answer(counter, { duration: param1 });
    }
    expect([await both, await other, order]).toEqual([[1, 2], 3, [1, 2, 3]]);

    const failing = link.client.runCommands([move(4), move(5)]);
    await link.controller.answer((await link.controller.readCommand()).counter, { status: NO_ACK, reason: "no" });
    await expect(failing).rejects.toMatchObject({ reason: "no", counter: 3 });
    const last = link.client.runCommand(move(6));
    expect((await link.controller.readCommand()).param1).toBe(6);
    await link.controller.answer(4, { status: ACK });
    await last;
  });

  it("ends after the command under way when one with interrupt waits, and the rest is not sent", async () => {
    await using link = await connected();
    const three = link.client.runCommands([move(1), move(2), move(3)]).catch((error: unknown) => error);
    const { counter } = await link.controller.readCommand();
    const gaveUp = new AbortController();
    const given = link.client.runCommand(move(9), { interrupt: true, signal: gaveUp.signal }).catch(() => {});
    gaveUp.abort();
    await given;
    await link.controller.answer(counter);
    await link.controller.readCommand();
    const urgent = link.client.runCommand(move(4), { interrupt: true });
    await link.controller.answer(1);
    const received = await link.controller.readCommand();
    expect([received.param1, received.counter]).toEqual([4, 2]);
    await link.controller.answer(2, { duration: 7 });
    expect(await urgent).toBe(7);
    expect(await three).toMatchObject({ code: "ERR_HEXROTCOMM_INTERRUPTED", outcome: "not sent", counter: undefined });
  });
});

describe("A command that must not be sent", () => {
  it("is refused when it is not a Command, and the link stays up", async () => {
    await using link = await connected();
    for (const wrong of [undefined, {}, new gen1.Command({ code: 1 })]) {
      await expect(link.client.runCommand(wrong as never)).rejects.toThrow(
        new TypeError("command must be a gen4.Command"),
      );
    }
    expect(link.client.connected).toBe(true);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])(
    "is refused with %d in a parameter, by the parameter's name",
    async (bad) => {
      await using link = await connected();
      const command = new gen4.Command({ code: 4, param1: 1, param3: bad });
      await expect(link.client.runCommands([move(1), command])).rejects.toThrow(
        `param3 must be a finite number, not ${bad}`,
      );
      const good = link.client.runCommand(move(2));
      const { counter, param1 } = await link.controller.readCommand();
      expect([counter, param1]).toEqual([0, 2]);
      await link.controller.answer(counter);
      await good;
    },
  );

  it("is refused when its code is unknown to a client that knows the codes", async () => {
    await using link = await connected({ CommandCode: gen4.SimpleCommandCode });
    await expect(link.client.runCommand(new gen4.Command({ code: 99 }))).rejects.toThrow(
      /^code 99 is not a command of this device; it knows SET_STATE 1, ENABLE_DRIVES 2/,
    );
  });

  it("is refused before the client has connected", async () => {
    const client = new CommandTelemetryClient({ ...simple, port: 1 });
    await expect(client.runCommand(move(1))).rejects.toMatchObject({
      code: "ERR_HEXROTCOMM_NOT_STARTED",
      outcome: "not sent",
    });
    await client.close();
  });

  it("is refused after close", async () => {
    await using link = await connected();
    await link.client.close();
    await expect(link.client.runCommand(move(1))).rejects.toMatchObject({
      code: "ERR_HEXROTCOMM_CLOSED",
      outcome: "not sent",
      message: "command 4 was not sent: the client is closed",
    });
  });
});

describe("When the link ends, what is pending fails, and says whether it may have been executed:", () => {
  it("the command under way with an unknown outcome, those behind it as not sent", async () => {
    await using link = await connected();
    const first = link.client.runCommand(move(1)).catch((error: unknown) => error);
    const second = link.client.runCommand(move(2)).catch((error: unknown) => error);
    await link.controller.readCommand();
    await link.controller.telemetry.closeClient();
    expect(await first).toMatchObject({ code: "ERR_HEXROTCOMM_CONNECTION_LOST", outcome: "unknown", counter: 0 });
    expect(await second).toMatchObject({
      code: "ERR_HEXROTCOMM_NOT_CONNECTED",
      outcome: "not sent",
      counter: undefined,
    });
    await link.client.doneTask;
    expect([link.client.connected, link.client.shouldBeConnected]).toEqual([false, true]);
  });

  it("closing it ourselves does the same, as closed", async () => {
    await using link = await connected();
    const first = link.client.runCommand(move(1)).catch((error: unknown) => error);
    const second = link.client.runCommand(move(2)).catch((error: unknown) => error);
    const telemetry = link.client.nextTelemetry(LIMIT).catch((error: unknown) => error);
    const loop = link.client.samples().next();
    await link.controller.readCommand();
    await link.client.close();
    expect(await first).toMatchObject({ code: "ERR_HEXROTCOMM_CLOSED", outcome: "unknown" });
    expect(await second).toMatchObject({ code: "ERR_HEXROTCOMM_CLOSED", outcome: "not sent" });
    expect(await telemetry).toMatchObject({ code: "ERR_HEXROTCOMM_CLOSED" });
    expect(await loop).toEqual({ done: true, value: undefined });
    expect([link.client.shouldBeConnected, link.client.closeReason]).toEqual([false, "local"]);
  });
});
