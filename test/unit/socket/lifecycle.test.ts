import { afterEach, describe, expect, test } from "vitest";
import { FakeClient } from "../../support/fake-client.ts";
import { settle } from "../../support/fake-platform.ts";

const clients: FakeClient[] = [];
const start = (...args: ConstructorParameters<typeof FakeClient>): FakeClient => {
  const client = new FakeClient(...args);
  clients.push(client);
  return client;
};

// every test ends with nothing left
afterEach(() => {
  for (const { socket, world } of clients.splice(0)) {
    socket.disconnect();
    world.advance(60_000);
    expect(world.left).toEqual([]);
    expect(world.reported).toEqual([]);
  }
});

describe("joining", () => {
  test("connect: the packets, the events, the states", async () => {
    const client = start();
    const states: string[] = [];
    client.socket.lifecycle.on("state_change", ({ from, to, cause }) => states.push(`${from} ${to} ${cause}`));
    expect([client.socket.state, client.socket.connected, client.socket.active]).toEqual(["connecting", false, true]);
    const ws = await client.connect("abc");
    expect(ws.take()).toEqual(["40"]);
    expect(client.take()).toEqual(["connect"]);
    expect([client.socket.state, client.socket.connected, client.socket.id]).toEqual(["connected", true, "abc"]);
    expect(states).toEqual(["connecting connected connect"]);
  });

  test.each([
    ["a value", { token: 1 }],
    ["a callback", (answer: (data: object) => void) => answer({ token: 1 })],
    ["a function", () => ({ token: 1 })],
    ["an async function", async () => ({ token: 1 })],
  ])("auth as %s", async (_, auth) => {
    const client = start({ auth });
    client.ws.accept();
    await settle();
    expect(client.ws.take()).toEqual(['40{"token":1}']);
  });

  test("auth is asked anew for each connection; the first answer counts", async () => {
    let asked = 0;
    const client = start({
      auth: (answer) => {
        answer({ n: ++asked });
        answer({ n: "again" });
        return { n: "returned" };
      },
    });
    const ws = await client.connect();
    expect(ws.take()).toEqual(['40{"n":1}']);
    ws.end();
    client.world.advance(1500);
    client.ws.accept();
    await settle();
    expect(client.ws.take()).toEqual(['40{"n":2}']);
  });

  test("an auth that fails fails the attempt", async () => {
    const client = start({ auth: () => Promise.reject(new Error("no token")), reconnectionAttempts: 0 });
    let message = "";
    client.socket.on("connect_error", (error) => {
      message = error.message;
    });
    client.ws.accept();
    await settle();
    expect(client.take()).toEqual(["connect_error ERR_AUTH", "reconnect_failed"]);
    expect(message).toBe("auth: no token");
  });

  test("an auth that never answers runs into the timeout", async () => {
    const client = start({ auth: () => {}, reconnectionAttempts: 0, timeout: 1000 });
    client.ws.accept();
    await settle();
    client.world.advance(1000);
    expect(client.take()).toEqual(["connect_error ERR_AUTH", "reconnect_failed"]);
  });

  test("a late auth answer is dropped", async () => {
    const answers: ((data: object) => void)[] = [];
    const client = start({ auth: (answer) => void answers.push(answer) });
    client.ws.accept();
    await settle();
    client.ws.end();
    client.world.advance(1500);
    client.ws.accept();
    await settle();
    answers[0]!({ late: true });
    await settle();
    expect(client.ws.take()).toEqual([]);
    answers[1]!({ now: true });
    await settle();
    expect(client.ws.take()).toEqual(['40{"now":true}']);
  });

  test("a refusal: connect_error with message and data, and no retry", async () => {
    const client = start();
    const errors: unknown[] = [];
    client.socket.on("connect_error", ({ message, data, code, phase, willRetry }) =>
      errors.push({ message, data, code, phase, willRetry }),
    );
    client.ws.accept();
    await settle();
    client.ws.receive('44{"message":"not you","data":{"why":1}}');
    expect(errors).toEqual([
      { message: "not you", data: { why: 1 }, code: "ERR_REFUSED", phase: "namespace", willRetry: false },
    ]);
    expect([client.socket.active, client.socket.state]).toEqual([false, "disconnected"]);
    client.world.advance(60_000);
    expect(client.take()).toEqual(["connect_error ERR_REFUSED"]);
    expect(client.world.sockets).toHaveLength(1);
  });

  test("a server that gives no sid is too old", async () => {
    const client = start();
    client.ws.accept();
    await settle();
    client.ws.receive("40");
    expect(client.take()).toEqual(["connect_error ERR_UNSUPPORTED_PROTOCOL"]);
  });

  test("no answer: connect_timeout, connect_error, and the next attempt", async () => {
    const client = start({ timeout: 1000 });
    client.ws.accept();
    await settle();
    client.world.advance(1000);
    expect(client.take()).toEqual(["connect_timeout ERR_CONNECT_TIMEOUT", "connect_error ERR_CONNECT_TIMEOUT"]);
    client.world.advance(1000);
    expect(client.take()).toEqual(["reconnect_attempt 1"]);
    await client.connect();
    expect(client.take()).toEqual(["connect", "reconnect 1"]);
  });

  test("no answer while another namespace is joined: it stays joining, and a late answer joins it", async () => {
    const client = start({ timeout: 1000 });
    const ws = await client.connect();
    const admin = client.io("/admin");
    await settle();
    expect(ws.take()).toEqual(["40", "40/admin,"]);
    client.take();
    client.world.advance(1000);
    expect(client.take()).toEqual([
      "/admin connect_timeout ERR_CONNECT_TIMEOUT",
      "/admin connect_error ERR_CONNECT_TIMEOUT",
    ]);
    ws.receive('40/admin,{"sid":"late"}');
    expect(client.take()).toEqual(["/admin connect"]);
    expect(ws.take()).toEqual([]);
    admin.disconnect();
  });

  test("the connection dies while joining: no disconnect without a connect", async () => {
    const client = start();
    client.ws.accept();
    await settle();
    client.ws.end();
    expect(client.take()).toEqual(["connect_error ERR_TRANSPORT"]);
    client.world.advance(1000);
    client.ws.accept();
    await settle();
    client.ws.end();
    expect(client.take()).toEqual([
      "reconnect_attempt 1",
      "connect_error ERR_TRANSPORT",
      "reconnect_error ERR_TRANSPORT",
    ]);
  });

  test("a second answer, or one nobody asked for, changes nothing", async () => {
    const client = start();
    const ws = await client.connect("one");
    ws.receive('40{"sid":"two"}', '44{"message":"no"}', '40/other,{"sid":"x"}', '42/other,["x"]');
    expect([client.take(), client.socket.id]).toEqual([["connect"], "one"]);
  });

  test("the answer to a request that was taken back, late, while credentials are asked for: nobody asks again", async () => {
    const client = start({ timeout: 1000 });
    const ws = await client.connect();
    let give: ((auth: object) => void) | undefined;
    const late = client.io("/late", { auth: (callback: typeof give) => (give = callback) });
    await settle();
    give?.({});
    await settle();
    expect(ws.take().filter((frame) => `${frame}`.startsWith("40/late"))).toHaveLength(1);
    late.disconnect();
    client.world.advance(1000);
    late.connect();
    await settle();
    ws.receive('40/late,{"sid":"late"}');
    give?.({});
    await settle();
    expect([late.id, ws.take()]).toEqual(["late", []]);
    late.disconnect();
  });
});

