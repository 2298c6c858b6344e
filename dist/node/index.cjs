'use strict';

const transports = require('./shared.cjs');
require('component-emitter');
require('node:http');
require('node:https');
require('ws');
require('engine.io-parser');

/** Entry for Node and Bun: the same exports over the Node platform. */
const environment = { platform: transports.node, kinds: [transports.polling, transports.websocket] };
const Manager = /* @__PURE__ */ transports.bindManager(environment);
const io = /* @__PURE__ */ transports.bindIo(environment);

exports.ConnectError = transports.ConnectError;
exports.HoldfastError = transports.HoldfastError;
exports.Socket = transports.Socket;
exports.protocol = transports.protocol;
exports.Manager = Manager;
exports.connect = io;
exports.default = io;
exports.io = io;
module.exports = Object.assign(exports.io, exports);
