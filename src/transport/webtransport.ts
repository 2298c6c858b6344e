import { type EnginePacket, encodeFrame } from "../codec/engine-io.ts";
import type { WebTransportLike } from "../platform/platform.ts";
import { Transport } from "./transport.ts";

/** In the first byte of a header: binary, not text. */
const BINARY = 0x80;

/** What goes in front of a packet of `length` bytes: seven bits, or 126 and 16 bits, or 127 and 64 bits. */
const headerOf = (length: number, binary: boolean): Uint8Array => {
  const extra = length < 126 ? 0 : length < 2 ** 16 ? 2 : 8;
  const header = new Uint8Array(1 + extra);
  header[0] = (extra ? 125 + Math.ceil(extra / 4) : length) + (binary ? BINARY : 0);
  // an element takes the lowest byte of what it is set to
  for (let i = extra; i; i--, length /= 256) header[i] = Math.floor(length);
  return header;
};

/** Reads from a stream as many bytes as are asked for; `undefined` once it ends before. */
const byteReader = (stream: ReadableStream<Uint8Array>): ((length: number) => Promise<Uint8Array | undefined>) => {
  const reader = stream.getReader();
  let rest = new Uint8Array();
  return async (length) => {
    const bytes = new Uint8Array(length);
    for (let filled = 0; filled < length; ) {
      if (!rest.length) rest = (await reader.read()).value as typeof rest;
      if (!rest) return;
      const part = rest.subarray(0, length - filled);
      bytes.set(part, filled);
      filled += part.length;
      rest = rest.subarray(part.length);
    }
    return bytes;
  };
};

/** One bidirectional stream, on which each packet follows a header with its length (PROTOCOL.md, "WebTransport"). */
export class WebTransportTransport extends Transport {
  _idle = false;
  _transport: WebTransportLike | undefined;
  _writer: WritableStreamDefaultWriter<Uint8Array> | undefined;

  _open(): void {
    this._run().then(
      () => this._end(undefined, { description: "webtransport connection closed" }),
      (error) => this._fail("ERR_TRANSPORT", "webtransport error", error),
    );
  }

  /** Reads until the stream ends. */
  async _run(): Promise<void> {
    const { _platform, _options, id } = this._session;
    const { webtransport } = (_options.transportOptions ?? {}) as { webtransport?: unknown };
    const transport = _platform.webTransport!(this._url(), webtransport);
    this._transport = transport;
    // what breaks it breaks the stream as well
    transport.closed.catch(() => {});
    await transport.ready;
    const { readable, writable } = await transport.createBidirectionalStream();
    this._writer = writable.getWriter();
    // the client speaks first
    this._send([{ type: "open", ...(id && { data: JSON.stringify({ sid: id }) }) }]);
    const take = byteReader(readable);
    const text = new TextDecoder();
    for (let header = await take(1); header; header = await take(1)) {
      const binary = header[0]! >= BINARY;
      let length = header[0]! % BINARY;
      if (length > 125) length = (await take(length < 127 ? 2 : 8))?.reduce((sum, byte) => sum * 256 + byte, 0) ?? 0;
      if (this._over) return;
      // an empty text is no packet, and says so
      if (!length || length > _options.maxAttachmentBytes) return this._receive("");
      const body = await take(length);
      if (!body) return;
      this._receive(binary ? body : text.decode(body));
    }
  }

  _send(batch: readonly EnginePacket[]): void {
    this._idle = false;
    this._write(batch).then(
      () => {
        if (this._over) return;
        this._idle = true;
        this._sink._ready();
      },
      // the reader tells of the end
      () => {},
    );
  }

  async _write(batch: readonly EnginePacket[]): Promise<void> {
    const encoder = new TextEncoder();
    for (const packet of batch) {
      const frame = encodeFrame(packet);
      const text = typeof frame === "string";
      const bytes = text ? encoder.encode(frame) : new Uint8Array(await new Blob([frame as BlobPart]).arrayBuffer());
      const writer = this._writer!;
      await Promise.all([writer.write(headerOf(bytes.length, !text)), writer.write(bytes)]);
    }
  }

  _close(): void {
    this._release();
    this._end();
  }

  _release(): void {
    this._idle = false;
    this._transport?.close();
  }
}
