/** What an Engine.IO message carries: text, or the bytes of an attachment. */
type Frame = string | ArrayBuffer | ArrayBufferView | Blob;
type EnginePacketType = "open" | "close" | "ping" | "pong" | "message" | "upgrade" | "noop";
interface EnginePacket {
    type: EnginePacketType;
    data?: Frame;
    options?: {
        compress?: boolean;
    };
    /** What the frame belongs to, on the first frame of it; comes back to its owner if it is never sent. */
    owner?: unknown;
    /** Goes out in a turn and a request of its own; see "Close" in PROTOCOL.md. */
    alone?: boolean;
    /** Bytes of a frame of its owner, on the first one, where a polling payload can't hold that frame. */
    oversize?: number;
}

/** A Socket.IO packet, in the shape that custom parsers know. */
interface Packet {
    type: number;
    nsp: string;
    data?: unknown;
    id?: number;
    attachments?: number;
    options?: {
        compress?: boolean;
        volatile?: boolean;
    };
}
/** Turns frames back into packets, for one connection. */
interface PacketDecoder {
    /** Throws a `HoldfastError` (`ERR_PARSE`) at what the protocol does not allow. */
    add(frame: unknown): void;
    /** Whether attachments are due. */
    readonly pending?: boolean;
    destroy(): void;
}
/** The Socket.IO protocol on top of frames: the built-in one or the app's `parser`. */
interface Codec {
    /** Throws a `HoldfastError` (`ERR_ENCODE`) naming the path to what can't be sent. */
    encode(packet: Packet): Frame[];
    decoder(onPacket: (packet: Packet) => void): PacketDecoder;
}
/** The `parser` option, as `socket.io-msgpack-parser` has it. */
interface Parser {
    Encoder: new () => {
        encode(packet: Packet): Frame[];
    };
    Decoder: new () => {
        on(event: "decoded", listener: (packet: Packet) => void): unknown;
        add(frame: unknown): void;
        destroy(): void;
    };
}

/**
 * What the rest of the code may ask of the world. Interfaces only: the implementations are `browser.ts` and `node.ts`,
 * and tests inject a fake (DESIGN.md, rule of construction 5).
 */
/** A handle that {@link Clock.setTimeout} gave. */
type Timer = unknown;
/** The time, in milliseconds. */
interface Clock {
    /** Wall clock time, ms since the epoch. It goes on while a machine sleeps; timers do not. */
    now(): number;
    setTimeout(callback: () => void, ms: number): Timer;
    /** Does nothing for `undefined` and for a timer that has fired. */
    clearTimeout(timer: Timer): void;
}
interface HttpRequest {
    method: "GET" | "POST";
    url: string;
    /** Text payload of a POST. */
    body?: string;
    headers: Readonly<Record<string, string>>;
    withCredentials: boolean;
    /** The request may outlive the page (at most 64 KiB of body). */
    keepalive?: boolean;
    signal: AbortSignal;
}
interface HttpResponse {
    status: number;
    /** The whole body as text; a body that was cut or is not UTF-8 rejects instead. */
    text: string;
}
/** One HTTP request. Rejects when there is no complete answer. */
type Http = (request: HttpRequest) => Promise<HttpResponse>;
/** Why a WebSocket could not open or was closed. */
interface WebSocketEnd {
    /** Close code (RFC 6455, 7.4); 1006 without a close frame. */
    code: number;
    reason: string;
    /** The error under it, where the platform tells. */
    error?: unknown;
    /** HTTP status of a refused upgrade, where the platform tells. */
    status?: number;
    /** Body of a refused upgrade, where the platform tells. */
    body?: string;
    /** The platform's own event. */
    event?: unknown;
}
interface WebSocketHandlers {
    open(): void;
    message(data: unknown): void;
    /** Exactly once, the last call. */
    close(end: WebSocketEnd): void;
}
/** An open or opening WebSocket of the platform. */
interface WebSocketLike {
    readonly bufferedAmount: number;
    send(data: string | ArrayBufferView | ArrayBuffer | Blob, compress: boolean): void;
    /** Starts the closing handshake. */
    close(): void;
    /** Ends at once; no handler is called any more. */
    abort(): void;
}
type WebSocketFactory = (url: string, options: NetworkOptions, handlers: WebSocketHandlers) => WebSocketLike;
/** A WebTransport session, as the web standard has it. */
interface WebTransportLike {
    readonly ready: Promise<unknown>;
    readonly closed: Promise<unknown>;
    createBidirectionalStream(): Promise<{
        readonly readable: ReadableStream<Uint8Array>;
        readonly writable: WritableStream<Uint8Array>;
    }>;
    close(info?: {
        closeCode?: number;
        reason?: string;
    }): void;
}
type WebTransportFactory = (url: string, options: Record<string, unknown>) => WebTransportLike;
/** Cookies of one Manager, where the platform keeps none itself. */
interface CookieJar {
    /** The value of the `Cookie` header, or "". */
    header(url: string): string;
    store(url: string, setCookie: readonly string[]): void;
}
/** The options that concern the platform's network alone; TLS and proxy options on Node travel in `node`. */
interface NetworkOptions {
    readonly withCredentials: boolean;
    readonly extraHeaders: Readonly<Record<string, string>>;
    readonly protocols: string | string[];
    readonly perMessageDeflate: unknown;
    readonly autoUnref: boolean;
    /** TLS options, `agent`, `localAddress`: for Node, passed on as they came. */
    readonly node: Readonly<Record<string, unknown>>;
    readonly cookies: CookieJar | undefined;
}
/** What the page or the network tells: see "Wake-up" and "Page goes away" in DESIGN.md. */
type Signal = "online" | "offline" | "wake" | "hide" | "leave" | "unload";
interface Platform {
    /** The clock whose timers are looked up at each use, so that a fake clock installed later counts. */
    clock(options: {
        useNativeTimers: boolean;
        autoUnref: boolean;
    }): Clock;
    random(): number;
    /** Sends HTTP requests, made once per Manager; `undefined` where there is no HTTP client. */
    http: ((options: NetworkOptions) => Http) | undefined;
    webSocket: WebSocketFactory | undefined;
    webTransport: WebTransportFactory | undefined;
    cookieJar?: () => CookieJar;
    /** Calls back on page and network signals until the returned function is called. */
    signals?: (target: EventTarget | undefined, unload: boolean, listener: (signal: Signal) => void) => () => void;
    /** How binary data arrives unless the app says otherwise. */
    binaryType: "arraybuffer" | "nodebuffer";
    /** A browser cannot set headers on a WebSocket. */
    webSocketHeaders: boolean;
    /** The address of the page or worker, if there is one. */
    location(): {
        protocol: string;
        host: string;
    } | undefined;
    /** Bytes of a text in UTF-8. */
    byteLength(text: string): number;
    /** Surfaces what a user's listener threw as an uncaught error of its own. */
    report(error: unknown): void;
    warn(message: string): void;
}

