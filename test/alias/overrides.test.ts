import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { Registry } from "./registry.ts";

/**
 * The recipes of the migration guide that leave no copy of socket.io-client beside the alias, word for word, with each package
 * manager: npm as it is installed here, the others as test/alias/managers has them. Run `npm run build` before.
 */

const guide = readFileSync(join(import.meta.dirname, "../../docs/migrating-from-socket.io-client.md"), "utf8");
const exec = promisify(execFile);

/** The first code block after a text of the guide. */
const blockAfter = (text: string): string => {
  const [, rest] = guide.split(text);
  const [, block] = /```\w+\n(.*?)```/s.exec(rest ?? "") ?? [];
  if (!block) throw new Error(`the guide has no code block after: ${text}`);
  return block;
};

const alias = JSON.parse(blockAfter("Or leave the app as it is")) as object;

interface Recipe {
  /** How it is called. */
  command: string[];
  /** The same, where there was a copy before. @default the command */
  anew?: string[];
  /** Of package.json, with the recipe, beside the alias. */
  manifest: object;
  /** Other files of the recipe. */
  files?: Record<string, string>;
  /** Files that have nothing to do with the recipe. */
  settings: (registry: string) => Record<string, string>;
  /** Does it stop at a peer dependency that the alias does not meet? */
  refusesPeers?: boolean;
}

const [pnpmFile, resolutions] = [blockAfter("pnpm reads them in"), JSON.parse(blockAfter("yarn calls them")) as object];
const { overrides } = JSON.parse(blockAfter("beside the alias replaces every copy")) as { overrides: object };

const managers = join(import.meta.dirname, "managers");
/** Of its own, for each address of the registry is there once only. */
const CACHES = "cache=.cache\ncache-dir=.cache\nstore-dir=.store\n";
const npmrc = (registry: string): Record<string, string> => ({ ".npmrc": `registry=${registry}\n${CACHES}` });
const other = (path: string, ...args: string[]): string[] => [
  process.execPath,
  join(managers, "node_modules", path),
  ...args,
];

const RECIPES: Record<string, Recipe> = {
  npm: {
    command: ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"],
    manifest: { overrides },
    settings: npmrc,
    refusesPeers: true,
  },
  "pnpm 10": {
    command: other("pnpm/bin/pnpm.cjs", "install", "--no-frozen-lockfile"),
    anew: other("pnpm/bin/pnpm.cjs", "dedupe"),
    manifest: {},
    files: { "pnpm-workspace.yaml": pnpmFile },
    settings: npmrc,
  },
  "pnpm 9": {
    command: other("pnpm9/bin/pnpm.cjs", "install", "--no-frozen-lockfile"),
    anew: other("pnpm9/bin/pnpm.cjs", "dedupe"),
    manifest: { pnpm: { overrides } },
    settings: npmrc,
  },
  "yarn 1": {
    command: other("yarn/bin/yarn.js", "install", "--non-interactive"),
    manifest: resolutions,
    settings: (registry) => ({ ".yarnrc": `registry "${registry}"\ncache-folder ".cache"\n` }),
  },
  "yarn 4": {
    command: other("@yarnpkg/cli-dist/bin/yarn.js", "install", "--no-immutable"),
    manifest: resolutions,
    settings: (registry) => ({
      // what is new is distrusted
      ".yarnrc.yml": `npmRegistryServer: "${registry}"
unsafeHttpWhitelist: ["127.0.0.1"]
npmMinimalAgeGate: 0
nodeLinker: node-modules
enableGlobalCache: false
globalFolder: .cache
enableTelemetry: false
`,
      // else it takes the folder for a part of a project around it
      "yarn.lock": "",
    }),
  },
};

/** The folders of socket.io-client itself, wherever they are. */
const copies = (folder: string): string[] => {
  const found = readdirSync(join(folder, "node_modules"), { recursive: true, encoding: "utf8" })
    .filter((path) => /socket\.io-client[\\/]package\.json$/.test(path))
    // pnpm has each of them under several names
    .map((path) => realpathSync(join(folder, "node_modules", path)))
    .filter((path) => JSON.parse(readFileSync(path, "utf8")).name === "socket.io-client");
  return [...new Set(found)];
};

