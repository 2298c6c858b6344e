import { describe, expect, test } from "vitest";
import { ConnectError } from "../../src/index.node.ts";
import { client, MODES, ready, transcribe } from "../support/client.ts";
import { type Reply, scripted } from "../support/scripted-server.ts";
import { next } from "../support/until.ts";

/** What is no handshake gives a typed connect_error, and the next attempt connects. */

const good = { sid: "x", upgrades: [], pingInterval: 25_000, pingTimeout: 20_000, maxPayload: 1_000_000 };
const packet = (fields: object): string => `0${JSON.stringify({ ...good, ...fields })}`;

const GARBAGE: [string, string][] = [
  ["0", "nothing after the digit"],
  ["0{", "cut JSON"],
  ["0null", "null"],
  ["0{}", "an empty object"],
  ["0[]", "an array"],
  ["01", "a number"],
  ['0"x"', "a string"],
  [packet({ sid: undefined }), "no sid"],
  [packet({ sid: 5 }), "sid: a number"],
  [packet({ sid: "" }), "sid: empty"],
  [packet({ sid: { toString: 1 } }), "sid: an object"],
  [packet({ pingInterval: undefined }), "no pingInterval"],
  [packet({ pingInterval: "" }), "pingInterval: an empty string"],
  [packet({ pingInterval: ["25000"] }), "pingInterval: a list"],
  [packet({ pingInterval: null }), "pingInterval: null"],
  [packet({ pingInterval: -1 }), "pingInterval: negative"],
  [packet({ pingTimeout: "x" }), "pingTimeout: a string"],
  [packet({ pingTimeout: -20_000 }), "pingTimeout: negative"],
  ['0{"sid":"x","upgrades":[],"pingInterval":NaN,"pingTimeout":20000}', "pingInterval: NaN"],
  ['0{"sid":"x","upgrades":[],"pingInterval":1e999,"pingTimeout":20000}', "pingInterval: more than a number can be"],
  [packet({ upgrades: "websocket" }), "upgrades: a string"],
  [packet({ upgrades: { 0: "websocket" } }), "upgrades: an object"],
  [packet({ maxPayload: "1 MB" }), "maxPayload: a string that is no number"],
  [packet({ maxPayload: true }), "maxPayload: a boolean"],
  [packet({ maxPayload: -5 }), "maxPayload: negative"],
];
const NO_PACKET: [string, string][] = [
  ["", "nothing"],
  ["<!doctype html><title>Sign in to the WiFi</title>", "a page"],
  ["hello", "a word"],
  ["9", "an unknown digit"],
];
const OTHER_PACKET: [string, string][] = [
  ["6", "a noop"],
  ["2", "a ping"],
  ["40", "a message"],
  ['40{"sid":"x"}', "a CONNECT"],
  ["3probe", "a pong"],
  ["1", "a close"],
];

describe.each(MODES.slice(0, 2))("$mode", ({ mode, options }) => {
  const attempt = async (first: string | Buffer): Promise<ConnectError> => {
    const server = await scripted({ handshake: (n) => (n === 0 ? first : {}) });
    const socket = client(server, options);
    const log = transcribe(socket);
    const [error] = (await next(socket, "connect_error")) as [ConnectError];
    expect(error).toBeInstanceOf(ConnectError);
    expect(error).toMatchObject({ attempt: 0, willRetry: true });
    expect([socket.connected, socket.active, socket.state]).toEqual([false, true, "reconnecting"]);
    await log.until("reconnect: 1");
    expect(log.entries).toEqual([`connect_error: ${error.code}`, "reconnect_attempt: 1", "connect", "reconnect: 1"]);
    return error;
  };

  test.each(GARBAGE)("%s (%s)", async (text) => {
    const error = await attempt(text);
    expect([error.code, error.phase]).toEqual(["ERR_PARSE", "handshake"]);
  });

  test.each(NO_PACKET)("%s (%s)", async (text) => {
    const error = await attempt(text);
    if (mode === "websocket") return expect(error.code).toBe("ERR_PARSE");
    expect(error).toMatchObject({ code: "ERR_NOT_SOCKETIO", status: 200, type: "TransportError" });
    expect(error.message).toMatch(/^xhr poll error: /);
    // a short excerpt
    expect(error.message).toContain(text);
  });

  test.each(OTHER_PACKET)("%s (%s)", async (text) => {
    await attempt(text);
  });

  test("bytes", async () => {
    await attempt(Buffer.from([0, 1, 2, 0xff]));
  });

  test("a good handshake with more in it than we know", async () => {
    const server = await scripted({
      handshake: () => ({ more: [1], upgrades: ["carrier pigeon", 5, null, "__proto__"] }),
    });
    const socket = await ready(client(server, { ...options, transports: [mode, "webtransport"] }));
    expect(socket.connected).toBe(true);
  });
});