/** Every error code of holdfast; `docs/errors.md` says of each how it comes about and what to do. */
type ErrorCode = "ERR_CONNECT_TIMEOUT" | "ERR_TRANSPORT" | "ERR_HTTP_STATUS" | "ERR_NOT_SOCKETIO" | "ERR_SESSION_UNKNOWN" | "ERR_UNSUPPORTED_PROTOCOL" | "ERR_PARSE" | "ERR_REFUSED" | "ERR_AUTH" | "ERR_ACK_TIMEOUT" | "ERR_DISCONNECTED" | "ERR_PAYLOAD_TOO_LARGE" | "ERR_BUFFER_FULL" | "ERR_ENCODE" | "ERR_ABORTED" | "ERR_RESERVED_EVENT" | "ERR_INVALID_URL" | "ERR_INVALID_OPTION" | "ERR_NO_TRANSPORT";
/** Whether an event that got no answer may have reached the server: `"not-sent"` is said only of what never will be. */
type Delivery = "not-sent" | "unknown";
/** The step at which a connection attempt failed. */
type ConnectPhase = "transport" | "handshake" | "namespace" | "auth";
/** Why a connection that no error broke was closed. */
interface CloseDetails {
    description: string;
    context?: unknown;
}
/** The base of all errors that holdfast makes. */
declare class HoldfastError extends Error {
    /** What happened, as a literal to compare with. */
    readonly code: ErrorCode;
    /** Of an event that was not acknowledged: may it have reached the server? */
    readonly delivery?: Delivery;
    /** `ERR_PAYLOAD_TOO_LARGE`: bytes of the packet as the transport would carry it. */
    readonly size?: number;
    /** `ERR_PAYLOAD_TOO_LARGE`: bytes that the server takes. */
    readonly limit?: number;
    constructor(code: ErrorCode, message: string, fields?: object);
}
/** A connection attempt that failed, or a connection that broke. */
declare class ConnectError extends HoldfastError {
    readonly phase: ConnectPhase;
    /** Name of the transport that failed. */
    readonly transport?: string;
    /** Where to, without what could be a secret in the query. */
    readonly url?: string;
    /** HTTP status of the answer. */
    readonly status?: number;
    /** Which reconnection attempt it was; 0 is the first connection. */
    attempt?: number;
    /** Whether another attempt follows by itself. */
    willRetry?: boolean;
    /** When it follows, ms from now. */
    retryIn?: number;
    /** What to do about it. */
    readonly hint?: string;
    /** `ERR_REFUSED`: what the server sent along. */
    readonly data?: unknown;
    /** When several transports failed: the error of each, in order. */
    errors?: ConnectError[];
    /** `"TransportError"` for an error of a transport, as in socket.io-client. */
    readonly type?: string;
    /** HTTP status or the underlying error, as in socket.io-client. */
    readonly description?: unknown;
    /** The answer or event that told of it, as in socket.io-client. */
    readonly context?: unknown;
    /** The number that the server gave, see "Error answers" in PROTOCOL.md. */
    readonly serverCode?: number;
}
/** Is it an error of holdfast, of whichever copy or realm? With a code: that one. */
declare const isHoldfastError: (error: unknown, code?: ErrorCode) => error is HoldfastError;
/** Is it a {@link ConnectError}, of whichever copy or realm? */
declare const isConnectError: (error: unknown) => error is ConnectError;

type TransportName = "polling" | "websocket" | "webtransport";
/** Whom a transport tells. One at a time; it is handed over by assigning {@link Transport.sink}. */
interface TransportSink {
    packet(packet: EnginePacket): void;
    /** It takes packets now: after opening, and each time it is done with a batch. */
    ready(): void;
    /** Exactly once, the last call. An error, or details if the peer or we closed it. */
    closed(error: ConnectError | undefined, details?: CloseDetails): void;
}
/** One way to carry Engine.IO packets. */
interface Transport {
    readonly name: TransportName;
    sink: TransportSink;
    /** Takes a batch now. */
    readonly ready: boolean;
    /** Would pass a packet on without much delay: volatile events go out only then. */
    readonly writable: boolean;
    open(): void;
    /** Only while {@link ready}. A batch is handed over whole. */
    send(batch: readonly EnginePacket[]): void;
    /** Says goodbye, then calls `sink.closed`. */
    close(): void;
    /** Ends at once and tells nobody. */
    abort(): void;
    /** Polling alone: starts no more polls; calls back once nothing is under way. Sending goes on until the poll in flight is answered. */
    pause?(paused: () => void): void;
    /** Polling alone: goes on after {@link pause}. */
    resume?(): void;
}
/** What a transport needs from the session that it serves. */
interface TransportContext {
    readonly platform: Platform;
    readonly clock: Clock;
    readonly http: Http | undefined;
    readonly network: NetworkOptions;
    readonly forceBase64: boolean;
    /** ms that one HTTP request may take; 0: no limit. */
    readonly requestTimeout: number;
    /** Bytes that may wait in a WebSocket that still counts as writable. */
    readonly highWaterMark: number;
    /** Options of WebTransport's constructor. */
    readonly webTransportOptions: Record<string, unknown>;
    /** How binary data is to arrive. */
    binaryType(): string;
    sid(): string | undefined;
    /** The address for a request or connection made now. */
    url(scheme: "http" | "ws" | "https", name: TransportName): string;
}
/** A transport that can be named in the `transports` option. */
interface TransportKind {
    readonly transportName: TransportName;
    /** Can it work on this platform? */
    supported(platform: Platform): boolean;
    create(context: TransportContext): Transport;
    /** How a session moves from this transport to a better one; the type is `engine/upgrade.ts`'s own. */
    readonly upgrade?: unknown;
}

type Listener = (...args: any[]) => void;
/** Names that may be listened to: those of the map, and plain strings where the map is open. */
type EventName<Events> = keyof Events & (string | number | symbol);
/** The listener that an event map asks for. */
type ListenerFor<Events, Name extends EventName<Events>> = Events[Name] extends Listener ? Events[Name] : Listener;
interface UntypedEmitter {
    readonly _callbacks: ReadonlyMap<unknown, Listener[]>;
    on(event: unknown, listener: Listener): unknown;
    once(event: unknown, listener: Listener): unknown;
    off(event?: unknown, listener?: Listener): unknown;
    listeners(event: unknown): Listener[];
}
declare const Base: new () => UntypedEmitter;
/**
 * `component-emitter` with types and with two of its habits guarded: `off(undefined)` removes nothing, and a number as
 * name hears like the string.
 */
declare class TypedEmitter<Events extends object> extends Base {
    /** @internal */
    readonly _report: (error: unknown) => void;
    constructor(report: (error: unknown) => void);
    /** Calls `listener` at each such event. */
    on<Name extends EventName<Events>>(event: Name, listener: ListenerFor<Events, Name>): this;
    /** Calls `listener` at the next such event, then removes it. */
    once<Name extends EventName<Events>>(event: Name, listener: ListenerFor<Events, Name>): this;
    /** Removes one listener, all of an event, or, without arguments, all. `undefined` as event or listener removes nothing. */
    off<Name extends EventName<Events>>(event?: Name, listener?: ListenerFor<Events, Name>): this;
    /** The listeners of an event, in the order in which they are called. */
    listeners<Name extends EventName<Events>>(event: Name): ListenerFor<Events, Name>[];
    hasListeners(event: EventName<Events>): boolean;
    /** @internal Calls the listeners here; on a Socket `emit` is the other thing. */
    _call(event: unknown, args: readonly unknown[]): void;
    /** @internal */
    _emit(event: EventName<Events>, ...args: unknown[]): void;
}

/** What the server's first packet says, checked. */
interface Handshake {
    readonly sid: string;
    readonly upgrades: readonly TransportName[];
    /** ms between two pings of the server. */
    readonly pingInterval: number;
    /** ms that a ping may be late. */
    readonly pingTimeout: number;
    /** Bytes that the server takes in one payload; 0: unknown. */
    readonly maxPayload: number;
}

/** Watches that the server's pings come: none within `period` ms means that the connection is dead. */
declare class Heartbeat {
    readonly _clock: Clock;
    readonly _period: number;
    readonly _dead: () => void;
    _due: number;
    _cancel: (() => void) | undefined;
    constructor(clock: Clock, period: number, dead: () => void);
    /** A ping came; nothing else moves the deadline. */
    beat(): void;
    /** Has the deadline passed by the wall clock, whether or not a timer could say so? */
    get expired(): boolean;
    stop(): void;
}

