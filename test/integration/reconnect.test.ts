import type { Server } from "socket.io";
import { describe, expect, test } from "vitest";
import { client, MODES, ready, transcribe, transcribeStates } from "../support/client.ts";
import { startProxy } from "../support/proxy.ts";
import { closedPort, startBlackHole, startServer } from "../support/server.ts";
import { next, Transcript } from "../support/until.ts";

const echo = (io: Server): void => {
  io.on("connection", (socket) => socket.on("echo", (...args) => args.pop()(...args)));
};

/**
 * How many attempts fail before the server is back is up to the machine: leaves the first of them, after seeing that the
 * others are the same and that they count.
 */
const oneFailure = (lines: readonly string[]): string[] => {
  const result: string[] = [];
  let attempt = 0;
  for (let i = 0; i < lines.length; i++) {
    const failure = lines.slice(i, i + 3);
    if (failure[0]?.startsWith("reconnect_attempt") && failure[2]?.startsWith("reconnect_error")) {
      attempt++;
      expect(failure).toEqual([
        `reconnect_attempt: ${attempt}`,
        "connect_error: ERR_TRANSPORT",
        "reconnect_error: ERR_TRANSPORT",
      ]);
      if (attempt === 1) result.push(...failure);
      i += 2;
    } else {
      result.push((lines[i] as string).replace(new RegExp(`: ${attempt + 1}$`), ": last"));
    }
  }
  return result;
};

