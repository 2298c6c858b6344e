import type { Platform } from "../platform/platform.ts";

const given = new Set<string>();

/** Tells the developer of a likely mistake, the first time that it is made. */
export const warnOnce = ({ warn }: Platform, text: string): void => {
  if (given.has(text)) return;
  given.add(text);
  warn(`holdfast: ${text}`);
};
