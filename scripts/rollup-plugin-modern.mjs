/** What engine.io-parser asks of old browsers, answered for those that run ES2022. */
const FACTS = [
  [/typeof Blob === ["']function["']/g, "true"],
  [/typeof ArrayBuffer === ["']function["']/g, "true"],
  [/typeof ArrayBuffer\.isView === ["']function["']/g, "true"],
  [/typeof Uint8Array === ["']undefined["']/g, "false"],
  // base64 for polling is not the parser's (`encodeBody` in src/codec/engine-io.ts)
  [/if \(supportsBinary\)/g, "if (true)"],
];

/** Its base64 decoder, as short as it is where `atob` is built in. */
const BASE64 = `export const decode = (base64) => {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes.buffer;
};
`;

/** Its tables of packet types, from a name to the character and back. */
const TYPES = `export const PACKET_TYPES = { open: 0, close: 1, ping: 2, pong: 3, message: 4, upgrade: 5, noop: 6 };
export const PACKET_TYPES_REVERSE = Object.keys(PACKET_TYPES);
export const ERROR_PACKET = { type: "error", data: "parser error" };
`;

/** Lets minifiers drop what engine.io-parser does where there is no ArrayBuffer, Blob or base64. */
export function modern() {
  return {
    name: "modern",
    transform(code, id) {
      if (!/[\\/]engine\.io-parser[\\/]/.test(id)) return null;
      if (id.endsWith("commons.js")) return { code: TYPES, map: null };
      if (id.endsWith("base64-arraybuffer.js")) return { code: BASE64, map: null };
      return { code: FACTS.reduce((text, [question, answer]) => text.replace(question, answer), code), map: null };
    },
  };
}
