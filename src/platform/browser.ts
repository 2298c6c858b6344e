import { NEVER } from "../util/never.ts";
import { bodyReader } from "./body.ts";
import type { Http, Platform, WebSocketFactory, WebSocketLike, WebTransportClass } from "./platform.ts";

/** The body of an answer, as far as its kind goes. */
const textOf = async (response: Response, maxMessageBytes: number): Promise<string> => {
  const { body } = response;
  // React Native's answers come whole
  if (!body?.getReader || !globalThis.TextDecoder) return response.text();
  const reader = body.getReader();
  const read = bodyReader(response.status, maxMessageBytes);
  for (;;) {
    const { value } = await reader.read();
    const text = read(value);
    if (text === undefined) continue;
    // nobody waits for the rest
    if (value) reader.cancel().catch(() => {});
    return text;
  }
};

const http: Http = async (url, body, signal, { extraHeaders, withCredentials, maxMessageBytes }, keepalive) => {
  const response = await fetch(url, {
    method: body === undefined ? "GET" : "POST",
    headers: extraHeaders,
    body,
    signal,
    credentials: withCredentials ? "include" : "same-origin",
    cache: "no-store",
    keepalive,
  } as RequestInit).catch(
    // Chromium fails what is under way just before it tells of pagehide: then this never comes
    (error) => new Promise<Response>((_, reject) => setTimeout(reject, 0, error)),
  );
  const text = await textOf(response, maxMessageBytes);
  return { status: response.status, text, header: (name) => response.headers.get(name) };
};

const webSocket: WebSocketFactory = (url, { protocols }, handlers) => {
  const socket = new WebSocket(url, protocols);
  // all that a page may know
  let error: string | undefined;
  socket.binaryType = "arraybuffer";
  socket.onopen = () => handlers._opened();
  socket.onmessage = ({ data }) => handlers._receive(data);
  socket.onerror = () => {
    error = "the connection failed";
  };
  socket.onclose = (event) => handlers._closed(event, error);
  return socket as WebSocketLike;
};

const { setTimeout: nativeSet, clearTimeout: nativeClear } = globalThis;

/** As many arguments as a function takes everywhere. */
const CHUNK = 2 ** 14;

/** The web's standards, in whichever runtime has them. */
export const browser: Platform = {
  clock: (_, native) => ({
    now: () => Date.now(),
    ticks: () => (globalThis.performance ?? Date).now(),
    setTimeout: (callback, ms) => ms < NEVER && (native ? nativeSet : setTimeout)(callback, ms),
    clearTimeout: (timer) => (native ? nativeClear : clearTimeout)(timer as number),
  }),
  random: () => Math.random(),
  // Chromium alone, which alone has this property: Firefox sends no cookies to another origin with `keepalive`
  get pollsOutlivePage() {
    return !!(globalThis.navigator as { userAgentData?: unknown } | undefined)?.userAgentData;
  },
  // React's StrictMode undoes an effect in the turn in which it ran
  soon: (callback) => Promise.resolve().then(callback),
  get polling() {
    return (globalThis as { fetch?: object }).fetch && http;
  },
  get websocket() {
    return globalThis.WebSocket && webSocket;
  },
  get webtransport() {
    return (globalThis as { WebTransport?: WebTransportClass }).WebTransport;
  },
  sendsHeaders: false,
  signals: () => [globalThis, globalThis.document],
  binaryType: "arraybuffer",
  location: () => globalThis.location,
  base64: (bytes) => {
    let text = "";
    for (let i = 0; i < bytes.length; i += CHUNK) text += String.fromCharCode(...bytes.subarray(i, i + CHUNK));
    return btoa(text);
  },
  byteLength: (text) => new TextEncoder().encode(text).length,
  warn: (text) => console.warn(text),
  report: (error) =>
    setTimeout(() => {
      throw error;
    }),
};
