/*! holdfast | MIT */
var io = (function () {
    'use strict';

    const PACKET_TYPES = { open: 0, close: 1, ping: 2, pong: 3, message: 4, upgrade: 5, noop: 6 };
    const PACKET_TYPES_REVERSE = Object.keys(PACKET_TYPES);
    const ERROR_PACKET = { type: "error", data: "parser error" };

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
    const lengthOf = (frame, measure = (text) => text.length) => typeof frame === "string" ? measure(frame) : bytesOf(frame);
    /** The same of all frames of a packet. */
    const sumOf = (frames, measure) => frames.reduce((sum, frame) => sum + lengthOf(frame, measure), 0);
    /** Bytes of a message with its packet type: as base64 in a polling payload, as it is elsewhere. */
    const sizeOf = (data = "", base64, byteLength) => {
        const bytes = lengthOf(data, byteLength);
        if (typeof data === "string")
            return 1 + bytes;
        return base64 ? 1 + 4 * Math.ceil(bytes / 3) : bytes;
    };
    /** The same, if it is more than `limit`. */
    const excessOf = (data, limit, base64, byteLength) => {
        // no text has more than three bytes for a UTF-16 unit
        if (typeof data === "string" && 3 * data.length < limit)
            return;
        const size = sizeOf(data, base64, byteLength);
        return size > limit ? size : undefined;
    };
    const isBlob = (data) => typeof data === "object" && !("byteLength" in data);

    /** Engine.IO packets as the transports carry them. The one importer of engine.io-parser, which reads them. */
    /** Joins the packets of one polling payload. */
    const SEPARATOR = "\x1e";
    /** Each begins with the number of its place. */
    const TYPES = ["open", "close", "ping", "pong", "message", "upgrade", "noop"];
    /** One packet as one WebSocket frame. */
    const encodeFrame = ({ type, data = "" }) => typeof data === "string" ? `${TYPES.indexOf(type)}${data}` : data;
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
    /**
     * Packets as the body of one POST. Calls back later where that takes reading a Blob.
     */
    const encodeBody = (packets, { base64, bytesOf }, callback) => {
        const encode = (data) => `b${base64(viewOf(data))}`;
        let later = false;
        const parts = packets.map((packet) => {
            const frame = encodeFrame(packet);
            if (typeof frame === "string")
                return frame;
            if ("byteLength" in frame)
                return encode(frame);
            later = true;
            return bytesOf(frame).then(encode);
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
            const packet = decodePacket(frame, binaryType);
            // the parser does not know an ArrayBuffer of another realm, as jest and frames have it
            if (typeof frame !== "string")
                packet.data ?? (packet.data = frame);
            return packet;
        }
        catch {
            // what should be base64 is not
            return undefined;
        }
    };

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
    /** ms that an answer asks to wait: seconds, or a date, which counts against the answer's own, since clocks differ. */
    const retryAfterOf = ({ header }, now) => {
        const after = header("retry-after")?.trim() ?? "";
        const ms = /^\d+$/.test(after) ? +after * 1000 : Date.parse(after) - (Date.parse(`${header("date")}`) || now);
        return Number.isNaN(ms) ? undefined : Math.max(0, ms);
    };
    /** Fields of the {@link ConnectError} that an HTTP answer stands for (docs/protocol.md, "Error answers"). */
    const httpFailure = (response, now) => {
        const { status, text, to } = response;
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
            cause: `HTTP ${status}${to ? ` to ${to}` : ""}: ${text.replace(/\s+/g, " ").slice(0, 80)}`,
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

    /** Has the app headers that a WebSocket of this platform would go without? */
    const losesHeaders = ({ sendsHeaders }, { extraHeaders }) => !sendsHeaders && Object.keys(extraHeaders ?? {}).length > 0;
    /** ms that a goodbye may take, and the last poll after it. */
    const GRACE = 500;
    /** Of a transport that says goodbye, nobody hears any more. */
    const NOBODY = { N() { }, O() { }, Q() { } };
    /** One way to carry Engine.IO packets. */
    class Transport {
        /** @internal */
        constructor(session) {
            /** @internal */ this.i = false;
            const { t: _type } = new.target;
            const { D: _options } = session;
            this.name = _type;
            this.e = session;
            const own = _options.transportOptions?.[_type];
            this.D = own ? Object.create(_options, Object.getOwnPropertyDescriptors(own)) : _options;
        }
        /** Would it pass a packet on without much delay? Volatile events go out only then. */
        get writable() {
            return this.n;
        }
        /** Ends at once and tells nobody. */
        s() {
            this.i = true;
            this.e.B.clearTimeout(this.t);
            this.o();
        }
        /**
         * Tells nobody any more. Of a session that may live at the server it says goodbye, without which the server would keep it,
         * and is gone when that was answered or has had its time; nobody waits for it.
         */
        V() {
            if (this.i || this.E === NOBODY)
                return;
            this.E = NOBODY;
            if (!this.e.id)
                return this.s();
            this.c(GRACE, () => this.s());
            this.K?.();
            this.N();
        }
        F(error, details) {
            if (this.i)
                return;
            const { E: _sink } = this;
            if (error && _sink !== NOBODY && this.k(error))
                this.V();
            else
                this.s();
            _sink.Q(error, details);
        }
        /** After such an error, may the session live at the server, and be told goodbye? */
        k({ code }) {
            return code === "ERR_PARSE";
        }
        /** Does something later, in place of what was to be done then; not if it ends before. */
        c(ms, action) {
            const { B: _clock } = this.e;
            _clock.clearTimeout(this.t);
            this.t = _clock.setTimeout(action, ms);
        }
        /** Does what the app's options or the platform may make fail: if it throws, this fails, in a later turn as ever. */
        X(action, fail = (error) => this.a(error)) {
            try {
                action();
            }
            catch (error) {
                this.c(0, () => fail(error));
            }
        }
        /** Takes what came in as one packet, or ends. */
        j(frame, limit) {
            // what still comes is not worth a look
            if (!this.i)
                this.l(decodeFrame(frame, this.e.binaryType), limit);
        }
        /** Takes what the parser made of what came in. */
        l(packet, limit = this.D.maxMessageBytes) {
            if (!packet || packet.type === "error")
                return this.a("not an Engine.IO packet", { code: "ERR_PARSE" }, "parse error");
            const size = excessOf(packet.data, limit, false, this.e.C.byteLength);
            if (size) {
                const text = `${size} bytes, maxMessageBytes is ${limit}`;
                return this.a(text, { code: "ERR_PAYLOAD_TOO_LARGE", size, limit }, "message too large");
            }
            if (!this.i)
                this.E.N(packet);
        }
        /** The address for a request or connection made now. */
        U() {
            this.b = this.e.U(this.name, this.D);
            return this.b;
        }
        /** Ends with an error whose message starts with `prefix`, which apps compare with. */
        a(cause, fields = {}, prefix = `${this.name} error`) {
            // such as of requests that were aborted: an error is not cheap
            if (this.i)
                return;
            const { code = "ERR_TRANSPORT", status = cause } = fields;
            this.F(connectError(code, "transport", `${prefix}: ${messageOf(cause)}`, {
                type: "TransportError",
                transport: this.name,
                url: this.b?.split("?")[0],
                description: status,
                cause,
                ...fields,
            }));
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
        // a listener may add others, which count from the next event, and remove some
        for (const listener of listeners.slice()) {
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
            this._callbacks = NONE$1;
            this.W = report;
            this.K = () => this;
        }
        /** Calls `listener` at each such event. */
        on(event, listener) {
            const self = this.K();
            if (self._callbacks === NONE$1)
                self._callbacks = new Map();
            super.on.call(self, nameOf(event), listener);
            return this;
        }
        /** Removes one listener, all of an event, or, without arguments, all. `undefined` as event or listener removes nothing. */
        off(event, listener) {
            const given = arguments.length;
            if (!given || (event !== undefined && (listener || given === 1)))
                super.off.call(this.K(), nameOf(event), listener);
            return this;
        }
        /** The listeners of an event, in the order in which they are called. */
        listeners(event) {
            return super.listeners.call(this.K(), nameOf(event));
        }
        /** Does anybody listen to an event? */
        hasListeners(event) {
            return this.listeners(event).length > 0;
        }
        /** @internal */
        G(event, args) {
            const listeners = this._callbacks.get(nameOf(event));
            if (listeners)
                callAll(listeners, this, args, this.W);
        }
    }
    // no static block in the class: Safari before 16.4 and Hermes do not read it
    const { prototype } = TypedEmitter;
    prototype.addEventListener = prototype.on;
    prototype.removeListener = prototype.removeEventListener = prototype.removeAllListeners = prototype.off;

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

    /** ms between two looks at the wall clock. */
    const STEP = 2000;
    /**
     * A time limit that also counts the time in which the machine slept. Timers stop while it does and are throttled in hidden
     * pages, the monotonic clock may stop, and the wall clock may be set back: whichever is ahead counts.
     */
    class WallTimer {
        constructor(clock, expired) {
            /** ms left when the wall clock showed `_at`, and the monotonic one `_ticks`. */
            this.s = 0;
            this.a = 0;
            this.r = 0;
            this.B = clock;
            this.n = expired;
        }
        /** Sets the limit, ms from now. */
        M(ms) {
            const { B: _clock } = this;
            const step = Math.min(ms, STEP);
            this.e();
            this.s = ms;
            this.a = _clock.now();
            this.r = _clock.ticks();
            this.t = _clock.setTimeout(() => {
                // at least the step has passed, whatever was done to the clocks
                const passed = Math.max(step, _clock.now() - this.a, _clock.ticks() - this.r);
                const left = this.s - passed;
                if (left > 0)
                    this.M(left);
                else
                    this.n(passed > step + STEP);
            }, step);
        }
        /** Is it over, by the wall clock? */
        get i() {
            return this.B.now() - this.a >= this.s;
        }
        /** Calls back if it is over, by the wall clock. */
        f() {
            if (!this.i)
                return;
            this.e();
            this.n(true);
        }
        e() {
            this.B.clearTimeout(this.t);
        }
    }

    /** Bytes that an answer takes beside its data, while it waits to be sent. */
    const ANSWER = 500;
    /**
     * What the server made us answer since it last read something: pongs, acknowledgements, DISCONNECTs. One that asks and asks, and
     * reads nothing, does not take all memory.
     */
    class Answers {
        /** `full` is called once, in a later turn: it may be the app that answers, and no call of the app calls it back. */
        constructor(limit, full) {
            this.F = 0;
            this.O = limit;
            this.e = full;
        }
        get t() {
            return this.F > this.O;
        }
        /** Takes the room of an answer with so much data; `false` if there is none left. */
        l(bytes) {
            const was = this.t;
            this.F += bytes + ANSWER;
            if (this.t && !was)
                Promise.resolve().then(this.e);
            return !this.t;
        }
    }

    /**
     * Reads the Blobs of the first packet that waits, before anything of it is handed over: one that can't be read, as its file has
     * changed, takes its packet with it and no more. What is behind waits, to keep the order.
     */
    const readBlobs = (engine, head) => {
        if (head.t === "reading")
            return;
        head.t = "reading";
        const { e: _frames = [], Z: _owner } = head;
        const read = async (packet) => {
            const { data } = packet;
            if (isBlob(data))
                packet.data = await engine.C.bytesOf(data);
        };
        Promise.all(engine.writeBuffer.slice(0, _frames.length).map(read))
            .then(() => {
            delete head.t;
        }, (cause) => {
            // the session may be over meanwhile
            if (engine.writeBuffer[0] !== head)
                return;
            engine.writeBuffer.splice(0, _frames.length);
            const message = `can't read a Blob: ${messageOf(cause)}`;
            engine.E?._f(_owner, new HoldfastError("ERR_ENCODE", message, { cause, delivery: "not-sent" }));
        })
            .then(() => engine.J());
    };
    /** What waits of the last `count` packets is a copy: the app may write into its bytes, or give them away, once `emit` has returned. */
    const keepBytes = (queue, count) => {
        for (const packet of queue.slice(-count)) {
            const { data } = packet;
            if (typeof data === "object" && !isBlob(data))
                packet.data = copyOf(data);
        }
    };
    /** The error of a packet of which a frame is larger than `limit` bytes. `base64`: as polling sends it. */
    const tooLarge = (frames, limit, base64, { byteLength }) => {
        for (const frame of frames) {
            const size = excessOf(frame, limit, base64, byteLength);
            if (!size)
                continue;
            const message = `packet too large: ${size} bytes, the server takes ${limit}`;
            return new HoldfastError("ERR_PAYLOAD_TOO_LARGE", message, { size, limit, delivery: "not-sent" });
        }
        return;
    };

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

    /** Does the server ask to be left alone for a while? Then it is not asked in another way either. */
    const asksToWait = ({ status, retryAfter }) => status === 429 || (status === 503 && retryAfter !== undefined);
    /**
     * May another transport do better than one that failed like this (docs/design.md, "Fallback")? Not where it would only ask a
     * refusing server twice.
     */
    const mayFallBack = (error) => {
        const { code, status, serverCode, transport, J: _unreachable } = error;
        if (asksToWait(error))
            return false;
        if (serverCode !== undefined)
            return serverCode === 0;
        if (status)
            return code === "ERR_NOT_SOCKETIO" || status === 404 || status === 405 || status >= 500;
        // a page is not told why its WebSocket failed: it may have been blocked
        return code === "ERR_TRANSPORT" && transport !== "polling" && !_unreachable;
    };
    const openingError = ({ t: _type }, what, cause) => connectError("ERR_TRANSPORT", "transport", `${_type} error: ${what}`, { transport: _type, cause });
    /**
     * Opens the first transport, and the next one beside it when the first has used up its share of the time (`share`, ms), or
     * failed in a way of its own. Returns the function that gives up.
     */
    const openFirst = (session, kinds, share, sink) => {
        const { B: _clock, C: _platform } = session;
        const running = new Set();
        // with holes
        const errors = [];
        let next = 0;
        let timer;
        const cancel = () => {
            _clock.clearTimeout(timer);
            for (const transport of running)
                transport.s();
            running.clear();
        };
        const failed = (place, error) => {
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
            const retryAfter = all.find((one) => one.retryAfter)?.retryAfter;
            sink.Q(all.length > 1 ? connectError(code, phase, message, { ...first, retryAfter, errors: all }) : first);
        };
        const begin = (kind, place) => {
            const transport = new kind(session);
            running.add(transport);
            transport.E = {
                O() { },
                N(packet) {
                    running.delete(transport);
                    cancel();
                    sink._g(transport, packet);
                },
                Q(error, cause) {
                    running.delete(transport);
                    failed(place, error ?? openingError(kind, "closed", cause));
                },
            };
            if (next < kinds.length)
                timer = _clock.setTimeout(start, share);
            sink._p(transport);
            _platform.soon(() => {
                if (running.has(transport))
                    transport.X(() => transport.S());
            });
        };
        const start = () => {
            _clock.clearTimeout(timer);
            const place = next++;
            const kind = kinds[place];
            if (!kind)
                return;
            try {
                begin(kind, place);
            }
            catch (cause) {
                timer = _clock.setTimeout(() => failed(place, openingError(kind, messageOf(cause), cause)), 0);
            }
        };
        if (kinds[0])
            start();
        else {
            const error = connectError("ERR_NO_TRANSPORT", "transport", "No transports available");
            timer = _clock.setTimeout(() => sink.Q(error), 0);
        }
        return cancel;
    };

    /** Words of our own, which an app may use as well. */
    const OURS$1 = "websocket webtransport polling undefined";
    /** How deep causes and what they hold are looked through. */
    const DEPTH$1 = 9;
    /**
     * Takes out of an error of this session what the app sends as its credentials: an error page, or the platform, may have
     * repeated it. All that a session tells of its end, and of an upgrade, goes through here.
     *
     * Secret are the words of six letters or more in what is sent. In words, since who echoes a request may write it in another way.
     */
    const conceal = ({ L: _target, D: _options, _n: _credentials }, details) => {
        const { extraHeaders, transportOptions, protocols, passphrase, _x: _cookies } = _options;
        const own = Object.values(transportOptions ?? {}).map((one) => one?.extraHeaders);
        const sent = [queryOf(_target, _options), extraHeaders, own, protocols, passphrase, `${_cookies}`, _credentials];
        const secrets = (JSON.stringify(sent, (_, value) => (typeof value === "object" ? value : String(value)))
            .replace(/%\w\w/g, " ")
            .match(/[\w-]{6,}/g) ?? []).filter((word) => !OURS$1.includes(word));
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

    /**
     * How many packets from the front go out together: those that go alone are alone among themselves, and one with Blobs waits until
     * they are read; with a `maxPayload` in bytes, as many as fit into one polling payload; at least one.
     */
    const batchLength = (queue, maxPayload, byteLength) => {
        let bytes = 0;
        let end = 0;
        for (; end < queue.length; end++) {
            const packet = queue[end];
            // 1 for the separator
            if (maxPayload)
                bytes += sizeOf(packet.data, true, byteLength) + 1;
            if (end && (packet.t || packet.i !== queue[0]?.i || (maxPayload && bytes > maxPayload + 1)))
                break;
        }
        return end;
    };

    /** ms that a session has to send what is queued and to say goodbye. */
    const CLOSE_TIMEOUT = 5000;
    /** ms between two writes that the server should not read at once, where it can't be known that it has. */
    const GAP = 250;
    /** ms that a server may take to say that it has. */
    const PATIENCE = 1000;
    const kindOf = (transport) => transport.constructor;
    /** The transport manager: one Engine.IO session, from the handshake over an upgrade to the close. */
    class Engine extends TypedEmitter {
        /** @internal */
        constructor(init) {
            super(init.C.report);
            /** Packets not yet handed to the transport. */
            this.writeBuffer = [];
            /** @internal */ this.A = { name: "opening" };
            /** @internal */ this.R = false;
            /** @internal What each namespace was joined with. */ this._n = {};
            /** @internal Does the server not say that it has read? */ this._e = false;
            Object.assign(this, init);
            this.binaryType = init.C.binaryType;
            this.T = new Answers(init.D.maxMessageBytes, () => this._o());
        }
        /** `"opening"`, `"open"`, `"closing"` or `"closed"`. */
        get readyState() {
            return this.A.name;
        }
        /** Ends the session after what is queued was sent; reason `"forced close"`. */
        close() {
            this.K()._c();
            return this;
        }
        _c() {
            const { name, i: _handshake } = this.A;
            if (name === "opening")
                this.F("forced close");
            if (name === "open") {
                const _timer = this.B.setTimeout(() => this.F("forced close"), CLOSE_TIMEOUT);
                this.H({ name: "closing", i: _handshake, t: _timer });
                this.J();
                this.P("forced close", undefined, []);
            }
        }
        // ---- for the Manager
        /** @internal `timeout`: ms, of which each transport has its share before the next starts beside it. */
        S(timeout) {
            this._s = this.B.ticks();
            const { tryAllTransports, transports } = this.D;
            // what would have to do without the app's headers is no way out
            const lossy = losesHeaders(this.C, this.D);
            const _kinds = this.Y.filter(({ t: _type }, i) => !i ||
                (tryAllTransports !== false &&
                    (_type === "polling" || !lossy) &&
                    // few servers have it, and where none answers it takes long to fail: it is a way out only where the app says so
                    (_type !== "webtransport" || transports)));
            this.A.e = openFirst(this, _kinds, timeout / _kinds.length, this);
        }
        /** @internal Closes, and tells its sink nothing more. */
        M() {
            this.E = undefined;
            this.close();
        }
        /** @internal Ends at once, and tells its sink nothing more. */
        V() {
            this.E = undefined;
            this.F("forced close");
        }
        /** @internal The page goes away: nobody is told any more, and what is sent outlives it. */
        _d() {
            this.E = undefined;
            this.R = true;
            this.J();
        }
        /** @internal The page is kept in the background: says goodbye as far as that goes, and ends at once. */
        _m() {
            this.R = true;
            this.F("transport close", { description: "page hidden" });
            // a page is not kept with a request under way
            this.transport?.s();
        }
        /** @internal Would a packet go out without much delay? */
        get _h() {
            return this.X() && this.transport.writable;
        }
        /**
         * @internal The error of a packet that is too large for every transport that there is, or may be soon: until an upgrade has
         * failed, it counts what the better one takes. `base64`: too large for polling.
         */
        _t(frames, base64 = this.Z && !this.A.e) {
            const limit = this.A.i?.maxPayload;
            return limit ? tooLarge(frames, limit, base64, this.C) : undefined;
        }
        /** @internal Queues the frames of one Socket.IO packet. */
        _a(frames, owner, alone, options) {
            for (let i = 0; i < frames.length; i++) {
                const packet = { type: "message", data: frames[i] };
                // on the first frame: once that is handed over, the packet is
                if (!i) {
                    packet.Z = owner;
                    packet.e = frames;
                    if (frames.length > 1 && frames.some(isBlob) && this._u)
                        packet.t = "unread";
                }
                if (alone)
                    packet.i = alone;
                if (options)
                    packet.options = options;
                this._r(packet);
            }
            // all that a listener of the page's last event emits goes in one request
            if (this.R)
                Promise.resolve().then(() => this.J());
            else
                this.J();
            if (frames.length > 1)
                keepBytes(this.writeBuffer, frames.length);
        }
        /**
         * @internal Is the session open, and was its last ping not too long ago by the wall clock? If it was, the session ends in a later
         * turn: it may be `emit()` that asks, and no call of the app calls the app.
         */
        X() {
            const { name, n: _heartbeat } = this.A;
            const late = _heartbeat?.i;
            if (late)
                Promise.resolve().then(() => this.A.n?.f());
            this.transport?.f?.();
            return name === "open" && !late;
        }
        /** @internal Ends the session at once: nothing more is sent but a goodbye, for which nobody waits. */
        F(reason, details) {
            const { name } = this.A;
            if (name === "closed")
                return;
            this.H({ name: "closed" });
            if (name === "open")
                this.transport.V();
            else
                this.transport?.s();
            this.id = null;
            if (details)
                conceal(this, details);
            const unsent = this.writeBuffer.splice(0).flatMap(({ Z: _owner }) => _owner ?? []);
            if (name !== "closing")
                this.P(reason, details, unsent);
        }
        /** The server asks for more than it reads. */
        _o() {
            const message = "the server reads no answers";
            this.F("transport error", connectError("ERR_BUFFER_FULL", "transport", message));
        }
        /** The one way from a state to another. */
        H(next) {
            const { e: _cancel, s: _gap, t: _timer, n: _heartbeat } = this.A;
            this.A = next;
            this.B.clearTimeout(_gap);
            this.B.clearTimeout(_timer);
            _heartbeat?.e();
            // gives polling its lanes back, if an upgrade had paused it
            _cancel?.();
        }
        // ---- for the transport
        /** @internal */
        U(name, options) {
            return requestUrl(this.L, options, name, this._i, this.C.random);
        }
        /** @internal */
        O() {
            if (!this.writeBuffer.length)
                this.I("drain");
            this.J();
        }
        /** @internal */
        Q(error, details) {
            if (error)
                this.F(error.code === "ERR_PARSE" ? "parse error" : "transport error", error);
            else
                this.F("transport close", details);
        }
        /** @internal */
        N(packet) {
            // nothing more is heard, of which there may be much
            if (this.T.t)
                this._o();
            this.I("packet", packet);
            const { type, data = "" } = packet;
            const { name, n: _heartbeat, i: _handshake } = this.A;
            if (name !== "open")
                return;
            if (type === "message") {
                this.E?._D(data);
                this.I("data", data);
                this.I("message", data);
            }
            else if (type === "ping") {
                // once in a millisecond, as there may be millions of them in one payload
                const now = this.B.now();
                if (now !== this._l)
                    _heartbeat.M(periodOf(_handshake));
                this._l = now;
                // one pong answers all pings that came before it goes out
                if (this.writeBuffer[this.writeBuffer.length - 1]?.type !== "pong" && this.T.l(0)) {
                    this._r({ type: "pong" });
                    this.J();
                }
                this.E?._H();
                this.I("ping");
                this.I("pong");
            }
            else if (type === "close") {
                // the server needs no goodbye
                this.transport.s();
                this.F("transport close", { description: "transport closed by the server" });
            }
            // a second `open`, a `pong` or `upgrade` nobody asked for, and `noop` change nothing
        }
        // ---- opening and upgrading
        /** @internal */
        _p(transport) {
            this.transport = transport;
        }
        /** @internal */
        _g(transport, packet) {
            this.transport = transport;
            transport.E = this;
            let handshake;
            try {
                handshake = parseHandshake(packet, transport.name);
            }
            catch (error) {
                return this.F("parse error", error);
            }
            const heartbeat = new WallTimer(this.B, (late) => {
                const sink = this.E;
                this.F("ping timeout");
                if (late)
                    sink?._v();
            });
            this.id = this._i = handshake.sid;
            this.H({ name: "open", i: handshake, n: heartbeat });
            heartbeat.M(periodOf(handshake));
            this.I("packet", packet);
            this.I("handshake", handshake);
            this.I("open");
            kindOf(transport).i?.(this, handshake.upgrades);
            this.E?._F();
            this.J();
        }
        // ---- writing
        /** A browser's WebSocket reads Blobs itself, as a stream; no other transport does, and that of Node does not survive one that fails. */
        get _u() {
            return this.transport.name !== "websocket" || !!this.D.forceBase64 || !!this.C.readsBlobs;
        }
        get Z() {
            return this.transport.name === "polling";
        }
        _r(packet) {
            this.I("packetCreate", packet);
            this.writeBuffer.push(packet);
        }
        /** Hands to the transport what it takes now. `rested`: the server has read what was sent before. */
        J(rested = false) {
            const { name, i: _handshake, s: _gap } = this.A;
            const { transport, writeBuffer: queue } = this;
            if (!_handshake || _gap || !transport.n)
                return;
            if (!queue[0])
                return name === "closing" ? transport.N() : undefined;
            const { i: _alone } = queue[0];
            if (!rested && _alone !== this._y)
                return this._f();
            const max = this.Z ? _handshake.maxPayload : 0;
            if (kindOf(transport).e?.(this))
                return;
            if (queue[0].t)
                return readBlobs(this, queue[0]);
            if (this.T.F && transport.writable)
                this.T.F = 0;
            this.writeBuffer = queue.splice(batchLength(queue, max, this.C.byteLength));
            transport.I(queue);
            this._s = this.B.ticks();
            this._y = _alone;
            this.I("flush");
            // polling tells when the answer is there
            if (!this.Z && this._callbacks.get("drain"))
                this.B.setTimeout(() => this._h && this.I("drain"), 0);
            this.J();
        }
        /** Waits until the server has read what was sent, or may be taken to have; see "Close" in docs/protocol.md. */
        _f() {
            const state = this.A;
            const { B: _clock, transport } = this;
            const { writable } = transport;
            const go = (deaf) => {
                this._e = deaf;
                // an answer that came too late
                if (state.s !== gap)
                    return;
                _clock.clearTimeout(gap);
                state.s = undefined;
                this.J(writable);
            };
            const asked = !this._e && transport.H?.(() => go(false));
            // what the transport still has is yet to be written; a POST was answered
            const since = writable ? Math.max(0, _clock.ticks() - this._s) : 0;
            const wait = this.Z ? 0 : asked ? PATIENCE : GAP - since;
            const gap = _clock.setTimeout(() => go(!!asked || this._e), wait);
            state.s = gap;
        }
        // ---- telling
        I(event, ...args) {
            if (this._callbacks.size)
                this.G(event, args);
        }
        P(reason, details, unsent) {
            const sink = this.E;
            this.E = undefined;
            sink?._C(reason, details, unsent);
            this.I("close", reason, details);
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
    const ADDED = new Set([
        "connect_timeout",
        "reconnect",
        "reconnect_attempt",
        "reconnect_error",
        "reconnect_failed",
    ]);

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

    /** Packet types of the Socket.IO protocol, revision 5. */
    const CONNECT = 0;
    const DISCONNECT = 1;
    const EVENT = 2;
    const ACK = 3;
    const CONNECT_ERROR = 4;

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
            this.e = 0;
            this.s = 0;
            this.F = 0;
            this.D = options;
            this.B = clock;
            this.E = sink;
        }
        add(frame) {
            // text while an attachment is due, or an attachment that nobody announced
            if ((typeof frame === "string") === this.e > 0)
                throw new Error(INVALID);
            if (typeof frame === "string")
                return this.n(frame);
            this.F -= bytesOf(frame);
            if (this.F < 0)
                throw new Error(INVALID);
            // numbers from the network are looked up in a Map and nowhere else
            for (const [holder, key] of this.r?.get(this.s) ?? [])
                holder[key] = frame;
            if (++this.s < this.e)
                return;
            this.destroy();
            this.i(this.N);
        }
        destroy() {
            this.r = undefined;
            this.e = 0;
            this.B.clearTimeout(this.t);
        }
        n(frame) {
            this.N = undefined;
            // most begin with `2[`; what else stands before a `[` is found below
            const [head = "", digit = 9, attachments = 0, nsp = "/", id] = frame[1] === "[" ? [frame[0], frame[0]] : (HEAD.exec(frame) ?? []);
            const binary = +digit > CONNECT_ERROR;
            const packet = { type: binary ? +digit - BINARY : +digit, nsp };
            if (id)
                packet.id = +id;
            const isParsed = this.h(packet, frame.slice(head.length));
            this.N = packet;
            if (binary !== +attachments > 0 || +attachments > this.D.maxAttachments || (isParsed && !isValid(packet)))
                throw new Error(INVALID);
            if (!binary)
                return this.i(packet);
            this.r = findSlots(packet.data, +attachments);
            this.e = +attachments;
            this.s = 0;
            this.F = this.D.maxAttachmentBytes;
            this.t = this.B.setTimeout(() => this.E._o(new Error("attachments missing")), this.D.attachmentTimeout);
        }
        i(packet) {
            this.N = undefined;
            this.E._u(packet);
        }
        /** Reads the data of a packet; says whether this runtime can. */
        h(packet, json) {
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

    const given = new Set();
    /** Tells the developer of a likely mistake, the first time that it is made. */
    const warnOnce = ({ warn }, text) => {
        if (given.has(text))
            return;
        given.add(text);
        warn(`holdfast: ${text}`);
    };

    /**
     * What CONNECT or CONNECT_ERROR means: the namespace is joined, or why it is not; nothing, if nobody `asked`. Socket.IO 2
     * says CONNECT unasked, and without an id.
     */
    const readAnswer = (type, asked, data) => {
        const { sid, pid, message = "refused", data: more, } = (typeof data === "string" ? { message: data } : (data ?? {}));
        if (type === CONNECT && typeof sid !== "string")
            return connectError("ERR_UNSUPPORTED_PROTOCOL", "namespace", "the server is Socket.IO 2");
        if (!asked)
            return;
        return type === CONNECT
            ? { _i: sid, _t: pid }
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

    const COMPRESSED = { compress: true };
    const PLAIN = { compress: false };
    /** Before it is encoded. */
    const NONE = [];
    /** An event that was emitted. All of it is made at once: an object that grows is slow, and there is one for each event. */
    const outgoing = ({ nsp, args, id, flags, callback, promised }) => ({
        type: EVENT,
        nsp,
        data: args,
        id,
        options: flags.compress === false ? PLAIN : COMPRESSED,
        e: NONE,
        i: false,
        h: false,
        m: flags.volatile,
        c: flags.signal,
        d: callback,
        r: promised,
        t: undefined,
    });
    /** May the server have it? */
    const deliveryOf = ({ i: _sent, n: _tries }) => ((_tries ?? _sent) ? "unknown" : "not-sent");

    const bufferFull = (message = "buffer full") => new HoldfastError("ERR_BUFFER_FULL", message, { delivery: "not-sent" });
    /**
     * What a `bufferLimit` leaves room for. What comes and leaves is added up as it does: a walk over all that waits, for each
     * event, would take minutes where many wait.
     */
    class Room {
        constructor(limit, byteLength, queue) {
            this.F = 0;
            /** In how many events these are; if that is wrong, many came back at once, or the app has changed `sendBuffer`. */
            this.t = 0;
            this.O = limit;
            this.r = byteLength;
            this.n = queue;
        }
        /** One more waits, or one less. */
        e(packet, by) {
            this.t += by;
            this.F += by * this.i(packet);
        }
        /** Makes room for an event, or says why there is none; throws that, if it is to. */
        o(packet) {
            const { events = Infinity, bytes = Infinity, onFull = "reject" } = this.O;
            const queue = this.n;
            this.s(packet.a);
            const own = this.i(packet);
            const isFull = () => {
                const count = queue.$t;
                if (this.t !== count) {
                    this.F = queue._X.reduce((sum, waiting) => sum + this.i(waiting), 0);
                    this.t = count;
                }
                return count >= events || this.F + own > bytes;
            };
            // what has no room by itself pushes nobody out
            if (onFull === "drop-oldest" && own <= bytes)
                for (let oldest = queue._y; oldest && isFull(); oldest = queue._y)
                    queue.V([oldest], bufferFull());
            if (!isFull())
                return;
            const full = bufferFull();
            if (onFull === "reject")
                throw full;
            return full;
        }
        /** Drops what has waited too long. */
        s(now) {
            const { age = Infinity } = this.O;
            const queue = this.n;
            // they are in their order
            for (let oldest = queue._y; oldest && oldest.a < now - age; oldest = queue._y)
                queue.V([oldest], bufferFull("waited too long"));
        }
        /** Bytes of an event when it began to wait. */
        i(packet) {
            if (this.O.bytes == null)
                return 0;
            packet.l ?? (packet.l = sumOf(packet.e, this.r));
            return packet.l;
        }
    }

    /** Events that wait without bounds before the developer is told. */
    const MANY = 10000;
    /** ms that an acknowledgement may take, where there are retries and nothing else is said. */
    const RETRY_TIMEOUT = 10000;
    /** Of a socket that waits for no acknowledgement. */
    const NO_ACKS = new Map();
    const now = (call) => call();
    const later = (call) => void Promise.resolve().then(call);
    /** Events to the server, each with a known outcome: sent, kept until it can be, acknowledged, or dropped and reported. */
    class Outbox extends TypedEmitter {
        constructor(link, nsp, options) {
            super(link.C.report);
            /** @internal Events whose acknowledgement is due, by ack id. */
            this.F = NO_ACKS;
            /** @internal With `retries`: events under way, at most as many as the window has. */ this._k = 0;
            /** @internal Are these being chosen just now? */ this._D = false;
            /** @internal No event with a lower ack id waits for its turn. */ this._e = 0;
            /** @internal How many of the buffer wait no longer. */ this._m = 0;
            /** @internal Before this index none waits any more. */ this._f = 0;
            /** @internal With `retries`: events of these that wait. */ this._u = 0;
            /** @internal */ this._l = 0;
            /** @internal */ this.Y = [];
            const { bufferLimit } = options;
            const inner = {
                B: link,
                i: this,
                A: { name: "idle" },
                L: [],
                e: this,
                _h: bufferLimit && new Room(bufferLimit, link.C.byteLength, this),
            };
            this.C = () => inner;
            this.nsp = nsp;
            this.D = options;
        }
        /** @internal */
        get B() {
            return this.C().B;
        }
        /** @internal */
        get L() {
            return this.C().L;
        }
        /** @internal */
        get _h() {
            return this.C()._h;
        }
        /** Events that wait to be sent; may be emptied or replaced, in a `connect` listener at the latest. */
        get sendBuffer() {
            const self = this.K();
            return self._m ? self._j() : self.L;
        }
        /** Replaces them; with an empty list, none is sent. */
        set sendBuffer(packets) {
            const self = this.K();
            self.C().L = packets;
            self._m = self._f = 0;
        }
        /** What waits to be sent: how many events, and the bytes of their data. */
        get buffered() {
            const { _X: _waiting } = this;
            const { byteLength } = this.B.C;
            return {
                count: _waiting.length,
                bytes: _waiting.reduce((sum, { e: _frames }) => sum + sumOf(_frames, byteLength), 0),
            };
        }
        /** How many are not sent yet, also of the retry queue. */
        get $t() {
            return this.L.length - this._m + this._u;
        }
        /** These, in order. */
        get _X() {
            return this._u
                ? [...this.sendBuffer, ...this._v(({ i: _sent, n: _tries }) => !_sent && _tries !== undefined)]
                : this.sendBuffer;
        }
        /** What waits longest. It is found without a walk over all that waits: with many, that would take long for each event. */
        get _y() {
            while (this.L[this._f]?.h === false)
                this._f++;
            const first = this.L[this._f];
            if (first || !this._u)
                return first;
            const isNext = (packet) => packet?.n !== undefined && !packet.i;
            while (this._e < this._l && !isNext(this.F.get(this._e)))
                this._e++;
            return this.F.get(this._e);
        }
        /** @internal Does the name belong to the events that holdfast adds? */
        _Q(name) {
            if (this.D.lifecycleEvents === "v4" || !ADDED.has(name))
                return false;
            warnOnce(this.B.C, `"${name}" is holdfast's event; see lifecycleEvents: "v4"`);
            return true;
        }
        /** Sends an event, or keeps it until it can be sent. A function at the end of `args` is called with the acknowledgement. */
        _8(flags, args) {
            const [name] = args;
            if (RESERVED.has(name))
                throw new HoldfastError("ERR_RESERVED_EVENT", `"${name}" is a reserved event name`);
            this._Q(name);
            const { retries, ackTimeout } = this.D;
            const { volatile, signal, timeout = ackTimeout } = flags;
            const again = retries && !volatile;
            const callback = typeof args[args.length - 1] === "function" ? args.pop() : undefined;
            const promised = callback && this._0(callback);
            const packet = outgoing({
                nsp: this.nsp,
                args,
                id: callback || again ? this._l : undefined,
                flags,
                callback,
                promised: callback && (promised || timeout != null || signal || again),
            });
            // what can fail by the app's data fails here, before anything is registered
            const { B: _link, _h: _room } = this.C();
            packet.e = _link._i(packet);
            if (_room)
                packet.a = _link.B.now();
            const { engine } = _link;
            const flowing = this._p && engine.X();
            const error = flowing && engine._t(packet.e);
            if (error)
                throw error;
            const endless = promised && !signal && (again || timeout == null);
            let refusal = this._6(flags, endless);
            // throws, if it is to
            if (!flowing)
                refusal || (refusal = _room ? _room.o(packet) : this._9());
            if (packet.id !== undefined)
                this._7(packet, again ? undefined : timeout);
            if (refusal)
                this.V([packet], refusal);
            else if (again) {
                if (ackTimeout == null)
                    warnOnce(_link.C, `retries without ackTimeout: ${RETRY_TIMEOUT} ms`);
                packet.n = 0;
                packet.f = timeout ?? RETRY_TIMEOUT;
                this._q(packet, 1);
                this._C();
            }
            else if (flowing && !this.Y.length)
                this._I(packet);
            else {
                packet.h = true;
                this.L.push(packet);
                _room?.e(packet, 1);
                if (flowing)
                    this._V(packet);
            }
        }
        /** Why an event is not taken at all. `endless`: nothing but an answer would end the wait for it. */
        _6({ volatile, signal }, endless) {
            if (signal?.aborted)
                return aborted(signal, "not-sent");
            // once it was ended, nobody may ever connect it again
            if ((volatile && !this.B.engine?._h) || (endless && this.S))
                return disconnected("not-sent");
            return;
        }
        /** Is it the callback of `emitWithAck`, or one that a function of the app has put in its place? */
        _0(callback) {
            const inner = this.C();
            const promised = !!(callback.r || inner.r);
            inner.r = false;
            return promised;
        }
        /** The packet waits for its acknowledgement, for `timeout` ms at most. */
        _7(packet, timeout) {
            const { c: _signal } = packet;
            if (timeout != null)
                this._L(packet, timeout);
            if (_signal) {
                packet.s = () => this.Q([packet], aborted(_signal, deliveryOf(packet)));
                _signal.addEventListener("abort", packet.s);
            }
            if (this.F === NO_ACKS)
                this.F = new Map();
            this._l++;
            this.F.set(packet.id, packet);
        }
        /** Its acknowledgement may take `timeout` ms: then it is tried again, or settled. */
        _L(packet, timeout) {
            packet.t = this.B.B.setTimeout(() => {
                // it has fired: there is nothing to stop
                packet.t = undefined;
                // an answer to this try still settles it, if it comes during the next
                if (packet.n <= this.D.retries)
                    this.X(packet);
                else {
                    const fields = { delivery: deliveryOf(packet) };
                    this.Q([packet], new HoldfastError("ERR_ACK_TIMEOUT", "operation has timed out", fields));
                }
            }, timeout);
        }
        /** @internal The outcome of the packet with this ack id, if one still waits. */
        T(id, error, answer = [], when = now) {
            const packet = this.F.get(id);
            if (!packet)
                return;
            const { d: _callback, c: _signal, t: _timer } = packet;
            this.F.delete(id);
            // V8 keeps what was in a Map that is old and changes much until it collects the whole heap
            if (!this.F.size)
                this.F = NO_ACKS;
            this.B.B.clearTimeout(_timer);
            _signal?.removeEventListener("abort", packet.s);
            if (packet.n !== undefined) {
                if (packet.i)
                    this._k--;
                else
                    this._q(packet, -1);
                this._C();
            }
            if (packet.r)
                answer = [error, ...answer];
            else if (error)
                return;
            if (_callback)
                when(() => callAll([_callback], this, answer, this.W));
        }
        /** Events whose acknowledgement is due, in the order in which they were emitted. */
        _v(test) {
            return [...this.F.values()].filter(test);
        }
        /** Without a `bufferLimit`: much that waits is told of once. */
        _9() {
            if ((this.D.retries ? this.F.size : this.L.length) === MANY)
                warnOnce(this.B.C, `${MANY} events wait to be sent; see bufferLimit`);
        }
        /** One more of the retry queue waits, or one less. */
        _q(packet, by) {
            this._u += by;
            this._h?.e(packet, by);
        }
        /** Sends what waited. */
        J() {
            this._h?.s(this.B.B.now());
            // a listener may emit, look at sendBuffer, or leave
            while (this.connected && this._j().length)
                for (const packet of this.L)
                    if (this.connected && packet.h !== false)
                        this._V(packet);
        }
        /** It goes out, unless a listener that is told of it lost the connection, gave it up, or sent it by leaving. */
        _V(packet) {
            const error = this._T(packet);
            if (!this.connected || packet.h === false)
                return;
            if (error)
                this.V([packet], error);
            else
                this._I(packet);
        }
        /** Takes out what does not wait any more. */
        _j() {
            this.sendBuffer = this.L.filter(({ h: _waits }) => _waits !== false);
            return this.L;
        }
        /**
         * Tells who listens to what is sent, before it is encoded anew: they may add to the data, what they emit goes first, and the app
         * may have changed it since `emit()`. Says why it can't be sent.
         */
        _T(packet) {
            if (packet.c?.aborted)
                return aborted(packet.c, "not-sent");
            if (!packet.O) {
                packet.O = true;
                callAll(this.Y, this, packet.data, this.W);
                packet.O = false;
            }
            try {
                packet.e = this.B._i(packet);
            }
            catch (error) {
                return Object.assign(error, { delivery: deliveryOf(packet) });
            }
            return this.B.engine._t(packet.e);
        }
        _I(packet) {
            packet.i = true;
            this._R(packet);
            this.B.I(packet);
        }
        /** It does not wait any more. */
        _R(packet) {
            if (packet.h === false)
                return;
            packet.h = false;
            this._h?.e(packet, -1);
            if (2 * ++this._m > this.L.length)
                this._j();
        }
        // ---- the retry queue: events that are sent again until they are acknowledged, in the order of their ack ids
        /** Sends what the window lets through and is not under way. */
        _C() {
            // one that is dropped here at once is no reason to begin once more: with many of them, the stack would overflow
            if (this._D)
                return;
            this._D = true;
            const { retryWindow = 1 } = this.D;
            while (this._p && this._k < retryWindow && this._e < this._l) {
                const packet = this.F.get(this._e++);
                if (packet?.n !== undefined)
                    this.X(packet);
            }
            this._D = false;
        }
        X(packet) {
            // before listeners are told, whose events are not to go first
            if (!packet.i) {
                this._k++;
                this._q(packet, -1);
                packet.i = true;
            }
            // the app may have given the bytes of an attachment away since
            const anew = packet.e[1] || this.Y.length;
            const error = anew ? this._T(packet) : this.B.engine._t(packet.e);
            // a listener left, or gave it up
            if (!this._p || !this.F.has(packet.id))
                return;
            if (error)
                return this.V([packet], error);
            packet.n++;
            this._L(packet, packet.f);
            this._I(packet);
        }
        /** Their connection is gone: they are sent again on the next. */
        _5() {
            this._k = 0;
            const retried = this._v(({ n: _tries }) => _tries !== undefined);
            this._u = retried.length;
            this._e = retried[0]?.id ?? this._l;
            for (const packet of retried) {
                packet.i = false;
                this.B.B.clearTimeout(packet.t);
            }
        }
        // ---- what is not sent
        /**
         * @internal As {@link _drop}, but told in a later turn: the app may be in the middle of `emit()`, and no call of the app calls
         * the app.
         */
        V(packets, error) {
            this.Q(packets, error, later);
        }
        /**
         * The packets are settled, and reported unless they were sent; those not sent yet will not be. Without an `error` it is
         * that the connection is gone.
         */
        Q(packets, error, when = now) {
            for (const packet of packets)
                this._R(packet);
            for (const packet of packets) {
                const cause = error ?? disconnected(deliveryOf(packet));
                this.T(packet.id, cause, [], when);
                if (packet.i && packet.n === undefined)
                    continue;
                const [event, ...args] = packet.data;
                when(() => this._o?.G("dropped", [{ event, args, cause, delivery: cause.delivery }]));
            }
        }
    }

    /** Bytes that an event takes beside those on the wire, while it waits. */
    const EVENT_BYTES = 100;
    /** How a namespace is joined and left, and what becomes of its events meanwhile; the Socket's public side is on top. */
    class Lifecycle extends Outbox {
        constructor(link, nsp, options) {
            super(link, nsp, options);
            /** Did the server keep the session of the connection before, and send what was missed? */
            this.recovered = false;
            /** Events that came before `connect` was emitted. */
            this.receiveBuffer = [];
            /** @internal */ this._i = [];
            /** @internal The state that listeners were told last. */ this._G = "disconnected";
            /** @internal The reconnection attempt that the app was told of and that is under way; 0 for none. */ this.E = 0;
            /** @internal Was CONNECT sent on this connection, and not answered yet? */ this._s = false;
            /** @internal Bytes that {@link receiveBuffer} takes, more or less. */ this.R = 0;
            /** @internal Was a refusal followed by another try, on this connection? */ this._b = false;
            this.auth = options.auth ?? undefined;
        }
        /** Has the namespace been joined, over a connection that is open? */
        get connected() {
            // a property of its own: what watches an app's state sees it change
            return this._G === "connected";
        }
        /** Is it connected, or will it connect by itself? */
        get active() {
            return this._M && this.A.name !== "leaving";
        }
        /** `"disconnected"`, `"connecting"`, `"connected"` or `"reconnecting"`. */
        get state() {
            if (this.A.name === "joined")
                return "connected";
            const { _reconnecting } = this.B;
            if (!this.active || _reconnecting === undefined)
                return "disconnected";
            return _reconnecting ? "reconnecting" : "connecting";
        }
        /** @internal */
        get A() {
            return this.C().A;
        }
        /** @internal */
        get S() {
            const { name, S: _ended } = this.A;
            return name === "leaving" || !!_ended;
        }
        /** @internal */
        get _M() {
            return this.A.name !== "idle";
        }
        /** @internal */
        get _p() {
            return !!this.A.O;
        }
        // ---- joining and leaving
        /** The one way from a state to another. */
        H(next, cause) {
            const inner = this.C();
            inner.B.B.clearTimeout(inner.A.t);
            inner.A = next;
            if (next.name !== "joined")
                this._F({ id: undefined });
            this._c(cause);
            return next;
        }
        /**
         * Leaves a state in which events were sent: what was and is not acknowledged gets its outcome, after the listeners of
         * `event` were told. At the `end` of it all, so that only the app comes back, so does what waits and promised one.
         */
        M(name, end, cause, event, ...details) {
            const doomed = this._v(({ i: _sent, r: _promised, n: _tries }) => (end && _promised) || (_sent && _tries === undefined));
            this._5();
            if (end)
                this.E = 0;
            this.H({ name, S: end }, cause);
            if (end)
                this.B._b();
            if (event)
                this.P(event, ...details);
            this.Q(doomed);
        }
        _n() {
            const state = this.A;
            if (state.name === "leaving") {
                state.name = "joining";
                this.O(state);
                this._c("connect()");
            }
            else if (state.name === "idle" || state.S)
                this.H({ name: "waiting" }, "connect()");
            this.B._k(this);
        }
        _Z() {
            const state = this.A;
            if (!this.active)
                return;
            if (state.name === "joining" && state.i) {
                // the server has yet to answer, and takes no DISCONNECT before it did
                state.name = "leaving";
                this.O(state);
                this._c("disconnect()");
                // none of them is sent
                this.Q([...this.F.values()].filter(({ r: _promised }) => _promised));
            }
            else if (this.connected) {
                // in a listener of `connect` it still waits
                this._P();
                this.I(DISCONNECT);
                this.M("idle", true, "disconnect()", "disconnect", "io client disconnect", undefined);
            }
            else
                this.M("idle", true, "disconnect()");
        }
        /** @internal */
        _S() {
            if (this.A.name !== "waiting")
                return;
            this.R = 0;
            // events of the connection before do not arrive in this one
            this.receiveBuffer = [];
            const joining = this.H({ name: "joining" }, "connect()");
            this.O(joining);
            askAuth(this.auth, this)
                .then((data) => {
                if (this.A !== joining)
                    return;
                this.I(CONNECT, this._t ? { pid: this._t, offset: this._U, ...data } : (data ?? undefined));
                joining.i = this._s = true;
                this.O(joining);
            })
                .catch((cause) => this._K(joining, cause));
        }
        /** The app's credentials, or the server's answer, have the time limit, from now on. */
        O(joining) {
            const { B: _clock, engine } = this.B;
            _clock.clearTimeout(joining.t);
            joining.t = _clock.setTimeout(() => {
                if (joining.name === "leaving")
                    this.M("idle", true, "disconnect()");
                else if (joining.i)
                    this._g(joining, connectError("ERR_CONNECT_TIMEOUT", "namespace", "timeout"));
                else
                    this._K(joining, "timeout");
            }, engine.D.timeout);
        }
        _K(joining, cause) {
            this.B.B.clearTimeout(joining.t);
            this._g(joining, connectError("ERR_AUTH", "auth", `auth: ${messageOf(cause)}`, { cause }));
        }
        _g(joining, error) {
            if (this.A === joining && this.B._g(error))
                this._W(error);
        }
        /** @internal */
        N(packet, bytes) {
            const { type, id, data } = packet;
            if (type === EVENT)
                this._A(packet, bytes);
            else if (type === ACK)
                this.T(id, null, data);
            else if (type === DISCONNECT) {
                if (this.connected)
                    this.M("idle", true, "disconnect", "disconnect", "io server disconnect");
            }
            else
                this._4(type, data);
        }
        /** CONNECT or CONNECT_ERROR: an answer, or nothing of the kind. */
        _4(type, data) {
            const asked = this._s;
            const { name } = this.A;
            this._s = false;
            if (name === "leaving") {
                if (type === CONNECT)
                    this.I(DISCONNECT);
                this.M("idle", true, "disconnect()");
            }
            else if (name === "joining")
                this._2(type, asked, data);
            // an answer for which nobody waits any more; what nobody asked for gets none, however often it comes
            else if (name === "idle" && asked && type === CONNECT)
                this.I(DISCONNECT);
            // else it is a second answer
        }
        /** The server's word on joining. */
        _2(type, asked, data) {
            const answer = readAnswer(type, asked, data);
            if (answer instanceof Error)
                this._3(answer, answer.code === "ERR_REFUSED" && !this._b);
            else if (answer)
                this._r(answer._i, answer._t);
        }
        /** The namespace is left, unless the app wants to try once more, with other credentials. */
        _3(error, mayRetry) {
            const { retryRefused } = this.D;
            const again = mayRetry && (typeof retryRefused === "function" ? this._Y(retryRefused, error) : !!retryRefused);
            Object.assign(error, { willRetry: again, ...(again && { retryIn: 0 }) });
            this._b = again;
            if (!again)
                return this.M("idle", true, "connect_error", "connect_error", error);
            this.H({ name: "waiting" }, "connect_error");
            this.P("connect_error", error);
            if (this.A.name === "waiting")
                this.B._k(this);
        }
        /** What a function of the app says; nothing good, if it throws. */
        _Y(decide, error) {
            try {
                return decide(error);
            }
            catch (thrown) {
                this.W(thrown);
                return false;
            }
        }
        _r(sid, pid) {
            this._F({ id: sid, recovered: pid !== undefined && pid === this._t });
            this._t = pid;
            this._b = false;
            const attempt = this.E;
            this.E = 0;
            this.B._r();
            const joined = this.H({ name: "joined" }, "connect");
            this.P("connect");
            if (attempt && this.A === joined)
                this.P("reconnect", attempt);
            for (const args of this.receiveBuffer.splice(0))
                if (this.A === joined)
                    this._N(args);
            // on a connection that has died meanwhile nothing is sent: it waits for the next
            if (this.A !== joined || !this.B.engine.X())
                return;
            this._P();
            // what the app took out of sendBuffer will not be answered
            this.Q(this._v(({ i: _sent, r: _promised, n: _tries }) => !_sent && _promised && _tries === undefined));
            this._C();
        }
        /** Sends what waited; what a listener emits meanwhile goes at once, and not to the end of it. */
        _P() {
            this.A.O = true;
            this.J();
        }
        /** @internal */
        _1(reason, details, unsent) {
            const { name } = this.A;
            // without those that leave it just now: they are among the unsent
            const { sendBuffer } = this;
            const own = unsent.filter(({ nsp }) => nsp === this.nsp);
            for (const packet of own)
                packet.i = false;
            // what has its outcome, or is in the retry queue, does not come back
            const events = own.filter(({ type, id, n: _tries }) => type === EVENT && _tries === undefined && (id === undefined || this.F.has(id)));
            for (const packet of events)
                packet.h = true;
            this.sendBuffer = [...events, ...sendBuffer];
            this.Q(events.filter(({ m: _volatile }) => _volatile));
            if (name === "joined")
                this.M("waiting", false, "disconnect", "disconnect", reason, details);
            else
                this.U(asConnectError(details, reason));
        }
        /** @internal */
        U(error) {
            const { active } = this;
            this._b = this._s = false;
            this.H({ name: active ? "waiting" : "idle", S: this.S }, "connect_error");
            if (active)
                this._W(error);
        }
        // ---- telling the app
        /** @internal */
        _a(event, detail) {
            if (!this.active)
                return;
            if (event === "reconnect_attempt")
                this.E = detail;
            if (detail)
                this.P(event, detail);
            else
                this.M("waiting", true, event ?? "connect_error", event);
        }
        _W(error) {
            if (error.code === "ERR_CONNECT_TIMEOUT")
                this.P("connect_timeout", error);
            this.P("connect_error", error);
        }
        /** Calls the listeners of a reserved event. */
        P(event, ...details) {
            this.B.O++;
            if (this.D.lifecycleEvents !== "v4" || !ADDED.has(event))
                this.G(event, details);
            this._o?.G(event, details);
            this.B.O--;
        }
        /** Sets it through what the app has first: a proxy would take what is there already for no change. */
        _F(seen) {
            Object.assign(this.C().e, seen);
            Object.assign(this, seen);
        }
        /** @internal */
        _c(cause) {
            const from = this._G;
            const to = this.state;
            if (from === to)
                return;
            this._F({ _G: to });
            this.B.O++;
            this._o?.G("state_change", [{ from, to, cause }]);
            this.B.O--;
        }
        // ---- events
        /** Sends a packet that is not an event. */
        I(type, data, id) {
            const packet = { type, nsp: this.nsp, data, id };
            packet.e = this.B._i(packet);
            this.B.I(packet, type === DISCONNECT);
        }
        _A({ id, data }, bytes = 0) {
            const args = data;
            if (id !== undefined)
                args.push(this._J(id));
            if (this._p)
                this._N(args);
            else if (this.active) {
                this.R += bytes + EVENT_BYTES;
                if (this.R > this.B.engine.D.maxMessageBytes)
                    throw new HoldfastError("ERR_BUFFER_FULL", "too many events before the namespace is joined");
                this.receiveBuffer.push(args);
            }
        }
        /** @internal */
        _E({ type, id, data }, reason) {
            if (!this.active)
                return;
            this._B(data, id);
            this._o?.G("rejected", [{ nsp: this.nsp, reason }]);
            // it would be the same once more
            if (type === ACK)
                this.T(id, new HoldfastError("ERR_PARSE", `acknowledgement rejected: ${reason}`, { delivery: "unknown" }));
        }
        /** @internal A recovery goes on behind the packet; where that place can't be read, there is none: it would bring the packet again. */
        _w(packet) {
            if (!this._B(packet?.data, packet?.id))
                this._t = this._U = undefined;
        }
        /** The app was given an event, or never will be: a recovery goes on behind it, if the event says where that is. */
        _B(args, id) {
            if (!this._t || id !== undefined || !Array.isArray(args))
                return false;
            const last = args[args.length - 1];
            if (typeof last !== "string")
                return false;
            this._U = last;
            return true;
        }
        /** The function by which the app acknowledges an event: once, and on the connection that asked. */
        _J(id) {
            const { id: sid } = this;
            let open = true;
            return (...data) => {
                if (open && this.connected && (sid ?? this.id) === this.id)
                    this.I(ACK, data, id);
                open = false;
            };
        }
        _N(args) {
            this._B(args);
            if (this._i.length)
                callAll(this._i, this, args, this.W);
            const [name, ...rest] = args;
            // a name of ours never reaches those who listen to us
            if (!this._Q(name))
                this.G(name, rest);
        }
    }

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
            this._H = false;
            this._d = flags;
            this.Z = owner;
            this.C = inner;
        }
        /** It is not for the next event any more. */
        _z() {
            const inner = this.C();
            if (inner.t === this)
                inner.t = undefined;
        }
        get(target, name, receiver) {
            // asked by our methods alone, for each event
            if (name === VIEW)
                return this;
            if (!this._H) {
                this._H = true;
                this._z();
            }
            const value = Reflect.get(target, name, receiver);
            if (typeof value !== "function" || !isOwn.call(target, name) || !(name in Object.getPrototypeOf(target)))
                return value;
            const view = this;
            return function (...args) {
                view.C().t = view;
                try {
                    return value.apply(this, args);
                }
                finally {
                    view._z();
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
    class Socket extends Lifecycle {
        /** @internal */
        constructor(io, nsp, options) {
            super(io, nsp, options);
        }
        /** The Manager whose connection this namespace uses. */
        get io() {
            return this.B;
        }
        /** Emits the reserved events, `state_change` and `dropped`, whatever names the app uses for its own events. */
        get lifecycle() {
            const self = this.K();
            self._o ?? (self._o = new TypedEmitter(self.W));
            return self._o;
        }
        /** The opposite of `connected`. */
        get disconnected() {
            return !this.connected;
        }
        /** Connects, or does nothing if connected. During a wait for reconnection it connects now. */
        connect() {
            this._O()._n();
            return this;
        }
        /** The same as {@link connect}. */
        open() {
            return this.connect();
        }
        /** Leaves the namespace; the connection is closed with its last one. What was emitted before is still sent. */
        disconnect() {
            this._O()._Z();
            return this;
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
            this.B.Q();
            return this.connect();
        }
        /**
         * Resolves once the socket is connected, at once if it is. Rejects with the last error when it gives up, or is told to
         * (`ERR_DISCONNECTED`), when `timeout` ms have passed (`ERR_CONNECT_TIMEOUT`), or with `ERR_ABORTED`. The socket goes on
         * in the last two cases.
         */
        ready({ signal, timeout } = {}) {
            const { lifecycle, B: _link } = this;
            const { B: _clock } = _link;
            const self = this.K();
            return new Promise((resolve, reject) => {
                let last = disconnected("not-sent");
                const end = (error) => {
                    lifecycle.off("state_change", changed).off("connect_error", failed);
                    signal?.removeEventListener("abort", abort);
                    _clock.clearTimeout(timer);
                    if (error)
                        reject(error);
                    else
                        resolve((this[VIEW]?.Z ?? this));
                };
                const failed = (error) => {
                    last = error;
                    // a refusal is told after the state has changed
                    if (self.state === "disconnected")
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
                if (self.connected)
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
            const own = this[VIEW];
            const inner = (own ?? this).C();
            const { t: _next } = inner;
            const view = own ?? _next;
            if (view === _next)
                inner.t = undefined;
            if (!own && view && !view._H)
                warnOnce(inner.B.C, "emit() took the time limit of timeout(), whose result was not used: emit on that");
            inner.i._8(view?._d ?? NO_FLAGS, [event, ...args]);
            return (own?.Z ?? this);
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
                const inner = (this[VIEW] ?? this).C();
                const settle = (error, value) => (error ? reject(error) : resolve(value));
                // told by the function itself, should `emit` be called later, and by the call, should another function take its place
                settle.r = inner.r = true;
                try {
                    this.emit(event, ...args, settle);
                }
                finally {
                    inner.r = false;
                }
            });
        }
        /** A view whose events are dropped when they can't be sent now. */
        get volatile() {
            return this._x({ volatile: true });
        }
        /** A view whose acknowledgements must come within `timeout` ms, and whose callbacks take an error first. */
        timeout(timeout) {
            return this._x({ timeout }, true);
        }
        /** A view whose events are not compressed, if `compress` is `false`. */
        compress(compress) {
            return this._x({ compress });
        }
        /** A view whose events are given up when `signal` is aborted, and whose callbacks take an error first (`ERR_ABORTED`). */
        signal(signal) {
            return this._x({ signal });
        }
        /** Calls `listener` with every event that comes in, its name first. */
        onAny(listener) {
            this._i.push(listener);
            return this;
        }
        /** As {@link onAny}, before the others. */
        prependAny(listener) {
            this._i.unshift(listener);
            return this;
        }
        /** Removes a listener of {@link onAny}, or all. */
        offAny(listener) {
            remove(this._i, listener);
            return this;
        }
        /** The listeners of {@link onAny}. */
        listenersAny() {
            return this._i;
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
        /** @internal The settings for what is emitted on it. */
        get _d() {
            return (this[VIEW] ?? this.C().t)?._d ?? NO_FLAGS;
        }
        /** The socket itself, which knows from now on how the app has it. */
        _O() {
            const self = this.K();
            self.C().e = this;
            return self;
        }
        /** `passes`: if nothing is done with the view, the socket's own next emit in this synchronous run takes its settings. */
        _x(flags, passes = false) {
            const own = this[VIEW];
            const view = new View(own ? { ...own._d, ...flags } : flags, own?.Z ?? this, this.C);
            if (passes && !own) {
                this.C().t = view;
                Promise.resolve().then(() => view._z());
            }
            return new Proxy(this.K(), view);
        }
    }

    /** New here: a wrong value throws. */
    const OURS = {
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
        ...OURS,
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
        ...Object.fromEntries(Object.keys(OURS).map((name) => [name, 0])),
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

    /**
     * Chooses those that the app asks for (names that nobody knows are passed over) and that the platform can do. `first` comes
     * first, if it is among them.
     */
    const chooseKinds = (known, asked, platform, first) => {
        let hint;
        const kinds = (asked ?? known)
            .flatMap((one) => (typeof one === "string" ? known.filter(({ t: _type }) => _type === one) : one))
            .filter(({ t: _type }) => {
            const lacks = platform.lacks(_type);
            // few runtimes have WebTransport
            if (lacks && (asked || _type !== "webtransport"))
                hint ?? (hint = `this runtime has no ${lacks}`);
            return !lacks;
        })
            .sort((a, b) => Number(b.t === first) - Number(a.t === first));
        return { kinds, hint };
    };

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
            this.s = 0;
            /** Does the attempt that is due start before its time, or did the one under way, or that led to the connection? */
            this.R = false;
            this.B = clock;
            this.C = platform;
            this.n();
        }
        /** The app connects: all starts over. */
        n() {
            this.E = this.i = 0;
            this.e = undefined;
            this.r = this.B.ticks();
        }
        /** A namespace was joined. */
        _r() {
            this.e ?? (this.e = this.B.ticks());
            this.E = 0;
        }
        /** The attempt failed or the connection is lost: ms until the next attempt, or `undefined` for none. */
        t(options, error) {
            const now = this.B.ticks();
            if (this.e !== undefined) {
                if (now - this.e >= options.minUptime) {
                    this.i = 0;
                    this.R = false;
                }
                this.r = now;
            }
            this.e = undefined;
            if (this.R)
                this.s = now + EARLY_PAUSE;
            this.R = false;
            const attempt = this.E + 1;
            if (options.reconnection === false || attempt > options.reconnectionAttempts)
                return;
            const delay = this.o(options, { attempt, elapsed: now - this.r, error });
            if (delay === false)
                return;
            this.E = attempt;
            this.i++;
            // what the server asks for is spread upwards
            const asked = Math.min(error?.retryAfter ?? 0, MOST_ASKED);
            return Math.max(delay, Math.round(asked * (1 + options.randomizationFactor * this.C.random())));
        }
        /** What the app's policy says, or the backoff where there is none, or it fails. */
        o(options, facts) {
            try {
                const delay = options.reconnectionPolicy?.(facts);
                if (delay === false)
                    return false;
                if (typeof delay === "number" && delay >= 0)
                    return Math.max(delay, floorAt(this.i));
            }
            catch (error) {
                this.C.report(error);
            }
            return backoffDelay(options, this.i, this.C.random);
        }
        /** An attempt is wanted before its time. Returns how soon it may be, in ms. */
        T() {
            this.R = true;
            return Math.min(EARLY_PAUSE, Math.max(0, this.s - this.B.ticks()));
        }
    }

    const NAMES = ["online", "offline", "visibilitychange", "pageshow", "pagehide", "resume"];
    /** Listens to the sources, and to `beforeunload` if asked. Returns the function that stops it. If one throws, so does this, having stopped. */
    const watchSignals = (sources, beforeunload, sink) => {
        const listener = ({ type, target, persisted }) => {
            if (type === "offline")
                sink._B();
            else if (type === "pagehide")
                sink._q(!!persisted);
            else if (type === "beforeunload")
                sink._y();
            // as its last event, a page that goes away is hidden
            else if (target?.visibilityState === "hidden")
                sink._j();
            else
                sink._v();
        };
        const names = beforeunload ? [...NAMES, "beforeunload"] : NAMES;
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
            /** @internal */ this.D = new Map();
            /** @internal */ this.A = { name: "idle" };
            /** @internal Sessions in a row that the server did not know. */ this._h = 0;
            /** @internal */ this.O = 0;
            /** @internal Is the page in the background, kept without a connection? */ this._s = false;
            // a copy, so that the app's own object is never written to
            const [uri, given] = readArguments(url, options);
            this.opts = Object.assign({ path: undefined }, given);
            const { opts } = this;
            checkOptions(opts);
            opts.path ?? (opts.path = "/socket.io");
            this.Z = uri;
            this.C = platform;
            this.Y = kinds;
            this.B = platform.clock(!!opts.autoUnref, !!opts.useNativeTimers);
            this.J = new ReconnectionController(this.B, platform);
        }
        /** `"idle"`, `"connecting"`, `"connected"` or `"waiting"` (for the next attempt). */
        get state() {
            return this.A.name;
        }
        /** @internal What is done in a listener of these events does not cut a wait short. */
        G(event, args) {
            this.O++;
            super.G(event, args);
            this.O--;
        }
        /** @internal Closes the connection, or stops trying to get one. */
        N() {
            if (this.A.name === "idle")
                return void this.H({ name: "idle" });
            this.engine?.M();
            this._d({ name: "idle" }, "forced close", undefined, []);
        }
        /** @internal */
        _b() {
            const state = this.A;
            if (this.X((namespace) => namespace._M))
                return;
            if (state.name !== "connecting")
                this.N();
            // connect() may follow in this turn, and the server shall see one connection
            else
                state.o ?? (state.o = this.B.setTimeout(() => this.N(), 0));
        }
        /** @internal */
        _r() {
            this._h = 0;
            this.J._r();
        }
        // ---- for the Engine
        /** @internal */
        _F() {
            const attempt = this.J.E;
            const { o: _release, d: _callback } = this.A;
            let _decoder;
            try {
                _decoder = this._A();
            }
            catch (cause) {
                return this.engine.F("transport error", thrown(cause));
            }
            const current = this.H({ name: "connected", p: _decoder });
            // nobody will join
            if (!this.D.size)
                this._r();
            this._p();
            this.P(current, (namespace) => namespace._S());
            this.G("open", []);
            if (attempt && this.A === current)
                this.G("reconnect", [attempt]);
            if (_release)
                this._b();
            if (_callback)
                callAll([_callback], this, [], this.W);
        }
        /** @internal */
        _p() {
            if (this.opts.rememberUpgrade)
                memory.set(hostOf(this.L), this.engine.transport.name);
        }
        /** @internal */
        _C(reason, details, unsent) {
            const { name, v: _crowded, p: _decoder } = this.A;
            const isOpen = name === "connected";
            if (isOpen && reason === "parse error")
                this._w(_decoder.N);
            // it was not read
            if (isOpen && isHoldfastError(details, "ERR_PAYLOAD_TOO_LARGE"))
                this._w(undefined);
            if (_crowded)
                details = Object.assign(details ?? { description: reason }, {
                    hint: "more than 10 attachments: raise maxAttachments of the server's parser",
                });
            if (!(isOpen && !this.D.size) && !this.X(({ connected }) => connected)) {
                if (isOpen)
                    this.G("close", [reason, details]);
                return this.U(asConnectError(details, reason));
            }
            this._e(this._d(this.R(details), reason, details, unsent));
        }
        /** What broke the connection must not come again by recovery; without a packet it may be any namespace's. */
        _w(packet) {
            this.D.forEach((namespace, nsp) => {
                if (!packet || packet.nsp === nsp)
                    namespace._w(packet);
            });
        }
        // ---- signals
        /** @internal */
        _v() {
            this._s = false;
            this.engine?.X();
            const { C: _platform, B: _clock, A: _state } = this;
            if (_state.name === "waiting")
                this.T(Math.max(_platform.random() * WAKE_SPREAD, _state._s - _clock.ticks()));
        }
        /** @internal */
        _B() {
            if (this.opts.closeOnOffline === false || isLoopback(this.L.hostname))
                return;
            this.engine?.F("transport close", { description: "network connection lost" });
        }
        /** @internal */
        _q(kept) {
            // a page that is kept must have no connection; it gets one when it is shown again
            this._s = kept;
            if (kept)
                this.engine?._m();
            else
                this.engine?._d();
            const { t: _timer, R: _wait } = this.A;
            this.B.clearTimeout(_timer);
            _wait?.e();
            this.A.u = Infinity;
        }
        /** @internal */
        _j() {
            if (this.engine?.R && this.C.pollsOutlivePage)
                this._y();
        }
        /** @internal */
        _y() {
            if (this.A.name === "connected")
                this.engine.transport.N();
        }
        // ---- the connection
        /** The one way from a state to another. */
        H(next) {
            const { name, t: _timer, o: _release, p: _decoder, R: _wait } = this.A;
            this.A = next;
            this.B.clearTimeout(_timer);
            this.B.clearTimeout(_release);
            _decoder?.destroy?.();
            _wait?.e();
            if (next.name === "idle") {
                this._I?.();
                this._t?.(false);
            }
            else if (name === "idle") {
                this._t?.(true);
                const { networkEvents, closeOnBeforeunload } = this.opts;
                const sources = networkEvents ? [networkEvents] : this.C.signals();
                if (sources.length)
                    this._I = watchSignals(sources, !!closeOnBeforeunload, this);
            }
            return next;
        }
        _n(callback) {
            const { fault } = (this.L = parseTarget(this.Z, this.C, this.opts));
            if (fault)
                return this.V(fault, callback);
            const connecting = { name: "connecting", d: callback };
            try {
                this.H(connecting);
                this._z(connecting);
            }
            catch (cause) {
                // in a later turn, as any other failure
                this.B.clearTimeout(connecting.t);
                connecting.t = this.B.setTimeout(() => this.U(thrown(cause)), 0);
            }
            this.P(connecting, (namespace) => namespace._c("connect()"));
        }
        /** Makes the Engine of an attempt. What the app has put into the options may throw. */
        _z(connecting) {
            const { C: _platform, B: _clock, L: _target, opts } = this;
            const _options = withDefaults(opts, { _x: _platform.cookies?.() });
            const unsticky = this._h >= UNKNOWN_LIMIT && !losesHeaders(_platform, _options);
            const last = opts.rememberUpgrade ? memory.get(hostOf(_target)) : undefined;
            const asked = opts.transports ?? opts.transportImplementations;
            const { kinds: _kinds, hint } = chooseKinds(this.Y, asked, _platform, unsticky ? "websocket" : last);
            const engine = new Engine({ C: _platform, B: _clock, D: _options, L: _target, Y: _kinds, E: this });
            this.engine = engine;
            connecting.z = hint;
            connecting.t = _clock.setTimeout(() => {
                const { transport } = engine;
                engine.M();
                this.U(connectError("ERR_CONNECT_TIMEOUT", "transport", "timeout", { transport: transport?.name }));
            }, _options.timeout);
            _platform.soon(() => {
                if (this.A === connecting && connecting.o)
                    this.N();
            });
            engine.S(_options.timeout);
        }
        /** The address leads nowhere: that is told in a later turn, and nothing is tried until the app connects again. */
        V(fault, _callback) {
            warnOnce(this.C, fault);
            const error = connectError("ERR_INVALID_URL", "transport", fault);
            const _timer = this.B.setTimeout(() => this.U(error), 0);
            this.P(this.H({ name: "idle", t: _timer, d: _callback }), (namespace) => namespace._c("connect()"));
        }
        /** An attempt came to nothing: waits for the next, or gives up. */
        U(error) {
            const attempt = this.J.E;
            const { d: _callback, z: _hint } = this.A;
            error.attempt = attempt;
            if (_hint)
                error.hint ?? (error.hint = _hint);
            const current = this.H(this.R(error, !_callback));
            this.P(current, (namespace) => namespace.U(error));
            this.G("error", [error]);
            this._e(current, attempt ? error : undefined, !_callback);
            if (_callback)
                callAll([_callback], this, [error], this.W);
        }
        /** The state that follows: the wait for the next attempt, if there is one. Says so in the error. */
        R(error, mayRetry = true) {
            const cause = error instanceof ConnectError ? error : undefined;
            // what the next attempt has to know
            if (cause)
                memory.delete(hostOf(this.L));
            if (cause?.code === "ERR_SESSION_UNKNOWN")
                this._h++;
            const wanted = mayRetry && this._l && !this.L.fault;
            const next = wanted
                ? this.J.t(readable(this.opts, { reconnection: this.S() }), cause)
                : undefined;
            const retryIn = this._s && wanted ? Infinity : next;
            const willRetry = retryIn !== undefined;
            if (cause)
                Object.assign(cause, { willRetry, retryIn });
            if (!willRetry)
                return { name: "idle" };
            const _wait = new WallTimer(this.B, () => {
                // it may have been switched off meanwhile, which does not matter to an attempt before its time
                if (this.J.R || this.S())
                    this.E();
                else
                    this._e(this.H({ name: "idle" }));
            });
            if (retryIn < Infinity)
                _wait.M(retryIn);
            const now = this.B.ticks();
            return { name: "waiting", R: _wait, u: now + retryIn, _s: cause?.retryAfter ? now + next : 0 };
        }
        /** Makes the next attempt before its time: as soon as it may be, and not before `spread` ms have passed. */
        T(spread) {
            const state = this.A;
            const wait = this.J.T() + spread;
            if (!wait)
                return this.E();
            const now = this.B.ticks();
            // the time may have come while the machine slept
            if (state.u > now && state.u <= now + wait)
                return;
            state.u = now + wait;
            state.R.M(wait);
        }
        E() {
            const attempt = this.J.E;
            const current = this.A;
            this._a(current, "reconnect_attempt", attempt);
            if (this.A === current)
                this._n();
        }
        /** The connection is over; `next` is what follows. */
        _d(next, reason, details, unsent) {
            this.H(next);
            for (const namespace of [...this.D.values()])
                namespace._1(reason, details, unsent);
            this.G("close", [reason, details]);
            return next;
        }
        /** Tells of the reconnection attempt that failed, if it was one, and that no other follows, if so. */
        _e(state, error, mayGiveUp = true) {
            const { fault } = this.L;
            const over = (mayGiveUp || fault) && state.name === "idle" && this._l;
            // it is a failure to reconnect only where that is asked for, and was tried
            const failed = over && this.S() && (error || !fault);
            // the Manager's listeners get these two in this order there
            if (failed && this.A === state)
                this.G("reconnect_failed", []);
            if (error)
                this._a(state, "reconnect_error", error);
            if (over)
                this.P(state, (namespace) => namespace._a(failed ? "reconnect_failed" : undefined));
        }
        /** Tells the listeners here, then those of each namespace. */
        _a(state, event, detail) {
            if (this.A === state)
                this.G(event, [detail]);
            this.P(state, (namespace) => namespace._a(event, detail));
        }
        /** Tells each namespace, for as long as the state stays what it was. */
        P(state, call) {
            for (const namespace of [...this.D.values()])
                if (this.A === state)
                    call(namespace);
        }
        /** May an attempt follow, if there is need for one? */
        S() {
            return this.opts.reconnection !== false;
        }
        /** Does anybody want a connection? The app alone, where there is no namespace. */
        get _l() {
            return !this.D.size || this.X(({ active }) => active);
        }
        X(test) {
            for (const namespace of this.D.values())
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
            /** @internal Bytes of the packet that is coming in. */ this.F = 0;
            /** @internal Why packets were dropped. */ this._m = new Set();
            const { parser, autoConnect } = this.opts;
            this._c = parser && new parser.Encoder();
            if (autoConnect !== false)
                this.open();
        }
        /**
         * Connects, if there is no connection and none is being made; a wait for reconnection it cuts short. With a callback, which
         * gets the error if that fails, no other attempt follows.
         */
        open(callback) {
            this.K()._x(callback);
            return this;
        }
        _x(callback) {
            const state = this.A;
            if (state.name === "idle") {
                this.J.n();
                this._n(callback);
            }
            else if (state.name === "waiting" && !this.O)
                this.T(0);
            else if (state.name === "connecting") {
                this.B.clearTimeout(state.o);
                state.o = undefined;
            }
        }
        /** The same as {@link open}. */
        connect(callback) {
            return this.open(callback);
        }
        /** The Socket of a namespace, made at the first call. */
        socket(nsp, options) {
            const name = nsp.startsWith("/") ? nsp : `/${nsp}`;
            const self = this.K();
            let socket = self.D.get(name);
            if (!socket) {
                socket = new Socket(self, name, { ...options });
                self.D.set(name, socket);
            }
            return this.opts.autoConnect === false ? socket : socket.connect();
        }
        reconnection(value) {
            return value === undefined ? this.opts.reconnection !== false : this.M("reconnection", value);
        }
        reconnectionAttempts(value) {
            return this.M("reconnectionAttempts", value);
        }
        reconnectionDelay(value) {
            return this.M("reconnectionDelay", value);
        }
        randomizationFactor(value) {
            return this.M("randomizationFactor", value);
        }
        reconnectionDelayMax(value) {
            return this.M("reconnectionDelayMax", value);
        }
        timeout(value) {
            return value === undefined && this.opts.timeout === false ? false : this.M("timeout", value);
        }
        /** Reads or sets an option. */
        M(name, value) {
            const opts = this.opts;
            if (value === undefined)
                return withDefaults(opts)[name];
            opts[name] = value;
            return this;
        }
        // ---- for the namespaces
        get _reconnecting() {
            return this.A.name === "idle" ? undefined : this.J.E > 0;
        }
        /** @internal */
        _i({ type, nsp, id, data }) {
            const packet = { type, nsp };
            if (data !== undefined)
                packet.data = data;
            if (id !== undefined)
                packet.id = id;
            try {
                return this._c ? this._c.encode(packet) : encode(packet);
            }
            catch (cause) {
                if (cause instanceof HoldfastError)
                    throw cause;
                throw new HoldfastError("ERR_ENCODE", `can't encode the data: ${messageOf(cause)}`, { cause });
            }
        }
        /** @internal */
        I(packet, alone = false) {
            if (this.A.name !== "connected")
                return;
            if (packet.type !== EVENT && !this.engine.T.l(sumOf(packet.e)))
                return;
            if (packet.e.length > CROWD)
                this.A.v = true;
            if (packet.type === CONNECT)
                this.engine._n[packet.nsp] = packet.e;
            this.engine._a(packet.e, packet, alone, packet.options);
        }
        /** @internal */
        _k(namespace) {
            if (this.A.name === "connected")
                namespace._S();
            else
                this.open();
        }
        /** @internal */
        _g(error) {
            if (this.X((namespace) => namespace.connected))
                return true;
            this.engine.V();
            this.U(error);
            return false;
        }
        /** @internal */
        Q() {
            if (this.A.name === "connected")
                this.engine.F("forced close");
        }
        // ---- for the Engine, and the decoder
        /** @internal */
        _H() {
            this.G("ping", []);
        }
        /** @internal */
        _D(data) {
            const state = this.A;
            state.v = false;
            this.F += lengthOf(data);
            try {
                state.p?.add(data);
            }
            catch (cause) {
                this._o(cause, data);
            }
        }
        /** @internal */
        _f(packet, error) {
            // one of the retry queue is under way until it is settled
            packet.i = packet.n !== undefined;
            // nobody waits for an acknowledgement to arrive; joining has its time limit
            if (packet.type === EVENT)
                this.D.get(packet.nsp)?.V([packet], error);
        }
        _A() {
            const { parser } = this.opts;
            this.F = 0;
            if (!parser) {
                return new Decoder(this.engine.D, this.B, this);
            }
            const decoder = new parser.Decoder();
            decoder.on("decoded", (packet) => {
                try {
                    this._u(checked(packet));
                }
                catch (cause) {
                    // whether or not it is called from within `add`
                    this._o(cause, packet);
                }
            });
            return decoder;
        }
        _o(cause, context) {
            const code = isHoldfastError(cause) ? cause.code : "ERR_PARSE";
            const error = connectError(code, "transport", `parse error: ${messageOf(cause)}`, { cause, context });
            this.engine.F("parse error", error);
        }
        _u(packet) {
            const bytes = this.F;
            this.F = 0;
            const reason = objection(packet, this.engine.D);
            if (reason)
                return this._E(packet, reason);
            if (this._callbacks.size)
                this.G("packet", [packet]);
            this.D.get(packet.nsp)?.N(packet, bytes);
        }
        /** Drops a packet alone. Each reason is told once: a peer user may send any number of such packets. */
        _E(packet, reason) {
            if (!this._m.has(reason))
                this.C.warn(`holdfast: a packet from the server was dropped: ${reason}`);
            this._m.add(reason);
            this.D.get(packet.nsp)?._E(packet, reason);
        }
    }

    /** A property of the object's own, in the place of one that all have; what watches an app's state does not list it. */
    const replace = (object, name, value) => {
        Object.defineProperty(object, name, { value, writable: true, configurable: true });
    };
    /** Gives the instances of a class more members. What is only read here can be replaced all the same, as in socket.io-client. */
    const add = (Class, members) => {
        const all = Object.getOwnPropertyDescriptors(members);
        for (const [name, member] of Object.entries(all)) {
            if (member.get)
                member.set ?? (member.set = function (value) {
                    replace(this, name, value);
                });
        }
        Object.defineProperties(Class.prototype, all);
    };
    const { _A: _onEvent, _J: _answer } = Socket.prototype;
    const extendSocket = () => add(Socket, {
        onevent: _onEvent,
        _A(packet, bytes) {
            this.onevent(packet, bytes);
        },
        ack: _answer,
        get io() {
            return this.B;
        },
        get flags() {
            return this._d;
        },
        get _opts() {
            return this.D;
        },
    });
    const { _n: _connect, N: _close, S: _reconnects } = BaseManager.prototype;
    const extendManager = () => add(BaseManager, {
        /** Set by the app, or here, until the next attempt. */
        skipReconnect: false,
        S() {
            return !this.skipReconnect && _reconnects.call(this);
        },
        N() {
            this.skipReconnect = true;
            _close.call(this);
        },
        _n(callback) {
            this.skipReconnect = false;
            _connect.call(this, callback);
            const { fault, hostname, port, secure } = this.L;
            if (!fault)
                Object.assign(this.opts, { hostname, port, secure });
        },
        /** Counts from the next attempt. */
        get uri() {
            return this.Z;
        },
        set uri(uri) {
            this.Z = uri;
        },
        get nsps() {
            return Object.fromEntries(this.D);
        },
        get backoff() {
            // in socket.io-client the attempt to come counts once the failure before it was told
            const untold = this.O && this.state === "waiting";
            return { attempts: this.J.E - (untold ? 1 : 0) };
        },
    });
    const { off } = Engine.prototype;
    /** Without arguments it also takes off the Manager, which listens as anybody does in socket.io-client. */
    function deafen(_event, _listener) {
        if (!arguments.length)
            this.K().E = undefined;
        // with the parameters' names alone it would be told of two arguments each time
        return off.apply(this, arguments);
    }
    function write(data, options, done) {
        if (done)
            this.once("flush", done);
        this.K()._a([data], undefined, false, options);
        return this;
    }
    const extendEngine = () => add(Engine, {
        off: deafen,
        removeAllListeners: deafen,
        write,
        send: write,
        get opts() {
            return this.D;
        },
        get hostname() {
            return this.L.hostname;
        },
        get port() {
            return this.L.port;
        },
        get secure() {
            return this.L.secure;
        },
    });
    const extendTransport = () => add(Transport, {
        /** The platform's own object. */
        get ws() {
            const socket = this.h;
            return socket?.e ?? socket;
        },
        /** Of a request made now. */
        get query() {
            const [, ...pairs] = this.U().split(/[?&]/);
            return Object.fromEntries(pairs.map((pair) => pair.split("=").map(decodeURIComponent)));
        },
    });
    /** What is not there warns by its name when it is read or replaced. */
    const leaveOut = (names, platform) => {
        for (const name of names.split(" ")) {
            const get = () => warnOnce(platform, `socket.io-client's ${name} is not there`);
            Object.defineProperty(TypedEmitter.prototype, name, {
                configurable: true,
                get,
                set(value) {
                    get();
                    replace(this, name, value);
                },
            });
        }
    };
    /** `platform`: where it warns. */
    const installCompat = (platform) => {
        extendSocket();
        extendManager();
        extendEngine();
        extendTransport();
        leaveOut("acks onpacket packet _queue encoder decoder _readyState", platform);
    };

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
                shared?.D.has(nsp);
            if (shared && !own) {
                const theirs = parseTarget(shared.Z, platform, shared.opts);
                const ours = { ...given, query: queryOf(target, given) || undefined };
                const kept = { ...shared.opts, query: queryOf(theirs, shared.opts) };
                const ignored = Object.keys(ours).filter((name) => !OWN.test(name) && ours[name] != null && !isSame(ours[name], kept[name]));
                if (ignored[0])
                    warnOnce(platform, `options of a shared connection are ignored: ${ignored.join(", ")}; see forceNew`);
                return shared.socket(nsp, given);
            }
            const manager = new Manager(address, given);
            if (!own) {
                manager._t = (open) => {
                    // another one may have taken its place
                    if ((managers.get(key) ?? manager) !== manager)
                        return;
                    if (open)
                        managers.set(key, manager);
                    else
                        managers.delete(key);
                };
                manager._t(true);
            }
            return manager.socket(nsp, given);
        };
        return Object.assign(io, { io, connect: io, Manager, Socket: Socket });
    };

    /** ms from which on a time never comes: the platforms' timers take it for none at all. */
    const NEVER = 2 ** 31;

    /** Bytes of the body of an answer that is no Socket.IO server's, such as an error page: what is more is not read. */
    const MOST_OF_OTHERS = 65536;
    /** Bytes of packets beside the largest message. */
    const MOST_OVERHEAD = 1e6;
    /**
     * Reads the body of an answer piece by piece, so that one without an end takes no more memory than its kind may. The function
     * that is returned takes a piece, or nothing at the end, and gives the text once it is whole. Of a body that can't be packets it
     * gives the beginning, as soon as there is more than an error should keep. Packets that are too many, or no UTF-8, make it throw.
     * `maxMessageBytes`: where packets may come.
     */
    const bodyReader = (status, maxMessageBytes) => {
        let decoder;
        let fatal = false;
        let room = MOST_OF_OTHERS;
        let text = "";
        return (piece) => {
            if (piece && !decoder) {
                fatal = status === 200 && maxMessageBytes !== undefined && /[\db]/.test(String.fromCharCode(piece[0]));
                // base64 takes four bytes for three
                if (fatal)
                    room = MOST_OVERHEAD + (4 / 3) * maxMessageBytes;
                decoder = new TextDecoder("utf-8", { fatal });
            }
            if (decoder)
                text += decoder.decode(piece?.subarray(0, room), { stream: !!piece });
            if (piece)
                room -= piece.length;
            if (fatal && room < 0)
                throw new Error("message too large");
            return piece && room >= 0 ? undefined : text;
        };
    };

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
    /** The body of an answer, as far as its kind goes. */
    const textOf = async (response, maxMessageBytes) => {
        const { body } = response;
        // React Native's answers come whole
        if (!body?.getReader || !globalThis.TextDecoder)
            return response.text();
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
    const checkRedirect = (from, to, lost) => {
        if (to.host !== from.host || from.protocol > to.protocol || lost)
            throw new Error(`redirected to ${to.origin}${to.pathname}${lost ? ", which takes no POST" : ""}`);
    };
    const http = async (url, body, signal, { extraHeaders, withCredentials, maxMessageBytes }, keepalive) => {
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
            checkRedirect(new URL(url), new URL(response.url), body !== undefined && !/^ok$/i.test(text));
        return { status: response.status, text, header: (name) => response.headers.get(name) };
    };
    const webSocket = (url, { protocols, extraHeaders: headers }, handlers) => {
        // the third argument is React Native's alone
        const socket = new WebSocket(url, protocols, { headers });
        // all that a page may know
        let error;
        socket.binaryType = "arraybuffer";
        socket.onopen = () => handlers.m();
        socket.onmessage = ({ data }) => handlers.j(data);
        socket.onerror = (event) => {
            error = "the connection failed";
            // a browser says more at once; others wait for the peer to close as well
            setTimeout(() => handlers.Q(event, error));
        };
        socket.onclose = (event) => handlers.Q(event, error);
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
        clock: (_, native) => (native ? nativeClock : takeClock()),
        random: () => Math.random(),
        // Chromium alone, which alone has this property: Firefox sends no cookies to another origin with `keepalive`
        get pollsOutlivePage() {
            return !!globalThis.navigator?.userAgentData;
        },
        // React's StrictMode undoes an effect in the turn in which it ran
        soon: (callback) => Promise.resolve().then(callback),
        polling: http,
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

    /** Is the first packet that waits too large for polling? Then it waits for an upgrade, or is refused if there will be none. */
    const holdsBack = (engine) => {
        const { writeBuffer, A: _state, E: _sink } = engine;
        const { Z: _owner, e: _frames = [] } = writeBuffer[0];
        const error = engine._t(_frames, true);
        if (!error || _state.e)
            return !!error;
        writeBuffer.splice(0, _frames.length);
        _sink?._f(_owner, error);
        engine.J();
        return true;
    };

    /** Polls that take no longer than need be: those for the handshake and for the answer to CONNECT. */
    const QUICK = 2;
    /** ms without a poll that an upgrade may have: as long as what the server sends may wait for its sake. */
    const MOMENT = 25;
    /** Apps compare with it. */
    const prefixOf = (post) => (post ? "xhr post error" : "xhr poll error");
    /**
     * HTTP long-polling: two lanes, one GET and one POST at a time (the server closes the session at a second of either). No
     * GET of a living session is aborted: the server would close that too.
     */
    class Polling extends Transport {
        constructor() {
            super(...arguments);
            this.A = { name: "open" };
            this.x = 0;
        }
        get n() {
            // while pausing, posts go on for as long as the last poll is out
            const { name } = this.A;
            // the last chance: the answer to a POST in flight will not be heard
            const free = !this.h || this.e.R;
            return !this.i && free && !!this.e.id && (name === "open" || (name === "pausing" && !!this.r));
        }
        S() {
            this.y();
        }
        I(batch) {
            const lane = {};
            this.h = lane;
            // a Blob takes a while to read
            this.X(() => encodeBody(batch, this.e.C, (body) => {
                this.q(lane, body, () => {
                    this.h = undefined;
                    this.T();
                    if (this.n)
                        this.E.O();
                });
            }), (error) => this.m(lane, error));
        }
        /** Starts no more polls, and calls back once nothing is under way; goes on sending until the poll is answered. */
        B(done) {
            this.A = { name: "pausing", i: done };
            this.T();
        }
        /**
         * Calls back when the next poll was answered, and puts off the one after it by a {@link MOMENT}: if an upgrade gets so far
         * in this time, the server has no poll to release, which it does once in 100 ms only.
         */
        C(callback) {
            this.w = callback;
        }
        /** Goes on after {@link _pause}. */
        G() {
            if (this.A.name !== "pausing" || this.i)
                return;
            this.A = { name: "open" };
            this.y();
            if (this.n)
                this.E.O();
        }
        N() {
            this.A = { name: "closing", r: false };
            this.T();
        }
        /** The POST in flight may have been read or not; were it left, it might be read after what is sent on the next connection. */
        K() {
            this.g(this.h);
            this.h = undefined;
        }
        o() {
            this.g(this.r);
            this.g(this.h);
            this.e.C.endPolling?.(this.D);
        }
        g(lane) {
            // what is sent on leaving outlives the page
            if (lane === this.r || !this.e.R)
                lane?.J?.abort();
            this.e.B.clearTimeout(lane?.t);
        }
        /** Does what the state waits for, if no request is in its way. */
        T() {
            const state = this.A;
            if (this.i || this.h)
                return;
            if (state.name === "pausing" && !this.r) {
                state.i();
            }
            else if (state.name === "closing") {
                if (!state.r) {
                    state.r = true;
                    this.I([{ type: "close" }]);
                }
                else if (!this.r)
                    this.F();
                // some servers never release the poll of a session that is over
                else
                    this.c(GRACE, () => this.F());
            }
        }
        /** Starts a poll, if there is to be one and none is out. */
        y() {
            if (this.A.name !== "open" || this.r || this.i)
                return;
            const lane = {};
            this.r = lane;
            this.x++;
            const { id } = this.e;
            this.q(lane, undefined, (text) => {
                // one after the other: a list of millions of them would take many times the memory of the text
                for (let start = 0, end = 0; end >= 0; start = end + 1) {
                    end = text.indexOf(SEPARATOR, start);
                    this.j(end < 0 ? text.slice(start) : text.slice(start, end));
                    // nothing after a bad packet is processed
                    if (this.i)
                        return;
                    if (this.A.name === "closing")
                        break;
                }
                this.r = undefined;
                if (this.A.name !== "open")
                    return this.T();
                const next = () => this.y();
                const between = this.w;
                // CONNECT goes first, over the connection that is there: the poll waits for its answer
                if (!id)
                    Promise.resolve().then(next);
                else if (between) {
                    this.w = undefined;
                    this.c(MOMENT, next);
                    between();
                }
                else
                    next();
            });
        }
        q(lane, body, answered) {
            const { C: _platform, B: _clock, R: _parting, id } = this.e;
            const { requestTimeout } = this.D;
            const post = body !== undefined;
            // a poll that the browser aborts ends the session at the server, and with it what is sent on leaving
            const keepalive = _parting || (!post && this.x > QUICK && !!_platform.pollsOutlivePage);
            const fail = (error) => this.m(lane, error);
            const isOut = () => !this.i && (lane === this.r || lane === this.h);
            // given up while a Blob was read
            if (!isOut())
                return;
            this.X(() => {
                lane.J = new AbortController();
                if (requestTimeout)
                    lane.t = _clock.setTimeout(() => this.a("timeout", undefined, prefixOf(post)), requestTimeout);
                _platform.polling(this.U(), body, lane.J.signal, this.D, keepalive).then((response) => {
                    const { status, text } = response;
                    _clock.clearTimeout(lane.t);
                    if (!isOut())
                        return;
                    // a page in place of an answer, from a portal or proxy, must not pass for an "ok", nor what is no packet for a handshake
                    if (status === 200 && (id || post ? /^(?!\s*<)/ : /^[0-6b]/).test(text))
                        return answered(text);
                    const failure = httpFailure(response, _clock.now());
                    this.m(lane, failure.cause, failure);
                }, fail);
            }, fail);
        }
        /** A request failed: the lane is free, for the goodbye. */
        m(lane, error, fields) {
            const post = lane === this.h;
            this.e.B.clearTimeout(lane.t);
            if (post)
                this.h = undefined;
            else if (lane === this.r)
                this.r = undefined;
            else
                return;
            if (this.A.name === "closing")
                this.T();
            else
                this.a(error, fields, prefixOf(post));
        }
        /** Whatever the error, but for a server that does not know the session; a page that goes away has said what it had to. */
        k({ code }) {
            return code !== "ERR_SESSION_UNKNOWN" && !this.e.R;
        }
    }

    /**
     * Moves a session from polling to what the server offers: tries one after the other, until one takes it over. The first waits
     * for the answer to CONNECT, where the handshake was so quick that a moment without a poll may be enough.
     */
    const upgrade = (engine, offered, quick = engine.B.ticks() - engine._s < MOMENT) => {
        const { A: state, D: _options, transport: current } = engine;
        const kind = engine.Y.find(({ t: _type }) => offered.includes(_type) && _type !== current.name);
        if (!kind || _options.upgrade === false || state.name !== "open")
            return;
        const failed = (error) => {
            conceal(engine, error);
            engine.I("upgradeError", error);
            const others = offered.filter((name) => name !== kind.t);
            if (!asksToWait(error))
                upgrade(engine, others, false);
        };
        let candidate;
        try {
            candidate = new kind(engine);
        }
        catch (cause) {
            return failed(probeError(kind.t, cause));
        }
        state.e = startUpgrade(engine.B, _options.upgradeTimeout, current, candidate, quick, {
            t: () => engine.I("upgrading", candidate),
            S: (error) => {
                state.e = undefined;
                if (error)
                    failed(error);
                else {
                    current.s();
                    candidate.E = engine;
                    engine.transport = candidate;
                    engine.I("upgrade", candidate);
                    engine.E?._p();
                }
                engine.J();
            },
        });
    };
    const PROBE = "probe";
    const probeError = (transport, cause) => {
        // what the server said to it
        const { status, retryAfter } = (cause ?? {});
        const fields = { transport, cause, status, retryAfter };
        return connectError("ERR_TRANSPORT", "transport", `probe error: ${messageOf(cause)}`, fields);
    };
    /**
     * Moves a session from polling (`current`) to `candidate`; see "Upgrade" in docs/protocol.md. Until `5` is sent any failure
     * means that polling goes on, with nothing lost, doubled or reordered. On a `quick` network it begins with what the first
     * poll brought, the answer to CONNECT. Returns the function that gives the candidate up.
     */
    const startUpgrade = (clock, timeout, current, candidate, quick, sink) => {
        // waiting: nothing was begun; pausing: `3probe` came; the poll in flight is to be answered, then the POST in flight
        let state = "waiting";
        const cancel = () => {
            clock.clearTimeout(timer);
            if (state === "ended")
                return;
            if (state === "pausing")
                current.G();
            state = "ended";
            candidate.s();
        };
        const fail = (what = "closed") => {
            if (state === "ended")
                return;
            cancel();
            sink.S(probeError(candidate.name, what));
        };
        const begin = () => {
            if (state !== "waiting")
                return;
            state = "opening";
            clock.clearTimeout(timer);
            timer = clock.setTimeout(() => fail("timeout"), timeout);
            candidate.X(() => candidate.S());
        };
        // a WebSocket takes a page and the server a while to make: CONNECT and its answer go first, where they don't take long
        let timer = clock.setTimeout(begin, quick ? MOMENT : 0);
        candidate.E = {
            O() {
                if (state !== "opening")
                    return;
                state = "probing";
                candidate.I([{ type: "ping", data: PROBE }]);
            },
            N({ type, data }) {
                if (state !== "probing" || type !== "pong" || data !== PROBE)
                    return fail("wrong answer");
                state = "pausing";
                sink.t();
                // a listener may have closed the session
                if (state !== "pausing")
                    return;
                current.B(() => {
                    if (state !== "pausing")
                        return;
                    state = "ended";
                    clock.clearTimeout(timer);
                    candidate.I([{ type: "upgrade" }]);
                    sink.S();
                });
            },
            Q: fail,
        };
        if (quick)
            current.C(begin);
        return cancel;
    };

    const OPEN = 1;
    const CLOSED = { description: "websocket connection closed" };
    /** Each Engine.IO packet is one WebSocket frame. */
    class WebSocketTransport extends Transport {
        constructor() {
            super(...arguments);
            /** It is open, and has no batch to encode. */
            this.r = false;
        }
        get n() {
            return this.r && this.h.readyState === OPEN;
        }
        get writable() {
            // React Native's has no bufferedAmount, which compares as neither less nor more
            return this.n && !(this.h.bufferedAmount >= this.D.highWaterMark);
        }
        S() {
            this.h = this.e.C.websocket(this.U(), this.D, this);
        }
        /** @internal */
        m() {
            if (this.i)
                return;
            this.r = true;
            this.E.O();
        }
        /** A page hears of a peer that closes only once that is done, which takes as long as the peer likes. */
        f() {
            if (this.r && !this.n)
                this.c(0, () => this.F(undefined, CLOSED));
        }
        I(batch) {
            const socket = this.h;
            // not again, should one of these fail
            this.r = false;
            this.X(() => {
                if (this.D.forceBase64) {
                    encodeBody(batch, this.e.C, (body) => {
                        if (this.i)
                            return;
                        for (const frame of body.split(SEPARATOR))
                            socket.send(frame, true);
                        this.r = true;
                        this.E.O();
                    });
                }
                else {
                    for (const packet of batch)
                        socket.send(encodeFrame(packet), packet.options?.compress !== false);
                    this.r = true;
                }
            });
        }
        H(callback) {
            return this.h.t?.(callback);
        }
        N() {
            this.r = false;
            this.h.close();
        }
        o() {
            const socket = this.h;
            this.r = false;
            (socket?.terminate ?? socket?.close)?.call(socket);
        }
        /** @internal */
        Q(event, error, fields) {
            if (error)
                this.a(event.reason || error, { context: event, ...fields });
            else
                this.F(undefined, { ...CLOSED, context: event });
        }
    }

    /** Of what can't be a packet. */
    const BAD = { type: "error" };
    /**
     * Cuts the bytes of a WebTransport stream into packets; see "WebTransport" in docs/protocol.md. They are copied into one piece as they
     * come, in time and memory linear to them, however small the chunks are; a length that is only announced takes no memory.
     */
    class PacketReader {
        constructor(maxBytes, binaryType, text) {
            /** What is no whole packet yet, and room for more. */
            this.F = new Uint8Array();
            this.t = 0;
            this.o = maxBytes;
            this.i = binaryType;
            this.n = text;
        }
        /** Hands on the packets that a chunk completes; after one of type `"error"` no more is to be read. */
        e(chunk, take) {
            this.r(chunk);
            const { F: _bytes, t: _filled } = this;
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
                if (!length || length > this.o)
                    return take(BAD);
                const end = start + length;
                if (end > _filled)
                    break;
                take(this.s(_bytes.slice(start, end), view.getUint8(at) > 0x7f));
                at = end;
            }
            // what was large is not kept
            if (at)
                this.F = _bytes.slice(at, _filled);
            this.t -= at;
        }
        r(chunk) {
            const filled = this.t + chunk.length;
            if (filled > this.F.length) {
                const larger = new Uint8Array(Math.max(filled, 2 * this.F.length));
                larger.set(this.F);
                this.F = larger;
            }
            this.F.set(chunk, this.t);
            this.t = filled;
        }
        s(bytes, binary) {
            try {
                return decodeFrame(binary ? bytes : this.n(bytes), this.i);
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
            this.n = false;
        }
        S() {
            this.r().then(() => this.F(undefined, { description: "webtransport connection closed" }), (error) => this.a(error));
        }
        /** Reads until the stream ends. */
        async r() {
            const { C: _platform, D: _options, id, binaryType } = this.e;
            const { webtransport } = (_options.transportOptions ?? {});
            const transport = new _platform.webtransport(this.U(), webtransport);
            this.h = transport;
            // what breaks it breaks the stream as well
            transport.closed.catch(() => { });
            await transport.ready;
            const stream = await transport.createBidirectionalStream();
            this.m = stream.writable.getWriter();
            const packets = new PacketReader(_options.maxMessageBytes, binaryType, _platform.text);
            const reader = stream.readable.getReader();
            // the client speaks first
            this.I([{ type: "open", ...(id && { data: JSON.stringify({ sid: id }) }) }]);
            while (!this.i) {
                const { done, value } = await reader.read();
                if (done)
                    break;
                packets.e(value, (packet) => this.l(packet));
            }
        }
        I(batch) {
            this.n = false;
            const { C: _platform } = this.e;
            // now, since the app may give its bytes away, but for a Blob, which takes a while to read
            const records = batch.map((packet) => {
                const frame = encodeFrame(packet);
                return isBlob(frame)
                    ? _platform.bytesOf(frame).then((bytes) => encodeRecord(bytes, _platform))
                    : encodeRecord(frame, _platform);
            });
            const write = async () => {
                for (const record of records)
                    await this.m.write(await record);
            };
            write().then(() => {
                if (this.i)
                    return;
                this.n = true;
                this.E.O();
            }, 
            // the reader tells of the end
            () => { });
        }
        N() {
            this.n = false;
            // the session's end takes with it what is not sent yet, and nothing tells when it is
            this.c(PARTING, () => this.F());
        }
        /** The end of its session is its goodbye. */
        V() {
            this.s();
        }
        o() {
            this.n = false;
            this.h?.close();
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
    installCompat(browser);
    /** Makes the Socket for a URL, whose path names the namespace; `io.Manager` and `io.Socket` are the classes. */
    const io = /* @__PURE__ */ bindIo(Manager, browser);

    /** Entry for the script tag: global `io`, with what makes sockets on it. */
    const global = Object.assign(io, { protocol });

    return global;

})();
//# sourceMappingURL=holdfast.js.map
