import { describe, expect, test } from "vitest";
import type { ConnectError } from "../../src/index.node.ts";
import { client, MODES, ready, transcribe } from "../support/client.ts";
import { type Script, scripted } from "../support/scripted-server.ts";
import { next, Transcript, until } from "../support/until.ts";

/** The server's answer to CONNECT is late, odd, or never comes. */

/** The first session does not answer a CONNECT that starts so. */
const silent = (start = "40"): Script => ({
  onFrame: (frame, { sid }) => sid === "session-0" && String(frame).startsWith(start),
});

describe.each(MODES.slice(0, 2))("$mode", ({ options }) => {
  test("no answer: connect_timeout, connect_error, and a new connection", async () => {
    const server = await scripted(silent());
    const socket = client(server, { ...options, timeout: 1_000 });
    const log = transcribe(socket);
    const [error] = (await next(socket, "connect_error")) as [ConnectError];
    expect(error).toMatchObject({
      message: "timeout",
      code: "ERR_CONNECT_TIMEOUT",
      phase: "namespace",
      attempt: 0,
      willRetry: true,
    });
    await log.until("reconnect: 1");
    expect(log.entries).toEqual([
      "connect_timeout: ERR_CONNECT_TIMEOUT",
      "connect_error: ERR_CONNECT_TIMEOUT",
      "reconnect_attempt: 1",
      "connect",
      "reconnect: 1",
    ]);
  });

  test("no answer for one namespace of two: the other stays, and a late answer joins it", async () => {
    const server = await scripted(silent("40/slow"));
    const shared = { ...options, forceNew: false, timeout: 1_000 };
    const main = client(server, shared);
    const slow = client(server, shared, "/slow");
    const log = transcribe(main);
    const slowLog = transcribe(slow);
    await slowLog.until("connect_error: ERR_CONNECT_TIMEOUT");
    expect([main.connected, slow.connected, slow.active, slow.state]).toEqual([true, false, true, "connecting"]);
    const session = await server.session();
    session.send('40/slow,{"sid":"late"}');
    await slowLog.until("connect");
    expect(slow.id).toBe("late");
    expect(slowLog.entries).toEqual([
      "connect_timeout: ERR_CONNECT_TIMEOUT",
      "connect_error: ERR_CONNECT_TIMEOUT",
      "connect",
    ]);
    expect(log.entries).toEqual(["connect"]);
    expect(server.sessions.length).toBe(1);
  });

  test("disconnect() and connect() before the answer: one CONNECT", async () => {
    const server = await scripted(silent());
    const socket = client(server, options);
    const log = transcribe(socket);
    const session = await server.session();
    await session.messages.size(1);
    socket.disconnect();
    expect([socket.active, socket.state]).toEqual([false, "disconnected"]);
    socket.connect();
    expect([socket.active, socket.state]).toEqual([true, "connecting"]);
    session.send('40{"sid":"x"}');
    await log.until("connect");
    socket.emit("after");
    await session.messages.size(2);
    // the server asserts that there is no second CONNECT
    expect(session.messages.entries).toEqual(["0", '2["after"]']);
    expect(log.entries).toEqual(["connect"]);
  });

  test("disconnect() before the answer: it is awaited, then the namespace is left", async () => {
    const server = await scripted(silent("40/slow"));
    const shared = { ...options, forceNew: false };
    const main = client(server, shared);
    const slow = client(server, shared, "/slow");
    const log = transcribe(slow);
    await ready(main);
    const session = await server.session();
    await session.messages.size(2);
    slow.disconnect();
    slow.emit("kept for the next time");
    main.emit("x");
    await session.messages.size(3);
    session.send('40/slow,{"sid":"late"}');
    await session.messages.size(4);
    expect(session.messages.entries).toEqual(["0", "0/slow,", '2["x"]', "1/slow,"]);
    expect(log.entries).toEqual([]);
    expect(main.connected).toBe(true);
  });

  test("events that come before the answer are delivered after connect", async () => {
    const server = await scripted({ onFrame: (frame) => frame === "40" });
    const socket = client(server, options);
    const log = transcribe(socket);
    socket.on("early", (n) => log.push(`early ${n}`));
    const session = await server.session();
    await session.messages.size(1);
    session.send('42["early",1]', '42["early",2]', '40{"sid":"x"}', '42["early",3]');
    await log.until("early 3");
    expect(log.entries).toEqual(["connect", "early 1", "early 2", "early 3"]);
  });

  test("a second answer changes nothing", async () => {
    const server = await scripted();
    const socket = client(server, options);
    const log = transcribe(socket);
    await ready(socket);
    const { id } = socket;
    const session = await server.session();
    session.send('40{"sid":"other"}', '44{"message":"too late"}', '42["x"]');
    await next(socket, "x");
    expect(log.entries).toEqual(["connect"]);
    expect([socket.connected, socket.id]).toEqual([true, id]);
  });

  test("an answer without sid: a server that is too old", async () => {
    const server = await scripted({ onFrame: (frame, session) => frame === "40" && session.send("40") === undefined });
    const socket = client(server, options);
    const log = new Transcript();
    transcribe(socket, log);
    const [error] = (await next(socket, "connect_error")) as [ConnectError];
    expect(error).toMatchObject({ code: "ERR_UNSUPPORTED_PROTOCOL", phase: "namespace", willRetry: false });
    expect([socket.active, socket.connected]).toEqual([false, false]);
    await until("the connection is closed", () => socket.io.state === "idle");
    expect(log.entries).toEqual(["connect_error: ERR_UNSUPPORTED_PROTOCOL"]);
  });

  test.each([
    ['44{"message":"no","data":{"a":1}}', "no", { a: 1 }],
    ['44"just text"', "just text", undefined],
    ["44{}", expect.not.stringContaining("[object"), undefined],
  ])("refused by %s", async (frame, message, data) => {
    const server = await scripted({ onFrame: (got, session) => got === "40" && session.send(frame) === undefined });
    const socket = client(server, options);
    const [error] = (await next(socket, "connect_error")) as [ConnectError];
    expect(error).toMatchObject({ code: "ERR_REFUSED", message, willRetry: false });
    expect(error.data).toEqual(data);
    expect(socket.active).toBe(false);
  });
});
