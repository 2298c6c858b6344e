import type { EnginePacket } from "../codec/engine-io.ts";
import type { Frame, Platform } from "../platform/platform.ts";
import { copyOf, excessOf, type Form, isBlob, sizeOf } from "../util/bytes.ts";
import { HoldfastError } from "../util/errors.ts";

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
  for (const packet of queue) {
    // 1 for the separator
    if (maxPayload) bytes += sizeOf(packet.data, "base64", byteLength) + 1;
    if (end && (packet._blobs || packet._alone !== queue[0]?._alone || (maxPayload && bytes > maxPayload + 1))) break;
    end++;
  }
  return end;
};

/** The error of a packet of which a frame is larger than `limit` bytes. `base64`: the form in which polling sends it. */
export const tooLarge = (
  frames: readonly Frame[],
  limit: number,
  form: Form,
  { byteLength }: Platform,
): HoldfastError | undefined => {
  for (const frame of frames) {
    const size = excessOf(frame, limit, form, byteLength);
    if (!size) continue;
    const message = `packet too large: ${size} bytes, the server takes ${limit}`;
    return new HoldfastError("ERR_PAYLOAD_TOO_LARGE", message, { size, limit, delivery: "not-sent" });
  }
  return;
};

/** Makes what waits a copy: the app may write into its bytes, or give them away, once `emit` has returned. */
export const keepBytes = (packets: readonly EnginePacket[]): void => {
  for (const packet of packets) {
    const { data } = packet;
    if (typeof data === "object" && !isBlob(data)) packet.data = copyOf(data);
  }
};

/** Puts the bytes of Blobs in their place; rejects if one can't be read, as its file has changed. */
export const readBlobs = (packets: readonly EnginePacket[], platform: Platform): Promise<unknown> =>
  Promise.all(
    packets.map(async (packet) => {
      const { data } = packet;
      if (isBlob(data)) packet.data = await platform.bytesOf(data);
    }),
  );
