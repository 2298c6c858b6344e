/** A real socket.io server, in a process of its own. Tells the parent its port. */
import { createServer } from "node:http";
import { Server } from "socket.io";
import { listen } from "../test/support/listen.mjs";
import { eventOf, sendInBursts } from "./feed.mjs";

const http = createServer();
const io = new Server(http, { cors: { origin: "*" } });
const tick = eventOf('42["tick",{"n":7,"text":"hello"}]');
const bytes = eventOf('451-["bytes",{"_placeholder":true,"num":0}]', Buffer.alloc(1024, 7));

/** The connections of each client that asks for one event on each at a time. */
const lines = new Map();

const serve = (socket) => {
  socket.on("echo", (value, answer) => answer(value));
  socket.on("sync", (answer) => answer());
  socket.on("hold", () => {});
  // what is written to it passes socket.io by
  const tcp = socket.conn.transport.socket?._socket;
  socket.on("flood", (count, binary) => sendInBursts(tcp, binary ? bytes : tick, count, () => socket.emit("done")));
  socket.on("line", (client, answer) => {
    if (!lines.has(client)) lines.set(client, []);
    lines.get(client).push(tcp);
    answer();
  });
  socket.on("round", (client) => {
    for (const line of lines.get(client)) line.write(tick);
  });
};

io.on("connection", serve);
io.of(/^\/n\d+$/).on("connection", serve);

process.send({ port: await listen(http, Number(process.argv[2] ?? 0)) });
process.on("disconnect", () => process.exit());
