import { redact, secretsIn } from "../util/redact.ts";
import { queryOf } from "../util/url.ts";
import type { Engine } from "./engine.ts";

/**
 * Takes out of an error of this session what the app sends as its credentials: an error page, or the platform, may have
 * repeated it. All that a session tells of its end, and of an upgrade, goes through here.
 */
export const conceal = ({ _target, _options, _credentials }: Engine, details: object): void => {
  const { extraHeaders, transportOptions, protocols, passphrase, _cookies } = _options;
  const own = Object.values(transportOptions ?? {}).map((one) => one?.extraHeaders);
  const sent = [queryOf(_target, _options), extraHeaders, own, protocols, passphrase, `${_cookies}`, _credentials];
  redact(details, secretsIn(sent));
};
