import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { createGzip } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { type Bundle, bundle } from "../support/bundle.ts";
import { client, ready, transcribe } from "../support/client.ts";
import { atEnd } from "../support/leaks.ts";
import { listen } from "../support/listen.mjs";
import { scripted } from "../support/scripted-server.ts";
import { next } from "../support/until.ts";

/** Bodies without an end, or larger than an error should keep: each kind has its bound, on each platform. */

const PIECE = 64 * 1024;

interface Endless {
  status?: number;
  headers?: Record<string, string>;
  /** How the body begins. */
  start?: string;
  /** What it goes on with, for ever. */
  with?: string | Buffer;
  gzip?: boolean;
}

/** Answers so, for as long as somebody reads. Bytes that went out are counted. */
const pour = (
  response: ServerResponse | Socket,
  { start = "", with: filling = "x", gzip }: Endless,
  sent: Sent,
): void => {
  const out = gzip ? createGzip() : response;
  if (gzip) (out as ReturnType<typeof createGzip>).pipe(response);
  const piece = Buffer.alloc(PIECE, filling);
  const write = (): void => {
    let more = true;
    while (more && !response.destroyed) {
      more = out.write(piece);
      sent.bytes += piece.length;
    }
  };
  response.on("error", () => {}).on("close", () => out.destroy());
  out.write(start);
  out.on("drain", write);
  write();
};

interface Sent {
  bytes: number;
}

const HANDSHAKE = '0{"sid":"s","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}';

