// Puts what happened into words.

import { clock } from "./dom.js";

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** An Error, a reason or anything else as one line. */
export function brief(cause) {
  if (cause instanceof Error) return cause.code ? `${cause.code}: ${cause.message}` : cause.message;
  if (typeof cause === "string") return cause;
  if (cause && typeof cause === "object") return cause.message ?? cause.reason ?? cause.name ?? "";
  return "";
}

/** Why there is no connection, and what that means. */
export const REASONS = {
  "io server disconnect": "The server ended it, so it stays that way until you connect.",
  "io client disconnect": "You ended it. What you write is kept until you connect.",
  "ping timeout": "The server was silent for too long.",
  "transport close": "The connection was closed.",
  "transport error": "The connection broke.",
  "parse error": "What came was not Socket.IO.",
};

/** `{ text, hint }` for an event of `socket.lifecycle`. */
export function describe(event, args, socket) {
  const [first, second] = args;
  switch (event) {
    case "connect":
      return { text: `id ${socket.id}${socket.recovered ? ", recovered" : ""}` };
    case "disconnect":
      return { text: [first, brief(second?.description ?? second)].filter(Boolean).join(" · ") };
    case "reconnect_error":
      return { text: first.code ?? first.message }; // all of it is in the line of connect_error
    case "connect_error":
    case "connect_timeout": {
      const next =
        typeof first.retryIn === "number"
          ? `again in ${seconds(first.retryIn)}`
          : first.willRetry === false
            ? "no retry"
            : "";
      return {
        text: [first.code, first.message, next].filter(Boolean).join(" · "),
        hint: event === "connect_error" ? first.hint : undefined,
      };
    }
    case "reconnect_attempt":
      return { text: `attempt ${first}` };
    case "reconnect":
      return { text: `with attempt ${first}` };
    case "reconnect_failed":
      return { text: "no more attempts" };
    case "state_change":
      return { text: `${first.from} → ${first.to}${first.cause ? ` (${first.cause})` : ""}` };
    case "dropped":
      return { text: [`“${first.event}”`, brief(first.cause), first.delivery].filter(Boolean).join(" · ") };
    case "upgrade":
      return { text: `to ${first.transport}, ${Math.round(first.after)} ms after opening` };
    case "upgrade_error":
      return { text: brief(first.error) };
    case "upgrade_refused":
      return { text: "the server answered 403, polling goes on" };
    default:
      return { text: args.map(brief).join(" ") };
  }
}

/** One line for a packet of Engine.IO. */
export function describePacket({ type, data }) {
  if (data === undefined || data === null || data === "") return type;
  if (typeof data === "string") return `${type} ${data.length > 160 ? `${data.slice(0, 160)}…` : data}`;
  const size = data.byteLength ?? data.size;
  return `${type} binary${size === undefined ? "" : `, ${size.toLocaleString("en")} bytes`}`;
}

/** A message's state in words. */
export const DELIVERY = {
  delivered: (at) => `delivered ${clock(at)}`,
  sending: () => "sending…",
  waiting: () => "waits for the connection",
};
