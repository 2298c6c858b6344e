import { describe, expect, test } from "vitest";
import { client, MODES, ready } from "../support/client.ts";
import { startProxy } from "../support/proxy.ts";
import { startServer } from "../support/server.ts";
import { range, Transcript } from "../support/until.ts";

const COUNT = 60;
/** Those that arrive, and whose answer is lost with the connection. */
const CUT_AT = [5, 20, 21, 40];

const firsts = <T>(all: readonly T[]): T[] => [...new Set(all)];

describe.each(MODES)("$mode", ({ options }) => {
  /** Emits `COUNT` events at once over a connection that is cut; what the server got. */
  const overCuts = async (given: object): Promise<{ got: number[]; answers: unknown[] }> => {
    const got = new Transcript<number>();
    const server = await startServer((io) => {
      io.on("connection", (socket) => {
        socket.on("n", (n, answer) => {
          const isNew = !got.entries.includes(n);
          got.push(n);
          if (isNew && CUT_AT.includes(n)) proxy.cut("rst");
          else answer(n);
        });
      });
    });
    const proxy = await startProxy(server);
    const socket = client(proxy, { ...options, ackTimeout: 5_000, retries: 10, ...given });
    const answers = await Promise.all(range(COUNT).map((n) => socket.emitWithAck("n", n)));
    await ready(socket);
    return { got: got.entries, answers };
  };

  test("one at a time: in order, at least once, sent again on the next connection alone", async () => {
    const { got, answers } = await overCuts({});
    expect(answers).toEqual(range(COUNT));
    // once, but for those that went unanswered
    expect(got).toEqual(range(COUNT).flatMap((n) => (CUT_AT.includes(n) ? [n, n] : [n])));
  });

  test("retryWindow: several at a time; first deliveries are in order, and all settle", async () => {
    const { got, answers } = await overCuts({ retryWindow: 8 });
    expect(answers).toEqual(range(COUNT));
    expect(firsts(got)).toEqual(range(COUNT));
    for (const n of CUT_AT) expect(got.filter((other) => other === n).length, `${n}`).toBeGreaterThan(1);
  });

  test.each([1, 4])(
    "an event that is never answered is given up, and holds up nobody (window %i)",
    async (retryWindow) => {
      const got = new Transcript<string>();
      const server = await startServer((io) => {
        io.on("connection", (socket) => {
          socket.on("x", (x, answer) => {
            got.push(x);
            if (x !== "silent") answer(x);
          });
        });
      });
      const socket = client(server, { ...options, ackTimeout: 150, retries: 2, retryWindow });
      await ready(socket);
      const settled = await Promise.allSettled(["a", "silent", "b", "c"].map((x) => socket.emitWithAck("x", x)));
      expect(settled).toEqual([
        { status: "fulfilled", value: "a" },
        { status: "rejected", reason: expect.objectContaining({ code: "ERR_ACK_TIMEOUT", delivery: "unknown" }) },
        { status: "fulfilled", value: "b" },
        { status: "fulfilled", value: "c" },
      ]);
      expect(firsts(got.entries)).toEqual(["a", "silent", "b", "c"]);
      expect(got.entries.filter((x) => x === "silent").length).toBe(3);
    },
  );

  test("a late answer to an earlier try settles it", async () => {
    const got = new Transcript();
    const server = await startServer((io) => {
      io.on("connection", (socket) => {
        const answers: ((x: string) => void)[] = [];
        socket.on("x", (x, answer) => {
          got.push(x);
          answers.push(answer);
          // the third try is answered with the callback of the first
          if (answers.length === 3) answers[0]?.("late");
        });
      });
    });
    const socket = client(server, { ...options, ackTimeout: 300, retries: 5 });
    await ready(socket);
    expect(await socket.emitWithAck("x", "x")).toBe("late");
    expect(got.entries).toEqual(["x", "x", "x"]);
  });
});
