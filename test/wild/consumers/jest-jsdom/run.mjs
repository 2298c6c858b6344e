import { createRequire } from "node:module";
import { runJest } from "../../support/jest.mjs";

const require = createRequire(import.meta.url);
await runJest(import.meta.dirname, require.resolve("jest-environment-jsdom"));
