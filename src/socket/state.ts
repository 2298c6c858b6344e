import type { Timer } from "../platform/platform.ts";

/** Nobody wants a connection. `ended`: the app or the server left; only the app comes back. */
export interface Idle {
  readonly name: "idle";
  readonly _ended: boolean;
}
/** A connection is wanted. `ended`: none comes by itself, and only the app can go on. */
export interface Waiting {
  readonly name: "waiting";
  readonly _ended: boolean;
}
/** The connection is there. The app is asked for its credentials; then, which `_isAsked` says, the server. */
export interface Joining {
  readonly name: "joining";
  _timer: Timer;
  _isAsked: boolean;
  /** What the server has said before it was asked: the type of its packet, and the data. */
  _early: readonly [type: number, data: unknown] | undefined;
}
/** The app has left while the server was asked, which takes no DISCONNECT before it has answered. */
interface Leaving {
  readonly name: "leaving";
  readonly _timer: Timer;
}
/** The server has answered: events go both ways. */
interface Joined {
  readonly name: "joined";
}
export type State = Idle | Waiting | Joining | Leaving | Joined;

type Fields<Of> = Omit<Of, "name">;
export const idle = (fields: Fields<Idle>): Idle => ({ name: "idle", ...fields });
export const waiting = (fields: Fields<Waiting>): Waiting => ({ name: "waiting", ...fields });
export const joining = (fields: Omit<Fields<Joining>, "_early">): Joining => ({
  name: "joining",
  _early: undefined,
  ...fields,
});
export const leaving = (fields: Fields<Leaving>): Leaving => ({ name: "leaving", ...fields });
export const joined = (): Joined => ({ name: "joined" });
