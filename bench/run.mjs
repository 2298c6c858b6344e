/**
 * `npm run bench`: holdfast, socket.io-client and the floor against the same server, each in a process of its own, in turn.
 *
 *     npm run bench -- [--quick] [--case name]... [--rounds n] [--json file]
 *
 * `--quick`: small counts, for a look. Without `--case`: all of cases.mjs.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { cases } from "./cases.mjs";
import { machine } from "./machine.mjs";
import { run, startServer } from "./processes.mjs";
import { CLIENTS, summarize, table } from "./report.mjs";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    case: { type: "string", multiple: true },
    rounds: { type: "string" },
    json: { type: "string", default: "bench/results.json" },
  },
});
const rounds = Number(values.rounds ?? (values.quick ? 3 : 7));
const unknown = values.case?.find((name) => !cases.some((one) => one.name === name));
if (unknown) throw new Error(`no case ${unknown}; there are ${cases.map(({ name }) => name).join(", ")}`);

const results = [];
for (const one of cases) {
  if (values.case && !values.case.includes(one.name)) continue;
  const server = await startServer(one);
  const samples = Object.fromEntries(CLIENTS.map((client) => [client, []]));
  try {
    for (let round = 0; round < rounds; round++) {
      // A B C, C B A: what changes slowly on the machine hits all alike
      for (const client of round % 2 ? [...CLIENTS].reverse() : CLIENTS) {
        const counts = values.quick ? one.quick : one.count;
        samples[client].push(await run("client.mjs", [client, one.name, server.url, counts[client] ?? counts], one));
      }
    }
  } finally {
    await server.stop();
  }
  const rows = summarize(one, samples);
  console.log(table(rows, !results.length));
  results.push({ name: one.name, title: one.title, rows, samples });
}

const { description, ...facts } = machine();
console.log(`\n${description}; ${rounds} rounds${values.quick ? ", small counts" : ""}`);
writeFileSync(values.json, `${JSON.stringify({ ...facts, rounds, quick: values.quick, results }, null, 1)}\n`);
console.log(`all samples: ${values.json}`);
