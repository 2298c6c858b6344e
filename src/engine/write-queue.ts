import type { EnginePacket } from "../codec/engine-io.ts";
import { sizeOf } from "../util/bytes.ts";

/**
 * How many packets from the front go out together: those that go alone are alone among themselves, and one with Blobs waits until
 * they are read; with a `maxPayload` in bytes, as many as fit into one polling payload; at least one.
 */
export const batchLength = (
  queue: readonly EnginePacket[],
  maxPayload: number | undefined,
  byteLength: (text: string) => number,
): number => {
  let bytes = 0;
  let end = 0;
  for (; end < queue.length; end++) {
    const packet = queue[end] as EnginePacket;
    // 1 for the separator
    if (maxPayload) bytes += sizeOf(packet.data, true, byteLength) + 1;
    if (end && (packet._blobs || packet._alone !== queue[0]?._alone || (maxPayload && bytes > maxPayload + 1))) break;
  }
  return end;
};
