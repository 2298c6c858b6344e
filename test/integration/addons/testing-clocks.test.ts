import { mock } from "node:test";
import { setImmediate } from "node:timers";
import { install } from "@sinonjs/fake-timers";
import { testNetwork } from "holdfast/testing";
import { Server } from "socket.io";
import { afterEach, describe, expect, test, vi } from "vitest";

/** An outage in virtual time, by the fake clocks of others; jest's is tried in examples/testing. */

const URL = "http://localhost:3000";

/** The real one: no fake clock has replaced it yet. */
const immediate = setImmediate;

interface FakeClock {
  readonly name: string;
  /** Puts it in the place of the real one; returns the function that undoes it. */
  start(): () => void;
  /** What moves it, where `advance()` does not find that by itself. */
  readonly advance?: (ms: number) => unknown;
}

const CLOCKS: readonly FakeClock[] = [
  {
    name: "vitest",
    start: () => {
      vi.useFakeTimers();
      return () => vi.useRealTimers();
    },
  },
  {
    name: "sinon",
    start: () => {
      const clock = install();
      return () => clock.uninstall();
    },
  },
  {
    name: "node:test",
    start: () => {
      mock.timers.enable({ apis: ["setTimeout", "setInterval", "setImmediate", "Date"] });
      return () => mock.timers.reset();
    },
    advance: (ms) => mock.timers.tick(ms),
  },
];

/** 30 s without a network: backoff up to 5 s, an event that is tried again, and one whose acknowledgement does not come in time. */
const outage = async (advance: FakeClock["advance"]): Promise<string[]> => {
  const log: string[] = [];
  const net = testNetwork(advance ? { advance } : {});
  const server = new Server({ pingInterval: 10_000, pingTimeout: 5_000 });
  server.on("connection", (socket) =>
    socket.on("order", (id, answer) => {
      log.push(`${Date.now() - began} server: order ${id}`);
      answer("taken");
    }),
  );
  net.serve(URL, server);
  const began = Date.now();
  const say = (what: unknown): number => log.push(`${Date.now() - began} ${what}`);
  const socket = net.io(URL, { retries: 3, ackTimeout: 2_000, reconnectionDelayMax: 5_000 });
  socket.on("connect", () => say("connect"));
  socket.on("disconnect", (reason) => say(reason));
  socket.io.on("reconnect_attempt", (attempt) => say(`attempt ${attempt}`));
  await net.advance(25_000);
  net.offline();
  socket.timeout(3_000).emit("never", (error: unknown) => say(error));
  void socket.emitWithAck("order", 1).then(say);
  await net.advance(30_000);
  net.online();
  await net.advance(10_000);
  net.lose({ ack: true });
  void socket.emitWithAck("order", 2).then(say);
  await net.advance(5_000);
  socket.disconnect();
  await net.close();
  return [...log, ...net.frames];
};

const TRANSCRIPT = [
  "0 connect",
  "transport close",
  "connect",
  "Error: operation has timed out",
  "server: order 1",
  "server: order 1",
  "taken",
  "server: order 2",
  "taken",
  "io client disconnect",
  ...["1 < open", "1 > connect", "1 < connect", "1 < ping", "1 > pong", "1 < ping", "1 > pong"],
  ...["1 < open", "1 > connect", "1 < connect"],
  // it has three seconds each time
  ...["1 > event 'never' #0", "1 > event 'never' #0", "1 > event 'never' #0", "1 > event 'never' #0"],
  ...["1 < ping", "1 > pong"],
  ...["1 > event 'order' 1 #1", "1 < ack 'taken' #1 (lost)", "1 > event 'order' 1 #1", "1 < ack 'taken' #1"],
  ...["1 > event 'order' 2 #2", "1 < ack 'taken' #2", "1 > disconnect"],
];

afterEach(() => vi.useRealTimers());

describe.each(CLOCKS)("$name", ({ name, start, advance }) => {
  test("30 s without a network take less than 100 ms, and 200 times the same transcript", async () => {
    const times: number[] = [];
    const transcripts = new Set<string>();
    for (let i = 0; i < 200; i++) {
      const before = process.cpuUsage();
      const stop = start();
      try {
        transcripts.add((await outage(advance)).join("\n"));
      } finally {
        stop();
      }
      const { user, system } = process.cpuUsage(before);
      times.push((user + system) / 1000);
    }
    expect(transcripts.size).toBe(1);
    const lines = [...transcripts].join().split("\n");
    // what comes at which time is by the seed
    const plain = lines.map((line) => line.replace(/^\d{3,} /, ""));
    expect(plain.filter((line) => !/^attempt/.test(line))).toEqual(TRANSCRIPT);
    expect(plain.filter((line) => /^attempt/.test(line)).length).toBeGreaterThan(6);
    // of the processor, which may be busy with other things; in some, code is compiled and garbage collected
    expect(times.sort((a, b) => a - b)[190]).toBeLessThan(100);
  }, 60_000);

  test("settled() does not wait for what the clock has to bring, advance() brings it", async () => {
    const stop = start();
    const net = testNetwork(advance ? { advance } : {});
    try {
      net.serve(URL, new Server());
      net.latency(100);
      const socket = net.io(URL);
      await net.settled();
      const before = socket.connected;
      await net.advance(1_000);
      expect([before, socket.connected]).toEqual([false, true]);
    } finally {
      await net.close();
      stop();
    }
  });

  test("advance() moves the clock by at most 50 ms at once, so that who looks in between sees no jump", async () => {
    const stop = start();
    const net = testNetwork(advance ? { advance } : {});
    const began = Date.now();
    const seen = new Set<number>();
    let isOver = false;
    const look = (): void => {
      seen.add(Date.now() - began);
      if (!isOver) immediate(look);
    };
    look();
    const called: number[] = [];
    for (const ms of [20, 60, 120]) setTimeout(() => called.push(Date.now() - began), ms);
    try {
      await net.advance(120);
    } finally {
      isOver = true;
      await net.close();
      stop();
    }
    const isExact = name !== "node:test";
    expect([...seen]).toEqual(isExact ? [0, 20, 50, 60, 100, 120] : [0, 50, 100, 120]);
    expect(called).toEqual(isExact ? [20, 60, 120] : [50, 100, 120]);
  });
});

test("without a clock that can be moved, advance() says what to hand over", async () => {
  const net = testNetwork();
  await expect(net.advance(1)).rejects.toMatchObject({
    code: "ERR_INVALID_OPTION",
    message: expect.stringContaining("testNetwork({ advance: (ms) => mock.timers.tick(ms) })"),
  });
  await net.close();
});
