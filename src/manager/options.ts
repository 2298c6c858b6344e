import type { Parser } from "../codec/packet.ts";
import type { DecodeLimits } from "../codec/socket-io.ts";
import type { ResolvedSocketOptions } from "../socket/lifecycle.ts";
import type { SocketOptions } from "../socket/types.ts";
import type { TransportKind, TransportName } from "../transport/transport.ts";
import type { HoldfastError } from "../util/errors.ts";
import { checkedNumber, invalidOption, numberOr } from "../util/options.ts";

/** What a {@link ManagerOptions.reconnectionPolicy} decides on. */
export interface ReconnectionFacts {
  /** The attempt to be started, from 1. */
  attempt: number;
  /** ms since the connection was lost. */
  elapsed: number;
  /** Why the last attempt failed, or the connection was lost. */
  error: HoldfastError | undefined;
}

/** Options of a connection. All are optional; `null` is taken as not given. */
export interface ManagerOptions {
  // ---- where to

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

  // ---- which connection

  /** A connection of its own for this socket. @default false */
  forceNew?: boolean | undefined;
  /** `false` is the same as `forceNew: true`. @default true */
  multiplex?: boolean | undefined;
  /** Connect as soon as it is made. @default true */
  autoConnect?: boolean | undefined;
  /** Encoder and decoder in place of the built-in ones, such as `socket.io-msgpack-parser`. */
  parser?: unknown;

  // ---- reconnection

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

  // ---- transports

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

  // ---- the world

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

  // ---- bounds on what the server may send

  /** Binary attachments in one packet. @default 1000 */
  maxAttachments?: number | undefined;
  /** Bytes of the attachments of one packet. @default 100,000,000 */
  maxAttachmentBytes?: number | undefined;
  /** ms that the next attachment of a packet may take. @default 30000 */
  attachmentTimeout?: number | undefined;
  /** Levels of arrays and objects in one packet. @default 1000 */
  maxDepth?: number | undefined;

  // ---- Node: TLS and proxies, as `tls.connect` and `http.request` take them

  /** Compression of WebSocket messages. @default false */
  perMessageDeflate?: boolean | { threshold?: number } | undefined;
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

export interface ReconnectionOptions {
  readonly reconnection: boolean;
  readonly attempts: number;
  readonly base: number;
  readonly max: number;
  readonly jitter: number;
  readonly minUptime: number;
  readonly policy: ManagerOptions["reconnectionPolicy"] | undefined;
}

/** What the controller goes by; looked up whenever it decides. */
export const resolveReconnection = (options: ManagerOptions): ReconnectionOptions => ({
  reconnection: options.reconnection !== false,
  attempts: numberOr(options.reconnectionAttempts, Number.POSITIVE_INFINITY),
  base: numberOr(options.reconnectionDelay, 1000),
  max: numberOr(options.reconnectionDelayMax, 5000),
  jitter: numberOr(options.randomizationFactor, 0.5),
  minUptime: checkedNumber("minUptime", options.minUptime, 5000, 0),
  policy: options.reconnectionPolicy,
});

/** ms for an attempt, or `undefined` for no limit. */
export const resolveTimeout = ({ timeout }: ManagerOptions): number | undefined =>
  timeout === false ? undefined : numberOr(timeout, 20_000);

export const resolveLimits = (options: ManagerOptions): DecodeLimits => ({
  maxAttachments: checkedNumber("maxAttachments", options.maxAttachments, 1000, 0),
  maxAttachmentBytes: checkedNumber("maxAttachmentBytes", options.maxAttachmentBytes, 1e8, 0),
  maxDepth: checkedNumber("maxDepth", options.maxDepth, 1000, 1),
});

/** The app's parser, if it is one. */
export const resolveParser = ({ parser }: ManagerOptions): Parser | undefined =>
  (parser as Parser | undefined)?.Encoder ? (parser as Parser) : undefined;

export const resolveSocketOptions = (options: ManagerOptions & SocketOptions): ResolvedSocketOptions => {
  const { lifecycleEvents = "all", bufferLimit, retryRefused } = options;
  if (lifecycleEvents !== "all" && lifecycleEvents !== "v4") {
    invalidOption("lifecycleEvents", lifecycleEvents, '"all" and "v4"');
  }
  return {
    retries: numberOr(options.retries, 0),
    ackTimeout: numberOr(options.ackTimeout, undefined),
    retryWindow: checkedNumber("retryWindow", options.retryWindow, 1, 1),
    allEvents: lifecycleEvents === "all",
    bufferLimit: bufferLimit ?? {},
    retryRefused: retryRefused ?? false,
  };
};
