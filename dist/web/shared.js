/** Bytes of a binary value; none, if they are not there any more. */
const bytesOf = (value) => {
    try {
        return value.byteLength ?? value.size ?? 0;
    }
    catch {
        // a DataView on a buffer that was transferred
        return 0;
    }
};
/** The bytes themselves. Throws for a buffer, or a DataView on one, that was transferred. */
const viewOf = (value) => {
    const { buffer, byteOffset, byteLength } = ArrayBuffer.isView(value) ? value : new Uint8Array(value);
    return new Uint8Array(buffer, byteOffset, byteLength);
};
/** A copy of bytes, in a buffer of its own. Throws where {@link viewOf} does. */
const copyOf = (value) => viewOf(value).slice();
/** Bytes of a frame; of a text its length, unless it is measured in another way. */
const lengthOf = (frame, measure) => {
    if (typeof frame !== "string")
        return bytesOf(frame);
    return measure ? measure(frame) : frame.length;
};
/** The same of all frames of a packet. */
const sumOf = (frames, measure) => frames.reduce((sum, frame) => sum + lengthOf(frame, measure), 0);
/** Bytes of a message with its packet type. */
const sizeOf = (data = "", form, byteLength) => {
    const bytes = lengthOf(data, byteLength);
    if (typeof data === "string")
        return 1 + bytes;
    return form === "base64" ? 1 + 4 * Math.ceil(bytes / 3) : bytes;
};
/** The same, if it is more than `limit`. */
const excessOf = (data, limit, form, byteLength) => {
    // no text has more than three bytes for a UTF-16 unit
    if (typeof data === "string" && 3 * data.length < limit)
        return;
    const size = sizeOf(data, form, byteLength);
    return size > limit ? size : undefined;
};
const isBlob = (data) => typeof data === "object" && !("byteLength" in data);

// browsers of ES2020 have no Object.hasOwn
const { hasOwnProperty: has, toString: tagOf } = Object.prototype;
/** Bytes of any kind: ArrayBuffer, a view on one (Buffer too), Blob, File; from whichever realm. */
const isBinary = (value) => ArrayBuffer.isView(value) || /^\[object (ArrayBuffer|Blob|File)]$/.test(tagOf.call(value));
const isObject = (value) => typeof value === "object" && value !== null;
/** Is it an object or array as literals make them, which most values are? */
const isPlain = (value) => {
    const prototype = value && Object.getPrototypeOf(value);
    return prototype === Object.prototype || prototype === Array.prototype;
};
/**
 * Bytes as every transport takes them: a copy, if their buffer is shared or may change its size, which a browser's WebSocket
 * does not take. Throws for bytes that are not there any more, such as those of a buffer that was transferred to a worker.
 */
const usable = (value) => {
    if (!("byteLength" in value))
        return value;
    if (!bytesOf(value)) {
        // one that is gone says that it is empty, or throws at once; these throw in any case
        copyOf(value);
        value.keys?.();
    }
    const buffer = ArrayBuffer.isView(value) ? value.buffer : value;
    return buffer.resizable || tagOf.call(buffer) === "[object SharedArrayBuffer]"
        ? copyOf(value)
        : value;
};
/**
 * Puts a placeholder in place of each binary value and collects the values in `found`. What holds binary is copied, never
 * changed; what holds none comes back as it is, and nothing is allocated for it: that is most packets.
 */
const extract = (value, found) => {
    if (!isObject(value))
        return value;
    if (Array.isArray(value)) {
        let copy;
        for (let i = 0; i < value.length; i++) {
            const part = value[i];
            if (!isObject(part))
                continue;
            const replaced = extract(part, found);
            if (replaced !== part)
                (copy ?? (copy = value.slice()))[i] = replaced;
        }
        return copy ?? value;
    }
    if (!isPlain(value) && isBinary(value))
        return { _placeholder: true, num: found.push(usable(value)) - 1 };
    if (typeof value.toJSON === "function") {
        const before = found.length;
        // the one that is common, and makes no binary
        const json = value instanceof Date ? value : extract(value.toJSON(), found);
        return found.length > before ? json : value;
    }
    let copy;
    // no list of keys: this is done for every event
    for (const key in value) {
        const part = value[key];
        if (!isObject(part) || !has.call(value, key))
            continue;
        const replaced = extract(part, found);
        if (replaced !== part)
            (copy ?? (copy = { ...value }))[key] = replaced;
    }
    return copy ?? value;
};
/** Said of whatever does not follow the protocol. */
const INVALID = "invalid packet";
/**
 * The places of each of `count` attachments in what came as JSON. A peer user may have put objects there that look like
 * placeholders: one without a valid number stays what it is, and a number may come twice. Throws if there are fewer than attachments. Without a root, which this runtime
 * could not parse, the attachments have no places.
 */
