import fc from "fast-check";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { FakeClient } from "../support/fake-client.ts";
import { HANDSHAKE, settle } from "../support/fake-platform.ts";
import { type FuzzFrame, fuzzFrame, fuzzHandshake } from "../support/hostile-frames.ts";

/**
 * Frames of every kind, some good, some not, fed to a client in each of its states: nothing is thrown at anybody, nothing
 * hangs, nothing is delivered that the connection did not carry in order, and nothing is left.
 *
 * The seed is printed; `FUZZ_SEED=n` runs it again, `FUZZ_RUNS=n` runs more.
 */

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const runs = Number(process.env.FUZZ_RUNS ?? 1950);
let frames = 0;

const rejections: unknown[] = [];
const onRejection = (reason: unknown): void => void rejections.push(reason);
beforeAll(() => {
  process.on("unhandledRejection", onRejection);
});
afterEach(() => expect(rejections).toEqual([]));
afterAll(() => {
  process.off("unhandledRejection", onRejection);
  console.log(`fuzz: seed ${seed}, ${frames} frames`);
  expect(frames).toBeGreaterThan(runs === 1950 ? 100_000 : 0);
});

type Stage = "handshake" | "joining" | "joined";

/** A client that is played by the frames of a run. */
class Fuzzed {
  readonly client: FakeClient;
  /** Events that reached listeners, and the reserved ones. */
  readonly seen: string[] = [];
  readonly #polling: boolean;
  readonly #settled = new Map<number, number>();
  #promises = 0;

  constructor(polling: boolean) {
    this.#polling = polling;
    this.client = new FakeClient({
      transports: [polling ? "polling" : "websocket"],
      randomizationFactor: 0,
      // fuzz may well announce attachments that never come
      attachmentTimeout: 2000,
    } as object);
    const { socket } = this.client;
    socket.onAny((name) => this.seen.push(String(name)));
    socket.on("connect", () => this.seen.push("<connect>"));
    socket.on("disconnect", () => this.seen.push("<disconnect>"));
    socket.on("ask", (answer?: unknown) => {
      if (typeof answer === "function") answer("answer");
    });
  }

  /** Asks for an acknowledgement by promise, and one by callback. */
  ask(): void {
    const { socket } = this.client;
    for (const n of [0, 1]) {
      this.#promises++;
      const id = this.#promises;
      const settle = (): void => void this.#settled.set(id, (this.#settled.get(id) ?? 0) + 1);
      if (n) socket.emitWithAck("question").then(settle, settle);
      else socket.timeout(30_000).emit("question", settle);
    }
  }

  async open(handshake = `0${JSON.stringify(HANDSHAKE)}`): Promise<void> {
    const { world } = this.client;
    if (this.#polling) {
      await world.poll?.answer(handshake);
    } else {
      this.client.ws.open();
      this.client.ws.receive(handshake);
    }
    await settle();
  }

  /** What arrives at once: frames of a WebSocket, or a payload. */
  async feed(batch: readonly FuzzFrame[]): Promise<void> {
    const { world } = this.client;
    if (this.#polling) {
      if (world.poll) frames += batch.length;
      await world.post?.answer("ok");
      const text = batch.map(({ frame }) =>
        typeof frame === "string" ? frame : `b${Buffer.from(frame).toString("base64")}`,
      );
      await world.poll?.answer(text.join("\x1e"));
    } else {
      const { ws } = this.client;
      if (ws.state !== "open") return;
      frames += batch.length;
      // all of them, as they were read from the network by the time that the connection is given up
      ws.receive(...batch.map(({ frame }) => (typeof frame === "string" ? frame : Buffer.from(frame))));
      await settle();
    }
    this.consistent();
  }

