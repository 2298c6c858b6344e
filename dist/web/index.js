import { BaseManager, polling, websocket, webtransport, browser, bindIo } from './shared.js';
export { ConnectError, HoldfastError, Socket, isConnectError, isHoldfastError, protocol } from './shared.js';

/** Entry for browsers, workers and every web-standard runtime. */
/** A connection to one server, and the reconnection of it; `socket.io` is one. */
class Manager extends BaseManager {
    constructor(url, options) {
        super({ platform: browser, kinds: [polling, websocket, webtransport] }, url, options);
    }
}
/** Makes the Socket for a URL, whose path names the namespace; `io.Manager` and `io.Socket` are the classes. */
const io = /* @__PURE__ */ bindIo(Manager, browser);

export { polling as Fetch, Manager, websocket as NodeWebSocket, polling as NodeXHR, websocket as WebSocket, webtransport as WebTransport, polling as XHR, io as connect, io as default, io };
