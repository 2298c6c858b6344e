import { createServer } from "node:http";
import { Server } from "socket.io";
import { afterEach, beforeEach, expect, test } from "vitest";
import { io } from "../../src/index.ts";
import { listen } from "../support/listen.mjs";

/**
 * As in an app's own tests with vitest's jsdom: its `fetch`, AbortController and location. Polling alone, since no WebSocket
 * opens there at all: jsdom's fails as soon as vitest has put jsdom's Event in the place of Node's. See page.test.ts.
 */

let server: Server;
let url: string;

beforeEach(async () => {
  const http = createServer();
  // jsdom's page is another origin
  server = new Server(http, { serveClient: false, cors: { origin: location.origin } });
  const port = await listen(http);
  url = `http://127.0.0.1:${port}`;
});

afterEach(() => server.close());

test("connects, talks, comes back", async () => {
  server.on("connection", (socket) => {
    socket.on("sum", (a, b, answer) => answer(a + b));
    socket.on("binary", (bytes, answer) => answer([...bytes], bytes));
    socket.on("lose me", () => socket.conn.close());
  });
  const log: unknown[] = [];
  const socket = io(url, { transports: ["polling"], reconnectionDelay: 10 });
  socket.on("connect", () => log.push("connect"));
  socket.on("connect_error", (error) => log.push(`connect_error: ${error.message}`));
  socket.on("disconnect", (reason) => log.push(`disconnect: ${reason}`));
  log.push(await socket.emitWithAck("sum", 1, 2));
  const answer = await new Promise<unknown[]>((resolve) =>
    socket.emit("binary", new Uint8Array([1, 2, 3]), (...args: unknown[]) => resolve(args)),
  );
  log.push(answer[0], [...new Uint8Array(answer[1] as ArrayBuffer)]);
  const back = new Promise((resolve) => socket.once("reconnect", resolve));
  socket.emit("lose me");
  await back;
  log.push(await socket.emitWithAck("sum", 3, 4));
  socket.disconnect();
  expect(log).toEqual([
    "connect",
    3,
    [1, 2, 3],
    [1, 2, 3],
    "disconnect: transport close",
    "connect",
    7,
    "disconnect: io client disconnect",
  ]);
});
