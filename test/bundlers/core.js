import { createIo, websocket } from "holdfast/core";

const socket = createIo({ transports: [websocket] })();
socket.on("connect", async () => {
  document.title = await socket.emitWithAck("echo", `built, and ${socket.io.engine.transport.name}`);
});
