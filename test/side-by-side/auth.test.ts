import type { Server } from "socket.io";
import { describe } from "vitest";
import { next, until } from "../support/until.ts";
import { type Client, polling, type Scene, scenario } from "./scene.ts";

describe("auth", () => {
  const hears =
    ({ heard }: Scene) =>
    (io: Server): void =>
      void io.on("connection", (socket) => heard(socket.handshake.auth));

  scenario(
    "its forms",
    async (scene) => {
      const server = await scene.serve(hears(scene));
      const forms = [
        undefined,
        null,
        {},
        { token: "x", n: 1, nested: { a: [1] } },
        (cb: (data: object) => void) => cb({ token: "called back" }),
        (cb: (data: object) => void) => void setTimeout(cb, 5, { token: "later" }),
        (cb: (data: object) => void) => setTimeout(cb, 5, { token: "returns what nobody wants" }),
        (cb: (data: object) => void) => Promise.resolve().then(() => cb({ token: "of a promise" })),
      ];
      for (const auth of forms) {
        const socket = scene.connect(server, { auth } as object);
        await next(socket, "connect");
        scene.say(typeof socket.auth, socket.auth === auth || auth === null);
        socket.disconnect();
      }
    },
    [
      "undefined true",
      "undefined true",
      "object true",
      "object true",
      "function true",
      "function true",
      "function true",
      "function true",
      "server: {}",
      "server: {}",
      "server: {}",
      "server: { token: 'x', n: 1, nested: { a: [ 1 ] } }",
      "server: { token: 'called back' }",
      "server: { token: 'later' }",
      "server: { token: 'returns what nobody wants' }",
      "server: { token: 'of a promise' }",
    ],
  );

  scenario(
    "a function is asked for each connection; this is the socket",
    async (scene) => {
      const server = await scene.serve(hears(scene));
      let asked = 0;
      const socket: Client = scene.connect(server, {
        auth(this: unknown, ...args: unknown[]) {
          scene.say("asked", this === socket, args.length);
          (args[0] as (data: object) => void)({ n: ++asked });
        },
      });
      await next(socket, "connect");
      server.kill();
      await next(socket, "disconnect");
      await next(socket, "connect");
      socket.disconnect().connect();
      await next(socket, "connect");
    },
    ["asked true 1", "asked true 1", "asked true 1", "server: { n: 1 }", "server: { n: 2 }", "server: { n: 3 }"],
  );

  scenario(
    "changed between connections",
    async (scene) => {
      const server = await scene.serve(hears(scene));
      const socket = scene.connect(server, { autoConnect: false, auth: { token: "first" } });
      socket.auth = { token: "second" };
      socket.connect();
      await next(socket, "connect");
      (socket.auth as Record<string, unknown>)["token"] = "third";
      socket.disconnect().connect();
      await next(socket, "connect");
      socket.auth = (cb: (data: object) => void) => cb({ token: "fourth" });
      server.kill();
      await next(socket, "disconnect");
      await next(socket, "connect");
    },
    ["server: { token: 'second' }", "server: { token: 'third' }", "server: { token: 'fourth' }"],
  );

  scenario(
    "of two namespaces on one connection",
    async (scene) => {
      const server = await scene.serve((io) =>
        io.of(/.*/).on("connection", (socket) => scene.heard(socket.nsp.name, socket.handshake.auth)),
      );
      const a = scene.keep(scene.lib.io(`${server.url}/a`, { transports: ["websocket"], auth: { a: 1 } }));
      await next(a, "connect");
      const b = scene.keep(scene.lib.io(`${server.url}/b`, { transports: ["websocket"], auth: { b: 2 } }));
      await next(b, "connect");
      scene.say(server.engines);
    },
    ["1", "server: /a { a: 1 }", "server: /b { b: 2 }"],
  );

  scenario(
    "a function that answers with nothing, or never",
    async (scene) => {
      const server = await scene.serve(hears(scene));
      const nothing = scene.connect(server, { auth: (cb: (data: object) => void) => cb(undefined as never) });
      await next(nothing, "connect");
      const never = scene.connect(server, { auth: () => {} });
      await next(never.io, "open");
      scene.say(nothing.connected, never.connected, never.active);
    },
    ["true false true", "server: {}"],
  );
});

