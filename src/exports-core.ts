/** What every entry exports beside what makes sockets. */
export type { Frame } from "./codec/engine-io.ts";
export type { Packet, Parser } from "./codec/packet.ts";
export type { CloseReason, Engine } from "./engine/engine.ts";
export type { Handshake } from "./engine/handshake.ts";
export type { Io, IoOptions, ManagerConstructor } from "./io.ts";
export type { ConnectionState } from "./manager/connection.ts";
export type { ManagerEvents } from "./manager/manager.ts";
export type { ManagerOptions, ReconnectionFacts } from "./manager/options.ts";
export type {
  AckParams,
  AckResult,
  Auth,
  BufferLimit,
  DecorateAcknowledgements,
  DefaultEventsMap,
  DisconnectDescription,
  DisconnectReason,
  Dropped,
  LifecycleEvents,
  SocketOptions,
  SocketReservedEvents,
  SocketState,
  StateChange,
} from "./socket/types.ts";
export type { Transport, TransportKind, TransportName } from "./transport/transport.ts";
export {
  type CloseDetails,
  ConnectError,
  type ConnectPhase,
  type Delivery,
  type ErrorCode,
  HoldfastError,
  isConnectError,
  isHoldfastError,
} from "./util/errors.ts";

/** Revision of the Socket.IO protocol. */
export const protocol = 5;
