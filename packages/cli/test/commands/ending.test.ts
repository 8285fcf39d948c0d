import { expect, it } from "vitest";
import { exists, Program } from "../support/program.ts";

it.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s ends serve and mock with exit code %s, without a word on stderr", async (signal, exitCode) => {
  await using server = new Program("serve", "hexrotcomm", "--port", "0");
  const { telemetryPort, commandPort } = await server.event("listening");
  await using mock = new Program("mock", "simple", "--port", `${telemetryPort}`, "--command-port", `${commandPort}`);
  await server.event("telemetry");
  server.child.kill(signal);
  expect(await server.ended()).toMatchObject({ code: exitCode, stderr: "" });
  mock.child.kill(signal);
  expect(await mock.ended()).toMatchObject({ code: exitCode, stderr: "" });
});

it("Ctrl-C ends the demo with exit code 130, and leaves no child", async () => {
  await using demo = new Program("demo", "--plain");
  const [, pid] = await demo.output(/mock controller, process (\d+):/);
  expect(exists(Number(pid))).toBe(true);
  demo.child.kill("SIGINT");
  const { code, stdout, stderr } = await demo.ended();
  expect([code, stderr]).toEqual([130, ""]);
  expect(stdout).toContain("Summary: interrupted, in");
  expect(exists(Number(pid))).toBe(false);
});

it("the demo's child ends even when the demo is killed", async () => {
  await using demo = new Program("demo", "--plain");
  const [, pid] = await demo.output(/mock controller, process (\d+):/);
  demo.child.kill("SIGKILL");
  await expect.poll(() => exists(Number(pid)), { timeout: 10_000, interval: 20 }).toBe(false);
});

it("a reader that leaves ends the program, and is no error", async () => {
  await using server = new Program("serve", "hexrotcomm", "--port", "0");
  const { telemetryPort, commandPort } = await server.event("listening");
  const where = ["--port", `${telemetryPort}`, "--command-port", `${commandPort}`];
  await using _mock = new Program("mock", "simple", ...where, "--interval", "10");
  await server.event("telemetry");
  server.child.stdout?.destroy();
  expect(await server.ended()).toMatchObject({ code: 0, stderr: "" });
});

it("a reader that leaves ends the demo and its child", async () => {
  await using demo = new Program("demo", "--plain", "--seconds", "20");
  const [, pid] = await demo.output(/mock controller, process (\d+):/);
  demo.child.stdout?.destroy();
  expect(await demo.ended()).toMatchObject({ code: 0, stderr: "" });
  expect(exists(Number(pid))).toBe(false);
});
