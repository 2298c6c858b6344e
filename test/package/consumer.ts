import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";

const root = join(import.meta.dirname, "../..");

/** A project of somebody else's, with the package that npm would publish, and its dependencies, installed. */
export class Consumer {
  readonly folder = mkdtempSync(join(tmpdir(), "holdfast-consumer-"));
  readonly packed: readonly string[];

  constructor() {
    const list = execFileSync("npm", ["pack", "--dry-run", "--ignore-scripts", "--json"], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [pack] = Object.values(JSON.parse(list)) as [{ files: { path: string }[] }];
    this.packed = pack.files.map(({ path }) => path);
    if (!this.packed.includes("dist/node/index.js")) {
      this.remove();
      throw new Error("dist/ is not built: npm run build");
    }
    for (const path of this.packed) cpSync(join(root, path), join(this.folder, "node_modules/holdfast", path));
    mkdirSync(join(this.folder, "node_modules/@types"));
    for (const name of ["component-emitter", "ws", "socket.io", "@types/node", "undici-types"])
      symlinkSync(join(root, "node_modules", name), join(this.folder, "node_modules", name), "junction");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  write(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    return path;
  }

  /** Runs a file of this text in Node and returns what it printed as JSON. */
  run(name: string, text: string, ...flags: string[]): unknown {
    const path = this.write(name, text);
    return JSON.parse(execFileSync(process.execPath, [...flags, path], { encoding: "utf8", cwd: this.folder }));
  }

  /** What a strict TypeScript project that has these files is told, one line an error. */
  compile(files: Record<string, string>, options: ts.CompilerOptions): string[] {
    const paths = Object.entries(files).map(([name, text]) => this.write(name, text));
    const program = ts.createProgram(paths, {
      strict: true,
      noEmit: true,
      // Our declarations are checked too.
      skipLibCheck: false,
      target: ts.ScriptTarget.ES2022,
      lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
      types: [],
      ...options,
    });
    return ts
      .getPreEmitDiagnostics(program)
      .filter(({ file }) => !file?.fileName.includes("@types/node"))
      .map(({ file, start, messageText }) => {
        const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
        return `${file?.fileName.slice(this.folder.length + 1)}:${line} ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
      });
  }
}
