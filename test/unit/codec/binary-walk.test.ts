import { describe, expect, test } from "vitest";
import { extract } from "../../../src/codec/attachments.ts";
import { encode } from "../../../src/codec/socket-io.ts";

const bytes = new Uint8Array([1]);
const place = { _placeholder: true, num: 0 };
const encoded = (...data: unknown[]): unknown[] => encode({ type: 2, nsp: "/", data: ["x", ...data] });

describe("is there binary data in it?", () => {
  class Point {
    x = 1;
  }
  class Holder {
    data = bytes;
  }
  class Itself {
    x: unknown = 1;
    toJSON(): this {
      return this;
    }
  }
  const inherited = Object.create({ data: bytes }) as object;

  test.each<[string, object, boolean]>([
    ["nothing", {}, false],
    ["plain values", { a: [1, "2", null, Number.NaN, { b: true }] }, false],
    ["binary itself", bytes, true],
    ["in an array", [1, [bytes]], true],
    ["in an object, last", { a: {}, b: { c: [], d: bytes } }, true],
    ["an instance", new Point(), false],
    ["an instance that holds some", new Holder(), true],
    ["a date", { at: new Date(0) }, false],
    ["something that becomes JSON by itself", { toJSON: () => 1 }, false],
    ["something that becomes binary", [{ toJSON: () => bytes }], true],
    ["something whose JSON it is itself", new Itself(), false],
    ["something whose JSON is a date", { toJSON: () => new Date(0) }, false],
    ["inherited, which JSON leaves out", inherited, false],
  ])("%s", (_, value, expected) => {
    const found: unknown[] = [];
    // only what holds some is copied
    expect(extract(value, found as Uint8Array[]) === value).toBe(!expected);
    expect(found).toEqual(expected ? [bytes] : []);
  });

  test("the packet is right in each case", () => {
    expect(encoded({ a: {}, b: { c: [], d: bytes } })).toEqual([
      `51-["x",${JSON.stringify({ a: {}, b: { c: [], d: place } })}]`,
      bytes,
    ]);
    expect(encoded(new Holder())).toEqual([`51-["x",{"data":${JSON.stringify(place)}}]`, bytes]);
    expect(encoded({ toJSON: () => ({ data: bytes }) })).toEqual([`51-["x",{"data":${JSON.stringify(place)}}]`, bytes]);
    expect(encoded({ toJSON: () => 7 }, new Date(0))).toEqual(['2["x",7,"1970-01-01T00:00:00.000Z"]']);
    expect(encoded(inherited)).toEqual(['2["x",{}]']);
    expect(encoded([1, undefined, 3])).toEqual(['2["x",[1,null,3]]']);
  });

  test("toJSON is asked once, as JSON does, whatever it gives", () => {
    const own = { data: bytes, toJSON: (): unknown => own };
    expect(encoded(new Itself())).toEqual(['2["x",{"x":1}]']);
    expect(encoded(Object.assign(new Itself(), { x: bytes }))).toEqual([
      `51-["x",{"x":${JSON.stringify(place)}}]`,
      bytes,
    ]);
    expect(encoded(own)).toEqual([`51-["x",{"data":${JSON.stringify(place)}}]`, bytes]);
    expect(encoded({ toJSON: () => new Itself() })).toEqual(['2["x",{"x":1}]']);
    expect(encoded({ toJSON: () => ({ toJSON: () => bytes, y: [new Itself()] }) })).toEqual(['2["x",{"y":[{"x":1}]}]']);
    expect(encoded({ toJSON: () => new Date(0) })).toEqual(['2["x",{}]']);
  });

  test("what the app gave stays as it is", () => {
    const data = { list: [bytes, { deep: bytes }], own: { __proto__: null, data: bytes } };
    const before = structuredClone({ list: data.list });
    encoded(data);
    expect({ list: data.list }).toEqual(before);
    expect(data.list[0]).toBe(bytes);
  });
});
