import { describe, expect, it } from "vitest";
import {
  type ClientGeneration,
  type Message,
  MTHexapodClient,
  MTRotatorClient,
  mtHexapod,
  mtRotator,
} from "../../src/index.ts";
import { LIMIT, RawController, until } from "../support/rawController.ts";

/** A controller that sends one configuration, and telemetry as fast as it is read. */
async function sendAlways(controller: RawController, config: Message, telemetry: Message): Promise<void> {
  await controller.waitConnected();
  const { config: configId, telemetry: telemetryId } = mtHexapod.versions["1.5.0"].frameIds.camera;
  await controller.send(config, configId);
  for (;;) {
    await controller.telemetry.writeLines([controller.header(telemetryId), telemetry], LIMIT);
    await new Promise(setImmediate);
  }
}

const GENERATION: ClientGeneration = "gen4";

describe("A client that is told the wrong version", () => {
  it.each(["0.24.0", "0.26.0", "1.1.0", "1.2.0"] as const)(
    "of the hexapod, where the controller is of %s, fails its loops and waits with the version and the sizes",
    async (version) => {
      await using controller = await RawController.listen(GENERATION);
      const { ConfigClass, TelemetryClass } = mtHexapod.deviceOptions("camera", version);
      sendAlways(controller, new ConfigClass(), new TelemetryClass()).catch(() => {});
      await using hexapod = await MTHexapodClient.connect({ port: controller.port });
      const loop = async (): Promise<number> => {
        let count = 0;
        for await (const _sample of hexapod.telemetry()) if (++count > 1000) break;
        return count;
      };
      await expect(loop()).rejects.toMatchObject({
        code: "ERR_HEXROTCOMM_UNKNOWN_FRAME",
        message: expect.stringMatching(/version 1\.5\.0 has, a configuration of 129 bytes and telemetry of 648 bytes/),
      });
      await expect(hexapod.nextTelemetry(LIMIT)).rejects.toMatchObject({ code: "ERR_HEXROTCOMM_UNKNOWN_FRAME" });
      await expect(hexapod.enable()).rejects.toMatchObject({ code: "ERR_HEXROTCOMM_UNKNOWN_FRAME" });
      expect([hexapod.link.unknownFrames, hexapod.connected, hexapod.closeReason]).toEqual([3, false, "local"]);
    },
  );

  it("of the rotator says so as well", async () => {
    await using controller = await RawController.listen(GENERATION);
    const { ConfigClass, TelemetryClass } = mtRotator.deviceOptions("0.25.0");
    sendAlways(controller, new ConfigClass(), new TelemetryClass()).catch(() => {});
    await using rotator = await MTRotatorClient.connect({ port: controller.port });
    await expect(rotator.waitStationary(LIMIT)).rejects.toMatchObject({
      code: "ERR_HEXROTCOMM_UNKNOWN_FRAME",
      message: expect.stringContaining("version 1.1.0"),
    });
  });
});

it("One unknown frame among good ones is counted and flushed, and the client of a device goes on", async () => {
  const errors: string[] = [];
  await using controller = await RawController.listen(GENERATION);
  await using hexapod = await MTHexapodClient.connect({
    port: controller.port,
    log: ({ level, message }) => void (level === "error" && errors.push(message)),
  });
  await controller.waitConnected();
  const TELEMETRY = mtHexapod.Telemetry.FRAME_ID;
  const body = new mtHexapod.Telemetry({ state: 2 });
  for (const frameId of [TELEMETRY, 99, TELEMETRY, 99, TELEMETRY]) {
    const logged = errors.length;
    const next = frameId === TELEMETRY ? hexapod.nextTelemetry(LIMIT) : until(() => errors.length > logged);
    await controller.telemetry.writeLines([controller.header(frameId), body], LIMIT);
    await next;
  }
  expect([hexapod.link.unknownFrames, hexapod.connected]).toEqual([2, true]);
  expect(errors[0]).toContain("straight behind a message that was known: another version?");
});
