import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { Server } from "socket.io";
import { expect, test } from "vitest";
import type * as holdfastHelpers from "../../src/addons/helpers/index.ts";
import type { io as Io } from "../../src/index.ts";
import { withInstalled } from "../browser/support/suite.ts";
import { makeProfile, startUndriven } from "../browser/support/undriven.ts";
import { findDeno, startWebTransportServer } from "../browser/support/webtransport.ts";
import { atEnd } from "../support/leaks.ts";
import { listen } from "../support/listen.mjs";
import { slowDatagrams, slowLine } from "./slow-line.ts";

/** As helpers.test.ts, in a page, on the files of dist/: `npm run build` before. */
const TOTAL = Number(process.env.SOAK_BYTES ?? 2 ** 30);
const MB = 2 ** 20;
/** So many parts; after each of them it is looked how much memory is in use. */
const PARTS = 4;
/** The least of so many looks counts: a browser takes a while to give back what is garbage. */
const LOOKS = 8;
/**
 * MB that may be in use after the last part and were not after the second, when the browser has all that it works with: half of
 * the bytes would be more.
 */
const MARGIN = 24;
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

interface Arg {
  url: string;
  transport: string;
  /** Of the certificate, for WebTransport. */
  hash?: number[];
  total: number;
  parts: number;
  looks: number;
}

/** What the page tells after each part, once garbage was collected, and at the end. */
type Told = { part: number; heap: number } | End;
/** Then the most heap that there was, MB of which were garbage; the most bytes that waited; and what the server has read. */
type End = { most: number; waiting: number; bytes: number } | { error: string };

/** Sends it all, as fast as `drained` lets it. */
const program = async ({ url, transport, hash, total, parts, looks }: Arg): Promise<void> => {
  const { holdfast, gc, performance } = globalThis as unknown as {
    holdfast: { io: typeof Io; helpers: typeof holdfastHelpers };
    gc: () => void;
    performance: { memory: { usedJSHeapSize: number } };
  };
  const tell = (told: object): Promise<unknown> => fetch("/told", { method: "POST", body: JSON.stringify(told) });
  const heap = (): number => performance.memory.usedJSHeapSize / 2 ** 20;
  try {
    const { io, helpers } = holdfast;
    const serverCertificateHashes = hash && [{ algorithm: "sha-256", value: new Uint8Array(hash) }];
    const socket = io(url, {
      transports: [transport],
      reconnection: false,
      transportOptions: { webtransport: { serverCertificateHashes } },
    });
    await socket.ready();
    gc();
    const before = heap();
    let [most, waiting] = [0, 0];
    for (let part = 0; part < parts; part++) {
      for (let sent = 0; sent < total / parts; sent += 2 ** 16) {
        socket.emit("piece", new Uint8Array(2 ** 16));
        waiting = Math.max(waiting, socket.io.engine.bufferedAmount);
        await helpers.drained(socket, { below: 2 ** 20 });
        most = Math.max(most, heap() - before);
      }
      await helpers.drained(socket, { below: 1 });
      for (let look = 0; look < looks; look++) {
        await new Promise((resolve) => setTimeout(resolve, 250));
        gc();
        await tell({ part, heap: Math.round(heap() - before) });
      }
    }
    const bytes = await socket.emitWithAck("end");
    socket.disconnect();
    await tell({ most: Math.round(most), waiting, bytes });
  } catch (error) {
    await tell({ error: String(error) });
  }
};

