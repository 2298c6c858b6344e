/**
 * What the rest of the code may ask of the world. Interfaces only: the implementations are `browser.ts` and `node.ts`,
 * and tests inject a fake (DESIGN.md, rule of construction 5).
 */

/** A handle that {@link Clock.setTimeout} gave. */
export type Timer = unknown;

/** The time, in milliseconds. */
export interface Clock {
  /** Wall clock time, ms since the epoch. It goes on while a machine sleeps; timers do not. */
  now(): number;
  setTimeout(callback: () => void, ms: number): Timer;
  /** Does nothing for `undefined` and for a timer that has fired. */
  clearTimeout(timer: Timer): void;
}

export interface HttpRequest {
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

export interface HttpResponse {
  status: number;
  /** The whole body as text; a body that was cut or is not UTF-8 rejects instead. */
  text: string;
}

/** One HTTP request. Rejects when there is no complete answer. */
export type Http = (request: HttpRequest) => Promise<HttpResponse>;

/** Why a WebSocket could not open or was closed. */
export interface WebSocketEnd {
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

export interface WebSocketHandlers {
  open(): void;
  message(data: unknown): void;
  /** Exactly once, the last call. */
  close(end: WebSocketEnd): void;
}

/** An open or opening WebSocket of the platform. */
export interface WebSocketLike {
  readonly bufferedAmount: number;
  send(data: string | ArrayBufferView | ArrayBuffer | Blob, compress: boolean): void;
  /** Starts the closing handshake. */
  close(): void;
  /** Ends at once; no handler is called any more. */
  abort(): void;
}

export type WebSocketFactory = (url: string, options: NetworkOptions, handlers: WebSocketHandlers) => WebSocketLike;

/** A WebTransport session, as the web standard has it. */
export interface WebTransportLike {
  readonly ready: Promise<unknown>;
  readonly closed: Promise<unknown>;
  createBidirectionalStream(): Promise<{
    readonly readable: ReadableStream<Uint8Array>;
    readonly writable: WritableStream<Uint8Array>;
  }>;
  close(info?: { closeCode?: number; reason?: string }): void;
}

export type WebTransportFactory = (url: string, options: Record<string, unknown>) => WebTransportLike;

/** Cookies of one Manager, where the platform keeps none itself. */
export interface CookieJar {
  /** The value of the `Cookie` header, or "". */
  header(url: string): string;
  store(url: string, setCookie: readonly string[]): void;
}

/** The options that concern the platform's network alone; TLS and proxy options on Node travel in `node`. */
export interface NetworkOptions {
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
export type Signal = "online" | "offline" | "wake" | "hide" | "leave" | "unload";

export interface Platform {
  /** The clock whose timers are looked up at each use, so that a fake clock installed later counts. */
  clock(options: { useNativeTimers: boolean; autoUnref: boolean }): Clock;
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
  location(): { protocol: string; host: string } | undefined;
  /** Bytes of a text in UTF-8. */
  byteLength(text: string): number;
  /** Surfaces what a user's listener threw as an uncaught error of its own. */
  report(error: unknown): void;
  warn(message: string): void;
}
