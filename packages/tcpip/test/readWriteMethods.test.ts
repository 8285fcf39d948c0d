import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, JsonDecodeError, type OneClientServer } from "../src/index.ts";
import { type ConnectedPair, connectedPair } from "./support/connectedPair.ts";
import { loopbackHosts } from "./support/ipv6.ts";
import { PackedSample, sampleFields } from "./support/packedSample.ts";

const limit = { timeoutMs: 2000 };
const bytes = (text: string) => new TextEncoder().encode(text);
const text = (received: Uint8Array) => new TextDecoder().decode(received);

const ends = loopbackHosts.flatMap((host) => [
  { host, from: "client", to: "server" } as const,
  { host, from: "server", to: "client" } as const,
]);

describe.each(ends)("from the $from to the $to on $host", (direction) => {
  let pair: ConnectedPair;
  let from: Client | OneClientServer;
  let to: Client | OneClientServer;
  beforeAll(async () => {
    pair = await connectedPair({ both: { host: direction.host } });
    from = pair[direction.from];
    to = pair[direction.to];
  });
  afterAll(() => pair[Symbol.asyncDispose]());

  test("read returns what is there, up to the number asked for", async () => {
    await from.write(bytes("exactly"));
    expect(text(await to.read(7, limit))).toBe("exactly");
    await from.write(bytes("fewer than asked"));
    expect(text(await to.read(1000, limit))).toBe("fewer than asked");
    await from.write(bytes("more than asked"));
    expect(text(await to.read(5, limit))).toBe("more ");
    expect(text(await to.read(100, limit))).toBe("than asked");
  });

  test("readExactly waits for the number asked for and leaves the rest", async () => {
    const read = to.readExactly(10, limit);
    await from.write(bytes("0123"));
    await from.write(bytes("456789abc"));
    expect(text(await read)).toBe("0123456789");
    expect(text(await to.readExactly(3, limit))).toBe("abc");
    expect(await to.readExactly(0, limit)).toHaveLength(0);
  });

  test("readLine returns a line with its LF", async () => {
    await from.write(bytes("one\ntwo\r\n\n"));
    expect(text(await to.readLine(limit))).toBe("one\n");
    expect(text(await to.readLine(limit))).toBe("two\r\n");
    expect(text(await to.readLine(limit))).toBe("\n");
  });

  test("readUntil returns up to and including the separator, which is LF unless given", async () => {
    await from.write(bytes("a\nb\r\ncXYZdXYYZ"));
    expect(text(await to.readUntil(undefined, limit))).toBe("a\n");
    expect(text(await to.readUntil(bytes("\r\n"), limit))).toBe("b\r\n");
    expect(text(await to.readUntil(bytes("XYZ"), limit))).toBe("cXYZ");
    expect(text(await to.readUntil(bytes("YZ"), limit))).toBe("dXYYZ");
  });

  test("writeFrom and readInto carry structs field by field, and nothing beyond them", async () => {
    for (const fields of sampleFields) {
      const sent = PackedSample.of(fields);
      const received = new PackedSample();
      await from.writeFrom(sent);
      await to.readInto(received, limit);
      expect(received.fields).toEqual(fields);
    }
    await from.write(bytes("!"));
    expect(text(await to.read(100, limit))).toBe("!");
  });

  test("writeFrom sends several structs in a row, as they were at the call", async () => {
    const [first, second] = sampleFields.map((fields) => PackedSample.of(fields));
    if (first === undefined || second === undefined) throw new Error("two samples wanted");
    const written = from.writeFrom(first, second);
    first.bytes.fill(0);
    await written;
    const received = new PackedSample();
    for (const fields of sampleFields) {
      await to.readInto(received, limit);
      expect(received.fields).toEqual(fields);
    }
  });

  test("writeLines sends the pieces one behind the other", async () => {
    await from.writeLines([bytes("one\n"), { bytes: bytes("two\n") }, bytes("")]);
    expect(text(await to.readLine(limit))).toBe("one\n");
    expect(text(await to.readLine(limit))).toBe("two\n");
  });

  test("tryReadInto takes what has arrived and never waits", async () => {
    const received = new PackedSample();
    expect(to.tryReadInto(received)).toBe(false);
    const sent = PackedSample.of(sampleFields[0] as (typeof sampleFields)[number]);
    await from.writeFrom(sent);
    await expect.poll(() => to.tryReadInto(received), { timeout: 2000, interval: 5 }).toBe(true);
    expect(received.bytes).toEqual(sent.bytes);
    expect(to.tryReadInto(received)).toBe(false);
  });
});

const encodings = ["utf-8", "utf-16", "utf-32"];
const terminators = ["\r\n", "\n", "\n\r", "XYZZY"];

