import type { EnginePacket } from "../codec/engine-io.ts";
import type { Clock, Http, NetworkOptions, Platform } from "../platform/platform.ts";
import { type CloseDetails, ConnectError, type ErrorCode, messageOf } from "../util/errors.ts";

export type TransportName = "polling" | "websocket" | "webtransport";

/** Whom a transport tells. One at a time; it is handed over by assigning {@link Transport.sink}. */
export interface TransportSink {
  packet(packet: EnginePacket): void;
  /** It takes packets now: after opening, and each time it is done with a batch. */
  ready(): void;
  /** Exactly once, the last call. An error, or details if the peer or we closed it. */
  closed(error: ConnectError | undefined, details?: CloseDetails): void;
}

/** One way to carry Engine.IO packets. */
export interface Transport {
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
export interface TransportContext {
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
export interface TransportKind {
  readonly transportName: TransportName;
  /** Can it work on this platform? */
  supported(platform: Platform): boolean;
  create(context: TransportContext): Transport;
  /** How a session moves from this transport to a better one; the type is `engine/upgrade.ts`'s own. */
  readonly upgrade?: unknown;
}

/** The address without what could be a secret. */
export const redact = (url: string): string =>
  url.replace(/([?&](?!EIO=|transport=)[^=&]+=)[^&]*/g, "$1***").replace(/\/\/[^/@]*@/, "//");

/** The beginning of an answer, for an error's text. */
export const excerpt = (text: string): string => {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 80 ? `${line.slice(0, 80)}…` : line;
};

/** An error of a transport, with the fields that socket.io-client's have. */
export const transportError = (
  code: ErrorCode,
  message: string,
  transport: TransportName,
  url: string,
  fields: object & { cause?: unknown; status?: number; context?: unknown } = {},
): ConnectError =>
  new ConnectError(code, message, {
    phase: "transport",
    transport,
    url: redact(url),
    type: "TransportError",
    description: fields.status ?? fields.cause,
    ...fields,
  });

const SERVER_CODES: Partial<Record<number, ErrorCode>> = { 1: "ERR_SESSION_UNKNOWN", 5: "ERR_UNSUPPORTED_PROTOCOL" };
const HINTS: Partial<Record<string, string>> = {
  ERR_SESSION_UNKNOWN: "several servers need sticky sessions, or use transports: ['websocket']",
  ERR_UNSUPPORTED_PROTOCOL: "the server is Socket.IO 2 or older",
  ERR_NOT_SOCKETIO: "check the URL and the path option; a proxy or login page may be answering",
  ERR_HTTP_404: "check the URL and the path option",
  ERR_HTTP_403: "check the server's allowRequest and cors options, and proxies",
};

/** The error that an HTTP answer which is not a session's stands for. `prefix` is what apps compare with. */
export const httpError = (
  prefix: string,
  status: number,
  body: string,
  transport: TransportName,
  url: string,
  cause?: unknown,
): ConnectError => {
  let serverCode: number | undefined;
  let text = excerpt(body);
  try {
    const { code, message } = JSON.parse(body) as { code: number; message: string };
    if (typeof code === "number" && typeof message === "string") {
      serverCode = code;
      text = message;
    }
  } catch {
    // most wrong answers are not JSON
  }
  const code: ErrorCode = status === 200 ? "ERR_NOT_SOCKETIO" : (SERVER_CODES[serverCode ?? -1] ?? "ERR_HTTP_STATUS");
  const what = status === 200 ? "not a Socket.IO answer" : `HTTP ${status}`;
  const hint = HINTS[code] ?? HINTS[`ERR_HTTP_${status}`];
  return transportError(code, `${prefix}: ${what}${text && `: ${text}`}`, transport, url, {
    status,
    context: { status, responseText: body },
    ...(serverCode !== undefined && { serverCode }),
    ...(hint && { hint }),
    ...(cause !== undefined && { cause }),
  });
};

/** The error for a frame that is no packet. */
export const parseError = (transport: TransportName, url: string, cause?: unknown): ConnectError =>
  transportError("ERR_PARSE", `parse error: ${cause ? messageOf(cause) : "not an Engine.IO packet"}`, transport, url, {
    ...(cause !== undefined && { cause }),
  });
