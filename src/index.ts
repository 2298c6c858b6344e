/** Entry for browsers, workers and every web-standard runtime. */
import { installCompat } from "./compat.ts";
import { bindIo, Socket } from "./io.ts";
import { BaseManager } from "./manager/manager.ts";
import type { IoOptions } from "./manager/options.ts";
import { browser } from "./platform/browser.ts";
import type { DefaultEventsMap } from "./socket/types.ts";
import { polling, websocket, webtransport } from "./transports.web.ts";
import type { Address } from "./util/url.ts";

/** A connection to one server, and the reconnection of it; `socket.io` is one. */
export class Manager<
  ListenEvents extends object = DefaultEventsMap,
  EmitEvents extends object = ListenEvents,
> extends BaseManager<ListenEvents, EmitEvents> {
  constructor(url?: Address | IoOptions, options?: IoOptions) {
    super({ platform: browser, kinds: [polling, websocket, webtransport] }, url, options);
  }
}

installCompat(browser);

/** Makes the Socket for a URL, whose path names the namespace; `io.Manager` and `io.Socket` are the classes. */
export const io = /* @__PURE__ */ bindIo(Manager, browser);
export default io;
export * from "./exports.ts";
/** The transports, by the names that socket.io-client gives them, for the `transports` option. */
export {
  io as connect,
  polling as Fetch,
  polling as NodeXHR,
  polling as XHR,
  Socket,
  websocket as NodeWebSocket,
  websocket as WebSocket,
  webtransport as WebTransport,
};
