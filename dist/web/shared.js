function Emitter(object) {
	if (object) {
		return mixin(object);
	}

	this._callbacks = new Map();
}

function mixin(object) {
	Object.assign(object, Emitter.prototype);
	object._callbacks = new Map();
	return object;
}

Emitter.prototype.on = function (event, listener) {
	const callbacks = this._callbacks.get(event) ?? [];
	callbacks.push(listener);
	this._callbacks.set(event, callbacks);
	return this;
};

Emitter.prototype.once = function (event, listener) {
	const on = (...arguments_) => {
		this.off(event, on);
		listener.apply(this, arguments_);
	};

	on.fn = listener;
	this.on(event, on);
	return this;
};

Emitter.prototype.off = function (event, listener) {
	if (event === undefined && listener === undefined) {
		this._callbacks.clear();
		return this;
	}

	if (listener === undefined) {
		this._callbacks.delete(event);
		return this;
	}

	const callbacks = this._callbacks.get(event);
	if (callbacks) {
		for (const [index, callback] of callbacks.entries()) {
			if (callback === listener || callback.fn === listener) {
				callbacks.splice(index, 1);
				break;
			}
		}

		if (callbacks.length === 0) {
			this._callbacks.delete(event);
		} else {
			this._callbacks.set(event, callbacks);
		}
	}

	return this;
};

Emitter.prototype.emit = function (event, ...arguments_) {
	const callbacks = this._callbacks.get(event);
	if (callbacks) {
		// Create a copy of the callbacks array to avoid issues if it's modified during iteration
		const callbacksCopy = [...callbacks];

		for (const callback of callbacksCopy) {
			callback.apply(this, arguments_);
		}
	}

	return this;
};

Emitter.prototype.listeners = function (event) {
	return this._callbacks.get(event) ?? [];
};

Emitter.prototype.listenerCount = function (event) {
	if (event) {
		return this.listeners(event).length;
	}

	let totalCount = 0;
	for (const callbacks of this._callbacks.values()) {
		totalCount += callbacks.length;
	}

	return totalCount;
};

Emitter.prototype.hasListeners = function (event) {
	return this.listenerCount(event) > 0;
};

