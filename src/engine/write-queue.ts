import type { EnginePacket } from "../codec/engine-io.ts";

/** Bytes of one packet in a polling payload, where binary is base64. */
const sizeOf = ({ data }: EnginePacket, byteLength: (text: string) => number): number =>
  typeof data === "string"
    ? 1 + byteLength(data)
    : 1 + 4 * Math.ceil(((data as ArrayBuffer)?.byteLength ?? (data as Blob)?.size ?? 0) / 3);

/**
 * How many packets from the front go out together: up to one that must be alone and, with a `maxPayload` in
 * bytes, as many as fit into one polling payload; at least one.
 */
export const batchLength = (
  queue: readonly EnginePacket[],
  maxPayload: number | undefined,
  byteLength: (text: string) => number,
): number => {
  let bytes = 0;
  const end = queue.findIndex((packet, i) => {
    // 1 for the separator
    if (maxPayload) bytes += sizeOf(packet, byteLength) + 1;
    return i && (packet._alone || queue[0]!._alone || (maxPayload && bytes > maxPayload + 1));
  });
  return end < 0 ? queue.length : end;
};
