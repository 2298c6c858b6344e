import { describe, expect, test } from "vitest";
import { client, MODES, transcribe } from "../support/client.ts";
import { type Reply, scripted } from "../support/scripted-server.ts";
import { next } from "../support/until.ts";

/** A server that asks to be left alone is left alone, and one that is down is not flooded. */

const date = (ms: number): string => new Date(ms).toUTCString();
/** The server's clock is a year behind. */
const ITS_NOW = Date.parse("2025-01-01T00:00:00Z");

const ASKS: [string, Record<string, string>, number][] = [
  ["seconds", { "Retry-After": "120" }, 120_000],
  ["no time at all", { "Retry-After": "0" }, 0],
  ["a date, by the server's own clock", { "Retry-After": date(ITS_NOW + 90_000), Date: date(ITS_NOW) }, 90_000],
  ["a date that is over", { "Retry-After": date(ITS_NOW - 90_000), Date: date(ITS_NOW) }, 0],
  ["an hour", { "Retry-After": "3600" }, 3_600_000],
];

describe.each(MODES)("$mode", ({ options }) => {
  test.each(ASKS)("503 and Retry-After as %s", async (_, headers, ms) => {
    const reply: Reply = { status: 503, headers };
    const server = await scripted({ onRequest: () => reply, onUpgrade: () => reply });
    const socket = client(server, { ...options, randomizationFactor: 0.5, reconnectionDelayMax: 50 });
    const [error] = await next(socket, "connect_error");
    expect([error.status, error.retryAfter]).toEqual([503, ms]);
    const least = Math.min(ms, 300_000);
    expect(error.retryIn).toBeGreaterThanOrEqual(least);
    expect(error.retryIn).toBeLessThanOrEqual(Math.max(50, 1.5 * least));
    // one request: no other transport was asked
    expect(server.client).toHaveLength(1);
  });

  test("429 without more: no other transport is asked", async () => {
    const reply: Reply = { status: 429 };
    const server = await scripted({ onRequest: () => reply, onUpgrade: () => reply });
    const socket = client(server, { ...options, reconnectionDelay: 60_000 });
    const [error] = await next(socket, "connect_error");
    expect([error.status, error.retryAfter, server.client.length]).toEqual([429, undefined, 1]);
  });

  test("the app's connect() overrides it", async () => {
    let refused = 0;
    const refuse = (): Reply | undefined =>
      refused++ ? undefined : { status: 503, headers: { "Retry-After": "100" } };
    const server = await scripted({
      onRequest: ({ kind }) => (kind === "handshake" ? refuse() : undefined),
      onUpgrade: ({ kind }) => (kind === "websocket" ? refuse() : undefined),
    });
    const socket = client(server, options);
    const log = transcribe(socket);
    await next(socket, "connect_error");
    setTimeout(() => socket.connect(), 0);
    await log.until("reconnect: 1");
  });

  test("above the app's policy", async () => {
    const reply: Reply = { status: 429, headers: { "Retry-After": "7" } };
    const server = await scripted({ onRequest: () => reply, onUpgrade: () => reply });
    const socket = client(server, { ...options, reconnectionPolicy: () => 5 });
    const [error] = await next(socket, "connect_error");
    expect(error.retryIn).toBe(7000);
  });

  test.each([0, -1])(
    "reconnectionDelay: %d: once at once, then ten times a second at most",
    async (reconnectionDelay) => {
      const reply: Reply = { status: 503 };
      const server = await scripted({ onRequest: () => reply, onUpgrade: () => reply });
      const socket = client(server, { ...options, reconnectionDelay, reconnectionAttempts: 3 });
      const delays: number[] = [];
      socket.on("connect_error", (error) => delays.push((error as unknown as { retryIn: number }).retryIn));
      await next(socket, "reconnect_failed");
      expect(delays).toEqual([0, 100, 100, undefined]);
    },
  );
});

test("an upgrade that is asked to wait: no other candidate", async () => {
  const server = await scripted({
    handshake: () => ({ upgrades: ["websocket", "webtransport"] }),
    onUpgrade: () => ({ status: 503, headers: { "Retry-After": "5" } }),
  });
  const socket = client(server, { transports: ["polling", "websocket"] });
  await next(socket, "connect");
  const [error] = await next(socket.io.engine, "upgradeError");
  expect([error.status, error.retryAfter]).toEqual([503, 5000]);
  expect(socket.connected).toBe(true);
});

test("a poll of a session that is refused with Retry-After: the next connection waits", async () => {
  const server = await scripted({
    onRequest: ({ kind, n }) =>
      kind === "poll" && n === 2 ? { status: 503, headers: { "Retry-After": "9" } } : undefined,
  });
  const socket = client(server, { transports: ["polling"] });
  const [, details] = await next(socket, "disconnect");
  expect([details.retryAfter, details.retryIn]).toEqual([9000, 9000]);
});

test("reconnectionDelayMax: 0 is not given", () => {
  const { io } = client("http://127.0.0.1:1", { autoConnect: false, reconnectionDelayMax: 0 });
  expect(io.reconnectionDelayMax()).toBe(5000);
});
