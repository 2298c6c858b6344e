/** Names that `emit()` refuses and that are no event on the wire, as in socket.io-client. */
export const isReserved = (name: unknown): boolean =>
  /^(connect|connect_error|disconnect|disconnecting|newListener|removeListener)$/.test(name as string);

/** Names that holdfast adds to the socket's own events, which those of the server never reach. */
export const isAdded = (name: unknown): boolean =>
  /^(connect_timeout|reconnect(_(attempt|error|failed))?)$/.test(name as string);
