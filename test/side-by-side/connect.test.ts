import { describe } from "vitest";
import { next, until } from "../support/until.ts";
import { polling, scenario, websocket } from "./scene.ts";

describe("connecting", () => {
  for (const [name, options] of Object.entries({ websocket, polling })) {
    scenario(
      `what a socket says of itself, over ${name}`,
      async ({ serve, connect, say }) => {
        const server = await serve();
        const socket = connect(server, options);
        const state = (when: string): void => {
          const { connected, disconnected, active, recovered, id, auth } = socket;
          // undefined or false there, where the server recovers nothing
          say(when, { connected, disconnected, active, recovered: !!recovered, id: typeof id, auth });
        };
        state("at once");
        await next(socket, "connect");
        state("connected");
        say("returns the socket", socket.disconnect() === socket);
        state("disconnected");
        say("returns the socket", socket.connect() === socket);
        state("connecting");
        await next(socket, "connect");
        state("connected");
        say("does nothing", socket.connect() === socket, socket.open() === socket, socket.close() === socket);
        state("closed");
        say("does nothing", socket.close() === socket, socket.disconnect() === socket);
      },
      [
        "at once { connected: false, disconnected: true, active: true, recovered: false, id: 'undefined', auth: undefined }",
        "connected { connected: true, disconnected: false, active: true, recovered: false, id: 'string', auth: undefined }",
        "returns the socket true",
        "disconnected { connected: false, disconnected: true, active: false, recovered: false, id: 'undefined', auth: undefined }",
        "returns the socket true",
        "connecting { connected: false, disconnected: true, active: true, recovered: false, id: 'undefined', auth: undefined }",
        "connected { connected: true, disconnected: false, active: true, recovered: false, id: 'string', auth: undefined }",
        "does nothing true true true",
        "closed { connected: false, disconnected: true, active: false, recovered: false, id: 'undefined', auth: undefined }",
        "does nothing true true",
      ],
    );
  }

  scenario(
    "the arguments of connect and disconnect, and this",
    async ({ serve, connect, say }) => {
      const server = await serve();
      const socket = connect(server);
      socket.on("connect", function (this: unknown, ...args: unknown[]) {
        say("connect", args.length, this === socket, socket.connected);
        setImmediate(() => socket.disconnect());
      });
      socket.on("disconnect", function (this: unknown, ...args: unknown[]) {
        say("disconnect", args[0], args[1], this === socket, socket.connected, socket.id);
      });
      await next(socket, "disconnect");
    },
    ["connect 0 true true", "disconnect io client disconnect undefined true false undefined"],
  );

  scenario(
    "autoConnect: false",
    async ({ serve, connect, say, follow }) => {
      const server = await serve();
      const socket = follow(connect(server, { autoConnect: false }));
      say("at once", socket.connected, socket.active, socket.id, socket.io.engine);
      socket.emit("kept", 1);
      say("buffered", socket.sendBuffer.length);
      socket.disconnect();
      say("still", socket.sendBuffer.length);
      socket.connect();
      say("connecting", socket.connected, socket.active, socket.io.engine.readyState);
      await next(socket, "connect");
      say("engines", server.engines);
    },
    [
      "at once false false undefined undefined",
      "buffered 1",
      "still 1",
      "connecting false true opening",
      "connect",
      "engines 1",
    ],
  );

  scenario(
    "polling, then websocket",
    async ({ serve, connect, say }) => {
      const server = await serve((io) => io.on("connection", (socket) => socket.on("echo", (x, ack) => ack(x))));
      const socket = connect(server, { transports: ["polling", "websocket"] });
      const { engine } = socket.io;
      say("at once", engine.transport.name, engine.readyState);
      const upgraded = next(engine, "upgrade");
      await next(socket, "connect");
      const answers = Promise.all([1, 2, 3].map((n) => socket.emitWithAck("echo", n)));
      const [transport] = await upgraded;
      say("upgraded", transport.name, engine.transport.name, engine.transport === transport, engine.readyState);
      say("answers", await answers);
    },
    ["at once polling opening", "upgraded websocket websocket true open", "answers [ 1, 2, 3 ]"],
  );

  scenario(
    "upgrade: false stays with polling",
    async ({ serve, connect, say }) => {
      const server = await serve((io) => io.on("connection", (socket) => socket.on("echo", (x, ack) => ack(x))));
      const socket = connect(server, { transports: ["polling", "websocket"], upgrade: false });
      await next(socket, "connect");
      for (const n of [1, 2, 3]) say(await socket.emitWithAck("echo", n), socket.io.engine.transport.name);
    },
    ["1 polling", "2 polling", "3 polling"],
  );

  scenario(
    "websocket, then polling: in the order of the app",
    async ({ serve, connect, say }) => {
      const server = await serve();
      const socket = connect(server, { transports: ["websocket", "polling"] });
      await next(socket, "connect");
      say(socket.io.engine.transport.name);
    },
    ["websocket"],
  );

  scenario(
    "connect, disconnect and connect in one turn",
    async ({ serve, connect, say, follow, heard, hearing }) => {
      const server = await serve((io) => io.on("connection", (socket) => socket.on("hello", () => heard("hello"))));
      const socket = follow(connect(server, { autoConnect: false }));
      socket.connect();
      socket.disconnect();
      socket.connect();
      say(socket.active, socket.connected);
      await next(socket, "connect");
      socket.emit("hello");
      await hearing.until("hello");
    },
    ["true false", "connect", "server: hello"],
  );

  scenario(
    "disconnect before the connection is there",
    async ({ serve, connect, say, follow }) => {
      const server = await serve();
      const socket = follow(connect(server));
      socket.disconnect();
      say(socket.active, socket.connected);
      await until("it is closed", () => socket.io.engine.readyState === "closed");
      const other = connect(server);
      await next(other, "connect");
      say("nothing was said");
    },
    ["false false", "nothing was said"],
  );

  scenario(
    "nobody listens at that port",
    async ({ connect, say, said, serve }) => {
      const server = await serve();
      await server.stop();
      for (const transports of [["polling"], ["websocket"]]) {
        const socket = connect(server, { transports, reconnection: false });
        socket.on("connect_error", (error) => {
          const { message, type } = error as Error & { type?: string };
          say("connect_error", error instanceof Error, message.replace(/:.*/, ""), type);
          say(socket.connected, socket.active, socket.id);
        });
      }
      await said.size(4);
      said.entries.sort();
    },
    [
      "connect_error true websocket error TransportError",
      "connect_error true xhr poll error TransportError",
      "false true undefined",
      "false true undefined",
    ],
  );

  scenario(
    "the texts of what goes wrong at the transport",
    async ({ connect, say, serve }) => {
      const server = await serve();
      await server.stop();
      const socket = connect(server, { ...polling, reconnection: false });
      say((await next(socket, "connect_error"))[0].message);
      const other = connect(server, { ...websocket, reconnection: false });
      say((await next(other, "connect_error"))[0].message);
    },
    {
      cites: ["D12"],
      there: ["xhr poll error", "websocket error"],
      here: [
        "xhr poll error: connect ECONNREFUSED 127.0.0.1:PORT",
        "websocket error: connect ECONNREFUSED 127.0.0.1:PORT",
      ],
    },
  );

  scenario(
    "a wrong path is a 404",
    async ({ connect, say, serve }) => {
      const server = await serve((io) => {
        io.httpServer.on("request", (req, res) => {
          if (req.url?.startsWith("/elsewhere")) res.writeHead(404).end("not here");
        });
      });
      const socket = connect(server, { ...polling, path: "/elsewhere", reconnection: false });
      const [error] = await next(socket, "connect_error");
      say(error.message.replace(/:.*/, ""), error.type, error.description);
    },
    ["xhr poll error TransportError 404"],
  );

  scenario(
    "rememberUpgrade",
    async ({ serve, connect, say }) => {
      const server = await serve();
      for (const rememberUpgrade of [false, true]) {
        const socket = connect(server, { transports: ["polling", "websocket"], rememberUpgrade });
        await until("it is upgraded", () => socket.connected && socket.io.engine.transport.name === "websocket");
        socket.disconnect().connect();
        say(rememberUpgrade, socket.io.engine.transport.name);
        await next(socket, "connect");
        socket.disconnect();
      }
    },
    ["false polling", "true websocket"],
  );

  scenario(
    "connect() again and again before the connection is there",
    async ({ serve, connect, say, heard, hearing }) => {
      const server = await serve((io) => io.on("connection", () => heard("connection")));
      const socket = connect(server);
      socket.on("connect", () => say("connect"));
      socket.connect();
      await new Promise(setImmediate);
      socket.open().connect();
      await next(socket, "connect");
      socket.connect();
      await hearing.size(1);
      say("engines", server.engines);
    },
    ["connect", "engines 1", "server: connection"],
  );

  scenario(
    "useNativeTimers and autoUnref change nothing that is told",
    async ({ serve, connect, say }) => {
      const server = await serve();
      const socket = connect(server, { useNativeTimers: true, autoUnref: true });
      await next(socket, "connect");
      server.kill();
      say(await next(socket.io, "reconnect_attempt"));
      await next(socket, "connect");
      say(socket.connected);
    },
    ["[ 1 ]", "true"],
  );
});
