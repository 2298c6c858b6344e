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
        this.l = false;
        const { meter, socket } = parts;
        this.o = parts;
        this.c = guard;
        this.p = meter?.createUpDownCounter("holdfast.client.connection.count", { unit: "{socket}" });
        this.r = meter?.createCounter("holdfast.client.connection.attempts", { unit: "{attempt}" });
        this.u = meter?.createHistogram("holdfast.client.connection.create_time", { unit: "s" });
        this.m = watchBuffer(parts);
        this.H(socket.state, performance.now());
    }
    state({ to, t }) {
        this.H(to, t);
    }
    snapshot() {
        // the first attempt began before anybody looked
        if (this.C === "connecting")
            this.attempt({ attempt: 0 });
    }
    attempt({ attempt }) {
        this.l = false;
        this.h?.addEvent("attempt", { [ATTEMPT]: attempt });
    }
    failed({ error, attempt, last }) {
        this.a = error.code;
        const details = { [ATTEMPT]: attempt, [ERROR]: error.code };
        if (error.transport)
            details[TRANSPORT] = error.transport;
        this.h?.addEvent("failed", details);
        if (last && !this.l)
            this.r?.add(1, this.o.common({ [ERROR]: error.code }));
    }
    opened(record) {
        this.l = true;
        this.upgrade(record);
        this.r?.add(1, this.o.common());
    }
    upgrade({ kind, transport }) {
        this.f = transport;
        this.h?.addEvent(kind, { [TRANSPORT]: transport });
    }
    refused({ code }) {
        this.a = code;
        this.h?.addEvent("refused", { [ERROR]: code });
    }
    left({ reason }) {
        this.h?.setAttribute(REASON, reason);
    }
    /** Nothing is made any more. */
    d() {
        this.H(undefined, performance.now());
        this.m?.();
    }
    H(state, t) {
        this.s(-1);
        this.C = state;
        this.s(1);
        if (state === "connecting" || state === "reconnecting")
            this.i(t);
        // what the server refused is told next
        else if (state === "disconnected")
            Promise.resolve().then(() => this.c.run(() => this.C === state && this.A(t)));
        else
            this.A(t);
    }
    /** By attributes that stay the same. */
    s(by) {
        if (this.C)
            this.p?.add(by, { [NAMESPACE]: this.o.socket.nsp, [STATE]: this.C });
    }
    i(t) {
        if (this.e !== undefined)
            return;
        const { tracer, socket, common } = this.o;
        this.e = t;
        this.a = undefined;
        this.h = tracer?.startSpan(`connect ${socket.nsp}`, { kind: SpanKind.CLIENT, attributes: common() });
    }
    A(t) {
        const { e: _began, h: _span } = this;
        if (_began === undefined)
            return;
        const attributes = this.o.common({ [TRANSPORT]: this.f });
        // where the server is, is known by now
        _span?.setAttributes(attributes);
        const isOpen = this.C === "connected";
        if (isOpen)
            this.u?.record((t - _began) / 1000, attributes);
        end(_span, isOpen ? undefined : (this.a ?? "ERR_DISCONNECTED"));
        this.e = this.h = undefined;
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
        this.r = new Map();
        /** By namespace and ack id. */
        this.e = new Map();
        /** The last one comes first. */
        this.h = [];
        const { meter } = parts;
        this.o = parts;
        this.c = guard;
        this.g = meter?.createHistogram(DURATION, { unit: "s" });
        this.b = meter?.createCounter("holdfast.client.io", { unit: "By" });
        this.l = meter?.createCounter("holdfast.client.dropped.events", { unit: "{event}" });
    }
    emit({ n, event, id, bytes = 0, phase }) {
        if (this.c.isIgnored(event))
            return;
        const isDue = id !== undefined;
        const span = isDue ? (this.m((one) => one.event === event) ?? this.a(event)) : undefined;
        span?.setAttribute(SIZE, bytes);
        if (phase === "handed")
            this.s("transmit", bytes);
        else
            span?.addEvent(phase);
        if (isDue || phase === "held")
            this.r.set(n, { span, bytes, isDue });
    }
    sent({ of }) {
        this.p(of, "sent");
    }
    retry({ of, tries }) {
        this.p(of, "retry", { [TRIES]: tries });
    }
    settled({ of, event, ms, code }) {
        const one = this.r.get(of);
        if (!one)
            return;
        this.r.delete(of);
        end(one.span, code);
        if (ms !== undefined)
            this.g?.record(ms / 1000, this.f(event, code && { [ERROR]: code }));
    }
    receive({ nsp, event, id, bytes }) {
        if (this.c.isIgnored(event))
            return;
        this.s("receive", bytes);
        if (id === undefined || this.e.size >= MOST_DUE)
            return;
        const attributes = this.u(event, "process", "process", { [SIZE]: bytes });
        const span = this.o.tracer?.startSpan(`process ${event}`, { kind: SpanKind.CONSUMER, attributes });
        // a server that uses an id again hears no more of what it was before
        this.answer({ nsp, id });
        if (span)
            this.e.set(`${nsp},${id}`, span);
    }
    answer({ nsp, id }) {
        const key = `${nsp},${id}`;
        end(this.e.get(key));
        this.e.delete(key);
    }
    /** Those of the server are not answered any more. */
    left({ reason }) {
        for (const span of this.e.values())
            end(span, reason);
        this.e.clear();
    }
    dropped({ of, event, code }) {
        if (this.c.isIgnored(event))
            return;
        this.r.delete(of);
        this.l?.add(1, this.o.common({ [EVENT]: event, [ERROR]: code }));
    }
    /** Begins the span of an event whose context is sent along; the next record of such an event is its own. */
    i(event) {
        const span = this.a(event);
        if (!span)
            return undefined;
        // listeners of what is sent may emit, too: the last one is the first to be told of
        this.h.unshift({ event, span });
        // what is refused is told in the next microtask; of what can't be sent at all there is no record
        const forget = () => end(this.m((one) => one.span === span), "_OTHER");
        Promise.resolve()
            .then()
            .then(() => this.c.run(forget));
        return span;
    }
    /** Nothing is made any more. */
    d() {
        this.left({ reason: "stopped" });
        for (const { span } of this.r.values())
            end(span);
        this.r.clear();
    }
    a(event) {
        return this.o.tracer?.startSpan(`emit ${event}`, {
            kind: SpanKind.PRODUCER,
            attributes: this.f(event),
        });
    }
    m(test) {
        const index = this.h.findIndex(test);
        return index < 0 ? undefined : this.h.splice(index, 1)[0]?.span;
    }
    p(of, what, details) {
        const one = this.r.get(of);
        if (!one)
            return;
        this.s("transmit", one.bytes);
        one.span?.addEvent(what, details);
        if (!one.isDue)
            this.r.delete(of);
    }
    s(direction, bytes) {
        this.b?.add(bytes, this.o.common({ [DIRECTION]: direction }));
    }
    f(event, more) {
        return this.u(event, "emit", "send", more);
    }
    u(event, operation, type, more) {
        return this.o.common({
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
            propagation.inject(contextOf(isDue ? events.i(event) : undefined), carrier);
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
            events.d();
            connections.d();
        });
    };
};

export { otel };
