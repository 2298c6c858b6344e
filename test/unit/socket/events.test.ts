import { afterEach, describe, expect, test } from "vitest";
import { FakeClient } from "../../support/fake-client.ts";
import { settle } from "../../support/fake-platform.ts";

const clients: FakeClient[] = [];
const start = (...args: ConstructorParameters<typeof FakeClient>): FakeClient => {
  const client = new FakeClient(...args);
  clients.push(client);
  return client;
};

afterEach(() => {
  for (const { socket, world } of clients.splice(0)) {
    socket.disconnect();
    world.advance(60_000);
    expect(world.left).toEqual([]);
  }
});

const outcome = (promise: Promise<unknown>): unknown[] => {
  const seen: unknown[] = [];
  promise.then(
    (value) => seen.push(value),
    (error) => seen.push(`${error.code} ${error.delivery}: ${error.message}`),
  );
  return seen;
};

describe("events", () => {
  test("out and in", async () => {
    const client = start();
    const { socket } = client;
    const heard: unknown[] = [];
    socket.on("news", (...args) => heard.push(args));
    const ws = await client.connect();
    ws.take();
    socket.emit("hello", 1, { a: [true] }, null).send("text");
    expect(ws.take()).toEqual(['42["hello",1,{"a":[true]},null]', '42["message","text"]']);
    ws.receive('42["news",1,"two"]', '42["other"]', '42["news"]');
    expect(heard).toEqual([[1, "two"], []]);
  });

  test("binary out and in", async () => {
    const client = start();
    const heard: unknown[] = [];
    client.socket.on("file", (...args) => heard.push(args));
    const ws = await client.connect();
    ws.take();
    const data = new Uint8Array([1, 2]);
    client.socket.emit("file", data);
    expect(ws.take()).toEqual(['451-["file",{"_placeholder":true,"num":0}]', data]);
    ws.receive('451-["file",{"_placeholder":true,"num":0}]', data.buffer);
    expect(heard).toEqual([[data.buffer]]);
  });

  test("onAny hears all, names of ours too; on() hears no forged reserved event", async () => {
    const client = start();
    const any: unknown[] = [];
    const listener = (...args: unknown[]): void => void any.push(args);
    client.socket.onAny(listener);
    const ws = await client.connect();
    ws.receive('42["x",1]', '42["reconnect",7]', '42["connect_timeout"]', '42["__proto__"]', '42["toString"]');
    expect(any).toEqual([["x", 1], ["reconnect", 7], ["connect_timeout"], ["__proto__"], ["toString"]]);
    expect(client.take()).toEqual(["connect"]);
    expect(client.socket.listenersAny()).toEqual([listener]);
    client.socket.off();
    ws.receive('42["y"]');
    client.socket.offAny(listener);
    ws.receive('42["z"]');
    expect(any.at(-1)).toEqual(["y"]);
  });

  test.each(["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"])(
    "emit(%s) throws",
    (name) => {
      const { socket } = start();
      expect(() => socket.emit(name)).toThrow(
        expect.objectContaining({ code: "ERR_RESERVED_EVENT", message: `"${name}" is a reserved event name` }),
      );
    },
  );

  test("what can't be encoded throws, and takes no ack id", async () => {
    const client = start();
    const ws = await client.connect();
    ws.take();
    expect(() => client.socket.emit("x", 1n, () => {})).toThrow(expect.objectContaining({ code: "ERR_ENCODE" }));
    await expect(client.socket.emitWithAck("x", 1n)).rejects.toMatchObject({ code: "ERR_ENCODE" });
    client.socket.emit("x", () => {});
    expect(ws.take()).toEqual(['420["x"]']);
  });

  test("a listener that throws stops neither the others nor the connection", async () => {
    const client = start();
    const heard: string[] = [];
    client.socket.on("x", () => {
      throw new Error("mine");
    });
    client.socket.on("x", () => heard.push("second"));
    client.socket.onAny(() => {
      throw new Error("any");
    });
    const ws = await client.connect();
    ws.receive('42["x"]', '42["x"]');
    expect([heard, client.socket.connected]).toEqual([["second", "second"], true]);
    expect(client.world.reported.map((error) => (error as Error).message)).toEqual(["any", "mine", "any", "mine"]);
  });
});

