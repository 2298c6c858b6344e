// Node, Bun, Deno
import { io } from "holdfast";
import { smoke } from "./smoke.mjs";

console.log(JSON.stringify(await smoke(io, process.argv[2])));
