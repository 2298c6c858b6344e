import { drained, upload } from "holdfast/helpers";
import { describe, expect, test } from "vitest";
import { client, MODES, ready } from "../../support/client.ts";
import { startProxy } from "../../support/proxy.ts";
import { startServer } from "../../support/server.ts";
import { next, range } from "../../support/until.ts";

const CHUNK = 10_000;
const FILE = Buffer.from(range(250_001).map((n) => n % 251));

/** A server that puts the pieces of uploads together, and calls back for each. */
const startStore = async (onPart: (count: number) => void = () => {}) => {
  const files = new Map<string, Buffer>();
  let count = 0;
  const server = await startServer((io) => {
    io.on("connection", (socket) => {
      socket.on("file", (bytes: Buffer, { id, offset, total }, answer: (text: unknown) => void) => {
        const file = files.get(id) ?? Buffer.alloc(total);
        files.set(id, file);
        bytes.copy(file, offset);
        onPart(++count);
        answer({});
      });
      socket.on("bytes", () => {});
    });
  });
  return { server, files };
};

describe.each(MODES)("$mode", ({ options }) => {
  test("an upload goes on where it was after drops", async () => {
    const { server, files } = await startStore((count) => {
      if (count === 8 || count === 15) proxy.cut("rst");
    });
    const proxy = await startProxy(server);
    const socket = client(proxy, options);
    const seen: number[] = [];
    for await (const { sent, total } of upload(socket, "file", new Blob([FILE]), { chunk: CHUNK })) {
      expect(total).toBe(FILE.length);
      seen.push(sent);
    }
    expect(seen).toEqual([...range(25).map((n) => (n + 1) * CHUNK), FILE.length]);
    expect([...files.values()].map((file) => file.equals(FILE))).toEqual([true]);
    expect(proxy.cuts).toBeGreaterThanOrEqual(2);
    await ready(socket);
  });

  test("drained() keeps what waits small, over a slow line", async () => {
    const { server } = await startStore();
    const proxy = await startProxy(server);
    const socket = client(proxy, options);
    await ready(socket);
    proxy.faults = { drip: { bytes: 50_000, every: 1 } };
    const piece = Buffer.alloc(CHUNK, 1);
    let most = 0;
    for (const _ of range(200)) {
      socket.emit("bytes", piece);
      most = Math.max(most, socket.io.engine.bufferedAmount);
      await drained(socket, { below: 40_000 });
    }
    // what may wait, and one more; on polling as base64
    expect(most).toBeLessThan(2 * (40_000 + CHUNK));
    await drained(socket, { below: 1 });
    expect(socket.io.engine.bufferedAmount).toBe(0);
  });

  test("drained() rejects when the connection is lost with bytes on their way", async () => {
    const { server } = await startStore();
    const proxy = await startProxy(server);
    const socket = client(proxy, options);
    await ready(socket);
    proxy.silence();
    // more than the kernel takes
    socket.emit("bytes", Buffer.alloc(700_000));
    for (const _ of range(20)) socket.emit("bytes", Buffer.alloc(700_000));
    const lost = expect(drained(socket)).rejects.toMatchObject({ code: "ERR_DISCONNECTED", delivery: "unknown" });
    const gone = next(socket, "disconnect");
    proxy.hear();
    proxy.cut("rst");
    await gone;
    await lost;
    await ready(socket);
  });
});
