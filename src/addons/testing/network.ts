import { HoldfastError, type IoOptions, io, type Socket } from "holdfast";
import type { Network, WebSocketFactory } from "../../platform/platform.ts";
import { originOf, urlOf } from "./addresses.ts";
import { chanceBySeed } from "./chance.ts";
import { MemoryClient } from "./client.ts";
import { isEvent, type Latency, type Loss, Weather } from "./conditions.ts";
import type { SocketIoServer } from "./engine.ts";
import { asName, type Environment, type Listeners, replaceIn, watched } from "./environment.ts";
import { Faults, type Of } from "./faults.ts";
import { install, uninstall, within } from "./hook.ts";
import { describe, type Parcel } from "./inspector.ts";
import { type Fate, Link, type LinkHost } from "./link.ts";
import { requestOf } from "./request.ts";
import { type Replay, Servers } from "./servers.ts";
import { Time } from "./time.ts";
import { Timers } from "./timers.ts";
import { Turns } from "./turns.ts";
import type { ReplayOptions, Snapshot, TestNetwork, TestNetworkOptions } from "./types.ts";

class MemoryNetwork implements TestNetwork {
  readonly clients: MemoryClient[] = [];
  readonly frames: string[] = [];
  readonly _turns = new Turns();
  readonly _timers = new Timers();
  readonly _listeners: Listeners = new Map();
  readonly _random: () => number;
  readonly _servers: Servers;
  readonly _faults = new Faults(this.clients);
  readonly _time: Time;

  constructor({ seed = 1, advance }: TestNetworkOptions) {
    this._random = chanceBySeed(seed);
    this._servers = new Servers(this._timers, this._random);
    this._time = new Time(this._turns, this._timers, advance);
  }

  // ---- servers and clients

  serve(url: string | URL, server: SocketIoServer): void {
    this._servers._serve(`${url}`, server);
  }

  replay(recording: string, { url }: ReplayOptions = {}): Replay {
    return this._servers._replay(recording, url === undefined ? url : `${url}`);
  }

  listen(url: string | URL): Promise<string> {
    return this._servers._listen(`${url}`);
  }

