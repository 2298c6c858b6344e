/** Engine.IO packets, as both ends of a connection in memory read and write them. */

/** What crosses: text, or bytes. */
export type Frame = string | Uint8Array;

/** A packet that came in; `undefined` for what is none. */
export interface EnginePacket {
  readonly type: string;
  readonly data?: Frame;
}

const TYPES = ["open", "close", "ping", "pong", "message", "upgrade", "noop"];

export const readPacket = (frame: Frame): EnginePacket | undefined => {
  if (typeof frame !== "string") return { type: "message", data: frame };
  if (frame.startsWith("b")) return { type: "message", data: Buffer.from(frame.slice(1), "base64") };
  const type = TYPES[frame.charCodeAt(0) - 48];
  return type ? { type, data: frame.slice(1) } : undefined;
};

export const writePacket = (type: string, data: Frame | undefined): Frame =>
  typeof data === "object" ? data : `${TYPES.indexOf(type)}${data ?? ""}`;

/** A copy, as the sender may go on to write into its own; of what has bytes in it, whatever realm it is of. */
export const copyOf = (data: unknown): Frame => {
  if (typeof data === "string") return data;
  if (!ArrayBuffer.isView(data)) return Buffer.from(new Uint8Array(data as ArrayBuffer));
  return Buffer.from(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
};

export const sizeOf = (frame: Frame): number => (typeof frame === "string" ? Buffer.byteLength(frame) : frame.length);
