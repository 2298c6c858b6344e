import { describe, expect, expectTypeOf, test } from "vitest";
import { LIFECYCLE_EVENTS, SOCKET_EVENTS } from "../../../src/socket/events.ts";
import type { LifecycleEvents, SocketReservedEvents } from "../../../src/socket/types.ts";
import { ADDED_NAMES } from "../../../src/util/reserved.ts";
import { startsClients } from "../../support/fake-client.ts";
import { settle, World } from "../../support/fake-platform.ts";

const start = startsClients();

test("the lists name each event that is declared, and no other", () => {
  expectTypeOf<(typeof SOCKET_EVENTS)[number]>().toEqualTypeOf<keyof SocketReservedEvents>();
  expectTypeOf<(typeof LIFECYCLE_EVENTS)[number]>().toEqualTypeOf<keyof LifecycleEvents>();
  for (const names of [SOCKET_EVENTS, LIFECYCLE_EVENTS]) expect(new Set(names).size).toBe(names.length);
});

describe('lifecycleEvents: "all"', () => {
  test("names of ours are sent, with one warning each; from the server they reach onAny alone", async () => {
    const client = start();
    const any: unknown[] = [];
    client.socket.onAny((name) => any.push(name));
    const ws = await client.connect();
    for (const name of [...ADDED_NAMES, ...ADDED_NAMES]) client.socket.emit(name);
    expect(ws.take()).toEqual(["40", ...[...ADDED_NAMES, ...ADDED_NAMES].map((name) => `42["${name}"]`)]);
    for (const name of ADDED_NAMES) ws.receive(`42["${name}",1]`);
    expect([any, client.take()]).toEqual([ADDED_NAMES, ["connect"]]);
    // once in a program: another test may have been first
    expect(client.world.warned.length).toBeLessThanOrEqual(ADDED_NAMES.length);
    for (const text of client.world.warned) expect(text).toContain('lifecycleEvents: "v4"');
  });
});

describe('lifecycleEvents: "v4"', () => {
  test("the socket emits connect, connect_error and disconnect; socket.lifecycle has them all", async () => {
    const client = start({ lifecycleEvents: "v4", timeout: 500 });
    const heard: string[] = [];
    for (const name of SOCKET_EVENTS) client.socket.lifecycle.on(name, () => heard.push(name));
    client.world.advance(500);
    client.world.advance(1000);
    await client.connect();
    expect(client.take()).toEqual(["connect_error ERR_CONNECT_TIMEOUT", "connect"]);
    expect(heard).toEqual(["connect_timeout", "connect_error", "reconnect_attempt", "connect", "reconnect"]);
    client.socket.disconnect();
    expect([client.take(), heard.at(-1)]).toEqual([["disconnect io client disconnect"], "disconnect"]);
  });

  test("the names are the app's, without a warning", async () => {
    const client = start({ lifecycleEvents: "v4" });
    const ws = await client.connect();
    client.take();
    ws.receive('42["reconnect",7]', '42["connect_timeout","mine"]');
    client.socket.emit("reconnect");
    expect([client.take(), client.world.warned]).toEqual([["reconnect 7", "connect_timeout mine"], []]);
  });
});

describe("socket.lifecycle", () => {
  test("need not be asked for: all that it would tell of goes on without it", async () => {
    const world = new World();
    const socket = world.io("http://host", { transports: ["websocket"], forceNew: true });
    const heard: string[] = [];
    socket.on("connect_error", ({ code }) => heard.push(code));
    socket.on("connect", () => heard.push("connect"));
    socket.on("news", () => heard.push("news"));
    socket.volatile.emit("dropped");
    await settle();
    world.sockets[0]!.end();
    world.advance(1000);
    world.sockets[1]!.accept();
    await settle();
    world.sockets[1]!.receive('40{"sid":"x"}', '42["connect"]', '42["news"]');
    expect([heard, socket._inner()._teller._emitter]).toEqual([["ERR_TRANSPORT", "connect", "news"], undefined]);
    socket.disconnect();
    world.sockets[1]!.end(null);
    expect([world.left, world.reported]).toEqual([[], []]);
  });

  test("state_change tells of each change, with its cause, in the order of things", async () => {
    const client = start({ reconnectionAttempts: 1 });
    const { socket, log } = client;
    socket.lifecycle.on("state_change", ({ from, to, cause }) => void log.push(`${from} → ${to} by ${cause}`));
    await client.connect();
    client.ws.end();
    client.world.advance(1000);
    client.ws.end();
    expect(client.take()).toEqual([
      "connecting → connected by connect",
      "connect",
      "connected → reconnecting by disconnect",
      "disconnect transport error",
      "reconnect_attempt 1",
      "reconnecting → disconnected by connect_error",
      "connect_error ERR_TRANSPORT",
      "reconnect_error ERR_TRANSPORT",
      "reconnect_failed",
    ]);
    socket.connect();
    socket.disconnect();
    expect(client.take()).toEqual([
      "disconnected → connecting by connect()",
      "connecting → disconnected by disconnect()",
    ]);
  });

  test("an attempt that no other follows is the cause, where none was to follow", () => {
    const client = start({ reconnection: false });
    const { socket, log } = client;
    socket.lifecycle.on("state_change", ({ from, to, cause }) => void log.push(`${from} → ${to} by ${cause}`));
    client.ws.end();
    expect([client.take(), socket.active]).toEqual([
      ["connecting → disconnected by connect_error", "connect_error ERR_TRANSPORT"],
      true,
    ]);
  });

  test("disconnect(), then connect() while joining, are two changes", async () => {
    const client = start();
    const { socket, log } = client;
    socket.lifecycle.on("state_change", ({ from, to, cause }) => void log.push(`${from} → ${to} by ${cause}`));
    client.ws.accept();
    await settle();
    socket.disconnect();
    socket.connect();
    expect(client.take()).toEqual([
      "connecting → disconnected by disconnect()",
      "disconnected → connecting by connect()",
    ]);
    client.ws.receive('40{"sid":"x"}');
  });

  test("never collides with the app's events", async () => {
    const client = start();
    const heard: unknown[] = [];
    client.socket.lifecycle.on("state_change", (...args) => heard.push(args.length));
    client.socket.on("state_change", (x) => heard.push(x));
    client.socket.on("dropped", (x) => heard.push(x));
    const ws = await client.connect();
    ws.receive('42["state_change","app"]', '42["dropped","app"]');
    expect(heard).toEqual([1, "app", "app"]);
  });

  test("is one, also from a view, and off() of the socket leaves it alone", async () => {
    const client = start();
    const { socket } = client;
    expect(socket.timeout(1).lifecycle).toBe(socket.lifecycle);
    const heard: unknown[] = [];
    socket.lifecycle.on("connect", () => heard.push("connect"));
    socket.off();
    await client.connect();
    expect(heard).toEqual(["connect"]);
  });
});
