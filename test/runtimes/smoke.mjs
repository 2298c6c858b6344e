/**
 * The same for every runtime: events, acknowledgements, binary data, a lost connection, on each way to the server.
 * Returns what happened; `io` is the one of the package, `url` a server as run.mjs starts it.
 */
export async function smoke(io, url) {
  const log = {};
  for (const [name, options] of WAYS)
    log[name] = await talk(io(url, { ...options, forceNew: true, reconnectionDelay: 10 }));
  return log;
}

const WAYS = [
  ["polling", { transports: ["polling"] }],
  ["websocket", { transports: ["websocket"] }],
  ["upgrade", {}],
];

async function talk(socket) {
  const log = [];
  const upgrades = socket.io.opts.transports?.length !== 1;
  const isUpgraded = () => socket.io.engine.transport.name === "websocket";
  // it may be through before the answer to CONNECT
  const upgraded = () => isUpgraded() || new Promise((resolve) => socket.io.engine.once("upgrade", resolve));
  for (const event of ["connect", "disconnect", "connect_error", "reconnect"])
    socket.on(event, (arg) => log.push([event, arg?.message ?? arg ?? null]));
  socket.on("ask", (a, b, answer) => answer(a * b));
  const connected = once(socket, "connect");
  // before there is a connection
  const early = socket.emitWithAck("echo", "early");
  await connected;
  if (upgrades) await upgraded();
  log.push(socket.io.engine.transport.name);
  log.push(await early, await socket.timeout(5000).emitWithAck("echo", "é 漢 😀"));
  log.push(await socket.emitWithAck("ask me", 6, 7));
  const bytes = new Uint8Array([0, 1, 254, 255]);
  const [echoed, { deep }] = await socket.emitWithAck("echo", [bytes, { deep: bytes.buffer }]);
  log.push([...new Uint8Array(echoed)], [...new Uint8Array(deep)]);
  const back = once(socket, "reconnect");
  const lost = once(socket, "disconnect");
  socket.emit("drop me");
  await lost;
  const meanwhile = socket.emitWithAck("echo", "meanwhile");
  await back;
  log.push(await meanwhile);
  socket.disconnect();
  return log;
}

const once = (socket, event) => new Promise((resolve) => socket.once(event, resolve));
