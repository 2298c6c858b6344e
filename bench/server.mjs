/** A real socket.io server, in a process of its own. Tells the parent its port. */
import { createServer } from "node:http";
import { Server } from "socket.io";
import { listen } from "../test/support/listen.mjs";
import { sendInBursts } from "./burst.mjs";

const http = createServer();
const io = new Server(http, { cors: { origin: "*" } });
const bytes = Buffer.alloc(1024, 7);

const serve = (socket) => {
  socket.on("echo", (value, answer) => answer(value));
  socket.on("sync", (answer) => answer());
  socket.on("hold", () => {});
  // in bursts, see burst.mjs
  socket.on("flood", (count, binary) => {
    const send = (n) => (binary ? socket.emit("bytes", bytes) : socket.emit("tick", { n, text: "hello" }));
    sendInBursts(socket.conn.transport.socket._socket, count, send, () => socket.emit("done"));
  });
  // One by one, and slower than any client: each event is read for itself.
  socket.on("drip", (count) => {
    let sent = 0;
    let due = performance.now();
    const turn = () => {
      if (performance.now() >= due) {
        due += 0.03;
        socket.emit("tick", { n: sent++, text: "hello" });
      }
      if (sent < count) setImmediate(turn);
      else socket.emit("done");
    };
    turn();
  });
};

io.on("connection", serve);
io.of(/^\/n\d+$/).on("connection", serve);

process.send({ port: await listen(http, Number(process.argv[2] ?? 0)) });
process.on("disconnect", () => process.exit());
