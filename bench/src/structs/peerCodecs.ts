import { Parser } from "binary-parser-encoder";
import { SmartBuffer } from "smart-buffer";
import { View } from "structurae";
import { Struct } from "typed-struct";
import { Actuator, Telemetry } from "../frames.ts";
import type { PlainTelemetry } from "./hand.ts";

/** The telemetry struct as another package reads and writes it. */
export interface PeerCodec {
  readonly name: string;
  decode(bytes: Buffer): PlainTelemetry;
  encode(values: PlainTelemetry): Uint8Array;
}

type Loose = Record<string, unknown>;

const FIELDS = Object.values(Telemetry.fields);
const ACTUATOR_FIELDS = Object.values(Actuator.fields);
const SIX = [0, 1, 2, 3, 4, 5];

const PARSER_TYPES: Record<string, string> = {
  uint32_t: "uint32",
  double: "doublele",
  float: "floatle",
  uint8_t: "uint8",
  uint16_t: "uint16",
};

function binaryParserEncoder(): PeerCodec {
  const add = (parser: Parser, cType: string, name: string) =>
    (parser as unknown as Record<string, (name: string) => Parser>)[PARSER_TYPES[cType] as string]?.(name);
  const actuator = new Parser().endianess("little");
  for (const { name, cType } of ACTUATOR_FIELDS) add(actuator, cType, name);
  const parser = new Parser().endianess("little");
  for (const { name, cType } of FIELDS) {
    if (cType === "double[6]") parser.array(name, { type: "doublele", length: 6 });
    else if (name === "text") parser.string(name, { length: 50, stripNull: true, padd: "\0" } as never);
    else if (name === "actuators") parser.array(name, { type: actuator, length: 6 });
    else add(parser, cType, name);
  }
  return {
    name: "binary-parser-encoder 1.5.3",
    decode: (bytes) => parser.parse(bytes) as unknown as PlainTelemetry,
    encode: (values) => parser.encode(values),
  };
}

const SMART_TYPES: Record<string, string> = {
  uint32_t: "UInt32LE",
  double: "DoubleLE",
  float: "FloatLE",
  uint8_t: "UInt8",
  uint16_t: "UInt16LE",
};

function smartBuffer(): PeerCodec {
  type Calls = Record<string, (value?: unknown) => number>;
  const read = (b: SmartBuffer, cType: string) => (b as unknown as Calls)[`read${SMART_TYPES[cType]}`]?.() as number;
  const write = (b: SmartBuffer, cType: string, value: unknown) =>
    (b as unknown as Calls)[`write${SMART_TYPES[cType]}`]?.(value);
  return {
    name: "smart-buffer 4.2.0",
    decode(bytes) {
      const b = SmartBuffer.fromBuffer(bytes);
      const out: Loose = {};
      for (const { name, cType } of FIELDS) {
        if (cType === "double[6]") out[name] = SIX.map(() => b.readDoubleLE());
        else if (name === "text") out[name] = b.readString(50, "latin1").replace(/\0.*$/s, "");
        else if (name === "actuators")
          out[name] = SIX.map(() => ({ pos: b.readDoubleLE(), vel: b.readDoubleLE(), status: b.readUInt16LE() }));
        else out[name] = read(b, cType);
      }
      return out as unknown as PlainTelemetry;
    },
    encode(values) {
      const b = SmartBuffer.fromSize(Telemetry.size);
      for (const { name, cType } of FIELDS) {
        if (cType === "double[6]")
          for (const item of (values as unknown as Record<string, number[]>)[name] ?? []) b.writeDoubleLE(item);
        else if (name === "text") b.writeString(values.text.padEnd(50, "\0"), "latin1");
        else if (name === "actuators")
          for (const a of values.actuators) b.writeDoubleLE(a.pos).writeDoubleLE(a.vel).writeUInt16LE(a.status);
        else write(b, cType, (values as unknown as Loose)[name]);
      }
      return b.toBuffer();
    },
  };
}

