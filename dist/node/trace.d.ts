import { ErrorCode, ConnectPhase, SocketState, TransportName, Delivery } from './index.js';

/** An acknowledgement that is due. */
interface PendingAck {
    /** The ack id. */
    readonly id: number;
    /** The event's name. */
    readonly event: string;
}
/** How one socket stood when the trace began. */
interface SocketSnapshot {
    /** Its namespace. */
    readonly nsp: string;
    /** `socket.state`. */
    readonly state: SocketState;
    /** What waited to be sent. */
    readonly buffered: {
        /** Events. */
        readonly count: number;
        /** Bytes of their data, encoded. */
        readonly bytes: number;
    };
    /** Events that had come in and waited for `connect`. */
    readonly received: number;
    /** Events whose acknowledgement was due. */
    readonly pending: readonly PendingAck[];
}
/**
 * What a record says of a connection attempt that failed: what its ConnectError says, without the objects that it holds. These are the
 * `cause`, the `context` and the `description`, such as the event of a browser whose target has the address with the query, or the whole
 * body of the server's answer. A record is made to be sent away, so it has text and numbers alone.
 */
interface FailureFacts {
    /** The error's code. */
    readonly code: ErrorCode;
    /** Its message; absent for `phase` `"namespace"` and `"auth"`, where it is the server's or the app's own. */
    readonly message: string | undefined;
    /** Where the attempt failed. */
    readonly phase: ConnectPhase;
    /** The transport that failed. */
    readonly transport: string | undefined;
    /** Where to, without the query. */
    readonly url: string | undefined;
    /** HTTP status of the server's answer. */
    readonly status: number | undefined;
    /** The number that the server gave. */
    readonly serverCode: number | undefined;
    /** ms that the server asks to wait. */
    readonly retryAfter: number | undefined;
    /** What to do about it. */
    readonly hint: string | undefined;
}

