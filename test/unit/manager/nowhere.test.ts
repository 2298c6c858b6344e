import { describe, expect, test } from "vitest";
import { startsClients } from "../../support/fake-client.ts";
import { settle } from "../../support/fake-platform.ts";

const start = startsClients();

describe("an address that leads nowhere", () => {
  test("is told in a later turn, and nothing is tried", () => {
    // of each there is one warning in a program: no other test has this one
    const client = start({}, "http://nowhere:99999");
    expect([client.take(), client.socket.io.state, client.socket.active]).toEqual([[], "idle", true]);
    client.world.advance(0);
    expect(client.take()).toEqual(["connect_error ERR_INVALID_URL"]);
    client.world.advance(60_000);
    expect([client.take(), client.world.sockets.length, client.world.requests.length]).toEqual([[], 0, 0]);
    expect(client.world.warned).toHaveLength(1);
  });

  test("is not told to who has left by then", () => {
    const client = start({}, "http://");
    client.socket.disconnect();
    client.world.advance(60_000);
    expect([client.take(), client.socket.io.state, client.socket.active]).toEqual([[], "idle", false]);
  });

  test("says where it failed, and that no attempt follows", () => {
    const client = start({}, "http://");
    let told: object = {};
    client.socket.on("connect_error", (error) => {
      told = error;
    });
    client.world.advance(0);
    expect(told).toMatchObject({ code: "ERR_INVALID_URL", phase: "transport", willRetry: false, attempt: 0 });
  });

  test("from the second attempt on: it is not tried, and it is no failure to reconnect", () => {
    const client = start({ reconnectionDelay: 1000, randomizationFactor: 0 });
    const { socket, log } = client;
    socket.lifecycle.on("state_change", ({ from, to, cause }) => void log.push(`${from} → ${to} by ${cause}`));
    client.ws.end();
    socket.io.opts.path = "/path?query";
    client.take();
    client.world.advance(1000);
    expect([client.take(), client.world.sockets.length]).toEqual([
      [
        "reconnect_attempt 1",
        "reconnecting → disconnected by connect()",
        "connect_error ERR_INVALID_URL",
        "reconnect_error ERR_INVALID_URL",
        "reconnect_failed",
      ],
      1,
    ]);
  });

  test("is told again to who opens it anew; the callback has the error", () => {
    const client = start({ autoConnect: false }, "http://");
    const outcomes: unknown[] = [];
    client.socket.io.open((error) => outcomes.push(error?.code));
    expect(outcomes).toEqual([]);
    client.world.advance(0);
    expect(outcomes).toEqual(["ERR_INVALID_URL"]);
    client.socket.io.open();
    client.world.advance(0);
    expect([outcomes.length, client.socket.io.state]).toEqual([1, "idle"]);
  });

  test("after a failure that was told, the callback is not called again", async () => {
    const client = start({ autoConnect: false });
    const outcomes: unknown[] = [];
    client.socket.io.open((error) => outcomes.push(error?.code));
    client.ws.end();
    await settle();
    client.socket.io.open();
    client.ws.end();
    expect(outcomes).toEqual(["ERR_TRANSPORT"]);
  });

  test("the callback of one that leads somewhere is called without an argument", async () => {
    const client = start({ autoConnect: false });
    const outcomes: unknown[][] = [];
    client.socket.io.open((...args: unknown[]) => outcomes.push(args));
    client.ws.accept();
    await settle();
    expect(outcomes).toEqual([[]]);
  });
});
