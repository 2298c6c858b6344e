import { talkAtLimits } from "../../support/idle.mjs";
import { freePort, startProgram } from "../../support/programs.mjs";

await talkAtLimits([400, 1000], async (target, limits) => {
  const ports = [await freePort(), await freePort()];
  const server = (limit, i) => `
  server {
    listen 127.0.0.1:${ports[i]};
    keepalive_timeout ${limit}ms;
    location / { proxy_pass http://127.0.0.1:${target}; }
  }`;
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const configure = (folder) => `
daemon off;
pid ${folder}/pid;
error_log stderr crit;
events {}
http {
  access_log off;
  ${paths.map((name) => `${name}_temp_path ${folder}/${name};`).join("\n  ")}
${limits.map(server).join("")}
}
`;
  const program = { port: ports[0], configure, args: (folder, file) => ["-p", folder, "-e", "stderr", "-c", file] };
  const { stop } = await startProgram("nginx", program);
  return { urls: ports.map((port) => `http://127.0.0.1:${port}`), stop };
});
