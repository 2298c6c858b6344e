import { beforeAll, describe, expect, test } from "vitest";
import { type Bundle, bundle } from "../support/bundle.ts";
import { MODES } from "../support/client.ts";
import { startProxy } from "../support/proxy.ts";
import { startServer } from "../support/server.ts";
import { Transcript, until } from "../support/until.ts";

/** A process that the system stops, as a laptop does that sleeps: its timers stand still, the clock goes on. */

// long enough for a loaded machine to answer in time
const HEARTBEAT = { pingInterval: 600, pingTimeout: 600 };

let holdfast: Bundle;
beforeAll(async () => {
  holdfast = await bundle();
});

const SCRIPT = `
  const { io } = require(HOLDFAST);
  const [url, options, mode] = ARGS;
  const socket = io(url, options);
  const ready = () => {
    let last = Date.now();
    const timer = setInterval(async () => {
      const slept = Date.now() - last > 1000;
      last = Date.now();
      if (!slept) return;
      clearInterval(timer);
      // the first thing that the app does, when nobody knows yet that the connection is dead
      for (const n of [1, 2, 3]) socket.emit("awake", n);
      await new Promise((resolve) => socket.once("connect", resolve));
      await socket.emitWithAck("over");
      socket.disconnect();
    }, 20);
    // last: from here on the process may be stopped at any time
    console.log("ready " + process.pid);
  };
  socket.on("disconnect", (reason) => console.log(reason));
  socket.once("connect", () => {
    const { engine } = socket.io;
    // the upgrade may be through before the answer to CONNECT
    if (mode === "upgrade" && engine.transport.name === "polling") engine.once("upgrade", ready);
    else ready();
  });`;

describe.each(MODES)("$mode", ({ mode, options }) => {
  test.each([
    ["what the server said meanwhile is heard", false],
    ["the connection died in silence", true],
  ])("stopped for longer than the heartbeat: %s", async (_, silent) => {
    const log = new Transcript<string>();
    let connections = 0;
    let back = 0;
    const server = await startServer((io) => {
      io.on("connection", (socket) => {
        if (++connections === 2) back = Date.now();
        log.push("connection");
        socket.on("awake", (n) => log.push(`awake ${n}`));
        socket.on("over", (answer) => answer());
        socket.on("disconnect", (reason) => log.push(reason));
      });
    }, HEARTBEAT);
    const proxy = await startProxy(server);
    let pid = 0;
    const line = (text: string): void => {
      if (text.startsWith("ready ")) pid = Number(text.slice(6));
    };
    const ended = holdfast.run(SCRIPT, [proxy.url, options, mode], { line });
    await until("the script is ready", () => pid);
    process.kill(pid, "SIGSTOP");
    let woken = 0;
    try {
      const stopped = Date.now();
      if (silent) proxy.silence();
      await log.when((entries) => entries.includes("ping timeout"));
      // by the client's clock too
      const { pingInterval, pingTimeout } = HEARTBEAT;
      await until("the heartbeat is over", () => Date.now() > stopped + pingInterval + pingTimeout + 200);
      if (silent) proxy.hear();
    } finally {
      woken = Date.now();
      process.kill(pid, "SIGCONT");
    }
    const { lines, code } = await ended;
    expect([lines.slice(1), code]).toEqual([["ping timeout", "io client disconnect"], 0]);
    expect(back - woken).toBeLessThan(1_000);
    expect(log.entries).toEqual([
      "connection",
      "ping timeout",
      "connection",
      "awake 1",
      "awake 2",
      "awake 3",
      "client namespace disconnect",
    ]);
  });
});
