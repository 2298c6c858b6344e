/** Entry for browsers, workers and every web-standard runtime. */
import { bindIo, bindManager, Socket } from "./io.ts";
import type { Manager as ManagerBase } from "./manager/manager.ts";
import { browser } from "./platform/browser.ts";
import type { DefaultEventsMap } from "./socket/types.ts";
import { polling, websocket } from "./transports.ts";

const environment = { platform: browser, kinds: [polling, websocket] };

export const Manager = /* @__PURE__ */ bindManager(environment);
export type Manager<
  ListenEvents extends object = DefaultEventsMap,
  EmitEvents extends object = ListenEvents,
> = ManagerBase<ListenEvents, EmitEvents>;

export const io = /* @__PURE__ */ bindIo(environment);
export default io;
export * from "./exports.ts";
export { io as connect, Socket };
