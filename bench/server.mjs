/** A real socket.io server, in a process of its own. Tells the parent its port. */
import { createServer } from "node:http";
import { Server } from "socket.io";
import { sendInBursts } from "./burst.mjs";

const http = createServer();
const io = new Server(http, { cors: { origin: "*" } });
const bytes = Buffer.alloc(1024, 7);

const listen = (socket) => {
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

io.on("connection", listen);
io.of(/^\/n\d+$/).on("connection", listen);

http.listen(Number(process.argv[2] ?? 0), "127.0.0.1", () => process.send({ port: http.address().port }));
process.on("disconnect", () => process.exit());
