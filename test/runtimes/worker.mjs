// workerd: bundled, as wrangler does
import { io } from "holdfast";
import { smoke } from "./smoke.mjs";

export default {
  fetch: async (request) => Response.json(await smoke(io, new URL(request.url).searchParams.get("server"))),
};
