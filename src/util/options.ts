import { HoldfastError } from "./errors.ts";

/** A number from an option as socket.io-client takes it: `null` is not given, numeric strings are numbers. */
export const numberOr = <Default>(value: unknown, otherwise: Default): number | Default => {
  const number = value == null || value === "" ? Number.NaN : Number(value);
  return Number.isNaN(number) ? otherwise : number;
};

/** Throws for a wrong value of an option that is holdfast's own, naming option, value and what is allowed. */
export const invalidOption = (name: string, value: unknown, allowed: string): never => {
  throw new HoldfastError("ERR_INVALID_OPTION", `option ${name}: ${String(value)} is not allowed, only ${allowed}`);
};

/** A number of at least `min` for an option that is holdfast's own; anything else throws. */
export const checkedNumber = <Default>(
  name: string,
  value: unknown,
  otherwise: Default,
  min: number,
): number | Default => {
  if (value == null) return otherwise;
  return typeof value === "number" && value >= min ? value : invalidOption(name, value, `numbers from ${min}`);
};
