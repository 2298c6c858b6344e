import type { Acks } from "./acks.ts";
import type { Exit } from "./once.ts";
import type { Delivering, DueEvent, OutgoingEvent, Phase } from "./outgoing.ts";

/** What retries need of the outbox beside. */
interface RetryExit extends Exit {
  readonly _acks: Acks;
  readonly _options: { readonly retries?: number | undefined; readonly retryWindow?: number | undefined };
  /** Why no transport takes an event as it was encoded. */
  _tooLarge(event: OutgoingEvent): ReturnType<Exit["_prepare"]>;
}

/**
 * Sends each event until it is acknowledged, on as many connections as that takes, in the order of their ack ids; so many at a time
 * as the window has.
 */
export class Retry implements Delivering {
  readonly _repeats = true;
  readonly _exit: RetryExit;
  readonly _self = (): this => this;
  _heldCount = 0;
  /** Events that wait for their acknowledgement on this connection. */
  _underWay = 0;
  /** No event with a lower ack id is held. */
  _cursor = 0;
  /** Are events being chosen just now? */
  _isChoosing = false;

  constructor(exit: RetryExit) {
    this._exit = exit;
  }

  get _held(): DueEvent[] {
    return this._exit._acks._where((event) => this._holds(event));
  }

  get _oldest(): DueEvent | undefined {
    const { _acks } = this._exit;
    if (!this._heldCount) return undefined;
    while (this._cursor < _acks._nextId && !this._holds(_acks._get(this._cursor))) this._cursor++;
    return _acks._get(this._cursor);
  }

  _holds(event: OutgoingEvent | undefined): boolean {
    return event?._by() === this && event._phase === "held";
  }

  _hold(event: OutgoingEvent): void {
    this._heldCount++;
    this._exit._held(event);
  }

  _left(event: OutgoingEvent): void {
    this._heldCount--;
    this._exit._left(event);
  }

  _send(event: OutgoingEvent): void {
    this._hold(event);
    this._flow();
  }

  /** Sends what the window lets through. */
  _flow(): void {
    // one that is dropped here at once is no reason to begin once more: with many of them, the stack would overflow
    if (this._isChoosing) return;
    this._isChoosing = true;
    const { _acks, _options } = this._exit;
    const { retryWindow = 1 } = _options;
    while (this._exit._isFlowing && this._underWay < retryWindow && this._cursor < _acks._nextId) {
      const event = _acks._get(this._cursor++);
      if (event && this._holds(event)) this._try(event);
    }
    this._isChoosing = false;
  }

  _try(event: DueEvent): void {
    // before listeners are told, whose events are not to go first
    if (event._phase === "held") {
      this._underWay++;
      this._left(event);
      event._phase = "handed";
    }
    // the app may have given the bytes of an attachment away since
    const anew = event._frames[1] || this._exit._isHeard;
    const error = anew ? this._exit._prepare(event) : this._exit._tooLarge(event);
    // a listener left, or gave it up
    if (!this._exit._isFlowing || (event._phase as Phase) === "settled") return;
    if (error) return this._exit._refuse(event, error);
    this._exit._acks._await(event);
    this._exit._hand(event);
  }

  _recall(): void {
    const { _acks } = this._exit;
    this._underWay = 0;
    const retried = _acks._where(({ _by }) => _by() === this);
    this._cursor = retried[0]?.id ?? _acks._nextId;
    for (const event of retried) {
      if (event._phase !== "handed") continue;
      event._phase = "held";
      _acks._stop(event);
      this._hold(event);
    }
  }

  _settled(event: OutgoingEvent, was: Phase): void {
    if (was === "handed") this._underWay--;
    else this._left(event);
    this._flow();
  }

  _tryAgain(event: DueEvent): boolean {
    const { retries = 0 } = this._exit._options;
    const isLeft = event._tries <= retries;
    // an answer to the try before still settles it, if it comes during this one
    if (isLeft) this._try(event);
    return isLeft;
  }
}