describe.each(MODES)("$mode", ({ mode, options }) => {
  test("a server restart is one transcript", async () => {
    const server = await startServer(echo);
    const socket = client(server, options);
    const log = transcribe(socket);
    await ready(socket);
    const id = socket.id;
    await server.stop();
    await log.when((all) => all.some((line) => line.startsWith("reconnect_error")));
    expect([socket.connected, socket.active, socket.id, socket.state]).toEqual([
      false,
      true,
      undefined,
      "reconnecting",
    ]);
    await server.start();
    await log.when((all) => all.some((line) => line.startsWith("reconnect:")));
    expect(oneFailure(log.entries)).toEqual([
      "connect",
      "disconnect: transport close",
      "reconnect_attempt: 1",
      "connect_error: ERR_TRANSPORT",
      "reconnect_error: ERR_TRANSPORT",
      "reconnect_attempt: last",
      "connect",
      "reconnect: last",
    ]);
    expect(socket.id).not.toBe(id);
    expect(await socket.emitWithAck("echo", 1)).toBe(1);
    expect(server.engines).toBe(2);
  });

  test("a cut connection is made anew", async () => {
    const server = await startServer(echo);
    const socket = client(server, options);
    const log = transcribe(socket);
    await ready(socket);
    await server.kill();
    await log.until("reconnect: 1");
    await ready(socket);
    expect(await socket.emitWithAck("echo", 1)).toBe(1);
    expect(log.entries).toEqual([
      "connect",
      mode === "polling" ? "disconnect: transport error" : "disconnect: transport close",
      "reconnect_attempt: 1",
      "connect",
      "reconnect: 1",
    ]);
  });

  test("the manager's events come as there", async () => {
    const server = await startServer(echo);
    const socket = client(server, options);
    const log = new Transcript();
    const manager = socket.io;
    manager.on("open", () => log.push("open"));
    manager.on("close", (reason) => log.push(`close: ${reason}`));
    manager.on("reconnect_attempt", (n) => log.push(`reconnect_attempt: ${n}`));
    manager.on("error", ({ code }) => log.push(`error: ${code}`));
    manager.on("reconnect_error", ({ code }) => log.push(`reconnect_error: ${code}`));
    manager.on("reconnect", (n) => log.push(`reconnect: ${n}`));
    await ready(socket);
    await server.restart();
    await log.when((all) => all.some((line) => line.startsWith("reconnect:")));
    expect(log.entries.filter((line) => !/error|reconnect_attempt: [2-9]/.test(line))).toEqual([
      "open",
      "close: transport close",
      "reconnect_attempt: 1",
      "open",
      expect.stringMatching(/^reconnect: \d+$/),
    ]);
  });

  test("the states of all this", async () => {
    const server = await startServer(echo);
    const socket = client(server, { ...options, autoConnect: false });
    const log = transcribeStates(socket);
    expect(socket.state).toBe("disconnected");
    socket.connect();
    expect(socket.state).toBe("connecting");
    await ready(socket);
    await server.restart();
    await log.until("reconnecting → connected (connect)");
    socket.disconnect();
    expect(log.entries).toEqual([
      "disconnected → connecting (connect())",
      "connecting → connected (connect)",
      "connected → reconnecting (disconnect)",
      "reconnecting → connected (connect)",
      "connected → disconnected (disconnect())",
    ]);
  });

  test("reconnectionAttempts: gives up, and connect() begins anew", async () => {
    const server = await startServer(echo);
    const socket = client(server, { ...options, reconnectionAttempts: 2 });
    const log = transcribe(socket);
    await ready(socket);
    await server.stop();
    await log.until("reconnect_failed");
    expect(socket.state).toBe("disconnected");
    await server.start();
    socket.connect();
    expect(await socket.emitWithAck("echo", 1)).toBe(1);
    const failed = (n: number): string[] => [
      `reconnect_attempt: ${n}`,
      "connect_error: ERR_TRANSPORT",
      "reconnect_error: ERR_TRANSPORT",
    ];
    expect(log.entries).toEqual([
      "connect",
      "disconnect: transport close",
      ...failed(1),
      ...failed(2),
      "reconnect_failed",
      "connect",
    ]);
  });

  test("disconnect() while it waits to reconnect ends that", async () => {
    const server = await startServer(echo);
    const socket = client(server, { ...options, reconnectionDelay: 60_000, reconnectionDelayMax: 60_000 });
    const log = transcribe(socket);
    await ready(socket);
    await server.kill("port");
    await log.size(2);
    socket.disconnect();
    expect([socket.active, socket.state, socket.io.state]).toEqual([false, "disconnected", "idle"]);
    expect(log.entries).toEqual(["connect", expect.stringMatching(/^disconnect: transport (close|error)$/)]);
    // the end of the test asserts that no timer is left
  });

  test("connect() while it waits to reconnect does so now", async () => {
    const server = await startServer(echo);
    const socket = client(server, { ...options, reconnectionDelay: 60_000, reconnectionDelayMax: 60_000 });
    await ready(socket);
    await server.kill();
    await next(socket, "disconnect");
    const log = transcribe(socket);
    // not in the listener, where it would keep the wait
    await new Promise((resolve) => setImmediate(resolve));
    socket.connect();
    expect(await socket.emitWithAck("echo", 1)).toBe(1);
    expect(log.entries).toEqual(["reconnect_attempt: 1", "connect", "reconnect: 1"]);
  });

  test("a server that accepts and never answers: connect_timeout, then connect_error with the same error", async () => {
    const hole = await startBlackHole();
    const socket = client(hole, { ...options, timeout: 100, reconnection: false });
    const log = new Transcript<unknown>();
    socket.on("connect_timeout", (error) => log.push(["connect_timeout", error]));
    socket.on("connect_error", (error) => log.push(["connect_error", error]));
    await log.size(2);
    const [first, second] = log.entries as [[string, Error], [string, Error]];
    expect([first[0], second[0], first[1] === second[1]]).toEqual(["connect_timeout", "connect_error", true]);
    expect(second[1]).toMatchObject({
      message: "timeout",
      code: "ERR_CONNECT_TIMEOUT",
      phase: "transport",
      attempt: 0,
      willRetry: false,
    });
    expect(hole.accepted).toBeGreaterThan(0);
    expect(socket.state).toBe("disconnected");
  });

  test("a server that never answers is tried again", async () => {
    const hole = await startBlackHole();
    const socket = client(hole, { ...options, timeout: 50, reconnectionAttempts: 1 });
    const log = transcribe(socket);
    await log.until("reconnect_failed");
    expect(log.entries).toEqual([
      "connect_timeout: ERR_CONNECT_TIMEOUT",
      "connect_error: ERR_CONNECT_TIMEOUT",
      "reconnect_attempt: 1",
      "connect_timeout: ERR_CONNECT_TIMEOUT",
      "connect_error: ERR_CONNECT_TIMEOUT",
      "reconnect_error: ERR_CONNECT_TIMEOUT",
      "reconnect_failed",
    ]);
  });

  test("a closed port: connect_error names ECONNREFUSED", async () => {
    const socket = client(await closedPort(), { ...options, reconnection: false });
    const [error] = await next(socket, "connect_error");
    expect(error.message).toContain("ECONNREFUSED");
    expect(error.message).toMatch(mode === "websocket" ? /^websocket error: / : /^xhr poll error: /);
    expect(error).toMatchObject({
      code: "ERR_TRANSPORT",
      phase: "transport",
      willRetry: false,
      type: "TransportError",
    });
    expect(socket.state).toBe("disconnected");
  });

  test("a server whose pings come no more: ping timeout, and a new connection", async () => {
    const server = await startServer(echo, { pingInterval: 200, pingTimeout: 200 });
    const proxy = await startProxy(server);
    const socket = client(proxy, options);
    const log = transcribe(socket);
    await ready(socket);
    // longer than the deadline: the pings keep it up
    await next(socket.io.engine, "ping");
    await next(socket.io.engine, "ping");
    await next(socket.io.engine, "ping");
    expect(log.entries).toEqual(["connect"]);
    proxy.silence();
    socket.on("disconnect", () => proxy.hear());
    await log.until("reconnect: 1");
    expect(await socket.emitWithAck("echo", 1)).toBe(1);
    expect(log.entries).toEqual([
      "connect",
      "disconnect: ping timeout",
      "reconnect_attempt: 1",
      "connect",
      "reconnect: 1",
    ]);
  });
});
