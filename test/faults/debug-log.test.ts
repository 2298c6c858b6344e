import { inspect } from "node:util";
import debug from "debug";
import { afterEach, beforeEach, expect, test } from "vitest";
import { io } from "../../src/debug.node.ts";
import { type Client, ready } from "../support/client.ts";
import { atEnd } from "../support/leaks.ts";
import { scripted } from "../support/scripted-server.ts";
import { startServer } from "../support/server.ts";
import { next } from "../support/until.ts";

/** Log lines are sent around for help: they have no credentials, and no session that somebody else could go on with. */

const lines: unknown[] = [];
const { log } = debug;
beforeEach(() => {
  lines.length = 0;
  debug.log = (...args: unknown[]) => void lines.push(args);
  debug.enable("holdfast:*");
});
afterEach(() => {
  debug.disable();
  debug.log = log;
});

const SECRETS = {
  transports: ["polling", "websocket"],
  withCredentials: true,
  query: { token: "qqqqqq11" },
  extraHeaders: { Authorization: "Bearer hhhhhh22", Cookie: "session=cccccc33" },
  auth: { token: "aaaaaa44" },
  passphrase: "ffffff55",
};
const WORDS = /qqqqqq|hhhhhh|cccccc|aaaaaa|ffffff|kkkkkk|pppppp/;

const open = (url: string, options: object = {}): Client => {
  const socket = io(url, { forceNew: true, reconnection: false, ...SECRETS, ...options }) as unknown as Client;
  atEnd("client", () => socket.disconnect());
  return socket;
};
const told = (): string => inspect(lines, { depth: 9 });

test("a session, its upgrade and its end", async () => {
  const server = await startServer((socketServer) => {
    socketServer.engine.on("headers", (headers: Record<string, string>) => {
      headers["Set-Cookie"] = "node=kkkkkk66";
    });
    socketServer.on("connection", (socket) => socket.on("echo", (x, answer) => answer(x)));
  });
  const socket = open(server.url.replace("//", "//me:pppppp77@"));
  await ready(socket);
  const sessions = [socket.id, socket.io.engine.id];
  expect(await socket.emitWithAck("echo", "what the app sends is shown")).toBe("what the app sends is shown");
  socket.disconnect();
  expect(told()).toContain("what the app sends is shown");
  expect(told()).not.toMatch(WORDS);
  for (const session of sessions) expect(told()).not.toContain(session);
});

test.each([["polling"], ["websocket"]])("a refusal that repeats the request, %s", async (transport) => {
  const reply = ({ url, headers }: { url: URL; headers: object }): object => ({
    status: 403,
    body: `${url} ${JSON.stringify(headers)}`,
  });
  const server = await scripted({ onRequest: reply as never, onUpgrade: reply as never });
  const [error] = await next(open(server.url, { transports: [transport] }), "connect_error");
  expect(error).toMatchObject({ status: 403 });
  expect(told()).toContain("connect_error");
  expect(told()).not.toMatch(WORDS);
});

test("an answer that can't be read", async () => {
  const server = await scripted({ handshake: () => '0{"sid":"hhhhhh22","upgrades":qqqqqq11' });
  await next(open(server.url, { transports: ["polling"] }), "connect_error");
  expect(told()).not.toMatch(WORDS);
});

test("a namespace that is refused", async () => {
  const server = await startServer((socketServer) =>
    socketServer.use(({ handshake }, nextOne) => nextOne(new Error(`no: ${handshake.auth["token"].slice(0, 1)}`))),
  );
  await next(open(server.url), "connect_error");
  expect(told()).toContain("no: a");
  expect(told()).not.toMatch(WORDS);
});
