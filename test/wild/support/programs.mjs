import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A port of this machine at which nobody listens. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const listens = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(true)).on("error", () => resolve(false));
    socket.on("connect", () => socket.destroy());
  });

/**
 * Starts a program of this machine with a configuration file in a folder of its own, and waits until it listens on the port.
 * `configure` and `args` get the folder and the file's path.
 */
export async function startProgram(command, { port, configure = () => "", args }) {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-wild-"));
  const file = join(folder, "conf");
  writeFileSync(file, configure(folder));
  // Debian has servers where only root looks for programs
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/usr/local/sbin` };
  const child = spawn(command, args(folder, file), { env, stdio: ["ignore", "ignore", "inherit"] });
  let failed;
  child.on("error", (error) => {
    failed = error;
  });
  child.on("exit", (code) => {
    failed ??= new Error(`${command} ended with ${code}`);
  });
  while (!(await listens(port))) {
    if (failed) throw failed;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    async stop() {
      const ended = new Promise((resolve) => child.on("exit", resolve));
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
