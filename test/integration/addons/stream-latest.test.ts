import { latest, stream } from "holdfast/helpers";
import { describe, expect, test } from "vitest";
import { client, MODES, ready } from "../../support/client.ts";
import { startServer } from "../../support/server.ts";
import { next, range, Transcript, turn } from "../../support/until.ts";

describe.each(MODES)("$mode", ({ options }) => {
  test("a slow loop gets the events that wait, in order, over a restart of the server", async () => {
    const server = await startServer((io) => {
      io.on("connection", (socket) => {
        socket.on("go", (from, to) => {
          for (let n = from; n < to; n++) socket.emit("n", n);
          socket.emit("sent", to);
        });
      });
    });
    const socket = client(server, options);
    await ready(socket);
    const sent = new Transcript<number>();
    socket.on("sent", (to) => sent.push(to));
    const taken: number[] = [];
    const loop = (async () => {
      for await (const [n] of stream(socket, "n", { limit: 100 })) {
        taken.push(n as number);
        // slower than they come
        await sent.until(5_000);
        await turn();
        if (n === 5_199) break;
      }
    })();
    socket.emit("go", 0, 5_000);
    await sent.until(5_000);
    const gone = next(socket, "disconnect");
    await server.stop();
    await gone;
    await server.start();
    await ready(socket);
    socket.emit("go", 5_000, 5_200);
    await loop;
    // the first was asked for, and then those that waited
    expect(taken.slice(0, 2)).toEqual([0, 4_900]);
    expect(taken).toEqual([...taken].sort((a, b) => a - b));
    expect(taken.length).toBeLessThan(400);
    expect(socket.hasListeners("n")).toBe(false);
  });

  test("of what is emitted while the server is away, it gets the last of each", async () => {
    const log = new Transcript();
    const server = await startServer((io) => {
      io.on("connection", (socket) => socket.onAny((name, n) => log.push(`${name} ${n}`)));
    });
    const socket = client(server, options);
    await ready(socket);
    const gone = next(socket, "disconnect");
    await server.stop();
    await gone;
    const dropped: unknown[] = [];
    socket.lifecycle.on("dropped", ({ event, args }) => dropped.push([event, ...args]));
    const view = latest(socket);
    for (const n of range(100)) {
      view.emit("position", n);
      view.emit("zoom", -n);
    }
    expect(socket.sendBuffer).toEqual([]);
    await server.start();
    await log.size(2);
    await ready(socket);
    view.emit("position", 100);
    await log.until("position 100");
    expect(log.entries).toEqual(["position 99", "zoom -99", "position 100"]);
    expect(dropped).toHaveLength(198);
  });
});
