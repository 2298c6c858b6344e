import { sustain } from "holdfast/helpers";
import { describe, expect, test } from "vitest";
import { startsClients } from "../../../support/fake-client.ts";
import type { FakeWebSocket } from "../../../support/fake-platform.ts";
import { settle } from "../../../support/fake-platform.ts";

const start = startsClients();

/** The events that were sent since the last call, without what is not the app's. */
const sent = (ws: FakeWebSocket): unknown[] =>
  ws
    .take()
    .filter((frame) => /^42/.test(`${frame}`))
    .map((frame) => `${frame}`.slice(2));

/** A connection that is lost, and the next one; `pid`: the session that the server says it is. */
const again = async ({ world }: ReturnType<typeof start>, pid?: string): Promise<FakeWebSocket> => {
  world.sockets.at(-1)!.end();
  world.advance(10_000);
  const ws = world.sockets.at(-1)!;
  ws.accept();
  await settle();
  ws.receive(`40${JSON.stringify({ sid: "sid", pid })}`);
  return ws;
};

/** Connected to a server that keeps sessions. */
const connected = async (options: Parameters<typeof start>[0] = {}) => {
  const client = start(options);
  client.ws.accept();
  await settle();
  client.ws.receive('40{"sid":"sid","pid":"pid"}');
  client.ws.take();
  return client;
};

const JOIN = '["join","a"]';

describe("when it is sent", () => {
  test("now if connected, and again after each connect", async () => {
    const client = await connected();
    sustain(client.socket, ["join", "a"]);
    expect(sent(client.ws)).toEqual([JOIN]);
    expect(sent(await again(client))).toEqual([JOIN]);
    expect(sent(await again(client))).toEqual([JOIN]);
  });

  test("before what was buffered, and before what `connect` listeners emit", async () => {
    const client = start();
    client.socket.on("connect", () => client.socket.emit("from a listener"));
    client.socket.emit("before");
    sustain(client.socket, ["join", "a"]);
    sustain(client.socket, ["join", "b"]);
    expect(sent(await client.connect())).toEqual([JOIN, '["join","b"]', '["before"]', '["from a listener"]']);
    expect(client.socket.sendBuffer).toEqual([]);
  });

  test("once, if a `connect` listener asks for it", async () => {
    const client = start();
    client.socket.on("connect", () => sustain(client.socket, ["join", "a"]));
    expect(sent(await client.connect())).toEqual([JOIN]);
  });

  test("a function is asked anew each time, and only when it can be sent", async () => {
    const client = start();
    let since = 0;
    sustain(client.socket, () => ["join", "a", since]);
    expect(sent(await client.connect())).toEqual(['["join","a",0]']);
    since = 7;
    expect(sent(await again(client))).toEqual(['["join","a",7]']);
  });

  test("past retries, their queue, `ackTimeout` and `bufferLimit`", async () => {
    const client = start({ retries: 3, ackTimeout: 500, bufferLimit: { events: 1 } });
    client.socket.emit("queued");
    const errors: unknown[] = [];
    for (const room of ["a", "b", "c"])
      sustain(client.socket, ["join", room, () => {}], { onError: (error) => errors.push(error) });
    const ws = await client.connect();
    expect(sent(ws)).toEqual(['1["join","a"]', '2["join","b"]', '3["join","c"]', '0["queued"]']);
    client.world.advance(500);
    // the queued one alone
    expect(sent(ws)).toEqual(['0["queued"]']);
    expect(errors).toEqual([]);
  });
});

