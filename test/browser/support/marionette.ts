import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../support/listen.mjs";

/** A Firefox whose own windows can be looked into, such as those of its developer tools: playwright reaches pages alone. */
export interface Marionette {
  /** Runs the body of an async function with `arg` in the browser itself; gives what it returns. */
  run(body: string, arg: unknown): Promise<unknown>;
  close(): Promise<void>;
}

/** Connects as soon as somebody listens. */
const connected = async (port: number, isOver: () => boolean): Promise<Socket> => {
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const isOpen = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    if (isOpen) return socket;
    if (isOver()) throw new Error("Firefox ended before it listened");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

/** What comes and goes: the length in bytes, a colon, and JSON. */
const talk = (socket: Socket): ((name: string, params: object) => Promise<unknown>) => {
  let rest = Buffer.alloc(0);
  let count = 0;
  const due = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  socket.on("data", (data) => {
    rest = Buffer.concat([rest, data]);
    for (;;) {
      const colon = rest.indexOf(":");
      const end = colon + 1 + Number(rest.subarray(0, colon));
      if (colon < 0 || rest.length < end) return;
      const message: unknown = JSON.parse(rest.subarray(colon + 1, end).toString());
      rest = rest.subarray(end);
      // the first one only says who is there
      if (!Array.isArray(message)) continue;
      const [, id, error, result] = message;
      if (error) due.get(id)?.reject(new Error(`${error.error}: ${error.message}`));
      else due.get(id)?.resolve(result?.value);
      due.delete(id);
    }
  });
  return (name, params) =>
    new Promise((resolve, reject) => {
      const id = count++;
      due.set(id, { resolve, reject });
      const text = JSON.stringify([0, id, name, params]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
};

const SCRIPT = (body: string): string => `
  const [arg, done] = arguments;
  (async () => { ${body} })().then((value) => done({ value }), (error) => done({ error: String(error) }));
`;

export const startMarionette = async (executablePath: string): Promise<Marionette> => {
  const profile = mkdtempSync(join(tmpdir(), "holdfast-"));
  const port = await freePort();
  writeFileSync(join(profile, "user.js"), `user_pref("marionette.port", ${port});\n`);
  const args = ["--headless", "--marionette", "--remote-allow-system-access", "--profile", profile];
  const firefox = spawn(executablePath, args, { stdio: "ignore" });
  const ended = once(firefox, "exit");
  let socket: Socket | undefined;
  const close = async (): Promise<void> => {
    socket?.destroy();
    firefox.kill();
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
  };
  try {
    socket = await connected(port, () => firefox.exitCode !== null);
    const command = talk(socket);
    await command("WebDriver:NewSession", {});
    await command("Marionette:SetContext", { value: "chrome" });
    // the test's own timeout is to end it
    await command("WebDriver:SetTimeouts", { script: 120_000 });
    const run = async (body: string, arg: unknown): Promise<unknown> => {
      const outcome = await command("WebDriver:ExecuteAsyncScript", { script: SCRIPT(body), args: [arg] });
      const { value, error } = outcome as { value?: unknown; error?: string };
      if (error) throw new Error(error);
      return value;
    };
    return { run, close };
  } catch (error) {
    await close();
    throw error;
  }
};
