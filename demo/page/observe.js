// What the client does, seen from outside: through `socket.lifecycle`, `socket.state` and the events of the engine.

const LIFECYCLE = [
  "connect",
  "connect_error",
  "connect_timeout",
  "disconnect",
  "reconnect_attempt",
  "reconnect_error",
  "reconnect_failed",
  "reconnect",
  "state_change",
  "dropped",
];

/**
 * Calls as things happen: `sink.lifecycle(event, args)`, `sink.open(transport)` when a connection is there,
 * `sink.engine(event, detail)` for what becomes of its upgrade, and `sink.packet(direction, packet)`.
 */
export function observe(socket, sink) {
  let engine; // the one we listen to: each connection attempt has a new one

  for (const event of LIFECYCLE) {
    socket.lifecycle.on(event, (...args) => {
      follow();
      sink.lifecycle(event, args);
      // The engine of an attempt is made after the attempt was announced, and sends and receives later still.
      if (event === "reconnect_attempt") queueMicrotask(follow);
    });
  }
  socket.io.on("open", () => {
    follow();
    sink.open(engine.transport.name);
  });
  follow();

  function follow() {
    if (!socket.io.engine || socket.io.engine === engine) return;
    engine = socket.io.engine;
    const mine = engine;
    let opened = performance.now();
    // Events of an engine that is history already are not about this connection.
    const on = (event, listener) => mine.on(event, (...args) => mine === engine && listener(...args));
    on("open", () => {
      opened = performance.now();
    });
    on("upgrade", (transport) => {
      sink.engine("upgrade", { transport: transport.name, after: performance.now() - opened });
    });
    on("upgradeError", (error) => sink.engine("upgrade_error", { error }));
    on("packet", (packet) => sink.packet("in", packet));
    on("packetCreate", (packet) => sink.packet("out", packet));
  }
}
