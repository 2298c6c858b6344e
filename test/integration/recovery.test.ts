import type { Server, Socket as ServerSocket } from "socket.io";
import { describe, expect, test } from "vitest";
import { type Client, client, MODES, ready } from "../support/client.ts";
import { startProxy, type TcpProxy } from "../support/proxy.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { next, range, Transcript, until } from "../support/until.ts";

/** The server remembers what a lost connection missed ("Connection state recovery" in PROTOCOL.md). */
const startRemembering = async (
  setup: (io: Server) => void = () => {},
): Promise<{ server: TestServer; proxy: TcpProxy }> => {
  const server = await startServer(setup, { connectionStateRecovery: {} });
  return { server, proxy: await startProxy(server) };
};

/** `connect (recovered)`, and the numbers that came. */
const note = (socket: Client): Transcript<unknown> => {
  const log = new Transcript<unknown>();
  socket.on("connect", () => log.push(socket.recovered ? "connect, recovered" : "connect"));
  socket.on("n", (n) => log.push(n));
  return log;
};

/** Cuts the connection, and lets no new one come, until the server knows and `meanwhile` was done. */
const outage = async (proxy: TcpProxy, served: ServerSocket, meanwhile: () => void): Promise<void> => {
  // between two polls, or before it has the last packet of an upgrade, it would not know until its pings go unanswered
  await until("the server would notice", () => served.conn.transport.writable && !served.conn.upgrading);
  const gone = next(served, "disconnect");
  proxy.down = true;
  proxy.cut("rst");
  await gone;
  meanwhile();
  proxy.down = false;
};

describe.each(MODES)("$mode", ({ options }) => {
  test("what was missed comes once, in order, before what is new; id, rooms and data are as before", async () => {
    const { server, proxy } = await startRemembering((io) => {
      io.on("connection", (socket) => {
        // 7: new, and behind what was missed
        if (socket.recovered) socket.emit("n", 7);
        else {
          socket.join("room");
          socket.data.name = "n";
        }
      });
    });
    const { io } = server;
    const socket = client(proxy, options);
    const log = note(socket);
    const [served] = (await next(io, "connection")) as [ServerSocket];
    await ready(socket);
    const { id } = socket;
    io.emit("n", 0);
    served.emit("n", 1);
    await log.until(1);
    await outage(proxy, served, () => {
      io.emit("n", 2);
      io.to("room").emit("n", 3, Buffer.from("bytes"));
      io.to("another room").emit("n", "not for us");
      io.to(served.id).emit("n", 4, { with: "text" }, "at the end");
      io.emit("n", 5);
      io.emit("n", 6);
    });
    const [recovered] = (await next(io, "connection")) as [ServerSocket];
    await log.until(7);
    io.emit("n", 8);
    await log.until(8);
    expect(log.entries).toEqual(["connect", 0, 1, "connect, recovered", 2, 3, 4, 5, 6, 7, 8]);
    expect([socket.id, recovered.id, recovered.data]).toEqual([id, id, { name: "n" }]);
    await ready(socket);
  });

  test("events with an acknowledgement, and acknowledgements, do not move the offset", async () => {
    const { server, proxy } = await startRemembering((io) => {
      io.on("connection", (socket) => socket.on("echo", (x, answer) => answer(x)));
    });
    const { io } = server;
    const socket = client(proxy, options);
    const log = note(socket);
    socket.on("question", (x, answer) => answer(x));
    const [served] = (await next(io, "connection")) as [ServerSocket];
    await ready(socket);
    io.emit("n", 0);
    await log.until(0);
    // each ends with a text that is no offset
    expect(await served.timeout(5_000).emitWithAck("question", "a text")).toBe("a text");
    expect(await socket.emitWithAck("echo", "a text")).toBe("a text");
    await outage(proxy, served, () => io.emit("n", 1));
    await log.until(1);
    expect(log.entries).toEqual(["connect", 0, "connect, recovered", 1]);
    await ready(socket);
  });

  test("200 events over 5 outages arrive once, in order", async () => {
    const { server, proxy } = await startRemembering();
    const { io } = server;
    const socket = client(proxy, options);
    const log = note(socket);
    let [served] = (await next(io, "connection")) as [ServerSocket];
    await ready(socket);
    const numbers = range(200);
    const emit = (count: number): void => {
      for (const n of numbers.splice(0, count)) io.emit("n", n);
    };
    // the first has to arrive: without any there is nothing to recover from
    emit(1);
    await log.until(0);
    for (const _ of range(5)) {
      // some of these are on their way when the connection is cut
      emit(20);
      const again = next(io, "connection");
      await outage(proxy, served, () => emit(20));
      [served] = (await again) as [ServerSocket];
      await ready(socket);
    }
    await log.until(199 - numbers.length);
    emit(numbers.length);
    await log.until(199);
    expect(log.entries.filter((entry) => typeof entry === "number")).toEqual(range(200));
    expect(log.entries.filter((entry) => typeof entry === "string")).toEqual([
      "connect",
      ...range(5).map(() => "connect, recovered"),
    ]);
  });

  test("nothing to recover from: no event before the cut, a server that forgot, a client that left", async () => {
    const { server, proxy } = await startRemembering();
    const socket = client(proxy, options);
    const log = note(socket);
    const ids: unknown[] = [];
    socket.on("connect", () => ids.push(socket.id));
    const connection = async (): Promise<ServerSocket> => {
      const [served] = (await next(server.io, "connection")) as [ServerSocket];
      await ready(socket);
      return served;
    };

    const first = await connection();
    let again = connection();
    await outage(proxy, first, () => server.io.emit("n", "missed"));
    await again;
    server.io.emit("n", 1);
    await log.until(1);

    const back = next(socket, "connect");
    await server.restart();
    await back;
    server.io.emit("n", 2);
    await log.until(2);

    again = connection();
    const [served] = server.io.sockets.sockets.values();
    const left = next(served, "disconnect");
    socket.disconnect();
    await left;
    server.io.emit("n", "missed");
    socket.connect();
    const last = await again;
    server.io.emit("n", 3);
    await log.until(3);

    // and from there on it can
    again = connection();
    await outage(proxy, last, () => server.io.emit("n", 4));
    await again;
    await log.until(4);
    expect(log.entries).toEqual(["connect", "connect", 1, "connect", 2, "connect", 3, "connect, recovered", 4]);
    expect(new Set(ids).size).toBe(4);
  });
});