/** The fields of each kind of record, beside those that all have (see {@link TraceRecord}). All times are in ms. */
interface TraceRecords {
    /** First, where the trace begins late: how things stand. */
    readonly snapshot: {
        /** `manager.state`. */
        readonly state: "idle" | "connecting" | "connected" | "waiting";
        /** The server's address, without the query. */
        readonly url: string | undefined;
        /** The transport in use, or being opened. */
        readonly transport: string | undefined;
        /** Id of the session, if there is one. */
        readonly sid: string | undefined;
        /** The sockets of the connection, or the one that is traced. */
        readonly sockets: readonly SocketSnapshot[];
    };
    /** A connection attempt starts. */
    readonly attempt: {
        /** 0 for the first connection, then the number of the reconnection attempt. */
        readonly attempt: number;
        /** The server's address, without the query. */
        readonly url: string;
    };
    /** The server has opened a session. */
    readonly opened: {
        /** The transport that it begins with. */
        readonly transport: TransportName;
        /** Its id. */
        readonly sid: string;
        /** Since the attempt began; absent where the trace began within a reconnection attempt. */
        readonly ms: number | undefined;
        /** Between two pings of the server. */
        readonly pingInterval: number;
        /** That a ping may be late. */
        readonly pingTimeout: number;
        /** Bytes that the server takes in one payload; 0: unknown. */
        readonly maxPayload: number;
    };
    /** A transport failed in an attempt. There is one record for each transport that was tried, in order. */
    readonly failed: {
        /** Of which attempt. */
        readonly attempt: number;
        /** Why. */
        readonly error: FailureFacts;
        /** Since the attempt began. */
        readonly ms: number | undefined;
        /** Is it the last record of this attempt? */
        readonly last: boolean;
        /** When the next attempt follows, from now; only in the last, and absent if none follows. */
        readonly retryIn: number | undefined;
    };
    /** The next attempt is due in so many ms. Another one follows if that changes. */
    readonly wait: {
        /** `Infinity` while the page is kept in the background. */
        readonly ms: number;
    };
    /** The session moved on to a better transport. */
    readonly upgrade: {
        /** To which. */
        readonly transport: string;
        /** Since the session was opened. */
        readonly ms: number | undefined;
    };
    /** It could not. */
    readonly upgrade_failed: {
        /** To which. */
        readonly transport: string | undefined;
        /** The error's code. */
        readonly code: ErrorCode | undefined;
        /** The error's message. */
        readonly message: string;
        /** Since the session was opened. */
        readonly ms: number | undefined;
    };
    /** The session is over. */
    readonly closed: {
        /** As in `disconnect`; `"forced close"` where the client closed it. */
        readonly reason: string;
    };
    /** The server is asked to let the client join a namespace. */
    readonly join: {
        /** Which. */
        readonly nsp: string;
    };
    /** It is joined. */
    readonly joined: {
        /** Which. */
        readonly nsp: string;
        /** The server's id of this namespace's connection. */
        readonly sid: string | undefined;
        /** Did the server keep the session of the connection before? */
        readonly recovered: boolean;
        /** Since `join`. */
        readonly ms: number | undefined;
    };
    /** It is not joined: the server refuses, does not answer, or the app's `auth` failed. */
    readonly refused: {
        /** Which. */
        readonly nsp: string;
        /** The error's code. */
        readonly code: ErrorCode;
        /** Since `join`. */
        readonly ms: number | undefined;
    };
    /** The namespace was left, or its connection lost. */
    readonly left: {
        /** Which. */
        readonly nsp: string;
        /** As in `disconnect`. */
        readonly reason: string;
    };
    /** The app emitted an event. */
    readonly emit: {
        /** The namespace. */
        readonly nsp: string;
        /** The event's name. */
        readonly event: string;
        /** The ack id, if an acknowledgement is asked for. */
        readonly id: number | undefined;
        /** Bytes of the encoded packet with its attachments; absent for `"refused"`. */
        readonly bytes: number | undefined;
        /** `"held"`: it waits to be sent. `"handed"`: it is on its way. `"refused"`: it is dropped at once, as `dropped` says next. */
        readonly phase: "held" | "handed" | "refused";
        /** Its arguments, as far as the option `args` says. */
        readonly args?: readonly unknown[] | undefined;
    };
    /** An event that was held, or came back from a session that was lost before it was sent, is on its way. */
    readonly sent: {
        /** `n` of its `emit`; absent if that was before the trace began. */
        readonly of: number | undefined;
        /** The namespace. */
        readonly nsp: string;
        /** The event's name. */
        readonly event: string;
        /** How long it was held. */
        readonly ms: number | undefined;
    };
    /** An event that asks for an acknowledgement has its outcome. */
    readonly settled: {
        /** `n` of its `emit`; absent if that was before the trace began. */
        readonly of: number | undefined;
        /** The namespace. */
        readonly nsp: string;
        /** The event's name. */
        readonly event: string;
        /** The ack id. */
        readonly id: number;
        /** Since it was emitted. */
        readonly ms: number | undefined;
        /** Was it acknowledged? */
        readonly ok: boolean;
        /** Of an acknowledgement: ms since the event was handed over to the connection last. */
        readonly roundTrip: number | undefined;
        /** If not: the error's code. */
        readonly code: ErrorCode | undefined;
        /** If not: may it have arrived? */
        readonly delivery: Delivery | undefined;
        /** What the acknowledgement carries, as far as the option `args` says. */
        readonly args?: readonly unknown[] | undefined;
    };
    /** An event is sent again (`retries`). */
    readonly retry: {
        /** `n` of its `emit`; absent if that was before the trace began. */
        readonly of: number | undefined;
        /** The namespace. */
        readonly nsp: string;
        /** The event's name. */
        readonly event: string;
        /** How often it was sent by now. */
        readonly tries: number;
    };
    /** An event came from the server. */
    readonly receive: {
        /** The namespace. */
        readonly nsp: string;
        /** The event's name. */
        readonly event: string;
        /** The ack id, if the server asks for an acknowledgement. */
        readonly id: number | undefined;
        /** Bytes of the encoded packet with its attachments. */
        readonly bytes: number;
        /** Its arguments, as far as the option `args` says. */
        readonly args?: readonly unknown[] | undefined;
    };
    /** The app acknowledged an event of the server. */
    readonly answer: {
        /** The namespace. */
        readonly nsp: string;
        /** The event's name, if the trace has seen it. */
        readonly event: string | undefined;
        /** The ack id. */
        readonly id: number;
        /** Since the event came in. */
        readonly ms: number | undefined;
        /** What the acknowledgement carries, as far as the option `args` says. */
        readonly args?: readonly unknown[] | undefined;
    };
    /** An event will not be sent any more. */
    readonly dropped: {
        /** `n` of its `emit`; absent if that was before the trace began. */
        readonly of: number | undefined;
        /** The namespace. */
        readonly nsp: string;
        /** The event's name. */
        readonly event: string;
        /** Why: the error's code. */
        readonly code: ErrorCode;
        /** `"unknown"`: an earlier try may have arrived. */
        readonly delivery: Delivery | undefined;
    };
    /** `socket.state` changed. */
    readonly state: {
        /** The namespace. */
        readonly nsp: string;
        /** The state before. */
        readonly from: SocketState;
        /** The state now. */
        readonly to: SocketState;
        /** The reserved event or the call that led to it. */
        readonly cause: string;
    };
    /** A ping of the server came. */
    readonly ping: {
        /** Since the one before, or since the session was opened. */
        readonly ms: number | undefined;
    };
    /** With the option `frames`: an Engine.IO packet came in, or is queued to go out. */
    readonly frame: {
        /** Which way. */
        readonly direction: "in" | "out";
        /** `"message"` is what carries packets of Socket.IO. */
        readonly type: string;
        /** Bytes as a WebSocket carries it. */
        readonly bytes: number;
        /** The transport in use. */
        readonly transport: string;
    };
}
/** The kinds of records. */
type TraceKind = keyof TraceRecords;
/** A record of one kind, or of one of several. */
type TraceRecordOf<Kind extends TraceKind> = Kind extends TraceKind ? {
    /** What happened. */
    readonly kind: Kind;
    /** The number of the record in its trace, from 1. */
    readonly n: number;
    /** When: ms of `performance.now()`. */
    readonly t: number;
} & TraceRecords[Kind] : never;
/** Something that happened. It has no credential, query value, cookie or header in it, and of the data only what `args` says. */
type TraceRecord = TraceRecordOf<TraceKind>;

