import { io } from "holdfast";
import { testNetwork } from "holdfast/testing";
import { Server } from "socket.io";
import { beforeAll, expect, test } from "vitest";
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

// the code is yet to be compiled
beforeAll(async () => {
  for (const n of range(300)) await play(n % 100);
}, 60_000);

test.each(range(20))("in the order of seed %i", async (seed) => {
  const random = randomBySeed(seed);
  const order = range(100)
    .map((n) => [random(), n] as const)
    .sort(([a], [b]) => a - b)
    .map(([, n]) => n);
  const before = process.getActiveResourcesInfo();
  const times: number[] = [];
  for (const n of order) {
    const began = process.cpuUsage();
    expect((await play(n)).sort()).toEqual(expected(n));
    const { user, system } = process.cpuUsage(began);
    times.push((user + system) / 1000);
  }
  const left = process.getActiveResourcesInfo();
  for (const name of before) if (left.includes(name)) left.splice(left.indexOf(name), 1);
  expect(left).toEqual([]);
  expect(Object.getOwnPropertySymbols(globalThis)).not.toContain(Symbol.for("holdfast.network"));
  // ms of the processor, as the machine may be busy with other things
  expect(times.sort((a, b) => a - b)[50]).toBeLessThan(5);
});
