import { describe, expect, test } from "vitest";
import { FrameReader } from "../../../src/codec/engine-io-reader.ts";
import { node } from "../../../src/platform/node.ts";
import { framed } from "../../support/fake-webtransport.ts";

const read = (bytes: Buffer, size: number, max = 1e8): (string | Uint8Array | undefined)[] => {
  const reader = new FrameReader(max, node.text);
  const frames: (string | Uint8Array | undefined)[] = [];
  for (let at = 0; at < bytes.length; at += size)
    reader._add(bytes.subarray(at, at + size), (frame) => void frames.push(frame));
  return frames;
};
const bytes = (length: number): Buffer => Buffer.alloc(length, 7);

describe("frames in a stream of bytes", () => {
  const all = [
    "2",
    "4é",
    `4${"x".repeat(200)}`,
    bytes(1),
    bytes(125),
    bytes(126),
    bytes(70_000),
    `4${"y".repeat(65_536)}`,
    "3probe",
  ];
  const expected = all.map((frame) => (typeof frame === "string" ? frame : new Uint8Array(frame)));
  test.each([1, 2, 3, 7, 255, 4096, 65_536, 1e6])("in chunks of %i", (size) => {
    expect(read(Buffer.concat(all.map((frame) => framed(frame))), size)).toEqual(expected);
  });

  test.each([[7], [16], [64]] as const)("a header of %i bits", (bits) => {
    expect(read(framed("4x", bits), 1)).toEqual(["4x"]);
  });

  test.each([
    ["more than is taken", framed("4".repeat(1001)), 1001],
    ["more than there is memory", Buffer.from([127, 0, 31, 255, 255, 255, 255, 255, 255]), Number.MAX_SAFE_INTEGER],
  ])("%s: an error as soon as it is announced", (_, head, size) => {
    const reader = new FrameReader(1000, node.text);
    const frames: unknown[] = [];
    const add = (): void =>
      reader._add(Buffer.concat([framed("4a"), head.subarray(0, 9)]), (frame) => void frames.push(frame));
    expect(add).toThrow(expect.objectContaining({ code: "ERR_PAYLOAD_TOO_LARGE", size, limit: 1000 }));
    expect(frames).toEqual(["4a"]);
  });

  test("as much as is taken", () => {
    expect(read(framed(bytes(1000)), 1e6, 1000)).toEqual([new Uint8Array(bytes(1000))]);
  });

  test("nothing: no frame, and what is behind is not read", () => {
    expect(read(Buffer.concat([framed("4a"), Buffer.from([0]), framed("4b")]), 1e6)).toEqual(["4a", undefined]);
  });

  test("text that is no UTF-8 is no frame", () => {
    expect(read(Buffer.from([2, 0x34, 0xff]), 1)).toEqual([undefined]);
  });

  test("a megabyte byte by byte takes time linear to it, and memory for what has come", () => {
    const reader = new FrameReader(1e8, node.text);
    const whole = framed(bytes(2 ** 20));
    let most = 0;
    let grown = 0;
    const frames: unknown[] = [];
    for (let at = 0; at < whole.length; at++) {
      reader._add(whole.subarray(at, at + 1), (frame) => void frames.push(frame));
      if (reader._bytes.length > most) {
        most = reader._bytes.length;
        grown++;
        expect(most).toBeLessThan(2 * at + 257);
      }
    }
    expect(frames.map((frame) => Buffer.compare(frame as Uint8Array, bytes(2 ** 20)))).toEqual([0]);
    // each time all is copied that is there
    expect(grown).toBeLessThan(25);
  });
});
