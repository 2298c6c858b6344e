import { FloodServer } from "./flood-server.ts";
import { FLOODS } from "./floods.ts";

/**
 * A flooding server as a process of its own, which a flood can keep as busy as it likes: `memory.test.ts` forks it with the index of
 * a case. It tells its URL, floods until it is told anything, and ends with the process that forked it.
 */
const server = new FloodServer(FLOODS[Number(process.argv[2])]!.flood());
process.on("message", () => server.relent());
process.on("disconnect", () => process.exit());
server.listen().then((url) => process.send!(url));
