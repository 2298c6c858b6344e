import type { IoOptions, Socket } from "holdfast";
import { type TestNetwork, testNetwork } from "holdfast/testing";
import { Server, type ServerOptions } from "socket.io";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { next, range } from "../../support/until.ts";

/** What `holdfast/testing` does to a network, in virtual time. */

const URL = "http://localhost:3000";

let net: TestNetwork;
let log: string[];
let began: number;
beforeEach(() => {
  vi.useFakeTimers();
  net = testNetwork();
  log = [];
  began = Date.now();
});
afterEach(async () => {
  await net.close();
  vi.useRealTimers();
});

const say = (what: unknown): void => void log.push(`${Date.now() - began} ${what}`);

/** A server that tells what it hears, and answers to `echo`. */
const serve = (options: Partial<ServerOptions> = {}): Server => {
  const server = new Server(options);
  server.on("connection", (socket) => {
    socket.onAny((event, first) => say(`server: ${event} ${first}`));
    socket.on("echo", (...args) => args.pop()(...args));
    socket.on("disconnect", (reason) => say(`server: ${reason}`));
  });
  net.serve(URL, server);
  return server;
};

const connect = async (options: IoOptions = {}): Promise<Socket> => {
  const socket = net.io(URL, { forceNew: true, randomizationFactor: 0, ...options });
  socket.on("connect", () => say("connect"));
  socket.on("connect_error", (error) => say(error.message));
  socket.on("disconnect", (reason) => say(reason));
  await net.settled();
  return socket;
};

/** What was said since it was asked for last. */
const said = (): string[] => log.splice(0);

describe("a connection ends", () => {
  test("cut(): on both sides, within the call; what is in flight is lost", async () => {
    serve();
    const socket = await connect();
    said();
    socket.emit("lost");
    net.cut();
    expect([socket.connected, said()]).toEqual([false, ["0 server: transport close", "0 transport close"]]);
    await net.advance(1_000);
    expect(said()).toEqual(["1000 connect"]);
  });

  test("offline(): attempts fail at once, until online()", async () => {
    serve();
    const socket = await connect();
    said();
    net.latency(100);
    net.offline();
    expect(socket.connected).toBe(false);
    await net.advance(3_000);
    net.online();
    net.latency(0);
    await net.advance(4_000);
    const refused = "xhr poll error: connect ECONNREFUSED localhost:3000";
    expect(said()).toEqual([
      ...["0 server: transport close", "0 transport close"],
      ...[`1000 ${refused}`, `3000 ${refused}`, "7000 connect"],
    ]);
  });

  test("of one client alone", async () => {
    serve();
    const one = await connect();
    const other = await connect();
    net.cut(one);
    expect([one.connected, other.connected]).toEqual([false, true]);
    net.offline(net.clients[1]);
    expect([one.connected, other.connected]).toEqual([false, false]);
    await net.advance(2_000);
    expect([one.connected, other.connected]).toEqual([true, false]);
  });

  test("restart(): the server is gone and comes back, and remembers no session", async () => {
    serve({ connectionStateRecovery: {} });
    const socket = await connect();
    expect(said()).toEqual(["0 connect"]);
    net.restart(URL, 2_500);
    expect(said()).toEqual(["0 server: transport close", "0 transport close"]);
    await net.advance(1_500);
    expect(said()).toEqual(["1000 xhr poll error: connect ECONNREFUSED localhost:3000"]);
    await net.advance(5_000);
    expect([said(), socket.recovered]).toEqual([["3000 connect"], false]);
  });

  test("a cut that is short, with recovery: the session goes on", async () => {
    const server = serve({ connectionStateRecovery: {} });
    const socket = await connect();
    const news: unknown[] = [];
    socket.on("news", (n) => news.push(n));
    server.emit("news", 1);
    await net.settled();
    net.cut();
    server.emit("news", 2);
    await net.advance(1_000);
    expect([socket.recovered, news]).toEqual([true, [1, 2]]);
  });

  test("server.close() ends a served URL; it can be served again", async () => {
    const server = serve();
    await connect();
    said();
    await server.close();
    await net.advance(1_000);
    expect(said()).toEqual([
      "0 server: server shutting down",
      "0 transport close",
      "1000 xhr poll error: connect ECONNREFUSED localhost:3000",
    ]);
    serve();
    await net.advance(2_000);
    expect(said()).toEqual(["3000 connect"]);
  });
});

