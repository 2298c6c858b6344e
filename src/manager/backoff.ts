/** The options that the delays come from. */
export interface BackoffOptions {
  /** ms before the first attempt; doubled for each that follows. */
  readonly reconnectionDelay: number;
  /** ms, never exceeded. */
  readonly reconnectionDelayMax: number;
  /** Part of the delay, 0 to 1, by which it may be shorter or longer. */
  readonly randomizationFactor: number;
}

/** What the jitter would put above the maximum is folded back to below it, this much closer together. */
const FOLD = 16;

/** ms below which no delay but the first may be, where it is the app that says so: a server must not be flooded. */
const LEAST = 100;

/** What the delay before attempt `step` has to be at least, where the app asks for less. */
export const floorAt = (step: number): number => (step ? LEAST : 0);

/**
 * The delay before attempt `step` (0: the first), in ms: doubled at each step up to the maximum, and spread by the jitter,
 * also at the maximum, so that clients do not come all at once. Most delays stay long there: a short mean would bring back
 * the herd that the jitter has dispersed (`bench/herd.mjs`). With a base of 0
 * the first is 0.
 */
export const backoffDelay = (
  { reconnectionDelay: base, reconnectionDelayMax: max, randomizationFactor: jitter }: BackoffOptions,
  step: number,
  random: () => number,
): number => {
  if (!(base > 0)) return floorAt(step);
  const wanted = base * 2 ** step;
  const middle = Math.min(wanted, max);
  // the root: three of four are longer than the middle
  const part = wanted > max ? Math.sqrt(random()) : random();
  const delay = middle + (2 * part - 1) * middle * jitter;
  return Math.max(1, Math.round(delay > max ? max - (delay - max) / FOLD : delay));
};
