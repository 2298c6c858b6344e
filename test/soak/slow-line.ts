import { createSocket } from "node:dgram";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { Transform } from "node:stream";
import { atEnd, notTheClients } from "../support/leaks.ts";
import { listen } from "../support/listen.mjs";

/** A line that passes a piece on each millisecond, and reads no more than that. */
export const slowLine = async (target: number): Promise<string> => {
  const server = createServer((near) => {
    const far = notTheClients(() => connect(target, "127.0.0.1"));
    const slow = new Transform({
      transform: (piece, _encoding, done) => void setTimeout(() => done(null, piece), 1),
    });
    near.pipe(slow).pipe(far).pipe(near);
    for (const socket of [near, far])
      socket.on("error", () => {}).on("close", () => [near, far].map((s) => s.destroy()));
  });
  const port = await listen(server);
  atEnd("abrupt server", () => new Promise((resolve) => server.close(resolve)));
  return `http://127.0.0.1:${port}`;
};

/** Datagrams that the line for them passes on each millisecond, and that may wait in it. */
const EACH_MS = 25;
const MOST_WAITING = 250;

/** The same for the datagrams of one client (HTTP/3): what there is no room for is lost, as at any router. */
export const slowDatagrams = async (target: number): Promise<string> => {
  const [near, far] = [createSocket("udp4"), createSocket("udp4")];
  const waiting: Buffer[] = [];
  let client = 0;
  near.on("message", (datagram, { port }) => {
    client = port;
    if (waiting.length < MOST_WAITING) waiting.push(datagram);
  });
  far.on("message", (datagram) => near.send(datagram, client, "127.0.0.1"));
  // a timer may come late: what was due by then goes at once
  let passed = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    for (const datagram of waiting.splice(0, Math.round((now - passed) * EACH_MS)))
      far.send(datagram, target, "127.0.0.1");
    passed = now;
  }, 1);
  near.bind(0, "127.0.0.1");
  await once(near, "listening");
  atEnd("abrupt server", async () => {
    clearInterval(timer);
    await Promise.all([near, far].map((socket) => new Promise<void>((resolve) => socket.close(resolve))));
  });
  return `http://127.0.0.1:${near.address().port}`;
};
