import { describe } from "vitest";
import { next, until } from "../support/until.ts";
import { outcome, pair } from "./pair.ts";
import { scenario } from "./scene.ts";

describe("acknowledgements that the connection does not see", () => {
  scenario(
    "while offline: timed out, and not sent later",
    async (scene) => {
      const server = await scene.serve((io) =>
        io.on("connection", (socket) => socket.onAny((...args) => scene.heard(...args))),
      );
      const socket = scene.connect(server, { autoConnect: false });
      socket.timeout(20).emit("timed out", (...args: unknown[]) => scene.say("callback", ...args));
      socket.emit("kept");
      scene.say("buffered", socket.sendBuffer.length);
      scene.say(...(await outcome(socket.timeout(20).emitWithAck("also"))));
      scene.say("buffered", socket.sendBuffer.length);
      socket.connect();
      await scene.hearing.size(1);
    },
    [
      "buffered 2",
      "callback Error(operation has timed out)",
      "rejected Error(operation has timed out)",
      "buffered 1",
      "server: kept",
    ],
  );

  scenario(
    "pending when the connection is lost",
    async (scene) => {
      const { server, socket } = await pair(scene);
      socket.on("disconnect", (reason) => scene.say("disconnect", reason));
      socket.emit("never", () => scene.say("plain: must not be called"));
      socket.timeout(60_000).emit("never", (...args: unknown[]) => scene.say("with error", ...args));
      const promise = outcome(socket.emitWithAck("never"));
      await scene.hearing.size(3);
      server.kill();
      scene.say(...(await promise));
    },
    [
      "disconnect transport close",
      "with error Error(socket has been disconnected)",
      "rejected Error(socket has been disconnected)",
      "server: never [function]",
      "server: never [function]",
      "server: never [function]",
    ],
  );

  scenario(
    "pending when the app leaves",
    async (scene) => {
      const { socket } = await pair(scene);
      socket.on("disconnect", (reason) => scene.say("disconnect", reason));
      socket.emit("never", () => scene.say("plain: must not be called"));
      socket.timeout(60_000).emit("never", (...args: unknown[]) => scene.say("with error", ...args));
      const promise = outcome(socket.emitWithAck("never"));
      await scene.hearing.size(3);
      socket.disconnect();
      scene.say(...(await promise));
    },
    [
      "disconnect io client disconnect",
      "with error Error(socket has been disconnected)",
      "rejected Error(socket has been disconnected)",
      "server: never [function]",
      "server: never [function]",
      "server: never [function]",
    ],
  );

  scenario(
    "pending when the server ends the socket",
    async (scene) => {
      const { socket, served } = await pair(scene);
      socket.on("disconnect", (reason) => scene.say("disconnect", reason));
      socket.timeout(60_000).emit("never", (...args: unknown[]) => scene.say("with error", ...args));
      const promise = outcome(socket.emitWithAck("never"));
      await scene.hearing.size(2);
      served.disconnect();
      scene.say(...(await promise));
    },
    [
      "disconnect io server disconnect",
      "with error Error(socket has been disconnected)",
      "rejected Error(socket has been disconnected)",
      "server: never [function]",
      "server: never [function]",
    ],
  );

  scenario(
    "a promise that was buffered when the app leaves",
    async (scene) => {
      const server = await scene.serve();
      const socket = scene.connect(server);
      let settled: unknown[] = ["pending"];
      void outcome(socket.emitWithAck("x")).then((result) => {
        settled = result;
      });
      scene.say("buffered", socket.sendBuffer.length);
      socket.disconnect();
      await new Promise(setImmediate);
      scene.say(...settled);
      scene.say("buffered", socket.sendBuffer.length);
    },
    {
      cites: ["D10"],
      there: ["buffered 1", "pending", "buffered 1"],
      here: ["buffered 1", "rejected Error(socket has been disconnected)", "buffered 0"],
    },
  );

  scenario(
    "sent while offline, answered after the reconnection",
    async (scene) => {
      const { server, socket } = await pair(scene);
      await server.stop();
      await until("it knows", () => !socket.connected);
      const promise = outcome(socket.emitWithAck("echo", "promise"));
      socket.emit("echo", "plain", (x: unknown) => scene.say("plain", x));
      scene.say("buffered", socket.sendBuffer.length);
      await server.start();
      scene.say(...(await promise));
      await scene.said.until("plain plain");
    },
    [
      "buffered 2",
      "plain plain",
      "resolved promise",
      "server: echo promise [function]",
      "server: echo plain [function]",
    ],
  );

  scenario(
    "an ack to the server after the connection was lost goes nowhere",
    async (scene) => {
      const { server, socket, served } = await pair(scene);
      const asked = next(socket, "ask");
      served.emit("ask", () => scene.heard("must not be heard"));
      const [ack] = await asked;
      server.kill();
      await next(socket, "disconnect");
      scene.say("returns", ack("late"));
      await next(socket, "connect");
      scene.say(await socket.emitWithAck("echo", "end"));
    },
    ["returns undefined", "end", "server: echo end [function]"],
  );
});
