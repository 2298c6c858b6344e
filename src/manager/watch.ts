import type { Packet } from "../codec/packet.ts";
import type { Engine } from "../engine/engine.ts";
import type { Clock } from "../platform/platform.ts";
import type { SocketRecord, WatchedSocket } from "../socket/watch.ts";
import { callAll } from "../util/emitter.ts";
import type { ConnectError } from "../util/errors.ts";
import type { Target } from "../util/url.ts";
import type { Namespaces } from "./namespaces.ts";
import type { State } from "./state.ts";

/**
 * By this name a Manager has the method that takes who watches it, a {@link Watch}, and returns the function by which that ends.
 * The name, and all that is told, is the same in every copy and build of the library.
 */
export const WATCH: unique symbol = Symbol.for("holdfast.watch");

/** A namespace of the connection: the socket that the app has of it, and what it emitted that is held or not acknowledged yet. */
export type Standing = readonly [socket: WatchedSocket, underWay: readonly Packet[]];

/**
 * Something that happened in a Manager, or in one of its sockets. What a session does by itself, its Engine tells any listener. An event
 * on its way is the same object in each record.
 */
export type WatchRecord =
  /**
   * The first: how things stand; where the Manager waits, until when it does comes next. `elapsed`: ms since the first attempt
   * began, or the connection was lost.
   */
  | [type: "snapshot", target: Target | undefined, namespaces: readonly Standing[], elapsed: number]
  /** The Manager goes from one state to another; where it waits, the next attempt is due in so many ms. */
  | [type: "manager", from: State["name"], to: State["name"], wait: number | undefined]
  /** An attempt starts, 0 for the first connection. */
  | [type: "attempt", attempt: number, engine: Engine, target: Target]
  /** It came to nothing. */
  | [type: "failed", attempt: number, error: ConnectError]
  /** The session is over, or none came about. */
  | [type: "closed", reason: string]
  | SocketRecord;

/** Is told of all that happens in a Manager, in the order in which it does. */
export type Watch = (...record: WatchRecord) => void;

/** Where those who watch are told. */
interface Watched {
  readonly _manager: { readonly _report: (error: unknown) => void };
  readonly _namespaces: Namespaces;
  readonly _controller: { readonly _since: number };
  readonly _clock: Clock;
  readonly _target: Target | undefined;
  readonly _state: State;
  _watchers: Set<Watch> | undefined;
  _watch: Watch | undefined;
}

/** Tells one more, from how things stand on. Returns the function that ends it. */
export const addWatcher = (to: Watched, watch: Watch): (() => void) => {
  const namespaces: Standing[] = [];
  to._namespaces._each(({ _socket, _underWay }) => namespaces.push([_socket as WatchedSocket, _underWay]));
  const now = to._clock.ticks();
  const state = to._state;
  watch("snapshot", to._target, namespaces, now - to._controller._since);
  if (state.name === "waiting") watch("manager", state.name, state.name, state._due - now);
  to._watchers ??= new Set();
  const watchers = to._watchers.add(watch);
  to._watch = (...record) => callAll([...watchers], to, record, to._manager._report);
  return () => {
    watchers.delete(watch);
    if (!watchers.size) to._watch = undefined;
  };
};
