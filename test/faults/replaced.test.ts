import { describe, expect, test } from "vitest";
import type { Client } from "../support/client.ts";
import { EVERYWHERE } from "../support/platforms.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { next, Transcript } from "../support/until.ts";

/** Methods of a socket that the app has put others in the place of, as tracing code does. */

type Method = (...args: any[]) => any;

/** Answers `echo` with its argument, and nothing else. */
const echoing = (): Promise<TestServer> =>
  startServer((io) => io.on("connection", (socket) => socket.on("echo", (value, answer) => answer(value))));

/** The ways in which code wraps a method: with the `this` of the call, with the socket, bound, and as an arrow function. */
const WAYS: [string, (original: Method, socket: Client, before: Method) => Method][] = [
  [
    "with its this",
    (original, _, before) =>
      function (this: unknown, ...args) {
        before(...args);
        return original.apply(this, args);
      },
  ],
  [
    "with the socket",
    (original, socket, before) =>
      (...args) => {
        before(...args);
        return original.apply(socket, args);
      },
  ],
  [
    "bound",
    (original, socket, before) => {
      const bound = original.bind(socket);
      return (...args) => {
        before(...args);
        return bound(...args);
      };
    },
  ],
  [
    "with the callback wrapped as well",
    (original, socket, before) =>
      (...args) => {
        before(...args);
        const last = args[args.length - 1];
        if (typeof last === "function") args[args.length - 1] = (...answer: unknown[]) => last(...answer);
        return original.apply(socket, args);
      },
  ],
];

const wrap = (socket: Client, name: string, way: (typeof WAYS)[number][1]): string[] => {
  const calls: string[] = [];
  socket[name] = way(socket[name] as Method, socket, (...args) => calls.push([name, args[0]].join(" ")));
  return calls;
};

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => value,
    (error) => error.message,
  );

