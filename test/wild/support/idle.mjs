import { io } from "socket.io-client";
import { startServer } from "./server.mjs";

/** Events of each client; by hand more. */
const EMITS = Number(process.env.WILD_EMITS ?? 60);
const CLIENTS = 10;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Clients on polling, behind a proxy that ends a connection which was idle for so many ms, and an event of each client just
 * then. `start` is told the server's port and the limits, and gives a URL for each limit. Prints what arrived and what broke.
 */
export async function talkAtLimits(limits, start) {
  const server = await startServer();
  const heard = new Map();
  let sessions = 0;
  server.io.on("connection", (socket) => {
    sessions++;
    socket.on("end", (answer) => answer());
    socket.on("x", (name) => heard.set(name, (heard.get(name) ?? 0) + 1));
  });
  const { urls, stop } = await start(Number(new URL(server.url).port), limits);
  await Promise.all(
    limits.map(async (limit, i) => {
      let broken = 0;
      const sockets = Array.from({ length: CLIENTS }, () =>
        io(urls[i], { transports: ["polling"], forceNew: true, reconnectionDelay: 100 }),
      );
      for (const socket of sockets) socket.on("disconnect", () => broken++).on("connect_error", () => broken++);
      await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once("connect", resolve))));
      for (let n = 0; n < EMITS; n++) {
        for (const [k, socket] of sockets.entries()) socket.emit("x", `${limit} ${k} ${n}`);
        await sleep(limit);
      }
      await Promise.all(
        sockets.map((socket) =>
          socket
            .timeout(5000)
            .emitWithAck("end")
            .catch(() => {}),
        ),
      );
      for (const socket of sockets) socket.removeAllListeners("disconnect").disconnect();
      const counts = [...heard].filter(([name]) => name.startsWith(`${limit} `)).map(([, count]) => count);
      const twice = counts.filter((count) => count > 1).length;
      limits[i] =
        `${limit} ms: ${counts.length} of ${CLIENTS * EMITS} arrived, ${twice} twice, ${broken} connections lost`;
    }),
  );
  for (const line of limits) console.log(line);
  console.log(`${sessions} sessions`);
  await stop();
  await server.close();
}
