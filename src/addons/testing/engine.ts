import { EventEmitter } from "node:events";
import { inspect } from "node:util";
import { HoldfastError } from "holdfast/core";
import { MemoryConnection, type Wire } from "./connection.ts";
import type { MemoryRequest } from "./request.ts";
import { MemoryResponse } from "./response.ts";
import { theirs } from "./theirs.ts";
import type { Timers } from "./timers.ts";

/** A server of the npm package `socket.io`, version 4. */
export interface SocketIoServer {
  /** Takes connections from an Engine.IO server. */
  bind(engine: never): unknown;
  /** Ends it with all connections. */
  close(): unknown;
  /** Where it is to be found, such as `"/socket.io"`. */
  path(): string;
  /** A namespace. */
  of(name: string): unknown;
}

/** What of a server's options an engine goes by. */
interface EngineOptions {
  readonly pingInterval: number;
  readonly pingTimeout: number;
  readonly maxHttpBufferSize: number;
  readonly addTrailingSlash?: boolean;
  /** Those that the app's server takes; all, unless the app says so. */
  readonly transports?: readonly string[];
  readonly allowRequest?: (request: never, answer: (message: string | undefined, allowed: boolean) => void) => void;
}

const DEFAULTS: EngineOptions = {
  pingInterval: 25_000,
  pingTimeout: 20_000,
  maxHttpBufferSize: 1e6,
};

/** Why a connection is refused: the HTTP status, and what stands in the answer's body. */
export interface Refusal {
  readonly status: number;
  /** Of Engine.IO; without one, the answer is of somebody else. */
  readonly code: number | undefined;
  readonly message: string;
}

/** The codes by which an Engine.IO server says why it refuses; their places are their numbers. */
const CODES = [
  "Transport unknown",
  "Session ID unknown",
  "Bad handshake method",
  "Bad request",
  "Forbidden",
  "Unsupported protocol version",
];

const UNKNOWN_TRANSPORT = 0;
const BAD_REQUEST = 3;
const FORBIDDEN = 4;

/** What an Engine.IO server with that code answers, if it has it. */
export const refusalBy = (code: number, message = CODES[code]): Refusal | undefined =>
  message === undefined || !CODES[code] ? undefined : { status: code === FORBIDDEN ? 403 : 400, code, message };

const wrongServer = (what: string): HoldfastError =>
  new HoldfastError(
    "ERR_INVALID_OPTION",
    `serve() takes a Server of socket.io 4, and ${what}: npm install socket.io@4`,
  );

/** Is it one? Throws an error that says what to do, if not. */
export const checkServer = (server: SocketIoServer): void => {
  const { bind, close, of, fetchSockets } = Object(server) as Record<string, unknown>;
  if (![bind, close, of].every((method) => typeof method === "function"))
    throw wrongServer(`this is ${inspect(server, { depth: -1 })}`);
  if (typeof fetchSockets !== "function") throw wrongServer("this is one of an older version");
};

/** Why a connection is refused, as listeners of `connection_error` are told. */
interface Context {
  readonly name?: string;
  readonly transport?: string | undefined;
  readonly message?: string | undefined;
}

type Refuse = (code: number, context: Context) => void;

/** Runs for each request that opens a connection; its answer is `next()`. */
type Middleware = (request: never, response: never, next: (error?: unknown) => void) => unknown;

/** Another engine of the same server: that of the port on which it listens, too, or that of another network. */
export interface OtherEngine {
  readonly middlewares?: readonly Middleware[];
  /** Its connections by id. */
  readonly clients?: { readonly [id: string]: { close(discard: boolean): unknown } };
  use?(middleware: Middleware): unknown;
  close(): unknown;
}

/** What `server.bind()` takes for an Engine.IO server: it has connections in memory. */
export class MemoryEngine extends EventEmitter {
  readonly opts: EngineOptions;
  readonly clients: Record<string, MemoryConnection> = {};
  readonly path: string;
  readonly middlewares: Middleware[];
  readonly _timers: Timers;
  readonly _random: () => number;
  /** Called when the server closes. */
  readonly _closed: () => void;
  _count = 0;
  _beside: OtherEngine | undefined;

