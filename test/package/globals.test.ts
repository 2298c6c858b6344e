import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { IoFunction } from "../../src/index.ts";
import { type Client, MODES, ready } from "../support/client.ts";
import { atEnd } from "../support/leaks.ts";
import { startServer } from "../support/server.ts";
import { next, Transcript } from "../support/until.ts";

/**
 * dist/ in worlds that lack something of the web, or have half of it: it works all the same, or fails as a `connect_error`
 * whose hint names what is missing. Each world is a realm of its own, as in a frame or in jest: its ArrayBuffer is not the one
 * of its WebSocket.
 */

const SCRIPT = readFileSync(join(import.meta.dirname, "../../dist/holdfast.min.js"), "utf8");

/** It takes a Blob as browsers do, whatever it has for methods. */
class PageWebSocket extends WebSocket {
  override send(data: unknown): void {
    super.send(data instanceof Blob ? new Blob([data]) : (data as string));
  }
}

const WEB = {
  ...{ console, setTimeout, clearTimeout, queueMicrotask, performance, fetch, Response, WebSocket: PageWebSocket },
  ...{ AbortController, AbortSignal, URL, URLSearchParams, TextEncoder, TextDecoder, btoa, atob, Blob },
  WebTransport: class {},
  navigator: { userAgent: "a browser" },
  document: new EventTarget(),
};

/** React Native's, up to 0.79. */
class HalfURLSearchParams {
  set(): never {
    throw new Error("URLSearchParams.set is not implemented");
  }
}

class HalfBlob extends Blob {
  override arrayBuffer = undefined as never;
}

/** An answer as React Native has it: it comes whole. */
const fetchWhole = async (...args: Parameters<typeof fetch>): Promise<Partial<Response>> => {
  const response = await fetch(...args);
  const { status, headers } = response;
  return { status, headers, text: () => response.text() };
};

/** In place of the global, or what is done in the world before; the modes in which it fails, and what the hint says then. */
type Broken = [name: string, change: object | string, modes?: string[] | undefined, hint?: string];

const without = (name: string, modes?: string[]): Broken => [
  `no ${name}`,
  { [name]: undefined },
  modes,
  `this runtime has no ${name}`,
];

const BROKEN: Broken[] = [
  ["nothing missing", {}],
  without("URLSearchParams"),
  ["half a URLSearchParams", { URLSearchParams: HalfURLSearchParams }],
  without("URL"),
  without("TextEncoder"),
  without("TextDecoder"),
  without("btoa", ["polling"]),
  without("atob", ["polling"]),
  without("fetch", ["polling"]),
  ["a fetch without streams and TextDecoder", { fetch: fetchWhole, TextDecoder: undefined }],
  without("AbortController", ["polling"]),
  without("WebSocket", ["websocket"]),
  without("WebTransport"),
  ["no Blob.prototype.arrayBuffer", { Blob: HalfBlob }],
  without("navigator"),
  without("document"),
  without("performance"),
  without("queueMicrotask"),
  ["no WeakRef", "delete globalThis.WeakRef"],
  [
    "no Symbol.asyncIterator",
    "Symbol = new Proxy(Symbol, { get: (all, name) => name === 'asyncIterator' ? undefined : all[name] })",
  ],
  [
    "no Object.hasOwn, at(), replaceAll()",
    "delete Object.hasOwn; delete Array.prototype.at; delete String.prototype.at; delete String.prototype.replaceAll",
  ],
];

/** Then there is nothing to upgrade from. */
const NO_POLLING = BROKEN.flatMap(([name, _change, modes]) => (modes?.includes("polling") ? name : []));

const load = (change: object | string): IoFunction => {
  const world = createContext({ ...WEB, ...(typeof change === "object" && change) });
  for (const [name, value] of Object.entries(world)) if (value === undefined) delete world[name];
  if (typeof change === "string") runInContext(change, world);
  runInContext(SCRIPT, world);
  return world.io;
};

describe.each(MODES)("$mode", ({ mode, options }) => {
  test.each(BROKEN)("%s", async (name, change, failing, hint) => {
    const log = new Transcript<unknown>();
    const server = await startServer((io) => {
      io.on("connection", (socket) => {
        socket.on("echo", (...args) => args.pop()(...args));
        socket.on("disconnect", (reason) => log.push(`server: ${reason}`));
      });
      io.of("/chat").on("connection", (socket) => socket.emit("query", socket.handshake.query["a b"]));
    });
    const { Manager } = load(change);
    const manager = new Manager(server.url, { ...options, query: { "a b": "1+2 ü" }, reconnection: false });
    const socket = manager.socket("/") as Client;
    atEnd("client", () => socket.disconnect());
    socket.on("connect_error", ({ code, hint }) => log.push(`${code}: ${hint}`));

    if (failing?.includes(mode)) {
      await next(socket, "connect_error");
      return expect(log.entries).toEqual([`ERR_NO_TRANSPORT: ${hint}`]);
    }
    if (mode === "upgrade" && !["no WebSocket", ...NO_POLLING].includes(name)) await ready(socket);
    else await next(socket, "connect");
    const chat = manager.socket("/chat") as Client;
    log.push((await next(chat, "query"))[0]);
    const text = "ü€😀".repeat(50_000);
    log.push((await socket.emitWithAck("echo", text)) === text);
    for (const bytes of [[], [1], [1, 2], [255, 254, 253], [0, 1, 2, 3, 200]])
      log.push([...new Uint8Array(await socket.emitWithAck("echo", new Uint8Array(bytes)))]);
    const { Blob: WorldBlob } = { ...WEB, ...(change as Partial<typeof WEB>) };
    log.push([...new Uint8Array(await socket.emitWithAck("echo", new WorldBlob([new Uint8Array([7, 8])])))]);
    chat.disconnect();
    socket.disconnect();
    await log.until("server: client namespace disconnect");
    expect(log.entries).toEqual([
      "1+2 ü",
      true,
      ...[[], [1], [1, 2], [255, 254, 253], [0, 1, 2, 3, 200], [7, 8]],
      "server: client namespace disconnect",
    ]);
  });
});

test.each(["webtransport", "websocket", "polling"])(
  "nothing at all for %s: the hint names what is missing",
  async (name) => {
    const io = load({ WebTransport: undefined, WebSocket: undefined, fetch: undefined });
    const socket = io("http://127.0.0.1:9", { transports: [name], reconnection: false });
    const [error] = (await next(socket, "connect_error")) as [{ code: string; hint: string }];
    const missing = { webtransport: "WebTransport", websocket: "WebSocket", polling: "fetch" }[name];
    expect([error.code, error.hint]).toEqual(["ERR_NO_TRANSPORT", `this runtime has no ${missing}`]);
  },
);
