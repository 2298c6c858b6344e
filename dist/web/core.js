import { bindIo, browser, BaseManager } from './shared.js';
export { ConnectError, HoldfastError, Socket, isConnectError, isHoldfastError, polling, protocol, websocket, webtransport } from './shared.js';

/** Entry `holdfast/core`: the same, with the transports named by the caller, so that the rest is not bundled. */
/** Makes an `io` that knows these transports alone, in this order; `io.Manager` goes with it. */
const createIo = ({ transports }) => {
    class Manager extends BaseManager {
        constructor(url, options) {
            super({ platform: browser, kinds: transports }, url, options);
        }
    }
    return bindIo(Manager, browser);
};

export { createIo };
