import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { type Chunk, type Leg, type Recording, RecordingError } from "./recording.ts";

/** The recordings that come with this package. */
export const SHIPPED: string = join(import.meta.dirname, "..", "..", "recordings");

/** Reads a recording from a folder, or one that comes with this package by its name. @throws RecordingError */
export async function readRecording(nameOrFolder: string): Promise<Recording> {
  const folder = await findFolder(nameOrFolder);
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const legs = (await Promise.all(names.sort().map((name) => readLeg(folder, name)))).filter(
    (leg) => leg !== undefined,
  );
  if (legs.length === 0) {
    throw new RecordingError(`${folder} is not a recording: none of its folders has a chunks.json`);
  }
  const times = legs.flatMap(({ chunks }) => chunks.map(({ t }) => t));
  return { folder, legs, seconds: Math.max(...times) - Math.min(...times) };
}

async function findFolder(nameOrFolder: string): Promise<string> {
  if (await isFolder(nameOrFolder)) return nameOrFolder;
  const shipped = join(SHIPPED, nameOrFolder);
  if (basename(nameOrFolder) === nameOrFolder && (await isFolder(shipped))) return shipped;
  const names = (await foldersIn(SHIPPED)).join(", ");
  throw new RecordingError(
    `there is no folder ${nameOrFolder}, and no recording of that name here (there is ${names})`,
  );
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

async function isFolder(path: string): Promise<boolean> {
  return await stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}

async function readLeg(folder: string, name: string): Promise<Leg | undefined> {
  const file = join(folder, name, "chunks.json");
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const c2s = await readBytes(join(folder, name, "c2s.bin"));
  const s2c = await readBytes(join(folder, name, "s2c.bin"));
  const chunks = parseChunks(file, text);
  for (const [index, { what, dir, offset, length }] of chunks.entries()) {
    const available = (dir === "c2s" ? c2s : s2c).length;
    if (what === "data" && offset + length > available) {
      throw new RecordingError(`${file}: chunk ${index} ends at byte ${offset + length}, ${dir}.bin has ${available}`);
    }
  }
  return { name, chunks, c2s, s2cLength: s2c.length };
}

async function readBytes(file: string): Promise<Uint8Array> {
  return await readFile(file).catch((cause: unknown) => {
    throw new RecordingError(`cannot read ${file}`, { cause });
  });
}

function parseChunks(file: string, text: string): Chunk[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new RecordingError(`${file} is not JSON`, { cause });
  }
  const chunks = typeof json === "object" && json !== null && "chunks" in json ? json.chunks : undefined;
  if (!Array.isArray(chunks) || chunks.length === 0) throw new RecordingError(`${file} has no list of chunks`);
  return chunks.map((chunk: unknown, index) => {
    const parsed = parseChunk(chunk);
    if (parsed === undefined) throw new RecordingError(`${file}: chunk ${index} is not one: ${JSON.stringify(chunk)}`);
    return parsed;
  });
}

function parseChunk(value: unknown): Chunk | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { t, dir, what, offset = 0, length = 0 } = value as Record<string, unknown>;
  if (typeof t !== "number" || !Number.isFinite(t)) return undefined;
  if (dir !== "c2s" && dir !== "s2c") return undefined;
  if (what !== "connect" && what !== "data" && what !== "eof") return undefined;
  if (!isCount(offset) || !isCount(length)) return undefined;
  return { t, dir, what, offset, length };
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
