import { describe, expect, it } from "vitest";
import { type Event, Program, run } from "../support/program.ts";

/** A mock that listens on a free port. */
async function mock(...args: readonly string[]): Promise<Program & { where: string[] }> {
  const program = new Program("mock", ...args, "--port", "0", "--interval", "20", "--json");
  const { port } = await program.event("listening");
  return Object.assign(program, { where: ["--port", `${port}`] });
}

const named = (program: Program, name: string): Event[] =>
  program.events.filter(({ event, name: its }) => event === "command" && its === name);

describe.each(["gen2", "gen3", "gen4"])("a rotator of %s, driven by one command after the other,", (generation) => {
  it("is enabled, moves, and goes back to STANDBY", async () => {
    await using rotator = await mock("rotator", "--generation", generation);
    const command = (...args: string[]) =>
      run("command", "rotator", ...args, ...rotator.where, "--generation", generation);
    const answer = generation === "gen2" ? /sent; controllers of gen2 do not acknowledge/ : /acknowledged/;

    const enabled = await command("enable");
    expect(enabled).toMatchObject({ code: 0, stderr: "" });
    expect(enabled.stdout).toMatch(answer);
    expect(enabled.stdout).toMatch(/the state is ENABLED\/STATIONARY/);

    const moved = await command("move", "--position", "0.2");
    expect(moved).toMatchObject({ code: 0, stderr: "" });
    expect(moved.stdout).toMatch(answer);
    expect(moved.stdout).toMatch(/in position after \d\.\d\d s: position 0\.(19|20)\d* deg/);

    expect((await command("standby")).stdout).toMatch(/the state is STANDBY/);
  });
});

describe("obswire command", () => {
  it("says why a controller refused, and exits with 1", async () => {
    await using hexapod = await mock("hexapod", "--index", "m2", "--state", "ENABLED");
    const to = ["xMicrons=20000", "yMicrons=0", "zMicrons=0", "uDeg=0", "vDeg=0", "wDeg=0"];
    const far = await run("command", "hexapod", "run", "POSITION_SET", ...to, "--index", "2", ...hexapod.where);
    expect(far).toMatchObject({ code: 1, stdout: "" });
    expect(far.stderr).toBe(
      "obswire: POSITION_SET (counter 0) was refused: x=20000.0 not in range [-10500.0, 10500.0]\n",
    );
  });

  it("says that a move is out of the configured limits before it is sent, and exits with 1", async () => {
    await using hexapod = await mock("hexapod", "--index", "m2", "--state", "ENABLED");
    const far = await run("command", "hexapod", "move", "--index", "2", "--x", "20000", ...hexapod.where);
    expect(far).toMatchObject({ code: 1, stdout: "" });
    expect(far.stderr).toMatch(/^obswire: xMicrons must be from -10500 to 10500/);
    expect(named(hexapod, "POSITION_SET")).toEqual([]);
  });

  it("moves a hexapod, and leaves the axes that are not given where they were", async () => {
    await using hexapod = await mock("hexapod", "--state", "ENABLED");
    const move = (...args: string[]) => run("command", "hexapod", "move", ...args, ...hexapod.where, "--json");
    expect(await move("--x", "50", "--u", "0.001")).toMatchObject({ code: 0, stderr: "" });
    const { stdout } = await move("--z", "-20");
    expect(named(hexapod, "POSITION_SET").map(({ params }) => params)).toEqual([
      [50, 0, 0, 0.001, 0, 0],
      [50, 0, -20, 0.001, 0, 0],
    ]);
    const events = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Event);
    expect(events).toMatchObject([{ event: "acknowledged" }, { event: "in-position" }]);
  });

  it("checks a position against the controller's own limits before it sends it", async () => {
    await using rotator = await mock("rotator", "--state", "ENABLED");
    const { code, stderr } = await run("command", "rotator", "move", "--position", "95", ...rotator.where);
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining("--position 95: the controller is configured for -90 to 90 deg"),
    ]);
    expect(named(rotator, "POSITION_SET")).toEqual([]);
  });

  it("runs any command by its name", async () => {
    await using rotator = await mock("rotator");
    const { code, stdout } = await run("command", "rotator", "run", "config_vel", "degPerSec=2", ...rotator.where);
    expect([code, stdout]).toEqual([0, expect.stringContaining("acknowledged")]);
    expect(await rotator.event("command")).toMatchObject({ name: "CONFIG_VEL", params: [2, 0, 0, 0, 0, 0] });
  });

  it("switches drives, puts the rotator into FAULT and out of it", async () => {
    await using rotator = await mock("rotator");
    expect(await run("command", "rotator", "drives", "on", ...rotator.where)).toMatchObject({ code: 0 });
    expect(await run("command", "rotator", "fault", ...rotator.where)).toMatchObject({ code: 0 });
    const cleared = await run("command", "rotator", "clear-error", ...rotator.where);
    expect(cleared).toMatchObject({ code: 0, stdout: expect.stringContaining("the state is STANDBY") });
  });

  it("tracks, and stops the rotator at the end", async () => {
    await using rotator = await mock("rotator", "--state", "ENABLED");
    const tracked = await run("command", "rotator", "track", "--velocity", "0.1", "--seconds", "1", ...rotator.where);
    expect(tracked).toMatchObject({ code: 0, stderr: "" });
    expect(tracked.stdout).toMatch(
      /tracked for 1 s: \d+ commands accepted, position 0\.\d+ deg, last error -?0\.0\d+ deg/,
    );
    expect(rotator.events.at(-2)).toMatchObject({ name: "SET_ENABLED_SUBSTATE", params: [3, 0, 0, 0, 0, 0] });
  });

  it("stops the rotator when tracking ends by Ctrl-C", async () => {
    await using rotator = await mock("rotator", "--state", "ENABLED");
    await using track = new Program("command", "rotator", "track", "--velocity", "0.1", ...rotator.where);
    await rotator.event("command", ({ name }) => name === "TRACK_VEL_CMD");
    track.child.kill("SIGINT");
    expect(await track.ended()).toMatchObject({ code: 130, stderr: "" });
    await rotator.event("command", ({ params }) => Array.isArray(params) && params[0] === 3);
  });

  it("names the controller that does not answer", async () => {
    const hexapod = await mock("hexapod");
    await hexapod[Symbol.asyncDispose]();
    const { code, stderr } = await run("command", "hexapod", "stop", ...hexapod.where);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^obswire: cannot connect to 127\.0\.0\.1:\d+: .*ECONNREFUSED/),
    ]);
  });
});

