/** `npm run build`: makes dist/ anew, leaving no file of an earlier build; a build that fails leaves dist/ as it was. */
import { copyFileSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { rollup } from "rollup";
import { loadConfigFile } from "rollup/loadConfigFile";

const root = join(import.meta.dirname, "..");
process.chdir(root);

/** Pages that load socket.io-client's files by name find these in their place. */
const ALIASES = [
  ["holdfast.js", "socket.io.js"],
  ["holdfast.min.js", "socket.io.min.js"],
  ["holdfast.esm.min.js", "socket.io.esm.min.js"],
];

export async function build(out) {
  const fresh = `${out}.new`;
  rmSync(fresh, { recursive: true, force: true });
  process.env.HOLDFAST_DIST = fresh;
  const { options, warnings } = await loadConfigFile(join(root, "rollup.config.mjs"), { silent: false });
  for (const { output, ...input } of options) {
    const bundle = await rollup(input);
    for (const one of output) await bundle.write(one);
    await bundle.close();
  }
  warnings.flush();
  for (const [name, alias] of ALIASES)
    for (const suffix of ["", ".map"]) copyFileSync(join(fresh, name + suffix), join(fresh, alias + suffix));
  rmSync(out, { recursive: true, force: true });
  renameSync(fresh, out);
}

if (process.argv[1] === import.meta.filename) {
  const out = resolve(process.argv[2] ?? "dist");
  const start = performance.now();
  await build(out);
  console.log(`built ${out} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}
