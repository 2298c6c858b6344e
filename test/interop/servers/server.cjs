// The server of the interop tests on one of the installed versions: `node server.cjs socket.io-4.0 [port]`.
// server.py does the same on python-socketio; ../conversation.ts is the other side.
const { createServer } = require("node:http");

const [name, port = 0] = process.argv.slice(2);
const loaded = require(name);
const http = createServer();
const io = (loaded.Server ? (server) => new loaded.Server(server) : loaded)(http);

io.on("connection", (socket) => {
  socket.emit("welcome", socket.handshake.auth);
  socket.on("say", (...args) => socket.emit("said", ...args));
  socket.on("echo", (...args) => args.pop()(...args));
  // the answer to the server's question comes back as an event
  socket.on("ask me", (...args) => socket.emit("question", ...args, (...answer) => socket.emit("answered", ...answer)));
  socket.on("send me away", () => socket.disconnect());
});
io.of("/members").use((socket, next) => {
  if (socket.handshake.auth?.token === "good") next();
  else next(Object.assign(new Error("not a member"), { data: { code: 7 } }));
});
io.of("/members").on("connection", (socket) => {
  socket.on("echo", (...args) => args.pop()(...args));
});

http.listen(Number(port), "127.0.0.1", () => console.log(http.address().port));
// the test that started it has ended
process.stdin.on("end", () => process.exit()).resume();
