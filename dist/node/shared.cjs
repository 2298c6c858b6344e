'use strict';

const Emitter = require('component-emitter');
const node_http = require('node:http');
const node_https = require('node:https');
const ws = require('ws');
const engine_ioParser = require('engine.io-parser');

const Base = Emitter;
/** Event names compare as strings: `on(1)` hears `"1"`. */
const nameOf = (event) => (typeof event === "number" ? `${event}` : event);
/**
 * Calls the listeners that are there now, each on its own: what one throws goes to `report` and stops nobody, as with an
 * EventTarget.
 */
const callAll = (listeners, self, args, report) => {
    // a listener may remove itself; one listener, the common case, needs no copy
    for (const listener of listeners.length > 1 ? [...listeners] : listeners) {
        try {
            listener.apply(self, args);
        }
        catch (error) {
            report(error);
        }
    }
};
/**
 * `component-emitter` with types and with two of its habits guarded: `off(undefined)` removes nothing, and a number as
 * name hears like the string.
 */
class TypedEmitter extends Base {
    /** @internal */
    _report;
    constructor(report) {
        super();
        this._report = report;
    }
    /** Calls `listener` at each such event. */
    on(event, listener) {
        super.on(nameOf(event), listener);
        return this;
    }
    /** Calls `listener` at the next such event, then removes it. */
    once(event, listener) {
        super.once(nameOf(event), listener);
        return this;
    }
    /** Removes one listener, all of an event, or, without arguments, all. `undefined` as event or listener removes nothing. */
    off(event, listener) {
        const given = arguments.length;
        if (!given)
            super.off();
        else if (event !== undefined && (listener || given === 1))
            super.off(nameOf(event), listener);
        return this;
    }
    /** The listeners of an event, in the order in which they are called. */
    listeners(event) {
        return super.listeners(nameOf(event));
    }
    hasListeners(event) {
        return this.listeners(event).length > 0;
    }
    /** @internal Calls the listeners here; on a Socket `emit` is the other thing. */
    _call(event, args) {
        const listeners = this._callbacks.get(nameOf(event));
        if (listeners)
            callAll(listeners, this, args, this._report);
    }
    /** @internal */
    _emit(event, ...args) {
        this._call(event, args);
    }
}

/** Packet types of the Socket.IO protocol, revision 5. */
const CONNECT = 0;
const DISCONNECT = 1;
const EVENT = 2;
const ACK = 3;
const CONNECT_ERROR = 4;
const BINARY_EVENT = 5;
const BINARY_ACK = 6;

// shared by every copy of the library in a program, and by other realms
const BRAND = Symbol.for("holdfast.error");
/** The base of all errors that holdfast makes. */
class HoldfastError extends Error {
    constructor(code, message, fields) {
        super(message);
        Object.assign(this, { code }, fields);
    }
}
/** A connection attempt that failed, or a connection that broke. */
class ConnectError extends HoldfastError {
}
Object.defineProperty(HoldfastError.prototype, BRAND, { value: true });
/** Is it an error of holdfast, of whichever copy or realm? With a code: that one. */
const isHoldfastError = (error, code) => !!error?.[BRAND] && (!code || error.code === code);
/** Is it a {@link ConnectError}, of whichever copy or realm? */
const isConnectError = (error) => isHoldfastError(error) && "phase" in error;
/** Text of whatever was thrown. */
const messageOf = (error) => {
    const { message, cause } = (error ?? {});
    const text = typeof message === "string" && message ? message : String(error);
    return cause && cause.message ? `${text} (${cause.message})` : text;
};

/** The acknowledgements that one namespace waits for. Each is settled once. */
class Acks {
    _pending = new Map();
    _clock;
    _call;
    /** The id that the next event with acknowledgement gets. */
    nextId = 0;
    constructor(clock, call) {
        this._clock = clock;
        this._call = call;
    }
    /** Waits for the acknowledgement of `packet`; `expired` is called when time or signal ends that. */
    add(packet, callback, withError, { timeout, signal }, expired) {
        const pending = { callback, withError, packet };
        this._pending.set(packet.id, pending);
        this.nextId++;
        if (timeout === undefined && !signal)
            return;
        let timer;
        const fail = (code, message, cause) => expired(packet, new HoldfastError(code, message, { delivery: packet.sent ? "unknown" : "not-sent", cause }));
        const onAbort = () => fail("ERR_ABORTED", "operation was aborted", signal.reason);
        if (timeout !== undefined) {
            timer = this._clock.setTimeout(() => fail("ERR_ACK_TIMEOUT", "operation has timed out"), timeout);
        }
        signal?.addEventListener("abort", onAbort);
        pending.dispose = () => {
            this._clock.clearTimeout(timer);
            signal?.removeEventListener("abort", onAbort);
        };
    }
    /** The answer came. One that nobody waits for is ignored. */
    resolve(id, args) {
        const pending = this._pending.get(id);
        if (!pending)
            return;
        this._remove(pending);
        this._call(pending.callback, pending.withError ? [null, ...args] : args);
    }
    /** No answer will come. A callback that takes no error is forgotten. */
    fail(packet, error) {
        const pending = this._pending.get(packet.id);
        if (pending?.packet !== packet)
            return;
        this._remove(pending);
        this.settle(pending, error);
    }
    /** Takes those that `select` picks out of the wait; they are the caller's to settle, by {@link Acks.settle}. */
    take(select) {
        const taken = [...this._pending.values()].filter(select);
        for (const pending of taken)
            this._remove(pending);
        return taken;
    }
    settle({ withError, callback }, error) {
        if (withError)
            this._call(callback, [error]);
    }
    _remove(pending) {
        this._pending.delete(pending.packet.id);
        pending.dispose?.();
    }
}

/**
 * Asks the app for its credentials: a value, or a function that calls back, returns, or promises them. The first answer
 * counts.
 */
const askAuth = (auth, self, answered, failed) => {
    if (typeof auth !== "function")
        return answered(auth ?? undefined);
    let open = true;
    const answer = (data) => {
        if (!open)
            return;
        open = false;
        answered(data);
    };
    const returned = (data) => {
        if (data !== undefined)
            answer(data);
    };
    try {
        const result = auth.call(self, answer);
        if (typeof result?.then === "function") {
            Promise.resolve(result).then(returned, (error) => {
                if (open)
                    failed(error);
            });
        }
        else
            returned(result);
    }
    catch (error) {
        if (open)
            failed(error);
    }
};

/** From this many events on an app that set no limit is warned once. */
const MANY = 10_000;
const bytesOf = ({ frames }) => frames.reduce((sum, frame) => sum + (frame.length ?? frame.byteLength ?? frame.size), 0);
/** Events emitted while they can't be sent, in order. */
class Outbox {
    /** Public as `socket.sendBuffer`; apps empty or replace it. */
    packets = [];
    _limit;
    _drop;
    constructor(limit, drop) {
        this._limit = limit;
        this._drop = drop;
    }
    get bytes() {
        return this.packets.reduce((sum, packet) => sum + bytesOf(packet), 0);
    }
    /** Makes room for it where the app says so. An error: it is to be dropped; thrown where the app says to reject. */
    admit(packet) {
        const { events = Infinity, bytes = Infinity, onFull = "reject" } = this._limit;
        if (events === Infinity && bytes === Infinity)
            return;
        const size = bytesOf(packet);
        let held = bytes === Infinity ? 0 : this.bytes;
        while (this.packets.length >= events || held + size > bytes) {
            const full = new HoldfastError("ERR_BUFFER_FULL", "the buffer for events to be sent is full", {
                delivery: "not-sent",
            });
            const oldest = onFull === "drop-oldest" ? this.packets[0] : undefined;
            if (!oldest) {
                if (onFull === "reject")
                    throw full;
                return full;
            }
            held -= bytesOf(oldest);
            this.packets.shift();
            this._drop(oldest, full);
        }
        return;
    }
    /** The next packet to be sent at time `now`; what is too old is dropped. */
    next(now) {
        const { age = Infinity } = this._limit;
        for (;;) {
            const packet = this.packets.shift();
            if (!packet || now - (packet.at ?? now) <= age)
                return packet;
            this._drop(packet, new HoldfastError("ERR_BUFFER_FULL", `buffered for more than ${age} ms`, { delivery: "not-sent" }));
        }
    }
    remove(packet) {
        const index = this.packets.indexOf(packet);
        if (index >= 0)
            this.packets.splice(index, 1);
    }
}

/**
 * Connection state recovery (PROTOCOL.md, "Socket.IO v5"): the session's private id, and the offset of the last event
 * that the server could send again.
 */
class Recovery {
    _pid;
    _offset;
    /** Did the last connection go on where the one before it was cut? */
    recovered = false;
    /** What is sent when joining, beside the app's credentials. */
    payload(auth) {
        return this._pid ? { pid: this._pid, offset: this._offset, ...auth } : auth;
    }
    joined(pid) {
        this.recovered = pid !== undefined && pid === this._pid;
        this._pid = typeof pid === "string" ? pid : undefined;
        if (!this.recovered)
            this._offset = undefined;
    }
    /** An event without ack id was delivered; its last argument may be its offset. */
    delivered(args) {
        if (!this._pid)
            return;
        const last = args.length > 1 && args[args.length - 1];
        if (typeof last === "string")
            this._offset = last;
    }
}

/** Names that are reserved in socket.io-client: `emit()` of one throws. */
const RESERVED = new Set([
    "connect",
    "connect_error",
    "disconnect",
    "disconnecting",
    "newListener",
    "removeListener",
]);
/** Names that holdfast adds to the socket's own events, unless `lifecycleEvents: "v4"`. */
const ADDED = new Set([
    "connect_timeout",
    "reconnect_attempt",
    "reconnect_error",
    "reconnect_failed",
    "reconnect",
]);

/**
 * Events that are sent again, in order, until the server acknowledges them: after `timeout`, or on a new connection. Each
 * keeps its ack id, so that a late answer to an earlier try settles it too.
 */
class RetryQueue {
    // a Map keeps the order and forgets any entry at a constant cost
    _entries = new Map();
    _clock;
    _retries;
    _window;
    _send;
    _failed;
    _open = false;
    constructor(clock, retries, window, send, failed) {
        this._clock = clock;
        this._retries = retries;
        this._window = window;
        this._send = send;
        this._failed = failed;
    }
    get packets() {
        return this._entries.keys();
    }
    add(packet, timeout) {
        this._entries.set(packet, { packet, timeout, unanswered: 0 });
        this._drain();
    }
    /** The packet is settled. */
    remove(packet) {
        this._clock.clearTimeout(this._entries.get(packet)?.timer);
        if (this._entries.delete(packet))
            this._drain();
    }
    /** A connection is there: sends what was in flight again, then goes on. */
    start() {
        this._open = true;
        this._drain();
    }
    /** The connection is gone. */
    stop() {
        this._open = false;
        for (const entry of this._entries.values()) {
            this._clock.clearTimeout(entry.timer);
            entry.timer = undefined;
        }
    }
    _drain() {
        if (!this._open)
            return;
        let room = this._window;
        for (const entry of this._entries.values()) {
            if (!room--)
                return;
            if (entry.timer === undefined)
                this._try(entry);
            // sending may have found the connection dead
            if (!this._open)
                return;
        }
    }
    _try(entry) {
        entry.timer = this._clock.setTimeout(() => {
            entry.timer = undefined;
            if (++entry.unanswered > this._retries) {
                this._failed(entry.packet, new HoldfastError("ERR_ACK_TIMEOUT", "operation has timed out", { delivery: "unknown" }));
            }
            else
                this._drain();
        }, entry.timeout);
        this._send(entry.packet);
    }
}

