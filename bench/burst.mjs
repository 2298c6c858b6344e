/**
 * Makes one write of all that a TCP socket is given in a turn.
 *
 * Left alone the server makes a write for each event. A client that is faster than the server is then woken for each of them,
 * one that is slower finds hundreds at a time, and the figures say who was slower rather than what an event costs.
 */
function writeOncePerTurn(socket) {
  if (socket.writesOncePerTurn) return;
  socket.writesOncePerTurn = true;
  const write = socket.write;
  let corked = false;
  socket.write = (...args) => {
    if (!corked) {
      corked = true;
      socket.cork();
      setImmediate(() => {
        corked = false;
        socket.uncork();
      });
    }
    return write.apply(socket, args);
  };
}

/** Calls `send` for each number below `count`, in bursts of 500, each of which arrives as a whole; then `done`. */
export function sendInBursts(socket, count, send, done) {
  writeOncePerTurn(socket);
  let sent = 0;
  const turn = () => {
    const end = Math.min(count, sent + 500);
    while (sent < end) send(sent++);
    if (sent < count) setImmediate(turn);
    else done?.();
  };
  turn();
}
