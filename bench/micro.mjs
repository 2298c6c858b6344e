/**
 * `npm run bench:micro`: encode and decode alone, the code of src/ against socket.io-parser, by tinybench. Seven rounds, each in a
 * process of its own, since what the compiler makes of the same code varies between processes; medians of the times and of
 * the ratios, and the ratios' range. Below 1 is faster. `--quick`: one short round, for a look.
 */
import { parseArgs } from "node:util";
import { median } from "./measure.mjs";
import { run } from "./processes.mjs";

const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const [count, time] = values.quick ? [1, 10] : [7, 300];
const rounds = [];
for (let round = 0; round < count; round++) rounds.push(await run("micro-round.mjs", [time]));

const cell = (value, width) => value.toFixed(2).padStart(width);
console.log("µs".padEnd(30), "holdfast".padStart(10), "socket.io-parser".padStart(18), "ratio".padStart(8), " from-to");
for (const name of Object.keys(rounds[0]).filter((name) => name.endsWith("/holdfast"))) {
  const ours = rounds.map((times) => times[name]);
  const theirs = rounds.map((times) => times[name.replace("holdfast", "socket.io-parser")]);
  const ratios = ours.map((time, i) => time / theirs[i]);
  const range = [Math.min, Math.max].map((of) => of(...ratios).toFixed(2)).join("-");
  const title = name.split("/")[0].padEnd(30);
  console.log(title, cell(median(ours), 10), cell(median(theirs), 18), cell(median(ratios), 8), ` ${range}`);
}
