import type { Socket as ServerSocket } from "socket.io";
import * as parser from "socket.io-msgpack-parser";
import { describe, expect, test } from "vitest";
import { client, MODES, ready, transcribe } from "../support/client.ts";
import { startServer } from "../support/server.ts";
import { next, range, Transcript } from "../support/until.ts";

// socket.io-msgpack-parser as it comes from npm, on both sides: every packet, text or not, is one binary message
describe.each(MODES)("$mode", ({ options }) => {
  test("events and acknowledgements both ways, with bytes", async () => {
    const log = new Transcript<unknown>();
    const server = await startServer(
      (io) => {
        io.on("connection", (socket) => {
          socket.on("say", (...args) => log.push(["server", ...args]));
          socket.on("echo", (...args) => args.pop()(...args));
        });
      },
      { parser },
    );
    const socket = client(server, { ...options, parser, auth: { token: "t" } });
    socket.on("news", (...args) => log.push(["client", ...args]));
    socket.on("question", (x, answer) => answer(x, Buffer.from("answer")));
    const [served] = (await next(server.io, "connection")) as [ServerSocket];
    await ready(socket);
    expect(served.handshake.auth).toEqual({ token: "t" });

    const all = ["ü€👍", 1.5, -7, null, true, { deep: [Buffer.from([0, 255]), { bytes: Buffer.alloc(3_000, 7) }] }];
    socket.emit("say", ...all);
    await log.size(1);
    served.emit("news", ...all);
    await log.size(2);
    expect(log.entries).toEqual([
      ["server", ...all],
      ["client", ...all],
    ]);
    expect(await socket.emitWithAck("echo", all)).toEqual(all);
    expect(await socket.emitWithAck("echo", Buffer.from("b"))).toEqual(Buffer.from("b"));
    const answered = new Transcript<unknown[]>();
    served.emit("question", Buffer.from("q"), (...args: unknown[]) => answered.push(args));
    await answered.size(1);
    expect(answered.entries).toEqual([[Buffer.from("q"), Buffer.from("answer")]]);
  });

  test("many events in one turn keep their order", async () => {
    const log = new Transcript<number>();
    const server = await startServer((io) => io.on("connection", (socket) => socket.on("n", (n) => log.push(n))), {
      parser,
    });
    const socket = client(server, { ...options, parser });
    for (const n of range(300)) socket.emit("n", n, Buffer.from("x"));
    await log.size(300);
    expect(log.entries).toEqual(range(300));
    await ready(socket);
  });

  test("namespaces: a refusal with data, a server that disconnects, a connection that is lost", async () => {
    const server = await startServer(
      (io) => {
        io.on("connection", (socket) => socket.on("echo", (x, answer) => answer(x)));
        io.of("/members").use((socket, next) =>
          next(socket.handshake.auth["token"] ? undefined : Object.assign(new Error("no"), { data: { code: 7 } })),
        );
        io.of("/members").on("connection", (socket) => socket.on("leave me", () => socket.disconnect()));
      },
      { parser },
    );
    const given = { ...options, parser, forceNew: false };
    const socket = client(server, given);
    const members = client(server, given, "/members");
    expect(members.io).toBe(socket.io);
    const log = transcribe(members);
    const [{ message, data }] = await next(members, "connect_error");
    expect([message, data]).toEqual(["no", { code: 7 }]);
    members.auth = { token: "t" };
    members.connect();
    await ready(members);
    members.emit("leave me");
    await log.until("disconnect: io server disconnect");
    members.connect();
    await ready(members);
    await ready(socket);
    await server.kill();
    await log.until("reconnect: 1");
    expect(await socket.emitWithAck("echo", Buffer.from("again"))).toEqual(Buffer.from("again"));
    expect(log.entries).toEqual([
      "connect_error: ERR_REFUSED",
      "connect",
      "disconnect: io server disconnect",
      "connect",
      expect.stringMatching(/^disconnect: transport (close|error)$/),
      "reconnect_attempt: 1",
      "connect",
      "reconnect: 1",
    ]);
    await ready(socket);
  });

  test("a server with the parser that everybody has: a parse error, not a hang", async () => {
    const server = await startServer();
    const socket = client(server, { ...options, parser, reconnection: false, timeout: 2_000 });
    const [error] = await next(socket, "connect_error");
    // it closes a connection whose packets it can't read
    expect(error.code).toMatch(/^ERR_/);
    expect([socket.connected, socket.state]).toEqual([false, "disconnected"]);
  });
});
