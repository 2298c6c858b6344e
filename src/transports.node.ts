/** The transports of Node and Bun. */
import { requests } from "./platform/node-http.ts";
import { pollingOver } from "./transports.ts";

/** HTTP long-polling, with the upgrade from it. */
export const polling = /* @__PURE__ */ pollingOver(requests);

export { websocket, webtransport } from "./transports.ts";
