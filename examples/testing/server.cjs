/** The server's handlers, as the app starts them with a port and a test without. */
exports.serveOrders = (io) => {
  io.use((socket, next) => next(socket.handshake.auth.token === "t" ? undefined : new Error("unknown token")));
  io.on("connection", (socket) => {
    socket.join("kitchen");
    socket.on("order", (order, answer) => {
      answer({ taken: order.id });
      io.to("kitchen").emit("cook", order.dish);
    });
  });
};
