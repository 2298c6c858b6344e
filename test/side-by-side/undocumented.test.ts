import { describe } from "vitest";
import type { TestServer } from "../support/server.ts";
import { next, until } from "../support/until.ts";
import { pair } from "./pair.ts";
import { type Client, polling, type Scene, scenario, websocket } from "./scene.ts";

/** Members that nobody documented and that published code reaches for, as it does: untyped. */
type Untyped = any;

const MODES = { websocket, polling, upgrade: { transports: ["polling", "websocket"] } };

describe.each(Object.entries(MODES))("socket.onevent replaced, over %s", (_, options) => {
  scenario(
    "by a function that calls the original twice: a listener of every event",
    async (scene) => {
      const { socket, served } = await pair(scene, options);
      const { onevent } = socket as Untyped;
      (socket as Untyped).onevent = function (packet: { data: unknown[] }) {
        const args = packet.data;
        onevent.call(this, packet);
        packet.data = ["*", ...args];
        onevent.call(this, packet);
      };
      socket.on("news", (...args) => scene.say("news", ...args));
      socket.on("*", (...args: unknown[]) => scene.say("*", ...args));
      served.emit("news", 1, Buffer.from("x"));
      served.emit("other");
      await scene.said.size(3);
    },
    ["news 1 <Buffer 78>", "* news 1 <Buffer 78>", "* other"],
  );

  scenario(
    "by one that delivers nothing: no listener hears, and one that asks is answered by packet.id",
    async (scene) => {
      const { socket, served } = await pair(scene, options);
      (socket as Untyped).onevent = function (packet: { data: unknown[]; id?: number; nsp: string }) {
        scene.say(packet.nsp, packet.data, typeof packet.id);
        if (packet.id != null) this.ack(packet.id)("answered");
      };
      socket.onAny(() => scene.say("never"));
      served.emit("told");
      served.emit("asked", 1, (answer: string) => scene.heard(answer));
      await scene.hearing.size(1);
    },
    ["/ [ 'told' ] undefined", "/ [ 'asked', 1 ] number", "server: answered"],
  );

  scenario(
    "by one that keeps some events back",
    async (scene) => {
      const { socket, served } = await pair(scene, options);
      const { onevent } = socket as Untyped;
      (socket as Untyped).onevent = (packet: { data: unknown[] }) => {
        if (packet.data[0] === "skipped") return;
        onevent.call(socket, packet);
      };
      socket.on("kept", (...args) => scene.say("kept", ...args));
      served.emit("skipped", 1);
      served.emit("kept", 2);
      await scene.said.size(1);
      scene.say(socket.connected);
    },
    ["kept 2", "true"],
  );
});

scenario(
  "socket.onevent replaced on one namespace: the other has its own",
  async (scene) => {
    const server = await scene.serve((io) => {
      io.on("connection", (socket) => socket.emit("hello", "/"));
      io.of("/admin").on("connection", (socket) => socket.emit("hello", "/admin"));
    });
    const socket = scene.connect(server, { autoConnect: false });
    const admin = scene.keep(socket.io.socket("/admin"));
    (admin as Untyped).onevent = (packet: { data: unknown[] }) => scene.say("replaced", packet.data);
    socket.on("hello", (nsp: string) => scene.say("heard", nsp));
    admin.on("hello", () => scene.say("never"));
    socket.connect();
    await scene.said.size(1);
    admin.connect();
    await scene.said.size(2);
  },
  ["heard /", "replaced [ 'hello', '/admin' ]"],
);

scenario(
  "socket._opts and socket.flags, by which Feathers chooses the shape of its callbacks",
  async (scene) => {
    const { socket } = await pair(scene, { ackTimeout: 1000, retries: 2 });
    const { _opts, flags } = socket as Untyped;
    scene.say(_opts.ackTimeout, _opts.retries, flags.timeout);
    scene.say((socket.timeout(50) as Untyped).flags.timeout);
    await socket.timeout(1000).emitWithAck("echo", 1);
    scene.say((socket.volatile as Untyped).flags.volatile);
  },
  ["1000 2 undefined", "50", "true", "server: echo 1 [function]"],
);

