/**
 * Reads component-emitter as the ES module that it nearly is. What @rollup/plugin-commonjs wraps around it costs a page
 * some 150 bytes, and its `module.exports` in dist/holdfast.js makes checkers (publint) take that file for CommonJS.
 */
export function emitterModule() {
  const tail = /\nif \(typeof module !== 'undefined'\) \{\s*module\.exports = Emitter;\s*\}\s*$/;
  return {
    name: "emitter-module",
    transform(code, id) {
      if (!/[\\/]component-emitter[\\/]index\.js$/.test(id)) return null;
      if (!tail.test(code)) this.error("component-emitter exports in another way than before: see scripts/");
      return { code: code.replace(tail, "\nexport default Emitter;\n"), map: null };
    },
  };
}