describe("acknowledgements", () => {
  test("ours of the server's events: once", async () => {
    const client = start();
    client.socket.on("ask", (x: number, answer: (...args: unknown[]) => void) => {
      answer(x + 1, "ok");
      answer("again");
    });
    const ws = await client.connect();
    ws.take();
    ws.receive('427["ask",1]');
    expect(ws.take()).toEqual(['437[2,"ok"]']);
  });

  test("ours, on a later connection: not at all", async () => {
    const client = start();
    const answers: (() => void)[] = [];
    client.socket.on("ask", (answer) => answers.push(answer));
    const ws = await client.connect("one");
    ws.receive('421["ask"]');
    ws.end();
    client.world.advance(1000);
    const next = await client.connect("two");
    next.take();
    answers[0]!();
    expect(next.take()).toEqual([]);
  });

  test("the server's: a callback, a promise, with a time", async () => {
    const client = start();
    const { socket } = client;
    const heard: unknown[] = [];
    const ws = await client.connect();
    ws.take();
    socket.emit("a", (...args: unknown[]) => heard.push(args));
    socket.timeout(1000).emit("b", 1, (...args: unknown[]) => heard.push(args));
    const promised = outcome(socket.emitWithAck("c"));
    const timed = outcome(socket.timeout(1000).emitWithAck("d"));
    expect(ws.take()).toEqual(['420["a"]', '421["b",1]', '422["c"]', '423["d"]']);
    ws.receive("433[4]", "432[3]", "431[2]", '430[1,"x"]');
    await settle();
    expect([heard, promised, timed]).toEqual([
      [
        [null, 2],
        [1, "x"],
      ],
      [3],
      [4],
    ]);
  });

  test("that nobody waits for: ignored; the second of one too", async () => {
    const client = start();
    const heard: unknown[] = [];
    const ws = await client.connect();
    client.socket.emit("a", (...args: unknown[]) => heard.push(args));
    ws.receive('43999["x"]', "430[1]", "430[2]");
    expect([heard, client.socket.connected]).toEqual([[[1]], true]);
  });

  test("none in time", async () => {
    const client = start();
    const heard: string[] = [];
    await client.connect();
    client.socket.timeout(50).emit("a", (error: Error) => heard.push(error.message));
    const promised = outcome(client.socket.timeout(50).emitWithAck("b"));
    client.world.advance(50);
    await settle();
    expect(heard).toEqual(["operation has timed out"]);
    expect(promised).toEqual(["ERR_ACK_TIMEOUT unknown: operation has timed out"]);
    client.ws.receive("430[1]", "431[1]");
    expect(heard).toHaveLength(1);
  });

  test("none in time while offline: the event is not sent later", async () => {
    const client = start();
    const promised = outcome(client.socket.timeout(50).emitWithAck("late"));
    client.world.advance(50);
    await settle();
    expect(promised).toEqual(["ERR_ACK_TIMEOUT not-sent: operation has timed out"]);
    expect(client.take()).toEqual(["dropped late ERR_ACK_TIMEOUT not-sent"]);
    const ws = await client.connect();
    expect(ws.take()).toEqual(["40"]);
  });

  test("ackTimeout holds for every callback", async () => {
    const client = start({ ackTimeout: 20 });
    const heard: unknown[] = [];
    const ws = await client.connect();
    client.socket.emit("a", (...args: unknown[]) => heard.push(args));
    client.socket.emit("b", (error: Error) => heard.push(error.message));
    ws.receive("430[1]");
    client.world.advance(20);
    expect(heard).toEqual([[null, 1], "operation has timed out"]);
  });

  test("the connection is lost: what was sent settles after the disconnect event, with delivery unknown", async () => {
    const client = start();
    const heard: string[] = [];
    await client.connect();
    client.socket.on("disconnect", () => heard.push("disconnect"));
    client.socket.timeout(9999).emit("a", (error: Error) => heard.push(error.message));
    client.socket.emit("plain", () => heard.push("never"));
    const promised = outcome(client.socket.emitWithAck("b"));
    client.ws.end();
    await settle();
    expect(heard).toEqual(["disconnect", "socket has been disconnected"]);
    expect(promised).toEqual(["ERR_DISCONNECTED unknown: socket has been disconnected"]);
  });

  test("disconnect() settles what waits too; plain events are kept for the next connect()", async () => {
    const client = start({ autoConnect: false });
    const promised = outcome(client.socket.emitWithAck("promised"));
    client.socket.emit("plain");
    client.socket.connect();
    client.socket.disconnect();
    await settle();
    expect(promised).toEqual(["ERR_DISCONNECTED not-sent: socket has been disconnected"]);
    expect(client.take()).toEqual(["dropped promised ERR_DISCONNECTED not-sent"]);
    client.socket.connect();
    const ws = await client.connect();
    expect(ws.take()).toEqual(["40", '42["plain"]']);
  });

  test.each([
    ["a refusal", '44{"message":"no"}'],
    ["a server disconnect", '40{"sid":"x"}', "41"],
  ])("%s settles them", async (_, ...frames) => {
    const client = start();
    const promised = outcome(client.socket.emitWithAck("x"));
    client.ws.accept();
    await settle();
    client.ws.receive(...frames);
    await settle();
    expect(promised).toHaveLength(1);
  });

  test("reconnect_failed settles them", async () => {
    const client = start({ reconnectionAttempts: 0 });
    const promised = outcome(client.socket.emitWithAck("x"));
    client.ws.end();
    await settle();
    expect(promised).toEqual(["ERR_DISCONNECTED not-sent: socket has been disconnected"]);
    expect(client.take()).toEqual([
      "connect_error ERR_TRANSPORT",
      "reconnect_failed",
      "dropped x ERR_DISCONNECTED not-sent",
    ]);
  });

  test("disconnect() while joining settles them", async () => {
    const client = start();
    client.ws.accept();
    await settle();
    const promised = outcome(client.socket.emitWithAck("x"));
    client.socket.disconnect();
    await settle();
    expect(promised).toEqual(["ERR_DISCONNECTED not-sent: socket has been disconnected"]);
    client.ws.receive('40{"sid":"x"}');
    client.world.advance(250);
    expect(client.ws.take()).toEqual(["40", "41"]);
  });
});

