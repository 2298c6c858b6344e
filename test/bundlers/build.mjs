import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import nodeResolve from "@rollup/plugin-node-resolve";
import * as esbuild from "esbuild";
import { rollup } from "rollup";
import { build as vite } from "vite";
import webpack from "webpack";

const require = createRequire(import.meta.url);
export const versionOf = (name) => require(`${name}/package.json`).version;

/** Each takes the project's folder and an entry in it; gives the code of one script, and every warning. */
export const BUNDLERS = {
  async Vite(folder, entry) {
    const warnings = [];
    const warn = (message) => warnings.push(message);
    const nothing = () => {};
    await vite({
      root: folder,
      configFile: false,
      build: { outDir: "vite-out", lib: { entry, formats: ["iife"], name: "app", fileName: () => "app.js" } },
      customLogger: {
        info: nothing,
        warn,
        warnOnce: warn,
        error: warn,
        clearScreen: nothing,
        hasErrorLogged: () => false,
        hasWarned: false,
      },
    });
    return { code: readFileSync(join(folder, "vite-out/app.js"), "utf8"), warnings };
  },

  async webpack(folder, entry) {
    const path = join(folder, "webpack-out");
    const compiler = webpack({
      mode: "production",
      context: folder,
      entry: `./${entry}`,
      output: { path, filename: "app.js" },
    });
    const stats = await new Promise((resolve, reject) =>
      compiler.run((error, stats) => (error ? reject(error) : resolve(stats))),
    );
    await new Promise((resolve) => compiler.close(resolve));
    const { warnings, errors } = stats.toJson({ all: false, warnings: true, errors: true });
    return {
      code: readFileSync(join(path, "app.js"), "utf8"),
      warnings: [...warnings, ...errors].map((w) => w.message),
    };
  },

  async esbuild(folder, entry) {
    const result = await esbuild.build({
      absWorkingDir: folder,
      entryPoints: [entry],
      bundle: true,
      minify: true,
      write: false,
      logLevel: "silent",
    });
    return { code: result.outputFiles[0].text, warnings: result.warnings.map(({ text }) => text) };
  },

  async Rollup(folder, entry) {
    const warnings = [];
    const bundle = await rollup({
      input: join(folder, entry),
      plugins: [nodeResolve({ browser: true })],
      onwarn: ({ message }) => warnings.push(message),
    });
    const { output } = await bundle.generate({ format: "iife" });
    await bundle.close();
    return { code: output[0].code, warnings };
  },

  /** Metro chooses the files, as React Native has it do; esbuild puts them together. */
  async "Metro (resolver)"(folder, entry) {
    const chosen = metro(folder, readFileSync(join(folder, entry), "utf8").match(/from "(.+?)"/)[1]);
    const text = readFileSync(join(folder, entry), "utf8").replace(/from ".+?"/, `from ${JSON.stringify(chosen)}`);
    writeFileSync(join(folder, `metro-${entry}`), text);
    return BUNDLERS.esbuild(folder, `metro-${entry}`);
  },
};

/** The file that Metro takes for the package, by the conditions of React Native. */
function metro(folder, name) {
  const { resolve } = require("metro-resolver");
  const files = new Map(
    readdirSync(join(folder, "node_modules"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => [join(entry.parentPath, entry.name), true]),
  );
  const packageOf = (path) => {
    const file = join(path, "package.json");
    return files.has(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
  };
  const context = {
    allowHaste: false,
    assetExts: new Set(),
    customResolverOptions: {},
    dev: true,
    disableHierarchicalLookup: false,
    doesFileExist: (path) => files.has(path),
    extraNodeModules: null,
    fileSystemLookup: (path) =>
      files.has(path)
        ? { exists: true, type: "f", realPath: path }
        : [...files.keys()].some((file) => file.startsWith(`${path}/`))
          ? { exists: true, type: "d", realPath: path }
          : { exists: false },
    getPackage: (path) => (files.has(path) ? JSON.parse(readFileSync(path, "utf8")) : null),
    getPackageForModule: (path) => {
      const root = path.match(/^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0];
      const packageJson = root && packageOf(root);
      return packageJson ? { packageJson, rootPath: root, packageRelativePath: path.slice(root.length + 1) } : null;
    },
    isESMImport: true,
    mainFields: ["react-native", "browser", "main"],
    nodeModulesPaths: [],
    originModulePath: join(folder, "app.js"),
    preferNativePlatform: true,
    resolveAsset: () => undefined,
    redirectModulePath: (path) => path,
    resolveHasteModule: () => undefined,
    resolveHastePackage: () => undefined,
    sourceExts: ["js", "json", "ts", "tsx"],
    unstable_conditionNames: ["react-native"],
    unstable_conditionsByPlatform: { web: ["browser"] },
    unstable_enablePackageExports: true,
    unstable_logWarning: (message) => {
      throw new Error(message);
    },
  };
  const { type, filePath } = resolve(context, name, "ios");
  if (type !== "sourceFile" || !/dist\/web\//.test(filePath)) throw new Error(`Metro took ${type} ${filePath}`);
  return filePath;
}
