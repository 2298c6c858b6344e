import type { Socket as TcpSocket } from "node:net";
import { describe, expect, test } from "vitest";
import { WebSocketServer } from "ws";
import type { ConnectError } from "../../src/index.node.ts";
import { client, ready, transcribe } from "../support/client.ts";
import { fakeWebTransport } from "../support/fake-webtransport.ts";
import { atEnd } from "../support/leaks.ts";
import { type Script, type Session, scripted } from "../support/scripted-server.ts";
import { next, range, until } from "../support/until.ts";

/**
 * More than anybody needs, each packet of which is in order: answers are coalesced or counted, what waits has bounds, and beyond
 * them the connection ends with a typed error.
 */

type Frame = string | Buffer;

const polling = { transports: ["polling"] };
const websocket = { transports: ["websocket"] };
const EACH = [
  { name: "polling", options: polling },
  { name: "websocket", options: websocket },
];

const start = async (options: object, script: Script = {}) => {
  const server = await scripted(script);
  const socket = client(server, options);
  const log = transcribe(socket);
  socket.onAny((name, ...args) => log.push(`event ${name} ${args.length}`));
  return { server, socket, log, session: await server.session() };
};

/** A WebSocket's server reads nothing any more; what it sends still goes out. */
const deafen = (session: Session): void => {
  (session.ws as unknown as { _socket: TcpSocket })._socket.pause();
};

const repeat = (frame: Frame, count: number): Frame[] => Array.from({ length: count }, () => frame);

describe("pings", () => {
  test("of one poll are answered by one pong, or two: one goes out at once, one answers all others", async () => {
    const { socket, server, session } = await start(polling);
    await ready(socket);
    await session.polled();
    const before = server.client.length;
    session.send(...repeat("2", 5000), '42["behind"]');
    await next(socket, "behind");
    await until(
      "the pongs are out",
      () => server.client.slice(before).filter((line) => line === "> POST 3").length === 2,
    );
    socket.emit("last");
    await session.messages.until('2["last"]');
    expect(server.client.slice(before).filter((line) => line !== "> GET")).toEqual([
      "> POST 3",
      "> POST 3",
      '> POST 42["last"]',
    ]);
  });

  test("that come while a POST is not answered: one pong waits", async () => {
    let answer = (): void => {};
    const { socket, server, session } = await start(polling, {
      onRequest: ({ kind, body }) =>
        kind === "post" && body.includes("slow")
          ? {
              after: new Promise<void>((resolve) => {
                answer = resolve;
              }),
            }
          : undefined,
    });
    await ready(socket);
    socket.emit("slow");
    await session.messages.until('2["slow"]');
    for (const n of range(20)) {
      session.send("2", "2", `42["${n}"]`);
      await next(socket, `${n}`);
    }
    answer();
    await until("the pong is out", () => server.client.some((line) => line.includes("POST 3")));
    expect(server.client.filter((line) => line.includes("POST 3"))).toEqual(["> POST 3"]);
  });

  test("over WebTransport, of which the server reads no answer: one pong waits", async () => {
    const sessions = fakeWebTransport();
    const socket = client("http://host", { transports: ["webtransport"] });
    const session = await sessions.get(0);
    if (!socket.connected) await next(socket, "connect");
    session.deaf = true;
    session.send(...repeat("2", 1000), '42["behind"]');
    await next(socket, "behind");
    expect(socket.io.engine.writeBuffer.filter(({ type }) => type === "pong").length).toBeLessThan(2);
    expect(session.heard.entries.filter((packet) => packet === "3").length).toBeLessThan(2);
    session.end();
  });

  test("over a WebSocket, of which the server reads: each has its pong", async () => {
    const { socket, server, session } = await start(websocket);
    await ready(socket);
    session.send(...repeat("2", 50));
    await until("all are answered", () => server.client.filter((line) => line === "> ws 3").length === 50);
  });
});

