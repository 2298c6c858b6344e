/** Entry for Node and Bun: the same exports over the Node platform. */
import { bindIo, bindManager, Socket } from "./io.ts";
import type { Manager as ManagerBase } from "./manager/manager.ts";
import { node } from "./platform/node.ts";
import type { DefaultEventsMap } from "./socket/types.ts";
import { polling, websocket } from "./transports.ts";

const environment = { platform: node, kinds: [polling, websocket] };

export const Manager = /* @__PURE__ */ bindManager(environment);
export type Manager<
  ListenEvents extends object = DefaultEventsMap,
  EmitEvents extends object = ListenEvents,
> = ManagerBase<ListenEvents, EmitEvents>;

export const io = /* @__PURE__ */ bindIo(environment);
export default io;
export * from "./exports.ts";
export { io as connect, Socket };
