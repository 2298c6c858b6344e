import { describe, expect, test } from "vitest";
import { type FakeClient, startsClients } from "../../support/fake-client.ts";
import { settle } from "../../support/fake-platform.ts";

const start = startsClients();

/** What a listener does in the middle of what is told: nobody hears of what is over. */
describe("a listener that leaves or starts anew", () => {
  test("in reconnect_attempt: no connection is made", () => {
    const client = start();
    client.socket.on("reconnect_attempt", () => void client.socket.disconnect());
    client.ws.end();
    client.world.advance(60_000);
    expect([client.world.sockets.length, client.socket.io.state]).toEqual([1, "idle"]);
  });

  test("in the Manager's open: no reconnect", async () => {
    const client = start();
    const { socket, log } = client;
    client.ws.end();
    client.world.advance(1000);
    client.take();
    socket.io.on("open", () => void socket.io.engine._end("transport error"));
    socket.io.on("reconnect", () => void log.push("*reconnect"));
    client.ws.accept();
    await settle();
    expect(client.take()).not.toContain("*reconnect");
    socket.io.off("open");
  });

  test("in connect, after a reconnection: no reconnect", async () => {
    const client = start();
    client.ws.end();
    client.world.advance(1000);
    client.take();
    client.socket.on("connect", () => void client.socket.disconnect());
    await client.connect();
    expect(client.take()).toEqual(["connect", "disconnect io client disconnect"]);
  });

  test("in the Manager's error of the last attempt: no reconnect_failed", () => {
    const client = start({ reconnectionAttempts: 0 });
    client.socket.io.on("reconnect_failed", () => void client.log.push("*reconnect_failed"));
    client.socket.io.once("error", () => void client.socket.disconnect().connect());
    client.ws.end();
    expect([client.take(), client.socket.io.state]).toEqual([["connect_error ERR_TRANSPORT"], "connecting"]);
  });

  test("in the Manager's error of an attempt to reconnect: no reconnect_error", () => {
    const client = start();
    client.ws.end();
    client.world.advance(1000);
    client.socket.io.on("reconnect_error", () => void client.log.push("*reconnect_error"));
    client.socket.io.once("error", () => void client.socket.disconnect());
    client.take();
    client.ws.end();
    expect(client.take()).toEqual(["connect_error ERR_TRANSPORT"]);
  });

  test("in one namespace's connect_error: the other is told nothing of the attempt that is over", () => {
    const client = start();
    const other = client.io("/other");
    client.socket.once("connect_error", () => {
      client.socket.disconnect();
      other.disconnect();
      other.connect();
    });
    client.ws.end();
    expect([client.take(), client.world.sockets.length]).toEqual([["connect_error ERR_TRANSPORT"], 2]);
    other.disconnect();
  });
});

describe("a loss that is the end", () => {
  test("with no attempts left: reconnect_failed after disconnect", async () => {
    const client = start({ reconnectionAttempts: 0 });
    client.socket.io.on("reconnect_failed", (...args: unknown[]) => void client.log.push(`*reconnect_failed ${args}`));
    await client.connect();
    client.ws.end();
    expect(client.take()).toEqual(["connect", "disconnect transport error", "*reconnect_failed ", "reconnect_failed"]);
  });

  test("without reconnection: disconnect alone", async () => {
    const client = start({ reconnection: false });
    await client.connect();
    client.ws.end();
    expect(client.take()).toEqual(["connect", "disconnect transport error"]);
  });
});

describe("a listener that allows more attempts than there were", () => {
  const allowing = (event: "connect_error" | "disconnect", options: object): FakeClient => {
    const client = start({ randomizationFactor: 0, ...options });
    const { socket, log } = client;
    socket.lifecycle.on("state_change", ({ from, to, cause }) => void log.push(`${from} → ${to} by ${cause}`));
    socket.once(event, () => void socket.io.reconnection(true).reconnectionAttempts(5));
    return client;
  };

  test.each([{ reconnection: false }, { reconnectionAttempts: 0 }])(
    "in connect_error, of the only one, with %o: the next follows",
    (options) => {
      const client = allowing("connect_error", options);
      client.ws.end();
      client.world.advance(1000);
      expect([client.take(), client.world.sockets.length]).toEqual([
        [
          "connecting → disconnected by connect_error",
          "connect_error ERR_TRANSPORT",
          "disconnected → reconnecting by connect_error",
          "reconnect_attempt 1",
        ],
        2,
      ]);
    },
  );

  test("in disconnect, where none was to follow: it follows", async () => {
    const client = allowing("disconnect", { reconnection: false });
    await client.connect();
    client.take();
    client.ws.end();
    client.world.advance(1000);
    expect(client.take()).toEqual([
      "connected → disconnected by disconnect",
      "disconnect transport error",
      "disconnected → reconnecting by connect_error",
      "reconnect_attempt 1",
    ]);
  });

  test("in a wait: it stays the wait that it was", () => {
    const client = allowing("connect_error", { reconnectionAttempts: 2 });
    client.ws.end();
    client.world.advance(1000);
    expect(client.take()).toEqual([
      "connecting → reconnecting by connect_error",
      "connect_error ERR_TRANSPORT",
      "reconnect_attempt 1",
    ]);
  });

  test("and leaves: nothing follows", () => {
    const client = allowing("connect_error", { reconnection: false });
    client.socket.once("connect_error", () => void client.socket.disconnect());
    client.ws.end();
    client.world.advance(60_000);
    expect([client.world.sockets.length, client.socket.io.state]).toEqual([1, "idle"]);
  });

  test("and starts anew: there is that connection alone", () => {
    const client = allowing("connect_error", { reconnection: false });
    client.socket.once("connect_error", () => void client.socket.disconnect().connect());
    client.ws.end();
    expect([client.world.sockets.length, client.socket.io.state]).toEqual([2, "connecting"]);
  });

  test("of one that a callback was given for: none follows", () => {
    const client = allowing("connect_error", { reconnection: false, autoConnect: false });
    const { socket } = client;
    const outcomes: unknown[] = [];
    socket.io.on("error", () => void socket.io.reconnection(true));
    socket.io.open((error) => outcomes.push(error?.code));
    client.ws.end();
    client.world.advance(60_000);
    expect([outcomes, client.world.sockets.length, socket.io.state]).toEqual([["ERR_TRANSPORT"], 1, "idle"]);
  });
});

