import type { Clock, Timer } from "../platform/platform.ts";

/** ms between two looks at the wall clock. */
const STEP = 2000;

/** A time limit that also counts the time in which the machine slept. */
export interface WallTimer {
  /** Sets the limit, ms from now. */
  _set(ms: number): void;
  /** Is it over, by the wall clock? Calls back, if so. */
  _check(): boolean;
  _clear(): void;
}

/**
 * Timers stop while a machine sleeps and are throttled in hidden pages, and the wall clock may be set back: whichever is
 * ahead counts. `late` gets true if the wall clock was.
 */
export const wallTimer = (clock: Clock, expired: () => void): WallTimer => {
  let timer: Timer;
  /** ms left when the wall clock showed `at`. */
  let left = 0;
  let at = 0;

  const wait = (): void => {
    const step = Math.min(left, STEP);
    timer = clock.setTimeout(() => {
      // at least the step has passed, even if the clock was set back
      left -= Math.max(step, clock.now() - at);
      at = clock.now();
      if (left > 0) wait();
      else expired();
    }, step);
  };
  const _clear = (): void => clock.clearTimeout(timer);

  return {
    _set(ms) {
      _clear();
      left = ms;
      at = clock.now();
      wait();
    },
    _check() {
      if (clock.now() - at < left) return false;
      _clear();
      expired();
      return true;
    },
    _clear,
  };
};
