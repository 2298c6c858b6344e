import { aborted, disconnected, HoldfastError } from "../../util/errors.ts";
import { RESERVED } from "../../util/reserved.ts";
import { warnOnce } from "../../util/warn.ts";
import type { Link, OutgoingPacket } from "../link.ts";
import type { Teller } from "../teller.ts";
import type { AnyListener, SocketOptions } from "../types.ts";
import type { Flags } from "../view.ts";
import { Acks } from "./acks.ts";
import { type First, startersOf } from "./first.ts";
import { type Exit, Once } from "./once.ts";
import {
  acknowledgement,
  callbackOf,
  type DueEvent,
  deliveryOf,
  isEvent,
  type OutgoingEvent,
  outgoing,
  RETRY_TIMEOUT,
  refusalOf,
  withTrailing,
} from "./outgoing.ts";
import { Retry } from "./retry.ts";
import { Room, warnOfMany } from "./room.ts";

const now = (call: () => void): void => call();
const later: typeof now = (call) => void Promise.resolve().then(call);

/** Events to the server, each with a known outcome: sent, kept until it can be, acknowledged, or dropped and reported. */
export class Outbox implements Exit {
  readonly _link: Link;
  readonly _nsp: string;
  readonly _options: SocketOptions;
  readonly _teller: Teller;
  readonly _acks: Acks;
  readonly _once: Once = new Once(this);
  /** Made for the first event that is retried. */
  _retry: Retry | undefined;
  readonly _room: Room | undefined;
  /** Listeners of all that is sent. */
  readonly _listeners: AnyListener[] = [];
  /** `shut`: events are held. `flowing`: they are sent. `ended`: they are held, but nobody may ever connect again. */
  _gate: "shut" | "flowing" | "ended" = "shut";
  /** Made for the first add-on that asks for it. */
  _first: First | undefined;
  /** The event that is emitted just now is one of `emitWithAck`, whose callback goes by way of `emit`. */
  _isPromise = false;

  constructor(link: Link, nsp: string, options: SocketOptions, teller: Teller) {
    this._link = link;
    this._nsp = nsp;
    this._options = options;
    this._teller = teller;
    this._acks = new Acks(link._clock, this);
    const { bufferLimit } = options;
    this._room = bufferLimit && new Room(bufferLimit, link._platform.byteLength, link._clock, this);
  }

  /** Is the gate open? */
  get _isFlowing(): boolean {
    return this._gate === "flowing";
  }

  /** Would an event go out now? The session under an open gate may be dead. */
  _canSend(): boolean {
    return this._isFlowing && this._link.engine._alive();
  }

  get _isHeard(): boolean {
    return this._listeners.length > 0;
  }

  // ---- what is held

  _held(event: OutgoingEvent): void {
    this._room?._count(event, 1);
  }

  _left(event: OutgoingEvent): void {
    this._room?._count(event, -1);
  }

  get _heldCount(): number {
    return this._once._heldCount + (this._retry?._heldCount ?? 0);
  }

  /** What waits to be sent: that which is sent once, then that which is retried. */
  get _allHeld(): readonly OutgoingEvent[] {
    return this._retry?._heldCount ? [...this._once._held, ...this._retry._held] : this._once._held;
  }

  get _oldest(): OutgoingEvent | undefined {
    return this._once._oldest ?? this._retry?._oldest;
  }

  // ---- an event comes

  /** Sends an event, or keeps it until it can be sent. A function at the end of `args` is called with the acknowledgement. */
  _submit(flags: Flags, args: unknown[]): void {
    const [name] = args;
    if (RESERVED.has(name)) throw new HoldfastError("ERR_RESERVED_EVENT", `"${name}" is a reserved event name`);
    this._teller._isOurs(name);
    const checked = this._teller._hooks?.outgoing?.(args);
    if (!checked) return this._take(this._make(flags, args));
    checked.then((refusal) => {
      const event = this._make(flags, args);
      try {
        if (refusal) throw refusal;
        this._take(event);
      } catch (error) {
        this._decline(event, Object.assign(error as HoldfastError, { delivery: "not-sent" }));
      }
    });
  }

