import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { io as nodeIo } from "../../src/index.node.ts";
import { io as webIo } from "../../src/index.ts";
import { fuzzFrame } from "../support/hostile-frames.ts";
import { FakeSession, framed } from "../support/webtransport-session.ts";
import { answersTo, ByteServer, type Frame, limits } from "./byte-server.ts";
import { Chance } from "./chance.ts";

/**
 * Bytes of every kind, mostly right, on TCP and on a WebTransport stream, to clients of both builds: nothing is thrown at
 * anybody, each acknowledgement and promise has an outcome, and nobody says `connected` for longer than a second after the
 * connection was cut, was closed, or has failed, also where the last is a close frame or a bad one, and then silence.
 *
 * `npm run fuzz`; `FUZZ_SECONDS=n` (30), `FUZZ_SEED=n` runs the seed that was printed again, which is that of the run that failed.
 */
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const seconds = Number(process.env.FUZZ_SECONDS ?? 30);
/** Clients at a time. */
const LANES = 6;
/** ms that each acknowledgement may take. */
const ACK_TIMEOUT = 150;

/** By host: who plays the server. */
const sessions = new Map<string, (session: FakeSession, packet: string | Buffer) => void>();
const world = globalThis as { WebTransport?: unknown; WebSocket?: unknown };

class WebTransport extends FakeSession {
  constructor(url: string) {
    super(url, sessions.get(new URL(url).hostname) as never);
  }
}

const uncaught: unknown[] = [];
const onUncaught = (error: unknown): void => void uncaught.push(error);

beforeAll(() => {
  Object.assign(world, { WebTransport, WebSocket });
  vi.spyOn(console, "warn").mockImplementation(() => {});
  process.on("unhandledRejection", onUncaught).on("uncaughtException", onUncaught);
});
afterAll(() => {
  delete world.WebTransport;
  delete world.WebSocket;
  process.off("unhandledRejection", onUncaught).off("uncaughtException", onUncaught);
});

/** A server, and what ends all of its connections. */
interface Peer {
  url: string;
  kill(): void;
  close(): unknown;
}

/** The server's side of WebTransport sessions. */
const playWebTransport = (chance: Chance, frames: readonly Frame[], host: string): Peer => {
  let down = false;
  const all = new Set<FakeSession>();
  const timers = new Set<NodeJS.Timeout>();
  sessions.set(host, (session, packet) => {
    if (down) return session.fail(new Error("down"));
    const say = (...packets: Frame[]): void => {
      const bytes = Buffer.concat(packets.map((one) => framed(typeof one === "string" ? one : Buffer.from(one))));
      const mutated = chance.mutate(bytes, 0.05);
      const at = chance.upTo(mutated.length);
      if (at) session.bytes(mutated.subarray(0, at));
      if (at < mutated.length) session.bytes(mutated.subarray(at));
    };
    if (packet === "0") {
      all.add(session);
      say(`0${JSON.stringify({ sid: "s", upgrades: [], ...limits(chance) })}`);
      const speak = (): void => {
        if (session.isClosed || down) return;
        say(...Array.from({ length: chance.upTo(3) }, () => chance.some(...frames)));
        if (chance.fault(0.03)) session.end();
        timers.add(setTimeout(speak, chance.upTo(15)));
      };
      timers.add(setTimeout(speak, chance.upTo(30)));
    } else for (const answer of answersTo(String(packet), chance)) say(answer);
  });
  return {
    url: `http://${host}`,
    kill() {
      down = true;
      for (const session of all)
        if (!session.isClosed) chance.is(0.5) ? session.end() : session.fail(new Error("killed"));
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
      sessions.delete(host);
    },
  };
};

const playTcp = async (chance: Chance, frames: readonly Frame[]): Promise<Peer> => {
  const server = new ByteServer(chance, frames);
  const url = await server.listen();
  return { url, kill: () => server.kill(), close: () => server.close() };
};

const TRANSPORTS = [["polling"], ["websocket"], ["polling", "websocket"], ["webtransport"]];

/** Waits for at most so many ms of a timer that is late when the machine is busy, as the client's are; says whether it came. */
const within = async (ms: number, condition: () => boolean): Promise<boolean> => {
  for (let passed = 0; passed < ms && !condition(); passed += 20)
    await new Promise((resolve) => setTimeout(resolve, 20));
  return condition();
};

const run = async (runSeed: number): Promise<void> => {
  const chance = new Chance(runSeed);
  // one run is harsh, another one is calm, so that what lives long is met as well
  const { good, mean } = chance.some(
    { good: 0, mean: 60 },
    { good: 60, mean: 10 },
    { good: 100, mean: 3 },
    { good: 1, mean: 0 },
  );
  chance.harshness = mean / (good + mean);
  const hostile = mean ? fc.sample(fuzzFrame, { seed: runSeed, numRuns: mean }).map(({ frame }) => frame) : [];
  const frames = [
    ...Array.from({ length: good }, () => chance.some("2", '42["event",1]', '420["ask"]', "6")),
    ...hostile,
  ];
  const transports = chance.some(...TRANSPORTS);
  const web = chance.is(0.5);
  const name = `FUZZ_SEED=${runSeed} (${transports}, ${web ? "web" : "node"})`;
  const peer = transports.includes("webtransport")
    ? playWebTransport(chance, frames, `run-${runSeed}`)
    : await playTcp(chance, frames);
  const socket = (web ? webIo : nodeIo)(peer.url, {
    transports,
    forceNew: true,
    reconnectionDelay: 5,
    reconnectionDelayMax: 20,
    timeout: 400,
    maxMessageBytes: 100_000,
    attachmentTimeout: 100,
  } as object);
  socket.on("ask", (answer?: unknown) => {
    if (typeof answer === "function") answer("answer");
  });
  let open = 0;
  const ask = (): void => {
    const settled = (): void => void open--;
    open += 3;
    socket.timeout(ACK_TIMEOUT).emit("callback", chance.upTo(9), settled);
    socket.timeout(ACK_TIMEOUT).emitWithAck("promise", Buffer.from("bytes")).then(settled, settled);
    // without a limit: at the latest when the app leaves
    socket.emitWithAck("no limit").then(settled, settled);
  };
  for (let round = 0; round < 5; round++) {
    ask();
    await new Promise((resolve) => setTimeout(resolve, chance.upTo(80)));
    // an app that does not give up when the server says so
    if (!socket.active) socket.connect();
  }
  peer.kill();
  const told = await within(1000, () => {
    // a page's WebSocket does not tell of a close frame before the peer's end, or the browser's patience: what is emitted finds out
    if (web) socket.emit("anybody there?");
    return !socket.connected;
  });
  ask();
  socket.disconnect();
  const settled = await within(2000, () => open === 0);
  await peer.close();
  expect({ name, told, settled, open, uncaught }).toEqual({ name, told: true, settled: true, open: 0, uncaught: [] });
};

test(`FUZZ_SEED=${seed}`, { timeout: (seconds + 60) * 1000 }, async () => {
  const end = Date.now() + seconds * 1000;
  let runs = 0;
  const lane = async (): Promise<void> => {
    do await run(seed + runs++);
    while (Date.now() < end);
  };
  await Promise.all(Array.from({ length: LANES }, lane)).finally(() =>
    console.log(`fuzz: ${runs} runs, from FUZZ_SEED=${seed}`),
  );
});
