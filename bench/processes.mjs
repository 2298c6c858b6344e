/** Processes of the benchmark: each is a script of this folder. */
import { fork, spawnSync } from "node:child_process";
import { join } from "node:path";

/** With `pinned`, on the first processor, where the system can. */
const start = (script, args = [], { execArgv = [], pinned } = {}) => {
  const stdio = ["ignore", "inherit", "inherit", "ipc"];
  const child = fork(join(import.meta.dirname, script), args.map(String), { execArgv, stdio });
  if (pinned) spawnSync("taskset", ["-apc", "0", String(child.pid)], { stdio: "ignore" });
  return child;
};

const firstMessage = (child, what) =>
  new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", (code) => reject(new Error(`${what} ended with ${code}`)));
  });

/** Starts the server, on `port` if given, and, for a delay in ms each way, a proxy in front. `url` is where clients connect. */
export async function startServer({ delay, pinned, port: wanted } = {}, script = "server.mjs") {
  const server = start(script, wanted ? [wanted] : [], { pinned });
  const children = [server];
  let { port } = await firstMessage(server, script);
  if (delay) {
    const proxy = start("proxy.mjs", [port, delay]);
    children.push(proxy);
    ({ port } = await firstMessage(proxy, "proxy.mjs"));
  }
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    async stop() {
      for (const child of children) {
        const gone = new Promise((resolve) => child.once("exit", resolve));
        child.kill();
        await gone;
      }
    },
  };
}

/** Runs a script to its first message, which is its result. */
export async function run(script, args, { pinned } = {}) {
  const child = start(script, args, { execArgv: ["--expose-gc"], pinned });
  const gone = new Promise((resolve) => child.once("exit", resolve));
  const result = await firstMessage(child, `${script} ${args.join(" ")}`);
  await gone;
  return result;
}
