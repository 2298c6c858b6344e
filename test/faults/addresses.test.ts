import { connect, createServer, type Socket as TcpSocket } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { io as nodeIo } from "../../src/index.node.ts";
import { io as webIo } from "../../src/index.ts";
import { SOCKET_EVENTS } from "../../src/socket/events.ts";
import { type Client, ready, transcribeStates } from "../support/client.ts";
import { atEnd, notTheClients } from "../support/leaks.ts";
import { listen } from "../support/listen.mjs";
import { startServer } from "../support/server.ts";
import { Transcript } from "../support/until.ts";

/**
 * Addresses: one that leads nowhere is told as `connect_error`, never thrown and never tried; one that can be read is read
 * as the URL standard reads it.
 */
const BUILDS = [
  { build: "node", io: nodeIo },
  { build: "web", io: webIo },
] as const;

let warn = vi.spyOn(console, "warn");
beforeEach(() => {
  warn = vi.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => {
  vi.unstubAllGlobals();
  warn.mockRestore();
});

const keep = (socket: unknown): Client => {
  atEnd("client", () => (socket as Client).disconnect());
  return socket as Client;
};

/** All that the socket tells, and its state when it does. */
const follow = (socket: Client): Transcript => {
  const log = new Transcript();
  for (const name of SOCKET_EVENTS) {
    socket.on(name, (error?: { code?: string; willRetry?: boolean }) => {
      log.push([name, error?.code, error?.willRetry, socket.state].filter((part) => part !== undefined).join(" "));
    });
  }
  return transcribeStates(socket, log);
};

/** A TCP server; returns its port. */
const tcpServer = async (onSocket: (socket: TcpSocket) => void, host = "127.0.0.1"): Promise<number> => {
  const sockets = new Set<TcpSocket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    onSocket(socket);
  });
  const port = await listen(server, 0, host);
  atEnd("real server", () => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return port;
};

const NO_PAGE = ["connect_error ERR_INVALID_URL false disconnected"];

/** Some turns of the event loop, in which an attempt or a retry would have begun. */
const turns = async (): Promise<void> => {
  for (let i = 0; i < 5; i++) await new Promise(setImmediate);
};

