import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { run } from "../support/program.ts";

const COMMANDS = ["demo", "mock simple", "serve hexrotcomm", "replay"];

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
    [["mock", "simple", "--port", "70000"], "argument '70000' is invalid. It must be a whole number from 1 to 65534."],
    [["mock", "simple", "--port", "0"], "argument '0' is invalid. It must be a whole number from 1 to 65534."],
    [["mock", "simple", "--port", ""], "argument '' is invalid. It must be a whole number"],
    [["mock", "simple", "--interval", "0"], "argument '0' is invalid. It must be a number from 1 to 60000."],
    [["mock", "simple", "--state", "ASLEEP"], "argument 'ASLEEP' is invalid. It must be one of STANDBY, DISABLED"],
    [["mock", "simple", "--generation", "gen9"], "Allowed choices are gen1, gen1b."],
    [["mock", "simple", "--min-position", "30"], "obswire: --min-position 30 is above --max-position 25"],
    [["serve", "hexrotcomm", "--port", "65535"], "It must be a whole number from 0 to 65534."],
    [["serve", "hexrotcomm", "--device", "teapot"], "Allowed choices are simple."],
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
