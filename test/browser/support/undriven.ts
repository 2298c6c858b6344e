import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CHROMIUM_ARGS } from "./drive.ts";
import type { Installed } from "./find.ts";

/**
 * A browser that nothing drives: it does what its page does, takes no memory for a driver (which keeps the bodies of requests), and
 * can be killed and started again as a user's.
 */
export interface Undriven {
  /** Of all its processes. */
  readonly group: number;
  /** Kills it with all its processes, as a crash of the machine would. */
  kill(): Promise<void>;
}

/** What Firefox would ask or show at its first start; and it restores what was open when it crashed. */
const FIREFOX_PREFS = {
  "browser.startup.homepage_override.mstone": "ignore",
  "browser.shell.checkDefaultBrowser": false,
  "browser.aboutwelcome.enabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "app.update.enabled": false,
  "browser.sessionstore.interval": 200,
  "browser.sessionstore.resume_from_crash": true,
  "browser.sessionstore.max_resumed_crashes": -1,
  "toolkit.startup.max_resumed_crashes": -1,
};

/** A folder for what a browser keeps, and the function that removes it. */
export const makeProfile = (): { profile: string; remove: () => void } => {
  const profile = mkdtempSync(join(tmpdir(), "holdfast-profile-"));
  const prefs = Object.entries(FIREFOX_PREFS).map((pref) => `user_pref(${JSON.stringify(pref).slice(1, -1)});\n`);
  writeFileSync(join(profile, "user.js"), prefs.join(""));
  return { profile, remove: () => rmSync(profile, { recursive: true, maxRetries: 5 }) };
};

/** Starts the browser with this profile; `args`: a URL, and more of its own. */
export const startUndriven = (
  { name, executablePath }: Installed & { driver: "playwright" },
  profile: string,
  args: readonly string[],
): Undriven => {
  const own =
    name === "Chromium"
      ? // without the bubble it restores what was open, as it does when the user says so there
        ["--headless", "--hide-crash-restore-bubble", `--user-data-dir=${profile}`, ...CHROMIUM_ARGS]
      : ["--headless", "--no-remote", "--profile", profile];
  const child = spawn(executablePath, [...own, ...args], { detached: true, stdio: "ignore" });
  const group = child.pid;
  if (!group) throw new Error(`${executablePath} does not start`);
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const kill = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-group, "SIGKILL");
    await gone;
  };
  return { group, kill };
};
