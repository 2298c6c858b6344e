import { describe, expect, test } from "vitest";
import { client, MODES, ready, transcribe } from "../support/client.ts";
import { startServer } from "../support/server.ts";

/** What a real server says of its times and sizes is taken, fractions and zeros too. */

describe.each(MODES)("$mode", ({ options }) => {
  test.each([
    [{ pingTimeout: 20_000 / 3 }],
    [{ pingInterval: 25_000.5 }],
    [{ maxHttpBufferSize: 1e8 / 3 }],
    [{ pingTimeout: 20_000 / 3, maxHttpBufferSize: 1e8 / 3 }],
    [{ pingTimeout: 0 }],
    [{ pingTimeout: 2 ** 31 }],
    [{ pingTimeout: 1e15 }],
    [{ maxHttpBufferSize: Number.POSITIVE_INFINITY }],
    // as `process.env` has them
    [{ maxHttpBufferSize: "1000000" }],
    [{ pingTimeout: "20000", pingInterval: "25000" }],
  ])("%o", async (given) => {
    const server = await startServer((io) => {
      io.on("connection", (socket) => socket.on("echo", (x, ack) => ack(x)));
    }, given as object);
    const socket = client(server, options);
    const log = transcribe(socket);
    await ready(socket);
    expect(await socket.emitWithAck("echo", "x".repeat(100_000))).toHaveLength(100_000);
    expect(log.entries).toEqual(["connect"]);
  });
});