describe("two namespaces", () => {
  test("get back what was theirs", async () => {
    const client = start({ transports: ["polling"] });
    const { world, socket } = client;
    await client.poll();
    const other = client.io("/other");
    await settle();
    await client.posts();
    await world.poll!.answer('40/other,{"sid":"o"}');
    socket.emit("in flight");
    socket.emit("mine");
    other.emit("theirs");
    await world.poll!.fail(new Error("cut"));
    expect([socket, other].map(({ sendBuffer }) => sendBuffer.map(({ data }) => data))).toEqual([
      [["mine"]],
      [["theirs"]],
    ]);
    other.disconnect();
  });
});

describe("a page that goes away while it connects", () => {
  test("for good: nothing is told when the time of the attempt is over, and nothing is tried", () => {
    const client = start({ timeout: 100 });
    client.dispatch("pagehide");
    client.world.advance(60_000);
    expect([client.take(), client.world.sockets.length]).toEqual([[], 1]);
    client.socket.io.engine._end("forced close");
  });

  test("and is kept: what ended it is said", async () => {
    const client = start();
    const details: unknown[] = [];
    client.socket.on("disconnect", (_, more) => details.push(more));
    await client.connect();
    client.dispatch("pagehide", { persisted: true });
    expect(details).toEqual([{ description: "page hidden" }]);
  });
});

describe("a connection that nobody wants any more in the turn in which it is begun", () => {
  /** A client whose platform does what can wait when the test says so. */
  const patient = (): FakeClient & { soon: () => void } => {
    const client = start({ autoConnect: false });
    const later: (() => void)[] = [];
    client.world.platform.soon = (callback) => void later.push(callback);
    return Object.assign(client, { soon: () => later.splice(0).forEach((callback) => void callback()) });
  };
  const outcome = ({ socket, world }: FakeClient): unknown[] => [socket.io.state, world.sockets.length];

  test("is given up before anything is done for it", () => {
    const client = patient();
    client.socket.connect().disconnect();
    client.soon();
    expect(outcome(client)).toEqual(["idle", 0]);
  });

  test("goes on, where it is wanted again", () => {
    const client = patient();
    client.socket.connect().disconnect().connect();
    client.soon();
    expect(outcome(client)).toEqual(["connecting", 1]);
  });

  test("has no part in the next one", () => {
    const client = patient();
    client.socket.connect().disconnect();
    client.socket.io.engine.close();
    client.socket.connect();
    client.soon();
    expect(outcome(client)).toEqual(["connecting", 1]);
  });
});

describe("memory of transports", () => {
  test("ends with an attempt that failed by all of them", async () => {
    const options = { transports: ["polling", "websocket"], rememberUpgrade: true };
    const client = start({ ...options, randomizationFactor: 0 }, "http://forgetful.test");
    client.world.advance(10_000);
    await client.connect();
    client.ws.end(null);
    client.world.advance(1000);
    expect(client.world.requests).toEqual([]);
    client.ws.end(new Error("ENOTFOUND"), { fields: { _unreachable: true } });
    client.world.advance(2000);
    expect([client.world.sockets.length, !!client.world.poll]).toEqual([2, true]);
  });

  test("is of one server, not of others", async () => {
    const options = { transports: ["polling", "websocket"], rememberUpgrade: true };
    const client = start(options, "http://one.test");
    client.world.advance(10_000);
    await client.connect();
    client.socket.disconnect();
    const same = start(options, "http://one.test");
    const another = start(options, "http://another.test");
    expect([same, another].map(({ world }) => world.sockets.length)).toEqual([1, 0]);
  });

  test("sessions that are lost for other reasons do not count as unknown", async () => {
    const client = start({ transports: ["polling", "websocket"], tryAllTransports: false });
    for (let i = 0; i < 3; i++) {
      await client.world.poll!.answer("busy", 503);
      client.world.advance(5000);
    }
    expect([client.world.sockets.length, !!client.world.poll]).toEqual([0, true]);
  });
});
