import { describe, expect, test } from "vitest";
import type { Client } from "../support/client.ts";
import { EVERYWHERE } from "../support/platforms.ts";
import { startServer } from "../support/server.ts";
import { Transcript, until } from "../support/until.ts";

/**
 * A socket in the state of an app, as the libraries wrap it that watch such state; test/wild has the libraries themselves. What
 * is a web's or Node's own object is not to be wrapped at all: none of it may be reached.
 */

const plain = (value: unknown): value is object =>
  typeof value === "object" &&
  value !== null &&
  /^\[object (Object|Array|Map|Set)\]$/.test(Object.prototype.toString.call(value));

/** As Vue 3 and Alpine: a proxy of each object, made where it is reached; what is set is unwrapped. */
const made = new WeakMap<object, object>();
const raw = new WeakMap<object, object>();
const deep = <Value>(value: Value, told?: (name: PropertyKey) => void): Value => {
  if (!plain(value) || raw.has(value)) return value;
  const known = made.get(value);
  if (known) return known as Value;
  const proxy: object = new Proxy(value as object, {
    get(target, name, receiver) {
      const found = Reflect.get(target, name, target instanceof Map || target instanceof Set ? target : receiver);
      if (typeof found === "function" && (target instanceof Map || target instanceof Set))
        return (...args: unknown[]) => deep(found.apply(target, args), told);
      return deep(found, told);
    },
    set(target, name, next, receiver) {
      const bare = raw.get(next as object) ?? next;
      const changed = !Object.is(Reflect.get(target, name), bare);
      const done = Reflect.set(target, name, bare, receiver);
      if (changed) told?.(name);
      return done;
    },
  });
  made.set(value, proxy);
  raw.set(proxy, value);
  return proxy as Value;
};

/** As Vue 2: each property that can be listed becomes a getter and a setter, all the way down. */
const observed = new WeakSet<object>();
const observe = <Value>(value: Value): Value => {
  if (typeof value !== "object" || value === null || observed.has(value)) return value;
  if (!/^\[object (Object|Array)\]$/.test(Object.prototype.toString.call(value)) || !Object.isExtensible(value))
    return value;
  observed.add(value);
  for (const name of Object.keys(value)) {
    const { get, set, configurable } = Object.getOwnPropertyDescriptor(value, name)!;
    if (!configurable) continue;
    let held = (value as Record<string, unknown>)[name];
    observe(held);
    Object.defineProperty(value, name, {
      configurable: true,
      enumerable: true,
      get: () => (get ? get.call(value) : held),
      set: (next) => {
        observe(next);
        if (set) set.call(value, next);
        else held = next;
      },
    });
  }
  return value;
};

/** As Valtio: each object that is a property is replaced, in its place, by a proxy that does the same with what is set. */
const replaced = new WeakMap<object, object>();
const replace = <Value>(value: Value): Value => {
  if (typeof value !== "object" || value === null || Symbol.iterator in value !== Array.isArray(value)) return value;
  if (value instanceof Error || value instanceof Date || value instanceof Promise) return value;
  const known = replaced.get(value);
  if (known) return known as Value;
  const proxy: object = new Proxy(value as object, {
    set: (target, name, next, receiver) => Reflect.set(target, name, replace(next), receiver),
  });
  replaced.set(value, proxy).set(proxy, proxy);
  for (const name of Reflect.ownKeys(value)) {
    const descriptor = Object.getOwnPropertyDescriptor(value, name)!;
    if (descriptor.writable) (proxy as Record<PropertyKey, unknown>)[name] = descriptor.value;
  }
  return proxy as Value;
};

const WRAPPED: { how: string; wrap: (socket: Client) => Client }[] = [
  { how: "a proxy that does nothing", wrap: (socket) => new Proxy(socket, {}) },
  { how: "a proxy of a proxy", wrap: (socket) => new Proxy(new Proxy(socket, {}), {}) },
  { how: "a proxy of each object", wrap: (socket) => deep(socket) },
  { how: "getters and setters", wrap: (socket) => observe({ socket }).socket },
  { how: "proxies in their places", wrap: (socket) => replace({ socket }).socket },
];

const WHEN = [
  { when: "before it connects", autoConnect: false, wait: async () => {} },
  { when: "while it connects", autoConnect: true, wait: async () => {} },
  {
    when: "once it is connected",
    autoConnect: true,
    wait: (socket: Client) => until("it is connected", () => socket.connected),
  },
];

const serve = () =>
  startServer((io) => {
    io.on("connection", (socket) => socket.on("echo", (value, answer) => answer?.(value)));
    io.of("/other").on("connection", (socket) => socket.emit("hello"));
  });

