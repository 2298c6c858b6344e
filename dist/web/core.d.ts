import { TransportKind, Io, ManagerConstructor } from './shared.js';
export { AckParams, AckResult, Auth, BaseManager, BufferLimit, CloseDetails, CloseReason, ConnectError, ConnectPhase, DecorateAcknowledgements, DefaultEventsMap, Delivery, DisconnectDescription, LeaveReason as DisconnectReason, Dropped, Engine, ErrorCode, Frame, Handshake, HoldfastError, IoOptions, LifecycleEvents, ManagerEvents, ManagerOptions, Packet, PacketDecoder, PacketEncoder, Parser, ReconnectionFacts, Socket, SocketOptions, SocketReservedEvents, SocketState, StateChange, Transport, TransportName, isConnectError, isHoldfastError, polling, protocol, websocket, webtransport } from './shared.js';

/** Entry `holdfast/core`: the same, with the transports named by the caller, so that the rest is not bundled. */

/** Makes an `io` that knows these transports alone, in this order; `io.Manager` goes with it. */
declare const createIo: ({ transports, }: {
    transports: readonly TransportKind[];
}) => Io & {
    readonly Manager: ManagerConstructor;
};

export { Io, ManagerConstructor, TransportKind, createIo };
