/** One client, one figure of the scaling bench: `node --expose-gc scale.mjs <client> <case> <url> <size>`. */
import { scales } from "./scales.mjs";

const [name, which, url, size] = process.argv.slice(2);
const { default: client } = await import(`./clients/${name}.mjs`);
const { run } = scales.find(({ name }) => name === which);
process.send(await run(client, url, Number(size)), () => process.exit());
