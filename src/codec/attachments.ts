/** What travels beside the JSON instead of in it. */
export type Binary = ArrayBuffer | ArrayBufferView | Blob;

/** Bytes of any kind: ArrayBuffer, a view on one (Buffer too), Blob, File; from whichever realm. */
const isBinary = (value: object): value is Binary =>
  ArrayBuffer.isView(value) || /^\[object (ArrayBuffer|Blob|File)]$/.test(Object.prototype.toString.call(value));

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** Is it an object or array as literals make them, which most values are? */
export const isPlain = (value: object | null): boolean => {
  const prototype = value && Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === Array.prototype;
};

/** Is there binary data in it, or something that may become it by `toJSON`? Allocates nothing: most packets have none. */
export const mayHoldBinary = (value: object): boolean => {
  if (Array.isArray(value)) {
    for (const part of value) if (isObject(part) && mayHoldBinary(part)) return true;
    return false;
  }
  if (!isPlain(value) && isBinary(value)) return true;
  if (typeof (value as { toJSON?: unknown }).toJSON === "function")
    return Object.getPrototypeOf(value) !== Date.prototype;
  for (const key in value) {
    const part = (value as Record<string, unknown>)[key];
    if (isObject(part) && mayHoldBinary(part)) return true;
  }
  return false;
};

/**
 * Puts a placeholder in place of each binary value and collects the values in `found`. What holds no binary comes back
 * as it is; what does is copied, never changed.
 */
export const extract = (value: unknown, found: Binary[]): unknown => {
  if (!isObject(value)) return value;
  if (!isPlain(value) && isBinary(value)) return { _placeholder: true, num: found.push(value) - 1 };
  const before = found.length;
  if (typeof value.toJSON === "function") {
    const json = extract(value.toJSON(), found);
    return found.length > before ? json : value;
  }
  let copy: Record<string, unknown> | undefined;
  // no list of keys: this is done for every event
  for (const key in value) {
    const part = value[key];
    if (!isObject(part) || !Object.hasOwn(value, key)) continue;
    const replaced = extract(part, found);
    if (replaced === part) continue;
    // without a prototype, so that a key named __proto__ stays a key
    copy ??= (Array.isArray(value) ? value.slice() : Object.assign(Object.create(null), value)) as Record<
      string,
      unknown
    >;
    copy[key] = replaced;
  }
  return copy ?? value;
};

/** The path to the value that JSON can't carry, such as `[1].user.id`: where in `value` it throws by itself. */
export const findBad = (value: unknown): string => {
  const fails = (part: unknown): boolean => {
    try {
      JSON.stringify(part);
      return false;
    } catch {
      return true;
    }
  };
  let path = "";
  const seen = new Set();
  for (let at = value; isObject(at) && !seen.has(at); ) {
    seen.add(at);
    const holder: Record<string, unknown> = at;
    const key = Object.keys(holder).find((name) => fails(holder[name]));
    if (key === undefined) break;
    path += Array.isArray(holder) ? `[${key}]` : `.${key}`;
    at = holder[key];
  }
  return path;
};

/** Said of whatever does not follow the protocol. */
export const INVALID = "invalid packet";

/** Where an attachment goes once it is here. */
export type Slot = [holder: Record<string, unknown>, key: string];

/** Has the text more than `depth` brackets that open? Otherwise it can't be nested deeper. */
export const mayBeDeeper = (json: string, depth: number): boolean => {
  let count = 0;
  if (json.length > 2 * depth)
    for (const bracket of "{[")
      for (let at = json.indexOf(bracket); at >= 0 && count <= depth; at = json.indexOf(bracket, at + 1)) count++;
  return count > depth;
};

/** Is it nested deeper than `depth` levels? */
export const isDeeper = (value: unknown, depth: number): boolean => {
  if (!isObject(value)) return false;
  if (depth < 1) return true;
  for (const key in value) if (isDeeper(value[key], depth - 1)) return true;
  return false;
};

/** Finds the place of each of `count` attachments in what came as JSON; throws unless each has exactly one. */
export const findSlots = (root: unknown, count: number): Slot[] => {
  // numbers from the network are looked up in here and nowhere else
  const free = new Set(Array(count).keys());
  const slots: Slot[] = [];
  const visit = (holder: Record<string, unknown>): void => {
    for (const key of Object.keys(holder)) {
      const value = holder[key];
      if (!isObject(value)) continue;
      if (value._placeholder !== true) visit(value);
      else if (free.delete(value.num as number) && key !== "__proto__") slots[value.num as number] = [holder, key];
      else throw new Error(INVALID);
    }
  };
  if (count) visit(root as Record<string, unknown>);
  if (free.size) throw new Error(INVALID);
  return slots;
};
