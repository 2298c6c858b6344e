import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { io as node } from "../../src/index.node.ts";
import { io as web } from "../../src/index.ts";
import { type Client, MODES, ready } from "../support/client.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { Transcript } from "../support/until.ts";

/**
 * A fake clock that is installed after connecting, as jest.useFakeTimers() often is: nothing passes on it, and all goes on. With
 * socket.io-client it does, too: a connection keeps the clock that was there when it was made.
 */

const FAKED = [
  ...(["setTimeout", "clearTimeout", "setInterval", "clearInterval"] as const),
  ...(["Date", "performance"] as const),
];

const BUILDS = [
  { build: "Node", io: node },
  { build: "web", io: web },
];

const { setImmediate: turn, setTimeout: sleep } = globalThis;

/** Waits on the real clock, as long as it takes. */
const until = async (condition: () => boolean): Promise<void> => {
  const end = Array.from({ length: 2_000 });
  for (const _ of end) {
    if (condition()) return;
    await new Promise((resolve) => sleep(resolve, 4));
  }
  throw new Error("it did not happen");
};

const fakeNextTick = (): void => {
  // vitest can't replace it in a child process; jest does
  vi.spyOn(process, "nextTick").mockImplementation(() => {});
};

beforeAll(() => {
  vi.stubGlobal("WebSocket", WebSocket);
  return () => vi.unstubAllGlobals();
});
afterEach(() => {
  vi.useRealTimers();
});

describe.each(BUILDS)("$build", ({ build, io }) => {
  describe.each(MODES)("$mode", ({ options }) => {
    const connect = async (server: TestServer): Promise<Client> => {
      const socket = io(server.url, { ...options, forceNew: true, reconnection: false }) as unknown as Client;
      await ready(socket);
      return socket;
    };

    test("events, acknowledgements, a loss and the goodbye", async () => {
      const log = new Transcript();
      const server = await startServer((io) => {
        io.on("connection", (socket) => {
          socket.on("echo", (value, answer) => answer(value));
          socket.on("bye", () => log.push("bye"));
          socket.on("disconnect", (reason) => log.push(reason));
        });
      });
      const socket = await connect(server);
      vi.useFakeTimers({ toFake: FAKED, now: 1e12 });
      for (const value of [1, "two", { three: 3 }]) {
        let answer: unknown;
        socket.emit("echo", value, (got: unknown) => {
          answer = got;
        });
        await until(() => answer !== undefined);
        expect(answer).toEqual(value);
      }
      socket.emit("bye");
      socket.disconnect();
      await until(() => log.entries.length === 2);
      expect(log.entries).toEqual(["bye", "client namespace disconnect"]);
    });

    test("hours that pass on it end nothing", async () => {
      const log: string[] = [];
      const server = await startServer((io) =>
        io.on("connection", (s) => s.on("echo", (value, answer) => answer(value))),
      );
      const socket = await connect(server);
      socket.on("disconnect", (reason) => log.push(reason));
      vi.useFakeTimers({ toFake: FAKED });
      await vi.advanceTimersByTimeAsync(3_600_000);
      vi.setSystemTime(0);
      let answer = false;
      socket.emit("echo", 1, () => {
        answer = true;
      });
      await until(() => answer);
      expect(log).toEqual([]);
      socket.disconnect();
      await until(() => !socket.active && socket.io.engine.readyState === "closed");
    });

    test("a listener that throws surfaces", async () => {
      const server = await startServer((io) =>
        io.on("connection", (s) => s.on("echo", (value) => s.emit("echo", value))),
      );
      const socket = await connect(server);
      const surfaced: unknown[] = [];
      const listeners = process.listeners("uncaughtException");
      process.removeAllListeners("uncaughtException");
      process.on("uncaughtException", (error) => surfaced.push(error));
      try {
        vi.useFakeTimers({ toFake: FAKED });
        socket.on("echo", () => {
          throw new Error("of the app");
        });
        socket.emit("echo", 1);
        await until(() => surfaced.length > 0);
        expect(surfaced).toEqual([new Error("of the app")]);
      } finally {
        process.removeAllListeners("uncaughtException");
        for (const listener of listeners) process.on("uncaughtException", listener);
      }
      socket.disconnect();
      await until(() => socket.io.engine.readyState === "closed");
    });
  });

  if (build === "Node")
    test("process.nextTick replaced, over WebSocket: what is emitted leaves", async () => {
      const log = new Transcript();
      const server = await startServer((io) => io.on("connection", (s) => s.on("hi", (n) => log.push(`hi ${n}`))));
      const socket = io(server.url, { transports: ["websocket"], forceNew: true }) as unknown as Client;
      await ready(socket);
      // once: what ws and Node do with it goes on
      const { nextTick } = process;
      fakeNextTick();
      for (const n of [1, 2, 3]) socket.emit("hi", n);
      process.nextTick = nextTick;
      await log.until("hi 3");
      socket.disconnect();
      await new Promise<void>((resolve) => turn(resolve));
      expect(log.entries).toEqual(["hi 1", "hi 2", "hi 3"]);
    });
});
