/**
 * `npm run bench:scaling`: does the cost of an event grow with what else there is? µs of processor time for each event, at 10,
 * 1,000 and 100,000 events waiting, listeners of other events, and namespaces; holdfast and socket.io-client in turn, each
 * figure from a process of its own. `--quick`: without the 100,000. `--case name`.
 */
import { parseArgs } from "node:util";
import { median } from "./measure.mjs";
import { run, startServer } from "./processes.mjs";
import { scales } from "./scales.mjs";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    case: { type: "string", multiple: true },
    rounds: { type: "string", default: "3" },
  },
});
const sizes = values.quick ? [10, 1_000] : [10, 1_000, 100_000];
const clients = ["holdfast", "socket.io-client"];

console.log(
  ["case".padEnd(44), "client".padEnd(18), ...sizes.map((size) => `${size}`.padStart(9)), " from 1000"].join(""),
);
for (const { name, title, only, most = {} } of scales) {
  if (values.case && !values.case.includes(name)) continue;
  const server = await startServer({}, "lean-server.mjs");
  const samples = {};
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const client of round % 2 ? [...clients].reverse() : clients) {
      if (only && client !== only) continue;
      for (const size of sizes) {
        if (size > most[client]) continue;
        const { cpu } = await run("scale.mjs", [client, name, server.url, size]);
        samples[client] ??= {};
        samples[client][size] ??= [];
        samples[client][size].push(cpu);
      }
    }
  }
  await server.stop();
  for (const [client, bySize] of Object.entries(samples)) {
    const figures = sizes.map((size) => (bySize[size] ? median(bySize[size]) : Number.NaN));
    // from 1,000 on: below, what each takes to get going counts
    const growth = figures.at(-1) / figures.at(1);
    const cells = [...figures.map((figure) => figure.toPrecision(3)), `${growth.toFixed(2)} x`].map((cell) =>
      (/NaN/.test(cell) ? "-" : cell).padStart(9),
    );
    console.log([title.padEnd(44), client.padEnd(18), ...cells].join(""));
  }
}
