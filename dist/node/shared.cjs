'use strict';

const Emitter = require('component-emitter');
const node_http = require('node:http');
const node_https = require('node:https');
const ws = require('ws');
const engine_ioParser = require('engine.io-parser');

/** Packet types of the Socket.IO protocol, revision 5. */
const CONNECT = 0;
const DISCONNECT = 1;
const EVENT = 2;
const ACK = 3;
const CONNECT_ERROR = 4;

/** Bytes of a binary value. */
const bytesOf = (value) => value.byteLength ?? value.size ?? 0;

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
/** Fields of the {@link ConnectError} that an HTTP answer stands for (docs/protocol.md, "Error answers"). */
const httpFailure = (status, text) => {
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
        cause: `HTTP ${status}: ${text.replace(/\s+/g, " ").slice(0, 80)}`,
        status,
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
/** Text of whatever was thrown. */
const messageOf = (error) => {
    const { message, cause, code } = (error ?? {});
    const text = `${message || error}`;
    // fetch says why in the cause alone, TLS in the code alone
    const more = cause ? messageOf(cause) : typeof code === "string" && !text.includes(code) ? code : "";
    return more ? `${text} (${more})` : text;
};

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
const ADDED = new Set([
    "connect_timeout",
    "reconnect",
    "reconnect_attempt",
    "reconnect_error",
    "reconnect_failed",
]);

/** Bytes of any kind: ArrayBuffer, a view on one (Buffer too), Blob, File; from whichever realm. */
const isBinary = (value) => ArrayBuffer.isView(value) || /^\[object (ArrayBuffer|Blob|File)]$/.test(Object.prototype.toString.call(value));
const isObject = (value) => typeof value === "object" && value !== null;
/** Is it an object or array as literals make them, which most values are? */
const isPlain = (value) => {
    const prototype = value && Object.getPrototypeOf(value);
    return prototype === Object.prototype || prototype === Array.prototype;
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
                (copy ??= value.slice())[i] = replaced;
        }
        return copy ?? value;
    }
    if (!isPlain(value) && isBinary(value))
        return { _placeholder: true, num: found.push(value) - 1 };
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
        if (!isObject(part) || !Object.hasOwn(value, key))
            continue;
        const replaced = extract(part, found);
        if (replaced !== part)
            (copy ??= { ...value })[key] = replaced;
    }
    return copy ?? value;
};
/** The path to the value that JSON can't carry, such as `[1].user.id`: where in `value` it throws by itself. */
const findBad = (value) => {
    let path = "";
    const seen = new Set();
    for (let at = value; isObject(at) && !seen.has(at);) {
        const holder = at;
        seen.add(holder);
        at = undefined;
        for (const key of Object.keys(holder)) {
            const part = holder[key];
            try {
                JSON.stringify(part);
            }
            catch {
                path += Array.isArray(holder) ? `[${key}]` : `.${key}`;
                at = part;
                break;
            }
        }
    }
    return path;
};
/** Said of whatever does not follow the protocol. */
const INVALID = "invalid packet";
/** Has the text more than `depth` brackets that open? Otherwise it can't be nested deeper. */
const mayBeDeeper = (json, depth) => {
    let count = 0;
    for (const bracket of "[{")
        for (let at = json.indexOf(bracket); at >= 0 && count <= depth; at = json.indexOf(bracket, at + 1)) {
            // nor if what is left is too short: an object takes five characters, {"":{}}, if it is not the innermost
            if (bracket === "{" && (json.length - at) / 5 < depth - count)
                return false;
            count++;
        }
    return count > depth;
};
/** Is it nested deeper than `depth` levels? */
const isDeeper = (value, depth) => {
    if (!isObject(value))
        return false;
    if (depth < 1)
        return true;
    for (const part of Array.isArray(value) ? value : Object.values(value))
        if (isDeeper(part, depth - 1))
            return true;
    return false;
};
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

/** From a type without attachments to the one with: BINARY_EVENT is 5, BINARY_ACK 6. */
const BINARY$1 = 3;
/**
 * A packet as the frames of Engine.IO messages: the text, then the attachments. Throws `ERR_ENCODE` for what JSON can't
 * carry, with the path to it.
 */
const encode = ({ type, nsp, id, data }) => {
    try {
        const head = (nsp === "/" ? "" : `${nsp},`) + (id ?? "");
        const binary = [];
        const json = JSON.stringify(extract(data, binary)) ?? "";
        const { length } = binary;
        return length ? [`${type + BINARY$1}${length}-${head}${json}`, ...binary] : [type + head + json];
    }
    catch (cause) {
        const path = findBad(data);
        throw new HoldfastError("ERR_ENCODE", `can't encode ${path}: ${messageOf(cause)}`, { cause, path });
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
    const name = Array.isArray(data) ? data[0] : undefined;
    return typeof name === "number" || (typeof name === "string" && !RESERVED.has(name));
};
/** Is it nested deeper than `depth` levels? What is short or flat is not searched for brackets. */
const tooDeep = (json, data, depth) => json.length > 2 * depth && isDeeper(data, 1) && mayBeDeeper(json, depth) && isDeeper(data, depth);
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
        this._slots = [];
        this._bytes = 0;
        this._options = options;
        this._clock = clock;
        this._sink = sink;
    }
    add(frame) {
        const due = this._due;
        // text while an attachment is due, or an attachment that nobody announced
        if ((typeof frame === "string") === !!due)
            throw new Error(INVALID);
        if (!due)
            return this._text(frame);
        this._bytes -= bytesOf(frame);
        if (this._bytes < 0)
            throw new Error(INVALID);
        const [holder, key] = this._slots.shift();
        holder[key] = frame;
        if (this._slots.length)
            return;
        this.destroy();
        this._sink._onPacket(due);
    }
    destroy() {
        this._due = undefined;
        this._clock.clearTimeout(this._timer);
    }
    _text(frame) {
        const { maxAttachments, maxAttachmentBytes, attachmentTimeout, maxDepth } = this._options;
        // most begin with `2[`; what else stands before a `[` is found below
        const [head = "", digit = 9, attachments = 0, nsp = "/", id] = frame[1] === "[" ? [frame[0], frame[0]] : (HEAD.exec(frame) ?? []);
        const json = frame.slice(head.length);
        const binary = +digit > CONNECT_ERROR;
        const packet = { type: binary ? +digit - BINARY$1 : +digit, nsp };
        if (id)
            packet.id = +id;
        if (json)
            packet.data = JSON.parse(json);
        if (binary !== +attachments > 0 ||
            +attachments > maxAttachments ||
            !isValid(packet) ||
            tooDeep(json, packet.data, maxDepth))
            throw new Error(INVALID);
        if (!binary)
            return this._sink._onPacket(packet);
        this._slots = findSlots(packet.data, +attachments);
        this._due = packet;
        this._bytes = maxAttachmentBytes;
        this._timer = this._clock.setTimeout(() => this._sink._parseError(new Error("attachments missing")), attachmentTimeout);
    }
}

