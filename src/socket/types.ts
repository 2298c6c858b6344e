import type { Listener } from "../util/emitter.ts";
import type { CloseDetails, ConnectError, Delivery, HoldfastError } from "../util/errors.ts";

/** Events of which nothing is known: any name, any arguments. */
export interface DefaultEventsMap {
  // biome-ignore lint/suspicious/noExplicitAny: an open event map takes any arguments
  [event: string]: (...args: any[]) => void;
}

export type EventNames<Map> = keyof Map & (string | symbol);

/** The arguments of an event in a map. */
export type EventParams<Map, Name extends EventNames<Map>> = Map[Name] extends (...args: infer Args) => unknown
  ? Args
  : never;

// biome-ignore lint/suspicious/noExplicitAny: any function
type AnyFunction = (...args: any[]) => unknown;

export type Last<Args extends unknown[]> = Args extends [...infer _, infer Tail]
  ? Tail
  : Args extends (infer Item)[]
    ? Item
    : never;
export type AllButLast<Args extends unknown[]> = Args extends [...infer Init, infer _] ? Init : Args;

type IsAny<Type> = 0 extends 1 & Type ? true : false;

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
        : Args extends [infer Value, ...unknown[]]
          ? Value
          : undefined
      : never;

type WithError<Ack> = Ack extends (...args: infer Args) => infer Result ? (error: Error, ...args: Args) => Result : Ack;

/** The map with an error in front of the arguments of each acknowledgement, as `timeout()` gives it. */
export type DecorateAcknowledgements<Map> = {
  [Name in keyof Map]: Map[Name] extends (...args: infer Args) => infer Result
    ? Args extends [...infer Init, infer Tail]
      ? (...args: [...Init, Tail extends AnyFunction ? WithError<Tail> : Tail]) => Result
      : Map[Name]
    : Map[Name];
};

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

/** Reserved events of a Socket; see "Reserved events" in DESIGN.md. */
export interface SocketReservedEvents {
  connect(): void;
  connect_error(error: ConnectError): void;
  connect_timeout(error: ConnectError): void;
  disconnect(reason: LeaveReason, details?: DisconnectDescription): void;
  reconnect_attempt(attempt: number): void;
  reconnect_error(error: ConnectError): void;
  reconnect_failed(): void;
  reconnect(attempt: number): void;
}

/** What {@link Socket.state} may be. */
export type SocketState = "disconnected" | "connecting" | "connected" | "reconnecting";

export interface StateChange {
  from: SocketState;
  to: SocketState;
  /** The reserved event or the call that led to it. */
  cause: string;
}

/** An outgoing event that will not be sent any more. */
export interface Dropped {
  event: string;
  args: unknown[];
  cause: HoldfastError;
  delivery: Delivery;
}

/** Events of `socket.lifecycle`. */
export interface LifecycleEvents extends SocketReservedEvents {
  state_change(change: StateChange): void;
  dropped(dropped: Dropped): void;
}

/** Listeners of a Socket: reserved events, then those of the app. */
export type SocketEvents<ListenEvents> = {
  [Name in keyof SocketReservedEvents | keyof ListenEvents]: Name extends keyof SocketReservedEvents
    ? SocketReservedEvents[Name]
    : Name extends keyof ListenEvents
      ? ListenEvents[Name]
      : never;
};

/** What `auth` may be: the data, or who gives it, by callback or by return. Asked anew for each connection. */
export type Auth = Record<string, unknown> | ((answer: (data: object) => void) => unknown);

export interface SocketOptions {
  /** Credentials sent when joining the namespace, as `socket.handshake.auth` on the server. */
  auth?: Auth;
  /** ms that an acknowledgement may take. @default none */
  ackTimeout?: number;
}

export type AnyListener = (event: string, ...args: unknown[]) => void;
export type { Listener };
