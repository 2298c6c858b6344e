import type { Frame } from "../codec/engine-io.ts";
import type { Codec, Packet } from "../codec/packet.ts";
import type { Clock } from "../platform/platform.ts";
import type { ConnectError, HoldfastError } from "../util/errors.ts";
import type { DisconnectDescription, DisconnectReason } from "./types.ts";

/** A packet on its way out. */
export interface OutgoingPacket extends Packet {
  data?: unknown;
  /** Encoded when it was emitted. */
  frames: readonly Frame[];
  /** Handed to the link; what comes back unsent is not. */
  sent?: boolean;
  /** Dropped rather than kept. */
  volatile?: boolean;
  /** Goes out in a turn of its own. */
  alone?: boolean;
  /** Sent again by the retry queue, which keeps it. */
  retried?: boolean;
  /** Wall clock time of the `emit`, ms. */
  at?: number;
}

/** What a namespace needs of the connection under it; the Manager implements it. */
export interface Link {
  readonly clock: Clock;
  readonly codec: Codec;
  /** ms for joining, or `undefined`. */
  readonly joinTimeout: number | undefined;
  /** Is a connection attempt that is not the first one under way, or due? `undefined`: none at all. */
  readonly reconnecting: boolean | undefined;
  /** Would a packet go out without much delay? */
  readonly writable: boolean;
  /** Is the connection there, by the heartbeat too? */
  alive(): boolean;
  /** The error for frames that the connection can't carry. */
  tooLarge(frames: readonly Frame[]): HoldfastError | undefined;
  send(packet: OutgoingPacket): void;
  /** The namespace wants a connection (it is `active` now). */
  wanted(port: Namespace): void;
  /** The namespace wants none any more. */
  unwanted(): void;
  /** The namespace is joined. Returns which reconnection attempt led to it, 0 for none. */
  joined(): number;
  /**
   * Joining failed. With another namespace joined the connection stays, and so says the answer; otherwise the attempt
   * has failed for all of them, which they are told.
   */
  joinFailed(error: ConnectError): boolean;
  /** Calls listeners in which `connect()` must not cut a wait short. */
  notify(call: () => void): void;
  report(error: unknown): void;
  warn(key: string, message: string): void;
}

/** What the connection tells a namespace. */
export interface Namespace {
  readonly active: boolean;
  /** Does the connection have to stay for its sake? */
  readonly busy: boolean;
  readonly joined: boolean;
  /** A connection is there: join. */
  linkOpen(): void;
  packet(packet: Packet): void;
  /** The connection is lost; `unsent` was never handed to it. */
  linkLost(reason: DisconnectReason, details: DisconnectDescription | undefined, unsent: OutgoingPacket[]): void;
  /** A connection attempt failed. */
  attemptFailed(error: ConnectError): void;
  /** A reconnection attempt failed; comes after {@link attemptFailed}. */
  reconnectFailed(error: ConnectError): void;
  /** Reconnection attempt `attempt` starts. */
  attempting(attempt: number): void;
  /** No further attempt will be made; `limit`: there could have been more. */
  gaveUp(limit: boolean): void;
  /** Too large for the transport that is left. */
  refused(packet: OutgoingPacket, error: HoldfastError): void;
  /** The state that users see may have changed. */
  changed(cause: string): void;
}