describe("socket.connected assigned, as tests do that make believe", () => {
  const read = (socket: Client): boolean[] => [socket.connected, socket.disconnected];

  scenario(
    "on a socket that was not told to connect",
    async (scene) => {
      const server = await scene.serve();
      const socket = scene.connect(server, { autoConnect: false });
      socket.connected = true;
      scene.say(...read(socket));
      socket.connected = false;
      scene.say(...read(socket));
      scene.follow(socket).connect();
      await next(socket, "connect");
      scene.say(...read(socket));
    },
    ["true false", "false true", "connect", "true false"],
  );

  scenario(
    "on a connected socket: the next change shows again, and is told",
    async (scene) => {
      const { socket, served } = await pair(scene);
      scene.follow(socket);
      socket.connected = false;
      scene.say(...read(socket));
      served.disconnect();
      await next(socket, "disconnect");
      scene.say(...read(socket));
      socket.connect();
      await next(socket, "connect");
      scene.say(...read(socket));
    },
    ["false true", "disconnect io server disconnect", "false true", "connect", "true false"],
  );
});

describe("manager", () => {
  scenario(
    "uri set in reconnect_attempt: the next server",
    async (scene) => {
      const name = (text: string) => scene.serve((io) => io.on("connection", () => scene.heard(text)));
      const [first, second] = [await name("first"), await name("second")];
      const socket = scene.connect(first);
      scene.say((socket.io as Untyped).uri === `${first.url}/` || (socket.io as Untyped).uri === first.url);
      await next(socket, "connect");
      socket.io.on("reconnect_attempt", () => {
        (socket.io as Untyped).uri = second.url;
      });
      socket.io.engine.close();
      await next(socket, "connect");
      const { hostname, port, secure } = socket.io.opts;
      scene.say(hostname, `${port}` === new URL(second.url).port, secure);
    },
    ["true", "127.0.0.1 true false", "server: first", "server: second"],
  );

  scenario(
    "uri set before connect()",
    async (scene) => {
      const server = await scene.serve((io) => io.on("connection", () => scene.heard("here")));
      const socket = scene.connect({ url: "http://127.0.0.1:1" }, { autoConnect: false });
      (socket.io as Untyped).uri = server.url;
      socket.connect();
      await next(socket, "connect");
      scene.say(socket.connected);
    },
    ["true", "server: here"],
  );

  scenario(
    "opts.hostname, port and secure say where it connects",
    async (scene) => {
      const server = await scene.serve();
      const socket = scene.connect(server);
      const { hostname, port, secure } = socket.io.opts;
      scene.say(hostname, `${port}` === new URL(server.url).port, secure);
      const { engine } = socket.io as Untyped;
      scene.say(engine.hostname, `${engine.port}` === new URL(server.url).port, engine.secure);
      scene.say(engine.opts.transports);
    },
    ["127.0.0.1 true false", "127.0.0.1 true false", "[ 'websocket' ]"],
  );

  scenario(
    "nsps: the sockets by their names",
    async (scene) => {
      const server = await scene.serve((io) => io.of("/admin"));
      const socket = scene.connect(server);
      const admin = scene.keep(socket.io.socket("/admin"));
      const { nsps } = socket.io as Untyped;
      scene.say(Object.keys(nsps), nsps["/"] === socket, nsps["/admin"] === admin, nsps["/none"]);
    },
    ["[ '/', '/admin' ] true true undefined"],
  );

  scenario(
    "backoff.attempts counts in connect_error",
    async (scene) => {
      const socket = scene.connect({ url: "http://127.0.0.1:1" }, { reconnectionAttempts: 3 });
      socket.on("connect_error", () => scene.say((socket.io as Untyped).backoff.attempts));
      await scene.said.size(4);
    },
    ["0", "1", "2", "3"],
  );

  scenario(
    "skipReconnect = true: a lost connection is not made again, until connect()",
    async (scene) => {
      const { socket } = await pair(scene);
      scene.follow(socket);
      socket.io.on("reconnect_attempt", () => scene.say("never"));
      (socket.io as Untyped).skipReconnect = true;
      socket.io.engine.close();
      await scene.said.size(1);
      scene.say((socket.io as Untyped).skipReconnect);
      socket.connect();
      await next(socket, "connect");
      scene.say((socket.io as Untyped).skipReconnect);
    },
    ["disconnect forced close", "true", "connect", "false"],
  );

  for (const name of ["disconnect", "_close"])
    scenario(
      `${name}() closes the connection for good; connect() makes it again`,
      async (scene) => {
        const { socket, served } = await pair(scene);
        const manager: Untyped = socket.io;
        scene.follow(socket);
        manager.on("reconnect_attempt", () => scene.say("never"));
        const gone = next(served, "disconnect");
        manager[name]();
        scene.say(socket.connected, socket.active, manager.engine.readyState !== "open");
        await gone;
        scene.say(manager.reconnect() === manager, socket.connected);
        socket.connect();
        await next(socket, "connect");
        await socket.emitWithAck("echo", 1);
      },
      ["disconnect forced close", "false true true", "true false", "connect", "server: echo 1 [function]"],
    );

  scenario(
    "reconnect(), called where a connection is lost, as apps do",
    async (scene) => {
      const { socket } = await pair(scene);
      scene.follow(socket);
      socket.on("disconnect", () => (socket.io as Untyped).reconnect());
      socket.io.engine.close();
      await next(socket, "connect");
    },
    ["disconnect forced close", "connect"],
  );

  scenario(
    "settings by their names with a _",
    async (scene) => {
      const { socket } = await pair(scene, { reconnectionAttempts: 7, reconnectionDelayMax: 60, timeout: 4000 });
      const manager: Untyped = socket.io;
      scene.say(manager._reconnection, manager._reconnectionAttempts, manager._reconnectionDelayMax, manager._timeout);
      manager._reconnectionAttempts = 9;
      scene.say(manager.reconnectionAttempts());
      socket.io.on("reconnect_attempt", () => scene.say("never"));
      manager._reconnection = false;
      scene.say(manager.reconnection());
      socket.io.engine.close();
      await until("it is lost", () => !socket.connected);
      manager._reconnection = true;
      socket.connect();
      await next(socket, "connect");
    },
    ["true 7 60 4000", "9", "false"],
  );

  scenario(
    "skipReconnect is true when the server has disconnected the socket",
    async (scene) => {
      const { socket, served } = await pair(scene);
      scene.say((socket.io as Untyped).skipReconnect);
      socket.on("disconnect", (reason) => scene.say(reason, (socket.io as Untyped).skipReconnect));
      served.disconnect();
      await scene.said.size(2);
    },
    ["false", "io server disconnect true"],
  );
});

