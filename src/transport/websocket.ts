import { decodeFrame, type EnginePacket, encodeFrame, encodeText } from "../codec/engine-io.ts";
import type { WebSocketEnd, WebSocketLike } from "../platform/platform.ts";
import { type CloseDetails, type ConnectError, messageOf } from "../util/errors.ts";
import {
  httpError,
  parseError,
  type Transport,
  type TransportContext,
  type TransportSink,
  transportError,
} from "./transport.ts";

/** Each Engine.IO packet is one WebSocket frame. */
export class WebSocketTransport implements Transport {
  readonly name = "websocket";
  sink!: TransportSink;
  _state: "opening" | "open" | "closing" | "closed" = "opening";
  _socket: WebSocketLike | undefined;
  _url = "";
  readonly _context: TransportContext;

  constructor(context: TransportContext) {
    this._context = context;
  }

  get ready(): boolean {
    return this._state === "open";
  }

  get writable(): boolean {
    return this.ready && this._socket!.bufferedAmount < this._context.highWaterMark;
  }

  open(): void {
    const { platform, network, url } = this._context;
    this._url = url("ws", "websocket");
    try {
      this._socket = platform.webSocket!(this._url, network, {
        open: () => {
          if (this._state !== "opening") return;
          this._state = "open";
          this.sink.ready();
        },
        message: (data) => {
          if (this._state === "closed") return;
          const packet = decodeFrame(data, this._context.binaryType());
          if (packet) this.sink.packet(packet);
          else this._end(parseError("websocket", this._url));
        },
        close: (end) => this._ended(end),
      });
    } catch (error) {
      this._end(this._error(messageOf(error), { cause: error }));
    }
  }

  send(batch: readonly EnginePacket[]): void {
    for (const packet of batch) {
      const compress = packet.options?.compress !== false;
      if (this._context.forceBase64) {
        encodeText(packet, (text) => this._socket?.send(text, compress));
      } else {
        this._socket!.send(encodeFrame(packet), compress);
      }
    }
  }

  close(): void {
    if (this._state === "opening") return this._end();
    this._state = "closing";
    this._socket!.close();
  }

  abort(): void {
    this._state = "closed";
    const socket = this._socket;
    this._socket = undefined;
    socket?.abort();
  }

  _end(error?: ConnectError, details?: CloseDetails): void {
    if (this._state === "closed") return;
    this.abort();
    this.sink.closed(error, details);
  }

  _ended({ code, reason, error, status, body, event }: WebSocketEnd): void {
    if (status !== undefined) {
      return this._end(httpError("websocket error", status, body ?? "", "websocket", this._url, error));
    }
    const opening = this._state === "opening";
    if (error !== undefined || opening) {
      const why = error instanceof Error ? messageOf(error) : reason || `closed with code ${code}`;
      return this._end(
        this._error(opening && code === 1006 && !reason && !(error instanceof Error) ? "it could not be opened" : why, {
          cause: error,
          context: event,
        }),
      );
    }
    this._end(undefined, { description: "websocket connection closed", context: event });
  }

  _error(what: string, fields: { cause?: unknown; context?: unknown }): ConnectError {
    return transportError("ERR_TRANSPORT", `websocket error: ${what}`, "websocket", this._url, fields);
  }
}
