import type { ConnectPhase, ErrorCode, SocketState } from "holdfast";

/** An acknowledgement that is due. */
export interface PendingAck {
  /** The ack id. */
  readonly id: number;
  /** The event's name. */
  readonly event: string;
}

/** How one socket stood when the trace began. */
export interface SocketSnapshot {
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
export interface FailureFacts {
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
