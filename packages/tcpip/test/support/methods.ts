import type { Client, OneClientServer } from "../../src/index.ts";

type Method = (instance: Client | OneClientServer) => Promise<unknown>;
const target = { bytes: new Uint8Array(4) };

/** Every method that reads, with arguments that would do. */
export const readMethods: Record<string, Method> = {
  read: (instance) => instance.read(1),
  "read to the end": (instance) => instance.read(),
  readExactly: (instance) => instance.readExactly(4),
  readInto: (instance) => instance.readInto(target),
  readJson: (instance) => instance.readJson(),
  readLine: (instance) => instance.readLine(),
  readStr: (instance) => instance.readStr(),
  readUntil: (instance) => instance.readUntil(),
};

/** Every method that writes, with arguments that would do. */
const writeMethods: Record<string, Method> = {
  write: (instance) => instance.write(target.bytes),
  writeFrom: (instance) => instance.writeFrom(target),
  writeJson: (instance) => instance.writeJson({}),
  writeLines: (instance) => instance.writeLines([target.bytes]),
  writeStr: (instance) => instance.writeStr("text"),
};

/** Every method that needs a connection. */
export const allMethods: Record<string, Method> = { ...readMethods, ...writeMethods };
