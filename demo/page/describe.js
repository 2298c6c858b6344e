// Puts what happened into words.

import { clock } from "./dom.js";

/** An error as one line. */
export const brief = (error) => (error.code ? `${error.code}: ${error.message}` : error.message);

/** Why there is no connection, and what that means. */
export const REASONS = {
  "io server disconnect": "The server ended it, so it stays that way until you connect.",
  "io client disconnect": "You ended it. What you write is kept until you connect.",
  "ping timeout": "The server was silent for too long.",
  "transport close": "The connection was closed.",
  "transport error": "The connection broke.",
  "parse error": "What came was not Socket.IO.",
};

/** A message's state in words. */
export const DELIVERY = {
  delivered: (at) => `delivered ${clock(at)}`,
  sending: () => "sending…",
  waiting: () => "waits for the connection",
};
