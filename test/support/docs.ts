import { readdirSync, readFileSync } from "node:fs";
import { createServer, type Server as HttpServer } from "node:http";
import { join, relative } from "node:path";
import { json } from "node:stream/consumers";
import { Server } from "socket.io";
import { listen } from "./listen.mjs";

const root = join(import.meta.dirname, "../..");

/** A code block of the documentation. */
export interface Block {
  /** Where it stands, for the test's name. */
  at: string;
  language: string;
  code: string;
}

/** README.md and what is in docs/. */
export const documents = (): string[] => [
  join(root, "README.md"),
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join(root, "docs", file)),
];

/** The code blocks of these, of one language, or all. */
export const blocks = (wanted?: string): Block[] =>
  documents().flatMap((file) => {
    const text = readFileSync(file, "utf8");
    return [...text.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)]
      .map(([, language, code], i, { [i]: match }) => ({
        at: `${relative(root, file)}:${text.slice(0, match!.index).split("\n").length}`,
        language: language!,
        code: code!,
      }))
      .filter(({ language }) => wanted === undefined || language === wanted);
  });

/** The server that the documentation's examples talk to; `heard` has what it was told. */
export async function docsServer(): Promise<{
  http: HttpServer;
  url: string;
  heard: string[];
  close(): Promise<void>;
}> {
  const heard: string[] = [];
  const http = createServer(async (request, response) => {
    if (request.url !== "/metrics") return void response.writeHead(404).end("nothing here");
    const names = Object.keys((await json(request)) as object);
    heard.push(`${request.method} ${request.url} ${names.join()}`);
    response.writeHead(204).end();
  });
  const server = new Server(http, { cors: { origin: "*" } });
  const members = server.of("/members").use((socket, next) => {
    next(socket.handshake.auth.token === "new" ? undefined : new Error("unknown token"));
  });
  for (const namespace of [server.of("/"), members]) {
    namespace.on("connection", (socket) => {
      heard.push(`joined ${namespace.name}`);
      socket.onAny((name, ...args) => heard.push([name, ...args.filter((arg) => typeof arg !== "function")].join(" ")));
      socket.on("order", (id: number, answer: (text: string) => void) => answer(`order ${id} stored`));
      socket.on("file", (_bytes: Buffer, _part: object, answer: (reply: object) => void) => answer({}));
      socket.on("add", (a: number, b: number, answer: (sum: number) => void) => answer(a + b));
      socket.emit("news", "welcome");
    });
  }
  const port = await listen(http);
  return { http, url: `http://127.0.0.1:${port}`, heard, close: () => server.close() };
}