describe("a connection is slow, or stands still", () => {
  test("freeze(): nobody is told, until the heartbeat ends it", async () => {
    serve({ pingInterval: 1_000, pingTimeout: 500 });
    await connect({ reconnection: false });
    said();
    net.freeze();
    await net.advance(1_499);
    expect(said()).toEqual([]);
    await net.advance(1_000);
    expect(said()).toEqual(["1500 ping timeout", "1500 server: ping timeout"]);
  });

  test("thaw(): what was held arrives", async () => {
    serve();
    const socket = await connect();
    said();
    net.freeze();
    socket.emit("a", 1);
    const answer = socket.emitWithAck("echo", 2);
    await net.advance(100);
    expect(said()).toEqual([]);
    net.thaw();
    await net.settled();
    expect([said(), await answer]).toEqual([["100 server: a 1", "100 server: echo 2"], 2]);
  });

  test("latency(), up and down, and with jitter by the seed", async () => {
    serve();
    const socket = await connect();
    said();
    net.latency({ up: 30, down: 50 });
    socket.emit("echo", 1, say);
    await net.advance(100);
    expect(said()).toEqual(["30 server: echo 1", "80 1"]);
    net.latency({ up: 10, jitter: 20 });
    for (const n of range(5)) socket.emit("jitter", n);
    await net.advance(100);
    const times = said().map((line) => Number.parseInt(line, 10) - 100);
    expect(times.every((ms) => ms >= 10 && ms <= 30)).toBe(true);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  test("slow(): so many bytes per second", async () => {
    serve();
    const socket = await connect();
    said();
    net.slow(1_000);
    socket.emit("a", "x".repeat(990));
    socket.emit("b", "x".repeat(490));
    await net.advance(2_000);
    expect(said().map((line) => line.slice(0, 16))).toEqual(
      ["1000 server: a x", "1500 server: b x"].map((l) => l.slice(0, 16)),
    );
  });
});

describe("an attempt is refused", () => {
  test.each([
    [503, { code: "ERR_HTTP_STATUS", status: 503, message: "xhr poll error: HTTP 503: Service Unavailable" }],
    [5, { code: "ERR_UNSUPPORTED_PROTOCOL", status: 400, serverCode: 5 }],
    [4, { code: "ERR_HTTP_STATUS", status: 403, serverCode: 4 }],
    ["ENOTFOUND", { code: "ERR_TRANSPORT", message: "xhr poll error: connect ENOTFOUND" }],
  ])("%s, twice", async (why, fields) => {
    serve();
    net.refuse(why, 2);
    const errors: unknown[] = [];
    const socket = net.io(URL);
    socket.on("connect_error", (error) => errors.push(error));
    await net.advance(5_000);
    expect(errors).toEqual([expect.objectContaining(fields), expect.objectContaining(fields)]);
    expect(socket.connected).toBe(true);
  });

  test("by the server's allowRequest, its path and its middlewares", async () => {
    const refuse = { allowRequest: (_: unknown, answer: (text: string, ok: boolean) => void) => answer("no", false) };
    const server = serve(refuse);
    const socket = await connect({ reconnection: false });
    expect(said()).toEqual(['0 xhr poll error: HTTP 403: {"code":4,"message":"no"}']);
    await server.close();
    const other = serve();
    other.engine.use((request: { url: string }, _: unknown, go: (error?: Error) => void) =>
      go(/bad/.test(request.url) ? new Error("bad") : undefined),
    );
    await connect({ reconnection: false, query: { bad: 1 } });
    await connect({ reconnection: false, path: "/other" });
    socket.connect();
    await net.settled();
    expect(said()).toEqual([
      '0 xhr poll error: HTTP 400: {"code":3,"message":"Bad request"}',
      "0 xhr poll error: HTTP 404: Not Found",
      "0 connect",
    ]);
  });
});

describe("packets", () => {
  test("lose(): the next event of a name, an acknowledgement, the nth", async () => {
    serve();
    const socket = await connect();
    said();
    net.lose({ event: "a" });
    net.lose({ ack: true });
    net.lose({ nth: 7 });
    for (const n of range(3)) socket.emit("a", n);
    const answered = (_error: unknown, n?: number): unknown => n !== undefined && say(n);
    for (const n of range(3)) socket.timeout(100).emit("echo", n, answered);
    await net.advance(100);
    expect(said()).toEqual([
      ...["0 server: a 1", "0 server: a 2", "0 server: echo 0", "0 server: echo 1", "0 server: echo 2", "0 2"],
    ]);
    expect(net.frames.filter((line) => line.endsWith("(lost)"))).toEqual([
      "1 > event 'a' 0 (lost)",
      "1 < ack 0 #0 (lost)",
      "1 < ack 1 #1 (lost)",
    ]);
  });

  test("lose() with retries: at least once", async () => {
    serve();
    const socket = await connect({ retries: 2, ackTimeout: 500 });
    said();
    net.lose({ ack: true });
    socket.emit("echo", 1, (_error: unknown, value: unknown) => say(`taken ${value}`));
    await net.advance(1_000);
    expect(said()).toEqual(["0 server: echo 1", "500 server: echo 1", "500 taken 1"]);
  });

  test("an event with bytes is lost with all its frames", async () => {
    serve();
    const socket = await connect();
    said();
    net.lose({ event: "bytes" });
    socket.emit("bytes", Buffer.from("a"), Buffer.from("b"));
    socket.emit("next", 1);
    await net.settled();
    expect([said(), socket.connected]).toEqual([["0 server: next 1"], true]);
  });

  test("corrupt(): whoever reads it closes", async () => {
    const server = serve();
    const socket = await connect({ reconnection: false });
    said();
    net.corrupt();
    socket.emit("a", 1);
    await net.settled();
    expect(said()).toEqual(["0 server: parse error", "0 transport close"]);
    socket.connect();
    await net.settled();
    net.corrupt(2);
    server.emit("x");
    server.emit("y");
    await net.settled();
    expect(said()).toEqual(["0 connect", "0 parse error", "0 server: transport close"]);
  });

  test("limit(): the client is told, and the server ends what is above it", async () => {
    serve();
    net.limit(100);
    const socket = await connect({ reconnection: false });
    said();
    expect(() => socket.emit("a", "x".repeat(100))).toThrow(expect.objectContaining({ code: "ERR_PAYLOAD_TOO_LARGE" }));
    net.limit(10);
    socket.emit("a", "x".repeat(20));
    await net.settled();
    expect(said()).toEqual(["0 server: transport error", "0 transport close"]);
  });
});

describe("looking", () => {
  test("frames, clients and a snapshot", async () => {
    const server = serve();
    const socket = await connect({ transports: ["websocket"] });
    socket.emit("hello", { a: [1] }, Buffer.from([1, 2]));
    server.emit("news", "x");
    const chat = net.io(`${URL}/chat`);
    chat.on("connect_error", () => {});
    await net.settled();
    chat.disconnect();
    await net.settled();
    expect(net.frames).toEqual([
      ...["1 < open", "1 > connect", "1 < connect"],
      // with the last of its frames
      ...["1 < event 'news' 'x'", "1 > event 'hello' { a: [ 1 ] } <Buffer 01 02>"],
      ...["1 > connect /chat", "1 < refused /chat 'Invalid namespace'"],
    ]);
    const [client] = net.clients;
    expect([client?.received, client?.connected, client?.transport]).toEqual([[["news", "x"]], true, "websocket"]);
    expect(net.snapshot()).toEqual({
      ...{ serving: ["http://localhost:3000"], offline: false, frozen: false, frames: 7 },
      clients: [{ number: 1, connected: true, transport: "websocket", received: 1, pendingAcks: [] }],
    });
  });

  test("an acknowledgement that does not come is told by close(), one that timed out is not", async () => {
    serve();
    const socket = await connect();
    socket.emit("silence", say);
    socket.timeout(50).emit("late", () => {});
    expect(net.clients[0]?.pendingAcks).toEqual(["silence", "late"]);
    await net.advance(100);
    expect(net.clients[0]?.pendingAcks).toEqual(["silence"]);
    await expect(net.close()).rejects.toMatchObject({
      code: "ERR_LEFT_OVER",
      left: ['client 1 waits for the acknowledgement of "silence"'],
    });
  });

  test("a client that is none of this network", () => {
    expect(() => net.cut({ io: {} })).toThrow(expect.objectContaining({ code: "ERR_INVALID_OPTION" }));
  });
});

test("listen(): the same server on a port, for other clients", async () => {
  vi.useRealTimers();
  serve();
  const socket = await connect();
  const { io } = await import("socket.io-client");
  const url = await net.listen(URL);
  const other = io(url, { transports: ["websocket"] });
  const heard = next(other, "echo");
  other.on("connect", () => socket.emit("echo", 1, () => {}));
  await next(other, "connect");
  expect(await other.emitWithAck("echo", 5)).toBe(5);
  expect(await socket.emitWithAck("echo", 6)).toBe(6);
  (heard as Promise<unknown>).catch(() => {});
  other.disconnect();
});
