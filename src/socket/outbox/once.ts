import type { HoldfastError } from "../../util/errors.ts";
import type { Delivering, OutgoingEvent, Phase } from "./outgoing.ts";

/** What a way of delivery needs of the outbox. */
export interface Exit {
  /** Is there a connection that takes events? */
  readonly _isFlowing: boolean;
  /** Does anybody listen to what is sent? */
  readonly _isHeard: boolean;
  /** Makes an event ready to be sent, as it is by now; says why it can't be. */
  _prepare(event: OutgoingEvent): HoldfastError | undefined;
  /** An event waits from now on, or no longer. */
  _held(event: OutgoingEvent): void;
  _left(event: OutgoingEvent): void;
  /** Hands an event to the link. */
  _hand(event: OutgoingEvent): void;
  /** The event will not be sent, which is told in a later turn. */
  _refuse(event: OutgoingEvent, error: HoldfastError): void;
}

/** Does an event wait? What the app puts into `sendBuffer` by itself says nothing of it. */
const isHeld = ({ _phase }: Partial<OutgoingEvent>): boolean => _phase === undefined || _phase === "held";

/** Sends each event once: now, or when there is a connection. What it holds is `sendBuffer`, which the app may change. */
export class Once implements Delivering {
  readonly _repeats = false;
  readonly _exit: Exit;
  _itself: (() => this) | undefined = undefined;
  /** Events that are held, and some that are no longer: taken out one by one, each would move all others. */
  _buffer: OutgoingEvent[] = [];
  /** How many of the buffer are held no longer. */
  _gaps = 0;
  /** Before this index none is held any more. */
  _first = 0;

  constructor(exit: Exit) {
    this._exit = exit;
  }

  /** Itself, in a function; made for the first event, since many sockets never send one. */
  get _self(): () => this {
    return (this._itself ??= () => this);
  }

  get _heldCount(): number {
    return this._buffer.length - this._gaps;
  }

  get _held(): OutgoingEvent[] {
    if (this._gaps) this._put(this._buffer.filter(isHeld));
    return this._buffer;
  }

  /** What is held longest. It is found without a walk over all: with many, that would take long for each event. */
  get _oldest(): OutgoingEvent | undefined {
    for (; ; this._first++) {
      const event = this._buffer[this._first];
      if (!event || isHeld(event)) return event;
    }
  }

  /** These are held now, and no others. */
  _put(events: OutgoingEvent[]): void {
    this._buffer = events;
    this._gaps = this._first = 0;
  }

  _hold(event: OutgoingEvent): void {
    this._buffer.push(event);
    this._exit._held(event);
  }

  _send(event: OutgoingEvent): void {
    if (event._unsent) return this._sendNow(event);
    if (!this._exit._isHeard) return this._exit._hand(event);
    this._hold(event);
    this._sendHeld(event);
  }

  /** It is never held, even if a listener that is told of it loses the connection. */
  _sendNow(event: OutgoingEvent): void {
    event._phase = "handed";
    const error = this._exit._isHeard ? this._exit._prepare(event) : undefined;
    if ((event._phase as Phase) === "settled") return;
    if (error) {
      event._phase = "held";
      this._hold(event);
      this._exit._refuse(event, error);
    } else if (this._exit._isFlowing) this._exit._hand(event);
    else event._unsent?.();
  }

  _flow(): void {
    // a listener may emit, look at sendBuffer, or leave
    while (this._exit._isFlowing && this._held.length)
      for (const event of this._buffer) if (this._exit._isFlowing && isHeld(event)) this._sendHeld(event);
  }

  /** It goes out, unless a listener that is told of it lost the connection, gave it up, or sent it by leaving. */
  _sendHeld(event: OutgoingEvent): void {
    // the app has put it there by itself
    if (!event._by) Object.assign(event, { _by: this._self, _phase: "held", _tries: 0 });
    const error = this._exit._prepare(event);
    if (!this._exit._isFlowing || event._phase !== "held") return;
    if (error) return this._exit._refuse(event, error);
    event._phase = "handed";
    this._left(event);
    this._exit._hand(event);
  }

  /** What was handed over is not sent again. */
  _recall(): void {}

  _tryAgain(): boolean {
    return false;
  }

  /** The link gives these back: they go before all others. */
  _takeBack(events: OutgoingEvent[]): void {
    const held = this._held;
    for (const event of events) {
      event._phase = "held";
      event._tries = 0;
      this._exit._held(event);
    }
    this._put([...events, ...held]);
  }

  _settled(event: OutgoingEvent, was: Phase): void {
    if (was === "held") this._left(event);
  }

  _left(event: OutgoingEvent): void {
    this._exit._left(event);
    if (2 * ++this._gaps > this._buffer.length) this._put(this._buffer.filter(isHeld));
  }
}
