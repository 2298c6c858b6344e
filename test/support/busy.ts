import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { next } from "./until.ts";

/** Runs `work` while child processes keep every processor busy, as a loaded CI machine does. */
export async function busy<T>(work: () => Promise<T>): Promise<T> {
  const children = Array.from({ length: availableParallelism() + 1 }, () =>
    spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" }),
  );
  try {
    return await work();
  } finally {
    await Promise.all(
      children.map((child) => {
        const gone = next(child, "exit");
        child.kill("SIGKILL");
        return gone;
      }),
    );
  }
}
