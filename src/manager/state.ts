import type { PacketDecoder } from "../codec/packet.ts";
import type { Decoder } from "../codec/socket-io.ts";
import type { Timer } from "../platform/platform.ts";
import type { WallTimer } from "../util/wall-timer.ts";
import type { OpenCallback } from "./events.ts";

/** What only makes sense in one state is there in that one alone, and ends with it. */
interface Parts {
  /** Connecting: the time limit. Idle: until the app is told that it can't connect. */
  _timer?: Timer;
  /** Connecting: nobody wants it any more; it is given up unless somebody does in the same turn. */
  _release?: Timer;
  /** Connecting: told of the outcome; no other attempt follows. */
  _callback?: OpenCallback | undefined;
  /** Connecting: what the platform lacks for transports that are wanted. */
  _hint?: string | undefined;
  /** Connected. */
  _decoder?: PacketDecoder | Decoder;
  /** Connected: a packet with more attachments than many servers take was sent, and nothing came since. */
  _crowded?: boolean;
  /** Waiting: for the next attempt, at `_due`. */
  _wait?: WallTimer;
  _due?: number;
  /** Waiting: before then only the app may hurry; the server asked for it. */
  _asked?: number;
}
/** The state of a Manager. */
export type State = Parts &
  ({ name: "idle" | "connecting" | "connected" } | { name: "waiting"; _wait: WallTimer; _due: number; _asked: number });
