import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** An empty project in which the tarball that npm would publish is installed, as a user installs it. */
export function installPacked() {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-packed-"));
  const npm = (cwd, ...args) =>
    execFileSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const packed = JSON.parse(npm(root, "pack", "--ignore-scripts", "--json", "--pack-destination", folder));
    const [{ filename }] = Object.values(packed);
    writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
    npm(folder, "install", "--no-audit", "--no-fund", "--loglevel=error", `./${filename}`);
    return { folder, remove };
  } catch (error) {
    remove();
    throw error;
  }
}
