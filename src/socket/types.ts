import type { CloseDetails, ConnectError, Delivery, HoldfastError, Issue } from "../util/errors.ts";
import type { SessionOption } from "./recovery.ts";

/** Events of which nothing is known: any name, any arguments. */
export interface DefaultEventsMap {
  // biome-ignore lint/suspicious/noExplicitAny: an open event map takes any arguments
  [event: string]: (...args: any[]) => void;
}

export type EventNames<Map> = keyof Map & (string | symbol);

type IsAny<Type> = 0 extends 1 & Type ? true : false;
// biome-ignore lint/suspicious/noExplicitAny: any function
type AnyFunction = (...args: any[]) => unknown;
// biome-ignore lint/suspicious/noExplicitAny: an open event takes any arguments
type AnyArguments = any[];

/** The arguments of an event in a map. */
export type EventParams<Map, Name extends EventNames<Map>> =
  IsAny<Map[Name]> extends true ? AnyArguments : Map[Name] extends (...args: infer Args) => unknown ? Args : never;

/** The last argument, which may be optional. */
export type Last<Args extends unknown[]> =
  Required<Args> extends [...infer _, infer Tail]
    ? Tail
    : Args extends []
      ? undefined
      : Args extends (infer Item)[]
        ? Item
        : never;

export type AllButLast<Args extends unknown[]> = Args extends [...infer Init, (infer _)?] ? Init : Args;

/** Arguments of `emitWithAck`: those of the event without the callback. */
export type AckParams<Map, Name extends EventNames<Map>> =
  IsAny<Last<EventParams<Map, Name>>> extends true
    ? EventParams<Map, Name>
    : Last<EventParams<Map, Name>> extends AnyFunction
      ? AllButLast<EventParams<Map, Name>>
      : [error: `the event "${Name & string}" has no acknowledgement: its last argument is not a callback`];

/** What `emitWithAck` resolves to: the first argument of the callback that is not an error. */
export type AckResult<Map, Name extends EventNames<Map>> = AckValue<Last<EventParams<Map, Name>>>;

type AckValue<Ack> =
  IsAny<Ack> extends true
    ? Ack
    : Ack extends (...args: infer Args) => unknown
      ? Args extends [Error, infer Value, ...unknown[]]
        ? Value
        : Args extends [Error]
          ? undefined
          : Args extends [infer Value, ...unknown[]]
            ? Value
            : undefined
      : never;

type WithError<Ack> = Ack extends (...args: infer Args) => infer Result
  ? Args extends [Error, ...unknown[]]
    ? Ack
    : (error: Error, ...args: Args) => Result
  : Ack;

/** The map with an error in front of the arguments of each acknowledgement, as `timeout()` gives it. */
export type DecorateAcknowledgements<Map> =
  IsAny<Map> extends true
    ? Map
    : {
        [Name in keyof Map]: Map[Name] extends (...args: infer Args) => infer Result
          ? (...args: DecorateLast<Args>) => Result
          : Map[Name];
      };

type DecorateLast<Args extends unknown[]> = { [Index in keyof Args]: WithError<Args[Index]> };

/** Why a namespace was left, or its connection lost. */
export type LeaveReason =
  | "io server disconnect"
  | "io client disconnect"
  | "ping timeout"
  | "transport close"
  | "transport error"
  | "parse error"
  | "forced close";

/** More about a lost connection: an error, or what a transport says of its close. */
export type DisconnectDescription = ConnectError | CloseDetails;

/** Reserved events of a Socket; see "Events of a socket" in docs/api.md. */
export interface SocketReservedEvents {
  /** The namespace is joined, the first time and again; what was buffered follows. */
  connect(): void;
  /** An attempt failed: transport, handshake, namespace refused, auth failed, timed out. */
  connect_error(error: ConnectError): void;
  /** The attempt ran out of `timeout`; `connect_error` follows with the same error. */
  connect_timeout(error: ConnectError): void;
  /** The namespace was left or the connection lost, after a `connect`. */
  disconnect(reason: LeaveReason, details?: DisconnectDescription): void;
  /** Attempt `attempt` starts, 1 for the first. */
  reconnect_attempt(attempt: number): void;
  /** That attempt failed. */
  reconnect_error(error: ConnectError): void;
  /** No further attempt will be made. */
  reconnect_failed(): void;
  /** After the `connect` that attempt `attempt` led to. */
  reconnect(attempt: number): void;
}

