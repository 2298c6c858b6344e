/** Surfaces what a function of the app throws as an uncaught error of its own. */
export const report = (error: unknown): void => {
  if (typeof reportError === "function") reportError(error);
  else
    setTimeout(() => {
      throw error;
    }, 0);
};
