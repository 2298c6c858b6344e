import { HoldfastError } from "../util/errors.ts";
import type { OutgoingPacket } from "./link.ts";
import type { BufferLimit } from "./types.ts";

/** From this many events on an app that set no limit is warned once. */
export const MANY = 10_000;

export const bytesOf = ({ frames }: OutgoingPacket): number =>
  frames.reduce(
    (sum, frame) => sum + ((frame as string).length ?? (frame as ArrayBuffer).byteLength ?? (frame as Blob).size),
    0,
  );

/** Events emitted while they can't be sent, in order. */
export class Outbox {
  /** Public as `socket.sendBuffer`; apps empty or replace it. */
  packets: OutgoingPacket[] = [];
  readonly _limit: BufferLimit;
  readonly _drop: (packet: OutgoingPacket, error: HoldfastError) => void;

  constructor(limit: BufferLimit, drop: (packet: OutgoingPacket, error: HoldfastError) => void) {
    this._limit = limit;
    this._drop = drop;
  }

  get bytes(): number {
    return this.packets.reduce((sum, packet) => sum + bytesOf(packet), 0);
  }

  /** Makes room for it where the app says so. An error: it is to be dropped; thrown where the app says to reject. */
  admit(packet: OutgoingPacket): HoldfastError | undefined {
    const { events = Infinity, bytes = Infinity, onFull = "reject" } = this._limit;
    if (events === Infinity && bytes === Infinity) return;
    const size = bytesOf(packet);
    let held = bytes === Infinity ? 0 : this.bytes;
    while (this.packets.length >= events || held + size > bytes) {
      const full = new HoldfastError("ERR_BUFFER_FULL", "the buffer for events to be sent is full", {
        delivery: "not-sent",
      });
      const oldest = onFull === "drop-oldest" ? this.packets[0] : undefined;
      if (!oldest) {
        if (onFull === "reject") throw full;
        return full;
      }
      held -= bytesOf(oldest);
      this.packets.shift();
      this._drop(oldest, full);
    }
    return;
  }

  /** The next packet to be sent at time `now`; what is too old is dropped. */
  next(now: number): OutgoingPacket | undefined {
    const { age = Infinity } = this._limit;
    for (;;) {
      const packet = this.packets.shift();
      if (!packet || now - (packet.at ?? now) <= age) return packet;
      this._drop(
        packet,
        new HoldfastError("ERR_BUFFER_FULL", `buffered for more than ${age} ms`, { delivery: "not-sent" }),
      );
    }
  }

  remove(packet: OutgoingPacket): void {
    const index = this.packets.indexOf(packet);
    if (index >= 0) this.packets.splice(index, 1);
  }
}
