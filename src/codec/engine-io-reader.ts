import { decodeFrame, type EnginePacket } from "./engine-io.ts";

/** Of what can't be a packet. */
const BAD = { type: "error" } as unknown as EnginePacket;

/**
 * Cuts the bytes of a WebTransport stream into packets; see "WebTransport" in docs/protocol.md. They are copied into one piece as they
 * come, in time and memory linear to them, however small the chunks are; a length that is only announced takes no memory.
 */
export class PacketReader {
  readonly _maxBytes: number;
  readonly _binaryType: string;
  readonly _text: (bytes: Uint8Array) => string;
  /** What is no whole packet yet, and room for more. */
  _bytes = new Uint8Array();
  _filled = 0;

  constructor(maxBytes: number, binaryType: string, text: (bytes: Uint8Array) => string) {
    this._maxBytes = maxBytes;
    this._binaryType = binaryType;
    this._text = text;
  }

  /** Hands on the packets that a chunk completes; after one of type `"error"` no more is to be read. */
  _add(chunk: Uint8Array, take: (packet: EnginePacket | undefined) => void): void {
    this._keep(chunk);
    const { _bytes, _filled } = this;
    const view = new DataView(_bytes.buffer);
    let at = 0;
    while (at < _filled) {
      const short = view.getUint8(at) & 0x7f;
      const start = at + (short < 126 ? 1 : short < 127 ? 3 : 9);
      if (start > _filled) break;
      const length =
        short < 126
          ? short
          : short < 127
            ? view.getUint16(at + 1)
            : view.getUint32(at + 1) * 2 ** 32 + view.getUint32(at + 5);
      if (!length || length > this._maxBytes) return take(BAD);
      const end = start + length;
      if (end > _filled) break;
      take(this._decode(_bytes.slice(start, end), view.getUint8(at) > 0x7f));
      at = end;
    }
    // what was large is not kept
    if (at) this._bytes = _bytes.slice(at, _filled);
    this._filled -= at;
  }

  _keep(chunk: Uint8Array): void {
    const filled = this._filled + chunk.length;
    if (filled > this._bytes.length) {
      const larger = new Uint8Array(Math.max(filled, 2 * this._bytes.length));
      larger.set(this._bytes);
      this._bytes = larger;
    }
    this._bytes.set(chunk, this._filled);
    this._filled = filled;
  }

  _decode(bytes: Uint8Array, binary: boolean): EnginePacket | undefined {
    try {
      return decodeFrame(binary ? bytes : this._text(bytes), this._binaryType);
    } catch {
      // no UTF-8
      return undefined;
    }
  }
}
