import type { Frame as PlatformFrame, WebSocketHandlers, WebSocketLike } from "../../platform/platform.ts";
import type { Direction, Weather } from "./conditions.ts";
import type { Wire } from "./connection.ts";
import type { Refusal } from "./engine.ts";
import { Inspector, type Parcel, type Parser } from "./inspector.ts";
import { Lane, type LaneHost } from "./lane.ts";
import { copyOf, type Frame, sizeOf } from "./packets.ts";
import type { MemoryRequest } from "./request.ts";
import { theirs } from "./theirs.ts";

/** What becomes of a packet. */
export type Fate = "arrives" | "garbled" | "lost";

/** Why a connection fails, as the client's error is to have it. */
export interface Failure {
  readonly error: Error;
  readonly fields: object;
}

/** The server's end of a link. */
export interface LinkEnd {
  /** A frame of the client has come. */
  _receive(frame: Frame): void;
  /** The connection is gone, and why. */
  _gone(reason: string): void;
}

/** What takes connections. */
export interface LinkEngine {
  /** Takes a connection in, or says why not. */
  _admit(request: MemoryRequest, done: (refusal: Refusal | Failure | Error | undefined) => void): void;
  /** It was taken in. */
  _connect(request: MemoryRequest, wire: Wire): LinkEnd;
}

/** Who has links: it knows the servers, and what the network does. */
export interface LinkHost {
  _lane(direction: Direction): LaneHost;
  /** The engine that is there now; without one, the port is closed. */
  _engine(): LinkEngine | undefined;
  readonly _weather: Weather;
  /** The server's parser. */
  _parser(): Parser | undefined;
  /** In which form bytes reach the client. */
  _bytes(frame: Uint8Array): unknown;
  /** A packet arrives, or is lost. */
  _crosses(direction: Direction, parcel: Parcel, fate: Fate): void;
  /** The link is over. */
  _over(link: Link): void;
}

/** It begins as no packet does. */
const GARBLED = "\ufffd";

const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;

/** As a browser has the event of a WebSocket's end. */
const endOf = (code: number): { code: number; reason: string; wasClean: boolean } => ({
  code,
  reason: "",
  wasClean: code !== 1006,
});

/** One connection in memory: the client's WebSocket, and the way from it to the server's end and back. */
export class Link implements WebSocketLike, Wire {
  readonly _host: LinkHost;
  readonly _request: MemoryRequest;
  readonly _transport: string;
  readonly _handlers: WebSocketHandlers;
  readonly _lanes: Record<Direction, Lane>;
  readonly _inspectors: Record<Direction, Inspector>;
  readyState = CONNECTING;
  readonly bufferedAmount = 0;
  _server: LinkEnd | undefined;
  /** Has the server's end been told, or has it told, that it is over? */
  _isServerOver = false;

  constructor(host: LinkHost, request: MemoryRequest, handlers: WebSocketHandlers) {
    this._host = host;
    this._request = request;
    this._transport = request[theirs("query")]["transport"] ?? "";
    this._handlers = handlers;
    this._lanes = { up: new Lane(host._lane("up")), down: new Lane(host._lane("down")) };
    const parser = host._parser();
    this._inspectors = { up: new Inspector(parser), down: new Inspector(parser) };
    // with no network this is known at once
    if (host._weather._isOffline) host._lane("up")._turns._later(() => this._fail(closedPort(request)));
    else this._lanes.up._push(0, () => this._knock());
  }

  // ---- the client's end

  send(data: PlatformFrame): void {
    if (this.readyState !== OPEN) return;
    this._pass("up", copyOf(data), (frame) => this._server?._receive(frame));
  }

  close(): void {
    if (this.readyState >= CLOSING) return;
    this.readyState = CLOSING;
    this._lanes.up._push(0, () => {
      this._tellServer();
      this._close();
    });
  }

  /** The server reads what is sent in the order in which it is. */
  whenRead(read: () => void): true {
    this._lanes.up._push(0, () => this._lanes.down._push(0, read));
    return true;
  }

  terminate(): void {
    if (this.readyState === CLOSED) return;
    this._clientOver();
    this._lanes.down._clear();
    this._lanes.up._push(0, () => this._tellServer());
  }

  _clientOver(): void {
    this.readyState = CLOSED;
    if (this._isServerOver) this._end();
  }

