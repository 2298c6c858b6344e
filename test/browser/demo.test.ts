import { join } from "node:path";
import { expect, test } from "vitest";
import { withInstalled } from "./support/suite.ts";

interface Check {
  checkDemo(options: { executablePath: string; log: (step: string) => void }): Promise<void>;
}

const path = join(import.meta.dirname, "../../demo/check.mjs");

/** The demo as a person uses it, in two tabs; `node demo/check.mjs` by hand. */
withInstalled("Chromium", "the demo", (installed) => {
  test("works, with all its buttons", { timeout: 120_000 }, async () => {
    if (installed.driver !== "playwright") return;
    const { checkDemo } = (await import(/* @vite-ignore */ path)) as Check;
    const steps: string[] = [];
    try {
      await checkDemo({ executablePath: installed.executablePath, log: (step) => steps.push(step) });
    } catch (error) {
      expect.fail(`${error instanceof Error ? error.message : error}\nsteps:\n${steps.join("\n")}`);
    }
    expect(steps.length).toBeGreaterThan(0);
  });
});
