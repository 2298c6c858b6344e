import { describe } from "vitest";
import { next, until } from "../support/until.ts";
import { pair } from "./pair.ts";
import { type Options, type Scene, scenario } from "./scene.ts";

const tries = async (scene: Scene, options: Record<string, unknown>): Promise<void> => {
  const server = await scene.serve((io) => io.on("connection", (socket) => socket.on("echo", (x, ack) => ack(x))));
  let socket: import("socket.io-client").Socket;
  try {
    socket = scene.connect(server, { reconnection: false, ...options } as Options);
  } catch (error) {
    scene.say(options, "thrown", error instanceof Error);
    return;
  }
  const outcome = await Promise.race([
    next(socket, "connect").then(() => socket.emitWithAck("echo", 1)),
    next(socket, "connect_error").then(([error]) => ["connect_error", error?.message ?? error]),
  ]);
  // the acknowledgement may be there before the upgrade, or after it
  if (socket.connected && "transports" in options && !options["transports"])
    await until("it is upgraded", () => socket.io.engine.transport.name === "websocket");
  scene.say(options, outcome, socket.connected && socket.io.engine.transport.name);
  socket.disconnect();
};

describe("options", () => {
  scenario(
    "null is not given",
    async (scene) => {
      const names = [
        "path",
        "query",
        "auth",
        "timeout",
        "reconnectionDelay",
        "reconnectionDelayMax",
        "parser",
        "agent",
      ];
      names.push("extraHeaders", "timestampRequests", "timestampParam", "reconnectionAttempts", "retries", "forceNew");
      names.push(
        "upgrade",
        "withCredentials",
        "randomizationFactor",
        "rejectUnauthorized",
        "perMessageDeflate",
        "port",
      );
      names.push("multiplex", "tryAllTransports", "localAddress", "hostname", "secure");
      for (const name of names) await tries(scene, { [name]: null });
    },
    [
      "{ path: null } 1 websocket",
      "{ query: null } 1 websocket",
      "{ auth: null } 1 websocket",
      "{ timeout: null } 1 websocket",
      "{ reconnectionDelay: null } 1 websocket",
      "{ reconnectionDelayMax: null } 1 websocket",
      "{ parser: null } 1 websocket",
      "{ agent: null } 1 websocket",
      "{ extraHeaders: null } 1 websocket",
      "{ timestampRequests: null } 1 websocket",
      "{ timestampParam: null } 1 websocket",
      "{ reconnectionAttempts: null } 1 websocket",
      "{ retries: null } 1 websocket",
      "{ forceNew: null } 1 websocket",
      "{ upgrade: null } 1 websocket",
      "{ withCredentials: null } 1 websocket",
      "{ randomizationFactor: null } 1 websocket",
      "{ rejectUnauthorized: null } 1 websocket",
      "{ perMessageDeflate: null } 1 websocket",
      "{ port: null } 1 websocket",
      "{ multiplex: null } 1 websocket",
      "{ tryAllTransports: null } 1 websocket",
      "{ localAddress: null } 1 websocket",
      "{ hostname: null } 1 websocket",
      "{ secure: null } 1 websocket",
    ],
  );

  scenario(
    "undefined is not given",
    async (scene) => {
      const names = ["path", "query", "auth", "timeout", "reconnectionDelay", "parser", "extraHeaders", "protocols"];
      names.push("transports", "upgrade", "withCredentials", "rejectUnauthorized", "ackTimeout");
      for (const name of names) await tries(scene, { [name]: undefined });
    },
    [
      "{ path: undefined } 1 websocket",
      "{ query: undefined } 1 websocket",
      "{ auth: undefined } 1 websocket",
      "{ timeout: undefined } 1 websocket",
      "{ reconnectionDelay: undefined } 1 websocket",
      "{ parser: undefined } 1 websocket",
      "{ extraHeaders: undefined } 1 websocket",
      "{ protocols: undefined } 1 websocket",
      "{ transports: undefined } 1 websocket",
      "{ upgrade: undefined } 1 websocket",
      "{ withCredentials: undefined } 1 websocket",
      "{ rejectUnauthorized: undefined } 1 websocket",
      "{ ackTimeout: undefined } 1 websocket",
    ],
  );

  scenario(
    "what a condition gives that does not hold is not given",
    async (scene) => {
      const names = ["path", "query", "auth", "transports", "parser", "extraHeaders", "port", "retries"];
      for (const name of names) for (const none of ["", false]) await tries(scene, { [name]: none });
    },
    [
      "{ path: '' } 1 websocket",
      "{ path: false } 1 websocket",
      "{ query: '' } 1 websocket",
      "{ query: false } 1 websocket",
      "{ auth: '' } 1 websocket",
      "{ auth: false } 1 websocket",
      "{ transports: '' } 1 websocket",
      "{ transports: false } 1 websocket",
      "{ parser: '' } 1 websocket",
      "{ parser: false } 1 websocket",
      "{ extraHeaders: '' } 1 websocket",
      "{ extraHeaders: false } 1 websocket",
      "{ port: '' } 1 websocket",
      "{ port: false } 1 websocket",
      "{ retries: '' } 1 websocket",
      "{ retries: false } 1 websocket",
    ],
  );

  scenario(
    "numbers as strings",
    async (scene) => {
      await tries(scene, { timeout: "5000", reconnectionDelay: "10", reconnectionDelayMax: "20", ackTimeout: "1000" });
      await tries(scene, { randomizationFactor: "0", reconnectionAttempts: "1", requestTimeout: "5000" });
    },
    [
      "{ timeout: '5000', reconnectionDelay: '10', reconnectionDelayMax: '20', ackTimeout: '1000' } 1 websocket",
      "{ randomizationFactor: '0', reconnectionAttempts: '1', requestTimeout: '5000' } 1 websocket",
    ],
  );

  scenario(
    "names of transports that are not known",
    async (scene) => {
      await tries(scene, { transports: ["websocket", "carrier-pigeon"] });
      await tries(scene, { transports: ["polling", "flashsocket"] });
      await tries(scene, { transports: ["websocket", "websocket"] });
    },
    [
      "{ transports: [ 'websocket', 'carrier-pigeon' ] } 1 websocket",
      "{ transports: [ 'polling', 'flashsocket' ] } 1 polling",
      "{ transports: [ 'websocket', 'websocket' ] } 1 websocket",
    ],
  );

  scenario("no transports at all", (scene) => tries(scene, { transports: [] }), [
    "{ transports: [] } [ 'connect_error', 'No transports available' ] false",
  ]);

  scenario(
    "options that nobody knows, and of other versions",
    async (scene) => {
      await tries(scene, { "reconnection limit": 1, jsonp: true, rememberUpgrade: true, upgradeTimeout: 100 });
      await tries(scene, { secure: false, closeOnBeforeunload: true, useNativeTimers: true, autoUnref: false });
      await tries(scene, { perMessageDeflate: false, requestTimeout: 5000, rejectUnauthorized: false, agent: false });
      await tries(scene, { perMessageDeflate: { threshold: 10 }, localAddress: "127.0.0.1" });
    },
    [
      "{ 'reconnection limit': 1, jsonp: true, rememberUpgrade: true, upgradeTimeout: 100 } 1 websocket",
      "{ secure: false, closeOnBeforeunload: true, useNativeTimers: true, autoUnref: false } 1 websocket",
      "{ perMessageDeflate: false, requestTimeout: 5000, rejectUnauthorized: false, agent: false } 1 websocket",
      "{ perMessageDeflate: { threshold: 10 }, localAddress: '127.0.0.1' } 1 websocket",
    ],
  );

  scenario(
    "one options object for two sockets",
    async (scene) => {
      const server = await scene.serve((io) => io.of(/.*/).on("connection", (socket) => scene.heard(socket.nsp.name)));
      const options = { transports: ["websocket"], forceNew: true };
      const a = scene.keep(scene.lib.io(`${server.url}/a`, options));
      await next(a, "connect");
      const b = scene.keep(scene.lib.io(`${server.url}/b`, options));
      await next(b, "connect");
      scene.say(a.io !== b.io);
    },
    ["true", "server: /a", "server: /b"],
  );

  scenario(
    "transports as classes",
    async (scene) => {
      const { NodeWebSocket, NodeXHR } = scene.lib;
      for (const transports of [[NodeWebSocket], [NodeXHR], [NodeXHR, NodeWebSocket]]) {
        const server = await scene.serve((io) =>
          io.on("connection", (socket) => socket.on("echo", (x, ack) => ack(x))),
        );
        const socket = scene.connect(server, { transports });
        const upgraded = transports.length === 2 ? next(socket.io.engine, "upgrade") : undefined;
        await next(socket, "connect");
        await upgraded;
        scene.say(socket.io.engine.transport.name, await socket.emitWithAck("echo", transports.length));
      }
    },
    ["websocket 1", "polling 1", "websocket 2"],
  );
});

