import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { listen } from "../support/listen.mjs";

const root = join(import.meta.dirname, "../..");

interface Manifest {
  name: string;
  version: string;
  dependencies?: Record<string, string>;
}

/** A tarball, and what a registry says of it. */
interface Package {
  manifest: Manifest;
  tarball: Buffer;
}

const read = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;

/** Where Node would find a package, as seen from a folder. */
const find = (name: string, from: string): string => {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(folder, "node_modules", name);
    try {
      read(path);
      return path;
    } catch (error) {
      if (folder === dirname(folder)) throw error;
    }
  }
};

/** A package registry that has this package, socket.io-client, all that they depend on, and what a test adds. */
export class Registry {
  readonly #folder = mkdtempSync(join(tmpdir(), "holdfast-registry-"));
  readonly #packages: Package[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(({ url = "" }, response) => {
      const [, name = "", tarball] = /^\/((?:@[^/]+\/)?[^/]+)(?:\/-\/(.*))?$/.exec(decodeURIComponent(url)) ?? [];
      const versions = this.#packages.filter(({ manifest }) => manifest.name === name);
      const file = tarball && versions.find(({ manifest }) => tarball.endsWith(`-${manifest.version}.tgz`));
      if (!versions.length || (tarball && !file)) response.writeHead(404).end("{}");
      else if (file) response.end(file.tarball);
      else response.setHeader("Content-Type", "application/json").end(JSON.stringify(this.#describe(name, versions)));
    });
  }

  static async start(): Promise<Registry> {
    const registry = new Registry();
    registry.#addTree(join(root, "node_modules/socket.io-client"));
    for (const name of Object.keys(read(root).dependencies ?? {})) registry.#addTree(find(name, root));
    registry.#add(registry.#packed());
    await listen(registry.#server);
    return registry;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async stop(): Promise<void> {
    rmSync(this.#folder, { recursive: true, force: true });
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Adds a package of one file. */
  publish(manifest: Record<string, unknown> & { name: string }, index: string): void {
    const folder = join(this.#folder, "made", manifest.name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), JSON.stringify({ version: "1.0.0", ...manifest }));
    writeFileSync(join(folder, "index.js"), index);
    this.#add(folder);
  }

  /** What npm would publish of this package. */
  #packed(): string {
    const list = execFileSync("npm", ["pack", "--dry-run", "--ignore-scripts", "--json"], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [pack] = Object.values(JSON.parse(list)) as [{ files: { path: string }[] }];
    const folder = join(this.#folder, "holdfast");
    for (const { path } of pack.files) cpSync(join(root, path), join(folder, path));
    return folder;
  }

  #addTree(folder: string): void {
    const { name, version, dependencies = {} } = read(folder);
    if (this.#packages.some(({ manifest }) => manifest.name === name && manifest.version === version)) return;
    this.#add(folder);
    for (const one of Object.keys(dependencies)) this.#addTree(find(one, folder));
  }

  #add(folder: string): void {
    const { name, version, dependencies, ...more } = read(folder) as Manifest & Record<string, unknown>;
    const { peerDependencies, peerDependenciesMeta } = more;
    const tarball = execFileSync(
      "tar",
      ["-czf", "-", "--exclude=node_modules", "-C", dirname(folder), basename(folder)],
      { maxBuffer: 1e8 },
    );
    this.#packages.push({
      manifest: { name, version, dependencies, peerDependencies, peerDependenciesMeta } as Manifest,
      tarball,
    });
  }

  #describe(name: string, packages: readonly Package[]): object {
    const versions = Object.fromEntries(
      packages.map(({ manifest, tarball }) => {
        const hash = createHash("sha512").update(tarball).digest("base64");
        const address = `${this.url}${name}/-/${basename(name)}-${manifest.version}.tgz`;
        const shasum = createHash("sha1").update(tarball).digest("hex");
        return [manifest.version, { ...manifest, dist: { tarball: address, integrity: `sha512-${hash}`, shasum } }];
      }),
    );
    return { name, "dist-tags": { latest: packages[0]?.manifest.version }, versions };
  }
}
