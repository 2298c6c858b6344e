import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Client, client, MODES, ready } from "../support/client.ts";
import { fakeWebTransport } from "../support/fake-webtransport.ts";
import { startServer } from "../support/server.ts";
import { next, Transcript } from "../support/until.ts";

/**
 * The app's own objects fail: bytes that were given away, a Blob that can't be read, credentials that resist. Each has an outcome, a
 * typed one, and the connection lives.
 */

const detach = (buffer: ArrayBuffer): void => void structuredClone(buffer, { transfer: [buffer] });
const gone = (make: (buffer: ArrayBuffer) => unknown) => (): unknown => {
  const buffer = new ArrayBuffer(8);
  const value = make(buffer);
  detach(buffer);
  return value;
};
const resizable = (from: number, to: number): { buffer: ArrayBuffer; resize(): void } => {
  const buffer = new (ArrayBuffer as never as new (length: number, options: object) => ArrayBuffer)(from, {
    maxByteLength: 64,
  });
  return { buffer, resize: () => (buffer as never as { resize(length: number): void }).resize(to) };
};

const GONE: [string, () => unknown][] = [
  ["an ArrayBuffer", gone((buffer) => buffer)],
  ["a Uint8Array", gone((buffer) => new Uint8Array(buffer))],
  ["a part of one", gone((buffer) => new Uint8Array(buffer, 2, 4))],
  ["a Float64Array", gone((buffer) => new Float64Array(buffer))],
  ["a Buffer", gone((buffer) => Buffer.from(buffer))],
  ["a DataView", gone((buffer) => new DataView(buffer))],
  [
    "a view beyond the end of a buffer that shrank",
    () => {
      const { buffer, resize } = resizable(16, 4);
      const view = new Uint8Array(buffer, 8, 8);
      resize();
      return view;
    },
  ],
];

const SHARED: [string, () => ArrayBuffer | ArrayBufferView][] = [
  ["an empty ArrayBuffer", () => new ArrayBuffer(0)],
  ["an empty view", () => new Uint8Array(0)],
  ["an empty DataView", () => new DataView(new ArrayBuffer(4), 4, 0)],
  ["a view on a SharedArrayBuffer", () => new Uint8Array(new SharedArrayBuffer(8), 1, 3).fill(7)],
  ["a resizable ArrayBuffer", () => resizable(5, 0).buffer],
  ["a view on one", () => new Uint8Array(resizable(5, 0).buffer, 1, 2)],
];

const echo = () =>
  startServer((io) => io.on("connection", (socket) => socket.on("echo", (...args) => args.pop()(...args))));

let rejections: unknown[];
const onRejection = (reason: unknown): void => void rejections.push(reason);
beforeEach(() => {
  rejections = [];
  process.on("unhandledRejection", onRejection);
});
afterEach(() => {
  process.off("unhandledRejection", onRejection);
  expect(rejections).toEqual([]);
});

