import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { connect, createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { createAdapter } from "@socket.io/redis-streams-adapter";
import { createClient } from "redis";
import { Server } from "socket.io";
import { io } from "socket.io-client";
import { freePort, startProgram } from "../../support/programs.mjs";

const port = await freePort();
const args = (folder) => [
  "--port",
  port,
  "--bind",
  "127.0.0.1",
  "--save",
  "",
  "--appendonly",
  "no",
  "--dir",
  folder,
  "--loglevel",
  "warning",
];
const redis = await startProgram("redis-server", { port, args });

const until = async (holds) => {
  while (!(await holds())) await wait(10);
};

/** A node of the cluster, and the end that a crash makes of it. */
const startNode = async () => {
  const client = createClient({ url: `redis://127.0.0.1:${port}` });
  // it waits for more when Redis ends
  client.on("error", () => {});
  await client.connect();
  const http = createHttpServer();
  const adapter = createAdapter(client, { heartbeatInterval: 200 });
  const server = new Server(http, { serveClient: false, adapter, connectionStateRecovery: {} });
  server.on("connection", (socket) =>
    socket.on("join", async (room, answer) => {
      await socket.join(room);
      answer("joined");
    }),
  );
  const open = new Set();
  http.on("connection", (socket) => open.add(socket));
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const kill = () => {
    http.close();
    for (const socket of open) socket.destroy();
  };
  // a poll hangs at the node, or a WebSocket is open
  const reached = () => [...server.sockets.sockets.values()].some((socket) => socket.conn.transport.writable);
  // the adapter keeps a session once it has seen its connection end
  const kept = async () => (await client.keys("sio:session:*")).length > 0;
  return { server, port: http.address().port, kill, reached, kept };
};

for (const transports of [["websocket"], ["polling"], ["polling", "websocket"]]) {
  console.log(transports.join(", "));
  const nodes = [await startNode(), await startNode()];
  // a node that does not read the stream yet would miss what the other one writes
  for (const { server } of nodes) await until(async () => (await server.of("/").adapter.serverCount()) === 2);
  let target = nodes[0];
  // a balancer that sends all to one node
  const balancer = createServer((socket) => {
    const other = connect(target.port, "127.0.0.1");
    socket.on("error", () => {}).on("close", () => other.destroy());
    other.on("error", () => {}).on("close", () => socket.destroy());
    socket.pipe(other).pipe(socket);
  });
  balancer.listen(0, "127.0.0.1");
  await once(balancer, "listening");
  const socket = io(`http://127.0.0.1:${balancer.address().port}`, {
    transports,
    forceNew: true,
    reconnectionDelay: 500,
  });
  socket.on("news", (n) => console.log(`news ${n}`));
  await new Promise((resolve) => socket.once("connect", resolve));
  // the upgrade may be through before the answer to CONNECT
  await until(() => socket.io.engine.transport.name === transports.at(-1));
  console.log(await socket.emitWithAck("join", "readers"));
  const heard = (n) => new Promise((resolve) => socket.on("news", (one) => one === n && resolve()));
  const [first, second, last] = [heard(1), heard(2), heard(5)];
  nodes[0].server.to("readers").emit("news", 1);
  await first;
  nodes[1].server.to("readers").emit("news", 2);
  await second;
  const lost = new Promise((resolve) => socket.once("disconnect", resolve));
  await until(nodes[0].reached);
  nodes[0].kill();
  console.log(`lost: ${await lost}`);
  await until(nodes[0].kept);
  target = nodes[1];
  for (const n of [3, 4]) nodes[1].server.to("readers").emit("news", n);
  await new Promise((resolve) => socket.once("connect", resolve));
  console.log(`recovered: ${socket.recovered}`);
  nodes[1].server.to("readers").emit("news", 5);
  await last;
  socket.disconnect();
  balancer.close();
  for (const node of nodes) await node.server.close();
}
await redis.stop();
process.exit();
