import type { Layout, Placed } from "../layout.ts";
import { sizeOf } from "../layout.ts";
import type { Node } from "../node.ts";
import { fitsText, readText, writeText } from "../text.ts";
import { type Codec, type Fallback, isLive, OFFSET, VIEW } from "./codec.ts";
import { expressions } from "./expressions.ts";
import { bytesAt, copyBytesAt, fitsBits64, fitsBytes, readBits64, writeBits64, writeBytes } from "./raw.ts";
import { hasOnly } from "./values.ts";

/** Everything generated code can reach, by the name it has there. */
const SCOPE = {
  VIEW,
  OFFSET,
  bytesAt,
  copyBytesAt,
  fitsBits64,
  fitsBytes,
  fitsText,
  hasOnly,
  readBits64,
  readText,
  writeBits64,
  writeBytes,
  writeText,
};

/** Arrays up to this length are written out element by element: faster, until the code becomes too long to be optimized. */
const UNROLLED = 16;
/** The most leaves of a whole struct that are written out. */
const UNROLLED_LEAVES = 600;

/** Whether code can be generated from strings here. A content security policy or a flag of the engine can forbid it. */
export function canGenerate(): boolean {
  try {
    return new Function("return true")() === true;
  } catch {
    return false;
  }
}

/** A codec whose code is straight-line JavaScript made for this layout: what one would write by hand. */
export function generate(layout: Layout, fallback: Fallback): Codec {
  const build = new Function(
    ...Object.keys(SCOPE),
    ...Object.keys(fallback),
    `"use strict";\n${new Source(layout).text()}`,
  );
  return build(...Object.values(SCOPE), ...Object.values(fallback)) as Codec;
}

/** Writes the text of a codec. In it `d` is the memory, `o` the start of the struct, `p` the start of an element of an array. */
class Source {
  readonly #layout: Layout;
  readonly #helpers: string[] = [];
  readonly #unroll: boolean;
  /** Whether the writer being made takes only values with all fields: without a test for each it is twice as fast. */
  #complete = false;
  #names = 0;

  constructor(layout: Layout) {
    this.#layout = layout;
    this.#unroll = layout.fields.reduce((sum, { node }) => sum + leaves(node), 0) <= UNROLLED_LEAVES;
  }

  text(): string {
    const { fields } = this.#layout;
    const decode = `function decode(d, o) { let h; return ${this.#readStruct(this.#layout, "o")}; }`;
    const whole = { kind: "struct", layout: this.#layout } as Node;
    const part = `function encodePart(d, o, v) ${this.#writer(whole, "v", "o")}`;
    this.#complete = true;
    const complete = `function encodeComplete(d, o, v) ${this.#writer(whole, "v", "o")}`;
    this.#complete = false;
    const encode = "function encode(d, o, v) { return encodeComplete(d, o, v) || encodePart(d, o, v); }";
    const puts = fields.map(
      ({ node, offset }, i) => `function put${i}(d, o, v) ${this.#writer(node, "v", `o + ${offset}`)}`,
    );
    const bound = this.#members("0");
    const moving = this.#members("this[OFFSET]");
    const members = `function members(placement) { return Object.getOwnPropertyDescriptors(placement === "bound" ? ${bound} : ${moving}); }`;
    return [
      decode,
      part,
      complete,
      encode,
      ...puts,
      members,
      ...this.#helpers,
      "return { decode, encode, members };",
    ].join("\n");
  }

  #members(start: string): string {
    const set = `set(v) { if (!encode(this[VIEW], ${start}, v)) write(this[VIEW], ${start}, v); return this; }`;
    const toJSON = `toJSON(key) { const v = decode(this[VIEW], ${start}); return key === undefined ? v : json(v); }`;
    return `{ ${[set, toJSON, ...this.#layout.fields.map((field, i) => this.#accessor(field, i, start))].join(",\n")} }`;
  }

