import { describe } from "vitest";

declare global {
  interface ImportMeta {
    glob(pattern: string): Record<string, () => Promise<unknown>>;
  }
}

/** The unit tests as one file, so that a mutation run loads the code once for each mutant. */
for (const [path, load] of Object.entries(import.meta.glob("./unit/**/*.test.ts")))
  describe(path, async () => {
    await load();
  });
