import type { Timer } from "../platform/platform.ts";
import type { Link, OutgoingPacket } from "./link.ts";
import type { Room } from "./room.ts";
import type { Flags, View } from "./view.ts";

export interface Joining {
  name: "joining" | "leaving";
  _timer?: Timer;
  _ended?: undefined;
  _sent?: boolean;
}
export interface Joined {
  name: "joined";
  _timer?: undefined;
  _ended?: undefined;
  _ready?: boolean;
}
export type State =
  /** `waiting` is for the connection. `ended`: by the app or the server, or given up; only the app comes back from there. */
  | { name: "idle" | "waiting"; _timer?: undefined; _ended?: boolean }
  /** `sent`: the server will answer. `leaving`: asked to leave meanwhile, once the answer is there. */
  | Joining
  /** `ready`: what was buffered before goes out, or is out. */
  | Joined;

/** What an app sees of a socket that changes by itself. */
export interface Seen {
  _shown: string;
  id: string | undefined;
  recovered: boolean;
}

/**
 * What a socket has in it. Libraries that watch an app's state wrap each object that they reach from there (Vue 3, Alpine), or replace
 * it in its place (Vue 2, Valtio), down to timers and WebSockets, which do not survive that. None of them looks into a
 * function: a socket has this behind one.
 */
export interface Inner {
  readonly _link: Link;
  /** The socket itself, where events are handed in. */
  readonly _outbox: { _submit(flags: Flags, args: unknown[]): void };
  _state: State;
  /** Events that wait to be sent, and some that do no longer: taken out one by one, each would move all others. */
  _buffer: OutgoingPacket[];
  /** With a `bufferLimit`. */
  readonly _room: Room | undefined;
  /**
   * The socket as the app had it at its last `connect()` or `disconnect()`: maybe a proxy, which tells whoever watches it what
   * is changed through it.
   */
  _face: Seen;
  /** The settings for the next event that is emitted on the socket itself, in the same synchronous run. */
  _next?: View<Inner> | undefined;
  /** The call is one of `emitWithAck`, whose callback goes by way of `emit`. */
  _promised?: boolean;
}
