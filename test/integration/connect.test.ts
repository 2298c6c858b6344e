import type { Server, Socket as ServerSocket } from "socket.io";
import { describe, expect, test } from "vitest";
import { ConnectError } from "../../src/index.node.ts";
import { busy } from "../support/busy.ts";
import { client, MODES, ready, transcribe, transcribeStates } from "../support/client.ts";
import { startServer } from "../support/server.ts";
import { next, range, Transcript } from "../support/until.ts";

const echo = (io: Server): void => {
  io.on("connection", (socket) => socket.on("echo", (...args) => args.pop()(...args)));
};

describe.each(MODES)("$mode", ({ mode, options }) => {
  test("connects, with an id that the server knows", async () => {
    const server = await startServer();
    const socket = client(server, options);
    expect([socket.connected, socket.active, socket.id]).toEqual([false, true, undefined]);
    const log = transcribe(socket);
    const [served] = await next(server.io, "connection");
    await ready(socket);
    expect([socket.connected, socket.disconnected, socket.active]).toEqual([true, false, true]);
    expect(socket.id).toBe(served.id);
    expect(socket.io.engine.transport.name).toBe(mode === "upgrade" ? "websocket" : mode);
    expect(log.entries).toEqual(["connect"]);
    expect(server.engines).toBe(1);
  });

  test("broadcasts to 50 clients", async () => {
    const server = await startServer(echo);
    const log = new Transcript();
    const sockets = range(50).map((i) => client(server, options).on("news", (text) => log.push(`${i}: ${text}`)));
    await Promise.all(sockets.map(ready));
    server.io.emit("news", "a");
    server.io.emit("news", "b");
    await log.size(100);
    // each heard both, in order
    for (const i of range(50)) {
      expect(log.entries.filter((line) => line.startsWith(`${i}: `))).toEqual([`${i}: a`, `${i}: b`]);
    }
  });

  test("two namespaces share one connection", async () => {
    const joined = new Transcript();
    const server = await startServer((io) => {
      for (const name of ["/", "/admin"]) {
        io.of(name).on("connection", (socket) => {
          joined.push(name);
          socket.on("who", (answer) => answer(name));
        });
      }
    });
    const shared = { ...options, forceNew: false };
    const main = client(server, shared);
    const admin = client(server, shared, "/admin");
    expect(admin.io).toBe(main.io);
    expect(await Promise.all([main.emitWithAck("who"), admin.emitWithAck("who")])).toEqual(["/", "/admin"]);
    expect(main.id).not.toBe(admin.id);
    expect(server.engines).toBe(1);
    // one leaves, the other stays
    const log = transcribe(main);
    admin.disconnect();
    expect(await main.emitWithAck("who")).toBe("/");
    expect([main.connected, admin.connected, admin.active]).toEqual([true, false, false]);
    // and comes back over the same connection
    admin.connect();
    expect(await admin.emitWithAck("who")).toBe("/admin");
    expect(log.entries).toEqual([]);
    expect(server.engines).toBe(1);
    expect(joined.entries.sort()).toEqual(["/", "/admin", "/admin"]);
  });

  test.each([
    ["an object", { token: "t1" }],
    ["a callback", (answer: (data: object) => void) => answer({ token: "t1" })],
    ["a function that returns", () => ({ token: "t1" })],
    ["an async function", async () => ({ token: "t1" })],
  ])("auth as %s reaches the server", async (_, auth) => {
    const server = await startServer();
    const socket = client(server, { ...options, auth, query: { room: "a b&c" } });
    const [served] = (await next(server.io, "connection")) as [ServerSocket];
    expect(served.handshake.auth).toEqual({ token: "t1" });
    expect(served.handshake.query["room"]).toBe("a b&c");
    await ready(socket);
  });

  test("a refusal by middleware: message and data, and no retry", async () => {
    const server = await startServer((io) => {
      io.use((socket, next) => {
        const { token } = socket.handshake.auth;
        next(token === "good" ? undefined : Object.assign(new Error("not you"), { data: { token } }));
      });
    });
    const socket = client(server, { ...options, auth: { token: "bad" } });
    const log = transcribeStates(socket, transcribe(socket));
    const [error] = await next(socket, "connect_error");
    expect(error).toBeInstanceOf(ConnectError);
    expect(error).toMatchObject({
      message: "not you",
      data: { token: "bad" },
      code: "ERR_REFUSED",
      phase: "namespace",
      willRetry: false,
    });
    expect([socket.active, socket.connected, socket.state]).toEqual([false, false, "disconnected"]);
    // by hand it may try again
    socket.auth = { token: "good" };
    socket.connect();
    await ready(socket);
    expect(log.entries).toEqual([
      "connecting → disconnected (connect_error)",
      "connect_error: ERR_REFUSED",
      "disconnected → connecting (connect())",
      "connecting → connected (connect)",
      "connect",
    ]);
  });

  test("a refused namespace leaves the other one alone", async () => {
    const server = await startServer((io) => {
      echo(io);
      io.of("/admin").use((_, next) => next(new Error("no admin")));
    });
    const shared = { ...options, forceNew: false };
    const main = client(server, shared);
    const admin = client(server, shared, "/admin");
    const unknown = client(server, shared, "/nowhere");
    const log = transcribe(main);
    const [[error], [other]] = await Promise.all([next(admin, "connect_error"), next(unknown, "connect_error")]);
    expect([error.message, other.message]).toEqual(["no admin", "Invalid namespace"]);
    expect(await main.emitWithAck("echo", 1)).toBe(1);
    expect(log.entries).toEqual(["connect"]);
    expect([main.connected, admin.active, unknown.active, server.engines]).toEqual([true, false, false, 1]);
  });

  test.each([
    ["the namespace", false],
    ["the connection", true],
  ])("the server ends %s: no reconnection by itself", async (_, whole) => {
    const server = await startServer(echo);
    const socket = client(server, options);
    const log = transcribe(socket);
    const [served] = (await next(server.io, "connection")) as [ServerSocket];
    await ready(socket);
    served.disconnect(whole);
    await log.until("disconnect: io server disconnect");
    expect([socket.active, socket.connected, socket.id, socket.state]).toEqual([
      false,
      false,
      undefined,
      "disconnected",
    ]);
    socket.connect();
    expect(await socket.emitWithAck("echo", "again")).toBe("again");
    expect(log.entries).toEqual(["connect", "disconnect: io server disconnect", "connect"]);
  });

  test("connect, disconnect, connect in one tick make one connection", async () => {
    const log = new Transcript();
    const server = await startServer((io) => {
      echo(io);
      io.on("connection", (socket) => {
        log.push("server: connection");
        socket.on("disconnect", (reason) => log.push(`server: ${reason}`));
      });
    });
    const socket = client(server, { ...options, autoConnect: false });
    transcribe(socket, log);
    socket.connect();
    socket.disconnect();
    socket.connect();
    expect(await socket.emitWithAck("echo", 1)).toBe(1);
    await ready(socket);
    expect(await socket.emitWithAck("echo", 2)).toBe(2);
    expect(log.entries).toEqual(["server: connection", "connect"]);
    expect(server.engines).toBe(1);
  });

  test("disconnect() before the connection is there: nothing is said, and the server is left", async () => {
    const server = await startServer();
    const socket = client(server, { ...options, autoConnect: false });
    const log = transcribe(socket);
    socket.connect();
    socket.disconnect();
    expect([socket.active, socket.state]).toEqual([false, "disconnected"]);
    // the end of the test asserts that no attempt is under way
    expect(log.entries).toEqual([]);
  });

  test("emit and disconnect in a connect listener: the server gets both", async () => {
    const log = new Transcript();
    const server = await startServer((io) => {
      io.on("connection", (socket) => {
        socket.on("x", (x) => log.push(`x ${x}`));
        socket.on("disconnect", (reason) => log.push(reason));
      });
    });
    const socket = client(server, options);
    socket.on("connect", () => {
      socket.emit("x", 1);
      socket.disconnect();
    });
    await log.until("client namespace disconnect");
    expect(log.entries).toEqual(["x 1", "client namespace disconnect"]);
  });

  /** 50 clients emit and disconnect in one turn; what the server saw of each. */
  const emitAndDisconnect = async (): Promise<string[][]> => {
    const seen = range(50).map(() => [] as string[]);
    const gone = new Transcript<number>();
    const server = await startServer((io) => {
      io.on("connection", (socket) => {
        const { n } = socket.handshake.auth as { n: number };
        const log = seen[n] as string[];
        socket.on("x", (x, bytes) => log.push(`x ${x} ${bytes}`));
        socket.on("disconnect", (reason) => {
          log.push(reason);
          gone.push(n);
        });
      });
    });
    await Promise.all(
      range(50).map(async (n) => {
        const socket = client(server, { ...options, auth: { n } });
        // half of those that upgrade are in the midst of it
        await (n % 2 ? ready(socket) : next(socket, "connect"));
        socket.emit("x", n, Buffer.from("bytes"));
        socket.disconnect();
        expect([socket.connected, socket.active]).toEqual([false, false]);
      }),
    );
    await gone.size(50);
    return seen;
  };
  const delivered = range(50).map((n) => [`x ${n} bytes`, "client namespace disconnect"]);

  test("emit and disconnect in one turn: the server gets both, 50 of 50", async () => {
    expect(await emitAndDisconnect()).toEqual(delivered);
  });

  test("emit and disconnect in one turn on a busy machine, 50 of 50", async () => {
    expect(await busy(emitAndDisconnect)).toEqual(delivered);
  });
});
