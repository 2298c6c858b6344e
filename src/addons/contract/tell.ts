import type { Invalid, Issue, Socket } from "holdfast";
import { HoldfastError } from "holdfast/core";

/** Surfaces as an uncaught error, as what a listener throws does. */
export const surface = (error: unknown): void =>
  void setTimeout(() => {
    throw error;
  });

const textOf = ({ message, path }: Issue): string => {
  const where = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  return where ? `${where}: ${message}` : message;
};

/** Tells the app what is wrong, and gives it as an error. */
export type Tell = (invalid: Omit<Invalid, "cause">) => HoldfastError;

/** Tells it by `socket.lifecycle`. */
export const makeTell =
  (lifecycle: Socket["lifecycle"]): Tell =>
  (invalid) => {
    const { event, direction, part, issues } = invalid;
    const isOutgoing = direction === "outgoing";
    const what = part === "event" ? `"${event}"` : `acknowledgement of "${event}"`;
    const cause = new HoldfastError("ERR_INVALID", `invalid ${what}: ${issues.map(textOf).join("; ")}`, { issues });
    const tell = (): void => {
      for (const listener of lifecycle.listeners("invalid"))
        try {
          listener.call(lifecycle, { ...invalid, cause });
        } catch (error) {
          surface(error);
        }
    };
    // the app may be in the middle of `emit()`, which calls nothing of it
    if (isOutgoing) Promise.resolve().then(tell);
    else tell();
    return cause;
  };
