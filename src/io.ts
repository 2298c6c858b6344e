import { isObject, isPlain } from "./codec/attachments.ts";
import { BaseManager } from "./manager/manager.ts";
import type { IoOptions } from "./manager/options.ts";
import type { Platform } from "./platform/platform.ts";
import { Socket as NamespaceSocket } from "./socket/socket.ts";
import type { DefaultEventsMap, LeaveReason } from "./socket/types.ts";
import type { TransportKind } from "./transport/transport.ts";
import { type Address, hostOf, parseTarget, queryOf, readArguments } from "./util/url.ts";
import { warnOnce } from "./util/warn.ts";

/** A namespace of a connection. An interface, so that apps can declare members of their own. */
export interface Socket<ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents>
  extends NamespaceSocket<ListenEvents, EmitEvents, BaseManager<ListenEvents, EmitEvents>> {}

export const Socket = NamespaceSocket;

export declare namespace Socket {
  /** Why a namespace was left, or its connection lost. */
  type DisconnectReason = LeaveReason;
}

/** Makes the Socket for a URL, whose path names the namespace. */
export interface Io {
  <ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents>(
    options?: IoOptions,
  ): Socket<ListenEvents, EmitEvents>;
  <ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents>(
    url: Address | undefined,
    options?: IoOptions,
  ): Socket<ListenEvents, EmitEvents>;
}

/** `io` with what makes sockets on it. */
export interface IoFunction extends Io {
  /** The function itself. */
  readonly io: Io;
  /** The same. */
  readonly connect: Io;
  /** Makes a connection by hand. */
  readonly Manager: ManagerConstructor;
  /** The class of sockets. */
  readonly Socket: typeof NamespaceSocket;
}

/** The `Manager` of an entry: {@link BaseManager} over its platform. */
export type ManagerConstructor = new (url?: Address | IoOptions, options?: IoOptions) => BaseManager;

/**
 * Managers that sockets may share, by address and path. They are not kept for that: one that is open keeps itself, another is there as
 * long as the app has a socket of it. Where there is no WeakRef they stay.
 */
const managers = new Map<string, { deref(): BaseManager | undefined }>();

const refer = (manager: BaseManager): { deref(): BaseManager | undefined } =>
  typeof WeakRef === "function" ? new WeakRef(manager) : { deref: () => manager };

/** What concerns one socket, or the sharing itself: a second socket of a Manager may have its own. */
const OWN =
  /^(auth|retries|retryWindow|retryRefused|ackTimeout|bufferLimit|lifecycleEvents|session|autoConnect|forceNew|multiplex|path)$/;

/** Do they say the same? What is neither a literal nor bytes, such as an agent, is the same only if it is the same object. */
const isSame = (one: unknown, other: unknown): boolean =>
  Object.is(one, other) ||
  (isObject(one) &&
    isObject(other) &&
    (isPlain(one) || ArrayBuffer.isView(one)) &&
    Object.keys({ ...one, ...other }).every((name) => isSame(one[name], other[name])));

/** Names of the options that a second socket gives in vain, as the connection that it shares has others. */
const ignoredOf = (ours: Record<string, unknown>, theirs: Record<string, unknown>): string[] =>
  Object.keys(ours).filter((name) => !OWN.test(name) && ours[name] != null && !isSame(ours[name], theirs[name]));

/** `io()` over one platform. */
export const bindIo = (Manager: ManagerConstructor, platform: Platform): IoFunction => {
  const io: Io = (url?: Address | IoOptions | null, options?: IoOptions | null) => {
    const [address, given] = readArguments(url, options);
    const target = parseTarget(address, platform, given);
    const { path: nsp, secure, fault } = target;
    const key = [secure, hostOf(target), given.path || "/socket.io"].join();
    const shared = managers.get(key)?.deref();
    const connection = shared?._inner();
    const own =
      // where it will lead, only the app knows
      fault ||
      given.forceNew ||
      // its old name
      (given as Record<string, unknown>)["force new connection"] ||
      given.multiplex === false;
    if (shared && connection && !own && !connection._namespaces._byName.has(nsp)) {
      const theirs = parseTarget(connection._uri, platform, shared.opts);
      const ours = { ...given, query: queryOf(target, given) || undefined };
      const ignored = ignoredOf(ours, { ...shared.opts, query: queryOf(theirs, shared.opts) });
      if (ignored[0])
        warnOnce(platform, `options of a shared connection are ignored: ${ignored.join(", ")}; see forceNew`);
      return shared.socket(nsp, given) as Socket<never, never>;
    }
    const manager = new Manager(address, given);
    // one that is in use keeps its place
    if (!own && !connection?._outlook) managers.set(key, refer(manager));
    return manager.socket(nsp, given) as Socket<never, never>;
  };
  return Object.assign(io, { io, connect: io, Manager, Socket: NamespaceSocket });
};

/** Makes `createIo` over one platform. */
export const bindCreateIo =
  (platform: Platform) =>
  ({ transports }: { transports: readonly TransportKind[] }): IoFunction => {
    class Manager extends BaseManager {
      constructor(url?: Address | IoOptions, options?: IoOptions) {
        super({ platform, kinds: transports }, url, options);
      }
    }
    return bindIo(Manager, platform);
  };
