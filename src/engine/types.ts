import type { EnginePacket } from "../codec/engine-io.ts";
import type { Clock, Frame, Platform } from "../platform/platform.ts";
import type { Session, Transport, TransportKind, TransportOptions } from "../transport/transport.ts";
import type { CloseDetails, ConnectError, HoldfastError } from "../util/errors.ts";
import type { Target } from "../util/url.ts";
import type { Handshake } from "./handshake.ts";

/** Why a connection ended; what `disconnect` listeners get. */
export type CloseReason = "transport error" | "transport close" | "ping timeout" | "parse error" | "forced close";

/** Events of an Engine. */
export interface EngineEvents {
  open(): void;
  handshake(handshake: Handshake): void;
  /** A packet came in. */
  packet(packet: EnginePacket): void;
  /** A packet is queued to go out. */
  packetCreate(packet: EnginePacket): void;
  /** What a packet of the app carries. */
  message(data: Frame): void;
  /** The same as `message`. */
  data(data: Frame): void;
  /** Packets were handed to the transport. */
  flush(): void;
  /** All was handed to the transport, and it takes more. */
  drain(): void;
  ping(): void;
  pong(): void;
  upgrading(transport: Transport): void;
  upgrade(transport: Transport): void;
  upgradeError(error: Error): void;
  close(reason: CloseReason, details?: ConnectError | CloseDetails): void;
}

/** Whom the Engine tells: its Manager. */
export interface EngineSink {
  _onOpen(): void;
  _onPing(): void;
  _onMessage(data: Frame): void;
  /** The machine slept, and the session did not outlive that. */
  _wake(): void;
  /** The session moved on to a better transport. */
  _onUpgrade(): void;
  /** What no transport takes that is left was not sent. */
  _onRefused(owner: unknown, error: HoldfastError): void;
  /** The session is over, or none came about; `unsent` are the owners of what was never handed to the transport. */
  _onClose(reason: CloseReason, details: ConnectError | CloseDetails | undefined, unsent: unknown[]): void;
}

/** What an Engine is made of. */
export interface EngineInit {
  readonly _platform: Platform;
  readonly _clock: Clock;
  readonly _options: EngineOptions;
  readonly _target: Target;
  /** The transports to use, in order. */
  readonly _kinds: readonly EngineKind[];
  /** Who is told; nobody, once it was told of the end. */
  readonly _sink: EngineSink;
}

/** A kind of transport, with what a session can do with it alone, so that this is not bundled where the kind is not. */
export interface EngineKind<Made extends Transport = Transport> extends TransportKind<Made> {
  /** Brought by those that an app names beside another. */
  readonly _race?: Race;
  /** Brought by polling: moves a session on from it. */
  _upgrade?(session: Movable, current: Made, facts: UpgradeFacts): UnderWay;
}

/** Opens the first transport that works, within `timeout` ms. Returns the function that gives up. */
export type Race = (
  session: Session & { readonly _options: EngineOptions },
  kinds: readonly EngineKind[],
  timeout: number,
  sink: OpeningSink,
) => () => void;

/** Who is told of an opening. */
export interface OpeningSink {
  /** It begins with this transport. */
  _started(transport: Transport): void;
  /** The transport's first packet; its sink is to be set. */
  _won(transport: Transport, packet: EnginePacket, kind: EngineKind): void;
  /** It failed. */
  _closed(error: ConnectError): void;
}

/** What the move of a session to another transport asks of it; the Engine implements it. */
export interface Movable extends Session {
  readonly readyState: string;
  readonly _kinds: readonly EngineKind[];
  readonly _options: EngineOptions;
  _notify(event: "upgrading", candidate: Transport): void;
  /** The candidate did not get that far. */
  _upgradeFailed(error: ConnectError): void;
  /** The candidate is the connection from now on. */
  _swap(candidate: Transport): void;
  /** It is over, and what was held back for its sake may go. */
  _upgradeEnded(): void;
}

/** What a move depends on. */
export interface UpgradeFacts {
  /** Names of the transports that the server offers. */
  readonly _offered: readonly string[];
  /** ms that the handshake took. */
  readonly _took: number;
}

/** A move to a better transport. */
export interface UnderWay {
  /** Is it not decided yet? */
  readonly _isOpen: boolean;
  /** Gives the candidate up, and polling its lanes back. */
  _giveUp(): void;
}

export interface EngineOptions extends TransportOptions {
  /** Move from polling to a better transport. @default true */
  readonly upgrade?: boolean | undefined;
  /** When a transport fails, try the next one within the same attempt. @default true */
  readonly tryAllTransports?: boolean | undefined;
  /** The transports that the app asks for, if it does. */
  readonly transports?: readonly unknown[] | null | undefined;
}
