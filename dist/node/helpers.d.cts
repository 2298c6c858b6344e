import { Socket } from './index.cjs';

/** How little is to wait, and for how long that is waited for. */
interface DrainOptions {
    /** Bytes; fewer than these are to wait, and none with 0. @default 65536 */
    below?: number;
    /** Ends the wait. */
    signal?: AbortSignal;
    /** ms to wait at most. @default Infinity */
    timeout?: number;
}
/**
 * Resolves once fewer bytes wait to be sent: in the socket's buffer, in the session's queue and in its transport. While the socket is
 * not connected it waits. Rejects with `ERR_DISCONNECTED` if the connection is lost with bytes that its transport had and did not send,
 * with `ERR_ACK_TIMEOUT` when `timeout` ms have passed, and with `ERR_ABORTED`.
 */
declare const drained: <Listen extends object, Emit extends object>(socket: Socket<Listen, Emit>, given1?: DrainOptions) => Promise<void>;

/** Names of the events of a map. */
type EventOf<Events> = keyof Events & string;
/** The arguments that a listener of an event is called with. */
type ArgumentsOf<Events, Name extends keyof Events> = Events[Name] extends (...args: infer Args) => unknown ? Args : never;
/** The same without the callback at the end, if there is one. */
type DataOf<Args extends unknown[]> = Args extends [...infer Data, (...answer: never[]) => unknown] ? Data : Args;
/** An event of a map as an array: its name, its data and, where it has one, the callback for its acknowledgement or none. */
type EventCall<Events> = {
    [Name in EventOf<Events>]: readonly [Name, ...ArgumentsOf<Events, Name>] | readonly [Name, ...DataOf<ArgumentsOf<Events, Name>>];
}[EventOf<Events>];

/**
 * A view of the socket whose `emit` keeps, while the event can't be sent, only the last one for each key: while the socket is not
 * connected, or its transport takes nothing. The key is what `key` makes of the name and the arguments; without it, the name. An event
 * whose place is taken is told by `dropped`. One that asks for an acknowledgement is sent as the socket sends it.
 */
declare const latest: <Listen extends object, Emit extends object>(socket: Socket<Listen, Emit>, key?: <Name extends EventOf<Emit>>(event: Name, ...args: ArgumentsOf<Emit, Name>) => unknown) => Socket<Listen, Emit>;

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

/** What becomes of events that come faster than they are taken, and how long that goes on. */
interface StreamOptions {
    /** Ends it with `ERR_ABORTED`; what waits is not given any more. */
    signal?: AbortSignal;
    /** Events that wait at most. @default 1000 */
    limit?: number;
    /** With one too many the oldest goes, or itself does, or it ends with `ERR_BUFFER_FULL` behind those. @default "drop-oldest" */
    onOverflow?: "drop-oldest" | "drop-newest" | "error";
    /** At a `disconnect` it goes on, or ends behind what waits; `"throw"`: with `ERR_DISCONNECTED`. @default "continue" */
    onDisconnect?: "continue" | "end" | "throw";
}
/**
 * The events of a name as an async iterable of their argument arrays. It listens from `[Symbol.asyncIterator]()` on, which a
 * `for await` loop calls as it begins, until the loop is left, the signal is aborted, or it ends. It may be iterated any number of
 * times, each with events of its own.
 */
declare const stream: <Listen extends object, Emit extends object, Name extends EventOf<Listen>>(socket: Socket<Listen, Emit>, event: Name, options?: StreamOptions) => AsyncIterable<ArgumentsOf<Listen, Name>>;

/** An event, or the function that gives it. */
type Sustained<Events> = EventCall<Events> | (() => EventCall<Events>);
/** How an event is kept up. */
interface SustainOptions<Emit extends object> {
    /** Sent when the last that asked for it lets go; or a function that gives that. */
    stop?: Sustained<Emit>;
    /** Does a session that the server has recovered still have what was acknowledged, or sent where nothing asks for that? @default true */
    skipIfRecovered?: boolean;
    /** ms that the acknowledgement may take, which is then asked for in any case. @default Infinity */
    timeout?: number;
    /**
     * Told of an acknowledgement that did not come in time (`ERR_ACK_TIMEOUT`); of a refusal, which is an answer with a truthy `error` in
     * its first argument (`ERR_REFUSED`), or what the callback throws; and of what can't be sent.
     */
    onError?: (error: unknown) => void;
}
/**
 * Keeps up what the server knows of a connection, such as that it is in a room: sends the event now if the socket is connected, and
 * again after each `connect`, before all that was buffered. Past the queue of retries, `ackTimeout` and `bufferLimit`. The same event
 * (the same name and JSON of its arguments, or the same function) asked for twice is sent once, as the first asked for it.
 *
 * Returns the function that lets go; when the last has done so, `stop` is sent. Nothing is sent for what was let go before it went out.
 */
declare const sustain: <Listen extends object, Emit extends object>(socket: Socket<Listen, Emit>, call: Sustained<Emit>, options?: SustainOptions<Emit>) => (() => void);

/** How a file is cut up, and how much of it is under way. */
interface UploadOptions {
    /** Bytes of a piece. @default 65536 */
    chunk?: number;
    /** Pieces that may wait for their acknowledgement at a time. @default 4 */
    window?: number;
    /** Ends the upload. */
    signal?: AbortSignal;
}
/** How far an upload is. */
interface UploadProgress {
    /** Bytes that the server has acknowledged, from the beginning on. */
    sent: number;
    /** Bytes in all. */
    total: number;
}
/** What the server is told with each piece. */
interface UploadPart {
    /** The same for all pieces of an upload, over any number of connections. */
    id: string;
    /** Where in the whole the piece belongs. */
    offset: number;
    /** Bytes of the whole. */
    total: number;
}
/**
 * Sends a Blob (a File) in pieces, each as the event with its bytes, an {@link UploadPart} and a callback that the server calls once it
 * has the piece. Gives the progress each time that it does. After a lost connection it goes on with the first piece that was not
 * acknowledged, which the server may have already: `offset` says so. An acknowledgement with a truthy `error` in its first argument
 * ends it with `ERR_REFUSED`. Nothing is sent before it is iterated, nor after the loop is left.
 */
declare function upload<Listen extends object, Emit extends object>(socket: Socket<Listen, Emit>, event: EventOf<Emit>, blob: Blob, given3?: UploadOptions): AsyncGenerator<UploadProgress, void, undefined>;

export { drained, latest, next, stream, sustain, upload };
export type { ArgumentsOf, DataOf, DrainOptions, EventCall, EventOf, NextOptions, StreamOptions, SustainOptions, Sustained, UploadOptions, UploadPart, UploadProgress };
