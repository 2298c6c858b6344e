import type { Platform } from "../platform/platform.ts";
import type { TransportKind, TransportName } from "../transport/transport.ts";

/**
 * The transports of an attempt, in order: those that the app asks for (names that nobody knows are passed over) and that
 * the platform can do. `first` comes first, if it is among them.
 */
export const orderKinds = (
  known: readonly TransportKind[],
  asked: readonly (string | TransportKind)[] | null | undefined,
  platform: Platform,
  first: TransportName | undefined,
): TransportKind[] =>
  (asked ?? known)
    .flatMap((one) => (typeof one === "string" ? known.filter(({ _type }) => _type === one) : one))
    .filter(({ _type }) => platform[_type])
    .sort((a, b) => Number(b._type === first) - Number(a._type === first));
