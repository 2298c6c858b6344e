import { Manager } from "./manager/manager.ts";
import type { ManagerOptions } from "./manager/options.ts";
import type { Environment } from "./manager/session.ts";
import { Socket as NamespaceSocket } from "./socket/socket.ts";
import type * as types from "./socket/types.ts";
import { parseTarget, type Target } from "./util/url.ts";

/** A namespace of a connection; see `Socket` in `docs/api.md`. */
export type Socket<
  ListenEvents extends object = types.DefaultEventsMap,
  EmitEvents extends object = ListenEvents,
> = NamespaceSocket<ListenEvents, EmitEvents, Manager<ListenEvents, EmitEvents>>;

export const Socket = NamespaceSocket;

export declare namespace Socket {
  type DisconnectReason = types.DisconnectReason;
}

/** Options of `io()`: of the connection and of the namespace. */
export type IoOptions = Partial<ManagerOptions & types.SocketOptions>;

/** Makes the Socket for a URL, whose path names the namespace. */
export type Io = {
  <ListenEvents extends object = types.DefaultEventsMap, EmitEvents extends object = ListenEvents>(
    options?: IoOptions,
  ): Socket<ListenEvents, EmitEvents>;
  <ListenEvents extends object = types.DefaultEventsMap, EmitEvents extends object = ListenEvents>(
    url: string,
    options?: IoOptions,
  ): Socket<ListenEvents, EmitEvents>;
};

/** The `Manager` of an entry: `new Manager(url, options)`. */
export type ManagerConstructor = {
  new <ListenEvents extends object = types.DefaultEventsMap, EmitEvents extends object = ListenEvents>(
    options?: IoOptions,
  ): Manager<ListenEvents, EmitEvents>;
  new <ListenEvents extends object = types.DefaultEventsMap, EmitEvents extends object = ListenEvents>(
    url?: string,
    options?: IoOptions,
  ): Manager<ListenEvents, EmitEvents>;
  readonly prototype: Manager;
};

/** Managers in use that sockets may share, by address and path. */
const managers = new Map<string, Manager>();

/** The Manager class over one platform. */
export const bindManager = (environment: Environment): ManagerConstructor =>
  class extends Manager {
    constructor(url?: string | IoOptions, options?: IoOptions) {
      super(environment, url, options);
    }
  } as ManagerConstructor;

const keyOf = ({ secure, hostname, port }: Target, path = "/socket.io"): string =>
  `${secure ? "https" : "http"}://${hostname}:${port}${path}`;

/** `io()` over one platform. */
export const bindIo =
  (environment: Environment, ManagerClass: ManagerConstructor): Io =>
  (url?: string | IoOptions, options?: IoOptions) => {
    const given: IoOptions = { ...(typeof url === "object" ? url : options) };
    const address = typeof url === "string" ? url : undefined;
    const named = address || !(given.hostname ?? given.host);
    const target = named ? parseTarget(address, environment.platform.location()) : undefined;
    if (target?.query && !given.query) given.query = target.query;
    const nsp = target?.path ?? "/";
    const key = target && keyOf(target, given.path);
    const cached = key === undefined ? undefined : managers.get(key);
    const own = given.forceNew || given.multiplex === false || !key || cached?._sockets.has(nsp);
    if (cached && !own) return cached.socket(nsp, given) as Socket<never, never>;
    const manager = (address ? new ManagerClass(address, given) : new ManagerClass(given)) as Manager;
    if (!own) {
      managers.set(key, manager);
      // a closed one leaves, and comes back when it opens again, unless another took its place
      manager._onUse = (used) => {
        if (!used && managers.get(key) === manager) managers.delete(key);
        else if (used && !managers.has(key)) managers.set(key, manager);
      };
    }
    return manager.socket(nsp, given) as Socket<never, never>;
  };
