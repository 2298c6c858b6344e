import type { EnginePacket } from "../codec/engine-io.ts";
import type { Frame, Platform } from "../platform/platform.ts";
import { copyOf, excessOf, isBlob, sizeOf } from "../util/bytes.ts";
import { HoldfastError, messageOf } from "../util/errors.ts";

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
    if (maxPayload) bytes += sizeOf(packet.data, true, byteLength) + 1;
    if (end && (packet._blobs || packet._alone !== queue[0]?._alone || (maxPayload && bytes > maxPayload + 1))) break;
    end++;
  }
  return end;
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

/** The packets that wait to be handed to the transport, in order. */
export class WriteQueue {
  readonly _platform: Platform;
  _packets: EnginePacket[] = [];

  constructor(platform: Platform) {
    this._platform = platform;
  }

  get _head(): EnginePacket | undefined {
    return this._packets[0];
  }

  get _last(): EnginePacket | undefined {
    return this._packets[this._packets.length - 1];
  }

  /** Takes off the front what goes out together; see {@link batchLength}. */
  _take(maxPayload: number | undefined): EnginePacket[] {
    const batch = this._packets;
    this._packets = batch.splice(batchLength(batch, maxPayload, this._platform.byteLength));
    return batch;
  }

  /** Takes off the packet of which this is the first frame, if it is still the first. */
  _drop(head: EnginePacket): boolean {
    const isFirst = this._head === head;
    if (isFirst) this._packets.splice(0, head._frames?.length ?? 1);
    return isFirst;
  }

  /** Takes off all; returns the owners of what was not sent. */
  _clear(): unknown[] {
    return this._packets.splice(0).flatMap(({ _owner }) => _owner ?? []);
  }

  /** What waits of the last `count` frames becomes a copy: the app may write into its bytes, or give them away, once `emit` has returned. */
  _keep(count: number): void {
    for (const packet of this._packets.slice(-count)) {
      const { data } = packet;
      if (typeof data === "object" && !isBlob(data)) packet.data = copyOf(data);
    }
  }

  /**
   * Reads the Blobs of the first packet, before anything of it is handed over; what is behind waits, to keep the order. Calls back
   * when that is done, with an error if one can't be read, as its file has changed.
   */
  _readBlobs(head: EnginePacket, done: (error?: HoldfastError) => void): void {
    if (head._blobs === "reading") return;
    head._blobs = "reading";
    const read = async (packet: EnginePacket): Promise<void> => {
      const { data } = packet;
      if (isBlob(data)) packet.data = await this._platform.bytesOf(data);
    };
    Promise.all(this._packets.slice(0, head._frames?.length).map(read)).then(
      () => {
        delete head._blobs;
        done();
      },
      (cause) =>
        done(
          new HoldfastError("ERR_ENCODE", `can't read a Blob: ${messageOf(cause)}`, { cause, delivery: "not-sent" }),
        ),
    );
  }
}
