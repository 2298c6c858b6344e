import { describe } from "vitest";
import { startProxy } from "../support/proxy.ts";
import { next, until } from "../support/until.ts";
import { isPolling, pair } from "./pair.ts";
import { polling, scenario, websocket } from "./scene.ts";

/** What comes with the reason, without what only one kind of transport can say. */
const details = (what: unknown): unknown => {
  if (what === undefined) return "no details";
  const { description, context, message } = what as Record<string, unknown>;
  return [
    what instanceof Error ? "an Error" : "details",
    description ?? message,
    context === undefined ? "" : "context",
  ];
};

describe("why a socket was left", () => {
  for (const [name, options] of Object.entries({ websocket, polling })) {
    scenario(
      `by the app, over ${name}`,
      async (scene) => {
        const { socket, served } = await pair(scene, options);
        served.on("disconnect", (reason) => scene.heard("disconnect", reason));
        socket.on("disconnect", (reason, what) => scene.say("disconnect", reason, details(what), socket.active));
        scene.say("before");
        socket.disconnect();
        scene.say("after", socket.io.engine.readyState);
        await scene.hearing.size(1);
      },
      [
        "before",
        "disconnect io client disconnect no details false",
        "after closing",
        "server: disconnect client namespace disconnect",
      ],
    );

    scenario(
      `by the server, over ${name}; it stays away`,
      async (scene) => {
        const { server, socket, served } = await pair(scene, options);
        scene.follow(socket);
        socket.on("disconnect", (reason, what) => scene.say(reason, details(what), socket.active, socket.connected));
        served.disconnect();
        await next(socket, "disconnect");
        scene.say("engines", server.engines);
        socket.connect();
        await next(socket, "connect");
        scene.say("engines", server.engines);
      },
      [
        "disconnect io server disconnect",
        "io server disconnect no details false false",
        "engines 1",
        "connect",
        "engines 2",
      ],
    );

    scenario(
      `by the server with its connection, over ${name}`,
      async (scene) => {
        const { server, socket, served } = await pair(scene, options);
        scene.follow(socket);
        socket.on("disconnect", (reason, what) => scene.say(reason, details(what), socket.active));
        served.disconnect(true);
        await next(socket, "disconnect");
        await until("it is closed", () => socket.io.engine.readyState === "closed");
        scene.say("engines", server.engines);
      },
      ["disconnect io server disconnect", "io server disconnect no details false", "engines 1"],
    );

    scenario(
      `the server's session is closed, over ${name}; it comes back`,
      async (scene) => {
        const { socket, served } = await pair(scene, options);
        scene.follow(socket);
        socket.on("disconnect", (reason, what) => scene.say(reason, details(what), socket.active));
        (served.conn as unknown as { close(): void }).close();
        await next(socket, "disconnect");
        await next(socket, "connect");
      },
      [
        "disconnect transport close",
        name === "websocket"
          ? "transport close [ 'details', 'websocket connection closed', 'context' ] true"
          : "transport close [ 'details', 'transport closed by the server', '' ] true",
        "connect",
      ],
    );

    scenario(
      `no ping, over ${name}`,
      async (scene) => {
        const server = await scene.serve(() => {}, { pingInterval: 100, pingTimeout: 100 });
        const proxy = await startProxy(server);
        const socket = scene.connect(proxy, { ...options, reconnection: false });
        socket.on("disconnect", (reason, what) => scene.say(reason, details(what), socket.active));
        await next(socket, "connect");
        proxy.silence();
        await next(socket, "disconnect");
      },
      ["ping timeout no details true"],
    );

    scenario(
      `a packet that is none, over ${name}`,
      async (scene) => {
        const { socket, served } = await pair(scene, options);
        scene.follow(socket);
        socket.on("disconnect", (reason, what) => scene.say(reason, what instanceof Error));
        (served.conn as unknown as { write(data: string): void }).write("nonsense");
        await next(socket, "disconnect");
        await next(socket, "connect");
      },
      ["disconnect parse error", "parse error true", "connect"],
    );

    scenario(
      `the TCP connection is cut, over ${name}`,
      async (scene) => {
        const { server, socket, served } = await pair(scene, options);
        scene.follow(socket);
        socket.on("disconnect", (reason, what) => scene.say(reason, what !== undefined, socket.active));
        // between two polls there is nothing to cut
        await until("it is polling", () => isPolling(served));
        server.kill();
        await next(socket, "disconnect");
        await next(socket, "connect");
      },
      name === "websocket"
        ? ["disconnect transport close", "transport close true true", "connect"]
        : ["disconnect transport error", "transport error true true", "connect"],
    );
  }

  scenario(
    "the engine is closed by the app; it comes back",
    async (scene) => {
      const { socket } = await pair(scene);
      scene.follow(socket);
      socket.io.engine.close();
      await next(socket, "connect");
    },
    ["disconnect forced close", "connect"],
  );

  scenario(
    "three events, then disconnect in the same turn",
    async (scene) => {
      const { socket, served } = await pair(scene);
      served.offAny();
      served.on("last word", (n) => scene.heard("last word", n));
      served.on("disconnect", (reason) => scene.heard("disconnect", reason));
      for (const n of [1, 2, 3]) socket.emit("last word", n);
      socket.disconnect();
      await scene.hearing.when((lines) => lines.some((line) => line.startsWith("disconnect")));
      scene.say("end");
    },
    {
      cites: ["D18"],
      there: ["end", "server: disconnect client namespace disconnect"],
      here: [
        "end",
        "server: last word 1",
        "server: last word 2",
        "server: last word 3",
        "server: disconnect client namespace disconnect",
      ],
    },
  );

  scenario(
    "disconnect in a listener of an event: the rest of the turn's events",
    async (scene) => {
      const { socket, served } = await pair(scene);
      scene.follow(socket);
      socket.on("x", (n) => {
        scene.say("x", n);
        socket.disconnect();
      });
      served.emit("x", 1);
      served.emit("x", 2);
      await next(served, "disconnect");
    },
    ["x 1", "disconnect io client disconnect"],
  );

  scenario(
    "connect() in the disconnect listener",
    async (scene) => {
      const { server, socket, served } = await pair(scene);
      scene.follow(socket);
      socket.once("disconnect", () => socket.connect());
      served.disconnect();
      await next(socket, "connect");
      scene.say("engines", server.engines);
    },
    ["disconnect io server disconnect", "connect", "engines 2"],
  );

  scenario(
    "two namespaces of a connection that is lost",
    async (scene) => {
      const server = await scene.serve((io) => void io.of(/.*/));
      const manager = new scene.lib.Manager(server.url, {
        ...websocket,
        reconnectionDelay: 10,
        randomizationFactor: 0,
      });
      const a = scene.follow(scene.keep(manager.socket("/a")), "a");
      const b = scene.follow(scene.keep(manager.socket("/b")), "b");
      await Promise.all([next(a, "connect"), next(b, "connect")]);
      server.kill();
      await Promise.all([next(a, "disconnect"), next(b, "disconnect")]);
      await Promise.all([next(a, "connect"), next(b, "connect")]);
      a.disconnect();
      scene.say(manager.engine.readyState, server.engines);
    },
    [
      "a connect",
      "b connect",
      "a disconnect transport close",
      "b disconnect transport close",
      "a connect",
      "b connect",
      "a disconnect io client disconnect",
      "open 2",
    ],
  );

  scenario(
    "the connection is cut while the namespace joins",
    async (scene) => {
      const server = await scene.serve((io) => {
        let n = 0;
        // the first one never gets an answer
        io.use((_, proceed) => {
          if (n++) proceed();
          else scene.heard("asked");
        });
      });
      const socket = scene.follow(scene.connect(server));
      await scene.hearing.size(1);
      server.kill();
      await next(socket, "connect");
    },
    {
      cites: ["D2"],
      there: ["disconnect transport close", "connect", "server: asked"],
      here: ["connect_error Error(transport close)", "connect", "server: asked"],
    },
  );
});
