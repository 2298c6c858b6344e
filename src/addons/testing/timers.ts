/** A timer that is set. */
export interface Timer {
  _clear(): void;
}

/** ms that a timer takes at most: with more it would end at once. */
const LONGEST = 2 ** 31 - 1;

/** Timers of the clock that is there when each is set, which a test may have put in the place of the real one. */
export class Timers {
  /** Those that are set, and what each is for. */
  readonly _set = new Map<Timer, string>();

  /** Frames that are on their way for a while. */
  _frames = 0;

  /** `what` it is for, to be told if it is left. */
  _start(what: string, ms: number, callback: () => void): Timer {
    const { setTimeout, clearTimeout } = globalThis;
    const timer: Timer = {
      _clear: () => {
        this._set.delete(timer);
        clearTimeout(handle);
      },
    };
    const handle = setTimeout(
      () => {
        this._set.delete(timer);
        callback();
      },
      Math.min(ms, LONGEST),
    );
    this._set.set(timer, what);
    return timer;
  }
}
