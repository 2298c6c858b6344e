'use strict';

const holdfast = require('./index.cjs');
const trace = require('./trace.cjs');
const core = require('./core.cjs');
const node_events = require('node:events');
const node_util = require('node:util');
const node_timers = require('node:timers');
const node_http = require('node:http');

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
        this.h = false;
        this.e = false;
        this.a = [];
        this.i = [];
        /** After so many more packets one is garbled. */
        this.c = [];
    }
    /** Why the next attempt is refused, if so; it counts. */
    r() {
        const [first] = this.a;
        if (!first)
            return;
        if (--first.e <= 0)
            this.a.shift();
        return first.i;
    }
    /** Is this packet lost? It counts. */
    d(packet) {
        const matching = this.i.filter(({ event, ack }) => (event === undefined || (isEvent(packet) && packet.data[0] === event)) &&
            (ack === undefined || isAck(packet) === ack));
        for (const loss of matching)
            loss.nth--;
        const due = matching.find(({ nth }) => nth <= 0);
        if (due)
            this.i.splice(this.i.indexOf(due), 1);
        return !!due;
    }
    /** Is this packet garbled? It counts. */
    u() {
        for (const garble of this.c)
            garble.e--;
        const due = this.c.findIndex(({ e: _nth }) => _nth <= 0);
        if (due >= 0)
            this.c.splice(due, 1);
        return due >= 0;
    }
}
/** The conditions of one client, which go before those that are for all. */
class Weather {
    constructor(own, all, random) {
        this.o = own;
        this.i = all;
        this.a = random;
    }
    get h() {
        return this.o.h || this.i.h;
    }
    get e() {
        return this.o.e || this.i.e;
    }
    get s() {
        return this.o.s ?? this.i.s ?? Infinity;
    }
    r() {
        return this.o.r() ?? this.i.r();
    }
    /** Both count. */
    d(packet) {
        return [this.o, this.i].filter((one) => one.d(packet)).length > 0;
    }
    /** Both count. */
    c() {
        return [this.o, this.i].filter((one) => one.u()).length > 0;
    }
    /** ms that so many bytes take to be sent, and ms that they are on their way after that. */
    l(direction, size) {
        const rate = this.o.l ?? this.i.l ?? Infinity;
        const latency = this.o.o ?? this.i.o ?? {};
        const { jitter = 0, [direction]: base = 0 } = latency;
        const more = jitter ? this.a() * jitter : 0;
        return { e: (size / rate) * 1000, i: base + more };
    }
}

