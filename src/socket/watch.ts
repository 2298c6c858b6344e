import type { Packet } from "../codec/packet.ts";
import type { Frame } from "../platform/platform.ts";
import type { HoldfastError } from "../util/errors.ts";
import type { LifecycleEvents, SocketState } from "./types.ts";

/** The socket of an app, as far as who watches reads it. */
export interface WatchedSocket {
  readonly nsp: string;
  readonly id: string | undefined;
  readonly recovered: boolean;
  readonly state: SocketState;
  readonly active: boolean;
  readonly receiveBuffer: readonly unknown[];
  readonly buffered: { readonly count: number; readonly bytes: number };
}

/** Something that happened in a socket. */
export type SocketRecord =
  /** The app is told of a reserved event, or of `state_change`. */
  | [type: "told", socket: WatchedSocket, event: keyof LifecycleEvents, details: readonly unknown[]]
  /** The server is asked to let the client join a namespace. */
  | [type: "join", nsp: string]
  /** A packet came in. */
  | [type: "packet", packet: Packet]
  /** An event of the server is acknowledged. */
  | [type: "answer", nsp: string, id: number, data: readonly unknown[]]
  /** An event of the app was taken, and waits to be sent. */
  | [type: "held", event: Packet, frames: readonly Frame[]]
  /** An event is handed over to the session; how often it was by now. */
  | [type: "handed", event: Packet, frames: readonly Frame[], tries: number]
  /** An event has its outcome: the acknowledgement, or an error. */
  | [type: "settled", event: Packet, error: HoldfastError | null, answer: readonly unknown[]]
  /** An event will not be sent any more. */
  | [type: "dropped", event: Packet, error: HoldfastError];

/** Is told of what happens in a socket. */
export type WatchSocket = (...record: SocketRecord) => void;
