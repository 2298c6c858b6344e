import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ready } from "../support/client.ts";
import { scripted } from "../support/scripted-server.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { next, Transcript } from "../support/until.ts";

/**
 * Members of socket.io-client that are not there: reading one, or putting something in its place, warns once, by its name. The
 * guide lists them. What can be had is compared with socket.io-client in test/side-by-side/undocumented.test.ts.
 */
const LEFT_OUT = {
  socket: ["acks", "onpacket", "packet", "_queue"],
  manager: ["encoder", "decoder", "_readyState"],
};

const guide = readFileSync(join(import.meta.dirname, "../../docs/migrating-from-socket.io-client.md"), "utf8");

const ENTRIES = {
  Node: () => import("../../src/index.node.ts"),
  web: () => import("../../src/index.ts"),
};

type Untyped = any;

describe.each(Object.entries(ENTRIES))("%s", (_, load) => {
  let make: () => Untyped;
  let warnings: string[];
  beforeEach(async () => {
    // warnings are given once for each load
    vi.resetModules();
    const { io } = await load();
    make = () => io("http://localhost", { autoConnect: false, forceNew: true });
    warnings = [];
    vi.spyOn(console, "warn").mockImplementation((text) => warnings.push(text));
  });
  afterEach(() => vi.restoreAllMocks());

  describe.each(Object.entries(LEFT_OUT))("of the %s", (holder, names) => {
    const of = (socket: Untyped): Untyped => (holder === "socket" ? socket : socket.io);

    test.each(names)("%s, read", (name) => {
      expect([of(make())[name], of(make())[name]]).toEqual([undefined, undefined]);
      expect(warnings).toEqual([`holdfast: socket.io-client's ${name} is not there`]);
      expect(guide.includes(`${name}\``)).toBe(true);
    });

    test.each(names)("%s, replaced: it is the app's own from then on", (name) => {
      const one = of(make());
      const mine = (): string => "mine";
      one[name] = mine;
      expect([one[name], warnings]).toEqual([mine, [`holdfast: socket.io-client's ${name} is not there`]]);
      expect([of(make())[name], warnings.length]).toEqual([undefined, 1]);
    });
  });

  test("a view has what its socket has", () => {
    const socket = make();
    socket.timeout(5).acks = 1;
    expect(warnings.length).toBe(1);
    expect([socket.timeout(5)._opts === socket._opts, socket.flags.timeout]).toEqual([true, undefined]);
  });

  test("nothing of it shows in the socket itself", () => {
    expect([Object.keys(make()).includes("onevent"), Object.hasOwn(make(), "flags"), warnings]).toEqual([
      false,
      false,
      [],
    ]);
  });
});

/** A server that gives each answer of polling a cookie, as a load balancer does. */
const balanced = async (came: Transcript): Promise<TestServer> => {
  const server = await startServer((io) =>
    io.on("connection", ({ handshake }) => came.push(`came with ${handshake.headers.cookie}`)),
  );
  server.io.engine.on("headers", (headers: Record<string, string[]>) => {
    headers["set-cookie"] = ["NODE=one; Path=/", "other=1"];
  });
  return server;
};

/** The recipe for such cookies that published code has in many copies, of which each connection makes it anew. */
const keepCookie = ({ io }: Untyped): void => {
  io.on("open", () => {
    io.engine.transport.on("pollComplete", () => {
      const header = io.engine.transport.pollXhr.xhr.getResponseHeader("Set-Cookie");
      const found = header?.find((text: string) => text.startsWith("NODE="));
      if (found) io.opts.extraHeaders = { cookie: found.split(";")[0] };
    });
  });
};