const STRUCTURAE_TYPES: Record<string, string> = {
  uint32_t: "uint32",
  double: "float64",
  float: "float32",
  uint8_t: "uint8",
  uint16_t: "uint16",
};

function structurae(): PeerCodec {
  const number = (cType: string) => ({ type: "number", btype: STRUCTURAE_TYPES[cType] });
  const properties: Loose = {};
  for (const { name, cType } of FIELDS) {
    if (cType === "double[6]") properties[name] = { type: "array", maxItems: 6, items: number("double") };
    else if (name === "text") properties[name] = { type: "string", maxLength: 50 };
    else if (name === "actuators") {
      const items = {
        $id: "Actuator",
        type: "object",
        properties: Object.fromEntries(ACTUATOR_FIELDS.map((f) => [f.name, number(f.cType)])),
      };
      properties[name] = { type: "array", maxItems: 6, items };
    } else properties[name] = number(cType);
  }
  const Class = new View().create({ $id: "Telemetry", type: "object", properties } as never) as unknown as {
    new (buffer: ArrayBufferLike, offset: number, length: number): { toJSON(): Loose };
    from(values: unknown): { buffer: ArrayBuffer; byteOffset: number; byteLength: number };
  };
  return {
    name: "structurae 4.0.2",
    decode: (bytes) => new Class(bytes.buffer, bytes.byteOffset, bytes.length).toJSON() as unknown as PlainTelemetry,
    encode(values) {
      const view = Class.from(values);
      return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    },
  };
}

const TYPED_STRUCT_TYPES: Record<string, string> = {
  uint32_t: "UInt32LE",
  double: "Float64LE",
  float: "Float32LE",
  uint8_t: "UInt8",
  uint16_t: "UInt16LE",
};

/** Its arrays of doubles have to be aligned, which they are not here: six fields stand for one. */
function typedStruct(): PeerCodec {
  type Builder = Record<string, (name: string, ...more: unknown[]) => Builder> & {
    compile(): new (bytes?: Buffer) => Loose;
  };
  const builder = (name: string) => new Struct(name) as unknown as Builder;
  const actuator = builder("Actuator");
  for (const { name, cType } of ACTUATOR_FIELDS) actuator[TYPED_STRUCT_TYPES[cType] as string]?.(name);
  const Item = actuator.compile();
  const telemetry = builder("Telemetry");
  const add = (type: string, name: string, ...more: unknown[]) => telemetry[type]?.(name, ...more);
  for (const { name, cType } of FIELDS) {
    if (cType === "double[6]") for (const i of SIX) add("Float64LE", `${name}_${i}`);
    else if (name === "text") add("String", name, 50, "latin1");
    else if (name === "actuators") add("StructArray", name, Item, 6);
    else telemetry[TYPED_STRUCT_TYPES[cType] as string]?.(name);
  }
  const Class = telemetry.compile();
  return {
    name: "typed-struct 2.7.3",
    decode(bytes) {
      const view = new Class(bytes);
      const out: Loose = {};
      for (const { name, cType } of FIELDS) {
        if (cType === "double[6]") out[name] = SIX.map((i) => view[`${name}_${i}`]);
        else if (name === "actuators")
          out[name] = (view[name] as Loose[]).map(({ pos, vel, status }) => ({ pos, vel, status }));
        else out[name] = view[name];
      }
      return out as unknown as PlainTelemetry;
    },
    encode(values) {
      const bytes = Buffer.alloc(Telemetry.size);
      const view = new Class(bytes);
      for (const { name, cType } of FIELDS) {
        const value = (values as unknown as Loose)[name];
        if (cType === "double[6]") for (const i of SIX) view[`${name}_${i}`] = (value as number[])[i];
        else if (name === "actuators")
          for (const i of SIX) Object.assign((view[name] as Loose[])[i] as Loose, values.actuators[i]);
        else view[name] = value;
      }
      return bytes;
    },
  };
}

export const makers: readonly (() => PeerCodec)[] = [binaryParserEncoder, smartBuffer, structurae, typedStruct];
