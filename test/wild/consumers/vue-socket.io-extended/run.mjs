import { createRequire } from "node:module";
import { io } from "socket.io-client";
import { startServer } from "../../support/server.mjs";

// the build for browsers is the only one that Node can load
const plugin = createRequire(import.meta.url)("vue-socket.io-extended/dist/vue-socket.io-ext.min.js");

/** What the plugin asks of Vue 2 and of Vuex. */
class Vue {
  static config = { optionMergeStrategies: {} };
  static mixins = [];
  static mixin(mixin) {
    Vue.mixins.push(mixin);
  }
  constructor({ data, computed }) {
    Object.assign(this, data());
    for (const [name, get] of Object.entries(computed)) Object.defineProperty(this, name, { get });
  }
}
const store = {
  _mutations: { SOCKET_NEWS: [] },
  _actions: { socket_news: [] },
  commit: (name, payload) => console.log("commit", name, JSON.stringify(payload)),
  dispatch: (name, payload) => console.log("dispatch", name, JSON.stringify(payload)),
};

const server = await startServer();
server.io.on("connection", (socket) => {
  socket.emit("news", { id: 1 });
  socket.emit("question", "how", (answer) => socket.emit("bye", answer));
});
const socket = io(server.url, { transports: ["websocket"], autoConnect: false });
Vue.use = (install) => install(Vue, socket, { store });
Vue.use(plugin.install);

const done = new Promise((resolve) => {
  const component = Object.create(Vue.prototype);
  component.$options = {
    sockets: {
      connect: () => console.log("connect"),
      news: (news) => console.log("news", JSON.stringify(news)),
      question: (text, answer) => answer(`${text}, so`),
      bye: resolve,
    },
  };
  for (const { created } of Vue.mixins) created.call(component);
});
socket.connect();
console.log("bye", await done);
console.log("connected", Vue.prototype.$socket.connected);
socket.disconnect();
await server.close();
