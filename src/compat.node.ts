/**
 * What of `compat.ts` there is on Node alone: the answers of polling, by which published code keeps the cookies of a load
 * balancer. A page may not read those, and has no use for the rest.
 */
import { add, replace } from "./compat.ts";
import type { HttpResponse } from "./platform/platform.ts";
import { Polling } from "./transport/polling.ts";
import { callAll, OwnEmitter } from "./util/emitter.ts";

const EVENT = "pollComplete";
const METHODS = ["on", "once", "off", "removeListener", "removeAllListeners"] as const;

type Method = (...args: unknown[]) => unknown;
type Listening = Polling & { readonly _events: OwnEmitter<Record<string, () => void>> };

const { _request } = Polling.prototype;

/** A method of an emitter, for the one event that there is; of others the inherited one warns. */
const methodFor = (name: (typeof METHODS)[number], inherited: Method): Method =>
  function (this: Listening, event?: unknown, _listener?: unknown) {
    if (arguments.length && event !== EVENT) return inherited.apply(this, arguments as never);
    (this._events[name] as Method).apply(this._events, arguments as never);
    return this;
  };

const requestOf = ({ header, status }: HttpResponse): object => ({
  xhr: { status, getResponseHeader: (name: string) => header(name.toLowerCase()) ?? null },
});

/** After `installCompat`. */
export const installNodeCompat = (): void =>
  add<Listening>(Polling, {
    ...Object.fromEntries(
      METHODS.map((name) => [
        name,
        methodFor(name, (Polling.prototype as unknown as Record<(typeof METHODS)[number], Method>)[name]),
      ]),
    ),
    get _events() {
      const events = new OwnEmitter(this._session._platform.report);
      replace(this, "_events", events);
      return events;
    },
    _request(...[lane, batch, answered]: Parameters<typeof _request>) {
      _request.call(this, lane, batch, (text, response) => {
        if (!batch) replace(this, "pollXhr", requestOf(response));
        answered(text, response);
        if (batch || this._over || this._isLeaving) return;
        callAll(this._events.listeners(EVENT), this, [], this._session._platform.report);
      });
    },
  });
