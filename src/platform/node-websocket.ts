import type { Socket as NetSocket } from "node:net";
import { WebSocket } from "ws";
import { type ConnectError, httpFailure } from "../util/errors.ts";
import { answerOf, textOf } from "./node-http.ts";
import { headersFor, keepCookies, NodeUrl, webSocketOptions } from "./node-options.ts";
import type { Frame, WebSocketEnd, WebSocketFactory, WebSocketLike } from "./platform.ts";

/** The TCP or TLS socket under a WebSocket of `ws`. */
const rawSocket = (socket: WebSocket): NetSocket | undefined => (socket as unknown as { _socket?: NetSocket })._socket;

/** Codes of errors that another transport would meet as well. */
const UNREACHABLE = /^E(CONNREFUSED|NOTFOUND|AI_AGAIN|HOSTUNREACH|NETUNREACH|PROTO)$|CERT|SSL|TLS|SIGNATURE|CRL/;

/** What `ws` says of a message of more than `maxPayload` bytes. */
const TOO_LARGE = "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH";

/** The event of a WebSocket's end, as a browser has it. */
const endOf = (code = 1005, reason: Buffer | string = ""): WebSocketEnd & { code: number; wasClean: boolean } => ({
  code,
  reason: `${reason}`,
  wasClean: code !== 1006,
});

/** One that tells when the peer begins to close: `ws` then calls its own `close()`, and goes on to wait for the peer. */
class ClosingWebSocket extends WebSocket {
  override close(code?: number, reason?: Buffer): void {
    super.close(code, reason);
    this.emit("closing", code, reason);
  }
}

const TEXT = { binary: false };
const BINARY = { binary: true };

export const webSocket: WebSocketFactory = (address, options, handlers) => {
  const url = new NodeUrl(address);
  const socket = new ClosingWebSocket(url, options.protocols ?? [], {
    perMessageDeflate: { threshold: 1024 },
    maxPayload: options.maxMessageBytes,
    ...webSocketOptions(options),
    headers: headersFor(url, options),
  });
  const close = (event: WebSocketEnd): void => handlers._closed(event, failure, known);
  let failure: unknown;
  let known: Partial<ConnectError> | undefined;
  if (options.withCredentials) socket.on("upgrade", (response) => keepCookies(url, options, response));
  socket.on("open", () => {
    if (options.autoUnref) rawSocket(socket)?.unref?.();
    handlers._opened();
  });
  socket.on("message", (data: Buffer, isBinary) => handlers._receive(isBinary ? data : data.toString(), Infinity));
  socket.on("unexpected-response", async (request, response) => {
    const text = await textOf(response).catch(() => "");
    keepCookies(url, options, response);
    known = httpFailure(answerOf(response, text), Date.now());
    failure = known.cause;
    request.destroy();
    socket.terminate();
  });
  socket.on("error", (error) => {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (UNREACHABLE.test(code)) known ??= { _unreachable: true };
    const limit = options.maxPayload ?? options.maxMessageBytes;
    if (code === TOO_LARGE) known ??= { code: "ERR_PAYLOAD_TOO_LARGE", limit };
    failure ??= error;
    // `close` comes once the peer has closed as well, or after 30 s
    close(endOf(1006));
  });
  socket.on("close", (code, reason) => close(endOf(code, reason)));
  // an error is told in the same turn, and is to be what is told
  socket.on("closing", (code?: number, reason?: Buffer) => Promise.resolve().then(() => close(endOf(code, reason))));

  return new NodeWebSocket(socket);
};

/** A class, since closures and an object literal for each socket would take several times the memory. */
class NodeWebSocket implements WebSocketLike {
  readonly _raw: WebSocket;
  _corked: NetSocket | undefined;

  constructor(socket: WebSocket) {
    this._raw = socket;
  }

  get readyState(): number {
    return this._raw.readyState;
  }

  get bufferedAmount(): number {
    return this._raw.bufferedAmount;
  }

  send(data: Frame, { compress = true }: { readonly compress?: boolean } = {}): void {
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
    // no fake clock stops a promise
    Promise.resolve(this).then(uncork);
  }

  close(): void {
    this._raw.removeAllListeners("closing");
    this._raw.close();
  }

  _ping(answered: () => void): true {
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
