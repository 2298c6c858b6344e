import type { Timer } from "../platform/platform.ts";
import type { Handshake } from "./handshake.ts";
import type { Heartbeat } from "./heartbeat.ts";
import type { UnderWay } from "./types.ts";

/** A transport is being opened, or several race for it; nothing is sent yet. */
export interface Opening {
  readonly name: "opening";
  /** Gives that up. */
  readonly _giveUp: () => void;
}

/** The session lives: packets come and go, and the server sends a ping from time to time. */
export interface Open {
  readonly name: "open";
  readonly _handshake: Handshake;
  readonly _heartbeat: Heartbeat;
  /** The move to a better transport, if polling began one. */
  _upgrade: UnderWay | undefined;
}

/** The app has closed the session: what is queued is sent, then goodbye is said. */
export interface Closing {
  readonly name: "closing";
  readonly _handshake: Handshake;
  /** Ends it if the server does not. */
  readonly _timer: Timer;
}

/** The session is over, or none came about. It is not used again. */
export interface Closed {
  readonly name: "closed";
}

export type State = Opening | Open | Closing | Closed;

/** What the server said when the session opened, for as long as packets may be sent. */
export const handshakeOf = (state: State): Handshake | undefined =>
  state.name === "open" || state.name === "closing" ? state._handshake : undefined;

/** Is it not decided yet whether the session moves to a better transport? */
export const isUpgrading = (state: State): boolean => state.name === "open" && !!state._upgrade?._isOpen;

export const opening = (_giveUp: () => void): Opening => ({ name: "opening", _giveUp });
export const open = (_handshake: Handshake, _heartbeat: Heartbeat): Open => ({
  name: "open",
  _handshake,
  _heartbeat,
  _upgrade: undefined,
});
export const closing = (_handshake: Handshake, _timer: Timer): Closing => ({ name: "closing", _handshake, _timer });
export const closed = (): Closed => ({ name: "closed" });
