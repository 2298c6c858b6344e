/*! holdfast | MIT */
var io = (function () {
    'use strict';

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
    const BINARY = 3;
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
            return length ? [`${type + BINARY}${length}-${head}${json}`, ...binary] : [type + head + json];
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
            this.e = [];
            this.L = 0;
            this.C = options;
            this.B = clock;
            this.E = sink;
        }
        add(frame) {
            const due = this.o;
            // text while an attachment is due, or an attachment that nobody announced
            if ((typeof frame === "string") === !!due)
                throw new Error(INVALID);
            if (!due)
                return this.i(frame);
            this.L -= bytesOf(frame);
            if (this.L < 0)
                throw new Error(INVALID);
            const [holder, key] = this.e.shift();
            holder[key] = frame;
            if (this.e.length)
                return;
            this.destroy();
            this.E._n(due);
        }
        destroy() {
            this.o = undefined;
            this.B.clearTimeout(this.t);
        }
        i(frame) {
            const { maxAttachments, maxAttachmentBytes, attachmentTimeout, maxDepth } = this.C;
            // most begin with `2[`; what else stands before a `[` is found below
            const [head = "", digit = 9, attachments = 0, nsp = "/", id] = frame[1] === "[" ? [frame[0], frame[0]] : (HEAD.exec(frame) ?? []);
            const json = frame.slice(head.length);
            const binary = +digit > CONNECT_ERROR;
            const packet = { type: binary ? +digit - BINARY : +digit, nsp };
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
                return this.E._n(packet);
            this.e = findSlots(packet.data, +attachments);
            this.o = packet;
            this.L = maxAttachmentBytes;
            this.t = this.B.setTimeout(() => this.E._d(new Error("attachments missing")), attachmentTimeout);
        }
    }

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
            this.U = report;
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
        G(event, args) {
            const listeners = this._callbacks.get(nameOf(event));
            if (listeners)
                callAll(listeners, this, args, this.U);
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
    const deliveryOf = ({ e: _sent, i: _tries }) => (_sent || _tries ? "unknown" : "not-sent");
    const bufferFull = (message = "buffer full") => new HoldfastError("ERR_BUFFER_FULL", message, { delivery: "not-sent" });
    /** Events to the server, each with a known outcome: sent, kept until it can be, acknowledged, or dropped and reported. */
    class Outbox extends TypedEmitter {
        constructor(link, nsp, options) {
            super(link.D.report);
            /** @internal Events whose acknowledgement is due, by ack id. */
            this.D = NO_ACKS;
            /** @internal With `retries`: events under way, at most as many as the window has. */ this._a = 0;
            /** @internal No event with a lower ack id waits for its turn. */ this._g = 0;
            /** @internal Events that wait to be sent, and some that do no longer: taken out one by one, each would move all others. */
            this.O = [];
            /** @internal How many of these. */ this._f = 0;
            /** @internal With a `bufferLimit`: bytes that wait, or more, as what leaves is not taken off. */ this.L = 0;
            /** @internal */ this._n = 0;
            /** @internal */ this.R = [];
            this.nsp = nsp;
            this.B = link;
            this.C = options;
        }
        /** Events that wait to be sent; may be emptied or replaced, in a `connect` listener at the latest. */
        get sendBuffer() {
            return this._f ? this._l() : this.O;
        }
        /** Replaces them; with an empty list, none is sent. */
        set sendBuffer(packets) {
            this.O = packets;
            this._f = 0;
        }
        /** What waits to be sent: how many events, and the bytes of their data. */
        get buffered() {
            const { V: _waiting } = this;
            return { count: _waiting.length, bytes: this._d(_waiting) };
        }
        /** What is not sent yet, also of the retry queue. */
        get V() {
            return this.C.retries
                ? [...this.sendBuffer, ...this._h(({ e: _sent, i: _tries }) => !_sent && _tries !== undefined)]
                : this.sendBuffer;
        }
        /** @internal Does the name belong to the events that holdfast adds? */
        _j(name) {
            if (this.C.lifecycleEvents === "v4" || !ADDED.has(name))
                return false;
            warnOnce(this.B.D, `"${name}" is holdfast's event; see lifecycleEvents: "v4"`);
            return true;
        }
        /** Sends an event, or keeps it until it can be sent. A function at the end of `args` is called with the acknowledgement. */
        _C(flags, args, promised) {
            const [name] = args;
            if (RESERVED.has(name))
                throw new HoldfastError("ERR_RESERVED_EVENT", `"${name}" is a reserved event name`);
            this._j(name);
            const { retries, ackTimeout } = this.C;
            const { volatile, signal, timeout = ackTimeout } = flags;
            const again = retries && !volatile;
            const callback = typeof args.at(-1) === "function" ? args.pop() : undefined;
            // all of it at once: an object that grows is slow, and there is one for each event
            const packet = {
                type: EVENT,
                nsp: this.nsp,
                data: args,
                id: callback || again ? this._n : undefined,
                options: flags.compress === false ? PLAIN : COMPRESSED,
                s: NONE,
                e: false,
                h: false,
                m: volatile,
                l: signal,
                c: callback,
                d: callback && (promised || timeout != null || signal || again),
                t: undefined,
            };
            // what can fail by the app's data fails here, before anything is registered
            packet.s = this.B._i(packet);
            if (this.C.bufferLimit)
                packet.a = this.B.B.now();
            const { engine } = this.B;
            const flowing = this._u && engine.Y();
            const error = flowing && engine.T(packet.s);
            if (error)
                throw error;
            // before there is made room, which may call the app, which may emit
            if (packet.id !== undefined)
                this._n++;
            let refusal = volatile && !engine?._e && disconnected("not-sent");
            if (signal?.aborted)
                refusal = aborted(signal, "not-sent");
            // throws, if it is to
            if (!flowing)
                refusal ||= this._J(packet);
            if (packet.id !== undefined)
                this._P(packet, again ? undefined : timeout);
            if (refusal)
                this.F([packet], refusal);
            else if (again) {
                if (ackTimeout == null)
                    warnOnce(this.B.D, `retries without ackTimeout: ${RETRY_TIMEOUT} ms`);
                packet.i = 0;
                packet.u = timeout ?? RETRY_TIMEOUT;
                this._p();
            }
            else if (flowing)
                this._m(packet);
            else {
                packet.h = true;
                this.O.push(packet);
            }
        }
        /** The packet waits for its acknowledgement, for `timeout` ms at most. */
        _P(packet, timeout) {
            const { l: _signal } = packet;
            if (timeout != null)
                this._b(packet, timeout);
            if (_signal) {
                packet.r = () => this.F([packet], aborted(_signal, deliveryOf(packet)));
                _signal.addEventListener("abort", packet.r);
            }
            if (this.D === NO_ACKS)
                this.D = new Map();
            this.D.set(packet.id, packet);
        }
        /** Its acknowledgement may take `timeout` ms: then it is tried again, or settled. */
        _b(packet, timeout) {
            packet.t = this.B.B.setTimeout(() => {
                // it has fired: there is nothing to stop
                packet.t = undefined;
                // an answer to this try still settles it, if it comes during the next
                if (packet.i <= this.C.retries)
                    this._E(packet);
                else {
                    const fields = { delivery: deliveryOf(packet) };
                    this.F([packet], new HoldfastError("ERR_ACK_TIMEOUT", "operation has timed out", fields));
                }
            }, timeout);
        }
        /** @internal The outcome of the packet with this ack id, if one still waits. */
        P(id, error, answer = []) {
            const packet = this.D.get(id);
            if (!packet)
                return;
            const { c: _callback, l: _signal, t: _timer } = packet;
            this.D.delete(id);
            // V8 keeps what was in a Map that is old and changes much until it collects the whole heap
            if (!this.D.size)
                this.D = NO_ACKS;
            this.B.B.clearTimeout(_timer);
            _signal?.removeEventListener("abort", packet.r);
            if (packet.i !== undefined) {
                if (packet.e)
                    this._a--;
                this._p();
            }
            if (packet.d)
                answer = [error, ...answer];
            else if (error)
                return;
            if (_callback)
                callAll([_callback], this, answer, this.U);
        }
        /** Events whose acknowledgement is due, in the order in which they were emitted. */
        _h(test) {
            return [...this.D.values()].filter(test);
        }
        /** Makes room in the buffer for an event, or says why there is none; throws that, if it is to. */
        _J(packet) {
            const limit = this.C.bufferLimit;
            if (!limit) {
                if ((this.C.retries ? this.D.size : this.O.length) === MANY)
                    warnOnce(this.B.D, `${MANY} events wait to be sent; see bufferLimit`);
                return;
            }
            const { events = Infinity, bytes = Infinity, onFull = "reject" } = limit;
            this._x();
            const own = bytes < Infinity ? this._d([packet]) : 0;
            const isFull = () => {
                if (this.sendBuffer.length + this.D.size >= events && this.V.length >= events)
                    return true;
                // much may have left since
                if (this.L + own > bytes)
                    this.L = this._d(this.V);
                return this.L + own > bytes;
            };
            // what has no room by itself pushes nobody out
            if (onFull === "drop-oldest" && own <= bytes)
                while (this.V.length && isFull())
                    this.F(this.V.slice(0, 1), bufferFull());
            if (!isFull()) {
                this.L += own;
                return;
            }
            const full = bufferFull();
            if (onFull === "reject")
                throw full;
            return full;
        }
        _d(packets) {
            const { byteLength } = this.B.D;
            let bytes = 0;
            for (const { s: _frames } of packets)
                for (const frame of _frames)
                    bytes += typeof frame === "string" ? byteLength(frame) : bytesOf(frame);
            return bytes;
        }
        /** Drops what has waited too long. */
        _x() {
            const age = this.C.bufferLimit?.age;
            if (age == null)
                return;
            const oldest = this.B.B.now() - age;
            const waiting = this.V;
            let count = 0;
            // they are in their order
            while ((waiting[count]?.a ?? Infinity) < oldest)
                count++;
            const expired = waiting.slice(0, count);
            if (count)
                this.F(expired, bufferFull("waited too long"));
        }
        /** Sends what waited. */
        J() {
            this._x();
            // a listener may emit, look at sendBuffer, or leave
            while (this.connected && this._l().length)
                for (const packet of this.O) {
                    if (!this.connected || packet.h === false)
                        continue;
                    const error = this._K(packet);
                    if (error)
                        this.F([packet], error);
                    else
                        this._m(packet);
                }
        }
        /** Takes out what does not wait any more. */
        _l() {
            this.sendBuffer = this.O.filter(({ h: _waits }) => _waits !== false);
            return this.O;
        }
        /** Why an event that waited can't be sent. It is encoded anew: the app may have changed its data since. */
        _K(packet) {
            if (packet.l?.aborted)
                return aborted(packet.l, "not-sent");
            try {
                packet.s = this.B._i(packet);
            }
            catch (error) {
                return Object.assign(error, { delivery: "not-sent" });
            }
            return this.B.engine.T(packet.s);
        }
        _m(packet) {
            packet.e = true;
            this._q(packet);
            this.B.I(packet);
            if (this.R.length)
                callAll(this.R, this, packet.data, this.U);
        }
        /** It does not wait any more. */
        _q(packet) {
            if (packet.h === false)
                return;
            packet.h = false;
            if (2 * ++this._f > this.O.length)
                this._l();
        }
        // ---- the retry queue: events that are sent again until they are acknowledged, in the order of their ack ids
        /** Sends what the window lets through and is not under way. */
        _p() {
            const { retryWindow = 1 } = this.C;
            while (this._u && this._a < retryWindow && this._g < this._n) {
                const packet = this.D.get(this._g++);
                if (packet?.i !== undefined)
                    this._E(packet);
            }
        }
        _E(packet) {
            const error = this.B.engine.T(packet.s);
            if (error)
                return this.F([packet], error);
            packet.i++;
            if (!packet.e)
                this._a++;
            this._b(packet, packet.u);
            this._m(packet);
        }
        /** Their connection is gone: they are sent again on the next. */
        _O() {
            // to be counted
            this.L = Infinity;
            this._a = 0;
            const retried = this._h(({ i: _tries }) => _tries !== undefined);
            this._g = retried[0]?.id ?? this._n;
            for (const packet of retried) {
                packet.e = false;
                this.B.B.clearTimeout(packet.t);
            }
        }
        // ---- what is not sent
        /**
         * @internal The packets are settled, and reported unless they were sent; those not sent yet will not be. Without an `error`
         * it is that the connection is gone.
         */
        F(packets, error) {
            for (const packet of packets)
                this._q(packet);
            for (const packet of packets) {
                const cause = error ?? disconnected(deliveryOf(packet));
                this.P(packet.id, cause);
                if (packet.e && packet.i === undefined)
                    continue;
                const data = packet.data;
                this._i?.G("dropped", [{ event: data[0], args: data.slice(1), cause, delivery: cause.delivery }]);
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
            /** @internal */ this.Q = [];
            /** @internal */ this.A = { name: "idle" };
            /** @internal The state that listeners were told last. */ this._B = "disconnected";
            /** @internal The reconnection attempt that the app was told of and that is under way; 0 for none. */ this.E = 0;
            /** @internal Was a refusal followed by another try, on this connection? */ this._o = false;
            this.auth = options.auth ?? undefined;
        }
        /** Has the namespace been joined, over a connection that is open? */
        get connected() {
            return this.A.name === "joined";
        }
        /** Is it connected, or will it connect by itself? */
        get active() {
            return this._w && this.A.name !== "leaving";
        }
        /** `"disconnected"`, `"connecting"`, `"connected"` or `"reconnecting"`. */
        get state() {
            if (this.connected)
                return "connected";
            const { _z: _reconnecting } = this.B;
            if (!this.active || _reconnecting === undefined)
                return "disconnected";
            return _reconnecting ? "reconnecting" : "connecting";
        }
        /** @internal */
        get _w() {
            return this.A.name !== "idle";
        }
        /** @internal */
        get _u() {
            return !!this.A.L;
        }
        // ---- joining and leaving
        /** The one way from a state to another. */
        H(next, cause) {
            this.B.B.clearTimeout(this.A.t);
            this.A = next;
            if (next.name !== "joined")
                this.id = undefined;
            this.Y(cause);
            return next;
        }
        /**
         * Leaves a state in which events were sent: what was and is not acknowledged gets its outcome, after the listeners of
         * `event` were told. At the `end` of it all, so that only the app comes back, so does what waits and promised one.
         */
        K(name, end, cause, event, ...details) {
            const doomed = this._h(({ e: _sent, d: _promised, i: _tries }) => (end && _promised) || (_sent && _tries === undefined));
            this._O();
            if (end)
                this.E = 0;
            this.H({ name }, cause);
            if (end)
                this.B._u();
            if (event)
                this.M(event, ...details);
            this.F(doomed);
        }
        Z() {
            const state = this.A;
            if (state.name === "leaving") {
                state.name = "joining";
                this._s(state);
                this.Y("connect()");
            }
            else if (state.name === "idle")
                this.H({ name: "waiting" }, "connect()");
            this.B._p(this);
        }
        _H() {
            const state = this.A;
            if (!this.active)
                return;
            if (state.name === "joining" && state.e) {
                // the server has yet to answer, and takes no DISCONNECT before it did
                state.name = "leaving";
                this._s(state);
                this.Y("disconnect()");
                // none of them is sent
                this.F([...this.D.values()].filter(({ d: _promised }) => _promised));
            }
            else if (this.connected) {
                // in a listener of `connect` it still waits
                this.J();
                this.I(DISCONNECT);
                this.K("idle", true, "disconnect()", "disconnect", "io client disconnect", undefined);
            }
            else
                this.K("idle", true, "disconnect()");
        }
        /** @internal */
        _z() {
            if (this.A.name !== "waiting")
                return;
            // events of the connection before do not arrive in this one
            this.receiveBuffer = [];
            const joining = this.H({ name: "joining" }, "connect()");
            this._s(joining);
            askAuth(this.auth, this)
                .then((data) => {
                if (this.A !== joining)
                    return;
                this.I(CONNECT, this._r ? { pid: this._r, offset: this._L, ...data } : (data ?? undefined));
                joining.e = true;
                this._s(joining);
            })
                .catch((cause) => this._y(joining, cause));
        }
        /** The app's credentials, or the server's answer, have the time limit, from now on. */
        _s(joining) {
            const { B: _clock, engine } = this.B;
            _clock.clearTimeout(joining.t);
            joining.t = _clock.setTimeout(() => {
                if (joining.name === "leaving")
                    this.K("idle", true, "disconnect()");
                else if (joining.e)
                    this._e(joining, connectError("ERR_CONNECT_TIMEOUT", "namespace", "timeout"));
                else
                    this._y(joining, "timeout");
            }, engine.C.timeout);
        }
        _y(joining, cause) {
            this.B.B.clearTimeout(joining.t);
            this._e(joining, connectError("ERR_AUTH", "auth", `auth: ${messageOf(cause)}`, { cause }));
        }
        _e(joining, error) {
            if (this.A === joining && this.B._e(error))
                this._D(error);
        }
        /** @internal */
        X({ type, id, data }) {
            const state = this.A;
            if (type === EVENT)
                this._N(data, id);
            else if (type === ACK)
                this.P(id, null, data);
            else if (type === DISCONNECT) {
                if (this.connected)
                    this.K("idle", true, "disconnect", "disconnect", "io server disconnect");
            }
            else if (state.name === "leaving") {
                if (type === CONNECT)
                    this.I(DISCONNECT);
                this.K("idle", true, "disconnect()");
            }
            else if (state.name === "joining")
                this._M(type, state.e, data);
            // an answer for which nobody waits any more
            else if (state.name === "idle" && type === CONNECT)
                this.I(DISCONNECT);
            // else it is a second answer
        }
        /** The server's word on joining; Socket.IO 2 says it unasked, and without an id. */
        _M(type, asked, data) {
            const { sid, pid, message = "refused", data: more, } = (typeof data === "string" ? { message: data } : (data ?? {}));
            if (type !== CONNECT) {
                if (asked)
                    this._A(connectError("ERR_REFUSED", "namespace", `${message}`, { data: more }));
            }
            else if (typeof sid !== "string") {
                const text = "the server is Socket.IO 2";
                this._A(connectError("ERR_UNSUPPORTED_PROTOCOL", "namespace", text), false);
            }
            else if (asked)
                this.T(sid, pid);
        }
        /** The namespace is left, unless the app wants to try once more, with other credentials. */
        _A(error, mayRetry = !this._o) {
            const { retryRefused } = this.C;
            const again = mayRetry && (typeof retryRefused === "function" ? this._G(retryRefused, error) : !!retryRefused);
            Object.assign(error, { willRetry: again, ...(again && { retryIn: 0 }) });
            this._o = again;
            if (!again)
                return this.K("idle", true, "connect_error", "connect_error", error);
            this.H({ name: "waiting" }, "connect_error");
            this.M("connect_error", error);
            if (this.A.name === "waiting")
                this.B._p(this);
        }
        /** What a function of the app says; nothing good, if it throws. */
        _G(decide, error) {
            try {
                return decide(error);
            }
            catch (thrown) {
                this.U(thrown);
                return false;
            }
        }
        T(sid, pid) {
            this.id = sid;
            this.recovered = pid !== undefined && pid === this._r;
            this._r = pid;
            this._o = false;
            const attempt = this.E;
            this.E = 0;
            this.B.T();
            const joined = this.H({ name: "joined" }, "connect");
            this.M("connect");
            if (attempt && this.A === joined)
                this.M("reconnect", attempt);
            for (const args of this.receiveBuffer.splice(0))
                if (this.A === joined)
                    this._k(args);
            if (this.A !== joined)
                return;
            this.J();
            joined.L = true;
            // what the app took out of sendBuffer will not be answered
            this.F(this._h(({ e: _sent, d: _promised, i: _tries }) => !_sent && _promised && _tries === undefined));
            this._p();
        }
        /** @internal */
        _I(reason, details, unsent) {
            const { name } = this.A;
            // without those that leave it just now: they are among the unsent
            const { sendBuffer } = this;
            const own = unsent.filter(({ nsp }) => nsp === this.nsp);
            for (const packet of own)
                packet.e = false;
            // what has its outcome, or is in the retry queue, does not come back
            const events = own.filter(({ type, id, i: _tries }) => type === EVENT && _tries === undefined && (id === undefined || this.D.has(id)));
            for (const packet of events)
                packet.h = true;
            // to be counted
            this.L = Infinity;
            this.sendBuffer = [...events, ...sendBuffer];
            this.F(events.filter(({ m: _volatile }) => _volatile));
            if (name === "joined")
                this.K("waiting", false, "disconnect", "disconnect", reason, details);
            else
                this.S(asConnectError(details, reason));
        }
        /** @internal */
        S(error) {
            const { active } = this;
            this._o = false;
            this.H({ name: active ? "waiting" : "idle" }, "connect_error");
            if (active)
                this._D(error);
        }
        // ---- telling the app
        /** @internal */
        W(event, detail) {
            if (!this.active)
                return;
            if (event === "reconnect_attempt")
                this.E = detail;
            if (detail)
                this.M(event, detail);
            else
                this.K("waiting", true, event ?? "connect_error", event);
        }
        _D(error) {
            if (error.code === "ERR_CONNECT_TIMEOUT")
                this.M("connect_timeout", error);
            this.M("connect_error", error);
        }
        /** Calls the listeners of a reserved event. */
        M(event, ...details) {
            this.B.M++;
            if (this.C.lifecycleEvents !== "v4" || !ADDED.has(event))
                this.G(event, details);
            this._i?.G(event, details);
            this.B.M--;
        }
        /** @internal */
        Y(cause) {
            const from = this._B;
            const to = this.state;
            this._B = to;
            if (from === to)
                return;
            this.B.M++;
            this._i?.G("state_change", [{ from, to, cause }]);
            this.B.M--;
        }
        // ---- events
        /** Sends a packet that is not an event. */
        I(type, data, id) {
            const packet = { type, nsp: this.nsp, data, id };
            packet.s = this.B._i(packet);
            this.B.I(packet, type === DISCONNECT);
        }
        _N(args, id) {
            if (id !== undefined)
                args.push(this._F(id));
            if (this._u)
                this._k(args);
            else if (this.active)
                this.receiveBuffer.push(args);
        }
        /** The function by which the app acknowledges an event: once, and on the connection that asked. */
        _F(id) {
            const { id: sid } = this;
            let open = true;
            return (...data) => {
                if (open && this.connected && (sid ?? this.id) === this.id)
                    this.I(ACK, data, id);
                open = false;
            };
        }
        _k(args) {
            if (this._r && typeof args.at(-1) === "string")
                this._L = args.at(-1);
            if (this.Q.length)
                callAll(this.Q, this, args, this.U);
            const [name, ...rest] = args;
            // a name of ours never reaches those who listen to us
            if (!this._j(name))
                this.G(name, rest);
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
    class Socket extends Lifecycle {
        /** @internal */
        constructor(io, nsp, options) {
            super(io, nsp, options);
            /** @internal */ this._t = NO_FLAGS;
            this.io = io;
            this.N = this;
        }
        /** Emits the reserved events, `state_change` and `dropped`, whatever names the app uses for its own events. */
        get lifecycle() {
            const { N: _self } = this;
            _self._i ??= new TypedEmitter(_self.U);
            return _self._i;
        }
        /** The opposite of `connected`. */
        get disconnected() {
            return !this.connected;
        }
        /** Connects, or does nothing if connected. During a wait for reconnection it connects now. */
        connect() {
            this.N.Z();
            return this.N;
        }
        /** The same as {@link connect}. */
        open() {
            return this.connect();
        }
        /** Leaves the namespace; the connection is closed with its last one. What was emitted before is still sent. */
        disconnect() {
            this.N._H();
            return this.N;
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
            this.B.F();
            return this.connect();
        }
        /**
         * Resolves once the socket is connected, at once if it is. Rejects with the last error when it gives up, or is told to
         * (`ERR_DISCONNECTED`), when `timeout` ms have passed (`ERR_CONNECT_TIMEOUT`), or with `ERR_ABORTED`. The socket goes on
         * in the last two cases.
         */
        ready({ signal, timeout } = {}) {
            const { N: _self, lifecycle } = this;
            const { B: _clock } = this.B;
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
            this.N._C(this._t, [event, ...args], false);
            return this.N;
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
                this.N._C(this._t, [event, ...args, settle], true);
            });
        }
        /** A view whose events are dropped when they can't be sent now. */
        get volatile() {
            return this._c({ volatile: true });
        }
        /** A view whose acknowledgements must come within `timeout` ms, and whose callbacks take an error first. */
        timeout(timeout) {
            return this._c({ timeout });
        }
        /** A view whose events are not compressed, if `compress` is `false`. */
        compress(compress) {
            return this._c({ compress });
        }
        /** A view whose events are given up when `signal` is aborted, and whose callbacks take an error first (`ERR_ABORTED`). */
        signal(signal) {
            return this._c({ signal });
        }
        /** Calls `listener` with every event that comes in, its name first. */
        onAny(listener) {
            this.Q.push(listener);
            return this;
        }
        /** As {@link onAny}, before the others. */
        prependAny(listener) {
            this.Q.unshift(listener);
            return this;
        }
        /** Removes a listener of {@link onAny}, or all. */
        offAny(listener) {
            remove(this.Q, listener);
            return this;
        }
        /** The listeners of {@link onAny}. */
        listenersAny() {
            return this.Q;
        }
        /** Calls `listener` with every event that is sent, its name first. */
        onAnyOutgoing(listener) {
            this.R.push(listener);
            return this;
        }
        /** As {@link onAnyOutgoing}, before the others. */
        prependAnyOutgoing(listener) {
            this.R.unshift(listener);
            return this;
        }
        /** Removes a listener of {@link onAnyOutgoing}, or all. */
        offAnyOutgoing(listener) {
            remove(this.R, listener);
            return this;
        }
        /** The listeners of {@link onAnyOutgoing}. */
        listenersAnyOutgoing() {
            return this.R;
        }
        _c(flags) {
            const view = Object.create(this);
            view._t = { ...this._t, ...flags };
            return view;
        }
    }

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

    // ArrayBuffer.isView method is not defined in IE10
    const isView = (obj) => {
        return ArrayBuffer.isView(obj)
            ;
    };
    const encodePacket = ({ type, data }, supportsBinary, callback) => {
        if (data instanceof Blob) {
            {
                return callback(data);
            }
        }
        else if ((data instanceof ArrayBuffer || isView(data))) {
            {
                return callback(data);
            }
        }
        // plain string
        return callback(PACKET_TYPES[type] + (data || ""));
    };
    function toArray(data) {
        if (data instanceof Uint8Array) {
            return data;
        }
        else if (data instanceof ArrayBuffer) {
            return new Uint8Array(data);
        }
        else {
            return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
        }
    }
    let TEXT_ENCODER;
    function encodePacketToBinary(packet, callback) {
        if (packet.data instanceof Blob) {
            return packet.data.arrayBuffer().then(toArray).then(callback);
        }
        else if ((packet.data instanceof ArrayBuffer || isView(packet.data))) {
            return callback(toArray(packet.data));
        }
        encodePacket(packet, false, (encoded) => {
            if (!TEXT_ENCODER) {
                TEXT_ENCODER = new TextEncoder();
            }
            callback(TEXT_ENCODER.encode(encoded));
        });
    }

    const decode = (base64) => {
      const text = atob(base64);
      const bytes = new Uint8Array(text.length);
      for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
      return bytes.buffer;
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

    function createPacketEncoderStream$1() {
        return new TransformStream({
            transform(packet, controller) {
                encodePacketToBinary(packet, (encodedPacket) => {
                    const payloadLength = encodedPacket.length;
                    let header;
                    // inspired by the WebSocket format: https://developer.mozilla.org/en-US/docs/Web/API/WebSockets_API/Writing_WebSocket_servers#decoding_payload_length
                    if (payloadLength < 126) {
                        header = new Uint8Array(1);
                        new DataView(header.buffer).setUint8(0, payloadLength);
                    }
                    else if (payloadLength < 65536) {
                        header = new Uint8Array(3);
                        const view = new DataView(header.buffer);
                        view.setUint8(0, 126);
                        view.setUint16(1, payloadLength);
                    }
                    else {
                        header = new Uint8Array(9);
                        const view = new DataView(header.buffer);
                        view.setUint8(0, 127);
                        view.setBigUint64(1, BigInt(payloadLength));
                    }
                    // first bit indicates whether the payload is plain text (0) or binary (1)
                    if (packet.data && typeof packet.data !== "string") {
                        header[0] |= 0x80;
                    }
                    controller.enqueue(header);
                    controller.enqueue(encodedPacket);
                });
            },
        });
    }
    let TEXT_DECODER;
    function totalLength(chunks) {
        return chunks.reduce((acc, chunk) => acc + chunk.length, 0);
    }
    function concatChunks(chunks, size) {
        if (chunks[0].length === size) {
            return chunks.shift();
        }
        const buffer = new Uint8Array(size);
        let j = 0;
        for (let i = 0; i < size; i++) {
            buffer[i] = chunks[0][j++];
            if (j === chunks[0].length) {
                chunks.shift();
                j = 0;
            }
        }
        if (chunks.length && j < chunks[0].length) {
            chunks[0] = chunks[0].slice(j);
        }
        return buffer;
    }
    function createPacketDecoderStream$1(maxPayload, binaryType) {
        if (!TEXT_DECODER) {
            TEXT_DECODER = new TextDecoder();
        }
        const chunks = [];
        let state = 0 /* State.READ_HEADER */;
        let expectedLength = -1;
        let isBinary = false;
        return new TransformStream({
            transform(chunk, controller) {
                chunks.push(chunk);
                while (true) {
                    if (state === 0 /* State.READ_HEADER */) {
                        if (totalLength(chunks) < 1) {
                            break;
                        }
                        const header = concatChunks(chunks, 1);
                        isBinary = (header[0] & 0x80) === 0x80;
                        expectedLength = header[0] & 0x7f;
                        if (expectedLength < 126) {
                            state = 3 /* State.READ_PAYLOAD */;
                        }
                        else if (expectedLength === 126) {
                            state = 1 /* State.READ_EXTENDED_LENGTH_16 */;
                        }
                        else {
                            state = 2 /* State.READ_EXTENDED_LENGTH_64 */;
                        }
                    }
                    else if (state === 1 /* State.READ_EXTENDED_LENGTH_16 */) {
                        if (totalLength(chunks) < 2) {
                            break;
                        }
                        const headerArray = concatChunks(chunks, 2);
                        expectedLength = new DataView(headerArray.buffer, headerArray.byteOffset, headerArray.length).getUint16(0);
                        state = 3 /* State.READ_PAYLOAD */;
                    }
                    else if (state === 2 /* State.READ_EXTENDED_LENGTH_64 */) {
                        if (totalLength(chunks) < 8) {
                            break;
                        }
                        const headerArray = concatChunks(chunks, 8);
                        const view = new DataView(headerArray.buffer, headerArray.byteOffset, headerArray.length);
                        const n = view.getUint32(0);
                        if (n > Math.pow(2, 53 - 32) - 1) {
                            // the maximum safe integer in JavaScript is 2^53 - 1
                            controller.enqueue(ERROR_PACKET);
                            break;
                        }
                        expectedLength = n * Math.pow(2, 32) + view.getUint32(4);
                        state = 3 /* State.READ_PAYLOAD */;
                    }
                    else {
                        if (totalLength(chunks) < expectedLength) {
                            break;
                        }
                        const data = concatChunks(chunks, expectedLength);
                        controller.enqueue(decodePacket(isBinary ? data : TEXT_DECODER.decode(data), binaryType));
                        state = 0 /* State.READ_HEADER */;
                    }
                    if (expectedLength === 0 || expectedLength > maxPayload) {
                        controller.enqueue(ERROR_PACKET);
                        break;
                    }
                }
            },
        });
    }

    /** The one importer of engine.io-parser: Engine.IO packets as the transports carry them. */
    /** Packets in, bytes of a WebTransport stream out. */
    const createPacketEncoderStream = createPacketEncoderStream$1;
    /** Bytes of a WebTransport stream in, packets out; one of type `"error"` for what is none, or has too many bytes. */
    const createPacketDecoderStream = createPacketDecoderStream$1;
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
            return decodePacket(frame, binaryType);
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
            /** @internal */ this.s = false;
            const { t: _type } = new.target;
            const { C: _options } = session;
            this.name = _type;
            this.e = session;
            const own = _options.transportOptions?.[_type];
            this.C = own ? Object.create(_options, Object.getOwnPropertyDescriptors(own)) : _options;
        }
        /** Would it pass a packet on without much delay? Volatile events go out only then. */
        get writable() {
            return this.i;
        }
        /** Ends at once and tells nobody. */
        r() {
            this.s = true;
            this.n();
        }
        F(error, details) {
            if (this.s)
                return;
            this.r();
            this.E.O(error, details);
        }
        /** Takes what came in as one packet, or ends. */
        g(frame) {
            this.b(decodeFrame(frame, this.e.binaryType));
        }
        /** Takes what the parser made of what came in. */
        b(packet) {
            if (!packet || packet.type === "error")
                this.a("not an Engine.IO packet", { code: "ERR_PARSE" }, "parse error");
            else if (!this.s)
                this.E.X(packet);
        }
        /** The address for a request or connection made now. */
        R() {
            return this.e.R(this.name, this.C);
        }
        /** Ends with an error whose message starts with `prefix`, which apps compare with. */
        a(cause, fields = {}, prefix = `${this.name} error`) {
            // such as of requests that were aborted: an error is not cheap
            if (this.s)
                return;
            const { code = "ERR_TRANSPORT", status = cause } = fields;
            this.F(connectError(code, "transport", `${prefix}: ${messageOf(cause)}`, {
                type: "TransportError",
                transport: this.name,
                url: this.R().split("?")[0],
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
            this.i = 0;
            this.a = 0;
            this.B = clock;
            this.s = expired;
        }
        /** Sets the limit, ms from now. */
        C(ms) {
            const { B: _clock } = this;
            const step = Math.min(ms, STEP);
            this.e();
            this.i = ms;
            this.a = _clock.now();
            this.t = _clock.setTimeout(() => {
                const passed = _clock.now() - this.a;
                // at least the step has passed, even if the clock was set back
                const left = this.i - Math.max(step, passed);
                if (left > 0)
                    this.C(left);
                else
                    this.s(passed > step + STEP);
            }, step);
        }
        /** Calls back if it is over, by the wall clock. */
        r() {
            if (this.B.now() - this.a < this.i)
                return;
            this.e();
            this.s(true);
        }
        e() {
            this.B.clearTimeout(this.t);
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
    const mayFallBack = ({ code, status, serverCode, transport, j: _unreachable }) => {
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
        const { B: _clock, D: _platform } = session;
        const running = new Set();
        // with holes
        const errors = [];
        let next = 0;
        let timer;
        const cancel = () => {
            _clock.clearTimeout(timer);
            for (const transport of running)
                transport.r();
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
            transport.E = {
                L() { },
                X(packet) {
                    running.delete(transport);
                    cancel();
                    sink._o(transport, packet);
                },
                O(error, details) {
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
                    sink.Z(all.length > 1 ? connectError(code, phase, message, { ...first, errors: all }) : first);
                },
            };
            if (next < kinds.length)
                timer = _clock.setTimeout(start, share);
            sink._n(transport);
            _platform.soon(() => {
                if (running.has(transport))
                    transport.Q();
            });
        };
        if (kinds[0])
            start();
        else {
            const error = connectError("ERR_NO_TRANSPORT", "transport", "No transports available");
            timer = _clock.setTimeout(() => sink.Z(error), 0);
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
            if (end && (packet.t !== queue[0]?.t || (maxPayload && bytes > maxPayload + 1)))
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
            super(init.D.report);
            /** Packets not yet handed to the transport. */
            this.writeBuffer = [];
            /** @internal */ this.A = { name: "opening" };
            /** @internal */ this.N = false;
            Object.assign(this, init);
            this.binaryType = init.D.binaryType;
        }
        /** `"opening"`, `"open"`, `"closing"` or `"closed"`. */
        get readyState() {
            return this.A.name;
        }
        /** Ends the session after what is queued was sent; reason `"forced close"`. */
        close() {
            const { name, i: _handshake } = this.A;
            if (name === "opening")
                this.F("forced close");
            if (name === "open") {
                const _timer = this.B.setTimeout(() => this.F("forced close"), CLOSE_TIMEOUT);
                this.H({ name: "closing", i: _handshake, t: _timer });
                this.J();
                this.M("forced close", undefined, []);
            }
            return this;
        }
        // ---- for the Manager
        /** @internal `timeout`: ms, of which each transport has its share before the next starts beside it. */
        Q(timeout) {
            this.W = this.B.now();
            const { tryAllTransports, transports } = this.C;
            // what would have to do without the app's headers is no way out
            const lossy = losesHeaders(this.D, this.C);
            const _kinds = this.V.filter(({ t: _type }, i) => !i ||
                (tryAllTransports !== false &&
                    (_type === "polling" || !lossy) &&
                    // few servers have it, and where none answers it takes long to fail: it is a way out only where the app says so
                    (_type !== "webtransport" || transports)));
            this.A.e = openFirst(this, _kinds, timeout / _kinds.length, this);
        }
        /** @internal Closes, and tells its sink nothing more. */
        K() {
            this.E = undefined;
            this.close();
        }
        /** @internal The page goes away: nobody is told any more, and what is sent outlives it. */
        _i() {
            this.E = undefined;
            this.N = true;
            this.J();
        }
        /** @internal The page is kept in the background: says goodbye as far as that goes, and ends at once. */
        _r() {
            this.N = true;
            if (this.A.name === "open")
                this.transport.K();
            this.F("transport close", { description: "page hidden" });
        }
        /** @internal Would a packet go out without much delay? */
        get _e() {
            return this.A.name === "open" && this.transport.writable;
        }
        /**
         * @internal The error of a packet that is too large for every transport that there is, or may be soon: until an upgrade has
         * failed, it counts what the better one takes. `base64`: too large for polling.
         */
        T(frames, base64 = this.S && !this.A.e) {
            const limit = this.A.i?.maxPayload;
            if (!limit)
                return;
            for (const frame of frames) {
                // no text has more than three bytes for a UTF-16 unit
                if (typeof frame === "string" && 3 * frame.length < limit)
                    continue;
                const size = sizeOf(frame, base64, this.D.byteLength);
                if (size > limit) {
                    const message = `packet too large: ${size} bytes, the server takes ${limit}`;
                    return new HoldfastError("ERR_PAYLOAD_TOO_LARGE", message, { size, limit, delivery: "not-sent" });
                }
            }
            return;
        }
        /** @internal Queues the frames of one Socket.IO packet. */
        _h(frames, owner, alone, options) {
            for (let i = 0; i < frames.length; i++) {
                const packet = { type: "message", data: frames[i] };
                // on the first frame: once that is handed over, the packet is
                if (!i) {
                    packet.e = owner;
                    packet.s = frames;
                }
                if (alone)
                    packet.t = alone;
                if (options)
                    packet.options = options;
                this._t(packet);
            }
            // all that a listener of the page's last event emits goes in one request
            if (this.N)
                Promise.resolve().then(() => this.J());
            else
                this.J();
        }
        /** @internal Is the session open, and was its last ping not too long ago by the wall clock? */
        Y() {
            this.A.r?.r();
            return this.A.name === "open";
        }
        /** @internal Ends the session at once: nothing more is sent. */
        F(reason, details) {
            const { name } = this.A;
            if (name === "closed")
                return;
            this.H({ name: "closed" });
            this.transport?.r();
            this.id = null;
            if (name !== "closing")
                this.M(reason, details, this.writeBuffer.splice(0).flatMap(({ e: _owner }) => _owner ?? []));
        }
        /** The one way from a state to another. */
        H(next) {
            const { e: _cancel, s: _gap, t: _timer, r: _heartbeat } = this.A;
            this.A = next;
            this.B.clearTimeout(_gap);
            this.B.clearTimeout(_timer);
            _heartbeat?.e();
            // gives polling its lanes back, if an upgrade had paused it
            _cancel?.();
        }
        // ---- for the transport
        /** @internal */
        R(name, options) {
            return requestUrl(this.P, options, name, this.id, this.D.random);
        }
        /** @internal */
        L() {
            if (!this.writeBuffer.length)
                this.I("drain");
            this.J();
        }
        /** @internal */
        O(error, details) {
            if (error)
                this.F(error.code === "ERR_PARSE" ? "parse error" : "transport error", error);
            else
                this.F("transport close", details);
        }
        /** @internal */
        X(packet) {
            this.I("packet", packet);
            const { type, data = "" } = packet;
            const { name, r: _heartbeat, i: _handshake } = this.A;
            if (name !== "open")
                return;
            if (type === "message") {
                this.E?._k(data);
                this.I("data", data);
                this.I("message", data);
            }
            else if (type === "ping") {
                _heartbeat.C(periodOf(_handshake));
                this._t({ type: "pong" });
                this.J();
                this.E?._j();
                this.I("ping");
                this.I("pong");
            }
            else if (type === "close") {
                this.F("transport close", { description: "transport closed by the server" });
            }
            // a second `open`, a `pong` or `upgrade` nobody asked for, and `noop` change nothing
        }
        // ---- opening and upgrading
        /** @internal */
        _n(transport) {
            this.transport = transport;
        }
        /** @internal */
        _o(transport, packet) {
            this.transport = transport;
            transport.E = this;
            try {
                const handshake = parseHandshake(packet);
                const heartbeat = new WallTimer(this.B, (late) => {
                    const sink = this.E;
                    this.F("ping timeout");
                    if (late)
                        sink?._f();
                });
                this.id = handshake.sid;
                this.H({ name: "open", i: handshake, r: heartbeat });
                heartbeat.C(periodOf(handshake));
                this.I("packet", packet);
                this.I("handshake", handshake);
                this.I("open");
                kindOf(transport).i?.(this, handshake.upgrades);
                this.E?._x();
                this.J();
            }
            catch (cause) {
                this.F("parse error", connectError("ERR_PARSE", "handshake", "parse error: invalid handshake", {
                    cause,
                    transport: transport.name,
                }));
            }
        }
        /** @internal */
        Z(error) {
            this.O(error);
        }
        // ---- writing
        get S() {
            return this.transport.name === "polling";
        }
        _t(packet) {
            this.I("packetCreate", packet);
            this.writeBuffer.push(packet);
        }
        /** Hands to the transport what it takes now. `rested`: the server has read what was sent before. */
        J(rested = false) {
            const { name, i: _handshake, s: _gap } = this.A;
            const { transport, writeBuffer: queue } = this;
            if (!_handshake || _gap || !transport.i)
                return;
            if (!queue[0])
                return name === "closing" ? transport.K() : undefined;
            const { t: _alone } = queue[0];
            if (!rested && _alone !== this._a)
                return this._s();
            const max = this.S ? _handshake.maxPayload : 0;
            if (kindOf(transport).e?.(this))
                return;
            this.writeBuffer = queue.splice(batchLength(queue, max, this.D.byteLength));
            transport.I(queue);
            this.W = this.B.now();
            this._a = _alone;
            this.I("flush");
            // polling tells when the answer is there
            if (!this.S && this._callbacks.get("drain"))
                this.B.setTimeout(() => this._e && this.I("drain"), 0);
            this.J();
        }
        /** Waits until the server has read what was sent, or may be taken to have; see "Close" in docs/protocol.md. */
        _s() {
            const state = this.A;
            const { writable } = this.transport;
            const go = () => {
                state.s = undefined;
                this.J(writable);
            };
            // what the transport still has is yet to be written; a POST was answered
            const since = writable ? this.B.now() - this.W : 0;
            state.s = this.transport.x?.(go) ?? this.B.setTimeout(go, this.S ? 0 : GAP - since);
        }
        // ---- telling
        I(event, ...args) {
            if (this._callbacks.size)
                this.G(event, args);
        }
        M(reason, details, unsent) {
            const sink = this.E;
            this.E = undefined;
            sink?._w(reason, details, unsent);
            this.I("close", reason, details);
        }
    }

    /**
     * The transports of an attempt, in order: those that the app asks for (names that nobody knows are passed over) and that
     * the platform can do. `first` comes first, if it is among them.
     */
    const orderKinds = (known, asked, platform, first) => (asked ?? known)
        .flatMap((one) => (typeof one === "string" ? known.filter(({ t: _type }) => _type === one) : one))
        .filter(({ t: _type }) => platform[_type])
        .sort((a, b) => Number(b.t === first) - Number(a.t === first));

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
            this.s = 0;
            /** Does the attempt that is due start before its time, or did the one under way, or that led to the connection? */
            this.t = false;
            this.B = clock;
            this.D = platform;
            this.n();
        }
        /** The app connects: all starts over. */
        n() {
            this.E = this.i = 0;
            this.e = undefined;
            this.r = this.B.now();
        }
        /** A namespace was joined. */
        T() {
            this.e ??= this.B.now();
            this.E = 0;
        }
        /** The attempt failed or the connection is lost: ms until the next attempt, or `undefined` for none. */
        o(options, error) {
            const now = this.B.now();
            if (this.e !== undefined) {
                if (now - this.e >= options.minUptime) {
                    this.i = 0;
                    this.t = false;
                }
                this.r = now;
            }
            this.e = undefined;
            if (this.t)
                this.s = now + EARLY_PAUSE;
            this.t = false;
            const attempt = this.E + 1;
            if (options.reconnection === false || attempt > options.reconnectionAttempts)
                return;
            const delay = this.h(options, { attempt, elapsed: now - this.r, error });
            if (delay === false)
                return;
            this.E = attempt;
            this.i++;
            return delay;
        }
        /** What the app's policy says, or the backoff where there is none, or it fails. */
        h(options, facts) {
            try {
                const delay = options.reconnectionPolicy?.(facts);
                if (delay === false || (typeof delay === "number" && delay >= 0))
                    return delay;
            }
            catch (error) {
                this.D.report(error);
            }
            return backoffDelay(options, this.i, this.D.random);
        }
        /** An attempt is wanted before its time. Returns how soon it may be, in ms. */
        Q() {
            this.t = true;
            return Math.max(0, this.s - this.B.now());
        }
    }

    const NAMES = ["online", "offline", "visibilitychange", "pageshow", "pagehide", "resume"];
    /** Listens to the sources, and to `beforeunload` if asked. Returns the function that stops it. */
    const watchSignals = (sources, beforeunload, sink) => {
        const listener = ({ type, target, persisted }) => {
            if (type === "offline")
                sink._b();
            else if (type === "pagehide")
                sink._g(!!persisted);
            else if (type === "beforeunload")
                sink._l();
            // as its last event, a page that goes away is hidden
            else if (target?.visibilityState === "hidden")
                sink._m();
            else
                sink._f();
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
            /** @internal */ this.J = new Map();
            /** @internal */ this.A = { name: "idle" };
            /** @internal Sessions in a row that the server did not know. */ this._r = 0;
            /** @internal */ this.M = 0;
            /** @internal Is the page in the background, kept without a connection? */ this._s = false;
            // a copy, so that the app's own object is never written to
            this.opts = Object.assign({ path: undefined }, typeof url === "object" ? url : options);
            const { opts } = this;
            checkOptions(opts);
            opts.path ??= "/socket.io";
            this.P = parseTarget(typeof url === "string" ? url : "", platform.location(), opts);
            this.D = platform;
            this.V = kinds;
            this.B = platform.clock(!!opts.autoUnref, !!opts.useNativeTimers);
            this.L = new ReconnectionController(this.B, platform);
        }
        /** `"idle"`, `"connecting"`, `"connected"` or `"waiting"` (for the next attempt). */
        get state() {
            return this.A.name;
        }
        /** @internal What is done in a listener of these events does not cut a wait short. */
        G(event, args) {
            this.M++;
            super.G(event, args);
            this.M--;
        }
        /** @internal Closes the connection, or stops trying to get one. */
        K() {
            if (this.A.name === "idle")
                return;
            this.engine.K();
            this._h({ name: "idle" }, "forced close", undefined, []);
        }
        /** @internal */
        _u() {
            const state = this.A;
            if (this.R((namespace) => namespace._w))
                return;
            if (state.name !== "connecting")
                this.K();
            // connect() may follow in this turn, and the server shall see one connection
            else
                state.n ??= this.B.setTimeout(() => this.K(), 0);
        }
        /** @internal */
        T() {
            this._r = 0;
            this.L.T();
        }
        // ---- for the Engine
        /** @internal */
        _x() {
            const attempt = this.L.E;
            const { n: _release, c: _callback } = this.A;
            const current = this.H({ name: "connected", p: this._y() });
            // nobody will join
            if (!this.J.size)
                this.T();
            this._c();
            this.O(current, (namespace) => namespace._z());
            this.G("open", []);
            if (attempt && this.A === current)
                this.G("reconnect", [attempt]);
            if (_release)
                this._u();
            _callback?.();
        }
        /** @internal */
        _c() {
            if (this.opts.rememberUpgrade)
                memory.set(this.X, this.engine.transport.name);
        }
        /** @internal */
        _w(reason, details, unsent) {
            const { name, f: _crowded } = this.A;
            const isOpen = name === "connected";
            if (_crowded)
                details = Object.assign(details ?? { description: reason }, {
                    hint: "more than 10 attachments: raise maxAttachments of the server's parser",
                });
            if (!(isOpen && !this.J.size) && !this.R(({ connected }) => connected)) {
                if (isOpen)
                    this.G("close", [reason, details]);
                return this.S(asConnectError(details, reason));
            }
            this._t(this._h(this.N(details), reason, details, unsent));
        }
        // ---- signals
        /** @internal */
        _f() {
            this._s = false;
            this.engine.Y();
            if (this.A.name === "waiting")
                this.Q(this.D.random() * WAKE_SPREAD);
        }
        /** @internal */
        _b() {
            if (this.opts.closeOnOffline === false || isLoopback(this.P.hostname))
                return;
            this.engine.F("transport close", { description: "network connection lost" });
        }
        /** @internal */
        _g(kept) {
            // a page that is kept must have no connection; it gets one when it is shown again
            this._s = kept;
            if (kept)
                this.engine._r();
            else
                this.engine._i();
            const { t: _timer, N: _wait } = this.A;
            this.B.clearTimeout(_timer);
            _wait?.e();
            this.A.o = Infinity;
        }
        /** @internal */
        _m() {
            if (this.engine.N && this.D.pollsOutlivePage)
                this._l();
        }
        /** @internal */
        _l() {
            if (this.A.name === "connected")
                this.engine.transport.K();
        }
        // ---- the connection
        get X() {
            return `${this.P.hostname}:${this.P.port}`;
        }
        /** The one way from a state to another. */
        H(next) {
            const { name, t: _timer, n: _release, p: _decoder, N: _wait } = this.A;
            this.A = next;
            this.B.clearTimeout(_timer);
            this.B.clearTimeout(_release);
            _decoder?.destroy?.();
            _wait?.e();
            if (name === "idle") {
                const { networkEvents, closeOnBeforeunload } = this.opts;
                const sources = networkEvents ? [networkEvents] : this.D.signals();
                if (sources.length)
                    this._A = watchSignals(sources, !!closeOnBeforeunload, this);
                this.Y?.(true);
            }
            if (next.name === "idle") {
                this._A?.();
                this.Y?.(false);
            }
            return next;
        }
        Z(callback) {
            const { D: _platform, B: _clock, P: _target, opts } = this;
            if (opts.withCredentials)
                this._v ??= _platform.cookies?.();
            const { _v: _cookies } = this;
            const _options = withDefaults(opts, { _v: _cookies });
            const first = this._r >= UNKNOWN_LIMIT && !losesHeaders(_platform, _options)
                ? "websocket"
                : opts.rememberUpgrade
                    ? memory.get(this.X)
                    : undefined;
            const _kinds = orderKinds(this.V, opts.transports ?? opts.transportImplementations, _platform, first);
            const engine = new Engine({ D: _platform, B: _clock, C: _options, P: _target, V: _kinds, E: this });
            const { timeout } = _options;
            this.engine = engine;
            const _timer = _clock.setTimeout(() => {
                const { transport } = engine;
                engine.K();
                this.S(connectError("ERR_CONNECT_TIMEOUT", "transport", "timeout", { transport: transport?.name }));
            }, timeout);
            const connecting = this.H({ name: "connecting", t: _timer, c: callback });
            _platform.soon(() => {
                if (this.A === connecting && connecting.n)
                    this.K();
            });
            engine.Q(timeout);
            this.O(this.A, (namespace) => namespace.Y("connect()"));
        }
        /** An attempt came to nothing: waits for the next, or gives up. */
        S(error) {
            const attempt = this.L.E;
            const { c: _callback } = this.A;
            error.attempt = attempt;
            const current = this.H(this.N(error, !_callback));
            this.O(current, (namespace) => namespace.S(error));
            this.G("error", [error]);
            this._t(current, attempt ? error : undefined, !_callback);
            _callback?.(error);
        }
        /** The state that follows: the wait for the next attempt, if there is one. Says so in the error. */
        N(error, mayRetry = true) {
            const cause = error instanceof ConnectError ? error : undefined;
            // what the next attempt has to know
            if (cause)
                memory.delete(this.X);
            if (cause?.code === "ERR_SESSION_UNKNOWN")
                this._r++;
            const wanted = mayRetry && this._a;
            const next = wanted ? this.L.o(withDefaults(this.opts), cause) : undefined;
            const retryIn = this._s && wanted ? Infinity : next;
            const willRetry = retryIn !== undefined;
            if (cause)
                Object.assign(cause, { willRetry, retryIn });
            if (!willRetry)
                return { name: "idle" };
            const _wait = new WallTimer(this.B, () => {
                // it may have been switched off meanwhile, which does not matter to an attempt before its time
                if (this.L.t || this.opts.reconnection !== false)
                    this.E();
                else
                    this._t(this.H({ name: "idle" }));
            });
            if (retryIn < Infinity)
                _wait.C(retryIn);
            return { name: "waiting", N: _wait, o: this.B.now() + retryIn };
        }
        /** Makes the next attempt before its time: as soon as it may be, and not before `spread` ms have passed. */
        Q(spread) {
            const state = this.A;
            const wait = this.L.Q() + spread;
            if (!wait)
                return this.E();
            const now = this.B.now();
            // the time may have come while the machine slept
            if (state.o > now && state.o <= now + wait)
                return;
            state.o = now + wait;
            state.N.C(wait);
        }
        E() {
            const attempt = this.L.E;
            const current = this.A;
            this.W(current, "reconnect_attempt", attempt);
            if (this.A === current)
                this.Z();
        }
        /** The connection is over; `next` is what follows. */
        _h(next, reason, details, unsent) {
            this.H(next);
            for (const namespace of [...this.J.values()])
                namespace._I(reason, details, unsent);
            this.G("close", [reason, details]);
            return next;
        }
        /** Tells of the reconnection attempt that failed, if it was one, and that no other follows, if so. */
        _t(state, error, mayGiveUp = true) {
            const over = mayGiveUp && state.name === "idle" && this._a;
            // it is a failure to reconnect only where that is asked for
            const failed = over && this.opts.reconnection !== false;
            // the Manager's listeners get these two in this order there
            if (failed && this.A === state)
                this.G("reconnect_failed", []);
            if (error)
                this.W(state, "reconnect_error", error);
            if (over)
                this.O(state, (namespace) => namespace.W(failed ? "reconnect_failed" : undefined));
        }
        /** Tells the listeners here, then those of each namespace. */
        W(state, event, detail) {
            if (this.A === state)
                this.G(event, [detail]);
            this.O(state, (namespace) => namespace.W(event, detail));
        }
        /** Tells each namespace, for as long as the state stays what it was. */
        O(state, call) {
            for (const namespace of [...this.J.values()])
                if (this.A === state)
                    call(namespace);
        }
        /** Does anybody want a connection? The app alone, where there is no namespace. */
        get _a() {
            return !this.J.size || this.R(({ active }) => active);
        }
        R(test) {
            for (const namespace of this.J.values())
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
            this._o = parser && new parser.Encoder();
            if (autoConnect !== false)
                this.open();
        }
        /**
         * Connects, if there is no connection and none is being made; a wait for reconnection it cuts short. With a callback, which
         * gets the error if that fails, no other attempt follows.
         */
        open(callback) {
            const state = this.A;
            if (state.name === "idle") {
                this.L.n();
                this.Z(callback);
            }
            else if (state.name === "waiting" && !this.M)
                this.Q(0);
            else if (state.name === "connecting") {
                this.B.clearTimeout(state.n);
                state.n = undefined;
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
            let socket = this.J.get(name);
            if (!socket) {
                socket = new Socket(this, name, { ...options });
                this.J.set(name, socket);
            }
            return this.opts.autoConnect === false ? socket : socket.connect();
        }
        reconnection(value) {
            return value === undefined ? this.opts.reconnection !== false : this.C("reconnection", value);
        }
        reconnectionAttempts(value) {
            return this.C("reconnectionAttempts", value);
        }
        reconnectionDelay(value) {
            return this.C("reconnectionDelay", value);
        }
        randomizationFactor(value) {
            return this.C("randomizationFactor", value);
        }
        reconnectionDelayMax(value) {
            return this.C("reconnectionDelayMax", value);
        }
        timeout(value) {
            return value === undefined && this.opts.timeout === false ? false : this.C("timeout", value);
        }
        /** Reads or sets an option. */
        C(name, value) {
            const opts = this.opts;
            if (value === undefined)
                return withDefaults(opts)[name];
            opts[name] = value;
            return this;
        }
        // ---- for the namespaces
        get _z() {
            return this.A.name === "idle" ? undefined : this.L.E > 0;
        }
        /** @internal */
        _i({ type, nsp, id, data }) {
            const packet = { type, nsp };
            if (data !== undefined)
                packet.data = data;
            if (id !== undefined)
                packet.id = id;
            return this._o ? this._o.encode(packet) : encode(packet);
        }
        /** @internal */
        I(packet, alone = false) {
            if (this.A.name !== "connected")
                return;
            if (packet.s.length > CROWD)
                this.A.f = true;
            this.engine._h(packet.s, packet, alone, packet.options);
        }
        /** @internal */
        _p(namespace) {
            if (this.A.name === "connected")
                namespace._z();
            else
                this.open();
        }
        /** @internal */
        _e(error) {
            if (this.R((namespace) => namespace.connected))
                return true;
            this.engine.K();
            this.S(error);
            return false;
        }
        /** @internal */
        F() {
            if (this.A.name === "connected")
                this.engine.F("forced close");
        }
        // ---- for the Engine, and the decoder
        /** @internal */
        _j() {
            this.G("ping", []);
        }
        /** @internal */
        _k(data) {
            const state = this.A;
            state.f = false;
            try {
                state.p?.add(data);
            }
            catch (cause) {
                this._d(cause, data);
            }
        }
        /** @internal */
        _q(packet, error) {
            // one of the retry queue is under way until it is settled
            packet.e = packet.i !== undefined;
            // nobody waits for an acknowledgement to arrive; joining has its time limit
            if (packet.type === EVENT)
                this.J.get(packet.nsp)?.F([packet], error);
        }
        _y() {
            const { parser } = this.opts;
            if (!parser) {
                return new Decoder(this.engine.C, this.B, this);
            }
            const decoder = new parser.Decoder();
            decoder.on("decoded", (packet) => this._n(checked(packet)));
            return decoder;
        }
        _d(cause, context) {
            const error = connectError("ERR_PARSE", "transport", `parse error: ${messageOf(cause)}`, { cause, context });
            this.engine.F("parse error", error);
        }
        _n(packet) {
            if (this._callbacks.size)
                this.G("packet", [packet]);
            this.J.get(packet.nsp)?.X(packet);
        }
    }

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
                shared?.J.has(nsp);
            if (shared && !own) {
                const ignored = Object.keys(given).filter((name) => !OWN.test(name) && given[name] !== shared.opts[name]);
                if (ignored[0])
                    warnOnce(platform, `options of a shared connection are ignored: ${ignored.join(", ")}; see forceNew`);
                return shared.socket(nsp, given);
            }
            const manager = new Manager(address, given);
            if (!own) {
                manager.Y = (open) => {
                    // another one may have taken its place
                    if ((managers.get(key) ?? manager) !== manager)
                        return;
                    if (open)
                        managers.set(key, manager);
                    else
                        managers.delete(key);
                };
                manager.Y(true);
            }
            return manager.socket(nsp, given);
        };
        return Object.assign(io, { io, connect: io, Manager, Socket: Socket });
    };

    const http = async (url, body, signal, { extraHeaders, withCredentials }, keepalive) => {
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
        (error) => new Promise((_, reject) => setTimeout(reject, 0, error)));
        return { status: response.status, text: await response.text() };
    };
    const webSocket = (url, { protocols }, handlers) => {
        const socket = new WebSocket(url, protocols);
        // all that a page may know
        let error;
        socket.binaryType = "arraybuffer";
        socket.onopen = () => handlers.d();
        socket.onmessage = ({ data }) => handlers.g(data);
        socket.onerror = () => {
            error = "the connection failed";
        };
        socket.onclose = (event) => handlers.O(event, error);
        return socket;
    };
    const { setTimeout: nativeSet, clearTimeout: nativeClear } = globalThis;
    /** As many arguments as a function takes everywhere. */
    const CHUNK = 2 ** 14;
    /** The web's standards, in whichever runtime has them. */
    const browser = {
        clock: (_, native) => ({
            now: () => Date.now(),
            setTimeout: (callback, ms) => ms < Infinity && (native ? nativeSet : setTimeout)(callback, ms),
            clearTimeout: (timer) => (native ? nativeClear : clearTimeout)(timer),
        }),
        random: () => Math.random(),
        // Chromium alone, which alone has this property: Firefox sends no cookies to another origin with `keepalive`
        get pollsOutlivePage() {
            return !!globalThis.navigator?.userAgentData;
        },
        // React's StrictMode undoes an effect in the turn in which it ran
        soon: (callback) => Promise.resolve().then(callback),
        get polling() {
            return globalThis.fetch && http;
        },
        get websocket() {
            return globalThis.WebSocket && webSocket;
        },
        get webtransport() {
            return globalThis.WebTransport;
        },
        sendsHeaders: false,
        signals: () => [globalThis, globalThis.document],
        binaryType: "arraybuffer",
        location: () => globalThis.location,
        base64: (bytes) => {
            let text = "";
            for (let i = 0; i < bytes.length; i += CHUNK)
                text += String.fromCharCode(...bytes.subarray(i, i + CHUNK));
            return btoa(text);
        },
        byteLength: (text) => new TextEncoder().encode(text).length,
        warn: (text) => console.warn(text),
        report: (error) => setTimeout(() => {
            throw error;
        }),
    };

    /** Is the first packet that waits too large for polling? Then it waits for an upgrade, or is refused if there will be none. */
    const holdsBack = (engine) => {
        const { writeBuffer, A: _state, E: _sink } = engine;
        const { e: _owner, s: _frames = [] } = writeBuffer[0];
        const error = engine.T(_frames, true);
        if (!error || _state.e)
            return !!error;
        writeBuffer.splice(0, _frames.length);
        _sink?._q(_owner, error);
        engine.J();
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
            this.A = { name: "open" };
            this.m = 0;
        }
        get i() {
            // while pausing, posts go on for as long as the last poll is out
            const { name } = this.A;
            // the last chance: the answer to a POST in flight will not be heard
            const free = !this.d || this.e.N;
            return !this.s && free && !!this.e.id && (name === "open" || (name === "pausing" && !!this.h));
        }
        Q() {
            this.l();
        }
        I(batch) {
            const lane = new AbortController();
            this.d = lane;
            // a Blob takes a while to read
            encodeBody(batch, this.e.D.base64, (body) => {
                this.y(lane, body, () => {
                    this.d = undefined;
                    this.P();
                    if (this.i)
                        this.E.L();
                });
            });
        }
        /** Starts no more polls, and calls back once nothing is under way; goes on sending until the poll is answered. */
        w(done) {
            this.A = { name: "pausing", t: done };
            this.P();
        }
        /**
         * Calls back when the next poll was answered, and puts off the one after it by a {@link MOMENT}: if an upgrade gets so far
         * in this time, the server has no poll to release, which it does once in 100 ms only.
         */
        v(callback) {
            this.u = callback;
        }
        /** Goes on after {@link _pause}. */
        k() {
            if (this.A.name !== "pausing" || this.s)
                return;
            this.A = { name: "open" };
            this.l();
            if (this.i)
                this.E.L();
        }
        K() {
            this.A = { name: "closing", n: false };
            this.P();
        }
        n() {
            this.e.B.clearTimeout(this.t);
            for (const lane of [this.h, this.d]) {
                // what is sent on leaving outlives the page
                if (lane === this.h || !this.e.N)
                    lane?.abort();
                this.e.B.clearTimeout(lane?.t);
            }
        }
        /** Does what the state waits for, if no request is in its way. */
        P() {
            const state = this.A;
            if (this.d)
                return;
            if (state.name === "pausing" && !this.h) {
                state.t();
            }
            else if (state.name === "closing") {
                if (!state.n) {
                    state.n = true;
                    this.I([{ type: "close" }]);
                }
                else if (!this.h)
                    this.F();
                // some servers never release the poll of a session that is over
                else
                    this.t = this.e.B.setTimeout(() => this.F(), GRACE);
            }
        }
        /** Starts a poll, if there is to be one and none is out. */
        l() {
            if (this.A.name !== "open" || this.h || this.s)
                return;
            const lane = new AbortController();
            this.h = lane;
            this.m++;
            const { id } = this.e;
            this.y(lane, undefined, (text) => {
                for (const frame of text.split(SEPARATOR)) {
                    this.g(frame);
                    // nothing after a bad packet is processed
                    if (this.s)
                        return;
                }
                this.h = undefined;
                if (this.A.name !== "open")
                    return this.P();
                const next = () => this.l();
                const between = this.u;
                // CONNECT goes first, over the connection that is there: the poll waits for its answer
                if (!id)
                    Promise.resolve().then(next);
                else if (between) {
                    this.u = undefined;
                    this.t = this.e.B.setTimeout(next, MOMENT);
                    between();
                }
                else
                    next();
            });
        }
        y(lane, body, answered) {
            const { D: _platform, B: _clock, N: _parting } = this.e;
            const { requestTimeout } = this.C;
            const post = body !== undefined;
            // a poll that the browser aborts ends the session at the server, and with it what is sent on leaving
            const keepalive = _parting || (!post && this.m > QUICK && !!_platform.pollsOutlivePage);
            const prefix = post ? "xhr post error" : "xhr poll error";
            const fail = (error, fields) => this.a(error, fields, prefix);
            if (requestTimeout)
                lane.t = _clock.setTimeout(() => fail("timeout"), requestTimeout);
            _platform.polling(this.R(), body, lane.signal, this.C, keepalive).then(({ status, text }) => {
                _clock.clearTimeout(lane.t);
                if (this.s)
                    return;
                // a page in place of an answer, from a portal or proxy, must not pass for an "ok", nor what is no packet for a handshake
                if (status === 200 && (this.e.id ? /^(?!\s*<)/ : /^[0-6b]/).test(text))
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
    const upgrade = (engine, offered, quick = engine.B.now() - engine.W < MOMENT) => {
        const { A: state, C: _options, transport: current } = engine;
        const kind = engine.V.find(({ t: _type }) => offered.includes(_type) && _type !== current.name);
        if (!kind || _options.upgrade === false || state.name !== "open")
            return;
        const candidate = new kind(engine);
        engine.I("upgrading", candidate);
        if (engine.A !== state)
            return;
        state.e = startUpgrade(engine.B, _options.upgradeTimeout, current, candidate, quick, (error) => {
            state.e = undefined;
            if (error) {
                engine.I("upgradeError", error);
                upgrade(engine, offered.filter((name) => name !== kind.t), false);
            }
            else {
                current.r();
                candidate.E = engine;
                engine.transport = candidate;
                engine.I("upgrade", candidate);
                engine.E?._c();
            }
            engine.J();
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
                current.k();
            state = "ended";
            candidate.r();
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
            candidate.Q();
        };
        // a WebSocket takes a page and the server a while to make: CONNECT and its answer go first, where they don't take long
        let timer = clock.setTimeout(begin, quick ? MOMENT : 0);
        candidate.E = {
            L() {
                if (state !== "opening")
                    return;
                state = "probing";
                candidate.I([{ type: "ping", data: PROBE }]);
            },
            X({ type, data }) {
                if (state !== "probing" || type !== "pong" || data !== PROBE)
                    return fail("wrong answer");
                state = "pausing";
                current.w(() => {
                    if (state !== "pausing")
                        return;
                    state = "ended";
                    clock.clearTimeout(timer);
                    candidate.I([{ type: "upgrade" }]);
                    ended();
                });
            },
            O: fail,
        };
        if (quick)
            current.v(begin);
        return cancel;
    };

    /** Each Engine.IO packet is one WebSocket frame. */
    class WebSocketTransport extends Transport {
        constructor() {
            super(...arguments);
            this.i = false;
        }
        get writable() {
            return this.i && this.h.bufferedAmount < this.C.highWaterMark;
        }
        Q() {
            const { D: _platform, B: _clock } = this.e;
            try {
                this.h = _platform.websocket(this.R(), this.C, this);
            }
            catch (error) {
                // in a later turn, as any other failure
                _clock.setTimeout(() => this.a(error), 0);
            }
        }
        /** @internal */
        d() {
            if (this.s)
                return;
            this.i = true;
            this.E.L();
        }
        I(batch) {
            const socket = this.h;
            if (this.C.forceBase64) {
                this.i = false;
                encodeBody(batch, this.e.D.base64, (body) => {
                    if (this.s)
                        return;
                    for (const frame of body.split(SEPARATOR))
                        socket.send(frame, true);
                    this.i = true;
                    this.E.L();
                });
            }
            else
                for (const packet of batch)
                    socket.send(encodeFrame(packet), packet.options?.compress !== false);
        }
        x(callback) {
            return this.h.ping?.(callback);
        }
        K() {
            this.i = false;
            this.h.close();
        }
        n() {
            const socket = this.h;
            this.i = false;
            (socket?.terminate ?? socket?.close)?.call(socket);
        }
        /** @internal */
        O(event, error, fields) {
            if (error)
                this.a(event.reason || error, { context: event, ...fields });
            else
                this.F(undefined, { description: "websocket connection closed", context: event });
        }
    }

    /** ms that what was sent last has to get away before the session ends. */
    const PARTING = 100;
    /** One bidirectional stream, on which each packet follows a header with its length (docs/protocol.md, "WebTransport"). */
    class WebTransportTransport extends Transport {
        constructor() {
            super(...arguments);
            this.i = false;
        }
        Q() {
            this.h().then(() => this.F(undefined, { description: "webtransport connection closed" }), (error) => this.a(error));
        }
        /** Reads until the stream ends. */
        async h() {
            const { D: _platform, C: _options, id, binaryType } = this.e;
            const { webtransport } = (_options.transportOptions ?? {});
            const transport = new _platform.webtransport(this.R(), webtransport);
            this.d = transport;
            // what breaks it breaks the stream as well
            transport.closed.catch(() => { });
            await transport.ready;
            const stream = await transport.createBidirectionalStream();
            const encoder = createPacketEncoderStream();
            encoder.readable.pipeTo(stream.writable).catch(() => { });
            this.l = encoder.writable.getWriter();
            const decoder = createPacketDecoderStream(_options.maxAttachmentBytes, binaryType);
            const reader = stream.readable.pipeThrough(decoder).getReader();
            // the client speaks first
            this.I([{ type: "open", ...(id && { data: JSON.stringify({ sid: id }) }) }]);
            while (!this.s) {
                const { done, value } = await reader.read();
                if (done)
                    break;
                this.b(value);
            }
        }
        I(batch) {
            this.i = false;
            Promise.all(batch.map((packet) => this.l.write(packet))).then(() => {
                if (this.s)
                    return;
                this.i = true;
                this.E.L();
            }, 
            // the reader tells of the end
            () => { });
        }
        K() {
            this.i = false;
            // the session's end takes with it what is not sent yet, and nothing tells when it is
            this.t = this.e.B.setTimeout(() => this.F(), PARTING);
        }
        n() {
            this.i = false;
            this.e.B.clearTimeout(this.t);
            this.d?.close();
        }
    }

    /** The transports with what belongs to each: how a session moves on from polling comes with polling. */
    /** HTTP long-polling, with the upgrade from it. */
    const polling = /* @__PURE__ */ Object.assign(Polling, {
        t: "polling",
        i: upgrade,
        e: holdsBack,
    });
    /** WebSocket. */
    const websocket = /* @__PURE__ */ Object.assign(WebSocketTransport, {
        t: "websocket",
    });
    /** WebTransport, over HTTP/3; where the runtime has it. */
    const webtransport = /* @__PURE__ */ Object.assign(WebTransportTransport, {
        t: "webtransport",
    });

    /** What every entry exports beside what makes sockets. */
    /** Revision of the Socket.IO protocol. */
    const protocol = 5;

    /** Entry for browsers, workers and every web-standard runtime. */
    /** A connection to one server, and the reconnection of it; `socket.io` is one. */
    class Manager extends BaseManager {
        constructor(url, options) {
            super({ platform: browser, kinds: [polling, websocket, webtransport] }, url, options);
        }
    }
    /** Makes the Socket for a URL, whose path names the namespace; `io.Manager` and `io.Socket` are the classes. */
    const io = /* @__PURE__ */ bindIo(Manager, browser);

    /** Entry for the script tag: global `io`, with what makes sockets on it. */
    const global = Object.assign(io, { protocol });

    return global;

})();
//# sourceMappingURL=holdfast.js.map
