import { HoldfastError, isConnectError } from './core.js';

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
        this.i = false;
        /** Bytes of the packet that is coming in. */
        this.e = 0;
        /** Takes the listeners off the Engine. */
        this.C = () => { };
        this.A = tell;
        this.h = !!frames;
    }
    /** Listens to an Engine, in place of the one before. */
    a(engine) {
        const listeners = {
            handshake: (handshake) => this.F(engine, handshake),
            upgrade: ({ name }) => this.A("upgrade", { transport: name, ms: since(this.c) }),
            upgradeError: (error) => this.u(error),
            packet: (packet) => this.l(engine, packet),
            ping: () => {
                this.A("ping", { ms: since(this.d) });
                this.d = now();
            },
            ...(this.h && { packetCreate: (packet) => this.o(engine, "out", packet) }),
        };
        this.C();
        for (const name in listeners)
            engine.on(name, listeners[name]);
        this.C = () => {
            for (const name in listeners)
                engine.off(name, listeners[name]);
        };
    }
    /** Bytes of the packet that just came in. */
    r() {
        const bytes = this.e;
        this.e = 0;
        return bytes;
    }
    F({ transport }, { sid, pingInterval, pingTimeout, maxPayload = 0 }) {
        this.i = true;
        const ms = since(this.s);
        this.A("opened", { transport: transport.name, sid, ms, pingInterval, pingTimeout, maxPayload });
        this.c = this.d = now();
    }
    u(error) {
        const { code, transport } = error;
        this.A("upgrade_failed", { transport, code, message: error.message, ms: since(this.c) });
    }
    l(engine, packet) {
        if (this.h)
            this.o(engine, "in", packet);
        if (packet.type !== "message")
            return;
        // attachments follow a text
        if (typeof packet.data === "string")
            this.e = 0;
        this.e += bytesOf(packet.data);
    }
    o({ transport }, direction, { type, data }) {
        const bytes = bytesOf(data) + (typeof data === "object" ? 0 : 1);
        this.A("frame", { direction, type, bytes, transport: transport.name });
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
        this.c = 0;
        this.a = new Map();
        this.o = new WeakMap();
        /** Events of the server that wait for the app's acknowledgement, by namespace and id. */
        this.e = new Map();
        this.i = manager;
        this.d = nsp;
        this.I = sink;
        this.H = options;
        this.s = new Session((...record) => this.A(...record), options);
    }
    /** The one way by which a record is told. */
    A(kind, fields) {
        try {
            this.I({ kind, n: ++this.c, t: now(), ...fields });
        }
        catch (error) {
            report(error);
        }
    }
    r(nsp) {
        return this.d !== undefined && nsp !== this.d;
    }
    /** What of the data is in a record. */
    B(event, data) {
        const { args } = this.H;
        try {
            return typeof args === "function" ? args(event, data) : args ? data : undefined;
        }
        catch (error) {
            return void report(error);
        }
    }
    // ---- the Manager
    snapshot(...[target, namespaces, elapsed]) {
        const { state, engine } = this.i;
        const own = namespaces.filter(([{ nsp }]) => !this.r(nsp));
        for (const [, events] of own)
            for (const event of events)
                this.o.set(event, { of: undefined, emitted: undefined, handed: undefined });
        if (!engine && own.every(([, events]) => !events.length))
            return;
        this.s.i = state === "connected";
        // of a later attempt it is not known when it began
        if (own.some(([socket]) => socket.state === "connecting"))
            this.s.s = now() - elapsed;
        if (engine)
            this.s.a(engine);
        const { id, transport } = (engine ?? {});
        const sockets = own.map(([{ nsp, state: shown, buffered, receiveBuffer }, events]) => {
            const due = new Set(events.filter((event) => event.id !== undefined));
            const pending = [...due].map((event) => ({ id: event.id, event: nameOf(event) }));
            return { nsp, state: shown, buffered, received: receiveBuffer.length, pending };
        });
        this.A("snapshot", {
            state,
            url: target && this.D(target),
            transport: transport?.name,
            sid: id ?? undefined,
            sockets,
        });
    }
    manager(...[from, , wait]) {
        if (from === "connected")
            this.closed("forced close");
        if (wait !== undefined)
            this.A("wait", { ms: wait });
    }
    attempt(...[attempt, engine, target]) {
        this.s.s = now();
        this.s.a(engine);
        this.A("attempt", { attempt, url: this.D(target) });
    }
    failed(...[attempt, error]) {
        this.l = error;
        const ms = since(this.s.s);
        const errors = error.errors ?? [error];
        errors.forEach((one, i) => {
            const last = i === errors.length - 1;
            this.A("failed", {
                attempt,
                error: factsOf(one),
                ms,
                last,
                retryIn: last ? error.retryIn : undefined,
            });
        });
    }
    closed(reason) {
        if (this.s.i)
            this.A("closed", { reason });
        this.s.i = false;
        this.e.clear();
    }
    D({ secure, hostname, port }) {
        const { path = "" } = this.i.opts;
        return `http${secure ? "s" : ""}://${hostname}:${port}${path.replace(/[?#].*/, "")}`;
    }
    // ---- the sockets
    join(nsp) {
        if (this.r(nsp))
            return;
        this.a.set(nsp, now());
        this.A("join", { nsp });
    }
    told(...[{ nsp, id: sid, recovered }, event, details]) {
        if (this.r(nsp))
            return;
        const ms = since(this.a.get(nsp));
        const [first] = details;
        if (event === "connect")
            this.A("joined", { nsp, sid, recovered, ms });
        else if (event === "disconnect")
            this.A("left", { nsp, reason: first });
        else if (event === "state_change")
            this.A("state", { nsp, ...first });
        else if (event === "connect_error" && isConnectError(first) && first !== this.l) {
            const { code, phase } = first;
            if (phase === "namespace" || phase === "auth")
                this.A("refused", { nsp, code, ms });
        }
    }
    packet(packet) {
        const bytes = this.s.r();
        const { type, nsp, id } = packet;
        if (type !== EVENT || this.r(nsp))
            return;
        const event = nameOf(packet);
        if (id !== undefined) {
            this.e.set(`${nsp},${id}`, { event, t: now() });
            // of those that are never acknowledged, the oldest are forgotten
            if (this.e.size > MOST_DUE)
                this.e.delete(this.e.keys().next().value);
        }
        this.A("receive", { nsp, event, id, bytes, args: this.B(event, argsOf(packet)) });
    }
    answer(...[nsp, id, data]) {
        if (this.r(nsp))
            return;
        const key = `${nsp},${id}`;
        const { event, t } = this.e.get(key) ?? {};
        this.e.delete(key);
        this.A("answer", { nsp, event, id, ms: since(t), args: this.B(event ?? "", data) });
    }
    // ---- events of the app
    held(event, frames) {
        if (!this.r(event.nsp))
            this.h(event, "held", frames);
    }
    handed(...[event, frames, tries]) {
        if (this.r(event.nsp))
            return;
        const { nsp } = event;
        let tracked = this.o.get(event);
        if (!tracked)
            tracked = this.h(event, "handed", frames);
        else if (tries > 1)
            this.A("retry", { of: tracked.of, nsp, event: nameOf(event), tries });
        else
            this.A("sent", { of: tracked.of, nsp, event: nameOf(event), ms: since(tracked.emitted) });
        tracked.handed = now();
    }
    settled(...[packet, error, answer]) {
        const { nsp, id } = packet;
        if (this.r(nsp))
            return;
        const tracked = this.o.get(packet) ?? this.h(packet, "refused");
        if (id === undefined)
            return;
        const event = nameOf(packet);
        this.A("settled", {
            of: tracked.of,
            nsp,
            event,
            id,
            ms: since(tracked.emitted),
            ok: !error,
            roundTrip: error ? undefined : since(tracked.handed),
            code: error?.code,
            delivery: error?.delivery,
            args: error ? undefined : this.B(event, answer),
        });
    }
    dropped(...[packet, { code, delivery }]) {
        const { nsp } = packet;
        if (this.r(nsp))
            return;
        this.A("dropped", { of: this.o.get(packet)?.of, nsp, event: nameOf(packet), code, delivery });
    }
    h(packet, phase, frames) {
        const { nsp, id } = packet;
        const event = nameOf(packet);
        const tracked = { of: this.c + 1, emitted: now(), handed: undefined };
        this.o.set(packet, tracked);
        const args = this.B(event, argsOf(packet));
        this.A("emit", { nsp, event, id, bytes: frames && bytesOfAll(frames), phase, args });
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
        throw new HoldfastError("ERR_INVALID_OPTION", "trace() takes a socket or a Manager of holdfast");
    const tracer = new Tracer(manager, nsp, sink, options);
    const stop = watch.call(manager, (...[type, ...fields]) => tracer[type].apply(tracer, fields));
    return () => {
        stop();
        tracer.s.C();
    };
};

export { trace };
