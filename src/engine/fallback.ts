import type { ConnectError } from "../util/errors.ts";

/**
 * May another transport succeed where this one failed? Yes when the transport itself is in the way (a proxy that blocks
 * WebSocket, a server or balancer without it); no when the server or the network refuses whoever comes.
 */
export const mayFallBack = ({ code, status, serverCode, transport, cause }: ConnectError): boolean => {
  if (code === "ERR_NOT_SOCKETIO" || code === "ERR_PARSE") return true;
  if (status !== undefined) {
    return serverCode === 0 || (serverCode === undefined && (status === 404 || status === 405 || status >= 500));
  }
  // DNS failure, refused connection, TLS failure: the platform says so by a code; a browser says nothing of a
  // WebSocket's failure, where a proxy in the way is the common cause
  return transport !== "polling" && !(cause as { code?: unknown } | undefined)?.code;
};
