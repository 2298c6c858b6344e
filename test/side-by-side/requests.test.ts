import type { ServerOptions } from "socket.io";
import { describe } from "vitest";
import { next } from "../support/until.ts";
import { type Options, polling, type Scene, scenario, websocket } from "./scene.ts";

/** Connects with each set of options and tells what the server was asked. */
const ask = async (scene: Scene, sets: Options[], options: Partial<ServerOptions> = {}, suffix = ""): Promise<void> => {
  const server = await scene.serve((io) => {
    io.engine.on("connection", (session: { request: import("node:http").IncomingMessage }) => {
      const { url, headers } = session.request;
      const shown = Object.entries(headers).filter(([name]) => /^x-|^sec-websocket-protocol|^cookie$/.test(name));
      scene.heard(url, Object.fromEntries(shown));
    });
    io.on("connection", (socket) => {
      const { t, stamp, ...query } = socket.handshake.query;
      scene.heard("query", query, t === undefined ? "no t" : "t", stamp === undefined ? "" : "stamp");
    });
  }, options);
  for (const given of sets) {
    const socket = scene.keep(
      scene.lib.io(server.url + suffix, { ...websocket, forceNew: true, reconnection: false, ...given }),
    );
    const outcome = await Promise.race([
      next(socket, "connect").then(() => "connect"),
      next(socket, "connect_error").then(() => "connect_error"),
    ]);
    scene.say(outcome);
    socket.disconnect();
  }
};

