import { type Span, SpanStatusCode } from "@opentelemetry/api";
import { ERROR } from "./names.ts";

/** A span ends; with a `fault`, as an error of this type. */
export const end = (span: Span | undefined, fault?: string): void => {
  if (fault) span?.setAttribute(ERROR, fault).setStatus({ code: SpanStatusCode.ERROR });
  span?.end();
};
