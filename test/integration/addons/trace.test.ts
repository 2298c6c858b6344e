import { once } from "node:events";
import { createServer, type Server as HttpServer } from "node:http";
import * as trace from "holdfast/trace";
import { describe, expect, test } from "vitest";
import { client } from "../../support/client.ts";
import { atEnd } from "../../support/leaks.ts";
import { listen } from "../../support/listen.mjs";
import { closedPort, startServer } from "../../support/server.ts";
import { linesOf, SCENES, type ScenePage } from "../../support/trace-scenes.ts";
import { next, until } from "../../support/until.ts";

describe("the whole sequence of records of", () => {
  test.each(SCENES)("$name", async ({ setup, server: options, steps, expected }) => {
    const server = await startServer(setup, options);
    const closed = await closedPort();
    const io = ((url: string, own: object) => {
      const { origin, pathname } = new URL(url);
      return client(origin, { reconnectionDelay: 1000, randomizationFactor: 0.5, ...own }, pathname);
    }) as ScenePage["io"];
    const page: ScenePage = { io, trace, log: [], once: next, kept: undefined };
    for (const step of steps)
      if (step === "restart") await server.restart();
      else await step(page, { url: server.url, closed });
    expect(linesOf(page.log)).toEqual(expected);
  });
});

/** What an app sends that nobody else is to know. */
const SECRETS = {
  auth: { token: "aaaaaa11" },
  query: { token: "qqqqqq22" },
  extraHeaders: { Authorization: "Bearer hhhhhh33", Cookie: "session=cccccc44" },
};
const WORDS = ["aaaaaa11", "qqqqqq22", "hhhhhh33", "cccccc44", "gggggg55", "eeeeee66"];

describe("no secret is in a record, an export or a summary", () => {
  const texts = (recording: trace.Recorder): string =>
    recording.export("jsonl") + recording.export("har") + JSON.stringify(recording.summary());
  const found = (text: string): string[] => WORDS.filter((word) => text.includes(word));

  test("by a connection with all of them, a refusal and a lost connection", async () => {
    const server = await startServer((io) => {
      io.on("connection", (socket) => {
        socket.on("login", (_secret, answer) => answer("gggggg55"));
        socket.on("ask me", (done) => socket.emit("secret", "eeeeee66", () => done()));
      });
      io.of("/closed").use((socket, no) => no(new Error(`unknown token ${socket.handshake.auth["token"]}`)));
    });
    const socket = client(server, { ...SECRETS, autoConnect: false, withCredentials: true });
    const recording = trace.recorder(socket.io);
    const stop = trace.trace(socket, () => {}, { frames: true });
    socket.on("secret", (_secret, answer) => answer("gggggg55"));
    socket.emit("login", "eeeeee66", () => {});
    socket.connect();
    await socket.emitWithAck("login", "eeeeee66");
    await socket.emitWithAck("ask me");
    const refused = socket.io.socket("/closed", { auth: SECRETS.auth });
    refused.connect();
    await next(refused, "connect_error");
    await server.kill();
    await next(socket, "reconnect");
    const late: trace.TraceRecord[] = [];
    trace.trace(socket, (record) => void late.push(record));
    stop();
    const text = texts(recording) + JSON.stringify(late);
    expect(text).toContain('"kind":"refused"');
    expect(text).toContain('"kind":"snapshot"');
    expect(found(text)).toEqual([]);
  });

  test("by a server that repeats them, and an `auth` that fails with them", async () => {
    const http: HttpServer = createServer((request, response) =>
      response.writeHead(500).end(`no: ${request.url} ${request.headers.authorization} ${request.headers.cookie}`),
    );
    http.on("upgrade", (request, socket) => {
      const { authorization, cookie } = request.headers;
      socket.end(`HTTP/1.1 500 ${authorization} ${cookie}\r\nConnection: close\r\n\r\n`);
    });
    const port = await listen(http);
    atEnd("real server", async () => {
      http.closeAllConnections();
      await once(http.close(), "close");
    });
    const socket = client(`http://127.0.0.1:${port}`, { ...SECRETS, autoConnect: false, reconnectionAttempts: 1 });
    const recording = trace.recorder(socket);
    socket.connect();
    await next(socket, "reconnect_failed");
    const server = await startServer();
    const other = client(server, { ...SECRETS, autoConnect: false, reconnection: false });
    other.auth = () => Promise.reject(new Error("no such user: aaaaaa11"));
    const second = trace.recorder(other);
    other.connect();
    await next(other, "connect_error");
    const text = texts(recording) + texts(second);
    expect(text).toContain("ERR_HTTP_STATUS");
    expect(text).toContain("ERR_AUTH");
    expect(found(text)).toEqual([]);
    // nor the beginning of one, where the excerpt of the answer ends
    expect(texts(recording)).not.toContain("hhhh");
  });

  test("unless `args` asks for it", async () => {
    const server = await startServer((io) =>
      io.on("connection", (socket) => socket.on("login", (_, answer) => answer())),
    );
    const socket = client(server);
    const recording = trace.recorder(socket, { args: true });
    await socket.emitWithAck("login", "eeeeee66");
    expect(found(recording.export("jsonl"))).toEqual(["eeeeee66"]);
    expect(found(recording.export("har"))).toEqual(["eeeeee66"]);
  });
});

test("latency is that of a real connection, over a lost one too", async () => {
  const server = await startServer((io) => io.on("connection", (socket) => socket.on("ask", (answer) => answer())));
  const socket = client(server);
  const measured = trace.latency(socket);
  for (let i = 0; i < 5; i++) await socket.emitWithAck("ask");
  await server.kill();
  await next(socket, "reconnect");
  await socket.emitWithAck("ask");
  expect(measured.count).toBe(6);
  expect(measured.last).toBeGreaterThan(0);
  expect(measured.p50).toBeLessThan(1000);
  measured.stop();
  await until("nobody listens to the engine", () => !socket.io.engine.hasListeners("ping"));
});
