import { once } from "node:events";
import { feathers } from "@feathersjs/feathers";
import { koa } from "@feathersjs/koa";
import socketioServer from "@feathersjs/socketio";
import socketioClient from "@feathersjs/socketio-client";
import { io } from "socket.io-client";

const server = koa(feathers());
let { io: sockets } = {};
server.configure(
  socketioServer((server) => {
    sockets = server;
  }),
);
server.use("messages", {
  async find({ query }) {
    return [{ text: "hello", query }];
  },
  async get(id) {
    throw Object.assign(new Error(`no message ${id}`), { name: "NotFound", code: 404 });
  },
  async create(data) {
    return { ...data, stored: true };
  },
});
server.on("connection", (connection) => server.channel("all").join(connection));
server.publish(() => server.channel("all"));
const http = await server.listen(0, "127.0.0.1");
if (!http.listening) await once(http, "listening");
const url = `http://127.0.0.1:${http.address().port}`;

for (const options of [{}, { ackTimeout: 5000 }]) {
  console.log(`options ${JSON.stringify(options)}`);
  const socket = io(url, { transports: ["websocket"], forceNew: true, ...options });
  const client = feathers();
  client.configure(socketioClient(socket));
  const messages = client.service("messages");
  await once(socket, "connect");
  console.log("find", JSON.stringify(await messages.find({ query: { read: true } })));
  console.log("get", await messages.get(7).catch((error) => `${error.name} ${error.code}: ${error.message}`));
  const created = new Promise((resolve) => messages.once("created", resolve));
  console.log("create", JSON.stringify(await messages.create({ text: "new" })));
  console.log("created", JSON.stringify(await created));
  socket.disconnect();
}
sockets.close();
