/** Entry for the script tag: global `io`, with everything else on it. */
import * as all from "./index.ts";

export default Object.assign(all.io, all);
