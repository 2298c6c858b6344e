'use strict';

const core = require('./core.cjs');

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
        this._isOpen = false;
        /** Bytes of the packet that is coming in. */
        this._bytes = 0;
        /** Takes the listeners off the Engine. */
        this._leave = () => { };
        this._tell = tell;
        this._hasFrames = !!frames;
    }
    /** Listens to an Engine, in place of the one before. */
    _hear(engine) {
        const listeners = {
            handshake: (handshake) => this._handshake(engine, handshake),
            upgrade: ({ name }) => this._tell("upgrade", { transport: name, ms: since(this._opened) }),
            upgradeError: (error) => this._upgradeError(error),
            packet: (packet) => this._came(engine, packet),
            ping: () => {
                this._tell("ping", { ms: since(this._pinged) });
                this._pinged = now();
            },
            ...(this._hasFrames && { packetCreate: (packet) => this._frame(engine, "out", packet) }),
        };
        this._leave();
        for (const name in listeners)
            engine.on(name, listeners[name]);
        this._leave = () => {
            for (const name in listeners)
                engine.off(name, listeners[name]);
        };
    }
    /** Bytes of the packet that just came in. */
    _take() {
        const bytes = this._bytes;
        this._bytes = 0;
        return bytes;
    }
    _handshake({ transport }, { sid, pingInterval, pingTimeout, maxPayload = 0 }) {
        this._isOpen = true;
        const ms = since(this._began);
        this._tell("opened", { transport: transport.name, sid, ms, pingInterval, pingTimeout, maxPayload });
        this._opened = this._pinged = now();
    }
    _upgradeError(error) {
        const { code, transport } = error;
        this._tell("upgrade_failed", { transport, code, message: error.message, ms: since(this._opened) });
    }
    _came(engine, packet) {
        if (this._hasFrames)
            this._frame(engine, "in", packet);
        if (packet.type !== "message")
            return;
        // attachments follow a text
        if (typeof packet.data === "string")
            this._bytes = 0;
        this._bytes += bytesOf(packet.data);
    }
    _frame({ transport }, direction, { type, data }) {
        const bytes = bytesOf(data) + (typeof data === "object" ? 0 : 1);
        this._tell("frame", { direction, type, bytes, transport: transport.name });
    }
}

