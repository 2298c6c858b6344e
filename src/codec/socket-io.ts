import type { Clock, Frame, Timer } from "../platform/platform.ts";
import { bytesOf } from "../util/bytes.ts";
import { HoldfastError, messageOf } from "../util/errors.ts";
import type { Options } from "../util/options.ts";
import { type Binary, extract, findSlots, INVALID, isObject, type Slot } from "./attachments.ts";
import { findBad, MAX_TEXT } from "./find-bad.ts";
import { ACK, CONNECT, CONNECT_ERROR, DISCONNECT, EVENT, type Packet } from "./packet.ts";

/** From a type without attachments to the one with: BINARY_EVENT is 5, BINARY_ACK 6. */
const BINARY = 3;

/**
 * A packet as the frames of Engine.IO messages: the text, then the attachments. Throws `ERR_ENCODE` for what can't be sent, with
 * the path to it.
 */
export const encode = ({ type, nsp, id, data }: Packet): Frame[] => {
  try {
    const head = (nsp === "/" ? "" : `${nsp},`) + (id ?? "");
    const binary: Binary[] = [];
    // of the others the server takes no attachments
    const json = JSON.stringify(type === EVENT || type === ACK ? extract(data, binary) : data) ?? "";
    const { length } = binary;
    return length ? [`${type + BINARY}${length}-${head}${json}`, ...binary] : [type + head + json];
  } catch (cause) {
    const path = findBad(data);
    const text = `can't encode ${path || "the data"}: ${messageOf(cause).slice(0, MAX_TEXT)}`;
    throw new HoldfastError("ERR_ENCODE", text, { cause, path });
  }
};

// type, attachments, namespace, ack id; the rest is JSON
const HEAD = /^([0-6])(?:(\d+)-)?(?:(\/[^,]*)(?:,|$))?(\d+)?/;

/** Is the payload what docs/protocol.md asks of the type? */
const isValid = ({ type, id, data }: Packet): boolean => {
  if (type === DISCONNECT || (type === CONNECT && data === undefined)) return data === undefined;
  if (type === ACK) return Array.isArray(data) && typeof id === "number";
  if (type !== EVENT) return typeof data === "string" ? type === CONNECT_ERROR : isObject(data) && !Array.isArray(data);
  return Array.isArray(data) && data.length > 0;
};

/** Hands on a packet of a custom parser, with binary types as plain ones; throws if the payload does not fit the type. */
export const checked = (packet: Packet): Packet => {
  const { type } = packet;
  const plain = type > CONNECT_ERROR ? { ...packet, type: type - BINARY } : packet;
  if (!isValid(plain)) throw new Error(INVALID);
  return plain;
};

/** What a decoder is limited to. */
export type DecoderOptions = Pick<Options, "maxAttachments" | "maxAttachmentBytes" | "attachmentTimeout">;

/** Whom a decoder tells. */
export interface DecoderSink {
  /** A packet; an event or acknowledgement without data is one that this runtime can't parse. */
  _onPacket(packet: Packet): void;
  /** Attachments did not come in time. */
  _parseError(error: Error): void;
}

/**
 * Turns the frames of one connection back into packets. Throws at what docs/protocol.md does not allow; attachments that do not
 * come in time it tells its sink of.
 */
export class Decoder {
  readonly _options: DecoderOptions;
  readonly _clock: Clock;
  readonly _sink: DecoderSink;
  /** The packet that is being read, as far as it is. */
  _packet: Packet | undefined = undefined;
  /** How many attachments it has, if any are due, how many of them came, where they go, and how many bytes there may be still. */
  _count = 0;
  _came = 0;
  _slots: ReadonlyMap<number, Slot[]> | undefined = undefined;
  _bytes = 0;
  _timer: Timer = undefined;

  constructor(options: DecoderOptions, clock: Clock, sink: DecoderSink) {
    this._options = options;
    this._clock = clock;
    this._sink = sink;
  }

  add(frame: unknown): void {
    // text while an attachment is due, or an attachment that nobody announced
    if ((typeof frame === "string") === this._count > 0) throw new Error(INVALID);
    if (typeof frame === "string") return this._text(frame);
    this._bytes -= bytesOf(frame);
    if (this._bytes < 0) throw new Error(INVALID);
    // numbers from the network are looked up in a Map and nowhere else
    for (const [holder, key] of this._slots?.get(this._came) ?? []) holder[key] = frame;
    if (++this._came < this._count) return;
    this.destroy();
    this._done(this._packet as Packet);
  }

  destroy(): void {
    this._slots = undefined;
    this._count = 0;
    this._clock.clearTimeout(this._timer);
  }

  _text(frame: string): void {
    // most begin with `2[`, and are not searched
    if (frame[1] === "[") return this._read({ type: Number(frame[0]), nsp: "/" }, 0, frame.slice(1));
    const [head = "", digit = 9, attachments = 0, nsp = "/", id] = HEAD.exec(frame) ?? [];
    const packet: Packet = { type: Number(digit), nsp };
    if (id) packet.id = Number(id);
    this._read(packet, Number(attachments), frame.slice(head.length));
  }

  /** Reads the rest of a packet of which the head was read, with the type as it is on the wire. */
  _read(packet: Packet, attachments: number, json: string): void {
    this._packet = undefined;
    const isBinary = packet.type > CONNECT_ERROR;
    if (isBinary) packet.type -= BINARY;
    const isParsed = this._parse(packet, json);
    this._packet = packet;
    if (isBinary !== attachments > 0 || attachments > this._options.maxAttachments || (isParsed && !isValid(packet)))
      throw new Error(INVALID);
    if (!isBinary) return this._done(packet);
    this._slots = findSlots(packet.data, attachments);
    this._count = attachments;
    this._came = 0;
    this._bytes = this._options.maxAttachmentBytes;
    this._timer = this._clock.setTimeout(
      () => this._sink._parseError(new Error("attachments missing")),
      this._options.attachmentTimeout,
    );
  }

  _done(packet: Packet): void {
    this._packet = undefined;
    this._sink._onPacket(packet);
  }

  /** Reads the data of a packet; says whether this runtime can. */
  _parse(packet: Packet, json: string): boolean {
    try {
      if (json) packet.data = JSON.parse(json);
      return true;
    } catch (error) {
      // some have a limit of depth, and say so by a RangeError
      if ((error as Error).name === "SyntaxError" || (packet.type !== EVENT && packet.type !== ACK)) throw error;
      return false;
    }
  }
}
