import { describe, expect, test } from "vitest";
import { client, ready, transcribe } from "../support/client.ts";
import { type Session, scripted } from "../support/scripted-server.ts";
import { next, until } from "../support/until.ts";

/**
 * Whoever ends a session that may live at the server says so: `1`, or a close frame, never `41`, which would end a recovery.
 * The poll in flight stays until that was answered, or 500 ms have passed; the next connection does not wait for it.
 */

const HEARTBEAT = { pingInterval: 2000, pingTimeout: 100 };

/** What ends it, and the reason that the app is told. */
const ENDS: [string, string, object, (socket: any, session: Session) => unknown][] = [
  ["a ping timeout", "ping timeout", HEARTBEAT, () => {}],
  ["reconnect()", "forced close", {}, (socket) => socket.reconnect()],
  ["a frame that is none", "parse error", {}, (_, session) => session.bad("9")],
  ["a message that can't be parsed", "parse error", {}, (_, session) => session.bad("42{}")],
  ["a binary frame nobody announced", "parse error", {}, (_, session) => session.bad(Buffer.from([1, 2, 3]))],
];

const first = (server: Awaited<ReturnType<typeof scripted>>): string[] => {
  const { entries } = server.record;
  return entries
    .slice(0, entries.indexOf("< 0{…}", 2) - 1)
    .filter((line) => /1$|aborted|41/.test(line) && !/40/.test(line));
};

describe("polling", () => {
  test.each(ENDS)("%s: 1, and the poll is not aborted", async (_, reason, handshake, end) => {
    const server = await scripted({ handshake: (n) => (n ? {} : handshake) });
    const socket = client(server, { transports: ["polling"], reconnectionDelay: 300 });
    const log = transcribe(socket);
    await ready(socket);
    const session = await server.session();
    if (reason !== "ping timeout") await session.polled();
    end(socket, session);
    await log.until(`disconnect: ${reason}`);
    await server.session(1);
    await ready(socket);
    expect(first(server)).toEqual(["> POST 1"]);
    expect(log.entries.slice(0, 4)).toEqual(["connect", `disconnect: ${reason}`, "reconnect_attempt: 1", "connect"]);
  });

  test.each([
    ["poll", 2],
    ["post", 2],
  ])("a proxy's page in answer to a %s: 1", async (kind, n) => {
    const server = await scripted({
      onRequest: (request) =>
        request.kind === kind && request.n === n && request.session?.sid === "session-0"
          ? { status: 502, body: "<h1>Bad" }
          : undefined,
    });
    const socket = client(server, { transports: ["polling"], reconnectionDelay: 300 });
    const log = transcribe(socket);
    await ready(socket);
    socket.emit("x");
    await log.until("disconnect: transport error");
    await server.session(1);
    expect(first(server)).toEqual(["> POST 1"]);
  });

  test("no answer to 1: the poll is let go after 500 ms, when the next connection has long been there", async () => {
    const server = await scripted({
      handshake: (n) => (n ? {} : HEARTBEAT),
      onRequest: ({ kind, body }) => (kind === "post" && body === "1" ? { hang: true } : undefined),
      onFrame: (frame) => frame === "1",
    });
    const socket = client(server, { transports: ["polling"] });
    let lost = Number.NaN;
    socket.once("disconnect", () => {
      lost = performance.now();
    });
    await server.record.until("GET aborted");
    expect(performance.now() - lost).toBeGreaterThan(480);
    const { entries } = server.record;
    expect(entries.indexOf("> GET", entries.indexOf("> POST 1"))).toBeLessThan(entries.indexOf("GET aborted"));
  });

  test("a POST that the server does not answer holds up no goodbye", async () => {
    const server = await scripted({
      handshake: (n) => (n ? {} : HEARTBEAT),
      onRequest: ({ kind, body }) =>
        kind === "post" && body.includes("stuck") ? { hang: true, doom: true } : undefined,
    });
    const socket = client(server, { transports: ["polling"], reconnectionDelay: 300 });
    await ready(socket);
    socket.emit("stuck");
    await next(socket, "disconnect");
    await server.record.until("> POST 1");
    expect(server.record.entries.filter((line) => line.includes("41"))).toEqual([]);
  });

  test("joining that takes too long: 1", async () => {
    const server = await scripted({ onFrame: (frame, { sid }) => frame === "40" && sid === "session-0" });
    const socket = client(server, { transports: ["polling"], timeout: 300, reconnectionDelay: 300 });
    await next(socket, "connect_timeout");
    await server.session(1);
    expect(first(server)).toEqual(["> POST 1"]);
  });
});

describe.each([
  ["websocket", ["websocket"]],
  ["upgrade", ["polling", "websocket"]],
] as const)("%s", (_, transports) => {
  test.each(ENDS)("%s: a close frame, and nothing after it", async (_, reason, handshake, end) => {
    const server = await scripted({ handshake: (n) => (n ? {} : handshake) });
    const socket = client(server, { transports: [...transports], reconnectionDelay: 300 });
    const log = transcribe(socket);
    await ready(socket);
    const session = await server.session();
    await until("the server has upgraded", () => session.ws);
    const closed = next(session.ws, "close");
    end(socket, session);
    await log.until(`disconnect: ${reason}`);
    // 1005: a close frame without a code; 1006 would be none
    expect((await closed)[0]).toBe(1005);
    await ready(socket);
    expect(session.messages.entries.filter((text) => String(text).startsWith("1"))).toEqual([]);
  });
});
