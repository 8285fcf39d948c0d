import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRecording, SHIPPED } from "../../src/recording/readRecording.ts";
import { recordedMessages } from "../../src/recording/recordedMessages.ts";

let root = "";
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "obswire-recording-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** A folder with one leg, and these chunks. */
async function recordingWith(chunks: string): Promise<string> {
  const folder = await mkdtemp(join(root, "r-"));
  await mkdir(join(folder, "telemetry"));
  await writeFile(join(folder, "telemetry", "chunks.json"), chunks);
  await writeFile(join(folder, "telemetry", "c2s.bin"), Buffer.alloc(10));
  await writeFile(join(folder, "telemetry", "s2c.bin"), "");
  return folder;
}

it("reads the recording that comes with the package, by its name", async () => {
  const { legs, seconds } = await readRecording("gen1");
  expect(legs.map(({ name, c2s, s2cLength }) => [name, c2s.length, s2cLength])).toEqual([
    ["command", 0, 580],
    ["telemetry", 1864, 0],
  ]);
  expect(seconds).toBeCloseTo(2.53, 2);
});

it("reads a recording from any folder", async () => {
  const folder = join(root, "copy");
  await cp(join(SHIPPED, "gen1"), folder, { recursive: true });
  expect((await readRecording(folder)).legs).toHaveLength(2);
});

it("knows what the recording contains", async () =>
  expect(await recordedMessages("gen1")).toEqual({ config: 2, telemetry: 26 }));

describe("refuses, and says why,", () => {
  it("a folder that is not there", () =>
    expect(readRecording(join(root, "nothing"))).rejects.toThrow(/there is no folder .*nothing.*\(there is gen1\)/));
  it("a folder that is no recording", async () => {
    const folder = await mkdtemp(join(root, "empty-"));
    await expect(readRecording(folder)).rejects.toThrow(`${folder} is not a recording: none of its folders has`);
  });
  it.each([
    ["no JSON", "not json", /chunks.json is not JSON/],
    ["no list", "{}", /chunks.json has no list of chunks/],
    ["an empty list", '{"chunks":[]}', /chunks.json has no list of chunks/],
    ["a chunk that is none", '{"chunks":[{"t":"soon"}]}', /chunk 0 is not one: \{"t":"soon"\}/],
    [
      "bytes that are not there",
      '{"chunks":[{"t":0,"dir":"c2s","what":"data","offset":4,"length":7}]}',
      /chunk 0 ends at byte 11, c2s.bin has 10/,
    ],
  ])("%s", async (_, chunks, message) => {
    const folder = await recordingWith(chunks);
    await expect(readRecording(folder)).rejects.toThrow(message);
  });
  it("a leg without its bytes", async () => {
    const folder = await recordingWith('{"chunks":[{"t":0,"dir":"c2s","what":"connect"}]}');
    await rm(join(folder, "telemetry", "s2c.bin"));
    await expect(readRecording(folder)).rejects.toThrow(/cannot read .*s2c.bin/);
  });
});
