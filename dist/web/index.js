import { bindManager, bindIo, polling, websocket, browser } from './shared.js';
export { ConnectError, HoldfastError, Socket, protocol } from './shared.js';

/** Entry for browsers, workers and every web-standard runtime. */
const environment = { platform: browser, kinds: [polling, websocket] };
const Manager = /* @__PURE__ */ bindManager(environment);
const io = /* @__PURE__ */ bindIo(environment);

export { Manager, io as connect, io as default, io };
