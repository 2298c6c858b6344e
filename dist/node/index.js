import { BaseManager, polling, websocket, webtransport, node, bindIo } from './shared.js';
export { ConnectError, HoldfastError, Socket, isConnectError, isHoldfastError, protocol } from './shared.js';
import 'component-emitter';
import 'node:http';
import 'node:https';
import 'ws';
import 'engine.io-parser';

/** Entry for Node and Bun: the same exports over the Node platform. */
/** A connection to one server, and the reconnection of it; `socket.io` is one. */
class Manager extends BaseManager {
    constructor(url, options) {
        super({ platform: node, kinds: [polling, websocket, webtransport] }, url, options);
    }
}
/** Makes the Socket for a URL, whose path names the namespace; `io.Manager` and `io.Socket` are the classes. */
const io = /* @__PURE__ */ bindIo(Manager, node);

export { polling as Fetch, Manager, websocket as NodeWebSocket, polling as NodeXHR, websocket as WebSocket, webtransport as WebTransport, polling as XHR, io as connect, io as default, io };