/** The method of a Manager that takes who watches; see `src/manager/watch.ts`. */
const WATCH = Symbol.for("holdfast.watch");
/** The type of a packet that is an event. */
const EVENT = 2;
/** Events of the server whose acknowledgement is remembered to be due. */
const MOST_DUE = 1000;
/** Surfaces what a sink throws as an uncaught error of its own. */
const report = (error) => {
    if (typeof reportError === "function")
        reportError(error);
    else
        setTimeout(() => {
            throw error;
        }, 0);
};
const nameOf = ({ data }) => `${data[0]}`;
const argsOf = ({ data }) => data.slice(1);
const factsOf = ({ code, message, phase, transport, status }) => ({
    code,
    message: phase === "namespace" || phase === "auth" ? undefined : message,
    phase,
    transport,
    status,
});
/** Makes records of what a Manager and its Engine tell: a method for each type of what is told. */
class Tracer {
    constructor(manager, nsp, sink, options) {
        this._n = 0;
        this._joins = new Map();
        this._events = new WeakMap();
        /** Events of the server that wait for the app's acknowledgement, by namespace and id. */
        this._due = new Map();
        this._manager = manager;
        this._nsp = nsp;
        this._sink = sink;
        this._options = options;
        this._session = new Session((...record) => this._tell(...record), options);
    }
    /** The one way by which a record is told. */
    _tell(kind, fields) {
        try {
            this._sink({ kind, n: ++this._n, t: now(), ...fields });
        }
        catch (error) {
            report(error);
        }
    }
    _isOther(nsp) {
        return this._nsp !== undefined && nsp !== this._nsp;
    }
    /** What of the data is in a record. */
    _shown(event, data) {
        const { args } = this._options;
        try {
            return typeof args === "function" ? args(event, data) : args ? data : undefined;
        }
        catch (error) {
            return void report(error);
        }
    }
    // ---- the Manager
    snapshot(...[target, namespaces, elapsed]) {
        const { state, engine } = this._manager;
        const own = namespaces.filter(([{ nsp }]) => !this._isOther(nsp));
        for (const [, events] of own)
            for (const event of events)
                this._events.set(event, { of: undefined, emitted: undefined, handed: undefined });
        if (!engine && own.every(([, events]) => !events.length))
            return;
        this._session._isOpen = state === "connected";
        // of a later attempt it is not known when it began
        if (own.some(([socket]) => socket.state === "connecting"))
            this._session._began = now() - elapsed;
        if (engine)
            this._session._hear(engine);
        const { id, transport } = (engine ?? {});
        const sockets = own.map(([{ nsp, state: shown, buffered, receiveBuffer }, events]) => {
            const due = new Set(events.filter((event) => event.id !== undefined));
            const pending = [...due].map((event) => ({ id: event.id, event: nameOf(event) }));
            return { nsp, state: shown, buffered, received: receiveBuffer.length, pending };
        });
        this._tell("snapshot", {
            state,
            url: target && this._url(target),
            transport: transport?.name,
            sid: id ?? undefined,
            sockets,
        });
    }
    manager(...[from, , wait]) {
        if (from === "connected")
            this.closed("forced close");
        if (wait !== undefined)
            this._tell("wait", { ms: wait });
    }
    attempt(...[attempt, engine, target]) {
        this._session._began = now();
        this._session._hear(engine);
        this._tell("attempt", { attempt, url: this._url(target) });
    }
    failed(...[attempt, error]) {
        this._failure = error;
        const ms = since(this._session._began);
        const errors = error.errors ?? [error];
        errors.forEach((one, i) => {
            const last = i === errors.length - 1;
            this._tell("failed", {
                attempt,
                error: factsOf(one),
                ms,
                last,
                retryIn: last ? error.retryIn : undefined,
            });
        });
    }
    closed(reason) {
        if (this._session._isOpen)
            this._tell("closed", { reason });
        this._session._isOpen = false;
        this._due.clear();
    }
    _url({ secure, hostname, port }) {
        const { path = "" } = this._manager.opts;
        return `http${secure ? "s" : ""}://${hostname}:${port}${path.replace(/[?#].*/, "")}`;
    }
    // ---- the sockets
    join(nsp) {
        if (this._isOther(nsp))
            return;
        this._joins.set(nsp, now());
        this._tell("join", { nsp });
    }
    told(...[{ nsp, id: sid, recovered }, event, details]) {
        if (this._isOther(nsp))
            return;
        const ms = since(this._joins.get(nsp));
        const [first] = details;
        if (event === "connect")
            this._tell("joined", { nsp, sid, recovered, ms });
        else if (event === "disconnect")
            this._tell("left", { nsp, reason: first });
        else if (event === "state_change")
            this._tell("state", { nsp, ...first });
        else if (event === "connect_error" && core.isConnectError(first) && first !== this._failure) {
            const { code, phase } = first;
            if (phase === "namespace" || phase === "auth")
                this._tell("refused", { nsp, code, ms });
        }
    }
    packet(packet) {
        const bytes = this._session._take();
        const { type, nsp, id } = packet;
        if (type !== EVENT || this._isOther(nsp))
            return;
        const event = nameOf(packet);
        if (id !== undefined) {
            this._due.set(`${nsp},${id}`, { event, t: now() });
            // of those that are never acknowledged, the oldest are forgotten
            if (this._due.size > MOST_DUE)
                this._due.delete(this._due.keys().next().value);
        }
        this._tell("receive", { nsp, event, id, bytes, args: this._shown(event, argsOf(packet)) });
    }
    answer(...[nsp, id, data]) {
        if (this._isOther(nsp))
            return;
        const key = `${nsp},${id}`;
        const { event, t } = this._due.get(key) ?? {};
        this._due.delete(key);
        this._tell("answer", { nsp, event, id, ms: since(t), args: this._shown(event ?? "", data) });
    }
    // ---- events of the app
    held(event, frames) {
        if (!this._isOther(event.nsp))
            this._emitted(event, "held", frames);
    }
    handed(...[event, frames, tries]) {
        if (this._isOther(event.nsp))
            return;
        const { nsp } = event;
        let tracked = this._events.get(event);
        if (!tracked)
            tracked = this._emitted(event, "handed", frames);
        else if (tries > 1)
            this._tell("retry", { of: tracked.of, nsp, event: nameOf(event), tries });
        else
            this._tell("sent", { of: tracked.of, nsp, event: nameOf(event), ms: since(tracked.emitted) });
        tracked.handed = now();
    }
    settled(...[packet, error, answer]) {
        const { nsp, id } = packet;
        if (this._isOther(nsp))
            return;
        const tracked = this._events.get(packet) ?? this._emitted(packet, "refused");
        if (id === undefined)
            return;
        const event = nameOf(packet);
        this._tell("settled", {
            of: tracked.of,
            nsp,
            event,
            id,
            ms: since(tracked.emitted),
            ok: !error,
            roundTrip: error ? undefined : since(tracked.handed),
            code: error?.code,
            delivery: error?.delivery,
            args: error ? undefined : this._shown(event, answer),
        });
    }
    dropped(...[packet, { code, delivery }]) {
        const { nsp } = packet;
        if (this._isOther(nsp))
            return;
        this._tell("dropped", { of: this._events.get(packet)?.of, nsp, event: nameOf(packet), code, delivery });
    }
    _emitted(packet, phase, frames) {
        const { nsp, id } = packet;
        const event = nameOf(packet);
        const tracked = { of: this._n + 1, emitted: now(), handed: undefined };
        this._events.set(packet, tracked);
        const args = this._shown(event, argsOf(packet));
        this._tell("emit", { nsp, event, id, bytes: frames && bytesOfAll(frames), phase, args });
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
        tracer._session._leave();
    };
};

exports.trace = trace;
