import { stream } from "holdfast/helpers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { startsClients } from "../../../support/fake-client.ts";
import { settle } from "../../../support/fake-platform.ts";
import { range } from "../../../support/until.ts";

const start = startsClients();

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

/** A connected client, and what it is told. */
const connected = async () => {
  const client = start();
  const ws = await client.connect();
  // the transcript listens to reserved events
  const listeners = (): number[] => ["n", "disconnect"].map((name) => client.socket.listeners(name).length);
  return {
    ...client,
    socket: client.socket,
    ws,
    listeners,
    say: (...event: unknown[]) => ws.receive(`42${JSON.stringify(event)}`),
  };
};

/** All that comes, up to the end, which is noted. */
const collect = async (source: AsyncIterable<unknown[]>): Promise<unknown[]> => {
  const all: unknown[] = [];
  try {
    for await (const args of source) all.push(args);
    all.push("end");
  } catch (error) {
    all.push((error as { code: string }).code);
  }
  return all;
};

describe("stream", () => {
  test("takes no longer for one more where very many wait", async () => {
    const { socket } = await connected();
    const events = stream(socket, "n", { limit: 100_000 })[Symbol.asyncIterator]();
    const [take] = socket.listeners("n") as [(n: number) => void];
    for (const n of range(300_000)) take(n);
    expect(await events.next()).toEqual({ value: [200_000], done: false });
    await events.return?.();
  });

  test("gives the arguments of each, also of those that came while the loop was busy", async () => {
    const { socket, say } = await connected();
    const taken: unknown[] = [];
    const loop = (async () => {
      for await (const args of stream(socket, "n")) {
        taken.push(args);
        if (args[0] === 3) break;
        await settle();
      }
    })();
    say("n", 1, "one");
    say("other");
    say("n");
    say("n", 3);
    say("n", 4);
    await loop;
    expect(taken).toEqual([[1, "one"], [], [3]]);
  });

  test("listens from when it is iterated, and no longer than the loop goes on", async () => {
    const { socket, say, listeners } = await connected();
    const source = stream(socket, "n", { onDisconnect: "end" });
    say("n", 0);
    expect(listeners()).toEqual([0, 1]);
    const loop = (async () => {
      for await (const [n] of source) if (n === 1) break;
    })();
    expect(listeners()).toEqual([1, 2]);
    say("n", 1);
    await loop;
    expect(listeners()).toEqual([0, 1]);
  });

  test("each iteration has its own events", async () => {
    const { socket, say } = await connected();
    const source = stream(socket, "n");
    const [one, two] = [source[Symbol.asyncIterator](), source[Symbol.asyncIterator]()];
    say("n", 1);
    expect(await Promise.all([one.next(), two.next()])).toEqual(range(2).map(() => ({ value: [1], done: false })));
    await Promise.all([one.return?.(), two.return?.()]);
  });

  test("return() settles each next() that waits, and what waits is gone", async () => {
    const { socket, say, listeners } = await connected();
    const one = stream(socket, "n")[Symbol.asyncIterator]();
    const asked = [one.next(), one.next()];
    expect(await one.return?.()).toEqual({ value: undefined, done: true });
    expect(await Promise.all(asked)).toEqual(range(2).map(() => ({ value: undefined, done: true })));
    const two = stream(socket, "n")[Symbol.asyncIterator]();
    say("n", 1);
    await two.return?.();
    expect(await two.next()).toEqual({ value: undefined, done: true });
    expect(listeners()).toEqual([0, 1]);
  });

  test("next() asked for several times at once is answered in order", async () => {
    const { socket, say } = await connected();
    const one = stream(socket, "n", { limit: 0 })[Symbol.asyncIterator]();
    const asked = [one.next(), one.next()];
    say("n", 1);
    say("n", 2);
    // nobody asks for it, and none may wait
    say("n", 3);
    expect((await Promise.all(asked)).map(({ value }) => value)).toEqual([[1], [2]]);
    await one.return?.();
  });

  test("goes on over a lost connection", async () => {
    const { socket, say, world, ws } = await connected();
    const one = stream(socket, "n")[Symbol.asyncIterator]();
    say("n", 1);
    ws.end();
    world.advance(10_000);
    const next = world.sockets.at(-1)!;
    next.accept();
    await settle();
    next.receive('40{"sid":"sid"}', '42["n",2]');
    expect([(await one.next()).value, (await one.next()).value]).toEqual([[1], [2]]);
    await one.return?.();
  });

  test.each([
    ["end", [[1], [2], "end"]],
    ["throw", [[1], [2], "ERR_DISCONNECTED"]],
  ] as const)('onDisconnect: "%s", behind what waits', async (onDisconnect, expected) => {
    const { socket, say, ws, listeners } = await connected();
    const all = collect(stream(socket, "n", { onDisconnect }));
    say("n", 1);
    say("n", 2);
    ws.end();
    expect(await all).toEqual(expected);
    expect(listeners()).toEqual([0, 1]);
  });

  test.each([
    ["drop-oldest", [[1], [4], [5]]],
    ["drop-newest", [[1], [2], [3]]],
    ["error", [[1], [2], [3], "ERR_BUFFER_FULL"]],
  ] as const)("more than the limit: %s", async (onOverflow, expected) => {
    const { socket, say } = await connected();
    const one = stream(socket, "n", { limit: 2, onOverflow, onDisconnect: "end" });
    const all = collect(one);
    // the first is asked for
    for (const n of range(5)) say("n", n + 1);
    await settle();
    if (onOverflow !== "error") socket.disconnect();
    expect((await all).filter((entry) => entry !== "end")).toEqual(expected);
  });

  test("a signal ends it, and what waits is not given", async () => {
    const { socket, say, listeners } = await connected();
    const given = new AbortController();
    const remove = vi.spyOn(given.signal, "removeEventListener");
    const one = stream(socket, "n", { signal: given.signal })[Symbol.asyncIterator]();
    say("n", 1);
    given.abort("enough");
    await expect(one.next()).rejects.toMatchObject({ code: "ERR_ABORTED", cause: "enough" });
    expect(listeners()).toEqual([0, 1]);
    expect(remove).toHaveBeenCalledOnce();
    expect(await collect(stream(socket, "n", { signal: given.signal }))).toEqual(["ERR_ABORTED"]);
  });

  test("never more than 1,000 wait, of a million", async () => {
    const { socket } = await connected();
    const one = stream(socket, "n")[Symbol.asyncIterator]();
    const [listener] = socket.listeners("n");
    for (let n = 0; n < 1_000_000; n++) listener?.(n);
    const rest: unknown[] = [];
    for (const _ of range(1_000)) rest.push((await one.next()).value[0]);
    expect(rest).toEqual(range(1_000).map((n) => 999_000 + n));
    const asked = one.next();
    await one.return?.();
    expect(await asked).toEqual({ value: undefined, done: true });
  });
});
