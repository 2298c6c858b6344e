import MagicString from "magic-string";
import { privateShapes } from "./private-shapes.mjs";

const PRIVATE = /^_[a-zA-Z]/;
/** Names of socket.io-client that src/compat.ts takes up. */
const THERE = ["_opts", "_reconnecting"];
/** Fields of an HTTP archive (src/addons/trace/export.ts) that browsers know. */
const ARCHIVE = ["_resourceType", "_webSocketMessages"];
const RESERVED = new Set(["_callbacks", "_placeholder", ...THERE, ...ARCHIVE]);
// First the letters that minifiers take for variables: what comes often packs well.
const LETTERS = "teisnrohacdlufpmgybwvkxjqz";
const CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const PREFIXES = ["_", "$"];
const ALPHABET = `${LETTERS}${CAPITALS}0123456789`;
/** What apps hang properties on, and extend: it has this name, and no other short one than an app is unlikely to have. */
const EXPOSED = "_report";

/** An add-on uses no private member of the core, so that each of the two has names of its own: what the one has does not cost the other. */
const PARTS = {
  core: (id) => !PARTS.addons(id),
  addons: (id) => /[\\/]src[\\/]addons[\\/]/.test(id),
};

/** For each part and name those that an object may have beside it; asked of the compiler once, for all builds. */
const together = {};

/**
 * Shortens private member names (`_word`) and leaves all else as it is. Minifiers cannot do this: only we know that
 * these names are ours alone, and which of them no object can have both of: they share a short name, which packs better.
 * One table serves all chunks and formats of a build; it is sorted by use, then by name, so that the same sources always
 * give the same bytes.
 */
export function privateNames() {
  let parts;
  const partOf = (id) => (PARTS.addons(id) ? parts.addons : parts.core);

  const build = (part) => {
    const { uses, taken } = parts[part];
    const table = new Map();
    parts[part].table = table;
    if (!uses.size) return;
    const wanted = [...uses].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    together[part] ??= privateShapes(isPrivate, PARTS[part]);
    for (const [name] of wanted) {
      const used = new Set(taken);
      const others = together[part].get(name) ?? new Set([...table.keys(), EXPOSED]);
      for (const other of others) used.add(table.get(other));
      table.set(name, shortNames(used, others.has(EXPOSED)).next().value);
    }
  };

  return {
    name: "private-names",
    buildStart() {
      const part = () => ({ uses: new Map(), taken: new Set(), strings: new Map(), table: new Map() });
      parts = { core: part(), addons: part() };
    },
    moduleParsed({ id, ast }) {
      const { uses, taken, strings } = partOf(id);
      walk(ast, (node) => {
        const key = memberKey(node);
        if (key && isPrivate(key.name)) uses.set(key.name, (uses.get(key.name) ?? 0) + 1);
        else if (key) taken.add(key.name);
        else if (node.type === "Literal" && isPrivate(String(node.value))) strings.set(node.value, id);
      });
    },
    buildEnd() {
      for (const { uses, strings } of Object.values(parts))
        for (const [text, id] of strings)
          if (uses.has(text))
            this.error(`${id}: the string "${text}" names a private member, and the build renames those`);
    },
    renderStart() {
      for (const part of Object.keys(parts)) build(part);
    },
    renderChunk(code, { fileName, moduleIds }) {
      const [part = parts.core, other] = new Set(moduleIds.map(partOf));
      if (other) this.error(`${fileName} has an add-on and the core in it`);
      const out = new MagicString(code);
      walk(this.parse(code), (node) => {
        const key = memberKey(node);
        const short = key && part.table.get(key.name);
        if (!short) return;
        // In `{ _a }` key and value are one piece of text: the value (maybe with a default, `{ _a = 1 }`) stays.
        if (node.shorthand) out.appendLeft(key.start, `${short}: `);
        else out.overwrite(key.start, key.end, short);
      });
      return { code: out.toString(), map: out.generateMap({ hires: true }) };
    },
  };
}

const isPrivate = (name) => PRIVATE.test(name) && !RESERVED.has(name);

function memberKey(node) {
  if (node.computed) return undefined;
  if (node.type === "MemberExpression") return node.property.type === "Identifier" ? node.property : undefined;
  if (node.type === "Property" || node.type === "MethodDefinition" || node.type === "PropertyDefinition")
    return node.key.type === "Identifier" ? node.key : undefined;
  return undefined;
}

function walk(node, visit) {
  visit(node);
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) for (const item of value) item?.type && walk(item, visit);
    else if (value?.type) walk(value, visit);
  }
}

function* shortNames(taken, exposed) {
  for (const name of exposed ? CAPITALS : LETTERS + CAPITALS) if (!taken.has(name)) yield name;
  for (let length = 1; ; length++) {
    for (let i = 0; i < PREFIXES.length * ALPHABET.length ** length; i++) {
      let name = "";
      let n = i;
      for (let k = 0; k < length; k++, n = Math.floor(n / ALPHABET.length)) name += ALPHABET[n % ALPHABET.length];
      name = PREFIXES[n] + name;
      if (!taken.has(name)) yield name;
    }
  }
}
