import { randomBytes } from "node:crypto";
import type { Server, Socket as ServerSocket } from "socket.io";
import { describe, expect, test } from "vitest";
import { type Client, client, MODES, type Mode, ready, transcribe } from "../support/client.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { next, range, Transcript, until } from "../support/until.ts";

/** A server that echoes, a client that is connected, and the server's side of it. */
const pair = async (
  options: Mode["options"],
  setup: (io: Server) => void = () => {},
): Promise<{ server: TestServer; socket: Client; served: ServerSocket }> => {
  const server = await startServer((io) => {
    io.on("connection", (socket) => socket.on("echo", (...args) => args.pop()(...args)));
    setup(io);
  });
  const socket = client(server, options);
  const [served] = (await next(server.io, "connection")) as [ServerSocket];
  await ready(socket);
  return { server, socket, served };
};

describe.each(MODES)("$mode", ({ options }) => {
  test("events both ways, in order, with all that JSON carries", async () => {
    const { socket, served } = await pair(options);
    const log = new Transcript<unknown[]>();
    served.onAny((...args) => log.push(["server", ...args]));
    socket.onAny((...args) => log.push(["client", ...args]));
    const values = [1, -0.5, "text é 😀 \u2028 \x1e", true, null, [1, [2]], { a: { b: [] }, "": "" }];
    socket.emit("a", ...values);
    socket.emit("no arguments");
    socket.send("hello", 2);
    await log.size(3);
    served.emit("b", ...values);
    served.emit("no arguments");
    served.send("hello", 2);
    await log.size(6);
    expect(log.entries).toEqual([
      ["server", "a", ...values],
      ["server", "no arguments"],
      ["server", "message", "hello", 2],
      ["client", "b", ...values],
      ["client", "no arguments"],
      ["client", "message", "hello", 2],
    ]);
  });

  test("undefined arrives as null, as JSON has it", async () => {
    const { socket } = await pair(options);
    expect(await socket.emitWithAck("echo", [undefined, { a: undefined, b: 1 }])).toEqual([null, { b: 1 }]);
  });

  test("names that are special to objects are ordinary events", async () => {
    const { socket, served } = await pair(options);
    const log = new Transcript();
    for (const name of ["__proto__", "constructor", "toString", "error", "hasOwnProperty"]) {
      socket.on(name, (x) => log.push(`${name} ${x}`));
      served.emit(name, 1);
    }
    await log.size(5);
    expect(log.entries).toEqual(["__proto__ 1", "constructor 1", "toString 1", "error 1", "hasOwnProperty 1"]);
  });

  test("acks both ways", async () => {
    const { socket, served } = await pair(options);
    const log = new Transcript<unknown[]>();
    socket.on("ask", (x, answer) => answer("client says", x, Buffer.from("b")));
    socket.emit("echo", 1, "two", (...args: unknown[]) => log.push(["client heard", ...args]));
    served.emit("ask", 3, (...args: unknown[]) => log.push(["server heard", ...args]));
    socket.emit("echo", (...args: unknown[]) => log.push(["client heard", ...args]));
    await log.size(3);
    expect(log.entries.sort()).toEqual(
      [["client heard", 1, "two"], ["client heard"], ["server heard", "client says", 3, Buffer.from("b")]].sort(),
    );
  });

  test("an ack is sent once, however often the app calls it", async () => {
    const { socket, served } = await pair(options);
    const log = new Transcript<unknown>();
    socket.on("ask", (answer) => {
      answer(1);
      answer(2);
    });
    served.emit("ask", (x: unknown) => log.push(x));
    await log.until(1);
    await socket.emitWithAck("echo");
    expect(log.entries).toEqual([1]);
  });

  test("emitWithAck, 100 at once, each its own answer", async () => {
    const { socket } = await pair(options);
    const answers = await Promise.all(range(100).map((n) => socket.emitWithAck("echo", n)));
    expect(answers).toEqual(range(100));
  });

  describe("binary", () => {
    const bytes = Buffer.from([0, 1, 2, 250, 30, 98]);
    const within = new Uint8Array([9, 9, ...bytes, 9]);
    const view = within.subarray(2, 8);
    const kinds: [string, () => unknown, unknown][] = [
      ["Buffer", () => Buffer.from(bytes), bytes],
      ["ArrayBuffer", () => new Uint8Array(bytes).buffer, bytes],
      ["Uint8Array, a view with an offset", () => view, bytes],
      ["DataView with an offset", () => new DataView(within.buffer, 2, 6), bytes],
      ["Uint16Array", () => new Uint16Array(new Uint8Array(bytes).buffer), bytes],
      ["empty Buffer", () => Buffer.alloc(0), Buffer.alloc(0)],
      [
        "nested in objects and arrays",
        () => ({ a: [view, { b: Buffer.from("b") }, [new Uint8Array([1]).buffer]], n: 1, text: "é" }),
        { a: [bytes, { b: Buffer.from("b") }, [Buffer.from([1])]], n: 1, text: "é" },
      ],
    ];

    test.each(kinds)("%s", async (_, make, expected) => {
      const { socket, served } = await pair(options);
      const log = new Transcript<unknown[]>();
      served.on("up", (...args) => log.push(["server", ...args]));
      socket.on("down", (...args) => log.push(["client", ...args]));
      const given = make();
      socket.emit("up", given, "between", given);
      served.emit("down", make(), "between", make());
      await log.size(2);
      expect(log.entries.sort()).toEqual([
        ["client", expected, "between", expected],
        ["server", expected, "between", expected],
      ]);
      // in acks too, and the app's own object is as it was
      expect(await socket.emitWithAck("echo", given)).toEqual(expected);
      expect(given).toEqual(make());
    });
  });

  test("700 kB both ways", async () => {
    const { socket } = await pair(options);
    const bytes = randomBytes(700_000);
    const answer = (await socket.emitWithAck("echo", bytes)) as Buffer;
    expect(bytes.equals(answer)).toBe(true);
  });

  test("what is emitted before the connection is sent at it, in order", async () => {
    const log = new Transcript<unknown>();
    const server = await startServer((io) => {
      io.on("connection", (socket) => socket.onAny((name, x) => log.push([name, x])));
    });
    const socket = client(server, { ...options, autoConnect: false });
    for (const n of range(5)) socket.emit("early", n);
    socket.on("connect", () => socket.emit("in connect", 5));
    expect(socket.sendBuffer.length).toBe(5);
    socket.connect();
    await log.size(6);
    expect(log.entries).toEqual([...range(5).map((n) => ["early", n]), ["in connect", 5]]);
    expect(socket.sendBuffer.length).toBe(0);
  });

  test("what is emitted while the server is away is sent when it is back, with its ack", async () => {
    const { server, socket } = await pair(options);
    await server.stop();
    await until("the client noticed", () => !socket.connected);
    const answers = range(3).map((n) => socket.emitWithAck("echo", n));
    await server.start();
    expect(await Promise.all(answers)).toEqual([0, 1, 2]);
  });

  test("volatile: dropped while there is no connection, sent while there is", async () => {
    const log = new Transcript<unknown>();
    const server = await startServer((io) => {
      io.on("connection", (socket) => socket.onAny((...args) => log.push(args.slice(0, 2))));
    });
    const socket = client(server, { ...options, autoConnect: false });
    const dropped = new Transcript<unknown>();
    socket.lifecycle.on("dropped", ({ event, args, cause, delivery }) =>
      dropped.push([event, args, cause.code, delivery]),
    );
    socket.volatile.emit("volatile", 1, { a: 1 });
    socket.connect();
    socket.volatile.emit("volatile", 2);
    socket.emit("plain", 3);
    await ready(socket);
    await log.size(1);
    // polling takes it once no POST is under way
    await until("it can be sent", () => socket.io.engine.transport.writable);
    socket.volatile.emit("volatile", 4);
    await log.size(2);
    expect(log.entries).toEqual([
      ["plain", 3],
      ["volatile", 4],
    ]);
    expect(dropped.entries).toEqual([
      ["volatile", [1, { a: 1 }], "ERR_DISCONNECTED", "not-sent"],
      ["volatile", [2], "ERR_DISCONNECTED", "not-sent"],
    ]);
  });

  test("timeout(): the ack gets an error when the server does not answer", async () => {
    const { socket, served } = await pair(options);
    served.on("silent", () => {});
    const log = new Transcript<unknown>();
    socket.timeout(5_000).emit("echo", "x", (error: Error, x: unknown) => log.push([error, x]));
    await log.size(1);
    socket.timeout(20).emit("silent", (error: Error, x: unknown) => log.push([error, x]));
    await log.size(2);
    const error = expect.objectContaining({ message: "operation has timed out", code: "ERR_ACK_TIMEOUT" });
    expect(log.entries).toEqual([
      [null, "x"],
      [error, undefined],
    ]);
    await expect(socket.timeout(20).emitWithAck("silent")).rejects.toThrow(/^operation has timed out$/);
    // a view can be kept
    const view = socket.timeout(5_000);
    expect([await view.emitWithAck("echo", 1), await view.emitWithAck("echo", 2)]).toEqual([1, 2]);
  });

  test("acks that nobody waits for are ignored", async () => {
    const { socket, served } = await pair(options);
    const log = transcribe(socket);
    const answers: (() => void)[] = [];
    served.on("late", (answer) => answers.push(() => answer("late")));
    let calls = 0;
    // the first is answered after its time, then again, then one that was never asked for
    await expect(
      new Promise((resolve, reject) => {
        socket.timeout(20).emit("late", (error: Error) => {
          calls++;
          error ? reject(error) : resolve(0);
        });
      }),
    ).rejects.toThrow("operation has timed out");
    await until("the server was asked", () => answers.length === 1);
    const next = socket.emitWithAck("late");
    await until("the server was asked again", () => answers.length === 2);
    answers[0]?.();
    const forge = (id: number): void =>
      (served as unknown as { packet(packet: object): void }).packet({ type: 3, id, data: ["forged"] });
    forge(999);
    forge(0);
    answers[1]?.();
    forge(1);
    expect(await next).toBe("late");
    expect(await socket.emitWithAck("echo", 1)).toBe(1);
    expect(calls).toBe(1);
    expect(log.entries).toEqual([]);
  });

  test("a pending ack gets an error when the connection is lost", async () => {
    const { server, socket, served } = await pair(options);
    served.on("silent", () => {});
    const asked = socket.emitWithAck("silent");
    const plain: unknown[] = [];
    socket.emit("silent", (...args: unknown[]) => plain.push(args));
    await until("it was sent", () => socket.io.engine.writeBuffer.length === 0);
    const failed = expect(asked).rejects.toMatchObject({ code: "ERR_DISCONNECTED", delivery: "unknown" });
    await server.kill();
    await failed;
    await ready(socket);
    expect(await socket.emitWithAck("echo", 1)).toBe(1);
    // one that takes no error first is not told
    expect(plain).toEqual([]);
  });

  test("onAny, offAny, listenersAny", async () => {
    const { socket, served } = await pair(options);
    const log = new Transcript<unknown>();
    const [first, second] = ["first", "second"].map(
      (who) =>
        (...args: unknown[]) =>
          log.push([who, ...args]),
    ) as [any, any];
    socket.onAny(first).onAny(second);
    socket.on("down", (x) => log.push(["on", x]));
    expect(socket.listenersAny()).toEqual([first, second]);
    socket.emit("echo", 1, () => served.emit("down", 2));
    await log.size(3);
    socket.offAny(first);
    socket.emit("echo", 1, () => served.emit("down", 3));
    await log.size(5);
    socket.offAny();
    served.emit("down", 4);
    await log.size(6);
    expect(log.entries).toEqual([
      ["first", "down", 2],
      ["second", "down", 2],
      ["on", 2],
      ["second", "down", 3],
      ["on", 3],
      ["on", 4],
    ]);
    expect(socket.listenersAny()).toEqual([]);
  });

  test("prependAny, onAnyOutgoing, prependAnyOutgoing, offAnyOutgoing", async () => {
    const { socket, served } = await pair(options);
    const log = new Transcript<unknown>();
    const [any, before, out, outBefore] = ["any", "before", "out", "out before"].map(
      (who) =>
        (...args: unknown[]) =>
          log.push([who, ...args]),
    ) as [any, any, any, any];
    socket.onAny(any).prependAny(before).onAnyOutgoing(out).prependAnyOutgoing(outBefore);
    expect(socket.listenersAny()).toEqual([before, any]);
    expect(socket.listenersAnyOutgoing()).toEqual([outBefore, out]);
    socket.emit("echo", 1, () => served.emit("down", 2));
    await log.size(4);
    socket.offAnyOutgoing(outBefore);
    socket.emit("echo", 3, () => {});
    await log.size(5);
    expect(log.entries).toEqual([
      ["out before", "echo", 1],
      ["out", "echo", 1],
      ["before", "down", 2],
      ["any", "down", 2],
      ["out", "echo", 3],
    ]);
    socket.offAnyOutgoing();
    expect(socket.listenersAnyOutgoing()).toEqual([]);
  });

  test("once, off, and a listener that throws stops nobody", async () => {
    const { socket, served } = await pair(options);
    const log = new Transcript<unknown>();
    const off = (): void => log.push("removed");
    socket.once("e", (x) => log.push(["once", x]));
    socket.on("e", off).off("e", off);
    socket.on("e", (x) => log.push(["on", x]));
    served.emit("e", 1);
    served.emit("e", 2);
    await log.size(3);
    expect(log.entries).toEqual([
      ["once", 1],
      ["on", 1],
      ["on", 2],
    ]);
  });
});

test.each(["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"])(
  'emit("%s") throws',
  async (name) => {
    const server = await startServer();
    const socket = client(server, { autoConnect: false });
    const error = expect.objectContaining({
      message: `"${name}" is a reserved event name`,
      code: "ERR_RESERVED_EVENT",
    });
    expect(() => socket.emit(name)).toThrow(error);
    await expect(socket.emitWithAck(name)).rejects.toEqual(error);
    expect(socket.sendBuffer).toEqual([]);
  },
);
