'use strict';

const core = require('./core.cjs');

const GROUP = "holdfast";
/** Draws one entry. The panel has it from the call on; it is not to stay in the page's list of measures. */
const draw = (text, { track, color, start, end, properties = [] }) => {
    const name = `${GROUP}: ${text}`;
    const devtools = { dataType: "track-entry", trackGroup: GROUP, track, color, tooltipText: text, properties };
    performance.measure(name, { start, end, detail: { devtools } });
    performance.clearMeasures(name);
};
/** A track in which there is one entry at a time, which begins and ends. */
const laneOf = (track, color) => {
    let current;
    return {
        i(name, start) {
            current = { name, start };
        },
        A(end, code) {
            if (!current)
                return;
            const { name, start } = current;
            draw(code ? `${name}: ${code}` : name, { track, color: code ? "error" : color, start, end });
            current = undefined;
        },
    };
};
/**
 * A sink for `trace()` that draws what happens in Chrome's Performance panel: attempts, upgrades, waits, events until their
 * acknowledgement, and disconnects, each as a track of the group "holdfast".
 */
const devtoolsTrack = () => {
    const attempts = laneOf("attempts", "primary");
    const waits = laneOf("waits", "tertiary");
    let isLeft = false;
    return (record) => {
        const { t: end } = record;
        if (record.kind === "attempt") {
            waits.A(end);
            attempts.i(`attempt ${record.attempt}`, end);
        }
        else if (record.kind === "wait") {
            waits.A(end);
            waits.i("wait", end);
        }
        else if (record.kind === "opened")
            attempts.A(end);
        else if (record.kind === "failed" && record.last)
            attempts.A(end, record.error.code);
        else if (record.kind === "upgrade" || record.kind === "upgrade_failed") {
            const color = record.kind === "upgrade" ? "primary" : "error";
            draw(`${record.kind} ${record.transport}`, { track: "upgrades", color, start: end - (record.ms ?? 0), end });
        }
        else if (record.kind === "settled") {
            const { event, nsp, ok, code = "", ms = 0 } = record;
            const color = ok ? "secondary" : "error";
            const properties = [["namespace", nsp], ...(ok ? [] : [["error", code]])];
            draw(event, { track: "acknowledgements", color, start: end - ms, end, properties });
        }
        else if (record.kind === "closed") {
            waits.A(end);
            draw(record.reason, { track: "disconnects", color: "error", start: end, end });
        }
        else if (record.kind === "state") {
            isLeft = record.to === "disconnected";
            if (!isLeft)
                return;
            waits.A(end);
            // connect() in the same turn goes on with the same attempt
            Promise.resolve().then(() => isLeft && attempts.A(end));
        }
    };
};

/** Surfaces what a function of the app throws as an uncaught error of its own. */
const report = (error) => {
    if (typeof reportError === "function")
        reportError(error);
    else
        setTimeout(() => {
            throw error;
        }, 0);
};

/** Durations in ms, of which the last are kept. */
class Samples {
    constructor(limit) {
        this.e = [];
        this.s = limit;
    }
    o(ms) {
        this.e.push(ms);
        if (this.e.length > this.s)
            this.e.shift();
    }
    /** The least of them that so many percent do not exceed; `undefined` if there is none. */
    i(percent) {
        const sorted = [...this.e].sort((a, b) => a - b);
        return sorted[Math.ceil((percent / 100) * sorted.length) - 1];
    }
}

/** Bytes of a text in UTF-8. Not every runtime has a TextEncoder. */
const bytesOfText = (text) => {
    let bytes = text.length;
    for (let i = 0; i < text.length; i++) {
        const unit = text.charCodeAt(i);
        // the two halves of a surrogate pair are two bytes each
        if (unit > 0x7f)
            bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
    }
    return bytes;
};
/** Bytes of a frame. */
const bytesOf = (frame) => typeof frame === "string"
    ? bytesOfText(frame)
    : (frame?.byteLength ?? frame?.size ?? 0);
