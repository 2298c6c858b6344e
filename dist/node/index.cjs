'use strict';

const transports = require('./shared.cjs');
require('component-emitter');
require('node:http');
require('node:https');
require('ws');
require('engine.io-parser');

/** Entry for Node and Bun: the same exports over the Node platform. */
/** A connection to one server, and the reconnection of it; `socket.io` is one. */
class Manager extends transports.BaseManager {
    constructor(url, options) {
        super({ platform: transports.node, kinds: [transports.polling, transports.websocket, transports.webtransport] }, url, options);
    }
}
/** Makes the Socket for a URL, whose path names the namespace; `io.Manager` and `io.Socket` are the classes. */
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
