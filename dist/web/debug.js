import debug from 'debug';
import { Manager as Manager$1 } from './index.js';
import { bindIo, browser } from './shared.js';
export { ConnectError, polling as Fetch, HoldfastError, websocket as NodeWebSocket, polling as NodeXHR, Socket, websocket as WebSocket, webtransport as WebTransport, polling as XHR, isConnectError, isHoldfastError, protocol } from './shared.js';

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
        G(next) {
            manager("%s → %s", this.A.name, next.name);
            return super.G(next);
        }
        V(callback) {
            super.V(callback);
            const current = this.engine;
            engine("opening %s", current.transport?.name);
            current
                .on("handshake", (handshake) => engine("open %O", { ...handshake, sid: "…" }))
                .on("upgrading", ({ name }) => engine("upgrading to %s", name))
                .on("upgrade", ({ name }) => engine("upgraded to %s", name))
                .on("upgradeError", (error) => engine("%s", error.message))
                .on("packet", ({ type, data }) => engine("< %s %o", type, this._a(data)))
                .on("packetCreate", ({ type, data }) => engine("> %s %o", type, this._a(data)))
                .on("close", (reason, details) => engine("closed: %s %O", reason, details));
        }
        /** A packet without the credentials and sessions that a handshake, CONNECT and its answer hold; of a parser's own format, its size. */
        _a(data) {
            const { length, byteLength = length } = (data ?? "");
            if (this.opts.parser && byteLength)
                return `(${byteLength})`;
            return typeof data === "string" ? data.replace(/^((?:0(?:\/[^,]*,)?)?)\{.*/s, "$1{…}") : data;
        }
        socket(nsp, options) {
            const known = this.D.size;
            const made = super.socket(nsp, options);
            if (this.D.size > known)
                for (const event of TOLD)
                    made.lifecycle.on(event, (...args) => socket("%s %s %O", made.nsp, event, args));
            return made;
        }
    }
    Object.defineProperty(LoggingManager, "name", { value: "Manager" });
    return LoggingManager;
};

/** Entry `holdfast/debug`: the same exports, with log lines through the `debug` package (`holdfast:*`). */
const Manager = /* @__PURE__ */ withLog(Manager$1, debug);
const io = /* @__PURE__ */ bindIo(Manager, browser);

export { Manager, io as connect, io as default, io };
