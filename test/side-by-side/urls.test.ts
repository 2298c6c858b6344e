import { describe } from "vitest";
import { next } from "../support/until.ts";
import { type Client, type Options, scenario } from "./scene.ts";

/** Made anew each time, since socket.io-client writes into it. */
const quick = (more: Options = {}): Options => ({ transports: ["websocket"], forceNew: true, ...more });

describe("URLs and io()", () => {
  scenario(
    "io has itself, connect, Manager and Socket",
    async ({ lib, say }) => {
      const io = lib.io as unknown as Record<string, unknown>;
      say(io["io"] === lib.io, io["connect"] === lib.io, io["Manager"] === lib.Manager, io["Socket"] === lib.Socket);
      say(lib.default === lib.io, lib.connect === lib.io, lib.protocol);
    },
    ["true true true true", "true true 5"],
  );

  scenario(
    "what io() and Manager make",
    async ({ lib, serve, keep, say }) => {
      const { url } = await serve();
      const socket = keep(lib.io(url, quick()));
      say(socket instanceof lib.Socket, socket.io instanceof lib.Manager);
      const manager = new lib.Manager(url, quick({ autoConnect: false }));
      const other = manager.socket("/");
      say(other instanceof lib.Socket, other.io === manager, other.active);
    },
    ["true true", "true true false"],
  );

  scenario(
    "forms of the URL",
    async ({ lib, serve, keep, say }) => {
      const { port } = await serve((io) => io.of(/.*/).on("connection", () => {}));
      for (const url of [
        `http://127.0.0.1:${port}`,
        `http://127.0.0.1:${port}/`,
        `ws://127.0.0.1:${port}`,
        `ws://127.0.0.1:${port}/chat`,
        `http://127.0.0.1:${port}/chat/`,
        `http://127.0.0.1:${port}/chat/room?a=1#part`,
        `http://127.0.0.1:${port}?a=1`,
        `http://127.0.0.1:${port}/a%20b`,
        `http://user:secret@127.0.0.1:${port}/chat`,
      ]) {
        const socket = keep(lib.io(url, quick({ reconnection: false })));
        const outcome = await Promise.race([
          next(socket, "connect").then(() => "connect"),
          next(socket, "connect_error").then(([error]) => `connect_error ${error.message}`),
        ]);
        say(url, outcome, (socket as unknown as { nsp: string }).nsp);
        socket.disconnect();
      }
    },
    [
      "http://127.0.0.1:PORT connect /",
      "http://127.0.0.1:PORT/ connect /",
      "ws://127.0.0.1:PORT connect /",
      "ws://127.0.0.1:PORT/chat connect /chat",
      "http://127.0.0.1:PORT/chat/ connect /chat/",
      "http://127.0.0.1:PORT/chat/room?a=1#part connect /chat/room",
      "http://127.0.0.1:PORT?a=1 connect /",
      "http://127.0.0.1:PORT/a%20b connect /a%20b",
      "http://user:secret@127.0.0.1:PORT/chat connect /chat",
    ],
  );

  scenario(
    "the namespace of a socket",
    async ({ lib, serve, keep, say }) => {
      const { url } = await serve((io) => void io.of("/chat"));
      const sockets = [lib.io(`${url}/chat`, quick()), lib.io(url, quick())].map(keep) as unknown as { nsp: string }[];
      say(sockets.map(({ nsp }) => nsp));
    },
    ["[ '/chat', '/' ]"],
  );

  scenario(
    "no URL, and no page",
    async ({ lib, keep, say, said }) => {
      try {
        const socket = keep(lib.io(quick({ reconnection: false })));
        socket.on("connect_error", (error) => say("connect_error", error.message));
      } catch (error) {
        say("thrown", (error as { code: string }).code);
      }
      await said.size(1);
    },
    {
      cites: ["D13"],
      there: ["connect_error websocket error"],
      here: ['connect_error no server\'s address: URL "", path "/socket.io"'],
    },
  );

  scenario(
    "host and port as options of a Manager",
    async ({ lib, serve, keep, say }) => {
      const { port } = await serve();
      for (const where of [
        { hostname: "127.0.0.1" },
        { host: "127.0.0.1" },
        { hostname: "127.0.0.1", secure: false },
      ]) {
        for (const number of [port, `${port}`]) {
          const manager = new lib.Manager(quick({ ...where, port: number, reconnection: false }));
          const socket = keep(manager.socket("/"));
          await next(socket, "connect");
          say(Object.keys(where), typeof number, socket.connected);
        }
      }
    },
    [
      "[ 'hostname' ] number true",
      "[ 'hostname' ] string true",
      "[ 'host' ] number true",
      "[ 'host' ] string true",
      "[ 'hostname', 'secure' ] number true",
      "[ 'hostname', 'secure' ] string true",
    ],
  );
});

