import type { EngineInit } from "../engine/types.ts";
import { losesHeaders, type TransportName } from "../transport/transport.ts";
import { withDefaults } from "../util/options.ts";
import { hostOf, type Target } from "../util/url.ts";
import { chooseKinds } from "./kinds.ts";
import type { IoOptions } from "./options.ts";

/** Which transport worked last, by server (`rememberUpgrade`). */
const memory = new Map<string, TransportName>();

/** The transport works, or no transport does. */
export const remember = (target: Target, transport: TransportName | undefined): void => {
  if (transport) memory.set(hostOf(target), transport);
  else memory.delete(hostOf(target));
};

/**
 * What the Engine of an attempt is made of, and what to do if it fails since the runtime lacks something. `_kinds`: what there is.
 * `_isUnsticky`: polling does not stay at one server. What the app has put into the options may throw.
 */
export const prepare = (
  given: Omit<EngineInit, "_options">,
  opts: IoOptions,
  { _isUnsticky }: { readonly _isUnsticky: boolean },
): { readonly _init: EngineInit; readonly _hint: string | undefined } => {
  const { _platform, _target } = given;
  const _options = withDefaults(opts, { _cookies: opts.withCredentials ? _platform.cookies?.() : undefined });
  const last = opts.rememberUpgrade ? memory.get(hostOf(_target)) : undefined;
  const first = _isUnsticky && !losesHeaders(_platform, _options) ? "websocket" : last;
  const asked = opts.transports || opts.transportImplementations;
  const { kinds, hint } = chooseKinds(given._kinds, asked, _platform, first);
  return { _init: { ...given, _options, _kinds: kinds }, _hint: hint };
};
