import { type IoOptions, io, type Socket } from "holdfast";
import { type ReplayOptions, type TestNetwork, testNetwork } from "holdfast/testing";
import { type Recorder, recorder } from "holdfast/trace";
import { Server } from "socket.io";
import * as msgpack from "socket.io-msgpack-parser";
import { afterEach, describe, expect, test, vi } from "vitest";
import { client } from "../../support/client.ts";
import { startServer } from "../../support/server.ts";
import { next, Transcript } from "../../support/until.ts";

/** A recording of a session plays in the place of the server, and the client is told the same again. */

const URL = "http://localhost:3000";

let net: TestNetwork | undefined;
afterEach(async () => {
  try {
    await net?.close();
  } finally {
    net = undefined;
    vi.useRealTimers();
  }
});

/** What an app's listeners are told, each with the ms since the first attempt. */
const listen = (socket: Socket, log = new Transcript()): Transcript => {
  const began = Date.now();
  const say = (...what: unknown[]): void => log.push(`${Date.now() - began} ${what.map((one) => `${one}`).join(" ")}`);
  socket.on("connect", () => say(socket.nsp, "connect", socket.id, socket.recovered));
  socket.on("disconnect", (reason) => say(socket.nsp, reason));
  socket.on("connect_error", (error) => say(socket.nsp, "code" in error && error.code));
  socket.on("ask", (question, answer) => {
    if (typeof question !== "number") return say("ask");
    say("ask", question);
    answer(question * 2);
  });
  socket.onAny((event, ...args) => event !== "ask" && say(event, JSON.stringify(args)));
  socket.on("welcome", () => {
    socket.emit("order", 1, (answer: unknown) => say("order 1", answer));
    socket.emit("order", 2, (answer: unknown) => say("order 2", answer));
    socket.timeout(300).emit("silence", (error: unknown) => say("silence", error));
  });
  return log;
};

/** A shop that answers in the opposite order, and asks. */
const shop = (server: Server): void => {
  let visits = 0;
  server.on("connection", (socket) => {
    setTimeout(() => socket.emit("welcome", ++visits), 20);
    socket.on("order", (id, answer) => setTimeout(() => answer({ taken: id }.taken), 100 / id));
    socket.on("end", () => socket.disconnect());
    socket.emit("ask", 21, () => {});
  });
  server.of("/closed").use((_socket, answer) => answer(new Error("no entry")));
};

const OPTIONS = { reconnectionDelay: 200, randomizationFactor: 0 };

/** Records a session with a server in memory, by a fake clock. */
const record = async (
  act: (socket: Socket, net: TestNetwork) => Promise<void>,
  { server = new Server({ pingInterval: 400, pingTimeout: 200 }), options = {} as IoOptions, args = true } = {},
): Promise<{ recording: Recorder; log: Transcript; ms: number }> => {
  net = testNetwork();
  shop(server);
  net.serve(URL, server);
  net.latency(10);
  const socket = net.io(URL, { ...OPTIONS, autoConnect: false, ...options });
  const log = listen(socket);
  const recording = recorder(socket.io, { args });
  const began = Date.now();
  socket.connect();
  await act(socket, net);
  recording.stop();
  const ms = Date.now() - began;
  await net.close().catch(() => {});
  net = undefined;
  return { recording, log, ms };
};

/** Plays it to a fresh client. */
const play = async (
  text: string,
  act: (socket: Socket, net: TestNetwork, ms: number) => Promise<void> = (_socket, network, ms) => network.advance(ms),
  options: IoOptions = {},
  place: ReplayOptions = {},
): Promise<string[]> => {
  await net?.close();
  net = testNetwork();
  const { url, ms } = net.replay(text, place);
  expect(url).toBe(URL);
  const socket = net.io(url, { ...OPTIONS, autoConnect: false, ...options });
  const log = listen(socket);
  socket.connect();
  await act(socket, net, ms);
  socket.disconnect();
  return log.entries;
};

