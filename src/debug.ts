/** Entry `holdfast/debug`: the same exports, with log lines through the `debug` package (`holdfast:*`). */
import debug from "debug";
import { withLog } from "./debug-manager.ts";
import { bindIo, Socket } from "./io.ts";
import { browser } from "./platform/browser.ts";
import { polling, websocket, webtransport } from "./transports.web.ts";

export const Manager = /* @__PURE__ */ withLog({ platform: browser, kinds: [polling, websocket, webtransport] }, debug);
export const io = /* @__PURE__ */ bindIo(Manager, browser);
export default io;
export * from "./exports.ts";
export { Fetch, NodeWebSocket, NodeXHR, WebSocket, WebTransport, XHR } from "./index.ts";
export { io as connect, Socket };