  _take(event: OutgoingEvent): void {
    const { _link, _room } = this;
    event._trailing = this._teller._hooks?.trailing?.(event.data as unknown[], { isDue: !!event._ack });
    // what can fail by the app's data fails here, before anything is registered
    event._frames = _link._wire._encode(withTrailing(event));
    _room?._stamp(event);
    const canSend = this._canSend();
    const error = canSend && this._tooLarge(event);
    if (error) throw error;
    let refusal = refusalOf(event, _link.engine, this._gate);
    // throws, if it is to
    if (!canSend) refusal ||= _room ? _room._make(event) : warnOfMany(this._heldCount, _link._platform);
    if (refusal) return this._decline(event, refusal);
    if (event._ack) {
      this._acks._add(event);
      if (!event._by()._repeats) this._acks._await(event);
    }
    if (canSend) event._by()._send(event);
    else event._by()._hold(event);
    if (event._phase !== "handed") _link._watch?.("held", event, event._frames);
  }

  /** The event is not taken. */
  _decline(event: OutgoingEvent, refusal: HoldfastError): void {
    // an id is not used again
    if (event._ack) this._acks._nextId++;
    later(() => {
      this._callBack(event, refusal);
      this._teller._tellDropped(event, refusal);
    });
  }

  _make(flags: Flags, args: unknown[]): OutgoingEvent {
    const { retries, ackTimeout } = this._options;
    const _callback = callbackOf(args);
    const _isPromise = !!_callback && (!!_callback._isPromise || this._isPromise);
    if (_callback) this._isPromise = false;
    const _isRetried = !!retries && !flags.volatile && !flags.unsent;
    const by = _isRetried ? (this._retry ??= new Retry(this)) : this._once;
    if (_isRetried && ackTimeout == null)
      warnOnce(this._link._platform, `retries without ackTimeout: ${RETRY_TIMEOUT} ms`);
    const ack = acknowledgement(flags, { _callback, _isPromise, _isRetried, _ackTimeout: ackTimeout });
    return outgoing({ nsp: this._nsp, args, flags, by: by._self, id: ack && this._acks._nextId, ack });
  }

  // ---- an event goes out

  /**
   * Tells who listens to what is sent, before it is encoded anew: they may add to the data, what they emit goes first, and the app
   * may have changed it since `emit()`.
   */
  _prepare(event: OutgoingEvent): HoldfastError | undefined {
    if (event._signal?.aborted) return aborted(event._signal, "not-sent");
    if (!event._isTold) {
      event._isTold = true;
      this._teller._callAll(this._listeners, event.data as unknown[]);
      event._isTold = false;
    }
    try {
      event._frames = this._link._wire._encode(withTrailing(event));
    } catch (error) {
      return Object.assign(error as HoldfastError, { delivery: deliveryOf(event) });
    }
    return this._tooLarge(event);
  }

  _tooLarge({ _frames }: OutgoingEvent): HoldfastError | undefined {
    return this._link.engine._tooLarge(_frames);
  }

  _hand(event: OutgoingEvent): void {
    event._phase = "handed";
    event._tries++;
    this._link._watch?.("handed", event, event._frames, event._tries);
    this._link._wire._send(event);
  }

  /** Sends what was held once; what a listener emits meanwhile goes at once, and not to the end of it. */
  _flush(): void {
    const starts = !this._isFlowing;
    this._gate = "flowing";
    this._room?._expire();
    if (starts) this._teller._callAll(startersOf(this._first), []);
    this._once._flow();
  }

  /** What was held is out. What the app took out of it will not be answered; what is retried goes on. */
  _flow(): void {
    this._drop(this._acks._where(({ _phase, _ack, _by }) => _phase === "held" && _ack._errorFirst && !_by()._repeats));
    this._retry?._flow();
  }

  // ---- its outcome

