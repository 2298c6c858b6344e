import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { build } from "esbuild";
import type { Browser, Page } from "playwright";
import { Server } from "socket.io";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { listen } from "../support/listen.mjs";
import { startPlaywright } from "./support/drive.ts";
import { withInstalled } from "./support/suite.ts";

/** The pages of examples/, as they are built, and what frameworks do to a socket. */

const examples = join(import.meta.dirname, "../../examples");
const work = join(examples, ".cache");

withInstalled("Chromium", "examples", (installed) => {
  if (installed.driver !== "playwright") return;
  let browser: Browser;
  let page: Page;
  let errors: string[];
  let io: Server;
  let url: string;
  /** All that joined, and those that are there. */
  let joined: number;
  const folder = mkdtempSync(join(tmpdir(), "holdfast-examples-"));
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    if (!existsSync(join(examples, "node_modules"))) {
      console.warn("npm ci --prefix examples: React, Vue, Svelte and Vite");
      execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: examples, stdio: "ignore" });
    }
    browser = await startPlaywright(installed);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    for (const path of [folder, work]) rmSync(path, { recursive: true, force: true });
  });

  beforeEach(async () => {
    joined = 0;
    errors = [];
    const http = createServer((request, response) => {
      const path = new URL(request.url ?? "/", "http://x").pathname;
      const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
      if (!existsSync(file)) return void response.writeHead(404).end();
      const type = extname(file) === ".html" ? "text/html" : "text/javascript";
      response.writeHead(200, { "content-type": type }).end(readFileSync(file));
    });
    io = new Server(http, { serveClient: false, cors: { origin: "*" } });
    io.on("connection", (socket) => {
      joined++;
      socket.on("message", ({ text }, answer) => {
        socket.broadcast.emit("message", { name: "Another", text });
        answer({ ok: true });
        socket.emit("message", { name: "Server", text: `heard ${text}` });
      });
    });
    const port = await listen(http);
    url = `http://127.0.0.1:${port}`;
    page = await browser.newPage();
    page.setDefaultTimeout(15_000);
    page.on("pageerror", (error) => errors.push(error.message));
  });
  afterEach(async () => {
    await page.close();
    await io.close();
    for (const child of children.splice(0)) child.kill();
  });

  const there = (): number => io.engine.clientsCount;
  const state = (wanted: string): Promise<void> =>
    page.locator("output", { hasText: new RegExp(`^${wanted}$`) }).waitFor();

  test.each(["react", "vue", "svelte"])("%s: built without a warning, and used", async (name) => {
    const out = join(folder, name);
    const args = [join(examples, "build.mjs"), join(examples, name), out];
    const said = spawn(process.execPath, [...args], { stdio: ["ignore", "ignore", "pipe"] });
    let warnings = "";
    said.stderr.on("data", (chunk) => {
      warnings += chunk;
    });
    expect(await new Promise((resolve) => said.on("close", resolve))).toBe(0);
    expect(warnings).toBe("");
    // built for the root of a server
    const html = readFileSync(join(out, "index.html"), "utf8");
    writeFileSync(join(out, "index.html"), html.replaceAll('="/assets/', '="assets/'));

    await page.goto(`${url}/${name}/?server=${url}`);
    await state("connected");
    await page.getByLabel("Message").fill("hello");
    await page.getByRole("button", { name: "Send" }).click();
    await page.locator("li", { hasText: "Server: heard hello" }).waitFor();
    expect((await page.locator("li").allTextContents()).sort()).toEqual(["Server: heard hello", "You: hello"]);
    expect([joined, there(), errors]).toEqual([1, 1, []]);
    await page.goto("about:blank");
    await expect.poll(there).toBe(0);
  });

  test("upload: a file goes in pieces, and the bar shows how far it is", async () => {
    const out = join(folder, "upload");
    execFileSync(process.execPath, [join(examples, "build.mjs"), join(examples, "upload"), out], { stdio: "pipe" });
    const html = readFileSync(join(out, "index.html"), "utf8");
    writeFileSync(join(out, "index.html"), html.replaceAll('="/assets/', '="assets/'));
    const file = Buffer.alloc(300_000, "holdfast ");
    const stored = Buffer.alloc(file.length);
    let pieces = 0;
    io.on("connection", (socket) =>
      socket.on("file", (bytes: Buffer, { offset, total }, answer) => {
        expect(total).toBe(file.length);
        bytes.copy(stored, offset);
        pieces++;
        answer({});
      }),
    );
    await page.goto(`${url}/upload/?server=${url}`);
    await state("connected");
    await page.getByLabel("File").setInputFiles({ name: "text.txt", mimeType: "text/plain", buffer: file });
    await state("text.txt is there");
    expect(await page.locator("progress").evaluate((bar) => (bar as HTMLProgressElement).value)).toBe(1);
    expect([stored.equals(file), pieces, errors]).toEqual([true, 5, []]);
    await page.goto("about:blank");
    await expect.poll(there).toBe(0);
  });

  /** A copy of the React page, since it is edited, beside node_modules, with its development server. */
  const develop = async (main?: string): Promise<{ copy: string; dev: string }> => {
    mkdirSync(work, { recursive: true });
    const copy = mkdtempSync(join(work, "react-"));
    cpSync(join(examples, "react"), copy, { recursive: true });
    if (main) writeFileSync(join(copy, "main.jsx"), main);
    const args = [join(examples, "build.mjs"), "--dev", copy];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    children.push(child);
    const dev = await new Promise<string>((resolve) =>
      child.stdout.once("data", (chunk) => resolve(`${chunk}`.trim())),
    );
    return { copy, dev };
  };

  test("React in development: StrictMode mounts twice, hot reload anew: one connection, none left behind", async () => {
    const { copy, dev } = await develop();
    await page.goto(`${dev}?server=${url}`);
    await state("connected");
    expect([joined, there()]).toEqual([1, 1]);

    // Fast Refresh runs the effects again
    const file = join(copy, "Room.jsx");
    writeFileSync(file, readFileSync(file, "utf8").replace(">Send<", ">Send it<"));
    await page.getByRole("button", { name: "Send it" }).waitFor();
    await state("connected");
    await page.getByLabel("Message").fill("hello");
    await page.getByRole("button", { name: "Send it" }).click();
    await page.locator("li", { hasText: "Server: heard hello" }).waitFor();
    await expect.poll(there).toBe(1);
    expect(errors).toEqual([]);

    await page.goto("about:blank");
    await expect.poll(there).toBe(0);
  });

  test("StrictMode, with io() in the effect: one connection", async () => {
    const { dev } = await develop(`
      import { io } from "holdfast";
      import { StrictMode, useEffect, useState } from "react";
      import { createRoot } from "react-dom/client";
      let effects = 0;
      function App() {
        const [state, setState] = useState("waiting");
        useEffect(() => {
          effects++;
          const socket = io(${JSON.stringify(url)});
          socket.io.engine.on("upgrade", () => setState("connected"));
          return () => socket.disconnect();
        }, []);
        return <p><output>{state}</output> <b>{effects}</b></p>;
      }
      createRoot(document.querySelector("#root")).render(<StrictMode><App /></StrictMode>);`);
    const sessions: unknown[] = [];
    io.engine.on("connection", (session) => sessions.push(session));
    await page.goto(dev);
    await state("connected");
    // React has run it twice
    expect(await page.locator("b").textContent()).toBe("2");
    expect([sessions.length, joined, there(), errors]).toEqual([1, 1, 1, []]);
  });

  test("React rendered on a server opens nothing, and the script ends", async () => {
    mkdirSync(work, { recursive: true });
    const file = join(work, "render.mjs");
    const { outputFiles } = await build({
      stdin: {
        resolveDir: join(examples, "react"),
        contents: `import { createElement } from "react"; import { renderToString } from "react-dom/server"; import { Room } from "./Room.jsx";
          console.log(renderToString(createElement(Room, { server: process.argv[2] })));`,
      },
      bundle: true,
      write: false,
      format: "esm",
      platform: "node",
      packages: "external",
      jsx: "automatic",
    });
    writeFileSync(file, outputFiles[0]!.text);
    let requests = 0;
    io.httpServer.prependListener("request", () => requests++);
    const child = spawn(process.execPath, [file, url], { stdio: ["ignore", "pipe", "inherit"] });
    let html = "";
    child.stdout.on("data", (chunk) => {
      html += chunk;
    });
    expect(await new Promise((resolve) => child.on("close", resolve))).toBe(0);
    expect(html).toContain("<output>disconnected</output>");
    expect([requests, joined]).toEqual([0, 0]);
  });
});
