import type { Issue } from "holdfast";
import type { EventContract, EventContracts, SchemaIssue, SchemaResult, StandardSchema } from "./schema.ts";

/** What came of a check: the value as the schemas make it, or what they object to. */
export type Checked<Value> =
  | {
      /** The value. */
      readonly value: Value;
      /** Nothing is wrong. */
      readonly issues?: undefined;
    }
  | {
      /** What is wrong. */
      readonly issues: readonly Issue[];
    };

/** Now, or later. */
export type Soon<Value> = Value | Promise<Value>;

export const isPromise = <Value>(value: Soon<Value>): value is Promise<Value> =>
  typeof (value as Partial<Promise<Value>> | undefined)?.then === "function";

const objection = (message: string, path: readonly PropertyKey[] = []): { readonly issues: readonly Issue[] } => ({
  issues: [{ message, path }],
});

const issueBelow =
  (path: readonly PropertyKey[]) =>
  ({ message, path: below = [] }: SchemaIssue): Issue => ({
    message,
    path: [...path, ...below.map((part) => (typeof part === "object" ? part.key : part))],
  });

/**
 * Checks a value that is found at `path`. A schema that throws objects to it. `null` that it does not take is what is missing, if it
 * takes that: JSON has no `undefined`.
 */
export const checkValue = (
  schema: StandardSchema,
  value: unknown,
  path: readonly PropertyKey[] = [],
): Soon<Checked<unknown>> => {
  const read = (result: SchemaResult<unknown>): Soon<Checked<unknown>> => {
    if (!result.issues) return result;
    const missing = value === null ? checkValue(schema, undefined, path) : result;
    return isPromise(missing) || !missing.issues ? missing : { issues: result.issues.map(issueBelow(path)) };
  };
  const failed = (error: unknown): Checked<unknown> =>
    objection(`${(error as Error | undefined)?.message ?? error}`, path);
  try {
    const result = schema["~standard"].validate(value);
    return isPromise(result) ? result.then(read).catch(failed) : read(result);
  } catch (error) {
    return failed(error);
  }
};

const join = (results: readonly Checked<unknown>[]): Checked<unknown[]> => {
  const issues = results.flatMap((result) => result.issues ?? []);
  return issues.length ? { issues } : { value: results.map((result) => (result as { value: unknown }).value) };
};

// not Object.hasOwn, which Safari 14 lacks
const isOwn = Object.prototype.hasOwnProperty;

/** The part of a contract about an event. A name such as `constructor` is none that every object has. */
export const eventOf = (events: EventContracts | undefined, name: unknown): EventContract | undefined =>
  events && typeof name === "string" && isOwn.call(events, name) ? events[name] : undefined;

/**
 * Checks the arguments of an event, without its name and callback, by its part of a contract: at once, or, where a schema takes its
 * time, by a promise, which does not reject. The value has as many arguments as the contract: what is missing is `undefined`, and
 * what is more is left out.
 */
export const checkArguments = (
  event: EventContract | undefined,
  args: readonly unknown[],
): Soon<Checked<unknown[]>> => {
  if (!event) return objection("the contract has no such event");
  const results = (event.args ?? []).map((schema, i) => checkValue(schema, args[i], [i]));
  return results.some(isPromise) ? Promise.all(results).then(join) : join(results as Checked<unknown>[]);
};

/** Uses what it is given in the order in which that came: at once, if nothing before it takes its time. */
export type Line = <Value, Result>(value: Soon<Value>, use: (value: Value) => Result) => Soon<Result>;

/** Makes a line of its own. What it uses things by does not throw. */
export const makeLine = (): Line => {
  let last: Promise<unknown> | undefined;
  return (value, use) => {
    if (!last && !isPromise(value)) return use(value);
    const used = Promise.all([value, last]).then(([ready]) => use(ready));
    const mine = used.then(() => {
      if (last === mine) last = undefined;
    });
    last = mine;
    return used;
  };
};
