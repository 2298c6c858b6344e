import type { Delivery, ErrorCode, SocketState, TransportName } from "holdfast";
import type { FailureFacts, SocketSnapshot } from "./facts.ts";

/** The fields of each kind of record, beside those that all have (see {@link TraceRecord}). All times are in ms. */
export interface TraceRecords {
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
export type TraceKind = keyof TraceRecords;

/** A record of one kind, or of one of several. */
export type TraceRecordOf<Kind extends TraceKind> = Kind extends TraceKind
  ? {
      /** What happened. */
      readonly kind: Kind;
      /** The number of the record in its trace, from 1. */
      readonly n: number;
      /** When: ms of `performance.now()`. */
      readonly t: number;
    } & TraceRecords[Kind]
  : never;

/** Something that happened. It has no credential, query value, cookie or header in it, and of the data only what `args` says. */
export type TraceRecord = TraceRecordOf<TraceKind>;
