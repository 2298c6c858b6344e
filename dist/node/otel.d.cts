import { Tracer, Meter } from '@opentelemetry/api';
import { Socket } from './index.cjs';

/** What of a socket is needed. */
type OtelSocket = Pick<Socket, "nsp" | "state" | "buffered"> & {
    /** Its Manager. */
    readonly io: object;
};
/** Options of {@link otel}. */
interface OtelOptions {
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

/**
 * Makes spans and measurements for OpenTelemetry of what happens in a socket and its connection, until the function is called that this
 * returns. Nothing of the app's data is in them, nor a credential, a query, a cookie or a header.
 */
declare const otel: (socket: OtelSocket, options: OtelOptions) => (() => void);

export { otel };
export type { OtelOptions, OtelSocket };
