import { expect } from "vitest";
import type { BrowserTest, Options } from "./scenario.ts";
import type { PageFunction } from "./support/suite.ts";

/** Connects twice to another origin than the page's. */
const twice: PageFunction<{ url: string; options: object }, void> = async ({ io, log, ready }, { url, options }) => {
  for (const round of [1, 2]) {
    const socket = io(url, { ...options, forceNew: true });
    await ready(socket);
    log.push(await socket.emitWithAck("echo", round));
    socket.disconnect();
  }
};

/** A page that talks to another origin. */
export function origins(test: BrowserTest, options: Options): void {
  // a browser sends cookies with every WebSocket, whatever we say
  const overHttp = options.transports?.[0] !== "websocket";

  test.for([[true], [false]] as const)(
    "cookies, withCredentials: %s",
    async ([withCredentials], { server: page, startServer, openTab }) => {
      const server = await startServer({
        io: { cors: { origin: page.url, credentials: true }, cookie: { name: "sticky" } },
      });
      const cookies = new Map<string, Set<string>>();
      server.io.engine.on("headers", (_, request) => {
        const { transport, sid } = (request as unknown as { _query: Record<string, string> })._query;
        const sent = request.headers.cookie?.includes("sticky=") ? "sticky" : "none";
        const key = `${transport} ${sid ? "session" : "handshake"}`;
        cookies.set(key, (cookies.get(key) ?? new Set()).add(sent));
      });
      server.io.on("connection", (socket) => socket.on("echo", (value, answer) => answer(value)));
      const tab = await openTab();
      await tab.clearCookies();
      expect(await tab.run(twice, { url: server.url, options: { ...options, withCredentials } })).toEqual([1, 2]);
      // the goodbyes are requests of the session too
      await expect.poll(() => server.io.engine.clientsCount, { timeout: 10_000 }).toBe(0);
      await tab.clearCookies();
      if (!overHttp) return;
      // the first handshake had none to send, the second one has that of the first
      expect([...(cookies.get("polling handshake") ?? [])]).toEqual(withCredentials ? ["none", "sticky"] : ["none"]);
      expect([...(cookies.get("polling session") ?? [])]).toEqual(withCredentials ? ["sticky"] : ["none"]);
    },
  );

  if (!overHttp) return;

  test("extraHeaders arrive, where the server allows them", async ({ server: page, startServer, openTab }) => {
    const server = await startServer({ io: { cors: { origin: page.url, allowedHeaders: ["x-token"] } } });
    const tokens = new Set<unknown>();
    server.io.engine.on("headers", (_, { headers, method }) => {
      if (!headers.upgrade) tokens.add(`${method === "OPTIONS" ? method : "request"} ${headers["x-token"]}`);
    });
    server.io.on("connection", (socket) => socket.on("echo", (value, answer) => answer(value)));
    const tab = await openTab();
    const extraHeaders = { "X-Token": "secret" };
    expect(await tab.run(twice, { url: server.url, options: { ...options, extraHeaders } })).toEqual([1, 2]);
    expect([...tokens].filter((token) => token !== "OPTIONS undefined")).toEqual(["request secret"]);
  });

  test("a server that allows no other origin", async ({ startServer, openTab }) => {
    const server = await startServer();
    const tab = await openTab();
    const transcript = await tab.run(
      async ({ io, log, once }, { url }) => {
        const socket = io(url, { transports: ["polling"], reconnection: false });
        const [error] = (await once(socket, "connect_error")) as [{ code: string; willRetry: boolean }];
        log.push([error.code, error.willRetry, socket.connected]);
        socket.disconnect();
      },
      { url: server.url },
    );
    expect(transcript).toEqual([["ERR_TRANSPORT", false, false]]);
  });
}
