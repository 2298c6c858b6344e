/** Functions that browser.mjs runs in pages; each must stand alone. */
export const inPage = {
  /** ms from asking for a script to its end, in a frame of its own, the clients in turn. */
  async load({ clients, count }) {
    const times = Object.fromEntries(clients.map((client) => [client, []]));
    for (let n = 0; n < count; n++) {
      for (const client of n % 2 ? [...clients].reverse() : clients) {
        const frame = document.createElement("iframe");
        frame.src = "/frame/";
        await new Promise((resolve) => {
          frame.onload = resolve;
          document.body.append(frame);
        });
        const inner = frame.contentDocument;
        const script = inner.createElement("script");
        // a URL that no code was cached for
        const source = await (await fetch(`/${client}/client.js`)).text();
        script.textContent = `${source}//${n}`;
        const start = performance.now();
        inner.body.append(script);
        times[client].push(performance.now() - start);
        if (!frame.contentWindow.io) throw new Error("not loaded");
        frame.remove();
      }
    }
    return { times };
  },

  /** ms for each event that comes. */
  async receive({ url, count }) {
    const socket = window.io(url, { transports: ["websocket"] });
    await new Promise((resolve) => socket.on("connect", resolve));
    const flood = async (count) => {
      let received = 0;
      socket.on("tick", () => {
        received++;
      });
      await new Promise((resolve) => {
        socket.on("done", resolve);
        socket.emit("flood", count);
      });
      socket.off("tick");
      socket.off("done");
      return received;
    };
    const start = performance.now();
    const received = await flood(count);
    const wall = (performance.now() - start) / count;
    socket.disconnect();
    if (received !== count) throw new Error(`${received} of ${count}`);
    return { wall, count };
  },

  /** ms from `io()` to `connect` and to the upgrade; connections stay open to the end, so that no close is measured. */
  async connect({ url, count }) {
    const connected = [];
    const upgraded = [];
    const kept = [];
    for (let n = 0; n < count; n++) {
      const start = performance.now();
      const socket = window.io(url, { forceNew: true });
      await Promise.all([
        new Promise((resolve) => socket.on("connect", () => resolve(connected.push(performance.now() - start)))),
        new Promise((resolve) =>
          socket.io.engine.on("upgrade", () => resolve(upgraded.push(performance.now() - start))),
        ),
      ]);
      kept.push(socket);
      // each from rest: one library has waited for its upgrade, the other has just been busy with it
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    for (const socket of kept) socket.disconnect();
    return { connected, upgraded };
  },
};