describe("a session that the server has recovered", () => {
  test("has what was sent, where no acknowledgement is asked for", async () => {
    const client = await connected();
    sustain(client.socket, ["join", "a"]);
    expect(sent(await again(client, "pid"))).toEqual([]);
    expect(sent(await again(client))).toEqual([JOIN]);
  });

  test("is told again what was not acknowledged, and that alone", async () => {
    const client = await connected();
    const answers: unknown[] = [];
    sustain(client.socket, ["join", "a", (...answer: unknown[]) => answers.push(answer)]);
    sustain(client.socket, ["join", "b", (...answer: unknown[]) => answers.push(answer)]);
    client.ws.receive('430["in a"]');
    const ws = await again(client, "pid");
    expect(sent(ws)).toEqual(['2["join","b"]']);
    ws.receive('432["in b"]');
    expect(sent(await again(client, "pid"))).toEqual([]);
    expect(answers).toEqual([["in a"], ["in b"]]);
  });

  test("is told again what was never sent", async () => {
    const client = start({ transports: ["polling"] });
    const { world, socket } = client;
    await world.poll!.answer(`0${JSON.stringify({ sid: "SID", upgrades: [], pingInterval: 1, pingTimeout: 60_000 })}`);
    await world.post!.answer("ok");
    await world.poll!.answer('40{"sid":"sid","pid":"pid"}');
    sustain(socket, ["join", "a"]);
    // behind a POST that is under way
    sustain(socket, ["join", "b"]);
    socket.emit("buffered");
    await world.poll!.fail(new Error("gone"));
    world.advance(10_000);
    await world.poll!.answer(`0${JSON.stringify({ sid: "SID", upgrades: [], pingInterval: 1, pingTimeout: 60_000 })}`);
    await world.post!.answer("ok");
    await world.poll!.answer('40{"sid":"sid","pid":"pid"}');
    expect(await client.posts()).toEqual(['42["join","b"]', '42["buffered"]']);
    expect(client.log.filter((line) => line.startsWith("dropped"))).toEqual([]);
  });

  test("with `skipIfRecovered: false` all is sent again", async () => {
    const client = await connected();
    sustain(client.socket, ["join", "a"], { skipIfRecovered: false });
    expect(sent(await again(client, "pid"))).toEqual([JOIN]);
  });

  test("is told of what was let go while the connection was away", async () => {
    const client = await connected();
    const stop = sustain(client.socket, ["join", "a"], { stop: ["leave", "a"] });
    client.ws.end();
    stop();
    expect(sent(await again(client, "pid"))).toEqual(['["leave","a"]']);
    expect(sent(await again(client, "pid"))).toEqual([]);
  });

  test("any other session is not", async () => {
    const client = await connected();
    const stop = sustain(client.socket, ["join", "a"], { stop: ["leave", "a"] });
    client.ws.end();
    stop();
    expect(sent(await again(client))).toEqual([]);
    expect(sent(await again(client))).toEqual([]);
  });
});

describe("letting go", () => {
  test("sends `stop`, once, and nothing any more", async () => {
    const client = await connected();
    const stop = sustain(client.socket, ["join", "a"], { stop: () => ["leave", "a"] });
    stop();
    stop();
    expect(sent(client.ws)).toEqual([JOIN, '["leave","a"]']);
    expect(sent(await again(client))).toEqual([]);
  });

  test("before it went out sends nothing", async () => {
    const client = start();
    sustain(client.socket, ["join", "a"], { stop: ["leave", "a"] })();
    client.socket.on("connect", () => sustain(client.socket, ["join", "b"], { stop: ["leave", "b"] })());
    expect(sent(await client.connect())).toEqual([]);
  });

  test("the same call twice is one, until the last lets go; the options of the first hold", async () => {
    const client = await connected();
    const one = sustain(client.socket, ["join", { room: "a" }], { stop: ["leave", "a"] });
    const two = sustain(client.socket, ["join", { room: "a" }, () => {}], { stop: ["another"] });
    sustain(client.socket, ["join", { room: "b" }]);
    one();
    expect(sent(await again(client))).toEqual(['["join",{"room":"a"}]', '["join",{"room":"b"}]']);
    two();
    expect(sent(client.ws)).toEqual(['["leave","a"]']);
  });

  test("the same function is one, another is not", async () => {
    const client = await connected();
    const call = (): ["join", string] => ["join", "a"];
    sustain(client.socket, call);
    sustain(client.socket, call);
    sustain(client.socket, () => ["join", "a"]);
    expect(sent(client.ws)).toEqual([JOIN, JOIN]);
  });

  test("and asking again while the connection is away: no `stop`, no second join in a recovered session", async () => {
    const client = await connected();
    const stop = sustain(client.socket, ["join", "a"], { stop: ["leave", "a"] });
    client.ws.end();
    stop();
    sustain(client.socket, ["join", "a"]);
    expect(sent(await again(client, "pid"))).toEqual([]);
    expect(sent(await again(client))).toEqual([JOIN]);
  });

  test("what a recovered session has is left even if the connection died over that", async () => {
    const client = await connected();
    const stop = sustain(client.socket, ["join", "a"], { stop: ["leave", "a"] });
    // a listener that is told of it loses the connection
    client.socket.onAnyOutgoing((name) => name === "leave" && client.ws.end());
    stop();
    client.socket.offAnyOutgoing();
    expect(sent(await again(client, "pid"))).toEqual(['["leave","a"]']);
  });
});

