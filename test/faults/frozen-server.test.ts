import { io as theirs } from "socket.io-client";
import { describe, expect, test } from "vitest";
import { io } from "../../src/index.node.ts";
import { startChildServer } from "../support/child-server.ts";
import { MODES } from "../support/client.ts";
import { atEnd } from "../support/leaks.ts";
import { next, Transcript, until } from "../support/until.ts";

/**
 * A real server that remembers, in a process that stands still for longer than its pings may be late. The client is told of a
 * ping timeout; when the server goes on it is told of the goodbye before the new connection comes, which is then recovered.
 */
const SERVER = `
  const { Server } = require("socket.io");
  const http = require("node:http").createServer();
  const io = new Server(http, { connectionStateRecovery: {}, pingInterval: 400, pingTimeout: 2000 });
  let n = 0;
  io.on("connection", (socket) => {
    if (!socket.recovered) socket.join("room");
    socket.on("disconnect", (reason) => console.log("left: " + reason));
    socket.on("ask", (answer) => answer(n));
    socket.emit("n", ++n);
  });
  setInterval(() => io.to("room").emit("n", ++n), 20);
  http.listen(+(process.argv[1] || 0), "127.0.0.1", () => {
    console.log(http.address().port);
    console.log("pid " + process.pid);
  });
  process.stdin.resume().on("end", () => process.exit());`;

describe.each(MODES)("$mode", ({ mode, options }) => {
  // on a WebSocket socket.io-client may come back before the server has noticed
  const clients: [string, (url: string, options: object) => any][] = [
    ["holdfast", io as never],
    ...(mode === "polling" ? [["socket.io-client", theirs as never] as [string, never]] : []),
  ];

  test.each(clients)("%s: recovered, and nothing is missing", async (_, connect) => {
    const server = await startChildServer(process.execPath, ["-e", SERVER]);
    atEnd("real server", server.kill);
    await server.lines.when((lines) => lines.length > 0);
    const pid = Number(server.lines.entries[0]!.slice(4));
    const socket = connect(server.url, { ...options, forceNew: true, reconnectionDelay: 600, randomizationFactor: 0 });
    atEnd("client", () => socket.disconnect());
    const numbers: number[] = [];
    const log = new Transcript();
    socket.on("n", (n: number) => numbers.push(n));
    socket.on("disconnect", (reason: string) => log.push(reason));
    socket.on("connect", () => log.push(socket.recovered ? "recovered" : "connect"));
    await next(socket, "connect");
    if (mode === "upgrade") await next(socket.io.engine, "upgrade");
    await until("some have come", () => numbers.length > 5);
    process.kill(pid, "SIGSTOP");
    await log.until("ping timeout");
    // its next connection is on its way
    await next(socket.io, "reconnect_attempt");
    process.kill(pid, "SIGCONT");
    await log.size(3);
    const last = await socket.timeout(5000).emitWithAck("ask");
    await until("all have come", () => numbers.at(-1)! >= last);
    expect(log.entries).toEqual(["connect", "ping timeout", "recovered"]);
    expect(numbers).toEqual(numbers.map((_, i) => numbers[0]! + i));
  });
});