describe.each(BUILDS)("no page to complete the address, $build build", ({ io }) => {
  const at: [string, (options: object) => unknown][] = [
    ["io()", (options) => io(options)],
    ['io("")', (options) => io("", options)],
    ['io("/chat")', (options) => io("/chat", options)],
    ['io("?token=secret")', (options) => io("?token=secret", options)],
    ['connect("/chat?token=secret#here")', (options) => io.connect("/chat?token=secret#here", options)],
    ["new Manager()", (options) => new io.Manager(options).socket("/")],
  ];

  test.each(at)("%s: told in a later turn, once; nothing is thrown", async (_, make) => {
    const socket = keep(make({}));
    const log = follow(socket);
    const seen = [socket.state, socket.connected, log.entries.length];
    await log.size(1);
    await turns();
    expect([seen, log.entries, socket.state]).toEqual([["disconnected", false, 0], NO_PAGE, "disconnected"]);
  });

  test.each(at)("%s with autoConnect: false: told at connect(), and at each", async (_, make) => {
    const socket = keep(make({ autoConnect: false }));
    const log = follow(socket);
    await turns();
    expect([log.entries, socket.active]).toEqual([[], false]);
    socket.connect();
    expect(socket.state).toBe("disconnected");
    await log.size(1);
    socket.connect();
    await log.size(2);
    await turns();
    expect(log.entries).toEqual([...NO_PAGE, ...NO_PAGE]);
  });

  test.each(["file:///home/me/index.html", "about:blank"])("a page at %s is none", async (href) => {
    vi.stubGlobal("location", new URL(href));
    const log = follow(keep(io()));
    await log.size(1);
    await turns();
    expect(log.entries).toEqual(NO_PAGE);
  });

  test("a share on the network is no server either", async () => {
    vi.stubGlobal("location", new URL("file://share/index.html"));
    const log = follow(keep(io("/chat")));
    await log.size(1);
    expect(log.entries).toEqual(NO_PAGE);
  });

  test("a promise without a time limit rejects, so does ready(), and open(callback) gets the error", async () => {
    const socket = keep(io("/promises"));
    const outcomes = await Promise.allSettled([
      socket.emitWithAck("question"),
      socket.ready(),
      new Promise((_, reject) => socket.io.open(reject)),
    ]);
    expect(outcomes.map((outcome) => (outcome as PromiseRejectedResult).reason.code)).toEqual([
      "ERR_DISCONNECTED",
      "ERR_INVALID_URL",
      "ERR_INVALID_URL",
    ]);
  });

  test("what is asked for after it was told rejects, until connect() is called again", async () => {
    const socket = keep(io("/after"));
    const log = follow(socket);
    await log.size(1);
    const outcomes = await Promise.allSettled([
      socket.emitWithAck("question"),
      socket.emitWithAck("with bytes", new Uint8Array(3)),
      socket.volatile.emitWithAck("volatile"),
      socket.timeout(20).emitWithAck("with a time limit"),
      new Promise((_, reject) => socket.timeout(20).emit("error first", reject)),
    ]);
    expect(outcomes.map((outcome) => (outcome as PromiseRejectedResult).reason.code)).toEqual([
      "ERR_DISCONNECTED",
      "ERR_DISCONNECTED",
      "ERR_DISCONNECTED",
      "ERR_ACK_TIMEOUT",
      "ERR_ACK_TIMEOUT",
    ]);
    await turns();
    expect(log.entries).toEqual(NO_PAGE);
  });

  test("io.uri, set before connect() or after it was told, is where it connects", async () => {
    const { url } = await startServer((server) => server.on("connection", (each) => each.emit("welcome")));
    const early = keep(io({ autoConnect: false, transports: ["polling"], forceNew: true }));
    Object.assign(early.io, { uri: url });
    const log = follow(early);
    early.connect();
    await log.until("connect connected");
    const late = keep(io("/", { transports: ["polling"], forceNew: true }));
    const told = follow(late);
    await told.until(NO_PAGE[0]!);
    Object.assign(late.io, { uri: url });
    late.connect();
    await told.until("connect connected");
    expect([log.entries.filter((line) => line.startsWith("connect_")), late.connected]).toEqual([[], true]);
  });

  test("connect() and disconnect() in one turn: nothing is told; once more: it is told once", async () => {
    const quiet = keep(io("/quiet", { autoConnect: false }));
    const log = follow(quiet);
    quiet.connect();
    quiet.disconnect();
    await turns();
    expect(log.entries).toEqual([]);
    quiet.connect().disconnect().connect();
    await log.size(1);
    await turns();
    expect(log.entries).toEqual(NO_PAGE);
  });

  test("one warning for the same mistake, without what may be secret", async () => {
    const make = (): Client => keep(io("/warned?token=secret", { forceNew: true }));
    await Promise.all([make(), make()].map((socket) => follow(socket).size(1)));
    const told = warn.mock.calls.flat().filter((text) => `${text}`.includes("warned"));
    // once in the process, and this runs for each build
    expect(told.length).toBeLessThanOrEqual(1);
    expect(`${warn.mock.calls}`).not.toContain("secret");
  });
});

test("the warning names what is missing", async () => {
  await follow(keep(nodeIo("/named"))).size(1);
  expect(warn.mock.calls).toEqual([['holdfast: no server\'s address: URL "/named", path "/socket.io"']]);
});

