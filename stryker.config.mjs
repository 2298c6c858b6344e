/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: ["src/{codec,engine,manager,socket}/**/*.ts"],
  testRunner: "vitest",
  vitest: { configFile: "vitest.unit.config.ts", related: false },
  coverageAnalysis: "perTest",
  // what runs once, when a module is loaded, would need all tests for each mutant
  ignoreStatic: true,
  ignorePatterns: ["dist", "docs", "demo", "examples", "bench", "coverage", "test/browser", "test/integration"],
  concurrency: 2,
  timeoutMS: 2000,
  timeoutFactor: 2,
  disableTypeChecks: false,
  thresholds: { high: 90, low: 80, break: 75 },
  reporters: ["clear-text", "progress-append-only", "json"],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, allowEmojis: false },
  jsonReporter: { fileName: "coverage/mutation.json" },
  tempDirName: "node_modules/.stryker",
};
