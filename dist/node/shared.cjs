'use strict';

const Emitter = require('component-emitter');
const node_timers = require('node:timers');
const ws = require('ws');
const http = require('node:http');
const https = require('node:https');
const node_os = require('node:os');

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
    return buffer.resizable || isShared(buffer) ? copyOf(value) : value;
};
/** Most are this realm's own, of which the name need not be asked. */
const isShared = (buffer) => buffer.constructor !== ArrayBuffer && tagOf.call(buffer) === "[object SharedArrayBuffer]";
/**
 * Puts a placeholder in place of each binary value and collects the values in `found`. What holds binary is copied, never
 * changed; what holds none comes back as it is, and nothing is allocated for it: that is most packets. `"json"`: it is what a
 * `toJSON` gave, which JSON does not ask again, as it may be the value itself.
 */
const extract = (value, found, as) => {
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
    if (as !== "json" && typeof value.toJSON === "function") {
        const before = found.length;
        // the one that is common, and makes no binary
        const json = value instanceof Date ? value : extract(value.toJSON(), found, "json");
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
    // it would be asked now, and may give what was copied
    if (typeof copy?.toJSON === "function")
        delete copy.toJSON;
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
        this._report = report;
    }
    /** Calls `listener` at each such event. */
    on(event, listener) {
        const self = this._self();
        if (self._callbacks === NONE$2)
            self._callbacks = new Map();
        super.on.call(self, nameOf(event), listener);
        return this;
    }
    /** Removes one listener, all of an event, or, without arguments, all. `undefined` as event or listener removes nothing. */
    off(event, listener) {
        const given = arguments.length;
        if (!given || (event !== undefined && (listener || given === 1)))
            super.off.call(this._self(), nameOf(event), listener);
        return this;
    }
    /** The listeners of an event, in the order in which they are called. */
    listeners(event) {
        return super.listeners.call(this._self(), nameOf(event));
    }
    /** Does anybody listen to an event? */
    hasListeners(event) {
        return this.listeners(event).length > 0;
    }
    /** @internal */
    _call(event, args) {
        const listeners = this._callbacks.get(nameOf(event));
        if (listeners)
            callAll(listeners, this, args, this._report);
    }
}
/** An emitter that has nothing else in it. */
class OwnEmitter extends TypedEmitter {
    constructor(report) {
        super(report);
        this._me = () => this;
    }
    _self() {
        return this._me();
    }
}
// no static block in the class: Safari before 16.4 and Hermes do not read it
const { prototype } = TypedEmitter;
prototype.addEventListener = prototype.on;
prototype.removeListener = prototype.removeEventListener = prototype.removeAllListeners = prototype.off;

const given$1 = new Set();
/** Tells the developer of a likely mistake, the first time that it is made. */
const warnOnce = ({ warn }, text) => {
    if (given$1.has(text))
        return;
    given$1.add(text);
    warn(`holdfast: ${text}`);
};

/** Packet types of the Socket.IO protocol, revision 5. */
const CONNECT$1 = 0;
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
    try {
        const { [BRAND]: ours, code: its } = (error ?? {});
        return !!ours && (!code || its === code);
    }
    catch {
        // a Proxy that resists is none
        return false;
    }
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
    // ends between words: of a word that is cut nobody knows any more that it is a secret of the app
    const [excerpt = ""] = /^.{0,80}(?![\w-])/.exec(text.replace(/\s+/g, " ").trim()) ?? [];
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
        this._listeners = [];
        /** `shut`: events are for nobody. `holding`: they wait for `connect`. `flowing`: the app is given them. */
        this._gate = "shut";
        /** Bytes of what waits, more or less. */
        this._bytes = 0;
        this._socket = socket;
        this._link = link;
        this._teller = teller;
        this._recovery = recovery;
    }
    /** What comes is of a new connection; events of the one before do not arrive in this one. */
    _clear() {
        this._bytes = 0;
        this._socket.receiveBuffer = [];
    }
    /** Takes an event; throws if there is no room for it. `bytes`: that it had on the wire. */
    _onEvent({ id, data }, bytes = 0) {
        const args = data;
        if (id !== undefined)
            args.push(this._answer(id));
        if (this._gate === "flowing")
            this._deliver(args);
        else if (this._gate === "holding") {
            this._bytes += bytes + EVENT_BYTES;
            if (this._bytes > this._link.engine._options.maxMessageBytes)
                throw new HoldfastError("ERR_BUFFER_FULL", "too many events before the namespace is joined");
            this._socket.receiveBuffer.push(args);
        }
    }
    /** Gives the app what waited, for as long as it `goesOn`. */
    _release(goesOn) {
        for (const args of this._socket.receiveBuffer.splice(0))
            if (goesOn())
                this._deliver(args);
    }
    _deliver(args) {
        this._recovery._pass(args);
        const incoming = this._teller._hooks?.incoming;
        if (incoming)
            incoming(args, (checked) => this._give(checked));
        else
            this._give(args);
    }
    _give(args) {
        if (this._listeners.length)
            this._teller._callAll(this._listeners, args);
        const [name] = args;
        // a name of ours never reaches those who listen to us
        if (!this._teller._isOurs(name))
            this._socket._call(name, args.slice(1));
    }
    /** The function by which the app acknowledges an event: once, and on the connection that asked. */
    _answer(id) {
        const socket = this._socket;
        const { id: sid, nsp } = socket;
        let isOpen = true;
        return (...data) => {
            // an id there is only while the namespace is joined
            if (isOpen && socket.id !== undefined && (sid ?? socket.id) === socket.id) {
                this._link._watch?.("answer", nsp, id, data);
                this._link._wire._post({ type: ACK, nsp, data, id });
            }
            isOpen = false;
        };
    }
}