/** Why a connection ended; what `disconnect` listeners get. */
type CloseReason = "transport error" | "transport close" | "ping timeout" | "parse error" | "forced close";
/** Events of an Engine. */
interface EngineEvents {
    open(): void;
    handshake(handshake: Handshake): void;
    /** A packet came in. */
    packet(packet: EnginePacket): void;
    /** A packet is queued to go out. */
    packetCreate(packet: EnginePacket): void;
    /** All that was queued is out. */
    drain(): void;
    /** What was queued was handed to the transport. */
    flush(): void;
    ping(): void;
    pong(): void;
    upgrading(transport: Transport): void;
    upgrade(transport: Transport): void;
    upgradeError(error: Error): void;
    close(reason: CloseReason, details?: ConnectError | CloseDetails): void;
    message(data: Frame): void;
    data(data: Frame): void;
}
/** Whom the Engine tells: its Manager. */
interface EngineSink {
    opened(): void;
    message(data: unknown): void;
    /** No session came about. */
    failed(error: HoldfastError): void;
    /** The packet of this owner is too large for the transport that is left. */
    refused(owner: unknown, error: HoldfastError): void;
    /** The session is over; `unsent` are the owners of what was never handed to the transport, in order. */
    closed(reason: CloseReason, details: ConnectError | CloseDetails | undefined, unsent: unknown[]): void;
}
interface EngineOptions {
    readonly kinds: readonly TransportKind[];
    readonly tryAllTransports: boolean;
    readonly upgrade: boolean;
    /** ms for one upgrade. */
    readonly upgradeTimeout: number;
    /** ms for the whole attempt, or `undefined`. */
    readonly timeout: number | undefined;
    readonly binaryType: string;
    /** Makes the context of a transport; the session is the Engine. */
    context(engine: Engine, kind: TransportKind): TransportContext;
}
type State$2 = {
    name: "idle";
} | {
    name: "opening";
    cancel: () => void;
} | {
    name: "open";
    transport: Transport;
    handshake: Handshake;
    heartbeat: Heartbeat;
    /** An upgrade under way. */
    upgrade?: {
        cancel: () => void;
    } | undefined;
    gap?: Timer;
} | {
    name: "closing";
    transport: Transport;
    handshake: Handshake;
    timer: Timer;
    gap?: Timer;
} | {
    name: "closed";
};
/**
 * The transport manager: one Engine.IO session, from the handshake over an upgrade to the close.
 * It emits `open, handshake, packet, packetCreate, drain, flush, ping, pong, upgrading, upgrade, upgradeError, close,
 * message, data` as in socket.io-client.
 */
declare class Engine extends TypedEmitter<EngineEvents> {
    /** Session ID, once there is a session. */
    id: string | undefined;
    /** How binary data arrives: `"arraybuffer"`, `"blob"` or, on Node, `"nodebuffer"`. */
    binaryType: string;
    /** The transport in use, or being opened. */
    transport: Transport;
    /** Packets not yet handed to the transport. */
    writeBuffer: EnginePacket[];
    /** @internal */ _state: State$2;
    /** @internal */ readonly _options: EngineOptions;
    /** @internal */ readonly _clock: Clock;
    /** @internal */ readonly _byteLength: (text: string) => number;
    /** @internal Who is told; nobody, once it was told of the end. */
    _sink: EngineSink | undefined;
    /** @internal */
    constructor(options: EngineOptions, clock: Clock, platform: {
        report(error: unknown): void;
        byteLength(text: string): number;
    }, sink: EngineSink);
    /** `"opening"`, `"open"`, `"closing"` or `"closed"`. */
    get readyState(): "opening" | "open" | "closing" | "closed";
    /** @internal Would a packet go out without much delay? */
    get _writable(): boolean;
    /** @internal */
    _open(): void;
    /** Ends the session after what is queued was sent; reason `"forced close"`. */
    close(): this;
    /** @internal Closes, and tells its sink nothing more. */
    _leave(): void;
    /** @internal Queues the frames of one Socket.IO packet. */
    _write(frames: readonly Frame[], owner: unknown, options: EnginePacket["options"], alone: boolean): void;
    /**
     * @internal The error for a packet that is too large for every transport this session may have. One that is too large
     * for polling alone waits for the upgrade.
     */
    _tooLarge(frames: readonly Frame[]): HoldfastError | undefined;
    /** Bytes of the first frame that is above the limit, or 0. */
    _oversize(frames: readonly Frame[], limit: number, base64: boolean): number;
    /** @internal Holds the heartbeat's deadline against the wall clock. Returns whether the session is still open. */
    _alive(): boolean;
    /** @internal Ends the session at once: nothing more is sent. */
    _end(reason: CloseReason, details?: ConnectError | CloseDetails): void;
    _create(kind: TransportKind): Transport;
    _opened(transport: Transport, kind: TransportKind, packet: EnginePacket): void;
    /** Makes a transport tell this session. */
    _adopt(transport: Transport): void;
    /** Tries the server's upgrades one after the other. */
    _upgrade(kind: TransportKind, offered: readonly string[]): void;
    _onPacket(packet: EnginePacket): void;
    _push(packet: EnginePacket): void;
    /** Hands to the transport what it takes now. `rested`: a turn has passed since the last write. */
    _flush(rested?: boolean): void;
    /** Waits a turn, so that the server does not read what follows together with what was sent. */
    _afterGap(state: State$2 & {
        name: "open" | "closing";
    }): void;
    /** Takes a packet that is too large for polling out of the queue, unless an upgrade may still carry it. */
    _refuse(state: State$2 & {
        name: "open" | "closing";
    }): boolean;
    _notify(event: keyof EngineEvents, ...args: unknown[]): void;
    /** Ends the closing of a session. */
    _finish(): void;
    _tellFailed(error: HoldfastError): void;
    _tellClosed(reason: CloseReason, details: ConnectError | CloseDetails | undefined, unsent: unknown[]): void;
}

