/** A Socket.IO packet. */
interface Packet {
    /** 0 CONNECT, 1 DISCONNECT, 2 EVENT, 3 ACK, 4 CONNECT_ERROR; 5 and 6: 2 and 3 with attachments. */
    type: number;
    /** The namespace, such as `"/"`. */
    nsp: string;
    /** What JSON carries: of an event the name and the arguments. */
    data?: unknown;
    /** Asks for an acknowledgement, or is one. */
    id?: number | undefined;
    /** How many binary attachments follow. */
    attachments?: number;
    /** How it is sent. */
    options?: {
        /** Is it compressed, where the transport can? */
        compress?: boolean;
    };
}
/** Turns packets into the frames of Engine.IO messages. */
interface PacketEncoder {
    /** The frames of a packet, in order. */
    encode(packet: Packet): unknown[];
}
/** Turns the frames of one connection back into packets. */
interface PacketDecoder {
    /** Takes a frame; throws at what the protocol does not allow. */
    add(frame: unknown): void;
    /** Calls `listener` with each packet that is complete. */
    on(event: "decoded", listener: (packet: Packet) => void): unknown;
    /** The connection is over. */
    destroy?(): void;
}
/** What the `parser` option takes; `socket.io-msgpack-parser` is one ("Custom parsers" in docs/protocol.md). */
interface Parser {
    /** Class of encoders: one for a Manager. */
    Encoder: {
        /** Makes an encoder. */
        new (): PacketEncoder;
    };
    /** Class of decoders: one for each connection. */
    Decoder: {
        /** Makes a decoder. */
        new (): PacketDecoder;
    };
}

/** Every error code of holdfast; `docs/errors.md` says of each how it comes about and what to do. */
type ErrorCode = "ERR_CONNECT_TIMEOUT" | "ERR_TRANSPORT" | "ERR_HTTP_STATUS" | "ERR_NOT_SOCKETIO" | "ERR_SESSION_UNKNOWN" | "ERR_UNSUPPORTED_PROTOCOL" | "ERR_PARSE" | "ERR_REFUSED" | "ERR_AUTH" | "ERR_ACK_TIMEOUT" | "ERR_DISCONNECTED" | "ERR_PAYLOAD_TOO_LARGE" | "ERR_BUFFER_FULL" | "ERR_ENCODE" | "ERR_ABORTED" | "ERR_RESERVED_EVENT" | "ERR_INVALID_URL" | "ERR_INVALID_OPTION" | "ERR_NO_TRANSPORT";
/** Whether an event that got no answer may have reached the server: `"not-sent"` is said only of what never will be. */
type Delivery = "not-sent" | "unknown";
/** The step at which a connection attempt failed. */
type ConnectPhase = "transport" | "handshake" | "namespace" | "auth";
/** Why a connection that no error broke was closed. */
interface CloseDetails {
    /** What closed it. */
    description: string;
    /** The event that told of it. */
    context?: unknown;
    /** What to do about it, where there is something to say. */
    hint?: string;
}
declare const BRAND: unique symbol;
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
    /** `ERR_ENCODE`: where in the event's arguments the bad value is, such as `[1].user.id`. */
    readonly path?: string;
    constructor(code: ErrorCode, message: string, fields?: {
        readonly [name: string]: unknown;
    });
    /** @internal */
    get [BRAND](): true;
}
/** A connection attempt that failed, or a connection that broke. */
declare class ConnectError extends HoldfastError {
    /** Where it failed. */
    readonly phase: ConnectPhase;
    /** Name of the transport that failed. */
    readonly transport?: string;
    /** Where to; without the query, which may hold secrets. */
    readonly url?: string;
    /** HTTP status of the answer. */
    readonly status?: number;
    /** Which reconnection attempt it was; 0 is the first connection. */
    attempt?: number;
    /** Whether another attempt follows by itself. */
    willRetry?: boolean;
    /** When it follows, ms from now. */
    retryIn?: number | undefined;
    /** What to do about it. */
    hint?: string;
    /** `ERR_REFUSED`: what the server sent along. */
    readonly data?: any;
    /** When several transports failed: the error of each, in order. */
    errors?: ConnectError[];
    /** `"TransportError"` for an error of a transport, as in socket.io-client. */
    readonly type?: string;
    /** HTTP status or the underlying error, as in socket.io-client. */
    readonly description?: unknown;
    /** The answer or event that told of it, as in socket.io-client. */
    readonly context?: unknown;
    /** The number that the server gave, see "Error answers" in docs/protocol.md. */
    readonly serverCode?: number;
    /** @internal No transport can reach the server. */
    readonly _unreachable?: boolean;
}
/** Is it an error of holdfast, of whichever copy or realm? With a code: that one. */
declare const isHoldfastError: (error: unknown, code?: ErrorCode) => error is HoldfastError;
/** Is it a {@link ConnectError}, of whichever copy or realm? */
declare const isConnectError: (error: unknown) => error is ConnectError;

/** Where a server is, and what the URL says beside it. */
interface Target {
    readonly secure: boolean;
    /** With brackets around an IPv6 address. */
    readonly hostname: string;
    readonly port: string;
    /** The path of the URL, which names the namespace. */
    readonly path: string;
    /** The parameters in the URL, as they are written there. */
    readonly query: string | undefined;
}
/** Of a page or worker: what of its address completes a URL. */
interface Location {
    /** With a colon at the end. */
    readonly protocol: string;
    readonly hostname: string;
    readonly port: string;
}
/** What of the options names the server where no URL does, as in socket.io-client. */
interface AddressOptions {
    /** Name of the server, where no URL is given; may have a port. */
    host?: string | undefined;
    /** Name of the server, where no URL is given. */
    hostname?: string | undefined;
    /** Port of the server, where no URL is given. */
    port?: string | number | undefined;
    /** TLS, where no URL is given. */
    secure?: boolean | undefined;
}
/** What of the options shapes the address of a request. */
interface RequestOptions {
    /** Path of the server's endpoint. @default "/socket.io" */
    path?: string | undefined;
    /** A slash at the end of the path. @default true */
    addTrailingSlash?: boolean | undefined;
    /** Parameters added to the address of each request. */
    query?: object | undefined;
    /** Add a parameter that keeps caches out of the way. @default true for polling, false for others */
    timestampRequests?: boolean | undefined;
    /** Its name. @default "t" */
    timestampParam?: string | undefined;
    /** Binary data as base64, also on a WebSocket. @default false */
    forceBase64?: boolean | undefined;
}

/**
 * What the rest of the code may ask of the world. Interfaces only: the implementations are `browser.ts` and `node.ts`,
 * and tests inject a fake (docs/design.md, rule of construction 5).
 */

/** What an Engine.IO message carries: text, or the bytes of an attachment. */
type Frame = string | ArrayBuffer | ArrayBufferView | Blob;
/** Options that concern the platform's network alone. */
interface NetworkOptions {
    /** Send cookies and credentials to other origins; Node: keep the server's cookies. @default false */
    withCredentials?: boolean | undefined;
    /** Headers for each request; a browser can't send them with a WebSocket. */
    extraHeaders?: Record<string, string> | undefined;
    /** WebSocket subprotocols. */
    protocols?: string | string[] | undefined;
    /** Node: the connection does not keep the process running. @default false */
    autoUnref?: boolean | undefined;
    /** Node: compression of WebSocket messages, where the server does it too. @default { threshold: 1024 } */
    perMessageDeflate?: boolean | {
        /** Bytes from which a message is compressed. @default 1024 */
        threshold?: number;
    } | undefined;
    /** Node: as `http.request` takes it. */
    agent?: unknown | undefined;
    /** Node: certificate and private key in one, as `tls.connect` takes them. */
    pfx?: unknown | undefined;
    /** Node: private key, as `tls.connect` takes it. */
    key?: unknown | undefined;
    /** Node: of the private key or the PFX. */
    passphrase?: string | undefined;
    /** Node: client certificate, as `tls.connect` takes it. */
    cert?: unknown | undefined;
    /** Node: certificates to trust in place of the well-known ones. */
    ca?: unknown | undefined;
    /** Node: as `tls.connect` takes them. */
    ciphers?: string | undefined;
    /** Node: refuse a server whose certificate is not trusted. @default true */
    rejectUnauthorized?: boolean | undefined;
    /** Node: the address of this machine to connect from. */
    localAddress?: string | undefined;
    /** @internal What {@link Platform.cookies} gave the Manager. */
    _cookies?: unknown;
}
/** A handle that {@link Clock.setTimeout} gave. */
type Timer = unknown;
/** The time, in milliseconds. */
interface Clock {
    /** Wall clock time, ms since the epoch. It goes on while a machine sleeps; timers do not. */
    now(): number;
    /** Never calls back for an infinite time. */
    setTimeout(callback: () => void, ms: number): Timer;
    /** Does nothing for `undefined` and for a timer that has fired. */
    clearTimeout(timer: Timer): void;
}
interface HttpResponse {
    status: number;
    /** The whole body; one that was cut, or that is not UTF-8, rejects instead. */
    text: string;
}
/**
 * One HTTP request: a POST if there is a body. Rejects when there is no complete answer. With `keepalive` it outlives the
 * page, which a body of more than 64 KiB can't.
 */
