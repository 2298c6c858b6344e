import { CONNECT } from "../codec/packet.ts";
import { type ConnectError, connectError } from "../util/errors.ts";

/** What the server may say when a namespace is to be joined. */
interface Answer {
  sid?: unknown;
  pid?: unknown;
  message?: unknown;
  data?: unknown;
}

/**
 * What CONNECT or CONNECT_ERROR means: the namespace is joined, or why it is not; nothing, if nobody asked. Socket.IO 2
 * says CONNECT unasked, and without an id.
 */
export const readAnswer = (
  type: number,
  data: unknown,
  { _isAsked }: { readonly _isAsked: boolean },
): { readonly _sid: string; readonly _pid: unknown } | ConnectError | undefined => {
  const {
    sid,
    pid,
    message = "refused",
    data: more,
  } = (typeof data === "string" ? { message: data } : (data ?? {})) as Answer;
  if (type === CONNECT && typeof sid !== "string")
    return connectError("ERR_UNSUPPORTED_PROTOCOL", "namespace", "the server is Socket.IO 2");
  if (!_isAsked) return;
  return type === CONNECT
    ? { _sid: sid as string, _pid: pid }
    : connectError("ERR_REFUSED", "namespace", `${message}`, { data: more });
};
