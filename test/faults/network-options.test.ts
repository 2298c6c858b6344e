import { createPrivateKey } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { Agent, type ServerOptions as TlsOptions } from "node:https";
import { connect, createServer, type Socket as TcpSocket } from "node:net";
import type { TLSSocket } from "node:tls";
import { describe, expect, test } from "vitest";
import { makeCertificate, makePfx } from "../support/certificate.ts";
import { client, MODES, type Mode, ready } from "../support/client.ts";
import { atEnd, notTheClients } from "../support/leaks.ts";
import { listen } from "../support/listen.mjs";
import { onRequest, startServer, type TestServer } from "../support/server.ts";
import { next, Transcript } from "../support/until.ts";

/** Options of Node's network: each of them reaches every connection that a transport makes, as the server or the app sees it. */

const ca = makeCertificate({ name: "our own CA", authority: true });
const cert = makeCertificate({ name: "localhost", addresses: ["127.0.0.1"], issuer: ca });
const elsewhere = makeCertificate({ name: "elsewhere.example", issuer: ca });
const alice = makeCertificate({ name: "alice", issuer: ca });
const locked = createPrivateKey(alice.key).export({
  type: "pkcs8",
  format: "pem",
  cipher: "aes-256-cbc",
  passphrase: "sesame",
});

/** What a server sees of a request, and of the connection that it came over. */
const SEEN = {
  peer: ({ socket }: IncomingMessage) => (socket as TLSSocket).getPeerCertificate()?.subject?.CN ?? "nobody",
  name: ({ socket }: IncomingMessage) => (socket as { servername?: string }).servername || "no name",
  version: ({ socket }: IncomingMessage) => (socket as TLSSocket).getProtocol(),
  cipher: ({ socket }: IncomingMessage) => (socket as TLSSocket).getCipher().name,
  from: ({ socket }: IncomingMessage) => socket.remoteAddress,
  port: ({ socket }: IncomingMessage) => socket.remotePort,
  origin: ({ headers }: IncomingMessage) => headers.origin,
  extensions: ({ headers }: IncomingMessage) => headers["sec-websocket-extensions"] ?? "none",
  protocol: ({ headers }: IncomingMessage) => headers["sec-websocket-version"],
};

interface Case {
  /** Beside the CA that signed the server's certificate. */
  given: object;
  /** What the server is to see with each request. */
  see?: keyof typeof SEEN;
  as?: unknown;
  /** Beside its certificate. */
  server?: TlsOptions;
  /** The name to connect to. */
  name?: string;
  /** The option means nothing to polling. */
  webSocketOnly?: boolean;
}

/** Answers for a name that no other resolver knows, with this machine's addresses of the family that was asked for. */
const resolver =
  (asked = new Transcript<string>()) =>
  (name: string, options: { all?: boolean; family?: number }, callback: (...all: unknown[]) => void): void => {
    asked.push(name);
    const addresses = [
      { address: "::1", family: 6 },
      { address: "127.0.0.1", family: 4 },
    ].filter(({ family }) => !options.family || family === options.family);
    if (options.all) callback(null, addresses);
    else callback(null, addresses[0]!.address, addresses[0]!.family);
  };

const TWO_WAYS = { requestCert: true, ca: ca.cert };
const LOCAL = process.platform === "linux" ? "127.0.0.2" : "127.0.0.1";
const TLS13 = "TLS_CHACHA20_POLY1305_SHA256";
const TLS12 = "ECDHE-ECDSA-CHACHA20-POLY1305";

const CASES: Record<string, Case> = {
  pfx: { given: { pfx: makePfx(alice) }, server: TWO_WAYS, see: "peer", as: "alice" },
  "key and cert": { given: { key: alice.key, cert: alice.cert }, server: TWO_WAYS, see: "peer", as: "alice" },
  passphrase: {
    given: { key: locked, passphrase: "sesame", cert: alice.cert },
    server: TWO_WAYS,
    see: "peer",
    as: "alice",
  },
  ca: { given: {} },
  "ciphers of TLS 1.3": { given: { ciphers: TLS13 }, see: "cipher", as: TLS13 },
  "ciphers of TLS 1.2": { given: { ciphers: TLS12, maxVersion: "TLSv1.2" }, see: "cipher", as: TLS12 },
  rejectUnauthorized: { given: { ca: undefined, rejectUnauthorized: false } },
  localAddress: { given: { localAddress: LOCAL }, see: "from", as: LOCAL },
  origin: { given: { origin: "https://app.example" }, see: "origin", as: "https://app.example" },
  servername: {
    given: { servername: "elsewhere.example" },
    server: { key: elsewhere.key, cert: elsewhere.cert },
    see: "name",
    as: "elsewhere.example",
  },
  maxVersion: { given: { maxVersion: "TLSv1.2" }, see: "version", as: "TLSv1.2" },
  "protocolVersion 8": { given: { protocolVersion: 8 }, see: "protocol", as: "8", webSocketOnly: true },
  "perMessageDeflate: false": {
    given: { perMessageDeflate: false },
    see: "extensions",
    as: "none",
    webSocketOnly: true,
  },
  "perMessageDeflate with limits": {
    given: { perMessageDeflate: { clientMaxWindowBits: 9 } },
    see: "extensions",
    as: "permessage-deflate; client_max_window_bits=9",
    webSocketOnly: true,
  },
};

const KINDS = { polling: ["GET", "POST"], websocket: ["WebSocket"], upgrade: ["GET", "POST", "WebSocket"] };
const kindOf = ({ method, headers }: IncomingMessage): string => (headers.upgrade ? "WebSocket" : `${method}`);
const sorted = (values: Iterable<unknown>): unknown[] => [...new Set(values)].sort();

