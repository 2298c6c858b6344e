import { execFile, execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import ts from "typescript";

const root = join(import.meta.dirname, "../..");
const sources = join(import.meta.dirname, "apps");
const exec = promisify(execFile);

const APPS = ["chat.ts", "dashboard.ts", "jobs.ts", "forms.ts", "fakes.ts", "declares.ts", "legacy.cts"];

type Resolution = "node16" | "nodenext" | "bundler";

/** A project whose `socket.io-client` is the real one, or the packed tarball of this package under that name. */
export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), "holdfast-alias-"));

  constructor(readonly client: "socket.io-client" | "holdfast") {
    cpSync(sources, this.folder, { recursive: true });
    mkdirSync(join(this.folder, "node_modules"));
    if (client === "holdfast") this.#install();
    else {
      this.#write("package.json", { type: "module" });
      this.#link("socket.io-client");
    }
    for (const name of ["https-proxy-agent", "@socket.io/component-emitter", "@types/node", "undici-types"])
      this.#link(name);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Type checks the apps and, for `node16`, compiles them to `out/`. What is wrong, one line an error. */
  compile(resolution: Resolution): string[] {
    return this.#check(resolution, APPS, resolution === "node16");
  }

  /** Type checks an app that uses a library's declarations. The files in which something is wrong. */
  wraps(skipLibCheck: boolean): string[] {
    const lines = this.#check("bundler", ["wraps.ts"], false, skipLibCheck);
    return [...new Set(lines.map((line) => line.split(":")[0] as string))];
  }

  #check(resolution: Resolution, apps: readonly string[], emit: boolean, skipLibCheck = true): string[] {
    const kinds = {
      node16: [ts.ModuleKind.Node16, ts.ModuleResolutionKind.Node16],
      nodenext: [ts.ModuleKind.NodeNext, ts.ModuleResolutionKind.NodeNext],
      bundler: [ts.ModuleKind.Preserve, ts.ModuleResolutionKind.Bundler],
    } as const;
    const [module, moduleResolution] = kinds[resolution];
    const files = apps.map((name) => join(this.folder, name));
    const program = ts.createProgram(files, {
      strict: true,
      target: ts.ScriptTarget.ES2022,
      module,
      moduleResolution,
      esModuleInterop: true,
      types: ["node"],
      typeRoots: [join(this.folder, "node_modules/@types")],
      outDir: join(this.folder, "out"),
      noEmit: !emit,
      // test/package checks our declarations
      skipLibCheck,
    });
    const problems = ts.getPreEmitDiagnostics(program);
    if (!problems.length) program.emit();
    return problems.map(({ file, start, messageText }) => {
      const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
      return `${file && basename(file.fileName)}:${line} ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
    });
  }

  /** Runs an app to its end: what it printed, parsed, and what it wrote to stderr. */
  async run(name: string, env: Record<string, string>): Promise<{ printed: unknown; stderr: string }> {
    const compiled = join("out", name);
    const file = existsSync(join(this.folder, compiled)) ? compiled : name;
    const { stdout, stderr } = await exec(process.execPath, [file], {
      cwd: this.folder,
      env: { PATH: process.env["PATH"], ...env },
      timeout: 20_000,
    });
    return { printed: JSON.parse(stdout), stderr };
  }

  #install(): void {
    const npm = (...args: string[]): string =>
      execFileSync("npm", [...args, "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"], {
        cwd: args[0] === "pack" ? root : this.folder,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "inherit"],
      });
    const [pack] = Object.values(JSON.parse(npm("pack", "--json", "--pack-destination", this.folder))) as [
      { filename: string },
    ];
    this.#write("package.json", { type: "module", dependencies: { "socket.io-client": `file:${pack.filename}` } });
    npm("install");
  }

  #write(name: string, data: object): void {
    writeFileSync(join(this.folder, name), JSON.stringify(data));
  }

  #link(name: string): void {
    const path = join(this.folder, "node_modules", name);
    mkdirSync(join(path, ".."), { recursive: true });
    symlinkSync(join(root, "node_modules", name), path, "junction");
  }
}
