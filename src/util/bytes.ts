/** Bytes of a binary value; none, if they are not there any more. */
export const bytesOf = (value: unknown): number => {
  try {
    return (value as ArrayBuffer).byteLength ?? (value as Blob).size ?? 0;
  } catch {
    // a DataView on a buffer that was transferred
    return 0;
  }
};

export type Bytes = ArrayBuffer | ArrayBufferView;

/** The bytes themselves. Throws for a buffer, or a DataView on one, that was transferred. */
export const viewOf = (value: Bytes): Uint8Array => {
  const { buffer, byteOffset, byteLength } = ArrayBuffer.isView(value) ? value : new Uint8Array(value);
  return new Uint8Array(buffer, byteOffset, byteLength);
};

/** A copy of bytes, in a buffer of its own. Throws where {@link viewOf} does. */
export const copyOf = (value: Bytes): Uint8Array<ArrayBuffer> => viewOf(value).slice() as Uint8Array<ArrayBuffer>;

/** What a frame takes of the memory, more or less: bytes, or the length of a text. */
export const lengthOf = (frame: unknown): number => (typeof frame === "string" ? frame.length : bytesOf(frame));

/** Bytes of a message with its packet type: as base64 in a polling payload, as it is elsewhere. */
export const sizeOf = (data: unknown, base64: boolean, byteLength: (text: string) => number): number => {
  if (typeof data === "string") return 1 + byteLength(data);
  const bytes = data ? bytesOf(data) : 0;
  return base64 ? 1 + 4 * Math.ceil(bytes / 3) : bytes;
};

/** Bytes of the frames of a packet. */
export const bytesOfAll = (frames: readonly unknown[], byteLength: (text: string) => number): number =>
  frames.reduce<number>((bytes, frame) => bytes + (typeof frame === "string" ? byteLength(frame) : bytesOf(frame)), 0);

export const isBlob = (data: unknown): data is Blob => typeof data === "object" && !("byteLength" in (data as object));
