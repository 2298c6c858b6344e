/** The events of a socket that are its own. */
export const RESERVED = [
  "connect",
  "connect_error",
  "connect_timeout",
  "disconnect",
  "reconnect_attempt",
  "reconnect_error",
  "reconnect_failed",
  "reconnect",
] as const;
