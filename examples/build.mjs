// node build.mjs FOLDER OUT: one of the pages, for production; what Vite has to say goes to stderr.
// node build.mjs --dev FOLDER: its development server, with hot reload; prints the address.
import process from "node:process";
import { build, createServer } from "vite";

const [first, second] = process.argv.slice(2);
if (first === "--dev") {
  const server = await createServer({ root: second, server: { host: "127.0.0.1", port: 0 }, logLevel: "error" });
  await server.listen();
  console.log(server.resolvedUrls.local[0]);
} else await build({ root: first, logLevel: "warn", build: { outDir: second, emptyOutDir: true, minify: false } });
