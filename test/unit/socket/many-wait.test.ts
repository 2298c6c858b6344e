import { describe, expect, test } from "vitest";
import type { IoOptions } from "../../../src/manager/options.ts";
import { type FakeClient, outcome, startsClients } from "../../support/fake-client.ts";
import { settle } from "../../support/fake-platform.ts";

/** What waits is bounded and sent in time linear to it: each of these took half a minute and more, or overflowed the stack. */

const start = startsClients();
const MANY = 8_000;

/** Emits many events, and gives the names of those that were dropped. */
const emitMany = ({ socket }: FakeClient, count = MANY): string[] => {
  const dropped: string[] = [];
  socket.lifecycle.on("dropped", ({ event }) => dropped.push(event));
  for (let n = 0; n < count; n++) socket.emit(`${n}`, "x");
  return dropped;
};

describe("many events wait", () => {
  test.each<[string, IoOptions]>([
    ["bytes", { bufferLimit: { bytes: 30_000, onFull: "drop-oldest" } }],
    ["events", { bufferLimit: { events: 3_000, onFull: "drop-oldest" } }],
    ["bytes and age", { bufferLimit: { bytes: 30_000, age: 1e6, onFull: "drop-oldest" } }],
    ["bytes, with retries", { retries: 1, ackTimeout: 10_000, bufferLimit: { bytes: 30_000, onFull: "drop-oldest" } }],
    ["events, with retries", { retries: 1, ackTimeout: 10_000, bufferLimit: { events: 3_000, onFull: "drop-oldest" } }],
  ])(
    "drop-oldest by %s: the oldest are gone, in order, the newest wait",
    async (_, options) => {
      const client = start(options);
      const { platform } = client.world;
      const { byteLength } = platform;
      let measured = 0;
      platform.byteLength = (text) => byteLength(text) + 0 * measured++;
      const dropped = emitMany(client);
      await settle();
      // each when it comes, and once more where what waits is counted anew
      expect(measured).toBeLessThan(3 * MANY);
      const { count, bytes } = client.socket.buffered;
      expect(dropped).toEqual(Array.from({ length: MANY - count }, (_, n) => `${n}`));
      expect(count).toBeGreaterThan(1_000);
      if (options.bufferLimit!.bytes) expect([bytes <= 30_000, bytes > 29_900]).toEqual([true, true]);
      else expect(count).toBe(3_000);
      client.socket.disconnect();
    },
    60_000,
  );

  test.each<[string, IoOptions]>([
    ["plain", { bufferLimit: { age: 1000 } }],
    ["with retries", { retries: 1, ackTimeout: 10_000, bufferLimit: { age: 1000 } }],
  ])(
    "all have waited too long at once, %s",
    async (_, options) => {
      const client = start(options);
      const dropped = emitMany(client);
      client.world.advance(1001);
      client.socket.emit("fresh");
      await settle();
      expect([dropped.length, client.socket.buffered.count]).toEqual([MANY, 1]);
      client.socket.disconnect();
    },
    60_000,
  );

  test("drop-newest by bytes: what came first stays", async () => {
    const client = start({ bufferLimit: { bytes: 30_000, onFull: "drop-newest" } });
    const dropped = emitMany(client);
    await settle();
    const { count } = client.socket.buffered;
    expect([dropped.length, dropped[0]]).toEqual([MANY - count, `${count}`]);
  });

  test("what the app took out of sendBuffer leaves room, however it did so", () => {
    const client = start({ bufferLimit: { bytes: 100 } });
    const { socket } = client;
    const fill = (): number => {
      for (let n = 0; ; n++)
        try {
          socket.emit("x".repeat(10));
        } catch {
          return n;
        }
    };
    const room = fill();
    socket.sendBuffer.length = 0;
    expect(fill()).toBe(room);
    socket.sendBuffer.splice(0, 2);
    expect(fill()).toBe(2);
    socket.sendBuffer = [];
    expect(fill()).toBe(room);
  });
});

describe("a retry queue that the server's maxPayload lets nothing out of", () => {
  const connect = async (client: FakeClient) => {
    client.ws.accept({ maxPayload: 100 });
    await settle();
    client.ws.receive('40{"sid":"sid"}');
    return client.ws;
  };

  test("3,000 promises reject, and what fits is sent", async () => {
    const client = start({ retries: 2, ackTimeout: 10_000 });
    const { socket } = client;
    const promises = Array.from({ length: 3000 }, () => socket.emitWithAck("large", "x".repeat(200)));
    const outcomes = promises.map((promise) => outcome(promise));
    const small = outcome(socket.emitWithAck("small"));
    const ws = await connect(client);
    await settle();
    expect(new Set(outcomes.flat())).toEqual(new Set(["ERR_PAYLOAD_TOO_LARGE not-sent"]));
    expect(ws.take()).toEqual(["40", '423000["small"]']);
    ws.receive("433000[1]");
    await settle();
    expect(small).toEqual([1]);
  });

  test("an event emitted by what is told of the one before has its turn", async () => {
    const client = start({ retries: 1, ackTimeout: 10_000 });
    const { socket } = client;
    socket.lifecycle.on("dropped", ({ event }) => {
      if (event === "large") socket.emit("instead");
    });
    for (let n = 0; n < 3; n++) socket.emit("large", "x".repeat(200));
    const ws = await connect(client);
    expect(ws.take()).toEqual(["40", '423["instead"]']);
    socket.disconnect();
  });
});

test.each(["oldest", "newest"])(
  "many namespaces are left one by one, the %s first",
  async (which) => {
    const client = start();
    await client.connect();
    const sockets = Array.from({ length: MANY }, (_, n) => client.socket.io.socket(`/${n}`));
    if (which === "newest") sockets.reverse();
    const began = performance.now();
    for (const socket of sockets) socket.disconnect();
    // with a list of all made for each it was a quarter of a minute
    expect(performance.now() - began).toBeLessThan(3000);
    expect(client.socket.connected).toBe(true);
  },
  60_000,
);
