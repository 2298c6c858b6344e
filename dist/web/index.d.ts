import { ManagerConstructor, DefaultEventsMap, Manager as Manager$1, Io } from './shared.js';
export { AckParams, AckResult, Auth, BufferLimit, CloseDetails, CloseReason, ConnectError, ConnectPhase, ConnectionState, DecorateAcknowledgements, Delivery, DisconnectDescription, DisconnectReason, Dropped, Engine, ErrorCode, polling as Fetch, Frame, Handshake, HoldfastError, IoOptions, LifecycleEvents, ManagerEvents, ManagerOptions, websocket as NodeWebSocket, polling as NodeXHR, Packet, Parser, ReconnectionFacts, Socket, SocketOptions, SocketReservedEvents, SocketState, StateChange, Transport, TransportKind, TransportName, websocket as WebSocket, polling as XHR, isConnectError, isHoldfastError, protocol } from './shared.js';

declare const Manager: ManagerConstructor;
type Manager<ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents> = Manager$1<ListenEvents, EmitEvents>;
declare const io: Io;

export { DefaultEventsMap, Io, Manager, ManagerConstructor, io as connect, io as default, io };
