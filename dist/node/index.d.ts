import { DefaultEventsMap, BaseManager, Address, IoOptions, IoFunction } from './shared.js';
export { AckParams, AckResult, Auth, BufferLimit, CloseDetails, CloseReason, ConnectError, ConnectPhase, DecorateAcknowledgements, Delivery, DisconnectDescription, LeaveReason as DisconnectReason, Dropped, Engine, ErrorCode, ConnectError as ExtendedError, polling as Fetch, Frame, Handshake, HeldSession, HoldfastError, Invalid, Io, Issue, LifecycleEvents, ManagerConstructor, ManagerEvents, ManagerOptions, ManagerEvents as ManagerReservedEvents, websocket as NodeWebSocket, polling as NodeXHR, Packet, PacketDecoder, PacketEncoder, Parser, ReconnectionFacts, Rejected, SessionKeeper, SessionOption, SessionPlace, Socket, SocketOptions, SocketReservedEvents, SocketState, StateChange, Transport, TransportKind, TransportName, websocket as WebSocket, webtransport as WebTransport, polling as XHR, isConnectError, isHoldfastError, protocol } from './shared.js';

/** A connection to one server, and the reconnection of it; `socket.io` is one. */
declare class Manager<ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents> extends BaseManager<ListenEvents, EmitEvents> {
    constructor(url?: Address | IoOptions, options?: IoOptions);
}
/** Makes the Socket for a URL, whose path names the namespace; `io.Manager` and `io.Socket` are the classes. */
declare const io: IoFunction;

export { Address, BaseManager, DefaultEventsMap, IoFunction, IoOptions, Manager, io as connect, io as default, io };
