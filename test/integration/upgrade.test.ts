import type { Socket as ServerSocket } from "socket.io";
import { expect, test } from "vitest";
import { client } from "../support/client.ts";
import { startServer } from "../support/server.ts";
import { next, range, Transcript, turn } from "../support/until.ts";

const COUNT = 2_000;
const RUNS = 20;

/** Emits half of the events in small batches, the rest once the upgrade is done; so that it falls in their midst. */
const emitAcross = async (emit: (n: number) => void, upgraded: Promise<unknown>): Promise<{ before: number }> => {
  let sent = 0;
  let before: number | undefined;
  const done = upgraded.then(() => {
    before = sent;
  });
  while (sent < COUNT) {
    for (let i = 0; i < 10; i++) emit(sent++);
    if (sent === COUNT / 2) await done;
    else await turn();
  }
  return { before: before ?? COUNT };
};

// it takes 2 s, and many times that beside other work
test(`${COUNT} events each way across the upgrade arrive once, in order (${RUNS} times)`, {
  timeout: 60_000,
}, async () => {
  const server = await startServer();
  for (const run of range(RUNS)) {
    const up = new Transcript<number>();
    const down = new Transcript<number>();
    const socket = client(server, { transports: ["polling", "websocket"] });
    socket.on("down", (n) => down.push(n));
    const [served] = (await next(server.io, "connection")) as [ServerSocket];
    served.on("up", (n) => up.push(n));
    const both = await Promise.all([
      (async () => {
        const upgraded = next(socket.io.engine, "upgrade");
        if (!socket.connected) await next(socket, "connect");
        return emitAcross((n) => socket.emit("up", n), upgraded);
      })(),
      emitAcross((n) => served.emit("down", n), next(served.conn, "upgrade")),
    ]);
    for (const { before } of both) {
      expect(before).toBeGreaterThan(0);
      expect(before).toBeLessThan(COUNT);
    }
    await Promise.all([up, down].map((log) => log.size(COUNT)));
    expect(up.entries, `run ${run}`).toEqual(range(COUNT));
    expect(down.entries, `run ${run}`).toEqual(range(COUNT));
    expect(socket.io.engine.transport.name).toBe("websocket");
    socket.disconnect();
  }
  expect(server.engines).toBe(RUNS);
});

test("bytes and acks across the upgrade", async () => {
  const server = await startServer((io) => {
    io.on("connection", (socket) => socket.on("echo", (x, answer) => answer(x)));
  });
  const socket = client(server, { transports: ["polling", "websocket"] });
  await next(socket, "connect");
  const upgraded = next(socket.io.engine, "upgrade");
  const answers: Promise<unknown>[] = [];
  const { before } = await emitAcross((n) => {
    answers.push(socket.emitWithAck("echo", { n, bytes: Buffer.from(`${n}`) }));
  }, upgraded);
  expect(before).toBeLessThan(COUNT);
  expect(await Promise.all(answers)).toEqual(range(COUNT).map((n) => ({ n, bytes: Buffer.from(`${n}`) })));
});

test("upgrade: false stays on polling", async () => {
  const server = await startServer();
  const socket = client(server, { transports: ["polling", "websocket"], upgrade: false });
  const log = new Transcript();
  socket.io.engine.on("upgrading", () => log.push("upgrading"));
  await next(socket, "connect");
  expect([socket.io.engine.transport.name, log.entries]).toEqual(["polling", []]);
});

test("a server that offers no upgrade stays on polling", async () => {
  const server = await startServer(() => {}, { transports: ["polling"] });
  const socket = client(server, { transports: ["polling", "websocket"] });
  const log = new Transcript();
  socket.io.engine.on("upgrading", () => log.push("upgrading"));
  await next(socket, "connect");
  expect([socket.io.engine.transport.name, log.entries]).toEqual(["polling", []]);
});
