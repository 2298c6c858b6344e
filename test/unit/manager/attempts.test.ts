import { describe, expect, test } from "vitest";
import type { ReconnectionFacts } from "../../../src/manager/reconnection.ts";
import { type FakeClient, startsClients } from "../../support/fake-client.ts";
import { settle } from "../../support/fake-platform.ts";

const start = startsClients();
/** ms until the next attempt. */
const due = ({ socket, world }: FakeClient): number | undefined => {
  const { _state } = socket.io._inner();
  return _state.name === "waiting" ? _state._due - world.clock.ticks() : undefined;
};

describe("backoff", () => {
  test("at attempts 1, 20, 2,000 and a million: within its bounds, never collapsed", () => {
    const client = start();
    const { _controller } = client.socket.io._inner();
    const delays = [0, 19, 1999, 1e6 - 1].map((step) =>
      [0, 0.5, 1 - 2 ** -53].map((random) => {
        _controller._step = step;
        client.world.random = random;
        return _controller._policy(
          {
            ...client.socket.io.opts,
            reconnectionDelay: 1000,
            reconnectionDelayMax: 5000,
            randomizationFactor: 0.5,
          } as never,
          {
            attempt: step + 1,
            elapsed: 0,
            error: undefined,
          },
        );
      }),
    );
    expect(delays).toEqual([
      [500, 1000, 1500],
      [2500, 4935, 4844],
      [2500, 4935, 4844],
      [2500, 4935, 4844],
    ]);
  });

  test("options changed meanwhile count from the next decision", () => {
    const client = start();
    client.ws.end();
    expect(due(client)).toBe(1000);
    client.socket.io.reconnectionDelay(50).randomizationFactor(0).reconnectionDelayMax(70);
    client.world.advance(1000);
    client.ws.end();
    expect(due(client)).toBe(70);
    client.socket.io.reconnectionAttempts(2);
    client.world.advance(70);
    client.ws.end();
    expect([due(client), client.take().at(-1)]).toEqual([undefined, "reconnect_failed"]);
  });
});

describe("reconnectionPolicy", () => {
  test("is given the attempt, the time since the loss, and the error; its word counts", async () => {
    const facts: ReconnectionFacts[] = [];
    const client = start({
      reconnectionPolicy: (given) => {
        facts.push(given);
        return given.attempt * 100;
      },
    });
    client.world.advance(10);
    client.ws.end();
    client.world.advance(100);
    client.ws.end();
    client.world.advance(200);
    await client.connect();
    client.ws.end(null);
    client.world.advance(100);
    client.ws.end();
    expect(facts.map(({ attempt, elapsed, error }) => [attempt, elapsed, error?.code])).toEqual([
      [1, 10, "ERR_TRANSPORT"],
      [2, 110, "ERR_TRANSPORT"],
      [1, 0, undefined],
      [2, 100, "ERR_TRANSPORT"],
    ]);
  });

  test("false ends it", () => {
    const client = start({ reconnectionPolicy: ({ attempt }) => attempt < 2 && 10 });
    client.ws.end();
    client.world.advance(10);
    client.ws.end();
    expect(client.take()).toEqual([
      "connect_error ERR_TRANSPORT",
      "reconnect_attempt 1",
      "connect_error ERR_TRANSPORT",
      "reconnect_error ERR_TRANSPORT",
      "reconnect_failed",
    ]);
  });

  test.each([
    ["0", 0, 0],
    ["NaN", Number.NaN, 1000],
    ["a negative number", -1, 1000],
    ["nothing", undefined, 1000],
    ["null", null, 1000],
    ["true", true, 1000],
    ["an empty text", "", 1000],
    ["an empty list", [], 1000],
  ])("%s", (_, answer, expected) => {
    const client = start({ reconnectionPolicy: () => answer as unknown as number });
    client.ws.end();
    expect(due(client)).toBe(expected);
  });

  test("one that throws: the backoff, and the error surfaces", () => {
    const client = start({
      reconnectionPolicy: () => {
        throw new Error("mine");
      },
    });
    client.ws.end();
    expect([due(client), client.world.reported.splice(0)]).toEqual([1000, [new Error("mine")]]);
  });

  test("the limit holds beside it", () => {
    const client = start({ reconnectionPolicy: () => 5, reconnectionAttempts: 1 });
    client.ws.end();
    client.world.advance(5);
    client.ws.end();
    expect(client.take().at(-1)).toBe("reconnect_failed");
  });
});

