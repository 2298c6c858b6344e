/** Packet types of the Socket.IO protocol, revision 5. */
const CONNECT = 0;
const DISCONNECT = 1;
const EVENT = 2;
const ACK = 3;
const CONNECT_ERROR = 4;
const BINARY_EVENT = 5;

// the same in every copy of the library in a program, and in every realm
const BRAND = Symbol.for("holdfast.error");
/** The base of all errors that holdfast makes. */
class HoldfastError extends Error {
    constructor(code, message, fields) {
        super(message);
        Object.assign(this, { code }, fields);
    }
    /** @internal */
    get [BRAND]() {
        return true;
    }
}
/** A connection attempt that failed, or a connection that broke. */
class ConnectError extends HoldfastError {
}
/** Is it an error of holdfast, of whichever copy or realm? With a code: that one. */
const isHoldfastError = (error, code) => {
    const { [BRAND]: ours, code: its } = (error ?? {});
    return !!ours && (!code || its === code);
};
/** Is it a {@link ConnectError}, of whichever copy or realm? */
const isConnectError = (error) => isHoldfastError(error) && "phase" in error;
/** A {@link ConnectError}. */
const connectError = (code, phase, message, fields) => new ConnectError(code, message, { phase, ...fields });
/** The error that ended a connection, or one made of the reason. */
const asConnectError = (details, reason) => details instanceof ConnectError ? details : connectError("ERR_TRANSPORT", "transport", reason);
/** Text of whatever was thrown. */
const messageOf = (error) => {
    const { message, cause } = (error ?? {});
    // fetch says why in the cause alone
    return `${message ?? error}${cause ? ` (${messageOf(cause)})` : ""}`;
};

/** Names that `emit()` refuses and that are no event on the wire, as in socket.io-client. */
const isReserved = (name) => /^(connect|connect_error|disconnect|disconnecting|newListener|removeListener)$/.test(name);
/** Names that holdfast adds to the socket's own events, which those of the server never reach. */
const isAdded = (name) => /^(connect_timeout|reconnect(_(attempt|error|failed))?)$/.test(name);

/** Bytes of any kind: ArrayBuffer, a view on one (Buffer too), Blob, File; from whichever realm. */
const isBinary = (value) => ArrayBuffer.isView(value) || /^\[object (ArrayBuffer|Blob|File)]$/.test(Object.prototype.toString.call(value));
const isObject = (value) => typeof value === "object" && value !== null;
/**
 * Puts a placeholder in place of each binary value and collects the values in `found`. What holds no binary comes back
 * as it is; what does is copied, never changed.
 */
const extract = (value, found) => {
    if (!isObject(value))
        return value;
    if (isBinary(value))
        return { _placeholder: true, num: found.push(value) - 1 };
    const before = found.length;
    if (typeof value.toJSON === "function") {
        const json = extract(value.toJSON(), found);
        return found.length > before ? json : value;
    }
    let copy;
    for (const key of Object.keys(value)) {
        const replaced = extract(value[key], found);
        if (replaced === value[key])
            continue;
        // without a prototype, so that a key named __proto__ stays a key
        copy ??= Object.assign(Array.isArray(value) ? [] : Object.create(null), value);
        copy[key] = replaced;
    }
    return copy ?? value;
};
/** Said of whatever does not follow the protocol. */
const INVALID = "invalid packet";
/** Finds the place of each of `count` attachments in what came as JSON; throws unless each has exactly one. */
const findSlots = (root, count) => {
    // numbers from the network are looked up in here and nowhere else
    const free = new Set(Array(count).keys());
    const slots = [];
    const visit = (holder) => {
        for (const key of Object.keys(holder)) {
            const value = holder[key];
            if (!isObject(value))
                continue;
            if (value._placeholder !== true)
                visit(value);
            else if (free.delete(value.num) && key !== "__proto__")
                slots[value.num] = [holder, key];
            else
                throw new Error(INVALID);
        }
    };
    if (count)
        visit(root);
    if (free.size)
        throw new Error(INVALID);
    return slots;
};

/** From a type without attachments to the one with. */
const BINARY = BINARY_EVENT - EVENT;
/** Attachments that are taken in one packet. */
const MAX_ATTACHMENTS = 1000;
/**
 * A packet as the frames of Engine.IO messages: the text, then the attachments. Throws `ERR_ENCODE` for what JSON can't
 * carry.
 */
const encode = ({ type, nsp, id, data }) => {
    const binary = [];
    try {
        const json = JSON.stringify(extract(data, binary)) ?? "";
        const { length } = binary;
        const head = (length ? `${type + BINARY}${length}-` : `${type}`) + (nsp === "/" ? "" : `${nsp},`);
        return [head + (id ?? "") + json, ...binary];
    }
    catch (cause) {
        throw new HoldfastError("ERR_ENCODE", `can't encode: ${messageOf(cause)}`, { cause });
    }
};
// type, attachments, namespace, ack id; the rest is JSON
const HEAD = /^([0-6])(?:(\d+)-)?(?:(\/[^,]*)(?:,|$))?(\d+)?/;
/** Is the payload what PROTOCOL.md asks of the type? */
const isValid = ({ type, id, data }) => {
    if (type === DISCONNECT || (type === CONNECT && data === undefined))
        return data === undefined;
    if (type === ACK)
        return Array.isArray(data) && id !== undefined;
    if (type !== EVENT)
        return typeof data === "string" ? type === CONNECT_ERROR : isObject(data) && !Array.isArray(data);
    const name = Array.isArray(data) ? data[0] : undefined;
    return typeof name === "number" || (typeof name === "string" && !isReserved(name));
};
/**
 * Makes the function that turns the frames of one connection back into packets. It throws at what PROTOCOL.md does not allow.
 */
const createDecoder = (onPacket) => {
    /** The packet whose attachments are due, and where they go. */
    let due;
    let slots = [];
    return (frame) => {
        // text while an attachment is due, or an attachment that nobody announced
        if ((typeof frame === "string") === !!due)
            throw new Error(INVALID);
        let packet = due;
        if (packet) {
            const [holder, key] = slots.shift();
            holder[key] = frame;
        }
        else {
            const [head = "", digit = 9, attachments = 0, nsp = "/", id] = HEAD.exec(frame) ?? [];
            const json = frame.slice(head.length);
            const binary = +digit > CONNECT_ERROR;
            packet = { type: binary ? +digit - BINARY : +digit, nsp };
            if (id)
                packet.id = +id;
            if (json)
                packet.data = JSON.parse(json);
            if (binary !== +attachments > 0 || +attachments > MAX_ATTACHMENTS || !isValid(packet))
                throw new Error(INVALID);
            slots = findSlots(packet.data, +attachments);
        }
        due = slots.length ? packet : undefined;
        if (!due)
            onPacket(packet);
    };
};

