import type { Platform } from "../platform/platform.ts";
import type { TransportKind, TransportName } from "../transport/transport.ts";

/** What is fixed when the library's entry is chosen: the platform and the transports that were built in. */
export interface Environment {
  readonly platform: Platform;
  /** In the default order. */
  readonly kinds: readonly TransportKind[];
}

/** The transports of an attempt. */
interface Choice {
  /** In order. */
  readonly kinds: TransportKind[];
  /** Why it is not more, if the platform lacks something. */
  readonly hint: string | undefined;
}

/**
 * Chooses those that the app asks for, in a list or one alone (names that nobody knows are passed over), and that the platform
 * can do. `first` comes first, if it is among them.
 */
export const chooseKinds = (
  known: readonly TransportKind[],
  asked: string | readonly (string | TransportKind)[] | null | undefined,
  platform: Platform,
  first: TransportName | undefined,
): Choice => {
  let hint: string | undefined;
  const kinds = [asked || known]
    .flat()
    .flatMap((one) => (typeof one === "string" ? known.filter(({ _type }) => _type === one) : one))
    .filter(({ _type }) => {
      const lacks = platform.lacks(_type);
      // few runtimes have WebTransport
      if (lacks && (asked || _type !== "webtransport")) hint ??= `this runtime has no ${lacks}`;
      return !lacks;
    })
    .sort((a, b) => Number(b._type === first) - Number(a._type === first));
  // a copy takes no more room than it needs
  return { kinds: [...kinds], hint };
};
