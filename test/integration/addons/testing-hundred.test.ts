import { io } from "holdfast";
import { testNetwork } from "holdfast/testing";
import { Server } from "socket.io";
import { expect, test } from "vitest";
import { randomBySeed } from "../../support/random.ts";
import { next, range } from "../../support/until.ts";

/** A hundred tests of an app, each with a network of its own, in any order: they are quick, and leave nothing to one another. */

const URL = "http://localhost:3000";

/** Number `n` of an app's tests: a client joins, or is refused, loses its connection, or not, and hears what the others are told. */
const play = async (n: number): Promise<string[]> => {
  const log: string[] = [];
  const net = testNetwork({ seed: n });
  const server = new Server();
  server.use((_socket, answer) => answer(n % 7 ? undefined : new Error("no entry")));
  server.on("connection", (socket) => socket.on("say", (text, answer) => answer(server.emit("said", text))));
  net.serve(URL, server);
  net.install();
  const options = { reconnectionDelay: 1, randomizationFactor: 0 };
  const [one, other] = [io(URL, options), net.io(URL, { ...options, forceNew: true })];
  for (const socket of [one, other]) {
    socket.on("connect_error", (error) => log.push(error.message));
    socket.on("said", (text) => log.push(`said ${text}`));
  }
  await net.settled();
  if (one.connected) {
    if (n % 3 === 0) net.cut();
    await Promise.all([one, other].map((socket) => socket.connected || next(socket, "connect")));
    log.push(`${await one.emitWithAck("say", n)}`);
    await net.settled();
  }
  for (const socket of [one, other]) socket.disconnect();
  await net.close();
  return log;
};

const expected = (n: number): string[] =>
  n % 7 ? [`said ${n}`, `said ${n}`, "true"].sort() : ["no entry", "no entry"];

/** ms by the wall clock that each test took, in each order. */
const times = range(100).map((): number[] => []);

const timed = async (n: number): Promise<string[]> => {
  const began = performance.now();
  const log = await play(n);
  times[n]?.push(performance.now() - began);
  return log;
};

test.each(range(20))("in the order of seed %i", async (seed) => {
  const random = randomBySeed(seed);
  const order = range(100)
    .map((n) => [random(), n] as const)
    .sort(([a], [b]) => a - b)
    .map(([, n]) => n);
  const before = process.getActiveResourcesInfo();
  for (const n of order) expect((await timed(n)).sort()).toEqual(expected(n));
  const left = process.getActiveResourcesInfo();
  for (const name of before) if (left.includes(name)) left.splice(left.indexOf(name), 1);
  expect(left).toEqual([]);
  expect(Object.getOwnPropertySymbols(globalThis)).not.toContain(Symbol.for("holdfast.network"));
});

test("each of them takes at most 5 ms", async () => {
  expect(times.map(({ length }) => length)).toEqual(range(100).map(() => 20));
  const best = (n: number): number => Math.min(...(times[n] ?? []));
  // a machine that is busy with other things is so for longer than that: what was slow each time is tried again
  for (const n of range(100)) {
    for (let again = 0; best(n) > 5 && again < 100; again++) await timed(n);
    expect(best(n), `number ${n}`).toBeLessThanOrEqual(5);
  }
});
