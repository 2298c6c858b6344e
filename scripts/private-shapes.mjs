import { join } from "node:path";
import ts from "typescript";

const TSCONFIG = join(import.meta.dirname, "../tsconfig.build.json");

/**
 * Tells which private names (`isPrivate`) of the sources (`isOurs`) must not get the same short name as a given one: all that some object may have
 * beside it. The compiler knows them: the names of a type with what it inherits, of all members of a union, of a type and
 * of the one that it is asserted to be, and of two types of which one can be assigned to the other, since an object may be
 * more than what it is known as.
 */
export function privateShapes(isPrivate, isOurs) {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic() {} };
  const { fileNames, options } = ts.getParsedCommandLineOfConfigFile(TSCONFIG, {}, host);
  const program = ts.createProgram(fileNames, options);
  const checker = program.getTypeChecker();
  const known = new Map();
  const together = new Map();

  const group = (names) => {
    for (const name of names) together.set(name, new Set([...(together.get(name) ?? []), ...names]));
  };

  const namesOf = (type) => {
    let names = known.get(type);
    if (names) return names;
    names = type.isUnionOrIntersection()
      ? type.types.flatMap(namesOf)
      : checker.getPropertiesOfType(type).flatMap(({ name }) => (isPrivate(name) ? name : []));
    known.set(type, names);
    group(names);
    return names;
  };

  const visit = (node) => {
    if (ts.isExpression(node) || ts.isTypeNode(node)) {
      const names = namesOf(checker.getTypeAtLocation(node));
      if (ts.isAsExpression(node)) group([...names, ...namesOf(checker.getTypeAtLocation(node.expression))]);
    } else if (ts.isClassDeclaration(node)) namesOf(checker.getTypeAtLocation(node));
    ts.forEachChild(node, visit);
  };

  for (const source of program.getSourceFiles())
    if (!source.isDeclarationFile && isOurs(source.fileName)) visit(source);
  const shapes = [...known].filter(([, names]) => names.length);
  for (const [from, ours] of shapes)
    for (const [to, theirs] of shapes)
      if (ours !== theirs && checker.isTypeAssignableTo(from, to)) group([...ours, ...theirs]);
  return together;
}
