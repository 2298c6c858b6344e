import { describe, expect, test } from "vitest";
import { startsClients } from "../../support/fake-client.ts";
import { HANDSHAKE, settle } from "../../support/fake-platform.ts";

/** Wall clocks that are set: no wait is longer than it was when it began. Times that no timer can wait: never, not now. */

const start = startsClients();
const HOUR = 3_600_000;

describe.each([
  ["back", -HOUR],
  ["forth", HOUR],
])("the clock is set %s by an hour", (_, by) => {
  test("while it waits: the next attempt comes when it was due, at the latest", () => {
    const client = start({ randomizationFactor: 0 });
    client.ws.end();
    client.world.advance(400);
    client.world.clock.shift += by;
    client.world.advance(600);
    expect(client.take()).toEqual(["connect_error ERR_TRANSPORT", "reconnect_attempt 1"]);
  });

  test.each(["connect()", "online"])("while it waits for long: %s helps", (how) => {
    const client = start({ randomizationFactor: 0, reconnectionDelay: 100_000, reconnectionDelayMax: 100_000 });
    client.ws.end();
    client.world.clock.shift += by;
    if (how === "online") client.dispatch("online");
    else client.socket.connect();
    client.world.advance(200);
    expect(client.take()).toEqual(["connect_error ERR_TRANSPORT", "reconnect_attempt 1"]);
  });

  test("after an early attempt: the next early one comes a second later", () => {
    const client = start({ randomizationFactor: 0, reconnectionDelay: 100_000, reconnectionDelayMax: 100_000 });
    client.ws.end();
    client.socket.connect();
    client.ws.end();
    client.take();
    client.world.clock.shift += by;
    client.socket.connect();
    client.world.advance(1000);
    expect(client.take()).toEqual(["reconnect_attempt 2"]);
  });

  test("between two writes that must not meet: a quarter of a second", async () => {
    const client = start();
    const ws = await client.connect();
    client.socket.emit("last");
    client.world.clock.shift += by;
    ws.take();
    client.socket.disconnect();
    client.world.advance(250);
    expect(ws.take()).toEqual(["41"]);
  });

  test("a handshake that took no time: an upgrade waits for the answer to CONNECT as ever", async () => {
    const client = start({ transports: ["polling", "websocket"] });
    client.world.clock.shift += by;
    await client.world.poll!.answer(`0${JSON.stringify({ ...HANDSHAKE, upgrades: ["websocket"] })}`);
    expect(client.world.sockets).toEqual([]);
    client.world.advance(25);
    expect(client.world.sockets).toHaveLength(1);
  });

  test("the connection lasted all the same: the delay starts over", async () => {
    const client = start({ randomizationFactor: 0 });
    client.ws.end();
    client.world.advance(1000);
    await client.connect();
    client.world.advance(5000);
    client.world.clock.shift += by;
    client.take();
    client.ws.end();
    client.world.advance(1000);
    expect(client.take()).toEqual(["disconnect transport error", "reconnect_attempt 1"]);
  });
});

test("a heartbeat that is due is noticed, though the clock was set back: the timers came late, too", async () => {
  const client = start();
  await client.connect();
  client.take();
  client.world.clock.shift -= HOUR;
  // a hidden page's timers come once a minute
  client.world.clock.time += 60_000;
  client.world.advance(0);
  expect(client.take()).toEqual(["disconnect ping timeout"]);
});

describe("2^31 ms and more is never", () => {
  const NEVER = [2 ** 31, 1e12, Number.POSITIVE_INFINITY, false];

  test.each(NEVER)("timeout: %d", async (timeout) => {
    const client = start({ timeout: timeout as number });
    client.world.advance(100_000);
    await client.connect();
    expect(client.take()).toEqual(["connect"]);
  });

  test.each(NEVER)("reconnectionDelay: %d", (delay) => {
    const client = start({ reconnectionDelay: delay as number, reconnectionDelayMax: delay as number });
    client.ws.end();
    client.world.advance(100_000);
    expect(client.take()).toEqual(["connect_error ERR_TRANSPORT"]);
  });

  test.each(NEVER)("upgradeTimeout and requestTimeout: %d", async (ms) => {
    const client = start({
      transports: ["polling", "websocket"],
      upgradeTimeout: Number(ms || 1e15),
      requestTimeout: ms as number,
    });
    await client.poll({ upgrades: ["websocket"] });
    client.world.advance(20_000);
    client.ws.open();
    expect([client.ws.take(), client.take()]).toEqual([["2probe"], ["connect"]]);
  });

  test.each([2 ** 31, 1e12, Number.POSITIVE_INFINITY])("an acknowledgement's time: %d", async (ms) => {
    const client = start();
    const ws = await client.connect();
    const answers: unknown[] = [];
    client.socket.timeout(ms).emit("x", (...args: unknown[]) => answers.push(args));
    client.world.advance(20_000);
    ws.receive('430["y"]');
    await settle();
    expect(answers).toEqual([[null, "y"]]);
  });
});

describe("Retry-After", () => {
  const refuse = async (seconds: string, options = {}) => {
    const client = start({ transports: ["polling"], randomizationFactor: 0, ...options });
    await client.world.poll!.answer("", 503, { "retry-after": seconds });
    client.take();
    return client;
  };

  test.each(["online", "visibilitychange", "pageshow", "resume"])("%s does not override it", async (signal) => {
    const client = await refuse("120");
    client.world.advance(60_000);
    client.dispatch(signal);
    client.world.advance(59_999);
    expect(client.take()).toEqual([]);
    client.world.advance(1);
    expect(client.take()).toEqual(["reconnect_attempt 1"]);
  });

  test("nor does a page that was kept", async () => {
    const client = await refuse("120");
    client.dispatch("pagehide", { persisted: true });
    client.world.advance(60_000);
    client.dispatch("pageshow", { persisted: true });
    client.world.advance(59_999);
    expect(client.take()).toEqual([]);
    client.world.advance(1);
    expect(client.take()).toEqual(["reconnect_attempt 1"]);
  });

  test("connect() does", async () => {
    const client = await refuse("120");
    client.socket.connect();
    expect(client.take()).toEqual(["reconnect_attempt 1"]);
  });

  test("an hour is five minutes, and up to half as much again with jitter", async () => {
    const client = await refuse("3600", { randomizationFactor: 0.5 });
    client.world.advance(374_999);
    expect(client.take()).toEqual([]);
    client.world.advance(1);
    expect(client.take()).toEqual(["reconnect_attempt 1"]);
  });

  test("a delay of the app's that is longer stays", async () => {
    const client = await refuse("1", { reconnectionDelay: 4000 });
    client.world.advance(3999);
    expect(client.take()).toEqual([]);
    client.world.advance(1);
    expect(client.take()).toEqual(["reconnect_attempt 1"]);
  });
});
