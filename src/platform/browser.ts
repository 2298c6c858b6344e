import type { Http, Platform, WebSocketFactory, WebSocketLike } from "./platform.ts";

const http: Http = async (url, body, signal, { extraHeaders, withCredentials }) => {
  const response = await fetch(url, {
    method: body === undefined ? "GET" : "POST",
    headers: extraHeaders,
    body,
    signal,
    credentials: withCredentials ? "include" : "same-origin",
    cache: "no-store",
  } as RequestInit);
  return { status: response.status, text: await response.text() };
};

const webSocket: WebSocketFactory = (url, { protocols }, handlers) => {
  const socket = new WebSocket(url, protocols);
  // all that a page may know
  let error: string | undefined;
  socket.binaryType = "arraybuffer";
  socket.onopen = handlers.open;
  socket.onmessage = ({ data }) => handlers.message(data);
  socket.onerror = () => {
    error = "the connection failed";
  };
  socket.onclose = (event) => handlers.close({ reason: event.reason, error, event });
  return socket as WebSocketLike;
};

/** The web's standards, in whichever runtime has them. */
export const browser: Platform = {
  clock: () => ({
    now: () => Date.now(),
    setTimeout: (callback, ms) => ms < Infinity && setTimeout(callback, ms),
    clearTimeout: (timer) => clearTimeout(timer as number),
  }),

  random: () => Math.random(),

  get http() {
    return typeof fetch === "function" ? http : undefined;
  },
  get webSocket() {
    return globalThis.WebSocket && webSocket;
  },
  binaryType: "arraybuffer",
  location: () => globalThis.location,
  byteLength: (text) => new TextEncoder().encode(text).length,
  report: (error) =>
    setTimeout(() => {
      throw error;
    }),
};