/** Bounds on what is buffered while there is no connection. */
interface BufferLimit {
    /** @default unbounded */
    events?: number | undefined;
    /** Bytes of the encoded events; text counts a byte a UTF-16 unit. @default unbounded */
    bytes?: number | undefined;
    /** ms after which a buffered event is dropped instead of sent. @default unbounded */
    age?: number | undefined;
    /** What becomes of an event for which there is no room: `emit` throws, or an event is dropped. @default "reject" */
    onFull?: "reject" | "drop-oldest" | "drop-newest" | undefined;
}
/** Events of which nothing is known: any name, any arguments. */
interface DefaultEventsMap {
    [event: string]: (...args: any[]) => void;
}
type EventNames<Map> = keyof Map & (string | symbol);
/** The arguments of an event in a map. */
type EventParams<Map, Name extends EventNames<Map>> = Map[Name] extends (...args: infer Args) => unknown ? Args : never;
type AnyFunction = (...args: any[]) => unknown;
type Last<Args extends unknown[]> = Args extends [...infer _, infer Tail] ? Tail : Args extends (infer Item)[] ? Item : never;
type AllButLast<Args extends unknown[]> = Args extends [...infer Init, infer _] ? Init : Args;
/** Is the last argument a callback? An open map says neither yes nor no. */
type HasAck<Args extends unknown[]> = Last<Args> extends AnyFunction ? true : false;
/** Arguments of `emitWithAck`: those of the event without the callback. */
type AckParams<Map, Name extends EventNames<Map>> = HasAck<EventParams<Map, Name>> extends true ? AllButLast<EventParams<Map, Name>> : [error: `the event "${Name & string}" has no acknowledgement: its last argument is not a callback`];
/** What `emitWithAck` resolves to: the first argument of the callback that is not an error. */
type AckResult<Map, Name extends EventNames<Map>> = Last<EventParams<Map, Name>> extends (...args: infer Args) => unknown ? Args extends [Error, infer Value, ...unknown[]] ? Value : Args extends [infer Value, ...unknown[]] ? Value : 0 extends 1 & Args[number] ? any : undefined : never;
type WithError<Ack> = Ack extends (...args: infer Args) => infer Result ? (error: Error, ...args: Args) => Result : Ack;
/** The map with an error in front of the arguments of each acknowledgement, as `timeout()` gives it. */
type DecorateAcknowledgements<Map> = {
    [Name in keyof Map]: Map[Name] extends (...args: infer Args) => infer Result ? Args extends [...infer Init, infer Tail] ? (...args: [...Init, Tail extends AnyFunction ? WithError<Tail> : Tail]) => Result : Map[Name] : Map[Name];
};
/** Why a namespace was left, or its connection lost. */
type DisconnectReason = "io server disconnect" | "io client disconnect" | "ping timeout" | "transport close" | "transport error" | "parse error" | "forced close";
/** More about a lost connection: an error, or what a transport says of its close. */
type DisconnectDescription = ConnectError | CloseDetails;
/** Reserved events of a Socket; see "Reserved events" in DESIGN.md. */
interface SocketReservedEvents {
    connect(): void;
    connect_error(error: ConnectError): void;
    connect_timeout(error: ConnectError): void;
    disconnect(reason: DisconnectReason, details?: DisconnectDescription): void;
    reconnect_attempt(attempt: number): void;
    reconnect_error(error: ConnectError): void;
    reconnect_failed(): void;
    reconnect(attempt: number): void;
}
/** What {@link Socket.state} may be. */
type SocketState = "disconnected" | "connecting" | "connected" | "reconnecting";
interface StateChange {
    from: SocketState;
    to: SocketState;
    /** The reserved event or the call that led to it. */
    cause: string;
}
/** An outgoing event that will not be sent any more. */
interface Dropped {
    event: string;
    args: unknown[];
    cause: HoldfastError;
    delivery: Delivery;
}
/** Events of `socket.lifecycle`. */
interface LifecycleEvents extends SocketReservedEvents {
    state_change(change: StateChange): void;
    dropped(dropped: Dropped): void;
}
/** Listeners of a Socket: reserved events, then those of the app. */
type SocketEvents<ListenEvents> = {
    [Name in keyof SocketReservedEvents | keyof ListenEvents]: Name extends keyof SocketReservedEvents ? SocketReservedEvents[Name] : Name extends keyof ListenEvents ? ListenEvents[Name] : never;
};
/** What `auth` may be: the data, or who gives it, by callback or by return. Asked anew for each connection. */
type Auth = Record<string, unknown> | ((answer: (data: object) => void) => unknown);
interface SocketOptions {
    /** Credentials sent when joining the namespace, as `socket.handshake.auth` on the server. */
    auth?: Auth | undefined;
    /** How often an event is sent again when no acknowledgement came. Each is then acknowledged, in order. @default 0 */
    retries?: number | undefined;
    /** ms that an acknowledgement may take; also what `retries` waits for. @default none; 10,000 with `retries` */
    ackTimeout?: number | undefined;
    /** With `retries`: how many events may wait for their acknowledgement at once. @default 1 */
    retryWindow?: number | undefined;
    /**
     * `"v4"`: the socket emits only `connect`, `connect_error` and `disconnect`; names such as `reconnect` are ordinary
     * events then. @default "all"
     */
    lifecycleEvents?: "all" | "v4" | undefined;
    /** Bounds on what is buffered while there is no connection. @default unbounded */
    bufferLimit?: BufferLimit | undefined;
    /**
     * After the server refused the namespace, ask `auth` again and repeat the attempt once; a function decides by the error.
     * @default false
     */
    retryRefused?: boolean | ((error: ConnectError) => boolean) | undefined;
}
type AnyListener = (event: string, ...args: unknown[]) => void;

/** A packet on its way out. */
interface OutgoingPacket extends Packet {
    data?: unknown;
    /** Encoded when it was emitted. */
    frames: readonly Frame[];
    /** Handed to the link; what comes back unsent is not. */
    sent?: boolean;
    /** Dropped rather than kept. */
    volatile?: boolean;
    /** Goes out in a turn of its own. */
    alone?: boolean;
    /** Sent again by the retry queue, which keeps it. */
    retried?: boolean;
    /** Wall clock time of the `emit`, ms. */
    at?: number;
}
/** What a namespace needs of the connection under it; the Manager implements it. */
interface Link {
    readonly clock: Clock;
    readonly codec: Codec;
    /** ms for joining, or `undefined`. */
    readonly joinTimeout: number | undefined;
    /** Is a connection attempt that is not the first one under way, or due? `undefined`: none at all. */
    readonly reconnecting: boolean | undefined;
    /** Would a packet go out without much delay? */
    readonly writable: boolean;
    /** Is the connection there, by the heartbeat too? */
    alive(): boolean;
    /** The error for frames that the connection can't carry. */
    tooLarge(frames: readonly Frame[]): HoldfastError | undefined;
    send(packet: OutgoingPacket): void;
    /** The namespace wants a connection (it is `active` now). */
    wanted(port: Namespace): void;
    /** The namespace wants none any more. */
    unwanted(): void;
    /** The namespace is joined. Returns which reconnection attempt led to it, 0 for none. */
    joined(): number;
    /**
     * Joining failed. With another namespace joined the connection stays, and so says the answer; otherwise the attempt
     * has failed for all of them, which they are told.
     */
    joinFailed(error: ConnectError): boolean;
    /** Calls listeners in which `connect()` must not cut a wait short. */
    notify(call: () => void): void;
    report(error: unknown): void;
    warn(key: string, message: string): void;
}
/** What the connection tells a namespace. */
interface Namespace {
    readonly active: boolean;
    /** Does the connection have to stay for its sake? */
    readonly busy: boolean;
    readonly joined: boolean;
    /** A connection is there: join. */
    linkOpen(): void;
    packet(packet: Packet): void;
    /** The connection is lost; `unsent` was never handed to it. */
    linkLost(reason: DisconnectReason, details: DisconnectDescription | undefined, unsent: OutgoingPacket[]): void;
    /** A connection attempt failed. */
    attemptFailed(error: ConnectError): void;
    /** A reconnection attempt failed; comes after {@link attemptFailed}. */
    reconnectFailed(error: ConnectError): void;
    /** Reconnection attempt `attempt` starts. */
    attempting(attempt: number): void;
    /** No further attempt will be made; `limit`: there could have been more. */
    gaveUp(limit: boolean): void;
    /** Too large for the transport that is left. */
    refused(packet: OutgoingPacket, error: HoldfastError): void;
    /** The state that users see may have changed. */
    changed(cause: string): void;
}

/** An acknowledgement that is due. */
interface PendingAck {
    readonly callback: Listener;
    /** The callback takes an error first, and is promised to be called. */
    readonly withError: boolean;
    readonly packet: OutgoingPacket;
    /** Ends its timer and abort listener. */
    dispose?: (() => void) | undefined;
}
interface AckOptions {
    /** ms, from now. */
    timeout?: number | undefined;
    signal?: AbortSignal | undefined;
}
/** The acknowledgements that one namespace waits for. Each is settled once. */
declare class Acks {
    readonly _pending: Map<number, PendingAck>;
    readonly _clock: Clock;
    readonly _call: (callback: Listener, args: readonly unknown[]) => void;
    /** The id that the next event with acknowledgement gets. */
    nextId: number;
    constructor(clock: Clock, call: (callback: Listener, args: readonly unknown[]) => void);
    /** Waits for the acknowledgement of `packet`; `expired` is called when time or signal ends that. */
    add(packet: OutgoingPacket, callback: Listener, withError: boolean, { timeout, signal }: AckOptions, expired: (packet: OutgoingPacket, error: HoldfastError) => void): void;
    /** The answer came. One that nobody waits for is ignored. */
    resolve(id: number, args: readonly unknown[]): void;
    /** No answer will come. A callback that takes no error is forgotten. */
    fail(packet: OutgoingPacket, error: HoldfastError): void;
    /** Takes those that `select` picks out of the wait; they are the caller's to settle, by {@link Acks.settle}. */
    take(select: (pending: PendingAck) => unknown): PendingAck[];
    settle({ withError, callback }: PendingAck, error: HoldfastError): void;
    _remove(pending: PendingAck): void;
}

