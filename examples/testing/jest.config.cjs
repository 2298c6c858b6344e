const shared = {
  rootDir: __dirname,
  testMatch: ["<rootDir>/*.test.cjs"],
  moduleFileExtensions: ["cjs", "js", "mjs", "json"],
};

module.exports = {
  projects: [
    { ...shared, displayName: "node", testEnvironment: "node" },
    { ...shared, displayName: "jsdom", testEnvironment: "jsdom" },
  ],
};
