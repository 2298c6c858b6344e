import { type EnginePacket, encodeFrame, encodeRecord } from "../codec/engine-io.ts";
import { FrameReader } from "../codec/engine-io-reader.ts";
import type { WebTransportLike } from "../platform/platform.ts";
import type { Bytes } from "../util/bytes.ts";
import { Transport } from "./transport.ts";

/** ms that what was sent last has to get away before the session ends. */
const PARTING = 100;

/** One bidirectional stream, on which each packet follows a header with its length (docs/protocol.md, "WebTransport"). */
export class WebTransportTransport extends Transport {
  _idle = false;
  _bytes = 0;
  _transport: WebTransportLike | undefined;
  _writer: WritableStreamDefaultWriter<Uint8Array> | undefined;

  override get bufferedAmount(): number {
    return this._bytes;
  }

  _open(): void {
    this._run().then(
      () => this._end(undefined, { description: "webtransport connection closed" }),
      (error) => this._fail(error),
    );
  }

  /** Reads until the stream ends. */
  async _run(): Promise<void> {
    const { _platform, _options, id } = this._session;
    const { webtransport } = (_options.transportOptions ?? {}) as { webtransport?: unknown };
    const { webtransport: WebTransport } = _platform;
    if (!WebTransport) throw new Error(_platform.lacks("webtransport"));
    const transport = new WebTransport(this._url(), webtransport);
    this._transport = transport;
    // what breaks it breaks the stream as well
    transport.closed.catch(() => {});
    await transport.ready;
    const stream = await transport.createBidirectionalStream();
    this._writer = stream.writable.getWriter();
    const frames = new FrameReader(_options.maxMessageBytes, _platform.text);
    const reader = stream.readable.getReader();
    // the client speaks first
    this._send([{ type: "open", ...(id && { data: JSON.stringify({ sid: id }) }) }]);
    while (!this._over) {
      const { done, value } = await reader.read();
      if (done) break;
      frames._add(value, (frame) => this._receive(frame));
    }
  }

  _send(batch: readonly EnginePacket[]): void {
    this._idle = false;
    const { _platform } = this._session;
    // now, since the app may give its bytes away; Blobs have been read
    const records = batch.map((packet) => encodeRecord(encodeFrame(packet) as string | Bytes, _platform));
    for (const { byteLength } of records) this._bytes += byteLength;
    const write = async (): Promise<void> => {
      for (const record of records) {
        await this._writer?.write(record);
        this._bytes -= record.byteLength;
      }
    };
    write().then(
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
    this._later(PARTING, () => this._end());
  }

  /** The end of its session is its goodbye. */
  override _forsake(): void {
    this._abort();
  }

  _release(): void {
    this._idle = false;
    this._transport?.close();
  }
}