describe.each(encodings.flatMap((encoding) => terminators.map((terminator) => ({ encoding, terminator }))))(
  "with $encoding and the terminator $terminator",
  ({ encoding, terminator }) => {
    const raw = Buffer.from(terminator);
    const message = "a message for you: ℏ ≈ 1.05e-34 \u{1f52d}";
    const value = { "naïve key": ["ℏ", 3.5, null, true, { depth: -2 }], empty: {} };
    const encoded = (characters: string): Buffer => {
      if (encoding === "utf-8") return Buffer.from(characters);
      if (encoding === "utf-16") return Buffer.from(`\ufeff${characters}`, "utf16le");
      return Buffer.concat(
        [0xfeff, ...Array.from(characters, (character) => character.codePointAt(0) ?? 0)].map((code) => {
          const unit = Buffer.alloc(4);
          unit.writeUInt32LE(code);
          return unit;
        }),
      );
    };

    test.each(["client to server", "server to client"])("text, bytes and JSON travel from %s", async (direction) => {
      await using pair = await connectedPair({ both: { encoding, terminator: raw } });
      const [from, to] = direction === "client to server" ? [pair.client, pair.server] : [pair.server, pair.client];

      await from.writeStr(message);
      expect(await to.readStr(limit)).toBe(message);

      await from.write(Buffer.concat([encoded(message), raw]));
      expect(await to.readStr(limit)).toBe(message);

      await from.writeStr(message);
      expect(Buffer.from(await to.readUntil(raw, limit))).toEqual(Buffer.concat([encoded(message), raw]));

      await from.writeJson(value);
      expect(await to.readJson(limit)).toEqual(value);

      await from.writeStr("");
      expect(await to.readStr(limit)).toBe("");
    });
  },
);

describe("JSON", () => {
  test("is written as Python writes it: spaces behind comma and colon, everything beyond ASCII escaped", async () => {
    await using pair = await connectedPair();
    await pair.client.writeJson({ name: "ℏ\u{1f52d}", list: [1, 2.5, null, true], empty: {}, none: [] });
    const expected = '{"name": "\\u210f\\ud83d\\udd2d", "list": [1, 2.5, null, true], "empty": {}, "none": []}\r\n';
    expect(text(await pair.server.readLine(limit))).toBe(expected);
  });

  test("that is not JSON is an error with the text in it, and the connection stays up", async () => {
    await using pair = await connectedPair();
    await pair.client.writeStr("{not json");
    const read = pair.server.readJson(limit);
    await expect(read).rejects.toThrow(JsonDecodeError);
    await expect(read).rejects.toThrow("{not json");
    expect(pair.server.connected).toBe(true);
    await pair.client.writeJson({ fine: 1 });
    expect(await pair.server.readJson(limit)).toEqual({ fine: 1 });
  });

  test.each([
    ["a function", () => 1],
    ["undefined", undefined],
    ["a symbol", Symbol("x")],
  ])("%s cannot be written: a TypeError, and nothing is sent", async (_, value) => {
    await using pair = await connectedPair();
    await expect(pair.client.writeJson(value)).rejects.toThrow(TypeError);
    await pair.client.writeStr("next");
    expect(await pair.server.readStr(limit)).toBe("next");
  });

  test("NaN and the infinities, which Python writes as words, travel both ways", async () => {
    await using pair = await connectedPair();
    await pair.client.writeStr('{"a": NaN, "b": [Infinity, -Infinity], "c": "NaN"}');
    expect(await pair.server.readJson(limit)).toEqual({ a: NaN, b: [Infinity, -Infinity], c: "NaN" });
    await pair.client.writeJson([NaN, Infinity, -Infinity]);
    expect(await pair.server.readJson(limit)).toEqual([NaN, Infinity, -Infinity]);
  });
});

describe("text", () => {
  test("that is not valid in the encoding is an error, and the connection stays up", async () => {
    await using pair = await connectedPair();
    await pair.client.write(Uint8Array.of(0xff, 0xfe, 0x0d, 0x0a));
    await expect(pair.server.readStr(limit)).rejects.toMatchObject({ code: "ERR_TCPIP_ENCODING" });
    expect(pair.server.connected).toBe(true);
    pair.serverChanges.assertNoMore();
    await pair.client.writeStr("next");
    expect(await pair.server.readStr(limit)).toBe("next");
  });

  test("that the encoding cannot hold is an error, and nothing is sent", async () => {
    await using pair = await connectedPair({ both: { encoding: "ascii" } });
    await expect(pair.client.writeStr("naïve")).rejects.toMatchObject({ code: "ERR_TCPIP_ENCODING" });
    await pair.client.writeStr("next");
    expect(await pair.server.readStr(limit)).toBe("next");
  });
});

test("what is not bytes is a TypeError, and nothing of the call is sent", async () => {
  await using pair = await connectedPair();
  const wrong = "text" as unknown as Uint8Array;
  await expect(pair.client.write(wrong)).rejects.toThrow(TypeError);
  await expect(pair.client.writeLines([bytes("half "), wrong])).rejects.toThrow(TypeError);
  await expect(pair.client.writeFrom({ bytes: bytes("half ") }, wrong)).rejects.toThrow(TypeError);
  await pair.client.writeStr("next");
  expect(await pair.server.readStr(limit)).toBe("next");
});
