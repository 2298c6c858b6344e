import { setImmediate } from "node:timers";
import { copyOf } from "../util/bytes.ts";
import { NEVER } from "../util/never.ts";
import type { Location } from "../util/url.ts";
import { CookieJar } from "./cookies.node.ts";
import { webSocket } from "./node-websocket.ts";
import type { Clock, Network, Platform, Timer, WebTransportClass } from "./platform.ts";

/** What a fake clock replaces, as it is now. */
const takeWorld = () => ({ setTimeout, clearTimeout, Date, performance });
const nativeWorld = takeWorld();

class NodeClock implements Clock {
  readonly _unref: boolean;
  readonly _world: typeof nativeWorld;

  constructor({ autoUnref, useNativeTimers }: Parameters<Platform["clock"]>[0]) {
    this._unref = !!autoUnref;
    this._world = useNativeTimers ? nativeWorld : takeWorld();
  }

  now(): number {
    return this._world.Date.now();
  }

  ticks(): number {
    return this._world.performance.now();
  }

  setTimeout(callback: () => void, ms: number): Timer {
    if (!(ms < NEVER)) return;
    const timer = this._world.setTimeout(callback, ms);
    // a fake clock's timers may lack it
    if (this._unref) timer.unref?.();
    return timer;
  }

  clearTimeout(timer: Timer): void {
    this._world.clearTimeout(timer as NodeJS.Timeout);
  }
}

const NETWORK = Symbol.for("holdfast.network");

/** Some runtimes have it; Node does not. */
type Global = { location?: Location; WebTransport?: WebTransportClass; [NETWORK]?: Network };

/** Node and Bun: `node:http` and `ws`. */
export const node: Platform = {
  clock: (options) => new NodeClock(options),
  random: () => Math.random(),
  websocket: webSocket,
  soon: (callback) => callback(),
  get network() {
    return (globalThis as Global)[NETWORK];
  },
  get webtransport() {
    return (globalThis as Global).WebTransport;
  },
  lacks: (transport) => (transport !== "webtransport" || node.webtransport ? undefined : "WebTransport"),
  sendsHeaders: true,
  cookies: () => new CookieJar(),
  // a process has neither window nor document; an app may name another source
  signals: () => [],
  binaryType: "nodebuffer",
  zones: true,
  // where Node imitates a page (jsdom), it has an address
  location: () => (globalThis as Global).location,
  base64: ({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength).toString("base64"),
  bytes: (base64) => Buffer.from(base64, "base64"),
  binary: (bytes, binaryType) => {
    if (binaryType !== "arraybuffer") return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes as ArrayBuffer);
    // a small one is a part of a buffer that it shares
    return Buffer.isBuffer(bytes) ? copyOf(bytes).buffer : ((bytes as Uint8Array<ArrayBuffer>).buffer ?? bytes);
  },
  bytesOf: (blob) => blob.arrayBuffer(),
  byteLength: (text) => Buffer.byteLength(text),
  readsBlobs: true,
  encode: (text) => new TextEncoder().encode(text),
  text: (bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes),
  warn: (text) => console.warn(text),
  report: (error) =>
    // jest has put its own in the place of the global one, and of process.nextTick, where its fake clock is there from the start
    setImmediate(() => {
      throw error;
    }),
};
