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
        this._report = report;
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
    _call(event, args) {
        callAll(super.listeners(nameOf(event)), this, args, this._report);
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
        super(link._platform.report);
        /** Events that wait to be sent; may be emptied or replaced, in a `connect` listener at the latest. */
        this.sendBuffer = [];
        /** Events that came before `connect` was emitted. */
        this.receiveBuffer = [];
        /** @internal Events whose acknowledgement is due, by ack id. */
        this._acks = new Map();
        /** @internal */ this._nextId = 0;
        /** @internal */ this._state = { name: "idle" };
        /** @internal The state that listeners were told last. */
        this._shown = "disconnected";
        this.nsp = nsp;
        this.auth = options.auth;
        this.lifecycle = new TypedEmitter(this._report);
        this._any = new TypedEmitter(this._report);
        this._link = link;
        this._options = options;
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
    _leave(name, end, event, ...details) {
        const doomed = [...this._acks.values()].filter(({ _sent, _promised }) => _sent || (end && _promised));
        this._enter({ name }, event ?? "disconnect()");
        if (end)
            this._link._unwanted();
        if (event)
            this._tell(event, ...details);
        for (const packet of doomed)
            this._drop(packet, disconnected(packet._sent ? "unknown" : "not-sent"));
    }
    _connect() {
        const state = this._state;
        if (state.name === "leaving")
            state.name = "joining";
        else if (state.name === "idle")
            this._enter({ name: "waiting" }, "connect()");
        if (state.name !== "joined")
            this._link._wanted(this);
    }
    _disconnect() {
        const state = this._state;
        if (!this.active)
            return;
        if (state.name === "joining" && state._sent) {
            // the server has yet to answer, and takes no DISCONNECT before it did
            state.name = "leaving";
            this._changed("disconnect()");
            this._dropPromised();
        }
        else if (this.connected) {
            // in a listener of `connect` it still waits
            this._flush();
            this._send(DISCONNECT);
            this._leave("idle", true, "disconnect", "io client disconnect");
        }
        else
            this._leave("idle", true);
    }
    /** @internal */
    _linkOpen() {
        if (this._state.name !== "waiting")
            return;
        const joining = this._enter({ name: "joining", _timer: undefined, _sent: false }, "connect()");
        const { _clock, _joinTimeout } = this._link;
        const fail = (error) => {
            if (this._state !== joining)
                return;
            if (joining.name === "leaving")
                this._leave("idle", true);
            else if (this._link._joinFailed(error))
                this._tellFailure(error);
        };
        const authFailed = (cause) => fail(connectError("ERR_AUTH", "auth", `auth: ${messageOf(cause)}`, { cause }));
        joining._timer = _clock.setTimeout(() => authFailed("timeout"), _joinTimeout);
        askAuth(this.auth, this)
            .then((data) => {
            if (this._state !== joining)
                return;
            this._send(CONNECT, data ?? undefined);
            joining._sent = true;
            _clock.clearTimeout(joining._timer);
            const error = connectError("ERR_CONNECT_TIMEOUT", "namespace", "timeout");
            joining._timer = _clock.setTimeout(() => fail(error), _joinTimeout);
        })
            .catch(authFailed);
    }
    /** @internal */
    _packet({ type, id, data }) {
        const state = this._state;
        if (type === EVENT)
            this._onEvent(data, id);
        else if (type === ACK)
            this._acks.get(id)?._settle?.(null, data);
        else if (type === DISCONNECT) {
            if (this.connected)
                this._leave("idle", true, "disconnect", "io server disconnect");
        }
        else if (state.name === "leaving") {
            if (type === CONNECT)
                this._send(DISCONNECT);
            this._leave("idle", true);
        }
        else if (state.name === "joining" && state._sent) {
            const { sid, message = "refused", data: more, } = (typeof data === "string" ? { message: data } : (data ?? {}));
            if (type === CONNECT && typeof sid === "string")
                return this._joined(sid);
            const [code, text] = type === CONNECT
                ? ["ERR_UNSUPPORTED_PROTOCOL", "the server is Socket.IO 2"]
                : ["ERR_REFUSED", `${message}`];
            const refusal = connectError(code, "namespace", text, { willRetry: false, data: more });
            this._leave("idle", true, "connect_error", refusal);
        }
        // else nobody asked, or it is a second answer
    }
    _joined(sid) {
        this.id = sid;
        const attempt = this._link._joined();
        const joined = this._enter({ name: "joined", _ready: false }, "connect");
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
        this._dropPromised();
    }
    /** @internal */
    _linkLost(reason, details, unsent) {
        const { name } = this._state;
        this.receiveBuffer = [];
        for (const packet of unsent)
            packet._sent = false;
        const events = unsent.filter(({ type }) => type === EVENT);
        this.sendBuffer = [...events, ...this.sendBuffer];
        for (const packet of events)
            if (packet._volatile)
                this._drop(packet, disconnected("not-sent"));
        if (name === "joined")
            this._leave("waiting", false, "disconnect", reason, details);
        else
            this._attemptFailed(asConnectError(details, reason));
    }
    /** @internal */
    _attemptFailed(error) {
        const { active } = this;
        this._enter({ name: active ? "waiting" : "idle" }, "connect_error");
        if (active)
            this._tellFailure(error);
    }
    // ---- telling the app
    /** @internal */
    _announce(event, detail) {
        if (!this.active)
            return;
        if (detail)
            this._tell(event, detail);
        else
            this._leave("waiting", true, event);
    }
    _tellFailure(error) {
        if (error.code === "ERR_CONNECT_TIMEOUT")
            this._tell("connect_timeout", error);
        this._tell("connect_error", error);
    }
    /** Calls the listeners of a reserved event. */
    _tell(event, ...details) {
        this._link._telling++;
        this._call(event, details);
        this.lifecycle._call(event, details);
        this._link._telling--;
    }
    /** @internal */
    _changed(cause) {
        const from = this._shown;
        const to = this.state;
        this._shown = to;
        if (from !== to)
            this.lifecycle._call("state_change", [{ from, to, cause }]);
    }
    // ---- events to the server
    /** Sends an event, or keeps it until it can be sent. A function at the end of `args` is called with the acknowledgement. */
    _submit({ volatile, timeout = this._options.ackTimeout }, args, promised) {
        if (isReserved(args[0])) {
            throw new HoldfastError("ERR_RESERVED_EVENT", `"${args[0]}" is a reserved event name`);
        }
        const { _clock } = this._link;
        const callback = typeof args.at(-1) === "function" && args.pop();
        const packet = { type: EVENT, nsp: this.nsp, data: args };
        if (callback)
            packet.id = this._nextId;
        // what can fail by the app's data fails here, before anything is registered
        packet._frames = encode(packet);
        if (volatile)
            packet._volatile = volatile;
        if (callback) {
            const id = this._nextId++;
            packet._promised = promised || timeout != null;
            const timer = timeout != null &&
                _clock.setTimeout(() => {
                    const delivery = packet._sent ? "unknown" : "not-sent";
                    this._drop(packet, new HoldfastError("ERR_ACK_TIMEOUT", "operation has timed out", { delivery }));
                }, timeout);
            packet._settle = (error, answer = []) => {
                if (!this._acks.delete(id))
                    return;
                _clock.clearTimeout(timer);
                if (packet._promised)
                    answer = [error, ...answer];
                else if (error)
                    return;
                callAll([callback], this, answer, this._report);
            };
            this._acks.set(id, packet);
        }
        const alive = this.connected && this._link._alive();
        if (volatile && !this._link._writable)
            this._drop(packet, disconnected("not-sent"));
        else if (alive && this._state._ready)
            this._transmit(packet);
        else
            this.sendBuffer.push(packet);
    }
    /** Sends what waited. */
    _flush() {
        for (const packet of this.sendBuffer.splice(0))
            this._transmit(packet);
    }
    _transmit(packet) {
        packet._sent = true;
        this._link._send(packet);
    }
    /** Sends a packet that is not an event. */
    _send(type, data, id) {
        const packet = { type, nsp: this.nsp, data, id };
        packet._frames = encode(packet);
        this._link._send(packet, type === DISCONNECT);
    }
    /** The packet is settled; if it was not sent yet, it will not be. */
    _drop(packet, cause) {
        packet._settle?.(cause);
        if (packet._sent)
            return;
        this.sendBuffer = this.sendBuffer.filter((other) => other !== packet);
        const [event, ...args] = packet.data;
        this.lifecycle._call("dropped", [{ event, args, cause, delivery: cause.delivery }]);
    }
    /** Settles what waits and promised an outcome: it will not be sent. */
    _dropPromised() {
        for (const packet of [...this._acks.values()]) {
            if (packet._promised && !packet._sent)
                this._drop(packet, disconnected("not-sent"));
        }
    }
    // ---- events from the server
    _onEvent(args, id) {
        const state = this._state;
        if (id !== undefined)
            args.push(this._answer(id));
        if (state.name === "joined" && state._ready)
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
        this._any._call("any", args);
        // a name of ours never reaches those who listen to us
        if (!isAdded(args[0]))
            this._call(args[0], args.slice(1));
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
        /** @internal */ this._flags = {};
        this.io = io;
        this._self = this;
    }
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
     * Sends an event, or buffers it until the socket is connected. A function as last argument is called with the
     * acknowledgement; with `timeout()` or `ackTimeout` it takes an error first, and is called in any case.
     *
     * Throws `ERR_RESERVED_EVENT` for a name that is reserved and `ERR_ENCODE` for data that can't be sent, and has then done
     * nothing.
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
     * `ERR_DISCONNECTED` when the connection is lost or left, or what {@link emit} throws; `error.delivery` says whether
     * the event may have arrived.
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
    /** Calls `listener` with every event that comes in, its name first. */
    onAny(listener) {
        this._any.on("any", listener);
        return this;
    }
    /** Removes a listener of {@link onAny}, or all. */
    offAny(listener) {
        if (listener)
            this._any.off("any", listener);
        else
            this._any.off();
        return this;
    }
    /** The listeners of {@link onAny}. */
    listenersAny() {
        return this._any.listeners("any");
    }
    _view(flags) {
        const view = Object.create(this);
        view._flags = { ...this._flags, ...flags };
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
    const own = given.forceNew || given.multiplex === false || manager?._namespaces.has(nsp);
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
        return i && (packet._alone || queue[0]._alone || (maxPayload && bytes > maxPayload + 1));
    });
    return end < 0 ? queue.length : end;
};

