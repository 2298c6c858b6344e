import { type Environment, Manager } from "./manager/manager.ts";
import type { IoOptions } from "./manager/options.ts";
import { Socket as NamespaceSocket } from "./socket/socket.ts";
import type { DefaultEventsMap, DisconnectReason as Reason } from "./socket/types.ts";
import { parseTarget } from "./util/url.ts";

/** A namespace of a connection. */
export type Socket<
  ListenEvents extends object = DefaultEventsMap,
  EmitEvents extends object = ListenEvents,
> = NamespaceSocket<ListenEvents, EmitEvents, Manager<ListenEvents, EmitEvents>>;

export const Socket = NamespaceSocket;

export declare namespace Socket {
  type DisconnectReason = Reason;
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

/** The `Manager` of an entry: `new Manager(url, options)`. */
export interface ManagerConstructor {
  new <ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents>(
    options?: IoOptions,
  ): Manager<ListenEvents, EmitEvents>;
  new <ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents>(
    url?: string,
    options?: IoOptions,
  ): Manager<ListenEvents, EmitEvents>;
  readonly prototype: Manager;
}

/** The Manager class over one platform. */
export const bindManager = (environment: Environment): ManagerConstructor =>
  class extends Manager {
    constructor(url?: string | IoOptions, options?: IoOptions) {
      super(environment, url, options);
    }
  } as ManagerConstructor;

/** Managers in use, which sockets may share, by address and path. */
const managers = new Map<string, Manager>();

/** `io()` over one platform. */
export const bindIo =
  (environment: Environment): Io =>
  (url?: string | IoOptions, options?: IoOptions) => {
    const given: IoOptions = { ...(typeof url === "object" ? url : options) };
    const address = typeof url === "string" ? url : "";
    const { secure, hostname, port, path: nsp } = parseTarget(address, environment.platform.location());
    const key = [secure, hostname, port, given.path].join();
    let manager = managers.get(key);
    const own = given.forceNew || given.multiplex === false || manager?._namespaces.has(nsp);
    if (own || !manager) {
      manager = new Manager(environment, address, given);
      if (!own) managers.set(key, manager);
    }
    return manager.socket(nsp, given) as Socket<never, never>;
  };
