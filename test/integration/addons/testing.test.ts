import { io } from "holdfast";
import { createIo, polling } from "holdfast/core";
import { type TestNetwork, testNetwork } from "holdfast/testing";
import { Server, type ServerOptions } from "socket.io";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { next, Transcript } from "../../support/until.ts";

/** The real server and the real client in memory: what an app's test may ask of `holdfast/testing`. */

const URL = "http://localhost:3000";

let net: TestNetwork;
beforeEach(() => {
  net = testNetwork();
});
afterEach(() => net.close());

const serve = (setup: (io: Server) => void = () => {}, options: Partial<ServerOptions> = {}): Server => {
  const server = new Server(options);
  setup(server);
  net.serve(URL, server);
  return server;
};

const echo = (server: Server): void =>
  void server.on("connection", (socket) => socket.on("echo", (...args) => args.pop()(...args)));

describe("a server in memory", () => {
  test("an event and its acknowledgement, and the end", async () => {
    const log = new Transcript();
    const server = serve((io) =>
      io.on("connection", (socket) => {
        socket.on("order", (order, ack) => ack({ taken: order.id }));
        socket.on("disconnect", (reason) => log.push(`server: ${reason}`));
      }),
    );
    const socket = net.io(URL);
    socket.on("connect", () => log.push("connect"));
    socket.on("disconnect", (reason) => log.push(reason));
    expect(await socket.emitWithAck("order", { id: 7 })).toEqual({ taken: 7 });
    expect(server.engine.clientsCount).toBe(1);
    socket.disconnect();
    await net.settled();
    expect(log.entries).toEqual(["connect", "io client disconnect", "server: client namespace disconnect"]);
    expect(server.engine.clientsCount).toBe(0);
  });

  test("bytes both ways, as they are over a network", async () => {
    serve(echo);
    const socket = net.io(URL);
    await next(socket, "connect");
    const bytes = new Uint8Array([1, 2, 255]);
    const answer = socket.emitWithAck("echo", { bytes, more: Buffer.from("ü") });
    bytes.fill(0);
    expect(await answer).toEqual({ bytes: Buffer.from([1, 2, 255]), more: Buffer.from("ü") });
  });

  test("namespaces share a connection; a middleware refuses one", async () => {
    const server = serve((io) => {
      io.of("/chat").on("connection", (socket) => socket.emit("hello", socket.nsp.name));
      io.of("/closed").use((_socket, answer) => answer(new Error("no entry")));
    });
    const root = net.io(URL);
    const chat = net.io(`${URL}/chat`);
    expect(chat.io).toBe(root.io);
    expect(await next(chat, "hello")).toEqual(["/chat"]);
    const [error] = await next(net.io(`${URL}/closed`), "connect_error");
    expect([error.code, error.message]).toEqual(["ERR_REFUSED", "no entry"]);
    expect([net.clients.length, server.engine.clientsCount]).toEqual([1, 1]);
  });

  test.each(["polling", "websocket", "webtransport"] as const)("%s is reported as asked for", async (name) => {
    const server = serve();
    const socket = net.io(URL, { transports: [name] });
    await next(socket, "connect");
    await net.settled();
    const [served] = await server.fetchSockets();
    expect([socket.io.engine.transport.name, net.clients[0]?.transport]).toEqual([name, name]);
    expect(served?.handshake.query["transport"]).toBe(name);
  });

  test("what the app sends along is what the handshake has", async () => {
    let seen: unknown;
    serve((io) =>
      io.on("connection", ({ handshake: { auth, query, headers, secure, address, url } }) => {
        seen = { auth, who: query["who"], header: headers["x-app"], host: headers.host, secure, address, url };
      }),
    );
    const options = { auth: { token: "t" }, query: { who: "a b" }, extraHeaders: { "X-App": "1" } };
    await next(net.io(URL, { ...options, transports: ["websocket"] }), "connect");
    expect(seen).toEqual({
      ...{ auth: { token: "t" }, who: "a b", header: "1", host: "localhost:3000", secure: false },
      ...{ address: "127.0.0.1", url: "/socket.io/?who=a%20b&EIO=4&transport=websocket" },
    });
  });
});

describe("install()", () => {
  test("the app's own io reaches what is served", async () => {
    serve(echo);
    net.install();
    const socket = io(URL);
    expect(await socket.emitWithAck("echo", 1)).toBe(1);
    expect(net.clients.length).toBe(1);
  });

  test("createIo with polling alone, too", async () => {
    serve(echo);
    net.install();
    const socket = createIo({ transports: [polling] }).io(URL);
    expect(await socket.emitWithAck("echo", 1)).toBe(1);
    expect(socket.io.engine.transport.name).toBe("polling");
  });

  test("networks of two copies of the package, of which each may go first", async () => {
    vi.resetModules();
    const copy: typeof import("holdfast/testing") = await import("holdfast/testing");
    expect(copy.testNetwork).not.toBe(testNetwork);
    for (const first of [0, 1]) {
      const nets = [testNetwork(), copy.testNetwork()];
      const urls = ["http://one.example", "http://two.example"];
      for (const [n, one] of nets.entries()) {
        one.serve(urls[n]!, new Server());
        one.install();
      }
      const sockets = urls.map((url) => io(url, { forceNew: true }));
      await Promise.all(sockets.map((socket) => socket.ready()));
      await nets[first]?.close();
      const later = io(urls[1 - first]!, { forceNew: true });
      await later.ready();
      await nets[1 - first]?.close();
    }
    const symbols = Object.getOwnPropertySymbols(globalThis).map(String);
    expect(symbols.filter((name) => /holdfast\.network/.test(name))).toEqual([]);
  });

  test("others go the ordinary way, and so does all after uninstall()", async () => {
    serve(echo);
    net.install();
    const other = io("http://127.0.0.1:9", { transports: ["websocket"], reconnection: false });
    const [error] = await next(other, "connect_error");
    net.uninstall();
    const same = io(URL, { transports: ["websocket"], autoConnect: false });
    expect([error.code, net.clients.length, same.io.opts.path]).toEqual(["ERR_TRANSPORT", 0, "/socket.io"]);
    expect(Object.getOwnPropertySymbols(globalThis)).not.toContain(Symbol.for("holdfast.network"));
  });
});

describe("bad use is told, with what to do", () => {
  test.each([
    ["a URL that is not served", () => net.io("http://localhost:1"), "ERR_INVALID_URL", /net\.serve\(/],
    ["one that is served already", () => [serve(), serve()], "ERR_INVALID_URL", /close that server first/],
    ["no server", () => net.serve(URL, undefined as never), "ERR_INVALID_OPTION", /npm install socket\.io@4/],
    ["the class of servers", () => net.serve(URL, Server as never), "ERR_INVALID_OPTION", /^.{0,120}npm install/],
    ["an object without a prototype", () => net.serve(URL, Object.create(null)), "ERR_INVALID_OPTION", /npm install/],
  ])("%s", (_, use, code, message) => {
    let error: unknown;
    try {
      use();
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
  });
});
