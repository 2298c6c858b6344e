import type { Server } from "socket.io";
import { describe, expect, test } from "vitest";
import { client, MODES, ready, transcribe } from "../support/client.ts";
import { type Faults, planBySeed, startProxy } from "../support/proxy.ts";
import { startServer } from "../support/server.ts";
import { next, range } from "../support/until.ts";

/** The real server behind a network that delays, drips, splits, corrupts and cuts. */

const echo = (io: Server): void => {
  io.on("connection", (socket) => socket.on("echo", (...args) => args.pop()(...args)));
};

describe.each(MODES)("$mode", ({ mode, options }) => {
  const slow: [string, Faults][] = [
    ["splits at every byte", { split: true }],
    ["drips", { drip: { bytes: 40, every: 1 } }],
    ["delays", { delay: 10 }],
  ];
  test.each(slow)("a network that %s changes nothing", async (_, faults) => {
    const server = await startServer(echo);
    const proxy = await startProxy(server);
    proxy.faults = faults;
    const socket = client(proxy, options);
    const log = transcribe(socket);
    const answers = range(20).map((n) =>
      socket.emitWithAck("echo", { n, text: "é😀", bytes: Buffer.from([n, 255, 0]) }),
    );
    await ready(socket);
    expect(await Promise.all(answers)).toEqual(
      range(20).map((n) => ({ n, text: "é😀", bytes: Buffer.from([n, 255, 0]) })),
    );
    expect(log.entries).toEqual(["connect"]);
    expect(server.engines).toBe(1);
  });

  test.each(["rst", "fin"] as const)("a cut (%s) in the midst of events is noticed", async (how) => {
    const server = await startServer(echo);
    const proxy = await startProxy(server);
    const socket = client(proxy, options);
    const log = transcribe(socket);
    await ready(socket);
    const closed = next(socket, "disconnect");
    proxy.cut(how);
    const [reason] = await closed;
    expect(reason).toMatch(/^transport (error|close)$/);
    await log.until("reconnect: 1");
    expect(await socket.emitWithAck("echo", 1)).toBe(1);
    expect(log.entries).toEqual([
      "connect",
      `disconnect: ${reason}`,
      "reconnect_attempt: 1",
      "connect",
      "reconnect: 1",
    ]);
  });

  test("a network that is down, then up", async () => {
    const server = await startServer(echo);
    const proxy = await startProxy(server);
    proxy.down = true;
    const socket = client(proxy, options);
    const log = transcribe(socket);
    await log.until("reconnect_attempt: 3");
    proxy.down = false;
    expect(await socket.emitWithAck("echo", 1)).toBe(1);
    const errors = log.entries.filter((line) => line.startsWith("connect_error"));
    expect(new Set(errors)).toEqual(new Set(["connect_error: ERR_TRANSPORT"]));
    expect(log.entries.filter((line) => line === "connect" || line === "disconnect")).toEqual(["connect"]);
  });

  test.runIf(mode === "websocket")("bytes that the network changes end the connection", async () => {
    const server = await startServer(echo);
    const proxy = await startProxy(server);
    let corrupt = false;
    proxy.faults = {
      corrupt: (bytes, from) => {
        if (!corrupt || from !== "server") return bytes;
        corrupt = false;
        // a reserved opcode
        return Buffer.concat([Buffer.from([0x87]), bytes.subarray(1)]);
      },
    };
    const socket = client(proxy, options);
    const log = transcribe(socket);
    await ready(socket);
    corrupt = true;
    socket.emit("echo", 1, () => {});
    await log.until("reconnect: 1");
    expect(log.entries).toEqual([
      "connect",
      "disconnect: transport error",
      "reconnect_attempt: 1",
      "connect",
      "reconnect: 1",
    ]);
    expect(await socket.emitWithAck("echo", 1)).toBe(1);
  });

  test.each(range(4))("mishaps of seed %i: nothing twice, nothing out of order, every ack settled", async (seed) => {
    const plainSeen: number[] = [];
    const askedSeen: number[] = [];
    const server = await startServer((io) => {
      io.on("connection", (socket) => {
        socket.on("plain", (n) => plainSeen.push(n));
        socket.on("asked", (n, ack) => {
          askedSeen.push(n);
          ack(n);
        });
      });
    });
    const proxy = await startProxy(server);
    proxy.plan = planBySeed(seed);
    const plain = client(proxy, options);
    const asking = client(proxy, options);
    const told = transcribe(plain);
    for (const n of range(30)) {
      plain.emit("plain", n);
      // asks again until there is an answer
      for (let answer: unknown; answer !== n; ) {
        answer = await asking
          .timeout(200)
          .emitWithAck("asked", n)
          .catch((error) => error.code);
        expect([n, "ERR_ACK_TIMEOUT", "ERR_DISCONNECTED"]).toContain(answer);
      }
    }
    const inOrder = (seen: number[]): number[] => [...seen].sort((a, b) => a - b);
    // sent again where the answer was lost
    expect([...new Set(askedSeen)]).toEqual(range(30));
    expect(askedSeen).toEqual(inOrder(askedSeen));
    // once at most
    expect(plainSeen).toEqual(inOrder([...new Set(plainSeen)]));
    // no two connects without a disconnect between
    const both = told.entries.filter((line) => /^(connect|disconnect.*)$/.test(line));
    expect(both.every((line, i) => (line === "connect") === (i % 2 === 0))).toBe(true);
  });
});