describe("leaving", () => {
  test("disconnect() says so after what was emitted, in a turn of its own, then closes", async () => {
    const client = start();
    const ws = await client.connect();
    ws.take();
    client.socket.emit("last", 1);
    client.socket.disconnect();
    expect(client.take()).toEqual(["connect", "disconnect io client disconnect"]);
    expect(ws.take()).toEqual(['42["last",1]']);
    client.world.advance(249);
    expect([ws.take(), ws.state]).toEqual([[], "open"]);
    client.world.advance(1);
    expect([ws.take(), ws.state]).toEqual([["41"], "closing"]);
    ws.end(null);
    expect(client.world.left).toEqual([]);
  });

  test("disconnect() a while after the last emit: at once", async () => {
    const client = start();
    const ws = await client.connect();
    client.socket.emit("last");
    client.world.advance(250);
    ws.take();
    client.socket.disconnect();
    client.world.advance(0);
    expect([ws.take(), ws.state]).toEqual([["41"], "closing"]);
    ws.end(null);
  });

  test("disconnect() waits for much that was emitted to leave the browser, and then as long as ever", async () => {
    const client = start();
    const ws = await client.connect();
    client.socket.emit("much");
    ws.take();
    ws.bufferedAmount = 1e6;
    client.socket.disconnect();
    client.world.advance(1000);
    ws.bufferedAmount = 0;
    client.world.advance(249);
    expect(ws.take()).toEqual([]);
    client.world.advance(1);
    expect(ws.take()).toEqual(["41"]);
    ws.end(null);
  });

  test("a server that does not close is left after a while", async () => {
    const client = start();
    const ws = await client.connect();
    client.socket.disconnect();
    client.world.advance(5000);
    expect([ws.terminated, client.world.left]).toEqual([true, []]);
  });

  test("disconnect() while joining waits for the answer, then leaves", async () => {
    const client = start();
    client.ws.accept();
    await settle();
    client.socket.disconnect();
    expect([client.socket.active, client.socket.state]).toEqual([false, "disconnected"]);
    client.world.advance(100);
    expect(client.ws.take()).toEqual(["40"]);
    client.ws.receive('40{"sid":"x"}');
    client.world.advance(250);
    expect(client.ws.take()).toEqual(["41"]);
    expect(client.take()).toEqual([]);
  });

  test("connect() meanwhile: the answer joins", async () => {
    const client = start();
    client.ws.accept();
    await settle();
    client.socket.disconnect();
    client.socket.connect();
    client.ws.receive('40{"sid":"x"}');
    expect([client.ws.take(), client.take()]).toEqual([["40"], ["connect"]]);
  });

  test("connect, disconnect, connect in one tick: one connection", async () => {
    const client = start({ autoConnect: false });
    const { socket } = client;
    socket.connect();
    socket.disconnect();
    socket.connect();
    client.world.advance(100);
    await client.connect();
    expect([client.world.sockets.length, client.ws.take(), client.take()]).toEqual([1, ["40"], ["connect"]]);
  });

  test("disconnect() while opening gives the connection up", () => {
    const client = start();
    client.socket.disconnect();
    client.world.advance(0);
    expect([client.ws.terminated, client.world.left, client.take()]).toEqual([true, [], []]);
  });

  test("the server leaves: no reconnection by itself", async () => {
    const client = start();
    const ws = await client.connect();
    ws.receive("41");
    expect(client.take()).toEqual(["connect", "disconnect io server disconnect"]);
    expect([client.socket.active, client.socket.id]).toEqual([false, undefined]);
    client.world.advance(60_000);
    expect(client.world.sockets).toHaveLength(1);
  });

  test("connect() in the listener of that connects again", async () => {
    const client = start();
    client.socket.on("disconnect", () => client.socket.connect());
    const ws = await client.connect();
    ws.receive("41");
    client.world.advance(10);
    expect(client.world.sockets).toHaveLength(2);
    await client.connect();
    expect(client.take()).toEqual(["connect", "disconnect io server disconnect", "connect"]);
    client.socket.off("disconnect");
  });

  test("with another namespace joined the connection stays", async () => {
    const client = start();
    const ws = await client.connect();
    const admin = client.io("admin");
    await settle();
    ws.receive('40/admin,{"sid":"x"}');
    admin.disconnect();
    client.world.advance(250);
    expect([ws.take(), ws.state]).toEqual([["40", "40/admin,", "41/admin,"], "open"]);
    admin.connect();
    await settle();
    expect(ws.take()).toEqual([]);
    client.world.advance(250);
    expect(ws.take()).toEqual(["40/admin,"]);
    ws.receive('40/admin,{"sid":"y"}');
    admin.disconnect();
  });
});

