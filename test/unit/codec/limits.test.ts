import { describe, expect, test } from "vitest";
import { objection } from "../../../src/codec/objection.ts";
import { Decoder, encode } from "../../../src/codec/socket-io.ts";
import { withDefaults } from "../../../src/util/options.ts";
import { FakeClock } from "../../support/fake-platform.ts";

const setup = (options: object = {}) => {
  const clock = new FakeClock();
  const log: unknown[] = [];
  const decoder = new Decoder(withDefaults({ maxAttachments: 2, maxAttachmentBytes: 10, ...options }), clock, {
    _onPacket: ({ data }) => void log.push(data),
    _parseError: (error) => void log.push((error as Error).message),
  });
  return { clock, log, decoder };
};
const place = (num: number): string => `{"_placeholder":true,"num":${num}}`;
const bytes = (length: number): ArrayBuffer => new ArrayBuffer(length);

describe("attachments of the server's packets", () => {
  test("up to maxAttachments", () => {
    const { log, decoder } = setup();
    decoder.add(`52-["x",${place(0)},${place(1)}]`);
    decoder.add(bytes(5));
    decoder.add(bytes(5));
    expect(log).toEqual([["x", bytes(5), bytes(5)]]);
    expect(() => decoder.add(`53-["x",${place(0)},${place(1)},${place(2)}]`)).toThrow("invalid packet");
  });

  test("up to maxAttachmentBytes together, for each packet anew", () => {
    const { log, decoder } = setup();
    for (let i = 0; i < 2; i++) {
      decoder.add(`51-["x",${place(0)}]`);
      decoder.add(bytes(10));
    }
    expect(log).toHaveLength(2);
    decoder.add(`52-["x",${place(0)},${place(1)}]`);
    decoder.add(bytes(10));
    expect(() => decoder.add(bytes(1))).toThrow("invalid packet");
    expect(log).toHaveLength(2);
  });

  test("a Blob counts by its size", () => {
    const { log, decoder } = setup();
    decoder.add(`51-["x",${place(0)}]`);
    expect(() => decoder.add(new Blob(["elevenbytes"]))).toThrow("invalid packet");
    expect(log).toEqual([]);
  });

  test("within attachmentTimeout", () => {
    const { clock, log, decoder } = setup({ attachmentTimeout: 100 });
    decoder.add(`52-["x",${place(0)},${place(1)}]`);
    decoder.add(bytes(1));
    clock.advance(99);
    expect(log).toEqual([]);
    clock.advance(1);
    expect(log).toEqual(["attachments missing"]);
  });

  test("in time there is no timer left, nor after destroy()", () => {
    const { clock, decoder } = setup();
    decoder.add(`51-["x",${place(0)}]`);
    expect(clock.timers.size).toBe(1);
    decoder.add(bytes(1));
    expect(clock.timers.size).toBe(0);
    decoder.add(`51-["x",${place(0)}]`);
    decoder.destroy();
    expect(clock.timers.size).toBe(0);
  });

  test.each([
    ["in an object", `52-["x",{"a":${place(1)},"b":[${place(0)}]}]`, ["x", { a: bytes(2), b: [bytes(1)] }]],
    ["of an acknowledgement", `62-7[${place(0)},${place(1)}]`, [bytes(1), bytes(2)]],
  ])("%s", (_, text, data) => {
    const { log, decoder } = setup();
    decoder.add(text);
    decoder.add(bytes(1));
    decoder.add(bytes(2));
    expect(log).toEqual([data]);
  });
});

describe("why a packet that follows the protocol is not delivered", () => {
  const limits = { maxArguments: 2, maxDepth: 3 };
  test.each<[string, number, unknown, string | undefined]>([
    ["as many arguments as the limit", 2, ["x", 1, 2], undefined],
    ["one more", 2, ["x", 1, 2, 3], "more arguments than maxArguments"],
    ["an acknowledgement with as many", 3, [1, 2], undefined],
    ["with one more", 3, [1, 2, 3], "more arguments than maxArguments"],
    // the arguments are one level themselves
    ["as deep as the limit", 2, ["x", { a: [1] }], undefined],
    ["one deeper", 2, ["x", { a: [{}] }], "nested deeper than maxDepth"],
    ["an acknowledgement that is deeper", 3, [[[[]]]], "nested deeper than maxDepth"],
    ["bytes, which are not walked through", 2, ["x", [new Uint8Array(3)]], undefined],
    ["a reserved name", 2, ["disconnect"], "its name is reserved"],
    ["which is an argument like any other", 3, ["disconnect"], undefined],
    ["no text as name", 2, [null], "its name is no text"],
    ["a number as name", 2, [3], undefined],
    ["what the runtime can't parse", 2, undefined, "this runtime can't parse it"],
    ["a refusal", 4, [[[[]]]], undefined],
  ])("%s", (_, type, data, reason) => {
    expect(objection({ type, nsp: "/", data }, limits)).toBe(reason);
  });
});

