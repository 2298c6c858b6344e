import { decodeFrame, type EnginePacket } from "./engine-io.ts";

/** Of what can't be a packet. */
const BAD = { type: "error" } as unknown as EnginePacket;
/** Bytes of the longest header, and the room that a packet begins with. */
const FIRST = 256;

/**
 * Cuts the bytes of a WebTransport stream into packets; see "WebTransport" in docs/protocol.md. They are copied into one piece as they
 * come, in time and memory linear to them, however small the chunks are; a length that is only announced takes no memory.
 */
export class PacketReader {
  readonly _maxBytes: number;
  readonly _binaryType: string;
  readonly _text: (bytes: Uint8Array) => string;
  _bytes = new Uint8Array(FIRST);
  _filled = 0;
  /** Bytes up to the end of what is being read: of a header, which may turn out to be longer, or of a packet. */
  _needed = 1;
  _inPacket = false;
  _binary = false;

  constructor(maxBytes: number, binaryType: string, text: (bytes: Uint8Array) => string) {
    this._maxBytes = maxBytes;
    this._binaryType = binaryType;
    this._text = text;
  }

  /** Hands on the packets that a chunk completes; after one of type `"error"` no more is to be read. */
  _add(chunk: Uint8Array, take: (packet: EnginePacket | undefined) => void): void {
    for (let at = 0; at < chunk.length; ) {
      const piece = chunk.subarray(at, at + this._needed - this._filled);
      at += piece.length;
      this._keep(piece);
      if (this._filled < this._needed) return;
      if (this._inPacket) {
        const bytes = this._bytes.slice(0, this._needed);
        this._expect(1, false);
        take(this._decode(bytes));
      } else if (!this._header()) return take(BAD);
    }
  }

  _expect(needed: number, inPacket: boolean): void {
    this._needed = needed;
    this._inPacket = inPacket;
    this._filled = 0;
    // what was large is not kept
    if (!inPacket) this._bytes = new Uint8Array(FIRST);
  }

  _keep(piece: Uint8Array): void {
    const filled = this._filled + piece.length;
    if (filled > this._bytes.length) {
      const larger = new Uint8Array(Math.min(this._needed, Math.max(filled, 2 * this._bytes.length)));
      larger.set(this._bytes.subarray(0, this._filled));
      this._bytes = larger;
    }
    this._bytes.set(piece, this._filled);
    this._filled = filled;
  }

  /** A header is there, or its first byte, which says how long it is. Is what it announces acceptable? */
  _header(): boolean {
    const view = new DataView(this._bytes.buffer);
    const first = view.getUint8(0);
    const short = first & 0x7f;
    this._binary = first > 0x7f;
    if (this._needed === 1 && short > 125) {
      this._needed = short > 126 ? 9 : 3;
      return true;
    }
    const length =
      short < 126 ? short : short < 127 ? view.getUint16(1) : view.getUint32(1) * 2 ** 32 + view.getUint32(5);
    this._expect(length, true);
    return length > 0 && length <= this._maxBytes;
  }

  _decode(bytes: Uint8Array): EnginePacket | undefined {
    try {
      return decodeFrame(this._binary ? bytes : this._text(bytes), this._binaryType);
    } catch {
      // no UTF-8
      return undefined;
    }
  }
}
