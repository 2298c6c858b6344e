import { NEVER } from "../util/never.ts";
import type { Location } from "../util/url.ts";
import { CookieJar } from "./cookies.node.ts";
import { endConnections } from "./node-agent.ts";
import { http } from "./node-http.ts";
import { webSocket } from "./node-websocket.ts";
import type { Clock, Platform, Timer, WebTransportClass } from "./platform.ts";

/** The timers that were there when this was loaded. */
const { setTimeout: nativeSet, clearTimeout: nativeClear } = globalThis;

class NodeClock implements Clock {
  readonly _unref: boolean;
  readonly _native: boolean;

  constructor(unref: boolean, native: boolean) {
    this._unref = unref;
    this._native = native;
  }

  now(): number {
    return Date.now();
  }

  ticks(): number {
    return performance.now();
  }

  setTimeout(callback: () => void, ms: number): Timer {
    if (!(ms < NEVER)) return;
    const timer = (this._native ? nativeSet : setTimeout)(callback, ms);
    // a fake clock's timers may lack it
    if (this._unref) timer.unref?.();
    return timer;
  }

  clearTimeout(timer: Timer): void {
    (this._native ? nativeClear : clearTimeout)(timer as NodeJS.Timeout);
  }
}

/** Some runtimes have it; Node does not. */
type Global = { location?: Location; WebTransport?: WebTransportClass };

/** Node and Bun: `node:http` and `ws`. */
export const node: Platform = {
  clock: (unref, native) => new NodeClock(unref, native),
  random: () => Math.random(),
  polling: http,
  endPolling: endConnections,
  websocket: webSocket,
  soon: (callback) => callback(),
  get webtransport() {
    return (globalThis as Global).WebTransport;
  },
  sendsHeaders: true,
  cookies: () => new CookieJar(),
  // a process has neither window nor document; an app may name another source
  signals: () => [],
  binaryType: "nodebuffer",
  // where Node imitates a page (jsdom), it has an address
  location: () => (globalThis as Global).location,
  base64: ({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength).toString("base64"),
  byteLength: (text) => Buffer.byteLength(text),
  warn: (text) => console.warn(text),
  report: (error) =>
    process.nextTick(() => {
      throw error;
    }),
};
