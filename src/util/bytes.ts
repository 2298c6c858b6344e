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

/** Bytes of a frame; of a text its length, unless it is measured in another way. */
export const lengthOf = (frame: unknown, measure?: (text: string) => number): number => {
  if (typeof frame !== "string") return bytesOf(frame);
  return measure ? measure(frame) : frame.length;
};

/** The same of all frames of a packet. */
export const sumOf = (frames: readonly unknown[], measure?: (text: string) => number): number =>
  frames.reduce<number>((sum, frame) => sum + lengthOf(frame, measure), 0);

/** How a message goes: as base64 in a polling payload, as it is elsewhere. */
export type Form = "base64" | "raw";

/** Bytes of a message with its packet type. */
export const sizeOf = (data: unknown = "", form: Form, byteLength: (text: string) => number): number => {
  const bytes = lengthOf(data, byteLength);
  if (typeof data === "string") return 1 + bytes;
  return form === "base64" ? 1 + 4 * Math.ceil(bytes / 3) : bytes;
};

/** The same, if it is more than `limit`. */
export const excessOf = (
  data: unknown,
  limit: number,
  form: Form,
  byteLength: (text: string) => number,
): number | undefined => {
  // no text has more than three bytes for a UTF-16 unit
  if (typeof data === "string" && 3 * data.length < limit) return;
  const size = sizeOf(data, form, byteLength);
  return size > limit ? size : undefined;
};

export const isBlob = (data: unknown): data is Blob => typeof data === "object" && !("byteLength" in (data as object));