/** Events emitted while they can't be sent, in order. */
declare class Outbox {
    /** Public as `socket.sendBuffer`; apps empty or replace it. */
    packets: OutgoingPacket[];
    readonly _limit: BufferLimit;
    readonly _drop: (packet: OutgoingPacket, error: HoldfastError) => void;
    constructor(limit: BufferLimit, drop: (packet: OutgoingPacket, error: HoldfastError) => void);
    get bytes(): number;
    /** Makes room for it where the app says so. An error: it is to be dropped; thrown where the app says to reject. */
    admit(packet: OutgoingPacket): HoldfastError | undefined;
    /** The next packet to be sent at time `now`; what is too old is dropped. */
    next(now: number): OutgoingPacket | undefined;
    remove(packet: OutgoingPacket): void;
}

/**
 * Connection state recovery (PROTOCOL.md, "Socket.IO v5"): the session's private id, and the offset of the last event
 * that the server could send again.
 */
declare class Recovery {
    _pid: string | undefined;
    _offset: string | undefined;
    /** Did the last connection go on where the one before it was cut? */
    recovered: boolean;
    /** What is sent when joining, beside the app's credentials. */
    payload(auth: object | undefined): object | undefined;
    joined(pid: unknown): void;
    /** An event without ack id was delivered; its last argument may be its offset. */
    delivered(args: readonly unknown[]): void;
}

interface Entry {
    readonly packet: OutgoingPacket;
    /** ms that one try may take. */
    readonly timeout: number;
    /** Tries that the server left unanswered; a lost connection counts for none. */
    unanswered: number;
    /** Runs while the entry is in flight. */
    timer?: Timer;
}
/**
 * Events that are sent again, in order, until the server acknowledges them: after `timeout`, or on a new connection. Each
 * keeps its ack id, so that a late answer to an earlier try settles it too.
 */
declare class RetryQueue {
    readonly _entries: Map<OutgoingPacket, Entry>;
    readonly _clock: Clock;
    readonly _retries: number;
    readonly _window: number;
    readonly _send: (packet: OutgoingPacket) => void;
    readonly _failed: (packet: OutgoingPacket, error: HoldfastError) => void;
    _open: boolean;
    constructor(clock: Clock, retries: number, window: number, send: (packet: OutgoingPacket) => void, failed: (packet: OutgoingPacket, error: HoldfastError) => void);
    get packets(): Iterable<OutgoingPacket>;
    add(packet: OutgoingPacket, timeout: number): void;
    /** The packet is settled. */
    remove(packet: OutgoingPacket): void;
    /** A connection is there: sends what was in flight again, then goes on. */
    start(): void;
    /** The connection is gone. */
    stop(): void;
    _drain(): void;
    _try(entry: Entry): void;
}

/** Modifiers of an `emit`, as a view of the Socket holds them. */
interface Flags {
    readonly volatile?: boolean;
    readonly compress?: boolean;
    /** ms that the acknowledgement may take. */
    readonly timeout?: number;
    readonly signal?: AbortSignal;
}
/** Options of one namespace, resolved. */
interface ResolvedSocketOptions {
    readonly retries: number;
    readonly ackTimeout: number | undefined;
    readonly retryWindow: number;
    readonly allEvents: boolean;
    readonly bufferLimit: BufferLimit;
    readonly retryRefused: boolean | ((error: ConnectError) => boolean);
}
/** The Socket, as its lifecycle sees it. */
interface Facade {
    auth: Auth | undefined | null;
    /** Calls the app's listeners of `name`. */
    _call(name: unknown, args: readonly unknown[]): void;
    _lifecycle(name: keyof LifecycleEvents, ...args: unknown[]): void;
    readonly _incoming: readonly Listener[];
    readonly _outgoing: readonly Listener[];
}
type State$1 = {
    name: "idle";
}
/** For the link. */
 | {
    name: "waiting";
}
/** `sent`: the CONNECT packet is out, so that the server will answer. */
 | {
    name: "joining";
    sent: boolean;
    timer: Timer;
    again: boolean;
}
/** `ready`: what was buffered before is out. */
 | {
    name: "joined";
    ready: boolean;
    sid: string;
}
/** Asked to leave while joining: the answer is awaited. */
 | {
    name: "leaving";
    timer: Timer;
};
/** One namespace of a connection: joining and leaving it, and the events of both sides. */
declare class Lifecycle implements Namespace {
    readonly acks: Acks;
    readonly outbox: Outbox;
    readonly recovery: Recovery;
    /** Events that came before the namespace was joined. */
    received: unknown[][];
    _state: State$1;
    _shown: SocketState;
    readonly _retries: RetryQueue | undefined;
    readonly nsp: string;
    readonly _link: Link;
    readonly facade: Facade;
    readonly _options: ResolvedSocketOptions;
    constructor(nsp: string, link: Link, facade: Facade, options: ResolvedSocketOptions);
    get active(): boolean;
    get busy(): boolean;
    get joined(): boolean;
    get sid(): string | undefined;
    get state(): SocketState;
    connect(): void;
    disconnect(): void;
    /** Sends an event, or keeps it until it can be sent. `args`: the name first, perhaps a callback last. */
    emit(flags: Flags, args: unknown[]): void;
    /** Sends an event and promises its acknowledgement; whatever goes wrong rejects. */
    emitWithAck(flags: Flags, args: unknown[]): Promise<unknown>;
    linkOpen(): void;
    packet(packet: Packet): void;
    linkLost(reason: DisconnectReason, details: DisconnectDescription | undefined, unsent: OutgoingPacket[]): void;
    attemptFailed(error: ConnectError): void;
    _reportFailure(error: ConnectError): void;
    attempting(attempt: number): void;
    reconnectFailed(error: ConnectError): void;
    gaveUp(limit: boolean): void;
    refused(packet: OutgoingPacket, error: HoldfastError): void;
    changed(cause: string): void;
    /** The one way from a state to another. */
    _enter(next: State$1, cause: string): void;
    _join(again: boolean): void;
    _joinTimedOut(): void;
    _joinFailed(error: ConnectError): void;
    _onConnect(data: {
        sid?: unknown;
        pid?: unknown;
    } | undefined): void;
    /** What was buffered goes out in the order of DESIGN.md's table. */
    _flush(joined: State$1 & {
        name: "joined";
    }): void;
    _onRefused(data: unknown): void;
    /** The server will not have us: the namespace is left alone until the app asks again. */
    _giveUpJoining(error: ConnectError): void;
    /**
     * The app or the server ended it: tells so, and all that promised an outcome gets one. Plain events stay for the next
     * `connect()`.
     */
    _end(why: false | DisconnectReason | "reconnect_failed" | ConnectError): void;
    /** Tells listeners of a reserved event; `connect()` called in one keeps a wait. */
    _reserved(name: keyof SocketReservedEvents, ...args: unknown[]): void;
    _checkName(name: unknown): void;
    _warnName(name: unknown): void;
    _sendControl(type: number, data?: unknown): void;
    _submit(flags: Flags, data: unknown[], callback: Listener | undefined, withError: boolean, timeout: number | undefined): void;
    /** Why an event is dropped right away; thrown where the app asked to be told so. */
    _obstacle({ signal, volatile }: Flags, packet: OutgoingPacket, unbuffered: boolean): HoldfastError | undefined;
    _transmit(packet: OutgoingPacket): void;
    /** The event will not be sent any more. */
    _dropped(packet: OutgoingPacket, error: HoldfastError): void;
    _tellDropped(packet: OutgoingPacket, cause: HoldfastError): void;
    _onEvent(packet: Packet): void;
    /** The function by which the app acknowledges an event: once, and on the connection that asked. */
    _answer(id: number): Listener;
    _dispatch(args: unknown[]): void;
}

