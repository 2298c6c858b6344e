type Bytes = ArrayBuffer | ArrayBufferView;
/** How a message goes: as base64 in a polling payload, as it is elsewhere. */
type Form = "base64" | "raw";

/** Every error code of holdfast; `docs/errors.md` says of each how it comes about and what to do. */
type ErrorCode = "ERR_CONNECT_TIMEOUT" | "ERR_TRANSPORT" | "ERR_HTTP_STATUS" | "ERR_NOT_SOCKETIO" | "ERR_SESSION_UNKNOWN" | "ERR_UNSUPPORTED_PROTOCOL" | "ERR_PARSE" | "ERR_REFUSED" | "ERR_AUTH" | "ERR_ACK_TIMEOUT" | "ERR_DISCONNECTED" | "ERR_PAYLOAD_TOO_LARGE" | "ERR_BUFFER_FULL" | "ERR_ENCODE" | "ERR_ABORTED" | "ERR_RESERVED_EVENT" | "ERR_INVALID" | "ERR_INVALID_URL" | "ERR_INVALID_OPTION" | "ERR_NO_TRANSPORT" | "ERR_LEFT_OVER";
/** Whether an event that got no answer may have reached the server: `"not-sent"` is said only of what never will be. */
type Delivery = "not-sent" | "unknown";
/** What a schema objects to. */
interface Issue {
    /** What is wrong, in the words of the schema. */
    readonly message: string;
    /** Where: of an event the number of the argument first, from 0, then the keys that lead there. */
    readonly path: readonly PropertyKey[];
}
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
    /** `ERR_PAYLOAD_TOO_LARGE`: bytes of the packet as the transport carries it, where they are known. */
    readonly size?: number;
    /** `ERR_PAYLOAD_TOO_LARGE`: bytes that the server takes, or of what comes in, that the client takes. */
    readonly limit?: number;
    /** `ERR_INVALID`: what the contract objects to. */
    readonly issues?: readonly Issue[];
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
    /** ms that the server asks to wait: `Retry-After` of its answer, which a page of another origin sees if it is exposed. */
    readonly retryAfter?: number | undefined;
    /** What to do about it. */
    hint?: string;
    /** `ERR_REFUSED`: what the server sent along. */
    readonly data?: any;
    /** When several transports failed: the error of each, in order. */
    errors?: ConnectError[];
    /** `"TransportError"` for an error of a transport, as in socket.io-client. */
    readonly type?: string;
    /**
     * As in socket.io-client: the HTTP status, 0 where no answer came; of a WebSocket `{ type, error, message, event }`, as an
     * ErrorEvent has it, where `event` tells how it was closed; else what happened.
     */
    readonly description?: unknown;
    /** As in socket.io-client: the answer, `{ status, responseText }`, and without one `{ status: 0, statusText: error, … }`. */
    readonly context?: unknown;
    /** The number that the server gave, see "Error answers" in docs/protocol.md. */
    readonly serverCode?: number;
}
/** Is it an error of holdfast, of whichever copy or realm? With a code: that one. */
declare const isHoldfastError: (error: unknown, code?: ErrorCode) => error is HoldfastError;
/** Is it a {@link ConnectError}, of whichever copy or realm? */
declare const isConnectError: (error: unknown) => error is ConnectError;

/**
 * Options that are numbers, with their defaults. Those of socket.io-client are as lenient as there: `null` is not given,
 * numeric strings are numbers.
 */
interface Options {
    /** ms before the first reconnection attempt, doubled for each that follows; 0 means at once, and 100 for each that follows. @default 1000 */
    reconnectionDelay: number;
    /** ms, never exceeded by a delay, but where the server asks for more (`Retry-After`); 0 means the default. @default 5000 */
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
    /**
     * Bytes of one message from the server, text or binary, after inflation; also of what it sends before the namespace is joined,
     * and of answers that wait for it to read them. @default 104857600
     */
    maxMessageBytes: number;
    /** Binary attachments that the server may send in one packet. @default 1000 */
    maxAttachments: number;
    /** Bytes of the attachments of one packet that the server may send. @default 100000000 */
    maxAttachmentBytes: number;
    /** ms within which the attachments of a packet have to come. @default 20000 */
    attachmentTimeout: number;
    /**
     * How deep objects and arrays may be nested in an event or acknowledgement from the server; what is deeper is dropped. To set
     * it is for apps whose own code walks by recursion. @default Infinity
     */
    maxDepth: number;
    /** Arguments of an event or acknowledgement from the server; one with more is dropped. @default 65000 */
    maxArguments: number;
}

/** Where a server is, and what the URL says beside it. */
interface Target {
    /** Why no server can be reached with it, if so; then {@link path} alone holds. */
    readonly fault: string | undefined;
    readonly secure: boolean;
    /** With brackets around an IPv6 address. */
    readonly hostname: string;
    readonly port: string;
    /** The path of the URL, which names the namespace. */
    readonly path: string;
    /** The parameters in the URL, as they are written there. */
    readonly query: string | undefined;
}
/** An address as the app gives it: text, or a `URL`. */
type Address = string | {
    /** The address as text. */
    readonly href: string;
};
/** Of a page or worker: what of its address completes a URL. */
interface Location {
    /** With a colon at the end. */
    readonly protocol: string;
    readonly hostname: string;
    readonly port: string;
}
/** What of a platform addresses depend on. */
interface World {
    /** The address of the page or worker, if there is one. */
    location(): Location | undefined;
    /** Does it know the zones of IPv6 addresses (`[fe80::1%25eth0]`)? The URL standard does not. */
    readonly zones?: boolean;
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
    query?: {
        [name: string]: any;
    } | undefined;
    /** Add a parameter that keeps caches out of the way. @default true for polling, false for others */
    timestampRequests?: boolean | undefined;
    /** Its name. @default "t" */
    timestampParam?: string | undefined;
    /** Binary data as base64, also on a WebSocket. @default false */
    forceBase64?: boolean | undefined;
}

