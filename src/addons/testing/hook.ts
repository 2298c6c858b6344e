import type { Network } from "../../platform/platform.ts";

/** Where the core looks for a network, in every copy of it. */
const NETWORK = Symbol.for("holdfast.network");

const world = globalThis as { [NETWORK]?: Network | undefined };

/** Networks in the place of the real one; the last one is asked first. */
const installed: Network[] = [];

const ask: Network = (environment, uri, manager) => {
  for (const network of [...installed].reverse()) {
    const other = network(environment, uri, manager);
    if (other) return other;
  }
  return undefined;
};

const settle = (): void => {
  if (installed.length) world[NETWORK] = ask;
  else delete world[NETWORK];
};

/** Puts a network in the place of the real one, for what it serves. */
export const install = (network: Network): void => {
  if (!installed.includes(network)) installed.push(network);
  settle();
};

/** Takes it away again; the real one is back when none is left. */
export const uninstall = (network: Network): void => {
  const place = installed.indexOf(network);
  if (place >= 0) installed.splice(place, 1);
  settle();
};

/** Does something in that network alone. */
export const within = <Result>(network: Network, action: () => Result): Result => {
  const before = world[NETWORK];
  world[NETWORK] = network;
  try {
    return action();
  } finally {
    if (before) world[NETWORK] = before;
    else delete world[NETWORK];
  }
};