/** What the network knows of a client. */
class MemoryClient {
    constructor(number, manager, origin) {
        this.received = [];
        this.o = new Conditions();
        /** Its connection, and those before it of which one side does not know yet that they are over. */
        this.e = new Set();
        /** Its sockets, by namespace. */
        this.r = new Map();
        this.number = number;
        this.s = manager;
        this.i = origin;
        const { socket } = manager;
        // the one way to have a socket, of which the Manager has no list that is public
        Object.defineProperty(manager, "socket", {
            value: (...args) => {
                const made = socket.apply(manager, args);
                this.r.set(made.nsp, made);
                return made;
            },
            configurable: true,
            writable: true,
        });
    }
    get connected() {
        return this.s.state === "connected";
    }
    get transport() {
        return this.s.engine?.transport?.name;
    }
    get pendingAcks() {
        let names = [];
        // the first record of a trace says how things stand
        const stop = trace.trace(this.s, (record) => {
            if (record.kind === "snapshot")
                names = record.sockets.flatMap(({ pending }) => pending.map(({ event }) => event));
        });
        stop();
        return names;
    }
    /** Ends it, as the app would. */
    h() {
        for (const socket of this.r.values())
            socket.disconnect();
    }
    /** Has it come back, or did it never go? One without a socket is none that an app could have ended. */
    get d() {
        return this.r.size > 0 && this.s.state !== "idle";
    }
    /** Ends it for good. */
    A() {
        this.s.reconnection(false);
        this.s.engine?.close();
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
const counted = (clock, { A: _set }) => ({
    now: () => clock.now(),
    ticks: () => clock.ticks(),
    setTimeout: (callback, ms) => {
        const timer = { e: () => { } };
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
        this.e = 0;
        /** Calls that were made. */
        this.i = 0;
    }
    /** Calls back in a turn of its own. Returns the function that takes it back. */
    m(callback) {
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
        this.d = false;
        this.server = server;
        this.id = id;
        this.request = request;
        this.r = wire;
        this.transport = { name: wire.f, sid: id, writable: true };
    }
    /** The handshake. */
    E() {
        const { pingInterval, pingTimeout } = this.server.opts;
        const maxPayload = this.s;
        const handshake = { sid: this.id, upgrades: [], pingInterval, pingTimeout, maxPayload };
        this.e("open", JSON.stringify(handshake));
        this.o();
    }
    send(data, options, sent) {
        this.e("message", data, options, sent);
        return this;
    }
    write(data, options, sent) {
        return this.send(data, options, sent);
    }
    close() {
        if (this.readyState !== "open")
            return;
        this.readyState = "closing";
        this.A("forced close");
    }
    e(type, data, options = {}, sent) {
        if (this.readyState !== "open")
            return;
        const packet = { type, data, options };
        this.emit("packetCreate", packet);
        this.emit("flush", [packet]);
        this.r.a(writePacket(type, data));
        sent?.();
        this.emit("drain");
    }
    get s() {
        return Math.min(this.server.opts.maxHttpBufferSize, this.r.s);
    }
    // ---- from the client
    f(frame) {
        if (this.readyState !== "open")
            return;
        if (sizeOf(frame) > this.s)
            return this.A("transport error", new RangeError("Max payload size exceeded"));
        const packet = readPacket(frame);
        if (!packet)
            return this.A("parse error");
        this.emit("packet", packet);
        // a client that says something lives
        if (this.d && packet.type !== "pong")
            this.i();
        this.h(packet);
    }
    h({ type, data = "" }) {
        if (type === "pong") {
            this.emit("heartbeat");
            this.o();
        }
        else if (type === "message") {
            this.emit("data", data);
            this.emit("message", data);
        }
        else if (type === "ping")
            this.A("transport error", new Error("invalid heartbeat direction"));
        else if (type === "close")
            this.A("transport close");
    }
    /** The connection is gone; `what` the server is told. */
    u(what) {
        this.A(what);
    }
    // ---- heartbeat
    o() {
        const { pingInterval } = this.server.opts;
        this.d = false;
        this.a("a server's ping", pingInterval, () => {
            this.e("ping");
            this.i();
        });
    }
    i() {
        this.d = true;
        this.a("a server's ping timeout", this.server.opts.pingTimeout, () => this.A("ping timeout"));
    }
    a(what, ms, callback) {
        this.p?.e();
        this.p = this.server.C.a(what, ms, callback);
    }
    A(reason, description) {
        if (this.readyState === "closed")
            return;
        this.readyState = "closed";
        this.p?.e();
        this.r.D();
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
        this.e = new Map();
        this.req = request;
        this.i = ended;
    }
    getHeader(name) {
        return this.e.get(name.toLowerCase());
    }
    setHeader(name, value) {
        this.e.set(name.toLowerCase(), value);
        return this;
    }
    removeHeader(name) {
        this.e.delete(name.toLowerCase());
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
        this.i(this.statusCode, typeof body === "string" ? body : "");
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
        this.s = 0;
        this.l = server.engine;
        this.middlewares = [...(this.l?.middlewares ?? [])];
        const { opts, _opts = opts } = server;
        this.opts = { ...DEFAULTS, ..._opts };
        this.path = `${server.path()}${this.opts.addTrailingSlash === false ? "" : "/"}`;
        this.C = timers;
        this.a = random;
        this.J = closed;
    }
    get clientsCount() {
        return Object.keys(this.clients).length;
    }
    /** As Engine.IO's: 20 characters, of which the last say how many there were before. */
    generateId(_request) {
        const bytes = Buffer.alloc(15);
        for (let i = 0; i < 12; i++)
            bytes[i] = this.a() * 256;
        bytes.writeUInt16BE(this.s++ % 65536, 13);
        return bytes.toString("base64url");
    }
    /** Runs for each request that opens a connection, in this order; its answer is `next()`. */
    use(middleware) {
        this.middlewares.push(middleware);
        this.l?.use?.(middleware);
    }
    /** The server has this engine, too. */
    v(other) {
        this.l = other;
        for (const middleware of this.middlewares)
            other.use?.(middleware);
    }
    /** The connections of the other engine end at once. */
    w() {
        for (const connection of Object.values(this.l?.clients ?? {}))
            connection.close(true);
    }
    /** Ends it, with all connections, as the server asks for. */
    close() {
        for (const connection of Object.values(this.clients))
            connection.close();
        this.l?.close();
        this.l = undefined;
        this.middlewares.length = 0;
        this.J();
        return this;
    }
    /** Takes a connection in, or says why not; calls back at once unless a middleware or `allowRequest` takes its time. */
    A(request, done) {
        if (!request.url.startsWith(this.path))
            return done({ status: 404, code: undefined, message: "Not Found" });
        const refuse = (code, context) => {
            this.emit("connection_error", { req: request, code, message: CODES[code], context });
            done(refusalBy(code, context.message));
        };
        const verify = () => this.M(request, refuse, () => done(undefined));
        if (!this.middlewares.length)
            return verify();
        const response = new MemoryResponse(request, (status, message) => done({ status, code: undefined, message }));
        void this.g(request, response).then(verify, () => refuse(BAD_REQUEST, { name: "MIDDLEWARE_FAILURE" }));
    }
    async g(request, response) {
        for (const middleware of this.middlewares)
            await new Promise((resolve, reject) => {
                const next = (error) => (error ? reject(error) : resolve());
                Promise.resolve(middleware(request, response, next)).catch(reject);
            });
        // some wait for it, such as express-session
        response.writeHead();
    }
    M(request, refuse, done) {
        const { transport } = request[theirs("query")];
        const { transports, allowRequest } = this.opts;
        if (transports?.includes(transport ?? "") === false)
            return refuse(UNKNOWN_TRANSPORT, { transport });
        if (!allowRequest)
            return done();
        allowRequest(request, (message, allowed) => (allowed ? done() : refuse(FORBIDDEN, { message })));
    }
    B(request, wire) {
        const connection = new MemoryConnection(this, this.generateId(request), request, wire);
        this.clients[connection.id] = connection;
        connection.once("close", () => delete this.clients[connection.id]);
        connection.E();
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
        this.i = new Conditions();
        this.a = clients;
    }
    /** The conditions that are meant. */
    s(of) {
        return of ? this.c(of).o : this.i;
    }
    /** The clients that are meant. */
    d(of) {
        return of ? [this.c(of)] : this.a;
    }
    c(of) {
        const client = this.a.find((one) => one === of || one.s === of.io);
        if (client)
            return client;
        throw new core.HoldfastError("ERR_INVALID_OPTION", "this client is none of this network: take one of net.clients, or a socket");
    }
    m(of) {
        this.s(of).h = true;
        this.h(of);
    }
    g(of) {
        this.s(of).h = false;
    }
    h(of) {
        for (const client of this.d(of))
            for (const link of [...client.e])
                link.h();
    }
    f(of) {
        this.s(of).e = true;
    }
    u(of) {
        this.s(of).e = false;
        for (const client of this.d(of))
            for (const link of [...client.e])
                link.u();
    }
    o(latency, of) {
        this.s(of).o = typeof latency === "number" ? { up: latency, down: latency } : latency;
    }
    b(bytesPerSecond, of) {
        if (!(bytesPerSecond > 0))
            throw new core.HoldfastError("ERR_INVALID_OPTION", `slow() takes bytes per second, above 0, and this is ${bytesPerSecond}`);
        this.s(of).l = bytesPerSecond;
    }
    r(why, times, of) {
        if (times > 0)
            this.s(of).a.push({ i: refusalOf(why), e: times });
    }
    p({ nth = 1, ...loss }, of) {
        this.s(of).i.push({ ...loss, nth });
    }
    l(nth, of) {
        this.s(of).c.push({ e: nth });
    }
    /** The weather is fair again. */
    e() {
        for (const conditions of [this.i, ...this.a.map(({ o: _conditions }) => _conditions)])
            Object.assign(conditions, new Conditions());
        this.u(undefined);
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
        this.i = [];
        this.f = parser;
    }
    /** What is complete with this frame. */
    h(frame) {
        const packet = readPacket(frame);
        if (packet?.type !== "message" || !this.f)
            return { frames: [frame], packet: undefined };
        this.i.push(frame);
        if (!this.s(packet.data))
            return;
        const frames = this.i;
        this.i = [];
        const decoded = this.e;
        this.e = undefined;
        return { frames, packet: decoded };
    }
    /** Is the packet complete, or is it one that can't be read? */
    s(data) {
        try {
            this.c ?? (this.c = this.r());
            this.c?.add(data);
            return !!this.e;
        }
        catch {
            // the one that it is for says what it thinks of it
            this.c = undefined;
            return true;
        }
    }
    r() {
        const { f: parser } = this;
        if (!parser)
            return;
        const decoder = new parser.Decoder();
        decoder.on("decoded", (packet) => {
            this.e = packet;
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
        this.r = [];
        /** The line is taken until then. */
        this.o = 0;
        this.i = host;
    }
    s(size, arrive) {
        const now = Date.now();
        const { e: _sending, i: _travelling } = this.i.l(size);
        this.o = Math.max(this.o, now) + _sending;
        const last = this.r[this.r.length - 1]?.e ?? 0;
        this.r.push({ e: Math.max(this.o + _travelling, last), i: arrive });
        this.a();
    }
    /** Brings the first of the queue, if nothing is in its way. */
    a() {
        const [first] = this.r;
        if (!first || this.h || this.i.e())
            return;
        const { s: _turns, C: _timers } = this.i;
        const wait = first.e - Date.now();
        if (wait > 0) {
            _timers.e++;
            const timer = _timers.a("a frame on its way", wait, () => {
                _timers.e--;
                this.c(first);
            });
            this.h = () => {
                _timers.e--;
                timer.e();
            };
        }
        else
            this.h = _turns.m(() => this.c(first));
    }
    c(item) {
        this.h = undefined;
        // it may have been frozen, or lost, meanwhile
        if (this.r[0] !== item || this.i.e())
            return;
        this.r.shift();
        try {
            item.i();
        }
        finally {
            // what a listener throws holds nothing up
            this.a();
        }
    }
    /** What is under way is lost. */
    e() {
        this.h?.();
        this.h = undefined;
        this.r = [];
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
        this.l = false;
        this.i = host;
        this.m = request;
        this.f = request[theirs("query")]["transport"] ?? "";
        this.p = handlers;
        this.e = { up: new Lane(host.o("up")), down: new Lane(host.o("down")) };
        const parser = host.f();
        this.v = { up: new Inspector(parser), down: new Inspector(parser) };
        // with no network this is known at once
        if (host.s.h)
            host.o("up").s.m(() => this.k(closedPort(request)));
        else
            this.e.up.s(0, () => this.j());
    }
    // ---- the client's end
    send(data) {
        if (this.readyState !== OPEN)
            return;
        this.w("up", copyOf(data), (frame) => this.o?.f(frame));
    }
    close() {
        if (this.readyState >= CLOSING)
            return;
        this.readyState = CLOSING;
        this.e.up.s(0, () => {
            this.g();
            this.D();
        });
    }
    /** The server reads what is sent in the order in which it is. */
    whenRead(read) {
        this.e.up.s(0, () => this.e.down.s(0, read));
        return true;
    }
    terminate() {
        if (this.readyState === CLOSED)
            return;
        this.b();
        this.e.down.e();
        this.e.up.s(0, () => this.g());
    }
    b() {
        this.readyState = CLOSED;
        if (this.l)
            this.A();
    }
    c(code, error, fields) {
        if (this.readyState === CLOSED)
            return;
        this.b();
        // apps compare with the name that socket.io-client has for it
        const message = error && this.f === "polling" && `xhr poll error: ${error instanceof Error ? error.message : error}`;
        this.p.closed(endOf(code), error, message ? { message, ...fields } : fields);
    }
    // ---- the server's end
    a(frame) {
        this.w("down", copyOf(frame), (one) => {
            if (this.readyState === OPEN)
                this.p.receive(typeof one === "string" ? one : this.i.i(one));
        });
    }
    /** The server's end is over: the client hears of it after what was sent. */
    D() {
        this.d();
        this.e.down.s(0, () => this.c(1005));
    }
    d() {
        this.l = true;
        if (this.readyState === CLOSED)
            this.A();
    }
    g(reason = "transport close") {
        if (this.l)
            return;
        this.d();
        this.o?.u(reason);
    }
    // ---- the way
    /** A frame is sent: with the last one of a packet, all of it goes on its way, or is lost. */
    w(direction, frame, deliver) {
        const parcel = this.v[direction].h(frame);
        if (!parcel)
            return;
        const { s: _weather } = this.i;
        const { frames, packet } = parcel;
        if (packet && _weather.d(packet))
            return this.i.h(direction, parcel, "lost");
        const fate = packet && _weather.c() ? "garbled" : "arrives";
        for (const [place, one] of frames.entries())
            this.e[direction].s(sizeOf(one), () => {
                if (place === frames.length - 1)
                    this.i.h(direction, parcel, fate);
                deliver(fate === "garbled" && !place ? GARBLED$1 : one);
            });
    }
    /** Bytes of a message that the network lets through. */
    get s() {
        return this.i.s.s;
    }
    // ---- opening and breaking
    /** The request is there. */
    j() {
        if (this.readyState !== CONNECTING)
            return this.d();
        const engine = this.i.e();
        const refusal = this.i.s.r() ?? (engine ? undefined : closedPort(this.m));
        if (!engine || refusal)
            return this.r(refusal);
        engine.A(this.m, (no) => {
            // it may have broken while a middleware took its time
            if (this.l)
                return;
            if (no)
                return this.r(no);
            this.e.down.s(0, () => {
                if (this.readyState !== CONNECTING)
                    return;
                this.readyState = OPEN;
                this.p.opened();
            });
            this.o = engine.B(this.m, this);
        });
    }
    r(refusal) {
        this.d();
        this.e.down.s(0, () => {
            if (refusal && "status" in refusal)
                this.c(1006, ...failureOf$1(refusal));
            else if (refusal && "fields" in refusal)
                this.c(1006, refusal.error, refusal.fields);
            else
                this.c(1006, refusal);
        });
    }
    /** What was held goes on. */
    u() {
        for (const lane of Object.values(this.e))
            lane.a();
    }
    /** The client can't reach the server. */
    k(error) {
        this.d();
        this.c(1006, error);
    }
    /** Both sides know that it is over: nobody waits for what is under way. */
    A() {
        for (const lane of Object.values(this.e))
            lane.e();
        this.i.r(this);
    }
    /** Ends both sides at once; what is under way is lost. */
    h() {
        for (const lane of Object.values(this.e))
            lane.e();
        this.g();
        this.c(1006);
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
        this.s = () => { };
        /** The text whose attachments are coming in. */
        this.r = "";
        this.i = 0;
        this.e = [];
    }
    on(_event, listener) {
        this.s = listener;
    }
    add(frame) {
        if (typeof frame === "string") {
            this.r = frame;
            this.e = [];
            this.i = Number(HEAD.exec(frame)?.[2] ?? 0);
        }
        else {
            this.e.push(frame);
            this.i--;
        }
        if (this.i <= 0)
            this.s(this.Q());
    }
    Q() {
        const [, type, , nsp = "/", id, data] = HEAD.exec(this.r) ?? [];
        if (!type)
            throw new SyntaxError("not a packet of Socket.IO");
        const packet = { type: Number(type), nsp };
        if (id)
            packet.id = Number(id);
        if (data)
            packet.data = JSON.parse(data, (_name, value) => this.o(value));
        return packet;
    }
    /** An attachment in its place. */
    o(value) {
        const { [theirs("placeholder")]: isPlace, num } = Object(value);
        return isPlace === true ? this.e[num] : value;
    }
}
/** How packets are read and written where no server's parser is there. */
const textParser = { Encoder: TextEncoder, Decoder: TextDecoder };

/** A session of a replay: what the recorded server says in it, as far as the client has joined the namespaces. */
class ReplaySession {
    constructor(host, wire, parser) {
        /** Answers that nobody has asked for yet, by namespace. */
        this.I = new Map();
        /** Who has asked and has no answer yet, and with which key. */
        this.s = new Map();
        this.o = new Set();
        /** What waits until the client has joined. */
        this.g = [];
        this.e = false;
        this.d = false;
        this.i = host;
        this.r = wire;
        this.b = new parser.Encoder();
        this.c = new parser.Decoder();
        this.c.on("decoded", (packet) => this.h(packet));
    }
    // ---- from the client
    f(frame) {
        const { type, data } = readPacket(frame) ?? {};
        if (type !== "message" || this.e)
            return;
        try {
            this.c.add(data);
        }
        catch {
            // a packet that was garbled on its way: the recorded server does not mind
        }
    }
    u() {
        this.e = true;
        this.c.destroy?.();
    }
    h(packet) {
        const { type, nsp, id, data } = packet;
        if (type === CONNECT) {
            this.s.set(nsp, data?.pid);
            this.d = true;
            this.p(nsp);
            this.i.s();
        }
        else if (type === DISCONNECT)
            this.o.delete(nsp);
        else if (id !== undefined && isEvent(packet))
            this.i.u(nsp, `${data[0]}`, id);
    }
    /** Is there an answer for a client that has asked for none yet? */
    get w() {
        return !this.d && this.I.size > 0;
    }
    // ---- to the client
    /** A packet of Engine.IO. */
    m(type, data) {
        if (!this.e)
            this.r.a(writePacket(type, data));
    }
    /** A packet for a namespace, when that is joined. */
    a(packet) {
        if (this.o.has(packet.nsp))
            this.G(packet);
        else
            this.g.push(packet);
    }
    /** The answer to a request to join, once that comes. */
    l(answer) {
        this.I.set(answer.packet.nsp, answer);
        this.p(answer.packet.nsp);
    }
    p(nsp) {
        const answer = this.I.get(nsp);
        if (!answer || !this.s.has(nsp))
            return;
        const { packet, isRecovered } = answer;
        const before = this.s.get(nsp);
        this.I.delete(nsp);
        this.s.delete(nsp);
        if (packet.type !== CONNECT)
            return this.G(packet);
        const data = packet.data && { ...packet.data, pid: this.i.c({ before, isRecovered }) };
        this.G({ ...packet, data });
        this.o.add(nsp);
        for (const one of this.g.splice(0))
            this.a(one);
    }
    G(packet) {
        if (packet.type === DISCONNECT)
            this.o.delete(packet.nsp);
        if (this.e)
            return;
        for (const frame of this.b.encode(packet))
            this.r.a(writePacket("message", frame));
    }
    D(error) {
        if (this.e)
            return;
        this.u();
        if (error)
            this.r.r(error);
        else
            this.r.D();
    }
}

const keyOf = (nsp, what) => `${nsp},${what}`;
/** Reads the records in their order. */
class ScriptReader {
    constructor() {
        this.r = [];
        this.f = new Map();
        this.s = new Map();
        this.c = false;
        /** Has the last attempt failed with all transports? */
        this.e = false;
    }
    d(record) {
        const { kind, t } = record;
        if (kind === "snapshot")
            this.u(record);
        else if (kind === "attempt") {
            this.F ?? (this.F = record.url);
            this.i(t);
        }
        else if (kind === "failed")
            this.a(record);
        else if (kind === "opened")
            this.E(this.l(t), t, record);
        else if (kind === "emit")
            this.p(record);
        else if (kind === "sent") {
            const emit = this.f.get(record.of);
            if (emit)
                this.o(emit);
        }
        else
            this.m(record);
    }
    i(t) {
        this.e = false;
        const one = {
            i: t,
            r: t,
            h: [],
            e: undefined,
            d: [],
            o: new Set(),
            s: false,
        };
        this.r.push(one);
        return one;
    }
    get h() {
        return this.r[this.r.length - 1];
    }
    /** The attempt that nothing came of yet; it may have begun before the recording. */
    l(t) {
        const { h: _last, e: _isOver } = this;
        return _last && !_isOver && !_last.e ? _last : this.i(t);
    }
    E(one, t, opening) {
        one.r = t;
        one.e = opening;
    }
    u({ t, state, url, sid, sockets }) {
        this.F ?? (this.F = url);
        for (const { nsp, pending } of sockets)
            for (const { id, event } of pending)
                this.o({ nsp, id, event });
        if (state !== "connecting" && state !== "connected")
            return;
        const one = this.i(t);
        if (state !== "connected")
            return;
        this.E(one, t, sid === undefined ? {} : { sid });
        one.s = true;
        for (const { nsp, state: itsState } of sockets)
            if (itsState === "connected")
                one.o.add(nsp);
    }
    /** Each transport that was tried has a record, all at the end of the attempt. */
    a({ t, error, last }) {
        const one = this.l(t);
        one.h.push(error);
        one.r = t;
        this.e = last;
    }
    p(record) {
        this.f.set(record.n, record);
        if (record.phase === "handed")
            this.o(record);
    }
    o({ nsp, event, id }) {
        if (id === undefined)
            return;
        const key = keyOf(nsp, event);
        const ids = this.s.get(key) ?? new Set();
        this.s.set(key, ids.add(id));
    }
    m(record) {
        const { kind } = record;
        if (kind === "settled" && record.ok)
            this.o(record);
        if (!isStep(record))
            return;
        const one = this.h?.e ? this.h : this.g(record.t);
        one.d.push(record);
        if (kind === "joined" && record.recovered)
            this.c = true;
        const isMember = kind === "receive" || kind === "settled" || kind === "left";
        if (one.s && isMember && !one.d.some((step) => step.kind === "joined" && step.nsp === record.nsp))
            one.o.add(record.nsp);
    }
    /** A session of which the beginning is not in the recording. */
    g(t) {
        const one = this.l(t);
        this.E(one, t, {});
        one.s = true;
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
        reader.d(record);
    const { r: _attempts, s: _asked, c: _recovers, F: url } = reader;
    // the client's first attempt is the beginning
    const began = _attempts[0]?.i ?? 0;
    const ended = records[records.length - 1]?.t ?? began;
    return {
        F: url && originOf(url),
        e: began,
        i: Math.max(0, Math.ceil(ended - began)),
        r: _attempts,
        s: new Map([..._asked].map(([key, ids]) => [key, ascending(ids)])),
        c: _recovers,
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
        this.s = 0;
        this.d = [];
        /** How many keys for recovery were given. */
        this.K = 0;
        /** Of the client's events, how many came, by namespace and event. */
        this.u = new Map();
        /** The recorded ack id of an event that came, by namespace and the client's; and the other way round. */
        this.j = new Map();
        this.o = new Map();
        /** Acknowledgements that are due, by namespace and recorded id. */
        this.e = new Map();
        this.H = script;
        this.C = timers;
        this.f = parser;
    }
    // ---- the time
    /** When it is by the clock what it was in the recording. */
    q(t) {
        this.k ?? (this.k = Date.now());
        return this.k + Math.round(t - this.H.e);
    }
    m(t, action) {
        const ms = Math.max(0, this.q(t) - Date.now());
        this.p?.e();
        this.p = this.C.a("a recording that plays", ms, action);
    }
    // ---- attempts
    A(request, done) {
        this.L();
        const { b: one } = this;
        if (!one)
            return done(closedPort(request));
        const { transport } = request[theirs("query")];
        const { h: _failures, e: _opening, r: _known } = one;
        const failure = _failures.find((facts) => facts.transport === transport) ?? _failures[0];
        // where nobody answers, the client's own time runs out
        if (failure ? failure.code === "ERR_CONNECT_TIMEOUT" : !_opening)
            return;
        this.m(_known, () => done(failure && failureOf(failure)));
    }
    L() {
        this.p?.e();
        // what is left of the session before can only be acknowledged, in the next one
        for (const step of this.d.splice(0))
            if (step.kind === "settled")
                this.G(step);
        this.i = undefined;
        this.b = this.H.r[this.s++];
        if (!this.b)
            return;
        // a client that is late moves all that follows; one that is early waits
        const late = Date.now() - this.q(this.b.i);
        if (late > 0)
            this.k = (this.k ?? 0) + late;
    }
    B(_request, wire) {
        const { e: _opening, d: _steps = [], o: _members = [] } = this.b ?? {};
        const session = new ReplaySession({
            u: (nsp, event, id) => this.h(nsp, event, id),
            c: (joined) => this.c(joined),
            s: () => this.i === session && this.g(),
        }, wire, this.f);
        this.i = session;
        this.E(session, _opening ?? {});
        for (const nsp of _members)
            session.l({ packet: this.F(nsp, undefined), isRecovered: false });
        this.d = [..._steps];
        this.g();
        return session;
    }
    E(session, { sid = "recorded", pingInterval, pingTimeout, maxPayload }) {
        const limits = { pingInterval: pingInterval ?? 25000, pingTimeout: pingTimeout ?? 20000 };
        session.m("open", JSON.stringify({ sid, upgrades: [], ...limits, maxPayload: maxPayload || 1e6 }));
    }
    // ---- the steps of a session
    /** Does what is due, and comes back when the next step is. */
    g() {
        const { d: steps } = this;
        for (let [step] = steps; step; [step] = steps) {
            if (this.q(step.t) > Date.now())
                return this.m(step.t, () => this.g());
            // who has not asked to join yet hears the answer first
            if (step.kind === "closed" && this.i?.w)
                return;
            steps.shift();
            this.I(step);
        }
    }
    I(step) {
        const { i: session } = this;
        if (step.kind === "settled")
            return this.G(step);
        if (!session)
            return;
        if (step.kind === "ping")
            session.m("ping");
        else if (step.kind === "joined")
            session.l({ packet: this.F(step.nsp, step.sid), isRecovered: step.recovered });
        else if (step.kind === "refused")
            this.r(session, step);
        else if (step.kind === "receive")
            session.a(eventOf(step));
        else if (step.kind === "closed")
            this.D(session, step.reason);
        else if (step.reason === "io server disconnect")
            session.a({ type: DISCONNECT, nsp: step.nsp });
    }
    F(nsp, sid) {
        return { type: CONNECT, nsp, data: { sid: sid ?? "recorded" } };
    }
    /** What the server said is in no recording. */
    r(session, { nsp, code }) {
        const packet = code === "ERR_REFUSED"
            ? { type: CONNECT_ERROR, nsp, data: { message: "refused" } }
            : code === "ERR_UNSUPPORTED_PROTOCOL" && { type: CONNECT, nsp };
        // otherwise the client has no answer, or it is its own doing
        if (packet)
            session.l({ packet, isRecovered: false });
    }
    D(session, reason) {
        if (reason === "transport close")
            session.D();
        else if (reason === "transport error")
            session.D(new Error("the recorded connection broke"));
        else if (reason === "parse error")
            session.r.a(GARBLED);
        // the rest is the client's doing, which does it again: no ping comes any more, or it closes
    }
    c({ before, isRecovered }) {
        if (isRecovered)
            return before;
        return this.H.c ? `recorded-${++this.K}` : undefined;
    }
    // ---- acknowledgements
    /** An event of the client has come, which may have come before: it is the next recorded one of its name. */
    h(nsp, event, id) {
        const own = keyOf(nsp, id);
        if (!this.j.has(own)) {
            const key = keyOf(nsp, event);
            const nth = this.u.get(key) ?? 0;
            this.u.set(key, nth + 1);
            const recorded = this.H.s.get(key)?.[nth];
            this.j.set(own, recorded);
            if (recorded !== undefined)
                this.o.set(keyOf(nsp, recorded), id);
        }
        const recorded = this.j.get(own);
        if (recorded !== undefined)
            this.z(nsp, recorded);
    }
    G({ nsp, id, args = [] }) {
        this.e.set(keyOf(nsp, id), args);
        this.z(nsp, id);
    }
    /** If it is due, and the event has come. */
    z(nsp, recorded) {
        const key = keyOf(nsp, recorded);
        const data = this.e.get(key);
        const id = this.o.get(key);
        if (data && id !== undefined)
            this.i?.a({ type: ACK, nsp, id, data });
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
        this.D = new Map();
        this.H = script;
        this.C = timers;
    }
    M(client, parser) {
        let play = this.D.get(client);
        if (!play) {
            play = new Play(this.H, this.C, parser);
            this.D.set(client, play);
        }
        return play;
    }
    A() {
        for (const play of this.D.values())
            play.p?.e();
        this.D.clear();
    }
}

/** The parser that a client of a recording has. */
const parserOf = ({ s: _manager }) => (_manager.opts.parser ?? undefined) || textParser;
/** The servers of a network, by origin. One that was closed stays known, as a port that is closed. */
class Servers {
    constructor(timers, random) {
        this.e = new Map();
        /** Those of servers that listen on a port, too. */
        this.s = new WeakSet();
        this.C = timers;
        this.a = random;
    }
    b(url, server) {
        checkServer(server);
        const origin = this.o(url, "serve()");
        const by = this.h(server);
        this.e.set(origin, { e: by ?? this.r(server), i: undefined });
    }
    /** The server with its engine, if it is served at another URL already. */
    h(server) {
        for (const served of this.e.values()) {
            const by = served?.e;
            if (by && !(by instanceof Recording) && by.o === server)
                return by;
        }
        return undefined;
    }
    r(server) {
        const { C: timers, a: random } = this;
        const engine = new MemoryEngine(server, { timers, random, closed: () => this.J(engine) });
        server.bind(engine);
        return { o: server, e: engine };
    }
    /** Nothing is served any more where that engine was. */
    J(engine) {
        for (const [origin, served] of this.e) {
            if (!served || served.e instanceof Recording || served.e.e !== engine)
                continue;
            served.i?.e();
            this.e.set(origin, undefined);
        }
    }
    m(text, url) {
        const script = scriptOf(readRecording(text));
        const address = url ?? script.F;
        if (address === undefined)
            throw new core.HoldfastError("ERR_INVALID_OPTION", "replay(): the recording does not say where the server was: net.replay(recording, { url })");
        const origin = this.o(address, "replay()");
        this.e.set(origin, { e: new Recording(script, this.C), i: undefined });
        return { url: origin, ms: script.i };
    }
    /** The origin of a URL at which nothing is served. */
    o(url, method) {
        const origin = originOf(url);
        if (!origin)
            throw new core.HoldfastError("ERR_INVALID_URL", `${method}: "${url}" is no server's address`);
        if (this.e.get(origin))
            throw new core.HoldfastError("ERR_INVALID_URL", `${method}: ${origin} is served already: close that server first`);
        return origin;
    }
    u(origin) {
        return this.e.has(origin);
    }
    /** The engine that takes connections now. */
    c(client) {
        const served = this.e.get(client.i);
        if (!served || served.i)
            return;
        const { e: by } = served;
        return by instanceof Recording ? by.M(client, parserOf(client)) : by.e;
    }
    p(client) {
        const by = this.e.get(client.i)?.e;
        return by instanceof Recording ? parserOf(client) : by?.o[theirs("parser")];
    }
    /** What is served at a URL; throws if nothing is. */
    i(url, method) {
        const origin = originOf(url);
        const served = origin === undefined ? undefined : this.e.get(origin);
        if (!origin || !served)
            throw new core.HoldfastError("ERR_INVALID_URL", `${method}: ${url} is not served: net.serve("${url}", server) first`);
        return { i: origin, e: served };
    }
    /** The server is away for so many ms, and remembers no session. */
    g(url, ms) {
        const { i: _origin, e: _served } = this.i(url, "restart()");
        _served.i?.e();
        _served.i = this.C.a("a server that is to come back", ms, () => {
            _served.i = undefined;
        });
        const { e: by } = _served;
        if (!(by instanceof Recording)) {
            by.e.w();
            by.o.httpServer?.closeAllConnections();
        }
        return _origin;
    }
    /** After the connections are gone: what was kept for recovery goes, too. */
    d(origin) {
        const by = this.e.get(origin)?.e;
        const server = by instanceof Recording ? undefined : by?.o;
        if (server?.opts?.connectionStateRecovery)
            server.adapter(server.adapter());
    }
    /** A server that is away at one of its URLs has no port either. */
    l(by) {
        return [...this.e.values()].some((served) => served?.e === by && served.i);
    }
    /** The same server on a port of this machine. */
    async f(url) {
        const by = this.i(url, "listen()").e.e;
        if (by instanceof Recording)
            throw new core.HoldfastError("ERR_INVALID_URL", `listen(): at ${url} is a recording, which plays in memory alone`);
        const { o: _server, e: _engine } = by;
        const http = _server.httpServer ?? node_http.createServer();
        if (!_server.httpServer) {
            _server.attach(http);
            _engine.v(_server.engine);
            // the one that server.close() closes
            _server.engine = _engine;
        }
        if (!this.s.has(http)) {
            this.s.add(http);
            http.on("connection", (connection) => this.l(by) && connection.destroy());
        }
        if (!http.listening)
            await new Promise((resolve) => http.listen(0, "127.0.0.1", resolve));
        return `http://127.0.0.1:${http.address().port}`;
    }
    async D() {
        for (const [origin, served] of this.e) {
            const by = served?.e;
            if (by instanceof Recording) {
                by.A();
                served?.i?.e();
                this.e.set(origin, undefined);
            }
            else {
                by?.o.httpServer?.closeAllConnections();
                await by?.o.close();
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
        this.s = turns;
        this.C = timers;
        this.i = advance;
    }
    /** Does it go on by itself? */
    get r() {
        return globalThis.setTimeout === native && !fakeClock();
    }
    /** Waits until nothing is in flight. What is on its way for a while arrives by the clock: a fake one has to be moved for it. */
    async e(turns = QUIET) {
        for (let quiet = 0; quiet < turns; quiet++) {
            const made = this.s.i;
            await turn();
            // where process.nextTick is one of these, the server stands still without it
            fakeClock()?.runMicrotasks?.();
            const isBusy = this.s.e > 0 || this.s.i !== made;
            if (isBusy)
                quiet = -1;
            else if (this.r && this.C.e > 0) {
                quiet = -1;
                await new Promise((resolve) => setTimeout(resolve, 1));
            }
        }
    }
    /** Moves the clock, and settles on the way. */
    async o(ms) {
        await this.e();
        const clock = fakeClock();
        if (this.i)
            await this.a(ms, this.i);
        else if (clock?.next)
            await this.h(ms, clock);
        else
            throw new core.HoldfastError("ERR_INVALID_OPTION", "advance(): no fake clock is there that can be moved: install the fake timers of vitest, jest or sinon, or hand over yours: testNetwork({ advance: (ms) => mock.timers.tick(ms) })");
    }
    async a(ms, advance) {
        for (let left = ms; left > 0; left -= STEP) {
            await advance(Math.min(STEP, left));
            await this.e();
        }
    }
    /** Each timer at its own time, and without the real time that such a clock takes to let promises go on by itself. */
    async h(ms, clock) {
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
                await this.e(isStill ? QUIET_STILL : QUIET);
            }
        }
        finally {
            clock.clearInterval(step);
        }
        // what is due at the very end
        clock.tick(0);
        await this.e();
    }
}

/** ms that a timer takes at most: with more it would end at once. */
const LONGEST = 2 ** 31 - 1;
/** Timers of the clock that is there when each is set, which a test may have put in the place of the real one. */
class Timers {
    constructor() {
        /** Those that are set, and what each is for. */
        this.A = new Map();
        /** Frames that are on their way for a while. */
        this.e = 0;
    }
    /** `what` it is for, to be told if it is left. */
    a(what, ms, callback) {
        const { setTimeout, clearTimeout } = globalThis;
        const timer = {
            e: () => {
                this.A.delete(timer);
                clearTimeout(handle);
            },
        };
        const handle = setTimeout(() => {
            this.A.delete(timer);
            callback();
        }, Math.min(ms, LONGEST));
        this.A.set(timer, what);
        return timer;
    }
}

class MemoryNetwork {
    constructor({ seed = 1, advance }) {
        this.clients = [];
        this.frames = [];
        this.s = new Turns();
        this.C = new Timers();
        this.o = new Map();
        this.e = new Faults(this.clients);
        // ---- the network that the core asks for
        /** What the core asks when a Manager is made. */
        this.r = (environment, uri, manager) => {
            const { platform } = environment;
            const { opts } = manager;
            const origin = originOf(urlOf(uri, opts), platform.location());
            if (!origin || !this.i.u(origin))
                return;
            const client = new MemoryClient(this.clients.length + 1, manager, origin);
            this.clients.push(client);
            const { a: random, C: timers, o: listeners } = this;
            if (opts.transports)
                opts.transports = opts.transports.map(asName);
            if (opts.networkEvents)
                opts.networkEvents = watched(opts.networkEvents, listeners);
            const websocket = (url, { extraHeaders }, handlers) => {
                const link = new Link(this.l(client, platform), requestOf(url, extraHeaders ?? {}), handlers);
                client.e.add(link);
                return link;
            };
            return replaceIn(environment, { websocket, random, timers, listeners });
        };
        this.a = chanceBySeed(seed);
        this.i = new Servers(this.C, this.a);
        this.h = new Time(this.s, this.C, advance);
    }
    // ---- servers and clients
    serve(url, server) {
        this.i.b(`${url}`, server);
    }
    replay(recording, { url } = {}) {
        return this.i.m(recording, url === undefined ? url : `${url}`);
    }
    listen(url) {
        return this.i.f(`${url}`);
    }
    io(url, options = {}) {
        const { i: origin } = this.i.i(`${url}`, "io()");
        const [, nsp = "/"] = /^(?:[a-z]+:)?(?:\/\/)?[^/?#]*(\/[^?#]*)?/i.exec(`${url}`) ?? [];
        const path = options.path || "/socket.io";
        const shared = this.clients.find(({ i: _origin, s: _manager, r: _sockets }) => _origin === origin && _manager.state !== "idle" && _manager.opts.path === path && !_sockets.has(nsp));
        if (shared && !options.forceNew && options.multiplex !== false)
            return shared.s.socket(nsp, options);
        return within(this.r, () => holdfast.io(`${url}`, { ...options, forceNew: true }));
    }
    install() {
        install(this.r);
    }
    uninstall() {
        uninstall(this.r);
    }
    // ---- faults
    offline(of) {
        this.e.m(of);
    }
    online(of) {
        this.e.g(of);
    }
    cut(of) {
        this.e.h(of);
    }
    freeze(of) {
        this.e.f(of);
    }
    thaw(of) {
        this.e.u(of);
    }
    latency(latency, of) {
        this.e.o(latency, of);
    }
    slow(bytesPerSecond, of) {
        this.e.b(bytesPerSecond, of);
    }
    refuse(why, times = 1, of) {
        this.e.r(why, times, of);
    }
    lose(loss, of) {
        this.e.p(loss, of);
    }
    corrupt(nth = 1, of) {
        this.e.l(nth, of);
    }
    limit(maxPayload, of) {
        this.e.s(of).s = maxPayload;
    }
    restart(url, ms) {
        const origin = this.i.g(`${url}`, ms);
        for (const client of this.clients)
            if (client.i === origin)
                this.e.h(client);
        this.i.d(origin);
    }
    // ---- time
    settled() {
        return this.h.e();
    }
    advance(ms) {
        return this.h.o(ms);
    }
    // ---- looking
    snapshot() {
        return {
            serving: [...this.i.e].flatMap(([origin, served]) => (served ? origin : [])),
            offline: this.e.i.h,
            frozen: this.e.i.e,
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
        this.e.e();
        await this.settled();
        const left = this.c();
        for (const client of this.clients)
            client.h();
        await this.settled();
        left.push(...this.d());
        for (const client of this.clients)
            client.A();
        this.e.h(undefined);
        await this.i.D();
        await this.settled();
        left.push(...this.u());
        if (left.length)
            throw new holdfast.HoldfastError("ERR_LEFT_OVER", `left when the test ended: ${left.join("; ")}`, { left });
    }
    /** Acknowledgements that are waited for. */
    c() {
        return this.clients.flatMap(({ number, pendingAcks }) => pendingAcks.map((event) => `client ${number} waits for the acknowledgement of "${event}"`));
    }
    /** Clients that did not go. */
    d() {
        const active = this.clients.filter(({ d: _isLeft }) => _isLeft);
        return active.map(({ number, s: _manager }) => `client ${number} is ${_manager.state}`);
    }
    /** What should have gone with the clients. */
    u() {
        const left = [];
        for (const [name, count] of this.o)
            if (count > 0)
                left.push(`${count} listeners of "${name}"`);
        for (const [timer, what] of this.C.A) {
            left.push(what);
            timer.e();
        }
        return left;
    }
    l(client, { binaryType }) {
        const { s: _turns, C: _timers, i: _servers } = this;
        const { o: _conditions, e: _links } = client;
        const _weather = new Weather(_conditions, this.e.i, this.a);
        return {
            s: _weather,
            o: (direction) => ({
                s: _turns,
                C: _timers,
                e: () => _weather.e,
                l: (size) => _weather.l(direction, size),
            }),
            e: () => _servers.c(client),
            f: () => _servers.p(client),
            // bytes are handed over whole: nobody else has a part of this buffer
            i: (bytes) => (binaryType === "arraybuffer" ? new Uint8Array(bytes).buffer : Buffer.from(bytes)),
            h: (direction, parcel, fate) => this.f(client, { direction, parcel, fate }),
            r: (link) => void _links.delete(link),
        };
    }
    f(client, { direction, parcel, fate }) {
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
