import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { join } from "node:path";
import next from "next";
import { chromium } from "playwright";
import { Server } from "socket.io";

const dir = import.meta.dirname;
process.env.NEXT_TELEMETRY_DISABLED = "1";
const cli = join(dir, "../../node_modules/next/dist/bin/next");
execFileSync(process.execPath, [cli, "build"], { cwd: dir, stdio: ["ignore", "ignore", "inherit"] });
console.log("built");

// Next says how long it took
const { log } = console;
console.log = () => {};
const app = next({ dev: false, dir });
await app.prepare();
console.log = log;
const http = createServer(app.getRequestHandler());
const io = new Server(http);
io.on("connection", (socket) => socket.on("echo", (text, answer) => answer(`${text} back`)));
const rooms = new Set();
io.of("/room").on("connection", ({ id }) => rooms.add(id));
await new Promise((resolve) => http.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${http.address().port}`;

const text = (html) => html.match(/<p id="chat">(.*?)<\/p>/)?.[1].replace(/<!--.*?-->/g, "");
for (const path of ["/", "/dynamic"]) {
  const response = await fetch(url + path);
  console.log(path, response.status, text(await response.text()));
}
console.log("connections so far", io.engine.clientsCount);

const executablePath = execFileSync("sh", ["-c", "command -v chromium || command -v google-chrome"], {
  encoding: "utf8",
}).trim();
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-quic"] });
for (const path of ["/", "/dynamic"]) {
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.log("uncaught", error.message));
  await page.goto(url + path);
  await page.locator("#chat", { hasText: "connected hello back" }).waitFor();
  console.log(path, "in Chromium:", await page.locator("#chat").innerText());
  await page.close();
}
console.log("rooms joined", rooms.size);
await browser.close();
// socket.io-client goes on asking for a host that is not there
process.exit(0);
