import { readdirSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import ts from "typescript";

/** What DESIGN.md, "The shape", says about who may import and touch what, as checks that return one line a violation. */

const ENTRY = /^(index|compat|core|debug|global|exports|transports)[\w.-]*\.ts$/;
const PLATFORM_CONTRACT = "platform/platform.ts";

/** Beside what the entries export, and other add-ons, which it imports by their subpaths, an add-on knows these of the core. */
const CONTRACTS = new Set([
  PLATFORM_CONTRACT,
  "transport/transport.ts",
  "manager/watch.ts",
  "socket/outbox/first.ts",
  "socket/hooks.ts",
]);

type Part =
  | "add-on"
  | "entry"
  | "io"
  | "manager"
  | "socket"
  | "engine"
  | "transport"
  | "codec/socket-io"
  | "codec/engine-io"
  | "platform contract"
  | "platform implementation"
  | "util";

/** Files of the same part may always import each other, and all may import util and the platform's contract. */
const MAY_IMPORT: Record<Part, readonly Part[]> = {
  "add-on": [],
  entry: [
    "io",
    "manager",
    "socket",
    "engine",
    "transport",
    "codec/socket-io",
    "codec/engine-io",
    "platform implementation",
  ],
  io: ["manager", "socket", "engine", "transport", "codec/socket-io"],
  manager: ["socket", "engine", "transport", "codec/socket-io"],
  socket: ["codec/socket-io"],
  engine: ["transport", "codec/engine-io"],
  transport: ["codec/engine-io"],
  "codec/socket-io": ["codec/engine-io"],
  "codec/engine-io": [],
  "platform contract": [],
  "platform implementation": [],
  util: [],
};

const PACKAGES: Record<string, (file: string) => boolean> = {
  "component-emitter": () => true,
  ws: (file) => isNodePlatform(file),
  debug: (file) => file.startsWith("debug"),
  "socket.io-msgpack-parser": (file) => file === "global.msgpack.ts",
  "socket.io": (file) => /^addons\/(server|testing)\//.test(file),
  "@opentelemetry/api": (file) => /^addons\/(server|otel)\//.test(file),
};

const isNodePlatform = (file: string): boolean => /^platform\/node[\w.-]*\.ts$/.test(file);

/** What is the world's, not the language's: it comes through `platform/platform.ts`. */
const WORLD = new Set(
  `window self document navigator location history screen globalThis global process Buffer require module performance console
  setTimeout clearTimeout setInterval clearInterval setImmediate clearImmediate queueMicrotask requestAnimationFrame
  cancelAnimationFrame requestIdleCallback cancelIdleCallback fetch XMLHttpRequest WebSocket WebTransport EventSource Worker
  BroadcastChannel MessageChannel Request Response Headers addEventListener removeEventListener dispatchEvent postMessage
  localStorage sessionStorage indexedDB caches crypto alert importScripts Deno Bun`.split(/\s+/),
);
const WORLD_MEMBERS = new Set(["Date.now", "Math.random"]);

export interface Source {
  /** The path below src/, with slashes. */
  readonly file: string;
  readonly ast: ts.SourceFile;
  readonly imports: readonly Import[];
}

interface Import {
  readonly specifier: string;
  readonly line: number;
}

export interface Project {
  readonly sources: readonly Source[];
  readonly checker: ts.TypeChecker;
}

export function readProject(src: string): Project {
  const paths = readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => join(src, path))
    .sort();
  const program = ts.createProgram(paths, {
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    types: ["node"],
  });
  const sources = paths.map((path) => {
    const ast = program.getSourceFile(path);
    if (!ast) throw new Error(`cannot read ${path}`);
    return { file: relative(src, path).split(sep).join("/"), ast, imports: importsOf(ast) };
  });
  return { sources, checker: program.getTypeChecker() };
}

export function misplacedFiles({ sources }: Project): string[] {
  return sources.filter(({ file }) => partOf(file) === undefined).map(({ file }) => `${file}: no part of the design`);
}

export function wrongImports({ sources }: Project): string[] {
  return sources.flatMap((source) =>
    source.imports.flatMap(({ specifier, line }) => {
      const problem = judge(source.file, specifier);
      return problem ? [`${source.file}:${line} imports "${specifier}": ${problem}`] : [];
    }),
  );
}