describe("what the server is asked", () => {
  scenario("by default", (scene) => ask(scene, [websocket, polling]), [
    "connect",
    "connect",
    "server: /socket.io/?EIO=4&transport=websocket {}",
    "server: query { EIO: '4', transport: 'websocket' } no t ",
    "server: /socket.io/?EIO=4&transport=polling&t=T {}",
    "server: query { EIO: '4', transport: 'polling' } t ",
  ]);

  scenario(
    "path",
    (scene) => ask(scene, [{ path: "/my/path" }, { path: "/my/path/" }, { path: "/wrong" }], { path: "/my/path" }),
    [
      "connect",
      "connect",
      "connect_error",
      "server: /my/path/?EIO=4&transport=websocket {}",
      "server: query { EIO: '4', transport: 'websocket' } no t ",
      "server: /my/path/?EIO=4&transport=websocket {}",
      "server: query { EIO: '4', transport: 'websocket' } no t ",
    ],
  );

  scenario(
    "addTrailingSlash",
    async (scene) => {
      await ask(scene, [{ addTrailingSlash: false }, { addTrailingSlash: true }]);
      await ask(scene, [{ addTrailingSlash: false }, { addTrailingSlash: false, path: "/socket.io/" }], {
        addTrailingSlash: false,
      });
    },
    [
      "connect_error",
      "connect",
      "connect",
      "connect",
      "server: /socket.io/?EIO=4&transport=websocket {}",
      "server: query { EIO: '4', transport: 'websocket' } no t ",
      "server: /socket.io?EIO=4&transport=websocket {}",
      "server: query { EIO: '4', transport: 'websocket' } no t ",
      "server: /socket.io?EIO=4&transport=websocket {}",
      "server: query { EIO: '4', transport: 'websocket' } no t ",
    ],
  );

  scenario(
    "query, from the option and the URL",
    async (scene) => {
      await ask(scene, [{}, { query: { b: "option" } }, { query: { a: "option", c: "1" } }], {}, "?a=url&x=%20y");
      await ask(scene, [{ query: { a: 1, b: true, c: "ä &", d: ["x", "y"] } }, { query: {} }]);
    },
    [
      "connect",
      "connect",
      "connect",
      "connect",
      "connect",
      "server: /socket.io/?a=url&x=%20y&EIO=4&transport=websocket {}",
      "server: query { a: 'url', x: ' y', EIO: '4', transport: 'websocket' } no t ",
      "server: /socket.io/?a=url&x=%20y&EIO=4&transport=websocket {}",
      "server: query { a: 'url', x: ' y', EIO: '4', transport: 'websocket' } no t ",
      "server: /socket.io/?a=url&x=%20y&EIO=4&transport=websocket {}",
      "server: query { a: 'url', x: ' y', EIO: '4', transport: 'websocket' } no t ",
      "server: /socket.io/?a=1&b=true&c=%C3%A4%20%26&d=x%2Cy&EIO=4&transport=websocket {}",
      "server: query { a: '1', b: 'true', c: 'ä &', d: 'x,y', EIO: '4', transport: 'websocket' } no t ",
      "server: /socket.io/?EIO=4&transport=websocket {}",
      "server: query { EIO: '4', transport: 'websocket' } no t ",
    ],
  );

  scenario("a query that is a string", (scene) => ask(scene, [{ query: "a=1&b=%20x" } as unknown as Options]), [
    "connect",
    "server: /socket.io/?a=1&b=%20x&EIO=4&transport=websocket {}",
    "server: query { a: '1', b: ' x', EIO: '4', transport: 'websocket' } no t ",
  ]);

  scenario(
    "timestampRequests and timestampParam",
    (scene) =>
      ask(scene, [
        { timestampRequests: true },
        { timestampRequests: false },
        { ...polling, timestampRequests: false },
        { ...polling, timestampParam: "stamp" },
        { timestampRequests: true, timestampParam: "t" },
      ]),
    [
      "connect",
      "connect",
      "connect",
      "connect",
      "connect",
      "server: /socket.io/?EIO=4&transport=websocket&t=T {}",
      "server: query { EIO: '4', transport: 'websocket' } t ",
      "server: /socket.io/?EIO=4&transport=websocket {}",
      "server: query { EIO: '4', transport: 'websocket' } no t ",
      "server: /socket.io/?EIO=4&transport=polling {}",
      "server: query { EIO: '4', transport: 'polling' } no t ",
      "server: /socket.io/?EIO=4&transport=polling&stamp=T {}",
      "server: query { EIO: '4', transport: 'polling' } no t stamp",
      "server: /socket.io/?EIO=4&transport=websocket&t=T {}",
      "server: query { EIO: '4', transport: 'websocket' } t ",
    ],
  );

  scenario(
    "extraHeaders and transportOptions",
    (scene) =>
      ask(scene, [
        { extraHeaders: { "X-Custom": "a" } },
        { ...polling, extraHeaders: { "x-custom": "b" } },
        {
          transportOptions: {
            websocket: { extraHeaders: { "x-custom": "ws" } },
            polling: { extraHeaders: { "x-custom": "p" } },
          },
        },
        { ...polling, transportOptions: { polling: { extraHeaders: { "x-custom": "p" } } } },
        {
          ...polling,
          extraHeaders: { "x-all": "1" },
          transportOptions: { polling: { extraHeaders: { "x-own": "2" } } },
        },
      ]),
    [
      "connect",
      "connect",
      "connect",
      "connect",
      "connect",
      "server: /socket.io/?EIO=4&transport=websocket { 'x-custom': 'a' }",
      "server: query { EIO: '4', transport: 'websocket' } no t ",
      "server: /socket.io/?EIO=4&transport=polling&t=T { 'x-custom': 'b' }",
      "server: query { EIO: '4', transport: 'polling' } t ",
      "server: /socket.io/?EIO=4&transport=websocket { 'x-custom': 'ws' }",
      "server: query { EIO: '4', transport: 'websocket' } no t ",
      "server: /socket.io/?EIO=4&transport=polling&t=T { 'x-custom': 'p' }",
      "server: query { EIO: '4', transport: 'polling' } t ",
      "server: /socket.io/?EIO=4&transport=polling&t=T { 'x-own': '2' }",
      "server: query { EIO: '4', transport: 'polling' } t ",
    ],
  );

  scenario(
    "protocols",
    (scene) => ask(scene, [{ protocols: "one" }, { protocols: ["one", "two"] }, { protocols: [] }]),
    [
      "connect",
      "connect",
      "connect",
      "server: /socket.io/?EIO=4&transport=websocket { 'sec-websocket-protocol': 'one' }",
      "server: query { EIO: '4', transport: 'websocket' } no t ",
      "server: /socket.io/?EIO=4&transport=websocket { 'sec-websocket-protocol': 'one,two' }",
      "server: query { EIO: '4', transport: 'websocket' } no t ",
      "server: /socket.io/?EIO=4&transport=websocket {}",
      "server: query { EIO: '4', transport: 'websocket' } no t ",
    ],
  );

  scenario("forceBase64", (scene) => ask(scene, [{ ...polling, forceBase64: true }, { forceBase64: true }]), [
    "connect",
    "connect",
    "server: /socket.io/?EIO=4&transport=polling&t=T&b64=1 {}",
    "server: query { EIO: '4', transport: 'polling', b64: '1' } t ",
    "server: /socket.io/?EIO=4&transport=websocket&b64=1 {}",
    "server: query { EIO: '4', transport: 'websocket', b64: '1' } no t ",
  ]);

  scenario(
    "a cookie that the server sets, with credentials and without",
    async (scene) => {
      const server = await scene.serve((io) => {
        io.engine.on("initial_headers", (headers: Record<string, string>) => {
          headers["set-cookie"] = "node=7; Path=/; HttpOnly";
        });
        io.on("connection", (socket) => {
          socket.on("ask", (ack) => ack((socket.conn as unknown as { request: { headers: object } }).request.headers));
        });
        io.httpServer.prependListener("request", (req) => {
          if (req.method === "POST") scene.heard("POST", req.headers.cookie);
        });
      });
      for (const withCredentials of [true, false]) {
        const socket = scene.connect(server, { ...polling, withCredentials });
        await next(socket, "connect");
        scene.say(withCredentials, socket.connected);
        socket.disconnect();
        await scene.hearing.size(withCredentials ? 2 : 4);
      }
      scene.hearing.entries.splice(0, scene.hearing.entries.length, ...new Set(scene.hearing.entries));
    },
    ["true true", "false true", "server: POST node=7", "server: POST undefined"],
  );
});
