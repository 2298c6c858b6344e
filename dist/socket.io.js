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
	const NONE = new Map();
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
	        this._callbacks = NONE;
	        this._f = report;
	    }
	    /** Calls `listener` at each such event. */
	    on(event, listener) {
	        if (this._callbacks === NONE)
	            this._callbacks = new Map();
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
	    I(event, args) {
	        const listeners = this._callbacks.get(nameOf(event));
	        if (listeners)
	            callAll(listeners, this, args, this._f);
	    }
	}

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
	/** What to do about it, where that is known. */
	const HINTS = {
	    ERR_CONNECT_TIMEOUT: "is the server up and reachable?",
	    ERR_NOT_SOCKETIO: "check the URL, the path, and proxies or login pages on the way",
	    ERR_SESSION_UNKNOWN: 'several servers need sticky sessions, or transports: ["websocket"]',
	    ERR_UNSUPPORTED_PROTOCOL: "update the server to Socket.IO 3 or 4",
	};
	/** A {@link ConnectError}. */
	const connectError = (code, phase, message, fields) => new ConnectError(code, message, { phase, hint: HINTS[code], ...fields });
	/** The error that ended a connection, or one made of the reason. */
	const asConnectError = (details, reason) => details instanceof ConnectError ? details : connectError("ERR_TRANSPORT", "transport", reason, { cause: details });
	/** The error of what was given up with its connection, or before there was one. */
	const disconnected = (delivery) => new HoldfastError("ERR_DISCONNECTED", "socket has been disconnected", { delivery });
	/** Text of whatever was thrown. */
	const messageOf = (error) => {
	    const { message, cause, code } = (error ?? {});
	    const text = `${message || error}`;
	    // fetch says why in the cause alone, TLS in the code alone
	    const more = cause ? messageOf(cause) : typeof code === "string" && !text.includes(code) ? code : "";
	    return more ? `${text} (${more})` : text;
	};

	/** Packet types of the Socket.IO protocol, revision 5. */
	const CONNECT = 0;
	const DISCONNECT = 1;
	const EVENT = 2;
	const ACK = 3;
	const CONNECT_ERROR = 4;

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
	 * Puts a placeholder in place of each binary value and collects the values in `found`. What holds no binary comes back
	 * as it is; what does is copied, never changed.
	 */
	const extract = (value, found) => {
	    if (!isObject(value))
	        return value;
	    if (!isPlain(value) && isBinary(value))
	        return { _placeholder: true, num: found.push(value) - 1 };
	    const before = found.length;
	    if (typeof value.toJSON === "function") {
	        const json = extract(value.toJSON(), found);
	        return found.length > before ? json : value;
	    }
	    let copy;
	    // no list of keys: this is done for every event
	    for (const key in value) {
	        const part = value[key];
	        if (!isObject(part))
	            continue;
	        const replaced = extract(part, found);
	        if (replaced === part || !Object.hasOwn(value, key))
	            continue;
	        // without a prototype, so that a key named __proto__ stays a key
	        copy ??= Object.assign(Array.isArray(value) ? [] : Object.create(null), value);
	        copy[key] = replaced;
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
	/** Is it nested deeper than `depth` levels? */
	const isDeeper = (value, depth) => isObject(value) && (depth < 1 || Object.values(value).some((part) => isDeeper(part, depth - 1)));
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
	    if (withNativeBlob && packet.data instanceof Blob) {
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
	/** Bytes of a binary value. */
	const bytesOf = (value) => value.byteLength ?? value.size ?? 0;
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
	/** The packet in a frame. */
	const decodeFrame = (frame, binaryType) => decodePacket(frame, binaryType);
	/** Was there no packet in the frame? */
	const isBroken = ({ type }) => type === "error";

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
	/** Of a socket that never waited for one. */
	const NO_ACKS = new Map();
	const gaveUp = (code, message, packet) => {
	    const delivery = packet.O || packet._a ? "unknown" : "not-sent";
	    return new HoldfastError(code, message, { delivery });
	};
	/** Events to the server, each with a known outcome: sent, kept until it can be, acknowledged, or dropped and reported. */
	class Outbox extends TypedEmitter {
	    constructor(link, nsp, options) {
	        super(link.H.report);
	        /** Events that wait to be sent; may be emptied or replaced, in a `connect` listener at the latest. */
	        this.sendBuffer = [];
	        /** @internal Events whose acknowledgement is due, by ack id. */
	        this._d = NO_ACKS;
	        /** @internal Events that are sent again until they are acknowledged, in their order. */
	        this._l = [];
	        /** @internal */ this.$J = 0;
	        /** @internal */ this._p = [];
	        this.nsp = nsp;
	        this.C = link;
	        this.D = options;
	    }
	    /** What waits to be sent: how many events, and the bytes of their data. */
	    get buffered() {
	        const { _n: _waiting } = this;
	        return { count: _waiting.length, bytes: this._8(_waiting) };
	    }
	    /** What is not sent yet, also of the retry queue. */
	    get _n() {
	        return this._l.length ? [...this.sendBuffer, ...this._l.filter(({ O: _sent }) => !_sent)] : this.sendBuffer;
	    }
	    /** @internal Does the name belong to the events that holdfast adds? */
	    $E(name) {
	        if (this.D.lifecycleEvents === "v4" || !isAdded(name))
	            return false;
	        warnOnce(this.C.H, `"${name}" is an event of holdfast's; lifecycleEvents: "v4" leaves the name to the app`);
	        return true;
	    }
	    /** Sends an event, or keeps it until it can be sent. A function at the end of `args` is called with the acknowledgement. */
	    $V(flags, args, promised) {
	        const [name] = args;
	        if (isReserved(name))
	            throw new HoldfastError("ERR_RESERVED_EVENT", `"${name}" is a reserved event name`);
	        this.$E(name);
	        const { retries, ackTimeout } = this.D;
	        const { volatile, signal, timeout = ackTimeout } = flags;
	        const again = retries && !volatile;
	        const callback = typeof args.at(-1) === "function" ? args.pop() : undefined;
	        const packet = { type: EVENT, nsp: this.nsp, data: args };
	        if (callback || again)
	            packet.id = this.$J;
	        packet.options = flags.compress === false ? PLAIN : COMPRESSED;
	        if (volatile)
	            packet._Ja = volatile;
	        if (signal)
	            packet.$n = signal;
	        // what can fail by the app's data fails here, before anything is registered
	        packet._F = this.C.$b(packet);
	        const flowing = this.$d && this.C._L();
	        const error = flowing && this.C._x(packet);
	        if (error)
	            throw error;
	        let refusal = volatile && !this.C._4 ? disconnected("not-sent") : undefined;
	        if (signal?.aborted)
	            refusal = aborted(packet);
	        // throws, if it is to
	        if (!flowing)
	            refusal ??= this._ba(packet);
	        if (callback || again) {
	            packet._Y = !!callback && (promised || timeout != null || !!signal);
	            this._xa(packet, callback, again ? undefined : timeout);
	        }
	        if (refusal)
	            this._E(packet, refusal);
	        else if (again) {
	            if (ackTimeout == null)
	                warnOnce(this.C.H, `retries without ackTimeout: ${RETRY_TIMEOUT} ms are taken`);
	            packet._a = 0;
	            packet._Ea = timeout ?? RETRY_TIMEOUT;
	            packet._Y = !!callback;
	            this._l.push(packet);
	            this.$l();
	        }
	        else if (flowing)
	            this.$q(packet);
	        else
	            this.sendBuffer.push(packet);
	    }
	    /** The packet waits for its acknowledgement, for `timeout` ms at most. */
	    _xa(packet, callback, timeout) {
	        const { B: _clock } = this.C;
	        const { $n: _signal } = packet;
	        const id = this.$J++;
	        const abort = () => this.V([packet], aborted(packet));
	        if (timeout != null)
	            packet.F = _clock.setTimeout(() => this.V([packet], gaveUp("ERR_ACK_TIMEOUT", "operation has timed out", packet)), timeout);
	        packet._g = (error, answer = []) => {
	            if (!this._d.delete(id))
	                return;
	            _clock.clearTimeout(packet.F);
	            _signal?.removeEventListener("abort", abort);
	            if (packet._a !== undefined)
	                this.$5(packet);
	            if (packet._Y)
	                answer = [error, ...answer];
	            else if (error)
	                return;
	            if (callback)
	                callAll([callback], this, answer, this._f);
	        };
	        _signal?.addEventListener("abort", abort);
	        if (this._d === NO_ACKS)
	            this._d = new Map();
	        this._d.set(id, packet);
	    }
	    /** Makes room in the buffer for an event, or says why there is none; throws that, if it is to. */
	    _ba(packet) {
	        const limit = this.D.bufferLimit;
	        if (!limit) {
	            if (this._n.length === MANY)
	                warnOnce(this.C.H, `${MANY} events wait to be sent; see bufferLimit`);
	            return;
	        }
	        const { events = Infinity, bytes = Infinity, onFull = "reject" } = limit;
	        packet._q = this.C.B.now();
	        this.$C();
	        const full = new HoldfastError("ERR_BUFFER_FULL", "the buffer of events is full", { delivery: "not-sent" });
	        const own = bytes < Infinity ? this._8([packet]) : 0;
	        const isFull = () => this._n.length >= events || (!!own && this._8(this._n) + own > bytes);
	        // what has no room by itself pushes nobody out
	        if (onFull === "drop-oldest" && own <= bytes)
	            while (this._n.length && isFull())
	                this.V(this._n.slice(0, 1), full);
	        if (!isFull())
	            return;
	        if (onFull === "reject")
	            throw full;
	        return full;
	    }
	    _8(packets) {
	        const { byteLength } = this.C.H;
	        let bytes = 0;
	        for (const { _F: _frames } of packets)
	            for (const frame of _frames)
	                bytes += typeof frame === "string" ? byteLength(frame) : bytesOf(frame);
	        return bytes;
	    }
	    /** Drops what has waited too long. */
	    $C() {
	        const { age = Infinity } = this.D.bufferLimit ?? {};
	        const oldest = this.C.B.now() - age;
	        const expired = this._n.filter(({ _q: _at = Infinity }) => _at < oldest);
	        if (expired.length)
	            this.V(expired, new HoldfastError("ERR_BUFFER_FULL", "the event waited too long", { delivery: "not-sent" }));
	    }
	    /** Sends what waited. */
	    Q() {
	        this.$C();
	        const packets = this.sendBuffer.splice(0);
	        for (let i = 0; i < packets.length; i++) {
	            const packet = packets[i];
	            // a listener may have left
	            if (!this.connected) {
	                this.sendBuffer = [...packets.slice(i), ...this.sendBuffer];
	                return;
	            }
	            try {
	                if (packet.$n?.aborted)
	                    throw aborted(packet);
	                // the app may have changed its data since
	                packet._F = this.C.$b(packet);
	                const error = this.C._x(packet);
	                if (error)
	                    throw error;
	                this.$q(packet);
	            }
	            catch (error) {
	                this._E(packet, Object.assign(error, { delivery: "not-sent" }));
	            }
	        }
	    }
	    $q(packet) {
	        packet.O = true;
	        this.C.M(packet);
	        if (this._p.length)
	            callAll(this._p, this, packet.data, this._f);
	    }
	    // ---- the retry queue
	    /** Sends what the window lets through and is not under way. */
	    $l() {
	        const { retryWindow = 1 } = this.D;
	        for (const packet of this._l.slice(0, retryWindow))
	            if (this.$d && !packet.O)
	                this.$X(packet);
	    }
	    $X(packet) {
	        const { B: _clock } = this.C;
	        const error = this.C._x(packet);
	        if (error)
	            return this._E(packet, error);
	        packet._a++;
	        packet.F = _clock.setTimeout(() => {
	            // an answer to this try still settles it, if it comes during the next
	            if (packet._a <= this.D.retries)
	                this.$X(packet);
	            else
	                this.V([packet], gaveUp("ERR_ACK_TIMEOUT", "operation has timed out", packet));
	        }, packet._Ea);
	        this.$q(packet);
	    }
	    /** Their connection is gone: they are sent again on the next. */
	    _ua() {
	        for (const packet of this._l) {
	            packet.O = false;
	            this.C.B.clearTimeout(packet.F);
	        }
	    }
	    $5(packet) {
	        this._l.splice(this._l.indexOf(packet), 1);
	        this.$l();
	    }
	    // ---- what is not sent
	    /** The packets are settled; those not sent yet will not be. */
	    V(packets, cause) {
	        const [first] = packets;
	        if (packets.length > 1) {
	            const gone = new Set(packets);
	            this.sendBuffer = this.sendBuffer.filter((packet) => !gone.has(packet));
	        }
	        else if (first && !first.O)
	            this._1(first);
	        for (const packet of packets)
	            this._E(packet, typeof cause === "function" ? cause(packet) : cause);
	    }
	    _1(packet) {
	        const index = this.sendBuffer.indexOf(packet);
	        if (index >= 0)
	            this.sendBuffer.splice(index, 1);
	    }
	    /** Settles a packet that waits nowhere any more, and reports it unless it was sent. */
	    _E(packet, cause) {
	        packet._g?.(cause);
	        if (packet.O && packet._a === undefined)
	            return;
	        const [event, ...args] = packet.data;
	        this._T?.I("dropped", [{ event, args, cause, delivery: cause.delivery }]);
	    }
	    /** @internal */
	    _wa(packet, error) {
	        packet.O = false;
	        this._E(packet, error);
	    }
	}
	const aborted = (packet) => {
	    const { reason } = packet.$n;
	    const error = gaveUp("ERR_ABORTED", "the operation was aborted", packet);
	    return reason === undefined ? error : Object.assign(error, { cause: reason });
	};

	/** How a namespace is joined and left, and what becomes of its events meanwhile; the Socket's public side is on top. */
	class Lifecycle extends Outbox {
	    constructor(link, nsp, options) {
	        super(link, nsp, options);
	        /** Did the server keep the session of the connection before, and send what was missed? */
	        this.recovered = false;
	        /** Events that came before `connect` was emitted. */
	        this.receiveBuffer = [];
	        /** @internal */ this._o = [];
	        /** @internal */ this.A = { name: "idle" };
	        /** @internal The state that listeners were told last. */ this.$U = "disconnected";
	        /** @internal The reconnection attempt that the app was told of and that is under way; 0 for none. */ this.J = 0;
	        /** @internal Was a refusal followed by another try, on this connection? */ this._J = false;
	        this.auth = options.auth ?? undefined;
	    }
	    /** Has the namespace been joined, over a connection that is open? */
	    get connected() {
	        return this.A.name === "joined";
	    }
	    /** Is it connected, or will it connect by itself? */
	    get active() {
	        return this.$t && this.A.name !== "leaving";
	    }
	    /** `"disconnected"`, `"connecting"`, `"connected"` or `"reconnecting"`. */
	    get state() {
	        if (this.connected)
	            return "connected";
	        const { _va: _reconnecting } = this.C;
	        if (!this.active || _reconnecting === undefined)
	            return "disconnected";
	        return _reconnecting ? "reconnecting" : "connecting";
	    }
	    /** @internal */
	    get $t() {
	        return this.A.name !== "idle";
	    }
	    /** @internal */
	    get $d() {
	        return !!this.A.W;
	    }
	    // ---- joining and leaving
	    /** The one way from a state to another. */
	    K(next, cause) {
	        this.C.B.clearTimeout(this.A.F);
	        this.A = next;
	        if (next.name !== "joined")
	            this.id = undefined;
	        this._M(cause);
	        return next;
	    }
	    /**
	     * Leaves a state in which events were sent: what was and is not acknowledged gets its outcome, after the listeners of
	     * `event` were told. At the `end` of it all, so that only the app comes back, so does what waits and promised one.
	     */
	    R(name, end, cause, event, ...details) {
	        const doomed = [...this._d.values()].filter(({ O: _sent, _Y: _promised, _a: _tries }) => _tries === undefined ? _sent || (end && _promised) : end && _promised);
	        const isUnknown = new Set(doomed.filter(({ O: _sent, _a: _tries }) => _sent || _tries));
	        this._ua();
	        if (end)
	            this.J = 0;
	        this.K({ name }, cause);
	        if (end)
	            this.C.$Y();
	        if (event)
	            this.X(event, ...details);
	        this.V(doomed, (packet) => disconnected(isUnknown.has(packet) ? "unknown" : "not-sent"));
	    }
	    _N() {
	        const state = this.A;
	        if (state.name === "leaving") {
	            state.name = "joining";
	            this.$h(state);
	            this._M("connect()");
	        }
	        else if (state.name === "idle")
	            this.K({ name: "waiting" }, "connect()");
	        if (state.name !== "joined")
	            this.C.$0(this);
	    }
	    $6() {
	        const state = this.A;
	        if (!this.active)
	            return;
	        if (state.name === "joining" && state.O) {
	            // the server has yet to answer, and takes no DISCONNECT before it did
	            state.name = "leaving";
	            this.$h(state);
	            this._M("disconnect()");
	            this.$A();
	        }
	        else if (this.connected) {
	            // in a listener of `connect` it still waits
	            this.Q();
	            this.M(DISCONNECT);
	            this.R("idle", true, "disconnect()", "disconnect", "io client disconnect", undefined);
	        }
	        else
	            this.R("idle", true, "disconnect()");
	    }
	    /** @internal */
	    $G() {
	        if (this.A.name !== "waiting")
	            return;
	        const joining = this.K({ name: "joining", F: undefined, O: false }, "connect()");
	        const failed = (cause) => this._Q(joining, connectError("ERR_AUTH", "auth", `auth: ${messageOf(cause)}`, { cause }));
	        const { B: _clock, $F: _joinTimeout } = this.C;
	        // a value is there at once
	        if (typeof this.auth === "function")
	            joining.F = _clock.setTimeout(() => failed("timeout"), _joinTimeout);
	        askAuth(this.auth, this)
	            .then((data) => {
	            if (this.A !== joining)
	                return;
	            this.M(CONNECT, this._V ? { pid: this._V, offset: this._ga, ...data } : (data ?? undefined));
	            joining.O = true;
	            this.$h(joining);
	        })
	            .catch(failed);
	    }
	    /** The server's answer is due within the time limit, from now on. */
	    $h(joining) {
	        const { B: _clock, $F: _joinTimeout } = this.C;
	        _clock.clearTimeout(joining.F);
	        joining.F = _clock.setTimeout(() => {
	            if (joining.name === "leaving")
	                this.R("idle", true, "disconnect()");
	            else
	                this._Q(joining, connectError("ERR_CONNECT_TIMEOUT", "namespace", "timeout"));
	        }, _joinTimeout);
	    }
	    _Q(joining, error) {
	        if (this.A === joining && this.C._Q(error))
	            this.$W(error);
	    }
	    /** @internal */
	    _I({ type, id, data }) {
	        const state = this.A;
	        if (type === EVENT)
	            this._ja(data, id);
	        else if (type === ACK)
	            this._d.get(id)?._g?.(null, data);
	        else if (type === DISCONNECT) {
	            if (this.connected)
	                this.R("idle", true, "disconnect", "disconnect", "io server disconnect");
	        }
	        else if (state.name === "leaving") {
	            if (type === CONNECT)
	                this.M(DISCONNECT);
	            this.R("idle", true, "disconnect()");
	        }
	        else if (state.name === "joining")
	            this._ha(type, state.O, data);
	        // an answer for which nobody waits any more
	        else if (state.name === "idle" && type === CONNECT)
	            this.M(DISCONNECT);
	        // else it is a second answer
	    }
	    /** The server's word on joining; Socket.IO 2 says it unasked, and without an id. */
	    _ha(type, asked, data) {
	        const { sid, pid, message = "refused", data: more, } = (typeof data === "string" ? { message: data } : (data ?? {}));
	        if (type !== CONNECT) {
	            if (asked)
	                this.$M(connectError("ERR_REFUSED", "namespace", `${message}`, { data: more }));
	        }
	        else if (typeof sid !== "string") {
	            const text = "the server is Socket.IO 2";
	            this.$M(connectError("ERR_UNSUPPORTED_PROTOCOL", "namespace", text), false);
	        }
	        else if (asked)
	            this._u(sid, pid);
	    }
	    /** The namespace is left, unless the app wants to try once more, with other credentials. */
	    $M(error, mayRetry = !this._J) {
	        const { retryRefused } = this.D;
	        const again = mayRetry && (typeof retryRefused === "function" ? this.$2(retryRefused, error) : !!retryRefused);
	        Object.assign(error, again ? { willRetry: true, retryIn: 0 } : { willRetry: false });
	        this._J = again;
	        if (!again)
	            return this.R("idle", true, "connect_error", "connect_error", error);
	        this.K({ name: "waiting" }, "connect_error");
	        this.X("connect_error", error);
	        if (this.A.name === "waiting")
	            this.C.$0(this);
	    }
	    /** What a function of the app says; nothing good, if it throws. */
	    $2(decide, error) {
	        try {
	            return decide(error);
	        }
	        catch (thrown) {
	            this._f(thrown);
	            return false;
	        }
	    }
	    _u(sid, pid) {
	        this.id = sid;
	        this.recovered = pid !== undefined && pid === this._V;
	        this._V = pid;
	        this._J = false;
	        const attempt = this.J;
	        this.J = 0;
	        this.C._u();
	        const joined = this.K({ name: "joined", W: false }, "connect");
	        this.X("connect");
	        if (attempt && this.A === joined)
	            this.X("reconnect", attempt);
	        for (const args of this.receiveBuffer.splice(0))
	            if (this.A === joined)
	                this.$y(args);
	        if (this.A !== joined)
	            return;
	        this.Q();
	        joined.W = true;
	        // what the app took out of sendBuffer will not be answered
	        this.$A();
	        this.$l();
	    }
	    /** @internal */
	    $9(reason, details, unsent) {
	        const { name } = this.A;
	        this.receiveBuffer = [];
	        this._J = false;
	        for (const packet of unsent)
	            packet.O = false;
	        // what has its outcome, or is in the retry queue, does not come back
	        const events = unsent.filter((packet) => packet.type === EVENT &&
	            packet._a === undefined &&
	            (!packet._g || this._d.get(packet.id) === packet));
	        this.sendBuffer = [...events, ...this.sendBuffer];
	        for (const packet of events)
	            if (packet._Ja)
	                this.V([packet], disconnected("not-sent"));
	        if (name === "joined")
	            this.R("waiting", false, "disconnect", "disconnect", reason, details);
	        else
	            this._r(asConnectError(details, reason));
	    }
	    /** @internal */
	    _r(error) {
	        const { active } = this;
	        this._J = false;
	        this.K({ name: active ? "waiting" : "idle" }, "connect_error");
	        if (active)
	            this.$W(error);
	    }
	    // ---- telling the app
	    /** @internal */
	    _A(event, detail) {
	        if (!this.active)
	            return;
	        if (event === "reconnect_attempt")
	            this.J = detail;
	        if (detail)
	            this.X(event, detail);
	        else
	            this.R("waiting", true, event ?? "connect_error", event);
	    }
	    $W(error) {
	        if (error.code === "ERR_CONNECT_TIMEOUT")
	            this.X("connect_timeout", error);
	        this.X("connect_error", error);
	    }
	    /** Calls the listeners of a reserved event. */
	    X(event, ...details) {
	        this.C._m++;
	        if (this.D.lifecycleEvents !== "v4" || !isAdded(event))
	            this.I(event, details);
	        this._T?.I(event, details);
	        this.C._m--;
	    }
	    /** @internal */
	    _M(cause) {
	        const from = this.$U;
	        const to = this.state;
	        this.$U = to;
	        if (from === to)
	            return;
	        this.C._m++;
	        this._T?.I("state_change", [{ from, to, cause }]);
	        this.C._m--;
	    }
	    // ---- events
	    /** Sends a packet that is not an event. */
	    M(type, data, id) {
	        const packet = { type, nsp: this.nsp, data, id };
	        packet._F = this.C.$b(packet);
	        this.C.M(packet, type === DISCONNECT);
	    }
	    /** Settles what waits and promised an outcome: it will not be sent. */
	    $A() {
	        const packets = [...this._d.values()].filter(({ _Y: _promised, O: _sent, _a: _tries }) => {
	            // the retry queue goes on while the namespace is wanted
	            return _promised && !_sent && (_tries === undefined || !this.active);
	        });
	        this.V(packets, () => disconnected("not-sent"));
	    }
	    _ja(args, id) {
	        if (id !== undefined)
	            args.push(this.$1(id));
	        if (this.$d)
	            this.$y(args);
	        else if (this.active)
	            this.receiveBuffer.push(args);
	    }
	    /** The function by which the app acknowledges an event: once, and on the connection that asked. */
	    $1(id) {
	        const { id: sid } = this;
	        let open = true;
	        return (...data) => {
	            if (open && this.connected && (sid ?? this.id) === this.id)
	                this.M(ACK, data, id);
	            open = false;
	        };
	    }
	    $y(args) {
	        if (this._V && typeof args.at(-1) === "string")
	            this._ga = args.at(-1);
	        if (this._o.length)
	            callAll(this._o, this, args, this._f);
	        const [name, ...rest] = args;
	        // a name of ours never reaches those who listen to us
	        if (!this.$E(name))
	            this.I(name, rest);
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
	        /** @internal */ this._O = NO_FLAGS;
	        this.io = io;
	        this.Z = this;
	    }
	    /** Emits the reserved events, `state_change` and `dropped`, whatever names the app uses for its own events. */
	    get lifecycle() {
	        const { Z: _self } = this;
	        _self._T ??= new TypedEmitter(_self._f);
	        return _self._T;
	    }
	    get disconnected() {
	        return !this.connected;
	    }
	    /** Connects, or does nothing if connected. During a wait for reconnection it connects now. */
	    connect() {
	        this.Z._N();
	        return this.Z;
	    }
	    /** The same as {@link connect}. */
	    open() {
	        return this.connect();
	    }
	    /** Leaves the namespace; the connection is closed with its last one. What was emitted before is still sent. */
	    disconnect() {
	        this.Z.$6();
	        return this.Z;
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
	        this.C.V();
	        return this.connect();
	    }
	    /**
	     * Resolves once the socket is connected, at once if it is. Rejects with the last error when it gives up, or is told to
	     * (`ERR_DISCONNECTED`), when `timeout` ms have passed (`ERR_CONNECT_TIMEOUT`), or with `ERR_ABORTED`. The socket goes on
	     * in the last two cases.
	     */
	    ready({ signal, timeout } = {}) {
	        const { Z: _self, lifecycle } = this;
	        const { B: _clock } = this.C;
	        return new Promise((resolve, reject) => {
	            let last = disconnected("not-sent");
	            const end = (settle) => {
	                lifecycle.off("state_change", changed).off("connect_error", failed);
	                signal?.removeEventListener("abort", abort);
	                _clock.clearTimeout(timer);
	                settle();
	            };
	            const failed = (error) => {
	                last = error;
	                // a refusal is told after the state has changed
	                if (_self.state === "disconnected")
	                    end(() => reject(last));
	            };
	            const changed = ({ to, cause }) => {
	                if (to === "connected")
	                    end(() => resolve(_self));
	                else if (to === "disconnected" && cause !== "connect_error")
	                    end(() => reject(last));
	            };
	            const abort = () => end(() => reject(new HoldfastError("ERR_ABORTED", "the operation was aborted", { cause: signal?.reason })));
	            const timer = timeout != null &&
	                _clock.setTimeout(() => end(() => reject(new HoldfastError("ERR_CONNECT_TIMEOUT", "timeout"))), timeout);
	            lifecycle.on("state_change", changed).on("connect_error", failed);
	            signal?.addEventListener("abort", abort);
	            if (_self.connected)
	                end(() => resolve(_self));
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
	        this.Z.$V(this._O, [event, ...args], false);
	        return this.Z;
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
	            this.Z.$V(this._O, [event, ...args, settle], true);
	        });
	    }
	    /** A view whose events are dropped when they can't be sent now. */
	    get volatile() {
	        return this._3({ volatile: true });
	    }
	    /** A view whose acknowledgements must come within `timeout` ms, and whose callbacks take an error first. */
	    timeout(timeout) {
	        return this._3({ timeout });
	    }
	    /** A view whose events are not compressed, if `compress` is `false`. */
	    compress(compress) {
	        return this._3({ compress });
	    }
	    /** A view whose events are given up when `signal` is aborted, and whose callbacks take an error first (`ERR_ABORTED`). */
	    signal(signal) {
	        return this._3({ signal });
	    }
	    /** Calls `listener` with every event that comes in, its name first. */
	    onAny(listener) {
	        this._o.push(listener);
	        return this;
	    }
	    /** As {@link onAny}, before the others. */
	    prependAny(listener) {
	        this._o.unshift(listener);
	        return this;
	    }
	    /** Removes a listener of {@link onAny}, or all. */
	    offAny(listener) {
	        remove(this._o, listener);
	        return this;
	    }
	    /** The listeners of {@link onAny}. */
	    listenersAny() {
	        return this._o;
	    }
	    /** Calls `listener` with every event that is sent, its name first. */
	    onAnyOutgoing(listener) {
	        this._p.push(listener);
	        return this;
	    }
	    /** As {@link onAnyOutgoing}, before the others. */
	    prependAnyOutgoing(listener) {
	        this._p.unshift(listener);
	        return this;
	    }
	    /** Removes a listener of {@link onAnyOutgoing}, or all. */
	    offAnyOutgoing(listener) {
	        remove(this._p, listener);
	        return this;
	    }
	    /** The listeners of {@link onAnyOutgoing}. */
	    listenersAnyOutgoing() {
	        return this._p;
	    }
	    _3(flags) {
	        const view = Object.create(this);
	        view._O = { ...this._O, ...flags };
	        return view;
	    }
	};

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
	/** The address for a request or connection of a session (PROTOCOL.md, "Query"). */
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
	            manager?.T.has(nsp);
	        if (own || !manager) {
	            const fresh = new Manager(address, given);
	            manager = fresh;
	            if (!own) {
	                managers.set(key, fresh);
	                fresh.$u = (open) => {
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

	/** From a type without attachments to the one with: BINARY_EVENT is 5, BINARY_ACK 6. */
	const BINARY = 3;
	/**
	 * A packet as the frames of Engine.IO messages: the text, then the attachments. Throws `ERR_ENCODE` for what JSON can't
	 * carry, with the path to it.
	 */
	const encode = ({ type, nsp, id, data }) => {
	    const binary = [];
	    try {
	        const json = JSON.stringify(extract(data, binary)) ?? "";
	        const { length } = binary;
	        const text = `${nsp === "/" ? "" : `${nsp},`}${id ?? ""}${json}`;
	        return length ? [`${type + BINARY}${length}-${text}`, ...binary] : [type + text];
	    }
	    catch (cause) {
	        const path = findBad(data);
	        throw new HoldfastError("ERR_ENCODE", `can't encode ${path}: ${messageOf(cause)}`, { cause, path });
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
	/** Hands on a packet of a custom parser, with binary types as plain ones; throws if the payload does not fit the type. */
	const checked = (packet) => {
	    const { type } = packet;
	    const plain = type > CONNECT_ERROR ? { ...packet, type: type - BINARY } : packet;
	    if (!isValid(plain))
	        throw new Error(INVALID);
	    return plain;
	};
	/**
	 * Turns the frames of one connection back into packets. Throws at what PROTOCOL.md does not allow, and calls `late` when
	 * attachments do not come in time.
	 */
	class Decoder {
	    constructor(options, clock, sink) {
	        this.$p = [];
	        this._7 = 0;
	        this.D = options;
	        this.B = clock;
	        this.E = sink;
	    }
	    add(frame) {
	        const due = this._j;
	        // text while an attachment is due, or an attachment that nobody announced
	        if ((typeof frame === "string") === !!due)
	            throw new Error(INVALID);
	        if (!due)
	            return this._Da(frame);
	        this._7 -= bytesOf(frame);
	        if (this._7 < 0)
	            throw new Error(INVALID);
	        const [holder, key] = this.$p.shift();
	        holder[key] = frame;
	        if (this.$p.length)
	            return;
	        this.destroy();
	        this.E.$j(due);
	    }
	    destroy() {
	        this._j = undefined;
	        this.B.clearTimeout(this.F);
	    }
	    _Da(frame) {
	        const { maxAttachments, maxAttachmentBytes, attachmentTimeout, maxDepth } = this.D;
	        const [head = "", digit = 9, attachments = 0, nsp = "/", id] = HEAD.exec(frame) ?? [];
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
	            // a short text can't be that deep
	            (json.length > 2 * maxDepth && isDeeper(packet.data, maxDepth)))
	            throw new Error(INVALID);
	        if (!binary)
	            return this.E.$j(packet);
	        this.$p = findSlots(packet.data, +attachments);
	        this._j = packet;
	        this._7 = maxAttachmentBytes;
	        this.F = this.B.setTimeout(() => this.E.$P(new Error("attachments missing")), attachmentTimeout);
	    }
	}

	/** ms between two looks at the wall clock. */
	const STEP = 2000;
	/**
	 * A time limit that also counts the time in which the machine slept. Timers stop while it does and are throttled in hidden
	 * pages, and the wall clock may be set back: whichever is ahead counts.
	 */
	class WallTimer {
	    constructor(clock, expired) {
	        /** ms left when the wall clock showed `_at`. */
	        this._H = 0;
	        this._q = 0;
	        this.B = clock;
	        this.$D = expired;
	    }
	    /** Sets the limit, ms from now. */
	    U(ms) {
	        this._B();
	        this._H = ms;
	        this._q = this.B.now();
	        this._c();
	    }
	    /** Is it over, by the wall clock? Calls back, if so. */
	    $3() {
	        if (this.B.now() - this._q < this._H)
	            return false;
	        this._B();
	        this.$D(true);
	        return true;
	    }
	    _B() {
	        this.B.clearTimeout(this.F);
	    }
	    _c() {
	        const step = Math.min(this._H, STEP);
	        this.F = this.B.setTimeout(() => {
	            const passed = this.B.now() - this._q;
	            // at least the step has passed, even if the clock was set back
	            this._H -= Math.max(step, passed);
	            this._q = this.B.now();
	            if (this._H > 0)
	                this._c();
	            else
	                this.$D(passed > step + STEP);
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
	 * May another transport do better than one that failed like this (DESIGN.md, "Fallback")? Not where it would only ask a
	 * refusing server twice.
	 */
	const mayFallBack = ({ code, status, serverCode, transport, _Ha: _unreachable }) => {
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
	    const { B: _clock } = session;
	    const running = new Set();
	    const errors = [];
	    let next = 0;
	    let timer;
	    const cancel = () => {
	        _clock.clearTimeout(timer);
	        for (const transport of running)
	            transport._z();
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
	            W() { },
	            _I(packet) {
	                running.delete(transport);
	                cancel();
	                sink._Ka(transport, packet);
	            },
	            _C(error, details) {
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
	                sink._aa(all.length > 1 ? connectError(code, phase, message, { ...first, errors: all }) : first);
	            },
	        };
	        if (next < kinds.length)
	            timer = _clock.setTimeout(start, share);
	        sink._Ca(transport);
	        transport._v();
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
	        if (end && (packet._6 || queue[0]?._6 || (maxPayload && bytes > maxPayload + 1)))
	            break;
	    }
	    return end;
	};

	/** ms that a session has to send what is queued and to say goodbye. */
	const CLOSE_TIMEOUT = 5000;
	/** The transport manager: one Engine.IO session, from the handshake over an upgrade to the close. */
	class Engine extends TypedEmitter {
	    /** @internal */
	    constructor(init) {
	        super(init.H.report);
	        /** Packets not yet handed to the transport. */
	        this.writeBuffer = [];
	        /** @internal */ this.A = { name: "opening" };
	        /** @internal */ this._U = false;
	        Object.assign(this, init);
	        this.binaryType = init.H.binaryType;
	    }
	    /** `"opening"`, `"open"`, `"closing"` or `"closed"`. */
	    get readyState() {
	        return this.A.name;
	    }
	    /** Ends the session after what is queued was sent; reason `"forced close"`. */
	    close() {
	        const { name, _G: _handshake } = this.A;
	        if (name === "opening")
	            this.G("forced close");
	        if (name === "open") {
	            const _timer = this.B.setTimeout(() => this.G("forced close"), CLOSE_TIMEOUT);
	            this.K({ name: "closing", _G: _handshake, F: _timer });
	            // what is sent next must not meet at the server what was sent last
	            this.$m();
	            this.X("forced close", undefined, []);
	        }
	        return this;
	    }
	    // ---- for the Manager
	    /** @internal `share`: ms after which the next transport starts beside the one before. */
	    _v(share) {
	        const { tryAllTransports, extraHeaders } = this.D;
	        const state = this.A;
	        // what would have to do without the app's headers is no way out
	        const lossy = !this.H.sendsHeaders && Object.keys(extraHeaders ?? {}).length;
	        const _kinds = this._S.filter(({ _b: _type }, i) => !i || (tryAllTransports !== false && (_type === "polling" || !lossy)));
	        const fail = (error) => this.G(error.code === "ERR_PARSE" ? "parse error" : "transport error", error);
	        if (!_kinds.length) {
	            const error = connectError("ERR_NO_TRANSPORT", "transport", "No transports available");
	            const timer = this.B.setTimeout(() => fail(error), 0);
	            state._h = () => this.B.clearTimeout(timer);
	            return;
	        }
	        state._h = openFirst(this, _kinds, share, {
	            _Ca: (transport) => {
	                this.transport = transport;
	            },
	            _Ka: (transport, packet) => {
	                this.transport = transport;
	                transport.E = this;
	                this._Ba(packet);
	            },
	            _aa: fail,
	        });
	    }
	    /** @internal Closes, and tells its sink nothing more. */
	    R() {
	        this.E = undefined;
	        this.close();
	    }
	    /** @internal The page goes away: nobody is told any more, and what is sent outlives it. */
	    _pa() {
	        this.E = undefined;
	        this._U = true;
	        this.Q();
	    }
	    /** @internal Would a packet go out without much delay? */
	    get _4() {
	        return this.A.name === "open" && this.transport.writable;
	    }
	    /** @internal The error of a packet that is too large for every transport that there is, or may be soon. */
	    _x(frames) {
	        const { _G: _handshake, _h: _cancel } = this.A;
	        const limit = _handshake?.maxPayload;
	        if (!limit)
	            return;
	        // until an upgrade has failed, it counts what the better transport takes
	        const base64 = this.$k && !_cancel;
	        for (const frame of frames) {
	            // no text has more than three bytes for a UTF-16 unit
	            if (typeof frame === "string" && 3 * frame.length < limit)
	                continue;
	            const size = sizeOf(frame, base64, this.H.byteLength);
	            if (size > limit) {
	                const message = `packet too large: ${size} bytes, the server takes ${limit}`;
	                return new HoldfastError("ERR_PAYLOAD_TOO_LARGE", message, { size, limit, delivery: "not-sent" });
	            }
	        }
	        return;
	    }
	    /** @internal Queues the frames of one Socket.IO packet. */
	    _La(frames, owner, alone, options) {
	        for (let i = 0; i < frames.length; i++) {
	            const packet = { type: "message", data: frames[i] };
	            // on the first frame: once that is handed over, the packet is
	            if (!i) {
	                packet.$O = owner;
	                packet.$4 = frames.length;
	            }
	            if (alone)
	                packet._6 = alone;
	            if (options)
	                packet.options = options;
	            this.$Q(packet);
	        }
	        // all that a listener of the page's last event emits goes in one request
	        if (this._U)
	            Promise.resolve().then(() => this.Q());
	        else
	            this.Q();
	    }
	    /** @internal Is the session open, and was its last ping not too long ago by the wall clock? */
	    _L() {
	        this.A.$f?.$3();
	        return this.A.name === "open";
	    }
	    /** @internal Ends the session at once: nothing more is sent. */
	    G(reason, details) {
	        const { name } = this.A;
	        if (name === "closed")
	            return;
	        this.K({ name: "closed" });
	        this.transport?._z();
	        this.id = null;
	        if (name !== "closing")
	            this.X(reason, details, this.writeBuffer.splice(0).flatMap(({ $O: _owner }) => _owner ?? []));
	    }
	    /** The one way from a state to another. */
	    K(next) {
	        const { _h: _cancel, $e: _gap, F: _timer, $f: _heartbeat } = this.A;
	        this.A = next;
	        this.B.clearTimeout(_gap);
	        this.B.clearTimeout(_timer);
	        _heartbeat?._B();
	        // gives polling its lanes back, if an upgrade had paused it
	        _cancel?.();
	    }
	    // ---- for the transport
	    /** @internal */
	    _y(name, options) {
	        return requestUrl(this._w, options, name, this.id, this.H.random);
	    }
	    /** @internal */
	    W() {
	        if (!this.writeBuffer.length)
	            this.L("drain");
	        this.Q();
	    }
	    /** @internal */
	    _C(error, details) {
	        if (error)
	            this.G(error.code === "ERR_PARSE" ? "parse error" : "transport error", error);
	        else
	            this.G("transport close", details);
	    }
	    /** @internal */
	    _I(packet) {
	        const { name, $f: _heartbeat, _G: _handshake } = this.A;
	        if (name !== "open")
	            return;
	        this.L("packet", packet);
	        const { type, data = "" } = packet;
	        // a listener may have closed it
	        if (this.A.name !== "open")
	            return;
	        if (type === "message") {
	            this.E?._ka(data);
	            this.L("data", data);
	            this.L("message", data);
	        }
	        else if (type === "ping") {
	            _heartbeat.U(periodOf(_handshake));
	            this.$Q({ type: "pong" });
	            this.Q();
	            this.E?._ma();
	            this.L("ping");
	            this.L("pong");
	        }
	        else if (type === "close") {
	            this.G("transport close", { description: "transport closed by the server" });
	        }
	        // a second `open`, a `pong` or `upgrade` nobody asked for, and `noop` change nothing
	    }
	    // ---- opening and upgrading
	    _Ba(packet) {
	        try {
	            const handshake = parseHandshake(packet);
	            const heartbeat = new WallTimer(this.B, (late) => {
	                const sink = this.E;
	                this.G("ping timeout");
	                if (late)
	                    sink?.$Z();
	            });
	            this.id = handshake.sid;
	            this.A._h = undefined;
	            this.K({ name: "open", _G: handshake, $f: heartbeat });
	            heartbeat.U(periodOf(handshake));
	            this.L("packet", packet);
	            this.L("handshake", handshake);
	            this.L("open");
	            this._2(handshake.upgrades);
	            this.E?._la();
	            this.Q();
	        }
	        catch (cause) {
	            this.G("parse error", connectError("ERR_PARSE", "handshake", "parse error: invalid handshake", {
	                cause,
	                transport: this.transport.name,
	            }));
	        }
	    }
	    /** Tries what the server offers, one after the other. */
	    _2(offered) {
	        const state = this.A;
	        const current = this.transport;
	        const kinds = this._S.filter(({ _b: _type }) => offered.includes(_type) && _type !== current.name);
	        const start = current.constructor._2;
	        const [kind] = kinds;
	        if (!start || !kind || this.D.upgrade === false || state.name !== "open")
	            return;
	        const candidate = new kind(this);
	        this.L("upgrading", candidate);
	        if (this.A !== state)
	            return;
	        state._h = start(this.B, this.D.upgradeTimeout, current, candidate, (error) => {
	            state._h = undefined;
	            if (error) {
	                this.L("upgradeError", error);
	                this._2(offered.filter((name) => name !== kind._b));
	            }
	            else {
	                current._z();
	                candidate.E = this;
	                this.transport = candidate;
	                this.L("upgrade", candidate);
	                this.E?.$N();
	            }
	            this.Q();
	        });
	    }
	    // ---- writing
	    get $k() {
	        return this.transport.name === "polling";
	    }
	    $Q(packet) {
	        this.L("packetCreate", packet);
	        this.writeBuffer.push(packet);
	    }
	    /** Hands to the transport what it takes now. `rested`: the server has read what was sent before. */
	    Q(rested = false) {
	        const { name, _G: _handshake, $e: _gap } = this.A;
	        const { transport, writeBuffer: queue } = this;
	        if (!_handshake || _gap || !transport.N)
	            return;
	        const alone = queue[0] ? queue[0]._6 : name === "closing";
	        if (alone && !rested)
	            return this.$m();
	        if (!queue[0])
	            return alone ? transport._i() : undefined;
	        const max = this.$k ? _handshake.maxPayload : 0;
	        if (max && this.$8(queue, max))
	            return;
	        this.writeBuffer = queue.splice(batchLength(queue, max, this.H.byteLength));
	        transport.M(queue);
	        this.L("flush");
	        // polling tells when the answer is there
	        if (!this.$k && this._callbacks.get("drain"))
	            this.B.setTimeout(() => this._4 && this.L("drain"), 0);
	        if (alone)
	            this.$m();
	        else
	            this.Q();
	    }
	    /** Is the first packet too large for polling? Then it waits for an upgrade, or is refused if there will be none. */
	    $8(queue, max) {
	        const { $O: _owner, $4: _count = 0 } = queue[0];
	        const { _h: _cancel } = this.A;
	        const frames = queue.slice(0, _count).map(({ data }) => data);
	        if (!frames.some((frame) => sizeOf(frame, true, this.H.byteLength) > max))
	            return false;
	        if (_cancel)
	            return true;
	        const error = this._x(frames);
	        queue.splice(0, _count);
	        this.E?._na(_owner, error);
	        this.Q();
	        return true;
	    }
	    /** Waits until the server has read what was sent. */
	    $m() {
	        const state = this.A;
	        state.$e = this.transport.$s(() => {
	            if (this.A !== state)
	                return;
	            state.$e = undefined;
	            this.Q(true);
	        });
	    }
	    // ---- telling
	    L(event, ...args) {
	        if (this._callbacks.size)
	            this.I(event, args);
	    }
	    X(reason, details, unsent) {
	        const sink = this.E;
	        this.E = undefined;
	        sink?._ia(reason, details, unsent);
	        this.L("close", reason, details);
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

	/**
	 * The transports of an attempt, in order: those that the app asks for (names that nobody knows are passed over) and that
	 * the platform can do. `first` comes first, if it is among them. Where the headers of the app would be lost on the way
	 * from polling to a WebSocket, there is no way.
	 */
	const orderKinds = (known, asked, platform, first) => {
	    const usable = (asked ?? known)
	        .flatMap((one) => (typeof one === "string" ? known.filter(({ _b: _type }) => _type === one) : one))
	        .filter(({ $i: _needs }) => platform[_needs]);
	    return [...usable].sort((a, b) => Number(b._b === first) - Number(a._b === first));
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

	/** ms between the end of an early attempt that failed and the next early one. */
	const EARLY_PAUSE = 1000;
	/** The backoff reconnection controller: decides whether and when the next attempt starts. It holds no timer. */
	class ReconnectionController {
	    constructor(clock, { random, report }) {
	        /** The attempt under way or due, counted since the last `connect`; 0 is the first connection. */
	        this.J = 0;
	        /** Doublings of the delay; outlives a connection that did not last. */
	        this._0 = 0;
	        /** Before then no attempt starts before its time. */
	        this.$K = 0;
	        /** Did the attempt under way, or that led to the connection, start before its time? */
	        this._s = false;
	        this.B = clock;
	        this._ta = random;
	        this._f = report;
	        this.$o = clock.now();
	    }
	    /** The app connects: all starts over. */
	    _ya() {
	        this.J = this._0 = 0;
	        this._R = undefined;
	        this.$o = this.B.now();
	    }
	    /** A namespace was joined. */
	    _u() {
	        this._R ??= this.B.now();
	        this.J = 0;
	    }
	    /** The attempt failed or the connection is lost: ms until the next attempt, or `undefined` for none. */
	    _ea(options, error) {
	        const now = this.B.now();
	        if (this._R !== undefined) {
	            if (now - this._R >= options.minUptime) {
	                this._0 = 0;
	                this._s = false;
	            }
	            this.$o = now;
	        }
	        this._R = undefined;
	        if (this._s)
	            this.$K = now + EARLY_PAUSE;
	        this._s = false;
	        const attempt = this.J + 1;
	        if (options.reconnection === false || attempt > options.reconnectionAttempts)
	            return;
	        const delay = this._ra(options, { attempt, elapsed: now - this.$o, error });
	        if (delay === false)
	            return;
	        this.J = attempt;
	        this._0++;
	        return delay;
	    }
	    /** What the app's policy says, or the backoff where there is none, or it fails. */
	    _ra(options, facts) {
	        try {
	            const delay = options.reconnectionPolicy?.(facts);
	            if (delay === false || (typeof delay === "number" && delay >= 0))
	                return delay;
	        }
	        catch (error) {
	            this._f(error);
	        }
	        return backoffDelay(options, this._0, this._ta);
	    }
	    /** An attempt is wanted before its time. Returns how soon it may be, in ms. */
	    _P() {
	        this._s = true;
	        return Math.max(0, this.$K - this.B.now());
	    }
	}

	const NAMES = ["online", "offline", "visibilitychange", "pageshow", "pagehide", "resume"];
	/** Listens to the sources, and to `beforeunload` if asked. Returns the function that stops it. */
	const watchSignals = (sources, beforeunload, sink) => {
	    const listener = ({ type, target, persisted }) => {
	        if (type === "offline")
	            sink._fa();
	        else if (type === "pagehide")
	            sink.$7(!!persisted);
	        else if (type === "beforeunload")
	            sink._Ga();
	        else if (target?.visibilityState !== "hidden")
	            sink.$Z();
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
	/**
	 * A connection to one server, shared by the namespaces (Sockets) that are opened on it: one Engine at a time, and the
	 * attempts to get one. Most apps never make a Manager: `io()` does, and `socket.io` is it. The entries' `Manager` is this
	 * class over their platform.
	 */
	class BaseManager extends TypedEmitter {
	    /** @internal */
	    constructor({ platform, kinds }, url, options) {
	        super(platform.report);
	        /** @internal */ this.T = new Map();
	        /** @internal */ this.A = { name: "idle" };
	        /** @internal Sessions in a row that the server did not know. */ this.$r = 0;
	        /** @internal */ this._m = 0;
	        /** @internal Is the page in the background, kept without a connection? */ this.$g = false;
	        // a copy, so that the app's own object is never written to
	        this.opts = Object.assign({ path: undefined }, typeof url === "object" ? url : options);
	        const { opts } = this;
	        checkOptions(opts);
	        opts.path ??= "/socket.io";
	        this._w = parseTarget(typeof url === "string" ? url : "", platform.location(), opts);
	        this.H = platform;
	        this._S = kinds;
	        this.B = platform.clock(!!opts.autoUnref, !!opts.useNativeTimers);
	        this.$B = opts.parser && new opts.parser.Encoder();
	        this._e = new ReconnectionController(this.B, platform);
	        if (opts.autoConnect !== false)
	            this.open();
	    }
	    /** `"idle"`, `"connecting"`, `"connected"` or `"waiting"` (for the next attempt). */
	    get state() {
	        return this.A.name;
	    }
	    /**
	     * Connects, if there is no connection and none is being made; a wait for reconnection it cuts short. With a callback, which
	     * gets the error if that fails, no other attempt follows.
	     */
	    open(callback) {
	        const state = this.A;
	        if (state.name === "idle") {
	            this._e._ya();
	            this._N(callback);
	        }
	        else if (state.name === "waiting" && !this._m)
	            this._P(0);
	        else if (state.name === "connecting") {
	            this.B.clearTimeout(state.Y);
	            state.Y = undefined;
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
	        let socket = this.T.get(name);
	        if (!socket) {
	            socket = new Socket$1(this, name, { ...options });
	            this.T.set(name, socket);
	        }
	        return this.opts.autoConnect === false ? socket : socket.connect();
	    }
	    reconnection(value) {
	        return value === undefined ? this.opts.reconnection !== false : this.U("reconnection", value);
	    }
	    reconnectionAttempts(value) {
	        return this.U("reconnectionAttempts", value);
	    }
	    reconnectionDelay(value) {
	        return this.U("reconnectionDelay", value);
	    }
	    randomizationFactor(value) {
	        return this.U("randomizationFactor", value);
	    }
	    reconnectionDelayMax(value) {
	        return this.U("reconnectionDelayMax", value);
	    }
	    timeout(value) {
	        return value === undefined && this.opts.timeout === false ? false : this.U("timeout", value);
	    }
	    /** @internal What is done in a listener of these events does not cut a wait short. */
	    I(event, args) {
	        this._m++;
	        super.I(event, args);
	        this._m--;
	    }
	    /** Reads or sets an option. */
	    U(name, value) {
	        const opts = this.opts;
	        if (value === undefined)
	            return withDefaults(opts)[name];
	        opts[name] = value;
	        return this;
	    }
	    /** @internal Closes the connection, or stops trying to get one. */
	    _i() {
	        if (this.A.name === "idle")
	            return;
	        this.engine.R();
	        this.$H({ name: "idle" }, "forced close", undefined, []);
	    }
	    // ---- for the namespaces
	    get $F() {
	        return this.engine.D.timeout;
	    }
	    get _va() {
	        return this.A.name === "idle" ? undefined : this._e.J > 0;
	    }
	    get _4() {
	        return this.A.name === "connected" && this.engine._4;
	    }
	    /** @internal */
	    _L() {
	        return this.A.name === "connected" && this.engine._L();
	    }
	    /** @internal */
	    $b({ type, nsp, id, data }) {
	        const packet = { type, nsp };
	        if (data !== undefined)
	            packet.data = data;
	        if (id !== undefined)
	            packet.id = id;
	        return this.$B ? this.$B.encode(packet) : encode(packet);
	    }
	    /** @internal */
	    _x({ _F: _frames }) {
	        return this.engine._x(_frames);
	    }
	    /** @internal */
	    M(packet, alone = false) {
	        if (this.A.name !== "connected")
	            return;
	        this.engine._La(packet._F, packet, alone, packet.options);
	    }
	    /** @internal */
	    $0(namespace) {
	        if (this.A.name === "connected")
	            namespace.$G();
	        else
	            this.open();
	    }
	    /** @internal */
	    $Y() {
	        const state = this.A;
	        if (this._Z((namespace) => namespace.$t))
	            return;
	        if (state.name !== "connecting")
	            this._i();
	        // connect() may follow in this turn, and the server shall see one connection
	        else
	            state.Y ??= this.B.setTimeout(() => this._i(), 0);
	    }
	    /** @internal */
	    _u() {
	        this.$r = 0;
	        this._e._u();
	    }
	    /** @internal */
	    _Q(error) {
	        if (this._Z((namespace) => namespace.connected))
	            return true;
	        this.engine.R();
	        this._r(error);
	        return false;
	    }
	    /** @internal */
	    V() {
	        if (this.A.name === "connected")
	            this.engine.G("forced close");
	    }
	    // ---- for the Engine
	    /** @internal */
	    _la() {
	        const attempt = this._e.J;
	        const { Y: _release, $v: _callback } = this.A;
	        const current = this.K({ name: "connected", $x: this._da() });
	        // nobody will join
	        if (!this.T.size)
	            this._u();
	        this.$N();
	        this._D(current, (namespace) => namespace.$G());
	        this.I("open", []);
	        if (attempt && this.A === current)
	            this.I("reconnect", [attempt]);
	        if (_release)
	            this.$Y();
	        _callback?.();
	    }
	    /** @internal */
	    $N() {
	        if (this.opts.rememberUpgrade)
	            memory.set(this._5, this.engine.transport.name);
	    }
	    /** @internal */
	    _ma() {
	        this.I("ping", []);
	    }
	    /** @internal */
	    _ka(data) {
	        if (this.A.name !== "connected")
	            return;
	        try {
	            this.A.$x.add(data);
	        }
	        catch (cause) {
	            this.$P(cause, data);
	        }
	    }
	    /** @internal */
	    _na(owner, error) {
	        const packet = owner;
	        this.T.get(packet.nsp)?._wa(packet, error);
	    }
	    /** @internal */
	    _ia(reason, details, unsent) {
	        const isOpen = this.A.name === "connected";
	        if (!(isOpen && !this.T.size) && !this._Z(({ connected }) => connected)) {
	            if (isOpen)
	                this.I("close", [reason, details]);
	            return this._r(asConnectError(details, reason));
	        }
	        this.$L(details);
	        this._9(this.$H(this._c(details), reason, details, unsent));
	    }
	    // ---- signals
	    /** @internal */
	    $Z() {
	        this.$g = false;
	        this._L();
	        if (this.A.name === "waiting")
	            this._P(this.H.random() * WAKE_SPREAD);
	    }
	    /** @internal */
	    _fa() {
	        if (this.opts.closeOnOffline === false || isLoopback(this._w.hostname))
	            return;
	        this.engine.G("transport close", { description: "network connection lost" });
	    }
	    /** @internal */
	    $7(kept) {
	        // a page that is kept must have no connection; it gets one when it is shown again
	        this.$g = kept;
	        if (kept)
	            this.engine.G("transport close", { description: "page hidden" });
	        else
	            this.engine._pa();
	        const state = this.A;
	        if (state.name === "connecting")
	            this.B.clearTimeout(state.F);
	        if (state.name !== "waiting")
	            return;
	        state._c._B();
	        state._j = Infinity;
	    }
	    /** @internal */
	    _Ga() {
	        if (this.A.name === "connected")
	            this.engine.transport._i();
	    }
	    // ---- the connection
	    get _5() {
	        return `${this._w.hostname}:${this._w.port}`;
	    }
	    /** The one way from a state to another. */
	    K(next) {
	        const state = this.A;
	        this.A = next;
	        if (state.name === "connecting") {
	            this.B.clearTimeout(state.F);
	            this.B.clearTimeout(state.Y);
	        }
	        else if (state.name === "connected")
	            state.$x.destroy?.();
	        else if (state.name === "waiting")
	            state._c._B();
	        else {
	            const { networkEvents, closeOnBeforeunload } = this.opts;
	            const sources = networkEvents ? [networkEvents] : this.H.signals();
	            if (sources.length)
	                this._Ia = watchSignals(sources, !!closeOnBeforeunload, this);
	            this.$u?.(true);
	        }
	        if (next.name === "idle") {
	            this._Ia?.();
	            this.$u?.(false);
	        }
	        return next;
	    }
	    _N(callback) {
	        const { H: _platform, B: _clock, _w: _target, opts } = this;
	        if (opts.withCredentials)
	            this.$w ??= _platform.cookies?.();
	        const { $w: _cookies } = this;
	        const _options = withDefaults(opts, { $w: _cookies });
	        const headers = Object.keys(opts.extraHeaders ?? {}).length && !_platform.sendsHeaders;
	        const first = this.$r >= UNKNOWN_LIMIT && !headers
	            ? "websocket"
	            : opts.rememberUpgrade
	                ? memory.get(this._5)
	                : undefined;
	        const _kinds = orderKinds(this._S, opts.transports, _platform, first);
	        const engine = new Engine({ H: _platform, B: _clock, D: _options, _w: _target, _S: _kinds, E: this });
	        const { timeout } = _options;
	        this.engine = engine;
	        const _timer = _clock.setTimeout(() => {
	            const { transport } = engine;
	            engine.R();
	            this._r(connectError("ERR_CONNECT_TIMEOUT", "transport", "timeout", { transport: transport?.name }));
	        }, timeout);
	        this.K({ name: "connecting", F: _timer, $v: callback });
	        engine._v(timeout / _kinds.length);
	        this._D(this.A, (namespace) => namespace._M("connect()"));
	    }
	    _da() {
	        const { parser } = this.opts;
	        if (!parser) {
	            return new Decoder(this.engine.D, this.B, this);
	        }
	        const decoder = new parser.Decoder();
	        decoder.on("decoded", (packet) => this.$j(checked(packet)));
	        return decoder;
	    }
	    $P(cause, context) {
	        const error = connectError("ERR_PARSE", "transport", `parse error: ${messageOf(cause)}`, { cause, context });
	        this.engine.G("parse error", error);
	    }
	    $j(packet) {
	        if (this._callbacks.size)
	            this.I("packet", [packet]);
	        this.T.get(packet.nsp)?._I(packet);
	    }
	    /** What the next attempt has to know of a connection or an attempt that failed. */
	    $L(details) {
	        if (!(details instanceof ConnectError))
	            return;
	        memory.delete(this._5);
	        if (details.code === "ERR_SESSION_UNKNOWN")
	            this.$r++;
	    }
	    /** An attempt came to nothing: waits for the next, or gives up. */
	    _r(error) {
	        const attempt = this._e.J;
	        const { $v: _callback } = this.A;
	        error.attempt = attempt;
	        this.$L(error);
	        const current = this.K(_callback ? { name: "idle" } : this._c(error));
	        this._D(current, (namespace) => namespace._r(error));
	        this.I("error", [error]);
	        this._9(current, attempt ? error : undefined, !_callback);
	        _callback?.(error);
	    }
	    /** The state that follows: the wait for the next attempt, if there is one. Says so in the error. */
	    _c(error) {
	        const cause = error instanceof ConnectError ? error : undefined;
	        const next = this.$I ? this._e._ea(withDefaults(this.opts), cause) : undefined;
	        const retryIn = this.$g ? Infinity : next;
	        const willRetry = retryIn !== undefined;
	        if (cause)
	            Object.assign(cause, { willRetry, retryIn });
	        if (!willRetry)
	            return { name: "idle" };
	        const _wait = new WallTimer(this.B, () => {
	            const { _s: _early } = this.A;
	            // it may have been switched off meanwhile
	            if (_early || this.opts.reconnection !== false)
	                this.J();
	            else
	                this._9(this.K({ name: "idle" }));
	        });
	        if (retryIn < Infinity)
	            _wait.U(retryIn);
	        return { name: "waiting", _c: _wait, _j: this.B.now() + retryIn };
	    }
	    /** Makes the next attempt before its time: as soon as it may be, and not before `spread` ms have passed. */
	    _P(spread) {
	        const state = this.A;
	        const wait = this._e._P() + spread;
	        if (!wait)
	            return this.J();
	        const now = this.B.now();
	        state._s = true;
	        // the time may have come while the machine slept
	        if (state._j > now && state._j <= now + wait)
	            return;
	        state._j = now + wait;
	        state._c.U(wait);
	    }
	    J() {
	        const attempt = this._e.J;
	        const current = this.A;
	        this._A(current, "reconnect_attempt", attempt);
	        if (this.A === current)
	            this._N();
	    }
	    /** The connection is over; `next` is what follows. */
	    $H(next, reason, details, unsent) {
	        this.K(next);
	        for (const [nsp, namespace] of [...this.T]) {
	            namespace.$9(reason, details, unsent.filter((packet) => packet.nsp === nsp));
	        }
	        this.I("close", [reason, details]);
	        return next;
	    }
	    /** Tells of the reconnection attempt that failed, if it was one, and that no other follows, if so. */
	    _9(state, error, mayGiveUp = true) {
	        const over = mayGiveUp && state.name === "idle" && this.$I;
	        // it is a failure to reconnect only where that is asked for
	        const failed = over && this.opts.reconnection !== false;
	        // the Manager's listeners get these two in this order there
	        if (failed && this.A === state)
	            this.I("reconnect_failed", []);
	        if (error)
	            this._A(state, "reconnect_error", error);
	        if (over)
	            this._D(state, (namespace) => namespace._A(failed ? "reconnect_failed" : undefined));
	    }
	    /** Tells the listeners here, then those of each namespace. */
	    _A(state, event, detail) {
	        if (this.A === state)
	            this.I(event, [detail]);
	        this._D(state, (namespace) => namespace._A(event, detail));
	    }
	    /** Tells each namespace, for as long as the state stays what it was. */
	    _D(state, call) {
	        for (const namespace of [...this.T.values()])
	            if (this.A === state)
	                call(namespace);
	    }
	    /** Does anybody want a connection? The app alone, where there is no namespace. */
	    get $I() {
	        return !this.T.size || this._Z(({ active }) => active);
	    }
	    _Z(test) {
	        return [...this.T.values()].some(test);
	    }
	}

	const http = async (url, body, signal, { extraHeaders, withCredentials }, keepalive) => {
	    const response = await fetch(url, {
	        method: body === undefined ? "GET" : "POST",
	        headers: extraHeaders,
	        body,
	        signal,
	        credentials: withCredentials ? "include" : "same-origin",
	        cache: "no-store",
	        keepalive,
	    });
	    return { status: response.status, text: await response.text() };
	};
	const webSocket = (url, { protocols }, handlers) => {
	    const socket = new WebSocket(url, protocols);
	    // all that a page may know
	    let error;
	    socket.binaryType = "arraybuffer";
	    socket.onopen = () => handlers._oa();
	    socket.onmessage = ({ data }) => handlers._ca(data);
	    socket.onerror = () => {
	        error = "the connection failed";
	    };
	    socket.onclose = (event) => handlers._C({ reason: event.reason, error, event });
	    return socket;
	};
	const webTransport = (url, options) => new WebTransport(url, options);
	const { setTimeout: nativeSet, clearTimeout: nativeClear } = globalThis;
	/** The web's standards, in whichever runtime has them. */
	const browser = {
	    clock: (_, native) => ({
	        now: () => Date.now(),
	        setTimeout: (callback, ms) => ms < Infinity && (native ? nativeSet : setTimeout)(callback, ms),
	        clearTimeout: (timer) => (native ? nativeClear : clearTimeout)(timer),
	    }),
	    random: () => Math.random(),
	    get http() {
	        return typeof fetch === "function" ? http : undefined;
	    },
	    get webSocket() {
	        return globalThis.WebSocket && webSocket;
	    },
	    get webTransport() {
	        return typeof WebTransport === "function" ? webTransport : undefined;
	    },
	    sendsHeaders: false,
	    signals: () => [globalThis, globalThis.document],
	    binaryType: "arraybuffer",
	    location: () => globalThis.location,
	    byteLength: (text) => new TextEncoder().encode(text).length,
	    warn: (text) => console.warn(text),
	    report: (error) => setTimeout(() => {
	        throw error;
	    }),
	};

	const PROBE = "probe";
	/** ms that events from the server may wait for the sake of an upgrade that is about to succeed. */
	const MOMENT = 25;
	const startUpgrade = (clock, timeout, current, candidate, ended) => {
	    // pausing: `3probe` came; the poll in flight is to be answered, then the POST in flight
	    let state = "opening";
	    const cancel = () => {
	        clock.clearTimeout(timer);
	        if (state === "ended")
	            return;
	        if (state === "pausing")
	            current._za();
	        state = "ended";
	        candidate._z();
	    };
	    const fail = (what) => {
	        if (state === "ended")
	            return;
	        cancel();
	        const fields = { transport: candidate.name, cause: what };
	        ended(connectError("ERR_TRANSPORT", "transport", `probe error: ${messageOf(what)}`, fields));
	    };
	    const timer = clock.setTimeout(() => fail("timeout"), timeout);
	    candidate.E = {
	        W() {
	            if (state !== "opening")
	                return;
	            state = "probing";
	            candidate.M([{ type: "ping", data: PROBE }]);
	        },
	        _I({ type, data }) {
	            if (state !== "probing" || type !== "pong" || data !== PROBE)
	                return fail("wrong answer");
	            state = "pausing";
	            current._qa(() => {
	                if (state !== "pausing")
	                    return;
	                state = "ended";
	                clock.clearTimeout(timer);
	                candidate.M([{ type: "upgrade" }]);
	                ended();
	            });
	        },
	        _C: (error) => fail(error ?? "closed"),
	    };
	    current._sa?.(MOMENT);
	    candidate._v();
	    return cancel;
	};

	/** ms between two writes that the server should not read at once. */
	const GAP = 25;
	/** One way to carry Engine.IO packets. */
	class Transport {
	    /** @internal */
	    constructor(session) {
	        /** @internal */ this.S = false;
	        const { _b: _type } = new.target;
	        const { D: _options } = session;
	        this.name = _type;
	        this.P = session;
	        const own = _options.transportOptions?.[_type];
	        this.D = own ? Object.assign(Object.create(_options), own) : _options;
	    }
	    /** Calls back once the server has read what was sent, or may be taken to have; see "Close" in PROTOCOL.md. */
	    $s(callback) {
	        return this.P.B.setTimeout(callback, GAP);
	    }
	    /** Would it pass a packet on without much delay? Volatile events go out only then. */
	    get writable() {
	        return this.N;
	    }
	    /** Ends at once and tells nobody. */
	    _z() {
	        this.S = true;
	        this.Y();
	    }
	    G(error, details) {
	        if (this.S)
	            return;
	        this._z();
	        this.E._C(error, details);
	    }
	    /** Takes what came in as one packet, or ends. */
	    $R(frame) {
	        this._1(decodeFrame(frame, this.P.binaryType));
	    }
	    _1(packet) {
	        if (isBroken(packet))
	            this._t("ERR_PARSE", "parse error", "not an Engine.IO packet");
	        else if (!this.S)
	            this.E._I(packet);
	    }
	    /** The address for a request or connection made now. */
	    _y() {
	        return this.P._y(this.name, this.D);
	    }
	    /** Ends with an error whose message starts with what apps compare with. */
	    _t(code, prefix, cause, fields) {
	        this.G(connectError(code, "transport", `${prefix}: ${messageOf(cause)}`, {
	            type: "TransportError",
	            transport: this.name,
	            url: this._y().split("?")[0],
	            description: fields?.status ?? cause,
	            cause,
	            ...fields,
	        }));
	    }
	    /** Ends with the error that an HTTP answer stands for (PROTOCOL.md, "Error answers"). */
	    $c(prefix, status, text) {
	        const [, digit] = /^{"code":(\d),/.exec(text) ?? [];
	        const code = digit === "1"
	            ? "ERR_SESSION_UNKNOWN"
	            : // Engine.IO 3 begins a payload with its length
	                digit === "5" || (status === 200 && /^\d+:0{/.test(text))
	                    ? "ERR_UNSUPPORTED_PROTOCOL"
	                    : status === 200
	                        ? "ERR_NOT_SOCKETIO"
	                        : "ERR_HTTP_STATUS";
	        const excerpt = `HTTP ${status}: ${text.replace(/\s+/g, " ").slice(0, 80)}`;
	        this._t(code, prefix, excerpt, {
	            status,
	            context: { status, responseText: text },
	            ...(digit && { serverCode: +digit }),
	        });
	    }
	}

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
	        /** ms for which the next poll is put off, once; see {@link _putOff}. */
	        this.$a = 0;
	    }
	    get N() {
	        // while pausing, posts go on for as long as the last poll is out
	        const { name } = this.A;
	        // the last chance: the answer to a POST in flight will not be heard
	        const free = !this._X || this.P._U;
	        return !this.S && free && !!this.P.id && (name === "open" || (name === "pausing" && !!this._k));
	    }
	    _v() {
	        this._W();
	    }
	    M(batch) {
	        const lane = new AbortController();
	        this._X = lane;
	        // a Blob takes a while to read
	        encodeBody(batch, (body) => {
	            this.$S(lane, body, () => {
	                this._X = undefined;
	                this._g();
	                if (this.N)
	                    this.E.W();
	            });
	        });
	    }
	    /** Starts no more polls, and calls back once nothing is under way; goes on sending until the poll is answered. */
	    _qa(done) {
	        this.A = { name: "pausing", $z: done };
	        this._g();
	    }
	    /**
	     * Puts off the poll after the next by `ms`: if an upgrade gets so far in this time, the server has no poll to release, which
	     * it does once in 100 ms only.
	     */
	    _sa(ms) {
	        this.$a = ms;
	    }
	    /** Goes on after {@link _pause}. */
	    _za() {
	        if (this.A.name !== "pausing" || this.S)
	            return;
	        this.A = { name: "open" };
	        if (!this._k)
	            this._W();
	        if (this.N)
	            this.E.W();
	    }
	    _i() {
	        this.A = { name: "closing", $T: false };
	        this._g();
	    }
	    Y() {
	        this.P.B.clearTimeout(this.F);
	        for (const lane of [this._k, this._X]) {
	            lane?.abort();
	            this.P.B.clearTimeout(lane?.F);
	        }
	    }
	    /** Does what the state waits for, if no request is in its way. */
	    _g() {
	        const state = this.A;
	        if (this._X)
	            return;
	        if (state.name === "pausing" && !this._k) {
	            state.$z?.();
	            state.$z = undefined;
	        }
	        else if (state.name === "closing") {
	            if (!state.$T) {
	                state.$T = true;
	                this.M([{ type: "close" }]);
	            }
	            else if (!this._k)
	                this.G();
	            // some servers never release the poll of a session that is over
	            else
	                this.F = this.P.B.setTimeout(() => this.G(), GRACE);
	        }
	    }
	    _W() {
	        const lane = new AbortController();
	        this._k = lane;
	        const { id } = this.P;
	        this.$S(lane, undefined, (text) => {
	            // no packet at all: it is not a server of ours that answers
	            if (!this.P.id && !/^[0-6b]/.test(text))
	                return this.$c("xhr poll error", 200, text);
	            for (const frame of text.split(SEPARATOR)) {
	                this.$R(frame);
	                // nothing after a bad packet is processed
	                if (this.S)
	                    return;
	            }
	            this._k = undefined;
	            if (this.A.name !== "open")
	                return this._g();
	            const delay = this.$a;
	            if (!id || !delay)
	                return this._W();
	            this.$a = 0;
	            this.F = this.P.B.setTimeout(() => {
	                if (this.A.name === "open" && !this._k)
	                    this._W();
	            }, delay);
	        });
	    }
	    $S(lane, body, answered) {
	        const { H: _platform, B: _clock, _U: _parting } = this.P;
	        const { requestTimeout } = this.D;
	        const post = body !== undefined;
	        const prefix = `xhr ${post ? "post" : "poll"} error`;
	        const fail = (error) => this._t("ERR_TRANSPORT", prefix, error);
	        if (requestTimeout)
	            lane.F = _clock.setTimeout(() => fail("timeout"), requestTimeout);
	        _platform.http(this._y(), body, lane.signal, this.D, _parting).then(({ status, text }) => {
	            _clock.clearTimeout(lane.F);
	            if (this.S)
	                return;
	            // a page in place of an answer, from a portal or proxy, must not pass for an "ok"
	            if (status !== 200 || /^\s*</.test(text))
	                this.$c(prefix, status, text);
	            else
	                answered(text);
	        }, fail);
	    }
	}

	/** Each Engine.IO packet is one WebSocket frame. */
	class WebSocketTransport extends Transport {
	    constructor() {
	        super(...arguments);
	        this.N = false;
	    }
	    get writable() {
	        return this.N && this._K.bufferedAmount < this.D.highWaterMark;
	    }
	    _v() {
	        const { H: _platform, B: _clock } = this.P;
	        try {
	            this._K = _platform.webSocket(this._y(), this.D, this);
	        }
	        catch (error) {
	            // in a later turn, as any other failure
	            _clock.setTimeout(() => this._t("ERR_TRANSPORT", "websocket error", error), 0);
	        }
	    }
	    /** @internal */
	    _oa() {
	        if (this.S)
	            return;
	        this.N = true;
	        this.E.W();
	    }
	    /** @internal */
	    _ca(data) {
	        if (!this.S)
	            this.$R(data);
	    }
	    M(batch) {
	        const socket = this._K;
	        if (this.D.forceBase64) {
	            this.N = false;
	            encodeBody(batch, (body) => {
	                if (this.S)
	                    return;
	                for (const frame of body.split(SEPARATOR))
	                    socket.send(frame, true);
	                this.N = true;
	                this.E.W();
	            });
	        }
	        else
	            for (const packet of batch)
	                socket.send(encodeFrame(packet), packet.options?.compress !== false);
	    }
	    $s(callback) {
	        const socket = this._K;
	        if (!socket.ping)
	            return super.$s(callback);
	        socket.ping(callback);
	        return true;
	    }
	    _i() {
	        this.N = false;
	        this._K.close();
	    }
	    Y() {
	        const socket = this._K;
	        this.N = false;
	        (socket?.terminate ?? socket?.close)?.call(socket);
	    }
	    /** @internal */
	    _C({ reason, error, status, body = "", event, unreachable }) {
	        const prefix = "websocket error";
	        if (status)
	            this.$c(prefix, status, body);
	        else if (error)
	            this._t("ERR_TRANSPORT", prefix, reason || error, {
	                context: event,
	                ...(unreachable && { _Ha: true }),
	            });
	        else
	            this.G(undefined, { description: "websocket connection closed", context: event });
	    }
	}

	/** One bidirectional stream, on which each packet follows a header with its length (PROTOCOL.md, "WebTransport"). */
	class WebTransportTransport extends Transport {
	    constructor() {
	        super(...arguments);
	        this.N = false;
	    }
	    _v() {
	        this._Aa().then(() => this.G(undefined, { description: "webtransport connection closed" }), (error) => this._t("ERR_TRANSPORT", "webtransport error", error));
	    }
	    /** Reads until the stream ends. */
	    async _Aa() {
	        const { H: _platform, D: _options, id, binaryType } = this.P;
	        const { webtransport } = (_options.transportOptions ?? {});
	        const transport = _platform.webTransport(this._y(), webtransport);
	        this._Fa = transport;
	        // what breaks it breaks the stream as well
	        transport.closed.catch(() => { });
	        await transport.ready;
	        const stream = await transport.createBidirectionalStream();
	        const encoder = createPacketEncoderStream();
	        encoder.readable.pipeTo(stream.writable).catch(() => { });
	        this._Ma = encoder.writable.getWriter();
	        const decoder = createPacketDecoderStream(_options.maxAttachmentBytes, binaryType);
	        const reader = stream.readable.pipeThrough(decoder).getReader();
	        // the client speaks first
	        this.M([{ type: "open", ...(id && { data: JSON.stringify({ sid: id }) }) }]);
	        while (!this.S) {
	            const { done, value } = await reader.read();
	            if (done)
	                break;
	            this._1(value);
	        }
	    }
	    M(batch) {
	        this.N = false;
	        Promise.all(batch.map((packet) => this._Ma.write(packet))).then(() => {
	            if (this.S)
	                return;
	            this.N = true;
	            this.E.W();
	        }, 
	        // the reader tells of the end
	        () => { });
	    }
	    _i() {
	        this.Y();
	        this.G();
	    }
	    Y() {
	        this.N = false;
	        this._Fa?.close();
	    }
	}

	/** The transports with what belongs to each: how a session moves on from polling comes with polling. */
	/** HTTP long-polling, with the upgrade from it. */
	const polling = /* @__PURE__ */ Object.assign(Polling, {
	    _b: "polling",
	    $i: "http",
	    _2: startUpgrade,
	});
	/** WebSocket. */
	const websocket = /* @__PURE__ */ Object.assign(WebSocketTransport, {
	    _b: "websocket",
	    $i: "webSocket",
	});
	/** WebTransport, over HTTP/3; where the runtime has it. */
	const webtransport = /* @__PURE__ */ Object.assign(WebTransportTransport, {
	    _b: "webtransport",
	    $i: "webTransport",
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
	const io = /* @__PURE__ */ bindIo(Manager, browser);

	/** Entry for the script tag: global `io`, with what makes sockets on it. */
	const global = Object.assign(io, { protocol });

	return global;

})();
//# sourceMappingURL=holdfast.js.map
