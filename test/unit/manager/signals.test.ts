import { describe, expect, test } from "vitest";
import { startsClients } from "../../support/fake-client.ts";
import { settle, World } from "../../support/fake-platform.ts";

const start = startsClients();

describe("signals that wake", () => {
  test.each([
    ["online", {}, 100],
    ["pageshow", {}, 100],
    ["resume", {}, 100],
    ["visibilitychange", {}, 100],
    ["freeze", {}, 1000],
  ])("%s cuts a wait to a small spread", (type, fields, due) => {
    const client = start();
    client.ws.end();
    client.dispatch(type, fields);
    client.world.advance(due - 1);
    expect(client.take()).toEqual(["connect_error ERR_TRANSPORT"]);
    client.world.advance(1);
    expect(client.take()).toEqual(["reconnect_attempt 1"]);
  });

  test("a page that becomes hidden does not wake", () => {
    const client = start();
    const page = Object.assign(new EventTarget(), { visibilityState: "hidden" });
    client.world.document = page;
    client.socket.disconnect();
    client.world.advance(0);
    client.socket.connect();
    client.ws.end();
    page.dispatchEvent(new Event("visibilitychange"));
    client.world.advance(999);
    expect(client.take()).toEqual(["connect_error ERR_TRANSPORT"]);
    client.world.advance(1);
    client.ws.end();
    page.visibilityState = "visible";
    page.dispatchEvent(new Event("visibilitychange"));
    client.world.advance(100);
    expect(client.take().slice(-1)).toEqual(["reconnect_attempt 2"]);
  });

  test("several at once make one attempt", () => {
    const client = start();
    client.ws.end();
    for (const type of ["pageshow", "visibilitychange", "online", "resume"]) client.dispatch(type);
    client.world.advance(200);
    expect([client.take(), client.world.sockets.length]).toEqual([
      ["connect_error ERR_TRANSPORT", "reconnect_attempt 1"],
      2,
    ]);
  });

  test("the spread holds, too, where the wait is over and its timer late, as in a page in the background", () => {
    const client = start();
    client.ws.end();
    client.world.clock.time += 1000;
    client.dispatch("online");
    client.world.advance(99);
    expect(client.world.sockets).toHaveLength(1);
    client.world.advance(1);
    expect(client.world.sockets).toHaveLength(2);
  });

  test("one that lingers does not put off what is due sooner", () => {
    const client = start();
    client.ws.end();
    client.world.advance(950);
    client.dispatch("online");
    client.world.advance(50);
    expect(client.take()).toContain("reconnect_attempt 1");
  });

  test("woken in time, a connection stays; too late, it is lost", async () => {
    const client = start();
    await client.connect();
    client.world.clock.sleep(44_999);
    client.dispatch("resume");
    expect(client.take()).toEqual(["connect"]);
    client.world.clock.sleep(1);
    client.dispatch("resume");
    await settle();
    expect([client.take(), client.ws.state]).toEqual([["disconnect ping timeout"], "closing"]);
  });

  test("without a signal the sleep is noticed at the next look at the clock", async () => {
    const client = start();
    await client.connect();
    client.world.clock.sleep(60_000);
    client.world.advance(2000);
    expect(client.take()).toEqual(["connect", "disconnect ping timeout"]);
  });

  test("a wall clock that is set back changes nothing", async () => {
    const client = start();
    await client.connect();
    client.world.clock.sleep(-3_600_000);
    client.dispatch("online");
    client.world.advance(44_999);
    expect(client.take()).toEqual(["connect"]);
    client.world.advance(1);
    expect(client.take()).toEqual(["disconnect ping timeout"]);
    client.world.clock.sleep(-3_600_000);
    client.world.advance(1000);
    expect(client.take()).toEqual(["reconnect_attempt 1"]);
  });
});

describe("offline", () => {
  const details: unknown[] = [];
  test("closes at once, and waits", async () => {
    const client = start();
    const ws = await client.connect();
    client.socket.on("disconnect", (_, more) => details.push(more));
    client.dispatch("offline");
    expect([client.take(), ws.state, details]).toEqual([
      ["connect", "disconnect transport close"],
      "closing",
      [{ description: "network connection lost" }],
    ]);
  });

  test.each(["http://localhost", "http://127.0.0.1:3000", "http://127.8.8.8", "http://[::1]:80"])(
    "leaves %s alone",
    async (url) => {
      const client = start({}, url);
      await client.connect();
      client.dispatch("offline");
      expect([client.take(), client.socket.connected]).toEqual([["connect"], true]);
    },
  );

  test("closeOnOffline: false keeps going", async () => {
    const client = start({ closeOnOffline: false });
    await client.connect();
    client.dispatch("offline");
    expect(client.socket.connected).toBe(true);
  });
});

