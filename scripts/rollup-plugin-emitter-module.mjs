/** What `TypedEmitter` (src/util/emitter.ts) has of its own, or does not use: a page need not load it twice. */
const REPLACED = ["emit", "hasListeners", "listenerCount"];
const ALIASES = [/\n\/\/ Aliases\n(Emitter\.prototype\.\w+ = Emitter\.prototype\.\w+;\n)+/];
const MIXIN = [/\n\tif \(object\) \{\s*return mixin\(object\);\s*\}\n/, /\nfunction mixin\(object\) \{[^}]*\}\n/];
const EXPORT = /\nif \(typeof module !== 'undefined'\) \{\s*module\.exports = Emitter;\s*\}\s*$/;

/**
 * Reads component-emitter as the ES module that it nearly is, without the methods that are replaced anyway. What
 * @rollup/plugin-commonjs wraps around it costs a page some 150 bytes, and its `module.exports` in dist/holdfast.js makes
 * checkers (publint) take that file for CommonJS.
 */
export function emitterModule() {
  const cuts = [
    ...MIXIN,
    ...ALIASES,
    ...REPLACED.map((name) => new RegExp(`\\nEmitter\\.prototype\\.${name} = function[\\s\\S]*?\\n\\};\\n`)),
  ];
  return {
    name: "emitter-module",
    transform(code, id) {
      // an older one comes with socket.io-msgpack-parser
      if (!/[\\/]component-emitter[\\/]index\.js$/.test(id) || /msgpack/.test(id)) return null;
      for (const cut of [...cuts, EXPORT]) {
        if (!cut.test(code)) this.error(`component-emitter is written in another way than before: ${cut}`);
        code = code.replace(cut, cut === EXPORT ? "\nexport default Emitter;\n" : "\n");
      }
      return { code, map: null };
    },
  };
}