/**
 * What the rest of the code may ask of the world. Interfaces only: the implementations are `browser.ts` and `node.ts`,
 * and tests inject a fake.
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
    /** Node: decides whether a server's certificate is for that name, as `tls.connect` takes it. */
    checkServerIdentity?: ((hostname: string, certificate: never) => Error | undefined) | undefined;
    /** Node: the name to ask a TLS server for, where it is not that of the URL. */
    servername?: string | undefined;
    /** Node: the oldest version of TLS to use, such as `"TLSv1.3"`. */
    minVersion?: string | undefined;
    /** Node: the newest version of TLS to use. */
    maxVersion?: string | undefined;
    /** Node: the address of this machine to connect from. */
    localAddress?: string | undefined;
    /** Node: 4 or 6 to use addresses of that family alone. */
    family?: number | undefined;
    /** Node: finds the addresses of a name, as `net.connect` takes it. @default `dns.lookup` */
    lookup?: ((hostname: string, options: never, callback: never) => void) | undefined;
    /** Node: the `Origin` header of each request. */
    origin?: string | undefined;
    /** Node: version of the WebSocket protocol, 13 or 8. @default 13 */
    protocolVersion?: number | undefined;
    /** Node: bytes that a WebSocket message may have, as `ws` takes it. @default the option `maxMessageBytes` */
    maxPayload?: number | undefined;
}
/** A handle that {@link Clock.setTimeout} gave. */
type Timer = unknown;
/** The time, in milliseconds. */
interface Clock {
    /** Wall clock time, ms since the epoch. It goes on while a machine sleeps, and may be set back or forth. */
    now(): number;
    /** ms since some point of time. It is never set, where the platform has such a clock, and may stand still while a machine sleeps. */
    ticks(): number;
    /** Never calls back for a time of {@link NEVER} or more. */
    setTimeout(callback: () => void, ms: number): Timer;
    /** Does nothing for `undefined` and for a timer that has fired. */
    clearTimeout(timer: Timer): void;
}
/** How a WebSocket was closed: the platform's own event. */
interface WebSocketEnd {
    /** What the peer says of it. */
    readonly reason: string;
}
/** By plain names, which are the same in every build: a {@link Network} of another copy calls them. */
interface WebSocketHandlers {
    opened(): void;
    /** `limit`: bytes that the data may have, where the platform did not see to that. @default the option `maxMessageBytes` */
    receive(data: unknown, limit?: number): void;
    /**
     * Exactly once, the last call. `error`: what broke it, if the peer did not close it. `fields`: what else is known of that: what
     * a refused upgrade stands for, or that no transport can reach the server.
     */
    closed(event: WebSocketEnd, error?: unknown, fields?: Partial<ConnectError>): void;
}
/** An open or opening WebSocket of the platform. */
interface WebSocketLike {
    /** As the web has it: 1 is open, more than that is closing and closed. */
    readonly readyState: number;
    /** Bytes that wait to be sent; `undefined` in React Native. */
    readonly bufferedAmount: number;
    send(data: Frame, options: {
        readonly compress?: boolean;
    } | undefined): void;
    /** Starts the closing handshake. */
    close(): void;
    /**
     * Calls back when the peer answered a ping, and so has read what was sent before; where the platform can. By a name of our own, as a
     * page's WebSocket may have `ping` in another sense: some put that of `ws` in its place.
     */
    whenRead?(answered: () => void): true;
    /** Ends at once, where the platform can. */
    terminate?(): void;
}
type WebSocketFactory = (url: string, options: NetworkOptions & Pick<Options, "maxMessageBytes">, handlers: WebSocketHandlers) => WebSocketLike;
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
/**
 * What `holdfast/testing` puts in the place of the network. It is asked when a Manager is made, which may be that of another build
 * or copy, and gives the platform and the transports that this Manager is to have in place of its own, if it is to have others.
 */
type Network = <Environment extends object>(environment: Environment, uri: string, manager: object) => Environment | undefined;
interface Platform extends World {
    /** The network in the place of this one, if there is such a one now. */
    readonly network?: Network | undefined;
    /**
     * The clock that is there now, or with `native` the one that was there when this was loaded: a fake clock that a test installs
     * later counts for neither. With `unref` no timer keeps Node running.
     */
    clock(options: {
        readonly autoUnref?: boolean | undefined;
        readonly useNativeTimers?: boolean | undefined;
    }): Clock;
    /** From 0 to below 1. */
    random(): number;
    /** Do polls outlive the page? Then the server has to be told that it is gone. */
    readonly pollsOutlivePage?: boolean;
    /** Calls back at the end of this turn; at once where nothing is given up in the turn in which it began. */
    soon(callback: () => void): unknown;
    /** What a transport works with, by the transport's name; there, unless the platform {@link lacks} something. */
    readonly websocket: WebSocketFactory;
    readonly webtransport: WebTransportClass | undefined;
    /** What the platform does not have of what a transport needs: the name of a global. */
    lacks(transport: "polling" | "websocket" | "webtransport"): string | undefined;
    /** Does a WebSocket take headers? */
    readonly sendsHeaders: boolean;
    /** Makes the store of a session's cookies, where no browser keeps them. */
    cookies?(): unknown;
    /** The window and the document, where they are. */
    signals(): readonly (SignalSource | undefined)[];
    /** How binary data arrives unless the app says otherwise. */
    readonly binaryType: "arraybuffer" | "nodebuffer";
    base64(bytes: Uint8Array): string;
    /** The bytes of a text in base64; may throw if it is none. */
    bytes(base64: string): Bytes;
    /** Bytes that came in, in the form that `binaryType` names. */
    binary(bytes: Bytes, binaryType: string): Frame;
    /** What is in a Blob. */
    bytesOf(blob: Blob): Promise<ArrayBuffer>;
    /** Bytes of a text in UTF-8. */
    byteLength(text: string): number;
    /** Are Blobs to be read for its WebSocket, too? */
    readonly readsBlobs?: boolean;
    /** A text in UTF-8; for WebTransport alone. */
    encode(text: string): Uint8Array;
    /** The text that bytes are in UTF-8; throws if they are not. */
    text(bytes: Uint8Array): string;
    /** Tells the developer of a likely mistake. */
    warn(text: string): void;
    /** Surfaces what a listener threw as an uncaught error of its own, in a later turn. */
    report(error: unknown): void;
}

/** Engine.IO packets as the transports carry them. */

/** Each begins with the number of its place. */
declare const TYPES: readonly ["open", "close", "ping", "pong", "message", "upgrade", "noop"];
type EnginePacketType = (typeof TYPES)[number];
interface EnginePacket {
    type: EnginePacketType;
    data?: Frame;
    options?: {
        compress?: boolean;
    };
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
}
/** What a transport needs of the session that it serves. */
interface Session$1 {
    /** Session ID, once there is one. */
    readonly id: string | undefined;
    readonly binaryType: string;
}
/** A class of transports, which can be named in the `transports` option. */
interface TransportKind<Made extends Transport = Transport> {
    new (session: Session$1): Made;
}
/** One way to carry Engine.IO packets. */
declare abstract class Transport {
    /** `"polling"`, `"websocket"` or `"webtransport"`. */
    readonly name: TransportName;
    /** @internal */
    constructor(session: Session$1);
    /** Would it pass a packet on without much delay? Volatile events go out only then. */
    get writable(): boolean;
    /** Bytes that it was handed and has not sent, as far as it knows. */
    get bufferedAmount(): number;
}

