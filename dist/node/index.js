import { bindManager, bindIo, polling, websocket, node } from './shared.js';
export { ConnectError, HoldfastError, Socket, protocol } from './shared.js';
import 'component-emitter';
import 'node:http';
import 'node:https';
import 'ws';
import 'engine.io-parser';

/** Entry for Node and Bun: the same exports over the Node platform. */
const environment = { platform: node, kinds: [polling, websocket] };
const Manager = /* @__PURE__ */ bindManager(environment);
const io = /* @__PURE__ */ bindIo(environment);

export { Manager, io as connect, io as default, io };