function judge(file: string, specifier: string): string | undefined {
  if (specifier.startsWith("node:"))
    return isNodePlatform(file) || file.startsWith("addons/testing/") ? undefined : "node:* is for platform/node*.ts";
  const to = targetOf(file, specifier);
  if (to === undefined) {
    if (/^holdfast(\/|$)/.test(specifier))
      return partOf(file) === "add-on" ? undefined : "the core does not import the package";
    const allowed = PACKAGES[specifier];
    if (!allowed) return "an unknown package";
    return allowed(file) ? undefined : "this package is for another file";
  }
  const [fromPart, toPart] = [partOf(file), partOf(to)];
  if (fromPart === "add-on") {
    if (toPart === "add-on")
      return addonOf(file) === addonOf(to) ? undefined : "the inside of another add-on: import its subpath";
    return CONTRACTS.has(to) ? undefined : "add-ons import what the entries export, and the three contracts";
  }
  if (!fromPart || !toPart) return undefined; // misplacedFiles says so
  if (fromPart === toPart && fromPart !== "entry") return undefined;
  if (fromPart === "entry" && toPart === "entry") return undefined;
  if (toPart === "util" || toPart === "platform contract" || MAY_IMPORT[fromPart].includes(toPart)) return undefined;
  return `${fromPart} may not import ${toPart}`;
}

/** Every circle once, type-only imports included. */
export function circles({ sources }: Project): string[] {
  const graph = new Map(
    sources.map(({ file, imports }) => [file, imports.flatMap(({ specifier }) => targetOf(file, specifier) ?? [])]),
  );
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, trail: string[]): void => {
    const seenAt = trail.indexOf(file);
    if (seenAt >= 0) found.push([...trail.slice(seenAt), file].join(" → "));
    if (seenAt >= 0 || done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...trail, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}

export function worldReads({ sources, checker }: Project): string[] {
  return sources
    .filter(({ file }) => !file.startsWith("platform/") && !["entry", "add-on"].includes(partOf(file) ?? ""))
    .flatMap(({ file, ast }) => {
      const found: string[] = [];
      const report = (node: ts.Node, name: string): void => {
        found.push(`${file}:${lineOf(ast, node)} reads ${name}`);
      };
      const visit = (node: ts.Node): void => {
        if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
        if (ts.isIdentifier(node) && WORLD.has(node.text) && isRead(node) && isGlobal(node, checker))
          report(node, node.text);
        if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
          const name = `${node.expression.text}.${node.name.text}`;
          if (WORLD_MEMBERS.has(name) && isGlobal(node.expression, checker)) report(node, name);
        }
        const isNow = ts.isNewExpression(node) && !node.arguments?.length && ts.isIdentifier(node.expression);
        if (isNow && node.expression.getText(ast) === "Date" && isGlobal(node.expression, checker))
          report(node, "new Date()");
        ts.forEachChild(node, visit);
      };
      visit(ast);
      return found;
    });
}

/** As an editor counts them. */
export function lineCounts({ sources }: Project): { file: string; lines: number }[] {
  return sources.map(({ file, ast }) => ({ file, lines: ast.text.replace(/\n$/, "").split("\n").length }));
}

function partOf(file: string): Part | undefined {
  const [folder, ...rest] = file.split("/");
  if (rest.length === 0) return file === "io.ts" ? "io" : ENTRY.test(file) ? "entry" : undefined;
  if (folder === "addons") return rest.length > 1 ? "add-on" : undefined;
  if (folder === "platform") return file === PLATFORM_CONTRACT ? "platform contract" : "platform implementation";
  if (folder === "codec") return rest[0]?.startsWith("engine-io") ? "codec/engine-io" : "codec/socket-io";
  const simple = ["manager", "socket", "engine", "transport", "util"] as const;
  return simple.find((name) => name === folder);
}

const addonOf = (file: string): string | undefined => file.split("/")[1];

function targetOf(file: string, specifier: string): string | undefined {
  return specifier.startsWith(".") ? posix.normalize(posix.join(posix.dirname(file), specifier)) : undefined;
}

/** Static, type-only and dynamic imports, re-exports, `import("…")` types and `require`. */
function importsOf(ast: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node | undefined): void => {
    if (node && ts.isStringLiteralLike(node)) found.push({ specifier: node.text, line: lineOf(ast, node) });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) add(node.moduleSpecifier);
    else if (ts.isExternalModuleReference(node)) add(node.expression);
    else if (ts.isImportTypeNode(node)) add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined);
    else if (ts.isCallExpression(node)) {
      const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
      if (isImport || (ts.isIdentifier(node.expression) && node.expression.text === "require")) add(node.arguments[0]);
    }
    ts.forEachChild(node, visit);
  };
  visit(ast);
  return found;
}

