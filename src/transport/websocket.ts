import { type EnginePacket, encodeBody, encodeFrame } from "../codec/engine-io.ts";
import type { WebSocketEnd, WebSocketHandlers, WebSocketLike } from "../platform/platform.ts";
import { type ConnectError, messageOf } from "../util/errors.ts";
import { Transport } from "./transport.ts";

const OPEN = 1;

const CLOSED = { description: "websocket connection closed" };

/** Each Engine.IO packet is one WebSocket frame. */
export class WebSocketTransport extends Transport implements WebSocketHandlers {
  _socket: WebSocketLike | undefined = undefined;
  /** The same, from when it is open until it is told to close, and not while a batch is being sent. */
  _taking: WebSocketLike | undefined = undefined;

  get _idle(): boolean {
    return this._taking?.readyState === OPEN;
  }

  override get writable(): boolean {
    return this._idle && this.bufferedAmount < this._options.highWaterMark;
  }

  override get bufferedAmount(): number {
    // React Native's WebSocket has none
    return this._socket?.bufferedAmount ?? 0;
  }

  _open(): void {
    this._socket = this._session._platform.websocket(this._url(), this._options, this);
  }

  /** @internal */
  opened(): void {
    if (this._over) return;
    this._taking = this._socket;
    this._sink._ready();
  }

  /** @internal */
  receive(data: unknown, limit?: number): void {
    this._receive(data, limit);
  }

  /** A page hears of a peer that closes only once that is done, which takes as long as the peer likes. */
  override _check(): void {
    if (this._taking && !this._idle) Promise.resolve().then(() => this._end(undefined, CLOSED));
  }

  _send(batch: readonly EnginePacket[]): void {
    const socket = this._taking;
    if (!socket) return;
    // not again, should one of these fail
    this._taking = undefined;
    const { forceBase64 } = this._options;
    // no function is made for it, as this is done for every event
    try {
      for (const packet of batch)
        if (forceBase64) socket.send(encodeBody([packet], this._session._platform), undefined);
        else socket.send(encodeFrame(packet), packet.options);
      this._taking = socket;
    } catch (error) {
      this._failLater(error);
    }
  }

  override _whenRead(callback: () => void): boolean {
    return !!this._socket?.whenRead?.(callback);
  }

  _close(): void {
    this._taking = undefined;
    this._socket?.close();
  }

  _release(): void {
    const socket = this._socket;
    this._taking = undefined;
    (socket?.terminate ?? socket?.close)?.call(socket);
  }

  /** @internal */
  closed(event: WebSocketEnd, error?: unknown, fields?: Partial<ConnectError>): void {
    if (!error) return this._end(undefined, { ...CLOSED, context: event });
    // in socket.io-client it is the event of the error, by which published code tells a WebSocket that failed
    const description = { type: "error", error, message: messageOf(error), event };
    this._fail(event.reason || error, { description, ...fields });
  }
}
