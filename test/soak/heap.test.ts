import type { Server } from "socket.io";
import { beforeAll, expect, test } from "vitest";
import { type Bundle, bundle } from "../support/bundle.ts";
import { startServer } from "../support/server.ts";

/**
 * Memory that grows with the number of connections or events made: the heap after the first tenth of the work, and after
 * all of it. In a process of its own, with a real server in this one.
 */
let holdfast: Bundle;
beforeAll(async () => {
  holdfast = await bundle();
});

/** `work(n)` does so much of the work; prints the heap, in bytes, after a tenth of it and at the end. */
const measured = (work: string): string => `
  // what V8 compiles and throws away along the way is a tenth of so small a heap, and not ours
  const flags = ["--expose-gc", "--no-opt", "--no-maglev", "--no-sparkplug", "--no-flush-bytecode"];
  for (const flag of flags) require("node:v8").setFlagsFromString(flag);
  const { io } = require(HOLDFAST);
  const [url, total, rest] = ARGS;
  const gc = require("node:vm").runInNewContext("gc");
  const heap = async () => {
    await new Promise((resolve) => setTimeout(resolve, rest));
    gc();
    gc();
    return process.memoryUsage().heapUsed;
  };
  ${work}
  (async () => {
    await work(total / 10);
    console.log(await heap());
    await work((total / 10) * 9);
    console.log(await heap());
    finish();
  })();
`;

/** `rest`: ms until all that was let go of is closed. */
const grown = async (name: string, total: number, rest: number, work: string): Promise<number> => {
  const server = await startServer((io: Server) => {
    io.on("connection", (socket) => socket.on("echo", (x, ack) => ack(x)));
  });
  const { lines, code } = await holdfast.run(measured(work), [server.url, total, rest]);
  const [first = 0, last = 0] = lines.map(Number);
  const growth = last / first - 1;
  const mb = (bytes: number): string => (bytes / 2 ** 20).toFixed(2);
  console.log(
    `heap, ${name}: ${mb(first)} MB after a tenth, ${mb(last)} MB after all (${(growth * 100).toFixed(1)} %)`,
  );
  expect([lines.length, code]).toEqual([2, 0]);
  return growth;
};

test("20,000 connections made and left", async () => {
  const growth = await grown(
    "20,000 connect/disconnect",
    20_000,
    // the server closes idle connections of polling after 5 s
    6_000,
    `
    const settled = (socket) => new Promise((resolve) => socket.once("connect", resolve));
    // sockets that come back again and again, and new ones, with a connection of their own or not
    const kept = io(url, { autoConnect: false, transports: ["websocket"] });
    const lane = async (count, lane) => {
      for (let n = 0; n < count; n++) {
        const transports = n % 10 === 5 ? ["polling"] : ["websocket"];
        const socket = lane === 0 && n % 2 ? kept.connect() : io(url, { forceNew: n % 2 === 0, transports });
        await settled(socket);
        socket.disconnect();
      }
    };
    const work = (count) => Promise.all(Array.from({ length: 20 }, (_, i) => lane(count / 20, i)));
    const finish = () => {};
    `,
  );
  expect(growth).toBeLessThan(0.05);
});

test("100,000 acknowledged events", async () => {
  const growth = await grown(
    "100,000 acked emits",
    100_000,
    200,
    `
    const socket = io(url, { transports: ["websocket"] });
    const work = async (count) => {
      for (let n = 0; n < count; n += 100) {
        const answers = Array.from({ length: 100 }, (_, i) =>
          i % 10 ? socket.timeout(10_000).emitWithAck("echo", n + i) : socket.emitWithAck("echo", Buffer.from([i])));
        await Promise.all(answers);
      }
    };
    const finish = () => socket.disconnect();
    `,
  );
  expect(growth).toBeLessThan(0.05);
});
