import { bindIo, bindManager, browser } from './shared.js';
export { ConnectError, HoldfastError, Socket, polling, protocol, websocket } from './shared.js';

/** Entry `holdfast/core`: the same, with the transports named by the caller, so that the rest is not bundled. */
/** Makes an `io` that knows these transports alone, in this order; `io.Manager` goes with it. */
const createIo = ({ transports, }) => {
    const environment = { platform: browser, kinds: transports };
    return Object.assign(bindIo(environment), { Manager: bindManager(environment) });
};

export { createIo };