  io(url: string | URL, options: IoOptions = {}): Socket {
    const { _origin: origin } = this._servers._at(`${url}`, "io()");
    const [, nsp = "/"] = /^(?:[a-z]+:)?(?:\/\/)?[^/?#]*(\/[^?#]*)?/i.exec(`${url}`) ?? [];
    const path = options.path || "/socket.io";
    const shared = this.clients.find(
      ({ _origin, _manager, _sockets }) =>
        _origin === origin && _manager.state !== "idle" && _manager.opts.path === path && !_sockets.has(nsp),
    );
    if (shared && !options.forceNew && options.multiplex !== false)
      return shared._manager.socket(nsp, options) as Socket;
    return within(this._network, () => io(`${url}`, { ...options, forceNew: true }));
  }

  install(): void {
    install(this._network);
  }

  uninstall(): void {
    uninstall(this._network);
  }

  // ---- faults

  offline(of?: Of): void {
    this._faults._offline(of);
  }

  online(of?: Of): void {
    this._faults._online(of);
  }

  cut(of?: Of): void {
    this._faults._cut(of);
  }

  freeze(of?: Of): void {
    this._faults._freeze(of);
  }

  thaw(of?: Of): void {
    this._faults._thaw(of);
  }

  latency(latency: number | Latency, of?: Of): void {
    this._faults._latency(latency, of);
  }

  slow(bytesPerSecond: number, of?: Of): void {
    this._faults._slow(bytesPerSecond, of);
  }

  refuse(why: number | string, times = 1, of?: Of): void {
    this._faults._refuse(why, times, of);
  }

  lose(loss: Loss, of?: Of): void {
    this._faults._lose(loss, of);
  }

  corrupt(nth = 1, of?: Of): void {
    this._faults._corrupt(nth, of);
  }

  limit(maxPayload: number, of?: Of): void {
    this._faults._of(of)._limit = maxPayload;
  }

  restart(url: string | URL, ms: number): void {
    const origin = this._servers._restart(`${url}`, ms);
    for (const client of this.clients) if (client._origin === origin) this._faults._cut(client);
    this._servers._forget(origin);
  }

  // ---- time

  settled(): Promise<void> {
    return this._time._settled();
  }

  advance(ms: number): Promise<void> {
    return this._time._move(ms);
  }

  // ---- looking

  snapshot(): Snapshot {
    return {
      serving: [...this._servers._served].flatMap(([origin, served]) => (served ? origin : [])),
      offline: this._faults._all._isOffline,
      frozen: this._faults._all._isFrozen,
      frames: this.frames.length,
      clients: this.clients.map(({ number, connected, transport, received, pendingAcks }) => ({
        number,
        connected,
        transport,
        received: received.length,
        pendingAcks,
      })),
    };
  }

  async close(): Promise<void> {
    this.uninstall();
    await this.settled();
    this._faults._clear();
    await this.settled();
    const left = this._pending();
    for (const client of this.clients) client._disconnect();
    await this.settled();
    left.push(...this._active());
    for (const client of this.clients) client._end();
    this._faults._cut(undefined);
    await this._servers._close();
    await this.settled();
    left.push(...this._leftOver());
    if (left.length) throw new HoldfastError("ERR_LEFT_OVER", `left when the test ended: ${left.join("; ")}`, { left });
  }

  /** Acknowledgements that are waited for. */
  _pending(): string[] {
    return this.clients.flatMap(({ number, pendingAcks }) =>
      pendingAcks.map((event) => `client ${number} waits for the acknowledgement of "${event}"`),
    );
  }

  /** Clients that did not go. */
  _active(): string[] {
    const active = this.clients.filter(({ _isLeft }) => _isLeft);
    return active.map(({ number, _manager }) => `client ${number} is ${_manager.state}`);
  }

  /** What should have gone with the clients. */
  _leftOver(): string[] {
    const left: string[] = [];
    for (const [name, count] of this._listeners) if (count > 0) left.push(`${count} listeners of "${name}"`);
    for (const [timer, what] of this._timers._set) {
      left.push(what);
      timer._clear();
    }
    return left;
  }

  // ---- the network that the core asks for

  /** What the core asks when a Manager is made. */
  readonly _network: Network = (environment, uri, manager) => {
    const { platform } = environment as unknown as Environment;
    const { opts } = manager as MemoryClient["_manager"];
    const origin = originOf(urlOf(uri, opts), platform.location());
    if (!origin || !this._servers._isKnown(origin)) return;
    const client = new MemoryClient(this.clients.length + 1, manager as MemoryClient["_manager"], origin);
    this.clients.push(client);
    const { _random: random, _timers: timers, _listeners: listeners } = this;
    if (opts.transports) opts.transports = opts.transports.map(asName) as string[];
    if (opts.networkEvents) opts.networkEvents = watched(opts.networkEvents, listeners) as EventTarget;
    const websocket: WebSocketFactory = (url, { extraHeaders }, handlers) => {
      const link = new Link(this._hostFor(client, platform), requestOf(url, extraHeaders ?? {}), handlers);
      client._links.add(link);
      return link;
    };
    return replaceIn(environment, { websocket, random, timers, listeners });
  };

  _hostFor(client: MemoryClient, { binaryType }: Environment["platform"]): LinkHost {
    const { _turns, _timers, _servers } = this;
    const { _conditions, _links } = client;
    const _weather = new Weather(_conditions, this._faults._all, this._random);
    return {
      _weather,
      _lane: (direction) => ({
        _turns,
        _timers,
        _isFrozen: () => _weather._isFrozen,
        _takes: (size) => _weather._takes(direction, size),
      }),
      _engine: () => _servers._engineFor(client),
      _parser: () => _servers._parserFor(client),
      // bytes are handed over whole: nobody else has a part of this buffer
      _bytes: (bytes) => (binaryType === "arraybuffer" ? new Uint8Array(bytes).buffer : Buffer.from(bytes)),
      _crosses: (direction, parcel, fate) => this._log(client, { direction, parcel, fate }),
      _over: (link) => void _links.delete(link),
    };
  }

  _log(
    client: MemoryClient,
    { direction, parcel, fate }: { direction: "up" | "down"; parcel: Parcel; fate: Fate },
  ): void {
    const what = describe(parcel) + (fate === "arrives" ? "" : ` (${fate})`);
    this.frames.push(`${client.number} ${direction === "up" ? ">" : "<"} ${what}`);
    const { packet } = parcel;
    if (direction === "down" && fate === "arrives" && packet && Array.isArray(packet.data) && isEvent(packet))
      client.received.push(packet.data);
  }
}

/** Makes a network in memory. */
export const testNetwork = (options: TestNetworkOptions = {}): TestNetwork => new MemoryNetwork(options);
