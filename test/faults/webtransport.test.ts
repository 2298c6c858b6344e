import { describe, expect, test } from "vitest";
import { ConnectError } from "../../src/index.node.ts";
import { BAD, show } from "../support/bad-frames.ts";
import { type Client, client, ready, transcribe } from "../support/client.ts";
import { fakeWebTransport, framed } from "../support/fake-webtransport.ts";
import { next, type Transcript } from "../support/until.ts";

/** PROTOCOL.md, "Hostile or broken input", in WebTransport's framing; the streams are fake, since Node has none. */

const options = { transports: ["webtransport"] };

const start = (more: object = {}): { socket: Client; log: Transcript } => {
  const socket = client("http://host.invalid", { ...options, ...more });
  const log = transcribe(socket);
  socket.onAny((name) => log.push(`event ${name}`));
  return { socket, log };
};

const again = ["reconnect_attempt: 1", "connect", "reconnect: 1"];

test.each(BAD.map((frames) => [show(frames), frames] as const))(
  "%s: parse error, then a new connection",
  async (_, bad) => {
    const sessions = fakeWebTransport();
    const { socket, log } = start();
    await ready(socket);
    const session = await sessions.get(0);
    const closed = next(socket, "disconnect");
    session.send('42["before"]', ...bad, '42["behind"]');
    const [, details] = (await closed) as [string, ConnectError];
    expect(details).toBeInstanceOf(ConnectError);
    expect(details.code).toBe("ERR_PARSE");
    await log.until("reconnect: 1");
    const second = await sessions.get(1);
    second.send('42["after"]');
    await log.until("event after");
    expect(log.entries).toEqual(["connect", "event before", "disconnect: parse error", ...again, "event after"]);
    expect(session.isClosed).toBe(true);
  },
);

describe("a header", () => {
  const text = '42["x","é😀"]';
  test.each<[string, Buffer[]]>([
    ["of 7 bits", [framed(text, 7)]],
    ["of 16 bits", [framed(text, 16)]],
    ["of 64 bits", [framed(text, 64)]],
    ["and its packet, byte by byte", [...framed(text, 64)].map((byte) => Buffer.from([byte]))],
    ["in a chunk with others", [Buffer.concat([framed("6"), framed(text), framed("6")])]],
  ])("%s is understood", async (_, chunks) => {
    const sessions = fakeWebTransport();
    const { socket, log } = start();
    const heard = next(socket, "x");
    const session = await sessions.get(0);
    for (const chunk of chunks) session.bytes(chunk);
    expect(await heard).toEqual(["é😀"]);
    expect(log.entries).toEqual(["connect", "event x"]);
  });

  const long = (bytes: number): Buffer => {
    const head = Buffer.from([127, 0, 0, 0, 0, 0, 0, 0, 0]);
    head.writeBigUInt64BE(BigInt(bytes), 1);
    return head;
  };
  test.each([
    ["of nothing", Buffer.from([0]), "parse error"],
    ["of nothing, binary", Buffer.from([0x80]), "parse error"],
    ["of more than is taken", long(2_000), "transport error"],
    ["of more than there is memory", long(2 ** 52), "transport error"],
    ["of 2^64 - 1", Buffer.alloc(9, 0xff), "transport error"],
  ])("%s: over before anything is kept", async (_, head, reason) => {
    const sessions = fakeWebTransport();
    const { socket, log } = start({ maxMessageBytes: 1_000 });
    await ready(socket);
    const session = await sessions.get(0);
    session.bytes(Buffer.concat([framed('42["before"]'), head, framed('42["behind"]')]));
    await log.until("reconnect: 1");
    expect(log.entries).toEqual(["connect", "event before", `disconnect: ${reason}`, ...again]);
  });
});

test("an attachment in its place", async () => {
  const sessions = fakeWebTransport();
  const { socket } = start();
  const heard = next(socket, "x");
  const session = await sessions.get(0);
  session.send('451-["x",{"_placeholder":true,"num":0}]', Buffer.from("4bytes"));
  expect(await heard).toEqual([Buffer.from("4bytes")]);
  socket.emit("y", Buffer.from("back"));
  await session.heard.size(4);
  expect(session.heard.entries).toEqual(["0", "40", '451-["y",{"_placeholder":true,"num":0}]', Buffer.from("back")]);
});

test.each<[string, (session: { end(): void; fail(error: Error): void }) => void, RegExp]>([
  ["ends", (session) => session.end(), /^disconnect: transport close$/],
  ["is reset", (session) => session.fail(new Error("reset by the peer")), /^disconnect: transport error$/],
])("a stream that %s, in the midst of a packet", async (_, act, reason) => {
  const sessions = fakeWebTransport();
  const { socket, log } = start();
  await ready(socket);
  const session = await sessions.get(0);
  session.bytes(framed('42["half"]').subarray(0, 5));
  await new Promise((resolve) => setImmediate(resolve));
  act(session);
  await log.until("reconnect: 1");
  expect(log.entries).toEqual(["connect", expect.stringMatching(reason), ...again]);
});

test.each(['0{"sid":"other","upgrades":[],"pingInterval":1,"pingTimeout":1}', "3probe", "5", "6"])(
  "%s in the midst of a session changes nothing",
  async (frame) => {
    const sessions = fakeWebTransport();
    const { socket, log } = start();
    const session = await sessions.get(0);
    session.send(frame, '42["x"]', "2", '42["y"]');
    await log.until("event y");
    await session.heard.until("3");
    expect([log.entries, socket.io.engine.id]).toEqual([["connect", "event x", "event y"], "SID"]);
  },
);

test.each<[string, Buffer]>([
  ["0{", framed("0{")],
  ["0null", framed("0null")],
  ["0{}", framed("0{}")],
  ["a negative time", framed('0{"sid":"x","upgrades":[],"pingInterval":-1,"pingTimeout":1}')],
  ["NaN", framed('0{"sid":"x","upgrades":[],"pingInterval":NaN,"pingTimeout":1}')],
  ["a message", framed('40{"sid":"x"}')],
  ["a ping", framed("2")],
  ["bytes", framed(Buffer.from([1, 2, 3]))],
  ["no packet", framed("hello")],
  ["HTTP", Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n")],
  ["an empty frame", Buffer.from([0])],
])("%s in place of a handshake: connect_error, then a new connection", async (_, first) => {
  const sessions = fakeWebTransport((n) => (n ? HANDSHAKE : first));
  const { socket, log } = start({ timeout: 500 });
  const [error] = (await next(socket, "connect_error")) as [ConnectError];
  expect(error).toBeInstanceOf(ConnectError);
  expect([error.attempt, error.willRetry]).toEqual([0, true]);
  await log.until("reconnect: 1");
  expect(log.entries.filter((line) => line !== "connect_timeout: ERR_CONNECT_TIMEOUT")).toEqual([
    `connect_error: ${error.code}`,
    ...again,
  ]);
  expect(sessions.all[0]?.isClosed).toBe(true);
});

const HANDSHAKE = framed('0{"sid":"SID","upgrades":[],"pingInterval":25000,"pingTimeout":20000}');
