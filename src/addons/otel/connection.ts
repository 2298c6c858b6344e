import {
  type Attributes,
  type BatchObservableCallback,
  type Counter,
  type Histogram,
  type Span,
  SpanKind,
  type UpDownCounter,
} from "@opentelemetry/api";
import type { TraceRecordOf } from "holdfast/trace";
import { end } from "./end.ts";
import type { Guard } from "./guard.ts";
import { ATTEMPT, ERROR, NAMESPACE, REASON, STATE, TRANSPORT } from "./names.ts";
import type { Handlers, OtelSocket, Parts } from "./options.ts";

/** Measures what waits to be sent. Returns the function that ends that. */
const watchBuffer = ({ meter, socket, common }: Parts): (() => void) | undefined => {
  if (!meter) return;
  const events = meter.createObservableUpDownCounter("holdfast.client.buffered.events", { unit: "{event}" });
  const size = meter.createObservableUpDownCounter("holdfast.client.buffered.size", { unit: "By" });
  const observe: BatchObservableCallback = (result) => {
    const { count, bytes } = socket.buffered;
    result.observe(events, count, common());
    result.observe(size, bytes, common());
  };
  meter.addBatchObservableCallback(observe, [events, size]);
  return () => meter.removeBatchObservableCallback(observe, [events, size]);
};

/**
 * Makes a span of each connection that is wanted: from then, or from the loss of the one before, until the namespace is joined or nobody
 * tries any more. The attempts are events of it. It has a method for each kind of record.
 */
export class Connections implements Handlers {
  readonly _parts: Parts;
  readonly _guard: Guard;
  readonly _states: UpDownCounter | undefined;
  readonly _attempts: Counter | undefined;
  readonly _createTime: Histogram | undefined;
  readonly _stopBuffer: (() => void) | undefined;
  _shown: OtelSocket["state"] | undefined;
  _began: number | undefined;
  _span: Span | undefined;
  /** Of the last failure. */
  _code: string | undefined;
  _transport: string | undefined;
  /** Has the attempt opened a session? Then it counts already. */
  _hasOpened = false;

  constructor(parts: Parts, guard: Guard) {
    const { meter, socket } = parts;
    this._parts = parts;
    this._guard = guard;
    this._states = meter?.createUpDownCounter("holdfast.client.connection.count", { unit: "{socket}" });
    this._attempts = meter?.createCounter("holdfast.client.connection.attempts", { unit: "{attempt}" });
    this._createTime = meter?.createHistogram("holdfast.client.connection.create_time", { unit: "s" });
    this._stopBuffer = watchBuffer(parts);
    this._show(socket.state, performance.now());
  }

  state({ to, t }: TraceRecordOf<"state">): void {
    this._show(to, t);
  }

  snapshot(): void {
    // the first attempt began before anybody looked
    if (this._shown === "connecting") this.attempt({ attempt: 0 });
  }

  attempt({ attempt }: Pick<TraceRecordOf<"attempt">, "attempt">): void {
    this._hasOpened = false;
    this._span?.addEvent("attempt", { [ATTEMPT]: attempt });
  }

  failed({ error, attempt, last }: TraceRecordOf<"failed">): void {
    this._code = error.code;
    const details: Attributes = { [ATTEMPT]: attempt, [ERROR]: error.code };
    if (error.transport) details[TRANSPORT] = error.transport;
    this._span?.addEvent("failed", details);
    if (last && !this._hasOpened) this._attempts?.add(1, this._parts.common({ [ERROR]: error.code }));
  }

  opened(record: TraceRecordOf<"opened">): void {
    this._hasOpened = true;
    this.upgrade(record);
    this._attempts?.add(1, this._parts.common());
  }

  upgrade({ kind, transport }: TraceRecordOf<"opened" | "upgrade">): void {
    this._transport = transport;
    this._span?.addEvent(kind, { [TRANSPORT]: transport });
  }

  refused({ code }: TraceRecordOf<"refused">): void {
    this._code = code;
    this._span?.addEvent("refused", { [ERROR]: code });
  }

  left({ reason }: TraceRecordOf<"left">): void {
    this._span?.setAttribute(REASON, reason);
  }

  /** Nothing is made any more. */
  _stop(): void {
    this._show(undefined, performance.now());
    this._stopBuffer?.();
  }

  _show(state: OtelSocket["state"] | undefined, t: number): void {
    this._count(-1);
    this._shown = state;
    this._count(1);
    if (state === "connecting" || state === "reconnecting") this._begin(t);
    // what the server refused is told next
    else if (state === "disconnected")
      Promise.resolve().then(() => this._guard.run(() => this._shown === state && this._end(t)));
    else this._end(t);
  }

  /** By attributes that stay the same. */
  _count(by: 1 | -1): void {
    if (this._shown) this._states?.add(by, { [NAMESPACE]: this._parts.socket.nsp, [STATE]: this._shown });
  }

  _begin(t: number): void {
    if (this._began !== undefined) return;
    const { tracer, socket, common } = this._parts;
    this._began = t;
    this._code = undefined;
    this._span = tracer?.startSpan(`connect ${socket.nsp}`, { kind: SpanKind.CLIENT, attributes: common() });
  }

  _end(t: number): void {
    const { _began, _span } = this;
    if (_began === undefined) return;
    const attributes = this._parts.common({ [TRANSPORT]: this._transport });
    // where the server is, is known by now
    _span?.setAttributes(attributes);
    const isOpen = this._shown === "connected";
    if (isOpen) this._createTime?.record((t - _began) / 1000, attributes);
    end(_span, isOpen ? undefined : (this._code ?? "ERR_DISCONNECTED"));
    this._began = this._span = undefined;
  }
}
