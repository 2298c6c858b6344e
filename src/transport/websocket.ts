import { type EnginePacket, encodeBody, encodeFrame, SEPARATOR } from "../codec/engine-io.ts";
import type { Timer, WebSocketEnd, WebSocketHandlers, WebSocketLike } from "../platform/platform.ts";
import type { ConnectError } from "../util/errors.ts";
import { Transport } from "./transport.ts";

/** Each Engine.IO packet is one WebSocket frame. */
export class WebSocketTransport extends Transport implements WebSocketHandlers {
  _idle = false;
  _socket: WebSocketLike | undefined;

  override get writable(): boolean {
    return this._idle && this._socket!.bufferedAmount < this._options.highWaterMark;
  }

  _open(): void {
    const { _platform, _clock } = this._session;
    try {
      this._socket = _platform.websocket(this._url(), this._options, this);
    } catch (error) {
      // in a later turn, as any other failure
      _clock.setTimeout(() => this._fail(error), 0);
    }
  }

  /** @internal */
  _opened(): void {
    if (this._over) return;
    this._idle = true;
    this._sink._ready();
  }

  _send(batch: readonly EnginePacket[]): void {
    const socket = this._socket!;
    if (this._options.forceBase64) {
      this._idle = false;
      encodeBody(batch, this._session._platform, (body) => {
        if (this._over) return;
        for (const frame of body.split(SEPARATOR)) socket.send(frame, true);
        this._idle = true;
        this._sink._ready();
      });
    } else for (const packet of batch) socket.send(encodeFrame(packet), packet.options?.compress !== false);
  }

  override _whenRead(callback: () => void): Timer {
    return this._socket!._ping?.(callback);
  }

  _close(): void {
    this._idle = false;
    this._socket!.close();
  }

  _release(): void {
    const socket = this._socket;
    this._idle = false;
    (socket?.terminate ?? socket?.close)?.call(socket);
  }

  /** @internal */
  _closed(event: WebSocketEnd, error?: unknown, fields?: Partial<ConnectError>): void {
    if (error) this._fail(event.reason || error, { context: event, ...fields });
    else this._end(undefined, { description: "websocket connection closed", context: event });
  }
}
