import { describe, expect, test } from "vitest";
import { type FakeClient, outcome, startsClients } from "../../support/fake-client.ts";
import { settle } from "../../support/fake-platform.ts";

const start = startsClients();
const LIMIT = { maxPayload: 100 };
const tooLarge = expect.objectContaining({ code: "ERR_PAYLOAD_TOO_LARGE", delivery: "not-sent" });
/** Text of an event whose packet has `bytes` bytes: 42["x",""] has 10. */
const text = (bytes: number): string => "a".repeat(bytes - 10);

const overWebSocket = async (): Promise<FakeClient> => {
  const client = start();
  client.ws.accept(LIMIT);
  await settle();
  client.ws.receive('40{"sid":"x"}');
  client.ws.take();
  client.take();
  return client;
};
const overPolling = async (options: object = {}, handshake: object = {}): Promise<FakeClient> => {
  const client = start({ transports: ["polling", "websocket"], ...options });
  await client.poll({ ...LIMIT, ...handshake });
  client.take();
  return client;
};

describe("over WebSocket", () => {
  test("up to the limit it is sent; above it emit throws, with both sizes, and takes no ack id", async () => {
    const client = await overWebSocket();
    const { socket, ws } = client;
    socket.emit("x", text(100));
    expect(() => socket.emit("x", text(100), () => {})).toThrow(
      expect.objectContaining({
        code: "ERR_PAYLOAD_TOO_LARGE",
        size: 101,
        limit: 100,
        message: "packet too large: 101 bytes, the server takes 100",
      }),
    );
    await expect(socket.emitWithAck("x", text(101))).rejects.toEqual(tooLarge);
    socket.emit("y", () => {});
    expect([ws.take(), socket.connected]).toEqual([[`42["x","${text(100)}"]`, '420["y"]'], true]);
  });

  test("bytes count, not characters; attachments as they are, each packet for itself", async () => {
    const client = await overWebSocket();
    expect(() => client.socket.emit("x", "é".repeat(46))).toThrow(tooLarge);
    client.socket.emit("x", "é".repeat(45));
    client.socket.emit("x", new Uint8Array(100), new Uint8Array(100));
    expect(() => client.socket.emit("x", new Uint8Array(101))).toThrow(tooLarge);
    expect(client.ws.take()).toHaveLength(4);
  });

  test("a Blob counts by its size, before anybody has read it", async () => {
    const client = await overWebSocket();
    const blob = new Blob(["a".repeat(100)]);
    client.socket.emit("x", blob);
    expect(() => client.socket.emit("x", new Blob([blob, "b"]))).toThrow(tooLarge);
    expect(client.ws.take()).toEqual(['451-["x",{"_placeholder":true,"num":0}]', blob]);
  });

  test("emitted offline it is dropped at the join, with a word; what comes after is sent", async () => {
    const client = start();
    const promised = outcome(client.socket.emitWithAck("x", text(101)));
    client.socket.emit("x", text(101)).emit("y");
    client.ws.accept(LIMIT);
    await settle();
    client.ws.receive('40{"sid":"x"}');
    await settle();
    expect([client.take(), client.ws.take(), promised]).toEqual([
      ["connect", "dropped x ERR_PAYLOAD_TOO_LARGE not-sent", "dropped x ERR_PAYLOAD_TOO_LARGE not-sent"],
      ["40", '42["y"]'],
      ["ERR_PAYLOAD_TOO_LARGE not-sent"],
    ]);
  });

  test("a limit of 0, or none, is no limit", async () => {
    for (const maxPayload of [0, undefined]) {
      const client = start();
      client.ws.accept({ maxPayload });
      await settle();
      client.ws.receive('40{"sid":"x"}');
      client.socket.emit("x", text(9999));
      expect(client.ws.take()).toHaveLength(2);
    }
  });
});

describe("over polling", () => {
  test("attachments count as base64: 1 + 4 for every 3 bytes", async () => {
    const client = await overPolling();
    client.socket.emit("x", new Uint8Array(72));
    expect(() => client.socket.emit("x", new Uint8Array(75))).toThrow(
      expect.objectContaining({ code: "ERR_PAYLOAD_TOO_LARGE", size: 101 }),
    );
    expect(await client.posts()).toHaveLength(2);
  });

  test("too large for it alone: waits for the upgrade, and what follows waits behind it", async () => {
    const client = await overPolling({}, { upgrades: ["websocket"] });
    const { socket, world, ws } = client;
    const data = new Uint8Array(90);
    socket.emit("big", data);
    socket.emit("after");
    expect(world.post).toBeUndefined();
    ws.open();
    ws.receive("3probe");
    await world.poll!.answer("6");
    expect(ws.take()).toEqual(["2probe", "5", '451-["big",{"_placeholder":true,"num":0}]', data, '42["after"]']);
    expect(() => socket.emit("big", new Uint8Array(101))).toThrow(tooLarge);
  });

  test("and is refused if that fails; what follows goes on", async () => {
    const client = await overPolling({}, { upgrades: ["websocket"] });
    const { socket, ws } = client;
    const promised = outcome(socket.emitWithAck("big", new Uint8Array(90)));
    socket.emit("big", new Uint8Array(90)).emit("after");
    ws.end(new Error("blocked"));
    await settle();
    expect([client.take(), await client.posts(), promised]).toEqual([
      ["dropped big ERR_PAYLOAD_TOO_LARGE not-sent", "dropped big ERR_PAYLOAD_TOO_LARGE not-sent"],
      ['42["after"]'],
      ["ERR_PAYLOAD_TOO_LARGE not-sent"],
    ]);
    expect(socket.connected).toBe(true);
    expect(() => socket.emit("big", new Uint8Array(90))).toThrow(tooLarge);
  });

  test("one of the retry queue that is refused gives its turn to the next", async () => {
    const client = await overPolling({ retries: 1, ackTimeout: 1000 }, { upgrades: ["websocket"] });
    client.socket.emit("big", new Uint8Array(90)).emit("after");
    expect(await client.posts()).toEqual([]);
    client.ws.end(new Error("blocked"));
    await settle();
    expect([client.take(), await client.posts()]).toEqual([
      ["dropped big ERR_PAYLOAD_TOO_LARGE not-sent"],
      ['421["after"]'],
    ]);
  });

  test("too large for both: at once, also while an upgrade is under way", async () => {
    const client = await overPolling({}, { upgrades: ["websocket"] });
    expect(() => client.socket.emit("x", new Uint8Array(101))).toThrow(tooLarge);
    client.ws.end();
  });

  test("an answer of the app's that is too large is no event that was dropped; the connection lives", async () => {
    const client = await overPolling();
    client.socket.on("ask", (answer) => answer(text(150)));
    await client.world.poll!.answer('420["ask"]');
    client.socket.emit("after");
    expect([client.take(), await client.posts()]).toEqual([[], ['42["after"]']]);
  });

  test("disconnect() gives up what waits, and says goodbye", async () => {
    const client = await overPolling({}, { upgrades: ["websocket"] });
    const promised = outcome(client.socket.emitWithAck("big", new Uint8Array(90)));
    client.socket.disconnect();
    const bodies: string[] = [];
    for (let turn = 0; turn < 6; turn++) {
      bodies.push(...(await client.posts()));
      client.world.advance(25);
    }
    await settle();
    expect([bodies, promised]).toEqual([["41", "1"], ["ERR_DISCONNECTED unknown"]]);
    await client.world.poll!.answer("6");
  });
});
