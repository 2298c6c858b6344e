import type { Browser, BrowserContext, Page as Tab } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { AWAY_HOST, startPlaywright } from "./support/drive.ts";
import type { BrowserName } from "./support/find.ts";
import { TestServer, type TestServerOptions } from "./support/server.ts";
import { type PageFunction, TestTab, withInstalled } from "./support/suite.ts";

/** A wait that only a signal can end within the time of a test. */
const LONG = { reconnectionDelay: 600_000, reconnectionDelayMax: 600_000 };

const WAYS = [["polling"], ["websocket"]] as const;

/** Connects, keeps the socket, and writes down what happens to it. */
const begin: PageFunction<object, boolean> = async (page, options) => {
  const socket = page.io(options);
  page.observe(socket);
  page.kept = socket;
  await page.ready(socket);
  // not the transcript, which is taken at the end
  return true;
};

/** What becomes of a page that is out of sight, off the network, or away. */
function awake(name: BrowserName): void {
  withInstalled(name, name, (installed) => {
    if (installed.driver !== "playwright") return;
    let browser: Browser;
    let context: BrowserContext;
    let server: TestServer;
    let playwright: Tab;
    let connections: number;
    let heard: unknown[];
    beforeAll(async () => {
      browser = await startPlaywright(installed, name === "Chromium" ? ["--disable-back-forward-cache"] : []);
    });
    afterAll(() => browser?.close());
    const serve = async (io: TestServerOptions["io"] = {}): Promise<void> => {
      server = await TestServer.start({ io });
      connections = 0;
      heard = [];
      server.io.on("connection", (socket) => {
        connections++;
        socket.on("say", (word, answer) => answer(heard.push(word)));
      });
    };
    beforeEach(async () => {
      await serve();
      context = await browser.newContext();
    });
    afterEach(async () => {
      await context.close();
      await server.close();
    });

    const open = async (host: string): Promise<TestTab> => {
      playwright = await context.newPage();
      await playwright.goto(server.url.replace("127.0.0.1", host));
      const evaluate = (expression: string): Promise<unknown> => playwright.evaluate(expression);
      const none = async (): Promise<void> => {};
      const duplicate = (): Promise<never> => Promise.reject(new Error("one tab is enough here"));
      return new TestTab({
        evaluate,
        follow: none,
        reload: none,
        back: none,
        duplicate,
        clearCookies: none,
        close: none,
      });
    };

    test.each(WAYS)("offline and online, %s: at once, with what was emitted meanwhile", async (transport) => {
      const tab = await open(AWAY_HOST);
      await tab.run(begin, { transports: [transport], ...LONG });
      await context.setOffline(true);
      await tab.run(async ({ kept, once }) => {
        const socket = kept as { connected: boolean; emit(...args: unknown[]): void };
        if (socket.connected) await once(socket, "disconnect");
        socket.emit("say", "while offline", () => {});
        return true;
      });
      await context.setOffline(false);
      const transcript = await tab.run(async ({ kept, log, once }) => {
        const socket = kept as { connected: boolean; emitWithAck(...args: unknown[]): unknown; disconnect(): void };
        if (!socket.connected) await once(socket, "reconnect");
        await socket.emitWithAck("say", "online");
        socket.disconnect();
        return log;
      });
      expect(transcript).toEqual([
        "connect",
        "disconnect: transport close",
        "reconnect_attempt 1",
        "connect",
        "reconnect 1",
        "disconnect: io client disconnect",
      ]);
      expect([connections, heard]).toEqual([2, ["while offline", "online"]]);
    });

    test("offline leaves a server on this machine alone", async () => {
      const tab = await open("127.0.0.1");
      await tab.run(begin, { transports: ["websocket"], ...LONG });
      await context.setOffline(true);
      const say: PageFunction<string, unknown> = async ({ kept, log }, word) => {
        await (kept as { emitWithAck(...args: unknown[]): unknown }).emitWithAck("say", word);
        return log;
      };
      await context.setOffline(false);
      expect(await tab.run(say, "online")).toEqual(["connect"]);
      expect([connections, heard]).toEqual([1, ["online"]]);
    });

    // neither browser hides a page that is driven from outside: the page tells itself so
    test.each(WAYS)("hidden and shown, %s: a wait for the next attempt ends", async (transport) => {
      const tab = await open("127.0.0.1");
      await tab.run(begin, { transports: [transport], ...LONG });
      for (const socket of server.io.sockets.sockets.values()) socket.conn.close();
      const transcript = await tab.run(async ({ kept, log, once }) => {
        const socket = kept as { connected: boolean; disconnect(): void };
        if (socket.connected) await once(socket, "disconnect");
        for (const visibilityState of ["hidden", "visible"]) {
          log.push(visibilityState);
          Object.defineProperty(document, "visibilityState", { value: visibilityState, configurable: true });
          document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
        }
        await once(socket, "reconnect");
        socket.disconnect();
        return log;
      });
      expect(transcript).toEqual([
        "connect",
        "disconnect: transport close",
        "hidden",
        "visible",
        "reconnect_attempt 1",
        "connect",
        "reconnect 1",
        "disconnect: io client disconnect",
      ]);
      expect(connections).toBe(2);
    });

    // playwright does not come back from a page of Firefox whose poll outlived it
    const there = name === "Firefox" ? WAYS.slice(1) : WAYS;
    test.each(there)("another page, and back, %s", async (transport) => {
      // a poll outlives its page: then the session ends with the heartbeat
      await server.close();
      await serve({ pingInterval: 1_000, pingTimeout: 1_000 });
      const tab = await open("127.0.0.1");
      await tab.run(begin, { transports: [transport], ...LONG });
      await tab.run(() => {
        addEventListener("pageshow", ({ persisted }) => Object.assign(globalThis, { persisted }));
        return true;
      });
      const gone = new Promise<unknown>((resolve) => {
        for (const socket of server.io.sockets.sockets.values()) socket.conn.on("close", resolve);
      });
      await playwright.goto(`${server.url}/away`);
      await gone;
      // a page that was kept is not loaded again
      await playwright.goBack({ waitUntil: "commit" });
      if (name === "Firefox") {
        // it never keeps a page that has a connection: the page is new, and nothing is left of the old one
        expect(await tab.run(({ log, kept }) => [log, kept ?? "nothing kept"])).toEqual([[], "nothing kept"]);
        expect([connections, server.io.engine.clientsCount]).toEqual([1, 0]);
        return;
      }
      const transcript = await tab.run(async ({ kept, log, once }) => {
        const socket = kept as { connected: boolean; emitWithAck(...args: unknown[]): unknown; disconnect(): void };
        if (!socket.connected) await once(socket, "connect");
        await socket.emitWithAck("say", "back");
        log.push({ persisted: (globalThis as { persisted?: boolean }).persisted });
        socket.disconnect();
        return log;
      });
      expect(transcript).toEqual([
        "connect",
        "disconnect: transport close",
        "reconnect_attempt 1",
        "connect",
        "reconnect 1",
        { persisted: true },
        "disconnect: io client disconnect",
      ]);
      expect([connections, heard]).toEqual([2, ["back"]]);
    });
  });
}

awake("Chromium");
awake("Firefox");
