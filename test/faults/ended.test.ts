import { describe, expect, test } from "vitest";
import type { Client } from "../support/client.ts";
import { EVERYWHERE } from "../support/platforms.ts";
import { scripted } from "../support/scripted-server.ts";
import { closedPort, startServer, type TestServer } from "../support/server.ts";
import { next, turn } from "../support/until.ts";

/** A promise without a time limit, asked for once the socket has ended: it rejects at once, until the app connects again. */

const echoing = (): Promise<TestServer> =>
  startServer((io) =>
    io.on("connection", (socket) => {
      socket.on("echo", (value, answer) => answer(value));
      socket.on("end me", () => socket.disconnect());
    }),
  );

const outcome = (promise: Promise<unknown>): unknown[] => {
  const seen: unknown[] = [];
  promise.then(
    (value) => seen.push(value),
    (error) => seen.push(`${error.code} ${error.delivery}`),
  );
  return seen;
};

const REJECTED = ["ERR_DISCONNECTED not-sent"];

describe.each(EVERYWHERE)("$where", ({ open }) => {
  /** Sockets that have ended, each in a way of its own. */
  const ENDED: [string, () => Promise<Client>][] = [
    [
      "by the app",
      async () => {
        const socket = open(await echoing());
        await next(socket, "connect");
        return socket.disconnect() as Client;
      },
    ],
    [
      "by the server",
      async () => {
        const socket = open(await echoing());
        await next(socket, "connect");
        socket.emit("end me");
        await next(socket, "disconnect");
        return socket;
      },
    ],
    [
      "by the app, before it had connected",
      async () => {
        const socket = open(await echoing());
        return socket.disconnect() as Client;
      },
    ],
    [
      "by a refusal",
      async () => {
        let first = true;
        const server = await startServer((io) => {
          io.use((_, go) => {
            go(first ? new Error("no") : undefined);
            first = false;
          });
          io.on("connection", (socket) => socket.on("echo", (value, answer) => answer(value)));
        });
        const socket = open(server);
        await next(socket, "connect_error");
        return socket;
      },
    ],
  ];

  test.each(ENDED)("%s: rejects at once, and is told as dropped", async (_, end) => {
    const socket = await end();
    const dropped: string[] = [];
    socket.lifecycle.on("dropped", ({ event, delivery }) => dropped.push(`${event} ${delivery}`));
    const promises = [outcome(socket.emitWithAck("echo", 1)), outcome(socket.volatile.emitWithAck("echo", 1))];
    await turn();
    expect([promises, dropped, socket.sendBuffer]).toEqual([
      [REJECTED, REJECTED],
      ["echo not-sent", "echo not-sent"],
      [],
    ]);
  });

  test.each(ENDED)("%s: after connect() it waits, and is answered", async (_, end) => {
    const socket = await end();
    socket.connect();
    expect(await socket.emitWithAck("echo", 2)).toBe(2);
  });

  test.each(ENDED)("%s: plain events and callbacks are kept, as well as promises with a limit", async (_, end) => {
    const socket = await end();
    const answers: unknown[] = [];
    socket.emit("echo", 1, (value: unknown) => answers.push(value));
    const limited = socket.timeout(10_000).emitWithAck("echo", 2);
    const abortable = socket.signal(new AbortController().signal).emitWithAck("echo", 3);
    expect(socket.sendBuffer.length).toBe(3);
    socket.connect();
    expect([await limited, await abortable, answers]).toEqual([2, 3, [1]]);
  });

  test("in a listener of disconnect", async () => {
    const socket = open(await echoing());
    await next(socket, "connect");
    let promised: unknown[] = [];
    socket.once("disconnect", () => {
      promised = outcome(socket.emitWithAck("echo", 1));
    });
    socket.disconnect();
    await turn();
    expect(promised).toEqual(REJECTED);
  });

  test("while it leaves before it has joined", async () => {
    const server = await scripted({ onFrame: (frame) => String(frame).startsWith("40") });
    const socket = open(server);
    await (await server.session()).messages.size(1);
    socket.disconnect();
    const promised = outcome(socket.emitWithAck("x"));
    await turn();
    expect(promised).toEqual(REJECTED);
  });

  test("with retries, too: a try's time limit is none for the wait", async () => {
    const socket = open(await echoing(), { retries: 1, ackTimeout: 10_000 });
    await next(socket, "connect");
    socket.disconnect();
    const promised = outcome(socket.emitWithAck("echo", 1));
    await turn();
    expect(promised).toEqual(REJECTED);
  });

  test("once it gave up", async () => {
    const socket = open({ url: await closedPort() }, { reconnectionAttempts: 1 });
    await next(socket, "reconnect_failed");
    const promised = outcome(socket.emitWithAck("echo", 1));
    await turn();
    expect(promised).toEqual(REJECTED);
  });

  test("one that was never told to connect buffers, and one that lost its connection", async () => {
    const server = await echoing();
    const socket = open(server, { autoConnect: false });
    const promised = socket.emitWithAck("echo", 1);
    socket.connect();
    expect(await promised).toBe(1);
    const lost = next(socket, "disconnect");
    await server.kill();
    await lost;
    expect(await socket.emitWithAck("echo", 2)).toBe(2);
  });
});
