import { ManagerConstructor, DefaultEventsMap, Manager as Manager$1, Io } from './shared.js';
export { AckParams, AckResult, Auth, CloseDetails, CloseReason, ConnectError, ConnectPhase, DecorateAcknowledgements, Delivery, DisconnectDescription, DisconnectReason, Dropped, Engine, ErrorCode, Frame, Handshake, HoldfastError, IoOptions, LifecycleEvents, ManagerEvents, ManagerOptions, Packet, Socket, SocketOptions, SocketReservedEvents, SocketState, StateChange, Transport, TransportKind, TransportName, protocol } from './shared.js';

declare const Manager: ManagerConstructor;
type Manager<ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents> = Manager$1<ListenEvents, EmitEvents>;
declare const io: Io;

export { DefaultEventsMap, Io, Manager, ManagerConstructor, io as connect, io as default, io };
