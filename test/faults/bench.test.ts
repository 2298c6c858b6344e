import { createServer, type IncomingMessage, request } from "node:http";
import { connect, createServer as createTcpServer, type Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { atEnd, notTheClients } from "../support/leaks.ts";
import { listen } from "../support/listen.mjs";
import { startMiddlebox } from "../support/middlebox.ts";
import { type Faults, planBySeed, startProxy, type TcpProxy } from "../support/proxy.ts";
import { range, Transcript, until } from "../support/until.ts";

/** The bench itself: a proxy that does not break what it says would let every fault test pass. */

/** A TCP server that sends back what it gets; `connections` has those that are open. */
const startEcho = async (): Promise<{ port: number; connections: Set<Socket> }> => {
  const connections = new Set<Socket>();
  const server = createTcpServer((socket) => {
    connections.add(socket);
    socket.on("error", () => {}).on("close", () => connections.delete(socket));
    socket.pipe(socket);
  });
  const port = await listen(server);
  atEnd("real server", () => {
    for (const socket of connections) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return { port, connections };
};

/** A plain TCP client: what it got, and how it ended. */
const startPlain = async ({ port }: TcpProxy): Promise<{ socket: Socket; log: Transcript; got: () => string }> => {
  const socket = notTheClients(() => connect(port, "127.0.0.1"));
  atEnd("client", () => socket.destroy());
  const log = new Transcript();
  let got = "";
  socket.setNoDelay(true).setEncoding("utf8");
  socket.on("data", (text: string) => {
    got += text;
    log.push(text);
  });
  socket.on("error", (error: NodeJS.ErrnoException) => log.push(`error ${error.code}`));
  socket.on("end", () => log.push("end")).on("close", () => log.push("close"));
  await until("it is connected, or is not", () => socket.readyState !== "opening");
  return { socket, log, got: () => got };
};

const set = async (faults: Faults = {}) => {
  const echo = await startEcho();
  const proxy = await startProxy(echo);
  proxy.faults = faults;
  return { echo, proxy, ...(await startPlain(proxy)) };
};

describe("proxy.ts", () => {
  test("passes on what comes, both ways", async () => {
    const { socket, log } = await set();
    socket.write("hello");
    await log.until("hello");
    expect(log.entries).toEqual(["hello"]);
  });

  test.each([
    ["rst", ["hello", "error ECONNRESET", "close"]],
    ["fin", ["hello", "end", "close"]],
  ] as const)("cut (%s) ends both sides", async (how, seen) => {
    const { socket, log, proxy, echo } = await set();
    socket.write("hello");
    await log.until("hello");
    proxy.cut(how);
    await log.until("close");
    await until("the server's side is over", () => !echo.connections.size);
    expect(log.entries).toEqual(seen);
    expect(proxy.cuts).toBe(1);
  });

  test("cutAfter: so many bytes pass, and not one more", async () => {
    const { socket, log, got } = await set({ cutAfter: 8, cut: "fin" });
    socket.write("hello");
    await log.until("close");
    expect(got()).toBe("hel");
  });

  test("silence: half-open, neither bytes nor the end pass; after hear() new ones do", async () => {
    const { socket, log, proxy, echo } = await set();
    socket.write("hello");
    await log.until("hello");
    proxy.silence();
    socket.write("again");
    for (const one of echo.connections) one.destroy();
    await until("the server's side is over", () => !echo.connections.size);
    proxy.hear();
    const later = await startPlain(proxy);
    later.socket.write("new");
    await later.log.until("new");
    expect(log.entries).toEqual(["hello"]);
  });

  test("silenceAfter: half-open by itself", async () => {
    const { socket, log, proxy } = await set({ silenceAfter: 8 });
    socket.write("hello");
    await log.until("hel");
    const later = await startPlain(proxy);
    later.socket.write("x");
    await later.log.until("x");
    expect(log.entries).toEqual(["hel"]);
  });

  test("delay: each piece takes its time", async () => {
    const { socket, log } = await set({ delay: 30 });
    const start = performance.now();
    socket.write("hello");
    await log.until("hello");
    // there and back; timers may be early by a millisecond
    expect(performance.now() - start).toBeGreaterThan(55);
  });

  test.each<[string, Faults, number]>([
    ["drip: so many bytes at a time", { drip: { bytes: 2, every: 2 } }, 3],
    ["split: each byte by itself", { split: true }, 5],
  ])("%s", async (_, faults, pieces) => {
    const { socket, log, got } = await set(faults);
    socket.write("hello");
    await until("all is there", () => got() === "hello");
    // what was written apart may be read together
    expect(log.entries.length).toBeGreaterThan(1);
    expect(log.entries.length).toBeLessThanOrEqual(pieces);
  });

  test("corrupt: other bytes in place of those that came", async () => {
    const { socket, log } = await set({
      corrupt: (bytes, from, offset) => Buffer.from(`${from[0]}${offset}${bytes.toString("utf8")}`),
    });
    socket.write("x");
    await log.until("s0c0x");
    socket.write("y");
    await log.until("s3c1y");
    expect(log.entries).toEqual(["s0c0x", "s3c1y"]);
  });

  test("idle: a connection without bytes ends", async () => {
    const { socket, log, proxy } = await set({ idle: 400 });
    socket.write("hello");
    await log.until("close");
    expect([log.entries, proxy.cuts, proxy.idled]).toEqual([["hello", "end", "close"], 1, 1]);
  });

  test("down: new connections are reset", async () => {
    const { proxy } = await set();
    proxy.down = true;
    const { log } = await startPlain(proxy);
    await log.until("close");
    expect(log.entries).toEqual(["error ECONNRESET", "close"]);
  });

  test("a plan by seed is the same each time, and another for another seed", () => {
    const plan = (seed: number): Faults[] => range(14).map(planBySeed(seed));
    expect(plan(1)).toEqual(plan(1));
    expect(plan(1)).not.toEqual(plan(2));
    expect(plan(1).slice(12)).toEqual([{}, {}]);
  });
});

describe("middlebox.ts", () => {
  const startTarget = async (): Promise<{ port: number }> => {
    const server = createServer((incoming, response) => incoming.pipe(response));
    server.on("upgrade", (_: IncomingMessage, socket: Socket) =>
      socket.end(
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nServer: target\r\n\r\n",
      ),
    );
    const port = await listen(server);
    atEnd("real server", () => new Promise((resolve) => server.close(resolve)));
    return { port };
  };
  const ask = (port: number, method: string, headers = {}): Promise<string> =>
    notTheClients(
      () =>
        new Promise((resolve, reject) => {
          const asked = request({ port, method, agent: false, headers }, (response) => {
            let text = "";
            response.setEncoding("utf8").on("data", (chunk: string) => {
              text += chunk;
            });
            response.on("end", () => resolve(`${response.statusCode} ${text}`));
          });
          asked.on("upgrade", (response, socket) => {
            socket.destroy();
            resolve(`${response.statusCode} by ${response.headers.server}`);
          });
          asked.on("error", reject).end(method === "POST" ? "body" : undefined);
        }),
    );
  const webSocket = {
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Version": 13,
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
  };

  test("passes requests on, but for those it refuses, and treats WebSockets as told", async () => {
    const box = await startMiddlebox(await startTarget());
    box.refuse = ({ method, n }) => method === "GET" && n === 2 && 502;
    const answers = [await ask(box.port, "GET"), await ask(box.port, "GET"), await ask(box.port, "POST")];
    for (const way of ["pass", "refuse", "swallow"] as const) {
      box.upgrades = way;
      answers.push(await ask(box.port, "GET", webSocket));
    }
    expect(answers).toEqual([
      "200 ",
      expect.stringMatching(/^502 <html>/),
      "200 body",
      "101 by target",
      expect.stringMatching(/^403 <html>/),
      "101 by undefined",
    ]);
    expect(box.log).toEqual(["GET", "GET 502", "POST", "WS", "WS 403", "WS"]);
  });
});