/** Is this identifier a value that is read, and not the name of a property, member, binding or label? */
function isRead(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isShorthandPropertyAssignment(parent)) return parent.name === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent)) return false;
  if (ts.isExportSpecifier(parent)) return false; // of a global it does not compile
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent) || ts.isMetaProperty(parent)) return false;
  const named = parent as { name?: ts.Node };
  return named.name !== node;
}

/** Declared by no source of ours. (`globalThis` has no declaration, nor has a name that no installed types know.) */
function isGlobal(node: ts.Identifier, checker: ts.TypeChecker): boolean {
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  const declarations = symbol?.declarations ?? [];
  if (declarations.some((one) => ts.isImportSpecifier(one) || ts.isImportClause(one) || ts.isNamespaceImport(one)))
    return false;
  return declarations.every((one) => one.getSourceFile().isDeclarationFile);
}

function lineOf(ast: ts.SourceFile, node: ts.Node): number {
  return ast.getLineAndCharacterOfPosition(node.getStart(ast)).line + 1;
}

/** Functions that are longer than `most` lines. */
export function longFunctions({ sources }: Project, most: number): string[] {
  return sources.flatMap(({ file, ast }) => {
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isFunctionLike(node) && "body" in node && node.body) {
        const lines = ast.getLineAndCharacterOfPosition(node.end).line + 2 - lineOf(ast, node);
        if (lines > most) found.push(`${file}:${lineOf(ast, node)}: ${lines} lines`);
      }
      ts.forEachChild(node, visit);
    };
    visit(ast);
    return found;
  });
}

/** Classes of the socket and the Manager that are split by inheritance, but for the emitters under their facades. */
export function inheritance({ sources }: Project): string[] {
  return sources
    .filter(({ file }) => /^(socket|manager)\//.test(file))
    .flatMap(({ file, ast }) => {
      const found: string[] = [];
      const visit = (node: ts.Node): void => {
        if (ts.isClassLike(node)) {
          const isAbstract = node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword);
          const base = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
          const name = base?.types[0]?.expression.getText(ast);
          if (isAbstract) found.push(`${file}:${lineOf(ast, node)}: an abstract class`);
          if (name && !/^(Typed|Own)Emitter$/.test(name)) found.push(`${file}:${lineOf(ast, node)} extends ${name}`);
        }
        ts.forEachChild(node, visit);
      };
      visit(ast);
      return found;
    });
}

/** Places where a machine's `_state` is assigned beside its first value and the one in `_enter`. */
export function stateAssignments({ sources }: Project): string[] {
  return sources.flatMap(({ file, ast }) => {
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (
        ts.isBinaryExpression(node) &&
        node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
        /(^|\.)_state$/.test(node.left.getText(ast))
      ) {
        const method = ts.findAncestor(
          node,
          (one): one is ts.MethodDeclaration | ts.ConstructorDeclaration =>
            ts.isMethodDeclaration(one) || ts.isConstructorDeclaration(one),
        );
        const isEntered = method && (ts.isConstructorDeclaration(method) || method.name?.getText(ast) === "_enter");
        if (!isEntered) found.push(`${file}:${lineOf(ast, node)}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(ast);
    return found;
  });
}

/**
 * Parameters of our own that are a boolean by position, where the call does not say what it means. Functions that are handed over
 * and what the world calls are no calls of ours, and the public API is socket.io-client's.
 */
export function positionalBooleans({ sources, checker }: Project): string[] {
  return sources.flatMap(({ file, ast }) => {
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      const isNamed =
        ts.isMethodDeclaration(node) || ts.isFunctionDeclaration(node) || ts.isConstructorDeclaration(node);
      const isConst = ts.isArrowFunction(node) && ts.isVariableDeclaration(node.parent);
      const isPublic =
        /^(socket\/socket|manager\/manager)\.ts$/.test(file) && isNamed && !/^_/.test(node.name?.getText(ast) ?? "_");
      if ((isNamed && !isPublic) || isConst)
        for (const parameter of node.parameters) {
          const type = checker.getNonNullableType(checker.getTypeAtLocation(parameter));
          if (
            type.flags & ts.TypeFlags.BooleanLike ||
            (type.isUnion() && type.types.every((one) => one.flags & ts.TypeFlags.BooleanLike))
          )
            found.push(`${file}:${lineOf(ast, parameter)}: ${parameter.name.getText(ast)}`);
        }
      ts.forEachChild(node, visit);
    };
    visit(ast);
    return found;
  });
}
