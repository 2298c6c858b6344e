/**
 * Makes one write of all that a TCP socket is given in a turn.
 *
 * Left alone the server makes a write for each event. A client that is faster than the server is then woken for each of them,
 * one that is slower finds hundreds at a time, and the figures say who was slower rather than what an event costs.
 */
export function writeOncePerTurn(socket) {
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
