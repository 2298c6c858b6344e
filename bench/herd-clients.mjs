/** Part of herd.mjs: `node herd-clients.mjs <client> <count>`. */
import { pause } from "./measure.mjs";
import { startServer } from "./processes.mjs";

const [name, count] = process.argv.slice(2);
const { default: client } = await import(`./clients/${name}.mjs`);
const OUTAGE = 8_000;

const server = await startServer();
const sockets = [];
const attempts = [];
for (let made = 0; made < Number(count); made += 100) {
  const some = Array.from({ length: Math.min(100, Number(count) - made) }, () =>
    client.open(server.url, { transports: ["websocket"], reconnection: true }),
  );
  await Promise.all(some.map(({ connected }) => connected));
  sockets.push(...some.map(({ socket }) => socket));
}
for (const { io } of sockets) io.on("reconnect_attempt", () => attempts.push(performance.now()));
// the delay starts from its beginning only after a while
await pause(6_000);
await server.stop();
await pause(OUTAGE);

const before = attempts.length;
const start = performance.now();
const all = Promise.all(
  sockets.map((socket) => socket.connected || new Promise((resolve) => socket.on("connect", resolve))),
);
const again = await startServer({ port: server.port });
await Promise.race([all, pause(30_000)]);
const back = performance.now() - start;

const slots = new Map();
for (const at of attempts.slice(before)) {
  const slot = Math.floor((at - start) / 100);
  slots.set(slot, (slots.get(slot) ?? 0) + 1);
}
const connected = sockets.filter((socket) => socket.connected).length;
process.send({ peak: Math.max(...slots.values()), attempts: attempts.length, back, connected }, async () => {
  await again.stop();
  process.exit();
});