/** Bytes of all frames of a packet. */
const bytesOfAll = (frames) => frames.reduce((sum, frame) => sum + bytesOf(frame), 0);

const now = () => performance.now();
/** ms since then, if that is known. */
const since = (t) => (t === undefined ? undefined : now() - t);
/** Makes records of what an Engine tells its listeners, one Engine after the other. */
class Session {
    constructor(tell, { frames }) {
        this.C = false;
        /** Bytes of the packet that is coming in. */
        this.i = 0;
        /** Takes the listeners off the Engine. */
        this.K = () => { };
        this.B = tell;
        this.o = !!frames;
    }
    /** Listens to an Engine, in place of the one before. */
    s(engine) {
        const listeners = {
            handshake: (handshake) => this.N(engine, handshake),
            upgrade: ({ name }) => this.B("upgrade", { transport: name, ms: since(this.w) }),
            upgradeError: (error) => this.c(error),
            packet: (packet) => this.u(engine, packet),
            ping: () => {
                this.B("ping", { ms: since(this.a) });
                this.a = now();
            },
            ...(this.o && { packetCreate: (packet) => this.r(engine, "out", packet) }),
        };
        this.K();
        for (const name in listeners)
            engine.on(name, listeners[name]);
        this.K = () => {
            for (const name in listeners)
                engine.off(name, listeners[name]);
        };
    }
    /** Bytes of the packet that just came in. */
    h() {
        const bytes = this.i;
        this.i = 0;
        return bytes;
    }
    N({ transport }, { sid, pingInterval, pingTimeout, maxPayload = 0 }) {
        this.C = true;
        const ms = since(this.e);
        this.B("opened", { transport: transport.name, sid, ms, pingInterval, pingTimeout, maxPayload });
        this.w = this.a = now();
    }
    c(error) {
        const { code, transport } = error;
        this.B("upgrade_failed", { transport, code, message: error.message, ms: since(this.w) });
    }
    u(engine, packet) {
        if (this.o)
            this.r(engine, "in", packet);
        if (packet.type !== "message")
            return;
        // attachments follow a text
        if (typeof packet.data === "string")
            this.i = 0;
        this.i += bytesOf(packet.data);
    }
    r({ transport }, direction, { type, data }) {
        const bytes = bytesOf(data) + (typeof data === "object" ? 0 : 1);
        this.B("frame", { direction, type, bytes, transport: transport.name });
    }
}