/** Records something, plays it, and says what the client was told both times. */
const both = async (
  act: (socket: Socket, net: TestNetwork) => Promise<void>,
  setup: Parameters<typeof record>[1] = {},
): Promise<{ first: string[]; again: string[] }> => {
  vi.useFakeTimers();
  const { recording, log, ms } = await record(act, setup);
  const again = await play(recording.export("jsonl"), (_socket, network) => network.advance(ms), setup.options);
  return { first: log.entries, again };
};

/** Without ids, which are of chance. */
const plain = (lines: readonly string[]): string[] => lines.map((line) => line.replace(/ \S{20} /, " … "));

const FIRST = ["40 / connect … false", "40 ask 21", "60 welcome [1]", "130 order 2 2", "180 order 1 1"];
const SILENCE = "360 silence Error: operation has timed out";

describe("a client is told the same, at the same times, of", () => {
  test("a session with a cut, a refused attempt and what comes after", async () => {
    const { first, again } = await both(async (_socket, network) => {
      await network.advance(1000);
      network.refuse(503);
      network.cut();
      await network.advance(2000);
    });
    expect(again).toEqual(first);
    expect(plain(first)).toEqual([
      ...FIRST,
      SILENCE,
      "1000 / transport close",
      "1220 / ERR_HTTP_STATUS",
      "1660 / connect … false",
      "1660 ask 21",
      "1680 welcome [2]",
      "1750 order 2 2",
      "1800 order 1 1",
      "1980 silence Error: operation has timed out",
      "3000 / io client disconnect",
    ]);
  });

  test("a packet that is garbled, a ping that does not come, and a network that is gone", async () => {
    const server = new Server({ pingInterval: 400, pingTimeout: 200 });
    const { first, again } = await both(
      async (_socket, network) => {
        await network.advance(500);
        network.corrupt();
        server.emit("garbled");
        await network.advance(1000);
        network.freeze();
        await network.advance(1000);
        network.offline();
        network.thaw();
        await network.advance(1500);
        network.online();
        await network.advance(3000);
      },
      { server },
    );
    expect(again).toEqual(first);
    const reasons = plain(first).flatMap((line) => / \/ (\w+ error|\w+ timeout|ERR.*)$/.exec(line)?.[1] ?? []);
    expect([reasons.slice(0, 2), [...new Set(reasons.slice(2))]]).toEqual([
      ["parse error", "ping timeout"],
      ["ERR_TRANSPORT"],
    ]);
    expect(plain(first).filter((line) => line.endsWith("connect … false")).length).toBe(3);
  });

  test("a server that disconnects, a namespace that it refuses, and one that is left and joined again", async () => {
    const act = async (socket: Socket, network: TestNetwork): Promise<void> => {
      const log: string[] = [];
      const closed = socket.io.socket("/closed");
      closed.on("connect_error", (error) => log.push(`${"code" in error && error.code}`));
      closed.connect();
      await network.advance(500);
      socket.disconnect().connect();
      await network.advance(500);
      socket.emit("end");
      await network.advance(500);
      expect(log).toEqual(["ERR_REFUSED"]);
    };
    vi.useFakeTimers();
    const { recording, log } = await record(act);
    expect(await play(recording.export("jsonl"), act)).toEqual(log.entries);
    expect(plain(log.entries)).toContain("1020 / io server disconnect");
  });

  test("a session that is recovered, with what was missed", async () => {
    const server = new Server({ connectionStateRecovery: {} });
    const { first, again } = await both(
      async (_socket, network) => {
        server.on("connection", (one) => one.once("disconnecting", () => setTimeout(() => server.emit("missed"), 50)));
        await network.advance(400);
        network.cut();
        await network.advance(1000);
      },
      { server },
    );
    // the offsets are in what the app is told, as in socket.io-client
    expect(again).toEqual(first);
    expect(plain(first).some((line) => line.endsWith("connect … true"))).toBe(true);
  });

  test("an event that is sent again until it is acknowledged (retries)", async () => {
    const act = (_socket: Socket, network: TestNetwork): Promise<void> => {
      // the first is the client's own
      network.lose({ ack: true, nth: 2 });
      return network.advance(3000);
    };
    const { first, again } = await both(act, { options: { retries: 3, ackTimeout: 500 } });
    expect(again).toEqual(first);
    expect(plain(first).slice(2, 5)).toEqual(["60 welcome [1]", "680 order 1 null", "750 order 2 null"]);
  });

  test("a session by another parser", async () => {
    const server = new Server({ parser: msgpack });
    const { first, again } = await both((_socket, network) => network.advance(500), {
      server,
      options: { parser: msgpack },
    });
    expect(again).toEqual(first);
    expect(plain(first).slice(0, 6)).toEqual([...FIRST, SILENCE]);
  });
});

