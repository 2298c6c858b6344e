import { describe } from "vitest";
import { next, until } from "../support/until.ts";
import { isPolling, pair } from "./pair.ts";
import { polling, scenario, websocket } from "./scene.ts";

interface Detailed {
  message?: string;
  type?: string;
  description?: unknown;
  context?: {
    status?: number;
    statusText?: { code?: string };
    responseText?: string;
    code?: number;
    reason?: string;
    wasClean?: boolean;
  };
}

/** What an event says of a WebSocket that failed. */
interface Failure {
  type?: string;
  error?: { code?: string };
  message?: string;
}

describe("what errors and details carry", () => {
  scenario(
    "connect_error: an HTTP status and what the server said",
    async (scene) => {
      const server = await scene.serve(() => {}, { allowRequest: (_, answer) => answer("not today", false) });
      const socket = scene.connect(server, { ...polling, reconnection: false });
      socket.on("connect_error", (error) => {
        const { type, description, context } = error as Detailed;
        scene.say(type, description, context?.status, context?.responseText);
      });
      await scene.said.size(1);
    },
    ['TransportError 403 403 {"code":4,"message":"not today"}'],
  );

  scenario(
    "connect_error: nobody listens there",
    async (scene) => {
      const server = await scene.serve();
      await server.stop();
      for (const transport of [polling, websocket]) {
        const socket = scene.connect(server, { ...transport, forceNew: true, reconnection: false });
        const [error] = (await next(socket, "connect_error")) as [Detailed];
        const { type, description, context } = error;
        const { type: event, error: cause, message } = description as Failure;
        scene.say(type, typeof description, event, cause?.code, message);
        scene.say(typeof context, context?.status, context?.statusText?.code);
      }
    },
    [
      "TransportError number undefined undefined undefined",
      "object 0 ECONNREFUSED",
      "TransportError object error ECONNREFUSED connect ECONNREFUSED 127.0.0.1:PORT",
      "undefined undefined undefined",
    ],
  );

  scenario(
    "disconnect: the session is not known any more, over polling",
    async (scene) => {
      const { server, socket, served } = await pair(scene, { ...polling, reconnection: false });
      await until("it is polling", () => isPolling(served));
      const { clients } = server.io.engine as unknown as { clients: Record<string, unknown> };
      for (const id of Object.keys(clients)) delete clients[id];
      socket.on("disconnect", (reason, details) => {
        const { message = "", type, description, context } = details as Detailed;
        scene.say(reason, details instanceof Error, message.replace(/:.*/, ""), type, description);
        scene.say(context?.status, context?.responseText);
      });
      socket.emit("x");
      await scene.said.size(2);
    },
    ["transport error true xhr post error TransportError 400", '400 {"code":1,"message":"Session ID unknown"}'],
  );

  scenario(
    "disconnect: the code with which a WebSocket was closed",
    async (scene) => {
      const { socket, served } = await pair(scene, { ...websocket, reconnection: false });
      const { transport } = served.conn as unknown as {
        transport: { socket: { close(code: number, why: string): void } };
      };
      const left = next(socket, "disconnect");
      transport.socket.close(3001, "because");
      const [reason, details] = (await left) as [string, Detailed];
      const { description, context } = details;
      scene.say(reason, details instanceof Error, description, context?.code, context?.reason, context?.wasClean);
    },
    ["transport close false websocket connection closed 3001 because true"],
  );

  scenario(
    "the Manager's error is the one of connect_error",
    async (scene) => {
      const server = await scene.serve();
      await server.stop();
      const socket = scene.connect(server, { reconnection: false });
      const [[one], [other]] = await Promise.all([next(socket, "connect_error"), next(socket.io, "error")]);
      scene.say(one === other, one instanceof Error);
    },
    ["true true"],
  );

  scenario(
    "what active and connected say in each listener",
    async (scene) => {
      const { server, socket } = await pair(scene);
      const say = (what: string): void => scene.say(what, { active: socket.active, connected: socket.connected });
      for (const name of ["connect", "connect_error", "disconnect"]) socket.on(name, () => say(name));
      server.kill();
      await next(socket, "connect");
      socket.disconnect();
      socket.connect();
      await next(socket, "connect");
      await server.stop();
      await next(socket, "connect_error");
      socket.disconnect();
      say("left");
      scene.said.entries.splice(0, scene.said.entries.length, ...new Set(scene.said.entries));
    },
    [
      "disconnect { active: true, connected: false }",
      "connect { active: true, connected: true }",
      "disconnect { active: false, connected: false }",
      "connect_error { active: true, connected: false }",
      "left { active: false, connected: false }",
    ],
  );
});

