import type { Attributes, Meter, Tracer } from "@opentelemetry/api";
import type { Socket } from "holdfast";
import type { TraceKind, TraceRecordOf } from "holdfast/trace";

/** What of a socket is needed. */
export type OtelSocket = Pick<Socket, "nsp" | "state" | "buffered"> & {
  /** Its Manager. */
  readonly io: object;
};

/** Options of {@link otel}. */
export interface OtelOptions {
  /** Makes spans of connections, and of events with an acknowledgement. @default there are none */
  tracer?: Tracer | undefined;
  /** Makes instruments. @default there are none */
  meter?: Meter | undefined;
  /**
   * With which events the context of the trace goes to the server, as one more argument at the end: their names, or a function that
   * says it. The server has to take it off (`extractTraceContext()` of `holdfast/server`). @default none
   */
  propagate?: readonly string[] | ((event: string) => boolean) | undefined;
  /** Events of which there is no trace at all, such as those of an exporter that sends by this socket. @default none */
  ignore?: readonly string[] | ((event: string) => boolean) | undefined;
}

/** What a part does about records, by their kind. */
export type Handlers = { [Kind in TraceKind]?: (record: TraceRecordOf<Kind>) => void };

/** What all parts have. */
export interface Parts {
  readonly socket: OtelSocket;
  readonly tracer: Tracer | undefined;
  readonly meter: Meter | undefined;
  /** The attributes of all spans and measurements: the namespace, and where the server is; and more. */
  readonly common: (more?: Attributes) => Attributes;
}
