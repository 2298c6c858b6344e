import { drained, stream } from "holdfast/helpers";
import { expect, test } from "vitest";
import { client, MODES, ready } from "../support/client.ts";
import { startServer } from "../support/server.ts";
import { range, Transcript, turn } from "../support/until.ts";
import { slowLine } from "./slow-line.ts";

/** What helpers promise of memory, with as much data as takes a while. `SOAK_BYTES=n` sends less or more. */
const TOTAL = Number(process.env.SOAK_BYTES ?? 2 ** 30);
const PIECE = 2 ** 16;
const MB = 2 ** 20;

/** The most memory that was in use, in MB, beside what was before. */
const memory = () => {
  const { heapUsed, rss } = process.memoryUsage();
  const most = { heap: 0, rss: 0 };
  return {
    most,
    look: () => {
      const now = process.memoryUsage();
      most.heap = Math.max(most.heap, Math.round((now.heapUsed - heapUsed) / MB));
      most.rss = Math.max(most.rss, Math.round((now.rss - rss) / MB));
    },
  };
};

test.each(MODES.slice(0, 2))(`drained(): ${TOTAL / MB} MB over a slow line, $mode`, async ({ mode, options }) => {
  let bytes = 0;
  const server = await startServer((io) => {
    io.on("connection", (socket) => {
      socket.on("piece", (piece: Buffer) => void (bytes += piece.length));
      socket.on("end", (answer: () => void) => answer());
    });
  });
  const socket = client(await slowLine(server.port), options);
  await ready(socket);
  const used = memory();
  const start = Date.now();
  for (const n of range(TOTAL / PIECE)) {
    socket.emit("piece", Buffer.alloc(PIECE, n));
    await drained(socket, { below: MB });
    if (n % 64 === 0) used.look();
  }
  await drained(socket, { below: 1 });
  await socket
    .timeout(10_000)
    .emitWithAck("end")
    .catch(() => {});
  console.log(`${mode}: ${TOTAL / MB} MB in ${Date.now() - start} ms; at most ${JSON.stringify(used.most)} MB more`);
  expect(bytes).toBe(TOTAL);
  expect(used.most.heap).toBeLessThan(100);
  expect(used.most.rss).toBeLessThan(300);
});

test("stream(): a million events, and a loop that is slower", async () => {
  const COUNT = 1_000_000;
  const BATCH = 1_000;
  const server = await startServer((io) => {
    io.on("connection", (socket) => {
      socket.on("go", async () => {
        for (let n = 0; n < COUNT; n++) {
          socket.emit("n", n, "some text that takes memory where it is kept");
          // as fast as they are read
          if (n % BATCH === BATCH - 1) await socket.timeout(60_000).emitWithAck("read");
        }
      });
    });
  });
  const socket = client(server, { transports: ["websocket"] });
  await ready(socket);
  const read = new Transcript<number>();
  let batches = 0;
  socket.on("read", (answer: () => void) => {
    answer();
    if (++batches === COUNT / BATCH) read.push(batches);
  });
  const used = memory();
  const taken: number[] = [];
  const start = Date.now();
  socket.emit("go");
  const loop = (async () => {
    for await (const [n] of stream(socket, "n")) {
      taken.push(n as number);
      if (n === COUNT - 1) break;
      await turn();
      if (taken.length % 1_000 === 0) used.look();
    }
  })();
  await loop;
  console.log(
    `${COUNT} events in ${Date.now() - start} ms, ${taken.length} taken; ${JSON.stringify(used.most)} MB more`,
  );
  expect(batches).toBeGreaterThanOrEqual(COUNT / BATCH - 1);
  expect(taken).toEqual([...taken].sort((a, b) => a - b));
  expect(taken.length).toBeLessThan(COUNT);
  expect(used.most.heap).toBeLessThan(100);
});