/** MB that the processes of a group take, by what they are for. */
const resident = (group: number): Record<string, number> => {
  const taken: Record<string, number> = {};
  for (const line of execFileSync("ps", ["-A", "-o", "pgid=,rss=,args="], { encoding: "utf8" }).split("\n")) {
    const [, pgid, kb, args = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (Number(pgid) !== group) continue;
    const kind = /--utility-sub-type=(\w+)/.exec(args)?.[1] ?? /--type=([\w-]+)/.exec(args)?.[1] ?? "browser";
    taken[kind] = (taken[kind] ?? 0) + Math.round(Number(kb) / 1024);
  }
  return taken;
};
/** Of all that what a page sends goes through. After two minutes Chromium starts more processes, for its own ends. */
const sum = ({ renderer = 0, network = 0, browser = 0 }: Record<string, number>): number =>
  renderer + network + browser;

/** From the second part to the last one. */
const growth = (after: number[]): number => after[PARTS - 1]! - after[1]!;

/** Serves the page, which runs the program, and hears what it tells; the page goes on when that was heard. */
const servePage = (hear: (told: Told) => void) => {
  const code = script();
  const page: { arg?: Arg } = {};
  const http = createServer(async (request, response) => {
    if (request.url === "/told") {
      let body = "";
      for await (const text of request.setEncoding("utf8")) body += text;
      hear(JSON.parse(body));
    }
    const isScript = request.url === "/holdfast.js";
    response.writeHead(200, { "content-type": isScript ? "text/javascript" : "text/html" });
    const run = `<script>(${program})(${JSON.stringify(page.arg)})</script>`;
    response.end(
      isScript ? code : `<!doctype html><link rel="icon" href="data:,"><script src="/holdfast.js"></script>${run}`,
    );
  });
  const io = new Server(http, { serveClient: false, cors: { origin: "*" } });
  atEnd("real server", () => io.close());
  io.on("connection", (socket) => {
    let bytes = 0;
    socket.on("piece", (piece: Buffer) => void (bytes += piece.length));
    socket.on("end", (answer: (bytes: number) => void) => answer(bytes));
  });
  return { http, page };
};

const found = findDeno();

/** The way to a server: that of the page, or one that speaks HTTP/3. */
const wayTo = async (transport: string, port: number): Promise<Pick<Arg, "url" | "hash">> => {
  if (transport !== "webtransport") return { url: await slowLine(port) };
  if ("missing" in found) throw new Error(found.missing);
  const server = await startWebTransportServer(found.deno);
  atEnd("real server", server.kill);
  return { url: await slowDatagrams(server.port), hash: server.hash };
};

withInstalled("Chromium", "a page sends much", (installed) => {
  if (installed.driver !== "playwright") return;
  const send = async (transport: string): Promise<void> => {
    let group = 0;
    const heaps = Array<number>(PARTS).fill(Infinity);
    const taken = Array<number>(PARTS).fill(Infinity);
    const kinds: Record<string, number>[] = [];
    let finish: (told: End) => void = () => {};
    const ended = new Promise<End>((resolve) => {
      finish = resolve;
    });
    const { http, page } = servePage((told) => {
      if (!("heap" in told)) return finish(told);
      const { part, heap } = told;
      kinds[part] = resident(group);
      heaps[part] = Math.min(heaps[part]!, heap);
      taken[part] = Math.min(taken[part]!, sum(kinds[part]));
    });
    const port = await listen(http);
    page.arg = { transport, total: TOTAL, parts: PARTS, looks: LOOKS, ...(await wayTo(transport, port)) };
    const { profile, remove } = makeProfile();
    const flags = ["--enable-precise-memory-info", "--js-flags=--expose-gc"];
    const browser = startUndriven(installed, profile, [...flags, `http://127.0.0.1:${port}/`]);
    group = browser.group;
    const start = Date.now();
    let most = 0;
    const timer = setInterval(() => {
      most = Math.max(most, sum(resident(group)));
    }, 500);
    try {
      const end = await ended;
      const told = JSON.stringify({ end, heaps, taken, most, kinds });
      console.log(`Chromium, ${transport}: ${TOTAL / MB} MB in ${Date.now() - start} ms; ${told}`);
      if ("error" in end) throw new Error(end.error);
      expect(end.bytes).toBe(TOTAL);
      // the line was slow, and what waits in a transport is counted
      expect(end.waiting).toBeGreaterThan(MB / 2);
      // polling sends four bytes for three
      expect(end.waiting).toBeLessThan(1.5 * MB);
      // nothing of what was sent is held, neither by the page's objects nor by any process
      expect(growth(heaps)).toBeLessThan(MARGIN);
      expect(growth(taken)).toBeLessThan(MARGIN);
      // nor is there more garbage at a time than the collector lets lie
      expect(most - taken[PARTS - 1]!).toBeLessThan(256);
    } finally {
      clearInterval(timer);
      await browser.kill();
      remove();
    }
  };
  test.each([["websocket"], ["polling"]])(`drained(): ${TOTAL / MB} MB over a slow line, %s`, send, 900_000);
  // CI can't do without
  if ("deno" in found || process.env["CI"] === "true")
    test(`drained(): ${TOTAL / MB} MB over a slow line, webtransport`, () => send("webtransport"), 900_000);
  else test.skip(found.missing, () => {});
});
