import { readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";

const version = (name) =>
  JSON.parse(readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url), "utf8")).version;

/** Where and with what it was measured. */
export function machine() {
  const cpu = `${cpus().length} × ${cpus()[0].model}`;
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  const there = `socket.io-client ${version("socket.io-client")}, socket.io ${version("socket.io")}, ws ${version("ws")}`;
  return {
    cpu,
    memory,
    node: process.version,
    there,
    date: new Date().toISOString(),
    description: `${cpu}, ${memory}, ${process.platform}, Node ${process.version}; ${there}`,
  };
}
