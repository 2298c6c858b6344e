import {
  type Attributes,
  type Context,
  type Counter,
  context,
  type Histogram,
  type Span,
  SpanKind,
  trace,
} from "@opentelemetry/api";
import type { TraceRecordOf } from "holdfast/trace";
import { end } from "./end.ts";
import type { Guard } from "./guard.ts";
import {
  DESTINATION,
  DIRECTION,
  DURATION,
  ERROR,
  EVENT,
  OPERATION_NAME,
  OPERATION_TYPE,
  SIZE,
  SYSTEM,
  TRIES,
} from "./names.ts";
import type { Handlers, Parts } from "./options.ts";

/** An event that was emitted and has no outcome yet. */
interface Emitted {
  readonly span: Span | undefined;
  readonly bytes: number;
  /** Does it ask for an acknowledgement? */
  readonly isDue: boolean;
}

/** A span that was begun before the record of its event. */
interface Begun {
  readonly event: string;
  readonly span: Span;
}

/** Spans of the server's events that wait for the app's acknowledgement, at most. */
const MOST_DUE = 1000;

/**
 * Makes a span of each event that asks for an acknowledgement, until that comes: of those emitted, and of those of the server. It has a
 * method for each kind of record.
 */
export class Events implements Handlers {
  readonly _parts: Parts;
  readonly _guard: Guard;
  readonly _duration: Histogram | undefined;
  readonly _io: Counter | undefined;
  readonly _dropped: Counter | undefined;
  /** By the number of their record. */
  readonly _emitted = new Map<number | undefined, Emitted>();
  /** By namespace and ack id. */
  readonly _due = new Map<string, Span>();
  /** The last one comes first. */
  readonly _begun: Begun[] = [];

  constructor(parts: Parts, guard: Guard) {
    const { meter } = parts;
    this._parts = parts;
    this._guard = guard;
    this._duration = meter?.createHistogram(DURATION, { unit: "s" });
    this._io = meter?.createCounter("holdfast.client.io", { unit: "By" });
    this._dropped = meter?.createCounter("holdfast.client.dropped.events", { unit: "{event}" });
  }

  emit({ n, event, id, bytes = 0, phase }: TraceRecordOf<"emit">): void {
    if (this._guard.isIgnored(event)) return;
    const isDue = id !== undefined;
    const span = isDue ? (this._takeBegun((one) => one.event === event) ?? this._start(event)) : undefined;
    span?.setAttribute(SIZE, bytes);
    if (phase === "handed") this._count("transmit", bytes);
    else span?.addEvent(phase);
    if (isDue || phase === "held") this._emitted.set(n, { span, bytes, isDue });
  }

  sent({ of }: TraceRecordOf<"sent">): void {
    this._sent(of, "sent");
  }

  retry({ of, tries }: TraceRecordOf<"retry">): void {
    this._sent(of, "retry", { [TRIES]: tries });
  }

  settled({ of, event, ms, code }: TraceRecordOf<"settled">): void {
    const one = this._emitted.get(of);
    if (!one) return;
    this._emitted.delete(of);
    end(one.span, code);
    if (ms !== undefined) this._duration?.record(ms / 1000, this._emitting(event, code && { [ERROR]: code }));
  }

  receive({ nsp, event, id, bytes }: TraceRecordOf<"receive">): void {
    if (this._guard.isIgnored(event)) return;
    this._count("receive", bytes);
    if (id === undefined || this._due.size >= MOST_DUE) return;
    const attributes = this._attributes(event, "process", "process", { [SIZE]: bytes });
    const span = this._parts.tracer?.startSpan(`process ${event}`, { kind: SpanKind.CONSUMER, attributes });
    // a server that uses an id again hears no more of what it was before
    this.answer({ nsp, id });
    if (span) this._due.set(`${nsp},${id}`, span);
  }

  answer({ nsp, id }: Pick<TraceRecordOf<"answer">, "nsp" | "id">): void {
    const key = `${nsp},${id}`;
    end(this._due.get(key));
    this._due.delete(key);
  }

  /** Those of the server are not answered any more. */
  left({ reason }: Pick<TraceRecordOf<"left">, "reason">): void {
    for (const span of this._due.values()) end(span, reason);
    this._due.clear();
  }

  dropped({ of, event, code }: TraceRecordOf<"dropped">): void {
    if (this._guard.isIgnored(event)) return;
    this._emitted.delete(of);
    this._dropped?.add(1, this._parts.common({ [EVENT]: event, [ERROR]: code }));
  }

  /** Begins the span of an event whose context is sent along; the next record of such an event is its own. */
  _begin(event: string): Span | undefined {
    const span = this._start(event);
    if (!span) return undefined;
    // listeners of what is sent may emit, too: the last one is the first to be told of
    this._begun.unshift({ event, span });
    // what is refused is told in the next microtask; of what can't be sent at all there is no record
    const forget = (): void =>
      end(
        this._takeBegun((one) => one.span === span),
        "_OTHER",
      );
    Promise.resolve()
      .then()
      .then(() => this._guard.run(forget));
    return span;
  }

  /** Nothing is made any more. */
  _stop(): void {
    this.left({ reason: "stopped" });
    for (const { span } of this._emitted.values()) end(span);
    this._emitted.clear();
  }

  _start(event: string): Span | undefined {
    return this._parts.tracer?.startSpan(`emit ${event}`, {
      kind: SpanKind.PRODUCER,
      attributes: this._emitting(event),
    });
  }

  _takeBegun(test: (one: Begun) => boolean): Span | undefined {
    const index = this._begun.findIndex(test);
    return index < 0 ? undefined : this._begun.splice(index, 1)[0]?.span;
  }

  _sent(of: number | undefined, what: string, details?: Attributes): void {
    const one = this._emitted.get(of);
    if (!one) return;
    this._count("transmit", one.bytes);
    one.span?.addEvent(what, details);
    if (!one.isDue) this._emitted.delete(of);
  }

  _count(direction: "transmit" | "receive", bytes: number): void {
    this._io?.add(bytes, this._parts.common({ [DIRECTION]: direction }));
  }

  _emitting(event: string, more?: Attributes): Attributes {
    return this._attributes(event, "emit", "send", more);
  }

  _attributes(event: string, operation: string, type: string, more?: Attributes): Attributes {
    return this._parts.common({
      [SYSTEM]: "socket.io",
      [DESTINATION]: event,
      [EVENT]: event,
      [OPERATION_NAME]: operation,
      [OPERATION_TYPE]: type,
      ...more,
    });
  }
}

/** The context of what a span is about, or of what the app does now. */
export const contextOf = (span: Span | undefined): Context =>
  span ? trace.setSpan(context.active(), span) : context.active();
