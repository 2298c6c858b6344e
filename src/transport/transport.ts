import { decodeFrame, type EnginePacket } from "../codec/engine-io.ts";
import type { Clock, NetworkOptions, Platform, Timer } from "../platform/platform.ts";
import { type CloseDetails, type ConnectError, connectError, type ErrorCode, messageOf } from "../util/errors.ts";
import type { Options } from "../util/options.ts";

export type TransportName = "polling" | "websocket" | "webtransport";

/** Options that concern the transports. */
export interface TransportOptions extends NetworkOptions, Options {
  /** Path of the server's endpoint. @default "/socket.io" */
  path?: string | undefined;
  /** Parameters added to the address of each request. */
  query?: object | undefined;
}

/** Whom a transport tells. One at a time; it is handed over by assigning {@link Transport._sink}. */
export interface TransportSink {
  _packet(packet: EnginePacket): void;
  /** It takes packets now: after opening, and each time it is done with a batch. */
  _ready(): void;
  /** Exactly once, the last call. An error, or details if the peer or we closed it. */
  _closed(error: ConnectError | undefined, details?: CloseDetails): void;
}

/** What a transport needs of the session that it serves. */
export interface Session {
  readonly _platform: Platform;
  readonly _clock: Clock;
  readonly _options: TransportOptions;
  /** Session ID, once there is one. */
  readonly id: string | undefined;
  readonly binaryType: string;
  /** The address for a request or connection made now. */
  _url(name: TransportName): string;
}

/** ms between two writes that the server should not read at once. */
const GAP = 25;

/** One way to carry Engine.IO packets. */
export abstract class Transport {
  abstract readonly name: TransportName;
  _sink!: TransportSink;
  readonly _session!: Session;
  _over = false;

  constructor(session: Session) {
    this._session = session;
  }

  /** Takes a batch now. */
  abstract readonly _idle: boolean;
  abstract _open(): void;
  /** Only while {@link _idle}. A batch is handed over whole. */
  abstract _send(batch: readonly EnginePacket[]): void;
  /** Says goodbye, then tells the sink that it is closed. */
  abstract _close(): void;
  /** Calls back once the server has read what was sent, or may be taken to have; see "Close" in PROTOCOL.md. */
  _whenRead(callback: () => void): Timer {
    return this._session._clock.setTimeout(callback, GAP);
  }

  /** Polling alone: starts no more polls, and calls back once nothing is under way. */
  _pause?(done: () => void): void;
  /** Polling alone: goes on after {@link _pause}. */
  _resume?(): void;
  /** Ends what is under way. */
  abstract _release(): void;

  /** Would it pass a packet on without much delay? Volatile events go out only then. */
  get writable(): boolean {
    return this._idle;
  }

  /** Ends at once and tells nobody. */
  _abort(): void {
    this._over = true;
    this._release();
  }

  _end(error?: ConnectError, details?: CloseDetails): void {
    if (this._over) return;
    this._abort();
    this._sink._closed(error, details);
  }

  /** Takes what came in as one packet, or ends. */
  _receive(frame: unknown): void {
    const packet = decodeFrame(frame, this._session.binaryType);
    if (packet) this._sink._packet(packet);
    else this._fail("ERR_PARSE", "parse error", "not an Engine.IO packet");
  }

  /** Ends with an error whose message starts with what apps compare with. */
  _fail(code: ErrorCode, prefix: string, cause: unknown, fields?: { status?: number; context?: unknown }): void {
    this._end(
      connectError(code, "transport", `${prefix}: ${messageOf(cause)}`, {
        type: "TransportError",
        transport: this.name,
        description: fields?.status ?? cause,
        cause,
        ...fields,
      }),
    );
  }

  /** Ends with the error that an HTTP answer stands for: a status, or, with 200, something that is no answer of a session. */
  _failHttp(prefix: string, status: number, text: string): void {
    this._fail(
      status === 200 ? "ERR_NOT_SOCKETIO" : "ERR_HTTP_STATUS",
      prefix,
      `HTTP ${status}: ${text.replace(/\s+/g, " ").slice(0, 80)}`,
      { status, context: text },
    );
  }
}

/** A transport that can be named in the `transports` option. */
export interface TransportKind {
  readonly name: TransportName;
  /** What of the platform it can't do without. */
  readonly _needs: "http" | "webSocket";
  _create(session: Session): Transport;
  /** How a session moves from this transport to a better one; of the type `StartUpgrade` of `engine/upgrade.ts`. */
  readonly _upgrade?: unknown;
}
