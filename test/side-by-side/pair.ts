import type { Socket as Served } from "socket.io";
import type { TestServer } from "../support/server.ts";
import { next } from "../support/until.ts";
import type { Client, Options, Scene } from "./scene.ts";

/** A connected client, and the server's side of it, which tells what it hears and answers to `echo`. */
export const pair = async (
  { serve, connect, heard }: Scene,
  options: Options = {},
  setup: (served: Served) => void = () => {},
): Promise<{ server: TestServer; socket: Client; served: Served }> => {
  let served!: Served;
  const server = await serve((io) =>
    io.on("connection", (socket) => {
      served = socket;
      socket.onAny((...args) => heard(...args));
      socket.on("echo", (...args) => args.pop()?.(...args));
      setup(socket);
    }),
  );
  const socket = connect(server, options);
  await next(socket, "connect");
  return { server, socket, served };
};

/** Has the server a request, or a WebSocket, on which it could send something now? */
export const isPolling = (served: Served): boolean =>
  (served.conn as unknown as { transport: { writable: boolean } }).transport.writable;

/** How a promise settles. */
export const outcome = (promise: Promise<unknown>): Promise<unknown[]> =>
  promise.then(
    (value) => ["resolved", value],
    (error: unknown) => ["rejected", error],
  );
