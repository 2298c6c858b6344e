/**
 * `npm run bench:herd`: a server goes away and 10,000 clients come back.
 *
 * First on a simulated clock, with the ReconnectionController of src/: when does each client try, how many in each 100 ms? Beside
 * it socket.io-client's delays, written anew from what its documentation says of them. Then with real clients (`--real n`,
 * default 2,000; 0 for none) against a real server that is stopped and started. `--lines`: every 100 ms of the simulation.
 * `--quick`: one run with a tenth of the clients.
 */
import { parseArgs } from "node:util";
import { realHerd } from "./herd-real.mjs";
import { importSource } from "./source.mjs";

const { values } = parseArgs({
  options: {
    real: { type: "string", default: "2000" },
    lines: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
  },
});

const CLIENTS = values.quick ? 1_000 : 10_000;
const SLOT = 100;
const RUNS = values.quick ? 1 : 20;
const options = {
  reconnectionDelay: 1000,
  reconnectionDelayMax: 5000,
  randomizationFactor: 0.5,
  reconnectionAttempts: Infinity,
  minUptime: 5000,
};

const { ReconnectionController, randomBySeed } = await importSource(`
  export { ReconnectionController } from "./src/manager/reconnection.ts";
  export { randomBySeed } from "./test/support/random.ts";`);

/** The delays of a client of each kind: a function that is called with the time at which an attempt failed. */
const clients = {
  holdfast(random) {
    // joined long ago
    const clock = { at: -3_600_000, now: () => clock.at, ticks: () => clock.at, setTimeout() {}, clearTimeout() {} };
    const controller = new ReconnectionController(clock, { random, report: console.error });
    controller._joined();
    return (now) => {
      clock.at = now;
      return controller._next(options, undefined);
    };
  },
  // delay times two for each attempt, shorter or longer by a random part of up to the factor, then at most the maximum
  "socket.io-client"(random) {
    let attempts = 0;
    return () => {
      const delay = options.reconnectionDelay * 2 ** attempts++;
      const jitter = delay * options.randomizationFactor * random();
      return Math.min(random() < 0.5 ? delay - jitter : delay + jitter, options.reconnectionDelayMax);
    };
  },
};

/**
 * Loses all connections at 0; the server is back at `outage` and takes everyone, at once. Returns the attempts in each 100 ms from
 * then on, the longest wait and how long it took until all were back.
 */
function simulate(kind, outage, seed) {
  const random = randomBySeed(seed);
  const slots = [];
  let longest = 0;
  let last = 0;
  for (let n = 0; n < CLIENTS; n++) {
    const next = clients[kind](random);
    // the loss is not noticed by all in the same moment, and an attempt takes a while to fail
    let now = random() * 10;
    do {
      const delay = next(now);
      longest = Math.max(longest, delay);
      now += delay;
      if (now < outage) now += 5 + random() * 10;
    } while (now < outage);
    const slot = Math.floor((now - outage) / SLOT);
    slots[slot] = (slots[slot] ?? 0) + 1;
    last = Math.max(last, now - outage);
  }
  return { slots: Array.from(slots, (count) => count ?? 0), peak: Math.max(...slots.filter(Boolean)), longest, last };
}

const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
const runs = (kind, outage) => Array.from({ length: RUNS }, (_, seed) => simulate(kind, outage, seed + 1));

console.log(`${CLIENTS} clients, delay 1,000 to 5,000 ms, factor 0.5; means of ${RUNS} runs\n`);
console.log("outage   peak of attempts per 100 ms           longest wait          all back after");
console.log("         holdfast   s.io-client   ratio        holdfast  s.io-client  holdfast  s.io-client");
for (const outage of [60, 0, 0.5, 1, 1.5, 2, 3, 4, 5]) {
  const [ours, theirs] = Object.keys(clients).map((kind) => runs(kind, outage * 1000));
  const peaks = [ours, theirs].map((all) => mean(all.map(({ peak }) => peak)));
  const longest = [ours, theirs].map((all) => Math.max(...all.map(({ longest }) => longest)));
  const last = [ours, theirs].map((all) => mean(all.map(({ last }) => last)));
  const ms = (value) => `${Math.round(value)} ms`;
  console.log(
    [
      `${outage} s`.padEnd(9),
      `${Math.round(peaks[0])}`.padEnd(11),
      `${Math.round(peaks[1])}`.padEnd(14),
      (peaks[0] / peaks[1]).toFixed(2).padEnd(13),
      ms(longest[0]).padEnd(10),
      ms(longest[1]).padEnd(13),
      ms(last[0]).padEnd(10),
      ms(last[1]),
    ].join(""),
  );
}

if (values.lines) {
  console.log("\nattempts per 100 ms once the server is back after 60 s");
  const [ours, theirs] = Object.keys(clients).map((kind) => simulate(kind, 60_000, 1).slots);
  for (let slot = 0; slot < Math.max(ours.length, theirs.length); slot++)
    console.log(`${slot * SLOT}`.padEnd(8), `${ours[slot] ?? 0}`.padEnd(10), `${theirs[slot] ?? 0}`);
}

const count = Number(values.real);
if (count) await realHerd(count);
