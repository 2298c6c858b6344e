import { expect, test } from "vitest";
import { withDefaults } from "../../../src/util/options.ts";

test("defaults", () => {
  const resolved: Record<string, unknown> = {};
  // they are the prototype
  for (const name in withDefaults({})) resolved[name] = withDefaults({} as Record<string, unknown>)[name];
  expect(resolved).toEqual({
    reconnectionDelay: 1000,
    reconnectionDelayMax: 5000,
    randomizationFactor: 0.5,
    reconnectionAttempts: Infinity,
    minUptime: 5000,
    timeout: 20_000,
    requestTimeout: 0,
    upgradeTimeout: 8000,
    highWaterMark: 65_536,
    maxMessageBytes: 104_857_600,
    maxAttachments: 1000,
    maxAttachmentBytes: 100_000_000,
    attachmentTimeout: 20_000,
    maxDepth: Infinity,
    maxArguments: 65_000,
  });
});

test("null is not given, numeric strings are numbers, nonsense is the default, false is no limit, 0 is 0", () => {
  const given = {
    timeout: false,
    reconnectionDelay: "250",
    reconnectionDelayMax: null,
    upgradeTimeout: "x",
    reconnectionAttempts: 0,
  };
  const resolved = withDefaults(given as object);
  expect(resolved).toMatchObject({
    timeout: Infinity,
    reconnectionDelay: 250,
    reconnectionDelayMax: 5000,
    upgradeTimeout: 8000,
    reconnectionAttempts: 0,
  });
});

test("text that is empty is not given, and the spread is at most the whole delay", () => {
  const empty = { reconnectionAttempts: "", reconnectionDelay: "", timeout: "", randomizationFactor: "" };
  expect(withDefaults(empty as object)).toMatchObject({
    reconnectionAttempts: Infinity,
    reconnectionDelay: 1000,
    timeout: 20_000,
    randomizationFactor: 0.5,
  });
  const spreads = [false, 0, "0.3", 1, 7, Infinity].map((value) => ({ randomizationFactor: value }) as object);
  expect(spreads.map((given) => withDefaults(given).randomizationFactor)).toEqual([0, 0, 0.3, 1, 1, 1]);
});

test("a frozen copy; other options are kept", () => {
  const given = Object.freeze({ extraHeaders: { a: "b" } });
  const resolved = withDefaults(given);
  expect(resolved.extraHeaders).toBe(given.extraHeaders);
  expect(Object.isFrozen(resolved)).toBe(true);
});
