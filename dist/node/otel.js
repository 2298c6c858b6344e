import { SpanStatusCode, SpanKind, trace, context, propagation } from '@opentelemetry/api';
import { trace as trace$1 } from './trace.js';

/** Names of attributes and instruments: those of the semantic conventions for messaging where they have one (version 1.45.0). */
/** Semantic conventions. */
const SYSTEM = "messaging.system.name";
const DESTINATION = "messaging.destination.name";
const OPERATION_NAME = "messaging.operation.name";
const OPERATION_TYPE = "messaging.operation.type";
const SIZE = "messaging.message.envelope.size";
const ERROR = "error.type";
const ADDRESS = "server.address";
const PORT = "server.port";
const DIRECTION = "network.io.direction";
const DURATION = "messaging.client.operation.duration";
/** As `@opentelemetry/instrumentation-socket.io` names them on the server. */
const NAMESPACE = "messaging.socket.io.namespace";
const EVENT = "messaging.socket.io.event_name";
/** Our own. */
const TRANSPORT = "holdfast.transport";
const ATTEMPT = "holdfast.attempt";
const REASON = "holdfast.disconnect.reason";
const STATE = "holdfast.connection.state";
const TRIES = "holdfast.tries";

/** A span ends; with a `fault`, as an error of this type. */
const end = (span, fault) => {
    if (fault)
        span?.setAttribute(ERROR, fault).setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
};

