import { defineConfig } from "vitest/config";

/** What takes longer than a test should: `npm run test:soak`. */
export default defineConfig({
  test: {
    name: "soak",
    environment: "node",
    include: ["test/soak/soak.test.ts", "test/soak/heap.test.ts"],
    testTimeout: 180_000,
    fileParallelism: false,
  },
});