/** Takes the records of a trace, one by one, as it happens. */
type TraceSink = (record: TraceRecord) => void;
/** What of the data of events and acknowledgements is in the records. */
type TraceArgs = 
/** `false`: nothing; `true`: all of it. */
boolean
/** What it returns. Called with the event's name and its arguments, or those of its acknowledgement. */
 | ((event: string, args: readonly unknown[]) => readonly unknown[] | undefined);
/** Options of a trace. */
interface TraceOptions {
    /** What of the data is in the records. It is not copied. @default false */
    readonly args?: TraceArgs | undefined;
    /** Are there records of Engine.IO packets? @default false */
    readonly frames?: boolean | undefined;
}
/** What of a socket a trace needs. */
interface TracedSocket {
    /** Its namespace. */
    readonly nsp: string;
    /** Its Manager. */
    readonly io: object;
}
/** What of a Manager a trace needs. */
interface TracedManager {
    /** Its state. */
    readonly state: "idle" | "connecting" | "connected" | "waiting";
    /** Its options. */
    readonly opts: object;
}
/** What can be traced: a socket or a view of it, or a Manager. */
type Traced = 
/** A socket: its own records, and those of its connection. */
TracedSocket
/** A Manager: the records of all its sockets. */
 | TracedManager;

/**
 * A sink for `trace()` that draws what happens in Chrome's Performance panel: attempts, upgrades, waits, events until their
 * acknowledgement, and disconnects, each as a track of the group "holdfast".
 */
declare const devtoolsTrack: () => TraceSink;

/** How long acknowledgements take; see {@link latency}. */
interface Latency {
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
/**
 * Measures how long the last 100 acknowledgements took, each from when its event was handed over to the connection. It sends nothing of
 * its own: a server closes a connection on which a client pings.
 */
declare const latency: (subject: Traced) => Latency;

/** The middle and the upper end of durations, in ms; `undefined` where there was none. */
interface Percentiles {
    /** Half took no longer. */
    readonly p50: number | undefined;
    /** 95 in 100 took no longer. */
    readonly p95: number | undefined;
}
/** Events that went one way. */
interface Traffic {
    /** How many. */
    readonly events: number;
    /** Bytes of their encoded packets. */
    readonly bytes: number;
}
/** What a recording comes to, of all that was recorded, also of what the ring has not any more. */
interface Summary {
    /** ms since the recorder was made. */
    readonly ms: number;
    /** Connection attempts, with the one that was under way when it began. */
    readonly attempts: number;
    /** How often transports failed and namespaces were refused, by the error's code. */
    readonly failures: {
        readonly [code: string]: number;
    };
    /** From an attempt to the first namespace that was joined by it, of the last 1,000. */
    readonly connect: Percentiles;
    /** From when an event was handed over to its acknowledgement, of the last 1,000. */
    readonly roundTrip: Percentiles;
    /** From the server. */
    readonly in: Traffic;
    /** To the server: what was emitted, whatever became of it. */
    readonly out: Traffic;
    /** Events that were dropped. */
    readonly dropped: number;
    /** The longest time that an event was held before it was sent, ms. */
    readonly longestHeld: number;
}

/** Options of a recorder. */
interface RecorderOptions {
    /** How many records are kept, the last ones. @default 5000 */
    readonly limit?: number | undefined;
    /** What of the data is in the records. @default false */
    readonly args?: TraceArgs | undefined;
}
/** Keeps the last records; see {@link recorder}. */
interface Recorder {
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
declare const recorder: (subject: Traced, given1?: RecorderOptions) => Recorder;

/**
 * Tells `sink` what happens in a socket and its connection, or in a Manager and all its sockets, as records, until the function is called
 * that this returns. There may be several at once, each with its own numbers. What a sink throws is an uncaught error of its own.
 */
declare const trace: (subject: Traced, sink: TraceSink, options?: TraceOptions) => (() => void);

export { devtoolsTrack, latency, recorder, trace };
export type { FailureFacts, Latency, PendingAck, Percentiles, Recorder, RecorderOptions, SocketSnapshot, Summary, TraceArgs, TraceKind, TraceOptions, TraceRecord, TraceRecordOf, TraceRecords, TraceSink, Traced, TracedManager, TracedSocket, Traffic };