describe("early attempts", () => {
  test("connect() during a wait connects now; after it failed, a second after it ended", () => {
    const client = start();
    client.ws.end();
    client.socket.connect();
    expect(client.world.sockets).toHaveLength(2);
    client.world.advance(300);
    client.ws.end();
    expect(due(client)).toBe(2000);
    client.world.advance(100);
    client.socket.connect().connect();
    expect([client.world.sockets.length, due(client)]).toEqual([2, 900]);
    client.world.advance(900);
    expect(client.world.sockets).toHaveLength(3);
    client.ws.end();
    client.world.advance(1000);
    client.socket.connect();
    expect(client.world.sockets).toHaveLength(4);
  });

  test("one that starts in its own time leaves no pause behind", () => {
    const client = start();
    client.ws.end();
    client.world.advance(1000);
    client.ws.end();
    client.socket.connect();
    expect(client.world.sockets).toHaveLength(3);
  });

  test.each(["connect_error", "connect_timeout", "disconnect", "reconnect_attempt", "reconnect_error"] as const)(
    "connect() in a listener of %s keeps the wait",
    async (event) => {
      const client = start({ timeout: 500 });
      await client.connect();
      client.socket.on(event, () => void client.socket.connect());
      client.ws.end();
      expect([due(client), client.world.sockets.length]).toEqual([1000, 1]);
      client.world.advance(1000);
      expect(client.world.sockets).toHaveLength(2);
      client.world.advance(500);
      expect([due(client), client.world.sockets.length]).toEqual([2000, 2]);
    },
  );

  test.each(["error", "reconnect_error", "close", "reconnect_attempt"] as const)(
    "connect() in a listener of the Manager's %s keeps it too",
    async (event) => {
      const client = start();
      await client.connect();
      let calls = 0;
      client.socket.io.on(event, () => {
        calls++;
        client.socket.connect();
      });
      client.ws.end();
      expect([due(client), client.world.sockets.length]).toEqual([1000, 1]);
      client.world.advance(1000);
      client.ws.end();
      expect([due(client), client.world.sockets.length, calls]).toEqual([2000, 2, 1]);
      client.socket.io.off(event);
    },
  );

  test("connect() in a listener of state_change keeps it too", async () => {
    const client = start();
    await client.connect();
    client.socket.lifecycle.on("state_change", ({ to }) => void (to === "reconnecting" && client.socket.connect()));
    client.ws.end();
    expect([client.take(), due(client)]).toEqual([["connect", "disconnect transport error"], 1000]);
  });

  test("a listener that calls connect() later cuts the wait", async () => {
    const client = start();
    client.socket.on("connect_error", () => void Promise.resolve().then(() => client.socket.connect()));
    client.ws.end();
    await settle();
    expect(client.world.sockets).toHaveLength(2);
  });
});

describe("reconnect()", () => {
  test("drops a connection and makes a new one at once", async () => {
    const client = start();
    const ws = await client.connect();
    client.socket.reconnect();
    expect([client.take(), ws.state]).toEqual([
      ["connect", "disconnect forced close", "reconnect_attempt 1"],
      "closing",
    ]);
    await client.connect();
    expect(client.take()).toEqual(["connect", "reconnect 1"]);
  });

  test("in a loop makes no storm", async () => {
    const client = start();
    await client.connect();
    for (let i = 0; i < 100; i++) client.socket.reconnect();
    expect(client.world.sockets).toHaveLength(2);
    for (let i = 0; i < 5; i++) {
      await client.connect();
      for (let j = 0; j < 10; j++) client.socket.reconnect();
      const made = client.world.sockets.length;
      client.world.advance(999);
      expect(client.world.sockets).toHaveLength(made);
      client.world.advance(1);
      expect(client.world.sockets).toHaveLength(made + 1);
    }
  });

  test("after a connection that lasted it is immediate again", async () => {
    const client = start();
    await client.connect();
    client.socket.reconnect();
    await client.connect();
    client.world.advance(5000);
    client.socket.reconnect();
    expect(client.world.sockets).toHaveLength(3);
  });

  test("without a connection it connects", () => {
    const client = start({ autoConnect: false });
    client.socket.reconnect();
    expect(client.world.sockets).toHaveLength(1);
    client.socket.reconnect();
    expect(client.world.sockets).toHaveLength(1);
  });
});

describe("open(callback)", () => {
  const opened = (): FakeClient => {
    const client = start({ autoConnect: false });
    client.socket.io.on("error", () => void client.log.push("error"));
    client.socket.io.on("reconnect_failed", () => void client.log.push("reconnect_failed"));
    client.socket.io.open((error) => void client.log.push(`called back ${error?.code}`));
    return client;
  };

  test("is called once it is open", async () => {
    const client = opened();
    client.ws.accept();
    await settle();
    expect([client.take(), client.socket.io.state]).toEqual([["called back undefined"], "connected"]);
    client.ws.end();
    // no namespace wants it
    expect([client.take(), client.socket.io.state]).toEqual([["error"], "idle"]);
  });

  test("gets the error, and no other attempt follows", () => {
    const client = opened();
    client.ws.end();
    expect([client.take(), client.socket.io.state]).toEqual([["error", "called back ERR_TRANSPORT"], "idle"]);
  });

  test.each<[string, (client: FakeClient) => unknown]>([
    ["the Manager is closed", ({ socket }) => socket.io._inner()._close()],
    [
      "its only socket is disconnected, which was not connected",
      ({ socket, world }) => [socket.disconnect(), world.advance(0)],
    ],
  ])("gets an error if %s before", (_, end) => {
    const client = opened();
    end(client);
    expect([client.take(), client.socket.io.state]).toEqual([["called back ERR_TRANSPORT"], "idle"]);
  });

  test("gets an error if the Manager is closed before it was told that the address leads nowhere", () => {
    const client = start({ autoConnect: false }, "http://");
    client.socket.io.open((error) => void client.log.push(`called back ${error?.code}`));
    client.socket.io._inner()._close();
    expect(client.take()).toEqual(["called back ERR_TRANSPORT"]);
  });

  test("with a namespace that wants it: that is not a failure to reconnect", () => {
    const client = start();
    client.socket.io.on("reconnect_failed", () => void client.log.push("reconnect_failed"));
    client.socket.io._inner()._close();
    client.take();
    client.socket.io.open((error) => void client.log.push(`called back ${error?.code}`));
    client.ws.end();
    expect(client.take()).toEqual(["connect_error ERR_TRANSPORT", "called back ERR_TRANSPORT"]);
  });
});
