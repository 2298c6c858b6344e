import type { Packet } from "../codec/packet.ts";
import type { Clock, Frame, Platform, Timer } from "../platform/platform.ts";
import type { Listener } from "../util/emitter.ts";
import type { CloseDetails, ConnectError, HoldfastError } from "../util/errors.ts";

/** A packet on its way out. */
export interface OutgoingPacket extends Packet {
  /** Encoded when it was emitted. */
  _frames: readonly Frame[];
  /** Handed to the link; what comes back unsent is not. */
  _sent?: boolean;
  /** Is it among those that wait for a connection? `false`: no longer. */
  _waits?: boolean;
  /** Listeners of what is sent are being told of it. */
  _telling?: boolean;
  /** Dropped rather than kept. */
  _volatile?: boolean | undefined;
  /** With a `bufferLimit`: when it was emitted, and its bytes. */
  _at?: number;
  _size?: number;
  /** The app gave it up. */
  _signal?: AbortSignal | undefined;
  /** Of the retry queue: how often it was sent, and how long each acknowledgement may take, in ms. */
  _tries?: number;
  _timeout?: number;
  /** Ends the wait for the acknowledgement. */
  _timer?: Timer;
  /** Listens to the signal. */
  _abort?: () => void;
  /** Called with the acknowledgement. */
  _callback?: Listener | undefined;
  /** If there is something: the callback takes an error first, and is called in any case. */
  _promised?: unknown;
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

/** What a namespace needs of the connection under it; the Manager implements it. */
export interface Link {
  /** The session, or the last one; there is none before the first attempt. */
  readonly engine: LinkSession;
  readonly _platform: Platform;
  readonly _clock: Clock;
  /** Is a reconnection attempt under way, or due? `undefined`: there is no connection, nor will be. */
  readonly _reconnecting: boolean | undefined;
  /** How many listeners of reserved events are being told now: in these, `connect()` does not cut a wait short. */
  _telling: number;
  /** The frames of a packet; throws for what can't be encoded. */
  _encode(packet: Packet): readonly Frame[];
  /** The app does not trust the connection: it is lost now. */
  _drop(): void;
  /** `alone`: in a turn of its own. */
  _send(packet: OutgoingPacket, alone?: boolean): void;
  /** The namespace is active now, and wants a connection. */
  _wanted(namespace: Namespace): void;
  /** The namespace wants none any more. */
  _unwanted(): void;
  /** The namespace is joined. */
  _joined(): void;
  /**
   * Joining failed. With another namespace joined the connection stays, and so says the answer; otherwise the attempt
   * has failed for all of them, which they are told.
   */
  _joinFailed(error: ConnectError): boolean;
}

/** What the connection tells a namespace. */
export interface Namespace {
  readonly connected: boolean;
  /** Does it want a connection? */
  readonly active: boolean;
  /** Does the connection have to stay for its sake? */
  readonly _busy: boolean;
  /** A connection is there: join. */
  _linkOpen(): void;
  /** `bytes`: that it had on the wire. Throws if there is no room for it. */
  _packet(packet: Packet, bytes: number): void;
  /** The packet is not delivered. */
  _reject(packet: Packet, reason: string): void;
  /** The connection can't go on after the packet, which may be unknown. */
  _skip(packet: Packet | undefined): void;
  /** The connection is lost; `unsent`, of all namespaces, was never handed to it. */
  _linkLost(reason: string, details: ConnectError | CloseDetails | undefined, unsent: OutgoingPacket[]): void;
  /** The packets were too large for the transports that were left. */
  _refuse(packets: readonly OutgoingPacket[], error: HoldfastError): void;
  /** A connection attempt failed. */
  _attemptFailed(error: ConnectError): void;
  /** Tells of an attempt, while active; without an event, or with `reconnect_failed`, there will be none. */
  _announce(event?: "reconnect_attempt" | "reconnect_error" | "reconnect_failed", detail?: unknown): void;
  /** The state that users see may have changed. */
  _changed(cause: string): void;
}
