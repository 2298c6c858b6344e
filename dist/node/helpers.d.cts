import { Socket } from './index.cjs';

/** Names of the events of a map. */
type EventOf<Events> = keyof Events & string;
/** The arguments that a listener of an event is called with. */
type ArgumentsOf<Events, Name extends keyof Events> = Events[Name] extends (...args: infer Args) => unknown ? Args : never;

/** What `next` waits for, and for how long. */
interface NextOptions<Args extends unknown[]> {
    /** ms to wait at most. @default Infinity */
    timeout?: number;
    /** Ends the wait. */
    signal?: AbortSignal;
    /** Which event it is to be. What it throws rejects the promise. @default the next one */
    where?: (...args: Args) => boolean;
}
/**
 * Promises the arguments of the next such event, as an array. The socket may lose its connection and come back meanwhile. Rejects with
 * `ERR_ACK_TIMEOUT` when `timeout` ms have passed, and with `ERR_ABORTED`; the listener is gone in any case.
 */
declare const next: <Listen extends object, Emit extends object, Name extends EventOf<Listen>>(socket: Socket<Listen, Emit>, event: Name, given2?: NextOptions<ArgumentsOf<Listen, Name>>) => Promise<ArgumentsOf<Listen, Name>>;

export { next };
export type { ArgumentsOf, EventOf, NextOptions };
