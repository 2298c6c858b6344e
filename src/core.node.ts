/** Entry `holdfast/core` on Node: the same, with the transports named by the caller, so that the rest is not bundled. */
import { bindIo, bindManager, type Io, type ManagerConstructor } from "./io.ts";
import { node } from "./platform/node.ts";
import type { TransportKind } from "./transport/transport.ts";

/** Makes an `io` that knows these transports alone, in this order; `io.Manager` goes with it. */
export const createIo = ({
  transports,
}: {
  transports: readonly TransportKind[];
}): Io & { readonly Manager: ManagerConstructor } => {
  const environment = { platform: node, kinds: transports };
  return Object.assign(bindIo(environment), { Manager: bindManager(environment) });
};

export * from "./exports.ts";
export { Socket } from "./io.ts";
export { polling, websocket } from "./transports.ts";