describe("buffering", () => {
  test("connect is told first, then what came before, then what waited, then what a listener emitted", async () => {
    const client = start();
    const { socket } = client;
    socket.emit("one").emit("two");
    socket.on("connect", () => socket.emit("from connect"));
    socket.on("early", () => {
      client.log.push("early");
      socket.emit("from early");
    });
    client.ws.accept();
    await settle();
    client.ws.receive('42["early"]', '40{"sid":"x"}');
    expect(client.take()).toEqual(["connect", "early"]);
    expect(client.ws.take()).toEqual(["40", '42["one"]', '42["two"]', '42["from connect"]', '42["from early"]']);
    socket.off("connect");
  });

  test("sendBuffer may be emptied in a connect listener; what was promised settles", async () => {
    const client = start();
    const promised = outcome(client.socket.emitWithAck("x"));
    client.socket.emit("y");
    client.socket.once("connect", () => {
      client.socket.sendBuffer = [];
    });
    const ws = await client.connect();
    await settle();
    expect(ws.take()).toEqual(["40"]);
    expect(promised).toEqual(["ERR_DISCONNECTED not-sent: socket has been disconnected"]);
  });

  test("data is taken as it is when it is sent, as in socket.io-client", async () => {
    const client = start();
    const data = { n: 1 };
    client.socket.emit("x", data);
    data.n = 2;
    expect((await client.connect()).take()).toEqual(["40", '42["x",{"n":2}]']);
  });

  test("volatile: dropped while offline, and while the transport is busy", async () => {
    const client = start();
    const view = client.socket.volatile;
    view.emit("offline");
    const promised = outcome(view.emitWithAck("promised"));
    const ws = await client.connect();
    ws.bufferedAmount = 65_536;
    view.emit("busy");
    ws.bufferedAmount = 0;
    expect(view.emit("now")).toBe(client.socket);
    await settle();
    expect(ws.take()).toEqual(["40", '42["now"]']);
    expect(client.take()).toEqual([
      "dropped offline ERR_DISCONNECTED not-sent",
      "dropped promised ERR_DISCONNECTED not-sent",
      "connect",
      "dropped busy ERR_DISCONNECTED not-sent",
    ]);
    expect(promised).toEqual(["ERR_DISCONNECTED not-sent: socket has been disconnected"]);
  });

  test("views hold their settings for every emit and leave the socket as it is", async () => {
    const client = start();
    const { socket } = client;
    await client.connect();
    const view = socket.timeout(10);
    const both = view.volatile;
    const heard: string[] = [];
    view.emit("a", (error: Error) => heard.push(`a ${error.message}`));
    view.emit("b", (error: Error) => heard.push(`b ${error.message}`));
    both.emit("c", (error: Error) => heard.push(`c ${error.message}`));
    socket.emit("d", () => heard.push("d"));
    client.world.advance(10);
    expect(heard).toEqual(["a", "b", "c"].map((name) => `${name} operation has timed out`));
    expect([view.connected, view.id, view.io]).toEqual([true, "sid", socket.io]);
    view.on("x", () => heard.push("x"));
    client.ws.receive('42["x"]');
    view.disconnect();
    expect([heard.at(-1), socket.connected, view.connected]).toEqual(["x", false, false]);
  });
});