type Http = (url: string, body: string | undefined, signal: AbortSignal, options: NetworkOptions & {
    readonly maxAttachmentBytes?: number;
}, keepalive: boolean) => Promise<HttpResponse>;
/** How a WebSocket was closed: the platform's own event. */
interface WebSocketEnd {
    /** What the peer says of it. */
    readonly reason: string;
}
interface WebSocketHandlers {
    _opened(): void;
    _receive(data: unknown): void;
    /**
     * Exactly once, the last call. `error`: what broke it, if the peer did not close it. `fields`: what else is known of that: what
     * a refused upgrade stands for, or that no transport can reach the server.
     */
    _closed(event: WebSocketEnd, error?: unknown, fields?: Partial<ConnectError>): void;
}
/** An open or opening WebSocket of the platform. */
interface WebSocketLike {
    /** Bytes that wait to be sent. */
    readonly bufferedAmount: number;
    send(data: Frame, compress: boolean): void;
    /** Starts the closing handshake. */
    close(): void;
    /** Calls back when the peer answered a ping, and so has read what was sent before; where the platform can. */
    ping?(answered: () => void): true;
    /** Ends at once, where the platform can. */
    terminate?(): void;
}
type WebSocketFactory = (url: string, options: NetworkOptions, handlers: WebSocketHandlers) => WebSocketLike;
/** A WebTransport session of the platform, as the W3C's WebTransport has it. */
interface WebTransportLike {
    readonly ready: Promise<unknown>;
    readonly closed: Promise<unknown>;
    createBidirectionalStream(): Promise<{
        readable: ReadableStream<Uint8Array>;
        writable: WritableStream<Uint8Array>;
    }>;
    close(): void;
}
/** The W3C's class; the transport makes the session, so that nothing of it is bundled where that is not. */
type WebTransportClass = new (url: string, options: unknown) => WebTransportLike;
/** Where signals of the network and of the page come from. */
type SignalSource = Partial<Pick<EventTarget, "addEventListener" | "removeEventListener">>;
interface Platform {
    /**
     * Timers are looked up at each use, so that a fake clock installed later counts, unless they are to be the `native` ones.
     * With `unref` none keeps Node running.
     */
    clock(unref: boolean, native: boolean): Clock;
    /** From 0 to below 1. */
    random(): number;
    /** Do polls outlive the page? Then the server has to be told that it is gone. */
    readonly pollsOutlivePage?: boolean;
    /** Calls back at the end of this turn; at once where nothing is given up in the turn in which it began. */
    soon(callback: () => void): unknown;
    /** What a transport works with, by the transport's name; `undefined` where there is none. */
    readonly polling: Http | undefined;
    readonly websocket: WebSocketFactory | undefined;
    readonly webtransport: WebTransportClass | undefined;
    /** Does a WebSocket take headers? */
    readonly sendsHeaders: boolean;
    /** Makes the store of a Manager's cookies, where no browser keeps them. */
    cookies?(): unknown;
    /** The window and the document, where they are. */
    signals(): readonly (SignalSource | undefined)[];
    /** How binary data arrives unless the app says otherwise. */
    readonly binaryType: "arraybuffer" | "nodebuffer";
    /** The address of the page or worker, if there is one. */
    location(): Location | undefined;
    base64(bytes: Uint8Array): string;
    /** Bytes of a text in UTF-8. */
    byteLength(text: string): number;
    /** Tells the developer of a likely mistake. */
    warn(text: string): void;
    /** Surfaces what a listener threw as an uncaught error of its own, in a later turn. */
    report(error: unknown): void;
}

/**
 * Options that are numbers, with their defaults. Those of socket.io-client are as lenient as there: `null` is not given,
 * numeric strings are numbers.
 */
interface Options {
    /** ms before the first reconnection attempt, doubled for each that follows; 0 means at once. @default 1000 */
    reconnectionDelay: number;
    /** ms, never exceeded by a delay. @default 5000 */
    reconnectionDelayMax: number;
    /** Part of the delay, 0 to 1, by which it may be shorter or longer. @default 0.5 */
    randomizationFactor: number;
    /** Reconnection attempts before giving up; 0 means none. @default Infinity */
    reconnectionAttempts: number;
    /** ms for a connection attempt, and for joining a namespace; 0: at once, `false`: no limit. @default 20000 */
    timeout: number;
    /** ms for each HTTP request of polling; 0: no limit. @default 0 */
    requestTimeout: number;
    /** ms that a connection must have lasted for the reconnection delay to start over. @default 5000 */
    minUptime: number;
    /** ms for an upgrade; the server's own limit is 10,000. @default 8000 */
    upgradeTimeout: number;
    /** Bytes that may wait in a WebSocket before volatile events are dropped. @default 65536 */
    highWaterMark: number;
    /** Binary attachments that the server may send in one packet. @default 1000 */
    maxAttachments: number;
    /** Bytes of the attachments of one packet that the server may send. @default 100000000 */
    maxAttachmentBytes: number;
    /** ms within which the attachments of a packet have to come. @default 20000 */
    attachmentTimeout: number;
    /** How deep objects and arrays may be nested in a packet from the server. @default 1000 */
    maxDepth: number;
}

/** Where an attachment goes once it is here. */
type Slot = [holder: Record<string, unknown>, key: string];

/** What a decoder is limited to. */
type DecoderOptions = Pick<Options, "maxAttachments" | "maxAttachmentBytes" | "attachmentTimeout" | "maxDepth">;
/** Whom a decoder tells. */
interface DecoderSink {
    _onPacket(packet: Packet): void;
    /** Attachments did not come in time. */
    _parseError(error: Error): void;
}
/**
 * Turns the frames of one connection back into packets. Throws at what docs/protocol.md does not allow; attachments that do not
 * come in time it tells its sink of.
 */
declare class Decoder {
    readonly _options: DecoderOptions;
    readonly _clock: Clock;
    readonly _sink: DecoderSink;
    /** The packet whose attachments are due, where they go, and how many bytes there may be still. */
    _due: Packet | undefined;
    _slots: Slot[];
    _bytes: number;
    _timer: Timer;
    constructor(options: DecoderOptions, clock: Clock, sink: DecoderSink);
    add(frame: unknown): void;
    destroy(): void;
    _text(frame: string): void;
}

type Listener = (...args: any[]) => void;
/** Names that may be listened to: those of the maps, and any where a map is open. */
type EventName<Events, Reserved = object> = (keyof Events | keyof Reserved) & (string | number | symbol);
/** The listener that the maps ask for; in an open map the emitter's own events keep their types. */
type ListenerFor<Events, Reserved, Name> = Name extends keyof Events & (string extends keyof Events ? never : unknown) ? Events[Name] extends Listener ? Events[Name] : Listener : Name extends keyof Reserved ? Reserved[Name] : Listener;
interface UntypedEmitter {
    _callbacks: ReadonlyMap<unknown, unknown[]>;
    on(event: unknown, listener: unknown): unknown;
    off(event?: unknown, listener?: unknown): unknown;
    listeners(event: unknown): unknown[];
}
declare const Base: new () => UntypedEmitter;
/**
 * `component-emitter` with types and with two of its habits guarded: `off(undefined)` removes nothing, and a number as
 * name hears like the string.
 */
declare class TypedEmitter<Events extends object, Reserved extends object = object> extends Base {
    /** @internal */
    readonly _report: (error: unknown) => void;
    /** Calls `listener` at the next such event, then removes it. */
    once: this["on"];
    /** The same as {@link on}. */
    addEventListener: this["on"];
    /** The same as {@link off}. */
    removeListener: this["off"];
    /** The same as {@link off}. */
    removeEventListener: this["off"];
    /** The same as {@link off}. */
    removeAllListeners: this["off"];
    constructor(report: (error: unknown) => void);
    /** Calls `listener` at each such event. */
    on<Name extends EventName<Events, Reserved>>(event: Name, listener: ListenerFor<Events, Reserved, Name>): this;
    /** Removes one listener, all of an event, or, without arguments, all. `undefined` as event or listener removes nothing. */
    off<Name extends EventName<Events, Reserved>>(event?: Name, listener?: ListenerFor<Events, Reserved, Name>): this;
    /** The listeners of an event, in the order in which they are called. */
    listeners<Name extends EventName<Events, Reserved>>(event: Name): ListenerFor<Events, Reserved, Name>[];
    /** Does anybody listen to an event? */
    hasListeners(event: EventName<Events, Reserved>): boolean;
    /** @internal */
    _call(event: unknown, args: readonly unknown[]): void;
}

