import { describe } from "vitest";
import { next, until } from "../support/until.ts";
import { type Scene, scenario } from "./scene.ts";

/** A server that answers only to the n-th try. */
const stubborn =
  ({ heard }: Scene, answerAt: number) =>
  (io: import("socket.io").Server): void => {
    const tries: Record<string, number> = {};
    io.on("connection", (socket) =>
      socket.onAny((name: string, ...args) => {
        const ack = args.pop();
        tries[name] = (tries[name] ?? 0) + 1;
        heard(name, ...args, "try", tries[name]);
        if (tries[name] >= answerAt) ack?.(`answer to ${name}`);
      }),
    );
  };

describe("retries", () => {
  scenario(
    "until the server answers, one after the other",
    async (scene) => {
      const server = await scene.serve(stubborn(scene, 2));
      const socket = scene.connect(server, { retries: 3, ackTimeout: 150 });
      scene.say("returns the socket", socket.emit("a", 1) === socket, socket.sendBuffer.length);
      socket.emit("b", 2, (...args: unknown[]) => scene.say("ack of b", ...args));
      scene.say("resolved", await socket.emitWithAck("c"));
    },
    [
      "returns the socket true 0",
      "ack of b null answer to b",
      "resolved answer to c",
      "server: a 1 try 1",
      "server: a 1 try 2",
      "server: b 2 try 1",
      "server: b 2 try 2",
      "server: c try 1",
      "server: c try 2",
    ],
  );

  scenario(
    "given up",
    async (scene) => {
      const server = await scene.serve(stubborn(scene, 99));
      const socket = scene.connect(server, { retries: 2, ackTimeout: 10 });
      socket.emit("a", (...args: unknown[]) => scene.say("ack of a", ...args));
      await socket.emitWithAck("b").catch((error: unknown) => scene.say("rejected", error));
    },
    [
      "ack of a Error(operation has timed out)",
      "rejected Error(operation has timed out)",
      "server: a try 1",
      "server: a try 2",
      "server: a try 3",
      "server: b try 1",
      "server: b try 2",
      "server: b try 3",
    ],
  );

  scenario(
    "over a cut connection",
    async (scene) => {
      const server = await scene.serve(stubborn(scene, 2));
      const socket = scene.connect(server, { retries: 10, ackTimeout: 5_000 });
      const answered = socket.emitWithAck("a");
      await scene.hearing.size(1);
      server.kill();
      scene.say("resolved", await answered);
    },
    ["resolved answer to a", "server: a try 1", "server: a try 2"],
  );

  scenario(
    "emitted while offline, and in the connect listener",
    async (scene) => {
      const server = await scene.serve(stubborn(scene, 1));
      const socket = scene.connect(server, { retries: 3, ackTimeout: 1_000, autoConnect: false });
      socket.on("connect", () => socket.emit("in connect"));
      socket.emit("early", 1);
      socket.emit("early too", 2);
      socket.connect();
      await scene.hearing.size(3);
      scene.say(await socket.emitWithAck("end"));
    },
    [
      "answer to end",
      "server: early 1 try 1",
      "server: early too 2 try 1",
      "server: in connect try 1",
      "server: end try 1",
    ],
  );

  scenario(
    "volatile events are not among them",
    async (scene) => {
      const server = await scene.serve(stubborn(scene, 99));
      const socket = scene.connect(server, { retries: 3, ackTimeout: 10 });
      await next(socket, "connect");
      socket.volatile.emit("once");
      await socket.emitWithAck("often").catch((error: unknown) => scene.say("rejected", error));
    },
    [
      "rejected Error(operation has timed out)",
      "server: once try 1",
      "server: often try 1",
      "server: often try 2",
      "server: often try 3",
      "server: often try 4",
    ],
  );
});

describe("connection state recovery", () => {
  const recovery = { connectionStateRecovery: {}, pingInterval: 25_000 };

  scenario(
    "what was missed comes after the cut",
    async (scene) => {
      let io!: import("socket.io").Server;
      const server = await scene.serve((made) => {
        io = made;
        io.on("connection", (socket) => scene.heard("recovered", socket.recovered, socket.data));
      }, recovery);
      const socket = scene.connect(server, { reconnectionDelay: 50 });
      socket.on("connect", () => scene.say("connect", socket.recovered));
      socket.on("news", (...args: unknown[]) => scene.say("news", args[0], "arguments", args.length));
      await next(socket, "connect");
      const { id } = socket;
      io.emit("news", 1);
      await scene.said.size(2);
      server.kill();
      await until("the server knows", () => io.sockets.sockets.size === 0);
      io.emit("news", 2);
      io.emit("news", 3);
      await next(socket, "connect");
      io.emit("news", 4);
      await scene.said.when((lines) => lines.some((line) => line.startsWith("news 4")));
      scene.say("the same id", socket.id === id);
    },
    {
      cites: ["D4"],
      there: [
        "connect false",
        "news 1 arguments 2",
        "news 2 arguments 2",
        "news 3 arguments 2",
        "connect true",
        "news 4 arguments 2",
        "the same id true",
        "server: recovered false {}",
        "server: recovered true {}",
      ],
      here: [
        "connect false",
        "news 1 arguments 2",
        "connect true",
        "news 2 arguments 2",
        "news 3 arguments 2",
        "news 4 arguments 2",
        "the same id true",
        "server: recovered false {}",
        "server: recovered true {}",
      ],
    },
  );

  scenario(
    "not recovered: another server",
    async (scene) => {
      const server = await scene.serve((io) => io.on("connection", (socket) => socket.emit("hello")), recovery);
      const socket = scene.connect(server);
      socket.on("connect", () => scene.say("connect", socket.recovered));
      await next(socket, "hello");
      const { id } = socket;
      await server.restart();
      await next(socket, "hello");
      scene.say("the same id", socket.id === id);
    },
    ["connect false", "connect false", "the same id false"],
  );

  scenario(
    "after the app left there is nothing to recover",
    async (scene) => {
      const server = await scene.serve((io) => io.on("connection", (socket) => socket.emit("hello")), recovery);
      const socket = scene.connect(server);
      socket.on("connect", () => scene.say("connect", socket.recovered));
      await next(socket, "hello");
      socket.disconnect();
      socket.connect();
      await next(socket, "hello");
    },
    ["connect false", "connect false"],
  );
});