type Listener = (...args: any[]) => void;
/** Names that may be listened to: those of the maps, and any where a map is open. */
type EventName<Events, Reserved = object> = (keyof Events | keyof Reserved) & (string | symbol);
/** The listener that the maps ask for; in an open map the emitter's own events keep their types. */
type ListenerFor<Events, Reserved, Name> = Name extends keyof Events & (string extends keyof Events ? never : unknown) ? Events[Name] extends Listener ? Events[Name] : Listener : Name extends keyof Reserved ? Reserved[Name] : Listener;
/** Not `this["on"]`: a mapped type, such as a mock's joined with what it mocks, would never come to its end. */
interface Methods<Self, Events, Reserved> {
    on<Name extends EventName<Events, Reserved>>(event: Name, listener: ListenerFor<Events, Reserved, Name>): Self;
    off<Name extends EventName<Events, Reserved>>(event?: Name, listener?: ListenerFor<Events, Reserved, Name>): Self;
}
interface UntypedEmitter {
    on(event: unknown, listener: unknown): unknown;
    off(event?: unknown, listener?: unknown): unknown;
    listeners(event: unknown): unknown[];
}
declare const Base: new () => UntypedEmitter;
/**
 * `component-emitter` with types and with two of its habits guarded: `off(undefined)` removes nothing, and a number as
 * name hears like the string.
 */
declare abstract class TypedEmitter<Events extends object, Reserved extends object = object> extends Base {
    /** Calls `listener` at the next such event, then removes it. */
    once: Methods<this, Events, Reserved>["on"];
    /** The same as {@link on}. */
    addEventListener: Methods<this, Events, Reserved>["on"];
    /** The same as {@link off}. */
    removeListener: Methods<this, Events, Reserved>["off"];
    /** The same as {@link off}. */
    removeEventListener: Methods<this, Events, Reserved>["off"];
    /** The same as {@link off}. */
    removeAllListeners: Methods<this, Events, Reserved>["off"];
    constructor(report: (error: unknown) => void);
    /** Calls `listener` at each such event. */
    on<Name extends EventName<Events, Reserved>>(event: Name, listener: ListenerFor<Events, Reserved, Name>): this;
    /** Removes one listener, all of an event, or, without arguments, all. `undefined` as event or listener removes nothing. */
    off<Name extends EventName<Events, Reserved>>(event?: Name, listener?: ListenerFor<Events, Reserved, Name>): this;
    /** The listeners of an event, in the order in which they are called. */
    listeners<Name extends EventName<Events, Reserved>>(event: Name): ListenerFor<Events, Reserved, Name>[];
    /** Does anybody listen to an event? */
    hasListeners(event: EventName<Events, Reserved>): boolean;
}
/** An emitter that has nothing else in it. */
declare class OwnEmitter<Events extends object> extends TypedEmitter<Events> {
    constructor(report: (error: unknown) => void);
}

/**
 * What the server made us answer since it last read something: pongs, acknowledgements, DISCONNECTs. One that asks and asks, and
 * reads nothing, does not take all memory.
 */
