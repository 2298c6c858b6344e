import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { Socket as NetSocket } from "node:net";
import { WebSocket } from "ws";
import { type ConnectError, httpFailure } from "../util/errors.ts";
import { NEVER } from "../util/never.ts";
import type { Location } from "../util/url.ts";
import { CookieJar } from "./cookies.node.ts";
import type {
  Clock,
  Frame,
  Http,
  HttpResponse,
  NetworkOptions,
  Platform,
  Timer,
  WebSocketFactory,
  WebSocketLike,
  WebTransportClass,
} from "./platform.ts";

const jarOf = ({ withCredentials, _cookies }: NetworkOptions): CookieJar | undefined =>
  withCredentials ? (_cookies as CookieJar) : undefined;

/** The headers of a request: the app's, and the cookies that the server gave. */
const headersFor = (url: string, options: NetworkOptions): Record<string, string> => {
  const headers = { ...options.extraHeaders };
  const jar = jarOf(options);
  if (jar) {
    const name = Object.keys(headers).find((key) => /^cookie$/i.test(key)) ?? "Cookie";
    const cookies = jar.header(new URL(url).pathname, headers[name]);
    if (cookies) headers[name] = cookies;
  }
  return headers;
};

/** The options that Node's own functions take. */
const connectOptions = (options: NetworkOptions): object => {
  const { agent, pfx, key, passphrase, cert, ca, ciphers, rejectUnauthorized, localAddress } = options;
  const all = { agent, pfx, key, passphrase, cert, ca, ciphers, rejectUnauthorized, localAddress };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value != null));
};

/**
 * Connections that are kept alive, for one attempt each (its options are made anew for it): the next attempt must not be
 * sent over one that died in silence.
 */
const agents = new WeakMap<NetworkOptions, HttpAgent>();

const agentFor = (secure: boolean, options: NetworkOptions): HttpAgent => {
  let agent = agents.get(options);
  if (!agent) {
    agent = new (secure ? HttpsAgent : HttpAgent)({ keepAlive: true, timeout: 60_000 });
    agents.set(options, agent);
  }
  return agent;
};

const headersOf =
  ({ headers }: IncomingMessage): HttpResponse["header"] =>
  (name) =>
    headers[name] as string | undefined;

/** Bytes of an answer beside its largest message. */
const MOST_OVERHEAD = 1e6;

const http: Http = (url, body, signal, options) =>
  new Promise((resolve, reject) => {
    const post = body !== undefined && {
      "Content-Type": "text/plain;charset=UTF-8",
      "Content-Length": Buffer.byteLength(body),
    };
    const secure = url.startsWith("https");
    const request = (secure ? httpsRequest : httpRequest)(url, {
      agent: agentFor(secure, options),
      ...connectOptions(options),
      method: post ? "POST" : "GET",
      headers: { Accept: "*/*", ...headersFor(url, options), ...post },
      signal,
    });
    request.on("error", reject);
    request.on("response", (response) => {
      jarOf(options)?.take(response.headers["set-cookie"]);
      const chunks: Buffer[] = [];
      let room = MOST_OVERHEAD + (4 / 3) * options.maxMessageBytes;
      response.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        room -= chunk.length;
        // an answer without an end must not take all memory
        if (room < 0) request.destroy(new Error("the answer is too large"));
      });
      response.on("error", reject);
      response.on("end", () => {
        try {
          const text = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
          resolve({ status: response.statusCode ?? 0, text, header: headersOf(response) });
        } catch (error) {
          reject(error);
        }
      });
    });
    if (options.autoUnref) request.on("socket", (socket) => socket.unref());
    request.end(body);
  });

/** The TCP or TLS socket under a WebSocket of `ws`. */
const rawSocket = (socket: WebSocket): NetSocket | undefined => (socket as unknown as { _socket?: NetSocket })._socket;

/** Codes of errors that another transport would meet as well. */
const UNREACHABLE = /^E(CONNREFUSED|NOTFOUND|AI_AGAIN|HOSTUNREACH|NETUNREACH|PROTO)$|CERT|SSL|TLS|SIGNATURE|CRL/;

/** What `ws` says of a message of more than `maxPayload` bytes. */
const TOO_LARGE = "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH";

const TEXT = { binary: false };
const BINARY = { binary: true };

