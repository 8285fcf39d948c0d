import { gen4 } from "@obswire/hexrotcomm";
import { isTcpipError } from "@obswire/tcpip";
import { expect, it } from "vitest";
import { type ReceivedCommand, ReceivedCommands } from "../../src/index.ts";

function received(code: number, name?: string): ReceivedCommand {
  const command = new gen4.Command({ code });
  return { command, name, outcome: "done", reason: undefined, durationSec: 0 };
}

it("remembers the last thousand commands, in order", () => {
  const commands = new ReceivedCommands();
  for (let code = 0; code < 1005; code++) commands.add(received(code));
  expect(commands).toHaveLength(1000);
  expect(commands.at(0)?.command.code).toBe(5);
  expect(commands.at(-1)?.command.code).toBe(1004);
  expect([...commands][1]?.command.code).toBe(6);
});

it("hands each command to one expectation, by name or by code, oldest first", async () => {
  const commands = new ReceivedCommands();
  const [first, second, third] = [received(1, "A"), received(2, "B"), received(1, "A")];
  commands.add(first);
  commands.add(second);
  const expectations = [commands.expect("A"), commands.expect(1), commands.expect("B")];
  commands.add(third);
  expect(await Promise.all(expectations)).toEqual([first, third, second]);
  await expect(commands.expect("A", { timeoutMs: 0 })).rejects.toSatisfy((error) =>
    isTcpipError(error, "ERR_TCPIP_TIMEOUT"),
  );
});

it("gives one command to one of two who wait for it, and the reason of an abort unchanged", async () => {
  const commands = new ReceivedCommands();
  const abort = new AbortController();
  const aborted = commands.expect("A", { signal: abort.signal });
  const reason = new Error("enough");
  abort.abort(reason);
  await expect(aborted).rejects.toBe(reason);
  const waiting = [commands.expect("A"), commands.expect("A")];
  commands.add(received(1, "A"));
  const late = received(1, "A");
  commands.add(late);
  expect((await Promise.all(waiting))[1]).toBe(late);
});

it("refuses at once a name that the device does not have, and lists those it has", async () => {
  const commands = new ReceivedCommands({ POSITION_SET: 1, MOVE: 2 });
  for (const name of ["POSITON_SET", "toString"]) {
    await expect(commands.expect(name)).rejects.toThrow(
      new RangeError(`nameOrCode must be a code, or one of POSITION_SET, MOVE, not "${name}"`),
    );
  }
  const unknownCode = commands.expect(99);
  commands.add(received(99));
  expect((await unknownCode).command.code).toBe(99);
});

it("rejects what is expected when no more commands come, and still hands out what has come", async () => {
  const commands = new ReceivedCommands();
  const earlier = received(1, "A");
  commands.add(earlier);
  const pending = [commands.expect("B"), commands.expect("B", { timeoutMs: 60_000 })];
  commands.close();
  for (const one of [...pending, commands.expect("B")]) {
    await expect(one).rejects.toSatisfy((error) => isTcpipError(error, "ERR_TCPIP_CLOSED"));
  }
  expect(await commands.expect("A")).toBe(earlier);
});
