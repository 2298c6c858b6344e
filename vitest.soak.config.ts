import { defineConfig } from "vitest/config";
import { packageOf } from "./vitest.config.ts";

/** What takes longer than a test should: `npm run test:soak`. */
export default defineConfig({
  resolve: packageOf(".node"),
  test: {
    name: "soak",
    environment: "node",
    include: [
      "test/soak/soak.test.ts",
      "test/soak/heap.test.ts",
      "test/soak/helpers.test.ts",
      "test/soak/chromium.test.ts",
    ],
    testTimeout: 180_000,
    fileParallelism: false,
  },
});
