import { readdirSync } from "node:fs";
import { join } from "node:path";

/** A class of the sources, by the file that it stands in, below src/. */
export type SourceClass = readonly [file: string, prototype: object];

const root = join(import.meta.dirname, "../../src");

/** The classes that the sources in these folders export. */
export const classesOf = async (folders: readonly string[]): Promise<SourceClass[]> => {
  const paths = readdirSync(root, { recursive: true, encoding: "utf8" }).map((path) => path.replaceAll("\\", "/"));
  const files = paths.filter((path) => path.endsWith(".ts") && folders.some((folder) => path.startsWith(`${folder}/`)));
  const found = await Promise.all(
    files.map(async (file) => {
      const exported: unknown[] = Object.values((await import(join(root, file))) as object);
      return exported
        .filter((value): value is new () => object => typeof value === "function" && /^class\b/.test(`${value}`))
        .map(({ prototype }): SourceClass => [file, prototype]);
    }),
  );
  return found.flat();
};

export interface CallRecording {
  /** `file: method`, in the order in which they began. */
  readonly calls: string[];
  restore(): void;
}

/** Follows the methods of these classes. What is read by a getter is not followed. */
export const recordCalls = (classes: readonly SourceClass[]): CallRecording => {
  const calls: string[] = [];
  const originals: (() => void)[] = [];
  for (const [file, prototype] of classes) {
    for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      const method: unknown = descriptor.value;
      if (typeof method !== "function" || name === "constructor") continue;
      originals.push(() => Object.defineProperty(prototype, name, descriptor));
      Object.defineProperty(prototype, name, {
        ...descriptor,
        value(this: unknown, ...args: unknown[]): unknown {
          calls.push(`${file}: ${name}`);
          return method.apply(this, args);
        },
      });
    }
  }
  return {
    calls,
    restore() {
      for (const put of originals) put();
    },
  };
};
