import { createPacketDecoderStream, createPacketEncoderStream, type EnginePacket } from "../codec/engine-io.ts";
import type { Timer, WebTransportLike } from "../platform/platform.ts";
import { Transport } from "./transport.ts";

/** ms that what was sent last has to get away before the session ends. */
const PARTING = 100;

/** One bidirectional stream, on which each packet follows a header with its length (docs/protocol.md, "WebTransport"). */
export class WebTransportTransport extends Transport {
  _idle = false;
  _transport: WebTransportLike | undefined;
  _writer: WritableStreamDefaultWriter<EnginePacket> | undefined;
  /** For the end, once it is said. */
  _timer: Timer;

  _open(): void {
    this._run().then(
      () => this._end(undefined, { description: "webtransport connection closed" }),
      (error) => this._fail(error),
    );
  }

  /** Reads until the stream ends. */
  async _run(): Promise<void> {
    const { _platform, _options, id, binaryType } = this._session;
    const { webtransport } = (_options.transportOptions ?? {}) as { webtransport?: unknown };
    const transport = new _platform.webtransport!(this._url(), webtransport);
    this._transport = transport;
    // what breaks it breaks the stream as well
    transport.closed.catch(() => {});
    await transport.ready;
    const stream = await transport.createBidirectionalStream();
    const encoder = createPacketEncoderStream();
    encoder.readable.pipeTo(stream.writable).catch(() => {});
    this._writer = encoder.writable.getWriter();
    const decoder = createPacketDecoderStream(_options.maxMessageBytes, binaryType as "arraybuffer");
    const reader = stream.readable.pipeThrough(decoder).getReader();
    // the client speaks first
    this._send([{ type: "open", ...(id && { data: JSON.stringify({ sid: id }) }) }]);
    while (!this._over) {
      const { done, value } = await reader.read();
      if (done) break;
      this._take(value);
    }
  }

  _send(batch: readonly EnginePacket[]): void {
    this._idle = false;
    Promise.all(batch.map((packet) => this._writer!.write(packet))).then(
      () => {
        if (this._over) return;
        this._idle = true;
        this._sink._ready();
      },
      // the reader tells of the end
      () => {},
    );
  }

  _close(): void {
    this._idle = false;
    // the session's end takes with it what is not sent yet, and nothing tells when it is
    this._timer = this._session._clock.setTimeout(() => this._end(), PARTING);
  }

  _release(): void {
    this._idle = false;
    this._session._clock.clearTimeout(this._timer);
    this._transport?.close();
  }
}
