import { expect, test } from "vitest";
import type { ConnectError } from "../../src/index.node.ts";
import { client, ready, transcribe } from "../support/client.ts";
import { scripted } from "../support/scripted-server.ts";
import { next } from "../support/until.ts";

/** Bytes on a WebSocket's TCP connection that are no frame, or half of one. */

const bytes = (...all: number[]): Buffer => Buffer.from(all);
/** An unmasked frame with a short length. */
const frame = (first: number, payload: string | Buffer): Buffer =>
  Buffer.concat([bytes(first, payload.length), Buffer.from(payload as string)]);

const BROKEN: [what: string, bytes: Buffer, code?: string][] = [
  ["a reserved opcode", frame(0x83, '42["x"]')],
  ["reserved bits", frame(0xf1, '42["x"]')],
  ["a masked frame", bytes(0x81, 0x82, 1, 2, 3, 4, 5, 6)],
  ["text that is not UTF-8", frame(0x81, bytes(0x34, 0x32, 0x5b, 0x22, 0xc3, 0x28, 0x22, 0x5d))],
  ["a length of 2^63", bytes(0x81, 127, 0x80, 0, 0, 0, 0, 0, 0, 0)],
  ["a length of more than there is memory", bytes(0x82, 127, 0, 0x0f, 0, 0, 0, 0, 0, 0), "ERR_PAYLOAD_TOO_LARGE"],
  ["a continuation of nothing", frame(0x80, '42["x"]')],
  ["a ping in fragments", frame(0x09, "x")],
  ["a close frame with a wrong code", frame(0x88, bytes(0x03, 0xe7))],
  ["a close frame with half a code", frame(0x88, bytes(0x03))],
  ["HTTP", Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n")],
];

test.each(BROKEN)("%s: a typed error, then a new connection", async (_, broken, code = "ERR_TRANSPORT") => {
  const server = await scripted();
  const socket = client(server, { transports: ["websocket"] });
  const log = transcribe(socket);
  socket.onAny((name) => log.push(`event ${name}`));
  await ready(socket);
  const session = await server.session();
  const closed = next(socket, "disconnect");
  session.doom();
  session.bytes(session.ws, Buffer.concat([frame(0x81, '42["before"]'), broken, frame(0x81, '42["behind"]')]));
  const [reason, details] = (await closed) as [string, ConnectError];
  expect([reason, details.code, details.transport]).toEqual(["transport error", code, "websocket"]);
  expect(details.message).toMatch(/^websocket error: ./);
  await log.until("reconnect: 1");
  expect(log.entries).toEqual([
    "connect",
    "event before",
    "disconnect: transport error",
    "reconnect_attempt: 1",
    "connect",
    "reconnect: 1",
  ]);
});

test("half a frame, then the end", async () => {
  const server = await scripted();
  const socket = client(server, { transports: ["websocket"] });
  const log = transcribe(socket);
  socket.onAny((name) => log.push(`event ${name}`));
  await ready(socket);
  const session = await server.session();
  session.bytes(session.ws, frame(0x81, '42["x"]').subarray(0, 6));
  session.cut("fin");
  await log.until("reconnect: 1");
  expect(log.entries).toEqual([
    "connect",
    expect.stringMatching(/^disconnect: transport (close|error)$/),
    "reconnect_attempt: 1",
    "connect",
    "reconnect: 1",
  ]);
});

test("a frame in fragments, with a ping between, is one packet", async () => {
  const server = await scripted();
  const socket = client(server, { transports: ["websocket"] });
  await ready(socket);
  const session = await server.session();
  const text = Buffer.from('42["x","é😀"]');
  const heard = next(socket, "x");
  for (const [i, byte] of text.entries()) {
    session.bytes(session.ws, frame((i ? 0 : 1) | (i === text.length - 1 ? 0x80 : 0), bytes(byte)));
    session.bytes(session.ws, frame(0x89, ""));
  }
  expect(await heard).toEqual(["é😀"]);
});
