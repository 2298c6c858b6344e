import type { Socket as ServerSocket } from "socket.io";
import { expect } from "vitest";
import type { BrowserTest, Options } from "./scenario.ts";
import type { TestServer } from "./support/server.ts";
import type { PageFunction, WorkerKind } from "./support/suite.ts";

const WORKERS: WorkerKind[] = ["dedicated", "shared", "service"];

const serve = (server: TestServer): void => {
  server.io.on("connection", (socket: ServerSocket) => {
    socket.on("echo", (...args) => args.pop()(...args));
    socket.on("drop me", () => socket.conn.close());
  });
};

/** Text, bytes, a lost connection. */
const talk: PageFunction<{ url: string; options: Options }, void> = async (page, { url, options }) => {
  const { io, log, observe, once, plain, ready } = page;
  const socket = io(url, { ...options, reconnectionDelay: 10 });
  observe(socket);
  await ready(socket);
  log.push(plain(await socket.emitWithAck("echo", "text", new Uint8Array([1, 2, 3]))));
  socket.emit("drop me");
  await once(socket, "reconnect");
  log.push(await socket.emitWithAck("echo", "again"));
  socket.disconnect();
};

const TRANSCRIPT = [
  "connect",
  "text",
  "disconnect: transport close",
  "reconnect_attempt 1",
  "connect",
  "reconnect 1",
  "again",
  "disconnect: io client disconnect",
];

/** Where code may run: the bundle as a module, in workers, under https, under a strict policy. */
export function places(test: BrowserTest, options: Options): void {
  test("in a module script", async ({ server, openTab }) => {
    serve(server);
    const tab = await openTab("/module");
    expect(await tab.run(talk, { url: server.url, options })).toEqual(TRANSCRIPT);
  });

  test.for(WORKERS)("in a %s worker", async (kind, { server, openTab }) => {
    serve(server);
    const tab = await openTab();
    expect(await tab.runInWorker(kind, talk, { url: server.url, options })).toEqual(TRANSCRIPT);
  });

  test("under https, with the certificate of a CA of one's own", async ({ startServer, openTab }) => {
    const server = await startServer({ secure: true });
    serve(server);
    const tab = await openTab(`${server.url}/`);
    expect(await tab.run(({ log }) => void log.push(location.protocol, isSecureContext))).toEqual(["https:", true]);
    expect(await tab.run(talk, { url: "/", options })).toEqual(TRANSCRIPT);
  });

  test("under a policy without unsafe-eval and unsafe-inline", async ({ server, openTab }) => {
    serve(server);
    const sources = `'self' ${server.url.replace("http", "ws")}`;
    server.headers["content-security-policy"] =
      `default-src 'none'; img-src data:; script-src 'self'; connect-src ${sources}`;
    server.program = { source: String(talk), arg: { url: server.url, options } };
    const tab = await openTab("/program");
    expect(await tab.result()).toEqual(TRANSCRIPT);
    // the page's one inline script shows that the policy is in force; nothing else breaks it
    expect(await tab.errors()).toEqual(["policy: script-src-elem"]);
  });
}