/** A packet on its way out. */
interface OutgoingPacket extends Packet {
    /** Encoded when it was emitted. */
    _frames: readonly Frame[];
    /** Handed to the link; what comes back unsent is not. */
    _sent?: boolean;
    /** Is it among those that wait for a connection? `false`: no longer. */
    _waits?: boolean;
    /** Dropped rather than kept. */
    _volatile?: boolean | undefined;
    /** With a `bufferLimit`: when it was emitted. */
    _at?: number;
    /** The app gave it up. */
    _signal?: AbortSignal | undefined;
    /** Of the retry queue: how often it was sent, and how long each acknowledgement may take, in ms. */
    _tries?: number;
    _timeout?: number;
    /** Ends the wait for the acknowledgement. */
    _timer?: Timer;
    /** Listens to the signal. */
    _abort?: () => void;
    /** Called with the acknowledgement. */
    _callback?: Listener | undefined;
    /** If there is something: the callback takes an error first, and is called in any case. */
    _promised?: unknown;
}
/** What a namespace asks of the session under it; the Engine implements it. */
interface LinkSession {
    /** `timeout`: ms for joining. */
    readonly _options: {
        readonly timeout: number;
    };
    /** Would a packet go out without much delay? */
    readonly _writable: boolean;
    /** Is the connection there, by the heartbeat too? */
    _alive(): boolean;
    /** Why no transport of the connection takes the frames, if none does. */
    _tooLarge(frames: readonly Frame[]): HoldfastError | undefined;
}
/** What a namespace needs of the connection under it; the Manager implements it. */
interface Link {
    /** The session, or the last one; there is none before the first attempt. */
    readonly engine: LinkSession;
    readonly _platform: Platform;
    readonly _clock: Clock;
    /** Is a reconnection attempt under way, or due? `undefined`: there is no connection, nor will be. */
    readonly _reconnecting: boolean | undefined;
    /** How many listeners of reserved events are being told now: in these, `connect()` does not cut a wait short. */
    _telling: number;
    /** The frames of a packet; throws for what can't be encoded. */
    _encode(packet: Packet): readonly Frame[];
    /** The app does not trust the connection: it is lost now. */
    _drop(): void;
    /** `alone`: in a turn of its own. */
    _send(packet: OutgoingPacket, alone?: boolean): void;
    /** The namespace is active now, and wants a connection. */
    _wanted(namespace: Namespace): void;
    /** The namespace wants none any more. */
    _unwanted(): void;
    /** The namespace is joined. */
    _joined(): void;
    /**
     * Joining failed. With another namespace joined the connection stays, and so says the answer; otherwise the attempt
     * has failed for all of them, which they are told.
     */
    _joinFailed(error: ConnectError): boolean;
}
/** What the connection tells a namespace. */
interface Namespace {
    readonly connected: boolean;
    /** Does it want a connection? */
    readonly active: boolean;
    /** Does the connection have to stay for its sake? */
    readonly _busy: boolean;
    /** A connection is there: join. */
    _linkOpen(): void;
    _packet(packet: Packet): void;
    /** The connection is lost; `unsent`, of all namespaces, was never handed to it. */
    _linkLost(reason: string, details: ConnectError | CloseDetails | undefined, unsent: OutgoingPacket[]): void;
    /** The packets were too large for the transports that were left. */
    _drop(packets: readonly OutgoingPacket[], error: HoldfastError): void;
    /** A connection attempt failed. */
    _attemptFailed(error: ConnectError): void;
    /** Tells of an attempt, while active; without an event, or with `reconnect_failed`, there will be none. */
    _announce(event?: "reconnect_attempt" | "reconnect_error" | "reconnect_failed", detail?: unknown): void;
    /** The state that users see may have changed. */
    _changed(cause: string): void;
}

/** Events of which nothing is known: any name, any arguments. */
interface DefaultEventsMap {
    [event: string]: (...args: any[]) => void;
}
type EventNames<Map> = keyof Map & (string | symbol);
type IsAny<Type> = 0 extends 1 & Type ? true : false;
type AnyFunction = (...args: any[]) => unknown;
type AnyArguments = any[];
/** The arguments of an event in a map. */
type EventParams<Map, Name extends EventNames<Map>> = IsAny<Map[Name]> extends true ? AnyArguments : Map[Name] extends (...args: infer Args) => unknown ? Args : never;
/** The last argument, which may be optional. */
type Last<Args extends unknown[]> = Required<Args> extends [...infer _, infer Tail] ? Tail : Args extends [] ? undefined : Args extends (infer Item)[] ? Item : never;
type AllButLast<Args extends unknown[]> = Args extends [...infer Init, (infer _)?] ? Init : Args;
/** Arguments of `emitWithAck`: those of the event without the callback. */
type AckParams<Map, Name extends EventNames<Map>> = IsAny<Last<EventParams<Map, Name>>> extends true ? EventParams<Map, Name> : Last<EventParams<Map, Name>> extends AnyFunction ? AllButLast<EventParams<Map, Name>> : [error: `the event "${Name & string}" has no acknowledgement: its last argument is not a callback`];
/** What `emitWithAck` resolves to: the first argument of the callback that is not an error. */
type AckResult<Map, Name extends EventNames<Map>> = AckValue<Last<EventParams<Map, Name>>>;
type AckValue<Ack> = IsAny<Ack> extends true ? Ack : Ack extends (...args: infer Args) => unknown ? Args extends [Error, infer Value, ...unknown[]] ? Value : Args extends [Error] ? undefined : Args extends [infer Value, ...unknown[]] ? Value : undefined : never;
type WithError<Ack> = Ack extends (...args: infer Args) => infer Result ? Args extends [Error, ...unknown[]] ? Ack : (error: Error, ...args: Args) => Result : Ack;
/** The map with an error in front of the arguments of each acknowledgement, as `timeout()` gives it. */
type DecorateAcknowledgements<Map> = IsAny<Map> extends true ? Map : {
    [Name in keyof Map]: Map[Name] extends (...args: infer Args) => infer Result ? (...args: DecorateLast<Args>) => Result : Map[Name];
};
type DecorateLast<Args extends unknown[]> = {
    [Index in keyof Args]: WithError<Args[Index]>;
};
/** Why a namespace was left, or its connection lost. */
type LeaveReason = "io server disconnect" | "io client disconnect" | "ping timeout" | "transport close" | "transport error" | "parse error" | "forced close";
/** More about a lost connection: an error, or what a transport says of its close. */
type DisconnectDescription = ConnectError | CloseDetails;
/** Reserved events of a Socket; see "Reserved events" in docs/design.md. */
interface SocketReservedEvents {
    /** The namespace is joined, the first time and again; what was buffered follows. */
    connect(): void;
    /** An attempt failed: transport, handshake, namespace refused, auth failed, timed out. */
    connect_error(error: ConnectError): void;
    /** The attempt ran out of `timeout`; `connect_error` follows with the same error. */
    connect_timeout(error: ConnectError): void;
    /** The namespace was left or the connection lost, after a `connect`. */
    disconnect(reason: LeaveReason, details?: DisconnectDescription): void;
    /** Attempt `attempt` starts, 1 for the first. */
    reconnect_attempt(attempt: number): void;
    /** That attempt failed. */
    reconnect_error(error: ConnectError): void;
    /** No further attempt will be made. */
    reconnect_failed(): void;
    /** After the `connect` that attempt `attempt` led to. */
    reconnect(attempt: number): void;
}
/** What `socket.state` may be. */
type SocketState = "disconnected" | "connecting" | "connected" | "reconnecting";
/** What listeners of `state_change` get. */
interface StateChange {
    /** The state before. */
    from: SocketState;
    /** The state now. */
    to: SocketState;
    /** The reserved event or the call that led to it. */
    cause: string;
}
/** An outgoing event that will not be sent any more. */
interface Dropped {
    /** Its name. */
    event: string;
    /** Its arguments, without the callback. */
    args: unknown[];
    /** Why it is not sent. */
    cause: HoldfastError;
    /** `"unknown"`: an earlier try may have arrived. */
    delivery: Delivery;
}
/** Events of `socket.lifecycle`. */
interface LifecycleEvents extends SocketReservedEvents {
    /** `socket.state` changed. */
    state_change(change: StateChange): void;
    /** An outgoing event will not be sent any more. */
    dropped(dropped: Dropped): void;
}
/** What `auth` may be: the data, or who gives it, by callback or by return. Asked anew for each connection. */
type Auth = {
    [key: string]: any;
} | ((answer: (data: object) => void) => object | void | undefined | Promise<object | void | undefined>);
/** Bounds of what is buffered while the socket is not connected. */
interface BufferLimit {
    /** Events. @default Infinity */
    events?: number | undefined;
    /** Bytes of their data. @default Infinity */
    bytes?: number | undefined;
    /** ms after which an event is not worth sending any more. @default Infinity */
    age?: number | undefined;
    /**
     * What becomes of an event for which there is no room: `emit` throws `ERR_BUFFER_FULL`, the oldest make room, or it is
     * dropped itself. @default "reject"
     */
    onFull?: "reject" | "drop-oldest" | "drop-newest" | undefined;
}
/** Options of one socket, which may differ between the sockets of a connection. */
interface SocketOptions {
    /** Credentials sent when joining the namespace, as `socket.handshake.auth` on the server. */
    auth?: Auth | null | undefined;
    /** ms that an acknowledgement may take. @default none; 10000 with `retries` */
    ackTimeout?: number | undefined;
    /** How often an event is sent again when its acknowledgement does not come: events arrive in order, at least once. @default 0 */
    retries?: number | undefined;
    /** With `retries`: how many events may wait for their acknowledgement at a time. @default 1 */
    retryWindow?: number | undefined;
    /** After a refusal: ask `auth` again and repeat the attempt, once; or a function that decides by the error. @default false */
    retryRefused?: boolean | ((error: ConnectError) => boolean) | undefined;
    /** Bounds of what is buffered while the socket is not connected. @default none */
    bufferLimit?: BufferLimit | undefined;
    /**
     * `"v4"`: the socket emits only `connect`, `connect_error` and `disconnect`, as socket.io-client does, and the names that
     * holdfast adds are the app's; `socket.lifecycle` has them all. @default "all"
     */
    lifecycleEvents?: "all" | "v4" | undefined;
}
/** A listener of every event. */
type AnyListener = (event: string, ...args: any[]) => void;

