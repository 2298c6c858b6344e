import { isBinary, isObject, usable } from "./attachments.ts";

/** Values that are looked at to find the bad one. */
const BUDGET = 100_000;
/** Characters of a text that the app's data, or what it throws, gets into. */
export const MAX_TEXT = 100;

/** An object around the value that is looked at, its keys, and how many of them were. */
interface Step {
  readonly holder: Record<string, unknown>;
  readonly keys: readonly string[];
  done: number;
}

const pathOf = (steps: readonly Step[]): string =>
  steps
    .map(({ holder, keys, done }) => (Array.isArray(holder) ? `[${keys[done - 1]}]` : `.${keys[done - 1]}`))
    .join("")
    .slice(0, MAX_TEXT);

/**
 * The path to the first value that can't be sent, such as `[1].user.id`: a BigInt, one that holds itself, bytes that are gone, or
 * what throws when it is read. Empty if there is none, as where it is all too deep, or if it is too far to look for.
 */
export const findBad = (root: unknown): string => {
  const steps: Step[] = [];
  const around = new Set<unknown>();
  /** Throws for the bad one; goes into others. */
  const look = (value: unknown): void => {
    if (isObject(value) && isBinary(value)) return void usable(value);
    const { toJSON } = (value ?? {}) as { toJSON?: unknown };
    const json: unknown = typeof toJSON === "function" ? toJSON.call(value) : value;
    if (typeof json === "bigint" || around.has(json)) throw json;
    if (!isObject(json)) return;
    around.add(json);
    steps.push({ holder: json, keys: Object.keys(json), done: 0 });
  };
  try {
    look(root);
    for (let left = BUDGET; left && steps.length; left--) {
      const step = steps[steps.length - 1] as Step;
      const key = step.keys[step.done++];
      if (key !== undefined) look(step.holder[key]);
      else {
        steps.pop();
        around.delete(step.holder);
      }
    }
    return "";
  } catch {
    return pathOf(steps);
  }
};
