import { describe } from "vitest";
import { outcome, pair } from "./pair.ts";
import { scenario } from "./scene.ts";

describe("acknowledgements", () => {
  scenario(
    "of the server: arguments, order, this, one call",
    async (scene) => {
      const { socket } = await pair(scene, {}, (served) =>
        served.on("twice", (ack) => {
          ack("first");
          ack("second");
        }),
      );
      socket.emit("echo", 1, "two", { three: 3 }, function (this: unknown, ...args: unknown[]) {
        scene.say("echo", ...args, "this", this === socket);
      });
      socket.emit("echo", (...args: unknown[]) => scene.say("nothing", args.length));
      socket.emit("twice", (x: unknown) => scene.say("twice", x));
      socket.emit("echo", "end", (x: unknown) => scene.say(x));
      await scene.said.until("end");
    },
    [
      "echo 1 two { three: 3 } this true",
      "nothing 0",
      "twice first",
      "end",
      "server: echo 1 two { three: 3 } [function]",
      "server: echo [function]",
      "server: twice [function]",
      "server: echo end [function]",
    ],
  );

  scenario(
    "of the client: arguments, a late one, a second one, none",
    async (scene) => {
      const { socket, served } = await pair(scene);
      socket.on("ask", (x, ack) => {
        scene.say("ask", x, typeof ack, ack.length);
        setTimeout(() => {
          scene.say("returns", ack(x, "b", Buffer.from("c")));
          ack("again");
        }, 1);
      });
      socket.on("silent", () => scene.say("silent"));
      socket.on("empty", (ack) => ack());
      served.emit("ask", 1, (...args: unknown[]) => scene.heard("answer", ...args));
      await scene.hearing.size(1);
      served.emit("empty", (...args: unknown[]) => scene.heard("empty", args.length));
      await scene.hearing.size(2);
      const late = await outcome(served.timeout(20).emitWithAck("silent"));
      scene.heard(...late);
    },
    [
      "ask 1 function 0",
      "returns undefined",
      "silent",
      "server: answer 1 b <Buffer 63>",
      "server: empty 0",
      "server: rejected Error(operation has timed out)",
    ],
  );

  scenario(
    "emitWithAck resolves to the first argument",
    async (scene) => {
      const { socket } = await pair(scene);
      scene.say(await socket.emitWithAck("echo", 1, 2, 3));
      scene.say(await socket.emitWithAck("echo"));
      scene.say(await socket.emitWithAck("echo", null));
      scene.say(await Promise.all([..."abc"].map((x) => socket.emitWithAck("echo", x))));
    },
    [
      "1",
      "undefined",
      "null",
      "[ 'a', 'b', 'c' ]",
      "server: echo 1 2 3 [function]",
      "server: echo [function]",
      "server: echo null [function]",
      "server: echo a [function]",
      "server: echo b [function]",
      "server: echo c [function]",
    ],
  );

  scenario(
    "timeout(): the error first",
    async (scene) => {
      const { socket } = await pair(scene);
      socket.timeout(1000).emit("echo", "a", "b", (...args: unknown[]) => scene.say("in time", ...args));
      await scene.said.size(1);
      scene.say(
        "returns the socket",
        socket.timeout(20).emit("never", (...args: unknown[]) => scene.say("late", ...args)) === socket,
      );
      await scene.said.size(3);
      scene.say(...(await outcome(socket.timeout(1000).emitWithAck("echo", "c"))));
      scene.say(...(await outcome(socket.timeout(20).emitWithAck("never"))));
    },
    [
      "in time null a b",
      "returns the socket true",
      "late Error(operation has timed out)",
      "resolved c",
      "rejected Error(operation has timed out)",
      "server: echo a b [function]",
      "server: never [function]",
      "server: echo c [function]",
      "server: never [function]",
    ],
  );

  scenario(
    "timeout() holds for one emit, or for all on what it gave",
    async (scene) => {
      const { socket } = await pair(scene);
      const quick = socket.timeout(150);
      scene.say("the same", quick === socket);
      quick.emit("never", (...args: unknown[]) => scene.say("first", ...args));
      await scene.said.size(2);
      quick.emit("echo", "value", (...args: unknown[]) => scene.say("second", ...args));
      await scene.said.size(3);
      socket.emit("echo", "value", (...args: unknown[]) => scene.say("third", ...args));
      await scene.said.size(4);
    },
    {
      cites: ["D16"],
      there: [
        "the same true",
        "first Error(operation has timed out)",
        "second value",
        "third value",
        "server: never [function]",
        "server: echo value [function]",
        "server: echo value [function]",
      ],
      here: [
        "the same false",
        "first Error(operation has timed out)",
        "second null value",
        "third value",
        "server: never [function]",
        "server: echo value [function]",
        "server: echo value [function]",
      ],
    },
  );

  scenario(
    "an answer after the time is over is not heard",
    async (scene) => {
      const { socket } = await pair(scene, {}, (served) =>
        served.on("slow", (ack) => setTimeout(ack, 40, "slow answer")),
      );
      socket.timeout(10).emit("slow", (...args: unknown[]) => scene.say("slow", ...args));
      await scene.said.size(1);
      await new Promise((resolve) => socket.emit("slow", resolve));
      scene.say("end");
    },
    ["slow Error(operation has timed out)", "end", "server: slow [function]", "server: slow [function]"],
  );

  scenario(
    "ackTimeout as option, timeout() above it",
    async (scene) => {
      const { socket } = await pair(scene, { ackTimeout: 150 });
      socket.emit("echo", "a", (...args: unknown[]) => scene.say("in time", ...args));
      await scene.said.size(1);
      socket.emit("never", (...args: unknown[]) => scene.say("late", ...args));
      await scene.said.size(2);
      scene.say(...(await outcome(socket.emitWithAck("never"))));
      socket.timeout(60_000).emit("slow", (...args: unknown[]) => scene.say("at disconnect", ...args));
      socket.disconnect();
    },
    [
      "in time null a",
      "late Error(operation has timed out)",
      "rejected Error(operation has timed out)",
      "at disconnect Error(socket has been disconnected)",
      "server: echo a [function]",
      "server: never [function]",
      "server: never [function]",
    ],
  );

  scenario(
    "timeout(0)",
    async (scene) => {
      const { socket } = await pair(scene);
      socket.timeout(0).emit("never", (...args: unknown[]) => scene.say("callback", ...args));
      scene.say(...(await outcome(socket.timeout(0).emitWithAck("never"))));
      await scene.hearing.size(2);
    },
    [
      "callback Error(operation has timed out)",
      "rejected Error(operation has timed out)",
      "server: never [function]",
      "server: never [function]",
    ],
  );

  scenario(
    "a function that is not the last argument, and undefined as the last",
    async (scene) => {
      const { socket } = await pair(scene);
      socket.emit("a", () => scene.say("must not be called"), 1);
      socket.emit("b", 1, undefined);
      await scene.hearing.size(2);
      scene.say("end");
    },
    ["end", "server: a null 1", "server: b 1 null"],
  );
});
