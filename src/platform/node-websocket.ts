import type { ClientRequest, IncomingMessage } from "node:http";
import type { Socket as NetSocket } from "node:net";
import { WebSocket } from "ws";
import { type ConnectError, httpFailure } from "../util/errors.ts";
import { answerOf, textOf } from "./node-http.ts";
import { headersFor, keepCookies, NodeUrl, webSocketOptions } from "./node-options.ts";
import type { Frame, WebSocketEnd, WebSocketFactory, WebSocketHandlers, WebSocketLike } from "./platform.ts";

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

type WebSocketOptions = Parameters<WebSocketFactory>[1];

/** One that tells when the peer begins to close: `ws` then calls its own `close()`, and goes on to wait for the peer. */
class OwnWebSocket extends WebSocket {
  declare _owner: NodeWebSocket;

  override close(code?: number, reason?: Buffer): void {
    super.close(code, reason);
    this._owner._closing(code, reason);
  }
}

/** What `ws` tells, by the same functions for all of them: one of its own for each would take several times the memory. */
const LISTENERS: { readonly [event: string]: (this: OwnWebSocket, ...args: never[]) => void } = {
  open() {
    this._owner._opened();
  },
  message: function (data: Buffer, isBinary: boolean) {
    this._owner._handlers.receive(isBinary ? data : data.toString(), Infinity);
  },
  async "unexpected-response"(request: ClientRequest, response: IncomingMessage) {
    await this._owner._answered(response);
    request.destroy();
    this.terminate();
  },
  error(error: NodeJS.ErrnoException) {
    this._owner._failed(error);
  },
  close(code: number, reason: Buffer) {
    this._owner._ended(endOf(code, reason));
  },
};

const TEXT = { binary: false };
const BINARY = { binary: true };

export const webSocket: WebSocketFactory = (address, options, handlers) => {
  const url = new NodeUrl(address);
  const socket = new OwnWebSocket(url, options.protocols ?? [], {
    perMessageDeflate: { threshold: 1024 },
    maxPayload: options.maxMessageBytes,
    ...webSocketOptions(options),
    headers: headersFor(url, options),
  });
  return new NodeWebSocket(socket, options, handlers);
};

class NodeWebSocket implements WebSocketLike {
  readonly _raw: OwnWebSocket;
  readonly _options: WebSocketOptions;
  readonly _handlers: WebSocketHandlers;
  _corked: NetSocket | undefined = undefined;
  /** Why it ended, and what is known of that. */
  _failure: unknown = undefined;
  _known: Partial<ConnectError> | undefined = undefined;
  /** Was it closed from here? */
  _isLeaving = false;

  constructor(raw: OwnWebSocket, options: WebSocketOptions, handlers: WebSocketHandlers) {
    this._raw = raw;
    this._options = options;
    this._handlers = handlers;
    raw._owner = this;
    for (const name in LISTENERS) raw.on(name, LISTENERS[name] as () => void);
    if (options.withCredentials) raw.on("upgrade", (response) => this._keep(response));
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
    this._isLeaving = true;
    this._raw.close();
  }

  _opened(): void {
    if (this._options.autoUnref) rawSocket(this._raw)?.unref?.();
    this._handlers.opened();
  }

  /** The server has answered with something else than an upgrade. */
  async _answered(response: IncomingMessage): Promise<void> {
    const text = await textOf(response).catch(() => "");
    this._keep(response);
    this._known = httpFailure(answerOf(response, text), Date.now());
    this._failure = this._known.cause;
  }

  _keep(response: IncomingMessage): void {
    keepCookies(new URL(this._raw.url), this._options, response);
  }

  _failed(error: NodeJS.ErrnoException): void {
    const { code = "" } = error;
    const { maxPayload, maxMessageBytes } = this._options;
    if (UNREACHABLE.test(code)) this._known ??= { _unreachable: true };
    if (code === TOO_LARGE) this._known ??= { code: "ERR_PAYLOAD_TOO_LARGE", limit: maxPayload ?? maxMessageBytes };
    this._failure ??= error;
    // `close` comes once the peer has closed as well, or after 30 s
    this._ended(endOf(1006));
  }

  /** The peer begins to close. An error is told in the same turn, and is to be what is told. */
  _closing(code?: number, reason?: Buffer): void {
    if (!this._isLeaving) Promise.resolve().then(() => this._ended(endOf(code, reason)));
  }

  _ended(event: WebSocketEnd): void {
    this._handlers.closed(event, this._failure, this._known);
  }

  whenRead(answered: () => void): true {
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
