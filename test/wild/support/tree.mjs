import { cpSync, existsSync, linkSync, mkdirSync, readdirSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";

const wild = join(import.meta.dirname, "..");
const NAME = "socket.io-client";

/**
 * A folder with the consumers and what they need, in which `socket.io-client` is what npm installed; or, given `packed` (the
 * `node_modules` that holdfast's tarball was installed into), holdfast under that name, wherever a package has a copy.
 */
export function makeTree(folder, packed) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const modules = join(folder, "node_modules");
  const copies = [];
  link(join(wild, "node_modules"), modules, (path) => {
    if (path.endsWith(join("node_modules", NAME))) copies.push(path);
  });
  if (packed) for (const copy of copies) replace(copy, packed);
  // real copies: consumers may write into their folders, which a hard link would share
  for (const part of ["consumers", "support", "package.json"])
    cpSync(join(wild, part), join(folder, part), { recursive: true });
}

/** Hard links take neither time nor room; what is linked must not be changed in place, which no tool does to node_modules. */
function link(from, to, seen) {
  seen?.(to);
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) link(source, target, seen);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkSync(source, target);
  }
}

/** As npm does for an alias with `overrides`: the package keeps its own name inside, and brings its own dependencies. */
function replace(copy, packed) {
  rmSync(copy, { recursive: true });
  cpSync(join(packed, "holdfast"), copy, { recursive: true });
  for (const name of readdirSync(packed))
    if (name !== "holdfast" && !name.startsWith(".") && existsSync(join(packed, name)))
      cpSync(join(packed, name), join(copy, "node_modules", name), { recursive: true });
}
