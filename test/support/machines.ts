import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import ts from "typescript";

/** What the sources say of a state machine, and what `docs/states.md` draws of it. Edges are written `from → to`. */

const root = join(import.meta.dirname, "../..");
const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile).config,
  ts.sys,
  root,
);

/** Files that are parsed once for all programs. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** A program of one source file. */
const programOf = (path: string): { source: ts.SourceFile; checker: ts.TypeChecker } => {
  const file = join(root, path);
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, ...rest) => {
    if (!parsed.has(name)) parsed.set(name, getSourceFile.call(host, name, ...rest));
    return parsed.get(name);
  };
  const program = ts.createProgram([file], options, host);
  return { source: program.getSourceFile(file)!, checker: program.getTypeChecker() };
};

const all = <Node extends ts.Node>(top: ts.Node, is: (node: ts.Node) => node is Node): Node[] => {
  const found: Node[] = [];
  const visit = (node: ts.Node): void => {
    if (is(node)) found.push(node);
    node.forEachChild(visit);
  };
  visit(top);
  return found;
};

const literals = (type: ts.Type): string[] =>
  (type.isUnion() ? type.types : [type]).flatMap((one) => (one.isStringLiteral() ? one.value : []));

export interface ClassMachine {
  /** The names that `_state.name` may have, by its type. */
  names: string[];
  /** Where `_enter` is called: file and line. */
  callers: string[];
}

/** The machine of a class that keeps its state in `_state` and leaves it through `_enter`. */
export const classMachine = (path: string): ClassMachine => {
  let machine = machines.get(path);
  if (!machine) machines.set(path, (machine = readClass(path)));
  return machine;
};

const machines = new Map<string, ClassMachine>();
const readClass = (path: string): ClassMachine => {
  const { source, checker } = programOf(path);
  const fields = [...all(source, ts.isPropertyDeclaration), ...all(source, ts.isGetAccessorDeclaration)];
  const field = fields.find((node) => node.name.getText() === "_state");
  const type = checker.getTypeAtLocation(field!);
  const name = checker.getTypeOfSymbolAtLocation(checker.getPropertyOfType(type, "name")!, field!);
  const calls = all(source, ts.isCallExpression).filter(({ expression }) =>
    /(this|super)\._enter/.test(expression.getText()),
  );
  return {
    names: literals(name).sort(),
    callers: calls
      .map(({ expression }) => {
        // the line of the name, where V8 says that the call is
        const { line } = source.getLineAndCharacterOfPosition(
          (expression as ts.PropertyAccessExpression).name.getStart(),
        );
        return `${basename(path)}:${line + 1}`;
      })
      .sort(),
  };
};

/** The lines of the diagram below a heading of `docs/states.md`. */
const diagramOf = (heading: string): string[] => {
  const text = readFileSync(join(root, "docs/states.md"), "utf8");
  const section = text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? "";
  const [, diagram = ""] = /^```mermaid\nstateDiagram-v2\n([\s\S]*?)^```$/m.exec(section) ?? [];
  return diagram.split("\n").filter((line) => line);
};

const EDGE = /^ +(\[\*]|\w+) --> (\w+)(?:: .+)?$/;

/** The edges of that diagram. */
export const drawnEdges = (heading: string): string[] =>
  diagramOf(heading)
    .map((line) => EDGE.exec(line)?.slice(1).join(" → ") ?? line)
    .sort();