const COMPRESS = Object.freeze({ compress: true });
const PLAIN = Object.freeze({ compress: false });
const NO_FRAMES = [];
const disconnected = (delivery) => new HoldfastError("ERR_DISCONNECTED", "socket has been disconnected", { delivery });
/** One namespace of a connection: joining and leaving it, and the events of both sides. */
class Lifecycle {
    acks;
    outbox;
    recovery = new Recovery();
    /** Events that came before the namespace was joined. */
    received = [];
    _state = { name: "idle" };
    _shown = "disconnected";
    _retries;
    nsp;
    _link;
    facade;
    _options;
    constructor(nsp, link, facade, options) {
        this.nsp = nsp;
        this._link = link;
        this.facade = facade;
        this._options = options;
        this.acks = new Acks(link.clock, (callback, args) => callAll([callback], facade, args, link.report));
        this.outbox = new Outbox(options.bufferLimit, (packet, error) => this._dropped(packet, error));
        if (options.retries > 0) {
            this._retries = new RetryQueue(link.clock, options.retries, options.retryWindow, (packet) => this._transmit(packet), (packet, error) => this._dropped(packet, error));
        }
    }
    get active() {
        const { name } = this._state;
        return name !== "idle" && name !== "leaving";
    }
    get busy() {
        return this._state.name !== "idle";
    }
    get joined() {
        return this._state.name === "joined";
    }
    get sid() {
        return this._state.name === "joined" ? this._state.sid : undefined;
    }
    get state() {
        const { reconnecting } = this._link;
        if (this.joined)
            return "connected";
        if (!this.active || reconnecting === undefined)
            return "disconnected";
        return reconnecting ? "reconnecting" : "connecting";
    }
    // ---- what the app asks for
    connect() {
        const state = this._state;
        if (state.name === "joined")
            return;
        if (state.name === "leaving")
            this._state = { name: "joining", sent: true, timer: state.timer, again: false };
        else if (state.name === "idle")
            this._enter({ name: "waiting" }, "connect()");
        this._link.wanted(this);
    }
    disconnect() {
        const state = this._state;
        if (state.name === "idle" || state.name === "leaving")
            return;
        if (state.name === "joining" && state.sent) {
            // the server has yet to answer, and takes no DISCONNECT before it did
            this._state = { name: "leaving", timer: state.timer };
            this.changed("disconnect()");
        }
        else {
            if (state.name === "joined")
                this._sendControl(DISCONNECT);
            this._enter({ name: "idle" }, "disconnect()");
        }
        this._link.unwanted();
        this._end(state.name === "joined" && "io client disconnect");
    }
    /** Sends an event, or keeps it until it can be sent. `args`: the name first, perhaps a callback last. */
    emit(flags, args) {
        this._checkName(args[0]);
        const callback = typeof args[args.length - 1] === "function" ? args.pop() : undefined;
        const timeout = flags.timeout ?? this._options.ackTimeout;
        this._submit(flags, args, callback, timeout !== undefined || !!flags.signal, timeout);
    }
    /** Sends an event and promises its acknowledgement; whatever goes wrong rejects. */
    emitWithAck(flags, args) {
        return new Promise((resolve, reject) => {
            this._checkName(args[0]);
            const settle = (error, value) => (error ? reject(error) : resolve(value));
            this._submit(flags, args, settle, true, flags.timeout ?? this._options.ackTimeout);
        });
    }
    // ---- what the connection tells
    linkOpen() {
        if (this._state.name === "waiting")
            this._join(false);
    }
    packet(packet) {
        const { type, data } = packet;
        if (type === EVENT)
            this._onEvent(packet);
        else if (type === ACK)
            this.acks.resolve(packet.id, data);
        else if (type === CONNECT)
            this._onConnect(data);
        else if (type === CONNECT_ERROR)
            this._onRefused(data);
        else if (type === DISCONNECT && this.joined) {
            this._enter({ name: "idle" }, "disconnect");
            this._link.unwanted();
            this._end("io server disconnect");
        }
    }
    linkLost(reason, details, unsent) {
        const was = this._state.name;
        if (was === "idle")
            return;
        const kept = unsent.filter((packet) => {
            packet.sent = false;
            if (packet.type !== EVENT || packet.retried)
                return false;
            if (packet.volatile)
                this._dropped(packet, disconnected("not-sent"));
            return !packet.volatile;
        });
        this.outbox.packets = [...kept, ...this.outbox.packets];
        this.received = [];
        this._enter({ name: was === "leaving" ? "idle" : "waiting" }, "disconnect");
        const doomed = this.acks.take(({ packet }) => packet.sent && !packet.retried);
        if (was === "joined")
            this._reserved("disconnect", reason, details);
        for (const pending of doomed)
            this.acks.settle(pending, disconnected("unknown"));
    }
    attemptFailed(error) {
        const { name } = this._state;
        if (name === "leaving")
            this._enter({ name: "idle" }, "connect_error");
        if (name !== "waiting" && name !== "joining")
            return;
        this._enter({ name: "waiting" }, "connect_error");
        this._reportFailure(error);
    }
    _reportFailure(error) {
        if (error.code === "ERR_CONNECT_TIMEOUT")
            this._reserved("connect_timeout", error);
        this._reserved("connect_error", error);
    }
    attempting(attempt) {
        if (this.active)
            this._reserved("reconnect_attempt", attempt);
    }
    reconnectFailed(error) {
        if (this.active)
            this._reserved("reconnect_error", error);
    }
    gaveUp(limit) {
        this.changed("reconnect_failed");
        if (this.active)
            this._end(limit && "reconnect_failed");
    }
    refused(packet, error) {
        this._dropped(packet, error);
    }
    changed(cause) {
        const to = this.state;
        const from = this._shown;
        if (from === to)
            return;
        this._shown = to;
        this.facade._lifecycle("state_change", { from, to, cause });
    }
    // ---- joining and leaving
    /** The one way from a state to another. */
    _enter(next, cause) {
        const { timer } = this._state;
        this._link.clock.clearTimeout(timer);
        this._state = next;
        if (next.name !== "joined")
            this._retries?.stop();
        this.changed(cause);
    }
    _join(again) {
        const state = { name: "joining", sent: false, timer: undefined, again };
        this._enter(state, "connect()");
        const current = () => this._state === state;
        const { clock, joinTimeout } = this._link;
        const arm = (fail) => {
            clock.clearTimeout(state.timer);
            if (joinTimeout !== undefined)
                state.timer = clock.setTimeout(fail, joinTimeout);
        };
        const fail = (message, cause) => {
            if (!current())
                return;
            this._enter({ name: "waiting" }, "connect_error");
            this._joinFailed(new ConnectError("ERR_AUTH", message, { phase: "auth", cause }));
        };
        arm(() => fail("auth gave no answer in time"));
        askAuth(this.facade.auth, this.facade, (data) => {
            if (!current())
                return;
            try {
                this._sendControl(CONNECT, this.recovery.payload(data));
            }
            catch (error) {
                return fail(`auth: ${messageOf(error)}`, error);
            }
            state.sent = true;
            arm(() => this._joinTimedOut());
        }, (error) => fail(`auth: ${messageOf(error)}`, error));
    }
    _joinTimedOut() {
        this._joinFailed(new ConnectError("ERR_CONNECT_TIMEOUT", "timeout", {
            phase: "namespace",
            hint: "the server did not answer in time; does the namespace's middleware call next()?",
        }));
    }
    _joinFailed(error) {
        if (this._state.name === "leaving") {
            this._enter({ name: "idle" }, "disconnect()");
            this._link.unwanted();
        }
        else if (this._link.joinFailed(error))
            this._reportFailure(error);
    }
    _onConnect(data) {
        const state = this._state;
        if (state.name === "leaving") {
            this._sendControl(DISCONNECT);
            this._enter({ name: "idle" }, "disconnect()");
            return this._link.unwanted();
        }
        // a second one changes nothing
        if (state.name !== "joining" || !state.sent)
            return;
        if (typeof data?.sid !== "string") {
            return this._giveUpJoining(new ConnectError("ERR_UNSUPPORTED_PROTOCOL", "the server speaks an older protocol: Socket.IO 2", {
                phase: "namespace",
                hint: "use a Socket.IO server of version 3 or 4",
                willRetry: false,
            }));
        }
        const joined = { name: "joined", ready: false, sid: data.sid };
        this.recovery.joined(data.pid);
        const attempt = this._link.joined();
        this._enter(joined, "connect");
        this._reserved("connect");
        if (attempt && this._state === joined)
            this._reserved("reconnect", attempt);
        this._flush(joined);
    }
    /** What was buffered goes out in the order of DESIGN.md's table. */
    _flush(joined) {
        const current = () => this._state === joined;
        for (const args of this.received.splice(0))
            if (current())
                this._dispatch(args);
        while (current()) {
            const packet = this.outbox.next(this._link.clock.now());
            if (!packet)
                break;
            const error = this._link.tooLarge(packet.frames);
            if (error)
                this._dropped(packet, error);
            else
                this._transmit(packet);
        }
        if (!current())
            return;
        joined.ready = true;
        // what the app took out of sendBuffer will not be answered
        for (const pending of this.acks.take(({ packet }) => !packet.sent && !packet.retried)) {
            this.acks.settle(pending, disconnected("not-sent"));
        }
        this._retries?.start();
    }
    _onRefused(data) {
        const state = this._state;
        if (state.name === "leaving") {
            this._enter({ name: "idle" }, "disconnect()");
            return this._link.unwanted();
        }
        if (state.name !== "joining")
            return;
        const { message, data: more } = (typeof data === "object" ? data : { message: data });
        const fields = { phase: "namespace", data: more, willRetry: false };
        const error = new ConnectError("ERR_REFUSED", String(message ?? "refused"), fields);
        const { retryRefused } = this._options;
        if (!state.again && (typeof retryRefused === "function" ? retryRefused(error) : retryRefused)) {
            return this._join(true);
        }
        this._giveUpJoining(error);
    }
    /** The server will not have us: the namespace is left alone until the app asks again. */
    _giveUpJoining(error) {
        this._enter({ name: "idle" }, "connect_error");
        this._link.unwanted();
        this._end(error);
    }
    /**
     * The app or the server ended it: tells so, and all that promised an outcome gets one. Plain events stay for the next
     * `connect()`.
     */
    _end(why) {
        // taken before the listeners are told: what these emit belongs to the next connection
        const doomed = this.acks.take(({ packet, withError }) => withError || (packet.sent && !packet.retried));
        for (const { packet } of doomed) {
            this.outbox.remove(packet);
            this._retries?.remove(packet);
        }
        if (why === "reconnect_failed")
            this._reserved(why);
        else if (typeof why === "object")
            this._reserved("connect_error", why);
        else if (why)
            this._reserved("disconnect", why);
        for (const pending of doomed) {
            const error = disconnected(pending.packet.sent ? "unknown" : "not-sent");
            this.acks.settle(pending, error);
            if (!pending.packet.sent)
                this._tellDropped(pending.packet, error);
        }
    }
    /** Tells listeners of a reserved event; `connect()` called in one keeps a wait. */
    _reserved(name, ...args) {
        const tell = () => {
            if (this._options.allEvents || !ADDED.has(name))
                this.facade._call(name, args);
            this.facade._lifecycle(name, ...args);
        };
        if (name === "connect")
            tell();
        else
            this._link.notify(tell);
    }
    // ---- events
    _checkName(name) {
        if (RESERVED.has(name)) {
            throw new HoldfastError("ERR_RESERVED_EVENT", `"${String(name)}" is a reserved event name`);
        }
        if (ADDED.has(name) && this._options.allEvents)
            this._warnName(name);
    }
    _warnName(name) {
        this._link.warn(`name:${name}`, `"${name}" is an event of the socket itself; an app that uses it for its own sets lifecycleEvents: "v4"`);
    }
    _sendControl(type, data) {
        const packet = data === undefined ? { type, nsp: this.nsp } : { type, nsp: this.nsp, data };
        this._link.send({ ...packet, frames: this._link.codec.encode(packet), alone: type === DISCONNECT });
    }
    _submit(flags, data, callback, withError, timeout) {
        const { _link: link, acks, outbox } = this;
        const retries = flags.volatile ? undefined : this._retries;
        const packet = {
            type: EVENT,
            nsp: this.nsp,
            data,
            options: flags.compress === false ? PLAIN : COMPRESS,
            frames: NO_FRAMES,
        };
        if (callback || retries)
            packet.id = acks.nextId;
        if (flags.volatile)
            packet.volatile = true;
        // whatever can fail by the app's data fails here, before anything is registered
        packet.frames = link.codec.encode(packet);
        const alive = this.joined && link.alive();
        const tooLarge = alive && link.tooLarge(packet.frames);
        if (tooLarge)
            throw tooLarge;
        const state = this._state;
        const direct = state.name === "joined" && state.ready;
        const obstacle = this._obstacle(flags, packet, direct || !!retries);
        if (retries) {
            const settle = (...args) => {
                retries.remove(packet);
                callback?.(...args);
            };
            packet.retried = true;
            acks.add(packet, settle, !!callback, { signal: flags.signal }, (_, error) => this._dropped(packet, error));
        }
        else if (callback) {
            acks.add(packet, callback, withError, { timeout, signal: flags.signal }, (_, error) => {
                if (packet.sent)
                    acks.fail(packet, error);
                else
                    this._dropped(packet, error);
            });
        }
        if (obstacle)
            this._dropped(packet, obstacle);
        else if (retries)
            retries.add(packet, timeout ?? 10_000);
        else if (direct)
            this._transmit(packet);
        else {
            packet.at = link.clock.now();
            if (outbox.packets.push(packet) === MANY) {
                link.warn("buffer", `${MANY} events are buffered; the bufferLimit option bounds them`);
            }
        }
    }
    /** Why an event is dropped right away; thrown where the app asked to be told so. */
    _obstacle({ signal, volatile }, packet, unbuffered) {
        const fields = { delivery: "not-sent", cause: signal?.reason };
        if (signal?.aborted)
            return new HoldfastError("ERR_ABORTED", "operation was aborted", fields);
        if (volatile && !this._link.writable) {
            return this.joined
                ? new HoldfastError("ERR_BUFFER_FULL", "the transport is busy", { delivery: "not-sent" })
                : disconnected("not-sent");
        }
        return unbuffered ? undefined : this.outbox.admit(packet);
    }
    _transmit(packet) {
        const outgoing = this.facade._outgoing;
        if (outgoing.length)
            callAll(outgoing, this.facade, packet.data, this._link.report);
        packet.sent = true;
        this._link.send(packet);
    }
    /** The event will not be sent any more. */
    _dropped(packet, error) {
        this.outbox.remove(packet);
        this.acks.fail(packet, error);
        this._retries?.remove(packet);
        this._tellDropped(packet, error);
    }
    _tellDropped(packet, cause) {
        const [event, ...args] = packet.data;
        this.facade._lifecycle("dropped", { event, args, cause, delivery: cause.delivery });
    }
    _onEvent(packet) {
        const state = this._state;
        const args = packet.data;
        if (packet.id !== undefined)
            args.push(this._answer(packet.id));
        if (state.name === "joined" && state.ready)
            this._dispatch(args);
        else if (this.active)
            this.received.push(args);
    }
    /** The function by which the app acknowledges an event: once, and on the connection that asked. */
    _answer(id) {
        const asked = this._state;
        let answered = false;
        return (...data) => {
            if (answered)
                return;
            // a namespace that was still being joined is another state by now
            const { name } = this._state;
            if (asked !== this._state && !(asked.name === "joining" && name === "joined"))
                return;
            const packet = { type: ACK, nsp: this.nsp, id, data };
            const frames = this._link.codec.encode(packet);
            const tooLarge = this._link.tooLarge(frames);
            if (tooLarge)
                throw tooLarge;
            answered = true;
            if (name === "joined")
                this._link.send({ ...packet, frames });
        };
    }
    _dispatch(args) {
        const any = this.facade._incoming;
        if (any.length)
            callAll(any, this.facade, args, this._link.report);
        const name = args[0];
        // a name of ours never reaches those who listen to us
        if (this._options.allEvents && ADDED.has(name))
            this._warnName(name);
        else
            this.facade._call(name, args.slice(1));
        this.recovery.delivered(args);
    }
}

