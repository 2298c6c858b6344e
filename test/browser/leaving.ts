import { expect } from "vitest";
import type { BrowserTest, Options } from "./scenario.ts";
import type { BrowserName } from "./support/find.ts";

const COUNT = 100;
/** 60 KB with what is around it: a POST that outlives its page carries at most 64 KiB. */
const TEXT = "x".repeat(575);

/** A page that the user leaves for another one. */
export function leaving(test: BrowserTest, options: Options, browser: BrowserName): void {
  test.for([["before"], ["after"]] as const)(
    "100 emits in the app's own pagehide listener, added %s io()",
    async ([order], { startServer, openTab }) => {
      // the last poll outlives the page; the session ends with the heartbeat
      const server = await startServer({ io: { pingInterval: 1_000, pingTimeout: 1_000 } });
      const numbers: number[] = [];
      let connections = 0;
      const gone = new Promise<void>((resolve) => {
        server.io.on("connection", (socket) => {
          connections++;
          socket.on("n", (n) => numbers.push(n));
          socket.conn.on("close", () => resolve());
        });
      });
      const tab = await openTab(server.url);
      await tab.run(
        async (page, { options, order, COUNT, TEXT }) => {
          const emit = (): void => {
            for (let n = 0; n < COUNT; n++) socket.emit("n", n, TEXT);
          };
          if (order === "before") addEventListener("pagehide", emit);
          const socket = page.io(options);
          if (order === "after") addEventListener("pagehide", emit);
          await page.ready(socket);
        },
        { options, order, COUNT, TEXT },
      );
      await tab.leave();
      await gone;
      const all = Array.from({ length: COUNT }, (_, n) => n);
      // Chromium sends them; another browser may close first, but nothing is out of order or doubled
      expect(numbers).toEqual(browser === "Chromium" ? all : all.slice(0, numbers.length));
      // and the page that left did not come back
      expect(connections).toBe(1);
    },
  );
}
