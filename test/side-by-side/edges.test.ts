import { describe } from "vitest";
import { next, until } from "../support/until.ts";
import { pair } from "./pair.ts";
import { scenario } from "./scene.ts";

describe("edges", () => {
  scenario(
    "an object that is changed after it was emitted while offline",
    async (scene) => {
      const server = await scene.serve((io) =>
        io.on("connection", (socket) => socket.onAny((...args) => scene.heard(...args))),
      );
      const socket = scene.connect(server, { autoConnect: false });
      const data = { n: 1 };
      socket.emit("x", data);
      data.n = 2;
      socket.connect();
      await scene.hearing.size(1);
      scene.say("end");
    },
    ["end", "server: x { n: 2 }"],
  );

  scenario(
    "an entry of the buffer that is changed, or taken out",
    async (scene) => {
      const server = await scene.serve((io) =>
        io.on("connection", (socket) => socket.onAny((...args) => scene.heard(...args))),
      );
      const socket = scene.connect(server, { autoConnect: false });
      for (const n of [1, 2, 3]) socket.emit("x", n);
      socket.sendBuffer[0]!.data[1] = "changed";
      socket.sendBuffer.splice(1, 1);
      socket.connect();
      await scene.hearing.size(2);
      scene.say("end");
    },
    ["end", "server: x changed", "server: x 3"],
  );

  scenario(
    "emit in the Manager's open listener: plain and volatile",
    async (scene) => {
      const server = await scene.serve((io) =>
        io.on("connection", (socket) => socket.onAny((...args) => scene.heard(...args))),
      );
      const socket = scene.connect(server, { autoConnect: false });
      socket.io.on("open", () => {
        socket.emit("plain");
        socket.volatile.emit("volatile");
        scene.say("buffered", socket.sendBuffer.length);
      });
      socket.connect();
      await next(socket, "connect");
      socket.emit("end");
      await scene.hearing.until("end");
    },
    ["buffered 2", "server: plain", "server: volatile", "server: end"],
  );

  scenario(
    "disconnect() in a connect listener",
    async (scene) => {
      const server = await scene.serve((io) =>
        io.on("connection", (socket) => socket.on("disconnect", (reason) => scene.heard("disconnect", reason))),
      );
      const socket = scene.connect(server);
      socket.on("connect", () => {
        scene.say("connect");
        socket.disconnect();
        scene.say("after", socket.connected);
      });
      socket.on("connect", () => scene.say("second listener", socket.connected));
      socket.on("disconnect", (reason) => scene.say("disconnect", reason));
      await scene.hearing.size(1);
    },
    [
      "connect",
      "disconnect io client disconnect",
      "after false",
      "second listener false",
      "server: disconnect client namespace disconnect",
    ],
  );

  scenario(
    "disconnect() in a connect_error listener",
    async (scene) => {
      const server = await scene.serve();
      await server.stop();
      const socket = scene.connect(server);
      socket.io.on("reconnect_attempt", (attempt) => scene.say("attempt", attempt));
      socket.on("connect_error", () => {
        scene.say("connect_error");
        socket.disconnect();
        scene.say({ active: socket.active });
      });
      await scene.said.size(2);
      await new Promise((resolve) => setTimeout(resolve, 40));
      scene.say("end");
    },
    ["connect_error", "{ active: false }", "end"],
  );

  scenario(
    "how the engine tells of a failure and of a close",
    async (scene) => {
      const server = await scene.serve((io) =>
        io.on("connection", (socket) => socket.on("go", () => socket.disconnect(true))),
      );
      const socket = scene.connect(server, { reconnection: false });
      socket.io.engine.on("close", (...args: unknown[]) => scene.say("close", args[0], args.length));
      await next(socket, "connect");
      socket.emit("go");
      await until("it is closed", () => socket.io.engine.readyState === "closed");
      await server.stop();
      socket.connect();
      socket.io.engine.on("close", (...args: unknown[]) => scene.say("close", args[0], args.length));
      await next(socket, "connect_error");
      await until("it is closed", () => socket.io.engine.readyState === "closed");
      await new Promise(setImmediate);
    },
    ["close forced close 2", "close transport error 2"],
  );

  scenario(
    "retries and the app's disconnect: plain events stay queued",
    async (scene) => {
      const server = await scene.serve((io) =>
        io.on("connection", (socket) =>
          socket.onAny((name, ...args) => {
            const ack = args.pop();
            scene.heard(name, ...args);
            ack();
          }),
        ),
      );
      const socket = scene.connect(server, { autoConnect: false, retries: 3, ackTimeout: 1000 });
      socket.emit("a", 1);
      socket.emit("b", 2);
      socket.connect();
      socket.disconnect();
      socket.connect();
      await scene.hearing.size(2);
      scene.say("buffered", socket.sendBuffer.length);
    },
    ["buffered 0", "server: a 1", "server: b 2"],
  );

  scenario(
    "retries: timeout(), and onAnyOutgoing for each try",
    async (scene) => {
      const server = await scene.serve((io) => io.on("connection", () => {}));
      const socket = scene.connect(server, { retries: 1, ackTimeout: 60_000 });
      socket.onAnyOutgoing((...args: unknown[]) => scene.say("outgoing", ...args));
      await next(socket, "connect");
      socket.timeout(20).emit("a", 1, (...args: unknown[]) => scene.say("callback", ...args));
      await scene.said.size(3);
    },
    ["outgoing a 1", "outgoing a 1", "callback Error(operation has timed out)"],
  );

  scenario(
    "twenty namespaces on one connection",
    async (scene) => {
      const server = await scene.serve((io) =>
        io.of(/.*/).on("connection", (socket) => socket.on("who", (ack) => ack(socket.nsp.name))),
      );
      const manager = new scene.lib.Manager(server.url, { transports: ["polling", "websocket"] });
      const sockets = Array.from({ length: 20 }, (_, n) => scene.keep(manager.socket(`/n${n}`)));
      scene.say(...(await Promise.all(sockets.map((socket) => socket.emitWithAck("who")))));
      scene.say("engines", server.engines);
    },
    ["/n0 /n1 /n2 /n3 /n4 /n5 /n6 /n7 /n8 /n9 /n10 /n11 /n12 /n13 /n14 /n15 /n16 /n17 /n18 /n19", "engines 1"],
  );

  scenario(
    "two sockets of one namespace: each its own connection and id",
    async (scene) => {
      const server = await scene.serve();
      const [a, b] = [1, 2].map(() => scene.keep(scene.lib.io(server.url, { transports: ["websocket"] })));
      await Promise.all([next(a!, "connect"), next(b!, "connect")]);
      scene.say(a!.id !== b!.id, a!.io !== b!.io, server.engines);
      b!.disconnect();
      scene.say(a!.connected, b!.connected);
    },
    ["true true 2", "true false"],
  );

  scenario(
    "a server that broadcasts, to rooms and all but one",
    async (scene) => {
      const server = await scene.serve((io) =>
        io.on("connection", (socket) => {
          socket.on("join", (room, ack) => {
            socket.join(room);
            ack();
          });
          socket.on("shout", (room, text) => void socket.to(room).emit("heard", text));
          socket.on("all", async (text, ack) => ack(await io.timeout(1000).emitWithAck("question", text)));
        }),
      );
      const [a, b] = [scene.connect(server), scene.connect(server)];
      for (const [name, socket] of [
        ["a", a],
        ["b", b],
      ] as const) {
        socket.on("heard", (text) => scene.say(name, "heard", text));
        socket.on("question", (text, answer) => answer(`${name}: ${text}`));
        await socket.emitWithAck("join", "room");
      }
      a.emit("shout", "room", "hello");
      await scene.said.size(1);
      const answers: string[] = await b.emitWithAck("all", "well?");
      scene.say(answers.sort());
    },
    ["b heard hello", "[ 'a: well?', 'b: well?' ]"],
  );

  scenario(
    "the server sends while the client is offline, then comes back: lost, and the next is not",
    async (scene) => {
      const { server, socket } = await pair(scene, { reconnectionDelay: 30 });
      socket.on("news", (n) => scene.say("news", n));
      server.io.emit("news", 1);
      await scene.said.size(1);
      server.kill();
      await until("the server knows", () => server.io.sockets.sockets.size === 0);
      server.io.emit("news", 2);
      await next(socket, "connect");
      server.io.emit("news", 3);
      await scene.said.size(2);
    },
    ["news 1", "news 3"],
  );
});
