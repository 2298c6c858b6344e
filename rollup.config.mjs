import { dirname, join, relative, resolve, sep } from "node:path";
import commonjs from "@rollup/plugin-commonjs";
import nodeResolve from "@rollup/plugin-node-resolve";
import terser from "@rollup/plugin-terser";
import typescript from "@rollup/plugin-typescript";
import dts from "rollup-plugin-dts";
import { ADDON_ENTRIES, ADDONS, besideIt } from "./scripts/addons.mjs";
import { cjsTypes } from "./scripts/rollup-plugin-cjs-types.mjs";
import { emitterModule } from "./scripts/rollup-plugin-emitter-module.mjs";
import { privateNames } from "./scripts/rollup-plugin-private-names.mjs";
import { publicTypes } from "./scripts/rollup-plugin-public-types.mjs";

const root = import.meta.dirname;
/** scripts/check-dist.mjs builds elsewhere and compares. */
const out = process.env.HOLDFAST_DIST ?? join(root, "dist");

/** What add-ons import. */
const peers = [/^holdfast(\/|$)/, /^@opentelemetry\/api$/, "socket.io"];
const external = [/^node:/, "ws", "component-emitter", "debug", ...peers];
const compile = (options) => typescript({ tsconfig: join(root, "tsconfig.build.json"), ...options });
// Bundled in whole: an app needs no other package.
const forWeb = (options) => [nodeResolve({ browser: true }), emitterModule(), compile(options), privateNames()];
const unmapped = { sourceMap: false };
const minify = (module) =>
  terser({
    module,
    ecma: 2020,
    // our getters have no effects, and nobody replaces what is built in
    compress: { passes: 4, keep_fargs: false, pure_getters: true, unsafe: true },
    // an engine reads a function in parentheses once, not twice: it is about to be called
    format: { comments: false, wrap_iife: true },
  });

const banner = "/*! holdfast | MIT */";
const maps = {
  sourcemap: true,
  // The same text wherever `out` is.
  sourcemapPathTransform: (path, map) => {
    const source = relative(root, resolve(dirname(map), path));
    return `../${source.split(sep).join("/")}`;
  },
};
const shared = { minifyInternalExports: false, generatedCode: { preset: "es2015", symbols: false } };
// `require("holdfast")` is io itself, which has everything else as properties. Node reads the names off the lines above.
const callable = (chunk) =>
  ["index", "debug"].includes(chunk.name) ? "module.exports = Object.assign(exports.io, exports);" : "";

const modules = (dir) => [
  {
    ...shared,
    dir: join(out, dir),
    format: "es",
    paths: besideIt("js"),
    entryFileNames: "[name].js",
    chunkFileNames: "shared.js",
  },
  {
    ...shared,
    paths: besideIt("cjs"),
    dir: join(out, dir),
    format: "cjs",
    exports: "named",
    esModule: false,
    interop: "default",
    entryFileNames: "[name].cjs",
    chunkFileNames: "shared.cjs",
    footer: callable,
  },
];
const types = (dir, suffix) => [
  {
    input: { index: `src/index${suffix}.ts`, core: `src/core${suffix}.ts` },
    external,
    plugins: [dts({ tsconfig: join(root, "tsconfig.json") }), publicTypes()],
    output: {
      dir: join(out, dir),
      minifyInternalExports: false,
      entryFileNames: "[name].d.ts",
      chunkFileNames: "shared.d.ts",
    },
  },
  {
    input: { types: `scripts/types/${dir}.ts` },
    external,
    plugins: [
      dts({ tsconfig: join(root, "tsconfig.json") }),
      publicTypes(),
      cjsTypes({ callable: "holdfast", entries: { holdfast: "index.d.cts", core: "core.d.cts" } }),
    ],
    output: { dir: join(out, dir), entryFileNames: "[name].d.cts" },
  },
];
/** The declarations of the add-ons are the same in both builds, but for what they lie beside. */
const addonTypes = ADDONS.map((name) => ({
  input: { [name]: ADDON_ENTRIES[name] },
  external,
  plugins: [dts({ tsconfig: join(root, "tsconfig.json") }), publicTypes()],
  output: ["web", "node"].flatMap((dir) => [
    { dir: join(out, dir), paths: besideIt("js"), entryFileNames: "[name].d.ts" },
    { dir: join(out, dir), paths: besideIt("cjs"), entryFileNames: "[name].d.cts" },
  ]),
}));

export default [
  {
    input: { index: "src/index.ts", core: "src/core.ts", debug: "src/debug.ts", ...ADDON_ENTRIES },
    external: ["debug", ...peers],
    plugins: forWeb(unmapped),
    output: modules("web"),
  },
  {
    input: { index: "src/index.node.ts", core: "src/core.node.ts", debug: "src/debug.node.ts", ...ADDON_ENTRIES },
    external,
    plugins: [compile(unmapped)],
    output: modules("node"),
  },
  {
    input: "src/global.ts",
    plugins: forWeb(),
    output: [
      { ...shared, ...maps, banner, file: join(out, "holdfast.js"), format: "iife", name: "io", exports: "default" },
      {
        ...shared,
        ...maps,
        banner,
        file: join(out, "holdfast.min.js"),
        format: "iife",
        name: "io",
        exports: "default",
        plugins: [minify(false)],
      },
    ],
  },
  {
    input: "src/index.ts",
    plugins: forWeb(),
    output: {
      ...shared,
      ...maps,
      banner,
      file: join(out, "holdfast.esm.min.js"),
      format: "es",
      plugins: [minify(true)],
    },
  },
  {
    input: "src/global.msgpack.ts",
    plugins: [commonjs({ include: /socket\.io-msgpack-parser|notepack/ }), ...forWeb()],
    output: {
      ...shared,
      ...maps,
      banner,
      file: join(out, "socket.io.msgpack.min.js"),
      format: "iife",
      name: "io",
      exports: "default",
      plugins: [minify(false)],
    },
  },
  ...types("web", ""),
  ...types("node", ".node"),
  ...addonTypes,
];
