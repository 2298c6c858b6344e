/** How long to wait between reconnection attempts. */
export interface BackoffPolicy {
  /** ms before the first attempt; doubled for each that follows. */
  readonly base: number;
  /** ms, never exceeded. */
  readonly max: number;
  /** Part of the delay, 0 to 1, by which it may be shorter or longer. */
  readonly jitter: number;
}

/**
 * The delay before attempt `step` (0: the first), in ms: `min(base·2ⁿ, max)`, spread by the jitter. Where the spread would
 * end above `max` it moves below it whole, so that clients at the cap do not come all at once. 0 only if `base` is 0.
 */
export const backoffDelay = ({ base, max, jitter }: BackoffPolicy, step: number, random: () => number): number => {
  if (!(base > 0)) return 0;
  const middle = Math.min(base * 2 ** step, max);
  const spread = middle * Math.min(Math.max(jitter, 0), 1);
  const high = Math.min(middle + spread, max);
  return Math.max(1, Math.round(high - random() * Math.min(2 * spread, high)));
};
