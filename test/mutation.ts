import { describe } from "vitest";

declare global {
  interface ImportMeta {
    glob(patterns: string[]): Record<string, () => Promise<unknown>>;
  }
}

/**
 * The unit tests of the core as one file, so that a mutation run loads the code once for each mutant; without those that show how
 * long many of something take, since a mutant that none notices runs all that reach it, and without what waits for the garbage
 * collector, which has too much to do in this one process.
 */
const tests = import.meta.glob([
  "./unit/**/*.test.ts",
  "!./unit/addons/**",
  "!./unit/socket/many-wait.test.ts",
  "!./unit/io-collected.test.ts",
]);

for (const [path, load] of Object.entries(tests))
  describe(path, async () => {
    await load();
  });
