import type { Socket as ServerSocket } from "socket.io";
import { describe, expect, type TestAPI } from "vitest";
import { loss } from "./loss.ts";
import type { Fixtures } from "./support/suite.ts";
import { talk } from "./talk.ts";

/** How a page reaches the server. */
const TRANSPORTS: [name: string, options: Options][] = [
  ["polling", { transports: ["polling"] }],
  ["WebSocket", { transports: ["websocket"] }],
  ["polling, then WebSocket", {}],
];

export interface Options {
  transports?: string[];
}

export type BrowserTest = TestAPI<Fixtures>;

/** All that a browser has to show, on the files of dist/ and against the real server. */
export function scenario(test: BrowserTest): void {
  describe.each(TRANSPORTS)("%s", (_name, options) => {
    talk(test, options);
    loss(test, options);
    elsewhere(test, options);
  });
}

/** The bundle as a module, and in a worker. */
function elsewhere(test: BrowserTest, options: Options): void {
  test.for([["a module script"], ["a worker"]] as const)("in %s", async ([place], { server, openTab }) => {
    server.io.on("connection", (socket: ServerSocket) => {
      socket.on("echo", (...args) => args.pop()(...args));
      socket.on("drop me", () => socket.conn.close());
    });
    const tab = await openTab(place === "a worker" ? "/" : "/module");
    const test = place === "a worker" ? tab.runInWorker.bind(tab) : tab.run.bind(tab);
    const transcript = await test(
      async ({ io, log, observe, once, plain, ready }, { url, options }) => {
        const socket = io(url, { ...options, reconnectionDelay: 10 });
        observe(socket);
        await ready(socket);
        log.push(plain(await socket.emitWithAck("echo", "text", new Uint8Array([1, 2, 3]))));
        socket.emit("drop me");
        await once(socket, "reconnect");
        log.push(await socket.emitWithAck("echo", "again"));
        socket.disconnect();
      },
      { url: server.url, options },
    );
    expect(transcript).toEqual([
      "connect",
      "text",
      "disconnect: transport close",
      "reconnect_attempt 1",
      "connect",
      "reconnect 1",
      "again",
      "disconnect: io client disconnect",
    ]);
  });
}
