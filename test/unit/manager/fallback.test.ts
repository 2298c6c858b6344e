import { describe, expect, test } from "vitest";
import type { IoOptions } from "../../../src/manager/options.ts";
import { type FakeClient, startsClients } from "../../support/fake-client.ts";
import { HANDSHAKE } from "../../support/fake-platform.ts";

const start = startsClients();
const both = (options: IoOptions = {}, url?: string): FakeClient =>
  start({ transports: ["polling", "websocket"], ...options }, url);
const reversed = (options: IoOptions = {}): FakeClient => start({ transports: ["websocket", "polling"], ...options });
const unknown = '{"code":1,"message":"Session ID unknown"}';

describe("fallback within the attempt", () => {
  test("a transport that is blocked: the next, and no connect_error", async () => {
    const client = both();
    await client.world.poll!.answer("not here", 404);
    expect(client.take()).toEqual([]);
    await client.connect();
    expect([client.take(), client.socket.io.engine.transport.name]).toEqual([["connect"], "websocket"]);
  });

  test("both fail: one connect_error, with the code of the first and the causes of each", async () => {
    const client = both();
    const errors: unknown[] = [];
    client.socket.on("connect_error", ({ code, message, status, transport, errors: all = [] }) =>
      errors.push({ code, message, status, transport }, ...all.map((error) => error.message)),
    );
    await client.world.poll!.answer("down", 503);
    client.ws.end(new Error("refused"));
    expect(errors).toEqual([
      { code: "ERR_HTTP_STATUS", message: "xhr poll error: HTTP 503: down", status: 503, transport: "polling" },
      "xhr poll error: HTTP 503: down",
      "websocket error: refused",
    ]);
  });

  test("one alone has no list of errors", async () => {
    const client = both();
    const lists: unknown[] = [];
    client.socket.on("connect_error", ({ errors }) => lists.push(errors));
    await client.world.poll!.answer("no", 403);
    expect(lists).toEqual([undefined]);
  });

  test.each([
    ["refused with 401", (client: FakeClient) => client.world.poll!.answer("", 401)],
    ["refused with 403", (client: FakeClient) => client.world.poll!.answer('{"code":4,"message":"Forbidden"}', 403)],
    ["another protocol", (client: FakeClient) => client.world.poll!.answer('{"code":5,"message":"v"}', 400)],
    ["a network that fails", (client: FakeClient) => client.world.poll!.fail(new Error("ECONNREFUSED"))],
  ])("%s: no other transport is asked", async (_, refuse) => {
    const client = both();
    await refuse(client);
    expect(client.world.sockets).toHaveLength(0);
    expect(client.take()).toHaveLength(1);
  });

  test("a WebSocket that is blocked falls back to polling; one that reaches nobody does not", () => {
    const client = reversed();
    client.ws.end(new Error("blocked"));
    expect(client.world.poll?.url).toContain("transport=polling");
    const other = reversed();
    other.ws.end(new Error("ENOTFOUND"), { fields: { _unreachable: true } });
    expect([other.world.poll, other.take()]).toEqual([undefined, ["connect_error ERR_TRANSPORT"]]);
  });

  test("tryAllTransports: false", async () => {
    const client = both({ tryAllTransports: false });
    await client.world.poll!.answer("not here", 404);
    expect([client.take(), client.world.sockets.length]).toEqual([["connect_error ERR_HTTP_STATUS"], 0]);
  });

  test("not to a WebSocket that would lose the app's headers, but to polling", async () => {
    const extraHeaders = { authorization: "x" };
    const client = both({ autoConnect: false, extraHeaders });
    client.world.platform.sendsHeaders = false;
    client.socket.connect();
    await client.world.poll!.answer("not here", 404);
    expect([client.take(), client.world.sockets.length]).toEqual([["connect_error ERR_HTTP_STATUS"], 0]);
    const other = reversed({ autoConnect: false, extraHeaders });
    other.world.platform.sendsHeaders = false;
    other.socket.connect();
    other.ws.end(new Error("blocked"));
    expect(other.world.poll).toBeDefined();
    const none = both({ autoConnect: false, extraHeaders: {} });
    none.world.platform.sendsHeaders = false;
    none.socket.connect();
    await none.world.poll!.answer("not here", 404);
    expect(none.world.sockets).toHaveLength(1);
  });

  test("a slow one keeps running while the next starts beside it; the first to open wins", async () => {
    const client = both({ timeout: 1000 });
    const { world } = client;
    const poll = world.poll!;
    world.advance(499);
    expect(world.sockets).toHaveLength(0);
    world.advance(1);
    expect([world.sockets.length, poll.aborted]).toEqual([1, false]);
    await client.connect();
    expect([client.take(), poll.aborted, world.requests]).toEqual([["connect"], true, []]);
  });

  test("the slow one may win", async () => {
    const client = both({ timeout: 1000 });
    client.world.advance(500);
    await client.poll();
    expect([client.take(), client.ws.terminated]).toEqual([["connect"], true]);
  });

  test("the time of the attempt ends all", () => {
    const client = both({ timeout: 1000 });
    client.world.advance(500);
    client.world.advance(500);
    expect(client.take()).toEqual(["connect_timeout ERR_CONNECT_TIMEOUT", "connect_error ERR_CONNECT_TIMEOUT"]);
    expect([client.ws.terminated, client.world.requests]).toEqual([true, []]);
  });

  test("no transport at all", () => {
    const client = start({ transports: ["nonsense"] });
    expect(client.take()).toEqual([]);
    client.world.advance(0);
    expect(client.take()).toEqual(["connect_error ERR_NO_TRANSPORT"]);
    const early = start({ transports: [] });
    early.socket.disconnect();
    early.world.advance(0);
    expect([early.take(), early.world.left]).toEqual([[], []]);
  });
});