  #accessor({ name, node, offset }: Placed, index: number, start: string): string {
    const key = JSON.stringify(name);
    const at = start === "0" ? String(offset) : `o + ${offset}`;
    const value =
      node.kind === "bytes" ? `bytesAt(d, ${at}, ${node.length})` : isLive(node) ? undefined : this.#read(node, at);
    const needsStart = start !== "0" || value?.includes("o, ");
    const top = `const d = this[VIEW];${needsStart ? ` const o = ${start};` : ""}`;
    const getter =
      value === undefined ? "" : `get ${key}() { ${top}${value.includes("(h =") ? " let h;" : ""} return ${value}; }, `;
    return `${getter}set ${key}(v) { if (!put${index}(this[VIEW], ${start}, v)) refuse(this[VIEW], ${start}, ${index}, v); }`;
  }

  #name(): string {
    return `x${this.#names++}`;
  }

  #isUnrolled(node: Node & { kind: "array" }): boolean {
    return this.#unroll && node.length <= UNROLLED;
  }

  /** An expression that reads `node` at `at`. */
  #read(node: Node, at: string): string {
    if (node.kind === "struct") return this.#readStruct(node.layout, at);
    if (node.kind === "padding") throw new TypeError("padding is never read");
    if (node.kind !== "array") return expressions(node).read(at);
    const stride = sizeOf(node.element);
    if (this.#isUnrolled(node)) {
      return `[${Array.from({ length: node.length }, (_, i) => this.#read(node.element, `${at} + ${i * stride}`)).join(", ")}]`;
    }
    const read = this.#name();
    this.#helpers.push(
      `function ${read}(d, o, p) { let h; const list = []; for (let i = 0; i < ${node.length}; i++, p += ${stride}) list.push(${this.#read(node.element, "p")}); return list; }`,
    );
    return `${read}(d, o, ${at})`;
  }

  #readStruct(layout: Layout, at: string): string {
    const properties = layout.fields.map(
      ({ name, node, offset }) => `${JSON.stringify(name)}: ${this.#read(node, `${at} + ${offset}`)}`,
    );
    return `{${properties.join(", ")}}`;
  }

  /** The body of a function that checks all of `v`, then writes it; false if it did not. */
  #writer(node: Node, v: string, at: string): string {
    const names: string[] = [];
    const { check, write } = this.#store(node, v, at, names);
    return `{ ${names.length > 0 ? `let ${names.join(", ")};` : ""}\n${check}\n${write}\nreturn true; }`;
  }

  /** Statements that check the value in the variable `v` (and take it apart into further variables), and that write it. */
  #store(node: Node, v: string, at: string, names: string[]): { check: string; write: string } {
    if (node.kind === "struct") return this.#storeStruct(node.layout, v, at, names);
    if (node.kind === "array") return this.#storeArray(node, v, at, names);
    if (node.kind === "padding") throw new TypeError("padding is never written");
    const { test, write } = expressions(node);
    return { check: `if (!(${test(v)})) return false;`, write: write(at, v) };
  }

  #storeStruct(layout: Layout, v: string, at: string, names: string[]): { check: string; write: string } {
    const count = this.#name();
    if (!this.#complete) names.push(count);
    const check = [`if (typeof ${v} !== "object" || ${v} === null) return false;`];
    const write: string[] = [];
    for (const { name, node, offset } of layout.fields) {
      const x = this.#name();
      names.push(x);
      const stored = this.#store(node, x, `${at} + ${offset}`, names);
      const load = `${x} = ${v}[${JSON.stringify(name)}]`;
      check.push(
        this.#complete ? `${load}; ${stored.check}` : `if ((${load}) !== undefined) { ${count}++; ${stored.check} }`,
      );
      write.push(this.#complete ? stored.write : `if (${x} !== undefined) { ${stored.write} }`);
    }
    if (!this.#complete) {
      check.unshift(`${count} = 0;`);
      check.push(`if (!hasOnly(${v}, ${count}, ${layout.fields.length})) return false;`);
    }
    return { check: check.join("\n"), write: write.join("\n") };
  }

  #storeArray(
    node: Node & { kind: "array" },
    v: string,
    at: string,
    names: string[],
  ): { check: string; write: string } {
    const stride = sizeOf(node.element);
    const isArray = `if (typeof ${v} !== "object" || ${v} === null || ${v}.length !== ${node.length}) return false;`;
    if (this.#isUnrolled(node)) {
      const elements = Array.from({ length: node.length }, (_, i) => {
        const x = this.#name();
        names.push(x);
        const stored = this.#store(node.element, x, `${at} + ${i * stride}`, names);
        return { check: `${x} = ${v}[${i}]; ${stored.check}`, write: stored.write };
      });
      return {
        check: [isArray, ...elements.map((e) => e.check)].join("\n"),
        write: elements.map((e) => e.write).join("\n"),
      };
    }
    const all = this.#name();
    const inner = ["e"];
    const { check, write } = this.#store(node.element, "e", "p", inner);
    const loop = (body: string) =>
      `{ let ${inner.join(", ")}; for (let i = 0; i < ${node.length}; i++, p += ${stride}) { e = v[i];\n${body} } return true; }`;
    this.#helpers.push(`function check_${all}(v, p) ${loop(check)}`);
    // What was checked is checked again while it is taken apart: values are all read twice, never written unchecked.
    this.#helpers.push(`function write_${all}(d, v, p) ${loop(`${check}\n${write}`)}`);
    return {
      check: `${isArray} if (!check_${all}(${v}, 0)) return false;`,
      write: `if (!write_${all}(d, ${v}, ${at})) return false;`,
    };
  }
}

/** How many values `node` consists of. */
function leaves(node: Node): number {
  if (node.kind === "array") return node.length > UNROLLED ? 1 : node.length * leaves(node.element);
  if (node.kind === "struct") return node.layout.fields.reduce((sum, field) => sum + leaves(field.node), 0);
  return 1;
}
