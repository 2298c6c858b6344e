import { io } from "socket.io-client";
import { startServer } from "./server.mjs";

export const TRANSPORTS = ["polling", "websocket"];

/** A server that answers `echo`. */
export async function startEcho() {
  const server = await startServer();
  server.io.on("connection", (socket) => socket.on("echo", (value, answer) => answer(value)));
  return server;
}

/** A socket that does not connect yet. */
export const makeSocket = (url, transport) =>
  io(url, {
    transports: [transport],
    autoConnect: false,
    forceNew: true,
    reconnectionDelay: 10,
    randomizationFactor: 0,
  });

/** Until the condition holds; `false` if it does not within a second. */
export async function until(condition) {
  const end = Date.now() + 1000;
  while (!condition()) {
    if (Date.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return true;
}

const within = (promise) =>
  Promise.race([promise.catch((error) => error.message), new Promise((resolve) => setTimeout(resolve, 1000, "never"))]);

/** What becomes of a socket that an app has in its state; `drawn` is what the app has shown of it until then. */
export async function life(socket, drawn = () => []) {
  const told = [];
  try {
    socket.on("connect", () => told.push("connect"));
    socket.once("disconnect", (reason) => told.push(`disconnect ${reason}`));
    socket.io.on("reconnect", (attempt) => told.push(`reconnect ${attempt}`));
    told.push(`itself ${socket.connect() === socket}`);
    await until(() => socket.connected);
    await until(() => drawn().includes("true"));
    told.push(`connected ${socket.connected}`);
    told.push(`answer ${await within(socket.emitWithAck("echo", 1))}`);
    told.push(`limit ${await within(socket.timeout(20).emitWithAck("silent"))}`);
    told.push(`without ${await within(new Promise((resolve) => socket.emit("echo", 2, resolve)))}`);
    socket.io.engine.close();
    await until(() => !socket.connected || told.includes("reconnect 1"));
    await until(() => told.includes("reconnect 1") && socket.connected);
    told.push(`again ${socket.connected}`);
    socket.disconnect();
    await until(() => drawn().at(-1) === "false");
    told.push(`at the end ${socket.connected}`);
  } catch (error) {
    told.push(`threw ${error.message}`);
  }
  return told.join(", ");
}

/** Some of what a library breaks, it breaks in a turn of its own. */
process.on("uncaughtException", () => {});
process.on("unhandledRejection", () => {});
