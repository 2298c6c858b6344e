import { describe } from "vitest";
import { next, until } from "../support/until.ts";
import { pair } from "./pair.ts";
import { polling, scenario } from "./scene.ts";

describe("what is emitted while offline", () => {
  scenario(
    "is buffered, and sent in order, before what a connect listener emits",
    async (scene) => {
      const server = await scene.serve((io) =>
        io.on("connection", (socket) => socket.onAny((...args) => scene.heard(...args))),
      );
      const socket = scene.connect(server, { autoConnect: false });
      socket.on("connect", () => socket.emit("in connect"));
      for (const n of [1, 2, 3]) scene.say("returns the socket", socket.emit("early", n) === socket);
      scene.say("buffered", socket.sendBuffer.length);
      socket.connect();
      socket.emit("connecting");
      await scene.hearing.size(5);
      scene.say("buffered", socket.sendBuffer.length);
    },
    [
      "returns the socket true",
      "returns the socket true",
      "returns the socket true",
      "buffered 3",
      "buffered 0",
      "server: early 1",
      "server: early 2",
      "server: early 3",
      "server: connecting",
      "server: in connect",
    ],
  );

  scenario(
    "what an entry of the buffer shows",
    async (scene) => {
      const server = await scene.serve();
      const socket = scene.connect(server, { autoConnect: false });
      socket.emit("plain", 1, { a: 2 });
      socket.emit("with ack", () => {});
      socket.compress(false).emit("not compressed");
      for (const packet of socket.sendBuffer) {
        const { type, data, id, options } = packet as typeof packet & { options?: unknown };
        scene.say({ type, data, id, options });
      }
      scene.say("received", socket.receiveBuffer, Array.isArray(socket.sendBuffer));
    },
    [
      "{ type: 2, data: [ 'plain', 1, { a: 2 } ], id: undefined, options: { compress: true } }",
      "{ type: 2, data: [ 'with ack' ], id: 0, options: { compress: true } }",
      "{ type: 2, data: [ 'not compressed' ], id: undefined, options: { compress: false } }",
      "received [] true",
    ],
  );

  scenario(
    "the buffer can be emptied",
    async (scene) => {
      const { server, socket } = await pair(scene);
      socket.on("disconnect", () => {
        socket.emit("a");
        socket.emit("b");
        socket.sendBuffer = [];
        socket.emit("c");
      });
      server.kill();
      await scene.hearing.until("c");
      scene.say("buffered", socket.sendBuffer.length);
    },
    ["buffered 0", "server: c"],
  );

  scenario(
    "the buffer is kept while the app has left",
    async (scene) => {
      const { socket } = await pair(scene);
      socket.disconnect();
      socket.emit("kept", 1);
      scene.say("buffered", socket.sendBuffer.length);
      socket.connect();
      await scene.hearing.until("kept 1");
      scene.say("buffered", socket.sendBuffer.length);
    },
    ["buffered 1", "buffered 0", "server: kept 1"],
  );

  scenario(
    "the buffer in a connect listener",
    async (scene) => {
      const server = await scene.serve((io) =>
        io.on("connection", (socket) => socket.onAny((...args) => scene.heard(...args))),
      );
      const socket = scene.connect(server, { autoConnect: false });
      socket.on("connect", () => scene.say("connect", socket.sendBuffer.length));
      socket.onAnyOutgoing((...args: unknown[]) => scene.say("outgoing", ...args));
      socket.emit("early");
      socket.connect();
      await scene.hearing.size(1);
    },
    {
      cites: ["D4"],
      there: ["outgoing early", "connect 0", "server: early"],
      here: ["connect 1", "outgoing early", "server: early"],
    },
  );
});

describe("volatile", () => {
  scenario(
    "is dropped while offline",
    async (scene) => {
      const server = await scene.serve((io) =>
        io.on("connection", (socket) => socket.onAny((...args) => scene.heard(...args))),
      );
      const socket = scene.connect(server, { autoConnect: false });
      scene.say("returns the socket", socket.volatile.emit("dropped") === socket, socket.sendBuffer.length);
      socket.emit("kept");
      socket.connect();
      socket.volatile.emit("dropped too");
      await next(socket, "connect");
      await scene.hearing.size(1);
      socket.emit("end");
      await scene.hearing.until("end");
    },
    ["returns the socket true 0", "server: kept", "server: end"],
  );

  scenario(
    "is sent when it can be",
    async (scene) => {
      const { socket } = await pair(scene);
      scene.say("returns the socket", socket.volatile.emit("sent", 1) === socket);
      await scene.hearing.size(1);
      socket.volatile.emit("echo", "ack", (x: unknown) => scene.say(x));
      await scene.said.until("ack");
    },
    ["returns the socket true", "ack", "server: sent 1", "server: echo ack [function]"],
  );

  scenario(
    "is dropped while a POST is under way",
    async (scene) => {
      const { socket } = await pair(scene, polling);
      await until("it is writable", () => socket.io.engine.transport.writable);
      socket.emit("first");
      scene.say("writable", socket.io.engine.transport.writable);
      socket.volatile.emit("dropped");
      socket.emit("second");
      await scene.hearing.until("second");
    },
    ["writable false", "server: first", "server: second"],
  );

  scenario(
    "dropped: its promise with a time",
    async (scene) => {
      const server = await scene.serve();
      const socket = scene.connect(server, { autoConnect: false });
      socket.volatile.emit("x", () => scene.say("must not be called"));
      await socket
        .timeout(20)
        .volatile.emitWithAck("x")
        .catch((error: unknown) => scene.say("rejected", error));
    },
    {
      cites: ["D10"],
      there: ["rejected Error(operation has timed out)"],
      here: ["rejected Error(socket has been disconnected)"],
    },
  );
});
