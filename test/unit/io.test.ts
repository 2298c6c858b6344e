import { afterEach, describe, expect, test, vi } from "vitest";
import type { Socket } from "../../src/io.ts";
import type { IoOptions } from "../../src/manager/options.ts";
import { settle, World } from "../support/fake-platform.ts";

let world = new World();
let made: Socket[] = [];
let host = 0;
afterEach(() => {
  for (const socket of made) socket.disconnect();
  world.advance(60_000);
  expect([world.left, world.reported]).toEqual([[], []]);
  world = new World();
  made = [];
});
/** A socket at a server that no other test has, unless the URL is given whole. */
const io = (path = "", options: IoOptions = {}, url = `http://server${host}`): Socket => {
  const socket = world.io(`${url}${path}`, { transports: ["websocket"], ...options }) as Socket;
  made.push(socket);
  return socket;
};
const managers = (...sockets: Socket[]): number => new Set(sockets.map((socket) => socket.io)).size;
const fresh = (): void => void host++;

describe("which Manager serves a socket", () => {
  test("one for the namespaces of a server; a second one for the same namespace", () => {
    fresh();
    const a = io();
    expect([managers(a, io("/admin")), managers(a, io()), managers(a, io("/third")), world.sockets.length]).toEqual([
      1, 2, 1, 2,
    ]);
    expect(made.map(({ nsp }) => nsp)).toEqual(["/", "/admin", "/", "/third"]);
  });

  test.each<[string, string, IoOptions, string | undefined]>([
    ["another port", "", {}, ":8080"],
    ["another path", "/b", { path: "/other" }, undefined],
    ["forceNew", "/b", { forceNew: true }, undefined],
    ["multiplex: false", "/b", { multiplex: false }, undefined],
  ])("another one for %s", (_, path, options, port) => {
    fresh();
    expect(managers(io(), io(path, options, `http://server${host}${port ?? ""}`))).toBe(2);
  });

  test("one that is kept for itself serves nobody else", () => {
    fresh();
    const own = io("", { forceNew: true });
    expect(managers(own, io("/b"))).toBe(2);
  });

  test("the default port and path, written or not", () => {
    fresh();
    expect(managers(io(), io("/b", { path: "/socket.io" }, `http://server${host}:80`))).toBe(1);
  });

  test("a closed one is shared; for a namespace that it has, a new one takes its place", () => {
    fresh();
    const a = io();
    a.disconnect();
    world.advance(0);
    const b = io("/b");
    expect(managers(a, b)).toBe(1);
    b.disconnect();
    world.advance(0);
    const again = io();
    expect([managers(a, again), managers(again, io("/c"))]).toEqual([2, 1]);
    // the old one is in use again, and has its sockets
    a.connect();
    b.connect();
    expect([managers(again, io("/d")), managers(a, b)]).toEqual([1, 1]);
  });

  test("a runtime without WeakRef shares it as well", () => {
    fresh();
    vi.stubGlobal("WeakRef", undefined);
    const a = io();
    vi.unstubAllGlobals();
    a.disconnect();
    world.advance(0);
    expect(managers(a, io("/b"))).toBe(1);
  });

  test("autoConnect: false waits to be told, and shares meanwhile", async () => {
    fresh();
    const a = io("", { autoConnect: false });
    const b = io("/b", { autoConnect: false });
    expect([world.sockets.length, managers(a, b)]).toEqual([0, 1]);
    b.connect();
    world.sockets[0]!.accept();
    await settle();
    expect(world.sockets[0]!.take()).toEqual(["40/b,"]);
  });
});

/** Each warning is given once in a process. */
const told: string[] = [];

describe("options of a second socket", () => {
  test("those that a shared connection ignores are named, once", () => {
    fresh();
    io();
    io("/b", { extraHeaders: { a: "b" }, timeout: 5 });
    io("/c", { extraHeaders: { a: "b" }, timeout: 5 });
    expect(world.warned).toEqual([expect.stringMatching(/extraHeaders, timeout; see forceNew/)]);
  });

  test("its own, those that are the same, and those that are not given need no warning", () => {
    fresh();
    const agent = new (class Agent {})();
    const same = (): IoOptions => ({
      timeout: 7,
      transports: ["websocket"],
      extraHeaders: { authorization: "Bearer x" },
      transportOptions: { polling: { extraHeaders: { a: "b" } } },
      ca: [Buffer.from("certificate")],
      query: { a: 1 },
      agent,
    });
    io("", same());
    io("/b", {
      ...same(),
      auth: { a: 1 },
      retries: 1,
      ackTimeout: 5,
      retryWindow: 2,
      retryRefused: true,
      bufferLimit: {},
      lifecycleEvents: "v4",
      autoConnect: true,
    });
    io("/c", { ...same(), timeout: null, extraHeaders: undefined } as object);
    io("/d?a=1", { query: {} });
    io("/e", { query: "a=1" as unknown as object });
    io("/f");
    expect(world.warned).toEqual([]);
  });

  test.each<[string, string, IoOptions]>([
    ["extraHeaders", "", { extraHeaders: { authorization: "Bearer two" } }],
    ["extraHeaders", "", { extraHeaders: { authorization: "Bearer one", cookie: "session=1" } }],
    ["query", "", { query: { token: "two" } }],
    ["query", "?token=two", {}],
    ["query", "", { query: { token: "one", more: 1 } }],
    ["withCredentials", "", { withCredentials: true }],
    ["agent", "", { agent: new (class Agent {})() }],
    ["pfx", "", { pfx: Buffer.from("two") }],
    ["extraHeaders, query", "?token=three", { extraHeaders: {} }],
  ])("other credentials share the connection, and are named: %s", (names, query, options) => {
    fresh();
    const first = io("?token=one", {
      extraHeaders: { authorization: "Bearer one" },
      withCredentials: false,
      agent: new (class Agent {})(),
      pfx: Buffer.from("one"),
    });
    const second = io(`/b${query}`, options);
    expect(managers(first, second)).toBe(1);
    expect([...told, ...world.warned]).toContain(
      `holdfast: options of a shared connection are ignored: ${names}; see forceNew`,
    );
    told.push(...world.warned);
  });

  test("each has its own auth", async () => {
    fresh();
    io("", { auth: { a: 1 } });
    io("/b", { auth: { b: 1 } });
    world.sockets[0]!.accept();
    await settle();
    expect(world.sockets[0]!.take()).toEqual(['40{"a":1}', '40/b,{"b":1}']);
  });
});