/** ms that a session has to send what is queued and to say goodbye. */
const CLOSE_TIMEOUT = 5000;
/** The transport manager: one Engine.IO session, from the handshake over an upgrade to the close. */
class Engine extends TypedEmitter {
    /** @internal */
    constructor(init) {
        super(init._platform.report);
        /** Packets not yet handed to the transport. */
        this.writeBuffer = [];
        /** @internal */ this._state = { name: "opening" };
        Object.assign(this, init);
        this.binaryType = init._platform.binaryType;
        const transport = init._kinds[0]?._create(this);
        if (transport) {
            transport._sink = this;
            this.transport = transport;
        }
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
            // what is sent next must not meet at the server what was sent last
            this._rest();
            this._tell("forced close", undefined, []);
        }
        return this;
    }
    // ---- for the Manager
    /** @internal */
    _open() {
        if (this.transport)
            return this.transport._open();
        const error = connectError("ERR_NO_TRANSPORT", "transport", "no usable transport");
        this._clock.setTimeout(() => this._end("transport error", error), 0);
    }
    /** @internal Closes, and tells its sink nothing more. */
    _leave() {
        this._sink = undefined;
        this.close();
    }
    /** @internal Would a packet go out without much delay? */
    get _writable() {
        return this._state.name === "open" && this.transport.writable;
    }
    /** @internal Queues the frames of one Socket.IO packet. */
    _write(frames, owner, alone) {
        for (const data of frames) {
            const packet = { type: "message", data };
            // on the first frame: once that is handed over, the packet is
            if (data === frames[0])
                packet._owner = owner;
            if (alone)
                packet._alone = alone;
            this._push(packet);
        }
        this._flush();
    }
    /** @internal Is the session open, and was its last ping not too long ago by the wall clock? */
    _alive() {
        if (this._clock.now() >= this._state._due)
            this._end("ping timeout");
        return this._state.name === "open";
    }
    /** @internal Ends the session at once: nothing more is sent. */
    _end(reason, details) {
        const { name } = this._state;
        if (name === "closed")
            return;
        this._enter({ name: "closed" });
        this.transport?._abort();
        if (name !== "closing")
            this._tell(reason, details, this.writeBuffer.splice(0).flatMap(({ _owner }) => _owner ?? []));
    }
    /** The one way from a state to another. */
    _enter(next) {
        const { _cancel, _gap, _timer } = this._state;
        this._state = next;
        this._clock.clearTimeout(_gap);
        this._clock.clearTimeout(_timer);
        // gives polling its lanes back, if an upgrade had paused it
        _cancel?.();
    }
    // ---- for the transport
    /** @internal */
    _url(name) {
        return requestUrl(this._target, this._options, name, this.id, this._platform.random);
    }
    /** @internal */
    _ready() {
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
        const state = this._state;
        if (state.name === "opening")
            return this._shakeHands(packet);
        if (state.name !== "open")
            return;
        this._notify("packet", packet);
        const { type, data = "" } = packet;
        if (type === "message") {
            this._sink?._onMessage(data);
        }
        else if (type === "ping") {
            this._beat();
            this._push({ type: "pong" });
            this._flush();
            this._sink?._onPing();
            this._notify("ping");
            this._notify("pong");
        }
        else if (type === "close") {
            this._end("transport close", { description: "closed by the server" });
        }
        // a second `open`, a `pong` or `upgrade` nobody asked for, and `noop` change nothing
    }
    // ---- opening and upgrading
    _shakeHands(packet) {
        try {
            const handshake = parseHandshake(packet);
            const { sid, upgrades, pingInterval, pingTimeout } = handshake;
            this.id = sid;
            this._enter({ name: "open", _handshake: handshake, _period: pingInterval + pingTimeout });
            this._beat();
            this._notify("packet", packet);
            this._notify("open");
            this._upgrade(upgrades);
            this._sink?._onOpen();
            this._flush();
        }
        catch (cause) {
            this._end("parse error", connectError("ERR_PARSE", "handshake", "parse error: invalid handshake", {
                cause,
                transport: this.transport.name,
            }));
        }
    }
    /** A ping came, or the session began; nothing else moves the deadline. */
    _beat() {
        const state = this._state;
        this._clock.clearTimeout(state._timer);
        state._due = this._clock.now() + state._period;
        state._timer = this._clock.setTimeout(() => this._end("ping timeout"), state._period);
    }
    _upgrade(offered) {
        const state = this._state;
        const start = this._kinds[0]._upgrade;
        const kind = this._kinds.find(({ name }) => offered.includes(name));
        if (!start || !kind || this._options.upgrade === false || state.name !== "open")
            return;
        const current = this.transport;
        const candidate = kind._create(this);
        this._notify("upgrading", candidate);
        state._cancel = start(this._clock, this._options.upgradeTimeout, current, candidate, (error) => {
            state._cancel = undefined;
            if (error)
                return this._notify("upgradeError", error);
            current._abort();
            candidate._sink = this;
            this.transport = candidate;
            this._notify("upgrade", candidate);
            this._flush();
        });
    }
    // ---- writing
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
        const alone = queue[0] ? queue[0]._alone : name === "closing";
        if (alone && !rested)
            return this._rest();
        if (!queue[0])
            return alone ? transport._close() : undefined;
        const max = transport.name === "polling" ? _handshake.maxPayload : 0;
        this.writeBuffer = queue.splice(batchLength(queue, max, this._platform.byteLength));
        transport._send(queue);
        if (alone)
            this._rest();
        else
            this._flush();
    }
    /** Waits until the server has read what was sent. */
    _rest() {
        const state = this._state;
        state._gap = this.transport._whenRead(() => {
            if (this._state !== state)
                return;
            state._gap = undefined;
            this._flush(true);
        });
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
        this._attempt = 0;
        /** Doublings of the delay; outlives a connection that did not last. */
        this._step = 0;
        this._clock = clock;
        this._random = random;
    }
    /** The app connects: all starts over. */
    _reset() {
        this._attempt = this._step = 0;
        this._joinedAt = undefined;
    }
    /** A namespace was joined. Returns the attempt that led to it. */
    _joined() {
        const attempt = this._attempt;
        this._joinedAt ??= this._clock.now();
        this._attempt = 0;
        return attempt;
    }
    /** The attempt failed or the connection is lost: ms until the next attempt, or `undefined` for none. */
    _next(options) {
        if (this._clock.now() - (this._joinedAt ?? Infinity) >= options.minUptime)
            this._step = 0;
        this._joinedAt = undefined;
        if (options.reconnection === false || this._attempt >= options.reconnectionAttempts)
            return;
        this._attempt++;
        return backoffDelay(options, this._step++, this._random);
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
        /** @internal */ this._namespaces = new Map();
        /** @internal */ this._state = { name: "idle" };
        /** @internal */ this._telling = 0;
        // a copy, so that the app's own object is never written to
        this.opts = { ...(typeof url === "object" ? url : options) };
        this._target = parseTarget(typeof url === "string" ? url : "", platform.location());
        this._platform = platform;
        this._kinds = kinds;
        this._clock = platform.clock(!!this.opts.autoUnref);
        this._controller = new ReconnectionController(this._clock, platform.random);
        if (this.opts.autoConnect !== false)
            this.open();
    }
    /** `"idle"`, `"connecting"`, `"connected"` or `"waiting"` (for the next attempt). */
    get state() {
        return this._state.name;
    }
    /**
     * Connects, if there is no connection and none is being made; a wait for reconnection it cuts short.
     */
    open() {
        const state = this._state;
        if (state.name === "idle") {
            this._controller._reset();
            this._connect();
        }
        else if (state.name === "waiting" && !this._telling)
            this._attempt();
        else if (state.name === "connecting") {
            this._clock.clearTimeout(state._release);
            state._release = undefined;
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
        let socket = this._namespaces.get(name);
        if (!socket) {
            socket = new Socket$1(this, name, { ...this.opts, ...options });
            this._namespaces.set(name, socket);
        }
        return this.opts.autoConnect === false ? socket : socket.connect();
    }
    /** @internal Closes the connection, or stops trying to get one. */
    _close() {
        if (this._state.name === "idle")
            return;
        this.engine._leave();
        this._lose({ name: "idle" }, "forced close", undefined, []);
    }
    // ---- for the namespaces
    get _joinTimeout() {
        return withDefaults(this.opts).timeout;
    }
    get _reconnecting() {
        return this._state.name === "idle" ? undefined : this._controller._attempt > 0;
    }
    get _writable() {
        return this._state.name === "connected" && this.engine._writable;
    }
    /** @internal */
    _alive() {
        return this._state.name === "connected" && this.engine._alive();
    }
    /** @internal */
    _send(packet, alone = false) {
        if (this._state.name !== "connected")
            return;
        this.engine._write(packet._frames, packet, alone);
    }
    /** @internal */
    _wanted(namespace) {
        if (this._state.name === "connected")
            namespace._linkOpen();
        else
            this.open();
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
        return this._controller._joined();
    }
    /** @internal */
    _joinFailed(error) {
        if (this._some((namespace) => namespace.connected))
            return true;
        this.engine._leave();
        this._attemptFailed(error);
        return false;
    }
    // ---- for the Engine
    /** @internal */
    _onOpen() {
        const attempt = this._controller._attempt;
        const { _release } = this._state;
        const current = this._enter({ name: "connected", _decode: createDecoder((packet) => this._onPacket(packet)) });
        this._call("open", []);
        this._each(current, (namespace) => namespace._linkOpen());
        if (attempt && this._state === current)
            this._call("reconnect", [attempt]);
        if (_release)
            this._unwanted();
    }
    /** @internal */
    _onPing() {
        this._call("ping", []);
    }
    /** @internal */
    _onMessage(data) {
        if (this._state.name !== "connected")
            return;
        try {
            this._state._decode(data);
        }
        catch (cause) {
            this.engine._end("parse error", connectError("ERR_PARSE", "transport", `parse error: ${messageOf(cause)}`, { cause, context: data }));
        }
    }
    /** @internal */
    _onClose(reason, details, unsent) {
        if (!this._some(({ connected }) => connected)) {
            if (this._state.name === "connected")
                this._call("close", [reason, details]);
            return this._attemptFailed(asConnectError(details, reason));
        }
        this._gaveUp(this._lose(this._wait(details), reason, details, unsent));
    }
    // ---- the connection
    /** The one way from a state to another. */
    _enter(next) {
        const state = this._state;
        this._clock.clearTimeout(state._timer);
        if (state.name === "connecting")
            this._clock.clearTimeout(state._release);
        this._state = next;
        return next;
    }
    _connect() {
        const _options = withDefaults(this.opts);
        const kinds = this._kinds.filter((kind) => this._platform[kind._needs]);
        const _kinds = _options.transports?.flatMap((asked) => kinds.filter(({ name }) => name === asked)) ?? kinds;
        const { _platform, _clock, _target } = this;
        const engine = new Engine({ _platform, _clock, _options, _target, _kinds, _sink: this });
        this.engine = engine;
        const _timer = this._clock.setTimeout(() => {
            engine._leave();
            this._attemptFailed(connectError("ERR_CONNECT_TIMEOUT", "transport", "timeout", { transport: engine.transport.name }));
        }, _options.timeout);
        this._enter({ name: "connecting", _timer });
        engine._open();
        this._each(this._state, (namespace) => namespace._changed("connect()"));
    }
    _onPacket(packet) {
        if (this._callbacks.size)
            this._call("packet", [packet]);
        this._namespaces.get(packet.nsp)?._packet(packet);
    }
    /** An attempt came to nothing: waits for the next, or gives up. */
    _attemptFailed(error) {
        const attempt = this._controller._attempt;
        error.attempt = attempt;
        const current = this._enter(this._wait(error));
        this._call("error", [error]);
        this._each(current, (namespace) => namespace._attemptFailed(error));
        if (attempt)
            this._announce(current, "reconnect_error", error);
        this._gaveUp(current);
    }
    /** The state that follows: the wait for the next attempt, if there is one. Says so in the error. */
    _wait(error) {
        const retryIn = this._needed ? this._controller._next(withDefaults(this.opts)) : undefined;
        const willRetry = retryIn !== undefined;
        if (error instanceof ConnectError)
            Object.assign(error, { willRetry, retryIn });
        return willRetry
            ? { name: "waiting", _timer: this._clock.setTimeout(() => this._attempt(), retryIn) }
            : { name: "idle" };
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
        this._call("close", [reason, details]);
        for (const [nsp, namespace] of [...this._namespaces]) {
            namespace._linkLost(reason, details, unsent.filter((packet) => packet.nsp === nsp));
        }
        return next;
    }
    /** Says so, if no attempt follows. It is a failure to reconnect only where that is asked for. */
    _gaveUp(state) {
        if (state.name !== "idle" || !this._needed)
            return;
        if (this.opts.reconnection === false)
            this._each(state, (namespace) => namespace._announce());
        else
            this._announce(state, "reconnect_failed");
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
        return [...this._namespaces.values()].some(test);
    }
}

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
        headers: { Accept: "*/*", ...options.extraHeaders, ...post },
        signal,
    });
    request.on("error", reject);
    request.on("response", (response) => {
        const chunks = [];
        response.on("data", (chunk) => chunks.push(chunk));
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
const webSocket = (url, options, handlers) => {
    const socket = new ws.WebSocket(url, options.protocols ?? [], {
        ...connectOptions(options),
        headers: { ...options.extraHeaders },
        perMessageDeflate: options.perMessageDeflate ?? false,
    });
    let failure = {};
    socket.on("open", () => {
        if (options.autoUnref)
            rawSocket(socket)?.unref();
        handlers.open();
    });
    socket.on("message", (data, isBinary) => handlers.message(isBinary ? data : data.toString()));
    socket.on("unexpected-response", (request, response) => {
        failure = { status: response.statusCode, body: "" };
        response.setEncoding("utf8");
        response.on("data", (chunk) => {
            failure.body += chunk;
        });
        response.on("close", () => {
            request.destroy();
            socket.terminate();
        });
    });
    socket.on("error", (error) => {
        failure.error ??= error;
    });
    socket.on("close", (code, reason) => handlers.close({ reason: reason.toString(), event: { code }, ...failure }));
    let corked = false;
    /** One write to the kernel for all that is sent in this turn. */
    const cork = () => {
        const raw = rawSocket(socket);
        if (corked || !raw)
            return;
        corked = true;
        raw.cork();
        process.nextTick(() => {
            corked = false;
            raw.uncork();
        });
    };
    return {
        get bufferedAmount() {
            return socket.bufferedAmount;
        },
        send(data, compress) {
            cork();
            socket.send(data, { compress });
        },
        close: () => socket.close(),
        ping(answered) {
            socket.once("pong", answered);
            socket.ping();
        },
        terminate: () => socket.terminate(),
    };
};
/** Node and Bun: `node:http` and `ws`. */
const node = {
    clock: (unref) => ({
        now: () => Date.now(),
        setTimeout(callback, ms) {
            if (ms === Infinity)
                return;
            const timer = setTimeout(callback, ms);
            // a fake clock's timers may lack it
            if (unref)
                timer.unref?.();
            return timer;
        },
        clearTimeout: (timer) => clearTimeout(timer),
    }),
    random: () => Math.random(),
    http,
    webSocket,
    binaryType: "nodebuffer",
    // where Node imitates a page (jsdom), it has an address
    location: () => globalThis.location,
    byteLength: (text) => Buffer.byteLength(text),
    report: (error) => process.nextTick(() => {
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
            current._resume();
        state = "ended";
        candidate._abort();
    };
    const fail = (what) => {
        if (state === "ended")
            return;
        cancel();
        const fields = { transport: candidate.name, cause: what };
        ended(connectError("ERR_TRANSPORT", "transport", `probe error: ${messageOf(what)}`, fields));
    };
    const timer = clock.setTimeout(() => fail("timeout"), timeout);
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
        _closed: (error) => fail(error ?? "closed"),
    };
    candidate._open();
    return cancel;
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
    engine_ioParser.encodePacket(packet, true, (encoded) => {
        frame = encoded;
    });
    return frame;
};
/** Packets as the body of one POST. Calls back later where that takes reading a Blob. */
const encodeBody = (packets, callback) => engine_ioParser.encodePayload(packets, callback);
/** The packet in a frame, or `undefined` where there is none. */
const decodeFrame = (frame, binaryType) => {
    const packet = engine_ioParser.decodePacket(frame, binaryType);
    return packet.type === "error" ? undefined : packet;
};

/** ms between two writes that the server should not read at once. */
const GAP = 25;
/** One way to carry Engine.IO packets. */
class Transport {
    constructor(session) {
        this._over = false;
        this._session = session;
    }
    /** Calls back once the server has read what was sent, or may be taken to have; see "Close" in PROTOCOL.md. */
    _whenRead(callback) {
        return this._session._clock.setTimeout(callback, GAP);
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
        const packet = decodeFrame(frame, this._session.binaryType);
        if (packet)
            this._sink._packet(packet);
        else
            this._fail("ERR_PARSE", "parse error", "not an Engine.IO packet");
    }
    /** Ends with an error whose message starts with what apps compare with. */
    _fail(code, prefix, cause, fields) {
        this._end(connectError(code, "transport", `${prefix}: ${messageOf(cause)}`, {
            type: "TransportError",
            transport: this.name,
            description: fields?.status ?? cause,
            cause,
            ...fields,
        }));
    }
    /** Ends with the error that an HTTP answer stands for: a status, or, with 200, something that is no answer of a session. */
    _failHttp(prefix, status, text) {
        this._fail(status === 200 ? "ERR_NOT_SOCKETIO" : "ERR_HTTP_STATUS", prefix, `HTTP ${status}: ${text.replace(/\s+/g, " ").slice(0, 80)}`, { status, context: text });
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
        this._state = { name: "open" };
    }
    get _idle() {
        // while pausing, posts go on for as long as the last poll is out
        const { name } = this._state;
        return !this._over && !this._post && !!this._session.id && (name === "open" || (name === "pausing" && !!this._get));
    }
    _open() {
        this._poll();
    }
    _send(batch) {
        const lane = new AbortController();
        this._post = lane;
        // a Blob takes a while to read
        encodeBody(batch, (body) => {
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
    /** Goes on after {@link _pause}. */
    _resume() {
        if (this._state.name !== "pausing" || this._over)
            return;
        this._state = { name: "open" };
        if (!this._get)
            this._poll();
        if (this._idle)
            this._sink._ready();
    }
    _close() {
        this._state = { name: "closing", _said: false };
        this._settle();
    }
    _release() {
        this._get?.abort();
        this._post?.abort();
    }
    /** Does what the state waits for, if no request is in its way. */
    _settle() {
        const state = this._state;
        if (this._post)
            return;
        if (state.name === "pausing" && !this._get) {
            state._done?.();
            state._done = undefined;
        }
        else if (state.name === "closing") {
            if (!state._said) {
                state._said = true;
                this._send([{ type: "close" }]);
            }
            else if (!this._get)
                this._end();
        }
    }
    _poll() {
        const lane = new AbortController();
        this._get = lane;
        this._request(lane, undefined, (text) => {
            // no packet at all: it is not a server of ours that answers
            if (!this._session.id && !/^[0-6b]/.test(text))
                return this._failHttp("xhr poll error", 200, text);
            for (const frame of text.split(SEPARATOR)) {
                this._receive(frame);
                // nothing after a bad packet is processed
                if (this._over)
                    return;
            }
            this._get = undefined;
            if (this._state.name === "open")
                this._poll();
            else
                this._settle();
        });
    }
    _request(lane, body, answered) {
        const { _platform, _options } = this._session;
        const post = body !== undefined;
        const prefix = `xhr ${post ? "post" : "poll"} error`;
        _platform.http(this._session._url(this.name), body, lane.signal, _options).then(({ status, text }) => {
            if (this._over)
                return;
            // a page in place of an answer, from a portal or proxy, must not pass for an "ok"
            if (status !== 200 || /^\s*</.test(text))
                this._failHttp(prefix, status, text);
            else
                answered(text);
        }, (error) => this._fail("ERR_TRANSPORT", prefix, error));
    }
}

/** Each Engine.IO packet is one WebSocket frame. */
class WebSocketTransport extends Transport {
    constructor() {
        super(...arguments);
        this.name = "websocket";
        this._idle = false;
    }
    get writable() {
        return this._idle && this._socket.bufferedAmount < this._session._options.highWaterMark;
    }
    _open() {
        const { _platform, _clock, _options } = this._session;
        try {
            this._socket = _platform.webSocket(this._session._url(this.name), _options, {
                open: () => {
                    if (this._over)
                        return;
                    this._idle = true;
                    this._sink._ready();
                },
                message: (data) => {
                    if (!this._over)
                        this._receive(data);
                },
                close: (end) => this._onClose(end),
            });
        }
        catch (error) {
            // in a later turn, as any other failure
            _clock.setTimeout(() => this._fail("ERR_TRANSPORT", "websocket error", error), 0);
        }
    }
    _send(batch) {
        for (const packet of batch)
            this._socket.send(encodeFrame(packet), packet.options?.compress !== false);
    }
    _whenRead(callback) {
        const socket = this._socket;
        if (!socket.ping)
            return super._whenRead(callback);
        socket.ping(callback);
        return true;
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
    _onClose({ reason, error, status, body = "", event }) {
        const prefix = "websocket error";
        if (status)
            this._failHttp(prefix, status, body);
        else if (error)
            this._fail("ERR_TRANSPORT", prefix, reason || error, { context: event });
        else
            this._end(undefined, { description: "websocket connection closed", context: event });
    }
}

/** The transports with what belongs to each: how a session moves on from polling comes with polling. */
/** HTTP long-polling, with the upgrade from it. */
const polling = {
    name: "polling",
    _needs: "http",
    _create: (context) => new Polling(context),
    _upgrade: startUpgrade,
};
/** WebSocket. */
const websocket = {
    name: "websocket",
    _needs: "webSocket",
    _create: (context) => new WebSocketTransport(context),
};

exports.BaseManager = BaseManager;
exports.ConnectError = ConnectError;
exports.HoldfastError = HoldfastError;
exports.Socket = Socket;
exports.bindIo = bindIo;
exports.isConnectError = isConnectError;
exports.isHoldfastError = isHoldfastError;
exports.node = node;
exports.polling = polling;
exports.protocol = protocol;
exports.websocket = websocket;