declare class Answers {
    /** The session is told once, in a later turn: it may be the app that answers, and no call of the app calls it back. */
    constructor(limit: number, session: {
    });
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

/** Who is told when the time is over. `_isLate`: by the wall clock, since the machine slept. */
interface TimerSink {
}
/**
 * A time limit that also counts the time in which the machine slept. Timers stop while it does and are throttled in hidden
 * pages, the monotonic clock may stop, and the wall clock may be set back: whichever is ahead counts.
 */
declare class WallTimer {
    constructor(clock: Clock, sink: TimerSink);
}

/** The time until the server's next ping is due; each ping sets it anew, and nothing else does. */
declare class Heartbeat extends WallTimer {
    constructor(clock: Clock, handshake: Handshake, sink: TimerSink);
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
}
/** What an Engine is made of. */
interface EngineInit {
}
/** A kind of transport, with what a session can do with it alone, so that this is not bundled where the kind is not. */
interface EngineKind<Made extends Transport = Transport> extends TransportKind<Made> {
}
/** Opens the first transport that works, within `timeout` ms. Returns the function that gives up. */
type Race = (session: Session$1 & {
}, kinds: readonly EngineKind[], timeout: number, sink: OpeningSink) => () => void;
/** Who is told of an opening. */
interface OpeningSink {
}
/** What the move of a session to another transport asks of it; the Engine implements it. */
interface Movable extends Session$1 {
    readonly readyState: string;
}
/** What a move depends on. */
interface UpgradeFacts {
}
/** A move to a better transport. */
interface UnderWay {
}
interface EngineOptions extends TransportOptions {
    /** Move from polling to a better transport. @default true */
    readonly upgrade?: boolean | undefined;
    /** When a transport fails, try the next one within the same attempt. @default true */
    readonly tryAllTransports?: boolean | undefined;
    /** The transports that the app asks for, if it does. */
    readonly transports?: readonly unknown[] | null | undefined;
}

/** A transport is being opened, or several race for it; nothing is sent yet. */
interface Opening {
    readonly name: "opening";
}
/** The session lives: packets come and go, and the server sends a ping from time to time. */
interface Open {
    readonly name: "open";
}
/** The app has closed the session: what is queued is sent, then goodbye is said. */
interface Closing {
    readonly name: "closing";
}
/** The session is over, or none came about. It is not used again. */
interface Closed {
    readonly name: "closed";
}
type State$2 = Opening | Open | Closing | Closed;

/**
 * Keeps apart what the server must not read at once: a packet that goes alone, such as a goodbye, and those before and behind it;
 * see "Close" in docs/protocol.md.
 */
declare class Spacing {
    constructor(clock: Clock);
}

/** What the writer asks of its session; the Engine implements it. */
interface WriterSession {
    /** The transport in use. */
    readonly transport: Transport;
    /** Whether goodbye is to be said once nothing waits. */
    readonly readyState: string;
}
/** Writes what a session sends: what waits, and when what of it goes to the transport. */
declare class Writer {
    constructor(session: WriterSession);
}

/** The transport manager: one Engine.IO session, from the handshake over an upgrade to the close. */
declare class Engine extends OwnEmitter<EngineEvents> implements Movable, OpeningSink, TransportSink, WriterSession {
    /** Session ID, while there is a session. */
    id: string | undefined;
    /** How binary data arrives: `"arraybuffer"`, `"blob"` or, on Node, `"nodebuffer"`. */
    binaryType: string;
    /** The transport in use, or being opened. */
    transport: Transport;
    /** @internal */
    constructor(init: EngineInit);
    /** `"opening"`, `"open"`, `"closing"` or `"closed"`. */
    get readyState(): State$2["name"];
    /** Packets not yet handed to the transport. */
    get writeBuffer(): EnginePacket[];
    /** Bytes that wait to be sent: those not yet handed to the transport, and those that it has. */
    get bufferedAmount(): number;
    /** Ends the session after what is queued was sent; reason `"forced close"`. */
    close(): this;
}

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

/** What a session is recovered by. Its names are plain, since who keeps it may be of another build. */
interface HeldSession {
    /** Names the session to the server; it is a credential. */
    pid: unknown;
    /** Of the last event that the app was given. */
    offset: unknown;
}
/** Whose session it is. */
interface SessionPlace {
    /** The address as the app wrote it. */
    readonly url: string;
    /** The namespace. */
    readonly nsp: string;
}
/** Keeps the session of a socket beyond its page. */
interface SessionKeeper {
    /** The socket is about to join: when this resolves, the session is the one to go on with. */
    open(): Promise<void>;
    /** The session has changed. */
    changed(): void;
    /** The socket is idle; `"disconnect()"`: by the app. */
    closed(cause: string): void;
}
/** Makes the keeper of a socket's session, which it reads and sets; `fromStorage` of `holdfast/session` is one. */
type SessionOption = (place: SessionPlace, session: HeldSession) => SessionKeeper;
/** What the server may keep of a session, to send what was missed ("Connection state recovery" in docs/protocol.md). */
declare class Recovery implements HeldSession {
    pid: unknown;
    offset: unknown;
    constructor(place: SessionPlace, keep: SessionOption | null | undefined);
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
/** Reserved events of a Socket; see "Events of a socket" in docs/api.md. */
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
/** A packet from the server that is not delivered, though the server followed the protocol; the connection stays. */
interface Rejected {
    /** The namespace that it was for. */
    nsp: string;
    /** Why. */
    reason: string;
}
/** An event or an acknowledgement that is not as the contract of `holdfast/contract` says. */
interface Invalid {
    /** The name of the event. */
    event: string;
    /** Which way it goes, or the acknowledgement of it. */
    direction: "incoming" | "outgoing";
    /** What of it is wrong. */
    part: "event" | "acknowledgement";
    /** What the schemas object to. */
    issues: readonly Issue[];
    /** The same as an error (`ERR_INVALID`). */
    cause: HoldfastError;
}
/** Events of `socket.lifecycle`. */
interface LifecycleEvents extends SocketReservedEvents {
    /** `socket.state` changed. */
    state_change(change: StateChange): void;
    /** An outgoing event will not be sent any more. */
    dropped(dropped: Dropped): void;
    /** A packet from the server is not delivered. */
    rejected(rejected: Rejected): void;
    /** An event or an acknowledgement is not as the contract of `holdfast/contract` says. */
    invalid(invalid: Invalid): void;
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
    /** Keeps the session beyond the page, so that the next page goes on with it: `fromStorage(sessionStorage)` of `holdfast/session`. @default none */
    session?: SessionOption | null | undefined;
    /**
     * `"v4"`: the socket emits only `connect`, `connect_error` and `disconnect`, as socket.io-client does, and the names that
     * holdfast adds are the app's; `socket.lifecycle` has them all. @default "all"
     */
    lifecycleEvents?: "all" | "v4" | undefined;
}
interface AnyListeners {
    listener(event: string, ...args: any[]): void;
}
/** A listener of every event. The type of a method, so that one is taken that knows the names of the app's events alone. */
type AnyListener = AnyListeners["listener"];

/** The socket of an app, as far as who watches reads it. */
interface WatchedSocket {
    readonly nsp: string;
    readonly id: string | undefined;
    readonly recovered: boolean;
    readonly state: SocketState;
    readonly active: boolean;
    readonly receiveBuffer: readonly unknown[];
    readonly buffered: {
        readonly count: number;
        readonly bytes: number;
    };
}
/** Something that happened in a socket. */
type SocketRecord = 
/** The app is told of a reserved event, or of `state_change`. */
[type: "told", socket: WatchedSocket, event: keyof LifecycleEvents, details: readonly unknown[]]
/** The server is asked to let the client join a namespace. */
 | [type: "join", nsp: string]
/** A packet came in. */
 | [type: "packet", packet: Packet]
/** An event of the server is acknowledged. */
 | [type: "answer", nsp: string, id: number, data: readonly unknown[]]
/** An event of the app was taken, and waits to be sent. */
 | [type: "held", event: Packet, frames: readonly Frame[]]
/** An event is handed over to the session; how often it was by now. */
 | [type: "handed", event: Packet, frames: readonly Frame[], tries: number]
/** An event has its outcome: the acknowledgement, or an error. */
 | [type: "settled", event: Packet, error: HoldfastError | null, answer: readonly unknown[]]
/** An event will not be sent any more. */
 | [type: "dropped", event: Packet, error: HoldfastError];
/** Is told of what happens in a socket. */
type WatchSocket = (...record: SocketRecord) => void;

/** A packet on its way out, and its frames. */
interface OutgoingPacket extends Packet {
}
/** How a connection was lost. */
interface Lost {
}
/** What a namespace asks of the session under it; the Engine implements it. */
interface LinkSession {
}
/** Takes packets to the server. */
interface Wire {
}
/** What a namespace needs of the connection under it; the Manager has it. */
interface Link {
    /** The session, or the last one; there is none before the first attempt. */
    readonly engine: LinkSession;
}
/** What the connection tells a namespace. */
interface Namespace {
}

/**
 * By this name a socket has what add-ons do about its events. A symbol that all copies of the package share: an add-on may come from
 * another copy, and the build shortens private names in each of its own way.
 */
declare const HOOKS: unique symbol;
/** What add-ons do about the events of a socket, whose name comes first in `args`. Of each kind there is one. */
interface Hooks {
    /**
     * Looks at what is emitted, the callback included, before anything is done about it. What it throws, `emit` throws. The event waits
     * for a promise, and is dropped with the error that it gives. The promise does not reject.
     */
    outgoing?: ((args: readonly unknown[]) => Promise<HoldfastError | undefined> | undefined) | undefined;
    /** Gives one more argument for the server, of which nobody here is told. `isDue`: an acknowledgement is asked for. */
    trailing?: ((args: readonly unknown[], ack: {
        isDue: boolean;
    }) => unknown) | undefined;
    /** Is given what would go to the listeners, and hands on what they are given. */
    incoming?: ((args: unknown[], deliver: (args: unknown[]) => void) => void) | undefined;
    /** Is given the acknowledgement of an event, and hands on what becomes of it. */
    acknowledged?: ((args: readonly unknown[], answer: readonly unknown[], settle: (error: HoldfastError | null, answer?: readonly unknown[]) => void) => void) | undefined;
}
/** A socket that may have some. */
interface Hooked {
    readonly [HOOKS]?: Hooks;
}

/** What an app sees of a socket that changes by itself. */
interface Seen {
    id: string | undefined;
    recovered: boolean;
}
/** The socket, as far as it is told of something. */
interface Told extends Seen, Hooked, Omit<WatchedSocket, keyof Seen> {
}
/** Tells the app what happens to a socket: by the events of the socket and of its `lifecycle`, and by what can be read off it. */
declare class Teller {
    constructor(socket: Told, link: Link, options: SocketOptions);
}

/** The socket, as far as events come in by it. */
interface Receiver {
    readonly nsp: string;
    readonly id: string | undefined;
    receiveBuffer: unknown[][];
}
/** Events from the server, which the app is given once it knows that the namespace is joined. */
declare class Inbox {
    constructor(socket: Receiver, link: Link, teller: Teller, recovery: Recovery);
}

/** What CONNECT or CONNECT_ERROR means: the namespace is joined, or why it is not. */
declare const readAnswer: (type: number, data: unknown) => {
} | ConnectError;

/**
 * Asks the app for its credentials: a value, or a function that calls back, returns or promises them. The first answer
 * counts; what the function throws rejects.
 */
declare const askAuth: (auth: Auth | undefined | null, self: unknown) => Promise<object | undefined | null>;

/** Settings for what is emitted through a view of the Socket. */
interface Flags {
    readonly volatile?: boolean;
    readonly compress?: boolean;
    /** ms that the acknowledgement may take. */
    readonly timeout?: number;
    readonly signal?: AbortSignal;
    /** The event is never held; called if it was not sent. */
    readonly unsent?: () => void;
}
/** Where a socket has the view whose settings are for the next event that is emitted on itself. */
interface Next {
}
/** By this name a view tells of itself; a socket has nothing there. A symbol is no property that can be listed or watched. */
declare const VIEW: unique symbol;
/**
 * What makes a proxy of the socket a view: the socket in all but its settings. What is set through it, and every listener, is the
 * socket's own. The methods of the socket find the settings on `this`. A method that the app has put in the place of one of ours
 * may go on with the socket in place of `this`: the first event that it emits takes the settings.
 */
declare class View<Inner extends Next = Next> implements ProxyHandler<object> {
    constructor(flags: Flags, owner: object, inner: () => Inner);
    get(target: object, name: PropertyKey, receiver: unknown): unknown;
}

/**
 * Where an event is on its way. `held`: it waits to be sent. `handed`: the link has it, which may give it back if the connection dies
 * first. `settled`: nothing more happens to it.
 */
type Phase = "held" | "handed" | "settled";
/** The acknowledgement that an event waits for. */
interface Acknowledgement {
}
/** What all events have. */
interface Emitted extends OutgoingPacket {
}
/** An event for whose acknowledgement nobody waits. */
interface PlainEvent extends Emitted {
    readonly id: undefined;
}
/** An event whose acknowledgement is due. */
interface DueEvent extends Emitted {
    readonly id: number;
}
/** An event that was emitted. */
type OutgoingEvent = PlainEvent | DueEvent;
/** A way to deliver events. What it is given it holds, hands over and lets go of; what becomes of an event then is the outbox's. */
interface Delivering {
}

/** Who is told that a wait ended without an acknowledgement. */
interface AckSink {
}
/** Events whose acknowledgement is due, by ack id, in the order in which they were emitted. */
declare class Acks {
    constructor(clock: Clock, sink: AckSink);
}

/** By this name add-ons find a socket's {@link First}, of whichever copy of the package the socket is. */
declare const FIRST: unique symbol;
/** What has something to send at the beginning of each connection. */
interface Starter {
    /** Events flow, and nothing was sent before. */
    readonly connected: () => void;
}
/**
 * What add-ons send before all that was held, and past the queue of retries, `ackTimeout` and `bufferLimit`. Its names are plain,
 * since private ones are others in each build.
 */
interface First {
    /** Who is to be called at each connection, in this order; by keys of the add-on's. */
    readonly starters: Map<unknown, Starter>;
    /** Would an event go out now? */
    readonly isOpen: () => boolean;
    /** Sends an event now or not at all; throws as `emit` does. A function at the end of `args` takes an error first. */
    readonly send: (args: unknown[], how: FirstFlags) => void;
}
interface FirstFlags {
    /** ms that the acknowledgement may take. */
    readonly timeout: number;
    /** Called if it is not sent, as there is no connection, or it died first. The callback may hear of that as well. */
    readonly unsent: () => void;
}

/** What a way of delivery needs of the outbox. */
interface Exit {
}
/** Sends each event once: now, or when there is a connection. What it holds is `sendBuffer`, which the app may change. */
declare class Once implements Delivering {
    constructor(exit: Exit);
}

/** What retries need of the outbox beside. */
interface RetryExit extends Exit {
}
/**
 * Sends each event until it is acknowledged, on as many connections as that takes, in the order of their ack ids; so many at a time
 * as the window has.
 */
declare class Retry implements Delivering {
    constructor(exit: RetryExit);
}

/** Events that wait. */
interface Held {
}
/**
 * What a `bufferLimit` leaves room for. What comes and leaves is added up as it does: a walk over all that waits, for each
 * event, would take minutes where many wait.
 */
declare class Room {
    constructor(limit: BufferLimit, byteLength: Platform["byteLength"], clock: Clock, queue: Held);
}

/** Events to the server, each with a known outcome: sent, kept until it can be, acknowledged, or dropped and reported. */
declare class Outbox implements Exit {
    constructor(link: Link, nsp: string, options: SocketOptions, teller: Teller);
}

/** Nobody wants a connection. `ended`: the app or the server left; only the app comes back. */
interface Idle$1 {
    readonly name: "idle";
}
/** A connection is wanted. `ended`: none comes by itself, and only the app can go on. */
interface Waiting$1 {
    readonly name: "waiting";
}
/** The connection is there. The app is asked for its credentials; then, which `_isAsked` says, the server. */
interface Joining {
    readonly name: "joining";
}
/** The app has left while the server was asked, which takes no DISCONNECT before it has answered. */
interface Leaving {
    readonly name: "leaving";
}
/** The server has answered: events go both ways. */
interface Joined {
    readonly name: "joined";
}
type State$1 = Idle$1 | Waiting$1 | Joining | Leaving | Joined;

/** How events stop: the state that follows, why, and the reserved event, with its arguments, that tells the app. */
interface Departure {
}
/** The socket, as far as it is joined by it. */
interface Joiner {
    readonly nsp: string;
    auth: Auth | undefined | null;
}
/** What a membership has to do with. */
interface Parts {
}
/** The machine of joining and leaving a namespace. */
declare class Membership implements Namespace {
    constructor(socket: Joiner, options: SocketOptions, given2: Parts);
}

/**
 * What a socket has in it. Libraries that watch an app's state wrap each object that they reach from there (Vue 3, Alpine), or replace
 * it in its place (Vue 2, Valtio), down to timers and WebSockets, which do not survive that. None of them looks into a
 * function: a socket has this behind one.
 */
interface Inner {
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
declare class Socket$1<ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents, Io = unknown> extends TypedEmitter<ListenEvents, SocketReservedEvents> implements Seen {
    /** The namespace, such as `"/"` or `"/admin"`. */
    readonly nsp: string;
    /** The server's id of this namespace's connection; `undefined` while not connected. */
    id: string | undefined;
    /** Did the server keep the session of the connection before, and send what was missed? */
    recovered: boolean;
    /** Credentials, or the function that gives them. May be changed at any time; counts from the next connection. */
    auth: Auth | undefined | null;
    /** Events that came before `connect` was emitted. */
    receiveBuffer: unknown[][];
    /** @internal */ readonly [VIEW]?: View<Inner>;
    /** @internal */
    constructor(io: Io & {
    }, nsp: string, options: SocketOptions);
    /** The Manager whose connection this namespace uses. */
    get io(): Io;
    /** Has the namespace been joined, over a connection that is open? */
    connected: boolean;
    /** The opposite of `connected`. */
    get disconnected(): boolean;
    /** Is it connected, or will it connect by itself? */
    get active(): boolean;
    /** `"disconnected"`, `"connecting"`, `"connected"` or `"reconnecting"`. */
    get state(): SocketState;
    /** Events that wait to be sent; may be emptied or replaced, in a `connect` listener at the latest. */
    get sendBuffer(): OutgoingEvent[];
    /** Replaces them; with an empty list, none is sent. */
    set sendBuffer(events: OutgoingEvent[]);
    /** What waits to be sent: how many events, and the bytes of their data. */
    get buffered(): {
        /** Events. */
        count: number;
        /** Bytes of their data, encoded. */
        bytes: number;
    };
    /** Emits the reserved events, `state_change` and `dropped`, whatever names the app uses for its own events. */
    get lifecycle(): TypedEmitter<LifecycleEvents>;
    /** Connects, or does nothing if connected. During a wait for reconnection it connects now. */
    connect(): this;
    /** The same as {@link connect}. */
    open(): this;
    /** Leaves the namespace; the connection is closed with its last one. What was emitted before is still sent. */
    disconnect(): this;
    /** The same as {@link disconnect}. */
    close(): this;
    /**
     * Cuts a connection that the app does not trust any more and makes a new one at once; within a second of the last time,
     * when that second is over. Connects, if there is none.
     */
    reconnect(): this;
    /**
     * Resolves once the socket is connected, at once if it is. Rejects with the last error when it gives up, or is told to
     * (`ERR_DISCONNECTED`), when `timeout` ms have passed (`ERR_CONNECT_TIMEOUT`), or with `ERR_ABORTED`. The socket goes on
     * in the last two cases.
     */
    ready(given0?: {
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
    /** @internal */
    get [FIRST](): First;
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
/** Told of the outcome of an attempt: with an error if it failed. */
type OpenCallback = (error?: ConnectError) => void;

/** What is fixed when the library's entry is chosen: the platform and the transports that were built in. */
interface Environment {
    readonly platform: Platform;
    /** In the default order. */
    readonly kinds: readonly TransportKind[];
}

/** The namespaces of a connection, by name. */
declare class Namespaces {
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
    /** Takes the place of the backoff: ms until the attempt (at least 100 but for the first step), or `false` for none. */
    readonly reconnectionPolicy?: ((facts: ReconnectionFacts) => number | false) | null | undefined;
}
/** The backoff reconnection controller: decides whether and when the next attempt starts. It holds no timer. */
declare class ReconnectionController {
    constructor(clock: Clock, platform: Pick<Platform, "random" | "report">);
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

/** Where an attachment goes once it is here. */
type Slot = [holder: Record<string, unknown>, key: string];

/** What a decoder is limited to. */
type DecoderOptions = Pick<Options, "maxAttachments" | "maxAttachmentBytes" | "attachmentTimeout">;
/** Whom a decoder tells. */
interface DecoderSink {
}
/**
 * Turns the frames of one connection back into packets. Throws at what docs/protocol.md does not allow; attachments that do not
 * come in time it tells its sink of.
 */
declare class Decoder {
    constructor(options: DecoderOptions, clock: Clock, sink: DecoderSink);
    add(frame: unknown): void;
    destroy(): void;
}

/** Whom the packets belong to: the Manager. */
interface Owner {
    /** `parser`: the app's own; `socket.io`'s where there is none. */
    readonly opts: {
        readonly parser?: unknown;
    };
}
/** A session that is open. */
interface Session {
}
/** Packets on their way between the namespaces and the frames of a session. */
declare class Packets implements Wire, DecoderSink {
    constructor(owner: Owner, platform: Platform, clock: Clock, namespaces: Namespaces);
}

/** Signals of the network and of the page, by what they mean. */
interface SignalSink {
}

/** There is no connection, and none is wanted or to be had. */
interface Idle {
    readonly name: "idle";
}
interface Fault {
}
/** An Engine tries to open a session. */
interface Connecting {
    readonly name: "connecting";
}
/** There is a session, and packets go both ways. */
interface Connected {
    readonly name: "connected";
}
/** The next attempt is due at `_due`, by the clock that is never set. */
interface Waiting {
    readonly name: "waiting";
}
/** The state of a Manager. */
type State = Idle | Connecting | Connected | Waiting;

/** The connection that the signals are about. */
interface Connection {
    readonly engine: Engine | undefined;
}
/** What becomes of a connection when the network or the page comes and goes. */
declare class Presence implements SignalSink {
    constructor(connection: Connection);
}

/**
 * By this name a Manager has the method that takes who watches it, a {@link Watch}, and returns the function by which that ends.
 * The name, and all that is told, is the same in every copy and build of the library.
 */
declare const WATCH: unique symbol;
/** A namespace of the connection: the socket that the app has of it, and what it emitted that is held or not acknowledged yet. */
type Standing = readonly [socket: WatchedSocket, underWay: readonly Packet[]];
/**
 * Something that happened in a Manager, or in one of its sockets. What a session does by itself, its Engine tells any listener. An event
 * on its way is the same object in each record.
 */
type WatchRecord = 
/**
 * The first: how things stand; where the Manager waits, until when it does comes next. `elapsed`: ms since the first attempt
 * began, or the connection was lost.
 */
[type: "snapshot", target: Target | undefined, namespaces: readonly Standing[], elapsed: number]
/** The Manager goes from one state to another; where it waits, the next attempt is due in so many ms. */
 | [type: "manager", from: State["name"], to: State["name"], wait: number | undefined]
/** An attempt starts, 0 for the first connection. */
 | [type: "attempt", attempt: number, engine: Engine, target: Target]
/** It came to nothing. */
 | [type: "failed", attempt: number, error: ConnectError]
/** The session is over, or none came about. */
 | [type: "closed", reason: string] | SocketRecord;
/** Is told of all that happens in a Manager, in the order in which it does. */
type Watch = (...record: WatchRecord) => void;

/** The Manager, whose options these are and which is told. */
interface Face extends Owner {
    readonly opts: IoOptions;
    /** The session in use, or the last one, as the app sees it. */
    engine: Engine;
}
/** How the telling of an end ends. */
interface Conclusion {
}
/** The machine of a connection: one Engine at a time, the attempts to get one, and what the namespaces are told of them. */
declare class Attempts implements EngineSink, Link {
    engine: Engine;
    constructor(manager: Face, given1: Environment, uri: string);
}

/**
 * A connection to one server, shared by the namespaces (Sockets) that are opened on it: one Engine at a time, and the
 * attempts to get one. Most apps never make a Manager: `io()` does, and `socket.io` is it. The entries' `Manager` is this
 * class over their platform.
 */
declare class BaseManager<ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents> extends TypedEmitter<ManagerEvents> {
    /** The options; what is changed in them counts from the next attempt. */
    readonly opts: IoOptions;
    /** The Engine.IO session in use, or the last one. */
    engine: Engine;
    /** @internal */
    constructor(environment: Environment, url?: Address | IoOptions, options?: IoOptions);
    /** `"idle"`, `"connecting"`, `"connected"` or `"waiting"` (for the next attempt). */
    get state(): State["name"];
    /** @internal Tells who watches what happens in it, until the function is called that this returns; see `src/manager/watch.ts`. */
    [WATCH](watch: Watch): () => void;
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
}

/** A namespace of a connection. An interface, so that apps can declare members of their own. */
interface Socket<ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents> extends Socket$1<ListenEvents, EmitEvents, BaseManager<ListenEvents, EmitEvents>> {
}
declare const Socket: typeof Socket$1;
declare namespace Socket {
    /** Why a namespace was left, or its connection lost. */
    type DisconnectReason = LeaveReason;
}
/** Makes the Socket for a URL, whose path names the namespace. */
interface Io {
    <ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents>(options?: IoOptions): Socket<ListenEvents, EmitEvents>;
    <ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents>(url: Address | undefined, options?: IoOptions): Socket<ListenEvents, EmitEvents>;
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
type ManagerConstructor = new (url?: Address | IoOptions, options?: IoOptions) => BaseManager;

/** What every entry exports beside what makes sockets. */

/** Revision of the Socket.IO protocol. */
declare const protocol = 5;

/** WebSocket. */
declare const websocket: TransportKind;
/** WebTransport, over HTTP/3; where the runtime has it. */
declare const webtransport: TransportKind;

/** HTTP long-polling, with the upgrade from it. */
declare const polling: TransportKind<Transport>;

/** Makes an `io` that knows these transports alone, in this order; `io.Manager` goes with it. */
declare const createIo: (given0: {
    transports: readonly TransportKind[];
}) => IoFunction;

type core_node_AckParams<Map, Name extends EventNames<Map>> = AckParams<Map, Name>;
type core_node_AckResult<Map, Name extends EventNames<Map>> = AckResult<Map, Name>;
type core_node_Address = Address;
type core_node_Auth = Auth;
type core_node_BaseManager<ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents> = BaseManager<ListenEvents, EmitEvents>;
declare const core_node_BaseManager: typeof BaseManager;
type core_node_BufferLimit = BufferLimit;
type core_node_CloseDetails = CloseDetails;
type core_node_CloseReason = CloseReason;
type core_node_ConnectError = ConnectError;
declare const core_node_ConnectError: typeof ConnectError;
type core_node_ConnectPhase = ConnectPhase;
type core_node_DecorateAcknowledgements<Map> = DecorateAcknowledgements<Map>;
type core_node_DefaultEventsMap = DefaultEventsMap;
type core_node_Delivery = Delivery;
type core_node_DisconnectDescription = DisconnectDescription;
type core_node_Dropped = Dropped;
type core_node_Engine = Engine;
declare const core_node_Engine: typeof Engine;
type core_node_ErrorCode = ErrorCode;
type core_node_Frame = Frame;
type core_node_Handshake = Handshake;
type core_node_HeldSession = HeldSession;
type core_node_HoldfastError = HoldfastError;
declare const core_node_HoldfastError: typeof HoldfastError;
type core_node_Invalid = Invalid;
type core_node_Io = Io;
type core_node_IoFunction = IoFunction;
type core_node_IoOptions = IoOptions;
type core_node_Issue = Issue;
type core_node_LifecycleEvents = LifecycleEvents;
type core_node_ManagerConstructor = ManagerConstructor;
type core_node_ManagerEvents = ManagerEvents;
type core_node_ManagerOptions = ManagerOptions;
type core_node_Packet = Packet;
type core_node_PacketDecoder = PacketDecoder;
type core_node_PacketEncoder = PacketEncoder;
type core_node_Parser = Parser;
type core_node_ReconnectionFacts = ReconnectionFacts;
type core_node_Rejected = Rejected;
type core_node_SessionKeeper = SessionKeeper;
type core_node_SessionOption = SessionOption;
type core_node_SessionPlace = SessionPlace;
import core_node_Socket = Socket;
type core_node_SocketOptions = SocketOptions;
type core_node_SocketReservedEvents = SocketReservedEvents;
type core_node_SocketState = SocketState;
type core_node_StateChange = StateChange;
type core_node_Transport = Transport;
declare const core_node_Transport: typeof Transport;
type core_node_TransportKind<Made extends Transport = Transport> = TransportKind<Made>;
type core_node_TransportName = TransportName;
declare const core_node_createIo: typeof createIo;
declare const core_node_isConnectError: typeof isConnectError;
declare const core_node_isHoldfastError: typeof isHoldfastError;
declare const core_node_polling: typeof polling;
declare const core_node_protocol: typeof protocol;
declare const core_node_websocket: typeof websocket;
declare const core_node_webtransport: typeof webtransport;
declare namespace core_node {
  export { core_node_BaseManager as BaseManager, core_node_ConnectError as ConnectError, core_node_Engine as Engine, ConnectError as ExtendedError, core_node_HoldfastError as HoldfastError, core_node_Socket as Socket, core_node_Transport as Transport, core_node_createIo as createIo, core_node_isConnectError as isConnectError, core_node_isHoldfastError as isHoldfastError, core_node_polling as polling, core_node_protocol as protocol, core_node_websocket as websocket, core_node_webtransport as webtransport };
  export type { core_node_AckParams as AckParams, core_node_AckResult as AckResult, core_node_Address as Address, core_node_Auth as Auth, core_node_BufferLimit as BufferLimit, core_node_CloseDetails as CloseDetails, core_node_CloseReason as CloseReason, core_node_ConnectPhase as ConnectPhase, core_node_DecorateAcknowledgements as DecorateAcknowledgements, core_node_DefaultEventsMap as DefaultEventsMap, core_node_Delivery as Delivery, core_node_DisconnectDescription as DisconnectDescription, LeaveReason as DisconnectReason, core_node_Dropped as Dropped, core_node_ErrorCode as ErrorCode, core_node_Frame as Frame, core_node_Handshake as Handshake, core_node_HeldSession as HeldSession, core_node_Invalid as Invalid, core_node_Io as Io, core_node_IoFunction as IoFunction, core_node_IoOptions as IoOptions, core_node_Issue as Issue, core_node_LifecycleEvents as LifecycleEvents, core_node_ManagerConstructor as ManagerConstructor, core_node_ManagerEvents as ManagerEvents, core_node_ManagerOptions as ManagerOptions, ManagerEvents as ManagerReservedEvents, core_node_Packet as Packet, core_node_PacketDecoder as PacketDecoder, core_node_PacketEncoder as PacketEncoder, core_node_Parser as Parser, core_node_ReconnectionFacts as ReconnectionFacts, core_node_Rejected as Rejected, core_node_SessionKeeper as SessionKeeper, core_node_SessionOption as SessionOption, core_node_SessionPlace as SessionPlace, core_node_SocketOptions as SocketOptions, core_node_SocketReservedEvents as SocketReservedEvents, core_node_SocketState as SocketState, core_node_StateChange as StateChange, core_node_TransportKind as TransportKind, core_node_TransportName as TransportName };
}

/** A connection to one server, and the reconnection of it; `socket.io` is one. */
declare class Manager<ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents> extends BaseManager<ListenEvents, EmitEvents> {
    constructor(url?: Address | IoOptions, options?: IoOptions);
}
/** Makes the Socket for a URL, whose path names the namespace; `io.Manager` and `io.Socket` are the classes. */
declare const io: IoFunction;

type index_node_AckParams<Map, Name extends EventNames<Map>> = AckParams<Map, Name>;
type index_node_AckResult<Map, Name extends EventNames<Map>> = AckResult<Map, Name>;
type index_node_Address = Address;
type index_node_Auth = Auth;
type index_node_BaseManager<ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents> = BaseManager<ListenEvents, EmitEvents>;
declare const index_node_BaseManager: typeof BaseManager;
type index_node_BufferLimit = BufferLimit;
type index_node_CloseDetails = CloseDetails;
type index_node_CloseReason = CloseReason;
type index_node_ConnectError = ConnectError;
declare const index_node_ConnectError: typeof ConnectError;
type index_node_ConnectPhase = ConnectPhase;
type index_node_DecorateAcknowledgements<Map> = DecorateAcknowledgements<Map>;
type index_node_DefaultEventsMap = DefaultEventsMap;
type index_node_Delivery = Delivery;
type index_node_DisconnectDescription = DisconnectDescription;
type index_node_Dropped = Dropped;
type index_node_Engine = Engine;
declare const index_node_Engine: typeof Engine;
type index_node_ErrorCode = ErrorCode;
type index_node_Frame = Frame;
type index_node_Handshake = Handshake;
type index_node_HeldSession = HeldSession;
type index_node_HoldfastError = HoldfastError;
declare const index_node_HoldfastError: typeof HoldfastError;
type index_node_Invalid = Invalid;
type index_node_Io = Io;
type index_node_IoFunction = IoFunction;
type index_node_IoOptions = IoOptions;
type index_node_Issue = Issue;
type index_node_LifecycleEvents = LifecycleEvents;
type index_node_Manager<ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents> = Manager<ListenEvents, EmitEvents>;
declare const index_node_Manager: typeof Manager;
type index_node_ManagerConstructor = ManagerConstructor;
type index_node_ManagerEvents = ManagerEvents;
type index_node_ManagerOptions = ManagerOptions;
type index_node_Packet = Packet;
type index_node_PacketDecoder = PacketDecoder;
type index_node_PacketEncoder = PacketEncoder;
type index_node_Parser = Parser;
type index_node_ReconnectionFacts = ReconnectionFacts;
type index_node_Rejected = Rejected;
type index_node_SessionKeeper = SessionKeeper;
type index_node_SessionOption = SessionOption;
type index_node_SessionPlace = SessionPlace;
import index_node_Socket = Socket;
type index_node_SocketOptions = SocketOptions;
type index_node_SocketReservedEvents = SocketReservedEvents;
type index_node_SocketState = SocketState;
type index_node_StateChange = StateChange;
type index_node_Transport = Transport;
declare const index_node_Transport: typeof Transport;
type index_node_TransportKind<Made extends Transport = Transport> = TransportKind<Made>;
type index_node_TransportName = TransportName;
declare const index_node_io: typeof io;
declare const index_node_isConnectError: typeof isConnectError;
declare const index_node_isHoldfastError: typeof isHoldfastError;
declare const index_node_protocol: typeof protocol;
declare namespace index_node {
  export { index_node_BaseManager as BaseManager, index_node_ConnectError as ConnectError, index_node_Engine as Engine, ConnectError as ExtendedError, polling as Fetch, index_node_HoldfastError as HoldfastError, index_node_Manager as Manager, websocket as NodeWebSocket, polling as NodeXHR, index_node_Socket as Socket, index_node_Transport as Transport, websocket as WebSocket, webtransport as WebTransport, polling as XHR, io as connect, io as default, index_node_io as io, index_node_isConnectError as isConnectError, index_node_isHoldfastError as isHoldfastError, index_node_protocol as protocol };
  export type { index_node_AckParams as AckParams, index_node_AckResult as AckResult, index_node_Address as Address, index_node_Auth as Auth, index_node_BufferLimit as BufferLimit, index_node_CloseDetails as CloseDetails, index_node_CloseReason as CloseReason, index_node_ConnectPhase as ConnectPhase, index_node_DecorateAcknowledgements as DecorateAcknowledgements, index_node_DefaultEventsMap as DefaultEventsMap, index_node_Delivery as Delivery, index_node_DisconnectDescription as DisconnectDescription, LeaveReason as DisconnectReason, index_node_Dropped as Dropped, index_node_ErrorCode as ErrorCode, index_node_Frame as Frame, index_node_Handshake as Handshake, index_node_HeldSession as HeldSession, index_node_Invalid as Invalid, index_node_Io as Io, index_node_IoFunction as IoFunction, index_node_IoOptions as IoOptions, index_node_Issue as Issue, index_node_LifecycleEvents as LifecycleEvents, index_node_ManagerConstructor as ManagerConstructor, index_node_ManagerEvents as ManagerEvents, index_node_ManagerOptions as ManagerOptions, ManagerEvents as ManagerReservedEvents, index_node_Packet as Packet, index_node_PacketDecoder as PacketDecoder, index_node_PacketEncoder as PacketEncoder, index_node_Parser as Parser, index_node_ReconnectionFacts as ReconnectionFacts, index_node_Rejected as Rejected, index_node_SessionKeeper as SessionKeeper, index_node_SessionOption as SessionOption, index_node_SessionPlace as SessionPlace, index_node_SocketOptions as SocketOptions, index_node_SocketReservedEvents as SocketReservedEvents, index_node_SocketState as SocketState, index_node_StateChange as StateChange, index_node_TransportKind as TransportKind, index_node_TransportName as TransportName };
}

declare function index_node<ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents>(options?: IoOptions): Socket<ListenEvents, EmitEvents>;
declare function index_node<ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents>(url: Address | undefined, options?: IoOptions): Socket<ListenEvents, EmitEvents>;

export { core_node as core, index_node as holdfast };
