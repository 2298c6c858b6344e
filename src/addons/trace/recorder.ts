import { HoldfastError } from "holdfast/core";
import { toHar, toJsonLines } from "./export.ts";
import type { TraceArgs, Traced } from "./options.ts";
import type { TraceRecord } from "./records.ts";
import { type Summary, Sums } from "./summary.ts";
import { trace } from "./trace.ts";

/** Options of a recorder. */
export interface RecorderOptions {
  /** How many records are kept, the last ones. @default 5000 */
  readonly limit?: number | undefined;
  /** What of the data is in the records. @default false */
  readonly args?: TraceArgs | undefined;
}

/** Keeps the last records; see {@link recorder}. */
export interface Recorder {
  /** The records that are kept, oldest first: a copy. */
  readonly records: TraceRecord[];
  /**
   * The records as text. `"jsonl"`: one line of JSON for each, with `time` by the wall clock. `"har"`: an HTTP archive with an entry for
   * each session, for the network panel of a browser.
   */
  export(format: "jsonl" | "har"): string;
  /** What it comes to, of all that was recorded. */
  summary(): Summary;
  /** Ends the recording; what was recorded stays. */
  stop(): void;
}

/** Records what happens in a socket and its connection, or in a Manager and all its sockets; the last of it is kept. */
export const recorder = (subject: Traced, { limit = 5000, args }: RecorderOptions = {}): Recorder => {
  if (!(limit >= 1)) throw new HoldfastError("ERR_INVALID_OPTION", `limit: ${limit}, but it has to be 1 or more`);
  const ring: TraceRecord[] = [];
  const sums = new Sums();
  let next = 0;
  let url = "";
  const stop = trace(
    subject,
    (record) => {
      ring[next] = record;
      next = (next + 1) % Math.floor(limit);
      if ("url" in record) url = record.url ?? url;
      sums._add(record);
    },
    { args },
  );
  const inOrder = (): TraceRecord[] => [...ring.slice(next), ...ring.slice(0, next)];
  return {
    get records() {
      return inOrder();
    },
    export: (format) => (format === "har" ? toHar(inOrder(), url) : toJsonLines(inOrder())),
    summary: () => sums._summary(),
    stop,
  };
};
