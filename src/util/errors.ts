/** Every error code of holdfast; `docs/errors.md` says of each how it comes about and what to do. */
export type ErrorCode =
  | "ERR_CONNECT_TIMEOUT"
  | "ERR_TRANSPORT"
  | "ERR_HTTP_STATUS"
  | "ERR_NOT_SOCKETIO"
  | "ERR_SESSION_UNKNOWN"
  | "ERR_UNSUPPORTED_PROTOCOL"
  | "ERR_PARSE"
  | "ERR_REFUSED"
  | "ERR_AUTH"
  | "ERR_ACK_TIMEOUT"
  | "ERR_DISCONNECTED"
  | "ERR_PAYLOAD_TOO_LARGE"
  | "ERR_BUFFER_FULL"
  | "ERR_ENCODE"
  | "ERR_ABORTED"
  | "ERR_RESERVED_EVENT"
  | "ERR_INVALID"
  | "ERR_INVALID_URL"
  | "ERR_INVALID_OPTION"
  | "ERR_NO_TRANSPORT"
  | "ERR_LEFT_OVER";

/** Whether an event that got no answer may have reached the server: `"not-sent"` is said only of what never will be. */
export type Delivery = "not-sent" | "unknown";

/** What a schema objects to. */
export interface Issue {
  /** What is wrong, in the words of the schema. */
  readonly message: string;
  /** Where: of an event the number of the argument first, from 0, then the keys that lead there. */
  readonly path: readonly PropertyKey[];
}

/** The step at which a connection attempt failed. */
export type ConnectPhase = "transport" | "handshake" | "namespace" | "auth";

/** Why a connection that no error broke was closed. */
export interface CloseDetails {
  /** What closed it. */
  description: string;
  /** The event that told of it. */
  context?: unknown;
  /** What to do about it, where there is something to say. */
  hint?: string;
}

// the same in every copy of the library in a program, and in every realm
const BRAND = Symbol.for("holdfast.error");

/** The base of all errors that holdfast makes. */
export class HoldfastError extends Error {
  /** What happened, as a literal to compare with. */
  declare readonly code: ErrorCode;
  /** Of an event that was not acknowledged: may it have reached the server? */
  declare readonly delivery?: Delivery;
  /** `ERR_PAYLOAD_TOO_LARGE`: bytes of the packet as the transport carries it, where they are known. */
  declare readonly size?: number;
  /** `ERR_PAYLOAD_TOO_LARGE`: bytes that the server takes, or of what comes in, that the client takes. */
  declare readonly limit?: number;
  /** `ERR_INVALID`: what the contract objects to. */
  declare readonly issues?: readonly Issue[];
  /** `ERR_ENCODE`: where in the event's arguments the bad value is, such as `[1].user.id`. */
  declare readonly path?: string;

  constructor(code: ErrorCode, message: string, fields?: { readonly [name: string]: unknown }) {
    super(message);
    this.code = code;
    // console.log() shall show what is known, and no more
    for (const name in fields) if (fields[name] !== undefined) this[name as "code"] = fields[name] as never;
  }

  /** @internal */
  get [BRAND](): true {
    return true;
  }
}

/** A connection attempt that failed, or a connection that broke. */
export class ConnectError extends HoldfastError {
  /** Where it failed. */
  declare readonly phase: ConnectPhase;
  /** Name of the transport that failed. */
  declare readonly transport?: string;
  /** Where to; without the query, which may hold secrets. */
  declare readonly url?: string;
  /** HTTP status of the answer. */
  declare readonly status?: number;
  /** Which reconnection attempt it was; 0 is the first connection. */
  declare attempt?: number;
  /** Whether another attempt follows by itself. */
  declare willRetry?: boolean;
  /** When it follows, ms from now. */
  declare retryIn?: number | undefined;
  /** ms that the server asks to wait: `Retry-After` of its answer, which a page of another origin sees if it is exposed. */
  declare readonly retryAfter?: number | undefined;
  /** What to do about it. */
  declare hint?: string;
  /** `ERR_REFUSED`: what the server sent along. */
  // biome-ignore lint/suspicious/noExplicitAny: it is the app's own
  declare readonly data?: any;
  /** When several transports failed: the error of each, in order. */
  declare errors?: ConnectError[];
  /** `"TransportError"` for an error of a transport, as in socket.io-client. */
  declare readonly type?: string;
  /**
   * As in socket.io-client: the HTTP status, 0 where no answer came; of a WebSocket `{ type, error, message, event }`, as an
   * ErrorEvent has it, where `event` tells how it was closed; else what happened.
   */
  declare readonly description?: unknown;
  /** As in socket.io-client: the answer, `{ status, responseText }`, and without one `{ status: 0, statusText: error, … }`. */
  declare readonly context?: unknown;
  /** The number that the server gave, see "Error answers" in docs/protocol.md. */
  declare readonly serverCode?: number;
  /** @internal No transport can reach the server. */
  declare readonly _unreachable?: boolean;
}

/** Is it an error of holdfast, of whichever copy or realm? With a code: that one. */
export const isHoldfastError = (error: unknown, code?: ErrorCode): error is HoldfastError => {
  try {
    const { [BRAND]: ours, code: its } = (error ?? {}) as Partial<HoldfastError>;
    return !!ours && (!code || its === code);
  } catch {
    // a Proxy that resists is none
    return false;
  }
};

