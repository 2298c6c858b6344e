/** `npm run check-dist`: is the committed dist/ what these sources build? Byte by byte, in a folder of its own. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./build.mjs";

const dist = join(import.meta.dirname, "..", "dist");
const temp = mkdtempSync(join(tmpdir(), "holdfast-dist-"));

const filesIn = (dir) =>
  existsSync(dir) ? readdirSync(dir, { recursive: true }).filter((name) => statSync(join(dir, name)).isFile()) : [];

try {
  await build(temp);
  const names = [...new Set([...filesIn(dist), ...filesIn(temp)])].sort();
  const problems = names.flatMap((name) => {
    const [committed, fresh] = [join(dist, name), join(temp, name)];
    if (!existsSync(committed)) return [`missing   dist/${name}`];
    if (!existsSync(fresh)) return [`left over dist/${name}`];
    return readFileSync(committed).equals(readFileSync(fresh)) ? [] : [`differs   dist/${name}`];
  });
  if (problems.length > 0) {
    console.error(
      `${problems.join("\n")}\n\ndist/ is not what the sources build. Run \`npm run build\` and commit dist/.`,
    );
    process.exitCode = 1;
  } else {
    console.log(`dist/ is current (${names.length} files).`);
  }
} finally {
  rmSync(temp, { recursive: true, force: true });
}
