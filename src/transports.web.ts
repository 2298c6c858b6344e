/** The transports of browsers, workers and every web-standard runtime. */
import { requests } from "./platform/browser-http.ts";
import { pollingOver } from "./transports.ts";

/** HTTP long-polling, with the upgrade from it. */
export const polling = /* @__PURE__ */ pollingOver(requests);

export { websocket, webtransport } from "./transports.ts";
