import { describe, expect, test } from "vitest";
import { askAuth } from "../../../src/socket/auth.ts";
import type { Auth } from "../../../src/socket/types.ts";
import { type FakeClient, startsClients } from "../../support/fake-client.ts";
import { settle } from "../../support/fake-platform.ts";

const start = startsClients();
const sent = async (client: FakeClient): Promise<unknown[]> => {
  client.ws.accept();
  await settle();
  return client.ws.take();
};

describe("forms of auth", () => {
  test.each<[string, unknown, string]>([
    ["none", undefined, "40"],
    ["null", null, "40"],
    ["an empty object", {}, "40{}"],
    ["a value", { a: 1 }, '40{"a":1}'],
    ["a callback, later", (answer: (data: object) => void) => void settle().then(() => answer({ a: 1 })), '40{"a":1}'],
    ["a function", () => ({ a: 1 }), '40{"a":1}'],
    ["a function of null", () => null, "40"],
    ["an async function", async () => ({ a: 1 }), '40{"a":1}'],
    [
      "an async function that calls back and gives nothing",
      async (answer: (data: object) => void) => answer({ a: 1 }),
      '40{"a":1}',
    ],
  ])("%s", async (_, auth, frame) => {
    const client = start({ auth: auth as Auth });
    client.ws.accept();
    await settle();
    await settle();
    expect(client.ws.take()).toEqual([frame]);
  });

  test("`this` is the socket; it may be changed at any time, for the next connection", async () => {
    const client = start({
      auth: function (this: unknown) {
        return { self: this === client.socket };
      },
    });
    expect(await sent(client)).toEqual(['40{"self":true}']);
    client.socket.auth = { changed: true };
    client.ws.end(null);
    client.world.advance(1000);
    expect(await sent(client)).toEqual(['40{"changed":true}']);
  });

  test("what can't be encoded fails the attempt, and nothing crashes", async () => {
    const client = start({ auth: { n: 1n } });
    expect(await sent(client)).toEqual([]);
    expect(client.take()).toEqual(["connect_error ERR_AUTH"]);
  });

  test.each<[string, Auth, string]>([
    [
      "throws",
      () => {
        throw new Error("mine");
      },
      "auth: mine",
    ],
    ["rejects", () => Promise.reject(new Error("mine")), "auth: mine"],
    ["rejects with a text", () => Promise.reject("mine"), "auth: mine"],
  ])("one that %s", async (_, auth, message) => {
    const client = start({ auth });
    const errors: unknown[] = [];
    client.socket.on("connect_error", (error) =>
      errors.push([error.message, error.phase, error.willRetry, error.retryIn, error.attempt]),
    );
    await sent(client);
    expect(errors).toEqual([[message, "auth", true, 1000, 0]]);
  });

  test.each<[string, Auth]>([
    ["a value that can't be encoded", { n: 1n }],
    ["a function that rejects", () => Promise.reject(new Error("mine"))],
  ])("%s beside a namespace that is joined is told once", async (_, auth) => {
    const client = start({ timeout: 100 });
    const other = client.io("/other");
    await sent(client);
    client.ws.receive('40{"sid":"s"}', '40/other,{"sid":"o"}');
    client.socket.auth = auth;
    client.socket.disconnect();
    client.take();
    client.socket.connect();
    await settle();
    client.world.advance(100);
    expect([client.take(), other.connected]).toEqual([["connect_error ERR_AUTH"], true]);
    client.socket.disconnect();
    other.disconnect();
  });

  test("an answer after the time limit is dropped", async () => {
    let answer: (data: object) => void = () => {};
    const client = start({ auth: (callback) => void (answer = callback), timeout: 100, reconnection: false });
    await sent(client);
    client.world.advance(100);
    answer({ late: true });
    await settle();
    expect([client.ws.take(), client.take()]).toEqual([[], ["connect_error ERR_AUTH"]]);
  });

  test("the limit of auth and that of the server's answer are counted apart", async () => {
    let answer: (data: object) => void = () => {};
    const client = start({ auth: (callback) => void (answer = callback), timeout: 100 });
    await sent(client);
    client.world.advance(99);
    answer({});
    await settle();
    client.world.advance(99);
    expect(client.take()).toEqual([]);
    client.world.advance(1);
    expect(client.take()).toEqual(["connect_timeout ERR_CONNECT_TIMEOUT", "connect_error ERR_CONNECT_TIMEOUT"]);
  });

  test("only what it gives first counts", async () => {
    const given = askAuth((answer) => {
      answer({ n: 1 });
      answer({ n: 2 });
      return { n: 3 };
    }, undefined);
    expect(await given).toEqual({ n: 1 });
  });
});

describe("one turn", () => {
  test.each<[string, (client: FakeClient) => void, number, string]>([
    ["connect", ({ socket }) => void socket.connect(), 1, "connecting"],
    ["connect, disconnect", ({ socket }) => void socket.connect().disconnect(), 1, "disconnected"],
    ["connect, disconnect, connect", ({ socket }) => void socket.connect().disconnect().connect(), 1, "connecting"],
    [
      "connect, disconnect, connect, disconnect",
      ({ socket }) => void socket.connect().disconnect().connect().disconnect(),
      1,
      "disconnected",
    ],
    ["disconnect", ({ socket }) => void socket.disconnect(), 0, "disconnected"],
  ])("%s: the sockets made, and the state", async (_, act, made, state) => {
    const client = start({ autoConnect: false });
    act(client);
    client.world.advance(0);
    expect([client.world.sockets.length, client.socket.state, client.world.left.length > 0]).toEqual([
      made,
      state,
      state === "connecting",
    ]);
    if (state === "connecting") {
      const ws = await client.connect();
      expect([ws.take(), client.take()]).toEqual([["40"], ["connect"]]);
    }
  });

  test("disconnect() in one turn and connect() in the next, while opening: the first is given up", async () => {
    const client = start();
    client.socket.disconnect();
    client.world.advance(0);
    client.socket.connect();
    expect(client.world.sockets.map(({ state }) => state)).toEqual(["closed", "opening"]);
    await client.connect();
    expect(client.take()).toEqual(["connect"]);
  });

  test("disconnect() of one namespace while opening leaves the other", async () => {
    const client = start();
    const other = client.io("/other");
    client.socket.disconnect();
    client.world.advance(0);
    client.ws.accept();
    await settle();
    expect(client.ws.take()).toEqual(["40/other,"]);
    other.disconnect();
  });
});
