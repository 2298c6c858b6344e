import type { Clock } from "../platform/platform.ts";
import { setAlarm } from "../util/alarm.ts";

/** Watches that the server's pings come: none within `period` ms means that the connection is dead. */
export class Heartbeat {
  readonly _clock: Clock;
  readonly _period: number;
  readonly _dead: () => void;
  _due = 0;
  _cancel: (() => void) | undefined;

  constructor(clock: Clock, period: number, dead: () => void) {
    this._clock = clock;
    this._period = period;
    this._dead = dead;
    this.beat();
  }

  /** A ping came; nothing else moves the deadline. */
  beat(): void {
    this.stop();
    this._due = this._clock.now() + this._period;
    this._cancel = setAlarm(this._clock, this._period, this._dead);
  }

  /** Has the deadline passed by the wall clock, whether or not a timer could say so? */
  get expired(): boolean {
    return this._clock.now() >= this._due;
  }

  stop(): void {
    this._cancel?.();
  }
}