describe("where signals come from", () => {
  test("networkEvents takes the place of the window", async () => {
    const networkEvents = new EventTarget();
    const client = start({ networkEvents });
    await client.connect();
    client.dispatch("offline");
    expect(client.socket.connected).toBe(true);
    networkEvents.dispatchEvent(new Event("offline"));
    expect(client.socket.connected).toBe(false);
  });

  test("they are listened to from the first attempt until it is idle", () => {
    const heard: string[] = [];
    const source = {
      addEventListener: (type: string) => heard.push(`+${type}`),
      removeEventListener: (type: string) => heard.push(`-${type}`),
    };
    const names = ["online", "offline", "visibilitychange", "pageshow", "pagehide", "resume"];
    const client = start({ networkEvents: source as unknown as EventTarget, autoConnect: false });
    expect(heard).toEqual([]);
    client.socket.connect();
    expect(heard.splice(0)).toEqual(names.map((name) => `+${name}`));
    client.ws.end();
    client.world.advance(1000);
    expect(heard).toEqual([]);
    client.socket.disconnect();
    client.world.advance(0);
    expect(heard.splice(0)).toEqual(names.map((name) => `-${name}`));
    client.socket.connect();
    expect(heard).toEqual(names.map((name) => `+${name}`));
  });

  test("a platform without a window, or with one that takes no listeners", async () => {
    const world = new World();
    world.platform.signals = () => [undefined, {}];
    const socket = world.io("http://host", { transports: ["websocket"], forceNew: true });
    expect(world.sockets).toHaveLength(1);
    socket.disconnect();
    world.advance(0);
    expect(world.left).toEqual([]);
  });

  test("one that can't be listened to: the attempt fails with what it threw, and none of it is left", () => {
    const heard: string[] = [];
    const thrown = new Error("no listeners here");
    const networkEvents = {
      addEventListener: (type: string) => {
        heard.push(`+${type}`);
        if (type === "visibilitychange") throw thrown;
      },
      removeEventListener: (type: string) => void heard.push(`-${type}`),
    };
    const client = start({ networkEvents: networkEvents as unknown as EventTarget, reconnection: false });
    const told: unknown[] = [];
    client.socket.on("connect_error", (error) => told.push(error.cause));
    expect(heard).toEqual([
      ...["+online", "+offline", "+visibilitychange"],
      ...["-online", "-offline", "-visibilitychange", "-pageshow", "-pagehide", "-resume"],
    ]);
    client.world.advance(0);
    expect([client.take(), told]).toEqual([["connect_error ERR_TRANSPORT"], [thrown]]);
  });

  test("events that say no more than their name, before there is a session and while there is one", async () => {
    const listeners = new Set<(event: object) => void>();
    const networkEvents = {
      addEventListener: (_: string, listener: () => void) => listeners.add(listener),
      removeEventListener: (_: string, listener: () => void) => listeners.delete(listener),
    };
    const tell = (type: string, persisted?: boolean): void => {
      for (const listener of listeners) listener({ type, persisted });
    };
    const noTransport = {
      get _type(): never {
        throw new Error("not today");
      },
    };
    const client = start({
      networkEvents: networkEvents as unknown as EventTarget,
      transports: [noTransport as never],
      reconnectionAttempts: 1,
    });
    // an attempt whose session could not be made fails in a later turn
    for (const type of ["online", "offline", "visibilitychange"]) tell(type);
    tell("pagehide", true);
    tell("pageshow", true);
    expect(client.take()).toEqual([]);
    client.world.advance(0);
    expect([client.take(), listeners.size]).toEqual([["connect_error ERR_TRANSPORT"], 1]);
    client.socket.io.opts.transports = ["websocket"];
    client.world.advance(1000);
    await client.connect();
    tell("offline");
    expect([client.take(), client.socket.connected]).toEqual([
      ["reconnect_attempt 1", "connect", "reconnect 1", "disconnect transport close"],
      false,
    ]);
    // a page that goes away for good hears nothing of it
    const leaving = start({
      networkEvents: networkEvents as unknown as EventTarget,
      transports: [noTransport as never],
    });
    tell("pagehide");
    tell("visibilitychange");
    leaving.world.advance(60_000);
    expect(leaving.take()).toEqual([]);
  });

  test("beforeunload only if asked", async () => {
    const deaf = start();
    await deaf.connect();
    deaf.dispatch("beforeunload");
    expect(deaf.ws.state).toBe("open");
    const client = start({ closeOnBeforeunload: true });
    const ws = await client.connect();
    client.dispatch("beforeunload");
    expect(ws.state).toBe("closing");
    // the user stays: it comes back
    ws.end(null);
    expect(client.take()).toEqual(["connect", "disconnect transport close"]);
  });
});
