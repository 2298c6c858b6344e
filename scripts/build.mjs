/** `npm run build`: makes dist/ anew, leaving no file of an earlier build; a build that fails leaves dist/ as it was. */
import { copyFileSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
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

/** Of these, `require()` and AMD loaders get `io` too, as from socket.io-client's. */
const SCRIPTS = ["socket.io.js", "socket.io.min.js", "socket.io.msgpack.min.js"];
const FOR_LOADERS = `
if (typeof module === "object" && module.exports) module.exports = io;
else if (typeof define === "function" && define.amd) define(() => io);
`;

/**
 * What Node takes a `.js` for is said by the nearest package.json: scripts, which are to be read or required as they are, in dist/
 * itself, and modules in the folders.
 */
const SCOPES = {
  ".": {},
  node: { type: "module", sideEffects: false },
  web: { type: "module", sideEffects: false },
};

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
  for (const name of SCRIPTS) {
    const file = join(fresh, name);
    writeFileSync(file, readFileSync(file, "utf8").replace(/\n(?=\/\/# sourceMappingURL)/, FOR_LOADERS));
  }
  for (const [folder, scope] of Object.entries(SCOPES))
    writeFileSync(join(fresh, folder, "package.json"), `${JSON.stringify(scope)}\n`);
  rmSync(out, { recursive: true, force: true });
  renameSync(fresh, out);
}

if (process.argv[1] === import.meta.filename) {
  const out = resolve(process.argv[2] ?? "dist");
  const start = performance.now();
  await build(out);
  console.log(`built ${out} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}
