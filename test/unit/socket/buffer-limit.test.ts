import { describe, expect, test } from "vitest";
import { type FakeClient, outcome, startsClients } from "../../support/fake-client.ts";
import { type FakeClock, settle } from "../../support/fake-platform.ts";

const start = startsClients();
const full = expect.objectContaining({ code: "ERR_BUFFER_FULL", delivery: "not-sent" });

describe("bufferLimit", () => {
  test("reject, the default: emit throws, a promise rejects; nothing is left behind", async () => {
    const client = start({ bufferLimit: { events: 2 } });
    const { socket } = client;
    socket.emit("a").emit("b");
    expect(() => socket.emit("c")).toThrow(full);
    expect(() => socket.emit("c", () => {})).toThrow(full);
    const promise = outcome(socket.emitWithAck("d"));
    await settle();
    expect([promise, client.take(), socket.buffered.count]).toEqual([["ERR_BUFFER_FULL not-sent"], [], 2]);
    const ws = await client.connect();
    socket.emit("e", () => {});
    expect(ws.take()).toEqual(["40", '42["a"]', '42["b"]', '420["e"]']);
  });

  test("drop-oldest: the oldest make room, and are reported and settled", async () => {
    const client = start({ bufferLimit: { events: 2, onFull: "drop-oldest" } });
    const { socket } = client;
    const promise = outcome(socket.emitWithAck("a"));
    socket.emit("b").emit("c").emit("d");
    await settle();
    expect([promise, client.take()]).toEqual([
      ["ERR_BUFFER_FULL not-sent"],
      ["dropped a ERR_BUFFER_FULL not-sent", "dropped b ERR_BUFFER_FULL not-sent"],
    ]);
    expect((await client.connect()).take()).toEqual(["40", '42["c"]', '42["d"]']);
  });

  test("what is dropped may emit: each event has an ack id of its own", async () => {
    const client = start({ bufferLimit: { events: 1, onFull: "drop-oldest" } });
    const { socket } = client;
    const answers: unknown[] = [];
    const again = () => socket.emit("again", (answer: unknown) => answers.push(["again", answer]));
    socket.timeout(1_000).emit("first", again);
    socket.emit("second", (answer: unknown) => answers.push(["second", answer]));
    const ws = await client.connect();
    const sent = ws.take().filter((frame) => frame !== "40");
    for (const frame of sent) ws.receive(`43${/^42(\d+)/.exec(String(frame))![1]}${JSON.stringify([frame])}`);
    expect([sent, answers]).toEqual([['422["again"]'], [["again", '422["again"]']]]);
  });

  test("drop-newest: it is dropped itself", async () => {
    const client = start({ bufferLimit: { events: 1, onFull: "drop-newest" } });
    const { socket } = client;
    socket.emit("a").emit("b");
    const promise = outcome(socket.emitWithAck("c"));
    await settle();
    expect([promise, client.take()]).toEqual([
      ["ERR_BUFFER_FULL not-sent"],
      ["dropped b ERR_BUFFER_FULL not-sent", "dropped c ERR_BUFFER_FULL not-sent"],
    ]);
    expect((await client.connect()).take()).toEqual(["40", '42["a"]']);
  });

  test("none at all", async () => {
    const client = start({ bufferLimit: { events: 0, onFull: "drop-oldest" } });
    client.socket.emit("a");
    await settle();
    expect([client.take(), client.socket.buffered.count]).toEqual([["dropped a ERR_BUFFER_FULL not-sent"], 0]);
  });

  test("drop-oldest while what waited is sent: what a listener emits goes first, and needs no room", async () => {
    const client = start({ bufferLimit: { events: 2, onFull: "drop-oldest" } });
    client.socket.emit("a").emit("b");
    client.socket.onAnyOutgoing((name) => {
      if (name === "a") client.socket.emit("c").emit("d");
    });
    await client.connect();
    expect(client.ws.take()).toEqual(["40", '42["c"]', '42["d"]', '42["a"]', '42["b"]']);
    expect(client.take()).toEqual(["connect"]);
  });

  test("bytes, of text and of attachments", () => {
    const client = start({ bufferLimit: { bytes: 100 } });
    const { socket } = client;
    socket.emit("é");
    // 2["é"] has 7 bytes
    expect(socket.buffered).toEqual({ count: 1, bytes: 7 });
    socket.emit("b", new Uint8Array(40));
    const { bytes } = socket.buffered;
    expect(bytes).toBe(7 + 40 + '51-["b",{"_placeholder":true,"num":0}]'.length);
    expect(() => socket.emit("x".repeat(100 - bytes - 4))).toThrow(full);
    socket.emit("x".repeat(100 - bytes - 5));
    expect(socket.buffered).toEqual({ count: 3, bytes: 100 });
  });

  test("bytes with drop-oldest: as many as have to; one that can never fit drops itself alone", async () => {
    const client = start({ bufferLimit: { bytes: 30, onFull: "drop-oldest" } });
    client.socket.emit("aaaa").emit("bbbb").emit("cccc").emit("dddddddddddd");
    await settle();
    expect(client.take()).toEqual(["dropped aaaa ERR_BUFFER_FULL not-sent", "dropped bbbb ERR_BUFFER_FULL not-sent"]);
    client.socket.emit("e".repeat(40));
    await settle();
    expect([client.take(), client.socket.buffered.count]).toEqual([
      [`dropped ${"e".repeat(40)} ERR_BUFFER_FULL not-sent`],
      2,
    ]);
  });

  test("age: what waited too long is not sent, and makes room", async () => {
    const client = start({ bufferLimit: { events: 2, age: 100 } });
    const { socket, world } = client;
    socket.emit("a").emit("b");
    world.advance(100);
    expect(() => socket.emit("c")).toThrow(full);
    world.advance(1);
    socket.emit("c");
    await settle();
    expect(client.take()).toEqual(["dropped a ERR_BUFFER_FULL not-sent", "dropped b ERR_BUFFER_FULL not-sent"]);
    world.advance(60);
    socket.emit("d");
    world.advance(60);
    expect((await client.connect()).take()).toEqual(["40", '42["d"]']);
    await settle();
    expect(client.take()).toEqual(["connect", "dropped c ERR_BUFFER_FULL not-sent"]);
  });

  test.each<[string, (clock: FakeClock) => void]>([
    [
      "the wall clock was set back by an hour",
      (clock) => {
        clock.shift = -3_600_000;
        clock.advance(101);
      },
    ],
    ["the machine slept", (clock) => clock.sleep(101)],
  ])("age: by the clock that is ahead, where %s", async (_, pass) => {
    const client = start({ bufferLimit: { age: 100 } });
    client.socket.emit("old");
    pass(client.world.clock);
    client.socket.emit("new");
    await settle();
    expect(client.take()).toEqual(["dropped old ERR_BUFFER_FULL not-sent"]);
  });

  test("holds for what is buffered alone", async () => {
    const client = start({ bufferLimit: { events: 1 } });
    const ws = await client.connect();
    client.socket.emit("a").emit("b").emit("c");
    expect(ws.take()).toEqual(["40", '42["a"]', '42["b"]', '42["c"]']);
    expect(client.socket.buffered).toEqual({ count: 0, bytes: 0 });
  });

  test("counts what waits in the retry queue, not what is under way", async () => {
    const client = start({ retries: 1, ackTimeout: 100, bufferLimit: { events: 2 } });
    const { socket } = client;
    socket.emit("a").emit("b");
    expect(() => socket.emit("c")).toThrow(full);
    expect(socket.buffered.count).toBe(2);
    await client.connect();
    expect(socket.buffered.count).toBe(1);
    client.ws.receive("430[]");
    expect(socket.buffered).toEqual({ count: 0, bytes: 0 });
    client.ws.receive("431[]");
  });

  /** Joined over polling, with a POST under way, "kept" behind it, and then cut. */
  const cutWithOneKept = async (bufferLimit: object): Promise<FakeClient> => {
    const client = start({ transports: ["polling"], bufferLimit });
    await client.poll();
    client.take();
    client.socket.emit("in flight").emit("kept", "x".repeat(50));
    await client.world.poll!.fail(new Error("cut"));
    client.take();
    return client;
  };

  test("with retries and a connection: what waits for the window is not refused", async () => {
    const client = start({ retries: 1, ackTimeout: 1000, bufferLimit: { events: 1 } });
    await client.connect();
    for (const name of ["a", "b", "c"]) client.socket.emit(name);
    client.ws.receive("430[]", "431[]", "432[]");
    expect(client.ws.take()).toEqual(["40", '420["a"]', '421["b"]', '422["c"]']);
  });

  test("what comes back when a connection dies counts too", async () => {
    const client = await cutWithOneKept({ bytes: 100 });
    expect(() => client.socket.emit("y".repeat(50))).toThrow(full);
    client.socket.emit("fits");
    expect(client.socket.buffered.count).toBe(2);
    const other = await cutWithOneKept({ events: 1 });
    expect(() => other.socket.emit("y")).toThrow(full);
  });

  test("and does not keep what came later from getting too old", async () => {
    const client = await cutWithOneKept({ age: 100 });
    client.socket.emit("offline");
    client.world.advance(101);
    client.socket.emit("fresh");
    await settle();
    expect(client.take()).toContain("dropped offline ERR_BUFFER_FULL not-sent");
  });

  test("what the app took out of sendBuffer makes room", () => {
    const client = start({ bufferLimit: { bytes: 100 } });
    client.socket.emit("x".repeat(80));
    client.socket.sendBuffer = [];
    client.socket.emit("y".repeat(80));
    expect(client.socket.buffered.count).toBe(1);
  });

  test("what was sent, or dropped, makes room on the next loss", async () => {
    const client = start({ bufferLimit: { bytes: 100 } });
    const { socket } = client;
    const abort = new AbortController();
    socket.signal(abort.signal).emit("x".repeat(80), () => {});
    abort.abort();
    socket.emit("y".repeat(80));
    const ws = await client.connect();
    ws.end();
    socket.emit("z".repeat(80));
    expect(socket.sendBuffer.map(({ data }) => `${data}`[0])).toEqual(["z"]);
  });

  test("drop-oldest with retries: the oldest of the queue makes room", async () => {
    const client = start({ retries: 1, ackTimeout: 100, bufferLimit: { events: 1, onFull: "drop-oldest" } });
    client.socket.emit("a").emit("b");
    await settle();
    expect([client.take(), client.socket.buffered.count]).toEqual([["dropped a ERR_BUFFER_FULL not-sent"], 1]);
  });

  test("what the app changed since is sent as it is now; if it can't be any more, that is told", async () => {
    const client = start();
    const data: Record<string, unknown> = { a: 1 };
    const bad: Record<string, unknown> = {};
    client.socket.emit("x", data).emit("bad", bad).emit("y");
    const promised = outcome(client.socket.emitWithAck("bad", bad));
    data["a"] = 2;
    bad["n"] = 1n;
    expect((await client.connect()).take()).toEqual(["40", '42["x",{"a":2}]', '42["y"]']);
    await settle();
    expect([promised, client.take()]).toEqual([
      ["ERR_ENCODE not-sent"],
      ["connect", "dropped bad ERR_ENCODE not-sent", "dropped bad ERR_ENCODE not-sent"],
    ]);
  });

  test("without a limit: one warning, at 10,000 events", async () => {
    const client = start();
    for (let i = 0; i < 10_000; i++) client.socket.emit("x");
    const before = client.world.warned.length;
    client.socket.emit("x").emit("x");
    expect([before, client.world.warned]).toEqual([0, [expect.stringContaining("bufferLimit")]]);
    client.socket.sendBuffer = [];
  });
});

test("with retries, an event for which there is no room has its outcome too", async () => {
  const client = start({
    autoConnect: false,
    retries: 1,
    ackTimeout: 1000,
    bufferLimit: { events: 1, onFull: "drop-newest" },
  });
  const told: unknown[] = [];
  client.socket.emit("kept");
  client.socket.emit("dropped", (error: { code: string }) => told.push(error.code));
  await settle();
  expect([told, client.take()]).toEqual([["ERR_BUFFER_FULL"], ["dropped dropped ERR_BUFFER_FULL not-sent"]]);
});
