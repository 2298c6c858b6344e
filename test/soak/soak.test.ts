import { expect, test } from "vitest";
import { MODES } from "../support/client.ts";
import { leftOver } from "../support/leaks.ts";
import { startProxy } from "../support/proxy.ts";
import { randomBySeed } from "../support/random.ts";
import { startServer } from "../support/server.ts";
import { range, until } from "../support/until.ts";
import { soakPlan } from "./faults.ts";
import { Peer, servePeers } from "./peer.ts";

/**
 * Ten minutes of a bad network, ten times as fast: heartbeats, delays and time limits are a tenth of what they are in life.
 * `SOAK_SEED=n` has the same mishaps again, `SOAK_SECONDS=n` lasts longer.
 */
const seed = Number(process.env.SOAK_SEED ?? Date.now() % 2 ** 31);
const seconds = Number(process.env.SOAK_SECONDS ?? 60);
const CLIENTS = 50;

test(`50 clients, ${seconds} s of mishaps, seed ${seed}: nothing is lost, doubled, unsettled or left`, async () => {
  const peers: Peer[] = [];
  const server = await startServer((io) => servePeers(io, peers), { pingInterval: 500, pingTimeout: 700 });
  const proxy = await startProxy(server);
  proxy.plan = soakPlan(seed);
  const random = randomBySeed(seed);
  const enough = 500 * Math.min(1, seconds / 60);
  const start = Date.now();
  // a slow machine takes longer for as many mishaps, but not much
  const going = (): boolean => {
    const passed = (Date.now() - start) / 1000;
    return passed < seconds || (passed < 2 * seconds && cuts() < enough);
  };
  for (const id of range(CLIENTS)) peers.push(new Peer(id, proxy, MODES[id % MODES.length]!));

  const sum = (numbers: Iterable<number>): number => [...numbers].reduce((a, b) => a + b, 0);
  const total = (of: (peer: Peer) => Record<string, number>): Record<string, number> => {
    const all: Record<string, number> = {};
    for (const peer of peers) for (const [name, n] of Object.entries(of(peer))) all[name] = (all[name] ?? 0) + n;
    return all;
  };
  const cuts = (): number => sum(peers.map(({ disconnects }) => sum(Object.values(disconnects))));

  const talks = peers.flatMap((peer) => [peer.talk(random, going), peer.answer(random, going)]);
  // what happens to all of them at once: every 6 s a cut, or a silence of a second
  for (let n = 0; going(); n++) {
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    if (n % 2) proxy.cut(n % 4 === 1 ? "rst" : "fin");
    else proxy.silence();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    proxy.hear();
  }
  proxy.plan = () => ({});
  proxy.cut("rst");
  const drained = Date.now();
  await Promise.all(talks);
  const drain = Date.now() - drained;
  const disconnects = total(({ disconnects }) => disconnects);
  const survived = cuts();
  for (const { socket } of peers) socket.disconnect();
  await until("nothing is left", () => leftOver().length === 0).catch(() => {});

  console.log(
    [
      `soak: seed ${seed}, ${CLIENTS} clients, ${seconds} s, ${drain} ms to drain`,
      `TCP connections ${proxy.taken}, of which cut by the proxy ${proxy.cuts}; sessions ${server.engines}`,
      `cuts survived ${survived}: ${JSON.stringify(disconnects)}`,
      `events up ${sum(peers.map(({ up }) => up.inOrder.length))} (again: ${sum(peers.map(({ up }) => up.again))}), down ${sum(
        peers.map(({ down }) => down.inOrder.length),
      )} (again: ${sum(peers.map(({ down }) => down.again))})`,
      `calls ${sum(peers.map(({ calls }) => calls))}: ${JSON.stringify(total(({ outcomes }) => outcomes))}`,
      `heap ${Math.round(process.memoryUsage().heapUsed / 2 ** 20)} MB`,
    ].join("\n"),
  );
  expect(peers.flatMap((peer) => peer.faults())).toEqual([]);
  expect(leftOver()).toEqual([]);
  expect(survived).toBeGreaterThanOrEqual(enough);
});
