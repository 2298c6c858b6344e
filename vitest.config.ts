import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** The package by its name, as add-ons and their tests import it: the sources for Node, or those for the web. */
export const packageOf = (suffix: ".node" | "") => ({
  alias: [
    { find: /^holdfast$/, replacement: join(import.meta.dirname, `src/index${suffix}.ts`) },
    { find: /^holdfast\/core$/, replacement: join(import.meta.dirname, `src/core${suffix}.ts`) },
    { find: /^holdfast\/(.+)$/, replacement: join(import.meta.dirname, "src/addons/$1/index.ts") },
  ],
});

const node = { environment: "node" as const, restoreMocks: true };

export default defineConfig({
  test: {
    // Nothing may wait for chance: a test that passes only the second time fails.
    retry: 0,
    // Most tests wait for a network, not for a processor.
    maxWorkers: availableParallelism() + 1,
    projects: [
      {
        resolve: packageOf(".node"),
        test: {
          ...node,
          name: "unit",
          include: ["test/unit/**/*.test.ts", "test/contract/**/*.test.ts"],
          testTimeout: 5_000,
        },
      },
      {
        resolve: packageOf(""),
        test: {
          name: "jsdom",
          environment: "jsdom",
          environmentOptions: { jsdom: { url: "http://localhost:3000/" } },
          restoreMocks: true,
          include: ["test/jsdom/**/*.test.ts"],
          testTimeout: 5_000,
        },
      },
      {
        resolve: packageOf(".node"),
        test: {
          ...node,
          name: "integration",
          include: ["test/integration/**/*.test.ts", "test/faults/**/*.test.ts", "test/side-by-side/**/*.test.ts"],
          testTimeout: 20_000,
          hookTimeout: 20_000,
        },
      },
      {
        // Other servers than ours: older versions, other languages; each in a process of its own.
        resolve: packageOf(".node"),
        test: {
          ...node,
          name: "interop",
          include: ["test/interop/**/*.test.ts"],
          globalSetup: "test/interop/install.ts",
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          ...node,
          name: "package",
          include: ["test/package/**/*.test.ts", "test/alias/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Real browsers on dist/, driven from Node, one after the other: `npm run build` before.
        test: {
          ...node,
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "types",
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            include: ["test/types/**/*.test-d.ts"],
            tsconfig: "./test/types/tsconfig.json",
          },
        },
      },
    ],
    coverage: {
      provider: "istanbul",
      include: ["src/**/*.ts"],
      exclude: ["src/**/*.d.ts"],
      reporter: ["text-summary", "html", "json"],
    },
  },
});
