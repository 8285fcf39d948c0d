import { describe, expect, test } from "vitest";
import { Client, LOCALHOST_IPV4, OneClientServer } from "../src/index.ts";
import { TestOneClientReadLoopServer } from "../src/testkit/index.ts";

type Wrong = [name: string, value: unknown, ErrorClass: typeof RangeError | typeof TypeError];

const bytes = (text: string) => new TextEncoder().encode(text);
const shared: Wrong[] = [
  ["connectCallback", "call me", TypeError],
  ["encoding", "utf-9", RangeError],
  ["encoding", bytes("utf-8"), TypeError],
  ["highWaterBytes", 0, RangeError],
  ["host", undefined, TypeError],
  ["host", 127, TypeError],
  ["idleTimeoutMs", -1, RangeError],
  ["idleTimeoutMs", "1 s", TypeError],
  ["limitBytes", 0, RangeError],
  ["limitBytes", 1.5, RangeError],
  ["log", console, TypeError],
  ["monitorConnectionInterval", "often", TypeError],
  ["monitorConnectionInterval", Number.NaN, TypeError],
  ["port", -1, RangeError],
  ["port", 65_536, RangeError],
  ["port", "80", TypeError],
  ["port", undefined, TypeError],
  ["terminator", "\r\n", TypeError],
  ["terminator", new Uint8Array(0), RangeError],
];
const ofClient: Wrong[] = [
  ["port", 0, RangeError],
  ["heartbeatSendInterval", -1, RangeError],
];
const ofServer: Wrong[] = [
  ["onSecondClient", "welcome", RangeError],
  ["staleAfterMs", -1, RangeError],
  ["staleAfterMs", "1", TypeError],
];
const ofReadLoopServer: Wrong[] = [["maxHeartbeatInterval", -1, RangeError]];

describe.each<[string, new (options: never) => unknown, number, Wrong[]]>([
  ["Client", Client, 1, [...shared, ...ofClient]],
  ["OneClientServer", OneClientServer, 0, [...shared, ...ofServer]],
  [
    "OneClientReadLoopServer",
    TestOneClientReadLoopServer,
    0,
    [
      ...shared.filter(([name]) => name !== "monitorConnectionInterval" && name !== "host"),
      ...ofServer,
      ...ofReadLoopServer,
    ],
  ],
])("a wrong option of %s throws from the constructor and is named", (_, Class, port, wrongs) => {
  test.each(wrongs)("%s: %o", (name, value, ErrorClass) => {
    const options = { host: LOCALHOST_IPV4, port, [name]: value } as never;
    expect(() => new Class(options)).toThrow(ErrorClass);
    expect(() => new Class(options)).toThrow(name);
  });
});

describe.each([
  ["Client", Client, 1],
  ["OneClientServer", OneClientServer, 0],
] as const)("%s", (_, Class, port) => {
  test.each(["utf-8", "utf_8", "utf-16", "UTF-32"])("takes the encoding %s and keeps it as given", (encoding) => {
    expect(new Class({ host: LOCALHOST_IPV4, port, encoding }).encoding).toBe(encoding);
  });

  test.each(["\r\n", "\n", "\n\r", "XYZZY"])("takes the bytes of %j as terminator and keeps them", (text) => {
    const terminator = bytes(text);
    expect(new Class({ host: LOCALHOST_IPV4, port, terminator }).terminator).toEqual(terminator);
  });

  test("has the defaults of the original: utf-8 and CR LF", () => {
    const instance = new Class({ host: LOCALHOST_IPV4, port });
    expect(instance).toMatchObject({ encoding: "utf-8", terminator: bytes("\r\n"), name: "" });
  });
});
