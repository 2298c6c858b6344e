/** Entry `holdfast/debug` on Node: the same exports, with log lines through the `debug` package (`holdfast:*`). */
import debug from "debug";
import { withLog } from "./debug-manager.ts";
import { bindIo, Socket } from "./io.ts";
import { node } from "./platform/node.ts";
import { polling, websocket, webtransport } from "./transports.node.ts";

export const Manager = /* @__PURE__ */ withLog({ platform: node, kinds: [polling, websocket, webtransport] }, debug);
export const io = /* @__PURE__ */ bindIo(Manager, node);
export default io;
export * from "./exports.ts";
export { Fetch, NodeWebSocket, NodeXHR, WebSocket, WebTransport, XHR } from "./index.node.ts";
export { io as connect, Socket };
