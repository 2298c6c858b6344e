const RESERVED = new Set<unknown>([
  "connect",
  "connect_error",
  "disconnect",
  "disconnecting",
  "newListener",
  "removeListener",
]);
const ADDED = new Set<unknown>([
  "connect_timeout",
  "reconnect",
  "reconnect_attempt",
  "reconnect_error",
  "reconnect_failed",
]);

/** Names that `emit()` refuses and that are no event on the wire, as in socket.io-client. */
export const isReserved = (name: unknown): boolean => RESERVED.has(name);

/** Names that holdfast adds to the socket's own events, which those of the server never reach. */
export const isAdded = (name: unknown): boolean => ADDED.has(name);
