'use strict';

const transports_node = require('./shared.cjs');
require('component-emitter');
require('node:timers');
require('ws');
require('node:http');
require('node:https');
require('node:os');

/** Entry `holdfast/core` on Node: the same, with the transports named by the caller, so that the rest is not bundled. */
/** Makes an `io` that knows these transports alone, in this order; `io.Manager` goes with it. */
const createIo = /* @__PURE__ */ transports_node.bindCreateIo(transports_node.node);

exports.ConnectError = transports_node.ConnectError;
exports.HoldfastError = transports_node.HoldfastError;
exports.Socket = transports_node.Socket;
exports.isConnectError = transports_node.isConnectError;
exports.isHoldfastError = transports_node.isHoldfastError;
exports.polling = transports_node.polling;
exports.protocol = transports_node.protocol;
exports.websocket = transports_node.websocket;
exports.webtransport = transports_node.webtransport;
exports.createIo = createIo;
