import { type TraceOptions, type TraceRecord, trace } from "holdfast/trace";
import { io as there } from "socket.io-client";
import { describe, expect, test, vi } from "vitest";
import type { IoOptions } from "../../../../src/manager/options.ts";
import { type FakeClient, startsClients } from "../../../support/fake-client.ts";
import { settle } from "../../../support/fake-platform.ts";
import { lineOf } from "../../../support/trace-lines.ts";

const start = startsClients();

interface TracedClient extends FakeClient {
  readonly all: TraceRecord[];
  /** Lines since the last call. */
  lines(): string[];
  stop(): void;
}

/** A client that is traced from the beginning. */
const traced = (options: IoOptions = {}, how: TraceOptions = {}): TracedClient => {
  const client = start({ autoConnect: false, randomizationFactor: 0, ...options });
  const all: TraceRecord[] = [];
  let read = 0;
  const stop = trace(client.socket, (record) => void all.push(record), how);
  client.socket.connect();
  const lines = (): string[] => {
    const fresh = all.slice(read).map(lineOf);
    read = all.length;
    return fresh;
  };
  return Object.assign(client, { all, lines, stop });
};

describe("trace", () => {
  test("tells of the way to a connection, of pings, and of the end, numbered from 1", async () => {
    const client = traced();
    const ws = await client.connect();
    ws.receive("2");
    client.socket.disconnect();
    expect(client.lines()).toEqual([
      "attempt attempt=0",
      "state nsp=/ from=disconnected to=connecting cause=connect()",
      "opened transport=websocket pingInterval=25000 pingTimeout=20000 maxPayload=1000",
      "join nsp=/",
      "state nsp=/ from=connecting to=connected cause=connect",
      "joined nsp=/ recovered=false",
      "ping",
      "state nsp=/ from=connected to=disconnected cause=disconnect()",
      "closed reason=forced close",
      "left nsp=/ reason=io client disconnect",
    ]);
    expect(client.all.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const times = client.all.map(({ t }) => t);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(client.all[0]).toMatchObject({ url: "http://host:80/socket.io" });
    expect(client.all[2]).toMatchObject({ sid: "SID", ms: expect.any(Number) });
    expect(client.all[5]).toMatchObject({ sid: "sid", ms: expect.any(Number) });
  });

  test("tells of each transport that fails, and of the wait for the next attempt", async () => {
    const client = traced({ transports: ["websocket", "polling"], reconnectionAttempts: 1 });
    client.ws.end();
    await settle();
    await client.world.poll?.answer("no", 500);
    expect(client.lines().slice(2)).toEqual([
      'failed attempt=0 error={"code":"ERR_TRANSPORT","message":"websocket error: broken","phase":"transport","transport":"websocket","url":"ws://host:80/socket.io/"} last=false',
      'failed attempt=0 error={"code":"ERR_HTTP_STATUS","message":"xhr poll error: HTTP 500: no","phase":"transport","transport":"polling","url":"http://host:80/socket.io/","status":500} last=true retryIn=1000',
      "wait",
      "state nsp=/ from=connecting to=reconnecting cause=connect_error",
    ]);
    expect(client.all.at(-2)).toMatchObject({ kind: "wait", ms: 1000 });
  });

  test("tells of a failure what its error says, as text and numbers, and not what it holds", async () => {
    const client = traced({ transports: ["polling"], query: { token: "secret" }, reconnection: false });
    let error: Error | undefined;
    client.socket.on("connect_error", (one) => {
      error = one;
    });
    await client.world.poll?.answer('{"code":1,"message":"Session ID unknown"}', 400, { "retry-after": "2" });
    expect(error).toMatchObject({ cause: expect.any(String), context: { status: 400 } });
    const failed = client.all.find((record) => record.kind === "failed");
    expect(failed?.error).toEqual({
      code: "ERR_SESSION_UNKNOWN",
      message: 'xhr poll error: HTTP 400: {"code":1,"message":"Session ID unknown"}',
      phase: "transport",
      transport: "polling",
      url: "http://host:80/socket.io/",
      status: 400,
      serverCode: 1,
      retryAfter: 2000,
      hint: expect.stringContaining("sticky"),
    });
  });

  test("tells of events on their way, each with the number of its emit", async () => {
    const client = traced();
    client.socket.emit("early", "ä");
    client.socket.volatile.emit("gone");
    const ws = await client.connect();
    client.socket.emit("asks", new Uint8Array(5), () => {});
    ws.receive('430["answer"]');
    client.socket.on("news", (_, answer) => answer());
    ws.receive('425["news","ä"]');
    const [, , early] = client.all;
    expect(early).toMatchObject({ kind: "emit", n: 3 });
    expect(client.lines().filter((line) => !/^(attempt|state|opened|join)/.test(line))).toEqual([
      "emit nsp=/ event=early bytes=15 phase=held",
      "emit nsp=/ event=gone phase=refused",
      "dropped of=5 nsp=/ event=gone code=ERR_DISCONNECTED",
      "sent of=3 nsp=/ event=early",
      `emit nsp=/ event=asks id=0 bytes=${'51-0["asks",{"_placeholder":true,"num":0}]'.length + 5} phase=handed`,
      "settled of=11 nsp=/ event=asks id=0 ok=true",
      "receive nsp=/ event=news id=5 bytes=15",
      "answer nsp=/ event=news id=5",
    ]);
    const times = { ms: expect.any(Number), roundTrip: expect.any(Number) };
    expect(client.all.find(({ kind }) => kind === "settled")).toMatchObject(times);
  });

  test("tells of events that are retried, and given up", async () => {
    const client = traced({ retries: 1, ackTimeout: 1000 });
    await client.connect();
    client.lines();
    client.socket.emit("again");
    client.world.advance(1000);
    client.world.advance(1000);
    expect(client.lines()).toEqual([
      "emit nsp=/ event=again id=0 bytes=11 phase=handed",
      "retry of=7 nsp=/ event=again tries=2",
      "settled of=7 nsp=/ event=again id=0 ok=false code=ERR_ACK_TIMEOUT",
      "dropped of=7 nsp=/ event=again code=ERR_ACK_TIMEOUT",
    ]);
  });

  test("tells of a refusal, and of the server's goodbye", async () => {
    const client = traced();
    client.ws.accept();
    await settle();
    client.ws.receive('44{"message":"the password is 1234"}');
    expect(client.lines().slice(3)).toEqual([
      "join nsp=/",
      "state nsp=/ from=connecting to=disconnected cause=connect_error",
      "closed reason=forced close",
      "refused nsp=/ code=ERR_REFUSED",
    ]);
    client.socket.connect();
    const ws = await client.connect();
    client.lines();
    ws.receive("41");
    expect(client.lines().at(-1)).toBe("left nsp=/ reason=io server disconnect");
  });

  test("says how things stand where it comes late, and goes on from there", async () => {
    const client = start({ query: { token: "secret" } });
    await client.connect();
    client.socket.emit("asks", () => {});
    client.socket.timeout(60_000).emit("asks too", () => {});
    const all: TraceRecord[] = [];
    trace(client.socket.volatile, (record) => void all.push(record));
    client.ws.receive('430["answer"]');
    expect(all).toMatchObject([
      {
        kind: "snapshot",
        state: "connected",
        url: "http://host:80/socket.io",
        transport: "websocket",
        sid: "SID",
        sockets: [
          {
            nsp: "/",
            state: "connected",
            buffered: { count: 0, bytes: 0 },
            received: 0,
            pending: [
              { id: 0, event: "asks" },
              { id: 1, event: "asks too" },
            ],
          },
        ],
      },
      { kind: "settled", of: undefined, event: "asks", ok: true, ms: undefined, roundTrip: undefined },
    ]);
    client.ws.end();
    expect(all.map(lineOf).slice(2)).toEqual([
      "closed reason=transport error",
      "wait",
      "state nsp=/ from=connected to=reconnecting cause=disconnect",
      "left nsp=/ reason=transport error",
      "settled nsp=/ event=asks too id=1 ok=false code=ERR_DISCONNECTED",
    ]);
  });

  test("knows how long the first attempt took that was under way, and hears its session", async () => {
    const client = start();
    const all: TraceRecord[] = [];
    client.world.advance(70);
    trace(client.socket.io, (record) => void all.push(record));
    await client.connect();
    expect(all.map(({ kind }) => kind)).toEqual(["snapshot", "opened", "join", "state", "joined"]);
    const [, opened] = all as [unknown, { ms: number }];
    expect(opened.ms).toBeGreaterThanOrEqual(70);
    expect(opened.ms).toBeLessThan(1000);
  });

  test("of a Manager has all its sockets, of a socket its own", async () => {
    const client = traced();
    const all: string[] = [];
    trace(client.socket.io, (record) => void all.push(lineOf(record)));
    await client.connect();
    const other = client.io("/other");
    client.lines();
    all.length = 0;
    client.ws.receive('42/other,["news"]');
    other.emit("own");
    other.emit("own too", () => {});
    client.socket.emit("hello");
    expect(client.lines()).toEqual(["emit nsp=/ event=hello bytes=10 phase=handed"]);
    expect(all.map((line) => line.split(" bytes")[0])).toEqual([
      "receive nsp=/other event=news",
      "emit nsp=/other event=own",
      "emit nsp=/other event=own too id=0",
      "emit nsp=/ event=hello",
    ]);
    other.disconnect();
  });

  test("has of the data what `args` says", async () => {
    const shown: unknown[] = [];
    const how = (args: TraceOptions["args"]) => ({ args });
    const client = traced({}, how(true));
    const some = trace(client.socket, (record) => "args" in record && shown.push(record.args), {
      args: (event, args) => [event, args.length],
    });
    const ws = await client.connect();
    client.socket.emit("asks", 1, 2, () => {});
    ws.receive('430["answer"]');
    client.socket.on("news", (answer) => answer("a", "b"));
    ws.receive('425["news"]');
    expect(client.all.flatMap((record) => ("args" in record ? [record.args] : []))).toEqual([
      [1, 2],
      ["answer"],
      [],
      ["a", "b"],
    ]);
    expect(shown).toEqual([
      ["asks", 2],
      ["asks", 1],
      ["news", 0],
      ["news", 2],
    ]);
    some();
  });

  test("has frames where they are asked for, and counts attachments", async () => {
    const client = traced({}, { frames: true });
    const ws = await client.connect();
    client.lines();
    ws.receive('451-["file",{"_placeholder":true,"num":0}]');
    ws.receive(new Uint8Array([1, 2, 3]).buffer);
    ws.receive("2");
    expect(client.lines()).toEqual([
      "frame direction=in type=message bytes=42 transport=websocket",
      "frame direction=in type=message bytes=3 transport=websocket",
      "receive nsp=/ event=file bytes=44",
      "frame direction=in type=ping bytes=1 transport=websocket",
      "frame direction=out type=pong bytes=1 transport=websocket",
      "ping",
    ]);
  });

  test("tells of an upgrade, and of one that fails", async () => {
    const client = traced({ transports: ["polling", "websocket"] });
    await client.poll({ upgrades: ["websocket"] });
    client.world.advance(25);
    client.ws.end();
    const upgrades = () => client.lines().filter((line) => line.startsWith("upgrade"));
    expect(upgrades()).toEqual([
      "upgrade_failed transport=websocket code=ERR_TRANSPORT message=probe error: websocket error: broken (broken)",
    ]);
    const other = traced({ transports: ["polling", "websocket"] });
    await other.poll({ upgrades: ["websocket"] });
    other.world.advance(25);
    other.ws.open();
    other.ws.receive("3probe");
    await other.world.poll?.answer("6");
    await other.posts();
    expect(other.lines().filter((line) => line.startsWith("upgrade"))).toEqual(["upgrade transport=websocket"]);
  });

  test("stops, and leaves no listener", async () => {
    const client = traced();
    await client.connect();
    client.stop();
    client.lines();
    client.socket.emit("plain");
    client.ws.receive("2");
    const { engine } = client.socket.io;
    client.ws.end();
    expect(client.lines()).toEqual([]);
    expect(engine.hasListeners("ping")).toBe(false);
  });

  test("stops at once, also where a sink stops it, or another one", async () => {
    const client = start({ autoConnect: false, transports: ["websocket", "polling"], reconnection: false });
    const { socket } = client;
    const [own, others]: [string[], string[]] = [[], []];
    const stop = trace(socket, ({ kind }) => {
      own.push(kind);
      if (kind === "attempt") stopOther();
      if (kind === "failed") stop();
    });
    const stopOther = trace(socket, ({ kind }) => void others.push(kind));
    socket.connect();
    const { engine } = socket.io;
    client.ws.end();
    await settle();
    await client.world.poll?.answer("no", 500);
    expect([own, others]).toEqual([["attempt", "state", "failed"], []]);
    expect(engine.hasListeners("ping")).toBe(false);
  });

  test("tells of the end of a session once, also where a sink disconnects by it", async () => {
    const client = start();
    await client.connect();
    const reasons: string[] = [];
    trace(client.socket, (record) => {
      if (record.kind !== "closed") return;
      reasons.push(record.reason);
      client.socket.disconnect();
    });
    client.ws.end();
    await settle();
    expect(reasons).toEqual(["transport error"]);
  });

  test("tells that an event is sent which came back from a session that was lost", async () => {
    const client = traced({ transports: ["polling"] });
    await client.poll();
    client.lines();
    client.socket.emit("under way");
    await settle();
    client.socket.emit("behind it");
    await client.world.poll?.answer("no", 500);
    client.world.advance(2000);
    await client.poll();
    await client.posts();
    expect(client.lines().filter((line) => /^(emit|sent)/.test(line))).toEqual([
      "emit nsp=/ event=under way bytes=14 phase=handed",
      "emit nsp=/ event=behind it bytes=14 phase=handed",
      "sent of=8 nsp=/ event=behind it",
    ]);
  });

  test("has one `emit` of an event that a listener of what is sent brings to its end", async () => {
    const client = traced({ retries: 1, ackTimeout: 1000 });
    await client.connect();
    client.lines();
    const controller = new AbortController();
    client.socket.onAnyOutgoing((name) => (name === "abort" ? controller.abort() : client.socket.disconnect()));
    const { volatile } = client.socket;
    volatile.signal(controller.signal).emit("abort", () => {});
    volatile.emit("leave", () => {});
    await settle();
    expect(client.lines().filter((line) => /^(emit|settled|dropped)/.test(line))).toEqual([
      "emit nsp=/ event=abort id=0 phase=refused",
      "settled of=7 nsp=/ event=abort id=0 ok=false code=ERR_ABORTED",
      "dropped of=7 nsp=/ event=abort code=ERR_ABORTED",
      "emit nsp=/ event=leave id=1 bytes=11 phase=handed",
      "settled of=10 nsp=/ event=leave id=1 ok=false code=ERR_DISCONNECTED",
    ]);
  });

  test("knows which `emit` it was, also where `args` emits", async () => {
    const client: TracedClient = traced(
      {},
      { args: (event) => void (event === "outer" && client.socket.emit("inner")) },
    );
    const ws = await client.connect();
    client.lines();
    client.socket.emit("outer", () => {});
    ws.receive("430[]");
    expect(client.lines()).toEqual([
      "emit nsp=/ event=inner bytes=10 phase=handed",
      "emit nsp=/ event=outer id=0 bytes=11 phase=handed",
      "emit nsp=/ event=inner bytes=10 phase=handed",
      "settled of=8 nsp=/ event=outer id=0 ok=true",
    ]);
  });

  test("has an event whose name is none", async () => {
    const client = traced();
    await client.connect();
    client.lines();
    client.socket.emit(Symbol("odd") as never);
    expect(client.lines()).toEqual(["emit nsp=/ event=Symbol(odd) bytes=7 phase=handed"]);
  });

  test("an `args` that writes into what it is given changes nothing for anybody else", async () => {
    const client = traced({}, { args: (_, args) => (args as unknown[]).fill("***") });
    const ws = await client.connect();
    ws.take();
    const got: unknown[] = [];
    client.socket.on("news", (text, answer) => {
      got.push(text);
      answer("read");
    });
    client.socket.emit("asks", "how?", (text: string) => got.push(text));
    ws.receive('430["so"]');
    ws.receive('425["news","new"]');
    expect(got).toEqual(["so", "new"]);
    expect(ws.take()).toEqual(['420["asks","how?"]', '435["read"]']);
    expect(client.all.flatMap((record) => ("args" in record ? [record.args] : []))).toEqual(Array(4).fill(["***"]));
  });

  test("asks `args` of no acknowledgement whose event it does not know", async () => {
    const client = start();
    const ws = await client.connect();
    let answer = (_: string): void => {};
    client.socket.on("login", (given) => {
      answer = given;
    });
    ws.receive('425["login"]');
    const shown: unknown[] = [];
    const see = (record: TraceRecord): void => void (record.kind === "answer" && shown.push(record.args));
    trace(client.socket, see, { args: (event, args) => (event === "login" ? undefined : args) });
    trace(client.socket, see, { args: true });
    answer("secret");
    expect(shown).toEqual([undefined, ["secret"]]);
  });

  test("where it comes between two attempts no transport is in use, and it knows when the next is due", async () => {
    const client = start({ randomizationFactor: 0 });
    (await client.connect()).end();
    client.world.advance(300);
    const all: TraceRecord[] = [];
    trace(client.socket, (record) => void all.push(record));
    expect(all).toMatchObject([
      { kind: "snapshot", n: 1, state: "waiting", transport: undefined, sid: undefined },
      { kind: "wait", n: 2, ms: 700 },
    ]);
    client.socket.disconnect();
    all.length = 0;
    trace(client.socket, (record) => void all.push(record));
    expect(all).toMatchObject([{ kind: "snapshot", state: "idle", transport: undefined, sid: undefined }]);
  });

  test.each([
    ["where there is reportError", true],
    ["elsewhere", false],
  ])("a sink or an `args` that throws harms nobody, and is an uncaught error %s", async (_, has) => {
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    const reported: unknown[] = [];
    vi.stubGlobal("reportError", has ? (error: unknown) => void reported.push(error) : undefined);
    try {
      const client = traced({}, { args: () => Promise.reject as never });
      const bad = trace(
        client.socket,
        () => {
          throw new Error("sink");
        },
        {
          args: () => {
            throw new Error("args");
          },
        },
      );
      client.lines();
      client.socket.emit("hello");
      bad();
      expect(client.lines()).toHaveLength(1);
      if (!has) for (const text of ["sink", "args", "sink"]) expect(() => vi.advanceTimersToNextTimer()).toThrow(text);
      else expect(reported).toEqual([new Error("sink"), new Error("args"), new Error("sink")]);
    } finally {
      vi.unstubAllGlobals();
      vi.useRealTimers();
    }
  });

  test("takes a socket or a Manager of holdfast, and nothing else", () => {
    const socket = there("http://host", { autoConnect: false });
    expect(() => trace(socket as never, () => {})).toThrow("trace() takes a socket or a Manager of holdfast");
  });

  test("forgets the oldest of the server's events that are never acknowledged", async () => {
    const client = traced();
    const ws = await client.connect();
    let answer = (): void => {};
    client.socket.on("first", (first) => {
      answer = first;
    });
    ws.receive('420["first"]');
    for (let id = 1; id <= 1000; id++) ws.receive(`42${id}["more"]`);
    answer();
    const last = client.all.at(-1);
    expect(last).toMatchObject({ kind: "answer", id: 0, event: undefined, ms: undefined });
    expect(client.all.filter(({ kind }) => kind === "receive")).toHaveLength(1001);
  });
});
