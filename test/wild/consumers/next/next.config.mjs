import { join } from "node:path";

/** What is not in this folder is two above, and nothing beyond. */
export default { turbopack: { root: join(import.meta.dirname, "../..") } };
