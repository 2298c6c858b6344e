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
    const NOBODY = { S() { }, _e() { }, U() { } };
    /** One way to carry Engine.IO packets. */
    class Transport {
        /** @internal */
        constructor(session) {
            /** @internal */ this.i = false;
            const { t: _type } = new.target;
            const { C: _options } = session;
            this.name = _type;
            this.e = session;
            const own = _options.transportOptions?.[_type];
            this.C = own ? Object.create(_options, Object.getOwnPropertyDescriptors(own)) : _options;
        }
        /** Would it pass a packet on without much delay? Volatile events go out only then. */
        get writable() {
            return this.o;
        }
        /** Ends at once and tells nobody. */
        a() {
            this.i = true;
            this.e.B.clearTimeout(this.t);
            this.r();
        }
        /**
         * Tells nobody any more. Of a session that may live at the server it says goodbye, without which the server would keep it,
         * and is gone when that was answered or has had its time; nobody waits for it.
         */
        _a() {
            if (this.i || this.E === NOBODY)
                return;
            this.E = NOBODY;
            if (!this.e.id)
                return this.a();
            this.f(GRACE, () => this.a());
            this.S?.();
            this.P();
        }
        I(error, details) {
            if (this.i)
                return;
            const { E: _sink } = this;
            if (error && _sink !== NOBODY && this.k(error))
                this._a();
            else
                this.a();
            _sink.U(error, details);
        }
        /** After such an error, may the session live at the server, and be told goodbye? */
        k({ code }) {
            return code === "ERR_PARSE";
        }
        /** Does something later, in place of what was to be done then; not if it ends before. */
        f(ms, action) {
            const { B: _clock } = this.e;
            _clock.clearTimeout(this.t);
            this.t = _clock.setTimeout(action, ms);
        }
        /** Does what the app's options or the platform may make fail: if it throws, this fails, in a later turn as ever. */
        d(action, fail = (error) => this.l(error)) {
            try {
                action();
            }
            catch (error) {
                this.f(0, () => fail(error));
            }
        }
        /** Takes what came in as one packet, or ends. */
        j(frame, limit) {
            // what still comes is not worth a look
            if (!this.i)
                this.u(decodeFrame(frame, this.e.binaryType), limit);
        }
        /** Takes what the parser made of what came in. */
        u(packet, limit = this.C.maxMessageBytes) {
            if (!packet || packet.type === "error")
                return this.l("not an Engine.IO packet", { code: "ERR_PARSE" }, "parse error");
            const size = excessOf(packet.data, limit, false, this.e.D.byteLength);
            if (size) {
                const text = `${size} bytes, maxMessageBytes is ${limit}`;
                return this.l(text, { code: "ERR_PAYLOAD_TOO_LARGE", size, limit }, "message too large");
            }
            if (!this.i)
                this.E.S(packet);
        }
        /** The address for a request or connection made now. */
        _h() {
            this.w = this.e._h(this.name, this.C);
            return this.w;
        }
        /** Ends with an error whose message starts with `prefix`, which apps compare with. */
        l(cause, fields = {}, prefix = `${this.name} error`) {
            // such as of requests that were aborted: an error is not cheap
            if (this.i)
                return;
            const { code = "ERR_TRANSPORT", status = cause } = fields;
            this.I(connectError(code, "transport", `${prefix}: ${messageOf(cause)}`, {
                type: "TransportError",
                transport: this.name,
                url: this.w?.split("?")[0],
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
    const NONE$2 = new Map();
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
            this._callbacks = NONE$2;
            this._i = report;
            this.X = () => this;
        }
        /** Calls `listener` at each such event. */
        on(event, listener) {
            const self = this.X();
            if (self._callbacks === NONE$2)
                self._callbacks = new Map();
            super.on.call(self, nameOf(event), listener);
            return this;
        }
        /** Removes one listener, all of an event, or, without arguments, all. `undefined` as event or listener removes nothing. */
        off(event, listener) {
            const given = arguments.length;
            if (!given || (event !== undefined && (listener || given === 1)))
                super.off.call(this.X(), nameOf(event), listener);
            return this;
        }
        /** The listeners of an event, in the order in which they are called. */
        listeners(event) {
            return super.listeners.call(this.X(), nameOf(event));
        }
        /** Does anybody listen to an event? */
        hasListeners(event) {
            return this.listeners(event).length > 0;
        }
        /** @internal */
        F(event, args) {
            const listeners = this._callbacks.get(nameOf(event));
            if (listeners)
                callAll(listeners, this, args, this._i);
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
            this.l = 0;
            this.o = 0;
            this.p = 0;
            this.B = clock;
            this.f = expired;
        }
        /** Sets the limit, ms from now. */
        E(ms) {
            const { B: _clock } = this;
            const step = Math.min(ms, STEP);
            this.c();
            this.l = ms;
            this.o = _clock.now();
            this.p = _clock.ticks();
            this.t = _clock.setTimeout(() => {
                // at least the step has passed, whatever was done to the clocks
                const passed = Math.max(step, _clock.now() - this.o, _clock.ticks() - this.p);
                const left = this.l - passed;
                if (left > 0)
                    this.E(left);
                else
                    this.f(passed > step + STEP);
            }, step);
        }
        /** Is it over, by the wall clock? */
        get i() {
            return this.B.now() - this.o >= this.l;
        }
        /** Calls back if it is over, by the wall clock. */
        m() {
            if (!this.i)
                return;
            this.c();
            this.f(true);
        }
        c() {
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
            this.i = 0;
            this.n = limit;
            this.e = full;
        }
        get t() {
            return this.i > this.n;
        }
        /** Takes the room of an answer with so much data; `false` if there is none left. */
        u(bytes) {
            const was = this.t;
            this.i += bytes + ANSWER;
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
        const { n: _frames = [], E: _owner } = head;
        const read = async (packet) => {
            const { data } = packet;
            if (isBlob(data))
                packet.data = await engine.D.bytesOf(data);
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
            engine.E?._g(_owner, new HoldfastError("ERR_ENCODE", message, { cause, delivery: "not-sent" }));
        })
            .then(() => engine.O());
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
        const { code, status, serverCode, transport, X: _unreachable } = error;
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
        const { B: _clock, D: _platform } = session;
        const running = new Set();
        // with holes
        const errors = [];
        let next = 0;
        let timer;
        const cancel = () => {
            _clock.clearTimeout(timer);
            for (const transport of running)
                transport.a();
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
            sink.U(all.length > 1 ? connectError(code, phase, message, { ...first, retryAfter, errors: all }) : first);
        };
        const begin = (kind, place) => {
            const transport = new kind(session);
            running.add(transport);
            transport.E = {
                _e() { },
                S(packet) {
                    running.delete(transport);
                    cancel();
                    sink._W(transport, packet);
                },
                U(error, cause) {
                    running.delete(transport);
                    failed(place, error ?? openingError(kind, "closed", cause));
                },
            };
            if (next < kinds.length)
                timer = _clock.setTimeout(start, share);
            sink._T(transport);
            _platform.soon(() => {
                if (running.has(transport))
                    transport.d(() => transport.Z());
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
            timer = _clock.setTimeout(() => sink.U(error), 0);
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
    const conceal = ({ Q: _target, C: _options, _A: _credentials }, details) => {
        const { extraHeaders, transportOptions, protocols, passphrase, _L: _cookies } = _options;
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
            if (end && (packet.t || packet.e !== queue[0]?.e || (maxPayload && bytes > maxPayload + 1)))
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
            super(init.D.report);
            /** Packets not yet handed to the transport. */
            this.writeBuffer = [];
            /** @internal */ this.A = { name: "opening" };
            /** @internal */ this._t = false;
            /** @internal What each namespace was joined with. */ this._A = {};
            /** @internal Does the server not say that it has read? */ this.N = false;
            Object.assign(this, init);
            this.binaryType = init.D.binaryType;
            this.K = new Answers(init.C.maxMessageBytes, () => this.T());
        }
        /** `"opening"`, `"open"`, `"closing"` or `"closed"`. */
        get readyState() {
            return this.A.name;
        }
        /** Ends the session after what is queued was sent; reason `"forced close"`. */
        close() {
            this.X().V();
            return this;
        }
        V() {
            const { name, i: _handshake } = this.A;
            if (name === "opening")
                this.I("forced close");
            if (name === "open") {
                const _timer = this.B.setTimeout(() => this.I("forced close"), CLOSE_TIMEOUT);
                this.J({ name: "closing", i: _handshake, t: _timer });
                this.O();
                this.M("forced close", undefined, []);
            }
        }
        // ---- for the Manager
        /** @internal `timeout`: ms, of which each transport has its share before the next starts beside it. */
        Z(timeout) {
            this.P = this.B.ticks();
            const { tryAllTransports, transports } = this.C;
            // what would have to do without the app's headers is no way out
            const lossy = losesHeaders(this.D, this.C);
            const _kinds = this._m.filter(({ t: _type }, i) => !i ||
                (tryAllTransports !== false &&
                    (_type === "polling" || !lossy) &&
                    // few servers have it, and where none answers it takes long to fail: it is a way out only where the app says so
                    (_type !== "webtransport" || transports)));
            this.A.e = openFirst(this, _kinds, timeout / _kinds.length, this);
        }
        /** @internal Closes, and tells its sink nothing more. */
        H() {
            this.E = undefined;
            this.close();
        }
        /** @internal Ends at once, and tells its sink nothing more. */
        _a() {
            this.E = undefined;
            this.I("forced close");
        }
        /** @internal The page goes away: nobody is told any more, and what is sent outlives it. */
        W() {
            this.E = undefined;
            this._t = true;
            this.O();
        }
        /** @internal The page is kept in the background: says goodbye as far as that goes, and ends at once. */
        _c() {
            this._t = true;
            this.I("transport close", { description: "page hidden" });
            // a page is not kept with a request under way
            this.transport?.a();
        }
        /** @internal Would a packet go out without much delay? */
        get _K() {
            return this._l() && this.transport.writable;
        }
        /**
         * @internal The error of a packet that is too large for every transport that there is, or may be soon: until an upgrade has
         * failed, it counts what the better one takes. `base64`: too large for polling.
         */
        _o(frames, base64 = this.L && !this.A.e) {
            const limit = this.A.i?.maxPayload;
            return limit ? tooLarge(frames, limit, base64, this.D) : undefined;
        }
        /** @internal Queues the frames of one Socket.IO packet. */
        _q(frames, owner, alone, options) {
            for (let i = 0; i < frames.length; i++) {
                const packet = { type: "message", data: frames[i] };
                // on the first frame: once that is handed over, the packet is
                if (!i) {
                    packet.E = owner;
                    packet.n = frames;
                    if (frames.length > 1 && frames.some(isBlob) && this._s)
                        packet.t = "unread";
                }
                if (alone)
                    packet.e = alone;
                if (options)
                    packet.options = options;
                this.R(packet);
            }
            // all that a listener of the page's last event emits goes in one request
            if (this._t)
                Promise.resolve().then(() => this.O());
            else
                this.O();
            if (frames.length > 1)
                keepBytes(this.writeBuffer, frames.length);
        }
        /**
         * @internal Is the session open, and was its last ping not too long ago by the wall clock? If it was, the session ends in a later
         * turn: it may be `emit()` that asks, and no call of the app calls the app.
         */
        _l() {
            const { name, n: _heartbeat } = this.A;
            const late = _heartbeat?.i;
            if (late)
                Promise.resolve().then(() => this.A.n?.m());
            this.transport?.m?.();
            return name === "open" && !late;
        }
        /** @internal Ends the session at once: nothing more is sent but a goodbye, for which nobody waits. */
        I(reason, details) {
            const { name } = this.A;
            if (name === "closed")
                return;
            this.J({ name: "closed" });
            if (name === "open")
                this.transport._a();
            else
                this.transport?.a();
            this.id = null;
            if (details)
                conceal(this, details);
            const unsent = this.writeBuffer.splice(0).flatMap(({ E: _owner }) => _owner ?? []);
            if (name !== "closing")
                this.M(reason, details, unsent);
        }
        /** The server asks for more than it reads. */
        T() {
            const message = "the server reads no answers";
            this.I("transport error", connectError("ERR_BUFFER_FULL", "transport", message));
        }
        /** The one way from a state to another. */
        J(next) {
            const { e: _cancel, s: _gap, t: _timer, n: _heartbeat } = this.A;
            this.A = next;
            this.B.clearTimeout(_gap);
            this.B.clearTimeout(_timer);
            _heartbeat?.c();
            // gives polling its lanes back, if an upgrade had paused it
            _cancel?.();
        }
        // ---- for the transport
        /** @internal */
        _h(name, options) {
            return requestUrl(this.Q, options, name, this._k, this.D.random);
        }
        /** @internal */
        _e() {
            if (!this.writeBuffer.length)
                this.G("drain");
            this.O();
        }
        /** @internal */
        U(error, details) {
            if (error)
                this.I(error.code === "ERR_PARSE" ? "parse error" : "transport error", error);
            else
                this.I("transport close", details);
        }
        /** @internal */
        S(packet) {
            // nothing more is heard, of which there may be much
            if (this.K.t)
                this.T();
            this.G("packet", packet);
            const { type, data = "" } = packet;
            const { name, n: _heartbeat, i: _handshake } = this.A;
            if (name !== "open")
                return;
            if (type === "message") {
                this.E?._v(data);
                this.G("data", data);
                this.G("message", data);
            }
            else if (type === "ping") {
                // once in a millisecond, as there may be millions of them in one payload
                const now = this.B.now();
                if (now !== this.Y)
                    _heartbeat.E(periodOf(_handshake));
                this.Y = now;
                // one pong answers all pings that came before it goes out
                if (this.writeBuffer[this.writeBuffer.length - 1]?.type !== "pong" && this.K.u(0)) {
                    this.R({ type: "pong" });
                    this.O();
                }
                this.E?._S();
                this.G("ping");
                this.G("pong");
            }
            else if (type === "close") {
                // the server needs no goodbye
                this.transport.a();
                this.I("transport close", { description: "transport closed by the server" });
            }
            // a second `open`, a `pong` or `upgrade` nobody asked for, and `noop` change nothing
        }
        // ---- opening and upgrading
        /** @internal */
        _T(transport) {
            this.transport = transport;
        }
        /** @internal */
        _W(transport, packet) {
            this.transport = transport;
            transport.E = this;
            let handshake;
            try {
                handshake = parseHandshake(packet, transport.name);
            }
            catch (error) {
                return this.I("parse error", error);
            }
            const heartbeat = new WallTimer(this.B, (late) => {
                const sink = this.E;
                this.I("ping timeout");
                if (late)
                    sink?._H();
            });
            this.id = this._k = handshake.sid;
            this.J({ name: "open", i: handshake, n: heartbeat });
            heartbeat.E(periodOf(handshake));
            this.G("packet", packet);
            this.G("handshake", handshake);
            this.G("open");
            kindOf(transport).e?.(this, handshake.upgrades);
            this.E?._R();
            this.O();
        }
        // ---- writing
        /** A browser's WebSocket reads Blobs itself, as a stream; no other transport does, and that of Node does not survive one that fails. */
        get _s() {
            return this.transport.name !== "websocket" || !!this.C.forceBase64 || !!this.D.readsBlobs;
        }
        get L() {
            return this.transport.name === "polling";
        }
        R(packet) {
            this.G("packetCreate", packet);
            this.writeBuffer.push(packet);
        }
        /** Hands to the transport what it takes now. `rested`: the server has read what was sent before. */
        O(rested = false) {
            const { name, i: _handshake, s: _gap } = this.A;
            const { transport, writeBuffer: queue } = this;
            if (!_handshake || _gap || !transport.o)
                return;
            if (!queue[0])
                return name === "closing" ? transport.P() : undefined;
            const { e: _alone } = queue[0];
            if (!rested && _alone !== this._d)
                return this._n();
            const max = this.L ? _handshake.maxPayload : 0;
            if (kindOf(transport).u?.(this))
                return;
            if (queue[0].t)
                return readBlobs(this, queue[0]);
            if (this.K.i && transport.writable)
                this.K.i = 0;
            this.writeBuffer = queue.splice(batchLength(queue, max, this.D.byteLength));
            transport.h(queue);
            this.P = this.B.ticks();
            this._d = _alone;
            this.G("flush");
            // polling tells when the answer is there
            if (!this.L && this._callbacks.get("drain"))
                this.B.setTimeout(() => this._K && this.G("drain"), 0);
            this.O();
        }
        /** Waits until the server has read what was sent, or may be taken to have; see "Close" in docs/protocol.md. */
        _n() {
            const state = this.A;
            const { B: _clock, transport } = this;
            const { writable } = transport;
            const go = (deaf) => {
                this.N = deaf;
                // an answer that came too late
                if (state.s !== gap)
                    return;
                _clock.clearTimeout(gap);
                state.s = undefined;
                this.O(writable);
            };
            const asked = !this.N && transport.O?.(() => go(false));
            // what the transport still has is yet to be written; a POST was answered
            const since = writable ? Math.max(0, _clock.ticks() - this.P) : 0;
            const wait = this.L ? 0 : asked ? PATIENCE : GAP - since;
            const gap = _clock.setTimeout(() => go(!!asked || this.N), wait);
            state.s = gap;
        }
        // ---- telling
        G(event, ...args) {
            if (this._callbacks.size)
                this.F(event, args);
        }
        M(reason, details, unsent) {
            const sink = this.E;
            this.E = undefined;
            sink?._Q(reason, details, unsent);
            this.G("close", reason, details);
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

    const given = new Set();
    /** Tells the developer of a likely mistake, the first time that it is made. */
    const warnOnce = ({ warn }, text) => {
        if (given.has(text))
            return;
        given.add(text);
        warn(`holdfast: ${text}`);
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
            return this.i || this.e(({ o: _isActive }) => _isActive);
        }
        e(test) {
            for (const namespace of this.t.values())
                if (test(namespace))
                    return true;
            return false;
        }
        /** Calls a function with each that is there now, for as long as it `goesOn`: listeners may make others. */
        R(call, goesOn = () => true) {
            for (const [nsp, namespace] of [...this.t])
                if (goesOn())
                    call(namespace, nsp);
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
            this.s = 0;
            this.n = 0;
            this.i = 0;
            this.C = options;
            this.B = clock;
            this.E = sink;
        }
        add(frame) {
            // text while an attachment is due, or an attachment that nobody announced
            if ((typeof frame === "string") === this.s > 0)
                throw new Error(INVALID);
            if (typeof frame === "string")
                return this.o(frame);
            this.i -= bytesOf(frame);
            if (this.i < 0)
                throw new Error(INVALID);
            // numbers from the network are looked up in a Map and nowhere else
            for (const [holder, key] of this.r?.get(this.n) ?? [])
                holder[key] = frame;
            if (++this.n < this.s)
                return;
            this.destroy();
            this.e(this.S);
        }
        destroy() {
            this.r = undefined;
            this.s = 0;
            this.B.clearTimeout(this.t);
        }
        o(frame) {
            this.S = undefined;
            // most begin with `2[`; what else stands before a `[` is found below
            const [head = "", digit = 9, attachments = 0, nsp = "/", id] = frame[1] === "[" ? [frame[0], frame[0]] : (HEAD.exec(frame) ?? []);
            const binary = +digit > CONNECT_ERROR;
            const packet = { type: binary ? +digit - BINARY : +digit, nsp };
            if (id)
                packet.id = +id;
            const isParsed = this.h(packet, frame.slice(head.length));
            this.S = packet;
            if (binary !== +attachments > 0 || +attachments > this.C.maxAttachments || (isParsed && !isValid(packet)))
                throw new Error(INVALID);
            if (!binary)
                return this.e(packet);
            this.r = findSlots(packet.data, +attachments);
            this.s = +attachments;
            this.n = 0;
            this.i = this.C.maxAttachmentBytes;
            this.t = this.B.setTimeout(() => this.E.r(new Error("attachments missing")), this.C.attachmentTimeout);
        }
        e(packet) {
            this.S = undefined;
            this.E.a(packet);
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

    /** Frames of a packet with as many attachments as servers take by default since 2026. */
    const CROWD = 11;
    /** Packets on their way between the namespaces and the frames of a session. */
    class Packets {
        constructor(owner, platform, clock, namespaces) {
            /** Bytes of the packet that is coming in. */
            this.i = 0;
            /** Why packets were dropped: each reason is told once, since a peer user may send any number of such packets. */
            this.c = new Set();
            this.E = owner;
            this.D = platform;
            this.B = clock;
            this.K = namespaces;
            this.t = owner.opts.parser ?? undefined;
            this.o = this.t && new this.t.Encoder();
        }
        /** A session is open: packets go over it, until it is closed. What the app has given as parser may throw. */
        Z(engine) {
            this.i = 0;
            this.e = { t: engine, e: this.l(engine), i: false };
        }
        P() {
            this.e?.e.destroy?.();
            this.e = undefined;
        }
        /** The packet that was read last, or is being read; unknown with a parser of the app. */
        get d() {
            return this.e?.e?.S;
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
        h(event) {
            const session = this.e;
            if (!session)
                return;
            if (event.n.length > CROWD)
                session.i = true;
            session.t._q(event.n, event, false, event.options);
        }
        s(packet) {
            const engine = this.e?.t;
            if (!engine)
                return;
            const frames = this.n(packet);
            if (!engine.K.u(sumOf(frames)))
                return;
            if (packet.type === CONNECT)
                engine._A[packet.nsp] = frames;
            engine._q(frames, { ...packet, n: frames }, packet.type === DISCONNECT, undefined);
        }
        /** A packet was too large for the transports that are left. */
        _g(packet, error) {
            this.K.t.get(packet.nsp)?.W(packet, error);
        }
        // ---- in
        _v(data) {
            const session = this.e;
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
            if (!this.t)
                return new Decoder(engine.C, this.B, this);
            const decoder = new this.t.Decoder();
            decoder.on("decoded", (packet) => {
                try {
                    this.a(checked(packet));
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
            this.e?.t.I("parse error", error);
        }
        a(packet) {
            const session = this.e;
            if (!session)
                return;
            const bytes = this.i;
            this.i = 0;
            const reason = objection(packet, session.t.C);
            if (reason)
                return this.f(packet, reason);
            if (this.E._callbacks.size)
                this.E.F("packet", [packet]);
            this.K.t.get(packet.nsp)?.S(packet, bytes);
        }
        f(packet, reason) {
            if (!this.c.has(reason))
                this.D.warn(`holdfast: a packet from the server was dropped: ${reason}`);
            this.c.add(reason);
            this.K.t.get(packet.nsp)?.f(packet, reason);
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
            this.s = 0;
            /** Does the attempt that is due start before its time, or did the one under way, or that led to the connection? */
            this.t = false;
            this.B = clock;
            this.D = platform;
            this.n();
        }
        /** The app connects: all starts over. */
        n() {
            this.L = this.i = 0;
            this.e = undefined;
            this.r = this.B.ticks();
        }
        /** A namespace was joined. */
        _n() {
            this.e ?? (this.e = this.B.ticks());
            this.L = 0;
        }
        /** The attempt failed or the connection is lost: ms until the next attempt, or `undefined` for none. */
        H(options, error) {
            const now = this.B.ticks();
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
            const attempt = this.L + 1;
            if (options.reconnection === false || attempt > options.reconnectionAttempts)
                return;
            const delay = this.o(options, { attempt, elapsed: now - this.r, error });
            if (delay === false)
                return;
            this.L = attempt;
            this.i++;
            // what the server asks for is spread upwards
            const asked = Math.min(error?.retryAfter ?? 0, MOST_ASKED);
            return Math.max(delay, Math.round(asked * (1 + options.randomizationFactor * this.D.random())));
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
                this.D.report(error);
            }
            return backoffDelay(options, this.i, this.D.random);
        }
        /** An attempt is wanted before its time. Returns how soon it may be, in ms. */
        _f() {
            this.t = true;
            return Math.min(EARLY_PAUSE, Math.max(0, this.s - this.B.ticks()));
        }
    }

    const NAMES = ["online", "offline", "visibilitychange", "pageshow", "pagehide", "resume"];
    /** Listens to the sources, and to `beforeunload` if asked. Returns the function that stops it. If one throws, so does this, having stopped. */
    const watchSignals = (sources, beforeunload, sink) => {
        const listener = ({ type, target, persisted }) => {
            if (type === "offline")
                sink._P();
            else if (type === "pagehide")
                sink._N({ _c: !!persisted });
            else if (type === "beforeunload")
                sink._F();
            // as its last event, a page that goes away is hidden
            else if (target?.visibilityState === "hidden")
                sink._M();
            else
                sink._H();
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

    const idle$1 = (_refusal) => ({ name: "idle", m: _refusal });
    const connecting = (_callback) => ({
        name: "connecting",
        i: _callback,
        t: undefined,
        s: undefined,
        r: undefined,
    });
    const connected = () => ({ name: "connected" });
    const waiting$1 = (fields) => ({ name: "waiting", ...fields });
    /** Who waits for the outcome of the attempt that the state is about. */
    const callbackOf = (state) => state.name === "connecting" ? state.i : state.name === "idle" ? state.m?.i : undefined;

    /** Which transport worked last, by server (`rememberUpgrade`). */
    const memory = new Map();
    /** ms over which the clients of a network that is back spread their attempts. */
    const WAKE_SPREAD = 200;
    /** Sessions unknown to the server in a row after which polling is taken to have no sticky sessions. */
    const UNKNOWN_LIMIT = 2;
    /** The machine of a connection: one Engine at a time, the attempts to get one, and what the namespaces are told of them. */
    class Attempts {
        constructor(manager, { platform, kinds, watch }, uri) {
            this.K = new Namespaces();
            this.A = idle$1();
            /** Sessions in a row that the server did not know. */
            this._j = 0;
            /** How many listeners of reserved events, one within the other, are being told. */
            this._u = 0;
            /** Is the page in the background, kept without a connection? */
            this._c = false;
            const { autoUnref, useNativeTimers } = manager.opts;
            this.G = manager;
            this.D = platform;
            this._m = kinds;
            this._J = watch;
            this._b = uri;
            this.B = platform.clock(!!autoUnref, !!useNativeTimers);
            this.N = new ReconnectionController(this.B, platform);
            this.T = new Packets(manager, platform, this.B, this.K);
        }
        /** The one way from a state to another. */
        J(next) {
            const state = this.A;
            const { B: _clock } = this;
            this.A = next;
            this._J?.({ type: "state", from: state.name, to: next.name });
            if (state.name === "idle")
                _clock.clearTimeout(state.m?.t);
            else if (state.name === "connecting") {
                _clock.clearTimeout(state.t);
                _clock.clearTimeout(state.r);
            }
            else if (state.name === "connected")
                this.T.P();
            else
                state.t.c();
            if (next.name === "idle") {
                this._U?.();
                this._D?.(false);
            }
            else if (state.name === "idle") {
                this._D?.(true);
                const { networkEvents, closeOnBeforeunload } = this.G.opts;
                const sources = networkEvents ? [networkEvents] : this.D.signals();
                if (sources.length)
                    this._U = watchSignals(sources, !!closeOnBeforeunload, this);
            }
            return next;
        }
        // ---- the app
        /** Connects, or hurries; with a callback, no other attempt follows one that fails. */
        _z(callback) {
            const state = this.A;
            if (state.name === "idle") {
                this.N.n();
                this._s(callback);
            }
            else if (state.name === "waiting" && !this._u)
                this._f(0);
            else if (state.name === "connecting") {
                this.B.clearTimeout(state.r);
                state.r = undefined;
            }
        }
        /** Closes the connection, or stops trying to get one. */
        P() {
            if (this.A.name === "idle")
                return void this.J(idle$1());
            this.engine?.H();
            this._B({ H: idle$1(), e: "forced close", t: undefined, i: [] });
        }
        /** May an attempt follow, if there is need for one? */
        _d() {
            return this.G.opts.reconnection !== false;
        }
        // ---- the namespaces
        get _E() {
            if (this.A.name === "idle")
                return undefined;
            return this.N.L > 0 ? "reconnecting" : "connecting";
        }
        _x(tell) {
            this._u++;
            tell();
            this._u--;
        }
        _I(namespace) {
            if (this.A.name === "connected")
                namespace.g();
            else
                this._z();
        }
        _G() {
            const state = this.A;
            if (this.K.e(({ m: _isBusy }) => _isBusy))
                return;
            if (state.name !== "connecting")
                this.P();
            // connect() may follow in this turn, and the server shall see one connection
            else
                state.r ?? (state.r = this.B.setTimeout(() => this.P(), 0));
        }
        _n() {
            this._j = 0;
            this.N._n();
        }
        _p(namespace, error) {
            if (this.K.e(({ h: _isJoined }) => _isJoined))
                return namespace.y(error);
            this.engine._a();
            this.Y(error);
        }
        V() {
            if (this.A.name === "connected")
                this.engine.I("forced close");
        }
        // ---- the Engine
        _R() {
            const attempt = this.N.L;
            const state = this.A;
            const callback = callbackOf(state);
            try {
                this.T.Z(this.engine);
            }
            catch (cause) {
                return this.engine.I("transport error", thrown(cause));
            }
            const current = this.J(connected());
            // nobody will join
            if (this.K.i)
                this._n();
            this._C();
            this.R(current, (namespace) => namespace.g());
            this.G.F("open", []);
            if (attempt && this.A === current)
                this.G.F("reconnect", [attempt]);
            if (state.name === "connecting" && state.r)
                this._G();
            if (callback)
                callAll([callback], this.G, [], this.G._i);
        }
        _C() {
            if (this.G.opts.rememberUpgrade)
                memory.set(hostOf(this.Q), this.engine.transport.name);
        }
        _S() {
            this.G.F("ping", []);
        }
        _v(data) {
            this.T._v(data);
        }
        _g(packet, error) {
            this.T._g(packet, error);
        }
        _Q(_reason, cause, _unsent) {
            const isOpen = this.A.name === "connected";
            if (isOpen && _reason === "parse error")
                this._y(this.T.d);
            // it was not read
            if (isOpen && isHoldfastError(cause, "ERR_PAYLOAD_TOO_LARGE"))
                this._y(undefined);
            const _details = this.T.e?.i
                ? Object.assign(cause ?? { description: _reason }, {
                    hint: "more than 10 attachments: raise maxAttachments of the server's parser",
                })
                : cause;
            if ((isOpen && this.K.i) || this.K.e(({ h: _isJoined }) => _isJoined))
                return this._w(this._B({ H: this.H(_details), e: _reason, t: _details, i: _unsent }));
            if (isOpen)
                this.G.F("close", [_reason, _details]);
            this.Y(asConnectError(_details, _reason));
        }
        /** What broke the connection must not come again by recovery; without a packet it may be any namespace's. */
        _y(packet) {
            this.K.R((namespace, nsp) => {
                if (!packet || packet.nsp === nsp)
                    namespace._y(packet);
            });
        }
        // ---- signals
        _H() {
            this._c = false;
            this.engine?._l();
            const { D: _platform, B: _clock, A: _state } = this;
            if (_state.name === "waiting")
                this._f(Math.max(_platform.random() * WAKE_SPREAD, _state.n - _clock.ticks()));
        }
        _P() {
            if (this.G.opts.closeOnOffline === false || isLoopback(this.Q.hostname))
                return;
            this.engine?.I("transport close", { description: "network connection lost" });
        }
        _N({ _c: _isKept }) {
            const state = this.A;
            // a page that is kept must have no connection; it gets one when it is shown again
            this._c = _isKept;
            if (_isKept)
                this.engine?._c();
            else
                this.engine?.W();
            if (state.name === "connecting")
                this.B.clearTimeout(state.t);
            if (state.name !== "waiting")
                return;
            state.t.c();
            state.e = Infinity;
        }
        _M() {
            if (this.engine?._t && this.D.pollsOutlivePage)
                this._F();
        }
        _F() {
            if (this.A.name === "connected")
                this.engine.transport.P();
        }
        // ---- an attempt
        _s(callback) {
            const { fault } = (this.Q = parseTarget(this._b, this.D, this.G.opts));
            if (fault)
                return this.W(fault, callback);
            const state = connecting(callback);
            try {
                this.J(state);
                this._O(state);
            }
            catch (cause) {
                // in a later turn, as any other failure
                this.B.clearTimeout(state.t);
                state.t = this.B.setTimeout(() => this.Y(thrown(cause)), 0);
            }
            this.R(state, (namespace) => namespace.l("connect()"));
        }
        /** Makes the Engine of an attempt. What the app has put into the options may throw. */
        _O(state) {
            const { D: _platform, B: _clock, Q: _target } = this;
            const { opts } = this.G;
            const _options = withDefaults(opts, { _L: _platform.cookies?.() });
            const unsticky = this._j >= UNKNOWN_LIMIT && !losesHeaders(_platform, _options);
            const last = opts.rememberUpgrade ? memory.get(hostOf(_target)) : undefined;
            const asked = opts.transports ?? opts.transportImplementations;
            const { kinds: _kinds, hint } = chooseKinds(this._m, asked, _platform, unsticky ? "websocket" : last);
            const engine = new Engine({ D: _platform, B: _clock, C: _options, Q: _target, _m: _kinds, E: this });
            this.engine = engine;
            state.s = hint;
            state.t = _clock.setTimeout(() => {
                const { transport } = engine;
                engine.H();
                this.Y(connectError("ERR_CONNECT_TIMEOUT", "transport", "timeout", { transport: transport?.name }));
            }, _options.timeout);
            _platform.soon(() => {
                if (this.A === state && state.r)
                    this.P();
            });
            engine.Z(_options.timeout);
            this._J?.({ type: "attempt", attempt: this.N.L, engine });
        }
        /** The address leads nowhere: that is told in a later turn, and nothing is tried until the app connects again. */
        W(fault, _callback) {
            warnOnce(this.D, fault);
            const error = connectError("ERR_INVALID_URL", "transport", fault);
            const _timer = this.B.setTimeout(() => this.Y(error), 0);
            this.R(this.J(idle$1({ t: _timer, i: _callback })), (namespace) => namespace.l("connect()"));
        }
        /** An attempt came to nothing: waits for the next, or gives up. */
        Y(error) {
            const attempt = this.N.L;
            const state = this.A;
            const callback = callbackOf(state);
            error.attempt = attempt;
            if (state.name === "connecting" && state.s)
                error.hint ?? (error.hint = state.s);
            const current = this.J(this.H(error, { t: !callback }));
            this.R(current, (namespace) => namespace.Y(error));
            this.G.F("error", [error]);
            this._w(current, { t: attempt ? error : undefined, e: !callback });
            if (callback)
                callAll([callback], this.G, [error], this.G._i);
        }
        /** The state that follows: the wait for the next attempt, if there is one. Says so in the error. */
        H(error, { t: _mayRetry } = { t: true }) {
            const cause = error instanceof ConnectError ? error : undefined;
            // what the next attempt has to know
            if (cause)
                memory.delete(hostOf(this.Q));
            if (cause?.code === "ERR_SESSION_UNKNOWN")
                this._j++;
            const isWanted = _mayRetry && this.K.s && !this.Q.fault;
            const delay = isWanted
                ? this.N.H(readable(this.G.opts, { reconnection: this._d() }), cause)
                : undefined;
            const retryIn = this._c && isWanted ? Infinity : delay;
            const willRetry = retryIn !== undefined;
            if (cause)
                Object.assign(cause, { willRetry, retryIn });
            if (!willRetry)
                return idle$1();
            const _timer = new WallTimer(this.B, () => this._V());
            if (retryIn < Infinity)
                _timer.E(retryIn);
            const now = this.B.ticks();
            return waiting$1({ t: _timer, e: now + retryIn, n: cause?.retryAfter && delay ? now + delay : 0 });
        }
        /** The wait is over. */
        _V() {
            // it may have been switched off meanwhile, which does not matter to an attempt before its time
            if (this.N.t || this._d())
                this.L();
            else
                this._w(this.J(idle$1()));
        }
        /** Makes the next attempt before its time: as soon as it may be, and not before `spread` ms have passed. */
        _f(spread) {
            const state = this.A;
            const wait = this.N._f() + spread;
            if (!wait || state.name !== "waiting")
                return this.L();
            const now = this.B.ticks();
            // the time may have come while the machine slept
            if (state.e > now && state.e <= now + wait)
                return;
            state.e = now + wait;
            state.t.E(wait);
        }
        L() {
            const attempt = this.N.L;
            const current = this.A;
            this.G.F("reconnect_attempt", [attempt]);
            this.R(current, (namespace) => namespace.b(attempt));
            if (this.A === current)
                this._s();
        }
        // ---- the end
        /** The connection is over; `next` is what follows. */
        _B({ H: _next, i: _unsent, e: _reason, t: _details }) {
            this.J(_next);
            const own = new Map();
            for (const packet of _unsent) {
                const packets = own.get(packet.nsp);
                if (packets)
                    packets.push(packet);
                else
                    own.set(packet.nsp, [packet]);
            }
            this.K.R((namespace, nsp) => namespace.k({ e: _reason, t: _details, i: own.get(nsp) ?? [] }));
            this.G.F("close", [_reason, _details]);
            return _next;
        }
        /** Tells of the reconnection attempt that failed, if it was one, and that no other follows, if so. */
        _w(state, { t: _error, e: _mayGiveUp = true } = {}) {
            const { fault } = this.Q;
            const isOver = (_mayGiveUp || fault) && state.name === "idle" && this.K.s;
            // it is a failure to reconnect only where that is asked for, and was tried
            const hasFailed = isOver && this._d() && (_error || !fault);
            // the Manager's listeners get these two in this order in socket.io-client
            if (hasFailed && this.A === state)
                this.G.F("reconnect_failed", []);
            if (_error) {
                if (this.A === state)
                    this.G.F("reconnect_error", [_error]);
                this.R(state, (namespace) => namespace.B(_error));
            }
            if (isOver)
                this.R(state, (namespace) => namespace.v(hasFailed ? "reconnect_failed" : "connect_error"));
        }
        /** Tells each namespace, for as long as the state stays what it was. */
        R(state, call) {
            this.K.R(call, () => this.A === state);
        }
    }

    /** Bytes that an event takes beside those on the wire, while it waits. */
    const EVENT_BYTES = 100;
    /** Events from the server, which the app is given once it knows that the namespace is joined. */
    class Inbox {
        constructor(socket, link, teller, recovery) {
            /** Listeners of all that comes in. */
            this.s = [];
            /** `shut`: events are for nobody. `holding`: they wait for `connect`. `flowing`: the app is given them. */
            this.h = "shut";
            /** Bytes of what waits, more or less. */
            this.i = 0;
            this.F = socket;
            this.E = link;
            this.t = teller;
            this.a = recovery;
        }
        /** What comes is of a new connection; events of the one before do not arrive in this one. */
        c() {
            this.i = 0;
            this.F.receiveBuffer = [];
        }
        /** Takes an event; throws if there is no room for it. `bytes`: that it had on the wire. */
        e({ id, data }, bytes = 0) {
            const args = data;
            if (id !== undefined)
                args.push(this.n(id));
            if (this.h === "flowing")
                this.o(args);
            else if (this.h === "holding") {
                this.i += bytes + EVENT_BYTES;
                if (this.i > this.E.engine.C.maxMessageBytes)
                    throw new HoldfastError("ERR_BUFFER_FULL", "too many events before the namespace is joined");
                this.F.receiveBuffer.push(args);
            }
        }
        /** Gives the app what waited, for as long as it `goesOn`. */
        r(goesOn) {
            for (const args of this.F.receiveBuffer.splice(0))
                if (goesOn())
                    this.o(args);
        }
        o(args) {
            this.a.M(args);
            if (this.s.length)
                this.t.O(this.s, args);
            const [name, ...rest] = args;
            // a name of ours never reaches those who listen to us
            if (!this.t.X(name))
                this.F.F(name, rest);
        }
        /** The function by which the app acknowledges an event: once, and on the connection that asked. */
        n(id) {
            const socket = this.F;
            const { id: sid, nsp } = socket;
            let isOpen = true;
            return (...data) => {
                if (isOpen && socket.connected && (sid ?? socket.id) === socket.id)
                    this.E.T.s({ type: ACK, nsp, data, id });
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
            ? { _k: sid, t: pid }
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

    const idle = (fields) => ({ name: "idle", ...fields });
    const waiting = (fields) => ({ name: "waiting", ...fields });
    const joining = (fields) => ({ name: "joining", ...fields });
    const leaving = (fields) => ({ name: "leaving", ...fields });
    const joined = () => ({ name: "joined" });
    /** The machine of joining and leaving a namespace. */
    class Membership {
        constructor(socket, options, { E: _link, t: _teller, e: _outbox, i: _inbox, a: _recovery }) {
            this.A = idle({ e: false });
            /** The reconnection attempt that the app was told of and that is under way; 0 for none. */
            this.L = 0;
            /** CONNECT was sent on this connection, and not answered yet. */
            this.c = false;
            /** A refusal was followed by another try, on this connection. */
            this.d = false;
            this.F = socket;
            this.C = options;
            this.E = _link;
            this.t = _teller;
            this.e = _outbox;
            this.i = _inbox;
            this.a = _recovery;
        }
        get h() {
            return this.A.name === "joined";
        }
        get m() {
            return this.A.name !== "idle";
        }
        get o() {
            return this.m && this.A.name !== "leaving";
        }
        /** Has the app or the server ended it, or was it given up, and nobody connected it since? */
        get u() {
            const state = this.A;
            return state.name === "leaving" || ((state.name === "idle" || state.name === "waiting") && state.e);
        }
        /** What users see. */
        get _r() {
            if (this.h)
                return "connected";
            return (this.o && this.E._E) || "disconnected";
        }
        /** The one way from a state to another. */
        J(next, cause) {
            const state = this.A;
            if (state.name === "joining" || state.name === "leaving")
                this.E.B.clearTimeout(state.t);
            this.A = next;
            this.e.h = this.u ? "ended" : "shut";
            this.i.h = this.o ? "holding" : "shut";
            if (!this.h)
                this.t.S({ id: undefined });
            this.l(cause);
            return next;
        }
        /**
         * Leaves a state in which events were sent: what was and is not acknowledged gets its outcome, after the app was told. Where it
         * ends, so does what waits and promised an outcome.
         */
        H({ H: _next, t: _cause, M: _tell }) {
            const { e: _ended } = _next;
            const doomed = this.e.g(_next);
            if (_ended)
                this.L = 0;
            this.J(_next, _cause);
            if (_ended)
                this.E._G();
            if (_tell)
                this.t.M(..._tell);
            this.e.V(doomed);
        }
        // ---- the app
        _s() {
            const { name } = this.A;
            if (name === "leaving")
                this.J(joining({ t: this.n(), i: true }), "connect()");
            else if (name === "idle" || this.u)
                this.J(waiting({ e: false }), "connect()");
            this.E._I(this);
        }
        w() {
            const state = this.A;
            const departure = { H: idle({ e: true }), t: "disconnect()" };
            if (!this.o)
                return;
            if (state.name === "joining" && state.i) {
                this.J(leaving({ t: this.n() }), "disconnect()");
                this.e.z();
            }
            else if (this.h) {
                // in a listener of `connect` it still waits
                this.r();
                this.s(DISCONNECT);
                this.H({ ...departure, M: ["disconnect", "io client disconnect", undefined] });
            }
            else
                this.H(departure);
        }
        // ---- the connection
        g() {
            if (this.A.name !== "waiting")
                return;
            this.i.c();
            const state = this.J(joining({ t: this.n(), i: false }), "connect()");
            askAuth(this.F.auth, this.F)
                .then((auth) => {
                if (this.A !== state)
                    return;
                this.s(CONNECT, this.a.p(auth));
                state.i = this.c = true;
                this.E.B.clearTimeout(state.t);
                state.t = this.n();
            })
                .catch((cause) => this.p(state, cause));
        }
        /** The app's credentials, or the server's answer, have the time limit, from now on. */
        n() {
            const { B: _clock, engine } = this.E;
            return _clock.setTimeout(() => {
                const state = this.A;
                if (state.name === "leaving")
                    this.H({ H: idle({ e: true }), t: "disconnect()" });
                if (state.name !== "joining")
                    return;
                if (state.i)
                    this._p(state, connectError("ERR_CONNECT_TIMEOUT", "namespace", "timeout"));
                else
                    this.p(state, "timeout");
            }, engine.C.timeout);
        }
        p(state, cause) {
            this.E.B.clearTimeout(state.t);
            this._p(state, connectError("ERR_AUTH", "auth", `auth: ${messageOf(cause)}`, { cause }));
        }
        _p(state, error) {
            if (this.A === state)
                this.E._p(this, error);
        }
        k({ e: _reason, t: _details, i: _unsent }) {
            this.e.b(_unsent);
            if (this.h)
                this.H({
                    H: waiting({ e: false }),
                    t: "disconnect",
                    M: ["disconnect", _reason, _details],
                });
            else
                this.Y(asConnectError(_details, _reason));
        }
        Y(error) {
            const _ended = this.u;
            const isActive = this.o;
            this.d = this.c = false;
            this.J(isActive ? waiting({ e: _ended }) : idle({ e: _ended }), "connect_error");
            if (isActive)
                this.y(error);
        }
        y(error) {
            if (error.code === "ERR_CONNECT_TIMEOUT")
                this.t.M("connect_timeout", error);
            this.t.M("connect_error", error);
        }
        b(attempt) {
            if (!this.o)
                return;
            this.L = attempt;
            this.t.M("reconnect_attempt", attempt);
        }
        B(error) {
            if (this.o)
                this.t.M("reconnect_error", error);
        }
        v(event) {
            if (!this.o)
                return;
            const departure = { H: waiting({ e: true }), t: event };
            this.H(event === "reconnect_failed" ? { ...departure, M: [event] } : departure);
        }
        l(cause) {
            this.t._r(this._r, cause);
        }
        // ---- packets
        S(packet, bytes) {
            const { type, id, data } = packet;
            if (type === EVENT)
                this.i.e(packet, bytes);
            else if (type === ACK)
                this.e.k(id, data);
            else if (type === DISCONNECT) {
                const next = idle({ e: true });
                if (this.h)
                    this.H({ H: next, t: "disconnect", M: ["disconnect", "io server disconnect"] });
            }
            else
                this.z(type, data);
        }
        f({ type, id, data }, reason) {
            if (!this.o)
                return;
            this.a.M(data, id);
            this.t._e(this.F.nsp, reason);
            const text = `acknowledgement rejected: ${reason}`;
            if (type === ACK)
                this.e.k(id, [], new HoldfastError("ERR_PARSE", text, { delivery: "unknown" }));
        }
        /** A recovery goes on behind the packet; where that place can't be read, there is none: it would bring the packet again. */
        _y(packet) {
            if (!this.a.M(packet?.data, packet?.id))
                this.a.O();
        }
        W(packet, error) {
            this.e.A(packet, error);
        }
        /** CONNECT or CONNECT_ERROR: an answer, or nothing of the kind. */
        z(type, data) {
            const _isAsked = this.c;
            const { name } = this.A;
            this.c = false;
            if (name === "leaving") {
                if (type === CONNECT)
                    this.s(DISCONNECT);
                this.H({ H: idle({ e: true }), t: "disconnect()" });
            }
            else if (name === "joining")
                this.x(readAnswer(type, data, { i: _isAsked }));
            // an answer for which nobody waits any more; what nobody asked for gets none, however often it comes
            else if (name === "idle" && _isAsked && type === CONNECT)
                this.s(DISCONNECT);
            // else it is a second answer
        }
        /** The server's word on joining. */
        x(answer) {
            if (answer instanceof Error)
                this.q(answer);
            else if (answer)
                this.j(answer._k, answer.t);
        }
        /** The namespace is left, unless the app wants to try once more, with other credentials. */
        q(error) {
            const isAgain = error.code === "ERR_REFUSED" && !this.d && this.D(error);
            Object.assign(error, { willRetry: isAgain, ...(isAgain && { retryIn: 0 }) });
            this.d = isAgain;
            const next = idle({ e: true });
            if (!isAgain)
                return this.H({ H: next, t: "connect_error", M: ["connect_error", error] });
            this.J(waiting({ e: false }), "connect_error");
            this.t.M("connect_error", error);
            if (this.A.name === "waiting")
                this.E._I(this);
        }
        /** What the option says, or the function of the app that it is; nothing good, if that throws. */
        D(error) {
            const { retryRefused } = this.C;
            try {
                return typeof retryRefused === "function" ? retryRefused(error) : !!retryRefused;
            }
            catch (thrown) {
                this.t._i(thrown);
                return false;
            }
        }
        j(sid, pid) {
            this.t.S({ id: sid, recovered: this.a._n(pid) });
            this.d = false;
            const attempt = this.L;
            this.L = 0;
            this.E._n();
            const state = this.J(joined(), "connect");
            const goesOn = () => this.A === state;
            this.t.M("connect");
            if (attempt && goesOn())
                this.t.M("reconnect", attempt);
            this.i.r(goesOn);
            // on a connection that has died meanwhile nothing is sent: it waits for the next
            if (!goesOn() || !this.E.engine._l())
                return;
            this.r();
            this.e.r();
        }
        /** Events go both ways; first those that waited. */
        r() {
            this.i.h = "flowing";
            this.e.O();
        }
        /** Sends a packet that is not an event. */
        s(type, data) {
            this.E.T.s({ type, nsp: this.F.nsp, data });
        }
    }

    /** Of a socket that waits for no acknowledgement. */
    const NONE$1 = new Map();
    /** Events whose acknowledgement is due, by ack id, in the order in which they were emitted. */
    class Acks {
        constructor(clock, sink) {
            this.t = 0;
            this.e = NONE$1;
            this.B = clock;
            this.E = sink;
        }
        get s() {
            return this.e.size;
        }
        n(id) {
            return this.e.get(id);
        }
        i(test) {
            return [...this.e.values()].filter(test);
        }
        /** The event has the next id, and waits until it is taken. */
        r(event) {
            const { h: _signal, r: _ack } = event;
            if (_signal) {
                _ack.f = () => this.E.f(event, _signal);
                _signal.addEventListener("abort", _ack.f);
            }
            if (this.e === NONE$1)
                this.e = new Map();
            this.e.set(this.t++, event);
        }
        /** The acknowledgement may take its time, if it has a limit, from now on. */
        o(event) {
            const { r: _ack } = event;
            if (_ack.n === undefined)
                return;
            _ack.t = this.B.setTimeout(() => {
                // it has fired: there is nothing to stop
                _ack.t = undefined;
                this.E.F(event);
            }, _ack.n);
        }
        h({ r: _ack }) {
            this.B.clearTimeout(_ack.t);
        }
        /** Takes the event with this id, if one waits. */
        u(id) {
            const event = this.e.get(id);
            if (!event)
                return;
            this.e.delete(id);
            // V8 keeps what was in a Map that is old and changes much until it collects the whole heap
            if (!this.e.size)
                this.e = NONE$1;
            this.h(event);
            const { f: _onAbort } = event.r;
            if (_onAbort)
                event.h?.removeEventListener("abort", _onAbort);
            return event;
        }
    }

    /** Does an event wait? What the app puts into `sendBuffer` by itself says nothing of it. */
    const isHeld = ({ e: _phase }) => _phase === undefined || _phase === "held";
    /** Sends each event once: now, or when there is a connection. What it holds is `sendBuffer`, which the app may change. */
    class Once {
        constructor(exit) {
            this.y = false;
            /** Events that are held, and some that are no longer: taken out one by one, each would move all others. */
            this.e = [];
            /** How many of the buffer are held no longer. */
            this.f = 0;
            /** Before this index none is held any more. */
            this.c = 0;
            this.t = exit;
        }
        get o() {
            return this.e.length - this.f;
        }
        get n() {
            if (this.f)
                this.m(this.e.filter(isHeld));
            return this.e;
        }
        /** What is held longest. It is found without a walk over all: with many, that would take long for each event. */
        get a() {
            while (this.c < this.e.length && !isHeld(this.e[this.c]))
                this.c++;
            return this.e[this.c];
        }
        /** These are held now, and no others. */
        m(events) {
            this.e = events;
            this.f = this.c = 0;
        }
        p(event) {
            this.e.push(event);
            this.t.p?.s(event, 1);
        }
        h(event) {
            if (!this.t.x)
                return this.t.w(event);
            this.p(event);
            this.k(event);
        }
        r() {
            // a listener may emit, look at sendBuffer, or leave
            while (this.t.l && this.n.length)
                for (const event of this.e)
                    if (this.t.l && isHeld(event))
                        this.k(event);
        }
        /** It goes out, unless a listener that is told of it lost the connection, gave it up, or sent it by leaving. */
        k(event) {
            // the app has put it there by itself
            if (!event.s)
                Object.assign(event, { s: this, e: "held", a: 0 });
            const error = this.t.j(event);
            if (!this.t.l || event.e !== "held")
                return;
            if (error)
                return this.t.W(event, error);
            event.e = "handed";
            this.l(event);
            this.t.w(event);
        }
        /** What was handed over is not sent again. */
        g() { }
        j() {
            return false;
        }
        /** The link gives these back: they go before all others. */
        b(events) {
            const held = this.n;
            for (const event of events) {
                event.e = "held";
                event.a = 0;
            }
            this.m([...events, ...held]);
        }
        x(event, was) {
            if (was === "held")
                this.l(event);
        }
        l(event) {
            this.t.p?.s(event, -1);
            if (2 * ++this.f > this.e.length)
                this.m(this.e.filter(isHeld));
        }
    }

    const COMPRESSED = { compress: true };
    const PLAIN = { compress: false };
    /** Before it is encoded. */
    const NONE = [];
    /** Makes an event. All of it is there at once: an object that grows is slow, and there is one for each event. */
    const outgoing = ({ nsp, args, flags, by, id, ack }) => ({
        type: EVENT,
        nsp,
        data: args,
        id,
        options: flags.compress === false ? PLAIN : COMPRESSED,
        n: NONE,
        e: "held",
        s: by,
        a: 0,
        r: ack,
        g: flags.volatile,
        h: flags.signal,
        d: false,
        o: 0,
        u: undefined,
    });
    /** May the server have it? */
    const deliveryOf = ({ a: _tries }) => (_tries ? "unknown" : "not-sent");
    /** The link takes other packets, too. */
    const isEvent = (packet) => packet.type === EVENT;

    /**
     * Sends each event until it is acknowledged, on as many connections as that takes, in the order of their ack ids; so many at a time
     * as the window has.
     */
    class Retry {
        constructor(exit) {
            this.y = true;
            this.o = 0;
            /** Events that wait for their acknowledgement on this connection. */
            this.w = 0;
            /** No event with a lower ack id is held. */
            this.i = 0;
            /** Are events being chosen just now? */
            this.v = false;
            this.t = exit;
        }
        get n() {
            return this.t.e.i((event) => this.u(event));
        }
        get a() {
            const { e: _acks } = this.t;
            if (!this.o)
                return undefined;
            while (this.i < _acks.t && !this.u(_acks.n(this.i)))
                this.i++;
            return _acks.n(this.i);
        }
        u(event) {
            return event?.s === this && event.e === "held";
        }
        p(event) {
            this.s(event, 1);
        }
        /** One more is held, or one less. */
        s(event, by) {
            this.o += by;
            this.t.p?.s(event, by);
        }
        h(event) {
            this.p(event);
            this.r();
        }
        /** Sends what the window lets through. */
        r() {
            // one that is dropped here at once is no reason to begin once more: with many of them, the stack would overflow
            if (this.v)
                return;
            this.v = true;
            const { e: _acks, C: _options } = this.t;
            const { retryWindow = 1 } = _options;
            while (this.t.l && this.w < retryWindow && this.i < _acks.t) {
                const event = _acks.n(this.i++);
                if (event && this.u(event))
                    this.d(event);
            }
            this.v = false;
        }
        d(event) {
            // before listeners are told, whose events are not to go first
            if (event.e === "held") {
                this.w++;
                this.s(event, -1);
                event.e = "handed";
            }
            // the app may have given the bytes of an attachment away since
            const anew = event.n[1] || this.t.x;
            const error = anew ? this.t.j(event) : this.t._o(event);
            // a listener left, or gave it up
            if (!this.t.l || event.e === "settled")
                return;
            if (error)
                return this.t.W(event, error);
            this.t.e.o(event);
            this.t.w(event);
        }
        g() {
            const { e: _acks } = this.t;
            this.w = 0;
            const retried = _acks.i(({ s: _by }) => _by === this);
            this.o = retried.length;
            this.i = retried[0]?.id ?? _acks.t;
            for (const event of retried) {
                event.e = "held";
                _acks.h(event);
            }
        }
        x(event, was) {
            if (was === "handed")
                this.w--;
            else
                this.s(event, -1);
            this.r();
        }
        j(event) {
            const { retries = 0 } = this.t.C;
            const isLeft = event.a <= retries;
            // an answer to the try before still settles it, if it comes during this one
            if (isLeft)
                this.d(event);
            return isLeft;
        }
    }

    const bufferFull = (message = "buffer full") => new HoldfastError("ERR_BUFFER_FULL", message, { delivery: "not-sent" });
    /**
     * What a `bufferLimit` leaves room for. What comes and leaves is added up as it does: a walk over all that waits, for each
     * event, would take minutes where many wait.
     */
    class Room {
        constructor(limit, byteLength, queue) {
            this.i = 0;
            /** In how many events these are; if that is wrong, many came back at once, or the app has changed `sendBuffer`. */
            this.t = 0;
            this.n = limit;
            this.h = byteLength;
            this.o = queue;
        }
        /** One more waits, or one less. */
        s(event, by) {
            this.t += by;
            this.i += by * this.e(event);
        }
        /** Makes room for an event, or says why there is none; throws that, if it is to. */
        v(event) {
            const { events = Infinity, bytes = Infinity, onFull = "reject" } = this.n;
            const queue = this.o;
            this.r(event.o);
            const own = this.e(event);
            const isFull = () => {
                const count = queue.o;
                if (this.t !== count) {
                    this.i = queue.n.reduce((sum, waiting) => sum + this.e(waiting), 0);
                    this.t = count;
                }
                return count >= events || this.i + own > bytes;
            };
            // what has no room by itself pushes nobody out
            if (onFull === "drop-oldest" && own <= bytes)
                for (let oldest = queue.a; oldest && isFull(); oldest = queue.a)
                    queue.W(oldest, bufferFull());
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
            for (let oldest = queue.a; oldest && oldest.o < now - age; oldest = queue.a)
                queue.W(oldest, bufferFull("waited too long"));
        }
        /** Bytes of an event when it began to wait. */
        e(event) {
            if (this.n.bytes == null)
                return 0;
            event.u ?? (event.u = sumOf(event.n, this.h));
            return event.u;
        }
    }

    /** Events that wait without bounds before the developer is told. */
    const MANY = 10000;
    /** ms that an acknowledgement may take, where there are retries and nothing else is said. */
    const RETRY_TIMEOUT = 10000;
    const now = (call) => call();
    const later = (call) => void Promise.resolve().then(call);
    /** Events to the server, each with a known outcome: sent, kept until it can be, acknowledged, or dropped and reported. */
    class Outbox {
        constructor(link, nsp, options, teller) {
            this.i = new Once(this);
            /** Listeners of all that is sent. */
            this.s = [];
            /**
             * `shut`: events are held. `flowing`: they are sent, as what was held before is. `ended`: they are held, but nobody may ever connect
             * again.
             */
            this.h = "shut";
            /** The event that is emitted just now is one of `emitWithAck`, whose callback goes by way of `emit`. */
            this.u = false;
            this.E = link;
            this.D = nsp;
            this.C = options;
            this.t = teller;
            this.e = new Acks(link.B, this);
            const { bufferLimit } = options;
            this.p = bufferLimit && new Room(bufferLimit, link.D.byteLength, this);
        }
        get l() {
            return this.h === "flowing";
        }
        get x() {
            return this.s.length > 0;
        }
        // ---- what is held
        get o() {
            return this.i.o + (this.d?.o ?? 0);
        }
        /** What waits to be sent: that which is sent once, then that which is retried. */
        get n() {
            return this.d?.o ? [...this.i.n, ...this.d.n] : this.i.n;
        }
        get a() {
            return this.i.a ?? this.d?.a;
        }
        /** Bytes of what is held, encoded. */
        get B() {
            const { byteLength } = this.E.D;
            return this.n.reduce((sum, { n: _frames }) => sum + sumOf(_frames, byteLength), 0);
        }
        // ---- an event comes
        /** Sends an event, or keeps it until it can be sent. A function at the end of `args` is called with the acknowledgement. */
        H(flags, args) {
            const [name] = args;
            if (RESERVED.has(name))
                throw new HoldfastError("ERR_RESERVED_EVENT", `"${name}" is a reserved event name`);
            this.t.X(name);
            const event = this.v(flags, args);
            // what can fail by the app's data fails here, before anything is registered
            const { E: _link, p: _room } = this;
            event.n = _link.T.n(event);
            if (_room)
                event.o = _link.B.now();
            const { engine } = _link;
            const flows = this.l && engine._l();
            const error = flows && engine._o(event.n);
            if (error)
                throw error;
            let refusal = this.m(event);
            // throws, if it is to
            if (!flows)
                refusal || (refusal = _room ? _room.v(event) : this.I());
            // an id is not used again
            if (refusal) {
                if (event.r)
                    this.e.t++;
                return later(() => {
                    this.y(event, refusal);
                    this.t.Z(event.data, refusal);
                });
            }
            if (event.r)
                this.G(event);
            if (flows)
                event.s.h(event);
            else
                event.s.p(event);
        }
        v(flags, args) {
            const callback = typeof args[args.length - 1] === "function" ? args.pop() : undefined;
            const isRetried = !!this.C.retries && !flags.volatile;
            const ack = callback || isRetried ? this.q(flags, callback, isRetried) : undefined;
            return outgoing({
                nsp: this.D,
                args,
                flags,
                by: isRetried ? (this.d ?? (this.d = new Retry(this))) : this.i,
                id: ack && this.e.t,
                ack,
            });
        }
        q(flags, _callback, isRetried) {
            const { ackTimeout } = this.C;
            const { signal, timeout = ackTimeout } = flags;
            const isPromise = !!_callback && (!!_callback.u || this.u);
            if (_callback)
                this.u = false;
            if (isRetried && ackTimeout == null)
                warnOnce(this.E.D, `retries without ackTimeout: ${RETRY_TIMEOUT} ms`);
            return {
                i: _callback,
                e: !!_callback && (isPromise || timeout != null || !!signal || isRetried),
                s: isPromise && !signal && (isRetried || timeout == null),
                n: timeout ?? (isRetried ? RETRY_TIMEOUT : undefined),
                t: undefined,
                f: undefined,
            };
        }
        /** Why an event is not taken at all. */
        m({ g: _volatile, h: _signal, r: _ack }) {
            if (_signal?.aborted)
                return aborted(_signal, "not-sent");
            // once it was ended, nobody may ever connect it again
            if ((_volatile && !this.E.engine?._K) || (_ack?.s && this.h === "ended"))
                return disconnected("not-sent");
            return;
        }
        /** Without a `bufferLimit`: much that waits is told of once. */
        I() {
            if (this.o === MANY)
                warnOnce(this.E.D, `${MANY} events wait to be sent; see bufferLimit`);
        }
        G(event) {
            this.e.r(event);
            if (!event.s.y)
                this.e.o(event);
        }
        // ---- an event goes out
        /**
         * Tells who listens to what is sent, before it is encoded anew: they may add to the data, what they emit goes first, and the app
         * may have changed it since `emit()`.
         */
        j(event) {
            if (event.h?.aborted)
                return aborted(event.h, "not-sent");
            if (!event.d) {
                event.d = true;
                this.t.O(this.s, event.data);
                event.d = false;
            }
            try {
                event.n = this.E.T.n(event);
            }
            catch (error) {
                return Object.assign(error, { delivery: deliveryOf(event) });
            }
            return this._o(event);
        }
        _o({ n: _frames }) {
            return this.E.engine._o(_frames);
        }
        w(event) {
            event.e = "handed";
            event.a++;
            this.E.T.h(event);
        }
        /** Sends what was held once; what a listener emits meanwhile goes at once, and not to the end of it. */
        O() {
            this.h = "flowing";
            this.p?.r(this.E.B.now());
            this.i.r();
        }
        /** What was held is out: what the app took out of it has its outcome, and what is retried goes on. */
        r() {
            // what the app took out of sendBuffer will not be answered
            this.V(this.e.i(({ e: _phase, r: _ack, s: _by }) => _phase === "held" && _ack.e && _by === this.i));
            this.d?.r();
        }
        // ---- its outcome
        /** The acknowledgement of an event came, if one waits for it; with an `error`, it can't be read. */
        k(id, answer, error = null) {
            const event = id !== undefined && this.e.n(id);
            if (!event)
                return;
            this.c(event);
            this.y(event, error, answer);
        }
        /** The link gives back what it never sent. */
        b(packets) {
            // what has its outcome, or is retried, does not come back
            const events = packets.filter(isEvent).filter(({ s: _by, e: _phase }) => _by === this.i && _phase === "handed");
            this.i.b(events);
            this.V(events.filter(({ g: _volatile }) => _volatile));
        }
        /** The link gives back a packet that no transport takes which is left. */
        A(packet, error) {
            // nobody waits for an acknowledgement to arrive; joining has its time limit
            if (!isEvent(packet) || packet.e !== "handed")
                return;
            // one that is retried is under way until it is settled
            if (packet.s === this.i)
                this.i.b([packet]);
            this.W(packet, error);
        }
        /**
         * The connection is gone, or left; where that `_ended`, only the app comes back. Returns the events that have their outcome by
         * that, to be dropped once the app was told.
         */
        g({ e: _ended }) {
            const doomed = this.e.i(({ r: _ack, e: _phase, s: _by }) => (_ended && _ack.e) || (_phase === "handed" && !_by.y));
            this.d?.g();
            return doomed;
        }
        /** None of those that promised an outcome is sent. */
        z() {
            this.V(this.e.i(({ r: _ack }) => _ack.e));
        }
        F(event) {
            if (event.s.j(event))
                return;
            const fields = { delivery: deliveryOf(event) };
            this.V([event], new HoldfastError("ERR_ACK_TIMEOUT", "operation has timed out", fields));
        }
        f(event, signal) {
            this.V([event], aborted(signal, deliveryOf(event)));
        }
        /** As {@link _drop}, but told in a later turn: the app may be in the middle of `emit()`, and no call of the app calls the app. */
        W(event, error) {
            this.V([event], error, later);
        }
        /**
         * The events are settled, and reported but where they were sent once; those not sent yet will not be. Without an `error` it is
         * that the connection is gone.
         */
        V(events, error, when = now) {
            const open = events.filter(({ e: _phase }) => _phase !== "settled");
            const dropped = new Set(open.filter(({ e: _phase, s: _by }) => _phase !== "handed" || _by.y));
            // all of them, before the first listener looks at what is left
            for (const event of open)
                this.c(event);
            for (const event of open) {
                const cause = error ?? disconnected(deliveryOf(event));
                when(() => this.y(event, cause));
                if (dropped.has(event))
                    when(() => this.t.Z(event.data, cause));
            }
        }
        /** Nothing more happens to the event, which is neither held nor waited for. */
        c(event) {
            const { e: _phase } = event;
            if (event.r)
                this.e.u(event.id);
            event.e = "settled";
            event.s.x(event, _phase);
        }
        /** Calls the callback, if it takes what there is to say. */
        y({ r: _ack }, error, answer = []) {
            if (!_ack?.i || (error && !_ack.e))
                return;
            this.t.O([_ack.i], _ack.e ? [error, ...answer] : answer);
        }
    }

    /** What the server may keep of a session, to send what was missed ("Connection state recovery" in docs/protocol.md). */
    class Recovery {
        /** What CONNECT says, beside the app's credentials. */
        p(auth) {
            return this.t ? { pid: this.t, offset: this.e, ...auth } : (auth ?? undefined);
        }
        /** The server has answered with this session. Is it the one before? */
        _n(pid) {
            const isRecovered = pid !== undefined && pid === this.t;
            this.t = pid;
            return isRecovered;
        }
        /**
         * The app was given an event, or never will be: a recovery goes on behind it, if the event says where that is. An event with an
         * ack id does not.
         */
        M(args, id) {
            if (!this.t || id !== undefined || !Array.isArray(args))
                return false;
            const last = args[args.length - 1];
            if (typeof last !== "string")
                return false;
            this.e = last;
            return true;
        }
        /** There is no recovery: it would bring what broke the connection again. */
        O() {
            this.t = this.e = undefined;
        }
    }

    /** Tells the app what happens to a socket: by the events of the socket and of its `lifecycle`, and by what can be read off it. */
    class Teller {
        constructor(socket, link, options) {
            this.F = this.U = socket;
            this.E = link;
            this.C = options;
        }
        /** `socket.lifecycle`, made when it is first asked for. */
        get _t() {
            return (this.I ?? (this.I = new TypedEmitter(this.F._i)));
        }
        /** Sets it through what the app has first: a proxy would take what is there already for no change. */
        S(seen) {
            Object.assign(this.U, seen);
            Object.assign(this.F, seen);
        }
        /** Calls the listeners of a reserved event. */
        M(event, ...details) {
            this.E._x(() => {
                if (this.C.lifecycleEvents !== "v4" || !ADDED.has(event))
                    this.F.F(event, details);
                this.I?.F(event, details);
            });
        }
        /** The state that the app sees, which is told if it is another one. */
        _r(to, cause) {
            const from = this.F._r;
            if (from === to)
                return;
            this.S({ _r: to });
            this.E._x(() => this.I?.F("state_change", [{ from, to, cause }]));
        }
        /** An event of the app will not be sent any more. */
        Z(data, cause) {
            const [event, ...args] = data;
            this.I?.F("dropped", [{ event, args, cause, delivery: cause.delivery }]);
        }
        /** A packet from the server is not delivered. */
        _e(nsp, reason) {
            this.I?.F("rejected", [{ nsp, reason }]);
        }
        _i(error) {
            this.F._i(error);
        }
        O(listeners, args) {
            callAll(listeners, this.F, args, this.F._i);
        }
        /** Does the name belong to the events that holdfast adds? */
        X(name) {
            if (this.C.lifecycleEvents === "v4" || !ADDED.has(name))
                return false;
            warnOnce(this.E.D, `"${name}" is holdfast's event; see lifecycleEvents: "v4"`);
            return true;
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
            this.U = false;
            this.I = flags;
            this.E = owner;
            this.C = inner;
        }
        /** Until it is touched, or the turn ends, it is for the next event. */
        M() {
            const inner = this.C();
            inner.H = this;
            if (inner.n)
                return;
            inner.n = true;
            Promise.resolve().then(() => {
                inner.n = false;
                inner.H = undefined;
            });
        }
        /** It is not for the next event any more. */
        O() {
            const inner = this.C();
            if (inner.H === this)
                inner.H = undefined;
        }
        get(target, name, receiver) {
            // asked by our methods alone, for each event
            if (name === VIEW)
                return this;
            if (!this.U) {
                this.U = true;
                this.O();
            }
            const value = Reflect.get(target, name, receiver);
            if (typeof value !== "function" || !isOwn.call(target, name) || !(name in Object.getPrototypeOf(target)))
                return value;
            const view = this;
            return function (...args) {
                view.C().H = view;
                try {
                    return value.apply(this, args);
                }
                finally {
                    view.O();
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
    class Socket extends TypedEmitter {
        /** @internal */
        constructor(io, nsp, options) {
            const _link = io.C();
            super(_link.D.report);
            /** Did the server keep the session of the connection before, and send what was missed? */
            this.recovered = false;
            /** Events that came before `connect` was emitted. */
            this.receiveBuffer = [];
            /** @internal The state that listeners were told last. */ this._r = "disconnected";
            this.nsp = nsp;
            this.auth = options.auth ?? undefined;
            const _teller = new Teller(this, _link, options);
            const _recovery = new Recovery();
            const _outbox = new Outbox(_link, nsp, options, _teller);
            const _inbox = new Inbox(this, _link, _teller, _recovery);
            const _membership = new Membership(this, options, { E: _link, t: _teller, e: _outbox, i: _inbox, a: _recovery });
            const inner = {
                r: io,
                E: _link,
                C: options,
                t: _teller,
                s: _membership,
                e: _outbox,
                i: _inbox,
                H: undefined,
                n: false,
            };
            this.C = () => inner;
        }
        /** The Manager whose connection this namespace uses. */
        get io() {
            return this.C().r;
        }
        /** Has the namespace been joined, over a connection that is open? */
        get connected() {
            // a property of its own: what watches an app's state sees it change
            return this._r === "connected";
        }
        /** The opposite of `connected`. */
        get disconnected() {
            return !this.connected;
        }
        /** Is it connected, or will it connect by itself? */
        get active() {
            return this.C().s.o;
        }
        /** `"disconnected"`, `"connecting"`, `"connected"` or `"reconnecting"`. */
        get state() {
            return this.C().s._r;
        }
        /** Events that wait to be sent; may be emptied or replaced, in a `connect` listener at the latest. */
        get sendBuffer() {
            return this.C().e.i.n;
        }
        /** Replaces them; with an empty list, none is sent. */
        set sendBuffer(events) {
            this.C().e.i.m(events);
        }
        /** What waits to be sent: how many events, and the bytes of their data. */
        get buffered() {
            const { n: _held, B: _heldBytes } = this.C().e;
            return { count: _held.length, bytes: _heldBytes };
        }
        /** Emits the reserved events, `state_change` and `dropped`, whatever names the app uses for its own events. */
        get lifecycle() {
            return this.C().t._t;
        }
        /** Connects, or does nothing if connected. During a wait for reconnection it connects now. */
        connect() {
            this.Z().s._s();
            return this;
        }
        /** The same as {@link connect}. */
        open() {
            return this.connect();
        }
        /** Leaves the namespace; the connection is closed with its last one. What was emitted before is still sent. */
        disconnect() {
            this.Z().s.w();
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
            this.C().E.V();
            return this.connect();
        }
        /**
         * Resolves once the socket is connected, at once if it is. Rejects with the last error when it gives up, or is told to
         * (`ERR_DISCONNECTED`), when `timeout` ms have passed (`ERR_CONNECT_TIMEOUT`), or with `ERR_ABORTED`. The socket goes on
         * in the last two cases.
         */
        ready({ signal, timeout } = {}) {
            const { lifecycle } = this;
            const { B: _clock } = this.C().E;
            const self = this.X();
            return new Promise((resolve, reject) => {
                let last = disconnected("not-sent");
                const end = (error) => {
                    lifecycle.off("state_change", changed).off("connect_error", failed);
                    signal?.removeEventListener("abort", abort);
                    _clock.clearTimeout(timer);
                    if (error)
                        reject(error);
                    else
                        resolve((this[VIEW]?.E ?? this));
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
            const { H: _next } = inner;
            const view = own ?? _next;
            if (view === _next)
                inner.H = undefined;
            if (!own && view && !view.U)
                warnOnce(inner.E.D, "emit() took the time limit of timeout(), whose result was not used: emit on that");
            inner.e.H(view?.I ?? NO_FLAGS, [event, ...args]);
            return (own?.E ?? this);
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
                settle.u = outbox.u = true;
                try {
                    this.emit(event, ...args, settle);
                }
                finally {
                    outbox.u = false;
                }
            });
        }
        /** A view whose events are dropped when they can't be sent now. */
        get volatile() {
            return this.S({ volatile: true });
        }
        /** A view whose acknowledgements must come within `timeout` ms, and whose callbacks take an error first. */
        timeout(timeout) {
            return this.S({ timeout }, { t: true });
        }
        /** A view whose events are not compressed, if `compress` is `false`. */
        compress(compress) {
            return this.S({ compress });
        }
        /** A view whose events are given up when `signal` is aborted, and whose callbacks take an error first (`ERR_ABORTED`). */
        signal(signal) {
            return this.S({ signal });
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
        get I() {
            return (this[VIEW] ?? this.C().H)?.I ?? NO_FLAGS;
        }
        /** What is in the socket, which knows from now on how the app has it. */
        Z() {
            const inner = this.C();
            inner.t.U = this;
            return inner;
        }
        /** `_passes`: if nothing is done with the view, the socket's own next emit in this synchronous run takes its settings. */
        S(flags, { t: _passes } = { t: false }) {
            const own = this[VIEW];
            const view = new View(own ? { ...own.I, ...flags } : flags, own?.E ?? this, this.C);
            if (_passes && !own)
                view.M();
            return new Proxy(this.X(), view);
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
            const attempts = new Attempts(this, environment, uri);
            this.C = () => attempts;
            if (this.opts.autoConnect !== false)
                this.open();
        }
        /** The Engine.IO session in use, or the last one. */
        get engine() {
            return this.C().engine;
        }
        /** `"idle"`, `"connecting"`, `"connected"` or `"waiting"` (for the next attempt). */
        get state() {
            return this.C().A.name;
        }
        /** @internal What is done in a listener of these events does not cut a wait short. */
        F(event, args) {
            this.C()._x(() => super.F(event, args));
        }
        /**
         * Connects, if there is no connection and none is being made; a wait for reconnection it cuts short. With a callback, which
         * gets the error if that fails, no other attempt follows.
         */
        open(callback) {
            this.C()._z(callback);
            return this;
        }
        /** The same as {@link open}. */
        connect(callback) {
            return this.open(callback);
        }
        /** The Socket of a namespace, made at the first call. */
        socket(nsp, options) {
            const name = nsp.startsWith("/") ? nsp : `/${nsp}`;
            const self = this.X();
            const { t: _byName } = this.C().K;
            const socket = _byName.get(name)?.F ??
                new Socket(self, name, { ...options });
            _byName.set(name, socket.C().s);
            return this.opts.autoConnect === false ? socket : socket.connect();
        }
        reconnection(value) {
            return value === undefined ? this.opts.reconnection !== false : this.E("reconnection", value);
        }
        reconnectionAttempts(value) {
            return this.E("reconnectionAttempts", value);
        }
        reconnectionDelay(value) {
            return this.E("reconnectionDelay", value);
        }
        randomizationFactor(value) {
            return this.E("randomizationFactor", value);
        }
        reconnectionDelayMax(value) {
            return this.E("reconnectionDelayMax", value);
        }
        timeout(value) {
            return value === undefined && this.opts.timeout === false ? false : this.E("timeout", value);
        }
        /** Reads or sets an option. */
        E(name, value) {
            const opts = this.opts;
            if (value === undefined)
                return withDefaults(opts)[name];
            opts[name] = value;
            return this;
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
    const { e: _onEvent } = Inbox.prototype;
    const extendSocket = () => {
        Inbox.prototype.e = function (packet, bytes) {
            this.F.onevent(packet, bytes);
        };
        add(Socket, {
            onevent(packet, bytes) {
                _onEvent.call(this.C().i, packet, bytes);
            },
            ack(id) {
                return this.C().i.n(id);
            },
            get io() {
                return this.C().r;
            },
            get flags() {
                return this.I;
            },
            get _opts() {
                return this.C().C;
            },
        });
    };
    const { _s: _connect, P: _close, _d: _reconnects } = Attempts.prototype;
    const extendManager = () => {
        Object.assign(Attempts.prototype, {
            _d() {
                return !this.G.skipReconnect && _reconnects.call(this);
            },
            P() {
                this.G.skipReconnect = true;
                _close.call(this);
            },
            _s(callback) {
                this.G.skipReconnect = false;
                _connect.call(this, callback);
                const { fault, hostname, port, secure } = this.Q;
                if (!fault)
                    Object.assign(this.G.opts, { hostname, port, secure });
            },
        });
        add(BaseManager, {
            skipReconnect: false,
            get _reconnecting() {
                return this.C()._E === "reconnecting";
            },
            /** Counts from the next attempt. */
            get uri() {
                return this.C()._b;
            },
            set uri(uri) {
                this.C()._b = uri;
            },
            get nsps() {
                const sockets = [...this.C().K.t].map(([nsp, { F: _socket }]) => [nsp, _socket]);
                return Object.fromEntries(sockets);
            },
            get backoff() {
                const { N: _controller, _u: _depth } = this.C();
                // in socket.io-client the attempt to come counts once the failure before it was told
                const isUntold = _depth > 0 && this.state === "waiting";
                return { attempts: _controller.L - (isUntold ? 1 : 0) };
            },
        });
    };
    const { off } = Engine.prototype;
    /** Without arguments it also takes off the Manager, which listens as anybody does in socket.io-client. */
    function deafen(_event, _listener) {
        if (!arguments.length)
            this.X().E = undefined;
        // with the parameters' names alone it would be told of two arguments each time
        return off.apply(this, arguments);
    }
    function write(data, options, done) {
        if (done)
            this.once("flush", done);
        this.X()._q([data], undefined, false, options);
        return this;
    }
    const extendEngine = () => add(Engine, {
        off: deafen,
        removeAllListeners: deafen,
        write,
        send: write,
        get opts() {
            return this.C;
        },
        get hostname() {
            return this.Q.hostname;
        },
        get port() {
            return this.Q.port;
        },
        get secure() {
            return this.Q.secure;
        },
    });
    const extendTransport = () => add(Transport, {
        /** The platform's own object. */
        get ws() {
            const socket = this.F;
            return socket?.e ?? socket;
        },
        /** Of a request made now. */
        get query() {
            const [, ...pairs] = this._h().split(/[?&]/);
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
                shared?.C().K.t.has(nsp);
            if (shared && !own) {
                const theirs = parseTarget(shared.C()._b, platform, shared.opts);
                const ours = { ...given, query: queryOf(target, given) || undefined };
                const kept = { ...shared.opts, query: queryOf(theirs, shared.opts) };
                const ignored = Object.keys(ours).filter((name) => !OWN.test(name) && ours[name] != null && !isSame(ours[name], kept[name]));
                if (ignored[0])
                    warnOnce(platform, `options of a shared connection are ignored: ${ignored.join(", ")}; see forceNew`);
                return shared.socket(nsp, given);
            }
            const manager = new Manager(address, given);
            if (!own) {
                const keep = (isUsed) => {
                    // another one may have taken its place
                    if ((managers.get(key) ?? manager) !== manager)
                        return;
                    if (isUsed)
                        managers.set(key, manager);
                    else
                        managers.delete(key);
                };
                manager.C()._D = keep;
                keep(true);
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
        socket.onopen = () => handlers.n();
        socket.onmessage = ({ data }) => handlers.j(data);
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
        const { E: _owner, n: _frames = [] } = writeBuffer[0];
        const error = engine._o(_frames, true);
        if (!error || _state.e)
            return !!error;
        writeBuffer.splice(0, _frames.length);
        _sink?._g(_owner, error);
        engine.O();
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
        get o() {
            // while pausing, posts go on for as long as the last poll is out
            const { name } = this.A;
            // the last chance: the answer to a POST in flight will not be heard
            const free = !this.s || this.e._t;
            return !this.i && free && !!this.e.id && (name === "open" || (name === "pausing" && !!this.n));
        }
        Z() {
            this.b();
        }
        h(batch) {
            const lane = {};
            this.s = lane;
            // a Blob takes a while to read
            this.d(() => encodeBody(batch, this.e.D, (body) => {
                this.p(lane, body, () => {
                    this.s = undefined;
                    this.c();
                    if (this.o)
                        this.E._e();
                });
            }), (error) => this.g(lane, error));
        }
        /** Starts no more polls, and calls back once nothing is under way; goes on sending until the poll is answered. */
        q(done) {
            this.A = { name: "pausing", e: done };
            this.c();
        }
        /**
         * Calls back when the next poll was answered, and puts off the one after it by a {@link MOMENT}: if an upgrade gets so far
         * in this time, the server has no poll to release, which it does once in 100 ms only.
         */
        z(callback) {
            this.v = callback;
        }
        /** Goes on after {@link _pause}. */
        M() {
            if (this.A.name !== "pausing" || this.i)
                return;
            this.A = { name: "open" };
            this.b();
            if (this.o)
                this.E._e();
        }
        P() {
            this.A = { name: "closing", r: false };
            this.c();
        }
        /** The POST in flight may have been read or not; were it left, it might be read after what is sent on the next connection. */
        S() {
            this.y(this.s);
            this.s = undefined;
        }
        r() {
            this.y(this.n);
            this.y(this.s);
            this.e.D.endPolling?.(this.C);
        }
        y(lane) {
            // what is sent on leaving outlives the page
            if (lane === this.n || !this.e._t)
                lane?.N?.abort();
            this.e.B.clearTimeout(lane?.t);
        }
        /** Does what the state waits for, if no request is in its way. */
        c() {
            const state = this.A;
            if (this.i || this.s)
                return;
            if (state.name === "pausing" && !this.n) {
                state.e();
            }
            else if (state.name === "closing") {
                if (!state.r) {
                    state.r = true;
                    this.h([{ type: "close" }]);
                }
                else if (!this.n)
                    this.I();
                // some servers never release the poll of a session that is over
                else
                    this.f(GRACE, () => this.I());
            }
        }
        /** Starts a poll, if there is to be one and none is out. */
        b() {
            if (this.A.name !== "open" || this.n || this.i)
                return;
            const lane = {};
            this.n = lane;
            this.x++;
            const { id } = this.e;
            this.p(lane, undefined, (text) => {
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
                this.n = undefined;
                if (this.A.name !== "open")
                    return this.c();
                const next = () => this.b();
                const between = this.v;
                // CONNECT goes first, over the connection that is there: the poll waits for its answer
                if (!id)
                    Promise.resolve().then(next);
                else if (between) {
                    this.v = undefined;
                    this.f(MOMENT, next);
                    between();
                }
                else
                    next();
            });
        }
        p(lane, body, answered) {
            const { D: _platform, B: _clock, _t: _parting, id } = this.e;
            const { requestTimeout } = this.C;
            const post = body !== undefined;
            // a poll that the browser aborts ends the session at the server, and with it what is sent on leaving
            const keepalive = _parting || (!post && this.x > QUICK && !!_platform.pollsOutlivePage);
            const fail = (error) => this.g(lane, error);
            const isOut = () => !this.i && (lane === this.n || lane === this.s);
            // given up while a Blob was read
            if (!isOut())
                return;
            this.d(() => {
                lane.N = new AbortController();
                if (requestTimeout)
                    lane.t = _clock.setTimeout(() => this.l("timeout", undefined, prefixOf(post)), requestTimeout);
                _platform.polling(this._h(), body, lane.N.signal, this.C, keepalive).then((response) => {
                    const { status, text } = response;
                    _clock.clearTimeout(lane.t);
                    if (!isOut())
                        return;
                    // a page in place of an answer, from a portal or proxy, must not pass for an "ok", nor what is no packet for a handshake
                    if (status === 200 && (id || post ? /^(?!\s*<)/ : /^[0-6b]/).test(text))
                        return answered(text);
                    const failure = httpFailure(response, _clock.now());
                    this.g(lane, failure.cause, failure);
                }, fail);
            }, fail);
        }
        /** A request failed: the lane is free, for the goodbye. */
        g(lane, error, fields) {
            const post = lane === this.s;
            this.e.B.clearTimeout(lane.t);
            if (post)
                this.s = undefined;
            else if (lane === this.n)
                this.n = undefined;
            else
                return;
            if (this.A.name === "closing")
                this.c();
            else
                this.l(error, fields, prefixOf(post));
        }
        /** Whatever the error, but for a server that does not know the session; a page that goes away has said what it had to. */
        k({ code }) {
            return code !== "ERR_SESSION_UNKNOWN" && !this.e._t;
        }
    }

    /**
     * Moves a session from polling to what the server offers: tries one after the other, until one takes it over. The first waits
     * for the answer to CONNECT, where the handshake was so quick that a moment without a poll may be enough.
     */
    const upgrade = (engine, offered, quick = engine.B.ticks() - engine.P < MOMENT) => {
        const { A: state, C: _options, transport: current } = engine;
        const kind = engine._m.find(({ t: _type }) => offered.includes(_type) && _type !== current.name);
        if (!kind || _options.upgrade === false || state.name !== "open")
            return;
        const failed = (error) => {
            conceal(engine, error);
            engine.G("upgradeError", error);
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
            t: () => engine.G("upgrading", candidate),
            e: (error) => {
                state.e = undefined;
                if (error)
                    failed(error);
                else {
                    current.a();
                    candidate.E = engine;
                    engine.transport = candidate;
                    engine.G("upgrade", candidate);
                    engine.E?._C();
                }
                engine.O();
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
                current.M();
            state = "ended";
            candidate.a();
        };
        const fail = (what = "closed") => {
            if (state === "ended")
                return;
            cancel();
            sink.e(probeError(candidate.name, what));
        };
        const begin = () => {
            if (state !== "waiting")
                return;
            state = "opening";
            clock.clearTimeout(timer);
            timer = clock.setTimeout(() => fail("timeout"), timeout);
            candidate.d(() => candidate.Z());
        };
        // a WebSocket takes a page and the server a while to make: CONNECT and its answer go first, where they don't take long
        let timer = clock.setTimeout(begin, quick ? MOMENT : 0);
        candidate.E = {
            _e() {
                if (state !== "opening")
                    return;
                state = "probing";
                candidate.h([{ type: "ping", data: PROBE }]);
            },
            S({ type, data }) {
                if (state !== "probing" || type !== "pong" || data !== PROBE)
                    return fail("wrong answer");
                state = "pausing";
                sink.t();
                // a listener may have closed the session
                if (state !== "pausing")
                    return;
                current.q(() => {
                    if (state !== "pausing")
                        return;
                    state = "ended";
                    clock.clearTimeout(timer);
                    candidate.h([{ type: "upgrade" }]);
                    sink.e();
                });
            },
            U: fail,
        };
        if (quick)
            current.z(begin);
        return cancel;
    };

    const OPEN = 1;
    const CLOSED = { description: "websocket connection closed" };
    /** Each Engine.IO packet is one WebSocket frame. */
    class WebSocketTransport extends Transport {
        constructor() {
            super(...arguments);
            /** It is open, and has no batch to encode. */
            this.s = false;
        }
        get o() {
            return this.s && this.F.readyState === OPEN;
        }
        get writable() {
            // React Native's has no bufferedAmount, which compares as neither less nor more
            return this.o && !(this.F.bufferedAmount >= this.C.highWaterMark);
        }
        Z() {
            this.F = this.e.D.websocket(this._h(), this.C, this);
        }
        /** @internal */
        n() {
            if (this.i)
                return;
            this.s = true;
            this.E._e();
        }
        /** A page hears of a peer that closes only once that is done, which takes as long as the peer likes. */
        m() {
            if (this.s && !this.o)
                this.f(0, () => this.I(undefined, CLOSED));
        }
        h(batch) {
            const socket = this.F;
            // not again, should one of these fail
            this.s = false;
            this.d(() => {
                if (this.C.forceBase64) {
                    encodeBody(batch, this.e.D, (body) => {
                        if (this.i)
                            return;
                        for (const frame of body.split(SEPARATOR))
                            socket.send(frame, true);
                        this.s = true;
                        this.E._e();
                    });
                }
                else {
                    for (const packet of batch)
                        socket.send(encodeFrame(packet), packet.options?.compress !== false);
                    this.s = true;
                }
            });
        }
        O(callback) {
            return this.F.t?.(callback);
        }
        P() {
            this.s = false;
            this.F.close();
        }
        r() {
            const socket = this.F;
            this.s = false;
            (socket?.terminate ?? socket?.close)?.call(socket);
        }
        /** @internal */
        U(event, error, fields) {
            if (error)
                this.l(event.reason || error, { context: event, ...fields });
            else
                this.I(undefined, { ...CLOSED, context: event });
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
            this.i = new Uint8Array();
            this.t = 0;
            this.h = maxBytes;
            this.e = binaryType;
            this.o = text;
        }
        /** Hands on the packets that a chunk completes; after one of type `"error"` no more is to be read. */
        r(chunk, take) {
            this.n(chunk);
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
                if (!length || length > this.h)
                    return take(BAD);
                const end = start + length;
                if (end > _filled)
                    break;
                take(this.s(_bytes.slice(start, end), view.getUint8(at) > 0x7f));
                at = end;
            }
            // what was large is not kept
            if (at)
                this.i = _bytes.slice(at, _filled);
            this.t -= at;
        }
        n(chunk) {
            const filled = this.t + chunk.length;
            if (filled > this.i.length) {
                const larger = new Uint8Array(Math.max(filled, 2 * this.i.length));
                larger.set(this.i);
                this.i = larger;
            }
            this.i.set(chunk, this.t);
            this.t = filled;
        }
        s(bytes, binary) {
            try {
                return decodeFrame(binary ? bytes : this.o(bytes), this.e);
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
            this.o = false;
        }
        Z() {
            this.s().then(() => this.I(undefined, { description: "webtransport connection closed" }), (error) => this.l(error));
        }
        /** Reads until the stream ends. */
        async s() {
            const { D: _platform, C: _options, id, binaryType } = this.e;
            const { webtransport } = (_options.transportOptions ?? {});
            const transport = new _platform.webtransport(this._h(), webtransport);
            this.n = transport;
            // what breaks it breaks the stream as well
            transport.closed.catch(() => { });
            await transport.ready;
            const stream = await transport.createBidirectionalStream();
            this.c = stream.writable.getWriter();
            const packets = new PacketReader(_options.maxMessageBytes, binaryType, _platform.text);
            const reader = stream.readable.getReader();
            // the client speaks first
            this.h([{ type: "open", ...(id && { data: JSON.stringify({ sid: id }) }) }]);
            while (!this.i) {
                const { done, value } = await reader.read();
                if (done)
                    break;
                packets.r(value, (packet) => this.u(packet));
            }
        }
        h(batch) {
            this.o = false;
            const { D: _platform } = this.e;
            // now, since the app may give its bytes away, but for a Blob, which takes a while to read
            const records = batch.map((packet) => {
                const frame = encodeFrame(packet);
                return isBlob(frame)
                    ? _platform.bytesOf(frame).then((bytes) => encodeRecord(bytes, _platform))
                    : encodeRecord(frame, _platform);
            });
            const write = async () => {
                for (const record of records)
                    await this.c.write(await record);
            };
            write().then(() => {
                if (this.i)
                    return;
                this.o = true;
                this.E._e();
            }, 
            // the reader tells of the end
            () => { });
        }
        P() {
            this.o = false;
            // the session's end takes with it what is not sent yet, and nothing tells when it is
            this.f(PARTING, () => this.I());
        }
        /** The end of its session is its goodbye. */
        _a() {
            this.a();
        }
        r() {
            this.o = false;
            this.n?.close();
        }
    }

    /** The transports with what belongs to each: how a session moves on from polling comes with polling. */
    /** HTTP long-polling, with the upgrade from it. */
    const polling = /* @__PURE__ */ Object.assign(Polling, {
        t: "polling",
        e: upgrade,
        u: holdsBack,
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
