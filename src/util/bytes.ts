/** Bytes of a binary value. */
export const bytesOf = (value: unknown): number => (value as ArrayBuffer).byteLength ?? (value as Blob).size ?? 0;
