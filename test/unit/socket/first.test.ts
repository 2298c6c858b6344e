import { describe, expect, test } from "vitest";
import { FIRST, type First } from "../../../src/socket/outbox/first.ts";
import { type FakeClient, startsClients } from "../../support/fake-client.ts";
import { settle } from "../../support/fake-platform.ts";

/** What add-ons send before all else at each connection. What `sustain()` does by it is tested with the helpers. */
const start = startsClients();
const firstOf = ({ socket }: FakeClient): First => socket[FIRST];
const sent = ({ ws }: FakeClient): unknown[] => ws.take().filter((frame) => `${frame}`.startsWith("42"));

describe("who has something to send at the beginning of a connection", () => {
  test("is called at each, in their order, before what was held goes out", async () => {
    const client = start();
    const first = firstOf(client);
    const { log, socket } = client;
    const unsent = (): void => void log.push("unsent");
    for (const name of ["one", "two"])
      first.starters.set(name, {
        connected: () => {
          log.push(`${name}, ${first.isOpen()}`);
          first.send([name], { timeout: Infinity, unsent });
        },
      });
    expect([firstOf(client) === first, first.isOpen()]).toEqual([true, false]);
    socket.emit("held");
    await client.connect();
    expect([client.take(), sent(client)]).toEqual([
      ["connect", "one, true", "two, true"],
      ['42["one"]', '42["two"]', '42["held"]'],
    ]);
    first.starters.delete("one");
    client.ws.end();
    expect(first.isOpen()).toBe(false);
    client.world.advance(1000);
    await client.connect();
    expect(client.take().slice(-3)).toEqual(["connect", "reconnect 1", "two, true"]);
    expect(sent(client)).toEqual(['42["two"]']);
  });

  test("is not called again by a connect listener that looks or emits", async () => {
    const client = start();
    const first = firstOf(client);
    let calls = 0;
    first.starters.set("one", { connected: () => void calls++ });
    client.socket.on("connect", () => void client.socket.emit("now"));
    client.socket.emit("held");
    await client.connect();
    expect([calls, sent(client)]).toEqual([1, ['42["held"]', '42["now"]']]);
  });
});

describe("what is sent so", () => {
  /** Sends an event so; what came of it is in the log. */
  const send = (client: FakeClient, args: unknown[], timeout = Infinity): void => {
    const { log } = client;
    firstOf(client).send(args, { timeout, unsent: () => void log.push(`${args[0]} was not sent`) });
  };

  test("is never held: without a connection, or one that takes it, it says so at once", async () => {
    const client = start();
    send(client, ["early"]);
    expect([client.take(), client.socket.sendBuffer]).toEqual([["early was not sent"], []]);
    await client.connect();
    send(client, ["now"]);
    expect([client.take(), sent(client)]).toEqual([["connect"], ['42["now"]']]);
  });

  test("goes past the queue of retries, and has its own time", async () => {
    const client = start({ retries: 5, ackTimeout: 50 });
    await client.connect();
    client.take();
    client.socket.emit("retried", () => {});
    send(
      client,
      ["first", (error: Error | null, value: unknown) => client.log.push(`${error?.message} ${value}`)],
      100,
    );
    expect(sent(client)).toEqual(['420["retried"]', '421["first"]']);
    client.world.advance(99);
    expect(client.take()).toEqual([]);
    client.world.advance(1);
    expect(client.take()).toEqual(["operation has timed out undefined"]);
    client.ws.receive("430[]");
  });

  test("comes back to who sent it, if the connection dies before it takes it; it is not sent by itself", async () => {
    const client = start({ transports: ["polling"] });
    const { world, socket } = client;
    await client.poll();
    socket.emit("in flight");
    send(client, ["waits"]);
    socket.emit("plain");
    await world.poll!.fail(new Error("cut"));
    expect([client.take(), socket.sendBuffer.map(({ data }) => data)]).toEqual([
      ["connect", "waits was not sent", "disconnect transport error"],
      [["plain"]],
    ]);
    world.advance(5000);
    await world.poll!.answer('0{"sid":"s","upgrades":[],"pingInterval":25000,"pingTimeout":20000}');
    await world.post!.answer("ok");
    await world.poll!.answer('40{"sid":"sid"}');
    expect(await client.posts()).toEqual(['42["plain"]']);
  });

  test("is shown to who listens to what is sent; that may lose the connection, or give it up", async () => {
    const client = start();
    await client.connect();
    client.take();
    const controller = new AbortController();
    client.socket.onAnyOutgoing((name) => {
      client.log.push(`shown ${name}`);
      if (name === "loses") client.socket.io.engine._end("transport error");
      if (name === "aborts") controller.abort();
    });
    send(client, ["plain"]);
    expect([client.take(), sent(client)]).toEqual([["shown plain"], ['42["plain"]']]);
    send(client, ["loses"]);
    expect([client.take(), sent(client), client.socket.sendBuffer]).toEqual([
      ["shown loses", "disconnect transport error", "loses was not sent"],
      [],
      [],
    ]);
  });

  test("by a listener can be made what can't be sent: that is told, and it is not held", async () => {
    const client = start();
    await client.connect();
    client.take();
    client.socket.onAnyOutgoing((...args) => void args[1].push(1n));
    send(client, ["x", []]);
    await settle();
    expect([client.take(), sent(client), client.socket.sendBuffer]).toEqual([
      ["dropped x ERR_ENCODE not-sent"],
      [],
      [],
    ]);
  });
});