describe.each(BUILDS)("what has two readings is not connected to, $build build", ({ io }) => {
  let port = 0;
  let connections = 0;
  beforeEach(async () => {
    connections = 0;
    port = await tcpServer((socket) => {
      connections++;
      socket.destroy();
    });
  });

  test.each([
    "http://good\\@HERE",
    "http:\\\\HERE",
    "http:/HERE",
    "http:HERE",
    "http:///HERE",
    "///HERE",
    "//user@/chat",
    "ftp://HERE",
    "file://HERE",
    "javascript://HERE",
    "blob:http://HERE",
    "x-app://HERE",
    "http://HERE\\@good",
    "http://127.0.0.1:99999",
    "http://127.0.0.1:65536",
    "127.0.0.1:99999",
    "http://127.0.0.1:port",
    "http://127.0.0.1:",
    "http://127.0.0.1 :80",
    "http://127.0.0.1\t/",
    "http://127.0.0.1%2Fgood",
    "http://[::1",
    "http://[::1].evil.example",
    "http://",
  ])("%s", async (url) => {
    const log = follow(keep(io(url.replace("HERE", `127.0.0.1:${port}`), { forceNew: true })));
    await log.size(1);
    await turns();
    expect([log.entries, connections]).toEqual([NO_PAGE, 0]);
  });

  test.each([
    ["path", { path: "@127.0.0.1:PORT/" }],
    ["path", { path: ".evil.example/" }],
    ["path", { path: "8/" }],
    ["path", { path: "/socket.io?token=1" }],
    ["path", { path: "/socket.io#" }],
    ["port", { port: 65_536, hostname: "127.0.0.1" }],
    ["port", { port: "80@127.0.0.1:PORT", hostname: "good" }],
    ["host", { host: "good\\@127.0.0.1:PORT" }],
    ["hostname", { hostname: "good 127.0.0.1" }],
  ])("the option %s: %j", async (_, options) => {
    const given = JSON.parse(JSON.stringify(options).replaceAll("PORT", `${port}`));
    const socket = new io.Manager("host" in given || "hostname" in given ? given : `http://127.0.0.1:${port}`, given);
    const log = follow(keep(socket.socket("/")));
    await log.size(1);
    await turns();
    expect([log.entries, connections]).toEqual([NO_PAGE, 0]);
  });
});

describe.each(BUILDS)("encrypted or not, $build build", ({ io }) => {
  /** What the client says first: a TLS handshake, or a request in the clear. */
  const firstByte = async (address: (port: number) => unknown, options: object): Promise<string> => {
    const log = new Transcript();
    const port = await tcpServer((socket) => {
      socket.once("data", (data) => log.push(data[0] === 0x16 ? "TLS" : `${data}`.split(" ")[0]!));
    });
    keep(io(address(port) as string, { forceNew: true, reconnection: false, ...options }));
    await log.size(1);
    return log.entries[0]!;
  };

  const transports = io === nodeIo ? ["polling", "websocket"] : ["polling"];
  test.each(
    ["HTTPS", "WSS", "Https", "wsS", "https", "HTTP", "WS", "http"].flatMap((scheme) =>
      transports.map((transport) => [scheme, transport] as const),
    ),
  )("%s:// over %s", async (scheme, transport) => {
    const first = await firstByte((port) => `${scheme}://127.0.0.1:${port}`, { transports: [transport] });
    expect(first).toBe(/s$/i.test(scheme.replace("WS", "W").replace("ws", "w")) ? "TLS" : "GET");
  });

  test("a name that only begins like this machine's is not taken for it", async () => {
    const urls = ["127.evil.invalid", "127.0.0.1.evil.invalid", "localhost.evil.invalid"];
    const errors = await Promise.all(
      urls.map((url) => {
        const socket = keep(io(`${url}:1`, { forceNew: true, transports: ["polling"], reconnection: false }));
        return new Promise<{ url?: string }>((told) => socket.on("connect_error", told));
      }),
    );
    expect(errors.map(({ url }) => url)).toEqual(urls.map((url) => `https://${url}:1/socket.io/`));
  });

  test("a name without a scheme that is this machine's goes in the clear", async () => {
    expect(await firstByte((port) => `LOCALHOST:${port}`, { transports: ["polling"] })).toBe("GET");
  });
});

