import { once } from "node:events";
import { createServer } from "node:http";
import { Server } from "socket.io";

/** The real server on a free port of this machine. */
export async function startServer(options) {
  // a proxy takes an idle connection of its own for the next request: one that is just being ended loses it for any client
  const http = createServer({ keepAliveTimeout: 0 });
  const io = new Server(http, { serveClient: false, ...options });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  return { io, url: `http://127.0.0.1:${http.address().port}`, close: () => io.close() };
}
