/** One client, one case, in a process of its own: `node --expose-gc client.mjs <client> <case> <url> <count>`. */
import { cases } from "./cases.mjs";

const [name, which, url, count] = process.argv.slice(2);
const { default: client } = await import(`./clients/${name}.mjs`);
const { run } = cases.find(({ name }) => name === which);
const result = await run(client, url, Number(count));
if (process.send) process.send(result, () => process.exit());
else {
  console.log(result);
  process.exit();
}