// Aliases
Emitter.prototype.addEventListener = Emitter.prototype.on;
Emitter.prototype.removeListener = Emitter.prototype.off;
Emitter.prototype.removeEventListener = Emitter.prototype.off;
Emitter.prototype.removeAllListeners = Emitter.prototype.off;

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
    _Ea;
    constructor(report) {
        super();
        this._Ea = report;
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
    _u(event, args) {
        const listeners = this._callbacks.get(nameOf(event));
        if (listeners)
            callAll(listeners, this, args, this._Ea);
    }
    /** @internal */
    _k(event, ...args) {
        this._u(event, args);
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
    _F = new Map();
    _c;
    _u;
    /** The id that the next event with acknowledgement gets. */
    nextId = 0;
    constructor(clock, call) {
        this._c = clock;
        this._u = call;
    }
    /** Waits for the acknowledgement of `packet`; `expired` is called when time or signal ends that. */
    add(packet, callback, withError, { timeout, signal }, expired) {
        const pending = { callback, withError, packet };
        this._F.set(packet.id, pending);
        this.nextId++;
        if (timeout === undefined && !signal)
            return;
        let timer;
        const fail = (code, message, cause) => expired(packet, new HoldfastError(code, message, { delivery: packet.sent ? "unknown" : "not-sent", cause }));
        const onAbort = () => fail("ERR_ABORTED", "operation was aborted", signal.reason);
        if (timeout !== undefined) {
            timer = this._c.setTimeout(() => fail("ERR_ACK_TIMEOUT", "operation has timed out"), timeout);
        }
        signal?.addEventListener("abort", onAbort);
        pending.dispose = () => {
            this._c.clearTimeout(timer);
            signal?.removeEventListener("abort", onAbort);
        };
    }
    /** The answer came. One that nobody waits for is ignored. */
    resolve(id, args) {
        const pending = this._F.get(id);
        if (!pending)
            return;
        this._ba(pending);
        this._u(pending.callback, pending.withError ? [null, ...args] : args);
    }
    /** No answer will come. A callback that takes no error is forgotten. */
    fail(packet, error) {
        const pending = this._F.get(packet.id);
        if (pending?.packet !== packet)
            return;
        this._ba(pending);
        this.settle(pending, error);
    }
    /** Takes those that `select` picks out of the wait; they are the caller's to settle, by {@link Acks.settle}. */
    take(select) {
        const taken = [...this._F.values()].filter(select);
        for (const pending of taken)
            this._ba(pending);
        return taken;
    }
    settle({ withError, callback }, error) {
        if (withError)
            this._u(callback, [error]);
    }
    _ba(pending) {
        this._F.delete(pending.packet.id);
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
    _V;
    _S;
    constructor(limit, drop) {
        this._V = limit;
        this._S = drop;
    }
    get bytes() {
        return this.packets.reduce((sum, packet) => sum + bytesOf(packet), 0);
    }
    /** Makes room for it where the app says so. An error: it is to be dropped; thrown where the app says to reject. */
    admit(packet) {
        const { events = Infinity, bytes = Infinity, onFull = "reject" } = this._V;
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
            this._S(oldest, full);
        }
        return;
    }
    /** The next packet to be sent at time `now`; what is too old is dropped. */
    next(now) {
        const { age = Infinity } = this._V;
        for (;;) {
            const packet = this.packets.shift();
            if (!packet || now - (packet.at ?? now) <= age)
                return packet;
            this._S(packet, new HoldfastError("ERR_BUFFER_FULL", `buffered for more than ${age} ms`, { delivery: "not-sent" }));
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
    _G;
    _W;
    /** Did the last connection go on where the one before it was cut? */
    recovered = false;
    /** What is sent when joining, beside the app's credentials. */
    payload(auth) {
        return this._G ? { pid: this._G, offset: this._W, ...auth } : auth;
    }
    joined(pid) {
        this.recovered = pid !== undefined && pid === this._G;
        this._G = typeof pid === "string" ? pid : undefined;
        if (!this.recovered)
            this._W = undefined;
    }
    /** An event without ack id was delivered; its last argument may be its offset. */
    delivered(args) {
        if (!this._G)
            return;
        const last = args.length > 1 && args[args.length - 1];
        if (typeof last === "string")
            this._W = last;
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
    _x = new Map();
    _c;
    _q;
    _Pa;
    _Ha;
    _ta;
    _y = false;
    constructor(clock, retries, window, send, failed) {
        this._c = clock;
        this._q = retries;
        this._Pa = window;
        this._Ha = send;
        this._ta = failed;
    }
    get packets() {
        return this._x.keys();
    }
    add(packet, timeout) {
        this._x.set(packet, { packet, timeout, unanswered: 0 });
        this._J();
    }
    /** The packet is settled. */
    remove(packet) {
        this._c.clearTimeout(this._x.get(packet)?.timer);
        if (this._x.delete(packet))
            this._J();
    }
    /** A connection is there: sends what was in flight again, then goes on. */
    start() {
        this._y = true;
        this._J();
    }
    /** The connection is gone. */
    stop() {
        this._y = false;
        for (const entry of this._x.values()) {
            this._c.clearTimeout(entry.timer);
            entry.timer = undefined;
        }
    }
    _J() {
        if (!this._y)
            return;
        let room = this._Pa;
        for (const entry of this._x.values()) {
            if (!room--)
                return;
            if (entry.timer === undefined)
                this._kb(entry);
            // sending may have found the connection dead
            if (!this._y)
                return;
        }
    }
    _kb(entry) {
        entry.timer = this._c.setTimeout(() => {
            entry.timer = undefined;
            if (++entry.unanswered > this._q) {
                this._ta(entry.packet, new HoldfastError("ERR_ACK_TIMEOUT", "operation has timed out", { delivery: "unknown" }));
            }
            else
                this._J();
        }, entry.timeout);
        this._Ha(entry.packet);
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
    _a = { name: "idle" };
    _Ia = "disconnected";
    _q;
    nsp;
    _b;
    facade;
    _j;
    constructor(nsp, link, facade, options) {
        this.nsp = nsp;
        this._b = link;
        this.facade = facade;
        this._j = options;
        this.acks = new Acks(link.clock, (callback, args) => callAll([callback], facade, args, link.report));
        this.outbox = new Outbox(options.bufferLimit, (packet, error) => this._s(packet, error));
        if (options.retries > 0) {
            this._q = new RetryQueue(link.clock, options.retries, options.retryWindow, (packet) => this._ga(packet), (packet, error) => this._s(packet, error));
        }
    }
    get active() {
        const { name } = this._a;
        return name !== "idle" && name !== "leaving";
    }
    get busy() {
        return this._a.name !== "idle";
    }
    get joined() {
        return this._a.name === "joined";
    }
    get sid() {
        return this._a.name === "joined" ? this._a.sid : undefined;
    }
    get state() {
        const { reconnecting } = this._b;
        if (this.joined)
            return "connected";
        if (!this.active || reconnecting === undefined)
            return "disconnected";
        return reconnecting ? "reconnecting" : "connecting";
    }
    // ---- what the app asks for
    connect() {
        const state = this._a;
        if (state.name === "joined")
            return;
        if (state.name === "leaving")
            this._a = { name: "joining", sent: true, timer: state.timer, again: false };
        else if (state.name === "idle")
            this._f({ name: "waiting" }, "connect()");
        this._b.wanted(this);
    }
    disconnect() {
        const state = this._a;
        if (state.name === "idle" || state.name === "leaving")
            return;
        if (state.name === "joining" && state.sent) {
            // the server has yet to answer, and takes no DISCONNECT before it did
            this._a = { name: "leaving", timer: state.timer };
            this.changed("disconnect()");
        }
        else {
            if (state.name === "joined")
                this._ca(DISCONNECT);
            this._f({ name: "idle" }, "disconnect()");
        }
        this._b.unwanted();
        this._d(state.name === "joined" && "io client disconnect");
    }
    /** Sends an event, or keeps it until it can be sent. `args`: the name first, perhaps a callback last. */
    emit(flags, args) {
        this._la(args[0]);
        const callback = typeof args[args.length - 1] === "function" ? args.pop() : undefined;
        const timeout = flags.timeout ?? this._j.ackTimeout;
        this._Ja(flags, args, callback, timeout !== undefined || !!flags.signal, timeout);
    }
    /** Sends an event and promises its acknowledgement; whatever goes wrong rejects. */
    emitWithAck(flags, args) {
        return new Promise((resolve, reject) => {
            this._la(args[0]);
            const settle = (error, value) => (error ? reject(error) : resolve(value));
            this._Ja(flags, args, settle, true, flags.timeout ?? this._j.ackTimeout);
        });
    }
    // ---- what the connection tells
    linkOpen() {
        if (this._a.name === "waiting")
            this._xa(false);
    }
    packet(packet) {
        const { type, data } = packet;
        if (type === EVENT)
            this._cb(packet);
        else if (type === ACK)
            this.acks.resolve(packet.id, data);
        else if (type === CONNECT)
            this._bb(data);
        else if (type === CONNECT_ERROR)
            this._eb(data);
        else if (type === DISCONNECT && this.joined) {
            this._f({ name: "idle" }, "disconnect");
            this._b.unwanted();
            this._d("io server disconnect");
        }
    }
    linkLost(reason, details, unsent) {
        const was = this._a.name;
        if (was === "idle")
            return;
        const kept = unsent.filter((packet) => {
            packet.sent = false;
            if (packet.type !== EVENT || packet.retried)
                return false;
            if (packet.volatile)
                this._s(packet, disconnected("not-sent"));
            return !packet.volatile;
        });
        this.outbox.packets = [...kept, ...this.outbox.packets];
        this.received = [];
        this._f({ name: was === "leaving" ? "idle" : "waiting" }, "disconnect");
        const doomed = this.acks.take(({ packet }) => packet.sent && !packet.retried);
        if (was === "joined")
            this._l("disconnect", reason, details);
        for (const pending of doomed)
            this.acks.settle(pending, disconnected("unknown"));
    }
    attemptFailed(error) {
        const { name } = this._a;
        if (name === "leaving")
            this._f({ name: "idle" }, "connect_error");
        if (name !== "waiting" && name !== "joining")
            return;
        this._f({ name: "waiting" }, "connect_error");
        this._Fa(error);
    }
    _Fa(error) {
        if (error.code === "ERR_CONNECT_TIMEOUT")
            this._l("connect_timeout", error);
        this._l("connect_error", error);
    }
    attempting(attempt) {
        if (this.active)
            this._l("reconnect_attempt", attempt);
    }
    reconnectFailed(error) {
        if (this.active)
            this._l("reconnect_error", error);
    }
    gaveUp(limit) {
        this.changed("reconnect_failed");
        if (this.active)
            this._d(limit && "reconnect_failed");
    }
    refused(packet, error) {
        this._s(packet, error);
    }
    changed(cause) {
        const to = this.state;
        const from = this._Ia;
        if (from === to)
            return;
        this._Ia = to;
        this.facade._U("state_change", { from, to, cause });
    }
    // ---- joining and leaving
    /** The one way from a state to another. */
    _f(next, cause) {
        const { timer } = this._a;
        this._b.clock.clearTimeout(timer);
        this._a = next;
        if (next.name !== "joined")
            this._q?.stop();
        this.changed(cause);
    }
    _xa(again) {
        const state = { name: "joining", sent: false, timer: undefined, again };
        this._f(state, "connect()");
        const current = () => this._a === state;
        const { clock, joinTimeout } = this._b;
        const arm = (fail) => {
            clock.clearTimeout(state.timer);
            if (joinTimeout !== undefined)
                state.timer = clock.setTimeout(fail, joinTimeout);
        };
        const fail = (message, cause) => {
            if (!current())
                return;
            this._f({ name: "waiting" }, "connect_error");
            this._ya(new ConnectError("ERR_AUTH", message, { phase: "auth", cause }));
        };
        arm(() => fail("auth gave no answer in time"));
        askAuth(this.facade.auth, this.facade, (data) => {
            if (!current())
                return;
            try {
                this._ca(CONNECT, this.recovery.payload(data));
            }
            catch (error) {
                return fail(`auth: ${messageOf(error)}`, error);
            }
            state.sent = true;
            arm(() => this._Ya());
        }, (error) => fail(`auth: ${messageOf(error)}`, error));
    }
    _Ya() {
        this._ya(new ConnectError("ERR_CONNECT_TIMEOUT", "timeout", {
            phase: "namespace",
            hint: "the server did not answer in time; does the namespace's middleware call next()?",
        }));
    }
    _ya(error) {
        if (this._a.name === "leaving") {
            this._f({ name: "idle" }, "disconnect()");
            this._b.unwanted();
        }
        else if (this._b.joinFailed(error))
            this._Fa(error);
    }
    _bb(data) {
        const state = this._a;
        if (state.name === "leaving") {
            this._ca(DISCONNECT);
            this._f({ name: "idle" }, "disconnect()");
            return this._b.unwanted();
        }
        // a second one changes nothing
        if (state.name !== "joining" || !state.sent)
            return;
        if (typeof data?.sid !== "string") {
            return this._wa(new ConnectError("ERR_UNSUPPORTED_PROTOCOL", "the server speaks an older protocol: Socket.IO 2", {
                phase: "namespace",
                hint: "use a Socket.IO server of version 3 or 4",
                willRetry: false,
            }));
        }
        const joined = { name: "joined", ready: false, sid: data.sid };
        this.recovery.joined(data.pid);
        const attempt = this._b.joined();
        this._f(joined, "connect");
        this._l("connect");
        if (attempt && this._a === joined)
            this._l("reconnect", attempt);
        this._n(joined);
    }
    /** What was buffered goes out in the order of DESIGN.md's table. */
    _n(joined) {
        const current = () => this._a === joined;
        for (const args of this.received.splice(0))
            if (current())
                this._qa(args);
        while (current()) {
            const packet = this.outbox.next(this._b.clock.now());
            if (!packet)
                break;
            const error = this._b.tooLarge(packet.frames);
            if (error)
                this._s(packet, error);
            else
                this._ga(packet);
        }
        if (!current())
            return;
        joined.ready = true;
        // what the app took out of sendBuffer will not be answered
        for (const pending of this.acks.take(({ packet }) => !packet.sent && !packet.retried)) {
            this.acks.settle(pending, disconnected("not-sent"));
        }
        this._q?.start();
    }
    _eb(data) {
        const state = this._a;
        if (state.name === "leaving") {
            this._f({ name: "idle" }, "disconnect()");
            return this._b.unwanted();
        }
        if (state.name !== "joining")
            return;
        const { message, data: more } = (typeof data === "object" ? data : { message: data });
        const fields = { phase: "namespace", data: more, willRetry: false };
        const error = new ConnectError("ERR_REFUSED", String(message ?? "refused"), fields);
        const { retryRefused } = this._j;
        if (!state.again && (typeof retryRefused === "function" ? retryRefused(error) : retryRefused)) {
            return this._xa(true);
        }
        this._wa(error);
    }
    /** The server will not have us: the namespace is left alone until the app asks again. */
    _wa(error) {
        this._f({ name: "idle" }, "connect_error");
        this._b.unwanted();
        this._d(error);
    }
    /**
     * The app or the server ended it: tells so, and all that promised an outcome gets one. Plain events stay for the next
     * `connect()`.
     */
    _d(why) {
        // taken before the listeners are told: what these emit belongs to the next connection
        const doomed = this.acks.take(({ packet, withError }) => withError || (packet.sent && !packet.retried));
        for (const { packet } of doomed) {
            this.outbox.remove(packet);
            this._q?.remove(packet);
        }
        if (why === "reconnect_failed")
            this._l(why);
        else if (typeof why === "object")
            this._l("connect_error", why);
        else if (why)
            this._l("disconnect", why);
        for (const pending of doomed) {
            const error = disconnected(pending.packet.sent ? "unknown" : "not-sent");
            this.acks.settle(pending, error);
            if (!pending.packet.sent)
                this._Ma(pending.packet, error);
        }
    }
    /** Tells listeners of a reserved event; `connect()` called in one keeps a wait. */
    _l(name, ...args) {
        const tell = () => {
            if (this._j.allEvents || !ADDED.has(name))
                this.facade._u(name, args);
            this.facade._U(name, ...args);
        };
        if (name === "connect")
            tell();
        else
            this._b.notify(tell);
    }
    // ---- events
    _la(name) {
        if (RESERVED.has(name)) {
            throw new HoldfastError("ERR_RESERVED_EVENT", `"${String(name)}" is a reserved event name`);
        }
        if (ADDED.has(name) && this._j.allEvents)
            this._Oa(name);
    }
    _Oa(name) {
        this._b.warn(`name:${name}`, `"${name}" is an event of the socket itself; an app that uses it for its own sets lifecycleEvents: "v4"`);
    }
    _ca(type, data) {
        const packet = data === undefined ? { type, nsp: this.nsp } : { type, nsp: this.nsp, data };
        this._b.send({ ...packet, frames: this._b.codec.encode(packet), alone: type === DISCONNECT });
    }
    _Ja(flags, data, callback, withError, timeout) {
        const { _b: link, acks, outbox } = this;
        const retries = flags.volatile ? undefined : this._q;
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
        const state = this._a;
        const direct = state.name === "joined" && state.ready;
        const obstacle = this._ab(flags, packet, direct || !!retries);
        if (retries) {
            const settle = (...args) => {
                retries.remove(packet);
                callback?.(...args);
            };
            packet.retried = true;
            acks.add(packet, settle, !!callback, { signal: flags.signal }, (_, error) => this._s(packet, error));
        }
        else if (callback) {
            acks.add(packet, callback, withError, { timeout, signal: flags.signal }, (_, error) => {
                if (packet.sent)
                    acks.fail(packet, error);
                else
                    this._s(packet, error);
            });
        }
        if (obstacle)
            this._s(packet, obstacle);
        else if (retries)
            retries.add(packet, timeout ?? 10_000);
        else if (direct)
            this._ga(packet);
        else {
            packet.at = link.clock.now();
            if (outbox.packets.push(packet) === MANY) {
                link.warn("buffer", `${MANY} events are buffered; the bufferLimit option bounds them`);
            }
        }
    }
    /** Why an event is dropped right away; thrown where the app asked to be told so. */
    _ab({ signal, volatile }, packet, unbuffered) {
        const fields = { delivery: "not-sent", cause: signal?.reason };
        if (signal?.aborted)
            return new HoldfastError("ERR_ABORTED", "operation was aborted", fields);
        if (volatile && !this._b.writable) {
            return this.joined
                ? new HoldfastError("ERR_BUFFER_FULL", "the transport is busy", { delivery: "not-sent" })
                : disconnected("not-sent");
        }
        return unbuffered ? undefined : this.outbox.admit(packet);
    }
    _ga(packet) {
        const outgoing = this.facade._E;
        if (outgoing.length)
            callAll(outgoing, this.facade, packet.data, this._b.report);
        packet.sent = true;
        this._b.send(packet);
    }
    /** The event will not be sent any more. */
    _s(packet, error) {
        this.outbox.remove(packet);
        this.acks.fail(packet, error);
        this._q?.remove(packet);
        this._Ma(packet, error);
    }
    _Ma(packet, cause) {
        const [event, ...args] = packet.data;
        this.facade._U("dropped", { event, args, cause, delivery: cause.delivery });
    }
    _cb(packet) {
        const state = this._a;
        const args = packet.data;
        if (packet.id !== undefined)
            args.push(this._Ra(packet.id));
        if (state.name === "joined" && state.ready)
            this._qa(args);
        else if (this.active)
            this.received.push(args);
    }
    /** The function by which the app acknowledges an event: once, and on the connection that asked. */
    _Ra(id) {
        const asked = this._a;
        let answered = false;
        return (...data) => {
            if (answered)
                return;
            // a namespace that was still being joined is another state by now
            const { name } = this._a;
            if (asked !== this._a && !(asked.name === "joining" && name === "joined"))
                return;
            const packet = { type: ACK, nsp: this.nsp, id, data };
            const frames = this._b.codec.encode(packet);
            const tooLarge = this._b.tooLarge(frames);
            if (tooLarge)
                throw tooLarge;
            answered = true;
            if (name === "joined")
                this._b.send({ ...packet, frames });
        };
    }
    _qa(args) {
        const any = this.facade._C;
        if (any.length)
            callAll(any, this.facade, args, this._b.report);
        const name = args[0];
        // a name of ours never reaches those who listen to us
        if (this._j.allEvents && ADDED.has(name))
            this._Oa(name);
        else
            this.facade._u(name, args.slice(1));
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
    /** @internal */ _e;
    /** @internal */ _B = NO_FLAGS;
    /** @internal */ _C = [];
    /** @internal */ _E = [];
    /** @internal */
    constructor(io, nsp, options) {
        super(io._b.report);
        this.io = io;
        this.nsp = nsp;
        this.auth = options?.auth;
        this.lifecycle = new TypedEmitter(io._b.report);
        this._e = new Lifecycle(nsp, io._b, this, io._hb(options));
    }
    /** Frameworks that wrap objects in proxies (Vue) leave this one alone. @internal */
    get __v_skip() {
        return true;
    }
    /** The server's id of this namespace's connection; `undefined` while not connected. */
    get id() {
        return this._e.sid;
    }
    /** Has the namespace been joined, over a connection that is open? */
    get connected() {
        return this._e.joined;
    }
    get disconnected() {
        return !this.connected;
    }
    /** Is it connected, or will it connect by itself? */
    get active() {
        return this._e.active;
    }
    /** `"disconnected"`, `"connecting"`, `"connected"` or `"reconnecting"`. */
    get state() {
        return this._e.state;
    }
    /** Did the server restore the last connection's state, so that no event was missed? */
    get recovered() {
        return this._e.recovery.recovered;
    }
    /** Events that wait to be sent; may be emptied or replaced, in a `connect` listener at the latest. */
    get sendBuffer() {
        return this._e.outbox.packets;
    }
    set sendBuffer(packets) {
        this._e.outbox.packets = packets;
    }
    /** Events that came before `connect` was emitted. */
    get receiveBuffer() {
        return this._e.received;
    }
    set receiveBuffer(events) {
        this._e.received = events;
    }
    /** How much waits to be sent: events, and bytes of their encoded form. */
    get buffered() {
        const { packets, bytes } = this._e.outbox;
        return { count: packets.length, bytes };
    }
    /** Connects, or does nothing if connected. During a wait for reconnection it connects now. */
    connect() {
        this._e.connect();
        return this;
    }
    /** The same as {@link connect}. */
    open() {
        return this.connect();
    }
    /** Leaves the namespace; the connection is closed with its last one. What was emitted before is still sent. */
    disconnect() {
        this._e.disconnect();
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
        this._e.emit(this._B, args);
        return this._e.facade;
    }
    /** Sends an event named `message`. */
    send(...args) {
        args.unshift("message");
        this._e.emit(this._B, args);
        return this._e.facade;
    }
    /**
     * Sends an event and promises its acknowledgement. It rejects with `ERR_ACK_TIMEOUT` (with `timeout()` or
     * `ackTimeout`), `ERR_ABORTED` (with `signal()`), `ERR_DISCONNECTED` when the connection is lost or left, or what
     * {@link emit} throws; `error.delivery` says whether the event may have arrived.
     */
    emitWithAck(event, ...args) {
        args.unshift(event);
        return this._e.emitWithAck(this._B, args);
    }
    /** A view whose events are dropped when they can't be sent now. */
    get volatile() {
        return this._P({ volatile: true });
    }
    /** A view whose acknowledgements must come within `timeout` ms, and whose callbacks take an error first. */
    timeout(timeout) {
        return this._P({ timeout });
    }
    /** A view whose events are compressed, or not, where the transport compresses (Node). */
    compress(compress) {
        return this._P({ compress });
    }
    /** A view whose acknowledgements are given up when `signal` aborts (`ERR_ABORTED`); its callbacks take an error first. */
    signal(signal) {
        return this._P({ signal });
    }
    /** Calls `listener` with every event that comes in, its name first. */
    onAny(listener) {
        this._C.push(listener);
        return this;
    }
    /** As {@link onAny}, before the listeners that are there. */
    prependAny(listener) {
        this._C.unshift(listener);
        return this;
    }
    /** Removes a listener of {@link onAny}, or all. */
    offAny(listener) {
        removeFrom(this._C, listener);
        return this;
    }
    listenersAny() {
        return this._C;
    }
    /** Calls `listener` with every event that goes out, its name first. */
    onAnyOutgoing(listener) {
        this._E.push(listener);
        return this;
    }
    /** As {@link onAnyOutgoing}, before the listeners that are there. */
    prependAnyOutgoing(listener) {
        this._E.unshift(listener);
        return this;
    }
    /** Removes a listener of {@link onAnyOutgoing}, or all. */
    offAnyOutgoing(listener) {
        removeFrom(this._E, listener);
        return this;
    }
    listenersAnyOutgoing() {
        return this._E;
    }
    /** @internal */
    _U(name, ...args) {
        this.lifecycle._k(name, ...args);
    }
    _P(flags) {
        return Object.create(this, { _B: { value: { ...this._B, ...flags } } });
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
const decode$1 = (text, limits) => {
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
    _v;
    _L;
    /** The binary packet whose attachments are due. */
    _t;
    constructor(onPacket, limits) {
        this._v = onPacket;
        this._L = limits;
    }
    get pending() {
        return !!this._t;
    }
    add(frame) {
        const due = this._t;
        if (typeof frame === "string") {
            if (due)
                fail("text where an attachment is due");
            const packet = decode$1(frame, this._L);
            if (!packet.attachments)
                return this._v(packet);
            const slots = findSlots(packet.data, packet.attachments, this._L.maxDepth);
            packet.type -= BINARY_EVENT - EVENT;
            this._t = { packet, slots, got: 0, bytes: 0 };
            return;
        }
        if (!due)
            return fail("a binary frame that was not announced");
        const { byteLength, size } = frame;
        due.bytes += byteLength ?? size ?? 0;
        if (due.bytes > this._L.maxAttachmentBytes)
            fail("attachments too large");
        const [holder, key] = due.slots[due.got++];
        holder[key] = frame;
        if (due.got === due.slots.length) {
            this._t = undefined;
            delete due.packet.attachments;
            this._v(due.packet);
        }
    }
    destroy() {
        this._t = undefined;
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
    _ea = 0;
    /** When the namespace was joined, while it is. */
    _D;
    /** When the connection was lost, or the first attempt began. */
    _N;
    /** When an early attempt failed last. */
    _ra = Number.NEGATIVE_INFINITY;
    /** Was the attempt under way started before its time? */
    _A = false;
    _c;
    _aa;
    constructor(clock, random) {
        this._c = clock;
        this._aa = random;
        this._N = clock.now();
    }
    /** A first connection is attempted. */
    reset() {
        this.attempt = 0;
        this._ea = 0;
        this._A = false;
        this._D = undefined;
        this._N = this._c.now();
    }
    /** A namespace was joined. Returns the attempt that led to it. */
    joined() {
        const { attempt } = this;
        this._D ??= this._c.now();
        this.attempt = 0;
        this._A = false;
        return attempt;
    }
    /** The attempt failed or the connection is lost: ms until the next attempt, or `false` for none. */
    next(options, error) {
        const now = this._c.now();
        if (this._D !== undefined) {
            if (now - this._D >= options.minUptime)
                this._ea = 0;
            this._D = undefined;
            this._N = now;
        }
        if (this._A) {
            this._A = false;
            this._ra = now;
        }
        if (!options.reconnection || this.attempt >= options.attempts)
            return false;
        this.attempt++;
        const { policy } = options;
        if (!policy)
            return backoffDelay(options, this._ea++, this._aa);
        const delay = policy({ attempt: this.attempt, elapsed: now - this._N, error });
        return delay === false ? false : Math.max(0, delay);
    }
    /** The app asks to try now: ms until that may be. */
    hasten() {
        this._A = true;
        return Math.max(0, this._ra + EARLY_GAP - this._c.now());
    }
    /** The network or the page woke: ms until the attempt, so that not all clients come at once. */
    wake() {
        return this._aa() * WAKE_SPREAD;
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
    _c;
    _Y;
    _pa;
    _t = 0;
    _ka;
    constructor(clock, period, dead) {
        this._c = clock;
        this._Y = period;
        this._pa = dead;
        this.beat();
    }
    /** A ping came; nothing else moves the deadline. */
    beat() {
        this.stop();
        this._t = this._c.now() + this._Y;
        this._ka = setAlarm(this._c, this._Y, this._pa);
    }
    /** Has the deadline passed by the wall clock, whether or not a timer could say so? */
    get expired() {
        return this._c.now() >= this._t;
    }
    stop() {
        this._ka?.();
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
    /** @internal */ _a = { name: "idle" };
    /** @internal */ _j;
    /** @internal */ _c;
    /** @internal */ _R;
    /** @internal Who is told; nobody, once it was told of the end. */
    _r;
    /** @internal */
    constructor(options, clock, platform, sink) {
        super(platform.report);
        this._j = options;
        this._c = clock;
        this._R = platform.byteLength;
        this._r = sink;
        this.binaryType = options.binaryType;
    }
    /** `"opening"`, `"open"`, `"closing"` or `"closed"`. */
    get readyState() {
        const { name } = this._a;
        return name === "idle" ? "opening" : name;
    }
    /** @internal Would a packet go out without much delay? */
    get _mb() {
        return this._a.name === "open" && this._a.transport.writable;
    }
    /** @internal */
    _y() {
        const { kinds, tryAllTransports, timeout } = this._j;
        const opening = { name: "opening", cancel: () => { } };
        this._a = opening;
        const cancel = startRace({
            kinds,
            create: (kind) => this._oa(kind),
            clock: this._c,
            share: timeout && timeout / kinds.length,
            fallback: tryAllTransports,
            won: (transport, kind, packet) => this._X(transport, kind, packet),
            lost: (error) => {
                this._a = { name: "closed" };
                this._Na(error);
            },
        });
        opening.cancel = cancel;
    }
    /** Ends the session after what is queued was sent; reason `"forced close"`. */
    close() {
        const state = this._a;
        if (state.name === "idle" || state.name === "opening")
            this._d("forced close");
        else if (state.name === "open") {
            const { transport, handshake, heartbeat, upgrade, gap } = state;
            heartbeat.stop();
            const timer = this._c.setTimeout(() => this._ua(), CLOSE_TIMEOUT);
            const closing = { name: "closing", transport, handshake, timer };
            this._c.clearTimeout(gap);
            this._a = closing;
            // what is sent next must not meet at the server what was sent last
            this._Q(closing);
            // gives polling its lanes back, if an upgrade had paused it
            upgrade?.cancel();
            this._La("forced close", undefined, []);
        }
        return this;
    }
    /** @internal Closes, and tells its sink nothing more. */
    _T() {
        this._r = undefined;
        this.close();
    }
    /** @internal Queues the frames of one Socket.IO packet. */
    _nb(frames, owner, options, alone) {
        const state = this._a;
        if (state.name !== "open")
            return;
        const oversize = state.transport.name === "polling" && this._Ba(frames, state.handshake.maxPayload, true);
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
            this._Da(packet);
        }
        this._n();
    }
    /**
     * @internal The error for a packet that is too large for every transport this session may have. One that is too large
     * for polling alone waits for the upgrade.
     */
    _jb(frames) {
        const state = this._a;
        if (state.name !== "open")
            return;
        const { maxPayload } = state.handshake;
        const size = this._Ba(frames, maxPayload, state.transport.name === "polling" && !state.upgrade);
        return size ? tooLarge(size, maxPayload) : undefined;
    }
    /** Bytes of the first frame that is above the limit, or 0. */
    _Ba(frames, limit, base64) {
        for (const frame of frames) {
            if (!mayExceed(frame, limit))
                continue;
            const size = sizeOf(frame, base64, this._R);
            if (size > limit)
                return size;
        }
        return 0;
    }
    /** @internal Holds the heartbeat's deadline against the wall clock. Returns whether the session is still open. */
    _Qa() {
        if (this._a.name !== "open")
            return false;
        if (this._a.heartbeat.expired)
            this._d("ping timeout");
        return this._a.name === "open";
    }
    /** @internal Ends the session at once: nothing more is sent. */
    _d(reason, details) {
        const state = this._a;
        if (state.name === "closed")
            return;
        if (state.name === "opening")
            state.cancel();
        else if (state.name === "closing")
            return this._ua();
        else if (state.name === "open") {
            state.heartbeat.stop();
            this._c.clearTimeout(state.gap);
            state.transport.abort();
        }
        this._a = { name: "closed" };
        if (state.name === "open")
            state.upgrade?.cancel();
        const unsent = this.writeBuffer.flatMap(({ owner }) => owner ?? []);
        this.writeBuffer = [];
        this._La(reason, details, unsent);
    }
    _oa(kind) {
        const transport = kind.create(this._j.context(this, kind));
        if (this._a.name !== "open")
            this.transport = transport;
        return transport;
    }
    _X(transport, kind, packet) {
        let handshake;
        try {
            handshake = parseHandshake(packet.data);
        }
        catch (error) {
            transport.abort();
            this._a = { name: "closed" };
            return this._Na(new ConnectError("ERR_PARSE", `parse error: invalid handshake: ${messageOf(error)}`, {
                phase: "handshake",
                transport: transport.name,
                cause: error,
            }));
        }
        this.transport = transport;
        this.id = handshake.sid;
        const heartbeat = new Heartbeat(this._c, handshake.pingInterval + handshake.pingTimeout, () => this._d("ping timeout"));
        const open = { name: "open", transport, handshake, heartbeat };
        this._a = open;
        this._ia(transport);
        this._i("packet", packet);
        this._i("handshake", handshake);
        this._i("open");
        if (this._a !== open)
            return;
        // a better transport is looked for before anything is sent, so that what is too large for polling waits for it
        this._lb(kind, handshake.upgrades);
        this._r?.opened();
        this._n();
    }
    /** Makes a transport tell this session. */
    _ia(transport) {
        transport.sink = {
            packet: (packet) => this._v(packet),
            ready: () => {
                if (!this.writeBuffer.length)
                    this._i("drain");
                this._n();
            },
            closed: (error, details) => {
                if (error)
                    this._d(error.code === "ERR_PARSE" ? "parse error" : "transport error", error);
                else
                    this._d("transport close", details);
            },
        };
    }
    /** Tries the server's upgrades one after the other. */
    _lb(kind, offered) {
        const open = this._a;
        const start = kind.upgrade;
        if (open.name !== "open" || !start || !this._j.upgrade)
            return;
        const candidates = this._j.kinds
            .filter(({ transportName }) => transportName !== kind.transportName && offered.includes(transportName))
            // WebTransport is the better one, where both sides have it
            .sort((a, b) => +(b.transportName === "webtransport") - +(a.transportName === "webtransport"));
        const next = () => {
            const candidate = candidates.shift();
            open.upgrade = undefined;
            if (!candidate)
                return this._n();
            const transport = this._oa(candidate);
            // set before it starts, since it may fail at once
            const upgrade = { cancel: () => { } };
            open.upgrade = upgrade;
            this._i("upgrading", transport);
            if (open.upgrade !== upgrade || this._a !== open)
                return;
            upgrade.cancel = start(transport, {
                clock: this._c,
                timeout: this._j.upgradeTimeout,
                current: open.transport,
                done: () => {
                    open.transport.abort();
                    open.upgrade = undefined;
                    open.transport = this.transport = transport;
                    this._ia(transport);
                    this._i("upgrade", transport);
                    this._n();
                },
                failed: (error) => {
                    if (this._a !== open)
                        return;
                    this._i("upgradeError", error);
                    if (this._a === open)
                        next();
                },
            });
        };
        next();
    }
    _v(packet) {
        const state = this._a;
        if (state.name !== "open")
            return;
        this._i("packet", packet);
        if (packet.type === "message") {
            const data = packet.data ?? "";
            if (this._callbacks.size) {
                this._i("data", data);
                this._i("message", data);
            }
            this._r?.message(data);
        }
        else if (packet.type === "ping") {
            state.heartbeat.beat();
            this._Da({ type: "pong" });
            this._n();
            this._i("ping");
            this._i("pong");
        }
        else if (packet.type === "close") {
            this._d("transport close", { description: "transport closed by the server" });
        }
        // a second `open`, a `pong` or `upgrade` nobody asked for, and `noop` change nothing
    }
    _Da(packet) {
        this._i("packetCreate", packet);
        this.writeBuffer.push(packet);
    }
    /** Hands to the transport what it takes now. `rested`: a turn has passed since the last write. */
    _n(rested = false) {
        for (;;) {
            const state = this._a;
            if ((state.name !== "open" && state.name !== "closing") || state.gap !== undefined)
                return;
            const { transport } = state;
            if (!transport.ready)
                return;
            const queue = this.writeBuffer;
            if (!queue.length) {
                if (state.name !== "closing")
                    return;
                return rested ? transport.close() : this._Q(state);
            }
            const { name } = transport;
            if (name === "polling" && queue[0].oversize && !this._fb(state))
                return;
            if (queue[0].alone) {
                if (rested)
                    transport.send([queue.shift()]);
                return this._Q(state);
            }
            const length = batchLength(queue, name === "polling" ? state.handshake.maxPayload : 0, this._R);
            this.writeBuffer = length === queue.length ? [] : queue.splice(length);
            rested = false;
            transport.send(queue);
            this._i("flush");
            if (name !== "polling" && this.hasListeners("drain"))
                this._c.setTimeout(() => this._i("drain"), 0);
        }
    }
    /** Waits a turn, so that the server does not read what follows together with what was sent. */
    _Q(state) {
        state.gap = this._c.setTimeout(() => {
            state.gap = undefined;
            this._n(true);
        }, GAP);
    }
    /** Takes a packet that is too large for polling out of the queue, unless an upgrade may still carry it. */
    _fb(state) {
        if (state.name === "open" && state.upgrade)
            return false;
        const { owner, oversize } = this.writeBuffer.shift();
        while (this.writeBuffer[0] && !this.writeBuffer[0].owner)
            this.writeBuffer.shift();
        this._r?.refused(owner, tooLarge(oversize, state.handshake.maxPayload));
        return true;
    }
    _i(event, ...args) {
        if (this._callbacks.size)
            this._k(event, ...args);
    }
    /** Ends the closing of a session. */
    _ua() {
        const state = this._a;
        if (state.name !== "closing")
            return;
        this._c.clearTimeout(state.timer);
        this._c.clearTimeout(state.gap);
        this._a = { name: "closed" };
        state.transport.abort();
        this.writeBuffer = [];
    }
    _Na(error) {
        const sink = this._r;
        this._r = undefined;
        sink?.failed(error);
        this._i("close", "transport error", error);
    }
    _La(reason, details, unsent) {
        const sink = this._r;
        this._r = undefined;
        sink?.closed(reason, details, unsent);
        this._i("close", reason, details);
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
    _a = { name: "idle" };
    /** How many listeners of failures are being told now: in these, `connect()` keeps a wait. */
    _fa = 0;
    _h;
    _m;
    _na;
    report;
    constructor(host) {
        const { platform } = host._K;
        this._h = host;
        this.report = platform.report;
        this.clock = platform.clock({
            useNativeTimers: !!host.opts.useNativeTimers,
            autoUnref: !!host.opts.autoUnref,
        });
        this._m = new ReconnectionController(this.clock, platform.random);
        this._na = platform.cookieJar?.();
        const parser = resolveParser(host.opts);
        this.codec = parser ? customCodec(parser) : socketIoCodec(resolveLimits(host.opts));
    }
    get state() {
        return this._a.name;
    }
    // ---- what the Manager asks for
    /** Connects now, if there is no connection. A callback takes the place of reconnection for this attempt. */
    open(callback) {
        const state = this._a;
        if (state.name === "idle") {
            this._m.reset();
            this._ma(callback);
        }
        else if (state.name === "waiting") {
            if (!this._fa)
                this._Va(this._m.hasten());
        }
        else if (state.name === "connecting" && state.release !== undefined) {
            this.clock.clearTimeout(state.release);
            state.release = undefined;
        }
    }
    /** Closes the connection, or stops trying to get one. */
    close() {
        const state = this._a;
        if (state.name === "idle")
            return;
        this._f({ name: "idle" });
        if (state.name !== "waiting")
            state.engine._T();
        for (const namespace of [...this.namespaces.values()])
            namespace.linkLost("forced close", undefined, []);
        this._h._k("close", "forced close", undefined);
    }
    // ---- Link
    get joinTimeout() {
        return resolveTimeout(this._h.opts);
    }
    get reconnecting() {
        const { name } = this._a;
        if (name === "idle")
            return;
        return name === "waiting" || this._m.attempt > 0;
    }
    get writable() {
        return this._a.name === "connected" && this._a.engine._mb;
    }
    alive() {
        return this._a.name === "connected" && this._a.engine._Qa();
    }
    tooLarge(frames) {
        return this._a.name === "connected" ? this._a.engine._jb(frames) : undefined;
    }
    send(packet) {
        if (this._a.name !== "connected")
            return;
        const compress = packet.options?.compress === false ? packet.options : undefined;
        this._a.engine._nb(packet.frames, packet, compress, !!packet.alone);
    }
    wanted(namespace) {
        if (this._a.name === "connected")
            namespace.linkOpen();
        else
            this.open();
    }
    unwanted() {
        const state = this._a;
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
        return this._m.joined();
    }
    joinFailed(error) {
        const state = this._a;
        for (const namespace of this.namespaces.values())
            if (namespace.joined)
                return true;
        if (state.name === "connected") {
            state.engine._T();
            this._I(error);
        }
        return false;
    }
    notify(call) {
        this._fa++;
        call();
        this._fa--;
    }
    warn(key, message) {
        if (warned.has(key))
            return;
        warned.add(key);
        this._h._K.platform.warn(`holdfast: ${message}`);
    }
    // ---- the connection
    /** The one way from a state to another. */
    _f(next) {
        const state = this._a;
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
        this._a = next;
        if ((state.name === "idle") !== (next.name === "idle"))
            this._h._Xa(next.name !== "idle");
    }
    _ma(callback) {
        const { opts, _Ka: _target, _K: _environment } = this._h;
        const sink = {
            opened: () => this._X(state),
            message: (data) => this._db(data),
            failed: (error) => this._a === state && this._I(error),
            refused: (packet, error) => this._gb(packet, error),
            closed: (reason, details, unsent) => {
                if (this._a === state)
                    this._I(new ConnectError("ERR_TRANSPORT", reason, { phase: "transport" }));
                else
                    this._Za(reason, details, unsent);
            },
        };
        const engine = createEngine(_environment, _target, opts, this.clock, this._na, sink);
        const state = {
            name: "connecting",
            engine,
            timer: undefined,
            callbacks: callback ? [callback] : [],
        };
        this.engine = engine;
        this._f(state);
        const timeout = resolveTimeout(opts);
        if (timeout !== undefined) {
            state.timer = this.clock.setTimeout(() => {
                engine._T();
                this._I(new ConnectError("ERR_CONNECT_TIMEOUT", "timeout", {
                    phase: "transport",
                    transport: engine.transport?.name,
                    hint: `no answer within ${timeout} ms`,
                }));
            }, timeout);
        }
        this._Ta("connect()");
        if (this._a === state)
            engine._y();
    }
    _X(connecting) {
        if (this._a !== connecting)
            return;
        const { engine, callbacks } = connecting;
        const { attempt } = this._m;
        const decoder = this.codec.decoder((packet) => this._v(packet));
        const connected = { name: "connected", engine, decoder };
        const current = () => this._a === connected;
        this._f(connected);
        this._h._k("open");
        for (const callback of callbacks)
            callback();
        for (const namespace of [...this.namespaces.values()]) {
            if (current())
                namespace.linkOpen();
        }
        if (attempt && current())
            this._h._k("reconnect", attempt);
    }
    _db(data) {
        const state = this._a;
        if (state.name !== "connected")
            return;
        const { decoder } = state;
        try {
            decoder.add(data);
        }
        catch (error) {
            return state.engine._d("parse error", new ConnectError("ERR_PARSE", `parse error: ${messageOf(error)}`, { phase: "transport", cause: error }));
        }
        if (decoder.pending || state.late !== undefined)
            this._Sa(state);
    }
    _Sa(state) {
        this.clock.clearTimeout(state.late);
        state.late = undefined;
        if (!state.decoder.pending || this._a !== state)
            return;
        const timeout = checkedNumber("attachmentTimeout", this._h.opts.attachmentTimeout, 30_000, 0);
        state.late = this.clock.setTimeout(() => {
            const error = new ConnectError("ERR_PARSE", "parse error: an attachment never came", { phase: "transport" });
            state.engine._d("parse error", error);
        }, timeout);
    }
    _v(packet) {
        if (this._h._Wa)
            this._h._k("packet", packet);
        this.namespaces.get(packet.nsp)?.packet(packet);
    }
    _gb(packet, error) {
        this.namespaces.get(packet.nsp)?.refused(packet, error);
    }
    /** An attempt came to nothing: waits for the next, or gives up. */
    _I(failure) {
        const state = this._a;
        const { attempt } = this._m;
        const callbacks = state.name === "connecting" ? state.callbacks : [];
        // who asked by open(callback) decides what comes next
        const retryIn = callbacks.length && !attempt ? false : this._Ca(failure);
        const error = Object.assign(failure, {
            attempt,
            willRetry: retryIn !== false,
            ...(retryIn !== false && { retryIn }),
        });
        this._ha(retryIn);
        const waiting = this._a;
        this._h._k("error", error);
        this._O((namespace) => namespace.attemptFailed(error), waiting);
        for (const callback of callbacks)
            callback(error);
        if (attempt) {
            if (this._a === waiting)
                this._h._k("reconnect_error", error);
            this._O((namespace) => namespace.reconnectFailed(error), waiting);
        }
        if (retryIn === false && !callbacks.length)
            this._va(waiting);
    }
    _Ca(error) {
        return this._m.next(resolveReconnection(this._h.opts), error);
    }
    /** Waits until the next attempt; with `false` there is none. */
    _ha(delay) {
        if (delay === false)
            return this._f({ name: "idle" });
        const due = this.clock.now() + delay;
        this._f({ name: "waiting", due, cancel: setAlarm(this.clock, delay, () => this._ja()) });
    }
    /** Shortens the wait to `delay` ms at most. */
    _Va(delay) {
        const state = this._a;
        if (state.name === "waiting" && state.due - this.clock.now() > delay) {
            if (delay)
                this._ha(delay);
            else
                this._ja();
        }
    }
    _ja() {
        const { attempt } = this._m;
        const waiting = this._a;
        this._h._k("reconnect_attempt", attempt);
        this._O((namespace) => namespace.attempting(attempt), waiting);
        if (this._a === waiting)
            this._ma();
    }
    _Za(reason, details, unsent) {
        const retryIn = this._Ca(details instanceof HoldfastError ? details : undefined);
        if (details instanceof ConnectError) {
            Object.assign(details, { willRetry: retryIn !== false, ...(retryIn !== false && { retryIn }) });
        }
        this._ha(retryIn);
        const waiting = this._a;
        this._h._k("close", reason, details);
        for (const namespace of [...this.namespaces.values()]) {
            const own = unsent.filter(({ nsp }) => this.namespaces.get(nsp) === namespace);
            namespace.linkLost(reason, details, own);
        }
        if (retryIn === false)
            this._va(waiting);
    }
    /** No attempt follows. */
    _va(idle) {
        if (this._a !== idle)
            return;
        const { reconnection } = resolveReconnection(this._h.opts);
        if (reconnection)
            this._h._k("reconnect_failed");
        this._O((namespace) => namespace.gaveUp(reconnection), idle);
    }
    /** Tells each namespace for as long as the state stays what it was. */
    _O(call, state) {
        for (const namespace of [...this.namespaces.values()])
            if (this._a === state)
                call(namespace);
    }
    _Ta(cause) {
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
    /** @internal */ _K;
    /** @internal */ _Ka;
    /** @internal */ _b;
    /** @internal Tells the cache whether the connection is in use. */ _Aa;
    /** @internal */
    constructor(environment, url, options) {
        super(environment.platform.report);
        if (typeof url === "object") {
            options = url;
            url = undefined;
        }
        // a copy, so that the app's own object is never written to
        this.opts = { ...options };
        this._K = environment;
        this._Ka = locate(environment, url, this.opts);
        this._b = new Connection(this);
        if (this.opts.autoConnect !== false)
            this.open();
    }
    /** Frameworks that wrap objects in proxies (Vue) leave this one alone. @internal */
    get __v_skip() {
        return true;
    }
    /** The Engine.IO session in use, or the last one. */
    get engine() {
        return this._b.engine;
    }
    /** `"idle"`, `"connecting"`, `"connected"` or `"waiting"` (for the next attempt). */
    get state() {
        return this._b.state;
    }
    /**
     * Connects, if there is no connection and none is being made. With a callback the app hears of the outcome and decides
     * what follows a failure; without one, reconnection does.
     */
    open(callback) {
        this._b.open(callback);
        return this;
    }
    /** The same as {@link open}. */
    connect(callback) {
        return this.open(callback);
    }
    /** The Socket of a namespace, made at the first call. */
    socket(nsp, options) {
        const name = nsp.startsWith("/") ? nsp : `/${nsp}`;
        const { namespaces } = this._b;
        const autoConnect = this.opts.autoConnect !== false;
        let socket = this._da.get(name);
        if (!socket) {
            socket = new Socket$1(this, name, options);
            this._da.set(name, socket);
            namespaces.set(name, socket._e);
            if (autoConnect)
                socket.connect();
        }
        else if (autoConnect && !socket.active)
            socket.connect();
        return socket;
    }
    /** @internal */ _da = new Map();
    reconnection(...value) {
        return this._z("reconnection", value, true);
    }
    reconnectionAttempts(...value) {
        return this._z("reconnectionAttempts", value, Number.POSITIVE_INFINITY);
    }
    reconnectionDelay(...value) {
        return this._z("reconnectionDelay", value, 1000);
    }
    randomizationFactor(...value) {
        return this._z("randomizationFactor", value, 0.5);
    }
    reconnectionDelayMax(...value) {
        return this._z("reconnectionDelayMax", value, 5000);
    }
    timeout(...value) {
        return this._z("timeout", value, 20_000);
    }
    _z(name, value, otherwise) {
        const options = this.opts;
        if (!value.length)
            return options[name] ?? otherwise;
        options[name] = value[0];
        return this;
    }
    /** @internal */
    get _Wa() {
        return this._callbacks.size > 0;
    }
    /** @internal */
    _Xa(used) {
        this._Aa?.(used);
    }
    /** @internal */
    _hb(options) {
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
    const own = given.forceNew || given.multiplex === false || !key || cached?._da.has(nsp);
    if (cached && !own)
        return cached.socket(nsp, given);
    const manager = (address ? new ManagerClass(address, given) : new ManagerClass(given));
    if (!own) {
        managers.set(key, manager);
        // a closed one leaves, and comes back when it opens again, unless another took its place
        manager._Aa = (used) => {
            if (!used && managers.get(key) === manager)
                managers.delete(key);
            else if (used && !managers.has(key))
                managers.set(key, manager);
        };
    }
    return manager.socket(nsp, given);
};

const native = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };
/** Timers of the platform, looked up at each use unless the native ones are asked for. */
const systemClock = ({ useNativeTimers }) => {
    const timers = useNativeTimers ? native : globalThis;
    return {
        now: () => Date.now(),
        setTimeout: (callback, ms) => timers.setTimeout.call(globalThis, callback, ms),
        clearTimeout: (timer) => timers.clearTimeout.call(globalThis, timer),
    };
};
/** A body that is not UTF-8, or has a byte order mark, is not taken for something else. */
const decodeText = (body) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
const http = async ({ method, url, headers, body, withCredentials, keepalive, signal }) => {
    const response = await fetch(url, {
        method,
        headers,
        body: body ?? null,
        credentials: withCredentials ? "include" : "same-origin",
        cache: "no-store",
        keepalive: !!keepalive,
        signal,
    });
    return { status: response.status, text: decodeText(await response.arrayBuffer()) };
};
const openWebSocket = (url, { protocols }, handlers) => {
    const socket = protocols.length ? new WebSocket(url, protocols) : new WebSocket(url);
    socket.binaryType = "arraybuffer";
    let failed;
    socket.onopen = () => handlers.open();
    socket.onmessage = ({ data }) => handlers.message(data);
    socket.onerror = (event) => {
        failed = event;
    };
    socket.onclose = (event) => handlers.close({ code: event.code, reason: event.reason, event, error: failed });
    return {
        get bufferedAmount() {
            return socket.bufferedAmount;
        },
        send: (data) => socket.send(data),
        close: () => socket.close(),
        abort: () => {
            socket.onopen = socket.onmessage = socket.onerror = socket.onclose = null;
            socket.close();
        },
    };
};
/** The web's standards, in whichever runtime has them. */
const browser = {
    clock: systemClock,
    random: () => Math.random(),
    get http() {
        return typeof fetch === "function" ? () => http : undefined;
    },
    get webSocket() {
        return typeof WebSocket === "function" ? openWebSocket : undefined;
    },
    webTransport: undefined,
    binaryType: "arraybuffer",
    webSocketHeaders: false,
    location: () => (typeof location === "object" ? location : undefined),
    byteLength: (text) => new TextEncoder().encode(text).length,
    report: (error) => {
        // a turn of its own, so that it reaches window.onerror and stops nothing here
        setTimeout(() => {
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

const PACKET_TYPES = Object.create(null); // no Map = no polyfill
PACKET_TYPES["open"] = "0";
PACKET_TYPES["close"] = "1";
PACKET_TYPES["ping"] = "2";
PACKET_TYPES["pong"] = "3";
PACKET_TYPES["message"] = "4";
PACKET_TYPES["upgrade"] = "5";
PACKET_TYPES["noop"] = "6";
const PACKET_TYPES_REVERSE = Object.create(null);
Object.keys(PACKET_TYPES).forEach((key) => {
    PACKET_TYPES_REVERSE[PACKET_TYPES[key]] = key;
});
const ERROR_PACKET = { type: "error", data: "parser error" };

const withNativeBlob = typeof Blob === "function" ||
    (typeof Blob !== "undefined" &&
        Object.prototype.toString.call(Blob) === "[object BlobConstructor]");
const withNativeArrayBuffer$1 = typeof ArrayBuffer === "function";
// ArrayBuffer.isView method is not defined in IE10
const isView = (obj) => {
    return typeof ArrayBuffer.isView === "function"
        ? ArrayBuffer.isView(obj)
        : obj && obj.buffer instanceof ArrayBuffer;
};
const encodePacket = ({ type, data }, supportsBinary, callback) => {
    if (withNativeBlob && data instanceof Blob) {
        if (supportsBinary) {
            return callback(data);
        }
        else {
            return encodeBlobAsBase64(data, callback);
        }
    }
    else if (withNativeArrayBuffer$1 &&
        (data instanceof ArrayBuffer || isView(data))) {
        if (supportsBinary) {
            return callback(data);
        }
        else {
            return encodeBlobAsBase64(new Blob([data]), callback);
        }
    }
    // plain string
    return callback(PACKET_TYPES[type] + (data || ""));
};
const encodeBlobAsBase64 = (data, callback) => {
    const fileReader = new FileReader();
    fileReader.onload = function () {
        const content = fileReader.result.split(",")[1];
        callback("b" + (content || ""));
    };
    return fileReader.readAsDataURL(data);
};

// imported from https://github.com/socketio/base64-arraybuffer
const chars = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
// Use a lookup table to find the index.
const lookup = typeof Uint8Array === 'undefined' ? [] : new Uint8Array(256);
for (let i = 0; i < chars.length; i++) {
    lookup[chars.charCodeAt(i)] = i;
}
const decode = (base64) => {
    let bufferLength = base64.length * 0.75, len = base64.length, i, p = 0, encoded1, encoded2, encoded3, encoded4;
    if (base64[base64.length - 1] === '=') {
        bufferLength--;
        if (base64[base64.length - 2] === '=') {
            bufferLength--;
        }
    }
    const arraybuffer = new ArrayBuffer(bufferLength), bytes = new Uint8Array(arraybuffer);
    for (i = 0; i < len; i += 4) {
        encoded1 = lookup[base64.charCodeAt(i)];
        encoded2 = lookup[base64.charCodeAt(i + 1)];
        encoded3 = lookup[base64.charCodeAt(i + 2)];
        encoded4 = lookup[base64.charCodeAt(i + 3)];
        bytes[p++] = (encoded1 << 2) | (encoded2 >> 4);
        bytes[p++] = ((encoded2 & 15) << 4) | (encoded3 >> 2);
        bytes[p++] = ((encoded3 & 3) << 6) | (encoded4 & 63);
    }
    return arraybuffer;
};

const withNativeArrayBuffer = typeof ArrayBuffer === "function";
const decodePacket = (encodedPacket, binaryType) => {
    if (typeof encodedPacket !== "string") {
        return {
            type: "message",
            data: mapBinary(encodedPacket, binaryType),
        };
    }
    const type = encodedPacket.charAt(0);
    if (type === "b") {
        return {
            type: "message",
            data: decodeBase64Packet(encodedPacket.substring(1), binaryType),
        };
    }
    const packetType = PACKET_TYPES_REVERSE[type];
    if (!packetType) {
        return ERROR_PACKET;
    }
    return encodedPacket.length > 1
        ? {
            type: PACKET_TYPES_REVERSE[type],
            data: encodedPacket.substring(1),
        }
        : {
            type: PACKET_TYPES_REVERSE[type],
        };
};
const decodeBase64Packet = (data, binaryType) => {
    if (withNativeArrayBuffer) {
        const decoded = decode(data);
        return mapBinary(decoded, binaryType);
    }
    else {
        return { base64: true, data }; // fallback for old browsers
    }
};
const mapBinary = (data, binaryType) => {
    switch (binaryType) {
        case "blob":
            if (data instanceof Blob) {
                // from WebSocket + binaryType "blob"
                return data;
            }
            else {
                // from HTTP long-polling or WebTransport
                return new Blob([data]);
            }
        case "arraybuffer":
        default:
            if (data instanceof ArrayBuffer) {
                // from HTTP long-polling (base64) or WebSocket + binaryType "arraybuffer"
                return data;
            }
            else {
                // from WebTransport (Uint8Array)
                return data.buffer;
            }
    }
};

const SEPARATOR$1 = String.fromCharCode(30); // see https://en.wikipedia.org/wiki/Delimiter#ASCII_delimited_text
const encodePayload = (packets, callback) => {
    // some packets may be added to the array while encoding, so the initial length must be saved
    const length = packets.length;
    const encodedPackets = new Array(length);
    let count = 0;
    packets.forEach((packet, i) => {
        // force base64 encoding for binary packets
        encodePacket(packet, false, (encodedPacket) => {
            encodedPackets[i] = encodedPacket;
            if (++count === length) {
                callback(encodedPackets.join(SEPARATOR$1));
            }
        });
    });
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
    encodePacket(packet, true, (encoded) => {
        frame = encoded;
    });
    return frame;
};
/** One packet as text, binary in base64. Calls back later where that takes reading a Blob. */
const encodeText = (packet, callback) => encodePacket(packet, false, callback);
/** Packets as the body of one POST. Calls back later where that takes reading a Blob. */
const encodeBody = (packets, callback) => encodePayload(packets, callback);
/** The packet in a frame, or `undefined` where there is none. */
const decodeFrame = (frame, binaryType) => {
    const packet = decodePacket(frame, binaryType);
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
    _a = { name: "open" };
    _o;
    _p;
    _g;
    constructor(context) {
        this._g = context;
    }
    get ready() {
        const { name } = this._a;
        // while pausing, posts go on for as long as the last poll is out
        return !this._p && !!this._g.sid() && (name === "open" || (name === "pausing" && !!this._o));
    }
    get writable() {
        return this.ready;
    }
    open() {
        this._Z();
    }
    send(batch) {
        this._p = this._za();
        encodeBody(batch, (body) => this._ib(body));
    }
    pause(done) {
        this._a = { name: "pausing", done };
        this._M();
    }
    resume() {
        if (this._a.name !== "pausing" && this._a.name !== "paused")
            return;
        this._a = { name: "open" };
        if (!this._o)
            this._Z();
        if (this.ready)
            this.sink.ready();
    }
    close() {
        if (!this._g.sid())
            return this._d();
        const timer = this._g.clock.setTimeout(() => this._d(), GOODBYE_TIMEOUT);
        this._a = { name: "closing", timer, said: false };
        this._M();
    }
    abort() {
        if (this._a.name === "closing")
            this._g.clock.clearTimeout(this._a.timer);
        this._a = { name: "closed" };
        for (const lane of [this._o, this._p]) {
            if (!lane)
                continue;
            this._g.clock.clearTimeout(lane.timer);
            lane.abort.abort();
        }
        this._o = this._p = undefined;
    }
    _d(error, description) {
        if (this._a.name === "closed")
            return;
        this.abort();
        this.sink.closed(error, description ? { description } : undefined);
    }
    /** Does what the state was waiting for, if no request is in its way. */
    _M() {
        const state = this._a;
        if (state.name === "pausing" && !this._o && !this._p) {
            this._a = { name: "paused" };
            state.done();
        }
        else if (state.name === "closing" && !this._p) {
            if (!state.said) {
                state.said = true;
                this.send([{ type: "close" }]);
            }
            else if (!this._o)
                this._d();
        }
    }
    _Z() {
        const lane = this._za();
        this._o = lane;
        this._Ga("GET", lane, undefined, (text) => {
            this._o = undefined;
            for (const frame of text.split(SEPARATOR)) {
                const packet = decodeFrame(frame, this._g.binaryType());
                if (!packet) {
                    // before the handshake this is no session's answer at all
                    const url = this._g.url("http", "polling");
                    return this._d(this._g.sid() ? parseError("polling", url) : httpError("xhr poll error", 200, text, "polling", url));
                }
                if (packet.type === "close" && this._a.name !== "closing") {
                    return this._d(undefined, "transport closed by the server");
                }
                this.sink.packet(packet);
                if (this._a.name === "closed")
                    return;
            }
            if (this._a.name === "open")
                this._Z();
            else
                this._M();
        });
    }
    _ib(body) {
        const lane = this._p;
        if (!lane)
            return;
        this._Ga("POST", lane, body, () => {
            this._p = undefined;
            this._M();
            if (this.ready)
                this.sink.ready();
        });
    }
    _za() {
        const abort = new AbortController();
        const { requestTimeout, clock } = this._g;
        return { abort, timer: requestTimeout ? clock.setTimeout(() => abort.abort(), requestTimeout) : undefined };
    }
    _Ga(method, lane, body, answered) {
        const { http, clock, network, url: urlOf } = this._g;
        const url = urlOf("http", "polling");
        const prefix = method === "GET" ? "xhr poll error" : "xhr post error";
        const headers = { ...network.extraHeaders };
        if (body !== undefined)
            headers["Content-type"] = "text/plain;charset=UTF-8";
        const current = () => {
            clock.clearTimeout(lane.timer);
            return this._o === lane || this._p === lane;
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
                this._d(httpError(prefix, status, text, "polling", url));
        }, (error) => {
            if (!current())
                return;
            const timedOut = lane.abort.signal.aborted;
            const what = timedOut ? `no answer within ${this._g.requestTimeout} ms` : messageOf(error);
            this._d(transportError("ERR_TRANSPORT", `${prefix}: ${what}`, "polling", url, { cause: error }));
        });
    }
}

/** Each Engine.IO packet is one WebSocket frame. */
class WebSocketTransport {
    name = "websocket";
    sink;
    _a = "opening";
    _w;
    _H = "";
    _g;
    constructor(context) {
        this._g = context;
    }
    get ready() {
        return this._a === "open";
    }
    get writable() {
        return this.ready && this._w.bufferedAmount < this._g.highWaterMark;
    }
    open() {
        const { platform, network, url } = this._g;
        this._H = url("ws", "websocket");
        try {
            this._w = platform.webSocket(this._H, network, {
                open: () => {
                    if (this._a !== "opening")
                        return;
                    this._a = "open";
                    this.sink.ready();
                },
                message: (data) => {
                    if (this._a === "closed")
                        return;
                    const packet = decodeFrame(data, this._g.binaryType());
                    if (packet)
                        this.sink.packet(packet);
                    else
                        this._d(parseError("websocket", this._H));
                },
                close: (end) => this._Ua(end),
            });
        }
        catch (error) {
            this._d(this._sa(messageOf(error), { cause: error }));
        }
    }
    send(batch) {
        for (const packet of batch) {
            const compress = packet.options?.compress !== false;
            if (this._g.forceBase64) {
                encodeText(packet, (text) => this._w?.send(text, compress));
            }
            else {
                this._w.send(encodeFrame(packet), compress);
            }
        }
    }
    close() {
        if (this._a === "opening")
            return this._d();
        this._a = "closing";
        this._w.close();
    }
    abort() {
        this._a = "closed";
        const socket = this._w;
        this._w = undefined;
        socket?.abort();
    }
    _d(error, details) {
        if (this._a === "closed")
            return;
        this.abort();
        this.sink.closed(error, details);
    }
    _Ua({ code, reason, error, status, body, event }) {
        if (status !== undefined) {
            return this._d(httpError("websocket error", status, body ?? "", "websocket", this._H, error));
        }
        const opening = this._a === "opening";
        if (error !== undefined || opening) {
            const why = error instanceof Error ? messageOf(error) : reason || `closed with code ${code}`;
            return this._d(this._sa(opening && code === 1006 && !reason && !(error instanceof Error) ? "it could not be opened" : why, {
                cause: error,
                context: event,
            }));
        }
        this._d(undefined, { description: "websocket connection closed", context: event });
    }
    _sa(what, fields) {
        return transportError("ERR_TRANSPORT", `websocket error: ${what}`, "websocket", this._H, fields);
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

export { ConnectError, HoldfastError, Socket, bindIo, bindManager, browser, isConnectError, isHoldfastError, polling, protocol, websocket };