describe("what JSON can't carry", () => {
  const cycle: Record<string, unknown> = { deep: {} };
  (cycle["deep"] as Record<string, unknown>)["self"] = cycle;
  const thrower = { list: [1, { toJSON: () => thrower.fail() }], fail: (): never => fail() };
  const fail = (): never => {
    throw new Error("mine");
  };
  test.each<[string, unknown[], string]>([
    ["a BigInt as argument", ["x", 1n], "[1]"],
    ["in an object", ["x", { user: { id: 1n } }], "[1].user.id"],
    ["in an array", ["x", 1, [[0, { a: 1n }]]], "[2][0][1].a"],
    ["the first of two", ["x", { a: 1n, b: 1n }], "[1].a"],
    ["a toJSON that throws", ["x", thrower], "[1].list[1]"],
  ])("%s: the path to it", (_, data, path) => {
    expect(() => encode({ type: 2, nsp: "/", data })).toThrow(
      expect.objectContaining({
        code: "ERR_ENCODE",
        path,
        message: expect.stringContaining(`can't encode ${path}: `),
        cause: expect.any(Error),
      }),
    );
  });

  const refused = (...args: unknown[]): { path?: string; message: string } => {
    try {
      encode({ type: 2, nsp: "/", data: ["x", ...args] });
    } catch (error) {
      return error as Error;
    }
    throw new Error("it was encoded");
  };

  test("bytes that are gone: the path to them; those that are there are not walked through", () => {
    const gone = new Uint8Array(2);
    structuredClone(gone.buffer, { transfer: [gone.buffer] });
    expect(refused({ a: new Uint8Array(200_000), b: [gone] }).path).toBe("[1].b[0]");
  });

  test("what is too deep, or too far behind, to be looked for: no path", () => {
    let deep: unknown = 1n;
    for (let i = 0; i < 1100; i++) deep = [deep];
    for (const { path, message } of [refused(deep), refused(Array(100_001).fill(0), 1n)])
      expect([path, message]).toEqual(["", expect.stringMatching(/^can't encode the data: ./)]);
    expect(refused(Array(99_000).fill(0), 1n).path).toBe("[2]");
  });

  test("texts of the app's are cut", () => {
    const long = "x".repeat(300);
    const { path, message } = refused({
      [long]: {
        toJSON: () => {
          throw new Error(`!${long}`);
        },
      },
    });
    expect(path).toBe(`[1].${long}`.slice(0, 100));
    expect(message).toBe(`can't encode ${path}: !${long.slice(0, 99)}`);
  });

  test("a cycle ends", () => {
    expect(() => encode({ type: 2, nsp: "/", data: ["x", cycle] })).toThrow(
      expect.objectContaining({ code: "ERR_ENCODE", path: expect.stringMatching(/^\[1\]\.deep/) }),
    );
  });
});

describe("what counts as binary", () => {
  const tagged = (tag: string): object => ({ __proto__: { [Symbol.toStringTag]: tag } });
  test.each<[string, object, boolean]>([
    ["ArrayBuffer", new ArrayBuffer(1), true],
    ["a view", new DataView(new ArrayBuffer(1)), true],
    ["Buffer", Buffer.from([1]), true],
    ["Blob", new Blob(["x"]), true],
    ["File", new File(["x"], "x"), true],
    ["an ArrayBuffer of another realm", tagged("ArrayBuffer"), true],
    ["something with such a name in its name", tagged("MyBlob"), false],
    ["something that begins with it", tagged("Blobs"), false],
    ["an instance of a class", new (class Point {})(), false],
    ["a Date", new Date(0), false],
    ["an object without a prototype", Object.create(null), false],
  ])("%s", (_, value, binary) => {
    expect(encode({ type: 2, nsp: "/", data: ["x", value] })).toHaveLength(binary ? 2 : 1);
  });
});
