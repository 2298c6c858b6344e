import type { Clock, Timer } from "../platform/platform.ts";

/** ms between two looks at the wall clock. */
const STEP = 2000;

/** Who is told when the time is over. `_isLate`: by the wall clock, since the machine slept. */
export interface TimerSink {
  _expired(how: { readonly _isLate: boolean }): void;
}

/**
 * A time limit that also counts the time in which the machine slept. Timers stop while it does and are throttled in hidden
 * pages, the monotonic clock may stop, and the wall clock may be set back: whichever is ahead counts.
 */
export class WallTimer {
  readonly _clock: Clock;
  readonly _sink: TimerSink;
  _timer: Timer;
  /** ms left when the wall clock showed `_at`, and the monotonic one `_ticks`. */
  _left = 0;
  _at = 0;
  _ticks = 0;

  constructor(clock: Clock, sink: TimerSink) {
    this._clock = clock;
    this._sink = sink;
  }

  /** Sets the limit, ms from now. */
  _set(ms: number): void {
    const { _clock } = this;
    const step = Math.min(ms, STEP);
    this._clear();
    this._left = ms;
    this._at = _clock.now();
    this._ticks = _clock.ticks();
    this._timer = _clock.setTimeout(() => {
      // at least the step has passed, whatever was done to the clocks
      const passed = Math.max(step, _clock.now() - this._at, _clock.ticks() - this._ticks);
      const left = this._left - passed;
      if (left > 0) this._set(left);
      else this._sink._expired({ _isLate: passed > step + STEP });
    }, step);
  }

  /** Is it over, by the wall clock? */
  get _over(): boolean {
    return this._clock.now() - this._at >= this._left;
  }

  /** Calls back if it is over, by the wall clock. */
  _check(): void {
    if (!this._over) return;
    this._clear();
    this._sink._expired({ _isLate: true });
  }

  _clear(): void {
    this._clock.clearTimeout(this._timer);
  }
}
