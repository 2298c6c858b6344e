import { createPacketEncoderStream, type EnginePacket } from "../codec/engine-io.ts";
import { PacketReader } from "../codec/packet-reader.ts";
import type { WebTransportLike } from "../platform/platform.ts";
import { copyOf } from "../util/bytes.ts";
import { Transport } from "./transport.ts";

/** ms that what was sent last has to get away before the session ends. */
const PARTING = 100;

/** One bidirectional stream, on which each packet follows a header with its length (docs/protocol.md, "WebTransport"). */
export class WebTransportTransport extends Transport {
  _idle = false;
  _transport: WebTransportLike | undefined;
  _writer: WritableStreamDefaultWriter<EnginePacket> | undefined;

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
    const packets = new PacketReader(_options.maxMessageBytes, binaryType, _platform.text);
    const reader = stream.readable.getReader();
    // the client speaks first
    this._send([{ type: "open", ...(id && { data: JSON.stringify({ sid: id }) }) }]);
    while (!this._over) {
      const { done, value } = await reader.read();
      if (done) break;
      packets._add(value, (packet) => this._take(packet));
    }
  }

  _send(batch: readonly EnginePacket[]): void {
    this._idle = false;
    // the stream encodes in a later turn, when the app may have given its bytes away
    const copies = batch.map((packet) =>
      typeof packet.data === "object" && "byteLength" in packet.data
        ? { ...packet, data: copyOf(packet.data) }
        : packet,
    );
    Promise.all(copies.map((packet) => this._writer!.write(packet))).then(
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
