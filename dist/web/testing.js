import { HoldfastError as HoldfastError$1, io } from './index.js';
import { EventEmitter } from 'node:events';
import { HoldfastError, websocket } from './core.js';
import { setImmediate } from 'node:timers';

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
        this.s = new Set();
        /** Its sockets, by namespace. */
        this.e = new Map();
        this.number = number;
        this.i = manager;
        this.o = origin;
        const { socket } = manager;
        // the one way to have a socket, of which the Manager has no list that is public
        Object.defineProperty(manager, "socket", {
            value: (...args) => {
                const made = socket.apply(manager, args);
                this.e.set(made.nsp, made);
                return made;
            },
            configurable: true,
            writable: true,
        });
    }
    /** Ends it, as the app would. */
    r() {
        for (const socket of this.e.values())
            socket.disconnect();
        this.i.reconnection(false);
        this.i.engine?.close();
    }
    get connected() {
        return this.i.state === "connected";
    }
    get transport() {
        return this.i.engine?.transport?.name;
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
class MemoryConnection extends EventEmitter {
    constructor(server, id, request, wire) {
        super();
        this.protocol = 4;
        this.remoteAddress = "127.0.0.1";
        this.upgraded = false;
        this.upgrading = false;
        this.writeBuffer = [];
        this.readyState = "open";
        /** Is an answer to a ping due? */
        this.i = false;
        this.server = server;
        this.id = id;
        this.request = request;
        this.c = wire;
        this.transport = { name: wire.y, sid: id, writable: true };
    }
    /** The handshake. */
    G() {
        const { pingInterval, pingTimeout, maxHttpBufferSize: maxPayload } = this.server.opts;
        const handshake = { sid: this.id, upgrades: [], pingInterval, pingTimeout, maxPayload };
        this.s("open", JSON.stringify(handshake));
        this.a();
    }
    send(data, options, sent) {
        this.s("message", data, options, sent);
        return this;
    }
    write(data, options, sent) {
        return this.send(data, options, sent);
    }
    close() {
        if (this.readyState !== "open")
            return;
        this.readyState = "closing";
        this.B("forced close");
    }
    s(type, data, options = {}, sent) {
        if (this.readyState !== "open")
            return;
        const packet = { type, data, options };
        this.emit("packetCreate", packet);
        this.emit("flush", [packet]);
        this.c.g(writePacket(type, data));
        sent?.();
        this.emit("drain");
    }
    // ---- from the client
    l(frame) {
        if (this.readyState !== "open")
            return;
        const { maxHttpBufferSize } = this.server.opts;
        if (sizeOf(frame) > maxHttpBufferSize)
            return this.B("transport error", new RangeError("Max payload size exceeded"));
        const packet = readPacket(frame);
        if (!packet)
            return this.B("parse error");
        this.emit("packet", packet);
        // a client that says something lives
        if (this.i && packet.type !== "pong")
            this.o();
        this.r(packet);
    }
    r({ type, data = "" }) {
        if (type === "pong") {
            this.emit("heartbeat");
            this.a();
        }
        else if (type === "message") {
            this.emit("data", data);
            this.emit("message", data);
        }
        else if (type === "ping")
            this.B("transport error", new Error("invalid heartbeat direction"));
        else if (type === "close")
            this.B("transport close");
    }
    /** The connection is gone; `what` the server is told. */
    d(what) {
        this.B(what);
    }
    // ---- heartbeat
    a() {
        const { pingInterval } = this.server.opts;
        this.i = false;
        this.e("a server's ping", pingInterval, () => {
            this.s("ping");
            this.o();
        });
    }
    o() {
        this.i = true;
        this.e("a server's ping timeout", this.server.opts.pingTimeout, () => this.B("ping timeout"));
    }
    e(what, ms, callback) {
        this.h?.s();
        this.h = this.server.i.e(what, ms, callback);
    }
    B(reason, description) {
        if (this.readyState === "closed")
            return;
        this.readyState = "closed";
        this.h?.s();
        this.c.r();
        this.emit("close", reason, description);
    }
}

const DEFAULTS = {
    pingInterval: 25000,
    pingTimeout: 20000,
    maxHttpBufferSize: 1e6,
};
const wrongServer = (what) => new HoldfastError("ERR_INVALID_OPTION", `serve() takes a Server of socket.io 4, and ${what}: npm install socket.io@4`);
/** Is it one? Throws an error that says what to do, if not. */
const checkServer = (server) => {
    const { bind, close, of, fetchSockets } = Object(server);
    if (![bind, close, of].every((method) => typeof method === "function"))
        throw wrongServer(`this is ${server}`);
    if (typeof fetchSockets !== "function")
        throw wrongServer("this is one of an older version");
};
/** What `server.bind()` takes for an Engine.IO server: it has connections in memory. */
class MemoryEngine extends EventEmitter {
    constructor(server, { timers, random, closed }) {
        super();
        this.clients = {};
        this.e = [];
        this.c = 0;
        const { opts, _opts = opts } = server;
        this.opts = { ...DEFAULTS, ..._opts };
        this.path = `${server.path()}/`;
        this.i = timers;
        this.r = random;
        this.E = closed;
    }
    get clientsCount() {
        return Object.keys(this.clients).length;
    }
    /** As Engine.IO's: 20 characters, of which the last say how many there were before. */
    generateId(_request) {
        const bytes = Buffer.alloc(15);
        for (let i = 0; i < 12; i++)
            bytes[i] = this.r() * 256;
        bytes.writeUInt16BE(this.c++ % 65536, 13);
        return bytes.toString("base64url");
    }
    /** Runs for each request that opens a connection, in this order; its answer is `next()`. */
    use(middleware) {
        this.e.push(middleware);
    }
    /** Ends it, with all connections, as the server asks for. */
    close() {
        for (const connection of Object.values(this.clients))
            connection.close();
        this.E();
        return this;
    }
    /** Takes a connection in, or says why not; calls back at once unless a middleware takes its time. */
    o(request, done) {
        const { transport } = request.e;
        const [pathname] = request.url.split("?");
        if (pathname?.replace(/\/?$/, "/") !== this.path)
            return done({ status: 404, code: 0, message: "Not Found" });
        if (this.opts.transports?.includes(transport ?? "") === false)
            return done({ status: 400, code: 0, message: "Transport unknown" });
        this.h(request, (refusal) => (refusal ? done(refusal) : this.s(request, 0, done)));
    }
    h(request, done) {
        const { allowRequest } = this.opts;
        if (!allowRequest)
            return done();
        allowRequest(request, (message, allowed) => done(allowed ? undefined : { status: 403, code: 4, message: message ?? "Forbidden" }));
    }
    s(request, place, done) {
        const middleware = this.e[place];
        if (!middleware)
            return done();
        middleware(request, RESPONSE, (error) => error ? done({ status: 400, code: 3, message: "Bad request" }) : this.s(request, place + 1, done));
    }
    a(request, wire) {
        const connection = new MemoryConnection(this, this.generateId(request), request, wire);
        this.clients[connection.id] = connection;
        connection.once("close", () => delete this.clients[connection.id]);
        connection.G();
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
    const base = (own ?? websocket);
    const [member = ""] = nameOf(base) ?? [];
    return kinds.map((kind) => {
        const name = asName(kind);
        return Object.assign(class extends base {
        }, { [member]: name });
    });
};
/** The clock of a platform, whose timers are counted. */
const counted = (clock, { A: _set }) => ({
    now: () => clock.now(),
    ticks: () => clock.ticks(),
    setTimeout: (callback, ms) => {
        const timer = { s: () => { } };
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
        this.r = [];
        /** The line is taken until then. */
        this.a = 0;
        this.e = host;
    }
    i(size, arrive) {
        const now = Date.now();
        const { e: _sending, i: _travelling } = this.e.s(size);
        this.a = Math.max(this.a, now) + _sending;
        const last = this.r[this.r.length - 1]?.e ?? 0;
        this.r.push({ e: Math.max(this.a + _travelling, last), i: arrive });
        this.d();
    }
    /** Brings the first of the queue, if nothing is in its way. */
    d() {
        const [first] = this.r;
        if (!first || this.o || this.e.e())
            return;
        const { o: _turns, i: _timers } = this.e;
        const wait = first.e - Date.now();
        if (wait > 0) {
            const timer = _timers.e("a frame on its way", wait, () => this.c(first));
            this.h = timer;
            this.o = () => timer.s();
        }
        else
            this.o = _turns.a(() => this.c(first));
    }
    c(item) {
        this.o = this.h = undefined;
        // it may have been frozen, or lost, meanwhile
        if (this.r[0] !== item || this.e.e())
            return;
        this.r.shift();
        item.i();
        this.d();
    }
    /** What is under way is lost. */
    s() {
        this.o?.();
        this.o = this.h = undefined;
        this.r = [];
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
        this.d = false;
        this.e = host;
        this.l = request;
        this.y = request.e["transport"] ?? "";
        this.c = handlers;
        this.s = new Lane(host.r("up"));
        this.i = new Lane(host.r("down"));
        this.s.i(0, () => this.m());
    }
    // ---- the client's end
    send(data) {
        if (this.readyState !== OPEN)
            return;
        for (const frame of this.e.s("up", copyOf(data)))
            this.s.i(sizeOf(frame), () => this.o?.l(frame));
    }
    close() {
        if (this.readyState >= CLOSING)
            return;
        this.readyState = CLOSING;
        this.s.i(0, () => {
            this.u();
            this.r();
        });
    }
    /** The server reads what is sent in the order in which it is. */
    whenRead(read) {
        this.s.i(0, () => this.i.i(0, read));
        return true;
    }
    terminate() {
        if (this.readyState === CLOSED)
            return;
        this.f();
        this.i.s();
        this.s.i(0, () => this.u());
    }
    f() {
        this.readyState = CLOSED;
        if (this.d)
            this.e.o(this);
    }
    a(code, error, fields) {
        if (this.readyState === CLOSED)
            return;
        this.f();
        this.c.closed(endOf(code), error, fields);
    }
    // ---- the server's end
    g(frame) {
        for (const one of this.e.s("down", frame))
            this.i.i(sizeOf(one), () => {
                if (this.readyState === OPEN)
                    this.c.receive(typeof one === "string" ? one : this.e.e(one));
            });
    }
    /** The server's end is over: the client hears of it after what was sent. */
    r() {
        this.h();
        this.i.i(0, () => this.a(1005));
    }
    h() {
        this.d = true;
        if (this.readyState === CLOSED)
            this.e.o(this);
    }
    u(reason = "transport close") {
        if (this.d)
            return;
        this.h();
        this.o?.d(reason);
    }
    // ---- opening and breaking
    /** The request is there. */
    m() {
        if (this.readyState !== CONNECTING)
            return this.h();
        const engine = this.e.i();
        const refusal = this.e.h() ?? (engine ? undefined : closedPort(this.l));
        if (!engine || refusal)
            return this.p(refusal);
        engine.o(this.l, (no) => {
            if (no)
                return this.p(no);
            this.i.i(0, () => {
                if (this.readyState !== CONNECTING)
                    return;
                this.readyState = OPEN;
                this.c.opened();
            });
            this.o = engine.a(this.l, this);
        });
    }
    p(refusal) {
        this.h();
        this.i.i(0, () => {
            if (refusal && "status" in refusal)
                this.a(1006, ...failureOf(refusal));
            else
                this.a(1006, refusal);
        });
    }
    /** Ends both sides at once; what is under way is lost. */
    b() {
        this.s.s();
        this.i.s();
        this.u();
        this.a(1006);
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
        e: Object.fromEntries(searchParams),
        httpVersion: "1.1",
        connection: peer,
        socket: peer,
    };
};

/** The real one, as it was when this was loaded: no fake clock stops it. jsdom has none of its own. */
const immediate = setImmediate;
/** What is under way in turns of their own, counted, so that the end of it can be waited for. */
class Turns {
    constructor() {
        /** Calls that are yet to be made. */
        this.e = 0;
        /** Calls that were made. */
        this.i = 0;
    }
    /** Calls back in a turn of its own. Returns the function that takes it back. */
    a(callback) {
        let isDue = true;
        const end = () => {
            if (!isDue)
                return false;
            isDue = false;
            this.e--;
            return true;
        };
        this.e++;
        immediate(() => {
            if (!end())
                return;
            this.i++;
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
        const made = turns.i;
        await turn();
        // where process.nextTick is one of these, the server stands still without it
        fakeClock()?.runMicrotasks?.();
        if (turns.e || turns.i !== made)
            quiet = -1;
    }
};

/** Timers of the clock that is there when each is set, which a test may have put in the place of the real one. */
class Timers {
    constructor() {
        /** Those that are set, and what each is for. */
        this.A = new Map();
    }
    /** `what` it is for, to be told if it is left. */
    e(what, ms, callback) {
        const { setTimeout, clearTimeout } = globalThis;
        const timer = {
            s: () => {
                this.A.delete(timer);
                clearTimeout(handle);
            },
        };
        const handle = setTimeout(() => {
            this.A.delete(timer);
            callback();
        }, ms);
        this.A.set(timer, what);
        return timer;
    }
}

class MemoryNetwork {
    constructor({ seed = 1 }) {
        this.clients = [];
        this.o = new Turns();
        this.i = new Timers();
        /** By origin; those that were closed stay known, as a port of this network that is closed. */
        this.e = new Map();
        this.a = new Map();
        /** What the core asks when a Manager is made. */
        this.s = (environment, uri, manager) => {
            const { platform } = environment;
            const origin = originOf(uri, platform.location());
            if (!origin || !this.e.has(origin))
                return;
            const client = new MemoryClient(this.clients.length + 1, manager, origin);
            this.clients.push(client);
            const { opts } = client.i;
            if (opts.transports)
                opts.transports = opts.transports.map(asName);
            const websocket = (url, { extraHeaders = {} }, handlers) => {
                const link = new Link(this.h(client, platform), requestOf(url, extraHeaders), handlers);
                client.s.add(link);
                return link;
            };
            const { r: random, i: timers, a: listeners } = this;
            return replaceIn(environment, { websocket, random, timers, listeners });
        };
        this.r = chanceBySeed(seed);
    }
    serve(url, server) {
        checkServer(server);
        const origin = originOf(`${url}`);
        if (!origin)
            throw new HoldfastError$1("ERR_INVALID_URL", `serve(): "${url}" is no server's address`);
        if (this.e.get(origin))
            throw new HoldfastError$1("ERR_INVALID_URL", `serve(): ${origin} is served already: close that server first`);
        const { i: timers, r: random } = this;
        const closed = () => void this.e.set(origin, undefined);
        const engine = new MemoryEngine(server, { timers, random, closed });
        this.e.set(origin, { o: server, i: engine });
        server.bind(engine);
    }
    io(url, options = {}) {
        const origin = originOf(`${url}`);
        if (!origin || !this.e.get(origin))
            throw new HoldfastError$1("ERR_INVALID_URL", `io(): ${url} is not served: net.serve("${url}", server) first`);
        const { pathname } = new URL(`${url}`);
        const path = options.path ?? "/socket.io";
        const shared = this.clients.find(({ o: _origin, i: _manager, e: _sockets }) => _origin === origin && _manager.state !== "idle" && _manager.opts.path === path && !_sockets.has(pathname));
        if (shared && !options.forceNew && options.multiplex !== false)
            return shared.i.socket(pathname, options);
        return within(this.s, () => io(`${url}`, { ...options, forceNew: true }));
    }
    install() {
        install(this.s);
    }
    uninstall() {
        uninstall(this.s);
    }
    settled() {
        return settle(this.o);
    }
    async close() {
        uninstall(this.s);
        await this.settled();
        for (const client of this.clients)
            client.r();
        await this.settled();
        for (const served of this.e.values())
            await served?.o.close();
        await this.settled();
    }
    h(client, { binaryType }) {
        const { o: _turns, i: _timers } = this;
        return {
            r: () => ({
                o: _turns,
                i: _timers,
                e: () => false,
                s: () => ({ e: 0, i: 0 }),
            }),
            i: () => this.e.get(client.o)?.i,
            h: () => undefined,
            // bytes are handed over whole: nobody else has a part of this buffer
            e: (bytes) => (binaryType === "arraybuffer" ? new Uint8Array(bytes).buffer : Buffer.from(bytes)),
            s: (_direction, frame) => [frame],
            o: (link) => void client.s.delete(link),
        };
    }
}
/** Makes a network in memory. */
const testNetwork = (options = {}) => new MemoryNetwork(options);

export { testNetwork };
