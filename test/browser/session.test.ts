import type { Socket as ServerSocket } from "socket.io";
import { afterEach, describe, expect } from "vitest";
import type { Socket } from "../../src/index.ts";
import type { SessionOption } from "../../src/socket/recovery.ts";
import { randomBySeed } from "../support/random.ts";
import { range, until } from "../support/until.ts";
import type { BrowserName } from "./support/find.ts";
import type { TestServer } from "./support/server.ts";
import { inBrowser, type PageFunction, type TestTab } from "./support/suite.ts";

/** `holdfast/session` on pages that reload, against the real server. The seed of the moments is `SESSION_SEED`. */
const seed = Number(process.env.SESSION_SEED ?? Date.now() % 2 ** 31);
const RELOADS = 20;

/** What the page has in its global scope. */
interface Scope {
  session: { fromStorage(storage: object): SessionOption };
  socket: Socket;
  warned: string[];
}

interface Arg {
  transports?: string[];
  /** What a browser would have in sessionStorage when it duplicates a tab, or restores it. */
  entries?: Record<string, string>;
  key?: string;
}

/** Runs at each load. What was told is kept over all loads. */
const program: PageFunction<Arg, void> = ({ io }, { transports, entries = {}, key }) => {
  const scope = globalThis as unknown as Scope;
  scope.warned = [];
  console.warn = (text: string) => void scope.warned.push(text);
  if (!sessionStorage.getItem("told")) for (const name in entries) sessionStorage.setItem(name, entries[name]!);
  const tell = (entry: unknown): void => {
    const told = JSON.parse(sessionStorage.getItem("told") ?? "[]");
    sessionStorage.setItem("told", JSON.stringify([...told, entry]));
  };
  scope.socket = io({
    ...(transports && { transports }),
    reconnectionDelay: 10,
    session: scope.session.fromStorage(key === undefined ? sessionStorage : { storage: sessionStorage, key }),
  });
  scope.socket.on("connect", () => tell(scope.socket.recovered ? "recovered" : "new"));
  scope.socket.on("n", (n) => tell(n));
};

const told = (tab: TestTab): Promise<unknown[]> =>
  tab.run(() => JSON.parse(sessionStorage.getItem("told") ?? "[]")) as Promise<unknown[]>;
const entriesOf = (tab: TestTab): Promise<Record<string, string>> =>
  tab.run(() =>
    Object.fromEntries(Object.entries(sessionStorage).filter(([name]) => name.startsWith("holdfast:"))),
  ) as Promise<Record<string, string>>;