describe.each(EVERYWHERE)("$where", ({ open }) => {
  describe.each(WAYS)("emit wrapped %s", (_, way) => {
    const setup = async (options = {}): Promise<{ socket: Client; calls: string[] }> => {
      const socket = open(await echoing(), options);
      if (socket.active) await next(socket, "connect");
      return { socket, calls: wrap(socket, "emit", way) };
    };

    test("emit, send and emitWithAck go through it", async () => {
      const { socket, calls } = await setup();
      expect(socket.emit("a") === socket).toBe(true);
      socket.send("b");
      expect(await socket.emitWithAck("echo", 1)).toBe(1);
      expect(calls).toEqual(["emit a", "emit message", "emit echo"]);
    });

    test("timeout() holds: an answer, and none", async () => {
      const { socket, calls } = await setup();
      const log = new Transcript();
      socket.timeout(10_000).emit("echo", 1, (...args: unknown[]) => log.push(JSON.stringify(args)));
      socket.timeout(10).emit("silent", (error: Error) => log.push(error.message));
      expect(await failure(socket.timeout(10).emitWithAck("silent"))).toBe("operation has timed out");
      expect(await socket.timeout(10_000).emitWithAck("echo", 2)).toBe(2);
      await log.size(2);
      expect(log.entries.sort()).toEqual(["[null,1]", "operation has timed out"]);
      expect(calls).toEqual(["emit echo", "emit silent", "emit silent", "emit echo"]);
    });

    test("volatile holds, and for no other event", async () => {
      const { socket, calls } = await setup({ autoConnect: false });
      socket.volatile.emit("dropped");
      socket.emit("kept");
      expect(socket.sendBuffer.map(({ data }) => data)).toEqual([["kept"]]);
      expect(calls).toEqual(["emit dropped", "emit kept"]);
    });

    test("signal() holds", async () => {
      const { socket } = await setup();
      const abort = new AbortController();
      const told = failure(socket.signal(abort.signal).emitWithAck("silent"));
      abort.abort();
      expect(await told).toBe("aborted");
    });

    test("a promise knows of the end of the socket", async () => {
      const { socket } = await setup();
      const told = failure(socket.emitWithAck("silent"));
      socket.disconnect();
      expect(await told).toBe("socket has been disconnected");
    });
  });

  test("emit that waits for something before it goes on: a promise settles all the same", async () => {
    const socket = open(await echoing());
    await next(socket, "connect");
    const { emit } = socket;
    socket.emit = ((...args: [string]) => void Promise.resolve().then(() => emit.apply(socket, args))) as never;
    expect(await socket.emitWithAck("echo", 1)).toBe(1);
    const told = failure(socket.emitWithAck("silent"));
    await Promise.resolve();
    socket.disconnect();
    expect(await told).toBe("socket has been disconnected");
  });

  test("emit that reports by an event of its own: the settings are taken once", async () => {
    const socket = open(await echoing(), { autoConnect: false });
    const { emit } = socket;
    socket.emit = ((...args: [string]) => {
      emit.apply(socket, args);
      return emit.call(socket, "report");
    }) as never;
    socket.volatile.emit("dropped");
    expect(socket.sendBuffer.map(({ data }) => data)).toEqual([["report"]]);
  });

  test("emit that throws: the settings are not left to the next event", async () => {
    const socket = open(await echoing(), { autoConnect: false });
    const { emit } = socket;
    socket.emit = () => {
      throw new Error("no");
    };
    expect(() => socket.volatile.emit("x")).toThrow("no");
    socket.emit = emit;
    socket.emit("kept");
    expect(socket.sendBuffer.length).toBe(1);
  });

  test.each(WAYS.slice(0, 3))("emitWithAck and send wrapped %s", async (_, way) => {
    const socket = open(await echoing());
    await next(socket, "connect");
    const calls = [wrap(socket, "emitWithAck", way), wrap(socket, "send", way)];
    expect(await failure(socket.timeout(10).emitWithAck("silent"))).toBe("operation has timed out");
    expect(await socket.emitWithAck("echo", 1)).toBe(1);
    socket.volatile.send("x");
    expect(calls).toEqual([["emitWithAck silent", "emitWithAck echo"], ["send x"]]);
  });

  test.each(WAYS.slice(0, 3))("connect and disconnect wrapped %s: open and close go through them", async (_, way) => {
    const socket = open(await echoing(), { autoConnect: false });
    const calls = [wrap(socket, "connect", way), wrap(socket, "disconnect", way)];
    expect(socket.open() === socket).toBe(true);
    await next(socket, "connect");
    expect(socket.close() === socket).toBe(true);
    expect([calls, socket.connected]).toEqual([[["connect "], ["disconnect "]], false]);
  });

  test.each(WAYS.slice(0, 3))("on and off wrapped %s: once goes through them", async (_, way) => {
    const socket = open(await echoing(), { autoConnect: false });
    const calls = [wrap(socket, "on", way), wrap(socket, "off", way)];
    const log = new Transcript();
    socket.once("connect", () => log.push("connect"));
    socket.connect();
    await log.until("connect");
    const listener = (): void => {};
    socket.addEventListener("x", listener);
    socket.removeListener("x", listener);
    expect([calls, socket.listeners("connect")]).toEqual([[["on connect"], ["off connect"]], []]);
  });

  test("what a class that extends ours has in their place", async () => {
    const socket = open(await echoing());
    await next(socket, "connect");
    const calls: string[] = [];
    const prototype = Object.getPrototypeOf(socket) as { emit: Method };
    const { emit } = prototype;
    prototype.emit = function (this: unknown, ...args: unknown[]) {
      calls.push(String(args[0]));
      return emit.apply(this, args);
    };
    try {
      expect(await failure(socket.timeout(10).emitWithAck("silent"))).toBe("operation has timed out");
      socket.volatile.send("x");
    } finally {
      prototype.emit = emit;
    }
    expect(calls).toEqual(["silent", "message"]);
  });
});