describe("refusals", () => {
  const refusing = (io: Server): void => {
    io.use((socket, proceed) => {
      const { token } = socket.handshake.auth;
      if (token === "right") return proceed();
      proceed(Object.assign(new Error("not authorized"), token ? { data: { code: 7, token } } : {}));
    });
  };

  scenario(
    "by a middleware, with data, without, and then not",
    async (scene) => {
      const server = await scene.serve(refusing);
      const socket = scene.follow(scene.connect(server));
      await next(socket, "connect_error");
      scene.say({ active: socket.active, connected: socket.connected, id: socket.id });
      socket.auth = { token: "wrong" };
      socket.connect();
      await next(socket, "connect_error");
      scene.say({ active: socket.active }, "engines", server.engines);
      socket.auth = { token: "right" };
      socket.connect();
      await next(socket, "connect");
      scene.say({ active: socket.active, connected: socket.connected });
    },
    [
      "connect_error Error(not authorized)",
      "{ active: false, connected: false, id: undefined }",
      "connect_error Error(not authorized, { code: 7, token: 'wrong' })",
      "{ active: false } engines 2",
      "connect",
      "{ active: true, connected: true }",
    ],
  );

  scenario(
    "connect() in the connect_error listener, with another token",
    async (scene) => {
      const server = await scene.serve(refusing);
      const socket = scene.follow(scene.connect(server, { auth: { token: "old" } }));
      socket.on("connect_error", () => {
        socket.auth = { token: "right" };
        socket.connect();
      });
      await next(socket, "connect");
    },
    ["connect_error Error(not authorized, { code: 7, token: 'old' })", "connect"],
  );

  scenario(
    "of a namespace that is not there, others go on",
    async (scene) => {
      const server = await scene.serve();
      const manager = new scene.lib.Manager(server.url, { transports: ["websocket"] });
      const main = scene.follow(scene.keep(manager.socket("/")), "main");
      await next(main, "connect");
      const lost = scene.follow(scene.keep(manager.socket("/nowhere")), "lost");
      const [error] = await next(lost, "connect_error");
      scene.say(error instanceof Error, error.message, error.data);
      scene.say(lost.active, main.connected, server.engines);
    },
    ["main connect", "lost connect_error Error(Invalid namespace)", "true Invalid namespace undefined", "false true 1"],
  );

  scenario(
    "closes a connection that nobody else uses",
    async (scene) => {
      const server = await scene.serve(refusing);
      const socket = scene.connect(server);
      await next(socket, "connect_error");
      await until("it is closed", () => socket.io.engine.readyState === "closed");
      scene.say(socket.io.engine.readyState, server.engines);
    },
    ["closed 1"],
  );

  scenario(
    "what was buffered is kept for the next connection",
    async (scene) => {
      const server = await scene.serve((io) => {
        refusing(io);
        io.on("connection", (socket) => socket.onAny((...args) => scene.heard(...args)));
      });
      const socket = scene.connect(server);
      socket.emit("kept");
      await next(socket, "connect_error");
      scene.say("buffered", socket.sendBuffer.length);
      socket.auth = { token: "right" };
      socket.connect();
      await scene.hearing.size(1);
    },
    ["buffered 1", "server: kept"],
  );

  scenario(
    "of the connection, by allowRequest",
    async (scene) => {
      const server = await scene.serve(() => {}, { allowRequest: (_, answer) => answer("no", false) });
      const socket = scene.connect(server, { ...polling, reconnection: false });
      const [error] = await next(socket, "connect_error");
      const { message, type, description } = error;
      scene.say(message.replace(/:.*/, ""), type, description, socket.active);
    },
    ["xhr poll error TransportError 403 true"],
  );
});
