import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import ts from "typescript";

/** Reads what the declarations of a package say is public. */

const root = join(import.meta.dirname, "../..");
const require = createRequire(import.meta.url);
const there = join(dirname(require.resolve("socket.io-client/package.json")), "build/esm/index.d.ts");
const here = join(root, "dist/node/index.d.ts");

const program = ts.createProgram([there, here], {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  skipLibCheck: true,
  types: ["node"],
});
const checker = program.getTypeChecker();

const isPublic = (symbol: ts.Symbol): boolean =>
  !symbol.name.startsWith("_") &&
  (symbol.declarations ?? []).every(
    (declaration) =>
      !(ts.getCombinedModifierFlags(declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) &&
      !ts.getJSDocTags(declaration).some(({ tagName }) => tagName.text === "private" || tagName.text === "internal"),
  );

/** The exports of one package, as its declarations have them. */
export class Declarations {
  readonly #exports: Map<string, ts.Symbol>;

  constructor(file: string) {
    const source = program.getSourceFile(file);
    const module = source && checker.getSymbolAtLocation(source);
    if (!module) throw new Error(`no declarations: ${file}`);
    this.#exports = new Map(
      checker
        .getExportsOfModule(module)
        .map((symbol) => [
          symbol.name,
          symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
        ]),
    );
  }

  /** All names, of values and of types. */
  get names(): string[] {
    return [...this.#exports.keys()].sort();
  }

  /**
   * What the instances of an exported class or interface have, and whether it is public. A path leads on:
   * `"Manager", "engine", "transport"`.
   */
  members(...path: string[]): Map<string, boolean> {
    return new Map(checker.getPropertiesOfType(this.#type(path)).map((symbol) => [symbol.name, isPublic(symbol)]));
  }

  /** The public ones. */
  publicOf(...path: string[]): string[] {
    return [...this.members(...path)].flatMap(([name, open]) => (open ? [name] : [])).sort();
  }

  /** The names in a type that is in the namespace of a class, as a union of literals: `Socket.DisconnectReason`. */
  union(outer: string, inner: string): string[] {
    const symbol = this.#exports.get(outer)?.exports?.get(inner as ts.__String);
    if (!symbol) throw new Error(`no type ${outer}.${inner}`);
    const type = checker.getDeclaredTypeOfSymbol(symbol);
    return (type.isUnion() ? type.types : [type]).map((each) => (each as ts.StringLiteralType).value).sort();
  }

  #type([first, ...rest]: string[]): ts.Type {
    const symbol = this.#exports.get(first ?? "");
    if (!symbol) throw new Error(`no export ${first}`);
    let type = checker.getDeclaredTypeOfSymbol(symbol);
    for (const name of rest) {
      const property = checker.getPropertyOfType(type, name);
      if (!property) throw new Error(`no member ${name}`);
      type = checker.getNonNullableType(checker.getTypeOfSymbol(property));
    }
    return type;
  }
}

export const theirs = new Declarations(there);
export const ours = new Declarations(here);
