/** The benches use it too. */
export { chanceBySeed as randomBySeed } from "../../src/addons/testing/chance.ts";
