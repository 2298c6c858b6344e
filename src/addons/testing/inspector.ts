import { inspect } from "node:util";
import { isAck, isEvent, type Packet } from "./conditions.ts";
import { type Frame, readPacket } from "./packets.ts";

/** A parser of Socket.IO packets, as the server has it. */
export interface Parser {
  Decoder: new () => {
    add(frame: unknown): void;
    on(event: "decoded", listener: (packet: Packet) => void): unknown;
  };
}

/** Frames that make one packet; `packet` is missing in those of Engine.IO itself, and where nobody can read them. */
export interface Parcel {
  readonly frames: readonly Frame[];
  readonly packet: Packet | undefined;
}

/** Reads what crosses in one direction of a connection, by the server's own parser. */
export class Inspector {
  readonly _parser: Parser | undefined;
  _decoder: InstanceType<Parser["Decoder"]> | undefined;
  _decoded: Packet | undefined;
  /** Frames of a packet that is not complete. */
  _held: Frame[] = [];

  constructor(parser: Parser | undefined) {
    this._parser = parser;
  }

  /** What is complete with this frame. */
  _take(frame: Frame): Parcel | undefined {
    const packet = readPacket(frame);
    if (packet?.type !== "message" || !this._parser) return { frames: [frame], packet: undefined };
    this._held.push(frame);
    if (!this._decode(packet.data)) return;
    const frames = this._held;
    this._held = [];
    const decoded = this._decoded;
    this._decoded = undefined;
    return { frames, packet: decoded };
  }

  /** Is the packet complete, or is it one that can't be read? */
  _decode(data: unknown): boolean {
    try {
      this._decoder ??= this._makeDecoder();
      this._decoder?.add(data);
      return !!this._decoded;
    } catch {
      // the one that it is for says what it thinks of it
      this._decoder = undefined;
      return true;
    }
  }

  _makeDecoder(): InstanceType<Parser["Decoder"]> | undefined {
    const { _parser: parser } = this;
    if (!parser) return;
    const decoder = new parser.Decoder();
    decoder.on("decoded", (packet) => {
      this._decoded = packet;
    });
    return decoder;
  }
}

const show = (value: unknown): string => inspect(value, { depth: 8, breakLength: Infinity, compact: true });

const list = (data: unknown): string => (Array.isArray(data) ? data : [data]).map(show).join(" ");

/** A line about a packet: `event 'order' { id: 7 } #0`. What a client sends along to join is left out, as it may be secret. */
export const describe = ({ frames, packet }: Parcel): string => {
  if (!packet) return readPacket(frames[0] ?? "")?.type ?? "garbled";
  const where = packet.nsp === "/" ? [] : [packet.nsp];
  const id = packet.id === undefined ? [] : [`#${packet.id}`];
  if (isEvent(packet)) return ["event", ...where, list(packet.data), ...id].join(" ");
  if (isAck(packet)) return ["ack", ...where, ...(list(packet.data) ? [list(packet.data)] : []), ...id].join(" ");
  if (packet.type === 0) return ["connect", ...where].join(" ");
  if (packet.type === 1) return ["disconnect", ...where].join(" ");
  return ["refused", ...where, show((packet.data as { message?: unknown } | undefined)?.message)].join(" ");
};
