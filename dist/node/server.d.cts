import { Socket } from 'socket.io';
import { Issue } from './index.cjs';
import { Contract } from './contract.cjs';

/** A middleware for a namespace of the official server: `io.use(…)`. As a listener of `connection` it does the same. */
type Middleware = (socket: Socket, next?: (error?: Error) => void) => void;

/**
 * Makes a middleware that takes the context of the client's trace off the arguments of an event (`propagate` of `holdfast/otel`) before
 * anybody sees it, and makes it the active one for listeners and handlers: `io.use(extractTraceContext())`. Without
 * `@opentelemetry/api` it takes it off all the same, and warns.
 */
declare const extractTraceContext: () => Middleware;

/** An event of a client that is not as the contract says. */
interface InvalidEvent {
    /** Whose it is. */
    socket: Socket;
    /** Its name, which may be anything. */
    event: string;
    /** What the schemas object to. */
    issues: readonly Issue[];
}
/** Options of {@link validate}. */
interface ValidateOptions {
    /** Is told of each event that is refused, for a log or for a limit on how many a client may send. */
    onInvalid?: (invalid: InvalidEvent) => void;
}
/**
 * Makes a middleware that checks the events of clients by a contract: `io.use(validate(contract))`. Handlers and `onAny` listeners are
 * given the arguments as the schemas make them, as many as the contract has, then, if the contract has an acknowledgement or the client
 * waits for one, the function by which it is answered. An event that is not as the contract says reaches none of them; its
 * acknowledgement says why, by which `typed()` rejects with `ERR_INVALID`.
 */
declare const validate: (contract: Contract, given1?: ValidateOptions) => Middleware;

export { extractTraceContext, validate };
export type { InvalidEvent, Middleware, ValidateOptions };
