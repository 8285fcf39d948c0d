import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { ControllerState, MTHexapodClient, mtHexapod } from "../src/index.ts";
import { StatefulController } from "./support/statefulController.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const source = readFileSync(import.meta.filename, "utf8");

it("The first example of the README is the one below", () => {
  const [, example = ""] = /\n {2}\/\/ begin\n(.*?)\n {2}\/\/ end\n/s.exec(source) ?? [];
  const [, shown = ""] = /```ts\n(.*?)\n```/s.exec(readme) ?? [];
  const wanted = `import { MTHexapodClient } from "@obswire/hexrotcomm";\n\n${example.replace(/^ {2}/gm, "")}`;
  const oneLine = (text: string): string => text.replace(/\s+/g, "").replaceAll(",}", "}");
  expect(oneLine(shown)).toBe(
    oneLine(wanted.replace("port: controller.port", "port: 5560").replaceAll("out.log", "console.log")),
  );
});

it("The first example of the README runs", async () => {
  await using controller = await StatefulController.listen({
    generation: "gen4",
    states: "short",
    commands: mtHexapod.commands,
    telemetry: new mtHexapod.Telemetry({ state: ControllerState.STANDBY, measuredXyz: [500, 0, -200] }),
    frameId: mtHexapod.Telemetry.FRAME_ID,
    durationSec: 1.4,
  });
  const printed: unknown[][] = [];
  const out = { log: (...values: unknown[]) => void printed.push(values) };
  // begin
  await using hexapod = await MTHexapodClient.connect({ host: "127.0.0.1", port: controller.port });
  await hexapod.enable();
  const { durationSec } = await hexapod.move({
    xMicrons: 500,
    yMicrons: 0,
    zMicrons: -200,
    uDeg: 0.01,
    vDeg: 0,
    wDeg: 0,
  });
  out.log(`accepted, ${durationSec} s expected`);
  const { measuredXyz } = await hexapod.waitStationary({ timeoutMs: 60_000 });
  out.log(`at rest at ${measuredXyz.join(", ")} µm`);

  for await (const { header, telemetry } of hexapod.telemetry()) {
    out.log(header.taiSec, telemetry.measuredXyz);
    break;
  }
  // end
  expect(printed).toEqual([["accepted, 1.4 s expected"], ["at rest at 500, 0, -200 µm"], [0, [500, 0, -200]]]);
});

it("The second example of the README is a server of an old hexapod", async () => {
  const { CommandTelemetryServer, makeCommand, SetStateParam } = await import("../src/index.ts");
  const server = await CommandTelemetryServer.listen({
    ...mtHexapod.deviceOptions("camera", "0.18.0"),
    port: 0,
    telemetryCallback: ({ telemetry }) => expect(telemetry.measuredPos).toHaveLength(6),
  });
  const command = makeCommand("gen1b", mtHexapod.commands, "SET_STATE", { state: SetStateParam.ENTER_CONTROL });
  await expect(server.putCommand(command)).rejects.toMatchObject({ code: "ERR_HEXROTCOMM_NOT_CONNECTED" });
  await server.close();
});

it("The README has at most 150 lines, and names only codes, options and methods that exist", () => {
  expect(readme.split("\n").length).toBeLessThanOrEqual(150);
  const errors = readFileSync(new URL("../src/errors.ts", import.meta.url), "utf8");
  const [, table = ""] = /## Errors\n(.*?)\n\n[^|\n]/s.exec(readme) ?? [];
  const codes = [...table.matchAll(/`([A-Z_]{5,})`/g)]
    .map(([, code]) => code)
    .filter((code) => !code?.startsWith("ERR_"));
  expect(codes.length).toBeGreaterThan(8);
  for (const code of codes) expect(errors).toContain(`"ERR_HEXROTCOMM_${code}"`);
});