  /** `connected` is never said over a closed transport. */
  consistent(): void {
    const { socket, world } = this.client;
    expect(world.reported).toEqual([]);
    if (!socket.connected) return;
    expect(socket.io.engine.readyState).toBe("open");
    if (!this.#polling) expect(this.client.ws.state).toBe("open");
  }

  /** Whatever happened: it connects again, if it was cut off, and hears. */
  async revive(): Promise<void> {
    const { socket, world } = this.client;
    // what is due, such as attachments
    for (let n = 0; n < 3; n++) {
      world.advance(2_500);
      await settle();
      this.consistent();
    }
    socket.connect();
    await settle();
    for (let n = 0; n < 5 && !socket.connected; n++) {
      if (socket.io.state === "waiting") world.advance(6_000);
      if (socket.io.state === "connecting") await this.open();
      if (this.#polling) await world.post?.answer("ok");
      if (this.#polling) await world.poll?.answer('40{"sid":"revived"}');
      else if (socket.io.state === "connected") this.client.ws.receive('40{"sid":"revived"}');
      await settle();
    }
    expect([socket.connected, socket.io.engine.readyState]).toEqual([true, "open"]);
    await this.feed([{ frame: '42["alive"]' }]);
    expect(this.seen.at(-1)).toBe("alive");
  }

  /** Leaves, and nothing is left: every question has had one outcome. */
  async leave(): Promise<void> {
    const { socket, world } = this.client;
    socket.disconnect();
    for (let n = 0; n < 12; n++) {
      await world.post?.answer("ok");
      world.advance(25);
      await settle();
    }
    world.advance(60_000);
    await settle();
    // a WebSocket's closing handshake
    for (const ws of world.sockets) if (ws.state === "closing") ws.end(undefined);
    world.advance(60_000);
    await settle();
    expect(world.left).toEqual([]);
    expect(world.reported).toEqual([]);
    expect([...this.#settled.values()]).toEqual(Array.from({ length: this.#promises }, () => 1));
  }
}

/** Of the events that had to be delivered, those up to where the connection broke were, in order and once. */
const delivered = (seen: readonly string[], batch: readonly FuzzFrame[]): void => {
  const sent = batch.flatMap(({ valid }) => valid ?? []);
  const got = seen.filter((name) => name.startsWith("valid "));
  expect(got).toEqual(seen.includes("<disconnect>") ? sent.slice(0, got.length) : sent);
};

/** Nothing arrives between the end of one connection and the start of the next. */
const onlyWhileConnected = (seen: readonly string[]): void => {
  let up = false;
  for (const entry of seen) {
    if (entry === "<connect>") up = true;
    else if (entry === "<disconnect>") up = false;
    else expect([entry, up]).toEqual([entry, true]);
  }
};

const run = async (polling: boolean, stage: Stage, batches: FuzzFrame[][]): Promise<void> => {
  const fuzzed = new Fuzzed(polling);
  if (stage === "handshake") {
    if (!polling) fuzzed.client.ws.open();
  } else {
    await fuzzed.open();
    if (stage === "joined") await fuzzed.feed([{ frame: '40{"sid":"sid"}' }]);
  }
  fuzzed.ask();
  for (const batch of batches) {
    if (!fuzzed.client.socket.connected && stage === "joined") await fuzzed.revive();
    const before = fuzzed.seen.length;
    await fuzzed.feed(batch);
    if (stage === "joined") delivered(fuzzed.seen.slice(before), batch);
  }
  await fuzzed.revive();
  await fuzzed.leave();
  onlyWhileConnected(fuzzed.seen);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
};

const batches = fc.array(fc.array(fuzzFrame, { minLength: 1, maxLength: 8 }), {
  minLength: 1,
  maxLength: 8,
  size: "max",
});
const opening = fc.tuple(fuzzHandshake, batches).map(([first, rest]) => [[first], ...rest]);

const cases: [string, boolean, Stage, number][] = [
  ["polling, while the handshake is awaited", true, "handshake", 0.25],
  ["WebSocket, while the handshake is awaited", false, "handshake", 0.25],
  ["polling, while the namespace is joined", true, "joining", 0.45],
  ["WebSocket, while the namespace is joined", false, "joining", 0.45],
  ["polling, connected", true, "joined", 1],
  ["WebSocket, connected", false, "joined", 1],
];

test.each(cases)(`${seed}: %s`, { timeout: 120_000 }, async (_, polling, stage, share) => {
  await fc.assert(
    fc.asyncProperty(stage === "handshake" ? opening : batches, (all) => run(polling, stage, all)),
    { seed, numRuns: Math.ceil(runs * share) },
  );
});
