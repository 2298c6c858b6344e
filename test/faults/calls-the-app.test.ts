import { describe, expect, test } from "vitest";
import type { Client } from "../support/client.ts";
import { EVERYWHERE } from "../support/platforms.ts";
import { scripted } from "../support/scripted-server.ts";
import { next, Transcript } from "../support/until.ts";

/** `emit()` calls nothing of the app: what it finds out, it tells in a later turn. */

/** Nothing else runs for so long: a page that computes, a debugger. */
const stall = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

/** Says what happened, and whether that was within the call. */
const follow = (socket: Client): { log: Transcript; call: (run: () => unknown) => void } => {
  const log = new Transcript();
  let calling = "";
  const say = (line: string): void => log.push(calling + line);
  socket.on("disconnect", (reason) => say(`disconnect: ${reason}`));
  socket.on("connect_error", () => say("connect_error"));
  socket.io.on("close", () => say("close"));
  socket.lifecycle.on("dropped", ({ event }) => say(`dropped ${event}`));
  socket.lifecycle.on("state_change", ({ to }) => say(to));
  return {
    log,
    call: (run) => {
      calling = "within the call: ";
      run();
      calling = "";
    },
  };
};

/**
 * Connects to a server that sends no ping, computes for longer than it may take to send one, and then acts, all in the turn in
 * which it connected. Says what was told then, and what until it is connected again.
 */
const stalled = async (open: (server: { url: string }) => Client, act: (socket: Client) => unknown) => {
  const server = await scripted({ handshake: (n) => (n ? {} : { pingInterval: 400, pingTimeout: 400 }) });
  const socket = open(server);
  const { log, call } = follow(socket);
  let told: string[] = [];
  socket.once("connect", () => {
    stall(850);
    log.entries.length = 0;
    call(() => act(socket));
    told = [...log.entries];
  });
  (await server.session()).doom();
  const { messages } = await server.session(1);
  await messages.size(1);
  await log.until("connected");
  return { told, log, messages };
};

describe.each(EVERYWHERE)("$where", ({ open }) => {
  test.each<[string, (socket: Client) => unknown, string[]]>([
    ["emit()", (socket) => socket.emit("kept"), ['2["kept"]']],
    ["emitWithAck()", (socket) => void socket.emitWithAck("kept").catch(() => {}), ['20["kept"]']],
    ["timeout().emit()", (socket) => socket.timeout(10_000).emit("kept", () => {}), ['20["kept"]']],
  ])(
    "the first %s after a stalled loop reports the loss later, and its event goes out on the next connection",
    async (_, act, sent) => {
      const { told, log, messages } = await stalled(open, act);
      expect(told).toEqual([]);
      expect(log.entries).toEqual(["reconnecting", "disconnect: ping timeout", "close", "connected"]);
      await messages.until(sent.at(-1)!);
      expect(messages.entries.slice(1)).toEqual(sent);
    },
  );

  test("a volatile event of that moment is dropped, and told later", async () => {
    const { told, log } = await stalled(open, (socket) => socket.volatile.emit("gone"));
    expect(told).toEqual([]);
    expect(log.entries).toEqual(["reconnecting", "disconnect: ping timeout", "close", "dropped gone", "connected"]);
  });

  test("a volatile event that can't be sent: its callback and `dropped` come later", async () => {
    const socket = open(await scripted(), { autoConnect: false });
    const { log, call } = follow(socket);
    call(() => socket.volatile.timeout(1000).emit("x", () => log.push("callback")));
    expect(log.entries).toEqual([]);
    await log.until("dropped x");
    expect(log.entries).toEqual(["callback", "dropped x"]);
  });

  test("an event whose signal is aborted already", async () => {
    const socket = open(await scripted(), { autoConnect: false });
    const { log, call } = follow(socket);
    call(() => socket.signal(AbortSignal.abort()).emit("x", () => log.push("callback")));
    expect(log.entries).toEqual([]);
    await log.until("dropped x");
    expect(log.entries).toEqual(["callback", "dropped x"]);
  });

  test.each([
    ["drop-newest", "second"],
    ["drop-oldest", "first"],
  ])("no room, %s", async (onFull, dropped) => {
    const socket = open(await scripted(), { autoConnect: false, bufferLimit: { events: 1, onFull } });
    const { log, call } = follow(socket);
    const callback = (name: string) => () => log.push(`callback ${name}`);
    call(() => {
      socket.timeout(1000).emit("first", callback("first"));
      socket.timeout(1000).emit("second", callback("second"));
    });
    expect([log.entries, socket.sendBuffer.length]).toEqual([[], 1]);
    await log.until(`dropped ${dropped}`);
    expect(log.entries).toEqual([`callback ${dropped}`, `dropped ${dropped}`]);
    socket.sendBuffer = [];
    socket.disconnect();
  });

  test("an event that its listeners made too large", async () => {
    const server = await scripted({ handshake: () => ({ maxPayload: 1000 }) });
    const socket = open(server);
    await next(socket, "connect");
    const { log, call } = follow(socket);
    socket.onAnyOutgoing((_name, data) => {
      data.text = "x".repeat(2000);
    });
    call(() => socket.timeout(1000).emit("x", {}, () => log.push("callback")));
    expect(log.entries).toEqual([]);
    await log.until("dropped x");
    expect([log.entries, socket.connected]).toEqual([["callback", "dropped x"], true]);
  });
});
