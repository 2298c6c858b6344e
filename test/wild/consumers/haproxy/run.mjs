import { talkAtLimits } from "../../support/idle.mjs";
import { freePort, startProgram } from "../../support/programs.mjs";

await talkAtLimits([400, 1000], async (target, limits) => {
  const ports = [await freePort(), await freePort()];
  const frontend = (limit, i) => `
frontend f${limit}
  bind 127.0.0.1:${ports[i]}
  timeout http-keep-alive ${limit}ms
  default_backend server
`;
  const configure = () => `
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
${limits.map(frontend).join("")}
backend server
  server one 127.0.0.1:${target}
`;
  const program = { port: ports[0], configure, args: (_, file) => ["-q", "-db", "-f", file] };
  const { stop } = await startProgram("haproxy", program);
  return { urls: ports.map((port) => `http://127.0.0.1:${port}`), stop };
});
