/** Entry `holdfast/core` on Node: the same, with the transports named by the caller, so that the rest is not bundled. */
import { bindCreateIo } from "./io.ts";
import { node } from "./platform/node.ts";

/** Makes an `io` that knows these transports alone, in this order; `io.Manager` goes with it. */
export const createIo = /* @__PURE__ */ bindCreateIo(node);

export * from "./exports.ts";
export { Socket } from "./io.ts";
export { polling, websocket, webtransport } from "./transports.node.ts";
