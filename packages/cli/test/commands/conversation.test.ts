import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { type Event, Program, run } from "../support/program.ts";

/** A server on two free ports, and its address as options for who connects. */
async function serve(
  ...more: readonly string[]
): Promise<{ server: Program; where: string[]; disposer: AsyncDisposable }> {
  const server = new Program("serve", "hexrotcomm", "--port", "0", ...more);
  const { telemetryPort, commandPort } = await server.event("listening");
  return { server, where: ["--port", `${telemetryPort}`, "--command-port", `${commandPort}`], disposer: server };
}

/** What of an event the tests look at. */
interface Details {
  params?: number[];
  telemetry?: { cmdPosition: number };
}

const firstParam = (event: Event): number | undefined => (event as Details).params?.[0];
const commanded = (event: Event): number | undefined => (event as Details).telemetry?.cmdPosition;

describe("serve and mock, each a process,", () => {
  it("exchange configuration, telemetry and commands typed on stdin", async () => {
    const { server, where, disposer } = await serve();
    await using _server = disposer;
    await using mock = new Program("mock", "simple", ...where, "--interval", "10", "--json");
    const { header, config } = await server.event("config");
    expect(config).toEqual({ minPosition: -25, maxPosition: 25, maxVelocity: 47 });
    expect(header).toMatchObject({ frameId: 25 });

    server.type("enable");
    expect(await server.event("enabled")).toMatchObject({ states: ["OFFLINE", "STANDBY", "DISABLED", "ENABLED"] });
    server.type("move 3.5");
    expect(await server.event("sent")).toMatchObject({ name: "MOVE", code: 3, counter: 1, params: [3.5] });
    const moved = await server.event("telemetry", (event) => commanded(event) === 3.5);
    expect(moved).toMatchObject({ state: "ENABLED/STATIONARY", header: { frameId: 5 } });
    expect(await mock.event("command", (event) => firstParam(event) === 3.5)).toMatchObject({
      name: "MOVE",
      outcome: "done",
    });

    server.type("code 3 30 1 2");
    expect(await mock.event("command", (event) => firstParam(event) === 30)).toMatchObject({
      params: [30, 1, 2, 0, 0, 0],
      outcome: "refused",
      reason: "position=30.0 not in range [-25.0, 25.0]",
    });
    server.type("set-state DISABLE", "status");
    await server.event("telemetry", ({ state }) => state === "DISABLED");
    server.type("quit");
    expect(await server.ended()).toMatchObject({ code: 0, stderr: "" });
    await mock.event("connection", ({ connected }) => connected === false);
  });

  it("go on after a line that is wrong", async () => {
    const { server, disposer } = await serve();
    await using _server = disposer;
    server.type("fly", "move 1", "move x");
    expect(await server.event("error", ({ input }) => input === "fly")).toMatchObject({
      message: '"fly" is not a command; type help to see what there is',
    });
    expect(await server.event("error", ({ input }) => input === "move 1")).toMatchObject({
      message: expect.stringContaining("Not connected"),
    });
    await server.event("error", ({ input }) => input === "move x");
    server.type("help", "wait 0.01", "quit");
    await server.event("help", ({ usage }) => usage === "quit");
    await server.event("error", ({ input }) => input === "wait 0.01");
    expect(await server.ended()).toMatchObject({ code: 0, stderr: "" });
  });

  it("find each other again when either is started anew", async () => {
    const { server, where, disposer } = await serve();
    await using _server = disposer;
    for (const state of ["STANDBY", "DISABLED"]) {
      await using mock = new Program("mock", "simple", ...where, "--interval", "10", "--state", state);
      await mock.output(/both sockets connected/);
      await server.event("telemetry", ({ state: seen }) => seen === state);
    }
    await server.event("connection", ({ telemetry, command }) => telemetry === false && command === false);
  });

  it("the end of stdin is not the end of the server", async () => {
    const { server, where, disposer } = await serve();
    await using _server = disposer;
    server.child.stdin?.end();
    await using _mock = new Program("mock", "simple", ...where, "--interval", "10");
    await server.event("telemetry");
  });

  it("a port that is taken: one line that names it, and exit code 1", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const address = other.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const { code, stderr } = await run("serve", "hexrotcomm", "--port", `${Math.min(port ?? 0, 65_534)}`);
    other.close();
    expect([code, stderr.trim().split("\n")]).toEqual([1, [expect.stringMatching(new RegExp(`^obswire: .*${port}`))]]);
  });
});

