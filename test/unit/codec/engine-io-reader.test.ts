import { describe, expect, test } from "vitest";
import type { EnginePacket } from "../../../src/codec/engine-io.ts";
import { PacketReader } from "../../../src/codec/engine-io-reader.ts";
import { node } from "../../../src/platform/node.ts";
import { framed } from "../../support/fake-webtransport.ts";

const read = (bytes: Buffer, size: number, max = 1e8): (EnginePacket | undefined)[] => {
  const reader = new PacketReader(max, "arraybuffer", node.text);
  const packets: (EnginePacket | undefined)[] = [];
  for (let at = 0; at < bytes.length; at += size)
    reader._add(bytes.subarray(at, at + size), (packet) => void packets.push(packet));
  return packets;
};
const bytes = (length: number): Buffer => Buffer.alloc(length, 7);
const arrayBuffer = (from: Buffer): ArrayBuffer => new Uint8Array(from).buffer;

describe("packets in a stream of bytes", () => {
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
  const expected = all.map((packet) => (typeof packet === "string" ? packet : arrayBuffer(packet)));
  test.each([1, 2, 3, 7, 255, 4096, 65_536, 1e6])("in chunks of %i", (size) => {
    const packets = read(Buffer.concat(all.map((packet) => framed(packet))), size);
    const digits = { ping: "2", pong: "3", message: "4" } as Record<string, string>;
    expect(
      packets.map((packet) =>
        typeof packet!.data === "object" ? packet!.data : digits[packet!.type] + (packet!.data ?? ""),
      ),
    ).toEqual(expected);
  });

  test.each([[7], [16], [64]] as const)("a header of %i bits", (bits) => {
    expect(read(framed("4x", bits), 1)).toEqual([{ type: "message", data: "x" }]);
  });

  test.each([
    ["nothing", Buffer.from([0])],
    ["more than is taken", framed("4".repeat(1001))],
    ["more than there is memory", Buffer.from([127, 0, 31, 255, 255, 255, 255, 255, 255])],
  ])("%s: an error, and what is behind is not read", (_, head) => {
    expect(read(Buffer.concat([framed("4a"), head, framed("4b")]), 1e6, 1000).map((packet) => packet?.type)).toEqual([
      "message",
      "error",
    ]);
  });

  test("text that is no UTF-8 is no packet", () => {
    expect(read(Buffer.from([2, 0x34, 0xff]), 1)).toEqual([undefined]);
  });

  test("a megabyte byte by byte takes time linear to it, and memory for what has come", () => {
    const reader = new PacketReader(1e8, "arraybuffer", node.text);
    const whole = framed(bytes(2 ** 20));
    let most = 0;
    let grown = 0;
    const packets: unknown[] = [];
    for (let at = 0; at < whole.length; at++) {
      reader._add(whole.subarray(at, at + 1), (packet) => void packets.push(packet));
      if (reader._bytes.length > most) {
        most = reader._bytes.length;
        grown++;
        expect(most).toBeLessThan(2 * at + 257);
      }
    }
    expect(packets).toEqual([{ type: "message", data: arrayBuffer(bytes(2 ** 20)) }]);
    // each time all is copied that is there
    expect(grown).toBeLessThan(25);
  });
});
