import type { Clock, Http, Platform, WebSocketFactory } from "./platform.ts";

const native = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };

/** Timers of the platform, looked up at each use unless the native ones are asked for. */
export const systemClock = ({ useNativeTimers }: { useNativeTimers: boolean }): Clock => {
  const timers = useNativeTimers ? native : globalThis;
  return {
    now: () => Date.now(),
    setTimeout: (callback, ms) => timers.setTimeout.call(globalThis, callback, ms),
    clearTimeout: (timer) => timers.clearTimeout.call(globalThis, timer as number),
  };
};

/** A body that is not UTF-8, or has a byte order mark, is not taken for something else. */
const decodeText = (body: ArrayBuffer): string =>
  new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);

const http: Http = async ({ method, url, headers, body, withCredentials, keepalive, signal }) => {
  const response = await fetch(url, {
    method,
    headers,
    body: body ?? null,
    credentials: withCredentials ? "include" : "same-origin",
    cache: "no-store",
    keepalive: !!keepalive,
    signal,
  });
  return { status: response.status, text: decodeText(await response.arrayBuffer()) };
};

const openWebSocket: WebSocketFactory = (url, { protocols }, handlers) => {
  const socket = protocols.length ? new WebSocket(url, protocols) : new WebSocket(url);
  socket.binaryType = "arraybuffer";
  let failed: Event | undefined;
  socket.onopen = () => handlers.open();
  socket.onmessage = ({ data }) => handlers.message(data);
  socket.onerror = (event) => {
    failed = event;
  };
  socket.onclose = (event) => handlers.close({ code: event.code, reason: event.reason, event, error: failed });
  return {
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
    send: (data) => socket.send(data as string),
    close: () => socket.close(),
    abort: () => {
      socket.onopen = socket.onmessage = socket.onerror = socket.onclose = null;
      socket.close();
    },
  };
};

/** The web's standards, in whichever runtime has them. */
export const browser: Platform = {
  clock: systemClock,
  random: () => Math.random(),
  get http() {
    return typeof fetch === "function" ? () => http : undefined;
  },
  get webSocket() {
    return typeof WebSocket === "function" ? openWebSocket : undefined;
  },
  webTransport: undefined,
  binaryType: "arraybuffer",
  webSocketHeaders: false,
  location: () => (typeof location === "object" ? location : undefined),
  byteLength: (text) => new TextEncoder().encode(text).length,
  report: (error) => {
    // a turn of its own, so that it reaches window.onerror and stops nothing here
    setTimeout(() => {
      throw error;
    });
  },
  warn: (message) => console.warn(message),
};
