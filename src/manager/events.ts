import type { Packet } from "../codec/packet.ts";
import type { DisconnectDescription } from "../socket/types.ts";
import type { ConnectError } from "../util/errors.ts";

/** Events of a Manager. */
export interface ManagerEvents {
  /** The connection is open. */
  open(): void;
  /** A connection attempt failed. */
  error(error: ConnectError): void;
  /** The server sent a ping. */
  ping(): void;
  /** A packet came in. */
  packet(packet: Packet): void;
  /** The connection was lost, or closed. */
  close(reason: string, description?: DisconnectDescription): void;
  /** Attempt `attempt` opened the connection. */
  reconnect(attempt: number): void;
  /** Attempt `attempt` starts, 1 for the first. */
  reconnect_attempt(attempt: number): void;
  /** That attempt failed. */
  reconnect_error(error: ConnectError): void;
  /** No further attempt will be made. */
  reconnect_failed(): void;
}

/** Told of the outcome of an attempt: with an error if it failed. */
export type OpenCallback = (error?: ConnectError) => void;