/** Is it a {@link ConnectError}, of whichever copy or realm? */
export const isConnectError = (error: unknown): error is ConnectError => isHoldfastError(error) && "phase" in error;

/** What to do about it, where that is known. */
const HINTS: { readonly [Code in ErrorCode]?: string } = {
  ERR_CONNECT_TIMEOUT: "is the server reachable?",
  ERR_NOT_SOCKETIO: "check the URL, path, proxies and login pages",
  ERR_SESSION_UNKNOWN: 'several servers need sticky sessions, or transports: ["websocket"]',
  ERR_UNSUPPORTED_PROTOCOL: "update the server to Socket.IO 3 or 4",
};

/** A {@link ConnectError}. */
export const connectError = (
  code: ErrorCode,
  phase: ConnectPhase,
  message: string,
  fields?: { [Name in keyof ConnectError]?: ConnectError[Name] | undefined },
): ConnectError => new ConnectError(code, message, { phase, hint: HINTS[code], ...fields });

/** The error of an attempt in which something of the app or the platform threw. */
export const thrown = (cause: unknown): ConnectError =>
  connectError("ERR_TRANSPORT", "transport", messageOf(cause), { cause });

/** The error of what comes in, if it has more bytes than it may; `size`: how many, where that is known. */
export const tooManyBytes = (limit: number, size?: number): HoldfastError =>
  new HoldfastError("ERR_PAYLOAD_TOO_LARGE", `more than ${limit} bytes`, { size, limit });

/** An answer to an HTTP request. */
export interface HttpResponse {
  status: number;
  /**
   * The whole body; of one that can't be packets, its beginning. Packets that were cut, that are not UTF-8, or more than the
   * limits allow, reject instead.
   */
  text: string;
  /** Where it would lead, without a query, which may hold secrets; a page never sees that. */
  to?: string | undefined;
  /** A header of it by its name in small letters, where there is such a one and the page may see it. */
  header(name: string): string | null | undefined;
}

/** ms that an answer asks to wait: seconds, or a date, which counts against the answer's own, since clocks differ. */
const retryAfterOf = ({ header }: HttpResponse, now: number): number | undefined => {
  const after = header("retry-after")?.trim() ?? "";
  const ms = /^\d+$/.test(after) ? +after * 1000 : Date.parse(after) - (Date.parse(`${header("date")}`) || now);
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
};

/** Fields of the {@link ConnectError} that an HTTP answer stands for (docs/protocol.md, "Error answers"). */
export const httpFailure = (
  response: HttpResponse,
  now: number,
): Partial<ConnectError> & { readonly code: ErrorCode } => {
  const { status, text, to } = response;
  // ends between words: of a word that is cut nobody knows any more that it is a secret of the app
  const [excerpt = ""] = /^.{0,80}(?![\w-])/.exec(text.replace(/\s+/g, " ").trim()) ?? [];
  const [, digit] = /^{"code":(\d),/.exec(text) ?? [];
  const code: ErrorCode =
    digit === "1"
      ? "ERR_SESSION_UNKNOWN"
      : // Engine.IO 3 begins a payload with its length
        digit === "5" || (status === 200 && /^\d+:0{/.test(text))
        ? "ERR_UNSUPPORTED_PROTOCOL"
        : status === 200
          ? "ERR_NOT_SOCKETIO"
          : "ERR_HTTP_STATUS";
  return {
    code,
    cause: `HTTP ${status}${to ? ` to ${to}` : ""}${excerpt && `: ${excerpt}`}`,
    status,
    retryAfter: retryAfterOf(response, now),
    context: { status, responseText: text },
    ...(digit && { serverCode: +digit }),
  };
};

/** The error that ended a connection, or one made of the reason. */
export const asConnectError = (details: ConnectError | CloseDetails | undefined, reason: string): ConnectError =>
  details instanceof ConnectError ? details : connectError("ERR_TRANSPORT", "transport", reason, { cause: details });

/** The error of what was given up with its connection, or before there was one. */
export const disconnected = (delivery: Delivery): HoldfastError =>
  new HoldfastError("ERR_DISCONNECTED", "socket has been disconnected", { delivery });

/** The error of what the app gave up. */
export const aborted = ({ reason }: AbortSignal, delivery?: Delivery): HoldfastError =>
  new HoldfastError("ERR_ABORTED", "aborted", { delivery, cause: reason });

/** Causes of causes that are told. */
const CAUSES = 5;

/** Text of whatever was thrown, also of what resists: an object whose getters throw, or that is its own cause. */
export const messageOf = (error: unknown, depth = 0): string => {
  if (depth > CAUSES) return "…";
  const inner = (other: unknown): string => messageOf(other, depth + 1);
  try {
    const { message, cause, code, errors } = (error ?? {}) as Partial<AggregateError & { code: unknown }>;
    // a refusal by each address of a name has no message of its own
    const text = String(message || errors?.map(inner).join(", ") || error);
    // fetch says why in the cause alone, TLS in the code alone
    const more = cause ? inner(cause) : typeof code === "string" && !text.includes(code) ? code : "";
    return more ? `${text} (${more})` : text;
  } catch {
    return "it can't be told";
  }
};
