import { io } from "../../dist/node/index.js";
import { adapt } from "./library.mjs";

export default adapt(io);
