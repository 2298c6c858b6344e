import { bindManager, bindIo, polling, websocket, browser } from './shared.js';
export { ConnectError, HoldfastError, Socket, isConnectError, isHoldfastError, protocol } from './shared.js';

/** Entry for browsers, workers and every web-standard runtime. */
const environment = { platform: browser, kinds: [polling, websocket] };
const Manager = /* @__PURE__ */ bindManager(environment);
const io = /* @__PURE__ */ bindIo(environment, Manager);

export { polling as Fetch, Manager, websocket as NodeWebSocket, polling as NodeXHR, websocket as WebSocket, polling as XHR, io as connect, io as default, io };
