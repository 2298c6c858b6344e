import { TransportKind, IoFunction } from './shared.js';
export { AckParams, AckResult, Address, Auth, BaseManager, BufferLimit, CloseDetails, CloseReason, ConnectError, ConnectPhase, DecorateAcknowledgements, DefaultEventsMap, Delivery, DisconnectDescription, LeaveReason as DisconnectReason, Dropped, Engine, ErrorCode, ConnectError as ExtendedError, Frame, Handshake, HeldSession, HoldfastError, Invalid, Io, IoOptions, Issue, LifecycleEvents, ManagerConstructor, ManagerEvents, ManagerOptions, ManagerEvents as ManagerReservedEvents, Packet, PacketDecoder, PacketEncoder, Parser, ReconnectionFacts, Rejected, SessionKeeper, SessionOption, SessionPlace, Socket, SocketOptions, SocketReservedEvents, SocketState, StateChange, Transport, TransportName, isConnectError, isHoldfastError, polling, protocol, websocket, webtransport } from './shared.js';

/** Makes an `io` that knows these transports alone, in this order; `io.Manager` goes with it. */
declare const createIo: (given0: {
    transports: readonly TransportKind[];
}) => IoFunction;

export { IoFunction, TransportKind, createIo };
