import { describe, expect, test } from "vitest";
import { ConnectError } from "../../src/index.node.ts";
import { client, ready, transcribe } from "../support/client.ts";
import { type Reply, scripted } from "../support/scripted-server.ts";
import { next, Transcript } from "../support/until.ts";

/** A poll or a POST of an open session that gets a wrong answer: a typed error, then a new connection. */

const options = { transports: ["polling"] };
const PAGE = "<html><body>Bad gateway</body></html>";

const named: [string, Reply, object, string][] = [
  ["200 and a page", { body: PAGE, doom: true }, { status: 200 }, "Bad gateway"],
  ["204", { status: 204 }, { status: 204, code: "ERR_HTTP_STATUS" }, "204"],
  ["302", { status: 302, headers: { Location: "/login" } }, { status: 302, code: "ERR_HTTP_STATUS" }, "302"],
  [
    "400",
    { status: 400, body: '{"code":1,"message":"Session ID unknown"}' },
    { status: 400, code: expect.stringMatching(/^ERR_(SESSION_UNKNOWN|HTTP_STATUS)$/) },
    "Session ID unknown",
  ],
  ["413", { status: 413 }, { status: 413, code: "ERR_HTTP_STATUS" }, "413"],
  ["500 and a page", { status: 500, body: PAGE }, { status: 500, code: "ERR_HTTP_STATUS" }, "Bad gateway"],
  ["503", { status: 503 }, { status: 503, code: "ERR_HTTP_STATUS" }, "503"],
];
const unnamed: [string, Reply][] = [
  ["a truncated body", { body: "4".repeat(100), cutAfter: 20 }],
  ["a Content-Length that is too long", { body: '42["x"]', contentLength: 500 }],
  ["chunks that stop", { chunks: ['42["x'], cutAfter: 0, doom: true }],
  ["invalid UTF-8", { body: Buffer.from([0x34, 0x32, 0x5b, 0x22, 0xc3, 0x28, 0x22, 0x5d]), doom: true }],
  ["a reset", { reset: true }],
  ["no HTTP", { raw: "SSH-2.0-OpenSSH_9.2\r\n" }],
];

const lost = async (kind: "poll" | "post", reply: Reply): Promise<{ reason: string; details: ConnectError }> => {
  const server = await scripted({
    onRequest: (request) =>
      request.kind === kind && request.n === 2 && request.session === server.sessions[0] ? reply : undefined,
  });
  const socket = client(server, options);
  const log = transcribe(socket);
  const closed = next(socket, "disconnect");
  await ready(socket);
  if (kind === "post") socket.emit("x");
  const [reason, details] = (await closed) as [string, ConnectError];
  await log.until("reconnect: 1");
  expect(log.entries).toEqual(["connect", `disconnect: ${reason}`, "reconnect_attempt: 1", "connect", "reconnect: 1"]);
  expect(details).toBeInstanceOf(ConnectError);
  return { reason, details };
};

describe.each(["poll", "post"] as const)("a %s of an open session is answered with", (kind) => {
  test.each(named)("%s: a typed error names it", async (_, reply, fields, text) => {
    const { reason, details } = await lost(kind, reply);
    expect(reason).toBe("transport error");
    expect(details).toMatchObject({ ...fields, transport: "polling", type: "TransportError", willRetry: true });
    expect(details.message).toMatch(kind === "poll" ? /^xhr poll error: / : /^xhr post error: /);
    expect(details.message).toContain(text);
  });

  test.each(unnamed)("%s: a typed error", async (_, reply) => {
    const { reason, details } = await lost(kind, reply);
    expect(reason).toBe("transport error");
    expect(details).toMatchObject({ code: "ERR_TRANSPORT", transport: "polling", type: "TransportError" });
    expect(details.message).toMatch(kind === "poll" ? /^xhr poll error: ./ : /^xhr post error: ./);
  });
});

test("chunks split inside a character are put together", async () => {
  const server = await scripted();
  const socket = client(server, options);
  const log = new Transcript();
  socket.on("x", (text) => log.push(text));
  await ready(socket);
  const session = await server.session();
  const bytes = Buffer.from('42["x","é😀\u2028"]\x1e42["x","next"]');
  session.answerPoll({ chunks: [...bytes].map((byte) => Buffer.from([byte])) });
  await log.until("next");
  expect(log.entries).toEqual(["é😀\u2028", "next"]);
});

test("a poll that is never answered is held, not repeated", async () => {
  const server = await scripted({ handshake: () => ({ pingInterval: 100, pingTimeout: 100 }) });
  const socket = client(server, options);
  const log = transcribe(socket);
  await ready(socket);
  const session = await server.session();
  session.hold();
  session.doom();
  await log.until("reconnect: 1");
  expect(log.entries).toEqual([
    "connect",
    "disconnect: ping timeout",
    "reconnect_attempt: 1",
    "connect",
    "reconnect: 1",
  ]);
});

test("a POST that is never answered: what is emitted behind it waits, and goes out on the next connection", async () => {
  const server = await scripted({
    handshake: (n) => (n ? {} : { pingInterval: 100, pingTimeout: 100 }),
    onRequest: ({ kind, body }) => (kind === "post" && body.includes("held") ? { hang: true } : undefined),
  });
  const socket = client(server, options);
  await ready(socket);
  const session = await server.session();
  session.doom();
  socket.emit("held");
  await server.record.until('> POST 42["held"]');
  socket.emit("behind", 1);
  socket.emit("behind", 2);
  await next(socket, "reconnect");
  const second = await server.session(1);
  await second.messages.size(3);
  expect(session.messages.entries).toEqual(["0", '2["held"]']);
  expect(second.messages.entries).toEqual(["0", '2["behind",1]', '2["behind",2]']);
});

test("a payload never exceeds maxPayload", async () => {
  const server = await scripted({ handshake: () => ({ maxPayload: 100 }) });
  const socket = client(server, options);
  await ready(socket);
  const session = await server.session();
  // the server asserts the limit
  for (let n = 0; n < 30; n++) socket.emit("x", n, "é");
  await session.messages.size(31);
  expect(session.messages.entries.slice(1)).toEqual(Array.from({ length: 30 }, (_, n) => `2["x",${n},"é"]`));
});

test("a packet above maxPayload is refused, and the connection lives", async () => {
  const server = await scripted({ handshake: () => ({ maxPayload: 100 }) });
  const socket = client(server, options);
  const log = transcribe(socket);
  await ready(socket);
  const session = await server.session();
  expect(() => socket.emit("x", "y".repeat(200))).toThrow(expect.objectContaining({ code: "ERR_PAYLOAD_TOO_LARGE" }));
  socket.emit("x", "small");
  await session.messages.size(2);
  expect(session.messages.entries).toEqual(["0", '2["x","small"]']);
  expect(log.entries).toEqual(["connect"]);
});
