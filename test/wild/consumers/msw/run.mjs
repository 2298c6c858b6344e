import { once } from "node:events";
import { createRequire } from "node:module";
import { toSocketIo } from "@mswjs/socket.io-binding";
import { ws } from "msw";
import { setupServer } from "msw/node";
import { WebSocket } from "ws";

// a page has one, which is replaced
globalThis.WebSocket = WebSocket;
const connections = [];
const chat = ws.link(/chat\.example/);
const server = setupServer(
  chat.addEventListener("connection", (connection) => {
    const { client } = toSocketIo(connection);
    connections.push(connection);
    client.on("hello", (_event, name) => client.emit("greeting", `Hello, ${name}`));
    client.on("message", (_event, text) => client.send(`${text}, too`));
    connection.client.addEventListener("message", ({ data }) => {
      // acknowledgements are not the binding's
      const [, id] = /^42(\d+)\["ask"/.exec(data) ?? [];
      if (id) connection.client.send(`43${id}["so"]`);
    });
  }),
);
server.listen();

// what a script tag loads: it takes the WebSocket that is there
const { io } = createRequire(import.meta.url)("socket.io-client/dist/socket.io.js");
const socket = io("http://chat.example", { transports: ["websocket"], reconnectionDelay: 10 });
socket.on("greeting", (text) => console.log("greeting", text));
socket.on("disconnect", (reason) => console.log("disconnect", reason));
socket.on("connect_error", ({ message }) => console.log("connect_error", message));

await once(socket, "connect");
console.log("connect", socket.id);
socket.emit("hello", "John");
await once(socket, "greeting");
socket.send("a text");
console.log("message", ...(await once(socket, "message")));
console.log("acknowledgement", await socket.timeout(5000).emitWithAck("ask"));

const again = once(socket, "connect");
connections[0].client.close();
await again;
console.log("connect again", connections.length);
socket.emit("hello", "once more");
await once(socket, "greeting");
socket.disconnect();
server.close();
process.exit();
