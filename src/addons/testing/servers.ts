import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Parser as PacketParser } from "holdfast";
import { HoldfastError } from "holdfast/core";
import { originOf } from "./addresses.ts";
import type { MemoryClient } from "./client.ts";
import { checkServer, MemoryEngine, type OtherEngine, type SocketIoServer } from "./engine.ts";
import type { Parser } from "./inspector.ts";
import type { LinkEngine } from "./link.ts";
import { readRecording } from "./recording.ts";
import { Recording } from "./replay.ts";
import { scriptOf } from "./script.ts";
import { textParser } from "./text-parser.ts";
import { theirs } from "./theirs.ts";
import type { Timer, Timers } from "./timers.ts";

/** What of a server is used beside what it documents, where it is there. */
interface Inside extends SocketIoServer {
  engine?: unknown;
  readonly httpServer?: HttpServer;
  readonly _parser?: Parser;
  readonly opts?: { readonly connectionStateRecovery?: unknown };
  attach(http: HttpServer): unknown;
  adapter(): never;
  adapter(adapter: never): unknown;
}

/** The app's server with its engine. */
interface Bound {
  readonly _server: Inside;
  readonly _engine: MemoryEngine;
}

interface Served {
  /** A recording may be in a server's place. */
  readonly _by: Bound | Recording;
  /** Is it to come back later? */
  _away: Timer | undefined;
}

/** A recording that is played; see {@link TestNetwork.replay}. */
export interface Replay {
  /** Where it is served. */
  readonly url: string;
  /** How long it lasts, from the client's first attempt on. */
  readonly ms: number;
}

/** The parser that a client of a recording has. */
const parserOf = ({ _manager }: MemoryClient): PacketParser =>
  ((_manager.opts as { parser?: PacketParser | null }).parser ?? undefined) || textParser;

/** The servers of a network, by origin. One that was closed stays known, as a port that is closed. */
export class Servers {
  readonly _served = new Map<string, Served | undefined>();
  /** Those of servers that listen on a port, too. */
  readonly _ports = new WeakSet<HttpServer>();
  readonly _timers: Timers;
  readonly _random: () => number;

  constructor(timers: Timers, random: () => number) {
    this._timers = timers;
    this._random = random;
  }

  _serve(url: string, server: SocketIoServer): void {
    checkServer(server);
    const origin = this._free(url, "serve()");
    const by = this._boundOf(server);
    this._served.set(origin, { _by: by ?? this._bind(server), _away: undefined });
  }

  /** The server with its engine, if it is served at another URL already. */
  _boundOf(server: SocketIoServer): Bound | undefined {
    for (const served of this._served.values()) {
      const by = served?._by;
      if (by && !(by instanceof Recording) && by._server === server) return by;
    }
    return undefined;
  }

  _bind(server: SocketIoServer): Bound {
    const { _timers: timers, _random: random } = this;
    const engine = new MemoryEngine(server, { timers, random, closed: () => this._closed(engine) });
    server.bind(engine as never);
    return { _server: server as Inside, _engine: engine };
  }

  /** Nothing is served any more where that engine was. */
  _closed(engine: MemoryEngine): void {
    for (const [origin, served] of this._served) {
      if (!served || served._by instanceof Recording || served._by._engine !== engine) continue;
      served._away?._clear();
      this._served.set(origin, undefined);
    }
  }

  _replay(text: string, url: string | undefined): Replay {
    const script = scriptOf(readRecording(text));
    const address = url ?? script._url;
    if (address === undefined)
      throw new HoldfastError(
        "ERR_INVALID_OPTION",
        "replay(): the recording does not say where the server was: net.replay(recording, { url })",
      );
    const origin = this._free(address, "replay()");
    this._served.set(origin, { _by: new Recording(script, this._timers), _away: undefined });
    return { url: origin, ms: script._ms };
  }

  /** The origin of a URL at which nothing is served. */
  _free(url: string, method: string): string {
    const origin = originOf(url);
    if (!origin) throw new HoldfastError("ERR_INVALID_URL", `${method}: "${url}" is no server's address`);
    if (this._served.get(origin))
      throw new HoldfastError("ERR_INVALID_URL", `${method}: ${origin} is served already: close that server first`);
    return origin;
  }

  _isKnown(origin: string): boolean {
    return this._served.has(origin);
  }

  /** The engine that takes connections now. */
  _engineFor(client: MemoryClient): LinkEngine | undefined {
    const served = this._served.get(client._origin);
    if (!served || served._away) return;
    const { _by: by } = served;
    return by instanceof Recording ? by._playFor(client, parserOf(client)) : by._engine;
  }

  _parserFor(client: MemoryClient): Parser | undefined {
    const by = this._served.get(client._origin)?._by;
    return by instanceof Recording ? (parserOf(client) as Parser) : by?._server[theirs("parser")];
  }

  /** What is served at a URL; throws if nothing is. */
  _at(url: string, method: string): { readonly _origin: string; readonly _served: Served } {
    const origin = originOf(url);
    const served = origin === undefined ? undefined : this._served.get(origin);
    if (!origin || !served)
      throw new HoldfastError("ERR_INVALID_URL", `${method}: ${url} is not served: net.serve("${url}", server) first`);
    return { _origin: origin, _served: served };
  }

  /** The server is away for so many ms, and remembers no session. */
  _restart(url: string, ms: number): string {
    const { _origin, _served } = this._at(url, "restart()");
    _served._away?._clear();
    _served._away = this._timers._start("a server that is to come back", ms, () => {
      _served._away = undefined;
    });
    const { _by: by } = _served;
    if (!(by instanceof Recording)) {
      by._engine._cutBeside();
      by._server.httpServer?.closeAllConnections();
    }
    return _origin;
  }

  /** After the connections are gone: what was kept for recovery goes, too. */
  _forget(origin: string): void {
    const by = this._served.get(origin)?._by;
    const server = by instanceof Recording ? undefined : by?._server;
    if (server?.opts?.connectionStateRecovery) server.adapter(server.adapter());
  }

  /** A server that is away at one of its URLs has no port either. */
  _isAway(by: Bound): boolean {
    return [...this._served.values()].some((served) => served?._by === by && served._away);
  }

  /** The same server on a port of this machine. */
  async _listen(url: string): Promise<string> {
    const by = this._at(url, "listen()")._served._by;
    if (by instanceof Recording)
      throw new HoldfastError("ERR_INVALID_URL", `listen(): at ${url} is a recording, which plays in memory alone`);
    const { _server, _engine } = by;
    const http = _server.httpServer ?? createServer();
    if (!_server.httpServer) {
      _server.attach(http);
      _engine._join(_server.engine as OtherEngine);
      // the one that server.close() closes
      _server.engine = _engine;
    }
    if (!this._ports.has(http)) {
      this._ports.add(http);
      http.on("connection", (connection) => this._isAway(by) && connection.destroy());
    }
    if (!http.listening) await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  }

  async _close(): Promise<void> {
    for (const [origin, served] of this._served) {
      const by = served?._by;
      if (by instanceof Recording) {
        by._end();
        served?._away?._clear();
        this._served.set(origin, undefined);
      } else {
        by?._server.httpServer?.closeAllConnections();
        await by?._server.close();
      }
    }
  }
}
