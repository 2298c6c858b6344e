import { HoldfastError } from "holdfast/core";
import type { Timers } from "./timers.ts";
import { type Turns, turn } from "./turns.ts";

/** What `@sinonjs/fake-timers` hangs on each function that it replaces; vitest and jest have it inside. */
interface FakeClock {
  setTimeout(callback: () => void, ms: number): unknown;
  setInterval(callback: () => void, ms: number): unknown;
  clearInterval(timer: unknown): void;
  /** Goes to the next timer, and fires it. */
  next(): unknown;
  tick(ms: number): unknown;
  runMicrotasks?(): void;
}

/** As it was when this was loaded. */
const native = globalThis.setTimeout;

const fakeClock = (): FakeClock | undefined => (globalThis.setTimeout as { clock?: FakeClock }).clock;

/** Turns without anything in them after which nothing is under way. */
const QUIET = 2;
/** As many, where nothing was done before them. */
const QUIET_STILL = 1;
/** ms that a clock moves at once, at most: a clock that jumps to the end of a step makes what is due within it late by as much. */
const STEP = 50;

/** Moves a clock by so many ms. */
export type Advance = (ms: number) => unknown;

/** What is in flight, and the clock by which it goes. */
export class Time {
  readonly _turns: Turns;
  readonly _timers: Timers;
  readonly _advance: Advance | undefined;

  constructor(turns: Turns, timers: Timers, advance: Advance | undefined) {
    this._turns = turns;
    this._timers = timers;
    this._advance = advance;
  }

  /** Does it go on by itself? */
  get _isReal(): boolean {
    return globalThis.setTimeout === native && !fakeClock();
  }

  /** Waits until nothing is in flight. What is on its way for a while arrives by the clock: a fake one has to be moved for it. */
  async _settled(turns = QUIET): Promise<void> {
    for (let quiet = 0; quiet < turns; quiet++) {
      const made = this._turns._made;
      await turn();
      // where process.nextTick is one of these, the server stands still without it
      fakeClock()?.runMicrotasks?.();
      const isBusy = this._turns._due > 0 || this._turns._made !== made;
      if (isBusy) quiet = -1;
      else if (this._isReal && this._timers._frames > 0) {
        quiet = -1;
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    }
  }

  /** Moves the clock, and settles on the way. */
  async _move(ms: number): Promise<void> {
    await this._settled();
    const clock = fakeClock();
    if (this._advance) await this._moveInSteps(ms, this._advance);
    else if (clock?.next) await this._moveFromTimerToTimer(ms, clock);
    else
      throw new HoldfastError(
        "ERR_INVALID_OPTION",
        "advance(): no fake clock is there that can be moved: install the fake timers of vitest, jest or sinon, or hand over yours: testNetwork({ advance: (ms) => mock.timers.tick(ms) })",
      );
  }

  async _moveInSteps(ms: number, advance: Advance): Promise<void> {
    for (let left = ms; left > 0; left -= STEP) {
      await advance(Math.min(STEP, left));
      await this._settled();
    }
  }

  /** Each timer at its own time, and without the real time that such a clock takes to let promises go on by itself. */
  async _moveFromTimerToTimer(ms: number, clock: FakeClock): Promise<void> {
    let isOver = false;
    clock.setTimeout(() => {
      isOver = true;
    }, ms);
    let isStill = false;
    // it is there to be gone to, where the next timer is farther away
    const step = clock.setInterval(() => {
      isStill = true;
    }, STEP);
    try {
      while (!isOver) {
        isStill = false;
        clock.next();
        await this._settled(isStill ? QUIET_STILL : QUIET);
      }
    } finally {
      clock.clearInterval(step);
    }
    // what is due at the very end
    clock.tick(0);
    await this._settled();
  }
}
