/**
 * A server that holds nothing for its clients, so that 100,000 namespaces cost the client alone. It speaks only what the scaling
 * bench needs: WebSocket, joining, `echo` acknowledged, `flood`.
 */
import { WebSocketServer } from "ws";
import { eventOf, sendInBursts } from "./feed.mjs";

const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
const open = { sid: "lean", upgrades: [], pingInterval: 300_000, pingTimeout: 300_000, maxPayload: 1e8 };

server.on("connection", (socket, request) => {
  socket.send(`0${JSON.stringify(open)}`);
  socket.on("message", (data) => {
    const text = data.toString();
    const [, type, nsp = "", id = ""] = /^4(\d)(?:(\/[^,]*,))?(\d*)/.exec(text) ?? [];
    if (type === "0") socket.send(`40${nsp}{"sid":"lean"}`);
    else if (type === "2" && text.includes('"flood"')) {
      sendInBursts(request.socket, eventOf(`42${nsp}["tick",7]`), Number(/(\d+)]$/.exec(text)[1]));
    } else if (type === "2" && id && text.includes('"echo"')) socket.send(`43${nsp}${id}[]`);
  });
});
server.on("listening", () => process.send({ port: server.address().port }));
process.on("disconnect", () => process.exit());
