/** Words of our own, which an app may use as well. */
const OURS = "websocket webtransport polling undefined";

/**
 * What errors must not show: the words of six letters or more in what the app sends as its credentials. In words, since who
 * echoes a request may write it in another way.
 */
export const secretsIn = (sent: readonly unknown[]): readonly string[] =>
  (
    JSON.stringify(sent, (_, value) => (typeof value === "object" ? value : String(value)))
      .replace(/%\w\w/g, " ")
      .match(/[\w-]{6,}/g) ?? []
  )
    .filter((word) => !OURS.includes(word))
    // one may be a part of another
    .sort((one, other) => other.length - one.length);

/** Puts `***` in place of the secrets in all texts of an error, its causes and what it holds, as far as that is nobody else's. */
export const redact = (holder: object, secrets: readonly string[], depth = 9): void => {
  for (const name of Object.getOwnPropertyNames(holder)) {
    const value = Reflect.get(holder, name);
    if (typeof value === "string" && !/^(url|code|phase|type|transport)$/.test(name)) {
      // some can't be written to
      Reflect.set(
        holder,
        name,
        secrets.reduce((text, secret) => text.split(secret).join("***"), value),
      );
    } else if (depth && (value?.stack || [Object, Array].includes(value?.constructor)))
      redact(value, secrets, depth - 1);
  }
};
