/** What the entries other than `holdfast/core` export beside `io`, `Manager` and `Socket`. */
export * from "./exports-core.ts";
export {
  polling as Fetch,
  polling as NodeXHR,
  polling as XHR,
  websocket as NodeWebSocket,
  websocket as WebSocket,
} from "./transports.ts";
