import { defineConfig } from "vitest/config";

/** Bytes of every kind, for as long as one likes: `npm run fuzz`. */
export default defineConfig({
  test: { name: "fuzz", environment: "node", include: ["test/fuzz/**/*.test.ts"] },
});
