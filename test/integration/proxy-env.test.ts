import { HttpsProxyAgent } from "https-proxy-agent";
import { getProxyForUrl } from "proxy-from-env";
import { describe, expect, test, vi } from "vitest";
import { makeCertificate } from "../support/certificate.ts";
import { type Client, client, MODES, ready } from "../support/client.ts";
import { startConnectProxy } from "../support/connect-proxy.ts";
import { startServer } from "../support/server.ts";

/** The recipe of docs/api.md for proxies that the environment names, with a real proxy. */

const cert = makeCertificate({ name: "localhost", addresses: ["127.0.0.1"] });

const connectBy = (url: string, options: object): Promise<Client> => {
  const proxy = getProxyForUrl(url);
  return ready(client(url, { ...options, ca: cert.cert, agent: proxy ? new HttpsProxyAgent(proxy) : undefined }));
};

describe.each([
  ["HTTP_PROXY", undefined],
  ["HTTPS_PROXY", { key: cert.key, cert: cert.cert }],
])("%s", (name, tls) => {
  test.each(MODES)("$mode: all goes through it, but for what NO_PROXY names", async ({ options }) => {
    const server = await startServer(
      (io) => io.on("connection", (one) => one.on("echo", (x, answer) => answer(x))),
      {},
      tls,
    );
    const proxy = await startConnectProxy("user:secret");
    for (const known of ["NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy", name.toLowerCase()]) vi.stubEnv(known, "");
    vi.stubEnv(name, proxy.url.replace("//", "//user:secret@"));
    vi.stubEnv("NO_PROXY", "127.0.0.1");
    await connectBy(server.url, options);
    expect(proxy.tunnels).toEqual([]);
    vi.stubEnv("NO_PROXY", "");
    expect(await (await connectBy(server.url, options)).emitWithAck("echo", 1)).toBe(1);
    expect(new Set(proxy.tunnels)).toEqual(new Set([`127.0.0.1:${server.port}`]));
    vi.unstubAllEnvs();
  });
});
