import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { COMPILERS, compilerOf } from "../../support/hermesc.mjs";
import { BUILDS, bundle } from "../../support/metro.mjs";

const require = createRequire(import.meta.url);
const { transformSync } = require("@babel/core");

/** What a React Native app may get of the client, and whether that is CommonJS, which alone can be compiled as it is. */
const FOLDERS = { "socket.io-client": ["build/esm", "build/cjs"], holdfast: ["dist/web"] }[process.env.WILD_CLIENT];

/** For the server alone; it loads `@opentelemetry/api` by `import()`, which the preset leaves to Metro. */
const ELSEWHERE = /^server\.c?js$/;

const published = FOLDERS.flatMap((folder) => {
  const path = join(import.meta.dirname, "../../node_modules/socket.io-client", folder);
  const names = readdirSync(path).filter((name) => /\.c?js$/.test(name) && !ELSEWHERE.test(name));
  return names.map((name) => ({ name: join(folder, name), code: readFileSync(join(path, name), "utf8") }));
});

const transformed = published.map(({ name, code }) => {
  const presets = [[require("@react-native/babel-preset"), { enableBabelRuntime: false }]];
  return { name, code: transformSync(code, { filename: name, presets, babelrc: false, configFile: false }).code };
});

const bundles = [];
for (const build of BUILDS)
  bundles.push({
    name: `bundle ${build.platform} ${build.unstable_transformProfile}`,
    code: await bundle("./consumers/react-native/app.js", build),
  });

const isModule = (code) => /^(import|export) /m.test(code);
/** An async generator, such as upload() of holdfast/helpers, is for the preset: no Hermes takes one as it is. */
const needsPreset = (code) => /async function\s*\*/.test(code);

for (const compiler of COMPILERS) {
  const compile = compilerOf(compiler);
  const check = (what, files) => {
    const wrong = files.flatMap(({ name, code }) => compile(code)?.concat(` (${name})`) ?? []);
    if (!files.length || wrong.length)
      throw new Error(`${compiler.of}, ${what} of ${files.length}: ${wrong.join("; ")}`);
    console.log(`${compiler.of}, ${what}: all compile`);
  };
  check("bundles", bundles);
  check("files after the preset", transformed);
  if (compiler.classes)
    check(
      "files as published",
      published.filter(({ code }) => !isModule(code) && !needsPreset(code)),
    );
}
process.exit();
