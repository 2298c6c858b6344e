import { queryOf, type Target } from "../util/url.ts";
import type { EngineOptions } from "./types.ts";

/** What a session sends; the Engine implements it. */
interface Sender {
  readonly _target: Target;
  readonly _options: EngineOptions;
  readonly _credentials: Record<string, unknown> | undefined;
}

/** Words of our own, which an app may use as well. */
const OURS = "websocket webtransport polling undefined";

/** Letters of the shortest word that may be secret. */
const LEAST = 6;

/** How deep causes and what they hold are looked through. */
const DEPTH = 9;

/** What it gives; nothing, if that throws: the app's own options, and what it throws, may resist. */
const unlessItThrows = <Value>(give: () => Value): Value | undefined => {
  try {
    return give();
  } catch {
    return;
  }
};

/** The words of it that may be secret; of what can't be read nothing was sent. */
const wordsOf = (give: () => unknown): string[] => {
  const text = unlessItThrows(() =>
    JSON.stringify(give(), (_, value) => (typeof value === "object" ? value : String(value))),
  );
  return text?.replace(/%\w\w/g, " ").match(/[\w-]{6,}/g) ?? [];
};

/**
 * Says of a word whether one of these is in it, without a look at each: there may be thousands, as each namespace has its own, and
 * a page in which they are looked for has thousands of words, too.
 */
const finderOf = (secrets: readonly string[]): ((word: string) => boolean) => {
  const byStart = new Map<string, Set<string>>();
  for (const secret of secrets) {
    const start = secret.slice(0, LEAST);
    byStart.set(start, (byStart.get(start) ?? new Set()).add(secret));
  }
  return (word) => {
    for (let i = 0; i + LEAST <= word.length; i++)
      for (const secret of byStart.get(word.slice(i, i + LEAST)) ?? []) if (word.startsWith(secret, i)) return true;
    return false;
  };
};

/**
 * Takes out of an error of this session what the app sends as its credentials: an error page, or the platform, may have
 * repeated it. All that a session tells of its end, and of an upgrade, goes through here.
 *
 * Secret are the words of six letters or more in what is sent. In words, since who echoes a request may write it in another way.
 */
export const conceal = ({ _target, _options, _credentials }: Sender, details: object): void => {
  const { extraHeaders, transportOptions, protocols, passphrase, _cookies } = _options;
  const sent = [
    () => queryOf(_target, _options),
    () => extraHeaders,
    () => Object.values(transportOptions ?? {}).map((one) => one?.extraHeaders),
    () => [protocols, passphrase, `${_cookies ?? ""}`, _credentials],
  ];
  const isSecret = finderOf(sent.flatMap(wordsOf).filter((word) => !OURS.includes(word)));
  const redact = (holder: object, depth: number): void => {
    for (const name of Object.getOwnPropertyNames(holder))
      unlessItThrows(() => {
        const value = Reflect.get(holder, name);
        if (typeof value === "string" && !/^(url|code|phase|type|transport)$/.test(name)) {
          const text = value.replace(/[\w-]{6,}/g, (word) => (isSecret(word) ? "***" : word));
          // some can't be written to
          Reflect.set(holder, name, text);
        } else if (depth && (value?.stack || [Object, Array].includes(value?.constructor))) redact(value, depth - 1);
      });
  };
  redact(details, DEPTH);
};
