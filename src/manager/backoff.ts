/** The options that the delays come from. */
export interface BackoffOptions {
  /** ms before the first attempt; doubled for each that follows. */
  readonly reconnectionDelay: number;
  /** ms, never exceeded. */
  readonly reconnectionDelayMax: number;
  /** Part of the delay, 0 to 1, by which it may be shorter or longer. */
  readonly randomizationFactor: number;
}

/**
 * The delay before attempt `step` (0: the first), in ms: doubled at each step up to the maximum, and spread evenly over
 * what the jitter leaves below the maximum, so that clients at the cap do not come all at once. 0 only if the base is 0.
 */
export const backoffDelay = (
  { reconnectionDelay: base, reconnectionDelayMax: max, randomizationFactor: jitter }: BackoffOptions,
  step: number,
  random: () => number,
): number => {
  if (!(base > 0)) return 0;
  const middle = Math.min(base * 2 ** step, max);
  const spread = middle * jitter;
  const low = middle - spread;
  return Math.max(1, Math.round(low + random() * (Math.min(middle + spread, max) - low)));
};
