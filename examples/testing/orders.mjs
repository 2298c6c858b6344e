import { io } from "holdfast";

/** The app's own module, which knows nothing of tests. */
export class Orders {
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
}
