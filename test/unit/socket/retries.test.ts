import { describe, expect, test } from "vitest";
import type { IoOptions } from "../../../src/manager/options.ts";
import { type FakeClient, outcome, startsClients } from "../../support/fake-client.ts";
import { settle } from "../../support/fake-platform.ts";

const start = startsClients();
const retrying = (options: IoOptions = {}): FakeClient => start({ retries: 2, ackTimeout: 100, ...options });
/** Events that are sent, without the rest. */
const sent = ({ ws }: FakeClient): unknown[] => ws.take().filter((frame) => frame !== "40");
/** An acknowledgement that writes down what it is told. */
const acked = (log: string[], name: string) => (error: { code?: string; delivery?: string } | null, value?: unknown) =>
  void log.push(error ? `${name} ${error.code} ${error.delivery}` : `${name} ${value}`);

describe("retries", () => {
  test("one at a time, in order; the next when it is acknowledged", async () => {
    const client = retrying();
    const { socket, log } = client;
    await client.connect();
    client.take();
    socket.emit("a", acked(log, "a"));
    socket.emit("b");
    socket.emit("c", acked(log, "c"));
    expect(sent(client)).toEqual(['420["a"]']);
    client.ws.receive("430[1]");
    expect(sent(client)).toEqual(['421["b"]']);
    client.ws.receive("431[]");
    expect(sent(client)).toEqual(['422["c"]']);
    client.ws.receive("432[3]");
    expect(client.take()).toEqual(["a 1", "c 3"]);
  });

  test("again after ackTimeout, up to the number of retries; then it is given up and the next has its turn", async () => {
    const client = retrying();
    const { socket, log, world } = client;
    await client.connect();
    client.take();
    socket.emit("a", acked(log, "a"));
    socket.emit("b");
    const wire: unknown[] = [];
    for (const ms of [99, 1, 99, 1, 99]) {
      wire.push(...sent(client), "|");
      world.advance(ms);
    }
    expect(wire).toEqual(['420["a"]', "|", "|", '420["a"]', "|", "|", '420["a"]', "|"]);
    expect(client.take()).toEqual([]);
    world.advance(1);
    expect(client.take()).toEqual(["a ERR_ACK_TIMEOUT unknown", "dropped a ERR_ACK_TIMEOUT unknown"]);
    expect(sent(client)).toEqual(['421["b"]']);
    client.ws.receive("431[]");
  });

  test("a late answer to an earlier try settles it, and a second answer nothing", async () => {
    const client = retrying();
    const { socket, log, world } = client;
    await client.connect();
    client.take();
    socket.emit("a", acked(log, "a"));
    socket.emit("b");
    world.advance(100);
    client.ws.receive("430[1]", "430[2]");
    expect([client.take(), sent(client)]).toEqual([["a 1"], ['420["a"]', '420["a"]', '421["b"]']]);
    world.advance(99);
    expect(sent(client)).toEqual([]);
    client.ws.receive("431[]");
  });

  test("again on a new connection, at once, without a double from the buffer", async () => {
    const client = retrying();
    const { socket, log, world } = client;
    await client.connect();
    client.take();
    socket.emit("a", acked(log, "a"));
    socket.emit("b");
    client.ws.end();
    world.advance(1000);
    expect(client.take()).toEqual(["disconnect transport error", "reconnect_attempt 1"]);
    socket.once("connect", () => socket.emit("from connect"));
    await client.connect();
    expect(sent(client)).toEqual(['420["a"]']);
    client.ws.receive("430[1]", "431[]");
    expect(sent(client)).toEqual(['421["b"]', '422["from connect"]']);
    client.ws.receive("432[]");
  });

  test("never while offline; emitted while offline, it goes out on the connection", async () => {
    const client = retrying();
    client.socket.emit("a");
    client.world.advance(500);
    expect(client.socket.buffered.count).toBeLessThan(2);
    await client.connect();
    expect(sent(client)).toEqual(['420["a"]']);
    client.ws.receive("430[]");
    client.world.advance(1000);
    expect(sent(client)).toEqual([]);
  });

  test("disconnect() settles those that promised an outcome; the others wait for the next connect()", async () => {
    const client = retrying();
    const { socket, log, world } = client;
    await client.connect();
    client.take();
    socket.emit("a", acked(log, "a"));
    socket.emit("plain");
    const waits = outcome(socket.emitWithAck("c"));
    socket.disconnect();
    await settle();
    expect([client.take(), waits]).toEqual([
      [
        "disconnect io client disconnect",
        "a ERR_DISCONNECTED unknown",
        "dropped a ERR_DISCONNECTED unknown",
        "dropped c ERR_DISCONNECTED not-sent",
      ],
      ["ERR_DISCONNECTED not-sent"],
    ]);
    world.advance(100);
    client.ws.end(null);
    client.take();
    socket.connect();
    await client.connect();
    expect(sent(client)).toEqual(['421["plain"]']);
    client.ws.receive("431[]");
  });

  test("with retryWindow several are under way; order of first delivery is kept", async () => {
    const client = retrying({ retryWindow: 3 });
    await client.connect();
    for (const name of ["a", "b", "c", "d", "e"]) client.socket.emit(name);
    expect(sent(client)).toEqual(['420["a"]', '421["b"]', '422["c"]']);
    client.ws.receive("431[]");
    expect(sent(client)).toEqual(['423["d"]']);
    client.ws.receive("430[]", "432[]");
    expect(sent(client)).toEqual(['424["e"]']);
    client.world.advance(100);
    expect(sent(client)).toEqual(['423["d"]', '424["e"]']);
    client.ws.receive("433[]", "434[]");
    client.world.advance(1000);
    expect(sent(client)).toEqual([]);
  });

  test("what is under way survives a loss within the window", async () => {
    const client = retrying({ retryWindow: 2 });
    await client.connect();
    for (const name of ["a", "b", "c"]) client.socket.emit(name);
    client.ws.end();
    client.world.advance(1000);
    await client.connect();
    expect(sent(client)).toEqual(['420["a"]', '421["b"]']);
    client.ws.receive("430[]", "431[]", "432[]");
  });

  test("what is settled or given up out of turn leaves the others in theirs, over a loss too", async () => {
    const client = retrying({ retryWindow: 2 });
    const { socket } = client;
    const giveUp = new AbortController();
    await client.connect();
    for (const name of ["a", "b"]) socket.emit(name);
    const given = outcome(socket.signal(giveUp.signal).emitWithAck("c"));
    for (const name of ["d", "e"]) socket.emit(name);
    expect(sent(client)).toEqual(['420["a"]', '421["b"]']);
    giveUp.abort();
    expect(sent(client)).toEqual([]);
    client.ws.receive("431[]");
    expect(sent(client)).toEqual(['423["d"]']);
    client.ws.end();
    client.world.advance(1000);
    await client.connect();
    expect(sent(client)).toEqual(['420["a"]', '423["d"]']);
    client.ws.receive("433[]");
    expect(sent(client)).toEqual(['424["e"]']);
    client.ws.receive("430[]", "434[]");
    expect(given).toEqual(["ERR_ABORTED not-sent"]);
  });

  test("without ackTimeout: 10,000 ms, and one warning", async () => {
    const client = start({ retries: 1 });
    await client.connect();
    client.socket.emit("a");
    client.socket.emit("b");
    expect(client.world.warned.filter((text) => text.includes("ackTimeout"))).toHaveLength(1);
    sent(client);
    client.world.advance(9999);
    expect(sent(client)).toEqual([]);
    client.world.advance(1);
    expect(sent(client)).toEqual(['420["a"]']);
    client.ws.receive("430[]", "431[]");
  });

  test("volatile events are not sent again, and timeout() takes the place of ackTimeout", async () => {
    const client = retrying();
    await client.connect();
    client.socket.volatile.emit("once");
    client.socket.timeout(10).emit("a", () => {});
    expect(sent(client)).toEqual(['42["once"]', '420["a"]']);
    client.world.advance(10);
    expect(sent(client)).toEqual(['420["a"]']);
    client.ws.receive("430[]");
  });

  test("aborted: the next has its turn", async () => {
    const client = retrying();
    const { socket, log } = client;
    await client.connect();
    client.take();
    const abort = new AbortController();
    socket.signal(abort.signal).emit("a", acked(log, "a"));
    socket.emit("b");
    abort.abort();
    expect([client.take(), sent(client)]).toEqual([
      ["a ERR_ABORTED unknown", "dropped a ERR_ABORTED unknown"],
      ['420["a"]', '421["b"]'],
    ]);
    client.ws.receive("431[]");
  });

  test("too large on this connection: dropped, and the next has its turn", async () => {
    const client = retrying();
    const { socket, log } = client;
    socket.emit("big", "x".repeat(2000), acked(log, "big"));
    socket.emit("b");
    await client.connect();
    expect([client.take(), sent(client)]).toEqual([
      ["connect", "big ERR_PAYLOAD_TOO_LARGE not-sent", "dropped big ERR_PAYLOAD_TOO_LARGE not-sent"],
      ['421["b"]'],
    ]);
    client.ws.receive("431[]");
  });
});
