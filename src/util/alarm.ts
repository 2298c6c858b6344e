import type { Clock, Timer } from "../platform/platform.ts";

/** How often the wall clock is looked at, ms. */
const TICK = 1000;

/**
 * Calls back when `ms` have passed by the timer or by the wall clock, whichever says so first: timers stop while a
 * machine sleeps, and wall clocks get set. Returns the function that cancels it.
 */
export const setAlarm = (clock: Clock, ms: number, callback: () => void): (() => void) => {
  const due = clock.now() + ms;
  let left = ms;
  let timer: Timer;
  const wait = (): void => {
    const step = Math.max(0, Math.min(left, due - clock.now(), TICK));
    timer = clock.setTimeout(() => {
      left -= step;
      if (left > 0 && clock.now() < due) wait();
      else callback();
    }, step);
  };
  wait();
  return () => clock.clearTimeout(timer);
};
