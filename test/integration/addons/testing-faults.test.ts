import type { ServerResponse } from "node:http";
import { type IoOptions, io, type Socket } from "holdfast";
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

describe("a server's listener that throws", () => {
  const others = process.listeners("uncaughtException");
  const take = (error: unknown): void => void thrown.push(error);
  let thrown: unknown[];
  beforeEach(() => {
    thrown = [];
    process.removeAllListeners("uncaughtException").on("uncaughtException", take);
  });
  afterEach(() => {
    process.removeListener("uncaughtException", take);
    for (const other of others) process.on("uncaughtException", other);
  });

  test("keeps no connection from its end", async () => {
    const server = serve();
    server.on("connection", (socket) =>
      socket.on("disconnect", () => {
        throw new Error("the app's");
      }),
    );
    const sockets = [await connect(), await connect()];
    net.cut();
    expect(sockets.map(({ connected }) => connected)).toEqual([false, false]);
    expect(server.engine.clientsCount).toBe(0);
    await net.settled();
    expect(thrown).toEqual([new Error("the app's"), new Error("the app's")]);
  });

  test("holds up nothing that comes after", async () => {
    const server = serve();
    server.on("connection", ({ conn }) =>
      conn.on("packet", ({ data }: { data?: string }) => {
        if (data?.includes("bad")) throw new Error("the app's");
      }),
    );
    const socket = await connect();
    said();
    socket.emit("bad");
    socket.emit("after", 1);
    await net.settled();
    expect([thrown, said()]).toEqual([[new Error("the app's")], ["0 server: after 1"]]);
  });
});

describe("a connection is slow, or stands still", () => {
  test("numbers beyond what a timer takes do not make it fast", async () => {
    serve();
    const socket = await connect();
    said();
    expect(() => net.slow(0)).toThrow(expect.objectContaining({ code: "ERR_INVALID_OPTION" }));
    net.latency({ up: 2 ** 32 });
    socket.emit("late", 1);
    await net.advance(1_000);
    expect(said()).toEqual([]);
  });

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

describe("middlewares of the engine", () => {
  type Middleware = (request: { user?: string }, response: ServerResponse, next: (error?: Error) => void) => unknown;

  const refusedBy = async (middleware: Middleware): Promise<string[]> => {
    const { engine } = serve();
    engine.use(middleware);
    engine.on("connection_error", ({ code, message }: { code: number; message: string }) => say(`${code} ${message}`));
    await connect({ reconnection: false });
    return said();
  };

  test("run before allowRequest, which sees what they have put into the request", async () => {
    const { engine } = serve({
      allowRequest: (request, answer) => answer(null, (request as { user?: string }).user === "x"),
    });
    engine.use((request: { user?: string }, _: unknown, go: () => void) => {
      request.user = "x";
      go();
    });
    expect((await connect()).connected).toBe(true);
  });

  test.each<[string, Middleware]>([
    [
      "throws",
      () => {
        throw new Error("thrown");
      },
    ],
    ["rejects", () => Promise.reject(new Error("rejected"))],
  ])("one that %s refuses, and the server is told", async (_, middleware) => {
    const refused = '0 xhr poll error: HTTP 400: {"code":3,"message":"Bad request"}';
    expect(await refusedBy(middleware)).toEqual(["0 3 Bad request", refused]);
  });

  test("one that answers itself refuses with that", async () => {
    const refused = await refusedBy((_, response) => {
      response.statusCode = 401;
      response.setHeader("WWW-Authenticate", "Basic");
      response.end("Unauthorized");
    });
    expect(refused).toEqual(["0 xhr poll error: HTTP 401: Unauthorized"]);
  });

  test("one that is done after the client has gone lets nobody in", async () => {
    let go = (): void => {};
    const server = serve();
    server.engine.use((_request: unknown, _response: unknown, done: () => void) => {
      go = done;
    });
    const socket = await connect({ reconnection: false });
    net.cut();
    go();
    await net.settled();
    expect([socket.connected, server.engine.clientsCount]).toEqual([false, 0]);
  });
});

describe("packets", () => {
  test("lose(): twice the same loses two of them, and none that was not meant", async () => {
    serve();
    const socket = await connect();
    said();
    net.lose({ event: "a" });
    net.lose({ event: "a" });
    for (const [n, name] of [..."abaa"].entries()) socket.emit(name, n);
    await net.settled();
    expect(said()).toEqual(["0 server: b 1", "0 server: a 3"]);
  });

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

test("a server at two URLs, of which its end is the end", async () => {
  const server = serve();
  net.serve("https://example.com", server);
  const sockets = [await connect(), net.io("https://example.com")];
  await net.settled();
  expect([sockets.map(({ connected }) => connected), server.engine.clientsCount]).toEqual([[true, true], 2]);
  await server.close();
  await net.settled();
  expect([sockets.map(({ connected }) => connected), net.snapshot().serving]).toEqual([[false, false], []]);
});

test("listen(): middlewares of the engine are those of the port, too, whenever they were added", async () => {
  vi.useRealTimers();
  const { engine } = serve();
  const seen: string[] = [];
  const tell =
    (name: string) =>
    ({ headers }: { headers: { host: string } }, _: unknown, go: () => void): void => {
      seen.push(`${name} ${headers.host}`);
      go();
    };
  engine.use(tell("before"));
  const url = await net.listen(URL);
  engine.use(tell("after"));
  const other = io(url, { transports: ["websocket"] });
  await other.ready();
  other.disconnect();
  const { host } = new globalThis.URL(url);
  expect(seen).toEqual([`before ${host}`, `after ${host}`]);
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

describe("restart(): the port of listen() is gone, too, until the server is back", () => {
  test.each([["websocket"], ["polling"]] as const)("over %s", async (transport) => {
    vi.useRealTimers();
    serve();
    const url = await net.listen(URL);
    const other = io(url, { transports: [transport], reconnectionDelay: 1, reconnectionDelayMax: 50, forceNew: true });
    await other.ready();
    const { id } = other;
    const left = next(other, "disconnect");
    const failed = next(other, "connect_error");
    net.restart(URL, 500);
    await left;
    await failed;
    expect(other.connected).toBe(false);
    await other.ready();
    expect([other.connected, other.id === id]).toEqual([true, false]);
    other.disconnect();
  });
});
