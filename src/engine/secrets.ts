import { redact, secretsIn } from "../util/redact.ts";
import { queryOf, type Target } from "../util/url.ts";
import type { EngineOptions } from "./types.ts";

/** What a session sends; the Engine implements it. */
interface Sender {
  readonly _target: Target;
  readonly _options: EngineOptions;
  readonly _credentials: Record<string, unknown>;
}

/**
 * Takes out of an error of this session what the app sends as its credentials: an error page, or the platform, may have
 * repeated it. All that a session tells of its end, and of an upgrade, goes through here.
 */
export const conceal = ({ _target, _options, _credentials }: Sender, details: object): void => {
  const { extraHeaders, transportOptions, protocols, passphrase, _cookies } = _options;
  const own = Object.values(transportOptions ?? {}).map((one) => one?.extraHeaders);
  const sent = [queryOf(_target, _options), extraHeaders, own, protocols, passphrase, `${_cookies}`, _credentials];
  redact(details, secretsIn(sent));
};
