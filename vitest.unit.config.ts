import { defineConfig } from "vitest/config";
import { packageOf } from "./vitest.config.ts";

/** The tests on the fake clock alone, for the mutation run: no port, no wait. */
export default defineConfig({
  resolve: packageOf(".node"),
  test: { environment: "node", restoreMocks: true, include: ["test/mutation.ts"], testTimeout: 5_000 },
});
