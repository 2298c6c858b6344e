import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Project } from "./project.ts";
import { startServers } from "./servers.ts";

/**
 * `"socket.io-client": "file:holdfast-….tgz"`, and nothing else changed: apps that were written for socket.io-client 4.8
 * compile and run. First with socket.io-client itself, which shows that they are what they say. Run `npm run build` before.
 */

/** Each app, and what it prints. */
const APPS: Record<string, string[]> = {
  "chat.js": [
    "ann: connect",
    "ann in lobby: 0 earlier",
    "ann in lobby: bob types",
    "ann in lobby: bob says hello",
    "ann in lobby: ann says hi bob",
    "ann: disconnect io client disconnect",
    "bob: connect",
    "bob in lobby: 0 earlier",
    "bob in lobby: bob says hello",
    "bob in lobby: ann says hi bob",
    "bob: operation has timed out",
    "bob: operation has timed out, undefined",
    "bob: disconnect forced close",
    "bob: reconnect 1",
    "bob: connect",
    "bob in lobby: 2 earlier",
    "bob: disconnect io client disconnect",
  ],
  "chat.cjs": [
    "connect true string",
    "joined true",
    "said number",
    "carl says from a script",
    "disconnect io client disconnect false",
  ],
  "dashboard.js": [
    "metrics connect_error token expired 401 false",
    "metrics connect true",
    "metric cpu 0.5",
    "metric memory 0.25",
    "metric disk 0.75",
    "alarm high disk is full",
    "uploaded 3",
    "kicked true one connection true",
    "metrics disconnect forced close undefined",
    "reconnect_attempt 1",
    "reconnect 1",
    "metrics connect true",
    "alarm high disk is full",
    "listeners 1 false 1",
    "metrics disconnect io client disconnect undefined",
    "admin still true",
    "own connect_error token expired false",
  ],
  "declares.js": ["ann", "ann", "true true y", "true true"],
  "legacy.cjs": ["cpu 0.5", "true", "true", "true"],
  "jobs.js": [
    "direct job 0 cba by runner-7 with Bearer runner after 150 websocket",
    "polling job 1 cba by runner-7 with Bearer runner after 150 polling",
    "proxy job 2 cba by runner-7 with Bearer runner after 150 websocket",
    "proxy and polling job 3 cba by runner-7 with Bearer runner after 150 polling",
    "refused false true",
  ],
  "subpaths.mjs": [
    "require function function function function function",
    "require debug function function function function function",
    "dist/socket.io.js function function function function function",
    "package.json string",
    "debug true function",
    "import function function function",
    "file socket.io.js function function function function function",
    "file socket.io.min.js function function function function function",
    "file socket.io.msgpack.min.js function function function function function",
    "file socket.io.esm.min.js function function",
    "connect",
  ],
};

describe.each([["socket.io-client"], ["holdfast"]] as const)("apps with %s", (client) => {
  let project: Project;
  beforeAll(() => {
    project = new Project(client);
  });
  afterAll(() => project?.remove());

  // node16 first: it compiles what runs below
  test.each([["node16"], ["nodenext"], ["bundler"]] as const)("compile with moduleResolution %s", (resolution) => {
    expect(project.compile(resolution)).toEqual([]);
  });

  // as the migration guide says of ngx-socket-io: no class of theirs has what holdfast adds to a socket
  test("a library that demands all members of a socket compiles with skipLibCheck, and alone fails without", () => {
    expect([project.wraps(true), project.wraps(false)]).toEqual([[], client === "holdfast" ? ["wrapper.d.ts"] : []]);
  });

  test.each(Object.keys(APPS))("%s runs", async (name) => {
    const servers = await startServers();
    try {
      expect(await project.run(name, servers.env)).toEqual({ printed: APPS[name], stderr: "" });
    } finally {
      await servers.close();
    }
  });
});
