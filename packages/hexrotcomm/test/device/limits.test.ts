import { describe, expect, it } from "vitest";
import {
  CommandTelemetryServer,
  gen1b,
  gen4,
  type Message,
  MTHexapodClient,
  MTRotatorClient,
  makeCommand,
  mtHexapod,
  mtRotator,
} from "../../src/index.ts";
import { RawController } from "../support/rawController.ts";

/** A raw controller that has sent a configuration to the client. */
async function configured<T extends { readonly configuredTask: Promise<void>; close(): Promise<void> }>(
  config: Message,
  connect: (options: { port: number }) => Promise<T>,
) {
  const controller = await RawController.listen("gen4");
  const client = await connect({ port: controller.port });
  await controller.waitConnected();
  await controller.send(config, mtRotator.Config.FRAME_ID);
  await client.configuredTask;
  return {
    controller,
    client,
    [Symbol.asyncDispose]: async () => {
      await client.close();
      await controller[Symbol.asyncDispose]();
    },
  };
}

describe("The rotator with a configuration", () => {
  const config = new mtRotator.Config({ lowerPosLimit: -90, upperPosLimit: 90 });

  it("sends no move and no track outside its limits, and says which they are", async () => {
    await using link = await configured(config, (options) => MTRotatorClient.connect(options));
    await expect(link.client.move({ positionDeg: 1000 })).rejects.toThrow(
      new RangeError("positionDeg must be from -90 to 90 deg, not 1000"),
    );
    await expect(link.client.track({ taiUnixSec: 0, angleDeg: -90.1, velocityDegPerSec: 0 })).rejects.toThrow(
      new RangeError("angleDeg must be from -90 to 90 deg, not -90.1"),
    );
    await expect(link.client.move({ positionDeg: Number.NaN })).rejects.toThrow("positionDeg of POSITION_SET must be");
    const run = link.client.run("POSITION_SET", { positionDeg: 1000 });
    const { param1, counter } = await link.controller.readCommand();
    expect([param1, counter]).toEqual([1000, 0]);
    await link.controller.answer(counter);
    await run;
    const move = link.client.move({ positionDeg: 90 });
    for (const expected of [1, 2]) {
      const { counter: next } = await link.controller.readCommand();
      expect(next).toBe(expected);
      await link.controller.answer(next);
    }
    await move;
  });
});

it("The hexapod with a configuration sends no move outside its limits, and says which they are", async () => {
  const config = new mtHexapod.Config({ posLimits: [11_400, -13_100, 13_100, 0.36, -0.1, 0.1] });
  await using link = await configured(config, (options) => MTHexapodClient.connect(options));
  const origin = { xMicrons: 0, yMicrons: 0, zMicrons: 0, uDeg: 0, vDeg: 0, wDeg: 0 };
  await expect(link.client.move({ ...origin, yMicrons: -11_401 })).rejects.toThrow(
    new RangeError("yMicrons must be from -11400 to 11400 µm, not -11401"),
  );
  await expect(link.client.move({ ...origin, wDeg: 0.2 })).rejects.toThrow(
    new RangeError("wDeg must be from -0.1 to 0.1 deg, not 0.2"),
  );
  const run = link.client.run("POSITION_SET", { ...origin, zMicrons: 20_000 });
  const { param3, counter } = await link.controller.readCommand();
  expect([param3, counter]).toEqual([20_000, 0]);
  await link.controller.answer(counter);
  await run;
});

it("checkPosition is there for others, and has no limits where there is no configuration", () => {
  expect(() => mtRotator.checkPosition(91, { lowerPosLimit: -90, upperPosLimit: 90 })).toThrow(/^positionDeg/);
  mtRotator.checkPosition(1000, new mtRotator.Config());
  mtHexapod.checkPosition(
    { xMicrons: 1e9, yMicrons: 0, zMicrons: 0, uDeg: 0, vDeg: 0, wDeg: 0 },
    new mtHexapod.Config(),
  );
});

describe("A command that the version does not have", () => {
  it("is refused by makeCommand, where the version is given", () => {
    const make = (version?: string) => () =>
      makeCommand("gen4", mtRotator.commands, "CONFIG_JERK", { degPerSec3: 1 }, version);
    expect(make("1.1.4")).toThrow(new RangeError("CONFIG_JERK exists since version 1.1.5, and not in version 1.1.4"));
    expect(make("1.1.5")()).toMatchObject({ code: mtRotator.CommandCode.CONFIG_JERK });
    expect(make()()).toMatchObject({ code: mtRotator.CommandCode.CONFIG_JERK });
    expect(() => makeCommand("gen4", mtRotator.commands, "FAULT", {}, "1.1.0")).toThrow(
      "FAULT exists since version 0.12.0 until version 1.0.3, and not in version 1.1.0",
    );
  });

  it("is refused by the client, and its code by the link, before anything is sent", async () => {
    await using controller = await RawController.listen("gen4");
    await using hexapod = await MTHexapodClient.connect({ version: "0.26.0", port: controller.port });
    await expect(hexapod.enableDrives(true)).rejects.toThrow(
      new RangeError("ENABLE_DRIVES exists since version 1.2.0, and not in version 0.26.0 to 1.0.4"),
    );
    await expect(hexapod.link.runCommand(new gen4.Command({ code: 0x7000 }))).rejects.toThrow(
      /^code 28672 is not a command of this device; it knows SET_STATE 32768/,
    );
  });

  it("is not among the codes of deviceOptions, so that a server refuses it as well", async () => {
    expect(mtRotator.deviceOptions("0.25.0").CommandCode).not.toHaveProperty("ENABLE_DRIVES");
    expect(mtRotator.deviceOptions("0.25.0").CommandCode).toHaveProperty("FAULT");
    expect(mtRotator.deviceOptions().CommandCode).not.toHaveProperty("FAULT");
    expect(mtRotator.deviceOptions().CommandCode).toHaveProperty("CONFIG_JERK");
    const options = { ...mtHexapod.deviceOptions("camera", "0.18.0"), port: 0 };
    await using server = await CommandTelemetryServer.listen(options);
    await expect(server.putCommand(new gen1b.Command({ code: 0x7000 }))).rejects.toThrow(/^code 28672 is not/);
  });
});

it("What is wrong is called by its name: a hexapod, the parameters of a move, a version", async () => {
  await expect(MTHexapodClient.connect({ hexapod: "cam" as never })).rejects.toThrow(
    new RangeError('hexapod must be camera or m2, not "cam"'),
  );
  await expect(MTHexapodClient.connect({ version: "9.9" as never })).rejects.toThrow(
    /^version must be one of .*, not "9.9"/,
  );
  await using controller = await RawController.listen("gen4");
  await using hexapod = await MTHexapodClient.connect({ port: controller.port });
  await expect(hexapod.move(undefined as never)).rejects.toThrow(
    new TypeError(
      "the parameters of POSITION_SET must be an object with xMicrons, yMicrons, zMicrons, uDeg, vDeg, wDeg, not undefined",
    ),
  );
});
