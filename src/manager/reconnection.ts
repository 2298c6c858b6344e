import type { Clock } from "../platform/platform.ts";
import type { Options } from "../util/options.ts";
import { backoffDelay } from "./backoff.ts";

/** What the controller goes by, as it is when it decides. */
export interface ReconnectionOptions extends Options {
  readonly reconnection?: boolean | undefined;
}

/** The backoff reconnection controller: decides whether and when the next attempt starts. It holds no timer. */
export class ReconnectionController {
  /** The attempt under way or due, counted since the last `connect`; 0 is the first connection. */
  _attempt = 0;
  /** Doublings of the delay; outlives a connection that did not last. */
  _step = 0;
  /** When a namespace was joined, while one is. */
  _joinedAt: number | undefined;
  readonly _clock!: Clock;
  readonly _random!: () => number;

  constructor(clock: Clock, random: () => number) {
    this._clock = clock;
    this._random = random;
  }

  /** The app connects: all starts over. */
  _reset(): void {
    this._attempt = this._step = 0;
    this._joinedAt = undefined;
  }

  /** A namespace was joined. Returns the attempt that led to it. */
  _joined(): number {
    const attempt = this._attempt;
    this._joinedAt ??= this._clock.now();
    this._attempt = 0;
    return attempt;
  }

  /** The attempt failed or the connection is lost: ms until the next attempt, or `undefined` for none. */
  _next(options: ReconnectionOptions): number | undefined {
    if (this._clock.now() - (this._joinedAt ?? Infinity) >= options.minUptime) this._step = 0;
    this._joinedAt = undefined;
    if (options.reconnection === false || this._attempt >= options.reconnectionAttempts) return;
    this._attempt++;
    return backoffDelay(options, this._step++, this._random);
  }
}