const webSocket: WebSocketFactory = (url, options, handlers) => {
  const socket = new WebSocket(url, options.protocols ?? [], {
    ...connectOptions(options),
    headers: headersFor(url, options),
    perMessageDeflate: options.perMessageDeflate ?? { threshold: 1024 },
    maxPayload: options.maxMessageBytes,
  });
  let failure: unknown;
  let known: Partial<ConnectError> | undefined;
  const jar = jarOf(options);
  if (jar) socket.on("upgrade", ({ headers }) => jar.take(headers["set-cookie"]));
  socket.on("open", () => {
    if (options.autoUnref) rawSocket(socket)?.unref?.();
    handlers._opened();
  });
  socket.on("message", (data: Buffer, isBinary) => handlers._receive(isBinary ? data : data.toString(), Infinity));
  socket.on("unexpected-response", (request, response) => {
    let text = "";
    response.setEncoding("utf8");
    response.on("data", (chunk: string) => {
      text += chunk;
    });
    response.on("close", () => {
      known = httpFailure(response.statusCode!, text, headersOf(response), Date.now());
      failure = known.cause;
      request.destroy();
      socket.terminate();
    });
  });
  socket.on("error", (error) => {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (UNREACHABLE.test(code)) known ??= { _unreachable: true };
    if (code === TOO_LARGE) known ??= { code: "ERR_PAYLOAD_TOO_LARGE", limit: options.maxMessageBytes };
    failure ??= error;
  });
  socket.on("close", (code, reason) => {
    const event = { code, reason: `${reason}`, wasClean: code !== 1006 };
    handlers._closed(event, failure, known);
  });

  return new NodeWebSocket(socket);
};

/** A class, since closures and an object literal for each socket would take several times the memory. */
class NodeWebSocket implements WebSocketLike {
  readonly _raw: WebSocket;
  _corked: NetSocket | undefined;

  constructor(socket: WebSocket) {
    this._raw = socket;
  }

  get bufferedAmount(): number {
    return this._raw.bufferedAmount;
  }

  send(data: Frame, compress: boolean): void {
    this._cork();
    const isText = typeof data === "string";
    // `ws` makes one buffer of the head and the data where it may not write into the data, and two writes otherwise
    const bytes = isText ? Buffer.from(data) : (data as ArrayBuffer);
    this._raw.send(bytes, compress ? (isText ? TEXT : BINARY) : { binary: !isText, compress });
  }

  /** One write to the kernel for all that is sent in this turn. */
  _cork(): void {
    const raw = rawSocket(this._raw);
    if (this._corked || !raw?.cork) return;
    this._corked = raw;
    raw.cork();
    process.nextTick(uncork, this);
  }

  close(): void {
    this._raw.close();
  }

  ping(answered: () => void): true {
    this._raw.once("pong", answered);
    this._raw.ping();
    return true;
  }

  terminate(): void {
    this._raw.terminate();
  }
}

const uncork = (socket: NodeWebSocket): void => {
  socket._corked?.uncork();
  socket._corked = undefined;
};

/** The timers that were there when this was loaded. */
const { setTimeout: nativeSet, clearTimeout: nativeClear } = globalThis;

class NodeClock implements Clock {
  readonly _unref: boolean;
  readonly _native: boolean;

  constructor(unref: boolean, native: boolean) {
    this._unref = unref;
    this._native = native;
  }

  now(): number {
    return Date.now();
  }

  ticks(): number {
    return performance.now();
  }

  setTimeout(callback: () => void, ms: number): Timer {
    if (!(ms < NEVER)) return;
    const timer = (this._native ? nativeSet : setTimeout)(callback, ms);
    // a fake clock's timers may lack it
    if (this._unref) timer.unref?.();
    return timer;
  }

  clearTimeout(timer: Timer): void {
    (this._native ? nativeClear : clearTimeout)(timer as NodeJS.Timeout);
  }
}

/** Some runtimes have it; Node does not. */
type Global = { location?: Location; WebTransport?: WebTransportClass };

/** Node and Bun: `node:http` and `ws`. */
export const node: Platform = {
  clock: (unref, native) => new NodeClock(unref, native),
  random: () => Math.random(),
  polling: http,
  websocket: webSocket,
  soon: (callback) => callback(),
  get webtransport() {
    return (globalThis as Global).WebTransport;
  },
  sendsHeaders: true,
  cookies: () => new CookieJar(),
  // a process has neither window nor document; an app may name another source
  signals: () => [],
  binaryType: "nodebuffer",
  // where Node imitates a page (jsdom), it has an address
  location: () => (globalThis as Global).location,
  base64: ({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength).toString("base64"),
  byteLength: (text) => Buffer.byteLength(text),
  warn: (text) => console.warn(text),
  report: (error) =>
    process.nextTick(() => {
      throw error;
    }),
};
