import { describe, expect, test } from "vitest";
import { startsClients } from "../../support/fake-client.ts";
import { settle } from "../../support/fake-platform.ts";

const start = startsClients();

describe("a page that goes away and is kept", () => {
  test("has no connection and makes none; it gets one when it is shown again", async () => {
    const client = start();
    const ws = await client.connect();
    client.dispatch("pagehide", { persisted: true });
    expect([client.take(), ws.terminated]).toEqual([["connect", "disconnect transport close"], true]);
    client.world.advance(3_600_000);
    expect([client.take(), client.world.left]).toEqual([[], []]);
    client.dispatch("pageshow", { persisted: true });
    client.world.advance(100);
    expect(client.take()).toEqual(["reconnect_attempt 1"]);
    await client.connect();
    expect(client.take()).toEqual(["connect", "reconnect 1"]);
  });

  test("while it waits for an attempt, that waits too", () => {
    const client = start();
    client.ws.end();
    client.dispatch("pagehide", { persisted: true });
    client.world.advance(60_000);
    expect(client.world.sockets).toHaveLength(1);
    client.dispatch("pageshow");
    client.world.advance(100);
    expect(client.world.sockets).toHaveLength(2);
  });
});

describe("a page that goes away for good", () => {
  test("no event, no attempt, no request", async () => {
    const client = start();
    const ws = await client.connect();
    client.dispatch("pagehide");
    ws.end();
    client.world.advance(60_000);
    expect([client.take(), client.world.left]).toEqual([["connect"], []]);
  });

  test("its own pagehide listener may still emit: one request that outlives it", async () => {
    const client = start({ transports: ["polling"] });
    const { world, socket } = client;
    await client.poll();
    socket.emit("in flight");
    client.dispatch("pagehide");
    socket.emit("bye", 1);
    socket.emit("bye", 2);
    await Promise.resolve();
    expect(world.requests.map(({ body, keepalive }) => [body, keepalive])).toEqual([
      // the poll outlives it too, or the server would end the session
      [undefined, true],
      ['42["in flight"]', false],
      ['42["bye",1]\x1e42["bye",2]', true],
    ]);
    for (const { aborted } of world.requests) expect(aborted).toBe(false);
    for (const request of [...world.requests]) await request.fail(new Error("the page is gone"));
  });

  test("what waited for the POST in flight goes at once", async () => {
    const client = start({ transports: ["polling"] });
    const { world, socket } = client;
    await client.poll();
    socket.emit("in flight");
    socket.emit("queued");
    client.dispatch("pagehide");
    expect(world.requests.map(({ body }) => body)).toEqual([undefined, '42["in flight"]', '42["queued"]']);
    for (const request of [...world.requests]) await request.fail(new Error("the page is gone"));
  });

  test.each([
    ["as its last event, once it was told to go: the goodbye", ["pagehide", "visibilitychange"], true, true],
    ["without that, as a page in the background: nothing", ["visibilitychange"], true, false],
    ["where requests do not outlive it: nothing", ["pagehide", "visibilitychange"], false, false],
  ])("it is hidden, %s", async (_, signals, pollsOutlivePage, saysGoodbye) => {
    const page = Object.assign(new EventTarget(), { visibilityState: "hidden" });
    const client = start({ transports: ["polling"], networkEvents: page });
    const { world } = client;
    world.platform.pollsOutlivePage = pollsOutlivePage;
    await client.poll();
    for (const type of signals) page.dispatchEvent(new Event(type));
    await settle();
    expect(world.requests.map(({ body }) => body)).toEqual(saysGoodbye ? [undefined, "1"] : [undefined]);
    for (const request of [...world.requests]) await request.fail(new Error("the page is gone"));
  });
});
