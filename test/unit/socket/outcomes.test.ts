import { describe, expect, test } from "vitest";
import { outcome, startsClients } from "../../support/fake-client.ts";
import { HANDSHAKE, settle } from "../../support/fake-platform.ts";

const start = startsClients();

describe("signal()", () => {
  test("aborted before the emit: nothing is sent, and it says so", async () => {
    const client = start();
    const ws = await client.connect();
    ws.take();
    const reason = new Error("mine");
    const view = client.socket.signal(AbortSignal.abort(reason));
    view.emit("plain");
    const promise = view.emitWithAck("x");
    await expect(promise).rejects.toMatchObject({ code: "ERR_ABORTED", delivery: "not-sent", cause: reason });
    expect([ws.take(), client.take()]).toEqual([
      [],
      ["connect", "dropped plain ERR_ABORTED not-sent", "dropped x ERR_ABORTED not-sent"],
    ]);
  });

  test("aborted while it waits offline: it is not sent later", async () => {
    const client = start();
    const abort = new AbortController();
    const view = client.socket.signal(abort.signal);
    const promised = outcome(view.emitWithAck("x"));
    view.emit("plain");
    abort.abort();
    await settle();
    expect(promised).toEqual(["ERR_ABORTED not-sent"]);
    expect((await client.connect()).take()).toEqual(["40"]);
    expect(client.take()).toEqual(["dropped x ERR_ABORTED not-sent", "connect", "dropped plain ERR_ABORTED not-sent"]);
  });

  test("aborted while the acknowledgement is due: unknown; an answer that comes later is nobody's", async () => {
    const client = start();
    await client.connect();
    const abort = new AbortController();
    const heard: unknown[] = [];
    client.socket.signal(abort.signal).emit("x", (error: { code?: string }) => heard.push(error?.code));
    const promised = outcome(client.socket.signal(abort.signal).timeout(50).emitWithAck("y"));
    abort.abort();
    await settle();
    client.ws.receive("430[1]", "431[1]");
    client.world.advance(50);
    expect([heard, promised]).toEqual([["ERR_ABORTED"], ["ERR_ABORTED unknown"]]);
  });

  test("acknowledged in time: the listener on the signal is gone", async () => {
    const client = start();
    await client.connect();
    const listeners: string[] = [];
    const { signal } = new AbortController();
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
      listeners.push("added");
      addEventListener.apply(signal, args);
    };
    signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
      listeners.push("removed");
      removeEventListener.apply(signal, args);
    };
    const promised = outcome(client.socket.signal(signal).emitWithAck("x"));
    client.ws.receive("430[7]");
    await settle();
    expect([promised, listeners]).toEqual([[7], ["added", "removed"]]);
  });
});

describe("what happens to an event when its connection dies", () => {
  test("never handed over: it stays pending, and is sent on the next", async () => {
    const client = start({ transports: ["polling"] });
    await client.poll();
    client.socket.emit("in flight");
    const waits = outcome(client.socket.emitWithAck("waits"));
    await client.world.poll!.fail(new Error("cut"));
    expect(waits).toEqual([]);
    client.world.advance(1000);
    await client.poll();
    expect(await client.posts()).toEqual(['420["waits"]']);
    await client.world.poll!.answer("430[1]");
    expect(waits).toEqual([1]);
  });

  test("its time is up while it was not handed over: it is not sent later", async () => {
    const client = start({ transports: ["polling"] });
    await client.poll();
    client.socket.emit("in flight");
    const late = outcome(client.socket.timeout(50).emitWithAck("late"));
    client.world.advance(50);
    await client.world.poll!.fail(new Error("cut"));
    client.world.advance(1000);
    await client.poll();
    expect([late.length, await client.posts()]).toEqual([1, []]);
  });

  test("with attachments, cut in the middle: as handed over", async () => {
    const client = start({ transports: ["polling"] });
    await client.world.poll!.answer(`0${JSON.stringify({ ...HANDSHAKE, maxPayload: 60 })}`);
    await client.world.post!.answer("ok");
    await client.world.poll!.answer('40{"sid":"sid"}');
    const promised = outcome(client.socket.emitWithAck("x", new Uint8Array(40)));
    expect(client.world.post!.body).toContain("51-0");
    await client.world.poll!.fail(new Error("cut"));
    expect(promised).toEqual(["ERR_DISCONNECTED unknown"]);
    expect(client.socket.sendBuffer).toEqual([]);
  });

  test("disconnect() in a listener of what goes out: the rest goes before the goodbye, and nothing follows it", async () => {
    const client = start();
    const other = client.io("/other");
    client.socket.emit("1").emit("2").emit("3");
    client.socket.onAnyOutgoing((name) => void (name === "1" && client.socket.disconnect()));
    client.ws.accept();
    await settle();
    client.ws.receive('40/other,{"sid":"o"}', '40{"sid":"x"}');
    client.world.advance(1000);
    expect(client.ws.take().slice(-4)).toEqual(['42["1"]', '42["2"]', '42["3"]', "41"]);
    expect(client.socket.sendBuffer).toEqual([]);
    other.disconnect();
    client.socket.offAnyOutgoing();
  });
});

