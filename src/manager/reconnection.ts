import type { Clock, Platform } from "../platform/platform.ts";
import type { ConnectError } from "../util/errors.ts";
import type { Options } from "../util/options.ts";
import { backoffDelay, floorAt } from "./backoff.ts";

/** What a `reconnectionPolicy` decides by. */
export interface ReconnectionFacts {
  /** The attempt that is to come, 1 for the first. */
  attempt: number;
  /** ms since the connection was lost, or since the first attempt began. */
  elapsed: number;
  /** Why another attempt is needed, where an error was the reason. */
  error: ConnectError | undefined;
}

/** What the controller goes by, as it is when it decides. */
export interface ReconnectionOptions {
  /** Connect again when the connection is lost or an attempt fails. @default true */
  readonly reconnection?: boolean | undefined;
  /** Takes the place of the backoff: ms until the attempt (at least 100 but for the first step), or `false` for none. */
  readonly reconnectionPolicy?: ((facts: ReconnectionFacts) => number | false) | null | undefined;
}

/** ms between the end of an early attempt that failed and the next early one. */
const EARLY_PAUSE = 1000;
/** ms that a server may ask for. */
const MOST_ASKED = 300_000;

/** The backoff reconnection controller: decides whether and when the next attempt starts. It holds no timer. */
export class ReconnectionController {
  /** The attempt under way or due, counted since the last `connect`; 0 is the first connection. */
  _attempt = 0;
  /** Doublings of the delay; outlives a connection that did not last. */
  _step = 0;
  /** When a namespace was joined, while one is; as all times here by the clock that is never set. */
  _joinedAt: number | undefined;
  /** When it began to try. */
  _since = 0;
  /** Before then no attempt starts before its time. */
  _notBefore = 0;
  /** Does the attempt that is due start before its time, or did the one under way, or that led to the connection? */
  _early = false;
  readonly _clock: Clock;
  readonly _platform: Pick<Platform, "random" | "report">;

  constructor(clock: Clock, platform: Pick<Platform, "random" | "report">) {
    this._clock = clock;
    this._platform = platform;
  }

  /** The app connects: all starts over. */
  _reset(): void {
    this._attempt = this._step = 0;
    this._joinedAt = undefined;
    this._since = this._clock.ticks();
  }

  /** A namespace was joined. */
  _joined(): void {
    this._joinedAt ??= this._clock.ticks();
    this._attempt = 0;
  }

  /** The attempt failed or the connection is lost: ms until the next attempt, or `undefined` for none. */
  _next(options: Options & ReconnectionOptions, error: ConnectError | undefined): number | undefined {
    const now = this._clock.ticks();
    if (this._joinedAt !== undefined) {
      if (now - this._joinedAt >= options.minUptime) {
        this._step = 0;
        this._early = false;
      }
      this._since = now;
    }
    this._joinedAt = undefined;
    if (this._early) this._notBefore = now + EARLY_PAUSE;
    this._early = false;
    const attempt = this._attempt + 1;
    if (options.reconnection === false || attempt > options.reconnectionAttempts) return;
    const delay = this._policy(options, { attempt, elapsed: now - this._since, error });
    if (delay === false) return;
    this._attempt = attempt;
    this._step++;
    // what the server asks for is spread upwards
    const asked = Math.min(error?.retryAfter ?? 0, MOST_ASKED);
    return Math.max(delay, Math.round(asked * (1 + options.randomizationFactor * this._platform.random())));
  }

  /** What the app's policy says, or the backoff where there is none, or it fails. */
  _policy(options: Options & ReconnectionOptions, facts: ReconnectionFacts): number | false {
    try {
      const delay = options.reconnectionPolicy?.(facts);
      if (delay === false) return false;
      if (typeof delay === "number" && delay >= 0) return Math.max(delay, floorAt(this._step));
    } catch (error) {
      this._platform.report(error);
    }
    return backoffDelay(options, this._step, this._platform.random);
  }

  /** An attempt is wanted before its time. Returns how soon it may be, in ms. */
  _hurry(): number {
    this._early = true;
    return Math.min(EARLY_PAUSE, Math.max(0, this._notBefore - this._clock.ticks()));
  }
}
