import { register } from "node:module";
import { startServer } from "../../support/server.mjs";

register("./hooks.mjs", import.meta.url);
const { Socket } = await import("ngx-socket-io");

const server = await startServer();
server.io.on("connection", (socket) => {
  socket.on("echo", (value, answer) => answer(value));
  socket.on("silence", () => {});
  socket.on("start", () => {
    for (const n of [1, 2, 3]) socket.emit("count", n);
  });
});

let ticks = 0;
const service = new Socket(
  { url: server.url, options: { transports: ["websocket"], autoConnect: false } },
  { tick: () => ticks++ },
);
await new Promise((resolve) => service.on("connect", resolve).connect());
console.log("connected", service.connected, service.active, typeof service.id);

const counts = [];
await new Promise((resolve) => {
  service.fromEvent("count").subscribe((n) => counts.push(n) === 3 && resolve());
  service.emit("start");
});
console.log("counts", counts, ticks);
console.log("answer", await service.emitWithAck("echo", 1));
// called for its side effect: the emit on the service that follows has the time limit
console.log("in time", await service.timeout(500).emitWithAck("echo", 2));
console.log(
  "late",
  await service
    .timeout(50)
    .emitWithAck("silence")
    .catch((error) => error.message),
);
await new Promise((resolve) => {
  service.timeout(500).emit("echo", 3, (error, value) => {
    console.log("callback", error, value);
    resolve();
  });
});
service.disconnect();
await server.close();