describe("a wrong value of an option that is new here", () => {
  test.each<[object, string]>([
    [{ minUptime: -1 }, "minUptime: -1 is not a number of at least 0"],
    [{ upgradeTimeout: "5" }, "upgradeTimeout: 5 is not a number of at least 0"],
    [{ highWaterMark: Number.NaN }, "highWaterMark: NaN is not a number of at least 0"],
    [{ maxAttachments: -1 }, "maxAttachments: -1 is not a number of at least 0"],
    [{ maxAttachmentBytes: true }, "maxAttachmentBytes: true is not a number of at least 0"],
    [{ attachmentTimeout: false }, "attachmentTimeout: false is not a number of at least 0"],
    [{ maxDepth: [] }, "maxDepth:  is not a number of at least 0"],
    [{ retryWindow: 0 }, "retryWindow: 0 is not a number of at least 1"],
    [{ lifecycleEvents: "v3" }, "lifecycleEvents: v3 is not all or v4"],
    [{ retryRefused: 1 }, "retryRefused: 1 is not boolean or function"],
    [{ reconnectionPolicy: 5 }, "reconnectionPolicy: 5 is not function"],
    [{ closeOnOffline: "no" }, "closeOnOffline: no is not boolean"],
    [{ networkEvents: "window" }, "networkEvents: window is not object"],
    [{ bufferLimit: 5 }, "bufferLimit: 5 is not object"],
    [{ bufferLimit: { events: -1 } }, "events: -1 is not a number of at least 0"],
    [{ bufferLimit: { bytes: "9" } }, "bytes: 9 is not a number of at least 0"],
    [{ bufferLimit: { age: -5 } }, "age: -5 is not a number of at least 0"],
    [{ bufferLimit: { onFull: "panic" } }, "onFull: panic is not reject or drop-oldest or drop-newest"],
  ])("%j throws", (options, message) => {
    fresh();
    expect(() => io("", options)).toThrow(expect.objectContaining({ code: "ERR_INVALID_OPTION", message }));
    expect(world.sockets).toHaveLength(0);
  });

  test("null and undefined are not given; what is allowed passes", () => {
    fresh();
    io("", { minUptime: null, bufferLimit: null, lifecycleEvents: undefined } as object);
    io("/b", {
      minUptime: 0,
      retryWindow: 1,
      lifecycleEvents: "all",
      retryRefused: () => true,
      reconnectionPolicy: () => 1,
      closeOnOffline: true,
      networkEvents: new EventTarget(),
      bufferLimit: { events: 0, bytes: 0, age: 0, onFull: "drop-newest" },
    });
    expect(made).toHaveLength(2);
  });
});

describe("options of the app", () => {
  test("are never written to, and may be frozen; the Manager's copy may be changed", () => {
    fresh();
    const query = Object.freeze({ a: "1" });
    const options = Object.freeze({ transports: Object.freeze(["websocket"]), query, auth: null });
    const socket = world.io(`http://server${host}`, options) as Socket;
    made.push(socket);
    socket.io.opts.query = { a: "2" };
    world.sockets[0]!.end();
    world.advance(1500);
    expect(world.sockets.map(({ url }) => new URL(url).searchParams.get("a"))).toEqual(["1", "2"]);
    expect(options.query).toBe(query);
  });

  test("accessors of the Manager read and set them", () => {
    fresh();
    const { io: manager } = io("", { autoConnect: false });
    const read = (): unknown[] => [
      manager.reconnection(),
      manager.reconnectionAttempts(),
      manager.reconnectionDelay(),
      manager.randomizationFactor(),
      manager.reconnectionDelayMax(),
      manager.timeout(),
    ];
    expect(read()).toEqual([true, Infinity, 1000, 0.5, 5000, 20_000]);
    expect(
      manager
        .reconnection(false)
        .reconnectionAttempts(1)
        .reconnectionDelay(2)
        .randomizationFactor(0.3)
        .reconnectionDelayMax(4)
        .timeout(5),
    ).toBe(manager);
    expect(read()).toEqual([false, 1, 2, 0.3, 4, 5]);
    manager.timeout(false);
    expect([manager.timeout(), manager.opts.reconnectionDelay]).toEqual([false, 2]);
  });

  test("timeout: 0 is at once, false never", () => {
    fresh();
    const log: string[] = [];
    const at = io("", { timeout: 0, reconnection: false });
    at.on("connect_error", ({ code }) => log.push(code));
    world.advance(0);
    expect(log).toEqual(["ERR_CONNECT_TIMEOUT"]);
    const never = io("/never", { timeout: false, forceNew: true });
    never.on("connect_error", ({ code }) => log.push(code));
    world.advance(86_400_000);
    expect(log).toHaveLength(1);
  });

  test("with no transport and no time it is still an error, not a crash", () => {
    fresh();
    const codes: string[] = [];
    io("", { transports: [], timeout: 0, reconnection: false }).on("connect_error", ({ code }) => codes.push(code));
    world.advance(0);
    expect(codes).toHaveLength(1);
  });
});
