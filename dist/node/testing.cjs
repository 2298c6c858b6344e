'use strict';

const holdfast = require('./index.cjs');
const node_events = require('node:events');
const core = require('./core.cjs');
const node_timers = require('node:timers');

/** Where a server is, as far as it tells servers apart. */
const PARTS = /^((?:http|ws)(s?):)?(?:\/\/)?(?:[^/?#@]*@)?(\[[\da-f:.%\w]+]|[^:/?#[\]]*)(?::(\d+))?/i;
const LOOPBACK = /^(localhost|127(\.\d+){1,3}|\[::1])$/i;
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

/** What a network knows of a client. */
class MemoryClient {
    constructor(number, manager, origin) {
        /** Its connection, and those before it of which the server does not know yet that they are over. */
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
    /** Ends it, as the app would. */
    _close() {
        for (const socket of this._sockets.values())
            socket.disconnect();
        this._manager.reconnection(false);
        this._manager.engine?.close();
    }
    get connected() {
        return this._manager.state === "connected";
    }
    get transport() {
        return this._manager.engine?.transport?.name;
    }
}

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
        const { pingInterval, pingTimeout, maxHttpBufferSize: maxPayload } = this.server.opts;
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
    // ---- from the client
    _receive(frame) {
        if (this.readyState !== "open")
            return;
        const { maxHttpBufferSize } = this.server.opts;
        if (sizeOf(frame) > maxHttpBufferSize)
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
        this.emit("close", reason, description);
    }
}

const DEFAULTS = {
    pingInterval: 25000,
    pingTimeout: 20000,
    maxHttpBufferSize: 1e6,
};
const wrongServer = (what) => new core.HoldfastError("ERR_INVALID_OPTION", `serve() takes a Server of socket.io 4, and ${what}: npm install socket.io@4`);
/** Is it one? Throws an error that says what to do, if not. */
const checkServer = (server) => {
    const { bind, close, of, fetchSockets } = Object(server);
    if (![bind, close, of].every((method) => typeof method === "function"))
        throw wrongServer(`this is ${server}`);
    if (typeof fetchSockets !== "function")
        throw wrongServer("this is one of an older version");
};
/** What `server.bind()` takes for an Engine.IO server: it has connections in memory. */
class MemoryEngine extends node_events.EventEmitter {
    constructor(server, { timers, random, closed }) {
        super();
        this.clients = {};
        this._middlewares = [];
        this._count = 0;
        const { opts, _opts = opts } = server;
        this.opts = { ...DEFAULTS, ..._opts };
        this.path = `${server.path()}/`;
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
        this._middlewares.push(middleware);
    }
    /** Ends it, with all connections, as the server asks for. */
    close() {
        for (const connection of Object.values(this.clients))
            connection.close();
        this._closed();
        return this;
    }
    /** Takes a connection in, or says why not; calls back at once unless a middleware takes its time. */
    _admit(request, done) {
        const { transport } = request._query;
        const [pathname] = request.url.split("?");
        if (pathname?.replace(/\/?$/, "/") !== this.path)
            return done({ status: 404, code: 0, message: "Not Found" });
        if (this.opts.transports?.includes(transport ?? "") === false)
            return done({ status: 400, code: 0, message: "Transport unknown" });
        this._allow(request, (refusal) => (refusal ? done(refusal) : this._run(request, 0, done)));
    }
    _allow(request, done) {
        const { allowRequest } = this.opts;
        if (!allowRequest)
            return done();
        allowRequest(request, (message, allowed) => done(allowed ? undefined : { status: 403, code: 4, message: message ?? "Forbidden" }));
    }
    _run(request, place, done) {
        const middleware = this._middlewares[place];
        if (!middleware)
            return done();
        middleware(request, RESPONSE, (error) => error ? done({ status: 400, code: 3, message: "Bad request" }) : this._run(request, place + 1, done));
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
/** What a middleware may do to the answer that opens a connection, which nobody reads here. */
const RESPONSE = {
    getHeader: () => undefined,
    setHeader: () => RESPONSE,
    removeHeader: () => undefined,
    writeHead: () => RESPONSE,
    on: () => RESPONSE,
    once: () => RESPONSE,
    end: () => RESPONSE,
};

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
/** All transports by their names, each over what the platform has for a WebSocket. */
const kindsFor = (kinds) => {
    const own = kinds.find((kind) => asName(kind) === "websocket");
    // an app that names polling alone has no other: that of the copy beside this file does, as it is of the same build
    // a class is a constructor like any other here; what it has, the core knows
    const base = (own ?? core.websocket);
    const [member = ""] = nameOf(base) ?? [];
    return kinds.map((kind) => {
        const name = asName(kind);
        return Object.assign(class extends base {
        }, { [member]: name });
    });
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

/** Where the core looks for a network, in every copy of it. */
const NETWORK = Symbol.for("holdfast.network");
const world = globalThis;
/** Networks in the place of the real one; the last one is asked first. */
const installed = [];
const ask = (environment, uri, manager) => {
    for (const network of [...installed].reverse()) {
        const other = network(environment, uri, manager);
        if (other)
            return other;
    }
    return undefined;
};
const settle$1 = () => {
    if (installed.length)
        world[NETWORK] = ask;
    else
        delete world[NETWORK];
};
/** Puts a network in the place of the real one, for what it serves. */
const install = (network) => {
    if (!installed.includes(network))
        installed.push(network);
    settle$1();
};
/** Takes it away again; the real one is back when none is left. */
const uninstall = (network) => {
    const place = installed.indexOf(network);
    if (place >= 0)
        installed.splice(place, 1);
    settle$1();
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
            const timer = _timers._start("a frame on its way", wait, () => this._arrives(first));
            this._timer = timer;
            this._takeBack = () => timer._clear();
        }
        else
            this._takeBack = _turns._later(() => this._arrives(first));
    }
    _arrives(item) {
        this._takeBack = this._timer = undefined;
        // it may have been frozen, or lost, meanwhile
        if (this._queue[0] !== item || this._host._isFrozen())
            return;
        this._queue.shift();
        item._arrive();
        this._go();
    }
    /** What is under way is lost. */
    _clear() {
        this._takeBack?.();
        this._takeBack = this._timer = undefined;
        this._queue = [];
    }
}

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
        this._transport = request._query["transport"] ?? "";
        this._handlers = handlers;
        this._up = new Lane(host._lane("up"));
        this._down = new Lane(host._lane("down"));
        this._up._push(0, () => this._knock());
    }
    // ---- the client's end
    send(data) {
        if (this.readyState !== OPEN)
            return;
        for (const frame of this._host._crosses("up", copyOf(data)))
            this._up._push(sizeOf(frame), () => this._server?._receive(frame));
    }
    close() {
        if (this.readyState >= CLOSING)
            return;
        this.readyState = CLOSING;
        this._up._push(0, () => {
            this._tellServer();
            this._close();
        });
    }
    /** The server reads what is sent in the order in which it is. */
    whenRead(read) {
        this._up._push(0, () => this._down._push(0, read));
        return true;
    }
    terminate() {
        if (this.readyState === CLOSED)
            return;
        this._clientOver();
        this._down._clear();
        this._up._push(0, () => this._tellServer());
    }
    _clientOver() {
        this.readyState = CLOSED;
        if (this._isServerOver)
            this._host._over(this);
    }
    _tellClient(code, error, fields) {
        if (this.readyState === CLOSED)
            return;
        this._clientOver();
        this._handlers.closed(endOf(code), error, fields);
    }
    // ---- the server's end
    _send(frame) {
        for (const one of this._host._crosses("down", frame))
            this._down._push(sizeOf(one), () => {
                if (this.readyState === OPEN)
                    this._handlers.receive(typeof one === "string" ? one : this._host._bytes(one));
            });
    }
    /** The server's end is over: the client hears of it after what was sent. */
    _close() {
        this._serverOver();
        this._down._push(0, () => this._tellClient(1005));
    }
    _serverOver() {
        this._isServerOver = true;
        if (this.readyState === CLOSED)
            this._host._over(this);
    }
    _tellServer(reason = "transport close") {
        if (this._isServerOver)
            return;
        this._serverOver();
        this._server?._gone(reason);
    }
    // ---- opening and breaking
    /** The request is there. */
    _knock() {
        if (this.readyState !== CONNECTING)
            return this._serverOver();
        const engine = this._host._engine();
        const refusal = this._host._refuses() ?? (engine ? undefined : closedPort(this._request));
        if (!engine || refusal)
            return this._refuse(refusal);
        engine._admit(this._request, (no) => {
            if (no)
                return this._refuse(no);
            this._down._push(0, () => {
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
        this._down._push(0, () => {
            if (refusal && "status" in refusal)
                this._tellClient(1006, ...failureOf(refusal));
            else
                this._tellClient(1006, refusal);
        });
    }
    /** Ends both sides at once; what is under way is lost. */
    _cut() {
        this._up._clear();
        this._down._clear();
        this._tellServer();
        this._tellClient(1006);
    }
}
const closedPort = ({ headers }) => Object.assign(new Error(`connect ECONNREFUSED ${headers["host"]}`), { code: "ECONNREFUSED" });
/** What of an error the answer of an HTTP server stands for; see "Error answers" in docs/protocol.md. */
const failureOf = ({ status, code, message }) => {
    const isEngines = status === 400 || status === 403;
    const text = isEngines ? JSON.stringify({ code, message }) : message;
    const cause = `HTTP ${status}: ${text}`;
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
        _query: Object.fromEntries(searchParams),
        httpVersion: "1.1",
        connection: peer,
        socket: peer,
    };
};

/** The real one, as it was when this was loaded: no fake clock stops it. jsdom has none of its own. */
const immediate = node_timers.setImmediate;
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

const fakeClock = () => globalThis.setTimeout.clock;
/** Turns without anything in them after which nothing is under way. */
const QUIET = 2;
/** Waits until nothing is in flight. */
const settle = async (turns) => {
    for (let quiet = 0; quiet < QUIET; quiet++) {
        const made = turns._made;
        await turn();
        // where process.nextTick is one of these, the server stands still without it
        fakeClock()?.runMicrotasks?.();
        if (turns._due || turns._made !== made)
            quiet = -1;
    }
};

/** Timers of the clock that is there when each is set, which a test may have put in the place of the real one. */
class Timers {
    constructor() {
        /** Those that are set, and what each is for. */
        this._set = new Map();
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
        }, ms);
        this._set.set(timer, what);
        return timer;
    }
}

class MemoryNetwork {
    constructor({ seed = 1 }) {
        this.clients = [];
        this._turns = new Turns();
        this._timers = new Timers();
        /** By origin; those that were closed stay known, as a port of this network that is closed. */
        this._servers = new Map();
        this._listeners = new Map();
        /** What the core asks when a Manager is made. */
        this._network = (environment, uri, manager) => {
            const { platform } = environment;
            const origin = originOf(uri, platform.location());
            if (!origin || !this._servers.has(origin))
                return;
            const client = new MemoryClient(this.clients.length + 1, manager, origin);
            this.clients.push(client);
            const { opts } = client._manager;
            if (opts.transports)
                opts.transports = opts.transports.map(asName);
            const websocket = (url, { extraHeaders = {} }, handlers) => {
                const link = new Link(this._hostFor(client, platform), requestOf(url, extraHeaders), handlers);
                client._links.add(link);
                return link;
            };
            const { _random: random, _timers: timers, _listeners: listeners } = this;
            return replaceIn(environment, { websocket, random, timers, listeners });
        };
        this._random = chanceBySeed(seed);
    }
    serve(url, server) {
        checkServer(server);
        const origin = originOf(`${url}`);
        if (!origin)
            throw new holdfast.HoldfastError("ERR_INVALID_URL", `serve(): "${url}" is no server's address`);
        if (this._servers.get(origin))
            throw new holdfast.HoldfastError("ERR_INVALID_URL", `serve(): ${origin} is served already: close that server first`);
        const { _timers: timers, _random: random } = this;
        const closed = () => void this._servers.set(origin, undefined);
        const engine = new MemoryEngine(server, { timers, random, closed });
        this._servers.set(origin, { _server: server, _engine: engine });
        server.bind(engine);
    }
    io(url, options = {}) {
        const origin = originOf(`${url}`);
        if (!origin || !this._servers.get(origin))
            throw new holdfast.HoldfastError("ERR_INVALID_URL", `io(): ${url} is not served: net.serve("${url}", server) first`);
        const { pathname } = new URL(`${url}`);
        const path = options.path ?? "/socket.io";
        const shared = this.clients.find(({ _origin, _manager, _sockets }) => _origin === origin && _manager.state !== "idle" && _manager.opts.path === path && !_sockets.has(pathname));
        if (shared && !options.forceNew && options.multiplex !== false)
            return shared._manager.socket(pathname, options);
        return within(this._network, () => holdfast.io(`${url}`, { ...options, forceNew: true }));
    }
    install() {
        install(this._network);
    }
    uninstall() {
        uninstall(this._network);
    }
    settled() {
        return settle(this._turns);
    }
    async close() {
        uninstall(this._network);
        await this.settled();
        for (const client of this.clients)
            client._close();
        await this.settled();
        for (const served of this._servers.values())
            await served?._server.close();
        await this.settled();
    }
    _hostFor(client, { binaryType }) {
        const { _turns, _timers } = this;
        return {
            _lane: () => ({
                _turns,
                _timers,
                _isFrozen: () => false,
                _takes: () => ({ _sending: 0, _travelling: 0 }),
            }),
            _engine: () => this._servers.get(client._origin)?._engine,
            _refuses: () => undefined,
            // bytes are handed over whole: nobody else has a part of this buffer
            _bytes: (bytes) => (binaryType === "arraybuffer" ? new Uint8Array(bytes).buffer : Buffer.from(bytes)),
            _crosses: (_direction, frame) => [frame],
            _over: (link) => void client._links.delete(link),
        };
    }
}
/** Makes a network in memory. */
const testNetwork = (options = {}) => new MemoryNetwork(options);

exports.testNetwork = testNetwork;
