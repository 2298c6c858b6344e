import { describe } from "vitest";
import { pair } from "./pair.ts";
import { scenario } from "./scene.ts";

describe("listeners", () => {
  scenario(
    "on, once and off",
    async (scene) => {
      const { socket, served } = await pair(scene);
      const a = (x: unknown): unknown => scene.say("a", x);
      const b = (x: unknown): unknown => scene.say("b", x);
      scene.say("chained", socket.on("x", a).once("x", b).on("x", a) === socket);
      served.emit("x", 1);
      served.emit("x", 2);
      await scene.said.size(6);
      scene.say("off", socket.off("x", a) === socket, socket.listeners("x").length);
      served.emit("x", 3);
      await scene.said.until("a 3");
      socket.off("x");
      scene.say("none", socket.listeners("x"), socket.hasListeners("x"), socket.hasListeners("connect"));
      served.emit("x", 4);
      socket.once("end", () => scene.say("end"));
      served.emit("end");
      await scene.said.until("end");
    },
    ["chained true", "a 1", "b 1", "a 1", "a 2", "a 2", "off true 1", "a 3", "none [] false false", "end"],
  );

  scenario(
    "a once listener is taken off by its own function",
    async (scene) => {
      const { socket, served } = await pair(scene);
      const a = (): unknown => scene.say("must not be called");
      socket.once("x", a);
      scene.say(socket.hasListeners("x"), socket.listeners("x").length);
      socket.off("x", a);
      scene.say(socket.hasListeners("x"), socket.listeners("x").length);
      socket.once("y", a);
      socket.removeListener("y", a);
      scene.say(socket.hasListeners("y"));
      served.emit("x");
      socket.on("end", () => scene.say("end"));
      served.emit("end");
      await scene.said.until("end");
    },
    ["true 1", "false 0", "false", "end"],
  );

  scenario(
    "every way to take listeners off",
    async (scene) => {
      const { socket } = await pair(scene);
      const names = ["off", "removeListener", "removeAllListeners", "removeEventListener"] as const;
      for (const name of names) {
        const remove = (socket as unknown as Record<string, (...args: unknown[]) => unknown>)[name]!.bind(socket);
        const a = (): void => {};
        const b = (): void => {};
        socket.on("x", a).on("x", b).on("y", a);
        const counts = (): number[] => [socket.listeners("x").length, socket.listeners("y").length];
        scene.say(name, counts(), remove("x", a) === socket, counts(), remove("x") === socket, counts());
        socket.on("x", a);
        remove();
        scene.say(name, counts(), socket.hasListeners("connect"));
      }
      const add = (socket as unknown as { addEventListener: typeof socket.on }).addEventListener.bind(socket);
      add("x", () => {});
      scene.say("addEventListener", socket.hasListeners("x"));
    },
    [
      "off [ 2, 1 ] true [ 1, 1 ] true [ 0, 1 ]",
      "off [ 0, 0 ] false",
      "removeListener [ 2, 1 ] true [ 1, 1 ] true [ 0, 1 ]",
      "removeListener [ 0, 0 ] false",
      "removeAllListeners [ 2, 1 ] true [ 1, 1 ] true [ 0, 1 ]",
      "removeAllListeners [ 0, 0 ] false",
      "removeEventListener [ 2, 1 ] true [ 1, 1 ] true [ 0, 1 ]",
      "removeEventListener [ 0, 0 ] false",
      "addEventListener true",
    ],
  );

  scenario(
    "changes while an event is told",
    async (scene) => {
      const { socket, served } = await pair(scene);
      const late = (): unknown => scene.say("late");
      const second = (): unknown => scene.say("second");
      socket.on("x", () => {
        scene.say("first");
        socket.off("x", second);
        socket.on("x", late);
      });
      socket.on("x", second);
      socket.on("end", () => scene.say("end"));
      served.emit("x");
      served.emit("end");
      await scene.said.until("end");
      scene.say(socket.listeners("x").length);
    },
    ["first", "second", "end", "2"],
  );

  scenario(
    "this and the number of arguments",
    async (scene) => {
      const { socket, served } = await pair(scene);
      socket.on("x", function (this: unknown, ...args: unknown[]) {
        scene.say("on", this === socket, args.length);
      });
      socket.once("x", function (this: unknown, ...args: unknown[]) {
        scene.say("once", this === socket, args.length);
      });
      socket.onAny(function (this: unknown, ...args: unknown[]) {
        scene.say("any", this === socket, args.length);
      });
      served.emit("x", 1, undefined, null);
      await scene.said.size(3);
    },
    ["any true 4", "on true 3", "once true 3"],
  );

  scenario(
    "the list of listeners",
    async (scene) => {
      const { socket } = await pair(scene);
      const a = (): void => {};
      const list = socket.on("x", a).listeners("x");
      scene.say(list.length, list[0] === a, socket.listeners("y"), socket.listeners("toString"));
      scene.say(socket.hasListeners("x"), socket.hasListeners("y"), socket.hasListeners("toString"));
    },
    ["1 true [] []", "true false false"],
  );

  scenario(
    "onAny, prependAny, offAny, listenersAny",
    async (scene) => {
      const { socket, served } = await pair(scene);
      const a = (...args: unknown[]): unknown => scene.say("a", ...args);
      const b = (...args: unknown[]): unknown => scene.say("b", ...args);
      scene.say("none", socket.listenersAny(), socket.offAny() === socket, socket.offAny(a) === socket);
      scene.say("chained", socket.onAny(a) === socket, socket.prependAny(b) === socket);
      socket.on("x", (...args) => scene.say("on", ...args));
      scene.say(
        "list",
        socket.listenersAny().map((each) => (each === a ? "a" : "b")),
      );
      served.emit("x", 1);
      served.emit("y", (): void => {});
      await scene.said.size(8);
      socket.offAny(b);
      served.emit("x", 2);
      await scene.said.until("on 2");
      socket.onAny(a);
      socket.offAny(a);
      scene.say("one of two", socket.listenersAny().length);
      socket.offAny();
      served.emit("x", 3);
      await scene.said.until("on 3");
      scene.say("list", socket.listenersAny());
    },
    [
      "none [] true true",
      "chained true true",
      "list [ 'b', 'a' ]",
      "b x 1",
      "a x 1",
      "on 1",
      "b y [function]",
      "a y [function]",
      "a x 2",
      "on 2",
      "one of two 1",
      "on 3",
      "list []",
    ],
  );

  scenario(
    "onAnyOutgoing, prependAnyOutgoing, offAnyOutgoing, listenersAnyOutgoing",
    async (scene) => {
      const { socket } = await pair(scene);
      const a = (...args: unknown[]): unknown => scene.say("a", ...args);
      const b = (...args: unknown[]): unknown => scene.say("b", ...args);
      scene.say("none", socket.listenersAnyOutgoing(), socket.offAnyOutgoing() === socket);
      scene.say("chained", socket.onAnyOutgoing(a) === socket, socket.prependAnyOutgoing(b) === socket);
      scene.say(
        "list",
        socket.listenersAnyOutgoing().map((each) => (each === a ? "a" : "b")),
      );
      socket.emit("plain", 1);
      await socket.emitWithAck("echo", 2);
      socket.volatile.emit("volatile");
      socket.send("message");
      socket.offAnyOutgoing(b);
      socket.emit("one");
      socket.offAnyOutgoing();
      socket.emit("none");
      scene.say("list", socket.listenersAnyOutgoing());
      await scene.hearing.until("none");
    },
    [
      "none [] true",
      "chained true true",
      "list [ 'b', 'a' ]",
      "b plain 1",
      "a plain 1",
      "b echo 2",
      "a echo 2",
      "b volatile",
      "a volatile",
      "b message message",
      "a message message",
      "a one",
      "list []",
      "server: plain 1",
      "server: echo 2 [function]",
      "server: volatile",
      "server: message message",
      "server: one",
      "server: none",
    ],
  );

  scenario(
    "the list of catch-all listeners can be changed",
    async (scene) => {
      const { socket, served } = await pair(scene);
      socket.onAny((name: string) => scene.say("any", name));
      socket.onAnyOutgoing((name: string) => scene.say("outgoing", name));
      socket.listenersAny().length = 0;
      socket.listenersAnyOutgoing().length = 0;
      socket.on("end", () => scene.say("end"));
      socket.emit("x");
      await scene.hearing.until("x");
      served.emit("end");
      await scene.said.until("end");
    },
    ["end", "server: x"],
  );

  scenario(
    "catch-all listeners hear nothing of reserved events and acks",
    async (scene) => {
      const { server, socket, served } = await pair(scene);
      socket.onAny((...args: unknown[]) => scene.say("any", ...args));
      socket.onAnyOutgoing((...args: unknown[]) => scene.say("outgoing", ...args));
      socket.on("ask", (ack) => ack(1));
      await served.emitWithAck("ask");
      server.kill();
      await new Promise((resolve) => socket.once("disconnect", resolve));
      socket.emit("while offline");
      await scene.hearing.until("while offline");
    },
    ["any ask [function]", "outgoing while offline", "server: while offline"],
  );
});
