import { describe, expect, test } from "vitest";
import { type Client, client, ready, transcribe } from "../support/client.ts";
import { startMiddlebox } from "../support/middlebox.ts";
import { startProxy } from "../support/proxy.ts";
import { randomBySeed } from "../support/random.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { next, range, until } from "../support/until.ts";

/** What stands in companies' networks: the client stays usable through each. */

const startEcho = async (options: object = {}): Promise<{ server: TestServer; heard: number[] }> => {
  const heard: number[] = [];
  const server = await startServer((io) => {
    io.on("connection", (socket) => {
      socket.on("echo", (n: number, bytes: Buffer, ack) => {
        if (!heard.includes(n)) heard.push(n);
        socket.emit("also", n);
        ack(n, bytes);
      });
    });
  }, options);
  return { server, heard };
};

/** Twenty acknowledged events, binary and both ways. */
const use = async (socket: Client, heard: number[]): Promise<void> => {
  const also: number[] = [];
  socket.on("also", (n: number) => also.push(n));
  const answers = range(20).map((n) => socket.emitWithAck("echo", n, Buffer.from([n])));
  expect(await Promise.all(answers)).toEqual(range(20));
  expect([heard, also]).toEqual([range(20), range(20)]);
};

const nameOf = (socket: Client): string => socket.io.engine.transport.name;

describe.each(["refuse", "swallow"] as const)("a proxy that would %s each WebSocket", (way) => {
  test("polling goes on after the upgrade failed", async () => {
    const { server, heard } = await startEcho();
    const box = await startMiddlebox(server);
    box.upgrades = way;
    const socket = client(box, { upgradeTimeout: 150 });
    const failed = next(socket.io.engine, "upgradeError");
    const log = transcribe(socket);
    await use(socket, heard);
    const [error] = await failed;
    expect(error.message).toMatch(way === "refuse" ? /403/ : /timeout/);
    expect([nameOf(socket), log.entries, server.engines]).toEqual(["polling", ["connect"], 1]);
    expect(await socket.emitWithAck("echo", 21, null)).toBe(21);
  });
});

test("a proxy that would swallow each WebSocket, and WebSocket first: polling takes over within the same attempt", async () => {
  const { server, heard } = await startEcho();
  const box = await startMiddlebox(server);
  box.upgrades = "swallow";
  const socket = client(box, { transports: ["websocket", "polling"], upgradeTimeout: 150, timeout: 2400 });
  const log = transcribe(socket);
  await use(socket, heard);
  expect([nameOf(socket), log.entries, server.engines]).toEqual(["polling", ["connect"], 1]);
});

describe("a proxy that drops connections without traffic", () => {
  /** ms, in place of the 5 s of real ones. */
  const IDLE = 150;

  test.each(["polling", "websocket"])("%s: it comes back each time, and events pass", async (transport) => {
    const { server, heard } = await startEcho();
    const proxy = await startProxy(server);
    proxy.faults = { idle: IDLE };
    const socket = client(proxy, { transports: [transport], retries: 3, ackTimeout: 2_000 });
    const log = transcribe(socket);
    for (const n of range(5)) {
      await ready(socket);
      expect(await socket.emitWithAck("echo", n, null)).toBe(n);
      await next(socket, "disconnect");
    }
    expect(heard).toEqual(range(5));
    const both = log.entries.map((line) => line.split(":")[0]).filter((name) => /^(dis)?connect$/.test(name!));
    expect(both).toEqual(both.map((_, i) => (i % 2 ? "disconnect" : "connect")));
    expect(proxy.idled).toBeGreaterThanOrEqual(5);
  });

  test("a heartbeat that is quicker keeps the connection", async () => {
    const { server, heard } = await startEcho({ pingInterval: IDLE / 3 });
    const proxy = await startProxy(server);
    proxy.faults = { idle: IDLE * 3 };
    const socket = client(proxy, { transports: ["websocket"] });
    const log = transcribe(socket);
    await ready(socket);
    let pings = 0;
    socket.io.on("ping", () => pings++);
    await until("it was idle for long", () => pings === 12);
    await use(socket, heard);
    expect([log.entries, proxy.cuts]).toEqual([["connect"], 0]);
  });
});

test.each([
  ["polling", ["polling"]],
  ["polling and the upgrade", ["polling", "websocket"]],
])(
  "a proxy that answers some requests with 502: all is acknowledged in the end, in order (%s)",
  async (_, transports) => {
    const { server, heard } = await startEcho();
    const box = await startMiddlebox(server);
    const random = randomBySeed(5);
    box.refuse = () => random() < 0.15 && 502;
    const socket = client(box, { transports, retries: 20, ackTimeout: 2_000, reconnectionDelayMax: 10 });
    const log = transcribe(socket);
    const answers: number[] = [];
    for (const n of range(20)) answers.push(await socket.emitWithAck("echo", n, Buffer.from([n])));
    expect([answers, heard]).toEqual([range(20), range(20)]);
    if (transports.length === 1) expect(log.entries).toContain("disconnect: transport error");
  },
);