  constructor(
    server: SocketIoServer,
    { timers, random, closed }: { timers: Timers; random: () => number; closed: () => void },
  ) {
    super();
    this._beside = (server as { engine?: OtherEngine }).engine;
    this.middlewares = [...(this._beside?.middlewares ?? [])];
    const { opts, _opts = opts } = server as { opts?: object; _opts?: object };
    this.opts = { ...DEFAULTS, ..._opts };
    this.path = `${server.path()}${this.opts.addTrailingSlash === false ? "" : "/"}`;
    this._timers = timers;
    this._random = random;
    this._closed = closed;
  }

  get clientsCount(): number {
    return Object.keys(this.clients).length;
  }

  /** As Engine.IO's: 20 characters, of which the last say how many there were before. */
  generateId(_request?: unknown): string {
    const bytes = Buffer.alloc(15);
    for (let i = 0; i < 12; i++) bytes[i] = this._random() * 256;
    bytes.writeUInt16BE(this._count++ % 65_536, 13);
    return bytes.toString("base64url");
  }

  /** Runs for each request that opens a connection, in this order; its answer is `next()`. */
  use(middleware: Middleware): void {
    this.middlewares.push(middleware);
    this._beside?.use?.(middleware);
  }

  /** The server has this engine, too. */
  _join(other: OtherEngine): void {
    this._beside = other;
    for (const middleware of this.middlewares) other.use?.(middleware);
  }

  /** The connections of the other engine end at once. */
  _cutBeside(): void {
    for (const connection of Object.values(this._beside?.clients ?? {})) connection.close(true);
  }

  /** Ends it, with all connections, as the server asks for. */
  close(): this {
    for (const connection of Object.values(this.clients)) connection.close();
    this._beside?.close();
    this._beside = undefined;
    this.middlewares.length = 0;
    this._closed();
    return this;
  }

  /** Takes a connection in, or says why not; calls back at once unless a middleware or `allowRequest` takes its time. */
  _admit(request: MemoryRequest, done: (refusal: Refusal | undefined) => void): void {
    if (!request.url.startsWith(this.path)) return done({ status: 404, code: undefined, message: "Not Found" });
    const refuse: Refuse = (code, context) => {
      this.emit("connection_error", { req: request, code, message: CODES[code], context });
      done(refusalBy(code, context.message));
    };
    const verify = (): void => this._verify(request, refuse, () => done(undefined));
    if (!this.middlewares.length) return verify();
    const response = new MemoryResponse(request, (status, message) => done({ status, code: undefined, message }));
    void this._run(request, response).then(verify, () => refuse(BAD_REQUEST, { name: "MIDDLEWARE_FAILURE" }));
  }

  async _run(request: MemoryRequest, response: MemoryResponse): Promise<void> {
    for (const middleware of this.middlewares)
      await new Promise<void>((resolve, reject) => {
        const next = (error?: unknown): void => (error ? reject(error) : resolve());
        Promise.resolve(middleware(request as never, response as never, next)).catch(reject);
      });
    // some wait for it, such as express-session
    response.writeHead();
  }

  _verify(request: MemoryRequest, refuse: Refuse, done: () => void): void {
    const { transport } = request[theirs("query")];
    const { transports, allowRequest } = this.opts;
    if (transports?.includes(transport ?? "") === false) return refuse(UNKNOWN_TRANSPORT, { transport });
    if (!allowRequest) return done();
    allowRequest(request as never, (message, allowed) => (allowed ? done() : refuse(FORBIDDEN, { message })));
  }

  _connect(request: MemoryRequest, wire: Wire): MemoryConnection {
    const connection = new MemoryConnection(this, this.generateId(request), request, wire);
    this.clients[connection.id] = connection;
    connection.once("close", () => delete this.clients[connection.id]);
    connection._open();
    this.emit("connection", connection);
    return connection;
  }
}
