/** Names that `emit()` refuses and that are no event on the wire, as in socket.io-client. */
export const RESERVED: ReadonlySet<unknown> = new Set([
  "connect",
  "connect_error",
  "disconnect",
  "disconnecting",
  "newListener",
  "removeListener",
]);

/** Names that holdfast adds to the socket's own events, which those of the server never reach. */
export const ADDED_NAMES = [
  "connect_timeout",
  "reconnect_attempt",
  "reconnect_error",
  "reconnect_failed",
  "reconnect",
] as const;

/** The same, to look a name up. */
export const ADDED: ReadonlySet<unknown> = new Set(ADDED_NAMES);
