import type { Clock } from "../platform/platform.ts";
import type { HoldfastError } from "../util/errors.ts";
import { backoffDelay } from "./backoff.ts";
import type { ReconnectionOptions } from "./options.ts";

/** ms between the end of a failed attempt that the app asked for early and the next early one. */
const EARLY_GAP = 1000;
/** ms over which the clients that wake together spread. */
const WAKE_SPREAD = 500;

/** The backoff reconnection controller: decides whether and when the next attempt starts. It holds no timer. */
export class ReconnectionController {
  /** The attempt under way or due, counted since the last `connect`; 0 is the first connection. */
  attempt = 0;
  /** Doublings of the delay; outlives a connection that did not last. */
  _step = 0;
  /** When the namespace was joined, while it is. */
  _joinedAt: number | undefined;
  /** When the connection was lost, or the first attempt began. */
  _since: number;
  /** When an early attempt failed last. */
  _earlyEnd = Number.NEGATIVE_INFINITY;
  /** Was the attempt under way started before its time? */
  _early = false;
  readonly _clock: Clock;
  readonly _random: () => number;

  constructor(clock: Clock, random: () => number) {
    this._clock = clock;
    this._random = random;
    this._since = clock.now();
  }

  /** A first connection is attempted. */
  reset(): void {
    this.attempt = 0;
    this._step = 0;
    this._early = false;
    this._joinedAt = undefined;
    this._since = this._clock.now();
  }

  /** A namespace was joined. Returns the attempt that led to it. */
  joined(): number {
    const { attempt } = this;
    this._joinedAt ??= this._clock.now();
    this.attempt = 0;
    this._early = false;
    return attempt;
  }

  /** The attempt failed or the connection is lost: ms until the next attempt, or `false` for none. */
  next(options: ReconnectionOptions, error: HoldfastError | undefined): number | false {
    const now = this._clock.now();
    if (this._joinedAt !== undefined) {
      if (now - this._joinedAt >= options.minUptime) this._step = 0;
      this._joinedAt = undefined;
      this._since = now;
    }
    if (this._early) {
      this._early = false;
      this._earlyEnd = now;
    }
    if (!options.reconnection || this.attempt >= options.attempts) return false;
    this.attempt++;
    const { policy } = options;
    if (!policy) return backoffDelay(options, this._step++, this._random);
    const delay = policy({ attempt: this.attempt, elapsed: now - this._since, error });
    return delay === false ? false : Math.max(0, delay);
  }

  /** The app asks to try now: ms until that may be. */
  hasten(): number {
    this._early = true;
    return Math.max(0, this._earlyEnd + EARLY_GAP - this._clock.now());
  }

  /** The network or the page woke: ms until the attempt, so that not all clients come at once. */
  wake(): number {
    return this._random() * WAKE_SPREAD;
  }
}
