import type { Traced } from "./options.ts";
import { report } from "./report.ts";
import { Samples } from "./samples.ts";
import { trace } from "./trace.ts";

/** How long acknowledgements take; see {@link latency}. */
export interface Latency {
  /** The last one, ms; `undefined` before the first. */
  readonly last: number | undefined;
  /** Half of them took no longer, ms. */
  readonly p50: number | undefined;
  /** 95 in 100 of them took no longer, ms. */
  readonly p95: number | undefined;
  /** How many these are, at most 100. */
  readonly count: number;
  /** Calls a function after each acknowledgement, until the function is called that it returns. */
  subscribe(callback: (latency: Latency) => void): () => void;
  /** Ends it. */
  stop(): void;
}

/** Acknowledgements that count. */
const LAST = 100;

/**
 * Measures how long the last 100 acknowledgements took, each from when its event was handed over to the connection. It sends nothing of
 * its own: a server closes a connection on which a client pings.
 */
export const latency = (subject: Traced): Latency => {
  const samples = new Samples(LAST);
  const { _values } = samples;
  const callbacks = new Set<(latency: Latency) => void>();
  const stopTrace = trace(subject, (record) => {
    if (record.kind !== "settled" || record.roundTrip === undefined) return;
    samples._add(record.roundTrip);
    for (const callback of [...callbacks])
      try {
        callback(measured);
      } catch (error) {
        report(error);
      }
  });
  const measured: Latency = {
    get last() {
      return _values[_values.length - 1];
    },
    get p50() {
      return samples._percentile(50);
    },
    get p95() {
      return samples._percentile(95);
    },
    get count() {
      return _values.length;
    },
    subscribe(callback) {
      // one that is given twice is called twice; one that is taken off just now is not called
      const own = (current: Latency): void => void (callbacks.has(own) && callback(current));
      callbacks.add(own);
      return () => void callbacks.delete(own);
    },
    stop() {
      callbacks.clear();
      stopTrace();
    },
  };
  return measured;
};
