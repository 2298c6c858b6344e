import { connect, createServer, type Socket as TcpSocket } from "node:net";
import { networkInterfaces } from "node:os";
import { describe, expect, test, vi } from "vitest";
import { io as webIo } from "../../src/index.ts";
import { type Client, client, MODES, ready, transcribe } from "../support/client.ts";
import { atEnd, notTheClients } from "../support/leaks.ts";
import { listen } from "../support/listen.mjs";
import { onRequest, startServer, type TestServer } from "../support/server.ts";
import { Transcript, turn } from "../support/until.ts";

/**
 * Zones of IPv6 addresses: which of this machine's networks a link-local address is in. A URL has them after `%25` (RFC 6874), people
 * write them after `%`, and neither is anything that the URL standard, and so a page, can read.
 */

/** Addresses of this machine that need a zone, and the loopback interface's, which can have one. */
const ADDRESSES = Object.entries(networkInterfaces()).flatMap(([name, all]) =>
  (all ?? [])
    .filter(({ family, address }) => family === "IPv6" && /^(fe80|::1$)/.test(address))
    // Windows has numbers for them
    .map(({ address, scopeid }) => ({ address, scopeid, zone: process.platform === "win32" ? `${scopeid}` : name })),
);
const LOOPBACK = ADDRESSES.filter(({ address }) => address === "::1");
const FORMS = [
  ...ADDRESSES.map(({ address, zone }) => `[${address}%25${zone}]`),
  ...ADDRESSES.map(({ address, zone }) => `[${address}%${zone}]`),
  // by the number of the interface
  ...ADDRESSES.flatMap(({ address, scopeid }) =>
    scopeid ? [`[${address}%25${scopeid}]`, `[${address}%${scopeid}]`] : [],
  ),
];
const bare = (form: string): string => form.replace(/%.*]/, "]");

/** A server at all of this machine's addresses, and the `Host` headers that it was sent. */
const start = async (): Promise<{ server: TestServer; port: number; hosts: Transcript }> => {
  const hosts = new Transcript();
  const server = await startServer((io) => {
    onRequest(io, ({ headers, method }) => hosts.push(`${headers.upgrade ? "WebSocket" : method} ${headers.host}`));
    io.engine.on("headers", (headers: Record<string, string>) => {
      headers["Set-Cookie"] = "node=1";
    });
    io.on("connection", (socket) => socket.on("echo", (x, answer) => answer(x)));
  });
  const sockets = new Set<TcpSocket>();
  const relay = createServer((socket) => {
    const upstream = notTheClients(() => connect(server.port, "127.0.0.1"));
    for (const end of [socket, upstream]) sockets.add(end.on("error", () => {}));
    socket.pipe(upstream).pipe(socket);
  });
  const port = await listen(relay, 0, "::");
  atEnd("real server", () => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => relay.close(resolve));
  });
  return { server, port, hosts };
};

const KINDS = { polling: ["GET", "POST"], websocket: ["WebSocket"], upgrade: ["GET", "POST", "WebSocket"] };

describe.skipIf(!ADDRESSES.length).each(MODES)("$mode", ({ mode, options }) => {
  test.each(FORMS)("%s: connects, both ways, and again; the server is told of no zone", async (form) => {
    const { server, port, hosts } = await start();
    const socket = client(`http://${form}:${port}`, { ...options, withCredentials: true });
    const log = transcribe(socket);
    await ready(socket);
    expect(await socket.emitWithAck("echo", Buffer.from("1"))).toEqual(Buffer.from("1"));
    await server.kill();
    await log.until("reconnect: 1");
    await ready(socket);
    expect(await socket.emitWithAck("echo", 2)).toBe(2);
    const expected = KINDS[mode].map((kind) => `${kind} ${bare(form)}:${port}`);
    expect([...new Set(hosts.entries)].sort()).toEqual(expected);
  });

  test.each(LOOPBACK)("[$address%$zone] without a scheme, and as options", async ({ zone }) => {
    const { port } = await start();
    const form = `[::1%${zone}]`;
    for (const [address, more] of [
      [`${form}:${port}`, {}],
      ["", { host: `${form}:${port}` }],
      ["", { host: form, port }],
      ["", { hostname: `::1%${zone}`, port }],
    ] as const) {
      const socket = client(address, { ...options, ...more }, address ? "/" : "");
      await ready(socket);
      expect(await socket.emitWithAck("echo", 1)).toBe(1);
    }
  });

  test.each(["nowhere", "4294967"])(
    "zone %s, which this machine does not have: an error, and another attempt",
    async (zone) => {
      const { port } = await start();
      const socket = client(`http://[fe80::1%25${zone}]:${port}`, {
        ...options,
        timeout: 2_000,
        reconnectionAttempts: 1,
      });
      const log = transcribe(socket);
      await log.until("reconnect_failed");
      expect(log.entries.filter((entry) => entry.startsWith("connect_error"))).toEqual(
        Array(2).fill("connect_error: ERR_TRANSPORT"),
      );
    },
  );

  test("the app's own Host header stays", async () => {
    const { server, hosts } = await start();
    const socket = client(server, { ...options, extraHeaders: { host: "app.example" } });
    await ready(socket);
    expect(await socket.emitWithAck("echo", 1)).toBe(1);
    expect([...new Set(hosts.entries)].sort()).toEqual(KINDS[mode].map((kind) => `${kind} app.example`));
  });
});

test.each(["http://[fe80::1%25eth0]:3000", "https://[::1%lo]/chat", "[::1%25lo]:3000"])(
  "a page can't reach %s, and is told so, once",
  async (url) => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const socket = webIo(url, { forceNew: true }) as unknown as Client;
    atEnd("client", () => socket.disconnect());
    const log = transcribe(socket);
    await log.size(1);
    for (let i = 0; i < 5; i++) await turn();
    expect([log.entries, socket.state, warn.mock.calls.length]).toEqual([
      ["connect_error: ERR_INVALID_URL"],
      "disconnected",
      1,
    ]);
    warn.mockRestore();
  },
);
