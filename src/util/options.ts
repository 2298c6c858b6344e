/**
 * The options of a connection with their defaults, as they are taken from what the app gave. Lenient as in
 * socket.io-client: `null` is not given, and numeric strings are numbers.
 */
export interface Options {
  /** ms before the first reconnection attempt, doubled for each that follows; 0 means at once. @default 1000 */
  reconnectionDelay: number;
  /** ms, never exceeded by a delay. @default 5000 */
  reconnectionDelayMax: number;
  /** Part of the delay, 0 to 1, by which it may be shorter or longer. @default 0.5 */
  randomizationFactor: number;
  /** Reconnection attempts before giving up; 0 means none. @default Infinity */
  reconnectionAttempts: number;
  /** ms that a connection must have lasted for the reconnection delay to start over. @default 5000 */
  minUptime: number;
  /** ms for a connection attempt, and for joining a namespace; 0: at once, `false`: no limit. @default 20000 */
  timeout: number;
  /** ms for an upgrade; the server's own limit is 10,000. @default 8000 */
  upgradeTimeout: number;
  /** Bytes that may wait in a WebSocket before volatile events are dropped. @default 65536 */
  highWaterMark: number;
}

const DEFAULTS: Options = {
  reconnectionDelay: 1000,
  reconnectionDelayMax: 5000,
  randomizationFactor: 0.5,
  reconnectionAttempts: Infinity,
  minUptime: 5000,
  timeout: 20_000,
  upgradeTimeout: 8000,
  highWaterMark: 65_536,
};

/** A copy of `given` with the defaults filled in. `false` as a time is no limit. */
export const withDefaults = <Given extends object>(given: Given): Readonly<Omit<Given, keyof Options> & Options> => {
  const resolved = { ...given } as Record<string, unknown>;
  for (const [name, standard] of Object.entries(DEFAULTS)) {
    const value = resolved[name] ?? standard;
    const number = value === false ? Infinity : Number(value);
    resolved[name] = Number.isNaN(number) ? standard : number;
  }
  return Object.freeze(resolved) as Omit<Given, keyof Options> & Options;
};