describe("an HTTP answer that is none gives a typed error that names the status", () => {
  const code = (n: number, message: string): string => JSON.stringify({ code: n, message });
  const answers: [string, Reply, object, string][] = [
    ["200 and a page", { body: "<html>sign in</html>" }, { code: "ERR_NOT_SOCKETIO", status: 200 }, "<html>sign in"],
    ["204", { status: 204 }, { code: "ERR_HTTP_STATUS", status: 204 }, "204"],
    ["301", { status: 301, headers: { Location: "/else" } }, { code: "ERR_HTTP_STATUS", status: 301 }, "301"],
    ["404", { status: 404, body: "Cannot GET" }, { code: "ERR_HTTP_STATUS", status: 404 }, "Cannot GET"],
    ["500", { status: 500 }, { code: "ERR_HTTP_STATUS", status: 500 }, "500"],
    [
      "503 and a page",
      { status: 503, body: "<h1>Unavailable" },
      { code: "ERR_HTTP_STATUS", status: 503 },
      "Unavailable",
    ],
    ["400", { status: 400, body: code(3, "Bad request") }, { code: "ERR_HTTP_STATUS", status: 400 }, "Bad request"],
    [
      "403, forbidden",
      { status: 403, body: code(4, "Forbidden") },
      { code: "ERR_HTTP_STATUS", status: 403 },
      "Forbidden",
    ],
  ];

  test.each([
    [1, "Session ID unknown", "ERR_SESSION_UNKNOWN"],
    [5, "Unsupported protocol version", "ERR_UNSUPPORTED_PROTOCOL"],
  ])("the server's error code %i (%s) has a code of its own", async (n, message, expected) => {
    const reply = { status: 400, body: code(n, message) };
    const server = await scripted({ onRequest: () => reply, onUpgrade: () => reply });
    const codes: string[] = [];
    for (const transport of ["polling", "websocket"]) {
      const socket = client(server, { transports: [transport], reconnection: false });
      const [error] = (await next(socket, "connect_error")) as [ConnectError];
      expect(error.message).toContain(message);
      codes.push(error.code);
    }
    expect(codes).toEqual([expected, expected]);
  });

  test("the error has the transport, and the address without what may be a secret", async () => {
    const server = await scripted({ onRequest: () => ({ status: 500 }), onUpgrade: () => ({ status: 500 }) });
    for (const transport of ["polling", "websocket"]) {
      const socket = client(server, { transports: [transport], reconnection: false, query: { token: "s3cret" } });
      const [error] = (await next(socket, "connect_error")) as [ConnectError];
      expect(error.transport).toBe(transport);
      expect(error.url).toContain(`127.0.0.1:${server.port}/socket.io/`);
      expect(`${error.url}${error.message}`).not.toContain("s3cret");
    }
  });

  test.each(answers)("%s", async (_, reply, fields, text) => {
    const server = await scripted({ onRequest: () => reply });
    const socket = client(server, { transports: ["polling"], reconnection: false });
    const [error] = (await next(socket, "connect_error")) as [ConnectError];
    expect(error).toMatchObject({ ...fields, phase: "transport", transport: "polling", type: "TransportError" });
    expect(error.message).toMatch(/^xhr poll error: /);
    expect(error.message).toContain(text);
  });

  test.each(answers.filter(([name]) => name !== "200 and a page"))(
    "%s, at a WebSocket",
    async (_, reply, fields, text) => {
      const server = await scripted({ onUpgrade: () => reply });
      const socket = client(server, { transports: ["websocket"], reconnection: false });
      const [error] = (await next(socket, "connect_error")) as [ConnectError];
      expect(error).toMatchObject({ ...fields, phase: "transport", transport: "websocket", type: "TransportError" });
      expect(error.message).toMatch(/^websocket error: /);
      expect(error.message).toContain(text);
    },
  );

  const broken: [string, Reply][] = [
    ["a truncated body", { body: packet({}), cutAfter: 20 }],
    ["a Content-Length that is too long", { body: packet({}), contentLength: 500 }],
    ["a Content-Length that is too short", { body: packet({}), contentLength: 20 }],
    ["chunks that stop", { chunks: [packet({}).slice(0, 20)], cutAfter: 0 }],
    [
      "invalid UTF-8",
      { body: Buffer.concat([Buffer.from('0{"sid":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]) },
    ],
    ["no HTTP", { raw: "SSH-2.0-OpenSSH_9.2\r\n" }],
    ["half a header", { raw: "HTTP/1.1 200 OK\r\nContent-Le" }],
    ["a reset", { reset: true }],
  ];

  test.each(broken)("%s, then an attempt that succeeds", async (_, reply) => {
    const server = await scripted({
      onRequest: ({ kind, n }) => (kind === "handshake" && n === 1 ? reply : undefined),
    });
    const socket = client(server, { transports: ["polling"] });
    const log = transcribe(socket);
    const [error] = (await next(socket, "connect_error")) as [ConnectError];
    expect(error).toBeInstanceOf(ConnectError);
    await log.until("reconnect: 1");
    expect(log.entries).toEqual([`connect_error: ${error.code}`, "reconnect_attempt: 1", "connect", "reconnect: 1"]);
  });

  test("chunks split inside a character are put together", async () => {
    const bytes = Buffer.from(packet({ note: "é😀" }));
    const server = await scripted({
      onRequest: ({ kind, n }) =>
        kind === "handshake" && n === 1 ? { chunks: [...bytes].map((byte) => Buffer.from([byte])) } : undefined,
    });
    const socket = client(server, { transports: ["polling"], reconnection: false });
    // the session is unknown to the server, since this handshake was ours; but it was understood
    await next(socket.io.engine, "open");
    expect(socket.io.engine.id).toBe("x");
  });
});
