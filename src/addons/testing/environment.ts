import { websocket } from "holdfast/core";
import type { Clock, Platform, SignalSource, WebSocketFactory } from "../../platform/platform.ts";
import type { TransportKind } from "../../transport/transport.ts";
import type { Timers } from "./timers.ts";

/** What a Manager is made of, as `src/manager/kinds.ts` has it. */
export interface Environment {
  readonly platform: Platform;
  readonly kinds: readonly TransportKind[];
}

const NAMES = ["polling", "websocket", "webtransport"];

/**
 * Under which of its members a class of transports has its name, and the name. The web build has short names for members, others in
 * each version: this does not depend on them.
 */
const nameOf = (kind: unknown): [member: string, name: string] | undefined =>
  typeof kind === "function"
    ? (Object.entries(kind).find(([, value]) => NAMES.includes(value as string)) as [string, string] | undefined)
    : undefined;

/** The class itself stands for its name, since only names lead to a transport in memory. */
export const asName = (kind: unknown): unknown => nameOf(kind)?.[1] ?? kind;

type Base = new (session: never) => object;

/** Classes that were made, by what they are made of and by name: for a new one the engine of JavaScript would learn all anew. */
const made = new WeakMap<Base, Map<unknown, TransportKind>>();

/** A transport over what the platform has for a WebSocket, under any name. */
const named = (base: Base, name: unknown): TransportKind => {
  const ofBase = made.get(base) ?? new Map<unknown, TransportKind>();
  made.set(base, ofBase);
  const [member = ""] = nameOf(base) ?? [];
  const kind =
    ofBase.get(name) ?? (Object.assign(class extends base {}, { [member]: name }) as unknown as TransportKind);
  ofBase.set(name, kind);
  return kind;
};

/** All transports by their names, each over what the platform has for a WebSocket. */
const kindsFor = (kinds: readonly TransportKind[]): readonly TransportKind[] => {
  const own = kinds.find((kind) => asName(kind) === "websocket");
  // an app that names polling alone has no other: that of the copy beside this file does, as it is of the same build
  // a class is a constructor like any other here; what it has, the core knows
  const base = (own ?? websocket) as unknown as Base;
  return kinds.map((kind) => named(base, asName(kind)));
};

/** The clock of a platform, whose timers are counted. */
const counted = (clock: Clock, { _set }: Timers): Clock => ({
  now: () => clock.now(),
  ticks: () => clock.ticks(),
  setTimeout: (callback, ms) => {
    const timer = { _clear: () => {} };
    const handle = clock.setTimeout(() => {
      _set.delete(timer);
      callback();
    }, ms);
    if (handle !== undefined && handle !== false) _set.set(timer, `a client's timer of ${ms} ms`);
    return { handle, timer };
  },
  clearTimeout: (one) => {
    const { handle, timer } = (one ?? {}) as { handle?: unknown; timer?: never };
    if (timer) _set.delete(timer);
    clock.clearTimeout(handle);
  },
});

/** How many listeners there are for each event of a window, a document or the like. */
export type Listeners = Map<string, number>;

/** A source of signals, whose listeners are counted. */
export const watched = (source: SignalSource, listeners: Listeners): SignalSource => {
  const count = (name: string, more: number): void => void listeners.set(name, (listeners.get(name) ?? 0) + more);
  return {
    addEventListener: (...args: Parameters<EventTarget["addEventListener"]>) => {
      source.addEventListener?.(...args);
      count(args[0], 1);
    },
    removeEventListener: (...args: Parameters<EventTarget["removeEventListener"]>) => {
      source.removeEventListener?.(...args);
      count(args[0], -1);
    },
  };
};

/** What a network puts in the place of a client's own. */
export interface Replacement {
  readonly websocket: WebSocketFactory;
  readonly random: () => number;
  readonly timers: Timers;
  readonly listeners: Listeners;
}

/** The same environment, but that its transports and its chance are those of a network in memory. */
export const replaceIn = <World extends object>(
  world: World,
  { websocket, random, timers, listeners }: Replacement,
): World => {
  const { platform, kinds } = world as Environment & World;
  const changes: Partial<Platform> = {
    websocket,
    random,
    network: undefined,
    lacks: () => undefined,
    readsBlobs: true,
    clock: (options) => counted(platform.clock(options), timers),
    signals: () => platform.signals().map((source) => source && watched(source, listeners)),
  };
  const descriptors = Object.getOwnPropertyDescriptors(changes);
  return { ...world, platform: Object.create(platform, descriptors), kinds: kindsFor(kinds) };
};
