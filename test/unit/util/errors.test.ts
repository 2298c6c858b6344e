import { expect, test } from "vitest";
import {
  ConnectError,
  connectError,
  HoldfastError,
  httpFailure,
  isConnectError,
  isHoldfastError,
  messageOf,
} from "../../../src/util/errors.ts";

test("an error has its code, its fields and its cause", () => {
  const cause = new Error("why");
  const error = connectError("ERR_HTTP_STATUS", "transport", "HTTP 503", { status: 503, cause });
  expect(error).toBeInstanceOf(ConnectError);
  expect(error).toBeInstanceOf(HoldfastError);
  expect(error).toMatchObject({ code: "ERR_HTTP_STATUS", phase: "transport", message: "HTTP 503", status: 503, cause });
});

test("the guards know errors of other copies, and nothing else", () => {
  const error = connectError("ERR_PARSE", "transport", "x");
  const foreign = { code: "ERR_ENCODE", [Symbol.for("holdfast.error")]: true };
  expect([error, foreign, new Error("x"), undefined, null, "x"].map((it) => isHoldfastError(it))).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
  expect([isHoldfastError(foreign, "ERR_ENCODE"), isHoldfastError(foreign, "ERR_PARSE")]).toEqual([true, false]);
  expect([isConnectError(error), isConnectError(foreign)]).toEqual([true, false]);
});

test("messageOf() says why, whatever was thrown", () => {
  const failed = new TypeError("fetch failed", { cause: new Error("connect ECONNREFUSED") });
  expect([failed, "text", undefined, { message: "m" }].map(messageOf)).toEqual([
    "fetch failed (connect ECONNREFUSED)",
    "text",
    "undefined",
    "m",
  ]);
});

test.each<[string | undefined, string | undefined, number | undefined]>([
  ["120", undefined, 120_000],
  [" 0 ", undefined, 0],
  ["Wed, 21 Oct 2015 07:28:30 GMT", "Wed, 21 Oct 2015 07:28:00 GMT", 30_000],
  // counted against our own clock where the answer has no date
  ["Thu, 01 Jan 1970 00:00:11 GMT", undefined, 10_000],
  ["Wed, 21 Oct 2015 07:28:00 GMT", "Wed, 21 Oct 2015 07:28:30 GMT", 0],
  ["soon", "Wed, 21 Oct 2015 07:28:00 GMT", undefined],
  ["", undefined, undefined],
  [undefined, undefined, undefined],
])("Retry-After: %s, Date: %s: %s ms", (after, date, ms) => {
  const header = (name: string) => ({ "retry-after": after, date })[name];
  expect(httpFailure({ status: 503, text: "", header }, 1000).retryAfter).toBe(ms);
});

test.each([
  ["short", "no such  path\n", "no such path"],
  ["of 80 letters", `${"ab ".repeat(26)}ef`, `${"ab ".repeat(26)}ef`],
  ["cut within a word", `${"ab ".repeat(25)}token-1234567`, "ab ".repeat(25)],
  ["cut before a word", `${"ab ".repeat(26)}c. token`, `${"ab ".repeat(26)}c.`],
  ["one word", "x".repeat(100), ""],
])("the excerpt of a body that is %s ends with a whole word", (_, text, excerpt) => {
  const { cause } = httpFailure({ status: 500, text, header: () => undefined }, 0);
  expect(cause).toBe(`HTTP 500${excerpt && `: ${excerpt.trimEnd()}`}`);
});
