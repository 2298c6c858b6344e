import { describe } from "vitest";
import { next, until } from "../support/until.ts";
import { pair } from "./pair.ts";
import { type Client, polling, type Scene, scenario, websocket } from "./scene.ts";

const followEngine = ({ say }: Scene, { io: { engine } }: Client): void => {
  engine.on("open", (...args: unknown[]) => say("open", args.length));
  engine.on("handshake", (data) => say("handshake", Object.keys(data), data.pingInterval));
  engine.on("upgrading", (transport) => say("upgrading", transport.name));
  engine.on("upgrade", (transport) => say("upgrade", transport.name));
  engine.on("upgradeError", (error) => say("upgradeError", error instanceof Error));
  engine.on("close", (reason) => say("close", reason));
};

describe("socket.io.engine", () => {
  for (const [name, options] of Object.entries({ websocket, polling })) {
    scenario(
      `its properties, over ${name}`,
      async (scene) => {
        const { connect, say } = scene;
        let session = "";
        const server = await scene.serve((io) =>
          io.on("connection", (socket) => {
            session = (socket.conn as unknown as { id: string }).id;
          }),
        );
        const socket = connect(server, options);
        const { engine } = socket.io;
        const state = (when: string): void => {
          const { id, readyState, writeBuffer, binaryType, transport } = engine;
          say(when, { id: id && typeof id, readyState, writeBuffer: Array.isArray(writeBuffer), binaryType });
          say({ name: transport.name, writable: transport.writable });
        };
        state("at once");
        await next(socket, "connect");
        await until("it is writable", () => engine.transport.writable);
        state("connected");
        say("the server's id", engine.id === session);
        socket.disconnect();
        await until("it is closed", () => engine.readyState === "closed");
        say(engine.readyState, engine.id, engine.writeBuffer.length);
      },
      [
        "at once { id: undefined, readyState: 'opening', writeBuffer: true, binaryType: 'nodebuffer' }",
        `{ name: '${name}', writable: false }`,
        "connected { id: 'string', readyState: 'open', writeBuffer: true, binaryType: 'nodebuffer' }",
        `{ name: '${name}', writable: true }`,
        "the server's id true",
        "closed null 0",
      ],
    );

    scenario(
      `packets, over ${name}`,
      async (scene) => {
        const server = await scene.serve((io) => {
          io.on("connection", (socket) => socket.on("ask", (x, ack) => ack(x)));
        });
        const socket = scene.connect(server, options);
        const { engine } = socket.io;
        const hide = (data: unknown): unknown =>
          typeof data === "string" ? data.replace(/"sid":"[^"]*"/, '"sid":…').replace(/,"upgrades.*/, "}") : data;
        engine.on("packet", ({ type, data }) => scene.say("packet", type, hide(data)));
        await next(socket, "connect");
        await socket.emitWithAck("ask", Buffer.from("x"));
      },
      [
        'packet open {"sid":…}',
        'packet message 0{"sid":…}',
        'packet message 61-0[{"_placeholder":true,"num":0}]',
        "packet message <Buffer 78>",
      ],
    );

    scenario(
      `what is sent, over ${name}`,
      async (scene) => {
        const { socket } = await pair(scene, options);
        const { engine } = socket.io;
        await until("it is writable", () => engine.transport.writable && !engine.writeBuffer.length);
        engine.on("packetCreate", ({ type, data }) => scene.say("packetCreate", type, data));
        engine.on("flush", () => scene.say("flush"));
        const drained = next(engine, "drain");
        socket.emit("a", 1);
        await drained;
        scene.say("drained", engine.writeBuffer.length);
        await scene.hearing.size(1);
      },
      ['packetCreate message 2["a",1]', "flush", "drained 0", "server: a 1"],
    );
  }

  scenario(
    "its events, from polling to websocket",
    async (scene) => {
      const server = await scene.serve();
      const socket = scene.connect(server, { transports: ["polling", "websocket"] });
      followEngine(scene, socket);
      const { engine } = socket.io;
      const upgraded = next(engine, "upgrade");
      await next(socket, "connect");
      await upgraded;
      socket.disconnect();
      await until("it is closed", () => engine.readyState === "closed");
    },
    [
      "handshake [ 'sid', 'upgrades', 'pingInterval', 'pingTimeout', 'maxPayload' ] 25000",
      "open 0",
      "upgrading websocket",
      "upgrade websocket",
      "close forced close",
    ],
  );

  scenario(
    "the upgrade fails",
    async (scene) => {
      const server = await scene.serve((io) => {
        io.httpServer.prependListener("upgrade", (_, socket) => socket.destroy());
        io.on("connection", (socket) => socket.on("echo", (x, ack) => ack(x)));
      });
      const socket = scene.connect(server, { transports: ["polling", "websocket"] });
      const { engine } = socket.io;
      const failed = next(engine, "upgradeError");
      await next(socket, "connect");
      const [error] = await failed;
      scene.say(error instanceof Error, error.message.replace(/:.*/, ""), error.transport);
      scene.say(engine.transport.name, engine.readyState, await socket.emitWithAck("echo", 1));
    },
    ["true probe error websocket", "polling open 1"],
  );

  scenario(
    "messages and pings",
    async (scene) => {
      const server = await scene.serve((io) => io.on("connection", (socket) => socket.emit("hello", 1)), {
        pingInterval: 40,
      });
      const socket = scene.connect(server);
      const { engine } = socket.io;
      for (const name of ["message", "data"] as const) {
        engine.on(name, (data) => scene.say(name, String(data).replace(/"sid":"[^"]*"/, '"sid":…')));
      }
      await scene.said.size(4);
      const [ping, pong] = await Promise.all([next(engine, "ping"), next(engine, "pong")]);
      scene.say("ping", ping.length, "pong", pong.length);
    },
    ['data 0{"sid":…}', 'message 0{"sid":…}', 'data 2["hello",1]', 'message 2["hello",1]', "ping 0 pong 0"],
  );

  scenario(
    "close(), twice",
    async (scene) => {
      const server = await scene.serve();
      const socket = scene.connect(server, { reconnection: false });
      scene.follow(socket);
      const { engine } = socket.io;
      await next(socket, "connect");
      engine.on("close", (reason) => scene.say("engine close", reason));
      scene.say("chained", engine.close() === engine, engine.close() === engine);
      await until("it is closed", () => engine.readyState === "closed");
      scene.say(socket.connected, socket.active);
    },
    ["connect", "disconnect forced close", "engine close forced close", "chained true true", "false true"],
  );

  scenario(
    "each connection has an engine of its own",
    async (scene) => {
      const { server, socket } = await pair(scene);
      const first = socket.io.engine;
      const { id } = first;
      server.kill();
      await next(socket.io, "reconnect");
      const second = socket.io.engine;
      scene.say("another", first !== second, "another id", second.id !== id, first.readyState, second.readyState);
    },
    ["another true another id true closed open"],
  );
});
