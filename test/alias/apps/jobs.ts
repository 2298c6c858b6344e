// A job runner: TLS with a client certificate, a proxy, retries. Written for socket.io-client 4.8.
import { readFileSync } from "node:fs";
import { HttpsProxyAgent } from "https-proxy-agent";
import { io, type ManagerOptions, type SocketOptions } from "socket.io-client";

const lines: string[] = [];
const log = (...what: unknown[]): void => void lines.push(what.map(String).join(" "));
const read = (name: string): string => readFileSync(`${process.env["CERTIFICATES"]}/${name}`, "utf8");

const base: Partial<ManagerOptions & SocketOptions> = {
  path: "/jobs/",
  forceNew: true,
  ca: read("ca.pem"),
  extraHeaders: { authorization: "Bearer runner" },
  reconnectionAttempts: 1,
  reconnectionDelay: 10,
  timeout: 5000,
  retries: 3,
  ackTimeout: 2000,
  perMessageDeflate: { threshold: 512 },
  rejectUnauthorized: true,
};
const certificate = { cert: read("client.pem"), key: read("client.key") };

/** Takes a job, reports its progress and its result. */
async function run(name: string, options: Partial<ManagerOptions & SocketOptions>): Promise<void> {
  const socket = io(process.env["SECURE_URL"] as string, { ...base, ...certificate, ...options });
  socket.on("connect_error", (error) => log(name, "connect_error", error.message));
  await new Promise<void>((resolve) => {
    socket.on("job", async (job: { id: number; input: Buffer }, accept: (accepted: boolean) => void) => {
      accept(true);
      for (const percent of [50, 100]) socket.emit("progress", job.id, percent);
      const outcome = await socket.emitWithAck("result", job.id, Buffer.from(job.input).reverse());
      log(name, "job", job.id, outcome, socket.io.engine.transport.name);
      resolve();
    });
  });
  socket.disconnect();
}

await run("direct", { transports: ["websocket"] });
await run("polling", { transports: ["polling"] });
const agent = new HttpsProxyAgent(process.env["PROXY"] as string);
// the declared type knows only strings and booleans
await run("proxy", { transports: ["websocket"], agent: agent as unknown as string });
await run("proxy and polling", { transports: ["polling"], agent: agent as unknown as string });

// without a certificate there is no way in
const socket = io(process.env["SECURE_URL"] as string, { ...base, transports: ["websocket"] });
socket.io.on("reconnect_failed", () => {
  log("refused", socket.connected, socket.active);
  socket.close();
  console.log(JSON.stringify(lines));
});