/** The method of a Manager that takes who watches; see `src/manager/watch.ts`. */
const WATCH = Symbol.for("holdfast.watch");
/** The type of a packet that is an event. */
const EVENT = 2;
/** Events of the server whose acknowledgement is remembered to be due. */
const MOST_DUE = 1000;
const nameOf = ({ data }) => String(data[0]);
const argsOf = ({ data }) => data.slice(1);
const factsOf = (error) => {
    const { code, message, phase, transport, url, status, serverCode, retryAfter, hint } = error;
    const isOurs = phase !== "namespace" && phase !== "auth";
    return { code, message: isOurs ? message : undefined, phase, transport, url, status, serverCode, retryAfter, hint };
};
/** Makes records of what a Manager and its Engine tell: a method for each type of what is told. */
class Tracer {
    constructor(manager, nsp, sink, options) {
        this.c = 0;
        this.a = new Map();
        this.h = new WeakMap();
        /** Events of the server that wait for the app's acknowledgement, by namespace and id. */
        this.e = new Map();
        this.s = manager;
        this.d = nsp;
        this.L = sink;
        this.P = options;
        this.i = new Session((...record) => this.B(...record), options);
    }
    /** The one way by which a record is told. */
    B(kind, fields) {
        try {
            this.L({ kind, n: ++this.c, t: now(), ...fields });
        }
        catch (error) {
            report(error);
        }
    }
    o(nsp) {
        return this.d !== undefined && nsp !== this.d;
    }
    /** What of the data is in a record. */
    C(event, data) {
        const { args } = this.P;
        if (typeof args !== "function")
            return args ? data : undefined;
        try {
            // it may go by the name, and write into what it is given
            return event === undefined ? undefined : args(event, [...data]);
        }
        catch (error) {
            return void report(error);
        }
    }
    // ---- the Manager
    snapshot(...[target, namespaces, elapsed]) {
        const { state, engine } = this.s;
        const own = namespaces.filter(([{ nsp }]) => !this.o(nsp));
        for (const [, events] of own)
            for (const event of events)
                this.h.set(event, { of: undefined, emitted: undefined, handed: undefined });
        if (!engine && own.every(([, events]) => !events.length))
            return;
        this.i.C = state === "connected";
        // of a later attempt it is not known when it began
        if (own.some(([socket]) => socket.state === "connecting"))
            this.i.e = now() - elapsed;
        if (engine)
            this.i.s(engine);
        const { id, transport } = (engine ?? {});
        const sockets = own.map(([{ nsp, state: shown, buffered, receiveBuffer }, events]) => {
            const due = new Set(events.filter((event) => event.id !== undefined));
            const pending = [...due].map((event) => ({ id: event.id, event: nameOf(event) }));
            return { nsp, state: shown, buffered, received: receiveBuffer.length, pending };
        });
        this.B("snapshot", {
            state,
            url: target && this.F(target),
            // the Engine may be that of a session which is over
            transport: state.startsWith("connect") ? transport?.name : undefined,
            sid: id ?? undefined,
            sockets,
        });
    }
    manager(...[from, , wait]) {
        if (from === "connected")
            this.closed("forced close");
        if (wait !== undefined)
            this.B("wait", { ms: wait });
    }
    attempt(...[attempt, engine, target]) {
        this.i.e = now();
        this.i.s(engine);
        this.B("attempt", { attempt, url: this.F(target) });
    }
    failed(...[attempt, error]) {
        this.l = error;
        const ms = since(this.i.e);
        const errors = error.errors ?? [error];
        errors.forEach((one, i) => {
            const last = i === errors.length - 1;
            this.B("failed", {
                attempt,
                error: factsOf(one),
                ms,
                last,
                retryIn: last ? error.retryIn : undefined,
            });
        });
    }
    closed(reason) {
        const { C: _isOpen } = this.i;
        this.i.C = false;
        this.e.clear();
        if (_isOpen)
            this.B("closed", { reason });
    }
    F({ secure, hostname, port }) {
        const { path = "" } = this.s.opts;
        return `http${secure ? "s" : ""}://${hostname}:${port}${path.replace(/[?#].*/, "")}`;
    }
    // ---- the sockets
    join(nsp) {
        if (this.o(nsp))
            return;
        this.a.set(nsp, now());
        this.B("join", { nsp });
    }
    told(...[{ nsp, id: sid, recovered }, event, details]) {
        if (this.o(nsp))
            return;
        const ms = since(this.a.get(nsp));
        const [first] = details;
        if (event === "connect")
            this.B("joined", { nsp, sid, recovered, ms });
        else if (event === "disconnect")
            this.B("left", { nsp, reason: first });
        else if (event === "state_change")
            this.B("state", { nsp, ...first });
        else if (event === "connect_error" && core.isConnectError(first) && first !== this.l) {
            const { code, phase } = first;
            if (phase === "namespace" || phase === "auth")
                this.B("refused", { nsp, code, ms });
        }
    }
    packet(packet) {
        const bytes = this.i.h();
        const { type, nsp, id } = packet;
        if (type !== EVENT || this.o(nsp))
            return;
        const event = nameOf(packet);
        if (id !== undefined) {
            this.e.set(`${nsp},${id}`, { event, t: now() });
            // of those that are never acknowledged, the oldest are forgotten
            if (this.e.size > MOST_DUE)
                this.e.delete(this.e.keys().next().value);
        }
        this.B("receive", { nsp, event, id, bytes, args: this.C(event, argsOf(packet)) });
    }
    answer(...[nsp, id, data]) {
        if (this.o(nsp))
            return;
        const key = `${nsp},${id}`;
        const { event, t } = this.e.get(key) ?? {};
        this.e.delete(key);
        this.B("answer", { nsp, event, id, ms: since(t), args: this.C(event, data) });
    }
    // ---- events of the app
    held(event, frames) {
        // a listener of what is sent may have sent it meanwhile, or given it up
        if (!this.o(event.nsp) && !this.h.has(event))
            this.r(event, "held", frames);
    }
    handed(...[event, frames, tries]) {
        if (this.o(event.nsp))
            return;
        const { nsp } = event;
        let tracked = this.h.get(event);
        if (!tracked)
            tracked = this.r(event, "handed", frames);
        else if (tries > 1)
            this.B("retry", { of: tracked.of, nsp, event: nameOf(event), tries });
        else
            this.B("sent", { of: tracked.of, nsp, event: nameOf(event), ms: since(tracked.emitted) });
        tracked.handed = now();
    }
    settled(...[packet, error, answer]) {
        const { nsp, id } = packet;
        if (this.o(nsp))
            return;
        const tracked = this.h.get(packet) ?? this.r(packet, "refused");
        if (id === undefined)
            return;
        const event = nameOf(packet);
        this.B("settled", {
            of: tracked.of,
            nsp,
            event,
            id,
            ms: since(tracked.emitted),
            ok: !error,
            roundTrip: error ? undefined : since(tracked.handed),
            code: error?.code,
            delivery: error?.delivery,
            args: error ? undefined : this.C(event, answer),
        });
    }
    dropped(...[packet, { code, delivery }]) {
        const { nsp } = packet;
        if (this.o(nsp))
            return;
        this.B("dropped", { of: this.h.get(packet)?.of, nsp, event: nameOf(packet), code, delivery });
    }
    r(packet, phase, frames) {
        const { nsp, id } = packet;
        const event = nameOf(packet);
        // a function of the app, which may emit
        const args = this.C(event, argsOf(packet));
        const tracked = { of: this.c + 1, emitted: now(), handed: undefined };
        this.h.set(packet, tracked);
        this.B("emit", { nsp, event, id, bytes: frames && bytesOfAll(frames), phase, args });
        return tracked;
    }
}
/**
 * Tells `sink` what happens in a socket and its connection, or in a Manager and all its sockets, as records, until the function is called
 * that this returns. There may be several at once, each with its own numbers. What a sink throws is an uncaught error of its own.
 */
