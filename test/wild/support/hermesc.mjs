import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where React Native of that version has its compiler, and whether that knows classes: the preset leaves none for one that does not. */
export const COMPILERS = [
  { of: "React Native 0.72", from: "react-native@0.72.17", path: "sdks/hermesc", classes: false },
  { of: "React Native 0.76", from: "react-native@0.76.9", path: "sdks/hermesc", classes: false },
  { of: "React Native 0.81", from: "react-native@0.81.6", path: "sdks/hermesc", classes: false },
  { of: "React Native 0.83", from: "hermes-compiler@0.14.1", path: "hermesc", classes: false },
  { of: "React Native 0.86", from: "hermes-compiler@250829098.0.17", path: "hermesc", classes: true },
  { of: "React Native 0.88", from: "hermes-compiler@260318099.0.8", path: "hermesc", classes: true },
];

const SYSTEM = { linux: "linux64-bin/hermesc", darwin: "osx-bin/hermesc", win32: "win64-bin/hermesc.exe" };

/** Beside what npm installed: the trees of both clients end with each run. */
const cache = join(import.meta.dirname, "../../../node_modules/.cache/hermesc");

/** The file of that compiler, alone of its package, which is large. */
function fetchCompiler({ from, path }) {
  const file = join(cache, from, `package/${path}/${SYSTEM[process.platform]}`);
  if (existsSync(file)) return file;
  const folder = join(cache, `${from}.new`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const run = (command, args) => execFileSync(command, args, { cwd: folder, encoding: "utf8" });
  const [{ filename }] = JSON.parse(run("npm", ["pack", from, "--json"]));
  run("tar", ["-xzf", filename, `package/${path}/${SYSTEM[process.platform]}`]);
  rmSync(join(folder, filename));
  rmSync(join(cache, from), { recursive: true, force: true });
  renameSync(folder, join(cache, from));
  return file;
}

/** Compiles a script; what the compiler says of it, or nothing. */
export function compilerOf(compiler) {
  const file = fetchCompiler(compiler);
  // on a machine on which it can't be run, this is what fails
  execFileSync(file, ["--version"]);
  return (code) => {
    const script = join(tmpdir(), `hermesc-${process.pid}.js`);
    writeFileSync(script, code);
    try {
      execFileSync(file, ["-w", "-O", "-emit-binary", "-out", `${script}.hbc`, script], { stdio: "pipe" });
    } catch (error) {
      return `${error.stderr}`.split("\n")[0].slice(0, 200);
    } finally {
      rmSync(script);
      rmSync(`${script}.hbc`, { force: true });
    }
  };
}
