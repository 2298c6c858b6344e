import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { afterEach, describe, expect, test } from "vitest";
import { type IoOptions, io } from "../../src/index.node.ts";
import { next } from "../support/until.ts";

/**
 * Firewalls for the web turn away requests that lack what each browser sends, above all `User-Agent` (a rule that is on by default
 * in some); socket.io-client has that over polling.
 */
const ends: (() => unknown)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

const DEMANDED = ["host", "user-agent", "accept"];

/** A server behind such a firewall, and what it let through. */
const serve = async (): Promise<{ url: string; agents: Set<string | undefined> }> => {
  const server = createServer();
  const io = new Server(server);
  const agents = new Set<string | undefined>();
  const [answer] = server.listeners("request") as [(...args: unknown[]) => void];
  const [upgrade] = server.listeners("upgrade") as [(...args: unknown[]) => void];
  const mayPass = ({ headers }: IncomingMessage): boolean => {
    agents.add(headers["user-agent"]);
    return DEMANDED.every((name) => headers[name] || (name === "accept" && headers.upgrade));
  };
  server.removeAllListeners("request").on("request", (request, response) => {
    if (mayPass(request)) answer(request, response);
    else response.writeHead(403).end();
  });
  server.removeAllListeners("upgrade").on("upgrade", (request, socket, head) => {
    if (mayPass(request)) upgrade(request, socket, head);
    else socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ends.push(() => io.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, agents };
};

describe.each([
  ["polling", { transports: ["polling"] }],
  ["WebSocket", { transports: ["websocket"] }],
  ["polling, then WebSocket", {}],
] satisfies [string, IoOptions][])("%s", (_, transports) => {
  const connect = async (options?: IoOptions): Promise<(string | undefined)[]> => {
    const { url, agents } = await serve();
    const socket = io(url, { ...transports, ...options, reconnection: false });
    ends.push(() => socket.disconnect());
    await socket.ready();
    if (!("transports" in transports)) await next(socket.io.engine, "upgrade");
    return [...agents];
  };

  test("each request says what it is", async () => {
    expect(await connect()).toEqual(["holdfast"]);
  });

  test.each(["User-Agent", "user-agent"])("the app's %s counts", async (name) => {
    expect(await connect({ extraHeaders: { [name]: "the app" } })).toEqual(["the app"]);
  });
});
