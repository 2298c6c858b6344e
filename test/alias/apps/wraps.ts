// Uses a library whose declarations demand all members of a socket. Compiled, not run.
import { Wrapper } from "./wrapper.js";

export const use = (one: Wrapper): Wrapper => {
  one.socket.on("disconnect", (reason) => console.log(reason.length));
  console.log(one.io.opts.path, one.connected, one.id?.length);
  return one.on("news", (text: string) => text).emit("hello", 1);
};
export const isOne = (value: unknown): boolean => value instanceof Wrapper;