const trace = (subject, sink, options = {}) => {
    const { nsp, io = subject } = subject;
    const manager = io;
    const watch = manager[WATCH];
    if (!watch)
        throw new core.HoldfastError("ERR_INVALID_OPTION", "trace() takes a socket or a Manager of holdfast");
    const tracer = new Tracer(manager, nsp, sink, options);
    const stop = watch.call(manager, (...[type, ...fields]) => tracer[type].apply(tracer, fields));
    return () => {
        stop();
        tracer.i.K();
        // it may be ended by a sink, its own or another's, while something is being told
        tracer.L = tracer.i.s = () => { };
    };
};

/** Acknowledgements that count. */
const LAST$1 = 100;
/**
 * Measures how long the last 100 acknowledgements took, each from when its event was handed over to the connection. It sends nothing of
 * its own: a server closes a connection on which a client pings.
 */
const latency = (subject) => {
    const samples = new Samples(LAST$1);
    const { e: _values } = samples;
    const callbacks = new Set();
    const stopTrace = trace(subject, (record) => {
        if (record.kind !== "settled" || record.roundTrip === undefined)
            return;
        samples.o(record.roundTrip);
        for (const callback of [...callbacks])
            try {
                callback(measured);
            }
            catch (error) {
                report(error);
            }
    });
    const measured = {
        get last() {
            return _values[_values.length - 1];
        },
        get p50() {
            return samples.i(50);
        },
        get p95() {
            return samples.i(95);
        },
        get count() {
            return _values.length;
        },
        subscribe(callback) {
            // one that is given twice is called twice; one that is taken off just now is not called
            const own = (current) => void (callbacks.has(own) && callback(current));
            callbacks.add(own);
            return () => void callbacks.delete(own);
        },
        stop() {
            callbacks.clear();
            stopTrace();
        },
    };
    return measured;
};