/** Of an emitter that nobody has listened to yet: a Map of its own takes 180 bytes, and most have three such emitters. */
const NONE$1 = new Map();
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
    static {
        const all = TypedEmitter.prototype;
        all.addEventListener = all.on;
        all.removeListener = all.removeEventListener = all.removeAllListeners = all.off;
    }
    constructor(report) {
        super();
        this._callbacks = NONE$1;
        this._report = report;
    }
    /** Calls `listener` at each such event. */
    on(event, listener) {
        if (this._callbacks === NONE$1)
            this._callbacks = new Map();
        super.on(nameOf(event), listener);
        return this;
    }
    /** Removes one listener, all of an event, or, without arguments, all. `undefined` as event or listener removes nothing. */
    off(event, listener) {
        const given = arguments.length;
        if (!given || (event !== undefined && (listener || given === 1)))
            super.off(nameOf(event), listener);
        return this;
    }
    /** The listeners of an event, in the order in which they are called. */
    listeners(event) {
        return super.listeners(nameOf(event));
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

/**
 * Asks the app for its credentials: a value, or a function that calls back, returns or promises them. The first answer
 * counts; what the function throws rejects.
 */
const askAuth = async (auth, self) => typeof auth === "function"
    ? new Promise((resolve, reject) => {
        const returned = auth.call(self, resolve);
        Promise.resolve(returned).then((data) => {
            // what an arrow function happens to return, such as a timer, is no answer
            if (data !== undefined && (!auth.length || isPlain(data)))
                resolve(data);
        }, reject);
    })
    : auth;

const given = new Set();
/** Tells the developer of a likely mistake, the first time that it is made. */
const warnOnce = ({ warn }, text) => {
    if (given.has(text))
        return;
    given.add(text);
    warn(`holdfast: ${text}`);
};

const COMPRESSED = { compress: true };
const PLAIN = { compress: false };
/** Events that wait without bounds before the developer is told. */
const MANY = 10_000;
/** ms that an acknowledgement may take, where there are retries and nothing else is said. */
const RETRY_TIMEOUT = 10_000;
/** Of a socket that waits for no acknowledgement. */
const NO_ACKS = new Map();
/** Before it is encoded. */
const NONE = [];
const deliveryOf = ({ _sent, _tries }) => (_sent || _tries ? "unknown" : "not-sent");
const bufferFull = (message = "buffer full") => new HoldfastError("ERR_BUFFER_FULL", message, { delivery: "not-sent" });
/** Events to the server, each with a known outcome: sent, kept until it can be, acknowledged, or dropped and reported. */
class Outbox extends TypedEmitter {
    constructor(link, nsp, options) {
        super(link._platform.report);
        /** @internal Events whose acknowledgement is due, by ack id. */
        this._acks = NO_ACKS;
        /** @internal With `retries`: events under way, at most as many as the window has. */ this._underWay = 0;
        /** @internal No event with a lower ack id waits for its turn. */ this._turn = 0;
        /** @internal Events that wait to be sent, and some that do no longer: taken out one by one, each would move all others. */
        this._buffer = [];
        /** @internal How many of these. */ this._gaps = 0;
        /** @internal With a `bufferLimit`: bytes that wait, or more, as what leaves is not taken off. */ this._bytes = 0;
        /** @internal */ this._nextId = 0;
        /** @internal */ this._anyOutgoing = [];
        this.nsp = nsp;
        this._link = link;
        this._options = options;
    }
    /** Events that wait to be sent; may be emptied or replaced, in a `connect` listener at the latest. */
    get sendBuffer() {
        return this._gaps ? this._compact() : this._buffer;
    }
    /** Replaces them; with an empty list, none is sent. */
    set sendBuffer(packets) {
        this._buffer = packets;
        this._gaps = 0;
    }
    /** What waits to be sent: how many events, and the bytes of their data. */
    get buffered() {
        const { _waiting } = this;
        return { count: _waiting.length, bytes: this._bytesOf(_waiting) };
    }
    /** What is not sent yet, also of the retry queue. */
    get _waiting() {
        return this._options.retries
            ? [...this.sendBuffer, ...this._unanswered(({ _sent, _tries }) => !_sent && _tries !== undefined)]
            : this.sendBuffer;
    }
    /** @internal Does the name belong to the events that holdfast adds? */
    _isOurs(name) {
        if (this._options.lifecycleEvents === "v4" || !ADDED.has(name))
            return false;
        warnOnce(this._link._platform, `"${name}" is holdfast's event; see lifecycleEvents: "v4"`);
        return true;
    }
    /** Sends an event, or keeps it until it can be sent. A function at the end of `args` is called with the acknowledgement. */
    _submit(flags, args, promised) {
        const [name] = args;
        if (RESERVED.has(name))
            throw new HoldfastError("ERR_RESERVED_EVENT", `"${name}" is a reserved event name`);
        this._isOurs(name);
        const { retries, ackTimeout } = this._options;
        const { volatile, signal, timeout = ackTimeout } = flags;
        const again = retries && !volatile;
        const callback = typeof args.at(-1) === "function" ? args.pop() : undefined;
        // all of it at once: an object that grows is slow, and there is one for each event
        const packet = {
            type: EVENT,
            nsp: this.nsp,
            data: args,
            id: callback || again ? this._nextId : undefined,
            options: flags.compress === false ? PLAIN : COMPRESSED,
            _frames: NONE,
            _sent: false,
            _waits: false,
            _volatile: volatile,
            _signal: signal,
            _callback: callback,
            _promised: callback && (promised || timeout != null || signal || again),
            _timer: undefined,
        };
        // what can fail by the app's data fails here, before anything is registered
        packet._frames = this._link._encode(packet);
        if (this._options.bufferLimit)
            packet._at = this._link._clock.now();
        const { engine } = this._link;
        const flowing = this._flowing && engine._alive();
        const error = flowing && engine._tooLarge(packet._frames);
        if (error)
            throw error;
        // before there is made room, which may call the app, which may emit
        if (packet.id !== undefined)
            this._nextId++;
        let refusal = volatile && !engine?._writable && disconnected("not-sent");
        if (signal?.aborted)
            refusal = aborted(signal, "not-sent");
        // throws, if it is to
        if (!flowing)
            refusal ||= this._makeRoom(packet);
        if (packet.id !== undefined)
            this._register(packet, again ? undefined : timeout);
        if (refusal)
            this._drop([packet], refusal);
        else if (again) {
            if (ackTimeout == null)
                warnOnce(this._link._platform, `retries without ackTimeout: ${RETRY_TIMEOUT} ms`);
            packet._tries = 0;
            packet._timeout = timeout ?? RETRY_TIMEOUT;
            this._pump();
        }
        else if (flowing)
            this._transmit(packet);
        else {
            packet._waits = true;
            this._buffer.push(packet);
        }
    }
    /** The packet waits for its acknowledgement, for `timeout` ms at most. */
    _register(packet, timeout) {
        const { _signal } = packet;
        if (timeout != null)
            this._await(packet, timeout);
        if (_signal) {
            packet._abort = () => this._drop([packet], aborted(_signal, deliveryOf(packet)));
            _signal.addEventListener("abort", packet._abort);
        }
        if (this._acks === NO_ACKS)
            this._acks = new Map();
        this._acks.set(packet.id, packet);
    }
    /** Its acknowledgement may take `timeout` ms: then it is tried again, or settled. */
    _await(packet, timeout) {
        packet._timer = this._link._clock.setTimeout(() => {
            // it has fired: there is nothing to stop
            packet._timer = undefined;
            // an answer to this try still settles it, if it comes during the next
            if (packet._tries <= this._options.retries)
                this._try(packet);
            else {
                const fields = { delivery: deliveryOf(packet) };
                this._drop([packet], new HoldfastError("ERR_ACK_TIMEOUT", "operation has timed out", fields));
            }
        }, timeout);
    }
    /** @internal The outcome of the packet with this ack id, if one still waits. */
    _settle(id, error, answer = []) {
        const packet = this._acks.get(id);
        if (!packet)
            return;
        const { _callback, _signal, _timer } = packet;
        this._acks.delete(id);
        // V8 keeps what was in a Map that is old and changes much until it collects the whole heap
        if (!this._acks.size)
            this._acks = NO_ACKS;
        this._link._clock.clearTimeout(_timer);
        _signal?.removeEventListener("abort", packet._abort);
        if (packet._tries !== undefined) {
            if (packet._sent)
                this._underWay--;
            this._pump();
        }
        if (packet._promised)
            answer = [error, ...answer];
        else if (error)
            return;
        if (_callback)
            callAll([_callback], this, answer, this._report);
    }
    /** Events whose acknowledgement is due, in the order in which they were emitted. */
    _unanswered(test) {
        return [...this._acks.values()].filter(test);
    }
    /** Makes room in the buffer for an event, or says why there is none; throws that, if it is to. */
    _makeRoom(packet) {
        const limit = this._options.bufferLimit;
        if (!limit) {
            if ((this._options.retries ? this._acks.size : this._buffer.length) === MANY)
                warnOnce(this._link._platform, `${MANY} events wait to be sent; see bufferLimit`);
            return;
        }
        const { events = Infinity, bytes = Infinity, onFull = "reject" } = limit;
        this._expire();
        const own = bytes < Infinity ? this._bytesOf([packet]) : 0;
        const isFull = () => {
            if (this.sendBuffer.length + this._acks.size >= events && this._waiting.length >= events)
                return true;
            // much may have left since
            if (this._bytes + own > bytes)
                this._bytes = this._bytesOf(this._waiting);
            return this._bytes + own > bytes;
        };
        // what has no room by itself pushes nobody out
        if (onFull === "drop-oldest" && own <= bytes)
            while (this._waiting.length && isFull())
                this._drop(this._waiting.slice(0, 1), bufferFull());
        if (!isFull()) {
            this._bytes += own;
            return;
        }
        const full = bufferFull();
        if (onFull === "reject")
            throw full;
        return full;
    }
    _bytesOf(packets) {
        const { byteLength } = this._link._platform;
        let bytes = 0;
        for (const { _frames } of packets)
            for (const frame of _frames)
                bytes += typeof frame === "string" ? byteLength(frame) : bytesOf(frame);
        return bytes;
    }
    /** Drops what has waited too long. */
    _expire() {
        const age = this._options.bufferLimit?.age;
        if (age == null)
            return;
        const oldest = this._link._clock.now() - age;
        const waiting = this._waiting;
        let count = 0;
        // they are in their order
        while ((waiting[count]?._at ?? Infinity) < oldest)
            count++;
        const expired = waiting.slice(0, count);
        if (count)
            this._drop(expired, bufferFull("waited too long"));
    }
    /** Sends what waited. */
    _flush() {
        this._expire();
        // a listener may emit, look at sendBuffer, or leave
        while (this.connected && this._compact().length)
            for (const packet of this._buffer) {
                if (!this.connected || packet._waits === false)
                    continue;
                const error = this._obstacle(packet);
                if (error)
                    this._drop([packet], error);
                else
                    this._transmit(packet);
            }
    }
    /** Takes out what does not wait any more. */
    _compact() {
        this.sendBuffer = this._buffer.filter(({ _waits }) => _waits !== false);
        return this._buffer;
    }
    /** Why an event that waited can't be sent. It is encoded anew: the app may have changed its data since. */
    _obstacle(packet) {
        if (packet._signal?.aborted)
            return aborted(packet._signal, "not-sent");
        try {
            packet._frames = this._link._encode(packet);
        }
        catch (error) {
            return Object.assign(error, { delivery: "not-sent" });
        }
        return this._link.engine._tooLarge(packet._frames);
    }
    _transmit(packet) {
        packet._sent = true;
        this._leaves(packet);
        this._link._send(packet);
        if (this._anyOutgoing.length)
            callAll(this._anyOutgoing, this, packet.data, this._report);
    }
    /** It does not wait any more. */
    _leaves(packet) {
        if (packet._waits === false)
            return;
        packet._waits = false;
        if (2 * ++this._gaps > this._buffer.length)
            this._compact();
    }
    // ---- the retry queue: events that are sent again until they are acknowledged, in the order of their ack ids
    /** Sends what the window lets through and is not under way. */
    _pump() {
        const { retryWindow = 1 } = this._options;
        while (this._flowing && this._underWay < retryWindow && this._turn < this._nextId) {
            const packet = this._acks.get(this._turn++);
            if (packet?._tries !== undefined)
                this._try(packet);
        }
    }
    _try(packet) {
        const error = this._link.engine._tooLarge(packet._frames);
        if (error)
            return this._drop([packet], error);
        packet._tries++;
        if (!packet._sent)
            this._underWay++;
        this._await(packet, packet._timeout);
        this._transmit(packet);
    }
    /** Their connection is gone: they are sent again on the next. */
    _recall() {
        // to be counted
        this._bytes = Infinity;
        this._underWay = 0;
        const retried = this._unanswered(({ _tries }) => _tries !== undefined);
        this._turn = retried[0]?.id ?? this._nextId;
        for (const packet of retried) {
            packet._sent = false;
            this._link._clock.clearTimeout(packet._timer);
        }
    }
    // ---- what is not sent
    /**
     * @internal The packets are settled, and reported unless they were sent; those not sent yet will not be. Without an `error`
     * it is that the connection is gone.
     */
    _drop(packets, error) {
        for (const packet of packets)
            this._leaves(packet);
        for (const packet of packets) {
            const cause = error ?? disconnected(deliveryOf(packet));
            this._settle(packet.id, cause);
            if (packet._sent && packet._tries === undefined)
                continue;
            const data = packet.data;
            this._lifecycle?._call("dropped", [{ event: data[0], args: data.slice(1), cause, delivery: cause.delivery }]);
        }
    }
}

/** How a namespace is joined and left, and what becomes of its events meanwhile; the Socket's public side is on top. */
class Lifecycle extends Outbox {
    constructor(link, nsp, options) {
        super(link, nsp, options);
        /** Did the server keep the session of the connection before, and send what was missed? */
        this.recovered = false;
        /** Events that came before `connect` was emitted. */
        this.receiveBuffer = [];
        /** @internal */ this._any = [];
        /** @internal */ this._state = { name: "idle" };
        /** @internal The state that listeners were told last. */ this._shown = "disconnected";
        /** @internal The reconnection attempt that the app was told of and that is under way; 0 for none. */ this._attempt = 0;
        /** @internal Was a refusal followed by another try, on this connection? */ this._retried = false;
        this.auth = options.auth ?? undefined;
    }
    /** Has the namespace been joined, over a connection that is open? */
    get connected() {
        return this._state.name === "joined";
    }
    /** Is it connected, or will it connect by itself? */
    get active() {
        return this._busy && this._state.name !== "leaving";
    }
    /** `"disconnected"`, `"connecting"`, `"connected"` or `"reconnecting"`. */
    get state() {
        if (this.connected)
            return "connected";
        const { _reconnecting } = this._link;
        if (!this.active || _reconnecting === undefined)
            return "disconnected";
        return _reconnecting ? "reconnecting" : "connecting";
    }
    /** @internal */
    get _busy() {
        return this._state.name !== "idle";
    }
    /** @internal */
    get _flowing() {
        return !!this._state._ready;
    }
    // ---- joining and leaving
    /** The one way from a state to another. */
    _enter(next, cause) {
        this._link._clock.clearTimeout(this._state._timer);
        this._state = next;
        if (next.name !== "joined")
            this.id = undefined;
        this._changed(cause);
        return next;
    }
    /**
     * Leaves a state in which events were sent: what was and is not acknowledged gets its outcome, after the listeners of
     * `event` were told. At the `end` of it all, so that only the app comes back, so does what waits and promised one.
     */
    _leave(name, end, cause, event, ...details) {
        const doomed = this._unanswered(({ _sent, _promised, _tries }) => (end && _promised) || (_sent && _tries === undefined));
        this._recall();
        if (end)
            this._attempt = 0;
        this._enter({ name }, cause);
        if (end)
            this._link._unwanted();
        if (event)
            this._tell(event, ...details);
        this._drop(doomed);
    }
    _connect() {
        const state = this._state;
        if (state.name === "leaving") {
            state.name = "joining";
            this._limit(state);
            this._changed("connect()");
        }
        else if (state.name === "idle")
            this._enter({ name: "waiting" }, "connect()");
        this._link._wanted(this);
    }
    _disconnect() {
        const state = this._state;
        if (!this.active)
            return;
        if (state.name === "joining" && state._sent) {
            // the server has yet to answer, and takes no DISCONNECT before it did
            state.name = "leaving";
            this._limit(state);
            this._changed("disconnect()");
            // none of them is sent
            this._drop([...this._acks.values()].filter(({ _promised }) => _promised));
        }
        else if (this.connected) {
            // in a listener of `connect` it still waits
            this._flush();
            this._send(DISCONNECT);
            this._leave("idle", true, "disconnect()", "disconnect", "io client disconnect", undefined);
        }
        else
            this._leave("idle", true, "disconnect()");
    }
    /** @internal */
    _linkOpen() {
        if (this._state.name !== "waiting")
            return;
        // events of the connection before do not arrive in this one
        this.receiveBuffer = [];
        const joining = this._enter({ name: "joining" }, "connect()");
        this._limit(joining);
        askAuth(this.auth, this)
            .then((data) => {
            if (this._state !== joining)
                return;
            this._send(CONNECT, this._pid ? { pid: this._pid, offset: this._offset, ...data } : (data ?? undefined));
            joining._sent = true;
            this._limit(joining);
        })
            .catch((cause) => this._authFailed(joining, cause));
    }
    /** The app's credentials, or the server's answer, have the time limit, from now on. */
    _limit(joining) {
        const { _clock, engine } = this._link;
        _clock.clearTimeout(joining._timer);
        joining._timer = _clock.setTimeout(() => {
            if (joining.name === "leaving")
                this._leave("idle", true, "disconnect()");
            else if (joining._sent)
                this._joinFailed(joining, connectError("ERR_CONNECT_TIMEOUT", "namespace", "timeout"));
            else
                this._authFailed(joining, "timeout");
        }, engine._options.timeout);
    }
    _authFailed(joining, cause) {
        this._link._clock.clearTimeout(joining._timer);
        this._joinFailed(joining, connectError("ERR_AUTH", "auth", `auth: ${messageOf(cause)}`, { cause }));
    }
    _joinFailed(joining, error) {
        if (this._state === joining && this._link._joinFailed(error))
            this._tellFailure(error);
    }
    /** @internal */
    _packet({ type, id, data }) {
        const state = this._state;
        if (type === EVENT)
            this._onEvent(data, id);
        else if (type === ACK)
            this._settle(id, null, data);
        else if (type === DISCONNECT) {
            if (this.connected)
                this._leave("idle", true, "disconnect", "disconnect", "io server disconnect");
        }
        else if (state.name === "leaving") {
            if (type === CONNECT)
                this._send(DISCONNECT);
            this._leave("idle", true, "disconnect()");
        }
        else if (state.name === "joining")
            this._onAnswer(type, state._sent, data);
        // an answer for which nobody waits any more
        else if (state.name === "idle" && type === CONNECT)
            this._send(DISCONNECT);
        // else it is a second answer
    }
    /** The server's word on joining; Socket.IO 2 says it unasked, and without an id. */
    _onAnswer(type, asked, data) {
        const { sid, pid, message = "refused", data: more, } = (typeof data === "string" ? { message: data } : (data ?? {}));
        if (type !== CONNECT) {
            if (asked)
                this._onRefusal(connectError("ERR_REFUSED", "namespace", `${message}`, { data: more }));
        }
        else if (typeof sid !== "string") {
            const text = "the server is Socket.IO 2";
            this._onRefusal(connectError("ERR_UNSUPPORTED_PROTOCOL", "namespace", text), false);
        }
        else if (asked)
            this._joined(sid, pid);
    }
    /** The namespace is left, unless the app wants to try once more, with other credentials. */
    _onRefusal(error, mayRetry = !this._retried) {
        const { retryRefused } = this._options;
        const again = mayRetry && (typeof retryRefused === "function" ? this._ask(retryRefused, error) : !!retryRefused);
        Object.assign(error, { willRetry: again, ...(again && { retryIn: 0 }) });
        this._retried = again;
        if (!again)
            return this._leave("idle", true, "connect_error", "connect_error", error);
        this._enter({ name: "waiting" }, "connect_error");
        this._tell("connect_error", error);
        if (this._state.name === "waiting")
            this._link._wanted(this);
    }
    /** What a function of the app says; nothing good, if it throws. */
    _ask(decide, error) {
        try {
            return decide(error);
        }
        catch (thrown) {
            this._report(thrown);
            return false;
        }
    }
    _joined(sid, pid) {
        this.id = sid;
        this.recovered = pid !== undefined && pid === this._pid;
        this._pid = pid;
        this._retried = false;
        const attempt = this._attempt;
        this._attempt = 0;
        this._link._joined();
        const joined = this._enter({ name: "joined" }, "connect");
        this._tell("connect");
        if (attempt && this._state === joined)
            this._tell("reconnect", attempt);
        for (const args of this.receiveBuffer.splice(0))
            if (this._state === joined)
                this._deliver(args);
        if (this._state !== joined)
            return;
        this._flush();
        joined._ready = true;
        // what the app took out of sendBuffer will not be answered
        this._drop(this._unanswered(({ _sent, _promised, _tries }) => !_sent && _promised && _tries === undefined));
        this._pump();
    }
    /** @internal */
    _linkLost(reason, details, unsent) {
        const { name } = this._state;
        // without those that leave it just now: they are among the unsent
        const { sendBuffer } = this;
        const own = unsent.filter(({ nsp }) => nsp === this.nsp);
        for (const packet of own)
            packet._sent = false;
        // what has its outcome, or is in the retry queue, does not come back
        const events = own.filter(({ type, id, _tries }) => type === EVENT && _tries === undefined && (id === undefined || this._acks.has(id)));
        for (const packet of events)
            packet._waits = true;
        // to be counted
        this._bytes = Infinity;
        this.sendBuffer = [...events, ...sendBuffer];
        this._drop(events.filter(({ _volatile }) => _volatile));
        if (name === "joined")
            this._leave("waiting", false, "disconnect", "disconnect", reason, details);
        else
            this._attemptFailed(asConnectError(details, reason));
    }
    /** @internal */
    _attemptFailed(error) {
        const { active } = this;
        this._retried = false;
        this._enter({ name: active ? "waiting" : "idle" }, "connect_error");
        if (active)
            this._tellFailure(error);
    }
    // ---- telling the app
    /** @internal */
    _announce(event, detail) {
        if (!this.active)
            return;
        if (event === "reconnect_attempt")
            this._attempt = detail;
        if (detail)
            this._tell(event, detail);
        else
            this._leave("waiting", true, event ?? "connect_error", event);
    }
    _tellFailure(error) {
        if (error.code === "ERR_CONNECT_TIMEOUT")
            this._tell("connect_timeout", error);
        this._tell("connect_error", error);
    }
    /** Calls the listeners of a reserved event. */
    _tell(event, ...details) {
        this._link._telling++;
        if (this._options.lifecycleEvents !== "v4" || !ADDED.has(event))
            this._call(event, details);
        this._lifecycle?._call(event, details);
        this._link._telling--;
    }
    /** @internal */
    _changed(cause) {
        const from = this._shown;
        const to = this.state;
        this._shown = to;
        if (from === to)
            return;
        this._link._telling++;
        this._lifecycle?._call("state_change", [{ from, to, cause }]);
        this._link._telling--;
    }
    // ---- events
    /** Sends a packet that is not an event. */
    _send(type, data, id) {
        const packet = { type, nsp: this.nsp, data, id };
        packet._frames = this._link._encode(packet);
        this._link._send(packet, type === DISCONNECT);
    }
    _onEvent(args, id) {
        if (id !== undefined)
            args.push(this._answer(id));
        if (this._flowing)
            this._deliver(args);
        else if (this.active)
            this.receiveBuffer.push(args);
    }
    /** The function by which the app acknowledges an event: once, and on the connection that asked. */
    _answer(id) {
        const { id: sid } = this;
        let open = true;
        return (...data) => {
            if (open && this.connected && (sid ?? this.id) === this.id)
                this._send(ACK, data, id);
            open = false;
        };
    }
    _deliver(args) {
        if (this._pid && typeof args.at(-1) === "string")
            this._offset = args.at(-1);
        if (this._any.length)
            callAll(this._any, this, args, this._report);
        const [name, ...rest] = args;
        // a name of ours never reaches those who listen to us
        if (!this._isOurs(name))
            this._call(name, rest);
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
let Socket$1 = class Socket extends Lifecycle {
    /** @internal */
    constructor(io, nsp, options) {
        super(io, nsp, options);
        /** @internal */ this._flags = NO_FLAGS;
        this.io = io;
        this._self = this;
    }
    /** Emits the reserved events, `state_change` and `dropped`, whatever names the app uses for its own events. */
    get lifecycle() {
        const { _self } = this;
        _self._lifecycle ??= new TypedEmitter(_self._report);
        return _self._lifecycle;
    }
    /** The opposite of `connected`. */
    get disconnected() {
        return !this.connected;
    }
    /** Connects, or does nothing if connected. During a wait for reconnection it connects now. */
    connect() {
        this._self._connect();
        return this._self;
    }
    /** The same as {@link connect}. */
    open() {
        return this.connect();
    }
    /** Leaves the namespace; the connection is closed with its last one. What was emitted before is still sent. */
    disconnect() {
        this._self._disconnect();
        return this._self;
    }
    /** The same as {@link disconnect}. */
    close() {
        return this.disconnect();
    }
    /**
     * Drops a connection that the app does not trust any more and makes a new one at once; within a second of the last time,
     * when that second is over. Connects, if there is none.
     */
    reconnect() {
        this._link._drop();
        return this.connect();
    }
    /**
     * Resolves once the socket is connected, at once if it is. Rejects with the last error when it gives up, or is told to
     * (`ERR_DISCONNECTED`), when `timeout` ms have passed (`ERR_CONNECT_TIMEOUT`), or with `ERR_ABORTED`. The socket goes on
     * in the last two cases.
     */
    ready({ signal, timeout } = {}) {
        const { _self, lifecycle } = this;
        const { _clock } = this._link;
        return new Promise((resolve, reject) => {
            let last = disconnected("not-sent");
            const end = (error) => {
                lifecycle.off("state_change", changed).off("connect_error", failed);
                signal?.removeEventListener("abort", abort);
                _clock.clearTimeout(timer);
                if (error)
                    reject(error);
                else
                    resolve(_self);
            };
            const failed = (error) => {
                last = error;
                // a refusal is told after the state has changed
                if (_self.state === "disconnected")
                    end(last);
            };
            const changed = ({ to, cause }) => {
                if (to === "connected")
                    end();
                else if (to === "disconnected" && cause !== "connect_error")
                    end(last);
            };
            const abort = () => end(aborted(signal));
            const timer = timeout != null && _clock.setTimeout(() => end(new HoldfastError("ERR_CONNECT_TIMEOUT", "timeout")), timeout);
            lifecycle.on("state_change", changed).on("connect_error", failed);
            signal?.addEventListener("abort", abort);
            if (_self.connected)
                end();
            else if (signal?.aborted)
                abort();
        });
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
        this._self._submit(this._flags, [event, ...args], false);
        return this._self;
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
            const settle = (error, value) => error ? reject(error) : resolve(value);
            this._self._submit(this._flags, [event, ...args, settle], true);
        });
    }
    /** A view whose events are dropped when they can't be sent now. */
    get volatile() {
        return this._view({ volatile: true });
    }
    /** A view whose acknowledgements must come within `timeout` ms, and whose callbacks take an error first. */
    timeout(timeout) {
        return this._view({ timeout });
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
        this._any.push(listener);
        return this;
    }
    /** As {@link onAny}, before the others. */
    prependAny(listener) {
        this._any.unshift(listener);
        return this;
    }
    /** Removes a listener of {@link onAny}, or all. */
    offAny(listener) {
        remove(this._any, listener);
        return this;
    }
    /** The listeners of {@link onAny}. */
    listenersAny() {
        return this._any;
    }
    /** Calls `listener` with every event that is sent, its name first. */
    onAnyOutgoing(listener) {
        this._anyOutgoing.push(listener);
        return this;
    }
    /** As {@link onAnyOutgoing}, before the others. */
    prependAnyOutgoing(listener) {
        this._anyOutgoing.unshift(listener);
        return this;
    }
    /** Removes a listener of {@link onAnyOutgoing}, or all. */
    offAnyOutgoing(listener) {
        remove(this._anyOutgoing, listener);
        return this;
    }
    /** The listeners of {@link onAnyOutgoing}. */
    listenersAnyOutgoing() {
        return this._anyOutgoing;
    }
    _view(flags) {
        const view = Object.create(this);
        view._flags = { ...this._flags, ...flags };
        return view;
    }
};

/** New here: a wrong value throws. */
const OURS = {
    minUptime: 5000,
    upgradeTimeout: 8000,
    highWaterMark: 65_536,
    maxAttachments: 1000,
    maxAttachmentBytes: 1e8,
    attachmentTimeout: 20_000,
    maxDepth: 1000,
};
const DEFAULTS = {
    reconnectionDelay: 1000,
    reconnectionDelayMax: 5000,
    randomizationFactor: 0.5,
    reconnectionAttempts: Infinity,
    timeout: 20_000,
    requestTimeout: 0,
    ...OURS,
};
/**
 * What was given, over the defaults. `false` as a time is no limit. The defaults are its prototype: copied, they would take
 * more time than the rest of making a connection, and more memory than the connection's other state.
 */
const withDefaults = (given, more) => {
    const resolved = Object.assign(Object.create(DEFAULTS), given, more);
    for (const name of Object.keys(given)) {
        if (!Object.hasOwn(DEFAULTS, name))
            continue;
        const standard = DEFAULTS[name];
        const value = resolved[name] ?? standard;
        const number = value === false ? Infinity : Number(value);
        resolved[name] = Number.isNaN(number) ? standard : number;
    }
    return Object.freeze(resolved);
};
const SWITCH = [true, false];
/** New options, and what each may be. */
const ALLOWED = {
    ...Object.fromEntries(Object.keys(OURS).map((name) => [name, 0])),
    retryWindow: 1,
    lifecycleEvents: ["all", "v4"],
    retryRefused: [...SWITCH, "function"],
    reconnectionPolicy: ["function"],
    closeOnOffline: SWITCH,
    networkEvents: ["object"],
    bufferLimit: ["object"],
};
const BUFFER_LIMIT = {
    events: 0,
    bytes: 0,
    age: 0,
    onFull: ["reject", "drop-oldest", "drop-newest"],
};
const checkAll = (given, allowed) => {
    for (const [name, rule] of Object.entries(allowed)) {
        const value = given[name];
        const isNumber = typeof rule === "number";
        const fits = isNumber
            ? typeof value === "number" && value >= rule
            : rule.includes(value) || rule.includes(typeof value);
        if (value == null || fits)
            continue;
        const what = isNumber ? `a number of at least ${rule}` : rule.join(" or ");
        throw new HoldfastError("ERR_INVALID_OPTION", `${name}: ${value} is not ${what}`);
    }
};
/** Throws `ERR_INVALID_OPTION` for a wrong value of an option that is new here, naming what is allowed. */
const checkOptions = (given) => {
    checkAll(given, ALLOWED);
    if (given.bufferLimit)
        checkAll(given.bufferLimit, BUFFER_LIMIT);
};

/** The one importer of engine.io-parser: Engine.IO packets as the transports carry them. */
/** Packets in, bytes of a WebTransport stream out. */
const createPacketEncoderStream = engine_ioParser.createPacketEncoderStream;
/** Bytes of a WebTransport stream in, packets out; one of type `"error"` for what is none, or has too many bytes. */
const createPacketDecoderStream = engine_ioParser.createPacketDecoderStream;
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
/**
 * Packets as the body of one POST. Calls back later where that takes reading a Blob. Base64 is the platform's: the parser's
 * browser build has it from a FileReader, which not every worker has.
 */
const encodeBody = (packets, base64, callback) => {
    const encode = (data) => {
        const { buffer, byteOffset, byteLength } = ArrayBuffer.isView(data) ? data : new Uint8Array(data);
        return `b${base64(new Uint8Array(buffer, byteOffset, byteLength))}`;
    };
    let later = false;
    const parts = packets.map((packet) => {
        const frame = encodeFrame(packet);
        if (typeof frame === "string")
            return frame;
        if ("byteLength" in frame)
            return encode(frame);
        later = true;
        return frame.arrayBuffer().then(encode);
    });
    const join = (all) => callback(all.join(SEPARATOR));
    if (later)
        Promise.all(parts).then(join);
    else
        join(parts);
};
/** The packet in a frame; `undefined`, or one of type `"error"`, if there is none. */
const decodeFrame = (frame, binaryType) => {
    try {
        return engine_ioParser.decodePacket(frame, binaryType);
    }
    catch {
        // what should be base64 is not
        return undefined;
    }
};

/** Has the app headers that a WebSocket of this platform would go without? */
const losesHeaders = ({ sendsHeaders }, { extraHeaders }) => !sendsHeaders && Object.keys(extraHeaders ?? {}).length > 0;
/** One way to carry Engine.IO packets. */
class Transport {
    /** @internal */
    constructor(session) {
        /** @internal */ this._over = false;
        const { _type } = new.target;
        const { _options } = session;
        this.name = _type;
        this._session = session;
        const own = _options.transportOptions?.[_type];
        this._options = own ? Object.create(_options, Object.getOwnPropertyDescriptors(own)) : _options;
    }
    /** Would it pass a packet on without much delay? Volatile events go out only then. */
    get writable() {
        return this._idle;
    }
    /** Ends at once and tells nobody. */
    _abort() {
        this._over = true;
        this._release();
    }
    _end(error, details) {
        if (this._over)
            return;
        this._abort();
        this._sink._closed(error, details);
    }
    /** Takes what came in as one packet, or ends. */
    _receive(frame) {
        this._take(decodeFrame(frame, this._session.binaryType));
    }
    /** Takes what the parser made of what came in. */
    _take(packet) {
        if (!packet || packet.type === "error")
            this._fail("not an Engine.IO packet", { code: "ERR_PARSE" }, "parse error");
        else if (!this._over)
            this._sink._packet(packet);
    }
    /** The address for a request or connection made now. */
    _url() {
        return this._session._url(this.name, this._options);
    }
    /** Ends with an error whose message starts with `prefix`, which apps compare with. */
    _fail(cause, fields = {}, prefix = `${this.name} error`) {
        // such as of requests that were aborted: an error is not cheap
        if (this._over)
            return;
        const { code = "ERR_TRANSPORT", status = cause } = fields;
        this._end(connectError(code, "transport", `${prefix}: ${messageOf(cause)}`, {
            type: "TransportError",
            transport: this.name,
            url: this._url().split("?")[0],
            description: status,
            cause,
            ...fields,
        }));
    }
}

// scheme, name, port, path, query
const PARTS = /^(?:(\w+:)?\/\/)?(?:[^/?#@]*@)?(\[[^\]]*]|[^:/?#]*)(?::(\d+))?([^?#]*)\??([^#]*)/;
/** Is it this machine? */
const isLoopback = (hostname) => /^(localhost$|127\.|\[::1])/.test(hostname);
/**
 * Reads a URL as leniently as an app may write it: whole, without a scheme, with a path alone, or empty, where there is
 * a page (or the options) to take the rest from. Throws `ERR_INVALID_URL` where something is missing.
 */
const parseTarget = (url, page, options = {}) => {
    const { host, hostname: name = host, port: given, secure: tls } = options;
    // an IPv6 address has no brackets there
    if (!url && name)
        url = `${tls ? "https" : "http"}://${name.includes("::") ? `[${name}]` : name}${given ? `:${given}` : ""}`;
    const [, scheme = page?.protocol, own, port, path, query] = PARTS.exec(url);
    const hostname = own || page?.hostname;
    if (!hostname)
        throw new HoldfastError("ERR_INVALID_URL", `no page to complete the URL "${url}"`);
    // a bare name, where no page says which scheme: this machine rarely has TLS, others should
    const secure = scheme ? /[ps]s:$/.test(scheme) : !isLoopback(hostname);
    return { secure, hostname, port: (own ? port : page.port) || (secure ? "443" : "80"), path: path || "/", query };
};
/** The address for a request or connection of a session (docs/protocol.md, "Query"). */
const requestUrl = ({ secure, hostname, port, query }, options, transport, sid, random) => {
    const { path, addTrailingSlash, timestampRequests, timestampParam, forceBase64 } = options;
    const parameters = new URLSearchParams((query || options.query || ""));
    parameters.set("EIO", "4");
    parameters.set("transport", transport);
    if (sid)
        parameters.set("sid", sid);
    if (forceBase64)
        parameters.set("b64", "1");
    const polling = transport === "polling";
    if (timestampRequests ?? polling)
        parameters.set(timestampParam ?? "t", random().toString(36).slice(2));
    const scheme = transport === "websocket" ? "ws" : "http";
    const where = (path ?? "/socket.io").replace(/\/?$/, addTrailingSlash === false ? "" : "/");
    return `${scheme}${secure || transport === "webtransport" ? "s" : ""}://${hostname}:${port}${where}?${`${parameters}`.replace(/\+/g, "%20")}`;
};

/** ms between two looks at the wall clock. */
const STEP = 2000;
/**
 * A time limit that also counts the time in which the machine slept. Timers stop while it does and are throttled in hidden
 * pages, and the wall clock may be set back: whichever is ahead counts.
 */
class WallTimer {
    constructor(clock, expired) {
        /** ms left when the wall clock showed `_at`. */
        this._left = 0;
        this._at = 0;
        this._clock = clock;
        this._expired = expired;
    }
    /** Sets the limit, ms from now. */
    _set(ms) {
        const { _clock } = this;
        const step = Math.min(ms, STEP);
        this._clear();
        this._left = ms;
        this._at = _clock.now();
        this._timer = _clock.setTimeout(() => {
            const passed = _clock.now() - this._at;
            // at least the step has passed, even if the clock was set back
            const left = this._left - Math.max(step, passed);
            if (left > 0)
                this._set(left);
            else
                this._expired(passed > step + STEP);
        }, step);
    }
    /** Calls back if it is over, by the wall clock. */
    _check() {
        if (this._clock.now() - this._at < this._left)
            return;
        this._clear();
        this._expired(true);
    }
    _clear() {
        this._clock.clearTimeout(this._timer);
    }
}

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
/** ms within which the server's next ping is due. */
const periodOf = ({ pingInterval, pingTimeout }) => pingInterval + pingTimeout;

/**
 * May another transport do better than one that failed like this (docs/design.md, "Fallback")? Not where it would only ask a
 * refusing server twice.
 */
const mayFallBack = ({ code, status, serverCode, transport, _unreachable }) => {
    if (serverCode !== undefined)
        return serverCode === 0;
    if (status)
        return code === "ERR_NOT_SOCKETIO" || status === 404 || status === 405 || status >= 500;
    // a page is not told why its WebSocket failed: it may have been blocked
    return code === "ERR_TRANSPORT" && transport !== "polling" && !_unreachable;
};
/**
 * Opens the first transport, and the next one beside it when the first has used up its share of the time (`share`, ms), or
 * failed in a way of its own. Returns the function that gives up.
 */
const openFirst = (session, kinds, share, sink) => {
    const { _clock, _platform } = session;
    const running = new Set();
    // with holes
    const errors = [];
    let next = 0;
    let timer;
    const cancel = () => {
        _clock.clearTimeout(timer);
        for (const transport of running)
            transport._abort();
        running.clear();
    };
    const start = () => {
        _clock.clearTimeout(timer);
        const place = next++;
        const kind = kinds[place];
        if (!kind)
            return;
        const transport = new kind(session);
        running.add(transport);
        transport._sink = {
            _ready() { },
            _packet(packet) {
                running.delete(transport);
                cancel();
                sink._won(transport, packet);
            },
            _closed(error, details) {
                running.delete(transport);
                error ??= connectError("ERR_TRANSPORT", "transport", `${transport.name} error: closed`, {
                    transport: transport.name,
                    cause: details,
                });
                errors[place] = error;
                if (mayFallBack(error))
                    start();
                if (running.size)
                    return;
                _clock.clearTimeout(timer);
                // in the order of the app, whichever failed first
                const all = errors.flat();
                const [first] = all;
                const { code, phase, message } = first;
                sink._lost(all.length > 1 ? connectError(code, phase, message, { ...first, errors: all }) : first);
            },
        };
        if (next < kinds.length)
            timer = _clock.setTimeout(start, share);
        sink._started(transport);
        _platform.soon(() => {
            if (running.has(transport))
                transport._open();
        });
    };
    if (kinds[0])
        start();
    else {
        const error = connectError("ERR_NO_TRANSPORT", "transport", "No transports available");
        timer = _clock.setTimeout(() => sink._lost(error), 0);
    }
    return cancel;
};

/** Bytes of a frame with its packet type: as base64 in a polling payload, as it is elsewhere. */
const sizeOf = (data, base64, byteLength) => {
    if (typeof data === "string")
        return 1 + byteLength(data);
    const bytes = data ? bytesOf(data) : 0;
    return base64 ? 1 + 4 * Math.ceil(bytes / 3) : bytes;
};
/**
 * How many packets from the front go out together: those that go alone are alone among themselves; with a `maxPayload` in
 * bytes, as many as fit into one polling payload; at least one.
 */
const batchLength = (queue, maxPayload, byteLength) => {
    let bytes = 0;
    let end = 0;
    for (; end < queue.length; end++) {
        const packet = queue[end];
        // 1 for the separator
        if (maxPayload)
            bytes += sizeOf(packet.data, true, byteLength) + 1;
        if (end && (packet._alone !== queue[0]?._alone || (maxPayload && bytes > maxPayload + 1)))
            break;
    }
    return end;
};

/** ms that a session has to send what is queued and to say goodbye. */
const CLOSE_TIMEOUT = 5000;
/** ms between two writes that the server should not read at once, where it can't be known that it has. */
const GAP = 250;
const kindOf = (transport) => transport.constructor;
/** The transport manager: one Engine.IO session, from the handshake over an upgrade to the close. */
class Engine extends TypedEmitter {
    /** @internal */
    constructor(init) {
        super(init._platform.report);
        /** Packets not yet handed to the transport. */
        this.writeBuffer = [];
        /** @internal */ this._state = { name: "opening" };
        /** @internal */ this._parting = false;
        Object.assign(this, init);
        this.binaryType = init._platform.binaryType;
    }
    /** `"opening"`, `"open"`, `"closing"` or `"closed"`. */
    get readyState() {
        return this._state.name;
    }
    /** Ends the session after what is queued was sent; reason `"forced close"`. */
    close() {
        const { name, _handshake } = this._state;
        if (name === "opening")
            this._end("forced close");
        if (name === "open") {
            const _timer = this._clock.setTimeout(() => this._end("forced close"), CLOSE_TIMEOUT);
            this._enter({ name: "closing", _handshake: _handshake, _timer });
            this._flush();
            this._tell("forced close", undefined, []);
        }
        return this;
    }
    // ---- for the Manager
    /** @internal `timeout`: ms, of which each transport has its share before the next starts beside it. */
    _open(timeout) {
        this._wrote = this._clock.now();
        const { tryAllTransports, transports } = this._options;
        // what would have to do without the app's headers is no way out
        const lossy = losesHeaders(this._platform, this._options);
        const _kinds = this._kinds.filter(({ _type }, i) => !i ||
            (tryAllTransports !== false &&
                (_type === "polling" || !lossy) &&
                // few servers have it, and where none answers it takes long to fail: it is a way out only where the app says so
                (_type !== "webtransport" || transports)));
        this._state._cancel = openFirst(this, _kinds, timeout / _kinds.length, this);
    }
    /** @internal Closes, and tells its sink nothing more. */
    _leave() {
        this._sink = undefined;
        this.close();
    }
    /** @internal The page goes away: nobody is told any more, and what is sent outlives it. */
    _part() {
        this._sink = undefined;
        this._parting = true;
        this._flush();
    }
    /** @internal The page is kept in the background: says goodbye as far as that goes, and ends at once. */
    _suspend() {
        this._parting = true;
        if (this._state.name === "open")
            this.transport._close();
        this._end("transport close", { description: "page hidden" });
    }
    /** @internal Would a packet go out without much delay? */
    get _writable() {
        return this._state.name === "open" && this.transport.writable;
    }
    /**
     * @internal The error of a packet that is too large for every transport that there is, or may be soon: until an upgrade has
     * failed, it counts what the better one takes. `base64`: too large for polling.
     */
    _tooLarge(frames, base64 = this._polling && !this._state._cancel) {
        const limit = this._state._handshake?.maxPayload;
        if (!limit)
            return;
        for (const frame of frames) {
            // no text has more than three bytes for a UTF-16 unit
            if (typeof frame === "string" && 3 * frame.length < limit)
                continue;
            const size = sizeOf(frame, base64, this._platform.byteLength);
            if (size > limit) {
                const message = `packet too large: ${size} bytes, the server takes ${limit}`;
                return new HoldfastError("ERR_PAYLOAD_TOO_LARGE", message, { size, limit, delivery: "not-sent" });
            }
        }
        return;
    }
    /** @internal Queues the frames of one Socket.IO packet. */
    _write(frames, owner, alone, options) {
        for (let i = 0; i < frames.length; i++) {
            const packet = { type: "message", data: frames[i] };
            // on the first frame: once that is handed over, the packet is
            if (!i) {
                packet._owner = owner;
                packet._frames = frames;
            }
            if (alone)
                packet._alone = alone;
            if (options)
                packet.options = options;
            this._push(packet);
        }
        // all that a listener of the page's last event emits goes in one request
        if (this._parting)
            Promise.resolve().then(() => this._flush());
        else
            this._flush();
    }
    /** @internal Is the session open, and was its last ping not too long ago by the wall clock? */
    _alive() {
        this._state._heartbeat?._check();
        return this._state.name === "open";
    }
    /** @internal Ends the session at once: nothing more is sent. */
    _end(reason, details) {
        const { name } = this._state;
        if (name === "closed")
            return;
        this._enter({ name: "closed" });
        this.transport?._abort();
        this.id = null;
        if (name !== "closing")
            this._tell(reason, details, this.writeBuffer.splice(0).flatMap(({ _owner }) => _owner ?? []));
    }
    /** The one way from a state to another. */
    _enter(next) {
        const { _cancel, _gap, _timer, _heartbeat } = this._state;
        this._state = next;
        this._clock.clearTimeout(_gap);
        this._clock.clearTimeout(_timer);
        _heartbeat?._clear();
        // gives polling its lanes back, if an upgrade had paused it
        _cancel?.();
    }
    // ---- for the transport
    /** @internal */
    _url(name, options) {
        return requestUrl(this._target, options, name, this.id, this._platform.random);
    }
    /** @internal */
    _ready() {
        if (!this.writeBuffer.length)
            this._notify("drain");
        this._flush();
    }
    /** @internal */
    _closed(error, details) {
        if (error)
            this._end(error.code === "ERR_PARSE" ? "parse error" : "transport error", error);
        else
            this._end("transport close", details);
    }
    /** @internal */
    _packet(packet) {
        this._notify("packet", packet);
        const { type, data = "" } = packet;
        const { name, _heartbeat, _handshake } = this._state;
        if (name !== "open")
            return;
        if (type === "message") {
            this._sink?._onMessage(data);
            this._notify("data", data);
            this._notify("message", data);
        }
        else if (type === "ping") {
            _heartbeat._set(periodOf(_handshake));
            this._push({ type: "pong" });
            this._flush();
            this._sink?._onPing();
            this._notify("ping");
            this._notify("pong");
        }
        else if (type === "close") {
            this._end("transport close", { description: "transport closed by the server" });
        }
        // a second `open`, a `pong` or `upgrade` nobody asked for, and `noop` change nothing
    }
    // ---- opening and upgrading
    /** @internal */
    _started(transport) {
        this.transport = transport;
    }
    /** @internal */
    _won(transport, packet) {
        this.transport = transport;
        transport._sink = this;
        try {
            const handshake = parseHandshake(packet);
            const heartbeat = new WallTimer(this._clock, (late) => {
                const sink = this._sink;
                this._end("ping timeout");
                if (late)
                    sink?._wake();
            });
            this.id = handshake.sid;
            this._enter({ name: "open", _handshake: handshake, _heartbeat: heartbeat });
            heartbeat._set(periodOf(handshake));
            this._notify("packet", packet);
            this._notify("handshake", handshake);
            this._notify("open");
            kindOf(transport)._upgrade?.(this, handshake.upgrades);
            this._sink?._onOpen();
            this._flush();
        }
        catch (cause) {
            this._end("parse error", connectError("ERR_PARSE", "handshake", "parse error: invalid handshake", {
                cause,
                transport: transport.name,
            }));
        }
    }
    /** @internal */
    _lost(error) {
        this._closed(error);
    }
    // ---- writing
    get _polling() {
        return this.transport.name === "polling";
    }
    _push(packet) {
        this._notify("packetCreate", packet);
        this.writeBuffer.push(packet);
    }
    /** Hands to the transport what it takes now. `rested`: the server has read what was sent before. */
    _flush(rested = false) {
        const { name, _handshake, _gap } = this._state;
        const { transport, writeBuffer: queue } = this;
        if (!_handshake || _gap || !transport._idle)
            return;
        if (!queue[0])
            return name === "closing" ? transport._close() : undefined;
        const { _alone } = queue[0];
        if (!rested && _alone !== this._wroteAlone)
            return this._rest();
        const max = this._polling ? _handshake.maxPayload : 0;
        if (kindOf(transport)._holds?.(this))
            return;
        this.writeBuffer = queue.splice(batchLength(queue, max, this._platform.byteLength));
        transport._send(queue);
        this._wrote = this._clock.now();
        this._wroteAlone = _alone;
        this._notify("flush");
        // polling tells when the answer is there
        if (!this._polling && this._callbacks.get("drain"))
            this._clock.setTimeout(() => this._writable && this._notify("drain"), 0);
        this._flush();
    }
    /** Waits until the server has read what was sent, or may be taken to have; see "Close" in docs/protocol.md. */
    _rest() {
        const state = this._state;
        const { writable } = this.transport;
        const go = () => {
            state._gap = undefined;
            this._flush(writable);
        };
        // what the transport still has is yet to be written; a POST was answered
        const since = writable ? this._clock.now() - this._wrote : 0;
        state._gap = this.transport._whenRead?.(go) ?? this._clock.setTimeout(go, this._polling ? 0 : GAP - since);
    }
    // ---- telling
    _notify(event, ...args) {
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

/**
 * The transports of an attempt, in order: those that the app asks for (names that nobody knows are passed over) and that
 * the platform can do. `first` comes first, if it is among them.
 */
const orderKinds = (known, asked, platform, first) => (asked ?? known)
    .flatMap((one) => (typeof one === "string" ? known.filter(({ _type }) => _type === one) : one))
    .filter(({ _type }) => platform[_type])
    .sort((a, b) => Number(b._type === first) - Number(a._type === first));

/** What the jitter would put above the maximum is folded back to below it, this much closer together. */
const FOLD = 16;
/**
 * The delay before attempt `step` (0: the first), in ms: doubled at each step up to the maximum, and spread by the jitter,
 * also at the maximum, so that clients do not come all at once. Most delays stay long there: a short mean would bring back
 * the herd that the jitter has dispersed (`bench/herd.mjs`). 0 only if the base is 0.
 */
const backoffDelay = ({ reconnectionDelay: base, reconnectionDelayMax: max, randomizationFactor: jitter }, step, random) => {
    if (!(base > 0))
        return 0;
    const wanted = base * 2 ** step;
    const middle = Math.min(wanted, max);
    // the root: three of four are longer than the middle
    const part = wanted > max ? Math.sqrt(random()) : random();
    const delay = middle + (2 * part - 1) * middle * jitter;
    return Math.max(1, Math.round(delay > max ? max - (delay - max) / FOLD : delay));
};

/** ms between the end of an early attempt that failed and the next early one. */
const EARLY_PAUSE = 1000;
/** The backoff reconnection controller: decides whether and when the next attempt starts. It holds no timer. */
class ReconnectionController {
    constructor(clock, platform) {
        /** Before then no attempt starts before its time. */
        this._notBefore = 0;
        /** Does the attempt that is due start before its time, or did the one under way, or that led to the connection? */
        this._early = false;
        this._clock = clock;
        this._platform = platform;
        this._reset();
    }
    /** The app connects: all starts over. */
    _reset() {
        this._attempt = this._step = 0;
        this._joinedAt = undefined;
        this._since = this._clock.now();
    }
    /** A namespace was joined. */
    _joined() {
        this._joinedAt ??= this._clock.now();
        this._attempt = 0;
    }
    /** The attempt failed or the connection is lost: ms until the next attempt, or `undefined` for none. */
    _next(options, error) {
        const now = this._clock.now();
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
        return delay;
    }
    /** What the app's policy says, or the backoff where there is none, or it fails. */
    _policy(options, facts) {
        try {
            const delay = options.reconnectionPolicy?.(facts);
            if (delay === false || (typeof delay === "number" && delay >= 0))
                return delay;
        }
        catch (error) {
            this._platform.report(error);
        }
        return backoffDelay(options, this._step, this._platform.random);
    }
    /** An attempt is wanted before its time. Returns how soon it may be, in ms. */
    _hurry() {
        this._early = true;
        return Math.max(0, this._notBefore - this._clock.now());
    }
}

const NAMES = ["online", "offline", "visibilitychange", "pageshow", "pagehide", "resume"];
/** Listens to the sources, and to `beforeunload` if asked. Returns the function that stops it. */
const watchSignals = (sources, beforeunload, sink) => {
    const listener = ({ type, target, persisted }) => {
        if (type === "offline")
            sink._offline();
        else if (type === "pagehide")
            sink._hide(!!persisted);
        else if (type === "beforeunload")
            sink._unload();
        // as its last event, a page that goes away is hidden
        else if (target?.visibilityState === "hidden")
            sink._gone();
        else
            sink._wake();
    };
    const names = beforeunload ? [...NAMES, "beforeunload"] : NAMES;
    const each = (method) => {
        for (const source of sources)
            for (const name of names)
                source?.[method]?.(name, listener);
    };
    each("addEventListener");
    return () => each("removeEventListener");
};

/** Which transport worked last, by server (`rememberUpgrade`). */
const memory = new Map();
/** ms over which the clients of a network that is back spread their attempts. */
const WAKE_SPREAD = 200;
/** Sessions unknown to the server in a row after which polling is taken to have no sticky sessions. */
const UNKNOWN_LIMIT = 2;
/** The connection of a Manager: one Engine at a time, the attempts to get one, and what the namespaces are told of them. */
class Connection extends TypedEmitter {
    /** @internal */
    constructor({ platform, kinds }, url, options) {
        super(platform.report);
        /** @internal */ this._namespaces = new Map();
        /** @internal */ this._state = { name: "idle" };
        /** @internal Sessions in a row that the server did not know. */ this._unknown = 0;
        /** @internal */ this._telling = 0;
        /** @internal Is the page in the background, kept without a connection? */ this._kept = false;
        // a copy, so that the app's own object is never written to
        this.opts = Object.assign({ path: undefined }, typeof url === "object" ? url : options);
        const { opts } = this;
        checkOptions(opts);
        opts.path ??= "/socket.io";
        this._target = parseTarget(typeof url === "string" ? url : "", platform.location(), opts);
        this._platform = platform;
        this._kinds = kinds;
        this._clock = platform.clock(!!opts.autoUnref, !!opts.useNativeTimers);
        this._controller = new ReconnectionController(this._clock, platform);
    }
    /** `"idle"`, `"connecting"`, `"connected"` or `"waiting"` (for the next attempt). */
    get state() {
        return this._state.name;
    }
    /** @internal What is done in a listener of these events does not cut a wait short. */
    _call(event, args) {
        this._telling++;
        super._call(event, args);
        this._telling--;
    }
    /** @internal Closes the connection, or stops trying to get one. */
    _close() {
        if (this._state.name === "idle")
            return;
        this.engine._leave();
        this._lose({ name: "idle" }, "forced close", undefined, []);
    }
    /** @internal */
    _unwanted() {
        const state = this._state;
        if (this._some((namespace) => namespace._busy))
            return;
        if (state.name !== "connecting")
            this._close();
        // connect() may follow in this turn, and the server shall see one connection
        else
            state._release ??= this._clock.setTimeout(() => this._close(), 0);
    }
    /** @internal */
    _joined() {
        this._unknown = 0;
        this._controller._joined();
    }
    // ---- for the Engine
    /** @internal */
    _onOpen() {
        const attempt = this._controller._attempt;
        const { _release, _callback } = this._state;
        const current = this._enter({ name: "connected", _decoder: this._newDecoder() });
        // nobody will join
        if (!this._namespaces.size)
            this._joined();
        this._onUpgrade();
        this._each(current, (namespace) => namespace._linkOpen());
        this._call("open", []);
        if (attempt && this._state === current)
            this._call("reconnect", [attempt]);
        if (_release)
            this._unwanted();
        _callback?.();
    }
    /** @internal */
    _onUpgrade() {
        if (this.opts.rememberUpgrade)
            memory.set(this._address, this.engine.transport.name);
    }
    /** @internal */
    _onClose(reason, details, unsent) {
        const { name, _crowded } = this._state;
        const isOpen = name === "connected";
        if (_crowded)
            details = Object.assign(details ?? { description: reason }, {
                hint: "more than 10 attachments: raise maxAttachments of the server's parser",
            });
        if (!(isOpen && !this._namespaces.size) && !this._some(({ connected }) => connected)) {
            if (isOpen)
                this._call("close", [reason, details]);
            return this._attemptFailed(asConnectError(details, reason));
        }
        this._conclude(this._lose(this._wait(details), reason, details, unsent));
    }
    // ---- signals
    /** @internal */
    _wake() {
        this._kept = false;
        this.engine._alive();
        if (this._state.name === "waiting")
            this._hurry(this._platform.random() * WAKE_SPREAD);
    }
    /** @internal */
    _offline() {
        if (this.opts.closeOnOffline === false || isLoopback(this._target.hostname))
            return;
        this.engine._end("transport close", { description: "network connection lost" });
    }
    /** @internal */
    _hide(kept) {
        // a page that is kept must have no connection; it gets one when it is shown again
        this._kept = kept;
        if (kept)
            this.engine._suspend();
        else
            this.engine._part();
        const { _timer, _wait } = this._state;
        this._clock.clearTimeout(_timer);
        _wait?._clear();
        this._state._due = Infinity;
    }
    /** @internal */
    _gone() {
        if (this.engine._parting && this._platform.pollsOutlivePage)
            this._unload();
    }
    /** @internal */
    _unload() {
        if (this._state.name === "connected")
            this.engine.transport._close();
    }
    // ---- the connection
    get _address() {
        return `${this._target.hostname}:${this._target.port}`;
    }
    /** The one way from a state to another. */
    _enter(next) {
        const { name, _timer, _release, _decoder, _wait } = this._state;
        this._state = next;
        this._clock.clearTimeout(_timer);
        this._clock.clearTimeout(_release);
        _decoder?.destroy?.();
        _wait?._clear();
        if (name === "idle") {
            const { networkEvents, closeOnBeforeunload } = this.opts;
            const sources = networkEvents ? [networkEvents] : this._platform.signals();
            if (sources.length)
                this._unwatch = watchSignals(sources, !!closeOnBeforeunload, this);
            this._cached?.(true);
        }
        if (next.name === "idle") {
            this._unwatch?.();
            this._cached?.(false);
        }
        return next;
    }
    _connect(callback) {
        const { _platform, _clock, _target, opts } = this;
        if (opts.withCredentials)
            this._cookies ??= _platform.cookies?.();
        const { _cookies } = this;
        const _options = withDefaults(opts, { _cookies });
        const first = this._unknown >= UNKNOWN_LIMIT && !losesHeaders(_platform, _options)
            ? "websocket"
            : opts.rememberUpgrade
                ? memory.get(this._address)
                : undefined;
        const _kinds = orderKinds(this._kinds, opts.transports ?? opts.transportImplementations, _platform, first);
        const engine = new Engine({ _platform, _clock, _options, _target, _kinds, _sink: this });
        const { timeout } = _options;
        this.engine = engine;
        const _timer = _clock.setTimeout(() => {
            const { transport } = engine;
            engine._leave();
            this._attemptFailed(connectError("ERR_CONNECT_TIMEOUT", "transport", "timeout", { transport: transport?.name }));
        }, timeout);
        const connecting = this._enter({ name: "connecting", _timer, _callback: callback });
        _platform.soon(() => {
            if (this._state === connecting && connecting._release)
                this._close();
        });
        engine._open(timeout);
        this._each(this._state, (namespace) => namespace._changed("connect()"));
    }
    /** An attempt came to nothing: waits for the next, or gives up. */
    _attemptFailed(error) {
        const attempt = this._controller._attempt;
        const { _callback } = this._state;
        error.attempt = attempt;
        const current = this._enter(this._wait(error, !_callback));
        this._each(current, (namespace) => namespace._attemptFailed(error));
        this._call("error", [error]);
        this._conclude(current, attempt ? error : undefined, !_callback);
        _callback?.(error);
    }
    /** The state that follows: the wait for the next attempt, if there is one. Says so in the error. */
    _wait(error, mayRetry = true) {
        const cause = error instanceof ConnectError ? error : undefined;
        // what the next attempt has to know
        if (cause)
            memory.delete(this._address);
        if (cause?.code === "ERR_SESSION_UNKNOWN")
            this._unknown++;
        const wanted = mayRetry && this._needed;
        const next = wanted ? this._controller._next(withDefaults(this.opts), cause) : undefined;
        const retryIn = this._kept && wanted ? Infinity : next;
        const willRetry = retryIn !== undefined;
        if (cause)
            Object.assign(cause, { willRetry, retryIn });
        if (!willRetry)
            return { name: "idle" };
        const _wait = new WallTimer(this._clock, () => {
            // it may have been switched off meanwhile, which does not matter to an attempt before its time
            if (this._controller._early || this.opts.reconnection !== false)
                this._attempt();
            else
                this._conclude(this._enter({ name: "idle" }));
        });
        if (retryIn < Infinity)
            _wait._set(retryIn);
        return { name: "waiting", _wait, _due: this._clock.now() + retryIn };
    }
    /** Makes the next attempt before its time: as soon as it may be, and not before `spread` ms have passed. */
    _hurry(spread) {
        const state = this._state;
        const wait = this._controller._hurry() + spread;
        if (!wait)
            return this._attempt();
        const now = this._clock.now();
        // the time may have come while the machine slept
        if (state._due > now && state._due <= now + wait)
            return;
        state._due = now + wait;
        state._wait._set(wait);
    }
    _attempt() {
        const attempt = this._controller._attempt;
        const current = this._state;
        this._announce(current, "reconnect_attempt", attempt);
        if (this._state === current)
            this._connect();
    }
    /** The connection is over; `next` is what follows. */
    _lose(next, reason, details, unsent) {
        this._enter(next);
        for (const namespace of [...this._namespaces.values()])
            namespace._linkLost(reason, details, unsent);
        this._call("close", [reason, details]);
        return next;
    }
    /** Tells of the reconnection attempt that failed, if it was one, and that no other follows, if so. */
    _conclude(state, error, mayGiveUp = true) {
        const over = mayGiveUp && state.name === "idle" && this._needed;
        // it is a failure to reconnect only where that is asked for
        const failed = over && this.opts.reconnection !== false;
        // the Manager's listeners get these two in this order there
        if (failed && this._state === state)
            this._call("reconnect_failed", []);
        if (error)
            this._announce(state, "reconnect_error", error);
        if (over)
            this._each(state, (namespace) => namespace._announce(failed ? "reconnect_failed" : undefined));
    }
    /** Tells the listeners here, then those of each namespace. */
    _announce(state, event, detail) {
        if (this._state === state)
            this._call(event, [detail]);
        this._each(state, (namespace) => namespace._announce(event, detail));
    }
    /** Tells each namespace, for as long as the state stays what it was. */
    _each(state, call) {
        for (const namespace of [...this._namespaces.values()])
            if (this._state === state)
                call(namespace);
    }
    /** Does anybody want a connection? The app alone, where there is no namespace. */
    get _needed() {
        return !this._namespaces.size || this._some(({ active }) => active);
    }
    _some(test) {
        for (const namespace of this._namespaces.values())
            if (test(namespace))
                return true;
        return false;
    }
}

/** Frames of a packet with as many attachments as servers take by default since 2026. */
const CROWD = 11;
/**
 * A connection to one server, shared by the namespaces (Sockets) that are opened on it: one Engine at a time, and the
 * attempts to get one. Most apps never make a Manager: `io()` does, and `socket.io` is it. The entries' `Manager` is this
 * class over their platform.
 */
class BaseManager extends Connection {
    /** @internal */
    constructor(environment, url, options) {
        super(environment, url, options);
        const { parser, autoConnect } = this.opts;
        this._encoder = parser && new parser.Encoder();
        if (autoConnect !== false)
            this.open();
    }
    /**
     * Connects, if there is no connection and none is being made; a wait for reconnection it cuts short. With a callback, which
     * gets the error if that fails, no other attempt follows.
     */
    open(callback) {
        const state = this._state;
        if (state.name === "idle") {
            this._controller._reset();
            this._connect(callback);
        }
        else if (state.name === "waiting" && !this._telling)
            this._hurry(0);
        else if (state.name === "connecting") {
            this._clock.clearTimeout(state._release);
            state._release = undefined;
        }
        return this;
    }
    /** The same as {@link open}. */
    connect(callback) {
        return this.open(callback);
    }
    /** The Socket of a namespace, made at the first call. */
    socket(nsp, options) {
        const name = nsp.startsWith("/") ? nsp : `/${nsp}`;
        let socket = this._namespaces.get(name);
        if (!socket) {
            socket = new Socket$1(this, name, { ...options });
            this._namespaces.set(name, socket);
        }
        return this.opts.autoConnect === false ? socket : socket.connect();
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
    // ---- for the namespaces
    get _reconnecting() {
        return this._state.name === "idle" ? undefined : this._controller._attempt > 0;
    }
    /** @internal */
    _encode({ type, nsp, id, data }) {
        const packet = { type, nsp };
        if (data !== undefined)
            packet.data = data;
        if (id !== undefined)
            packet.id = id;
        return this._encoder ? this._encoder.encode(packet) : encode(packet);
    }
    /** @internal */
    _send(packet, alone = false) {
        if (this._state.name !== "connected")
            return;
        if (packet._frames.length > CROWD)
            this._state._crowded = true;
        this.engine._write(packet._frames, packet, alone, packet.options);
    }
    /** @internal */
    _wanted(namespace) {
        if (this._state.name === "connected")
            namespace._linkOpen();
        else
            this.open();
    }
    /** @internal */
    _joinFailed(error) {
        if (this._some((namespace) => namespace.connected))
            return true;
        this.engine._leave();
        this._attemptFailed(error);
        return false;
    }
    /** @internal */
    _drop() {
        if (this._state.name === "connected")
            this.engine._end("forced close");
    }
    // ---- for the Engine, and the decoder
    /** @internal */
    _onPing() {
        this._call("ping", []);
    }
    /** @internal */
    _onMessage(data) {
        const state = this._state;
        state._crowded = false;
        try {
            state._decoder?.add(data);
        }
        catch (cause) {
            this._parseError(cause, data);
        }
    }
    /** @internal */
    _onRefused(packet, error) {
        // one of the retry queue is under way until it is settled
        packet._sent = packet._tries !== undefined;
        // nobody waits for an acknowledgement to arrive; joining has its time limit
        if (packet.type === EVENT)
            this._namespaces.get(packet.nsp)?._drop([packet], error);
    }
    _newDecoder() {
        const { parser } = this.opts;
        if (!parser) {
            return new Decoder(this.engine._options, this._clock, this);
        }
        const decoder = new parser.Decoder();
        decoder.on("decoded", (packet) => this._onPacket(checked(packet)));
        return decoder;
    }
    _parseError(cause, context) {
        const error = connectError("ERR_PARSE", "transport", `parse error: ${messageOf(cause)}`, { cause, context });
        this.engine._end("parse error", error);
    }
    _onPacket(packet) {
        if (this._callbacks.size)
            this._call("packet", [packet]);
        this._namespaces.get(packet.nsp)?._packet(packet);
    }
}

const Socket = Socket$1;
/** Managers that are open or not opened yet, which sockets may share, by address and path. */
const managers = new Map();
/** What concerns one socket, or the sharing itself: a second socket of a Manager may have its own. */
const OWN = /^(auth|retries|retryWindow|retryRefused|ackTimeout|bufferLimit|lifecycleEvents|autoConnect|forceNew|multiplex|path|query)$/;
/** `io()` over one platform. */
const bindIo = (Manager, platform) => {
    const io = (url, options) => {
        const given = (typeof url === "object" ? url : options) ?? {};
        const address = typeof url === "string" ? url : "";
        const { secure, hostname, port, path: nsp } = parseTarget(address, platform.location(), given);
        const key = [secure, hostname, port, given.path ?? "/socket.io"].join();
        const shared = managers.get(key);
        const own = given.forceNew ||
            // its old name
            given["force new connection"] ||
            given.multiplex === false ||
            shared?._namespaces.has(nsp);
        if (shared && !own) {
            const ignored = Object.keys(given).filter((name) => !OWN.test(name) && given[name] !== shared.opts[name]);
            if (ignored[0])
                warnOnce(platform, `options of a shared connection are ignored: ${ignored.join(", ")}; see forceNew`);
            return shared.socket(nsp, given);
        }
        const manager = new Manager(address, given);
        if (!own) {
            manager._cached = (open) => {
                // another one may have taken its place
                if ((managers.get(key) ?? manager) !== manager)
                    return;
                if (open)
                    managers.set(key, manager);
                else
                    managers.delete(key);
            };
            manager._cached(true);
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

/** The cookies of one server, as far as a client of one server needs them (RFC 6265): name, value, path and expiry. */
class CookieJar {
    #cookies = new Map();
    /** Takes the `Set-Cookie` headers of an answer. */
    take(headers) {
        for (const header of headers ?? []) {
            const [pair = "", ...attributes] = header.split(";");
            const equals = pair.indexOf("=");
            if (equals < 1)
                continue;
            let [path, expires] = ["/", Infinity];
            let maxAge;
            for (const attribute of attributes) {
                const [name = "", value = ""] = attribute.split(/=(.*)/s).map((part) => part.trim());
                if (/^path$/i.test(name) && value.startsWith("/"))
                    path = value;
                // Max-Age has precedence
                else if (/^max-age$/i.test(name))
                    maxAge = Date.now() + Number(value) * 1000;
                else if (/^expires$/i.test(name))
                    expires = Date.parse(value);
            }
            this.#cookies.set(pair.slice(0, equals).trim(), {
                value: pair.slice(equals + 1).trim(),
                path,
                expires: maxAge ?? expires,
            });
        }
    }
    /** The value of the `Cookie` header for a request, with the app's own cookies first. */
    header(pathname, own) {
        const pairs = own ? [own] : [];
        for (const [name, { value, path, expires }] of this.#cookies) {
            if (expires <= Date.now())
                this.#cookies.delete(name);
            else if (pathname === path || pathname.startsWith(path.replace(/\/?$/, "/")))
                pairs.push(`${name}=${value}`);
        }
        return pairs.length ? pairs.join("; ") : undefined;
    }
}

const jarOf = ({ withCredentials, _cookies }) => withCredentials ? _cookies : undefined;
/** The headers of a request: the app's, and the cookies that the server gave. */
const headersFor = (url, options) => {
    const headers = { ...options.extraHeaders };
    const jar = jarOf(options);
    if (jar) {
        const name = Object.keys(headers).find((key) => /^cookie$/i.test(key)) ?? "Cookie";
        const cookies = jar.header(new URL(url).pathname, headers[name]);
        if (cookies)
            headers[name] = cookies;
    }
    return headers;
};
/** The options that Node's own functions take. */
const connectOptions = (options) => {
    const { agent, pfx, key, passphrase, cert, ca, ciphers, rejectUnauthorized, localAddress } = options;
    const all = { agent, pfx, key, passphrase, cert, ca, ciphers, rejectUnauthorized, localAddress };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value != null));
};
/**
 * Connections that are kept alive, for one attempt each (its options are made anew for it): the next attempt must not be
 * sent over one that died in silence.
 */
const agents = new WeakMap();
const agentFor = (secure, options) => {
    let agent = agents.get(options);
    if (!agent) {
        agent = new (secure ? node_https.Agent : node_http.Agent)({ keepAlive: true, timeout: 60_000 });
        agents.set(options, agent);
    }
    return agent;
};
/** Bytes of an answer beside its attachments. */
const MOST_OVERHEAD = 1e6;
const http = (url, body, signal, options) => new Promise((resolve, reject) => {
    const post = body !== undefined && {
        "Content-Type": "text/plain;charset=UTF-8",
        "Content-Length": Buffer.byteLength(body),
    };
    const secure = url.startsWith("https");
    const request = (secure ? node_https.request : node_http.request)(url, {
        agent: agentFor(secure, options),
        ...connectOptions(options),
        method: post ? "POST" : "GET",
        headers: { Accept: "*/*", ...headersFor(url, options), ...post },
        signal,
    });
    request.on("error", reject);
    request.on("response", (response) => {
        jarOf(options)?.take(response.headers["set-cookie"]);
        const chunks = [];
        let room = MOST_OVERHEAD + (4 / 3) * (options.maxAttachmentBytes ?? Infinity);
        response.on("data", (chunk) => {
            chunks.push(chunk);
            room -= chunk.length;
            // an answer without an end must not take all memory
            if (room < 0)
                request.destroy(new Error("the answer is too large"));
        });
        response.on("error", reject);
        response.on("end", () => {
            try {
                const text = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
                resolve({ status: response.statusCode ?? 0, text });
            }
            catch (error) {
                reject(error);
            }
        });
    });
    if (options.autoUnref)
        request.on("socket", (socket) => socket.unref());
    request.end(body);
});
/** The TCP or TLS socket under a WebSocket of `ws`. */
const rawSocket = (socket) => socket._socket;
/** Codes of errors that another transport would meet as well. */
const UNREACHABLE = /^E(CONNREFUSED|NOTFOUND|AI_AGAIN|HOSTUNREACH|NETUNREACH|PROTO)$|CERT|SSL|TLS|SIGNATURE|CRL/;
const TEXT = { binary: false };
const BINARY = { binary: true };
const webSocket = (url, options, handlers) => {
    const socket = new ws.WebSocket(url, options.protocols ?? [], {
        ...connectOptions(options),
        headers: headersFor(url, options),
        perMessageDeflate: options.perMessageDeflate ?? { threshold: 1024 },
    });
    let failure;
    let known;
    const jar = jarOf(options);
    if (jar)
        socket.on("upgrade", ({ headers }) => jar.take(headers["set-cookie"]));
    socket.on("open", () => {
        if (options.autoUnref)
            rawSocket(socket)?.unref?.();
        handlers._opened();
    });
    socket.on("message", (data, isBinary) => handlers._receive(isBinary ? data : data.toString()));
    socket.on("unexpected-response", (request, response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk) => {
            text += chunk;
        });
        response.on("close", () => {
            known = httpFailure(response.statusCode, text);
            failure = known.cause;
            request.destroy();
            socket.terminate();
        });
    });
    socket.on("error", (error) => {
        const unreachable = UNREACHABLE.test(error.code ?? "");
        known ??= unreachable ? { _unreachable: true } : undefined;
        failure ??= error;
    });
    socket.on("close", (code, reason) => {
        const event = { code, reason: `${reason}`, wasClean: code !== 1006 };
        handlers._closed(event, failure, known);
    });
    return new NodeWebSocket(socket);
};
/** A class, since closures and an object literal for each socket would take several times the memory. */
class NodeWebSocket {
    constructor(socket) {
        this._socket = socket;
    }
    get bufferedAmount() {
        return this._socket.bufferedAmount;
    }
    send(data, compress) {
        this._cork();
        const isText = typeof data === "string";
        // `ws` makes one buffer of the head and the data where it may not write into the data, and two writes otherwise
        const bytes = isText ? Buffer.from(data) : data;
        this._socket.send(bytes, compress ? (isText ? TEXT : BINARY) : { binary: !isText, compress });
    }
    /** One write to the kernel for all that is sent in this turn. */
    _cork() {
        const raw = rawSocket(this._socket);
        if (this._corked || !raw?.cork)
            return;
        this._corked = raw;
        raw.cork();
        process.nextTick(uncork, this);
    }
    close() {
        this._socket.close();
    }
    ping(answered) {
        this._socket.once("pong", answered);
        this._socket.ping();
        return true;
    }
    terminate() {
        this._socket.terminate();
    }
}
const uncork = (socket) => {
    socket._corked?.uncork();
    socket._corked = undefined;
};
/** The timers that were there when this was loaded. */
const { setTimeout: nativeSet, clearTimeout: nativeClear } = globalThis;
class NodeClock {
    constructor(unref, native) {
        this._unref = unref;
        this._native = native;
    }
    now() {
        return Date.now();
    }
    setTimeout(callback, ms) {
        if (ms === Infinity)
            return;
        const timer = (this._native ? nativeSet : setTimeout)(callback, ms);
        // a fake clock's timers may lack it
        if (this._unref)
            timer.unref?.();
        return timer;
    }
    clearTimeout(timer) {
        (this._native ? nativeClear : clearTimeout)(timer);
    }
}
/** Node and Bun: `node:http` and `ws`. */
const node = {
    clock: (unref, native) => new NodeClock(unref, native),
    random: () => Math.random(),
    polling: http,
    websocket: webSocket,
    soon: (callback) => callback(),
    get webtransport() {
        return globalThis.WebTransport;
    },
    sendsHeaders: true,
    cookies: () => new CookieJar(),
    // a process has neither window nor document; an app may name another source
    signals: () => [],
    binaryType: "nodebuffer",
    // where Node imitates a page (jsdom), it has an address
    location: () => globalThis.location,
    base64: ({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength).toString("base64"),
    byteLength: (text) => Buffer.byteLength(text),
    warn: (text) => console.warn(text),
    report: (error) => process.nextTick(() => {
        throw error;
    }),
};

/** What every entry exports beside what makes sockets. */
/** Revision of the Socket.IO protocol. */
const protocol = 5;

/** Is the first packet that waits too large for polling? Then it waits for an upgrade, or is refused if there will be none. */
const holdsBack = (engine) => {
    const { writeBuffer, _state, _sink } = engine;
    const { _owner, _frames = [] } = writeBuffer[0];
    const error = engine._tooLarge(_frames, true);
    if (!error || _state._cancel)
        return !!error;
    writeBuffer.splice(0, _frames.length);
    _sink?._onRefused(_owner, error);
    engine._flush();
    return true;
};

/** Polls that take no longer than need be: those for the handshake and for the answer to CONNECT. */
const QUICK = 2;
/** ms without a poll that an upgrade may have: as long as what the server sends may wait for its sake. */
const MOMENT = 25;
/** ms that the last poll may take once the goodbye was answered. */
const GRACE = 500;
/**
 * HTTP long-polling: two lanes, one GET and one POST at a time (the server closes the session at a second of either). No
 * GET of a living session is aborted: the server would close that too.
 */
class Polling extends Transport {
    constructor() {
        super(...arguments);
        this._state = { name: "open" };
        this._polls = 0;
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
        const lane = new AbortController();
        this._post = lane;
        // a Blob takes a while to read
        encodeBody(batch, this._session._platform.base64, (body) => {
            this._request(lane, body, () => {
                this._post = undefined;
                this._settle();
                if (this._idle)
                    this._sink._ready();
            });
        });
    }
    /** Starts no more polls, and calls back once nothing is under way; goes on sending until the poll is answered. */
    _pause(done) {
        this._state = { name: "pausing", _done: done };
        this._settle();
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
        this._state = { name: "open" };
        this._poll();
        if (this._idle)
            this._sink._ready();
    }
    _close() {
        this._state = { name: "closing", _said: false };
        this._settle();
    }
    _release() {
        this._session._clock.clearTimeout(this._timer);
        for (const lane of [this._get, this._post]) {
            // what is sent on leaving outlives the page
            if (lane === this._get || !this._session._parting)
                lane?.abort();
            this._session._clock.clearTimeout(lane?._timer);
        }
    }
    /** Does what the state waits for, if no request is in its way. */
    _settle() {
        const state = this._state;
        if (this._post)
            return;
        if (state.name === "pausing" && !this._get) {
            state._done();
        }
        else if (state.name === "closing") {
            if (!state._said) {
                state._said = true;
                this._send([{ type: "close" }]);
            }
            else if (!this._get)
                this._end();
            // some servers never release the poll of a session that is over
            else
                this._timer = this._session._clock.setTimeout(() => this._end(), GRACE);
        }
    }
    /** Starts a poll, if there is to be one and none is out. */
    _poll() {
        if (this._state.name !== "open" || this._get || this._over)
            return;
        const lane = new AbortController();
        this._get = lane;
        this._polls++;
        const { id } = this._session;
        this._request(lane, undefined, (text) => {
            for (const frame of text.split(SEPARATOR)) {
                this._receive(frame);
                // nothing after a bad packet is processed
                if (this._over)
                    return;
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
                this._timer = this._session._clock.setTimeout(next, MOMENT);
                between();
            }
            else
                next();
        });
    }
    _request(lane, body, answered) {
        const { _platform, _clock, _parting } = this._session;
        const { requestTimeout } = this._options;
        const post = body !== undefined;
        // a poll that the browser aborts ends the session at the server, and with it what is sent on leaving
        const keepalive = _parting || (!post && this._polls > QUICK && !!_platform.pollsOutlivePage);
        const prefix = post ? "xhr post error" : "xhr poll error";
        const fail = (error, fields) => this._fail(error, fields, prefix);
        if (requestTimeout)
            lane._timer = _clock.setTimeout(() => fail("timeout"), requestTimeout);
        _platform.polling(this._url(), body, lane.signal, this._options, keepalive).then(({ status, text }) => {
            _clock.clearTimeout(lane._timer);
            if (this._over)
                return;
            // a page in place of an answer, from a portal or proxy, must not pass for an "ok", nor what is no packet for a handshake
            if (status === 200 && (this._session.id ? /^(?!\s*<)/ : /^[0-6b]/).test(text))
                return answered(text);
            const failure = httpFailure(status, text);
            fail(failure.cause, failure);
        }, fail);
    }
}

/**
 * Moves a session from polling to what the server offers: tries one after the other, until one takes it over. The first waits
 * for the answer to CONNECT, where the handshake was so quick that a moment without a poll may be enough.
 */
const upgrade = (engine, offered, quick = engine._clock.now() - engine._wrote < MOMENT) => {
    const { _state: state, _options, transport: current } = engine;
    const kind = engine._kinds.find(({ _type }) => offered.includes(_type) && _type !== current.name);
    if (!kind || _options.upgrade === false || state.name !== "open")
        return;
    const candidate = new kind(engine);
    engine._notify("upgrading", candidate);
    if (engine._state !== state)
        return;
    state._cancel = startUpgrade(engine._clock, _options.upgradeTimeout, current, candidate, quick, (error) => {
        state._cancel = undefined;
        if (error) {
            engine._notify("upgradeError", error);
            upgrade(engine, offered.filter((name) => name !== kind._type), false);
        }
        else {
            current._abort();
            candidate._sink = engine;
            engine.transport = candidate;
            engine._notify("upgrade", candidate);
            engine._sink?._onUpgrade();
        }
        engine._flush();
    });
};
const PROBE = "probe";
/**
 * Moves a session from polling (`current`) to `candidate`; see "Upgrade" in docs/protocol.md. Until `5` is sent any failure
 * means that polling goes on, with nothing lost, doubled or reordered. `ended` is called once: without an error the
 * candidate has been sent `5` and is the connection. On a `quick` network it begins with what the first poll brought, the
 * answer to CONNECT. Returns the function that gives the candidate up.
 */
const startUpgrade = (clock, timeout, current, candidate, quick, ended) => {
    // waiting: nothing was begun; pausing: `3probe` came; the poll in flight is to be answered, then the POST in flight
    let state = "waiting";
    const cancel = () => {
        clock.clearTimeout(timer);
        if (state === "ended")
            return;
        if (state === "pausing")
            current._resume();
        state = "ended";
        candidate._abort();
    };
    const fail = (what = "closed") => {
        if (state === "ended")
            return;
        cancel();
        const fields = { transport: candidate.name, cause: what };
        ended(connectError("ERR_TRANSPORT", "transport", `probe error: ${messageOf(what)}`, fields));
    };
    const begin = () => {
        if (state !== "waiting")
            return;
        state = "opening";
        clock.clearTimeout(timer);
        timer = clock.setTimeout(() => fail("timeout"), timeout);
        candidate._open();
    };
    // a WebSocket takes a page and the server a while to make: CONNECT and its answer go first, where they don't take long
    let timer = clock.setTimeout(begin, quick ? MOMENT : 0);
    candidate._sink = {
        _ready() {
            if (state !== "opening")
                return;
            state = "probing";
            candidate._send([{ type: "ping", data: PROBE }]);
        },
        _packet({ type, data }) {
            if (state !== "probing" || type !== "pong" || data !== PROBE)
                return fail("wrong answer");
            state = "pausing";
            current._pause(() => {
                if (state !== "pausing")
                    return;
                state = "ended";
                clock.clearTimeout(timer);
                candidate._send([{ type: "upgrade" }]);
                ended();
            });
        },
        _closed: fail,
    };
    if (quick)
        current._putOff(begin);
    return cancel;
};

/** Each Engine.IO packet is one WebSocket frame. */
class WebSocketTransport extends Transport {
    constructor() {
        super(...arguments);
        this._idle = false;
    }
    get writable() {
        return this._idle && this._socket.bufferedAmount < this._options.highWaterMark;
    }
    _open() {
        const { _platform, _clock } = this._session;
        try {
            this._socket = _platform.websocket(this._url(), this._options, this);
        }
        catch (error) {
            // in a later turn, as any other failure
            _clock.setTimeout(() => this._fail(error), 0);
        }
    }
    /** @internal */
    _opened() {
        if (this._over)
            return;
        this._idle = true;
        this._sink._ready();
    }
    _send(batch) {
        const socket = this._socket;
        if (this._options.forceBase64) {
            this._idle = false;
            encodeBody(batch, this._session._platform.base64, (body) => {
                if (this._over)
                    return;
                for (const frame of body.split(SEPARATOR))
                    socket.send(frame, true);
                this._idle = true;
                this._sink._ready();
            });
        }
        else
            for (const packet of batch)
                socket.send(encodeFrame(packet), packet.options?.compress !== false);
    }
    _whenRead(callback) {
        return this._socket.ping?.(callback);
    }
    _close() {
        this._idle = false;
        this._socket.close();
    }
    _release() {
        const socket = this._socket;
        this._idle = false;
        (socket?.terminate ?? socket?.close)?.call(socket);
    }
    /** @internal */
    _closed(event, error, fields) {
        if (error)
            this._fail(event.reason || error, { context: event, ...fields });
        else
            this._end(undefined, { description: "websocket connection closed", context: event });
    }
}

/** ms that what was sent last has to get away before the session ends. */
const PARTING = 100;
/** One bidirectional stream, on which each packet follows a header with its length (docs/protocol.md, "WebTransport"). */
class WebTransportTransport extends Transport {
    constructor() {
        super(...arguments);
        this._idle = false;
    }
    _open() {
        this._run().then(() => this._end(undefined, { description: "webtransport connection closed" }), (error) => this._fail(error));
    }
    /** Reads until the stream ends. */
    async _run() {
        const { _platform, _options, id, binaryType } = this._session;
        const { webtransport } = (_options.transportOptions ?? {});
        const transport = new _platform.webtransport(this._url(), webtransport);
        this._transport = transport;
        // what breaks it breaks the stream as well
        transport.closed.catch(() => { });
        await transport.ready;
        const stream = await transport.createBidirectionalStream();
        const encoder = createPacketEncoderStream();
        encoder.readable.pipeTo(stream.writable).catch(() => { });
        this._writer = encoder.writable.getWriter();
        const decoder = createPacketDecoderStream(_options.maxAttachmentBytes, binaryType);
        const reader = stream.readable.pipeThrough(decoder).getReader();
        // the client speaks first
        this._send([{ type: "open", ...(id && { data: JSON.stringify({ sid: id }) }) }]);
        while (!this._over) {
            const { done, value } = await reader.read();
            if (done)
                break;
            this._take(value);
        }
    }
    _send(batch) {
        this._idle = false;
        Promise.all(batch.map((packet) => this._writer.write(packet))).then(() => {
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
        this._timer = this._session._clock.setTimeout(() => this._end(), PARTING);
    }
    _release() {
        this._idle = false;
        this._session._clock.clearTimeout(this._timer);
        this._transport?.close();
    }
}

/** The transports with what belongs to each: how a session moves on from polling comes with polling. */
/** HTTP long-polling, with the upgrade from it. */
const polling = /* @__PURE__ */ Object.assign(Polling, {
    _type: "polling",
    _upgrade: upgrade,
    _holds: holdsBack,
});
/** WebSocket. */
const websocket = /* @__PURE__ */ Object.assign(WebSocketTransport, {
    _type: "websocket",
});
/** WebTransport, over HTTP/3; where the runtime has it. */
const webtransport = /* @__PURE__ */ Object.assign(WebTransportTransport, {
    _type: "webtransport",
});

exports.BaseManager = BaseManager;
exports.ConnectError = ConnectError;
exports.HoldfastError = HoldfastError;
exports.Socket = Socket;
exports.bindCreateIo = bindCreateIo;
exports.bindIo = bindIo;
exports.isConnectError = isConnectError;
exports.isHoldfastError = isHoldfastError;
exports.node = node;
exports.polling = polling;
exports.protocol = protocol;
exports.websocket = websocket;
exports.webtransport = webtransport;
