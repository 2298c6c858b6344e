import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import karma from "karma";

const require = createRequire(import.meta.url);
process.env.CHROME_BIN = execFileSync("sh", ["-c", "command -v chromium || command -v google-chrome"], {
  encoding: "utf8",
}).trim();

// karma's own copy is that of the server's package: the page asks for it by this path
const client = readFileSync(require.resolve("socket.io-client/dist/socket.io.js"));
let served = 0;
const answer = (request, response, next) => {
  if (!/\/socket\.io\/socket\.io\.js$/.test(request.url)) return next();
  served++;
  response.setHeader("Content-Type", "application/javascript").end(client);
};
// karma reads the text of what it calls for the names of arguments
function serveClient() {
  return answer;
}

function Lines() {
  this.adapters = [];
  this.onBrowserLog = (_, text, type) => console.log(`${type}: ${text}`);
  this.onBrowserError = (_, error) => console.log("error", error);
  const result = ({ suite, description, success, log }) =>
    console.log(suite.join(" "), description, success ? "passes" : `fails: ${log.join()}`);
  this.onSpecComplete = (_, one) => result(one);
  this.onRunComplete = (_, { success, failed, disconnected, error }) =>
    console.log({ success, failed, disconnected, error });
}

const config = await karma.config.parseConfig(
  null,
  {
    basePath: import.meta.dirname,
    files: ["tests.js"],
    port: 0,
    browsers: ["Headless"],
    customLaunchers: { Headless: { base: "ChromeHeadless", flags: ["--no-sandbox", "--disable-gpu"] } },
    plugins: [
      "karma-chrome-launcher",
      { "middleware:client": ["factory", serveClient], "reporter:lines": ["type", Lines] },
    ],
    beforeMiddleware: ["client"],
    reporters: ["lines"],
    client: { captureConsole: true, useIframe: true },
    singleRun: true,
    logLevel: "ERROR",
  },
  { promiseConfig: true, throwErrors: true },
);
const code = await new Promise((resolve) => new karma.Server(config, resolve).start());
console.log(`served ${served > 0}, ended with ${code}`);
process.exit();