describe("hostile frames end the connection, with a typed error, and it comes back", () => {
  test.each([
    "",
    "9",
    "4",
    "44",
    "42",
    "42{}",
    "42[]",
    '43["no id"]',
    "45999999999-[]",
    '451-["x",{"_placeholder":true,"num":"splice"}]',
    new Uint8Array([1]).buffer,
  ])("%s", async (frame) => {
    const client = start();
    const details: unknown[] = [];
    client.socket.on("disconnect", (_, error) => details.push((error as { code?: string })?.code));
    client.socket.on("after", () => client.log.push("after"));
    const ws = await client.connect();
    ws.receive(frame, '42["after"]');
    expect(client.take()).toEqual(["connect", "disconnect parse error"]);
    expect(details).toEqual(["ERR_PARSE"]);
    expect([ws.state, client.socket.connected]).toEqual(["closing", false]);
    client.world.advance(1500);
    await client.connect();
    expect(client.take()).toEqual(["reconnect_attempt 1", "connect", "reconnect 1"]);
  });

  test.each([
    "0{",
    "0null",
    "0{}",
    "0",
    '4["x"]',
    "2",
    "40",
    '0{"sid":"a","upgrades":[],"pingInterval":-1,"pingTimeout":1}',
  ])("%s as handshake: connect_error", (frame) => {
    const client = start();
    client.ws.open();
    client.ws.receive(frame);
    expect(client.take()).toEqual(["connect_error ERR_PARSE"]);
    expect(client.ws.terminated).toBe(true);
  });

  test("a second open packet, a pong, an upgrade, a noop: ignored", async () => {
    const client = start();
    const ws = await client.connect();
    ws.receive('0{"sid":"other","upgrades":[],"pingInterval":1,"pingTimeout":1}', "3probe", "5", "6");
    client.world.advance(100);
    expect([client.take(), client.socket.io.engine.id]).toEqual([["connect"], "SID"]);
  });

  test("the server's close packet", async () => {
    const client = start();
    const ws = await client.connect();
    ws.receive("1");
    expect(client.take()).toEqual(["connect", "disconnect transport close"]);
  });
});