test("a session that took no time at all is joined before it ends", async () => {
  vi.useFakeTimers();
  net = testNetwork();
  const server = new Server();
  server.on("connection", (socket) => socket.emit("hi", 1));
  net.serve(URL, server);
  const recording = recorder(net.io(URL, OPTIONS), { args: true });
  await net.settled();
  net.cut();
  await net.advance(200);
  const text = recording.export("jsonl");
  await net.close();
  net = testNetwork();
  net.replay(text);
  const socket = net.io(URL, OPTIONS);
  const heard: unknown[] = [];
  socket.on("hi", (n) => heard.push(n));
  socket.on("disconnect", (reason) => heard.push(reason));
  await net.advance(1_000);
  expect(heard).toEqual([1, "transport close", 1]);
});

test("a session over real sockets plays by a fake clock", async () => {
  const server = await startServer(shop, { pingInterval: 400 });
  const socket = client(server, { ...OPTIONS, autoConnect: false });
  const log = listen(socket);
  const recording = recorder(socket, { args: true });
  socket.connect();
  // on a busy machine an order may be answered after the client's own timeout
  const settled = (times: number) =>
    log.when((all) => all.filter((line) => / (order|silence) /.test(line)).length === times);
  await settled(3);
  await server.kill();
  await settled(6);
  recording.stop();
  const lines = (all: readonly string[]): string[][] => all.map((line) => line.split(" "));
  // what comes from outside has its time in the recording; how late the machine was with the client's own timeouts does not matter
  const isOutside = ([, what]: readonly string[]): boolean => what !== "silence";
  const [{ t: began } = { t: 0 }] = recording.records;
  const times = recording.records.flatMap(({ kind, t, ...record }) =>
    kind === "joined" || kind === "closed" || kind === "receive" || (kind === "settled" && "ok" in record && record.ok)
      ? [t - began]
      : [],
  );

  vi.useFakeTimers();
  net = testNetwork();
  const { url, ms } = net.replay(recording.export("jsonl"), { url: URL });
  const again = net.io(url, { ...OPTIONS, autoConnect: false });
  const entries = listen(again).entries;
  again.connect();
  await net.advance(ms + 1);
  const outside = lines(entries).filter(isOutside);
  const withoutTime = ([, ...what]: readonly string[]): string[] => what;
  expect(outside.map(withoutTime)).toEqual(lines(log.entries).filter(isOutside).map(withoutTime));
  expect([outside.length, entries.length]).toEqual([times.length, log.entries.length]);
  // a real timer may be a ms early, and both times are whole ms
  expect(outside.map(([time], i) => Number(time) - (times[i] ?? 0)).filter((late) => Math.abs(late) > 2)).toEqual([]);
});

