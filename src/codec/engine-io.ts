/** The one importer of engine.io-parser: Engine.IO packets as the transports carry them. */
import { decodePacket, encodePacket, createPacketEncoderStream as encoderStream } from "engine.io-parser";
import type { Frame, Platform } from "../platform/platform.ts";

type PacketStream<In, Out> = { readable: ReadableStream<Out>; writable: WritableStream<In> };

/** Packets in, bytes of a WebTransport stream out. */
export const createPacketEncoderStream = encoderStream as () => PacketStream<EnginePacket, Uint8Array>;

/** Joins the packets of one polling payload. */
export const SEPARATOR = "\x1e";

export type EnginePacketType = "open" | "close" | "ping" | "pong" | "message" | "upgrade" | "noop";

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

type ParserPacket = Parameters<typeof encodePacket>[0];

/** One packet as one WebSocket frame. */
export const encodeFrame = (packet: EnginePacket): Frame => {
  const { type, data } = packet;
  if (type === "message") return typeof data === "string" ? `4${data}` : (data as Frame);
  let frame: Frame = "";
  encodePacket(packet as ParserPacket, true, (encoded) => {
    frame = encoded;
  });
  return frame;
};

/**
 * Packets as the body of one POST. Calls back later where that takes reading a Blob. Base64 is the platform's: the parser's
 * browser build has it from a FileReader, which not every worker has.
 */
export const encodeBody = (
  packets: readonly EnginePacket[],
  { base64, bytesOf }: Platform,
  callback: (body: string) => void,
): void => {
  const encode = (data: ArrayBuffer | ArrayBufferView): string => {
    const { buffer, byteOffset, byteLength } = ArrayBuffer.isView(data) ? data : new Uint8Array(data);
    return `b${base64(new Uint8Array(buffer, byteOffset, byteLength))}`;
  };
  let later = false;
  const parts = packets.map((packet) => {
    const frame = encodeFrame(packet);
    if (typeof frame === "string") return frame;
    if ("byteLength" in frame) return encode(frame);
    later = true;
    return bytesOf(frame).then(encode);
  });
  const join = (all: readonly unknown[]): void => callback(all.join(SEPARATOR));
  if (later) Promise.all(parts).then(join);
  else join(parts);
};

/** The packet in a frame; `undefined`, or one of type `"error"`, if there is none. */
export const decodeFrame = (frame: unknown, binaryType: string): EnginePacket | undefined => {
  try {
    const packet = decodePacket(frame as string, binaryType as "arraybuffer") as EnginePacket;
    // the parser does not know an ArrayBuffer of another realm, as jest and frames have it
    if (typeof frame !== "string") packet.data ??= frame as Frame;
    return packet;
  } catch {
    // what should be base64 is not
    return undefined;
  }
};
