import { describe, expect, test, vi } from "vitest";
import type { Client } from "../support/client.ts";
import { EVERYWHERE } from "../support/platforms.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { next, Transcript } from "../support/until.ts";

/** A view is the socket in all but the settings for what is emitted on it. */

/** Answers `echo` with its argument, and tells its `auth`. */
const echoing = (): Promise<TestServer> =>
  startServer((io) =>
    io.on("connection", (socket) => {
      socket.emit("auth", socket.handshake.auth);
      socket.on("echo", (value, answer) => answer(value));
      socket.on("ask", () => socket.emit("asked", "x"));
    }),
  );

const VIEWS: [string, (socket: Client) => Client][] = [
  ["timeout()", (socket) => socket.timeout(5000)],
  ["volatile", (socket) => socket.volatile],
  ["compress()", (socket) => socket.compress(false)],
  ["signal()", (socket) => socket.signal(new AbortController().signal)],
  ["a view of a view", (socket) => socket.volatile.timeout(5000)],
];

describe.each(EVERYWHERE)("$where", ({ open }) => {
  describe.each(VIEWS)("%s", (_, viewOf) => {
    test("listeners added through it are the socket's own", async () => {
      const socket = open(await echoing(), { autoConnect: false });
      const view = viewOf(socket);
      const log = new Transcript();
      expect(view.on("connect", () => log.push("connect")) === view).toBe(true);
      view.once("asked", (x: string) => log.push(`asked ${x}`));
      view.onAny((name: string) => log.push(`any ${name}`));
      view.onAnyOutgoing((name: string) => log.push(`out ${name}`));
      view.lifecycle.on("disconnect", (reason: string) => log.push(reason));
      view.connect();
      await log.until("any auth");
      socket.emit("ask");
      await log.until("asked x");
      view.off("connect").offAny().offAnyOutgoing();
      expect(socket.hasListeners("connect")).toBe(false);
      view.disconnect();
      expect(log.entries).toEqual(["connect", "any auth", "out ask", "any asked", "asked x", "io client disconnect"]);
      expect([socket.connected, view.connected, view.id]).toEqual([false, false, undefined]);
    });

    test("what is set through it is set on the socket", async () => {
      const socket = open(await echoing(), { autoConnect: false });
      const view = viewOf(socket);
      view.auth = { token: "of the view" };
      socket.emit("dropped");
      view.sendBuffer = [];
      view.receiveBuffer = [];
      view.userId = 7;
      expect([socket.auth, socket.sendBuffer, socket.userId]).toEqual([{ token: "of the view" }, [], 7]);
      delete view.userId;
      expect("userId" in socket).toBe(false);
      const told = next(socket, "auth");
      socket.connect();
      expect(await told).toEqual([{ token: "of the view" }]);
    });

    test("it is the socket to whoever looks", async () => {
      const socket = open(await echoing());
      const view = viewOf(socket);
      await next(view, "connect");
      expect([view.connected, view.active, view.state, view.nsp]).toEqual([true, true, "connected", "/"]);
      expect([view.id === socket.id, view.io === socket.io, view.constructor === socket.constructor]).toEqual([
        true,
        true,
        true,
      ]);
      expect((await view.ready()) === socket).toBe(true);
      expect(Object.keys(view)).toEqual(Object.keys(socket));
    });

    test("is used again and again, and emit() on it returns the socket", async () => {
      const socket = open(await echoing());
      const view = viewOf(socket);
      await next(socket, "connect");
      // volatile events wait for nothing, and polling is busy then
      await vi.waitUntil(() => socket.io.engine.transport.writable);
      expect(view.emit("ask") === socket).toBe(true);
      await next(socket, "asked");
      await vi.waitUntil(() => socket.io.engine.transport.writable);
      expect(await view.emitWithAck("echo", 1)).toBe(1);
    });
  });

  describe("timeout(ms) whose view is not touched", () => {
    test("counts for the socket's next emit in the same run, with one warning", async () => {
      const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
      const socket = open(await echoing());
      await next(socket, "connect");
      const log = new Transcript();
      socket.timeout(5000);
      socket.emit("echo", 1, (...args: unknown[]) => log.push(JSON.stringify(args)));
      socket.emit("echo", 2, (...args: unknown[]) => log.push(JSON.stringify(args)));
      await log.size(2);
      expect(log.entries).toEqual(["[null,1]", "[2]"]);
      socket.timeout(10);
      await expect(socket.emitWithAck("silent")).rejects.toThrow("operation has timed out");
      socket.timeout(5000);
      socket.send("x");
      socket.timeout(5000);
      expect(await socket.emitWithAck("echo", 3)).toBe(3);
      const texts = warn.mock.calls.flat().filter((text) => /timeout\(\)/.test(String(text)));
      // once in a process
      expect(texts.length).toBeLessThan(2);
    });

    test("not once that run is over", async () => {
      const socket = open(await echoing());
      await next(socket, "connect");
      socket.timeout(5000);
      await Promise.resolve();
      expect(await new Promise((resolve) => socket.emit("echo", 1, resolve))).toBe(1);
    });

    test("not once it was touched, whatever was done with it", async () => {
      const socket = open(await echoing());
      await next(socket, "connect");
      const view = socket.timeout(5000);
      view.on("x", () => {});
      expect(await new Promise((resolve) => socket.emit("echo", 1, resolve))).toBe(1);
      expect(await view.emitWithAck("echo", 2)).toBe(2);
    });

    test.each(VIEWS.slice(1, 4))("%s never passes to the socket", async (_, viewOf) => {
      const socket = open(await echoing(), { autoConnect: false });
      viewOf(socket);
      socket.emit("kept", () => {});
      expect(socket.sendBuffer.length).toBe(1);
      expect(socket.sendBuffer[0]!.options).toEqual({ compress: true });
      socket.sendBuffer = [];
    });

    test("an emit on another view leaves it to the socket's own", async () => {
      const socket = open(await echoing());
      await next(socket, "connect");
      socket.timeout(5000);
      socket.compress(false).emit("ask");
      expect(await new Promise((resolve) => socket.emit("echo", 1, (...args: unknown[]) => resolve(args)))).toEqual([
        null,
        1,
      ]);
    });
  });
});