/** Settings for what is emitted through a view of the Socket. */
interface Flags {
    readonly volatile?: boolean;
    readonly compress?: boolean;
    /** ms that the acknowledgement may take. */
    readonly timeout?: number;
    readonly signal?: AbortSignal;
}
/** Events to the server, each with a known outcome: sent, kept until it can be, acknowledged, or dropped and reported. */
declare abstract class Outbox<ListenEvents extends object> extends TypedEmitter<ListenEvents, SocketReservedEvents> {
    /** The namespace, such as `"/"` or `"/admin"`. */
    readonly nsp: string;
    /** @internal */ readonly _link: Link;
    /** @internal */ readonly _options: SocketOptions;
    /** @internal */ _lifecycle: TypedEmitter<LifecycleEvents> | undefined;
    /** @internal Events whose acknowledgement is due, by ack id. */
    _acks: Map<number, OutgoingPacket>;
    /** @internal With `retries`: events under way, at most as many as the window has. */ _underWay: number;
    /** @internal No event with a lower ack id waits for its turn. */ _turn: number;
    /** @internal Events that wait to be sent, and some that do no longer: taken out one by one, each would move all others. */
    _buffer: OutgoingPacket[];
    /** @internal How many of these. */ _gaps: number;
    /** @internal With a `bufferLimit`: bytes that wait, or more, as what leaves is not taken off. */ _bytes: number;
    /** @internal */ _nextId: number;
    /** @internal */ _anyOutgoing: AnyListener[];
    /** @internal Is the namespace joined, and are the events from before out? */
    abstract readonly _flowing: boolean;
    abstract readonly connected: boolean;
    constructor(link: Link, nsp: string, options: SocketOptions);
    /** Events that wait to be sent; may be emptied or replaced, in a `connect` listener at the latest. */
    get sendBuffer(): OutgoingPacket[];
    /** Replaces them; with an empty list, none is sent. */
    set sendBuffer(packets: OutgoingPacket[]);
    /** What waits to be sent: how many events, and the bytes of their data. */
    get buffered(): {
        /** Events. */
        count: number;
        /** Bytes of their data, encoded. */
        bytes: number;
    };
    /** What is not sent yet, also of the retry queue. */
    get _waiting(): readonly OutgoingPacket[];
    /** @internal Does the name belong to the events that holdfast adds? */
    _isOurs(name: unknown): boolean;
    /** Sends an event, or keeps it until it can be sent. A function at the end of `args` is called with the acknowledgement. */
    _submit(flags: Flags, args: unknown[], promised: boolean): void;
    /** The packet waits for its acknowledgement, for `timeout` ms at most. */
    _register(packet: OutgoingPacket, timeout: number | undefined): void;
    /** Its acknowledgement may take `timeout` ms: then it is tried again, or settled. */
    _await(packet: OutgoingPacket, timeout: number): void;
    /** @internal The outcome of the packet with this ack id, if one still waits. */
    _settle(id: number | undefined, error: HoldfastError | null, answer?: readonly unknown[]): void;
    /** Events whose acknowledgement is due, in the order in which they were emitted. */
    _unanswered(test: (packet: OutgoingPacket) => unknown): OutgoingPacket[];
    /** Makes room in the buffer for an event, or says why there is none; throws that, if it is to. */
    _makeRoom(packet: OutgoingPacket): HoldfastError | undefined;
    _bytesOf(packets: readonly OutgoingPacket[]): number;
    /** Drops what has waited too long. */
    _expire(): void;
    /** Sends what waited. */
    _flush(): void;
    /** Takes out what does not wait any more. */
    _compact(): OutgoingPacket[];
    /** Why an event that waited can't be sent. It is encoded anew: the app may have changed its data since. */
    _obstacle(packet: OutgoingPacket): HoldfastError | undefined;
    _transmit(packet: OutgoingPacket): void;
    /** It does not wait any more. */
    _leaves(packet: OutgoingPacket): void;
    /** Sends what the window lets through and is not under way. */
    _pump(): void;
    _try(packet: OutgoingPacket): void;
    /** Their connection is gone: they are sent again on the next. */
    _recall(): void;
    /**
     * @internal The packets are settled, and reported unless they were sent; those not sent yet will not be. Without an `error`
     * it is that the connection is gone.
     */
    _drop(packets: readonly OutgoingPacket[], error?: HoldfastError): void;
}

interface Joining {
    name: "joining" | "leaving";
    _timer?: Timer;
    _sent?: boolean;
}
interface Joined {
    name: "joined";
    _timer?: undefined;
    _ready?: boolean;
}
type State$2 = 
/** `waiting` is for the connection. */
{
    name: "idle" | "waiting";
    _timer?: undefined;
}
/** `sent`: the server will answer. `leaving`: asked to leave meanwhile, once the answer is there. */
 | Joining
/** `ready`: what was buffered before is out. */
 | Joined;
/** How a namespace is joined and left, and what becomes of its events meanwhile; the Socket's public side is on top. */
declare abstract class Lifecycle<ListenEvents extends object> extends Outbox<ListenEvents> implements Namespace {
    /** The server's id of this namespace's connection; `undefined` while not connected. */
    id: string | undefined;
    /** Did the server keep the session of the connection before, and send what was missed? */
    recovered: boolean;
    /** Credentials, or the function that gives them. May be changed at any time; counts from the next connection. */
    auth: Auth | undefined | null;
    /** Events that came before `connect` was emitted. */
    receiveBuffer: unknown[][];
    /** @internal */ _any: AnyListener[];
    /** @internal */ _state: State$2;
    /** @internal The state that listeners were told last. */ _shown: SocketState;
    /** @internal Names the session to the server, which may keep it ("Connection state recovery" in docs/protocol.md). */
    _pid: unknown;
    /** @internal Of the last event that the app was given. */ _offset: unknown;
    /** @internal The reconnection attempt that the app was told of and that is under way; 0 for none. */ _attempt: number;
    /** @internal Was a refusal followed by another try, on this connection? */ _retried: boolean;
    constructor(link: Link, nsp: string, options: SocketOptions);
    /** Has the namespace been joined, over a connection that is open? */
    get connected(): boolean;
    /** Is it connected, or will it connect by itself? */
    get active(): boolean;
    /** `"disconnected"`, `"connecting"`, `"connected"` or `"reconnecting"`. */
    get state(): SocketState;
    /** @internal */
    get _busy(): boolean;
    /** @internal */
    get _flowing(): boolean;
    /** The one way from a state to another. */
    _enter<Next extends State$2>(next: Next, cause: string): Next;
    /**
     * Leaves a state in which events were sent: what was and is not acknowledged gets its outcome, after the listeners of
     * `event` were told. At the `end` of it all, so that only the app comes back, so does what waits and promised one.
     */
    _leave(name: "idle" | "waiting", end: boolean, cause: string, event?: keyof SocketReservedEvents, ...details: unknown[]): void;
    _connect(): void;
    _disconnect(): void;
    /** @internal */
    _linkOpen(): void;
    /** The app's credentials, or the server's answer, have the time limit, from now on. */
    _limit(joining: Joining): void;
    _authFailed(joining: Joining, cause: unknown): void;
    _joinFailed(joining: Joining, error: ConnectError): void;
    /** @internal */
    _packet({ type, id, data }: Packet): void;
    /** The server's word on joining; Socket.IO 2 says it unasked, and without an id. */
    _onAnswer(type: number, asked: boolean | undefined, data: unknown): void;
    /** The namespace is left, unless the app wants to try once more, with other credentials. */
    _onRefusal(error: ConnectError, mayRetry?: boolean): void;
    /** What a function of the app says; nothing good, if it throws. */
    _ask(decide: (error: ConnectError) => boolean, error: ConnectError): boolean;
    _joined(sid: string, pid: unknown): void;
    /** @internal */
    _linkLost(reason: string, details: ConnectError | CloseDetails | undefined, unsent: OutgoingPacket[]): void;
    /** @internal */
    _attemptFailed(error: ConnectError): void;
    /** @internal */
    _announce(event?: "reconnect_attempt" | "reconnect_error" | "reconnect_failed", detail?: unknown): void;
    _tellFailure(error: ConnectError): void;
    /** Calls the listeners of a reserved event. */
    _tell(event: keyof SocketReservedEvents, ...details: unknown[]): void;
    /** @internal */
    _changed(cause: string): void;
    /** Sends a packet that is not an event. */
    _send(type: number, data?: unknown, id?: number): void;
    _onEvent(args: unknown[], id: number | undefined): void;
    /** The function by which the app acknowledges an event: once, and on the connection that asked. */
    _answer(id: number): Listener;
    _deliver(args: unknown[]): void;
}

/**
 * A namespace of a connection.
 *
 * `volatile`, `compress()`, `timeout()` and `signal()` give a *view*: the same socket, with other settings for what is
 * emitted through it. A view can be kept and used again; `emit` on it returns the socket.
 *
 * @typeParam ListenEvents - events from the server, with their listeners
 * @typeParam EmitEvents - events to the server
 * @typeParam Io - the Manager
 */