describe("onError", () => {
  test("is told of a refusal, and the callback as well", async () => {
    const client = await connected();
    const log: unknown[] = [];
    sustain(client.socket, ["join", "a", (answer: unknown) => log.push(answer)], {
      onError: (error) => log.push(["refused", error]),
    });
    client.ws.receive('430[{"error":"full"}]');
    expect(log).toEqual([["refused", "full"], { error: "full" }]);
    // it is asked for again with the next session alone
    expect(sent(await again(client, "pid"))).toEqual([]);
    expect(sent(await again(client))).toEqual(['1["join","a"]']);
  });

  test("is told of an acknowledgement that is late, which `timeout` asks for; not of a lost connection", async () => {
    const client = await connected();
    const errors: unknown[] = [];
    const onError = (error: unknown): void => void errors.push((error as { code: string }).code);
    sustain(client.socket, ["join", "a"], { timeout: 500, onError });
    expect(sent(client.ws)).toEqual(['0["join","a"]']);
    await again(client);
    expect(errors).toEqual([]);
    client.world.advance(500);
    expect(errors).toEqual(["ERR_ACK_TIMEOUT"]);
    expect(client.log.filter((line) => line.startsWith("dropped"))).toEqual([]);
  });

  test("is told of what can't be sent, which goes on being tried", async () => {
    const client = await connected();
    const errors: unknown[] = [];
    let room: unknown = 1n;
    sustain(client.socket, () => ["join", room], { onError: (error) => errors.push((error as { code: string }).code) });
    expect(errors).toEqual(["ERR_ENCODE"]);
    room = "a";
    expect(sent(await again(client))).toEqual([JOIN]);
  });

  test("where there is none, the call throws, and has done nothing; later it is an uncaught error", async () => {
    const client = await connected();
    expect(() => sustain(client.socket, () => ["join", 1n])).toThrow(expect.objectContaining({ code: "ERR_ENCODE" }));
    let room: unknown = "a";
    sustain(client.socket, () => ["join", room]);
    sustain(client.socket, ["join", "b"]);
    expect(sent(client.ws)).toEqual([JOIN, '["join","b"]']);
    room = 1n;
    expect(sent(await again(client))).toEqual(['["join","b"]']);
    expect(client.world.reported.splice(0)).toMatchObject([{ code: "ERR_ENCODE" }]);
  });
});

test("disconnect() sends nothing; in a `connect` listener it sends what is sustained before it leaves", async () => {
  const client = await connected();
  sustain(client.socket, ["join", "a"]);
  client.ws.take();
  client.socket.disconnect();
  // it is said in a turn of its own
  client.world.advance(1_000);
  expect(client.ws.take()).toEqual(["41"]);
  client.ws.end(null);
  client.socket.on("connect", () => client.socket.disconnect());
  client.socket.connect();
  const ws = await client.connect();
  client.world.advance(1_000);
  expect(ws.take().slice(1)).toEqual([`42${JOIN}`, "41"]);
});

test("a listener of what is sent loses the connection: it goes out once on the next", async () => {
  const client = start();
  sustain(client.socket, ["join", "a"]);
  const lose = (name: unknown): unknown => name === "join" && client.ws.end();
  client.socket.onAnyOutgoing(lose);
  expect(sent(await client.connect())).toEqual([]);
  client.socket.offAnyOutgoing(lose);
  expect(client.socket.sendBuffer).toEqual([]);
  expect(sent(await again(client))).toEqual([JOIN]);
});
