import { bindCreateIo, node } from './shared.js';
export { ConnectError, HoldfastError, Socket, isConnectError, isHoldfastError, polling, protocol, websocket, webtransport } from './shared.js';
import 'component-emitter';
import 'node:timers';
import 'ws';
import 'node:http';
import 'node:https';
import 'node:os';

/** Entry `holdfast/core` on Node: the same, with the transports named by the caller, so that the rest is not bundled. */
/** Makes an `io` that knows these transports alone, in this order; `io.Manager` goes with it. */
const createIo = /* @__PURE__ */ bindCreateIo(node);

export { createIo };
