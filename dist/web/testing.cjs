'use strict';

const holdfast = require('./index.cjs');
const trace = require('./trace.cjs');
const core = require('./core.cjs');
const node_util = require('node:util');
const node_http = require('node:http');
const node_events = require('node:events');
const node_timers = require('node:timers');

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
        this.i = false;
        this.h = [];
        this.e = [];
        /** After so many more packets one is garbled. */
        this.c = [];
    }
    /** Why the next attempt is refused, if so; it counts. */
    o() {
        const [first] = this.h;
        if (!first)
            return;
        if (--first.e <= 0)
            this.h.shift();
        return first.i;
    }
    /** Is this packet lost? It counts. */
    d(packet) {
        const matching = this.e.filter(({ event, ack }) => (event === undefined || (isEvent(packet) && packet.data[0] === event)) &&
            (ack === undefined || isAck(packet) === ack));
        for (const loss of matching)
            loss.nth--;
        const due = this.e.findIndex(({ nth }) => nth <= 0);
        if (due >= 0)
            this.e.splice(due, 1);
        return due >= 0;
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
        this.h = own;
        this.e = all;
        this.r = random;
    }
    get a() {
        return this.h.a || this.e.a;
    }
    get i() {
        return this.h.i || this.e.i;
    }
    get s() {
        return this.h.s ?? this.e.s ?? Infinity;
    }
    o() {
        return this.h.o() ?? this.e.o();
    }
    /** Both count. */
    d(packet) {
        return [this.h, this.e].filter((one) => one.d(packet)).length > 0;
    }
    /** Both count. */
    c() {
        return [this.h, this.e].filter((one) => one.u()).length > 0;
    }
    /** ms that so many bytes take to be sent, and ms that they are on their way after that. */
    l(direction, size) {
        const rate = this.h.l ?? this.e.l ?? Infinity;
        const latency = this.h.r ?? this.e.r ?? {};
        const { jitter = 0, [direction]: base = 0 } = latency;
        const more = jitter ? this.r() * jitter : 0;
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
        const stop = trace.trace(this.i, (record) => {
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
    get a() {
        return this.r.size > 0 && this.i.state !== "idle";
    }
    /** Ends it for good. */
    B() {
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
const counted = (clock, { A: _set }) => ({
    now: () => clock.now(),
    ticks: () => clock.ticks(),
    setTimeout: (callback, ms) => {
        const timer = { i: () => { } };
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

/** The codes by which an Engine.IO server says why it refuses; their places are their numbers. */
const CODES = [
    "Transport unknown",
    "Session ID unknown",
    "Bad handshake method",
    "Bad request",
    "Forbidden",
    "Unsupported protocol version",
];
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
    const message = CODES[why];
    if (message)
        return { status: why === 4 ? 403 : 400, code: why, message };
    return { status: why, code: undefined, message: STATUSES[why] ?? "" };
};
/** What is done to the network, for all clients or for one. */
class Faults {
    constructor(clients) {
        this.e = new Conditions();
        this.a = clients;
    }
    /** The conditions that are meant. */
    s(of) {
        return of ? this.c(of).o : this.e;
    }
    /** The clients that are meant. */
    l(of) {
        return of ? [this.c(of)] : this.a;
    }
    c(of) {
        const client = this.a.find((one) => one === of || one.i === of.io);
        if (client)
            return client;
        throw new core.HoldfastError("ERR_INVALID_OPTION", "this client is none of this network: take one of net.clients, or a socket");
    }
    m(of) {
        this.s(of).a = true;
        this.h(of);
    }
    g(of) {
        this.s(of).a = false;
    }
    h(of) {
        for (const client of this.l(of))
            for (const link of [...client.e])
                link.h();
    }
    f(of) {
        this.s(of).i = true;
    }
    d(of) {
        this.s(of).i = false;
        for (const client of this.l(of))
            for (const link of [...client.e])
                link.d();
    }
    r(latency, of) {
        this.s(of).r = typeof latency === "number" ? { up: latency, down: latency } : latency;
    }
    o(why, times, of) {
        this.s(of).h.push({ i: refusalOf(why), e: times });
    }
    p({ nth = 1, ...loss }, of) {
        this.s(of).e.push({ ...loss, nth });
    }
    u(nth, of) {
        this.s(of).c.push({ e: nth });
    }
    /** The weather is fair again. */
    i() {
        for (const conditions of [this.e, ...this.a.map(({ o: _conditions }) => _conditions)])
            Object.assign(conditions, new Conditions());
        this.d(undefined);
    }
}

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
const settle = () => {
    if (installed.length)
        world[NETWORK] = ask;
    else
        delete world[NETWORK];
};
/** Puts a network in the place of the real one, for what it serves. */
const install = (network) => {
    if (!installed.includes(network))
        installed.push(network);
    settle();
};
/** Takes it away again; the real one is back when none is left. */
const uninstall = (network) => {
    const place = installed.indexOf(network);
    if (place >= 0)
        installed.splice(place, 1);
    settle();
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

/** Reads what crosses in one direction of a connection, by the server's own parser. */
class Inspector {
    constructor(parser) {
        /** Frames of a packet that is not complete. */
        this.r = [];
        this.e = parser;
    }
    /** What is complete with this frame. */
    F(frame) {
        const packet = readPacket(frame);
        if (packet?.type !== "message" || !this.e)
            return { frames: [frame], packet: undefined };
        this.r.push(frame);
        if (!this.o(packet.data))
            return;
        const frames = this.r;
        this.r = [];
        const decoded = this.i;
        this.i = undefined;
        return { frames, packet: decoded };
    }
    /** Is the packet complete, or is it one that can't be read? */
    o(data) {
        try {
            this.s ?? (this.s = this.h());
            this.s?.add(data);
            return !!this.i;
        }
        catch {
            // the one that it is for says what it thinks of it
            this.s = undefined;
            return true;
        }
    }
    h() {
        const { e: parser } = this;
        if (!parser)
            return;
        const decoder = new parser.Decoder();
        decoder.on("decoded", (packet) => {
            this.i = packet;
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
        this.h = 0;
        this.e = host;
    }
    s(size, arrive) {
        const now = Date.now();
        const { e: _sending, i: _travelling } = this.e.l(size);
        this.h = Math.max(this.h, now) + _sending;
        const last = this.r[this.r.length - 1]?.e ?? 0;
        this.r.push({ e: Math.max(this.h + _travelling, last), i: arrive });
        this.a();
    }
    /** Brings the first of the queue, if nothing is in its way. */
    a() {
        const [first] = this.r;
        if (!first || this.o || this.e.i())
            return;
        const { o: _turns, s: _timers } = this.e;
        const wait = first.e - Date.now();
        if (wait > 0) {
            _timers.e++;
            const timer = _timers.h("a frame on its way", wait, () => {
                _timers.e--;
                this.c(first);
            });
            this.o = () => {
                _timers.e--;
                timer.i();
            };
        }
        else
            this.o = _turns.s(() => this.c(first));
    }
    c(item) {
        this.o = undefined;
        // it may have been frozen, or lost, meanwhile
        if (this.r[0] !== item || this.e.i())
            return;
        this.r.shift();
        item.i();
        this.a();
    }
    /** What is under way is lost. */
    i() {
        this.o?.();
        this.o = undefined;
        this.r = [];
    }
}

/**
 * The name of a member of the server's package that begins with an underscore. The build for the web shortens such names where they are
 * written as they are, as if they were ours.
 */
const theirs = (name) => `_${name}`;

/** It begins as no packet does. */
const GARBLED = "\ufffd";
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
        this.f = false;
        this.e = host;
        this.p = request;
        this.l = request[theirs("query")]["transport"] ?? "";
        this.u = handlers;
        this.i = { up: new Lane(host.o("up")), down: new Lane(host.o("down")) };
        const parser = host.e();
        this.v = { up: new Inspector(parser), down: new Inspector(parser) };
        // with no network this is known at once
        if (host.r.a)
            host.o("up").o.s(() => this.w(closedPort(request)));
        else
            this.i.up.s(0, () => this.k());
    }
    // ---- the client's end
    send(data) {
        if (this.readyState !== OPEN)
            return;
        this.b("up", copyOf(data), (frame) => this.r?.l(frame));
    }
    close() {
        if (this.readyState >= CLOSING)
            return;
        this.readyState = CLOSING;
        this.i.up.s(0, () => {
            this.m();
            this.D();
        });
    }
    /** The server reads what is sent in the order in which it is. */
    whenRead(read) {
        this.i.up.s(0, () => this.i.down.s(0, read));
        return true;
    }
    terminate() {
        if (this.readyState === CLOSED)
            return;
        this.g();
        this.i.down.i();
        this.i.up.s(0, () => this.m());
    }
    g() {
        this.readyState = CLOSED;
        if (this.f)
            this.B();
    }
    c(code, error, fields) {
        if (this.readyState === CLOSED)
            return;
        this.g();
        // apps compare with the name that socket.io-client has for it
        const message = error && this.l === "polling" && `xhr poll error: ${error instanceof Error ? error.message : error}`;
        this.u.closed(endOf(code), error, message ? { ...fields, message } : fields);
    }
    // ---- the server's end
    j(frame) {
        this.b("down", copyOf(frame), (one) => {
            if (this.readyState === OPEN)
                this.u.receive(typeof one === "string" ? one : this.e.i(one));
        });
    }
    /** The server's end is over: the client hears of it after what was sent. */
    D() {
        this.a();
        this.i.down.s(0, () => this.c(1005));
    }
    a() {
        this.f = true;
        if (this.readyState === CLOSED)
            this.B();
    }
    m(reason = "transport close") {
        if (this.f)
            return;
        this.a();
        this.r?.d(reason);
    }
    // ---- the way
    /** A frame is sent: with the last one of a packet, all of it goes on its way, or is lost. */
    b(direction, frame, deliver) {
        const parcel = this.v[direction].F(frame);
        if (!parcel)
            return;
        const { r: _weather } = this.e;
        const { frames, packet } = parcel;
        if (packet && _weather.d(packet))
            return this.e.h(direction, parcel, "lost");
        const fate = packet && _weather.c() ? "garbled" : "arrives";
        for (const [place, one] of frames.entries())
            this.i[direction].s(sizeOf(one), () => {
                if (place === frames.length - 1)
                    this.e.h(direction, parcel, fate);
                deliver(fate === "garbled" && !place ? GARBLED : one);
            });
    }
    /** Bytes of a message that the network lets through. */
    get s() {
        return this.e.r.s;
    }
    // ---- opening and breaking
    /** The request is there. */
    k() {
        if (this.readyState !== CONNECTING)
            return this.a();
        const engine = this.e.s();
        const refusal = this.e.r.o() ?? (engine ? undefined : closedPort(this.p));
        if (!engine || refusal)
            return this.o(refusal);
        engine.a(this.p, (no) => {
            if (no)
                return this.o(no);
            this.i.down.s(0, () => {
                if (this.readyState !== CONNECTING)
                    return;
                this.readyState = OPEN;
                this.u.opened();
            });
            this.r = engine.d(this.p, this);
        });
    }
    o(refusal) {
        this.a();
        this.i.down.s(0, () => {
            if (refusal && "status" in refusal)
                this.c(1006, ...failureOf(refusal));
            else
                this.c(1006, refusal);
        });
    }
    /** What was held goes on. */
    d() {
        for (const lane of Object.values(this.i))
            lane.a();
    }
    /** The client can't reach the server. */
    w(error) {
        this.a();
        this.c(1006, error);
    }
    /** Both sides know that it is over: nobody waits for what is under way. */
    B() {
        for (const lane of Object.values(this.i))
            lane.i();
        this.e.a(this);
    }
    /** Ends both sides at once; what is under way is lost. */
    h() {
        for (const lane of Object.values(this.i))
            lane.i();
        this.m();
        this.c(1006);
    }
}
const closedPort = ({ headers }) => Object.assign(new Error(`connect ECONNREFUSED ${headers["host"]}`), { code: "ECONNREFUSED" });
/** What of an error the answer of an HTTP server stands for; see "Error answers" in docs/protocol.md. */
const failureOf = ({ status, code, message }) => {
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
        this.e = false;
        this.server = server;
        this.id = id;
        this.request = request;
        this.r = wire;
        this.transport = { name: wire.l, sid: id, writable: true };
    }
    /** The handshake. */
    L() {
        const { pingInterval, pingTimeout } = this.server.opts;
        const maxPayload = this.s;
        const handshake = { sid: this.id, upgrades: [], pingInterval, pingTimeout, maxPayload };
        this.i("open", JSON.stringify(handshake));
        this.a();
    }
    send(data, options, sent) {
        this.i("message", data, options, sent);
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
    i(type, data, options = {}, sent) {
        if (this.readyState !== "open")
            return;
        const packet = { type, data, options };
        this.emit("packetCreate", packet);
        this.emit("flush", [packet]);
        this.r.j(writePacket(type, data));
        sent?.();
        this.emit("drain");
    }
    get s() {
        return Math.min(this.server.opts.maxHttpBufferSize, this.r.s);
    }
    // ---- from the client
    l(frame) {
        if (this.readyState !== "open")
            return;
        if (sizeOf(frame) > this.s)
            return this.B("transport error", new RangeError("Max payload size exceeded"));
        const packet = readPacket(frame);
        if (!packet)
            return this.B("parse error");
        this.emit("packet", packet);
        // a client that says something lives
        if (this.e && packet.type !== "pong")
            this.o();
        this.F(packet);
    }
    F({ type, data = "" }) {
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
        this.e = false;
        this.h("a server's ping", pingInterval, () => {
            this.i("ping");
            this.o();
        });
    }
    o() {
        this.e = true;
        this.h("a server's ping timeout", this.server.opts.pingTimeout, () => this.B("ping timeout"));
    }
    h(what, ms, callback) {
        this.c?.i();
        this.c = this.server.s.h(what, ms, callback);
    }
    B(reason, description) {
        if (this.readyState === "closed")
            return;
        this.readyState = "closed";
        this.c?.i();
        this.r.D();
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
        this.o = [];
        this.i = 0;
        const { opts, _opts = opts } = server;
        this.opts = { ...DEFAULTS, ..._opts };
        this.path = `${server.path()}${this.opts.addTrailingSlash === false ? "" : "/"}`;
        this.s = timers;
        this.r = random;
        this.P = closed;
    }
    get clientsCount() {
        return Object.keys(this.clients).length;
    }
    /** As Engine.IO's: 20 characters, of which the last say how many there were before. */
    generateId(_request) {
        const bytes = Buffer.alloc(15);
        for (let i = 0; i < 12; i++)
            bytes[i] = this.r() * 256;
        bytes.writeUInt16BE(this.i++ % 65536, 13);
        return bytes.toString("base64url");
    }
    /** Runs for each request that opens a connection, in this order; its answer is `next()`. */
    use(middleware) {
        this.o.push(middleware);
    }
    /** Ends it, with all connections, as the server asks for. */
    close() {
        for (const connection of Object.values(this.clients))
            connection.close();
        this.e?.close();
        this.P();
        return this;
    }
    /** Takes a connection in, or says why not; calls back at once unless a middleware takes its time. */
    a(request, done) {
        const { transport } = request[theirs("query")];
        if (!request.url.startsWith(this.path))
            return done({ status: 404, code: undefined, message: "Not Found" });
        if (this.opts.transports?.includes(transport ?? "") === false)
            return done({ status: 400, code: 0, message: "Transport unknown" });
        this.c(request, (refusal) => (refusal ? done(refusal) : this.h(request, 0, done)));
    }
    c(request, done) {
        const { allowRequest } = this.opts;
        if (!allowRequest)
            return done();
        allowRequest(request, (message, allowed) => done(allowed ? undefined : { status: 403, code: 4, message: message ?? "Forbidden" }));
    }
    h(request, place, done) {
        const middleware = this.o[place];
        if (!middleware)
            return done();
        middleware(request, RESPONSE, (error) => error ? done({ status: 400, code: 3, message: "Bad request" }) : this.h(request, place + 1, done));
    }
    d(request, wire) {
        const connection = new MemoryConnection(this, this.generateId(request), request, wire);
        this.clients[connection.id] = connection;
        connection.once("close", () => delete this.clients[connection.id]);
        connection.L();
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

/** The servers of a network, by origin. One that was closed stays known, as a port that is closed. */
class Servers {
    constructor(timers, random) {
        this.e = new Map();
        this.s = timers;
        this.r = random;
    }
    u(url, server) {
        checkServer(server);
        const origin = originOf(url);
        if (!origin)
            throw new core.HoldfastError("ERR_INVALID_URL", `serve(): "${url}" is no server's address`);
        if (this.e.get(origin))
            throw new core.HoldfastError("ERR_INVALID_URL", `serve(): ${origin} is served already: close that server first`);
        const { s: timers, r: random } = this;
        const closed = () => {
            this.e.get(origin)?.e?.i();
            this.e.set(origin, undefined);
        };
        const engine = new MemoryEngine(server, { timers, random, closed });
        engine.e = server.eio;
        this.e.set(origin, { r: server, s: engine, e: undefined });
        server.bind(engine);
    }
    a(origin) {
        return this.e.has(origin);
    }
    /** The engine that takes connections now. */
    o(origin) {
        const served = this.e.get(origin);
        return served?.e ? undefined : served?.s;
    }
    d(origin) {
        return this.e.get(origin)?.r[theirs("parser")];
    }
    /** What is served at a URL; throws if nothing is. */
    i(url, method) {
        const origin = originOf(url);
        const served = origin === undefined ? undefined : this.e.get(origin);
        if (!origin || !served)
            throw new core.HoldfastError("ERR_INVALID_URL", `${method}: ${url} is not served: net.serve("${url}", server) first`);
        return { s: origin, e: served };
    }
    /** The server is away for so many ms, and remembers no session. */
    l(url, ms) {
        const { s: _origin, e: _served } = this.i(url, "restart()");
        _served.e?.i();
        _served.e = this.s.h("a server that is to come back", ms, () => {
            _served.e = undefined;
        });
        return _origin;
    }
    /** After the connections are gone: what was kept for recovery goes, too. */
    h(origin) {
        const server = this.e.get(origin)?.r;
        if (server?.opts?.connectionStateRecovery)
            server.adapter(server.adapter());
    }
    /** The same server on a port of this machine. */
    async c(url) {
        const { r: _server, s: _engine } = this.i(url, "listen()").e;
        const http = _server.httpServer ?? node_http.createServer();
        if (!_server.httpServer) {
            _server.attach(http);
            _engine.e = _server.engine;
            // the one that server.close() closes
            _server.engine = _engine;
        }
        if (!http.listening)
            await new Promise((resolve) => http.listen(0, "127.0.0.1", resolve));
        return `http://127.0.0.1:${http.address().port}`;
    }
    async D() {
        for (const served of this.e.values()) {
            served?.r.httpServer?.closeAllConnections();
            await served?.r.close();
        }
    }
}

/** The real one, as it was when this was loaded: no fake clock stops it. jsdom has none of its own. */
const immediate = node_timers.setImmediate;
/** What is under way in turns of their own, counted, so that the end of it can be waited for. */
class Turns {
    constructor() {
        /** Calls that are yet to be made. */
        this.e = 0;
        /** Calls that were made. */
        this.i = 0;
    }
    /** Calls back in a turn of its own. Returns the function that takes it back. */
    s(callback) {
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

/** As it was when this was loaded. */
const native = globalThis.setTimeout;
const fakeClock = () => globalThis.setTimeout.clock;
/** Turns without anything in them after which nothing is under way. */
const QUIET = 2;
/** The longest step, ms. A clock that jumps to the end of a step makes what is due within it late. */
const STEP = 50;
/** What is in flight, and the clock by which it goes. */
class Time {
    constructor(turns, timers, advance) {
        this.o = turns;
        this.s = timers;
        this.i = advance;
    }
    /** Does it go on by itself? */
    get r() {
        return globalThis.setTimeout === native && !fakeClock();
    }
    /** Waits until nothing is in flight. What is on its way for a while arrives by the clock: a fake one has to be moved for it. */
    async e() {
        for (let quiet = 0; quiet < QUIET; quiet++) {
            const made = this.o.i;
            await turn();
            // where process.nextTick is one of these, the server stands still without it
            fakeClock()?.runMicrotasks?.();
            const isBusy = this.o.e > 0 || this.o.i !== made;
            if (isBusy)
                quiet = -1;
            else if (this.r && this.s.e > 0) {
                quiet = -1;
                await new Promise((resolve) => setTimeout(resolve, 1));
            }
        }
    }
    /** Moves the clock, and settles on the way. */
    async h(ms) {
        await this.e();
        const clock = fakeClock();
        if (this.i)
            await this.c(ms, this.i);
        else if (clock?.next)
            await this.a(ms, clock);
        else
            throw new core.HoldfastError("ERR_INVALID_OPTION", "advance(): no fake clock is there that can be moved: install the fake timers of vitest, jest or sinon, or hand over yours: testNetwork({ advance: (ms) => mock.timers.tick(ms) })");
    }
    async c(ms, advance) {
        for (let left = ms; left > 0; left -= STEP) {
            await advance(Math.min(STEP, left));
            await this.e();
        }
    }
    /** Exact, and without the real time that a clock takes for each step which lets promises go on. */
    async a(ms, clock) {
        let isOver = false;
        clock.setTimeout(() => {
            isOver = true;
        }, ms);
        while (!isOver) {
            clock.next();
            await this.e();
        }
        // what is due at the very end
        clock.tick(0);
        await this.e();
    }
}

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
            i: () => {
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
    constructor({ seed = 1, advance }) {
        this.clients = [];
        this.frames = [];
        this.o = new Turns();
        this.s = new Timers();
        this.c = new Map();
        this.e = new Faults(this.clients);
        // ---- the network that the core asks for
        /** What the core asks when a Manager is made. */
        this.a = (environment, uri, manager) => {
            const { platform } = environment;
            const { opts } = manager;
            const origin = originOf(urlOf(uri, opts), platform.location());
            if (!origin || !this.i.a(origin))
                return;
            const client = new MemoryClient(this.clients.length + 1, manager, origin);
            this.clients.push(client);
            const { r: random, s: timers, c: listeners } = this;
            if (opts.transports)
                opts.transports = opts.transports.map(asName);
            if (opts.networkEvents)
                opts.networkEvents = watched(opts.networkEvents, listeners);
            const websocket = (url, { extraHeaders }, handlers) => {
                const link = new Link(this.u(client, platform), requestOf(url, extraHeaders ?? {}), handlers);
                client.e.add(link);
                return link;
            };
            return replaceIn(environment, { websocket, random, timers, listeners });
        };
        this.r = chanceBySeed(seed);
        this.i = new Servers(this.s, this.r);
        this.d = new Time(this.o, this.s, advance);
    }
    // ---- servers and clients
    serve(url, server) {
        this.i.u(`${url}`, server);
    }
    listen(url) {
        return this.i.c(`${url}`);
    }
    io(url, options = {}) {
        const { s: origin } = this.i.i(`${url}`, "io()");
        const [, nsp = "/"] = /^(?:[a-z]+:)?(?:\/\/)?[^/?#]*(\/[^?#]*)?/i.exec(`${url}`) ?? [];
        const path = options.path ?? "/socket.io";
        const shared = this.clients.find(({ s: _origin, i: _manager, r: _sockets }) => _origin === origin && _manager.state !== "idle" && _manager.opts.path === path && !_sockets.has(nsp));
        if (shared && !options.forceNew && options.multiplex !== false)
            return shared.i.socket(nsp, options);
        return within(this.a, () => holdfast.io(`${url}`, { ...options, forceNew: true }));
    }
    install() {
        install(this.a);
    }
    uninstall() {
        uninstall(this.a);
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
        this.e.d(of);
    }
    latency(latency, of) {
        this.e.r(latency, of);
    }
    slow(bytesPerSecond, of) {
        this.e.s(of).l = bytesPerSecond;
    }
    refuse(why, times = 1, of) {
        this.e.o(why, times, of);
    }
    lose(loss, of) {
        this.e.p(loss, of);
    }
    corrupt(nth = 1, of) {
        this.e.u(nth, of);
    }
    limit(maxPayload, of) {
        this.e.s(of).s = maxPayload;
    }
    restart(url, ms) {
        const origin = this.i.l(`${url}`, ms);
        for (const client of this.clients)
            if (client.s === origin)
                this.e.h(client);
        this.i.h(origin);
    }
    // ---- time
    settled() {
        return this.d.e();
    }
    advance(ms) {
        return this.d.h(ms);
    }
    // ---- looking
    snapshot() {
        return {
            serving: [...this.i.e].flatMap(([origin, served]) => (served ? origin : [])),
            offline: this.e.e.a,
            frozen: this.e.e.i,
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
        this.e.i();
        await this.settled();
        const left = this.h();
        for (const client of this.clients)
            client.h();
        await this.settled();
        left.push(...this.l());
        for (const client of this.clients)
            client.B();
        this.e.h(undefined);
        await this.i.D();
        await this.settled();
        left.push(...this.f());
        if (left.length)
            throw new holdfast.HoldfastError("ERR_LEFT_OVER", `left when the test ended: ${left.join("; ")}`, { left });
    }
    /** Acknowledgements that are waited for. */
    h() {
        return this.clients.flatMap(({ number, pendingAcks }) => pendingAcks.map((event) => `client ${number} waits for the acknowledgement of "${event}"`));
    }
    /** Clients that did not go. */
    l() {
        const active = this.clients.filter(({ a: _isLeft }) => _isLeft);
        return active.map(({ number, i: _manager }) => `client ${number} is ${_manager.state}`);
    }
    /** What should have gone with the clients. */
    f() {
        const left = [];
        for (const [name, count] of this.c)
            if (count > 0)
                left.push(`${count} listeners of "${name}"`);
        for (const [timer, what] of this.s.A) {
            left.push(what);
            timer.i();
        }
        return left;
    }
    u(client, { binaryType }) {
        const { o: _turns, s: _timers, i: _servers } = this;
        const { s: origin, o: _conditions, e: _links } = client;
        const _weather = new Weather(_conditions, this.e.e, this.r);
        return {
            r: _weather,
            o: (direction) => ({
                o: _turns,
                s: _timers,
                i: () => _weather.i,
                l: (size) => _weather.l(direction, size),
            }),
            s: () => _servers.o(origin),
            e: () => _servers.d(origin),
            // bytes are handed over whole: nobody else has a part of this buffer
            i: (bytes) => (binaryType === "arraybuffer" ? new Uint8Array(bytes).buffer : Buffer.from(bytes)),
            h: (direction, parcel, fate) => this.p(client, { direction, parcel, fate }),
            a: (link) => void _links.delete(link),
        };
    }
    p(client, { direction, parcel, fate }) {
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
