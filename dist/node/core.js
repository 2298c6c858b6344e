import { bindIo, bindManager, node } from './shared.js';
export { ConnectError, HoldfastError, Socket, polling, protocol, websocket } from './shared.js';
import 'component-emitter';
import 'node:http';
import 'node:https';
import 'ws';
import 'engine.io-parser';

/** Entry `holdfast/core` on Node: the same, with the transports named by the caller, so that the rest is not bundled. */
/** Makes an `io` that knows these transports alone, in this order; `io.Manager` goes with it. */
const createIo = ({ transports, }) => {
    const environment = { platform: node, kinds: transports };
    return Object.assign(bindIo(environment), { Manager: bindManager(environment) });
};

export { createIo };
