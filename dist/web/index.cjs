'use strict';

const transports = require('./shared.cjs');

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
const { e: _onEvent } = transports.Inbox.prototype;
const extendSocket = () => {
    transports.Inbox.prototype.e = function (packet, bytes) {
        this.F.onevent(packet, bytes);
    };
    add(transports.Socket$1, {
        onevent(packet, bytes) {
            _onEvent.call(this.C().i, packet, bytes);
        },
        ack(id) {
            return this.C().i.n(id);
        },
        get io() {
            return this.C().r;
        },
        get flags() {
            return this.I;
        },
        get _opts() {
            return this.C().C;
        },
    });
};
const { _s: _connect, P: _close, _d: _reconnects } = transports.Attempts.prototype;
const extendManager = () => {
    Object.assign(transports.Attempts.prototype, {
        _d() {
            return !this.G.skipReconnect && _reconnects.call(this);
        },
        P() {
            this.G.skipReconnect = true;
            _close.call(this);
        },
        _s(callback) {
            this.G.skipReconnect = false;
            _connect.call(this, callback);
            const { fault, hostname, port, secure } = this.Q;
            if (!fault)
                Object.assign(this.G.opts, { hostname, port, secure });
        },
    });
    add(transports.BaseManager, {
        skipReconnect: false,
        get _reconnecting() {
            return this.C()._E === "reconnecting";
        },
        /** Counts from the next attempt. */
        get uri() {
            return this.C()._b;
        },
        set uri(uri) {
            this.C()._b = uri;
        },
        get nsps() {
            const sockets = [...this.C().K.t].map(([nsp, { F: _socket }]) => [nsp, _socket]);
            return Object.fromEntries(sockets);
        },
        get backoff() {
            const { N: _controller, _u: _depth } = this.C();
            // in socket.io-client the attempt to come counts once the failure before it was told
            const isUntold = _depth > 0 && this.state === "waiting";
            return { attempts: _controller.L - (isUntold ? 1 : 0) };
        },
    });
};
const { off } = transports.Engine.prototype;
/** Without arguments it also takes off the Manager, which listens as anybody does in socket.io-client. */
function deafen(_event, _listener) {
    if (!arguments.length)
        this.X().E = undefined;
    // with the parameters' names alone it would be told of two arguments each time
    return off.apply(this, arguments);
}
function write(data, options, done) {
    if (done)
        this.once("flush", done);
    this.X()._q([data], undefined, false, options);
    return this;
}
const extendEngine = () => add(transports.Engine, {
    off: deafen,
    removeAllListeners: deafen,
    write,
    send: write,
    get opts() {
        return this.C;
    },
    get hostname() {
        return this.Q.hostname;
    },
    get port() {
        return this.Q.port;
    },
    get secure() {
        return this.Q.secure;
    },
});
const extendTransport = () => add(transports.Transport, {
    /** The platform's own object. */
    get ws() {
        const socket = this.F;
        return socket?.e ?? socket;
    },
    /** Of a request made now. */
    get query() {
        const [, ...pairs] = this._h().split(/[?&]/);
        return Object.fromEntries(pairs.map((pair) => pair.split("=").map(decodeURIComponent)));
    },
});
/** What is not there warns by its name when it is read or replaced. */
const leaveOut = (names, platform) => {
    for (const name of names.split(" ")) {
        const get = () => transports.warnOnce(platform, `socket.io-client's ${name} is not there`);
        Object.defineProperty(transports.TypedEmitter.prototype, name, {
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
    extendManager();
    extendEngine();
    extendTransport();
    leaveOut("acks onpacket packet _queue encoder decoder _readyState", platform);
};

/** Entry for browsers, workers and every web-standard runtime. */
/** A connection to one server, and the reconnection of it; `socket.io` is one. */
class Manager extends transports.BaseManager {
    constructor(url, options) {
        super({ platform: transports.browser, kinds: [transports.polling, transports.websocket, transports.webtransport] }, url, options);
    }
}
installCompat(transports.browser);
/** Makes the Socket for a URL, whose path names the namespace; `io.Manager` and `io.Socket` are the classes. */
const io = /* @__PURE__ */ transports.bindIo(Manager, transports.browser);

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
