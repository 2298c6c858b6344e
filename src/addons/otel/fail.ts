import { type Span, SpanStatusCode } from "@opentelemetry/api";
import { ERROR } from "./names.ts";

/** A span ends with an error of this type. */
export const fail = (span: Span | undefined, type: string): void => {
  span?.setAttribute(ERROR, type);
  span?.setStatus({ code: SpanStatusCode.ERROR });
};
