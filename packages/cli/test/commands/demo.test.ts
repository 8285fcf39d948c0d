import { expect, it } from "vitest";
import { Program } from "../support/program.ts";

it("the demo tells its story, with a summary and exit code 0", { timeout: 60_000 }, async () => {
  await using demo = new Program("demo", "--seconds", "0");
  const { code, stdout, stderr } = await demo.ended(50_000);
  expect([code, stderr]).toEqual([0, ""]);
  const names = [...stdout.matchAll(/^ *\d+\.\d s {2}(\S+)/gm)].map(([, name]) => name);
  expect(names.filter((name) => name !== "simple")).toEqual(
    "listen connect enable move move move refusal cut recovery move kill restart enable move replay".split(" "),
  );
  expect(stdout).toContain("OFFLINE → STANDBY → DISABLED → ENABLED");
  expect(stdout).toMatch(/to 30: nothing changes.* position 30 not in range \[-25, 25\]/);
  expect(stdout).toMatch(/is back \d\.\d\d s after the cut.*is still ENABLED\/STATIONARY/);
  expect(stdout).toMatch(/connected \d\.\d\d s after the kill.* in OFFLINE\/AVAILABLE/);
  expect(stdout).toMatch(/Summary: all 15 steps happened, in \d+\.\d+ s\n/);
  expect(stdout).toMatch(/commands +12 sent; the mocks executed 11 and refused 1\n/);
  expect(stdout).toMatch(/losses +2: link cut, recovered after .* s; process killed, recovered after .* s\n/);
  expect(stdout).toMatch(/replay +1864 bytes .*: 2 configuration and 26 telemetry messages decoded, as recorded\n/);
  expect(stdout).not.toContain("\x1b");
});

it("with --keep it goes on until Ctrl-C", { timeout: 60_000 }, async () => {
  await using demo = new Program("demo", "--seconds", "0", "--keep");
  await demo.output(/replay +1864 bytes/);
  await demo.output(/simple {2}ENABLED\/STATIONARY {2}position 10\.\d+, commanded 10\.000/);
  demo.child.kill("SIGINT");
  const { code, stdout } = await demo.ended();
  expect(code).toBe(130);
  expect(stdout).toMatch(/Summary: all 15 steps happened, in/);
});
