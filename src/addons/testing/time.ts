import { type Turns, turn } from "./turns.ts";

/** What `@sinonjs/fake-timers` hangs on each function that it replaces; vitest and jest have it inside. */
interface FakeClock {
  next?(): unknown;
  tick?(ms: number): unknown;
  setTimeout?(callback: () => void, ms: number): unknown;
  runMicrotasks?(): void;
}

export const fakeClock = (): FakeClock | undefined => (globalThis.setTimeout as { clock?: FakeClock }).clock;

/** Turns without anything in them after which nothing is under way. */
const QUIET = 2;

/** Waits until nothing is in flight. */
export const settle = async (turns: Turns): Promise<void> => {
  for (let quiet = 0; quiet < QUIET; quiet++) {
    const made = turns._made;
    await turn();
    // where process.nextTick is one of these, the server stands still without it
    fakeClock()?.runMicrotasks?.();
    if (turns._due || turns._made !== made) quiet = -1;
  }
};
