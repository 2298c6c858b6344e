import { readdirSync } from "node:fs";
import { join } from "node:path";

/** The add-ons: each folder of src/addons is a subpath of the package, by its name. */
export const ADDONS = readdirSync(join(import.meta.dirname, "../src/addons")).sort();

/** Their sources, by the names of the files that they become. */
export const ADDON_ENTRIES = Object.fromEntries(ADDONS.map((name) => [name, `src/addons/${name}/index.ts`]));

/** An add-on imports the package by its name, as an app does. In dist/ that is the file beside it, whatever name it was installed by. */
export const besideIt = (suffix) => (id) => {
  const [ours, name = "index"] = /^holdfast(?:\/(.+))?$/.exec(id) ?? [];
  return ours ? `./${name}.${suffix}` : id;
};
