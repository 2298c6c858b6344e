import { holdfast } from "./types.cjs";
export = holdfast;