describe("transportImplementations", () => {
  scenario(
    "instead of transports",
    async (scene) => {
      const { NodeWebSocket } = scene.lib;
      const server = await scene.serve();
      const socket = scene.keep(
        scene.lib.io(server.url, { forceNew: true, transportImplementations: [NodeWebSocket] }),
      );
      await next(socket, "connect");
      scene.say(socket.io.engine.transport.name);
    },
    ["websocket"],
  );
});

describe("options of the socket", () => {
  scenario(
    "auth, ackTimeout and retries of namespaces on one connection are their own",
    async (scene) => {
      const server = await scene.serve((io) =>
        io.of(/.*/).on("connection", (socket) => scene.heard(socket.nsp.name, socket.handshake.auth)),
      );
      const manager = new scene.lib.Manager(server.url, { transports: ["websocket"] });
      const a = scene.keep(manager.socket("/a", { auth: { a: 1 }, ackTimeout: 20 }));
      await next(a, "connect");
      const b = scene.keep(manager.socket("/b"));
      await next(b, "connect");
      scene.say(b.auth);
      a.emit("x", (...args: unknown[]) => scene.say("a", ...args));
      await scene.said.size(2);
    },
    ["undefined", "a Error(operation has timed out)", "server: /a { a: 1 }", "server: /b {}"],
  );

  scenario(
    "events before a listener is added are lost",
    async (scene) => {
      const { socket, served } = await pair(scene);
      served.emit("early");
      await new Promise<void>((resolve) => served.emit("sync", resolve) && socket.once("sync", (ack) => ack()));
      socket.on("early", () => scene.say("must not be called"));
      served.emit("late");
      await next(socket, "late");
      scene.say("late");
    },
    ["late"],
  );
});