/** Who makes Sockets: a Manager. */
interface SocketHost {
    /** @internal */
    readonly _link: Link;
    /** @internal */
    _resolve(options: SocketOptions | undefined): ResolvedSocketOptions;
}
/**
 * A namespace of a connection, as the app sees it.
 *
 * `volatile`, `timeout()`, `compress()` and `signal()` give a *view*: the same socket, with other settings for what is
 * emitted through it. A view can be kept and used again; `emit` on it returns the socket.
 *
 * @typeParam ListenEvents - events from the server, with their listeners
 * @typeParam EmitEvents - events to the server
 * @typeParam Io - the Manager
 */
declare class Socket$1<ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents, Io = unknown> extends TypedEmitter<SocketEvents<ListenEvents>> implements Facade {
    /** The Manager whose connection this namespace uses. */
    readonly io: Io;
    /** The namespace, such as `"/"` or `"/admin"`. */
    readonly nsp: string;
    /** Emits the reserved events, `state_change` and `dropped`, whatever names the app uses for its own events. */
    readonly lifecycle: TypedEmitter<LifecycleEvents>;
    /** Credentials, or the function that gives them. May be changed at any time; counts from the next connection. */
    auth: Auth | undefined | null;
    /** @internal */ readonly _core: Lifecycle;
    /** @internal */ readonly _flags: Flags;
    /** @internal */ _incoming: Listener[];
    /** @internal */ _outgoing: Listener[];
    /** @internal */
    constructor(io: Io & SocketHost, nsp: string, options?: SocketOptions);
    /** Frameworks that wrap objects in proxies (Vue) leave this one alone. @internal */
    get __v_skip(): true;
    /** The server's id of this namespace's connection; `undefined` while not connected. */
    get id(): string | undefined;
    /** Has the namespace been joined, over a connection that is open? */
    get connected(): boolean;
    get disconnected(): boolean;
    /** Is it connected, or will it connect by itself? */
    get active(): boolean;
    /** `"disconnected"`, `"connecting"`, `"connected"` or `"reconnecting"`. */
    get state(): SocketState;
    /** Did the server restore the last connection's state, so that no event was missed? */
    get recovered(): boolean;
    /** Events that wait to be sent; may be emptied or replaced, in a `connect` listener at the latest. */
    get sendBuffer(): OutgoingPacket[];
    set sendBuffer(packets: OutgoingPacket[]);
    /** Events that came before `connect` was emitted. */
    get receiveBuffer(): unknown[][];
    set receiveBuffer(events: unknown[][]);
    /** How much waits to be sent: events, and bytes of their encoded form. */
    get buffered(): {
        count: number;
        bytes: number;
    };
    /** Connects, or does nothing if connected. During a wait for reconnection it connects now. */
    connect(): this;
    /** The same as {@link connect}. */
    open(): this;
    /** Leaves the namespace; the connection is closed with its last one. What was emitted before is still sent. */
    disconnect(): this;
    /** The same as {@link disconnect}. */
    close(): this;
    /**
     * Sends an event, or buffers it until the socket is connected. A function as last argument is called with the
     * acknowledgement; with `timeout()` or `ackTimeout` it takes an error first, and is called in any case.
     *
     * Throws `ERR_RESERVED_EVENT`, `ERR_ENCODE` (the path to what can't be sent is in the message),
     * `ERR_PAYLOAD_TOO_LARGE` and `ERR_BUFFER_FULL`, and has then done nothing.
     */
    emit<Name extends EventNames<EmitEvents>>(event: Name, ...args: EventParams<EmitEvents, Name>): this;
    /** Sends an event named `message`. */
    send(...args: unknown[]): this;
    /**
     * Sends an event and promises its acknowledgement. It rejects with `ERR_ACK_TIMEOUT` (with `timeout()` or
     * `ackTimeout`), `ERR_ABORTED` (with `signal()`), `ERR_DISCONNECTED` when the connection is lost or left, or what
     * {@link emit} throws; `error.delivery` says whether the event may have arrived.
     */
    emitWithAck<Name extends EventNames<EmitEvents>>(event: Name, ...args: AckParams<EmitEvents, Name>): Promise<AckResult<EmitEvents, Name>>;
    /** A view whose events are dropped when they can't be sent now. */
    get volatile(): this;
    /** A view whose acknowledgements must come within `timeout` ms, and whose callbacks take an error first. */
    timeout(timeout: number): Socket$1<ListenEvents, DecorateAcknowledgements<EmitEvents>, Io>;
    /** A view whose events are compressed, or not, where the transport compresses (Node). */
    compress(compress: boolean): this;
    /** A view whose acknowledgements are given up when `signal` aborts (`ERR_ABORTED`); its callbacks take an error first. */
    signal(signal: AbortSignal): Socket$1<ListenEvents, DecorateAcknowledgements<EmitEvents>, Io>;
    /** Calls `listener` with every event that comes in, its name first. */
    onAny(listener: AnyListener): this;
    /** As {@link onAny}, before the listeners that are there. */
    prependAny(listener: AnyListener): this;
    /** Removes a listener of {@link onAny}, or all. */
    offAny(listener?: AnyListener): this;
    listenersAny(): Listener[];
    /** Calls `listener` with every event that goes out, its name first. */
    onAnyOutgoing(listener: AnyListener): this;
    /** As {@link onAnyOutgoing}, before the listeners that are there. */
    prependAnyOutgoing(listener: AnyListener): this;
    /** Removes a listener of {@link onAnyOutgoing}, or all. */
    offAnyOutgoing(listener?: AnyListener): this;
    listenersAnyOutgoing(): Listener[];
    /** @internal */
    _lifecycle(name: keyof LifecycleEvents, ...args: unknown[]): void;
    _view(flags: Flags): this;
}

/** Where a server is, and what the URL says beside it. */
interface Target {
    readonly secure: boolean;
    /** With brackets around an IPv6 address. */
    readonly hostname: string;
    readonly port: string;
    /** The path of the URL, which names the namespace. */
    readonly path: string;
    /** Parameters in the URL, if it has any. */
    readonly query: Record<string, string> | undefined;
}

