import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { Transcript } from "./until.ts";

/**
 * A server in a process of its own, for what can't run in this one: another version, another language, another runtime.
 *
 *     const server = await startChildServer("python3", ["server.py"]);
 *     await server.kill();                        // as a crash: nobody is told
 *     await server.start();                       // on the same port, which it gets as one more argument
 *     await server.lines.until("disconnect");     // what it prints
 *     atEnd("real server", server.kill);          // or in an afterAll
 *
 * The program prints the port it listens at as its first line, listens at the port it is given, and ends when its stdin
 * does, so that nothing is left should this process be killed.
 */
export interface ChildServer {
  readonly port: number;
  readonly url: string;
  /** What it printed after its port. */
  readonly lines: Transcript;
  start(): Promise<void>;
  kill(): Promise<void>;
}

/** ms; a busy machine takes its time to start a program. */
const DEADLINE = 15_000;

export async function startChildServer(command: string, args: readonly string[]): Promise<ChildServer> {
  const lines = new Transcript();
  let child: ChildProcess | undefined;
  let port = 0;

  const start = async (): Promise<void> => {
    child = spawn(command, [...args, ...(port ? [`${port}`] : [])]);
    port = Number(await firstLine(child, lines, [command, ...args].join(" ")));
  };
  const kill = async (): Promise<void> => {
    const killed = child;
    child = undefined;
    if (!killed || killed.exitCode !== null || killed.signalCode !== null) return;
    const gone = new Promise((resolve) => killed.once("exit", resolve));
    killed.kill("SIGKILL");
    await gone;
  };

  await start().catch(async (error) => {
    await kill();
    throw error;
  });
  return { port, url: `http://127.0.0.1:${port}`, lines, start, kill };
}

/** Resolves to the first line that it prints, the others go to `lines`; what it says on stderr is told if it prints none. */
const firstLine = (child: ChildProcess, lines: Transcript, what: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = "";
    child.stderr!.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-2_000);
    });
    const fail = (how: string): void => reject(new Error(`${what} ${how}:\n${said}`));
    const timer = setTimeout(() => fail(`printed nothing for ${DEADLINE} ms`), DEADLINE);
    child.on("error", reject);
    child.on("close", () => {
      clearTimeout(timer);
      fail("ended");
    });
    let first = true;
    createInterface({ input: child.stdout! }).on("line", (line) => {
      if (!first) return lines.push(line);
      first = false;
      clearTimeout(timer);
      resolve(line);
    });
  });
