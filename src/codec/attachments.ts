import { bytesOf, copyOf } from "../util/bytes.ts";

/** What travels beside the JSON instead of in it. */
export type Binary = ArrayBuffer | ArrayBufferView | Blob;

// browsers of ES2020 have no Object.hasOwn
const { hasOwnProperty: has, toString: tagOf } = Object.prototype;

/** Bytes of any kind: ArrayBuffer, a view on one (Buffer too), Blob, File; from whichever realm. */
export const isBinary = (value: object): value is Binary =>
  ArrayBuffer.isView(value) || /^\[object (ArrayBuffer|Blob|File)]$/.test(tagOf.call(value));

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** Is it an object or array as literals make them, which most values are? */
export const isPlain = (value: object | null): boolean => {
  const prototype = value && Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === Array.prototype;
};

/**
 * Bytes as every transport takes them: a copy, if their buffer is shared or may change its size, which a browser's WebSocket
 * does not take. Throws for bytes that are not there any more, such as those of a buffer that was transferred to a worker.
 */
export const usable = (value: Binary): Binary => {
  if (!("byteLength" in value)) return value;
  if (!bytesOf(value)) {
    // one that is gone says that it is empty, or throws at once; these throw in any case
    copyOf(value);
    (value as Partial<Uint8Array>).keys?.();
  }
  const buffer = ArrayBuffer.isView(value) ? value.buffer : value;
  return (buffer as { resizable?: boolean }).resizable || isShared(buffer) ? copyOf(value) : value;
};

/** Most are this realm's own, of which the name need not be asked. */
const isShared = (buffer: object): boolean =>
  buffer.constructor !== ArrayBuffer && tagOf.call(buffer) === "[object SharedArrayBuffer]";

/**
 * Puts a placeholder in place of each binary value and collects the values in `found`. What holds binary is copied, never
 * changed; what holds none comes back as it is, and nothing is allocated for it: that is most packets. `"json"`: it is what a
 * `toJSON` gave, which JSON does not ask again, as it may be the value itself.
 */
export const extract = (value: unknown, found: Binary[], as?: "json"): unknown => {
  if (!isObject(value)) return value;
  if (Array.isArray(value)) {
    let copy: unknown[] | undefined;
    for (let i = 0; i < value.length; i++) {
      const part: unknown = value[i];
      if (!isObject(part)) continue;
      const replaced = extract(part, found);
      if (replaced !== part) (copy ??= value.slice())[i] = replaced;
    }
    return copy ?? value;
  }
  if (!isPlain(value) && isBinary(value)) return { _placeholder: true, num: found.push(usable(value)) - 1 };
  if (as !== "json" && typeof value.toJSON === "function") {
    const before = found.length;
    // the one that is common, and makes no binary
    const json = value instanceof Date ? value : extract(value.toJSON(), found, "json");
    return found.length > before ? json : value;
  }
  let copy: Record<string, unknown> | undefined;
  // no list of keys: this is done for every event
  for (const key in value) {
    const part = value[key];
    if (!isObject(part) || !has.call(value, key)) continue;
    const replaced = extract(part, found);
    if (replaced !== part) (copy ??= { ...value })[key] = replaced;
  }
  // it would be asked now, and may give what was copied
  if (typeof copy?.toJSON === "function") delete copy.toJSON;
  return copy ?? value;
};

/** Said of whatever does not follow the protocol. */
export const INVALID = "invalid packet";

/** Where an attachment goes once it is here. */
export type Slot = [holder: Record<string, unknown>, key: string];

/**
 * The places of each of `count` attachments in what came as JSON. A peer user may have put objects there that look like
 * placeholders: one without a valid number stays what it is, and a number may come twice. Throws if there are fewer than attachments. Without a root, which this runtime
 * could not parse, the attachments have no places.
 */
export const findSlots = (root: unknown, count: number): ReadonlyMap<number, Slot[]> => {
  const slots = new Map<number, Slot[]>();
  let seen = 0;
  // a list in place of recursion: it may be as deep as the peer likes
  const holders = [root].filter(isObject);
  for (let holder = holders.pop(); holder; holder = holders.pop())
    for (const key of Object.keys(holder)) {
      const value = holder[key];
      if (!isObject(value)) continue;
      holders.push(value);
      if (value._placeholder !== true) continue;
      seen++;
      if (key === "__proto__") continue;
      const num = value.num as number;
      const same = slots.get(num);
      if (same) same.push([holder, key]);
      else slots.set(num, [[holder, key]]);
    }
  if (root && seen < count) throw new Error(INVALID);
  return slots;
};
