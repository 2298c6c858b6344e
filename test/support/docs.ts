import { readdirSync, readFileSync } from "node:fs";
import { createServer, type Server as HttpServer } from "node:http";
import { join } from "node:path";
import { Server } from "socket.io";

const root = join(import.meta.dirname, "../..");

/** A code block of the documentation. */
export interface Block {
  /** Where it stands, for the test's name. */
  at: string;
  language: string;
  code: string;
}

/** The code blocks of README.md and docs/, of one language. */
export function blocks(language: string): Block[] {
  const files = [
    "README.md",
    ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".md"))
      .map((file) => join("docs", file)),
  ];
  return files.flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
      .map((match) => ({
        at: `${file}:${text.slice(0, match.index).split("\n").length}`,
        language: match[1]!,
        code: match[2]!,
      }))
      .filter((block) => block.language === language);
  });
}

/** The server that the documentation's examples talk to; `heard` has what it was told. */
export async function docsServer(): Promise<{
  http: HttpServer;
  url: string;
  heard: string[];
  close(): Promise<void>;
}> {
  const heard: string[] = [];
  const http = createServer();
  const server = new Server(http, { cors: { origin: "*" } });
  const members = server.of("/members").use((socket, next) => {
    next(socket.handshake.auth.token === "new" ? undefined : new Error("unknown token"));
  });
  for (const namespace of [server.of("/"), members]) {
    namespace.on("connection", (socket) => {
      heard.push(`joined ${namespace.name}`);
      socket.onAny((name, ...args) => heard.push([name, ...args.filter((arg) => typeof arg !== "function")].join(" ")));
      socket.on("add", (a: number, b: number, answer: (sum: number) => void) => answer(a + b));
      socket.emit("news", "welcome");
    });
  }
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const { port } = http.address() as { port: number };
  return { http, url: `http://127.0.0.1:${port}`, heard, close: () => server.close() };
}
