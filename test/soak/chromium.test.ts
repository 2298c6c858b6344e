import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { Server } from "socket.io";
import { expect, test } from "vitest";
import type * as holdfastHelpers from "../../src/addons/helpers/index.ts";
import type { io as Io } from "../../src/index.ts";
import { startPlaywright } from "../browser/support/drive.ts";
import { withInstalled } from "../browser/support/suite.ts";
import { listen } from "../support/listen.mjs";
import { slowLine } from "./slow-line.ts";

/** As helpers.test.ts, in a page, on the files of dist/: `npm run build` before. */
const TOTAL = Number(process.env.SOAK_BYTES ?? 2 ** 30);
const PIECE = 2 ** 16;
const MB = 2 ** 20;
const WEB = join(import.meta.dirname, "../..", process.env.HOLDFAST_DIST ?? "dist", "web");

const script = (): string =>
  buildSync({
    stdin: { contents: `export * from "./index.js"; export * as helpers from "./helpers.js";`, resolveDir: WEB },
    bundle: true,
    format: "iife",
    globalName: "holdfast",
    write: false,
    tsconfigRaw: {},
  }).outputFiles[0]!.text;

withInstalled("Chromium", "a page sends much", (installed) => {
  if (installed.driver !== "playwright") return;
  test.each([["websocket"], ["polling"]])(
    `drained(): ${TOTAL / MB} MB over a slow line, %s`,
    async (transport) => {
      const code = script();
      const http = createServer((request, response) => {
        const isScript = request.url === "/holdfast.js";
        response.writeHead(200, { "content-type": isScript ? "text/javascript" : "text/html" });
        response.end(
          isScript ? code : '<!doctype html><link rel="icon" href="data:,"><script src="/holdfast.js"></script>',
        );
      });
      const io = new Server(http, { serveClient: false, cors: { origin: "*" } });
      let bytes = 0;
      io.on("connection", (socket) => {
        socket.on("piece", (piece: Buffer) => void (bytes += piece.length));
        socket.on("end", (answer: () => void) => answer());
      });
      const port = await listen(http);
      const browser = await startPlaywright(installed);
      let timer: NodeJS.Timeout | undefined;
      try {
        const page = await browser.newPage();
        await page.goto(`http://127.0.0.1:${port}/`);
        const session = await browser.newBrowserCDPSession();
        const { processInfo } = await session.send("SystemInfo.getProcessInfo");
        /** MB of all processes that show pages. */
        const resident = (): number =>
          processInfo
            .filter(({ type }) => type === "renderer")
            .map(({ id }) => /VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1] ?? "0")
            .reduce((sum, kb) => sum + Math.round(Number(kb) / 1024), 0);
        const before = resident();
        let most = before;
        timer = setInterval(() => {
          most = Math.max(most, resident());
        }, 500);
        const start = Date.now();
        const heap = await page.evaluate(
          async ({ url, transport, total, piece, below }) => {
            const { io, helpers } = (
              globalThis as unknown as { holdfast: { io: typeof Io; helpers: typeof holdfastHelpers } }
            ).holdfast;
            const memory = (performance as unknown as { memory: { usedJSHeapSize: number } }).memory;
            const socket = io(url, { transports: [transport] });
            await socket.ready();
            const before = memory.usedJSHeapSize;
            let most = 0;
            for (let sent = 0; sent < total; sent += piece) {
              socket.emit("piece", new Uint8Array(piece));
              await helpers.drained(socket, { below });
              most = Math.max(most, memory.usedJSHeapSize - before);
            }
            await socket.emitWithAck("end");
            socket.disconnect();
            return Math.round(most / 2 ** 20);
          },
          { url: await slowLine(port), transport, total: TOTAL, piece: PIECE, below: MB },
        );
        const rss = most - before;
        console.log(
          `Chromium, ${transport}: ${TOTAL / MB} MB in ${Date.now() - start} ms; heap ${heap}, resident ${rss} MB more`,
        );
        expect(bytes).toBe(TOTAL);
        expect(heap).toBeLessThan(100);
        // a page's memory is given back when the browser likes
        expect(rss).toBeLessThan(600);
      } finally {
        clearInterval(timer);
        await browser.close();
        await io.close();
      }
    },
    900_000,
  );
});
