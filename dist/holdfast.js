/*! holdfast | MIT */
var io = (function () {
	'use strict';

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
	    }
	    /** Calls `listener` at each such event. */
	    on(event, listener) {
	        const self = this.Q();
	        if (self._callbacks === NONE$2)
	            self._callbacks = new Map();
	        super.on.call(self, nameOf(event), listener);
	        return this;
	    }
	    /** Removes one listener, all of an event, or, without arguments, all. `undefined` as event or listener removes nothing. */
	    off(event, listener) {
	        const given = arguments.length;
	        if (!given || (event !== undefined && (listener || given === 1)))
	            super.off.call(this.Q(), nameOf(event), listener);
	        return this;
	    }
	    /** The listeners of an event, in the order in which they are called. */
	    listeners(event) {
	        return super.listeners.call(this.Q(), nameOf(event));
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
	/** An emitter that has nothing else in it. */
	class OwnEmitter extends TypedEmitter {
	    constructor(report) {
	        super(report);
	        this._X = () => this;
	    }
	    Q() {
	        return this._X();
	    }
	}
	// no static block in the class: Safari before 16.4 and Hermes do not read it
	const { prototype } = TypedEmitter;
	prototype.addEventListener = prototype.on;
	prototype.removeListener = prototype.removeEventListener = prototype.removeAllListeners = prototype.off;

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
	        this.i = 0;
	        this.s = limit;
	        this.t = session;
	    }
	    get n() {
	        return this.i > this.s;
	    }
	    /** Tells it once more, if there is no room: nothing more is heard, of which there may be much. */
	    m() {
	        if (this.n)
	            this.t._O();
	    }
	    /** Takes the room of an answer with so much data; `false` if there is none left. */
	    y(bytes) {
	        const was = this.n;
	        this.i += bytes + ANSWER;
	        if (this.n && !was)
	            Promise.resolve().then(() => this.t._O());
	        return !this.n;
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
	        this.o = 0;
	        this.c = 0;
	        this.u = 0;
	        this.B = clock;
	        this.C = sink;
	    }
	    /** Sets the limit, ms from now. */
	    D(ms) {
	        const { B: _clock } = this;
	        const step = Math.min(ms, STEP);
	        this.a();
	        this.o = ms;
	        this.c = _clock.now();
	        this.u = _clock.ticks();
	        this.e = _clock.setTimeout(() => {
	            // at least the step has passed, whatever was done to the clocks
	            const passed = Math.max(step, _clock.now() - this.c, _clock.ticks() - this.u);
	            const left = this.o - passed;
	            if (left > 0)
	                this.D(left);
	            else
	                this.C._D({ t: passed > step + STEP });
	        }, step);
	    }
	    /** Is it over, by the wall clock? */
	    get s() {
	        return this.B.now() - this.c >= this.o;
	    }
	    /** Calls back if it is over, by the wall clock. */
	    m() {
	        if (!this.s)
	            return;
	        this.a();
	        this.C._D({ t: true });
	    }
	    a() {
	        this.B.clearTimeout(this.e);
	    }
	}

	/** The time until the server's next ping is due; each ping sets it anew, and nothing else does. */
	class Heartbeat extends WallTimer {
	    constructor(clock, handshake, sink) {
	        super(clock, sink);
	        this.b = periodOf(handshake);
	        this.D(this.b);
	    }
	    /**
	     * Is it not over, by the wall clock? If it is, that is told in a later turn: it may be `emit()` that asks, and no call of the app
	     * calls the app.
	     */
	    k() {
	        const isOver = this.s;
	        if (isOver)
	            Promise.resolve().then(() => this.m());
	        return !isOver;
	    }
	    /** A ping came. */
	    v() {
	        const now = this.B.now();
	        // once in a millisecond, as there may be millions of them in one payload
	        if (now !== this.p)
	            this.D(this.b);
	        this.p = now;
	    }
	}

	/** Opens a transport. Returns the function that gives up, and tells nobody. */
	const openOne = (session, kind, sink) => {
	    let transport;
	    let timer;
	    const failed = (what, cause) => kind
	        ? connectError("ERR_TRANSPORT", "transport", `${kind.a} error: ${what}`, { transport: kind.a, cause })
	        : connectError("ERR_NO_TRANSPORT", "transport", "No transports available");
	    const begin = (one) => {
	        const made = new one(session);
	        transport = made;
	        made.C = {
	            _n() { },
	            V(packet) {
	                transport = undefined;
	                sink._K(made, packet, one);
	            },
	            Y: (error, cause) => sink.Y(error ?? failed("closed", cause)),
	        };
	        sink._G(made);
	        session.E.soon(() => {
	            if (!made.s)
	                made.w(() => made._t());
	        });
	    };
	    const refuse = (cause) => {
	        timer = session.B.setTimeout(() => sink.Y(failed(messageOf(cause), cause)), 0);
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
	        transport?.u();
	    };
	};

	/** Words of our own, which an app may use as well. */
	const OURS$1 = "websocket webtransport polling undefined";
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
	const conceal = ({ R: _target, D: _options, _C: _credentials }, details) => {
	    const { extraHeaders, transportOptions, protocols, passphrase, _S: _cookies } = _options;
	    const sent = [
	        () => queryOf(_target, _options),
	        () => extraHeaders,
	        () => Object.values(transportOptions ?? {}).map((one) => one?.extraHeaders),
	        () => [protocols, passphrase, `${_cookies ?? ""}`, _credentials],
	    ];
	    const isSecret = finderOf(sent.flatMap(wordsOf).filter((word) => !OURS$1.includes(word)));
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
	const handshakeOf = (state) => state.name === "open" || state.name === "closing" ? state._a : undefined;
	/** Is it not decided yet whether the session moves to a better transport? */
	const isUpgrading = (state) => state.name === "open" && !!state.k?.s;
	const opening = (_giveUp) => ({ name: "opening", p: _giveUp });
	const open$1 = (_handshake, _heartbeat) => ({
	    name: "open",
	    _a: _handshake,
	    t: _heartbeat,
	    k: undefined,
	});
	const closing$1 = (_handshake, _timer) => ({ name: "closing", _a: _handshake, e: _timer });
	const closed = () => ({ name: "closed" });

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
	        this.f = undefined;
	        /** Does the server not say that it has read? */
	        this.s = false;
	        /** There while nothing is to be sent. */
	        this.i = undefined;
	        this.B = clock;
	        this.t = clock.ticks();
	    }
	    /** ms since something was last sent. */
	    get n() {
	        return this.B.ticks() - this.t;
	    }
	    /** A batch went out that began with this packet. */
	    o({ f: _alone }) {
	        this.t = this.B.ticks();
	        this.f = _alone;
	    }
	    /** Does the packet have to wait until what was sent is read? */
	    r({ f: _alone }) {
	        return _alone !== this.f;
	    }
	    /** Waits until the server has read what was sent, or may be taken to have; what is asked for meanwhile waits as well. */
	    h(transport, go) {
	        const { writable, y: _posts } = transport;
	        const end = (how) => {
	            this.s = how === "deaf";
	            // an answer that came too late
	            if (this.i !== gap)
	                return;
	            this.e();
	            go(writable ? "rested" : undefined);
	        };
	        const asked = !this.s && transport._e(() => end("hears"));
	        // what the transport still has is yet to be written; a POST was answered
	        const passed = writable ? Math.max(0, this.n) : 0;
	        const wait = _posts ? 0 : asked ? PATIENCE : GAP - passed;
	        const gap = this.B.setTimeout(() => end(asked || this.s ? "deaf" : "hears"), wait);
	        this.i = gap;
	    }
	    /** Waits no more. */
	    e() {
	        this.B.clearTimeout(this.i);
	        this.i = undefined;
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
	        this.n = [];
	        this.t = session;
	        this.o = new Spacing(session.B);
	    }
	    /** Queues the frames of one Socket.IO packet. */
	    _y(frames, owner, options, order) {
	        const { length } = frames;
	        for (let i = 0; i < length; i++) {
	            const data = frames[i];
	            // on the first frame: once that is handed over, the packet is
	            const packet = i
	                ? { type: "message", data }
	                : { type: "message", data, M: owner, r: frames };
	            if (!i && (length > 1 || typeof data === "object") && frames.some(isBlob) && this.p)
	                packet.b = "unread";
	            if (order)
	                packet.f = true;
	            if (options)
	                packet.options = options;
	            this.d(packet);
	        }
	        // all that a listener of the page's last event emits goes in one request
	        if (this.t._e)
	            this.l();
	        else
	            this.s();
	        if (length > 1)
	            keepBytes(this.n.slice(-length));
	    }
	    /** One pong answers all pings that came before it goes out. */
	    u() {
	        const last = this.n[this.n.length - 1];
	        if (last?.type === "pong" || !this.t._f.y(0))
	            return;
	        this.d({ type: "pong" });
	        this.s();
	    }
	    d(packet) {
	        this.t.P("packetCreate", packet);
	        this.n.push(packet);
	    }
	    /** Bytes of what waits. */
	    get i() {
	        return sumOf(this.n.map(({ data }) => data ?? ""), this.t.E.byteLength);
	    }
	    /** Takes off all that waits; returns the owners of what was not sent. */
	    a() {
	        return this.n.splice(0).flatMap(({ M: _owner }) => _owner ?? []);
	    }
	    /**
	     * The error of a packet that is too large for every transport that there is, or may be soon: until an upgrade has failed, it
	     * counts what the better one takes. `base64`: as polling sends it.
	     */
	    _s(frames, form = this.t.transport.y && !this.t._L ? "base64" : "raw") {
	        const { _a: _handshake, E: _platform } = this.t;
	        return _handshake?.maxPayload ? tooLarge(frames, _handshake.maxPayload, form, _platform) : undefined;
	    }
	    /** Hands to the transport what it takes now. `rested`: the server has read what was sent before. */
	    s(since) {
	        const { t: session, o: spacing, n: queue } = this;
	        const { _a: handshake, transport } = session;
	        const [head] = queue;
	        if (!handshake || spacing.i || !transport.c)
	            return;
	        if (!head)
	            return session.readyState === "closing" ? transport.T() : undefined;
	        if (!since && spacing.r(head))
	            return this.m(transport);
	        if (transport.y && this.c(head))
	            return;
	        if (head.b)
	            return this.r(head);
	        if (session._f.i && transport.writable)
	            session._f.i = 0;
	        const length = batchLength(queue, transport.y ? handshake.maxPayload : 0, session.E.byteLength);
	        this.n = queue.length > length ? queue.splice(length) : [];
	        transport.d(queue);
	        spacing.o(head);
	        session._U();
	        this.s();
	    }
	    l() {
	        Promise.resolve().then(() => this.s());
	    }
	    m(transport) {
	        this.o.h(transport, (since) => this.s(since));
	    }
	    /** Reads the Blobs of the first packet, before anything of it is handed over; what is behind waits, to keep the order. */
	    r(head) {
	        if (head.b === "reading")
	            return;
	        head.b = "reading";
	        readBlobs(this.n.slice(0, head.r?.length), this.t.E).then(() => {
	            head.b = undefined;
	            this.s();
	        }, (cause) => {
	            const text = `can't read a Blob: ${messageOf(cause)}`;
	            this.h(head, new HoldfastError("ERR_ENCODE", text, { cause, delivery: "not-sent" }));
	        });
	    }
	    /** Is the packet too large for polling? Then it waits for an upgrade, or is refused if there will be none. */
	    c(head) {
	        const error = this._s(head.r ?? [], "base64");
	        if (error && !this.t._L)
	            this.h(head, error);
	        return !!error;
	    }
	    /** Goes on without the first packet, unless the session is over meanwhile. */
	    h(head, error) {
	        if (this.n[0] === head) {
	            this.n.splice(0, head.r?.length);
	            this.t.C?._F(head.M, error);
	        }
	        this.s();
	    }
	    /** A browser's WebSocket reads Blobs itself, as a stream; no other transport does, and that of Node does not survive one that fails. */
	    get p() {
	        const { transport, D: _options, E: _platform } = this.t;
	        return transport.name !== "websocket" || !!_options.forceBase64 || !!_platform.readsBlobs;
	    }
	}

	/** ms that a session has to send what is queued and to say goodbye. */
	const CLOSE_TIMEOUT = 5000;
	/** The transport manager: one Engine.IO session, from the handshake over an upgrade to the close. */
	class Engine extends OwnEmitter {
	    /** @internal */
	    constructor(init) {
	        super(init.E.report);
	        /** Session ID, while there is a session. */
	        this.id = undefined;
	        /** @internal */ this.A = opening(() => { });
	        /** @internal */ this._e = false;
	        /** @internal What namespaces were joined with, where that is something. */
	        this._C = undefined;
	        /** @internal The session's id, also once it is over. */ this._q = undefined;
	        Object.assign(this, init);
	        this.binaryType = init.E.binaryType;
	        this._f = new Answers(init.D.maxMessageBytes, this);
	        this.N = new Writer(this);
	    }
	    /** `"opening"`, `"open"`, `"closing"` or `"closed"`. */
	    get readyState() {
	        return this.A.name;
	    }
	    /** @internal While packets may be sent. */
	    get _a() {
	        return handshakeOf(this.A);
	    }
	    /** @internal Is it not decided yet whether the session moves to a better transport? */
	    get _L() {
	        return isUpgrading(this.A);
	    }
	    /** Packets not yet handed to the transport. */
	    get writeBuffer() {
	        return this.N.n;
	    }
	    /** Bytes that wait to be sent: those not yet handed to the transport, and those that it has. */
	    get bufferedAmount() {
	        return this.N.i + (this.transport?.bufferedAmount ?? 0);
	    }
	    /** Ends the session after what is queued was sent; reason `"forced close"`. */
	    close() {
	        this.Q().I();
	        return this;
	    }
	    I() {
	        const state = this.A;
	        if (state.name === "opening")
	            this.J("forced close");
	        if (state.name !== "open")
	            return;
	        const timer = this.B.setTimeout(() => this.J("forced close"), CLOSE_TIMEOUT);
	        this.G(closing$1(state._a, timer));
	        this.N.s();
	        this.M("forced close", undefined, []);
	    }
	    // ---- for the Manager
	    /** @internal `timeout`: ms, of which each transport has its share before the next starts beside it. */
	    _t(timeout) {
	        const kinds = this.Z;
	        const race = kinds.find(({ P: _race }) => _race)?.P;
	        this.G(opening(race ? race(this, kinds, timeout, this) : openOne(this, kinds[0], this)));
	    }
	    /** @internal Closes, and tells its sink nothing more. */
	    H() {
	        this.C = undefined;
	        this.close();
	    }
	    /** @internal Ends at once, and tells its sink nothing more. */
	    _m() {
	        this.C = undefined;
	        this.J("forced close");
	    }
	    /** @internal The page goes away: nobody is told any more, and what is sent outlives it. */
	    K() {
	        this.C = undefined;
	        this._e = true;
	        this.N.s();
	    }
	    /** @internal The page is kept in the background: says goodbye as far as that goes, and ends at once. */
	    L() {
	        this._e = true;
	        this.J("transport close", { description: "page hidden" });
	        // a page is not kept with a request under way
	        this.transport?.u();
	    }
	    /** @internal Would a packet go out without much delay? */
	    get _R() {
	        return this._b() && this.transport.writable;
	    }
	    /** @internal Why no transport that there is, or may be soon, takes the frames, if none does. */
	    _s(frames) {
	        return this.N._s(frames);
	    }
	    /** @internal Queues the frames of one Socket.IO packet; `alone`: in a turn of its own. */
	    _y(frames, owner, options, order) {
	        this.N._y(frames, owner, options, order);
	    }
	    /** @internal Is the session open, and the next ping not overdue? If it is, the session ends in a later turn. */
	    _b() {
	        const state = this.A;
	        this.transport?.m();
	        return state.name === "open" && state.t.k();
	    }
	    /** @internal What the server made us answer waits, and it reads nothing of it. */
	    _O() {
	        this.J("transport error", connectError("ERR_BUFFER_FULL", "transport", "the server reads no answers"));
	    }
	    /** @internal Ends the session at once: nothing more is sent but a goodbye, for which nobody waits. */
	    J(reason, details) {
	        const { name } = this.A;
	        if (name === "closed")
	            return;
	        this.G(closed());
	        if (name === "open")
	            this.transport._m();
	        else
	            this.transport?.u();
	        // as in socket.io-client, whose types do not say so either
	        this.id = null;
	        if (details)
	            conceal(this, details);
	        const unsent = this.N.a();
	        if (name !== "closing")
	            this.M(reason, details, unsent);
	    }
	    /** The one way from a state to another. */
	    G(next) {
	        const last = this.A;
	        this.A = next;
	        this.N.o.e();
	        if (last.name === "opening")
	            last.p();
	        else if (last.name === "open") {
	            last.t.a();
	            // gives polling its lanes back, if an upgrade had paused it
	            last.k?.p();
	        }
	        else if (last.name === "closing")
	            this.B.clearTimeout(last.e);
	    }
	    // ---- for the transport
	    /** @internal */ _u(name, options) {
	        return requestUrl(this.R, options, name, this._q, this.E.random);
	    }
	    /** @internal */ _n() {
	        if (!this.writeBuffer.length)
	            this.P("drain");
	        this.N.s();
	    }
	    /** @internal */ _U() {
	        this.P("flush");
	        // polling tells when the answer is there
	        if (!this.transport.y && this._callbacks.get("drain"))
	            this.B.setTimeout(() => this._R && this.P("drain"), 0);
	    }
	    /** @internal */ Y(error, details) {
	        if (!error)
	            return this.J("transport close", details);
	        this.J(error.code === "ERR_PARSE" ? "parse error" : "transport error", error);
	    }
	    /** @internal */ V(packet) {
	        this._f.m();
	        this.P("packet", packet);
	        const { type, data = "" } = packet;
	        const state = this.A;
	        if (state.name !== "open")
	            return;
	        if (type === "message") {
	            this.C?._E(data);
	            this.P("data", data);
	            this.P("message", data);
	        }
	        else if (type === "ping") {
	            state.t.v();
	            this.N.u();
	            this.C?._0();
	            this.P("ping");
	            this.P("pong");
	        }
	        else if (type === "close") {
	            // the server needs no goodbye
	            this.transport.u();
	            this.J("transport close", { description: "transport closed by the server" });
	        }
	        // a second `open`, a `pong` or `upgrade` nobody asked for, and `noop` change nothing
	    }
	    // ---- opening and upgrading
	    /** @internal */ _G(transport) {
	        this.transport = transport;
	    }
	    /** @internal */ _K(transport, packet, kind) {
	        this.transport = transport;
	        transport.C = this;
	        let handshake;
	        try {
	            handshake = parseHandshake(packet, transport.name);
	        }
	        catch (error) {
	            return this.J("parse error", error);
	        }
	        const state = open$1(handshake, new Heartbeat(this.B, handshake, this));
	        this.id = this._q = handshake.sid;
	        this.G(state);
	        this.P("packet", packet);
	        this.P("handshake", handshake);
	        this.P("open");
	        const facts = { t: handshake.upgrades, e: this.N.o.n };
	        if (this.A === state)
	            state.k = kind.k?.(this, transport, facts);
	        this.C?._Z();
	        this.N.s();
	    }
	    /** @internal No ping came in time. */
	    _D({ t: _isLate }) {
	        const sink = this.C;
	        // it was late when it was asked for, and the session has been closed since
	        if (this.A.name !== "open")
	            return;
	        this.J("ping timeout");
	        if (_isLate)
	            sink?._A();
	    }
	    /** @internal */ _3(error) {
	        conceal(this, error);
	        this.P("upgradeError", error);
	    }
	    /** @internal */ _2() {
	        this.N.s();
	    }
	    /** @internal */ _1(candidate) {
	        candidate.C = this;
	        this.transport = candidate;
	        this.P("upgrade", candidate);
	        this.C?._N();
	    }
	    /** @internal */ P(event, ...args) {
	        if (this._callbacks.size)
	            this.F(event, args);
	    }
	    M(reason, details, unsent) {
	        const sink = this.C;
	        this.C = undefined;
	        sink?._Y(reason, details, unsent);
	        this.P("close", reason, details);
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
	    ...Object.keys(OURS).map((name) => [name, 0]),
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

	const given = new Set();
	/** Tells the developer of a likely mistake, the first time that it is made. */
	const warnOnce = ({ warn }, text) => {
	    if (given.has(text))
	        return;
	    given.add(text);
	    warn(`holdfast: ${text}`);
	};

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
	const NOBODY = { V() { }, _n() { }, Y() { } };
	/** One way to carry Engine.IO packets. */
	class Transport {
	    /** @internal */
	    constructor(session) {
	        /** @internal */ this.C = NOBODY;
	        /** @internal */ this.s = false;
	        /** @internal What is to come later; it ends with the transport. */ this.e = undefined;
	        /** @internal The address that was used last. */ this.q = undefined;
	        const { a: _type } = new.target;
	        const { D: _options } = session;
	        this.name = _type;
	        this.t = session;
	        const own = _options.transportOptions?.[_type];
	        this.D = own ? Object.create(_options, Object.getOwnPropertyDescriptors(own)) : _options;
	    }
	    /** Does a batch go as one payload, which the server answers? */
	    get y() {
	        return false;
	    }
	    /** Ends, in a later turn, if the platform has begun to close it and does not tell. */
	    m() { }
	    /** Calls back once the server has read what was sent, in a later turn; says whether it will be told. */
	    _e(_callback) {
	        return false;
	    }
	    /** Would it pass a packet on without much delay? Volatile events go out only then. */
	    get writable() {
	        return this.c;
	    }
	    /** Ends at once and tells nobody. */
	    u() {
	        this.s = true;
	        this.t.B.clearTimeout(this.e);
	        this.h();
	    }
	    /**
	     * Tells nobody any more. Of a session that may live at the server it says goodbye, without which the server would keep it,
	     * and is gone when that was answered or has had its time; nobody waits for it.
	     */
	    _m() {
	        if (this.s || this.z)
	            return;
	        this.C = NOBODY;
	        if (!this.t.id)
	            return this.u();
	        this.v(GRACE, () => this.u());
	        this.T();
	    }
	    /** Does nobody wait for its goodbye? */
	    get z() {
	        return this.C === NOBODY;
	    }
	    J(error, details) {
	        if (this.s)
	            return;
	        const { C: _sink } = this;
	        if (error && !this.z && this.Y(error))
	            this._m();
	        else
	            this.u();
	        _sink.Y(error, details);
	    }
	    /** After such an error, may the session live at the server, and be told goodbye? */
	    Y({ code }) {
	        return code === "ERR_PARSE";
	    }
	    /** Bytes that it was handed and has not sent, as far as it knows. */
	    get bufferedAmount() {
	        return 0;
	    }
	    /** Does something later, in place of what was to be done then; not if it ends before. */
	    v(ms, action) {
	        const { B: _clock } = this.t;
	        _clock.clearTimeout(this.e);
	        this.e = _clock.setTimeout(action, ms);
	    }
	    /** Does what the app's options or the platform may make fail: if it throws, this fails, in a later turn as ever. */
	    w(action, fail) {
	        try {
	            action();
	        }
	        catch (error) {
	            this.V(error, fail);
	        }
	    }
	    V(error, fail = (cause) => this.l(cause)) {
	        this.v(0, () => fail(error));
	    }
	    /** @internal Takes what came in as one packet, or ends. */
	    Q(frame, limit = this.D.maxMessageBytes) {
	        // what still comes is not worth a look
	        if (this.s)
	            return;
	        const { E: _platform, binaryType } = this.t;
	        const packet = decodeFrame(frame, binaryType, _platform);
	        if (!packet)
	            return this.l("not an Engine.IO packet", { code: "ERR_PARSE" }, "parse error");
	        const size = excessOf(packet.data, limit, "raw", _platform.byteLength);
	        if (size) {
	            const text = `${size} bytes, maxMessageBytes is ${limit}`;
	            return this.l(text, { code: "ERR_PAYLOAD_TOO_LARGE", size, limit }, "message too large");
	        }
	        this.C.V(packet);
	    }
	    /** The address for a request or connection made now. */
	    _u() {
	        this.q = this.t._u(this.name, this.D);
	        return this.q;
	    }
	    /** Ends with an error whose message starts with `prefix`, which apps compare with. */
	    l(cause, fields = {}, prefix = `${this.name} error`) {
	        // such as of requests that were aborted: an error is not cheap
	        if (this.s)
	            return;
	        const tooLarge = isHoldfastError(cause, "ERR_PAYLOAD_TOO_LARGE") ? cause : fields;
	        const { code = "ERR_TRANSPORT", size, limit } = tooLarge;
	        const { status, description = cause } = fields;
	        this.J(connectError(code, "transport", `${prefix}: ${messageOf(cause)}`, {
	            type: "TransportError",
	            transport: this.name,
	            url: this.q?.split("?")[0],
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
	        .flatMap((one) => (typeof one === "string" ? known.filter(({ a: _type }) => _type === one) : one))
	        .filter(({ a: _type }) => {
	        const lacks = platform.lacks(_type);
	        // few runtimes have WebTransport
	        if (lacks && (asked || _type !== "webtransport"))
	            hint ?? (hint = `this runtime has no ${lacks}`);
	        return !lacks;
	    })
	        .sort((a, b) => Number(b.a === first) - Number(a.a === first));
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
	const prepare = (given, opts, { t: _isUnsticky }) => {
	    const { E: _platform, R: _target } = given;
	    const _options = withDefaults(opts, { _S: opts.withCredentials ? _platform.cookies?.() : undefined });
	    const last = opts.rememberUpgrade ? memory.get(hostOf(_target)) : undefined;
	    const first = _isUnsticky && !losesHeaders(_platform, _options) ? "websocket" : last;
	    const asked = opts.transports || opts.transportImplementations;
	    const { kinds, hint } = chooseKinds(given.Z, asked, _platform, first);
	    return { t: { ...given, D: _options, Z: kinds }, s: hint };
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
	    g({ h: _unsent, ...lost }) {
	        const own = new Map();
	        for (const packet of _unsent) {
	            const packets = own.get(packet.nsp);
	            if (packets)
	                packets.push(packet);
	            else
	                own.set(packet.nsp, [packet]);
	        }
	        this.U((namespace, nsp) => namespace.g({ ...lost, h: own.get(nsp) ?? [] }));
	    }
	    /** Calls a function with each that is there now, for as long as it `goesOn`: listeners may make others. */
	    U(call, goesOn = () => true) {
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
	const ADDED_NAMES = [
	    "connect_timeout",
	    "reconnect_attempt",
	    "reconnect_error",
	    "reconnect_failed",
	    "reconnect",
	];
	/** The same, to look a name up. */
	const ADDED = new Set(ADDED_NAMES);

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
	        /** The packet that is being read, as far as it is. */
	        this.V = undefined;
	        /** How many attachments it has, if any are due, how many of them came, where they go, and how many bytes there may be still. */
	        this.t = 0;
	        this.n = 0;
	        this.o = undefined;
	        this.i = 0;
	        this.e = undefined;
	        this.D = options;
	        this.B = clock;
	        this.C = sink;
	    }
	    add(frame) {
	        // text while an attachment is due, or an attachment that nobody announced
	        if ((typeof frame === "string") === this.t > 0)
	            throw new Error(INVALID);
	        if (typeof frame === "string")
	            return this.h(frame);
	        this.i -= bytesOf(frame);
	        if (this.i < 0)
	            throw new Error(INVALID);
	        // numbers from the network are looked up in a Map and nowhere else
	        for (const [holder, key] of this.o?.get(this.n) ?? [])
	            holder[key] = frame;
	        if (++this.n < this.t)
	            return;
	        this.destroy();
	        this.s(this.V);
	    }
	    destroy() {
	        this.o = undefined;
	        this.t = 0;
	        this.B.clearTimeout(this.e);
	    }
	    h(frame) {
	        // most begin with `2[`, and are not searched
	        if (frame[1] === "[")
	            return this.r({ type: Number(frame[0]), nsp: "/" }, 0, frame.slice(1));
	        const [head = "", digit = 9, attachments = 0, nsp = "/", id] = HEAD.exec(frame) ?? [];
	        const packet = { type: Number(digit), nsp };
	        if (id)
	            packet.id = Number(id);
	        this.r(packet, Number(attachments), frame.slice(head.length));
	    }
	    /** Reads the rest of a packet of which the head was read, with the type as it is on the wire. */
	    r(packet, attachments, json) {
	        this.V = undefined;
	        const isBinary = packet.type > CONNECT_ERROR;
	        if (isBinary)
	            packet.type -= BINARY;
	        const isParsed = this.a(packet, json);
	        this.V = packet;
	        if (isBinary !== attachments > 0 || attachments > this.D.maxAttachments || (isParsed && !isValid(packet)))
	            throw new Error(INVALID);
	        if (!isBinary)
	            return this.s(packet);
	        this.o = findSlots(packet.data, attachments);
	        this.t = attachments;
	        this.n = 0;
	        this.i = this.D.maxAttachmentBytes;
	        this.e = this.B.setTimeout(() => this.C.h(new Error("attachments missing")), this.D.attachmentTimeout);
	    }
	    s(packet) {
	        this.V = undefined;
	        this.C.c(packet);
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
	        this.t = undefined;
	        /** Bytes of the packet that is coming in. */
	        this.i = 0;
	        /** Why packets were dropped: each reason is told once, since a peer user may send any number of such packets. */
	        this.r = undefined;
	        this.M = owner;
	        this.E = platform;
	        this.B = clock;
	        this.K = namespaces;
	        this.s = owner.opts.parser ?? undefined;
	        this.a = this.s && new this.s.Encoder();
	    }
	    /** A session is open: packets go over it, until it is closed. What the app has given as parser may throw. */
	    _t(engine) {
	        this.i = 0;
	        this.t = { t: engine, e: this.l(engine), i: false };
	    }
	    T() {
	        this.t?.e.destroy?.();
	        this.t = undefined;
	    }
	    /** The packet that was read last, or is being read; unknown with a parser of the app. */
	    get p() {
	        return this.t?.e?.V;
	    }
	    // ---- out
	    o({ type, nsp, id, data }) {
	        const packet = { type, nsp };
	        if (data !== undefined)
	            packet.data = data;
	        if (id !== undefined)
	            packet.id = id;
	        try {
	            return this.a ? this.a.encode(packet) : encode(packet);
	        }
	        catch (cause) {
	            if (cause instanceof HoldfastError)
	                throw cause;
	            throw new HoldfastError("ERR_ENCODE", `can't encode the data: ${messageOf(cause)}`, { cause });
	        }
	    }
	    d(event) {
	        const session = this.t;
	        if (!session)
	            return;
	        if (event.r.length > CROWD)
	            session.i = true;
	        session.t._y(event.r, event, event.options);
	    }
	    n(packet) {
	        const engine = this.t?.t;
	        if (!engine)
	            return;
	        const frames = this.o(packet);
	        if (!engine._f.y(sumOf(frames)))
	            return;
	        if (packet.type === CONNECT && packet.data)
	            (engine._C ?? (engine._C = {}))[packet.nsp] = frames;
	        const outgoing = { ...packet, r: frames };
	        engine._y(frames, outgoing, undefined, packet.type === DISCONNECT ? "alone" : undefined);
	    }
	    /** A packet was too large for the transports that are left. */
	    _F(packet, error) {
	        this.K.t.get(packet.nsp)?.h(packet, error);
	    }
	    // ---- in
	    _E(data) {
	        const session = this.t;
	        if (!session)
	            return;
	        session.i = false;
	        this.i += lengthOf(data);
	        try {
	            session.e.add(data);
	        }
	        catch (cause) {
	            this.h(cause, data);
	        }
	    }
	    l(engine) {
	        if (!this.s)
	            return new Decoder(engine.D, this.B, this);
	        const decoder = new this.s.Decoder();
	        decoder.on("decoded", (packet) => {
	            try {
	                this.c(checked(packet));
	            }
	            catch (cause) {
	                // whether or not it is called from within `add`
	                this.h(cause, packet);
	            }
	        });
	        return decoder;
	    }
	    h(cause, context) {
	        const code = isHoldfastError(cause) ? cause.code : "ERR_PARSE";
	        const error = connectError(code, "transport", `parse error: ${messageOf(cause)}`, { cause, context });
	        this.t?.t.J("parse error", error);
	    }
	    c(packet) {
	        const session = this.t;
	        if (!session)
	            return;
	        const bytes = this.i;
	        this.i = 0;
	        const reason = objection(packet, session.t.D);
	        if (reason)
	            return this.y(packet, reason);
	        if (this.M._callbacks.size)
	            this.M.F("packet", [packet]);
	        this.K.t.get(packet.nsp)?.V(packet, bytes);
	    }
	    y(packet, reason) {
	        this.r ?? (this.r = new Set());
	        if (!this.r.has(reason))
	            this.E.warn(`holdfast: a packet from the server was dropped: ${reason}`);
	        this.r.add(reason);
	        this.K.t.get(packet.nsp)?.y(packet, reason);
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
	            sink.s();
	        // as its last event, a page that goes away is hidden
	        else if (target?.visibilityState === "hidden")
	            sink.r();
	        else
	            sink._A();
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
	    n() {
	        const { I: _manager, E: _platform } = this.t;
	        const { networkEvents, closeOnBeforeunload } = _manager.opts;
	        const sources = networkEvents ? [networkEvents] : _platform.signals();
	        if (sources.length)
	            this.a = listenToSignals(sources, this, { t: !!closeOnBeforeunload });
	    }
	    e() {
	        this.a?.();
	    }
	    _A() {
	        const { E: _platform, B: _clock, engine } = this.t;
	        this.i = false;
	        engine?._b();
	        const { A: _state } = this.t;
	        if (_state.name !== "waiting")
	            return;
	        this.t._v(Math.max(_platform.random() * WAKE_SPREAD, _state.r - _clock.ticks()));
	    }
	    h() {
	        const { I: _manager, R: _target, engine } = this.t;
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
	        else {
	            engine?.K();
	            if (_state.name === "connecting")
	                _clock.clearTimeout(_state.e);
	        }
	        if (_state.name !== "waiting")
	            return;
	        _state.e.a();
	        _state.t = Infinity;
	    }
	    r() {
	        const { E: _platform, engine } = this.t;
	        if (engine?._e && _platform.pollsOutlivePage)
	            this.s();
	    }
	    s() {
	        const { A: _state, engine } = this.t;
	        if (_state.name === "connected")
	            engine?.transport.T();
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
	        this.L = 0;
	        /** Doublings of the delay; outlives a connection that did not last. */
	        this.i = 0;
	        /** When it began to try. */
	        this.t = 0;
	        /** Before then no attempt starts before its time. */
	        this.n = 0;
	        /** Does the attempt that is due start before its time, or did the one under way, or that led to the connection? */
	        this.s = false;
	        this.B = clock;
	        this.E = platform;
	    }
	    /** The app connects: all starts over. */
	    o() {
	        this.L = this.i = 0;
	        this.e = undefined;
	        this.t = this.B.ticks();
	    }
	    /** A namespace was joined. */
	    _c() {
	        this.e ?? (this.e = this.B.ticks());
	        this.L = 0;
	    }
	    /** The attempt failed or the connection is lost: ms until the next attempt, or `undefined` for none. */
	    H(options, error) {
	        const now = this.B.ticks();
	        if (this.e !== undefined) {
	            if (now - this.e >= options.minUptime) {
	                this.i = 0;
	                this.s = false;
	            }
	            this.t = now;
	        }
	        this.e = undefined;
	        if (this.s)
	            this.n = now + EARLY_PAUSE;
	        this.s = false;
	        const attempt = this.L + 1;
	        if (options.reconnection === false || attempt > options.reconnectionAttempts)
	            return;
	        const delay = this.r(options, { attempt, elapsed: now - this.t, error });
	        if (delay === false)
	            return;
	        this.L = attempt;
	        this.i++;
	        // what the server asks for is spread upwards
	        const asked = Math.min(error?.retryAfter ?? 0, MOST_ASKED);
	        return Math.max(delay, Math.round(asked * (1 + options.randomizationFactor * this.E.random())));
	    }
	    /** What the app's policy says, or the backoff where there is none, or it fails. */
	    r(options, facts) {
	        try {
	            const delay = options.reconnectionPolicy?.(facts);
	            if (delay === false)
	                return false;
	            if (typeof delay === "number" && delay >= 0)
	                return Math.max(delay, floorAt(this.i));
	        }
	        catch (error) {
	            this.E.report(error);
	        }
	        return backoffDelay(options, this.i, this.E.random);
	    }
	    /** An attempt is wanted before its time. Returns how soon it may be, in ms. */
	    _v() {
	        this.s = true;
	        return Math.min(EARLY_PAUSE, Math.max(0, this.n - this.B.ticks()));
	    }
	}

	const idle$1 = (_fault) => ({ name: "idle", i: _fault });
	const connecting = (_callback) => ({
	    name: "connecting",
	    n: _callback,
	    e: undefined,
	    s: undefined,
	    h: undefined,
	});
	const connected = () => ({ name: "connected" });
	const waiting$2 = (fields) => ({ name: "waiting", ...fields });
	/** Who waits for the outcome of the attempt that the state is about. */
	const callbackOf$1 = (state) => state.name === "connecting" ? state.n : state.name === "idle" ? state.i?.n : undefined;

	/** Sessions unknown to the server in a row after which polling is taken to have no sticky sessions. */
	const UNKNOWN_LIMIT = 2;
	/** The machine of a connection: one Engine at a time, the attempts to get one, and what the namespaces are told of them. */
	class Attempts {
	    constructor(manager, { platform, kinds }, uri) {
	        this.K = new Namespaces();
	        this.A = idle$1();
	        /** Sessions in a row that the server did not know. */
	        this._I = 0;
	        /** How many listeners of reserved events, one within the other, are being told. */
	        this._w = 0;
	        this.I = manager;
	        this.E = platform;
	        this.Z = kinds;
	        this._g = uri;
	        this.B = platform.clock(manager.opts);
	        this.O = new ReconnectionController(this.B, platform);
	        this.W = new Packets(manager, platform, this.B, this.K);
	        this._j = new Presence(this);
	    }
	    /** The one way from a state to another. */
	    G(next) {
	        const state = this.A;
	        const { B: _clock } = this;
	        this.A = next;
	        this.S?.("manager", state.name, next.name, next.name === "waiting" ? next.t - _clock.ticks() : undefined);
	        if (state.name === "idle")
	            _clock.clearTimeout(state.i?.e);
	        else if (state.name === "connecting") {
	            _clock.clearTimeout(state.e);
	            _clock.clearTimeout(state.h);
	        }
	        else if (state.name === "connected")
	            this.W.T();
	        else
	            state.e.a();
	        if (next.name === "idle")
	            this._j.e();
	        else if (state.name === "idle")
	            this._j.n();
	        return next;
	    }
	    // ---- the app
	    /** Connects, or hurries; with a callback, no other attempt follows one that fails. */
	    _p(callback) {
	        const state = this.A;
	        const mayHurry = state.name === "waiting" && !this._w;
	        if (state.name === "idle" || (mayHurry && callback)) {
	            this.O.o();
	            this._h(callback);
	        }
	        else if (mayHurry)
	            this._v(0);
	        else if (state.name === "connecting") {
	            this.B.clearTimeout(state.h);
	            state.h = undefined;
	        }
	    }
	    /** Closes the connection, or stops trying to get one. */
	    T() {
	        const state = this.A;
	        if (state.name === "idle")
	            this.G(idle$1());
	        else {
	            this.engine?.H();
	            this._M({ H: idle$1(), e: "forced close", t: undefined, h: [] });
	        }
	        // an error takes long to make
	        if (callbackOf$1(state))
	            this._o(state, asConnectError(undefined, "forced close"));
	    }
	    /** Tells whom `open(callback)` has to tell, if there is somebody, what came of the attempt in that state. */
	    _o(state, ...outcome) {
	        const callback = callbackOf$1(state);
	        if (callback)
	            callAll([callback], this.I, outcome, this.I._i);
	    }
	    /** May an attempt follow, if there is need for one? */
	    _d() {
	        return this.I.opts.reconnection !== false;
	    }
	    /** Attempts, one after the other, that the app allows. */
	    get _r() {
	        return this._d() ? readable(this.I.opts, {}).reconnectionAttempts : 0;
	    }
	    // ---- the namespaces
	    get _x() {
	        if (this.A.name === "idle")
	            return undefined;
	        return this.O.L > 0 ? "reconnecting" : "connecting";
	    }
	    _H(tell) {
	        this._w++;
	        tell();
	        this._w--;
	    }
	    _P(namespace) {
	        if (this.A.name === "connected")
	            namespace.v();
	        else
	            this._p();
	    }
	    _J() {
	        const state = this.A;
	        if (this.K.e(({ w: _isBusy }) => _isBusy))
	            return;
	        if (state.name !== "connecting")
	            this.T();
	        // connect() may follow in this turn, and the server shall see one connection
	        else
	            state.h ?? (state.h = this.B.setTimeout(() => this.T(), 0));
	    }
	    _c() {
	        this._I = 0;
	        this.O._c();
	    }
	    _k(namespace, error) {
	        if (this.K.e(({ d: _isJoined }) => _isJoined))
	            return namespace.x(error);
	        this.engine._m();
	        this.X(error);
	    }
	    _T() {
	        if (this.A.name === "connected")
	            this.engine.J("forced close");
	    }
	    // ---- the Engine
	    _Z() {
	        const attempt = this.O.L;
	        const state = this.A;
	        try {
	            this.W._t(this.engine);
	        }
	        catch (cause) {
	            return this.engine.J("transport error", thrown(cause));
	        }
	        const current = this.G(connected());
	        // nobody will join
	        if (this.K.i)
	            this._c();
	        this._N();
	        this.U(current, (namespace) => namespace.v());
	        this.I.F("open", []);
	        if (attempt && this.A === current)
	            this.I.F("reconnect", [attempt]);
	        if (state.name === "connecting" && state.h)
	            this._J();
	        this._o(state);
	    }
	    _N() {
	        if (this.I.opts.rememberUpgrade)
	            remember(this.R, this.engine.transport.name);
	    }
	    _A() {
	        this._j._A();
	    }
	    _0() {
	        this.I.F("ping", []);
	    }
	    _E(data) {
	        this.W._E(data);
	    }
	    _F(packet, error) {
	        this.W._F(packet, error);
	    }
	    _Y(_reason, cause, _unsent) {
	        const isOpen = this.A.name === "connected";
	        this.S?.("closed", _reason);
	        if (isOpen && _reason === "parse error")
	            this._z(this.W.p);
	        // it was not read
	        if (isOpen && isHoldfastError(cause, "ERR_PAYLOAD_TOO_LARGE"))
	            this._z(undefined);
	        const _details = this.W.t?.i
	            ? Object.assign(cause ?? { description: _reason }, {
	                hint: "more than 10 attachments: raise maxAttachments of the server's parser",
	            })
	            : cause;
	        if ((isOpen && this.K.i) || this.K.e(({ d: _isJoined }) => _isJoined)) {
	            const _allowed = this._r;
	            return this._B(this._M({ H: this.H(_details), e: _reason, t: _details, h: _unsent }), { _r: _allowed });
	        }
	        if (isOpen)
	            this.I.F("close", [_reason, _details]);
	        this.X(asConnectError(_details, _reason));
	    }
	    /** What broke the connection must not come again by recovery; without a packet it may be any namespace's. */
	    _z(packet) {
	        this.K.U((namespace, nsp) => {
	            if (!packet || packet.nsp === nsp)
	                namespace._z(packet);
	        });
	    }
	    // ---- an attempt
	    _h(callback) {
	        const { fault } = (this.R = parseTarget(this._g, this.E, this.I.opts));
	        if (fault)
	            return this._W(fault, callback);
	        const state = connecting(callback);
	        try {
	            this.G(state);
	            this._V(state);
	        }
	        catch (cause) {
	            // in a later turn, as any other failure
	            this.B.clearTimeout(state.e);
	            state.e = this.B.setTimeout(() => this.X(thrown(cause)), 0);
	        }
	        this.U(state, (namespace) => namespace.f("connect()"));
	    }
	    /** Makes the Engine of an attempt. What the app has put into the options may throw. */
	    _V(state) {
	        const { E: _platform, B: _clock, R: _target, Z: _kinds } = this;
	        const _isUnsticky = this._I >= UNKNOWN_LIMIT;
	        const given = { E: _platform, B: _clock, R: _target, Z: _kinds, C: this };
	        const { t: _init, s: _hint } = prepare(given, this.I.opts, { t: _isUnsticky });
	        const engine = new Engine(_init);
	        const { timeout } = _init.D;
	        this.engine = this.I.engine = engine;
	        state.s = _hint;
	        state.e = _clock.setTimeout(() => {
	            const { transport } = engine;
	            engine.H();
	            this.X(connectError("ERR_CONNECT_TIMEOUT", "transport", "timeout", { transport: transport?.name }));
	        }, timeout);
	        _platform.soon(() => {
	            if (this.A === state && state.h)
	                this.T();
	        });
	        this.S?.("attempt", this.O.L, engine, _target);
	        engine._t(timeout);
	    }
	    /** The address leads nowhere: that is told in a later turn, and nothing is tried until the app connects again. */
	    _W(fault, _callback) {
	        warnOnce(this.E, fault);
	        const error = connectError("ERR_INVALID_URL", "transport", fault);
	        const _timer = this.B.setTimeout(() => this.X(error), 0);
	        this.U(this.G(idle$1({ e: _timer, n: _callback })), (namespace) => namespace.f("connect()"));
	    }
	    /** An attempt came to nothing: waits for the next, or gives up. */
	    X(error) {
	        const attempt = this.O.L;
	        const state = this.A;
	        const isLast = !!callbackOf$1(state);
	        const { _r: _allowed } = this;
	        error.attempt = attempt;
	        if (state.name === "connecting" && state.s)
	            error.hint ?? (error.hint = state.s);
	        const current = this.H(error, { t: !isLast });
	        this.S?.("failed", attempt, error);
	        this.G(current);
	        this.U(current, (namespace) => namespace.X(error));
	        this.I.F("error", [error]);
	        this._B(current, { t: attempt ? error : undefined, e: !isLast, _r: _allowed });
	        this._o(state, error);
	    }
	    /** The state that follows: the wait for the next attempt, if there is one. Says so in the error. */
	    H(error, { t: _mayGoOn } = { t: true }) {
	        const cause = error instanceof ConnectError ? error : undefined;
	        // what the next attempt has to know
	        if (cause)
	            remember(this.R, undefined);
	        if (cause?.code === "ERR_SESSION_UNKNOWN")
	            this._I++;
	        const isWanted = _mayGoOn && this.K.s && !this.R.fault;
	        const delay = isWanted
	            ? this.O.H(readable(this.I.opts, { reconnection: this._d() }), cause)
	            : undefined;
	        const retryIn = this._j.i && isWanted ? Infinity : delay;
	        const willRetry = retryIn !== undefined;
	        if (cause)
	            Object.assign(cause, { willRetry, retryIn });
	        if (!willRetry)
	            return idle$1();
	        const _timer = new WallTimer(this.B, { _D: () => this._4() });
	        if (retryIn < Infinity)
	            _timer.D(retryIn);
	        const now = this.B.ticks();
	        return waiting$2({ e: _timer, t: now + retryIn, r: cause?.retryAfter && delay ? now + delay : 0 });
	    }
	    /** The wait is over. */
	    _4() {
	        // it may have been switched off meanwhile, which does not matter to an attempt before its time
	        if (this.O.s || this._d())
	            this.L();
	        else
	            this._B(this.G(idle$1()));
	    }
	    /** Makes the next attempt before its time: as soon as it may be, and not before `spread` ms have passed. */
	    _v(spread) {
	        const state = this.A;
	        const wait = this.O._v() + spread;
	        if (!wait || state.name !== "waiting")
	            return this.L();
	        const now = this.B.ticks();
	        // the time may have come while the machine slept
	        if (state.t > now && state.t <= now + wait)
	            return;
	        state.t = now + wait;
	        state.e.D(wait);
	        this.S?.("manager", "waiting", "waiting", wait);
	    }
	    L() {
	        const attempt = this.O.L;
	        const current = this.A;
	        this.I.F("reconnect_attempt", [attempt]);
	        this.U(current, (namespace) => namespace.j(attempt));
	        if (this.A === current)
	            this._h();
	    }
	    // ---- the end
	    /** The connection is over; `next` is what follows. */
	    _M({ H: _next, h: _unsent, e: _reason, t: _details }) {
	        this.G(_next);
	        this.K.g({ e: _reason, t: _details, h: _unsent });
	        this.I.F("close", [_reason, _details]);
	        return _next;
	    }
	    /** Tells of the reconnection attempt that failed, if it was one, and that no other follows, if so. */
	    _B(told, { t: _error, e: _mayGiveUp = true, _r: _allowed = Infinity } = {}) {
	        const { fault } = this.R;
	        let state = told;
	        // a listener has switched reconnection on, or allows more attempts
	        if (_mayGiveUp && state.name === "idle" && this.A === state && this._r > _allowed) {
	            state = this.G(this.H(undefined));
	            this.U(state, (namespace) => namespace.f("connect_error"));
	        }
	        const isOver = (_mayGiveUp || fault) && state.name === "idle" && this.K.s;
	        // it is a failure to reconnect only where that is asked for, and was tried
	        const hasFailed = isOver && this._d() && (_error || !fault);
	        // the Manager's listeners get these two in this order in socket.io-client
	        if (hasFailed && this.A === state)
	            this.I.F("reconnect_failed", []);
	        if (_error) {
	            if (this.A === state)
	                this.I.F("reconnect_error", [_error]);
	            this.U(state, (namespace) => namespace.M(_error));
	        }
	        if (isOver)
	            this.U(state, (namespace) => namespace.J(hasFailed ? "reconnect_failed" : "connect_error"));
	    }
	    /** Tells each namespace, for as long as the state stays what it was. */
	    U(state, call) {
	        this.K.U(call, () => this.A === state);
	    }
	}

	/** Bytes that an event takes beside those on the wire, while it waits. */
	const EVENT_BYTES = 100;
	/** Events from the server, which the app is given once it knows that the namespace is joined. */
	class Inbox {
	    constructor(socket, link, teller, recovery) {
	        /** Listeners of all that comes in. */
	        this.n = [];
	        /** `shut`: events are for nobody. `holding`: they wait for `connect`. `flowing`: the app is given them. */
	        this.d = "shut";
	        /** Bytes of what waits, more or less. */
	        this.i = 0;
	        this.F = socket;
	        this.C = link;
	        this.t = teller;
	        this.o = recovery;
	    }
	    /** What comes is of a new connection; events of the one before do not arrive in this one. */
	    a() {
	        this.i = 0;
	        this.F.receiveBuffer = [];
	    }
	    /** Takes an event; throws if there is no room for it. `bytes`: that it had on the wire. */
	    s({ id, data }, bytes = 0) {
	        const args = data;
	        if (id !== undefined)
	            args.push(this._o(id));
	        if (this.d === "flowing")
	            this.r(args);
	        else if (this.d === "holding") {
	            this.i += bytes + EVENT_BYTES;
	            if (this.i > this.C.engine.D.maxMessageBytes)
	                throw new HoldfastError("ERR_BUFFER_FULL", "too many events before the namespace is joined");
	            this.F.receiveBuffer.push(args);
	        }
	    }
	    /** Gives the app what waited, for as long as it `goesOn`. */
	    h(goesOn) {
	        for (const args of this.F.receiveBuffer.splice(0))
	            if (goesOn())
	                this.r(args);
	    }
	    r(args) {
	        this.o.J(args);
	        const incoming = this.t.P?.incoming;
	        if (incoming)
	            incoming(args, (checked) => this.c(checked));
	        else
	            this.c(args);
	    }
	    c(args) {
	        if (this.n.length)
	            this.t.N(this.n, args);
	        const [name] = args;
	        // a name of ours never reaches those who listen to us
	        if (!this.t.Y(name))
	            this.F.F(name, args.slice(1));
	    }
	    /** The function by which the app acknowledges an event: once, and on the connection that asked. */
	    _o(id) {
	        const socket = this.F;
	        const { id: sid, nsp } = socket;
	        let isOpen = true;
	        return (...data) => {
	            // an id there is only while the namespace is joined
	            if (isOpen && socket.id !== undefined && (sid ?? socket.id) === socket.id) {
	                this.C.S?.("answer", nsp, id, data);
	                this.C.W.n({ type: ACK, nsp, data, id });
	            }
	            isOpen = false;
	        };
	    }
	}

	/** Is it CONNECT as a server of Socket.IO 2 says it, without an id, and unasked? */
	const isTooOld = (type, data) => type === CONNECT && typeof data?.sid !== "string";
	/** What CONNECT or CONNECT_ERROR means: the namespace is joined, or why it is not. */
	const readAnswer = (type, data) => {
	    const { sid, pid, message = "refused", data: more, } = (typeof data === "string" ? { message: data } : (data ?? {}));
	    if (isTooOld(type, data))
	        return connectError("ERR_UNSUPPORTED_PROTOCOL", "namespace", "the server is Socket.IO 2");
	    return type === CONNECT
	        ? { _q: sid, t: pid }
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
	const waiting$1 = (fields) => ({ name: "waiting", ...fields });
	const joining = (fields) => ({
	    name: "joining",
	    s: undefined,
	    ...fields,
	});
	const leaving = (fields) => ({ name: "leaving", ...fields });
	const joined = () => ({ name: "joined" });

	/** The app has left the namespace. */
	const leftByApp = () => ({ H: idle({ t: true }), t: "disconnect()" });
	/** The machine of joining and leaving a namespace. */
	class Membership {
	    constructor(socket, options, { C: _link, t: _teller, e: _outbox, i: _inbox, o: _recovery }) {
	        this.A = idle({ t: false });
	        /** The reconnection attempt that the app was told of and that is under way; 0 for none. */
	        this.L = 0;
	        /** CONNECT was sent on this connection, and not answered yet. */
	        this.u = false;
	        /** After a refusal the server was asked once more, on this connection. */
	        this.p = false;
	        this.F = socket;
	        this.D = options;
	        this.C = _link;
	        this.t = _teller;
	        this.e = _outbox;
	        this.i = _inbox;
	        this.o = _recovery;
	    }
	    get d() {
	        return this.A.name === "joined";
	    }
	    get w() {
	        return this.A.name !== "idle";
	    }
	    get r() {
	        return this.w && this.A.name !== "leaving";
	    }
	    get l() {
	        return [...this.e.F, ...this.e.e.t.values()];
	    }
	    /** Has the app or the server ended it, or was it given up, and nobody connected it since? */
	    get m() {
	        const state = this.A;
	        return state.name === "leaving" || ((state.name === "idle" || state.name === "waiting") && state.t);
	    }
	    /** What users see. */
	    get _l() {
	        if (this.d)
	            return "connected";
	        return (this.r && this.C._x) || "disconnected";
	    }
	    /** The one way from a state to another. */
	    G(next, cause) {
	        const state = this.A;
	        if (state.name === "joining" || state.name === "leaving")
	            this.C.B.clearTimeout(state.e);
	        this.A = next;
	        this.e.d = this.m ? "ended" : "shut";
	        this.i.d = this.r ? "holding" : "shut";
	        if (!this.d)
	            this.t.Q({ id: undefined });
	        if (this.m)
	            this.o.e?.closed(cause);
	        this.f(cause);
	        return next;
	    }
	    /**
	     * Leaves a state in which events were sent: what was and is not acknowledged gets its outcome, after the app was told. Where it
	     * ends, so does what waits and promised an outcome.
	     */
	    c({ H: _next, t: _cause, M: told }) {
	        const { t: _ended } = _next;
	        const doomed = this.e.j(_next);
	        if (_ended)
	            this.L = 0;
	        this.G(_next, _cause);
	        if (_ended)
	            this.C._J();
	        if (told)
	            this.t.M(...told);
	        this.e.p(doomed);
	    }
	    // ---- the app
	    _h() {
	        const { name } = this.A;
	        if (name === "leaving")
	            this.G(joining({ e: this.s(), n: true }), "connect()");
	        else if (name === "idle" || this.m)
	            this.G(waiting$1({ t: false }), "connect()");
	        this.C._P(this);
	    }
	    z() {
	        // what waits goes first, as in a listener of `connect`; whoever listens to what is sent may disconnect as well
	        if (this.d)
	            this.a();
	        const state = this.A;
	        const departure = leftByApp();
	        // the app may have opened the connection itself
	        if (state.name === "idle" && this.C._x)
	            this.C._J();
	        if (!this.r)
	            return;
	        if (state.name === "joining" && state.n) {
	            this.G(leaving({ e: this.s() }), "disconnect()");
	            this.e.Y();
	        }
	        else if (this.d) {
	            this.n(DISCONNECT);
	            this.c({ ...departure, M: ["disconnect", "io client disconnect", undefined] });
	        }
	        else
	            this.c(departure);
	    }
	    // ---- the connection
	    v() {
	        if (this.A.name !== "waiting")
	            return;
	        this.i.a();
	        const state = this.G(joining({ e: this.s(), n: false }), "connect()");
	        this.q()
	            .then((auth) => {
	            if (this.A !== state)
	                return;
	            this.C.S?.("join", this.F.nsp);
	            this.C.B.clearTimeout(state.e);
	            state.e = this.s();
	            // before it is sent: a mock of the page's WebSocket answers within that call
	            state.n = this.u = true;
	            this.n(CONNECT, this.o.j(auth));
	            if (state.s)
	                this.k(...state.s);
	        })
	            .catch((cause) => this.b(state, cause));
	    }
	    /** Asks for what CONNECT says; the session that is kept comes first. */
	    q() {
	        const ask = () => askAuth(this.F.auth, this.F);
	        const { e: _keeper } = this.o;
	        return _keeper ? _keeper.open().then(ask) : ask();
	    }
	    /** The app's credentials, or the server's answer, have the time limit, from now on. */
	    s() {
	        const { B: _clock, engine } = this.C;
	        return _clock.setTimeout(() => {
	            const state = this.A;
	            if (state.name === "leaving")
	                this.c(leftByApp());
	            if (state.name !== "joining")
	                return;
	            if (state.n)
	                this._k(state, connectError("ERR_CONNECT_TIMEOUT", "namespace", "timeout"));
	            else
	                this.b(state, "timeout");
	        }, engine.D.timeout);
	    }
	    /** The app has no credentials, or none that can be sent: the server was not asked. */
	    b(state, cause) {
	        if (state.n)
	            state.n = this.u = false;
	        this.C.B.clearTimeout(state.e);
	        this._k(state, connectError("ERR_AUTH", "auth", `auth: ${messageOf(cause)}`, { cause }));
	    }
	    _k(state, error) {
	        if (this.A === state)
	            this.C._k(this, error);
	    }
	    g({ e: _reason, t: _details, h: _unsent }) {
	        this.e.z(_unsent);
	        if (this.d)
	            this.c({
	                H: waiting$1({ t: false }),
	                t: "disconnect",
	                M: ["disconnect", _reason, _details],
	            });
	        // an error takes long to make, and after an ordinary disconnect() nobody is told
	        else
	            this.X(this.r ? asConnectError(_details, _reason) : undefined);
	    }
	    X(error) {
	        const _ended = this.m;
	        const isActive = this.r;
	        this.p = this.u = false;
	        this.G(isActive ? waiting$1({ t: _ended }) : idle({ t: _ended }), "connect_error");
	        if (isActive && error)
	            this.x(error);
	    }
	    x(error) {
	        if (error.code === "ERR_CONNECT_TIMEOUT")
	            this.t.M("connect_timeout", error);
	        this.t.M("connect_error", error);
	    }
	    j(attempt) {
	        if (!this.r)
	            return;
	        this.L = attempt;
	        this.t.M("reconnect_attempt", attempt);
	    }
	    M(error) {
	        if (this.r)
	            this.t.M("reconnect_error", error);
	    }
	    J(event) {
	        if (!this.r)
	            return;
	        const departure = { H: waiting$1({ t: true }), t: event };
	        this.c(event === "reconnect_failed" ? { ...departure, M: [event] } : departure);
	    }
	    f(cause) {
	        this.t._a(this._l, cause);
	    }
	    // ---- packets
	    V(packet, bytes) {
	        const { type, id, data } = packet;
	        this.C.S?.("packet", packet);
	        if (type === EVENT)
	            this.i.s(packet, bytes);
	        else if (type === ACK)
	            this.e.P(id, data);
	        else if (type === DISCONNECT) {
	            const next = idle({ t: true });
	            if (this.d)
	                this.c({ H: next, t: "disconnect", M: ["disconnect", "io server disconnect"] });
	        }
	        else
	            this.k(type, data);
	    }
	    y({ type, id, data }, reason) {
	        if (!this.r)
	            return;
	        this.o.J(data, id);
	        this.t._n(this.F.nsp, reason);
	        const text = `acknowledgement rejected: ${reason}`;
	        if (type === ACK)
	            this.e.P(id, [], new HoldfastError("ERR_PARSE", text, { delivery: "unknown" }));
	    }
	    /** A recovery goes on behind the packet; where that place can't be read, there is none: it would bring the packet again. */
	    _z(packet) {
	        if (!this.o.J(packet?.data, packet?.id))
	            this.o.N();
	    }
	    h(packet, error) {
	        this.e._t(packet, error);
	    }
	    /** CONNECT or CONNECT_ERROR: an answer, or nothing of the kind. */
	    k(type, data) {
	        const state = this.A;
	        const { name } = state;
	        const wasDue = this.u;
	        // a mock of a server may not wait to be asked
	        if (name === "joining" && !wasDue && !isTooOld(type, data))
	            return void (state.s ?? (state.s = [type, data]));
	        this.u = false;
	        if (name === "leaving") {
	            if (type === CONNECT)
	                this.n(DISCONNECT);
	            this.c(leftByApp());
	        }
	        else if (name === "joining")
	            this.B(readAnswer(type, data));
	        // an answer for which nobody waits any more; what nobody asked for gets none, however often it comes
	        else if (name === "idle" && wasDue && type === CONNECT)
	            this.n(DISCONNECT);
	        // else it is a second answer
	    }
	    /** The server's word on joining. */
	    B(answer) {
	        if (answer instanceof Error)
	            this.H(answer);
	        else
	            this.E(answer._q, answer.t);
	    }
	    /** The namespace is left, unless the app wants to ask once more, with other credentials. */
	    H(error) {
	        const isAgain = error.code === "ERR_REFUSED" && !this.p && this.I(error);
	        Object.assign(error, { willRetry: isAgain, ...(isAgain && { retryIn: 0 }) });
	        this.p = isAgain;
	        const next = idle({ t: true });
	        if (!isAgain)
	            return this.c({ H: next, t: "connect_error", M: ["connect_error", error] });
	        this.G(waiting$1({ t: false }), "connect_error");
	        this.t.M("connect_error", error);
	        if (this.A.name === "waiting")
	            this.C._P(this);
	    }
	    /** What the option says, or the function of the app that it is; nothing good, if that throws. */
	    I(error) {
	        const { retryRefused } = this.D;
	        try {
	            return typeof retryRefused === "function" ? retryRefused(error) : !!retryRefused;
	        }
	        catch (thrown) {
	            this.t._i(thrown);
	            return false;
	        }
	    }
	    E(sid, pid) {
	        this.t.Q({ id: sid, recovered: this.o._c(pid) });
	        this.p = false;
	        const attempt = this.L;
	        this.L = 0;
	        this.C._c();
	        const state = this.G(joined(), "connect");
	        const goesOn = () => this.A === state;
	        this.t.M("connect");
	        if (attempt && goesOn())
	            this.t.M("reconnect", attempt);
	        this.i.h(goesOn);
	        // on a connection that has died meanwhile nothing is sent: it waits for the next
	        if (!goesOn() || !this.C.engine._b())
	            return;
	        this.a();
	        this.e.a();
	    }
	    /** Events go both ways; first those that waited. */
	    a() {
	        this.i.d = "flowing";
	        this.e.s();
	    }
	    /** Sends a packet that is not an event. */
	    n(type, data) {
	        this.C.W.n({ type, nsp: this.F.nsp, data });
	    }
	}

	/** Of a socket that waits for no acknowledgement. */
	const NONE$1 = new Map();
	/** Events whose acknowledgement is due, by ack id, in the order in which they were emitted. */
	class Acks {
	    constructor(clock, sink) {
	        this.i = 0;
	        this.t = NONE$1;
	        this.B = clock;
	        this.C = sink;
	    }
	    o(id) {
	        return this.t.get(id);
	    }
	    s(test) {
	        return [...this.t.values()].filter(test);
	    }
	    /** The event has the next id, and waits until it is taken. */
	    n(event) {
	        const { l: _signal, n: _ack } = event;
	        if (_signal) {
	            _ack.w = () => this.C.w(event, _signal);
	            _signal.addEventListener("abort", _ack.w);
	        }
	        if (this.t === NONE$1)
	            this.t = new Map();
	        this.t.set(this.i++, event);
	    }
	    /** The acknowledgement may take its time, if it has a limit, from now on. */
	    r(event) {
	        const { n: _ack } = event;
	        if (_ack.s === undefined)
	            return;
	        _ack.e = this.B.setTimeout(() => {
	            // it has fired: there is nothing to stop
	            _ack.e = undefined;
	            this.C._i(event);
	        }, _ack.s);
	    }
	    e({ n: _ack }) {
	        this.B.clearTimeout(_ack.e);
	    }
	    /** Takes the event with this id, if one waits. */
	    y(id) {
	        const event = this.t.get(id);
	        if (!event)
	            return;
	        this.t.delete(id);
	        // V8 keeps what was in a Map that is old and changes much until it collects the whole heap
	        if (!this.t.size)
	            this.t = NONE$1;
	        this.e(event);
	        const { w: _onAbort } = event.n;
	        if (_onAbort)
	            event.l?.removeEventListener("abort", _onAbort);
	        return event;
	    }
	}

	/** By this name add-ons find a socket's {@link First}, of whichever copy of the package the socket is. */
	const FIRST = Symbol.for("holdfast.first");
	/** Made for the first add-on that asks for it. */
	const firstOf = (sender) => ({
	    starters: new Map(),
	    isOpen: () => sender.J(),
	    send: (args, flags) => (sender.J() ? sender.V(flags, args) : flags.unsent()),
	});
	/** Who is to be called now that events flow. */
	const startersOf = (first) => Array.from(first?.starters.values() ?? [], ({ connected }) => connected);

	/** Does an event wait? What the app puts into `sendBuffer` by itself says nothing of it. */
	const isHeld = ({ t: _phase }) => _phase === undefined || _phase === "held";
	/** Sends each event once: now, or when there is a connection. What it holds is `sendBuffer`, which the app may change. */
	class Once {
	    constructor(exit) {
	        this.n = false;
	        this.g = undefined;
	        /** Events that are held, and some that are no longer: taken out one by one, each would move all others. */
	        this.e = [];
	        /** How many of the buffer are held no longer. */
	        this.u = 0;
	        /** Before this index none is held any more. */
	        this.b = 0;
	        this.t = exit;
	    }
	    /** Itself, in a function; made for the first event, since many sockets never send one. */
	    get Q() {
	        return (this.g ?? (this.g = () => this));
	    }
	    get r() {
	        return this.e.length - this.u;
	    }
	    get i() {
	        if (this.u)
	            this.p(this.e.filter(isHeld));
	        return this.e;
	    }
	    /** What is held longest. It is found without a walk over all: with many, that would take long for each event. */
	    get f() {
	        for (;; this.b++) {
	            const event = this.e[this.b];
	            if (!event || isHeld(event))
	                return event;
	        }
	    }
	    /** These are held now, and no others. */
	    p(events) {
	        this.e = events;
	        this.u = this.b = 0;
	    }
	    h(event) {
	        this.e.push(event);
	        this.t.i(event);
	    }
	    d(event) {
	        if (event.h)
	            return this.x(event);
	        if (!this.t.M)
	            return this.t.k(event);
	        this.h(event);
	        this.y(event);
	    }
	    /** It is never held, even if a listener that is told of it loses the connection. */
	    x(event) {
	        event.t = "handed";
	        const error = this.t.M ? this.t.N(event) : undefined;
	        if (event.t === "settled")
	            return;
	        if (error) {
	            event.t = "held";
	            this.h(event);
	            this.t.h(event, error);
	        }
	        else if (this.t.l)
	            this.t.k(event);
	        else
	            event.h?.();
	    }
	    a() {
	        // a listener may emit, look at sendBuffer, or leave
	        while (this.t.l && this.i.length)
	            for (const event of this.e)
	                if (this.t.l && isHeld(event))
	                    this.y(event);
	    }
	    /** It goes out, unless a listener that is told of it lost the connection, gave it up, or sent it by leaving. */
	    y(event) {
	        // the app has put it there by itself
	        if (!event.i)
	            Object.assign(event, { i: this.Q, t: "held", d: 0 });
	        const error = this.t.N(event);
	        if (!this.t.l || event.t !== "held")
	            return;
	        if (error)
	            return this.t.h(event, error);
	        event.t = "handed";
	        this.o(event);
	        this.t.k(event);
	    }
	    /** What was handed over is not sent again. */
	    j() { }
	    k() {
	        return false;
	    }
	    /** The link gives these back: they go before all others. */
	    z(events) {
	        const held = this.i;
	        for (const event of events) {
	            event.t = "held";
	            event.d = 0;
	            this.t.i(event);
	        }
	        this.p([...events, ...held]);
	    }
	    v(event, was) {
	        if (was === "held")
	            this.o(event);
	    }
	    o(event) {
	        this.t.o(event);
	        if (2 * ++this.u > this.e.length)
	            this.p(this.e.filter(isHeld));
	    }
	}

	const COMPRESSED = { compress: true };
	const PLAIN = { compress: false };
	/** Before it is encoded. */
	const NONE = [];
	/** ms that an acknowledgement may take, where there are retries and nothing else is said. */
	const RETRY_TIMEOUT = 10000;
	/** Takes the callback from the end of what was emitted. */
	const callbackOf = (args) => typeof args[args.length - 1] === "function" ? args.pop() : undefined;
	/** Makes the acknowledgement that an event waits for, if it does. */
	const acknowledgement = ({ signal, timeout }, { n: _callback, u: _isPromise, e: _isRetried, t: _ackTimeout }) => {
	    if (!_callback && !_isRetried)
	        return;
	    const _tryTimeout = _isRetried ? RETRY_TIMEOUT : undefined;
	    const asked = timeout === undefined ? _ackTimeout : timeout;
	    const isLimited = asked != null;
	    return {
	        n: _callback,
	        t: !!_callback && (_isPromise || isLimited || !!signal || !!_tryTimeout),
	        r: _isPromise && !signal && (!isLimited || !!_tryTimeout),
	        s: asked ?? _tryTimeout,
	        e: undefined,
	        w: undefined,
	    };
	};
	/** Makes an event. All of it is there at once: an object that grows is slow, and there is one for each event. */
	const outgoing = ({ nsp, args, flags, by, id, ack }) => ({
	    type: EVENT,
	    nsp,
	    data: args,
	    id,
	    options: flags.compress === false ? PLAIN : COMPRESSED,
	    r: NONE,
	    t: "held",
	    i: by,
	    d: 0,
	    n: ack,
	    w: flags.volatile,
	    l: flags.signal,
	    y: undefined,
	    h: flags.unsent,
	    f: false,
	    c: 0,
	    u: 0,
	    g: undefined,
	});
	/** What is encoded of an event: the argument for the server alone comes last. */
	const withTrailing = (event) => event.y ? { ...event, data: [...event.data, event.y] } : event;
	/** Why an event is not taken at all: for what the session, if there is one, and the outbox's gate are. */
	const refusalOf = ({ w: _volatile, l: _signal, n: _ack }, session, gate) => {
	    if (_signal?.aborted)
	        return aborted(_signal, "not-sent");
	    // once it was ended, nobody may ever connect it again
	    if ((_volatile && !session?._R) || (_ack?.r && gate === "ended"))
	        return disconnected("not-sent");
	    return;
	};
	/** May the server have it? */
	const deliveryOf = ({ d: _tries }) => (_tries ? "unknown" : "not-sent");
	/** The link takes other packets, too. */
	const isEvent = (packet) => packet.type === EVENT;

	/**
	 * Sends each event until it is acknowledged, on as many connections as that takes, in the order of their ack ids; so many at a time
	 * as the window has.
	 */
	class Retry {
	    constructor(exit) {
	        this.n = true;
	        this.Q = () => this;
	        this.r = 0;
	        /** Events that wait for their acknowledgement on this connection. */
	        this.l = 0;
	        /** No event with a lower ack id is held. */
	        this.s = 0;
	        /** Are events being chosen just now? */
	        this.m = false;
	        this.t = exit;
	    }
	    get i() {
	        return this.t.e.s((event) => this.c(event));
	    }
	    get f() {
	        const { e: _acks } = this.t;
	        if (!this.r)
	            return undefined;
	        while (this.s < _acks.i && !this.c(_acks.o(this.s)))
	            this.s++;
	        return _acks.o(this.s);
	    }
	    c(event) {
	        return event?.i() === this && event.t === "held";
	    }
	    h(event) {
	        this.r++;
	        this.t.i(event);
	    }
	    o(event) {
	        this.r--;
	        this.t.o(event);
	    }
	    d(event) {
	        this.h(event);
	        this.a();
	    }
	    /** Sends what the window lets through. */
	    a() {
	        // one that is dropped here at once is no reason to begin once more: with many of them, the stack would overflow
	        if (this.m)
	            return;
	        this.m = true;
	        const { e: _acks, D: _options } = this.t;
	        const { retryWindow = 1 } = _options;
	        while (this.t.l && this.l < retryWindow && this.s < _acks.i) {
	            const event = _acks.o(this.s++);
	            if (event && this.c(event))
	                this.w(event);
	        }
	        this.m = false;
	    }
	    w(event) {
	        // before listeners are told, whose events are not to go first
	        if (event.t === "held") {
	            this.l++;
	            this.o(event);
	            event.t = "handed";
	        }
	        // the app may have given the bytes of an attachment away since
	        const anew = event.r[1] || this.t.M;
	        const error = anew ? this.t.N(event) : this.t._s(event);
	        // a listener left, or gave it up
	        if (!this.t.l || event.t === "settled")
	            return;
	        if (error)
	            return this.t.h(event, error);
	        this.t.e.r(event);
	        this.t.k(event);
	    }
	    j() {
	        const { e: _acks } = this.t;
	        this.l = 0;
	        const retried = _acks.s(({ i: _by }) => _by() === this);
	        this.s = retried[0]?.id ?? _acks.i;
	        for (const event of retried) {
	            if (event.t !== "handed")
	                continue;
	            event.t = "held";
	            _acks.e(event);
	            this.h(event);
	        }
	    }
	    v(event, was) {
	        if (was === "handed")
	            this.l--;
	        else
	            this.o(event);
	        this.a();
	    }
	    k(event) {
	        const { retries = 0 } = this.t.D;
	        const isLeft = event.d <= retries;
	        // an answer to the try before still settles it, if it comes during this one
	        if (isLeft)
	            this.w(event);
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
	        this.i = 0;
	        /** In how many events these are; if that is wrong, many came back at once, or the app has changed `sendBuffer`. */
	        this.n = 0;
	        this.s = limit;
	        this.a = byteLength;
	        this.B = clock;
	        this.h = queue;
	    }
	    /** The event is emitted now. */
	    c(event) {
	        event.c = this.B.now();
	        event.u = this.B.ticks();
	    }
	    /** One more waits, or one less. */
	    t(event, by) {
	        this.n += by;
	        this.i += by * this.r(event);
	    }
	    /** Makes room for an event, or says why there is none; throws that, if it is to. */
	    x(event) {
	        const { events = Infinity, bytes = Infinity, onFull = "reject" } = this.s;
	        const queue = this.h;
	        this.o();
	        const own = this.r(event);
	        const isFull = () => {
	            const count = queue.r;
	            if (this.n !== count) {
	                this.i = queue.F.reduce((sum, waiting) => sum + this.r(waiting), 0);
	                this.n = count;
	            }
	            return count >= events || this.i + own > bytes;
	        };
	        // what has no room by itself pushes nobody out
	        if (onFull === "drop-oldest" && own <= bytes)
	            for (let oldest = queue.f; oldest && isFull(); oldest = queue.f)
	                queue.h(oldest, bufferFull());
	        if (!isFull())
	            return;
	        const full = bufferFull();
	        if (onFull === "reject")
	            throw full;
	        return full;
	    }
	    /** Drops what has waited too long, by the clock that is ahead: one may have been set back, the other stood still. */
	    o() {
	        const { age = Infinity } = this.s;
	        const { B: _clock, h: queue } = this;
	        const [now, ticks] = [_clock.now(), _clock.ticks()];
	        const isOver = ({ c: _at, u: _ticks }) => Math.max(now - _at, ticks - _ticks) > age;
	        // they are in their order
	        for (let oldest = queue.f; oldest && isOver(oldest); oldest = queue.f)
	            queue.h(oldest, bufferFull("waited too long"));
	    }
	    /** Bytes of an event when it began to wait. */
	    r(event) {
	        if (this.s.bytes == null)
	            return 0;
	        event.g ?? (event.g = sumOf(event.r, this.a));
	        return event.g;
	    }
	}

	const now = (call) => call();
	const later = (call) => void Promise.resolve().then(call);
	/** Events to the server, each with a known outcome: sent, kept until it can be, acknowledged, or dropped and reported. */
	class Outbox {
	    constructor(link, nsp, options, teller) {
	        this.c = new Once(this);
	        /** Listeners of all that is sent. */
	        this.n = [];
	        /** `shut`: events are held. `flowing`: they are sent. `ended`: they are held, but nobody may ever connect again. */
	        this.d = "shut";
	        /** The event that is emitted just now is one of `emitWithAck`, whose callback goes by way of `emit`. */
	        this.u = false;
	        this.C = link;
	        this._e = nsp;
	        this.D = options;
	        this.t = teller;
	        this.e = new Acks(link.B, this);
	        const { bufferLimit } = options;
	        this.q = bufferLimit && new Room(bufferLimit, link.E.byteLength, link.B, this);
	    }
	    /** Is the gate open? */
	    get l() {
	        return this.d === "flowing";
	    }
	    /** Would an event go out now? The session under an open gate may be dead. */
	    J() {
	        return this.l && this.C.engine._b();
	    }
	    get M() {
	        return this.n.length > 0;
	    }
	    // ---- what is held
	    i(event) {
	        this.q?.t(event, 1);
	    }
	    o(event) {
	        this.q?.t(event, -1);
	    }
	    get r() {
	        return this.c.r + (this.m?.r ?? 0);
	    }
	    /** What waits to be sent: that which is sent once, then that which is retried. */
	    get F() {
	        return this.m?.r ? [...this.c.i, ...this.m.i] : this.c.i;
	    }
	    get f() {
	        return this.c.f ?? this.m?.f;
	    }
	    // ---- an event comes
	    /** Sends an event, or keeps it until it can be sent. A function at the end of `args` is called with the acknowledgement. */
	    V(flags, args) {
	        const [name] = args;
	        if (RESERVED.has(name))
	            throw new HoldfastError("ERR_RESERVED_EVENT", `"${name}" is a reserved event name`);
	        this.t.Y(name);
	        const checked = this.t.P?.outgoing?.(args);
	        if (!checked)
	            return this.y(this.x(flags, args));
	        checked.then((refusal) => {
	            const event = this.x(flags, args);
	            try {
	                if (refusal)
	                    throw refusal;
	                this.y(event);
	            }
	            catch (error) {
	                this.Q(event, Object.assign(error, { delivery: "not-sent" }));
	            }
	        });
	    }
	    y(event) {
	        const { C: _link, q: _room } = this;
	        event.y = this.t.P?.trailing?.(event.data, { isDue: !!event.n });
	        // what can fail by the app's data fails here, before anything is registered
	        event.r = _link.W.o(withTrailing(event));
	        _room?.c(event);
	        const canSend = this.J();
	        const error = canSend && this._s(event);
	        if (error)
	            throw error;
	        let refusal = refusalOf(event, _link.engine, this.d);
	        // throws, if it is to
	        if (!canSend)
	            refusal || (refusal = _room ? _room.x(event) : warnOfMany(this.r, _link.E));
	        if (refusal)
	            return this.Q(event, refusal);
	        if (event.n) {
	            this.e.n(event);
	            if (!event.i().n)
	                this.e.r(event);
	        }
	        if (canSend)
	            event.i().d(event);
	        else
	            event.i().h(event);
	        if (event.t !== "handed")
	            _link.S?.("held", event, event.r);
	    }
	    /** The event is not taken. */
	    Q(event, refusal) {
	        // an id is not used again
	        if (event.n)
	            this.e.i++;
	        later(() => {
	            this.v(event, refusal);
	            this.t._e(event, refusal);
	        });
	    }
	    x(flags, args) {
	        const { retries, ackTimeout } = this.D;
	        const _callback = callbackOf(args);
	        const _isPromise = !!_callback && (!!_callback.u || this.u);
	        if (_callback)
	            this.u = false;
	        const _isRetried = !!retries && !flags.volatile && !flags.unsent;
	        const by = _isRetried ? (this.m ?? (this.m = new Retry(this))) : this.c;
	        if (_isRetried && ackTimeout == null)
	            warnOnce(this.C.E, `retries without ackTimeout: ${RETRY_TIMEOUT} ms`);
	        const ack = acknowledgement(flags, { n: _callback, u: _isPromise, e: _isRetried, t: ackTimeout });
	        return outgoing({ nsp: this._e, args, flags, by: by.Q, id: ack && this.e.i, ack });
	    }
	    // ---- an event goes out
	    /**
	     * Tells who listens to what is sent, before it is encoded anew: they may add to the data, what they emit goes first, and the app
	     * may have changed it since `emit()`.
	     */
	    N(event) {
	        if (event.l?.aborted)
	            return aborted(event.l, "not-sent");
	        if (!event.f) {
	            event.f = true;
	            this.t.N(this.n, event.data);
	            event.f = false;
	        }
	        try {
	            event.r = this.C.W.o(withTrailing(event));
	        }
	        catch (error) {
	            return Object.assign(error, { delivery: deliveryOf(event) });
	        }
	        return this._s(event);
	    }
	    _s({ r: _frames }) {
	        return this.C.engine._s(_frames);
	    }
	    k(event) {
	        event.t = "handed";
	        event.d++;
	        this.C.S?.("handed", event, event.r, event.d);
	        this.C.W.d(event);
	    }
	    /** Sends what was held once; what a listener emits meanwhile goes at once, and not to the end of it. */
	    s() {
	        const starts = !this.l;
	        this.d = "flowing";
	        this.q?.o();
	        if (starts)
	            this.t.N(startersOf(this.b), []);
	        this.c.a();
	    }
	    /** What was held is out. What the app took out of it will not be answered; what is retried goes on. */
	    a() {
	        this.p(this.e.s(({ t: _phase, n: _ack, i: _by }) => _phase === "held" && _ack.t && !_by().n));
	        this.m?.a();
	    }
	    // ---- its outcome
	    /** The acknowledgement of an event came, if one waits for it; with an `error`, it can't be read. */
	    P(id, answer, error = null) {
	        const event = id !== undefined && this.e.o(id);
	        if (!event)
	            return;
	        this.g(event);
	        const check = error ? undefined : this.t.P?.acknowledged;
	        if (check)
	            check(event.data, answer, (...outcome) => this.v(event, ...outcome));
	        else
	            this.v(event, error, answer);
	    }
	    /** The link gives back what it never sent. What has its outcome, or is retried, does not come back. */
	    z(packets) {
	        const events = packets.filter(isEvent).filter(({ i: _by, t: _phase }) => !_by().n && _phase === "handed");
	        for (const { h: _unsent } of events)
	            _unsent?.();
	        this.c.z(events.filter(({ h: _unsent }) => !_unsent));
	        this.p(events.filter(({ w: _volatile }) => _volatile));
	    }
	    /** The link gives back a packet that no transport takes which is left. */
	    _t(packet, error) {
	        // nobody waits for an acknowledgement to arrive; joining has its time limit
	        if (!isEvent(packet) || packet.t !== "handed")
	            return;
	        // one that is retried is under way until it is settled
	        if (!packet.i().n)
	            this.c.z([packet]);
	        this.h(packet, error);
	    }
	    /**
	     * The connection is gone, or left; where that `_ended`, only the app comes back. Returns the events that have their outcome by
	     * that, to be dropped once the app was told.
	     */
	    j({ t: _ended }) {
	        const doomed = this.e.s(({ n: _ack, t: _phase, i: _by }) => (_ended && _ack.t) || (_phase === "handed" && !_by().n));
	        this.m?.j();
	        return doomed;
	    }
	    /** None of those that promised an outcome is sent. */
	    Y() {
	        this.p(this.e.s(({ n: _ack }) => _ack.t));
	    }
	    _i(event) {
	        if (event.i().k(event))
	            return;
	        const fields = { delivery: deliveryOf(event) };
	        this.p([event], new HoldfastError("ERR_ACK_TIMEOUT", "operation has timed out", fields));
	    }
	    w(event, signal) {
	        this.p([event], aborted(signal, deliveryOf(event)));
	    }
	    /** As {@link _drop}, but told in a later turn: the app may be in the middle of `emit()`, and no call of the app calls the app. */
	    h(event, error) {
	        this.p([event], error, later);
	    }
	    /**
	     * The events are settled, and reported but where they were sent once; those not sent yet will not be. Without an `error` it is
	     * that the connection is gone.
	     */
	    p(events, error, when = now) {
	        const open = events.filter(({ t: _phase }) => _phase !== "settled");
	        const dropped = new Set(open.filter(({ t: _phase, i: _by }) => _phase !== "handed" || _by().n));
	        // all of them, before the first listener looks at what is left
	        for (const event of open)
	            this.g(event);
	        for (const event of open) {
	            const cause = error ?? disconnected(deliveryOf(event));
	            when(() => this.v(event, cause));
	            if (dropped.has(event))
	                when(() => this.t._e(event, cause));
	        }
	    }
	    /** Nothing more happens to the event, which is neither held nor waited for. */
	    g(event) {
	        const { t: _phase } = event;
	        if (event.n)
	            this.e.y(event.id);
	        event.t = "settled";
	        event.i().v(event, _phase);
	    }
	    /** Calls the callback, if it takes what there is to say. */
	    v(event, error, answer = []) {
	        const { n: _ack } = event;
	        this.C.S?.("settled", event, error, answer);
	        if (!_ack?.n || (error && !_ack.t))
	            return;
	        this.t.N([_ack.n], _ack.t ? [error, ...answer] : answer);
	    }
	}

	/** What the server may keep of a session, to send what was missed ("Connection state recovery" in docs/protocol.md). */
	class Recovery {
	    constructor(place, keep) {
	        this.pid = undefined;
	        this.offset = undefined;
	        this.e = keep?.(place, this);
	    }
	    /** What CONNECT says, beside the app's credentials. */
	    j(auth) {
	        return this.pid ? { pid: this.pid, offset: this.offset, ...auth } : (auth ?? undefined);
	    }
	    /** The server has answered with this session. Is it the one before? */
	    _c(pid) {
	        const isRecovered = pid !== undefined && pid === this.pid;
	        this.t(pid, this.offset);
	        return isRecovered;
	    }
	    /**
	     * The app was given an event, or never will be: a recovery goes on behind it, if the event says where that is. An event with an
	     * ack id does not.
	     */
	    J(args, id) {
	        if (!this.pid || id !== undefined || !Array.isArray(args))
	            return false;
	        const last = args[args.length - 1];
	        if (typeof last !== "string")
	            return false;
	        this.t(this.pid, last);
	        return true;
	    }
	    /** There is no recovery: it would bring what broke the connection again. */
	    N() {
	        this.t(undefined, undefined);
	    }
	    t(pid, offset) {
	        this.pid = pid;
	        this.offset = offset;
	        this.e?.changed();
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
	        this._s = "disconnected";
	        this.F = this.V = socket;
	        this.C = link;
	        this.D = options;
	    }
	    /** What add-ons do about the socket's events. */
	    get P() {
	        return this.F[HOOKS];
	    }
	    /** `socket.lifecycle`, made when it is first asked for. */
	    get _t() {
	        return (this.J ?? (this.J = new OwnEmitter(this.F._i)));
	    }
	    /** Sets it through what the app has first: a proxy would take what is there already for no change. */
	    Q(seen) {
	        Object.assign(this.V, seen);
	        Object.assign(this.F, seen);
	    }
	    /** Calls the listeners of a reserved event. */
	    M(event, ...details) {
	        this.C.S?.("told", this.F, event, details);
	        this.C._H(() => {
	            if (this.D.lifecycleEvents !== "v4" || !ADDED.has(event))
	                this.F.F(event, details);
	            this.J?.F(event, details);
	        });
	    }
	    /** The state that the app sees, which is told if it is another one. */
	    _a(to, cause) {
	        const from = this._s;
	        if (from === to)
	            return;
	        this._s = to;
	        this.Q({ _l: to });
	        const change = [{ from, to, cause }];
	        this.C.S?.("told", this.F, "state_change", change);
	        this.C._H(() => this.J?.F("state_change", change));
	    }
	    /** An event of the app will not be sent any more. */
	    _e(packet, cause) {
	        const [event, ...args] = packet.data;
	        this.C.S?.("dropped", packet, cause);
	        this.J?.F("dropped", [{ event, args, cause, delivery: cause.delivery }]);
	    }
	    /** A packet from the server is not delivered. */
	    _n(nsp, reason) {
	        this.J?.F("rejected", [{ nsp, reason }]);
	    }
	    _i(error) {
	        this.F._i(error);
	    }
	    N(listeners, args) {
	        callAll(listeners, this.F, args, this.F._i);
	    }
	    /** Does the name belong to the events that holdfast adds? */
	    Y(name) {
	        if (this.D.lifecycleEvents === "v4" || !ADDED.has(name))
	            return false;
	        warnOnce(this.C.E, `"${name}" is holdfast's event; see lifecycleEvents: "v4"`);
	        return true;
	    }
	}

	/** Puts together what is in a socket. */
	const compose = (socket, given) => {
	    const { n: _io, C: _link, D: _options } = given;
	    const _teller = new Teller(socket, _link, _options);
	    const _recovery = new Recovery({ url: _link._g, nsp: socket.nsp }, _options.session);
	    const _outbox = new Outbox(_link, socket.nsp, _options, _teller);
	    const _inbox = new Inbox(socket, _link, _teller, _recovery);
	    const _membership = new Membership(socket, _options, { C: _link, t: _teller, e: _outbox, i: _inbox, o: _recovery });
	    // no copy of what is given: that would have a hidden class of its own for each socket
	    return { n: _io, C: _link, D: _options, t: _teller, s: _membership, e: _outbox, i: _inbox, H: undefined, r: false };
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
	        this.V = false;
	        this.D = flags;
	        this.M = owner;
	        this.C = inner;
	    }
	    /** Until it is touched, or the turn ends, it is for the next event. */
	    J() {
	        const inner = this.C();
	        inner.H = this;
	        if (inner.r)
	            return;
	        inner.r = true;
	        Promise.resolve().then(() => {
	            inner.r = false;
	            inner.H = undefined;
	        });
	    }
	    /** It is not for the next event any more. */
	    N() {
	        const inner = this.C();
	        if (inner.H === this)
	            inner.H = undefined;
	    }
	    get(target, name, receiver) {
	        // asked by our methods alone, for each event
	        if (name === VIEW)
	            return this;
	        if (!this.V) {
	            this.V = true;
	            this.N();
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
	class Socket extends TypedEmitter {
	    /** @internal */
	    constructor(io, nsp, options) {
	        const link = io.C();
	        super(link.E.report);
	        /** Did the server keep the session of the connection before, and send what was missed? */
	        this.recovered = false;
	        /** Events that came before `connect` was emitted. */
	        this.receiveBuffer = [];
	        /** @internal The state that listeners were told last. */ this._l = "disconnected";
	        this.nsp = nsp;
	        this.auth = options.auth || undefined;
	        const inner = compose(this, { n: io, C: link, D: options });
	        this.C = () => inner;
	    }
	    /** @internal */
	    Q() {
	        return this.C().t.F;
	    }
	    /** The Manager whose connection this namespace uses. */
	    get io() {
	        return this.C().n;
	    }
	    /** Has the namespace been joined, over a connection that is open? */
	    get connected() {
	        // a property of its own: what watches an app's state sees it change
	        return this._l === "connected";
	    }
	    /** Tests make believe. It shows that until the state changes; what is sent and told goes by the state. */
	    set connected(connected) {
	        this._l = connected ? "connected" : "disconnected";
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
	        return this.C().s._l;
	    }
	    /** Events that wait to be sent; may be emptied or replaced, in a `connect` listener at the latest. */
	    get sendBuffer() {
	        return this.C().e.c.i;
	    }
	    /** Replaces them; with an empty list, none is sent. */
	    set sendBuffer(events) {
	        this.C().e.c.p(events);
	    }
	    /** What waits to be sent: how many events, and the bytes of their data. */
	    get buffered() {
	        const { C: _link, e: _outbox } = this.C();
	        const { byteLength } = _link.E;
	        const bytes = _outbox.F.reduce((sum, { r: _frames }) => sum + sumOf(_frames, byteLength), 0);
	        return { count: _outbox.r, bytes };
	    }
	    /** Emits the reserved events, `state_change` and `dropped`, whatever names the app uses for its own events. */
	    get lifecycle() {
	        return this.C().t._t;
	    }
	    /** Connects, or does nothing if connected. During a wait for reconnection it connects now. */
	    connect() {
	        this.Y().s._h();
	        return this;
	    }
	    /** The same as {@link connect}. */
	    open() {
	        return this.connect();
	    }
	    /** Leaves the namespace; the connection is closed with its last one. What was emitted before is still sent. */
	    disconnect() {
	        this.Y().s.z();
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
	        this.C().C._T();
	        return this.connect();
	    }
	    /**
	     * Resolves once the socket is connected, at once if it is. Rejects with the last error when it gives up, or is told to
	     * (`ERR_DISCONNECTED`), when `timeout` ms have passed (`ERR_CONNECT_TIMEOUT`), or with `ERR_ABORTED`. The socket goes on
	     * in the last two cases.
	     */
	    ready({ signal, timeout } = {}) {
	        const { C: _link, t: _teller } = this.C();
	        const owner = (this[VIEW]?.M ?? this);
	        return whenReady(this.Q(), _teller._t, _link.B, { signal, timeout }).then(() => owner);
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
	        if (!own && view && !view.V)
	            warnOnce(inner.C.E, "emit() took the time limit of timeout(), whose result was not used: emit on that");
	        inner.e.V(view?.D ?? NO_FLAGS, [event, ...args]);
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
	        return this.P({ volatile: true });
	    }
	    /** A view whose acknowledgements must come within `timeout` ms, and whose callbacks take an error first. */
	    timeout(timeout) {
	        return this.P({ timeout }, { t: true });
	    }
	    /** A view whose events are not compressed, if `compress` is `false`. */
	    compress(compress) {
	        return this.P({ compress });
	    }
	    /** A view whose events are given up when `signal` is aborted, and whose callbacks take an error first (`ERR_ABORTED`). */
	    signal(signal) {
	        return this.P({ signal });
	    }
	    /** Calls `listener` with every event that comes in, its name first. */
	    onAny(listener) {
	        this.C().i.n.push(listener);
	        return this;
	    }
	    /** As {@link onAny}, before the others. */
	    prependAny(listener) {
	        this.C().i.n.unshift(listener);
	        return this;
	    }
	    /** Removes a listener of {@link onAny}, or all. */
	    offAny(listener) {
	        remove(this.C().i.n, listener);
	        return this;
	    }
	    /** The listeners of {@link onAny}. */
	    listenersAny() {
	        return this.C().i.n;
	    }
	    /** Calls `listener` with every event that is sent, its name first. */
	    onAnyOutgoing(listener) {
	        this.C().e.n.push(listener);
	        return this;
	    }
	    /** As {@link onAnyOutgoing}, before the others. */
	    prependAnyOutgoing(listener) {
	        this.C().e.n.unshift(listener);
	        return this;
	    }
	    /** Removes a listener of {@link onAnyOutgoing}, or all. */
	    offAnyOutgoing(listener) {
	        remove(this.C().e.n, listener);
	        return this;
	    }
	    /** The listeners of {@link onAnyOutgoing}. */
	    listenersAnyOutgoing() {
	        return this.C().e.n;
	    }
	    /** @internal */
	    get [FIRST]() {
	        const { e: _outbox } = this.C();
	        return (_outbox.b ?? (_outbox.b = firstOf(_outbox)));
	    }
	    /** @internal The settings for what is emitted on it. */
	    get D() {
	        return (this[VIEW] ?? this.C().H)?.D ?? NO_FLAGS;
	    }
	    /** What is in the socket, which knows from now on how the app has it. */
	    Y() {
	        const inner = this.C();
	        inner.t.V = this;
	        return inner;
	    }
	    /** `_passes`: if nothing is done with the view, the socket's own next emit in this synchronous run takes its settings. */
	    P(flags, { t: _passes } = { t: false }) {
	        const own = this[VIEW];
	        const view = new View(own ? { ...own.D, ...flags } : flags, own?.M ?? this, this.C);
	        if (_passes && !own)
	            view.J();
	        return new Proxy(this.Q(), view);
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
	    to.K.U(({ F: _socket, l: _underWay }) => namespaces.push([_socket, _underWay]));
	    const now = to.B.ticks();
	    const state = to.A;
	    watch("snapshot", to.R, namespaces, now - to.O.t);
	    if (state.name === "waiting")
	        watch("manager", state.name, state.name, state.t - now);
	    to._Q ?? (to._Q = new Set());
	    const watchers = to._Q.add(watch);
	    to.S = (...record) => callAll([...watchers], to, record, to.I._i);
	    return () => {
	        watchers.delete(watch);
	        if (!watchers.size)
	            to.S = undefined;
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
	        this.C = () => attempts;
	        if (this.opts.autoConnect !== false)
	            this.open();
	    }
	    /** @internal */
	    Q() {
	        return this.C().I;
	    }
	    /** `"idle"`, `"connecting"`, `"connected"` or `"waiting"` (for the next attempt). */
	    get state() {
	        return this.C().A.name;
	    }
	    /** @internal Tells who watches what happens in it, until the function is called that this returns; see `src/manager/watch.ts`. */
	    [WATCH](watch) {
	        return addWatcher(this.C(), watch);
	    }
	    /** @internal What is done in a listener of these events does not cut a wait short. */
	    F(event, args) {
	        this.C()._H(() => super.F(event, args));
	    }
	    /**
	     * Connects, if there is no connection and none is being made; a wait for reconnection it cuts short. With a callback, which
	     * gets the error if that fails, no other attempt follows.
	     */
	    open(callback) {
	        this.C()._p(callback);
	        return this;
	    }
	    /** The same as {@link open}. */
	    connect(callback) {
	        return this.open(callback);
	    }
	    /** The Socket of a namespace, made at the first call. */
	    socket(nsp, options) {
	        const name = nsp.startsWith("/") ? nsp : `/${nsp}`;
	        const self = this.Q();
	        const { t: _byName } = this.C().K;
	        const socket = _byName.get(name)?.F ??
	            new Socket(self, name, { ...options });
	        _byName.set(name, socket.C().s);
	        // connect() of one that waits for the next attempt would cut the wait short
	        return this.opts.autoConnect === false || socket.active ? socket : socket.connect();
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
	const { s: _onEvent } = Inbox.prototype;
	const extendSocket = () => {
	    Inbox.prototype.s = function (packet, bytes) {
	        this.F.onevent(packet, bytes);
	    };
	    add(Socket, {
	        onevent(packet, bytes) {
	            _onEvent.call(this.C().i, packet, bytes);
	        },
	        ack(id) {
	            return this.C().i._o(id);
	        },
	        get io() {
	            return this.C().n;
	        },
	        get flags() {
	            return this.D;
	        },
	        get _opts() {
	            return this.C().D;
	        },
	    });
	};
	const { _h: _connect, T: _close, _d: _reconnects } = Attempts.prototype;
	/** Settings of a Manager: socket.io-client has each under its name with a `_` before it, too, where apps read and set it. */
	const SETTINGS = [
	    "reconnection",
	    "reconnectionAttempts",
	    "reconnectionDelay",
	    "reconnectionDelayMax",
	    "randomizationFactor",
	    "timeout",
	];
	/** Closes the connection of all its sockets, without a word to their namespaces. They come back with `connect()`. */
	function closeAll() {
	    this.C().T();
	}
	const extendAttempts = () => {
	    Object.assign(Attempts.prototype, {
	        _d() {
	            return !this.I.skipReconnect && _reconnects.call(this);
	        },
	        T() {
	            this.I.skipReconnect = true;
	            _close.call(this);
	        },
	        _h(callback) {
	            this.I.skipReconnect = false;
	            _connect.call(this, callback);
	            const { fault, hostname, port, secure } = this.R;
	            if (!fault)
	                Object.assign(this.I.opts, { hostname, port, secure });
	        },
	    });
	};
	/** The settings by their names with a `_`, as well. */
	const addSettings = () => {
	    for (const name of SETTINGS)
	        Object.defineProperty(BaseManager.prototype, `_${name}`, {
	            configurable: true,
	            get() {
	                return this[name]();
	            },
	            set(value) {
	                this[name](value);
	            },
	        });
	};
	const extendManager = () => {
	    add(BaseManager, {
	        skipReconnect: false,
	        disconnect: closeAll,
	        // the build would shorten the name
	        [`_${"close"}`]: closeAll,
	        reconnect() {
	            return this.skipReconnect ? this : this.open();
	        },
	        get _reconnecting() {
	            return this.C()._x === "reconnecting";
	        },
	        /** Counts from the next attempt. */
	        get uri() {
	            return this.C()._g;
	        },
	        set uri(uri) {
	            this.C()._g = uri;
	        },
	        get nsps() {
	            const sockets = [...this.C().K.t].map(([nsp, { F: _socket }]) => [nsp, _socket]);
	            return Object.fromEntries(sockets);
	        },
	        get backoff() {
	            const { O: _controller, _w: _depth } = this.C();
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
	        this.Q().C = undefined;
	    // with the parameters' names alone it would be told of two arguments each time
	    return off.apply(this, arguments);
	}
	function write(data, options, done) {
	    if (done)
	        this.once("flush", done);
	    this.Q()._y([data], undefined, options);
	    return this;
	}
	const extendEngine = () => add(Engine, {
	    off: deafen,
	    removeAllListeners: deafen,
	    write,
	    send: write,
	    get writeBuffer() {
	        return this.N.n;
	    },
	    set writeBuffer(packets) {
	        this.N.n = packets;
	    },
	    get opts() {
	        return this.D;
	    },
	    get hostname() {
	        return this.R.hostname;
	    },
	    get port() {
	        return this.R.port;
	    },
	    get secure() {
	        return this.R.secure;
	    },
	});
	const extendTransport = (platform) => {
	    function deaf(event, _listener) {
	        warnOnce(platform, `socket.io-client's event ${event} of a transport is not there`);
	        return this;
	    }
	    add(Transport, {
	        on: deaf,
	        once: deaf,
	        off: deaf,
	        removeListener: deaf,
	        removeAllListeners: deaf,
	        /** The platform's own object. */
	        get ws() {
	            const socket = this.F;
	            return socket?.e ?? socket;
	        },
	        /** Of a request made now. */
	        get query() {
	            const [, ...pairs] = this._u().split(/[?&]/);
	            return Object.fromEntries(pairs.map((pair) => pair.split("=").map(decodeURIComponent)));
	        },
	    });
	};
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
	    extendAttempts();
	    addSettings();
	    extendManager();
	    extendEngine();
	    extendTransport(platform);
	    leaveOut("acks onpacket packet _queue encoder decoder _readyState", platform);
	};

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
	        const connection = shared?.C();
	        const own = 
	        // where it will lead, only the app knows
	        fault ||
	            given.forceNew ||
	            // its old name
	            given["force new connection"] ||
	            given.multiplex === false;
	        if (shared && connection && !own && !connection.K.t.has(nsp)) {
	            const theirs = parseTarget(connection._g, platform, shared.opts);
	            const ours = { ...given, query: queryOf(target, given) || undefined };
	            const ignored = ignoredOf(ours, { ...shared.opts, query: queryOf(theirs, shared.opts) });
	            if (ignored[0])
	                warnOnce(platform, `options of a shared connection are ignored: ${ignored.join(", ")}; see forceNew`);
	            return shared.socket(nsp, given);
	        }
	        const manager = new Manager(address, given);
	        // one that is in use keeps its place
	        if (!own && !connection?._x)
	            managers.set(key, refer(manager));
	        return manager.socket(nsp, given);
	    };
	    return Object.assign(io, { io, connect: io, Manager, Socket: Socket });
	};

	/** ms from which on a time never comes: the platforms' timers take it for none at all. */
	const NEVER = 2 ** 31;

	const NETWORK = Symbol.for("holdfast.network");
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
	    socket.onopen = () => handlers.opened();
	    socket.onmessage = ({ data }) => handlers.receive(data);
	    socket.onerror = (event) => {
	        error = "the connection failed";
	        // a browser says more at once; others wait for the peer to close as well
	        setTimeout(() => handlers.closed(event, error));
	    };
	    socket.onclose = (event) => handlers.closed(event, error);
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
	    get network() {
	        return globalThis[NETWORK];
	    },
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
	    const { code, status, serverCode, transport, a: _unreachable } = error;
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
	    return kinds.filter(({ a: _type }, i) => !i ||
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
	        this.h = [];
	        /** By their place in the app's order; with holes. */
	        this.o = [];
	        this.H = 0;
	        this.r = 0;
	        this.t = session;
	        this.Z = kinds;
	        this.a = share;
	        this.C = sink;
	    }
	    n() {
	        const { t: _session, Z: _kinds, C: _sink } = this;
	        _session.B.clearTimeout(this.e);
	        const place = this.H++;
	        const kind = _kinds[place];
	        if (!kind)
	            return;
	        this.r++;
	        if (this.H < _kinds.length)
	            this.e = _session.B.setTimeout(() => this.n(), this.a);
	        this.h[place] = openOne(_session, kind, {
	            _G: (transport) => _sink._G(transport),
	            _K: (...winner) => {
	                this.s();
	                _sink._K(...winner);
	            },
	            Y: (error) => this.x(place, error),
	        });
	    }
	    x(place, error) {
	        this.o[place] = error;
	        this.r--;
	        if (mayFallBack(error))
	            this.n();
	        if (this.r)
	            return;
	        this.t.B.clearTimeout(this.e);
	        // in the order of the app, whichever failed first
	        const all = this.o.flat();
	        const [first] = all;
	        const { code, phase, message } = first;
	        const retryAfter = all.find((one) => one.retryAfter)?.retryAfter;
	        const { length } = all;
	        this.C.Y(length > 1 ? connectError(code, phase, message, { ...first, retryAfter, errors: all }) : first);
	    }
	    s() {
	        this.t.B.clearTimeout(this.e);
	        for (const giveUp of this.h)
	            giveUp();
	    }
	}
	/** Opens them so; returns the function that gives up. */
	const openFirst = (session, kinds, share, sink) => {
	    const openings = new Openings(session, kinds, share, sink);
	    openings.n();
	    return () => openings.s();
	};
	/** Opens the first of the transports that works, within `timeout` ms. */
	const race = (session, kinds, timeout, sink) => {
	    const all = waysOut(kinds, session.D, session.E);
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
	        this.A = open();
	        this.H = 0;
	    }
	    get y() {
	        return true;
	    }
	    get bufferedAmount() {
	        const lane = this.n;
	        if (!lane)
	            return 0;
	        lane.i ?? (lane.i = this.t.E.byteLength(lane.f ?? ""));
	        return lane.i;
	    }
	    get F() {
	        const { name } = this.A;
	        return name === "closing" || name === "parting";
	    }
	    get c() {
	        // while pausing, posts go on for as long as the last poll is out
	        const { name } = this.A;
	        // the last chance: the answer to a POST in flight will not be heard
	        const free = !this.n || this.t._e;
	        return !this.s && free && !!this.t.id && (name === "open" || (name === "pausing" && !!this.o));
	    }
	    _t() {
	        this.B();
	    }
	    d(batch) {
	        const lane = {};
	        this.n = lane;
	        this.j(lane, batch, () => {
	            this.n = undefined;
	            this.g();
	            if (this.c)
	                this.C._n();
	        });
	    }
	    /** Starts no more polls, and calls back once nothing is under way; goes on sending until the poll is answered. */
	    N(done) {
	        this.G(pausing(done));
	    }
	    /**
	     * Calls back when the next poll was answered, and puts off the one after it by a {@link MOMENT}: if an upgrade gets so far
	     * in this time, the server has no poll to release, which it does once in 100 ms only.
	     */
	    _i(callback) {
	        this.E = callback;
	    }
	    /** Goes on after {@link _pause}. */
	    _s() {
	        if (this.A.name !== "pausing" || this.s)
	            return;
	        this.G(open());
	        this.B();
	        if (this.c)
	            this.C._n();
	    }
	    T() {
	        if (this.z) {
	            // the POST in flight may have been read or not; were it left, it might be read after what is sent on the next connection
	            this.p(this.n);
	            this.n = undefined;
	        }
	        this.G(closing());
	    }
	    /** The one way from a state to another. */
	    G(next) {
	        this.A = next;
	        this.g();
	    }
	    h() {
	        this.p(this.o);
	        this.p(this.n);
	        this.I.end?.(this.D);
	    }
	    p(lane) {
	        // what is sent on leaving outlives the page
	        if (lane === this.o || !this.t._e)
	            lane?.O?.abort();
	        this.t.B.clearTimeout(lane?.e);
	    }
	    /** Does what the state waits for, if no request is in its way. */
	    g() {
	        const state = this.A;
	        if (this.s || this.n)
	            return;
	        if (state.name === "pausing" && !this.o)
	            state.s();
	        else if (state.name === "closing") {
	            this.d([{ type: "close" }]);
	            this.G(parting());
	        }
	        else if (state.name === "parting") {
	            if (!this.o)
	                this.J();
	            // some servers never release the poll of a session that is over
	            else
	                this.v(GRACE, () => this.J());
	        }
	    }
	    /** Starts a poll, if there is to be one and none is out. */
	    B() {
	        if (this.A.name !== "open" || this.o || this.s)
	            return;
	        const lane = {};
	        this.o = lane;
	        this.H++;
	        const { id } = this.t;
	        this.j(lane, undefined, (text) => {
	            // one after the other: a list of millions of them would take many times the memory of the text
	            for (let start = 0, end = 0; end >= 0; start = end + 1) {
	                end = text.indexOf(SEPARATOR, start);
	                this.Q(end < 0 ? text.slice(start) : text.slice(start, end));
	                // nothing after a bad packet is processed
	                if (this.s)
	                    return;
	                if (this.F)
	                    break;
	            }
	            this.o = undefined;
	            if (this.A.name !== "open")
	                return this.g();
	            const next = () => this.B();
	            const between = this.E;
	            // CONNECT goes first, over the connection that is there: the poll waits for its answer
	            if (!id)
	                Promise.resolve().then(next);
	            else if (between) {
	                this.E = undefined;
	                this.v(MOMENT, next);
	                between();
	            }
	            else
	                next();
	        });
	    }
	    /** Sends a batch, or without one polls. */
	    j(lane, batch, answered) {
	        const { E: _platform, B: _clock, _e: _parting, id } = this.t;
	        const { requestTimeout } = this.D;
	        const post = !!batch;
	        // a poll that the browser aborts ends the session at the server, and with it what is sent on leaving
	        const keepalive = _parting || (!post && this.H > QUICK && !!_platform.pollsOutlivePage);
	        const fail = (error) => {
	            // of an answer that is refused, there may be more to come
	            lane.O?.abort();
	            this.x(lane, error);
	        };
	        const isOut = () => !this.s && (lane === this.o || lane === this.n);
	        this.w(() => {
	            const body = batch && encodeBody(batch, _platform);
	            lane.f = body;
	            lane.O = new AbortController();
	            if (requestTimeout)
	                lane.e = _clock.setTimeout(() => this.l("timeout", noAnswer("timeout"), PREFIX[post ? "post" : "poll"]), requestTimeout);
	            this.I.send(this._u(), body, lane.O.signal, this.D, { keepalive }).then((response) => {
	                const { status, text } = response;
	                _clock.clearTimeout(lane.e);
	                if (!isOut())
	                    return;
	                // a page in place of an answer, from a portal or proxy, must not pass for an "ok", nor what is no packet for a handshake
	                if (status === 200 && (id || post ? /^(?!\s*<)/ : /^[0-6b]/).test(text))
	                    return answered(text, response);
	                const failure = httpFailure(response, _clock.now());
	                this.x(lane, failure.cause, failure);
	            }, fail);
	        }, fail);
	    }
	    /** A request failed: the lane is free, for the goodbye. */
	    x(lane, error, fields = noAnswer(error)) {
	        const post = lane === this.n;
	        this.t.B.clearTimeout(lane.e);
	        if (post)
	            this.n = undefined;
	        else if (lane === this.o)
	            this.o = undefined;
	        else
	            return;
	        if (this.F)
	            this.g();
	        else
	            this.l(error, fields, PREFIX[post ? "post" : "poll"]);
	    }
	    /** Whatever the error, but for a server that does not know the session; a page that goes away has said what it had to. */
	    Y({ code }) {
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
	    p() {
	        this.i?.s();
	    }
	    /** Tries the first of the transports that are offered. `_isQuick`: a moment without a poll may be enough for the answer to CONNECT. */
	    H(_offered, { i: _isQuick }) {
	        const { t: session, e: _current } = this;
	        const { B: _clock, Z: _kinds, D: _options } = session;
	        this.i = undefined;
	        const kind = _kinds.find(({ a: _type }) => _offered.includes(_type) && _type !== _current.name);
	        if (!kind || session.readyState !== "open")
	            return;
	        const failed = (error) => {
	            const others = _offered.filter((name) => name !== kind.a);
	            this.i = undefined;
	            session._3(error);
	            if (!asksToWait(error))
	                this.H(others, { i: false });
	        };
	        let _candidate;
	        try {
	            _candidate = new kind(session);
	        }
	        catch (cause) {
	            return failed(probeError(kind.a, cause));
	        }
	        const _sink = {
	            e: () => session.P("upgrading", _candidate),
	            t: (error) => {
	                if (error)
	                    failed(error);
	                else
	                    this.n(_candidate);
	                session._2();
	            },
	        };
	        this.i = new Upgrade({ B: _clock, s: _options.upgradeTimeout, e: _current, t: _candidate, i: _isQuick, C: _sink });
	    }
	    n(candidate) {
	        this.i = undefined;
	        this.e.u();
	        this.t._1(candidate);
	    }
	}
	/** Begins to move a session; the first candidate waits for the answer to CONNECT, where the handshake was quick. */
	const upgrade = (session, current, { t: _offered, e: _took }) => {
	    const moves = new Moves(session, current);
	    if (session.D.upgrade !== false)
	        moves.H(_offered, { i: _took < MOMENT });
	    return moves;
	};
	const PROBE = "probe";
	const probeError = (transport, cause) => {
	    // what the server said to it
	    const { status, retryAfter } = (isConnectError(cause) ? cause : {});
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
	        this.A = waiting(_clock.setTimeout(() => this._p(), _isQuick ? MOMENT : 0));
	        _candidate.C = this;
	        if (_isQuick)
	            _current._i(() => this._p());
	    }
	    /** The one way from a state to another. */
	    G(next) {
	        const last = this.A;
	        this.A = next;
	        if (last.name !== "ended" && (next.name === "ended" || next.e !== last.e))
	            this.t.B.clearTimeout(last.e);
	    }
	    _p() {
	        if (this.A.name !== "waiting")
	            return;
	        const { B: _clock, s: _timeout, t: _candidate } = this.t;
	        this.G(trying("opening", _clock.setTimeout(() => this.l("timeout"), _timeout)));
	        _candidate.w(() => _candidate._t());
	    }
	    /** Gives the candidate up, and polling its lanes back. */
	    s() {
	        const { name } = this.A;
	        if (name === "ended")
	            return;
	        this.G(ended());
	        if (name === "pausing")
	            this.t.e._s();
	        this.t.t.u();
	    }
	    l(what) {
	        if (this.A.name === "ended")
	            return;
	        const { t: _candidate, C: _sink } = this.t;
	        this.s();
	        _sink.t(probeError(_candidate.name, what));
	    }
	    // ---- for the candidate
	    _n() {
	        if (this.A.name !== "opening")
	            return;
	        this.G(trying("probing", this.A.e));
	        this.t.t.d([{ type: "ping", data: PROBE }]);
	    }
	    V({ type, data }) {
	        const state = this.A;
	        if (state.name !== "probing" || type !== "pong" || data !== PROBE)
	            return this.l("wrong answer");
	        const { e: _current, t: _candidate, C: _sink } = this.t;
	        const pausing = trying("pausing", state.e);
	        this.G(pausing);
	        _sink.e();
	        // a listener may have closed the session
	        if (this.A !== pausing)
	            return;
	        _current.N(() => {
	            if (this.A !== pausing)
	                return;
	            this.G(ended());
	            _candidate.d([{ type: "upgrade" }]);
	            _sink.t();
	        });
	    }
	    Y(error) {
	        this.l(error ?? "closed");
	    }
	}

	const OPEN = 1;
	const CLOSED = { description: "websocket connection closed" };
	/** Each Engine.IO packet is one WebSocket frame. */
	class WebSocketTransport extends Transport {
	    constructor() {
	        super(...arguments);
	        this.F = undefined;
	        /** The same, from when it is open until it is told to close, and not while a batch is being sent. */
	        this.n = undefined;
	    }
	    get c() {
	        return this.n?.readyState === OPEN;
	    }
	    get writable() {
	        return this.c && this.bufferedAmount < this.D.highWaterMark;
	    }
	    get bufferedAmount() {
	        // React Native's WebSocket has none
	        return this.F?.bufferedAmount ?? 0;
	    }
	    _t() {
	        this.F = this.t.E.websocket(this._u(), this.D, this);
	    }
	    /** @internal */
	    opened() {
	        if (this.s)
	            return;
	        this.n = this.F;
	        this.C._n();
	    }
	    /** @internal */
	    receive(data, limit) {
	        this.Q(data, limit);
	    }
	    /** A page hears of a peer that closes only once that is done, which takes as long as the peer likes. */
	    m() {
	        if (this.n && !this.c)
	            Promise.resolve().then(() => this.J(undefined, CLOSED));
	    }
	    d(batch) {
	        const socket = this.n;
	        if (!socket)
	            return;
	        // not again, should one of these fail
	        this.n = undefined;
	        const { forceBase64 } = this.D;
	        // no function is made for it, as this is done for every event
	        try {
	            for (const packet of batch)
	                if (forceBase64)
	                    socket.send(encodeBody([packet], this.t.E), undefined);
	                else
	                    socket.send(encodeFrame(packet), packet.options);
	            this.n = socket;
	        }
	        catch (error) {
	            this.V(error);
	        }
	    }
	    _e(callback) {
	        return !!this.F?.whenRead?.(callback);
	    }
	    T() {
	        this.n = undefined;
	        this.F?.close();
	    }
	    h() {
	        const socket = this.F;
	        this.n = undefined;
	        (socket?.terminate ?? socket?.close)?.call(socket);
	    }
	    /** @internal */
	    closed(event, error, fields) {
	        if (!error)
	            return this.J(undefined, { ...CLOSED, context: event });
	        // in socket.io-client it is the event of the error, by which published code tells a WebSocket that failed
	        const description = { type: "error", error, message: messageOf(error), event };
	        this.l(event.reason || error, { description, ...fields });
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
	        this.h = text;
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
	            return this.h(bytes);
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
	        this.c = false;
	        this.i = 0;
	    }
	    get bufferedAmount() {
	        return this.i;
	    }
	    _t() {
	        this.n().then(() => this.J(undefined, { description: "webtransport connection closed" }), (error) => this.l(error));
	    }
	    /** Reads until the stream ends. */
	    async n() {
	        const { E: _platform, D: _options, id } = this.t;
	        const { webtransport } = (_options.transportOptions ?? {});
	        const { webtransport: WebTransport } = _platform;
	        if (!WebTransport)
	            throw new Error(_platform.lacks("webtransport"));
	        const transport = new WebTransport(this._u(), webtransport);
	        this.o = transport;
	        // what breaks it breaks the stream as well
	        transport.closed.catch(() => { });
	        await transport.ready;
	        const stream = await transport.createBidirectionalStream();
	        this.N = stream.writable.getWriter();
	        const frames = new FrameReader(_options.maxMessageBytes, _platform.text);
	        const reader = stream.readable.getReader();
	        // the client speaks first
	        this.d([{ type: "open", ...(id && { data: JSON.stringify({ sid: id }) }) }]);
	        while (!this.s) {
	            const { done, value } = await reader.read();
	            if (done)
	                break;
	            frames.n(value, (frame) => this.Q(frame));
	        }
	    }
	    d(batch) {
	        this.c = false;
	        const { E: _platform } = this.t;
	        // now, since the app may give its bytes away; Blobs have been read
	        const records = batch.map((packet) => encodeRecord(encodeFrame(packet), _platform));
	        for (const { byteLength } of records)
	            this.i += byteLength;
	        const write = async () => {
	            for (const record of records) {
	                await this.N?.write(record);
	                this.i -= record.byteLength;
	            }
	        };
	        write().then(() => {
	            if (this.s)
	                return;
	            this.c = true;
	            this.C._n();
	        }, 
	        // the reader tells of the end
	        () => { });
	    }
	    T() {
	        this.c = false;
	        // the session's end takes with it what is not sent yet, and nothing tells when it is
	        this.v(PARTING, () => this.J());
	    }
	    /** The end of its session is its goodbye. */
	    _m() {
	        this.u();
	    }
	    h() {
	        this.c = false;
	        this.o?.close();
	    }
	}

	/** The transports with what belongs to each: how a session moves on from polling comes with polling. */
	/** HTTP long-polling over what a platform has for it, with the upgrade from it. */
	const pollingOver = (requests) => Object.assign(class extends Polling {
	    get I() {
	        return requests;
	    }
	}, { a: "polling", P: race, k: upgrade });
	/** WebSocket. */
	const websocket = /* @__PURE__ */ Object.assign(WebSocketTransport, {
	    a: "websocket",
	});
	/** WebTransport, over HTTP/3; where the runtime has it. */
	const webtransport = /* @__PURE__ */ Object.assign(WebTransportTransport, {
	    a: "webtransport",
	    P: race,
	});

	/** The transports of browsers, workers and every web-standard runtime. */
	/** HTTP long-polling, with the upgrade from it. */
	const polling = /* @__PURE__ */ pollingOver(requests);

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
