import Vue from "vue2";
import { life, makeSocket, startEcho, TRANSPORTS } from "../../support/life.mjs";

Vue.config.productionTip = false;
const server = await startEcho();
for (const transport of TRANSPORTS)
  for (const [name, make] of [
    ["data", (socket) => new Vue({ data: () => ({ socket }) })],
    [
      "observable",
      (socket) =>
        new Vue({ data: { state: Vue.observable({ socket }) }, computed: { socket: (vm) => vm.state.socket } }),
    ],
  ]) {
    const drawn = [];
    const vm = make(makeSocket(server.url, transport));
    vm.$watch(
      () => vm.socket.connected,
      (connected) => drawn.push(`${connected}`),
      { immediate: true },
    );
    const told = await life(vm.socket, () => drawn);
    // the settings of a view stay on nobody
    vm.socket.volatile.emit("x");
    vm.socket.emit("kept");
    console.log(`${transport}, ${name}: ${told}; watched ${drawn.join(", ")}; kept ${vm.socket.sendBuffer.length}`);
    vm.$destroy();
  }
process.exit();