/** Data as JSON has it: of bytes only how many, and of what can't be told, that. */
const plainOf = (data) => {
    const seen = function (name, given) {
        // before `toJSON`, which Node's Buffer has
        const raw = this[name];
        if (typeof raw === "bigint")
            return `${raw}`;
        const isBytes = raw &&
            typeof raw === "object" &&
            (ArrayBuffer.isView(raw) || /Buffer|Blob|File/.test(Object.prototype.toString.call(raw)));
        return isBytes ? `(${bytesOf(raw)} bytes)` : given;
    };
    try {
        return JSON.parse(JSON.stringify(data, seen));
    }
    catch {
        return "(can't be told)";
    }
};
/** ms since 1970. Not every runtime tells the origin (React Native of old). */
const wall = (t) => t + (performance.timeOrigin || Date.now() - performance.now());
const dateOf = (t) => new Date(wall(t)).toISOString();
/** A line for each record, with the time by the wall clock. */
const toJsonLines = (records) => records
    .map((record) => {
    const { args } = record;
    return `${JSON.stringify({ time: dateOf(record.t), ...record, args: args && plainOf(args) })}\n`;
})
    .join("");
const entryOf = ({ start, wait, url, messages, end }) => ({
    startedDateTime: dateOf(start - wait),
    time: end - start + wait,
    request: {
        method: "GET",
        url: url.replace("http", "ws"),
        httpVersion: "HTTP/1.1",
        cookies: [],
        headers: [],
        queryString: [],
        headersSize: -1,
        bodySize: 0,
    },
    response: {
        status: 101,
        statusText: "Switching Protocols",
        httpVersion: "HTTP/1.1",
        cookies: [],
        headers: [],
        content: { size: 0, mimeType: "x-unknown" },
        redirectURL: "",
        headersSize: -1,
        bodySize: 0,
    },
    cache: {},
    timings: { send: 0, wait, receive: end - start },
    _resourceType: "websocket",
    _webSocketMessages: messages,
});
/** What there is of an event: its data, or its bytes. */
const shownOf = ({ event, args, bytes }) => JSON.stringify([event].concat(args ? plainOf(args) : [])) +
    (args || bytes === undefined ? "" : ` ${bytes} bytes`);
/** The packet that a record stands for, and which way it went; `undefined` if it stands for none. */
const packetOf = (record, emits) => {
    const { kind } = record;
    if (kind === "emit")
        return record.phase === "handed" ? ["send", shownOf(record)] : undefined;
    if (kind === "sent" || kind === "retry")
        return ["send", shownOf(emits.get(record.of) ?? record)];
    if (kind === "receive")
        return ["receive", shownOf(record)];
    if (kind === "answer")
        return ["send", `acknowledgement of ${shownOf(record)}`];
    return kind === "settled" && record.ok ? ["receive", `acknowledgement of ${shownOf(record)}`] : undefined;
};
/**
 * The records as an archive of HTTP, which the network panels of browsers open: an entry for each session, as if it were one WebSocket,
 * with the events as its messages.
 */
