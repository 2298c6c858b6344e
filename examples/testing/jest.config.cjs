const shared = {
  rootDir: __dirname,
  testMatch: ["<rootDir>/*.test.cjs"],
  moduleFileExtensions: ["cjs", "js", "mjs", "json"],
};

module.exports = {
  projects: [
    { ...shared, displayName: "node", testEnvironment: "node" },
    { ...shared, displayName: "jsdom", testEnvironment: "jsdom" },
    {
      ...shared,
      displayName: "alias",
      testEnvironment: "node",
      // the app asks for socket.io-client, and gets holdfast
      moduleNameMapper: { "^\\./orders\\.cjs$": "<rootDir>/orders-alias.cjs", "^socket\\.io-client$": "holdfast" },
    },
  ],
};
