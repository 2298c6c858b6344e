import { DefaultEventsMap, BaseManager, IoOptions, Io } from './shared.js';
export { AckParams, AckResult, Auth, BufferLimit, CloseDetails, CloseReason, ConnectError, ConnectPhase, DecorateAcknowledgements, Delivery, DisconnectDescription, LeaveReason as DisconnectReason, Dropped, Engine, ErrorCode, polling as Fetch, Frame, Handshake, HoldfastError, LifecycleEvents, ManagerConstructor, ManagerEvents, ManagerOptions, websocket as NodeWebSocket, polling as NodeXHR, Packet, PacketDecoder, PacketEncoder, Parser, ReconnectionFacts, Socket, SocketOptions, SocketReservedEvents, SocketState, StateChange, Transport, TransportKind, TransportName, websocket as WebSocket, webtransport as WebTransport, polling as XHR, isConnectError, isHoldfastError, protocol } from './shared.js';

/** A connection to one server, and the reconnection of it; `socket.io` is one. */
declare class Manager<ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents> extends BaseManager<ListenEvents, EmitEvents> {
    constructor(url?: string | IoOptions, options?: IoOptions);
}
declare const io: Io;

export { BaseManager, DefaultEventsMap, Io, IoOptions, Manager, io as connect, io as default, io };
