import { Inbox } from "./inbox.ts";
import type { Link } from "./link.ts";
import { Membership } from "./membership.ts";
import { Outbox } from "./outbox/outbox.ts";
import { Recovery } from "./recovery.ts";
import { Teller } from "./teller.ts";
import type { SocketOptions } from "./types.ts";
import type { View } from "./view.ts";

/**
 * What a socket has in it. Libraries that watch an app's state wrap each object that they reach from there (Vue 3, Alpine), or replace
 * it in its place (Vue 2, Valtio), down to timers and WebSockets, which do not survive that. None of them looks into a
 * function: a socket has this behind one.
 */
export interface Inner {
  readonly _io: unknown;
  readonly _link: Link;
  readonly _options: SocketOptions;
  readonly _teller: Teller;
  readonly _membership: Membership;
  readonly _outbox: Outbox;
  readonly _inbox: Inbox;
  /** The settings for the next event that is emitted on the socket itself, in the same synchronous run. */
  _next: View<Inner> | undefined;
  _isForgetting: boolean;
}

/** What a socket is given. */
type Given = Pick<Inner, "_io" | "_link" | "_options">;
type Face = ConstructorParameters<typeof Teller>[0] &
  ConstructorParameters<typeof Inbox>[0] &
  ConstructorParameters<typeof Membership>[0];

/** Puts together what is in a socket. */
export const compose = (socket: Face, given: Given): Inner => {
  const { _io, _link, _options } = given;
  const _teller = new Teller(socket, _link, _options);
  const _recovery = new Recovery({ url: _link._uri, nsp: socket.nsp }, _options.session);
  const _outbox = new Outbox(_link, socket.nsp, _options, _teller);
  const _inbox = new Inbox(socket, _link, _teller, _recovery);
  const _membership = new Membership(socket, _options, { _link, _teller, _outbox, _inbox, _recovery });
  // no copy of what is given: that would have a hidden class of its own for each socket
  return { _io, _link, _options, _teller, _membership, _outbox, _inbox, _next: undefined, _isForgetting: false };
};