describe("transports as emitters", () => {
  let warnings: string[];
  const connect = async (
    load: () => Promise<Untyped>,
    server: { url: string },
    transport: string,
  ): Promise<Untyped> => {
    vi.resetModules();
    const { io } = await load();
    return io(server.url, { transports: [transport], forceNew: true, reconnectionDelay: 10 });
  };
  const absent = (event: string): string => `holdfast: socket.io-client's event ${event} of a transport is not there`;
  beforeEach(() => {
    warnings = [];
    vi.spyOn(console, "warn").mockImplementation((text) => warnings.push(text));
  });
  afterEach(() => vi.restoreAllMocks());

  test("Node: the cookie of a load balancer is taken along to the next connection", async () => {
    const came = new Transcript();
    const socket = await connect(ENTRIES.Node, await balanced(came), "polling");
    keepCookie(socket);
    await ready(socket);
    socket.io.engine.close();
    await came.size(2);
    expect([came.entries, warnings]).toEqual([["came with undefined", "came with NODE=one"], []]);
    socket.disconnect();
  });

  test("Node: the cookie of the handshake is there in a listener of open", async () => {
    const socket = await connect(ENTRIES.Node, await balanced(new Transcript()), "polling");
    await next(socket.io, "open");
    const { xhr } = socket.io.engine.transport.pollXhr;
    expect([xhr.getResponseHeader("set-cookie"), xhr.getResponseHeader("x-none"), xhr.status]).toEqual([
      ["NODE=one; Path=/", "other=1"],
      null,
      200,
    ]);
    socket.disconnect();
  });

  test("Node: of a connection that is being closed nothing is told", async () => {
    let answer = (): void => {};
    const after = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const server = await scripted({
      onRequest: ({ kind, body }) => (kind === "post" && body === "1" ? { after } : undefined),
    });
    const socket = await connect(ENTRIES.Node, server, "polling");
    await ready(socket);
    const session = await server.session(0);
    await session.polled();
    const heard: string[] = [];
    const { engine } = socket.io;
    engine.transport.on("pollComplete", () => heard.push("pollComplete"));
    const again = next(socket, "connect");
    engine.close();
    await server.record.until("> POST 1");
    session.answerPoll({ body: "6" });
    // the old poll was answered long before that
    await again;
    answer();
    expect(heard).toEqual([]);
    socket.disconnect();
  });

  test("Node: a listener that disconnects hears nothing more, and stops no other", async () => {
    const socket = await connect(ENTRIES.Node, await balanced(new Transcript()), "polling");
    const heard = new Transcript();
    const { transport } = socket.io.engine;
    transport.on("pollComplete", () => {
      heard.push("first");
      socket.disconnect();
    });
    transport.on("pollComplete", () => heard.push("second"));
    const closed = next(socket.io.engine, "close");
    await closed;
    expect(heard.entries).toEqual(["first", "second"]);
  });

  test.each([
    ["Node", "websocket", ["pollComplete", "error", "close"]],
    ["Node", "polling", ["error", "close"]],
    ["web", "polling", ["pollComplete", "error", "close"]],
  ] as const)("%s, %s: what is not told warns once, by its name", async (entry, transport, events) => {
    const socket = await connect(ENTRIES[entry], await balanced(new Transcript()), transport);
    const raw = socket.io.engine.transport;
    const listener = (): void => {};
    for (const event of events) {
      expect(raw.on(event, listener).once(event, listener).off(event, listener)).toBe(raw);
      expect(raw.removeListener(event, listener).removeAllListeners(event)).toBe(raw);
    }
    await ready(socket);
    expect(warnings).toEqual(events.map(absent));
    socket.disconnect();
  });
});

test.each(Object.entries(ENTRIES))(
  "%s: connected assigned while it connects hides no change of the state",
  async (_, load) => {
    vi.resetModules();
    const { io } = await load();
    const server = await startServer();
    const socket = io(server.url, { transports: ["polling"], forceNew: true });
    const log = new Transcript();
    socket.lifecycle.on("state_change", ({ from, to }: Untyped) => log.push(`${from}, ${to}`));
    const joined = socket.ready();
    socket.connected = true;
    expect([socket.connected, socket.state]).toEqual([true, "connecting"]);
    await joined;
    socket.connected = false;
    expect([socket.disconnected, socket.state]).toEqual([true, "connected"]);
    socket.disconnect();
    expect(log.entries).toEqual(["connecting, connected", "connected, disconnected"]);
  },
);
