/**
 * What is scaled. Each `run` brings about `size` of something, then measures events: those that wait all at once, or 20,000 beside
 * what is there. `most`: where a client takes many minutes for more. The server (lean-server.mjs) acknowledges everything but the event `hold`.
 */
import { measure } from "./measure.mjs";

/** Fewer, and it is the compiler that is measured; for the same reason each case runs once before it counts. */
const EVENTS = 20_000;
const websocket = { transports: ["websocket"] };

const opened = async (client, url, options) => {
  const { socket, connected } = client.open(url, { ...websocket, ...options });
  await connected;
  return socket;
};

const acked = (socket, count) =>
  new Promise((resolve) => {
    for (let n = 1; n <= count; n++) socket.emit("echo", n, n === count ? resolve : () => {});
  });

/** Small sizes many times over, so that each figure is of as many events. */
const repeated = async (size, once) => {
  const rounds = Math.max(1, Math.round(EVENTS / size));
  const all = async () => {
    for (let n = 0; n < rounds; n++) await once();
  };
  await all();
  return measure(rounds * size, all);
};

/** Events emitted before the connection is there, and sent once it is. */
const buffered = (options, each) => async (client, url, size) => {
  const open = () => {
    const { socket } = client.open(url, { ...websocket, autoConnect: false, ...options });
    return socket;
  };
  const once = async () => {
    const socket = open();
    for (let n = 1; n < size; n++) each(socket, n);
    const last = new Promise((resolve) => socket.emit("echo", size, resolve));
    const connected = new Promise((resolve) => socket.once("connect", resolve));
    socket.connect();
    await connected;
    await last;
    socket.disconnect();
  };
  return repeated(size, once);
};

export const scales = [
  {
    name: "acks",
    title: "acked event, so many unanswered",
    async run(client, url, size) {
      const socket = await opened(client, url);
      for (let n = 0; n < size; n++) socket.emit("hold", n, () => {});
      await acked(socket, EVENTS);
      return measure(EVENTS, () => acked(socket, EVENTS));
    },
  },
  {
    name: "timeouts",
    title: "event that times out, so many waiting",
    async run(client, url, size) {
      const { socket } = client.open(url, { ...websocket, autoConnect: false });
      const once = () =>
        new Promise((resolve) => {
          for (let n = 1; n <= size; n++) socket.timeout(2).emit("hold", n, n === size ? resolve : () => {});
        });
      return repeated(size, once);
    },
  },
  {
    name: "buffered",
    title: "event sent on connect, so many waiting",
    run: buffered({}, (socket, n) => socket.emit("echo", n)),
  },
  {
    name: "limited",
    title: "the same with a bufferLimit",
    only: "holdfast",
    run: buffered({ bufferLimit: { events: 200_000, bytes: 1e9, age: 60_000 } }, (socket, n) => socket.emit("echo", n)),
  },
  {
    name: "retries",
    title: "retried event, so many waiting, window 64",
    // with a window of one, as there, each waits for the one before: that is measured in cases.mjs
    only: "holdfast",
    async run(client, url, size) {
      const socket = await opened(client, url, { retries: 3, ackTimeout: 60_000, retryWindow: 64 });
      return repeated(size, () => acked(socket, size));
    },
  },
  {
    name: "listeners",
    title: "event received, listeners of so many others",
    async run(client, url, size) {
      const socket = await opened(client, url);
      for (let n = 0; n < size; n++) socket.on(`other ${n}`, () => {});
      let heard = 0;
      const flood = (count) =>
        new Promise((resolve) => {
          heard = 0;
          socket.off("tick");
          socket.on("tick", () => ++heard === count && resolve());
          socket.emit("flood", count);
        });
      await flood(EVENTS);
      return measure(EVENTS, () => flood(EVENTS));
    },
  },
  {
    name: "namespaces",
    title: "acked event, so many namespaces",
    most: { "socket.io-client": 1_000 },
    async run(client, url, size) {
      const socket = await opened(client, url);
      const all = Array.from({ length: size }, (_, n) => socket.io.socket(`/n${n}`, {}));
      await Promise.all(all.map((one) => one.connected || new Promise((resolve) => one.on("connect", resolve))));
      await acked(all[0], EVENTS);
      return measure(EVENTS, () => acked(all[0], EVENTS));
    },
  },
  {
    name: "joining",
    title: "namespace joined and left, so many together",
    most: { "socket.io-client": 1_000 },
    async run(client, url, size) {
      const socket = await opened(client, url);
      const all = Array.from({ length: size }, (_, n) => socket.io.socket(`/n${n}`, { autoConnect: false }));
      return repeated(size, async () => {
        await Promise.all(all.map((one) => new Promise((resolve) => one.once("connect", resolve).connect())));
        for (const one of all) one.disconnect();
      });
    },
  },
];
