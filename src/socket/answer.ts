import { CONNECT } from "../codec/packet.ts";
import { type ConnectError, connectError } from "../util/errors.ts";

/** What the server may say when a namespace is to be joined. */
interface Answer {
  sid?: unknown;
  pid?: unknown;
  message?: unknown;
  data?: unknown;
}

/** Is it CONNECT as a server of Socket.IO 2 says it, without an id, and unasked? */
export const isTooOld = (type: number, data: unknown): boolean =>
  type === CONNECT && typeof (data as Answer | null | undefined)?.sid !== "string";

/** What CONNECT or CONNECT_ERROR means: the namespace is joined, or why it is not. */
export const readAnswer = (
  type: number,
  data: unknown,
): { readonly _sid: string; readonly _pid: unknown } | ConnectError => {
  const {
    sid,
    pid,
    message = "refused",
    data: more,
  } = (typeof data === "string" ? { message: data } : (data ?? {})) as Answer;
  if (isTooOld(type, data)) return connectError("ERR_UNSUPPORTED_PROTOCOL", "namespace", "the server is Socket.IO 2");
  return type === CONNECT
    ? { _sid: sid as string, _pid: pid }
    : connectError("ERR_REFUSED", "namespace", `${message}`, { data: more });
};