const toHar = (records, last) => {
    const emits = new Map();
    const sessions = [];
    let url = last;
    let open;
    const begin = (start, wait) => {
        const session = { start, wait, url, messages: [], end: start };
        sessions.push(session);
        return session;
    };
    for (const record of records) {
        const { kind, t } = record;
        if ("url" in record)
            url = record.url ?? url;
        if (kind === "emit")
            emits.set(record.n, record);
        if (kind === "opened")
            open = begin(t, record.ms ?? 0);
        else if (kind === "snapshot" && record.state === "connected")
            open = begin(t, 0);
        const [type, data] = packetOf(record, emits) ?? [];
        // the record of its opening may be lost, or be before the trace
        if (type)
            open ?? (open = begin(t, 0));
        if (!open)
            continue;
        open.end = t;
        if (type)
            open.messages.push({ type, time: wall(t) / 1000, opcode: 1, data });
        if (kind === "closed")
            open = undefined;
    }
    const creator = { name: "holdfast", version: "1" };
    // Firefox opens no archive without `pages`
    return JSON.stringify({ log: { version: "1.2", creator, pages: [], entries: sessions.map(entryOf) } });
};

/** Durations that percentiles are of. */
const LAST = 1000;
const percentilesOf = (samples) => ({
    p50: samples.i(50),
    p95: samples.i(95),
});
/** Adds records up. */
class Sums {
    constructor() {
        this.p = performance.now();
        this.h = {};
        this.c = new Samples(LAST);
        this.f = new Samples(LAST);
        this.d = { events: 0, bytes: 0 };
        this.u = { events: 0, bytes: 0 };
        this.r = 0;
        this.l = 0;
        this.i = 0;
    }
    o(record) {
        const { kind, t } = record;
        if (kind === "attempt")
            this.r++;
        else if (kind === "snapshot" && record.state === "connecting")
            this.r++;
        else if (kind === "opened" && record.ms !== undefined)
            this.e = t - record.ms;
        // of what is asked for on a session that others have, it is not the attempt's time
        else if (kind === "state" && record.from === "disconnected")
            this.e = undefined;
        else if (kind === "joined" && this.e !== undefined) {
            this.c.o(t - this.e);
            this.e = undefined;
        }
        else if (kind === "failed")
            this.a(record.error.code);
        else if (kind === "refused")
            this.a(record.code);
        else if (kind === "emit")
            this.s(this.u, record.bytes);
        else if (kind === "receive")
            this.s(this.d, record.bytes);
        else if (kind === "sent")
            this.i = Math.max(this.i, record.ms ?? 0);
        else if (kind === "dropped")
            this.l++;
        else if (kind === "settled" && record.roundTrip !== undefined)
            this.f.o(record.roundTrip);
    }
    a(code) {
        this.h[code] = (this.h[code] ?? 0) + 1;
    }
    s(traffic, bytes = 0) {
        traffic.events++;
        traffic.bytes += bytes;
    }
    m() {
        return {
            ms: performance.now() - this.p,
            attempts: this.r,
            failures: { ...this.h },
            connect: percentilesOf(this.c),
            roundTrip: percentilesOf(this.f),
            in: { ...this.d },
            out: { ...this.u },
            dropped: this.l,
            longestHeld: this.i,
        };
    }
}

/** Records what happens in a socket and its connection, or in a Manager and all its sockets; the last of it is kept. */
const recorder = (subject, { limit = 5000, args } = {}) => {
    if (!(limit >= 1))
        throw new core.HoldfastError("ERR_INVALID_OPTION", `limit: ${limit}, but it has to be 1 or more`);
    const ring = [];
    const sums = new Sums();
    let next = 0;
    let url = "";
    const stop = trace(subject, (record) => {
        ring[next] = record;
        next = (next + 1) % Math.floor(limit);
        if ("url" in record)
            url = record.url ?? url;
        sums.o(record);
    }, { args });
    const inOrder = () => [...ring.slice(next), ...ring.slice(0, next)];
    return {
        get records() {
            return inOrder();
        },
        export: (format) => (format === "har" ? toHar(inOrder(), url) : toJsonLines(inOrder())),
        summary: () => sums.m(),
        stop,
    };
};

exports.devtoolsTrack = devtoolsTrack;
exports.latency = latency;
exports.recorder = recorder;
exports.trace = trace;
