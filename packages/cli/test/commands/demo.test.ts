import { expect, it } from "vitest";
import { Program } from "../support/program.ts";

it("the demo tells its story, with a summary and exit code 0", { timeout: 60_000 }, async () => {
  await using demo = new Program("demo", "--seconds", "0");
  const { code, stdout, stderr } = await demo.ended(50_000);
  expect([code, stderr]).toEqual([0, ""]);
  const names = [...stdout.matchAll(/^ *\d+\.\d s {2}(\S+)/gm)].map(([, name]) => name);
  expect(names.filter((name) => name !== undefined && !/^(simple|hexapod|rotator)$/.test(name))).toEqual(
    "listen connect enable move move move refusal cut recovery move kill restart enable move replay hexapods enable move refusal track standby".split(
      " ",
    ),
  );
  expect(stdout).toContain("OFFLINE → STANDBY → DISABLED → ENABLED");
  expect(stdout).toMatch(/to 30: nothing changes.* position=30\.0 not in range \[-25\.0, 25\.0\]/);
  expect(stdout).toMatch(/is back \d\.\d\d s after the cut.*is still ENABLED\/STATIONARY/);
  expect(stdout).toMatch(/connected \d\.\d\d s after the kill.* in OFFLINE\/AVAILABLE/);
  expect(stdout).toMatch(/to x 20000 µm: refused at once, "x=20000\.0 not in range \[-11400\.0, 11400\.0\]"/);
  expect(stdout).toMatch(/\d+ TRACK_VEL_CMD acknowledged, within 0\.00\d+ deg .*; meanwhile \d+ moves of the hexapods/);
  expect(stdout).toMatch(/Summary: all 21 steps happened, in \d+\.\d+ s\n/);
  expect(stdout).toMatch(
    /simple +\d+ telemetry and 5 configuration messages; 12 commands sent, 11 executed, 1 refused\n/,
  );
  expect(stdout).toMatch(
    /hexapod camera +\d+ telemetry and 3 configuration messages; \d+ commands acknowledged, 1 refused\n/,
  );
  expect(stdout).toMatch(/rotator +\d+ telemetry and 3 configuration messages; \d+ commands acknowledged, 0 refused\n/);
  expect(stdout).toMatch(/losses +2: link cut, recovered after .* s; process killed, recovered after .* s\n/);
  expect(stdout).toMatch(/replay +1864 bytes .*: 26 telemetry and 2 configuration messages decoded, as recorded\n/);
  expect(stdout).not.toContain("\x1b");
});

it("with --keep it goes on until Ctrl-C", { timeout: 60_000 }, async () => {
  await using demo = new Program("demo", "--seconds", "0", "--keep");
  await demo.output(/all three are in STANDBY/, "stdout", 50_000);
  await demo.output(/simple {2}ENABLED\/STATIONARY {2}position 10\.\d+, commanded 10\.000/);
  await demo.output(/rotator {2}ENABLED\/SLEWING_OR_TRACKING {2}.*\n.*rotator {2}ENABLED\/SLEWING_OR_TRACKING/s);
  demo.child.kill("SIGINT");
  const { code, stdout } = await demo.ended();
  expect(code).toBe(130);
  expect(stdout).toMatch(/Summary: all 21 steps happened, in/);
});
