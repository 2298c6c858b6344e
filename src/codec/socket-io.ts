import type { Frame } from "../platform/platform.ts";
import { HoldfastError, messageOf } from "../util/errors.ts";
import { isReserved } from "../util/reserved.ts";
import { type Binary, extract, findSlots, INVALID, isObject, type Slot } from "./attachments.ts";
import { ACK, BINARY_EVENT, CONNECT, CONNECT_ERROR, DISCONNECT, EVENT, type Packet } from "./packet.ts";

/** From a type without attachments to the one with. */
const BINARY = BINARY_EVENT - EVENT;
/** Attachments that are taken in one packet. */
const MAX_ATTACHMENTS = 1000;

/**
 * A packet as the frames of Engine.IO messages: the text, then the attachments. Throws `ERR_ENCODE` for what JSON can't
 * carry.
 */
export const encode = ({ type, nsp, id, data }: Packet): Frame[] => {
  const binary: Binary[] = [];
  try {
    const json = JSON.stringify(extract(data, binary)) ?? "";
    const { length } = binary;
    const head = (length ? `${type + BINARY}${length}-` : `${type}`) + (nsp === "/" ? "" : `${nsp},`);
    return [head + (id ?? "") + json, ...binary];
  } catch (cause) {
    throw new HoldfastError("ERR_ENCODE", `can't encode: ${messageOf(cause)}`, { cause });
  }
};

// type, attachments, namespace, ack id; the rest is JSON
const HEAD = /^([0-6])(?:(\d+)-)?(?:(\/[^,]*)(?:,|$))?(\d+)?/;

/** Is the payload what PROTOCOL.md asks of the type? */
const isValid = ({ type, id, data }: Packet): boolean => {
  if (type === DISCONNECT || (type === CONNECT && data === undefined)) return data === undefined;
  if (type === ACK) return Array.isArray(data) && id !== undefined;
  if (type !== EVENT) return typeof data === "string" ? type === CONNECT_ERROR : isObject(data) && !Array.isArray(data);
  const name: unknown = Array.isArray(data) ? data[0] : undefined;
  return typeof name === "number" || (typeof name === "string" && !isReserved(name));
};

/**
 * Makes the function that turns the frames of one connection back into packets. It throws at what PROTOCOL.md does not allow.
 */
export const createDecoder = (onPacket: (packet: Packet) => void): ((frame: unknown) => void) => {
  /** The packet whose attachments are due, and where they go. */
  let due: Packet | undefined;
  let slots: Slot[] = [];

  return (frame) => {
    // text while an attachment is due, or an attachment that nobody announced
    if ((typeof frame === "string") === !!due) throw new Error(INVALID);
    let packet = due;
    if (packet) {
      const [holder, key] = slots.shift()!;
      holder[key] = frame;
    } else {
      const [head = "", digit = 9, attachments = 0, nsp = "/", id] = HEAD.exec(frame as string) ?? [];
      const json = (frame as string).slice(head.length);
      const binary = +digit > CONNECT_ERROR;
      packet = { type: binary ? +digit - BINARY : +digit, nsp };
      if (id) packet.id = +id;
      if (json) packet.data = JSON.parse(json);
      if (binary !== +attachments > 0 || +attachments > MAX_ATTACHMENTS || !isValid(packet)) throw new Error(INVALID);
      slots = findSlots(packet.data, +attachments);
    }
    due = slots.length ? packet : undefined;
    if (!due) onPacket(packet);
  };
};
