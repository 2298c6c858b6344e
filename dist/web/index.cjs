'use strict';

const transports_web = require('./shared.cjs');

/** A property of the object's own, in the place of one that all have; what watches an app's state does not list it. */
const replace = (object, name, value) => {
    Object.defineProperty(object, name, { value, writable: true, configurable: true });
};
/** Gives the instances of a class more members. What is only read here can be replaced all the same, as in socket.io-client. */
const add = (Class, members) => {
    const all = Object.getOwnPropertyDescriptors(members);
    for (const [name, member] of Object.entries(all)) {
        if (member.get)
            member.set ?? (member.set = function (value) {
                replace(this, name, value);
            });
    }
    Object.defineProperties(Class.prototype, all);
};
const { s: _onEvent } = transports_web.Inbox.prototype;
const extendSocket = () => {
    transports_web.Inbox.prototype.s = function (packet, bytes) {
        this.F.onevent(packet, bytes);
    };
    add(transports_web.Socket$1, {
        onevent(packet, bytes) {
            _onEvent.call(this.C().i, packet, bytes);
        },
        ack(id) {
            return this.C().i._o(id);
        },
        get io() {
            return this.C().n;
        },
        get flags() {
            return this.D;
        },
        get _opts() {
            return this.C().D;
        },
    });
};
const { _h: _connect, T: _close, _d: _reconnects } = transports_web.Attempts.prototype;
/** Settings of a Manager: socket.io-client has each under its name with a `_` before it, too, where apps read and set it. */
const SETTINGS = [
    "reconnection",
    "reconnectionAttempts",
    "reconnectionDelay",
    "reconnectionDelayMax",
    "randomizationFactor",
    "timeout",
];
/** Closes the connection of all its sockets, without a word to their namespaces. They come back with `connect()`. */
function closeAll() {
    this.C().T();
}
const extendAttempts = () => {
    Object.assign(transports_web.Attempts.prototype, {
        _d() {
            return !this.I.skipReconnect && _reconnects.call(this);
        },
        T() {
            this.I.skipReconnect = true;
            _close.call(this);
        },
        _h(callback) {
            this.I.skipReconnect = false;
            _connect.call(this, callback);
            const { fault, hostname, port, secure } = this.R;
            if (!fault)
                Object.assign(this.I.opts, { hostname, port, secure });
        },
    });
};
/** The settings by their names with a `_`, as well. */
const addSettings = () => {
    for (const name of SETTINGS)
        Object.defineProperty(transports_web.BaseManager.prototype, `_${name}`, {
            configurable: true,
            get() {
                return this[name]();
            },
            set(value) {
                this[name](value);
            },
        });
};
const extendManager = () => {
    add(transports_web.BaseManager, {
        skipReconnect: false,
        disconnect: closeAll,
        // the build would shorten the name
        [`_${"close"}`]: closeAll,
        reconnect() {
            return this.skipReconnect ? this : this.open();
        },
        get _reconnecting() {
            return this.C()._x === "reconnecting";
        },
        /** Counts from the next attempt. */
        get uri() {
            return this.C()._g;
        },
        set uri(uri) {
            this.C()._g = uri;
        },
        get nsps() {
            const sockets = [...this.C().K.t].map(([nsp, { F: _socket }]) => [nsp, _socket]);
            return Object.fromEntries(sockets);
        },
        get backoff() {
            const { O: _controller, _w: _depth } = this.C();
            // in socket.io-client the attempt to come counts once the failure before it was told
            const isUntold = _depth > 0 && this.state === "waiting";
            return { attempts: _controller.L - (isUntold ? 1 : 0) };
        },
    });
};
const { off } = transports_web.Engine.prototype;
/** Without arguments it also takes off the Manager, which listens as anybody does in socket.io-client. */
function deafen(_event, _listener) {
    if (!arguments.length)
        this.Q().C = undefined;
    // with the parameters' names alone it would be told of two arguments each time
    return off.apply(this, arguments);
}
function write(data, options, done) {
    if (done)
        this.once("flush", done);
    this.Q()._y([data], undefined, options);
    return this;
}
const extendEngine = () => add(transports_web.Engine, {
    off: deafen,
    removeAllListeners: deafen,
    write,
    send: write,
    get writeBuffer() {
        return this.N.n;
    },
    set writeBuffer(packets) {
        this.N.n = packets;
    },
    get opts() {
        return this.D;
    },
    get hostname() {
        return this.R.hostname;
    },
    get port() {
        return this.R.port;
    },
    get secure() {
        return this.R.secure;
    },
});
const extendTransport = (platform) => {
    function deaf(event, _listener) {
        transports_web.warnOnce(platform, `socket.io-client's event ${event} of a transport is not there`);
        return this;
    }
    add(transports_web.Transport, {
        on: deaf,
        once: deaf,
        off: deaf,
        removeListener: deaf,
        removeAllListeners: deaf,
        /** The platform's own object. */
        get ws() {
            const socket = this.F;
            return socket?.e ?? socket;
        },
        /** Of a request made now. */
        get query() {
            const [, ...pairs] = this._u().split(/[?&]/);
            return Object.fromEntries(pairs.map((pair) => pair.split("=").map(decodeURIComponent)));
        },
    });
};
/** What is not there warns by its name when it is read or replaced. */
const leaveOut = (names, platform) => {
    for (const name of names.split(" ")) {
        const get = () => transports_web.warnOnce(platform, `socket.io-client's ${name} is not there`);
        Object.defineProperty(transports_web.TypedEmitter.prototype, name, {
            configurable: true,
            get,
            set(value) {
                get();
                replace(this, name, value);
            },
        });
    }
};
/** `platform`: where it warns. */
const installCompat = (platform) => {
    extendSocket();
    extendAttempts();
    addSettings();
    extendManager();
    extendEngine();
    extendTransport(platform);
    leaveOut("acks onpacket packet _queue encoder decoder _readyState", platform);
};

/** Entry for browsers, workers and every web-standard runtime. */
/** A connection to one server, and the reconnection of it; `socket.io` is one. */
class Manager extends transports_web.BaseManager {
    constructor(url, options) {
        super({ platform: transports_web.browser, kinds: [transports_web.polling, transports_web.websocket, transports_web.webtransport] }, url, options);
    }
}
installCompat(transports_web.browser);
/** Makes the Socket for a URL, whose path names the namespace; `io.Manager` and `io.Socket` are the classes. */
const io = /* @__PURE__ */ transports_web.bindIo(Manager, transports_web.browser);

exports.ConnectError = transports_web.ConnectError;
exports.Fetch = transports_web.polling;
exports.HoldfastError = transports_web.HoldfastError;
exports.NodeWebSocket = transports_web.websocket;
exports.NodeXHR = transports_web.polling;
exports.Socket = transports_web.Socket;
exports.WebSocket = transports_web.websocket;
exports.WebTransport = transports_web.webtransport;
exports.XHR = transports_web.polling;
exports.isConnectError = transports_web.isConnectError;
exports.isHoldfastError = transports_web.isHoldfastError;
exports.protocol = transports_web.protocol;
exports.Manager = Manager;
exports.connect = io;
exports.default = io;
exports.io = io;
module.exports = Object.assign(exports.io, exports);