describe.each(MODES)("$mode", ({ options }) => {
  const start = async (more: object = {}): Promise<{ socket: Client; log: Transcript }> => {
    const socket = client(await echo(), { ...options, ...more });
    const log = new Transcript();
    socket.on("disconnect", (reason: string) => log.push(reason));
    await ready(socket);
    return { socket, log };
  };

  test.each(GONE)("%s that was given away: emit throws, and nothing was taken", async (_, make) => {
    const { socket, log } = await start();
    const bad = expect.objectContaining({ code: "ERR_ENCODE", path: "[1].deep[0]" });
    expect(() => socket.emit("echo", { deep: [make()] }, () => {})).toThrow(bad);
    expect(() => socket.volatile.emit("echo", { deep: [make()] })).toThrow(bad);
    await expect(socket.emitWithAck("echo", { deep: [make()] })).rejects.toEqual(bad);
    expect(await socket.emitWithAck("echo", Buffer.from("next"))).toEqual(Buffer.from("next"));
    expect([log.entries, socket.connected]).toEqual([[], true]);
  });

  test.each(SHARED)("%s is sent as it is at that time", async (_, make) => {
    const { socket } = await start();
    const value = make();
    const copy = ArrayBuffer.isView(value)
      ? Buffer.from(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))
      : Buffer.from(value);
    expect(await socket.emitWithAck("echo", value)).toEqual(Buffer.from(copy));
  });

  test("bytes that are given away in the turn of their emit, or changed, arrive as they were", async () => {
    const { socket, log } = await start({ perMessageDeflate: { threshold: 1 } });
    const answers = Array.from({ length: 20 }, (_, n) => {
      const bytes = new Uint8Array(5000).fill(n);
      const answer = socket.emitWithAck("echo", bytes, { again: bytes });
      if (n % 2) detach(bytes.buffer);
      else bytes.fill(255);
      return answer;
    });
    const firsts = (await Promise.all(answers)) as Buffer[];
    expect(firsts.map((bytes) => [bytes.length, bytes[0], bytes[4999]])).toEqual(
      Array.from({ length: 20 }, (_, n) => [5000, n, n]),
    );
    expect(log.entries).toEqual([]);
  });

  test("given away while they wait for a connection: dropped, promises reject, what is behind goes out", async () => {
    const server = await echo();
    const socket = client(server, { ...options, autoConnect: false });
    const dropped: unknown[] = [];
    socket.lifecycle.on("dropped", ({ event, cause, delivery }) => dropped.push([event, cause.code, delivery]));
    const bytes = [new Uint8Array(8), new DataView(new ArrayBuffer(8))] as const;
    socket.emit("plain", bytes[0]);
    const promises = bytes.map((value) =>
      socket.emitWithAck("echo", { value }).catch((error) => [error.code, error.delivery]),
    );
    const behind = socket.emitWithAck("echo", "behind");
    for (const { buffer } of bytes) detach(buffer as ArrayBuffer);
    expect(socket.buffered.count).toBe(4);
    expect(socket.buffered.bytes).toBeGreaterThan(0);
    socket.connect();
    expect(await behind).toBe("behind");
    expect(await Promise.all(promises)).toEqual(Array(2).fill(["ERR_ENCODE", "not-sent"]));
    expect(dropped).toEqual([["plain"], ["echo"], ["echo"]].map(([event]) => [event, "ERR_ENCODE", "not-sent"]));
  });

  test("a Blob that can't be read: its event is dropped, the others arrive in order", async () => {
    const { socket, log } = await start();
    const order: string[] = [];
    socket.lifecycle.on("dropped", ({ event, cause }) => order.push(`dropped ${event} ${cause.code}`));
    const broken = (how: () => unknown): Blob => Object.assign(new Blob(["x"]), { arrayBuffer: how });
    const bad = [
      broken(() => Promise.reject(new DOMException("the file has changed", "NotReadableError"))),
      broken(() => Promise.reject(undefined)),
      broken(() => {
        throw Symbol("at once");
      }),
    ];
    const ask = (name: string, ...args: unknown[]): Promise<unknown> =>
      socket.emitWithAck("echo", ...args).then(
        () => order.push(name),
        ({ code, delivery }: { code: string; delivery: string }) => order.push(`${name} ${code} ${delivery}`),
      );
    const all = [
      ask("before", "text"),
      ...bad.map((blob, n) => ask(`bad ${n}`, { blob }, Buffer.from("beside"))),
      ask("good", new Blob(["good"])),
      ask("behind", "text"),
    ];
    await Promise.all(all);
    expect(order.filter((line) => !/bad|dropped/.test(line))).toEqual(["before", "good", "behind"]);
    expect(order.filter((line) => line.startsWith("bad")).sort()).toEqual(
      bad.map((_, n) => `bad ${n} ERR_ENCODE not-sent`),
    );
    expect(order.filter((line) => line.startsWith("dropped"))).toEqual(Array(3).fill("dropped echo ERR_ENCODE"));
    expect([log.entries, socket.connected]).toEqual([[], true]);
  });
});

test("webtransport: bytes given away in the turn of their emit arrive, a Blob keeps its place or is dropped alone", async () => {
  const sessions = fakeWebTransport();
  const socket = client("http://host", { transports: ["webtransport"] });
  const session = await sessions.get(0);
  await ready(socket);
  session.heard.entries.length = 0;
  const dropped = next(socket.lifecycle, "dropped");
  const bytes = new Uint8Array([1, 2, 3]);
  socket.emit("bytes", bytes);
  detach(bytes.buffer);
  socket.emit("bad", Object.assign(new Blob(["x"]), { arrayBuffer: () => Promise.reject(new Error("changed")) }));
  socket.emit("blob", new Blob(["blob"]));
  socket.emit("behind");
  await session.heard.size(5);
  const place = '{"_placeholder":true,"num":0}';
  expect(session.heard.entries).toEqual([
    `451-["bytes",${place}]`,
    Buffer.from([1, 2, 3]),
    `451-["blob",${place}]`,
    Buffer.from("blob"),
    '42["behind"]',
  ]);
  expect(await dropped).toMatchObject([{ event: "bad", cause: { code: "ERR_ENCODE" } }]);
  expect(socket.connected).toBe(true);
});

