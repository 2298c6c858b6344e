import { HoldfastError as HoldfastError$1, io } from './index.js';
import { trace } from './trace.js';
import { websocket, HoldfastError } from './core.js';
import { EventEmitter } from 'node:events';
import { inspect } from 'node:util';
import { setImmediate } from 'node:timers';
import { createServer } from 'node:http';

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
        this.a = false;
        this.e = false;
        this.h = [];
        this.i = [];
        /** After so many more packets one is garbled. */
        this.c = [];
    }
    /** Why the next attempt is refused, if so; it counts. */
    r() {
        const [first] = this.h;
        if (!first)
            return;
        if (--first.e <= 0)
            this.h.shift();
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
        this.h = random;
    }
    get a() {
        return this.o.a || this.i.a;
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
        const more = jitter ? this.h() * jitter : 0;
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
        this.i = manager;
        this.s = origin;
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
        return this.i.state === "connected";
    }
    get transport() {
        return this.i.engine?.transport?.name;
    }
    get pendingAcks() {
        let names = [];
        // the first record of a trace says how things stand
        const stop = trace(this.i, (record) => {
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
        return this.r.size > 0 && this.i.state !== "idle";
    }
    /** Ends it for good. */
    A() {
        this.i.reconnection(false);
        this.i.engine?.close();
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
    const base = (own ?? websocket);
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
const immediate = setImmediate;
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
    u(callback) {
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
        this.c = false;
        this.server = server;
        this.id = id;
        this.request = request;
        this.r = wire;
        this.transport = { name: wire.f, sid: id, writable: true };
    }
    /** The handshake. */
    G() {
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
        this.r.o(writePacket(type, data));
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
        if (this.c && packet.type !== "pong")
            this.i();
        this.F(packet);
    }
    F({ type, data = "" }) {
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
    l(what) {
        this.A(what);
    }
    // ---- heartbeat
    o() {
        const { pingInterval } = this.server.opts;
        this.c = false;
        this.h("a server's ping", pingInterval, () => {
            this.e("ping");
            this.i();
        });
    }
    i() {
        this.c = true;
        this.h("a server's ping timeout", this.server.opts.pingTimeout, () => this.A("ping timeout"));
    }
    h(what, ms, callback) {
        this.d?.e();
        this.d = this.server.D.h(what, ms, callback);
    }
    A(reason, description) {
        if (this.readyState === "closed")
            return;
        this.readyState = "closed";
        this.d?.e();
        this.r.E();
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
class MemoryResponse extends EventEmitter {
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
const wrongServer = (what) => new HoldfastError("ERR_INVALID_OPTION", `serve() takes a Server of socket.io 4, and ${what}: npm install socket.io@4`);
/** Is it one? Throws an error that says what to do, if not. */
const checkServer = (server) => {
    const { bind, close, of, fetchSockets } = Object(server);
    if (![bind, close, of].every((method) => typeof method === "function"))
        throw wrongServer(`this is ${inspect(server, { depth: -1 })}`);
    if (typeof fetchSockets !== "function")
        throw wrongServer("this is one of an older version");
};
/** What `server.bind()` takes for an Engine.IO server: it has connections in memory. */
class MemoryEngine extends EventEmitter {
    constructor(server, { timers, random, closed }) {
        super();
        this.clients = {};
        this.s = 0;
        this.l = server.engine;
        this.middlewares = [...(this.l?.middlewares ?? [])];
        const { opts, _opts = opts } = server;
        this.opts = { ...DEFAULTS, ..._opts };
        this.path = `${server.path()}${this.opts.addTrailingSlash === false ? "" : "/"}`;
        this.D = timers;
        this.h = random;
        this.M = closed;
    }
    get clientsCount() {
        return Object.keys(this.clients).length;
    }
    /** As Engine.IO's: 20 characters, of which the last say how many there were before. */
    generateId(_request) {
        const bytes = Buffer.alloc(15);
        for (let i = 0; i < 12; i++)
            bytes[i] = this.h() * 256;
        bytes.writeUInt16BE(this.s++ % 65536, 13);
        return bytes.toString("base64url");
    }
    /** Runs for each request that opens a connection, in this order; its answer is `next()`. */
    use(middleware) {
        this.middlewares.push(middleware);
        this.l?.use?.(middleware);
    }
    /** The server has this engine, too. */
    B(other) {
        this.l = other;
        for (const middleware of this.middlewares)
            other.use?.(middleware);
    }
    /** Ends it, with all connections, as the server asks for. */
    close() {
        for (const connection of Object.values(this.clients))
            connection.close();
        this.l?.close();
        this.l = undefined;
        this.middlewares.length = 0;
        this.M();
        return this;
    }
    /** Takes a connection in, or says why not; calls back at once unless a middleware or `allowRequest` takes its time. */
    k(request, done) {
        if (!request.url.startsWith(this.path))
            return done({ status: 404, code: undefined, message: "Not Found" });
        const refuse = (code, context) => {
            this.emit("connection_error", { req: request, code, message: CODES[code], context });
            done(refusalBy(code, context.message));
        };
        const verify = () => this.J(request, refuse, () => done(undefined));
        if (!this.middlewares.length)
            return verify();
        const response = new MemoryResponse(request, (status, message) => done({ status, code: undefined, message }));
        void this.f(request, response).then(verify, () => refuse(BAD_REQUEST, { name: "MIDDLEWARE_FAILURE" }));
    }
    async f(request, response) {
        for (const middleware of this.middlewares)
            await new Promise((resolve, reject) => {
                const next = (error) => (error ? reject(error) : resolve());
                Promise.resolve(middleware(request, response, next)).catch(reject);
            });
        // some wait for it, such as express-session
        response.writeHead();
    }
    J(request, refuse, done) {
        const { transport } = request[theirs("query")];
        const { transports, allowRequest } = this.opts;
        if (transports?.includes(transport ?? "") === false)
            return refuse(UNKNOWN_TRANSPORT, { transport });
        if (!allowRequest)
            return done();
        allowRequest(request, (message, allowed) => (allowed ? done() : refuse(FORBIDDEN, { message })));
    }
    j(request, wire) {
        const connection = new MemoryConnection(this, this.generateId(request), request, wire);
        this.clients[connection.id] = connection;
        connection.once("close", () => delete this.clients[connection.id]);
        connection.G();
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
        this.h = clients;
    }
    /** The conditions that are meant. */
    s(of) {
        return of ? this.c(of).o : this.i;
    }
    /** The clients that are meant. */
    d(of) {
        return of ? [this.c(of)] : this.h;
    }
    c(of) {
        const client = this.h.find((one) => one === of || one.i === of.io);
        if (client)
            return client;
        throw new HoldfastError("ERR_INVALID_OPTION", "this client is none of this network: take one of net.clients, or a socket");
    }
    m(of) {
        this.s(of).a = true;
        this.a(of);
    }
    g(of) {
        this.s(of).a = false;
    }
    a(of) {
        for (const client of this.d(of))
            for (const link of [...client.e])
                link.a();
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
            throw new HoldfastError("ERR_INVALID_OPTION", `slow() takes bytes per second, above 0, and this is ${bytesPerSecond}`);
        this.s(of).l = bytesPerSecond;
    }
    r(why, times, of) {
        if (times > 0)
            this.s(of).h.push({ i: refusalOf(why), e: times });
    }
    p({ nth = 1, ...loss }, of) {
        this.s(of).i.push({ ...loss, nth });
    }
    l(nth, of) {
        this.s(of).c.push({ e: nth });
    }
    /** The weather is fair again. */
    e() {
        for (const conditions of [this.i, ...this.h.map(({ o: _conditions }) => _conditions)])
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
        this.c = parser;
    }
    /** What is complete with this frame. */
    F(frame) {
        const packet = readPacket(frame);
        if (packet?.type !== "message" || !this.c)
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
            this.a ?? (this.a = this.r());
            this.a?.add(data);
            return !!this.e;
        }
        catch {
            // the one that it is for says what it thinks of it
            this.a = undefined;
            return true;
        }
    }
    r() {
        const { c: parser } = this;
        if (!parser)
            return;
        const decoder = new parser.Decoder();
        decoder.on("decoded", (packet) => {
            this.e = packet;
        });
        return decoder;
    }
}
const show = (value) => inspect(value, { depth: 8, breakLength: Infinity, compact: true });
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
        const { s: _turns, D: _timers } = this.i;
        const wait = first.e - Date.now();
        if (wait > 0) {
            _timers.e++;
            const timer = _timers.h("a frame on its way", wait, () => {
                _timers.e--;
                this.c(first);
            });
            this.h = () => {
                _timers.e--;
                timer.e();
            };
        }
        else
            this.h = _turns.u(() => this.c(first));
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
        const parser = host.c();
        this.k = { up: new Inspector(parser), down: new Inspector(parser) };
        // with no network this is known at once
        if (host.s.a)
            host.o("up").s.u(() => this.v(closedPort(request)));
        else
            this.e.up.s(0, () => this.j());
    }
    // ---- the client's end
    send(data) {
        if (this.readyState !== OPEN)
            return;
        this.w("up", copyOf(data), (frame) => this.h?.f(frame));
    }
    close() {
        if (this.readyState >= CLOSING)
            return;
        this.readyState = CLOSING;
        this.e.up.s(0, () => {
            this.g();
            this.E();
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
    o(frame) {
        this.w("down", copyOf(frame), (one) => {
            if (this.readyState === OPEN)
                this.p.receive(typeof one === "string" ? one : this.i.i(one));
        });
    }
    /** The server's end is over: the client hears of it after what was sent. */
    E() {
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
        this.h?.l(reason);
    }
    // ---- the way
    /** A frame is sent: with the last one of a packet, all of it goes on its way, or is lost. */
    w(direction, frame, deliver) {
        const parcel = this.k[direction].F(frame);
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
        engine.k(this.m, (no) => {
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
            this.h = engine.j(this.m, this);
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
    v(error) {
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
    a() {
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
const noRecording = (what, cause) => new HoldfastError("ERR_INVALID_OPTION", `replay() takes the text of recorder(socket).export("jsonl") of holdfast/trace, and ${what}`, { cause });
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
            this.s(this.Y());
    }
    Y() {
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
        this.L = new Map();
        /** Who has asked and has no answer yet, and with which key. */
        this.s = new Map();
        this.h = new Set();
        /** What waits until the client has joined. */
        this.m = [];
        this.e = false;
        this.c = false;
        this.i = host;
        this.r = wire;
        this.g = new parser.Encoder();
        this.a = new parser.Decoder();
        this.a.on("decoded", (packet) => this.F(packet));
    }
    // ---- from the client
    f(frame) {
        const { type, data } = readPacket(frame) ?? {};
        if (type !== "message" || this.e)
            return;
        try {
            this.a.add(data);
        }
        catch {
            // a packet that was garbled on its way: the recorded server does not mind
        }
    }
    l() {
        this.e = true;
        this.a.destroy?.();
    }
    F(packet) {
        const { type, nsp, id, data } = packet;
        if (type === CONNECT) {
            this.s.set(nsp, data?.pid);
            this.c = true;
            this.u(nsp);
            this.i.s();
        }
        else if (type === DISCONNECT)
            this.h.delete(nsp);
        else if (id !== undefined && isEvent(packet))
            this.i.a(nsp, `${data[0]}`, id);
    }
    /** Is there an answer for a client that has asked for none yet? */
    get b() {
        return !this.c && this.L.size > 0;
    }
    // ---- to the client
    /** A packet of Engine.IO. */
    p(type, data) {
        if (!this.e)
            this.r.o(writePacket(type, data));
    }
    /** A packet for a namespace, when that is joined. */
    o(packet) {
        if (this.h.has(packet.nsp))
            this.J(packet);
        else
            this.m.push(packet);
    }
    /** The answer to a request to join, once that comes. */
    d(answer) {
        this.L.set(answer.packet.nsp, answer);
        this.u(answer.packet.nsp);
    }
    u(nsp) {
        const answer = this.L.get(nsp);
        if (!answer || !this.s.has(nsp))
            return;
        const { packet, isRecovered } = answer;
        const before = this.s.get(nsp);
        this.L.delete(nsp);
        this.s.delete(nsp);
        if (packet.type !== CONNECT)
            return this.J(packet);
        const data = packet.data && { ...packet.data, pid: this.i.g({ before, isRecovered }) };
        this.J({ ...packet, data });
        this.h.add(nsp);
        for (const one of this.m.splice(0))
            this.o(one);
    }
    J(packet) {
        if (packet.type === DISCONNECT)
            this.h.delete(packet.nsp);
        if (this.e)
            return;
        for (const frame of this.g.encode(packet))
            this.r.o(writePacket("message", frame));
    }
    E(error) {
        if (this.e)
            return;
        this.l();
        if (error)
            this.r.r(error);
        else
            this.r.E();
    }
}

const keyOf = (nsp, what) => `${nsp},${what}`;
/** Reads the records in their order. */
class ScriptReader {
    constructor() {
        this.r = [];
        this.l = new Map();
        this.s = new Map();
        this.a = false;
        /** Has the last attempt failed with all transports? */
        this.e = false;
    }
    p(record) {
        const { kind, t } = record;
        if (kind === "snapshot")
            this.u(record);
        else if (kind === "attempt") {
            this.H ?? (this.H = record.url);
            this.i(t);
        }
        else if (kind === "failed")
            this.c(record);
        else if (kind === "opened")
            this.G(this.d(t), t, record);
        else if (kind === "emit")
            this.f(record);
        else if (kind === "sent") {
            const emit = this.l.get(record.of);
            if (emit)
                this.o(emit);
        }
        else
            this.m(record);
    }
    i(t) {
        this.e = false;
        const one = {
            s: t,
            o: t,
            a: [],
            e: undefined,
            i: [],
            h: new Set(),
            r: false,
        };
        this.r.push(one);
        return one;
    }
    get h() {
        return this.r[this.r.length - 1];
    }
    /** The attempt that nothing came of yet; it may have begun before the recording. */
    d(t) {
        const { h: _last, e: _isOver } = this;
        return _last && !_isOver && !_last.e ? _last : this.i(t);
    }
    G(one, t, opening) {
        one.o = t;
        one.e = opening;
    }
    u({ t, state, url, sid, sockets }) {
        this.H ?? (this.H = url);
        for (const { nsp, pending } of sockets)
            for (const { id, event } of pending)
                this.o({ nsp, id, event });
        if (state !== "connecting" && state !== "connected")
            return;
        const one = this.i(t);
        if (state !== "connected")
            return;
        this.G(one, t, sid === undefined ? {} : { sid });
        one.r = true;
        for (const { nsp, state: itsState } of sockets)
            if (itsState === "connected")
                one.h.add(nsp);
    }
    /** Each transport that was tried has a record, all at the end of the attempt. */
    c({ t, error, last }) {
        const one = this.d(t);
        one.a.push(error);
        one.o = t;
        this.e = last;
    }
    f(record) {
        this.l.set(record.n, record);
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
        one.i.push(record);
        if (kind === "joined" && record.recovered)
            this.a = true;
        const isMember = kind === "receive" || kind === "settled" || kind === "left";
        if (one.r && isMember && !one.i.some((step) => step.kind === "joined" && step.nsp === record.nsp))
            one.h.add(record.nsp);
    }
    /** A session of which the beginning is not in the recording. */
    g(t) {
        const one = this.d(t);
        this.G(one, t, {});
        one.r = true;
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
        reader.p(record);
    const { r: _attempts, s: _asked, a: _recovers, H: url } = reader;
    // the client's first attempt is the beginning
    const began = _attempts[0]?.s ?? 0;
    const ended = records[records.length - 1]?.t ?? began;
    return {
        H: url && originOf(url),
        e: began,
        i: Math.max(0, Math.ceil(ended - began)),
        r: _attempts,
        s: new Map([..._asked].map(([key, ids]) => [key, ascending(ids)])),
        a: _recovers,
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
        this.i = [];
        /** How many keys for recovery were given. */
        this.H = 0;
        /** Of the client's events, how many came, by namespace and event. */
        this.a = new Map();
        /** The recorded ack id of an event that came, by namespace and the client's; and the other way round. */
        this.b = new Map();
        this.o = new Map();
        /** Acknowledgements that are due, by namespace and recorded id. */
        this.e = new Map();
        this.I = script;
        this.D = timers;
        this.c = parser;
    }
    // ---- the time
    /** When it is by the clock what it was in the recording. */
    w(t) {
        this.m ?? (this.m = Date.now());
        return this.m + Math.round(t - this.I.e);
    }
    u(t, action) {
        const ms = Math.max(0, this.w(t) - Date.now());
        this.d?.e();
        this.d = this.D.h("a recording that plays", ms, action);
    }
    // ---- attempts
    k(request, done) {
        this.K();
        const { p: one } = this;
        if (!one)
            return done(closedPort(request));
        const { transport } = request[theirs("query")];
        const { a: _failures, e: _opening, o: _known } = one;
        const failure = _failures.find((facts) => facts.transport === transport) ?? _failures[0];
        // where nobody answers, the client's own time runs out
        if (failure ? failure.code === "ERR_CONNECT_TIMEOUT" : !_opening)
            return;
        this.u(_known, () => done(failure && failureOf(failure)));
    }
    K() {
        this.d?.e();
        // what is left of the session before can only be acknowledged, in the next one
        for (const step of this.i.splice(0))
            if (step.kind === "settled")
                this.z(step);
        this.C = undefined;
        this.p = this.I.r[this.s++];
        if (!this.p)
            return;
        // a client that is late moves all that follows; one that is early waits
        const late = Date.now() - this.w(this.p.s);
        if (late > 0)
            this.m = (this.m ?? 0) + late;
    }
    j(_request, wire) {
        const { e: _opening, i: _steps = [], h: _members = [] } = this.p ?? {};
        const session = new ReplaySession({
            a: (nsp, event, id) => this.F(nsp, event, id),
            g: (joined) => this.g(joined),
            s: () => this.C === session && this.f(),
        }, wire, this.c);
        this.C = session;
        this.G(session, _opening ?? {});
        for (const nsp of _members)
            session.d({ packet: this.q(nsp, undefined), isRecovered: false });
        this.i = [..._steps];
        this.f();
        return session;
    }
    G(session, { sid = "recorded", pingInterval, pingTimeout, maxPayload }) {
        const limits = { pingInterval: pingInterval ?? 25000, pingTimeout: pingTimeout ?? 20000 };
        session.p("open", JSON.stringify({ sid, upgrades: [], ...limits, maxPayload: maxPayload || 1e6 }));
    }
    // ---- the steps of a session
    /** Does what is due, and comes back when the next step is. */
    f() {
        const { i: steps } = this;
        for (let [step] = steps; step; [step] = steps) {
            if (this.w(step.t) > Date.now())
                return this.u(step.t, () => this.f());
            // who has not asked to join yet hears the answer first
            if (step.kind === "closed" && this.C?.b)
                return;
            steps.shift();
            this.A(step);
        }
    }
    A(step) {
        const { C: session } = this;
        if (step.kind === "settled")
            return this.z(step);
        if (!session)
            return;
        if (step.kind === "ping")
            session.p("ping");
        else if (step.kind === "joined")
            session.d({ packet: this.q(step.nsp, step.sid), isRecovered: step.recovered });
        else if (step.kind === "refused")
            this.r(session, step);
        else if (step.kind === "receive")
            session.o(eventOf(step));
        else if (step.kind === "closed")
            this.E(session, step.reason);
        else if (step.reason === "io server disconnect")
            session.o({ type: DISCONNECT, nsp: step.nsp });
    }
    q(nsp, sid) {
        return { type: CONNECT, nsp, data: { sid: sid ?? "recorded" } };
    }
    /** What the server said is in no recording. */
    r(session, { nsp, code }) {
        const packet = code === "ERR_REFUSED"
            ? { type: CONNECT_ERROR, nsp, data: { message: "refused" } }
            : code === "ERR_UNSUPPORTED_PROTOCOL" && { type: CONNECT, nsp };
        // otherwise the client has no answer, or it is its own doing
        if (packet)
            session.d({ packet, isRecovered: false });
    }
    E(session, reason) {
        if (reason === "transport close")
            session.E();
        else if (reason === "transport error")
            session.E(new Error("the recorded connection broke"));
        else if (reason === "parse error")
            session.r.o(GARBLED);
        // the rest is the client's doing, which does it again: no ping comes any more, or it closes
    }
    g({ before, isRecovered }) {
        if (isRecovered)
            return before;
        return this.I.a ? `recorded-${++this.H}` : undefined;
    }
    // ---- acknowledgements
    /** An event of the client has come, which may have come before: it is the next recorded one of its name. */
    F(nsp, event, id) {
        const own = keyOf(nsp, id);
        if (!this.b.has(own)) {
            const key = keyOf(nsp, event);
            const nth = this.a.get(key) ?? 0;
            this.a.set(key, nth + 1);
            const recorded = this.I.s.get(key)?.[nth];
            this.b.set(own, recorded);
            if (recorded !== undefined)
                this.o.set(keyOf(nsp, recorded), id);
        }
        const recorded = this.b.get(own);
        if (recorded !== undefined)
            this.v(nsp, recorded);
    }
    z({ nsp, id, args = [] }) {
        this.e.set(keyOf(nsp, id), args);
        this.v(nsp, id);
    }
    /** If it is due, and the event has come. */
    v(nsp, recorded) {
        const key = keyOf(nsp, recorded);
        const data = this.e.get(key);
        const id = this.o.get(key);
        if (data && id !== undefined)
            this.C?.o({ type: ACK, nsp, id, data });
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
        this.C = new Map();
        this.I = script;
        this.D = timers;
    }
    E(client, parser) {
        let play = this.C.get(client);
        if (!play) {
            play = new Play(this.I, this.D, parser);
            this.C.set(client, play);
        }
        return play;
    }
    A() {
        for (const play of this.C.values())
            play.d?.e();
        this.C.clear();
    }
}

/** The parser that a client of a recording has. */
const parserOf = ({ i: _manager }) => (_manager.opts.parser ?? undefined) || textParser;
/** The servers of a network, by origin. One that was closed stays known, as a port that is closed. */
class Servers {
    constructor(timers, random) {
        this.e = new Map();
        this.D = timers;
        this.h = random;
    }
    m(url, server) {
        checkServer(server);
        const origin = this.o(url, "serve()");
        const by = this.r(server);
        this.e.set(origin, { e: by ?? this.i(server), i: undefined });
    }
    /** The server with its engine, if it is served at another URL already. */
    r(server) {
        for (const served of this.e.values()) {
            const by = served?.e;
            if (by && !(by instanceof Recording) && by.h === server)
                return by;
        }
        return undefined;
    }
    i(server) {
        const { D: timers, h: random } = this;
        const engine = new MemoryEngine(server, { timers, random, closed: () => this.M(engine) });
        server.bind(engine);
        return { h: server, e: engine };
    }
    /** Nothing is served any more where that engine was. */
    M(engine) {
        for (const [origin, served] of this.e) {
            if (!served || served.e instanceof Recording || served.e.e !== engine)
                continue;
            served.i?.e();
            this.e.set(origin, undefined);
        }
    }
    f(text, url) {
        const script = scriptOf(readRecording(text));
        const address = url ?? script.H;
        if (address === undefined)
            throw new HoldfastError("ERR_INVALID_OPTION", "replay(): the recording does not say where the server was: net.replay(recording, { url })");
        const origin = this.o(address, "replay()");
        this.e.set(origin, { e: new Recording(script, this.D), i: undefined });
        return { url: origin, ms: script.i };
    }
    /** The origin of a URL at which nothing is served. */
    o(url, method) {
        const origin = originOf(url);
        if (!origin)
            throw new HoldfastError("ERR_INVALID_URL", `${method}: "${url}" is no server's address`);
        if (this.e.get(origin))
            throw new HoldfastError("ERR_INVALID_URL", `${method}: ${origin} is served already: close that server first`);
        return origin;
    }
    d(origin) {
        return this.e.has(origin);
    }
    /** The engine that takes connections now. */
    a(client) {
        const served = this.e.get(client.s);
        if (!served || served.i)
            return;
        const { e: by } = served;
        return by instanceof Recording ? by.E(client, parserOf(client)) : by.e;
    }
    u(client) {
        const by = this.e.get(client.s)?.e;
        return by instanceof Recording ? parserOf(client) : by?.h[theirs("parser")];
    }
    /** What is served at a URL; throws if nothing is. */
    s(url, method) {
        const origin = originOf(url);
        const served = origin === undefined ? undefined : this.e.get(origin);
        if (!origin || !served)
            throw new HoldfastError("ERR_INVALID_URL", `${method}: ${url} is not served: net.serve("${url}", server) first`);
        return { s: origin, e: served };
    }
    /** The server is away for so many ms, and remembers no session. */
    p(url, ms) {
        const { s: _origin, e: _served } = this.s(url, "restart()");
        _served.i?.e();
        _served.i = this.D.h("a server that is to come back", ms, () => {
            _served.i = undefined;
        });
        return _origin;
    }
    /** After the connections are gone: what was kept for recovery goes, too. */
    c(origin) {
        const by = this.e.get(origin)?.e;
        const server = by instanceof Recording ? undefined : by?.h;
        if (server?.opts?.connectionStateRecovery)
            server.adapter(server.adapter());
    }
    /** The same server on a port of this machine. */
    async l(url) {
        const by = this.s(url, "listen()").e.e;
        if (by instanceof Recording)
            throw new HoldfastError("ERR_INVALID_URL", `listen(): at ${url} is a recording, which plays in memory alone`);
        const { h: _server, e: _engine } = by;
        const http = _server.httpServer ?? createServer();
        if (!_server.httpServer) {
            _server.attach(http);
            _engine.B(_server.engine);
            // the one that server.close() closes
            _server.engine = _engine;
        }
        if (!http.listening)
            await new Promise((resolve) => http.listen(0, "127.0.0.1", resolve));
        return `http://127.0.0.1:${http.address().port}`;
    }
    async E() {
        for (const [origin, served] of this.e) {
            const by = served?.e;
            if (by instanceof Recording) {
                by.A();
                served?.i?.e();
                this.e.set(origin, undefined);
            }
            else {
                by?.h.httpServer?.closeAllConnections();
                await by?.h.close();
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
        this.D = timers;
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
            else if (this.r && this.D.e > 0) {
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
            throw new HoldfastError("ERR_INVALID_OPTION", "advance(): no fake clock is there that can be moved: install the fake timers of vitest, jest or sinon, or hand over yours: testNetwork({ advance: (ms) => mock.timers.tick(ms) })");
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
    h(what, ms, callback) {
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
        this.D = new Timers();
        this.o = new Map();
        this.e = new Faults(this.clients);
        // ---- the network that the core asks for
        /** What the core asks when a Manager is made. */
        this.r = (environment, uri, manager) => {
            const { platform } = environment;
            const { opts } = manager;
            const origin = originOf(urlOf(uri, opts), platform.location());
            if (!origin || !this.i.d(origin))
                return;
            const client = new MemoryClient(this.clients.length + 1, manager, origin);
            this.clients.push(client);
            const { h: random, D: timers, o: listeners } = this;
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
        this.h = chanceBySeed(seed);
        this.i = new Servers(this.D, this.h);
        this.c = new Time(this.s, this.D, advance);
    }
    // ---- servers and clients
    serve(url, server) {
        this.i.m(`${url}`, server);
    }
    replay(recording, { url } = {}) {
        return this.i.f(recording, url === undefined ? url : `${url}`);
    }
    listen(url) {
        return this.i.l(`${url}`);
    }
    io(url, options = {}) {
        const { s: origin } = this.i.s(`${url}`, "io()");
        const [, nsp = "/"] = /^(?:[a-z]+:)?(?:\/\/)?[^/?#]*(\/[^?#]*)?/i.exec(`${url}`) ?? [];
        const path = options.path || "/socket.io";
        const shared = this.clients.find(({ s: _origin, i: _manager, r: _sockets }) => _origin === origin && _manager.state !== "idle" && _manager.opts.path === path && !_sockets.has(nsp));
        if (shared && !options.forceNew && options.multiplex !== false)
            return shared.i.socket(nsp, options);
        return within(this.r, () => io(`${url}`, { ...options, forceNew: true }));
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
        this.e.a(of);
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
        const origin = this.i.p(`${url}`, ms);
        for (const client of this.clients)
            if (client.s === origin)
                this.e.a(client);
        this.i.c(origin);
    }
    // ---- time
    settled() {
        return this.c.e();
    }
    advance(ms) {
        return this.c.o(ms);
    }
    // ---- looking
    snapshot() {
        return {
            serving: [...this.i.e].flatMap(([origin, served]) => (served ? origin : [])),
            offline: this.e.i.a,
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
        const left = this.a();
        for (const client of this.clients)
            client.h();
        await this.settled();
        left.push(...this.d());
        for (const client of this.clients)
            client.A();
        this.e.a(undefined);
        await this.i.E();
        await this.settled();
        left.push(...this.u());
        if (left.length)
            throw new HoldfastError$1("ERR_LEFT_OVER", `left when the test ended: ${left.join("; ")}`, { left });
    }
    /** Acknowledgements that are waited for. */
    a() {
        return this.clients.flatMap(({ number, pendingAcks }) => pendingAcks.map((event) => `client ${number} waits for the acknowledgement of "${event}"`));
    }
    /** Clients that did not go. */
    d() {
        const active = this.clients.filter(({ d: _isLeft }) => _isLeft);
        return active.map(({ number, i: _manager }) => `client ${number} is ${_manager.state}`);
    }
    /** What should have gone with the clients. */
    u() {
        const left = [];
        for (const [name, count] of this.o)
            if (count > 0)
                left.push(`${count} listeners of "${name}"`);
        for (const [timer, what] of this.D.A) {
            left.push(what);
            timer.e();
        }
        return left;
    }
    l(client, { binaryType }) {
        const { s: _turns, D: _timers, i: _servers } = this;
        const { o: _conditions, e: _links } = client;
        const _weather = new Weather(_conditions, this.e.i, this.h);
        return {
            s: _weather,
            o: (direction) => ({
                s: _turns,
                D: _timers,
                e: () => _weather.e,
                l: (size) => _weather.l(direction, size),
            }),
            e: () => _servers.a(client),
            c: () => _servers.u(client),
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

export { testNetwork };
