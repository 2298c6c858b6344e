import { EventEmitter } from "node:events";
import { HoldfastError } from "holdfast/core";
import { MemoryConnection, type Wire } from "./connection.ts";
import type { MemoryRequest } from "./request.ts";
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

const wrongServer = (what: string): HoldfastError =>
  new HoldfastError(
    "ERR_INVALID_OPTION",
    `serve() takes a Server of socket.io 4, and ${what}: npm install socket.io@4`,
  );

/** Is it one? Throws an error that says what to do, if not. */
export const checkServer = (server: SocketIoServer): void => {
  const { bind, close, of, fetchSockets } = Object(server) as Record<string, unknown>;
  if (![bind, close, of].every((method) => typeof method === "function")) throw wrongServer(`this is ${server}`);
  if (typeof fetchSockets !== "function") throw wrongServer("this is one of an older version");
};

/** What `server.bind()` takes for an Engine.IO server: it has connections in memory. */
export class MemoryEngine extends EventEmitter {
  readonly opts: EngineOptions;
  readonly clients: Record<string, MemoryConnection> = {};
  readonly path: string;
  readonly _timers: Timers;
  readonly _random: () => number;
  readonly _middlewares: ((request: never, response: never, next: (error?: unknown) => void) => void)[] = [];
  /** Called when the server closes. */
  readonly _closed: () => void;
  _count = 0;
  /** The engine of the port on which the server listens, too. */
  _beside: { close(): unknown } | undefined;

  constructor(
    server: SocketIoServer,
    { timers, random, closed }: { timers: Timers; random: () => number; closed: () => void },
  ) {
    super();
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
  use(middleware: (request: never, response: never, next: (error?: unknown) => void) => void): void {
    this._middlewares.push(middleware);
  }

  /** Ends it, with all connections, as the server asks for. */
  close(): this {
    for (const connection of Object.values(this.clients)) connection.close();
    this._beside?.close();
    this._closed();
    return this;
  }

  /** Takes a connection in, or says why not; calls back at once unless a middleware takes its time. */
  _admit(request: MemoryRequest, done: (refusal: Refusal | undefined) => void): void {
    const { transport } = request[theirs("query")];
    if (!request.url.startsWith(this.path)) return done({ status: 404, code: undefined, message: "Not Found" });
    if (this.opts.transports?.includes(transport ?? "") === false)
      return done({ status: 400, code: 0, message: "Transport unknown" });
    this._allow(request, (refusal) => (refusal ? done(refusal) : this._run(request, 0, done)));
  }

  _allow(request: MemoryRequest, done: (refusal?: Refusal) => void): void {
    const { allowRequest } = this.opts;
    if (!allowRequest) return done();
    allowRequest(request as never, (message, allowed) =>
      done(allowed ? undefined : { status: 403, code: 4, message: message ?? "Forbidden" }),
    );
  }

  _run(request: MemoryRequest, place: number, done: (refusal?: Refusal) => void): void {
    const middleware = this._middlewares[place];
    if (!middleware) return done();
    middleware(request as never, RESPONSE as never, (error) =>
      error ? done({ status: 400, code: 3, message: "Bad request" }) : this._run(request, place + 1, done),
    );
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

/** What a middleware may do to the answer that opens a connection, which nobody reads here. */
const RESPONSE = {
  getHeader: () => undefined,
  setHeader: () => RESPONSE,
  removeHeader: () => undefined,
  writeHead: () => RESPONSE,
  on: () => RESPONSE,
  once: () => RESPONSE,
  end: () => RESPONSE,
};
