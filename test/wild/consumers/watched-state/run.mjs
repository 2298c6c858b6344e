import { reactive } from "@vue/reactivity";
import { observable } from "mobx";
import { proxy } from "valtio/vanilla";
import { life, makeSocket, startEcho, TRANSPORTS } from "../../support/life.mjs";

const WAYS = {
  proxy: (socket) => new Proxy(socket, {}),
  mobx: (socket) => observable({ socket }).socket,
  "mobx box": (socket) => observable.box(socket).get(),
  valtio: (socket) => proxy({ socket }).socket,
  alpine: (socket) => reactive({ socket }).socket,
};

const server = await startEcho();
for (const transport of TRANSPORTS)
  for (const [name, wrap] of Object.entries(WAYS)) {
    const socket = makeSocket(server.url, transport);
    console.log(`${transport}, ${name}: ${await life(wrap(socket))}`);
    socket.disconnect();
  }
process.exit();
