import { isPlain } from "../codec/attachments.ts";
import type { Auth } from "./types.ts";

/**
 * Asks the app for its credentials: a value, or a function that calls back, returns or promises them. The first answer
 * counts; what the function throws rejects.
 */
export const askAuth = async (auth: Auth | undefined | null, self: unknown): Promise<object | undefined | null> =>
  typeof auth === "function"
    ? new Promise((resolve, reject) => {
        const returned = (auth as (answer: (data: object) => void) => unknown).call(self, resolve);
        Promise.resolve(returned as object)
          .then((data) => {
            // what an arrow function happens to return, such as a timer, is no answer
            if (data !== undefined && (!auth.length || isPlain(data))) resolve(data);
          })
          // also what the answer itself throws: it may be a Proxy
          .catch(reject);
      })
    : auth;