const NO_FLAGS = Object.freeze({});
/**
 * A namespace of a connection, as the app sees it.
 *
 * `volatile`, `timeout()`, `compress()` and `signal()` give a *view*: the same socket, with other settings for what is
 * emitted through it. A view can be kept and used again; `emit` on it returns the socket.
 *
 * @typeParam ListenEvents - events from the server, with their listeners
 * @typeParam EmitEvents - events to the server
 * @typeParam Io - the Manager
 */
let Socket$1 = class Socket extends TypedEmitter {
    /** The Manager whose connection this namespace uses. */
    io;
    /** The namespace, such as `"/"` or `"/admin"`. */
    nsp;
    /** Emits the reserved events, `state_change` and `dropped`, whatever names the app uses for its own events. */
    lifecycle;
    /** Credentials, or the function that gives them. May be changed at any time; counts from the next connection. */
    auth;
    /** @internal */ _core;
    /** @internal */ _flags = NO_FLAGS;
    /** @internal */ _incoming = [];
    /** @internal */ _outgoing = [];
    /** @internal */
    constructor(io, nsp, options) {
        super(io._link.report);
        this.io = io;
        this.nsp = nsp;
        this.auth = options?.auth;
        this.lifecycle = new TypedEmitter(io._link.report);
        this._core = new Lifecycle(nsp, io._link, this, io._resolve(options));
    }
    /** Frameworks that wrap objects in proxies (Vue) leave this one alone. @internal */
    get __v_skip() {
        return true;
    }
    /** The server's id of this namespace's connection; `undefined` while not connected. */
    get id() {
        return this._core.sid;
    }
    /** Has the namespace been joined, over a connection that is open? */
    get connected() {
        return this._core.joined;
    }
    get disconnected() {
        return !this.connected;
    }
    /** Is it connected, or will it connect by itself? */
    get active() {
        return this._core.active;
    }
    /** `"disconnected"`, `"connecting"`, `"connected"` or `"reconnecting"`. */
    get state() {
        return this._core.state;
    }
    /** Did the server restore the last connection's state, so that no event was missed? */
    get recovered() {
        return this._core.recovery.recovered;
    }
    /** Events that wait to be sent; may be emptied or replaced, in a `connect` listener at the latest. */
    get sendBuffer() {
        return this._core.outbox.packets;
    }
    set sendBuffer(packets) {
        this._core.outbox.packets = packets;
    }
    /** Events that came before `connect` was emitted. */
    get receiveBuffer() {
        return this._core.received;
    }
    set receiveBuffer(events) {
        this._core.received = events;
    }
    /** How much waits to be sent: events, and bytes of their encoded form. */
    get buffered() {
        const { packets, bytes } = this._core.outbox;
        return { count: packets.length, bytes };
    }
    /** Connects, or does nothing if connected. During a wait for reconnection it connects now. */
    connect() {
        this._core.connect();
        return this;
    }
    /** The same as {@link connect}. */
    open() {
        return this.connect();
    }
    /** Leaves the namespace; the connection is closed with its last one. What was emitted before is still sent. */
    disconnect() {
        this._core.disconnect();
        return this;
    }
    /** The same as {@link disconnect}. */
    close() {
        return this.disconnect();
    }
    /**
     * Sends an event, or buffers it until the socket is connected. A function as last argument is called with the
     * acknowledgement; with `timeout()` or `ackTimeout` it takes an error first, and is called in any case.
     *
     * Throws `ERR_RESERVED_EVENT`, `ERR_ENCODE` (the path to what can't be sent is in the message),
     * `ERR_PAYLOAD_TOO_LARGE` and `ERR_BUFFER_FULL`, and has then done nothing.
     */
    emit(event, ...args) {
        args.unshift(event);
        this._core.emit(this._flags, args);
        return this._core.facade;
    }
    /** Sends an event named `message`. */
    send(...args) {
        args.unshift("message");
        this._core.emit(this._flags, args);
        return this._core.facade;
    }
    /**
     * Sends an event and promises its acknowledgement. It rejects with `ERR_ACK_TIMEOUT` (with `timeout()` or
     * `ackTimeout`), `ERR_ABORTED` (with `signal()`), `ERR_DISCONNECTED` when the connection is lost or left, or what
     * {@link emit} throws; `error.delivery` says whether the event may have arrived.
     */
    emitWithAck(event, ...args) {
        args.unshift(event);
        return this._core.emitWithAck(this._flags, args);
    }
    /** A view whose events are dropped when they can't be sent now. */
    get volatile() {
        return this._view({ volatile: true });
    }
    /** A view whose acknowledgements must come within `timeout` ms, and whose callbacks take an error first. */
    timeout(timeout) {
        return this._view({ timeout });
    }
    /** A view whose events are compressed, or not, where the transport compresses (Node). */
    compress(compress) {
        return this._view({ compress });
    }
    /** A view whose acknowledgements are given up when `signal` aborts (`ERR_ABORTED`); its callbacks take an error first. */
    signal(signal) {
        return this._view({ signal });
    }
    /** Calls `listener` with every event that comes in, its name first. */
    onAny(listener) {
        this._incoming.push(listener);
        return this;
    }
    /** As {@link onAny}, before the listeners that are there. */
    prependAny(listener) {
        this._incoming.unshift(listener);
        return this;
    }
    /** Removes a listener of {@link onAny}, or all. */
    offAny(listener) {
        removeFrom(this._incoming, listener);
        return this;
    }
    listenersAny() {
        return this._incoming;
    }
    /** Calls `listener` with every event that goes out, its name first. */
    onAnyOutgoing(listener) {
        this._outgoing.push(listener);
        return this;
    }
    /** As {@link onAnyOutgoing}, before the listeners that are there. */
    prependAnyOutgoing(listener) {
        this._outgoing.unshift(listener);
        return this;
    }
    /** Removes a listener of {@link onAnyOutgoing}, or all. */
    offAnyOutgoing(listener) {
        removeFrom(this._outgoing, listener);
        return this;
    }
    listenersAnyOutgoing() {
        return this._outgoing;
    }
    /** @internal */
    _lifecycle(name, ...args) {
        this.lifecycle._emit(name, ...args);
    }
    _view(flags) {
        return Object.create(this, { _flags: { value: { ...this._flags, ...flags } } });
    }
};
const removeFrom = (listeners, listener) => {
    if (!listener)
        listeners.length = 0;
    const index = listeners.indexOf(listener);
    if (index >= 0)
        listeners.splice(index, 1);
};

