/** What the cases need of a client, from an `io` function: both libraries are driven by the same code. */
export const adapt = (io) => ({
  /** A socket on a connection of its own. `connected` and `upgraded` are promises, to be asked for at once. */
  open(url, options) {
    const socket = io(url, { forceNew: true, reconnection: false, ...options });
    return {
      socket,
      get connected() {
        return new Promise((resolve, reject) => {
          socket.on("connect", resolve);
          socket.on("connect_error", reject);
        });
      },
      get upgraded() {
        return new Promise((resolve) => socket.io.engine.on("upgrade", resolve));
      },
    };
  },
});