declare class Socket$1<ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents, Io = unknown> extends Lifecycle<ListenEvents> {
    /** The Manager whose connection this namespace uses. */
    readonly io: Io;
    /** @internal */ readonly _flags: Flags;
    /** @internal The socket, also from a view. */ readonly _self: this;
    /** @internal */
    constructor(io: Io & Link, nsp: string, options: SocketOptions);
    /** Emits the reserved events, `state_change` and `dropped`, whatever names the app uses for its own events. */
    get lifecycle(): TypedEmitter<LifecycleEvents>;
    /** The opposite of `connected`. */
    get disconnected(): boolean;
    /** Connects, or does nothing if connected. During a wait for reconnection it connects now. */
    connect(): this;
    /** The same as {@link connect}. */
    open(): this;
    /** Leaves the namespace; the connection is closed with its last one. What was emitted before is still sent. */
    disconnect(): this;
    /** The same as {@link disconnect}. */
    close(): this;
    /**
     * Drops a connection that the app does not trust any more and makes a new one at once; within a second of the last time,
     * when that second is over. Connects, if there is none.
     */
    reconnect(): this;
    /**
     * Resolves once the socket is connected, at once if it is. Rejects with the last error when it gives up, or is told to
     * (`ERR_DISCONNECTED`), when `timeout` ms have passed (`ERR_CONNECT_TIMEOUT`), or with `ERR_ABORTED`. The socket goes on
     * in the last two cases.
     */
    ready({ signal, timeout }?: {
        signal?: AbortSignal;
        timeout?: number;
    }): Promise<this>;
    /**
     * Sends an event, or buffers it until the socket is connected. A function as last argument is called with the
     * acknowledgement; with `timeout()` or `ackTimeout` it takes an error first, and is called in any case.
     *
     * Throws `ERR_RESERVED_EVENT` for a name that is reserved, `ERR_ENCODE` for data that can't be sent,
     * `ERR_PAYLOAD_TOO_LARGE` for more than the server takes and `ERR_BUFFER_FULL` where `bufferLimit` says so, and has
     * then done nothing.
     */
    emit<Name extends EventNames<EmitEvents>>(event: Name, ...args: EventParams<EmitEvents, Name>): this;
    /** Sends an event named `message`. */
    send(...args: unknown[]): this;
    /**
     * Sends an event and promises its acknowledgement. It rejects with `ERR_ACK_TIMEOUT` (with `timeout()` or `ackTimeout`),
     * `ERR_ABORTED` (with `signal()`), `ERR_DISCONNECTED` when the connection is lost or left, or what {@link emit}
     * throws; `error.delivery` says whether the event may have arrived.
     */
    emitWithAck<Name extends EventNames<EmitEvents>>(event: Name, ...args: AckParams<EmitEvents, Name>): Promise<AckResult<EmitEvents, Name>>;
    /** A view whose events are dropped when they can't be sent now. */
    get volatile(): this;
    /** A view whose acknowledgements must come within `timeout` ms, and whose callbacks take an error first. */
    timeout(timeout: number): Socket$1<ListenEvents, DecorateAcknowledgements<EmitEvents>, Io>;
    /** A view whose events are not compressed, if `compress` is `false`. */
    compress(compress: boolean): this;
    /** A view whose events are given up when `signal` is aborted, and whose callbacks take an error first (`ERR_ABORTED`). */
    signal(signal: AbortSignal): Socket$1<ListenEvents, DecorateAcknowledgements<EmitEvents>, Io>;
    /** Calls `listener` with every event that comes in, its name first. */
    onAny(listener: AnyListener): this;
    /** As {@link onAny}, before the others. */
    prependAny(listener: AnyListener): this;
    /** Removes a listener of {@link onAny}, or all. */
    offAny(listener?: AnyListener): this;
    /** The listeners of {@link onAny}. */
    listenersAny(): AnyListener[];
    /** Calls `listener` with every event that is sent, its name first. */
    onAnyOutgoing(listener: AnyListener): this;
    /** As {@link onAnyOutgoing}, before the others. */
    prependAnyOutgoing(listener: AnyListener): this;
    /** Removes a listener of {@link onAnyOutgoing}, or all. */
    offAnyOutgoing(listener?: AnyListener): this;
    /** The listeners of {@link onAnyOutgoing}. */
    listenersAnyOutgoing(): AnyListener[];
    _view(flags: Flags): this;
}

type EnginePacketType = "open" | "close" | "ping" | "pong" | "message" | "upgrade" | "noop";
interface EnginePacket {
    type: EnginePacketType;
    data?: Frame;
    options?: {
        compress?: boolean;
    };
    /** What the frame belongs to, on the first frame of it; comes back to its owner if it is never sent. */
    _owner?: unknown;
    /** All frames of that, on the first of them. */
    _frames?: readonly Frame[];
    /** Goes out in a turn and a request without any others but its like; see "Close" in docs/protocol.md. */
    _alone?: boolean;
}

/** How packets travel. */
type TransportName = "polling" | "websocket" | "webtransport";
/** Options that concern the transports. */
interface TransportOptions extends NetworkOptions, RequestOptions, Options {
    /** Options for one transport alone, by its name. */
    transportOptions?: object | undefined;
}
/** Whom a transport tells. One at a time; it is handed over by assigning {@link Transport._sink}. */
interface TransportSink {
    _packet(packet: EnginePacket): void;
    /** It takes packets now: after opening, and each time it is done with a batch. */
    _ready(): void;
    /** Exactly once, the last call. An error, or details if the peer or we closed it. */
    _closed(error: ConnectError | undefined, details?: CloseDetails): void;
}
/** What a transport needs of the session that it serves. */
interface Session {
    readonly _platform: Platform;
    readonly _clock: Clock;
    readonly _options: TransportOptions;
    /** Session ID, once there is one. */
    readonly id: string | undefined;
    readonly binaryType: string;
    /** The page goes away: what is sent now must outlive it. */
    readonly _parting: boolean;
    /** The address for a request or connection made now. */
    _url(name: TransportName, options: TransportOptions): string;
}
/** A class of transports, which can be named in the `transports` option. */
interface TransportKind {
    new (session: Session): Transport;
    /** @internal Also names what of the platform it can't do without. */
    readonly _type: TransportName;
    /** @internal Polling alone: moves the session to what the server offers. */
    _upgrade?(session: Session, offered: readonly string[]): void;
    /** @internal Polling alone: is the first packet that waits too large for it? Then it is kept back. */
    _holds?(session: Session): boolean;
}
/** One way to carry Engine.IO packets. */
declare abstract class Transport {
    /** `"polling"`, `"websocket"` or `"webtransport"`. */
    readonly name: TransportName;
    /** @internal */ _sink: TransportSink;
    /** @internal */ readonly _session: Session;
    /** @internal */ readonly _options: TransportOptions;
    /** @internal */ _over: boolean;
    /** @internal */
    constructor(session: Session);
    /** Takes a batch now. */
    abstract readonly _idle: boolean;
    abstract _open(): void;
    /** Only while {@link _idle}. A batch is handed over whole. */
    abstract _send(batch: readonly EnginePacket[]): void;
    /** Says goodbye, then tells the sink that it is closed. */
    abstract _close(): void;
    /** Calls back once the server has read what was sent; returns nothing where it can't tell. */
    _whenRead?(callback: () => void): Timer;
    /** Polling alone: starts no more polls, and calls back once nothing is under way. */
    _pause?(done: () => void): void;
    /** Polling alone: leaves a moment without a poll, in which an upgrade needs not wait for one; calls back as it begins. */
    _putOff?(callback: () => void): void;
    /** Polling alone: goes on after {@link _pause}. */
    _resume?(): void;
    /** Ends what is under way. */
    abstract _release(): void;
    /** Would it pass a packet on without much delay? Volatile events go out only then. */
    get writable(): boolean;
    /** Ends at once and tells nobody. */
    _abort(): void;
    _end(error?: ConnectError, details?: CloseDetails): void;
    /** Takes what came in as one packet, or ends. */
    _receive(frame: unknown): void;
    /** Takes what the parser made of what came in. */
    _take(packet: EnginePacket | undefined): void;
    /** The address for a request or connection made now. */
    _url(): string;
    /** Ends with an error whose message starts with `prefix`, which apps compare with. */
    _fail(cause: unknown, fields?: Partial<ConnectError>, prefix?: string): void;
}

/**
 * A time limit that also counts the time in which the machine slept. Timers stop while it does and are throttled in hidden
 * pages, and the wall clock may be set back: whichever is ahead counts.
 */
declare class WallTimer {
    readonly _clock: Clock;
    /** `late`: by the wall clock, since the machine slept. */
    readonly _expired: (late: boolean) => void;
    _timer: Timer;
    /** ms left when the wall clock showed `_at`. */
    _left: number;
    _at: number;
    constructor(clock: Clock, expired: (late: boolean) => void);
    /** Sets the limit, ms from now. */
    _set(ms: number): void;
    /** Calls back if it is over, by the wall clock. */
    _check(): void;
    _clear(): void;
}

/** What the server's first packet says, checked. */
interface Handshake {
    /** The session's id. */
    readonly sid: string;
    /** Names of the transports that the session may move to. */
    readonly upgrades: readonly string[];
    /** ms between two pings of the server. */
    readonly pingInterval: number;
    /** ms that a ping may be late. */
    readonly pingTimeout: number;
    /** Bytes that the server takes in one payload; 0 or absent: unknown. */
    readonly maxPayload?: number;
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
    /** What a packet of the app carries. */
    message(data: Frame): void;
    /** The same as `message`. */
    data(data: Frame): void;
    /** Packets were handed to the transport. */
    flush(): void;
    /** All was handed to the transport, and it takes more. */
    drain(): void;
    ping(): void;
    pong(): void;
    upgrading(transport: Transport): void;
    upgrade(transport: Transport): void;
    upgradeError(error: Error): void;
    close(reason: CloseReason, details?: ConnectError | CloseDetails): void;
}
/** Whom the Engine tells: its Manager. */
interface EngineSink {
    _onOpen(): void;
    _onPing(): void;
    _onMessage(data: Frame): void;
    /** The machine slept, and the session did not outlive that. */
    _wake(): void;
    /** The session moved on to a better transport. */
    _onUpgrade(): void;
    /** What no transport takes that is left was not sent. */
    _onRefused(owner: unknown, error: HoldfastError): void;
    /** The session is over, or none came about; `unsent` are the owners of what was never handed to the transport. */
    _onClose(reason: CloseReason, details: ConnectError | CloseDetails | undefined, unsent: unknown[]): void;
}
/** What an Engine is made of. */
interface EngineInit {
    readonly _platform: Platform;
    readonly _clock: Clock;
    readonly _options: EngineOptions;
    readonly _target: Target;
    /** The transports to use, in order. */
    readonly _kinds: readonly TransportKind[];
    /** Who is told; nobody, once it was told of the end. */
    readonly _sink: EngineSink;
}
interface EngineOptions extends TransportOptions {
    /** Move from polling to a better transport. @default true */
    readonly upgrade?: boolean | undefined;
    /** When a transport fails, try the next one within the same attempt. @default true */
    readonly tryAllTransports?: boolean | undefined;
    /** The transports that the app asks for, if it does. */
    readonly transports?: readonly unknown[] | null | undefined;
}

