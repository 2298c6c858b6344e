import { describe } from "vitest";
import { closedPort } from "../support/server.ts";
import { next, turn } from "../support/until.ts";
import { pair } from "./pair.ts";
import { type Options, scenario, websocket } from "./scene.ts";

describe("the Manager", () => {
  scenario(
    "its accessors: defaults, setters that chain",
    async ({ lib, say }) => {
      const manager = new lib.Manager("http://127.0.0.1:1", { autoConnect: false });
      const names = [
        "reconnection",
        "reconnectionAttempts",
        "reconnectionDelay",
        "reconnectionDelayMax",
        "randomizationFactor",
        "timeout",
      ] as const;
      const values = { reconnection: false, timeout: false, randomizationFactor: 0.25 } as Record<string, unknown>;
      for (const name of names) {
        const accessor = (manager[name] as (value?: unknown) => unknown).bind(manager);
        const before = accessor();
        say(name, before, accessor(values[name] ?? 77) === manager, accessor());
      }
      say(manager.reconnection(true).reconnectionDelay(5).reconnectionDelayMax(9).timeout(3) === manager);
    },
    [
      "reconnection true true false",
      "reconnectionAttempts Infinity true 77",
      "reconnectionDelay 1000 true 77",
      "reconnectionDelayMax 5000 true 77",
      "randomizationFactor 0.5 true 0.25",
      "timeout 20000 true false",
      "true",
    ],
  );

  scenario(
    "socket() of a namespace that waits for the next attempt, or was given up, makes none",
    async ({ lib, keep, say }) => {
      const url = await closedPort();
      for (const options of [{ reconnectionDelay: 5_000 }, { reconnection: false }]) {
        const manager = new lib.Manager(url, { ...websocket, ...options });
        const socket = keep(manager.socket("/"));
        await next(socket, "connect_error");
        const { engine } = manager;
        say(manager.socket("/") === socket, manager.engine === engine, socket.active);
        socket.connect();
        say(manager.engine === engine);
      }
    },
    {
      cites: ["D17"],
      there: ["true true true", "true", "true true true", "false"],
      here: ["true true true", "false", "true true true", "false"],
    },
  );

  scenario(
    "disconnect() of a socket that is not connected closes what the app has opened, if nobody else needs it",
    async ({ lib, serve, keep, say }) => {
      const server = await serve((io) => void io.of("/b"));
      const manager = new lib.Manager(server.url, { ...websocket, autoConnect: false });
      const [a, b] = [keep(manager.socket("/")), keep(manager.socket("/b"))];
      const opened = (): Promise<void> => new Promise((resolve) => void manager.open(() => resolve()));
      const open = (): boolean => manager.engine?.readyState === "open";
      await opened();
      say(open());
      a.disconnect();
      say(open());
      await opened();
      b.connect();
      await next(b, "connect");
      a.disconnect();
      say(open(), b.connected);
      b.disconnect();
      say(open());
    },
    ["true", "false", "true true", "false"],
  );

  scenario(
    "its accessors: what the options say",
    async ({ lib, say }) => {
      const manager = new lib.Manager("http://127.0.0.1:1", {
        autoConnect: false,
        reconnection: false,
        reconnectionAttempts: 3,
        reconnectionDelay: 100,
        reconnectionDelayMax: 200,
        randomizationFactor: 0,
        timeout: 400,
      });
      say(
        manager.reconnection(),
        manager.reconnectionAttempts(),
        manager.reconnectionDelay(),
        manager.reconnectionDelayMax(),
        manager.randomizationFactor(),
        manager.timeout(),
      );
    },
    ["false 3 100 200 0 400"],
  );

  scenario(
    "its accessors: they count from the next attempt",
    async (scene) => {
      const url = await closedPort();
      const socket = scene.connect({ url }, { autoConnect: false, reconnectionDelay: 60_000, timeout: 60_000 });
      const { io } = socket;
      io.reconnectionDelay(1).reconnectionDelayMax(1).reconnectionAttempts(2);
      io.on("reconnect_attempt", (attempt) => scene.say("attempt", attempt));
      socket.connect();
      await next(io, "reconnect_failed");
      scene.say("failed", socket.active);
    },
    ["attempt 1", "attempt 2", "failed true"],
  );

  scenario(
    "opts",
    async ({ lib, say }) => {
      const given: Options = { autoConnect: false, query: { a: "1" } };
      const manager = new lib.Manager("http://127.0.0.1:1", given);
      say(manager.opts.path, manager.opts.query, manager.opts.autoConnect, manager.engine);
      manager.opts.query = { a: "2" };
      say(manager.opts.query);
    },
    ["/socket.io { a: '1' } false undefined", "{ a: '2' }"],
  );

  scenario(
    "open() with a function: it worked",
    async (scene) => {
      const server = await scene.serve();
      const socket = scene.connect(server, { autoConnect: false });
      const { io } = socket;
      io.on("open", (...args: unknown[]) => scene.say("open", args.length));
      const result = io.open((...args: unknown[]) => scene.say("called with", args));
      scene.say("chained", result === io, io.engine.readyState);
      await scene.said.size(3);
      scene.say(io.engine.readyState, socket.connected, socket.active);
      scene.say("already open", io.open(() => scene.say("must not be called")) === io, io.connect() === io);
      socket.connect();
      await next(socket, "connect");
      scene.say("engines", server.engines);
    },
    ["chained true opening", "open 0", "called with []", "open false false", "already open true true", "engines 1"],
  );

  scenario(
    "open() with a function: it did not, and no attempt follows",
    async (scene) => {
      const url = await closedPort();
      const socket = scene.connect({ url }, { autoConnect: false });
      const { io } = socket;
      io.on("error", (error) => scene.say("error", error.message.replace(/:.*/, "")));
      io.on("reconnect_attempt", (attempt) => scene.say("attempt", attempt));
      io.connect((error) => scene.say("called with", error?.message.replace(/:.*/, "")));
      await scene.said.size(2);
      await new Promise((resolve) => setTimeout(resolve, 30));
      scene.say("end");
    },
    ["error websocket error", "called with websocket error", "end"],
  );

  scenario(
    "open() with a function, while it waits for the next attempt",
    async (scene) => {
      const url = await closedPort();
      const socket = scene.connect({ url }, { reconnectionDelay: 5_000, reconnectionDelayMax: 5_000 });
      const { io } = socket;
      await next(socket, "connect_error");
      await turn();
      io.on("error", (error) => scene.say("error", error.message.replace(/:.*/, "")));
      for (const event of ["reconnect_attempt", "reconnect_error", "reconnect_failed"] as const)
        io.on(event, () => scene.say(event));
      io.open((error) => scene.say("called with", error?.message.replace(/:.*/, "")));
      await scene.said.size(2);
      scene.say("end", socket.active);
    },
    ["error websocket error", "called with websocket error", "end true"],
  );

  scenario(
    "its events: ping and packet",
    async (scene) => {
      const server = await scene.serve((io) => io.on("connection", (socket) => socket.on("ask", (x, ack) => ack(x))), {
        pingInterval: 40,
      });
      const socket = scene.connect(server, { autoConnect: false });
      socket.io.on("packet", ({ type, nsp, data, id }) => scene.say("packet", { type, nsp, data, id }));
      const pinged = next(socket.io, "ping");
      socket.connect();
      await next(socket, "connect");
      await socket.emitWithAck("ask", 1);
      scene.say("ping", await pinged);
    },
    [
      "packet { type: 0, nsp: '/', data: { sid: 'id1' }, id: undefined }",
      "packet { type: 3, nsp: '/', data: [ 1 ], id: 0 }",
      "ping []",
    ],
  );

  scenario(
    "its events: off, once, listeners",
    async (scene) => {
      const { server, socket } = await pair(scene);
      const { io } = socket;
      const a = (): unknown => scene.say("must not be called");
      io.on("close", a).once("close", a);
      io.off("close", a);
      io.once("close", (reason) => scene.say("close", reason));
      scene.say(io.listeners("reconnect").length, io.hasListeners("close"), io.hasListeners("reconnect"));
      server.kill();
      await next(io, "reconnect");
      server.kill();
      await next(io, "reconnect");
    },
    ["0 true false", "must not be called", "close transport close"],
  );

  scenario(
    "its events when the app leaves",
    async (scene) => {
      const { socket } = await pair(scene);
      socket.io.on("close", (...args: unknown[]) => scene.say("close", ...args));
      socket.on("disconnect", (...args: unknown[]) => scene.say("disconnect", ...args));
      socket.disconnect();
      scene.say("end");
    },
    ["close forced close undefined", "disconnect io client disconnect undefined", "end"],
  );

  scenario(
    "one Manager, made by hand, and its sockets",
    async (scene) => {
      const server = await scene.serve((io) => void io.of(/.*/));
      const manager = new scene.lib.Manager(server.url, { ...websocket, autoConnect: false });
      const [a, b] = ["/a", "/b"].map((nsp) => scene.follow(scene.keep(manager.socket(nsp)), nsp)) as [never, never];
      scene.say("engine", manager.engine);
      manager.socket("/a").connect();
      await next(a, "connect");
      manager.socket("/b").connect();
      await next(b, "connect");
      scene.say("engines", server.engines, manager.engine.readyState);
    },
    ["engine undefined", "/a connect", "/b connect", "engines 1 open"],
  );
});
