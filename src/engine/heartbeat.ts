import type { Clock } from "../platform/platform.ts";
import { type TimerSink, WallTimer } from "../util/wall-timer.ts";
import { type Handshake, periodOf } from "./handshake.ts";

/** The time until the server's next ping is due; each ping sets it anew, and nothing else does. */
export class Heartbeat extends WallTimer {
  readonly _period: number;
  /** When did the last ping come? */
  _last: number | undefined;

  constructor(clock: Clock, handshake: Handshake, sink: TimerSink) {
    super(clock, sink);
    this._period = periodOf(handshake);
    this._set(this._period);
  }

  /**
   * Is it not over, by the wall clock? If it is, that is told in a later turn: it may be `emit()` that asks, and no call of the app
   * calls the app.
   */
  _isAlive(): boolean {
    const isOver = this._over;
    if (isOver) Promise.resolve().then(() => this._check());
    return !isOver;
  }

  /** A ping came. */
  _beat(): void {
    const now = this._clock.now();
    // once in a millisecond, as there may be millions of them in one payload
    if (now !== this._last) this._set(this._period);
    this._last = now;
  }
}
