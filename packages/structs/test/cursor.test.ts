import { expect, it } from "vitest";
import { describeBoth, thrown } from "./support/both.ts";

describeBoth("cursor", ({ array, bytes, f64, struct, u16, u32 }) => {
  class Point extends struct("Point", { x: f64, n: u16 }) {
    get twice(): number {
      return this.x * 2;
    }
  }
  class Message extends struct("Message", { id: u32, points: array(Point, 2), raw: bytes(2) }) {}

  it("moves one instance over many structs", () => {
    const chunk = Buffer.concat([1.5, 2.5, 3.5].map((x, n) => new Point({ x, n }).bytes));
    const points = Point.cursor(chunk);
    const seen = [0, 10, 20].map((offset) => ({ ...points.at(offset).toJSON(), twice: points.at(offset).twice }));
    expect(seen).toEqual([1.5, 2.5, 3.5].map((x, n) => ({ x, n, twice: x * 2 })));
    expect(points.at(0)).toBe(points.at(20));
    expect(points.at(0)).toBeInstanceOf(Point);
    expect(points.offset).toBe(0);
    expect(points.bytes).toBe(chunk);
  });

  it("writes into a caller's buffer, and nothing when a value is refused", () => {
    const out = new Uint8Array(33).fill(0xee);
    const point = Point.cursor(out).at(3);
    point.set({ x: 1, n: 2 });
    point.n = 3;
    expect(out.subarray(3, 13)).toEqual(new Point({ x: 1, n: 3 }).bytes);
    const before = out.slice();
    expect(thrown(() => point.set({ x: 5, n: -1 }))).toMatchObject({
      code: "ERR_STRUCTS_RANGE",
      field: "n",
      offset: 8,
    });
    expect(out).toEqual(before);
  });

  it("gives copies and nested views that stay where they are", () => {
    const chunk = Buffer.concat([
      new Message({ id: 1, points: [{ x: 1 }, { x: 2 }] }).bytes,
      new Message({ id: 2 }).bytes,
    ]);
    const messages = Message.cursor(chunk);
    const { points } = messages.at(0);
    const copy = messages.at(0).copy();
    const { bytes } = messages.at(0);
    messages.at(Message.size);
    expect(points[1].x).toBe(2);
    expect(copy.id).toBe(1);
    expect(copy).not.toBe(messages.at(0));
    expect(copy.equals(messages.at(0))).toBe(true);
    expect(bytes).toEqual(copy.bytes);
    expect(messages.at(0).load(chunk, Message.size).id).toBe(2);
    expect(Message.from(chunk).id).toBe(2);
  });

  it("refuses to go where no whole struct is", () => {
    const points = Point.cursor(new Uint8Array(25));
    expect(points.at(15).n).toBe(0);
    expect(thrown(() => points.at(16))).toMatchObject({ code: "ERR_STRUCTS_SHORT_BUFFER", needed: 10, got: 9 });
    expect(thrown(() => points.at(-1))).toBeInstanceOf(RangeError);
    expect(thrown(() => points.at(0.5))).toBeInstanceOf(RangeError);
    expect(thrown(() => Point.cursor(new Uint8Array(3)).at(0))).toMatchObject({ needed: 10, got: 3 });
  });

  it("goes over to the next chunk", () => {
    const points = Point.cursor(new Uint8Array(10));
    points.over(new Point({ x: 7 }).bytes);
    expect(points.at(0).x).toBe(7);
    expect(thrown(() => points.at(1))).toMatchObject({ got: 9 });
  });
});
