import { describe, expect, test, vi } from "vitest";
import type { ConnectError } from "../../src/index.node.ts";
import { transcribe } from "../support/client.ts";
import { EVERYWHERE } from "../support/platforms.ts";
import { type Session, scripted } from "../support/scripted-server.ts";
import { next } from "../support/until.ts";

/**
 * What is larger than the client's limits was not read, so nobody knows which event it was: the connection ends with a typed
 * error, and no recovery brings the same bytes again.
 */

const LIMIT = 1_000;
/** The answer to a poll may have a third more, and a million bytes. */
const MOST = 1_001_333;

const message = `42["x","${"x".repeat(LIMIT)}"]`;
/** Messages that are small each. */
const backlog = Array.from({ length: 1_100 }, (_, n) => `42["x","${"x".repeat(900)}","offset ${n}"]`);

const CASES = EVERYWHERE.flatMap((one) => [
  { ...one, what: "a message", limit: LIMIT, send: (session: Session) => session.bad(message) },
  ...(one.where.endsWith("polling")
    ? [
        { ...one, what: "an answer", limit: MOST, send: (session: Session) => session.bad(...backlog) },
        {
          ...one,
          what: "an answer whose length is not announced",
          limit: MOST,
          send: (session: Session) => session.answerPoll({ chunks: [backlog.join("\x1e")], doom: true }),
        },
      ]
    : []),
]);

/** A server that can recover sessions: its answer to CONNECT says so, and each event has an offset. */
const recovering = () => scripted({ onFrame: (frame) => String(frame).startsWith("40") });

describe.each(CASES)("$where: $what that is too large", ({ open, limit, send }) => {
  test("a typed error, and the next CONNECT carries neither session nor offset", async () => {
    const server = await recovering();
    const socket = open(server, { maxMessageBytes: LIMIT });
    const log = transcribe(socket);
    const first = await server.session();
    await first.messages.until("0");
    first.send('40{"sid":"x","pid":"p"}', '42["x","offset"]');
    await next(socket, "x");
    const lost = next(socket, "disconnect");
    send(first);
    const [reason, error] = (await lost) as [string, ConnectError];
    expect([reason, error.code, error.limit]).toEqual(["transport error", "ERR_PAYLOAD_TOO_LARGE", limit]);
    const second = await server.session(1);
    await second.messages.size(1);
    expect(second.messages.entries).toEqual(["0"]);
    second.send('40{"sid":"y","pid":"q"}');
    await log.until("reconnect: 1");
  });

  test("the same before the namespace is joined", async () => {
    const server = await recovering();
    const socket = open(server, { maxMessageBytes: LIMIT });
    const first = await server.session();
    await first.messages.until("0");
    first.send('40{"sid":"x","pid":"p"}', '42["x","offset"]');
    await next(socket, "x");
    first.cut("rst");
    const second = await server.session(1);
    await second.messages.until('0{"pid":"p","offset":"offset"}');
    const failed = next(socket, "connect_error");
    send(second);
    const [error] = (await failed) as [ConnectError];
    expect([error.code, error.limit]).toEqual(["ERR_PAYLOAD_TOO_LARGE", limit]);
    const third = await server.session(2);
    await third.messages.until("0");
  });
});

test.each(EVERYWHERE)("$where: in place of a handshake it is a connect_error", async ({ open }) => {
  const handshake = `0${JSON.stringify({ sid: "s", upgrades: [], pad: "x".repeat(1_100_000) })}`;
  const server = await scripted({ handshake: (n) => (n ? {} : handshake) });
  const socket = open(server, { maxMessageBytes: LIMIT });
  const [error] = (await next(socket, "connect_error")) as [ConnectError];
  expect([error.code, error.willRetry]).toEqual(["ERR_PAYLOAD_TOO_LARGE", true]);
  await next(socket, "connect");
});

describe("where bodies come whole, as in React Native", () => {
  const web = EVERYWHERE.find(({ where }) => where === "web, polling")!;

  test.each(["announced", "not announced"])("an answer whose length is %s", async (how) => {
    vi.spyOn(Response.prototype, "body", "get").mockReturnValue(null);
    const texts = vi.spyOn(Response.prototype, "text");
    const body = backlog.join("\x1e");
    const server = await scripted({
      onRequest: ({ kind, n }) =>
        kind === "poll" && n === 2
          ? { ...(how === "announced" ? { body } : { chunks: [body] }), doom: true }
          : undefined,
    });
    const socket = web.open(server, { maxMessageBytes: LIMIT });
    socket.on("x", () => expect.unreachable());
    await next(socket, "connect");
    const before = texts.mock.calls.length;
    const [reason, error] = (await next(socket, "disconnect")) as [string, ConnectError];
    expect([reason, error.code, error.limit]).toEqual(["transport error", "ERR_PAYLOAD_TOO_LARGE", MOST]);
    // the answer to the goodbye may have been read
    const read = await Promise.all(texts.mock.results.slice(before).map(({ value }) => value as Promise<string>));
    expect(read.some((text) => text.length > LIMIT)).toBe(how !== "announced");
  });
});