/** Tells numbers for as long as the test lasts, and lets a page in once the one before is seen to be gone. */
const serve = (
  server: TestServer,
  { alone = true }: { alone?: boolean } = {},
): { ids: string[]; stop: () => number } => {
  const ids: string[] = [];
  let n = 0;
  const timer = setInterval(() => server.io.emit("n", n++), 7);
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
const HEARTBEAT = { pingInterval: 1_500, pingTimeout: 1_500 };
const RECOVERY = { io: { connectionStateRecovery: {}, ...HEARTBEAT } };
const numbersOf = (all: unknown[]): unknown[] => all.filter((entry) => typeof entry === "number");
const joinsOf = (all: unknown[]): unknown[] => all.filter((entry) => typeof entry === "string");

/** Waits until the page was told of something. */
const whenTold = (tab: TestTab, what: string, test: (all: unknown[]) => boolean): Promise<void> =>
  until(what, async () => test(await told(tab)));
/** It has joined so many times, and was told a number since. */
const hasJoined = (tab: TestTab, times: number): Promise<void> =>
  whenTold(
    tab,
    `${times} joins and a number`,
    (all) => joinsOf(all).length === times && typeof all.at(-1) === "number",
  );
/** All that was told up to the last is there, from the first on, each once. */
const expectWhole = async (tab: TestTab, last: number): Promise<void> => {
  await whenTold(tab, `the number ${last}`, (all) => all.includes(last));
  const numbers = numbersOf(await told(tab)) as number[];
  expect(numbers).toEqual(range(last - numbers[0]! + 1).map((n) => n + numbers[0]!));
};

for (const browser of ["Chromium", "Firefox", "WebKit"] satisfies BrowserName[])
  inBrowser(browser, (test) => {
    describe.each([
      ["WebSocket", ["websocket"]],
      ["polling, then WebSocket", undefined],
    ] as const)("%s", (_, names) => {
      const transports = names && [...names];
      const arg: Arg = transports ? { transports } : {};

      test(`reloaded ${RELOADS} times at random moments, seed ${seed}: the same client, nothing lost or doubled`, async ({
        startServer,
        openTab,
      }) => {
        const server = await startServer(RECOVERY);
        server.program = { source: String(program), arg };
        const { ids, stop } = serve(server);
        const random = randomBySeed(seed);
        const tab = await openTab(`${server.url}/session`);
        for (const reload of range(RELOADS)) {
          await hasJoined(tab, reload + 1);
          const moment = Date.now() + random() * 100;
          await until("the moment", () => Date.now() >= moment);
          await tab.reload();
        }
        await hasJoined(tab, RELOADS + 1);
        await expectWhole(tab, stop() - 1);
        expect(joinsOf(await told(tab))).toEqual(["new", ...range(RELOADS).map(() => "recovered")]);
        expect(new Set(ids).size).toBe(1);
      }, 120_000);

      test("left and come back to: the same client", async ({ startServer, openTab }) => {
        const server = await startServer(RECOVERY);
        server.program = { source: String(program), arg };
        const { stop } = serve(server);
        const tab = await openTab(`${server.url}/session`);
        await hasJoined(tab, 1);
        await tab.leave();
        await until("the server knows", () => server.io.engine.clientsCount === 0);
        await tab.back("/session");
        await hasJoined(tab, 2);
        await expectWhole(tab, stop() - 1);
        expect(joinsOf(await told(tab))).toEqual(["new", "recovered"]);
      });

      test("duplicated: two clients", async ({ startServer, openTab }) => {
        const server = await startServer(RECOVERY);
        server.program = { source: String(program), arg };
        const { ids, stop } = serve(server, { alone: false });
        const one = await openTab(`${server.url}/session`);
        await hasJoined(one, 1);
        server.program.arg = { ...arg, entries: await entriesOf(one) };
        const two = await openTab(`${server.url}/session`);
        await hasJoined(two, 1);
        expect([joinsOf(await told(one)), joinsOf(await told(two)), new Set(ids).size]).toEqual([["new"], ["new"], 2]);
        const last = stop() - 1;
        await expectWhole(one, last);
        await expectWhole(two, last);
      });

      test("restored after a crash: the same client, where the browser has Web Locks", async ({
        startServer,
        openTab,
      }) => {
        const server = await startServer(RECOVERY);
        server.program = { source: String(program), arg };
        const { stop } = serve(server);
        const one = await openTab(`${server.url}/session`);
        await hasJoined(one, 1);
        const hasLocks = await one.run(() => !!navigator.locks);
        const [entries, before] = (await one.run(() => [
          Object.fromEntries(Object.entries(sessionStorage).filter(([name]) => name.startsWith("holdfast:"))),
          JSON.parse(sessionStorage.getItem("told") ?? "[]"),
        ])) as [Record<string, string>, unknown[]];
        expect(Object.keys(entries)).toHaveLength(hasLocks ? 1 : 0);
        // what it writes as it goes, a crash would not have written: the copy is from before
        await one.leave();
        await until("the server knows", () => server.io.engine.clientsCount === 0);
        server.program.arg = { ...arg, entries };
        const two = await openTab(`${server.url}/session`);
        await hasJoined(two, 1);
        expect(joinsOf(await told(two))).toEqual([hasLocks ? "recovered" : "new"]);
        const last = stop() - 1;
        await expectWhole(two, last);
        if (!hasLocks) return;
        const [first] = numbersOf(await told(two)) as number[];
        // none is lost; those of the last turn may come twice
        expect(first).toBeLessThanOrEqual((numbersOf(before).at(-1) as number) + 1);
      });

      test("signed out, or signed in as another: a new client", async ({ startServer, openTab }) => {
        const server = await startServer(RECOVERY);
        server.program = { source: String(program), arg };
        const { ids } = serve(server);
        const tab = await openTab(`${server.url}/session`);
        await hasJoined(tab, 1);
        await tab.run(() => void (globalThis as unknown as Scope).socket.disconnect());
        await until("nothing is kept", async () => !Object.keys(await entriesOf(tab)).length);
        await tab.reload();
        await hasJoined(tab, 2);
        server.program.arg = { ...arg, key: "another" };
        await tab.reload();
        await hasJoined(tab, 3);
        expect(joinsOf(await told(tab))).toEqual(["new", "new", "new"]);
        expect(new Set(ids).size).toBe(3);
      });

      test("a server without recovery: a new client each time, without a warning", async ({ startServer, openTab }) => {
        const server = await startServer({ io: HEARTBEAT });
        server.program = { source: String(program), arg };
        serve(server);
        const tab = await openTab(`${server.url}/session`);
        await hasJoined(tab, 1);
        await tab.reload();
        await hasJoined(tab, 2);
        expect(joinsOf(await told(tab))).toEqual(["new", "new"]);
        expect(await tab.run(() => (globalThis as unknown as Scope).warned)).toEqual([]);
        expect(await entriesOf(tab)).toEqual({});
      });
    });
  });
