import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { type Binary, extract, isBinary, usable } from "../../../src/codec/attachments.ts";

const foreign = (code: string): Binary => runInNewContext(code) as Binary;

describe("what goes as it is", () => {
  test.each<[string, Binary]>([
    ["a buffer", new ArrayBuffer(3)],
    ["an empty buffer", new ArrayBuffer(0)],
    ["a view", new Uint8Array([1, 2])],
    ["an empty view", new Uint8Array(0)],
    ["a DataView, empty, which has no keys", new DataView(new ArrayBuffer(0))],
    ["Node's Buffer", Buffer.from("x")],
    ["a Blob", new Blob(["x"])],
    ["a buffer of another realm", foreign("new ArrayBuffer(2)")],
  ])("%s", (_, value) => {
    expect(usable(value)).toBe(value);
  });
});

describe("what goes as a copy", () => {
  test.each<[string, Binary]>([
    ["shared, of this realm", new Uint8Array(new SharedArrayBuffer(2)).fill(7)],
    ["shared, of another realm", foreign("new Uint8Array(new SharedArrayBuffer(2)).fill(7)")],
    ["of a size that may change", new Uint8Array(new (ArrayBuffer as any)(2, { maxByteLength: 9 })).fill(7)],
  ])("%s", (_, value) => {
    const copy = usable(value) as Uint8Array;
    expect(copy).not.toBe(value);
    expect([...copy]).toEqual([7, 7]);
    expect(Object.prototype.toString.call(copy.buffer)).toBe("[object ArrayBuffer]");
  });
});

test("bytes that are not there any more can't be sent", () => {
  const view = new Uint8Array([1, 2]);
  const words = new Uint16Array([1, 2]);
  const { buffer } = view;
  structuredClone([buffer, words.buffer], { transfer: [buffer, words.buffer] });
  for (const gone of [view, words, buffer]) expect(() => usable(gone)).toThrow(TypeError);
});

test("a name that begins or ends like that of bytes is none of theirs", () => {
  const named = (name: string): object => ({ [Symbol.toStringTag]: name });
  expect(["ArrayBuffer", "Blob", "File"].map((name) => isBinary(named(name)))).toEqual([true, true, true]);
  expect(["ArrayBufferOf", "Blob]", "Files", "x"].map((name) => isBinary(named(name)))).toEqual(Array(4).fill(false));
});

test("values that hold none come back as they are; a list is copied as long as it was", () => {
  const found: Binary[] = [];
  for (const value of [1, "x", null, undefined, [1, [2]], { a: { b: 1 } }]) expect(extract(value, found)).toBe(value);
  const bytes = new Uint8Array(1);
  expect(extract([bytes, 1], found)).toEqual([{ _placeholder: true, num: 0 }, 1]);
  expect(found).toEqual([bytes]);
});
