import { describe } from "vitest";
import { closedPort } from "../support/server.ts";
import { next, until } from "../support/until.ts";
import { followManager, followShort } from "./follow.ts";
import { pair } from "./pair.ts";
import { scenario } from "./scene.ts";

describe("reconnection", () => {
  scenario(
    "after a cut",
    async (scene) => {
      const { server, socket } = await pair(scene);
      followManager(scene, socket);
      followShort(scene, socket);
      const { id } = socket;
      server.kill();
      await next(socket.io, "reconnect");
      await until("it is connected", () => socket.connected);
      scene.say("another id", socket.id !== id, "engines", server.engines);
    },
    [
      "disconnect transport close",
      "manager close transport close",
      "manager reconnect_attempt 1",
      "manager open",
      "manager reconnect 1",
      "connect",
      "another id true engines 2",
    ],
  );

  scenario(
    "the order of the Manager's events and the socket's, at a loss",
    async (scene) => {
      const { server, socket } = await pair(scene, { reconnectionDelay: 60 });
      followManager(scene, socket);
      followShort(scene, socket);
      server.kill();
      await next(socket, "disconnect");
      await new Promise(setImmediate);
      scene.say("waiting", socket.active, socket.connected, socket.io.engine.readyState);
    },
    ["disconnect transport close", "manager close transport close", "waiting true false closed"],
  );

  scenario(
    "the server is away for a while",
    async (scene) => {
      const { server, socket } = await pair(scene, { reconnectionDelayMax: 20 });
      followManager(scene, socket);
      followShort(scene, socket);
      await server.stop();
      await scene.said.when((lines) => lines.filter((line) => line.startsWith("manager reconnect_error")).length > 1);
      await server.start();
      await next(socket, "connect");
      const lines = scene.said.entries.map((line) => line.replace(/\d+/, "n"));
      scene.said.entries.splice(0, scene.said.entries.length, ...new Set(lines));
    },
    [
      "disconnect transport close",
      "manager close transport close",
      "manager reconnect_attempt n",
      "connect_error websocket error",
      "manager error websocket error",
      "manager reconnect_error websocket error",
      "manager open",
      "manager reconnect n",
      "connect",
    ],
  );

  scenario(
    "one failed attempt: what is told, in which order",
    async (scene) => {
      const server = await scene.serve();
      await server.stop();
      const socket = scene.connect(server, { reconnectionAttempts: 1 });
      followManager(scene, socket);
      followShort(scene, socket);
      await next(socket.io, "reconnect_failed");
    },
    [
      "connect_error websocket error",
      "manager error websocket error",
      "manager reconnect_attempt 1",
      "connect_error websocket error",
      "manager error websocket error",
      "manager reconnect_failed 0",
      "manager reconnect_error websocket error",
    ],
  );

  scenario(
    "reconnectionAttempts: gives up, connect() starts over",
    async (scene) => {
      const url = await closedPort();
      const socket = scene.connect({ url }, { reconnectionAttempts: 2, reconnectionDelayMax: 10 });
      socket.io.on("reconnect_attempt", (attempt) => scene.say("attempt", attempt));
      await next(socket.io, "reconnect_failed");
      scene.say("failed", { active: socket.active, connected: socket.connected });
      socket.connect();
      await next(socket.io, "reconnect_failed");
      scene.say("failed again");
    },
    ["attempt 1", "attempt 2", "failed { active: true, connected: false }", "attempt 1", "attempt 2", "failed again"],
  );

  scenario(
    "reconnection: false",
    async (scene) => {
      const { server, socket } = await pair(scene, { reconnection: false });
      followManager(scene, socket);
      followShort(scene, socket);
      server.kill();
      await next(socket, "disconnect");
      scene.say({ active: socket.active, engines: server.engines });
      socket.connect();
      await next(socket, "connect");
      await server.kill("port");
      await next(socket, "disconnect");
      socket.connect();
      await next(socket, "connect_error");
    },
    [
      "disconnect transport close",
      "manager close transport close",
      "{ active: true, engines: 1 }",
      "manager open",
      "connect",
      "disconnect transport close",
      "manager close transport close",
      "connect_error websocket error",
      "manager error websocket error",
    ],
  );

  scenario(
    "reconnection is switched on in a listener of connect_error",
    async (scene) => {
      const url = await closedPort();
      const socket = scene.connect({ url }, { reconnection: false });
      followManager(scene, socket);
      socket.once("connect_error", () => {
        socket.io.reconnection(true);
        socket.io.reconnectionAttempts(1);
      });
      await next(socket.io, "reconnect_failed");
      scene.say("active", socket.active);
    },
    [
      "manager error websocket error",
      "manager reconnect_attempt 1",
      "manager error websocket error",
      "manager reconnect_failed 0",
      "manager reconnect_error websocket error",
      "active true",
    ],
  );

  scenario(
    "reconnection is switched on in a listener of disconnect",
    async (scene) => {
      const { server, socket } = await pair(scene, { reconnection: false });
      followShort(scene, socket);
      socket.once("disconnect", () => socket.io.reconnection(true));
      server.kill();
      await next(socket, "connect");
    },
    ["disconnect transport close", "connect"],
  );

  scenario(
    "more attempts are allowed in a listener of connect_error",
    async (scene) => {
      const url = await closedPort();
      const socket = scene.connect({ url }, { reconnectionAttempts: 1 });
      followManager(scene, socket);
      let failures = 0;
      socket.on("connect_error", () => {
        if (++failures === 2) socket.io.reconnectionAttempts(2);
      });
      await next(socket.io, "reconnect_failed");
      scene.say(failures);
    },
    [
      "manager error websocket error",
      "manager reconnect_attempt 1",
      "manager error websocket error",
      "manager reconnect_error websocket error",
      "manager reconnect_attempt 2",
      "manager error websocket error",
      "manager reconnect_failed 0",
      "manager reconnect_error websocket error",
      "3",
    ],
  );

  scenario(
    "disconnect() during the wait ends it",
    async (scene) => {
      const { server, socket } = await pair(scene, { reconnectionDelay: 20 });
      followManager(scene, socket);
      followShort(scene, socket);
      server.kill();
      await next(socket, "disconnect");
      socket.disconnect();
      scene.say({ active: socket.active });
      await new Promise((resolve) => setTimeout(resolve, 40));
      socket.connect();
      await next(socket, "connect");
    },
    [
      "disconnect transport close",
      "manager close transport close",
      "manager close forced close",
      "{ active: false }",
      "manager open",
      "connect",
    ],
  );

  scenario(
    "disconnect() in a reconnect_attempt listener",
    async (scene) => {
      const { server, socket } = await pair(scene);
      followShort(scene, socket);
      socket.io.on("reconnect_attempt", () => {
        socket.disconnect();
        scene.say({ active: socket.active });
      });
      server.kill();
      await scene.said.size(2);
      await new Promise((resolve) => setTimeout(resolve, 30));
      scene.say("engines", server.engines);
    },
    ["disconnect transport close", "{ active: false }", "engines 1"],
  );

  scenario(
    "reconnection(false) during the wait, and on again",
    async (scene) => {
      const { server, socket } = await pair(scene, { reconnectionDelay: 20 });
      followShort(scene, socket);
      server.kill();
      await next(socket, "disconnect");
      scene.say("chained", socket.io.reconnection(false) === socket.io, socket.io.reconnection());
      await new Promise((resolve) => setTimeout(resolve, 40));
      scene.say("engines", server.engines, socket.connected);
    },
    ["disconnect transport close", "chained true false", "engines 1 false"],
  );

  scenario(
    "options changed between attempts",
    async (scene) => {
      const server = await scene.serve((io) =>
        io.on("connection", (socket) => {
          const { query, headers } = socket.handshake;
          scene.heard(query["token"], headers["x-token"], socket.conn.transport.name);
        }),
      );
      const socket = scene.connect(server, { query: { token: "a" }, extraHeaders: { "x-token": "a" } });
      await next(socket, "connect");
      socket.io.opts.query!["token"] = "b";
      socket.io.opts.extraHeaders!["x-token"] = "b";
      socket.disconnect().connect();
      await next(socket, "connect");
      socket.io.on("reconnect_attempt", () => {
        socket.io.opts.query = { token: "c" };
        socket.io.opts.extraHeaders = { "x-token": "c" };
        socket.io.opts.transports = ["polling"];
      });
      server.kill();
      await next(socket, "disconnect");
      await next(socket, "connect");
      scene.say("end");
    },
    ["end", "server: a a websocket", "server: b b websocket", "server: c c polling"],
  );

  scenario(
    "another transport after a connect_error",
    async (scene) => {
      const server = await scene.serve(() => {}, { transports: ["polling"] });
      const socket = scene.connect(server);
      socket.on("connect_error", () => {
        scene.say("connect_error", socket.io.opts.transports, socket.active);
        socket.io.opts.transports = ["polling"];
      });
      await next(socket, "connect");
      scene.say(socket.io.engine.transport.name);
    },
    ["connect_error [ 'websocket' ] true", "polling"],
  );

  scenario(
    "the first attempt of the app's transports fails, the next is not told",
    async (scene) => {
      const server = await scene.serve(() => {}, { transports: ["polling"] });
      const socket = scene.connect(server, { transports: ["websocket", "polling"], reconnection: false });
      followShort(scene, socket);
      await Promise.race([next(socket, "connect"), next(socket, "connect_error")]);
      scene.say(socket.connected);
    },
    {
      cites: ["D5"],
      there: ["connect_error websocket error", "false"],
      here: ["connect", "true"],
    },
  );

  scenario(
    "the same with tryAllTransports",
    async (scene) => {
      const server = await scene.serve(() => {}, { transports: ["polling"] });
      const socket = scene.connect(server, {
        transports: ["websocket", "polling"],
        tryAllTransports: true,
        reconnection: false,
      });
      followShort(scene, socket);
      await next(socket, "connect");
      scene.say(socket.io.engine.transport.name);
    },
    ["connect", "polling"],
  );

  scenario(
    "reconnectionAttempts: 0",
    async (scene) => {
      const url = await closedPort();
      const socket = scene.connect({ url }, { reconnectionAttempts: 0, reconnectionDelayMax: 10 });
      const reported = await Promise.race([
        next(socket.io, "reconnect_failed").then(() => "reconnect_failed"),
        next(socket.io, "reconnect_attempt").then(() => "reconnect_attempt"),
      ]);
      scene.say(reported);
    },
    { cites: ["D6"], there: ["reconnect_attempt"], here: ["reconnect_failed"] },
  );
});
