const core = new URL("angular-core.mjs", import.meta.url).href;

export const resolve = (specifier, context, next) =>
  specifier === "@angular/core" ? { url: core, shortCircuit: true } : next(specifier, context);
