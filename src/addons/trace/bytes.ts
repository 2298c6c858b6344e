import type { Frame } from "holdfast";

/** Bytes of a text in UTF-8. Not every runtime has a TextEncoder. */
const bytesOfText = (text: string): number => {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // the two halves of a surrogate pair are two bytes each
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
};

/** Bytes of a frame. */
export const bytesOf = (frame: Frame | undefined): number =>
  typeof frame === "string"
    ? bytesOfText(frame)
    : ((frame as ArrayBuffer | undefined)?.byteLength ?? (frame as Blob | undefined)?.size ?? 0);

/** Bytes of all frames of a packet. */
export const bytesOfAll = (frames: readonly Frame[]): number =>
  frames.reduce<number>((sum, frame) => sum + bytesOf(frame), 0);
