import { describe, expect, test } from "vitest";
import type { EnginePacket } from "../../../src/codec/engine-io.ts";
import { type Handshake, parseHandshake, periodOf } from "../../../src/engine/handshake.ts";
import { batchLength } from "../../../src/engine/write-queue.ts";
import { HANDSHAKE } from "../../support/fake-platform.ts";

describe("parseHandshake", () => {
  const parse = (data: string, type = "open"): Handshake => parseHandshake({ type, data } as EnginePacket, "polling");

  test("a good one", () => {
    expect(parse(JSON.stringify(HANDSHAKE))).toEqual(HANDSHAKE);
    const { maxPayload, ...rest } = HANDSHAKE;
    expect(parse(JSON.stringify(rest))).toEqual({ ...rest, maxPayload: 0 });
    expect(maxPayload).toBe(1000);
  });

  test.each([
    [{ pingTimeout: 20_000 / 3 }, 25_000 + 20_000 / 3],
    [{ pingTimeout: 0 }, 25_000],
    [{ pingInterval: 0 }, 20_000],
    [{ pingInterval: 0, pingTimeout: 0 }, Infinity],
    [{ pingTimeout: 2 ** 31 }, 25_000 + 2 ** 31],
    [{ pingInterval: 1e300 }, 1e300],
  ])("%o is honoured", (given, period) => {
    expect(periodOf(parse(JSON.stringify({ ...HANDSHAKE, ...given })))).toBe(period);
  });

  test.each([
    [1e8 / 3, 33_333_333],
    [0.5, 0],
    [null, 0],
    [1e300, 1e300],
  ])("maxPayload %d is %d", (given, taken) => {
    expect(parse(JSON.stringify({ ...HANDSHAKE, maxPayload: given })).maxPayload).toBe(taken);
  });

  test.each([
    "",
    "{",
    "null",
    "{}",
    "[]",
    "1",
    '"x"',
    ...[
      { sid: 1 },
      { sid: "" },
      { sid: null },
      { upgrades: null },
      { upgrades: "websocket" },
      { pingInterval: "" },
      { pingInterval: [25_000] },
      { pingInterval: null },
      { pingInterval: -1 },
      { maxPayload: -1 },
      { maxPayload: "1 MB" },
    ].map((wrong) => JSON.stringify({ ...HANDSHAKE, ...wrong })),
    '{"sid":"a","upgrades":[],"pingInterval":1e999,"pingTimeout":1}',
  ])("%s throws", (data) => {
    expect(() => parse(data)).toThrow();
  });

  test("no other packet is one", () => {
    expect(() => parse(JSON.stringify(HANDSHAKE), "message")).toThrow();
  });
});

describe("batchLength", () => {
  const length = (texts: (string | Uint8Array)[], max: number, alone: number[] = []): number =>
    batchLength(
      texts.map((data, i) => ({ type: "message", data, ...(alone.includes(i) && { _alone: true }) })) as EnginePacket[],
      max,
      (text) => Buffer.byteLength(text),
    );

  test("all without a maximum", () => {
    expect(length(["a".repeat(9999), "b"], 0)).toBe(2);
  });

  test("as many as fit, separators counted", () => {
    // 4aaaa + separator + 4bbb = 10 bytes
    expect(length(["aaaa", "bbb"], 10)).toBe(2);
    expect(length(["aaaa", "bbb"], 9)).toBe(1);
    expect(length(["aaaa", "bbb", "c"], 10)).toBe(2);
  });

  test("at least one, however large", () => {
    expect(length(["a".repeat(50), "b"], 10)).toBe(1);
  });

  test("bytes, not characters; binary as base64", () => {
    expect(length(["ééé", "b"], 10)).toBe(2);
    expect(length(["ééé", "b"], 9)).toBe(1);
    // b + 8 characters of base64 + separator + 4b
    expect(length([new Uint8Array(6), "b"], 12)).toBe(2);
    expect(length([new Uint8Array(6), "b"], 11)).toBe(1);
  });

  test("what must be alone is", () => {
    expect(length(["a", "b", "c"], 0, [1])).toBe(1);
    expect(length(["b", "c"], 0, [0])).toBe(1);
    expect(length(["b", "c"], 100, [0])).toBe(1);
  });
});
