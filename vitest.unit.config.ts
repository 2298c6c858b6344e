import { defineConfig } from "vitest/config";

/** The tests on the fake clock alone, for the mutation run: no port, no wait. */
export default defineConfig({
  test: { environment: "node", restoreMocks: true, include: ["test/mutation.ts"], testTimeout: 5_000 },
});
