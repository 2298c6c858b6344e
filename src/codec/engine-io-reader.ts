import { tooManyBytes } from "../util/errors.ts";

/**
 * Cuts the bytes of a WebTransport stream into frames; see "WebTransport" in docs/protocol.md. They are copied into one piece as they
 * come, in time and memory linear to them, however small the chunks are; a length that is only announced takes no memory.
 */
export class FrameReader {
  readonly _maxBytes: number;
  readonly _text: (bytes: Uint8Array) => string;
  /** What is no whole frame yet, and room for more. */
  _bytes = new Uint8Array();
  _filled = 0;

  /** `text` reads UTF-8, and throws where it is none. */
  constructor(maxBytes: number, text: (bytes: Uint8Array) => string) {
    this._maxBytes = maxBytes;
    this._text = text;
  }

  /**
   * Hands on the frames that a chunk completes; after `undefined`, for what can't be one, no more is to be read. Throws
   * `ERR_PAYLOAD_TOO_LARGE` as soon as one is announced that has too many bytes.
   */
  _add(chunk: Uint8Array, take: (frame: string | Uint8Array | undefined) => void): void {
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
      if (!length) return take(undefined);
      if (length > this._maxBytes) throw tooManyBytes(this._maxBytes, length);
      const end = start + length;
      if (end > _filled) break;
      const bytes = _bytes.slice(start, end);
      take(view.getUint8(at) > 0x7f ? bytes : this._textOf(bytes));
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

  _textOf(bytes: Uint8Array): string | undefined {
    try {
      return this._text(bytes);
    } catch {
      // no UTF-8
      return undefined;
    }
  }
}
