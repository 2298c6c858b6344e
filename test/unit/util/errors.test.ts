import { expect, test } from "vitest";
import {
  ConnectError,
  connectError,
  HoldfastError,
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
