// @vitest-environment node
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { JSDOM, VirtualConsole } from "jsdom";
import { Server } from "socket.io";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { io as Io } from "../../src/index.ts";
import { listen } from "../support/listen.mjs";

/** A page of jsdom's own, with the script tag. It has a WebSocket and no `fetch`, so polling is skipped. */

const dist = process.env["HOLDFAST_DIST"] ?? join(import.meta.dirname, "../../dist");
let server: Server;
let url: string;

beforeEach(async () => {
  const http = createServer();
  server = new Server(http, { serveClient: false });
  const port = await listen(http);
  url = `http://127.0.0.1:${port}/`;
});

afterEach(() => server.close());

test("the script tag in a page without fetch", async () => {
  server.on("connection", (socket) => {
    socket.on("echo", (...args) => args.pop()(...args));
    socket.on("lose me", () => socket.conn.close());
  });
  const log: unknown[] = [];
  const virtualConsole = new VirtualConsole();
  virtualConsole.on("jsdomError", (error) => log.push(`uncaught: ${error.message}`));
  virtualConsole.on("error", (...args) => log.push(`console.error: ${args}`));
  const { window } = new JSDOM("<!doctype html>", { url, runScripts: "dangerously", virtualConsole });
  try {
    window.eval(readFileSync(join(dist, "holdfast.min.js"), "utf8"));
    const { io } = window as unknown as { io: typeof Io };
    const socket = io({ reconnectionDelay: 10 });
    socket.on("connect", () => log.push(`connect: ${socket.io.engine.transport.name}`));
    socket.on("connect_error", (error) => log.push(`connect_error: ${error.message}`));
    socket.on("disconnect", (reason) => log.push(`disconnect: ${reason}`));
    log.push(await socket.emitWithAck("echo", "text"));
    const back = new Promise((resolve) => socket.once("reconnect", resolve));
    socket.emit("lose me");
    await back;
    log.push(await socket.emitWithAck("echo", "again"));
    socket.disconnect();
    expect(log).toEqual([
      "connect: websocket",
      "text",
      "disconnect: transport close",
      "connect: websocket",
      "again",
      "disconnect: io client disconnect",
    ]);
  } finally {
    window.close();
  }
});
