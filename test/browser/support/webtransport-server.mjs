// A real Socket.IO server that also speaks WebTransport, which needs HTTP/3, which Node has not:
// `deno run -A --unstable-net webtransport-server.mjs <key.pem> <cert.pem>`. It listens at one port, which it prints: by TCP
// for polling and WebSocket, without TLS so that no browser need trust the certificate, and by UDP for WebTransport.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import process from "node:process";
import { Server } from "socket.io";
import { listen } from "../../support/listen.mjs";

const [key, cert] = Deno.args.map((file) => readFileSync(file, "utf8"));
const transports = ["polling", "websocket", "webtransport"];
const http = createServer();
// no `cors` option, with which it drops WebTransport sessions; the page that connects is of another origin
const io = new Server(http, { transports, serveClient: false, maxHttpBufferSize: 4e6 });
io.engine.on("initial_headers", (headers) => {
  headers["access-control-allow-origin"] = "*";
});
io.engine.on("headers", (headers) => {
  headers["access-control-allow-origin"] = "*";
});

// it prints what it sees of its clients
io.engine.on("connection", (session) => {
  console.log(`session over ${session.transport.name}`);
  session.on("upgrade", (transport) => console.log(`upgrade to ${transport.name}`));
});
io.on("connection", (socket) => {
  socket.on("disconnect", (reason) => console.log(`disconnect: ${reason}`));
  socket.on("say", (...args) => socket.emit("said", ...args));
  socket.on("echo", (...args) => args.pop()(...args));
  socket.on("ask me", (...args) => socket.emit("question", ...args, (...answer) => socket.emit("answered", ...answer)));
  let bytes = 0;
  socket.on("piece", (piece) => {
    bytes += piece.length;
  });
  socket.on("end", (answer) => answer(bytes));
  socket.on("leave me", () => socket.disconnect());
  socket.on("close the transport", () => socket.conn.close());
});

const port = await listen(http);
const endpoint = new Deno.QuicEndpoint({ hostname: "127.0.0.1", port });
const listener = endpoint.listen({ cert, key, alpnProtocols: ["h3"] });
console.log(port);

// the test that started it has ended
process.stdin.on("end", () => process.exit()).resume();

for await (const incoming of listener) serve(incoming);

async function serve(incoming) {
  try {
    const session = await Deno.upgradeWebTransport(await incoming.accept());
    await session.ready;
    io.engine.onWebTransportSession(session);
  } catch (error) {
    console.error(error);
  }
}
