import { expect, it } from "vitest";
import { describeBoth, thrown } from "./support/both.ts";

describeBoth(
  "struct",
  ({ struct, array, bool, bytes, c, char, f32, f64, i16, i64, i8, padding, u16, u32, u64, u8, union }) => {
    class Header extends struct("Header", { frameId: u32, counter: u32, taiSec: i64.asNumber, taiNsec: i64 }) {
      get sum(): number {
        return this.frameId + this.counter;
      }
    }
    class Actuator extends struct("Actuator", { pos: f64, status: u16.enum({ IDLE: 0, MOVING: 1 }) }) {}
    class Telemetry extends struct("Telemetry", {
      header: Header.doc("comes first"),
      on: bool,
      reserved: padding(3),
      small: i8,
      single: f32,
      swapped: u16.be,
      matrix: array(i16, 2, 3),
      long: array(f64, 20),
      text: char(10),
      raw: bytes(4),
      actuators: array(Actuator, 2),
      many: array(Actuator, 20),
      ready: u8.bits(1),
      mode: u8.bits(3),
      trim: i8.bits(4),
      gap: padding(1),
      wide: u64.bits(40),
      count: u64.asNumber.bits(24),
    }) {}

    it("gives a new struct zeros, but for the values it is given", () => {
      const header = new Header({ frameId: 2, taiSec: -5 });
      expect(header.toJSON()).toEqual({ frameId: 2, counter: 0, taiSec: -5, taiNsec: 0n });
      expect(Buffer.from(header.bytes).toString("hex")).toBe("0200000000000000fbffffffffffffff0000000000000000");
    });

    it("knows its size and the place of each field", () => {
      expect(Header.size).toBe(24);
      expect(Header.fields.taiSec).toEqual({ name: "taiSec", cType: "int64_t", offset: 8, size: 8 });
      expect(Telemetry.fields.header).toEqual({
        name: "header",
        cType: "Header",
        offset: 0,
        size: 24,
        doc: "comes first",
      });
      expect(Telemetry.fields.matrix.cType).toBe("int16_t[2][3]");
      expect(Telemetry.fields.mode).toMatchObject({ cType: "uint8_t : 3", bits: { shift: 1, width: 3 } });
      expect(Object.keys(Telemetry.fields)).not.toContain("reserved");
    });

    it("is its bytes: what is written to one is read from the other", () => {
      const header = new Header();
      header.counter = 0x01020304;
      expect([...header.bytes.subarray(4, 8)]).toEqual([4, 3, 2, 1]);
      header.bytes[0] = 7;
      expect(header.frameId).toBe(7);
      expect(header.bytes).toBe(header.bytes);
    });

    it("views bytes without a copy and copies them on request", () => {
      const chunk = new Uint8Array(31);
      const view = Header.view(chunk, 7);
      const copy = Header.from(chunk, 7);
      chunk[7] = 9;
      expect(view.frameId).toBe(9);
      expect(copy.frameId).toBe(0);
      expect(view.copy().frameId).toBe(9);
      expect(view).toBeInstanceOf(Header);
      expect(view.sum).toBe(9);
    });

    it("says how many bytes it needs and how many there are", () => {
      const error = thrown(() => Header.view(new Uint8Array(30), 7));
      expect(error).toMatchObject({ code: "ERR_STRUCTS_SHORT_BUFFER", struct: "Header", needed: 24, got: 23 });
      expect(String(error)).toContain("Header needs 24 bytes, got 23");
      expect(thrown(() => Header.from(new Uint8Array(3)))).toMatchObject({ needed: 24, got: 3 });
      expect(thrown(() => new Header().load(new Uint8Array(3)))).toMatchObject({ needed: 24, got: 3 });
      expect(thrown(() => Header.view(new Uint8Array(30), -1))).toBeInstanceOf(RangeError);
      expect(thrown(() => Header.view(new Uint8Array(30), 0.5))).toBeInstanceOf(RangeError);
    });

    it("says that it is read from a Uint8Array when it is given something else", () => {
      const wrong: [unknown, string][] = [
        [new ArrayBuffer(24), "ArrayBuffer of 24 bytes"],
        [new DataView(new ArrayBuffer(64), 0, 24), "DataView of 24 bytes"],
        [new DataView(new ArrayBuffer(64), 0, 3), "DataView of 3 bytes"],
        [new Float64Array(3), "Float64Array of 24 bytes"],
        [Array(24).fill(0), "an array of 24"],
        ["x".repeat(24), `"${"x".repeat(24)}"`],
        [new Header(), "an object"],
        [undefined, "undefined"],
        [null, "null"],
      ];
      for (const [given, shown] of wrong) {
        const bytes = given as Uint8Array;
        const uses = [
          () => Header.view(bytes),
          () => Header.from(bytes),
          () => new Header().load(bytes),
          () => Header.cursor(bytes),
          () => Header.cursor(new Uint8Array(24)).over(bytes),
        ];
        for (const use of uses) {
          const error = thrown(use);
          expect(error).toMatchObject({ code: "ERR_STRUCTS_TYPE", struct: "Header", value: given });
          expect(String(error)).toContain(`Header is read from a Uint8Array, got ${shown}`);
        }
      }
    });

    it("refuses memory where it takes values, and makes no view of it", () => {
      for (const memory of [new DataView(new ArrayBuffer(3)), new ArrayBuffer(24), new Uint8Array(24)]) {
        const expected = { code: "ERR_STRUCTS_TYPE", value: memory };
        expect(thrown(() => new Header(memory as never))).toMatchObject(expected);
        expect(thrown(() => new Header().set(memory as never))).toMatchObject(expected);
        expect(thrown(() => new Telemetry({ header: memory as never }))).toMatchObject({
          ...expected,
          field: "header",
        });
      }
      expect(String(thrown(() => new Header(new DataView(new ArrayBuffer(3)) as never)))).toContain(
        "Header takes an object of Header (bytes are for from, view and load), got DataView of 3 bytes",
      );
    });

    it("views bytes with the constructor of a subclass, also one that makes other views first", () => {
      const other = new Header({ counter: 8 }).bytes;
      class Busy extends struct("Busy", { n: u8 }) {
        readonly counter: number;
        constructor(values?: { n?: number }) {
          const { counter } = Header.view(other);
          super(values);
          this.counter = counter;
        }
      }
      const chunk = new Uint8Array([0, 5]);
      const view = Busy.view(chunk, 1);
      view.n = 6;
      expect([view.counter, chunk[1], new Busy({ n: 7 }).n]).toEqual([8, 6, 7]);
    });

    it("loads a message into an instance that exists", () => {
      const header = new Header();
      const { bytes } = header;
      expect(header.load(new Header({ counter: 3 }).bytes)).toBe(header);
      expect(header.counter).toBe(3);
      header.load(Buffer.concat([Buffer.alloc(5), new Header({ counter: 4 }).bytes]), 5);
      expect(header.counter).toBe(4);
      expect(header.bytes).toBe(bytes);
    });

    const full = {
      header: { frameId: 1, counter: 2, taiSec: 3, taiNsec: 4n },
      on: true,
      small: -8,
      single: 1.5,
      swapped: 0x1234,
      matrix: [
        [1, 2, 3],
        [4, 5, -6],
      ],
      long: Array.from({ length: 20 }, (_, i) => i / 2),
      text: "héllo",
      raw: new Uint8Array([1, 2, 3, 255]),
      actuators: [
        { pos: 1, status: 1 },
        { pos: 2, status: 9 },
      ],
      many: Array.from({ length: 20 }, (_, i) => ({ pos: i, status: i })),
      ready: 1,
      mode: 5,
      trim: -8,
      wide: 2n ** 40n - 1n,
      count: 2 ** 24 - 1,
    };

    it("reads back everything it was given, as properties and as a plain object", () => {
      const t = new Telemetry(full);
      expect(t.toJSON()).toEqual(full);
      expect(t.matrix).toEqual(full.matrix);
      expect(t.text).toBe("héllo");
      expect(t.swapped).toBe(0x1234);
      expect([...t.bytes.subarray(Telemetry.fields.swapped.offset).subarray(0, 2)]).toEqual([0x12, 0x34]);
      expect([t.ready, t.mode, t.trim, t.wide, t.count]).toEqual([1, 5, -8, 2n ** 40n - 1n, 2 ** 24 - 1]);
      expect(new Telemetry(t.toJSON()).equals(t)).toBe(true);
      expect(new Telemetry(t).equals(t)).toBe(true);
      expect(t.copy().equals(t)).toBe(true);
    });

    it("takes typed arrays and anything with a length for an array", () => {
      const t = new Telemetry({ long: new Float64Array(20).fill(1.5), raw: [9, 8, 7, 6] });
      expect(t.long).toEqual(Array(20).fill(1.5));
      expect([...t.raw]).toEqual([9, 8, 7, 6]);
      t.raw[0] = 1;
      expect(t.toJSON().raw[0]).toBe(1);
    });

    it("shows nested structs as live views, always the same ones", () => {
      const t = new Telemetry(full);
      t.actuators[1].pos = 12;
      t.header.counter = 77;
      expect(t.toJSON().actuators[1]).toEqual({ pos: 12, status: 9 });
      expect(t.header).toBe(t.header);
      expect(t.header).toBeInstanceOf(Header);
      expect(t.header.sum).toBe(78);
      t.header = new Header({ frameId: 5 });
      expect(t.header.sum).toBe(5);
      expect(Object.isFrozen(t.actuators)).toBe(true);
    });

    it("writes only the fields it is given, in nested structs as well", () => {
      const t = new Telemetry(full);
      t.set({ header: { counter: 9 }, actuators: [{ status: 3 }, {}], mode: undefined as never });
      expect(t.toJSON()).toEqual({
        ...full,
        header: { ...full.header, counter: 9 },
        actuators: [{ pos: 1, status: 3 }, full.actuators[1]],
      });
    });

    it.each<[string, string, object, string | undefined, number | undefined]>([
      ["a number that is too big", "ERR_STRUCTS_RANGE", { header: { frameId: 2 ** 32 } }, "header.frameId", 0],
      ["a negative number for an unsigned one", "ERR_STRUCTS_RANGE", { swapped: -1 }, "swapped", 33],
      ["a fraction for a whole number", "ERR_STRUCTS_RANGE", { small: 1.5 }, "small", 28],
      ["NaN for a whole number", "ERR_STRUCTS_RANGE", { small: Number.NaN }, "small", 28],
      ["a number beyond single precision", "ERR_STRUCTS_RANGE", { single: 3.41e38 }, "single", 29],
      ["a bit too many", "ERR_STRUCTS_RANGE", { mode: 8 }, "mode", 441],
      ["a bigint too many for its bits", "ERR_STRUCTS_RANGE", { wide: 2n ** 40n }, "wide", 443],
      ["a bigint beyond 64 bits", "ERR_STRUCTS_RANGE", { header: { taiNsec: 2n ** 63n } }, "header.taiNsec", 16],
      ["an unsafe integer", "ERR_STRUCTS_UNSAFE_INTEGER", { header: { taiSec: 2 ** 53 } }, "header.taiSec", 8],
      ["a number for a bigint", "ERR_STRUCTS_TYPE", { header: { taiNsec: 1 } }, "header.taiNsec", 16],
      ["a bigint for a number", "ERR_STRUCTS_TYPE", { small: 1n }, "small", 28],
      ["a string for a number", "ERR_STRUCTS_TYPE", { long: Array(20).fill("1") }, "long[0]", 47],
      ["null for a number", "ERR_STRUCTS_TYPE", { swapped: null }, "swapped", 33],
      ["a number for a boolean", "ERR_STRUCTS_TYPE", { on: 1 }, "on", 24],
      ["a symbol for a text", "ERR_STRUCTS_TYPE", { text: Symbol("x") }, "text", 207],
      ["a text that is too long", "ERR_STRUCTS_TEXT", { text: "ééééééé" }, "text", 207],
      ["a text with a NUL", "ERR_STRUCTS_TEXT", { text: "a\0b" }, "text", 207],
      ["half a surrogate pair", "ERR_STRUCTS_TEXT", { text: "\ud800" }, "text", 207],
      ["an array that is too short", "ERR_STRUCTS_LENGTH", { matrix: [[1, 2, 3]] }, "matrix", 35],
      [
        "an inner array that is too long",
        "ERR_STRUCTS_LENGTH",
        {
          matrix: [
            [1, 2, 3],
            [1, 2, 3, 4],
          ],
        },
        "matrix[1]",
        41,
      ],
      [
        "an element out of range",
        "ERR_STRUCTS_RANGE",
        {
          matrix: [
            [1, 2, 3],
            [1, 2, 40000],
          ],
        },
        "matrix[1][2]",
        45,
      ],
      ["too few raw bytes", "ERR_STRUCTS_LENGTH", { raw: [1] }, "raw", 217],
      ["a raw byte out of range", "ERR_STRUCTS_RANGE", { raw: [1, 2, 3, 256] }, "raw[3]", 220],
      [
        "the last of many structs",
        "ERR_STRUCTS_RANGE",
        { many: [...Array(19).fill({}), { status: -1 }] },
        "many[19].status",
        439,
      ],
      ["a hole in an array of structs", "ERR_STRUCTS_TYPE", { actuators: [{}, undefined] }, "actuators[1]", 231],
      ["an unknown field", "ERR_STRUCTS_UNKNOWN_FIELD", { heder: {} }, "heder", undefined],
      ["an unknown nested field", "ERR_STRUCTS_UNKNOWN_FIELD", { header: { conter: 1 } }, "header.conter", undefined],
      ["no object", "ERR_STRUCTS_TYPE", null as never, undefined, 0],
    ])("refuses %s, tells where, and leaves all bytes as they are", (_, code, values, field, offset) => {
      const t = new Telemetry(full);
      const before = t.bytes.slice();
      const mixed = values === null ? values : { ...values, ready: 0 };
      const error = thrown(() => t.set(mixed as never));
      expect(error).toMatchObject({ code, struct: "Telemetry", name: "StructsError" });
      expect((error as { field?: string }).field).toBe(field);
      expect((error as { offset?: number }).offset).toBe(offset);
      expect(t.bytes).toEqual(before);
    });

    it("refuses the same through a property, with the value", () => {
      const t = new Telemetry(full);
      const before = t.bytes.slice();
      expect(thrown(() => (t.swapped = 70000))).toMatchObject({
        code: "ERR_STRUCTS_RANGE",
        field: "swapped",
        offset: 33,
        value: 70000,
      });
      expect(thrown(() => (t.matrix = [[1]] as never))).toMatchObject({ code: "ERR_STRUCTS_LENGTH", field: "matrix" });
      expect(thrown(() => (t.text = "01234567890"))).toMatchObject({
        code: "ERR_STRUCTS_TEXT",
        field: "text",
        value: "01234567890",
      });
      expect(thrown(() => (t.on = undefined as never))).toMatchObject({ code: "ERR_STRUCTS_TYPE", field: "on" });
      expect(thrown(() => (t.trim = 8))).toMatchObject({ code: "ERR_STRUCTS_RANGE", field: "trim" });
      expect(t.bytes).toEqual(before);
    });

    it("never rounds a 64-bit integer that is read as a number", () => {
      const header = new Header();
      new DataView(header.bytes.buffer).setBigInt64(8, 2n ** 53n, true);
      const expected = { code: "ERR_STRUCTS_UNSAFE_INTEGER", field: "taiSec", offset: 8, value: 2n ** 53n };
      expect(thrown(() => header.taiSec)).toMatchObject(expected);
      expect(thrown(() => header.toJSON())).toMatchObject(expected);
      const t = new Telemetry();
      t.header.load(header.bytes);
      expect(thrown(() => t.toJSON())).toMatchObject({ ...expected, struct: "Telemetry", field: "header.taiSec" });
      for (const limit of [Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER]) {
        header.taiSec = limit;
        expect(header.taiSec).toBe(limit);
      }
    });

    it("lays the members of a union over one another", () => {
      class Word extends union("Word", { number: f64, halves: array(u32, 2), raw: bytes(9) }) {}
      const word = new Word({ number: 1.5 });
      expect(Word.size).toBe(9);
      expect(word.halves).toEqual([0, 0x3ff80000]);
      word.set({ number: 2, halves: [1, 2] });
      expect(word.halves).toEqual([1, 2]);
      expect(new Word(word.toJSON()).equals(word)).toBe(true);
    });

    it("writes itself with JSON.stringify, bigints as text", () => {
      expect(JSON.stringify(new Header({ taiNsec: -7n }))).toBe('{"frameId":0,"counter":0,"taiSec":0,"taiNsec":"-7"}');
      expect(JSON.parse(JSON.stringify({ t: new Telemetry(full) })).t.raw).toEqual([1, 2, 3, 255]);
    });

    it("is equal to a struct of the same class with the same bytes only", () => {
      class Other extends struct("Header", { frameId: u32, counter: u32, taiSec: i64, taiNsec: i64 }) {}
      expect(new Header().equals(new Header())).toBe(true);
      expect(new Header().equals(new Header({ counter: 1 }))).toBe(false);
      expect(new Header().equals(new Other())).toBe(false);
      expect(new Header().equals(null)).toBe(false);
    });

    it("takes the byte order of the struct where a field has none of its own", () => {
      const Big = struct("Big", { a: u32, b: u32.le, list: array(u16, 2), nested: Header }, { endian: "big" });
      const big = new Big({ a: 1, b: 1, list: [1, 2], nested: { frameId: 1 } });
      expect([...big.bytes.subarray(0, 16)]).toEqual([0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 2, 1, 0, 0, 0]);
    });

    it("knows the C names, with a long of 8 bytes", () => {
      const C = struct("C", {
        a: c.int,
        b: c.ushort,
        c: c.long,
        d: c.double,
        e: c.char(50),
        f: c.ulonglong,
        g: c.uchar,
      });
      expect(Object.values(C.fields).map(({ cType, size }) => `${cType} ${size}`)).toEqual([
        "int 4",
        "unsigned short 2",
        "long 8",
        "double 8",
        "char[50] 50",
        "unsigned long long 8",
        "unsigned char 1",
      ]);
    });

    it("takes values from getters and other objects than literals", () => {
      const values = Object.create({
        get frameId() {
          return 3;
        },
      }) as { frameId: number };
      expect(new Header(values).frameId).toBe(3);
      const hostile = {
        frameId: 1,
        get counter(): number {
          throw new Error("no");
        },
      };
      const header = new Header({ frameId: 8 });
      expect(thrown(() => header.set(hostile))).toMatchObject({ message: "no" });
      expect(header.frameId).toBe(8);
    });

    it("lets a getter among the values write another struct of the class", () => {
      const other = new Header();
      const header = new Header();
      header.set({
        frameId: 1,
        get counter() {
          other.set({ frameId: 6 });
          return 2;
        },
      });
      expect([header.toJSON(), other.frameId]).toEqual([{ frameId: 1, counter: 2, taiSec: 0, taiNsec: 0n }, 6]);
    });
  },
);
