import { core } from "./types.cjs";
export = core;
