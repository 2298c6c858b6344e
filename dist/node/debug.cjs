'use strict';

const debug = require('debug');
const index = require('./index.cjs');
const transports = require('./shared.cjs');
require('component-emitter');
require('node:timers');
require('node:http');
require('node:https');
require('ws');
require('engine.io-parser');

const TOLD = [
    "connect",
    "connect_error",
    "connect_timeout",
    "disconnect",
    "reconnect_attempt",
    "reconnect_error",
    "reconnect_failed",
    "reconnect",
    "state_change",
    "dropped",
    "rejected",
];
/** The Manager of an entry, with log lines: what its states, its transports and its sockets do, and each packet. */
const withLog = (Manager, debug) => {
    const [manager, engine, socket] = ["manager", "engine", "socket"].map((part) => debug(`holdfast:${part}`));
    class LoggingManager extends Manager {
        _enter(next) {
            manager("%s → %s", this._state.name, next.name);
            return super._enter(next);
        }
        _connect(callback) {
            super._connect(callback);
            const current = this.engine;
            engine("opening %s", current.transport?.name);
            current
                .on("handshake", (handshake) => engine("open %O", { ...handshake, sid: "…" }))
                .on("upgrading", ({ name }) => engine("upgrading to %s", name))
                .on("upgrade", ({ name }) => engine("upgraded to %s", name))
                .on("upgradeError", (error) => engine("%s", error.message))
                .on("packet", ({ type, data }) => engine("< %s %o", type, this._shown(data)))
                .on("packetCreate", ({ type, data }) => engine("> %s %o", type, this._shown(data)))
                .on("close", (reason, details) => engine("closed: %s %O", reason, details));
        }
        /** A packet without the credentials and sessions that a handshake, CONNECT and its answer hold; of a parser's own format, its size. */
        _shown(data) {
            const { length, byteLength = length } = (data ?? "");
            if (this.opts.parser && byteLength)
                return `(${byteLength})`;
            return typeof data === "string" ? data.replace(/^((?:0(?:\/[^,]*,)?)?)\{.*/s, "$1{…}") : data;
        }
        socket(nsp, options) {
            const known = this._namespaces.size;
            const made = super.socket(nsp, options);
            if (this._namespaces.size > known)
                for (const event of TOLD)
                    made.lifecycle.on(event, (...args) => socket("%s %s %O", made.nsp, event, args));
            return made;
        }
    }
    Object.defineProperty(LoggingManager, "name", { value: "Manager" });
    return LoggingManager;
};

/** Entry `holdfast/debug` on Node: the same exports, with log lines through the `debug` package (`holdfast:*`). */
const Manager = /* @__PURE__ */ withLog(index.Manager, debug);
const io = /* @__PURE__ */ transports.bindIo(Manager, transports.node);

exports.ConnectError = transports.ConnectError;
exports.Fetch = transports.polling;
exports.HoldfastError = transports.HoldfastError;
exports.NodeWebSocket = transports.websocket;
exports.NodeXHR = transports.polling;
exports.Socket = transports.Socket;
exports.WebSocket = transports.websocket;
exports.WebTransport = transports.webtransport;
exports.XHR = transports.polling;
exports.isConnectError = transports.isConnectError;
exports.isHoldfastError = transports.isHoldfastError;
exports.protocol = transports.protocol;
exports.Manager = Manager;
exports.connect = io;
exports.default = io;
exports.io = io;
module.exports = Object.assign(exports.io, exports);
