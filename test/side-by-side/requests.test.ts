import type { ServerOptions } from "socket.io";
import { describe } from "vitest";
import { next } from "../support/until.ts";
import { type Options, polling, type Scene, scenario, websocket } from "./scene.ts";

/** Connects with each set of options and tells what the server was asked. */
const ask = async (scene: Scene, sets: Options[], options: Partial<ServerOptions> = {}, suffix = ""): Promise<void> => {
  const server = await scene.serve((io) => {
    io.engine.on("connection", (session: { request: import("node:http").IncomingMessage }) => {
      const { url = "", headers } = session.request;
      const [path, query = ""] = url.split("?");
      const shown = Object.entries(headers).filter(([name]) => /^x-|^sec-websocket-protocol|^cookie$/.test(name));
      scene.heard(`${path}?${query.split("&").sort().join("&")}`, Object.fromEntries(shown));
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
    "server: /socket.io/?EIO=4&t=T&transport=polling {}",
  ]);

  scenario(
    "path",
    (scene) => ask(scene, [{ path: "/my/path" }, { path: "/my/path/" }, { path: "/wrong" }], { path: "/my/path" }),
    [
      "connect",
      "connect",
      "connect_error",
      "server: /my/path/?EIO=4&transport=websocket {}",
      "server: /my/path/?EIO=4&transport=websocket {}",
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
      "server: /socket.io?EIO=4&transport=websocket {}",
      "server: /socket.io?EIO=4&transport=websocket {}",
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
      "server: /socket.io/?EIO=4&a=url&transport=websocket&x=%20y {}",
      "server: /socket.io/?EIO=4&a=url&transport=websocket&x=%20y {}",
      "server: /socket.io/?EIO=4&a=url&transport=websocket&x=%20y {}",
      "server: /socket.io/?EIO=4&a=1&b=true&c=%C3%A4%20%26&d=x%2Cy&transport=websocket {}",
      "server: /socket.io/?EIO=4&transport=websocket {}",
    ],
  );

  scenario("a query that is a string", (scene) => ask(scene, [{ query: "a=1&b=%20x" } as unknown as Options]), [
    "connect",
    "server: /socket.io/?EIO=4&a=1&b=%20x&transport=websocket {}",
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
      "server: /socket.io/?EIO=4&t=T&transport=websocket {}",
      "server: /socket.io/?EIO=4&transport=websocket {}",
      "server: /socket.io/?EIO=4&transport=polling {}",
      "server: /socket.io/?EIO=4&stamp=T&transport=polling {}",
      "server: /socket.io/?EIO=4&t=T&transport=websocket {}",
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
      "server: /socket.io/?EIO=4&t=T&transport=polling { 'x-custom': 'b' }",
      "server: /socket.io/?EIO=4&transport=websocket { 'x-custom': 'ws' }",
      "server: /socket.io/?EIO=4&t=T&transport=polling { 'x-custom': 'p' }",
      "server: /socket.io/?EIO=4&t=T&transport=polling { 'x-own': '2' }",
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
      "server: /socket.io/?EIO=4&transport=websocket { 'sec-websocket-protocol': 'one,two' }",
      "server: /socket.io/?EIO=4&transport=websocket {}",
    ],
  );

  scenario("forceBase64", (scene) => ask(scene, [{ ...polling, forceBase64: true }, { forceBase64: true }]), [
    "connect",
    "connect",
    "server: /socket.io/?EIO=4&b64=1&t=T&transport=polling {}",
    "server: /socket.io/?EIO=4&b64=1&transport=websocket {}",
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
