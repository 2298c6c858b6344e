import { once } from "node:events";
import { io, Manager } from "socket.io-client";
import wildcard from "socketio-wildcard";
import { startServer } from "../../support/server.mjs";

const server = await startServer();
server.io.on("connection", (socket) => {
  socket.on("start", () => {
    socket.emit("news", 1, Buffer.from("bytes"));
    socket.emit("question", "how", (answer) => socket.emit("answered", answer));
  });
});

for (const transports of [["polling"], ["websocket"]]) {
  console.log(transports[0]);
  const socket = io(server.url, { transports, forceNew: true });
  wildcard(Manager)(socket);
  const done = new Promise((resolve) => socket.on("answered", resolve));
  socket.on("*", ({ data }) => {
    console.log("*", JSON.stringify(data.filter((part) => typeof part !== "function")));
  });
  socket.on("news", (number, bytes) => console.log("news", number, `${bytes}`));
  socket.on("question", (text, answer) => answer(`${text}, so`));
  await once(socket, "connect");
  socket.emit("start");
  console.log("answered", await done);
  socket.disconnect();
}
await server.close();
