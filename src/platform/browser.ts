import { NEVER } from "../util/never.ts";
import type { Clock, Network, Platform, WebSocketFactory, WebSocketLike, WebTransportClass } from "./platform.ts";

const NETWORK = Symbol.for("holdfast.network");

type Global = {
  navigator?: { product?: string; userAgentData?: unknown };
  WebTransport?: WebTransportClass;
  [NETWORK]?: Network;
};

/** The clock that is there now: one that a test puts in its place later does not count, as in socket.io-client. */
const takeClock = (): Clock => {
  const { setTimeout: set, clearTimeout: clear, Date: date, performance: ticker = date } = globalThis;
  return {
    now: () => date.now(),
    ticks: () => ticker.now(),
    setTimeout: (callback, ms) => ms < NEVER && set(callback, ms),
    clearTimeout: (timer) => clear(timer as number),
  };
};
export const nativeClock = takeClock();

const webSocket: WebSocketFactory = (url, { protocols, extraHeaders: headers }, handlers) => {
  // the third argument is React Native's alone
  const socket = new (WebSocket as new (...args: unknown[]) => WebSocket)(url, protocols, { headers });
  // all that a page may know
  let error: string | undefined;
  socket.binaryType = "arraybuffer";
  socket.onopen = () => handlers.opened();
  socket.onmessage = ({ data }) => handlers.receive(data);
  socket.onerror = (event) => {
    error = "the connection failed";
    // a browser says more at once; others wait for the peer to close as well
    setTimeout(() => handlers.closed(event as unknown as CloseEvent, error));
  };
  socket.onclose = (event) => handlers.closed(event, error);
  return socket as WebSocketLike;
};

/** As many arguments as a function takes everywhere. */
const CHUNK = 2 ** 14;

/** What each transport can't do without. */
const NEEDS = {
  polling: ["fetch", "AbortController", "btoa", "atob"],
  websocket: ["WebSocket"],
  webtransport: ["WebTransport"],
};

/** The web's standards, in whichever runtime has them. */
export const browser: Platform = {
  clock: ({ useNativeTimers }) => (useNativeTimers ? nativeClock : takeClock()),
  random: () => Math.random(),
  // Chromium alone, which alone has this property: Firefox sends no cookies to another origin with `keepalive`
  get pollsOutlivePage() {
    return !!(globalThis as Global).navigator?.userAgentData;
  },
  // React's StrictMode undoes an effect in the turn in which it ran
  soon: (callback) => Promise.resolve().then(callback),
  websocket: webSocket,
  get network() {
    return (globalThis as Global)[NETWORK];
  },
  get webtransport() {
    return (globalThis as Global).WebTransport;
  },
  lacks: (transport) => NEEDS[transport].find((name) => !globalThis[name as "fetch"]),
  get sendsHeaders() {
    return (globalThis as Global).navigator?.product === "ReactNative";
  },
  signals: () => [globalThis, globalThis.document],
  binaryType: "arraybuffer",
  location: () => globalThis.location,
  base64: (bytes) => {
    let text = "";
    for (let i = 0; i < bytes.length; i += CHUNK) text += String.fromCharCode(...bytes.subarray(i, i + CHUNK));
    return btoa(text);
  },
  bytes: (base64) => {
    const text = atob(base64);
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return bytes;
  },
  // not `instanceof ArrayBuffer`: jest and frames have one of another realm
  binary: (bytes, binaryType) =>
    binaryType === "blob" ? new Blob([bytes as ArrayBuffer]) : ((bytes as Uint8Array<ArrayBuffer>).buffer ?? bytes),
  // Safari before 14 has no blob.arrayBuffer()
  bytesOf: (blob) => new Response(blob).arrayBuffer(),
  // without TextEncoder, which jsdom and older React Natives do not have; each half of a character beyond U+FFFF makes two bytes
  byteLength: (text) => text.replace(/[\u0800-\ud7ff\ue000-\uffff]/g, "123").replace(/[^\0-\x7f]/g, "12").length,
  encode: (text) => new TextEncoder().encode(text),
  text: (bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes),
  warn: (text) => console.warn(text),
  report: (error) =>
    nativeClock.setTimeout(() => {
      throw error;
    }, 0),
};
