/** What engine.io-parser asks of old browsers, answered for those that run ES2022. */
const FACTS = [
  [/typeof ArrayBuffer === ["']function["']/g, "true"],
  [/typeof ArrayBuffer\.isView === ["']function["']/g, "true"],
  [/typeof Uint8Array === ["']undefined["']/g, "false"],
];

/** Lets minifiers drop what engine.io-parser does where there is no ArrayBuffer. */
export function modern() {
  return {
    name: "modern",
    transform(code, id) {
      if (!/[\\/]engine\.io-parser[\\/]/.test(id)) return null;
      return { code: FACTS.reduce((text, [question, answer]) => text.replace(question, answer), code), map: null };
    },
  };
}
