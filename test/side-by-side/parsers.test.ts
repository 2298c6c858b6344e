import { EventEmitter } from "node:events";
import * as msgpack from "socket.io-msgpack-parser";
import { describe } from "vitest";
import { next } from "../support/until.ts";
import { scenario } from "./scene.ts";

describe("parsers", () => {
  scenario(
    "socket.io-msgpack-parser",
    async (scene) => {
      const server = await scene.serve(
        (io) =>
          io.on("connection", (socket) => {
            socket.on("echo", (...args) => args.pop()(...args));
            socket.on("down", () => socket.emit("news", { bytes: Buffer.from("ab"), n: 1 }, [null, "é"]));
          }),
        { parser: msgpack },
      );
      for (const transports of [["websocket"], ["polling"]]) {
        const socket = scene.connect(server, { parser: msgpack, transports, auth: { token: "x" } });
        socket.on("news", (...args) => scene.say("news", ...args));
        await next(socket, "connect");
        scene.say(await socket.emitWithAck("echo", { bytes: Buffer.from("cd"), when: 1.5 }));
        const news = next(socket, "news");
        socket.emit("down");
        await news;
      }
    },
    [
      "{ bytes: <Buffer 63 64>, when: 1.5 }",
      "news { bytes: <Buffer 61 62>, n: 1 } [ null, 'é' ]",
      "{ bytes: <Buffer 63 64>, when: 1.5 }",
      "news { bytes: <Buffer 61 62>, n: 1 } [ null, 'é' ]",
    ],
  );

  scenario(
    "one of the app: JSON",
    async (scene) => {
      class Encoder {
        encode(packet: unknown): string[] {
          return [JSON.stringify(packet)];
        }
      }
      class Decoder extends EventEmitter {
        add(chunk: string): void {
          this.emit("decoded", JSON.parse(chunk));
        }
        destroy(): void {
          scene.heard("destroy");
        }
      }
      const parser = { Encoder, Decoder };
      const server = await scene.serve(
        (io) => io.on("connection", (socket) => socket.on("echo", (...args) => args.pop()(...args))),
        { parser },
      );
      const socket = scene.connect(server, { parser });
      await next(socket, "connect");
      scene.say(await socket.emitWithAck("echo", { a: [1, "two"] }));
      scene.say(socket.connected);
      scene.hearing.entries.length = 0;
    },
    ["{ a: [ 1, 'two' ] }", "true"],
  );

  scenario(
    "of the client alone: the server does not understand, and it says so",
    async (scene) => {
      const server = await scene.serve();
      const socket = scene.connect(server, { parser: msgpack, reconnection: false });
      await Promise.race([next(socket.io, "close"), next(socket, "disconnect"), next(socket, "connect_error")]);
      scene.say(socket.connected);
    },
    ["false"],
  );
});
