/** ms from which on a time never comes: the platforms' timers take it for none at all. */
export const NEVER = 2 ** 31;