describe("reconnection", () => {
  test("the connection is lost: disconnect, reconnect_attempt, connect, reconnect", async () => {
    const client = start();
    const ws = await client.connect();
    ws.end();
    expect(client.take()).toEqual(["connect", "disconnect transport error"]);
    expect(client.socket.state).toBe("reconnecting");
    client.world.advance(999);
    expect(client.take()).toEqual([]);
    client.world.advance(1);
    expect(client.take()).toEqual(["reconnect_attempt 1"]);
    client.ws.end();
    expect(client.take()).toEqual(["connect_error ERR_TRANSPORT", "reconnect_error ERR_TRANSPORT"]);
    client.world.advance(2000);
    await client.connect();
    expect(client.take()).toEqual(["reconnect_attempt 2", "connect", "reconnect 2"]);
  });

  test("errors say which attempt it was and when the next follows", async () => {
    const client = start();
    const facts: unknown[] = [];
    client.socket.on("connect_error", ({ attempt, willRetry, retryIn }) => facts.push([attempt, willRetry, retryIn]));
    client.ws.end();
    client.world.advance(1000);
    client.ws.end();
    expect(facts).toEqual([
      [0, true, 1000],
      [1, true, 2000],
    ]);
  });

  test("reconnect_failed after the last attempt; connect() begins anew", async () => {
    const client = start({ reconnectionAttempts: 1 });
    client.ws.end();
    client.world.advance(1000);
    client.ws.end();
    expect(client.take()).toEqual([
      "connect_error ERR_TRANSPORT",
      "reconnect_attempt 1",
      "connect_error ERR_TRANSPORT",
      "reconnect_error ERR_TRANSPORT",
      "reconnect_failed",
    ]);
    expect(client.socket.state).toBe("disconnected");
    client.socket.connect();
    await client.connect();
    expect(client.take()).toEqual(["connect"]);
  });

  test("connect() cuts the wait short, but not in a listener of a failure", async () => {
    const client = start();
    client.socket.once("connect_error", () => client.socket.connect());
    client.ws.end();
    expect(client.world.sockets).toHaveLength(1);
    client.socket.connect();
    expect(client.take()).toEqual(["connect_error ERR_TRANSPORT", "reconnect_attempt 1"]);
    expect(client.world.sockets).toHaveLength(2);
    client.world.advance(1000);
    expect(client.world.sockets).toHaveLength(2);
  });

  test("disconnect() in a listener ends it", () => {
    const client = start();
    client.socket.on("connect_error", () => client.socket.disconnect());
    client.ws.end();
    client.world.advance(60_000);
    expect([client.take(), client.world.sockets.length]).toEqual([["connect_error ERR_TRANSPORT"], 1]);
  });

  test("reconnection: false", async () => {
    const client = start({ reconnection: false });
    const ws = await client.connect();
    ws.end();
    client.world.advance(60_000);
    expect([client.take(), client.world.sockets.length]).toEqual([["connect", "disconnect transport error"], 1]);
  });

  test("the attempt runs out of time", () => {
    const client = start({ timeout: 3000 });
    client.world.advance(3000);
    expect(client.take()).toEqual(["connect_timeout ERR_CONNECT_TIMEOUT", "connect_error ERR_CONNECT_TIMEOUT"]);
    expect(client.ws.terminated).toBe(true);
  });

  test("pings keep it, their absence is a ping timeout", async () => {
    const client = start();
    const ws = await client.connect();
    ws.take();
    client.world.advance(44_999);
    ws.receive("2");
    expect(ws.take()).toEqual(["3"]);
    client.world.advance(44_999);
    expect(client.take()).toEqual(["connect"]);
    client.world.advance(1);
    expect(client.take()).toEqual(["disconnect ping timeout"]);
    expect(ws.state).toBe("closing");
    client.world.advance(500);
    expect(ws.terminated).toBe(true);
  });

  test("a wall clock that says so is enough, at an emit: the event goes out on the next connection", async () => {
    const client = start();
    const ws = await client.connect();
    ws.take();
    client.world.clock.time += 45_000;
    client.socket.emit("x");
    expect([ws.take(), client.take()]).toEqual([[], ["connect"]]);
    await settle();
    expect(client.take()).toEqual(["disconnect ping timeout"]);
    client.world.advance(1000);
    const next = await client.connect();
    expect(next.take()).toEqual(["40", '42["x"]']);
  });
});
