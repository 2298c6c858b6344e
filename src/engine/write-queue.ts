import type { EnginePacket, Frame } from "../codec/engine-io.ts";

/** Bytes of one packet as a transport carries it: raw on a WebSocket, base64 for binary in a polling payload. */
export const sizeOf = (data: Frame | undefined, base64: boolean, byteLength: (text: string) => number): number => {
  if (typeof data === "string") return 1 + byteLength(data);
  const bytes = (data as ArrayBuffer)?.byteLength ?? (data as Blob)?.size ?? 0;
  return base64 ? 1 + 4 * Math.ceil(bytes / 3) : bytes;
};

/** Can a packet be larger than `limit`? Cheap, and wrong on the safe side only: UTF-8 takes up to 3 bytes a unit. */
export const mayExceed = (data: Frame | undefined, limit: number): boolean =>
  limit > 0 && !(typeof data === "string" && data.length * 3 < limit);

/**
 * How many packets from the front go out together: those that come before one that must be alone, and no more than fit
 * in `maxPayload` bytes (0: no bound) as one polling payload. At least one, if there is one.
 */
export const batchLength = (
  queue: readonly EnginePacket[],
  maxPayload: number,
  byteLength: (text: string) => number,
): number => {
  let bytes = 0;
  for (let i = 0; i < queue.length; i++) {
    const packet = queue[i]!;
    if (i && (packet.alone || (maxPayload && packet.oversize))) return i;
    if (maxPayload) {
      // 1 for the separator
      bytes += sizeOf(packet.data, true, byteLength) + (i ? 1 : 0);
      if (i && bytes > maxPayload) return i;
    }
  }
  return queue.length;
};
