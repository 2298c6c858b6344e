import { expect, test } from "vitest";
import { OwnEmitter } from "../../../src/util/emitter.ts";

const setup = () => {
  const reported: unknown[] = [];
  const log: unknown[] = [];
  const emitter = new OwnEmitter<Record<string | number, (...args: unknown[]) => void>>((error) =>
    reported.push(error),
  );
  return { emitter, log, reported, call: (name: unknown, ...args: unknown[]) => emitter._call(name, args) };
};

test("on, once and off", () => {
  const { emitter, log, call } = setup();
  const listener = (...args: unknown[]): void => void log.push(["on", ...args]);
  expect(emitter.on("x", listener)).toBe(emitter);
  emitter.once("x", (...args) => void log.push(["once", ...args]));
  call("x", 1, 2);
  call("x", 3);
  expect(emitter.off("x", listener)).toBe(emitter);
  call("x", 4);
  expect(log).toEqual([
    ["on", 1, 2],
    ["once", 1, 2],
    ["on", 3],
  ]);
});

test("off() removes all, off(name) all of the name, off(undefined) and off(name, undefined) nothing", () => {
  const { emitter } = setup();
  const listener = (): void => {};
  emitter.on("x", listener).on("y", listener);
  emitter.off(undefined as never);
  emitter.off("x", undefined as never);
  expect([emitter.listeners("x"), emitter.listeners("y")]).toEqual([[listener], [listener]]);
  emitter.off("x");
  expect([emitter.listeners("x"), emitter.hasListeners("y")]).toEqual([[], true]);
  emitter.off();
  expect(emitter.hasListeners("y")).toBe(false);
});

test("a number as name hears like the string", () => {
  const { emitter, log, call } = setup();
  // no type allows it, as there is none in socket.io-client that does
  const one = 1 as unknown as string;
  emitter.on(one, () => void log.push("number"));
  emitter.on("1", () => void log.push("string"));
  call("1");
  call(1);
  expect(log).toEqual(["number", "string", "number", "string"]);
  emitter.off(one);
  expect(emitter.hasListeners("1")).toBe(false);
});

test("names of Object.prototype are ordinary names", () => {
  const { emitter, log, call } = setup();
  for (const name of ["__proto__", "constructor", "toString", "error", "newListener"]) {
    call(name);
    emitter.on(name, () => void log.push(name));
    call(name);
  }
  expect(log).toEqual(["__proto__", "constructor", "toString", "error", "newListener"]);
});

test("a listener that throws stops nobody and is reported", () => {
  const { emitter, log, reported, call } = setup();
  emitter.on("x", () => {
    throw new Error("mine");
  });
  emitter.on("x", () => void log.push("second"));
  call("x");
  expect(log).toEqual(["second"]);
  expect(reported).toEqual([new Error("mine")]);
});

test("a listener may remove itself and others, and add some, while the event is told", () => {
  const { emitter, log, call } = setup();
  emitter.once("x", () => void log.push("a"));
  emitter.once("x", () => {
    log.push("b");
    emitter.on("x", () => void log.push("late"));
  });
  call("x");
  expect(log).toEqual(["a", "b"]);
  call("x");
  expect(log).toEqual(["a", "b", "late"]);
});
