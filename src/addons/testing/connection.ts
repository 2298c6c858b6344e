import { EventEmitter } from "node:events";
import { type EnginePacket, type Frame, readPacket, sizeOf, writePacket } from "./packets.ts";
import type { MemoryRequest } from "./request.ts";
import type { Timer, Timers } from "./timers.ts";
import { soon } from "./turns.ts";

/** What a connection goes by, of the engine that it belongs to. */
interface ConnectionHost {
  readonly opts: { readonly pingInterval: number; readonly pingTimeout: number; readonly maxHttpBufferSize: number };
  readonly _timers: Timers;
}

/** The way to the client. */
export interface Wire {
  readonly _transport: string;
  /** Bytes of a message that get through. */
  readonly _limit: number;
  _send(frame: Frame): void;
  _close(): void;
  /** The client is to hear of an error. */
  _refuse(error: Error): void;
}

interface PacketOptions {
  readonly compress?: boolean;
}

/**
 * The server's end of a connection: what the server of the npm package socket.io, its apps and admin tools use of Engine.IO's `Socket`,
 * by the names that these know.
 */
export class MemoryConnection extends EventEmitter {
  readonly id: string;
  readonly server: ConnectionHost;
  readonly request: MemoryRequest;
  readonly protocol = 4;
  readonly remoteAddress = "127.0.0.1";
  readonly transport: { readonly name: string; readonly sid: string; readonly writable: true };
  readonly upgraded = false;
  readonly upgrading = false;
  readonly writeBuffer: never[] = [];
  readyState: "open" | "closing" | "closed" = "open";
  readonly _wire: Wire;
  /** The next ping, or the end if there is no answer to one. */
  _timer: Timer | undefined;
  /** Is an answer to a ping due? */
  _isAsked = false;

  constructor(server: ConnectionHost, id: string, request: MemoryRequest, wire: Wire) {
    super();
    this.server = server;
    this.id = id;
    this.request = request;
    this._wire = wire;
    this.transport = { name: wire._transport, sid: id, writable: true };
  }

  /** The handshake. */
  _open(): void {
    const { pingInterval, pingTimeout } = this.server.opts;
    const maxPayload = this._limit;
    const handshake = { sid: this.id, upgrades: [], pingInterval, pingTimeout, maxPayload };
    this._sendPacket("open", JSON.stringify(handshake));
    this._schedulePing();
  }

  send(data: Frame, options?: PacketOptions, sent?: () => void): this {
    this._sendPacket("message", data, options, sent);
    return this;
  }

  write(data: Frame, options?: PacketOptions, sent?: () => void): this {
    return this.send(data, options, sent);
  }

  close(): void {
    if (this.readyState !== "open") return;
    this.readyState = "closing";
    this._end("forced close");
  }

  _sendPacket(type: string, data?: Frame, options: PacketOptions = {}, sent?: () => void): void {
    if (this.readyState !== "open") return;
    const packet = { type, data, options };
    this.emit("packetCreate", packet);
    this.emit("flush", [packet]);
    this._wire._send(writePacket(type, data));
    sent?.();
    this.emit("drain");
  }

  get _limit(): number {
    return Math.min(this.server.opts.maxHttpBufferSize, this._wire._limit);
  }

  // ---- from the client

  _receive(frame: Frame): void {
    if (this.readyState !== "open") return;
    if (sizeOf(frame) > this._limit) return this._end("transport error", new RangeError("Max payload size exceeded"));
    const packet = readPacket(frame);
    if (!packet) return this._end("parse error");
    this.emit("packet", packet);
    // a client that says something lives
    if (this._isAsked && packet.type !== "pong") this._awaitPong();
    this._take(packet);
  }

  _take({ type, data = "" }: EnginePacket): void {
    if (type === "pong") {
      this.emit("heartbeat");
      this._schedulePing();
    } else if (type === "message") {
      this.emit("data", data);
      this.emit("message", data);
    } else if (type === "ping") this._end("transport error", new Error("invalid heartbeat direction"));
    else if (type === "close") this._end("transport close");
  }

  /** The connection is gone; `what` the server is told. */
  _gone(what: string): void {
    this._end(what);
  }

  // ---- heartbeat

  _schedulePing(): void {
    const { pingInterval } = this.server.opts;
    this._isAsked = false;
    this._start("a server's ping", pingInterval, () => {
      this._sendPacket("ping");
      this._awaitPong();
    });
  }

  _awaitPong(): void {
    this._isAsked = true;
    this._start("a server's ping timeout", this.server.opts.pingTimeout, () => this._end("ping timeout"));
  }

  _start(what: string, ms: number, callback: () => void): void {
    this._timer?._clear();
    this._timer = this.server._timers._start(what, ms, callback);
  }

  _end(reason: string, description?: unknown): void {
    if (this.readyState === "closed") return;
    this.readyState = "closed";
    this._timer?._clear();
    this._wire._close();
    try {
      this.emit("close", reason, description);
    } catch (error) {
      // as over a network, where it comes from no call of the app: what its listener throws keeps no other connection from its end
      soon(() => {
        throw error;
      });
    }
  }
}
