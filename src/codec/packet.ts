/** Packet types of the Socket.IO protocol, revision 5. */
export const CONNECT = 0;
export const DISCONNECT = 1;
export const EVENT = 2;
export const ACK = 3;
export const CONNECT_ERROR = 4;

/** A Socket.IO packet. */
export interface Packet {
  /** 0 CONNECT, 1 DISCONNECT, 2 EVENT, 3 ACK, 4 CONNECT_ERROR; 5 and 6: 2 and 3 with attachments. */
  type: number;
  /** The namespace, such as `"/"`. */
  nsp: string;
  /** What JSON carries: of an event the name and the arguments. */
  data?: unknown;
  /** Asks for an acknowledgement, or is one. */
  id?: number | undefined;
  /** How many binary attachments follow. */
  attachments?: number;
  /** How it is sent. */
  options?: {
    /** Is it compressed, where the transport can? */
    compress?: boolean;
  };
}

/** Turns packets into the frames of Engine.IO messages. */
export interface PacketEncoder {
  /** The frames of a packet, in order. */
  encode(packet: Packet): unknown[];
}

/** Turns the frames of one connection back into packets. */
export interface PacketDecoder {
  /** Takes a frame; throws at what the protocol does not allow. */
  add(frame: unknown): void;
  /** Calls `listener` with each packet that is complete. */
  on(event: "decoded", listener: (packet: Packet) => void): unknown;
  /** The connection is over. */
  destroy?(): void;
}

/** What the `parser` option takes; `socket.io-msgpack-parser` is one ("Custom parsers" in docs/protocol.md). */
export interface Parser {
  /** Class of encoders: one for a Manager. */
  Encoder: {
    /** Makes an encoder. */
    new (): PacketEncoder;
  };
  /** Class of decoders: one for each connection. */
  Decoder: {
    /** Makes a decoder. */
    new (): PacketDecoder;
  };
}