/** What a {@link ManagerOptions.reconnectionPolicy} decides on. */
interface ReconnectionFacts {
    /** The attempt to be started, from 1. */
    attempt: number;
    /** ms since the connection was lost. */
    elapsed: number;
    /** Why the last attempt failed, or the connection was lost. */
    error: HoldfastError | undefined;
}
/** Options of a connection. All are optional; `null` is taken as not given. */
interface ManagerOptions {
    /** Path of the server's endpoint. @default "/socket.io/" */
    path?: string | undefined;
    /** Whether a slash ends the path. @default true */
    addTrailingSlash?: boolean | undefined;
    /** Parameters added to the address of each request. */
    query?: Record<string, unknown> | undefined;
    /** Name or address of the server, where the URL gives none. */
    hostname?: string | undefined;
    /** The same as `hostname`. */
    host?: string | undefined;
    port?: string | number | undefined;
    /** Use TLS, where the URL says nothing. */
    secure?: boolean | undefined;
    /** A connection of its own for this socket. @default false */
    forceNew?: boolean | undefined;
    /** `false` is the same as `forceNew: true`. @default true */
    multiplex?: boolean | undefined;
    /** Connect as soon as it is made. @default true */
    autoConnect?: boolean | undefined;
    /** Encoder and decoder in place of the built-in ones, such as `socket.io-msgpack-parser`. */
    parser?: unknown;
    /** Connect again when the connection is lost or an attempt fails. @default true */
    reconnection?: boolean | undefined;
    /** Attempts before giving up; 0 means none. @default Infinity */
    reconnectionAttempts?: number | undefined;
    /** ms before the first attempt, doubled for each that follows; 0 means at once. @default 1000 */
    reconnectionDelay?: number | undefined;
    /** ms, never exceeded by a delay. @default 5000 */
    reconnectionDelayMax?: number | undefined;
    /** Part of the delay, 0 to 1, by which it may be shorter or longer. @default 0.5 */
    randomizationFactor?: number | undefined;
    /** Gives the delay in ms, or `false` to give up, in place of the four options above. */
    reconnectionPolicy?: ((facts: ReconnectionFacts) => number | false) | undefined;
    /** ms that a connection must have lasted for the delay to start over. @default 5000 */
    minUptime?: number | undefined;
    /** ms for a connection attempt, and for joining a namespace; 0: at once, `false`: no limit. @default 20000 */
    timeout?: number | false | undefined;
    /** The transports to use, by name or as exported, in order. @default ["polling", "websocket", "webtransport"] */
    transports?: readonly (TransportName | TransportKind | (string & {}))[] | undefined;
    /** Try the next transport, within the attempt, when one fails for reasons of its own. @default true */
    tryAllTransports?: boolean | undefined;
    /** Move from polling to a better transport. @default true */
    upgrade?: boolean | undefined;
    /** ms for an upgrade; keep it below the server's own limit of 10,000. @default 8000 */
    upgradeTimeout?: number | undefined;
    /** Try the transport that worked last first. @default false */
    rememberUpgrade?: boolean | undefined;
    /** Options for one transport alone, by its name. */
    transportOptions?: Record<string, unknown> | undefined;
    /** Send cookies and credentials to other origins; on Node, keep cookies. @default false */
    withCredentials?: boolean | undefined;
    /** Headers for each request; a browser can't send them with a WebSocket. */
    extraHeaders?: Record<string, string> | undefined;
    /** Add a parameter that keeps caches out of the way. @default true on polling, false on WebSocket */
    timestampRequests?: boolean | undefined;
    /** The name of that parameter. @default "t" */
    timestampParam?: string | undefined;
    /** ms for one HTTP request. @default none */
    requestTimeout?: number | undefined;
    /** Send binary data as base64 on WebSocket too. @default false */
    forceBase64?: boolean | undefined;
    /** WebSocket subprotocols. */
    protocols?: string | string[] | undefined;
    /** Bytes that may wait in a WebSocket before volatile events are dropped. @default 65536 */
    highWaterMark?: number | undefined;
    /** Close the connection when the page is left, at `beforeunload`. @default false */
    closeOnBeforeunload?: boolean | undefined;
    /** Close the connection when the browser says that it is offline, unless the server is on this machine. @default true */
    closeOnOffline?: boolean | undefined;
    /** Where `online`, `offline`, `visibilitychange`, `pageshow`, `pagehide`, `resume` come from. @default the page */
    networkEvents?: EventTarget | undefined;
    /** Use the timers that were there when the library was loaded, whatever a fake clock put in their place. @default false */
    useNativeTimers?: boolean | undefined;
    /** Node: the connection does not keep the process running. @default false */
    autoUnref?: boolean | undefined;
    /** Binary attachments in one packet. @default 1000 */
    maxAttachments?: number | undefined;
    /** Bytes of the attachments of one packet. @default 100,000,000 */
    maxAttachmentBytes?: number | undefined;
    /** ms that the next attachment of a packet may take. @default 30000 */
    attachmentTimeout?: number | undefined;
    /** Levels of arrays and objects in one packet. @default 1000 */
    maxDepth?: number | undefined;
    /** Compression of WebSocket messages. @default false */
    perMessageDeflate?: boolean | {
        threshold?: number;
    } | undefined;
    agent?: unknown;
    pfx?: unknown;
    key?: unknown;
    passphrase?: string | undefined;
    cert?: unknown;
    ca?: unknown;
    ciphers?: string | undefined;
    rejectUnauthorized?: boolean | undefined;
    /** Address of this machine to connect from. */
    localAddress?: string | undefined;
}
interface ReconnectionOptions {
    readonly reconnection: boolean;
    readonly attempts: number;
    readonly base: number;
    readonly max: number;
    readonly jitter: number;
    readonly minUptime: number;
    readonly policy: ManagerOptions["reconnectionPolicy"] | undefined;
}

/** The backoff reconnection controller: decides whether and when the next attempt starts. It holds no timer. */
declare class ReconnectionController {
    /** The attempt under way or due, counted since the last `connect`; 0 is the first connection. */
    attempt: number;
    /** Doublings of the delay; outlives a connection that did not last. */
    _step: number;
    /** When the namespace was joined, while it is. */
    _joinedAt: number | undefined;
    /** When the connection was lost, or the first attempt began. */
    _since: number;
    /** When an early attempt failed last. */
    _earlyEnd: number;
    /** Was the attempt under way started before its time? */
    _early: boolean;
    readonly _clock: Clock;
    readonly _random: () => number;
    constructor(clock: Clock, random: () => number);
    /** A first connection is attempted. */
    reset(): void;
    /** A namespace was joined. Returns the attempt that led to it. */
    joined(): number;
    /** The attempt failed or the connection is lost: ms until the next attempt, or `false` for none. */
    next(options: ReconnectionOptions, error: HoldfastError | undefined): number | false;
    /** The app asks to try now: ms until that may be. */
    hasten(): number;
    /** The network or the page woke: ms until the attempt, so that not all clients come at once. */
    wake(): number;
}

/** What is fixed when the library's entry is chosen: the platform and the transports that were built in. */
interface Environment {
    readonly platform: Platform;
    /** In the default order. */
    readonly kinds: readonly TransportKind[];
}

