import { HoldfastError, messageOf } from "../util/errors.ts";
import { type Binary, extract, findFault, findSlots, type Slot } from "./attachments.ts";
import type { Frame } from "./engine-io.ts";
import {
  ACK,
  BINARY_ACK,
  BINARY_EVENT,
  CONNECT,
  CONNECT_ERROR,
  type Codec,
  DISCONNECT,
  EVENT,
  type Packet,
  type PacketDecoder,
  type Parser,
} from "./packet.ts";

/** Bounds on what the peer may make us hold. */
export interface DecodeLimits {
  /** Attachments in one packet. */
  readonly maxAttachments: number;
  /** Bytes of all attachments of one packet. */
  readonly maxAttachmentBytes: number;
  /** Levels of arrays and objects in one packet. */
  readonly maxDepth: number;
}

/** Names that are never an event on the wire. */
const FORBIDDEN = new Set<unknown>([
  "connect",
  "connect_error",
  "disconnect",
  "disconnecting",
  "newListener",
  "removeListener",
]);

const fail = (what: string): never => {
  throw new HoldfastError("ERR_PARSE", what);
};

export const encode = (packet: Packet): Frame[] => {
  const binary: Binary[] = [];
  let { type } = packet;
  let json = "";
  if (packet.data !== undefined) {
    try {
      const data = extract(packet.data, binary);
      json = JSON.stringify(data);
    } catch (error) {
      throw new HoldfastError("ERR_ENCODE", `can't encode ${findFault(packet.data) ?? messageOf(error)}`, {
        cause: error,
      });
    }
  }
  let head = "";
  if (binary.length) {
    type += BINARY_EVENT - EVENT;
    head = `${binary.length}-`;
  }
  if (packet.nsp !== "/") head += `${packet.nsp},`;
  if (packet.id !== undefined) head += packet.id;
  return [type + head + json, ...binary];
};

/** Is any bracket in `text` nested deeper than `max`? Brackets in strings do not count. */
const tooDeep = (text: string, max: number): boolean => {
  // so many levels need at least two characters each
  if (text.length <= 2 * max) return false;
  let depth = 0;
  for (let i = 0, quoted = false; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 34) quoted = !quoted;
    else if (quoted) {
      if (c === 92) i++;
    } else if (c === 91 || c === 123) {
      if (++depth > max) return true;
    } else if (c === 93 || c === 125) depth--;
  }
  return false;
};

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);

/** Throws unless the payload is what the table in PROTOCOL.md asks of the type. */
const check = ({ type, id, data }: Packet): void => {
  const valid =
    type === EVENT || type === BINARY_EVENT
      ? Array.isArray(data) && (typeof data[0] === "number" || (typeof data[0] === "string" && !FORBIDDEN.has(data[0])))
      : type === ACK || type === BINARY_ACK
        ? Array.isArray(data) && id !== undefined
        : type === CONNECT
          ? data === undefined || isObject(data)
          : type === DISCONNECT
            ? data === undefined
            : typeof data === "string" || isObject(data);
  if (!valid) fail("invalid payload");
};

// type, attachments, namespace, ack id; the rest is JSON
const HEAD = /^([0-6])(?:(\d+)-)?(?:(\/[^,]*)(?:,|$))?(\d+)?/;

/** Reads the text of one packet; the attachments of a binary one follow. */
export const decode = (text: string, limits: DecodeLimits): Packet => {
  let packet: Packet;
  let json: string;
  if (text[0] === "2" && text[1] === "[") {
    // the common case: an event on the main namespace, no ack asked for
    packet = { type: EVENT, nsp: "/" };
    json = text.slice(1);
  } else {
    const match = HEAD.exec(text) ?? fail("unknown packet type");
    packet = { type: +match[1]!, nsp: match[3] ?? "/" };
    if (match[4]) packet.id = +match[4];
    const binary = packet.type >= BINARY_EVENT;
    if (binary !== (match[2] !== undefined)) fail("illegal attachments");
    if (binary) {
      packet.attachments = +match[2]!;
      if (packet.attachments < 1 || packet.attachments > limits.maxAttachments) fail("illegal number of attachments");
    }
    json = text.slice(match[0].length);
  }
  if (json) {
    if (tooDeep(json, limits.maxDepth)) fail("nested too deep");
    try {
      packet.data = JSON.parse(json);
    } catch {
      fail("invalid JSON");
    }
  }
  check(packet);
  return packet;
};

class Decoder implements PacketDecoder {
  readonly _onPacket: (packet: Packet) => void;
  readonly _limits: DecodeLimits;
  /** The binary packet whose attachments are due. */
  _due: { packet: Packet; slots: Slot[]; got: number; bytes: number } | undefined;

  constructor(onPacket: (packet: Packet) => void, limits: DecodeLimits) {
    this._onPacket = onPacket;
    this._limits = limits;
  }

  get pending(): boolean {
    return !!this._due;
  }

  add(frame: unknown): void {
    const due = this._due;
    if (typeof frame === "string") {
      if (due) fail("text where an attachment is due");
      const packet = decode(frame, this._limits);
      if (!packet.attachments) return this._onPacket(packet);
      const slots = findSlots(packet.data, packet.attachments, this._limits.maxDepth);
      packet.type -= BINARY_EVENT - EVENT;
      this._due = { packet, slots, got: 0, bytes: 0 };
      return;
    }
    if (!due) return fail("a binary frame that was not announced");
    const { byteLength, size } = frame as { byteLength?: number; size?: number };
    due.bytes += byteLength ?? size ?? 0;
    if (due.bytes > this._limits.maxAttachmentBytes) fail("attachments too large");
    const [holder, key] = due.slots[due.got++]!;
    holder[key] = frame;
    if (due.got === due.slots.length) {
      this._due = undefined;
      delete due.packet.attachments;
      this._onPacket(due.packet);
    }
  }

  destroy(): void {
    this._due = undefined;
  }
}

/** The protocol of socket.io-parser. */
export const socketIoCodec = (limits: DecodeLimits): Codec => ({
  encode,
  decoder: (onPacket) => new Decoder(onPacket, limits),
});

/** The app's own parser behind the same interface; what it emits is checked like any other input. */
export const customCodec = ({ Encoder, Decoder }: Parser): Codec => {
  const encoder = new Encoder();
  return {
    encode: (packet) => {
      try {
        return encoder.encode(packet);
      } catch (error) {
        throw new HoldfastError("ERR_ENCODE", `can't encode: ${messageOf(error)}`, { cause: error });
      }
    },
    decoder: (onPacket) => {
      const decoder = new Decoder();
      decoder.on("decoded", (packet) => {
        if (packet.type >= BINARY_EVENT) packet = { ...packet, type: packet.type - (BINARY_EVENT - EVENT) };
        check(packet);
        onPacket(packet);
      });
      return decoder;
    },
  };
};