/** A server whose answers to some requests have no end; others are those of a session in which nothing happens. */
const endless = async (
  answer: (request: IncomingMessage) => Endless | undefined,
): Promise<{ url: string; sent: Sent }> => {
  const sent: Sent = { bytes: 0 };
  const server = createServer((request, response) => {
    const given = answer(request);
    if (given) {
      const gzip = given.gzip ? { "Content-Encoding": "gzip" } : {};
      response.writeHead(given.status ?? 200, { ...gzip, ...given.headers });
      pour(response, given, sent);
    } else if (request.method === "POST") request.resume().on("end", () => response.end("ok"));
    else if (!/[?&]sid=/.test(request.url ?? "")) response.end(HANDSHAKE);
  });
  server.on("upgrade", (request, socket: Socket) => {
    const given = answer(request) ?? {};
    socket.write(`HTTP/1.1 ${given.status ?? 200} x\r\n\r\n`);
    pour(socket, given, sent);
  });
  const port = await listen(server);
  atEnd("abrupt server", () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${port}`, sent };
};

/** Connects in a process of its own, and prints how the first connection failed, or was lost. */
const SCRIPT = `
const { io } = require(HOLDFAST);
const [url, options] = ARGS;
const socket = io(url, { reconnection: false, maxMessageBytes: 1e6, ...options });
const tell = (error) => {
  const { code, status, message, context } = error;
  const kept = context && context.responseText ? context.responseText.length : 0;
  console.log(JSON.stringify({ code, status, message: message.slice(0, 120), kept, rss: process.memoryUsage().rss }));
  process.exit();
};
socket.on("connect_error", tell);
socket.on("disconnect", (reason, details) => tell(details));
`;

let bundles: Record<string, Bundle>;
beforeAll(async () => {
  const [node, web] = await Promise.all([bundle("index.node.ts"), bundle("index.ts")]);
  bundles = { node, web };
});

const isPoll = ({ method, url = "" }: IncomingMessage): boolean => method === "GET" && /[?&]sid=/.test(url);
const isHandshake = ({ method, url = "" }: IncomingMessage): boolean => method === "GET" && !/[?&]sid=/.test(url);

const TOO_LARGE = {
  code: "ERR_PAYLOAD_TOO_LARGE",
  message: "xhr poll error: more than 2333333 bytes (ERR_PAYLOAD_TOO_LARGE)",
};

const polling: [string, (request: IncomingMessage) => Endless | undefined, object][] = [
  [
    "a handshake that goes on for ever",
    (request) => (isHandshake(request) ? { start: HANDSHAKE } : undefined),
    TOO_LARGE,
  ],
  [
    "packets without an end, in an open session",
    (request) => (isPoll(request) ? { start: "4", with: "2\x1e" } : undefined),
    TOO_LARGE,
  ],
  [
    "a page without an end, with 200",
    (request) => (isHandshake(request) ? { start: "<html>" } : undefined),
    { code: "ERR_NOT_SOCKETIO", status: 200, kept: 65_536 },
  ],
  [
    "the same in place of a poll of an open session",
    (request) => (isPoll(request) ? { start: "\n<html>" } : undefined),
    { code: "ERR_NOT_SOCKETIO", status: 200, kept: 65_536 },
  ],
  [
    "an error page without an end",
    (request) => (isHandshake(request) ? { status: 502, start: "<h1>Bad gateway" } : undefined),
    { code: "ERR_HTTP_STATUS", status: 502, kept: 65_536 },
  ],
  [
    "an error page without an end, in an open session",
    (request) => (isPoll(request) ? { status: 500, start: "4" } : undefined),
    { code: "ERR_HTTP_STATUS", status: 500, kept: 65_536 },
  ],
  [
    "an error page without an end in answer to a POST",
    ({ method }) => (method === "POST" ? { status: 413, start: "too large" } : undefined),
    { code: "ERR_HTTP_STATUS", status: 413, kept: 65_536 },
  ],
  [
    "an error page in another encoding",
    (request) => (isHandshake(request) ? { status: 503, start: "<h1>", with: Buffer.from([0xe9, 0x0a]) } : undefined),
    { code: "ERR_HTTP_STATUS", status: 503, kept: 65_536 },
  ],
];

describe.each(["node", "web"])("the build for %s, polling", (build) => {
  test.each(polling)("%s", async (_, answer, outcome) => {
    const { url, sent } = await endless(answer);
    const { lines } = await bundles[build]!.run(SCRIPT, [url, { transports: ["polling"] }]);
    const told = JSON.parse(lines[0]!);
    expect(told).toMatchObject(outcome);
    expect(told.rss).toBeLessThan(250e6);
    // what the kernels hold comes on top
    expect(sent.bytes).toBeLessThan(30e6);
  });

  test("packets that are not UTF-8", async () => {
    const server = await scripted({
      onRequest: ({ kind }) =>
        kind === "poll"
          ? { body: Buffer.from([0x34, 0x32, 0x5b, 0x22, 0xc3, 0x28, 0x22, 0x5d]), doom: true }
          : undefined,
    });
    const { lines } = await bundles[build]!.run(SCRIPT, [server.url, { transports: ["polling"] }]);
    expect(JSON.parse(lines[0]!)).toMatchObject({ code: "ERR_TRANSPORT" });
  });

  test("characters that are split, and an attachment as large as may be", async () => {
    const body = Buffer.from('42["é😀\u2028"]\x1e451-["b",{"_placeholder":true,"num":0}]\x1eb');
    const bytes = Buffer.alloc(1e6).toString("base64");
    const server = await scripted({
      onRequest: ({ kind, n }) =>
        kind === "poll" && n === 2 ? { chunks: [...[...body].map((byte) => Buffer.from([byte])), bytes] } : undefined,
    });
    const script = `
      const { io } = require(HOLDFAST);
      const socket = io(ARGS[0], { transports: ["polling"], reconnection: false, maxMessageBytes: 1e6 });
      socket.onAny((...all) => console.log(JSON.stringify(all.map((one) => one.byteLength || one))));
      socket.on("b", () => socket.disconnect());
      socket.on("disconnect", (reason) => console.log(reason));
    `;
    const { lines } = await bundles[build]!.run(script, [server.url]);
    expect(lines).toEqual(['["é😀\u2028"]', '["b",1000000]', "io client disconnect"]);
  });
});

test.each([
  ["packets", "4"],
  ["a page", "<"],
])("a small answer that unpacks to %s without an end", async (_, start) => {
  const { url } = await endless((request) => (isHandshake(request) ? { start, with: start, gzip: true } : undefined));
  const { lines } = await bundles["web"]!.run(SCRIPT, [url, { transports: ["polling"] }]);
  const told = JSON.parse(lines[0]!);
  expect(told.code).toBe(start === "4" ? "ERR_PAYLOAD_TOO_LARGE" : "ERR_NOT_SOCKETIO");
  expect(told.rss).toBeLessThan(250e6);
});

test.each([
  ["without streams, as in React Native", "Object.defineProperty(Response.prototype, 'body', { get() {} });"],
  [
    "with streams of another kind, as node-fetch has them",
    "Object.defineProperty(Response.prototype, 'body', { get: () => ({ pipe() {} }) });",
  ],
  [
    "without TextDecoder",
    `const real = fetch;
    globalThis.fetch = async (...all) => {
      const { status, headers, ...answer } = await real(...all).then(async (one) => ({
        status: one.status, headers: one.headers, bytes: Buffer.from(await one.arrayBuffer()),
      }));
      return { status, headers, body: { getReader() {} }, text: async () => String(answer.bytes) };
    };
    // Node's own fetch, which needs it, is loaded when first used
    new Response();
    delete globalThis.TextDecoder;`,
  ],
])("the build for web, %s: answers are read whole", async (_, before) => {
  const server = await scripted({ onFrame: (frame, session) => void (frame === '42["x"]' && session.send('42["é"]')) });
  const script = `${before}
    const { io } = require(HOLDFAST);
    const socket = io(ARGS[0], { transports: ["polling"], reconnection: false });
    socket.on("connect", () => socket.emit("x"));
    socket.on("connect_error", (error) => { console.log(error.message); process.exit(); });
    socket.on("é", () => { console.log("é"); socket.disconnect(); });
  `;
  const { lines } = await bundles["web"]!.run(script, [server.url]);
  expect(lines).toEqual(["é"]);
});

describe("a WebSocket", () => {
  test.each([
    ["403", { status: 403, start: "<h1>No" }, { code: "ERR_HTTP_STATUS", status: 403, kept: 65_536 }],
    ["500", { status: 500, start: "0{" }, { code: "ERR_HTTP_STATUS", status: 500, kept: 65_536 }],
    ["200 and a page", { start: "<html>" }, { code: "ERR_NOT_SOCKETIO", status: 200, kept: 65_536 }],
    ["200 and packets", { start: "0{" }, { code: "ERR_NOT_SOCKETIO", status: 200, kept: 65_536 }],
  ])("refused by %s without an end", async (_, answer, outcome) => {
    const { url, sent } = await endless(() => answer);
    const { lines } = await bundles["node"]!.run(SCRIPT, [url, { transports: ["websocket"] }]);
    const told = JSON.parse(lines[0]!);
    expect(told).toMatchObject(outcome);
    expect(told.rss).toBeLessThan(250e6);
    expect(sent.bytes).toBeLessThan(30e6);
  });

  test("that is an upgrade's candidate: polling goes on", async () => {
    const server = await scripted({ onUpgrade: () => ({ status: 403, body: Buffer.alloc(100e6, "x") }) });
    const socket = client(server, { transports: ["polling", "websocket"] });
    const log = transcribe(socket);
    const [{ cause }] = await next(socket.io.engine, "upgradeError");
    expect(cause).toMatchObject({ code: "ERR_HTTP_STATUS", status: 403, transport: "websocket" });
    expect(cause.context.responseText).toHaveLength(65_536);
    socket.emit("x");
    const session = await server.session();
    await session.messages.until('2["x"]');
    expect(log.entries).toEqual(["connect"]);
  });
});

test("an answer to a POST that says more than ok", async () => {
  const server = await scripted({
    onRequest: ({ kind, n }) => (kind === "post" && n === 2 ? { body: "ok".repeat(1e6) } : undefined),
  });
  const socket = client(server, { transports: ["polling"] });
  const log = transcribe(socket);
  await ready(socket);
  socket.emit("x");
  socket.emit("y");
  const session = await server.session();
  await session.polled();
  socket.emit("z");
  await server.record.when((all) => all.some((line) => line.includes('"z"')));
  expect(log.entries).toEqual(["connect"]);
});
