'use strict';

const holdfast = require('./index.cjs');
const trace = require('./trace.cjs');
const core = require('./core.cjs');
const node_events = require('node:events');
const node_util = require('node:util');
const node_timers = require('node:timers');
const http = require('node:http');

/** Where a server is, as far as it tells servers apart. */
const PARTS = /^((?:http|ws)(s?):)?(?:\/\/)?(?:[^/?#@]*@)?(\[[\da-f:.%\w]+]|[^:/?#[\]]*)(?::(\d+))?/i;
const LOOPBACK = /^(localhost|127(\.\d+){1,3}|\[::1])$/i;
/** The URL that a client means. */
const urlOf = (url, { host, hostname = host, port, secure }) => {
    if (url || !hostname)
        return url;
    return `${secure ? "https" : "http"}://${hostname}${port ? `:${port}` : ""}`;
};
/**
 * Scheme, name and port of the server that a URL leads to, which may be as short as apps write them; a page completes it. `undefined`:
 * it leads nowhere.
 */
const originOf = (url, page) => {
    const [, scheme, tls, own = "", ownPort] = PARTS.exec(url.trim()) ?? [];
    const name = own || page?.hostname;
    if (!name)
        return;
    const asPage = page?.protocol === "https:";
    const isSecure = scheme ? !!tls : page ? asPage : !LOOPBACK.test(name);
    const port = (own ? ownPort : page?.port) || (isSecure ? "443" : "80");
    return `${isSecure ? "https" : "http"}://${name.toLowerCase()}:${port}`;
};

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
const chanceBySeed = (seed) => {
    let state = seed | 0;
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
};

const EVENTS = [2, 5];
const ACKS = [3, 6];
const isEvent = ({ type }) => EVENTS.includes(type);
const isAck = ({ type }) => ACKS.includes(type);
/** What the network does to all connections, or to those of one client. */
class Conditions {
    constructor() {
        this._isOffline = false;
        this._isFrozen = false;
        this._refusals = [];
        this._losses = [];
        /** After so many more packets one is garbled. */
        this._garbles = [];
    }
    /** Why the next attempt is refused, if so; it counts. */
    _refuse() {
        const [first] = this._refusals;
        if (!first)
            return;
        if (--first._times <= 0)
            this._refusals.shift();
        return first._why;
    }
    /** Is this packet lost? It counts. */
    _loses(packet) {
        const matching = this._losses.filter(({ event, ack }) => (event === undefined || (isEvent(packet) && packet.data[0] === event)) &&
            (ack === undefined || isAck(packet) === ack));
        for (const loss of matching)
            loss.nth--;
        const due = matching.find(({ nth }) => nth <= 0);
        if (due)
            this._losses.splice(this._losses.indexOf(due), 1);
        return !!due;
    }
    /** Is this packet garbled? It counts. */
    _garblesNow() {
        for (const garble of this._garbles)
            garble._nth--;
        const due = this._garbles.findIndex(({ _nth }) => _nth <= 0);
        if (due >= 0)
            this._garbles.splice(due, 1);
        return due >= 0;
    }
}
/** The conditions of one client, which go before those that are for all. */
class Weather {
    constructor(own, all, random) {
        this._own = own;
        this._all = all;
        this._random = random;
    }
    get _isOffline() {
        return this._own._isOffline || this._all._isOffline;
    }
    get _isFrozen() {
        return this._own._isFrozen || this._all._isFrozen;
    }
    get _limit() {
        return this._own._limit ?? this._all._limit ?? Infinity;
    }
    _refuse() {
        return this._own._refuse() ?? this._all._refuse();
    }
    /** Both count. */
    _loses(packet) {
        return [this._own, this._all].filter((one) => one._loses(packet)).length > 0;
    }
    /** Both count. */
    _garbles() {
        return [this._own, this._all].filter((one) => one._garblesNow()).length > 0;
    }
    /** ms that so many bytes take to be sent, and ms that they are on their way after that. */
    _takes(direction, size) {
        const rate = this._own._rate ?? this._all._rate ?? Infinity;
        const latency = this._own._latency ?? this._all._latency ?? {};
        const { jitter = 0, [direction]: base = 0 } = latency;
        const more = jitter ? this._random() * jitter : 0;
        return { _sending: (size / rate) * 1000, _travelling: base + more };
    }
}

/** What the network knows of a client. */
class MemoryClient {
    constructor(number, manager, origin) {
        this.received = [];
        this._conditions = new Conditions();
        /** Its connection, and those before it of which one side does not know yet that they are over. */
        this._links = new Set();
        /** Its sockets, by namespace. */
        this._sockets = new Map();
        this.number = number;
        this._manager = manager;
        this._origin = origin;
        const { socket } = manager;
        // the one way to have a socket, of which the Manager has no list that is public
        Object.defineProperty(manager, "socket", {
            value: (...args) => {
                const made = socket.apply(manager, args);
                this._sockets.set(made.nsp, made);
                return made;
            },
            configurable: true,
            writable: true,
        });
    }
    get connected() {
        return this._manager.state === "connected";
    }
    get transport() {
        return this._manager.engine?.transport?.name;
    }
    get pendingAcks() {
        let names = [];
        // the first record of a trace says how things stand
        const stop = trace.trace(this._manager, (record) => {
            if (record.kind === "snapshot")
                names = record.sockets.flatMap(({ pending }) => pending.map(({ event }) => event));
        });
        stop();
        return names;
    }
    /** Ends it, as the app would. */
    _disconnect() {
        for (const socket of this._sockets.values())
            socket.disconnect();
    }
    /** Has it come back, or did it never go? One without a socket is none that an app could have ended. */
    get _isLeft() {
        return this._sockets.size > 0 && this._manager.state !== "idle";
    }
    /** Ends it for good. */
    _end() {
        this._manager.reconnection(false);
        this._manager.engine?.close();
    }
}

const NAMES = ["polling", "websocket", "webtransport"];
/**
 * Under which of its members a class of transports has its name, and the name. The web build has short names for members, others in
 * each version: this does not depend on them.
 */
const nameOf = (kind) => typeof kind === "function"
    ? Object.entries(kind).find(([, value]) => NAMES.includes(value))
    : undefined;
/** The class itself stands for its name, since only names lead to a transport in memory. */
const asName = (kind) => nameOf(kind)?.[1] ?? kind;
/** Classes that were made, by what they are made of and by name: for a new one the engine of JavaScript would learn all anew. */
const made = new WeakMap();
/** A transport over what the platform has for a WebSocket, under any name. */
const named = (base, name) => {
    const ofBase = made.get(base) ?? new Map();
    made.set(base, ofBase);
    const [member = ""] = nameOf(base) ?? [];
    const kind = ofBase.get(name) ?? Object.assign(class extends base {
    }, { [member]: name });
    ofBase.set(name, kind);
    return kind;
};
/** All transports by their names, each over what the platform has for a WebSocket. */
const kindsFor = (kinds) => {
    const own = kinds.find((kind) => asName(kind) === "websocket");
    // an app that names polling alone has no other: that of the copy beside this file does, as it is of the same build
    // a class is a constructor like any other here; what it has, the core knows
    const base = (own ?? core.websocket);
    return kinds.map((kind) => named(base, asName(kind)));
};
/** The clock of a platform, whose timers are counted. */
const counted = (clock, { _set }) => ({
    now: () => clock.now(),
    ticks: () => clock.ticks(),
    setTimeout: (callback, ms) => {
        const timer = { _clear: () => { } };
        const handle = clock.setTimeout(() => {
            _set.delete(timer);
            callback();
        }, ms);
        if (handle !== undefined && handle !== false)
            _set.set(timer, `a client's timer of ${ms} ms`);
        return { handle, timer };
    },
    clearTimeout: (one) => {
        const { handle, timer } = (one ?? {});
        if (timer)
            _set.delete(timer);
        clock.clearTimeout(handle);
    },
});
/** A source of signals, whose listeners are counted. */
const watched = (source, listeners) => {
    const count = (name, more) => void listeners.set(name, (listeners.get(name) ?? 0) + more);
    return {
        addEventListener: (...args) => {
            source.addEventListener?.(...args);
            count(args[0], 1);
        },
        removeEventListener: (...args) => {
            source.removeEventListener?.(...args);
            count(args[0], -1);
        },
    };
};
/** The same environment, but that its transports and its chance are those of a network in memory. */
const replaceIn = (world, { websocket, random, timers, listeners }) => {
    const { platform, kinds } = world;
    const changes = {
        websocket,
        random,
        network: undefined,
        lacks: () => undefined,
        readsBlobs: true,
        clock: (options) => counted(platform.clock(options), timers),
        signals: () => platform.signals().map((source) => source && watched(source, listeners)),
    };
    const descriptors = Object.getOwnPropertyDescriptors(changes);
    return { ...world, platform: Object.create(platform, descriptors), kinds: kindsFor(kinds) };
};

/** Engine.IO packets, as both ends of a connection in memory read and write them. */
const TYPES = ["open", "close", "ping", "pong", "message", "upgrade", "noop"];
const readPacket = (frame) => {
    if (typeof frame !== "string")
        return { type: "message", data: frame };
    if (frame.startsWith("b"))
        return { type: "message", data: Buffer.from(frame.slice(1), "base64") };
    const type = TYPES[frame.charCodeAt(0) - 48];
    return type ? { type, data: frame.slice(1) } : undefined;
};
const writePacket = (type, data) => typeof data === "object" ? data : `${TYPES.indexOf(type)}${data ?? ""}`;
/** A copy, as the sender may go on to write into its own; of what has bytes in it, whatever realm it is of. */
const copyOf = (data) => {
    if (typeof data === "string")
        return data;
    if (!ArrayBuffer.isView(data))
        return Buffer.from(new Uint8Array(data));
    return Buffer.from(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
};
const sizeOf = (frame) => (typeof frame === "string" ? Buffer.byteLength(frame) : frame.length);

/** The real one, as it was when this was loaded: no fake clock stops it. jsdom has none of its own. */
const immediate = node_timers.setImmediate;
/** Calls back in a turn of its own, which nobody waits for. */
const soon = (callback) => void immediate(callback);
/** What is under way in turns of their own, counted, so that the end of it can be waited for. */
class Turns {
    constructor() {
        /** Calls that are yet to be made. */
        this._due = 0;
        /** Calls that were made. */
        this._made = 0;
    }
    /** Calls back in a turn of its own. Returns the function that takes it back. */
    _later(callback) {
        let isDue = true;
        const end = () => {
            if (!isDue)
                return false;
            isDue = false;
            this._due--;
            return true;
        };
        this._due++;
        immediate(() => {
            if (!end())
                return;
            this._made++;
            callback();
        });
        return end;
    }
}
/** The event loop goes round once: promises and what is due at once are done. */
const turn = () => new Promise((resolve) => void immediate(() => resolve()));

/**
 * The server's end of a connection: what the server of the npm package socket.io, its apps and admin tools use of Engine.IO's `Socket`,
 * by the names that these know.
 */
class MemoryConnection extends node_events.EventEmitter {
    constructor(server, id, request, wire) {
        super();
        this.protocol = 4;
        this.remoteAddress = "127.0.0.1";
        this.upgraded = false;
        this.upgrading = false;
        this.writeBuffer = [];
        this.readyState = "open";
        /** Is an answer to a ping due? */
        this._isAsked = false;
        this.server = server;
        this.id = id;
        this.request = request;
        this._wire = wire;
        this.transport = { name: wire._transport, sid: id, writable: true };
    }
    /** The handshake. */
    _open() {
        const { pingInterval, pingTimeout } = this.server.opts;
        const maxPayload = this._limit;
        const handshake = { sid: this.id, upgrades: [], pingInterval, pingTimeout, maxPayload };
        this._sendPacket("open", JSON.stringify(handshake));
        this._schedulePing();
    }
    send(data, options, sent) {
        this._sendPacket("message", data, options, sent);
        return this;
    }
    write(data, options, sent) {
        return this.send(data, options, sent);
    }
    close() {
        if (this.readyState !== "open")
            return;
        this.readyState = "closing";
        this._end("forced close");
    }
    _sendPacket(type, data, options = {}, sent) {
        if (this.readyState !== "open")
            return;
        const packet = { type, data, options };
        this.emit("packetCreate", packet);
        this.emit("flush", [packet]);
        this._wire._send(writePacket(type, data));
        sent?.();
        this.emit("drain");
    }
    get _limit() {
        return Math.min(this.server.opts.maxHttpBufferSize, this._wire._limit);
    }
    // ---- from the client
    _receive(frame) {
        if (this.readyState !== "open")
            return;
        if (sizeOf(frame) > this._limit)
            return this._end("transport error", new RangeError("Max payload size exceeded"));
        const packet = readPacket(frame);
        if (!packet)
            return this._end("parse error");
        this.emit("packet", packet);
        // a client that says something lives
        if (this._isAsked && packet.type !== "pong")
            this._awaitPong();
        this._take(packet);
    }
    _take({ type, data = "" }) {
        if (type === "pong") {
            this.emit("heartbeat");
            this._schedulePing();
        }
        else if (type === "message") {
            this.emit("data", data);
            this.emit("message", data);
        }
        else if (type === "ping")
            this._end("transport error", new Error("invalid heartbeat direction"));
        else if (type === "close")
            this._end("transport close");
    }
    /** The connection is gone; `what` the server is told. */
    _gone(what) {
        this._end(what);
    }
    // ---- heartbeat
    _schedulePing() {
        const { pingInterval } = this.server.opts;
        this._isAsked = false;
        this._start("a server's ping", pingInterval, () => {
            this._sendPacket("ping");
            this._awaitPong();
        });
    }
    _awaitPong() {
        this._isAsked = true;
        this._start("a server's ping timeout", this.server.opts.pingTimeout, () => this._end("ping timeout"));
    }
    _start(what, ms, callback) {
        this._timer?._clear();
        this._timer = this.server._timers._start(what, ms, callback);
    }
    _end(reason, description) {
        if (this.readyState === "closed")
            return;
        this.readyState = "closed";
        this._timer?._clear();
        this._wire._close();
        try {
            this.emit("close", reason, description);
        }
        catch (error) {
            // as over a network, where it comes from no call of the app: what its listener throws keeps no other connection from its end
            soon(() => {
                throw error;
            });
        }
    }
}

/**
 * What a middleware of `io.engine.use()` has for the answer that opens a connection, as far as such middlewares go: whoever ends it has
 * refused.
 */
class MemoryResponse extends node_events.EventEmitter {
    constructor(request, ended) {
        super();
        this.statusCode = 200;
        this.headersSent = false;
        this.writableEnded = false;
        this._headers = new Map();
        this.req = request;
        this._ended = ended;
    }
    getHeader(name) {
        return this._headers.get(name.toLowerCase());
    }
    setHeader(name, value) {
        this._headers.set(name.toLowerCase(), value);
        return this;
    }
    removeHeader(name) {
        this._headers.delete(name.toLowerCase());
    }
    writeHead(status = this.statusCode) {
        this.statusCode = status;
        this.headersSent = true;
        return this;
    }
    write() {
        return true;
    }
    end(body) {
        if (this.writableEnded)
            return this;
        this.writeHead();
        this.writableEnded = true;
        this.emit("finish");
        this._ended(this.statusCode, typeof body === "string" ? body : "");
        return this;
    }
}

/**
 * The name of a member of the server's package that begins with an underscore. The build for the web shortens such names where they are
 * written as they are, as if they were ours.
 */
const theirs = (name) => `_${name}`;

const DEFAULTS = {
    pingInterval: 25000,
    pingTimeout: 20000,
    maxHttpBufferSize: 1e6,
};
/** The codes by which an Engine.IO server says why it refuses; their places are their numbers. */
const CODES = [
    "Transport unknown",
    "Session ID unknown",
    "Bad handshake method",
    "Bad request",
    "Forbidden",
    "Unsupported protocol version",
];
const UNKNOWN_TRANSPORT = 0;
const BAD_REQUEST = 3;
const FORBIDDEN = 4;
/** What an Engine.IO server with that code answers, if it has it. */
const refusalBy = (code, message = CODES[code]) => message === undefined || !CODES[code] ? undefined : { status: code === FORBIDDEN ? 403 : 400, code, message };
const wrongServer = (what) => new core.HoldfastError("ERR_INVALID_OPTION", `serve() takes a Server of socket.io 4, and ${what}: npm install socket.io@4`);
/** Is it one? Throws an error that says what to do, if not. */
const checkServer = (server) => {
    const { bind, close, of, fetchSockets } = Object(server);
    if (![bind, close, of].every((method) => typeof method === "function"))
        throw wrongServer(`this is ${node_util.inspect(server, { depth: -1 })}`);
    if (typeof fetchSockets !== "function")
        throw wrongServer("this is one of an older version");
};
/** What `server.bind()` takes for an Engine.IO server: it has connections in memory. */
class MemoryEngine extends node_events.EventEmitter {
    constructor(server, { timers, random, closed }) {
        super();
        this.clients = {};
        this._count = 0;
        this._beside = server.engine;
        this.middlewares = [...(this._beside?.middlewares ?? [])];
        const { opts, _opts = opts } = server;
        this.opts = { ...DEFAULTS, ..._opts };
        this.path = `${server.path()}${this.opts.addTrailingSlash === false ? "" : "/"}`;
        this._timers = timers;
        this._random = random;
        this._closed = closed;
    }
    get clientsCount() {
        return Object.keys(this.clients).length;
    }
    /** As Engine.IO's: 20 characters, of which the last say how many there were before. */
    generateId(_request) {
        const bytes = Buffer.alloc(15);
        for (let i = 0; i < 12; i++)
            bytes[i] = this._random() * 256;
        bytes.writeUInt16BE(this._count++ % 65536, 13);
        return bytes.toString("base64url");
    }
    /** Runs for each request that opens a connection, in this order; its answer is `next()`. */
    use(middleware) {
        this.middlewares.push(middleware);
        this._beside?.use?.(middleware);
    }
    /** The server has this engine, too. */
    _join(other) {
        this._beside = other;
        for (const middleware of this.middlewares)
            other.use?.(middleware);
    }
    /** The connections of the other engine end at once. */
    _cutBeside() {
        for (const connection of Object.values(this._beside?.clients ?? {}))
            connection.close(true);
    }
    /** Ends it, with all connections, as the server asks for. */
    close() {
        for (const connection of Object.values(this.clients))
            connection.close();
        this._beside?.close();
        this._beside = undefined;
        this.middlewares.length = 0;
        this._closed();
        return this;
    }
    /** Takes a connection in, or says why not; calls back at once unless a middleware or `allowRequest` takes its time. */
    _admit(request, done) {
        if (!request.url.startsWith(this.path))
            return done({ status: 404, code: undefined, message: "Not Found" });
        const refuse = (code, context) => {
            this.emit("connection_error", { req: request, code, message: CODES[code], context });
            done(refusalBy(code, context.message));
        };
        const verify = () => this._verify(request, refuse, () => done(undefined));
        if (!this.middlewares.length)
            return verify();
        const response = new MemoryResponse(request, (status, message) => done({ status, code: undefined, message }));
        void this._run(request, response).then(verify, () => refuse(BAD_REQUEST, { name: "MIDDLEWARE_FAILURE" }));
    }
    async _run(request, response) {
        for (const middleware of this.middlewares)
            await new Promise((resolve, reject) => {
                const next = (error) => (error ? reject(error) : resolve());
                Promise.resolve(middleware(request, response, next)).catch(reject);
            });
        // some wait for it, such as express-session
        response.writeHead();
    }
    _verify(request, refuse, done) {
        const { transport } = request[theirs("query")];
        const { transports, allowRequest } = this.opts;
        if (transports?.includes(transport ?? "") === false)
            return refuse(UNKNOWN_TRANSPORT, { transport });
        if (!allowRequest)
            return done();
        allowRequest(request, (message, allowed) => (allowed ? done() : refuse(FORBIDDEN, { message })));
    }
    _connect(request, wire) {
        const connection = new MemoryConnection(this, this.generateId(request), request, wire);
        this.clients[connection.id] = connection;
        connection.once("close", () => delete this.clients[connection.id]);
        connection._open();
        this.emit("connection", connection);
        return connection;
    }
}

const STATUSES = {
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
};
const refusalOf = (why) => {
    if (typeof why === "string")
        return Object.assign(new Error(`connect ${why}`), { code: why });
    return refusalBy(why) ?? { status: why, code: undefined, message: STATUSES[why] ?? "" };
};
/** What is done to the network, for all clients or for one. */
class Faults {
    constructor(clients) {
        this._all = new Conditions();
        this._clients = clients;
    }
    /** The conditions that are meant. */
    _of(of) {
        return of ? this._find(of)._conditions : this._all;
    }
    /** The clients that are meant. */
    _some(of) {
        return of ? [this._find(of)] : this._clients;
    }
    _find(of) {
        const client = this._clients.find((one) => one === of || one._manager === of.io);
        if (client)
            return client;
        throw new core.HoldfastError("ERR_INVALID_OPTION", "this client is none of this network: take one of net.clients, or a socket");
    }
    _offline(of) {
        this._of(of)._isOffline = true;
        this._cut(of);
    }
    _online(of) {
        this._of(of)._isOffline = false;
    }
    _cut(of) {
        for (const client of this._some(of))
            for (const link of [...client._links])
                link._cut();
    }
    _freeze(of) {
        this._of(of)._isFrozen = true;
    }
    _thaw(of) {
        this._of(of)._isFrozen = false;
        for (const client of this._some(of))
            for (const link of [...client._links])
                link._thaw();
    }
    _latency(latency, of) {
        this._of(of)._latency = typeof latency === "number" ? { up: latency, down: latency } : latency;
    }
    _slow(bytesPerSecond, of) {
        if (!(bytesPerSecond > 0))
            throw new core.HoldfastError("ERR_INVALID_OPTION", `slow() takes bytes per second, above 0, and this is ${bytesPerSecond}`);
        this._of(of)._rate = bytesPerSecond;
    }
    _refuse(why, times, of) {
        if (times > 0)
            this._of(of)._refusals.push({ _why: refusalOf(why), _times: times });
    }
    _lose({ nth = 1, ...loss }, of) {
        this._of(of)._losses.push({ ...loss, nth });
    }
    _corrupt(nth, of) {
        this._of(of)._garbles.push({ _nth: nth });
    }
    /** The weather is fair again. */
    _clear() {
        for (const conditions of [this._all, ...this._clients.map(({ _conditions }) => _conditions)])
            Object.assign(conditions, new Conditions());
        this._thaw(undefined);
    }
}

/** Where the core looks for a network, in every copy of it. */
const NETWORK = Symbol.for("holdfast.network");
/** Where the networks are that are asked, those of each copy of this file: a test may have one of ESM and one of CommonJS. */
const NETWORKS = Symbol.for("holdfast.networks");
const world = globalThis;
/** Asks the networks in the place of the real one; the last one first. */
const ask = (environment, uri, manager) => {
    for (const network of [...(world[NETWORKS] ?? [])].reverse()) {
        const other = network(environment, uri, manager);
        if (other)
            return other;
    }
    return undefined;
};
/** Puts a network in the place of the real one, for what it serves. */
const install = (network) => {
    world[NETWORKS] ?? (world[NETWORKS] = []);
    if (!world[NETWORKS].includes(network))
        world[NETWORKS].push(network);
    world[NETWORK] = ask;
};
/** Takes it away again; the real one is back when none is left. */
const uninstall = (network) => {
    const left = world[NETWORKS]?.filter((one) => one !== network);
    if (left?.length) {
        world[NETWORKS] = left;
        return;
    }
    delete world[NETWORK];
    delete world[NETWORKS];
};
/** Does something in that network alone. */
const within = (network, action) => {
    const before = world[NETWORK];
    world[NETWORK] = network;
    try {
        return action();
    }
    finally {
        if (before)
            world[NETWORK] = before;
        else
            delete world[NETWORK];
    }
};

/** Reads what crosses in one direction of a connection, by the server's own parser. */
class Inspector {
    constructor(parser) {
        /** Frames of a packet that is not complete. */
        this._held = [];
        this._parser = parser;
    }
    /** What is complete with this frame. */
    _take(frame) {
        const packet = readPacket(frame);
        if (packet?.type !== "message" || !this._parser)
            return { frames: [frame], packet: undefined };
        this._held.push(frame);
        if (!this._decode(packet.data))
            return;
        const frames = this._held;
        this._held = [];
        const decoded = this._decoded;
        this._decoded = undefined;
        return { frames, packet: decoded };
    }
    /** Is the packet complete, or is it one that can't be read? */
    _decode(data) {
        try {
            this._decoder ?? (this._decoder = this._makeDecoder());
            this._decoder?.add(data);
            return !!this._decoded;
        }
        catch {
            // the one that it is for says what it thinks of it
            this._decoder = undefined;
            return true;
        }
    }
    _makeDecoder() {
        const { _parser: parser } = this;
        if (!parser)
            return;
        const decoder = new parser.Decoder();
        decoder.on("decoded", (packet) => {
            this._decoded = packet;
        });
        return decoder;
    }
}
const show = (value) => node_util.inspect(value, { depth: 8, breakLength: Infinity, compact: true });
const list = (data) => (Array.isArray(data) ? data : [data]).map(show).join(" ");
/** A line about a packet: `event 'order' { id: 7 } #0`. What a client sends along to join is left out, as it may be secret. */
const describe = ({ frames, packet }) => {
    if (!packet)
        return readPacket(frames[0] ?? "")?.type ?? "garbled";
    const where = packet.nsp === "/" ? [] : [packet.nsp];
    const id = packet.id === undefined ? [] : [`#${packet.id}`];
    if (isEvent(packet))
        return ["event", ...where, list(packet.data), ...id].join(" ");
    if (isAck(packet))
        return ["ack", ...where, ...(list(packet.data) ? [list(packet.data)] : []), ...id].join(" ");
    if (packet.type === 0)
        return ["connect", ...where].join(" ");
    if (packet.type === 1)
        return ["disconnect", ...where].join(" ");
    return ["refused", ...where, show(packet.data?.message)].join(" ");
};

/** One direction of a connection: what is sent arrives in this order, each in a turn of its own. */
class Lane {
    constructor(host) {
        this._queue = [];
        /** The line is taken until then. */
        this._free = 0;
        this._host = host;
    }
    _push(size, arrive) {
        const now = Date.now();
        const { _sending, _travelling } = this._host._takes(size);
        this._free = Math.max(this._free, now) + _sending;
        const last = this._queue[this._queue.length - 1]?._due ?? 0;
        this._queue.push({ _due: Math.max(this._free + _travelling, last), _arrive: arrive });
        this._go();
    }
    /** Brings the first of the queue, if nothing is in its way. */
    _go() {
        const [first] = this._queue;
        if (!first || this._takeBack || this._host._isFrozen())
            return;
        const { _turns, _timers } = this._host;
        const wait = first._due - Date.now();
        if (wait > 0) {
            _timers._frames++;
            const timer = _timers._start("a frame on its way", wait, () => {
                _timers._frames--;
                this._arrives(first);
            });
            this._takeBack = () => {
                _timers._frames--;
                timer._clear();
            };
        }
        else
            this._takeBack = _turns._later(() => this._arrives(first));
    }
    _arrives(item) {
        this._takeBack = undefined;
        // it may have been frozen, or lost, meanwhile
        if (this._queue[0] !== item || this._host._isFrozen())
            return;
        this._queue.shift();
        try {
            item._arrive();
        }
        finally {
            // what a listener throws holds nothing up
            this._go();
        }
    }
    /** What is under way is lost. */
    _clear() {
        this._takeBack?.();
        this._takeBack = undefined;
        this._queue = [];
    }
}

/** It begins as no packet does. */
const GARBLED$1 = "\ufffd";
const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;
/** As a browser has the event of a WebSocket's end. */
const endOf = (code) => ({
    code,
    reason: "",
    wasClean: code !== 1006,
});
/** One connection in memory: the client's WebSocket, and the way from it to the server's end and back. */
class Link {
    constructor(host, request, handlers) {
        this.readyState = CONNECTING;
        this.bufferedAmount = 0;
        /** Has the server's end been told, or has it told, that it is over? */
        this._isServerOver = false;
        this._host = host;
        this._request = request;
        this._transport = request[theirs("query")]["transport"] ?? "";
        this._handlers = handlers;
        this._lanes = { up: new Lane(host._lane("up")), down: new Lane(host._lane("down")) };
        const parser = host._parser();
        this._inspectors = { up: new Inspector(parser), down: new Inspector(parser) };
        // with no network this is known at once
        if (host._weather._isOffline)
            host._lane("up")._turns._later(() => this._fail(closedPort(request)));
        else
            this._lanes.up._push(0, () => this._knock());
    }
    // ---- the client's end
    send(data) {
        if (this.readyState !== OPEN)
            return;
        this._pass("up", copyOf(data), (frame) => this._server?._receive(frame));
    }
    close() {
        if (this.readyState >= CLOSING)
            return;
        this.readyState = CLOSING;
        this._lanes.up._push(0, () => {
            this._tellServer();
            this._close();
        });
    }
    /** The server reads what is sent in the order in which it is. */
    whenRead(read) {
        this._lanes.up._push(0, () => this._lanes.down._push(0, read));
        return true;
    }
    terminate() {
        if (this.readyState === CLOSED)
            return;
        this._clientOver();
        this._lanes.down._clear();
        this._lanes.up._push(0, () => this._tellServer());
    }
    _clientOver() {
        this.readyState = CLOSED;
        if (this._isServerOver)
            this._end();
    }
    _tellClient(code, error, fields) {
        if (this.readyState === CLOSED)
            return;
        this._clientOver();
        // apps compare with the name that socket.io-client has for it
        const message = error && this._transport === "polling" && `xhr poll error: ${error instanceof Error ? error.message : error}`;
        this._handlers.closed(endOf(code), error, message ? { message, ...fields } : fields);
    }
    // ---- the server's end
    _send(frame) {
        this._pass("down", copyOf(frame), (one) => {
            if (this.readyState === OPEN)
                this._handlers.receive(typeof one === "string" ? one : this._host._bytes(one));
        });
    }
    /** The server's end is over: the client hears of it after what was sent. */
    _close() {
        this._serverOver();
        this._lanes.down._push(0, () => this._tellClient(1005));
    }
    _serverOver() {
        this._isServerOver = true;
        if (this.readyState === CLOSED)
            this._end();
    }
    _tellServer(reason = "transport close") {
        if (this._isServerOver)
            return;
        this._serverOver();
        this._server?._gone(reason);
    }
    // ---- the way
    /** A frame is sent: with the last one of a packet, all of it goes on its way, or is lost. */
    _pass(direction, frame, deliver) {
        const parcel = this._inspectors[direction]._take(frame);
        if (!parcel)
            return;
        const { _weather } = this._host;
        const { frames, packet } = parcel;
        if (packet && _weather._loses(packet))
            return this._host._crosses(direction, parcel, "lost");
        const fate = packet && _weather._garbles() ? "garbled" : "arrives";
        for (const [place, one] of frames.entries())
            this._lanes[direction]._push(sizeOf(one), () => {
                if (place === frames.length - 1)
                    this._host._crosses(direction, parcel, fate);
                deliver(fate === "garbled" && !place ? GARBLED$1 : one);
            });
    }
    /** Bytes of a message that the network lets through. */
    get _limit() {
        return this._host._weather._limit;
    }
    // ---- opening and breaking
    /** The request is there. */
    _knock() {
        if (this.readyState !== CONNECTING)
            return this._serverOver();
        const engine = this._host._engine();
        const refusal = this._host._weather._refuse() ?? (engine ? undefined : closedPort(this._request));
        if (!engine || refusal)
            return this._refuse(refusal);
        engine._admit(this._request, (no) => {
            // it may have broken while a middleware took its time
            if (this._isServerOver)
                return;
            if (no)
                return this._refuse(no);
            this._lanes.down._push(0, () => {
                if (this.readyState !== CONNECTING)
                    return;
                this.readyState = OPEN;
                this._handlers.opened();
            });
            this._server = engine._connect(this._request, this);
        });
    }
    _refuse(refusal) {
        this._serverOver();
        this._lanes.down._push(0, () => {
            if (refusal && "status" in refusal)
                this._tellClient(1006, ...failureOf$1(refusal));
            else if (refusal && "fields" in refusal)
                this._tellClient(1006, refusal.error, refusal.fields);
            else
                this._tellClient(1006, refusal);
        });
    }
    /** What was held goes on. */
    _thaw() {
        for (const lane of Object.values(this._lanes))
            lane._go();
    }
    /** The client can't reach the server. */
    _fail(error) {
        this._serverOver();
        this._tellClient(1006, error);
    }
    /** Both sides know that it is over: nobody waits for what is under way. */
    _end() {
        for (const lane of Object.values(this._lanes))
            lane._clear();
        this._host._over(this);
    }
    /** Ends both sides at once; what is under way is lost. */
    _cut() {
        for (const lane of Object.values(this._lanes))
            lane._clear();
        this._tellServer();
        this._tellClient(1006);
    }
}
const closedPort = ({ headers }) => Object.assign(new Error(`connect ECONNREFUSED ${headers["host"]}`), { code: "ECONNREFUSED" });
/** What of an error the answer of an HTTP server stands for; see "Error answers" in docs/protocol.md. */
const failureOf$1 = ({ status, code, message }) => {
    const isEngines = code !== undefined;
    const text = isEngines ? JSON.stringify({ code, message }) : message;
    const cause = `HTTP ${status}${text && `: ${text}`}`;
    const context = { status, responseText: text };
    const kind = code === 1 ? "ERR_SESSION_UNKNOWN" : code === 5 ? "ERR_UNSUPPORTED_PROTOCOL" : "ERR_HTTP_STATUS";
    return [cause, { code: kind, cause, status, context, ...(isEngines && { serverCode: code }) }];
};

/** `sent`: headers that the app gives the client. */
const requestOf = (address, sent) => {
    const { pathname, search, searchParams, host, protocol } = new URL(address);
    const headers = { host };
    for (const [name, value] of Object.entries(sent))
        headers[name.toLowerCase()] = String(value);
    const peer = { encrypted: /^(https|wss):$/.test(protocol), remoteAddress: "127.0.0.1", remotePort: 1 };
    return {
        method: "GET",
        url: pathname + search,
        headers,
        [theirs("query")]: Object.fromEntries(searchParams),
        httpVersion: "1.1",
        connection: peer,
        socket: peer,
    };
};

/** What a replay goes by, of each kind of record, beside its time. */
const FIELDS = {
    failed: ["error"],
    joined: ["nsp"],
    refused: ["nsp", "code"],
    left: ["nsp", "reason"],
    emit: ["nsp", "event"],
    settled: ["nsp", "event", "id"],
    receive: ["nsp", "event"],
    closed: ["reason"],
};
const noRecording = (what, cause) => new core.HoldfastError("ERR_INVALID_OPTION", `replay() takes the text of recorder(socket).export("jsonl") of holdfast/trace, and ${what}`, { cause });
const parse = (line, place) => {
    try {
        return JSON.parse(line);
    }
    catch (cause) {
        throw noRecording(`line ${place} is not JSON`, cause);
    }
};
const readRecord = (line, place) => {
    const record = Object(parse(line, place));
    const { kind, t } = record;
    if (typeof kind !== "string" || typeof t !== "number")
        throw noRecording(`line ${place} is no record of it`);
    const missing = FIELDS[kind]?.find((field) => (record[field] ?? undefined) === undefined);
    if (missing)
        throw noRecording(`line ${place}, "${kind}", has no "${missing}"`);
    return record;
};
/** The records of a recording that was exported as lines of JSON. */
const readRecording = (text) => {
    const records = [];
    for (const [i, line] of `${text}`.split("\n").entries())
        if (line.trim())
            records.push(readRecord(line, i + 1));
    if (!records.length)
        throw noRecording("this has no line");
    return records;
};

/** Types of packets. */
const CONNECT = 0;
const DISCONNECT = 1;
const EVENT = 2;
const ACK = 3;
const CONNECT_ERROR = 4;
/** Packets of Socket.IO as text, as a server reads and writes them; its own bytes are none. */
const HEAD = /^([0-6])(?:(\d+)-)?(?:(\/[^,]*),)?(\d*)([\s\S]*)$/;
class TextEncoder {
    encode({ type, nsp, id, data }) {
        const where = nsp === "/" ? "" : `${nsp},`;
        return [`${type}${where}${id ?? ""}${data === undefined ? "" : JSON.stringify(data)}`];
    }
}
class TextDecoder {
    constructor() {
        this._listener = () => { };
        /** The text whose attachments are coming in. */
        this._text = "";
        this._missing = 0;
        this._attachments = [];
    }
    on(_event, listener) {
        this._listener = listener;
    }
    add(frame) {
        if (typeof frame === "string") {
            this._text = frame;
            this._attachments = [];
            this._missing = Number(HEAD.exec(frame)?.[2] ?? 0);
        }
        else {
            this._attachments.push(frame);
            this._missing--;
        }
        if (this._missing <= 0)
            this._listener(this._packet());
    }
    _packet() {
        const [, type, , nsp = "/", id, data] = HEAD.exec(this._text) ?? [];
        if (!type)
            throw new SyntaxError("not a packet of Socket.IO");
        const packet = { type: Number(type), nsp };
        if (id)
            packet.id = Number(id);
        if (data)
            packet.data = JSON.parse(data, (_name, value) => this._filled(value));
        return packet;
    }
    /** An attachment in its place. */
    _filled(value) {
        const { [theirs("placeholder")]: isPlace, num } = Object(value);
        return isPlace === true ? this._attachments[num] : value;
    }
}
/** How packets are read and written where no server's parser is there. */
const textParser = { Encoder: TextEncoder, Decoder: TextDecoder };

/** A session of a replay: what the recorded server says in it, as far as the client has joined the namespaces. */
class ReplaySession {
    constructor(host, wire, parser) {
        /** Answers that nobody has asked for yet, by namespace. */
        this._answers = new Map();
        /** Who has asked and has no answer yet, and with which key. */
        this._asked = new Map();
        this._members = new Set();
        /** What waits until the client has joined. */
        this._waiting = [];
        this._isOver = false;
        this._isAsked = false;
        this._host = host;
        this._wire = wire;
        this._encoder = new parser.Encoder();
        this._decoder = new parser.Decoder();
        this._decoder.on("decoded", (packet) => this._take(packet));
    }
    // ---- from the client
    _receive(frame) {
        const { type, data } = readPacket(frame) ?? {};
        if (type !== "message" || this._isOver)
            return;
        try {
            this._decoder.add(data);
        }
        catch {
            // a packet that was garbled on its way: the recorded server does not mind
        }
    }
    _gone() {
        this._isOver = true;
        this._decoder.destroy?.();
    }
    _take(packet) {
        const { type, nsp, id, data } = packet;
        if (type === CONNECT) {
            this._asked.set(nsp, data?.pid);
            this._isAsked = true;
            this._reply(nsp);
            this._host._asked();
        }
        else if (type === DISCONNECT)
            this._members.delete(nsp);
        else if (id !== undefined && isEvent(packet))
            this._host._came(nsp, `${data[0]}`, id);
    }
    /** Is there an answer for a client that has asked for none yet? */
    get _isAwaited() {
        return !this._isAsked && this._answers.size > 0;
    }
    // ---- to the client
    /** A packet of Engine.IO. */
    _say(type, data) {
        if (!this._isOver)
            this._wire._send(writePacket(type, data));
    }
    /** A packet for a namespace, when that is joined. */
    _send(packet) {
        if (this._members.has(packet.nsp))
            this._write(packet);
        else
            this._waiting.push(packet);
    }
    /** The answer to a request to join, once that comes. */
    _answer(answer) {
        this._answers.set(answer.packet.nsp, answer);
        this._reply(answer.packet.nsp);
    }
    _reply(nsp) {
        const answer = this._answers.get(nsp);
        if (!answer || !this._asked.has(nsp))
            return;
        const { packet, isRecovered } = answer;
        const before = this._asked.get(nsp);
        this._answers.delete(nsp);
        this._asked.delete(nsp);
        if (packet.type !== CONNECT)
            return this._write(packet);
        const data = packet.data && { ...packet.data, pid: this._host._pid({ before, isRecovered }) };
        this._write({ ...packet, data });
        this._members.add(nsp);
        for (const one of this._waiting.splice(0))
            this._send(one);
    }
    _write(packet) {
        if (packet.type === DISCONNECT)
            this._members.delete(packet.nsp);
        if (this._isOver)
            return;
        for (const frame of this._encoder.encode(packet))
            this._wire._send(writePacket("message", frame));
    }
    _close(error) {
        if (this._isOver)
            return;
        this._gone();
        if (error)
            this._wire._refuse(error);
        else
            this._wire._close();
    }
}

const keyOf = (nsp, what) => `${nsp},${what}`;
/** Reads the records in their order. */
class ScriptReader {
    constructor() {
        this._attempts = [];
        this._emits = new Map();
        this._asked = new Map();
        this._recovers = false;
        /** Has the last attempt failed with all transports? */
        this._isOver = false;
    }
    _read(record) {
        const { kind, t } = record;
        if (kind === "snapshot")
            this._snapshot(record);
        else if (kind === "attempt") {
            this._url ?? (this._url = record.url);
            this._begin(t);
        }
        else if (kind === "failed")
            this._failed(record);
        else if (kind === "opened")
            this._open(this._underWay(t), t, record);
        else if (kind === "emit")
            this._emit(record);
        else if (kind === "sent") {
            const emit = this._emits.get(record.of);
            if (emit)
                this._ask(emit);
        }
        else
            this._step(record);
    }
    _begin(t) {
        this._isOver = false;
        const one = {
            _at: t,
            _known: t,
            _failures: [],
            _opening: undefined,
            _steps: [],
            _members: new Set(),
            _isLate: false,
        };
        this._attempts.push(one);
        return one;
    }
    get _last() {
        return this._attempts[this._attempts.length - 1];
    }
    /** The attempt that nothing came of yet; it may have begun before the recording. */
    _underWay(t) {
        const { _last, _isOver } = this;
        return _last && !_isOver && !_last._opening ? _last : this._begin(t);
    }
    _open(one, t, opening) {
        one._known = t;
        one._opening = opening;
    }
    _snapshot({ t, state, url, sid, sockets }) {
        this._url ?? (this._url = url);
        for (const { nsp, pending } of sockets)
            for (const { id, event } of pending)
                this._ask({ nsp, id, event });
        if (state !== "connecting" && state !== "connected")
            return;
        const one = this._begin(t);
        if (state !== "connected")
            return;
        this._open(one, t, sid === undefined ? {} : { sid });
        one._isLate = true;
        for (const { nsp, state: itsState } of sockets)
            if (itsState === "connected")
                one._members.add(nsp);
    }
    /** Each transport that was tried has a record, all at the end of the attempt. */
    _failed({ t, error, last }) {
        const one = this._underWay(t);
        one._failures.push(error);
        one._known = t;
        this._isOver = last;
    }
    _emit(record) {
        this._emits.set(record.n, record);
        if (record.phase === "handed")
            this._ask(record);
    }
    _ask({ nsp, event, id }) {
        if (id === undefined)
            return;
        const key = keyOf(nsp, event);
        const ids = this._asked.get(key) ?? new Set();
        this._asked.set(key, ids.add(id));
    }
    _step(record) {
        const { kind } = record;
        if (kind === "settled" && record.ok)
            this._ask(record);
        if (!isStep(record))
            return;
        const one = this._last?._opening ? this._last : this._within(record.t);
        one._steps.push(record);
        if (kind === "joined" && record.recovered)
            this._recovers = true;
        const isMember = kind === "receive" || kind === "settled" || kind === "left";
        if (one._isLate && isMember && !one._steps.some((step) => step.kind === "joined" && step.nsp === record.nsp))
            one._members.add(record.nsp);
    }
    /** A session of which the beginning is not in the recording. */
    _within(t) {
        const one = this._underWay(t);
        this._open(one, t, {});
        one._isLate = true;
        return one;
    }
}
const STEPS = ["ping", "joined", "refused", "left", "receive", "closed"];
const isStep = (record) => STEPS.includes(record.kind) || (record.kind === "settled" && record.ok);
const ascending = (ids) => [...ids].sort((a, b) => a - b);
/** What the records tell of the server and the network. */
const scriptOf = (records) => {
    const reader = new ScriptReader();
    for (const record of records)
        reader._read(record);
    const { _attempts, _asked, _recovers, _url: url } = reader;
    // the client's first attempt is the beginning
    const began = _attempts[0]?._at ?? 0;
    const ended = records[records.length - 1]?.t ?? began;
    return {
        _url: url && originOf(url),
        _began: began,
        _ms: Math.max(0, Math.ceil(ended - began)),
        _attempts,
        _asked: new Map([..._asked].map(([key, ids]) => [key, ascending(ids)])),
        _recovers,
    };
};

/** It begins as no packet does. */
const GARBLED = "\ufffd";
/** What a client's error is to have of the recorded one. */
const failureOf = ({ code, message, phase, status }) => ({
    error: new Error(message),
    fields: { code, phase, ...(message && { message }), ...(status && { status }) },
});
/** What of a recording has been played to one client, and what is to come. */
class Play {
    constructor(script, timers, parser) {
        /** How many attempts the client has made. */
        this._count = 0;
        this._steps = [];
        /** How many keys for recovery were given. */
        this._keys = 0;
        /** Of the client's events, how many came, by namespace and event. */
        this._came = new Map();
        /** The recorded ack id of an event that came, by namespace and the client's; and the other way round. */
        this._recorded = new Map();
        this._own = new Map();
        /** Acknowledgements that are due, by namespace and recorded id. */
        this._due = new Map();
        this._script = script;
        this._timers = timers;
        this._parser = parser;
    }
    // ---- the time
    /** When it is by the clock what it was in the recording. */
    _timeOf(t) {
        this._zero ?? (this._zero = Date.now());
        return this._zero + Math.round(t - this._script._began);
    }
    _later(t, action) {
        const ms = Math.max(0, this._timeOf(t) - Date.now());
        this._timer?._clear();
        this._timer = this._timers._start("a recording that plays", ms, action);
    }
    // ---- attempts
    _admit(request, done) {
        this._next();
        const { _attempt: one } = this;
        if (!one)
            return done(closedPort(request));
        const { transport } = request[theirs("query")];
        const { _failures, _opening, _known } = one;
        const failure = _failures.find((facts) => facts.transport === transport) ?? _failures[0];
        // where nobody answers, the client's own time runs out
        if (failure ? failure.code === "ERR_CONNECT_TIMEOUT" : !_opening)
            return;
        this._later(_known, () => done(failure && failureOf(failure)));
    }
    _next() {
        this._timer?._clear();
        // what is left of the session before can only be acknowledged, in the next one
        for (const step of this._steps.splice(0))
            if (step.kind === "settled")
                this._settle(step);
        this._session = undefined;
        this._attempt = this._script._attempts[this._count++];
        if (!this._attempt)
            return;
        // a client that is late moves all that follows; one that is early waits
        const late = Date.now() - this._timeOf(this._attempt._at);
        if (late > 0)
            this._zero = (this._zero ?? 0) + late;
    }
    _connect(_request, wire) {
        const { _opening, _steps = [], _members = [] } = this._attempt ?? {};
        const session = new ReplaySession({
            _came: (nsp, event, id) => this._take(nsp, event, id),
            _pid: (joined) => this._pid(joined),
            _asked: () => this._session === session && this._run(),
        }, wire, this._parser);
        this._session = session;
        this._open(session, _opening ?? {});
        for (const nsp of _members)
            session._answer({ packet: this._joined(nsp, undefined), isRecovered: false });
        this._steps = [..._steps];
        this._run();
        return session;
    }
    _open(session, { sid = "recorded", pingInterval, pingTimeout, maxPayload }) {
        const limits = { pingInterval: pingInterval ?? 25000, pingTimeout: pingTimeout ?? 20000 };
        session._say("open", JSON.stringify({ sid, upgrades: [], ...limits, maxPayload: maxPayload || 1e6 }));
    }
    // ---- the steps of a session
    /** Does what is due, and comes back when the next step is. */
    _run() {
        const { _steps: steps } = this;
        for (let [step] = steps; step; [step] = steps) {
            if (this._timeOf(step.t) > Date.now())
                return this._later(step.t, () => this._run());
            // who has not asked to join yet hears the answer first
            if (step.kind === "closed" && this._session?._isAwaited)
                return;
            steps.shift();
            this._do(step);
        }
    }
    _do(step) {
        const { _session: session } = this;
        if (step.kind === "settled")
            return this._settle(step);
        if (!session)
            return;
        if (step.kind === "ping")
            session._say("ping");
        else if (step.kind === "joined")
            session._answer({ packet: this._joined(step.nsp, step.sid), isRecovered: step.recovered });
        else if (step.kind === "refused")
            this._refuse(session, step);
        else if (step.kind === "receive")
            session._send(eventOf(step));
        else if (step.kind === "closed")
            this._close(session, step.reason);
        else if (step.reason === "io server disconnect")
            session._send({ type: DISCONNECT, nsp: step.nsp });
    }
    _joined(nsp, sid) {
        return { type: CONNECT, nsp, data: { sid: sid ?? "recorded" } };
    }
    /** What the server said is in no recording. */
    _refuse(session, { nsp, code }) {
        const packet = code === "ERR_REFUSED"
            ? { type: CONNECT_ERROR, nsp, data: { message: "refused" } }
            : code === "ERR_UNSUPPORTED_PROTOCOL" && { type: CONNECT, nsp };
        // otherwise the client has no answer, or it is its own doing
        if (packet)
            session._answer({ packet, isRecovered: false });
    }
    _close(session, reason) {
        if (reason === "transport close")
            session._close();
        else if (reason === "transport error")
            session._close(new Error("the recorded connection broke"));
        else if (reason === "parse error")
            session._wire._send(GARBLED);
        // the rest is the client's doing, which does it again: no ping comes any more, or it closes
    }
    _pid({ before, isRecovered }) {
        if (isRecovered)
            return before;
        return this._script._recovers ? `recorded-${++this._keys}` : undefined;
    }
    // ---- acknowledgements
    /** An event of the client has come, which may have come before: it is the next recorded one of its name. */
    _take(nsp, event, id) {
        const own = keyOf(nsp, id);
        if (!this._recorded.has(own)) {
            const key = keyOf(nsp, event);
            const nth = this._came.get(key) ?? 0;
            this._came.set(key, nth + 1);
            const recorded = this._script._asked.get(key)?.[nth];
            this._recorded.set(own, recorded);
            if (recorded !== undefined)
                this._own.set(keyOf(nsp, recorded), id);
        }
        const recorded = this._recorded.get(own);
        if (recorded !== undefined)
            this._acknowledge(nsp, recorded);
    }
    _settle({ nsp, id, args = [] }) {
        this._due.set(keyOf(nsp, id), args);
        this._acknowledge(nsp, id);
    }
    /** If it is due, and the event has come. */
    _acknowledge(nsp, recorded) {
        const key = keyOf(nsp, recorded);
        const data = this._due.get(key);
        const id = this._own.get(key);
        if (data && id !== undefined)
            this._session?._send({ type: ACK, nsp, id, data });
    }
}
const eventOf = ({ nsp, event, id, args = [] }) => ({
    type: EVENT,
    nsp,
    data: [event, ...args],
    ...(id !== undefined && { id }),
});
/** A recording in the place of a server: each client hears it from its beginning. */
class Recording {
    constructor(script, timers) {
        this._plays = new Map();
        this._script = script;
        this._timers = timers;
    }
    _playFor(client, parser) {
        let play = this._plays.get(client);
        if (!play) {
            play = new Play(this._script, this._timers, parser);
            this._plays.set(client, play);
        }
        return play;
    }
    _end() {
        for (const play of this._plays.values())
            play._timer?._clear();
        this._plays.clear();
    }
}

/** The parser that a client of a recording has. */
const parserOf = ({ _manager }) => (_manager.opts.parser ?? undefined) || textParser;
/** The servers of a network, by origin. One that was closed stays known, as a port that is closed. */
class Servers {
    constructor(timers, random) {
        this._served = new Map();
        /** Those of servers that listen on a port, too. */
        this._ports = new WeakSet();
        this._timers = timers;
        this._random = random;
    }
    _serve(url, server) {
        checkServer(server);
        const origin = this._free(url, "serve()");
        const by = this._boundOf(server);
        this._served.set(origin, { _by: by ?? this._bind(server), _away: undefined });
    }
    /** The server with its engine, if it is served at another URL already. */
    _boundOf(server) {
        for (const served of this._served.values()) {
            const by = served?._by;
            if (by && !(by instanceof Recording) && by._server === server)
                return by;
        }
        return undefined;
    }
    _bind(server) {
        const { _timers: timers, _random: random } = this;
        const engine = new MemoryEngine(server, { timers, random, closed: () => this._closed(engine) });
        server.bind(engine);
        return { _server: server, _engine: engine };
    }
    /** Nothing is served any more where that engine was. */
    _closed(engine) {
        for (const [origin, served] of this._served) {
            if (!served || served._by instanceof Recording || served._by._engine !== engine)
                continue;
            served._away?._clear();
            this._served.set(origin, undefined);
        }
    }
    _replay(text, url) {
        const script = scriptOf(readRecording(text));
        const address = url ?? script._url;
        if (address === undefined)
            throw new core.HoldfastError("ERR_INVALID_OPTION", "replay(): the recording does not say where the server was: net.replay(recording, { url })");
        const origin = this._free(address, "replay()");
        this._served.set(origin, { _by: new Recording(script, this._timers), _away: undefined });
        return { url: origin, ms: script._ms };
    }
    /** The origin of a URL at which nothing is served. */
    _free(url, method) {
        const origin = originOf(url);
        if (!origin)
            throw new core.HoldfastError("ERR_INVALID_URL", `${method}: "${url}" is no server's address`);
        if (this._served.get(origin))
            throw new core.HoldfastError("ERR_INVALID_URL", `${method}: ${origin} is served already: close that server first`);
        return origin;
    }
    _isKnown(origin) {
        return this._served.has(origin);
    }
    /** The engine that takes connections now. */
    _engineFor(client) {
        const served = this._served.get(client._origin);
        if (!served || served._away)
            return;
        const { _by: by } = served;
        return by instanceof Recording ? by._playFor(client, parserOf(client)) : by._engine;
    }
    _parserFor(client) {
        const by = this._served.get(client._origin)?._by;
        return by instanceof Recording ? parserOf(client) : by?._server[theirs("parser")];
    }
    /** What is served at a URL; throws if nothing is. */
    _at(url, method) {
        const origin = originOf(url);
        const served = origin === undefined ? undefined : this._served.get(origin);
        if (!origin || !served)
            throw new core.HoldfastError("ERR_INVALID_URL", `${method}: ${url} is not served: net.serve("${url}", server) first`);
        return { _origin: origin, _served: served };
    }
    /** The server is away for so many ms, and remembers no session. */
    _restart(url, ms) {
        const { _origin, _served } = this._at(url, "restart()");
        _served._away?._clear();
        _served._away = this._timers._start("a server that is to come back", ms, () => {
            _served._away = undefined;
        });
        const { _by: by } = _served;
        if (!(by instanceof Recording)) {
            by._engine._cutBeside();
            by._server.httpServer?.closeAllConnections();
        }
        return _origin;
    }
    /** After the connections are gone: what was kept for recovery goes, too. */
    _forget(origin) {
        const by = this._served.get(origin)?._by;
        const server = by instanceof Recording ? undefined : by?._server;
        if (server?.opts?.connectionStateRecovery)
            server.adapter(server.adapter());
    }
    /** A server that is away at one of its URLs has no port either. */
    _isAway(by) {
        return [...this._served.values()].some((served) => served?._by === by && served._away);
    }
    /** The same server on a port of this machine. */
    async _listen(url) {
        const by = this._at(url, "listen()")._served._by;
        if (by instanceof Recording)
            throw new core.HoldfastError("ERR_INVALID_URL", `listen(): at ${url} is a recording, which plays in memory alone`);
        const { _server, _engine } = by;
        const http$1 = _server.httpServer ?? http.createServer();
        if (!_server.httpServer) {
            _server.attach(http$1);
            _engine._join(_server.engine);
            // the one that server.close() closes
            _server.engine = _engine;
        }
        if (!this._ports.has(http$1)) {
            this._ports.add(http$1);
            http$1.on("connection", (connection) => this._isAway(by) && connection.destroy());
        }
        if (!http$1.listening)
            await new Promise((resolve) => http$1.listen(0, "127.0.0.1", resolve));
        return `http://127.0.0.1:${http$1.address().port}`;
    }
    async _close() {
        for (const [origin, served] of this._served) {
            const by = served?._by;
            if (by instanceof Recording) {
                by._end();
                served?._away?._clear();
                this._served.set(origin, undefined);
            }
            else {
                by?._server.httpServer?.closeAllConnections();
                await by?._server.close();
            }
        }
    }
}

/** As it was when this was loaded. */
const native = globalThis.setTimeout;
const fakeClock = () => globalThis.setTimeout.clock;
/** Turns without anything in them after which nothing is under way. */
const QUIET = 2;
/** As many, where nothing was done before them. */
const QUIET_STILL = 1;
/** ms that a clock moves at once, at most: a clock that jumps to the end of a step makes what is due within it late by as much. */
const STEP = 50;
/** What is in flight, and the clock by which it goes. */
class Time {
    constructor(turns, timers, advance) {
        this._turns = turns;
        this._timers = timers;
        this._advance = advance;
    }
    /** Does it go on by itself? */
    get _isReal() {
        return globalThis.setTimeout === native && !fakeClock();
    }
    /** Waits until nothing is in flight. What is on its way for a while arrives by the clock: a fake one has to be moved for it. */
    async _settled(turns = QUIET) {
        for (let quiet = 0; quiet < turns; quiet++) {
            const made = this._turns._made;
            await turn();
            // where process.nextTick is one of these, the server stands still without it
            fakeClock()?.runMicrotasks?.();
            const isBusy = this._turns._due > 0 || this._turns._made !== made;
            if (isBusy)
                quiet = -1;
            else if (this._isReal && this._timers._frames > 0) {
                quiet = -1;
                await new Promise((resolve) => setTimeout(resolve, 1));
            }
        }
    }
    /** Moves the clock, and settles on the way. */
    async _move(ms) {
        await this._settled();
        const clock = fakeClock();
        if (this._advance)
            await this._moveInSteps(ms, this._advance);
        else if (clock?.next)
            await this._moveFromTimerToTimer(ms, clock);
        else
            throw new core.HoldfastError("ERR_INVALID_OPTION", "advance(): no fake clock is there that can be moved: install the fake timers of vitest, jest or sinon, or hand over yours: testNetwork({ advance: (ms) => mock.timers.tick(ms) })");
    }
    async _moveInSteps(ms, advance) {
        for (let left = ms; left > 0; left -= STEP) {
            await advance(Math.min(STEP, left));
            await this._settled();
        }
    }
    /** Each timer at its own time, and without the real time that such a clock takes to let promises go on by itself. */
    async _moveFromTimerToTimer(ms, clock) {
        let isOver = false;
        clock.setTimeout(() => {
            isOver = true;
        }, ms);
        let isStill = false;
        // it is there to be gone to, where the next timer is farther away
        const step = clock.setInterval(() => {
            isStill = true;
        }, STEP);
        try {
            while (!isOver) {
                isStill = false;
                clock.next();
                await this._settled(isStill ? QUIET_STILL : QUIET);
            }
        }
        finally {
            clock.clearInterval(step);
        }
        // what is due at the very end
        clock.tick(0);
        await this._settled();
    }
}

/** ms that a timer takes at most: with more it would end at once. */
const LONGEST = 2 ** 31 - 1;
/** Timers of the clock that is there when each is set, which a test may have put in the place of the real one. */
class Timers {
    constructor() {
        /** Those that are set, and what each is for. */
        this._set = new Map();
        /** Frames that are on their way for a while. */
        this._frames = 0;
    }
    /** `what` it is for, to be told if it is left. */
    _start(what, ms, callback) {
        const { setTimeout, clearTimeout } = globalThis;
        const timer = {
            _clear: () => {
                this._set.delete(timer);
                clearTimeout(handle);
            },
        };
        const handle = setTimeout(() => {
            this._set.delete(timer);
            callback();
        }, Math.min(ms, LONGEST));
        this._set.set(timer, what);
        return timer;
    }
}

class MemoryNetwork {
    constructor({ seed = 1, advance }) {
        this.clients = [];
        this.frames = [];
        this._turns = new Turns();
        this._timers = new Timers();
        this._listeners = new Map();
        this._faults = new Faults(this.clients);
        // ---- the network that the core asks for
        /** What the core asks when a Manager is made. */
        this._network = (environment, uri, manager) => {
            const { platform } = environment;
            const { opts } = manager;
            const origin = originOf(urlOf(uri, opts), platform.location());
            if (!origin || !this._servers._isKnown(origin))
                return;
            const client = new MemoryClient(this.clients.length + 1, manager, origin);
            this.clients.push(client);
            const { _random: random, _timers: timers, _listeners: listeners } = this;
            if (opts.transports)
                opts.transports = opts.transports.map(asName);
            if (opts.networkEvents)
                opts.networkEvents = watched(opts.networkEvents, listeners);
            const websocket = (url, { extraHeaders }, handlers) => {
                const link = new Link(this._hostFor(client, platform), requestOf(url, extraHeaders ?? {}), handlers);
                client._links.add(link);
                return link;
            };
            return replaceIn(environment, { websocket, random, timers, listeners });
        };
        this._random = chanceBySeed(seed);
        this._servers = new Servers(this._timers, this._random);
        this._time = new Time(this._turns, this._timers, advance);
    }
    // ---- servers and clients
    serve(url, server) {
        this._servers._serve(`${url}`, server);
    }
    replay(recording, { url } = {}) {
        return this._servers._replay(recording, url === undefined ? url : `${url}`);
    }
    listen(url) {
        return this._servers._listen(`${url}`);
    }
    io(url, options = {}) {
        const { _origin: origin } = this._servers._at(`${url}`, "io()");
        const [, nsp = "/"] = /^(?:[a-z]+:)?(?:\/\/)?[^/?#]*(\/[^?#]*)?/i.exec(`${url}`) ?? [];
        const path = options.path || "/socket.io";
        const shared = this.clients.find(({ _origin, _manager, _sockets }) => _origin === origin && _manager.state !== "idle" && _manager.opts.path === path && !_sockets.has(nsp));
        if (shared && !options.forceNew && options.multiplex !== false)
            return shared._manager.socket(nsp, options);
        return within(this._network, () => holdfast.io(`${url}`, { ...options, forceNew: true }));
    }
    install() {
        install(this._network);
    }
    uninstall() {
        uninstall(this._network);
    }
    // ---- faults
    offline(of) {
        this._faults._offline(of);
    }
    online(of) {
        this._faults._online(of);
    }
    cut(of) {
        this._faults._cut(of);
    }
    freeze(of) {
        this._faults._freeze(of);
    }
    thaw(of) {
        this._faults._thaw(of);
    }
    latency(latency, of) {
        this._faults._latency(latency, of);
    }
    slow(bytesPerSecond, of) {
        this._faults._slow(bytesPerSecond, of);
    }
    refuse(why, times = 1, of) {
        this._faults._refuse(why, times, of);
    }
    lose(loss, of) {
        this._faults._lose(loss, of);
    }
    corrupt(nth = 1, of) {
        this._faults._corrupt(nth, of);
    }
    limit(maxPayload, of) {
        this._faults._of(of)._limit = maxPayload;
    }
    restart(url, ms) {
        const origin = this._servers._restart(`${url}`, ms);
        for (const client of this.clients)
            if (client._origin === origin)
                this._faults._cut(client);
        this._servers._forget(origin);
    }
    // ---- time
    settled() {
        return this._time._settled();
    }
    advance(ms) {
        return this._time._move(ms);
    }
    // ---- looking
    snapshot() {
        return {
            serving: [...this._servers._served].flatMap(([origin, served]) => (served ? origin : [])),
            offline: this._faults._all._isOffline,
            frozen: this._faults._all._isFrozen,
            frames: this.frames.length,
            clients: this.clients.map(({ number, connected, transport, received, pendingAcks }) => ({
                number,
                connected,
                transport,
                received: received.length,
                pendingAcks,
            })),
        };
    }
    async close() {
        this.uninstall();
        await this.settled();
        this._faults._clear();
        await this.settled();
        const left = this._pending();
        for (const client of this.clients)
            client._disconnect();
        await this.settled();
        left.push(...this._active());
        for (const client of this.clients)
            client._end();
        this._faults._cut(undefined);
        await this._servers._close();
        await this.settled();
        left.push(...this._leftOver());
        if (left.length)
            throw new holdfast.HoldfastError("ERR_LEFT_OVER", `left when the test ended: ${left.join("; ")}`, { left });
    }
    /** Acknowledgements that are waited for. */
    _pending() {
        return this.clients.flatMap(({ number, pendingAcks }) => pendingAcks.map((event) => `client ${number} waits for the acknowledgement of "${event}"`));
    }
    /** Clients that did not go. */
    _active() {
        const active = this.clients.filter(({ _isLeft }) => _isLeft);
        return active.map(({ number, _manager }) => `client ${number} is ${_manager.state}`);
    }
    /** What should have gone with the clients. */
    _leftOver() {
        const left = [];
        for (const [name, count] of this._listeners)
            if (count > 0)
                left.push(`${count} listeners of "${name}"`);
        for (const [timer, what] of this._timers._set) {
            left.push(what);
            timer._clear();
        }
        return left;
    }
    _hostFor(client, { binaryType }) {
        const { _turns, _timers, _servers } = this;
        const { _conditions, _links } = client;
        const _weather = new Weather(_conditions, this._faults._all, this._random);
        return {
            _weather,
            _lane: (direction) => ({
                _turns,
                _timers,
                _isFrozen: () => _weather._isFrozen,
                _takes: (size) => _weather._takes(direction, size),
            }),
            _engine: () => _servers._engineFor(client),
            _parser: () => _servers._parserFor(client),
            // bytes are handed over whole: nobody else has a part of this buffer
            _bytes: (bytes) => (binaryType === "arraybuffer" ? new Uint8Array(bytes).buffer : Buffer.from(bytes)),
            _crosses: (direction, parcel, fate) => this._log(client, { direction, parcel, fate }),
            _over: (link) => void _links.delete(link),
        };
    }
    _log(client, { direction, parcel, fate }) {
        const what = describe(parcel) + (fate === "arrives" ? "" : ` (${fate})`);
        this.frames.push(`${client.number} ${direction === "up" ? ">" : "<"} ${what}`);
        const { packet } = parcel;
        if (direction === "down" && fate === "arrives" && packet && Array.isArray(packet.data) && isEvent(packet))
            client.received.push(packet.data);
    }
}
/** Makes a network in memory. */
const testNetwork = (options = {}) => new MemoryNetwork(options);

exports.testNetwork = testNetwork;
