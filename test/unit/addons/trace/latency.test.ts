import { latency } from "holdfast/trace";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { startsClients } from "../../../support/fake-client.ts";

const start = startsClients();

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

/** A connected client whose server takes a given time to acknowledge. */
const connected = async () => {
  const client = start();
  const ws = await client.connect();
  let id = 0;
  const ask = (ms: number): void => {
    client.socket.emit("ask", () => {});
    vi.advanceTimersByTime(ms);
    ws.receive(`43${id++}[]`);
  };
  return { socket: client.socket, ask };
};

describe("latency", () => {
  test("is that of the last 100 acknowledgements, and nothing before the first", async () => {
    const { socket, ask } = await connected();
    const measured = latency(socket);
    const now = () => [measured.last, measured.p50, measured.p95, measured.count];
    expect(now()).toEqual([undefined, undefined, undefined, 0]);
    ask(30);
    ask(10);
    ask(20);
    expect(now()).toEqual([20, 20, 30, 3]);
    for (let ms = 1; ms <= 100; ms++) ask(ms);
    expect(now()).toEqual([100, 50, 95, 100]);
    measured.stop();
    ask(5);
    expect(measured.last).toBe(100);
  });

  test("leaves out events that fail, and what was emitted before", async () => {
    const { socket } = await connected();
    socket.emit("before", () => {});
    const measured = latency(socket.io);
    socket.timeout(1000).emit("ask", () => {});
    socket.disconnect();
    expect(measured.count).toBe(0);
  });

  test("calls who subscribes after each, until it is told to stop; one that throws harms nobody", async () => {
    const reported: unknown[] = [];
    vi.stubGlobal("reportError", (error: unknown) => reported.push(error));
    const { socket, ask } = await connected();
    const measured = latency(socket);
    const seen: unknown[] = [];
    measured.subscribe(() => {
      throw new Error("of a subscriber");
    });
    const listener = ({ last }: { last: number | undefined }): void => void seen.push(last);
    const first = measured.subscribe(listener);
    measured.subscribe(listener);
    ask(7);
    first();
    ask(8);
    expect([seen, reported]).toEqual([[7, 7, 8], Array(2).fill(new Error("of a subscriber"))]);
    vi.unstubAllGlobals();
  });

  test("calls nobody any more who is taken off, or after the end, though it comes while they are called", async () => {
    const { socket, ask } = await connected();
    const measured = latency(socket);
    const seen: string[] = [];
    measured.subscribe(() => {
      seen.push("first");
      offSecond();
      measured.subscribe(() => void seen.push("new"));
    });
    const offSecond = measured.subscribe(() => void seen.push("second"));
    ask(7);
    expect(seen.splice(0)).toEqual(["first"]);
    measured.subscribe(() => measured.stop());
    measured.subscribe(() => void seen.push("after the end"));
    ask(8);
    expect(seen).toEqual(["first", "new"]);
  });
});
