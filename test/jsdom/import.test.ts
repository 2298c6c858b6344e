import { afterEach, beforeEach, expect, test, vi } from "vitest";

/** What the world would notice. */
const seen: string[] = [];

const TARGETS = { window, document, EventTarget: EventTarget.prototype, navigator } as Record<string, object>;
const FUNCTIONS = ["setTimeout", "setInterval", "setImmediate", "requestAnimationFrame", "queueMicrotask", "fetch"];
const CLASSES = ["WebSocket", "WebTransport", "XMLHttpRequest", "EventSource", "Worker", "BroadcastChannel"];

beforeEach(() => {
  seen.length = 0;
  vi.resetModules();
  for (const [name, target] of Object.entries(TARGETS)) {
    if (!("addEventListener" in target)) continue;
    vi.spyOn(target as EventTarget, "addEventListener").mockImplementation((type) => {
      seen.push(`${name}.addEventListener(${type})`);
    });
  }
  for (const name of FUNCTIONS) vi.stubGlobal(name, () => seen.push(`${name}()`));
  for (const name of CLASSES) {
    vi.stubGlobal(
      name,
      class {
        constructor() {
          seen.push(`new ${name}`);
        }
      },
    );
  }
  for (const name of ["warn", "error", "log", "info"] as const)
    vi.spyOn(console, name).mockImplementation((...args) => void seen.push(`console.${name}: ${args}`));
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test("the traps work", () => {
  window.addEventListener("online", () => {});
  document.addEventListener("visibilitychange", () => {});
  setTimeout(() => {});
  void fetch("http://localhost:3000/");
  new WebSocket("ws://localhost:3000/");
  expect(seen).toEqual([
    "window.addEventListener(online)",
    "document.addEventListener(visibilitychange)",
    "setTimeout()",
    "fetch()",
    "new WebSocket",
  ]);
});

test.each([
  ["index", () => import("../../src/index.ts")],
  ["core", () => import("../../src/core.ts")],
  ["global", () => import("../../src/global.ts")],
])("importing src/%s.ts does nothing", async (_name, load) => {
  const names = Object.getOwnPropertyNames(globalThis);
  const all = await load();
  expect(Object.keys(all).length).toBeGreaterThan(0);
  expect(seen).toEqual([]);
  expect(Object.getOwnPropertyNames(globalThis).filter((name) => !names.includes(name))).toEqual([]);
});

test("a socket that is not to connect does nothing either", async () => {
  const { io } = await import("../../src/index.ts");
  const socket = io({ autoConnect: false });
  socket.on("connect", () => {});
  socket.emit("kept", 1);
  expect([socket.connected, socket.active, socket.state]).toEqual([false, false, "disconnected"]);
  expect(seen).toEqual([]);
});
