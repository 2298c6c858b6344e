import { HoldfastError } from "../util/errors.ts";

/** What travels beside the JSON instead of in it. */
export type Binary = ArrayBuffer | ArrayBufferView | Blob;

const toString = Object.prototype.toString;

/** Bytes of any kind: ArrayBuffer, a view on one (Buffer too), Blob, File; from whichever realm. */
export const isBinary = (value: unknown): value is Binary =>
  ArrayBuffer.isView(value) ||
  value instanceof ArrayBuffer ||
  /^\[object (ArrayBuffer|Blob|File)\]$/.test(toString.call(value));

const hasToJSON = (value: object): value is { toJSON(): unknown } =>
  typeof (value as { toJSON?: unknown }).toJSON === "function";

/**
 * Puts a placeholder in place of each binary value and collects the values in `found`. What holds no binary comes back
 * as it is; what does is copied, never changed.
 */
export const extract = (value: unknown, found: Binary[]): unknown => {
  if (typeof value !== "object" || value === null) return value;
  if (isBinary(value)) return { _placeholder: true, num: found.push(value) - 1 };
  if (Array.isArray(value)) {
    let copy: unknown[] | undefined;
    for (let i = 0; i < value.length; i++) {
      const item = extract(value[i], found);
      if (item !== value[i]) (copy ??= [...value])[i] = item;
    }
    return copy ?? value;
  }
  if (hasToJSON(value)) {
    const before = found.length;
    const json = extract(value.toJSON(), found);
    return found.length > before ? json : value;
  }
  let copy: Record<string, unknown> | undefined;
  for (const key of Object.keys(value)) {
    const item = (value as Record<string, unknown>)[key];
    const replaced = extract(item, found);
    if (replaced !== item) {
      // without a prototype, so that a key named __proto__ stays a key
      (copy ??= Object.assign(Object.create(null), value) as Record<string, unknown>)[key] = replaced;
    }
  }
  return copy ?? value;
};

/** Where an attachment goes once it is here. */
export type Slot = [holder: Record<string, unknown>, key: string];

const bad = (): never => {
  throw new HoldfastError("ERR_PARSE", "illegal placeholder");
};

/** Finds the place of each of `count` attachments in what came as JSON; throws unless each has exactly one. */
export const findSlots = (root: unknown, count: number, maxDepth: number): Slot[] => {
  const slots: Slot[] = [];
  let seen = 0;
  const visit = (holder: Record<string, unknown>, depth: number): void => {
    if (depth > maxDepth) bad();
    for (const key of Object.keys(holder)) {
      const value = holder[key] as Record<string, unknown> | null;
      if (typeof value !== "object" || value === null) continue;
      if (value._placeholder === true) {
        const num = value.num as number;
        // the numbers are ours to check: they come from the network
        if (!Number.isInteger(num) || num < 0 || num >= count || slots[num] || key === "__proto__") bad();
        slots[num] = [holder, key];
        seen++;
      } else visit(value, depth + 1);
    }
  };
  visit({ root }, 0);
  return seen === count ? slots : bad();
};

/** The path to what JSON can't carry, for the error's text: `args[1].user.id: a BigInt`. */
export const findFault = (value: unknown, path = "args", above: unknown[] = []): string | undefined => {
  if (typeof value === "bigint") return `${path}: a BigInt`;
  if (typeof value !== "object" || value === null || isBinary(value)) return;
  if (above.includes(value)) return `${path}: a cycle`;
  if (above.length > 999) return `${path.slice(0, 60)}…: nested too deep`;
  try {
    const json = hasToJSON(value) ? value.toJSON() : value;
    if (json !== value) return findFault(json, path, [...above, value]);
    const array = Array.isArray(value);
    for (const key of Object.keys(value)) {
      const at = array ? `${path}[${key}]` : `${path}.${key}`;
      const fault = findFault((value as Record<string, unknown>)[key], at, [...above, value]);
      if (fault) return fault;
    }
  } catch (error) {
    return `${path}: ${error}`;
  }
  return;
};