/** As the guide says: without node_modules, and for npm without what its lock file has of socket.io-client. */
const forget = (folder: string): void => {
  rmSync(join(folder, "node_modules"), { recursive: true });
  const path = join(folder, "package-lock.json");
  if (!existsSync(path)) return;
  const lock = JSON.parse(readFileSync(path, "utf8")) as { packages: Record<string, unknown> };
  for (const name of Object.keys(lock.packages)) if (name.endsWith("/socket.io-client")) delete lock.packages[name];
  writeFileSync(path, JSON.stringify(lock));
};

describe.each(Object.entries(RECIPES))(
  "%s",
  (_, { command, anew = command, manifest, files = {}, settings, refusesPeers }) => {
    let registry: Registry;
    let folder: string;
    beforeAll(async () => {
      if (!existsSync(join(managers, "node_modules"))) {
        console.log("installing other package managers: npm ci in test/alias/managers");
        execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: managers, stdio: "inherit" });
      }
      registry = await Registry.start();
      registry.publish(
        { name: "library", dependencies: { "socket.io-client": "^4.0.0" } },
        'module.exports = require("socket.io-client");',
      );
      registry.publish(
        { name: "peered", peerDependencies: { "socket.io-client": "^4.0.0" } },
        'module.exports = require("socket.io-client");',
      );
    });
    afterAll(() => registry?.stop());
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    const install = async (
      more: object,
      others: Record<string, string>,
      libraries: string[],
      [program = "", ...args] = command,
    ): Promise<void> => {
      const dependencies = { ...(alias as { dependencies: object }).dependencies };
      for (const name of libraries) Object.assign(dependencies, { [name]: "1.0.0" });
      const all = { "package.json": JSON.stringify({ name: "app", private: true, ...more, dependencies }), ...others };
      for (const [name, text] of Object.entries(all)) writeFileSync(join(folder, name), text);
      await exec(program, args, { cwd: folder, timeout: 110_000 });
    };
    const start = (): void => {
      folder = realpathSync(mkdtempSync(join(tmpdir(), "holdfast-overrides-")));
    };
    /** What an app and its libraries get. */
    const loaded = (libraries: string[]): unknown[] => {
      const require = createRequire(join(folder, "app.js"));
      const script = `const own = require("socket.io-client"); console.log(JSON.stringify(${JSON.stringify(libraries)}.map((name) => require(name) === own)))`;
      return [
        (require("socket.io-client/package.json") as { name: string }).name,
        JSON.parse(execFileSync(process.execPath, ["-e", script], { cwd: folder, encoding: "utf8" })),
      ];
    };

    test("an alias alone leaves a copy of socket.io-client", { timeout: 120_000 }, async () => {
      start();
      await install({}, settings(registry.url), ["library"]);
      expect(copies(folder)).toEqual([expect.stringContaining("socket.io-client")]);
      expect(loaded(["library"])).toEqual(["holdfast", [false]]);
    });

    test("with the recipe there is none, and libraries have holdfast", { timeout: 120_000 }, async () => {
      start();
      await install(manifest, { ...settings(registry.url), ...files }, ["library", "peered"]);
      expect(copies(folder)).toEqual([]);
      expect(loaded(["library", "peered"])).toEqual(["holdfast", [true, true]]);
    });

    test("added to an app that has a copy already, and installed anew", { timeout: 120_000 }, async () => {
      start();
      await install({}, settings(registry.url), ["library"]);
      expect(copies(folder).length).toBe(1);
      forget(folder);
      await install(manifest, files, ["library"], anew);
      expect(copies(folder)).toEqual([]);
      expect(loaded(["library"])).toEqual(["holdfast", [true]]);
    });

    test("a library that wants socket.io-client 4 as a peer", { timeout: 120_000 }, async () => {
      start();
      const outcome = await install({}, settings(registry.url), ["peered"]).then(
        () => ["installed", loaded(["peered"])],
        ({ stderr }: { stderr: string }) => ["refused", /ERESOLVE/.exec(stderr)?.[0]],
      );
      expect(outcome).toEqual(refusesPeers ? ["refused", "ERESOLVE"] : ["installed", ["holdfast", [true]]]);
    });
  },
);
