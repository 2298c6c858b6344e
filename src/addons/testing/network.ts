import { HoldfastError, type IoOptions, io, type Socket } from "holdfast";
import type { Network, WebSocketFactory } from "../../platform/platform.ts";
import { originOf } from "./addresses.ts";
import { chanceBySeed } from "./chance.ts";
import { MemoryClient, type TestClient } from "./client.ts";
import { checkServer, MemoryEngine, type SocketIoServer } from "./engine.ts";
import { asName, type Environment, replaceIn } from "./environment.ts";
import { install, uninstall, within } from "./hook.ts";
import { Link, type LinkHost } from "./link.ts";
import { requestOf } from "./request.ts";
import { settle } from "./time.ts";
import { Timers } from "./timers.ts";
import { Turns } from "./turns.ts";

/** How a network is made. */
export interface TestNetworkOptions {
  /** What is by chance goes by it: ids, the jitter of delays. @default 1 */
  seed?: number;
}

/** A network in memory, with the servers that are bound to it and the clients that reach them. */
export interface TestNetwork {
  /** All clients, in the order in which they were made. */
  readonly clients: readonly TestClient[];
  /** Binds a server to a URL, until `server.close()`. */
  serve(url: string | URL, server: SocketIoServer): void;
  /** A socket of a client over this network, of a connection of its own unless the URL has one already. */
  io(url: string | URL, options?: IoOptions): Socket;
  /** From now on the `io` of each copy of holdfast reaches the URLs that are served here; others go the ordinary way. */
  install(): void;
  /** Undoes {@link install}. */
  uninstall(): void;
  /** Resolves when nothing is in flight. */
  settled(): Promise<void>;
  /** Disconnects all clients, closes all servers, uninstalls. */
  close(): Promise<void>;
}

class MemoryNetwork implements TestNetwork {
  readonly clients: MemoryClient[] = [];
  readonly _turns = new Turns();
  readonly _timers = new Timers();
  readonly _random: () => number;
  /** By origin; those that were closed stay known, as a port of this network that is closed. */
  readonly _servers = new Map<
    string,
    { readonly _server: SocketIoServer; readonly _engine: MemoryEngine } | undefined
  >();
  readonly _listeners = new Map<string, number>();

  constructor({ seed = 1 }: TestNetworkOptions) {
    this._random = chanceBySeed(seed);
  }

  serve(url: string | URL, server: SocketIoServer): void {
    checkServer(server);
    const origin = originOf(`${url}`);
    if (!origin) throw new HoldfastError("ERR_INVALID_URL", `serve(): "${url}" is no server's address`);
    if (this._servers.get(origin))
      throw new HoldfastError("ERR_INVALID_URL", `serve(): ${origin} is served already: close that server first`);
    const { _timers: timers, _random: random } = this;
    const closed = (): void => void this._servers.set(origin, undefined);
    const engine = new MemoryEngine(server, { timers, random, closed });
    this._servers.set(origin, { _server: server, _engine: engine });
    server.bind(engine as never);
  }

  io(url: string | URL, options: IoOptions = {}): Socket {
    const origin = originOf(`${url}`);
    if (!origin || !this._servers.get(origin))
      throw new HoldfastError("ERR_INVALID_URL", `io(): ${url} is not served: net.serve("${url}", server) first`);
    const { pathname } = new URL(`${url}`);
    const path = options.path ?? "/socket.io";
    const shared = this.clients.find(
      ({ _origin, _manager, _sockets }) =>
        _origin === origin && _manager.state !== "idle" && _manager.opts.path === path && !_sockets.has(pathname),
    );
    if (shared && !options.forceNew && options.multiplex !== false)
      return shared._manager.socket(pathname, options) as Socket;
    return within(this._network, () => io(`${url}`, { ...options, forceNew: true }));
  }

  install(): void {
    install(this._network);
  }

  uninstall(): void {
    uninstall(this._network);
  }

  settled(): Promise<void> {
    return settle(this._turns);
  }

  async close(): Promise<void> {
    uninstall(this._network);
    await this.settled();
    for (const client of this.clients) client._close();
    await this.settled();
    for (const served of this._servers.values()) await served?._server.close();
    await this.settled();
  }

  /** What the core asks when a Manager is made. */
  readonly _network: Network = (environment, uri, manager) => {
    const { platform } = environment as unknown as Environment;
    const origin = originOf(uri, platform.location());
    if (!origin || !this._servers.has(origin)) return;
    const client = new MemoryClient(this.clients.length + 1, manager as MemoryClient["_manager"], origin);
    this.clients.push(client);
    const { opts } = client._manager;
    if (opts.transports) opts.transports = opts.transports.map(asName) as string[];
    const websocket: WebSocketFactory = (url, { extraHeaders = {} }, handlers) => {
      const link = new Link(this._hostFor(client, platform), requestOf(url, extraHeaders), handlers);
      client._links.add(link);
      return link;
    };
    const { _random: random, _timers: timers, _listeners: listeners } = this;
    return replaceIn(environment, { websocket, random, timers, listeners });
  };

  _hostFor(client: MemoryClient, { binaryType }: Environment["platform"]): LinkHost {
    const { _turns, _timers } = this;
    return {
      _lane: () => ({
        _turns,
        _timers,
        _isFrozen: () => false,
        _takes: () => ({ _sending: 0, _travelling: 0 }),
      }),
      _engine: () => this._servers.get(client._origin)?._engine,
      _refuses: () => undefined,
      // bytes are handed over whole: nobody else has a part of this buffer
      _bytes: (bytes) => (binaryType === "arraybuffer" ? new Uint8Array(bytes).buffer : Buffer.from(bytes)),
      _crosses: (_direction, frame) => [frame],
      _over: (link) => void client._links.delete(link),
    };
  }
}

/** Makes a network in memory. */
export const testNetwork = (options: TestNetworkOptions = {}): TestNetwork => new MemoryNetwork(options);