describe("rememberUpgrade", () => {
  const url = "http://remembered";
  /** Opens by polling, and upgrades. */
  const upgrade = async (client: FakeClient): Promise<void> => {
    await client.poll({ upgrades: ["websocket"] });
    client.ws.open();
    client.ws.receive("3probe");
    await client.world.poll!.answer("6");
  };

  test("the transport that worked comes first, until it fails", async () => {
    const client = both({ rememberUpgrade: true }, url);
    await upgrade(client);
    expect(client.socket.io.engine.transport.name).toBe("websocket");
    client.ws.end(null);
    client.world.advance(1000);
    expect([client.world.sockets.length, client.world.poll]).toEqual([2, undefined]);
    const again = both({ rememberUpgrade: true }, url);
    expect([again.world.sockets.length, again.world.poll]).toEqual([1, undefined]);
    again.ws.end(new Error("blocked"));
    await again.poll();
    expect(again.take()).toEqual(["connect"]);
    again.socket.disconnect();
    const third = both({ rememberUpgrade: true }, url);
    expect([third.world.sockets.length, !!third.world.poll]).toEqual([0, true]);
  });

  test("without it nothing is remembered, nor asked", async () => {
    const client = both({}, url);
    await upgrade(client);
    client.ws.end(null);
    client.world.advance(1000);
    expect([client.world.sockets.length, !!client.world.poll]).toEqual([1, true]);
    await upgrade(client);
    const keeper = both({ rememberUpgrade: true }, url);
    expect(!!keeper.world.poll).toBe(true);
    await upgrade(keeper);
    const other = both({}, url);
    expect(!!other.world.poll).toBe(true);
  });
});

describe("sessions that the server does not know", () => {
  const losesSession = async (client: FakeClient): Promise<void> => {
    await client.world.poll!.answer(`0${JSON.stringify(HANDSHAKE)}`);
    await client.world.post!.answer(unknown, 400);
    client.world.advance(5000);
  };

  test("are named, and after the second in a row a WebSocket is tried first", async () => {
    const client = both();
    const hints: unknown[] = [];
    client.socket.on("connect_error", ({ code, serverCode, hint }) => hints.push(code, serverCode, hint));
    await losesSession(client);
    expect(hints).toEqual(["ERR_SESSION_UNKNOWN", 1, expect.stringContaining("sticky")]);
    expect([client.world.sockets.length, !!client.world.poll]).toEqual([0, true]);
    await losesSession(client);
    expect([client.world.sockets.length, client.world.poll]).toEqual([1, undefined]);
  });

  test("a join in between starts the count over", async () => {
    const client = both();
    await losesSession(client);
    await client.poll();
    await client.world.poll!.answer(unknown, 400);
    client.world.advance(5000);
    expect([client.world.sockets.length, !!client.world.poll]).toEqual([0, true]);
  });

  test("not where the headers would be lost", async () => {
    const client = both({ autoConnect: false, extraHeaders: { authorization: "x" } });
    client.world.platform.sendsHeaders = false;
    client.socket.connect();
    await losesSession(client);
    await losesSession(client);
    expect([client.world.sockets.length, !!client.world.poll]).toEqual([0, true]);
  });

  test("nor where the app does not name it", async () => {
    const client = start({ transports: ["polling"] });
    await losesSession(client);
    await losesSession(client);
    expect(!!client.world.poll).toBe(true);
  });
});
