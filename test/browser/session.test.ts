import { describe, expect } from "vitest";
import { randomBySeed } from "../support/random.ts";
import { range, until } from "../support/until.ts";
import {
  type Arg,
  entriesOf,
  expectWhole,
  HEARTBEAT,
  hasJoined,
  isServed,
  joinsOf,
  numbersOf,
  program,
  RECOVERY,
  type Scope,
  serve,
  told,
} from "./session-page.ts";
import type { BrowserName } from "./support/find.ts";
import { inBrowser } from "./support/suite.ts";

/** `holdfast/session` on pages that reload, against the real server. The seed of the moments is `SESSION_SEED`. */
const seed = Number(process.env.SESSION_SEED ?? Date.now() % 2 ** 31);
const RELOADS = 20;

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
        for (const _ of range(RELOADS)) {
          await isServed(tab);
          const moment = Date.now() + random() * 100;
          await until("the moment", () => Date.now() >= moment);
          await tab.reload();
        }
        await isServed(tab);
        await expectWhole(tab, stop() - 1);
        const [first, ...more] = joinsOf(await told(tab));
        expect([first, new Set(more), new Set(ids).size]).toEqual(["new", new Set(["recovered"]), 1]);
        // Firefox closes the connection of a page that is about to leave, which may come back before it does
        expect(more.length).toBeGreaterThanOrEqual(RELOADS);
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

      test("duplicated: two clients, the first of which goes on with its session", async ({ startServer, openTab }) => {
        const server = await startServer(RECOVERY);
        server.program = { source: String(program), arg };
        const { ids, stop } = serve(server, { alone: false });
        const one = await openTab(`${server.url}/session`);
        await hasJoined(one, 1);
        // the server would let the copy have the session: it has seen the end of the first one's connection
        server.program.arg = { ...arg, name: "two" };
        server.refuse = (query) => query.get("name") !== "two";
        for (const socket of server.io.sockets.sockets.values()) socket.conn.close();
        await until("the server knows", () => server.io.engine.clientsCount === 0);
        const two = await one.duplicate();
        // what it was told begins with what the first one was
        await hasJoined(two, 2);
        server.refuse = () => false;
        await hasJoined(one, 2);
        expect([joinsOf(await told(one)), joinsOf(await told(two))]).toEqual([
          ["new", "recovered"],
          ["new", "new"],
        ]);
        expect(new Set(ids).size).toBe(2);
        const last = stop() - 1;
        await expectWhole(one, last);
        await expectWhole(two, last);
        expect(await two.errors()).toEqual([]);
        await two.close();
      });

      // a real one is in session-crash.test.ts; this one goes in every browser
      test("restored after a crash, played with a copy: the same client, where there are Web Locks", async ({
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