/** What the Manager, as the app sees it, gives to its connection. */
interface Host {
    /** Options as the app has them now. */
    readonly opts: ManagerOptions;
    readonly _target: Target;
    readonly _environment: Environment;
    /** Emits an event of the Manager. */
    _emit(event: string, ...args: unknown[]): void;
    readonly _heard: boolean;
    /** It is in use, or no more: the cache is told. */
    _inUse(used: boolean): void;
}
/** What `manager.state` may be. */
type ConnectionState = "idle" | "connecting" | "connected" | "waiting";
type OpenCallback = (error?: HoldfastError) => void;
type State = {
    name: "idle";
}
/** `release`: nobody wants it any more; it is given up unless somebody does in the same turn. */
 | {
    name: "connecting";
    engine: Engine;
    timer: Timer;
    callbacks: OpenCallback[];
    release?: Timer;
}
/** `late`: ends the wait for attachments. */
 | {
    name: "connected";
    engine: Engine;
    decoder: PacketDecoder;
    late?: Timer;
}
/** For the next attempt, which starts at `due` (wall clock, ms). */
 | {
    name: "waiting";
    due: number;
    cancel: () => void;
};
/** The connection of a Manager: one Engine at a time, the attempts to get one, and the namespaces that share it. */
declare class Connection implements Link {
    readonly clock: Clock;
    readonly codec: Codec;
    readonly namespaces: Map<string, Namespace>;
    /** The Engine in use, or the last one. */
    engine: Engine | undefined;
    _state: State;
    /** How many listeners of failures are being told now: in these, `connect()` keeps a wait. */
    _telling: number;
    readonly _host: Host;
    readonly _controller: ReconnectionController;
    readonly _cookies: CookieJar | undefined;
    readonly report: (error: unknown) => void;
    constructor(host: Host);
    get state(): ConnectionState;
    /** Connects now, if there is no connection. A callback takes the place of reconnection for this attempt. */
    open(callback?: OpenCallback): void;
    /** Closes the connection, or stops trying to get one. */
    close(): void;
    get joinTimeout(): number | undefined;
    get reconnecting(): boolean | undefined;
    get writable(): boolean;
    alive(): boolean;
    tooLarge(frames: readonly Frame[]): HoldfastError | undefined;
    send(packet: OutgoingPacket): void;
    wanted(namespace: Namespace): void;
    unwanted(): void;
    joined(): number;
    joinFailed(error: ConnectError): boolean;
    notify(call: () => void): void;
    warn(key: string, message: string): void;
    /** The one way from a state to another. */
    _enter(next: State): void;
    _connect(callback?: OpenCallback): void;
    _opened(connecting: State & {
        name: "connecting";
    }): void;
    _onMessage(data: unknown): void;
    _awaitAttachments(state: State & {
        name: "connected";
    }): void;
    _onPacket(packet: Packet): void;
    _refused(packet: OutgoingPacket, error: HoldfastError): void;
    /** An attempt came to nothing: waits for the next, or gives up. */
    _attemptFailed(failure: HoldfastError): void;
    _plan(error: HoldfastError | undefined): number | false;
    /** Waits until the next attempt; with `false` there is none. */
    _wait(delay: number | false): void;
    /** Shortens the wait to `delay` ms at most. */
    _hasten(delay: number): void;
    _attempt(): void;
    _lost(reason: CloseReason, details: ConnectError | CloseDetails | undefined, unsent: OutgoingPacket[]): void;
    /** No attempt follows. */
    _gaveUp(idle: State): void;
    /** Tells each namespace for as long as the state stays what it was. */
    _tell(call: (namespace: Namespace) => void, state: State): void;
    _changed(cause: string): void;
}

/** Events of a Manager. */
interface ManagerEvents {
    /** The connection is open. */
    open(): void;
    /** A connection attempt failed. */
    error(error: ConnectError): void;
    /** The server sent a ping. */
    ping(): void;
    /** A packet came in. */
    packet(packet: Packet): void;
    /** The connection was lost, or closed. */
    close(reason: string, description?: DisconnectDescription): void;
    reconnect(attempt: number): void;
    reconnect_attempt(attempt: number): void;
    reconnect_error(error: ConnectError): void;
    reconnect_failed(): void;
}
/**
 * A connection to one server, shared by the namespaces (Sockets) that are opened on it, and the reconnection of it.
 * Most apps never make one: `io()` does, and `socket.io` is it.
 */
declare class Manager<ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents> extends TypedEmitter<ManagerEvents> implements Host {
    /** The options; what is changed in them counts from the next attempt. */
    readonly opts: ManagerOptions & SocketOptions;
    /** @internal */ readonly _environment: Environment;
    /** @internal */ readonly _target: Target;
    /** @internal */ readonly _link: Connection;
    /** @internal Tells the cache whether the connection is in use. */ _onUse: ((used: boolean) => void) | undefined;
    /** @internal */
    constructor(environment: Environment, url?: string | Options, options?: Options);
    /** Frameworks that wrap objects in proxies (Vue) leave this one alone. @internal */
    get __v_skip(): true;
    /** The Engine.IO session in use, or the last one. */
    get engine(): Engine;
    /** `"idle"`, `"connecting"`, `"connected"` or `"waiting"` (for the next attempt). */
    get state(): ConnectionState;
    /**
     * Connects, if there is no connection and none is being made. With a callback the app hears of the outcome and decides
     * what follows a failure; without one, reconnection does.
     */
    open(callback?: (error?: ConnectError) => void): this;
    /** The same as {@link open}. */
    connect(callback?: (error?: ConnectError) => void): this;
    /** The Socket of a namespace, made at the first call. */
    socket(nsp: string, options?: SocketOptions): Socket$1<ListenEvents, EmitEvents, Manager<ListenEvents, EmitEvents>>;
    /** @internal */ readonly _sockets: Map<string, Socket$1<ListenEvents, EmitEvents, this>>;
    /** Whether to connect again; with an argument, sets it. */
    reconnection(): boolean;
    reconnection(value: boolean): this;
    /** Attempts before giving up. */
    reconnectionAttempts(): number;
    reconnectionAttempts(value: number): this;
    /** ms before the first attempt. */
    reconnectionDelay(): number;
    reconnectionDelay(value: number): this;
    /** Part of the delay by which it may be shorter or longer. */
    randomizationFactor(): number;
    randomizationFactor(value: number): this;
    /** ms, never exceeded by a delay. */
    reconnectionDelayMax(): number;
    reconnectionDelayMax(value: number): this;
    /** ms for a connection attempt, or `false`. */
    timeout(): number | false;
    timeout(value: number | false): this;
    _option<Value>(name: keyof ManagerOptions, value: readonly [Value?], otherwise: Value): this | Value;
    /** @internal */
    get _heard(): boolean;
    /** @internal */
    _inUse(used: boolean): void;
    /** @internal */
    _resolve(options?: SocketOptions): ResolvedSocketOptions;
}
type Options = Partial<ManagerOptions & SocketOptions>;

/** A namespace of a connection; see `Socket` in `docs/api.md`. */
type Socket<ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents> = Socket$1<ListenEvents, EmitEvents, Manager<ListenEvents, EmitEvents>>;
declare const Socket: typeof Socket$1;
declare namespace Socket {
    type DisconnectReason = DisconnectReason;
}
/** Options of `io()`: of the connection and of the namespace. */
type IoOptions = Partial<ManagerOptions & SocketOptions>;
/** Makes the Socket for a URL, whose path names the namespace. */
type Io = {
    <ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents>(options?: IoOptions): Socket<ListenEvents, EmitEvents>;
    <ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents>(url: string, options?: IoOptions): Socket<ListenEvents, EmitEvents>;
};
/** The `Manager` of an entry: `new Manager(url, options)`. */
type ManagerConstructor = {
    new <ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents>(options?: IoOptions): Manager<ListenEvents, EmitEvents>;
    new <ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents>(url?: string, options?: IoOptions): Manager<ListenEvents, EmitEvents>;
    readonly prototype: Manager;
};

/** What every entry exports beside what makes sockets. */

/** Revision of the Socket.IO protocol. */
declare const protocol = 5;

/** HTTP long-polling, with the upgrade from it. */
declare const polling: TransportKind;
/** WebSocket. */
declare const websocket: TransportKind;

export { ConnectError, Engine, HoldfastError, Manager, Socket, isConnectError, isHoldfastError, polling, protocol, websocket };
export type { AckParams, AckResult, Auth, BufferLimit, CloseDetails, CloseReason, ConnectPhase, ConnectionState, DecorateAcknowledgements, DefaultEventsMap, Delivery, DisconnectDescription, DisconnectReason, Dropped, ErrorCode, Frame, Handshake, Io, IoOptions, LifecycleEvents, ManagerConstructor, ManagerEvents, ManagerOptions, Packet, Parser, ReconnectionFacts, SocketOptions, SocketReservedEvents, SocketState, StateChange, Transport, TransportKind, TransportName };
