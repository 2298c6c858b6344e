import { createServer, type Server as HttpServer, type IncomingMessage } from "node:http";
import { createServer as createTlsServer, type ServerOptions as TlsOptions } from "node:https";
import { createServer as createTcpServer, type Socket as TcpSocket } from "node:net";
import { Server, type ServerOptions } from "socket.io";
import { atEnd } from "./leaks.ts";
import { freePort, listen } from "./listen.mjs";
import { until } from "./until.ts";

/**
 * The real `socket.io` server from npm, in this process, on a free port of 127.0.0.1. It is closed when the test ends.
 *
 *     const server = await startServer((io) => {
 *       io.on("connection", (socket) => socket.on("echo", (x, ack) => ack(x)));
 *     });
 *     const socket = client(server, { transports: ["websocket"] });
 *     await server.restart();          // the same port, the same setup, nothing remembered
 *     server.kill();                   // cuts every TCP connection, as a crash would; it goes on listening
 *     expect(server.engines).toBe(1);  // Engine.IO sessions since the start, over all restarts
 */

export interface TestServer {
  readonly io: Server;
  readonly port: number;
  readonly url: string;
  /** Engine.IO sessions that were opened, over all restarts. */
  readonly engines: number;
  /** Ends it as a deployment does: sessions are closed, each with a word to its client, then the port. */
  stop(): Promise<void>;
  /** Cuts every TCP connection without a word; `"port"`: and stops listening. */
  kill(what?: "port"): Promise<void>;
  /** Listens again, on the same port, with the same setup. */
  start(): Promise<void>;
  /** `stop()`, then `start()`. */
  restart(): Promise<void>;
}

/** With `tls` (a key, a certificate, …) it speaks HTTPS. */
export async function startServer(
  setup: (io: Server) => void = () => {},
  options: Partial<ServerOptions> = {},
  tls?: TlsOptions,
): Promise<TestServer> {
  let http: HttpServer | undefined;
  let io: Server | undefined;
  let port = 0;
  let engines = 0;
  const sockets = new Set<TcpSocket>();

  const start = async (): Promise<void> => {
    http = tls ? createTlsServer(tls) : createServer();
    http.on("connection", (socket) => {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
    });
    io = new Server(http, { serveClient: false, ...options });
    io.engine.on("connection", () => engines++);
    setup(io);
    port = await listen(http, port);
  };
  const kill = async (what?: "port"): Promise<void> => {
    const closed = what && closing(http);
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  const stop = async (): Promise<void> => {
    if (!http?.listening || !io) return;
    // between two polls there is nothing that could tell the client
    const { clients } = io.engine as unknown as { clients: Record<string, { transport: { writable: boolean } }> };
    const sessions = (): { transport: { writable: boolean } }[] => Object.values(clients);
    await until("the server can say goodbye", () => sessions().every(({ transport }) => transport.writable));
    const closed = closing(http);
    await io.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };

  await start();
  atEnd("real server", async () => {
    // after a kill() the sessions still have timers
    io?.engine.close();
    await kill("port");
  });
  return {
    get io() {
      return io as Server;
    },
    port,
    url: `${tls ? "https" : "http"}://127.0.0.1:${port}`,
    get engines() {
      return engines;
    },
    stop,
    kill,
    start,
    restart: async () => {
      await stop();
      await start();
    },
  };
}

/** Calls back for each HTTP request, a WebSocket's upgrade too, before the server has it; for a `setup`. */
export const onRequest = (io: Server, listener: (request: IncomingMessage) => void): void => {
  const { httpServer } = io as unknown as { httpServer: HttpServer };
  httpServer.prependListener("request", listener);
  httpServer.prependListener("upgrade", listener);
};

const closing = (http: HttpServer | undefined): Promise<void> =>
  new Promise((resolve) => (http?.listening ? http.close(() => resolve()) : resolve()));

/** Accepts connections and never answers. */
export async function startBlackHole(): Promise<{ url: string; readonly accepted: number }> {
  const sockets = new Set<TcpSocket>();
  let accepted = 0;
  const server = createTcpServer((socket) => {
    accepted++;
    sockets.add(socket);
    socket.on("error", () => {});
    // reads, so that it notices the other side's end
    socket.on("close", () => sockets.delete(socket)).resume();
  });
  const port = await listen(server, 0);
  atEnd("real server", () => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    get accepted() {
      return accepted;
    },
  };
}

/** The address of a port at which nobody listens. */
export async function closedPort(): Promise<string> {
  return `http://127.0.0.1:${await freePort()}`;
}
