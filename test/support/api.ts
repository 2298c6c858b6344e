import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** What the source offers, by its types, and what the documentation says it offers. */

const root = join(import.meta.dirname, "../..");

const sections = (file: string): Map<string, string> => {
  const parts = readFileSync(join(root, file), "utf8").split(/^#+ /m).slice(1);
  return new Map(parts.map((part) => [part.slice(0, part.indexOf("\n")), part]));
};

/** The names in the first column of the tables of a section: `name(arguments)` is `name`. */
export const documented = (file: string, ...headings: string[]): string[] =>
  headings
    .flatMap((heading) => {
      const section = sections(file).get(heading);
      if (!section) throw new Error(`${file} has no section "${heading}"`);
      return [...section.matchAll(/^\| (?!---)([^|]*)\|/gm)].flatMap(([, cell]) =>
        [...cell!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!.replace(/\(.*/, "")),
      );
    })
    .sort();

/** What the tables of a file say of the default of each option, by its name: numbers as numbers, other things as they stand. */
export const defaults = (file: string, column: number): Map<string, unknown> => {
  const text = readFileSync(join(root, file), "utf8");
  // the first row of a name counts
  const rows = [...text.matchAll(/^\| `(\w+)` \|(.*)\|$/gm)].reverse();
  return new Map(
    rows.map(([, name, rest]) => {
      const cell = rest!.split("|")[column]?.trim().replaceAll("`", "") ?? "";
      return [name!, /^([\d.,]+|Infinity)$/.test(cell) ? Number(cell.replaceAll(",", "")) : cell];
    }),
  );
};

/** The headings of a file. */
export const headings = (file: string): string[] => [...sections(file).keys()];

export class Api {
  readonly #program: ts.Program;
  readonly #checker: ts.TypeChecker;
  readonly #module: ts.Symbol;

  constructor(entry: string) {
    const { options } = ts.parseJsonConfigFileContent(
      ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile).config,
      ts.sys,
      root,
    );
    this.#program = ts.createProgram([join(root, entry)], options);
    this.#checker = this.#program.getTypeChecker();
    this.#module = this.#checker.getSymbolAtLocation(this.#program.getSourceFile(join(root, entry))!)!;
  }

  /** The names that the entry exports. */
  get exported(): string[] {
    return this.#checker
      .getExportsOfModule(this.#module)
      .map(({ name }) => name)
      .sort();
  }

  #type(file: string, name: string): ts.Type {
    const source = this.#program.getSourceFile(join(root, "src", file))!;
    const symbol = this.#checker
      .getExportsOfModule(this.#checker.getSymbolAtLocation(source)!)
      .find((one) => one.name === name);
    if (!symbol) throw new Error(`${file} exports no ${name}`);
    return this.#checker.getDeclaredTypeOfSymbol(symbol);
  }

  /** The public members of an interface, a class or a map of events; not those of JavaScript's own classes. */
  members(file: string, name: string): string[] {
    return this.#checker
      .getPropertiesOfType(this.#type(file, name))
      .filter(({ name, declarations = [] }) => {
        const ours = declarations.some((node) => !this.#program.isSourceFileDefaultLibrary(node.getSourceFile()));
        return ours && !name.startsWith("_");
      })
      .map(({ name }) => name)
      .sort();
  }

  /** The strings of a union of literals. */
  literals(file: string, name: string): string[] {
    const type = this.#type(file, name);
    return (type.isUnion() ? type.types : [type]).flatMap((one) => (one.isStringLiteral() ? one.value : [])).sort();
  }

  /** The texts in the object literal of a variable. */
  texts(file: string, variable: string): string[] {
    const found: string[] = [];
    const visit = (node: ts.Node, inside: boolean): void => {
      const here = inside || (ts.isVariableDeclaration(node) && node.name.getText() === variable);
      if (here && ts.isStringLiteralLike(node)) found.push(node.text);
      node.forEachChild((child) => visit(child, here));
    };
    visit(this.#program.getSourceFile(join(root, "src", file))!, false);
    return found;
  }
}
