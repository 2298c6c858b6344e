import { describe } from "vitest";
import { pair } from "./pair.ts";
import { type Options, polling, scenario, websocket } from "./scene.ts";

describe("events", () => {
  for (const [name, options] of Object.entries({ websocket, polling })) {
    scenario(
      `both ways, over ${name}`,
      async (scene) => {
        const { socket, served } = await pair(scene, options);
        socket.on("news", (...args: unknown[]) => scene.say("news", ...args));
        socket.on("message", (...args: unknown[]) => scene.say("message", ...args));
        const values = [1, -0.5, "é 😀", true, null, undefined, [1, [2]], { a: { b: [] } }, new Date(0), Number.NaN];
        scene.say("returns the socket", socket.emit("event", ...values) === socket);
        scene.say("returns the socket", socket.send("text", 2) === socket);
        socket.emit("no arguments");
        await scene.hearing.size(3);
        served.emit("news", ...values);
        served.emit("news");
        served.send("text", 2);
        await scene.said.size(5);
      },
      [
        "returns the socket true",
        "returns the socket true",
        "news 1 -0.5 é 😀 true null null [ 1, [ 2 ] ] { a: { b: [] } } 1970-01-01T00:00:00.000Z null",
        "news",
        "message text 2",
        "server: event 1 -0.5 é 😀 true null null [ 1, [ 2 ] ] { a: { b: [] } } 1970-01-01T00:00:00.000Z null",
        "server: message text 2",
        "server: no arguments",
      ],
    );

    scenario(
      `bytes, over ${name}`,
      async (scene) => {
        const { socket, served } = await pair(scene, options);
        const bytes = Buffer.from([0, 1, 250]);
        socket.on("news", (...args: unknown[]) => scene.say("news", ...args));
        socket.emit("buffer", bytes);
        socket.emit("array", new Uint8Array([1, 2, 3]).subarray(1));
        socket.emit("array buffer", new Uint8Array([1, 2, 3]).buffer);
        socket.emit("nested", { a: [bytes, { b: new Uint8Array([9]) }], n: 1 }, "after", bytes);
        socket.emit("empty", Buffer.alloc(0));
        await scene.hearing.size(5);
        served.emit("news", bytes);
        served.emit("news", { a: [bytes, { b: new Uint8Array([9]) }], n: 1 }, "after", bytes);
        await scene.said.size(2);
        scene.say("ack", await socket.emitWithAck("echo", { bytes }));
        socket.on("ask", (x, ack) => ack({ x, answer: bytes }));
        scene.say("answer", await served.emitWithAck("ask", bytes));
      },
      [
        "news <Buffer 00 01 fa>",
        "news { a: [ <Buffer 00 01 fa>, { b: <Buffer 09> } ], n: 1 } after <Buffer 00 01 fa>",
        "ack { bytes: <Buffer 00 01 fa> }",
        "answer { x: <Buffer 00 01 fa>, answer: <Buffer 00 01 fa> }",
        "server: buffer <Buffer 00 01 fa>",
        "server: array <Buffer 02 03>",
        "server: array buffer <Buffer 01 02 03>",
        "server: nested { a: [ <Buffer 00 01 fa>, { b: <Buffer 09> } ], n: 1 } after <Buffer 00 01 fa>",
        "server: empty <Buffer >",
        "server: echo { bytes: <Buffer 00 01 fa> } [function]",
      ],
    );
  }

  scenario(
    "names that are special to objects",
    async (scene) => {
      const { socket, served } = await pair(scene);
      for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty", "error", "", "$x", "with space"]) {
        socket.on(name, (x: unknown) => scene.say(name, x));
        served.emit(name, 1);
        socket.emit(name, 2);
      }
      await scene.said.size(8);
      await scene.hearing.size(8);
    },
    [
      "__proto__ 1",
      "constructor 1",
      "toString 1",
      "hasOwnProperty 1",
      "error 1",
      " 1",
      "$x 1",
      "with space 1",
      "server: __proto__ 2",
      "server: constructor 2",
      "server: toString 2",
      "server: hasOwnProperty 2",
      "server: error 2",
      "server:  2",
      "server: $x 2",
      "server: with space 2",
    ],
  );

  scenario(
    "reserved names throw",
    async (scene) => {
      const { socket } = await pair(scene);
      for (const name of ["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"]) {
        try {
          socket.emit(name);
          scene.say(name, "was sent");
        } catch (error) {
          scene.say(error);
        }
        await socket.emitWithAck(name).catch((error: unknown) => scene.say("rejected", error));
      }
      for (const name of ["connecting", "error", "ping", "open", "close", "message"]) socket.emit(name);
      await scene.hearing.size(6);
    },
    [
      'Error("connect" is a reserved event name)',
      'rejected Error("connect" is a reserved event name)',
      'Error("connect_error" is a reserved event name)',
      'rejected Error("connect_error" is a reserved event name)',
      'Error("disconnect" is a reserved event name)',
      'rejected Error("disconnect" is a reserved event name)',
      'Error("disconnecting" is a reserved event name)',
      'rejected Error("disconnecting" is a reserved event name)',
      'Error("newListener" is a reserved event name)',
      'rejected Error("newListener" is a reserved event name)',
      'Error("removeListener" is a reserved event name)',
      'rejected Error("removeListener" is a reserved event name)',
      "server: connecting",
      "server: error",
      "server: ping",
      "server: open",
      "server: close",
      "server: message",
    ],
  );

  scenario(
    "names that were reserved in v2 are ordinary for the server; those added here are sent too",
    async (scene) => {
      const { socket } = await pair(scene);
      for (const name of ["reconnect", "reconnect_attempt", "reconnecting", "reconnect_error", "connect_timeout"]) {
        socket.emit(name, 1);
      }
      await scene.hearing.size(5);
      scene.say("no throw");
    },
    [
      "no throw",
      "server: reconnect 1",
      "server: reconnect_attempt 1",
      "server: reconnecting 1",
      "server: reconnect_error 1",
      "server: connect_timeout 1",
    ],
  );

  scenario(
    "the server sends names that are reserved here",
    async (scene) => {
      const { socket, served } = await pair(scene);
      socket.on("reconnect", (x: unknown) => scene.say("listener", x));
      socket.onAny((...args: unknown[]) => scene.say("any", ...args));
      served.emit("reconnect", 7);
      served.emit("end");
      await scene.said.until("any end");
    },
    { cites: ["D1"], there: ["any reconnect 7", "listener 7", "any end"], here: ["any reconnect 7", "any end"] },
  );

  scenario(
    "the same with lifecycleEvents: v4",
    async (scene) => {
      const { socket, served } = await pair(scene, { lifecycleEvents: "v4" } as Options);
      socket.on("reconnect", (x: unknown) => scene.say("listener", x));
      socket.onAny((...args: unknown[]) => scene.say("any", ...args));
      served.emit("reconnect", 7);
      served.emit("end");
      await scene.said.until("any end");
    },
    ["any reconnect 7", "listener 7", "any end"],
  );

  scenario(
    "a number as name",
    async (scene) => {
      const { socket, served } = await pair(scene);
      socket.on(42 as unknown as string, (x: unknown) => scene.say("number", x));
      served.emit(42 as unknown as string, "x");
      socket.emit(42 as unknown as string, "y");
      await scene.said.size(1);
      await scene.hearing.size(1);
    },
    ["number x", "server: 42 y"],
  );

  scenario(
    "compress() and send() with an ack",
    async (scene) => {
      const { socket } = await pair(scene, {}, (served) => served.on("message", (x, ack) => ack?.(x)));
      scene.say(socket.compress(true).emit("a") === socket, socket.compress(false).emit("b") === socket);
      socket.send("with ack", (x: unknown) => scene.say("ack", x));
      await scene.said.until("ack with ack");
    },
    ["true true", "ack with ack", "server: a", "server: b", "server: message with ack [function]"],
  );

  scenario(
    "what is not JSON throws, and the socket goes on",
    async (scene) => {
      const { socket } = await pair(scene);
      const cycle: Record<string, unknown> = {};
      cycle["self"] = cycle;
      for (const value of [10n, cycle]) {
        try {
          socket.emit("bad", value);
          scene.say("was sent");
        } catch (error) {
          scene.say("thrown", error instanceof Error);
        }
      }
      scene.say(await socket.emitWithAck("echo", "still here"));
    },
    ["thrown true", "thrown true", "still here", "server: echo still here [function]"],
  );

  scenario(
    "many events stay in order",
    async (scene) => {
      const { socket, served } = await pair(scene, { transports: ["polling", "websocket"] });
      socket.on("down", (n: number) => scene.say(n));
      for (let n = 0; n < 20; n++) {
        socket.emit("up", n);
        served.emit("down", n);
        if (n % 5 === 0) await new Promise(setImmediate);
      }
      await scene.said.size(20);
      await scene.hearing.size(20);
    },
    [
      "0",
      "1",
      "2",
      "3",
      "4",
      "5",
      "6",
      "7",
      "8",
      "9",
      "10",
      "11",
      "12",
      "13",
      "14",
      "15",
      "16",
      "17",
      "18",
      "19",
      "server: up 0",
      "server: up 1",
      "server: up 2",
      "server: up 3",
      "server: up 4",
      "server: up 5",
      "server: up 6",
      "server: up 7",
      "server: up 8",
      "server: up 9",
      "server: up 10",
      "server: up 11",
      "server: up 12",
      "server: up 13",
      "server: up 14",
      "server: up 15",
      "server: up 16",
      "server: up 17",
      "server: up 18",
      "server: up 19",
    ],
  );
});
