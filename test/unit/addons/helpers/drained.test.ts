import { drained } from "holdfast/helpers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { outcome, startsClients } from "../../../support/fake-client.ts";
import { settle } from "../../../support/fake-platform.ts";

const start = startsClients();

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const pass = async (ms: number): Promise<void> => {
  vi.advanceTimersByTime(ms);
  await settle();
};

describe("engine.bufferedAmount", () => {
  test("WebSocket: what it has", async () => {
    const client = start();
    const { socket } = client;
    expect(socket.io.engine.bufferedAmount).toBe(0);
    const ws = await client.connect();
    ws.bufferedAmount = 700;
    expect([socket.io.engine.bufferedAmount, socket.io.engine.transport.bufferedAmount]).toEqual([700, 700]);
  });

  test("polling: the POST under way and what waits behind it, in UTF-8", async () => {
    const client = start({ transports: ["polling"] });
    await client.poll();
    const count = vi.spyOn(client.world.platform, "byteLength");
    const { engine } = client.socket.io;
    client.socket.emit("é");
    client.socket.emit("é", Uint8Array.of(1, 2, 3));
    const first = Buffer.byteLength('42["é"]');
    const rest = Buffer.byteLength('251-["é",{"_placeholder":true,"num":0}]'.slice(1)) + 3;
    expect([engine.transport.bufferedAmount, engine.bufferedAmount]).toEqual([first, first + rest]);
    // a large body is not counted anew each time
    expect(count.mock.calls.filter(([text]) => text === '42["é"]')).toHaveLength(1);
    await client.posts();
    expect(engine.bufferedAmount).toBe(0);
  });
});

describe("drained", () => {
  test("resolves at once where little waits, and else as soon as that is so", async () => {
    const client = start();
    const ws = await client.connect();
    ws.bufferedAmount = 65_535;
    await drained(client.socket);
    ws.bufferedAmount = 65_536;
    const seen = outcome(drained(client.socket));
    await pass(100);
    expect(seen).toEqual([]);
    ws.bufferedAmount = 10;
    await pass(20);
    expect(seen).toEqual([undefined]);
  });

  test("below 0: nothing waits; and a time beyond what timers take is no limit", async () => {
    const client = start();
    const ws = await client.connect();
    ws.bufferedAmount = 1;
    const done = outcome(drained(client.socket, { below: 0, timeout: 2 ** 40 }));
    await pass(20);
    expect(done).toEqual([]);
    ws.bufferedAmount = 0;
    await pass(20);
    expect(done).toEqual([undefined]);
  });

  test("offline it waits, however little is buffered, and looks at no clock", async () => {
    const client = start();
    client.socket.emit("x");
    const seen = outcome(drained(client.socket, { below: 1 }));
    await pass(1_000);
    expect([seen, vi.getTimerCount()]).toEqual([[], 0]);
    await client.connect();
    await pass(20);
    expect(seen).toEqual([undefined]);
  });

  test("a lost connection with bytes on their way rejects", async () => {
    const client = start();
    const ws = await client.connect();
    ws.bufferedAmount = 1e6;
    const seen = outcome(drained(client.socket));
    ws.end();
    await settle();
    expect(seen).toEqual(["ERR_DISCONNECTED unknown"]);
  });

  test("what was never handed over is sent on the next connection, and waited for", async () => {
    const client = start({ transports: ["polling", "websocket"], upgrade: false, bufferLimit: {} });
    const { world, socket } = client;
    await client.poll();
    // is read before anything of it is handed over
    socket.emit("x", new Blob(["x".repeat(100)]));
    const seen = outcome(drained(socket, { below: 10 }));
    await world.poll!.fail(new Error("gone"));
    await settle();
    expect(seen).toEqual([]);
    world.advance(10_000);
    await client.poll();
    await settle();
    await client.posts();
    await pass(20);
    expect(seen).toEqual([undefined]);
  });

  test.each([
    ["time", { timeout: 500 }, "ERR_ACK_TIMEOUT"],
    ["a signal", { signal: AbortSignal.abort() }, "ERR_ABORTED"],
  ])("%s ends the wait", async (_, options, code) => {
    const client = start();
    const ws = await client.connect();
    ws.bufferedAmount = 1e6;
    const seen = outcome(drained(client.socket, options));
    await pass(500);
    expect(seen).toEqual([code]);
    expect(client.socket.lifecycle.listeners("connect")).toEqual([]);
  });

  test("a signal that comes later ends it", async () => {
    const client = start();
    const given = new AbortController();
    const seen = outcome(drained(client.socket, { signal: given.signal }));
    given.abort();
    await settle();
    expect(seen).toEqual(["ERR_ABORTED"]);
  });
});
