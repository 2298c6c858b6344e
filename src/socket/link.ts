import type { Packet } from "../codec/packet.ts";
import type { Clock, Frame, Platform } from "../platform/platform.ts";
import type { CloseDetails, ConnectError, HoldfastError } from "../util/errors.ts";
import type { WatchSocket } from "./watch.ts";

/** A packet on its way out, and its frames. */
export interface OutgoingPacket extends Packet {
  _frames: readonly Frame[];
}

/** How a connection was lost. */
export interface Lost {
  readonly _reason: string;
  readonly _details: ConnectError | CloseDetails | undefined;
  /** What the namespace sent and the connection never took. */
  readonly _unsent: readonly OutgoingPacket[];
}

/** What a namespace asks of the session under it; the Engine implements it. */
interface LinkSession {
  /** `timeout`: ms for joining; `maxMessageBytes`: of what comes before. */
  readonly _options: { readonly timeout: number; readonly maxMessageBytes: number };
  /** Would a packet go out without much delay? */
  readonly _writable: boolean;
  /** Is the connection there, by the heartbeat too? */
  _alive(): boolean;
  /** Why no transport of the connection takes the frames, if none does. */
  _tooLarge(frames: readonly Frame[]): HoldfastError | undefined;
}

/** Takes packets to the server. */
export interface Wire {
  /** The frames of a packet; throws for what can't be encoded. */
  _encode(packet: Packet): readonly Frame[];
  /** Sends an event, which was encoded. */
  _send(event: OutgoingPacket): void;
  /** Encodes and sends a packet that is no event. */
  _post(packet: Packet): void;
}

/** What a namespace needs of the connection under it; the Manager has it. */
export interface Link {
  /** The session, or the last one; there is none before the first attempt. */
  readonly engine: LinkSession;
  /** The address as the app wrote it. */
  readonly _uri: string;
  readonly _platform: Platform;
  readonly _clock: Clock;
  readonly _wire: Wire;
  /** Told of what happens, while anybody watches. */
  readonly _watch: WatchSocket | undefined;
  /** What a namespace is about that is not joined; `undefined`: there is no connection, nor will be. */
  readonly _outlook: "connecting" | "reconnecting" | undefined;
  /** Calls a function in which the app is told of reserved events: in these, `connect()` does not cut a wait short. */
  _telling(tell: () => void): void;
  /** The app does not trust the connection: it is lost now. */
  _cut(): void;
  /** The namespace is active now, and wants a connection. */
  _wanted(namespace: Namespace): void;
  /** The namespace wants none any more. */
  _unwanted(): void;
  /** The namespace is joined. */
  _joined(): void;
  /**
   * Joining failed. With another namespace joined the connection stays, and the namespace alone is told; otherwise the attempt has
   * failed for all of them, which they are told.
   */
  _joinFailed(namespace: Namespace, error: ConnectError): void;
}

/** What the connection tells a namespace. */
export interface Namespace {
  /** The socket that the app has of it. */
  readonly _socket: object;
  readonly _isJoined: boolean;
  /** Does it want a connection? */
  readonly _isActive: boolean;
  /** What was emitted and is held, then what is not acknowledged yet; some is both. */
  readonly _underWay: readonly Packet[];
  /** Does the connection have to stay for its sake? */
  readonly _isBusy: boolean;
  /** A connection is there: join. */
  _linkOpen(): void;
  /** `bytes`: that it had on the wire. Throws if there is no room for it. */
  _packet(packet: Packet, bytes: number): void;
  /** The packet is not delivered. */
  _reject(packet: Packet, reason: string): void;
  /** The connection can't go on after the packet, which may be unknown. */
  _skip(packet: Packet | undefined): void;
  /** The packet is too large for the transports that are left. */
  _refuse(packet: OutgoingPacket, error: HoldfastError): void;
  /** The connection is lost. */
  _linkLost(lost: Lost): void;
  /** A connection attempt failed. */
  _attemptFailed(error: ConnectError): void;
  /** Joining failed, which may still come to a good end. */
  _tellFailure(error: ConnectError): void;
  /** A reconnection attempt starts, 1 for the first. */
  _attemptStarts(attempt: number): void;
  /** That attempt failed. */
  _reconnectFailed(error: ConnectError): void;
  /** No further attempt will be made, which the event says. */
  _givenUp(event: "reconnect_failed" | "connect_error"): void;
  /** The state that users see may have changed. */
  _changed(cause: string): void;
}
