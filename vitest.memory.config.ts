import { defineConfig } from "vitest/config";

/** Floods and endless bodies against processes with a small heap: `npm run test:memory`. */
export default defineConfig({
  test: {
    name: "memory",
    environment: "node",
    include: ["test/soak/memory.test.ts"],
    // each is two processes that are as busy as they can be
    maxConcurrency: 2,
  },
});