describe.each(EVERYWHERE)("$where", ({ open }) => {
  describe.each(WRAPPED)("$how", ({ wrap }) => {
    test.each(WHEN)("$when: a life", async ({ autoConnect, wait }) => {
      const bare = open(await serve(), { autoConnect });
      const log = new Transcript();
      await wait(bare);
      const socket = wrap(bare);
      socket.on("connect", () => log.push("connect"));
      socket.once("disconnect", (reason: string) => log.push(`disconnect: ${reason}`));
      socket.io.on("reconnect", () => log.push("manager: reconnect"));
      if (!autoConnect) expect(socket.connect() === socket).toBe(true);
      await until("it is connected", () => socket.connected);
      expect(socket.id).toBe(bare.id);

      socket.emit("echo", 1, (value: number) => log.push(`answer ${value}`));
      socket.timeout(5000).emit("echo", 2, (error: unknown, value: number) => log.push(`answer ${error} ${value}`));
      socket.timeout(10).emit("silent", (error: Error) => log.push(error.message));
      await log.until("operation has timed out");
      expect(await socket.emitWithAck("echo", 3)).toBe(3);
      // no settings of a view stay
      expect(await new Promise((resolve) => socket.emit("echo", 4, resolve))).toBe(4);

      const other = socket.io.socket("/other");
      other.on("hello", () => log.push("other: hello"));
      other.connect();
      await log.until("other: hello");
      other.disconnect();

      socket.io.engine.close();
      await log.until("disconnect: forced close");
      await until("it is connected again", () => socket.connected);
      expect(socket.disconnect() === socket).toBe(true);
      expect([socket.connected, bare.connected, socket.active, socket.id]).toEqual([false, false, false, undefined]);
      const lines = log.entries.filter((line) => line !== "connect");
      expect(lines.sort()).toEqual(
        [
          "answer 1",
          "answer null 2",
          "operation has timed out",
          "other: hello",
          "disconnect: forced close",
          "manager: reconnect",
        ].sort(),
      );
    });

    test("what is set through it counts, and every kind of listener", async () => {
      const server = await startServer((io) =>
        io.on("connection", (socket) => socket.emit("auth", socket.handshake.auth)),
      );
      const socket = wrap(open(server, { autoConnect: false }));
      const log = new Transcript();
      socket.auth = { token: "t" };
      socket.emit("dropped");
      socket.sendBuffer = [];
      socket.onAny((name: string, { token }: { token: string }) => log.push(`any ${name} ${token}`));
      socket.onAnyOutgoing((name: string) => log.push(`out ${name}`));
      socket.lifecycle.on("state_change", ({ to }: { to: string }) => log.push(to));
      const ready = socket.ready();
      socket.open();
      expect((await ready) === socket).toBe(true);
      await log.until("any auth t");
      socket.volatile.emit("x");
      await log.until("out x");
      socket.offAny().offAnyOutgoing().close();
      expect(log.entries).toEqual(["connecting", "connected", "any auth t", "out x", "disconnected"]);
    });
  });

  test("who watches the state sees connected change, where the app connects through the proxy", async () => {
    const log = new Transcript();
    const bare = open(await serve(), { autoConnect: false });
    const socket = deep(bare, () => log.push(`connected: ${bare.connected}`));
    socket.connect();
    await log.until("connected: true");
    socket.disconnect();
    await log.until("connected: false");
  });

  test("listeners of one socket are not those of another", async () => {
    const server = await serve();
    const [one, other] = [deep(open(server, { autoConnect: false })), deep(open(server, { autoConnect: false }))];
    one.on("connect", () => {});
    one.lifecycle.on("connect", () => {});
    expect([other.hasListeners("connect"), other.lifecycle.hasListeners("connect")]).toEqual([false, false]);
  });

  test("no object of the library, of Node or of the web is found on a socket", async () => {
    const socket = open(await serve());
    await until("it is connected", () => socket.connected);
    socket.timeout(5000).emit("silent", () => {});
    const found = new Set<unknown>();
    const walk = (value: unknown): void => {
      if (typeof value !== "object" || value === null || found.has(value)) return;
      found.add(value);
      for (const name of Reflect.ownKeys(value)) {
        const descriptor = Object.getOwnPropertyDescriptor(value, name)!;
        if ("value" in descriptor) walk(descriptor.value);
      }
    };
    walk(socket);
    const names = [...found].map((value) => (value as object).constructor?.name);
    expect(names.filter((name) => !/^(Socket|Object|Array|Map)$/.test(name))).toEqual([]);
  });
});