function Emitter(object) {

	this._callbacks = new Map();
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


Emitter.prototype.listeners = function (event) {
	return this._callbacks.get(event) ?? [];
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
    constructor(report) {
        super();
        this._s = report;
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
    /** @internal */
    C(event, args) {
        callAll(super.listeners(nameOf(event)), this, args, this._s);
    }
}

/**
 * Asks the app for its credentials: a value, or a function that calls back, returns or promises them. The first answer
 * counts; what the function throws rejects.
 */
const askAuth = async (auth, self) => typeof auth === "function"
    ? new Promise((resolve, reject) => {
        const returned = auth.call(self, resolve);
        Promise.resolve(returned).then((data) => data === undefined || resolve(data), reject);
    })
    : auth;

const disconnected = (delivery) => new HoldfastError("ERR_DISCONNECTED", "socket has been disconnected", { delivery });
/** How a namespace is joined and left, and what becomes of its events meanwhile; the Socket's public side is on top. */
class Lifecycle extends TypedEmitter {
    constructor(link, nsp, options) {
        super(link.N.report);
        /** Events that wait to be sent; may be emptied or replaced, in a `connect` listener at the latest. */
        this.sendBuffer = [];
        /** Events that came before `connect` was emitted. */
        this.receiveBuffer = [];
        /** @internal Events whose acknowledgement is due, by ack id. */
        this._d = new Map();
        /** @internal */ this._Z = 0;
        /** @internal */ this.A = { name: "idle" };
        /** @internal The state that listeners were told last. */
        this._5 = "disconnected";
        this.nsp = nsp;
        this.auth = options.auth;
        this.lifecycle = new TypedEmitter(this._s);
        this._e = new TypedEmitter(this._s);
        this.F = link;
        this.T = options;
    }
    /** Has the namespace been joined, over a connection that is open? */
    get connected() {
        return this.A.name === "joined";
    }
    /** Is it connected, or will it connect by itself? */
    get active() {
        return this._N && this.A.name !== "leaving";
    }
    /** `"disconnected"`, `"connecting"`, `"connected"` or `"reconnecting"`. */
    get state() {
        if (this.connected)
            return "connected";
        const { $t: _reconnecting } = this.F;
        if (!this.active || _reconnecting === undefined)
            return "disconnected";
        return _reconnecting ? "reconnecting" : "connecting";
    }
    /** @internal */
    get _N() {
        return this.A.name !== "idle";
    }
    // ---- joining and leaving
    /** The one way from a state to another. */
    E(next, cause) {
        this.F.B.clearTimeout(this.A.K);
        this.A = next;
        if (next.name !== "joined")
            this.id = undefined;
        this._w(cause);
        return next;
    }
    /**
     * Leaves a state in which events were sent: what was and is not acknowledged gets its outcome, after the listeners of
     * `event` were told. At the `end` of it all, so that only the app comes back, so does what waits and promised one.
     */
    J(name, end, event, ...details) {
        const doomed = [...this._d.values()].filter(({ O: _sent, _E: _promised }) => _sent || (end && _promised));
        this.E({ name }, event ?? "disconnect()");
        if (end)
            this.F._9();
        if (event)
            this.R(event, ...details);
        for (const packet of doomed)
            this._g(packet, disconnected(packet.O ? "unknown" : "not-sent"));
    }
    _o() {
        const state = this.A;
        if (state.name === "leaving")
            state.name = "joining";
        else if (state.name === "idle")
            this.E({ name: "waiting" }, "connect()");
        if (state.name !== "joined")
            this.F.$y(this);
    }
    $f() {
        const state = this.A;
        if (!this.active)
            return;
        if (state.name === "joining" && state.O) {
            // the server has yet to answer, and takes no DISCONNECT before it did
            state.name = "leaving";
            this._w("disconnect()");
            this._S();
        }
        else if (this.connected) {
            // in a listener of `connect` it still waits
            this.L();
            this.H(DISCONNECT);
            this.J("idle", true, "disconnect", "io client disconnect");
        }
        else
            this.J("idle", true);
    }
    /** @internal */
    _V() {
        if (this.A.name !== "waiting")
            return;
        const joining = this.E({ name: "joining", K: undefined, O: false }, "connect()");
        const { B: _clock, $i: _joinTimeout } = this.F;
        const fail = (error) => {
            if (this.A !== joining)
                return;
            if (joining.name === "leaving")
                this.J("idle", true);
            else if (this.F.$h(error))
                this._7(error);
        };
        const authFailed = (cause) => fail(connectError("ERR_AUTH", "auth", `auth: ${messageOf(cause)}`, { cause }));
        joining.K = _clock.setTimeout(() => authFailed("timeout"), _joinTimeout);
        askAuth(this.auth, this)
            .then((data) => {
            if (this.A !== joining)
                return;
            this.H(CONNECT, data ?? undefined);
            joining.O = true;
            _clock.clearTimeout(joining.K);
            const error = connectError("ERR_CONNECT_TIMEOUT", "namespace", "timeout");
            joining.K = _clock.setTimeout(() => fail(error), _joinTimeout);
        })
            .catch(authFailed);
    }
    /** @internal */
    _q({ type, id, data }) {
        const state = this.A;
        if (type === EVENT)
            this.$l(data, id);
        else if (type === ACK)
            this._d.get(id)?.Z?.(null, data);
        else if (type === DISCONNECT) {
            if (this.connected)
                this.J("idle", true, "disconnect", "io server disconnect");
        }
        else if (state.name === "leaving") {
            if (type === CONNECT)
                this.H(DISCONNECT);
            this.J("idle", true);
        }
        else if (state.name === "joining" && state.O) {
            const { sid, message = "refused", data: more, } = (typeof data === "string" ? { message: data } : (data ?? {}));
            if (type === CONNECT && typeof sid === "string")
                return this._j(sid);
            const [code, text] = type === CONNECT
                ? ["ERR_UNSUPPORTED_PROTOCOL", "the server is Socket.IO 2"]
                : ["ERR_REFUSED", `${message}`];
            const refusal = connectError(code, "namespace", text, { willRetry: false, data: more });
            this.J("idle", true, "connect_error", refusal);
        }
        // else nobody asked, or it is a second answer
    }
    _j(sid) {
        this.id = sid;
        const attempt = this.F._j();
        const joined = this.E({ name: "joined", V: false }, "connect");
        this.R("connect");
        if (attempt && this.A === joined)
            this.R("reconnect", attempt);
        for (const args of this.receiveBuffer.splice(0))
            if (this.A === joined)
                this._Q(args);
        if (this.A !== joined)
            return;
        this.L();
        joined.V = true;
        // what the app took out of sendBuffer will not be answered
        this._S();
    }
    /** @internal */
    $j(reason, details, unsent) {
        const { name } = this.A;
        this.receiveBuffer = [];
        for (const packet of unsent)
            packet.O = false;
        const events = unsent.filter(({ type }) => type === EVENT);
        this.sendBuffer = [...events, ...this.sendBuffer];
        for (const packet of events)
            if (packet.$x)
                this._g(packet, disconnected("not-sent"));
        if (name === "joined")
            this.J("waiting", false, "disconnect", reason, details);
        else
            this._b(asConnectError(details, reason));
    }
    /** @internal */
    _b(error) {
        const { active } = this;
        this.E({ name: active ? "waiting" : "idle" }, "connect_error");
        if (active)
            this._7(error);
    }
    // ---- telling the app
    /** @internal */
    _a(event, detail) {
        if (!this.active)
            return;
        if (detail)
            this.R(event, detail);
        else
            this.J("waiting", true, event);
    }
    _7(error) {
        if (error.code === "ERR_CONNECT_TIMEOUT")
            this.R("connect_timeout", error);
        this.R("connect_error", error);
    }
    /** Calls the listeners of a reserved event. */
    R(event, ...details) {
        this.F._I++;
        this.C(event, details);
        this.lifecycle.C(event, details);
        this.F._I--;
    }
    /** @internal */
    _w(cause) {
        const from = this._5;
        const to = this.state;
        this._5 = to;
        if (from !== to)
            this.lifecycle.C("state_change", [{ from, to, cause }]);
    }
    // ---- events to the server
    /** Sends an event, or keeps it until it can be sent. A function at the end of `args` is called with the acknowledgement. */
    _6({ volatile, timeout = this.T.ackTimeout }, args, promised) {
        if (isReserved(args[0])) {
            throw new HoldfastError("ERR_RESERVED_EVENT", `"${args[0]}" is a reserved event name`);
        }
        const { B: _clock } = this.F;
        const callback = typeof args.at(-1) === "function" && args.pop();
        const packet = { type: EVENT, nsp: this.nsp, data: args };
        if (callback)
            packet.id = this._Z;
        // what can fail by the app's data fails here, before anything is registered
        packet._T = encode(packet);
        if (volatile)
            packet.$x = volatile;
        if (callback) {
            const id = this._Z++;
            packet._E = promised || timeout != null;
            const timer = timeout != null &&
                _clock.setTimeout(() => {
                    const delivery = packet.O ? "unknown" : "not-sent";
                    this._g(packet, new HoldfastError("ERR_ACK_TIMEOUT", "operation has timed out", { delivery }));
                }, timeout);
            packet.Z = (error, answer = []) => {
                if (!this._d.delete(id))
                    return;
                _clock.clearTimeout(timer);
                if (packet._E)
                    answer = [error, ...answer];
                else if (error)
                    return;
                callAll([callback], this, answer, this._s);
            };
            this._d.set(id, packet);
        }
        const alive = this.connected && this.F._u();
        if (volatile && !this.F._L)
            this._g(packet, disconnected("not-sent"));
        else if (alive && this.A.V)
            this._8(packet);
        else
            this.sendBuffer.push(packet);
    }
    /** Sends what waited. */
    L() {
        for (const packet of this.sendBuffer.splice(0))
            this._8(packet);
    }
    _8(packet) {
        packet.O = true;
        this.F.H(packet);
    }
    /** Sends a packet that is not an event. */
    H(type, data, id) {
        const packet = { type, nsp: this.nsp, data, id };
        packet._T = encode(packet);
        this.F.H(packet, type === DISCONNECT);
    }
    /** The packet is settled; if it was not sent yet, it will not be. */
    _g(packet, cause) {
        packet.Z?.(cause);
        if (packet.O)
            return;
        this.sendBuffer = this.sendBuffer.filter((other) => other !== packet);
        const [event, ...args] = packet.data;
        this.lifecycle.C("dropped", [{ event, args, cause, delivery: cause.delivery }]);
    }
    /** Settles what waits and promised an outcome: it will not be sent. */
    _S() {
        for (const packet of [...this._d.values()]) {
            if (packet._E && !packet.O)
                this._g(packet, disconnected("not-sent"));
        }
    }
    // ---- events from the server
    $l(args, id) {
        const state = this.A;
        if (id !== undefined)
            args.push(this.$d(id));
        if (state.name === "joined" && state.V)
            this._Q(args);
        else if (this.active)
            this.receiveBuffer.push(args);
    }
    /** The function by which the app acknowledges an event: once, and on the connection that asked. */
    $d(id) {
        const { id: sid } = this;
        let open = true;
        return (...data) => {
            if (open && this.connected && (sid ?? this.id) === this.id)
                this.H(ACK, data, id);
            open = false;
        };
    }
    _Q(args) {
        this._e.C("any", args);
        // a name of ours never reaches those who listen to us
        if (!isAdded(args[0]))
            this.C(args[0], args.slice(1));
    }
}

/**
 * A namespace of a connection.
 *
 * `volatile` and `timeout()` give a *view*: the same socket, with other settings for what is emitted through it.
 * A view can be kept and used again; `emit` on it returns the socket.
 *
 * @typeParam ListenEvents - events from the server, with their listeners
 * @typeParam EmitEvents - events to the server
 * @typeParam Io - the Manager
 */
let Socket$1 = class Socket extends Lifecycle {
    /** @internal */
    constructor(io, nsp, options) {
        super(io, nsp, options);
        /** @internal */ this._p = {};
        this.io = io;
        this.Y = this;
    }
    get disconnected() {
        return !this.connected;
    }
    /** Connects, or does nothing if connected. During a wait for reconnection it connects now. */
    connect() {
        this.Y._o();
        return this.Y;
    }
    /** The same as {@link connect}. */
    open() {
        return this.connect();
    }
    /** Leaves the namespace; the connection is closed with its last one. What was emitted before is still sent. */
    disconnect() {
        this.Y.$f();
        return this.Y;
    }
    /** The same as {@link disconnect}. */
    close() {
        return this.disconnect();
    }
    /**
     * Sends an event, or buffers it until the socket is connected. A function as last argument is called with the
     * acknowledgement; with `timeout()` or `ackTimeout` it takes an error first, and is called in any case.
     *
     * Throws `ERR_RESERVED_EVENT` for a name that is reserved and `ERR_ENCODE` for data that can't be sent, and has then done
     * nothing.
     */
    emit(event, ...args) {
        this.Y._6(this._p, [event, ...args], false);
        return this.Y;
    }
    /** Sends an event named `message`. */
    send(...args) {
        return this.emit("message", ...args);
    }
    /**
     * Sends an event and promises its acknowledgement. It rejects with `ERR_ACK_TIMEOUT` (with `timeout()` or `ackTimeout`),
     * `ERR_DISCONNECTED` when the connection is lost or left, or what {@link emit} throws; `error.delivery` says whether
     * the event may have arrived.
     */
    emitWithAck(event, ...args) {
        return new Promise((resolve, reject) => {
            const settle = (error, value) => error ? reject(error) : resolve(value);
            this.Y._6(this._p, [event, ...args, settle], true);
        });
    }
    /** A view whose events are dropped when they can't be sent now. */
    get volatile() {
        return this.$b({ volatile: true });
    }
    /** A view whose acknowledgements must come within `timeout` ms, and whose callbacks take an error first. */
    timeout(timeout) {
        return this.$b({ timeout });
    }
    /** Calls `listener` with every event that comes in, its name first. */
    onAny(listener) {
        this._e.on("any", listener);
        return this;
    }
    /** Removes a listener of {@link onAny}, or all. */
    offAny(listener) {
        if (listener)
            this._e.off("any", listener);
        else
            this._e.off();
        return this;
    }
    /** The listeners of {@link onAny}. */
    listenersAny() {
        return this._e.listeners("any");
    }
    $b(flags) {
        const view = Object.create(this);
        view._p = { ...this._p, ...flags };
        return view;
    }
};

// scheme, name, port, path, query
const PARTS = /^(?:(\w+:)(?=\/\/))?(?:\/\/)?(\[[^\]]*]|[^:/?#]*)(?::(\d+))?([^?#]*)\??([^#]*)/;
/**
 * Reads a URL as leniently as an app may write it: whole, without a scheme, with a path alone, or empty, where there is
 * a page to take the rest from. Throws `ERR_INVALID_URL` where something is missing.
 */
const parseTarget = (url, page) => {
    const [, scheme = page?.protocol, name, port, path, query] = PARTS.exec(url);
    const hostname = name || page?.hostname;
    if (!hostname)
        throw new HoldfastError("ERR_INVALID_URL", `no page to complete the URL "${url}"`);
    // a bare name, where no page says which scheme: this machine rarely has TLS, others should
    const secure = scheme ? /[ps]s:$/.test(scheme) : !/^(localhost|127\.|\[::1)/.test(hostname);
    return { secure, hostname, port: (name ? port : page.port) || (secure ? "443" : "80"), path: path || "/", query };
};
/** The address for a request or connection of a session (PROTOCOL.md, "Query"). */
const requestUrl = ({ secure, hostname, port, query }, options, transport, sid, random) => {
    const parameters = new URLSearchParams(query || options.query);
    parameters.set("EIO", "4");
    parameters.set("transport", transport);
    if (sid)
        parameters.set("sid", sid);
    const polling = transport === "polling";
    // keeps caches out of the way
    if (polling)
        parameters.set("t", random().toString(36).slice(2));
    return `${polling ? "http" : "ws"}${secure ? "s" : ""}://${hostname}:${port}${(options.path ?? "/socket.io").replace(/\/?$/, "/")}?${parameters}`;
};

const Socket = Socket$1;
/** Managers in use, which sockets may share, by address and path. */
const managers = new Map();
/** `io()` over one platform. */
const bindIo = (Manager, { location }) => (url, options) => {
    const given = { ...(typeof url === "object" ? url : options) };
    const address = typeof url === "string" ? url : "";
    const { secure, hostname, port, path: nsp } = parseTarget(address, location());
    const key = [secure, hostname, port, given.path].join();
    let manager = managers.get(key);
    const own = given.forceNew || given.multiplex === false || manager?.S.has(nsp);
    if (own || !manager) {
        manager = new Manager(address, given);
        if (!own)
            managers.set(key, manager);
    }
    return manager.socket(nsp, given);
};

/** Reads an `open` packet; throws where something is not what it has to be, since it comes from the network. */
const parseHandshake = ({ type, data }) => {
    const handshake = JSON.parse(data);
    const { sid, upgrades, pingInterval, pingTimeout, maxPayload } = handshake;
    const valid = type === "open" &&
        sid &&
        typeof sid === "string" &&
        Array.isArray(upgrades) &&
        [pingInterval, pingTimeout, (maxPayload ?? 0) + 1].every((count) => Number.isInteger(count) && count > 0) &&
        // a timer can't wait longer
        pingInterval + pingTimeout < 2 ** 31;
    if (!valid)
        throw new Error(data);
    return handshake;
};

/** Bytes of one packet in a polling payload, where binary is base64. */
const sizeOf = ({ data }, byteLength) => typeof data === "string"
    ? 1 + byteLength(data)
    : 1 + 4 * Math.ceil((data?.byteLength ?? data?.size ?? 0) / 3);
/**
 * How many packets from the front go out together: up to one that must be alone and, with a `maxPayload` in
 * bytes, as many as fit into one polling payload; at least one.
 */
const batchLength = (queue, maxPayload, byteLength) => {
    let bytes = 0;
    const end = queue.findIndex((packet, i) => {
        // 1 for the separator
        if (maxPayload)
            bytes += sizeOf(packet, byteLength) + 1;
        return i && (packet._v || queue[0]._v || (maxPayload && bytes > maxPayload + 1));
    });
    return end < 0 ? queue.length : end;
};

/** ms that a session has to send what is queued and to say goodbye. */
const CLOSE_TIMEOUT = 5000;
/** The transport manager: one Engine.IO session, from the handshake over an upgrade to the close. */
class Engine extends TypedEmitter {
    /** @internal */
    constructor(init) {
        super(init.N.report);
        /** Packets not yet handed to the transport. */
        this.writeBuffer = [];
        /** @internal */ this.A = { name: "opening" };
        Object.assign(this, init);
        this.binaryType = init.N.binaryType;
        const transport = init._k[0]?._x(this);
        if (transport) {
            transport.G = this;
            this.transport = transport;
        }
    }
    /** `"opening"`, `"open"`, `"closing"` or `"closed"`. */
    get readyState() {
        return this.A.name;
    }
    /** Ends the session after what is queued was sent; reason `"forced close"`. */
    close() {
        const { name, _A: _handshake } = this.A;
        if (name === "opening")
            this.D("forced close");
        if (name === "open") {
            const _timer = this.B.setTimeout(() => this.D("forced close"), CLOSE_TIMEOUT);
            this.E({ name: "closing", _A: _handshake, K: _timer });
            // what is sent next must not meet at the server what was sent last
            this._F();
            this.R("forced close", undefined, []);
        }
        return this;
    }
    // ---- for the Manager
    /** @internal */
    _l() {
        if (this.transport)
            return this.transport._l();
        const error = connectError("ERR_NO_TRANSPORT", "transport", "no usable transport");
        this.B.setTimeout(() => this.D("transport error", error), 0);
    }
    /** @internal Closes, and tells its sink nothing more. */
    J() {
        this.G = undefined;
        this.close();
    }
    /** @internal Would a packet go out without much delay? */
    get _L() {
        return this.A.name === "open" && this.transport.writable;
    }
    /** @internal Queues the frames of one Socket.IO packet. */
    $z(frames, owner, alone) {
        for (const data of frames) {
            const packet = { type: "message", data };
            // on the first frame: once that is handed over, the packet is
            if (data === frames[0])
                packet.$q = owner;
            if (alone)
                packet._v = alone;
            this._1(packet);
        }
        this.L();
    }
    /** @internal Is the session open, and was its last ping not too long ago by the wall clock? */
    _u() {
        if (this.B.now() >= this.A.$g)
            this.D("ping timeout");
        return this.A.name === "open";
    }
    /** @internal Ends the session at once: nothing more is sent. */
    D(reason, details) {
        const { name } = this.A;
        if (name === "closed")
            return;
        this.E({ name: "closed" });
        this.transport?._n();
        if (name !== "closing")
            this.R(reason, details, this.writeBuffer.splice(0).flatMap(({ $q: _owner }) => _owner ?? []));
    }
    /** The one way from a state to another. */
    E(next) {
        const { _O: _cancel, _z: _gap, K: _timer } = this.A;
        this.A = next;
        this.B.clearTimeout(_gap);
        this.B.clearTimeout(_timer);
        // gives polling its lanes back, if an upgrade had paused it
        _cancel?.();
    }
    // ---- for the transport
    /** @internal */
    $a(name) {
        return requestUrl(this._H, this.T, name, this.id, this.N.random);
    }
    /** @internal */
    V() {
        this.L();
    }
    /** @internal */
    _P(error, details) {
        if (error)
            this.D(error.code === "ERR_PARSE" ? "parse error" : "transport error", error);
        else
            this.D("transport close", details);
    }
    /** @internal */
    _q(packet) {
        const state = this.A;
        if (state.name === "opening")
            return this.$w(packet);
        if (state.name !== "open")
            return;
        this.M("packet", packet);
        const { type, data = "" } = packet;
        if (type === "message") {
            this.G?.$m(data);
        }
        else if (type === "ping") {
            this._M();
            this._1({ type: "pong" });
            this.L();
            this.G?.$p();
            this.M("ping");
            this.M("pong");
        }
        else if (type === "close") {
            this.D("transport close", { description: "closed by the server" });
        }
        // a second `open`, a `pong` or `upgrade` nobody asked for, and `noop` change nothing
    }
    // ---- opening and upgrading
    $w(packet) {
        try {
            const handshake = parseHandshake(packet);
            const { sid, upgrades, pingInterval, pingTimeout } = handshake;
            this.id = sid;
            this.E({ name: "open", _A: handshake, _0: pingInterval + pingTimeout });
            this._M();
            this.M("packet", packet);
            this.M("open");
            this._J(upgrades);
            this.G?.$n();
            this.L();
        }
        catch (cause) {
            this.D("parse error", connectError("ERR_PARSE", "handshake", "parse error: invalid handshake", {
                cause,
                transport: this.transport.name,
            }));
        }
    }
    /** A ping came, or the session began; nothing else moves the deadline. */
    _M() {
        const state = this.A;
        this.B.clearTimeout(state.K);
        state.$g = this.B.now() + state._0;
        state.K = this.B.setTimeout(() => this.D("ping timeout"), state._0);
    }
    _J(offered) {
        const state = this.A;
        const start = this._k[0]._J;
        const kind = this._k.find(({ name }) => offered.includes(name));
        if (!start || !kind || this.T.upgrade === false || state.name !== "open")
            return;
        const current = this.transport;
        const candidate = kind._x(this);
        this.M("upgrading", candidate);
        state._O = start(this.B, this.T.upgradeTimeout, current, candidate, (error) => {
            state._O = undefined;
            if (error)
                return this.M("upgradeError", error);
            current._n();
            candidate.G = this;
            this.transport = candidate;
            this.M("upgrade", candidate);
            this.L();
        });
    }
    // ---- writing
    _1(packet) {
        this.M("packetCreate", packet);
        this.writeBuffer.push(packet);
    }
    /** Hands to the transport what it takes now. `rested`: the server has read what was sent before. */
    L(rested = false) {
        const { name, _A: _handshake, _z: _gap } = this.A;
        const { transport, writeBuffer: queue } = this;
        if (!_handshake || _gap || !transport.P)
            return;
        const alone = queue[0] ? queue[0]._v : name === "closing";
        if (alone && !rested)
            return this._F();
        if (!queue[0])
            return alone ? transport._f() : undefined;
        const max = transport.name === "polling" ? _handshake.maxPayload : 0;
        this.writeBuffer = queue.splice(batchLength(queue, max, this.N.byteLength));
        transport.H(queue);
        if (alone)
            this._F();
        else
            this.L();
    }
    /** Waits until the server has read what was sent. */
    _F() {
        const state = this.A;
        state._z = this.transport._K(() => {
            if (this.A !== state)
                return;
            state._z = undefined;
            this.L(true);
        });
    }
    // ---- telling
    M(event, ...args) {
        if (this._callbacks.size)
            this.C(event, args);
    }
    R(reason, details, unsent) {
        const sink = this.G;
        this.G = undefined;
        sink?._C(reason, details, unsent);
        this.M("close", reason, details);
    }
}

const DEFAULTS = {
    reconnectionDelay: 1000,
    reconnectionDelayMax: 5000,
    randomizationFactor: 0.5,
    reconnectionAttempts: Infinity,
    minUptime: 5000,
    timeout: 20_000,
    upgradeTimeout: 8000,
    highWaterMark: 65_536,
};
/** A copy of `given` with the defaults filled in. `false` as a time is no limit. */
const withDefaults = (given) => {
    const resolved = { ...given };
    for (const [name, standard] of Object.entries(DEFAULTS)) {
        const value = resolved[name] ?? standard;
        const number = value === false ? Infinity : Number(value);
        resolved[name] = Number.isNaN(number) ? standard : number;
    }
    return Object.freeze(resolved);
};

/**
 * The delay before attempt `step` (0: the first), in ms: doubled at each step up to the maximum, and spread evenly over
 * what the jitter leaves below the maximum, so that clients at the cap do not come all at once. 0 only if the base is 0.
 */
const backoffDelay = ({ reconnectionDelay: base, reconnectionDelayMax: max, randomizationFactor: jitter }, step, random) => {
    if (!(base > 0))
        return 0;
    const middle = Math.min(base * 2 ** step, max);
    const spread = middle * jitter;
    const low = middle - spread;
    return Math.max(1, Math.round(low + random() * (Math.min(middle + spread, max) - low)));
};

/** The backoff reconnection controller: decides whether and when the next attempt starts. It holds no timer. */
class ReconnectionController {
    constructor(clock, random) {
        /** The attempt under way or due, counted since the last `connect`; 0 is the first connection. */
        this.I = 0;
        /** Doublings of the delay; outlives a connection that did not last. */
        this._G = 0;
        this.B = clock;
        this.$s = random;
    }
    /** The app connects: all starts over. */
    $u() {
        this.I = this._G = 0;
        this._B = undefined;
    }
    /** A namespace was joined. Returns the attempt that led to it. */
    _j() {
        const attempt = this.I;
        this._B ??= this.B.now();
        this.I = 0;
        return attempt;
    }
    /** The attempt failed or the connection is lost: ms until the next attempt, or `undefined` for none. */
    $k(options) {
        if (this.B.now() - (this._B ?? Infinity) >= options.minUptime)
            this._G = 0;
        this._B = undefined;
        if (options.reconnection === false || this.I >= options.reconnectionAttempts)
            return;
        this.I++;
        return backoffDelay(options, this._G++, this.$s);
    }
}

/**
 * A connection to one server, shared by the namespaces (Sockets) that are opened on it: one Engine at a time, and the
 * attempts to get one. Most apps never make a Manager: `io()` does, and `socket.io` is it. The entries' `Manager` is this
 * class over their platform.
 */
class BaseManager extends TypedEmitter {
    /** @internal */
    constructor({ platform, kinds }, url, options) {
        super(platform.report);
        /** @internal */ this.S = new Map();
        /** @internal */ this.A = { name: "idle" };
        /** @internal */ this._I = 0;
        // a copy, so that the app's own object is never written to
        this.opts = { ...(typeof url === "object" ? url : options) };
        this._H = parseTarget(typeof url === "string" ? url : "", platform.location());
        this.N = platform;
        this._k = kinds;
        this.B = platform.clock(!!this.opts.autoUnref);
        this.W = new ReconnectionController(this.B, platform.random);
        if (this.opts.autoConnect !== false)
            this.open();
    }
    /** `"idle"`, `"connecting"`, `"connected"` or `"waiting"` (for the next attempt). */
    get state() {
        return this.A.name;
    }
    /**
     * Connects, if there is no connection and none is being made; a wait for reconnection it cuts short.
     */
    open() {
        const state = this.A;
        if (state.name === "idle") {
            this.W.$u();
            this._o();
        }
        else if (state.name === "waiting" && !this._I)
            this.I();
        else if (state.name === "connecting") {
            this.B.clearTimeout(state.X);
            state.X = undefined;
        }
        return this;
    }
    /** The same as {@link open}. */
    connect() {
        return this.open();
    }
    /** The Socket of a namespace, made at the first call. */
    socket(nsp, options) {
        const name = nsp.startsWith("/") ? nsp : `/${nsp}`;
        let socket = this.S.get(name);
        if (!socket) {
            socket = new Socket$1(this, name, { ...this.opts, ...options });
            this.S.set(name, socket);
        }
        return this.opts.autoConnect === false ? socket : socket.connect();
    }
    /** @internal Closes the connection, or stops trying to get one. */
    _f() {
        if (this.A.name === "idle")
            return;
        this.engine.J();
        this._W({ name: "idle" }, "forced close", undefined, []);
    }
    // ---- for the namespaces
    get $i() {
        return withDefaults(this.opts).timeout;
    }
    get $t() {
        return this.A.name === "idle" ? undefined : this.W.I > 0;
    }
    get _L() {
        return this.A.name === "connected" && this.engine._L;
    }
    /** @internal */
    _u() {
        return this.A.name === "connected" && this.engine._u();
    }
    /** @internal */
    H(packet, alone = false) {
        if (this.A.name !== "connected")
            return;
        this.engine.$z(packet._T, packet, alone);
    }
    /** @internal */
    $y(namespace) {
        if (this.A.name === "connected")
            namespace._V();
        else
            this.open();
    }
    /** @internal */
    _9() {
        const state = this.A;
        if (this._t((namespace) => namespace._N))
            return;
        if (state.name !== "connecting")
            this._f();
        // connect() may follow in this turn, and the server shall see one connection
        else
            state.X ??= this.B.setTimeout(() => this._f(), 0);
    }
    /** @internal */
    _j() {
        return this.W._j();
    }
    /** @internal */
    $h(error) {
        if (this._t((namespace) => namespace.connected))
            return true;
        this.engine.J();
        this._b(error);
        return false;
    }
    // ---- for the Engine
    /** @internal */
    $n() {
        const attempt = this.W.I;
        const { X: _release } = this.A;
        const current = this.E({ name: "connected", $e: createDecoder((packet) => this.$o(packet)) });
        this.C("open", []);
        this._h(current, (namespace) => namespace._V());
        if (attempt && this.A === current)
            this.C("reconnect", [attempt]);
        if (_release)
            this._9();
    }
    /** @internal */
    $p() {
        this.C("ping", []);
    }
    /** @internal */
    $m(data) {
        if (this.A.name !== "connected")
            return;
        try {
            this.A.$e(data);
        }
        catch (cause) {
            this.engine.D("parse error", connectError("ERR_PARSE", "transport", `parse error: ${messageOf(cause)}`, { cause, context: data }));
        }
    }
    /** @internal */
    _C(reason, details, unsent) {
        if (!this._t(({ connected }) => connected)) {
            if (this.A.name === "connected")
                this.C("close", [reason, details]);
            return this._b(asConnectError(details, reason));
        }
        this._U(this._W(this.$c(details), reason, details, unsent));
    }
    // ---- the connection
    /** The one way from a state to another. */
    E(next) {
        const state = this.A;
        this.B.clearTimeout(state.K);
        if (state.name === "connecting")
            this.B.clearTimeout(state.X);
        this.A = next;
        return next;
    }
    _o() {
        const _options = withDefaults(this.opts);
        const kinds = this._k.filter((kind) => this.N[kind._Y]);
        const _kinds = _options.transports?.flatMap((asked) => kinds.filter(({ name }) => name === asked)) ?? kinds;
        const { N: _platform, B: _clock, _H: _target } = this;
        const engine = new Engine({ N: _platform, B: _clock, T: _options, _H: _target, _k: _kinds, G: this });
        this.engine = engine;
        const _timer = this.B.setTimeout(() => {
            engine.J();
            this._b(connectError("ERR_CONNECT_TIMEOUT", "transport", "timeout", { transport: engine.transport.name }));
        }, _options.timeout);
        this.E({ name: "connecting", K: _timer });
        engine._l();
        this._h(this.A, (namespace) => namespace._w("connect()"));
    }
    $o(packet) {
        if (this._callbacks.size)
            this.C("packet", [packet]);
        this.S.get(packet.nsp)?._q(packet);
    }
    /** An attempt came to nothing: waits for the next, or gives up. */
    _b(error) {
        const attempt = this.W.I;
        error.attempt = attempt;
        const current = this.E(this.$c(error));
        this.C("error", [error]);
        this._h(current, (namespace) => namespace._b(error));
        if (attempt)
            this._a(current, "reconnect_error", error);
        this._U(current);
    }
    /** The state that follows: the wait for the next attempt, if there is one. Says so in the error. */
    $c(error) {
        const retryIn = this._X ? this.W.$k(withDefaults(this.opts)) : undefined;
        const willRetry = retryIn !== undefined;
        if (error instanceof ConnectError)
            Object.assign(error, { willRetry, retryIn });
        return willRetry
            ? { name: "waiting", K: this.B.setTimeout(() => this.I(), retryIn) }
            : { name: "idle" };
    }
    I() {
        const attempt = this.W.I;
        const current = this.A;
        this._a(current, "reconnect_attempt", attempt);
        if (this.A === current)
            this._o();
    }
    /** The connection is over; `next` is what follows. */
    _W(next, reason, details, unsent) {
        this.E(next);
        this.C("close", [reason, details]);
        for (const [nsp, namespace] of [...this.S]) {
            namespace.$j(reason, details, unsent.filter((packet) => packet.nsp === nsp));
        }
        return next;
    }
    /** Says so, if no attempt follows. It is a failure to reconnect only where that is asked for. */
    _U(state) {
        if (state.name !== "idle" || !this._X)
            return;
        if (this.opts.reconnection === false)
            this._h(state, (namespace) => namespace._a());
        else
            this._a(state, "reconnect_failed");
    }
    /** Tells the listeners here, then those of each namespace. */
    _a(state, event, detail) {
        if (this.A === state)
            this.C(event, [detail]);
        this._h(state, (namespace) => namespace._a(event, detail));
    }
    /** Tells each namespace, for as long as the state stays what it was. */
    _h(state, call) {
        for (const namespace of [...this.S.values()])
            if (this.A === state)
                call(namespace);
    }
    /** Does anybody want a connection? The app alone, where there is no namespace. */
    get _X() {
        return !this.S.size || this._t(({ active }) => active);
    }
    _t(test) {
        return [...this.S.values()].some(test);
    }
}

const http = async (url, body, signal, { extraHeaders, withCredentials }) => {
    const response = await fetch(url, {
        method: body === undefined ? "GET" : "POST",
        headers: extraHeaders,
        body,
        signal,
        credentials: withCredentials ? "include" : "same-origin",
        cache: "no-store",
    });
    return { status: response.status, text: await response.text() };
};
const webSocket = (url, { protocols }, handlers) => {
    const socket = new WebSocket(url, protocols);
    // all that a page may know
    let error;
    socket.binaryType = "arraybuffer";
    socket.onopen = handlers.open;
    socket.onmessage = ({ data }) => handlers.message(data);
    socket.onerror = () => {
        error = "the connection failed";
    };
    socket.onclose = (event) => handlers.close({ reason: event.reason, error, event });
    return socket;
};
/** The web's standards, in whichever runtime has them. */
const browser = {
    clock: () => ({
        now: () => Date.now(),
        setTimeout: (callback, ms) => ms < Infinity && setTimeout(callback, ms),
        clearTimeout: (timer) => clearTimeout(timer),
    }),
    random: () => Math.random(),
    get http() {
        return typeof fetch === "function" ? http : undefined;
    },
    get webSocket() {
        return globalThis.WebSocket && webSocket;
    },
    binaryType: "arraybuffer",
    location: () => globalThis.location,
    byteLength: (text) => new TextEncoder().encode(text).length,
    report: (error) => setTimeout(() => {
        throw error;
    }),
};

/** What every entry exports beside what makes sockets. */
/** Revision of the Socket.IO protocol. */
const protocol = 5;

const PROBE = "probe";
const startUpgrade = (clock, timeout, current, candidate, ended) => {
    // pausing: `3probe` came; the poll in flight is to be answered, then the POST in flight
    let state = "opening";
    const cancel = () => {
        clock.clearTimeout(timer);
        if (state === "ended")
            return;
        if (state === "pausing")
            current.$v();
        state = "ended";
        candidate._n();
    };
    const fail = (what) => {
        if (state === "ended")
            return;
        cancel();
        const fields = { transport: candidate.name, cause: what };
        ended(connectError("ERR_TRANSPORT", "transport", `probe error: ${messageOf(what)}`, fields));
    };
    const timer = clock.setTimeout(() => fail("timeout"), timeout);
    candidate.G = {
        V() {
            if (state !== "opening")
                return;
            state = "probing";
            candidate.H([{ type: "ping", data: PROBE }]);
        },
        _q({ type, data }) {
            if (state !== "probing" || type !== "pong" || data !== PROBE)
                return fail("wrong answer");
            state = "pausing";
            current.$r(() => {
                if (state !== "pausing")
                    return;
                state = "ended";
                clock.clearTimeout(timer);
                candidate.H([{ type: "upgrade" }]);
                ended();
            });
        },
        _P: (error) => fail(error ?? "closed"),
    };
    candidate._l();
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
// ArrayBuffer.isView method is not defined in IE10
const isView = (obj) => {
    return ArrayBuffer.isView(obj)
        ;
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
    else if ((data instanceof ArrayBuffer || isView(data))) {
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
const lookup = new Uint8Array(256);
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
    {
        const decoded = decode(data);
        return mapBinary(decoded, binaryType);
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
/** Packets as the body of one POST. Calls back later where that takes reading a Blob. */
const encodeBody = (packets, callback) => encodePayload(packets, callback);
/** The packet in a frame, or `undefined` where there is none. */
const decodeFrame = (frame, binaryType) => {
    const packet = decodePacket(frame, binaryType);
    return packet.type === "error" ? undefined : packet;
};

/** ms between two writes that the server should not read at once. */
const GAP = 25;
/** One way to carry Engine.IO packets. */
class Transport {
    constructor(session) {
        this.U = false;
        this.Q = session;
    }
    /** Calls back once the server has read what was sent, or may be taken to have; see "Close" in PROTOCOL.md. */
    _K(callback) {
        return this.Q.B.setTimeout(callback, GAP);
    }
    /** Would it pass a packet on without much delay? Volatile events go out only then. */
    get writable() {
        return this.P;
    }
    /** Ends at once and tells nobody. */
    _n() {
        this.U = true;
        this.X();
    }
    D(error, details) {
        if (this.U)
            return;
        this._n();
        this.G._P(error, details);
    }
    /** Takes what came in as one packet, or ends. */
    _2(frame) {
        const packet = decodeFrame(frame, this.Q.binaryType);
        if (packet)
            this.G._q(packet);
        else
            this._i("ERR_PARSE", "parse error", "not an Engine.IO packet");
    }
    /** Ends with an error whose message starts with what apps compare with. */
    _i(code, prefix, cause, fields) {
        this.D(connectError(code, "transport", `${prefix}: ${messageOf(cause)}`, {
            type: "TransportError",
            transport: this.name,
            description: fields?.status ?? cause,
            cause,
            ...fields,
        }));
    }
    /** Ends with the error that an HTTP answer stands for: a status, or, with 200, something that is no answer of a session. */
    _y(prefix, status, text) {
        this._i(status === 200 ? "ERR_NOT_SOCKETIO" : "ERR_HTTP_STATUS", prefix, `HTTP ${status}: ${text.replace(/\s+/g, " ").slice(0, 80)}`, { status, context: text });
    }
}

/**
 * HTTP long-polling: two lanes, one GET and one POST at a time (the server closes the session at a second of either). No
 * GET of a living session is aborted: the server would close that too.
 */
class Polling extends Transport {
    constructor() {
        super(...arguments);
        this.name = "polling";
        this.A = { name: "open" };
    }
    get P() {
        // while pausing, posts go on for as long as the last poll is out
        const { name } = this.A;
        return !this.U && !this._r && !!this.Q.id && (name === "open" || (name === "pausing" && !!this._c));
    }
    _l() {
        this._D();
    }
    H(batch) {
        const lane = new AbortController();
        this._r = lane;
        // a Blob takes a while to read
        encodeBody(batch, (body) => {
            this._3(lane, body, () => {
                this._r = undefined;
                this.Z();
                if (this.P)
                    this.G.V();
            });
        });
    }
    /** Starts no more polls, and calls back once nothing is under way; goes on sending until the poll is answered. */
    $r(done) {
        this.A = { name: "pausing", _R: done };
        this.Z();
    }
    /** Goes on after {@link _pause}. */
    $v() {
        if (this.A.name !== "pausing" || this.U)
            return;
        this.A = { name: "open" };
        if (!this._c)
            this._D();
        if (this.P)
            this.G.V();
    }
    _f() {
        this.A = { name: "closing", _4: false };
        this.Z();
    }
    X() {
        this._c?.abort();
        this._r?.abort();
    }
    /** Does what the state waits for, if no request is in its way. */
    Z() {
        const state = this.A;
        if (this._r)
            return;
        if (state.name === "pausing" && !this._c) {
            state._R?.();
            state._R = undefined;
        }
        else if (state.name === "closing") {
            if (!state._4) {
                state._4 = true;
                this.H([{ type: "close" }]);
            }
            else if (!this._c)
                this.D();
        }
    }
    _D() {
        const lane = new AbortController();
        this._c = lane;
        this._3(lane, undefined, (text) => {
            // no packet at all: it is not a server of ours that answers
            if (!this.Q.id && !/^[0-6b]/.test(text))
                return this._y("xhr poll error", 200, text);
            for (const frame of text.split(SEPARATOR)) {
                this._2(frame);
                // nothing after a bad packet is processed
                if (this.U)
                    return;
            }
            this._c = undefined;
            if (this.A.name === "open")
                this._D();
            else
                this.Z();
        });
    }
    _3(lane, body, answered) {
        const { N: _platform, T: _options } = this.Q;
        const post = body !== undefined;
        const prefix = `xhr ${post ? "post" : "poll"} error`;
        _platform.http(this.Q.$a(this.name), body, lane.signal, _options).then(({ status, text }) => {
            if (this.U)
                return;
            // a page in place of an answer, from a portal or proxy, must not pass for an "ok"
            if (status !== 200 || /^\s*</.test(text))
                this._y(prefix, status, text);
            else
                answered(text);
        }, (error) => this._i("ERR_TRANSPORT", prefix, error));
    }
}

/** Each Engine.IO packet is one WebSocket frame. */
class WebSocketTransport extends Transport {
    constructor() {
        super(...arguments);
        this.name = "websocket";
        this.P = false;
    }
    get writable() {
        return this.P && this._m.bufferedAmount < this.Q.T.highWaterMark;
    }
    _l() {
        const { N: _platform, B: _clock, T: _options } = this.Q;
        try {
            this._m = _platform.webSocket(this.Q.$a(this.name), _options, {
                open: () => {
                    if (this.U)
                        return;
                    this.P = true;
                    this.G.V();
                },
                message: (data) => {
                    if (!this.U)
                        this._2(data);
                },
                close: (end) => this._C(end),
            });
        }
        catch (error) {
            // in a later turn, as any other failure
            _clock.setTimeout(() => this._i("ERR_TRANSPORT", "websocket error", error), 0);
        }
    }
    H(batch) {
        for (const packet of batch)
            this._m.send(encodeFrame(packet), packet.options?.compress !== false);
    }
    _K(callback) {
        const socket = this._m;
        if (!socket.ping)
            return super._K(callback);
        socket.ping(callback);
        return true;
    }
    _f() {
        this.P = false;
        this._m.close();
    }
    X() {
        const socket = this._m;
        this.P = false;
        (socket?.terminate ?? socket?.close)?.call(socket);
    }
    _C({ reason, error, status, body = "", event }) {
        const prefix = "websocket error";
        if (status)
            this._y(prefix, status, body);
        else if (error)
            this._i("ERR_TRANSPORT", prefix, reason || error, { context: event });
        else
            this.D(undefined, { description: "websocket connection closed", context: event });
    }
}

/** The transports with what belongs to each: how a session moves on from polling comes with polling. */
/** HTTP long-polling, with the upgrade from it. */
const polling = {
    name: "polling",
    _Y: "http",
    _x: (context) => new Polling(context),
    _J: startUpgrade,
};
/** WebSocket. */
const websocket = {
    name: "websocket",
    _Y: "webSocket",
    _x: (context) => new WebSocketTransport(context),
};

export { BaseManager, ConnectError, HoldfastError, Socket, bindIo, browser, isConnectError, isHoldfastError, polling, protocol, websocket };