describe("credentials that resist", () => {
  const thrower = (): never => {
    throw new Error("no");
  };
  const cyclic = new Error("cyclic");
  cyclic.cause = new Error("inner", { cause: cyclic });
  const proxy = new Proxy({}, { get: thrower, getPrototypeOf: thrower, ownKeys: thrower, has: thrower });
  const THROWN: [string, unknown][] = [
    ["a Symbol", Symbol("secret")],
    ["an error with a cyclic cause", cyclic],
    ["nothing", undefined],
    ["an object without a prototype", Object.create(null)],
    ["a Proxy whose traps throw", proxy],
    ["an error whose message throws", Object.defineProperty(new Error("x"), "message", { get: thrower })],
    ["an error whose message is a Symbol", Object.assign(new Error("x"), { message: Symbol("x") })],
    ["an error whose cause throws", Object.defineProperty(new Error("x"), "cause", { get: thrower })],
    ["an object whose text throws", { toString: thrower }],
  ];
  const WAYS: [string, (thrown: unknown) => unknown][] = [
    [
      "thrown",
      (thrown) => () => {
        throw thrown;
      },
    ],
    ["rejected", (thrown) => () => Promise.reject(thrown)],
  ];
  const cases = WAYS.flatMap(([how, way]) => THROWN.map(([what, thrown]) => [`${what}, ${how}`, way(thrown)] as const));

  test.each([
    ...cases,
    ["a Proxy that is returned", () => proxy],
    ["a Proxy that is given", (answer: (data: object) => void) => answer(proxy)],
    ["a Proxy as value", proxy],
    [
      "a thenable that throws",
      () => ({
        // biome-ignore lint/suspicious/noThenProperty: it is one that resists
        get then() {
          return thrower();
        },
      }),
    ],
    ["a value that JSON can't carry", { token: 1n }],
    [
      "a cycle",
      () => {
        const data: { self?: object } = {};
        data.self = data;
        return data;
      },
    ],
  ] as [string, unknown][])("%s: connect_error with ERR_AUTH, then the next attempt", async (_, auth) => {
    const server = await startServer();
    const socket = client(server, { auth, transports: ["websocket"] });
    const [error] = (await next(socket, "connect_error")) as [{ code: string; phase: string; message: string }];
    expect([error.code, error.phase, typeof error.message]).toEqual(["ERR_AUTH", "auth", "string"]);
    socket.auth = { token: 1 };
    await next(socket, "connect");
  });

  test("bytes in them are sent as JSON has them: a CONNECT takes no attachments", async () => {
    const server = await startServer();
    const connection = next(server.io, "connection");
    client(server, { auth: { token: new Uint8Array([1, 2]) }, transports: ["websocket"] });
    const [served] = (await connection) as [{ handshake: { auth: object } }];
    expect(served.handshake.auth).toEqual({ token: { 0: 1, 1: 2 } });
  });
});

test("20,000 levels and other data that can't be sent: refused in a moment, with a path of at most 100 characters", () => {
  const socket = client("http://127.0.0.1:9", { autoConnect: false });
  let deep: unknown = 1;
  for (let n = 0; n < 20_000; n++) deep = n % 2 ? [deep] : { deep };
  const long = { ["x".repeat(200)]: 1n };
  const wide: unknown[] = Array.from({ length: 20_000 }, () => [1]);
  const circle = [...wide];
  circle.push({ circle });
  for (const [value, path] of [
    [deep, ""],
    [{ long }, /^\[1\]\.long\.x{91}$/],
    [[...wide, 1n], "[1][20000]"],
    [circle, "[1][20000].circle"],
    [[[Buffer.alloc(1e6), { toJSON: () => 1n }]], "[1][0][1]"],
  ] as [unknown, string | RegExp][]) {
    let error: { code?: string; path?: string; message?: string } = {};
    try {
      socket.emit("x", value);
    } catch (thrown) {
      error = thrown as typeof error;
    }
    expect([error.code, error.path]).toEqual([
      "ERR_ENCODE",
      path instanceof RegExp ? expect.stringMatching(path) : path,
    ]);
    expect(error.message!.length).toBeLessThan(230);
  }
  expect(socket.buffered.count).toBe(0);
});
