/** Names that are reserved in socket.io-client: `emit()` of one throws. */
export const RESERVED: ReadonlySet<unknown> = new Set([
  "connect",
  "connect_error",
  "disconnect",
  "disconnecting",
  "newListener",
  "removeListener",
]);

/** Names that holdfast adds to the socket's own events, unless `lifecycleEvents: "v4"`. */
export const ADDED: ReadonlySet<unknown> = new Set([
  "connect_timeout",
  "reconnect_attempt",
  "reconnect_error",
  "reconnect_failed",
  "reconnect",
]);
