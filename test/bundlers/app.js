import { io } from "holdfast";

const socket = io();
socket.on("connect", async () => {
  document.title = await socket.emitWithAck("echo", `built, and ${socket.io.engine.transport.name}`);
});