describe("a recording", () => {
  const outage = async (_socket: Socket, network: TestNetwork): Promise<void> => {
    await network.advance(500);
    network.cut();
    await network.advance(1500);
  };

  test("without the data plays without data", async () => {
    vi.useFakeTimers();
    const { recording } = await record((_socket, network) => network.advance(300), { args: false });
    expect(plain(await play(recording.export("jsonl"))).slice(0, 5)).toEqual([
      "40 / connect … false",
      "40 ask",
      "60 welcome []",
      "130 order 2 undefined",
      "180 order 1 undefined",
    ]);
  });

  test("waits for a client that comes back early, and is late with one that comes back late", async () => {
    vi.useFakeTimers();
    const { recording, log, ms: all } = await record(outage);
    const text = recording.export("jsonl");
    const early = await play(text, (_socket, network) => network.advance(all), { reconnectionDelay: 50 });
    expect(early).toEqual(log.entries);
    const late = await play(text, (_socket, network, ms) => network.advance(ms + 100), { reconnectionDelay: 300 });
    const [then, now] = [log.entries, late].map((lines) => lines.filter((line) => /welcome \[2]/.test(line)));
    expect([then, now]).toEqual([["760 welcome [2]"], ["860 welcome [2]"]]);
  });

  test("that ended is a closed port to whoever comes then", async () => {
    vi.useFakeTimers();
    const { recording } = await record((_socket, network) => network.advance(300));
    const lines = await play(recording.export("jsonl"), async (_socket, network, ms) => {
      await network.advance(ms);
      network.cut();
      await network.advance(300);
    });
    expect(plain(lines).slice(-2)).toEqual(["180 silence Error: socket has been disconnected", "380 / ERR_TRANSPORT"]);
  });

  test("plays to each client from its beginning", async () => {
    vi.useFakeTimers();
    const { recording, log, ms } = await record((_socket, network) => network.advance(300));
    net = testNetwork();
    const { url } = net.replay(recording.export("jsonl"));
    const logs: Transcript[] = [];
    for (let i = 0; i < 2; i++) {
      const socket = net.io(url, { ...OPTIONS, forceNew: true });
      logs.push(listen(socket));
      await net.advance(ms);
      socket.disconnect();
    }
    expect(logs.map(({ entries }) => entries)).toEqual([log.entries, log.entries]);
  });

  test("that began in the middle of a session begins with that session open", async () => {
    vi.useFakeTimers();
    let late: Recorder | undefined;
    const server = new Server();
    const { recording } = await record(
      async (socket, network) => {
        await network.advance(150);
        late = recorder(socket, { args: true });
        await network.advance(50);
        server.emit("late");
        await network.advance(10);
      },
      { server },
    );
    expect(await play(late?.export("jsonl") ?? "")).toEqual([
      "0 / connect recorded false",
      "60 late []",
      "60 / io client disconnect",
    ]);
    // of a recorder with a limit, the beginning is lost
    const last = recording.export("jsonl").split("\n").slice(-6).join("\n");
    expect((await play(last, undefined, {}, { url: URL })).slice(0, 1)).toEqual(["0 / connect recorded false"]);
  });

  test("shows in net.frames and net.clients what crosses, and its URL is served until the end", async () => {
    vi.useFakeTimers();
    const { recording } = await record((_socket, network) => network.advance(300));
    const text = recording.export("jsonl");
    net = testNetwork();
    const { url } = net.replay(text);
    expect(() => net?.replay(text)).toThrow("is served already");
    expect(() => net?.serve(url, new Server())).toThrow("is served already");
    await expect(net.listen(url)).rejects.toMatchObject({ code: "ERR_INVALID_URL" });
    const socket = net.io(url);
    await net.advance(100);
    socket.emit("file", Buffer.from([1]));
    await net.settled();
    expect(net.frames).toEqual([
      ...["1 < open", "1 > connect", "1 < connect", "1 < event 'ask' 21 #0", "1 < event 'welcome' 1"],
      "1 > event 'file' <Buffer 01>",
    ]);
    expect(net.clients[0]?.received).toEqual([
      ["ask", 21],
      ["welcome", 1],
    ]);
  });
});

/** Lines of a recording that a test writes itself. */
const written = (...records: readonly (readonly [t: number, kind: string, fields?: object])[]): string =>
  records.map(([t, kind, fields]) => JSON.stringify({ n: 1, t, kind, ...fields })).join("\n");

