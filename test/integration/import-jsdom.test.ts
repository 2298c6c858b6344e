// @vitest-environment jsdom
import { expect, test, vi } from "vitest";

/** As import.test.ts, in a page as jsdom has it. */

test.each([
  ["the browsers' entry", "index.ts"],
  ["Node's entry", "index.node.ts"],
  ["core", "core.ts"],
])("in jsdom, %s", async (_, entry) => {
  const calls: string[] = [];
  const spies = [
    ...["setTimeout", "setInterval", "addEventListener", "fetch", "queueMicrotask"].map(
      (name) => [window, name] as const,
    ),
    ...["open", "send"].map((name) => [XMLHttpRequest.prototype, name] as const),
    [EventTarget.prototype, "addEventListener"] as const,
    [document, "addEventListener"] as const,
  ].map(([holder, name]) => {
    const original = (holder as any)[name];
    return vi.spyOn(holder as any, name as never).mockImplementation(function (this: unknown, ...args: any[]) {
      // vitest's own, which load the sources, are no matter here
      if (/\/src\/[^\n]*$/m.test(new Error().stack ?? "")) calls.push(name);
      return original?.apply(this, args);
    } as never);
  });
  const globals = (): string[] => Object.getOwnPropertyNames(window).sort();
  const before = globals();
  const all = await import(/* @vite-ignore */ `../../src/${entry}`);
  expect(typeof (all.io ?? all.createIo)).toBe("function");
  expect(globals()).toEqual(before);
  expect(calls).toEqual([]);
  for (const spy of spies) spy.mockRestore();
});
