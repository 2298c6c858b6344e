import { describe, expect, test } from "vitest";
import type { ConnectError } from "../../src/index.node.ts";
import { client, MODES, ready, transcribe } from "../support/client.ts";
import { scripted } from "../support/scripted-server.ts";
import { startServer } from "../support/server.ts";
import { next } from "../support/until.ts";

/** PROTOCOL.md, "Hostile or broken input": what is too many, too large, too deep or too late. */

const placeholder = (num: number): string => `{"_placeholder":true,"num":${num}}`;
/** An event with so many attachments to come. */
const announce = (count: number, name = "x"): string =>
  `45${count}-["${name}",${Array.from({ length: count }, (_, num) => placeholder(num)).join(",")}]`;

describe.each(MODES.slice(0, 2))("$mode", ({ options }) => {
  const start = async (more: object = {}) => {
    const server = await scripted();
    const socket = client(server, { ...options, ...more });
    const log = transcribe(socket);
    socket.onAny((name, ...args) => log.push(`event ${name} ${args.length}`));
    await ready(socket);
    return { server, socket, log, session: await server.session() };
  };
  /** The connection was closed with a parse error, and a new one is there. */
  const broken = ["connect", "disconnect: parse error", "reconnect_attempt: 1", "connect", "reconnect: 1"];

  test.each([
    ["more attachments than the limit", announce(6)],
    ["a number of attachments that no memory holds", `45999999999-["x",${placeholder(0)}]`],
    ["a number that is none any more", `45${"9".repeat(400)}-["x",${placeholder(0)}]`],
  ])("%s: parse error at once, before any came", async (_, frame) => {
    const { socket, log, session } = await start({ maxAttachments: 5 });
    const closed = next(socket, "disconnect");
    session.bad(frame);
    const [, details] = (await closed) as [string, ConnectError];
    expect(details.code).toBe("ERR_PARSE");
    await log.until("reconnect: 1");
    expect(log.entries).toEqual(broken);
  });

  test("as many attachments as the limit are taken", async () => {
    const { log, session } = await start({ maxAttachments: 5 });
    session.send(announce(5), ...Array.from({ length: 5 }, () => Buffer.from("b")));
    await log.until("event x 5");
    expect(log.entries).toEqual(["connect", "event x 5"]);
  });

  test("attachments that are too large together: parse error; one byte less is taken", async () => {
    const { log, session } = await start({ maxAttachmentBytes: 1000 });
    session.send(announce(2), Buffer.alloc(600), Buffer.alloc(400));
    await log.until("event x 2");
    session.bad(announce(2), Buffer.alloc(600), Buffer.alloc(401), '42["behind"]');
    await log.until("reconnect: 1");
    expect(log.entries).toEqual(["connect", "event x 2", ...broken.slice(1)]);
  });

  test("attachments that never come: parse error after a time limit", async () => {
    const { log, session } = await start({ attachmentTimeout: 30 });
    session.bad(announce(2), Buffer.from("the first"));
    await log.until("reconnect: 1");
    expect(log.entries).toEqual(broken);
  });

  test("attachments that came in time leave no time limit behind", async () => {
    const { log, session } = await start({ attachmentTimeout: 100 });
    session.send(announce(1), Buffer.from("b"));
    await log.until("event x 1");
    // longer than the limit, by a packet that the server delays
    setTimeout(() => session.send('42["later"]'), 150);
    await log.until("event later 0");
    expect(log.entries).toEqual(["connect", "event x 1", "event later 0"]);
  });

  test("a string of 100 MB is delivered whole, or ends the connection with a typed error", async () => {
    const { socket, log, session } = await start();
    let length = 0;
    socket.on("huge", (text: string) => {
      length = text.length;
    });
    session.bad(`42["huge","${"x".repeat(100_000_000)}"]`);
    await log.size(2);
    if (!length) await log.until("reconnect: 1");
    expect(log.entries).toEqual(length ? ["connect", "event huge 1"] : broken);
    if (length) expect(length).toBe(100_000_000);
  });
});

describe.each(MODES.slice(0, 2))("$mode, a real server", ({ options }) => {
  test("more than ten attachments are sent; where the server closes on that, the details say why", async () => {
    const server = await startServer();
    const socket = await ready(client(server, options));
    const closed = next(socket, "disconnect");
    socket.emit("x", ...Array.from({ length: 11 }, (_, n) => Buffer.from([n])));
    const [reason, details] = (await closed) as [string, { hint?: string }];
    expect(reason).toMatch(/^transport (close|error)$/);
    expect(details.hint).toMatch(/attachments/);
  });
});
