import { io } from "socket.io-client";

const until = (emitter, event) => new Promise((resolve) => emitter.once(event, (...args) => resolve(args)));

/** What an app does in its life; `bytes`: does it send binary data? */
global.life = async (url, options, bytes) => {
  const told = [];
  const socket = io(url, {
    forceNew: true,
    reconnectionDelay: 10,
    extraHeaders: { "x-token": "secret" },
    auth: { user: "ü" },
    query: { "a b": "1+2" },
    ...options,
  });
  socket.io.on("reconnect_attempt", (attempt) => told.push(`attempt ${attempt}`));
  const [hello] = await until(socket, "hello");
  told.push(JSON.stringify(hello));
  const text = "ü€😀".repeat(50_000);
  told.push(`text ${(await socket.emitWithAck("echo", text)) === text}`);
  if (bytes) {
    const answer = await socket.emitWithAck("echo", { bytes: new Uint8Array([1, 2, 255]) });
    told.push(`bytes ${answer.bytes instanceof ArrayBuffer} ${Array.from(new Uint8Array(answer.bytes))}`);
  }
  socket.emit("ask");
  socket.on("question", (value, answer) => answer(value + 1));
  told.push(`answered ${await until(socket, "answered")}`);
  const [late] = await socket
    .timeout(20)
    .emitWithAck("silent")
    .catch((error) => [error.message]);
  told.push(late);
  const lost = until(socket, "disconnect");
  socket.emit("cut");
  told.push(`disconnect ${(await lost)[0]}`);
  told.push(`while away ${await socket.emitWithAck("echo", 7)}`);

  const other = socket.io.socket("/no");
  const [error] = await until(other, "connect_error");
  told.push(`connect_error ${error.message}`);
  socket.disconnect();
  return told;
};
