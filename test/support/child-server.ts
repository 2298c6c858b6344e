import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { atEnd } from "./leaks.ts";

/**
 * A server in a process of its own, for what can't run in this one: another version, another language, another runtime.
 * It is killed when the test ends.
 *
 *     const server = await startChildServer("python3", ["server.py"]);   // gets the port as one more argument, if any
 *     await server.kill();                                               // as a crash: nobody is told
 *     await server.start();                                              // on the same port
 *
 * The program prints the port it listens at as its first line, listens at the port it is given, and ends when its stdin
 * does, so that nothing is left should this process be killed.
 */
export interface ChildServer {
  readonly port: number;
  readonly url: string;
  start(): Promise<void>;
  kill(): Promise<void>;
}

/** ms; a busy machine takes its time to start a program. */
const DEADLINE = 15_000;

export async function startChildServer(command: string, args: readonly string[] = []): Promise<ChildServer> {
  let child: ChildProcess | undefined;
  let port: number | undefined;

  const start = async (): Promise<void> => {
    const started = spawn(command, [...args, ...(port === undefined ? [] : [`${port}`])], {
      stdio: ["pipe", "pipe", "pipe"],
    });
    child = started;
    port = Number(await firstLine(started, [command, ...args].join(" ")));
  };
  const kill = async (): Promise<void> => {
    const killed = child;
    child = undefined;
    if (!killed || killed.exitCode !== null || killed.signalCode !== null) return;
    const gone = new Promise((resolve) => killed.once("exit", resolve));
    killed.kill("SIGKILL");
    await gone;
  };

  atEnd("real server", kill);
  await start();
  return { port: port as unknown as number, url: `http://127.0.0.1:${port}`, start, kill };
}

/** The first line that it prints; what it says on stderr is told if it prints none. */
const firstLine = (child: ChildProcess, what: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-2_000);
    });
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    const timer = setTimeout(() => done(() => reject(new Error(`${what} did not start:\n${said}`))), DEADLINE);
    const ended = (): void => done(() => reject(new Error(`${what} ended:\n${said}`)));
    const done = (settle: () => void): void => {
      clearTimeout(timer);
      child.off("close", ended);
      settle();
    };
    child.on("close", ended);
    child.on("error", (error) => done(() => reject(error)));
    lines.once("line", (line) => done(() => resolve(line)));
  });