  _tellClient(code: number, error?: unknown, fields?: object): void {
    if (this.readyState === CLOSED) return;
    this._clientOver();
    // apps compare with the name that socket.io-client has for it
    const message =
      error && this._transport === "polling" && `xhr poll error: ${error instanceof Error ? error.message : error}`;
    this._handlers.closed(endOf(code), error, message ? { message, ...fields } : fields);
  }

  // ---- the server's end

  _send(frame: Frame): void {
    this._pass("down", copyOf(frame), (one) => {
      if (this.readyState === OPEN) this._handlers.receive(typeof one === "string" ? one : this._host._bytes(one));
    });
  }

  /** The server's end is over: the client hears of it after what was sent. */
  _close(): void {
    this._serverOver();
    this._lanes.down._push(0, () => this._tellClient(1005));
  }

  _serverOver(): void {
    this._isServerOver = true;
    if (this.readyState === CLOSED) this._end();
  }

  _tellServer(reason = "transport close"): void {
    if (this._isServerOver) return;
    this._serverOver();
    this._server?._gone(reason);
  }

  // ---- the way

  /** A frame is sent: with the last one of a packet, all of it goes on its way, or is lost. */
  _pass(direction: Direction, frame: Frame, deliver: (frame: Frame) => void): void {
    const parcel = this._inspectors[direction]._take(frame);
    if (!parcel) return;
    const { _weather } = this._host;
    const { frames, packet } = parcel;
    if (packet && _weather._loses(packet)) return this._host._crosses(direction, parcel, "lost");
    const fate: Fate = packet && _weather._garbles() ? "garbled" : "arrives";
    for (const [place, one] of frames.entries())
      this._lanes[direction]._push(sizeOf(one), () => {
        if (place === frames.length - 1) this._host._crosses(direction, parcel, fate);
        deliver(fate === "garbled" && !place ? GARBLED : one);
      });
  }

  /** Bytes of a message that the network lets through. */
  get _limit(): number {
    return this._host._weather._limit;
  }

  // ---- opening and breaking

  /** The request is there. */
  _knock(): void {
    if (this.readyState !== CONNECTING) return this._serverOver();
    const engine = this._host._engine();
    const refusal = this._host._weather._refuse() ?? (engine ? undefined : closedPort(this._request));
    if (!engine || refusal) return this._refuse(refusal);
    engine._admit(this._request, (no) => {
      // it may have broken while a middleware took its time
      if (this._isServerOver) return;
      if (no) return this._refuse(no);
      this._lanes.down._push(0, () => {
        if (this.readyState !== CONNECTING) return;
        this.readyState = OPEN;
        this._handlers.opened();
      });
      this._server = engine._connect(this._request, this);
    });
  }

  _refuse(refusal: Refusal | Failure | Error | undefined): void {
    this._serverOver();
    this._lanes.down._push(0, () => {
      if (refusal && "status" in refusal) this._tellClient(1006, ...failureOf(refusal));
      else if (refusal && "fields" in refusal) this._tellClient(1006, refusal.error, refusal.fields);
      else this._tellClient(1006, refusal);
    });
  }

  /** What was held goes on. */
  _thaw(): void {
    for (const lane of Object.values(this._lanes)) lane._go();
  }

  /** The client can't reach the server. */
  _fail(error: Error): void {
    this._serverOver();
    this._tellClient(1006, error);
  }

  /** Both sides know that it is over: nobody waits for what is under way. */
  _end(): void {
    for (const lane of Object.values(this._lanes)) lane._clear();
    this._host._over(this);
  }

  /** Ends both sides at once; what is under way is lost. */
  _cut(): void {
    for (const lane of Object.values(this._lanes)) lane._clear();
    this._tellServer();
    this._tellClient(1006);
  }
}

export const closedPort = ({ headers }: MemoryRequest): Error =>
  Object.assign(new Error(`connect ECONNREFUSED ${headers["host"]}`), { code: "ECONNREFUSED" });

/** What of an error the answer of an HTTP server stands for; see "Error answers" in docs/protocol.md. */
const failureOf = ({ status, code, message }: Refusal): [error: string, fields: object] => {
  const isEngines = code !== undefined;
  const text = isEngines ? JSON.stringify({ code, message }) : message;
  const cause = `HTTP ${status}${text && `: ${text}`}`;
  const context = { status, responseText: text };
  const kind = code === 1 ? "ERR_SESSION_UNKNOWN" : code === 5 ? "ERR_UNSUPPORTED_PROTOCOL" : "ERR_HTTP_STATUS";
  return [cause, { code: kind, cause, status, context, ...(isEngines && { serverCode: code }) }];
};
