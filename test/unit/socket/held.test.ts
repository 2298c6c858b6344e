import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import { type FakeClient, outcome, startsClients } from "../../support/fake-client.ts";
import { settle } from "../../support/fake-platform.ts";

const start = startsClients();
const sent = ({ ws }: FakeClient): unknown[] => ws.take().filter((frame) => `${frame}`.startsWith("42"));
const joined = async (options: object = {}): Promise<FakeClient> => {
  const client = start(options);
  await client.connect();
  client.take();
  client.ws.take();
  return client;
};
const namesOf = ({ socket }: FakeClient): unknown[] => socket.sendBuffer.map(({ data }) => (data as unknown[])[0]);

describe("what is held", () => {
  test.each([{}, { retries: 1, ackTimeout: 1000 }])(
    "is counted without what was given up, with %o",
    async (options) => {
      const client = start({ autoConnect: false, ...options });
      const { socket } = client;
      const controller = new AbortController();
      socket
        .emit("a", 1)
        .signal(controller.signal)
        .emit("b", 2, () => {});
      socket.emit("c", "é");
      expect(socket.buffered).toEqual({
        count: 3,
        bytes: '2["a",1]20["b",2]2["c","é"]'.length + 1 + (options.retries ? 2 : 0),
      });
      controller.abort();
      await settle();
      expect(socket.buffered.count).toBe(2);
      socket.connect();
      await client.connect();
      client.ws.receive("430[]", "432[]");
      expect(socket.buffered).toEqual({ count: 0, bytes: 0 });
    },
  );

  test("and given up by a listener of what is sent, does not go out", async () => {
    for (const options of [{}, { retries: 1, ackTimeout: 1000 }]) {
      const client = start(options);
      const { socket } = client;
      const controller = new AbortController();
      socket.onAnyOutgoing((name) => name === "b" && controller.abort());
      socket.emit("a");
      const promised = outcome(socket.signal(controller.signal).emitWithAck("b"));
      socket.emit("c");
      await client.connect();
      const wire = sent(client);
      client.ws.receive("430[]");
      wire.push(...sent(client));
      client.ws.receive("432[]");
      await settle();
      expect(wire.map((frame) => `${frame}`.replace(/^42\d*/, ""))).toEqual(['["a"]', '["c"]']);
      expect(promised).toEqual(["ERR_ABORTED not-sent"]);
    }
  });

  test("is what a listener of what is sent lost the connection of", async () => {
    for (const options of [{}, { retries: 1, ackTimeout: 1000 }]) {
      const client = await joined({ ...options, randomizationFactor: 0 });
      const { socket } = client;
      let loses = true;
      socket.onAnyOutgoing(() => {
        if (loses) socket.io.engine._end("transport error");
        loses = false;
      });
      socket.emit("x");
      expect([sent(client), socket.buffered.count, client.take()]).toEqual([[], 1, ["disconnect transport error"]]);
      client.world.advance(1000);
      await client.connect();
      expect(sent(client)).toEqual([options.retries ? '420["x"]' : '42["x"]']);
      client.ws.receive("430[]");
    }
  });

  test("by a limit of bytes, is pushed out by what has just room; errors say why", async () => {
    const frame = '2["a","0123456789"]';
    const client = start({
      autoConnect: false,
      bufferLimit: { bytes: frame.length, age: 1000, onFull: "drop-oldest" },
    });
    const { socket, log } = client;
    socket.lifecycle.on("dropped", ({ event, cause }) => void log.push(`${event}: ${cause.message}`));
    socket.emit("a", "0123456789");
    socket.emit("b", "0123456789");
    await settle();
    expect([client.take(), namesOf(client)]).toEqual([["dropped a ERR_BUFFER_FULL not-sent", "a: buffer full"], ["b"]]);
    client.world.advance(1001);
    socket.emit("c");
    await settle();
    expect([client.take(), namesOf(client)]).toEqual([
      ["dropped b ERR_BUFFER_FULL not-sent", "b: waited too long"],
      ["c"],
    ]);
  });
});

test("a signal keeps no listener of what has its outcome", async () => {
  const client = await joined();
  const { signal } = new AbortController();
  const listeners = (): number => getEventListeners(signal, "abort").length;
  client.socket.signal(signal).emit("x", () => {});
  client.socket
    .signal(signal)
    .timeout(10)
    .emit("y", () => {});
  expect(listeners()).toBe(2);
  client.ws.receive("430[]");
  client.world.advance(10);
  expect(listeners()).toBe(0);
});

describe("with retries", () => {
  const options = { retries: 1, ackTimeout: 1000, randomizationFactor: 0 };

  test("a loss leaves what is retried as it was, and what is not has its outcome", async () => {
    const client = await joined(options);
    const { socket, log } = client;
    socket.volatile.emit("volatile", (error: { code: string }) => log.push(`volatile ${error.code}`));
    for (const name of ["a", "b", "c"]) socket.emit(name);
    expect([sent(client), socket.buffered.count]).toEqual([['420["volatile"]', '421["a"]'], 2]);
    client.ws.end();
    expect([client.take(), socket.buffered.count]).toEqual([
      ["disconnect transport error", "volatile ERR_DISCONNECTED"],
      3,
    ]);
    client.world.advance(1000);
    await client.connect();
    const wire = sent(client);
    for (const id of [1, 2, 3]) {
      client.ws.receive(`43${id}[]`);
      wire.push(...sent(client));
    }
    expect([wire, socket.buffered.count]).toEqual([['421["a"]', '422["b"]', '423["c"]'], 0]);
  });

  test("listeners of what is sent may add to it, and what they emit goes behind it", async () => {
    const client = await joined({ ...options, retryWindow: 2 });
    const { socket } = client;
    socket.onAnyOutgoing((name, data) => {
      if (name === "a") socket.emit("b", {});
      data.seen = true;
    });
    socket.emit("a", {});
    expect(sent(client)).toEqual(['420["a",{"seen":true}]', '421["b",{"seen":true}]']);
    client.ws.receive("430[]", "431[]");
  });

  test("the oldest that makes room is the oldest that is still held", async () => {
    const client = start({ ...options, autoConnect: false, bufferLimit: { events: 2, onFull: "drop-oldest" } });
    const { socket } = client;
    const controller = new AbortController();
    socket.signal(controller.signal).emit("a", () => {});
    controller.abort();
    for (const name of ["b", "c", "d"]) socket.emit(name);
    await settle();
    expect(client.take()).toEqual(["dropped a ERR_ABORTED not-sent", "dropped b ERR_BUFFER_FULL not-sent"]);
    socket.connect();
    await client.connect();
    expect(sent(client)).toEqual(['422["c"]']);
    client.ws.receive("432[]");
    expect(sent(client)).toEqual(['423["d"]']);
    client.ws.receive("433[]");
  });
});
