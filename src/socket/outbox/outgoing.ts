import { EVENT, type Packet } from "../../codec/packet.ts";
import type { Frame, Timer } from "../../platform/platform.ts";
import type { Listener } from "../../util/emitter.ts";
import { aborted, type Delivery, disconnected, type HoldfastError } from "../../util/errors.ts";
import type { OutgoingPacket } from "../link.ts";
import type { Flags } from "../view.ts";

/**
 * Where an event is on its way. `held`: it waits to be sent. `handed`: the link has it, which may give it back if the connection dies
 * first. `settled`: nothing more happens to it.
 */
export type Phase = "held" | "handed" | "settled";

/** The acknowledgement that an event waits for. */
export interface Acknowledgement {
  /** Called with it; a retried event waits for one in any case. */
  readonly _callback: Listener | undefined;
  /** The callback takes an error first, and is called in any case. */
  readonly _errorFirst: boolean;
  /** Does nothing but an answer end the wait? */
  readonly _isEndless: boolean;
  /** ms that it may take. */
  readonly _limit: number | undefined;
  _timer: Timer | undefined;
  /** Listens to the signal by which the app gives the event up. */
  _onAbort: (() => void) | undefined;
}

/** What all events have. */
interface Emitted extends OutgoingPacket {
  _phase: Phase;
  /** How it is delivered: a function, as `sendBuffer` is the app's to watch, and what watches wraps all that it can reach. */
  _by: () => Delivering;
  /** How often the link took it. */
  _tries: number;
  /** Dropped rather than kept. */
  readonly _volatile: boolean | undefined;
  readonly _signal: AbortSignal | undefined;
  /** One more argument, for the server alone. */
  _trailing: unknown;
  /** Told if it was not sent: whoever sent it does so again, on the next connection. */
  readonly _unsent: (() => void) | undefined;
  /** Listeners of what is sent are being told of it. */
  _isTold: boolean;
  /** With a `bufferLimit`: when it was emitted, by the wall clock and by the monotonic one, and its bytes. */
  _at: number;
  _ticks: number;
  _size: number | undefined;
}
/** An event for whose acknowledgement nobody waits. */
interface PlainEvent extends Emitted {
  readonly id: undefined;
  readonly _ack: undefined;
}
/** An event whose acknowledgement is due. */
export interface DueEvent extends Emitted {
  readonly id: number;
  readonly _ack: Acknowledgement;
}
/** An event that was emitted. */
export type OutgoingEvent = PlainEvent | DueEvent;

/** A way to deliver events. What it is given it holds, hands over and lets go of; what becomes of an event then is the outbox's. */
export interface Delivering {
  /** Keeps an event until there is a connection. */
  _hold(event: OutgoingEvent): void;
  /** Sends an event over the connection that is there. */
  _send(event: OutgoingEvent): void;
  /** A connection is there: sends what is held. */
  _flow(): void;
  /** The connection is gone: what can be sent again is held again. */
  _recall(): void;
  /** The event, which `was` in that phase, is over. */
  _settled(event: OutgoingEvent, was: Phase): void;
  /** No acknowledgement came in time. Is the event sent again? */
  _tryAgain(event: DueEvent): boolean;
  /** Is an event that was handed over sent again on the next connection? */
  readonly _repeats: boolean;
  /** How many events it holds, and these, in order. */
  readonly _heldCount: number;
  readonly _held: readonly OutgoingEvent[];
  readonly _oldest: OutgoingEvent | undefined;
}

const COMPRESSED = { compress: true };
const PLAIN = { compress: false };
/** Before it is encoded. */
const NONE: readonly Frame[] = [];

/** ms that an acknowledgement may take, where there are retries and nothing else is said. */
export const RETRY_TIMEOUT = 10_000;

/** A callback of the app; that of a promise says so. */
export type Callback = Listener & { _isPromise?: boolean };

/** Takes the callback from the end of what was emitted. */
export const callbackOf = (args: unknown[]): Callback | undefined =>
  typeof args[args.length - 1] === "function" ? (args.pop() as Callback) : undefined;

/** Of whom an acknowledgement is asked for. */
interface Asking {
  readonly _callback: Callback | undefined;
  readonly _isPromise: boolean;
  readonly _isRetried: boolean;
  /** ms that it may take, by the socket's options. */
  readonly _ackTimeout: number | null | undefined;
}

/** Makes the acknowledgement that an event waits for, if it does. */
export const acknowledgement = (
  { signal, timeout }: Flags,
  { _callback, _isPromise, _isRetried, _ackTimeout }: Asking,
): Acknowledgement | undefined => {
  if (!_callback && !_isRetried) return;
  const _tryTimeout = _isRetried ? RETRY_TIMEOUT : undefined;
  const asked = timeout === undefined ? _ackTimeout : timeout;
  const isLimited = asked != null;
  return {
    _callback,
    _errorFirst: !!_callback && (_isPromise || isLimited || !!signal || !!_tryTimeout),
    _isEndless: _isPromise && !signal && (!isLimited || !!_tryTimeout),
    _limit: asked ?? _tryTimeout,
    _timer: undefined,
    _onAbort: undefined,
  };
};

/** What an event is made of; with an `id` if its acknowledgement is due. */
interface Parts {
  nsp: string;
  args: unknown[];
  flags: Flags;
  by: () => Delivering;
  id: number | undefined;
  ack: Acknowledgement | undefined;
}

/** Makes an event. All of it is there at once: an object that grows is slow, and there is one for each event. */
export const outgoing = ({ nsp, args, flags, by, id, ack }: Parts): OutgoingEvent =>
  ({
    type: EVENT,
    nsp,
    data: args,
    id,
    options: flags.compress === false ? PLAIN : COMPRESSED,
    _frames: NONE,
    _phase: "held",
    _by: by,
    _tries: 0,
    _ack: ack,
    _volatile: flags.volatile,
    _signal: flags.signal,
    _trailing: undefined,
    _unsent: flags.unsent,
    _isTold: false,
    _at: 0,
    _ticks: 0,
    _size: undefined,
  }) as OutgoingEvent;

/** What is encoded of an event: the argument for the server alone comes last. */
export const withTrailing = (event: OutgoingEvent): Packet =>
  event._trailing ? { ...event, data: [...(event.data as unknown[]), event._trailing] } : event;

/** Why an event is not taken at all: for what the session, if there is one, and the outbox's gate are. */
export const refusalOf = (
  { _volatile, _signal, _ack }: OutgoingEvent,
  session: { readonly _writable: boolean } | undefined,
  gate: "shut" | "flowing" | "ended",
): HoldfastError | undefined => {
  if (_signal?.aborted) return aborted(_signal, "not-sent");
  // once it was ended, nobody may ever connect it again
  if ((_volatile && !session?._writable) || (_ack?._isEndless && gate === "ended")) return disconnected("not-sent");
  return;
};

/** May the server have it? */
export const deliveryOf = ({ _tries }: OutgoingEvent): Delivery => (_tries ? "unknown" : "not-sent");

/** The link takes other packets, too. */
export const isEvent = (packet: OutgoingPacket): packet is OutgoingEvent => packet.type === EVENT;