describe("failures have the recorded code, message and status:", () => {
  const failed = (code: string, more: object = {}): object => ({
    attempt: 0,
    last: true,
    error: { code, phase: "transport", message: `told: ${code}`, ...more },
  });

  test("of an attempt, which is that of the client's transport if several were tried", async () => {
    vi.useFakeTimers();
    const errors: unknown[] = [];
    const text = written(
      [1000, "attempt", { url: `${URL}/socket.io` }],
      [1040, "failed", failed("ERR_NOT_SOCKETIO", { status: 200 })],
      [1240, "attempt", { url: URL }],
      [1300, "failed", { ...failed("ERR_HTTP_STATUS", { status: 502, transport: "polling" }), last: false }],
      [1300, "failed", failed("ERR_TRANSPORT", { transport: "websocket" })],
      [1900, "attempt", { url: URL }],
      [1905, "failed", failed("ERR_SESSION_UNKNOWN", { status: 400 })],
    );
    const lines = await play(
      text,
      (socket, network, ms) => {
        socket.on("connect_error", (error) => errors.push(error));
        return network.advance(ms);
      },
      { transports: ["websocket"] },
    );
    expect(errors).toMatchObject([
      { code: "ERR_NOT_SOCKETIO", message: "told: ERR_NOT_SOCKETIO", status: 200 },
      { code: "ERR_TRANSPORT", message: "told: ERR_TRANSPORT", transport: "websocket" },
      { code: "ERR_SESSION_UNKNOWN", status: 400 },
    ]);
    expect(lines.map((line) => line.split(" ")[0])).toEqual(["40", "300", "905"]);
  });

  test("of a session, and of a namespace at a server that is too old", async () => {
    vi.useFakeTimers();
    const text = written(
      [0, "attempt", { url: URL }],
      [10, "opened", { sid: "s", pingInterval: 1000, pingTimeout: 1000, maxPayload: 0 }],
      [20, "joined", { nsp: "/", sid: "own", recovered: false }],
      [50, "closed", { reason: "transport error" }],
      [250, "attempt", { url: URL }],
      [260, "opened", { sid: "s", pingInterval: 1000, pingTimeout: 1000, maxPayload: 0 }],
      [270, "refused", { nsp: "/", code: "ERR_UNSUPPORTED_PROTOCOL" }],
    );
    const lines = await play(text);
    expect(lines).toEqual(["20 / connect own false", "50 / transport error", "270 / ERR_UNSUPPORTED_PROTOCOL"]);
  });

  test("an attempt that nobody answered", async () => {
    vi.useFakeTimers();
    const text = written([0, "attempt", { url: URL }], [500, "failed", failed("ERR_CONNECT_TIMEOUT")]);
    const lines = await play(text, (_socket, network, ms) => network.advance(ms), { timeout: 500 });
    expect(lines).toEqual(["500 / ERR_CONNECT_TIMEOUT"]);
  });
});

test("without a fake clock a recording plays in real time", async () => {
  const text = written(
    [0, "attempt", { url: URL }],
    [10, "opened", { sid: "s", pingInterval: 1000, pingTimeout: 1000, maxPayload: 0 }],
    [20, "joined", { nsp: "/", sid: "own", recovered: false }],
    [40, "receive", { nsp: "/", event: "news", args: ["now"] }],
  );
  net = testNetwork();
  const { url } = net.replay(text);
  net.install();
  const began = Date.now();
  expect(await next(io(url), "news")).toEqual(["now"]);
  expect(Date.now() - began).toBeGreaterThanOrEqual(39);
});

describe("text that is no recording is told by a typed error", () => {
  test.each([
    ["", "this has no line"],
    ["{}", "line 1 is no record of it"],
    ["null", "line 1 is no record of it"],
    ['{"kind":"ping","n":1,"t":1}\n{"log":', "line 2 is not JSON"],
    ['{"kind":"receive","n":1,"t":1,"nsp":"/"}', 'line 1, "receive", has no "event"'],
    ['{"kind":"ping","n":1,"t":1}', "does not say where the server was: net.replay(recording, { url })"],
  ])("%j", (text, message) => {
    net = testNetwork();
    expect(() => net?.replay(text)).toThrow(
      expect.objectContaining({ code: "ERR_INVALID_OPTION", message: expect.stringContaining(message) }),
    );
  });
});
