import { describe, expect, test } from "vitest";
import { type FakeClient, outcome, startsClients } from "../../support/fake-client.ts";
import { settle } from "../../support/fake-platform.ts";

const start = startsClients();
const refused = async ({ ws }: FakeClient): Promise<void> => {
  ws.accept();
  await settle();
  ws.receive('44{"message":"no"}');
};

describe("ready()", () => {
  test("resolves to the socket once it is connected, at once if it is", async () => {
    const client = start();
    const first = outcome(client.socket.ready());
    await settle();
    expect(first).toEqual([]);
    await client.connect();
    const second = outcome(client.socket.timeout(1).ready());
    await settle();
    expect([first[0] === client.socket, second[0] === client.socket]).toEqual([true, true]);
  });

  test("goes on over attempts that fail", async () => {
    const client = start();
    const ready = outcome(client.socket.ready());
    client.ws.end();
    client.world.advance(1000);
    await client.connect();
    await settle();
    expect(ready).toEqual([client.socket]);
  });

  test.each<[string, object, (client: FakeClient) => unknown, string]>([
    ["disconnect()", {}, ({ socket }) => socket.disconnect(), "ERR_DISCONNECTED not-sent"],
    ["a refusal", {}, refused, "ERR_REFUSED"],
    ["the last attempt", { reconnectionAttempts: 0 }, ({ ws }) => ws.end(), "ERR_TRANSPORT"],
    ["no reconnection", { reconnection: false }, ({ ws }) => ws.end(), "ERR_TRANSPORT"],
    [
      "disconnect() after an attempt that failed",
      {},
      ({ socket, ws }) => {
        ws.end();
        socket.disconnect();
      },
      "ERR_TRANSPORT",
    ],
  ])("rejects at %s", async (_, options, end, expected) => {
    const client = start(options);
    const ready = outcome(client.socket.ready());
    await end(client);
    await settle();
    expect(ready).toEqual([expected]);
  });

  test("rejects when its time is up, and when it is aborted; the socket goes on", async () => {
    const client = start();
    const abort = new AbortController();
    const timed = outcome(client.socket.ready({ timeout: 100 }));
    const aborted = outcome(client.socket.ready({ signal: abort.signal }));
    const late = client.socket.ready({ signal: AbortSignal.abort("why") });
    await expect(late).rejects.toMatchObject({ code: "ERR_ABORTED", cause: "why" });
    client.world.advance(99);
    abort.abort();
    await settle();
    expect([timed, aborted]).toEqual([[], ["ERR_ABORTED"]]);
    client.world.advance(1);
    await settle();
    expect([timed, client.socket.active]).toEqual([["ERR_CONNECT_TIMEOUT"], true]);
  });

  test("an aborted signal does not keep a connected socket from being ready", async () => {
    const client = start();
    await client.connect();
    await expect(client.socket.ready({ signal: AbortSignal.abort() })).resolves.toBe(client.socket);
  });

  test("leaves no listener behind", async () => {
    const client = start();
    const { lifecycle } = client.socket;
    const count = (): number[] =>
      (["state_change", "connect_error"] as const).map((name) => lifecycle.listeners(name).length);
    const before = count();
    const ready = outcome(client.socket.ready({ timeout: 100 }));
    expect(count()).not.toEqual(before);
    await client.connect();
    await settle();
    expect([ready.length, count()]).toEqual([1, before]);
  });

  test("a socket that was never told to connect waits for that", async () => {
    const client = start({ autoConnect: false });
    const ready = outcome(client.socket.ready());
    await settle();
    expect(ready).toEqual([]);
    client.socket.connect();
    await client.connect();
    await settle();
    expect(ready).toHaveLength(1);
  });
});
