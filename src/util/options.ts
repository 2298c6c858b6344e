import { HoldfastError } from "./errors.ts";

/**
 * Options that are numbers, with their defaults. Those of socket.io-client are as lenient as there: `null` is not given,
 * numeric strings are numbers.
 */
export interface Options {
  /** ms before the first reconnection attempt, doubled for each that follows; 0 means at once, and 100 for each that follows. @default 1000 */
  reconnectionDelay: number;
  /** ms, never exceeded by a delay, but where the server asks for more (`Retry-After`); 0 means the default. @default 5000 */
  reconnectionDelayMax: number;
  /** Part of the delay, 0 to 1, by which it may be shorter or longer. @default 0.5 */
  randomizationFactor: number;
  /** Reconnection attempts before giving up; 0 means none. @default Infinity */
  reconnectionAttempts: number;
  /** ms for a connection attempt, and for joining a namespace; 0: at once, `false`: no limit. @default 20000 */
  timeout: number;
  /** ms for each HTTP request of polling; 0: no limit. @default 0 */
  requestTimeout: number;
  /** ms that a connection must have lasted for the reconnection delay to start over. @default 5000 */
  minUptime: number;
  /** ms for an upgrade; the server's own limit is 10,000. @default 8000 */
  upgradeTimeout: number;
  /** Bytes that may wait in a WebSocket before volatile events are dropped. @default 65536 */
  highWaterMark: number;
  /**
   * Bytes of one message from the server, text or binary, after inflation; also of what it sends before the namespace is joined,
   * and of answers that wait for it to read them. @default 104857600
   */
  maxMessageBytes: number;
  /** Binary attachments that the server may send in one packet. @default 1000 */
  maxAttachments: number;
  /** Bytes of the attachments of one packet that the server may send. @default 100000000 */
  maxAttachmentBytes: number;
  /** ms within which the attachments of a packet have to come. @default 20000 */
  attachmentTimeout: number;
  /**
   * How deep objects and arrays may be nested in an event or acknowledgement from the server; what is deeper is dropped. To set
   * it is for apps whose own code walks by recursion. @default Infinity
   */
  maxDepth: number;
  /** Arguments of an event or acknowledgement from the server; one with more is dropped. @default 65000 */
  maxArguments: number;
}

/** New here: a wrong value throws. */
const OURS = {
  minUptime: 5000,
  upgradeTimeout: 8000,
  highWaterMark: 65_536,
  // as `ws` has it
  maxMessageBytes: 100 * 2 ** 20,
  maxAttachments: 1000,
  maxAttachmentBytes: 1e8,
  attachmentTimeout: 20_000,
  maxDepth: Infinity,
  // runtimes take from 65,536 on in one call
  maxArguments: 65_000,
};
const DEFAULTS: Options = {
  reconnectionDelay: 1000,
  reconnectionDelayMax: 5000,
  randomizationFactor: 0.5,
  reconnectionAttempts: Infinity,
  timeout: 20_000,
  requestTimeout: 0,
  ...OURS,
};

/** The number of an option; `undefined` if none was given, where text that came from an environment may be empty. */
const numberOf = (value: unknown): number | undefined => {
  const number = value == null || value === "" ? NaN : value === false ? Infinity : Number(value);
  return Number.isNaN(number) ? undefined : number;
};

/**
 * What was given, over the defaults. `false` as a time is no limit. The defaults are its prototype: copied, they would take
 * more time than the rest of making a connection, and more memory than the connection's other state.
 */
export const withDefaults = <Given extends object, More extends object>(
  given: Given,
  more?: More,
): Readonly<Omit<Given, keyof Options> & Options & More> => {
  const resolved = Object.assign(Object.create(DEFAULTS), given, more) as Record<string, unknown>;
  for (const name of Object.keys(DEFAULTS)) {
    if (!(name in given)) continue;
    const standard = DEFAULTS[name as keyof Options];
    const value = resolved[name];
    const number = numberOf(value) ?? standard;
    resolved[name] = name === "reconnectionDelayMax" && number <= 0 ? standard : number;
    // a part of the delay, of which `false` is none
    if (name === "randomizationFactor") resolved[name] = value === false ? 0 : Math.min(number, 1);
  }
  return Object.freeze(resolved) as Omit<Given, keyof Options> & Options & More;
};

/** The same; without what was `given`, where something of it can't be read. */
export const readable = <Given extends object, More extends object>(
  given: Given,
  more: More,
): ReturnType<typeof withDefaults<Given, More>> => {
  try {
    return withDefaults(given, more);
  } catch {
    return withDefaults({} as Given, more);
  }
};

/** What an option may be: values and types of values, with "or" between them; a number means: a number of at least that. */
type Allowed = number | string;

/** New options, and what each may be. */
const ALLOWED = new Map<string, Allowed>([
  ...Object.keys(OURS).map((name) => [name, 0] as const),
  ["retryWindow", 1],
  ["lifecycleEvents", "all or v4"],
  ["retryRefused", "boolean or function"],
  ["reconnectionPolicy", "function"],
  ["closeOnOffline", "boolean"],
  ["networkEvents", "object"],
  ["bufferLimit", "object"],
  ["session", "function"],
]);
const BUFFER_LIMIT = new Map<string, Allowed>([
  ["events", 0],
  ["bytes", 0],
  ["age", 0],
  ["onFull", "reject or drop-oldest or drop-newest"],
]);

const checkAll = (given: object, allowed: ReadonlyMap<string, Allowed>): void => {
  for (const name in given) {
    const rule = allowed.get(name);
    const value: unknown = given[name as never];
    if (rule === undefined || value == null) continue;
    const isNumber = typeof rule === "number";
    const fits = isNumber
      ? typeof value === "number" && value >= rule
      : rule.split(" or ").some((one) => one === value || one === typeof value);
    const what = isNumber ? `a number of at least ${rule}` : rule;
    if (!fits) throw new HoldfastError("ERR_INVALID_OPTION", `${name}: ${value} is not ${what}`);
  }
};

/** Throws `ERR_INVALID_OPTION` for a wrong value of an option that is new here, naming what is allowed. */
export const checkOptions = (given: { readonly bufferLimit?: object | null | undefined }): void => {
  checkAll(given, ALLOWED);
  if (given.bufferLimit) checkAll(given.bufferLimit, BUFFER_LIMIT);
};
