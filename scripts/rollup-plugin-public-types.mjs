import MagicString from "magic-string";
import ts from "typescript";

/** What begins with an underscore is internal (docs/decisions/0001). */
const INTERNAL = /^_[a-zA-Z]/;
/** An accessor here, declared as the property that it is in socket.io-client: a class of a test's own may have one in its place. */
const PROPERTY = "connected";

/** Leaves internal members out of the declarations: editors do not offer them, and mapped types do not walk through them. */
export function publicTypes() {
  return {
    name: "public-types",
    renderChunk(code) {
      const out = new MagicString(code);
      const source = ts.createSourceFile("types.d.ts", code, ts.ScriptTarget.ES2022, true);
      const removed = new Set();
      const visit = (node) => {
        if (removed.has(node)) return;
        for (const member of node.members ?? []) {
          const name = member.name && ts.isIdentifier(member.name) ? member.name.text : "";
          if (INTERNAL.test(name) || (name === PROPERTY && ts.isSetAccessor(member))) {
            removed.add(member);
            out.remove(member.pos, member.end);
          } else if (name === PROPERTY && ts.isGetAccessor(member)) {
            const type = member.type.getText(source);
            out.overwrite(member.getStart(source), member.end, `${name}: ${type};`);
          }
        }
        // a parameter that is taken apart has the names of what it is taken apart into
        if (ts.isParameter(node) && ts.isObjectBindingPattern(node.name))
          out.overwrite(node.name.getStart(source), node.name.end, `given${node.parent.parameters.indexOf(node)}`);
        ts.forEachChild(node, visit);
      };
      visit(source);
      return { code: out.toString(), map: null };
    },
  };
}
