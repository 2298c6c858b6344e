import { bindCreateIo, browser } from './shared.js';
export { ConnectError, HoldfastError, Socket, isConnectError, isHoldfastError, polling, protocol, websocket, webtransport } from './shared.js';

/** Entry `holdfast/core`: the same, with the transports named by the caller, so that the rest is not bundled. */
/** Makes an `io` that knows these transports alone, in this order; `io.Manager` goes with it. */
const createIo = /* @__PURE__ */ bindCreateIo(browser);

export { createIo };
