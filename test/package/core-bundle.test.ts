import { join } from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

/** The files of ours that have a part in the bundle of an app that names these transports. */
async function bundled(transports: string): Promise<string[]> {
  const contents = `import { createIo, ${transports} } from "./src/core.ts"; console.log(createIo({ transports: [${transports}] }));`;
  const { metafile } = await build({
    stdin: { contents, resolveDir: root },
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "browser",
    logLevel: "error",
  });
  return Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput ? file.replace("src/", "") : [])),
  );
}

/** What WebSocket alone has no use for. */
const OTHERS = [
  "transport/polling.ts",
  "transport/webtransport.ts",
  "engine/race.ts",
  "engine/upgrade.ts",
  "platform/browser-http.ts",
  "platform/body.ts",
  "codec/engine-io-reader.ts",
  "compat.ts",
];

test("holdfast/core with WebSocket alone bundles nothing of the other transports", async () => {
  const files = await bundled("websocket");
  expect(files).toContain("transport/websocket.ts");
  expect(files.filter((file) => OTHERS.includes(file))).toEqual([]);
});

test("with polling and WebSocket it has what these need", async () => {
  const files = await bundled("polling, websocket");
  expect(OTHERS.filter((file) => !files.includes(file))).toEqual([
    "transport/webtransport.ts",
    "codec/engine-io-reader.ts",
    "compat.ts",
  ]);
});
