import type { Socket as ServerSocket } from "socket.io";
import { afterEach, expect } from "vitest";
import type { Socket } from "../../src/index.ts";
import type { SessionOption } from "../../src/socket/recovery.ts";
import { range, until } from "../support/until.ts";
import type { TestServer } from "./support/server.ts";
import type { PageFunction, TestTab } from "./support/suite.ts";

/** What the page has in its global scope. */
export interface Scope {
  session: { fromStorage(storage: object): SessionOption };
  socket: Socket;
  warned: string[];
  /** How many numbers this load of the page was told. */
  numbers: number;
}

export interface Arg {
  transports?: string[];
  /** What a browser would have in sessionStorage when it duplicates a tab, or restores it. */
  entries?: Record<string, string>;
  key?: string;
  /** By which the server knows whose request it is. */
  name?: string;
}

/** Runs at each load. What was told is kept over all loads. */
export const program: PageFunction<Arg, void> = ({ io }, { transports, entries = {}, key, name }) => {
  const scope = globalThis as unknown as Scope;
  scope.warned = [];
  scope.numbers = 0;
  console.warn = (text: string) => void scope.warned.push(text);
  if (!sessionStorage.getItem("told")) for (const name in entries) sessionStorage.setItem(name, entries[name]!);
  const tell = (entry: unknown): void => {
    const told = JSON.parse(sessionStorage.getItem("told") ?? "[]");
    sessionStorage.setItem("told", JSON.stringify([...told, entry]));
  };
  scope.socket = io({
    ...(transports && { transports }),
    ...(name && { query: { name } }),
    reconnectionDelay: 10,
    session: scope.session.fromStorage(key === undefined ? sessionStorage : { storage: sessionStorage, key }),
  });
  scope.socket.on("connect", () => tell(scope.socket.recovered ? "recovered" : "new"));
  scope.socket.on("n", (n) => {
    tell(n);
    scope.numbers++;
  });
};

export const told = (tab: TestTab): Promise<unknown[]> =>
  tab.run(() => JSON.parse(sessionStorage.getItem("told") ?? "[]")) as Promise<unknown[]>;
export const entriesOf = (tab: TestTab): Promise<Record<string, string>> =>
  tab.run(() =>
    Object.fromEntries(Object.entries(sessionStorage).filter(([name]) => name.startsWith("holdfast:"))),
  ) as Promise<Record<string, string>>;

/** Tells numbers for as long as the test lasts, and lets a page in once the one before is seen to be gone. */
export const serve = (
  server: TestServer,
  { alone = true, every = 7 }: { alone?: boolean; every?: number } = {},
): { ids: string[]; stop: () => number } => {
  const ids: string[] = [];
  let n = 0;
  const timer = setInterval(() => server.io.emit("n", n++), every);
  timers.add(timer);
  server.io.on("connection", (socket: ServerSocket) => void ids.push(socket.id));
  if (alone)
    server.io.engine.use(async (request: { _query: { sid?: string } }, _response: unknown, next: () => void) => {
      if (!request._query.sid) await until("the page before is gone", () => server.io.engine.clientsCount === 0);
      next();
    });
  return {
    ids,
    stop: () => {
      clearInterval(timer);
      return n;
    },
  };
};

const timers = new Set<NodeJS.Timeout>();
afterEach(() => {
  for (const timer of timers) clearInterval(timer);
  timers.clear();
});

/** A poll that a page leaves behind may end unseen: then the heartbeat tells that the page is gone. */
export const HEARTBEAT = { pingInterval: 1_500, pingTimeout: 1_500 };
export const RECOVERY = { io: { connectionStateRecovery: {}, ...HEARTBEAT } };
export const numbersOf = (all: unknown[]): number[] => all.filter((entry) => typeof entry === "number");
export const joinsOf = (all: unknown[]): unknown[] => all.filter((entry) => typeof entry === "string");

/** Waits until the page was told of something. */
export const whenTold = async (tab: TestTab, what: string, test: (all: unknown[]) => boolean): Promise<void> => {
  let all: unknown[] = [];
  const waiting = until(what, async () => {
    all = await told(tab);
    return test(all);
  });
  await waiting.catch((error) => {
    throw new Error(
      `${error.message}; it was told ${joinsOf(all)}, ${numbersOf(all).length} numbers, at last ${all.at(-1)}`,
    );
  });
};
/** It has joined so many times, and was told a number since. */
export const hasJoined = (tab: TestTab, times: number): Promise<void> =>
  whenTold(
    tab,
    `${times} joins and a number`,
    (all) => joinsOf(all).length === times && typeof all.at(-1) === "number",
  );
/** The page as it was loaded last has joined, and was told a number. */
export const isServed = (tab: TestTab): Promise<void> =>
  until("the page is told numbers", () => tab.run(() => (globalThis as unknown as Scope).numbers > 0));
/** All that the client was told up to the last is there, from the first on, each once. */
export const expectWhole = async (tab: TestTab, last: number): Promise<void> => {
  await whenTold(tab, `the number ${last}`, (all) => all.includes(last));
  const all = await told(tab);
  const numbers = numbersOf(all.slice(all.lastIndexOf("new")));
  expect(numbers).toEqual(range(last - numbers[0]! + 1).map((n) => n + numbers[0]!));
};