describe("what JSON makes of data", () => {
  scenario(
    "values that it does not know",
    async (scene) => {
      const { socket } = await pair(scene);
      class Point {
        constructor(
          readonly x: number,
          private readonly y: number,
        ) {}
        get sum(): number {
          return this.x + this.y;
        }
      }
      const values: unknown[] = [
        new Map([[1, 2]]),
        new Set([1]),
        new Point(1, 2),
        { toJSON: () => "its own" },
        { a: undefined, b: () => 1, c: Symbol("c") },
        [undefined, () => 1, Symbol("c")],
        new Array(2),
        -0,
        Number.POSITIVE_INFINITY,
        new Error("x"),
        Object.create(null),
        /x/,
        new Date(Number.NaN),
        Object("boxed"),
      ];
      for (const value of values) socket.emit("x", value);
      await scene.hearing.size(values.length);
      scene.say(JSON.stringify(await socket.emitWithAck("echo", { nested: values })));
      scene.hearing.entries.pop();
    },
    [
      '{"nested":[{},{},{"x":1,"y":2},"its own",{},[null,null,null],[null,null],0,null,{},{},{},null,"boxed"]}',
      "server: x {}",
      "server: x {}",
      "server: x { x: 1, y: 2 }",
      "server: x its own",
      "server: x {}",
      "server: x [ null, null, null ]",
      "server: x [ null, null ]",
      "server: x 0",
      "server: x null",
      "server: x {}",
      "server: x {}",
      "server: x {}",
      "server: x null",
      "server: x boxed",
    ],
  );

  scenario(
    "bytes beside values that are shared, frozen, without prototype, or from toJSON",
    async (scene) => {
      const { socket } = await pair(scene);
      const bytes = Buffer.from("ab");
      const shared = { bytes };
      const bare = Object.assign(Object.create(null), { bytes });
      socket.emit("shared", shared, shared);
      socket.emit("frozen", Object.freeze({ bytes, list: Object.freeze([bytes]) }));
      socket.emit("bare", bare);
      socket.emit("toJSON", { toJSON: () => ({ bytes }) });
      socket.emit("date beside", bytes, new Date(0));
      socket.emit("placeholder", { _placeholder: true, num: 0 }, bytes);
      await scene.hearing.size(6);
      scene.say("unchanged", shared);
    },
    [
      "unchanged { bytes: <Buffer 61 62> }",
      "server: shared { bytes: <Buffer 61 62> } { bytes: <Buffer 61 62> }",
      "server: frozen { bytes: <Buffer 61 62>, list: [ <Buffer 61 62> ] }",
      "server: bare { bytes: <Buffer 61 62> }",
      "server: toJSON { bytes: <Buffer 61 62> }",
      "server: date beside <Buffer 61 62> 1970-01-01T00:00:00.000Z",
      "server: placeholder <Buffer 61 62> <Buffer 61 62>",
    ],
  );

  for (const [name, options] of Object.entries({ websocket, polling })) {
    scenario(
      `binaryType arraybuffer, over ${name}`,
      async (scene) => {
        const { socket } = await pair(scene, options);
        socket.io.engine.binaryType = "arraybuffer";
        const answer = await socket.emitWithAck("echo", new Uint8Array([1, 2, 3]));
        scene.say(Object.prototype.toString.call(answer), Buffer.from(answer));
      },
      ["[object ArrayBuffer] <Buffer 01 02 03>", "server: echo <Buffer 01 02 03> [function]"],
    );
  }
});

// there they get the scheme "undefined"
describe("URLs without a scheme, where there is no page", () => {
  scenario(
    "what they lead to",
    async (scene) => {
      const { port } = await scene.serve();
      for (const url of [`//127.0.0.1:${port}`, `127.0.0.1:${port}`, `localhost:${port}`, `localhost:${port}/chat`]) {
        let outcome: unknown;
        try {
          const socket = scene.keep(scene.lib.io(url, { ...websocket, forceNew: true, reconnection: false }));
          outcome = await Promise.race([
            next(socket, "connect").then(() => "connect"),
            next(socket, "connect_error").then(([error]) => error.message.replace(/:.*/, "")),
          ]);
        } catch (error) {
          outcome = (error as { code?: string }).code;
        }
        scene.say(url, outcome);
      }
    },
    {
      cites: ["D13"],
      there: [
        "//127.0.0.1:PORT websocket error",
        "127.0.0.1:PORT websocket error",
        "localhost:PORT websocket error",
        "localhost:PORT/chat websocket error",
      ],
      here: [
        "//127.0.0.1:PORT connect",
        "127.0.0.1:PORT connect",
        "localhost:PORT connect",
        "localhost:PORT/chat Invalid namespace",
      ],
    },
  );
});
