import { describe, expect, test } from "vitest";
import { client, ready, transcribe } from "../support/client.ts";
import { freePort } from "../support/listen.mjs";
import { scripted } from "../support/scripted-server.ts";
import { startServer } from "../support/server.ts";
import { next } from "../support/until.ts";

/** Answers of HTTP that are none: each request has an outcome at once, and the error says what came. */

const SWITCH = "HTTP/1.1 101 Switching Protocols\r\n";
const once101: [string, string][] = [
  ["with what an upgrade has", `${SWITCH}Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n`],
  ["to another protocol", `${SWITCH}Upgrade: h2c\r\nConnection: Upgrade\r\n\r\n4`],
  ["without a word to what", `${SWITCH}\r\n`],
];

describe.each(once101)("HTTP 101, %s", (_, raw) => {
  test.each(["handshake", "poll", "post"])("in answer to a %s: a typed error at once", async (wanted) => {
    const server = await scripted({
      onRequest: ({ kind, n }) => (kind === wanted && (kind !== "poll" || n === 2) ? { raw, doom: true } : undefined),
    });
    const socket = client(server, { transports: ["polling"], reconnection: false });
    const log = transcribe(socket);
    await log.when((all) => all.some((line) => /^(disconnect|connect_error)/.test(line)));
    expect(log.entries.at(-1)).toMatch(
      /^(disconnect: transport error|connect_error: ERR_HTTP_STATUS|connect_error: ERR_TRANSPORT)$/,
    );
  });
});

describe.each(once101)("HTTP 101, %s, and no WebSocket", (_, raw) => {
  test("in answer to a candidate: polling goes on, nothing is lost", async () => {
    const server = await scripted({ onUpgrade: ({ kind }) => (kind === "candidate" ? { raw } : undefined) });
    const socket = client(server, { transports: ["polling", "websocket"], upgradeTimeout: 1_000 });
    const log = transcribe(socket);
    const failed = new Promise((told) => socket.io.on("open", () => socket.io.engine.once("upgradeError", told)));
    await next(socket, "connect");
    socket.emit("during");
    expect(await failed).toMatchObject({ message: expect.stringMatching(/^probe error: websocket error: ./) });
    socket.emit("after");
    const session = await server.session();
    await session.messages.until('2["after"]');
    expect([log.entries, session.messages.entries, socket.io.engine.transport.name]).toEqual([
      ["connect"],
      ["0", '2["during"]', '2["after"]'],
      "polling",
    ]);
  });

  test("in answer to the WebSocket of a new session: a typed error", async () => {
    const server = await scripted({ onUpgrade: () => ({ raw }) });
    const alone = client(server, { transports: ["websocket"], reconnection: false });
    const [error] = await next(alone, "connect_error");
    expect(error.code).toMatch(/^ERR_(TRANSPORT|HTTP_STATUS)$/);
    expect([error.phase, error.transport, error.willRetry]).toEqual(["transport", "websocket", false]);
  });
});

describe.each([["polling"], ["websocket"]])("an answer without a body, %s", (transport) => {
  test.each([101, 204, 500])("%i: the message ends with the status", async (status) => {
    const reply = { raw: `HTTP/1.1 ${status} x\r\nConnection: close\r\n\r\n` };
    const server = await scripted({ onRequest: () => reply, onUpgrade: () => reply });
    const socket = client(server, { transports: [transport], reconnection: false });
    const [error] = await next(socket, "connect_error");
    expect(error.message).toMatch(new RegExp(`error: HTTP ${status}$`));
  });
});

describe("a redirect names where it leads, without the query", () => {
  const reply = { status: 302, headers: { Location: "https://login.example/sign-in?token=secret" }, body: "moved" };
  test.each([["polling"], ["websocket"]])("%s", async (transport) => {
    const server = await scripted({ onRequest: () => reply, onUpgrade: () => reply });
    const socket = client(server, { transports: [transport], reconnection: false });
    const [error] = await next(socket, "connect_error");
    expect(error).toMatchObject({ code: "ERR_HTTP_STATUS", status: 302 });
    expect(error.message).toContain("HTTP 302 to https://login.example/sign-in");
    expect(error.message).not.toContain("secret");
  });
});

test.each([["polling"], ["websocket"]])("a refusal by all addresses of a name says which, %s", async (transport) => {
  const port = await freePort();
  const lookup = (_: string, options: { all?: boolean }, callback: (...all: unknown[]) => void): void => {
    const all = [
      { address: "::1", family: 6 },
      { address: "127.0.0.1", family: 4 },
    ];
    options.all ? callback(null, all) : callback(null, "127.0.0.1", 4);
  };
  const socket = client(`http://two.example:${port}`, { transports: [transport], reconnection: false, lookup });
  const [{ message }] = await next(socket, "connect_error");
  expect(message).toContain(`ECONNREFUSED ::1:${port}`);
  expect(message).toContain(`ECONNREFUSED 127.0.0.1:${port}`);
});

test.each([["polling"], ["websocket"]])("lookup and origin reach the network, %s", async (transport) => {
  const origins = new Set<unknown>();
  const server = await startServer((io) => {
    io.engine.on("headers", (_: unknown, { headers }: { headers: { origin?: string } }) => origins.add(headers.origin));
  });
  const names: string[] = [];
  const lookup = (name: string, options: { all?: boolean }, callback: (...all: unknown[]) => void): void => {
    names.push(name);
    options.all ? callback(null, [{ address: "127.0.0.1", family: 4 }]) : callback(null, "127.0.0.1", 4);
  };
  const options = { transports: [transport], lookup, origin: "https://app.example" };
  await ready(client(`http://chat.example:${server.port}`, options));
  expect([new Set(names), origins]).toEqual([new Set(["chat.example"]), new Set(["https://app.example"])]);
});
