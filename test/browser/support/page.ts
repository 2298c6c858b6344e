/**
 * What the functions of the tests have at hand in the page or worker they run in. This file is served as a script, so it
 * imports types alone.
 */
import type * as Trace from "../../../src/addons/trace/index.ts";
import type { io as Io, Socket } from "../../../src/index.ts";

export interface Page {
  readonly io: typeof Io;
  /** `holdfast/trace`, in the page `/addons`. */
  readonly trace: typeof Trace;
  /** The transcript, which `run` returns unless the function returns something else. */
  readonly log: unknown[];
  /** Puts the reserved events of the socket into the transcript. */
  observe(socket: Socket): void;
  /** The arguments of the next such event. */
  once(emitter: unknown, event: string): Promise<unknown[]>;
  /** Connected, and upgraded if it is to be upgraded. */
  ready(socket: Socket): Promise<void>;
  /** Binary data as text, so that it can be compared: `ArrayBuffer 1 2 3`. */
  plain(value: unknown): unknown;
  /** What was thrown, rejected or logged as an error, without anyone taking care of it, since the last call. */
  takeErrors(): string[];
  /** Loads a script of the server. */
  load(path: string): Promise<unknown>;
  /** Something that is kept for a later `run`. */
  kept: unknown;
}

/** Before the driver's own limits, so that a test that hangs says how far it came. */
const LIMIT = 15_000;

const scope = globalThis as unknown as {
  io: typeof Io;
  trace: typeof Trace;
  /** Where the page loads modules. */
  loaded?: Promise<unknown>;
  page: Page;
  run(test: (page: Page, arg: never) => unknown, arg: unknown): Promise<string>;
};

let errors: string[] = [];
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
addEventListener("error", (event) => errors.push(`uncaught: ${event.error ? messageOf(event.error) : event.message}`));
addEventListener("unhandledrejection", (event) => errors.push(`unhandled: ${messageOf(event.reason)}`));
addEventListener("securitypolicyviolation", (event) => errors.push(`policy: ${event.violatedDirective}`));
console.error = (...args: unknown[]) => void errors.push(`console.error: ${args.map(messageOf).join(" ")}`);

const hasProperties = (value: unknown): value is object =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const page: Page = {
  get io() {
    return scope.io;
  },
  get trace() {
    return scope.trace;
  },
  log: [],
  kept: undefined,

  observe(socket) {
    const { log } = page;
    socket.on("connect", () => log.push("connect"));
    socket.on("disconnect", (reason) => log.push(`disconnect: ${reason}`));
    socket.on("connect_error", (error) => log.push(`connect_error: ${error.code}`));
    socket.on("connect_timeout", () => log.push("connect_timeout"));
    socket.on("reconnect_attempt", (attempt) => log.push(`reconnect_attempt ${attempt}`));
    socket.on("reconnect_error", (error) => log.push(`reconnect_error: ${error.code}`));
    socket.on("reconnect_failed", () => log.push("reconnect_failed"));
    socket.on("reconnect", (attempt) => log.push(`reconnect ${attempt}`));
  },

  once: (emitter, event) =>
    new Promise((resolve) => {
      const { once } = emitter as { once(event: string, listener: (...args: unknown[]) => void): void };
      once.call(emitter, event, (...args) => resolve(args));
    }),

  load: (path) =>
    new Promise((resolve, reject) => {
      const script = Object.assign(document.createElement("script"), { src: path, onload: resolve, onerror: reject });
      document.head.append(script);
    }),

  async ready(socket) {
    if (!socket.connected) await page.once(socket, "connect");
    const { engine, opts } = socket.io;
    if (engine.transport.name === "polling" && opts.transports?.length !== 1) await page.once(engine, "upgrade");
  },

  plain(value) {
    if (value instanceof ArrayBuffer) return ["ArrayBuffer", ...new Uint8Array(value)].join(" ");
    if (ArrayBuffer.isView(value)) {
      const { buffer, byteOffset, byteLength } = value;
      return [value.constructor.name, ...new Uint8Array(buffer, byteOffset, byteLength)].join(" ");
    }
    if (Array.isArray(value)) return value.map(page.plain);
    if (!hasProperties(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, page.plain(inner)]));
  },

  takeErrors() {
    const taken = errors;
    errors = [];
    return taken;
  },
};

scope.page = page;
scope.run = async (test, arg) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => {
      const told = JSON.stringify({ log: page.log, errors });
      reject(new Error(`the page did not come to an end in ${LIMIT} ms: ${told}`));
    }, LIMIT);
  });
  try {
    if (scope.loaded) await Promise.race([scope.loaded, limit]);
    const result = await Promise.race([test(page, arg as never), limit]);
    return JSON.stringify(page.plain(result === undefined ? page.log.splice(0) : result));
  } finally {
    clearTimeout(timer);
  }
};

/** In a worker: runs what the page sends, and answers to where it came from. */
if (typeof document === "undefined") {
  interface Sender {
    postMessage(message: unknown): void;
  }
  const answer = async ({ data }: MessageEvent, sender: Sender): Promise<void> => {
    const { source, arg } = data as { source: string; arg: unknown };
    const answer = await scope.run(new Function(`return ${source}`)(), arg).then(
      (result) => ({ result }),
      (error) => ({ error: `${error?.stack ?? error}` }),
    );
    sender.postMessage({ ...answer, errors: page.takeErrors() });
  };
  addEventListener("message", (event) => {
    const answered = answer(event, (event.source ?? globalThis) as unknown as Sender);
    // a service worker would be stopped
    if ("waitUntil" in event) (event.waitUntil as (promise: Promise<void>) => void)(answered);
  });
  // a shared worker gets a page's port
  addEventListener("connect", (event) => {
    const [port] = (event as MessageEvent).ports;
    if (port) port.onmessage = (message) => answer(message, port);
  });
}
