import type { BaseManager } from "./manager/manager.ts";
import type { IoOptions } from "./manager/options.ts";
import type { Platform } from "./platform/platform.ts";
import { Socket as NamespaceSocket } from "./socket/socket.ts";
import type { DefaultEventsMap, LeaveReason } from "./socket/types.ts";
import { parseTarget } from "./util/url.ts";

/** A namespace of a connection. */
export type Socket<
  ListenEvents extends object = DefaultEventsMap,
  EmitEvents extends object = ListenEvents,
> = NamespaceSocket<ListenEvents, EmitEvents, BaseManager<ListenEvents, EmitEvents>>;

export const Socket = NamespaceSocket;

export declare namespace Socket {
  type DisconnectReason = LeaveReason;
}

/** Makes the Socket for a URL, whose path names the namespace. */
export interface Io {
  <ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents>(
    options?: IoOptions,
  ): Socket<ListenEvents, EmitEvents>;
  <ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents>(
    url: string | undefined,
    options?: IoOptions,
  ): Socket<ListenEvents, EmitEvents>;
}

/** The `Manager` of an entry: {@link BaseManager} over its platform. */
export type ManagerConstructor = new (url?: string | IoOptions, options?: IoOptions) => BaseManager;

/** Managers in use, which sockets may share, by address and path. */
const managers = new Map<string, BaseManager>();

/** `io()` over one platform. */
export const bindIo =
  (Manager: ManagerConstructor, { location }: Platform): Io =>
  (url?: string | IoOptions, options?: IoOptions) => {
    const given: IoOptions = { ...(typeof url === "object" ? url : options) };
    const address = typeof url === "string" ? url : "";
    const { secure, hostname, port, path: nsp } = parseTarget(address, location());
    const key = [secure, hostname, port, given.path].join();
    let manager = managers.get(key);
    const own = given.forceNew || given.multiplex === false || manager?._namespaces.has(nsp);
    if (own || !manager) {
      manager = new Manager(address, given);
      if (!own) managers.set(key, manager);
    }
    return manager.socket(nsp, given) as Socket<never, never>;
  };
