import { describe, expect, test } from "vitest";
import type { Packet } from "../../../src/codec/packet.ts";
import { Decoder, encode } from "../../../src/codec/socket-io.ts";
import { HoldfastError } from "../../../src/util/errors.ts";
import { withDefaults } from "../../../src/util/options.ts";
import { FakeClock } from "../../support/fake-platform.ts";

const bytes = (...values: number[]): Uint8Array => new Uint8Array(values);

const decodeAll = (...frames: unknown[]): Packet[] => {
  const packets: Packet[] = [];
  const decoder = new Decoder(withDefaults({}), new FakeClock(), {
    _onPacket: (packet) => void packets.push(packet),
    _parseError: () => {},
  });
  for (const frame of frames) decoder.add(frame);
  return packets;
};

describe("encode", () => {
  const cases: [string, Packet, string][] = [
    ["CONNECT", { type: 0, nsp: "/" }, "0"],
    ["CONNECT with auth", { type: 0, nsp: "/", data: { token: "x" } }, '0{"token":"x"}'],
    ["CONNECT to a namespace", { type: 0, nsp: "/admin", data: { a: 1 } }, '0/admin,{"a":1}'],
    ["DISCONNECT", { type: 1, nsp: "/admin" }, "1/admin,"],
    ["EVENT", { type: 2, nsp: "/", data: ["x", 1, null] }, '2["x",1,null]'],
    ["EVENT with ack id 0", { type: 2, nsp: "/", id: 0, data: ["x"] }, '20["x"]'],
    ["EVENT in a namespace", { type: 2, nsp: "/a", id: 12, data: ["x"] }, '2/a,12["x"]'],
    ["ACK", { type: 3, nsp: "/", id: 7, data: [] }, "37[]"],
    ["CONNECT_ERROR", { type: 4, nsp: "/", data: { message: "no" } }, '4{"message":"no"}'],
  ];
  test.each(cases)("%s", (_, packet, frame) => {
    expect(encode(packet)).toEqual([frame]);
  });

  test("binary values become attachments, in order; the data stays as it is", () => {
    const buffer = bytes(1, 2).buffer;
    const view = bytes(0, 3, 4, 0).subarray(1, 3);
    const blob = new Blob(["x"]);
    const data = ["x", buffer, { deep: [view, { blob }] }];
    const before = structuredClone({ text: JSON.stringify(data) });
    const [head, ...attachments] = encode({ type: 2, nsp: "/", id: 1, data });
    expect(head).toBe(
      '53-1["x",{"_placeholder":true,"num":0},{"deep":[{"_placeholder":true,"num":1},{"blob":{"_placeholder":true,"num":2}}]}]',
    );
    expect(attachments).toEqual([buffer, view, blob]);
    expect(attachments[1]).toBe(view);
    expect(JSON.stringify(data)).toBe(before.text);
    expect(data[1]).toBe(buffer);
  });

  test("an ACK with binary is a BINARY_ACK", () => {
    expect(encode({ type: 3, nsp: "/n", id: 4, data: [bytes(9)] })[0]).toBe('61-/n,4[{"_placeholder":true,"num":0}]');
  });

  test("credentials have no attachments: the server takes none", () => {
    expect(encode({ type: 0, nsp: "/", data: { key: bytes(1, 2) } })).toEqual(['0{"key":{"0":1,"1":2}}']);
  });

  test("data without binary is not copied", () => {
    const inner = {
      get a() {
        return 1;
      },
    };
    expect(encode({ type: 2, nsp: "/", data: ["x", inner] })).toEqual(['2["x",{"a":1}]']);
  });

  test("toJSON is honoured, with binary in what it gives too", () => {
    const date = new Date(0);
    const own = { secret: 1, toJSON: () => ({ file: bytes(1) }) };
    expect(encode({ type: 2, nsp: "/", data: ["x", date, own] })[0]).toBe(
      '51-["x","1970-01-01T00:00:00.000Z",{"file":{"_placeholder":true,"num":0}}]',
    );
  });

  test("objects without a prototype, and keys named __proto__", () => {
    const bare = Object.assign(Object.create(null), { a: bytes(1) });
    expect(encode({ type: 2, nsp: "/", data: ["x", bare] })[0]).toBe('51-["x",{"a":{"_placeholder":true,"num":0}}]');
    const odd = JSON.parse('{"__proto__":{"b":1}}');
    odd.c = bytes(1);
    expect(encode({ type: 2, nsp: "/", data: ["x", odd] })[0]).toBe(
      '51-["x",{"__proto__":{"b":1},"c":{"_placeholder":true,"num":0}}]',
    );
  });

  test("what JSON can't carry throws ERR_ENCODE", () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    for (const value of [1n, cycle]) {
      const attempt = (): unknown => encode({ type: 2, nsp: "/", data: ["x", value] });
      expect(attempt).toThrow(HoldfastError);
      expect(attempt).toThrow(expect.objectContaining({ code: "ERR_ENCODE" }));
    }
  });
});

