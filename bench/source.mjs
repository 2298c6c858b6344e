import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");

/** Imports TypeScript of this repository: what `contents`, a module at its root, exports. */
export async function importSource(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    packages: "external",
  });
  // beside the packages that it imports
  const folder = mkdtempSync(join(root, "node_modules/.bench-"));
  const file = join(folder, "source.mjs");
  writeFileSync(file, outputFiles[0].contents);
  try {
    return await import(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
