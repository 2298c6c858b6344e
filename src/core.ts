/** Entry `holdfast/core`: the same, with the transports named by the caller, so that the rest is not bundled. */
import { bindCreateIo } from "./io.ts";
import { browser } from "./platform/browser.ts";

/** Makes an `io` that knows these transports alone, in this order; `io.Manager` goes with it. */
export const createIo = /* @__PURE__ */ bindCreateIo(browser);

export * from "./exports.ts";
export { Socket } from "./io.ts";
export { polling, websocket, webtransport } from "./transports.web.ts";
