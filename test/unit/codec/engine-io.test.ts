import { encodePacket } from "engine.io-parser";
import { describe, expect, test } from "vitest";
import { decodeFrame, type EnginePacket, encodeBody, encodeFrame, encodeRecord } from "../../../src/codec/engine-io.ts";
import { browser } from "../../../src/platform/browser.ts";
import { node } from "../../../src/platform/node.ts";

const BYTES = [0, 1, 127, 128, 255];
const PACKETS: EnginePacket[] = [
  { type: "open", data: "{}" },
  { type: "close" },
  { type: "ping" },
  { type: "ping", data: "probe" },
  { type: "pong", data: "probe" },
  { type: "message", data: '2["é"]' },
  { type: "message", data: " " },
  { type: "upgrade" },
  { type: "noop" },
];

/** What a server of socket.io writes for a packet. */
const serverFrame = (packet: EnginePacket, supportsBinary = true): Promise<unknown> =>
  new Promise((resolve) => encodePacket(packet as Parameters<typeof encodePacket>[0], supportsBinary, resolve));

const hex = (data: unknown): string => Buffer.from(data as ArrayBuffer).toString("hex");

describe.each([
  ["web", "arraybuffer", browser, ArrayBuffer],
  ["web", "nonsense", browser, ArrayBuffer],
  ["Node", "nodebuffer", node, Buffer],
  ["Node", "arraybuffer", node, ArrayBuffer],
  ["Node", "blob", node, Buffer],
] as const)("on the %s platform, binaryType %s", (_, binaryType, platform, Class) => {
  const decode = (frame: unknown): EnginePacket | undefined => decodeFrame(frame, binaryType, platform);

  test("reads what the server writes, and writes the same", async () => {
    for (const packet of PACKETS) {
      const frame = await serverFrame(packet);
      expect([decode(frame), encodeFrame(packet)]).toEqual([packet, frame]);
    }
  });

  test("bytes, as such and as base64, as the platform and the app want them", async () => {
    const data = Uint8Array.from(BYTES);
    const base64 = await serverFrame({ type: "message", data }, false);
    const inPool = Buffer.from(BYTES);
    for (const frame of [base64, platform === node ? inPool : data.buffer, data]) {
      const packet = decode(frame);
      expect([packet?.type, hex(packet?.data)]).toEqual(["message", "00017f80ff"]);
      expect(packet?.data).toBeInstanceOf(Class);
    }
    expect(encodeBody([{ type: "message", data }, { type: "ping" }], platform)).toBe(`${base64}\x1e2`);
  });

  test.each([[""], ["7"], ["x2"], [" "], ["é"], ["/"], [":"], [null], [undefined]])("%j is no packet", (frame) =>
    expect(decode(frame)).toBeUndefined(),
  );
});

test("a page may have Blobs", async () => {
  const { data } = decodeFrame(Uint8Array.from(BYTES).buffer, "blob", browser)!;
  expect(hex(await (data as Blob).arrayBuffer())).toBe("00017f80ff");
});

test("what should be base64 is not: a page has no packet", () => {
  expect(decodeFrame("b*", "arraybuffer", browser)).toBeUndefined();
});

test.each([
  [1, [1]],
  [125, [125]],
  [126, [126, 0, 126]],
  [65_535, [126, 255, 255]],
  [65_536, [127, 0, 0, 0, 0, 0, 1, 0, 0]],
])("a frame of %i bytes for a stream has the shortest header that holds the length", (length, header) => {
  const text = encodeRecord("x".repeat(length), node);
  expect([text.length, [...text.subarray(0, header.length)]]).toEqual([header.length + length, header]);
  const binary = encodeRecord(new Uint8Array(length), node);
  expect([...binary.subarray(0, header.length)]).toEqual([header[0]! + 128, ...header.slice(1)]);
});
