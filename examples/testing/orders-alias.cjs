const { io } = require("socket.io-client");

/** The same module, written for socket.io-client: the tests give it holdfast by that name. */
exports.Orders = class {
  cooking = [];

  constructor(url) {
    this.socket = io(url, { auth: { token: "t" }, retries: 3, ackTimeout: 2_000 });
    this.socket.on("cook", (dish) => this.cooking.push(dish));
  }

  async order(id, dish) {
    const { taken } = await this.socket.emitWithAck("order", { id, dish });
    return taken;
  }

  close() {
    this.socket.disconnect();
  }
};
