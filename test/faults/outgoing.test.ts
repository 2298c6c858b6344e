import { describe, expect, test } from "vitest";
import type { Client } from "../support/client.ts";
import { EVERYWHERE } from "../support/platforms.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { next, Transcript, until } from "../support/until.ts";

/** Listeners of what is sent come before it is encoded and sent. */

const listening = async (): Promise<{ server: TestServer; heard: Transcript }> => {
  const heard = new Transcript();
  const server = await startServer((io) =>
    io.on("connection", (socket) =>
      socket.onAny((...args) => {
        if (typeof args[args.length - 1] === "function") args.pop()("answer");
        heard.push(JSON.stringify(args));
      }),
    ),
  );
  return { server, heard };
};

/** The ways for an event to be sent: at once, later, and by the retry queue. */
const WAYS = [
  { way: "at once", options: {}, connectFirst: true },
  { way: "after it waited", options: {}, connectFirst: false },
  { way: "with retries", options: { retries: 3, ackTimeout: 5000 }, connectFirst: true },
  { way: "with retries, after it waited", options: { retries: 3, ackTimeout: 5000 }, connectFirst: false },
];

describe.each(EVERYWHERE)("$where", ({ open }) => {
  describe.each(WAYS)("$way", ({ options, connectFirst }) => {
    const through = async (setup: (socket: Client) => void): Promise<{ socket: Client; heard: Transcript }> => {
      const { server, heard } = await listening();
      const socket = open(server, { ...options, autoConnect: false });
      socket.connect();
      if (connectFirst) await next(socket, "connect");
      setup(socket);
      socket.emit("end");
      await heard.until('["end"]');
      return { socket, heard };
    };

    test("what they add to the data goes along, attachments too", async () => {
      const { heard } = await through((socket) => {
        socket.onAnyOutgoing((name, data) => {
          if (name === "x") Object.assign(data, { traceId: 7, bytes: Uint8Array.of(1, 2) });
        });
        socket.emit("x", { own: 1 });
      });
      expect(heard.entries).toEqual([
        JSON.stringify(["x", { own: 1, traceId: 7, bytes: Buffer.from([1, 2]) }]),
        '["end"]',
      ]);
    });

    test("each is told once, in the order in which they were added", async () => {
      const told: string[] = [];
      await through((socket) => {
        socket.onAnyOutgoing((name) => told.push(`second ${name}`));
        socket.prependAnyOutgoing((name) => told.push(`first ${name}`));
        socket.emit("x", 1);
      });
      expect(told).toEqual(["first x", "second x", "first end", "second end"]);
    });

    test("one that throws keeps nothing back", async () => {
      const uncaught: unknown[] = [];
      const note = (error: unknown): void => void uncaught.push(error);
      const others = process.listeners("uncaughtException");
      process.removeAllListeners("uncaughtException").on("uncaughtException", note);
      try {
        const { heard } = await through((socket) => {
          socket.onAnyOutgoing((name) => {
            if (name === "x") throw new Error("mine");
          });
          socket.emit("x");
        });
        expect(heard.entries).toEqual(['["x"]', '["end"]']);
        await until("it surfaced", () => uncaught.length);
        expect(uncaught).toEqual([new Error("mine")]);
      } finally {
        process.off("uncaughtException", note);
        for (const other of others) process.on("uncaughtException", other);
      }
    });

    test("one that leaves: the event goes first, as it was emitted before, or waits for the next connect()", async () => {
      const { server, heard } = await listening();
      const socket = open(server, { ...options, autoConnect: false });
      socket.connect();
      if (connectFirst) await next(socket, "connect");
      const left = next(socket, "disconnect");
      socket.onAnyOutgoing((name) => {
        if (name === "x") socket.disconnect();
      });
      socket.emit("x").emit("y");
      await left;
      socket.offAnyOutgoing();
      socket.connect();
      socket.emit("end");
      await heard.until('["end"]');
      expect(heard.entries).toEqual(['["x"]', '["y"]', '["end"]']);
    });
  });

  test.each(WAYS.slice(0, 2))("$way: what they emit goes first", async ({ connectFirst }) => {
    const { server, heard } = await listening();
    const socket = open(server);
    if (connectFirst) await next(socket, "connect");
    socket.onAnyOutgoing((name) => {
      if (name === "x") socket.emit("of x", (answer: string) => heard.push(`answer: ${answer}`));
      if (name === "of x") socket.emit("of that");
    });
    socket.emit("x", (answer: string) => heard.push(`x: ${answer}`)).emit("end");
    await heard.until("x: answer");
    await heard.until("answer: answer");
    await heard.until('["end"]');
    expect(heard.entries.filter((line) => line.startsWith("["))).toEqual([
      '["of that"]',
      '["of x"]',
      '["x"]',
      '["end"]',
    ]);
  });

  test.each(WAYS.slice(2))(
    "$way: what they emit waits for its turn, as the queue keeps the order",
    async ({ options, connectFirst }) => {
      const { server, heard } = await listening();
      const socket = open(server, options);
      if (connectFirst) await next(socket, "connect");
      socket.onAnyOutgoing((name) => {
        if (name === "x") socket.emit("of x");
      });
      socket.emit("x").emit("y");
      await heard.size(3);
      expect(heard.entries).toEqual(connectFirst ? ['["x"]', '["of x"]', '["y"]'] : ['["x"]', '["y"]', '["of x"]']);
    },
  );

  test("volatile events that are dropped are not told; those that are sent are", async () => {
    const { server, heard } = await listening();
    const socket = open(server, { autoConnect: false });
    const told: string[] = [];
    socket.onAnyOutgoing((name) => told.push(name));
    socket.volatile.emit("dropped");
    socket.connect();
    await next(socket, "connect");
    socket.emit("end");
    await heard.until('["end"]');
    expect([told, heard.entries]).toEqual([["end"], ['["end"]']]);
  });

  test("an event that can't be encoded throws, and nobody was told", async () => {
    const { server } = await listening();
    const socket = open(server);
    await next(socket, "connect");
    const told: string[] = [];
    socket.onAnyOutgoing((name) => told.push(name));
    expect(() => socket.emit("x", 1n)).toThrow();
    expect(told).toEqual([]);
  });
});