/** A server that notes what is asked for of each request. */
const start = async (see: keyof typeof SEEN = "port", tls: TlsOptions = {}) => {
  const requests = new Transcript<{ kind: string; seen: unknown }>();
  const server = await startServer(
    (io) => {
      onRequest(io, (request) => requests.push({ kind: kindOf(request), seen: SEEN[see](request) }));
      io.on("connection", (socket) => socket.on("echo", (x, answer) => answer(x)));
    },
    { perMessageDeflate: true },
    { key: cert.key, cert: cert.cert, ...tls },
  );
  return { server, requests };
};

/** Connects, by all transports of that mode, and both ways. */
const talk = async (server: { url: string }, given: object): Promise<void> => {
  const socket = client(server, { ca: ca.cert, reconnection: false, ...given });
  const failed = next(socket, "connect_error", 10_000).then(([error]) => Promise.reject(error));
  failed.catch(() => {});
  await Promise.race([ready(socket), failed]);
  expect(await socket.emitWithAck("echo", 1)).toBe(1);
};

describe.each(MODES)("$mode", ({ mode, options }: Mode) => {
  test.each(Object.entries(CASES).filter(([, { webSocketOnly }]) => mode !== "polling" || !webSocketOnly))(
    "%s",
    async (_, { given, see, as, server: tls, webSocketOnly }) => {
      const { server, requests } = await start(see, tls);
      await talk(server, { ...options, ...given });
      const kinds = sorted(requests.entries.map(({ kind }) => kind));
      const seen = requests.entries.filter(({ kind }) => !webSocketOnly || kind === "WebSocket");
      expect([kinds, see && sorted(seen.map((entry) => entry.seen))]).toEqual([KINDS[mode], see && [as]]);
    },
  );

  test("minVersion: a server that speaks none of that age is not spoken to", async () => {
    const { server } = await start("version", { maxVersion: "TLSv1.2" });
    await talk(server, options);
    const socket = client(server, { ...options, ca: ca.cert, minVersion: "TLSv1.3", reconnection: false });
    const [error] = await next(socket, "connect_error");
    expect(error.message).toMatch(/protocol version|UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION/i);
  });

  test("checkServerIdentity decides", async () => {
    const { server } = await start("port", { key: elsewhere.key, cert: elsewhere.cert });
    const asked = new Transcript();
    const checkServerIdentity = (host: string, { subject }: { subject: { CN: string } }): undefined =>
      asked.push(`${host}: ${subject.CN}`) as undefined;
    await talk(server, { ...options, checkServerIdentity });
    expect(sorted(asked.entries)).toEqual(["127.0.0.1: elsewhere.example"]);
    const refuses = { ...options, checkServerIdentity: () => new Error("a stranger") };
    await expect(talk(server, refuses)).rejects.toMatchObject({ message: expect.stringContaining("a stranger") });
  });

  test("agent: all connections are its own", async () => {
    const { server, requests } = await start("port");
    const made: unknown[] = [];
    class AppAgent extends Agent {
      override createConnection(...args: Parameters<Agent["createConnection"]>) {
        const socket = super.createConnection(...args) as TcpSocket;
        return socket.once("connect", () => made.push(socket.localPort));
      }
    }
    const agent = new AppAgent({ ca: ca.cert });
    atEnd("client", () => agent.destroy());
    await talk(server, { ...options, ca: undefined, agent });
    expect(sorted(requests.entries.map(({ seen }) => seen))).toEqual(sorted(made));
  });

  test.each([
    [4, "127.0.0.1"],
    [6, "::1"],
  ])("lookup, and family %i", async (family, address) => {
    const { server } = await start("port", { key: elsewhere.key, cert: elsewhere.cert });
    const { port, from } = await startRelay(server);
    const asked = new Transcript();
    const url = `https://elsewhere.example:${port}`;
    await talk({ url }, { ...options, family, lookup: resolver(asked) });
    expect([sorted(asked.entries), sorted(from.entries)]).toEqual([["elsewhere.example"], [address]]);
  });
});

/** A port of all addresses of this machine, by IPv4 and IPv6, that leads to the server; notes who comes. */
const startRelay = async (server: TestServer): Promise<{ port: number; from: Transcript<unknown> }> => {
  const from = new Transcript<unknown>();
  const sockets = new Set<TcpSocket>();
  const relay = createServer((socket) => {
    from.push(socket.remoteAddress?.replace("::ffff:", ""));
    const upstream = notTheClients(() => connect(server.port, "127.0.0.1"));
    for (const end of [socket, upstream]) sockets.add(end.on("error", () => {}));
    socket.pipe(upstream).pipe(socket);
  });
  const port = await listen(relay, 0, "::");
  atEnd("real server", () => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => relay.close(resolve));
  });
  return { port, from };
};

test.each([
  ["websocket", ["websocket"]],
  ["upgrade", ["polling", "websocket"]],
])("maxPayload: a message with more bytes ends the WebSocket, %s", async (_, transports) => {
  const { server } = await start();
  const socket = client(server, { transports, ca: ca.cert, maxPayload: 1_000, reconnection: false });
  await ready(socket);
  expect(await socket.emitWithAck("echo", "x".repeat(900))).toBe("x".repeat(900));
  const left = next(socket, "disconnect");
  socket.emitWithAck("echo", "x".repeat(1_100)).catch(() => {});
  const [reason, details] = await left;
  expect([reason, details.description.error.code]).toEqual(["transport error", "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH"]);
});