describe("obswire monitor", () => {
  it.each(["gen2", "gen3", "gen4"])("prints what a hexapod of %s sends", async (generation) => {
    await using hexapod = await mock("hexapod", "--generation", generation);
    const monitored = await run("monitor", "hexapod", ...hexapod.where, "--generation", generation, "--seconds", "0.5");
    expect(monitored).toMatchObject({ code: 0, stderr: "" });
    const events = monitored.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Event);
    expect(events).toContainEqual(
      expect.objectContaining({ event: "connected", device: "hexapod camera", generation }),
    );
    expect(events).toContainEqual(expect.objectContaining({ event: "config", config: expect.objectContaining({}) }));
    const state = generation === "gen4" ? "STANDBY" : "OFFLINE/AVAILABLE";
    const telemetry = expect.objectContaining({ measuredXyz: [0, 0, 0] });
    expect(events).toContainEqual(expect.objectContaining({ event: "telemetry", state, telemetry }));
  });

  it("connects again when the controller was away", async () => {
    const first = await mock("rotator");
    await using monitor = new Program("monitor", "rotator", ...first.where);
    await monitor.event("telemetry");
    await first[Symbol.asyncDispose]();
    await monitor.event("lost");
    await monitor.event("retry");
    await using _second = new Program("mock", "rotator", ...first.where, "--state", "ENABLED");
    await monitor.event("telemetry", ({ state }) => state === "ENABLED/STATIONARY");
    monitor.child.kill("SIGINT");
    expect(await monitor.ended()).toMatchObject({ code: 130, stderr: "" });
  });

  it("fails when there is no controller at the start", async () => {
    const rotator = await mock("rotator");
    await rotator[Symbol.asyncDispose]();
    const { code, stdout, stderr } = await run("monitor", "rotator", ...rotator.where);
    expect([code, stdout, stderr]).toEqual([
      1,
      "",
      expect.stringMatching(/^obswire: cannot connect to 127\.0\.0\.1:\d+/),
    ]);
  });
});