describe("decode", () => {
  const cases: [string, Packet][] = [
    ['0{"sid":"a"}', { type: 0, nsp: "/", data: { sid: "a" } }],
    ["0", { type: 0, nsp: "/" }],
    ['0/admin,{"sid":"a"}', { type: 0, nsp: "/admin", data: { sid: "a" } }],
    ["1", { type: 1, nsp: "/" }],
    ["1/admin,", { type: 1, nsp: "/admin" }],
    ["1/admin", { type: 1, nsp: "/admin" }],
    ['2["x",1]', { type: 2, nsp: "/", data: ["x", 1] }],
    ["2[3]", { type: 2, nsp: "/", data: [3] }],
    ['213["x"]', { type: 2, nsp: "/", id: 13, data: ["x"] }],
    ['2/a,0["x"]', { type: 2, nsp: "/a", id: 0, data: ["x"] }],
    ["31[]", { type: 3, nsp: "/", id: 1, data: [] }],
    ['4{"message":"no","data":1}', { type: 4, nsp: "/", data: { message: "no", data: 1 } }],
    ['4"no"', { type: 4, nsp: "/", data: "no" }],
  ];
  test.each(cases)("%s", (frame, packet) => {
    expect(decodeAll(frame)).toEqual([packet]);
  });

  test("attachments are put where they belong", () => {
    const [a, b] = [bytes(1), bytes(2)];
    expect(
      decodeAll('52-/n,3["x",{"f":{"_placeholder":true,"num":1}},[{"_placeholder":true,"num":0}]]', a, b, '2/n,["y"]'),
    ).toEqual([
      { type: 2, nsp: "/n", id: 3, data: ["x", { f: b }, [a]] },
      { type: 2, nsp: "/n", data: ["y"] },
    ]);
    expect(decodeAll('61-5[{"_placeholder":true,"num":0}]', a)).toEqual([{ type: 3, nsp: "/", id: 5, data: [a] }]);
  });

  test("what looks like a placeholder in an event without attachments is data", () => {
    const data = ["x", { _placeholder: true, num: 7 }];
    expect(decodeAll(`2${JSON.stringify(data)}`)).toEqual([{ type: 2, nsp: "/", data }]);
  });

  const placeholder = (num: unknown): string => `51-["x",{"_placeholder":true,"num":${JSON.stringify(num)}}]`;
  test.each(["0", -1, 1, 0.5, "splice", "__proto__", "length", null, 1e99])(
    "%s as number of an attachment: it stays the object that it is",
    (num) => {
      const object = JSON.parse(JSON.stringify({ _placeholder: true, num }));
      expect(decodeAll(placeholder(num), bytes(1))).toEqual([{ type: 2, nsp: "/", data: ["x", object] }]);
    },
  );

  test("a number twice is the same attachment; a key named __proto__ is left alone, and what is in a placeholder is let go", () => {
    const [one, two] = [0, 1].map((num) => `{"_placeholder":true,"num":${num}}`);
    const [a, b] = [bytes(1), bytes(2)];
    expect(decodeAll(`52-["x",${one},[${two},${one}]]`, a, b)[0]!.data).toEqual(["x", a, [b, a]]);
    expect(decodeAll(`51-["x",{"_placeholder":true,"num":0,"in":${one}}]`, a)[0]!.data).toEqual(["x", a]);
    const [packet] = decodeAll(`51-["x",{"__proto__":${one}}]`, a);
    expect(JSON.stringify(packet!.data)).toBe(`["x",{"__proto__":${one}}]`);
  });

  test.each([
    "",
    "7",
    "x",
    "2",
    "2{}",
    "2[]",
    '2["x"',
    "3",
    '3["no id"]',
    "31{}",
    "4",
    "4[]",
    "41",
    "0[]",
    "0null",
    '1{"a":1}',
    '1["x"]',
    '3["x"]',
    '6["x"]',
    '7["x"]',
    'x["x"]',
    '[["x"]',
    "5",
    '5["x"]',
    '50-["x"]',
    '51-["x"]',
    '5999999999-["x"]',
    '21-["x"]',
    '52-["x",{"_placeholder":true,"num":0}]',
    '51-["x",{"_placeholder":1,"num":0}]',
  ])("%s is refused", (frame) => {
    expect(() => decodeAll(frame)).toThrow();
  });

  test("a binary frame that nobody announced, and text where an attachment is due, are refused", () => {
    expect(() => decodeAll(bytes(1))).toThrow();
    expect(() => decodeAll(placeholder(0), '2["x"]')).toThrow();
    expect(() => decodeAll(placeholder(0), bytes(1), bytes(2))).toThrow();
  });

  test("a key named __proto__ pollutes nothing", () => {
    const [packet] = decodeAll('2["x",{"__proto__":{"polluted":true}}]');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(Object.getPrototypeOf((packet!.data as object[])[1])).toBe(Object.prototype);
  });

  test("nesting as deep as anybody likes takes no stack", () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    expect(decodeAll(`2["x",${deep}]`)).toHaveLength(1);
    expect(decodeAll(`51-["x",${deep},{"_placeholder":true,"num":0}]`, bytes(1))).toHaveLength(1);
  });

  test("what this runtime can't parse comes without data, its attachments taken", () => {
    const { parse } = JSON;
    JSON.parse = () => {
      throw new RangeError("too deep");
    };
    try {
      expect(decodeAll(placeholder(0), bytes(1), "2[]", "31[]")).toEqual([
        { type: 2, nsp: "/" },
        { type: 2, nsp: "/" },
        { type: 3, nsp: "/", id: 1 },
      ]);
      expect(() => decodeAll("0{}")).toThrow("too deep");
    } finally {
      JSON.parse = parse;
    }
  });
});

test("all that is encoded is decoded to the same", () => {
  const packets: Packet[] = [
    { type: 2, nsp: "/", data: ["x", { a: [1, "é\u2028", null] }] },
    { type: 2, nsp: "/ns", id: 9, data: ["x", bytes(1, 2), { deep: { b: bytes(3) } }] },
    { type: 3, nsp: "/", id: 0, data: [bytes()] },
    { type: 1, nsp: "/ns" },
  ];
  expect(decodeAll(...packets.flatMap(encode))).toEqual(packets);
});
