import { beforeAll, describe, expect, test } from "vitest";
import { type Bundle, bundle } from "../support/bundle.ts";
import { MODES } from "../support/client.ts";
import { startServer } from "../support/server.ts";

/** A Node script that uses the library ends by itself. */

let holdfast: Bundle;
beforeAll(async () => {
  holdfast = await bundle();
});

/** Runs a script that prints `ending` when nothing should keep it running any more; returns how long it still ran, ms. */
const timeToEnd = async (script: string, url: string, options: object): Promise<number> => {
  let ending = 0;
  const { lines, code } = await holdfast.run(
    `const { io } = require(HOLDFAST);\nconst [url, options] = ARGS;\n${script}`,
    [url, options],
    {
      line: (line) => {
        if (line === "ending") ending = Date.now();
      },
    },
  );
  const end = Date.now();
  expect([lines, code]).toEqual([["ending"], 0]);
  return end - ending;
};

describe.each(MODES)("$mode", ({ mode, options }) => {
  test("after disconnect(), within a second", async () => {
    const server = await startServer();
    const script = `
      const socket = io(url, options);
      const end = () => {
        console.log("ending");
        socket.disconnect();
      };
      if (${mode === "upgrade"}) socket.io.engine.on("upgrade", end);
      else socket.on("connect", end);`;
    expect(await timeToEnd(script, server.url, options)).toBeLessThan(1_000);
  });

  test("after emit and disconnect() in one turn, with all delivered", async () => {
    const seen: unknown[] = [];
    const server = await startServer((io) => {
      io.on("connection", (socket) => {
        socket.onAny((...args) => seen.push(args));
        socket.on("disconnect", (reason) => seen.push(reason));
      });
    });
    const script = `
      const socket = io(url, options);
      socket.on("connect", () => {
        console.log("ending");
        socket.emit("last words", 1);
        socket.disconnect();
      });`;
    expect(await timeToEnd(script, server.url, options)).toBeLessThan(1_000);
    expect(seen).toEqual([["last words", 1], "client namespace disconnect"]);
  });

  test("autoUnref: without disconnect()", async () => {
    const server = await startServer();
    const script = `
      const socket = io(url, { ...options, autoUnref: true });
      const keep = setInterval(() => {}, 1000);
      socket.on("connect", () => {
        console.log("ending");
        clearInterval(keep);
      });`;
    expect(await timeToEnd(script, server.url, options)).toBeLessThan(1_000);
  });
});

test("after disconnect() during the wait for a server that is away", async () => {
  const script = `
    const socket = io("http://127.0.0.1:1", options);
    socket.on("connect_error", () => setImmediate(() => {
      console.log("ending");
      socket.disconnect();
    }));`;
  expect(await timeToEnd(script, "", { reconnectionDelay: 60_000, reconnectionDelayMax: 60_000 })).toBeLessThan(1_000);
});