const findSlots = (root, count) => {
    const slots = new Map();
    let seen = 0;
    // a list in place of recursion: it may be as deep as the peer likes
    const holders = [root].filter(isObject);
    for (let holder = holders.pop(); holder; holder = holders.pop())
        for (const key of Object.keys(holder)) {
            const value = holder[key];
            if (!isObject(value))
                continue;
            holders.push(value);
            if (value._placeholder !== true)
                continue;
            seen++;
            if (key === "__proto__")
                continue;
            const num = value.num;
            const same = slots.get(num);
            if (same)
                same.push([holder, key]);
            else
                slots.set(num, [[holder, key]]);
        }
    if (root && seen < count)
        throw new Error(INVALID);
    return slots;
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

/** Of an emitter that nobody has listened to yet: a Map of its own takes 180 bytes, and most have three such emitters. */
const NONE$2 = new Map();
const Base = Emitter;
/** Event names compare as strings: `on(1)` hears `"1"`. */
const nameOf = (event) => (typeof event === "number" ? `${event}` : event);
/**
 * Calls the listeners that are there now, each on its own: what one throws goes to `report` and stops nobody, as with an
 * EventTarget.
 */
const callAll = (listeners, self, args, report) => {
    const call = (listener) => {
        try {
            listener.apply(self, args);
        }
        catch (error) {
            report(error);
        }
    };
    const [first] = listeners;
    // most are alone
    if (first && listeners.length === 1)
        call(first);
    // a listener may add others, which count from the next event, and remove some
    else
        listeners.slice().forEach(call);
};
/**
 * `component-emitter` with types and with two of its habits guarded: `off(undefined)` removes nothing, and a number as
 * name hears like the string.
 */
class TypedEmitter extends Base {
    constructor(report) {
        super();
        this._callbacks = NONE$2;
        this._i = report;
        this.T = () => this;
    }
    /** Calls `listener` at each such event. */
    on(event, listener) {
        const self = this.T();
        if (self._callbacks === NONE$2)
            self._callbacks = new Map();
        super.on.call(self, nameOf(event), listener);
        return this;
    }
    /** Removes one listener, all of an event, or, without arguments, all. `undefined` as event or listener removes nothing. */
    off(event, listener) {
        const given = arguments.length;
        if (!given || (event !== undefined && (listener || given === 1)))
            super.off.call(this.T(), nameOf(event), listener);
        return this;
    }
    /** The listeners of an event, in the order in which they are called. */
    listeners(event) {
        return super.listeners.call(this.T(), nameOf(event));
    }
    /** Does anybody listen to an event? */
    hasListeners(event) {
        return this.listeners(event).length > 0;
    }
    /** @internal */
    H(event, args) {
        const listeners = this._callbacks.get(nameOf(event));
        if (listeners)
            callAll(listeners, this, args, this._i);
    }
}
// no static block in the class: Safari before 16.4 and Hermes do not read it
const { prototype } = TypedEmitter;
prototype.addEventListener = prototype.on;
prototype.removeListener = prototype.removeEventListener = prototype.removeAllListeners = prototype.off;

const given = new Set();
/** Tells the developer of a likely mistake, the first time that it is made. */
const warnOnce = ({ warn }, text) => {
    if (given.has(text))
        return;
    given.add(text);
    warn(`holdfast: ${text}`);
};

/** Packet types of the Socket.IO protocol, revision 5. */
const CONNECT = 0;
const DISCONNECT = 1;
const EVENT = 2;
const ACK = 3;
const CONNECT_ERROR = 4;

// the same in every copy of the library in a program, and in every realm
const BRAND = Symbol.for("holdfast.error");
/** The base of all errors that holdfast makes. */
class HoldfastError extends Error {
    constructor(code, message, fields) {
        super(message);
        this.code = code;
        // console.log() shall show what is known, and no more
        for (const name in fields)
            if (fields[name] !== undefined)
                this[name] = fields[name];
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
/** What to do about it, where that is known. */
const HINTS = {
    ERR_CONNECT_TIMEOUT: "is the server reachable?",
    ERR_NOT_SOCKETIO: "check the URL, path, proxies and login pages",
    ERR_SESSION_UNKNOWN: 'several servers need sticky sessions, or transports: ["websocket"]',
    ERR_UNSUPPORTED_PROTOCOL: "update the server to Socket.IO 3 or 4",
};
/** A {@link ConnectError}. */
const connectError = (code, phase, message, fields) => new ConnectError(code, message, { phase, hint: HINTS[code], ...fields });
/** The error of an attempt in which something of the app or the platform threw. */
const thrown = (cause) => connectError("ERR_TRANSPORT", "transport", messageOf(cause), { cause });
/** The error of what comes in, if it has more bytes than it may; `size`: how many, where that is known. */
const tooManyBytes = (limit, size) => new HoldfastError("ERR_PAYLOAD_TOO_LARGE", `more than ${limit} bytes`, { size, limit });
/** ms that an answer asks to wait: seconds, or a date, which counts against the answer's own, since clocks differ. */
const retryAfterOf = ({ header }, now) => {
    const after = header("retry-after")?.trim() ?? "";
    const ms = /^\d+$/.test(after) ? +after * 1000 : Date.parse(after) - (Date.parse(`${header("date")}`) || now);
    return Number.isNaN(ms) ? undefined : Math.max(0, ms);
};
/** Fields of the {@link ConnectError} that an HTTP answer stands for (docs/protocol.md, "Error answers"). */
const httpFailure = (response, now) => {
    const { status, text, to } = response;
    const excerpt = text.replace(/\s+/g, " ").trim().slice(0, 80);
    const [, digit] = /^{"code":(\d),/.exec(text) ?? [];
    const code = digit === "1"
        ? "ERR_SESSION_UNKNOWN"
        : // Engine.IO 3 begins a payload with its length
            digit === "5" || (status === 200 && /^\d+:0{/.test(text))
                ? "ERR_UNSUPPORTED_PROTOCOL"
                : status === 200
                    ? "ERR_NOT_SOCKETIO"
                    : "ERR_HTTP_STATUS";
    return {
        code,
        cause: `HTTP ${status}${to ? ` to ${to}` : ""}${excerpt && `: ${excerpt}`}`,
        status,
        retryAfter: retryAfterOf(response, now),
        context: { status, responseText: text },
        ...(digit && { serverCode: +digit }),
    };
};
/** The error that ended a connection, or one made of the reason. */
const asConnectError = (details, reason) => details instanceof ConnectError ? details : connectError("ERR_TRANSPORT", "transport", reason, { cause: details });
/** The error of what was given up with its connection, or before there was one. */
const disconnected = (delivery) => new HoldfastError("ERR_DISCONNECTED", "socket has been disconnected", { delivery });
/** The error of what the app gave up. */
const aborted = ({ reason }, delivery) => new HoldfastError("ERR_ABORTED", "aborted", { delivery, cause: reason });
/** Causes of causes that are told. */
const CAUSES = 5;
/** Text of whatever was thrown, also of what resists: an object whose getters throw, or that is its own cause. */
const messageOf = (error, depth = 0) => {
    if (depth > CAUSES)
        return "…";
    const inner = (other) => messageOf(other, depth + 1);
    try {
        const { message, cause, code, errors } = (error ?? {});
        // a refusal by each address of a name has no message of its own
        const text = String(message || errors?.map(inner).join(", ") || error);
        // fetch says why in the cause alone, TLS in the code alone
        const more = cause ? inner(cause) : typeof code === "string" && !text.includes(code) ? code : "";
        return more ? `${text} (${more})` : text;
    }
    catch {
        return "it can't be told";
    }
};

/** Bytes that an event takes beside those on the wire, while it waits. */
const EVENT_BYTES = 100;
/** Events from the server, which the app is given once it knows that the namespace is joined. */
class Inbox {
    constructor(socket, link, teller, recovery) {
        /** Listeners of all that comes in. */
        this.s = [];
        /** `shut`: events are for nobody. `holding`: they wait for `connect`. `flowing`: the app is given them. */
        this.d = "shut";
        /** Bytes of what waits, more or less. */
        this.i = 0;
        this.H = socket;
        this.D = link;
        this.t = teller;
        this.o = recovery;
    }
    /** What comes is of a new connection; events of the one before do not arrive in this one. */
    a() {
        this.i = 0;
        this.H.receiveBuffer = [];
    }
    /** Takes an event; throws if there is no room for it. `bytes`: that it had on the wire. */
    e({ id, data }, bytes = 0) {
        const args = data;
        if (id !== undefined)
            args.push(this.n(id));
        if (this.d === "flowing")
            this.r(args);
        else if (this.d === "holding") {
            this.i += bytes + EVENT_BYTES;
            if (this.i > this.D.engine.C.maxMessageBytes)
                throw new HoldfastError("ERR_BUFFER_FULL", "too many events before the namespace is joined");
            this.H.receiveBuffer.push(args);
        }
    }
    /** Gives the app what waited, for as long as it `goesOn`. */
    h(goesOn) {
        for (const args of this.H.receiveBuffer.splice(0))
            if (goesOn())
                this.r(args);
    }
    r(args) {
        this.o.J(args);
        if (this.s.length)
            this.t.N(this.s, args);
        const [name] = args;
        // a name of ours never reaches those who listen to us
        if (!this.t.U(name))
            this.H.H(name, args.slice(1));
    }
    /** The function by which the app acknowledges an event: once, and on the connection that asked. */
    n(id) {
        const socket = this.H;
        const { id: sid, nsp } = socket;
        let isOpen = true;
        return (...data) => {
            // an id there is only while the namespace is joined
            if (isOpen && socket.id !== undefined && (sid ?? socket.id) === socket.id)
                this.D.X.s({ type: ACK, nsp, data, id });
            isOpen = false;
        };
    }
}

/**
 * What CONNECT or CONNECT_ERROR means: the namespace is joined, or why it is not; nothing, if nobody asked. Socket.IO 2
 * says CONNECT unasked, and without an id.
 */
const readAnswer = (type, data, { i: _isAsked }) => {
    const { sid, pid, message = "refused", data: more, } = (typeof data === "string" ? { message: data } : (data ?? {}));
    if (type === CONNECT && typeof sid !== "string")
        return connectError("ERR_UNSUPPORTED_PROTOCOL", "namespace", "the server is Socket.IO 2");
    if (!_isAsked)
        return;
    return type === CONNECT
        ? { _A: sid, t: pid }
        : connectError("ERR_REFUSED", "namespace", `${message}`, { data: more });
};

/**
 * Asks the app for its credentials: a value, or a function that calls back, returns or promises them. The first answer
 * counts; what the function throws rejects.
 */
const askAuth = async (auth, self) => typeof auth === "function"
    ? new Promise((resolve, reject) => {
        const returned = auth.call(self, resolve);
        Promise.resolve(returned)
            .then((data) => {
            // what an arrow function happens to return, such as a timer, is no answer
            if (data !== undefined && (!auth.length || isPlain(data)))
                resolve(data);
        })
            // also what the answer itself throws: it may be a Proxy
            .catch(reject);
    })
    : auth;

const idle$1 = (fields) => ({ name: "idle", ...fields });
const waiting$2 = (fields) => ({ name: "waiting", ...fields });
const joining = (fields) => ({ name: "joining", ...fields });
const leaving = (fields) => ({ name: "leaving", ...fields });
const joined = () => ({ name: "joined" });

/** The machine of joining and leaving a namespace. */
class Membership {
    constructor(socket, options, { D: _link, t: _teller, e: _outbox, i: _inbox, o: _recovery }) {
        this.A = idle$1({ t: false });
        /** The reconnection attempt that the app was told of and that is under way; 0 for none. */
        this.L = 0;
        /** CONNECT was sent on this connection, and not answered yet. */
        this.l = false;
        /** After a refusal the server was asked once more, on this connection. */
        this.u = false;
        this.H = socket;
        this.C = options;
        this.D = _link;
        this.t = _teller;
        this.e = _outbox;
        this.i = _inbox;
        this.o = _recovery;
    }
    get d() {
        return this.A.name === "joined";
    }
    get b() {
        return this.A.name !== "idle";
    }
    get r() {
        return this.b && this.A.name !== "leaving";
    }
    /** Has the app or the server ended it, or was it given up, and nobody connected it since? */
    get p() {
        const state = this.A;
        return state.name === "leaving" || ((state.name === "idle" || state.name === "waiting") && state.t);
    }
    /** What users see. */
    get _a() {
        if (this.d)
            return "connected";
        return (this.r && this.D._K) || "disconnected";
    }
    /** The one way from a state to another. */
    F(next, cause) {
        const state = this.A;
        if (state.name === "joining" || state.name === "leaving")
            this.D.B.clearTimeout(state.e);
        this.A = next;
        this.D.R?.({ type: "socket", nsp: this.H.nsp, from: state.name, to: next.name });
        this.e.d = this.p ? "ended" : "shut";
        this.i.d = this.r ? "holding" : "shut";
        if (!this.d)
            this.t.O({ id: undefined });
        this.f(cause);
        return next;
    }
    /**
     * Leaves a state in which events were sent: what was and is not acknowledged gets its outcome, after the app was told. Where it
     * ends, so does what waits and promised an outcome.
     */
    a({ G: _next, t: _cause, M: told }) {
        const { t: _ended } = _next;
        const doomed = this.e.b(_next);
        if (_ended)
            this.L = 0;
        this.F(_next, _cause);
        if (_ended)
            this.D._L();
        if (told)
            this.t.M(...told);
        this.e.f(doomed);
    }
    // ---- the app
    _r() {
        const { name } = this.A;
        if (name === "leaving")
            this.F(joining({ e: this.n(), i: true }), "connect()");
        else if (name === "idle" || this.p)
            this.F(waiting$2({ t: false }), "connect()");
        this.D._M(this);
    }
    x() {
        const state = this.A;
        const departure = { G: idle$1({ t: true }), t: "disconnect()" };
        if (!this.r)
            return;
        if (state.name === "joining" && state.i) {
            this.F(leaving({ e: this.n() }), "disconnect()");
            this.e.M();
        }
        else if (this.d) {
            // in a listener of `connect` it still waits
            this.h();
            this.s(DISCONNECT);
            this.a({ ...departure, M: ["disconnect", "io client disconnect", undefined] });
        }
        else
            this.a(departure);
    }
    // ---- the connection
    w() {
        if (this.A.name !== "waiting")
            return;
        this.i.a();
        const state = this.F(joining({ e: this.n(), i: false }), "connect()");
        askAuth(this.H.auth, this.H)
            .then((auth) => {
            if (this.A !== state)
                return;
            this.s(CONNECT, this.o.x(auth));
            state.i = this.l = true;
            this.D.B.clearTimeout(state.e);
            state.e = this.n();
        })
            .catch((cause) => this.y(state, cause));
    }
    /** The app's credentials, or the server's answer, have the time limit, from now on. */
    n() {
        const { B: _clock, engine } = this.D;
        return _clock.setTimeout(() => {
            const state = this.A;
            if (state.name === "leaving")
                this.a({ G: idle$1({ t: true }), t: "disconnect()" });
            if (state.name !== "joining")
                return;
            if (state.i)
                this._b(state, connectError("ERR_CONNECT_TIMEOUT", "namespace", "timeout"));
            else
                this.y(state, "timeout");
        }, engine.C.timeout);
    }
    y(state, cause) {
        this.D.B.clearTimeout(state.e);
        this._b(state, connectError("ERR_AUTH", "auth", `auth: ${messageOf(cause)}`, { cause }));
    }
    _b(state, error) {
        if (this.A === state)
            this.D._b(this, error);
    }
    m({ i: _reason, e: _details, t: _unsent }) {
        this.e.v(_unsent);
        if (this.d)
            this.a({
                G: waiting$2({ t: false }),
                t: "disconnect",
                M: ["disconnect", _reason, _details],
            });
        // an error takes long to make, and after an ordinary disconnect() nobody is told
        else
            this.Z(this.r ? asConnectError(_details, _reason) : undefined);
    }
    Z(error) {
        const _ended = this.p;
        const isActive = this.r;
        this.u = this.l = false;
        this.F(isActive ? waiting$2({ t: _ended }) : idle$1({ t: _ended }), "connect_error");
        if (isActive && error)
            this.v(error);
    }
    v(error) {
        if (error.code === "ERR_CONNECT_TIMEOUT")
            this.t.M("connect_timeout", error);
        this.t.M("connect_error", error);
    }
    k(attempt) {
        if (!this.r)
            return;
        this.L = attempt;
        this.t.M("reconnect_attempt", attempt);
    }
    J(error) {
        if (this.r)
            this.t.M("reconnect_error", error);
    }
    j(event) {
        if (!this.r)
            return;
        const departure = { G: waiting$2({ t: true }), t: event };
        this.a(event === "reconnect_failed" ? { ...departure, M: [event] } : departure);
    }
    f(cause) {
        this.t._n(this._a, cause);
    }
    // ---- packets
    W(packet, bytes) {
        const { type, id, data } = packet;
        if (type === EVENT)
            this.i.e(packet, bytes);
        else if (type === ACK)
            this.e.q(id, data);
        else if (type === DISCONNECT) {
            const next = idle$1({ t: true });
            if (this.d)
                this.a({ G: next, t: "disconnect", M: ["disconnect", "io server disconnect"] });
        }
        else
            this.E(type, data);
    }
    g({ type, id, data }, reason) {
        if (!this.r)
            return;
        this.o.J(data, id);
        this.t._s(this.H.nsp, reason);
        const text = `acknowledgement rejected: ${reason}`;
        if (type === ACK)
            this.e.q(id, [], new HoldfastError("ERR_PARSE", text, { delivery: "unknown" }));
    }
    /** A recovery goes on behind the packet; where that place can't be read, there is none: it would bring the packet again. */
    _v(packet) {
        if (!this.o.J(packet?.data, packet?.id))
            this.o.N();
    }
    c(packet, error) {
        this.e.N(packet, error);
    }
    /** CONNECT or CONNECT_ERROR: an answer, or nothing of the kind. */
    E(type, data) {
        const _isAsked = this.l;
        const { name } = this.A;
        this.l = false;
        if (name === "leaving") {
            if (type === CONNECT)
                this.s(DISCONNECT);
            this.a({ G: idle$1({ t: true }), t: "disconnect()" });
        }
        else if (name === "joining")
            this.q(readAnswer(type, data, { i: _isAsked }));
        // an answer for which nobody waits any more; what nobody asked for gets none, however often it comes
        else if (name === "idle" && _isAsked && type === CONNECT)
            this.s(DISCONNECT);
        // else it is a second answer
    }
    /** The server's word on joining. */
    q(answer) {
        if (answer instanceof Error)
            this.B(answer);
        else if (answer)
            this.z(answer._A, answer.t);
    }
    /** The namespace is left, unless the app wants to ask once more, with other credentials. */
    B(error) {
        const isAgain = error.code === "ERR_REFUSED" && !this.u && this.G(error);
        Object.assign(error, { willRetry: isAgain, ...(isAgain && { retryIn: 0 }) });
        this.u = isAgain;
        const next = idle$1({ t: true });
        if (!isAgain)
            return this.a({ G: next, t: "connect_error", M: ["connect_error", error] });
        this.F(waiting$2({ t: false }), "connect_error");
        this.t.M("connect_error", error);
        if (this.A.name === "waiting")
            this.D._M(this);
    }
    /** What the option says, or the function of the app that it is; nothing good, if that throws. */
    G(error) {
        const { retryRefused } = this.C;
        try {
            return typeof retryRefused === "function" ? retryRefused(error) : !!retryRefused;
        }
        catch (thrown) {
            this.t._i(thrown);
            return false;
        }
    }
    z(sid, pid) {
        this.t.O({ id: sid, recovered: this.o._h(pid) });
        this.u = false;
        const attempt = this.L;
        this.L = 0;
        this.D._h();
        const state = this.F(joined(), "connect");
        const goesOn = () => this.A === state;
        this.t.M("connect");
        if (attempt && goesOn())
            this.t.M("reconnect", attempt);
        this.i.h(goesOn);
        // on a connection that has died meanwhile nothing is sent: it waits for the next
        if (!goesOn() || !this.D.engine._m())
            return;
        this.h();
        this.e.h();
    }
    /** Events go both ways; first those that waited. */
    h() {
        this.i.d = "flowing";
        this.e.i();
    }
    /** Sends a packet that is not an event. */
    s(type, data) {
        this.D.X.s({ type, nsp: this.H.nsp, data });
    }
}

/** Names that `emit()` refuses and that are no event on the wire, as in socket.io-client. */
const RESERVED = new Set([
    "connect",
    "connect_error",
    "disconnect",
    "disconnecting",
    "newListener",
    "removeListener",
]);
/** Names that holdfast adds to the socket's own events, which those of the server never reach. */
const ADDED_NAMES = [
    "connect_timeout",
    "reconnect_attempt",
    "reconnect_error",
    "reconnect_failed",
    "reconnect",
];
/** The same, to look a name up. */
const ADDED = new Set(ADDED_NAMES);

/** Of a socket that waits for no acknowledgement. */
const NONE$1 = new Map();
/** Events whose acknowledgement is due, by ack id, in the order in which they were emitted. */
class Acks {
    constructor(clock, sink) {
        this.i = 0;
        this.t = NONE$1;
        this.B = clock;
        this.D = sink;
    }
    r(id) {
        return this.t.get(id);
    }
    s(test) {
        return [...this.t.values()].filter(test);
    }
    /** The event has the next id, and waits until it is taken. */
    n(event) {
        const { c: _signal, r: _ack } = event;
        if (_signal) {
            _ack.y = () => this.D.y(event, _signal);
            _signal.addEventListener("abort", _ack.y);
        }
        if (this.t === NONE$1)
            this.t = new Map();
        this.t.set(this.i++, event);
    }
    /** The acknowledgement may take its time, if it has a limit, from now on. */
    h(event) {
        const { r: _ack } = event;
        if (_ack.n === undefined)
            return;
        _ack.e = this.B.setTimeout(() => {
            // it has fired: there is nothing to stop
            _ack.e = undefined;
            this.D.T(event);
        }, _ack.n);
    }
    e({ r: _ack }) {
        this.B.clearTimeout(_ack.e);
    }
    /** Takes the event with this id, if one waits. */
    o(id) {
        const event = this.t.get(id);
        if (!event)
            return;
        this.t.delete(id);
        // V8 keeps what was in a Map that is old and changes much until it collects the whole heap
        if (!this.t.size)
            this.t = NONE$1;
        this.e(event);
        const { y: _onAbort } = event.r;
        if (_onAbort)
            event.c?.removeEventListener("abort", _onAbort);
        return event;
    }
}

/** Does an event wait? What the app puts into `sendBuffer` by itself says nothing of it. */
const isHeld = ({ t: _phase }) => _phase === undefined || _phase === "held";
/** Sends each event once: now, or when there is a connection. What it holds is `sendBuffer`, which the app may change. */
class Once {
    constructor(exit) {
        this.s = false;
        this.T = () => this;
        /** Events that are held, and some that are no longer: taken out one by one, each would move all others. */
        this.e = [];
        /** How many of the buffer are held no longer. */
        this.l = 0;
        /** Before this index none is held any more. */
        this.m = 0;
        this.t = exit;
    }
    get r() {
        return this.e.length - this.l;
    }
    get n() {
        if (this.l)
            this.f(this.e.filter(isHeld));
        return this.e;
    }
    /** What is held longest. It is found without a walk over all: with many, that would take long for each event. */
    get u() {
        for (;; this.m++) {
            const event = this.e[this.m];
            if (!event || isHeld(event))
                return event;
        }
    }
    /** These are held now, and no others. */
    f(events) {
        this.e = events;
        this.l = this.m = 0;
    }
    a(event) {
        this.e.push(event);
        this.t.n(event);
    }
    c(event) {
        if (!this.t.H)
            return this.t.x(event);
        this.a(event);
        this.w(event);
    }
    h() {
        // a listener may emit, look at sendBuffer, or leave
        while (this.t.g && this.n.length)
            for (const event of this.e)
                if (this.t.g && isHeld(event))
                    this.w(event);
    }
    /** It goes out, unless a listener that is told of it lost the connection, gave it up, or sent it by leaving. */
    w(event) {
        // the app has put it there by itself
        if (!event.s)
            Object.assign(event, { s: this.T, t: "held", d: 0 });
        const error = this.t.J(event);
        if (!this.t.g || event.t !== "held")
            return;
        if (error)
            return this.t.c(event, error);
        event.t = "handed";
        this.o(event);
        this.t.x(event);
    }
    /** What was handed over is not sent again. */
    b() { }
    x() {
        return false;
    }
    /** The link gives these back: they go before all others. */
    v(events) {
        const held = this.n;
        for (const event of events) {
            event.t = "held";
            event.d = 0;
            this.t.n(event);
        }
        this.f([...events, ...held]);
    }
    k(event, was) {
        if (was === "held")
            this.o(event);
    }
    o(event) {
        this.t.o(event);
        if (2 * ++this.l > this.e.length)
            this.f(this.e.filter(isHeld));
    }
}

const COMPRESSED = { compress: true };
const PLAIN = { compress: false };
/** Before it is encoded. */
const NONE = [];
/** Makes the acknowledgement that an event waits for. */
const acknowledgement = ({ signal, timeout }, { i: _callback, l: _isPromise, t: _ackTimeout, e: _tryTimeout }) => {
    const asked = timeout === undefined ? _ackTimeout : timeout;
    const isLimited = asked != null;
    return {
        i: _callback,
        t: !!_callback && (_isPromise || isLimited || !!signal || !!_tryTimeout),
        s: _isPromise && !signal && (!isLimited || !!_tryTimeout),
        n: asked ?? _tryTimeout,
        e: undefined,
        y: undefined,
    };
};
/** Makes an event. All of it is there at once: an object that grows is slow, and there is one for each event. */
const outgoing = ({ nsp, args, flags, by, id, ack }) => ({
    type: EVENT,
    nsp,
    data: args,
    id,
    options: flags.compress === false ? PLAIN : COMPRESSED,
    n: NONE,
    t: "held",
    s: by,
    d: 0,
    r: ack,
    b: flags.volatile,
    c: flags.signal,
    l: false,
    h: 0,
    f: undefined,
});
/** May the server have it? */
const deliveryOf = ({ d: _tries }) => (_tries ? "unknown" : "not-sent");
/** The link takes other packets, too. */
const isEvent = (packet) => packet.type === EVENT;
/** What who watches is told of an event. */
const eventRecord = ({ nsp, id, data }, step, error) => ({ type: "event", step, nsp, name: `${data[0]}`, id, error });

/**
 * Sends each event until it is acknowledged, on as many connections as that takes, in the order of their ack ids; so many at a time
 * as the window has.
 */
class Retry {
    constructor(exit) {
        this.s = true;
        this.T = () => this;
        this.r = 0;
        /** Events that wait for their acknowledgement on this connection. */
        this.p = 0;
        /** No event with a lower ack id is held. */
        this.i = 0;
        /** Are events being chosen just now? */
        this.g = false;
        this.t = exit;
    }
    get n() {
        return this.t.e.s((event) => this.d(event));
    }
    get u() {
        const { e: _acks } = this.t;
        if (!this.r)
            return undefined;
        while (this.i < _acks.i && !this.d(_acks.r(this.i)))
            this.i++;
        return _acks.r(this.i);
    }
    d(event) {
        return event?.s() === this && event.t === "held";
    }
    a(event) {
        this.r++;
        this.t.n(event);
    }
    o(event) {
        this.r--;
        this.t.o(event);
    }
    c(event) {
        this.a(event);
        this.h();
    }
    /** Sends what the window lets through. */
    h() {
        // one that is dropped here at once is no reason to begin once more: with many of them, the stack would overflow
        if (this.g)
            return;
        this.g = true;
        const { e: _acks, C: _options } = this.t;
        const { retryWindow = 1 } = _options;
        while (this.t.g && this.p < retryWindow && this.i < _acks.i) {
            const event = _acks.r(this.i++);
            if (event && this.d(event))
                this.y(event);
        }
        this.g = false;
    }
    y(event) {
        // before listeners are told, whose events are not to go first
        if (event.t === "held") {
            this.p++;
            this.o(event);
            event.t = "handed";
        }
        // the app may have given the bytes of an attachment away since
        const anew = event.n[1] || this.t.H;
        const error = anew ? this.t.J(event) : this.t._s(event);
        // a listener left, or gave it up
        if (!this.t.g || event.t === "settled")
            return;
        if (error)
            return this.t.c(event, error);
        this.t.e.h(event);
        this.t.x(event);
    }
    b() {
        const { e: _acks } = this.t;
        this.p = 0;
        const retried = _acks.s(({ s: _by }) => _by() === this);
        this.i = retried[0]?.id ?? _acks.i;
        for (const event of retried) {
            if (event.t !== "handed")
                continue;
            event.t = "held";
            _acks.e(event);
            this.a(event);
        }
    }
    k(event, was) {
        if (was === "handed")
            this.p--;
        else
            this.o(event);
        this.h();
    }
    x(event) {
        const { retries = 0 } = this.t.C;
        const isLeft = event.d <= retries;
        // an answer to the try before still settles it, if it comes during this one
        if (isLeft)
            this.y(event);
        return isLeft;
    }
}

const bufferFull = (message = "buffer full") => new HoldfastError("ERR_BUFFER_FULL", message, { delivery: "not-sent" });
/** Events that wait without bounds before the developer is told. */
const MANY = 10000;
/** Without a `bufferLimit`: much that waits is told of once. */
const warnOfMany = (count, platform) => {
    if (count === MANY)
        warnOnce(platform, `${MANY} events wait to be sent; see bufferLimit`);
};
/**
 * What a `bufferLimit` leaves room for. What comes and leaves is added up as it does: a walk over all that waits, for each
 * event, would take minutes where many wait.
 */
class Room {
    constructor(limit, byteLength, queue) {
        this.i = 0;
        /** In how many events these are; if that is wrong, many came back at once, or the app has changed `sendBuffer`. */
        this.e = 0;
        this.n = limit;
        this.h = byteLength;
        this.o = queue;
    }
    /** One more waits, or one less. */
    t(event, by) {
        this.e += by;
        this.i += by * this.s(event);
    }
    /** Makes room for an event, or says why there is none; throws that, if it is to. */
    j(event) {
        const { events = Infinity, bytes = Infinity, onFull = "reject" } = this.n;
        const queue = this.o;
        this.r(event.h);
        const own = this.s(event);
        const isFull = () => {
            const count = queue.r;
            if (this.e !== count) {
                this.i = queue.z.reduce((sum, waiting) => sum + this.s(waiting), 0);
                this.e = count;
            }
            return count >= events || this.i + own > bytes;
        };
        // what has no room by itself pushes nobody out
        if (onFull === "drop-oldest" && own <= bytes)
            for (let oldest = queue.u; oldest && isFull(); oldest = queue.u)
                queue.c(oldest, bufferFull());
        if (!isFull())
            return;
        const full = bufferFull();
        if (onFull === "reject")
            throw full;
        return full;
    }
    /** Drops what has waited too long. */
    r(now) {
        const { age = Infinity } = this.n;
        const queue = this.o;
        // they are in their order
        for (let oldest = queue.u; oldest && oldest.h < now - age; oldest = queue.u)
            queue.c(oldest, bufferFull("waited too long"));
    }
    /** Bytes of an event when it began to wait. */
    s(event) {
        if (this.n.bytes == null)
            return 0;
        event.f ?? (event.f = sumOf(event.n, this.h));
        return event.f;
    }
}

/** ms that an acknowledgement may take, where there are retries and nothing else is said. */
const RETRY_TIMEOUT = 10000;
const now = (call) => call();
const later = (call) => void Promise.resolve().then(call);
/** Events to the server, each with a known outcome: sent, kept until it can be, acknowledged, or dropped and reported. */
class Outbox {
    constructor(link, nsp, options, teller) {
        this.a = new Once(this);
        /** Listeners of all that is sent. */
        this.s = [];
        /**
         * `shut`: events are held. `flowing`: they are sent, as what was held before is. `ended`: they are held, but nobody may ever connect
         * again.
         */
        this.d = "shut";
        /** The event that is emitted just now is one of `emitWithAck`, whose callback goes by way of `emit`. */
        this.l = false;
        this.D = link;
        this.O = nsp;
        this.C = options;
        this.t = teller;
        this.e = new Acks(link.B, this);
        const { bufferLimit } = options;
        this.w = bufferLimit && new Room(bufferLimit, link.E.byteLength, this);
    }
    get g() {
        return this.d === "flowing";
    }
    get H() {
        return this.s.length > 0;
    }
    // ---- what is held
    n(event) {
        this.w?.t(event, 1);
        this.D.R?.(eventRecord(event, "held"));
    }
    o(event) {
        this.w?.t(event, -1);
    }
    get r() {
        return this.a.r + (this.p?.r ?? 0);
    }
    /** What waits to be sent: that which is sent once, then that which is retried. */
    get z() {
        return this.p?.r ? [...this.a.n, ...this.p.n] : this.a.n;
    }
    get u() {
        return this.a.u ?? this.p?.u;
    }
    // ---- an event comes
    /** Sends an event, or keeps it until it can be sent. A function at the end of `args` is called with the acknowledgement. */
    W(flags, args) {
        const [name] = args;
        if (RESERVED.has(name))
            throw new HoldfastError("ERR_RESERVED_EVENT", `"${name}" is a reserved event name`);
        this.t.U(name);
        const event = this.j(flags, args);
        // what can fail by the app's data fails here, before anything is registered
        const { D: _link, w: _room } = this;
        event.n = _link.X.n(event);
        if (_room)
            event.h = _link.B.now();
        const { engine } = _link;
        const flows = this.g && engine._m();
        const error = flows && engine._s(event.n);
        if (error)
            throw error;
        let refusal = this.U(event);
        // throws, if it is to
        if (!flows)
            refusal || (refusal = _room ? _room.j(event) : warnOfMany(this.r, _link.E));
        // an id is not used again
        if (refusal) {
            if (event.r)
                this.e.i++;
            return later(() => {
                this.k(event, refusal);
                this.t._t(event.data, refusal);
            });
        }
        if (event.r) {
            this.e.n(event);
            if (!event.s().s)
                this.e.h(event);
        }
        _link.R?.(eventRecord(event, "emitted"));
        if (flows)
            event.s().c(event);
        else
            event.s().a(event);
    }
    j(flags, args) {
        const { retries, ackTimeout } = this.C;
        const _callback = typeof args[args.length - 1] === "function" ? args.pop() : undefined;
        const _isPromise = !!_callback && (!!_callback.l || this.l);
        if (_callback)
            this.l = false;
        const isRetried = !!retries && !flags.volatile;
        const by = isRetried ? (this.p ?? (this.p = new Retry(this))) : this.a;
        if (isRetried && ackTimeout == null)
            warnOnce(this.D.E, `retries without ackTimeout: ${RETRY_TIMEOUT} ms`);
        const ack = _callback || isRetried
            ? acknowledgement(flags, {
                i: _callback,
                l: _isPromise,
                t: ackTimeout,
                e: isRetried ? RETRY_TIMEOUT : undefined,
            })
            : undefined;
        return outgoing({ nsp: this.O, args, flags, by: by.T, id: ack && this.e.i, ack });
    }
    /** Why an event is not taken at all. */
    U({ b: _volatile, c: _signal, r: _ack }) {
        if (_signal?.aborted)
            return aborted(_signal, "not-sent");
        // once it was ended, nobody may ever connect it again
        if ((_volatile && !this.D.engine?._N) || (_ack?.s && this.d === "ended"))
            return disconnected("not-sent");
        return;
    }
    // ---- an event goes out
    /**
     * Tells who listens to what is sent, before it is encoded anew: they may add to the data, what they emit goes first, and the app
     * may have changed it since `emit()`.
     */
    J(event) {
        if (event.c?.aborted)
            return aborted(event.c, "not-sent");
        if (!event.l) {
            event.l = true;
            this.t.N(this.s, event.data);
            event.l = false;
        }
        try {
            event.n = this.D.X.n(event);
        }
        catch (error) {
            return Object.assign(error, { delivery: deliveryOf(event) });
        }
        return this._s(event);
    }
    _s({ n: _frames }) {
        return this.D.engine._s(_frames);
    }
    x(event) {
        event.t = "handed";
        event.d++;
        this.D.R?.(eventRecord(event, "handed"));
        this.D.X.c(event);
    }
    /** Sends what was held once; what a listener emits meanwhile goes at once, and not to the end of it. */
    i() {
        this.d = "flowing";
        this.w?.r(this.D.B.now());
        this.a.h();
    }
    /** What was held is out. What the app took out of it will not be answered; what is retried goes on. */
    h() {
        this.f(this.e.s(({ t: _phase, r: _ack, s: _by }) => _phase === "held" && _ack.t && !_by().s));
        this.p?.h();
    }
    // ---- its outcome
    /** The acknowledgement of an event came, if one waits for it; with an `error`, it can't be read. */
    q(id, answer, error = null) {
        const event = id !== undefined && this.e.r(id);
        if (!event)
            return;
        this.m(event);
        this.k(event, error, answer);
    }
    /** The link gives back what it never sent. What has its outcome, or is retried, does not come back. */
    v(packets) {
        const events = packets.filter(isEvent).filter(({ s: _by, t: _phase }) => !_by().s && _phase === "handed");
        this.a.v(events);
        this.f(events.filter(({ b: _volatile }) => _volatile));
    }
    /** The link gives back a packet that no transport takes which is left. */
    N(packet, error) {
        // nobody waits for an acknowledgement to arrive; joining has its time limit
        if (!isEvent(packet) || packet.t !== "handed")
            return;
        // one that is retried is under way until it is settled
        if (!packet.s().s)
            this.a.v([packet]);
        this.c(packet, error);
    }
    /**
     * The connection is gone, or left; where that `_ended`, only the app comes back. Returns the events that have their outcome by
     * that, to be dropped once the app was told.
     */
    b({ t: _ended }) {
        const doomed = this.e.s(({ r: _ack, t: _phase, s: _by }) => (_ended && _ack.t) || (_phase === "handed" && !_by().s));
        this.p?.b();
        return doomed;
    }
    /** None of those that promised an outcome is sent. */
    M() {
        this.f(this.e.s(({ r: _ack }) => _ack.t));
    }
    T(event) {
        if (event.s().x(event))
            return;
        const fields = { delivery: deliveryOf(event) };
        this.f([event], new HoldfastError("ERR_ACK_TIMEOUT", "operation has timed out", fields));
    }
    y(event, signal) {
        this.f([event], aborted(signal, deliveryOf(event)));
    }
    /** As {@link _drop}, but told in a later turn: the app may be in the middle of `emit()`, and no call of the app calls the app. */
    c(event, error) {
        this.f([event], error, later);
    }
    /**
     * The events are settled, and reported but where they were sent once; those not sent yet will not be. Without an `error` it is
     * that the connection is gone.
     */
    f(events, error, when = now) {
        const open = events.filter(({ t: _phase }) => _phase !== "settled");
        const dropped = new Set(open.filter(({ t: _phase, s: _by }) => _phase !== "handed" || _by().s));
        // all of them, before the first listener looks at what is left
        for (const event of open)
            this.m(event);
        for (const event of open) {
            const cause = error ?? disconnected(deliveryOf(event));
            when(() => this.k(event, cause));
            if (dropped.has(event))
                when(() => this.t._t(event.data, cause));
        }
    }
    /** Nothing more happens to the event, which is neither held nor waited for. */
    m(event) {
        const { t: _phase } = event;
        if (event.r)
            this.e.o(event.id);
        event.t = "settled";
        event.s().k(event, _phase);
    }
    /** Calls the callback, if it takes what there is to say. */
    k(event, error, answer = []) {
        const { r: _ack } = event;
        this.D.R?.(eventRecord(event, error ? "failed" : "acknowledged", error ?? undefined));
        if (!_ack?.i || (error && !_ack.t))
            return;
        this.t.N([_ack.i], _ack.t ? [error, ...answer] : answer);
    }
}

/** What the server may keep of a session, to send what was missed ("Connection state recovery" in docs/protocol.md). */
class Recovery {
    /** What CONNECT says, beside the app's credentials. */
    x(auth) {
        return this.t ? { pid: this.t, offset: this.e, ...auth } : (auth ?? undefined);
    }
    /** The server has answered with this session. Is it the one before? */
    _h(pid) {
        const isRecovered = pid !== undefined && pid === this.t;
        this.t = pid;
        return isRecovered;
    }
    /**
     * The app was given an event, or never will be: a recovery goes on behind it, if the event says where that is. An event with an
     * ack id does not.
     */
    J(args, id) {
        if (!this.t || id !== undefined || !Array.isArray(args))
            return false;
        const last = args[args.length - 1];
        if (typeof last !== "string")
            return false;
        this.e = last;
        return true;
    }
    /** There is no recovery: it would bring what broke the connection again. */
    N() {
        this.t = this.e = undefined;
    }
}

/** Tells the app what happens to a socket: by the events of the socket and of its `lifecycle`, and by what can be read off it. */
class Teller {
    constructor(socket, link, options) {
        /** The state that was told last. */
        this._e = "disconnected";
        this.H = this.T = socket;
        this.D = link;
        this.C = options;
    }
    /** `socket.lifecycle`, made when it is first asked for. */
    get W() {
        return (this.J ?? (this.J = new TypedEmitter(this.H._i)));
    }
    /** Sets it through what the app has first: a proxy would take what is there already for no change. */
    O(seen) {
        Object.assign(this.T, seen);
        Object.assign(this.H, seen);
    }
    /** Calls the listeners of a reserved event. */
    M(event, ...details) {
        this.D._C(() => {
            if (this.C.lifecycleEvents !== "v4" || !ADDED.has(event))
                this.H.H(event, details);
            this.J?.H(event, details);
        });
    }
    /** The state that the app sees, which is told if it is another one. */
    _n(to, cause) {
        const from = this._e;
        if (from === to)
            return;
        this._e = to;
        this.O({ _a: to });
        this.D._C(() => this.J?.H("state_change", [{ from, to, cause }]));
    }
    /** An event of the app will not be sent any more. */
    _t(data, cause) {
        const [event, ...args] = data;
        this.J?.H("dropped", [{ event, args, cause, delivery: cause.delivery }]);
    }
    /** A packet from the server is not delivered. */
    _s(nsp, reason) {
        this.J?.H("rejected", [{ nsp, reason }]);
    }
    _i(error) {
        this.H._i(error);
    }
    N(listeners, args) {
        callAll(listeners, this.H, args, this.H._i);
    }
    /** Does the name belong to the events that holdfast adds? */
    U(name) {
        if (this.C.lifecycleEvents === "v4" || !ADDED.has(name))
            return false;
        warnOnce(this.D.E, `"${name}" is holdfast's event; see lifecycleEvents: "v4"`);
        return true;
    }
}

/** Puts together what is in a socket. */
const compose = (socket, given) => {
    const { D: _link, C: _options } = given;
    const _teller = new Teller(socket, _link, _options);
    const _recovery = new Recovery();
    const _outbox = new Outbox(_link, socket.nsp, _options, _teller);
    const _inbox = new Inbox(socket, _link, _teller, _recovery);
    const _membership = new Membership(socket, _options, { D: _link, t: _teller, e: _outbox, i: _inbox, o: _recovery });
    return { ...given, t: _teller, s: _membership, e: _outbox, i: _inbox, G: undefined, n: false };
};

/** Resolves once the socket is connected; rejects when it gives up, or is given up. */
const whenReady = (socket, lifecycle, clock, { signal, timeout }) => new Promise((resolve, reject) => {
    let last = disconnected("not-sent");
    const end = (error) => {
        lifecycle.off("state_change", changed).off("connect_error", failed);
        signal?.removeEventListener("abort", abort);
        clock.clearTimeout(timer);
        if (error)
            reject(error);
        else
            resolve();
    };
    const failed = (error) => {
        last = error;
        // a refusal is told after the state has changed
        if (socket.state === "disconnected")
            end(last);
    };
    const changed = ({ to, cause }) => {
        if (to === "connected")
            end();
        else if (to === "disconnected" && cause !== "connect_error")
            end(last);
    };
    const abort = () => {
        if (signal)
            end(aborted(signal));
    };
    const timer = timeout != null && clock.setTimeout(() => end(new HoldfastError("ERR_CONNECT_TIMEOUT", "timeout")), timeout);
    lifecycle.on("state_change", changed).on("connect_error", failed);
    signal?.addEventListener("abort", abort);
    if (socket.state === "connected")
        end();
    else if (signal?.aborted)
        abort();
});

/** By this name a view tells of itself; a socket has nothing there. A symbol is no property that can be listed or watched. */
const VIEW = Symbol();
const isOwn = Object.prototype.hasOwnProperty;
/**
 * What makes a proxy of the socket a view: the socket in all but its settings. What is set through it, and every listener, is the
 * socket's own. The methods of the socket find the settings on `this`. A method that the app has put in the place of one of ours
 * may go on with the socket in place of `this`: the first event that it emits takes the settings.
 */
class View {
    constructor(flags, owner, inner) {
        /** Has anything been done with the view? */
        this.U = false;
        this.D = flags;
        this.M = owner;
        this.C = inner;
    }
    /** Until it is touched, or the turn ends, it is for the next event. */
    J() {
        const inner = this.C();
        inner.G = this;
        if (inner.n)
            return;
        inner.n = true;
        Promise.resolve().then(() => {
            inner.n = false;
            inner.G = undefined;
        });
    }
    /** It is not for the next event any more. */
    N() {
        const inner = this.C();
        if (inner.G === this)
            inner.G = undefined;
    }
    get(target, name, receiver) {
        // asked by our methods alone, for each event
        if (name === VIEW)
            return this;
        if (!this.U) {
            this.U = true;
            this.N();
        }
        const value = Reflect.get(target, name, receiver);
        if (typeof value !== "function" || !isOwn.call(target, name) || !(name in Object.getPrototypeOf(target)))
            return value;
        const view = this;
        return function (...args) {
            view.C().G = view;
            try {
                return value.apply(this, args);
            }
            finally {
                view.N();
            }
        };
    }
}

/** Removes a listener, or all. */
const remove = (listeners, listener) => {
    const index = listener ? listeners.indexOf(listener) : 0;
    if (index >= 0)
        listeners.splice(index, listener ? 1 : Infinity);
};
const NO_FLAGS = {};
/**
 * A namespace of a connection.
 *
 * `volatile`, `compress()`, `timeout()` and `signal()` give a *view*: the same socket, with other settings for what is
 * emitted through it. A view can be kept and used again; `emit` on it returns the socket.
 *
 * @typeParam ListenEvents - events from the server, with their listeners
 * @typeParam EmitEvents - events to the server
 * @typeParam Io - the Manager
 */
let Socket$1 = class Socket extends TypedEmitter {
    /** @internal */
    constructor(io, nsp, options) {
        const link = io.C();
        super(link.E.report);
        /** Did the server keep the session of the connection before, and send what was missed? */
        this.recovered = false;
        /** Events that came before `connect` was emitted. */
        this.receiveBuffer = [];
        /** @internal The state that listeners were told last. */ this._a = "disconnected";
        this.nsp = nsp;
        this.auth = options.auth ?? undefined;
        const inner = compose(this, { r: io, D: link, C: options });
        this.C = () => inner;
    }
    /** The Manager whose connection this namespace uses. */
    get io() {
        return this.C().r;
    }
    /** Has the namespace been joined, over a connection that is open? */
    get connected() {
        // a property of its own: what watches an app's state sees it change
        return this._a === "connected";
    }
    /** Tests make believe. It shows that until the state changes; what is sent and told goes by the state. */
    set connected(connected) {
        this._a = connected ? "connected" : "disconnected";
    }
    /** The opposite of `connected`. */
    get disconnected() {
        return !this.connected;
    }
    /** Is it connected, or will it connect by itself? */
    get active() {
        return this.C().s.r;
    }
    /** `"disconnected"`, `"connecting"`, `"connected"` or `"reconnecting"`. */
    get state() {
        return this.C().s._a;
    }
    /** Events that wait to be sent; may be emptied or replaced, in a `connect` listener at the latest. */
    get sendBuffer() {
        return this.C().e.a.n;
    }
    /** Replaces them; with an empty list, none is sent. */
    set sendBuffer(events) {
        this.C().e.a.f(events);
    }
    /** What waits to be sent: how many events, and the bytes of their data. */
    get buffered() {
        const { D: _link, e: _outbox } = this.C();
        const { byteLength } = _link.E;
        const bytes = _outbox.z.reduce((sum, { n: _frames }) => sum + sumOf(_frames, byteLength), 0);
        return { count: _outbox.r, bytes };
    }
    /** Emits the reserved events, `state_change` and `dropped`, whatever names the app uses for its own events. */
    get lifecycle() {
        return this.C().t.W;
    }
    /** Connects, or does nothing if connected. During a wait for reconnection it connects now. */
    connect() {
        this.W().s._r();
        return this;
    }
    /** The same as {@link connect}. */
    open() {
        return this.connect();
    }
    /** Leaves the namespace; the connection is closed with its last one. What was emitted before is still sent. */
    disconnect() {
        this.W().s.x();
        return this;
    }
    /** The same as {@link disconnect}. */
    close() {
        return this.disconnect();
    }
    /**
     * Cuts a connection that the app does not trust any more and makes a new one at once; within a second of the last time,
     * when that second is over. Connects, if there is none.
     */
    reconnect() {
        this.C().D._P();
        return this.connect();
    }
    /**
     * Resolves once the socket is connected, at once if it is. Rejects with the last error when it gives up, or is told to
     * (`ERR_DISCONNECTED`), when `timeout` ms have passed (`ERR_CONNECT_TIMEOUT`), or with `ERR_ABORTED`. The socket goes on
     * in the last two cases.
     */
    ready({ signal, timeout } = {}) {
        const { D: _link, t: _teller } = this.C();
        const owner = (this[VIEW]?.M ?? this);
        return whenReady(this.T(), _teller.W, _link.B, { signal, timeout }).then(() => owner);
    }
    /**
     * Sends an event, or buffers it until the socket is connected. A function as last argument is called with the
     * acknowledgement; with `timeout()` or `ackTimeout` it takes an error first, and is called in any case.
     *
     * Throws `ERR_RESERVED_EVENT` for a name that is reserved, `ERR_ENCODE` for data that can't be sent,
     * `ERR_PAYLOAD_TOO_LARGE` for more than the server takes and `ERR_BUFFER_FULL` where `bufferLimit` says so, and has
     * then done nothing.
     */
    emit(event, ...args) {
        const own = this[VIEW];
        const inner = (own ?? this).C();
        const { G: _next } = inner;
        const view = own ?? _next;
        if (view === _next)
            inner.G = undefined;
        if (!own && view && !view.U)
            warnOnce(inner.D.E, "emit() took the time limit of timeout(), whose result was not used: emit on that");
        inner.e.W(view?.D ?? NO_FLAGS, [event, ...args]);
        return (own?.M ?? this);
    }
    /** Sends an event named `message`. */
    send(...args) {
        return this.emit("message", ...args);
    }
    /**
     * Sends an event and promises its acknowledgement. It rejects with `ERR_ACK_TIMEOUT` (with `timeout()` or `ackTimeout`),
     * `ERR_ABORTED` (with `signal()`), `ERR_DISCONNECTED` when the connection is lost or left, or what {@link emit}
     * throws; `error.delivery` says whether the event may have arrived.
     */
    emitWithAck(event, ...args) {
        return new Promise((resolve, reject) => {
            const outbox = (this[VIEW] ?? this).C().e;
            const settle = (error, value) => (error ? reject(error) : resolve(value));
            // told by the function itself, should `emit` be called later, and by the call, should another function take its place
            settle.l = outbox.l = true;
            try {
                this.emit(event, ...args, settle);
            }
            finally {
                outbox.l = false;
            }
        });
    }
    /** A view whose events are dropped when they can't be sent now. */
    get volatile() {
        return this.O({ volatile: true });
    }
    /** A view whose acknowledgements must come within `timeout` ms, and whose callbacks take an error first. */
    timeout(timeout) {
        return this.O({ timeout }, { t: true });
    }
    /** A view whose events are not compressed, if `compress` is `false`. */
    compress(compress) {
        return this.O({ compress });
    }
    /** A view whose events are given up when `signal` is aborted, and whose callbacks take an error first (`ERR_ABORTED`). */
    signal(signal) {
        return this.O({ signal });
    }
    /** Calls `listener` with every event that comes in, its name first. */
    onAny(listener) {
        this.C().i.s.push(listener);
        return this;
    }
    /** As {@link onAny}, before the others. */
    prependAny(listener) {
        this.C().i.s.unshift(listener);
        return this;
    }
    /** Removes a listener of {@link onAny}, or all. */
    offAny(listener) {
        remove(this.C().i.s, listener);
        return this;
    }
    /** The listeners of {@link onAny}. */
    listenersAny() {
        return this.C().i.s;
    }
    /** Calls `listener` with every event that is sent, its name first. */
    onAnyOutgoing(listener) {
        this.C().e.s.push(listener);
        return this;
    }
    /** As {@link onAnyOutgoing}, before the others. */
    prependAnyOutgoing(listener) {
        this.C().e.s.unshift(listener);
        return this;
    }
    /** Removes a listener of {@link onAnyOutgoing}, or all. */
    offAnyOutgoing(listener) {
        remove(this.C().e.s, listener);
        return this;
    }
    /** The listeners of {@link onAnyOutgoing}. */
    listenersAnyOutgoing() {
        return this.C().e.s;
    }
    /** @internal The settings for what is emitted on it. */
    get D() {
        return (this[VIEW] ?? this.C().G)?.D ?? NO_FLAGS;
    }
    /** What is in the socket, which knows from now on how the app has it. */
    W() {
        const inner = this.C();
        inner.t.T = this;
        return inner;
    }
    /** `_passes`: if nothing is done with the view, the socket's own next emit in this synchronous run takes its settings. */
    O(flags, { t: _passes } = { t: false }) {
        const own = this[VIEW];
        const view = new View(own ? { ...own.D, ...flags } : flags, own?.M ?? this, this.C);
        if (_passes && !own)
            view.J();
        return new Proxy(this.T(), view);
    }
};

/** New here: a wrong value throws. */
const OURS$1 = {
    minUptime: 5000,
    upgradeTimeout: 8000,
    highWaterMark: 65536,
    // as `ws` has it
    maxMessageBytes: 100 * 2 ** 20,
    maxAttachments: 1000,
    maxAttachmentBytes: 1e8,
    attachmentTimeout: 20000,
    maxDepth: Infinity,
    // runtimes take from 65,536 on in one call
    maxArguments: 65000,
};
const DEFAULTS = {
    reconnectionDelay: 1000,
    reconnectionDelayMax: 5000,
    randomizationFactor: 0.5,
    reconnectionAttempts: Infinity,
    timeout: 20000,
    requestTimeout: 0,
    ...OURS$1,
};
/**
 * What was given, over the defaults. `false` as a time is no limit. The defaults are its prototype: copied, they would take
 * more time than the rest of making a connection, and more memory than the connection's other state.
 */
const withDefaults = (given, more) => {
    const resolved = Object.assign(Object.create(DEFAULTS), given, more);
    for (const name of Object.keys(DEFAULTS)) {
        if (!(name in given))
            continue;
        const standard = DEFAULTS[name];
        const value = resolved[name] ?? standard;
        const number = value === false ? Infinity : Number(value);
        resolved[name] = Number.isNaN(number) || (name === "reconnectionDelayMax" && number <= 0) ? standard : number;
    }
    return Object.freeze(resolved);
};
/** The same; without what was `given`, where something of it can't be read. */
const readable = (given, more) => {
    try {
        return withDefaults(given, more);
    }
    catch {
        return withDefaults({}, more);
    }
};
/** New options, and what each may be. */
const ALLOWED = {
    ...Object.fromEntries(Object.keys(OURS$1).map((name) => [name, 0])),
    retryWindow: 1,
    lifecycleEvents: "all or v4",
    retryRefused: "boolean or function",
    reconnectionPolicy: "function",
    closeOnOffline: "boolean",
    networkEvents: "object",
    bufferLimit: "object",
};
const BUFFER_LIMIT = {
    events: 0,
    bytes: 0,
    age: 0,
    onFull: "reject or drop-oldest or drop-newest",
};
const checkAll = (given, allowed) => {
    for (const [name, rule] of Object.entries(allowed)) {
        const value = given[name];
        if (value == null)
            continue;
        const isNumber = typeof rule === "number";
        const fits = isNumber
            ? typeof value === "number" && value >= rule
            : rule.split(" or ").some((one) => one === value || one === typeof value);
        const what = isNumber ? `a number of at least ${rule}` : rule;
        if (!fits)
            throw new HoldfastError("ERR_INVALID_OPTION", `${name}: ${value} is not ${what}`);
    }
};
/** Throws `ERR_INVALID_OPTION` for a wrong value of an option that is new here, naming what is allowed. */
const checkOptions = (given) => {
    checkAll(given, ALLOWED);
    if (given.bufferLimit)
        checkAll(given.bufferLimit, BUFFER_LIMIT);
};

/** What `io()` and a Manager are given, an address or the options first: the address as text, and the options. */
const readArguments = (url, options) => {
    const { href = url } = Object(url);
    const isUrl = typeof href === "string";
    return [isUrl ? href : "", ((isUrl || url === undefined ? options : url) ?? {})];
};
/**
 * Scheme and slashes, credentials (which are not sent), name, port, path, query. What it takes reads the same by the URL
 * standard: who reads an address in another way than the platform connects elsewhere than the app meant.
 */
const PARTS = /^((?:(?:http|ws)s?:)?\/\/)?(?:[^/?#\\]*@)?(\[[\da-f:.]+(?:%[\w.-]+)?]|[\w.\-\u0080-\uffff]*)(?::(\d+))?(\/[^?#]*)?(?:\?([^#]*))?(?:#|$)/i;
/** Is it this machine? */
const isLoopback = (hostname) => /^(localhost|127(\.\d+){1,3}|\[::1(%.+)?])$/i.test(hostname);
/** Name and port of the server. */
const hostOf = ({ hostname, port }) => `${hostname}:${port}`;
/**
 * Reads a URL as leniently as an app may write it: whole, without a scheme, with a path alone, or empty, where there is
 * a page (or the options) to take the rest from. Never throws: modules that are loaded on a server, too, call this.
 */
const parseTarget = (url, world, options = {}) => {
    const page = world.location();
    const { host, hostname: name = host, port: number, secure: tls, path: endpoint } = options;
    const given = !url && name;
    // an IPv6 address has no brackets there
    if (given)
        url = `${tls ? "https" : "http"}://${/^[^[]*:.*:/.test(given) ? `[${given}]` : given}`;
    const parts = PARTS.exec(url.trim());
    const [, prefix, own, ownPort, path = "/", query] = (parts ?? []);
    // a file has no server behind it
    const hostname = own || (!prefix && page?.protocol !== "file:" && page?.hostname) || "";
    const scheme = prefix?.[2] ? prefix : page?.protocol;
    // a bare name, where no page says which scheme: this machine rarely has TLS, others should
    const secure = scheme ? /[ps]s:/i.test(scheme) : !isLoopback(hostname);
    const port = +((given && number) || (own ? ownPort : page?.port) || (secure ? 443 : 80));
    const known = world.zones || !hostname.includes("%");
    const readable = parts && hostname && known && port < 65536 && /^(\/[^?#]*)?$/.test(endpoint ?? "");
    // the credentials and the query may be secret
    const fault = readable
        ? undefined
        : `no server's address: URL "${url.replace(/^[^?#]*@|[?#].*/gs, "")}", path "${endpoint}"`;
    return { fault, secure, hostname, port: `${port}`, path, query };
};
/** Without URLSearchParams, of which React Native has half. */
const encodeQuery = (query) => Object.entries(query)
    .map((pair) => pair.map(encodeURIComponent).join("="))
    .join("&");
/**
 * The query that the app gives, in the URL or as an option. A text stays as it is written, but for what would end it, and for
 * `+`, which servers take for a space.
 */
const queryOf = ({ query }, options) => {
    const given = query || options.query || "";
    return typeof given === "string" ? given.replace(/[+#\s]/g, encodeURIComponent) : encodeQuery(given);
};
/** The address for a request or connection of a session (docs/protocol.md, "Query"). */
const requestUrl = (target, options, transport, sid, random) => {
    const { path, addTrailingSlash, timestampRequests, timestampParam, forceBase64 } = options;
    const { secure, hostname, port } = target;
    const ours = { EIO: "4", transport };
    if (sid)
        ours.sid = sid;
    if (forceBase64)
        ours.b64 = "1";
    if (timestampRequests ?? transport === "polling")
        ours[timestampParam ?? "t"] = random().toString(36).slice(2);
    const parameters = queryOf(target, options)
        .split("&")
        .filter((pair) => pair && !Object.keys(ours).includes(pair.replace(/=.*/, "")));
    parameters.push(encodeQuery(ours));
    const scheme = transport === "websocket" ? "ws" : "http";
    const where = (path ?? "/socket.io").replace(/^\/?/, "/").replace(/\/?$/, addTrailingSlash === false ? "" : "/");
    return `${scheme}${secure || transport === "webtransport" ? "s" : ""}://${hostname}:${port}${where}?${parameters.join("&")}`;
};

/** Bytes that an answer takes beside its data, while it waits to be sent. */
const ANSWER = 500;
/**
 * What the server made us answer since it last read something: pongs, acknowledgements, DISCONNECTs. One that asks and asks, and
 * reads nothing, does not take all memory.
 */
class Answers {
    /** `full` is called once, in a later turn: it may be the app that answers, and no call of the app calls it back. */
    constructor(limit, full) {
        this.i = 0;
        this.n = limit;
        this.e = full;
    }
    get t() {
        return this.i > this.n;
    }
    /** Calls `full` once more, if there is no room: nothing more is heard, of which there may be much. */
    p() {
        if (this.t)
            this.e();
    }
    /** Takes the room of an answer with so much data; `false` if there is none left. */
    o(bytes) {
        const was = this.t;
        this.i += bytes + ANSWER;
        if (this.t && !was)
            Promise.resolve().then(this.e);
        return !this.t;
    }
}

/** Reads an `open` packet; throws a ConnectError where something is not what it has to be, since it comes from the network. */
const parseHandshake = ({ type, data }, transport) => {
    try {
        const handshake = JSON.parse(data);
        const { sid, upgrades, pingInterval, pingTimeout, maxPayload } = handshake;
        const valid = type === "open" &&
            sid &&
            typeof sid === "string" &&
            Array.isArray(upgrades) &&
            // fractions and zeros are as good as any
            [pingInterval, pingTimeout, maxPayload ?? 0].every((count) => Number.isFinite(count) && count >= 0);
        if (!valid)
            throw new Error(data);
        return { ...handshake, maxPayload: Math.floor(maxPayload ?? 0) };
    }
    catch (cause) {
        throw connectError("ERR_PARSE", "handshake", "parse error: invalid handshake", { cause, transport });
    }
};
/** ms within which the server's next ping is due; a server that has no time at all for it sends none. */
const periodOf = ({ pingInterval, pingTimeout }) => pingInterval + pingTimeout || Infinity;

/** ms between two looks at the wall clock. */
const STEP = 2000;
/**
 * A time limit that also counts the time in which the machine slept. Timers stop while it does and are throttled in hidden
 * pages, the monotonic clock may stop, and the wall clock may be set back: whichever is ahead counts.
 */
class WallTimer {
    constructor(clock, expired) {
        /** ms left when the wall clock showed `_at`, and the monotonic one `_ticks`. */
        this.o = 0;
        this.h = 0;
        this.y = 0;
        this.B = clock;
        this.m = expired;
    }
    /** Sets the limit, ms from now. */
    D(ms) {
        const { B: _clock } = this;
        const step = Math.min(ms, STEP);
        this.a();
        this.o = ms;
        this.h = _clock.now();
        this.y = _clock.ticks();
        this.e = _clock.setTimeout(() => {
            // at least the step has passed, whatever was done to the clocks
            const passed = Math.max(step, _clock.now() - this.h, _clock.ticks() - this.y);
            const left = this.o - passed;
            if (left > 0)
                this.D(left);
            else
                this.m(passed > step + STEP);
        }, step);
    }
    /** Is it over, by the wall clock? */
    get i() {
        return this.B.now() - this.h >= this.o;
    }
    /** Calls back if it is over, by the wall clock. */
    p() {
        if (!this.i)
            return;
        this.a();
        this.m(true);
    }
    a() {
        this.B.clearTimeout(this.e);
    }
}

/** The time until the server's next ping is due; each ping sets it anew, and nothing else does. */
class Heartbeat extends WallTimer {
    constructor(clock, handshake, expired) {
        super(clock, expired);
        this.g = periodOf(handshake);
        this.D(this.g);
    }
    /**
     * Is it not over, by the wall clock? If it is, that is told in a later turn: it may be `emit()` that asks, and no call of the app
     * calls the app.
     */
    v() {
        const isOver = this.i;
        if (isOver)
            Promise.resolve().then(() => this.p());
        return !isOver;
    }
    /** A ping came. */
    w() {
        const now = this.B.now();
        // once in a millisecond, as there may be millions of them in one payload
        if (now !== this.u)
            this.D(this.g);
        this.u = now;
    }
}

/** Opens a transport. Returns the function that gives up, and tells nobody. */
const openOne = (session, kind, sink) => {
    let transport;
    let timer;
    const failed = (what, cause) => kind
        ? connectError("ERR_TRANSPORT", "transport", `${kind.o} error: ${what}`, { transport: kind.o, cause })
        : connectError("ERR_NO_TRANSPORT", "transport", "No transports available");
    const begin = (one) => {
        const made = new one(session);
        transport = made;
        made.D = {
            _n() { },
            W(packet) {
                transport = undefined;
                sink._E(made, packet, one);
            },
            U: (error, cause) => sink.U(error ?? failed("closed", cause)),
        };
        sink._B(made);
        session.E.soon(() => {
            if (!made.i)
                made.y(() => made._t());
        });
    };
    const refuse = (cause) => {
        timer = session.B.setTimeout(() => sink.U(failed(messageOf(cause), cause)), 0);
    };
    try {
        if (kind)
            begin(kind);
        else
            refuse();
    }
    catch (cause) {
        refuse(cause);
    }
    return () => {
        session.B.clearTimeout(timer);
        transport?.l();
    };
};

/** Words of our own, which an app may use as well. */
const OURS = "websocket webtransport polling undefined";
/** How deep causes and what they hold are looked through. */
const DEPTH$1 = 9;
/**
 * Takes out of an error of this session what the app sends as its credentials: an error page, or the platform, may have
 * repeated it. All that a session tells of its end, and of an upgrade, goes through here.
 *
 * Secret are the words of six letters or more in what is sent. In words, since who echoes a request may write it in another way.
 */
const conceal = ({ Q: _target, C: _options, _F: _credentials }, details) => {
    const { extraHeaders, transportOptions, protocols, passphrase, _O: _cookies } = _options;
    const own = Object.values(transportOptions ?? {}).map((one) => one?.extraHeaders);
    const sent = [queryOf(_target, _options), extraHeaders, own, protocols, passphrase, `${_cookies}`, _credentials];
    const secrets = (JSON.stringify(sent, (_, value) => (typeof value === "object" ? value : String(value)))
        .replace(/%\w\w/g, " ")
        .match(/[\w-]{6,}/g) ?? []).filter((word) => !OURS.includes(word));
    const redact = (holder, depth) => {
        for (const name of Object.getOwnPropertyNames(holder)) {
            const value = Reflect.get(holder, name);
            if (typeof value === "string" && !/^(url|code|phase|type|transport)$/.test(name)) {
                const text = value.replace(/[\w-]{6,}/g, (word) => (secrets.some((one) => word.includes(one)) ? "***" : word));
                // some can't be written to
                Reflect.set(holder, name, text);
            }
            else if (depth && (value?.stack || [Object, Array].includes(value?.constructor)))
                redact(value, depth - 1);
        }
    };
    redact(details, DEPTH$1);
};

/** What the server said when the session opened, for as long as packets may be sent. */
const handshakeOf = (state) => state.name === "open" || state.name === "closing" ? state._o : undefined;
/** Is it not decided yet whether the session moves to a better transport? */
const isUpgrading = (state) => state.name === "open" && !!state.v?.s;
const opening = (_giveUp) => ({ name: "opening", u: _giveUp });
const open$1 = (_handshake, _heartbeat) => ({
    name: "open",
    _o: _handshake,
    t: _heartbeat,
    v: undefined,
});
const closing$1 = (_handshake, _timer) => ({ name: "closing", _o: _handshake, e: _timer });
const closed = () => ({ name: "closed" });

/** ms between two writes that the server should not read at once, where it can't be known that it has read the first. */
const GAP = 250;
/** ms that a server may take to say that it has. */
const PATIENCE = 1000;
/**
 * Keeps apart what the server must not read at once: a packet that goes alone, such as a goodbye, and those before and behind it;
 * see "Close" in docs/protocol.md.
 */
class Spacing {
    constructor(clock) {
        /** Does the server not say that it has read? */
        this.s = false;
        this.B = clock;
        this.i = clock.ticks();
    }
    /** ms since something was last sent. */
    get n() {
        return this.B.ticks() - this.i;
    }
    /** A batch went out that began with this packet. */
    o({ f: _alone }) {
        this.i = this.B.ticks();
        this.f = _alone;
    }
    /** Does the packet have to wait until what was sent is read? */
    r({ f: _alone }) {
        return _alone !== this.f;
    }
    /** Waits until the server has read what was sent, or may be taken to have; what is asked for meanwhile waits as well. */
    h(transport, go) {
        const { writable, g: _posts } = transport;
        const end = (how) => {
            this.s = how === "deaf";
            // an answer that came too late
            if (this.t !== gap)
                return;
            this.e();
            go(writable ? "rested" : undefined);
        };
        const asked = !this.s && transport._i(() => end("hears"));
        // what the transport still has is yet to be written; a POST was answered
        const passed = writable ? Math.max(0, this.n) : 0;
        const wait = _posts ? 0 : asked ? PATIENCE : GAP - passed;
        const gap = this.B.setTimeout(() => end(asked || this.s ? "deaf" : "hears"), wait);
        this.t = gap;
    }
    /** Waits no more. */
    e() {
        this.B.clearTimeout(this.t);
        this.t = undefined;
    }
}

/**
 * How many packets from the front go out together: those that go alone are alone among themselves, and one with Blobs waits until
 * they are read; with a `maxPayload` in bytes, as many as fit into one polling payload; at least one.
 */
const batchLength = (queue, maxPayload, byteLength) => {
    let bytes = 0;
    let end = 0;
    for (const packet of queue) {
        // 1 for the separator
        if (maxPayload)
            bytes += sizeOf(packet.data, "base64", byteLength) + 1;
        if (end && (packet.b || packet.f !== queue[0]?.f || (maxPayload && bytes > maxPayload + 1)))
            break;
        end++;
    }
    return end;
};
/** The error of a packet of which a frame is larger than `limit` bytes. `base64`: the form in which polling sends it. */
const tooLarge = (frames, limit, form, { byteLength }) => {
    for (const frame of frames) {
        const size = excessOf(frame, limit, form, byteLength);
        if (!size)
            continue;
        const message = `packet too large: ${size} bytes, the server takes ${limit}`;
        return new HoldfastError("ERR_PAYLOAD_TOO_LARGE", message, { size, limit, delivery: "not-sent" });
    }
    return;
};
/** Makes what waits a copy: the app may write into its bytes, or give them away, once `emit` has returned. */
const keepBytes = (packets) => {
    for (const packet of packets) {
        const { data } = packet;
        if (typeof data === "object" && !isBlob(data))
            packet.data = copyOf(data);
    }
};
/** Puts the bytes of Blobs in their place; rejects if one can't be read, as its file has changed. */
const readBlobs = (packets, platform) => Promise.all(packets.map(async (packet) => {
    const { data } = packet;
    if (isBlob(data))
        packet.data = await platform.bytesOf(data);
}));

/** Writes what a session sends: what waits, and when what of it goes to the transport. */
class Writer {
    constructor(session) {
        /** What waits, in order. */
        this.e = [];
        this.t = session;
        this.s = new Spacing(session.B);
    }
    /** Queues the frames of one Socket.IO packet. */
    _p(frames, owner, options, order) {
        const { length } = frames;
        for (let i = 0; i < length; i++) {
            const data = frames[i];
            // on the first frame: once that is handed over, the packet is
            const packet = i
                ? { type: "message", data }
                : { type: "message", data, M: owner, n: frames };
            if (!i && (length > 1 || typeof data === "object") && frames.some(isBlob) && this.l)
                packet.b = "unread";
            if (order)
                packet.f = true;
            if (options)
                packet.options = options;
            this.r(packet);
        }
        // all that a listener of the page's last event emits goes in one request
        if (this.t._e)
            this.o();
        else
            this.i();
        if (length > 1)
            keepBytes(this.e.slice(-length));
    }
    /** One pong answers all pings that came before it goes out. */
    h() {
        const last = this.e[this.e.length - 1];
        if (last?.type === "pong" || !this.t._d.o(0))
            return;
        this.r({ type: "pong" });
        this.i();
    }
    r(packet) {
        this.t.N("packetCreate", packet);
        this.e.push(packet);
    }
    /** Takes off all that waits; returns the owners of what was not sent. */
    a() {
        return this.e.splice(0).flatMap(({ M: _owner }) => _owner ?? []);
    }
    /**
     * The error of a packet that is too large for every transport that there is, or may be soon: until an upgrade has failed, it
     * counts what the better one takes. `base64`: as polling sends it.
     */
    _s(frames, form = this.t.transport.g && !this.t._G ? "base64" : "raw") {
        const { _o: _handshake, E: _platform } = this.t;
        return _handshake?.maxPayload ? tooLarge(frames, _handshake.maxPayload, form, _platform) : undefined;
    }
    /** Hands to the transport what it takes now. `rested`: the server has read what was sent before. */
    i(since) {
        const { t: session, s: spacing, e: queue } = this;
        const { _o: handshake, transport } = session;
        const [head] = queue;
        if (!handshake || spacing.t || !transport.a)
            return;
        if (!head)
            return session.readyState === "closing" ? transport.S() : undefined;
        if (!since && spacing.r(head))
            return this.u(transport);
        if (transport.g && this.d(head))
            return;
        if (head.b)
            return this.n(head);
        if (session._d.i && transport.writable)
            session._d.i = 0;
        const length = batchLength(queue, transport.g ? handshake.maxPayload : 0, session.E.byteLength);
        this.e = queue.length > length ? queue.splice(length) : [];
        transport.c(queue);
        spacing.o(head);
        session._Q();
        this.i();
    }
    o() {
        Promise.resolve().then(() => this.i());
    }
    u(transport) {
        this.s.h(transport, (since) => this.i(since));
    }
    /** Reads the Blobs of the first packet, before anything of it is handed over; what is behind waits, to keep the order. */
    n(head) {
        if (head.b === "reading")
            return;
        head.b = "reading";
        readBlobs(this.e.slice(0, head.n?.length), this.t.E).then(() => {
            head.b = undefined;
            this.i();
        }, (cause) => {
            const text = `can't read a Blob: ${messageOf(cause)}`;
            this.c(head, new HoldfastError("ERR_ENCODE", text, { cause, delivery: "not-sent" }));
        });
    }
    /** Is the packet too large for polling? Then it waits for an upgrade, or is refused if there will be none. */
    d(head) {
        const error = this._s(head.n ?? [], "base64");
        if (error && !this.t._G)
            this.c(head, error);
        return !!error;
    }
    /** Goes on without the first packet, unless the session is over meanwhile. */
    c(head, error) {
        if (this.e[0] === head) {
            this.e.splice(0, head.n?.length);
            this.t.D?._z(head.M, error);
        }
        this.i();
    }
    /** A browser's WebSocket reads Blobs itself, as a stream; no other transport does, and that of Node does not survive one that fails. */
    get l() {
        const { transport, C: _options, E: _platform } = this.t;
        return transport.name !== "websocket" || !!_options.forceBase64 || !!_platform.readsBlobs;
    }
}

/** ms that a session has to send what is queued and to say goodbye. */
const CLOSE_TIMEOUT = 5000;
/** The transport manager: one Engine.IO session, from the handshake over an upgrade to the close. */
class Engine extends TypedEmitter {
    /** @internal */
    constructor(init) {
        super(init.E.report);
        /** @internal */ this.A = opening(() => { });
        /** @internal */ this._e = false;
        /** @internal What each namespace was joined with. */ this._F = {};
        Object.assign(this, init);
        this.binaryType = init.E.binaryType;
        this._d = new Answers(init.C.maxMessageBytes, () => this.J("transport error", connectError("ERR_BUFFER_FULL", "transport", "the server reads no answers")));
        this.O = new Writer(this);
    }
    /** `"opening"`, `"open"`, `"closing"` or `"closed"`. */
    get readyState() {
        return this.A.name;
    }
    /** @internal While packets may be sent. */
    get _o() {
        return handshakeOf(this.A);
    }
    /** @internal Is it not decided yet whether the session moves to a better transport? */
    get _G() {
        return isUpgrading(this.A);
    }
    /** Packets not yet handed to the transport. */
    get writeBuffer() {
        return this.O.e;
    }
    /** Ends the session after what is queued was sent; reason `"forced close"`. */
    close() {
        this.T().I();
        return this;
    }
    I() {
        const state = this.A;
        if (state.name === "opening")
            this.J("forced close");
        if (state.name !== "open")
            return;
        const timer = this.B.setTimeout(() => this.J("forced close"), CLOSE_TIMEOUT);
        this.F(closing$1(state._o, timer));
        this.O.i();
        this.M("forced close", undefined, []);
    }
    // ---- for the Manager
    /** @internal `timeout`: ms, of which each transport has its share before the next starts beside it. */
    _t(timeout) {
        const kinds = this.Y;
        const race = kinds.find(({ z: _race }) => _race)?.z;
        this.F(opening(race ? race(this, kinds, timeout, this) : openOne(this, kinds[0], this)));
    }
    /** @internal Closes, and tells its sink nothing more. */
    G() {
        this.D = undefined;
        this.close();
    }
    /** @internal Ends at once, and tells its sink nothing more. */
    _u() {
        this.D = undefined;
        this.J("forced close");
    }
    /** @internal The page goes away: nobody is told any more, and what is sent outlives it. */
    K() {
        this.D = undefined;
        this._e = true;
        this.O.i();
    }
    /** @internal The page is kept in the background: says goodbye as far as that goes, and ends at once. */
    L() {
        this._e = true;
        this.J("transport close", { description: "page hidden" });
        // a page is not kept with a request under way
        this.transport?.l();
    }
    /** @internal Would a packet go out without much delay? */
    get _N() {
        return this._m() && this.transport.writable;
    }
    /** @internal Why no transport that there is, or may be soon, takes the frames, if none does. */
    _s(frames) {
        return this.O._s(frames);
    }
    /** @internal Queues the frames of one Socket.IO packet; `alone`: in a turn of its own. */
    _p(frames, owner, options, order) {
        this.O._p(frames, owner, options, order);
    }
    /** @internal Is the session open, and the next ping not overdue? If it is, the session ends in a later turn. */
    _m() {
        const state = this.A;
        this.transport?.p();
        return state.name === "open" && state.t.v();
    }
    /** @internal Ends the session at once: nothing more is sent but a goodbye, for which nobody waits. */
    J(reason, details) {
        const { name } = this.A;
        if (name === "closed")
            return;
        this.F(closed());
        if (name === "open")
            this.transport._u();
        else
            this.transport?.l();
        // as in socket.io-client, whose types do not say so either
        this.id = null;
        if (details)
            conceal(this, details);
        const unsent = this.O.a();
        if (name !== "closing")
            this.M(reason, details, unsent);
    }
    /** The one way from a state to another. */
    F(next) {
        const last = this.A;
        this.A = next;
        this.O.s.e();
        if (last.name === "opening")
            last.u();
        else if (last.name === "open") {
            last.t.a();
            // gives polling its lanes back, if an upgrade had paused it
            last.v?.u();
        }
        else if (last.name === "closing")
            this.B.clearTimeout(last.e);
    }
    // ---- for the transport
    /** @internal */
    _c(name, options) {
        return requestUrl(this.Q, options, name, this._A, this.E.random);
    }
    /** @internal */
    _n() {
        if (!this.writeBuffer.length)
            this.N("drain");
        this.O.i();
    }
    /** @internal */
    _Q() {
        this.N("flush");
        // polling tells when the answer is there
        if (!this.transport.g && this._callbacks.get("drain"))
            this.B.setTimeout(() => this._N && this.N("drain"), 0);
    }
    /** @internal */
    U(error, details) {
        if (!error)
            return this.J("transport close", details);
        this.J(error.code === "ERR_PARSE" ? "parse error" : "transport error", error);
    }
    /** @internal */
    W(packet) {
        this._d.p();
        this.N("packet", packet);
        const { type, data = "" } = packet;
        const state = this.A;
        if (state.name !== "open")
            return;
        if (type === "message") {
            this.D?._q(data);
            this.N("data", data);
            this.N("message", data);
        }
        else if (type === "ping") {
            state.t.w();
            this.O.h();
            this.D?._V();
            this.N("ping");
            this.N("pong");
        }
        else if (type === "close") {
            // the server needs no goodbye
            this.transport.l();
            this.J("transport close", { description: "transport closed by the server" });
        }
        // a second `open`, a `pong` or `upgrade` nobody asked for, and `noop` change nothing
    }
    // ---- opening and upgrading
    /** @internal */
    _B(transport) {
        this.transport = transport;
    }
    /** @internal */
    _E(transport, packet, kind) {
        this.transport = transport;
        transport.D = this;
        let handshake;
        try {
            handshake = parseHandshake(packet, transport.name);
        }
        catch (error) {
            return this.J("parse error", error);
        }
        const heartbeat = new Heartbeat(this.B, handshake, (late) => {
            const sink = this.D;
            // it was late when it was asked for, and the session has been closed since
            if (this.A !== state)
                return;
            this.J("ping timeout");
            if (late)
                sink?._x();
        });
        const state = open$1(handshake, heartbeat);
        this.id = this._A = handshake.sid;
        this.F(state);
        this.N("packet", packet);
        this.N("handshake", handshake);
        this.N("open");
        const facts = { t: handshake.upgrades, e: this.O.s.n };
        if (this.A === state)
            state.v = kind.v?.(this, transport, facts);
        this.D?._U();
        this.O.i();
    }
    /** @internal */
    _Y(error) {
        conceal(this, error);
        this.N("upgradeError", error);
    }
    /** @internal */
    _X() {
        this.O.i();
    }
    /** @internal */
    _W(candidate) {
        candidate.D = this;
        this.transport = candidate;
        this.N("upgrade", candidate);
        this.D?._I();
    }
    /** @internal */
    N(event, ...args) {
        if (this._callbacks.size)
            this.H(event, args);
    }
    M(reason, details, unsent) {
        const sink = this.D;
        this.D = undefined;
        sink?._T(reason, details, unsent);
        this.N("close", reason, details);
    }
}

/** Joins the packets of one polling payload. */
const SEPARATOR = "\x1e";
/** Each begins with the number of its place. */
const TYPES = ["open", "close", "ping", "pong", "message", "upgrade", "noop"];
/** The character code of the first of them. */
const ZERO = 48;
/** One packet as one WebSocket frame. */
const encodeFrame = ({ type, data = "" }) => typeof data === "string" ? TYPES.indexOf(type) + data : data;
/** A frame for a WebTransport stream, after a header with its length (docs/protocol.md, "WebTransport"). It is a copy. */
const encodeRecord = (frame, { encode }) => {
    const isText = typeof frame === "string";
    const bytes = isText ? encode(frame) : viewOf(frame);
    const { length } = bytes;
    const [start, short] = length < 126 ? [1, length] : length < 65536 ? [3, 126] : [9, 127];
    const record = new Uint8Array(start + length);
    const header = new DataView(record.buffer);
    header.setUint8(0, short + (isText ? 0 : 128));
    if (start === 3)
        header.setUint16(1, length);
    if (start === 9)
        header.setBigUint64(1, BigInt(length));
    record.set(bytes, start);
    return record;
};
/** Packets as the body of one POST. Blobs among them have been read. */
const encodeBody = (packets, { base64 }) => packets
    .map((packet) => {
    const frame = encodeFrame(packet);
    return typeof frame === "string" ? frame : `b${base64(viewOf(frame))}`;
})
    .join(SEPARATOR);
/** The packet in a frame, with binary data as `binaryType` says; `undefined` if there is none. */
const decodeFrame = (frame, binaryType, platform) => {
    if (!frame)
        return;
    if (typeof frame !== "string")
        return { type: "message", data: platform.binary(frame, binaryType) };
    if (frame[0] === "b") {
        try {
            return { type: "message", data: platform.binary(platform.bytes(frame.slice(1)), binaryType) };
        }
        catch {
            // what should be base64 is not
            return;
        }
    }
    // not by a number that is made of the character: a space would be 0
    const type = TYPES[frame.charCodeAt(0) - ZERO];
    return type && (frame.length > 1 ? { type, data: frame.slice(1) } : { type });
};

/** Has the app headers that a WebSocket of this platform would go without? */
const losesHeaders = ({ sendsHeaders }, { extraHeaders }) => !sendsHeaders && Object.keys(extraHeaders ?? {}).length > 0;
/** ms that a goodbye may take, and the last poll after it. */
const GRACE = 500;
/** Of a transport that says goodbye, nobody hears any more. */
const NOBODY = { W() { }, _n() { }, U() { } };
/** One way to carry Engine.IO packets. */
class Transport {
    /** @internal */
    constructor(session) {
        /** @internal */ this.D = NOBODY;
        /** @internal */ this.i = false;
        const { o: _type } = new.target;
        const { C: _options } = session;
        this.name = _type;
        this.t = session;
        const own = _options.transportOptions?.[_type];
        this.C = own ? Object.create(_options, Object.getOwnPropertyDescriptors(own)) : _options;
    }
    /** Does a batch go as one payload, which the server answers? */
    get g() {
        return false;
    }
    /** Ends, in a later turn, if the platform has begun to close it and does not tell. */
    p() { }
    /** Calls back once the server has read what was sent, in a later turn; says whether it will be told. */
    _i(_callback) {
        return false;
    }
    /** Would it pass a packet on without much delay? Volatile events go out only then. */
    get writable() {
        return this.a;
    }
    /** Ends at once and tells nobody. */
    l() {
        this.i = true;
        this.t.B.clearTimeout(this.e);
        this.h();
    }
    /**
     * Tells nobody any more. Of a session that may live at the server it says goodbye, without which the server would keep it,
     * and is gone when that was answered or has had its time; nobody waits for it.
     */
    _u() {
        if (this.i || this.j)
            return;
        this.D = NOBODY;
        if (!this.t.id)
            return this.l();
        this.w(GRACE, () => this.l());
        this.S();
    }
    /** Does nobody wait for its goodbye? */
    get j() {
        return this.D === NOBODY;
    }
    J(error, details) {
        if (this.i)
            return;
        const { D: _sink } = this;
        if (error && !this.j && this._e(error))
            this._u();
        else
            this.l();
        _sink.U(error, details);
    }
    /** After such an error, may the session live at the server, and be told goodbye? */
    _e({ code }) {
        return code === "ERR_PARSE";
    }
    /** Does something later, in place of what was to be done then; not if it ends before. */
    w(ms, action) {
        const { B: _clock } = this.t;
        _clock.clearTimeout(this.e);
        this.e = _clock.setTimeout(action, ms);
    }
    /** Does what the app's options or the platform may make fail: if it throws, this fails, in a later turn as ever. */
    y(action, fail) {
        try {
            action();
        }
        catch (error) {
            this.W(error, fail);
        }
    }
    W(error, fail = (cause) => this.d(cause)) {
        this.w(0, () => fail(error));
    }
    /** Takes what came in as one packet, or ends. */
    N(frame, limit = this.C.maxMessageBytes) {
        // what still comes is not worth a look
        if (this.i)
            return;
        const { E: _platform, binaryType } = this.t;
        const packet = decodeFrame(frame, binaryType, _platform);
        if (!packet)
            return this.d("not an Engine.IO packet", { code: "ERR_PARSE" }, "parse error");
        const size = excessOf(packet.data, limit, "raw", _platform.byteLength);
        if (size) {
            const text = `${size} bytes, maxMessageBytes is ${limit}`;
            return this.d(text, { code: "ERR_PAYLOAD_TOO_LARGE", size, limit }, "message too large");
        }
        this.D.W(packet);
    }
    /** The address for a request or connection made now. */
    _c() {
        this.T = this.t._c(this.name, this.C);
        return this.T;
    }
    /** Ends with an error whose message starts with `prefix`, which apps compare with. */
    d(cause, fields = {}, prefix = `${this.name} error`) {
        // such as of requests that were aborted: an error is not cheap
        if (this.i)
            return;
        const tooLarge = isHoldfastError(cause, "ERR_PAYLOAD_TOO_LARGE") ? cause : fields;
        const { code = "ERR_TRANSPORT", size, limit } = tooLarge;
        const { status = cause } = fields;
        this.J(connectError(code, "transport", `${prefix}: ${messageOf(cause)}`, {
            type: "TransportError",
            transport: this.name,
            url: this.T?.split("?")[0],
            description: status,
            cause,
            size,
            limit,
            ...fields,
        }));
    }
}

/**
 * Chooses those that the app asks for (names that nobody knows are passed over) and that the platform can do. `first` comes
 * first, if it is among them.
 */
const chooseKinds = (known, asked, platform, first) => {
    let hint;
    const kinds = (asked ?? known)
        .flatMap((one) => (typeof one === "string" ? known.filter(({ o: _type }) => _type === one) : one))
        .filter(({ o: _type }) => {
        const lacks = platform.lacks(_type);
        // few runtimes have WebTransport
        if (lacks && (asked || _type !== "webtransport"))
            hint ?? (hint = `this runtime has no ${lacks}`);
        return !lacks;
    })
        .sort((a, b) => Number(b.o === first) - Number(a.o === first));
    return { kinds, hint };
};

/** Which transport worked last, by server (`rememberUpgrade`). */
const memory = new Map();
/** The transport works, or no transport does. */
const remember = (target, transport) => {
    if (transport)
        memory.set(hostOf(target), transport);
    else
        memory.delete(hostOf(target));
};
/**
 * What the Engine of an attempt is made of, and what to do if it fails since the runtime lacks something. `_kinds`: what there is.
 * `_isUnsticky`: polling does not stay at one server. What the app has put into the options may throw.
 */
const prepare = ({ E: _platform, B: _clock, Q: _target, Y: _kinds }, opts, { t: _isUnsticky }) => {
    const _options = withDefaults(opts, { _O: _platform.cookies?.() });
    const last = opts.rememberUpgrade ? memory.get(hostOf(_target)) : undefined;
    const first = _isUnsticky && !losesHeaders(_platform, _options) ? "websocket" : last;
    const asked = opts.transports ?? opts.transportImplementations;
    const { kinds, hint } = chooseKinds(_kinds, asked, _platform, first);
    return { t: { E: _platform, B: _clock, C: _options, Q: _target, Y: kinds }, s: hint };
};

/** The namespaces of a connection, by name. */
class Namespaces {
    constructor() {
        this.t = new Map();
    }
    /** Are there none? Then the app wants the connection for itself. */
    get i() {
        return !this.t.size;
    }
    /** Does anybody want a connection? The app alone, where there is no namespace. */
    get s() {
        return this.i || this.e(({ r: _isActive }) => _isActive);
    }
    e(test) {
        for (const namespace of this.t.values())
            if (test(namespace))
                return true;
        return false;
    }
    /** The connection is lost: each is given its own of what was not sent. */
    m({ t: _unsent, ...lost }) {
        const own = new Map();
        for (const packet of _unsent) {
            const packets = own.get(packet.nsp);
            if (packets)
                packets.push(packet);
            else
                own.set(packet.nsp, [packet]);
        }
        this.V((namespace, nsp) => namespace.m({ ...lost, t: own.get(nsp) ?? [] }));
    }
    /** Calls a function with each that is there now, for as long as it `goesOn`: listeners may make others. */
    V(call, goesOn = () => true) {
        for (const [nsp, namespace] of [...this.t])
            if (goesOn())
                call(namespace, nsp);
    }
}

/** Is it nested deeper than `depth` levels? Level by level: recursion would end where the stack does. */
const isDeeper = (value, depth) => {
    let level = [value].filter(isObject);
    for (; level.length; depth--) {
        if (depth < 1)
            return true;
        level = level.flatMap((holder) => (ArrayBuffer.isView(holder) ? [] : Object.values(holder).filter(isObject)));
    }
    return false;
};
/**
 * Why a packet that follows the protocol is not delivered, if it is not. All of this a peer user can choose, while the server
 * only relays it: it is no reason to end the connection.
 */
const objection = ({ type, data }, { maxArguments, maxDepth }) => {
    if (type !== EVENT && type !== ACK)
        return;
    if (!Array.isArray(data))
        return "this runtime can't parse it";
    let count = data.length;
    if (type === EVENT) {
        const name = data[0];
        if (RESERVED.has(name))
            return "its name is reserved";
        if (typeof name !== "string" && typeof name !== "number")
            return "its name is no text";
        count--;
    }
    if (count > maxArguments)
        return "more arguments than maxArguments";
    return maxDepth < Infinity && isDeeper(data, maxDepth) ? "nested deeper than maxDepth" : undefined;
};

/** Values that are looked at to find the bad one, and how deep. */
const BUDGET = 100000;
const DEPTH = 1000;
/** Characters of a text that the app's data, or what it throws, gets into. */
const MAX_TEXT = 100;
/**
 * The path to the first value that can't be sent, such as `[1].user.id`: a BigInt, one that holds itself, bytes that are gone, or
 * what throws when it is read. Empty if there is none, or if it is too deep or too far to look for.
 */
const findBad = (root) => {
    let left = BUDGET;
    const path = [];
    const around = new Set();
    /** Throws for the bad one, whose path is there then. */
    const look = (value) => {
        if (isObject(value) && isBinary(value))
            return void usable(value);
        const { toJSON } = (value ?? {});
        const json = typeof toJSON === "function" ? toJSON.call(value) : value;
        if (typeof json === "bigint" || around.has(json))
            throw json;
        if (!isObject(json) || path.length > DEPTH)
            return;
        around.add(json);
        for (const key of Object.keys(json)) {
            if (left-- < 1)
                break;
            path.push(Array.isArray(json) ? `[${key}]` : `.${key}`);
            look(json[key]);
            path.pop();
        }
        around.delete(json);
    };
    try {
        look(root);
    }
    catch {
        // the path goes to it
    }
    return path.join("").slice(0, MAX_TEXT);
};

/** From a type without attachments to the one with: BINARY_EVENT is 5, BINARY_ACK 6. */
const BINARY = 3;
/**
 * A packet as the frames of Engine.IO messages: the text, then the attachments. Throws `ERR_ENCODE` for what can't be sent, with
 * the path to it.
 */
const encode = ({ type, nsp, id, data }) => {
    try {
        const head = (nsp === "/" ? "" : `${nsp},`) + (id ?? "");
        const binary = [];
        // of the others the server takes no attachments
        const json = JSON.stringify(type === EVENT || type === ACK ? extract(data, binary) : data) ?? "";
        const { length } = binary;
        return length ? [`${type + BINARY}${length}-${head}${json}`, ...binary] : [type + head + json];
    }
    catch (cause) {
        const path = findBad(data);
        const text = `can't encode ${path || "the data"}: ${messageOf(cause).slice(0, MAX_TEXT)}`;
        throw new HoldfastError("ERR_ENCODE", text, { cause, path });
    }
};
// type, attachments, namespace, ack id; the rest is JSON
const HEAD = /^([0-6])(?:(\d+)-)?(?:(\/[^,]*)(?:,|$))?(\d+)?/;
/** Is the payload what docs/protocol.md asks of the type? */
const isValid = ({ type, id, data }) => {
    if (type === DISCONNECT || (type === CONNECT && data === undefined))
        return data === undefined;
    if (type === ACK)
        return Array.isArray(data) && typeof id === "number";
    if (type !== EVENT)
        return typeof data === "string" ? type === CONNECT_ERROR : isObject(data) && !Array.isArray(data);
    return Array.isArray(data) && data.length > 0;
};
/** Hands on a packet of a custom parser, with binary types as plain ones; throws if the payload does not fit the type. */
const checked = (packet) => {
    const { type } = packet;
    const plain = type > CONNECT_ERROR ? { ...packet, type: type - BINARY } : packet;
    if (!isValid(plain))
        throw new Error(INVALID);
    return plain;
};
/**
 * Turns the frames of one connection back into packets. Throws at what docs/protocol.md does not allow; attachments that do not
 * come in time it tells its sink of.
 */
class Decoder {
    constructor(options, clock, sink) {
        /** How many attachments it has, if any are due, how many of them came, where they go, and how many bytes there may be still. */
        this.t = 0;
        this.r = 0;
        this.i = 0;
        this.C = options;
        this.B = clock;
        this.D = sink;
    }
    add(frame) {
        // text while an attachment is due, or an attachment that nobody announced
        if ((typeof frame === "string") === this.t > 0)
            throw new Error(INVALID);
        if (typeof frame === "string")
            return this.o(frame);
        this.i -= bytesOf(frame);
        if (this.i < 0)
            throw new Error(INVALID);
        // numbers from the network are looked up in a Map and nowhere else
        for (const [holder, key] of this.h?.get(this.r) ?? [])
            holder[key] = frame;
        if (++this.r < this.t)
            return;
        this.destroy();
        this.s(this.W);
    }
    destroy() {
        this.h = undefined;
        this.t = 0;
        this.B.clearTimeout(this.e);
    }
    o(frame) {
        // most begin with `2[`, and are not searched
        if (frame[1] === "[")
            return this.n({ type: Number(frame[0]), nsp: "/" }, 0, frame.slice(1));
        const [head = "", digit = 9, attachments = 0, nsp = "/", id] = HEAD.exec(frame) ?? [];
        const packet = { type: Number(digit), nsp };
        if (id)
            packet.id = Number(id);
        this.n(packet, Number(attachments), frame.slice(head.length));
    }
    /** Reads the rest of a packet of which the head was read, with the type as it is on the wire. */
    n(packet, attachments, json) {
        this.W = undefined;
        const isBinary = packet.type > CONNECT_ERROR;
        if (isBinary)
            packet.type -= BINARY;
        const isParsed = this.a(packet, json);
        this.W = packet;
        if (isBinary !== attachments > 0 || attachments > this.C.maxAttachments || (isParsed && !isValid(packet)))
            throw new Error(INVALID);
        if (!isBinary)
            return this.s(packet);
        this.h = findSlots(packet.data, attachments);
        this.t = attachments;
        this.r = 0;
        this.i = this.C.maxAttachmentBytes;
        this.e = this.B.setTimeout(() => this.D.r(new Error("attachments missing")), this.C.attachmentTimeout);
    }
    s(packet) {
        this.W = undefined;
        this.D.h(packet);
    }
    /** Reads the data of a packet; says whether this runtime can. */
    a(packet, json) {
        try {
            if (json)
                packet.data = JSON.parse(json);
            return true;
        }
        catch (error) {
            // some have a limit of depth, and say so by a RangeError
            if (error.name === "SyntaxError" || (packet.type !== EVENT && packet.type !== ACK))
                throw error;
            return false;
        }
    }
}

/** Frames of a packet with as many attachments as servers take by default since 2026. */
const CROWD = 11;
/** Packets on their way between the namespaces and the frames of a session. */
class Packets {
    constructor(owner, platform, clock, namespaces) {
        /** Bytes of the packet that is coming in. */
        this.i = 0;
        /** Why packets were dropped: each reason is told once, since a peer user may send any number of such packets. */
        this.a = new Set();
        this.M = owner;
        this.E = platform;
        this.B = clock;
        this.K = namespaces;
        this.e = owner.opts.parser ?? undefined;
        this.o = this.e && new this.e.Encoder();
    }
    /** A session is open: packets go over it, until it is closed. What the app has given as parser may throw. */
    _t(engine) {
        this.i = 0;
        this.t = { t: engine, e: this.l(engine), i: false };
    }
    S() {
        this.t?.e.destroy?.();
        this.t = undefined;
    }
    /** The packet that was read last, or is being read; unknown with a parser of the app. */
    get u() {
        return this.t?.e?.W;
    }
    // ---- out
    n({ type, nsp, id, data }) {
        const packet = { type, nsp };
        if (data !== undefined)
            packet.data = data;
        if (id !== undefined)
            packet.id = id;
        try {
            return this.o ? this.o.encode(packet) : encode(packet);
        }
        catch (cause) {
            if (cause instanceof HoldfastError)
                throw cause;
            throw new HoldfastError("ERR_ENCODE", `can't encode the data: ${messageOf(cause)}`, { cause });
        }
    }
    c(event) {
        const session = this.t;
        if (!session)
            return;
        if (event.n.length > CROWD)
            session.i = true;
        this.d(event);
        session.t._p(event.n, event, event.options);
    }
    s(packet) {
        const engine = this.t?.t;
        if (!engine)
            return;
        const frames = this.n(packet);
        if (!engine._d.o(sumOf(frames)))
            return;
        if (packet.type === CONNECT)
            engine._F[packet.nsp] = frames;
        const outgoing = { ...packet, n: frames };
        this.d(outgoing);
        engine._p(frames, outgoing, undefined, packet.type === DISCONNECT ? "alone" : undefined);
    }
    d(packet) {
        const { R: _watch } = this.M;
        _watch?.({ type: "packet_out", packet, bytes: sumOf(packet.n, this.E.byteLength) });
    }
    /** A packet was too large for the transports that are left. */
    _z(packet, error) {
        this.K.t.get(packet.nsp)?.c(packet, error);
    }
    // ---- in
    _q(data) {
        const session = this.t;
        if (!session)
            return;
        session.i = false;
        this.i += lengthOf(data);
        try {
            session.e.add(data);
        }
        catch (cause) {
            this.r(cause, data);
        }
    }
    l(engine) {
        if (!this.e)
            return new Decoder(engine.C, this.B, this);
        const decoder = new this.e.Decoder();
        decoder.on("decoded", (packet) => {
            try {
                this.h(checked(packet));
            }
            catch (cause) {
                // whether or not it is called from within `add`
                this.r(cause, packet);
            }
        });
        return decoder;
    }
    r(cause, context) {
        const code = isHoldfastError(cause) ? cause.code : "ERR_PARSE";
        const error = connectError(code, "transport", `parse error: ${messageOf(cause)}`, { cause, context });
        this.t?.t.J("parse error", error);
    }
    h(packet) {
        const session = this.t;
        if (!session)
            return;
        const bytes = this.i;
        this.i = 0;
        const reason = objection(packet, session.t.C);
        if (reason)
            return this.g(packet, reason);
        this.M.R?.({ type: "packet_in", packet, bytes });
        if (this.M._callbacks.size)
            this.M.H("packet", [packet]);
        this.K.t.get(packet.nsp)?.W(packet, bytes);
    }
    g(packet, reason) {
        if (!this.a.has(reason))
            this.E.warn(`holdfast: a packet from the server was dropped: ${reason}`);
        this.a.add(reason);
        this.K.t.get(packet.nsp)?.g(packet, reason);
    }
}

const NAMES = ["online", "offline", "visibilitychange", "pageshow", "pagehide", "resume"];
/** Listens to the sources, and to `beforeunload` if that is to end the connection. Returns the function that stops it. If one throws, so does this, having stopped. */
const listenToSignals = (sources, sink, { t: _hasUnload }) => {
    const listener = ({ type, target, persisted }) => {
        if (type === "offline")
            sink.h();
        else if (type === "pagehide")
            sink.o({ i: !!persisted });
        else if (type === "beforeunload")
            sink.n();
        // as its last event, a page that goes away is hidden
        else if (target?.visibilityState === "hidden")
            sink.r();
        else
            sink._x();
    };
    const names = _hasUnload ? [...NAMES, "beforeunload"] : NAMES;
    const stop = () => {
        for (const source of sources)
            for (const name of names)
                try {
                    source?.removeEventListener?.(name, listener);
                }
                catch {
                    // it was the app's to give a source that works, and there is nothing left to do
                }
    };
    try {
        for (const source of sources)
            for (const name of names)
                source?.addEventListener?.(name, listener);
    }
    catch (error) {
        stop();
        throw error;
    }
    return stop;
};

/** ms over which the clients of a network that is back spread their attempts. */
const WAKE_SPREAD = 200;
/** What becomes of a connection when the network or the page comes and goes. */
class Presence {
    constructor(connection) {
        /** Is the page in the background, kept without a connection? */
        this.i = false;
        this.t = connection;
    }
    /** Listens, from when a connection is wanted until none is. */
    s() {
        const { I: _manager, E: _platform } = this.t;
        const { networkEvents, closeOnBeforeunload } = _manager.opts;
        const sources = networkEvents ? [networkEvents] : _platform.signals();
        if (sources.length)
            this.a = listenToSignals(sources, this, { t: !!closeOnBeforeunload });
    }
    e() {
        this.a?.();
    }
    _x() {
        const { E: _platform, B: _clock, engine } = this.t;
        this.i = false;
        engine?._m();
        const { A: _state } = this.t;
        if (_state.name !== "waiting")
            return;
        this.t._y(Math.max(_platform.random() * WAKE_SPREAD, _state.r - _clock.ticks()));
    }
    h() {
        const { I: _manager, Q: _target, engine } = this.t;
        if (_manager.opts.closeOnOffline === false || isLoopback(_target.hostname))
            return;
        engine?.J("transport close", { description: "network connection lost" });
    }
    o({ i: _isKept }) {
        const { B: _clock, A: _state, engine } = this.t;
        // a page that is kept must have no connection; it gets one when it is shown again
        this.i = _isKept;
        if (_isKept)
            engine?.L();
        else
            engine?.K();
        if (_state.name === "connecting")
            _clock.clearTimeout(_state.e);
        if (_state.name !== "waiting")
            return;
        _state.e.a();
        _state.t = Infinity;
    }
    r() {
        const { E: _platform, engine } = this.t;
        if (engine?._e && _platform.pollsOutlivePage)
            this.n();
    }
    n() {
        const { A: _state, engine } = this.t;
        if (_state.name === "connected")
            engine?.transport.S();
    }
}

/** What the jitter would put above the maximum is folded back to below it, this much closer together. */
const FOLD = 16;
/** ms below which no delay but the first may be, where it is the app that says so: a server must not be flooded. */
const LEAST = 100;
/** What the delay before attempt `step` has to be at least, where the app asks for less. */
const floorAt = (step) => (step ? LEAST : 0);
/**
 * The delay before attempt `step` (0: the first), in ms: doubled at each step up to the maximum, and spread by the jitter,
 * also at the maximum, so that clients do not come all at once. Most delays stay long there: a short mean would bring back
 * the herd that the jitter has dispersed (`bench/herd.mjs`). With a base of 0
 * the first is 0.
 */
const backoffDelay = ({ reconnectionDelay: base, reconnectionDelayMax: max, randomizationFactor: jitter }, step, random) => {
    if (!(base > 0))
        return floorAt(step);
    const wanted = base * 2 ** step;
    const middle = Math.min(wanted, max);
    // the root: three of four are longer than the middle
    const part = wanted > max ? Math.sqrt(random()) : random();
    const delay = middle + (2 * part - 1) * middle * jitter;
    return Math.max(1, Math.round(delay > max ? max - (delay - max) / FOLD : delay));
};

/** ms between the end of an early attempt that failed and the next early one. */
const EARLY_PAUSE = 1000;
/** ms that a server may ask for. */
const MOST_ASKED = 300000;
/** The backoff reconnection controller: decides whether and when the next attempt starts. It holds no timer. */
class ReconnectionController {
    constructor(clock, platform) {
        /** Before then no attempt starts before its time. */
        this.n = 0;
        /** Does the attempt that is due start before its time, or did the one under way, or that led to the connection? */
        this.t = false;
        this.B = clock;
        this.E = platform;
        this.r();
    }
    /** The app connects: all starts over. */
    r() {
        this.L = this.s = 0;
        this.e = undefined;
        this.i = this.B.ticks();
    }
    /** A namespace was joined. */
    _h() {
        this.e ?? (this.e = this.B.ticks());
        this.L = 0;
    }
    /** The attempt failed or the connection is lost: ms until the next attempt, or `undefined` for none. */
    G(options, error) {
        const now = this.B.ticks();
        if (this.e !== undefined) {
            if (now - this.e >= options.minUptime) {
                this.s = 0;
                this.t = false;
            }
            this.i = now;
        }
        this.e = undefined;
        if (this.t)
            this.n = now + EARLY_PAUSE;
        this.t = false;
        const attempt = this.L + 1;
        if (options.reconnection === false || attempt > options.reconnectionAttempts)
            return;
        const delay = this.o(options, { attempt, elapsed: now - this.i, error });
        if (delay === false)
            return;
        this.L = attempt;
        this.s++;
        // what the server asks for is spread upwards
        const asked = Math.min(error?.retryAfter ?? 0, MOST_ASKED);
        return Math.max(delay, Math.round(asked * (1 + options.randomizationFactor * this.E.random())));
    }
    /** What the app's policy says, or the backoff where there is none, or it fails. */
    o(options, facts) {
        try {
            const delay = options.reconnectionPolicy?.(facts);
            if (delay === false)
                return false;
            if (typeof delay === "number" && delay >= 0)
                return Math.max(delay, floorAt(this.s));
        }
        catch (error) {
            this.E.report(error);
        }
        return backoffDelay(options, this.s, this.E.random);
    }
    /** An attempt is wanted before its time. Returns how soon it may be, in ms. */
    _y() {
        this.t = true;
        return Math.min(EARLY_PAUSE, Math.max(0, this.n - this.B.ticks()));
    }
}

const idle = (_fault) => ({ name: "idle", n: _fault });
const connecting = (_callback) => ({
    name: "connecting",
    i: _callback,
    e: undefined,
    s: undefined,
    h: undefined,
});
const connected = () => ({ name: "connected" });
const waiting$1 = (fields) => ({ name: "waiting", ...fields });
/** Who waits for the outcome of the attempt that the state is about. */
const callbackOf = (state) => state.name === "connecting" ? state.i : state.name === "idle" ? state.n?.i : undefined;

/** Tells of what a session does by itself. */
const watchSession = (engine, watch) => {
    engine
        .on("handshake", (handshake) => watch({ type: "handshake", handshake }))
        .on("upgrade", ({ name }) => watch({ type: "upgrade", transport: name }))
        .on("upgradeError", (error) => watch({ type: "upgrade_failed", error }))
        .on("ping", () => watch({ type: "ping" }));
};

/** Sessions unknown to the server in a row after which polling is taken to have no sticky sessions. */
const UNKNOWN_LIMIT = 2;
/** The machine of a connection: one Engine at a time, the attempts to get one, and what the namespaces are told of them. */
class Attempts {
    constructor(manager, { platform, kinds }, uri) {
        this.K = new Namespaces();
        this.A = idle();
        /** Sessions in a row that the server did not know. */
        this._D = 0;
        /** How many listeners of reserved events, one within the other, are being told. */
        this._g = 0;
        this.I = manager;
        this.E = platform;
        this.Y = kinds;
        this._k = uri;
        this.B = platform.clock(manager.opts);
        this.P = new ReconnectionController(this.B, platform);
        this.X = new Packets(manager, platform, this.B, this.K);
        this._w = new Presence(this);
    }
    /** The one way from a state to another. */
    F(next) {
        const state = this.A;
        const { B: _clock } = this;
        this.A = next;
        this.R?.({ type: "manager", from: state.name, to: next.name });
        if (state.name === "idle")
            _clock.clearTimeout(state.n?.e);
        else if (state.name === "connecting") {
            _clock.clearTimeout(state.e);
            _clock.clearTimeout(state.h);
        }
        else if (state.name === "connected")
            this.X.S();
        else
            state.e.a();
        if (next.name === "idle") {
            this._w.e();
            this._J?.("ends");
        }
        else if (state.name === "idle") {
            this._J?.("begins");
            this._w.s();
        }
        return next;
    }
    // ---- the app
    /** Connects, or hurries; with a callback, no other attempt follows one that fails. */
    _l(callback) {
        const state = this.A;
        if (state.name === "idle") {
            this.P.r();
            this._r(callback);
        }
        else if (state.name === "waiting" && !this._g)
            this._y(0);
        else if (state.name === "connecting") {
            this.B.clearTimeout(state.h);
            state.h = undefined;
        }
    }
    /** Closes the connection, or stops trying to get one. */
    S() {
        if (this.A.name === "idle")
            return void this.F(idle());
        this.engine?.G();
        this._H({ G: idle(), i: "forced close", e: undefined, t: [] });
    }
    /** May an attempt follow, if there is need for one? */
    _f() {
        return this.I.opts.reconnection !== false;
    }
    // ---- the namespaces
    get R() {
        return this.I.R;
    }
    get _K() {
        if (this.A.name === "idle")
            return undefined;
        return this.P.L > 0 ? "reconnecting" : "connecting";
    }
    _C(tell) {
        this._g++;
        tell();
        this._g--;
    }
    _M(namespace) {
        if (this.A.name === "connected")
            namespace.w();
        else
            this._l();
    }
    _L() {
        const state = this.A;
        if (this.K.e(({ b: _isBusy }) => _isBusy))
            return;
        if (state.name !== "connecting")
            this.S();
        // connect() may follow in this turn, and the server shall see one connection
        else
            state.h ?? (state.h = this.B.setTimeout(() => this.S(), 0));
    }
    _h() {
        this._D = 0;
        this.P._h();
    }
    _b(namespace, error) {
        if (this.K.e(({ d: _isJoined }) => _isJoined))
            return namespace.v(error);
        this.engine._u();
        this.Z(error);
    }
    _P() {
        if (this.A.name === "connected")
            this.engine.J("forced close");
    }
    // ---- the Engine
    _U() {
        const attempt = this.P.L;
        const state = this.A;
        const callback = callbackOf(state);
        try {
            this.X._t(this.engine);
        }
        catch (cause) {
            return this.engine.J("transport error", thrown(cause));
        }
        const current = this.F(connected());
        // nobody will join
        if (this.K.i)
            this._h();
        this._I();
        this.V(current, (namespace) => namespace.w());
        this.I.H("open", []);
        if (attempt && this.A === current)
            this.I.H("reconnect", [attempt]);
        if (state.name === "connecting" && state.h)
            this._L();
        if (callback)
            callAll([callback], this.I, [], this.I._i);
    }
    _I() {
        if (this.I.opts.rememberUpgrade)
            remember(this.Q, this.engine.transport.name);
    }
    _x() {
        this._w._x();
    }
    _V() {
        this.I.H("ping", []);
    }
    _q(data) {
        this.X._q(data);
    }
    _z(packet, error) {
        this.X._z(packet, error);
    }
    _T(_reason, cause, _unsent) {
        const isOpen = this.A.name === "connected";
        if (isOpen && _reason === "parse error")
            this._v(this.X.u);
        // it was not read
        if (isOpen && isHoldfastError(cause, "ERR_PAYLOAD_TOO_LARGE"))
            this._v(undefined);
        const _details = this.X.t?.i
            ? Object.assign(cause ?? { description: _reason }, {
                hint: "more than 10 attachments: raise maxAttachments of the server's parser",
            })
            : cause;
        if ((isOpen && this.K.i) || this.K.e(({ d: _isJoined }) => _isJoined))
            return this._j(this._H({ G: this.G(_details), i: _reason, e: _details, t: _unsent }));
        if (isOpen)
            this.I.H("close", [_reason, _details]);
        this.Z(asConnectError(_details, _reason));
    }
    /** What broke the connection must not come again by recovery; without a packet it may be any namespace's. */
    _v(packet) {
        this.K.V((namespace, nsp) => {
            if (!packet || packet.nsp === nsp)
                namespace._v(packet);
        });
    }
    // ---- an attempt
    _r(callback) {
        const { fault } = (this.Q = parseTarget(this._k, this.E, this.I.opts));
        if (fault)
            return this._S(fault, callback);
        const state = connecting(callback);
        try {
            this.F(state);
            this._R(state);
        }
        catch (cause) {
            // in a later turn, as any other failure
            this.B.clearTimeout(state.e);
            state.e = this.B.setTimeout(() => this.Z(thrown(cause)), 0);
        }
        this.V(state, (namespace) => namespace.f("connect()"));
    }
    /** Makes the Engine of an attempt. What the app has put into the options may throw. */
    _R(state) {
        const { E: _platform, B: _clock, Q: _target, Y: _kinds } = this;
        const _isUnsticky = this._D >= UNKNOWN_LIMIT;
        const { t: init, s: _hint } = prepare({ E: _platform, B: _clock, Q: _target, Y: _kinds }, this.I.opts, { t: _isUnsticky });
        const engine = new Engine({ ...init, D: this });
        const { timeout } = init.C;
        this.engine = this.I.engine = engine;
        state.s = _hint;
        state.e = _clock.setTimeout(() => {
            const { transport } = engine;
            engine.G();
            this.Z(connectError("ERR_CONNECT_TIMEOUT", "transport", "timeout", { transport: transport?.name }));
        }, timeout);
        _platform.soon(() => {
            if (this.A === state && state.h)
                this.S();
        });
        if (this.R)
            watchSession(engine, this.R);
        this.R?.({ type: "attempt", attempt: this.P.L, engine });
        engine._t(timeout);
    }
    /** The address leads nowhere: that is told in a later turn, and nothing is tried until the app connects again. */
    _S(fault, _callback) {
        warnOnce(this.E, fault);
        const error = connectError("ERR_INVALID_URL", "transport", fault);
        const _timer = this.B.setTimeout(() => this.Z(error), 0);
        this.V(this.F(idle({ e: _timer, i: _callback })), (namespace) => namespace.f("connect()"));
    }
    /** An attempt came to nothing: waits for the next, or gives up. */
    Z(error) {
        const attempt = this.P.L;
        const state = this.A;
        const callback = callbackOf(state);
        error.attempt = attempt;
        this.R?.({ type: "attempt_failed", attempt, error });
        if (state.name === "connecting" && state.s)
            error.hint ?? (error.hint = state.s);
        const current = this.F(this.G(error, { t: !callback }));
        this.V(current, (namespace) => namespace.Z(error));
        this.I.H("error", [error]);
        this._j(current, { t: attempt ? error : undefined, e: !callback });
        if (callback)
            callAll([callback], this.I, [error], this.I._i);
    }
    /** The state that follows: the wait for the next attempt, if there is one. Says so in the error. */
    G(error, { t: _mayGoOn } = { t: true }) {
        const cause = error instanceof ConnectError ? error : undefined;
        // what the next attempt has to know
        if (cause)
            remember(this.Q, undefined);
        if (cause?.code === "ERR_SESSION_UNKNOWN")
            this._D++;
        const isWanted = _mayGoOn && this.K.s && !this.Q.fault;
        const delay = isWanted
            ? this.P.G(readable(this.I.opts, { reconnection: this._f() }), cause)
            : undefined;
        const retryIn = this._w.i && isWanted ? Infinity : delay;
        const willRetry = retryIn !== undefined;
        if (cause)
            Object.assign(cause, { willRetry, retryIn });
        if (!willRetry)
            return idle();
        this.R?.({ type: "wait", ms: retryIn });
        const _timer = new WallTimer(this.B, () => this._Z());
        if (retryIn < Infinity)
            _timer.D(retryIn);
        const now = this.B.ticks();
        return waiting$1({ e: _timer, t: now + retryIn, r: cause?.retryAfter && delay ? now + delay : 0 });
    }
    /** The wait is over. */
    _Z() {
        // it may have been switched off meanwhile, which does not matter to an attempt before its time
        if (this.P.t || this._f())
            this.L();
        else
            this._j(this.F(idle()));
    }
    /** Makes the next attempt before its time: as soon as it may be, and not before `spread` ms have passed. */
    _y(spread) {
        const state = this.A;
        const wait = this.P._y() + spread;
        if (!wait || state.name !== "waiting")
            return this.L();
        const now = this.B.ticks();
        // the time may have come while the machine slept
        if (state.t > now && state.t <= now + wait)
            return;
        state.t = now + wait;
        state.e.D(wait);
    }
    L() {
        const attempt = this.P.L;
        const current = this.A;
        this.I.H("reconnect_attempt", [attempt]);
        this.V(current, (namespace) => namespace.k(attempt));
        if (this.A === current)
            this._r();
    }
    // ---- the end
    /** The connection is over; `next` is what follows. */
    _H({ G: _next, t: _unsent, i: _reason, e: _details }) {
        this.F(_next);
        this.K.m({ i: _reason, e: _details, t: _unsent });
        this.I.H("close", [_reason, _details]);
        return _next;
    }
    /** Tells of the reconnection attempt that failed, if it was one, and that no other follows, if so. */
    _j(state, { t: _error, e: _mayGiveUp = true } = {}) {
        const { fault } = this.Q;
        const isOver = (_mayGiveUp || fault) && state.name === "idle" && this.K.s;
        // it is a failure to reconnect only where that is asked for, and was tried
        const hasFailed = isOver && this._f() && (_error || !fault);
        // the Manager's listeners get these two in this order in socket.io-client
        if (hasFailed && this.A === state)
            this.I.H("reconnect_failed", []);
        if (_error) {
            if (this.A === state)
                this.I.H("reconnect_error", [_error]);
            this.V(state, (namespace) => namespace.J(_error));
        }
        if (isOver)
            this.V(state, (namespace) => namespace.j(hasFailed ? "reconnect_failed" : "connect_error"));
    }
    /** Tells each namespace, for as long as the state stays what it was. */
    V(state, call) {
        this.K.V(call, () => this.A === state);
    }
}

/**
 * A connection to one server, shared by the namespaces (Sockets) that are opened on it: one Engine at a time, and the
 * attempts to get one. Most apps never make a Manager: `io()` does, and `socket.io` is it. The entries' `Manager` is this
 * class over their platform.
 */
class BaseManager extends TypedEmitter {
    /** @internal */
    constructor(environment, url, options) {
        var _a;
        super(environment.platform.report);
        const [uri, given] = readArguments(url, options);
        // a copy, so that the app's own object is never written to
        this.opts = Object.assign({ path: undefined }, given);
        checkOptions(this.opts);
        (_a = this.opts).path ?? (_a.path = "/socket.io");
        this.R = environment.watch;
        const attempts = new Attempts(this, environment, uri);
        this.C = () => attempts;
        if (this.opts.autoConnect !== false)
            this.open();
    }
    /** `"idle"`, `"connecting"`, `"connected"` or `"waiting"` (for the next attempt). */
    get state() {
        return this.C().A.name;
    }
    /** @internal What is done in a listener of these events does not cut a wait short. */
    H(event, args) {
        this.C()._C(() => super.H(event, args));
    }
    /**
     * Connects, if there is no connection and none is being made; a wait for reconnection it cuts short. With a callback, which
     * gets the error if that fails, no other attempt follows.
     */
    open(callback) {
        this.C()._l(callback);
        return this;
    }
    /** The same as {@link open}. */
    connect(callback) {
        return this.open(callback);
    }
    /** The Socket of a namespace, made at the first call. */
    socket(nsp, options) {
        const name = nsp.startsWith("/") ? nsp : `/${nsp}`;
        const self = this.T();
        const { t: _byName } = this.C().K;
        const socket = _byName.get(name)?.H ??
            new Socket$1(self, name, { ...options });
        _byName.set(name, socket.C().s);
        return this.opts.autoConnect === false ? socket : socket.connect();
    }
    reconnection(value) {
        return value === undefined ? this.opts.reconnection !== false : this.D("reconnection", value);
    }
    reconnectionAttempts(value) {
        return this.D("reconnectionAttempts", value);
    }
    reconnectionDelay(value) {
        return this.D("reconnectionDelay", value);
    }
    randomizationFactor(value) {
        return this.D("randomizationFactor", value);
    }
    reconnectionDelayMax(value) {
        return this.D("reconnectionDelayMax", value);
    }
    timeout(value) {
        return value === undefined && this.opts.timeout === false ? false : this.D("timeout", value);
    }
    /** Reads or sets an option. */
    D(name, value) {
        const opts = this.opts;
        if (value === undefined)
            return withDefaults(opts)[name];
        opts[name] = value;
        return this;
    }
}

const Socket = Socket$1;
/** Managers that are open or not opened yet, which sockets may share, by address and path. */
const managers = new Map();
/** What concerns one socket, or the sharing itself: a second socket of a Manager may have its own. */
const OWN = /^(auth|retries|retryWindow|retryRefused|ackTimeout|bufferLimit|lifecycleEvents|autoConnect|forceNew|multiplex|path)$/;
/** Do they say the same? What is neither a literal nor bytes, such as an agent, is the same only if it is the same object. */
const isSame = (one, other) => Object.is(one, other) ||
    (isObject(one) &&
        isObject(other) &&
        (isPlain(one) || ArrayBuffer.isView(one)) &&
        Object.keys({ ...one, ...other }).every((name) => isSame(one[name], other[name])));
/** Names of the options that a second socket gives in vain, as the connection that it shares has others. */
const ignoredOf = (ours, theirs) => Object.keys(ours).filter((name) => !OWN.test(name) && ours[name] != null && !isSame(ours[name], theirs[name]));
/** `io()` over one platform. */
const bindIo = (Manager, platform) => {
    const io = (url, options) => {
        const [address, given] = readArguments(url, options);
        const target = parseTarget(address, platform, given);
        const { path: nsp, secure, fault } = target;
        const key = [secure, hostOf(target), given.path ?? "/socket.io"].join();
        const shared = managers.get(key);
        const own = 
        // where it will lead, only the app knows
        fault ||
            given.forceNew ||
            // its old name
            given["force new connection"] ||
            given.multiplex === false ||
            shared?.C().K.t.has(nsp);
        if (shared && !own) {
            const theirs = parseTarget(shared.C()._k, platform, shared.opts);
            const ours = { ...given, query: queryOf(target, given) || undefined };
            const ignored = ignoredOf(ours, { ...shared.opts, query: queryOf(theirs, shared.opts) });
            if (ignored[0])
                warnOnce(platform, `options of a shared connection are ignored: ${ignored.join(", ")}; see forceNew`);
            return shared.socket(nsp, given);
        }
        const manager = new Manager(address, given);
        if (!own) {
            manager.C()._J = (use) => {
                // another one may have taken its place
                if ((managers.get(key) ?? manager) !== manager)
                    return;
                if (use === "begins")
                    managers.set(key, manager);
                else
                    managers.delete(key);
            };
            managers.set(key, manager);
        }
        return manager.socket(nsp, given);
    };
    return Object.assign(io, { io, connect: io, Manager, Socket: Socket$1 });
};
/** Makes `createIo` over one platform. */
const bindCreateIo = (platform) => ({ transports }) => {
    class Manager extends BaseManager {
        constructor(url, options) {
            super({ platform, kinds: transports }, url, options);
        }
    }
    return bindIo(Manager, platform);
};

/** ms from which on a time never comes: the platforms' timers take it for none at all. */
const NEVER = 2 ** 31;

/** The clock that is there now: one that a test puts in its place later does not count, as in socket.io-client. */
const takeClock = () => {
    const { setTimeout: set, clearTimeout: clear, Date: date, performance: ticker = date } = globalThis;
    return {
        now: () => date.now(),
        ticks: () => ticker.now(),
        setTimeout: (callback, ms) => ms < NEVER && set(callback, ms),
        clearTimeout: (timer) => clear(timer),
    };
};
const nativeClock = takeClock();
const webSocket = (url, { protocols, extraHeaders: headers }, handlers) => {
    // the third argument is React Native's alone
    const socket = new WebSocket(url, protocols, { headers });
    // all that a page may know
    let error;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => handlers.r();
    socket.onmessage = ({ data }) => handlers.N(data);
    socket.onerror = (event) => {
        error = "the connection failed";
        // a browser says more at once; others wait for the peer to close as well
        setTimeout(() => handlers.U(event, error));
    };
    socket.onclose = (event) => handlers.U(event, error);
    return socket;
};
/** As many arguments as a function takes everywhere. */
const CHUNK = 2 ** 14;
/** What each transport can't do without. */
const NEEDS = {
    polling: ["fetch", "AbortController", "btoa", "atob"],
    websocket: ["WebSocket"],
    webtransport: ["WebTransport"],
};
/** The web's standards, in whichever runtime has them. */
const browser = {
    clock: ({ useNativeTimers }) => (useNativeTimers ? nativeClock : takeClock()),
    random: () => Math.random(),
    // Chromium alone, which alone has this property: Firefox sends no cookies to another origin with `keepalive`
    get pollsOutlivePage() {
        return !!globalThis.navigator?.userAgentData;
    },
    // React's StrictMode undoes an effect in the turn in which it ran
    soon: (callback) => Promise.resolve().then(callback),
    websocket: webSocket,
    get webtransport() {
        return globalThis.WebTransport;
    },
    lacks: (transport) => NEEDS[transport].find((name) => !globalThis[name]),
    get sendsHeaders() {
        return globalThis.navigator?.product === "ReactNative";
    },
    signals: () => [globalThis, globalThis.document],
    binaryType: "arraybuffer",
    location: () => globalThis.location,
    base64: (bytes) => {
        let text = "";
        for (let i = 0; i < bytes.length; i += CHUNK)
            text += String.fromCharCode(...bytes.subarray(i, i + CHUNK));
        return btoa(text);
    },
    bytes: (base64) => {
        const text = atob(base64);
        const bytes = new Uint8Array(text.length);
        for (let i = 0; i < text.length; i++)
            bytes[i] = text.charCodeAt(i);
        return bytes;
    },
    // not `instanceof ArrayBuffer`: jest and frames have one of another realm
    binary: (bytes, binaryType) => binaryType === "blob" ? new Blob([bytes]) : (bytes.buffer ?? bytes),
    // Safari before 14 has no blob.arrayBuffer()
    bytesOf: (blob) => new Response(blob).arrayBuffer(),
    // without TextEncoder, which jsdom and older React Natives do not have; each half of a character beyond U+FFFF makes two bytes
    byteLength: (text) => text.replace(/[\u0800-\ud7ff\ue000-\uffff]/g, "123").replace(/[^\0-\x7f]/g, "12").length,
    encode: (text) => new TextEncoder().encode(text),
    text: (bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes),
    warn: (text) => console.warn(text),
    report: (error) => nativeClock.setTimeout(() => {
        throw error;
    }, 0),
};

/** What every entry exports beside what makes sockets. */
/** Revision of the Socket.IO protocol. */
const protocol = 5;

/** Bytes of the body of an answer that is no Socket.IO server's, such as an error page: what is more is not read. */
const MOST_OF_OTHERS = 65536;
/** Bytes of packets beside the largest message. */
const MOST_OVERHEAD = 1e6;
/** Bytes that a body of packets may have: base64 takes four bytes for three. */
const mostOfPackets = (maxMessageBytes) => Math.floor(MOST_OVERHEAD + (4 / 3) * maxMessageBytes);
/** May a body that begins so be packets? */
const mayBePackets = (status, first) => status === 200 && /[\db]/.test(first);
/**
 * Reads the body of an answer piece by piece, so that one without an end takes no more memory than its kind may. The function
 * that is returned takes a piece, or nothing at the end, and gives the text once it is whole. Of a body that can't be packets it
 * gives the beginning, as soon as there is more than an error should keep. Packets that are too many, or no UTF-8, make it throw.
 * `maxMessageBytes`: where packets may come.
 */
const bodyReader = (status, maxMessageBytes) => {
    let decoder;
    /** Bytes that packets may have, if these may be some. */
    let most;
    let room = MOST_OF_OTHERS;
    let text = "";
    return (piece) => {
        if (piece && !decoder) {
            if (maxMessageBytes !== undefined && mayBePackets(status, String.fromCharCode(...piece.subarray(0, 1))))
                room = most = mostOfPackets(maxMessageBytes);
            decoder = new TextDecoder("utf-8", { fatal: most !== undefined });
        }
        if (decoder)
            text += decoder.decode(piece?.subarray(0, room), { stream: !!piece });
        if (piece)
            room -= piece.length;
        if (most !== undefined && room < 0)
            throw tooManyBytes(most);
        return piece && room >= 0 ? undefined : text;
    };
};
/**
 * The same where the platform hands over bodies whole, as React Native does. Its own memory for them can't be bounded from here.
 * What the server announces as larger than any answer may be is not asked for, and what turns out to be is not handed on.
 */
const wholeBody = async (response, maxMessageBytes) => {
    const { status, headers } = response;
    const most = mostOfPackets(maxMessageBytes);
    const isLarge = Number(headers.get("content-length")) > most;
    if (isLarge && status === 200)
        throw tooManyBytes(most);
    const text = isLarge ? "" : await response.text();
    if (!mayBePackets(status, text.slice(0, 1)))
        return text.slice(0, MOST_OF_OTHERS);
    // no text has fewer bytes than UTF-16 units
    if (text.length > most)
        throw tooManyBytes(most);
    return text;
};

/** Requests by `fetch`, for polling; a bundle without polling goes without them. */
/** The body of an answer, as far as its kind goes. */
const textOf = async (response, maxMessageBytes) => {
    const { body } = response;
    // React Native's answers come whole
    if (!body?.getReader || !globalThis.TextDecoder)
        return wholeBody(response, maxMessageBytes);
    const reader = body.getReader();
    const read = bodyReader(response.status, maxMessageBytes);
    for (;;) {
        const { value } = await reader.read();
        const text = read(value);
        if (text === undefined)
            continue;
        // nobody waits for the rest
        if (value)
            reader.cancel().catch(() => { });
        return text;
    }
};
/**
 * A page can't see a redirect before it was followed. What comes from another host is not the server's, and of a POST that became
 * a GET the server has nothing: `ok` is the answer to a POST alone.
 */
const checkRedirect = (from, to, { lost }) => {
    if (to.host !== from.host || from.protocol > to.protocol || lost)
        throw new Error(`redirected to ${to.origin}${to.pathname}${lost ? ", which takes no POST" : ""}`);
};
const send = async (url, body, signal, { extraHeaders, withCredentials, maxMessageBytes }, { keepalive }) => {
    const response = await fetch(url, {
        method: body === undefined ? "GET" : "POST",
        headers: extraHeaders,
        body,
        signal,
        credentials: withCredentials ? "include" : "same-origin",
        cache: "no-store",
        keepalive,
    }).catch(
    // Chromium fails what is under way just before it tells of pagehide: then this never comes
    (error) => new Promise((_, reject) => nativeClock.setTimeout(() => reject(error), 0)));
    const text = await textOf(response, maxMessageBytes);
    if (response.redirected)
        checkRedirect(new URL(url), new URL(response.url), {
            lost: body !== undefined && !/^ok$/i.test(text),
        });
    return { status: response.status, text, header: (name) => response.headers.get(name) };
};
const requests = { send };

/** Does the server ask to be left alone for a while? Then it is not asked in another way either. */
const asksToWait = ({ status, retryAfter }) => status === 429 || (status === 503 && retryAfter !== undefined);
/**
 * May another transport do better than one that failed like this (docs/design.md, "Fallback")? Not where it would only ask a
 * refusing server twice.
 */
const mayFallBack = (error) => {
    const { code, status, serverCode, transport, o: _unreachable } = error;
    if (asksToWait(error))
        return false;
    if (serverCode !== undefined)
        return serverCode === 0;
    if (status)
        return code === "ERR_NOT_SOCKETIO" || status === 404 || status === 405 || status >= 500;
    // a page is not told why its WebSocket failed: it may have been blocked
    return code === "ERR_TRANSPORT" && transport !== "polling" && !_unreachable;
};
/** The first of the transports, and those that are a way out if it fails. */
const waysOut = (kinds, options, platform) => {
    // what would have to do without the app's headers is no way out
    const lossy = losesHeaders(platform, options);
    return kinds.filter(({ o: _type }, i) => !i ||
        (options.tryAllTransports !== false &&
            (_type === "polling" || !lossy) &&
            // few servers have it, and where none answers it takes long to fail: it is a way out only where the app says so
            (_type !== "webtransport" || options.transports)));
};
/**
 * Opens the first transport, and the next one beside it when the first has used up its share of the time (ms), or failed in a way
 * of its own. The first to have a packet wins, and the others are closed; if all fail, the first one's error has those of all.
 */
class Openings {
    constructor(session, kinds, share, sink) {
        this.o = [];
        /** By their place in the app's order; with holes. */
        this.r = [];
        this.G = 0;
        this.n = 0;
        this.t = session;
        this.Y = kinds;
        this.h = share;
        this.D = sink;
    }
    s() {
        const { t: _session, Y: _kinds, D: _sink } = this;
        _session.B.clearTimeout(this.e);
        const place = this.G++;
        const kind = _kinds[place];
        if (!kind)
            return;
        this.n++;
        if (this.G < _kinds.length)
            this.e = _session.B.setTimeout(() => this.s(), this.h);
        this.o[place] = openOne(_session, kind, {
            _B: (transport) => _sink._B(transport),
            _E: (...winner) => {
                this.i();
                _sink._E(...winner);
            },
            U: (error) => this.k(place, error),
        });
    }
    k(place, error) {
        this.r[place] = error;
        this.n--;
        if (mayFallBack(error))
            this.s();
        if (this.n)
            return;
        this.t.B.clearTimeout(this.e);
        // in the order of the app, whichever failed first
        const all = this.r.flat();
        const [first] = all;
        const { code, phase, message } = first;
        const retryAfter = all.find((one) => one.retryAfter)?.retryAfter;
        const { length } = all;
        this.D.U(length > 1 ? connectError(code, phase, message, { ...first, retryAfter, errors: all }) : first);
    }
    i() {
        this.t.B.clearTimeout(this.e);
        for (const giveUp of this.o)
            giveUp();
    }
}
/** Opens them so; returns the function that gives up. */
const openFirst = (session, kinds, share, sink) => {
    const openings = new Openings(session, kinds, share, sink);
    openings.s();
    return () => openings.i();
};
/** Opens the first of the transports that works, within `timeout` ms. */
const race = (session, kinds, timeout, sink) => {
    const all = waysOut(kinds, session.C, session.E);
    return openFirst(session, all, timeout / all.length, sink);
};

const open = () => ({ name: "open" });
const pausing = (_done) => ({ name: "pausing", s: _done });
const closing = () => ({ name: "closing" });
const parting = () => ({ name: "parting" });
/** Polls that take no longer than need be: those for the handshake and for the answer to CONNECT. */
const QUICK = 2;
/** ms without a poll that an upgrade may have: as long as what the server sends may wait for its sake. */
const MOMENT = 25;
/** Apps compare with it. */
const PREFIX = { post: "xhr post error", poll: "xhr poll error" };
/**
 * HTTP long-polling: two lanes, one GET and one POST at a time (the server closes the session at a second of either). No
 * GET of a living session is aborted: the server would close that too.
 */
class Polling extends Transport {
    constructor() {
        super(...arguments);
        this.A = open();
        this.G = 0;
    }
    get g() {
        return true;
    }
    get E() {
        const { name } = this.A;
        return name === "closing" || name === "parting";
    }
    get a() {
        // while pausing, posts go on for as long as the last poll is out
        const { name } = this.A;
        // the last chance: the answer to a POST in flight will not be heard
        const free = !this.s || this.t._e;
        return !this.i && free && !!this.t.id && (name === "open" || (name === "pausing" && !!this.r));
    }
    _t() {
        this.q();
    }
    c(batch) {
        const lane = {};
        this.s = lane;
        this.x(lane, batch, () => {
            this.s = undefined;
            this.m();
            if (this.a)
                this.D._n();
        });
    }
    /** Starts no more polls, and calls back once nothing is under way; goes on sending until the poll is answered. */
    O(done) {
        this.F(pausing(done));
    }
    /**
     * Calls back when the next poll was answered, and puts off the one after it by a {@link MOMENT}: if an upgrade gets so far
     * in this time, the server has no poll to release, which it does once in 100 ms only.
     */
    U(callback) {
        this.B = callback;
    }
    /** Goes on after {@link _pause}. */
    _s() {
        if (this.A.name !== "pausing" || this.i)
            return;
        this.F(open());
        this.q();
        if (this.a)
            this.D._n();
    }
    S() {
        if (this.j) {
            // the POST in flight may have been read or not; were it left, it might be read after what is sent on the next connection
            this.u(this.s);
            this.s = undefined;
        }
        this.F(closing());
    }
    /** The one way from a state to another. */
    F(next) {
        this.A = next;
        this.m();
    }
    h() {
        this.u(this.r);
        this.u(this.s);
        this.H.end?.(this.C);
    }
    u(lane) {
        // what is sent on leaving outlives the page
        if (lane === this.r || !this.t._e)
            lane?.P?.abort();
        this.t.B.clearTimeout(lane?.e);
    }
    /** Does what the state waits for, if no request is in its way. */
    m() {
        const state = this.A;
        if (this.i || this.s)
            return;
        if (state.name === "pausing" && !this.r)
            state.s();
        else if (state.name === "closing") {
            this.c([{ type: "close" }]);
            this.F(parting());
        }
        else if (state.name === "parting") {
            if (!this.r)
                this.J();
            // some servers never release the poll of a session that is over
            else
                this.w(GRACE, () => this.J());
        }
    }
    /** Starts a poll, if there is to be one and none is out. */
    q() {
        if (this.A.name !== "open" || this.r || this.i)
            return;
        const lane = {};
        this.r = lane;
        this.G++;
        const { id } = this.t;
        this.x(lane, undefined, (text) => {
            // one after the other: a list of millions of them would take many times the memory of the text
            for (let start = 0, end = 0; end >= 0; start = end + 1) {
                end = text.indexOf(SEPARATOR, start);
                this.N(end < 0 ? text.slice(start) : text.slice(start, end));
                // nothing after a bad packet is processed
                if (this.i)
                    return;
                if (this.E)
                    break;
            }
            this.r = undefined;
            if (this.A.name !== "open")
                return this.m();
            const next = () => this.q();
            const between = this.B;
            // CONNECT goes first, over the connection that is there: the poll waits for its answer
            if (!id)
                Promise.resolve().then(next);
            else if (between) {
                this.B = undefined;
                this.w(MOMENT, next);
                between();
            }
            else
                next();
        });
    }
    /** Sends a batch, or without one polls. */
    x(lane, batch, answered) {
        const { E: _platform, B: _clock, _e: _parting, id } = this.t;
        const { requestTimeout } = this.C;
        const post = !!batch;
        // a poll that the browser aborts ends the session at the server, and with it what is sent on leaving
        const keepalive = _parting || (!post && this.G > QUICK && !!_platform.pollsOutlivePage);
        const fail = (error) => {
            // of an answer that is refused, there may be more to come
            lane.P?.abort();
            this.k(lane, error);
        };
        const isOut = () => !this.i && (lane === this.r || lane === this.s);
        this.y(() => {
            const body = batch && encodeBody(batch, _platform);
            lane.P = new AbortController();
            if (requestTimeout)
                lane.e = _clock.setTimeout(() => this.d("timeout", undefined, PREFIX[post ? "post" : "poll"]), requestTimeout);
            this.H.send(this._c(), body, lane.P.signal, this.C, { keepalive }).then((response) => {
                const { status, text } = response;
                _clock.clearTimeout(lane.e);
                if (!isOut())
                    return;
                // a page in place of an answer, from a portal or proxy, must not pass for an "ok", nor what is no packet for a handshake
                if (status === 200 && (id || post ? /^(?!\s*<)/ : /^[0-6b]/).test(text))
                    return answered(text, response);
                const failure = httpFailure(response, _clock.now());
                this.k(lane, failure.cause, failure);
            }, fail);
        }, fail);
    }
    /** A request failed: the lane is free, for the goodbye. */
    k(lane, error, fields) {
        const post = lane === this.s;
        this.t.B.clearTimeout(lane.e);
        if (post)
            this.s = undefined;
        else if (lane === this.r)
            this.r = undefined;
        else
            return;
        if (this.E)
            this.m();
        else
            this.d(error, fields, PREFIX[post ? "post" : "poll"]);
    }
    /** Whatever the error, but for a server that does not know the session; a page that goes away has said what it had to. */
    _e({ code }) {
        return code !== "ERR_SESSION_UNKNOWN" && !this.t._e;
    }
}

/** Moves a session from polling to what the server offers: tries one after the other, until one takes it over. */
class Moves {
    constructor(session, current) {
        this.t = session;
        this.e = current;
    }
    get s() {
        return !!this.i;
    }
    u() {
        this.i?.i();
    }
    /** Tries the first of the transports that are offered. `_isQuick`: a moment without a poll may be enough for the answer to CONNECT. */
    G(_offered, { i: _isQuick }) {
        const { t: session, e: _current } = this;
        const { B: _clock, Y: _kinds, C: _options } = session;
        this.i = undefined;
        const kind = _kinds.find(({ o: _type }) => _offered.includes(_type) && _type !== _current.name);
        if (!kind || session.readyState !== "open")
            return;
        const failed = (error) => {
            const others = _offered.filter((name) => name !== kind.o);
            this.i = undefined;
            session._Y(error);
            if (!asksToWait(error))
                this.G(others, { i: false });
        };
        let _candidate;
        try {
            _candidate = new kind(session);
        }
        catch (cause) {
            return failed(probeError(kind.o, cause));
        }
        const _sink = {
            e: () => session.N("upgrading", _candidate),
            t: (error) => {
                if (error)
                    failed(error);
                else
                    this.n(_candidate);
                session._X();
            },
        };
        this.i = new Upgrade({ B: _clock, s: _options.upgradeTimeout, e: _current, t: _candidate, i: _isQuick, D: _sink });
    }
    n(candidate) {
        this.i = undefined;
        this.e.l();
        this.t._W(candidate);
    }
}
/** Begins to move a session; the first candidate waits for the answer to CONNECT, where the handshake was quick. */
const upgrade = (session, current, { t: _offered, e: _took }) => {
    const moves = new Moves(session, current);
    if (session.C.upgrade !== false)
        moves.G(_offered, { i: _took < MOMENT });
    return moves;
};
const PROBE = "probe";
const probeError = (transport, cause) => {
    // what the server said to it
    const { status, retryAfter } = (cause ?? {});
    const fields = { transport, cause, status, retryAfter };
    return connectError("ERR_TRANSPORT", "transport", `probe error: ${messageOf(cause)}`, fields);
};
const waiting = (_timer) => ({ name: "waiting", e: _timer });
const trying = (name, _timer) => ({ name, e: _timer });
const ended = () => ({ name: "ended" });
/**
 * Moves a session from polling to a candidate; see "Upgrade" in docs/protocol.md. Until `5` is sent any failure means that
 * polling goes on, with nothing lost, doubled or reordered.
 */
class Upgrade {
    constructor(init) {
        const { B: _clock, e: _current, t: _candidate, i: _isQuick } = init;
        this.t = init;
        // a WebSocket takes a page and the server a while to make: CONNECT and its answer go first, where they don't take long
        this.A = waiting(_clock.setTimeout(() => this._l(), _isQuick ? MOMENT : 0));
        _candidate.D = this;
        if (_isQuick)
            _current.U(() => this._l());
    }
    /** The one way from a state to another. */
    F(next) {
        const last = this.A;
        this.A = next;
        if (last.name !== "ended" && (next.name === "ended" || next.e !== last.e))
            this.t.B.clearTimeout(last.e);
    }
    _l() {
        if (this.A.name !== "waiting")
            return;
        const { B: _clock, s: _timeout, t: _candidate } = this.t;
        this.F(trying("opening", _clock.setTimeout(() => this.d("timeout"), _timeout)));
        _candidate.y(() => _candidate._t());
    }
    /** Gives the candidate up, and polling its lanes back. */
    i() {
        const { name } = this.A;
        if (name === "ended")
            return;
        this.F(ended());
        if (name === "pausing")
            this.t.e._s();
        this.t.t.l();
    }
    d(what) {
        if (this.A.name === "ended")
            return;
        const { t: _candidate, D: _sink } = this.t;
        this.i();
        _sink.t(probeError(_candidate.name, what));
    }
    // ---- for the candidate
    _n() {
        if (this.A.name !== "opening")
            return;
        this.F(trying("probing", this.A.e));
        this.t.t.c([{ type: "ping", data: PROBE }]);
    }
    W({ type, data }) {
        const state = this.A;
        if (state.name !== "probing" || type !== "pong" || data !== PROBE)
            return this.d("wrong answer");
        const { e: _current, t: _candidate, D: _sink } = this.t;
        const pausing = trying("pausing", state.e);
        this.F(pausing);
        _sink.e();
        // a listener may have closed the session
        if (this.A !== pausing)
            return;
        _current.O(() => {
            if (this.A !== pausing)
                return;
            this.F(ended());
            _candidate.c([{ type: "upgrade" }]);
            _sink.t();
        });
    }
    U(error) {
        this.d(error ?? "closed");
    }
}

const OPEN = 1;
const CLOSED = { description: "websocket connection closed" };
/** Each Engine.IO packet is one WebSocket frame. */
class WebSocketTransport extends Transport {
    get a() {
        return this.s?.readyState === OPEN;
    }
    get writable() {
        const { bufferedAmount = 0 } = this.s ?? {};
        // React Native's has no bufferedAmount
        return this.a && bufferedAmount < this.C.highWaterMark;
    }
    _t() {
        this.H = this.t.E.websocket(this._c(), this.C, this);
    }
    /** @internal */
    r() {
        if (this.i)
            return;
        this.s = this.H;
        this.D._n();
    }
    /** A page hears of a peer that closes only once that is done, which takes as long as the peer likes. */
    p() {
        if (this.s && !this.a)
            Promise.resolve().then(() => this.J(undefined, CLOSED));
    }
    c(batch) {
        const socket = this.s;
        if (!socket)
            return;
        // not again, should one of these fail
        this.s = undefined;
        const { forceBase64 } = this.C;
        // no function is made for it, as this is done for every event
        try {
            for (const packet of batch)
                if (forceBase64)
                    socket.send(encodeBody([packet], this.t.E), undefined);
                else
                    socket.send(encodeFrame(packet), packet.options);
            this.s = socket;
        }
        catch (error) {
            this.W(error);
        }
    }
    _i(callback) {
        return !!this.H?.t?.(callback);
    }
    S() {
        this.s = undefined;
        this.H?.close();
    }
    h() {
        const socket = this.H;
        this.s = undefined;
        (socket?.terminate ?? socket?.close)?.call(socket);
    }
    /** @internal */
    U(event, error, fields) {
        if (error)
            this.d(event.reason || error, { context: event, ...fields });
        else
            this.J(undefined, { ...CLOSED, context: event });
    }
}

/**
 * Cuts the bytes of a WebTransport stream into frames; see "WebTransport" in docs/protocol.md. They are copied into one piece as they
 * come, in time and memory linear to them, however small the chunks are; a length that is only announced takes no memory.
 */
class FrameReader {
    /** `text` reads UTF-8, and throws where it is none. */
    constructor(maxBytes, text) {
        /** What is no whole frame yet, and room for more. */
        this.i = new Uint8Array();
        this.t = 0;
        this.e = maxBytes;
        this.o = text;
    }
    /**
     * Hands on the frames that a chunk completes; after `undefined`, for what can't be one, no more is to be read. Throws
     * `ERR_PAYLOAD_TOO_LARGE` as soon as one is announced that has too many bytes.
     */
    n(chunk, take) {
        this.s(chunk);
        const { i: _bytes, t: _filled } = this;
        const view = new DataView(_bytes.buffer);
        let at = 0;
        while (at < _filled) {
            const short = view.getUint8(at) & 0x7f;
            const start = at + (short < 126 ? 1 : short < 127 ? 3 : 9);
            if (start > _filled)
                break;
            const length = short < 126
                ? short
                : short < 127
                    ? view.getUint16(at + 1)
                    : view.getUint32(at + 1) * 2 ** 32 + view.getUint32(at + 5);
            if (!length)
                return take(undefined);
            if (length > this.e)
                throw tooManyBytes(this.e, length);
            const end = start + length;
            if (end > _filled)
                break;
            const bytes = _bytes.slice(start, end);
            take(view.getUint8(at) > 0x7f ? bytes : this.r(bytes));
            at = end;
        }
        // what was large is not kept
        if (at)
            this.i = _bytes.slice(at, _filled);
        this.t -= at;
    }
    s(chunk) {
        const filled = this.t + chunk.length;
        if (filled > this.i.length) {
            const larger = new Uint8Array(Math.max(filled, 2 * this.i.length));
            larger.set(this.i);
            this.i = larger;
        }
        this.i.set(chunk, this.t);
        this.t = filled;
    }
    r(bytes) {
        try {
            return this.o(bytes);
        }
        catch {
            // no UTF-8
            return undefined;
        }
    }
}

/** ms that what was sent last has to get away before the session ends. */
const PARTING = 100;
/** One bidirectional stream, on which each packet follows a header with its length (docs/protocol.md, "WebTransport"). */
class WebTransportTransport extends Transport {
    constructor() {
        super(...arguments);
        this.a = false;
    }
    _t() {
        this.s().then(() => this.J(undefined, { description: "webtransport connection closed" }), (error) => this.d(error));
    }
    /** Reads until the stream ends. */
    async s() {
        const { E: _platform, C: _options, id } = this.t;
        const { webtransport } = (_options.transportOptions ?? {});
        const { webtransport: WebTransport } = _platform;
        if (!WebTransport)
            throw new Error(_platform.lacks("webtransport"));
        const transport = new WebTransport(this._c(), webtransport);
        this.r = transport;
        // what breaks it breaks the stream as well
        transport.closed.catch(() => { });
        await transport.ready;
        const stream = await transport.createBidirectionalStream();
        this.O = stream.writable.getWriter();
        const frames = new FrameReader(_options.maxMessageBytes, _platform.text);
        const reader = stream.readable.getReader();
        // the client speaks first
        this.c([{ type: "open", ...(id && { data: JSON.stringify({ sid: id }) }) }]);
        while (!this.i) {
            const { done, value } = await reader.read();
            if (done)
                break;
            frames.n(value, (frame) => this.N(frame));
        }
    }
    c(batch) {
        this.a = false;
        const { E: _platform } = this.t;
        // now, since the app may give its bytes away; Blobs have been read
        const records = batch.map((packet) => encodeRecord(encodeFrame(packet), _platform));
        const write = async () => {
            for (const record of records)
                await this.O?.write(record);
        };
        write().then(() => {
            if (this.i)
                return;
            this.a = true;
            this.D._n();
        }, 
        // the reader tells of the end
        () => { });
    }
    S() {
        this.a = false;
        // the session's end takes with it what is not sent yet, and nothing tells when it is
        this.w(PARTING, () => this.J());
    }
    /** The end of its session is its goodbye. */
    _u() {
        this.l();
    }
    h() {
        this.a = false;
        this.r?.close();
    }
}

/** The transports with what belongs to each: how a session moves on from polling comes with polling. */
/** HTTP long-polling over what a platform has for it, with the upgrade from it. */
const pollingOver = (requests) => Object.assign(class extends Polling {
    get H() {
        return requests;
    }
}, { o: "polling", z: race, v: upgrade });
/** WebSocket. */
const websocket = /* @__PURE__ */ Object.assign(WebSocketTransport, {
    o: "websocket",
});
/** WebTransport, over HTTP/3; where the runtime has it. */
const webtransport = /* @__PURE__ */ Object.assign(WebTransportTransport, {
    o: "webtransport",
    z: race,
});

/** The transports of browsers, workers and every web-standard runtime. */
/** HTTP long-polling, with the upgrade from it. */
const polling = /* @__PURE__ */ pollingOver(requests);

export { ADDED_NAMES, Attempts, BaseManager, ConnectError, Engine, HoldfastError, Inbox, Socket, Socket$1, Transport, TypedEmitter, bindCreateIo, bindIo, browser, isConnectError, isHoldfastError, polling, protocol, warnOnce, websocket, webtransport };
