import { join } from "node:path";
import ts from "typescript";

/**
 * Types for `require()`. types.d.cts holds all declarations and one namespace for each entry; this makes the
 * main one callable, as `module.exports` is, and writes the files that export them:
 * `export =` a function merged with a namespace is what lets `import { io }`, `import io` and `import io = require()`
 * all compile, in agreement with what Node does.
 */
export function cjsTypes({ callable, entries }) {
  return {
    name: "cjs-types",
    generateBundle(_options, bundle) {
      const [chunk] = Object.values(bundle);
      const namespaces = new Map();
      const signatures = [];
      inspect(chunk.code, ({ source, checker }) => {
        const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source));
        for (const symbol of exported) {
          const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
          namespaces.set(symbol.name, target.name);
          if (symbol.name !== callable) continue;
          const io = checker.getExportsOfModule(target).find((s) => s.name === "io");
          if (!io) throw new Error(`${callable} exports no io`);
          for (const signature of checker.getTypeOfSymbol(io).getCallSignatures()) {
            const node = signature.declaration;
            const doc = ts.getLeadingCommentRanges(source.text, node.pos)?.at(-1);
            const text = (from, to) => source.text.slice(from, to);
            // The text from the first type parameter or bracket to the end is the same for a function and a call signature.
            const open = source.text.indexOf(node.typeParameters ? "<" : "(", node.name?.end ?? node.getStart(source));
            const tail = text(open, node.end).replace(/[;,\s]+$/, "");
            const comment = doc ? `${text(doc.pos, doc.end).replace(/^\s+\*/gm, " *")}\n` : "";
            signatures.push(`${comment}declare function ${target.name}${tail};`);
          }
        }
      });
      if (signatures.length === 0) throw new Error("io has no call signature");
      chunk.code = chunk.code.replace(/\nexport \{[^}]*\};\s*$/, (end) => `\n${signatures.join("\n")}\n${end}`);
      for (const [name, fileName] of Object.entries(entries)) {
        if (!namespaces.has(name)) throw new Error(`no namespace ${name}`);
        const source = `import { ${name} } from "./types.cjs";\nexport = ${name};\n`;
        this.emitFile({ type: "asset", fileName, source });
      }
    },
  };
}

function inspect(code, look) {
  // The name puts it beside the sources, so that imports of packages resolve.
  const fileName = join(import.meta.dirname, "types.generated.d.cts");
  const options = {
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    noLib: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === fileName || fileExists(name);
  host.getSourceFile = (name, ...rest) =>
    name === fileName
      ? ts.createSourceFile(
          name,
          code,
          { languageVersion: ts.ScriptTarget.ES2022, impliedNodeFormat: ts.ModuleKind.CommonJS },
          true,
        )
      : getSourceFile(name, ...rest);
  const program = ts.createProgram([fileName], options, host);
  look({ source: program.getSourceFile(fileName), checker: program.getTypeChecker() });
}
