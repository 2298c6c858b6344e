/** What every entry exports beside what makes sockets. */

export type { Packet, PacketDecoder, PacketEncoder, Parser } from "./codec/packet.ts";
export type { Engine } from "./engine/engine.ts";
export type { Handshake } from "./engine/handshake.ts";
export type { CloseReason } from "./engine/types.ts";
export type { Io, IoFunction, ManagerConstructor } from "./io.ts";
export type { ManagerEvents, ManagerEvents as ManagerReservedEvents } from "./manager/events.ts";
export type { BaseManager } from "./manager/manager.ts";
export type { IoOptions, ManagerOptions } from "./manager/options.ts";
export type { ReconnectionFacts } from "./manager/reconnection.ts";
export type { Frame } from "./platform/platform.ts";
export type { HeldSession, SessionKeeper, SessionOption, SessionPlace } from "./socket/recovery.ts";
export type {
  AckParams,
  AckResult,
  Auth,
  BufferLimit,
  DecorateAcknowledgements,
  DefaultEventsMap,
  DisconnectDescription,
  Dropped,
  Invalid,
  LeaveReason as DisconnectReason,
  LifecycleEvents,
  Rejected,
  SocketOptions,
  SocketReservedEvents,
  SocketState,
  StateChange,
} from "./socket/types.ts";
export type { Transport, TransportKind, TransportName } from "./transport/transport.ts";
export {
  type CloseDetails,
  type ConnectError as ExtendedError,
  ConnectError,
  type ConnectPhase,
  type Delivery,
  type ErrorCode,
  HoldfastError,
  type Issue,
  isConnectError,
  isHoldfastError,
} from "./util/errors.ts";
export type { Address } from "./util/url.ts";

/** Revision of the Socket.IO protocol. */
export const protocol = 5;
