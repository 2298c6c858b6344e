import type { Auth } from "./types.ts";

/**
 * Asks the app for its credentials: a value, or a function that calls back, returns, or promises them. The first answer
 * counts.
 */
export const askAuth = (
  auth: Auth | undefined | null,
  self: unknown,
  answered: (data: object | undefined) => void,
  failed: (error: unknown) => void,
): void => {
  if (typeof auth !== "function") return answered(auth ?? undefined);
  let open = true;
  const answer = (data: unknown): void => {
    if (!open) return;
    open = false;
    answered(data as object | undefined);
  };
  const returned = (data: unknown): void => {
    if (data !== undefined) answer(data);
  };
  try {
    const result = auth.call(self, answer) as { then?: unknown } | undefined;
    if (typeof result?.then === "function") {
      Promise.resolve(result).then(returned, (error: unknown) => {
        if (open) failed(error);
      });
    } else returned(result);
  } catch (error) {
    if (open) failed(error);
  }
};
