import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Before the interop tests: installs the older servers, unless they are there already. */
export default function install(): void {
  const folder = fileURLToPath(new URL("./servers/", import.meta.url));
  const { dependencies } = JSON.parse(readFileSync(`${folder}package.json`, "utf8")) as {
    dependencies: Record<string, string>;
  };
  const isThere = ([name, version]: [string, string]): boolean => {
    const file = `${folder}node_modules/${name}/package.json`;
    return existsSync(file) && version.endsWith(`@${JSON.parse(readFileSync(file, "utf8")).version}`);
  };
  if (Object.entries(dependencies).every(isThere)) return;
  console.log("installing the servers of the interop tests: npm ci in test/interop/servers");
  execFileSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: folder, stdio: "inherit" });
}