const PARTS = /^(?:(https?|wss?):)?(?:\/\/)?(?:[^@/?#]*@)?(\[[^\]]*\]|[^:/?#]*)(?::(\d+))?([^?#]*)(?:\?([^#]*))?/i;
const LOOPBACK = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/i;
/** Is the name this machine's own? */
const isLoopback = (hostname) => LOOPBACK.test(hostname);
/** The parameters of a query string. */
const parseQuery = (text) => {
    const query = {};
    for (const pair of text.split("&")) {
        const [name, value = ""] = pair.split("=", 2);
        if (name)
            query[decodeURIComponent(name)] = decodeURIComponent(value);
    }
    return query;
};
/** A query string of parameters, in their order. */
const formatQuery = (query) => Object.keys(query)
    .map((name) => `${encodeURIComponent(name)}=${encodeURIComponent(String(query[name]))}`)
    .join("&");
/**
 * Reads a URL as leniently as a page's author may write it: whole, without a scheme, with a path alone, or not at all,
 * where there is a page to take the rest from. Throws `ERR_INVALID_URL` where something is missing.
 */
const parseTarget = (url, location) => {
    let text = url ?? "";
    const path = /^\/(?!\/)/.test(text);
    if (!text || path) {
        if (!location?.host) {
            throw new HoldfastError("ERR_INVALID_URL", `a URL is needed where there is no page to take it from: ${url}`);
        }
        text = `//${location.host}${text}`;
    }
    const match = PARTS.exec(text);
    const [, scheme = location?.protocol.slice(0, -1), hostname, port, rest, query] = match;
    if (!hostname)
        throw new HoldfastError("ERR_INVALID_URL", `not a URL: ${url}`);
    const secure = scheme ? /s$/i.test(scheme) : !isLoopback(hostname);
    return {
        secure,
        hostname,
        port: port || (secure ? "443" : "80"),
        path: rest || "/",
        query: query ? parseQuery(query) : undefined,
    };
};

const toString = Object.prototype.toString;
/** Bytes of any kind: ArrayBuffer, a view on one (Buffer too), Blob, File; from whichever realm. */
const isBinary = (value) => ArrayBuffer.isView(value) ||
    value instanceof ArrayBuffer ||
    /^\[object (ArrayBuffer|Blob|File)\]$/.test(toString.call(value));
const hasToJSON = (value) => typeof value.toJSON === "function";
/**
 * Puts a placeholder in place of each binary value and collects the values in `found`. What holds no binary comes back
 * as it is; what does is copied, never changed.
 */
const extract = (value, found) => {
    if (typeof value !== "object" || value === null)
        return value;
    if (isBinary(value))
        return { _placeholder: true, num: found.push(value) - 1 };
    if (Array.isArray(value)) {
        let copy;
        for (let i = 0; i < value.length; i++) {
            const item = extract(value[i], found);
            if (item !== value[i])
                (copy ??= [...value])[i] = item;
        }
        return copy ?? value;
    }
    if (hasToJSON(value)) {
        const before = found.length;
        const json = extract(value.toJSON(), found);
        return found.length > before ? json : value;
    }
    let copy;
    for (const key of Object.keys(value)) {
        const item = value[key];
        const replaced = extract(item, found);
        if (replaced !== item) {
            // without a prototype, so that a key named __proto__ stays a key
            (copy ??= Object.assign(Object.create(null), value))[key] = replaced;
        }
    }
    return copy ?? value;
};
const bad = () => {
    throw new HoldfastError("ERR_PARSE", "illegal placeholder");
};
/** Finds the place of each of `count` attachments in what came as JSON; throws unless each has exactly one. */
const findSlots = (root, count, maxDepth) => {
    const slots = [];
    let seen = 0;
    const visit = (holder, depth) => {
        if (depth > maxDepth)
            bad();
        for (const key of Object.keys(holder)) {
            const value = holder[key];
            if (typeof value !== "object" || value === null)
                continue;
            if (value._placeholder === true) {
                const num = value.num;
                // the numbers are ours to check: they come from the network
                if (!Number.isInteger(num) || num < 0 || num >= count || slots[num] || key === "__proto__")
                    bad();
                slots[num] = [holder, key];
                seen++;
            }
            else
                visit(value, depth + 1);
        }
    };
    visit({ root }, 0);
    return seen === count ? slots : bad();
};
/** The path to what JSON can't carry, for the error's text: `args[1].user.id: a BigInt`. */
const findFault = (value, path = "args", above = []) => {
    if (typeof value === "bigint")
        return `${path}: a BigInt`;
    if (typeof value !== "object" || value === null || isBinary(value))
        return;
    if (above.includes(value))
        return `${path}: a cycle`;
    if (above.length > 999)
        return `${path.slice(0, 60)}…: nested too deep`;
    try {
        const json = hasToJSON(value) ? value.toJSON() : value;
        if (json !== value)
            return findFault(json, path, [...above, value]);
        const array = Array.isArray(value);
        for (const key of Object.keys(value)) {
            const at = array ? `${path}[${key}]` : `${path}.${key}`;
            const fault = findFault(value[key], at, [...above, value]);
            if (fault)
                return fault;
        }
    }
    catch (error) {
        return `${path}: ${error}`;
    }
    return;
};

/** Names that are never an event on the wire. */
const FORBIDDEN = new Set([
    "connect",
    "connect_error",
    "disconnect",
    "disconnecting",
    "newListener",
    "removeListener",
]);
const fail = (what) => {
    throw new HoldfastError("ERR_PARSE", what);
};
const encode = (packet) => {
    const binary = [];
    let { type } = packet;
    let json = "";
    if (packet.data !== undefined) {
        try {
            const data = extract(packet.data, binary);
            json = JSON.stringify(data);
        }
        catch (error) {
            throw new HoldfastError("ERR_ENCODE", `can't encode ${findFault(packet.data) ?? messageOf(error)}`, {
                cause: error,
            });
        }
    }
    let head = "";
    if (binary.length) {
        type += BINARY_EVENT - EVENT;
        head = `${binary.length}-`;
    }
    if (packet.nsp !== "/")
        head += `${packet.nsp},`;
    if (packet.id !== undefined)
        head += packet.id;
    return [type + head + json, ...binary];
};
/** Is any bracket in `text` nested deeper than `max`? Brackets in strings do not count. */
const tooDeep = (text, max) => {
    // so many levels need at least two characters each
    if (text.length <= 2 * max)
        return false;
    let depth = 0;
    for (let i = 0, quoted = false; i < text.length; i++) {
        const c = text.charCodeAt(i);
        if (c === 34)
            quoted = !quoted;
        else if (quoted) {
            if (c === 92)
                i++;
        }
        else if (c === 91 || c === 123) {
            if (++depth > max)
                return true;
        }
        else if (c === 93 || c === 125)
            depth--;
    }
    return false;
};
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
/** Throws unless the payload is what the table in PROTOCOL.md asks of the type. */
const check = ({ type, id, data }) => {
    const valid = type === EVENT || type === BINARY_EVENT
        ? Array.isArray(data) && (typeof data[0] === "number" || (typeof data[0] === "string" && !FORBIDDEN.has(data[0])))
        : type === ACK || type === BINARY_ACK
            ? Array.isArray(data) && id !== undefined
            : type === CONNECT
                ? data === undefined || isObject(data)
                : type === DISCONNECT
                    ? data === undefined
                    : typeof data === "string" || isObject(data);
    if (!valid)
        fail("invalid payload");
};
// type, attachments, namespace, ack id; the rest is JSON
const HEAD = /^([0-6])(?:(\d+)-)?(?:(\/[^,]*)(?:,|$))?(\d+)?/;
/** Reads the text of one packet; the attachments of a binary one follow. */
const decode = (text, limits) => {
    let packet;
    let json;
    if (text[0] === "2" && text[1] === "[") {
        // the common case: an event on the main namespace, no ack asked for
        packet = { type: EVENT, nsp: "/" };
        json = text.slice(1);
    }
    else {
        const match = HEAD.exec(text) ?? fail("unknown packet type");
        packet = { type: +match[1], nsp: match[3] ?? "/" };
        if (match[4])
            packet.id = +match[4];
        const binary = packet.type >= BINARY_EVENT;
        if (binary !== (match[2] !== undefined))
            fail("illegal attachments");
        if (binary) {
            packet.attachments = +match[2];
            if (packet.attachments < 1 || packet.attachments > limits.maxAttachments)
                fail("illegal number of attachments");
        }
        json = text.slice(match[0].length);
    }
    if (json) {
        if (tooDeep(json, limits.maxDepth))
            fail("nested too deep");
        try {
            packet.data = JSON.parse(json);
        }
        catch {
            fail("invalid JSON");
        }
    }
    check(packet);
    return packet;
};
class Decoder {
    _onPacket;
    _limits;
    /** The binary packet whose attachments are due. */
    _due;
    constructor(onPacket, limits) {
        this._onPacket = onPacket;
        this._limits = limits;
    }
    get pending() {
        return !!this._due;
    }
    add(frame) {
        const due = this._due;
        if (typeof frame === "string") {
            if (due)
                fail("text where an attachment is due");
            const packet = decode(frame, this._limits);
            if (!packet.attachments)
                return this._onPacket(packet);
            const slots = findSlots(packet.data, packet.attachments, this._limits.maxDepth);
            packet.type -= BINARY_EVENT - EVENT;
            this._due = { packet, slots, got: 0, bytes: 0 };
            return;
        }
        if (!due)
            return fail("a binary frame that was not announced");
        const { byteLength, size } = frame;
        due.bytes += byteLength ?? size ?? 0;
        if (due.bytes > this._limits.maxAttachmentBytes)
            fail("attachments too large");
        const [holder, key] = due.slots[due.got++];
        holder[key] = frame;
        if (due.got === due.slots.length) {
            this._due = undefined;
            delete due.packet.attachments;
            this._onPacket(due.packet);
        }
    }
    destroy() {
        this._due = undefined;
    }
}
/** The protocol of socket.io-parser. */
const socketIoCodec = (limits) => ({
    encode,
    decoder: (onPacket) => new Decoder(onPacket, limits),
});
/** The app's own parser behind the same interface; what it emits is checked like any other input. */
const customCodec = ({ Encoder, Decoder }) => {
    const encoder = new Encoder();
    return {
        encode: (packet) => {
            try {
                return encoder.encode(packet);
            }
            catch (error) {
                throw new HoldfastError("ERR_ENCODE", `can't encode: ${messageOf(error)}`, { cause: error });
            }
        },
        decoder: (onPacket) => {
            const decoder = new Decoder();
            decoder.on("decoded", (packet) => {
                if (packet.type >= BINARY_EVENT)
                    packet = { ...packet, type: packet.type - (BINARY_EVENT - EVENT) };
                check(packet);
                onPacket(packet);
            });
            return decoder;
        },
    };
};

/** How often the wall clock is looked at, ms. */
const TICK = 1000;
/**
 * Calls back when `ms` have passed by the timer or by the wall clock, whichever says so first: timers stop while a
 * machine sleeps, and wall clocks get set. Returns the function that cancels it.
 */
const setAlarm = (clock, ms, callback) => {
    const due = clock.now() + ms;
    let left = ms;
    let timer;
    const wait = () => {
        const step = Math.max(0, Math.min(left, due - clock.now(), TICK));
        timer = clock.setTimeout(() => {
            left -= step;
            if (left > 0 && clock.now() < due)
                wait();
            else
                callback();
        }, step);
    };
    wait();
    return () => clock.clearTimeout(timer);
};

/** A number from an option as socket.io-client takes it: `null` is not given, numeric strings are numbers. */
const numberOr = (value, otherwise) => {
    const number = value == null || value === "" ? Number.NaN : Number(value);
    return Number.isNaN(number) ? otherwise : number;
};
/** Throws for a wrong value of an option that is holdfast's own, naming option, value and what is allowed. */
const invalidOption = (name, value, allowed) => {
    throw new HoldfastError("ERR_INVALID_OPTION", `option ${name}: ${String(value)} is not allowed, only ${allowed}`);
};
/** A number of at least `min` for an option that is holdfast's own; anything else throws. */
const checkedNumber = (name, value, otherwise, min) => {
    if (value == null)
        return otherwise;
    return typeof value === "number" && value >= min ? value : invalidOption(name, value, `numbers from ${min}`);
};

/** What the controller goes by; looked up whenever it decides. */
const resolveReconnection = (options) => ({
    reconnection: options.reconnection !== false,
    attempts: numberOr(options.reconnectionAttempts, Number.POSITIVE_INFINITY),
    base: numberOr(options.reconnectionDelay, 1000),
    max: numberOr(options.reconnectionDelayMax, 5000),
    jitter: numberOr(options.randomizationFactor, 0.5),
    minUptime: checkedNumber("minUptime", options.minUptime, 5000, 0),
    policy: options.reconnectionPolicy,
});
/** ms for an attempt, or `undefined` for no limit. */
const resolveTimeout = ({ timeout }) => timeout === false ? undefined : numberOr(timeout, 20_000);
const resolveLimits = (options) => ({
    maxAttachments: checkedNumber("maxAttachments", options.maxAttachments, 1000, 0),
    maxAttachmentBytes: checkedNumber("maxAttachmentBytes", options.maxAttachmentBytes, 1e8, 0),
    maxDepth: checkedNumber("maxDepth", options.maxDepth, 1000, 1),
});
/** The app's parser, if it is one. */
const resolveParser = ({ parser }) => parser?.Encoder ? parser : undefined;
const resolveSocketOptions = (options) => {
    const { lifecycleEvents = "all", bufferLimit, retryRefused } = options;
    if (lifecycleEvents !== "all" && lifecycleEvents !== "v4") {
        invalidOption("lifecycleEvents", lifecycleEvents, '"all" and "v4"');
    }
    return {
        retries: numberOr(options.retries, 0),
        ackTimeout: numberOr(options.ackTimeout, undefined),
        retryWindow: checkedNumber("retryWindow", options.retryWindow, 1, 1),
        allEvents: lifecycleEvents === "all",
        bufferLimit: bufferLimit ?? {},
        retryRefused: retryRefused ?? false,
    };
};

/**
 * The delay before attempt `step` (0: the first), in ms: `min(base·2ⁿ, max)`, spread by the jitter. Where the spread would
 * end above `max` it moves below it whole, so that clients at the cap do not come all at once. 0 only if `base` is 0.
 */
const backoffDelay = ({ base, max, jitter }, step, random) => {
    if (!(base > 0))
        return 0;
    const middle = Math.min(base * 2 ** step, max);
    const spread = middle * Math.min(Math.max(jitter, 0), 1);
    const high = Math.min(middle + spread, max);
    return Math.max(1, Math.round(high - random() * Math.min(2 * spread, high)));
};

/** ms between the end of a failed attempt that the app asked for early and the next early one. */
const EARLY_GAP = 1000;
/** ms over which the clients that wake together spread. */
const WAKE_SPREAD = 500;
/** The backoff reconnection controller: decides whether and when the next attempt starts. It holds no timer. */
class ReconnectionController {
    /** The attempt under way or due, counted since the last `connect`; 0 is the first connection. */
    attempt = 0;
    /** Doublings of the delay; outlives a connection that did not last. */
    _step = 0;
    /** When the namespace was joined, while it is. */
    _joinedAt;
    /** When the connection was lost, or the first attempt began. */
    _since;
    /** When an early attempt failed last. */
    _earlyEnd = Number.NEGATIVE_INFINITY;
    /** Was the attempt under way started before its time? */
    _early = false;
    _clock;
    _random;
    constructor(clock, random) {
        this._clock = clock;
        this._random = random;
        this._since = clock.now();
    }
    /** A first connection is attempted. */
    reset() {
        this.attempt = 0;
        this._step = 0;
        this._early = false;
        this._joinedAt = undefined;
        this._since = this._clock.now();
    }
    /** A namespace was joined. Returns the attempt that led to it. */
    joined() {
        const { attempt } = this;
        this._joinedAt ??= this._clock.now();
        this.attempt = 0;
        this._early = false;
        return attempt;
    }
    /** The attempt failed or the connection is lost: ms until the next attempt, or `false` for none. */
    next(options, error) {
        const now = this._clock.now();
        if (this._joinedAt !== undefined) {
            if (now - this._joinedAt >= options.minUptime)
                this._step = 0;
            this._joinedAt = undefined;
            this._since = now;
        }
        if (this._early) {
            this._early = false;
            this._earlyEnd = now;
        }
        if (!options.reconnection || this.attempt >= options.attempts)
            return false;
        this.attempt++;
        const { policy } = options;
        if (!policy)
            return backoffDelay(options, this._step++, this._random);
        const delay = policy({ attempt: this.attempt, elapsed: now - this._since, error });
        return delay === false ? false : Math.max(0, delay);
    }
    /** The app asks to try now: ms until that may be. */
    hasten() {
        this._early = true;
        return Math.max(0, this._earlyEnd + EARLY_GAP - this._clock.now());
    }
    /** The network or the page woke: ms until the attempt, so that not all clients come at once. */
    wake() {
        return this._random() * WAKE_SPREAD;
    }
}

/** A timer can't wait longer, ms. */
const MAX_MS = 2 ** 31 - 1;
const isDuration = (value) => Number.isInteger(value) && value > 0;
/** Reads the data of an `open` packet; throws what is wrong with it, since each field comes from the network. */
const parseHandshake = (data) => {
    const { sid, upgrades = [], pingInterval, pingTimeout, maxPayload, } = JSON.parse(data);
    if (typeof sid !== "string" || !sid)
        throw new Error("no session ID");
    if (!Array.isArray(upgrades))
        throw new Error("illegal upgrades");
    if (!isDuration(pingInterval) || !isDuration(pingTimeout) || pingInterval + pingTimeout > MAX_MS) {
        throw new Error("illegal heartbeat times");
    }
    if (maxPayload != null && !(Number.isInteger(maxPayload) && maxPayload >= 0)) {
        throw new Error("illegal maxPayload");
    }
    return {
        sid,
        upgrades: upgrades,
        pingInterval,
        pingTimeout,
        maxPayload: maxPayload ?? 0,
    };
};

/** Watches that the server's pings come: none within `period` ms means that the connection is dead. */
class Heartbeat {
    _clock;
    _period;
    _dead;
    _due = 0;
    _cancel;
    constructor(clock, period, dead) {
        this._clock = clock;
        this._period = period;
        this._dead = dead;
        this.beat();
    }
    /** A ping came; nothing else moves the deadline. */
    beat() {
        this.stop();
        this._due = this._clock.now() + this._period;
        this._cancel = setAlarm(this._clock, this._period, this._dead);
    }
    /** Has the deadline passed by the wall clock, whether or not a timer could say so? */
    get expired() {
        return this._clock.now() >= this._due;
    }
    stop() {
        this._cancel?.();
    }
}

/**
 * May another transport succeed where this one failed? Yes when the transport itself is in the way (a proxy that blocks
 * WebSocket, a server or balancer without it); no when the server or the network refuses whoever comes.
 */
const mayFallBack = ({ code, status, serverCode, transport, cause }) => {
    if (code === "ERR_NOT_SOCKETIO" || code === "ERR_PARSE")
        return true;
    if (status !== undefined) {
        return serverCode === 0 || (serverCode === undefined && (status === 404 || status === 405 || status >= 500));
    }
    // DNS failure, refused connection, TLS failure: the platform says so by a code; a browser says nothing of a
    // WebSocket's failure, where a proxy in the way is the common cause
    return transport !== "polling" && !cause?.code;
};

/** Opens a session over the first transport that can. Returns the function that cancels it. */
const startRace = ({ kinds, create, clock, share, fallback, won, lost }) => {
    const running = new Set();
    const errors = [];
    let next = 0;
    let timer;
    const end = (winner) => {
        clock.clearTimeout(timer);
        for (const transport of running)
            if (transport !== winner)
                transport.abort();
        running.clear();
        next = kinds.length;
    };
    const failed = (transport, error) => {
        running.delete(transport);
        errors.push(error);
        if (next < kinds.length && fallback && mayFallBack(error))
            start();
        else if (!running.size) {
            end();
            const first = errors[0];
            if (errors[1])
                first.errors = errors;
            lost(first);
        }
    };
    const start = () => {
        clock.clearTimeout(timer);
        const kind = kinds[next++];
        const transport = create(kind);
        running.add(transport);
        transport.sink = {
            packet: (packet) => {
                if (packet.type === "open") {
                    end(transport);
                    won(transport, kind, packet);
                }
                else {
                    transport.abort();
                    failed(transport, new ConnectError("ERR_PARSE", "parse error: no handshake", {
                        phase: "handshake",
                        transport: kind.transportName,
                    }));
                }
            },
            ready: () => { },
            closed: (error, details) => {
                if (!running.has(transport))
                    return;
                failed(transport, error ??
                    new ConnectError("ERR_TRANSPORT", `${kind.transportName} error: ${details?.description ?? "closed"}`, {
                        phase: "transport",
                        transport: kind.transportName,
                        type: "TransportError",
                    }));
            },
        };
        if (fallback && share !== undefined && next < kinds.length)
            timer = clock.setTimeout(start, share);
        transport.open();
    };
    if (kinds.length)
        start();
    else
        lost(new HoldfastError("ERR_NO_TRANSPORT", "no transport of those asked for works here"));
    return end;
};

/** Bytes of one packet as a transport carries it: raw on a WebSocket, base64 for binary in a polling payload. */
const sizeOf = (data, base64, byteLength) => {
    if (typeof data === "string")
        return 1 + byteLength(data);
    const bytes = data?.byteLength ?? data?.size ?? 0;
    return base64 ? 1 + 4 * Math.ceil(bytes / 3) : bytes;
};
/** Can a packet be larger than `limit`? Cheap, and wrong on the safe side only: UTF-8 takes up to 3 bytes a unit. */
const mayExceed = (data, limit) => limit > 0 && !(typeof data === "string" && data.length * 3 < limit);
/**
 * How many packets from the front go out together: those that come before one that must be alone, and no more than fit
 * in `maxPayload` bytes (0: no bound) as one polling payload. At least one, if there is one.
 */
const batchLength = (queue, maxPayload, byteLength) => {
    let bytes = 0;
    for (let i = 0; i < queue.length; i++) {
        const packet = queue[i];
        if (i && (packet.alone || (maxPayload && packet.oversize)))
            return i;
        if (maxPayload) {
            // 1 for the separator
            bytes += sizeOf(packet.data, true, byteLength) + (i ? 1 : 0);
            if (i && bytes > maxPayload)
                return i;
        }
    }
    return queue.length;
};

/** ms that a session has to send what is queued and to say goodbye. */
const CLOSE_TIMEOUT = 5000;
/** ms between two writes that the server must not read at once; see "Close" in PROTOCOL.md. */
const GAP = 2;
const tooLarge = (size, limit) => new HoldfastError("ERR_PAYLOAD_TOO_LARGE", `packet of ${size} bytes, the server takes ${limit}`, {
    size,
    limit,
    delivery: "not-sent",
});
/**
 * The transport manager: one Engine.IO session, from the handshake over an upgrade to the close.
 * It emits `open, handshake, packet, packetCreate, drain, flush, ping, pong, upgrading, upgrade, upgradeError, close,
 * message, data` as in socket.io-client.
 */
class Engine extends TypedEmitter {
    /** Session ID, once there is a session. */
    id;
    /** How binary data arrives: `"arraybuffer"`, `"blob"` or, on Node, `"nodebuffer"`. */
    binaryType;
    /** The transport in use, or being opened. */
    transport;
    /** Packets not yet handed to the transport. */
    writeBuffer = [];
    /** @internal */ _state = { name: "idle" };
    /** @internal */ _options;
    /** @internal */ _clock;
    /** @internal */ _byteLength;
    /** @internal Who is told; nobody, once it was told of the end. */
    _sink;
    /** @internal */
    constructor(options, clock, platform, sink) {
        super(platform.report);
        this._options = options;
        this._clock = clock;
        this._byteLength = platform.byteLength;
        this._sink = sink;
        this.binaryType = options.binaryType;
    }
    /** `"opening"`, `"open"`, `"closing"` or `"closed"`. */
    get readyState() {
        const { name } = this._state;
        return name === "idle" ? "opening" : name;
    }
    /** @internal Would a packet go out without much delay? */
    get _writable() {
        return this._state.name === "open" && this._state.transport.writable;
    }
    /** @internal */
    _open() {
        const { kinds, tryAllTransports, timeout } = this._options;
        const opening = { name: "opening", cancel: () => { } };
        this._state = opening;
        const cancel = startRace({
            kinds,
            create: (kind) => this._create(kind),
            clock: this._clock,
            share: timeout && timeout / kinds.length,
            fallback: tryAllTransports,
            won: (transport, kind, packet) => this._opened(transport, kind, packet),
            lost: (error) => {
                this._state = { name: "closed" };
                this._tellFailed(error);
            },
        });
        opening.cancel = cancel;
    }
    /** Ends the session after what is queued was sent; reason `"forced close"`. */
    close() {
        const state = this._state;
        if (state.name === "idle" || state.name === "opening")
            this._end("forced close");
        else if (state.name === "open") {
            const { transport, handshake, heartbeat, upgrade, gap } = state;
            heartbeat.stop();
            const timer = this._clock.setTimeout(() => this._finish(), CLOSE_TIMEOUT);
            const closing = { name: "closing", transport, handshake, timer };
            this._clock.clearTimeout(gap);
            this._state = closing;
            // what is sent next must not meet at the server what was sent last
            this._afterGap(closing);
            // gives polling its lanes back, if an upgrade had paused it
            upgrade?.cancel();
            this._tellClosed("forced close", undefined, []);
        }
        return this;
    }
    /** @internal Closes, and tells its sink nothing more. */
    _leave() {
        this._sink = undefined;
        this.close();
    }
    /** @internal Queues the frames of one Socket.IO packet. */
    _write(frames, owner, options, alone) {
        const state = this._state;
        if (state.name !== "open")
            return;
        const oversize = state.transport.name === "polling" && this._oversize(frames, state.handshake.maxPayload, true);
        for (let i = 0; i < frames.length; i++) {
            const packet = { type: "message", data: frames[i] };
            if (options)
                packet.options = options;
            if (alone)
                packet.alone = true;
            if (!i) {
                packet.owner = owner;
                if (oversize)
                    packet.oversize = oversize;
            }
            this._push(packet);
        }
        this._flush();
    }
    /**
     * @internal The error for a packet that is too large for every transport this session may have. One that is too large
     * for polling alone waits for the upgrade.
     */
    _tooLarge(frames) {
        const state = this._state;
        if (state.name !== "open")
            return;
        const { maxPayload } = state.handshake;
        const size = this._oversize(frames, maxPayload, state.transport.name === "polling" && !state.upgrade);
        return size ? tooLarge(size, maxPayload) : undefined;
    }
    /** Bytes of the first frame that is above the limit, or 0. */
    _oversize(frames, limit, base64) {
        for (const frame of frames) {
            if (!mayExceed(frame, limit))
                continue;
            const size = sizeOf(frame, base64, this._byteLength);
            if (size > limit)
                return size;
        }
        return 0;
    }
    /** @internal Holds the heartbeat's deadline against the wall clock. Returns whether the session is still open. */
    _alive() {
        if (this._state.name !== "open")
            return false;
        if (this._state.heartbeat.expired)
            this._end("ping timeout");
        return this._state.name === "open";
    }
    /** @internal Ends the session at once: nothing more is sent. */
    _end(reason, details) {
        const state = this._state;
        if (state.name === "closed")
            return;
        if (state.name === "opening")
            state.cancel();
        else if (state.name === "closing")
            return this._finish();
        else if (state.name === "open") {
            state.heartbeat.stop();
            this._clock.clearTimeout(state.gap);
            state.transport.abort();
        }
        this._state = { name: "closed" };
        if (state.name === "open")
            state.upgrade?.cancel();
        const unsent = this.writeBuffer.flatMap(({ owner }) => owner ?? []);
        this.writeBuffer = [];
        this._tellClosed(reason, details, unsent);
    }
    _create(kind) {
        const transport = kind.create(this._options.context(this, kind));
        if (this._state.name !== "open")
            this.transport = transport;
        return transport;
    }
    _opened(transport, kind, packet) {
        let handshake;
        try {
            handshake = parseHandshake(packet.data);
        }
        catch (error) {
            transport.abort();
            this._state = { name: "closed" };
            return this._tellFailed(new ConnectError("ERR_PARSE", `parse error: invalid handshake: ${messageOf(error)}`, {
                phase: "handshake",
                transport: transport.name,
                cause: error,
            }));
        }
        this.transport = transport;
        this.id = handshake.sid;
        const heartbeat = new Heartbeat(this._clock, handshake.pingInterval + handshake.pingTimeout, () => this._end("ping timeout"));
        const open = { name: "open", transport, handshake, heartbeat };
        this._state = open;
        this._adopt(transport);
        this._notify("packet", packet);
        this._notify("handshake", handshake);
        this._notify("open");
        if (this._state !== open)
            return;
        // a better transport is looked for before anything is sent, so that what is too large for polling waits for it
        this._upgrade(kind, handshake.upgrades);
        this._sink?.opened();
        this._flush();
    }
    /** Makes a transport tell this session. */
    _adopt(transport) {
        transport.sink = {
            packet: (packet) => this._onPacket(packet),
            ready: () => {
                if (!this.writeBuffer.length)
                    this._notify("drain");
                this._flush();
            },
            closed: (error, details) => {
                if (error)
                    this._end(error.code === "ERR_PARSE" ? "parse error" : "transport error", error);
                else
                    this._end("transport close", details);
            },
        };
    }
    /** Tries the server's upgrades one after the other. */
    _upgrade(kind, offered) {
        const open = this._state;
        const start = kind.upgrade;
        if (open.name !== "open" || !start || !this._options.upgrade)
            return;
        const candidates = this._options.kinds
            .filter(({ transportName }) => transportName !== kind.transportName && offered.includes(transportName))
            // WebTransport is the better one, where both sides have it
            .sort((a, b) => +(b.transportName === "webtransport") - +(a.transportName === "webtransport"));
        const next = () => {
            const candidate = candidates.shift();
            open.upgrade = undefined;
            if (!candidate)
                return this._flush();
            const transport = this._create(candidate);
            // set before it starts, since it may fail at once
            const upgrade = { cancel: () => { } };
            open.upgrade = upgrade;
            this._notify("upgrading", transport);
            if (open.upgrade !== upgrade || this._state !== open)
                return;
            upgrade.cancel = start(transport, {
                clock: this._clock,
                timeout: this._options.upgradeTimeout,
                current: open.transport,
                done: () => {
                    open.transport.abort();
                    open.upgrade = undefined;
                    open.transport = this.transport = transport;
                    this._adopt(transport);
                    this._notify("upgrade", transport);
                    this._flush();
                },
                failed: (error) => {
                    if (this._state !== open)
                        return;
                    this._notify("upgradeError", error);
                    if (this._state === open)
                        next();
                },
            });
        };
        next();
    }
    _onPacket(packet) {
        const state = this._state;
        if (state.name !== "open")
            return;
        this._notify("packet", packet);
        if (packet.type === "message") {
            const data = packet.data ?? "";
            if (this._callbacks.size) {
                this._notify("data", data);
                this._notify("message", data);
            }
            this._sink?.message(data);
        }
        else if (packet.type === "ping") {
            state.heartbeat.beat();
            this._push({ type: "pong" });
            this._flush();
            this._notify("ping");
            this._notify("pong");
        }
        else if (packet.type === "close") {
            this._end("transport close", { description: "transport closed by the server" });
        }
        // a second `open`, a `pong` or `upgrade` nobody asked for, and `noop` change nothing
    }
    _push(packet) {
        this._notify("packetCreate", packet);
        this.writeBuffer.push(packet);
    }
    /** Hands to the transport what it takes now. `rested`: a turn has passed since the last write. */
    _flush(rested = false) {
        for (;;) {
            const state = this._state;
            if ((state.name !== "open" && state.name !== "closing") || state.gap !== undefined)
                return;
            const { transport } = state;
            if (!transport.ready)
                return;
            const queue = this.writeBuffer;
            if (!queue.length) {
                if (state.name !== "closing")
                    return;
                return rested ? transport.close() : this._afterGap(state);
            }
            const { name } = transport;
            if (name === "polling" && queue[0].oversize && !this._refuse(state))
                return;
            if (queue[0].alone) {
                if (rested)
                    transport.send([queue.shift()]);
                return this._afterGap(state);
            }
            const length = batchLength(queue, name === "polling" ? state.handshake.maxPayload : 0, this._byteLength);
            this.writeBuffer = length === queue.length ? [] : queue.splice(length);
            rested = false;
            transport.send(queue);
            this._notify("flush");
            if (name !== "polling" && this.hasListeners("drain"))
                this._clock.setTimeout(() => this._notify("drain"), 0);
        }
    }
    /** Waits a turn, so that the server does not read what follows together with what was sent. */
    _afterGap(state) {
        state.gap = this._clock.setTimeout(() => {
            state.gap = undefined;
            this._flush(true);
        }, GAP);
    }
    /** Takes a packet that is too large for polling out of the queue, unless an upgrade may still carry it. */
    _refuse(state) {
        if (state.name === "open" && state.upgrade)
            return false;
        const { owner, oversize } = this.writeBuffer.shift();
        while (this.writeBuffer[0] && !this.writeBuffer[0].owner)
            this.writeBuffer.shift();
        this._sink?.refused(owner, tooLarge(oversize, state.handshake.maxPayload));
        return true;
    }
    _notify(event, ...args) {
        if (this._callbacks.size)
            this._emit(event, ...args);
    }
    /** Ends the closing of a session. */
    _finish() {
        const state = this._state;
        if (state.name !== "closing")
            return;
        this._clock.clearTimeout(state.timer);
        this._clock.clearTimeout(state.gap);
        this._state = { name: "closed" };
        state.transport.abort();
        this.writeBuffer = [];
    }
    _tellFailed(error) {
        const sink = this._sink;
        this._sink = undefined;
        sink?.failed(error);
        this._notify("close", "transport error", error);
    }
    _tellClosed(reason, details, unsent) {
        const sink = this._sink;
        this._sink = undefined;
        sink?.closed(reason, details, unsent);
        this._notify("close", reason, details);
    }
}

const NODE_OPTIONS = [
    "agent",
    "pfx",
    "key",
    "passphrase",
    "cert",
    "ca",
    "ciphers",
    "rejectUnauthorized",
    "localAddress",
];
/** The transports asked for that are known and work here, in the app's order. */
const selectKinds = ({ platform, kinds }, asked) => {
    const selected = (asked ?? kinds).map((item) => typeof item === "string" ? kinds.find(({ transportName }) => transportName === item) : item);
    return selected.filter((kind) => !!kind?.create && kind.supported(platform));
};
const networkOptions = (options, cookies) => {
    const node = {};
    for (const name of NODE_OPTIONS)
        if (options[name] != null)
            node[name] = options[name];
    return {
        withCredentials: !!options.withCredentials,
        extraHeaders: options.extraHeaders ?? {},
        protocols: options.protocols ?? [],
        perMessageDeflate: options.perMessageDeflate ?? false,
        autoUnref: !!options.autoUnref,
        node,
        cookies: options.withCredentials ? cookies : undefined,
    };
};
let stamps = 0;
/** Makes an Engine by the options as they are now. */
const createEngine = (environment, target, given, clock, cookies, sink) => {
    const { platform } = environment;
    const kinds = selectKinds(environment, given.transports);
    const context = (engine, kind) => {
        const { transportName } = kind;
        const options = { ...given, ...given.transportOptions?.[transportName] };
        const network = networkOptions(options, cookies);
        const { query = {}, timestampRequests, timestampParam = "t" } = options;
        const userQuery = target.query ?? (typeof query === "string" ? parseQuery(query) : query);
        const path = (options.path ?? "/socket.io").replace(/\/$/, "") + (options.addTrailingSlash === false ? "" : "/");
        const { secure, hostname, port } = target;
        const authority = hostname + (port === (secure ? "443" : "80") ? "" : `:${port}`);
        return {
            platform,
            clock,
            network,
            http: platform.http?.(network),
            forceBase64: !!options.forceBase64,
            requestTimeout: numberOr(options.requestTimeout, 0),
            highWaterMark: checkedNumber("highWaterMark", options.highWaterMark, 65_536, 0),
            webTransportOptions: options,
            binaryType: () => engine.binaryType,
            sid: () => engine.id,
            url: (scheme, name) => {
                const all = { ...userQuery, EIO: 4, transport: name };
                if (engine.id)
                    all.sid = engine.id;
                if (name === "polling" ? timestampRequests !== false : timestampRequests) {
                    all[timestampParam] = clock.now().toString(36) + (stamps++).toString(36);
                }
                if (options.forceBase64 && name === "websocket")
                    all.b64 = 1;
                return `${scheme}${secure && scheme !== "https" ? "s" : ""}://${authority}${path}?${formatQuery(all)}`;
            },
        };
    };
    return new Engine({
        kinds,
        tryAllTransports: given.tryAllTransports !== false,
        upgrade: given.upgrade !== false,
        upgradeTimeout: checkedNumber("upgradeTimeout", given.upgradeTimeout, 8000, 1),
        timeout: resolveTimeout(given),
        binaryType: platform.binaryType,
        context,
    }, clock, platform, sink);
};

/** The warnings that were given, once each in a program. */
const warned = new Set();
/** The connection of a Manager: one Engine at a time, the attempts to get one, and the namespaces that share it. */
class Connection {
    clock;
    codec;
    namespaces = new Map();
    /** The Engine in use, or the last one. */
    engine;
    _state = { name: "idle" };
    /** How many listeners of failures are being told now: in these, `connect()` keeps a wait. */
    _telling = 0;
    _host;
    _controller;
    _cookies;
    report;
    constructor(host) {
        const { platform } = host._environment;
        this._host = host;
        this.report = platform.report;
        this.clock = platform.clock({
            useNativeTimers: !!host.opts.useNativeTimers,
            autoUnref: !!host.opts.autoUnref,
        });
        this._controller = new ReconnectionController(this.clock, platform.random);
        this._cookies = platform.cookieJar?.();
        const parser = resolveParser(host.opts);
        this.codec = parser ? customCodec(parser) : socketIoCodec(resolveLimits(host.opts));
    }
    get state() {
        return this._state.name;
    }
    // ---- what the Manager asks for
    /** Connects now, if there is no connection. A callback takes the place of reconnection for this attempt. */
    open(callback) {
        const state = this._state;
        if (state.name === "idle") {
            this._controller.reset();
            this._connect(callback);
        }
        else if (state.name === "waiting") {
            if (!this._telling)
                this._hasten(this._controller.hasten());
        }
        else if (state.name === "connecting" && state.release !== undefined) {
            this.clock.clearTimeout(state.release);
            state.release = undefined;
        }
    }
    /** Closes the connection, or stops trying to get one. */
    close() {
        const state = this._state;
        if (state.name === "idle")
            return;
        this._enter({ name: "idle" });
        if (state.name !== "waiting")
            state.engine._leave();
        for (const namespace of [...this.namespaces.values()])
            namespace.linkLost("forced close", undefined, []);
        this._host._emit("close", "forced close", undefined);
    }
    // ---- Link
    get joinTimeout() {
        return resolveTimeout(this._host.opts);
    }
    get reconnecting() {
        const { name } = this._state;
        if (name === "idle")
            return;
        return name === "waiting" || this._controller.attempt > 0;
    }
    get writable() {
        return this._state.name === "connected" && this._state.engine._writable;
    }
    alive() {
        return this._state.name === "connected" && this._state.engine._alive();
    }
    tooLarge(frames) {
        return this._state.name === "connected" ? this._state.engine._tooLarge(frames) : undefined;
    }
    send(packet) {
        if (this._state.name !== "connected")
            return;
        const compress = packet.options?.compress === false ? packet.options : undefined;
        this._state.engine._write(packet.frames, packet, compress, !!packet.alone);
    }
    wanted(namespace) {
        if (this._state.name === "connected")
            namespace.linkOpen();
        else
            this.open();
    }
    unwanted() {
        const state = this._state;
        for (const namespace of this.namespaces.values())
            if (namespace.busy)
                return;
        if (state.name === "connecting") {
            // connect() may follow in this turn, and the server shall see one connection
            state.release ??= this.clock.setTimeout(() => this.close(), 0);
        }
        else
            this.close();
    }
    joined() {
        return this._controller.joined();
    }
    joinFailed(error) {
        const state = this._state;
        for (const namespace of this.namespaces.values())
            if (namespace.joined)
                return true;
        if (state.name === "connected") {
            state.engine._leave();
            this._attemptFailed(error);
        }
        return false;
    }
    notify(call) {
        this._telling++;
        call();
        this._telling--;
    }
    warn(key, message) {
        if (warned.has(key))
            return;
        warned.add(key);
        this._host._environment.platform.warn(`holdfast: ${message}`);
    }
    // ---- the connection
    /** The one way from a state to another. */
    _enter(next) {
        const state = this._state;
        if (state.name === "connecting") {
            this.clock.clearTimeout(state.timer);
            this.clock.clearTimeout(state.release);
        }
        else if (state.name === "connected") {
            this.clock.clearTimeout(state.late);
            state.decoder.destroy();
        }
        else if (state.name === "waiting")
            state.cancel();
        this._state = next;
        if ((state.name === "idle") !== (next.name === "idle"))
            this._host._inUse(next.name !== "idle");
    }
    _connect(callback) {
        const { opts, _target, _environment } = this._host;
        const sink = {
            opened: () => this._opened(state),
            message: (data) => this._onMessage(data),
            failed: (error) => this._state === state && this._attemptFailed(error),
            refused: (packet, error) => this._refused(packet, error),
            closed: (reason, details, unsent) => {
                if (this._state === state)
                    this._attemptFailed(new ConnectError("ERR_TRANSPORT", reason, { phase: "transport" }));
                else
                    this._lost(reason, details, unsent);
            },
        };
        const engine = createEngine(_environment, _target, opts, this.clock, this._cookies, sink);
        const state = {
            name: "connecting",
            engine,
            timer: undefined,
            callbacks: callback ? [callback] : [],
        };
        this.engine = engine;
        this._enter(state);
        const timeout = resolveTimeout(opts);
        if (timeout !== undefined) {
            state.timer = this.clock.setTimeout(() => {
                engine._leave();
                this._attemptFailed(new ConnectError("ERR_CONNECT_TIMEOUT", "timeout", {
                    phase: "transport",
                    transport: engine.transport?.name,
                    hint: `no answer within ${timeout} ms`,
                }));
            }, timeout);
        }
        this._changed("connect()");
        if (this._state === state)
            engine._open();
    }
    _opened(connecting) {
        if (this._state !== connecting)
            return;
        const { engine, callbacks } = connecting;
        const { attempt } = this._controller;
        const decoder = this.codec.decoder((packet) => this._onPacket(packet));
        const connected = { name: "connected", engine, decoder };
        const current = () => this._state === connected;
        this._enter(connected);
        this._host._emit("open");
        for (const callback of callbacks)
            callback();
        for (const namespace of [...this.namespaces.values()]) {
            if (current())
                namespace.linkOpen();
        }
        if (attempt && current())
            this._host._emit("reconnect", attempt);
    }
    _onMessage(data) {
        const state = this._state;
        if (state.name !== "connected")
            return;
        const { decoder } = state;
        try {
            decoder.add(data);
        }
        catch (error) {
            return state.engine._end("parse error", new ConnectError("ERR_PARSE", `parse error: ${messageOf(error)}`, { phase: "transport", cause: error }));
        }
        if (decoder.pending || state.late !== undefined)
            this._awaitAttachments(state);
    }
    _awaitAttachments(state) {
        this.clock.clearTimeout(state.late);
        state.late = undefined;
        if (!state.decoder.pending || this._state !== state)
            return;
        const timeout = checkedNumber("attachmentTimeout", this._host.opts.attachmentTimeout, 30_000, 0);
        state.late = this.clock.setTimeout(() => {
            const error = new ConnectError("ERR_PARSE", "parse error: an attachment never came", { phase: "transport" });
            state.engine._end("parse error", error);
        }, timeout);
    }
    _onPacket(packet) {
        if (this._host._heard)
            this._host._emit("packet", packet);
        this.namespaces.get(packet.nsp)?.packet(packet);
    }
    _refused(packet, error) {
        this.namespaces.get(packet.nsp)?.refused(packet, error);
    }
    /** An attempt came to nothing: waits for the next, or gives up. */
    _attemptFailed(failure) {
        const state = this._state;
        const { attempt } = this._controller;
        const callbacks = state.name === "connecting" ? state.callbacks : [];
        // who asked by open(callback) decides what comes next
        const retryIn = callbacks.length && !attempt ? false : this._plan(failure);
        const error = Object.assign(failure, {
            attempt,
            willRetry: retryIn !== false,
            ...(retryIn !== false && { retryIn }),
        });
        this._wait(retryIn);
        const waiting = this._state;
        this._host._emit("error", error);
        this._tell((namespace) => namespace.attemptFailed(error), waiting);
        for (const callback of callbacks)
            callback(error);
        if (attempt) {
            if (this._state === waiting)
                this._host._emit("reconnect_error", error);
            this._tell((namespace) => namespace.reconnectFailed(error), waiting);
        }
        if (retryIn === false && !callbacks.length)
            this._gaveUp(waiting);
    }
    _plan(error) {
        return this._controller.next(resolveReconnection(this._host.opts), error);
    }
    /** Waits until the next attempt; with `false` there is none. */
    _wait(delay) {
        if (delay === false)
            return this._enter({ name: "idle" });
        const due = this.clock.now() + delay;
        this._enter({ name: "waiting", due, cancel: setAlarm(this.clock, delay, () => this._attempt()) });
    }
    /** Shortens the wait to `delay` ms at most. */
    _hasten(delay) {
        const state = this._state;
        if (state.name === "waiting" && state.due - this.clock.now() > delay) {
            if (delay)
                this._wait(delay);
            else
                this._attempt();
        }
    }
    _attempt() {
        const { attempt } = this._controller;
        const waiting = this._state;
        this._host._emit("reconnect_attempt", attempt);
        this._tell((namespace) => namespace.attempting(attempt), waiting);
        if (this._state === waiting)
            this._connect();
    }
    _lost(reason, details, unsent) {
        const retryIn = this._plan(details instanceof HoldfastError ? details : undefined);
        if (details instanceof ConnectError) {
            Object.assign(details, { willRetry: retryIn !== false, ...(retryIn !== false && { retryIn }) });
        }
        this._wait(retryIn);
        const waiting = this._state;
        this._host._emit("close", reason, details);
        for (const namespace of [...this.namespaces.values()]) {
            const own = unsent.filter(({ nsp }) => this.namespaces.get(nsp) === namespace);
            namespace.linkLost(reason, details, own);
        }
        if (retryIn === false)
            this._gaveUp(waiting);
    }
    /** No attempt follows. */
    _gaveUp(idle) {
        if (this._state !== idle)
            return;
        const { reconnection } = resolveReconnection(this._host.opts);
        if (reconnection)
            this._host._emit("reconnect_failed");
        this._tell((namespace) => namespace.gaveUp(reconnection), idle);
    }
    /** Tells each namespace for as long as the state stays what it was. */
    _tell(call, state) {
        for (const namespace of [...this.namespaces.values()])
            if (this._state === state)
                call(namespace);
    }
    _changed(cause) {
        for (const namespace of this.namespaces.values())
            namespace.changed(cause);
    }
}

/**
 * A connection to one server, shared by the namespaces (Sockets) that are opened on it, and the reconnection of it.
 * Most apps never make one: `io()` does, and `socket.io` is it.
 */
class Manager extends TypedEmitter {
    /** The options; what is changed in them counts from the next attempt. */
    opts;
    /** @internal */ _environment;
    /** @internal */ _target;
    /** @internal */ _link;
    /** @internal Tells the cache whether the connection is in use. */ _onUse;
    /** @internal */
    constructor(environment, url, options) {
        super(environment.platform.report);
        if (typeof url === "object") {
            options = url;
            url = undefined;
        }
        // a copy, so that the app's own object is never written to
        this.opts = { ...options };
        this._environment = environment;
        this._target = locate(environment, url, this.opts);
        this._link = new Connection(this);
        if (this.opts.autoConnect !== false)
            this.open();
    }
    /** Frameworks that wrap objects in proxies (Vue) leave this one alone. @internal */
    get __v_skip() {
        return true;
    }
    /** The Engine.IO session in use, or the last one. */
    get engine() {
        return this._link.engine;
    }
    /** `"idle"`, `"connecting"`, `"connected"` or `"waiting"` (for the next attempt). */
    get state() {
        return this._link.state;
    }
    /**
     * Connects, if there is no connection and none is being made. With a callback the app hears of the outcome and decides
     * what follows a failure; without one, reconnection does.
     */
    open(callback) {
        this._link.open(callback);
        return this;
    }
    /** The same as {@link open}. */
    connect(callback) {
        return this.open(callback);
    }
    /** The Socket of a namespace, made at the first call. */
    socket(nsp, options) {
        const name = nsp.startsWith("/") ? nsp : `/${nsp}`;
        const { namespaces } = this._link;
        const autoConnect = this.opts.autoConnect !== false;
        let socket = this._sockets.get(name);
        if (!socket) {
            socket = new Socket$1(this, name, options);
            this._sockets.set(name, socket);
            namespaces.set(name, socket._core);
            if (autoConnect)
                socket.connect();
        }
        else if (autoConnect && !socket.active)
            socket.connect();
        return socket;
    }
    /** @internal */ _sockets = new Map();
    reconnection(...value) {
        return this._option("reconnection", value, true);
    }
    reconnectionAttempts(...value) {
        return this._option("reconnectionAttempts", value, Number.POSITIVE_INFINITY);
    }
    reconnectionDelay(...value) {
        return this._option("reconnectionDelay", value, 1000);
    }
    randomizationFactor(...value) {
        return this._option("randomizationFactor", value, 0.5);
    }
    reconnectionDelayMax(...value) {
        return this._option("reconnectionDelayMax", value, 5000);
    }
    timeout(...value) {
        return this._option("timeout", value, 20_000);
    }
    _option(name, value, otherwise) {
        const options = this.opts;
        if (!value.length)
            return options[name] ?? otherwise;
        options[name] = value[0];
        return this;
    }
    /** @internal */
    get _heard() {
        return this._callbacks.size > 0;
    }
    /** @internal */
    _inUse(used) {
        this._onUse?.(used);
    }
    /** @internal */
    _resolve(options) {
        return resolveSocketOptions({ ...this.opts, ...options });
    }
}
/** Where the server is, by the URL or by `host`, `port` and `secure`. */
const locate = ({ platform }, url, options) => {
    const location = platform.location();
    const host = options.hostname ?? options.host;
    if (url || !host)
        return parseTarget(url, location);
    const secure = options.secure ?? location?.protocol === "https:";
    const port = options.port ? `:${options.port}` : "";
    return parseTarget(`${secure ? "https" : "http"}://${host}${port}`, location);
};

const Socket = Socket$1;
/** Managers in use that sockets may share, by address and path. */
const managers = new Map();
/** The Manager class over one platform. */
const bindManager = (environment) => class extends Manager {
    constructor(url, options) {
        super(environment, url, options);
    }
};
const keyOf = ({ secure, hostname, port }, path = "/socket.io") => `${secure ? "https" : "http"}://${hostname}:${port}${path}`;
/** `io()` over one platform. */
const bindIo = (environment, ManagerClass) => (url, options) => {
    const given = { ...(typeof url === "object" ? url : options) };
    const address = typeof url === "string" ? url : undefined;
    const named = address || !(given.hostname ?? given.host);
    const target = named ? parseTarget(address, environment.platform.location()) : undefined;
    if (target?.query && !given.query)
        given.query = target.query;
    const nsp = target?.path ?? "/";
    const key = target && keyOf(target, given.path);
    const cached = key === undefined ? undefined : managers.get(key);
    const own = given.forceNew || given.multiplex === false || !key || cached?._sockets.has(nsp);
    if (cached && !own)
        return cached.socket(nsp, given);
    const manager = (address ? new ManagerClass(address, given) : new ManagerClass(given));
    if (!own) {
        managers.set(key, manager);
        // a closed one leaves, and comes back when it opens again, unless another took its place
        manager._onUse = (used) => {
            if (!used && managers.get(key) === manager)
                managers.delete(key);
            else if (used && !managers.has(key))
                managers.set(key, manager);
        };
    }
    return manager.socket(nsp, given);
};

const native = { setTimeout, clearTimeout };
const clock = ({ useNativeTimers, autoUnref }) => {
    const timers = useNativeTimers ? native : globalThis;
    return {
        now: () => Date.now(),
        setTimeout: (callback, ms) => {
            const timer = timers.setTimeout(callback, ms);
            // a fake clock's timers may lack it
            if (autoUnref)
                timer.unref?.();
            return timer;
        },
        clearTimeout: (timer) => timers.clearTimeout(timer),
    };
};
const http = ({ node, cookies, autoUnref }) => {
    return ({ method, url, headers, body, signal }) => new Promise((resolve, reject) => {
        const secure = url.startsWith("https");
        const cookie = cookies?.header(url);
        const request = (secure ? node_https.request : node_http.request)(url, {
            ...node,
            method,
            signal,
            headers: {
                Accept: "*/*",
                ...headers,
                ...(cookie && { Cookie: cookie }),
                ...(body !== undefined && { "Content-Length": Buffer.byteLength(body) }),
            },
        }, (response) => {
            const chunks = [];
            response.on("data", (chunk) => chunks.push(chunk));
            response.on("error", reject);
            response.on("aborted", () => reject(new Error("the answer was cut short")));
            response.on("end", () => {
                cookies?.store(url, response.headers["set-cookie"] ?? []);
                try {
                    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
                    resolve({ status: response.statusCode ?? 0, text });
                }
                catch (error) {
                    reject(error);
                }
            });
        });
        if (autoUnref)
            request.on("socket", (socket) => socket.unref());
        request.on("error", reject);
        request.end(body);
    });
};
const openWebSocket = (url, options, handlers) => {
    const { node, extraHeaders, protocols, perMessageDeflate, autoUnref, cookies } = options;
    const cookie = cookies?.header(url);
    let end = {};
    const socket = new ws.WebSocket(url, protocols, {
        ...node,
        headers: { ...extraHeaders, ...(cookie && { Cookie: cookie }) },
        perMessageDeflate: perMessageDeflate,
    });
    socket.on("open", () => {
        if (autoUnref)
            rawSocket(socket)?.unref();
        handlers.open();
    });
    socket.on("upgrade", ({ headers }) => cookies?.store(url, headers["set-cookie"] ?? []));
    socket.on("message", (data, isBinary) => handlers.message(isBinary ? data : data.toString()));
    socket.on("unexpected-response", (request, response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (chunk) => {
            if (body.length < 1000)
                body += chunk;
        });
        const refused = () => {
            end = { status: response.statusCode ?? 0, body };
            socket.terminate();
            request.destroy();
        };
        response.on("end", refused).on("error", refused);
    });
    socket.on("error", (error) => {
        if (end.status === undefined)
            end = { error };
    });
    socket.on("close", (code, reason) => handlers.close({ code, reason: reason.toString(), ...end }));
    let corked = false;
    const like = {
        get bufferedAmount() {
            return socket.bufferedAmount;
        },
        send: (data, compress) => {
            if (!corked) {
                // one write to the kernel for all that is sent in this turn
                const raw = rawSocket(socket);
                raw?.cork();
                corked = true;
                process.nextTick(() => {
                    corked = false;
                    raw?.uncork();
                });
            }
            socket.send(data, { compress });
        },
        close: () => socket.close(),
        abort: () => {
            socket.removeAllListeners().on("error", () => { });
            socket.terminate();
        },
    };
    return like;
};
/** The TCP or TLS socket under a WebSocket of `ws`. */
const rawSocket = (socket) => socket._socket;
/** Node and Bun: `node:http` and `ws`. */
const node = {
    clock,
    random: () => Math.random(),
    http,
    webSocket: openWebSocket,
    webTransport: undefined,
    binaryType: "nodebuffer",
    webSocketHeaders: true,
    // a page that Node imitates (jsdom) has an address
    location: () => {
        const page = globalThis.location;
        return page?.host ? page : undefined;
    },
    byteLength: (text) => Buffer.byteLength(text),
    report: (error) => {
        process.nextTick(() => {
            throw error;
        });
    },
    warn: (message) => console.warn(message),
};

/** Revision of the Socket.IO protocol. */
const protocol = 5;

const PROBE = "probe";
/**
 * Moves a session from polling to `candidate`: see "Upgrade" in PROTOCOL.md. Until `5` is sent any failure means that
 * polling goes on, with nothing lost, doubled or reordered. Returns the function that gives the candidate up.
 */
const startUpgrade = (candidate, { clock, timeout, current, done, failed }) => {
    let state = { name: "opening" };
    let timer;
    const cancel = () => {
        if (state.name === "ended")
            return;
        const pausing = state.name === "pausing";
        state = { name: "ended" };
        clock.clearTimeout(timer);
        candidate.abort();
        if (pausing)
            current.resume();
    };
    const fail = (what, cause) => {
        if (state.name === "ended")
            return;
        cancel();
        failed(Object.assign(new Error(`probe error: ${what}`, { cause }), { transport: candidate.name }));
    };
    const paused = () => {
        if (state.name !== "pausing")
            return;
        state = { name: "ended" };
        clock.clearTimeout(timer);
        candidate.send([{ type: "upgrade" }]);
        done(candidate);
    };
    timer = clock.setTimeout(() => fail(`no upgrade within ${timeout} ms`), timeout);
    candidate.sink = {
        ready: () => {
            if (state.name !== "opening")
                return;
            state = { name: "probing" };
            candidate.send([{ type: "ping", data: PROBE }]);
        },
        packet: ({ type, data }) => {
            if (state.name === "probing" && type === "pong" && data === PROBE) {
                state = { name: "pausing" };
                current.pause(paused);
            }
            else
                fail("a wrong answer");
        },
        closed: (error, details) => fail(error ? messageOf(error) : (details?.description ?? "closed"), error),
    };
    candidate.open();
    return cancel;
};

/** The one importer of engine.io-parser: Engine.IO packets as the transports carry them. */
/** Joins the packets of one polling payload. */
const SEPARATOR = "\x1e";
/** One packet as one WebSocket frame. */
const encodeFrame = (packet) => {
    const { type, data } = packet;
    if (type === "message")
        return typeof data === "string" ? `4${data}` : data;
    let frame = "";
    engine_ioParser.encodePacket(packet, true, (encoded) => {
        frame = encoded;
    });
    return frame;
};
/** One packet as text, binary in base64. Calls back later where that takes reading a Blob. */
const encodeText = (packet, callback) => engine_ioParser.encodePacket(packet, false, callback);
/** Packets as the body of one POST. Calls back later where that takes reading a Blob. */
const encodeBody = (packets, callback) => engine_ioParser.encodePayload(packets, callback);
/** The packet in a frame, or `undefined` where there is none. */
const decodeFrame = (frame, binaryType) => {
    const packet = engine_ioParser.decodePacket(frame, binaryType);
    return packet.type === "error" ? undefined : packet;
};

/** The address without what could be a secret. */
const redact = (url) => url.replace(/([?&](?!EIO=|transport=)[^=&]+=)[^&]*/g, "$1***").replace(/\/\/[^/@]*@/, "//");
/** The beginning of an answer, for an error's text. */
const excerpt = (text) => {
    const line = text.replace(/\s+/g, " ").trim();
    return line.length > 80 ? `${line.slice(0, 80)}…` : line;
};
/** An error of a transport, with the fields that socket.io-client's have. */
const transportError = (code, message, transport, url, fields = {}) => new ConnectError(code, message, {
    phase: "transport",
    transport,
    url: redact(url),
    type: "TransportError",
    description: fields.status ?? fields.cause,
    ...fields,
});
const SERVER_CODES = { 1: "ERR_SESSION_UNKNOWN", 5: "ERR_UNSUPPORTED_PROTOCOL" };
const HINTS = {
    ERR_SESSION_UNKNOWN: "several servers need sticky sessions, or use transports: ['websocket']",
    ERR_UNSUPPORTED_PROTOCOL: "the server is Socket.IO 2 or older",
    ERR_NOT_SOCKETIO: "check the URL and the path option; a proxy or login page may be answering",
    ERR_HTTP_404: "check the URL and the path option",
    ERR_HTTP_403: "check the server's allowRequest and cors options, and proxies",
};
/** The error that an HTTP answer which is not a session's stands for. `prefix` is what apps compare with. */
const httpError = (prefix, status, body, transport, url, cause) => {
    let serverCode;
    let text = excerpt(body);
    try {
        const { code, message } = JSON.parse(body);
        if (typeof code === "number" && typeof message === "string") {
            serverCode = code;
            text = message;
        }
    }
    catch {
        // most wrong answers are not JSON
    }
    const code = status === 200 ? "ERR_NOT_SOCKETIO" : (SERVER_CODES[serverCode ?? -1] ?? "ERR_HTTP_STATUS");
    const what = status === 200 ? "not a Socket.IO answer" : `HTTP ${status}`;
    const hint = HINTS[code] ?? HINTS[`ERR_HTTP_${status}`];
    return transportError(code, `${prefix}: ${what}${text && `: ${text}`}`, transport, url, {
        status,
        context: { status, responseText: body },
        ...(serverCode !== undefined && { serverCode }),
        ...(hint && { hint }),
        ...(cause !== undefined && { cause }),
    });
};
/** The error for a frame that is no packet. */
const parseError = (transport, url, cause) => transportError("ERR_PARSE", `parse error: ${"not an Engine.IO packet"}`, transport, url, {
    ...(cause !== undefined),
});

/** ms that the server has to answer the goodbye. */
const GOODBYE_TIMEOUT = 2000;
/**
 * HTTP long-polling: two lanes, one GET and one POST at a time (the server closes the session at a second of either),
 * and no GET of a living session is aborted.
 */
class Polling {
    name = "polling";
    sink;
    _state = { name: "open" };
    _get;
    _post;
    _context;
    constructor(context) {
        this._context = context;
    }
    get ready() {
        const { name } = this._state;
        // while pausing, posts go on for as long as the last poll is out
        return !this._post && !!this._context.sid() && (name === "open" || (name === "pausing" && !!this._get));
    }
    get writable() {
        return this.ready;
    }
    open() {
        this._poll();
    }
    send(batch) {
        this._post = this._lane();
        encodeBody(batch, (body) => this._sendBody(body));
    }
    pause(done) {
        this._state = { name: "pausing", done };
        this._settle();
    }
    resume() {
        if (this._state.name !== "pausing" && this._state.name !== "paused")
            return;
        this._state = { name: "open" };
        if (!this._get)
            this._poll();
        if (this.ready)
            this.sink.ready();
    }
    close() {
        if (!this._context.sid())
            return this._end();
        const timer = this._context.clock.setTimeout(() => this._end(), GOODBYE_TIMEOUT);
        this._state = { name: "closing", timer, said: false };
        this._settle();
    }
    abort() {
        if (this._state.name === "closing")
            this._context.clock.clearTimeout(this._state.timer);
        this._state = { name: "closed" };
        for (const lane of [this._get, this._post]) {
            if (!lane)
                continue;
            this._context.clock.clearTimeout(lane.timer);
            lane.abort.abort();
        }
        this._get = this._post = undefined;
    }
    _end(error, description) {
        if (this._state.name === "closed")
            return;
        this.abort();
        this.sink.closed(error, description ? { description } : undefined);
    }
    /** Does what the state was waiting for, if no request is in its way. */
    _settle() {
        const state = this._state;
        if (state.name === "pausing" && !this._get && !this._post) {
            this._state = { name: "paused" };
            state.done();
        }
        else if (state.name === "closing" && !this._post) {
            if (!state.said) {
                state.said = true;
                this.send([{ type: "close" }]);
            }
            else if (!this._get)
                this._end();
        }
    }
    _poll() {
        const lane = this._lane();
        this._get = lane;
        this._request("GET", lane, undefined, (text) => {
            this._get = undefined;
            for (const frame of text.split(SEPARATOR)) {
                const packet = decodeFrame(frame, this._context.binaryType());
                if (!packet) {
                    // before the handshake this is no session's answer at all
                    const url = this._context.url("http", "polling");
                    return this._end(this._context.sid() ? parseError("polling", url) : httpError("xhr poll error", 200, text, "polling", url));
                }
                if (packet.type === "close" && this._state.name !== "closing") {
                    return this._end(undefined, "transport closed by the server");
                }
                this.sink.packet(packet);
                if (this._state.name === "closed")
                    return;
            }
            if (this._state.name === "open")
                this._poll();
            else
                this._settle();
        });
    }
    _sendBody(body) {
        const lane = this._post;
        if (!lane)
            return;
        this._request("POST", lane, body, () => {
            this._post = undefined;
            this._settle();
            if (this.ready)
                this.sink.ready();
        });
    }
    _lane() {
        const abort = new AbortController();
        const { requestTimeout, clock } = this._context;
        return { abort, timer: requestTimeout ? clock.setTimeout(() => abort.abort(), requestTimeout) : undefined };
    }
    _request(method, lane, body, answered) {
        const { http, clock, network, url: urlOf } = this._context;
        const url = urlOf("http", "polling");
        const prefix = method === "GET" ? "xhr poll error" : "xhr post error";
        const headers = { ...network.extraHeaders };
        if (body !== undefined)
            headers["Content-type"] = "text/plain;charset=UTF-8";
        const current = () => {
            clock.clearTimeout(lane.timer);
            return this._get === lane || this._post === lane;
        };
        http({
            method,
            url,
            headers,
            withCredentials: network.withCredentials,
            signal: lane.abort.signal,
            ...(body !== undefined && { body }),
        }).then(({ status, text }) => {
            if (!current())
                return;
            // a page in place of an answer, from a portal or proxy, must not pass for an "ok"
            if (status === 200 && !(body !== undefined && /^\s*</.test(text)))
                answered(text);
            else
                this._end(httpError(prefix, status, text, "polling", url));
        }, (error) => {
            if (!current())
                return;
            const timedOut = lane.abort.signal.aborted;
            const what = timedOut ? `no answer within ${this._context.requestTimeout} ms` : messageOf(error);
            this._end(transportError("ERR_TRANSPORT", `${prefix}: ${what}`, "polling", url, { cause: error }));
        });
    }
}

/** Each Engine.IO packet is one WebSocket frame. */
class WebSocketTransport {
    name = "websocket";
    sink;
    _state = "opening";
    _socket;
    _url = "";
    _context;
    constructor(context) {
        this._context = context;
    }
    get ready() {
        return this._state === "open";
    }
    get writable() {
        return this.ready && this._socket.bufferedAmount < this._context.highWaterMark;
    }
    open() {
        const { platform, network, url } = this._context;
        this._url = url("ws", "websocket");
        try {
            this._socket = platform.webSocket(this._url, network, {
                open: () => {
                    if (this._state !== "opening")
                        return;
                    this._state = "open";
                    this.sink.ready();
                },
                message: (data) => {
                    if (this._state === "closed")
                        return;
                    const packet = decodeFrame(data, this._context.binaryType());
                    if (packet)
                        this.sink.packet(packet);
                    else
                        this._end(parseError("websocket", this._url));
                },
                close: (end) => this._ended(end),
            });
        }
        catch (error) {
            this._end(this._error(messageOf(error), { cause: error }));
        }
    }
    send(batch) {
        for (const packet of batch) {
            const compress = packet.options?.compress !== false;
            if (this._context.forceBase64) {
                encodeText(packet, (text) => this._socket?.send(text, compress));
            }
            else {
                this._socket.send(encodeFrame(packet), compress);
            }
        }
    }
    close() {
        if (this._state === "opening")
            return this._end();
        this._state = "closing";
        this._socket.close();
    }
    abort() {
        this._state = "closed";
        const socket = this._socket;
        this._socket = undefined;
        socket?.abort();
    }
    _end(error, details) {
        if (this._state === "closed")
            return;
        this.abort();
        this.sink.closed(error, details);
    }
    _ended({ code, reason, error, status, body, event }) {
        if (status !== undefined) {
            return this._end(httpError("websocket error", status, body ?? "", "websocket", this._url, error));
        }
        const opening = this._state === "opening";
        if (error !== undefined || opening) {
            const why = error instanceof Error ? messageOf(error) : reason || `closed with code ${code}`;
            return this._end(this._error(opening && code === 1006 && !reason && !(error instanceof Error) ? "it could not be opened" : why, {
                cause: error,
                context: event,
            }));
        }
        this._end(undefined, { description: "websocket connection closed", context: event });
    }
    _error(what, fields) {
        return transportError("ERR_TRANSPORT", `websocket error: ${what}`, "websocket", this._url, fields);
    }
}

/** The transports with what belongs to each: how a session moves on from polling comes with polling. */
/** HTTP long-polling, with the upgrade from it. */
const polling = {
    transportName: "polling",
    supported: ({ http }) => !!http,
    create: (context) => new Polling(context),
    upgrade: startUpgrade,
};
/** WebSocket. */
const websocket = {
    transportName: "websocket",
    supported: ({ webSocket }) => !!webSocket,
    create: (context) => new WebSocketTransport(context),
};

exports.ConnectError = ConnectError;
exports.HoldfastError = HoldfastError;
exports.Socket = Socket;
exports.bindIo = bindIo;
exports.bindManager = bindManager;
exports.isConnectError = isConnectError;
exports.isHoldfastError = isHoldfastError;
exports.node = node;
exports.polling = polling;
exports.protocol = protocol;
exports.websocket = websocket;
