const { io } = require("socket.io-client");

const { setTimeout: sleep } = globalThis;
const real = (ms) => new Promise((resolve) => sleep(resolve, ms));

/** Waits on the real clock. */
exports.until = async (condition) => {
  for (let i = 0; i < 1_000; i++) {
    if (await condition()) return;
    await real(5);
  }
  throw new Error("it did not happen");
};

exports.open = (transport) =>
  io(process.env.WILD_URL, { transports: [transport], forceNew: true, reconnectionDelay: 1_000 });
