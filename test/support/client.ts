import { type IoOptions, io, type Socket } from "../../src/index.node.ts";
import { SOCKET_EVENTS } from "../../src/socket/events.ts";
import { atEnd } from "./leaks.ts";
import { next, Transcript } from "./until.ts";

/**
 * Clients for the tests, and transcripts of what they tell.
 *
 *     describe.each(MODES)("$mode", ({ options }) => {
 *       test("…", async () => {
 *         const socket = client(server, options);
 *         const log = transcribe(socket);
 *         await ready(socket);             // connected; in the upgrade mode: over WebSocket
 *         …
 *         expect(log.entries).toEqual(["connect", "disconnect: transport close", "reconnect_attempt: 1", …]);
 */

/** A socket as an app without types has it: any event, any arguments, any answer. */
export type Client = {
  emitWithAck(event: string, ...args: any[]): Promise<any>;
  timeout(ms: number): Client;
  [name: string]: any;
} & Socket;

export interface Mode {
  mode: "polling" | "websocket" | "upgrade";
  options: IoOptions;
}

/** The three ways to be connected. */
export const MODES: readonly Mode[] = [
  { mode: "polling", options: { transports: ["polling"] } },
  { mode: "websocket", options: { transports: ["websocket"] } },
  { mode: "upgrade", options: { transports: ["polling", "websocket"] } },
];

/**
 * A socket with a connection of its own (`forceNew: false` lets it share one) that reconnects quickly and, when the test
 * ends, disconnects.
 */
export function client(server: { url: string } | string, options: object = {}, nsp = "/"): Client {
  const address = typeof server === "string" ? server : server.url;
  const socket = io(address + nsp, {
    forceNew: true,
    reconnectionDelay: 10,
    randomizationFactor: 0,
    ...options,
  }) as Client;
  atEnd("client", () => socket.disconnect());
  return socket;
}

const nameOf = (socket: Client): string | undefined => socket.io.engine?.transport?.name;

/** Waits until it is connected, and over WebSocket where both transports are allowed. */
export async function ready(socket: Client): Promise<Client> {
  if (!socket.connected) await next(socket, "connect");
  const { transports } = socket.io.opts;
  if (transports?.includes("polling") && transports.includes("websocket") && nameOf(socket) === "polling") {
    await next(socket.io.engine, "upgrade");
  }
  return socket;
}

/** One line for each reserved event: `disconnect: transport close`, `connect_error: ERR_TRANSPORT`, `reconnect: 2`. */
export function transcribe(socket: Client, log = new Transcript()): Transcript {
  for (const name of SOCKET_EVENTS) {
    socket.on(name, (first?: unknown) => {
      const text = first instanceof Error ? (first as { code?: string }).code : first;
      log.push(text === undefined ? name : `${name}: ${text}`);
    });
  }
  return log;
}

/** As {@link transcribe}, with the changes of state: `disconnected → connecting (connect())`. */
export function transcribeStates(socket: Client, log = new Transcript()): Transcript {
  socket.lifecycle.on("state_change", ({ from, to, cause }) => log.push(`${from} → ${to} (${cause})`));
  return log;
}