describe.each(Object.entries({ websocket, polling }))("engine, over %s", (_, options) => {
  const raw = (socket: Client): Untyped => socket.io.engine;

  scenario(
    "off(); close() ends the socket for good",
    async (scene) => {
      const { socket, served } = await pair(scene, options);
      scene.follow(socket);
      socket.io.on("reconnect_attempt", () => scene.say("never"));
      const gone = next(served, "disconnect");
      raw(socket).off();
      raw(socket).close();
      await gone;
      await until("it is closed", () => raw(socket).readyState === "closed");
      scene.say(raw(socket).hasListeners("close"));
    },
    ["false"],
  );

  scenario(
    "removeAllListeners() does so too; of one event it leaves the Manager",
    async (scene) => {
      const { socket, served } = await pair(scene, options);
      scene.follow(socket);
      raw(socket).removeAllListeners("upgrade");
      await socket.emitWithAck("echo", 1);
      const gone = next(served, "disconnect");
      raw(socket).removeAllListeners();
      raw(socket).close();
      await gone;
    },
    ["server: echo 1 [function]"],
  );

  scenario(
    "write() and send() send a message, and call back when it was handed over",
    async (scene) => {
      const { socket, served } = await pair(scene, options);
      const { engine } = socket.io;
      const same = raw(socket).write('2["by hand",1]', null, () => scene.say("handed over"));
      scene.say(same === engine);
      await next(served, "by hand");
      raw(socket).send('2["by hand",2]', { compress: false });
      await next(served, "by hand");
    },
    ["handed over", "true", "server: by hand 1", "server: by hand 2"],
  );
});

