import type { Timer } from "../platform/platform.ts";
import type { WallTimer } from "../util/wall-timer.ts";
import type { OpenCallback } from "./events.ts";

/** There is no connection, and none is wanted or to be had. */
interface Idle {
  readonly name: "idle";
  /** The address leads nowhere, which is told in a later turn. */
  readonly _fault: Fault | undefined;
}
interface Fault {
  readonly _timer: Timer;
  readonly _callback: OpenCallback | undefined;
}
/** An Engine tries to open a session. */
export interface Connecting {
  readonly name: "connecting";
  /** Told of the outcome; no other attempt follows. */
  readonly _callback: OpenCallback | undefined;
  /** The time limit. */
  _timer: Timer;
  /** What the platform lacks for transports that are wanted. */
  _hint: string | undefined;
  /** Nobody wants the connection any more; it is given up unless somebody does in the same turn. */
  _release: Timer;
}
/** There is a session, and packets go both ways. */
interface Connected {
  readonly name: "connected";
}
/** The next attempt is due at `_due`, by the clock that is never set. */
interface Waiting {
  readonly name: "waiting";
  readonly _timer: WallTimer;
  _due: number;
  /** Before then only the app may hurry; the server asked for it. */
  readonly _asked: number;
}
/** The state of a Manager. */
export type State = Idle | Connecting | Connected | Waiting;

export const idle = (_fault?: Fault): Idle => ({ name: "idle", _fault });
export const connecting = (_callback: OpenCallback | undefined): Connecting => ({
  name: "connecting",
  _callback,
  _timer: undefined,
  _hint: undefined,
  _release: undefined,
});
export const connected = (): Connected => ({ name: "connected" });
export const waiting = (fields: Omit<Waiting, "name">): Waiting => ({ name: "waiting", ...fields });

/** Who waits for the outcome of the attempt that the state is about. */
export const callbackOf = (state: State): OpenCallback | undefined =>
  state.name === "connecting" ? state._callback : state.name === "idle" ? state._fault?._callback : undefined;
