import { io } from "socket.io-client";
import { adapt } from "./library.mjs";

export default adapt(io);
