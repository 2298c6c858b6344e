import { DefaultEventsMap, BaseManager, IoOptions, Io } from './shared.js';
export { AckParams, AckResult, Auth, CloseDetails, CloseReason, ConnectError, ConnectPhase, DecorateAcknowledgements, Delivery, DisconnectDescription, LeaveReason as DisconnectReason, Dropped, Engine, ErrorCode, Frame, Handshake, HoldfastError, LifecycleEvents, ManagerConstructor, ManagerEvents, ManagerOptions, Packet, Socket, SocketOptions, SocketReservedEvents, SocketState, StateChange, Transport, TransportKind, TransportName, isConnectError, isHoldfastError, protocol } from './shared.js';

/** A connection to one server, and the reconnection of it; `socket.io` is one. */
declare class Manager<ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents> extends BaseManager<ListenEvents, EmitEvents> {
    constructor(url?: string | IoOptions, options?: IoOptions);
}
declare const io: Io;

export { BaseManager, DefaultEventsMap, Io, IoOptions, Manager, io as connect, io as default, io };