/** The session's state; what only makes sense in one state is there in that one alone, and ends with it. */
interface State$1 {
    readonly name: "opening" | "open" | "closing" | "closed";
    /** Open or closing. */
    readonly _handshake?: Handshake;
    /** Open: until the server's next ping is due. */
    readonly _heartbeat?: WallTimer;
    /** Opening: gives that up. Open: gives up the upgrade under way. */
    _cancel?: (() => void) | undefined;
    /** Open or closing: there while nothing is written, until the server has read what was. */
    _gap?: Timer;
    /** Closing: ends it if the server does not. */
    readonly _timer?: Timer;
}
/** The transport manager: one Engine.IO session, from the handshake over an upgrade to the close. */
declare class Engine extends TypedEmitter<EngineEvents> implements Session, TransportSink {
    /** Session ID, while there is a session. */
    id: string | undefined;
    /** How binary data arrives: `"arraybuffer"`, `"blob"` or, on Node, `"nodebuffer"`. */
    binaryType: string;
    /** The transport in use, or being opened. */
    transport: Transport;
    /** Packets not yet handed to the transport. */
    writeBuffer: EnginePacket[];
    /** @internal */ readonly _platform: Platform;
    /** @internal */ readonly _clock: Clock;
    /** @internal */ readonly _options: EngineOptions;
    /** @internal */ readonly _target: Target;
    /** @internal */ readonly _kinds: readonly TransportKind[];
    /** @internal */ _sink: EngineSink | undefined;
    /** @internal */ _state: State$1;
    /** @internal */ _parting: boolean;
    /** @internal When was something last sent: the request that opens, then packets? */ _wrote: number;
    /** @internal Was it one that goes alone? */ _wroteAlone: boolean | undefined;
    /** @internal */
    constructor(init: EngineInit);
    /** `"opening"`, `"open"`, `"closing"` or `"closed"`. */
    get readyState(): State$1["name"];
    /** Ends the session after what is queued was sent; reason `"forced close"`. */
    close(): this;
    /** @internal `timeout`: ms, of which each transport has its share before the next starts beside it. */
    _open(timeout: number): void;
    /** @internal Closes, and tells its sink nothing more. */
    _leave(): void;
    /** @internal The page goes away: nobody is told any more, and what is sent outlives it. */
    _part(): void;
    /** @internal The page is kept in the background: says goodbye as far as that goes, and ends at once. */
    _suspend(): void;
    /** @internal Would a packet go out without much delay? */
    get _writable(): boolean;
    /**
     * @internal The error of a packet that is too large for every transport that there is, or may be soon: until an upgrade has
     * failed, it counts what the better one takes. `base64`: too large for polling.
     */
    _tooLarge(frames: readonly Frame[], base64?: boolean): HoldfastError | undefined;
    /** @internal Queues the frames of one Socket.IO packet. */
    _write(frames: readonly Frame[], owner: unknown, alone: boolean, options: EnginePacket["options"]): void;
    /** @internal Is the session open, and was its last ping not too long ago by the wall clock? */
    _alive(): boolean;
    /** @internal Ends the session at once: nothing more is sent. */
    _end(reason: CloseReason, details?: ConnectError | CloseDetails): void;
    /** The one way from a state to another. */
    _enter(next: State$1): void;
    /** @internal */
    _url(name: TransportName, options: TransportOptions): string;
    /** @internal */
    _ready(): void;
    /** @internal */
    _closed(error: ConnectError | undefined, details?: CloseDetails): void;
    /** @internal */
    _packet(packet: EnginePacket): void;
    /** @internal */
    _started(transport: Transport): void;
    /** @internal */
    _won(transport: Transport, packet: EnginePacket): void;
    /** @internal */
    _lost(error: ConnectError): void;
    get _polling(): boolean;
    _push(packet: EnginePacket): void;
    /** Hands to the transport what it takes now. `rested`: the server has read what was sent before. */
    _flush(rested?: boolean): void;
    /** Waits until the server has read what was sent, or may be taken to have; see "Close" in docs/protocol.md. */
    _rest(): void;
    _notify(event: keyof EngineEvents, ...args: unknown[]): void;
    _tell(reason: CloseReason, details: ConnectError | CloseDetails | undefined, unsent: unknown[]): void;
}

/** What a `reconnectionPolicy` decides by. */
interface ReconnectionFacts {
    /** The attempt that is to come, 1 for the first. */
    attempt: number;
    /** ms since the connection was lost, or since the first attempt began. */
    elapsed: number;
    /** Why another attempt is needed, where an error was the reason. */
    error: ConnectError | undefined;
}
/** What the controller goes by, as it is when it decides. */
interface ReconnectionOptions {
    /** Connect again when the connection is lost or an attempt fails. @default true */
    readonly reconnection?: boolean | undefined;
    /** Takes the place of the backoff: ms until the attempt, or `false` for none. */
    readonly reconnectionPolicy?: ((facts: ReconnectionFacts) => number | false) | null | undefined;
}
/** The backoff reconnection controller: decides whether and when the next attempt starts. It holds no timer. */
declare class ReconnectionController {
    /** The attempt under way or due, counted since the last `connect`; 0 is the first connection. */
    _attempt: number;
    /** Doublings of the delay; outlives a connection that did not last. */
    _step: number;
    /** When a namespace was joined, while one is. */
    _joinedAt: number | undefined;
    /** When it began to try. */
    _since: number;
    /** Before then no attempt starts before its time. */
    _notBefore: number;
    /** Does the attempt that is due start before its time, or did the one under way, or that led to the connection? */
    _early: boolean;
    readonly _clock: Clock;
    readonly _platform: Pick<Platform, "random" | "report">;
    constructor(clock: Clock, platform: Pick<Platform, "random" | "report">);
    /** The app connects: all starts over. */
    _reset(): void;
    /** A namespace was joined. */
    _joined(): void;
    /** The attempt failed or the connection is lost: ms until the next attempt, or `undefined` for none. */
    _next(options: Options & ReconnectionOptions, error: ConnectError | undefined): number | undefined;
    /** What the app's policy says, or the backoff where there is none, or it fails. */
    _policy(options: Options & ReconnectionOptions, facts: ReconnectionFacts): number | false;
    /** An attempt is wanted before its time. Returns how soon it may be, in ms. */
    _hurry(): number;
}

type Given<Of> = {
    -readonly [Name in keyof Of]?: Of[Name] | undefined;
};
/** Options of a connection. All are optional; `null` is taken as not given. */
interface ManagerOptions extends Given<Omit<Options, "timeout">>, Given<Omit<EngineOptions, keyof Options | "transports">>, Given<ReconnectionOptions>, AddressOptions {
    /** ms for a connection attempt, and for joining a namespace; 0: at once, `false`: no limit. @default 20000 */
    timeout?: number | false | undefined;
    /** A connection of its own for this socket. @default false */
    forceNew?: boolean | undefined;
    /** `false` is the same as `forceNew: true`. @default true */
    multiplex?: boolean | undefined;
    /** Connect as soon as it is made. @default true */
    autoConnect?: boolean | undefined;
    /** The transports to use, in order: names, or what holdfast exports. @default ["polling", "websocket", "webtransport"] */
    transports?: readonly (TransportName | (string & {}) | TransportKind)[] | undefined;
    /** The same as classes, where `transports` is not given. */
    transportImplementations?: readonly TransportKind[] | undefined;
    /** Begin with the transport that worked last time, rather than with the first. @default false */
    rememberUpgrade?: boolean | undefined;
    /** Encodes and decodes packets in another way, as the server does too, such as `socket.io-msgpack-parser`. */
    parser?: Parser | any;
    /** Close when the page is about to be left, which the user may still decline. @default false */
    closeOnBeforeunload?: boolean | undefined;
    /** Close at once when the network is gone, except to this machine. @default true */
    closeOnOffline?: boolean | undefined;
    /** Emits `online`, `offline`, `visibilitychange`, `pageshow`, `pagehide` and `resume` where no window does. */
    networkEvents?: EventTarget | undefined;
    /** Keep the timers that were there when holdfast was loaded, such as when a test replaces them. @default false */
    useNativeTimers?: boolean | undefined;
}
/** Options of `io()` and of a Manager; one that is `undefined` is not given. */
type IoOptions = {
    [Name in keyof (ManagerOptions & SocketOptions)]?: (ManagerOptions & SocketOptions)[Name] | undefined;
};