describe("one connection or several", () => {
  const which = (sockets: Client[]): number[] => {
    const managers = [...new Set(sockets.map(({ io }) => io))];
    return sockets.map(({ io }) => managers.indexOf(io));
  };

  scenario(
    "namespaces share one, the same namespace twice does not",
    async ({ lib, serve, keep, say }) => {
      const { url } = await serve((io) => void io.of(/.*/));
      const options = { transports: ["websocket"] };
      const urls = [url, `${url}/a`, `${url}/b`, url, `${url}/a`, `${url}/c`];
      say(which(urls.map((each) => keep(lib.io(each, options)))));
    },
    ["[ 0, 0, 0, 1, 2, 0 ]"],
  );

  scenario(
    "forceNew, multiplex, path and query",
    async ({ lib, serve, keep, say }) => {
      const { url, port } = await serve((io) => void io.of(/.*/));
      const transports = ["websocket"];
      say(
        which(
          [
            lib.io(url, { transports }),
            lib.io(`${url}/1`, { transports, forceNew: true }),
            lib.io(`${url}/2`, { transports, multiplex: false }),
            lib.io(`${url}/3`, { transports }),
            lib.io(`${url}/4`, { transports, path: "/other" }),
            lib.io(`${url}/5?a=1`, { transports }),
            lib.io(`${url}/6`, { transports, query: { a: "2" } }),
            lib.io(`${url}/8`, { transports, multiplex: true, forceNew: false }),
            lib.io(`http://localhost:${port}/9`, { transports }),
            lib.io(`${url}/10`, { transports, "force new connection": true } as object),
            lib.io(`${url}/11`, { transports, path: "/socket.io" }),
          ].map(keep),
        ),
      );
    },
    ["[ 0, 1, 2, 0, 3, 0, 0, 0, 4, 5, 0 ]"],
  );

  scenario(
    "a closed connection is opened again, and shared again",
    async ({ lib, serve, keep, say }) => {
      const server = await serve((io) => void io.of(/.*/));
      const options = { transports: ["websocket"] };
      const first = keep(lib.io(server.url, options));
      await next(first, "connect");
      first.disconnect();
      first.connect();
      await next(first, "connect");
      const second = keep(lib.io(`${server.url}/other`, options));
      await next(second, "connect");
      say(first.io === second.io, first.connected, second.connected, server.engines);
    },
    ["true true true 2"],
  );

  scenario(
    "a closed connection is shared with the namespaces that come later",
    async ({ lib, serve, keep, say }) => {
      const server = await serve((io) => {
        io.of(/.*/);
        io.of("/refused").use((_, next) => next(new Error("no")));
      });
      const options = { transports: ["websocket"] };
      const refused = keep(lib.io(`${server.url}/refused`, options));
      await next(refused, "connect_error");
      const main = keep(lib.io(server.url, options));
      await next(main, "connect");
      main.disconnect();
      const later = keep(lib.io(`${server.url}/later`, options));
      main.connect();
      await Promise.all([next(main, "connect"), next(later, "connect")]);
      say(which([refused, main, later]), server.engines);
    },
    ["[ 0, 0, 0 ] 3"],
  );

  scenario(
    "two namespaces come and go",
    async ({ lib, serve, keep, say, heard, hearing, follow }) => {
      const server = await serve((io) => {
        for (const nsp of ["/", "/admin"]) {
          io.of(nsp).on("connection", (socket) => {
            heard("connection", nsp);
            socket.on("disconnect", (reason) => heard("disconnect", nsp, reason));
          });
        }
      });
      const main = follow(keep(lib.io(server.url, { transports: ["websocket"] })), "/");
      await next(main, "connect");
      const admin = follow(keep(lib.io(`${server.url}/admin`, { transports: ["websocket"] })), "/admin");
      await next(admin, "connect");
      say("ids differ", main.id !== admin.id, "engines", server.engines);
      admin.disconnect();
      await hearing.size(3);
      say("main", main.connected, main.io.engine.readyState);
      admin.connect();
      await next(admin, "connect");
      say("engines", server.engines);
      main.disconnect();
      admin.disconnect();
      await hearing.size(6);
      say("active", main.active, admin.active);
    },
    [
      "/ connect",
      "/admin connect",
      "ids differ true engines 1",
      "/admin disconnect io client disconnect",
      "main true open",
      "/admin connect",
      "engines 1",
      "/ disconnect io client disconnect",
      "/admin disconnect io client disconnect",
      "active false false",
      "server: connection /",
      "server: connection /admin",
      "server: disconnect /admin client namespace disconnect",
      "server: connection /admin",
      "server: disconnect / client namespace disconnect",
      "server: disconnect /admin client namespace disconnect",
    ],
  );

  scenario(
    "Manager.socket()",
    async ({ lib, serve, keep, say, follow }) => {
      const server = await serve((io) => void io.of("/chat"));
      const manager = new lib.Manager(server.url, { transports: ["websocket"] });
      const socket = follow(keep(manager.socket("/chat", { auth: { token: "x" } })), "chat");
      say("the same", manager.socket("/chat") === socket, socket.auth);
      await next(socket, "connect");
      socket.disconnect();
      say("active", socket.active);
      say("the same, connecting", manager.socket("/chat") === socket, socket.active);
      await next(socket, "connect");
    },
    [
      "the same true { token: 'x' }",
      "chat connect",
      "chat disconnect io client disconnect",
      "active false",
      "the same, connecting true true",
      "chat connect",
    ],
  );

  scenario(
    "Manager.socket() with autoConnect: false",
    async ({ lib, serve, keep, say }) => {
      const server = await serve();
      const manager = new lib.Manager(server.url, { transports: ["websocket"], autoConnect: false });
      const socket = keep(manager.socket("/"));
      say(socket.active, manager.socket("/") === socket, socket.active);
      manager.open();
      await next(manager, "open");
      say(socket.active, socket.connected, manager.engine.readyState);
      socket.connect();
      await next(socket, "connect");
      say(socket.connected, server.engines);
    },
    ["false true false", "false false open", "true 1"],
  );
});
