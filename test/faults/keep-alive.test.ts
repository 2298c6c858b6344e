import { Agent, type Server as HttpServer, type IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { Server } from "socket.io";
import { describe, expect, test } from "vitest";
import { makeCertificate } from "../support/certificate.ts";
import { client, ready, transcribe } from "../support/client.ts";
import { startProxy } from "../support/proxy.ts";
import { scripted } from "../support/scripted-server.ts";
import { onRequest, startServer, type TestServer } from "../support/server.ts";
import { next, Transcript, until } from "../support/until.ts";

/** Connections that are kept between the requests of polling: a proxy or server may end one just as a request goes out on it. */

const polling = { transports: ["polling"] };
const cert = makeCertificate({ name: "localhost", addresses: ["127.0.0.1"] });

interface Noted {
  server: TestServer;
  /** `POST 12345`: each request, with the port that it came from. */
  requests: Transcript;
  /** TCP connections that are open. */
  open: Set<Socket>;
  /** What was received of `x`. */
  heard: Transcript<number>;
}

interface Wanted {
  /** The `Keep-Alive` header that it sends. */
  keepAlive?: string;
  /** ms without a request after which it ends a connection; it does not otherwise. */
  idle?: number;
  tls?: object | undefined;
}

const noting = async ({ keepAlive, idle, tls }: Wanted = {}): Promise<Noted> => {
  const requests = new Transcript();
  const heard = new Transcript<number>();
  const open = new Set<Socket>();
  const setup = (io: Server): void => {
    const { httpServer } = io as unknown as { httpServer: HttpServer };
    httpServer.keepAliveTimeout = 0;
    httpServer.on(tls ? "secureConnection" : "connection", (socket: Socket) => {
      open.add(socket);
      socket.on("close", () => open.delete(socket));
    });
    if (idle) endsIdle(httpServer, idle);
    onRequest(io, ({ method, socket }: IncomingMessage) => requests.push(`${method} ${socket.remotePort}`));
    if (keepAlive)
      io.engine.on("headers", (headers: Record<string, string>) => {
        headers["Keep-Alive"] = keepAlive;
      });
    io.on("connection", (socket) => {
      socket.on("x", (n, answer) => {
        heard.push(n);
        answer?.(n);
      });
    });
  };
  return { server: await startServer(setup, {}, tls), requests, open, heard };
};

const endsIdle = (server: HttpServer, ms: number): void => {
  const timers = new WeakMap<Socket, NodeJS.Timeout>();
  server.prependListener("request", ({ socket }, response) => {
    clearTimeout(timers.get(socket));
    response.on("finish", () => timers.set(socket, setTimeout(() => socket.destroy(), ms).unref()));
  });
};

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Emits `count` events, one each `gap` ms: the scene is about time. */
const paced = async (socket: { emit(name: string, n: number): unknown }, count: number, gap: number): Promise<void> => {
  for (let n = 0; n < count; n++) {
    socket.emit("x", n);
    await sleep(gap);
  }
};

/** The ports of the POSTs, in order. */
const postsOf = ({ requests }: Noted): string[] => requests.entries.filter((line) => line.startsWith("POST"));
const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

describe.each([
  ["http", undefined],
  ["https", { key: cert.key, cert: cert.cert }],
])("%s", (_, tls) => {
  const options = { ...polling, ca: cert.cert };

  test("requests that follow each other soon share a connection", async () => {
    const noted = await noting({ tls });
    const socket = client(noted.server, options);
    await ready(socket);
    for (let n = 0; n < 20; n++) expect(await socket.emitWithAck("x", n)).toBe(n);
    expect(new Set(noted.requests.entries.map((line) => line.split(" ")[1])).size).toBeLessThan(6);
  });

  test("one that was idle for 250 ms is not used again", async () => {
    const noted = await noting({ tls });
    const socket = client(noted.server, options);
    await ready(socket);
    for (let n = 0; n < 4; n++) {
      socket.emit("x", n);
      // on a busy machine the answer may come late, and idle is what has its answer
      await next(socket.io.engine, "drain");
      await sleep(300);
    }
    // the first is that of CONNECT, just before
    const [, ...posts] = postsOf(noted);
    expect([posts.length, new Set(posts).size]).toEqual([4, 4]);
    await until("the idle ones are closed", () => noted.open.size === 1);
  });

  test("nor where the process was too busy to notice", async () => {
    const noted = await noting({ tls });
    const socket = client(noted.server, options);
    await ready(socket);
    await paced(socket, 1, 0);
    await noted.heard.size(1);
    const before = new Set(noted.requests.entries.map((line) => line.split(" ")[1]));
    // the answer may have come already
    await until("the answer is there", () => socket.io.engine.transport.writable);
    const end = performance.now() + 300;
    while (performance.now() < end);
    socket.emit("x", 1);
    await noted.heard.size(2);
    const [, port] = postsOf(noted).at(-1)!.split(" ");
    expect(before.has(port!)).toBe(false);
  });

  test("after an upgrade none is left but the WebSocket's", async () => {
    const noted = await noting({ tls });
    const socket = client(noted.server, { ...options, transports: ["polling", "websocket"] });
    await ready(socket);
    await until("one is left", () => noted.open.size === 1);
  });

  test("after disconnect() none is left", async () => {
    const noted = await noting({ tls });
    const socket = client(noted.server, options);
    await ready(socket);
    for (let n = 0; n < 5; n++) await socket.emitWithAck("x", n);
    socket.disconnect();
    await until("none is left", () => noted.open.size === 0);
  });
});

test.each([
  ["timeout=0", 0],
  ["max=100, timeout=0", 0],
])("a server that says Keep-Alive: %s: none is used again", async (header) => {
  const noted = await noting({ keepAlive: header });
  const socket = client(noted.server, polling);
  await ready(socket);
  for (let n = 0; n < 5; n++) await socket.emitWithAck("x", n);
  const [, ...later] = noted.requests.entries;
  // the first answer told so
  expect(new Set(later).size).toBe(later.length);
});

test.each([
  [300, 8],
  [400, 8],
  [1000, 4],
])(
  "a server that ends what was idle for %i ms, an emit each time it does so: nothing is lost or doubled",
  async (idle, count) => {
    const noted = await noting({ idle });
    const socket = client(noted.server, polling);
    const log = transcribe(socket);
    await ready(socket);
    await paced(socket, count, idle);
    await noted.heard.size(count);
    expect(noted.heard.entries).toEqual(numbers(count));
    expect([log.entries, noted.server.engines]).toEqual([["connect"], 1]);
  },
);

test("an outage of 100 attempts leaves no connection behind", { timeout: 60_000 }, async () => {
  let refused = 0;
  const server = await scripted({
    onRequest: ({ kind }) => (kind === "handshake" && ++refused <= 100 ? { status: 503, body: "later" } : undefined),
  });
  const proxy = await startProxy(server);
  let [open, most] = [0, 0];
  const socket = client(proxy, { ...polling, reconnectionDelayMax: 10 });
  socket.io.on("reconnect_attempt", () => {
    open = server.connections;
    most = Math.max(most, open);
  });
  await next(socket, "connect", 50_000);
  expect(most).toBeLessThanOrEqual(1);
  const session = await server.session();
  session.doom();
  socket.disconnect();
  await until("none is left", () => server.connections === 0, 5_000);
});

test("a poll that fails takes the other connections along", async () => {
  const server = await scripted({
    onRequest: ({ kind, n }) => (kind === "poll" && n === 2 ? { status: 500 } : undefined),
  });
  const socket = client(server, { ...polling, reconnection: false });
  await next(socket, "disconnect");
  await until("none is left", () => server.connections === 0);
});

test("the app's own agent is its own: it keeps what it likes", async () => {
  const noted = await noting();
  const agent = new Agent({ keepAlive: true });
  const socket = client(noted.server, { ...polling, agent });
  await ready(socket);
  await paced(socket, 3, 300);
  await noted.heard.size(3);
  const ports = new Set(noted.requests.entries.map((line) => line.split(" ")[1]));
  expect(ports.size).toBeLessThan(4);
  const left = next(socket, "disconnect");
  socket.disconnect();
  await left;
  expect(Object.values(agent.sockets).flat().length + Object.values(agent.freeSockets).flat().length).toBeGreaterThan(
    0,
  );
  agent.destroy();
});
