// @vitest-environment happy-dom

import { io } from "holdfast";
import { testNetwork } from "holdfast/testing";
import { Server } from "socket.io";
import { expect, test } from "vitest";

test("in happy-dom: the app's own io, the real server, and a page's globals", async () => {
  const net = testNetwork();
  const server = new Server();
  server.on("connection", (socket) => socket.on("add", (a, b, answer) => answer(a + b)));
  net.serve("http://localhost:3000", server);
  net.install();
  try {
    const socket = io("http://localhost:3000");
    const item = document.createElement("li");
    item.textContent = `${await socket.emitWithAck("add", 1, 2)}`;
    expect([item.outerHTML, socket.connected]).toEqual(["<li>3</li>", true]);
    socket.disconnect();
  } finally {
    net.uninstall();
    await net.close();
  }
});
