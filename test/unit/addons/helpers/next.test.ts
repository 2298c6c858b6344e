import { next } from "holdfast/helpers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { startsClients } from "../../../support/fake-client.ts";

const start = startsClients();

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

/** A connected client, and what became of a promise. */
const connected = async () => {
  const client = start();
  const ws = await client.connect();
  const say = (...event: unknown[]): void => ws.receive(`42${JSON.stringify(event)}`);
  return { ...client, socket: client.socket, say };
};

describe("next", () => {
  test("gives the arguments of the next one, and of no other", async () => {
    const { socket, say } = await connected();
    const news = next(socket, "news");
    say("other", 0);
    say("news", 1, "one");
    say("news", 2, "two");
    expect(await news).toEqual([1, "one"]);
    expect(socket.hasListeners("news")).toBe(false);
  });

  test("waits for the one that `where` takes", async () => {
    const { socket, say } = await connected();
    const third = next(socket, "count", { where: (n: number) => n > 2 });
    for (const n of [1, 2, 3, 4]) say("count", n);
    expect(await third).toEqual([3]);
  });

  test("a time beyond what timers take is no limit", async () => {
    const { socket, say } = await connected();
    const news = next(socket, "news", { timeout: 2 ** 40 });
    vi.advanceTimersByTime(1_000);
    say("news", 1);
    expect(await news).toEqual([1]);
  });

  test.each([
    ["time", { timeout: 500 }, "ERR_ACK_TIMEOUT", 'no "news" within 500 ms'],
    ["a signal", { signal: AbortSignal.abort("enough") }, "ERR_ABORTED", "aborted"],
  ])("%s ends the wait", async (_, options, code, message) => {
    const { socket } = await connected();
    const news = next(socket, "news", options);
    vi.advanceTimersByTime(500);
    await expect(news).rejects.toMatchObject({ code, message });
    expect(socket.hasListeners("news")).toBe(false);
  });

  test("what `where` throws is the promise's, and the listener is gone", async () => {
    const { socket, say } = await connected();
    const news = next(socket, "news", {
      timeout: 500,
      where: () => {
        throw new Error("no");
      },
    });
    say("news");
    await expect(news).rejects.toThrow("no");
    expect(socket.hasListeners("news")).toBe(false);
  });

  test("a signal that comes later ends it, and is let go of", async () => {
    const { socket } = await connected();
    const given = new AbortController();
    const remove = vi.spyOn(given.signal, "removeEventListener");
    const news = next(socket, "news", { signal: given.signal });
    given.abort(new Error("why"));
    await expect(news).rejects.toMatchObject({ code: "ERR_ABORTED", cause: new Error("why") });
    expect(remove).toHaveBeenCalledOnce();
  });
});
