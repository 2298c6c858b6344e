import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { startServer } from "./server.mjs";

const require = createRequire(import.meta.url);

/** Runs the tests of a folder in jest, as a project has it, against the real server; prints how each ended. */
export async function runJest(folder, environment) {
  const server = await startServer({ pingInterval: 300, pingTimeout: 5_000 });
  server.io.on("connection", (socket) => {
    socket.on("echo", (...args) => args.pop()(...args));
    socket.on("cut", () => socket.conn.close());
  });
  // a folder of the project, not of the system: jest's cache is of no use to the next run
  const config = {
    rootDir: folder,
    testEnvironment: environment,
    transform: {},
    testMatch: ["**/*.test.cjs"],
    cacheDirectory: join(folder, "cache"),
  };
  const args = [require.resolve("jest/bin/jest"), "--json", "--runInBand", "--config", JSON.stringify(config)];
  const options = { cwd: folder, env: { ...process.env, WILD_URL: server.url }, maxBuffer: 1e8 };
  const { stdout } = await promisify(execFile)(process.execPath, args, options).catch((error) => error);
  await server.close();
  const { testResults } = JSON.parse(stdout);
  for (const { assertionResults, message } of testResults.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!assertionResults.length) console.log(message);
    for (const { fullName, status, failureMessages } of assertionResults)
      console.log([`${fullName}: ${status}`, ...failureMessages.map((text) => text.split("\n")[0])].join(" "));
  }
}
