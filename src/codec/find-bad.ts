import { isBinary, isObject, usable } from "./attachments.ts";

/** Values that are looked at to find the bad one, and how deep. */
const BUDGET = 100_000;
const DEPTH = 1000;
/** Characters of a text that the app's data, or what it throws, gets into. */
export const MAX_TEXT = 100;

/**
 * The path to the first value that can't be sent, such as `[1].user.id`: a BigInt, one that holds itself, bytes that are gone, or
 * what throws when it is read. Empty if there is none, or if it is too deep or too far to look for.
 */
export const findBad = (root: unknown): string => {
  let left = BUDGET;
  const path: string[] = [];
  const around = new Set<unknown>();
  /** Throws for the bad one, whose path is there then. */
  const look = (value: unknown): void => {
    if (isObject(value) && isBinary(value)) return void usable(value);
    const { toJSON } = (value ?? {}) as { toJSON?: unknown };
    const json: unknown = typeof toJSON === "function" ? toJSON.call(value) : value;
    if (typeof json === "bigint" || around.has(json)) throw json;
    if (!isObject(json) || path.length > DEPTH) return;
    around.add(json);
    for (const key of Object.keys(json)) {
      if (left-- < 1) break;
      path.push(Array.isArray(json) ? `[${key}]` : `.${key}`);
      look(json[key]);
      path.pop();
    }
    around.delete(json);
  };
  try {
    look(root);
  } catch {
    // the path goes to it
  }
  return path.join("").slice(0, MAX_TEXT);
};
