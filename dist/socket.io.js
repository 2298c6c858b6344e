/*! holdfast | MIT */
var io = (function () {
    'use strict';

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
        ERR_CONNECT_TIMEOUT: "is the server up and reachable?",
        ERR_NOT_SOCKETIO: "check the URL, the path, and proxies or login pages on the way",
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
    const aborted = ({ reason }, delivery) => new HoldfastError("ERR_ABORTED", "the operation was aborted", { delivery, cause: reason });
    /** Text of whatever was thrown. */
    const messageOf = (error) => {
        const { message, cause, code } = (error ?? {});
        const text = `${message || error}`;
        // fetch says why in the cause alone, TLS in the code alone
        const more = cause ? messageOf(cause) : typeof code === "string" && !text.includes(code) ? code : "";
        return more ? `${text} (${more})` : text;
    };

    const RESERVED = new Set([
        "connect",
        "connect_error",
        "disconnect",
        "disconnecting",
        "newListener",
        "removeListener",
    ]);
    const ADDED = new Set([
        "connect_timeout",
        "reconnect",
        "reconnect_attempt",
        "reconnect_error",
        "reconnect_failed",
    ]);
    /** Names that `emit()` refuses and that are no event on the wire, as in socket.io-client. */
    const isReserved = (name) => RESERVED.has(name);
    /** Names that holdfast adds to the socket's own events, which those of the server never reach. */
    const isAdded = (name) => ADDED.has(name);

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
        const fails = (part) => {
            try {
                JSON.stringify(part);
                return false;
            }
            catch {
                return true;
            }
        };
        let path = "";
        const seen = new Set();
        for (let at = value; isObject(at) && !seen.has(at);) {
            seen.add(at);
            const holder = at;
            const key = Object.keys(holder).find((name) => fails(holder[name]));
            if (key === undefined)
                break;
            path += Array.isArray(holder) ? `[${key}]` : `.${key}`;
            at = holder[key];
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

    /** Packet types of the Socket.IO protocol, revision 5. */
    const CONNECT = 0;
    const DISCONNECT = 1;
    const EVENT = 2;
    const ACK = 3;
    const CONNECT_ERROR = 4;

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
        return typeof name === "number" || (typeof name === "string" && !isReserved(name));
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
            this.t = [];
            this.M = 0;
            this.C = options;
            this.B = clock;
            this.D = sink;
        }
        add(frame) {
            const due = this.U;
            // text while an attachment is due, or an attachment that nobody announced
            if ((typeof frame === "string") === !!due)
                throw new Error(INVALID);
            if (!due)
                return this.e(frame);
            this.M -= bytesOf(frame);
            if (this.M < 0)
                throw new Error(INVALID);
            const [holder, key] = this.t.shift();
            holder[key] = frame;
            if (this.t.length)
                return;
            this.destroy();
            this.D._o(due);
        }
        destroy() {
            this.U = undefined;
            this.B.clearTimeout(this.F);
        }
        e(frame) {
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
                return this.D._o(packet);
            this.t = findSlots(packet.data, +attachments);
            this.U = packet;
            this.M = maxAttachmentBytes;
            this.F = this.B.setTimeout(() => this.D._g(new Error("attachments missing")), attachmentTimeout);
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
            this.S = report;
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
        /** Does anybody listen to an event? */
        hasListeners(event) {
            return this.listeners(event).length > 0;
        }
        /** @internal */
        H(event, args) {
            const listeners = this._callbacks.get(nameOf(event));
            if (listeners)
                callAll(listeners, this, args, this.S);
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
    const deliveryOf = ({ t: _sent, i: _tries }) => (_sent || _tries ? "unknown" : "not-sent");
    const bufferFull = (message = "the buffer of events is full") => new HoldfastError("ERR_BUFFER_FULL", message, { delivery: "not-sent" });
    /** Events to the server, each with a known outcome: sent, kept until it can be, acknowledged, or dropped and reported. */
    class Outbox extends TypedEmitter {
        constructor(link, nsp, options) {
            super(link.E.report);
            /** @internal Events whose acknowledgement is due, by ack id. */
            this.G = NO_ACKS;
            /** @internal Events that are sent again until they are acknowledged, in their order. */
            this.E = [];
            /** @internal Events that wait to be sent, and some that do no longer: taken out one by one, each would move all others. */
            this.R = [];
            /** @internal How many of these. */ this._y = 0;
            /** @internal Bytes that wait, with a `bufferLimit`. */ this.M = 0;
            /** @internal */ this._I = 0;
            /** @internal */ this.Y = [];
            this.nsp = nsp;
            this.B = link;
            this.C = options;
        }
        /** Events that wait to be sent; may be emptied or replaced, in a `connect` listener at the latest. */
        get sendBuffer() {
            return this._y ? this._m() : this.R;
        }
        /** Replaces them; with an empty list, none is sent. */
        set sendBuffer(packets) {
            this.R = packets;
            this._y = 0;
        }
        /** What waits to be sent: how many events, and the bytes of their data. */
        get buffered() {
            const { _i: _waiting } = this;
            return { count: _waiting.length, bytes: this._o(_waiting) };
        }
        /** What is not sent yet, also of the retry queue. */
        get _i() {
            return this.E.length ? [...this.sendBuffer, ...this.E.filter(({ t: _sent }) => !_sent)] : this.sendBuffer;
        }
        /** @internal Does the name belong to the events that holdfast adds? */
        _F(name) {
            if (this.C.lifecycleEvents === "v4" || !isAdded(name))
                return false;
            warnOnce(this.B.E, `"${name}" is an event of holdfast's; lifecycleEvents: "v4" leaves the name to the app`);
            return true;
        }
        /** Sends an event, or keeps it until it can be sent. A function at the end of `args` is called with the acknowledgement. */
        _L(flags, args, promised) {
            const [name] = args;
            if (isReserved(name))
                throw new HoldfastError("ERR_RESERVED_EVENT", `"${name}" is a reserved event name`);
            this._F(name);
            const { retries, ackTimeout } = this.C;
            const { volatile, signal, timeout = ackTimeout } = flags;
            const again = retries && !volatile;
            const callback = typeof args.at(-1) === "function" ? args.pop() : undefined;
            // all of it at once: an object that grows is slow, and there is one for each event
            const packet = {
                type: EVENT,
                nsp: this.nsp,
                data: args,
                id: callback || again ? this._I : undefined,
                options: flags.compress === false ? PLAIN : COMPRESSED,
                e: NONE,
                t: false,
                r: false,
                d: volatile,
                h: signal,
                _h: callback,
                a: callback && (promised || timeout != null || signal || again),
                F: undefined,
                o: 0,
            };
            // what can fail by the app's data fails here, before anything is registered
            packet.e = this.B._i(packet);
            if (this.C.bufferLimit)
                packet.n = this.B.B.now();
            const { engine } = this.B;
            const flowing = this._g && engine._i();
            const error = flowing && engine.Y(packet.e);
            if (error)
                throw error;
            // before there is made room, which may call the app, which may emit
            if (packet.id !== undefined)
                this._I++;
            let refusal = volatile && !engine?._r && disconnected("not-sent");
            if (signal?.aborted)
                refusal = aborted(signal, "not-sent");
            // throws, if it is to
            if (!flowing)
                refusal ||= this._T(packet);
            if (packet.id !== undefined)
                this._0(packet, again ? undefined : timeout);
            if (refusal)
                this.V(packet, refusal);
            else if (again) {
                if (ackTimeout == null)
                    warnOnce(this.B.E, `retries without ackTimeout: ${RETRY_TIMEOUT} ms are taken`);
                packet.i = 0;
                packet.c = timeout ?? RETRY_TIMEOUT;
                this.E.push(packet);
                this._v();
            }
            else if (flowing)
                this._k(packet);
            else {
                packet.r = true;
                this.R.push(packet);
            }
        }
        /** The packet waits for its acknowledgement, for `timeout` ms at most. */
        _0(packet, timeout) {
            const { h: _signal } = packet;
            if (timeout != null)
                this._x(packet, timeout);
            if (_signal) {
                packet.s = () => this.V(packet, aborted(_signal, deliveryOf(packet)));
                _signal.addEventListener("abort", packet.s);
            }
            if (this.G === NO_ACKS)
                this.G = new Map();
            this.G.set(packet.id, packet);
        }
        /** Its acknowledgement may take `timeout` ms: then it is tried again, or settled. */
        _x(packet, timeout) {
            packet.F = this.B.B.setTimeout(() => {
                // an answer to this try still settles it, if it comes during the next
                if (packet.i <= this.C.retries)
                    this._N(packet);
                else {
                    const fields = { delivery: deliveryOf(packet) };
                    this.V(packet, new HoldfastError("ERR_ACK_TIMEOUT", "operation has timed out", fields));
                }
            }, timeout);
        }
        /** @internal The outcome of the packet with this ack id, if one still waits. */
        W(id, error, answer = []) {
            const packet = this.G.get(id);
            if (!packet)
                return;
            const { _h: _callback, h: _signal, F: _timer } = packet;
            this.G.delete(id);
            // V8 keeps what was in a Map that is old and changes much until it collects the whole heap
            if (!this.G.size)
                this.G = NO_ACKS;
            this.B.B.clearTimeout(_timer);
            _signal?.removeEventListener("abort", packet.s);
            if (packet.i !== undefined)
                this._Q(packet);
            if (packet.a)
                answer = [error, ...answer];
            else if (error)
                return;
            if (_callback)
                callAll([_callback], this, answer, this.S);
        }
        /** Makes room in the buffer for an event, or says why there is none; throws that, if it is to. */
        _T(packet) {
            const limit = this.C.bufferLimit;
            if (!limit) {
                if (this.R.length + this.E.length === MANY)
                    warnOnce(this.B.E, `${MANY} events wait to be sent; see bufferLimit`);
                return;
            }
            const { events = Infinity, bytes = Infinity, onFull = "reject" } = limit;
            this._E();
            const own = bytes < Infinity ? this._o([packet]) : 0;
            const isFull = () => {
                if (this.sendBuffer.length + this.E.length >= events && this._i.length >= events)
                    return true;
                // the app may have taken something out
                if (this.M + own > bytes)
                    this.M = this._o(this._i);
                return this.M + own > bytes;
            };
            // what has no room by itself pushes nobody out
            if (onFull === "drop-oldest" && own <= bytes)
                while (this._i.length && isFull())
                    this.T(this._i.slice(0, 1), bufferFull());
            if (!isFull()) {
                packet.o = own;
                this.M += own;
                return;
            }
            const full = bufferFull();
            if (onFull === "reject")
                throw full;
            return full;
        }
        _o(packets) {
            const { byteLength } = this.B.E;
            let bytes = 0;
            for (const { e: _frames } of packets)
                for (const frame of _frames)
                    bytes += typeof frame === "string" ? byteLength(frame) : bytesOf(frame);
            return bytes;
        }
        /** Drops what has waited too long. */
        _E() {
            const { age = Infinity } = this.C.bufferLimit ?? {};
            if (age === Infinity)
                return;
            const oldest = this.B.B.now() - age;
            const waiting = this._i;
            let count = 0;
            // they are in their order
            while ((waiting[count]?.n ?? Infinity) < oldest)
                count++;
            const expired = waiting.slice(0, count);
            if (count)
                this.T(expired, bufferFull("the event waited too long"));
        }
        /** Sends what waited. */
        K() {
            this._E();
            // a listener may emit, look at sendBuffer, or leave
            while (this.connected && this._m().length)
                for (const packet of this.R) {
                    if (!this.connected || packet.r === false)
                        continue;
                    const error = this._U(packet);
                    if (error)
                        this.V(packet, error);
                    else
                        this._k(packet);
                }
        }
        /** Takes out what does not wait any more. */
        _m() {
            this.sendBuffer = this.R.filter(({ r: _waits }) => _waits !== false);
            return this.R;
        }
        /** Why an event that waited can't be sent. It is encoded anew: the app may have changed its data since. */
        _U(packet) {
            if (packet.h?.aborted)
                return aborted(packet.h, "not-sent");
            try {
                packet.e = this.B._i(packet);
            }
            catch (error) {
                return Object.assign(error, { delivery: "not-sent" });
            }
            return this.B.engine.Y(packet.e);
        }
        _k(packet) {
            packet.t = true;
            this._b(packet);
            this.B.J(packet);
            if (this.Y.length)
                callAll(this.Y, this, packet.data, this.S);
        }
        /** It does not wait any more. */
        _b(packet) {
            this.M -= packet.o ?? 0;
            packet.o = 0;
            if (packet.r === false)
                return;
            packet.r = false;
            if (2 * ++this._y > this.R.length)
                this._m();
        }
        /** It waits again. */
        _q(packet) {
            if (!this.C.bufferLimit)
                return;
            packet.o = this._o([packet]);
            this.M += packet.o;
        }
        // ---- the retry queue
        /** Sends what the window lets through and is not under way. */
        _v() {
            const { retryWindow = 1 } = this.C;
            for (const packet of this.E.slice(0, retryWindow))
                if (this._g && !packet.t)
                    this._N(packet);
        }
        _N(packet) {
            const error = this.B.engine.Y(packet.e);
            if (error)
                return this.V(packet, error);
            packet.i++;
            this._x(packet, packet.c);
            this._k(packet);
        }
        /** Their connection is gone: they are sent again on the next. */
        _Y() {
            for (const packet of this.E) {
                if (packet.t)
                    this._q(packet);
                packet.t = false;
                this.B.B.clearTimeout(packet.F);
            }
        }
        _Q(packet) {
            if (this.E[0] === packet)
                this.E.shift();
            else
                this.E.splice(this.E.indexOf(packet), 1);
            this._v();
        }
        // ---- what is not sent
        /** The packets are settled; those not sent yet will not be. Without a `cause` it is that the connection is gone. */
        T(packets, cause) {
            for (const packet of packets)
                this._b(packet);
            for (const packet of packets)
                this.V(packet, cause ?? disconnected(deliveryOf(packet)));
        }
        /** Settles a packet that waits nowhere any more, and reports it unless it was sent. */
        V(packet, cause) {
            this._b(packet);
            this.W(packet.id, cause);
            const { _u: _lifecycle } = this;
            if (!_lifecycle || (packet.t && packet.i === undefined))
                return;
            const [event, ...args] = packet.data;
            _lifecycle.H("dropped", [{ event, args, cause, delivery: cause.delivery }]);
        }
        /** @internal */
        _Z(packet, error) {
            packet.t = false;
            this.V(packet, error);
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
            /** @internal */ this.X = [];
            /** @internal */ this.A = { name: "idle" };
            /** @internal The state that listeners were told last. */ this._K = "disconnected";
            /** @internal The reconnection attempt that the app was told of and that is under way; 0 for none. */ this.D = 0;
            /** @internal Was a refusal followed by another try, on this connection? */ this._r = false;
            this.auth = options.auth ?? undefined;
        }
        /** Has the namespace been joined, over a connection that is open? */
        get connected() {
            return this.A.name === "joined";
        }
        /** Is it connected, or will it connect by itself? */
        get active() {
            return this._j && this.A.name !== "leaving";
        }
        /** `"disconnected"`, `"connecting"`, `"connected"` or `"reconnecting"`. */
        get state() {
            if (this.connected)
                return "connected";
            const { _G: _reconnecting } = this.B;
            if (!this.active || _reconnecting === undefined)
                return "disconnected";
            return _reconnecting ? "reconnecting" : "connecting";
        }
        /** @internal */
        get _j() {
            return this.A.name !== "idle";
        }
        /** @internal */
        get _g() {
            return !!this.A.M;
        }
        // ---- joining and leaving
        /** The one way from a state to another. */
        I(next, cause) {
            this.B.B.clearTimeout(this.A.F);
            this.A = next;
            if (next.name !== "joined")
                this.id = undefined;
            this._a(cause);
            return next;
        }
        /**
         * Leaves a state in which events were sent: what was and is not acknowledged gets its outcome, after the listeners of
         * `event` were told. At the `end` of it all, so that only the app comes back, so does what waits and promised one.
         */
        L(name, end, cause, event, ...details) {
            const doomed = [...this.G.values()].filter(({ t: _sent, a: _promised, i: _tries }) => (end && _promised) || (_sent && _tries === undefined));
            this._Y();
            if (end)
                this.D = 0;
            this.I({ name }, cause);
            if (end)
                this.B._y();
            if (event)
                this.O(event, ...details);
            this.T(doomed);
        }
        _c() {
            const state = this.A;
            if (state.name === "leaving") {
                state.name = "joining";
                this._w(state);
                this._a("connect()");
            }
            else if (state.name === "idle")
                this.I({ name: "waiting" }, "connect()");
            this.B._w(this);
        }
        _R() {
            const state = this.A;
            if (!this.active)
                return;
            if (state.name === "joining" && state.t) {
                // the server has yet to answer, and takes no DISCONNECT before it did
                state.name = "leaving";
                this._w(state);
                this._a("disconnect()");
                this._D();
            }
            else if (this.connected) {
                // in a listener of `connect` it still waits
                this.K();
                this.J(DISCONNECT);
                this.L("idle", true, "disconnect()", "disconnect", "io client disconnect", undefined);
            }
            else
                this.L("idle", true, "disconnect()");
        }
        /** @internal */
        _H() {
            if (this.A.name !== "waiting")
                return;
            // events of the connection before do not arrive in this one
            this.receiveBuffer = [];
            const joining = this.I({ name: "joining", F: undefined, t: false }, "connect()");
            const failed = (cause) => this._l(joining, connectError("ERR_AUTH", "auth", `auth: ${messageOf(cause)}`, { cause }));
            // a value is there at once
            if (typeof this.auth === "function")
                this._G(joining, () => failed("timeout"));
            askAuth(this.auth, this)
                .then((data) => {
                if (this.A !== joining)
                    return;
                this.J(CONNECT, this._f ? { pid: this._f, offset: this._V, ...data } : (data ?? undefined));
                joining.t = true;
                this._w(joining);
            })
                .catch(failed);
        }
        /** Joining has the time limit, from now on. */
        _G(joining, expired) {
            const { B: _clock, engine } = this.B;
            _clock.clearTimeout(joining.F);
            joining.F = _clock.setTimeout(expired, engine.C.timeout);
        }
        /** The server's answer is due. */
        _w(joining) {
            this._G(joining, () => {
                if (joining.name === "leaving")
                    this.L("idle", true, "disconnect()");
                else
                    this._l(joining, connectError("ERR_CONNECT_TIMEOUT", "namespace", "timeout"));
            });
        }
        _l(joining, error) {
            if (this.A === joining && this.B._l(error))
                this._M(error);
        }
        /** @internal */
        _n({ type, id, data }) {
            const state = this.A;
            if (type === EVENT)
                this._X(data, id);
            else if (type === ACK)
                this.W(id, null, data);
            else if (type === DISCONNECT) {
                if (this.connected)
                    this.L("idle", true, "disconnect", "disconnect", "io server disconnect");
            }
            else if (state.name === "leaving") {
                if (type === CONNECT)
                    this.J(DISCONNECT);
                this.L("idle", true, "disconnect()");
            }
            else if (state.name === "joining")
                this._W(type, state.t, data);
            // an answer for which nobody waits any more
            else if (state.name === "idle" && type === CONNECT)
                this.J(DISCONNECT);
            // else it is a second answer
        }
        /** The server's word on joining; Socket.IO 2 says it unasked, and without an id. */
        _W(type, asked, data) {
            const { sid, pid, message = "refused", data: more, } = (typeof data === "string" ? { message: data } : (data ?? {}));
            if (type !== CONNECT) {
                if (asked)
                    this._J(connectError("ERR_REFUSED", "namespace", `${message}`, { data: more }));
            }
            else if (typeof sid !== "string") {
                const text = "the server is Socket.IO 2";
                this._J(connectError("ERR_UNSUPPORTED_PROTOCOL", "namespace", text), false);
            }
            else if (asked)
                this._e(sid, pid);
        }
        /** The namespace is left, unless the app wants to try once more, with other credentials. */
        _J(error, mayRetry = !this._r) {
            const { retryRefused } = this.C;
            const again = mayRetry && (typeof retryRefused === "function" ? this._P(retryRefused, error) : !!retryRefused);
            Object.assign(error, { willRetry: again, ...(again && { retryIn: 0 }) });
            this._r = again;
            if (!again)
                return this.L("idle", true, "connect_error", "connect_error", error);
            this.I({ name: "waiting" }, "connect_error");
            this.O("connect_error", error);
            if (this.A.name === "waiting")
                this.B._w(this);
        }
        /** What a function of the app says; nothing good, if it throws. */
        _P(decide, error) {
            try {
                return decide(error);
            }
            catch (thrown) {
                this.S(thrown);
                return false;
            }
        }
        _e(sid, pid) {
            this.id = sid;
            this.recovered = pid !== undefined && pid === this._f;
            this._f = pid;
            this._r = false;
            const attempt = this.D;
            this.D = 0;
            this.B._e();
            const joined = this.I({ name: "joined", M: false }, "connect");
            this.O("connect");
            if (attempt && this.A === joined)
                this.O("reconnect", attempt);
            for (const args of this.receiveBuffer.splice(0))
                if (this.A === joined)
                    this._C(args);
            if (this.A !== joined)
                return;
            this.K();
            joined.M = true;
            // what the app took out of sendBuffer will not be answered
            this._D();
            this._v();
        }
        /** @internal */
        _S(reason, details, unsent) {
            const { name } = this.A;
            this._r = false;
            // without those that leave it just now: they are among the unsent
            const { sendBuffer } = this;
            for (const packet of unsent)
                packet.t = false;
            // what has its outcome, or is in the retry queue, does not come back
            const events = unsent.filter((packet) => packet.type === EVENT && packet.i === undefined && (packet.id === undefined || this.G.has(packet.id)));
            for (const packet of events) {
                packet.r = true;
                this._q(packet);
            }
            this.sendBuffer = [...events, ...sendBuffer];
            this.T(events.filter(({ d: _volatile }) => _volatile));
            if (name === "joined")
                this.L("waiting", false, "disconnect", "disconnect", reason, details);
            else
                this.Z(asConnectError(details, reason));
        }
        /** @internal */
        Z(error) {
            const { active } = this;
            this._r = false;
            this.I({ name: active ? "waiting" : "idle" }, "connect_error");
            if (active)
                this._M(error);
        }
        // ---- telling the app
        /** @internal */
        _s(event, detail) {
            if (!this.active)
                return;
            if (event === "reconnect_attempt")
                this.D = detail;
            if (detail)
                this.O(event, detail);
            else
                this.L("waiting", true, event ?? "connect_error", event);
        }
        _M(error) {
            if (error.code === "ERR_CONNECT_TIMEOUT")
                this.O("connect_timeout", error);
            this.O("connect_error", error);
        }
        /** Calls the listeners of a reserved event. */
        O(event, ...details) {
            this.B.M++;
            if (this.C.lifecycleEvents !== "v4" || !isAdded(event))
                this.H(event, details);
            this._u?.H(event, details);
            this.B.M--;
        }
        /** @internal */
        _a(cause) {
            const from = this._K;
            const to = this.state;
            this._K = to;
            if (from === to)
                return;
            this.B.M++;
            this._u?.H("state_change", [{ from, to, cause }]);
            this.B.M--;
        }
        // ---- events
        /** Sends a packet that is not an event. */
        J(type, data, id) {
            const packet = { type, nsp: this.nsp, data, id };
            packet.e = this.B._i(packet);
            this.B.J(packet, type === DISCONNECT);
        }
        /** Settles what waits and promised an outcome: it will not be sent. */
        _D() {
            const packets = [...this.G.values()].filter(({ a: _promised, t: _sent, i: _tries }) => {
                // the retry queue goes on while the namespace is wanted
                return _promised && !_sent && (_tries === undefined || !this.active);
            });
            this.T(packets);
        }
        _X(args, id) {
            if (id !== undefined)
                args.push(this._O(id));
            if (this._g)
                this._C(args);
            else if (this.active)
                this.receiveBuffer.push(args);
        }
        /** The function by which the app acknowledges an event: once, and on the connection that asked. */
        _O(id) {
            const { id: sid } = this;
            let open = true;
            return (...data) => {
                if (open && this.connected && (sid ?? this.id) === this.id)
                    this.J(ACK, data, id);
                open = false;
            };
        }
        _C(args) {
            if (this._f && typeof args.at(-1) === "string")
                this._V = args.at(-1);
            if (this.X.length)
                callAll(this.X, this, args, this.S);
            const [name, ...rest] = args;
            // a name of ours never reaches those who listen to us
            if (!this._F(name))
                this.H(name, rest);
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
            /** @internal */ this._d = NO_FLAGS;
            this.io = io;
            this.P = this;
        }
        /** Emits the reserved events, `state_change` and `dropped`, whatever names the app uses for its own events. */
        get lifecycle() {
            const { P: _self } = this;
            _self._u ??= new TypedEmitter(_self.S);
            return _self._u;
        }
        /** The opposite of `connected`. */
        get disconnected() {
            return !this.connected;
        }
        /** Connects, or does nothing if connected. During a wait for reconnection it connects now. */
        connect() {
            this.P._c();
            return this.P;
        }
        /** The same as {@link connect}. */
        open() {
            return this.connect();
        }
        /** Leaves the namespace; the connection is closed with its last one. What was emitted before is still sent. */
        disconnect() {
            this.P._R();
            return this.P;
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
            this.B.T();
            return this.connect();
        }
        /**
         * Resolves once the socket is connected, at once if it is. Rejects with the last error when it gives up, or is told to
         * (`ERR_DISCONNECTED`), when `timeout` ms have passed (`ERR_CONNECT_TIMEOUT`), or with `ERR_ABORTED`. The socket goes on
         * in the last two cases.
         */
        ready({ signal, timeout } = {}) {
            const { P: _self, lifecycle } = this;
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
            this.P._L(this._d, [event, ...args], false);
            return this.P;
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
                this.P._L(this._d, [event, ...args, settle], true);
            });
        }
        /** A view whose events are dropped when they can't be sent now. */
        get volatile() {
            return this._p({ volatile: true });
        }
        /** A view whose acknowledgements must come within `timeout` ms, and whose callbacks take an error first. */
        timeout(timeout) {
            return this._p({ timeout });
        }
        /** A view whose events are not compressed, if `compress` is `false`. */
        compress(compress) {
            return this._p({ compress });
        }
        /** A view whose events are given up when `signal` is aborted, and whose callbacks take an error first (`ERR_ABORTED`). */
        signal(signal) {
            return this._p({ signal });
        }
        /** Calls `listener` with every event that comes in, its name first. */
        onAny(listener) {
            this.X.push(listener);
            return this;
        }
        /** As {@link onAny}, before the others. */
        prependAny(listener) {
            this.X.unshift(listener);
            return this;
        }
        /** Removes a listener of {@link onAny}, or all. */
        offAny(listener) {
            remove(this.X, listener);
            return this;
        }
        /** The listeners of {@link onAny}. */
        listenersAny() {
            return this.X;
        }
        /** Calls `listener` with every event that is sent, its name first. */
        onAnyOutgoing(listener) {
            this.Y.push(listener);
            return this;
        }
        /** As {@link onAnyOutgoing}, before the others. */
        prependAnyOutgoing(listener) {
            this.Y.unshift(listener);
            return this;
        }
        /** Removes a listener of {@link onAnyOutgoing}, or all. */
        offAnyOutgoing(listener) {
            remove(this.Y, listener);
            return this;
        }
        /** The listeners of {@link onAnyOutgoing}. */
        listenersAnyOutgoing() {
            return this.Y;
        }
        _p(flags) {
            const view = Object.create(this);
            view._d = { ...this._d, ...flags };
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
    const COUNT = [0];
    /** New options, and what each may be. */
    const ALLOWED = {
        ...Object.fromEntries(Object.keys(OURS).map((name) => [name, COUNT])),
        retryWindow: [1],
        lifecycleEvents: ["all", "v4"],
        retryRefused: [...SWITCH, "function"],
        reconnectionPolicy: ["function"],
        closeOnOffline: SWITCH,
        networkEvents: ["object"],
        bufferLimit: ["object"],
    };
    const BUFFER_LIMIT = {
        events: COUNT,
        bytes: COUNT,
        age: COUNT,
        onFull: ["reject", "drop-oldest", "drop-newest"],
    };
    const checkAll = (given, allowed) => {
        for (const [name, value] of Object.entries(given)) {
            const list = Object.hasOwn(allowed, name) ? allowed[name] : undefined;
            if (!list)
                continue;
            const least = list[0];
            const fits = typeof least === "number"
                ? typeof value === "number" && value >= least
                : list.includes(value) || list.includes(typeof value);
            if (value == null || fits)
                continue;
            const what = typeof least === "number" ? `a number of at least ${least}` : list.join(" or ");
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
    /** What the parser made of something from the network; `undefined` if that was no packet. */
    const asPacket = (packet) => packet.type === "error" ? undefined : packet;
    /** The packet in a frame; `undefined` if there is none. */
    const decodeFrame = (frame, binaryType) => {
        try {
            return asPacket(decodePacket(frame, binaryType));
        }
        catch {
            // what should be base64 is not
            return undefined;
        }
    };

    /** Has the app headers that a WebSocket of this platform would go without? */
    const losesHeaders = ({ sendsHeaders }, { extraHeaders }) => !sendsHeaders && Object.keys(extraHeaders ?? {}).length > 0;
    /** ms between two writes that the server should not read at once. */
    const GAP = 25;
    /** One way to carry Engine.IO packets. */
    class Transport {
        /** @internal */
        constructor(session) {
            /** @internal */ this.i = false;
            const { t: _type } = new.target;
            const { C: _options } = session;
            this.name = _type;
            this.t = session;
            const own = _options.transportOptions?.[_type];
            this.C = own ? Object.create(_options, Object.getOwnPropertyDescriptors(own)) : _options;
        }
        /** Calls back once the server has read what was sent, or may be taken to have; see "Close" in docs/protocol.md. */
        c(callback) {
            return this.t.B.setTimeout(callback, GAP);
        }
        /** Would it pass a packet on without much delay? Volatile events go out only then. */
        get writable() {
            return this.e;
        }
        /** Ends at once and tells nobody. */
        s() {
            this.i = true;
            this.N();
        }
        G(error, details) {
            if (this.i)
                return;
            this.s();
            this.D.P(error, details);
        }
        /** Takes what came in as one packet, or ends. */
        l(frame) {
            this.p(decodeFrame(frame, this.t.binaryType));
        }
        p(packet) {
            if (!packet)
                this.r("ERR_PARSE", "parse error", "not an Engine.IO packet");
            else if (!this.i)
                this.D._n(packet);
        }
        /** The address for a request or connection made now. */
        X() {
            return this.t.X(this.name, this.C);
        }
        /** Ends with an error whose message starts with what apps compare with. */
        r(code, prefix, cause, fields) {
            // such as of requests that were aborted: an error is not cheap
            if (this.i)
                return;
            this.G(connectError(code, "transport", `${prefix}: ${messageOf(cause)}`, {
                type: "TransportError",
                transport: this.name,
                url: this.X().split("?")[0],
                description: fields?.status ?? cause,
                cause,
                ...fields,
            }));
        }
    }

    // scheme, name, port, path, query
    const PARTS = /^(?:(\w+:)(?=\/\/))?(?:\/\/)?(?:[^/?#@]*@)?(\[[^\]]*]|[^:/?#]*)(?::(\d+))?([^?#]*)\??([^#]*)/;
    /** Is it this machine? */
    const isLoopback = (hostname) => /^(localhost$|127\.|\[::1])/.test(hostname);
    /**
     * Reads a URL as leniently as an app may write it: whole, without a scheme, with a path alone, or empty, where there is
     * a page (or the options) to take the rest from. Throws `ERR_INVALID_URL` where something is missing.
     */
    const parseTarget = (url, page, options = {}) => {
        const { host, hostname: name = host, port: given = "", secure: tls } = options;
        // an IPv6 address has no brackets there
        if (!url && name)
            url = `${tls ? "https" : "http"}://${name.includes("::") ? `[${name}]` : name}${given && `:${given}`}`;
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
            this.e = 0;
            this.n = 0;
            this.B = clock;
            this.i = expired;
        }
        /** Sets the limit, ms from now. */
        G(ms) {
            this.t();
            this.e = ms;
            this.n = this.B.now();
            this.Q();
        }
        /** Calls back if it is over, by the wall clock. */
        s() {
            if (this.B.now() - this.n < this.e)
                return;
            this.t();
            this.i(true);
        }
        t() {
            this.B.clearTimeout(this.F);
        }
        Q() {
            const step = Math.min(this.e, STEP);
            this.F = this.B.setTimeout(() => {
                const passed = this.B.now() - this.n;
                // at least the step has passed, even if the clock was set back
                this.e -= Math.max(step, passed);
                this.n = this.B.now();
                if (this.e > 0)
                    this.Q();
                else
                    this.i(passed > step + STEP);
            }, step);
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
    const mayFallBack = ({ code, status, serverCode, transport, b: _unreachable }) => {
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
        const { B: _clock, E: _platform } = session;
        const { soon = (callback) => callback() } = _platform;
        const running = new Set();
        const errors = [];
        let next = 0;
        let timer;
        const cancel = () => {
            _clock.clearTimeout(timer);
            for (const transport of running)
                transport.s();
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
            transport.D = {
                M() { },
                _n(packet) {
                    running.delete(transport);
                    cancel();
                    sink.i(transport, packet);
                },
                P(error, details) {
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
                    const all = errors.filter((one) => !!one);
                    const [first] = all;
                    const { code, phase, message } = first;
                    sink.t(all.length > 1 ? connectError(code, phase, message, { ...first, errors: all }) : first);
                },
            };
            if (next < kinds.length)
                timer = _clock.setTimeout(start, share);
            sink.e(transport);
            soon(() => {
                if (running.has(transport))
                    transport.T();
            });
        };
        start();
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
     * How many packets from the front go out together: up to one that must be alone and, with a `maxPayload` in
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
            if (end && (packet.t || queue[0]?.t || (maxPayload && bytes > maxPayload + 1)))
                break;
        }
        return end;
    };

    /** ms that a session has to send what is queued and to say goodbye. */
    const CLOSE_TIMEOUT = 5000;
    const kindOf = (transport) => transport.constructor;
    /** The transport manager: one Engine.IO session, from the handshake over an upgrade to the close. */
    class Engine extends TypedEmitter {
        /** @internal */
        constructor(init) {
            super(init.E.report);
            /** Packets not yet handed to the transport. */
            this.writeBuffer = [];
            /** @internal */ this.A = { name: "opening" };
            /** @internal */ this.R = false;
            Object.assign(this, init);
            this.binaryType = init.E.binaryType;
        }
        /** `"opening"`, `"open"`, `"closing"` or `"closed"`. */
        get readyState() {
            return this.A.name;
        }
        /** Ends the session after what is queued was sent; reason `"forced close"`. */
        close() {
            const { name, e: _handshake } = this.A;
            if (name === "opening")
                this.G("forced close");
            if (name === "open") {
                const _timer = this.B.setTimeout(() => this.G("forced close"), CLOSE_TIMEOUT);
                this.I({ name: "closing", e: _handshake, F: _timer });
                // what is sent next must not meet at the server what was sent last
                this._e();
                this.O("forced close", undefined, []);
            }
            return this;
        }
        // ---- for the Manager
        /** @internal `timeout`: ms, of which each transport has its share before the next starts beside it. */
        T(timeout) {
            const { tryAllTransports, transports } = this.C;
            const state = this.A;
            // what would have to do without the app's headers is no way out
            const lossy = losesHeaders(this.E, this.C);
            const _kinds = this.W.filter(({ t: _type }, i) => !i ||
                (tryAllTransports !== false &&
                    (_type === "polling" || !lossy) &&
                    // few servers have it, and where none answers it takes long to fail: it is a way out only where the app says so
                    (_type !== "webtransport" || transports)));
            if (!_kinds.length) {
                const error = connectError("ERR_NO_TRANSPORT", "transport", "No transports available");
                const timer = this.B.setTimeout(() => this.P(error), 0);
                state.t = () => this.B.clearTimeout(timer);
                return;
            }
            state.t = openFirst(this, _kinds, timeout / _kinds.length, {
                e: (transport) => {
                    this.transport = transport;
                },
                i: (transport, packet) => {
                    this.transport = transport;
                    transport.D = this;
                    this._a(packet);
                },
                t: (error) => this.P(error),
            });
        }
        /** @internal Closes, and tells its sink nothing more. */
        L() {
            this.D = undefined;
            this.close();
        }
        /** @internal The page goes away: nobody is told any more, and what is sent outlives it. */
        _o() {
            this.D = undefined;
            this.R = true;
            this.K();
        }
        /** @internal The page is kept in the background: says goodbye as far as that goes, and ends at once. */
        _c() {
            this.R = true;
            if (this.A.name === "open")
                this.transport.K();
            this.G("transport close", { description: "page hidden" });
        }
        /** @internal Would a packet go out without much delay? */
        get _r() {
            return this.A.name === "open" && this.transport.writable;
        }
        /** @internal The error of a packet that is too large for every transport that there is, or may be soon. */
        Y(frames) {
            const { e: _handshake, t: _cancel } = this.A;
            const limit = _handshake?.maxPayload;
            if (!limit)
                return;
            // until an upgrade has failed, it counts what the better transport takes
            const base64 = this.Z && !_cancel;
            for (const frame of frames) {
                // no text has more than three bytes for a UTF-16 unit
                if (typeof frame === "string" && 3 * frame.length < limit)
                    continue;
                const size = sizeOf(frame, base64, this.E.byteLength);
                if (size > limit) {
                    const message = `packet too large: ${size} bytes, the server takes ${limit}`;
                    return new HoldfastError("ERR_PAYLOAD_TOO_LARGE", message, { size, limit, delivery: "not-sent" });
                }
            }
            return;
        }
        /** @internal Queues the frames of one Socket.IO packet. */
        _d(frames, owner, alone, options) {
            for (let i = 0; i < frames.length; i++) {
                const packet = { type: "message", data: frames[i] };
                // on the first frame: once that is handed over, the packet is
                if (!i) {
                    packet.e = owner;
                    packet.i = frames.length;
                }
                if (alone)
                    packet.t = alone;
                if (options)
                    packet.options = options;
                this._s(packet);
            }
            // all that a listener of the page's last event emits goes in one request
            if (this.R)
                Promise.resolve().then(() => this.K());
            else
                this.K();
        }
        /** @internal Is the session open, and was its last ping not too long ago by the wall clock? */
        _i() {
            this.A.s?.s();
            return this.A.name === "open";
        }
        /** @internal Ends the session at once: nothing more is sent. */
        G(reason, details) {
            const { name } = this.A;
            if (name === "closed")
                return;
            this.I({ name: "closed" });
            this.transport?.s();
            this.id = null;
            if (name !== "closing")
                this.O(reason, details, this.writeBuffer.splice(0).flatMap(({ e: _owner }) => _owner ?? []));
        }
        /** The one way from a state to another. */
        I(next) {
            const { t: _cancel, i: _gap, F: _timer, s: _heartbeat } = this.A;
            this.A = next;
            this.B.clearTimeout(_gap);
            this.B.clearTimeout(_timer);
            _heartbeat?.t();
            // gives polling its lanes back, if an upgrade had paused it
            _cancel?.();
        }
        // ---- for the transport
        /** @internal */
        X(name, options) {
            return requestUrl(this.V, options, name, this.id, this.E.random);
        }
        /** @internal */
        M() {
            if (!this.writeBuffer.length)
                this.J("drain");
            this.K();
        }
        /** @internal */
        P(error, details) {
            if (error)
                this.G(error.code === "ERR_PARSE" ? "parse error" : "transport error", error);
            else
                this.G("transport close", details);
        }
        /** @internal */
        _n(packet) {
            this.J("packet", packet);
            const { type, data = "" } = packet;
            const { name, s: _heartbeat, e: _handshake } = this.A;
            if (name !== "open")
                return;
            if (type === "message") {
                this.D?._C(data);
                this.J("data", data);
                this.J("message", data);
            }
            else if (type === "ping") {
                _heartbeat.G(periodOf(_handshake));
                this._s({ type: "pong" });
                this.K();
                this.D?._E();
                this.J("ping");
                this.J("pong");
            }
            else if (type === "close") {
                this.G("transport close", { description: "transport closed by the server" });
            }
            // a second `open`, a `pong` or `upgrade` nobody asked for, and `noop` change nothing
        }
        // ---- opening and upgrading
        _a(packet) {
            try {
                const handshake = parseHandshake(packet);
                const heartbeat = new WallTimer(this.B, (late) => {
                    const sink = this.D;
                    this.G("ping timeout");
                    if (late)
                        sink?._b();
                });
                this.id = handshake.sid;
                this.A.t = undefined;
                this.I({ name: "open", e: handshake, s: heartbeat });
                heartbeat.G(periodOf(handshake));
                this.J("packet", packet);
                this.J("handshake", handshake);
                this.J("open");
                kindOf(this.transport).s?.(this, handshake.upgrades);
                this.D?._D();
                this.K();
            }
            catch (cause) {
                this.G("parse error", connectError("ERR_PARSE", "handshake", "parse error: invalid handshake", {
                    cause,
                    transport: this.transport.name,
                }));
            }
        }
        // ---- writing
        get Z() {
            return this.transport.name === "polling";
        }
        _s(packet) {
            this.J("packetCreate", packet);
            this.writeBuffer.push(packet);
        }
        /** Hands to the transport what it takes now. `rested`: the server has read what was sent before. */
        K(rested = false) {
            const { name, e: _handshake, i: _gap } = this.A;
            const { transport, writeBuffer: queue } = this;
            if (!_handshake || _gap || !transport.e)
                return;
            const alone = queue[0] ? queue[0].t : name === "closing";
            if (alone && !rested)
                return this._e();
            if (!queue[0])
                return alone ? transport.K() : undefined;
            const max = this.Z ? _handshake.maxPayload : 0;
            if (max && kindOf(transport).i?.(this, max))
                return;
            this.writeBuffer = queue.splice(batchLength(queue, max, this.E.byteLength));
            transport.J(queue);
            this.J("flush");
            // polling tells when the answer is there
            if (!this.Z && this._callbacks.get("drain"))
                this.B.setTimeout(() => this._r && this.J("drain"), 0);
            if (alone)
                this._e();
            else
                this.K();
        }
        /** Waits until the server has read what was sent. */
        _e() {
            const state = this.A;
            state.i = this.transport.c(() => {
                state.i = undefined;
                this.K(true);
            });
        }
        // ---- telling
        J(event, ...args) {
            if (this._callbacks.size)
                this.H(event, args);
        }
        O(reason, details, unsent) {
            const sink = this.D;
            this.D = undefined;
            sink?._q(reason, details, unsent);
            this.J("close", reason, details);
        }
    }

    /**
     * The transports of an attempt, in order: those that the app asks for (names that nobody knows are passed over) and that
     * the platform can do. `first` comes first, if it is among them.
     */
    const orderKinds = (known, asked, platform, first) => {
        const usable = (asked ?? known)
            .flatMap((one) => (typeof one === "string" ? known.filter(({ t: _type }) => _type === one) : one))
            .filter(({ e: _needs }) => platform[_needs]);
        return [...usable].sort((a, b) => Number(b.t === first) - Number(a.t === first));
    };

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
        constructor(clock, { random, report }) {
            /** The attempt under way or due, counted since the last `connect`; 0 is the first connection. */
            this.D = 0;
            /** Doublings of the delay; outlives a connection that did not last. */
            this.C = 0;
            /** Before then no attempt starts before its time. */
            this.G = 0;
            /** Did the attempt under way, or that led to the connection, start before its time? */
            this._t = false;
            this.B = clock;
            this.J = random;
            this.S = report;
            this.E = clock.now();
        }
        /** The app connects: all starts over. */
        K() {
            this.D = this.C = 0;
            this.A = undefined;
            this.E = this.B.now();
        }
        /** A namespace was joined. */
        _e() {
            this.A ??= this.B.now();
            this.D = 0;
        }
        /** The attempt failed or the connection is lost: ms until the next attempt, or `undefined` for none. */
        H(options, error) {
            const now = this.B.now();
            if (this.A !== undefined) {
                if (now - this.A >= options.minUptime) {
                    this.C = 0;
                    this._t = false;
                }
                this.E = now;
            }
            this.A = undefined;
            if (this._t)
                this.G = now + EARLY_PAUSE;
            this._t = false;
            const attempt = this.D + 1;
            if (options.reconnection === false || attempt > options.reconnectionAttempts)
                return;
            const delay = this.I(options, { attempt, elapsed: now - this.E, error });
            if (delay === false)
                return;
            this.D = attempt;
            this.C++;
            return delay;
        }
        /** What the app's policy says, or the backoff where there is none, or it fails. */
        I(options, facts) {
            try {
                const delay = options.reconnectionPolicy?.(facts);
                if (delay === false || (typeof delay === "number" && delay >= 0))
                    return delay;
            }
            catch (error) {
                this.S(error);
            }
            return backoffDelay(options, this.C, this.J);
        }
        /** An attempt is wanted before its time. Returns how soon it may be, in ms. */
        P() {
            this._t = true;
            return Math.max(0, this.G - this.B.now());
        }
    }

    const NAMES = ["online", "offline", "visibilitychange", "pageshow", "pagehide", "resume"];
    /** Listens to the sources, and to `beforeunload` if asked. Returns the function that stops it. */
    const watchSignals = (sources, beforeunload, sink) => {
        const listener = ({ type, target, persisted }) => {
            if (type === "offline")
                sink._j();
            else if (type === "pagehide")
                sink._k(!!persisted);
            else if (type === "beforeunload")
                sink._H();
            // as its last event, a page that goes away is hidden
            else if (target?.visibilityState === "hidden")
                sink._v();
            else
                sink._b();
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
            /** @internal */ this.C = new Map();
            /** @internal */ this.A = { name: "idle" };
            /** @internal Sessions in a row that the server did not know. */ this._a = 0;
            /** @internal */ this.M = 0;
            /** @internal Is the page in the background, kept without a connection? */ this._n = false;
            // a copy, so that the app's own object is never written to
            this.opts = Object.assign({ path: undefined }, typeof url === "object" ? url : options);
            const { opts } = this;
            checkOptions(opts);
            opts.path ??= "/socket.io";
            this.V = parseTarget(typeof url === "string" ? url : "", platform.location(), opts);
            this.E = platform;
            this.W = kinds;
            this.B = platform.clock(!!opts.autoUnref, !!opts.useNativeTimers);
            this.L = new ReconnectionController(this.B, platform);
        }
        /** `"idle"`, `"connecting"`, `"connected"` or `"waiting"` (for the next attempt). */
        get state() {
            return this.A.name;
        }
        /** @internal What is done in a listener of these events does not cut a wait short. */
        H(event, args) {
            this.M++;
            super.H(event, args);
            this.M--;
        }
        /** @internal Closes the connection, or stops trying to get one. */
        K() {
            if (this.A.name === "idle")
                return;
            this.engine.L();
            this._f({ name: "idle" }, "forced close", undefined, []);
        }
        /** @internal */
        _y() {
            const state = this.A;
            if (this.R((namespace) => namespace._j))
                return;
            if (state.name !== "connecting")
                this.K();
            // connect() may follow in this turn, and the server shall see one connection
            else
                state.N ??= this.B.setTimeout(() => this.K(), 0);
        }
        /** @internal */
        _e() {
            this._a = 0;
            this.L._e();
        }
        // ---- for the Engine
        /** @internal */
        _D() {
            const attempt = this.L.D;
            const { N: _release, _h: _callback } = this.A;
            const current = this.I({ name: "connected", _B: this._x() });
            // nobody will join
            if (!this.C.size)
                this._e();
            this._m();
            this.O(current, (namespace) => namespace._H());
            this.H("open", []);
            if (attempt && this.A === current)
                this.H("reconnect", [attempt]);
            if (_release)
                this._y();
            _callback?.();
        }
        /** @internal */
        _m() {
            if (this.opts.rememberUpgrade)
                memory.set(this.X, this.engine.transport.name);
        }
        /** @internal */
        _q(reason, details, unsent) {
            const isOpen = this.A.name === "connected";
            if (this.A._A)
                details = Object.assign(details ?? { description: reason }, {
                    hint: "servers take 10 attachments per packet, unless their parser's maxAttachments is raised",
                });
            if (!(isOpen && !this.C.size) && !this.R(({ connected }) => connected)) {
                if (isOpen)
                    this.H("close", [reason, details]);
                return this.Z(asConnectError(details, reason));
            }
            this._p(details);
            this.Y(this._f(this.Q(details), reason, details, unsent));
        }
        // ---- signals
        /** @internal */
        _b() {
            this._n = false;
            this.engine._i();
            if (this.A.name === "waiting")
                this.P(this.E.random() * WAKE_SPREAD);
        }
        /** @internal */
        _j() {
            if (this.opts.closeOnOffline === false || isLoopback(this.V.hostname))
                return;
            this.engine.G("transport close", { description: "network connection lost" });
        }
        /** @internal */
        _k(kept) {
            // a page that is kept must have no connection; it gets one when it is shown again
            this._n = kept;
            if (kept)
                this.engine._c();
            else
                this.engine._o();
            const state = this.A;
            if (state.name === "connecting")
                this.B.clearTimeout(state.F);
            if (state.name !== "waiting")
                return;
            state.Q.t();
            state.U = Infinity;
        }
        /** @internal */
        _v() {
            if (this.engine.R && this.E.pollsOutlivePage && this.A.name === "connected")
                this.engine.transport.K();
        }
        /** @internal */
        _H() {
            if (this.A.name === "connected")
                this.engine.transport.K();
        }
        // ---- the connection
        get X() {
            return `${this.V.hostname}:${this.V.port}`;
        }
        /** The one way from a state to another. */
        I(next) {
            const state = this.A;
            this.A = next;
            if (state.name === "connecting") {
                this.B.clearTimeout(state.F);
                this.B.clearTimeout(state.N);
            }
            else if (state.name === "connected")
                state._B.destroy?.();
            else if (state.name === "waiting")
                state.Q.t();
            else {
                const { networkEvents, closeOnBeforeunload } = this.opts;
                const sources = networkEvents ? [networkEvents] : this.E.signals();
                if (sources.length)
                    this._I = watchSignals(sources, !!closeOnBeforeunload, this);
                this._d?.(true);
            }
            if (next.name === "idle") {
                this._I?.();
                this._d?.(false);
            }
            return next;
        }
        _c(callback) {
            const { E: _platform, B: _clock, V: _target, opts } = this;
            if (opts.withCredentials)
                this._z ??= _platform.cookies?.();
            const { _z: _cookies } = this;
            const _options = withDefaults(opts, { _z: _cookies });
            const first = this._a >= UNKNOWN_LIMIT && !losesHeaders(_platform, _options)
                ? "websocket"
                : opts.rememberUpgrade
                    ? memory.get(this.X)
                    : undefined;
            const _kinds = orderKinds(this.W, opts.transports ?? opts.transportImplementations, _platform, first);
            const engine = new Engine({ E: _platform, B: _clock, C: _options, V: _target, W: _kinds, D: this });
            const { timeout } = _options;
            this.engine = engine;
            const _timer = _clock.setTimeout(() => {
                const { transport } = engine;
                engine.L();
                this.Z(connectError("ERR_CONNECT_TIMEOUT", "transport", "timeout", { transport: transport?.name }));
            }, timeout);
            const connecting = this.I({ name: "connecting", F: _timer, _h: callback });
            _platform.soon?.(() => {
                if (this.A === connecting && connecting.N)
                    this.K();
            });
            engine.T(timeout);
            this.O(this.A, (namespace) => namespace._a("connect()"));
        }
        /** What the next attempt has to know of a connection or an attempt that failed. */
        _p(details) {
            if (!(details instanceof ConnectError))
                return;
            memory.delete(this.X);
            if (details.code === "ERR_SESSION_UNKNOWN")
                this._a++;
        }
        /** An attempt came to nothing: waits for the next, or gives up. */
        Z(error) {
            const attempt = this.L.D;
            const { _h: _callback } = this.A;
            error.attempt = attempt;
            this._p(error);
            const current = this.I(_callback ? { name: "idle" } : this.Q(error));
            this.O(current, (namespace) => namespace.Z(error));
            this.H("error", [error]);
            this.Y(current, attempt ? error : undefined, !_callback);
            _callback?.(error);
        }
        /** The state that follows: the wait for the next attempt, if there is one. Says so in the error. */
        Q(error) {
            const cause = error instanceof ConnectError ? error : undefined;
            const next = this._r ? this.L.H(withDefaults(this.opts), cause) : undefined;
            const retryIn = this._n && this._r ? Infinity : next;
            const willRetry = retryIn !== undefined;
            if (cause)
                Object.assign(cause, { willRetry, retryIn });
            if (!willRetry)
                return { name: "idle" };
            const _wait = new WallTimer(this.B, () => {
                const { _t: _early } = this.A;
                // it may have been switched off meanwhile
                if (_early || this.opts.reconnection !== false)
                    this.D();
                else
                    this.Y(this.I({ name: "idle" }));
            });
            if (retryIn < Infinity)
                _wait.G(retryIn);
            return { name: "waiting", Q: _wait, U: this.B.now() + retryIn };
        }
        /** Makes the next attempt before its time: as soon as it may be, and not before `spread` ms have passed. */
        P(spread) {
            const state = this.A;
            const wait = this.L.P() + spread;
            if (!wait)
                return this.D();
            const now = this.B.now();
            state._t = true;
            // the time may have come while the machine slept
            if (state.U > now && state.U <= now + wait)
                return;
            state.U = now + wait;
            state.Q.G(wait);
        }
        D() {
            const attempt = this.L.D;
            const current = this.A;
            this._s(current, "reconnect_attempt", attempt);
            if (this.A === current)
                this._c();
        }
        /** The connection is over; `next` is what follows. */
        _f(next, reason, details, unsent) {
            this.I(next);
            for (const [nsp, namespace] of [...this.C]) {
                namespace._S(reason, details, unsent.filter((packet) => packet.nsp === nsp));
            }
            this.H("close", [reason, details]);
            return next;
        }
        /** Tells of the reconnection attempt that failed, if it was one, and that no other follows, if so. */
        Y(state, error, mayGiveUp = true) {
            const over = mayGiveUp && state.name === "idle" && this._r;
            // it is a failure to reconnect only where that is asked for
            const failed = over && this.opts.reconnection !== false;
            // the Manager's listeners get these two in this order there
            if (failed && this.A === state)
                this.H("reconnect_failed", []);
            if (error)
                this._s(state, "reconnect_error", error);
            if (over)
                this.O(state, (namespace) => namespace._s(failed ? "reconnect_failed" : undefined));
        }
        /** Tells the listeners here, then those of each namespace. */
        _s(state, event, detail) {
            if (this.A === state)
                this.H(event, [detail]);
            this.O(state, (namespace) => namespace._s(event, detail));
        }
        /** Tells each namespace, for as long as the state stays what it was. */
        O(state, call) {
            for (const namespace of [...this.C.values()])
                if (this.A === state)
                    call(namespace);
        }
        /** Does anybody want a connection? The app alone, where there is no namespace. */
        get _r() {
            return !this.C.size || this.R(({ active }) => active);
        }
        R(test) {
            return [...this.C.values()].some(test);
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
            this._u = parser && new parser.Encoder();
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
                this.L.K();
                this._c(callback);
            }
            else if (state.name === "waiting" && !this.M)
                this.P(0);
            else if (state.name === "connecting") {
                this.B.clearTimeout(state.N);
                state.N = undefined;
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
            let socket = this.C.get(name);
            if (!socket) {
                socket = new Socket$1(this, name, { ...options });
                this.C.set(name, socket);
            }
            return this.opts.autoConnect === false ? socket : socket.connect();
        }
        reconnection(value) {
            return value === undefined ? this.opts.reconnection !== false : this.G("reconnection", value);
        }
        reconnectionAttempts(value) {
            return this.G("reconnectionAttempts", value);
        }
        reconnectionDelay(value) {
            return this.G("reconnectionDelay", value);
        }
        randomizationFactor(value) {
            return this.G("randomizationFactor", value);
        }
        reconnectionDelayMax(value) {
            return this.G("reconnectionDelayMax", value);
        }
        timeout(value) {
            return value === undefined && this.opts.timeout === false ? false : this.G("timeout", value);
        }
        /** Reads or sets an option. */
        G(name, value) {
            const opts = this.opts;
            if (value === undefined)
                return withDefaults(opts)[name];
            opts[name] = value;
            return this;
        }
        // ---- for the namespaces
        get _G() {
            return this.A.name === "idle" ? undefined : this.L.D > 0;
        }
        /** @internal */
        _i({ type, nsp, id, data }) {
            const packet = { type, nsp };
            if (data !== undefined)
                packet.data = data;
            if (id !== undefined)
                packet.id = id;
            return this._u ? this._u.encode(packet) : encode(packet);
        }
        /** @internal */
        J(packet, alone = false) {
            if (this.A.name !== "connected")
                return;
            if (packet.e.length > CROWD)
                this.A._A = true;
            this.engine._d(packet.e, packet, alone, packet.options);
        }
        /** @internal */
        _w(namespace) {
            if (this.A.name === "connected")
                namespace._H();
            else
                this.open();
        }
        /** @internal */
        _l(error) {
            if (this.R((namespace) => namespace.connected))
                return true;
            this.engine.L();
            this.Z(error);
            return false;
        }
        /** @internal */
        T() {
            if (this.A.name === "connected")
                this.engine.G("forced close");
        }
        // ---- for the Engine, and the decoder
        /** @internal */
        _E() {
            this.H("ping", []);
        }
        /** @internal */
        _C(data) {
            if (this.A.name !== "connected")
                return;
            this.A._A = false;
            try {
                this.A._B.add(data);
            }
            catch (cause) {
                this._g(cause, data);
            }
        }
        /** @internal */
        _F(packet, error) {
            this.C.get(packet.nsp)?._Z(packet, error);
        }
        _x() {
            const { parser } = this.opts;
            if (!parser) {
                return new Decoder(this.engine.C, this.B, this);
            }
            const decoder = new parser.Decoder();
            decoder.on("decoded", (packet) => this._o(checked(packet)));
            return decoder;
        }
        _g(cause, context) {
            const error = connectError("ERR_PARSE", "transport", `parse error: ${messageOf(cause)}`, { cause, context });
            this.engine.G("parse error", error);
        }
        _o(packet) {
            if (this._callbacks.size)
                this.H("packet", [packet]);
            this.C.get(packet.nsp)?._n(packet);
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
            const given = { ...(typeof url === "object" ? url : options) };
            const address = typeof url === "string" ? url : "";
            const { secure, hostname, port, path: nsp } = parseTarget(address, platform.location(), given);
            const key = [secure, hostname, port, given.path ?? "/socket.io"].join();
            let manager = managers.get(key);
            const own = given.forceNew ||
                // its old name
                given["force new connection"] ||
                given.multiplex === false ||
                manager?.C.has(nsp);
            if (own || !manager) {
                const fresh = new Manager(address, given);
                manager = fresh;
                if (!own) {
                    managers.set(key, fresh);
                    fresh._d = (open) => {
                        const holder = managers.get(key);
                        if (!open && holder === fresh)
                            managers.delete(key);
                        else if (open && !holder)
                            managers.set(key, fresh);
                    };
                }
            }
            else {
                const { opts } = manager;
                const ignored = Object.keys(given).filter((name) => !OWN.test(name) && given[name] !== opts[name]);
                if (ignored[0]) {
                    warnOnce(platform, `options of a shared connection are ignored: ${ignored.join(", ")}; see forceNew`);
                }
            }
            return manager.socket(nsp, given);
        };
        return Object.assign(io, { io, connect: io, Manager, Socket });
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
        socket.onopen = () => handlers.h();
        socket.onmessage = ({ data }) => handlers.o(data);
        socket.onerror = () => {
            error = "the connection failed";
        };
        socket.onclose = (event) => handlers.P({ reason: event.reason, error, event });
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
        soon: (callback) => void Promise.resolve().then(callback),
        get http() {
            return typeof fetch === "function" ? http : undefined;
        },
        get webSocket() {
            return globalThis.WebSocket && webSocket;
        },
        get webTransport() {
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

    /**
     * Is the first packet that waits too large for polling, which takes `max` bytes? Then it waits for an upgrade, or is refused if
     * there will be none.
     */
    const holdsBack = (engine, max) => {
        const { writeBuffer, A: _state, D: _sink, E: _platform } = engine;
        const { e: _owner, i: _count = 0 } = writeBuffer[0];
        const frames = writeBuffer.slice(0, _count).map(({ data }) => data);
        if (!frames.some((frame) => sizeOf(frame, true, _platform.byteLength) > max))
            return false;
        if (_state.t)
            return true;
        const error = engine.Y(frames);
        writeBuffer.splice(0, _count);
        _sink?._F(_owner, error);
        engine.K();
        return true;
    };

    /** Moves a session from polling to what the server offers: tries one after the other, until one takes it over. */
    const upgrade = (engine, offered) => {
        const { A: state, C: _options, transport: current } = engine;
        const kind = engine.W.find(({ t: _type }) => offered.includes(_type) && _type !== current.name);
        if (!kind || _options.upgrade === false || state.name !== "open")
            return;
        const candidate = new kind(engine);
        engine.J("upgrading", candidate);
        if (engine.A !== state)
            return;
        state.t = startUpgrade(engine.B, _options.upgradeTimeout, current, candidate, (error) => {
            state.t = undefined;
            if (error) {
                engine.J("upgradeError", error);
                upgrade(engine, offered.filter((name) => name !== kind.t));
            }
            else {
                current.s();
                candidate.D = engine;
                engine.transport = candidate;
                engine.J("upgrade", candidate);
                engine.D?._m();
            }
            engine.K();
        });
    };
    const PROBE = "probe";
    /** ms that events from the server may wait for the sake of an upgrade that is about to succeed. */
    const MOMENT = 25;
    /**
     * Moves a session from polling (`current`) to `candidate`; see "Upgrade" in docs/protocol.md. Until `5` is sent any failure
     * means that polling goes on, with nothing lost, doubled or reordered. `ended` is called once: without an error the
     * candidate has been sent `5` and is the connection. Returns the function that gives the candidate up.
     */
    const startUpgrade = (clock, timeout, current, candidate, ended) => {
        // pausing: `3probe` came; the poll in flight is to be answered, then the POST in flight
        let state = "opening";
        const cancel = () => {
            clock.clearTimeout(timer);
            if (state === "ended")
                return;
            if (state === "pausing")
                current.y();
            state = "ended";
            candidate.s();
        };
        const fail = (what) => {
            if (state === "ended")
                return;
            cancel();
            const fields = { transport: candidate.name, cause: what };
            ended(connectError("ERR_TRANSPORT", "transport", `probe error: ${messageOf(what)}`, fields));
        };
        const timer = clock.setTimeout(() => fail("timeout"), timeout);
        candidate.D = {
            M() {
                if (state !== "opening")
                    return;
                state = "probing";
                candidate.J([{ type: "ping", data: PROBE }]);
            },
            _n({ type, data }) {
                if (state !== "probing" || type !== "pong" || data !== PROBE)
                    return fail("wrong answer");
                state = "pausing";
                current.m(() => {
                    if (state !== "pausing")
                        return;
                    state = "ended";
                    clock.clearTimeout(timer);
                    candidate.J([{ type: "upgrade" }]);
                    ended();
                });
            },
            P: (error) => fail(error ?? "closed"),
        };
        current.g?.(MOMENT);
        candidate.T();
        return cancel;
    };

    /** Polls that take no longer than need be: those for the handshake and for the answer to CONNECT. */
    const QUICK = 2;
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
            this.d = 0;
            /** ms for which the next poll is put off, once; see {@link _putOff}. */
            this.h = 0;
        }
        get e() {
            // while pausing, posts go on for as long as the last poll is out
            const { name } = this.A;
            // the last chance: the answer to a POST in flight will not be heard
            const free = !this.o || this.t.R;
            return !this.i && free && !!this.t.id && (name === "open" || (name === "pausing" && !!this.n));
        }
        T() {
            this.a();
        }
        J(batch) {
            const lane = new AbortController();
            this.o = lane;
            // a Blob takes a while to read
            encodeBody(batch, this.t.E.base64, (body) => {
                this.f(lane, body, () => {
                    this.o = undefined;
                    this.W();
                    if (this.e)
                        this.D.M();
                });
            });
        }
        /** Starts no more polls, and calls back once nothing is under way; goes on sending until the poll is answered. */
        m(done) {
            this.A = { name: "pausing", t: done };
            this.W();
        }
        /**
         * Puts off the poll after the next by `ms`: if an upgrade gets so far in this time, the server has no poll to release, which
         * it does once in 100 ms only.
         */
        g(ms) {
            this.h = ms;
        }
        /** Goes on after {@link _pause}. */
        y() {
            if (this.A.name !== "pausing" || this.i)
                return;
            this.A = { name: "open" };
            if (!this.n)
                this.a();
            if (this.e)
                this.D.M();
        }
        K() {
            this.A = { name: "closing", n: false };
            this.W();
        }
        N() {
            this.t.B.clearTimeout(this.F);
            for (const lane of [this.n, this.o]) {
                // what is sent on leaving outlives the page
                if (lane === this.n || !this.t.R)
                    lane?.abort();
                this.t.B.clearTimeout(lane?.F);
            }
        }
        /** Does what the state waits for, if no request is in its way. */
        W() {
            const state = this.A;
            if (this.o)
                return;
            if (state.name === "pausing" && !this.n) {
                state.t?.();
                state.t = undefined;
            }
            else if (state.name === "closing") {
                if (!state.n) {
                    state.n = true;
                    this.J([{ type: "close" }]);
                }
                else if (!this.n)
                    this.G();
                // some servers never release the poll of a session that is over
                else
                    this.F = this.t.B.setTimeout(() => this.G(), GRACE);
            }
        }
        a() {
            const lane = new AbortController();
            this.n = lane;
            this.d++;
            const { id } = this.t;
            this.f(lane, undefined, (text) => {
                // no packet at all: it is not a server of ours that answers
                if (!this.t.id && !/^[0-6b]/.test(text))
                    return this.u("xhr poll error", 200, text);
                for (const frame of text.split(SEPARATOR)) {
                    this.l(frame);
                    // nothing after a bad packet is processed
                    if (this.i)
                        return;
                }
                this.n = undefined;
                if (this.A.name !== "open")
                    return this.W();
                const next = () => {
                    if (this.A.name === "open" && !this.n && !this.i)
                        this.a();
                };
                const delay = this.h;
                // CONNECT goes first, over the connection that is there: the poll waits for its answer
                if (!id)
                    Promise.resolve().then(next);
                else if (delay) {
                    this.h = 0;
                    this.F = this.t.B.setTimeout(next, delay);
                }
                else
                    next();
            });
        }
        /** Ends with the error that an HTTP answer stands for. */
        u(prefix, status, text) {
            const { code, cause, ...fields } = httpFailure(status, text);
            this.r(code, prefix, cause, fields);
        }
        f(lane, body, answered) {
            const { E: _platform, B: _clock, R: _parting } = this.t;
            const { requestTimeout } = this.C;
            const post = body !== undefined;
            // a poll that the browser aborts ends the session at the server, and with it what is sent on leaving
            const keepalive = _parting || (!post && this.d > QUICK && !!_platform.pollsOutlivePage);
            const prefix = `xhr ${post ? "post" : "poll"} error`;
            const fail = (error) => this.r("ERR_TRANSPORT", prefix, error);
            if (requestTimeout)
                lane.F = _clock.setTimeout(() => fail("timeout"), requestTimeout);
            _platform.http(this.X(), body, lane.signal, this.C, keepalive).then(({ status, text }) => {
                _clock.clearTimeout(lane.F);
                if (this.i)
                    return;
                // a page in place of an answer, from a portal or proxy, must not pass for an "ok"
                if (status !== 200 || /^\s*</.test(text))
                    this.u(prefix, status, text);
                else
                    answered(text);
            }, fail);
        }
    }

    /** Each Engine.IO packet is one WebSocket frame. */
    class WebSocketTransport extends Transport {
        constructor() {
            super(...arguments);
            this.e = false;
        }
        get writable() {
            return this.e && this.n.bufferedAmount < this.C.highWaterMark;
        }
        T() {
            const { E: _platform, B: _clock } = this.t;
            try {
                this.n = _platform.webSocket(this.X(), this.C, this);
            }
            catch (error) {
                // in a later turn, as any other failure
                _clock.setTimeout(() => this.r("ERR_TRANSPORT", "websocket error", error), 0);
            }
        }
        /** @internal */
        h() {
            if (this.i)
                return;
            this.e = true;
            this.D.M();
        }
        /** @internal */
        o(data) {
            if (!this.i)
                this.l(data);
        }
        J(batch) {
            const socket = this.n;
            if (this.C.forceBase64) {
                this.e = false;
                encodeBody(batch, this.t.E.base64, (body) => {
                    if (this.i)
                        return;
                    for (const frame of body.split(SEPARATOR))
                        socket.send(frame, true);
                    this.e = true;
                    this.D.M();
                });
            }
            else
                for (const packet of batch)
                    socket.send(encodeFrame(packet), packet.options?.compress !== false);
        }
        c(callback) {
            const socket = this.n;
            if (!socket.ping)
                return super.c(callback);
            socket.ping(callback);
            return true;
        }
        K() {
            this.e = false;
            this.n.close();
        }
        N() {
            const socket = this.n;
            this.e = false;
            (socket?.terminate ?? socket?.close)?.call(socket);
        }
        /** @internal */
        P({ reason, error, event, fields }) {
            if (error)
                this.r(fields?.code ?? "ERR_TRANSPORT", "websocket error", reason || error, { context: event, ...fields });
            else
                this.G(undefined, { description: "websocket connection closed", context: event });
        }
    }

    /** One bidirectional stream, on which each packet follows a header with its length (docs/protocol.md, "WebTransport"). */
    class WebTransportTransport extends Transport {
        constructor() {
            super(...arguments);
            this.e = false;
        }
        T() {
            this.n().then(() => this.G(undefined, { description: "webtransport connection closed" }), (error) => this.r("ERR_TRANSPORT", "webtransport error", error));
        }
        /** Reads until the stream ends. */
        async n() {
            const { E: _platform, C: _options, id, binaryType } = this.t;
            const { webtransport } = (_options.transportOptions ?? {});
            const transport = new _platform.webTransport(this.X(), webtransport);
            this.o = transport;
            // what breaks it breaks the stream as well
            transport.closed.catch(() => { });
            await transport.ready;
            const stream = await transport.createBidirectionalStream();
            const encoder = createPacketEncoderStream();
            encoder.readable.pipeTo(stream.writable).catch(() => { });
            this.h = encoder.writable.getWriter();
            const decoder = createPacketDecoderStream(_options.maxAttachmentBytes, binaryType);
            const reader = stream.readable.pipeThrough(decoder).getReader();
            // the client speaks first
            this.J([{ type: "open", ...(id && { data: JSON.stringify({ sid: id }) }) }]);
            while (!this.i) {
                const { done, value } = await reader.read();
                if (done)
                    break;
                this.p(asPacket(value));
            }
        }
        J(batch) {
            this.e = false;
            Promise.all(batch.map((packet) => this.h.write(packet))).then(() => {
                if (this.i)
                    return;
                this.e = true;
                this.D.M();
            }, 
            // the reader tells of the end
            () => { });
        }
        K() {
            this.N();
            this.G();
        }
        N() {
            this.e = false;
            this.o?.close();
        }
    }

    /** The transports with what belongs to each: how a session moves on from polling comes with polling. */
    /** HTTP long-polling, with the upgrade from it. */
    const polling = /* @__PURE__ */ Object.assign(Polling, {
        t: "polling",
        e: "http",
        s: upgrade,
        i: holdsBack,
    });
    /** WebSocket. */
    const websocket = /* @__PURE__ */ Object.assign(WebSocketTransport, {
        t: "websocket",
        e: "webSocket",
    });
    /** WebTransport, over HTTP/3; where the runtime has it. */
    const webtransport = /* @__PURE__ */ Object.assign(WebTransportTransport, {
        t: "webtransport",
        e: "webTransport",
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
