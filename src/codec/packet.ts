/** Packet types of the Socket.IO protocol, revision 5. */
export const CONNECT = 0;
export const DISCONNECT = 1;
export const EVENT = 2;
export const ACK = 3;
export const CONNECT_ERROR = 4;

/** A Socket.IO packet. */
export interface Packet {
  type: number;
  nsp: string;
  data?: unknown;
  id?: number;
  attachments?: number;
  options?: { compress?: boolean };
}

/** Turns packets into the frames of Engine.IO messages. */
export interface PacketEncoder {
  encode(packet: Packet): unknown[];
}

/** Turns the frames of one connection back into packets. */
export interface PacketDecoder {
  /** Takes a frame; throws at what the protocol does not allow. */
  add(frame: unknown): void;
  on(event: "decoded", listener: (packet: Packet) => void): unknown;
  /** The connection is over. */
  destroy?(): void;
}

/** What the `parser` option takes; `socket.io-msgpack-parser` is one ("Custom parsers" in PROTOCOL.md). */
export interface Parser {
  Encoder: new () => PacketEncoder;
  Decoder: new () => PacketDecoder;
}
