import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { io } from "../../src/index.ts";
import type { Client } from "../support/client.ts";
import { atEnd } from "../support/leaks.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { next, Transcript } from "../support/until.ts";

/** What is different about React Native's WebSocket: it takes headers, says nothing of what waits, and has a ping() without an answer. */
class NativeWebSocket extends WebSocket {
  constructor(url: string, protocols?: string | string[], { headers = {}, ...others }: { headers?: object } = {}) {
    if (Object.keys(others).length) throw new Error(`unrecognized options: ${Object.keys(others)}`);
    super(url, protocols ?? [], { headers } as object);
    Object.defineProperty(this, "bufferedAmount", { value: undefined });
  }
  override ping(): void {
    super.ping();
  }
}

let server: TestServer;
const log = new Transcript<unknown>();

const open = (options: object): Client => {
  const socket = io(server.url, { forceNew: true, reconnection: false, ...options }) as unknown as Client;
  atEnd("client", () => socket.disconnect());
  return socket;
};

beforeEach(async () => {
  log.entries.length = 0;
  server = await startServer((io) => {
    io.on("connection", (socket) => {
      socket.on("echo", (value, answer) => answer(value));
      socket.on("late", (value) => log.push(value));
      socket.on("disconnect", (reason) => log.push(`server: ${reason}`));
    });
    for (const event of ["initial_headers", "headers"])
      io.engine.on(event, (_headers: object, { headers, _query }: { headers: never; _query: { transport: string } }) =>
        log.push(`${_query.transport}: ${headers["x-token"]} ${headers["sec-websocket-protocol"]}`),
      );
  });
  vi.stubGlobal("WebSocket", NativeWebSocket);
  vi.stubGlobal("navigator", { product: "ReactNative" });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const extraHeaders = { "x-token": "secret" };

describe("headers of the app go along with the WebSocket", () => {
  const SEEN: [string, object, string][] = [
    ["extraHeaders", { extraHeaders }, "secret undefined"],
    ["of that transport alone", { transportOptions: { websocket: { extraHeaders } } }, "secret undefined"],
    ["beside protocols", { extraHeaders, protocols: ["chat"] }, "secret chat"],
    ["beside a protocol", { extraHeaders, protocols: "chat" }, "secret chat"],
    ["none", {}, "undefined undefined"],
    ["none, with a protocol", { protocols: "chat" }, "undefined chat"],
  ];

  test.each(SEEN)("%s", async (_what, options, seen) => {
    const socket = open({ ...options, transports: ["websocket"] });
    await next(socket, "connect");
    expect(new Set(log.entries)).toEqual(new Set([`websocket: ${seen}`]));
  });

  test("when polling moves to it, too", async () => {
    const socket = open({ extraHeaders });
    await log.until("websocket: secret undefined");
    await next(socket.io.engine, "upgrade");
    expect(await socket.emitWithAck("echo", 1)).toBe(1);
    expect(log.entries).not.toContain("polling: undefined undefined");
  });

  test("so it is a way out where polling fails; in a page, which would lose them, it is not", async () => {
    vi.stubGlobal("fetch", async () => new Response("Not Found", { status: 404 }));
    await next(open({ extraHeaders }), "connect");
    expect(new Set(log.entries)).toEqual(new Set(["websocket: secret undefined"]));
    vi.stubGlobal("navigator", { product: "Gecko" });
    const [error] = (await next(open({ extraHeaders }), "connect_error")) as [{ status: number }];
    expect(error.status).toBe(404);
  });
});

describe.each(["websocket", "upgrade"])("a WebSocket without bufferedAmount, %s", (mode) => {
  const connect = async (): Promise<Client> => {
    const socket = open(mode === "upgrade" ? {} : { transports: [mode] });
    if (mode === "upgrade") await next(socket.io.engine, "upgrade");
    else await next(socket, "connect");
    return socket;
  };

  test.each([
    ["text", "ü€😀".repeat(50_000)],
    ["bytes", new Uint8Array([1, 2, 3])],
    ["a volatile event", 7, true],
  ])("%s", async (_what, value, volatile = false) => {
    const socket = await connect();
    const answer = await (volatile ? socket.volatile : socket).timeout(5_000).emitWithAck("echo", value);
    expect(typeof value === "object" ? new Uint8Array(answer) : answer).toEqual(value);
  });

  test("what is emitted before disconnect()", async () => {
    const socket = await connect();
    socket.emit("late", "last words");
    socket.disconnect();
    await log.until("server: client namespace disconnect");
    expect(log.entries).toContain("last words");
  });
});
