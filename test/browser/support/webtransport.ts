import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { makeCertificate } from "../../support/certificate.ts";
import { type ChildServer, startChildServer } from "../../support/child-server.ts";

export interface WebTransportServer extends ChildServer {
  /** SHA-256 of its certificate, for `serverCertificateHashes`. */
  readonly hash: number[];
}

const OURS = resolve(import.meta.dirname, "../../runtimes/node_modules/.bin/deno");

/** Deno, which can serve HTTP/3, or what to do to get it. */
export const findDeno = (): { deno: string } | { missing: string } => {
  const deno = [OURS, "deno"].find((command) => spawnSync(command, ["--version"]).status === 0);
  return deno ? { deno } : { missing: "Deno is not installed here. To get it: `npm ci --prefix test/runtimes`." };
};

/** See `webtransport-server.mjs`. */
export async function startWebTransportServer(deno: string): Promise<WebTransportServer> {
  // no more than 14 days: browsers take a hash in place of an authority only for these
  const { key, cert, sha256 } = makeCertificate({ name: "localhost", addresses: ["127.0.0.1"], days: 10 });
  const folder = mkdtempSync(join(tmpdir(), "holdfast-webtransport-"));
  const [keyFile, certFile] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  writeFileSync(keyFile, key);
  writeFileSync(certFile, cert);
  try {
    const script = join(import.meta.dirname, "webtransport-server.mjs");
    const server = await startChildServer(deno, ["run", "-A", "--unstable-net", script, keyFile, certFile]);
    return { ...server, hash: [...sha256] };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
