import { fromStorage } from "holdfast/session";
import { expectTypeOf, test } from "vitest";
import { io, type SessionOption } from "../../src/index.ts";

test("fromStorage", () => {
  expectTypeOf(fromStorage(sessionStorage)).toEqualTypeOf<SessionOption>();
  io("http://localhost:3000", { session: fromStorage({ storage: localStorage, key: "ada" }) });
  fromStorage({ getItem: async () => "", setItem: async () => {}, removeItem: () => {} });
  // @ts-expect-error no storage
  fromStorage({ getItem: () => null });
  // @ts-expect-error the storage itself is no keeper
  io("http://localhost:3000", { session: sessionStorage });
});
