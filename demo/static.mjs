// The files of the demo, over plain HTTP. A short list of folders, and no way out of them.

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".map": "application/json",
};

// Path prefix in the URL -> folder in the checkout. The server's own modules (*.mjs) have no entry in TYPES and stay private.
const FOLDERS = [
  ["/dist/", "dist"],
  ["/examples/page/", "examples/page"],
  ["/", "demo"],
];

// The room shows what strangers send. Should a mistake ever let markup through, it still could not run or phone home.
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self' ws:; base-uri 'none'; form-action 'none'";

export const BUNDLE = join(ROOT, "dist", "holdfast.min.js");

export async function serveStatic(req, res) {
  if (req.method !== "GET" && req.method !== "HEAD") return plain(res, 405, "Only GET and HEAD here.");
  let path;
  try {
    path = decodeURIComponent(req.url.split(/[?#]/, 1)[0]);
  } catch {
    return plain(res, 400, "This path can't be decoded.");
  }
  if (path === "/examples/page") return res.writeHead(301, { location: "/examples/page/" }).end();
  if (path === "/favicon.ico") path = "/icon.svg"; // browsers ask for it where a page names none
  if (path.endsWith("/")) path += "index.html";

  const [prefix, folder] = FOLDERS.find(([p]) => path.startsWith(p)) ?? [];
  const inside = prefix && normalize(`/${path.slice(prefix.length)}`);
  const type = inside && TYPES[extname(inside)];
  if (!type || inside.includes("\0")) return plain(res, 404, "Not found.");

  const file = join(ROOT, folder, inside);
  const info = await stat(file).catch(() => undefined);
  if (!info?.isFile()) return plain(res, 404, "Not found.");

  const headers = {
    "content-type": type,
    "content-length": info.size,
    "cache-control": "no-cache",
    "x-content-type-options": "nosniff",
  };
  // examples/page has its script inside the page, to be the smallest page there is.
  if (folder === "demo") headers["content-security-policy"] = POLICY;
  res.writeHead(200, headers);
  if (req.method === "HEAD") return res.end();
  createReadStream(file)
    .on("error", () => res.destroy())
    .pipe(res);
}

function plain(res, status, text) {
  res.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`);
}
