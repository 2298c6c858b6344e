import { createServer, type IncomingMessage, type Server } from "node:http";
import { afterEach, describe, expect, test, vi } from "vitest";
import { io } from "../../src/index.ts";
import { atEnd } from "../support/leaks.ts";
import { listen } from "../support/listen.mjs";
import { startServer } from "../support/server.ts";
import { next } from "../support/until.ts";

/** Redirects in a page, where polling by `fetch` follows them before it can be asked. */

afterEach(() => vi.unstubAllGlobals());

/** Answers each request with a redirect, or with nothing, if `to` says none. */
const redirecting = async (status: number, to: (request: IncomingMessage) => string): Promise<string> => {
  const server: Server = createServer((request, response) => {
    request.resume();
    response.writeHead(status, { location: to(request) }).end();
  });
  const port = await listen(server);
  atEnd("real server", () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${port}`;
};

const open = (url: string, options: object = {}): ReturnType<typeof io> => {
  const socket = io(url, { transports: ["polling"], forceNew: true, reconnection: false, ...options });
  atEnd("client", () => socket.disconnect());
  return socket;
};

test.each([301, 302, 303, 307, 308])(
  "%i to another host: an error that names it, without the query",
  async (status) => {
    const other = await startServer();
    const url = await redirecting(status, ({ url }) => other.url + url);
    const [error] = await next(open(url, { query: { token: "secret" } }), "connect_error");
    expect([error.code, error.message]).toEqual([
      "ERR_TRANSPORT",
      `xhr poll error: redirected to ${other.url}/socket.io/`,
    ]);
  },
);

test.each([
  ["another name", "http://good.example/socket.io/", "http://evil.example/socket.io/"],
  ["another port", "http://good.example:3000/socket.io/", "http://good.example:4000/socket.io/"],
  ["no encryption any more", "https://good.example/socket.io/", "http://good.example/socket.io/"],
])("%s", async (_, from, to) => {
  const handshake = '0{"sid":"x","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}';
  vi.stubGlobal("fetch", async () =>
    Object.defineProperties(new Response(handshake), {
      url: { value: `${to}?token=secret` },
      redirected: { value: true },
    }),
  );
  const [error] = await next(open(new URL(from).origin), "connect_error");
  expect(error.message).toBe(`xhr poll error: redirected to ${to}`);
});

describe("the same host", () => {
  /** The real server below `/real/`, and a redirect to there from the usual path, of GET or of POST. */
  const moved = async (status: number, method: string, to = "/real/"): Promise<string> => {
    const server = await startServer(
      (sockets) => {
        sockets.on("connection", (socket) => socket.on("echo", (text, answer) => answer(text)));
      },
      { path: "/real/" },
    );
    const http = (server.io as unknown as { httpServer: Server }).httpServer;
    const [handle] = http.listeners("request") as ((...args: unknown[]) => void)[];
    http.removeAllListeners("request");
    http.on("request", (request, response) => {
      const real = request.url!.replace("/socket.io/", "/real/");
      if (request.url === "/login") return response.end("welcome");
      if (request.url === real || request.method !== method) {
        request.url = real;
        return handle!.call(http, request, response);
      }
      request.resume();
      response.writeHead(status, { location: to === "/real/" ? real : to }).end();
    });
    return server.url;
  };

  test.each([301, 302, 303, 307, 308])("a GET that is moved by %i works", async (status) => {
    const socket = open(await moved(status, "GET"));
    expect(await socket.timeout(5000).emitWithAck("echo" as never, "hello" as never)).toBe("hello");
  });

  test.each([307, 308])("a POST that is moved by %i works", async (status) => {
    const socket = open(await moved(status, "POST"));
    expect(await socket.timeout(5000).emitWithAck("echo" as never, "hello" as never)).toBe("hello");
  });

  test.each([301, 302, 303])("a POST that became a GET by %i: an error that names it", async (status) => {
    const url = await moved(status, "POST", "/login");
    const [error] = await next(open(url), "connect_error");
    expect(error.message).toBe(`xhr post error: redirected to ${url}/login, which takes no POST`);
  });
});