describe("what can be read is connected to", () => {
  const polling = { transports: ["polling"], forceNew: true };
  const setup = (): Promise<Awaited<ReturnType<typeof startServer>>> =>
    startServer((io) => {
      io.of(/.*/).on("connection", (socket) => {
        socket.emit("handshake", socket.nsp.name, socket.handshake.query, socket.handshake.headers.host);
      });
    });
  const ask = async (socket: Client): Promise<unknown[]> => {
    const log = new Transcript<unknown[]>();
    socket.on("handshake", (...args: unknown[]) => log.push(args));
    await ready(keep(socket));
    await log.size(1);
    return log.entries[0]!;
  };

  test.each(BUILDS)("a URL object, for io() and for a Manager: $build build", async ({ io }) => {
    const { url } = await setup();
    const options = { transports: ["polling"], forceNew: true };
    const [nsp, query] = await ask(io(new URL(`${url}/chat?a=1`), options) as Client);
    expect([nsp, (query as Record<string, string>)["a"]]).toEqual(["/chat", "1"]);
    expect((await ask(new io.Manager(new URL(url), options).socket("/room") as Client))[0]).toBe("/room");
  });

  test.each(BUILDS)("a plus sign stays one, wherever the query is given: $build build", async ({ io }) => {
    const { url } = await setup();
    const options = { transports: ["polling"], forceNew: true };
    const queries = await Promise.all([
      ask(io(`${url}/n?q=a+b%20c%2Bd`, options) as Client),
      ask(io(new URL(`${url}/n?q=a+b%20c%2Bd`), options) as Client),
      ask(io(`${url}/n`, { ...options, query: "q=a+b%20c%2Bd" } as object) as Client),
      ask(io(`${url}/n`, { ...options, query: { q: "a+b c+d" } }) as Client),
    ]);
    expect(queries.map(([, query]) => (query as Record<string, string>)["q"])).toEqual(Array(4).fill("a+b c+d"));
  });

  test.each(BUILDS)("the path of a transport can't change the server: $build build", async ({ io }) => {
    const asked = new Transcript();
    const port = await tcpServer((socket) => {
      socket.once("data", (data) => {
        asked.push(`${data}`.split("?")[0]!);
        socket.end("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      });
    });
    const transportOptions = { polling: { path: "@127.0.0.1:9/" } };
    keep(io(`http://127.0.0.1:${port}`, { ...polling, transportOptions, reconnection: false }));
    await asked.size(1);
    expect(asked.entries).toEqual(["GET /@127.0.0.1:9/"]);
  });

  test.each(BUILDS)("spaces around it, credentials, upper case: $build build", async ({ io }) => {
    const { port } = await setup();
    for (const url of [` http://127.0.0.1:${port}/x\n`, `HTTP://me:p@ss@127.0.0.1:${port}/x`, `Localhost:0${port}/x`])
      expect((await ask(io(url, { transports: ["polling"], forceNew: true }) as Client))[0]).toBe("/x");
  });

  test.each([
    ["a URL", (port: number) => nodeIo(`http://[::1]:${port}/six`, polling)],
    ["no scheme", (port: number) => nodeIo(`[::1]:${port}/six`, polling)],
    ["host", (port: number) => new nodeIo.Manager({ host: `[::1]:${port}`, ...polling }).socket("/six")],
    ["host and port", (port: number) => new nodeIo.Manager({ host: "[::1]", port, ...polling }).socket("/six")],
    [
      "hostname",
      (port: number) => new nodeIo.Manager({ hostname: "0:0:0:0:0:0:0:1", port, ...polling }).socket("/six"),
    ],
  ])("IPv6 as %s", async (_, make) => {
    const server = await setup();
    const port = await tcpServer((socket) => {
      const upstream = notTheClients(() => connect(server.port, "127.0.0.1"));
      upstream.on("error", () => {});
      socket.pipe(upstream).pipe(socket);
    }, "::1");
    expect(await ask(make(port) as Client)).toMatchObject(["/six", {}, `[::1]:${port}`]);
  });
});