describe("what has its outcome leaves the rest alone", () => {
  test("two namespaces, each with an acknowledgement of the same number", async () => {
    const client = start();
    const other = client.io("/other");
    client.ws.accept();
    await settle();
    client.ws.receive('40{"sid":"x"}', '40/other,{"sid":"o"}');
    const mine = outcome(client.socket.emitWithAck("x"));
    const theirs = outcome(other.emitWithAck("x"));
    client.ws.receive("43/other,0[2]");
    await settle();
    expect([mine, theirs]).toEqual([[], [2]]);
    client.ws.receive("430[1]");
    await settle();
    expect(mine).toEqual([1]);
    other.disconnect();
  });

  test("a volatile event that is acknowledged, beside the retry queue", async () => {
    const client = start({ retries: 1, ackTimeout: 100 });
    await client.connect();
    client.socket.emit("a");
    client.socket.emit("b");
    client.socket.volatile.emit("v", () => {});
    client.ws.take();
    client.ws.receive("432[]", "430[]");
    expect(client.ws.take()).toEqual(['421["b"]']);
    client.ws.receive("431[]");
  });

  test("promises that end with disconnect(), among plain events that stay", async () => {
    const client = start({ autoConnect: false });
    const { socket } = client;
    socket.emit("1");
    const promised = ["2", "3"].map((name) => outcome(socket.emitWithAck(name)));
    socket.emit("4");
    socket.connect().disconnect();
    await settle();
    expect([promised, socket.sendBuffer.map(({ data }) => data)]).toEqual([
      [["ERR_DISCONNECTED not-sent"], ["ERR_DISCONNECTED not-sent"]],
      [["1"], ["4"]],
    ]);
  });

  test("one of the retry queue, aborted while plain events of another kind wait", () => {
    const client = start({ retries: 1, ackTimeout: 100 });
    const { socket } = client;
    const abort = new AbortController();
    socket.signal(abort.signal).emit("queued", () => {});
    socket.emit("stays");
    abort.abort();
    expect([socket.buffered.count, client.take()]).toEqual([1, ["dropped queued ERR_ABORTED not-sent"]]);
  });
});

describe("compress()", () => {
  test("false reaches the transport, for that view alone", async () => {
    const client = start();
    const { ws } = client;
    await client.connect();
    client.socket.compress(false).emit("a");
    client.socket.emit("b");
    client.socket.compress(true).emit("c");
    expect(ws.uncompressed).toEqual(['42["a"]']);
  });
});

describe("listeners of what goes out", () => {
  test("hear each event when it is sent, with its name first; in their order", async () => {
    const client = start();
    const { socket } = client;
    const heard: unknown[] = [];
    const second = (...args: unknown[]): void => void heard.push(["second", ...args]);
    socket.onAnyOutgoing(second);
    socket.prependAnyOutgoing((...args) => void heard.push(["first", ...args]));
    socket.emit("early", 1);
    expect(heard).toEqual([]);
    await client.connect();
    expect(heard.splice(0)).toEqual([
      ["first", "early", 1],
      ["second", "early", 1],
    ]);
    expect(socket.listenersAnyOutgoing()).toHaveLength(2);
    socket.offAnyOutgoing(second).offAnyOutgoing(second);
    socket.volatile.emit("x", () => {});
    expect(heard.splice(0)).toEqual([["first", "x"]]);
    socket.offAnyOutgoing();
    socket.emit("y");
    expect([heard, socket.listenersAnyOutgoing()]).toEqual([[], []]);
  });

  test("prependAny and offAny, for what comes in", async () => {
    const client = start();
    const heard: string[] = [];
    const listener = (): void => void heard.push("last");
    client.socket.onAny(listener).prependAny(() => heard.push("first"));
    await client.connect();
    client.ws.receive('42["x"]');
    client.socket.offAny(listener);
    client.ws.receive('42["x"]');
    client.socket.offAny(() => {});
    client.ws.receive('42["x"]');
    client.socket.offAny();
    client.ws.receive('42["x"]');
    expect([heard, client.socket.listenersAny()]).toEqual([["first", "last", "first", "first"], []]);
  });
});
