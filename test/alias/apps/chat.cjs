// The chat, as an older script has it: CommonJS, callbacks. Written for socket.io-client 4.8.
const io = require("socket.io-client");

const lines = [];
const socket = io.connect(process.env.URL, {
  "force new connection": true,
  transports: ["websocket"],
  query: "name=carl",
  reconnectionDelay: 20,
});

socket.once("connect", function () {
  lines.push(`connect ${this === socket} ${typeof this.id}`);
  socket.emit("join", "lobby", (history) => {
    lines.push(`joined ${Array.isArray(history)}`);
    socket.emit("typing", "lobby", true).emit("say", "lobby", "from a script", (id) => {
      lines.push(`said ${typeof id}`);
    });
  });
});

socket.on("typing", (room, who, active) => {
  lines.push(`typing ${room} ${who} ${active}`);
});

socket.on("message", (message) => {
  lines.push(`${message.author} says ${message.text}`);
  // the acknowledgement comes with it
  setTimeout(() => {
    socket.close();
  }, 50);
});

socket.on("disconnect", (reason) => {
  lines.push(`disconnect ${reason} ${socket.connected}`);
  console.log(JSON.stringify(lines));
});
