'use strict';

const transports = require('./shared.cjs');
require('component-emitter');
require('node:timers');
require('node:http');
require('node:https');
require('ws');
require('engine.io-parser');

/** Entry `holdfast/core` on Node: the same, with the transports named by the caller, so that the rest is not bundled. */
/** Makes an `io` that knows these transports alone, in this order; `io.Manager` goes with it. */
const createIo = /* @__PURE__ */ transports.bindCreateIo(transports.node);

exports.ConnectError = transports.ConnectError;
exports.HoldfastError = transports.HoldfastError;
exports.Socket = transports.Socket;
exports.isConnectError = transports.isConnectError;
exports.isHoldfastError = transports.isHoldfastError;
exports.polling = transports.polling;
exports.protocol = transports.protocol;
exports.websocket = transports.websocket;
exports.webtransport = transports.webtransport;
exports.createIo = createIo;
