import { context } from "@opentelemetry/api";
import type { OtelOptions } from "./options.ts";

/** By this key OpenTelemetry's SDKs say that what runs now is an exporter. */
const SUPPRESSED = Symbol.for("OpenTelemetry SDK Context Key SUPPRESS_TRACING");

/** A list of names, or a function, as a function. */
export const chooser = (choice: OtelOptions["ignore"]): ((event: string) => boolean) =>
  typeof choice === "function" ? choice : (event) => !!choice?.includes(event);

/** Keeps an exporter that works by the same socket from tracing itself. */
export interface Guard {
  /** Is the event none of ours? */
  readonly isIgnored: (event: string) => boolean;
  /** Calls what may call an exporter: what it does meanwhile is none of ours. */
  readonly run: <Result>(work: () => Result) => Result | undefined;
}

export const makeGuard = ({ ignore }: OtelOptions): Guard => {
  const isChosen = chooser(ignore);
  let isBusy = false;
  return {
    isIgnored: (event) => isChosen(event) || context.active().getValue(SUPPRESSED) === true,
    run: (work) => {
      if (isBusy) return;
      isBusy = true;
      try {
        return work();
      } finally {
        isBusy = false;
      }
    },
  };
};
