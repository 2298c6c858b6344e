// The demo server: `npm start`, or `startDemo()` in a test. It is the real `socket.io` server from npm, and what the buttons
// of the page break is really broken: connections are closed, the server goes away, upgrades are answered with 403.

import { existsSync } from "node:fs";
import { createServer } from "node:http";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { Server } from "socket.io";
import { createRoom, peopleOf } from "./room.mjs";
import { BUNDLE, serveStatic } from "./static.mjs";

const HOST = "127.0.0.1";

/**
 * Starts the demo on 127.0.0.1.
 *
 * @param {object} [options]
 * @param {number} [options.port] 3000 by default; 0, or a port that is taken: any free one
 * @param {number} [options.restartPause] how long a restart keeps the server away, in ms (default 3,000)
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function startDemo({ port = 3000, restartPause = 3000 } = {}) {
  const room = createRoom();
  let refuseWebSocket = false;
  let server = createInstance();
  const boundPort = await listenSomewhere(server.http, port);
  let restarting; // the promise of the restart under way: asking again must not start another one
  let closed = false;
  let wake = () => {};

  function createInstance() {
    const http = createServer(serveStatic);
    // Node does not count a socket that was upgraded to WebSocket among the server's connections: keep our own list.
    const sockets = new Set();
    http.on("connection", (socket) => {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
    });

    const io = new Server(http, {
      serveClient: false,
      maxHttpBufferSize: 6 * 1024 * 1024,
      // Shorter than the defaults, so that one can watch the heartbeat.
      pingInterval: 10_000,
      pingTimeout: 5_000,
      cors: { origin: (origin, done) => done(null, isLocal(origin)) },
      // CORS says nothing about WebSocket: ask the same question there.
      allowRequest: (req, done) => done(null, isLocal(req.headers.origin)),
    });
    const refused = refuseUpgrades(http, io, () => refuseWebSocket);

    const people = () => io.emit("people", peopleOf(io.sockets.sockets.values()));
    io.on("connection", (socket) => {
      room.join(socket, { people, refuseWebSocket: () => refuseWebSocket, breakIt });
      // The upgrade may have been refused before the socket had joined.
      if (refused.has(socket.conn.id)) socket.emit("upgrade_refused");
    });
    return { http, io, sockets };
  }

  function breakIt(what, socket) {
    if (what === "drop") socket.conn.close();
    else if (what === "disconnect") socket.disconnect();
    else if (what === "restart") restarting ??= restart().finally(() => (restarting = undefined));
    else if (what === "refuse-websocket" || what === "allow-websocket") {
      refuseWebSocket = what === "refuse-websocket";
      server.io.emit("settings", { refuseWebSocket });
    }
  }

  async function restart() {
    await shutDown(server);
    await pause(restartPause);
    // Somebody else may have taken the port meanwhile. The page knows no other, so wait until it is free.
    while (!closed) {
      server = createInstance();
      try {
        await listen(server.http, boundPort);
        return;
      } catch {
        await pause(500);
      }
    }
  }

  function pause(ms) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function close() {
    closed = true;
    wake();
    await restarting;
    await shutDown(server);
  }

  return { url: `http://${HOST}:${boundPort}/`, close };
}

/** Answers WebSocket upgrades with 403 while `isRefused()`; returns the sessions this happened to. */
function refuseUpgrades(http, io, isRefused) {
  const refused = new Set();
  const accept = http.listeners("upgrade");
  http.removeAllListeners("upgrade");
  http.on("upgrade", (req, socket, head) => {
    if (!isRefused()) {
      for (const listener of accept) listener.call(http, req, socket, head);
      return;
    }
    socket.on("error", () => {});
    socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    const sid = new URL(req.url, "http://x").searchParams.get("sid");
    if (!sid || !io.engine.clients[sid]) return;
    refused.add(sid);
    io.engine.clients[sid].once("close", () => refused.delete(sid));
    for (const client of io.sockets.sockets.values()) if (client.conn.id === sid) client.emit("upgrade_refused");
  });
  return refused;
}

/** Closes everything: politely first, then whoever is still connected is cut off. */
async function shutDown({ io, sockets }) {
  const cut = setTimeout(() => {
    for (const socket of sockets) socket.destroy();
  }, 200);
  await io.close();
  clearTimeout(cut);
}

function listen(http, port) {
  return new Promise((resolve, reject) => {
    http.once("error", reject);
    http.listen(port, HOST, () => {
      http.off("error", reject);
      resolve(http.address().port);
    });
  });
}

async function listenSomewhere(http, port) {
  try {
    return await listen(http, port);
  } catch (error) {
    if (error.code !== "EADDRINUSE" && error.code !== "EACCES") throw error;
    return listen(http, 0);
  }
}

/** No origin: not a browser. "null": the page was opened as a file (examples/page by a double click). */
function isLocal(origin) {
  if (!origin || origin === "null") return true;
  try {
    return ["localhost", "127.0.0.1", "[::1]"].includes(new URL(origin).hostname);
  } catch {
    return false;
  }
}

async function main() {
  const wanted = Number(process.env.PORT || 3000);
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > 65_535) {
    console.error(`PORT is ${JSON.stringify(process.env.PORT)}; it has to be a number from 0 to 65535.`);
    process.exitCode = 1;
    return;
  }
  if (!existsSync(BUNDLE))
    console.warn("dist/holdfast.min.js is missing, the page will not work: run `npm run build` first.\n");

  const demo = await startDemo({ port: wanted });
  const { port } = new URL(demo.url);
  if (wanted !== 0 && Number(port) !== wanted) console.log(`Port ${wanted} is taken, so this is another one.\n`);
  console.log(`The room is open:      ${demo.url}   (open it in two tabs)`);
  console.log(`From a terminal:       node examples/script.mjs ${demo.url} YourName`);
  console.log(`The smallest page:     ${demo.url}examples/page/`);
  console.log("Ctrl-C closes it.");

  const stop = async () => {
    // A second Ctrl-C does what it always does: ends the process at once.
    process.off("SIGINT", stop).off("SIGTERM", stop);
    await demo.close();
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
