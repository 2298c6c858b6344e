import type { Clock, Platform } from "../../platform/platform.ts";
import { sumOf } from "../../util/bytes.ts";
import { HoldfastError } from "../../util/errors.ts";
import { warnOnce } from "../../util/warn.ts";
import type { BufferLimit } from "../types.ts";
import type { OutgoingEvent } from "./outgoing.ts";

/** Events that wait. */
interface Held {
  readonly _allHeld: readonly OutgoingEvent[];
  readonly _heldCount: number;
  readonly _oldest: OutgoingEvent | undefined;
  _refuse(event: OutgoingEvent, error: HoldfastError): void;
}

const bufferFull = (message = "buffer full"): HoldfastError =>
  new HoldfastError("ERR_BUFFER_FULL", message, { delivery: "not-sent" });

/** Events that wait without bounds before the developer is told. */
const MANY = 10_000;

/** Without a `bufferLimit`: much that waits is told of once. */
export const warnOfMany = (count: number, platform: Platform): undefined => {
  if (count === MANY) warnOnce(platform, `${MANY} events wait to be sent; see bufferLimit`);
};

/**
 * What a `bufferLimit` leaves room for. What comes and leaves is added up as it does: a walk over all that waits, for each
 * event, would take minutes where many wait.
 */
export class Room {
  readonly _limit: BufferLimit;
  readonly _byteLength: Platform["byteLength"];
  readonly _clock: Clock;
  readonly _queue: Held;
  _bytes = 0;
  /** In how many events these are; if that is wrong, many came back at once, or the app has changed `sendBuffer`. */
  _counted = 0;

  constructor(limit: BufferLimit, byteLength: Platform["byteLength"], clock: Clock, queue: Held) {
    this._limit = limit;
    this._byteLength = byteLength;
    this._clock = clock;
    this._queue = queue;
  }

  /** The event is emitted now. */
  _stamp(event: OutgoingEvent): void {
    event._at = this._clock.now();
    event._ticks = this._clock.ticks();
  }

  /** One more waits, or one less. */
  _count(event: OutgoingEvent, by: 1 | -1): void {
    this._counted += by;
    this._bytes += by * this._sizeOf(event);
  }

  /** Makes room for an event, or says why there is none; throws that, if it is to. */
  _make(event: OutgoingEvent): HoldfastError | undefined {
    const { events = Infinity, bytes = Infinity, onFull = "reject" } = this._limit;
    const queue = this._queue;
    this._expire();
    const own = this._sizeOf(event);
    const isFull = (): boolean => {
      const count = queue._heldCount;
      if (this._counted !== count) {
        this._bytes = queue._allHeld.reduce((sum, waiting) => sum + this._sizeOf(waiting), 0);
        this._counted = count;
      }
      return count >= events || this._bytes + own > bytes;
    };
    // what has no room by itself pushes nobody out
    if (onFull === "drop-oldest" && own <= bytes)
      for (let oldest = queue._oldest; oldest && isFull(); oldest = queue._oldest) queue._refuse(oldest, bufferFull());
    if (!isFull()) return;
    const full = bufferFull();
    if (onFull === "reject") throw full;
    return full;
  }

  /** Drops what has waited too long, by the clock that is ahead: one may have been set back, the other stood still. */
  _expire(): void {
    const { age = Infinity } = this._limit;
    const { _clock, _queue: queue } = this;
    const [now, ticks] = [_clock.now(), _clock.ticks()];
    const isOver = ({ _at, _ticks }: OutgoingEvent): boolean => Math.max(now - _at, ticks - _ticks) > age;
    // they are in their order
    for (let oldest = queue._oldest; oldest && isOver(oldest); oldest = queue._oldest)
      queue._refuse(oldest, bufferFull("waited too long"));
  }

  /** Bytes of an event when it began to wait. */
  _sizeOf(event: OutgoingEvent): number {
    if (this._limit.bytes == null) return 0;
    event._size ??= sumOf(event._frames, this._byteLength);
    return event._size;
  }
}