  /** The acknowledgement of an event came, if one waits for it; with an `error`, it can't be read. */
  _acknowledged(id: number | undefined, answer: readonly unknown[], error: HoldfastError | null = null): void {
    const event = id !== undefined && this._acks._get(id);
    if (!event) return;
    this._settle(event);
    const check = error ? undefined : this._teller._hooks?.acknowledged;
    if (check) check(event.data as unknown[], answer, (...outcome) => this._callBack(event, ...outcome));
    else this._callBack(event, error, answer);
  }

  /** The link gives back what it never sent. What has its outcome, or is retried, does not come back. */
  _takeBack(packets: readonly OutgoingPacket[]): void {
    const events = packets.filter(isEvent).filter(({ _by, _phase }) => !_by()._repeats && _phase === "handed");
    for (const { _unsent } of events) _unsent?.();
    this._once._takeBack(events.filter(({ _unsent }) => !_unsent));
    this._drop(events.filter(({ _volatile }) => _volatile));
  }

  /** The link gives back a packet that no transport takes which is left. */
  _giveBack(packet: OutgoingPacket, error: HoldfastError): void {
    // nobody waits for an acknowledgement to arrive; joining has its time limit
    if (!isEvent(packet) || packet._phase !== "handed") return;
    // one that is retried is under way until it is settled
    if (!packet._by()._repeats) this._once._takeBack([packet]);
    this._refuse(packet, error);
  }

  /**
   * The connection is gone, or left; where that `_ended`, only the app comes back. Returns the events that have their outcome by
   * that, to be dropped once the app was told.
   */
  _recall({ _ended }: { readonly _ended: boolean }): OutgoingEvent[] {
    const doomed = this._acks._where(
      ({ _ack, _phase, _by }) => (_ended && _ack._errorFirst) || (_phase === "handed" && !_by()._repeats),
    );
    this._retry?._recall();
    return doomed;
  }

  /** None of those that promised an outcome is sent. */
  _dropPromised(): void {
    this._drop(this._acks._where(({ _ack }) => _ack._errorFirst));
  }

  _onTimeout(event: DueEvent): void {
    if (event._by()._tryAgain(event)) return;
    const fields = { delivery: deliveryOf(event) };
    this._drop([event], new HoldfastError("ERR_ACK_TIMEOUT", "operation has timed out", fields));
  }

  _onAbort(event: DueEvent, signal: AbortSignal): void {
    this._drop([event], aborted(signal, deliveryOf(event)));
  }

  /** As {@link _drop}, but told in a later turn: the app may be in the middle of `emit()`, and no call of the app calls the app. */
  _refuse(event: OutgoingEvent, error: HoldfastError): void {
    this._drop([event], error, later);
  }

  /**
   * The events are settled, and reported but where they were sent once; those not sent yet will not be. Without an `error` it is
   * that the connection is gone.
   */
  _drop(events: readonly OutgoingEvent[], error?: HoldfastError, when = now): void {
    const open = events.filter(({ _phase }) => _phase !== "settled");
    const dropped = new Set(open.filter(({ _phase, _by }) => _phase !== "handed" || _by()._repeats));
    // all of them, before the first listener looks at what is left
    for (const event of open) this._settle(event);
    for (const event of open) {
      const cause = error ?? disconnected(deliveryOf(event));
      when(() => this._callBack(event, cause));
      if (dropped.has(event)) when(() => this._teller._tellDropped(event, cause));
    }
  }

  /** Nothing more happens to the event, which is neither held nor waited for. */
  _settle(event: OutgoingEvent): void {
    const { _phase } = event;
    if (event._ack) this._acks._take(event.id);
    event._phase = "settled";
    event._by()._settled(event, _phase);
  }

  /** Calls the callback, if it takes what there is to say. */
  _callBack(event: OutgoingEvent, error: HoldfastError | null, answer: readonly unknown[] = []): void {
    const { _ack } = event;
    this._link._watch?.("settled", event, error, answer);
    if (!_ack?._callback || (error && !_ack._errorFirst)) return;
    this._teller._callAll([_ack._callback], _ack._errorFirst ? [error, ...answer] : answer);
  }
}
