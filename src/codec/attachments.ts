/** What travels beside the JSON instead of in it. */
export type Binary = ArrayBuffer | ArrayBufferView | Blob;

// browsers of ES2020 have no Object.hasOwn
const { hasOwnProperty: has } = Object.prototype;

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

/**
 * Puts a placeholder in place of each binary value and collects the values in `found`. What holds binary is copied, never
 * changed; what holds none comes back as it is, and nothing is allocated for it: that is most packets.
 */
export const extract = (value: unknown, found: Binary[]): unknown => {
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
  if (!isPlain(value) && isBinary(value)) return { _placeholder: true, num: found.push(value) - 1 };
  if (typeof value.toJSON === "function") {
    const before = found.length;
    // the one that is common, and makes no binary
    const json = value instanceof Date ? value : extract(value.toJSON(), found);
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
  return copy ?? value;
};

/** The path to the value that JSON can't carry, such as `[1].user.id`: where in `value` it throws by itself. */
export const findBad = (value: unknown): string => {
  let path = "";
  const seen = new Set();
  for (let at = value; isObject(at) && !seen.has(at); ) {
    const holder: Record<string, unknown> = at;
    seen.add(holder);
    at = undefined;
    for (const key of Object.keys(holder)) {
      const part = holder[key];
      try {
        JSON.stringify(part);
      } catch {
        path += Array.isArray(holder) ? `[${key}]` : `.${key}`;
        at = part;
        break;
      }
    }
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
  for (const bracket of "[{")
    for (let at = json.indexOf(bracket); at >= 0 && count <= depth; at = json.indexOf(bracket, at + 1)) {
      // nor if what is left is too short: an object takes five characters, {"":{}}, if it is not the innermost
      if (bracket === "{" && (json.length - at) / 5 < depth - count) return false;
      count++;
    }
  return count > depth;
};

/** Is it nested deeper than `depth` levels? */
export const isDeeper = (value: unknown, depth: number): boolean => {
  if (!isObject(value)) return false;
  if (depth < 1) return true;
  for (const part of Array.isArray(value) ? value : Object.values(value)) if (isDeeper(part, depth - 1)) return true;
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
