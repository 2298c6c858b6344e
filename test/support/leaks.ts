import { createHook } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import type { ClientRequest } from "node:http";
import type { Socket as TcpSocket } from "node:net";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect } from "vitest";
import { until } from "./until.ts";

/**
 * After every test: the clients are told to disconnect, the servers are closed, and then nothing may be left that the
 * client made: no timer, no TCP socket, no HTTP request, no listener. Importing this file is enough, and `client.ts` and
 * all servers do.
 *
 * With a real server the client must let go while the server is still up;
 * a scripted server, which may never answer a goodbye, and a proxy are closed first.
 *
 * How things are found: timers and immediates by async_hooks, with the stack that made them (through `src/`, so that
 * those of servers, tests and vitest do not count); sockets and requests by diagnostics_channel (in this process only the
 * client makes them, and proxies, which say so); listeners by wrapping `EventTarget.prototype` and by counting those of
 * `process`.
 */

interface Thing {
  what: string;
  /** Where it was made. */
  at: string;
  /** Does it keep the process running? */
  holds: () => boolean;
  alive: () => boolean;
}

const things = new Set<Thing>();

/** What is left, one line each. `holding`: only what keeps the process running. */
export const leftOver = (holding = false): string[] => {
  for (const thing of things) if (!thing.alive()) things.delete(thing);
  return [...things]
    .filter((thing) => !holding || thing.holds())
    .map(({ what, at }) => (at ? `${what}, made at ${at}` : what));
};

// ---- how things are found

const SOURCE = fileURLToPath(new URL("../../src/", import.meta.url));
// a WebSocket's own timers, some of which are set without a call from src/; the server's are gone when it is closed
const WS = "/node_modules/ws/lib/";

/** `file:line` of each caller, the innermost first. */
const callers = (): string[] => {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.stackTraceLimit = 40;
  Error.prepareStackTrace = (_, sites) => sites.map((site) => `${site.getFileName() ?? ""}:${site.getLineNumber()}`);
  const stack = new Error().stack as unknown as string[];
  Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  return stack.slice(1).map((line) => line.replace(/^file:\/\//, "").replace(/[?][^:]*/, ""));
};

const isSource = (line: string): boolean => line.startsWith(SOURCE);

/** The way through the sources that led here, if it did. */
const pathOf = (stack: readonly string[]): string =>
  stack
    .filter(isSource)
    .slice(0, 4)
    .map((line) => line.replace(SOURCE, "src/"))
    .join(" < ");

const hook = createHook({
  init(_id, type, _trigger, resource) {
    if (type !== "Timeout" && type !== "Immediate") return;
    const timer = resource as { _destroyed: boolean; hasRef(): boolean };
    const stack = callers();
    const path = pathOf(stack);
    const at = path || stack.find((line) => line.includes(WS));
    if (!at) return;
    things.add({
      what: type,
      at,
      // what ws set by itself may be the server's
      holds: () => !!path && timer.hasRef(),
      alive: () => !timer._destroyed,
    });
  },
});

let exempt = false;

/** Runs `make`, whose sockets and requests are no client's. */
export const notTheClients = <T>(make: () => T): T => {
  exempt = true;
  try {
    return make();
  } finally {
    exempt = false;
  }
};

subscribe("net.client.socket", (message) => {
  if (exempt) return;
  const { socket } = message as { socket: TcpSocket & { _handle?: { hasRef(): boolean } } };
  things.add({
    what: "TCP socket",
    at: pathOf(callers()),
    holds: () => !!socket._handle?.hasRef(),
    alive: () => !socket.destroyed,
  });
});

subscribe("http.client.request.start", (message) => {
  if (exempt) return;
  const { request } = message as { request: ClientRequest };
  let alive = true;
  request.once("close", () => {
    alive = false;
  });
  const what = `HTTP request ${request.method} ${request.path.replace(/([?&]t=)[^&]*/, "$1…")}`;
  things.add({ what, at: pathOf(callers()), holds: () => true, alive: () => alive });
});

const { addEventListener, removeEventListener } = EventTarget.prototype;
const listened = new WeakMap<EventTarget, Map<unknown, Set<Thing>>>();
EventTarget.prototype.addEventListener = function (this: EventTarget, ...args: Parameters<typeof addEventListener>) {
  const [type, listener, options] = args;
  // the frame above this one; a listener that Node adds for us is Node's
  const stack = callers();
  if (isSource(stack[1] ?? "") && !(options as AddEventListenerOptions)?.signal) {
    let alive = true;
    const thing = {
      what: `${this.constructor.name} listener "${type}"`,
      at: pathOf(stack),
      holds: () => true,
      alive: () => alive && !((options as AddEventListenerOptions)?.once && (this as AbortSignal).aborted),
      type,
      end: () => {
        alive = false;
      },
    };
    const all = listened.get(this) ?? new Map<unknown, Set<Thing>>();
    listened.set(this, all.set(listener, (all.get(listener) ?? new Set()).add(thing)));
    things.add(thing);
  }
  return addEventListener.apply(this, args);
};
EventTarget.prototype.removeEventListener = function (this: EventTarget, ...args: Parameters<typeof addEventListener>) {
  const [type, listener] = args;
  for (const thing of listened.get(this)?.get(listener) ?? []) {
    if ((thing as unknown as { type: string }).type === type) (thing as unknown as { end(): void }).end();
  }
  return removeEventListener.apply(this, args);
};

/** Events of `process` and how many listen. */
const processListeners = (): Record<string, number> =>
  Object.fromEntries(
    process
      .eventNames()
      .map((name) => [String(name), process.listenerCount(name)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

const warnings: string[] = [];
process.on("warning", (warning) => {
  if (warning.name === "MaxListenersExceededWarning") warnings.push(warning.message);
});

// ---- at the end of each test

type Phase = "client" | "real server" | "abrupt server";

const endings = new Map<() => unknown, Phase>();

/** Registers what is to be closed when the test ends, and may be closed before. */
export const atEnd = (phase: Phase, close: () => unknown): void => {
  endings.set(close, phase);
};

let listenersBefore: Record<string, number> = {};

beforeEach(() => {
  things.clear();
  warnings.length = 0;
  listenersBefore = processListeners();
  hook.enable();
});

const end = async (...phases: Phase[]): Promise<void> => {
  const closing = [...endings].filter(([, phase]) => phases.includes(phase));
  for (const [close] of closing) endings.delete(close);
  const results = await Promise.allSettled(closing.map(([close]) => close()));
  for (const result of results) if (result.status === "rejected") throw result.reason;
};

/** ms that the client has to let go of what it holds. */
const LET_GO = 3_000;

const nothingLeft = async (when: string, holding: boolean): Promise<void> => {
  await until("nothing is left", () => leftOver(holding).length === 0, LET_GO).catch(() => {});
  expect(leftOver(holding), `left by the client ${when}`).toEqual([]);
};

afterEach(async () => {
  const errors: unknown[] = [];
  const step = async (action: () => unknown): Promise<void> => {
    try {
      await action();
    } catch (error) {
      errors.push(error);
    }
  };
  const wellBehaved = ![...endings.values()].includes("abrupt server");
  await step(() => end("client"));
  if (wellBehaved) await step(() => nothingLeft("while the server is up", true));
  await step(() => end("abrupt server"));
  await step(() => end("real server"));
  if (!errors.length) await step(() => nothingLeft("after everything was closed", false));
  hook.disable();
  await step(() => expect(processListeners(), "listeners of process").toEqual(listenersBefore));
  await step(() => expect(warnings, "too many listeners").toEqual([]));
  if (errors.length) throw errors[0];
});