/** Is it CONNECT as a server of Socket.IO 2 says it, without an id, and unasked? */
const isTooOld = (type, data) => type === CONNECT$1 && typeof data?.sid !== "string";
/** What CONNECT or CONNECT_ERROR means: the namespace is joined, or why it is not. */
const readAnswer = (type, data) => {
    const { sid, pid, message = "refused", data: more, } = (typeof data === "string" ? { message: data } : (data ?? {}));
    if (isTooOld(type, data))
        return connectError("ERR_UNSUPPORTED_PROTOCOL", "namespace", "the server is Socket.IO 2");
    return type === CONNECT$1
        ? { _sid: sid, _pid: pid }
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
const joining = (fields) => ({
    name: "joining",
    _early: undefined,
    ...fields,
});
const leaving = (fields) => ({ name: "leaving", ...fields });
const joined = () => ({ name: "joined" });

/** The app has left the namespace. */
const leftByApp = () => ({ _next: idle$1({ _ended: true }), _cause: "disconnect()" });
/** The machine of joining and leaving a namespace. */
class Membership {
    constructor(socket, options, { _link, _teller, _outbox, _inbox, _recovery }) {
        this._state = idle$1({ _ended: false });
        /** The reconnection attempt that the app was told of and that is under way; 0 for none. */
        this._attempt = 0;
        /** CONNECT was sent on this connection, and not answered yet. */
        this._isAnswerDue = false;
        /** After a refusal the server was asked once more, on this connection. */
        this._isAskedAgain = false;
        this._socket = socket;
        this._options = options;
        this._link = _link;
        this._teller = _teller;
        this._outbox = _outbox;
        this._inbox = _inbox;
        this._recovery = _recovery;
    }
    get _isJoined() {
        return this._state.name === "joined";
    }
    get _isBusy() {
        return this._state.name !== "idle";
    }
    get _isActive() {
        return this._isBusy && this._state.name !== "leaving";
    }
    get _underWay() {
        return [...this._outbox._allHeld, ...this._outbox._acks._due.values()];
    }
    /** Has the app or the server ended it, or was it given up, and nobody connected it since? */
    get _isEnded() {
        const state = this._state;
        return state.name === "leaving" || ((state.name === "idle" || state.name === "waiting") && state._ended);
    }
    /** What users see. */
    get _shown() {
        if (this._isJoined)
            return "connected";
        return (this._isActive && this._link._outlook) || "disconnected";
    }
    /** The one way from a state to another. */
    _enter(next, cause) {
        const state = this._state;
        if (state.name === "joining" || state.name === "leaving")
            this._link._clock.clearTimeout(state._timer);
        this._state = next;
        this._outbox._gate = this._isEnded ? "ended" : "shut";
        this._inbox._gate = this._isActive ? "holding" : "shut";
        if (!this._isJoined)
            this._teller._show({ id: undefined });
        if (this._isEnded)
            this._recovery._keeper?.closed(cause);
        this._changed(cause);
        return next;
    }
    /**
     * Leaves a state in which events were sent: what was and is not acknowledged gets its outcome, after the app was told. Where it
     * ends, so does what waits and promised an outcome.
     */
    _depart({ _next, _cause, _tell: told }) {
        const { _ended } = _next;
        const doomed = this._outbox._recall(_next);
        if (_ended)
            this._attempt = 0;
        this._enter(_next, _cause);
        if (_ended)
            this._link._unwanted();
        if (told)
            this._teller._tell(...told);
        this._outbox._drop(doomed);
    }
    // ---- the app
    _connect() {
        const { name } = this._state;
        if (name === "leaving")
            this._enter(joining({ _timer: this._limit(), _isAsked: true }), "connect()");
        else if (name === "idle" || this._isEnded)
            this._enter(waiting$2({ _ended: false }), "connect()");
        this._link._wanted(this);
    }
    _disconnect() {
        // what waits goes first, as in a listener of `connect`; whoever listens to what is sent may disconnect as well
        if (this._isJoined)
            this._flow();
        const state = this._state;
        const departure = leftByApp();
        // the app may have opened the connection itself
        if (state.name === "idle" && this._link._outlook)
            this._link._unwanted();
        if (!this._isActive)
            return;
        if (state.name === "joining" && state._isAsked) {
            this._enter(leaving({ _timer: this._limit() }), "disconnect()");
            this._outbox._dropPromised();
        }
        else if (this._isJoined) {
            this._post(DISCONNECT);
            this._depart({ ...departure, _tell: ["disconnect", "io client disconnect", undefined] });
        }
        else
            this._depart(departure);
    }
    // ---- the connection
    _linkOpen() {
        if (this._state.name !== "waiting")
            return;
        this._inbox._clear();
        const state = this._enter(joining({ _timer: this._limit(), _isAsked: false }), "connect()");
        this._authorize()
            .then((auth) => {
            if (this._state !== state)
                return;
            this._link._watch?.("join", this._socket.nsp);
            this._link._clock.clearTimeout(state._timer);
            state._timer = this._limit();
            // before it is sent: a mock of the page's WebSocket answers within that call
            state._isAsked = this._isAnswerDue = true;
            this._post(CONNECT$1, this._recovery._request(auth));
            if (state._early)
                this._onReply(...state._early);
        })
            .catch((cause) => this._authFailed(state, cause));
    }
    /** Asks for what CONNECT says; the session that is kept comes first. */
    _authorize() {
        const ask = () => askAuth(this._socket.auth, this._socket);
        const { _keeper } = this._recovery;
        return _keeper ? _keeper.open().then(ask) : ask();
    }
    /** The app's credentials, or the server's answer, have the time limit, from now on. */
    _limit() {
        const { _clock, engine } = this._link;
        return _clock.setTimeout(() => {
            const state = this._state;
            if (state.name === "leaving")
                this._depart(leftByApp());
            if (state.name !== "joining")
                return;
            if (state._isAsked)
                this._joinFailed(state, connectError("ERR_CONNECT_TIMEOUT", "namespace", "timeout"));
            else
                this._authFailed(state, "timeout");
        }, engine._options.timeout);
    }
    /** The app has no credentials, or none that can be sent: the server was not asked. */
    _authFailed(state, cause) {
        if (state._isAsked)
            state._isAsked = this._isAnswerDue = false;
        this._link._clock.clearTimeout(state._timer);
        this._joinFailed(state, connectError("ERR_AUTH", "auth", `auth: ${messageOf(cause)}`, { cause }));
    }
    _joinFailed(state, error) {
        if (this._state === state)
            this._link._joinFailed(this, error);
    }
    _linkLost({ _reason, _details, _unsent }) {
        this._outbox._takeBack(_unsent);
        if (this._isJoined)
            this._depart({
                _next: waiting$2({ _ended: false }),
                _cause: "disconnect",
                _tell: ["disconnect", _reason, _details],
            });
        // an error takes long to make, and after an ordinary disconnect() nobody is told
        else
            this._attemptFailed(this._isActive ? asConnectError(_details, _reason) : undefined);
    }
    _attemptFailed(error) {
        const _ended = this._isEnded;
        const isActive = this._isActive;
        this._isAskedAgain = this._isAnswerDue = false;
        this._enter(isActive ? waiting$2({ _ended }) : idle$1({ _ended }), "connect_error");
        if (isActive && error)
            this._tellFailure(error);
    }
    _tellFailure(error) {
        if (error.code === "ERR_CONNECT_TIMEOUT")
            this._teller._tell("connect_timeout", error);
        this._teller._tell("connect_error", error);
    }
    _attemptStarts(attempt) {
        if (!this._isActive)
            return;
        this._attempt = attempt;
        this._teller._tell("reconnect_attempt", attempt);
    }
    _reconnectFailed(error) {
        if (this._isActive)
            this._teller._tell("reconnect_error", error);
    }
    _givenUp(event) {
        if (!this._isActive)
            return;
        const departure = { _next: waiting$2({ _ended: true }), _cause: event };
        this._depart(event === "reconnect_failed" ? { ...departure, _tell: [event] } : departure);
    }
    _changed(cause) {
        this._teller._tellState(this._shown, cause);
    }
    // ---- packets
    _packet(packet, bytes) {
        const { type, id, data } = packet;
        this._link._watch?.("packet", packet);
        if (type === EVENT)
            this._inbox._onEvent(packet, bytes);
        else if (type === ACK)
            this._outbox._acknowledged(id, data);
        else if (type === DISCONNECT) {
            const next = idle$1({ _ended: true });
            if (this._isJoined)
                this._depart({ _next: next, _cause: "disconnect", _tell: ["disconnect", "io server disconnect"] });
        }
        else
            this._onReply(type, data);
    }
    _reject({ type, id, data }, reason) {
        if (!this._isActive)
            return;
        this._recovery._pass(data, id);
        this._teller._tellRejected(this._socket.nsp, reason);
        const text = `acknowledgement rejected: ${reason}`;
        if (type === ACK)
            this._outbox._acknowledged(id, [], new HoldfastError("ERR_PARSE", text, { delivery: "unknown" }));
    }
    /** A recovery goes on behind the packet; where that place can't be read, there is none: it would bring the packet again. */
    _skip(packet) {
        if (!this._recovery._pass(packet?.data, packet?.id))
            this._recovery._forget();
    }
    _refuse(packet, error) {
        this._outbox._giveBack(packet, error);
    }
    /** CONNECT or CONNECT_ERROR: an answer, or nothing of the kind. */
    _onReply(type, data) {
        const state = this._state;
        const { name } = state;
        const wasDue = this._isAnswerDue;
        // a mock of a server may not wait to be asked
        if (name === "joining" && !wasDue && !isTooOld(type, data))
            return void (state._early ?? (state._early = [type, data]));
        this._isAnswerDue = false;
        if (name === "leaving") {
            if (type === CONNECT$1)
                this._post(DISCONNECT);
            this._depart(leftByApp());
        }
        else if (name === "joining")
            this._onAnswer(readAnswer(type, data));
        // an answer for which nobody waits any more; what nobody asked for gets none, however often it comes
        else if (name === "idle" && wasDue && type === CONNECT$1)
            this._post(DISCONNECT);
        // else it is a second answer
    }
    /** The server's word on joining. */
    _onAnswer(answer) {
        if (answer instanceof Error)
            this._onRefusal(answer);
        else
            this._onJoined(answer._sid, answer._pid);
    }
    /** The namespace is left, unless the app wants to ask once more, with other credentials. */
    _onRefusal(error) {
        const isAgain = error.code === "ERR_REFUSED" && !this._isAskedAgain && this._wantsToAskAgain(error);
        Object.assign(error, { willRetry: isAgain, ...(isAgain && { retryIn: 0 }) });
        this._isAskedAgain = isAgain;
        const next = idle$1({ _ended: true });
        if (!isAgain)
            return this._depart({ _next: next, _cause: "connect_error", _tell: ["connect_error", error] });
        this._enter(waiting$2({ _ended: false }), "connect_error");
        this._teller._tell("connect_error", error);
        if (this._state.name === "waiting")
            this._link._wanted(this);
    }
    /** What the option says, or the function of the app that it is; nothing good, if that throws. */
    _wantsToAskAgain(error) {
        const { retryRefused } = this._options;
        try {
            return typeof retryRefused === "function" ? retryRefused(error) : !!retryRefused;
        }
        catch (thrown) {
            this._teller._report(thrown);
            return false;
        }
    }
    _onJoined(sid, pid) {
        this._teller._show({ id: sid, recovered: this._recovery._joined(pid) });
        this._isAskedAgain = false;
        const attempt = this._attempt;
        this._attempt = 0;
        this._link._joined();
        const state = this._enter(joined(), "connect");
        const goesOn = () => this._state === state;
        this._teller._tell("connect");
        if (attempt && goesOn())
            this._teller._tell("reconnect", attempt);
        this._inbox._release(goesOn);
        // on a connection that has died meanwhile nothing is sent: it waits for the next
        if (!goesOn() || !this._link.engine._alive())
            return;
        this._flow();
        this._outbox._flow();
    }
    /** Events go both ways; first those that waited. */
    _flow() {
        this._inbox._gate = "flowing";
        this._outbox._flush();
    }
    /** Sends a packet that is not an event. */
    _post(type, data) {
        this._link._wire._post({ type, nsp: this._socket.nsp, data });
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
        this._nextId = 0;
        this._due = NONE$1;
        this._clock = clock;
        this._sink = sink;
    }
    _get(id) {
        return this._due.get(id);
    }
    _where(test) {
        return [...this._due.values()].filter(test);
    }
    /** The event has the next id, and waits until it is taken. */
    _add(event) {
        const { _signal, _ack } = event;
        if (_signal) {
            _ack._onAbort = () => this._sink._onAbort(event, _signal);
            _signal.addEventListener("abort", _ack._onAbort);
        }
        if (this._due === NONE$1)
            this._due = new Map();
        this._due.set(this._nextId++, event);
    }
    /** The acknowledgement may take its time, if it has a limit, from now on. */
    _await(event) {
        const { _ack } = event;
        if (_ack._limit === undefined)
            return;
        _ack._timer = this._clock.setTimeout(() => {
            // it has fired: there is nothing to stop
            _ack._timer = undefined;
            this._sink._onTimeout(event);
        }, _ack._limit);
    }
    _stop({ _ack }) {
        this._clock.clearTimeout(_ack._timer);
    }
    /** Takes the event with this id, if one waits. */
    _take(id) {
        const event = this._due.get(id);
        if (!event)
            return;
        this._due.delete(id);
        // V8 keeps what was in a Map that is old and changes much until it collects the whole heap
        if (!this._due.size)
            this._due = NONE$1;
        this._stop(event);
        const { _onAbort } = event._ack;
        if (_onAbort)
            event._signal?.removeEventListener("abort", _onAbort);
        return event;
    }
}

/** By this name add-ons find a socket's {@link First}, of whichever copy of the package the socket is. */
const FIRST = Symbol.for("holdfast.first");
/** Made for the first add-on that asks for it. */
const firstOf = (sender) => ({
    starters: new Map(),
    isOpen: () => sender._canSend(),
    send: (args, flags) => (sender._canSend() ? sender._submit(flags, args) : flags.unsent()),
});
/** Who is to be called now that events flow. */
const startersOf = (first) => Array.from(first?.starters.values() ?? [], ({ connected }) => connected);

/** Does an event wait? What the app puts into `sendBuffer` by itself says nothing of it. */
const isHeld = ({ _phase }) => _phase === undefined || _phase === "held";
/** Sends each event once: now, or when there is a connection. What it holds is `sendBuffer`, which the app may change. */
class Once {
    constructor(exit) {
        this._repeats = false;
        this._itself = undefined;
        /** Events that are held, and some that are no longer: taken out one by one, each would move all others. */
        this._buffer = [];
        /** How many of the buffer are held no longer. */
        this._gaps = 0;
        /** Before this index none is held any more. */
        this._first = 0;
        this._exit = exit;
    }
    /** Itself, in a function; made for the first event, since many sockets never send one. */
    get _self() {
        return (this._itself ?? (this._itself = () => this));
    }
    get _heldCount() {
        return this._buffer.length - this._gaps;
    }
    get _held() {
        if (this._gaps)
            this._put(this._buffer.filter(isHeld));
        return this._buffer;
    }
    /** What is held longest. It is found without a walk over all: with many, that would take long for each event. */
    get _oldest() {
        for (;; this._first++) {
            const event = this._buffer[this._first];
            if (!event || isHeld(event))
                return event;
        }
    }
    /** These are held now, and no others. */
    _put(events) {
        this._buffer = events;
        this._gaps = this._first = 0;
    }
    _hold(event) {
        this._buffer.push(event);
        this._exit._held(event);
    }
    _send(event) {
        if (event._unsent)
            return this._sendNow(event);
        if (!this._exit._isHeard)
            return this._exit._hand(event);
        this._hold(event);
        this._sendHeld(event);
    }
    /** It is never held, even if a listener that is told of it loses the connection. */
    _sendNow(event) {
        event._phase = "handed";
        const error = this._exit._isHeard ? this._exit._prepare(event) : undefined;
        if (event._phase === "settled")
            return;
        if (error) {
            event._phase = "held";
            this._hold(event);
            this._exit._refuse(event, error);
        }
        else if (this._exit._isFlowing)
            this._exit._hand(event);
        else
            event._unsent?.();
    }
    _flow() {
        // a listener may emit, look at sendBuffer, or leave
        while (this._exit._isFlowing && this._held.length)
            for (const event of this._buffer)
                if (this._exit._isFlowing && isHeld(event))
                    this._sendHeld(event);
    }
    /** It goes out, unless a listener that is told of it lost the connection, gave it up, or sent it by leaving. */
    _sendHeld(event) {
        // the app has put it there by itself
        if (!event._by)
            Object.assign(event, { _by: this._self, _phase: "held", _tries: 0 });
        const error = this._exit._prepare(event);
        if (!this._exit._isFlowing || event._phase !== "held")
            return;
        if (error)
            return this._exit._refuse(event, error);
        event._phase = "handed";
        this._left(event);
        this._exit._hand(event);
    }
    /** What was handed over is not sent again. */
    _recall() { }
    _tryAgain() {
        return false;
    }
    /** The link gives these back: they go before all others. */
    _takeBack(events) {
        const held = this._held;
        for (const event of events) {
            event._phase = "held";
            event._tries = 0;
            this._exit._held(event);
        }
        this._put([...events, ...held]);
    }
    _settled(event, was) {
        if (was === "held")
            this._left(event);
    }
    _left(event) {
        this._exit._left(event);
        if (2 * ++this._gaps > this._buffer.length)
            this._put(this._buffer.filter(isHeld));
    }
}

const COMPRESSED = { compress: true };
const PLAIN = { compress: false };
/** Before it is encoded. */
const NONE = [];
/** ms that an acknowledgement may take, where there are retries and nothing else is said. */
const RETRY_TIMEOUT = 10000;
/** Takes the callback from the end of what was emitted. */
const callbackOf$1 = (args) => typeof args[args.length - 1] === "function" ? args.pop() : undefined;
/** Makes the acknowledgement that an event waits for, if it does. */
const acknowledgement = ({ signal, timeout }, { _callback, _isPromise, _isRetried, _ackTimeout }) => {
    if (!_callback && !_isRetried)
        return;
    const _tryTimeout = _isRetried ? RETRY_TIMEOUT : undefined;
    const asked = timeout === undefined ? _ackTimeout : timeout;
    const isLimited = asked != null;
    return {
        _callback,
        _errorFirst: !!_callback && (_isPromise || isLimited || !!signal || !!_tryTimeout),
        _isEndless: _isPromise && !signal && (!isLimited || !!_tryTimeout),
        _limit: asked ?? _tryTimeout,
        _timer: undefined,
        _onAbort: undefined,
    };
};
/** Makes an event. All of it is there at once: an object that grows is slow, and there is one for each event. */
const outgoing = ({ nsp, args, flags, by, id, ack }) => ({
    type: EVENT,
    nsp,
    data: args,
    id,
    options: flags.compress === false ? PLAIN : COMPRESSED,
    _frames: NONE,
    _phase: "held",
    _by: by,
    _tries: 0,
    _ack: ack,
    _volatile: flags.volatile,
    _signal: flags.signal,
    _trailing: undefined,
    _unsent: flags.unsent,
    _isTold: false,
    _at: 0,
    _ticks: 0,
    _size: undefined,
});
/** What is encoded of an event: the argument for the server alone comes last. */
const withTrailing = (event) => event._trailing ? { ...event, data: [...event.data, event._trailing] } : event;
/** Why an event is not taken at all: for what the session, if there is one, and the outbox's gate are. */
const refusalOf = ({ _volatile, _signal, _ack }, session, gate) => {
    if (_signal?.aborted)
        return aborted(_signal, "not-sent");
    // once it was ended, nobody may ever connect it again
    if ((_volatile && !session?._writable) || (_ack?._isEndless && gate === "ended"))
        return disconnected("not-sent");
    return;
};
/** May the server have it? */
const deliveryOf = ({ _tries }) => (_tries ? "unknown" : "not-sent");
/** The link takes other packets, too. */
const isEvent = (packet) => packet.type === EVENT;

/**
 * Sends each event until it is acknowledged, on as many connections as that takes, in the order of their ack ids; so many at a time
 * as the window has.
 */
class Retry {
    constructor(exit) {
        this._repeats = true;
        this._self = () => this;
        this._heldCount = 0;
        /** Events that wait for their acknowledgement on this connection. */
        this._underWay = 0;
        /** No event with a lower ack id is held. */
        this._cursor = 0;
        /** Are events being chosen just now? */
        this._isChoosing = false;
        this._exit = exit;
    }
    get _held() {
        return this._exit._acks._where((event) => this._holds(event));
    }
    get _oldest() {
        const { _acks } = this._exit;
        if (!this._heldCount)
            return undefined;
        while (this._cursor < _acks._nextId && !this._holds(_acks._get(this._cursor)))
            this._cursor++;
        return _acks._get(this._cursor);
    }
    _holds(event) {
        return event?._by() === this && event._phase === "held";
    }
    _hold(event) {
        this._heldCount++;
        this._exit._held(event);
    }
    _left(event) {
        this._heldCount--;
        this._exit._left(event);
    }
    _send(event) {
        this._hold(event);
        this._flow();
    }
    /** Sends what the window lets through. */
    _flow() {
        // one that is dropped here at once is no reason to begin once more: with many of them, the stack would overflow
        if (this._isChoosing)
            return;
        this._isChoosing = true;
        const { _acks, _options } = this._exit;
        const { retryWindow = 1 } = _options;
        while (this._exit._isFlowing && this._underWay < retryWindow && this._cursor < _acks._nextId) {
            const event = _acks._get(this._cursor++);
            if (event && this._holds(event))
                this._try(event);
        }
        this._isChoosing = false;
    }
    _try(event) {
        // before listeners are told, whose events are not to go first
        if (event._phase === "held") {
            this._underWay++;
            this._left(event);
            event._phase = "handed";
        }
        // the app may have given the bytes of an attachment away since
        const anew = event._frames[1] || this._exit._isHeard;
        const error = anew ? this._exit._prepare(event) : this._exit._tooLarge(event);
        // a listener left, or gave it up
        if (!this._exit._isFlowing || event._phase === "settled")
            return;
        if (error)
            return this._exit._refuse(event, error);
        this._exit._acks._await(event);
        this._exit._hand(event);
    }
    _recall() {
        const { _acks } = this._exit;
        this._underWay = 0;
        const retried = _acks._where(({ _by }) => _by() === this);
        this._cursor = retried[0]?.id ?? _acks._nextId;
        for (const event of retried) {
            if (event._phase !== "handed")
                continue;
            event._phase = "held";
            _acks._stop(event);
            this._hold(event);
        }
    }
    _settled(event, was) {
        if (was === "handed")
            this._underWay--;
        else
            this._left(event);
        this._flow();
    }
    _tryAgain(event) {
        const { retries = 0 } = this._exit._options;
        const isLeft = event._tries <= retries;
        // an answer to the try before still settles it, if it comes during this one
        if (isLeft)
            this._try(event);
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
    constructor(limit, byteLength, clock, queue) {
        this._bytes = 0;
        /** In how many events these are; if that is wrong, many came back at once, or the app has changed `sendBuffer`. */
        this._counted = 0;
        this._limit = limit;
        this._byteLength = byteLength;
        this._clock = clock;
        this._queue = queue;
    }
    /** The event is emitted now. */
    _stamp(event) {
        event._at = this._clock.now();
        event._ticks = this._clock.ticks();
    }
    /** One more waits, or one less. */
    _count(event, by) {
        this._counted += by;
        this._bytes += by * this._sizeOf(event);
    }
    /** Makes room for an event, or says why there is none; throws that, if it is to. */
    _make(event) {
        const { events = Infinity, bytes = Infinity, onFull = "reject" } = this._limit;
        const queue = this._queue;
        this._expire();
        const own = this._sizeOf(event);
        const isFull = () => {
            const count = queue._heldCount;
            if (this._counted !== count) {
                this._bytes = queue._allHeld.reduce((sum, waiting) => sum + this._sizeOf(waiting), 0);
                this._counted = count;
            }
            return count >= events || this._bytes + own > bytes;
        };
        // what has no room by itself pushes nobody out
        if (onFull === "drop-oldest" && own <= bytes)
            for (let oldest = queue._oldest; oldest && isFull(); oldest = queue._oldest)
                queue._refuse(oldest, bufferFull());
        if (!isFull())
            return;
        const full = bufferFull();
        if (onFull === "reject")
            throw full;
        return full;
    }
    /** Drops what has waited too long, by the clock that is ahead: one may have been set back, the other stood still. */
    _expire() {
        const { age = Infinity } = this._limit;
        const { _clock, _queue: queue } = this;
        const [now, ticks] = [_clock.now(), _clock.ticks()];
        const isOver = ({ _at, _ticks }) => Math.max(now - _at, ticks - _ticks) > age;
        // they are in their order
        for (let oldest = queue._oldest; oldest && isOver(oldest); oldest = queue._oldest)
            queue._refuse(oldest, bufferFull("waited too long"));
    }
    /** Bytes of an event when it began to wait. */
    _sizeOf(event) {
        if (this._limit.bytes == null)
            return 0;
        event._size ?? (event._size = sumOf(event._frames, this._byteLength));
        return event._size;
    }
}

const now = (call) => call();
const later = (call) => void Promise.resolve().then(call);
/** Events to the server, each with a known outcome: sent, kept until it can be, acknowledged, or dropped and reported. */
class Outbox {
    constructor(link, nsp, options, teller) {
        this._once = new Once(this);
        /** Listeners of all that is sent. */
        this._listeners = [];
        /** `shut`: events are held. `flowing`: they are sent. `ended`: they are held, but nobody may ever connect again. */
        this._gate = "shut";
        /** The event that is emitted just now is one of `emitWithAck`, whose callback goes by way of `emit`. */
        this._isPromise = false;
        this._link = link;
        this._nsp = nsp;
        this._options = options;
        this._teller = teller;
        this._acks = new Acks(link._clock, this);
        const { bufferLimit } = options;
        this._room = bufferLimit && new Room(bufferLimit, link._platform.byteLength, link._clock, this);
    }
    /** Is the gate open? */
    get _isFlowing() {
        return this._gate === "flowing";
    }
    /** Would an event go out now? The session under an open gate may be dead. */
    _canSend() {
        return this._isFlowing && this._link.engine._alive();
    }
    get _isHeard() {
        return this._listeners.length > 0;
    }
    // ---- what is held
    _held(event) {
        this._room?._count(event, 1);
    }
    _left(event) {
        this._room?._count(event, -1);
    }
    get _heldCount() {
        return this._once._heldCount + (this._retry?._heldCount ?? 0);
    }
    /** What waits to be sent: that which is sent once, then that which is retried. */
    get _allHeld() {
        return this._retry?._heldCount ? [...this._once._held, ...this._retry._held] : this._once._held;
    }
    get _oldest() {
        return this._once._oldest ?? this._retry?._oldest;
    }
    // ---- an event comes
    /** Sends an event, or keeps it until it can be sent. A function at the end of `args` is called with the acknowledgement. */
    _submit(flags, args) {
        const [name] = args;
        if (RESERVED.has(name))
            throw new HoldfastError("ERR_RESERVED_EVENT", `"${name}" is a reserved event name`);
        this._teller._isOurs(name);
        const checked = this._teller._hooks?.outgoing?.(args);
        if (!checked)
            return this._take(this._make(flags, args));
        checked.then((refusal) => {
            const event = this._make(flags, args);
            try {
                if (refusal)
                    throw refusal;
                this._take(event);
            }
            catch (error) {
                this._decline(event, Object.assign(error, { delivery: "not-sent" }));
            }
        });
    }
    _take(event) {
        const { _link, _room } = this;
        event._trailing = this._teller._hooks?.trailing?.(event.data, { isDue: !!event._ack });
        // what can fail by the app's data fails here, before anything is registered
        event._frames = _link._wire._encode(withTrailing(event));
        _room?._stamp(event);
        const canSend = this._canSend();
        const error = canSend && this._tooLarge(event);
        if (error)
            throw error;
        let refusal = refusalOf(event, _link.engine, this._gate);
        // throws, if it is to
        if (!canSend)
            refusal || (refusal = _room ? _room._make(event) : warnOfMany(this._heldCount, _link._platform));
        if (refusal)
            return this._decline(event, refusal);
        if (event._ack) {
            this._acks._add(event);
            if (!event._by()._repeats)
                this._acks._await(event);
        }
        if (canSend)
            event._by()._send(event);
        else
            event._by()._hold(event);
        if (event._phase !== "handed")
            _link._watch?.("held", event, event._frames);
    }
    /** The event is not taken. */
    _decline(event, refusal) {
        // an id is not used again
        if (event._ack)
            this._acks._nextId++;
        later(() => {
            this._callBack(event, refusal);
            this._teller._tellDropped(event, refusal);
        });
    }
    _make(flags, args) {
        const { retries, ackTimeout } = this._options;
        const _callback = callbackOf$1(args);
        const _isPromise = !!_callback && (!!_callback._isPromise || this._isPromise);
        if (_callback)
            this._isPromise = false;
        const _isRetried = !!retries && !flags.volatile && !flags.unsent;
        const by = _isRetried ? (this._retry ?? (this._retry = new Retry(this))) : this._once;
        if (_isRetried && ackTimeout == null)
            warnOnce(this._link._platform, `retries without ackTimeout: ${RETRY_TIMEOUT} ms`);
        const ack = acknowledgement(flags, { _callback, _isPromise, _isRetried, _ackTimeout: ackTimeout });
        return outgoing({ nsp: this._nsp, args, flags, by: by._self, id: ack && this._acks._nextId, ack });
    }
    // ---- an event goes out
    /**
     * Tells who listens to what is sent, before it is encoded anew: they may add to the data, what they emit goes first, and the app
     * may have changed it since `emit()`.
     */
    _prepare(event) {
        if (event._signal?.aborted)
            return aborted(event._signal, "not-sent");
        if (!event._isTold) {
            event._isTold = true;
            this._teller._callAll(this._listeners, event.data);
            event._isTold = false;
        }
        try {
            event._frames = this._link._wire._encode(withTrailing(event));
        }
        catch (error) {
            return Object.assign(error, { delivery: deliveryOf(event) });
        }
        return this._tooLarge(event);
    }
    _tooLarge({ _frames }) {
        return this._link.engine._tooLarge(_frames);
    }
    _hand(event) {
        event._phase = "handed";
        event._tries++;
        this._link._watch?.("handed", event, event._frames, event._tries);
        this._link._wire._send(event);
    }
    /** Sends what was held once; what a listener emits meanwhile goes at once, and not to the end of it. */
    _flush() {
        const starts = !this._isFlowing;
        this._gate = "flowing";
        this._room?._expire();
        if (starts)
            this._teller._callAll(startersOf(this._first), []);
        this._once._flow();
    }
    /** What was held is out. What the app took out of it will not be answered; what is retried goes on. */
    _flow() {
        this._drop(this._acks._where(({ _phase, _ack, _by }) => _phase === "held" && _ack._errorFirst && !_by()._repeats));
        this._retry?._flow();
    }
    // ---- its outcome
    /** The acknowledgement of an event came, if one waits for it; with an `error`, it can't be read. */
    _acknowledged(id, answer, error = null) {
        const event = id !== undefined && this._acks._get(id);
        if (!event)
            return;
        this._settle(event);
        const check = error ? undefined : this._teller._hooks?.acknowledged;
        if (check)
            check(event.data, answer, (...outcome) => this._callBack(event, ...outcome));
        else
            this._callBack(event, error, answer);
    }
    /** The link gives back what it never sent. What has its outcome, or is retried, does not come back. */
    _takeBack(packets) {
        const events = packets.filter(isEvent).filter(({ _by, _phase }) => !_by()._repeats && _phase === "handed");
        for (const { _unsent } of events)
            _unsent?.();
        this._once._takeBack(events.filter(({ _unsent }) => !_unsent));
        this._drop(events.filter(({ _volatile }) => _volatile));
    }
    /** The link gives back a packet that no transport takes which is left. */
    _giveBack(packet, error) {
        // nobody waits for an acknowledgement to arrive; joining has its time limit
        if (!isEvent(packet) || packet._phase !== "handed")
            return;
        // one that is retried is under way until it is settled
        if (!packet._by()._repeats)
            this._once._takeBack([packet]);
        this._refuse(packet, error);
    }
    /**
     * The connection is gone, or left; where that `_ended`, only the app comes back. Returns the events that have their outcome by
     * that, to be dropped once the app was told.
     */
    _recall({ _ended }) {
        const doomed = this._acks._where(({ _ack, _phase, _by }) => (_ended && _ack._errorFirst) || (_phase === "handed" && !_by()._repeats));
        this._retry?._recall();
        return doomed;
    }
    /** None of those that promised an outcome is sent. */
    _dropPromised() {
        this._drop(this._acks._where(({ _ack }) => _ack._errorFirst));
    }
    _onTimeout(event) {
        if (event._by()._tryAgain(event))
            return;
        const fields = { delivery: deliveryOf(event) };
        this._drop([event], new HoldfastError("ERR_ACK_TIMEOUT", "operation has timed out", fields));
    }
    _onAbort(event, signal) {
        this._drop([event], aborted(signal, deliveryOf(event)));
    }
    /** As {@link _drop}, but told in a later turn: the app may be in the middle of `emit()`, and no call of the app calls the app. */
    _refuse(event, error) {
        this._drop([event], error, later);
    }
    /**
     * The events are settled, and reported but where they were sent once; those not sent yet will not be. Without an `error` it is
     * that the connection is gone.
     */
    _drop(events, error, when = now) {
        const open = events.filter(({ _phase }) => _phase !== "settled");
        const dropped = new Set(open.filter(({ _phase, _by }) => _phase !== "handed" || _by()._repeats));
        // all of them, before the first listener looks at what is left
        for (const event of open)
            this._settle(event);
        for (const event of open) {
            const cause = error ?? disconnected(deliveryOf(event));
            when(() => this._callBack(event, cause));
            if (dropped.has(event))
                when(() => this._teller._tellDropped(event, cause));
        }
    }
    /** Nothing more happens to the event, which is neither held nor waited for. */
    _settle(event) {
        const { _phase } = event;
        if (event._ack)
            this._acks._take(event.id);
        event._phase = "settled";
        event._by()._settled(event, _phase);
    }
    /** Calls the callback, if it takes what there is to say. */
    _callBack(event, error, answer = []) {
        const { _ack } = event;
        this._link._watch?.("settled", event, error, answer);
        if (!_ack?._callback || (error && !_ack._errorFirst))
            return;
        this._teller._callAll([_ack._callback], _ack._errorFirst ? [error, ...answer] : answer);
    }
}

/** What the server may keep of a session, to send what was missed ("Connection state recovery" in docs/protocol.md). */
class Recovery {
    constructor(place, keep) {
        this.pid = undefined;
        this.offset = undefined;
        this._keeper = keep?.(place, this);
    }
    /** What CONNECT says, beside the app's credentials. */
    _request(auth) {
        return this.pid ? { pid: this.pid, offset: this.offset, ...auth } : (auth ?? undefined);
    }
    /** The server has answered with this session. Is it the one before? */
    _joined(pid) {
        const isRecovered = pid !== undefined && pid === this.pid;
        this._change(pid, this.offset);
        return isRecovered;
    }
    /**
     * The app was given an event, or never will be: a recovery goes on behind it, if the event says where that is. An event with an
     * ack id does not.
     */
    _pass(args, id) {
        if (!this.pid || id !== undefined || !Array.isArray(args))
            return false;
        const last = args[args.length - 1];
        if (typeof last !== "string")
            return false;
        this._change(this.pid, last);
        return true;
    }
    /** There is no recovery: it would bring what broke the connection again. */
    _forget() {
        this._change(undefined, undefined);
    }
    _change(pid, offset) {
        this.pid = pid;
        this.offset = offset;
        this._keeper?.changed();
    }
}

/**
 * By this name a socket has what add-ons do about its events. A symbol that all copies of the package share: an add-on may come from
 * another copy, and the build shortens private names in each of its own way.
 */
const HOOKS = Symbol.for("holdfast.hooks");

/** Tells the app what happens to a socket: by the events of the socket and of its `lifecycle`, and by what can be read off it. */
class Teller {
    constructor(socket, link, options) {
        /** The state that was told last. */
        this._told = "disconnected";
        this._socket = this._face = socket;
        this._link = link;
        this._options = options;
    }
    /** What add-ons do about the socket's events. */
    get _hooks() {
        return this._socket[HOOKS];
    }
    /** `socket.lifecycle`, made when it is first asked for. */
    get _lifecycle() {
        return (this._emitter ?? (this._emitter = new OwnEmitter(this._socket._report)));
    }
    /** Sets it through what the app has first: a proxy would take what is there already for no change. */
    _show(seen) {
        Object.assign(this._face, seen);
        Object.assign(this._socket, seen);
    }
    /** Calls the listeners of a reserved event. */
    _tell(event, ...details) {
        this._link._watch?.("told", this._socket, event, details);
        this._link._telling(() => {
            if (this._options.lifecycleEvents !== "v4" || !ADDED.has(event))
                this._socket._call(event, details);
            this._emitter?._call(event, details);
        });
    }
    /** The state that the app sees, which is told if it is another one. */
    _tellState(to, cause) {
        const from = this._told;
        if (from === to)
            return;
        this._told = to;
        this._show({ _shown: to });
        const change = [{ from, to, cause }];
        this._link._watch?.("told", this._socket, "state_change", change);
        this._link._telling(() => this._emitter?._call("state_change", change));
    }
    /** An event of the app will not be sent any more. */
    _tellDropped(packet, cause) {
        const [event, ...args] = packet.data;
        this._link._watch?.("dropped", packet, cause);
        this._emitter?._call("dropped", [{ event, args, cause, delivery: cause.delivery }]);
    }
    /** A packet from the server is not delivered. */
    _tellRejected(nsp, reason) {
        this._emitter?._call("rejected", [{ nsp, reason }]);
    }
    _report(error) {
        this._socket._report(error);
    }
    _callAll(listeners, args) {
        callAll(listeners, this._socket, args, this._socket._report);
    }
    /** Does the name belong to the events that holdfast adds? */
    _isOurs(name) {
        if (this._options.lifecycleEvents === "v4" || !ADDED.has(name))
            return false;
        warnOnce(this._link._platform, `"${name}" is holdfast's event; see lifecycleEvents: "v4"`);
        return true;
    }
}

/** Puts together what is in a socket. */
const compose = (socket, given) => {
    const { _io, _link, _options } = given;
    const _teller = new Teller(socket, _link, _options);
    const _recovery = new Recovery({ url: _link._uri, nsp: socket.nsp }, _options.session);
    const _outbox = new Outbox(_link, socket.nsp, _options, _teller);
    const _inbox = new Inbox(socket, _link, _teller, _recovery);
    const _membership = new Membership(socket, _options, { _link, _teller, _outbox, _inbox, _recovery });
    // no copy of what is given: that would have a hidden class of its own for each socket
    return { _io, _link, _options, _teller, _membership, _outbox, _inbox, _next: undefined, _isForgetting: false };
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
        this._touched = false;
        this._flags = flags;
        this._owner = owner;
        this._inner = inner;
    }
    /** Until it is touched, or the turn ends, it is for the next event. */
    _pass() {
        const inner = this._inner();
        inner._next = this;
        if (inner._isForgetting)
            return;
        inner._isForgetting = true;
        Promise.resolve().then(() => {
            inner._isForgetting = false;
            inner._next = undefined;
        });
    }
    /** It is not for the next event any more. */
    _forget() {
        const inner = this._inner();
        if (inner._next === this)
            inner._next = undefined;
    }
    get(target, name, receiver) {
        // asked by our methods alone, for each event
        if (name === VIEW)
            return this;
        if (!this._touched) {
            this._touched = true;
            this._forget();
        }
        const value = Reflect.get(target, name, receiver);
        if (typeof value !== "function" || !isOwn.call(target, name) || !(name in Object.getPrototypeOf(target)))
            return value;
        const view = this;
        return function (...args) {
            view._inner()._next = view;
            try {
                return value.apply(this, args);
            }
            finally {
                view._forget();
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
        const link = io._inner();
        super(link._platform.report);
        /** Did the server keep the session of the connection before, and send what was missed? */
        this.recovered = false;
        /** Events that came before `connect` was emitted. */
        this.receiveBuffer = [];
        /** @internal The state that listeners were told last. */ this._shown = "disconnected";
        this.nsp = nsp;
        this.auth = options.auth || undefined;
        const inner = compose(this, { _io: io, _link: link, _options: options });
        this._inner = () => inner;
    }
    /** @internal */
    _self() {
        return this._inner()._teller._socket;
    }
    /** The Manager whose connection this namespace uses. */
    get io() {
        return this._inner()._io;
    }
    /** Has the namespace been joined, over a connection that is open? */
    get connected() {
        // a property of its own: what watches an app's state sees it change
        return this._shown === "connected";
    }
    /** Tests make believe. It shows that until the state changes; what is sent and told goes by the state. */
    set connected(connected) {
        this._shown = connected ? "connected" : "disconnected";
    }
    /** The opposite of `connected`. */
    get disconnected() {
        return !this.connected;
    }
    /** Is it connected, or will it connect by itself? */
    get active() {
        return this._inner()._membership._isActive;
    }
    /** `"disconnected"`, `"connecting"`, `"connected"` or `"reconnecting"`. */
    get state() {
        return this._inner()._membership._shown;
    }
    /** Events that wait to be sent; may be emptied or replaced, in a `connect` listener at the latest. */
    get sendBuffer() {
        return this._inner()._outbox._once._held;
    }
    /** Replaces them; with an empty list, none is sent. */
    set sendBuffer(events) {
        this._inner()._outbox._once._put(events);
    }
    /** What waits to be sent: how many events, and the bytes of their data. */
    get buffered() {
        const { _link, _outbox } = this._inner();
        const { byteLength } = _link._platform;
        const bytes = _outbox._allHeld.reduce((sum, { _frames }) => sum + sumOf(_frames, byteLength), 0);
        return { count: _outbox._heldCount, bytes };
    }
    /** Emits the reserved events, `state_change` and `dropped`, whatever names the app uses for its own events. */
    get lifecycle() {
        return this._inner()._teller._lifecycle;
    }
    /** Connects, or does nothing if connected. During a wait for reconnection it connects now. */
    connect() {
        this._faced()._membership._connect();
        return this;
    }
    /** The same as {@link connect}. */
    open() {
        return this.connect();
    }
    /** Leaves the namespace; the connection is closed with its last one. What was emitted before is still sent. */
    disconnect() {
        this._faced()._membership._disconnect();
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
        this._inner()._link._cut();
        return this.connect();
    }
    /**
     * Resolves once the socket is connected, at once if it is. Rejects with the last error when it gives up, or is told to
     * (`ERR_DISCONNECTED`), when `timeout` ms have passed (`ERR_CONNECT_TIMEOUT`), or with `ERR_ABORTED`. The socket goes on
     * in the last two cases.
     */
    ready({ signal, timeout } = {}) {
        const { _link, _teller } = this._inner();
        const owner = (this[VIEW]?._owner ?? this);
        return whenReady(this._self(), _teller._lifecycle, _link._clock, { signal, timeout }).then(() => owner);
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
        const inner = (own ?? this)._inner();
        const { _next } = inner;
        const view = own ?? _next;
        if (view === _next)
            inner._next = undefined;
        if (!own && view && !view._touched)
            warnOnce(inner._link._platform, "emit() took the time limit of timeout(), whose result was not used: emit on that");
        inner._outbox._submit(view?._flags ?? NO_FLAGS, [event, ...args]);
        return (own?._owner ?? this);
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
            const outbox = (this[VIEW] ?? this)._inner()._outbox;
            const settle = (error, value) => (error ? reject(error) : resolve(value));
            // told by the function itself, should `emit` be called later, and by the call, should another function take its place
            settle._isPromise = outbox._isPromise = true;
            try {
                this.emit(event, ...args, settle);
            }
            finally {
                outbox._isPromise = false;
            }
        });
    }
    /** A view whose events are dropped when they can't be sent now. */
    get volatile() {
        return this._view({ volatile: true });
    }
    /** A view whose acknowledgements must come within `timeout` ms, and whose callbacks take an error first. */
    timeout(timeout) {
        return this._view({ timeout }, { _passes: true });
    }
    /** A view whose events are not compressed, if `compress` is `false`. */
    compress(compress) {
        return this._view({ compress });
    }
    /** A view whose events are given up when `signal` is aborted, and whose callbacks take an error first (`ERR_ABORTED`). */
    signal(signal) {
        return this._view({ signal });
    }
    /** Calls `listener` with every event that comes in, its name first. */
    onAny(listener) {
        this._inner()._inbox._listeners.push(listener);
        return this;
    }
    /** As {@link onAny}, before the others. */
    prependAny(listener) {
        this._inner()._inbox._listeners.unshift(listener);
        return this;
    }
    /** Removes a listener of {@link onAny}, or all. */
    offAny(listener) {
        remove(this._inner()._inbox._listeners, listener);
        return this;
    }
    /** The listeners of {@link onAny}. */
    listenersAny() {
        return this._inner()._inbox._listeners;
    }
    /** Calls `listener` with every event that is sent, its name first. */
    onAnyOutgoing(listener) {
        this._inner()._outbox._listeners.push(listener);
        return this;
    }
    /** As {@link onAnyOutgoing}, before the others. */
    prependAnyOutgoing(listener) {
        this._inner()._outbox._listeners.unshift(listener);
        return this;
    }
    /** Removes a listener of {@link onAnyOutgoing}, or all. */
    offAnyOutgoing(listener) {
        remove(this._inner()._outbox._listeners, listener);
        return this;
    }
    /** The listeners of {@link onAnyOutgoing}. */
    listenersAnyOutgoing() {
        return this._inner()._outbox._listeners;
    }
    /** @internal */
    get [FIRST]() {
        const { _outbox } = this._inner();
        return (_outbox._first ?? (_outbox._first = firstOf(_outbox)));
    }
    /** @internal The settings for what is emitted on it. */
    get _flags() {
        return (this[VIEW] ?? this._inner()._next)?._flags ?? NO_FLAGS;
    }
    /** What is in the socket, which knows from now on how the app has it. */
    _faced() {
        const inner = this._inner();
        inner._teller._face = this;
        return inner;
    }
    /** `_passes`: if nothing is done with the view, the socket's own next emit in this synchronous run takes its settings. */
    _view(flags, { _passes } = { _passes: false }) {
        const own = this[VIEW];
        const view = new View(own ? { ...own._flags, ...flags } : flags, own?._owner ?? this, this._inner);
        if (_passes && !own)
            view._pass();
        return new Proxy(this._self(), view);
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
/** The number of an option; `undefined` if none was given, where text that came from an environment may be empty. */
const numberOf = (value) => {
    const number = value == null || value === "" ? NaN : value === false ? Infinity : Number(value);
    return Number.isNaN(number) ? undefined : number;
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
        const value = resolved[name];
        const number = numberOf(value) ?? standard;
        resolved[name] = name === "reconnectionDelayMax" && number <= 0 ? standard : number;
        // a part of the delay, of which `false` is none
        if (name === "randomizationFactor")
            resolved[name] = value === false ? 0 : Math.min(number, 1);
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
const ALLOWED = new Map([
    ...Object.keys(OURS$1).map((name) => [name, 0]),
    ["retryWindow", 1],
    ["lifecycleEvents", "all or v4"],
    ["retryRefused", "boolean or function"],
    ["reconnectionPolicy", "function"],
    ["closeOnOffline", "boolean"],
    ["networkEvents", "object"],
    ["bufferLimit", "object"],
    ["session", "function"],
]);
const BUFFER_LIMIT = new Map([
    ["events", 0],
    ["bytes", 0],
    ["age", 0],
    ["onFull", "reject or drop-oldest or drop-newest"],
]);
const checkAll = (given, allowed) => {
    for (const name in given) {
        const rule = allowed.get(name);
        const value = given[name];
        if (rule === undefined || value == null)
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
    const readable = parts && hostname && known && port < 65536 && /^(\/[^?#]*)?$/.test(endpoint || "");
    // the credentials and the query may be secret
    const fault = readable
        ? undefined
        : `no server's address: URL "${url.replace(/^[^?#]*@|[?#].*/gs, "")}", path "${endpoint}"`;
    return { fault, secure, hostname, port: `${port}`, path, query };
};
/** Half a character, as of a name that was cut in the midst of an emoji, has no place in a URL: as in a form, U+FFFD takes it. */
const encode$1 = (value) => encodeURIComponent(`${value}`.replace(/[\ud800-\udfff]/gu, "\ufffd"));
/** Without URLSearchParams, of which React Native has half. */
const encodeQuery = (query) => Object.entries(query)
    .map((pair) => pair.map(encode$1).join("="))
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
    const where = (path || "/socket.io").replace(/^\/?/, "/").replace(/\/?$/, addTrailingSlash === false ? "" : "/");
    return `${scheme}${secure || transport === "webtransport" ? "s" : ""}://${hostname}:${port}${where}?${parameters.join("&")}`;
};

/** Bytes that an answer takes beside its data, while it waits to be sent. */
const ANSWER = 500;
/**
 * What the server made us answer since it last read something: pongs, acknowledgements, DISCONNECTs. One that asks and asks, and
 * reads nothing, does not take all memory.
 */
class Answers {
    /** The session is told once, in a later turn: it may be the app that answers, and no call of the app calls it back. */
    constructor(limit, session) {
        this._bytes = 0;
        this._limit = limit;
        this._session = session;
    }
    get _isFull() {
        return this._bytes > this._limit;
    }
    /** Tells it once more, if there is no room: nothing more is heard, of which there may be much. */
    _check() {
        if (this._isFull)
            this._session._unread();
    }
    /** Takes the room of an answer with so much data; `false` if there is none left. */
    _take(bytes) {
        const was = this._isFull;
        this._bytes += bytes + ANSWER;
        if (this._isFull && !was)
            Promise.resolve().then(() => this._session._unread());
        return !this._isFull;
    }
}

/**
 * A number of the handshake, where fractions and zeros are as good as any. A server that has its options from an environment
 * says them as text. Throws for what is none.
 */
const countOf = (value) => {
    const count = typeof value === "string" && value ? Number(value) : value;
    if (typeof count !== "number" || !Number.isFinite(count) || count < 0)
        throw new Error(`${value}`);
    return count;
};
/** Reads an `open` packet; throws a ConnectError where something is not what it has to be, since it comes from the network. */
const parseHandshake = ({ type, data }, transport) => {
    try {
        const handshake = JSON.parse(data);
        const { sid, upgrades, pingInterval, pingTimeout, maxPayload } = handshake;
        const valid = type === "open" && sid && typeof sid === "string" && Array.isArray(upgrades);
        if (!valid)
            throw new Error(data);
        return Object.assign(handshake, {
            pingInterval: countOf(pingInterval),
            pingTimeout: countOf(pingTimeout),
            maxPayload: Math.floor(countOf(maxPayload ?? 0)),
        });
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
    constructor(clock, sink) {
        /** ms left when the wall clock showed `_at`, and the monotonic one `_ticks`. */
        this._left = 0;
        this._at = 0;
        this._ticks = 0;
        this._clock = clock;
        this._sink = sink;
    }
    /** Sets the limit, ms from now. */
    _set(ms) {
        const { _clock } = this;
        const step = Math.min(ms, STEP);
        this._clear();
        this._left = ms;
        this._at = _clock.now();
        this._ticks = _clock.ticks();
        this._timer = _clock.setTimeout(() => {
            // at least the step has passed, whatever was done to the clocks
            const passed = Math.max(step, _clock.now() - this._at, _clock.ticks() - this._ticks);
            const left = this._left - passed;
            if (left > 0)
                this._set(left);
            else
                this._sink._expired({ _isLate: passed > step + STEP });
        }, step);
    }
    /** Is it over, by the wall clock? */
    get _over() {
        return this._clock.now() - this._at >= this._left;
    }
    /** Calls back if it is over, by the wall clock. */
    _check() {
        if (!this._over)
            return;
        this._clear();
        this._sink._expired({ _isLate: true });
    }
    _clear() {
        this._clock.clearTimeout(this._timer);
    }
}

/** The time until the server's next ping is due; each ping sets it anew, and nothing else does. */
class Heartbeat extends WallTimer {
    constructor(clock, handshake, sink) {
        super(clock, sink);
        this._period = periodOf(handshake);
        this._set(this._period);
    }
    /**
     * Is it not over, by the wall clock? If it is, that is told in a later turn: it may be `emit()` that asks, and no call of the app
     * calls the app.
     */
    _isAlive() {
        const isOver = this._over;
        if (isOver)
            Promise.resolve().then(() => this._check());
        return !isOver;
    }
    /** A ping came. */
    _beat() {
        const now = this._clock.now();
        // once in a millisecond, as there may be millions of them in one payload
        if (now !== this._last)
            this._set(this._period);
        this._last = now;
    }
}

/** Opens a transport. Returns the function that gives up, and tells nobody. */
const openOne = (session, kind, sink) => {
    let transport;
    let timer;
    const failed = (what, cause) => kind
        ? connectError("ERR_TRANSPORT", "transport", `${kind._type} error: ${what}`, { transport: kind._type, cause })
        : connectError("ERR_NO_TRANSPORT", "transport", "No transports available");
    const begin = (one) => {
        const made = new one(session);
        transport = made;
        made._sink = {
            _ready() { },
            _packet(packet) {
                transport = undefined;
                sink._won(made, packet, one);
            },
            _closed: (error, cause) => sink._closed(error ?? failed("closed", cause)),
        };
        sink._started(made);
        session._platform.soon(() => {
            if (!made._over)
                made._try(() => made._open());
        });
    };
    const refuse = (cause) => {
        timer = session._clock.setTimeout(() => sink._closed(failed(messageOf(cause), cause)), 0);
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
        session._clock.clearTimeout(timer);
        transport?._abort();
    };
};

/** Words of our own, which an app may use as well. */
const OURS = "websocket webtransport polling undefined";
/** Letters of the shortest word that may be secret. */
const LEAST$1 = 6;
/** How deep causes and what they hold are looked through. */
const DEPTH$1 = 9;
/** What it gives; nothing, if that throws: the app's own options, and what it throws, may resist. */
const unlessItThrows = (give) => {
    try {
        return give();
    }
    catch {
        return;
    }
};
/** The words of it that may be secret; of what can't be read nothing was sent. */
const wordsOf = (give) => {
    const text = unlessItThrows(() => JSON.stringify(give(), (_, value) => (typeof value === "object" ? value : String(value))));
    return text?.replace(/%\w\w/g, " ").match(/[\w-]{6,}/g) ?? [];
};
/**
 * Says of a word whether one of these is in it, without a look at each: there may be thousands, as each namespace has its own, and
 * a page in which they are looked for has thousands of words, too.
 */
const finderOf = (secrets) => {
    const byStart = new Map();
    for (const secret of secrets) {
        const start = secret.slice(0, LEAST$1);
        byStart.set(start, (byStart.get(start) ?? new Set()).add(secret));
    }
    return (word) => {
        for (let i = 0; i + LEAST$1 <= word.length; i++)
            for (const secret of byStart.get(word.slice(i, i + LEAST$1)) ?? [])
                if (word.startsWith(secret, i))
                    return true;
        return false;
    };
};
/**
 * Takes out of an error of this session what the app sends as its credentials: an error page, or the platform, may have
 * repeated it. All that a session tells of its end, and of an upgrade, goes through here.
 *
 * Secret are the words of six letters or more in what is sent. In words, since who echoes a request may write it in another way.
 */
const conceal = ({ _target, _options, _credentials }, details) => {
    const { extraHeaders, transportOptions, protocols, passphrase, _cookies } = _options;
    const sent = [
        () => queryOf(_target, _options),
        () => extraHeaders,
        () => Object.values(transportOptions ?? {}).map((one) => one?.extraHeaders),
        () => [protocols, passphrase, `${_cookies ?? ""}`, _credentials],
    ];
    const isSecret = finderOf(sent.flatMap(wordsOf).filter((word) => !OURS.includes(word)));
    const redact = (holder, depth) => {
        for (const name of Object.getOwnPropertyNames(holder))
            unlessItThrows(() => {
                const value = Reflect.get(holder, name);
                if (typeof value === "string" && !/^(url|code|phase|type|transport)$/.test(name)) {
                    const text = value.replace(/[\w-]{6,}/g, (word) => (isSecret(word) ? "***" : word));
                    // some can't be written to
                    Reflect.set(holder, name, text);
                }
                else if (depth && (value?.stack || [Object, Array].includes(value?.constructor)))
                    redact(value, depth - 1);
            });
    };
    redact(details, DEPTH$1);
};

/** What the server said when the session opened, for as long as packets may be sent. */
const handshakeOf = (state) => state.name === "open" || state.name === "closing" ? state._handshake : undefined;
/** Is it not decided yet whether the session moves to a better transport? */
const isUpgrading = (state) => state.name === "open" && !!state._upgrade?._isOpen;
const opening = (_giveUp) => ({ name: "opening", _giveUp });
const open$1 = (_handshake, _heartbeat) => ({
    name: "open",
    _handshake,
    _heartbeat,
    _upgrade: undefined,
});
const closing$1 = (_handshake, _timer) => ({ name: "closing", _handshake, _timer });
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
        /** Was it one that goes alone? */
        this._alone = undefined;
        /** Does the server not say that it has read? */
        this._isDeaf = false;
        /** There while nothing is to be sent. */
        this._gap = undefined;
        this._clock = clock;
        this._since = clock.ticks();
    }
    /** ms since something was last sent. */
    get _passed() {
        return this._clock.ticks() - this._since;
    }
    /** A batch went out that began with this packet. */
    _sent({ _alone }) {
        this._since = this._clock.ticks();
        this._alone = _alone;
    }
    /** Does the packet have to wait until what was sent is read? */
    _parts({ _alone }) {
        return _alone !== this._alone;
    }
    /** Waits until the server has read what was sent, or may be taken to have; what is asked for meanwhile waits as well. */
    _wait(transport, go) {
        const { writable, _posts } = transport;
        const end = (how) => {
            this._isDeaf = how === "deaf";
            // an answer that came too late
            if (this._gap !== gap)
                return;
            this._stop();
            go(writable ? "rested" : undefined);
        };
        const asked = !this._isDeaf && transport._whenRead(() => end("hears"));
        // what the transport still has is yet to be written; a POST was answered
        const passed = writable ? Math.max(0, this._passed) : 0;
        const wait = _posts ? 0 : asked ? PATIENCE : GAP - passed;
        const gap = this._clock.setTimeout(() => end(asked || this._isDeaf ? "deaf" : "hears"), wait);
        this._gap = gap;
    }
    /** Waits no more. */
    _stop() {
        this._clock.clearTimeout(this._gap);
        this._gap = undefined;
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
        if (end && (packet._blobs || packet._alone !== queue[0]?._alone || (maxPayload && bytes > maxPayload + 1)))
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
        this._packets = [];
        this._session = session;
        this._spacing = new Spacing(session._clock);
    }
    /** Queues the frames of one Socket.IO packet. */
    _write(frames, owner, options, order) {
        const { length } = frames;
        for (let i = 0; i < length; i++) {
            const data = frames[i];
            // on the first frame: once that is handed over, the packet is
            const packet = i
                ? { type: "message", data }
                : { type: "message", data, _owner: owner, _frames: frames };
            if (!i && (length > 1 || typeof data === "object") && frames.some(isBlob) && this._readsBlobs)
                packet._blobs = "unread";
            if (order)
                packet._alone = true;
            if (options)
                packet.options = options;
            this._push(packet);
        }
        // all that a listener of the page's last event emits goes in one request
        if (this._session._parting)
            this._flushLater();
        else
            this._flush();
        if (length > 1)
            keepBytes(this._packets.slice(-length));
    }
    /** One pong answers all pings that came before it goes out. */
    _pong() {
        const last = this._packets[this._packets.length - 1];
        if (last?.type === "pong" || !this._session._answers._take(0))
            return;
        this._push({ type: "pong" });
        this._flush();
    }
    _push(packet) {
        this._session._notify("packetCreate", packet);
        this._packets.push(packet);
    }
    /** Bytes of what waits. */
    get _bytes() {
        return sumOf(this._packets.map(({ data }) => data ?? ""), this._session._platform.byteLength);
    }
    /** Takes off all that waits; returns the owners of what was not sent. */
    _clear() {
        return this._packets.splice(0).flatMap(({ _owner }) => _owner ?? []);
    }
    /**
     * The error of a packet that is too large for every transport that there is, or may be soon: until an upgrade has failed, it
     * counts what the better one takes. `base64`: as polling sends it.
     */
    _tooLarge(frames, form = this._session.transport._posts && !this._session._isUpgrading ? "base64" : "raw") {
        const { _handshake, _platform } = this._session;
        return _handshake?.maxPayload ? tooLarge(frames, _handshake.maxPayload, form, _platform) : undefined;
    }
    /** Hands to the transport what it takes now. `rested`: the server has read what was sent before. */
    _flush(since) {
        const { _session: session, _spacing: spacing, _packets: queue } = this;
        const { _handshake: handshake, transport } = session;
        const [head] = queue;
        if (!handshake || spacing._gap || !transport._idle)
            return;
        if (!head)
            return session.readyState === "closing" ? transport._close() : undefined;
        if (!since && spacing._parts(head))
            return this._rest(transport);
        if (transport._posts && this._holds(head))
            return;
        if (head._blobs)
            return this._read(head);
        if (session._answers._bytes && transport.writable)
            session._answers._bytes = 0;
        const length = batchLength(queue, transport._posts ? handshake.maxPayload : 0, session._platform.byteLength);
        this._packets = queue.length > length ? queue.splice(length) : [];
        transport._send(queue);
        spacing._sent(head);
        session._handed();
        this._flush();
    }
    _flushLater() {
        Promise.resolve().then(() => this._flush());
    }
    _rest(transport) {
        this._spacing._wait(transport, (since) => this._flush(since));
    }
    /** Reads the Blobs of the first packet, before anything of it is handed over; what is behind waits, to keep the order. */
    _read(head) {
        if (head._blobs === "reading")
            return;
        head._blobs = "reading";
        readBlobs(this._packets.slice(0, head._frames?.length), this._session._platform).then(() => {
            head._blobs = undefined;
            this._flush();
        }, (cause) => {
            const text = `can't read a Blob: ${messageOf(cause)}`;
            this._refuse(head, new HoldfastError("ERR_ENCODE", text, { cause, delivery: "not-sent" }));
        });
    }
    /** Is the packet too large for polling? Then it waits for an upgrade, or is refused if there will be none. */
    _holds(head) {
        const error = this._tooLarge(head._frames ?? [], "base64");
        if (error && !this._session._isUpgrading)
            this._refuse(head, error);
        return !!error;
    }
    /** Goes on without the first packet, unless the session is over meanwhile. */
    _refuse(head, error) {
        if (this._packets[0] === head) {
            this._packets.splice(0, head._frames?.length);
            this._session._sink?._onRefused(head._owner, error);
        }
        this._flush();
    }
    /** A browser's WebSocket reads Blobs itself, as a stream; no other transport does, and that of Node does not survive one that fails. */
    get _readsBlobs() {
        const { transport, _options, _platform } = this._session;
        return transport.name !== "websocket" || !!_options.forceBase64 || !!_platform.readsBlobs;
    }
}

/** ms that a session has to send what is queued and to say goodbye. */
const CLOSE_TIMEOUT = 5000;
/** The transport manager: one Engine.IO session, from the handshake over an upgrade to the close. */
class Engine extends OwnEmitter {
    /** @internal */
    constructor(init) {
        super(init._platform.report);
        /** Session ID, while there is a session. */
        this.id = undefined;
        /** @internal */ this._state = opening(() => { });
        /** @internal */ this._parting = false;
        /** @internal What namespaces were joined with, where that is something. */
        this._credentials = undefined;
        /** @internal The session's id, also once it is over. */ this._sid = undefined;
        Object.assign(this, init);
        this.binaryType = init._platform.binaryType;
        this._answers = new Answers(init._options.maxMessageBytes, this);
        this._writer = new Writer(this);
    }
    /** `"opening"`, `"open"`, `"closing"` or `"closed"`. */
    get readyState() {
        return this._state.name;
    }
    /** @internal While packets may be sent. */
    get _handshake() {
        return handshakeOf(this._state);
    }
    /** @internal Is it not decided yet whether the session moves to a better transport? */
    get _isUpgrading() {
        return isUpgrading(this._state);
    }
    /** Packets not yet handed to the transport. */
    get writeBuffer() {
        return this._writer._packets;
    }
    /** Bytes that wait to be sent: those not yet handed to the transport, and those that it has. */
    get bufferedAmount() {
        return this._writer._bytes + (this.transport?.bufferedAmount ?? 0);
    }
    /** Ends the session after what is queued was sent; reason `"forced close"`. */
    close() {
        this._self()._goodbye();
        return this;
    }
    _goodbye() {
        const state = this._state;
        if (state.name === "opening")
            this._end("forced close");
        if (state.name !== "open")
            return;
        const timer = this._clock.setTimeout(() => this._end("forced close"), CLOSE_TIMEOUT);
        this._enter(closing$1(state._handshake, timer));
        this._writer._flush();
        this._tell("forced close", undefined, []);
    }
    // ---- for the Manager
    /** @internal `timeout`: ms, of which each transport has its share before the next starts beside it. */
    _open(timeout) {
        const kinds = this._kinds;
        const race = kinds.find(({ _race }) => _race)?._race;
        this._enter(opening(race ? race(this, kinds, timeout, this) : openOne(this, kinds[0], this)));
    }
    /** @internal Closes, and tells its sink nothing more. */
    _leave() {
        this._sink = undefined;
        this.close();
    }
    /** @internal Ends at once, and tells its sink nothing more. */
    _forsake() {
        this._sink = undefined;
        this._end("forced close");
    }
    /** @internal The page goes away: nobody is told any more, and what is sent outlives it. */
    _part() {
        this._sink = undefined;
        this._parting = true;
        this._writer._flush();
    }
    /** @internal The page is kept in the background: says goodbye as far as that goes, and ends at once. */
    _suspend() {
        this._parting = true;
        this._end("transport close", { description: "page hidden" });
        // a page is not kept with a request under way
        this.transport?._abort();
    }
    /** @internal Would a packet go out without much delay? */
    get _writable() {
        return this._alive() && this.transport.writable;
    }
    /** @internal Why no transport that there is, or may be soon, takes the frames, if none does. */
    _tooLarge(frames) {
        return this._writer._tooLarge(frames);
    }
    /** @internal Queues the frames of one Socket.IO packet; `alone`: in a turn of its own. */
    _write(frames, owner, options, order) {
        this._writer._write(frames, owner, options, order);
    }
    /** @internal Is the session open, and the next ping not overdue? If it is, the session ends in a later turn. */
    _alive() {
        const state = this._state;
        this.transport?._check();
        return state.name === "open" && state._heartbeat._isAlive();
    }
    /** @internal What the server made us answer waits, and it reads nothing of it. */
    _unread() {
        this._end("transport error", connectError("ERR_BUFFER_FULL", "transport", "the server reads no answers"));
    }
    /** @internal Ends the session at once: nothing more is sent but a goodbye, for which nobody waits. */
    _end(reason, details) {
        const { name } = this._state;
        if (name === "closed")
            return;
        this._enter(closed());
        if (name === "open")
            this.transport._forsake();
        else
            this.transport?._abort();
        // as in socket.io-client, whose types do not say so either
        this.id = null;
        if (details)
            conceal(this, details);
        const unsent = this._writer._clear();
        if (name !== "closing")
            this._tell(reason, details, unsent);
    }
    /** The one way from a state to another. */
    _enter(next) {
        const last = this._state;
        this._state = next;
        this._writer._spacing._stop();
        if (last.name === "opening")
            last._giveUp();
        else if (last.name === "open") {
            last._heartbeat._clear();
            // gives polling its lanes back, if an upgrade had paused it
            last._upgrade?._giveUp();
        }
        else if (last.name === "closing")
            this._clock.clearTimeout(last._timer);
    }
    // ---- for the transport
    /** @internal */ _url(name, options) {
        return requestUrl(this._target, options, name, this._sid, this._platform.random);
    }
    /** @internal */ _ready() {
        if (!this.writeBuffer.length)
            this._notify("drain");
        this._writer._flush();
    }
    /** @internal */ _handed() {
        this._notify("flush");
        // polling tells when the answer is there
        if (!this.transport._posts && this._callbacks.get("drain"))
            this._clock.setTimeout(() => this._writable && this._notify("drain"), 0);
    }
    /** @internal */ _closed(error, details) {
        if (!error)
            return this._end("transport close", details);
        this._end(error.code === "ERR_PARSE" ? "parse error" : "transport error", error);
    }
    /** @internal */ _packet(packet) {
        this._answers._check();
        this._notify("packet", packet);
        const { type, data = "" } = packet;
        const state = this._state;
        if (state.name !== "open")
            return;
        if (type === "message") {
            this._sink?._onMessage(data);
            this._notify("data", data);
            this._notify("message", data);
        }
        else if (type === "ping") {
            state._heartbeat._beat();
            this._writer._pong();
            this._sink?._onPing();
            this._notify("ping");
            this._notify("pong");
        }
        else if (type === "close") {
            // the server needs no goodbye
            this.transport._abort();
            this._end("transport close", { description: "transport closed by the server" });
        }
        // a second `open`, a `pong` or `upgrade` nobody asked for, and `noop` change nothing
    }
    // ---- opening and upgrading
    /** @internal */ _started(transport) {
        this.transport = transport;
    }
    /** @internal */ _won(transport, packet, kind) {
        this.transport = transport;
        transport._sink = this;
        let handshake;
        try {
            handshake = parseHandshake(packet, transport.name);
        }
        catch (error) {
            return this._end("parse error", error);
        }
        const state = open$1(handshake, new Heartbeat(this._clock, handshake, this));
        this.id = this._sid = handshake.sid;
        this._enter(state);
        this._notify("packet", packet);
        this._notify("handshake", handshake);
        this._notify("open");
        const facts = { _offered: handshake.upgrades, _took: this._writer._spacing._passed };
        if (this._state === state)
            state._upgrade = kind._upgrade?.(this, transport, facts);
        this._sink?._onOpen();
        this._writer._flush();
    }
    /** @internal No ping came in time. */
    _expired({ _isLate }) {
        const sink = this._sink;
        // it was late when it was asked for, and the session has been closed since
        if (this._state.name !== "open")
            return;
        this._end("ping timeout");
        if (_isLate)
            sink?._wake();
    }
    /** @internal */ _upgradeFailed(error) {
        conceal(this, error);
        this._notify("upgradeError", error);
    }
    /** @internal */ _upgradeEnded() {
        this._writer._flush();
    }
    /** @internal */ _swap(candidate) {
        candidate._sink = this;
        this.transport = candidate;
        this._notify("upgrade", candidate);
        this._sink?._onUpgrade();
    }
    /** @internal */ _notify(event, ...args) {
        if (this._callbacks.size)
            this._call(event, args);
    }
    _tell(reason, details, unsent) {
        const sink = this._sink;
        this._sink = undefined;
        sink?._onClose(reason, details, unsent);
        this._notify("close", reason, details);
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
const NOBODY = { _packet() { }, _ready() { }, _closed() { } };
/** One way to carry Engine.IO packets. */
class Transport {
    /** @internal */
    constructor(session) {
        /** @internal */ this._sink = NOBODY;
        /** @internal */ this._over = false;
        /** @internal What is to come later; it ends with the transport. */ this._timer = undefined;
        /** @internal The address that was used last. */ this._address = undefined;
        const { _type } = new.target;
        const { _options } = session;
        this.name = _type;
        this._session = session;
        const own = _options.transportOptions?.[_type];
        this._options = own ? Object.create(_options, Object.getOwnPropertyDescriptors(own)) : _options;
    }
    /** Does a batch go as one payload, which the server answers? */
    get _posts() {
        return false;
    }
    /** Ends, in a later turn, if the platform has begun to close it and does not tell. */
    _check() { }
    /** Calls back once the server has read what was sent, in a later turn; says whether it will be told. */
    _whenRead(_callback) {
        return false;
    }
    /** Would it pass a packet on without much delay? Volatile events go out only then. */
    get writable() {
        return this._idle;
    }
    /** Ends at once and tells nobody. */
    _abort() {
        this._over = true;
        this._session._clock.clearTimeout(this._timer);
        this._release();
    }
    /**
     * Tells nobody any more. Of a session that may live at the server it says goodbye, without which the server would keep it,
     * and is gone when that was answered or has had its time; nobody waits for it.
     */
    _forsake() {
        if (this._over || this._isForsaken)
            return;
        this._sink = NOBODY;
        if (!this._session.id)
            return this._abort();
        this._later(GRACE, () => this._abort());
        this._close();
    }
    /** Does nobody wait for its goodbye? */
    get _isForsaken() {
        return this._sink === NOBODY;
    }
    _end(error, details) {
        if (this._over)
            return;
        const { _sink } = this;
        if (error && !this._isForsaken && this._mayLive(error))
            this._forsake();
        else
            this._abort();
        _sink._closed(error, details);
    }
    /** After such an error, may the session live at the server, and be told goodbye? */
    _mayLive({ code }) {
        return code === "ERR_PARSE";
    }
    /** Bytes that it was handed and has not sent, as far as it knows. */
    get bufferedAmount() {
        return 0;
    }
    /** Does something later, in place of what was to be done then; not if it ends before. */
    _later(ms, action) {
        const { _clock } = this._session;
        _clock.clearTimeout(this._timer);
        this._timer = _clock.setTimeout(action, ms);
    }
    /** Does what the app's options or the platform may make fail: if it throws, this fails, in a later turn as ever. */
    _try(action, fail) {
        try {
            action();
        }
        catch (error) {
            this._failLater(error, fail);
        }
    }
    _failLater(error, fail = (cause) => this._fail(cause)) {
        this._later(0, () => fail(error));
    }
    /** @internal Takes what came in as one packet, or ends. */
    _receive(frame, limit = this._options.maxMessageBytes) {
        // what still comes is not worth a look
        if (this._over)
            return;
        const { _platform, binaryType } = this._session;
        const packet = decodeFrame(frame, binaryType, _platform);
        if (!packet)
            return this._fail("not an Engine.IO packet", { code: "ERR_PARSE" }, "parse error");
        const size = excessOf(packet.data, limit, "raw", _platform.byteLength);
        if (size) {
            const text = `${size} bytes, maxMessageBytes is ${limit}`;
            return this._fail(text, { code: "ERR_PAYLOAD_TOO_LARGE", size, limit }, "message too large");
        }
        this._sink._packet(packet);
    }
    /** The address for a request or connection made now. */
    _url() {
        this._address = this._session._url(this.name, this._options);
        return this._address;
    }
    /** Ends with an error whose message starts with `prefix`, which apps compare with. */
    _fail(cause, fields = {}, prefix = `${this.name} error`) {
        // such as of requests that were aborted: an error is not cheap
        if (this._over)
            return;
        const tooLarge = isHoldfastError(cause, "ERR_PAYLOAD_TOO_LARGE") ? cause : fields;
        const { code = "ERR_TRANSPORT", size, limit } = tooLarge;
        const { status, description = cause } = fields;
        this._end(connectError(code, "transport", `${prefix}: ${messageOf(cause)}`, {
            type: "TransportError",
            transport: this.name,
            url: this._address?.split("?")[0],
            cause,
            size,
            limit,
            ...fields,
            description: status ?? description,
        }));
    }
}

/**
 * Chooses those that the app asks for, in a list or one alone (names that nobody knows are passed over), and that the platform
 * can do. `first` comes first, if it is among them.
 */
const chooseKinds = (known, asked, platform, first) => {
    let hint;
    const kinds = [asked || known]
        .flat()
        .flatMap((one) => (typeof one === "string" ? known.filter(({ _type }) => _type === one) : one))
        .filter(({ _type }) => {
        const lacks = platform.lacks(_type);
        // few runtimes have WebTransport
        if (lacks && (asked || _type !== "webtransport"))
            hint ?? (hint = `this runtime has no ${lacks}`);
        return !lacks;
    })
        .sort((a, b) => Number(b._type === first) - Number(a._type === first));
    // a copy takes no more room than it needs
    return { kinds: [...kinds], hint };
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
const prepare = (given, opts, { _isUnsticky }) => {
    const { _platform, _target } = given;
    const _options = withDefaults(opts, { _cookies: opts.withCredentials ? _platform.cookies?.() : undefined });
    const last = opts.rememberUpgrade ? memory.get(hostOf(_target)) : undefined;
    const first = _isUnsticky && !losesHeaders(_platform, _options) ? "websocket" : last;
    const asked = opts.transports || opts.transportImplementations;
    const { kinds, hint } = chooseKinds(given._kinds, asked, _platform, first);
    return { _init: { ...given, _options, _kinds: kinds }, _hint: hint };
};

/** The namespaces of a connection, by name. */
class Namespaces {
    constructor() {
        this._byName = new Map();
    }
    /** Are there none? Then the app wants the connection for itself. */
    get _isEmpty() {
        return !this._byName.size;
    }
    /** Does anybody want a connection? The app alone, where there is no namespace. */
    get _isNeeded() {
        return this._isEmpty || this._some(({ _isActive }) => _isActive);
    }
    _some(test) {
        for (const namespace of this._byName.values())
            if (test(namespace))
                return true;
        return false;
    }
    /** The connection is lost: each is given its own of what was not sent. */
    _linkLost({ _unsent, ...lost }) {
        const own = new Map();
        for (const packet of _unsent) {
            const packets = own.get(packet.nsp);
            if (packets)
                packets.push(packet);
            else
                own.set(packet.nsp, [packet]);
        }
        this._each((namespace, nsp) => namespace._linkLost({ ...lost, _unsent: own.get(nsp) ?? [] }));
    }
    /** Calls a function with each that is there now, for as long as it `goesOn`: listeners may make others. */
    _each(call, goesOn = () => true) {
        for (const [nsp, namespace] of [...this._byName])
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
const BINARY$1 = 3;
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
        return length ? [`${type + BINARY$1}${length}-${head}${json}`, ...binary] : [type + head + json];
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
    if (type === DISCONNECT || (type === CONNECT$1 && data === undefined))
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
    const plain = type > CONNECT_ERROR ? { ...packet, type: type - BINARY$1 } : packet;
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
        /** The packet that is being read, as far as it is. */
        this._packet = undefined;
        /** How many attachments it has, if any are due, how many of them came, where they go, and how many bytes there may be still. */
        this._count = 0;
        this._came = 0;
        this._slots = undefined;
        this._bytes = 0;
        this._timer = undefined;
        this._options = options;
        this._clock = clock;
        this._sink = sink;
    }
    add(frame) {
        // text while an attachment is due, or an attachment that nobody announced
        if ((typeof frame === "string") === this._count > 0)
            throw new Error(INVALID);
        if (typeof frame === "string")
            return this._text(frame);
        this._bytes -= bytesOf(frame);
        if (this._bytes < 0)
            throw new Error(INVALID);
        // numbers from the network are looked up in a Map and nowhere else
        for (const [holder, key] of this._slots?.get(this._came) ?? [])
            holder[key] = frame;
        if (++this._came < this._count)
            return;
        this.destroy();
        this._done(this._packet);
    }
    destroy() {
        this._slots = undefined;
        this._count = 0;
        this._clock.clearTimeout(this._timer);
    }
    _text(frame) {
        // most begin with `2[`, and are not searched
        if (frame[1] === "[")
            return this._read({ type: Number(frame[0]), nsp: "/" }, 0, frame.slice(1));
        const [head = "", digit = 9, attachments = 0, nsp = "/", id] = HEAD.exec(frame) ?? [];
        const packet = { type: Number(digit), nsp };
        if (id)
            packet.id = Number(id);
        this._read(packet, Number(attachments), frame.slice(head.length));
    }
    /** Reads the rest of a packet of which the head was read, with the type as it is on the wire. */
    _read(packet, attachments, json) {
        this._packet = undefined;
        const isBinary = packet.type > CONNECT_ERROR;
        if (isBinary)
            packet.type -= BINARY$1;
        const isParsed = this._parse(packet, json);
        this._packet = packet;
        if (isBinary !== attachments > 0 || attachments > this._options.maxAttachments || (isParsed && !isValid(packet)))
            throw new Error(INVALID);
        if (!isBinary)
            return this._done(packet);
        this._slots = findSlots(packet.data, attachments);
        this._count = attachments;
        this._came = 0;
        this._bytes = this._options.maxAttachmentBytes;
        this._timer = this._clock.setTimeout(() => this._sink._parseError(new Error("attachments missing")), this._options.attachmentTimeout);
    }
    _done(packet) {
        this._packet = undefined;
        this._sink._onPacket(packet);
    }
    /** Reads the data of a packet; says whether this runtime can. */
    _parse(packet, json) {
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
        this._session = undefined;
        /** Bytes of the packet that is coming in. */
        this._bytes = 0;
        /** Why packets were dropped: each reason is told once, since a peer user may send any number of such packets. */
        this._reasons = undefined;
        this._owner = owner;
        this._platform = platform;
        this._clock = clock;
        this._namespaces = namespaces;
        this._parser = owner.opts.parser ?? undefined;
        this._encoder = this._parser && new this._parser.Encoder();
    }
    /** A session is open: packets go over it, until it is closed. What the app has given as parser may throw. */
    _open(engine) {
        this._bytes = 0;
        this._session = { _engine: engine, _decoder: this._newDecoder(engine), _isCrowded: false };
    }
    _close() {
        this._session?._decoder.destroy?.();
        this._session = undefined;
    }
    /** The packet that was read last, or is being read; unknown with a parser of the app. */
    get _last() {
        return this._session?._decoder?._packet;
    }
    // ---- out
    _encode({ type, nsp, id, data }) {
        const packet = { type, nsp };
        if (data !== undefined)
            packet.data = data;
        if (id !== undefined)
            packet.id = id;
        try {
            return this._encoder ? this._encoder.encode(packet) : encode(packet);
        }
        catch (cause) {
            if (cause instanceof HoldfastError)
                throw cause;
            throw new HoldfastError("ERR_ENCODE", `can't encode the data: ${messageOf(cause)}`, { cause });
        }
    }
    _send(event) {
        const session = this._session;
        if (!session)
            return;
        if (event._frames.length > CROWD)
            session._isCrowded = true;
        session._engine._write(event._frames, event, event.options);
    }
    _post(packet) {
        const engine = this._session?._engine;
        if (!engine)
            return;
        const frames = this._encode(packet);
        if (!engine._answers._take(sumOf(frames)))
            return;
        if (packet.type === CONNECT$1 && packet.data)
            (engine._credentials ?? (engine._credentials = {}))[packet.nsp] = frames;
        const outgoing = { ...packet, _frames: frames };
        engine._write(frames, outgoing, undefined, packet.type === DISCONNECT ? "alone" : undefined);
    }
    /** A packet was too large for the transports that are left. */
    _onRefused(packet, error) {
        this._namespaces._byName.get(packet.nsp)?._refuse(packet, error);
    }
    // ---- in
    _onMessage(data) {
        const session = this._session;
        if (!session)
            return;
        session._isCrowded = false;
        this._bytes += lengthOf(data);
        try {
            session._decoder.add(data);
        }
        catch (cause) {
            this._parseError(cause, data);
        }
    }
    _newDecoder(engine) {
        if (!this._parser)
            return new Decoder(engine._options, this._clock, this);
        const decoder = new this._parser.Decoder();
        decoder.on("decoded", (packet) => {
            try {
                this._onPacket(checked(packet));
            }
            catch (cause) {
                // whether or not it is called from within `add`
                this._parseError(cause, packet);
            }
        });
        return decoder;
    }
    _parseError(cause, context) {
        const code = isHoldfastError(cause) ? cause.code : "ERR_PARSE";
        const error = connectError(code, "transport", `parse error: ${messageOf(cause)}`, { cause, context });
        this._session?._engine._end("parse error", error);
    }
    _onPacket(packet) {
        const session = this._session;
        if (!session)
            return;
        const bytes = this._bytes;
        this._bytes = 0;
        const reason = objection(packet, session._engine._options);
        if (reason)
            return this._reject(packet, reason);
        if (this._owner._callbacks.size)
            this._owner._call("packet", [packet]);
        this._namespaces._byName.get(packet.nsp)?._packet(packet, bytes);
    }
    _reject(packet, reason) {
        this._reasons ?? (this._reasons = new Set());
        if (!this._reasons.has(reason))
            this._platform.warn(`holdfast: a packet from the server was dropped: ${reason}`);
        this._reasons.add(reason);
        this._namespaces._byName.get(packet.nsp)?._reject(packet, reason);
    }
}

const NAMES = ["online", "offline", "visibilitychange", "pageshow", "pagehide", "resume"];
/** Listens to the sources, and to `beforeunload` if that is to end the connection. Returns the function that stops it. If one throws, so does this, having stopped. */
const listenToSignals = (sources, sink, { _hasUnload }) => {
    const listener = ({ type, target, persisted }) => {
        if (type === "offline")
            sink._offline();
        else if (type === "pagehide")
            sink._hide({ _isKept: !!persisted });
        else if (type === "beforeunload")
            sink._unload();
        // as its last event, a page that goes away is hidden
        else if (target?.visibilityState === "hidden")
            sink._gone();
        else
            sink._wake();
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
        this._isKept = false;
        this._connection = connection;
    }
    /** Listens, from when a connection is wanted until none is. */
    _start() {
        const { _manager, _platform } = this._connection;
        const { networkEvents, closeOnBeforeunload } = _manager.opts;
        const sources = networkEvents ? [networkEvents] : _platform.signals();
        if (sources.length)
            this._stopListening = listenToSignals(sources, this, { _hasUnload: !!closeOnBeforeunload });
    }
    _stop() {
        this._stopListening?.();
    }
    _wake() {
        const { _platform, _clock, engine } = this._connection;
        this._isKept = false;
        engine?._alive();
        const { _state } = this._connection;
        if (_state.name !== "waiting")
            return;
        this._connection._hurry(Math.max(_platform.random() * WAKE_SPREAD, _state._asked - _clock.ticks()));
    }
    _offline() {
        const { _manager, _target, engine } = this._connection;
        if (_manager.opts.closeOnOffline === false || isLoopback(_target.hostname))
            return;
        engine?._end("transport close", { description: "network connection lost" });
    }
    _hide({ _isKept }) {
        const { _clock, _state, engine } = this._connection;
        // a page that is kept must have no connection; it gets one when it is shown again
        this._isKept = _isKept;
        if (_isKept)
            engine?._suspend();
        else {
            engine?._part();
            if (_state.name === "connecting")
                _clock.clearTimeout(_state._timer);
        }
        if (_state.name !== "waiting")
            return;
        _state._timer._clear();
        _state._due = Infinity;
    }
    _gone() {
        const { _platform, engine } = this._connection;
        if (engine?._parting && _platform.pollsOutlivePage)
            this._unload();
    }
    _unload() {
        const { _state, engine } = this._connection;
        if (_state.name === "connected")
            engine?.transport._close();
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
        /** The attempt under way or due, counted since the last `connect`; 0 is the first connection. */
        this._attempt = 0;
        /** Doublings of the delay; outlives a connection that did not last. */
        this._step = 0;
        /** When it began to try. */
        this._since = 0;
        /** Before then no attempt starts before its time. */
        this._notBefore = 0;
        /** Does the attempt that is due start before its time, or did the one under way, or that led to the connection? */
        this._early = false;
        this._clock = clock;
        this._platform = platform;
    }
    /** The app connects: all starts over. */
    _reset() {
        this._attempt = this._step = 0;
        this._joinedAt = undefined;
        this._since = this._clock.ticks();
    }
    /** A namespace was joined. */
    _joined() {
        this._joinedAt ?? (this._joinedAt = this._clock.ticks());
        this._attempt = 0;
    }
    /** The attempt failed or the connection is lost: ms until the next attempt, or `undefined` for none. */
    _next(options, error) {
        const now = this._clock.ticks();
        if (this._joinedAt !== undefined) {
            if (now - this._joinedAt >= options.minUptime) {
                this._step = 0;
                this._early = false;
            }
            this._since = now;
        }
        this._joinedAt = undefined;
        if (this._early)
            this._notBefore = now + EARLY_PAUSE;
        this._early = false;
        const attempt = this._attempt + 1;
        if (options.reconnection === false || attempt > options.reconnectionAttempts)
            return;
        const delay = this._policy(options, { attempt, elapsed: now - this._since, error });
        if (delay === false)
            return;
        this._attempt = attempt;
        this._step++;
        // what the server asks for is spread upwards
        const asked = Math.min(error?.retryAfter ?? 0, MOST_ASKED);
        return Math.max(delay, Math.round(asked * (1 + options.randomizationFactor * this._platform.random())));
    }
    /** What the app's policy says, or the backoff where there is none, or it fails. */
    _policy(options, facts) {
        try {
            const delay = options.reconnectionPolicy?.(facts);
            if (delay === false)
                return false;
            if (typeof delay === "number" && delay >= 0)
                return Math.max(delay, floorAt(this._step));
        }
        catch (error) {
            this._platform.report(error);
        }
        return backoffDelay(options, this._step, this._platform.random);
    }
    /** An attempt is wanted before its time. Returns how soon it may be, in ms. */
    _hurry() {
        this._early = true;
        return Math.min(EARLY_PAUSE, Math.max(0, this._notBefore - this._clock.ticks()));
    }
}

const idle = (_fault) => ({ name: "idle", _fault });
const connecting = (_callback) => ({
    name: "connecting",
    _callback,
    _timer: undefined,
    _hint: undefined,
    _release: undefined,
});
const connected = () => ({ name: "connected" });
const waiting$1 = (fields) => ({ name: "waiting", ...fields });
/** Who waits for the outcome of the attempt that the state is about. */
const callbackOf = (state) => state.name === "connecting" ? state._callback : state.name === "idle" ? state._fault?._callback : undefined;

/** Sessions unknown to the server in a row after which polling is taken to have no sticky sessions. */
const UNKNOWN_LIMIT = 2;
/** The machine of a connection: one Engine at a time, the attempts to get one, and what the namespaces are told of them. */
class Attempts {
    constructor(manager, { platform, kinds }, uri) {
        this._namespaces = new Namespaces();
        this._state = idle();
        /** Sessions in a row that the server did not know. */
        this._unknown = 0;
        /** How many listeners of reserved events, one within the other, are being told. */
        this._depth = 0;
        this._manager = manager;
        this._platform = platform;
        this._kinds = kinds;
        this._uri = uri;
        this._clock = platform.clock(manager.opts);
        this._controller = new ReconnectionController(this._clock, platform);
        this._wire = new Packets(manager, platform, this._clock, this._namespaces);
        this._presence = new Presence(this);
    }
    /** The one way from a state to another. */
    _enter(next) {
        const state = this._state;
        const { _clock } = this;
        this._state = next;
        this._watch?.("manager", state.name, next.name, next.name === "waiting" ? next._due - _clock.ticks() : undefined);
        if (state.name === "idle")
            _clock.clearTimeout(state._fault?._timer);
        else if (state.name === "connecting") {
            _clock.clearTimeout(state._timer);
            _clock.clearTimeout(state._release);
        }
        else if (state.name === "connected")
            this._wire._close();
        else
            state._timer._clear();
        if (next.name === "idle")
            this._presence._stop();
        else if (state.name === "idle")
            this._presence._start();
        return next;
    }
    // ---- the app
    /** Connects, or hurries; with a callback, no other attempt follows one that fails. */
    _begin(callback) {
        const state = this._state;
        const mayHurry = state.name === "waiting" && !this._depth;
        if (state.name === "idle" || (mayHurry && callback)) {
            this._controller._reset();
            this._connect(callback);
        }
        else if (mayHurry)
            this._hurry(0);
        else if (state.name === "connecting") {
            this._clock.clearTimeout(state._release);
            state._release = undefined;
        }
    }
    /** Closes the connection, or stops trying to get one. */
    _close() {
        const state = this._state;
        if (state.name === "idle")
            this._enter(idle());
        else {
            this.engine?._leave();
            this._lose({ _next: idle(), _reason: "forced close", _details: undefined, _unsent: [] });
        }
        // an error takes long to make
        if (callbackOf(state))
            this._answer(state, asConnectError(undefined, "forced close"));
    }
    /** Tells whom `open(callback)` has to tell, if there is somebody, what came of the attempt in that state. */
    _answer(state, ...outcome) {
        const callback = callbackOf(state);
        if (callback)
            callAll([callback], this._manager, outcome, this._manager._report);
    }
    /** May an attempt follow, if there is need for one? */
    _reconnects() {
        return this._manager.opts.reconnection !== false;
    }
    /** Attempts, one after the other, that the app allows. */
    get _allowed() {
        return this._reconnects() ? readable(this._manager.opts, {}).reconnectionAttempts : 0;
    }
    // ---- the namespaces
    get _outlook() {
        if (this._state.name === "idle")
            return undefined;
        return this._controller._attempt > 0 ? "reconnecting" : "connecting";
    }
    _telling(tell) {
        this._depth++;
        tell();
        this._depth--;
    }
    _wanted(namespace) {
        if (this._state.name === "connected")
            namespace._linkOpen();
        else
            this._begin();
    }
    _unwanted() {
        const state = this._state;
        if (this._namespaces._some(({ _isBusy }) => _isBusy))
            return;
        if (state.name !== "connecting")
            this._close();
        // connect() may follow in this turn, and the server shall see one connection
        else
            state._release ?? (state._release = this._clock.setTimeout(() => this._close(), 0));
    }
    _joined() {
        this._unknown = 0;
        this._controller._joined();
    }
    _joinFailed(namespace, error) {
        if (this._namespaces._some(({ _isJoined }) => _isJoined))
            return namespace._tellFailure(error);
        this.engine._forsake();
        this._attemptFailed(error);
    }
    _cut() {
        if (this._state.name === "connected")
            this.engine._end("forced close");
    }
    // ---- the Engine
    _onOpen() {
        const attempt = this._controller._attempt;
        const state = this._state;
        try {
            this._wire._open(this.engine);
        }
        catch (cause) {
            return this.engine._end("transport error", thrown(cause));
        }
        const current = this._enter(connected());
        // nobody will join
        if (this._namespaces._isEmpty)
            this._joined();
        this._onUpgrade();
        this._each(current, (namespace) => namespace._linkOpen());
        this._manager._call("open", []);
        if (attempt && this._state === current)
            this._manager._call("reconnect", [attempt]);
        if (state.name === "connecting" && state._release)
            this._unwanted();
        this._answer(state);
    }
    _onUpgrade() {
        if (this._manager.opts.rememberUpgrade)
            remember(this._target, this.engine.transport.name);
    }
    _wake() {
        this._presence._wake();
    }
    _onPing() {
        this._manager._call("ping", []);
    }
    _onMessage(data) {
        this._wire._onMessage(data);
    }
    _onRefused(packet, error) {
        this._wire._onRefused(packet, error);
    }
    _onClose(_reason, cause, _unsent) {
        const isOpen = this._state.name === "connected";
        this._watch?.("closed", _reason);
        if (isOpen && _reason === "parse error")
            this._skip(this._wire._last);
        // it was not read
        if (isOpen && isHoldfastError(cause, "ERR_PAYLOAD_TOO_LARGE"))
            this._skip(undefined);
        const _details = this._wire._session?._isCrowded
            ? Object.assign(cause ?? { description: _reason }, {
                hint: "more than 10 attachments: raise maxAttachments of the server's parser",
            })
            : cause;
        if ((isOpen && this._namespaces._isEmpty) || this._namespaces._some(({ _isJoined }) => _isJoined)) {
            const _allowed = this._allowed;
            return this._conclude(this._lose({ _next: this._next(_details), _reason, _details, _unsent }), { _allowed });
        }
        if (isOpen)
            this._manager._call("close", [_reason, _details]);
        this._attemptFailed(asConnectError(_details, _reason));
    }
    /** What broke the connection must not come again by recovery; without a packet it may be any namespace's. */
    _skip(packet) {
        this._namespaces._each((namespace, nsp) => {
            if (!packet || packet.nsp === nsp)
                namespace._skip(packet);
        });
    }
    // ---- an attempt
    _connect(callback) {
        const { fault } = (this._target = parseTarget(this._uri, this._platform, this._manager.opts));
        if (fault)
            return this._leadsNowhere(fault, callback);
        const state = connecting(callback);
        try {
            this._enter(state);
            this._launch(state);
        }
        catch (cause) {
            // in a later turn, as any other failure
            this._clock.clearTimeout(state._timer);
            state._timer = this._clock.setTimeout(() => this._attemptFailed(thrown(cause)), 0);
        }
        this._each(state, (namespace) => namespace._changed("connect()"));
    }
    /** Makes the Engine of an attempt. What the app has put into the options may throw. */
    _launch(state) {
        const { _platform, _clock, _target, _kinds } = this;
        const _isUnsticky = this._unknown >= UNKNOWN_LIMIT;
        const given = { _platform, _clock, _target, _kinds, _sink: this };
        const { _init, _hint } = prepare(given, this._manager.opts, { _isUnsticky });
        const engine = new Engine(_init);
        const { timeout } = _init._options;
        this.engine = this._manager.engine = engine;
        state._hint = _hint;
        state._timer = _clock.setTimeout(() => {
            const { transport } = engine;
            engine._leave();
            this._attemptFailed(connectError("ERR_CONNECT_TIMEOUT", "transport", "timeout", { transport: transport?.name }));
        }, timeout);
        _platform.soon(() => {
            if (this._state === state && state._release)
                this._close();
        });
        this._watch?.("attempt", this._controller._attempt, engine, _target);
        engine._open(timeout);
    }
    /** The address leads nowhere: that is told in a later turn, and nothing is tried until the app connects again. */
    _leadsNowhere(fault, _callback) {
        warnOnce(this._platform, fault);
        const error = connectError("ERR_INVALID_URL", "transport", fault);
        const _timer = this._clock.setTimeout(() => this._attemptFailed(error), 0);
        this._each(this._enter(idle({ _timer, _callback })), (namespace) => namespace._changed("connect()"));
    }
    /** An attempt came to nothing: waits for the next, or gives up. */
    _attemptFailed(error) {
        const attempt = this._controller._attempt;
        const state = this._state;
        const isLast = !!callbackOf(state);
        const { _allowed } = this;
        error.attempt = attempt;
        if (state.name === "connecting" && state._hint)
            error.hint ?? (error.hint = state._hint);
        const current = this._next(error, { _mayGoOn: !isLast });
        this._watch?.("failed", attempt, error);
        this._enter(current);
        this._each(current, (namespace) => namespace._attemptFailed(error));
        this._manager._call("error", [error]);
        this._conclude(current, { _error: attempt ? error : undefined, _mayGiveUp: !isLast, _allowed });
        this._answer(state, error);
    }
    /** The state that follows: the wait for the next attempt, if there is one. Says so in the error. */
    _next(error, { _mayGoOn } = { _mayGoOn: true }) {
        const cause = error instanceof ConnectError ? error : undefined;
        // what the next attempt has to know
        if (cause)
            remember(this._target, undefined);
        if (cause?.code === "ERR_SESSION_UNKNOWN")
            this._unknown++;
        const isWanted = _mayGoOn && this._namespaces._isNeeded && !this._target.fault;
        const delay = isWanted
            ? this._controller._next(readable(this._manager.opts, { reconnection: this._reconnects() }), cause)
            : undefined;
        const retryIn = this._presence._isKept && isWanted ? Infinity : delay;
        const willRetry = retryIn !== undefined;
        if (cause)
            Object.assign(cause, { willRetry, retryIn });
        if (!willRetry)
            return idle();
        const _timer = new WallTimer(this._clock, { _expired: () => this._waited() });
        if (retryIn < Infinity)
            _timer._set(retryIn);
        const now = this._clock.ticks();
        return waiting$1({ _timer, _due: now + retryIn, _asked: cause?.retryAfter && delay ? now + delay : 0 });
    }
    /** The wait is over. */
    _waited() {
        // it may have been switched off meanwhile, which does not matter to an attempt before its time
        if (this._controller._early || this._reconnects())
            this._attempt();
        else
            this._conclude(this._enter(idle()));
    }
    /** Makes the next attempt before its time: as soon as it may be, and not before `spread` ms have passed. */
    _hurry(spread) {
        const state = this._state;
        const wait = this._controller._hurry() + spread;
        if (!wait || state.name !== "waiting")
            return this._attempt();
        const now = this._clock.ticks();
        // the time may have come while the machine slept
        if (state._due > now && state._due <= now + wait)
            return;
        state._due = now + wait;
        state._timer._set(wait);
        this._watch?.("manager", "waiting", "waiting", wait);
    }
    _attempt() {
        const attempt = this._controller._attempt;
        const current = this._state;
        this._manager._call("reconnect_attempt", [attempt]);
        this._each(current, (namespace) => namespace._attemptStarts(attempt));
        if (this._state === current)
            this._connect();
    }
    // ---- the end
    /** The connection is over; `next` is what follows. */
    _lose({ _next, _unsent, _reason, _details }) {
        this._enter(_next);
        this._namespaces._linkLost({ _reason, _details, _unsent });
        this._manager._call("close", [_reason, _details]);
        return _next;
    }
    /** Tells of the reconnection attempt that failed, if it was one, and that no other follows, if so. */
    _conclude(told, { _error, _mayGiveUp = true, _allowed = Infinity } = {}) {
        const { fault } = this._target;
        let state = told;
        // a listener has switched reconnection on, or allows more attempts
        if (_mayGiveUp && state.name === "idle" && this._state === state && this._allowed > _allowed) {
            state = this._enter(this._next(undefined));
            this._each(state, (namespace) => namespace._changed("connect_error"));
        }
        const isOver = (_mayGiveUp || fault) && state.name === "idle" && this._namespaces._isNeeded;
        // it is a failure to reconnect only where that is asked for, and was tried
        const hasFailed = isOver && this._reconnects() && (_error || !fault);
        // the Manager's listeners get these two in this order in socket.io-client
        if (hasFailed && this._state === state)
            this._manager._call("reconnect_failed", []);
        if (_error) {
            if (this._state === state)
                this._manager._call("reconnect_error", [_error]);
            this._each(state, (namespace) => namespace._reconnectFailed(_error));
        }
        if (isOver)
            this._each(state, (namespace) => namespace._givenUp(hasFailed ? "reconnect_failed" : "connect_error"));
    }
    /** Tells each namespace, for as long as the state stays what it was. */
    _each(state, call) {
        this._namespaces._each(call, () => this._state === state);
    }
}

/**
 * By this name a Manager has the method that takes who watches it, a {@link Watch}, and returns the function by which that ends.
 * The name, and all that is told, is the same in every copy and build of the library.
 */
const WATCH = Symbol.for("holdfast.watch");
/** Tells one more, from how things stand on. Returns the function that ends it. */
const addWatcher = (to, watch) => {
    const namespaces = [];
    to._namespaces._each(({ _socket, _underWay }) => namespaces.push([_socket, _underWay]));
    const now = to._clock.ticks();
    const state = to._state;
    watch("snapshot", to._target, namespaces, now - to._controller._since);
    if (state.name === "waiting")
        watch("manager", state.name, state.name, state._due - now);
    to._watchers ?? (to._watchers = new Set());
    const watchers = to._watchers.add(watch);
    to._watch = (...record) => callAll([...watchers], to, record, to._manager._report);
    return () => {
        watchers.delete(watch);
        if (!watchers.size)
            to._watch = undefined;
    };
};

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
        (_a = this.opts).path || (_a.path = "/socket.io");
        const attempts = new Attempts(this, environment.platform.network?.(environment, uri, this) ?? environment, uri);
        this._inner = () => attempts;
        if (this.opts.autoConnect !== false)
            this.open();
    }
    /** @internal */
    _self() {
        return this._inner()._manager;
    }
    /** `"idle"`, `"connecting"`, `"connected"` or `"waiting"` (for the next attempt). */
    get state() {
        return this._inner()._state.name;
    }
    /** @internal Tells who watches what happens in it, until the function is called that this returns; see `src/manager/watch.ts`. */
    [WATCH](watch) {
        return addWatcher(this._inner(), watch);
    }
    /** @internal What is done in a listener of these events does not cut a wait short. */
    _call(event, args) {
        this._inner()._telling(() => super._call(event, args));
    }
    /**
     * Connects, if there is no connection and none is being made; a wait for reconnection it cuts short. With a callback, which
     * gets the error if that fails, no other attempt follows.
     */
    open(callback) {
        this._inner()._begin(callback);
        return this;
    }
    /** The same as {@link open}. */
    connect(callback) {
        return this.open(callback);
    }
    /** The Socket of a namespace, made at the first call. */
    socket(nsp, options) {
        const name = nsp.startsWith("/") ? nsp : `/${nsp}`;
        const self = this._self();
        const { _byName } = this._inner()._namespaces;
        const socket = _byName.get(name)?._socket ??
            new Socket$1(self, name, { ...options });
        _byName.set(name, socket._inner()._membership);
        // connect() of one that waits for the next attempt would cut the wait short
        return this.opts.autoConnect === false || socket.active ? socket : socket.connect();
    }
    reconnection(value) {
        return value === undefined ? this.opts.reconnection !== false : this._set("reconnection", value);
    }
    reconnectionAttempts(value) {
        return this._set("reconnectionAttempts", value);
    }
    reconnectionDelay(value) {
        return this._set("reconnectionDelay", value);
    }
    randomizationFactor(value) {
        return this._set("randomizationFactor", value);
    }
    reconnectionDelayMax(value) {
        return this._set("reconnectionDelayMax", value);
    }
    timeout(value) {
        return value === undefined && this.opts.timeout === false ? false : this._set("timeout", value);
    }
    /** Reads or sets an option. */
    _set(name, value) {
        const opts = this.opts;
        if (value === undefined)
            return withDefaults(opts)[name];
        opts[name] = value;
        return this;
    }
}

const Socket = Socket$1;
/**
 * Managers that sockets may share, by address and path. They are not kept for that: one that is open keeps itself, another is there as
 * long as the app has a socket of it. Where there is no WeakRef they stay.
 */
const managers = new Map();
const refer = (manager) => typeof WeakRef === "function" ? new WeakRef(manager) : { deref: () => manager };
/** What concerns one socket, or the sharing itself: a second socket of a Manager may have its own. */
const OWN = /^(auth|retries|retryWindow|retryRefused|ackTimeout|bufferLimit|lifecycleEvents|session|autoConnect|forceNew|multiplex|path)$/;
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
        const key = [secure, hostOf(target), given.path || "/socket.io"].join();
        const shared = managers.get(key)?.deref();
        const connection = shared?._inner();
        const own = 
        // where it will lead, only the app knows
        fault ||
            given.forceNew ||
            // its old name
            given["force new connection"] ||
            given.multiplex === false;
        if (shared && connection && !own && !connection._namespaces._byName.has(nsp)) {
            const theirs = parseTarget(connection._uri, platform, shared.opts);
            const ours = { ...given, query: queryOf(target, given) || undefined };
            const ignored = ignoredOf(ours, { ...shared.opts, query: queryOf(theirs, shared.opts) });
            if (ignored[0])
                warnOnce(platform, `options of a shared connection are ignored: ${ignored.join(", ")}; see forceNew`);
            return shared.socket(nsp, given);
        }
        const manager = new Manager(address, given);
        // one that is in use keeps its place
        if (!own && !connection?._outlook)
            managers.set(key, refer(manager));
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

/** Bytes of one cookie, as its header has it; the number of cookies; bytes of the header that takes them to the server. */
const LIMITS = { cookie: 4096, cookies: 50, header: 8192 };
/** Attributes of a cookie, by their names in lower case; the last one of a name counts. */
const attributesOf = (texts) => new Map(texts.map((text) => {
    const [name = "", value = ""] = text.split(/=(.*)/s).map((part) => part.trim());
    return [name.toLowerCase(), value];
}));
/** May a server at this address set it, and is it to be sent back there (RFC 6265)? */
const fits = ({ protocol, hostname, pathname }, name, attributes) => {
    const secure = attributes.has("secure");
    if (secure && !/^(https|wss):$/.test(protocol))
        return false;
    const given = attributes.get("path") ?? "";
    const path = given.startsWith("/") ? given : "/";
    if (pathname !== path && !pathname.startsWith(path.replace(/\/?$/, "/")))
        return false;
    const domain = attributes.get("domain")?.replace(/^\./, "").toLowerCase();
    if (domain && hostname !== domain && !hostname.endsWith(`.${domain}`))
        return false;
    if (/^__secure-/i.test(name))
        return secure;
    return !/^__host-/i.test(name) || (secure && given === "/" && !domain);
};
const expiryOf = (attributes) => {
    // Max-Age has precedence
    const age = attributes.get("max-age") ?? "";
    // no date is never over
    return /^-?\d+$/.test(age) ? Date.now() + Number(age) * 1000 : Date.parse(attributes.get("expires") ?? "");
};
/**
 * The cookies of one session with one server. They go back to no other host and path than those that they came from, so one
 * that would not be sent there is not kept at all, and which domains are public has no part in it.
 */
class CookieJar {
    constructor() {
        this._cookies = new Map();
    }
    /** Takes the `Set-Cookie` headers of an answer of the server at that address. */
    take(address, headers = []) {
        for (const header of headers) {
            const [pair = "", ...attributes] = header.split(";");
            const equals = pair.indexOf("=");
            const name = pair.slice(0, equals).trim();
            const known = attributesOf(attributes);
            if (equals < 1 || header.length > LIMITS.cookie || !fits(address, name, known))
                continue;
            this._cookies.set(name, { value: pair.slice(equals + 1).trim(), expires: expiryOf(known) });
            const [oldest = ""] = this._cookies.keys();
            if (this._cookies.size > LIMITS.cookies)
                this._cookies.delete(oldest);
        }
    }
    /** The server takes none of this. */
    clear() {
        this._cookies.clear();
    }
    /** All of them, for whoever has to keep them out of what is told. */
    toString() {
        return this.header();
    }
    /** The value of the `Cookie` header for a request, with the app's own cookies first. */
    header(own = "") {
        let all = own;
        for (const [name, { value, expires }] of this._cookies) {
            const more = `${all && `${all}; `}${name}=${value}`;
            if (expires <= Date.now())
                this._cookies.delete(name);
            else if (more.length <= LIMITS.header)
                all = more;
        }
        return all;
    }
}

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
 * ms that a connection may have been idle and be used again. Proxies and servers end connections that are idle, and a request
 * that goes out just then is lost: whether the server has seen it can't be known, so it is not repeated, and the session ends.
 */
const MOST_IDLE = 250;
/** The connections that one transport keeps alive between its requests. */
class Connections {
    constructor({ secure }) {
        /** ms that one may be idle; none, once the transport is over. */
        this._most = MOST_IDLE;
        this._freed = new WeakMap();
        // Node passes over ended ones at the front of its list only
        this.agent = new (secure ? https.Agent : http.Agent)({ keepAlive: true, scheduling: "fifo" });
        this.agent.keepSocketAlive = (socket) => this._keep(socket);
    }
    /** Ends those that were idle for too long: their timers are late where the process was busy. */
    prune() {
        const now = performance.now();
        const { freeSockets } = this.agent;
        for (const host in freeSockets)
            for (const socket of freeSockets[host] ?? [])
                if (now - (this._freed.get(socket) ?? 0) >= this._most)
                    socket.destroy();
    }
    /** Takes note of how long the server keeps a connection that is idle. */
    heed({ headers }) {
        const [, seconds] = /timeout=(\d+)/.exec(`${headers["keep-alive"]}`) ?? [];
        if (seconds)
            this._most = Math.min(this._most, Number(seconds) * 500);
    }
    /** The transport is over. What is under way ends by itself, or is aborted by the transport. */
    end() {
        this._most = 0;
        this.prune();
    }
    /** What Node asks as a request is done: is its connection to be kept? */
    _keep(socket) {
        this._freed.set(socket, performance.now());
        socket.unref();
        // Node ends it then, if no request has taken it
        if (this._most)
            socket.setTimeout(this._most);
        return this._most > 0;
    }
}
/** By the options of the transport: each one has its own, so that none is sent over a connection that died before. */
const all = new WeakMap();
const connectionsFor = ({ secure }, options) => {
    let connections = all.get(options);
    if (!connections)
        all.set(options, (connections = new Connections({ secure })));
    return connections;
};
/** The transport with these options is over. */
const endConnections = (options) => all.get(options)?.end();

/** Options that `http.request` and `ws` take alike. */
const CONNECT = [
    "agent",
    "pfx",
    "key",
    "passphrase",
    "cert",
    "ca",
    "ciphers",
    "rejectUnauthorized",
    "checkServerIdentity",
    "servername",
    "minVersion",
    "maxVersion",
    "localAddress",
    "family",
    "lookup",
];
/** Those that `ws` alone takes. */
const WEBSOCKET = ["perMessageDeflate", "protocolVersion", "origin", "maxPayload"];
const given = (names, options) => {
    const found = {};
    for (const name of names)
        if (options[name] != null)
            found[name] = options[name];
    return found;
};
const connectOptions = (options) => given(CONNECT, options);
const webSocketOptions = (options) => given([...CONNECT, ...WEBSOCKET], options);
/** What separates a zone from its address, in a URL (RFC 6874) and elsewhere. */
const ZONE = /^([^/]*\/\/\[[^/%]*)%(?:25)?([\w.-]+)/;
/** Elsewhere than on Windows, Node knows zones by the names of the interfaces alone, and people write their numbers, too. */
const zoneNamed = (zone) => {
    if (process.platform === "win32" || !/^\d+$/.test(zone))
        return zone;
    const interfaces = Object.entries(node_os.networkInterfaces());
    const [name = zone] = interfaces.find(([, all]) => all?.some(({ scopeid }) => scopeid === Number(zone))) ?? [];
    return name;
};
/**
 * The URL of a request. The zone of an IPv6 address (`[fe80::1%25eth0]`) is no part of a URL by its standard: `http.request` and `ws` get
 * it where they ask for the name to connect to, and the server, which has zones of its own, does not.
 */
class NodeUrl extends URL {
    constructor(url) {
        super(url.replace(ZONE, "$1"));
        this._zone = zoneNamed(ZONE.exec(url)?.[2] ?? "");
    }
    get hostname() {
        return this._zone ? super.hostname.replace("]", `%${this._zone}]`) : super.hostname;
    }
}
const jarOf = ({ withCredentials, _cookies }) => withCredentials ? _cookies : undefined;
/** Firewalls turn away who does not say what it is. */
const USER_AGENT = "holdfast";
/** The headers of a request: the app's, of which each counts in place of ours, and the cookies that the server gave. */
const headersFor = ({ host }, options) => {
    const headers = { Host: host, "User-Agent": USER_AGENT, ...options.extraHeaders };
    const name = Object.keys(headers).find((key) => /^cookie$/i.test(key)) ?? "Cookie";
    const cookies = jarOf(options)?.header(headers[name]);
    if (cookies)
        headers[name] = cookies;
    return headers;
};
/** Keeps the cookies that came with a Socket.IO server's answer, and with no portal's. At 431 there were too many of them. */
const keepCookies = (url, options, { statusCode, headers }, text = "") => {
    const jar = jarOf(options);
    if (statusCode === 431)
        jar?.clear();
    const isServers = statusCode === 101 || (statusCode === 200 && /^(ok$|[\db])/i.test(text));
    if (isServers)
        jar?.take(url, headers["set-cookie"]);
};

/** An answer, whose body is read. */
const answerOf = ({ statusCode = 0, headers }, text) => ({
    status: statusCode,
    text,
    to: headers.location?.split("?")[0],
    header: (name) => headers[name],
});
/** Reads the body of an answer, as far as its kind goes. */
const textOf = (response, maxMessageBytes) => new Promise((resolve, reject) => {
    const { statusCode = 0 } = response;
    const read = bodyReader(statusCode, maxMessageBytes);
    const take = (piece) => {
        try {
            const text = read(piece);
            if (text === undefined)
                return;
            resolve(text);
            // nobody waits for the rest
            if (piece)
                response.destroy();
        }
        catch (error) {
            reject(error);
            response.destroy();
        }
    };
    // what came of an error page will do
    response.on("error", (error) => (statusCode === 200 ? reject(error) : take()));
    response.on("data", take).on("end", () => take());
});
const send = (address, body, signal, options) => new Promise((resolve, reject) => {
    const url = new NodeUrl(address);
    const { origin } = options;
    const post = body !== undefined && {
        "Content-Type": "text/plain;charset=UTF-8",
        "Content-Length": Buffer.byteLength(body),
    };
    const secure = url.protocol === "https:";
    const connections = connectionsFor({ secure }, options);
    connections.prune();
    // by its module: what watches or redirects a process's requests puts its own function there
    const request = (secure ? https : http).request(url, {
        agent: connections.agent,
        ...connectOptions(options),
        method: post ? "POST" : "GET",
        headers: { Accept: "*/*", ...(origin && { Origin: origin }), ...headersFor(url, options), ...post },
        signal,
    });
    request.on("error", reject);
    // whatever else may end it: each request has an outcome
    const unanswered = () => reject(new Error("closed without an answer"));
    request.on("close", unanswered);
    request.on("upgrade", ({ statusCode = 101 }, socket) => {
        socket.destroy();
        resolve({ status: statusCode, text: "", header: () => undefined });
    });
    request.on("response", (response) => {
        request.off("close", unanswered);
        connections.heed(response);
        textOf(response, options.maxMessageBytes).then((text) => {
            keepCookies(url, options, response, text);
            resolve(answerOf(response, text));
        }, reject);
    });
    if (options.autoUnref)
        request.on("socket", (socket) => socket.unref());
    request.end(body);
});
/** Requests by `node:http`, for polling. */
const requests = { send, end: endConnections };

/** The TCP or TLS socket under a WebSocket of `ws`. */
const rawSocket = (socket) => socket._socket;
/** Codes of errors that another transport would meet as well. */
const UNREACHABLE = /^E(CONNREFUSED|NOTFOUND|AI_AGAIN|HOSTUNREACH|NETUNREACH|PROTO)$|CERT|SSL|TLS|SIGNATURE|CRL/;
/** What `ws` says of a message of more than `maxPayload` bytes. */
const TOO_LARGE = "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH";
/** The event of a WebSocket's end, as a browser has it. */
const endOf = (code = 1005, reason = "") => ({
    code,
    reason: `${reason}`,
    wasClean: code !== 1006,
});
/** One that tells when the peer begins to close: `ws` then calls its own `close()`, and goes on to wait for the peer. */
class OwnWebSocket extends ws.WebSocket {
    close(code, reason) {
        super.close(code, reason);
        this._owner._closing(code, reason);
    }
}
/** What `ws` tells, by the same functions for all of them: one of its own for each would take several times the memory. */
const LISTENERS = {
    open() {
        this._owner._opened();
    },
    message: function (data, isBinary) {
        this._owner._handlers.receive(isBinary ? data : data.toString(), Infinity);
    },
    async "unexpected-response"(request, response) {
        await this._owner._answered(response);
        request.destroy();
        this.terminate();
    },
    error(error) {
        this._owner._failed(error);
    },
    close(code, reason) {
        this._owner._ended(endOf(code, reason));
    },
};
const TEXT = { binary: false };
const BINARY = { binary: true };
const webSocket = (address, options, handlers) => {
    const url = new NodeUrl(address);
    const socket = new OwnWebSocket(url, options.protocols ?? [], {
        perMessageDeflate: { threshold: 1024 },
        maxPayload: options.maxMessageBytes,
        ...webSocketOptions(options),
        headers: headersFor(url, options),
    });
    return new NodeWebSocket(socket, options, handlers);
};
class NodeWebSocket {
    constructor(raw, options, handlers) {
        this._corked = undefined;
        /** Why it ended, and what is known of that. */
        this._failure = undefined;
        this._known = undefined;
        /** Was it closed from here? */
        this._isLeaving = false;
        this._raw = raw;
        this._options = options;
        this._handlers = handlers;
        raw._owner = this;
        for (const name in LISTENERS)
            raw.on(name, LISTENERS[name]);
        if (options.withCredentials)
            raw.on("upgrade", (response) => this._keep(response));
    }
    get readyState() {
        return this._raw.readyState;
    }
    get bufferedAmount() {
        return this._raw.bufferedAmount;
    }
    send(data, { compress = true } = {}) {
        this._cork();
        const isText = typeof data === "string";
        // `ws` makes one buffer of the head and the data where it may not write into the data, and two writes otherwise
        const bytes = isText ? Buffer.from(data) : data;
        this._raw.send(bytes, compress ? (isText ? TEXT : BINARY) : { binary: !isText, compress });
    }
    /** One write to the kernel for all that is sent in this turn. */
    _cork() {
        const raw = rawSocket(this._raw);
        if (this._corked || !raw?.cork)
            return;
        this._corked = raw;
        raw.cork();
        // no fake clock stops a promise
        Promise.resolve(this).then(uncork);
    }
    close() {
        this._isLeaving = true;
        this._raw.close();
    }
    _opened() {
        if (this._options.autoUnref)
            rawSocket(this._raw)?.unref?.();
        this._handlers.opened();
    }
    /** The server has answered with something else than an upgrade. */
    async _answered(response) {
        const text = await textOf(response).catch(() => "");
        this._keep(response);
        this._known = httpFailure(answerOf(response, text), Date.now());
        this._failure = this._known.cause;
    }
    _keep(response) {
        keepCookies(new URL(this._raw.url), this._options, response);
    }
    _failed(error) {
        const { code = "" } = error;
        const { maxPayload, maxMessageBytes } = this._options;
        if (UNREACHABLE.test(code))
            this._known ?? (this._known = { _unreachable: true });
        if (code === TOO_LARGE)
            this._known ?? (this._known = { code: "ERR_PAYLOAD_TOO_LARGE", limit: maxPayload ?? maxMessageBytes });
        this._failure ?? (this._failure = error);
        // `close` comes once the peer has closed as well, or after 30 s
        this._ended(endOf(1006));
    }
    /** The peer begins to close. An error is told in the same turn, and is to be what is told. */
    _closing(code, reason) {
        if (!this._isLeaving)
            Promise.resolve().then(() => this._ended(endOf(code, reason)));
    }
    _ended(event) {
        this._handlers.closed(event, this._failure, this._known);
    }
    whenRead(answered) {
        this._raw.once("pong", answered);
        this._raw.ping();
        return true;
    }
    terminate() {
        this._raw.terminate();
    }
}
const uncork = (socket) => {
    socket._corked?.uncork();
    socket._corked = undefined;
};

/** What a fake clock replaces, as it is now. */
const takeWorld = () => ({ setTimeout, clearTimeout, Date, performance });
const nativeWorld = takeWorld();
class NodeClock {
    constructor({ autoUnref, useNativeTimers }) {
        this._unref = !!autoUnref;
        this._world = useNativeTimers ? nativeWorld : takeWorld();
    }
    now() {
        return this._world.Date.now();
    }
    ticks() {
        return this._world.performance.now();
    }
    setTimeout(callback, ms) {
        if (!(ms < NEVER))
            return;
        const timer = this._world.setTimeout(callback, ms);
        // a fake clock's timers may lack it
        if (this._unref)
            timer.unref?.();
        return timer;
    }
    clearTimeout(timer) {
        this._world.clearTimeout(timer);
    }
}
const NETWORK = Symbol.for("holdfast.network");
/** Node and Bun: `node:http` and `ws`. */
const node = {
    clock: (options) => new NodeClock(options),
    random: () => Math.random(),
    websocket: webSocket,
    soon: (callback) => callback(),
    get network() {
        return globalThis[NETWORK];
    },
    get webtransport() {
        return globalThis.WebTransport;
    },
    lacks: (transport) => (transport !== "webtransport" || node.webtransport ? undefined : "WebTransport"),
    sendsHeaders: true,
    cookies: () => new CookieJar(),
    // a process has neither window nor document; an app may name another source
    signals: () => [],
    binaryType: "nodebuffer",
    zones: true,
    // where Node imitates a page (jsdom), it has an address
    location: () => globalThis.location,
    base64: ({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength).toString("base64"),
    bytes: (base64) => Buffer.from(base64, "base64"),
    binary: (bytes, binaryType) => {
        if (binaryType !== "arraybuffer")
            return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes);
        // a small one is a part of a buffer that it shares
        return Buffer.isBuffer(bytes) ? copyOf(bytes).buffer : (bytes.buffer ?? bytes);
    },
    bytesOf: (blob) => blob.arrayBuffer(),
    byteLength: (text) => Buffer.byteLength(text),
    readsBlobs: true,
    encode: (text) => new TextEncoder().encode(text),
    text: (bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes),
    warn: (text) => console.warn(text),
    report: (error) => 
    // jest has put its own in the place of the global one, and of process.nextTick, where its fake clock is there from the start
    node_timers.setImmediate(() => {
        throw error;
    }),
};

/** What every entry exports beside what makes sockets. */
/** Revision of the Socket.IO protocol. */
const protocol = 5;

/** Does the server ask to be left alone for a while? Then it is not asked in another way either. */
const asksToWait = ({ status, retryAfter }) => status === 429 || (status === 503 && retryAfter !== undefined);
/**
 * May another transport do better than one that failed like this (docs/design.md, "Fallback")? Not where it would only ask a
 * refusing server twice.
 */
const mayFallBack = (error) => {
    const { code, status, serverCode, transport, _unreachable } = error;
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
    return kinds.filter(({ _type }, i) => !i ||
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
        this._giveUps = [];
        /** By their place in the app's order; with holes. */
        this._errors = [];
        this._next = 0;
        this._running = 0;
        this._session = session;
        this._kinds = kinds;
        this._share = share;
        this._sink = sink;
    }
    _start() {
        const { _session, _kinds, _sink } = this;
        _session._clock.clearTimeout(this._timer);
        const place = this._next++;
        const kind = _kinds[place];
        if (!kind)
            return;
        this._running++;
        if (this._next < _kinds.length)
            this._timer = _session._clock.setTimeout(() => this._start(), this._share);
        this._giveUps[place] = openOne(_session, kind, {
            _started: (transport) => _sink._started(transport),
            _won: (...winner) => {
                this._cancel();
                _sink._won(...winner);
            },
            _closed: (error) => this._failed(place, error),
        });
    }
    _failed(place, error) {
        this._errors[place] = error;
        this._running--;
        if (mayFallBack(error))
            this._start();
        if (this._running)
            return;
        this._session._clock.clearTimeout(this._timer);
        // in the order of the app, whichever failed first
        const all = this._errors.flat();
        const [first] = all;
        const { code, phase, message } = first;
        const retryAfter = all.find((one) => one.retryAfter)?.retryAfter;
        const { length } = all;
        this._sink._closed(length > 1 ? connectError(code, phase, message, { ...first, retryAfter, errors: all }) : first);
    }
    _cancel() {
        this._session._clock.clearTimeout(this._timer);
        for (const giveUp of this._giveUps)
            giveUp();
    }
}
/** Opens them so; returns the function that gives up. */
const openFirst = (session, kinds, share, sink) => {
    const openings = new Openings(session, kinds, share, sink);
    openings._start();
    return () => openings._cancel();
};
/** Opens the first of the transports that works, within `timeout` ms. */
const race = (session, kinds, timeout, sink) => {
    const all = waysOut(kinds, session._options, session._platform);
    return openFirst(session, all, timeout / all.length, sink);
};

const open = () => ({ name: "open" });
const pausing = (_done) => ({ name: "pausing", _done });
const closing = () => ({ name: "closing" });
const parting = () => ({ name: "parting" });
/** Polls that take no longer than need be: those for the handshake and for the answer to CONNECT. */
const QUICK = 2;
/** ms without a poll that an upgrade may have: as long as what the server sends may wait for its sake. */
const MOMENT = 25;
/** What apps know from socket.io-client of a request without an answer: the status is 0, and its text the error. */
const noAnswer = (error) => ({
    description: 0,
    context: { status: 0, statusText: error, responseText: "" },
});
/** Apps compare with it. */
const PREFIX = { post: "xhr post error", poll: "xhr poll error" };
/**
 * HTTP long-polling: two lanes, one GET and one POST at a time (the server closes the session at a second of either). No
 * GET of a living session is aborted: the server would close that too.
 */
class Polling extends Transport {
    constructor() {
        super(...arguments);
        this._state = open();
        this._polls = 0;
    }
    get _posts() {
        return true;
    }
    get bufferedAmount() {
        const lane = this._post;
        if (!lane)
            return 0;
        lane._bytes ?? (lane._bytes = this._session._platform.byteLength(lane._body ?? ""));
        return lane._bytes;
    }
    get _isLeaving() {
        const { name } = this._state;
        return name === "closing" || name === "parting";
    }
    get _idle() {
        // while pausing, posts go on for as long as the last poll is out
        const { name } = this._state;
        // the last chance: the answer to a POST in flight will not be heard
        const free = !this._post || this._session._parting;
        return !this._over && free && !!this._session.id && (name === "open" || (name === "pausing" && !!this._get));
    }
    _open() {
        this._poll();
    }
    _send(batch) {
        const lane = {};
        this._post = lane;
        this._request(lane, batch, () => {
            this._post = undefined;
            this._settle();
            if (this._idle)
                this._sink._ready();
        });
    }
    /** Starts no more polls, and calls back once nothing is under way; goes on sending until the poll is answered. */
    _pause(done) {
        this._enter(pausing(done));
    }
    /**
     * Calls back when the next poll was answered, and puts off the one after it by a {@link MOMENT}: if an upgrade gets so far
     * in this time, the server has no poll to release, which it does once in 100 ms only.
     */
    _putOff(callback) {
        this._between = callback;
    }
    /** Goes on after {@link _pause}. */
    _resume() {
        if (this._state.name !== "pausing" || this._over)
            return;
        this._enter(open());
        this._poll();
        if (this._idle)
            this._sink._ready();
    }
    _close() {
        if (this._isForsaken) {
            // the POST in flight may have been read or not; were it left, it might be read after what is sent on the next connection
            this._giveUp(this._post);
            this._post = undefined;
        }
        this._enter(closing());
    }
    /** The one way from a state to another. */
    _enter(next) {
        this._state = next;
        this._settle();
    }
    _release() {
        this._giveUp(this._get);
        this._giveUp(this._post);
        this._requests.end?.(this._options);
    }
    _giveUp(lane) {
        // what is sent on leaving outlives the page
        if (lane === this._get || !this._session._parting)
            lane?._controller?.abort();
        this._session._clock.clearTimeout(lane?._timer);
    }
    /** Does what the state waits for, if no request is in its way. */
    _settle() {
        const state = this._state;
        if (this._over || this._post)
            return;
        if (state.name === "pausing" && !this._get)
            state._done();
        else if (state.name === "closing") {
            this._send([{ type: "close" }]);
            this._enter(parting());
        }
        else if (state.name === "parting") {
            if (!this._get)
                this._end();
            // some servers never release the poll of a session that is over
            else
                this._later(GRACE, () => this._end());
        }
    }
    /** Starts a poll, if there is to be one and none is out. */
    _poll() {
        if (this._state.name !== "open" || this._get || this._over)
            return;
        const lane = {};
        this._get = lane;
        this._polls++;
        const { id } = this._session;
        this._request(lane, undefined, (text) => {
            // one after the other: a list of millions of them would take many times the memory of the text
            for (let start = 0, end = 0; end >= 0; start = end + 1) {
                end = text.indexOf(SEPARATOR, start);
                this._receive(end < 0 ? text.slice(start) : text.slice(start, end));
                // nothing after a bad packet is processed
                if (this._over)
                    return;
                if (this._isLeaving)
                    break;
            }
            this._get = undefined;
            if (this._state.name !== "open")
                return this._settle();
            const next = () => this._poll();
            const between = this._between;
            // CONNECT goes first, over the connection that is there: the poll waits for its answer
            if (!id)
                Promise.resolve().then(next);
            else if (between) {
                this._between = undefined;
                this._later(MOMENT, next);
                between();
            }
            else
                next();
        });
    }
    /** Sends a batch, or without one polls. */
    _request(lane, batch, answered) {
        const { _platform, _clock, _parting, id } = this._session;
        const { requestTimeout } = this._options;
        const post = !!batch;
        // a poll that the browser aborts ends the session at the server, and with it what is sent on leaving
        const keepalive = _parting || (!post && this._polls > QUICK && !!_platform.pollsOutlivePage);
        const fail = (error) => {
            // of an answer that is refused, there may be more to come
            lane._controller?.abort();
            this._failed(lane, error);
        };
        const isOut = () => !this._over && (lane === this._get || lane === this._post);
        this._try(() => {
            const body = batch && encodeBody(batch, _platform);
            lane._body = body;
            lane._controller = new AbortController();
            if (requestTimeout)
                lane._timer = _clock.setTimeout(() => this._fail("timeout", noAnswer("timeout"), PREFIX[post ? "post" : "poll"]), requestTimeout);
            this._requests.send(this._url(), body, lane._controller.signal, this._options, { keepalive }).then((response) => {
                const { status, text } = response;
                _clock.clearTimeout(lane._timer);
                if (!isOut())
                    return;
                // a page in place of an answer, from a portal or proxy, must not pass for an "ok", nor what is no packet for a handshake
                if (status === 200 && (id || post ? /^(?!\s*<)/ : /^[0-6b]/).test(text))
                    return answered(text, response);
                const failure = httpFailure(response, _clock.now());
                this._failed(lane, failure.cause, failure);
            }, fail);
        }, fail);
    }
    /** A request failed: the lane is free, for the goodbye. */
    _failed(lane, error, fields = noAnswer(error)) {
        const post = lane === this._post;
        this._session._clock.clearTimeout(lane._timer);
        if (post)
            this._post = undefined;
        else if (lane === this._get)
            this._get = undefined;
        else
            return;
        if (this._isLeaving)
            this._settle();
        else
            this._fail(error, fields, PREFIX[post ? "post" : "poll"]);
    }
    /** Whatever the error, but for a server that does not know the session; a page that goes away has said what it had to. */
    _mayLive({ code }) {
        return code !== "ERR_SESSION_UNKNOWN" && !this._session._parting;
    }
}

/** Moves a session from polling to what the server offers: tries one after the other, until one takes it over. */
class Moves {
    constructor(session, current) {
        this._session = session;
        this._current = current;
    }
    get _isOpen() {
        return !!this._now;
    }
    _giveUp() {
        this._now?._cancel();
    }
    /** Tries the first of the transports that are offered. `_isQuick`: a moment without a poll may be enough for the answer to CONNECT. */
    _next(_offered, { _isQuick }) {
        const { _session: session, _current } = this;
        const { _clock, _kinds, _options } = session;
        this._now = undefined;
        const kind = _kinds.find(({ _type }) => _offered.includes(_type) && _type !== _current.name);
        if (!kind || session.readyState !== "open")
            return;
        const failed = (error) => {
            const others = _offered.filter((name) => name !== kind._type);
            this._now = undefined;
            session._upgradeFailed(error);
            if (!asksToWait(error))
                this._next(others, { _isQuick: false });
        };
        let _candidate;
        try {
            _candidate = new kind(session);
        }
        catch (cause) {
            return failed(probeError(kind._type, cause));
        }
        const _sink = {
            _pausing: () => session._notify("upgrading", _candidate),
            _ended: (error) => {
                if (error)
                    failed(error);
                else
                    this._moved(_candidate);
                session._upgradeEnded();
            },
        };
        this._now = new Upgrade({ _clock, _timeout: _options.upgradeTimeout, _current, _candidate, _isQuick, _sink });
    }
    _moved(candidate) {
        this._now = undefined;
        this._current._abort();
        this._session._swap(candidate);
    }
}
/** Begins to move a session; the first candidate waits for the answer to CONNECT, where the handshake was quick. */
const upgrade = (session, current, { _offered, _took }) => {
    const moves = new Moves(session, current);
    if (session._options.upgrade !== false)
        moves._next(_offered, { _isQuick: _took < MOMENT });
    return moves;
};
const PROBE = "probe";
const probeError = (transport, cause) => {
    // what the server said to it
    const { status, retryAfter } = (isConnectError(cause) ? cause : {});
    const fields = { transport, cause, status, retryAfter };
    return connectError("ERR_TRANSPORT", "transport", `probe error: ${messageOf(cause)}`, fields);
};
const waiting = (_timer) => ({ name: "waiting", _timer });
const trying = (name, _timer) => ({ name, _timer });
const ended = () => ({ name: "ended" });
/**
 * Moves a session from polling to a candidate; see "Upgrade" in docs/protocol.md. Until `5` is sent any failure means that
 * polling goes on, with nothing lost, doubled or reordered.
 */
class Upgrade {
    constructor(init) {
        const { _clock, _current, _candidate, _isQuick } = init;
        this._init = init;
        // a WebSocket takes a page and the server a while to make: CONNECT and its answer go first, where they don't take long
        this._state = waiting(_clock.setTimeout(() => this._begin(), _isQuick ? MOMENT : 0));
        _candidate._sink = this;
        if (_isQuick)
            _current._putOff(() => this._begin());
    }
    /** The one way from a state to another. */
    _enter(next) {
        const last = this._state;
        this._state = next;
        if (last.name !== "ended" && (next.name === "ended" || next._timer !== last._timer))
            this._init._clock.clearTimeout(last._timer);
    }
    _begin() {
        if (this._state.name !== "waiting")
            return;
        const { _clock, _timeout, _candidate } = this._init;
        this._enter(trying("opening", _clock.setTimeout(() => this._fail("timeout"), _timeout)));
        _candidate._try(() => _candidate._open());
    }
    /** Gives the candidate up, and polling its lanes back. */
    _cancel() {
        const { name } = this._state;
        if (name === "ended")
            return;
        this._enter(ended());
        if (name === "pausing")
            this._init._current._resume();
        this._init._candidate._abort();
    }
    _fail(what) {
        if (this._state.name === "ended")
            return;
        const { _candidate, _sink } = this._init;
        this._cancel();
        _sink._ended(probeError(_candidate.name, what));
    }
    // ---- for the candidate
    _ready() {
        if (this._state.name !== "opening")
            return;
        this._enter(trying("probing", this._state._timer));
        this._init._candidate._send([{ type: "ping", data: PROBE }]);
    }
    _packet({ type, data }) {
        const state = this._state;
        if (state.name !== "probing" || type !== "pong" || data !== PROBE)
            return this._fail("wrong answer");
        const { _current, _candidate, _sink } = this._init;
        const pausing = trying("pausing", state._timer);
        this._enter(pausing);
        _sink._pausing();
        // a listener may have closed the session
        if (this._state !== pausing)
            return;
        _current._pause(() => {
            if (this._state !== pausing)
                return;
            this._enter(ended());
            _candidate._send([{ type: "upgrade" }]);
            _sink._ended();
        });
    }
    _closed(error) {
        this._fail(error ?? "closed");
    }
}

const OPEN = 1;
const CLOSED = { description: "websocket connection closed" };
/** Each Engine.IO packet is one WebSocket frame. */
class WebSocketTransport extends Transport {
    constructor() {
        super(...arguments);
        this._socket = undefined;
        /** The same, from when it is open until it is told to close, and not while a batch is being sent. */
        this._taking = undefined;
    }
    get _idle() {
        return this._taking?.readyState === OPEN;
    }
    get writable() {
        return this._idle && this.bufferedAmount < this._options.highWaterMark;
    }
    get bufferedAmount() {
        // React Native's WebSocket has none
        return this._socket?.bufferedAmount ?? 0;
    }
    _open() {
        this._socket = this._session._platform.websocket(this._url(), this._options, this);
    }
    /** @internal */
    opened() {
        if (this._over)
            return;
        this._taking = this._socket;
        this._sink._ready();
    }
    /** @internal */
    receive(data, limit) {
        this._receive(data, limit);
    }
    /** A page hears of a peer that closes only once that is done, which takes as long as the peer likes. */
    _check() {
        if (this._taking && !this._idle)
            Promise.resolve().then(() => this._end(undefined, CLOSED));
    }
    _send(batch) {
        const socket = this._taking;
        if (!socket)
            return;
        // not again, should one of these fail
        this._taking = undefined;
        const { forceBase64 } = this._options;
        // no function is made for it, as this is done for every event
        try {
            for (const packet of batch)
                if (forceBase64)
                    socket.send(encodeBody([packet], this._session._platform), undefined);
                else
                    socket.send(encodeFrame(packet), packet.options);
            this._taking = socket;
        }
        catch (error) {
            this._failLater(error);
        }
    }
    _whenRead(callback) {
        return !!this._socket?.whenRead?.(callback);
    }
    _close() {
        this._taking = undefined;
        this._socket?.close();
    }
    _release() {
        const socket = this._socket;
        this._taking = undefined;
        (socket?.terminate ?? socket?.close)?.call(socket);
    }
    /** @internal */
    closed(event, error, fields) {
        if (!error)
            return this._end(undefined, { ...CLOSED, context: event });
        // in socket.io-client it is the event of the error, by which published code tells a WebSocket that failed
        const description = { type: "error", error, message: messageOf(error), event };
        this._fail(event.reason || error, { description, ...fields });
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
        this._bytes = new Uint8Array();
        this._filled = 0;
        this._maxBytes = maxBytes;
        this._text = text;
    }
    /**
     * Hands on the frames that a chunk completes; after `undefined`, for what can't be one, no more is to be read. Throws
     * `ERR_PAYLOAD_TOO_LARGE` as soon as one is announced that has too many bytes.
     */
    _add(chunk, take) {
        this._keep(chunk);
        const { _bytes, _filled } = this;
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
            if (length > this._maxBytes)
                throw tooManyBytes(this._maxBytes, length);
            const end = start + length;
            if (end > _filled)
                break;
            const bytes = _bytes.slice(start, end);
            take(view.getUint8(at) > 0x7f ? bytes : this._textOf(bytes));
            at = end;
        }
        // what was large is not kept
        if (at)
            this._bytes = _bytes.slice(at, _filled);
        this._filled -= at;
    }
    _keep(chunk) {
        const filled = this._filled + chunk.length;
        if (filled > this._bytes.length) {
            const larger = new Uint8Array(Math.max(filled, 2 * this._bytes.length));
            larger.set(this._bytes);
            this._bytes = larger;
        }
        this._bytes.set(chunk, this._filled);
        this._filled = filled;
    }
    _textOf(bytes) {
        try {
            return this._text(bytes);
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
        this._idle = false;
        this._bytes = 0;
    }
    get bufferedAmount() {
        return this._bytes;
    }
    _open() {
        this._run().then(() => this._end(undefined, { description: "webtransport connection closed" }), (error) => this._fail(error));
    }
    /** Reads until the stream ends. */
    async _run() {
        const { _platform, _options, id } = this._session;
        const { webtransport } = (_options.transportOptions ?? {});
        const { webtransport: WebTransport } = _platform;
        if (!WebTransport)
            throw new Error(_platform.lacks("webtransport"));
        const transport = new WebTransport(this._url(), webtransport);
        this._transport = transport;
        // what breaks it breaks the stream as well
        transport.closed.catch(() => { });
        await transport.ready;
        const stream = await transport.createBidirectionalStream();
        this._writer = stream.writable.getWriter();
        const frames = new FrameReader(_options.maxMessageBytes, _platform.text);
        const reader = stream.readable.getReader();
        // the client speaks first
        this._send([{ type: "open", ...(id && { data: JSON.stringify({ sid: id }) }) }]);
        while (!this._over) {
            const { done, value } = await reader.read();
            if (done)
                break;
            frames._add(value, (frame) => this._receive(frame));
        }
    }
    _send(batch) {
        this._idle = false;
        const { _platform } = this._session;
        // now, since the app may give its bytes away; Blobs have been read
        const records = batch.map((packet) => encodeRecord(encodeFrame(packet), _platform));
        for (const { byteLength } of records)
            this._bytes += byteLength;
        const write = async () => {
            for (const record of records) {
                await this._writer?.write(record);
                this._bytes -= record.byteLength;
            }
        };
        write().then(() => {
            if (this._over)
                return;
            this._idle = true;
            this._sink._ready();
        }, 
        // the reader tells of the end
        () => { });
    }
    _close() {
        this._idle = false;
        // the session's end takes with it what is not sent yet, and nothing tells when it is
        this._later(PARTING, () => this._end());
    }
    /** The end of its session is its goodbye. */
    _forsake() {
        this._abort();
    }
    _release() {
        this._idle = false;
        this._transport?.close();
    }
}

/** The transports with what belongs to each: how a session moves on from polling comes with polling. */
/** HTTP long-polling over what a platform has for it, with the upgrade from it. */
const pollingOver = (requests) => Object.assign(class extends Polling {
    get _requests() {
        return requests;
    }
}, { _type: "polling", _race: race, _upgrade: upgrade });
/** WebSocket. */
const websocket = /* @__PURE__ */ Object.assign(WebSocketTransport, {
    _type: "websocket",
});
/** WebTransport, over HTTP/3; where the runtime has it. */
const webtransport = /* @__PURE__ */ Object.assign(WebTransportTransport, {
    _type: "webtransport",
    _race: race,
});

/** The transports of Node and Bun. */
/** HTTP long-polling, with the upgrade from it. */
const polling = /* @__PURE__ */ pollingOver(requests);

exports.ADDED_NAMES = ADDED_NAMES;
exports.Attempts = Attempts;
exports.BaseManager = BaseManager;
exports.ConnectError = ConnectError;
exports.Engine = Engine;
exports.HoldfastError = HoldfastError;
exports.Inbox = Inbox;
exports.OwnEmitter = OwnEmitter;
exports.Polling = Polling;
exports.Socket = Socket;
exports.Socket$1 = Socket$1;
exports.Transport = Transport;
exports.TypedEmitter = TypedEmitter;
exports.WATCH = WATCH;
exports.bindCreateIo = bindCreateIo;
exports.bindIo = bindIo;
exports.callAll = callAll;
exports.isConnectError = isConnectError;
exports.isHoldfastError = isHoldfastError;
exports.node = node;
exports.polling = polling;
exports.protocol = protocol;
exports.readArguments = readArguments;
exports.warnOnce = warnOnce;
exports.websocket = websocket;
exports.webtransport = webtransport;
