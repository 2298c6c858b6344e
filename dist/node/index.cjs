'use strict';

const transports_node = require('./shared.cjs');
require('component-emitter');
require('node:timers');
require('ws');
require('node:http');
require('node:https');
require('node:os');

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
const { _onEvent } = transports_node.Inbox.prototype;
const extendSocket = () => {
    transports_node.Inbox.prototype._onEvent = function (packet, bytes) {
        this._socket.onevent(packet, bytes);
    };
    add(transports_node.Socket$1, {
        onevent(packet, bytes) {
            _onEvent.call(this._inner()._inbox, packet, bytes);
        },
        ack(id) {
            return this._inner()._inbox._answer(id);
        },
        get io() {
            return this._inner()._io;
        },
        get flags() {
            return this._flags;
        },
        get _opts() {
            return this._inner()._options;
        },
    });
};
const { _connect, _close, _reconnects } = transports_node.Attempts.prototype;
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
    this._inner()._close();
}
const extendAttempts = () => {
    Object.assign(transports_node.Attempts.prototype, {
        _reconnects() {
            return !this._manager.skipReconnect && _reconnects.call(this);
        },
        _close() {
            this._manager.skipReconnect = true;
            _close.call(this);
        },
        _connect(callback) {
            this._manager.skipReconnect = false;
            _connect.call(this, callback);
            const { fault, hostname, port, secure } = this._target;
            if (!fault)
                Object.assign(this._manager.opts, { hostname, port, secure });
        },
    });
};
/** The settings by their names with a `_`, as well. */
const addSettings = () => {
    for (const name of SETTINGS)
        Object.defineProperty(transports_node.BaseManager.prototype, `_${name}`, {
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
    add(transports_node.BaseManager, {
        skipReconnect: false,
        disconnect: closeAll,
        // the build would shorten the name
        [`_${"close"}`]: closeAll,
        reconnect() {
            return this.skipReconnect ? this : this.open();
        },
        get _reconnecting() {
            return this._inner()._outlook === "reconnecting";
        },
        /** Counts from the next attempt. */
        get uri() {
            return this._inner()._uri;
        },
        set uri(uri) {
            this._inner()._uri = uri;
        },
        get nsps() {
            const sockets = [...this._inner()._namespaces._byName].map(([nsp, { _socket }]) => [nsp, _socket]);
            return Object.fromEntries(sockets);
        },
        get backoff() {
            const { _controller, _depth } = this._inner();
            // in socket.io-client the attempt to come counts once the failure before it was told
            const isUntold = _depth > 0 && this.state === "waiting";
            return { attempts: _controller._attempt - (isUntold ? 1 : 0) };
        },
    });
};
const { off } = transports_node.Engine.prototype;
/** Without arguments it also takes off the Manager, which listens as anybody does in socket.io-client. */
function deafen(_event, _listener) {
    if (!arguments.length)
        this._self()._sink = undefined;
    // with the parameters' names alone it would be told of two arguments each time
    return off.apply(this, arguments);
}
function write(data, options, done) {
    if (done)
        this.once("flush", done);
    this._self()._write([data], undefined, options);
    return this;
}
const extendEngine = () => add(transports_node.Engine, {
    off: deafen,
    removeAllListeners: deafen,
    write,
    send: write,
    get writeBuffer() {
        return this._writer._packets;
    },
    set writeBuffer(packets) {
        this._writer._packets = packets;
    },
    get opts() {
        return this._options;
    },
    get hostname() {
        return this._target.hostname;
    },
    get port() {
        return this._target.port;
    },
    get secure() {
        return this._target.secure;
    },
});
const extendTransport = (platform) => {
    function deaf(event, _listener) {
        transports_node.warnOnce(platform, `socket.io-client's event ${event} of a transport is not there`);
        return this;
    }
    add(transports_node.Transport, {
        on: deaf,
        once: deaf,
        off: deaf,
        removeListener: deaf,
        removeAllListeners: deaf,
        /** The platform's own object. */
        get ws() {
            const socket = this._socket;
            return socket?._raw ?? socket;
        },
        /** Of a request made now. */
        get query() {
            const [, ...pairs] = this._url().split(/[?&]/);
            return Object.fromEntries(pairs.map((pair) => pair.split("=").map(decodeURIComponent)));
        },
    });
};
/** What is not there warns by its name when it is read or replaced. */
const leaveOut = (names, platform) => {
    for (const name of names.split(" ")) {
        const get = () => transports_node.warnOnce(platform, `socket.io-client's ${name} is not there`);
        Object.defineProperty(transports_node.TypedEmitter.prototype, name, {
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

/**
 * What of `compat.ts` there is on Node alone: the answers of polling, by which published code keeps the cookies of a load
 * balancer. A page may not read those, and has no use for the rest.
 */
const EVENT = "pollComplete";
const METHODS = ["on", "once", "off", "removeListener", "removeAllListeners"];
const { _request } = transports_node.Polling.prototype;
/** A method of an emitter, for the one event that there is; of others the inherited one warns. */
const methodFor = (name, inherited) => function (event, _listener) {
    if (arguments.length && event !== EVENT)
        return inherited.apply(this, arguments);
    this._events[name].apply(this._events, arguments);
    return this;
};
const requestOf = ({ header, status }) => ({
    xhr: { status, getResponseHeader: (name) => header(name.toLowerCase()) ?? null },
});
/** After `installCompat`. */
const installNodeCompat = () => add(transports_node.Polling, {
    ...Object.fromEntries(METHODS.map((name) => [
        name,
        methodFor(name, transports_node.Polling.prototype[name]),
    ])),
    get _events() {
        const events = new transports_node.OwnEmitter(this._session._platform.report);
        replace(this, "_events", events);
        return events;
    },
    _request(...[lane, batch, answered]) {
        _request.call(this, lane, batch, (text, response) => {
            if (!batch)
                replace(this, "pollXhr", requestOf(response));
            answered(text, response);
            if (batch || this._over || this._isLeaving)
                return;
            transports_node.callAll(this._events.listeners(EVENT), this, [], this._session._platform.report);
        });
    },
});

/** Entry for Node and Bun: the same exports over the Node platform. */
/** A connection to one server, and the reconnection of it; `socket.io` is one. */
class Manager extends transports_node.BaseManager {
    constructor(url, options) {
        super({ platform: transports_node.node, kinds: [transports_node.polling, transports_node.websocket, transports_node.webtransport] }, url, options);
    }
}
installCompat(transports_node.node);
installNodeCompat();
/** Makes the Socket for a URL, whose path names the namespace; `io.Manager` and `io.Socket` are the classes. */
const io = /* @__PURE__ */ transports_node.bindIo(Manager, transports_node.node);

exports.ConnectError = transports_node.ConnectError;
exports.Fetch = transports_node.polling;
exports.HoldfastError = transports_node.HoldfastError;
exports.NodeWebSocket = transports_node.websocket;
exports.NodeXHR = transports_node.polling;
exports.Socket = transports_node.Socket;
exports.WebSocket = transports_node.websocket;
exports.WebTransport = transports_node.webtransport;
exports.XHR = transports_node.polling;
exports.isConnectError = transports_node.isConnectError;
exports.isHoldfastError = transports_node.isHoldfastError;
exports.protocol = transports_node.protocol;
exports.Manager = Manager;
exports.connect = io;
exports.default = io;
exports.io = io;
module.exports = Object.assign(exports.io, exports);
