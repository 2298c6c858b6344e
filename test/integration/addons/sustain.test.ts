import type { Socket as NetSocket } from "node:net";
import { sustain } from "holdfast/helpers";
import type { Server, Socket as ServerSocket } from "socket.io";
import { describe, expect, test, vi } from "vitest";
import { type Client, client, MODES, ready } from "../../support/client.ts";
import { startProxy } from "../../support/proxy.ts";
import { onRequest, startServer } from "../../support/server.ts";
import { next, range, Transcript, until } from "../../support/until.ts";

const COUNT = 1_000;

/** A server with rooms, and what it was told. */
const rooms =
  (log: Transcript) =>
  (io: Server): void => {
    io.on("connection", (socket) => {
      socket.on("join", (room: string, answer?: (text: unknown) => void) => {
        log.push(`join ${room}`);
        if (room === "full") return answer?.({ error: "no room left" });
        socket.join(room);
        if (room !== "silent") answer?.("in");
      });
      socket.on("leave", (room: string) => {
        log.push(`leave ${room}`);
        socket.leave(room);
      });
      socket.on("n", (n: number) => log.push(`n ${n}`));
    });
  };

/** The TCP socket under a client's WebSocket. */
const tcpOf = (socket: Client): NetSocket =>
  (socket.io.engine.transport as unknown as { _socket: { _raw: { _socket: NetSocket } } })._socket._raw._socket;

describe.each(MODES)("$mode", ({ mode, options }) => {
  test("1,000 rooms over a restart of the server: in order, before the buffer, in one write a turn", async () => {
    const log = new Transcript();
    const posts: string[] = [];
    const server = await startServer((io) => {
      rooms(log)(io);
      onRequest(io, ({ method }) => method === "POST" && posts.push("POST"));
    });
    const socket = client(server, options);
    await ready(socket);
    for (const n of range(COUNT)) sustain(socket, ["join", `${n}`]);
    const joins = range(COUNT).map((n) => `join ${n}`);
    await log.size(COUNT);
    expect(log.entries.splice(0)).toEqual(joins);

    const gone = next(socket, "disconnect");
    await server.stop();
    await gone;
    for (const n of range(10)) socket.emit("n", n);
    posts.length = 0;
    const writes: unknown[] = [];
    socket.once("connect", () => {
      if (mode !== "websocket") return;
      const tcp = tcpOf(socket);
      const { _write, _writev } = tcp;
      vi.spyOn(tcp, "_write").mockImplementation((...args) => {
        writes.push(1);
        _write.apply(tcp, args);
      });
      vi.spyOn(tcp, "_writev").mockImplementation((chunks, callback) => {
        writes.push(chunks.length);
        _writev?.call(tcp, chunks, callback);
      });
    });
    await server.start();
    await log.size(COUNT + 10);
    expect(log.entries).toEqual([...joins, ...range(10).map((n) => `n ${n}`)]);
    const [served] = await server.io.fetchSockets();
    // and that of its id
    expect(served!.rooms.size).toBe(COUNT + 1);
    if (mode === "websocket") expect(writes).toEqual([COUNT + 10]);
    // CONNECT, then the first, then all others
    else if (mode === "polling") expect(posts).toHaveLength(3);
    await ready(socket);
  });

  test("a recovered session is asked for nothing that it has, and is left what was let go meanwhile", async () => {
    const log = new Transcript();
    const server = await startServer(rooms(log), { connectionStateRecovery: {} });
    const proxy = await startProxy(server);
    const socket = client(proxy, options);
    const errors: unknown[] = [];
    const onError = (error: unknown): void => void errors.push(error);
    const [served] = (await next(server.io, "connection")) as [ServerSocket];
    await ready(socket);
    const answers = new Transcript();
    const told = (answer: unknown): void => answers.push(JSON.stringify(answer));
    const news = next(socket, "news");
    sustain(socket, ["join", "a", told]);
    const leave = sustain(socket, ["join", "b", told], { stop: ["leave", "b"] });
    sustain(socket, ["join", "full", told], { onError });
    sustain(socket, ["join", "silent", told], { onError });
    await answers.size(3);
    // without an event there is nothing to recover from
    server.io.emit("news");
    await news;
    await until("the server would notice", () => served.conn.transport.writable && !served.conn.upgrading);
    const gone = next(served, "disconnect");
    proxy.down = true;
    proxy.cut("rst");
    await gone;
    if (socket.connected) await next(socket, "disconnect");
    leave();
    log.entries.length = 0;
    proxy.down = false;
    await log.size(2);
    expect(socket.recovered).toBe(true);
    // in the order in which they are kept
    expect(log.entries).toEqual(["leave b", "join silent"]);
    expect(answers.entries).toEqual(['"in"', '"in"', '{"error":"no room left"}']);
    expect(errors).toEqual(["no room left"]);
    const [recovered] = await server.io.fetchSockets();
    expect([...recovered!.rooms].sort()).toEqual(["a", "silent", socket.id].sort());
    await ready(socket);
  });
});

test("a join that is not answered holds up neither the others nor the retry queue", async () => {
  const log = new Transcript();
  const server = await startServer((io) => {
    rooms(log)(io);
    io.on("connection", (socket) => socket.on("n", (_n: number, answer: () => void) => answer()));
  });
  const socket = client(server, {
    transports: ["websocket"],
    retries: 5,
    ackTimeout: 5_000,
    bufferLimit: { events: 2 },
  });
  const errors = new Transcript();
  const onError = (error: unknown): void => errors.push((error as { code: string }).code);
  sustain(socket, ["join", "silent"], { timeout: 50, onError });
  for (const room of ["a", "b", "c"]) sustain(socket, ["join", room]);
  socket.emit("n", 1);
  socket.emit("n", 2);
  await log.until("n 2");
  expect(log.entries).toEqual(["join silent", "join a", "join b", "join c", "n 1", "n 2"]);
  await errors.until("ERR_ACK_TIMEOUT");
});
