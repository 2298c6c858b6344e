import { defineConfig } from "vitest/config";

const shared = { include: ["*.test.mjs"], exclude: ["node.test.mjs"] };

export default defineConfig({
  test: {
    projects: [
      { test: { ...shared, name: "node" } },
      {
        test: {
          include: ["*.test.mjs", "*.test.jsx"],
          exclude: ["node.test.mjs"],
          name: "jsdom",
          environment: "jsdom",
        },
      },
    ],
  },
});
