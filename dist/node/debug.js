import debug from 'debug';
import { ADDED_NAMES, BaseManager, readArguments, WATCH, bindIo, polling, websocket, webtransport, node } from './shared.js';
export { ConnectError, HoldfastError, Socket, isConnectError, isHoldfastError, protocol } from './shared.js';
import './index.js';
import 'component-emitter';
import 'node:timers';
import 'ws';
import 'node:http';
import 'node:https';
import 'node:os';

/** The names of a socket's events, for who listens to all of them. */
/** The reserved events of a socket. */
const SOCKET_EVENTS = [
    "connect",
    "connect_error",
    "disconnect",
    ...ADDED_NAMES,
];
/** The events of `socket.lifecycle`. */
const LIFECYCLE_EVENTS = [
    ...SOCKET_EVENTS,
    "state_change",
    "dropped",
    "rejected",
    "invalid",
];

/** A packet without the credentials and sessions that a handshake, CONNECT and its answer hold; of a parser's own format, its size. */
const shown = (data, parser) => {
    const { length, byteLength = length } = (data ?? "");
    if (parser && byteLength)
        return `(${byteLength})`;
    return typeof data === "string" ? data.replace(/^((?:0(?:\/[^,]*,)?)?)\{.*/s, "$1{…}") : data;
};
const logEngine = ({ engine: log }, engine) => {
    const { parser } = engine._options;
    log("opening %s", engine._kinds[0]?._type);
    engine
        .on("handshake", (handshake) => log("open %O", { ...handshake, sid: "…" }))
        .on("upgrading", ({ name }) => log("upgrading to %s", name))
        .on("upgrade", ({ name }) => log("upgraded to %s", name))
        .on("upgradeError", (error) => log("%s", error.message))
        .on("packet", ({ type, data }) => log("< %s %o", type, shown(data, parser)))
        .on("packetCreate", ({ type, data }) => log("> %s %o", type, shown(data, parser)))
        .on("close", (reason, details) => log("closed: %s %O", reason, details));
};
/** The Manager of an entry, with log lines: what its states, its transports and its sockets do, and each packet. */
const withLog = (environment, debug) => {
    const log = {
        manager: debug("holdfast:manager"),
        engine: debug("holdfast:engine"),
        socket: debug("holdfast:socket"),
    };
    class Manager extends BaseManager {
        constructor(url, options) {
            const [uri, given] = readArguments(url, options);
            // it connects once it is watched
            super(environment, uri, { ...given, autoConnect: false });
            this[WATCH]((...record) => {
                if (record[0] === "manager")
                    log.manager("%s → %s", record[1], record[2]);
                else if (record[0] === "attempt")
                    logEngine(log, record[2]);
            });
            Object.assign(this.opts, { autoConnect: given.autoConnect });
            if (given.autoConnect !== false)
                this.open();
        }
        socket(nsp, options) {
            const known = this._inner()._namespaces._byName.size;
            const made = super.socket(nsp, options);
            if (this._inner()._namespaces._byName.size > known)
                for (const event of LIFECYCLE_EVENTS)
                    made.lifecycle.on(event, (...args) => log.socket("%s %s %O", made.nsp, event, args));
            return made;
        }
    }
    return Manager;
};

/** Entry `holdfast/debug` on Node: the same exports, with log lines through the `debug` package (`holdfast:*`). */
const Manager = /* @__PURE__ */ withLog({ platform: node, kinds: [polling, websocket, webtransport] }, debug);
const io = /* @__PURE__ */ bindIo(Manager, node);

export { polling as Fetch, Manager, websocket as NodeWebSocket, polling as NodeXHR, websocket as WebSocket, webtransport as WebTransport, polling as XHR, io as connect, io as default, io };