/** What `socket.state` may be. */
export type SocketState = "disconnected" | "connecting" | "connected" | "reconnecting";

/** What listeners of `state_change` get. */
export interface StateChange {
  /** The state before. */
  from: SocketState;
  /** The state now. */
  to: SocketState;
  /** The reserved event or the call that led to it. */
  cause: string;
}

/** An outgoing event that will not be sent any more. */
export interface Dropped {
  /** Its name. */
  event: string;
  /** Its arguments, without the callback. */
  args: unknown[];
  /** Why it is not sent. */
  cause: HoldfastError;
  /** `"unknown"`: an earlier try may have arrived. */
  delivery: Delivery;
}

/** A packet from the server that is not delivered, though the server followed the protocol; the connection stays. */
export interface Rejected {
  /** The namespace that it was for. */
  nsp: string;
  /** Why. */
  reason: string;
}

/** An event or an acknowledgement that is not as the contract of `holdfast/contract` says. */
export interface Invalid {
  /** The name of the event. */
  event: string;
  /** Which way it goes, or the acknowledgement of it. */
  direction: "incoming" | "outgoing";
  /** What of it is wrong. */
  part: "event" | "acknowledgement";
  /** What the schemas object to. */
  issues: readonly Issue[];
  /** The same as an error (`ERR_INVALID`). */
  cause: HoldfastError;
}

/** Events of `socket.lifecycle`. */
export interface LifecycleEvents extends SocketReservedEvents {
  /** `socket.state` changed. */
  state_change(change: StateChange): void;
  /** An outgoing event will not be sent any more. */
  dropped(dropped: Dropped): void;
  /** A packet from the server is not delivered. */
  rejected(rejected: Rejected): void;
  /** An event or an acknowledgement is not as the contract of `holdfast/contract` says. */
  invalid(invalid: Invalid): void;
}

/** What `auth` may be: the data, or who gives it, by callback or by return. Asked anew for each connection. */
export type Auth =
  // biome-ignore lint/suspicious/noExplicitAny: the app's own data
  | { [key: string]: any }
  | ((answer: (data: object) => void) => object | void | undefined | Promise<object | void | undefined>);

/** Bounds of what is buffered while the socket is not connected. */
export interface BufferLimit {
  /** Events. @default Infinity */
  events?: number | undefined;
  /** Bytes of their data. @default Infinity */
  bytes?: number | undefined;
  /** ms after which an event is not worth sending any more. @default Infinity */
  age?: number | undefined;
  /**
   * What becomes of an event for which there is no room: `emit` throws `ERR_BUFFER_FULL`, the oldest make room, or it is
   * dropped itself. @default "reject"
   */
  onFull?: "reject" | "drop-oldest" | "drop-newest" | undefined;
}

/** Options of one socket, which may differ between the sockets of a connection. */
export interface SocketOptions {
  /** Credentials sent when joining the namespace, as `socket.handshake.auth` on the server. */
  auth?: Auth | null | undefined;
  /** ms that an acknowledgement may take. @default none; 10000 with `retries` */
  ackTimeout?: number | undefined;
  /** How often an event is sent again when its acknowledgement does not come: events arrive in order, at least once. @default 0 */
  retries?: number | undefined;
  /** With `retries`: how many events may wait for their acknowledgement at a time. @default 1 */
  retryWindow?: number | undefined;
  /** After a refusal: ask `auth` again and repeat the attempt, once; or a function that decides by the error. @default false */
  retryRefused?: boolean | ((error: ConnectError) => boolean) | undefined;
  /** Bounds of what is buffered while the socket is not connected. @default none */
  bufferLimit?: BufferLimit | undefined;
  /** Keeps the session beyond the page, so that the next page goes on with it: `fromStorage(sessionStorage)` of `holdfast/session`. @default none */
  session?: SessionOption | null | undefined;
  /**
   * `"v4"`: the socket emits only `connect`, `connect_error` and `disconnect`, as socket.io-client does, and the names that
   * holdfast adds are the app's; `socket.lifecycle` has them all. @default "all"
   */
  lifecycleEvents?: "all" | "v4" | undefined;
}

interface AnyListeners {
  // biome-ignore lint/suspicious/noExplicitAny: any event has any arguments
  listener(event: string, ...args: any[]): void;
}

/** A listener of every event. The type of a method, so that one is taken that knows the names of the app's events alone. */
export type AnyListener = AnyListeners["listener"];
