import { readdirSync } from "node:fs";
import { join } from "node:path";
import { isHoldfastError } from "holdfast/core";
import { type TestNetwork, testNetwork } from "holdfast/testing";
import { Server } from "socket.io";
import type { TestServer } from "../support/server.ts";
import { turn } from "../support/until.ts";
import { playOn } from "./scene.ts";

/** The scenarios of this folder on the network of `holdfast/testing`: the same transcripts as over real sockets. */

let net: TestNetwork;
let port = 20_000;

/** As `startServer` does it, without a port. */
const start = async (setup: (io: Server) => void = () => {}, options: object = {}): Promise<TestServer> => {
  const own = ++port;
  const url = `http://127.0.0.1:${own}`;
  let io: Server;
  let engines = 0;
  const server: TestServer = {
    get io() {
      return io;
    },
    port: own,
    url,
    get engines() {
      return engines;
    },
    stop: async () => void (await io.close()),
    kill: async (what) => {
      // as over a network, nobody knows of it before
      await turn();
      net.cut();
      if (what) await io.close();
    },
    start: async () => {
      io = new Server({ serveClient: false, ...options });
      net.serve(url, io);
      io.engine.on("connection", () => engines++);
      setup(io);
    },
    restart: async () => {
      await server.stop();
      await server.start();
    },
  };
  await server.start();
  return server;
};

/** What a network in memory does not have. */
const LEFT_OUT = new Set([
  // an upgrade, requests, and their lanes
  "polling, then websocket",
  "rememberUpgrade",
  "its events, from polling to websocket",
  "the upgrade fails",
  "undefined is not given",
  "what a condition gives that does not hold is not given",
  "transports as classes",
  "engine: upgrading is told once the candidate works, not when it is tried",
  "pollComplete of the handshake is heard by who listens from open on, before connect",
  "listened to right after io(), as modules do at their top",
  "disconnect: the session is not known any more, over polling",
  "connect_error: nobody listens there",
  "the server's session is closed, over polling; it comes back",
  "the TCP connection is cut, over polling",
  "is dropped while a POST is under way",
  // an HTTP server, cookies, subprotocols, a WebSocket of `ws`
  "a wrong path is a 404",
  "the first attempt of the app's transports fails, the next is not told",
  "the same with tryAllTransports",
  "protocols",
  "a cookie that the server sets, with credentials and without",
  "disconnect: the code with which a WebSocket was closed",
  "ws is the WebSocket",
  "query is that of a request",
  "a second handshake in a session",
  "what the transport had not taken when the connection died",
  // a proxy in between, several names of one server, and a client that moves to another server
  "no ping, over websocket",
  "no ping, over polling",
  "what they lead to",
  "uri set in reconnect_attempt: the next server",
  "uri set before connect()",
  // what arrives has a turn of its own, as in a browser; over TCP several packets may share one
  "sent while offline, answered after the reconnection",
  // a cut is told before anybody can wait for it
  "reconnection: false",
]);

playOn({
  start,
  leavesOut: LEFT_OUT,
  around: async (play) => {
    net = testNetwork();
    net.install();
    try {
      return await play();
    } finally {
      // some leave an event without its answer on purpose
      await net.close().catch((error: unknown) => {
        if (!isHoldfastError(error, "ERR_LEFT_OVER")) throw error;
      });
    }
  },
});

for (const file of readdirSync(import.meta.dirname))
  if (/\.test\.ts$/.test(file) && !file.startsWith("in-memory")) await import(join(import.meta.dirname, file));
