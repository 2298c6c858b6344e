/** Engine.IO packets as the transports carry them. */
import type { Frame, Platform } from "../platform/platform.ts";
import { type Bytes, viewOf } from "../util/bytes.ts";

/** Joins the packets of one polling payload. */
export const SEPARATOR = "\x1e";

/** Each begins with the number of its place. */
const TYPES = ["open", "close", "ping", "pong", "message", "upgrade", "noop"] as const;

/** The character code of the first of them. */
const ZERO = 48;

export type EnginePacketType = (typeof TYPES)[number];

export interface EnginePacket {
  type: EnginePacketType;
  data?: Frame;
  options?: { compress?: boolean };
  /** What the frame belongs to, on the first frame of it; comes back to its owner if it is never sent. */
  _owner?: unknown;
  /** All frames of that, on the first of them. */
  _frames?: readonly Frame[];
  /** On the first frame: Blobs among them are to be read before it goes out, or are being read. */
  _blobs?: "unread" | "reading" | undefined;
  /** Goes out in a turn and a request without any others but its like; see "Close" in docs/protocol.md. */
  _alone?: boolean;
}

/** One packet as one WebSocket frame. */
export const encodeFrame = ({ type, data = "" }: EnginePacket): Frame =>
  typeof data === "string" ? TYPES.indexOf(type) + data : data;

/** A frame for a WebTransport stream, after a header with its length (docs/protocol.md, "WebTransport"). It is a copy. */
export const encodeRecord = (frame: string | Bytes, { encode }: Platform): Uint8Array => {
  const isText = typeof frame === "string";
  const bytes = isText ? encode(frame) : viewOf(frame);
  const { length } = bytes;
  const [start, short] = length < 126 ? [1, length] : length < 65_536 ? [3, 126] : [9, 127];
  const record = new Uint8Array(start + length);
  const header = new DataView(record.buffer);
  header.setUint8(0, short + (isText ? 0 : 128));
  if (start === 3) header.setUint16(1, length);
  if (start === 9) header.setBigUint64(1, BigInt(length));
  record.set(bytes, start);
  return record;
};

/** Packets as the body of one POST. Blobs among them have been read. */
export const encodeBody = (packets: readonly EnginePacket[], { base64 }: Platform): string =>
  packets
    .map((packet) => {
      const frame = encodeFrame(packet);
      return typeof frame === "string" ? frame : `b${base64(viewOf(frame as Bytes))}`;
    })
    .join(SEPARATOR);

/** The packet in a frame, with binary data as `binaryType` says; `undefined` if there is none. */
export const decodeFrame = (frame: unknown, binaryType: string, platform: Platform): EnginePacket | undefined => {
  if (!frame) return;
  if (typeof frame !== "string") return { type: "message", data: platform.binary(frame as Bytes, binaryType) };
  if (frame[0] === "b") {
    try {
      return { type: "message", data: platform.binary(platform.bytes(frame.slice(1)), binaryType) };
    } catch {
      // what should be base64 is not
      return;
    }
  }
  // not by a number that is made of the character: a space would be 0
  const type = TYPES[frame.charCodeAt(0) - ZERO];
  return type && (frame.length > 1 ? { type, data: frame.slice(1) } : { type });
};
