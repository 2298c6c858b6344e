import { createPinia, defineStore } from "pinia";
import { createRenderer, reactive, ref } from "vue";
import { life, makeSocket, startEcho, TRANSPORTS } from "../../support/life.mjs";

const node = (text = "") => ({ text, children: [], parent: null });
/** A page that is nothing but texts. */
const { createApp } = createRenderer({
  insert(child, parent, anchor) {
    child.parent = parent;
    const at = parent.children.indexOf(anchor);
    parent.children.splice(at < 0 ? parent.children.length : at, 0, child);
  },
  remove(child) {
    child.parent?.children.splice(child.parent.children.indexOf(child), 1);
  },
  createElement: () => node(),
  createText: node,
  createComment: () => node(),
  setText: (target, text) => draw(target, text),
  setElementText: (target, text) => draw(target, text),
  parentNode: ({ parent }) => parent,
  nextSibling: (child) => child.parent?.children[child.parent.children.indexOf(child) + 1] ?? null,
  patchProp() {},
});
let drawn = [];
const draw = (target, text) => {
  target.text = text;
  drawn.push(text);
};

const WAYS = {
  data: (socket) => ({ data: () => ({ socket }) }),
  ref: (socket) => ({ setup: () => ({ socket: ref(socket) }) }),
  reactive: (socket) => ({
    setup: () => ({ state: reactive({ socket }) }),
    computed: { socket: (vm) => vm.state.socket },
  }),
  pinia: (socket) => ({
    setup: () => ({ store: defineStore("sockets", { state: () => ({ socket }) })() }),
    computed: { socket: (vm) => vm.store.socket },
  }),
};

const server = await startEcho();
for (const transport of TRANSPORTS)
  for (const [name, component] of Object.entries(WAYS)) {
    drawn = [];
    const socket = makeSocket(server.url, transport);
    const app = createApp({ template: "<p>{{ socket.connected }}</p>", ...component(socket) }).use(createPinia());
    const vm = app.mount(node());
    console.log(`${transport}, ${name}: ${await life(vm.socket, () => drawn)}; drawn ${drawn.join(", ")}`);
    socket.disconnect();
    app.unmount();
  }
process.exit();
