import type { Clock, Frame, Timer } from "../platform/platform.ts";
import { bytesOf } from "../util/bytes.ts";
import { HoldfastError, messageOf } from "../util/errors.ts";
import type { Options } from "../util/options.ts";
import { RESERVED } from "../util/reserved.ts";
import {
  type Binary,
  extract,
  findBad,
  findSlots,
  INVALID,
  isDeeper,
  isObject,
  mayBeDeeper,
  type Slot,
} from "./attachments.ts";
import { ACK, CONNECT, CONNECT_ERROR, DISCONNECT, EVENT, type Packet } from "./packet.ts";

/** From a type without attachments to the one with: BINARY_EVENT is 5, BINARY_ACK 6. */
const BINARY = 3;

/**
 * A packet as the frames of Engine.IO messages: the text, then the attachments. Throws `ERR_ENCODE` for what JSON can't
 * carry, with the path to it.
 */
export const encode = ({ type, nsp, id, data }: Packet): Frame[] => {
  try {
    const head = (nsp === "/" ? "" : `${nsp},`) + (id ?? "");
    const binary: Binary[] = [];
    const json = JSON.stringify(extract(data, binary)) ?? "";
    const { length } = binary;
    return length ? [`${type + BINARY}${length}-${head}${json}`, ...binary] : [type + head + json];
  } catch (cause) {
    const path = findBad(data);
    throw new HoldfastError("ERR_ENCODE", `can't encode ${path}: ${messageOf(cause)}`, { cause, path });
  }
};

// type, attachments, namespace, ack id; the rest is JSON
const HEAD = /^([0-6])(?:(\d+)-)?(?:(\/[^,]*)(?:,|$))?(\d+)?/;

/** Is the payload what docs/protocol.md asks of the type? */
const isValid = ({ type, id, data }: Packet): boolean => {
  if (type === DISCONNECT || (type === CONNECT && data === undefined)) return data === undefined;
  if (type === ACK) return Array.isArray(data) && typeof id === "number";
  if (type !== EVENT) return typeof data === "string" ? type === CONNECT_ERROR : isObject(data) && !Array.isArray(data);
  const name: unknown = Array.isArray(data) ? data[0] : undefined;
  return typeof name === "number" || (typeof name === "string" && !RESERVED.has(name));
};

/** Is it nested deeper than `depth` levels? What is short or flat is not searched for brackets. */
const tooDeep = (json: string, data: unknown, depth: number): boolean =>
  json.length > 2 * depth && isDeeper(data, 1) && mayBeDeeper(json, depth) && isDeeper(data, depth);

/** Hands on a packet of a custom parser, with binary types as plain ones; throws if the payload does not fit the type. */
export const checked = (packet: Packet): Packet => {
  const { type } = packet;
  const plain = type > CONNECT_ERROR ? { ...packet, type: type - BINARY } : packet;
  if (!isValid(plain)) throw new Error(INVALID);
  return plain;
};

/** What a decoder is limited to. */
export type DecoderOptions = Pick<Options, "maxAttachments" | "maxAttachmentBytes" | "attachmentTimeout" | "maxDepth">;

/** Whom a decoder tells. */
export interface DecoderSink {
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
  /** The packet whose attachments are due, where they go, and how many bytes there may be still. */
  _due: Packet | undefined;
  _slots: Slot[] = [];
  _bytes = 0;
  _timer: Timer;

  constructor(options: DecoderOptions, clock: Clock, sink: DecoderSink) {
    this._options = options;
    this._clock = clock;
    this._sink = sink;
  }

  add(frame: unknown): void {
    const due = this._due;
    // text while an attachment is due, or an attachment that nobody announced
    if ((typeof frame === "string") === !!due) throw new Error(INVALID);
    if (!due) return this._text(frame as string);
    this._bytes -= bytesOf(frame);
    if (this._bytes < 0) throw new Error(INVALID);
    const [holder, key] = this._slots.shift() as Slot;
    holder[key] = frame;
    if (this._slots.length) return;
    this.destroy();
    this._sink._onPacket(due);
  }

  destroy(): void {
    this._due = undefined;
    this._clock.clearTimeout(this._timer);
  }

  _text(frame: string): void {
    const { maxAttachments, maxAttachmentBytes, attachmentTimeout, maxDepth } = this._options;
    // most begin with `2[`; what else stands before a `[` is found below
    const [head = "", digit = 9, attachments = 0, nsp = "/", id] =
      frame[1] === "[" ? [frame[0], frame[0]] : (HEAD.exec(frame) ?? []);
    const json = frame.slice(head.length);
    const binary = +digit > CONNECT_ERROR;
    const packet: Packet = { type: binary ? +digit - BINARY : +digit, nsp };
    if (id) packet.id = +id;
    if (json) packet.data = JSON.parse(json);
    if (
      binary !== +attachments > 0 ||
      +attachments > maxAttachments ||
      !isValid(packet) ||
      tooDeep(json, packet.data, maxDepth)
    )
      throw new Error(INVALID);
    if (!binary) return this._sink._onPacket(packet);
    this._slots = findSlots(packet.data, +attachments);
    this._due = packet;
    this._bytes = maxAttachmentBytes;
    this._timer = this._clock.setTimeout(
      () => this._sink._parseError(new Error("attachments missing")),
      attachmentTimeout,
    );
  }
}
