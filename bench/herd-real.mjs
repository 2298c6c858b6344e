/** Real clients, all in one process, and a real server that is stopped for a while. */
import { spawnSync } from "node:child_process";
import { run } from "./processes.mjs";

export async function realHerd(count) {
  // two sockets for each on this machine, in two processes
  const limit = Number(spawnSync("sh", ["-c", "ulimit -n"]).stdout) || 1024;
  const most = Math.min(count, limit - 200);
  if (most < count) console.log(`\nopen files are limited to ${limit}: ${most} clients`);
  console.log(`\n${most} real clients, WebSocket, a real server on this machine that is gone for 8 s:`);
  for (const client of ["holdfast", "socket.io-client"]) {
    const { peak, attempts, back, connected } = await run("herd-clients.mjs", [client, most]);
    console.log(
      `${client.padEnd(18)} peak ${peak} attempts per 100 ms once it is back, ${attempts} attempts in all, ` +
        `${connected} back within ${Math.round(back)} ms`,
    );
  }
}