describe("a server that asks and asks, and reads nothing: ERR_BUFFER_FULL", () => {
  const large = "x".repeat(500_000);
  const asks = (count: number): Frame[] => range(count).map((n) => `42${n}["ask"]`);

  test("acknowledgements over polling", async () => {
    const { socket, log, session } = await start(
      { ...polling, maxMessageBytes: 50_000 },
      { onRequest: ({ kind, body }) => (kind === "post" && body.startsWith("430[") ? { hang: true } : undefined) },
    );
    socket.on("ask", (answer: () => void) => answer());
    await ready(socket);
    const closed = next(socket, "disconnect");
    session.bad(...asks(1000));
    const [reason, error] = (await closed) as [string, ConnectError];
    expect([reason, error.code]).toEqual(["transport error", "ERR_BUFFER_FULL"]);
    // nothing more was heard of the payload than there was room for
    expect(log.entries.filter((line) => line === "event ask 1").length).toBeLessThan(110);
  });

  test("acknowledgements over a WebSocket", async () => {
    const { socket, session } = await start({ ...websocket, maxMessageBytes: 2e6 });
    socket.on("ask", (answer: (text: string) => void) => answer(large));
    await ready(socket);
    const closed = next(socket, "disconnect");
    deafen(session);
    session.bad(...asks(40));
    const [reason, error] = (await closed) as [string, ConnectError];
    expect([reason, error.code]).toEqual(["transport error", "ERR_BUFFER_FULL"]);
  });

  test("acknowledgements over WebTransport", async () => {
    const sessions = fakeWebTransport();
    const socket = client("http://host", { transports: ["webtransport"], maxMessageBytes: 50_000 });
    socket.on("ask", (answer: () => void) => answer());
    const session = await sessions.get(0);
    if (!socket.connected) await next(socket, "connect");
    const closed = next(socket, "disconnect");
    session.deaf = true;
    session.send(...asks(1000));
    const [reason, error] = (await closed) as [string, ConnectError];
    expect([reason, error.code]).toEqual(["transport error", "ERR_BUFFER_FULL"]);
  });

  test("pongs between acknowledgements, which can't be one", async () => {
    const { socket, session } = await start(
      { ...polling, maxMessageBytes: 50_000 },
      { onRequest: ({ kind, body }) => (kind === "post" && body === "3" ? { hang: true } : undefined) },
    );
    socket.on("ask", (answer: () => void) => answer());
    await ready(socket);
    const closed = next(socket, "disconnect");
    session.bad(...range(500).flatMap((n) => ["2", `42${n}["ask"]`]));
    const [, error] = (await closed) as [string, ConnectError];
    expect(error.code).toBe("ERR_BUFFER_FULL");
  });

  test.each(EACH)("$name: one that reads may ask as much as it likes", async ({ options }) => {
    const { socket, log, session } = await start({ ...options, maxMessageBytes: 50_000 });
    socket.on("ask", (answer: () => void) => answer());
    await ready(socket);
    for (const n of range(10)) {
      session.send(...range(50).map((i) => `42${n * 50 + i}["ask"]`));
      await session.messages.until(`3${n * 50 + 49}[]`);
    }
    expect(log.entries.filter((line) => !line.startsWith("event"))).toEqual(["connect"]);
  });

  test.each(EACH)("$name: what the app sends by itself has no such bound", async ({ options }) => {
    const { socket, log, session } = await start({ ...options, maxMessageBytes: 50_000 });
    await ready(socket);
    for (const n of range(1000)) socket.emit("x", n, "x".repeat(100));
    await session.messages.when((all) => all.some((message) => String(message).startsWith('2["x",999,')));
    expect(log.entries).toEqual(["connect"]);
  });
});

