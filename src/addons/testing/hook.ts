import type { Network } from "../../platform/platform.ts";

/** Where the core looks for a network, in every copy of it. */
const NETWORK = Symbol.for("holdfast.network");

/** Where the networks are that are asked, those of each copy of this file: a test may have one of ESM and one of CommonJS. */
const NETWORKS = Symbol.for("holdfast.networks");

const world = globalThis as { [NETWORK]?: Network | undefined; [NETWORKS]?: Network[] };

/** Asks the networks in the place of the real one; the last one first. */
const ask: Network = (environment, uri, manager) => {
  for (const network of [...(world[NETWORKS] ?? [])].reverse()) {
    const other = network(environment, uri, manager);
    if (other) return other;
  }
  return undefined;
};

/** Puts a network in the place of the real one, for what it serves. */
export const install = (network: Network): void => {
  world[NETWORKS] ??= [];
  if (!world[NETWORKS].includes(network)) world[NETWORKS].push(network);
  world[NETWORK] = ask;
};

/** Takes it away again; the real one is back when none is left. */
export const uninstall = (network: Network): void => {
  const left = world[NETWORKS]?.filter((one) => one !== network);
  if (left?.length) {
    world[NETWORKS] = left;
    return;
  }
  delete world[NETWORK];
  delete world[NETWORKS];
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
