// Not shipped: gathers the entries' types in one file for `require()` (scripts/rollup-plugin-cjs-types.mjs).
import * as core from "../../src/core.node.ts";
import * as holdfast from "../../src/index.node.ts";

export { core, holdfast };
