import type { EnginePacket } from "../codec/engine-io.ts";
import type { Frame, Platform } from "../platform/platform.ts";
import { copyOf, excessOf, isBlob } from "../util/bytes.ts";
import { HoldfastError, messageOf } from "../util/errors.ts";
import type { EngineSink } from "./types.ts";

/** The session whose packets wait; the Engine implements it. */
interface Queue {
  readonly writeBuffer: EnginePacket[];
  readonly _platform: Platform;
  readonly _sink: EngineSink | undefined;
  _flush(): void;
}

/**
 * Reads the Blobs of the first packet that waits, before anything of it is handed over: one that can't be read, as its file has
 * changed, takes its packet with it and no more. What is behind waits, to keep the order.
 */
export const readBlobs = (engine: Queue, head: EnginePacket): void => {
  if (head._blobs === "reading") return;
  head._blobs = "reading";
  const { _frames = [], _owner } = head;
  const read = async (packet: EnginePacket): Promise<void> => {
    const { data } = packet;
    if (isBlob(data)) packet.data = await engine._platform.bytesOf(data);
  };
  Promise.all(engine.writeBuffer.slice(0, _frames.length).map(read))
    .then(
      () => {
        delete head._blobs;
      },
      (cause) => {
        // the session may be over meanwhile
        if (engine.writeBuffer[0] !== head) return;
        engine.writeBuffer.splice(0, _frames.length);
        const message = `can't read a Blob: ${messageOf(cause)}`;
        engine._sink?._onRefused(_owner, new HoldfastError("ERR_ENCODE", message, { cause, delivery: "not-sent" }));
      },
    )
    .then(() => engine._flush());
};

/** What waits of the last `count` packets is a copy: the app may write into its bytes, or give them away, once `emit` has returned. */
export const keepBytes = (queue: readonly EnginePacket[], count: number): void => {
  for (const packet of queue.slice(-count)) {
    const { data } = packet;
    if (typeof data === "object" && !isBlob(data)) packet.data = copyOf(data);
  }
};

/** The error of a packet of which a frame is larger than `limit` bytes. `base64`: as polling sends it. */
export const tooLarge = (
  frames: readonly Frame[],
  limit: number,
  base64: boolean,
  { byteLength }: Platform,
): HoldfastError | undefined => {
  for (const frame of frames) {
    const size = excessOf(frame, limit, base64, byteLength);
    if (!size) continue;
    const message = `packet too large: ${size} bytes, the server takes ${limit}`;
    return new HoldfastError("ERR_PAYLOAD_TOO_LARGE", message, { size, limit, delivery: "not-sent" });
  }
  return;
};
