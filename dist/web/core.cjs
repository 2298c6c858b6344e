'use strict';

const transports_web = require('./shared.cjs');

/** Entry `holdfast/core`: the same, with the transports named by the caller, so that the rest is not bundled. */
/** Makes an `io` that knows these transports alone, in this order; `io.Manager` goes with it. */
const createIo = /* @__PURE__ */ transports_web.bindCreateIo(transports_web.browser);

exports.ConnectError = transports_web.ConnectError;
exports.HoldfastError = transports_web.HoldfastError;
exports.Socket = transports_web.Socket;
exports.isConnectError = transports_web.isConnectError;
exports.isHoldfastError = transports_web.isHoldfastError;
exports.polling = transports_web.polling;
exports.protocol = transports_web.protocol;
exports.websocket = transports_web.websocket;
exports.webtransport = transports_web.webtransport;
exports.createIo = createIo;
