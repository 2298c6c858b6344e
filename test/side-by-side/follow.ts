import type { Client, Scene } from "./scene.ts";

/** Says all that the Manager tells. */
export const followManager = ({ say }: Scene, { io }: Client): void => {
  io.on("open", () => say("manager open"));
  io.on("error", (error) => say("manager error", error.message.replace(/:.*/, "")));
  io.on("close", (reason) => say("manager close", reason));
  io.on("reconnect_attempt", (attempt) => say("manager reconnect_attempt", attempt));
  io.on("reconnect_error", (error) => say("manager reconnect_error", error.message.replace(/:.*/, "")));
  io.on("reconnect_failed", (...args: unknown[]) => say("manager reconnect_failed", args.length));
  io.on("reconnect", (attempt) => say("manager reconnect", attempt));
};

/** As `follow`, with the texts shortened to what both have. */
export const followShort = ({ say }: Scene, socket: Client): void => {
  socket.on("connect", () => say("connect"));
  socket.on("connect_error", (error) => say("connect_error", error.message.replace(/:.*/, "")));
  socket.on("disconnect", (reason) => say("disconnect", reason));
};