/** Signals of the network and of the page, by what they mean. */
interface SignalSink {
    /** The network is back, or the page is: is the connection still there? */
    _wake(): void;
    /** The network is gone. */
    _offline(): void;
    /** The page goes away; `kept`: it may come back as it is. */
    _hide(kept: boolean): void;
    /** No listener of the page will emit any more, if it goes away. */
    _gone(): void;
    /** The page is about to go away. */
    _unload(): void;
}

/** What is fixed when the library's entry is chosen: the platform and the transports that were built in. */
interface Environment {
    readonly platform: Platform;
    /** In the default order. */
    readonly kinds: readonly TransportKind[];
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
    /** Attempt `attempt` opened the connection. */
    reconnect(attempt: number): void;
    /** Attempt `attempt` starts, 1 for the first. */
    reconnect_attempt(attempt: number): void;
    /** That attempt failed. */
    reconnect_error(error: ConnectError): void;
    /** No further attempt will be made. */
    reconnect_failed(): void;
}
type OpenCallback = (error?: ConnectError) => void;
/** What only makes sense in one state is there in that one alone, and ends with it. */
interface Parts {
    /** Connecting: the time limit. */
    _timer?: Timer;
    /** Connecting: nobody wants it any more; it is given up unless somebody does in the same turn. */
    _release?: Timer;
    /** Connecting: told of the outcome; no other attempt follows. */
    _callback?: OpenCallback | undefined;
    /** Connected. */
    _decoder?: PacketDecoder | Decoder;
    /** Connected: a packet with more attachments than many servers take was sent, and nothing came since. */
    _crowded?: boolean;
    /** Waiting: for the next attempt, at `_due`. */
    _wait?: WallTimer;
    _due?: number;
}
type State = Parts & ({
    name: "idle" | "connecting" | "connected";
} | {
    name: "waiting";
    _wait: WallTimer;
    _due: number;
});
/** The connection of a Manager: one Engine at a time, the attempts to get one, and what the namespaces are told of them. */
declare abstract class Connection extends TypedEmitter<ManagerEvents> implements EngineSink, SignalSink {
    /** The options; what is changed in them counts from the next attempt. */
    readonly opts: IoOptions;
    /** The Engine.IO session in use, or the last one. */
    engine: Engine;
    /** @internal */ readonly _platform: Platform;
    /** @internal */ readonly _clock: Clock;
    /** @internal */ readonly _kinds: readonly TransportKind[];
    /** @internal */ readonly _target: Target;
    /** @internal */ readonly _controller: ReconnectionController;
    /** @internal */ readonly _namespaces: Map<string, Namespace>;
    /** @internal */ _cookies: unknown;
    /** @internal Told when it closes, and when it opens again. */ _cached: ((open: boolean) => void) | undefined;
    /** @internal */ _state: State;
    /** @internal Stops listening to signals. */ _unwatch: (() => void) | undefined;
    /** @internal Sessions in a row that the server did not know. */ _unknown: number;
    /** @internal */ _telling: number;
    /** @internal Is the page in the background, kept without a connection? */ _kept: boolean;
    /** @internal */
    constructor({ platform, kinds }: Environment, url?: string | IoOptions, options?: IoOptions);
    /** `"idle"`, `"connecting"`, `"connected"` or `"waiting"` (for the next attempt). */
    get state(): State["name"];
    /** @internal What is done in a listener of these events does not cut a wait short. */
    _call(event: unknown, args: readonly unknown[]): void;
    /** @internal Closes the connection, or stops trying to get one. */
    _close(): void;
    /** @internal */
    _unwanted(): void;
    /** @internal */
    _joined(): void;
    abstract _newDecoder(): PacketDecoder | Decoder;
    abstract _onPing(): void;
    abstract _onMessage(data: Frame): void;
    abstract _onRefused(owner: unknown, error: HoldfastError): void;
    /** @internal */
    _onOpen(): void;
    /** @internal */
    _onUpgrade(): void;
    /** @internal */
    _onClose(reason: CloseReason, details: ConnectError | CloseDetails | undefined, unsent: unknown[]): void;
    /** @internal */
    _wake(): void;
    /** @internal */
    _offline(): void;
    /** @internal */
    _hide(kept: boolean): void;
    /** @internal */
    _gone(): void;
    /** @internal */
    _unload(): void;
    get _address(): string;
    /** The one way from a state to another. */
    _enter(next: State): State;
    _connect(callback?: OpenCallback): void;
    /** An attempt came to nothing: waits for the next, or gives up. */
    _attemptFailed(error: ConnectError): void;
    /** The state that follows: the wait for the next attempt, if there is one. Says so in the error. */
    _wait(error: unknown, mayRetry?: boolean): State;
    /** Makes the next attempt before its time: as soon as it may be, and not before `spread` ms have passed. */
    _hurry(spread: number): void;
    _attempt(): void;
    /** The connection is over; `next` is what follows. */
    _lose(next: State, reason: string, details: ConnectError | CloseDetails | undefined, unsent: OutgoingPacket[]): State;
    /** Tells of the reconnection attempt that failed, if it was one, and that no other follows, if so. */
    _conclude(state: State, error?: ConnectError, mayGiveUp?: boolean): void;
    /** Tells the listeners here, then those of each namespace. */
    _announce(state: State, event: "reconnect_attempt" | "reconnect_error", detail: unknown): void;
    /** Tells each namespace, for as long as the state stays what it was. */
    _each(state: State, call: (namespace: Namespace) => void): void;
    /** Does anybody want a connection? The app alone, where there is no namespace. */
    get _needed(): boolean;
    _some(test: (namespace: Namespace) => boolean): boolean;
}

/**
 * A connection to one server, shared by the namespaces (Sockets) that are opened on it: one Engine at a time, and the
 * attempts to get one. Most apps never make a Manager: `io()` does, and `socket.io` is it. The entries' `Manager` is this
 * class over their platform.
 */
declare class BaseManager<ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents> extends Connection implements Link, DecoderSink {
    /** @internal */ readonly _encoder: PacketEncoder | undefined;
    /** @internal */
    constructor(environment: Environment, url?: string | IoOptions, options?: IoOptions);
    /**
     * Connects, if there is no connection and none is being made; a wait for reconnection it cuts short. With a callback, which
     * gets the error if that fails, no other attempt follows.
     */
    open(callback?: OpenCallback): this;
    /** The same as {@link open}. */
    connect(callback?: OpenCallback): this;
    /** The Socket of a namespace, made at the first call. */
    socket(nsp: string, options?: SocketOptions): Socket$1<ListenEvents, EmitEvents, BaseManager<ListenEvents, EmitEvents>>;
    /** Whether it reconnects; with an argument sets that. */
    reconnection(): boolean;
    reconnection(value: boolean): this;
    /** The `reconnectionAttempts` option; with an argument sets it. */
    reconnectionAttempts(): number;
    reconnectionAttempts(value: number): this;
    /** The `reconnectionDelay` option, ms; with an argument sets it. */
    reconnectionDelay(): number;
    reconnectionDelay(value: number): this;
    /** The `randomizationFactor` option; with an argument sets it. */
    randomizationFactor(): number;
    randomizationFactor(value: number): this;
    /** The `reconnectionDelayMax` option, ms; with an argument sets it. */
    reconnectionDelayMax(): number;
    reconnectionDelayMax(value: number): this;
    /** The `timeout` option, ms; with an argument sets it. */
    timeout(): number | false;
    timeout(value: number | false): this;
    /** Reads or sets an option. */
    _set<Value>(name: string, value: Value | undefined): Value | this;
    get _reconnecting(): boolean | undefined;
    /** @internal */
    _encode({ type, nsp, id, data }: Packet): readonly Frame[];
    /** @internal */
    _send(packet: OutgoingPacket, alone?: boolean): void;
    /** @internal */
    _wanted(namespace: Namespace): void;
    /** @internal */
    _joinFailed(error: ConnectError): boolean;
    /** @internal */
    _drop(): void;
    /** @internal */
    _onPing(): void;
    /** @internal */
    _onMessage(data: Frame): void;
    /** @internal */
    _onRefused(packet: OutgoingPacket, error: HoldfastError): void;
    _newDecoder(): PacketDecoder | Decoder;
    _parseError(cause: unknown, context?: unknown): void;
    _onPacket(packet: Packet): void;
}

/** A namespace of a connection. */
type Socket<ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents> = Socket$1<ListenEvents, EmitEvents, BaseManager<ListenEvents, EmitEvents>>;
declare const Socket: typeof Socket$1;
declare namespace Socket {
    /** Why a namespace was left, or its connection lost. */
    type DisconnectReason = LeaveReason;
}
/** Makes the Socket for a URL, whose path names the namespace. */
interface Io {
    <ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents>(options?: IoOptions): Socket<ListenEvents, EmitEvents>;
    <ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents>(url: string | undefined, options?: IoOptions): Socket<ListenEvents, EmitEvents>;
}
/** `io` with what makes sockets on it. */
interface IoFunction extends Io {
    /** The function itself. */
    readonly io: Io;
    /** The same. */
    readonly connect: Io;
    /** Makes a connection by hand. */
    readonly Manager: ManagerConstructor;
    /** The class of sockets. */
    readonly Socket: typeof Socket$1;
}
/** The `Manager` of an entry: {@link BaseManager} over its platform. */
type ManagerConstructor = new (url?: string | IoOptions, options?: IoOptions) => BaseManager;

/** What every entry exports beside what makes sockets. */

/** Revision of the Socket.IO protocol. */
declare const protocol = 5;

