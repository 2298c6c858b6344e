import { defineConfig } from "vitest/config";

/** Floods and endless bodies against processes with a small heap: `npm run test:memory`, by hand, on an idle machine. */
export default defineConfig({
  test: {
    name: "memory",
    environment: "node",
    include: ["test/soak/memory.test.ts"],
    testTimeout: 180_000,
    // processes of their own, most of whose time is waiting
    maxConcurrency: 10,
  },
});
