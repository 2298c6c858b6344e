import type { Clock } from "../../platform/platform.ts";
import type { DueEvent } from "./outgoing.ts";

/** Of a socket that waits for no acknowledgement. */
const NONE = new Map<number, DueEvent>();

/** Who is told that a wait ended without an acknowledgement. */
interface AckSink {
  _onTimeout(event: DueEvent): void;
  _onAbort(event: DueEvent, signal: AbortSignal): void;
}

/** Events whose acknowledgement is due, by ack id, in the order in which they were emitted. */
export class Acks {
  _nextId = 0;
  readonly _clock: Clock;
  readonly _sink: AckSink;
  _due = NONE;

  constructor(clock: Clock, sink: AckSink) {
    this._clock = clock;
    this._sink = sink;
  }

  _get(id: number): DueEvent | undefined {
    return this._due.get(id);
  }

  _where(test: (event: DueEvent) => unknown): DueEvent[] {
    return [...this._due.values()].filter(test);
  }

  /** The event has the next id, and waits until it is taken. */
  _add(event: DueEvent): void {
    const { _signal, _ack } = event;
    if (_signal) {
      _ack._onAbort = () => this._sink._onAbort(event, _signal);
      _signal.addEventListener("abort", _ack._onAbort);
    }
    if (this._due === NONE) this._due = new Map();
    this._due.set(this._nextId++, event);
  }

  /** The acknowledgement may take its time, if it has a limit, from now on. */
  _await(event: DueEvent): void {
    const { _ack } = event;
    if (_ack._limit === undefined) return;
    _ack._timer = this._clock.setTimeout(() => {
      // it has fired: there is nothing to stop
      _ack._timer = undefined;
      this._sink._onTimeout(event);
    }, _ack._limit);
  }

  _stop({ _ack }: DueEvent): void {
    this._clock.clearTimeout(_ack._timer);
  }

  /** Takes the event with this id, if one waits. */
  _take(id: number): DueEvent | undefined {
    const event = this._due.get(id);
    if (!event) return;
    this._due.delete(id);
    // V8 keeps what was in a Map that is old and changes much until it collects the whole heap
    if (!this._due.size) this._due = NONE;
    this._stop(event);
    const { _onAbort } = event._ack;
    if (_onAbort) event._signal?.removeEventListener("abort", _onAbort);
    return event;
  }
}
