const { io } = require("socket.io-client");

/** The life of a socket: text and bytes of every size, and a connection that is lost. */
exports.live = async (transports) => {
  const socket = io(process.env.WILD_URL, { transports, forceNew: true, reconnectionDelay: 10 });
  try {
    await new Promise((resolve, reject) => socket.once("connect", resolve).once("connect_error", reject));
    for (const length of [1, 1_000, 50_000]) {
      const text = "ü€😀".repeat(length);
      expect((await socket.emitWithAck("echo", text)) === text).toBe(true);
    }
    for (const length of [0, 1, 2, 3, 1_000, 100_000]) {
      const { bytes } = await socket.emitWithAck("echo", { bytes: new Uint8Array(length).fill(7) });
      expect(bytes.byteLength).toBe(length);
      expect(new Uint8Array(bytes).every((byte) => byte === 7)).toBe(true);
    }
    const again = new Promise((resolve) => socket.io.on("reconnect", resolve));
    const reason = new Promise((resolve) => socket.on("disconnect", resolve));
    socket.emit("cut");
    expect(await reason).toBe("transport close");
    expect(await socket.emitWithAck("echo", "while away")).toBe("while away");
    expect(await again).toBe(1);
  } finally {
    socket.disconnect();
  }
};
