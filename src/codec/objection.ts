import type { Options } from "../util/options.ts";
import { RESERVED } from "../util/reserved.ts";
import { isObject } from "./attachments.ts";
import { ACK, EVENT, type Packet } from "./packet.ts";

/** Is it nested deeper than `depth` levels? Level by level: recursion would end where the stack does. */
const isDeeper = (value: unknown, depth: number): boolean => {
  let level = [value].filter(isObject);
  for (; level.length; depth--) {
    if (depth < 1) return true;
    level = level.flatMap((holder) => (ArrayBuffer.isView(holder) ? [] : Object.values(holder).filter(isObject)));
  }
  return false;
};

/**
 * Why a packet that follows the protocol is not delivered, if it is not. All of this a peer user can choose, while the server
 * only relays it: it is no reason to end the connection.
 */
export const objection = (
  { type, data }: Packet,
  { maxArguments, maxDepth }: Pick<Options, "maxArguments" | "maxDepth">,
): string | undefined => {
  if (type !== EVENT && type !== ACK) return;
  if (!Array.isArray(data)) return "this runtime can't parse it";
  let count = data.length;
  if (type === EVENT) {
    const name: unknown = data[0];
    if (RESERVED.has(name)) return "its name is reserved";
    if (typeof name !== "string" && typeof name !== "number") return "its name is no text";
    count--;
  }
  if (count > maxArguments) return "more arguments than maxArguments";
  return maxDepth < Infinity && isDeeper(data, maxDepth) ? "nested deeper than maxDepth" : undefined;
};