/** Measures what waits to be sent. Returns the function that ends that. */
const watchBuffer = ({ meter, socket, common }) => {
    if (!meter)
        return;
    const events = meter.createObservableUpDownCounter("holdfast.client.buffered.events", { unit: "{event}" });
    const size = meter.createObservableUpDownCounter("holdfast.client.buffered.size", { unit: "By" });
    const observe = (result) => {
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
class Connections {
    constructor(parts, guard) {
        /** Has the attempt opened a session? Then it counts already. */
        this._hasOpened = false;
        const { meter, socket } = parts;
        this._parts = parts;
        this._guard = guard;
        this._states = meter?.createUpDownCounter("holdfast.client.connection.count", { unit: "{socket}" });
        this._attempts = meter?.createCounter("holdfast.client.connection.attempts", { unit: "{attempt}" });
        this._createTime = meter?.createHistogram("holdfast.client.connection.create_time", { unit: "s" });
        this._stopBuffer = watchBuffer(parts);
        this._show(socket.state, performance.now());
    }
    state({ to, t }) {
        this._show(to, t);
    }
    snapshot() {
        // the first attempt began before anybody looked
        if (this._shown === "connecting")
            this.attempt({ attempt: 0 });
    }
    attempt({ attempt }) {
        this._hasOpened = false;
        this._span?.addEvent("attempt", { [ATTEMPT]: attempt });
    }
    failed({ error, attempt, last }) {
        this._code = error.code;
        const details = { [ATTEMPT]: attempt, [ERROR]: error.code };
        if (error.transport)
            details[TRANSPORT] = error.transport;
        this._span?.addEvent("failed", details);
        if (last && !this._hasOpened)
            this._attempts?.add(1, this._parts.common({ [ERROR]: error.code }));
    }
    opened(record) {
        this._hasOpened = true;
        this.upgrade(record);
        this._attempts?.add(1, this._parts.common());
    }
    upgrade({ kind, transport }) {
        this._transport = transport;
        this._span?.addEvent(kind, { [TRANSPORT]: transport });
    }
    refused({ code }) {
        this._code = code;
        this._span?.addEvent("refused", { [ERROR]: code });
    }
    left({ reason }) {
        this._span?.setAttribute(REASON, reason);
    }
    /** Nothing is made any more. */
    _stop() {
        this._show(undefined, performance.now());
        this._stopBuffer?.();
    }
    _show(state, t) {
        this._count(-1);
        this._shown = state;
        this._count(1);
        if (state === "connecting" || state === "reconnecting")
            this._begin(t);
        // what the server refused is told next
        else if (state === "disconnected")
            Promise.resolve().then(() => this._guard.run(() => this._shown === state && this._end(t)));
        else
            this._end(t);
    }
    /** By attributes that stay the same. */
    _count(by) {
        if (this._shown)
            this._states?.add(by, { [NAMESPACE]: this._parts.socket.nsp, [STATE]: this._shown });
    }
    _begin(t) {
        if (this._began !== undefined)
            return;
        const { tracer, socket, common } = this._parts;
        this._began = t;
        this._code = undefined;
        this._span = tracer?.startSpan(`connect ${socket.nsp}`, { kind: SpanKind.CLIENT, attributes: common() });
    }
    _end(t) {
        const { _began, _span } = this;
        if (_began === undefined)
            return;
        const attributes = this._parts.common({ [TRANSPORT]: this._transport });
        // where the server is, is known by now
        _span?.setAttributes(attributes);
        const isOpen = this._shown === "connected";
        if (isOpen)
            this._createTime?.record((t - _began) / 1000, attributes);
        end(_span, isOpen ? undefined : (this._code ?? "ERR_DISCONNECTED"));
        this._began = this._span = undefined;
    }
}

/** Spans of the server's events that wait for the app's acknowledgement, at most. */
const MOST_DUE = 1000;
/**
 * Makes a span of each event that asks for an acknowledgement, until that comes: of those emitted, and of those of the server. It has a
 * method for each kind of record.
 */
class Events {
    constructor(parts, guard) {
        /** By the number of their record. */
        this._emitted = new Map();
        /** By namespace and ack id. */
        this._due = new Map();
        /** The last one comes first. */
        this._begun = [];
        const { meter } = parts;
        this._parts = parts;
        this._guard = guard;
        this._duration = meter?.createHistogram(DURATION, { unit: "s" });
        this._io = meter?.createCounter("holdfast.client.io", { unit: "By" });
        this._dropped = meter?.createCounter("holdfast.client.dropped.events", { unit: "{event}" });
    }
    emit({ n, event, id, bytes = 0, phase }) {
        if (this._guard.isIgnored(event))
            return;
        const isDue = id !== undefined;
        const span = isDue ? (this._takeBegun((one) => one.event === event) ?? this._start(event)) : undefined;
        span?.setAttribute(SIZE, bytes);
        if (phase === "handed")
            this._count("transmit", bytes);
        else
            span?.addEvent(phase);
        if (isDue || phase === "held")
            this._emitted.set(n, { span, bytes, isDue });
    }
    sent({ of }) {
        this._sent(of, "sent");
    }
    retry({ of, tries }) {
        this._sent(of, "retry", { [TRIES]: tries });
    }
    settled({ of, event, ms, code }) {
        const one = this._emitted.get(of);
        if (!one)
            return;
        this._emitted.delete(of);
        end(one.span, code);
        if (ms !== undefined)
            this._duration?.record(ms / 1000, this._emitting(event, code && { [ERROR]: code }));
    }
    receive({ nsp, event, id, bytes }) {
        if (this._guard.isIgnored(event))
            return;
        this._count("receive", bytes);
        if (id === undefined || this._due.size >= MOST_DUE)
            return;
        const attributes = this._attributes(event, "process", "process", { [SIZE]: bytes });
        const span = this._parts.tracer?.startSpan(`process ${event}`, { kind: SpanKind.CONSUMER, attributes });
        // a server that uses an id again hears no more of what it was before
        this.answer({ nsp, id });
        if (span)
            this._due.set(`${nsp},${id}`, span);
    }
    answer({ nsp, id }) {
        const key = `${nsp},${id}`;
        end(this._due.get(key));
        this._due.delete(key);
    }
    /** Those of the server are not answered any more. */
    left({ reason }) {
        for (const span of this._due.values())
            end(span, reason);
        this._due.clear();
    }
    dropped({ of, event, code }) {
        if (this._guard.isIgnored(event))
            return;
        this._emitted.delete(of);
        this._dropped?.add(1, this._parts.common({ [EVENT]: event, [ERROR]: code }));
    }
    /** Begins the span of an event whose context is sent along; the next record of such an event is its own. */
    _begin(event) {
        const span = this._start(event);
        if (!span)
            return undefined;
        // listeners of what is sent may emit, too: the last one is the first to be told of
        this._begun.unshift({ event, span });
        // what is refused is told in the next microtask; of what can't be sent at all there is no record
        const forget = () => end(this._takeBegun((one) => one.span === span), "_OTHER");
        Promise.resolve()
            .then()
            .then(() => this._guard.run(forget));
        return span;
    }
    /** Nothing is made any more. */
    _stop() {
        this.left({ reason: "stopped" });
        for (const { span } of this._emitted.values())
            end(span);
        this._emitted.clear();
    }
    _start(event) {
        return this._parts.tracer?.startSpan(`emit ${event}`, {
            kind: SpanKind.PRODUCER,
            attributes: this._emitting(event),
        });
    }
    _takeBegun(test) {
        const index = this._begun.findIndex(test);
        return index < 0 ? undefined : this._begun.splice(index, 1)[0]?.span;
    }
    _sent(of, what, details) {
        const one = this._emitted.get(of);
        if (!one)
            return;
        this._count("transmit", one.bytes);
        one.span?.addEvent(what, details);
        if (!one.isDue)
            this._emitted.delete(of);
    }
    _count(direction, bytes) {
        this._io?.add(bytes, this._parts.common({ [DIRECTION]: direction }));
    }
    _emitting(event, more) {
        return this._attributes(event, "emit", "send", more);
    }
    _attributes(event, operation, type, more) {
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
const contextOf = (span) => span ? trace.setSpan(context.active(), span) : context.active();

/** By this key OpenTelemetry's SDKs say that what runs now is an exporter. */
const SUPPRESSED = Symbol.for("OpenTelemetry SDK Context Key SUPPRESS_TRACING");
/** A list of names, or a function, as a function. */
const chooser = (choice) => typeof choice === "function" ? choice : (event) => !!choice?.includes(event);
const makeGuard = ({ ignore }) => {
    const isChosen = chooser(ignore);
    let isBusy = false;
    return {
        isIgnored: (event) => isChosen(event) || context.active().getValue(SUPPRESSED) === true,
        run: (work) => {
            if (isBusy)
                return;
            isBusy = true;
            try {
                return work();
            }
            finally {
                isBusy = false;
            }
        },
    };
};

const HOOKS = Symbol.for("holdfast.hooks");
/** By this name the server finds the context of the trace in the last argument (holdfast/server). */
const CARRIER = "holdfast:trace";
/** Keeps the address of the server, which records tell. */
const makeCommon = ({ nsp }) => {
    let server = {};
    const read = ({ url }) => {
        const [, host, port] = /\/\/([^/]+):(\d+)/.exec(`${url}`) ?? [];
        if (host)
            server = { [ADDRESS]: host, [PORT]: Number(port) };
    };
    return {
        common: (more) => ({ [NAMESPACE]: nsp, ...server, ...more }),
        handlers: { attempt: read, snapshot: read },
    };
};
/** Has the context of the trace sent along. Returns the function that ends that. */
const propagate = (socket, events, guard, choice) => {
    const isChosen = chooser(choice);
    const hooked = socket;
    const trailing = ([name], { isDue }) => {
        const event = `${name}`;
        if (!isChosen(event) || guard.isIgnored(event))
            return undefined;
        return guard.run(() => {
            const carrier = {};
            propagation.inject(contextOf(isDue ? events._begin(event) : undefined), carrier);
            const { traceparent, tracestate } = carrier;
            return traceparent && { [CARRIER]: { traceparent, tracestate } };
        });
    };
    hooked[HOOKS] = { ...hooked[HOOKS], trailing };
    return () => {
        if (hooked[HOOKS]?.trailing === trailing)
            hooked[HOOKS] = { ...hooked[HOOKS], trailing: undefined };
    };
};
/**
 * Makes spans and measurements for OpenTelemetry of what happens in a socket and its connection, until the function is called that this
 * returns. Nothing of the app's data is in them, nor a credential, a query, a cookie or a header.
 */
const otel = (socket, options) => {
    const { tracer, meter } = options;
    const guard = makeGuard(options);
    const server = makeCommon(socket);
    const parts = { socket, tracer, meter, common: server.common };
    const events = new Events(parts, guard);
    const connections = new Connections(parts, guard);
    const takers = [server.handlers, connections, events];
    const stopTrace = trace$1(socket, (record) => guard.run(() => {
        for (const taker of takers)
            taker[record.kind]?.call(taker, record);
    }));
    const stopHook = options.propagate ? propagate(socket, events, guard, options.propagate) : undefined;
    return () => {
        stopTrace();
        stopHook?.();
        guard.run(() => {
            events._stop();
            connections._stop();
        });
    };
};

export { otel };
