import { afterEach, expect, test, vi } from "vitest";
import { onHotkey } from "../../../../src/addons/panel/hotkey.ts";

afterEach(() => void vi.unstubAllGlobals());

test("a key press without a key, as a browser that fills in a form dispatches it, harms nobody", () => {
  const listeners = new Set<(event: unknown) => void>();
  vi.stubGlobal("addEventListener", (_: string, listener: () => void) => listeners.add(listener));
  vi.stubGlobal("removeEventListener", (_: string, listener: () => void) => listeners.delete(listener));
  let count = 0;
  const stop = onHotkey("Alt+H", () => count++);
  const press = (fields: object): void => {
    for (const listener of listeners) listener({ ...fields, preventDefault: () => {} });
  };
  const chord = { key: "h", code: "KeyH", altKey: true, shiftKey: false, ctrlKey: false, metaKey: false };
  press({});
  press(chord);
  press({ ...chord, shiftKey: true });
  stop();
  press(chord);
  expect(count).toBe(1);
});
