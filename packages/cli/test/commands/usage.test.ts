import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { main } from "../../src/main.ts";
import { run as runProcess } from "../support/program.ts";

/** Runs a command line that starts nothing, in this process. */
async function run(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const written = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    vi.spyOn(process[name], "write").mockImplementation((text) => {
      written[name] += String(text);
      return true;
    });
  }
  return { code: await main(args), ...written };
}

afterEach(() => {
  vi.restoreAllMocks();
});

it("the exit code and the streams of the process are those of the command line", async () => {
  expect(await runProcess("fly")).toMatchObject({
    code: 2,
    stdout: "",
    stderr: "obswire: unknown command 'fly'\nAdd --help to see how the command is used.\n",
  });
  expect(await runProcess("--help")).toMatchObject({ code: 0, stdout: expect.stringContaining("Usage: "), stderr: "" });
});

const COMMANDS = [
  "demo",
  "mock simple",
  "mock hexapod",
  "mock rotator",
  "serve hexrotcomm",
  "monitor hexapod",
  "monitor rotator",
  "command hexapod enable",
  "command hexapod move",
  "command hexapod run",
  "command rotator drives",
  "command rotator move",
  "command rotator track",
  "replay",
];

describe("--help", () => {
  it("of the program lists the commands and the exit codes", async () => {
    const { code, stdout, stderr } = await run("--help");
    expect([code, stderr]).toEqual([0, ""]);
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command.split(" ")[0]} `, "m"));
    expect(stdout).toContain("Exit codes: 0 done, 1 failed, 2 wrong command line, 130 Ctrl-C");
  });

  it.each(COMMANDS)("of %s has a description, options with their defaults, and an example", async (command) => {
    const { code, stdout, stderr } = await run(...command.split(" "), "--help");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(new RegExp(`^Usage: obswire ${command} `));
    expect(stdout).toMatch(/\(default: .*\)/);
    expect(stdout).toContain(`$ obswire ${command}`);
  });
});

it("--version prints the version of the package", async () => {
  const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  expect(await run("--version")).toMatchObject({ code: 0, stdout: `${manifest.version}\n`, stderr: "" });
});

describe("a wrong command line ends with exit code 2 and a line that says what is wrong:", () => {
  it.each([
    [["fly"], "obswire: unknown command 'fly'"],
    [["mock", "teapot"], "obswire: unknown command 'teapot'"],
    [["mock", "simple", "--colour"], "obswire: unknown option '--colour'"],
    [["mock", "simple", "extra"], "obswire: too many arguments"],
    [["mock", "simple", "--port", "70000"], "argument '70000' is invalid. It must be a whole number from 0 to 65534."],
    [["mock", "simple", "--port", "0"], "obswire: --port 0: a controller of gen1 connects to the control software"],
    [["mock", "simple", "--port", ""], "argument '' is invalid. It must be a whole number"],
    [["mock", "simple", "--interval", "0"], "argument '0' is invalid. It must be a number from 1 to 60000."],
    [["mock", "simple", "--state", "ASLEEP"], "argument 'ASLEEP' is invalid. It must be one of STANDBY, DISABLED"],
    [["mock", "simple", "--generation", "gen9"], "Allowed choices are gen1, gen1b, gen2, gen3, gen4."],
    [["mock", "simple", "--min-position", "30"], "obswire: --min-position 30 is above --max-position 25"],
    [["serve", "hexrotcomm", "--port", "65535"], "It must be a whole number from 0 to 65534."],
    [["serve", "hexrotcomm", "--device", "teapot"], "Allowed choices are simple, hexapod, rotator."],
    [["mock", "hexapod", "--index", "3"], "argument '3' is invalid. It must be 1 or camera, 2 or m2."],
    [["mock", "hexapod", "--device-version", "new"], "argument 'new' is invalid. It must be like 1.5 or 1.5.0."],
    [["mock", "hexapod", "--device-version", "0.0.1"], "--device-version: version 0.0.1 is older than 0.1.0"],
    [["mock", "hexapod", "--device-version", "1.5", "--generation", "gen3"], "1.5 speaks gen4, not --generation gen3"],
    [
      ["mock", "rotator", "--state", "OFFLINE"],
      "--state OFFLINE: controllers of this version have STANDBY, ENABLED and",
    ],
    [["mock", "rotator", "--command-port", "9"], "--command-port: gen4 has one port for everything"],
    [["monitor", "hexapod", "--generation", "gen1"], "Allowed choices are gen2, gen3, gen4."],
    [
      ["monitor", "hexapod", "--device-version", "0.18"],
      "a controller of 0.18 (gen1b) connects to the control software",
    ],
    [["command", "hexapod", "move"], "where to? give at least one of --x, --y, --z, --u, --v, --w"],
    [["command", "hexapod", "move", "--x", "far"], "argument 'far' is invalid. It must be a number."],
    [["command", "rotator", "move"], "obswire: required option '--position <deg>' not specified"],
    [["command", "rotator", "drives", "maybe"], "Allowed choices are on, off."],
    [["command", "rotator", "run", "FLY"], "unknown command FLY; known: SET_STATE, FAULT, ENABLE_DRIVES"],
    [["command", "rotator", "run", "CONFIG_VEL", "x=1"], "CONFIG_VEL has no parameter x; it has degPerSec"],
    [["command", "rotator", "run", "CONFIG_VEL", "1"], '"1" must be name=value'],
    [
      ["command", "rotator", "run", "CONFIG_VEL", "degPerSec=NaN"],
      "degPerSec of CONFIG_VEL must be a finite number, not",
    ],
    [["serve", "hexrotcomm", "--generation", "gen4"], "Allowed choices are gen1, gen1b."],
    [
      ["serve", "hexrotcomm", "--device", "rotator", "--device-version", "1.1"],
      "(gen4) listens, and the control software",
    ],
    [["serve", "hexrotcomm", "--device-version", "0.1"], "--device-version: the simple device has only --generation"],
    [["replay"], "obswire: missing required argument 'recording'"],
    [["replay", "gen1", "--speed", "0"], "argument '0' is invalid. It must be a number greater than 0."],
    [["demo", "--seconds", "soon"], "argument 'soon' is invalid. It must be a number from 0 to 3600."],
  ])("%j", async (args, message) => {
    const { code, stdout, stderr } = await run(...args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
    expect(stderr).toContain("Add --help to see how the command is used.");
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("without any command the help is on stderr", async () =>
    expect(await run()).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("Usage: obswire") }));
});
