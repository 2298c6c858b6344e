import type { TraceRecord } from "./records.ts";
import { Samples } from "./samples.ts";

/** The middle and the upper end of durations, in ms; `undefined` where there was none. */
export interface Percentiles {
  /** Half took no longer. */
  readonly p50: number | undefined;
  /** 95 in 100 took no longer. */
  readonly p95: number | undefined;
}

/** Events that went one way. */
export interface Traffic {
  /** How many. */
  readonly events: number;
  /** Bytes of their encoded packets. */
  readonly bytes: number;
}

/** What a recording comes to, of all that was recorded, also of what the ring has not any more. */
export interface Summary {
  /** ms since the recorder was made. */
  readonly ms: number;
  /** Connection attempts, with the one that was under way when it began. */
  readonly attempts: number;
  /** How often transports failed and namespaces were refused, by the error's code. */
  readonly failures: { readonly [code: string]: number };
  /** From an attempt to the first namespace that was joined by it, of the last 1,000. */
  readonly connect: Percentiles;
  /** From when an event was handed over to its acknowledgement, of the last 1,000. */
  readonly roundTrip: Percentiles;
  /** From the server. */
  readonly in: Traffic;
  /** To the server: what was emitted, whatever became of it. */
  readonly out: Traffic;
  /** Events that were dropped. */
  readonly dropped: number;
  /** The longest time that an event was held before it was sent, ms. */
  readonly longestHeld: number;
}

/** Durations that percentiles are of. */
const LAST = 1000;

const percentilesOf = (samples: Samples): Percentiles => ({
  p50: samples._percentile(50),
  p95: samples._percentile(95),
});

/** Adds records up. */
export class Sums {
  readonly _since = performance.now();
  readonly _failures: Record<string, number> = {};
  readonly _connects = new Samples(LAST);
  readonly _roundTrips = new Samples(LAST);
  readonly _in = { events: 0, bytes: 0 };
  readonly _out = { events: 0, bytes: 0 };
  _attempts = 0;
  _dropped = 0;
  _longestHeld = 0;
  /** When the attempt began whose session has led to no namespace yet. */
  _began: number | undefined;

  _add(record: TraceRecord): void {
    const { kind, t } = record;
    if (kind === "attempt") this._attempts++;
    else if (kind === "snapshot" && record.state === "connecting") this._attempts++;
    else if (kind === "opened" && record.ms !== undefined) this._began = t - record.ms;
    // of what is asked for on a session that others have, it is not the attempt's time
    else if (kind === "state" && record.from === "disconnected") this._began = undefined;
    else if (kind === "joined" && this._began !== undefined) {
      this._connects._add(t - this._began);
      this._began = undefined;
    } else if (kind === "failed") this._failed(record.error.code);
    else if (kind === "refused") this._failed(record.code);
    else if (kind === "emit") this._count(this._out, record.bytes);
    else if (kind === "receive") this._count(this._in, record.bytes);
    else if (kind === "sent") this._longestHeld = Math.max(this._longestHeld, record.ms ?? 0);
    else if (kind === "dropped") this._dropped++;
    else if (kind === "settled" && record.roundTrip !== undefined) this._roundTrips._add(record.roundTrip);
  }

  _failed(code: string): void {
    this._failures[code] = (this._failures[code] ?? 0) + 1;
  }

  _count(traffic: { events: number; bytes: number }, bytes = 0): void {
    traffic.events++;
    traffic.bytes += bytes;
  }

  _summary(): Summary {
    return {
      ms: performance.now() - this._since,
      attempts: this._attempts,
      failures: { ...this._failures },
      connect: percentilesOf(this._connects),
      roundTrip: percentilesOf(this._roundTrips),
      in: { ...this._in },
      out: { ...this._out },
      dropped: this._dropped,
      longestHeld: this._longestHeld,
    };
  }
}
