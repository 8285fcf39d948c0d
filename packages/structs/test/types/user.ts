/** What a user writes; compiled by three versions of TypeScript in `types.test.ts`, never run. */
import {
  type AnyStruct,
  type AnyStructClass,
  array,
  bool,
  bytes,
  c,
  char,
  f32,
  f64,
  i64,
  padding,
  type StructClass,
  struct,
  u8,
  u16,
  u32,
  u64,
  union,
} from "../../src/index.ts";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(..._: Equal<A, B> extends true ? [] : [never, A, B]): void {}

const State = { IDLE: 0, MOVING: 1 } as const;

export class Header extends struct("Header", { frameId: u32.doc("kind"), taiSec: i64.asNumber, taiNsec: c.long }) {
  get seconds(): number {
    return this.taiSec + Number(this.taiNsec) / 1e9;
  }
}
export class Actuator extends struct("Actuator", { pos: f64, state: u8.enum(State) }) {}
export class Telemetry extends struct(
  "Telemetry",
  {
    header: Header,
    position: array(f64, 6),
    matrix: array(f32, 2, 3),
    long: array(u16, 100),
    text: char(50, { encoding: "latin1" }),
    raw: bytes(16),
    on: bool,
    gap: padding(3),
    actuators: array(Actuator, 2),
    ready: u16.bits(1),
    big: u64.bits(40),
    swapped: u32.be,
  },
  { endian: "big", pack: "natural" },
) {}
export class Word extends union("Word", { number: f64, raw: bytes(8) }) {}

const t = new Telemetry({
  header: { frameId: 1 },
  position: new Float64Array(6),
  actuators: [{ pos: 1 }, { state: 9 }],
});

same<typeof t.position, readonly [number, number, number, number, number, number]>();
same<typeof t.matrix, readonly [readonly [number, number, number], readonly [number, number, number]]>();
same<typeof t.long, readonly number[]>();
same<typeof t.text, string>();
same<typeof t.raw, Uint8Array>();
same<typeof t.on, boolean>();
same<typeof t.header, Header>();
same<typeof t.actuators, readonly [Actuator, Actuator]>();
same<typeof t.ready, number>();
same<typeof t.big, bigint>();
same<typeof t.swapped, number>();
same<typeof t.header.taiSec, number>();
same<typeof t.header.taiNsec, bigint>();
same<keyof typeof Word.fields, "number" | "raw">();
same<typeof Telemetry.fields.position.offset, number>();

const seconds: number = t.header.seconds;
const third: number = t.position[2];
const state: number = t.actuators[1].state;
if (t.actuators[0].state === State.MOVING) t.actuators[0].state = 7;

const plain = t.toJSON();
same<typeof plain.header, { frameId: number; taiSec: number; taiNsec: bigint }>();
same<(typeof plain.actuators)[0], { pos: number; state: (typeof plain.actuators)[0]["state"] }>();
t.set(plain);
t.set({ header: { taiNsec: 1n }, matrix: [[1, 2, 3], new Float32Array(3)], raw: [1, 2] });
t.set(t.copy());

const view: Telemetry = Telemetry.view(new Uint8Array(9), 3);
const copy: Telemetry = Telemetry.from(view.bytes).copy().load(new Uint8Array(9));
const moving: Header = Header.cursor(new Uint8Array(9)).at(0);
const word: number = new Word({ number: 1 }).number;

// Functions that take any struct class, or the class of an instance.
function sizeOf(S: AnyStructClass): number {
  return S.size;
}
function read<T extends AnyStruct>(S: AnyStructClass<T>): T {
  return S.view(new S().bytes);
}
const header: Header = read(Header);
const size: number = sizeOf(Telemetry) + sizeOf(Header) + sizeOf(Word);
const classes: readonly AnyStructClass[] = [Telemetry, Header, Word];
declare const some: StructClass;
sizeOf(some);

// @ts-expect-error unknown field
new Header({ frame: 1 });
// @ts-expect-error a bigint is wanted
new Header({ taiNsec: 1 });
// @ts-expect-error a number is wanted
t.header.taiSec = 1n;
// @ts-expect-error elements of a number array cannot be assigned, it is a copy
t.position[0] = 1;
// @ts-expect-error five instead of six
t.position = [1, 2, 3, 4, 5];
// @ts-expect-error padding has no property
t.gap;
// @ts-expect-error padding has no value
new Telemetry({ gap: 1 });
// @ts-expect-error padding has no place of its own
Telemetry.fields.gap;
// @ts-expect-error no bits of a float
f64.bits(3);
// @ts-expect-error an encoding that is not offered
char(3, { encoding: "utf16" });
// @ts-expect-error a value of another type
u8.enum({ A: 1n });

export const used = { seconds, third, state, copy, moving, word, header, size, classes };