describe.each([
  ["hexapod", "0.7", "move 20 0 -10 0 0 0", "measuredPos"],
  ["hexapod", "0.20", "move 20 0 -10 0 0 0", "measuredXyz"],
  ["rotator", "0.7", "move 0.1", "currentPos"],
  ["rotator", "0.17", "move 0.1", "currentPos"],
])("serve and mock of a %s of version %s", (name, version, move, measured) => {
  it("go through all states, and move", async () => {
    const which = ["--device-version", version];
    const { server, where, disposer } = await serve("--device", name, ...which);
    await using _server = disposer;
    await using mock = new Program("mock", name, ...which, ...where, "--interval", "20", "--json");
    await server.event("config");
    server.type("enable", move);
    expect(await server.event("enabled")).toMatchObject({ states: ["OFFLINE", "STANDBY", "DISABLED", "ENABLED"] });
    await mock.event("command", ({ name: its, outcome }) => its === "SET_ENABLED_SUBSTATE" && outcome === "done");
    const { telemetry } = await server.event("telemetry", ({ state }) => state === "ENABLED/MOVING_POINT_TO_POINT");
    expect(telemetry).toHaveProperty(measured);
    server.type("quit");
    expect(await server.ended()).toMatchObject({ code: 0, stderr: "" });
  });
});

describe("mock simple", () => {
  it("has the limits it was given", async () => {
    const { server, where, disposer } = await serve();
    await using _server = disposer;
    await using _mock = new Program("mock", "simple", ...where, "--min-position", "-1", "--max-position", "2");
    expect(await server.event("config")).toMatchObject({ config: { minPosition: -1, maxPosition: 2 } });
  });

  it("prints lines for people unless asked for JSON", async () => {
    const { server, where, disposer } = await serve();
    await using _server = disposer;
    await using mock = new Program("mock", "simple", ...where, "--interval", "10", "--state", "ENABLED");
    await server.event("telemetry");
    server.type("move 3.5", "move 99", "set-state enable", "code 77 1 0 2");
    await mock.output(/MOVE 3\.5 \(counter 1\) done/);
    await mock.output(/MOVE 99 \(counter 2\) refused: position=99\.0 not in range \[-25\.0, 25\.0\]/);
    await mock.output(/SET_STATE ENABLE \(counter 1\) refused: state=2\.0; must be <ControllerState\.DISABLED: 1>/);
    await mock.output(/code 77 1 0 2 \(counter 1\) unknown code/);
  });
});

describe("replay against serve", () => {
  it("sends everything that was recorded, and the server decodes it as it was decoded then", async () => {
    const { server, where, disposer } = await serve("--generation", "gen1b");
    await using _server = disposer;
    const { code, stdout, stderr } = await run("replay", "gen1", ...where, "--speed", "20");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/done: 1864 of 1864 bytes sent in .* s, 0 commands received/);
    await server.event("connection", ({ telemetry, command }) => telemetry === false && command === false);
    const kinds = server.events.map(({ event }) => event);
    expect(kinds.filter((kind) => kind === "config")).toHaveLength(2);
    expect(kinds.filter((kind) => kind === "telemetry")).toHaveLength(26);
    expect(server.events.filter(({ event }) => event === "telemetry").at(-1)).toMatchObject({
      header: { frameId: 5, taiSec: 1795176262, taiNsec: 681323766 },
      telemetry: { state: 3, currPosition: -24.988999999999987, cmdPosition: -25 },
    });
  });

  it("reports the commands that it receives", async () => {
    const { server, where, disposer } = await serve("--generation", "gen1b");
    await using _server = disposer;
    await using player = new Program("replay", "gen1", ...where, "--json");
    server.type("wait", "move 7", "code 77 1");
    expect(await player.event("command")).toMatchObject({ syncPattern: 0x1234, counter: 1, code: 3, param1: 7 });
    expect(await player.event("done")).toMatchObject({ bytesSent: 1864, commandsReceived: 2 });
    expect(await player.ended()).toMatchObject({ code: 0 });
  });

  it("fails when the server ends the connection too early", async () => {
    const { server, where, disposer } = await serve();
    await using _server = disposer;
    // Without --generation the server takes the recorded headers for longer ones, and their frame ids for unknown.
    const { code, stderr } = await run("replay", "gen1", ...where);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^obswire: the telemetry connection ended after \d+ of 1864 bytes/);
    server.type("quit");
    await server.ended();
  });

  it("names the server that does not answer", async () => {
    const { server, where, disposer } = await serve();
    await using _server = disposer;
    server.type("quit");
    await server.ended();
    const { code, stderr } = await run("replay", "gen1", ...where);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^obswire: cannot connect to 127\.0\.0\.1:\d+: .*ECONNREFUSED/),
    ]);
  });

  it("names the folder that is no recording", async () => {
    const folder = import.meta.dirname;
    const { code, stderr } = await run("replay", folder);
    expect([code, stderr.trim()]).toEqual([
      1,
      `obswire: ${folder} is not a recording: none of its folders has a chunks.json`,
    ]);
    expect((await run("replay", folder, "--verbose")).stderr).toMatch(/\n {4}at /);
  });
});
