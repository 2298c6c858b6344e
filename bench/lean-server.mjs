/**
 * A server that holds nothing for its clients, so that 100,000 namespaces cost the client alone. It speaks only what the scaling
 * bench needs: WebSocket, joining, `echo` acknowledged, `flood`.
 */
import { WebSocketServer } from "ws";
import { writeOncePerTurn } from "./burst.mjs";

const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
const open = { sid: "lean", upgrades: [], pingInterval: 300_000, pingTimeout: 300_000, maxPayload: 1e8 };

/** In bursts, each of which arrives as a whole (see burst.mjs). */
const flood = (socket, nsp, count, sent = 0) => {
  const end = Math.min(count, sent + 500);
  for (let n = sent; n < end; n++) socket.send(`42${nsp}["tick",${n}]`);
  if (end < count) setImmediate(flood, socket, nsp, count, end);
};

server.on("connection", (socket, request) => {
  socket.send(`0${JSON.stringify(open)}`);
  socket.on("message", (data) => {
    const text = data.toString();
    const [, type, nsp = "", id = ""] = /^4(\d)(?:(\/[^,]*,))?(\d*)/.exec(text) ?? [];
    if (type === "0") socket.send(`40${nsp}{"sid":"lean"}`);
    else if (type === "2" && text.includes('"flood"')) {
      writeOncePerTurn(request.socket);
      flood(socket, nsp, Number(/(\d+)]$/.exec(text)[1]));
    } else if (type === "2" && id && text.includes('"echo"')) socket.send(`43${nsp}${id}[]`);
  });
});
server.on("listening", () => process.send({ port: server.address().port }));
process.on("disconnect", () => process.exit());