describe.each(EACH)("$name: answers that nobody asked for", ({ options }) => {
  /** What the client says, without what belongs to the transport. */
  const said = (session: Session): string[] => session.messages.entries.map(String);

  test("to a namespace that was left: none is answered", async () => {
    const { socket, server, session } = await start({ ...options, forceNew: false });
    const left = client(server, { ...options, forceNew: false }, "/left");
    await Promise.all([ready(socket), ready(left)]);
    left.disconnect();
    await session.messages.until("1/left,");
    session.send(...repeat("44/left,{}", 500), ...repeat('40/left,{"sid":"x"}', 500), '42["behind"]');
    await next(socket, "behind");
    socket.emit("last");
    await session.messages.until('2["last"]');
    expect(said(session).filter((message) => message.startsWith("1"))).toEqual(["1/left,"]);
  });

  test("to a namespace that this connection was never asked for: none is answered", async () => {
    const server = await scripted();
    const mine = { ...options, forceNew: false, autoConnect: false };
    const [socket] = [client(server, mine), client(server, mine, "/idle")];
    socket.connect();
    const session = await server.session();
    await ready(socket);
    session.send(...repeat('40/idle,{"sid":"x"}', 500), ...repeat('40/unknown,{"sid":"x"}', 500), '42["behind"]');
    await next(socket, "behind");
    socket.emit("last");
    await session.messages.until('2["last"]');
    expect(said(session)).toEqual(["0", '2["last"]']);
  });

  test("to one that gave up waiting: the first is answered by one DISCONNECT", async () => {
    const mine = { ...options, forceNew: false, timeout: 1500 };
    const { socket, server, session } = await start(mine, { onFrame: (frame) => `${frame}`.startsWith("40/slow") });
    await ready(socket);
    const slow = client(server, mine, "/slow");
    await session.messages.until("0/slow,");
    slow.disconnect();
    // until then it waits for the answer; another one with the same time limit tells when it does no longer
    await next(client(server, mine, "/slower"), "connect_timeout");
    session.send(...repeat('40/slow,{"sid":"x"}', 100), '42["behind"]');
    await next(socket, "behind");
    await session.messages.until("1/slow,");
    socket.emit("last");
    await session.messages.until('2["last"]');
    expect(said(session).filter((message) => message.startsWith("1"))).toEqual(["1/slow,"]);
  });

  test.each([
    ["noops", "6"],
    ["acknowledgements of unknown events", '43999["x"]'],
    ["refusals of a namespace that is joined", '44{"message":"no"}'],
    ["second answers", '40{"sid":"again"}'],
    ["disconnections of an unknown namespace", "41/unknown,"],
  ])("%s change nothing", async (_, frame) => {
    const { socket, log, session } = await start(options);
    await ready(socket);
    session.send(...repeat(frame, 2000), '42["behind"]');
    await next(socket, "behind");
    socket.emit("last");
    await session.messages.until('2["last"]');
    expect(said(session)).toEqual(["0", '2["last"]']);
    expect(log.entries).toEqual(["connect", "event behind 0"]);
  });
});

describe("separators", () => {
  test.each([
    ["alone", "\x1e".repeat(100_000)],
    ["between good packets", `6\x1e\x1e${"6\x1e".repeat(10)}6`],
    ["at the end", '42["x"]\x1e'],
  ])("%s: parse error at the first empty packet", async (_, body) => {
    const { socket, log, session } = await start(polling);
    await ready(socket);
    session.doom();
    session.answerPoll({ body });
    await log.until("reconnect: 1");
    expect(log.entries.filter((line) => !line.startsWith("event"))).toEqual([
      "connect",
      "disconnect: parse error",
      "reconnect_attempt: 1",
      "connect",
      "reconnect: 1",
    ]);
  });
});

describe.each(EACH)("$name: events before the namespace is joined", ({ options }) => {
  const silent: Script = { onFrame: (frame) => frame === "40" };
  const attachment = '451-["x",{"_placeholder":true,"num":0}]';

  test.each<[string, Frame[]]>([
    ["small", repeat('42["x"]', 1000)],
    ["large", repeat(`42["x","${"x".repeat(20_000)}"]`, 3)],
    ["that want an acknowledgement", repeat('421["x"]', 1000)],
    ["with attachments", range(3).flatMap(() => [attachment, Buffer.alloc(20_000)])],
  ])("%s, more than maxMessageBytes together: ERR_BUFFER_FULL", async (_, frames) => {
    const { socket, log, session } = await start({ ...options, maxMessageBytes: 50_000 }, silent);
    const failed = next(socket, "connect_error");
    await session.messages.until("0");
    session.bad(...frames);
    const [error] = (await failed) as [ConnectError];
    expect([error.code, error.willRetry]).toEqual(["ERR_BUFFER_FULL", true]);
    expect(log.entries[0]).toBe("connect_error: ERR_BUFFER_FULL");
  });

  test("less than that arrives after connect", async () => {
    const { socket, log, session } = await start({ ...options, maxMessageBytes: 50_000 }, silent);
    await session.messages.until("0");
    session.send(...repeat('42["x"]', 400));
    session.send('40{"sid":"x"}', '42["y"]');
    await next(socket, "y");
    expect(log.entries).toEqual(["connect", ...repeat("event x 0", 400), "event y 0"]);
  });

  test("each connection begins anew", async () => {
    const { socket, log, server, session } = await start({ ...options, maxMessageBytes: 50_000 }, silent);
    const failed = next(socket, "connect_error");
    await session.messages.until("0");
    session.send(...repeat('42["x"]', 400));
    await session.heard();
    session.close();
    await failed;
    const second = await server.session(1);
    await second.messages.until("0");
    second.send(...repeat('42["x"]', 400), '40{"sid":"x"}', '42["y"]');
    await next(socket, "y");
    expect(log.entries.filter((line) => line === "event x 0").length).toBe(400);
  });
});

