import type { Packet, PacketDecoder, PacketEncoder, Parser } from "holdfast";
import { theirs } from "./theirs.ts";

/** Types of packets. */
export const CONNECT = 0;
export const DISCONNECT = 1;
export const EVENT = 2;
export const ACK = 3;
export const CONNECT_ERROR = 4;

/** Packets of Socket.IO as text, as a server reads and writes them; its own bytes are none. */

const HEAD = /^([0-6])(?:(\d+)-)?(?:(\/[^,]*),)?(\d*)([\s\S]*)$/;

class TextEncoder implements PacketEncoder {
  encode({ type, nsp, id, data }: Packet): string[] {
    const where = nsp === "/" ? "" : `${nsp},`;
    return [`${type}${where}${id ?? ""}${data === undefined ? "" : JSON.stringify(data)}`];
  }
}

class TextDecoder implements PacketDecoder {
  _listener: (packet: Packet) => void = () => {};
  /** The text whose attachments are coming in. */
  _text = "";
  _missing = 0;
  _attachments: unknown[] = [];

  on(_event: "decoded", listener: (packet: Packet) => void): void {
    this._listener = listener;
  }

  add(frame: unknown): void {
    if (typeof frame === "string") {
      this._text = frame;
      this._attachments = [];
      this._missing = Number(HEAD.exec(frame)?.[2] ?? 0);
    } else {
      this._attachments.push(frame);
      this._missing--;
    }
    if (this._missing <= 0) this._listener(this._packet());
  }

  _packet(): Packet {
    const [, type, , nsp = "/", id, data] = HEAD.exec(this._text) ?? [];
    if (!type) throw new SyntaxError("not a packet of Socket.IO");
    const packet: Packet = { type: Number(type), nsp };
    if (id) packet.id = Number(id);
    if (data) packet.data = JSON.parse(data, (_name, value) => this._filled(value));
    return packet;
  }

  /** An attachment in its place. */
  _filled(value: unknown): unknown {
    const { [theirs("placeholder")]: isPlace, num } = Object(value) as Record<string, unknown>;
    return isPlace === true ? this._attachments[num as number] : value;
  }
}

/** How packets are read and written where no server's parser is there. */
export const textParser: Parser = { Encoder: TextEncoder, Decoder: TextDecoder };