scenario(
  "engine: upgrading is told once the candidate works, not when it is tried",
  async (scene) => {
    const server = await scene.serve(undefined, { transports: ["polling", "websocket"] });
    const http = server.io.httpServer as unknown as NodeJS.EventEmitter;
    http.removeAllListeners("upgrade");
    http.on("upgrade", (_request, socket) => socket.destroy());
    const socket = scene.connect(server, { transports: ["polling", "websocket"] });
    socket.io.engine.on("upgrading", () => scene.say("never"));
    await next(socket.io.engine, "upgradeError");
    scene.say(socket.io.engine.transport.name);
  },
  ["polling"],
);

describe("transport", () => {
  scenario(
    "ws is the WebSocket",
    async (scene) => {
      const { socket } = await pair(scene);
      const { ws } = socket.io.engine.transport as Untyped;
      scene.say(typeof ws.ping, ws.readyState, ws.url.split("?")[0]);
      ws.close();
      const [reason] = await next(socket, "disconnect");
      scene.say(reason);
    },
    ["function 1 ws://127.0.0.1:PORT/socket.io/", "transport close"],
  );

  scenario(
    "query is that of a request",
    async (scene) => {
      const { socket } = await pair(scene, { ...polling, query: { "a b": "c&d", n: "1" } });
      const { EIO, transport, sid, ...rest } = (socket.io.engine.transport as Untyped).query;
      scene.say(`${EIO}`, transport, sid === socket.io.engine.id, rest["a b"], rest.n);
      scene.say((socket.io.engine.transport as Untyped).ws);
    },
    ["4 polling true c&d 1", "undefined"],
  );
});

/** A server that gives each answer of polling a cookie, as a load balancer does, and tells which one a connection came with. */
const balanced = async ({ serve, heard }: Scene): Promise<TestServer> => {
  const server = await serve(
    (io) => io.on("connection", ({ handshake }) => heard("came with", handshake.headers.cookie)),
    { transports: ["polling", "websocket"] },
  );
  let answers = 0;
  server.io.engine.on("headers", (headers: Record<string, string[]>) => {
    headers["set-cookie"] = [`NODE=n${++answers}; Path=/`, "other=1"];
  });
  return server;
};

describe("transport as an emitter", () => {
  scenario(
    "pollComplete of the handshake is heard by who listens from open on, before connect",
    async (scene) => {
      const server = await balanced(scene);
      const socket = scene.connect(server, { transports: ["polling", "websocket"] });
      socket.io.on("open", () => {
        scene.say("open");
        const { transport } = socket.io.engine as Untyped;
        transport.once("pollComplete", () => scene.say("pollComplete", typeof transport.pollXhr));
      });
      socket.on("connect", () => scene.say("connect"));
      await scene.said.size(3);
    },
    ["open", "pollComplete object", "connect", "server: came with undefined"],
  );

  scenario(
    "off: it is heard no more; each returns the transport",
    async (scene) => {
      const { socket } = await pair(scene, polling);
      const raw = socket.io.engine.transport as Untyped;
      const never = (): void => scene.say("never");
      scene.say(raw.on("pollComplete", never) === raw, raw.off("pollComplete", never) === raw);
      raw.on("pollComplete", never).removeAllListeners("pollComplete");
      raw.once("pollComplete", never).removeListener("pollComplete", never);
      await socket.emitWithAck("echo", 1);
    },
    ["true true", "server: echo 1 [function]"],
  );

  scenario(
    "listened to right after io(), as modules do at their top",
    async (scene) => {
      const server = await balanced(scene);
      const socket = scene.connect(server, polling);
      (socket.io.engine.transport as Untyped).once("pollComplete", () => scene.say("pollComplete"));
      socket.on("connect", () => scene.say("connect"));
      await scene.said.size(2);
    },
    ["pollComplete", "connect", "server: came with undefined"],
  );
});
