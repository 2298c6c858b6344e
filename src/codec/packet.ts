import type { Frame } from "./engine-io.ts";

/** Packet types of the Socket.IO protocol, revision 5. */
export const CONNECT = 0;
export const DISCONNECT = 1;
export const EVENT = 2;
export const ACK = 3;
export const CONNECT_ERROR = 4;
export const BINARY_EVENT = 5;
export const BINARY_ACK = 6;

/** A Socket.IO packet, in the shape that custom parsers know. */
export interface Packet {
  type: number;
  nsp: string;
  data?: unknown;
  id?: number;
  attachments?: number;
  options?: { compress?: boolean; volatile?: boolean };
}

/** Turns frames back into packets, for one connection. */
export interface PacketDecoder {
  /** Throws a `HoldfastError` (`ERR_PARSE`) at what the protocol does not allow. */
  add(frame: unknown): void;
  /** Whether attachments are due. */
  readonly pending?: boolean;
  destroy(): void;
}

/** The Socket.IO protocol on top of frames: the built-in one or the app's `parser`. */
export interface Codec {
  /** Throws a `HoldfastError` (`ERR_ENCODE`) naming the path to what can't be sent. */
  encode(packet: Packet): Frame[];
  decoder(onPacket: (packet: Packet) => void): PacketDecoder;
}

/** The `parser` option, as `socket.io-msgpack-parser` has it. */
export interface Parser {
  Encoder: new () => { encode(packet: Packet): Frame[] };
  Decoder: new () => {
    on(event: "decoded", listener: (packet: Packet) => void): unknown;
    add(frame: unknown): void;
    destroy(): void;
  };
}