/** HTTP long-polling, with the upgrade from it. */
declare const polling: TransportKind;
/** WebSocket. */
declare const websocket: TransportKind;
/** WebTransport, over HTTP/3; where the runtime has it. */
declare const webtransport: TransportKind;

/** Makes an `io` that knows these transports alone, in this order; `io.Manager` goes with it. */
declare const createIo: ({ transports }: {
    transports: readonly TransportKind[];
}) => IoFunction;

type core_AckParams<Map, Name extends EventNames<Map>> = AckParams<Map, Name>;
type core_AckResult<Map, Name extends EventNames<Map>> = AckResult<Map, Name>;
type core_Auth = Auth;
type core_BaseManager<ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents> = BaseManager<ListenEvents, EmitEvents>;
declare const core_BaseManager: typeof BaseManager;
type core_BufferLimit = BufferLimit;
type core_CloseDetails = CloseDetails;
type core_CloseReason = CloseReason;
type core_ConnectError = ConnectError;
declare const core_ConnectError: typeof ConnectError;
type core_ConnectPhase = ConnectPhase;
type core_DecorateAcknowledgements<Map> = DecorateAcknowledgements<Map>;
type core_DefaultEventsMap = DefaultEventsMap;
type core_Delivery = Delivery;
type core_DisconnectDescription = DisconnectDescription;
type core_Dropped = Dropped;
type core_Engine = Engine;
declare const core_Engine: typeof Engine;
type core_ErrorCode = ErrorCode;
type core_Frame = Frame;
type core_Handshake = Handshake;
type core_HoldfastError = HoldfastError;
declare const core_HoldfastError: typeof HoldfastError;
type core_Io = Io;
type core_IoFunction = IoFunction;
type core_IoOptions = IoOptions;
type core_LifecycleEvents = LifecycleEvents;
type core_ManagerConstructor = ManagerConstructor;
type core_ManagerEvents = ManagerEvents;
type core_ManagerOptions = ManagerOptions;
type core_Packet = Packet;
type core_PacketDecoder = PacketDecoder;
type core_PacketEncoder = PacketEncoder;
type core_Parser = Parser;
type core_ReconnectionFacts = ReconnectionFacts;
import core_Socket = Socket;
type core_SocketOptions = SocketOptions;
type core_SocketReservedEvents = SocketReservedEvents;
type core_SocketState = SocketState;
type core_StateChange = StateChange;
type core_Transport = Transport;
declare const core_Transport: typeof Transport;
type core_TransportKind = TransportKind;
type core_TransportName = TransportName;
declare const core_createIo: typeof createIo;
declare const core_isConnectError: typeof isConnectError;
declare const core_isHoldfastError: typeof isHoldfastError;
declare const core_polling: typeof polling;
declare const core_protocol: typeof protocol;
declare const core_websocket: typeof websocket;
declare const core_webtransport: typeof webtransport;
declare namespace core {
  export { core_BaseManager as BaseManager, core_ConnectError as ConnectError, core_Engine as Engine, ConnectError as ExtendedError, core_HoldfastError as HoldfastError, core_Socket as Socket, core_Transport as Transport, core_createIo as createIo, core_isConnectError as isConnectError, core_isHoldfastError as isHoldfastError, core_polling as polling, core_protocol as protocol, core_websocket as websocket, core_webtransport as webtransport };
  export type { core_AckParams as AckParams, core_AckResult as AckResult, core_Auth as Auth, core_BufferLimit as BufferLimit, core_CloseDetails as CloseDetails, core_CloseReason as CloseReason, core_ConnectPhase as ConnectPhase, core_DecorateAcknowledgements as DecorateAcknowledgements, core_DefaultEventsMap as DefaultEventsMap, core_Delivery as Delivery, core_DisconnectDescription as DisconnectDescription, LeaveReason as DisconnectReason, core_Dropped as Dropped, core_ErrorCode as ErrorCode, core_Frame as Frame, core_Handshake as Handshake, core_Io as Io, core_IoFunction as IoFunction, core_IoOptions as IoOptions, core_LifecycleEvents as LifecycleEvents, core_ManagerConstructor as ManagerConstructor, core_ManagerEvents as ManagerEvents, core_ManagerOptions as ManagerOptions, ManagerEvents as ManagerReservedEvents, core_Packet as Packet, core_PacketDecoder as PacketDecoder, core_PacketEncoder as PacketEncoder, core_Parser as Parser, core_ReconnectionFacts as ReconnectionFacts, core_SocketOptions as SocketOptions, core_SocketReservedEvents as SocketReservedEvents, core_SocketState as SocketState, core_StateChange as StateChange, core_TransportKind as TransportKind, core_TransportName as TransportName };
}

/** A connection to one server, and the reconnection of it; `socket.io` is one. */
declare class Manager<ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents> extends BaseManager<ListenEvents, EmitEvents> {
    constructor(url?: string | IoOptions, options?: IoOptions);
}
/** Makes the Socket for a URL, whose path names the namespace; `io.Manager` and `io.Socket` are the classes. */
declare const io: IoFunction;

type index_AckParams<Map, Name extends EventNames<Map>> = AckParams<Map, Name>;
type index_AckResult<Map, Name extends EventNames<Map>> = AckResult<Map, Name>;
type index_Auth = Auth;
type index_BaseManager<ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents> = BaseManager<ListenEvents, EmitEvents>;
declare const index_BaseManager: typeof BaseManager;
type index_BufferLimit = BufferLimit;
type index_CloseDetails = CloseDetails;
type index_CloseReason = CloseReason;
type index_ConnectError = ConnectError;
declare const index_ConnectError: typeof ConnectError;
type index_ConnectPhase = ConnectPhase;
type index_DecorateAcknowledgements<Map> = DecorateAcknowledgements<Map>;
type index_DefaultEventsMap = DefaultEventsMap;
type index_Delivery = Delivery;
type index_DisconnectDescription = DisconnectDescription;
type index_Dropped = Dropped;
type index_Engine = Engine;
declare const index_Engine: typeof Engine;
type index_ErrorCode = ErrorCode;
type index_Frame = Frame;
type index_Handshake = Handshake;
type index_HoldfastError = HoldfastError;
declare const index_HoldfastError: typeof HoldfastError;
type index_Io = Io;
type index_IoFunction = IoFunction;
type index_IoOptions = IoOptions;
type index_LifecycleEvents = LifecycleEvents;
type index_Manager<ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents> = Manager<ListenEvents, EmitEvents>;
declare const index_Manager: typeof Manager;
type index_ManagerConstructor = ManagerConstructor;
type index_ManagerEvents = ManagerEvents;
type index_ManagerOptions = ManagerOptions;
type index_Packet = Packet;
type index_PacketDecoder = PacketDecoder;
type index_PacketEncoder = PacketEncoder;
type index_Parser = Parser;
type index_ReconnectionFacts = ReconnectionFacts;
import index_Socket = Socket;
type index_SocketOptions = SocketOptions;
type index_SocketReservedEvents = SocketReservedEvents;
type index_SocketState = SocketState;
type index_StateChange = StateChange;
type index_Transport = Transport;
declare const index_Transport: typeof Transport;
type index_TransportKind = TransportKind;
type index_TransportName = TransportName;
declare const index_io: typeof io;
declare const index_isConnectError: typeof isConnectError;
declare const index_isHoldfastError: typeof isHoldfastError;
declare const index_protocol: typeof protocol;
declare namespace index {
  export { index_BaseManager as BaseManager, index_ConnectError as ConnectError, index_Engine as Engine, ConnectError as ExtendedError, polling as Fetch, index_HoldfastError as HoldfastError, index_Manager as Manager, websocket as NodeWebSocket, polling as NodeXHR, index_Socket as Socket, index_Transport as Transport, websocket as WebSocket, webtransport as WebTransport, polling as XHR, io as connect, io as default, index_io as io, index_isConnectError as isConnectError, index_isHoldfastError as isHoldfastError, index_protocol as protocol };
  export type { index_AckParams as AckParams, index_AckResult as AckResult, index_Auth as Auth, index_BufferLimit as BufferLimit, index_CloseDetails as CloseDetails, index_CloseReason as CloseReason, index_ConnectPhase as ConnectPhase, index_DecorateAcknowledgements as DecorateAcknowledgements, index_DefaultEventsMap as DefaultEventsMap, index_Delivery as Delivery, index_DisconnectDescription as DisconnectDescription, LeaveReason as DisconnectReason, index_Dropped as Dropped, index_ErrorCode as ErrorCode, index_Frame as Frame, index_Handshake as Handshake, index_Io as Io, index_IoFunction as IoFunction, index_IoOptions as IoOptions, index_LifecycleEvents as LifecycleEvents, index_ManagerConstructor as ManagerConstructor, index_ManagerEvents as ManagerEvents, index_ManagerOptions as ManagerOptions, ManagerEvents as ManagerReservedEvents, index_Packet as Packet, index_PacketDecoder as PacketDecoder, index_PacketEncoder as PacketEncoder, index_Parser as Parser, index_ReconnectionFacts as ReconnectionFacts, index_SocketOptions as SocketOptions, index_SocketReservedEvents as SocketReservedEvents, index_SocketState as SocketState, index_StateChange as StateChange, index_TransportKind as TransportKind, index_TransportName as TransportName };
}

declare function index<ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents>(options?: IoOptions): Socket<ListenEvents, EmitEvents>;
declare function index<ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents>(url: string | undefined, options?: IoOptions): Socket<ListenEvents, EmitEvents>;

export { core, index as holdfast };