describe("a message of more than maxMessageBytes: ERR_PAYLOAD_TOO_LARGE", () => {
  const LIMIT = 10_000;
  const attachment = '451-["b",{"_placeholder":true,"num":0}]';
  const text = (bytes: number, letter = "x"): string => {
    const room = bytes - '42["x",""]'.length;
    return `42["x","${letter.repeat(Math.floor(room / Buffer.byteLength(letter)))}"]`;
  };
  const cases: [string, Frame[], Frame[]][] = [
    ["text", [text(LIMIT)], [text(LIMIT + 1)]],
    ["text of two bytes for a character", [text(LIMIT, "é")], [text(LIMIT + 2, "é")]],
    ["binary", [attachment, Buffer.alloc(LIMIT)], [attachment, Buffer.alloc(LIMIT + 1)]],
    ["an acknowledgement", [`43999["${"x".repeat(9000)}"]`], [`43999["${"x".repeat(LIMIT)}"]`]],
  ];

  describe.each(EACH)("$name", ({ options }) => {
    test.each(cases)("%s", async (_, good, bad) => {
      const { socket, log, session } = await start({ ...options, maxMessageBytes: LIMIT });
      await ready(socket);
      session.send(...good, '42["good"]');
      await next(socket, "good");
      const closed = next(socket, "disconnect");
      const before = log.entries.length;
      session.bad(...bad, '42["behind"]');
      const [reason, error] = (await closed) as [string, ConnectError];
      expect([reason, error.code, error.limit]).toEqual(["transport error", "ERR_PAYLOAD_TOO_LARGE", LIMIT]);
      expect(log.entries.slice(before)).toEqual(["disconnect: transport error"]);
      await log.until("reconnect: 1");
    });
  });

  test.each(cases)("webtransport, %s", async (_, good, bad) => {
    const sessions = fakeWebTransport();
    const socket = client("http://host", { transports: ["webtransport"], maxMessageBytes: LIMIT });
    const session = await sessions.get(0);
    if (!socket.connected) await next(socket, "connect");
    session.send(...good, '42["good"]');
    await next(socket, "good");
    const closed = next(socket, "disconnect");
    session.send(...bad);
    const [reason, error] = (await closed) as [string, ConnectError];
    expect([reason, error.code, error.limit]).toEqual(["transport error", "ERR_PAYLOAD_TOO_LARGE", LIMIT]);
  });

  test("that is small while it is compressed", async () => {
    const server = new WebSocketServer({ port: 0, perMessageDeflate: true });
    atEnd("abrupt server", () => {
      for (const ws of server.clients) ws.terminate();
      return new Promise((resolve) => server.close(resolve));
    });
    server.on("connection", (ws) => {
      ws.send('0{"sid":"s","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}');
      ws.on("message", () => {
        ws.send('40{"sid":"x"}');
        ws.send(`42["x",[${"{},".repeat(400_000)}{}]]`);
      });
    });
    const { port } = server.address() as { port: number };
    const socket = client(`http://127.0.0.1:${port}`, { ...websocket, maxMessageBytes: 1e6 });
    const [, error] = (await next(socket, "disconnect")) as [string, ConnectError];
    expect([error.code, error.limit]).toEqual(["ERR_PAYLOAD_TOO_LARGE", 1e6]);
  });

  test("a wrong value of the option is refused", () => {
    expect(() => client("http://host", { maxMessageBytes: -1 })).toThrow(/maxMessageBytes: -1 is not a number/);
  });
});
